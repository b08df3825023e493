# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = 使用条款
terms-version = 版本
terms-ask = 您接受这些条款吗？不接受则无法设置身份验证器。
terms-accept = 接受
terms-accept-confirm = 接受并确认
terms-accepted = 您已于 { $day } 接受这些条款。
terms-declined-title = 未接受任何条款
terms-declined-text = 您没有接受使用条款，一切未变。接受之后即可设置身份验证器。
terms-again = 再次阅读使用条款
problem-terms-not-accepted = 此人尚未接受现行的使用条款。可在设置身份验证器的页面上接受。
