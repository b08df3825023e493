# Awaits a native reader. The words are chosen in main.ftl.

# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    이 메일은 { $host }의 로그인 서버에서 보냈습니다. 회신하셔도 읽는 사람이 없습니다.

mail-sign-up-subject = { $service }: 계정 만들기를 완료해 주십시오
mail-sign-up-text =
    { $at }에 누군가 사용자 이름 { $name }, 그리고 이 이메일 주소로 { $service }의 계정을 신청했습니다.

    본인이 맞으면 이 링크를 열고 정하신 비밀번호를 입력해 주십시오:

    { $link }

    30분 동안 한 번만 사용할 수 있습니다.

    본인이 아니라면 아무것도 하지 않으셔도 됩니다. 이 링크를 사용하지 않으면 계정은 만들어지지 않습니다.

mail-sign-up-name-taken-subject = { $service }: 다른 사용자 이름을 선택해 주십시오
mail-sign-up-name-taken-text =
    { $at }에 누군가 사용자 이름 { $name }, 그리고 이 이메일 주소로 { $service }의 계정을 신청했습니다.

    이 이름은 다른 사람의 것이거나 다른 사람의 이름과 비슷해 보입니다. 본인이 신청하셨다면 다음 링크에서 다른 이름을 선택해 주십시오:

    { $link }

    본인이 아니라면 아무것도 하지 않으셔도 됩니다.

mail-sign-up-known-subject = { $service }: 이미 계정이 있습니다
mail-sign-up-known-text =
    { $at }에 누군가 이 이메일 주소로 { $service }의 계정을 신청했습니다.

    계정이 이미 있습니다. 사용자 이름: { $name }

    본인이 신청하셨다면 다음 링크에서 로그인해 주십시오. 비밀번호를 잊으신 경우에 필요한 것도 그곳에 있습니다:

    { $link }

    본인이 아니라면 아무것도 하지 않으셔도 됩니다. 계정은 그대로이며, 신청한 사람에게 계정이 있다는 사실을 알리지 않았습니다.

mail-username-subject = { $service }: 사용자 이름 안내
mail-username-text =
    { $at }에 누군가 { $service }에서 이 이메일 주소의 사용자 이름을 문의했습니다. 사용자 이름은 다음과 같습니다:

    { $name }

    다음 링크에서 로그인해 주십시오:

    { $link }

    본인이 문의하지 않으셨다면 아무것도 하지 않으셔도 됩니다. 이 메일함에만 알려 드렸습니다.

mail-password-reset-subject = { $service }: 새 비밀번호를 정해 주십시오
mail-password-reset-text =
    { $at }에 누군가 { $service }의 계정 { $name }에 대해 새 비밀번호를 요청했습니다.

    본인이 맞으면 이 링크를 열어 주십시오:

    { $link }

    30분 동안 한 번만 사용할 수 있습니다. 로그인하실 때 인증 수단은 이전과 같이 확인합니다.

    본인이 아니라면 아무것도 하지 않으셔도 됩니다. 비밀번호는 그대로 유지됩니다. 이 링크를 아무에게도 주지 마십시오.

mail-password-changed-subject = { $service }: 비밀번호가 변경되었습니다
mail-password-changed-text =
    { $at }에 { $service }의 계정 { $name }의 비밀번호가 변경되었습니다. 로그인되어 있던 다른 모든 곳에서 로그아웃되었습니다.

    본인이 맞으면 아무것도 하지 않으셔도 됩니다.

    본인이 아니라면 즉시 지원 부서에 문의해 주십시오. 그때까지는 인증 앱이 승인을 요청하면 모두 거부해 주십시오.

mail-email-proof-subject = { $service }: 본인의 이메일 주소입니까?
mail-email-proof-text =
    { $at }에 누군가 { $service }의 계정 { $name }의 메일을 이제부터 이 이메일 주소로 보내 달라고 요청했습니다.

    본인이 맞으면 로그인한 브라우저에서 이 링크를 여시거나 다시 로그인해 주십시오:

    { $link }

    30분 동안 한 번만 사용할 수 있습니다.

    본인이 아니라면 아무것도 하지 않으셔도 됩니다. 그러면 아무것도 변경되지 않습니다.

mail-email-asked-subject = { $service }: 이메일 주소 변경이 요청되었습니다
mail-email-asked-text =
    { $at }에 { $service }에 { $name }(으)로 로그인한 누군가가 다른 이메일 주소로 변경해 달라고 요청했습니다. 아직 아무것도 변경되지 않았습니다. 먼저 새 주소의 소유자가 동의해야 합니다.

    본인이 맞으면 아무것도 하지 않으셔도 됩니다.

    본인이 아니라면 즉시 비밀번호를 변경하고 지원 부서에 문의해 주십시오.

mail-email-changed-subject = { $service }: 이메일 주소가 변경되었습니다
mail-email-changed-text =
    { $at }에 { $service }의 계정 { $name }의 이메일 주소가 변경되었습니다. 이 메일은 이전 주소와 새 주소 모두에 보냈습니다.

    본인이 맞으면 아무것도 하지 않으셔도 됩니다.

    본인이 아니라면 즉시 지원 부서에 문의해 주십시오.
