# Awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = 관리자
mail-by-unknown = 알 수 없음
place-near = { $country } { $town } 부근

mail-authenticator-added-subject = { $service }: 인증 수단이 추가되었습니다
mail-authenticator-added-text =
    { $at }에 { $service }의 계정 { $name }에 인증 수단이 추가되었습니다: { $what }

    요청한 곳: { $where }

    본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 추가된 것을 사용할 수 없게 하고 모든 곳에서 로그아웃합니다:

    { $link }

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-authenticator-renamed-subject = { $service }: 인증 수단의 이름이 바뀌었습니다
mail-authenticator-renamed-text =
    { $at }에 { $service }의 계정 { $name }의 인증 수단 이름이 바뀌었습니다: { $what }

    요청한 곳: { $where }

    본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 모든 곳에서 로그아웃하고 그 이후에 맡겨지거나 수락된 대신 처리를 종료합니다:

    { $link }

    그런 다음 인증 수단을 살펴보고 본인의 것이 아닌 것을 제거하십시오. 이 링크는 인증 수단을 바꾸지 않습니다.

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-authenticator-removed-subject = { $service }: 인증 수단이 제거되었습니다
mail-authenticator-removed-text =
    { $at }에 { $service }의 계정 { $name }에서 인증 수단이 제거되었습니다: { $what }

    요청한 곳: { $where }

    본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 모든 곳에서 로그아웃하고 그 이후에 맡겨지거나 수락된 대신 처리를 종료합니다:

    { $link }

    그런 다음 인증 수단을 살펴보고 본인의 것이 아닌 것을 제거하십시오. 이 링크는 인증 수단을 바꾸지 않습니다.

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-authenticator-suspended-subject = { $service }: 인증 수단이 정지되었습니다
mail-authenticator-suspended-text =
    { $at }에 { $service }의 계정 { $name }의 인증 수단이 정지되었습니다: { $what }. 당분간 이것으로 로그인할 수 없습니다.

    요청한 곳: { $where }

    본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 모든 곳에서 로그아웃하고 그 이후에 맡겨지거나 수락된 대신 처리를 종료합니다:

    { $link }

    그런 다음 인증 수단을 살펴보고 본인의 것이 아닌 것을 제거하십시오. 이 링크는 인증 수단을 바꾸지 않습니다.

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-authenticator-resumed-subject = { $service }: 인증 수단을 다시 사용할 수 있습니다
mail-authenticator-resumed-text =
    { $at }에 { $service }의 계정 { $name }의 인증 수단을 다시 사용할 수 있게 되었습니다: { $what }

    요청한 곳: { $where }

    본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 추가된 것을 사용할 수 없게 하고 모든 곳에서 로그아웃합니다:

    { $link }

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-authenticator-locked-subject = { $service }: 인증 수단이 잠겼습니다
mail-authenticator-locked-text =
    { $at }에 { $service }의 계정 { $name }의 인증 수단이 연속된 실패로 잠겼습니다: { $what }. 지원팀이 잠금을 풀 수 있습니다.

    요청한 곳: { $where }

    본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 모든 곳에서 로그아웃하고 그 이후에 맡겨지거나 수락된 대신 처리를 종료합니다:

    { $link }

    그런 다음 인증 수단을 살펴보고 본인의 것이 아닌 것을 제거하십시오. 이 링크는 인증 수단을 바꾸지 않습니다.

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

not-me-title = 본인이 아니십니까?
not-me-text = 계정 { $name }에 관한 것입니다. 알려 드린 일을 다른 사람이 했다면 다음과 같이 처리합니다.
not-me-suspends = 추가된 인증 수단을 사용할 수 없게 합니다.
not-me-ends = 모든 곳에서 로그아웃하고 응답을 기다리는 것을 끝냅니다.
not-me-delegations = 그 이후에 맡겨지거나 수락된 대신 처리를 종료합니다.
not-me-submit = 제가 아닙니다
not-me-nothing = 본인이 하셨다면 이 페이지를 닫으십시오. 바뀐 것은 없습니다.
not-me-done-title = 그 사람은 이제 들어올 수 없습니다
not-me-done-text = 추가된 것은 사용할 수 없고 모두 로그아웃되었습니다. 누군가 비밀번호를 알고 있을 수 있으니 이제 새 비밀번호를 정하고 지원팀에 알리십시오. 필요한 것은 지원팀이 되돌릴 수 있습니다.
not-me-password = 새 비밀번호 정하기
not-me-kept-title = 모두 로그아웃되었습니다
not-me-kept-text = 응답을 기다리던 것과 그 이후에 맡겨지거나 수락된 대신 처리가 종료되었습니다. 인증 수단은 그대로입니다. 살펴보고 본인의 것이 아닌 것을 제거하십시오. 누군가 비밀번호를 알고 있을 수 있으니 새 비밀번호도 정하고 지원팀에 알리십시오.

advice-set-up = 하나 더 설정
advice-later = 나중에

second-email-title = 보조 주소
second-email-text = 계정이 변경되면 이 주소로도 알려 드립니다. 다른 사람이 메일을 읽고 있어도 변경 사실을 알 수 있습니다. 이 주소로는 아무도 계정에 들어올 수 없습니다.
second-email-now = 알림은 { $email }(으)로도 발송됩니다.
second-email-new = 보조 이메일 주소
second-email-remove = 삭제
second-email-same = 이미 계정에 있는 주소입니다.
second-email-confirm-text = 이제부터 계정 { $name }의 변경 알림이 이 주소로도 발송됩니다.
second-email-done-title = 보조 주소가 저장되었습니다
second-email-removed-title = 보조 주소가 삭제되었습니다

mail-second-email-proof-subject = { $service }: 본인의 보조 이메일 주소입니까?
mail-second-email-proof-text =
    { $at }에 누군가 { $service }의 계정 { $name } 변경 알림을 이 이메일 주소로도 보내 달라고 요청했습니다.

    본인이 맞으면 로그인한 브라우저에서 이 링크를 여시거나 다시 로그인해 주십시오:

    { $link }

    링크는 30분 동안 한 번만 사용할 수 있습니다.

    본인이 아니라면 아무것도 하지 마세요. 아무것도 변경되지 않습니다.

mail-second-email-changed-subject = { $service }: 보조 이메일 주소가 변경되었습니다
mail-second-email-changed-text =
    { $at }에 { $service } 계정 { $name }의 보조 이메일 주소가 추가, 변경 또는 삭제되었습니다. 이 메일은 변경 전후의 모든 주소로 발송되었습니다.

    본인이라면 하실 일이 없습니다.

    본인이 아니라면 즉시 지원 부서에 연락하세요.

mail-authenticator-confirmed-subject = { $service }: 인증 수단이 확인되었습니다
mail-authenticator-confirmed-text =
    { $at }에 { $service }의 계정 { $name }의 인증 수단이 확인되었습니다: { $what } 이제부터 이 수단을 설정한 서비스뿐 아니라 모든 곳에서 로그인에 쓸 수 있습니다.

    요청한 곳: { $where }

    본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 추가된 것을 사용할 수 없게 하고 모든 곳에서 로그아웃합니다:

    { $link }

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-impossible-travel-subject = { $service }: 먼 곳에서 로그인했습니다
mail-impossible-travel-text =
    { $at }에 { $service }의 계정 { $name }에 누군가 로그인했습니다. 이전 로그인 이후 아무도 이동할 수 없는 곳에서 온 것입니다.

    요청한 곳: { $where }

    이전 로그인: { $what }

    두 번 모두 본인이 하신 일이라면 아무것도 하지 않으셔도 됩니다. VPN과 이동 통신망은 다른 곳에 있는 것처럼 보일 때가 많습니다.

    하나라도 본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 모든 곳에서 로그아웃하고 그 이후에 맡겨지거나 수락된 대신 처리를 종료합니다:

    { $link }

    그런 다음 인증 수단을 살펴보고 본인의 것이 아닌 것을 제거하십시오. 이 링크는 인증 수단을 바꾸지 않습니다.

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.
