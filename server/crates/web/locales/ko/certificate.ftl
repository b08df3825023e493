# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = 디지털 인증서
acr-certificate = 디지털 인증서
acr-certificate-pwd = 비밀번호와 디지털 인증서
add-certificate-title = 디지털 인증서
add-certificate-text = 신청하시면 담당자가 업무 시간에 승인하며, 인증서는 브라우저에 보관해야 합니다. 다른 인증 수단이 더 빨리 설정되고 사용하기 쉽습니다.
cert-others = 인증서는 다른 어떤 인증 수단보다 받는 데 오래 걸리고 사용하기도 덜 편리합니다. 곧 다른 인증 수단이 필요하시면 먼저 그중 하나를 선택해 주십시오.
cert-others-link = 다른 인증 수단 보기
cert-rule = 인증서 하나는 계정 하나의 것입니다. 키를 안전하게 보관하고 아무에게도 주지 마십시오.
cert-how = 여기에서 신청하시면 담당자가 승인하고, 이 페이지에서 받으시게 됩니다.
cert-expected = 지금 신청하시면 { $when }까지 답변드릴 예정입니다.
cert-request = 인증서 신청
cert-requested = { $at }에 인증서를 신청하셨습니다.
cert-answer-by = { $when }까지 답변드릴 예정입니다.
cert-withdraw = 신청 취소
cert-approved = 신청이 승인되었습니다. { $when }까지 인증서를 받아 주십시오. 그 뒤에는 다시 신청하셔야 합니다.
cert-rejected = 신청이 거절되었습니다: { $reason }
cert-lapsed = 기한 안에 인증서를 받지 않으셨습니다. 다시 신청하실 수 있습니다.
cert-have = 인증서가 있습니다. { $when }까지 유효합니다.
cert-details = 인증서 상세 정보
cert-own-key-title = 직접 만든 키 사용
cert-own-key-text = 본인의 컴퓨터에서 키를 만들고 인증서 서명 요청(PKCS #10, PEM)을 여기에 붙여 넣어 주십시오. 키는 컴퓨터 밖으로 나가지 않습니다. 요청에 무엇이 적혀 있든 이름은 계정의 이름을 사용합니다.
cert-own-key-example = OpenSSL을 사용하는 예:
cert-request-label = 인증서 서명 요청
cert-request-refused = 키를 증명하는 인증서 서명 요청이 아닙니다. P-256, P-384, Ed25519 키와 2048~4096비트 RSA 키를 사용할 수 있습니다.
cert-pick-up = 인증서 받기
cert-file-title = 브라우저용 파일 사용
cert-file-text = 비밀번호를 정하시면 인증서와 키가 들어 있는 파일(PKCS #12)을 받으실 수 있으며, 브라우저나 시스템에서 여시면 됩니다. 파일은 한 번만 제공되고 키는 저희에게 남지 않습니다. 직접 만든 키는 다른 사람의 손을 거친 적이 없어 더 안전합니다.
cert-file-password = 파일 비밀번호
cert-file-again = 같은 비밀번호 다시 입력
cert-file-refused = 같은 비밀번호를 10~128자로 두 번 입력해 주십시오.
cert-file-pick-up = 파일 받기
cert-organisation-title = 소속 조직의 인증서로
cert-organisation-text = { $names }에서 받은 인증서가 이미 있으면 여기에서 제시하여 계정에 추가하십시오. 누구의 승인도 필요하지 않습니다.
cert-ask-title = 이 서비스의 인증서로
cert-shown-title = 이 인증서를 추가하시겠습니까?
cert-shown-text = 브라우저가 이 인증서를 제시했습니다. 추가하면 여기에서 로그인에 사용할 수 있으며, 다른 계정에는 추가할 수 없습니다.
cert-shown-add = 이 인증서 추가
cert-subject = 발급 대상
cert-issuer = 발급자
cert-serial = 일련번호
cert-from = 유효 시작
cert-until = 유효 기한
cert-fingerprint = 지문(SHA-256)
cert-download = 인증서 다운로드(PEM)
cert-removal = 제거하면 인증서가 폐기되어 다시는 사용할 수 없습니다.
cert-removal-organisation = 제거하면 이 계정에서만 제거됩니다. 발급자에게는 알려지지 않으며, 다시 추가할 수 있습니다.
cert-instead = 디지털 인증서 사용
cert-instead-text = 브라우저에 보관된 인증서를 제시합니다.
cert-show-title = 인증서로 로그인
cert-show-text = 어느 인증서를 제시할지 브라우저가 묻습니다. { $host } 페이지는 이 서비스에 속하며, 인증서를 읽고 이 페이지로 돌아옵니다.
cert-show = 인증서 선택
cert-again = 브라우저가 다시 묻지 않으면 먼저 모든 창을 닫아 주십시오. 브라우저가 선택을 기억하고 있습니다.
cert-refused-missing = 브라우저가 인증서를 제시하지 않았습니다.
cert-refused-expired = 인증서가 만료되었거나 아직 유효하지 않습니다.
cert-refused-usage = 이 인증서는 로그인용이 아닙니다.
cert-refused-untrusted = 이 인증서의 발급자는 여기에서 신뢰되지 않습니다.
cert-refused-revoked = 이 인증서는 폐기되었거나 정지되었습니다.
cert-refused-other = 이 인증서는 이 계정의 것이 아닙니다.
cert-refused-unchecked = 이 인증서가 폐기되었는지 지금은 확인할 수 없습니다. 나중에 다시 시도하거나 다른 방법을 선택해 주십시오.
cert-refused-taken = 이 인증서는 이미 계정에 속해 있습니다. 인증서 하나는 계정 하나에만 속합니다.
cert-refused-ended = 시간이 너무 오래 걸렸거나 로그인이 끝났습니다. 다시 시도해 주십시오.

# Mails about them
mail-certificate-approved-subject = { $service }: 인증서를 받아 주십시오
mail-certificate-approved-text =
    { $service }의 계정 { $name }에서 신청하신 디지털 인증서가 { $at }에 승인되었습니다.

    로그인하여 인증 수단에 있는 디지털 인증서 페이지에서 받아 주십시오. 기한이 지나면 다시 신청하셔야 합니다.

    신청하신 적이 없다면 즉시 지원 부서에 문의해 주십시오.

mail-certificate-rejected-subject = { $service }: 인증서 신청에 대하여
mail-certificate-rejected-text =
    { $service }의 계정 { $name }에서 신청하신 디지털 인증서가 승인되지 않았습니다({ $at }).

    로그인하시면 사유를 보실 수 있습니다. 다른 인증 수단은 전과 같이 작동합니다.

mail-certificate-issued-subject = { $service }: 계정에 인증서가 추가되었습니다
mail-certificate-issued-text =
    { $at }에 { $service }의 계정 { $name }에 디지털 인증서가 발급되었습니다. 이제부터 이 인증서로 로그인할 수 있습니다.

    요청한 곳: { $where }

    본인이 맞으면 아무것도 하지 않으셔도 됩니다.

    본인이 하신 일이 아니라면 바로 이 링크를 여십시오. 추가된 것을 사용할 수 없게 하고 모든 곳에서 로그아웃합니다:

    { $link }

    링크는 3일 동안 한 번만 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.

mail-certificate-revoked-subject = { $service }: 인증서가 폐기되었습니다
mail-certificate-revoked-text =
    { $at }에 { $service }의 계정 { $name }의 디지털 인증서가 폐기되었습니다. 더는 사용할 수 없습니다.

    예상하지 못한 일이라면 지원 부서에 문의해 주십시오.

mail-certificate-expiring-subject = { $service }: 인증서가 곧 만료됩니다
mail-certificate-expiring-text =
    { $service }의 계정 { $name }의 디지털 인증서가 곧 만료됩니다({ $at }). 갱신할 수 없습니다.

    제때 새 인증서를 신청하시거나 다른 인증 수단을 설정해 주십시오. 만료 시점은 인증서 페이지에 있습니다.

mail-certificate-expired-subject = { $service }: 인증서가 만료되었습니다
mail-certificate-expired-text =
    { $service }의 계정 { $name }의 디지털 인증서가 만료되었습니다({ $at }). 더는 이 인증서로 로그인할 수 없습니다.

    새 인증서를 신청하시려면 다른 인증 수단으로 로그인해 주십시오.
