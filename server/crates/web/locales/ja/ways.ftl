# Awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = どの方法でログインしますか？
ways-text = 方法を一つ選んでください。ログインが終わるまでは、パスワードを入力し直さずに選び直せます。
ways-last = このブラウザーで前回使用
ways-log-in = ログイン
ways-refused = 今使える方法の中から一つ選んでください。
ways-others = 今は使えない方法
way-push = スマートフォンで承認する
way-push-text = スマートフォンにリクエストを送信します。スマートフォンで承認してください。
way-code = コードを入力する
way-code-text = 認証アプリに、このアカウントのコードが表示されます。
way-recovery = リカバリーコードを使う
way-recovery-text = 紙で保管しているコードの一つです。それぞれ一回だけ使えます。
way-used-up = すべてのコードが使用済みです。「認証手段」で新しいコードを作成してください。
way-unconfirmed = 別のサービスが設定したものです。先に、ご自分のものであることを確認してください。
way-locked = 失敗が多すぎたためロックされています。サポートにお問い合わせください。
way-not-in-use = 現在は停止されているため使えません。
way-not-set-up = まだ設定されていません。ログイン後に「認証手段」で設定できます。

# When no request arrives
difficulties-open = 認証アプリを開き、画面を下に引いて更新してください。待っているリクエストが表示されます。
difficulties-online = スマートフォンがインターネットに接続されていて、アプリの通知が許可されていることを確認してください。その後、リクエストをもう一度送信してください。
difficulties-device = リクエストは次のすべてに届きます。別のものをお使いください：{ $devices }
difficulties-code = 代わりにコードを入力する
difficulties-ways = ほかのログイン方法
difficulties-support = ヘルプとお問い合わせ先
denied-not-you = 拒否したのがご自身でない場合は、スマートフォンがほかの人の手にあるかもしれません。別の方法でログインして紛失を報告し、パスワードを変更してください。

# What services demand of a login
policy-announced = { $date } から、ここでの一部の操作にはより強力なログインが必要になります。アカウントの「認証手段」で、必要な手段が設定されているか確認してください。
way-too-weak = これから行う操作には強度が足りません。
problem-insufficient-user-authentication = このリソースに対してログインが弱すぎるか、古すぎます。同じリソースを指定して新しいログインを開始してください。必要な条件は acr_values と max_age に示されます。
