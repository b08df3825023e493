# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = 它未获批准，因此没有人通过它登录。
logged-out-title = 您已退出登录
logged-out-told = 已通知以下服务同时结束您在那里的会话：
logged-out-untold = 无法通知以下服务，请自行在那里退出登录：
logged-out-again = 重新登录
services-title = 您已登录的服务
services-text = 过去 24 小时内，您曾使用此帐户登录以下服务。当您在此退出登录或结束所有其他会话时，您在这些服务中的会话也会结束。
service-last = 最近登录：{ $at }
service-untold = 无法通知，请自行在那里退出登录
launcher-title = 您的服务
