# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = 短信
method-voice = 电话
method-number = 号码
acr-sms = 发送到您电话的代码
acr-sms-pwd = 您的密码和发送到您电话的代码

add-telephone-title = 短信或电话
add-telephone-text = 我们把代码发送到您的电话号码，或在电话中读给您听。任何电话都可以使用，但安全性低于其他方式。
add-telephone-steps = 仅在无法使用其他方式时选择，并尽快添加更安全的方式。

telephone-number = 电话号码
telephone-number-hint = 请以 + 和国家代码开头，例如 +1 202 555 0123。
telephone-channel = 您希望如何收到代码？
telephone-by-sms = 通过短信
telephone-by-voice = 通过电话
telephone-risk = 为什么电话代码的安全性较低
telephone-risk-text = 短信和通话可能被截获，也可能有人骗过运营商而夺走您的号码。切勿把代码告诉别人：我们不会向您索要。号码变更后，请在此移除旧号码并添加新号码。
telephone-unreadable = 这不是电话号码。请使用数字和空格，并以 + 开头。
telephone-no-country = 缺少国家代码：请以 + 开头，例如中国为 +86。
telephone-not-assigned = 该国没有这个号码。请检查数字。
telephone-wrong-kind = 我们只向手机和固定电话发送代码，不向服务号码或网络电话号码发送。
telephone-landline = 这是固定电话。请选择电话方式。
telephone-not-served = 无法以这种方式向此号码发送代码。请选择其他方式或其他号码。
telephone-repaired = 我们更改了您输入的内容。请核对号码，正确无误再继续。
telephone-repaired-from = 您输入的
telephone-repaired-to = 我们理解为
telephone-send = 发送代码
telephone-wait = 刚刚发送过代码，或发送次数过多。请稍等再获取新代码。
telephone-country = 号码所属国家/地区
telephone-country-none = 号码以 + 开头
telephone-country-hint = 选择国家/地区后，可以按当地的写法输入号码。
telephone-preview = 我们识别为：
method-number-show = 显示完整号码

enroll-telephone-title = 确认您的电话号码
enroll-telephone-type = 您收到的代码
telephone-sent-sms = 我们已通过短信向此号码发送代码：
telephone-sent-voice = 我们正在拨打此号码并读出代码：
telephone-late = 短信尚未被接受：传送它的服务没有响应或拒绝了它。
telephone-arrived = 消息已送达。
telephone-again = 获取新代码
telephone-help = 没有收到？
telephone-help-text = 消息可能需要几分钟。只有最新的代码有效。如果没有收到，请检查号码和信号，或使用其他方式。

code-by-telephone = 短信或电话代码
way-telephone-text = 我们把代码发送到您的电话号码，或在电话中读给您听。
telephone-choose = 把代码发送到哪里？
telephone-text-it = 发送短信
telephone-call-it = 给我打电话

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $service } { $account }：登录代码 { $code }，请勿告诉他人。
sms-enrollment = { $service } { $account }：添加号码的代码 { $code }，请勿告诉他人。
voice-code = 您好。您在{ $service }的代码是：{ $digits }。重复一遍：{ $digits }。再见。
sms-authenticator-added = { $service } { $account }：添加了一种身份验证方式：{ $what }。如非本人操作，请打开 { $link }
sms-authenticator-removed = { $service } { $account }：移除了一种身份验证方式：{ $what }。如非本人操作，请打开 { $link }
sms-authenticator-suspended = { $service } { $account }：停用了一种身份验证方式：{ $what }。如非本人操作，请打开 { $link }
sms-authenticator-suspended-aside = { $service } { $account }：停用了一种身份验证方式：{ $what }。如非本人操作，请联系支持人员。
sms-authenticator-resumed = { $service } { $account }：恢复了一种身份验证方式：{ $what }。如非本人操作，请打开 { $link }
sms-recovery-begun = { $service } { $account }：有人正等待不经身份验证器登录。如非本人操作，请立即中止。
sms-authenticator-confirmed = { $service } { $account }：确认了一种身份验证方式：{ $what }。如非本人操作，请打开 { $link }
sms-authenticator-lost = { $service } { $account }：一种身份验证方式被报失：{ $what }。如非本人操作，则有人知道您的密码，请打开 { $link }
sms-authenticator-lost-aside = { $service } { $account }：一种身份验证方式被报失：{ $what }。如非本人操作，则有人知道您的密码，请更改。
sms-temporary-code = { $service } { $account }：支持人员签发了临时代码。如非您要求，请立即联系支持人员。
