# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = 身份验证器
phone-no-script = 此页面需要 JavaScript：它在您的浏览器中生成密钥，服务器无法看到。
phone-loading = 请稍候。
phone-offline = 目前没有网络连接。您的代码可以使用；批准登录需要网络连接。
phone-waiting = 有一次登录正在等待您的回应。
phone-open = 显示
phone-back = 返回
phone-scan = 扫描
phone-video = 相机画面
phone-scan-aim = 请调整相机，使码位于画面中央。
phone-scan-helped = 此浏览器无法自行识别码。扫描期间，画面会发送到 { $server } 进行识别，不会保存。
phone-copied = 已复制。
phone-copy-link = 复制链接
phone-ios = 在这部手机上，只有从主屏幕打开时通知才有效。请轻点“共享”，选择“添加到主屏幕”，并在添加帐户之前从主屏幕打开身份验证器：在这里设置的内容只留在这里。

# The list of accounts
phone-accounts = 您的帐户
phone-empty = 这里还没有帐户。设置身份验证器的页面会显示一个码，供这部手机扫描。
phone-add = 添加帐户
phone-settings = 锁定设置
phone-look = 查看登录请求
phone-looking = 正在查看登录请求。如有等待中的登录，会立即显示。
phone-details = 详情
phone-details-of = { $account } 的详情
phone-copy = 复制
phone-copy-of = 复制 { $account } 的代码
phone-seconds = { $seconds } 秒
phone-not-accepted-short = 服务器目前不接受这部手机用于该帐户。
phone-removed = 服务器于 { $day } 告知，这部手机已从该帐户中移除。

# A login that asks
phone-asks = { $service } 请求确认
phone-account = 帐户
phone-place = 地址
phone-browser = 浏览器
phone-time = 开始时间
phone-unknown = 未知
phone-left = 剩余时间：
phone-pick = 登录页面显示的是哪个数字？您只有一次机会。
phone-type = 请输入登录页面显示的六位数字。您只有一次机会。
phone-six-digits = 登录页面显示六位数字。请全部输入。
phone-scan-approve = 扫描登录页面上的码以批准
phone-type-instead = 改为输入数字
phone-plain = 只有当您本人刚刚发起此操作时才批准。
phone-scanned = 您已打开此次登录的码。只有当您本人刚刚从面前的页面上扫描它时才继续。如果是别人发给您的，那就不是您本人的操作。
phone-approve = 批准
phone-deny = 拒绝
phone-report = 这不是我
phone-no-camera = 无法使用相机。请在浏览器设置中允许使用，或输入您看到的内容。
phone-other-code = 这是其他内容的码。请扫描您正在登录的页面上的码。
phone-sending = 正在发送您的回应。
phone-sending-again = 目前还没有网络连接。我们会一直尝试，直到时间用完。

# How it ended
phone-approved-title = 已批准
phone-approved-text = 您可以返回正在登录的页面。
phone-denied-title = 已拒绝
phone-denied-text = 没有人能通过此次登录进入。
phone-reported-title = 已拒绝并报告
phone-reported-text = 没有人能通过此次登录进入，我们也已记录这不是您本人。可能有人知道您的密码：请尽快更改。
phone-wrong-number-title = 未获批准
phone-wrong-number-text = 该数字与登录页面上的不同。如果您想登录，请在那里重新开始。
phone-failed-title = 未获批准
phone-failed-text = 登录失败。如果您想登录，请在登录页面重新开始。
phone-expired-title = 已超时
phone-expired-text = 没有人及时作出回应，因此没有人能通过此次登录进入。
phone-gone-title = 不再需要回应
phone-gone-text = 登录已取消，或已通过其他方式回应。
phone-too-late-title = 太晚了
phone-too-late-text = 在您的回应到达之前，登录已有结果或已超时。
phone-unsent-title = 未发送
phone-unsent-text = 未能及时连接网络，因此您的回应无效。如果您想登录，请在登录页面重新开始。
phone-unjudged-title = 未被接受
phone-unjudged-text = 服务器无法接受您的回应。如果再次发生，请告知支持人员。
phone-not-accepted-title = 这部手机未被接受
phone-not-accepted-text = 服务器目前不接受这部手机用于该帐户。该帐户可能已转移到另一部手机、已被移除或已停用。
phone-on = 继续

# Adding an account
phone-add-text = 请扫描设置身份验证器的页面所显示的码。其他服务的一次性密码码也可以使用。
phone-paste = 或在此粘贴链接
phone-connect-title = 要将这部手机连接到 { $server } 吗？
phone-connect-text = 连接后，它将回应您在 { $host } 的登录。只有当您正在那里设置身份验证器时才继续。
phone-unfinished = 您之前已开始连接这部手机，但没有收到答复。您可以重试。
phone-device = 这部手机的名称
phone-device-hint = 请您查看手机时会显示此名称。
phone-connect = 连接
phone-connecting = 正在连接。
phone-enroll-refused-title = 未连接
phone-enroll-refused-text = 此码已被使用过，或已过期。请在设置身份验证器的地方申请新的码。
phone-connected-title = 这部手机已连接
phone-connected-text = 它现在可以回应 { $account } 的登录。
phone-notify-offer = 开启通知后，登录请求您回应时会立即显示。如果不开启，请在登录时打开此页面。
phone-protect-offer = 设置锁定后，他人拿到您的手机时无法替您回应。
phone-protect = 设置锁定
phone-keep-title = 要保存这些一次性密码吗？
phone-keep-text = { $account } 的代码将显示在这部手机上。它们无需网络连接即可使用。不会发送任何内容。
phone-keep-issuer = 服务
phone-keep = 保存
phone-elsewhere-title = 这属于另一台服务器
phone-elsewhere-text = 此码由 { $host } 生成。它的帐户在它自己的页面上。只有当您认识它时才打开。
phone-elsewhere-open = 打开该页面
phone-other-app-title = 这用于另一个应用
phone-other-app-text = 此码是为另一类身份验证器应用生成的。请在设置身份验证器的地方改选浏览器中的手机。
phone-unknown-link-title = 无法识别此码
phone-unknown-link-text = 这不是用于这部手机的码，或者缺少一部分。

# Links from the login page
phone-proving-title = 正在查找您的登录
phone-proving-text = 服务器将其发送到这部手机后，会立即显示在这里。
phone-not-here-title = 不是此浏览器
phone-not-here-text = 此次登录不是在此浏览器中开始的。请用它的数字回应，或扫描其页面上的码。
phone-no-such-login-title = 此次登录没有向这部手机发出请求
phone-no-such-login-text = 它可能已结束，或者属于不在这部手机上的帐户。

# One account
phone-rename = 在这部手机上的名称
phone-save = 保存
phone-saved = 已保存。
phone-known-as = 服务器上这部手机的名称为 { $device }。
phone-notifications = 通知
phone-notify-on = 通知已开启。
phone-notify-off = 通知已关闭。
phone-notify-turn-on = 开启通知
phone-notify-turn-off = 关闭通知
phone-notify-refused = 您的浏览器不允许此页面发送通知。您可以在浏览器设置中更改。
phone-notify-ios = 在这部手机上，只有从主屏幕打开时通知才有效。请轻点“共享”，选择“添加到主屏幕”，从主屏幕打开身份验证器，然后像转移到新手机一样将此帐户转移过去。
phone-notify-impossible = 此浏览器或此服务器不支持通知。请在登录时打开此页面。
phone-move = 转移到新手机
phone-move-text = 新手机将取代这部手机：{ $account } 将在新手机上使用，不能再在这里使用。通知、锁定和其他服务的代码不会随之转移。
phone-move-show = 显示码
phone-move-scan = 请用新手机扫描此码。不要给其他人看：谁扫描了它，谁就会接管该帐户。
phone-move-code = 供新手机扫描的码
phone-move-until = 有效期至 { $time }。
phone-remove = 移除
phone-remove-title = 要移除 { $account } 吗？
phone-remove-known = 服务器将不再向这部手机发出请求，并会通知您它已被移除。如果这是您唯一的登录方式，请先设置另一种方式：否则您将需要恢复代码或支持人员的帮助。
phone-remove-moved = 服务器目前不接受这部手机用于该帐户：它可能已被转移、移除或停用。在这里移除不会改变服务器上的任何内容。
phone-remove-removed = 服务器已将这部手机从该帐户中移除。在这里移除帐户不会改变服务器上的任何内容。如果移除手机的不是您本人，请告知支持人员。
phone-remove-codes = 此帐户的一次性密码也会一并移除，无法从这里恢复。

# The lock
phone-lock-title = 锁定
phone-lock-none = 此页面打开时没有锁定。
phone-lock-passkey = 打开此页面之前，手机会要求验证面容、指纹或手机自身的密码。
phone-lock-pin = 打开此页面之前需要输入 PIN 码。
phone-lock-about = 锁定可以阻止暂时拿到您已解锁手机的人。它不能代替手机自身的锁定。
phone-lock-set-passkey = 使用面容、指纹或手机密码
phone-lock-set-pin = 使用 PIN 码
phone-lock-unset = 关闭锁定
phone-unlock-title = 已锁定
phone-unlock-passkey = 解锁
phone-passkey-refused = 手机未能确认是您本人。请重试。
phone-pin = PIN 码
phone-pin-title = 选择 PIN 码
phone-pin-about = 请选择至少四位您没有在别处使用的数字。输错十次后，这里的所有内容都会被清除，您的帐户必须重新设置。
phone-pin-again = 再次输入 PIN 码
phone-pin-short = 请选择至少四位，且只能是数字。
phone-pin-differs = 两次输入的 PIN 码不同。请输入两次相同的 PIN 码。
phone-pin-wrong = PIN 码错误。剩余次数：{ $left }
phone-pin-wait = 您可以在 { $time } 后重试。
phone-forget = 我无法解锁
phone-forget-text = 您可以清除保存在这里的所有内容。之后，您的帐户必须通过恢复代码或支持人员重新设置。
phone-forget-really = 清除所有内容
phone-forgotten-title = 这里的所有内容已清除
phone-forgotten-text = 您的帐户已不在这部手机上。您可以重新设置。

# What can go wrong
phone-no-connection = 没有网络连接。请在恢复连接后重试。
phone-not-accepted = 服务器目前不接受这部手机用于该帐户。
phone-too-many = 尝试次数过多。请稍候一段时间。
phone-server-trouble = 服务器现在无法答复。请稍后再试。
phone-refused = 服务器没有接受。如果再次发生，请告知支持人员。
phone-unexpected = 未能完成。请重试。
phone-unsupported-title = 此浏览器无法用作您的手机
phone-unsupported-text = 它无法验证签名或保存密钥。请更新浏览器或使用其他浏览器，并且不要使用无痕窗口：它会忘记所有内容。

# Shown when a push cannot be read
phone-notification = 打开以查看新内容。
