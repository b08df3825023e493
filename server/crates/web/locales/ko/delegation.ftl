# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = 대신 처리하기
delegations-text = 누가 대신 처리하도록 허용했는지에 대한 책임은 본인에게 있습니다. 이 페이지를 가끔 살펴보십시오. 제때 확인되지 않은 사람은 확인하실 때까지 처리할 수 없습니다.
delegations-given = 나를 대신하는 사람
delegations-given-none = 대신하는 사람이 없습니다.
delegations-held = 내가 대신하는 사람
delegations-held-none = 아무도 대신하고 있지 않습니다.
delegations-ended = 최근에 종료된 것
delegation-resource = 대상
delegation-resource-hint = 서비스에서 부르는 이름으로 입력하십시오. 예: filing
delegation-resource-invalid = 맡길 수 있는 것의 이름이 아닙니다. 서비스에서 쓰는 대로 영문 소문자, 숫자, 점, 콜론, 슬래시, 하이픈, 밑줄로 입력해 주십시오.
delegation-state = 상태
delegation-invited = 초대됨, 아직 수락하지 않음
delegation-acts = 처리할 수 있음
delegation-overdue = 확인하실 때까지 처리할 수 없음
delegation-asked = 대신 처리해 달라고 요청함
delegation-you-act = 처리하실 수 있음
delegation-paused = 지금은 처리하실 수 없음
delegation-review = 확인 기한(이 날짜 전)
delegation-until = 종료일
delegation-last-day = 마지막 날
delegation-confirm = 확인
delegation-end = 종료
delegation-accept = 수락
delegation-decline = 거절
delegation-new = 다른 사람이 대신 처리하도록 허용
delegation-new-text = 그 사람은 본인의 계정이 아니라 자기 계정을 사용합니다. 자기 계정에서 수락하며, 7일 안에, 마지막 날이 더 빠르면 그날까지 아무도 수락하지 않으면 초대가 종료됩니다.
delegation-name = 상대방의 사용자 이름
delegation-invite = 초대
delegation-refused-oneself = 본인의 사용자 이름입니다. 자신의 일을 처리하는 데는 허용이 필요하지 않습니다.
delegation-refused-until = 마지막 날은 오늘부터 늦어도 { $day }까지의 날짜로 선택해 주십시오.
delegation-refused-exists = 이 사람은 이 대상에 대해 이미 지정되어 있습니다.
delegation-refused-full = 더 이상 늘릴 수 없습니다. 먼저 하나를 종료해 주십시오.
delegation-ended-owner = 본인이 종료함
delegation-ended-delegate = 상대방이 종료함
delegation-ended-operator = 운영자가 종료함: { $reason }
delegation-ended-unanswered = 제때 수락한 사람이 없음
delegation-ended-expired = 기한이 지남
admin-delegation-given = 대신 처리하도록 허용: { $name }
admin-delegation-held = 대신하는 사람: { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: { $owner } 님이 대신 처리해 달라고 요청합니다
mail-delegation-invited-text =
    { $at }에 { $owner } 님이 { $service }에서 계정 { $name }(으)로 대신 처리해 달라고 요청했습니다. 늦어도 { $by }까지입니다. 대상: { $what }

    수락하거나 거절하려면 로그인해 주십시오:

    { $link }

    아무것도 하지 않으시면 초대는 7일 후에, 마지막 날이 더 빠르면 그날이 지난 후에 종료되고 바뀌는 것은 없습니다.

mail-delegation-accepted-subject = { $service }: 대신 처리가 시작되었습니다
mail-delegation-accepted-text =
    { $at }부터 { $delegate } 님은 { $service }에서 { $owner } 님을 대신하여 처리할 수 있습니다. 늦어도 { $by }까지입니다. 대상: { $what }

    계정 { $name }에 관련된 일이어서 알려 드립니다. 언제든지 종료하실 수 있습니다:

    { $link }

    모르는 일이라면 즉시 종료하고 지원팀에 문의해 주십시오.

mail-delegation-ended-subject = { $service }: 대신 처리가 종료되었습니다
mail-delegation-ended-text =
    { $at }부터 { $delegate } 님은 { $service }에서 더 이상 { $owner } 님을 대신하여 처리할 수 없습니다. 대상: { $what }

    계정 { $name }에 관련된 일이어서 알려 드립니다. 상태는 여기에서 볼 수 있습니다:

    { $link }

    예상하지 못한 일이라면 지원팀에 문의해 주십시오.

mail-delegation-review-subject = { $service }: 대신 처리하는 사람을 확인해 주십시오
mail-delegation-review-text =
    { $delegate } 님은 { $service }에서 계정 { $name }의 주인을 대신하여 처리하고 있습니다. 대상: { $what }

    지금도 맞습니까? 맞다면 { $by } 전에 확인하고, 아니라면 종료해 주십시오:

    { $link }

    둘 다 하지 않으시면 그때부터 확인하실 때까지 { $delegate } 님은 처리할 수 없습니다.

mail-delegation-expiring-subject = { $service }: { $delegate } 님의 대신 처리가 곧 종료됩니다
mail-delegation-expiring-text =
    { $delegate } 님은 { $service }에서 계정 { $name }의 주인을 대신하여 처리하고 있습니다. 대상: { $what }

    { $by }에 종료됩니다. 계속하려면 더 늦은 날짜로 확인해 주십시오:

    { $link }

    그렇지 않다면 하실 일은 없습니다.
