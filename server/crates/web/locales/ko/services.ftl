# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = 승인되지 않았으므로 이것으로 로그인한 사람은 없습니다.
logged-out-title = 로그아웃되었습니다
logged-out-told = 다음 서비스에도 세션을 종료하도록 알렸습니다.
logged-out-untold = 다음 서비스에는 알릴 수 없습니다. 해당 서비스에서 직접 로그아웃해 주십시오.
logged-out-again = 다시 로그인
services-title = 로그인되어 있는 서비스
services-text = 지난 24시간 동안 이 계정으로 다음 서비스에 로그인하셨습니다. 여기에서 로그아웃하거나 다른 모든 곳을 종료하면 이 서비스들의 세션도 종료됩니다.
service-last = 마지막 로그인: { $at }
service-untold = 알릴 수 없습니다. 해당 서비스에서 직접 로그아웃해 주십시오
launcher-title = 내 서비스
