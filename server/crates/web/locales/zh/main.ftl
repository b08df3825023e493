# Awaits a native reader. Simplified characters.
# Words: authenticator = 身份验证器, approve = 批准 (approval = 批准), deny = 拒绝, confirm = 确认, set up (enrolment) = 设置,
# recovery code = 恢复代码, phone = 手机.

# On phones
push-login = 要登录 { $service } 吗？
push-confirm = 要为 { $service } 确认这部手机吗？
push-login-message = { $service }：{ $message }

# Everywhere
language-name = 中文
language = 语言
help = 帮助
skip = 跳到正文
list-comma = 、
continue = 继续
cancel = 取消
password = 密码
username = 用户名
to-start = 返回首页
try-again = 重试
not-found-title = 这里没有内容
not-found-text = 地址有误，或者原来的内容已不存在。
ended-title = 已经结束
ended-text = 该链接已被使用过，或者已经过期。请申请新的链接。
too-many-title = 尝试次数过多
too-many-text = 请稍候。您可以在 { $minutes ->
   *[other] { $minutes } 分钟后重试。
}
refused-title = 未能完成
refused-text = 您的浏览器发送的内容无法在此使用。请返回上一页，重新加载后再试一次。
unavailable-title = 暂时无法使用
unavailable-text = 服务器现在无法作出判断。没有任何内容丢失，请稍后再试。

# Login
login-title = 登录
login-refused = 用户名或密码错误。
no-authenticator-title = 没有可用的手机
no-authenticator-text = 现在无法向您的任何一部手机发出请求。请联系支持人员。
login-for = 您正在登录 { $service }。
wait-title = 请查看您的手机
wait-sent = 我们已将请求发送到 { $devices }。
wait-number = 请在手机上选择这个数字：
wait-type = 请在手机上输入这个数字：
wait-here = 在此浏览器中批准
wait-scan = 改用手机扫描
wait-scan-text = 请在手机上打开身份验证器，选择该请求，然后扫描此码。
wait-scan-code = 供手机扫描的码
wait-approve = 如果是您本人，请批准。
wait-late = 通知尚未到达您的手机：传送通知的服务没有响应，或者没有接受它。
wait-late-look = 请自行打开手机上的身份验证器：请求已在其中。
wait-late-code = 您也可以改为输入代码，无需重新登录。
wait-late-alone = 我们会继续尝试。如果没有收到，请过几分钟再试，或向为您提供帐户的人员求助。
wait-left = 剩余时间：
code-instead = 改为输入代码
code-title = 请输入代码
code-from-app = 请打开您的身份验证器应用，输入它为此帐户显示的代码。
code-from-paper = 也可以使用恢复代码。每个代码只能使用一次。
code-label = 代码
code-phone-instead = 改用手机
code-wrong = 此代码错误或已被使用过。{ $left ->
    [0] 已没有剩余次数。
   *[other] 还可以尝试 { $left } 次。
}
resend = 重新发送
resend-early = 我们刚刚发送过。请稍等片刻再重新发送。
difficulties = 遇到困难？
login-approved-title = 已批准
login-approved-text = 您可以返回原来的页面。
login-denied-title = 已拒绝
login-denied-text = 该请求已在您的手机上被拒绝。
login-reported-text = 已在您的手机上报告该请求并非您本人发起。
login-expired-title = 已超时
login-expired-text = 没有人及时作出回应。
login-cancelled-title = 已取消
login-cancelled-text = 登录已取消。
login-superseded-text = 此次登录已被更新的登录取代。
login-suspended-text = 由于帐户或手机已被停用，登录已结束。
login-restored-text = 由于服务已从备份恢复，登录已结束。请重新开始。
login-failed-title = 未获批准
login-wrong-number-text = 手机上选择了另一个数字。如果不是您本人所为，请更改密码。
login-too-many-codes-text = 输入错误代码的次数过多。
login-locked-text = 由于失败次数过多，您的身份验证器已被锁定。请联系支持人员。
login-missing-number-text = 手机没有发送数字。请更新身份验证器应用。

# Enrolment
enroll-title = 设置您的身份验证器
enroll-push-title = 设置您的手机
enroll-combined-title = 设置您的手机
enroll-combined-type = 请输入应用为此帐户显示的代码：
enroll-oath-title = 设置您的身份验证器应用
enroll-oath-type = 请输入应用为此帐户显示的代码：
enroll-recovery-title = 您的恢复代码
enroll-recovery-type = 请输入其中一个，以表明您已妥善保存：
enroll-cancelled-title = 设置已取消
enroll-cancelled-text = 没有设置任何内容。请申请新的链接以重新开始。
enroll-cancelled-in-part-text = 之前已连接的内容保持不变，其余部分没有设置。请申请新的链接以继续。
enroll-too-many-codes-text = 输入错误代码的次数过多。请申请新的链接以重新开始。
enroll-registered = 您的手机已连接。
enroll-no-code = 应用没有显示代码
enroll-no-camera = 应用无法扫描
enroll-type-key = 请在应用中输入此密钥。如果没有另外告知，请选择基于时间的代码。
recovery-codes = 恢复代码
recovery-keep = 请打印或抄写这些代码，并保存在安全的地方。如果手机丢失，您可以用每个代码登录一次。这些代码只在现在显示。
method-totp = 一次性密码应用
method-hotp = 一次性密码令牌
method-recovery-code = 恢复代码
enroll-for = 帐户：{ $name }
enroll-once = 接下来的码只在此浏览器中显示，而且只显示一次。
enroll-show = 显示码
password-refused = 密码错误。
enroll-scan = 请在手机上打开身份验证器应用，然后扫描此码。
enroll-code = 设置用的码
enroll-same-phone = 应用就在这部手机上
enroll-scan-native = 请用手机扫描此码：如果手机上已有身份验证器，请用它扫描，否则请用相机扫描。相机会在手机的浏览器中打开身份验证器。
enroll-same-browser = 在此浏览器中设置身份验证器
enroll-done-title = 设置已全部完成
enroll-done-text = 您现在可以用以下方式登录：{ $what }。
confirm-title = 这是您的吗？
confirm-text = 另一项服务已为帐户 { $name } 设置了身份验证器。您确认后，它将适用于所有服务。
confirm-which = 哪一个是您的？
confirm-service = 由 { $service } 设置
confirm-none = 都不是
confirm-none-text = 设置我自己的手机。
confirm-warning = 请只确认您手中持有的。我们会要求您提供手机上的数字或代码。如果这些您都不认识，请告知支持人员。
confirm = 确认

# Account
account-title = 您的帐户
account-hello = 您已登录为 { $name }。
account-assurance = 此次登录已验证：{ $what }。
acr-push = 您的手机
acr-push-pwd = 您的密码和手机
acr-push-number = 您的手机以及手机上的数字
acr-oob = 您的手机，并在手机上输入或扫描了此页面显示的内容
acr-oob-pwd = 您的密码和手机，并在手机上输入或扫描了此页面显示的内容
acr-otp = 您的一次性密码
acr-otp-pwd = 您的密码和一次性密码
acr-recovery = 一个恢复代码
acr-recovery-pwd = 您的密码和一个恢复代码
acr-push-number-pwd = 您的密码、手机以及手机上的数字
state-active = 使用中
state-unconfirmed = 在您确认之前，仅用于一项服务
state-inactive = 未使用
logout = 退出登录

# Problems, for whoever builds a client
problem-malformed-request = 正文不是 JSON，或者地址中有无法读取的参数。
problem-invalid-client = 请通过 HTTP Basic 发送 client_id 和 client_secret。已停用的客户端会得到同样的答复。
problem-invalid-device = 请用设备的密钥针对此地址和此时刻对请求签名；server_time 说明服务器的当前时间。
problem-device-removed = 该设备已从其帐户中移除，无法恢复：removal 是服务器对此的签名声明。手机可以忘记该帐户，需要时请重新设置。
problem-challenge-not-open = 它已被回应过，或者其登录已结束。请重新获取未回应的请求。
problem-insufficient-scope = 权限由操作员在添加客户端时授予。
problem-fresh-approval-required = 该用户已有可用的身份验证器。请指明该用户在此客户端的一次登录，它须在五分钟之内获得批准且尚未用于此目的。
problem-forbidden = 只接受来自服务器自身页面的表单。
problem-not-found = 它不存在，或者属于另一个客户端。
problem-method-not-allowed = 请参阅 /openapi.json 中的接口说明。
problem-login-not-pending = 它此前已有结果、已被取消或已过期。
problem-enrollment-not-pending = 它此前已完成、已被取消或已过期，或者不需要代码。
problem-wrong-code = 代码错误或已被使用过。attempts_left 说明还可以尝试几次；为 0 时，这是最后一次。
problem-last-authenticator = 没有它，该用户将无法再登录。请先添加另一种。
problem-already-exists = 请选择其他名称。
problem-request-in-progress = 请等待第一个请求的答复。
problem-too-large = 正文最大为 16 KiB。
problem-invalid-request = 某个成员未知、缺失或超出范围；detail 会说明是哪一个。
problem-no-usable-authenticator = 用户不存在、已停用或已锁定，或者没有任何可以回应的方式。具体是哪一种不作说明。
problem-idempotency-key-reused = 同一个 Idempotency-Key 带着不同的正文或地址再次出现。请为新的请求使用新的键。
problem-too-many-requests = 请等待 Retry-After 所说明的时间。
problem-internal-error = 发生了不应发生的事情。详情记录在日志中。
problem-unavailable = 数据库无法访问或无法写入。请稍后再试。
