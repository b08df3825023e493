# Awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = 您想如何登录？
ways-text = 请选择一种方式。在登录完成之前可以改选，无需再次输入密码。
ways-last = 此浏览器上次使用
ways-log-in = 登录
ways-refused = 请选择一种当前可用的方式。
ways-others = 当前不可用
way-push = 在手机上批准
way-push-text = 我们会向您的手机发送请求，您在手机上批准即可。
way-code = 输入代码
way-code-text = 您的身份验证器应用会显示此账户的代码。
way-recovery = 使用恢复代码
way-recovery-text = 您保存在纸上的代码之一，每个只能使用一次。
way-used-up = 所有代码都已用完。请在“身份验证方式”中生成新的代码。
way-unconfirmed = 由其他服务设置。请先确认它属于您。
way-locked = 由于失败次数过多，已被锁定。请联系您的支持人员。
way-not-in-use = 已被停用，暂时无法使用。
way-not-set-up = 您尚未设置。登录后可以在“身份验证方式”中设置。

# When no request arrives
difficulties-open = 打开身份验证器应用并下拉刷新：等待中的请求会显示在那里。
difficulties-online = 请检查手机是否已联网，以及是否允许该应用显示通知，然后重新发送请求。
difficulties-device = 以下每台设备上都有该请求，请换用另一台：{ $devices }。
difficulties-code = 改为输入代码
difficulties-ways = 其他登录方式
difficulties-support = 帮助与支持联系方式
denied-not-you = 如果不是您本人拒绝的，您的手机可能在他人手中。请用其他方式登录，报告手机丢失，并更改密码。

# What services demand of a login
policy-announced = 自 { $date } 起，在此进行的某些操作将需要更强的登录方式。请在账户的“身份验证方式”中查看您是否已有合适的方式。
way-too-weak = 对于您要进行的操作，其强度不足。
problem-insufficient-user-authentication = 对于该资源，此次登录强度不足或时间过久。请使用相同的资源重新开始登录；acr_values 和 max_age 说明了所需条件。
