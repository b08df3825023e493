# Awaits a native reader. The words are chosen in main.ftl.

# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    此邮件由 { $host } 上的登录服务器发送。对它的回复不会有人阅读。

mail-sign-up-subject = { $service }：请完成帐户创建
mail-sign-up-text =
    { $at }，有人使用用户名 { $name } 和此电子邮件地址在 { $service } 申请了帐户。

    如果是您本人，请打开此链接，并输入您选择的密码：

    { $link }

    此链接在 30 分钟内有效，只能使用一次。

    如果不是您本人，则无需任何操作：没有此链接就不会创建帐户。

mail-sign-up-name-taken-subject = { $service }：请选择其他用户名
mail-sign-up-name-taken-text =
    { $at }，有人使用用户名 { $name } 和此电子邮件地址在 { $service } 申请了帐户。

    该名称属于他人，或与他人的名称看起来相似。如果是您本人申请的，请在此选择其他名称：

    { $link }

    如果不是您本人，则无需任何操作。

mail-sign-up-known-subject = { $service }：您已有帐户
mail-sign-up-known-text =
    { $at }，有人使用此电子邮件地址在 { $service } 申请了帐户。

    已有一个使用此地址的帐户。其用户名为：{ $name }

    如果是您本人申请的，请在此登录。如果您忘记了密码，也可以在那里找到所需的帮助：

    { $link }

    如果不是您本人，则无需任何操作：您的帐户保持不变，申请的人也没有被告知该帐户存在。

mail-username-subject = { $service }：您的用户名
mail-username-text =
    { $at }，有人询问此电子邮件地址在 { $service } 对应的用户名。用户名为：

    { $name }

    请在此登录：

    { $link }

    如果不是您本人询问的，则无需任何操作：只有此邮箱收到了答复。

mail-password-reset-subject = { $service }：请选择新密码
mail-password-reset-text =
    { $at }，有人为您在 { $service } 的帐户 { $name } 申请了新密码。

    如果是您本人，请打开此链接：

    { $link }

    此链接在 30 分钟内有效，只能使用一次。登录时仍会像以前一样需要您的身份验证器。

    如果不是您本人，则无需任何操作：您的密码保持不变。请不要将此链接交给任何人。

mail-password-changed-subject = { $service }：您的密码已更改
mail-password-changed-text =
    { $at }，您在 { $service } 的帐户 { $name } 的密码已更改。您已在其他所有登录过的地方退出登录。

    如果是您本人，则无需任何操作。

    如果不是您本人，请立即联系支持人员。在此之前，身份验证器请您批准的任何请求都请拒绝。

mail-email-proof-subject = { $service }：这是您的电子邮件地址吗？
mail-email-proof-text =
    { $at }，有人要求从现在起将 { $service } 的帐户 { $name } 的邮件发送到此电子邮件地址。

    如果是您本人，请在已登录的浏览器中打开此链接，或为此重新登录：

    { $link }

    此链接在 30 分钟内有效，只能使用一次。

    如果不是您本人，则无需任何操作：这样就不会有任何更改。

mail-email-asked-subject = { $service }：有人要求更改您的电子邮件地址
mail-email-asked-text =
    { $at }，有人以 { $name } 的身份登录 { $service }，并要求改用其他电子邮件地址。目前尚未更改：必须先由新地址的所有者同意。

    如果是您本人，则无需任何操作。

    如果不是您本人，请立即更改密码，并联系支持人员。

mail-email-changed-subject = { $service }：您的电子邮件地址已更改
mail-email-changed-text =
    { $at }，您在 { $service } 的帐户 { $name } 的电子邮件地址已更改。此邮件已同时发送到原地址和新地址。

    如果是您本人，则无需任何操作。

    如果不是您本人，请立即联系支持人员。
