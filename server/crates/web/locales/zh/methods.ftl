# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# The person's authenticators
methods-title = 身份验证方式
methods-manage = 管理您的身份验证方式
methods-text = 除密码外，每次登录还需要一样只有您才拥有的东西。请像对待钥匙一样妥善保管，不要交给任何人。请至少设置两种，这样丢失其中一种也不会让您无法登录。
methods-backup-one = 您只有一种。如果丢失它，您将无法登录：请再添加一种，或添加恢复代码并保存在纸上。
methods-backup-none = 现在只剩下恢复代码。请在用完之前添加手机或应用。
methods-backup-missing = 没有可用的身份验证方式。请立即设置一种，让帐户不只靠密码保护。
methods-add = 再添加一种
methods-add-this = 添加：{ $what }
add = 添加
close = 关闭
back = 返回

add-phone-title = 浏览器中的手机
add-phone-text = 每次登录时，您的手机会询问您。不需要应用：使用手机自带的浏览器即可。
add-phone-steps = 下一页会显示一个码，请用手机的相机扫描。请开启手机的屏幕锁定：能使用这部手机的人就能批准您的登录。
add-app-title = 身份验证器应用
add-app-text = 每次登录时，您所在组织的应用会询问您。
add-app-steps = 请先安装该应用，并允许它显示通知。下一页会显示一个码，请用该应用扫描。请开启手机的屏幕锁定：能使用这部手机的人就能批准您的登录。
add-both-title = 带代码的身份验证器应用
add-both-text = 每次登录时，您所在组织的应用会询问您；它也会显示代码，供没有网络连接时使用。
add-both-steps = 请先安装该应用，并允许它显示通知。下一页会显示一个同时用于两者的码，请扫描它，然后输入应用显示的第一个代码。请开启手机的屏幕锁定：能使用这部手机的人就能批准您的登录。
add-codes-title = 一次性密码应用
add-codes-text = 任何每 30 秒显示一个新代码的应用，手机或电脑均可。每次登录时，您需要输入该代码。
add-codes-steps = 请先安装这样的应用。下一页会显示一个供扫描的码或一个供输入的密钥，然后请您输入应用显示的第一个代码。
add-paper-title = 恢复代码
add-paper-text = 写在纸上的十个代码，每个可以登录一次，供其他方式全都丢失时使用。
add-paper-steps = 下一页会显示这些代码，只显示一次。请打印或抄写下来。之前给您的代码将失效。

method-push = 手机
method-kind = 类型
method-device = 设备
method-state = 状态
method-added = 添加时间
method-used = 上次使用
method-used-from = 所用网络
method-never-used = 尚未使用
method-codes-left = 剩余代码
label = 名称
label-optional = 名称（可选）
label-refused = 名称最多 60 个字符，且所有字符都必须可见。
rename = 保存名称
remove-title = 移除
remove-text = 它会立即失效，您的其他会话也会结束。
remove-in-app = 请同时在应用中移除该帐户。
remove-last = 没有它，您将无法登录。请先添加另一种，然后就可以移除这一种。
remove-leaves-codes = 移除后将只剩下恢复代码。每个代码可以让您登录一次。
remove-after-login = 距离您上次登录已有一段时间，因此请先重新登录。
remove = 永久移除
remove-sure-title = 只保留恢复代码吗？
remove-sure-text = 移除{ $name }后将只剩下恢复代码。每个代码可以让您登录一次；用完或丢失后，您将无法登录。
remove-sure-keep = 保留
apps-scan = 用手机扫描以安装 { $app }
add-full-title = 这一类已达到上限
add-full-text = 请先移除一个不再使用的，然后就可以添加新的。
problem-too-many-authenticators = 该用户的这一类验证方式已达到服务器允许的上限，必须先移除其中一个。
