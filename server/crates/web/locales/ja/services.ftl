# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = 承認されなかったため、誰もこれでログインしていません。
logged-out-title = ログアウトしました
logged-out-told = 次のサービスにも、セッションを終了するよう通知しました。
logged-out-untold = 次のサービスには通知できません。サービス側でログアウトしてください。
logged-out-again = もう一度ログインする
services-title = ログイン中のサービス
services-text = 過去24時間に、このアカウントで次のサービスにログインしました。ここでログアウトするか、ほかをすべて終了すると、これらのサービスのセッションも終了します。
service-last = 最後のログイン：{ $at }
service-untold = 通知できません。サービス側でログアウトしてください
launcher-title = ご利用のサービス
