# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = 代他人行事
delegations-text = 您要对允许谁代您行事负责。请不时查看本页：未及时确认的人在您确认之前不得行事。
delegations-given = 代您行事的人
delegations-given-none = 没有人代您行事。
delegations-held = 您代谁行事
delegations-held-none = 您没有代任何人行事。
delegations-ended = 最近结束的
delegation-resource = 用途
delegation-resource-hint = 请按服务的叫法填写，例如 filing。
delegation-resource-invalid = 这不是可以授予的名称。请按服务的写法填写：小写字母、数字、点、冒号、斜杠、连字符和下划线。
delegation-state = 状态
delegation-invited = 已邀请，尚未接受
delegation-acts = 可以行事
delegation-overdue = 在您确认之前不得行事
delegation-asked = 请您代其行事
delegation-you-act = 您可以行事
delegation-paused = 您目前不得行事
delegation-review = 须在此之前确认
delegation-until = 截止
delegation-last-day = 最后一天
delegation-confirm = 确认
delegation-end = 结束
delegation-accept = 接受
delegation-decline = 拒绝
delegation-new = 允许他人代您行事
delegation-new-text = 对方使用自己的帐户，绝不使用您的帐户。对方在自己的帐户中接受；如果七天内（最后一天更早时，则在最后一天结束前）无人接受，邀请即告结束。
delegation-name = 对方的用户名
delegation-invite = 邀请
delegation-refused-oneself = 这是您自己的用户名。您为自己行事不需要许可。
delegation-refused-until = 请选择从今天起的最后一天，最晚为 { $day }。
delegation-refused-exists = 您已为此指定过这个人。
delegation-refused-full = 您的授权数量已达上限。请先结束一项。
delegation-ended-owner = 由您结束
delegation-ended-delegate = 由对方结束
delegation-ended-operator = 由运营人员结束：{ $reason }
delegation-ended-unanswered = 无人及时接受
delegation-ended-expired = 期限已到
admin-delegation-given = 允许 { $name } 行事
admin-delegation-held = 代 { $name } 行事

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }：{ $owner } 请您代其行事
mail-delegation-invited-text =
    { $at }，{ $owner } 请您用您的帐户 { $name } 在 { $service } 代其行事，最晚至 { $by }。用途：{ $what }

    请登录以接受或拒绝：

    { $link }

    如果您不作任何操作，邀请将在七天后（最后一天更早时，则在最后一天之后）结束，一切不变。

mail-delegation-accepted-subject = { $service }：现在有人代他人行事
mail-delegation-accepted-text =
    自 { $at } 起，{ $delegate } 可以在 { $service } 代 { $owner } 行事，最晚至 { $by }。用途：{ $what }

    通知您是因为此事涉及您的帐户 { $name }。您可以随时结束：

    { $link }

    如果您对此不知情，请立即结束并联系支持人员。

mail-delegation-ended-subject = { $service }：有人不再代他人行事
mail-delegation-ended-text =
    自 { $at } 起，{ $delegate } 不再可以在 { $service } 代 { $owner } 行事。用途曾是：{ $what }

    通知您是因为此事曾涉及您的帐户 { $name }。状态见此处：

    { $link }

    如果您没有预料到此事，请联系支持人员。

mail-delegation-review-subject = { $service }：请确认谁在代您行事
mail-delegation-review-text =
    { $delegate } 在 { $service } 代您行事，您在那里的帐户是 { $name }。用途：{ $what }

    是否仍然正确？如果正确，请在 { $by } 之前确认；否则请结束：

    { $link }

    如果两者都不做，{ $delegate } 从那时起在您确认之前不得行事。

mail-delegation-expiring-subject = { $service }：{ $delegate } 即将不再代您行事
mail-delegation-expiring-text =
    { $delegate } 在 { $service } 代您行事，您在那里的帐户是 { $name }。用途：{ $what }

    此授权将于 { $by } 结束。如需继续，请选择更晚的日期并确认：

    { $link }

    否则无需任何操作。
