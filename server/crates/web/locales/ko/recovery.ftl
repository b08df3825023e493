# Awaits a native reader. The words are chosen in main.ftl.

# Recovery codes, lost authenticators, and the way back
recovery-for = { $name } 계정용. 각 코드는 한 번만 쓸 수 있습니다.
recovery-print = 인쇄
recovery-copy = 복사
recovery-save = 파일로 저장
recovery-copied = 복사했습니다. 클립보드를 읽는 사람은 코드도 읽을 수 있으니 곧 안전한 곳에 보관하세요.
recovery-replace = 새 코드 만들기

lost-link = 휴대전화나 키를 잃어버렸습니다
lost-title = 무엇을 잃어버렸나요?
lost-text = 신고한 것은 즉시 작동을 멈추고 그것으로 로그인한 곳은 로그아웃됩니다. 메일로도 알려 드립니다. 찾으면 다른 방법으로 로그인한 뒤 되돌릴 수 있습니다.
lost-nothing = 잃어버릴 수 있는 것 중 사용 중인 것이 없습니다.
lost-report = 잃어버림
lost-this = { $what }: 잃어버림
lost-done-title = 사용을 중지했습니다
lost-done-text = 이제 { $what }(으)로는 아무도 로그인할 수 없습니다. 다른 방법으로 계속하거나 로그인한 뒤 새로 추가하세요.
lost-go-on = 로그인 계속하기
state-lost = 분실
found-title = 다시 찾았나요?
found-text = 다른 사람의 손에 넘어간 적이 없을 때만 되돌리세요.
found = 찾았습니다
remove-after-stronger-login = 복구 코드나 임시 코드로 로그인했습니다. 이것을 제거하려면 방금 추가한 것처럼 더 강한 방법으로 먼저 로그인하세요.

recover-link = 로그인할 수 있는 것이 하나도 남지 않았나요?
recover-title = 모든 것을 잃어버렸을 때
recover-first = 복구 코드가 있거나 지원 담당자가 당신을 안다면 그쪽이 더 빠릅니다. 가진 코드나 담당자가 주는 임시 코드로 바로 로그인할 수 있습니다.
recover-text = 그렇지 않으면 { $at } 이후에 코드를 메일로 보내 드립니다. 그때까지 누군가 기다린다는 것을 메일로 알려 드리며, 당신이나 계정에 로그인한 사람이 멈출 수 있습니다. 코드와 비밀번호로 한 번 로그인해 새 휴대전화를 추가합니다.
recover-ask = 첫 링크를 메일로 받기
recover-mailed-text = 30분 안에 메일의 링크를 여세요. 그때부터 기다림이 시작됩니다.
recover-no-mail-text = 계정에 이메일 주소가 없어 지원 담당자만 도울 수 있습니다.
recover-off-text = 이 서버는 메일을 보내지 않아 지원 담당자만 도울 수 있습니다.
recover-for = { $name } 계정용.
recover-begin = 기다림 시작
recover-begun-title = 기다림이 시작되었습니다
recover-begun-text = { $at }에 코드를 메일로 보내 드립니다. 비밀번호와 함께 24시간 동안 쓸 수 있습니다.
recover-notice = 내 비밀번호와 메일함을 가진 누군가가 들어오려고 기다립니다. { $at }에 메일로 코드를 받습니다. 본인이 아니라면 지금 멈추고 비밀번호를 바꾸세요.
recover-stop-title = 멈출까요?
recover-stop-text = 누군가 { $name } 계정에 들어갈 코드를 기다립니다. 멈추면 그런 코드는 쓸 수 없습니다.
recover-stop = 멈추기
recover-stopped-title = 멈췄습니다
recover-stopped-text = 요청한 사람은 내 비밀번호를 알고 메일도 읽을 수 있습니다. 지금 두 비밀번호를 모두 바꾸세요.
method-temporary-code = 임시 코드
move-title = 새 휴대전화로 옮기기
move-text = 이전 휴대전화가 손에 있는 동안에는 새 휴대전화가 그 자리를 이어받을 수 있습니다.
move-open = 이전 휴대전화의 브라우저에서 인증 앱을 엽니다.
move-details = 계정을 고르고 세부 정보를 연 다음 옮기기를 선택합니다.
move-scan = 표시된 코드를 새 휴대전화로 스캔합니다. 그러면 이전 휴대전화는 더 이상 응답하지 않습니다.
move-app = 조직의 앱은 새 휴대전화에서 새로 추가한 뒤 목록에서 이전 것을 제거하세요.
move-lost = 이전 휴대전화를 잃어버렸다면 다음 로그인 때 비밀번호를 입력한 뒤 신고하세요.
move-phone = 이 브라우저에서 인증 앱 열기
temporary-text = 지원 담당자에게 받았거나 기다린 뒤 메일로 받은 코드. 한 번만 쓸 수 있습니다.

mail-temporary-code-subject = { $service }: 계정의 임시 코드
mail-temporary-code-text =
    { $at }에 지원 담당자가 { $service }의 { $name } 계정에 한 번 들어갈 수 있는 코드를 발급했습니다.

    본인이 요청했다면 아무것도 할 필요가 없습니다.

    요청하지 않았다면 즉시 지원 담당자에게 연락하세요.

mail-recovery-asked-subject = { $service }: 로그인에 쓰는 것을 모두 잃어버렸나요?
mail-recovery-asked-text =
    { $at }에 누군가 { $service }에서 내 비밀번호를 입력하고 { $name } 계정의 다른 로그인 수단을 모두 잃어버렸다고 했습니다.

    본인이라면 이 링크를 여세요. 며칠간의 기다림이 시작되고, 끝나면 코드를 메일로 보내 드립니다.

    { $link }

    링크는 30분 동안 한 번만 작동합니다.

    본인이 아니라면 누군가 비밀번호를 알고 있습니다. 즉시 바꾸세요. 이 링크 없이는 아무 일도 일어나지 않습니다.

mail-recovery-begun-subject = { $service }: 누군가 내 계정에 들어오려고 기다립니다
mail-recovery-begun-text =
    { $at }에 휴대전화 없이 { $service }의 { $name } 계정에 들어갈 수 있는 코드의 기다림이 시작되었습니다.

    본인이라면 다음 메일을 기다리기만 하면 됩니다.

    본인이 아니라면 여기서 멈춘 뒤 비밀번호와 메일함의 비밀번호를 바꾸세요.

    { $link }

mail-recovery-code-subject = { $service }: 코드 안내
mail-recovery-code-text =
    기다림이 끝났습니다. 이 코드와 비밀번호로 { $service }의 { $name } 계정에 한 번 로그인할 수 있습니다.

    { $code }

    24시간 동안 쓸 수 있습니다. 그런 다음 인증 수단에 새 휴대전화를 추가하세요. 이 코드를 아무에게도 알려 주지 마세요.

    요청하지 않았다면 여기서 멈춘 뒤 비밀번호와 메일함의 비밀번호를 바꾸세요.

    { $link }

mail-recovery-stopped-subject = { $service }: 아무도 계정에 들어오지 못합니다
mail-recovery-stopped-text =
    { $at }에 휴대전화 없이 { $service }의 { $name } 계정에 들어갈 수 있는 코드가 중지되었습니다.

    직접 멈추지 않았다면 로그인해 인증 수단을 확인하거나 지원 담당자에게 연락하세요.

mail-authenticator-lost-subject = { $service }: 로그인 수단이 분실 신고되었습니다
mail-authenticator-lost-text =
    { $at }에 내 비밀번호를 아는 누군가가 { $service }의 { $name } 계정 로그인 수단을 분실했다고 신고했습니다: { $what }. 더 이상 작동하지 않습니다.

    요청한 곳: { $where }

    본인이라면 다른 방법으로 로그인해 새로 추가하세요.

    본인이 아니라면 이것으로 누군가 들어온 것은 아니지만 누군가 비밀번호를 알고 있습니다. 비밀번호를 바꾸세요. 신고된 것은 인증 수단에서 되돌릴 수 있습니다.

    이 링크는 모든 곳에서 로그아웃하고 그 이후에 맡겨지거나 수락된 대신 처리를 종료합니다:

    { $link }

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-recovery-warned-subject = { $service }: 로그인에 쓰는 것을 모두 잃어버렸다는 신고가 있었습니다
mail-recovery-warned-text =
    { $at }에 누군가 { $service }에서 내 비밀번호를 입력하고 { $name } 계정의 다른 로그인 수단을 모두 잃어버렸다고 했습니다. 코드의 기다림을 시작하는 링크는 첫 번째 이메일 주소로 보냈습니다.

    본인이라면 그곳에서 계속하세요.

    본인이 아니라면 누군가 비밀번호를 알고 있습니다. 즉시 바꾸고 첫 번째 메일함의 비밀번호도 바꾸세요.
