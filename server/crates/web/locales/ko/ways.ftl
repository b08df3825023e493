# Awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = 어떤 방법으로 로그인하시겠습니까?
ways-text = 방법을 하나 선택하십시오. 로그인이 끝날 때까지 비밀번호를 다시 입력하지 않고 바꿀 수 있습니다.
ways-last = 이 브라우저에서 마지막으로 사용함
ways-log-in = 로그인
ways-refused = 지금 사용할 수 있는 방법 중 하나를 선택하십시오.
ways-others = 지금 사용할 수 없음
way-push = 휴대전화에서 승인
way-push-text = 휴대전화로 요청을 보내며, 그곳에서 승인하시면 됩니다.
way-code = 코드 입력
way-code-text = 인증 앱에 이 계정의 코드가 표시됩니다.
way-recovery = 복구 코드 사용
way-recovery-text = 종이에 보관하고 있는 코드 중 하나입니다. 각 코드는 한 번만 사용할 수 있습니다.
way-used-up = 모든 코드를 사용했습니다. ‘인증 수단’에서 새 코드를 만드십시오.
way-unconfirmed = 다른 서비스가 설정한 것입니다. 먼저 본인의 것인지 확인해 주십시오.
way-locked = 실패가 너무 많아 잠겼습니다. 지원 담당자에게 문의해 주십시오.
way-not-in-use = 현재 사용이 중지되어 쓸 수 없습니다.
way-not-set-up = 아직 설정하지 않았습니다. 로그인한 뒤 ‘인증 수단’에서 설정할 수 있습니다.

# When no request arrives
difficulties-open = 인증 앱을 열고 아래로 당겨 새로 고치십시오. 대기 중인 요청이 그곳에 표시됩니다.
difficulties-online = 휴대전화가 온라인 상태이고 앱의 알림이 허용되어 있는지 확인한 다음 요청을 다시 보내 주십시오.
difficulties-device = 요청은 다음 기기 모두에 있으므로 다른 기기를 사용하십시오: { $devices }
difficulties-code = 대신 코드 입력
difficulties-ways = 다른 로그인 방법
difficulties-support = 도움말 및 문의처
denied-not-you = 본인이 거부한 것이 아니라면 다른 사람이 휴대전화를 가지고 있을 수 있습니다. 다른 방법으로 로그인하여 분실을 신고하고 비밀번호를 변경해 주십시오.

# What services demand of a login
policy-announced = { $date }부터 이곳의 일부 작업에는 더 강력한 로그인이 필요합니다. 계정의 ‘인증 수단’에서 필요한 수단이 있는지 확인해 주십시오.
way-too-weak = 지금 하려는 작업에는 충분히 강력하지 않습니다.
problem-insufficient-user-authentication = 이 리소스에 대해 로그인이 너무 약하거나 너무 오래되었습니다. 같은 리소스로 새 로그인을 시작하십시오. acr_values와 max_age가 요구 사항을 알려 줍니다.
