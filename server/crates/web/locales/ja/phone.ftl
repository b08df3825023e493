# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = 認証アプリ
phone-no-script = このページにはJavaScriptが必要です。鍵は、サーバーから見えないブラウザーの中で作られます。
phone-loading = 少々お待ちください。
phone-offline = 現在、接続がありません。コードは使えますが、ログインの承認には接続が必要です。
phone-waiting = 応答を待っているログインがあります。
phone-open = 表示する
phone-back = 戻る
phone-scan = コードを読み取る
phone-video = カメラの映像
phone-scan-aim = コードが画面の中央に来るようにカメラを構えてください。
phone-scan-helped = このブラウザーは自分でコードを読み取れません。読み取りの間、画像は { $server } に送られて解読されますが、保存はされません。
phone-copied = コピーしました。
phone-copy-link = リンクをコピーする
phone-ios = このスマートフォンでは、通知はホーム画面から開いたときだけ使えます。「共有」をタップし、「ホーム画面に追加」を選び、アカウントを追加する前にホーム画面から認証アプリを開いてください。ここで設定したものは、ここにしか残りません。

# The list of accounts
phone-accounts = アカウント
phone-empty = まだアカウントがありません。認証アプリの設定ページに、このスマートフォンで読み取るコードが表示されます。
phone-add = アカウントを追加する
phone-settings = ロックの設定
phone-look = ログインを探す
phone-looking = ログインを探しています。待っているログインがあれば、すぐに表示します。
phone-details = 詳細
phone-details-of = { $account } の詳細
phone-copy = コピー
phone-copy-of = { $account } のコードをコピーする
phone-seconds = { $seconds }秒
phone-not-accepted-short = 現在、サーバーはこのアカウントについてこのスマートフォンを受け付けていません。
phone-removed = { $day } に、このスマートフォンがアカウントから削除されたとサーバーから通知されました。

# A login that asks
phone-asks = { $service } からの確認
phone-account = アカウント
phone-place = アドレス
phone-browser = ブラウザー
phone-time = 開始時刻
phone-unknown = 不明
phone-left = 残り時間
phone-pick = ログインページに表示されている番号はどれですか？選べるのは1回だけです。
phone-type = ログインページに表示されている6桁の数字を入力してください。入力できるのは1回だけです。
phone-six-digits = ログインページには6桁の数字が表示されています。すべて入力してください。
phone-scan-approve = ログインページのコードを読み取って承認する
phone-type-instead = 代わりに数字を入力する
phone-plain = ご自身が今始めた操作である場合だけ、承認してください。
phone-scanned = このログインのコードを開きました。目の前のページからご自身で今読み取った場合だけ、続けてください。誰かから送られてきた場合は、ご本人の操作ではありません。
phone-approve = 承認する
phone-deny = 拒否する
phone-report = 自分ではありません
phone-no-camera = カメラを使えません。ブラウザーの設定で許可するか、表示されているものを入力してください。
phone-other-code = これは別のもののコードです。ログインしているページのコードを読み取ってください。
phone-sending = 応答を送信しています。
phone-sending-again = まだ接続がありません。時間切れになるまで送信を試みます。

# How it ended
phone-approved-title = 承認しました
phone-approved-text = ログインしているページにお戻りください。
phone-denied-title = 拒否しました
phone-denied-text = このログインでは、誰も入れません。
phone-reported-title = 拒否し、報告しました
phone-reported-text = このログインでは、誰も入れません。ご本人の操作ではなかったことを記録しました。誰かがパスワードを知っている可能性があります。早めに変更してください。
phone-wrong-number-title = 承認されませんでした
phone-wrong-number-text = ログインページの番号と違っていました。ログインする場合は、そのページで最初からやり直してください。
phone-failed-title = 承認されませんでした
phone-failed-text = ログインに失敗しました。ログインする場合は、ログインページで最初からやり直してください。
phone-expired-title = 時間切れです
phone-expired-text = 時間内に応答がなかったため、このログインでは誰も入れません。
phone-gone-title = 確認は不要になりました
phone-gone-text = ログインがキャンセルされたか、別の方法で応答されました。
phone-too-late-title = 間に合いませんでした
phone-too-late-text = 応答が届く前にログインが決定されたか、時間切れになりました。
phone-unsent-title = 送信できませんでした
phone-unsent-text = 時間内に接続できなかったため、応答は無効です。ログインする場合は、ログインページで最初からやり直してください。
phone-unjudged-title = 受け付けられませんでした
phone-unjudged-text = サーバーは応答を受け付けられませんでした。繰り返し起きる場合は、サポートにお知らせください。
phone-not-accepted-title = このスマートフォンは受け付けられません
phone-not-accepted-text = 現在、サーバーはこのアカウントについてこのスマートフォンを受け付けていません。アカウントが別のスマートフォンに移されたか、削除または停止された可能性があります。
phone-on = 次へ

# Adding an account
phone-add-text = 認証アプリの設定ページに表示されているコードを読み取ってください。ほかのサービスのワンタイムパスワード用コードも使えます。
phone-paste = または、ここにリンクを貼り付けてください
phone-connect-title = このスマートフォンを { $server } に接続しますか？
phone-connect-text = 接続すると、{ $host } へのログインにこのスマートフォンで応答するようになります。そこで今、認証アプリを設定している場合だけ続けてください。
phone-unfinished = 以前このスマートフォンの接続を始めましたが、応答がありませんでした。もう一度お試しいただけます。
phone-device = このスマートフォンの名前
phone-device-hint = スマートフォンの確認をお願いするときに表示されます。
phone-connect = 接続する
phone-connecting = 接続しています。
phone-enroll-refused-title = 接続できませんでした
phone-enroll-refused-text = このコードは使用済みか、有効期限が切れています。認証アプリの設定ページで新しいコードを依頼してください。
phone-connected-title = このスマートフォンが接続されました
phone-connected-text = { $account } のログインに応答できるようになりました。
phone-notify-offer = 通知を使うと、ログインの確認がすぐに分かります。使わない場合は、ログインするときにこのページを開いてください。
phone-protect-offer = ロックを設定すると、スマートフォンを手にした他人が代わりに応答するのを防げます。
phone-protect = ロックを設定する
phone-keep-title = このワンタイムパスワードを保存しますか？
phone-keep-text = { $account } のコードがこのスマートフォンに表示されるようになります。接続がなくても使えます。何も送信されません。
phone-keep-issuer = サービス
phone-keep = 保存する
phone-elsewhere-title = 別のサーバーのものです
phone-elsewhere-text = このコードは { $host } が作成しました。そのアカウントは、そのサーバー自身のページにあります。心当たりがある場合だけ開いてください。
phone-elsewhere-open = そのページを開く
phone-other-app-title = 別のアプリ用です
phone-other-app-text = このコードは、別の種類の認証アプリのために作られました。認証アプリの設定ページで、ブラウザーの認証アプリを選んでください。
phone-unknown-link-title = 不明なコードです
phone-unknown-link-text = このスマートフォン用のコードではないか、一部が欠けています。

# Links from the login page
phone-proving-title = ログインを探しています
phone-proving-text = サーバーがこのスマートフォンに送り次第、ここに表示します。
phone-not-here-title = このブラウザーではありません
phone-not-here-text = このログインは、このブラウザーで始められたものではありません。番号で応答するか、そのページのコードを読み取ってください。
phone-no-such-login-title = このスマートフォンへの確認ではありません
phone-no-such-login-text = すでに終了したか、このスマートフォンにないアカウントのログインかもしれません。

# One account
phone-rename = このスマートフォンでの名前
phone-save = 保存する
phone-saved = 保存しました。
phone-known-as = サーバーでのこのスマートフォンの名前：{ $device }
phone-notifications = 通知
phone-notify-on = 通知はオンです。
phone-notify-off = 通知はオフです。
phone-notify-turn-on = 通知をオンにする
phone-notify-turn-off = 通知をオフにする
phone-notify-refused = ブラウザーがこのページの通知を許可していません。ブラウザーの設定で変更できます。
phone-notify-ios = このスマートフォンでは、通知はホーム画面から開いたときだけ使えます。「共有」をタップし、「ホーム画面に追加」を選び、ホーム画面から認証アプリを開いて、新しいスマートフォンに移すときと同じようにこのアカウントを移してください。
phone-notify-impossible = このブラウザーまたはこのサーバーでは通知を使えません。ログインするときにこのページを開いてください。
phone-move = 新しいスマートフォンに移す
phone-move-text = 新しいスマートフォンがこのスマートフォンの代わりになります。{ $account } は新しいほうで使えるようになり、ここでは使えなくなります。通知、ロック、ほかのサービスのコードは移りません。
phone-move-show = コードを表示する
phone-move-scan = このコードを新しいスマートフォンで読み取ってください。ほかの人には見せないでください。読み取った人がアカウントを引き継ぎます。
phone-move-code = 新しいスマートフォン用のコード
phone-move-until = 有効期限：{ $time }
phone-remove = 削除する
phone-remove-title = { $account } を削除しますか？
phone-remove-known = サーバーはこのスマートフォンに確認を送らなくなり、削除されたことをお知らせします。ほかにログインの方法がない場合は、先に別の方法を設定してください。そうしないと、リカバリーコードかサポートが必要になります。
phone-remove-moved = 現在、サーバーはこのアカウントについてこのスマートフォンを受け付けていません。移されたか、削除または停止された可能性があります。ここで削除しても、サーバーでは何も変わりません。
phone-remove-removed = サーバーはこのスマートフォンをアカウントから削除しました。ここでアカウントを削除しても、サーバーでは何も変わりません。スマートフォンを削除したのがご自身でない場合は、サポートにお知らせください。
phone-remove-codes = このアカウントのワンタイムパスワードも削除され、ここからは元に戻せません。

# The lock
phone-lock-title = ロック
phone-lock-none = このページはロックなしで開きます。
phone-lock-passkey = このページを開く前に、スマートフォンが顔、指紋、またはスマートフォン自体のコードを求めます。
phone-lock-pin = このページを開く前に、PINを求めます。
phone-lock-about = ロックは、ロック解除済みのスマートフォンを一時的に手にした人を防ぎます。スマートフォン自体のロックの代わりにはなりません。
phone-lock-set-passkey = 顔、指紋、またはスマートフォンのコードを使う
phone-lock-set-pin = PINを使う
phone-lock-unset = ロックをオフにする
phone-unlock-title = ロックされています
phone-unlock-passkey = ロックを解除する
phone-passkey-refused = スマートフォンがご本人であることを確認できませんでした。もう一度お試しください。
phone-pin = PIN
phone-pin-title = PINを決めてください
phone-pin-about = ほかで使っていない4桁以上の数字を決めてください。10回間違えると、ここにあるものはすべて消去され、アカウントを設定し直す必要があります。
phone-pin-again = もう一度PINを入力
phone-pin-short = 4桁以上の数字だけで決めてください。
phone-pin-differs = 2つのPINが違っています。同じものを2回入力してください。
phone-pin-wrong = PINが正しくありません。残り試行回数：{ $left }
phone-pin-wait = あと{ $time }でもう一度お試しいただけます。
phone-forget = ロックを解除できない場合
phone-forget-text = ここに保存されているものをすべて消去できます。その後、リカバリーコードまたはサポートによって、アカウントを設定し直す必要があります。
phone-forget-really = すべて消去する
phone-forgotten-title = すべて消去されました
phone-forgotten-text = アカウントはこのスマートフォンから消去されました。設定し直すことができます。

# What can go wrong
phone-no-connection = 接続がありません。接続できるようになったら、もう一度お試しください。
phone-not-accepted = 現在、サーバーはこのアカウントについてこのスマートフォンを受け付けていません。
phone-too-many = 試行回数が多すぎます。しばらくお待ちください。
phone-server-trouble = サーバーが現在応答できません。しばらくしてからもう一度お試しください。
phone-refused = サーバーが受け付けませんでした。繰り返し起きる場合は、サポートにお知らせください。
phone-unexpected = うまくいきませんでした。もう一度お試しください。
phone-unsupported-title = このブラウザーは認証アプリとして使えません
phone-unsupported-text = 署名を検証する機能、または鍵を保存する機能がありません。ブラウザーを更新するか、別のブラウザーをお使いください。プライベートウィンドウはすべてを消去するため、使わないでください。

# Shown when a push cannot be read
phone-notification = 開いて新しい情報をご確認ください。
