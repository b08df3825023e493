# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = 支持
support-intro = 无法继续时，请写信或打电话给我们。这里没有人会询问您的密码或验证码，请不要告诉任何人。
support-none = 这里没有列出办事处。请询问为您开设账户的人。
support-link = 向工作人员咨询：办事处及其办公时间
support-yours = 以下为您所在时区（{ $zone }）的时间。
support-zone = 以下为办事处当地时间：{ $zone }。
support-now = 现在
support-open = 办公中
support-closed = 已下班
support-closes = 下班时间
support-opens = 上班时间
support-hours = 未来一周的办公时间
support-phone = 电话
support-mail = 电子邮件
support-form = 表单
support-write = 写信给 { $office }
support-languages = 语言
weekday-mon = 星期一
weekday-tue = 星期二
weekday-wed = 星期三
weekday-thu = 星期四
weekday-fri = 星期五
weekday-sat = 星期六
weekday-sun = 星期日

# The pages of help
help-search = 在这些页面中搜索
help-search-submit = 搜索
help-found = 以下各节包含您的所有词语：
help-not-found = 没有哪一节包含您的所有词语。请减少词语、换用其他词语，或咨询工作人员。
help-all = 显示全部
help-version = 这些页面说明的是本软件的 { $version } 版本。
