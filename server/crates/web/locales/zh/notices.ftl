# Awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = 管理员
mail-by-unknown = 未知
place-near = { $country } { $town } 附近

mail-authenticator-added-subject = { $service }: 已添加身份验证器
mail-authenticator-added-text =
    { $at }，您在 { $service } 的账户 { $name } 添加了身份验证器：{ $what }。

    来源：{ $where }

    如果是您本人所为，无需任何操作。

    如果不是您，请立即打开此链接。它会停用所添加的内容，并让您在所有地方退出登录：

    { $link }

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-authenticator-renamed-subject = { $service }: 身份验证器已改名
mail-authenticator-renamed-text =
    { $at }，您在 { $service } 的账户 { $name } 的身份验证器改了名称：{ $what }。

    来源：{ $where }

    如果是您本人所为，无需任何操作。

    如果不是您，请立即打开此链接。它会让您在所有地方退出登录，并结束自那时起授予的代您行事的许可，以及以您的账户接受的代他人行事的许可：

    { $link }

    然后请查看您的身份验证方式，并移除不属于您的：此链接不会改动它们。

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-authenticator-removed-subject = { $service }: 已移除身份验证器
mail-authenticator-removed-text =
    { $at }，您在 { $service } 的账户 { $name } 移除了身份验证器：{ $what }。

    来源：{ $where }

    如果是您本人所为，无需任何操作。

    如果不是您，请立即打开此链接。它会让您在所有地方退出登录，并结束自那时起授予的代您行事的许可，以及以您的账户接受的代他人行事的许可：

    { $link }

    然后请查看您的身份验证方式，并移除不属于您的：此链接不会改动它们。

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-authenticator-suspended-subject = { $service }: 身份验证器已停用
mail-authenticator-suspended-text =
    { $at }，您在 { $service } 的账户 { $name } 的身份验证器已停用：{ $what }。目前无法用它登录。

    来源：{ $where }

    如果是您本人所为，无需任何操作。

    如果不是您，请立即打开此链接。它会让您在所有地方退出登录，并结束自那时起授予的代您行事的许可，以及以您的账户接受的代他人行事的许可：

    { $link }

    然后请查看您的身份验证方式，并移除不属于您的：此链接不会改动它们。

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-authenticator-resumed-subject = { $service }: 身份验证器已恢复使用
mail-authenticator-resumed-text =
    { $at }，您在 { $service } 的账户 { $name } 的身份验证器已恢复使用：{ $what }。

    来源：{ $where }

    如果是您本人所为，无需任何操作。

    如果不是您，请立即打开此链接。它会停用所添加的内容，并让您在所有地方退出登录：

    { $link }

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-authenticator-locked-subject = { $service }: 身份验证器已锁定
mail-authenticator-locked-text =
    { $at }，您在 { $service } 的账户 { $name } 的身份验证器因连续失败次数过多而锁定：{ $what }。支持人员可以解锁。

    来源：{ $where }

    如果是您本人所为，无需任何操作。

    如果不是您，请立即打开此链接。它会让您在所有地方退出登录，并结束自那时起授予的代您行事的许可，以及以您的账户接受的代他人行事的许可：

    { $link }

    然后请查看您的身份验证方式，并移除不属于您的：此链接不会改动它们。

    链接在三天内有效，只能使用一次。请勿交给任何人。

not-me-title = 不是您本人吗？
not-me-text = 这关系到账户 { $name }。如果我们告知您的操作是别人所为，我们将这样做：
not-me-suspends = 停用所添加的身份验证器。
not-me-ends = 让您在所有地方退出登录，并结束一切等待答复的请求。
not-me-delegations = 结束自那时起授予的代您行事的许可，以及以您的账户接受的代他人行事的许可。
not-me-submit = 不是我
not-me-nothing = 如果是您本人，请关闭此页：一切未变。
not-me-done-title = 那个人已无法进入您的账户
not-me-done-text = 所添加的内容已停用，所有人都已退出登录。可能有人知道您的密码，请现在设置新密码，并告知支持人员，他们可以恢复您需要的内容。
not-me-password = 设置新密码
not-me-kept-title = 所有人都已退出登录
not-me-kept-text = 等待答复的请求已结束，自那时起授予的代您行事的许可以及以您的账户接受的代他人行事的许可也已结束。您的身份验证方式保持原样：请逐一查看，并移除不属于您的。可能有人知道您的密码，请同时设置新密码，并告知支持人员。

advice-set-up = 再设置一种
advice-later = 暂不设置

second-email-title = 备用地址
second-email-text = 帐户变更的通知也会发送到此地址，即使有人在看您的邮件，您也能得知。任何人都无法用它进入您的帐户。
second-email-now = 通知也会发送到 { $email }。
second-email-new = 备用电子邮件地址
second-email-remove = 移除
second-email-same = 您的帐户已有此地址。
second-email-confirm-text = 从现在起，帐户 { $name } 的变更通知也将发送到此地址。
second-email-done-title = 备用地址已设置
second-email-removed-title = 备用地址已移除

mail-second-email-proof-subject = { $service }：这是您的备用电子邮件地址吗？
mail-second-email-proof-text =
    { $at }，有人要求将 { $service } 的帐户 { $name } 的变更通知也发送到此电子邮件地址。

    如果是您本人，请在已登录的浏览器中打开此链接，或为此重新登录：

    { $link }

    链接只能使用一次，30 分钟内有效。

    如果不是您本人，请不必理会：不会有任何更改。

mail-second-email-changed-subject = { $service }：您的备用电子邮件地址已更改
mail-second-email-changed-text =
    { $at }，您在 { $service } 的帐户 { $name } 的备用电子邮件地址被设置、更改或移除。本邮件已发送到更改前后的所有地址。

    如果是您本人，无需任何操作。

    如果不是您本人，请立即联系您的支持部门。

mail-authenticator-confirmed-subject = { $service }: 身份验证器已确认
mail-authenticator-confirmed-text =
    { $at }，您在 { $service } 的账户 { $name } 的身份验证器已确认：{ $what }。从现在起，它可用于所有服务的登录，而不再仅限于设置它的服务。

    来源：{ $where }

    如果是您本人所为，无需任何操作。

    如果不是您，请立即打开此链接。它会停用所添加的内容，并让您在所有地方退出登录：

    { $link }

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-impossible-travel-subject = { $service }: 有一次来自远方的登录
mail-impossible-travel-text =
    { $at }，有人登录了您在 { $service } 的账户 { $name }，而自上次登录以来，没有人能够到达登录所在的地点。

    来源：{ $where }

    上次登录：{ $what }

    如果两次都是您本人，无需任何操作：VPN 和移动网络常常看起来位于别处。

    如果其中有一次不是您本人，请立即打开此链接。它会让您在所有地方退出登录，并结束自那时起授予的代您行事的许可，以及以您的账户接受的代他人行事的许可：

    { $link }

    然后请查看您的身份验证方式，并移除不属于您的：此链接不会改动它们。

    链接在三天内有效，只能使用一次。请勿交给任何人。
