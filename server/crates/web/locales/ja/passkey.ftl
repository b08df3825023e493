# Awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = パスキーを使う
passkey-text = ブラウザーが指紋、顔、または PIN を求めます。
passkey-use = パスキーを使う
passkey-instead = 代わりにパスキーを使う
passkey-first = パスキーでログイン
passkey-often = 試行回数が多すぎます。しばらく待つか、ユーザー名を入力してください。
passkey-again = 今回の操作は終了しました。もう一度試してください。
passkey-failed = サーバーから正しい応答がありませんでした。もう一度試すか、ユーザー名でログインしてください。
passkey-create = パスキーを作成する
passkey-create-text = ブラウザーがパスキーの保存先を尋ね、指紋、顔、または PIN を求めます。
passkey-stopped = ブラウザーはパスキーを使いませんでした。もう一度試すか、別の方法を選んでください。
passkey-refused = このパスキーは受け付けられませんでした。もう一度試すか、別のパスキーを選んでください。
passkey-known = そこにはすでにあなたのパスキーがあります。新しいパスキーは別の場所に保存してください。
passkey-impossible = このブラウザーではパスキーを使えません。別の方法か別のブラウザーを選んでください。
passkey-no-script = パスキーには JavaScript が必要ですが、このブラウザーでは無効になっています。有効にするか、別の方法を選んでください。
passkey-late = このログインでパスキーを使える時間は過ぎました。キャンセルしてログインし直すか、別の方法を選んでください。

method-passkey = パスキー
method-kept = 保存先
method-kept-device = 1 台の機器のみ
method-kept-copied = お使いの機器にコピーするアカウント
acr-passkey = パスキー
acr-passkey-pwd = パスワードとパスキー

add-passkey-title = パスキー
add-passkey-text = お使いの機器やセキュリティキーが指紋、顔、または PIN を求めます。このサイトにしか応答しないため、ほかの場所でだまし取られることはありません。
add-passkey-steps = 次のページでブラウザーがパスキーを作成します。この機器、スマートフォン、またはセキュリティキーに保存できます。
enroll-passkey-title = パスキーを作成する
