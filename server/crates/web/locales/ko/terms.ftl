# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = 이용 약관
terms-version = 버전
terms-ask = 이 약관에 동의하십니까? 동의하지 않으면 인증 수단을 설정할 수 없습니다.
terms-accept = 동의
terms-accept-confirm = 동의하고 확인
terms-accepted = { $day }에 이 약관에 동의하셨습니다.
terms-declined-title = 동의하지 않으셨습니다
terms-declined-text = 이용 약관에 동의하지 않으셨으며 바뀐 것은 없습니다. 동의하시면 인증 수단을 설정하실 수 있습니다.
terms-again = 이용 약관 다시 읽기
problem-terms-not-accepted = 이 사람은 현재 이용 약관에 동의하지 않았습니다. 인증 수단을 설정하는 페이지에서 동의할 수 있습니다.
