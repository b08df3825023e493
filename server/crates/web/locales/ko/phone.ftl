# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = 인증 앱
phone-no-script = 이 페이지에는 JavaScript가 필요합니다. 키는 서버가 볼 수 없는 브라우저 안에서 만들어집니다.
phone-loading = 잠시만 기다려 주십시오.
phone-offline = 지금은 연결되어 있지 않습니다. 코드는 사용할 수 있지만 로그인을 승인하려면 연결이 필요합니다.
phone-waiting = 응답을 기다리는 로그인이 있습니다.
phone-open = 표시
phone-back = 뒤로
phone-scan = 코드 스캔
phone-video = 카메라 화면
phone-scan-aim = 코드가 화면 가운데에 오도록 카메라를 들어 주십시오.
phone-scan-helped = 이 브라우저는 코드를 스스로 읽을 수 없습니다. 스캔하는 동안 화면이 { $server }(으)로 전송되어 판독되며 보관되지 않습니다.
phone-copied = 복사되었습니다.
phone-copy-link = 링크 복사
phone-ios = 이 휴대전화에서는 홈 화면에서 열었을 때만 알림이 작동합니다. ‘공유’를 누르고 ‘홈 화면에 추가’를 선택한 다음, 계정을 추가하기 전에 홈 화면에서 인증 앱을 열어 주십시오. 여기에서 설정한 것은 여기에만 남습니다.

# The list of accounts
phone-accounts = 내 계정
phone-empty = 아직 계정이 없습니다. 인증 앱을 설정하는 페이지에 이 휴대전화로 스캔할 코드가 표시됩니다.
phone-add = 계정 추가
phone-settings = 잠금 설정
phone-look = 로그인 찾기
phone-looking = 로그인을 찾고 있습니다. 기다리는 로그인이 있으면 바로 표시됩니다.
phone-details = 세부 정보
phone-details-of = { $account }의 세부 정보
phone-copy = 복사
phone-copy-of = { $account }의 코드 복사
phone-seconds = { $seconds }초
phone-not-accepted-short = 서버가 현재 이 계정에 대해 이 휴대전화를 받아들이지 않습니다.
phone-removed = 서버가 { $day }에 이 휴대전화가 계정에서 제거되었다고 알렸습니다.

# A login that asks
phone-asks = { $service }의 요청
phone-account = 계정
phone-place = 주소
phone-browser = 브라우저
phone-time = 시작 시각
phone-unknown = 알 수 없음
phone-left = 남은 시간:
phone-pick = 로그인 페이지에 어떤 숫자가 표시되어 있습니까? 한 번만 선택하실 수 있습니다.
phone-type = 로그인 페이지에 표시된 여섯 자리 숫자를 입력해 주십시오. 한 번만 입력하실 수 있습니다.
phone-six-digits = 로그인 페이지에는 여섯 자리 숫자가 표시됩니다. 모두 입력해 주십시오.
phone-scan-approve = 로그인 페이지의 코드를 스캔하여 승인
phone-type-instead = 대신 숫자 입력
phone-plain = 방금 직접 시작하신 경우에만 승인해 주십시오.
phone-scanned = 이 로그인의 코드를 여셨습니다. 눈앞의 페이지에서 방금 직접 스캔하신 경우에만 계속해 주십시오. 누군가 보내 준 것이라면 본인의 로그인이 아닙니다.
phone-approve = 승인
phone-deny = 거부
phone-report = 제가 아닙니다
phone-no-camera = 카메라를 사용할 수 없습니다. 브라우저 설정에서 허용하거나 보이는 내용을 입력해 주십시오.
phone-other-code = 다른 것의 코드입니다. 로그인하고 있는 페이지의 코드를 스캔해 주십시오.
phone-sending = 응답을 보내고 있습니다.
phone-sending-again = 아직 연결되지 않았습니다. 시간이 다 될 때까지 계속 시도합니다.

# How it ended
phone-approved-title = 승인됨
phone-approved-text = 로그인하고 있는 페이지로 돌아가셔도 됩니다.
phone-denied-title = 거부됨
phone-denied-text = 이 로그인으로는 아무도 들어올 수 없습니다.
phone-reported-title = 거부하고 신고함
phone-reported-text = 이 로그인으로는 아무도 들어올 수 없으며, 본인이 아니었음을 기록했습니다. 누군가 비밀번호를 알고 있을 수 있으니 빨리 변경해 주십시오.
phone-wrong-number-title = 승인되지 않음
phone-wrong-number-text = 로그인 페이지의 숫자와 다릅니다. 로그인하시려면 그곳에서 다시 시작해 주십시오.
phone-failed-title = 승인되지 않음
phone-failed-text = 로그인하지 못했습니다. 로그인하시려면 로그인 페이지에서 다시 시작해 주십시오.
phone-expired-title = 시간이 지났습니다
phone-expired-text = 제시간에 응답이 없어 이 로그인으로는 아무도 들어올 수 없습니다.
phone-gone-title = 더 이상 요청하지 않음
phone-gone-text = 로그인이 취소되었거나 다른 방법으로 응답되었습니다.
phone-too-late-title = 너무 늦었습니다
phone-too-late-text = 응답이 도착하기 전에 로그인이 결정되었거나 시간이 지났습니다.
phone-unsent-title = 전송되지 않음
phone-unsent-text = 제시간에 연결되지 않아 응답이 반영되지 않았습니다. 로그인하시려면 로그인 페이지에서 다시 시작해 주십시오.
phone-unjudged-title = 받아들여지지 않음
phone-unjudged-text = 서버가 응답을 받아들이지 못했습니다. 다시 발생하면 지원 부서에 알려 주십시오.
phone-not-accepted-title = 이 휴대전화는 받아들여지지 않습니다
phone-not-accepted-text = 서버가 현재 이 계정에 대해 이 휴대전화를 받아들이지 않습니다. 계정이 다른 휴대전화로 옮겨졌거나 제거 또는 정지되었을 수 있습니다.
phone-on = 계속

# Adding an account
phone-add-text = 인증 앱을 설정하는 페이지에 표시된 코드를 스캔해 주십시오. 다른 서비스의 일회용 비밀번호 코드도 사용할 수 있습니다.
phone-paste = 또는 여기에 링크를 붙여 넣어 주십시오
phone-connect-title = 이 휴대전화를 { $server }에 연결하시겠습니까?
phone-connect-text = 연결하면 { $host }에서의 로그인에 이 휴대전화로 응답하게 됩니다. 그곳에서 지금 인증 앱을 설정하고 계신 경우에만 계속해 주십시오.
phone-unfinished = 이전에 이 휴대전화를 연결하기 시작했지만 응답이 오지 않았습니다. 다시 시도하실 수 있습니다.
phone-device = 이 휴대전화의 이름
phone-device-hint = 휴대전화를 확인해 달라고 할 때 표시됩니다.
phone-connect = 연결
phone-connecting = 연결하고 있습니다.
phone-enroll-refused-title = 연결되지 않음
phone-enroll-refused-text = 이 코드는 이미 사용되었거나 유효 시간이 지났습니다. 인증 앱을 설정하는 곳에서 새 코드를 요청해 주십시오.
phone-connected-title = 이 휴대전화가 연결되었습니다
phone-connected-text = 이제 { $account }의 로그인에 응답합니다.
phone-notify-offer = 알림을 켜면 로그인이 응답을 요청할 때 바로 보실 수 있습니다. 켜지 않으면 로그인할 때 이 페이지를 열어 주십시오.
phone-protect-offer = 잠금을 설정하면 휴대전화를 손에 넣은 다른 사람이 대신 응답하지 못합니다.
phone-protect = 잠금 설정
phone-keep-title = 이 일회용 비밀번호를 보관하시겠습니까?
phone-keep-text = { $account }의 코드가 이 휴대전화에 표시됩니다. 연결 없이도 사용할 수 있습니다. 아무것도 전송되지 않습니다.
phone-keep-issuer = 서비스
phone-keep = 보관
phone-elsewhere-title = 다른 서버의 것입니다
phone-elsewhere-text = 이 코드는 { $host }에서 만들었습니다. 그곳의 계정은 자체 페이지에 있습니다. 아는 곳일 때만 열어 주십시오.
phone-elsewhere-open = 그 페이지 열기
phone-other-app-title = 다른 앱용입니다
phone-other-app-text = 이 코드는 다른 종류의 인증 앱을 위해 만들어졌습니다. 인증 앱을 설정하는 곳에서 대신 브라우저의 휴대전화를 선택해 주십시오.
phone-unknown-link-title = 알 수 없는 코드입니다
phone-unknown-link-text = 이 휴대전화용 코드가 아니거나 일부가 빠져 있습니다.

# Links from the login page
phone-proving-title = 로그인을 찾고 있습니다
phone-proving-text = 서버가 이 휴대전화로 보내는 즉시 여기에 표시됩니다.
phone-not-here-title = 이 브라우저가 아닙니다
phone-not-here-text = 이 로그인은 이 브라우저에서 시작되지 않았습니다. 숫자로 응답하거나 해당 페이지의 코드를 스캔해 주십시오.
phone-no-such-login-title = 이 휴대전화에 요청하는 로그인이 아닙니다
phone-no-such-login-text = 이미 종료되었거나 이 휴대전화에 없는 계정의 로그인일 수 있습니다.

# One account
phone-rename = 이 휴대전화에서의 이름
phone-save = 저장
phone-saved = 저장되었습니다.
phone-known-as = 서버에 등록된 이 휴대전화의 이름: { $device }
phone-notifications = 알림
phone-notify-on = 알림이 켜져 있습니다.
phone-notify-off = 알림이 꺼져 있습니다.
phone-notify-turn-on = 알림 켜기
phone-notify-turn-off = 알림 끄기
phone-notify-refused = 브라우저가 이 페이지의 알림을 허용하지 않습니다. 브라우저 설정에서 변경하실 수 있습니다.
phone-notify-ios = 이 휴대전화에서는 홈 화면에서 열었을 때만 알림이 작동합니다. ‘공유’를 누르고 ‘홈 화면에 추가’를 선택한 다음 홈 화면에서 인증 앱을 열고, 새 휴대전화로 옮길 때처럼 이 계정을 그곳으로 옮겨 주십시오.
phone-notify-impossible = 이 브라우저 또는 이 서버에서는 알림을 사용할 수 없습니다. 로그인할 때 이 페이지를 열어 주십시오.
phone-move = 새 휴대전화로 옮기기
phone-move-text = 새 휴대전화가 이 휴대전화를 대신합니다. { $account }은(는) 새 휴대전화에서 작동하고 여기에서는 더 이상 작동하지 않습니다. 알림, 잠금, 다른 서비스의 코드는 함께 옮겨지지 않습니다.
phone-move-show = 코드 표시
phone-move-scan = 새 휴대전화로 이 코드를 스캔해 주십시오. 다른 사람에게는 보여 주지 마십시오. 스캔한 사람이 계정을 넘겨받습니다.
phone-move-code = 새 휴대전화용 코드
phone-move-until = { $time }까지 유효합니다.
phone-remove = 제거
phone-remove-title = { $account }을(를) 제거하시겠습니까?
phone-remove-known = 서버가 더 이상 이 휴대전화에 요청하지 않으며, 제거되었음을 알려 드립니다. 이것이 유일한 로그인 방법이라면 먼저 다른 방법을 설정해 주십시오. 그러지 않으면 복구 코드나 지원 부서가 필요합니다.
phone-remove-moved = 서버가 현재 이 계정에 대해 이 휴대전화를 받아들이지 않습니다. 옮겨졌거나 제거 또는 정지되었을 수 있습니다. 여기에서 제거해도 서버에는 변화가 없습니다.
phone-remove-removed = 서버가 이 휴대전화를 계정에서 제거했습니다. 여기에서 계정을 제거해도 서버에는 변화가 없습니다. 휴대전화를 제거한 사람이 본인이 아니라면 지원 부서에 알려 주십시오.
phone-remove-codes = 이 계정의 일회용 비밀번호도 함께 없어지며 여기에서 되돌릴 수 없습니다.

# The lock
phone-lock-title = 잠금
phone-lock-none = 이 페이지는 잠금 없이 열립니다.
phone-lock-passkey = 이 페이지가 열리기 전에 휴대전화가 얼굴, 지문 또는 휴대전화 자체의 암호를 요청합니다.
phone-lock-pin = 이 페이지가 열리기 전에 PIN을 요청합니다.
phone-lock-about = 잠금은 잠금 해제된 휴대전화를 잠시 손에 넣은 사람을 막습니다. 휴대전화 자체의 잠금을 대신하지는 않습니다.
phone-lock-set-passkey = 얼굴, 지문 또는 휴대전화의 암호 사용
phone-lock-set-pin = PIN 사용
phone-lock-unset = 잠금 끄기
phone-unlock-title = 잠김
phone-unlock-passkey = 잠금 해제
phone-passkey-refused = 휴대전화가 본인임을 확인하지 못했습니다. 다시 시도해 주십시오.
phone-pin = PIN
phone-pin-title = PIN을 정해 주십시오
phone-pin-about = 다른 곳에서 사용하지 않는 네 자리 이상의 숫자를 정해 주십시오. 열 번 틀리면 여기의 모든 내용이 지워지며 계정을 새로 설정해야 합니다.
phone-pin-again = PIN을 한 번 더 입력
phone-pin-short = 숫자로만 네 자리 이상을 정해 주십시오.
phone-pin-differs = 두 PIN이 서로 다릅니다. 같은 PIN을 두 번 입력해 주십시오.
phone-pin-wrong = PIN이 올바르지 않습니다. 남은 시도 횟수: { $left }
phone-pin-wait = { $time } 후에 다시 시도하실 수 있습니다.
phone-forget = 잠금을 해제할 수 없습니다
phone-forget-text = 여기에 보관된 모든 내용을 지우실 수 있습니다. 그러면 복구 코드나 지원 부서를 통해 계정을 새로 설정해야 합니다.
phone-forget-really = 모두 지우기
phone-forgotten-title = 여기의 모든 내용이 지워졌습니다
phone-forgotten-text = 계정이 이 휴대전화에 더 이상 없습니다. 새로 설정하실 수 있습니다.

# What can go wrong
phone-no-connection = 연결되어 있지 않습니다. 연결되면 다시 시도해 주십시오.
phone-not-accepted = 서버가 현재 이 계정에 대해 이 휴대전화를 받아들이지 않습니다.
phone-too-many = 시도 횟수가 너무 많았습니다. 잠시 기다려 주십시오.
phone-server-trouble = 서버가 지금 응답할 수 없습니다. 잠시 후 다시 시도해 주십시오.
phone-refused = 서버가 받아들이지 않았습니다. 다시 발생하면 지원 부서에 알려 주십시오.
phone-unexpected = 처리하지 못했습니다. 다시 시도해 주십시오.
phone-unsupported-title = 이 브라우저는 휴대전화로 사용할 수 없습니다
phone-unsupported-text = 서명을 확인하거나 키를 보관할 방법이 없습니다. 브라우저를 업데이트하거나 다른 브라우저를 사용하고, 모든 것을 잊어버리는 비공개 창은 사용하지 마십시오.

# Shown when a push cannot be read
phone-notification = 열어서 새로운 내용을 확인해 주십시오.
