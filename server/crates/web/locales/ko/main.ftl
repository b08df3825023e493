# Awaits a native reader.
# Words: authenticator = 인증 앱 (as one of several ways: 인증 수단), approve = 승인 (approval = 승인), deny = 거부, confirm = 확인,
# set up (enrolment) = 설정, recovery code = 복구 코드, phone = 휴대전화.

# On phones
push-login = { $service }에 로그인하시겠습니까?
push-confirm = 이 휴대전화를 { $service }용으로 확인하시겠습니까?
push-login-message = { $service }: { $message }

# Everywhere
language-name = 한국어
language = 언어
help = 도움말
skip = 본문으로 이동
list-comma = { ", " }
continue = 계속
cancel = 취소
password = 비밀번호
username = 사용자 이름
to-start = 첫 페이지로
try-again = 다시 시도
not-found-title = 여기에는 아무것도 없습니다
not-found-text = 주소가 잘못되었거나 여기에 있던 내용이 없어졌습니다.
ended-title = 이미 종료되었습니다
ended-text = 링크가 이미 사용되었거나 유효 시간이 지났습니다. 새 링크를 요청해 주십시오.
too-many-title = 시도 횟수가 너무 많습니다
too-many-text = 잠시 기다려 주십시오. { $minutes ->
   *[other] { $minutes }분 후에 다시 시도하실 수 있습니다.
}
refused-title = 처리하지 못했습니다
refused-text = 브라우저가 보낸 내용을 여기에서 사용할 수 없습니다. 뒤로 돌아가 페이지를 새로 고친 다음 다시 시도해 주십시오.
unavailable-title = 지금은 이용할 수 없습니다
unavailable-text = 서버가 지금 판단할 수 없는 상태입니다. 잃어버린 것은 없습니다. 잠시 후 다시 시도해 주십시오.

# Login
login-title = 로그인
login-refused = 사용자 이름 또는 비밀번호가 올바르지 않습니다.
no-authenticator-title = 요청을 보낼 휴대전화가 없습니다
no-authenticator-text = 지금은 어느 휴대전화로도 요청을 보낼 수 없습니다. 지원 부서에 문의해 주십시오.
login-for = { $service }에 로그인하는 중입니다.
wait-title = 휴대전화를 확인해 주십시오
wait-sent = { $devices }에 요청을 보냈습니다.
wait-number = 휴대전화에서 이 숫자를 선택해 주십시오:
wait-type = 휴대전화에 이 숫자를 입력해 주십시오:
wait-here = 이 브라우저에서 승인
wait-scan = 대신 휴대전화로 스캔
wait-scan-text = 휴대전화에서 인증 앱을 열고 요청을 선택한 다음 이 코드를 스캔해 주십시오.
wait-scan-code = 휴대전화용 코드
wait-approve = 본인이 맞으면 승인해 주십시오.
wait-late = 알림이 휴대전화에 도착하지 않았습니다. 알림을 전달하는 서비스가 응답하지 않거나 알림을 받아들이지 않습니다.
wait-late-look = 휴대전화에서 인증 앱을 직접 열어 주십시오. 요청이 그곳에 있습니다.
wait-late-code = 대신 코드를 입력하실 수도 있습니다. 다시 로그인하실 필요는 없습니다.
wait-late-alone = 계속 시도하고 있습니다. 아무것도 도착하지 않으면 몇 분 후에 다시 시도하시거나 계정을 발급한 곳에 도움을 요청해 주십시오.
wait-left = 남은 시간:
code-instead = 대신 코드 입력
code-title = 코드를 입력해 주십시오
code-from-app = 인증 앱을 열고 이 계정에 표시된 코드를 입력해 주십시오.
code-from-paper = 복구 코드도 사용하실 수 있습니다. 코드마다 한 번만 사용할 수 있습니다.
code-label = 코드
code-phone-instead = 대신 휴대전화 사용
code-wrong = 이 코드는 올바르지 않거나 이미 사용되었습니다. { $left ->
    [0] 더 이상 시도할 수 없습니다.
   *[other] { $left }번 더 시도하실 수 있습니다.
}
resend = 다시 보내기
resend-early = 방금 보냈습니다. 잠시 기다렸다가 다시 보내 주십시오.
difficulties = 어려움이 있으십니까?
login-approved-title = 승인됨
login-approved-text = 원래 페이지로 돌아가셔도 됩니다.
login-denied-title = 거부됨
login-denied-text = 휴대전화에서 요청이 거부되었습니다.
login-reported-text = 휴대전화에서 본인의 요청이 아니라고 신고되었습니다.
login-expired-title = 시간이 지났습니다
login-expired-text = 제시간에 응답이 없었습니다.
login-cancelled-title = 취소됨
login-cancelled-text = 로그인이 취소되었습니다.
login-superseded-text = 더 최근의 로그인이 이 로그인을 대신합니다.
login-suspended-text = 계정 또는 휴대전화가 정지되어 로그인이 종료되었습니다.
login-restored-text = 서비스가 백업에서 복원되어 로그인이 종료되었습니다. 다시 시작해 주십시오.
login-failed-title = 승인되지 않음
login-wrong-number-text = 휴대전화에서 다른 숫자가 선택되었습니다. 본인이 아니라면 비밀번호를 변경해 주십시오.
login-too-many-codes-text = 잘못된 코드를 너무 많이 입력했습니다.
login-locked-text = 실패한 시도가 너무 많아 인증 수단이 잠겼습니다. 지원 부서에 문의해 주십시오.
login-missing-number-text = 휴대전화가 숫자를 보내지 않았습니다. 인증 앱을 업데이트해 주십시오.

# Enrolment
enroll-title = 인증 앱 설정
enroll-push-title = 휴대전화 설정
enroll-combined-title = 휴대전화 설정
enroll-combined-type = 앱이 이 계정에 표시하는 코드를 입력해 주십시오:
enroll-oath-title = 인증 앱 설정
enroll-oath-type = 앱이 이 계정에 표시하는 코드를 입력해 주십시오:
enroll-recovery-title = 복구 코드
enroll-recovery-type = 보관하셨음을 확인하기 위해 그중 하나를 입력해 주십시오:
enroll-cancelled-title = 설정 취소됨
enroll-cancelled-text = 아무것도 설정되지 않았습니다. 처음부터 다시 시작하려면 새 링크를 요청해 주십시오.
enroll-cancelled-in-part-text = 이미 연결된 것은 그대로 유지되며 나머지는 설정되지 않았습니다. 계속하려면 새 링크를 요청해 주십시오.
enroll-too-many-codes-text = 잘못된 코드를 너무 많이 입력했습니다. 처음부터 다시 시작하려면 새 링크를 요청해 주십시오.
enroll-registered = 휴대전화가 연결되었습니다.
enroll-no-code = 앱에 코드가 표시되지 않습니다
enroll-no-camera = 앱으로 스캔할 수 없습니다
enroll-type-key = 이 키를 앱에 입력해 주십시오. 다른 안내가 없었다면 시간 기반 코드를 선택해 주십시오.
recovery-codes = 복구 코드
recovery-keep = 이 코드들을 인쇄하거나 적어서 안전한 곳에 보관해 주십시오. 휴대전화를 잃어버린 경우 코드 하나로 한 번 로그인하실 수 있습니다. 코드는 지금만 표시됩니다.
method-totp = 일회용 비밀번호 앱
method-hotp = 일회용 비밀번호 토큰
method-recovery-code = 복구 코드
enroll-for = 계정: { $name }
enroll-once = 다음에 나오는 코드는 이 브라우저에서만 한 번 표시됩니다.
enroll-show = 코드 표시
password-refused = 비밀번호가 올바르지 않습니다.
enroll-scan = 휴대전화에서 인증 앱을 열고 이 코드를 스캔해 주십시오.
enroll-code = 설정용 코드
enroll-same-phone = 앱이 이 휴대전화에 있습니다
enroll-scan-native = 이 코드를 휴대전화로 스캔해 주십시오. 인증 앱이 이미 있으면 인증 앱으로, 없으면 카메라로 스캔합니다. 카메라는 휴대전화의 브라우저에서 인증 앱을 엽니다.
enroll-same-browser = 이 브라우저에 인증 앱 설정
enroll-done-title = 모두 설정되었습니다
enroll-done-text = 이제 다음으로 로그인하실 수 있습니다: { $what }.
confirm-title = 본인의 것입니까?
confirm-text = 다른 서비스가 계정 { $name }에 인증 수단을 설정했습니다. 확인하시면 모든 서비스에서 사용됩니다.
confirm-which = 어느 것이 본인의 것입니까?
confirm-service = { $service }에서 설정
confirm-none = 이 중에 없음
confirm-none-text = 내 휴대전화를 설정합니다.
confirm-warning = 직접 가지고 계신 것만 확인해 주십시오. 휴대전화의 숫자 또는 코드를 요청합니다. 모두 모르는 것이라면 지원 부서에 알려 주십시오.
confirm = 확인

# Account
account-title = 내 계정
account-hello = { $name }(으)로 로그인되어 있습니다.
account-assurance = 이번 로그인에서 확인된 것: { $what }.
acr-push = 휴대전화
acr-push-pwd = 비밀번호와 휴대전화
acr-push-number = 휴대전화와 그 화면의 숫자
acr-oob = 이 페이지에 표시된 내용을 입력하거나 스캔한 휴대전화
acr-oob-pwd = 비밀번호와, 이 페이지에 표시된 내용을 입력하거나 스캔한 휴대전화
acr-otp = 일회용 비밀번호
acr-otp-pwd = 비밀번호와 일회용 비밀번호
acr-recovery = 복구 코드
acr-recovery-pwd = 비밀번호와 복구 코드
acr-push-number-pwd = 비밀번호, 휴대전화, 그 화면의 숫자
state-active = 사용 중
state-unconfirmed = 확인하시기 전까지 한 서비스에서만 사용
state-inactive = 사용 안 함
logout = 로그아웃

# Problems, for whoever builds a client
problem-malformed-request = 본문이 JSON이 아니거나 주소에 읽을 수 없는 매개변수가 있습니다.
problem-invalid-client = client_id와 client_secret을 HTTP Basic으로 보내 주십시오. 정지된 클라이언트도 같은 응답을 받습니다.
problem-invalid-device = 이 주소와 이 시점에 대해 기기의 키로 요청에 서명해 주십시오. server_time은 서버의 현재 시각입니다.
problem-device-removed = 기기가 계정에서 제거되었으며 되돌릴 수 없습니다. removal은 이를 알리는 서버의 서명된 진술입니다. 휴대전화는 계정을 잊어도 되며, 필요하면 새로 설정합니다.
problem-challenge-not-open = 이미 응답되었거나 해당 로그인이 종료되었습니다. 열려 있는 요청을 다시 가져와 주십시오.
problem-insufficient-scope = 권한은 운영자가 클라이언트를 추가할 때 부여합니다.
problem-fresh-approval-required = 사용자에게 활성 인증 수단이 있습니다. 이 사용자와 이 클라이언트의 로그인 중 5분 이내에 승인되었고 이 용도로 아직 사용되지 않은 것을 지정해 주십시오.
problem-forbidden = 양식은 이 서버 자체의 페이지에서만 받습니다.
problem-not-found = 존재하지 않거나 다른 클라이언트의 것입니다.
problem-method-not-allowed = /openapi.json의 API 설명을 참고해 주십시오.
problem-login-not-pending = 이미 결정되었거나 취소되었거나 만료되었습니다.
problem-enrollment-not-pending = 이미 완료되었거나 취소되었거나 만료되었거나, 코드를 기다리고 있지 않습니다.
problem-wrong-code = 코드가 올바르지 않거나 이미 사용되었습니다. attempts_left는 더 시도할 수 있는 횟수이며, 0이면 마지막 시도였습니다.
problem-last-authenticator = 이것이 없으면 사용자가 더 이상 로그인할 수 없습니다. 먼저 다른 것을 추가해 주십시오.
problem-already-exists = 다른 이름을 선택해 주십시오.
problem-request-in-progress = 첫 번째 요청의 응답을 기다려 주십시오.
problem-too-large = 본문은 16 KiB까지 가능합니다.
problem-invalid-request = 알 수 없거나 빠졌거나 범위를 벗어난 항목이 있습니다. detail에 어느 항목인지 나와 있습니다.
problem-no-usable-authenticator = 사용자를 알 수 없거나, 정지 또는 잠금 상태이거나, 응답할 수단이 없습니다. 어느 경우인지는 알려 드리지 않습니다.
problem-idempotency-key-reused = 같은 Idempotency-Key가 다른 본문 또는 다른 주소로 전송되었습니다. 새 요청에는 새 키를 사용해 주십시오.
problem-too-many-requests = Retry-After에 나온 시간만큼 기다려 주십시오.
problem-internal-error = 일어나서는 안 되는 일이 일어났습니다. 내용은 로그에 있습니다.
problem-unavailable = 데이터베이스에 연결하거나 기록할 수 없습니다. 잠시 후 다시 시도해 주십시오.
