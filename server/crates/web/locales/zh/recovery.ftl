# Awaits a native reader. The words are chosen in main.ftl.

# Recovery codes, lost authenticators, and the way back
recovery-for = 用于账号 { $name }。每个代码只能使用一次。
recovery-print = 打印
recovery-copy = 复制
recovery-save = 保存为文件
recovery-copied = 已复制。能读取剪贴板的人也能读到这些代码，请尽快存放到安全的地方。
recovery-replace = 生成新代码

lost-link = 手机或密钥丢失了
lost-title = 丢失了什么？
lost-text = 您报告的物品会立即停用，用它登录的会话也会退出。我们会发邮件通知您。找到后，您可以用其他方式登录并恢复它。
lost-nothing = 没有正在使用且可能丢失的物品。
lost-report = 已丢失
lost-this = { $what }：已丢失
lost-done-title = 已停用
lost-done-text = 再也没有人能用 { $what } 登录。请用其他方式继续，或登录后添加新的。
lost-go-on = 继续登录
state-lost = 已丢失
found-title = 找到了吗？
found-text = 仅当它从未落入他人之手时才恢复。
found = 我找到了
remove-after-stronger-login = 您是用恢复代码或临时代码登录的。要移除它，请先用更强的方式登录，例如您刚添加的方式。

recover-link = 没有任何可用于登录的方式了吗？
recover-title = 当一切都丢失时
recover-first = 如果您有恢复代码，或支持人员认识您，那样更快：用您的一个代码，或他们给的临时代码，即可立即登录。
recover-text = 否则我们会把代码发到您的邮箱，最早在 { $at }。在此之前，我们会发邮件告诉您有人在等待，您或任何已登录您账号的人都可以中止。用该代码和密码，您可以登录一次并添加新手机。
recover-ask = 将第一个链接发给我
recover-mailed-text = 请在 30 分钟内打开邮件中的链接：等待由此开始。
recover-no-mail-text = 您的账号没有电子邮件地址，因此只有支持人员能帮助您。
recover-off-text = 此服务器不发送邮件，因此只有支持人员能帮助您。
recover-for = 用于账号 { $name }。
recover-begin = 开始等待
recover-begun-title = 等待已开始
recover-begun-text = 我们将于 { $at } 把代码发给您。配合密码，24 小时内有效。
recover-notice = 有人用您的密码和邮箱等待进入：{ $at } 会收到邮件中的代码。如果不是您，请立即中止并更改密码。
recover-stop-title = 要中止吗？
recover-stop-text = 有人在等待进入账号 { $name } 的代码。中止后，该代码将无效。
recover-stop = 中止
recover-stopped-title = 已中止
recover-stopped-text = 提出请求的人知道您的密码并能读取您的邮件。请立即更改这两个密码。
method-temporary-code = 临时代码
move-title = 迁移到新手机
move-text = 只要旧手机还在手边，就可以让新手机接替它。
move-open = 在旧手机的浏览器中打开身份验证器。
move-details = 选择账号，打开详情，然后选择迁移。
move-scan = 用新手机扫描它显示的代码。之后旧手机不再响应。
move-app = 您所在组织的应用需在新手机上重新添加，然后从列表中移除旧的。
move-lost = 如果旧手机已丢失，请在下次登录输入密码后报告。
move-phone = 在此浏览器中打开身份验证器
temporary-text = 支持人员给您的代码，或等待后邮件收到的代码。只能使用一次。

mail-temporary-code-subject = { $service }：您账号的临时代码
mail-temporary-code-text =
    { $at }，支持人员签发了一个代码，可登录您在 { $service } 的账号 { $name } 一次。

    如果是您要求的，无需任何操作。

    如果不是，请立即联系支持人员。

mail-recovery-asked-subject = { $service }：您丢失了所有登录方式吗？
mail-recovery-asked-text =
    { $at }，有人在 { $service } 输入了您的密码，并称账号 { $name } 的其他登录方式全部丢失。

    如果是您，请打开此链接。等待几天之后，我们会把代码发给您：

    { $link }

    链接只能使用一次，30 分钟内有效。

    如果不是您，说明有人知道您的密码：请立即更改。没有此链接就不会发生任何事。

mail-recovery-begun-subject = { $service }：有人在等待进入您的账号
mail-recovery-begun-text =
    { $at } 开始等待一个代码，用它可以不经手机进入您在 { $service } 的账号 { $name }。

    如果是您，只需等待下一封邮件。

    如果不是您，请在此中止，然后更改您的密码和邮箱密码：

    { $link }

mail-recovery-code-subject = { $service }：您的代码
mail-recovery-code-text =
    等待已结束。用此代码和您的密码，可登录您在 { $service } 的账号 { $name } 一次：

    { $code }

    代码 24 小时内有效。登录后请在身份验证方式中添加新手机。请勿将此代码告诉任何人。

    如果不是您要求的，请在此中止，然后更改您的密码和邮箱密码：

    { $link }

mail-recovery-stopped-subject = { $service }：没有人会进入您的账号
mail-recovery-stopped-text =
    { $at }，可不经手机进入您在 { $service } 的账号 { $name } 的代码已被中止。

    如果不是您中止的，请登录并检查您的身份验证方式，或联系支持人员。

mail-authenticator-lost-subject = { $service }：您的一种登录方式被报失
mail-authenticator-lost-text =
    { $at }，有人用您的密码报告您在 { $service } 的账号 { $name } 的一种登录方式丢失：{ $what }。它已停用。

    来源：{ $where }

    如果是您，请用其他方式登录并添加新的。

    如果不是您，没有人因此登录，但有人知道您的密码：请更改。您可以在身份验证方式中恢复被报失的方式。

    此链接会让您在所有地方退出登录，并结束自那时起授予的代您行事的许可，以及以您的账户接受的代他人行事的许可：

    { $link }

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-recovery-warned-subject = { $service }：有人称您的登录方式全部丢失
mail-recovery-warned-text =
    { $at }，有人在 { $service } 输入了您的密码，并称账号 { $name } 的其他登录方式全部丢失。我们已将开始等待代码的链接发送到您的首选电子邮件地址。

    如果是您，请在那里继续。

    如果不是您，说明有人知道您的密码：请立即更改，并更改首选邮箱的密码。
