# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# The person's authenticators
methods-title = 인증 수단
methods-manage = 인증 수단 관리
methods-text = 로그인할 때마다 비밀번호 외에 본인만 가지고 있는 것을 확인합니다. 열쇠처럼 소중히 다루고 아무에게도 주지 마십시오. 하나를 잃어버려도 로그인하실 수 있도록 두 가지 이상 설정해 주십시오.
methods-backup-one = 현재 하나만 있습니다. 잃어버리면 로그인하실 수 없습니다. 하나를 더 추가하거나, 복구 코드를 추가하여 종이에 보관해 주십시오.
methods-backup-none = 복구 코드만 남아 있습니다. 다 쓰기 전에 휴대전화나 앱을 추가해 주십시오.
methods-backup-missing = 사용할 수 있는 인증 수단이 없습니다. 계정이 비밀번호만으로 보호되지 않도록 지금 설정해 주십시오.
methods-add = 다른 인증 수단 추가
methods-add-this = 추가: { $what }
add = 추가
close = 닫기
back = 뒤로

add-phone-title = 브라우저의 휴대전화
add-phone-text = 로그인할 때마다 휴대전화가 확인을 요청합니다. 앱이 필요 없으며 휴대전화의 브라우저로 충분합니다.
add-phone-steps = 다음 페이지에 휴대전화의 카메라로 스캔할 코드가 표시됩니다. 휴대전화의 화면 잠금을 켜 주십시오. 휴대전화를 사용할 수 있는 사람은 누구나 로그인을 승인할 수 있습니다.
add-app-title = 인증 앱
add-app-text = 로그인할 때마다 소속 조직의 앱이 확인을 요청합니다.
add-app-steps = 먼저 앱을 설치하고 알림 표시를 허용해 주십시오. 다음 페이지에 앱으로 스캔할 코드가 표시됩니다. 휴대전화의 화면 잠금을 켜 주십시오. 휴대전화를 사용할 수 있는 사람은 누구나 로그인을 승인할 수 있습니다.
add-both-title = 코드도 표시하는 인증 앱
add-both-text = 로그인할 때마다 소속 조직의 앱이 확인을 요청하며, 오프라인일 때 사용할 코드도 표시합니다.
add-both-steps = 먼저 앱을 설치하고 알림 표시를 허용해 주십시오. 다음 페이지에 두 가지 모두에 쓰이는 코드 하나가 표시됩니다. 스캔하신 다음 앱이 처음 표시하는 코드를 입력하시게 됩니다. 휴대전화의 화면 잠금을 켜 주십시오. 휴대전화를 사용할 수 있는 사람은 누구나 로그인을 승인할 수 있습니다.
add-codes-title = 일회용 비밀번호 앱
add-codes-text = 30초마다 새 코드를 표시하는 앱이면 휴대전화든 컴퓨터든 모두 사용할 수 있습니다. 로그인할 때마다 코드를 입력합니다.
add-codes-steps = 먼저 그러한 앱을 설치해 주십시오. 다음 페이지에 스캔할 코드 또는 입력할 키가 표시됩니다. 그다음 앱이 처음 표시하는 코드를 입력하시게 됩니다.
add-paper-title = 복구 코드
add-paper-text = 종이에 보관하는 코드 열 개입니다. 코드 하나로 한 번 로그인할 수 있으며, 다른 것을 모두 잃어버렸을 때 사용합니다.
add-paper-steps = 다음 페이지에 코드가 한 번만 표시됩니다. 인쇄하거나 적어 두십시오. 이전에 받으신 코드는 더 이상 사용할 수 없게 됩니다.

method-push = 휴대전화
method-kind = 종류
method-device = 기기
method-state = 상태
method-added = 추가한 때
method-used = 마지막 사용
method-used-from = 사용한 네트워크
method-never-used = 아직 사용 안 함
method-codes-left = 남은 코드
label = 이름
label-optional = 이름(선택 사항)
label-refused = 이름은 60자까지이며 모두 눈에 보이는 글자여야 합니다.
rename = 이름 저장
remove-title = 제거
remove-text = 즉시 사용할 수 없게 되며 다른 세션은 종료됩니다.
remove-in-app = 앱에서도 계정을 제거해 주십시오.
remove-last = 이것이 없으면 로그인하실 수 없습니다. 먼저 다른 것을 추가하시면 이것을 제거하실 수 있습니다.
remove-leaves-codes = 제거하면 복구 코드만 남습니다. 코드 하나로 한 번 로그인하실 수 있습니다.
remove-after-login = 로그인하신 지 시간이 지났으므로 먼저 다시 로그인해 주십시오.
remove = 영구히 제거
remove-sure-title = 복구 코드만 남기시겠습니까?
remove-sure-text = { $name } 없이는 복구 코드만 남습니다. 코드 하나로 한 번 로그인하실 수 있으며, 다 쓰거나 잃어버리면 더 이상 로그인하실 수 없습니다.
remove-sure-keep = 유지
apps-scan = 휴대전화로 스캔하여 { $app } 설치
add-full-title = 이 종류는 더 추가할 수 없습니다
add-full-text = 더 이상 쓰지 않는 것을 하나 제거하시면 다른 것을 추가하실 수 있습니다.
problem-too-many-authenticators = 이 사용자는 이 종류의 인증 수단을 서버가 허용하는 만큼 가지고 있습니다. 먼저 하나를 제거해야 합니다.
