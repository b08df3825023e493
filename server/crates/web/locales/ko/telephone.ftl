# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = 문자 메시지
method-voice = 전화
method-number = 번호
acr-sms = 전화로 보낸 코드
acr-sms-pwd = 비밀번호와 전화로 보낸 코드

add-telephone-title = 문자 메시지 또는 전화
add-telephone-text = 전화번호로 코드를 보내거나 전화로 읽어 드립니다. 어떤 전화로도 사용할 수 있지만 다른 방법보다 안전하지 않습니다.
add-telephone-steps = 다른 방법을 사용할 수 없을 때만 선택하고, 가능해지면 더 안전한 방법을 추가해 주십시오.

telephone-number = 전화번호
telephone-number-hint = +와 국가 번호로 시작해 주십시오. 예: +1 202 555 0123
telephone-channel = 코드를 어떻게 받으시겠습니까?
telephone-by-sms = 문자 메시지로 받기
telephone-by-voice = 전화로 받기
telephone-risk = 전화 코드가 덜 안전한 이유
telephone-risk-text = 메시지와 통화는 가로채일 수 있고, 통신사를 속인 사람이 번호를 빼앗을 수도 있습니다. 코드를 절대 다른 사람에게 알려 주지 마십시오. 저희는 코드를 묻지 않습니다. 번호가 바뀌면 여기서 제거하고 새 번호를 추가해 주십시오.
telephone-unreadable = 전화번호가 아닙니다. 맨 앞의 +와 숫자, 공백만 사용해 주십시오.
telephone-no-country = 국가 번호가 없습니다. +로 시작해 주십시오. 예: 한국은 +82
telephone-not-assigned = 그 나라에는 이런 번호가 없습니다. 숫자를 확인해 주십시오.
telephone-wrong-kind = 코드는 휴대전화와 유선전화로만 보냅니다. 서비스 번호나 인터넷 전화 번호로는 보내지 않습니다.
telephone-landline = 유선전화입니다. 전화로 받기를 선택해 주십시오.
telephone-not-served = 이 방법으로는 이 번호에 코드를 보낼 수 없습니다. 다른 방법이나 다른 번호를 선택해 주십시오.
telephone-repaired = 입력하신 번호를 수정했습니다. 번호를 확인하고 맞으면 계속해 주십시오.
telephone-repaired-from = 입력한 번호
telephone-repaired-to = 수정한 번호
telephone-send = 코드 보내기
telephone-wait = 방금 코드를 보냈거나 너무 많이 보냈습니다. 잠시 기다렸다가 다시 요청해 주십시오.
telephone-country = 번호의 국가
telephone-country-none = 번호가 +로 시작합니다
telephone-country-hint = 국가를 선택하시면 그 나라에서 쓰는 방식으로 번호를 입력하실 수 있습니다.
telephone-preview = 인식한 번호:
method-number-show = 전체 번호 표시

enroll-telephone-title = 전화번호 확인
enroll-telephone-type = 받은 코드
telephone-sent-sms = 다음 번호로 문자 메시지로 코드를 보냈습니다.
telephone-sent-voice = 다음 번호로 전화를 걸어 코드를 읽어 드립니다.
telephone-late = 메시지가 아직 접수되지 않았습니다. 전달하는 서비스가 응답하지 않거나 거부합니다.
telephone-arrived = 메시지가 도착했습니다.
telephone-again = 새 코드 요청
telephone-help = 받지 못하셨습니까?
telephone-help-text = 메시지가 도착하는 데 몇 분 걸릴 수 있습니다. 가장 최근 코드만 유효합니다. 도착하지 않으면 번호와 수신 상태를 확인하거나 다른 방법을 사용해 주십시오.

code-by-telephone = 문자 메시지 또는 전화 코드
way-telephone-text = 전화번호로 코드를 보내거나 전화로 읽어 드립니다.
telephone-choose = 코드를 어디로 보낼까요?
telephone-text-it = 문자 메시지 보내기
telephone-call-it = 전화 걸기

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $service } { $account } 로그인 코드: { $code }. 남에게 알리지 마세요
sms-enrollment = { $service } { $account } 번호등록 코드: { $code }. 남에게 알리지 마세요
voice-code = 안녕하세요. { $service } 코드는 { $digits }입니다. 다시 한번 말씀드립니다. { $digits }입니다.
sms-authenticator-added = { $service } { $account }: 인증 수단이 추가되었습니다({ $what }). 본인이 아니면 여세요: { $link }
sms-authenticator-removed = { $service } { $account }: 인증 수단이 제거되었습니다({ $what }). 본인이 아니면 여세요: { $link }
sms-authenticator-suspended = { $service } { $account }: 인증 수단이 중지되었습니다({ $what }). 본인이 아니면 여세요: { $link }
sms-authenticator-suspended-aside = { $service } { $account }: 인증 수단이 중지되었습니다({ $what }). 본인이 아니면 지원 부서에 알려 주세요.
sms-authenticator-resumed = { $service } { $account }: 인증 수단이 재개되었습니다({ $what }). 본인이 아니면 여세요: { $link }
sms-recovery-begun = { $service } { $account }: 인증 수단 없는 로그인 대기가 시작됐습니다. 본인이 아니면 중지하세요.
sms-authenticator-confirmed = { $service } { $account }: 인증 수단이 확인되었습니다({ $what }). 본인이 아니면 여세요: { $link }
sms-authenticator-lost = { $service } { $account }: 인증 수단이 분실 신고되었습니다({ $what }). 본인이 아니면 누군가 비밀번호를 압니다. 여세요: { $link }
sms-authenticator-lost-aside = { $service } { $account }: 인증 수단이 분실 신고되었습니다({ $what }). 본인이 아니면 누군가 비밀번호를 압니다. 바꾸세요.
sms-temporary-code = { $service } { $account }: 임시 코드가 발급되었습니다. 요청하지 않았으면 지원 부서에 알려 주세요.
