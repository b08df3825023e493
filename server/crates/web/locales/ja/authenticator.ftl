# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = { $service } からのテストです。どう答えても、何も開かれません。
method-pushes = 通知
method-pushes-arrive = 問題は確認されていません
test-text = このスマートフォンに通知が届くかどうかを確認します。テストには、どう答えても何も開かれません。
test-send = テスト通知を送信する
test-title = テスト通知
test-waiting = { $name } にテストを送信しました。そちらで応答してください。「はい」でも「いいえ」でも、何も開かれません。
test-answered = テストが届き、応答を確認しました。このスマートフォンには通知が届きます。
test-unanswered = 通知を配信するサービスはテストを受け付けましたが、1分以内に応答がありませんでした。
test-unanswered-hint = アプリを開いて確認してください。スマートフォンがオンラインになっていること、設定でアプリの通知が許可されていることもご確認ください。
test-undelivered = テストを配信できませんでした。
push-trouble-no-address = このスマートフォンでは通知が許可されていません。スマートフォンでアプリを開いてください。リクエストはその中で待っています。
push-trouble-late = 通知を配信するサービスが、最後の通知をまだ受け付けていません。
push-trouble-gone = 通知を配信するサービスによると、このスマートフォンにはアプリがもうインストールされていません。この項目を削除し、スマートフォンを設定し直してください。
push-trouble-refused = 通知を配信するサービスが、最後の通知を受け付けませんでした。繰り返し起きる場合は、サポートにご相談ください。
push-trouble-misconfigured = 現在、このサーバーからこの種類のスマートフォンに通知を送信できません。運用担当者であれば解決できますので、お知らせください。
push-trouble-unreachable = 通知を配信するサービスに時間内に接続できませんでした。数分後にもう一度お試しください。
method-platform = デバイスの種類
platform-android = Android
platform-ios = iPhone または iPad
platform-web = ブラウザー
platform-desktop = コンピューター
method-app = アプリ
method-app-own = このサーバー独自の認証アプリ
method-app-compatible = 組織のアプリ
method-worth = これによるログインの扱い
