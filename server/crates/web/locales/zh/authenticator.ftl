# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = 来自 { $service } 的测试。无论您如何回答，都不会打开任何东西。
method-pushes = 通知
method-pushes-arrive = 未发现问题
test-text = 看看通知能否到达这部手机。无论您如何回答，测试都不会打开任何东西。
test-send = 发送测试通知
test-title = 测试通知
test-waiting = 测试已发送到 { $name }。请在那里回答。无论是或否，都不会打开任何东西。
test-answered = 测试已到达，您也已回答。通知能够到达这部手机。
test-unanswered = 传送通知的服务已接受测试，但一分钟内没有人回答。
test-unanswered-hint = 请打开应用查看。请确认手机已联网，并且手机设置允许该应用显示通知。
test-undelivered = 测试无法送达。
push-trouble-no-address = 这部手机没有允许通知。请在手机上打开应用：请求会在其中等待。
push-trouble-late = 传送通知的服务尚未接受最近一条通知。
push-trouble-gone = 传送通知的服务表示，该手机上已不再安装此应用。请移除此条目，然后重新设置手机。
push-trouble-refused = 传送通知的服务没有接受最近一条通知。如果再次发生，请寻求帮助。
push-trouble-misconfigured = 此服务器目前无法向这类手机发送通知。运营者可以解决这个问题：请告知他们。
push-trouble-unreachable = 未能及时连接到传送通知的服务。请过几分钟再试。
method-platform = 设备类型
platform-android = Android
platform-ios = iPhone 或 iPad
platform-web = 浏览器
platform-desktop = 计算机
method-app = 应用
method-app-own = 此服务器自带的身份验证器
method-app-compatible = 组织的应用
method-worth = 使用它登录的认定方式
