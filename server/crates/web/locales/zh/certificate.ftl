# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = 数字证书
acr-certificate = 数字证书
acr-certificate-pwd = 您的密码和数字证书
add-certificate-title = 数字证书
add-certificate-text = 由您申请，工作人员在办公时间内批准，并且必须存放在您的浏览器中。其他方式设置更快，使用也更方便。
cert-others = 证书比其他任何方式都更费时，使用也没有那么方便。如果您很快就需要另一种方式，请先选择其他方式。
cert-others-link = 查看其他方式
cert-rule = 一个证书只属于一个帐户。请妥善保管它的密钥，不要交给任何人。
cert-how = 您在这里申请，由工作人员批准，然后在本页领取。
cert-expected = 如果现在申请，预计在 { $when } 之前答复。
cert-request = 申请证书
cert-requested = 您于 { $at } 申请了证书。
cert-answer-by = 预计在 { $when } 之前答复。
cert-withdraw = 撤回申请
cert-approved = 您的申请已批准。请在 { $when } 之前领取证书；逾期需要重新申请。
cert-rejected = 您的申请被拒绝：{ $reason }
cert-lapsed = 证书未在期限内领取。您可以重新申请。
cert-have = 您有一个证书，有效期至 { $when }。
cert-details = 证书详情
cert-own-key-title = 使用您自己的密钥
cert-own-key-text = 请在您自己的电脑上生成密钥，并把证书签名请求（PKCS #10，PEM）粘贴到这里。密钥始终不会离开您的电脑。无论请求中写了什么，姓名都取自您的帐户。
cert-own-key-example = 例如使用 OpenSSL：
cert-request-label = 证书签名请求
cert-request-refused = 这不是能证明其密钥的证书签名请求。可以使用 P-256、P-384、Ed25519 密钥，以及 2048 到 4096 位的 RSA 密钥。
cert-pick-up = 领取证书
cert-file-title = 使用浏览器文件
cert-file-text = 设定一个密码，您会得到一个包含证书及其密钥的文件（PKCS #12），请在浏览器或系统中打开。该文件只提供一次，我们不保留密钥。您自己的密钥更安全，因为它从未经过他人之手。
cert-file-password = 文件密码
cert-file-again = 再次输入相同的密码
cert-file-refused = 请两次输入相同的密码，长度为 10 到 128 个字符。
cert-file-pick-up = 获取文件
cert-organisation-title = 使用您所在组织的证书
cert-organisation-text = 如果您已有 { $names } 颁发的证书，请在此出示，将其添加到您的账户。无需他人批准。
cert-ask-title = 使用本服务的证书
cert-shown-title = 要添加此证书吗？
cert-shown-text = 您的浏览器出示了此证书。添加后可用它在此登录，且不能再添加到其他账户。
cert-shown-add = 添加此证书
cert-subject = 颁发给
cert-issuer = 颁发者
cert-serial = 序列号
cert-from = 生效时间
cert-until = 到期时间
cert-fingerprint = 指纹（SHA-256）
cert-download = 下载证书（PEM）
cert-removal = 移除后证书即被吊销，永远不能再使用。
cert-removal-organisation = 移除后，该证书只是不再属于此账户：不会通知其颁发者，您可以再次添加。
cert-instead = 使用数字证书
cert-instead-text = 浏览器会出示其中保存的证书。
cert-show-title = 使用证书登录
cert-show-text = 浏览器会询问要出示哪个证书。{ $host } 是本服务的页面，它读取证书后会带您回到这里。
cert-show = 选择证书
cert-again = 如果浏览器不再询问，请先关闭它的所有窗口：它会记住您的选择。
cert-refused-missing = 浏览器没有出示证书。
cert-refused-expired = 证书已过期，或尚未生效。
cert-refused-usage = 此证书不能用于登录。
cert-refused-untrusted = 此证书的颁发者在这里不受信任。
cert-refused-revoked = 此证书已被吊销或暂停使用。
cert-refused-other = 此证书不属于这个帐户。
cert-refused-unchecked = 目前无法得知此证书是否已被吊销。请稍后再试，或选择其他方式。
cert-refused-taken = 此证书已属于某个账户。一份证书只能属于一个账户。
cert-refused-ended = 用时过长，或者登录已经结束。请再试一次。

# Mails about them
mail-certificate-approved-subject = { $service }：请领取您的证书
mail-certificate-approved-text =
    您在 { $service } 的帐户 { $name } 中申请的数字证书已于 { $at } 批准。

    请登录并在身份验证方式中打开数字证书的页面领取。逾期需要重新申请。

    如果您没有申请过证书，请立即联系支持人员。

mail-certificate-rejected-subject = { $service }：关于您的证书申请
mail-certificate-rejected-text =
    您在 { $service } 的帐户 { $name } 中申请的数字证书未获批准（{ $at }）。

    请登录查看原因。您的其他身份验证方式照常可用。

mail-certificate-issued-subject = { $service }：您的帐户添加了证书
mail-certificate-issued-text =
    { $at }，已为您在 { $service } 的帐户 { $name } 颁发数字证书。从现在起可以用它登录。

    来源：{ $where }

    如果是您本人，则无需任何操作。

    如果不是您，请立即打开此链接。它会停用所添加的内容，并让您在所有地方退出登录：

    { $link }

    链接在三天内有效，只能使用一次。请勿交给任何人。

mail-certificate-revoked-subject = { $service }：您的证书已被吊销
mail-certificate-revoked-text =
    { $at }，您在 { $service } 的帐户 { $name } 的数字证书已被吊销，不能再使用。

    如果这出乎您的意料，请联系支持人员。

mail-certificate-expiring-subject = { $service }：您的证书即将到期
mail-certificate-expiring-text =
    您在 { $service } 的帐户 { $name } 的数字证书即将到期（{ $at }），并且不能续期。

    请及时申请新的证书，或设置其他身份验证方式。到期时间见证书页面。

mail-certificate-expired-subject = { $service }：您的证书已到期
mail-certificate-expired-text =
    您在 { $service } 的帐户 { $name } 的数字证书已到期（{ $at }），不能再用于登录。

    请用其他方式登录，以申请新的证书。
