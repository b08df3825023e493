# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# The person's authenticators
methods-title = 認証手段
methods-manage = 認証手段を管理する
methods-text = ログインのたびに、パスワードのほかに、ご本人だけが持っているものを確認します。鍵と同じように大切に扱い、誰にも渡さないでください。1つを失くしてもログインできるように、2つ以上設定してください。
methods-backup-one = 現在1つだけです。失くすとログインできなくなります。もう1つ追加するか、リカバリーコードを追加して紙で保管してください。
methods-backup-none = リカバリーコードしか残っていません。使い切る前に、スマートフォンまたはアプリを追加してください。
methods-backup-missing = 使用できる認証手段がありません。パスワードだけに頼らずアカウントを守るため、今すぐ設定してください。
methods-add = 別の認証手段を追加する
methods-add-this = 追加する：{ $what }
add = 追加する
close = 閉じる
back = 戻る

add-phone-title = ブラウザーの認証アプリ
add-phone-text = ログインのたびに、スマートフォンで確認します。アプリのインストールは不要で、スマートフォンのブラウザーだけで使えます。
add-phone-steps = 次のページに、スマートフォンのカメラで読み取るコードが表示されます。スマートフォンの画面ロックをオンにしてください。スマートフォンを使える人は、ログインを承認できてしまいます。
add-app-title = 認証アプリ
add-app-text = ログインのたびに、所属組織のアプリで確認します。
add-app-steps = 先にアプリをインストールし、通知の表示を許可してください。次のページに、アプリで読み取るコードが表示されます。スマートフォンの画面ロックをオンにしてください。スマートフォンを使える人は、ログインを承認できてしまいます。
add-both-title = コードも表示する認証アプリ
add-both-text = ログインのたびに、所属組織のアプリで確認します。オフラインのときに使うコードも表示されます。
add-both-steps = 先にアプリをインストールし、通知の表示を許可してください。次のページに、両方に使う1つのコードが表示されます。読み取った後、アプリに最初に表示されるコードを入力していただきます。スマートフォンの画面ロックをオンにしてください。スマートフォンを使える人は、ログインを承認できてしまいます。
add-codes-title = ワンタイムパスワードアプリ
add-codes-text = 30秒ごとに新しいコードを表示するアプリなら、スマートフォンでもパソコンでも、どれでも使えます。ログインのたびにコードを入力します。
add-codes-steps = 先にそのようなアプリをインストールしてください。次のページに、読み取るコード、または入力するキーが表示されます。その後、アプリに最初に表示されるコードを入力していただきます。
add-paper-title = リカバリーコード
add-paper-text = 紙で保管する10個のコードです。1つのコードで1回ログインできます。ほかのものをすべて失くしたときに使います。
add-paper-steps = 次のページに、コードが一度だけ表示されます。印刷するか書き留めてください。以前にお渡ししたコードは使えなくなります。

method-push = スマートフォン
method-kind = 種類
method-device = デバイス
method-state = 状態
method-added = 追加日時
method-used = 最終使用
method-used-from = 使用したネットワーク
method-never-used = まだ使われていません
method-codes-left = 残りのコード
label = 名前
label-optional = 名前（任意）
label-refused = 名前は60文字までで、目に見える文字だけが使えます。
rename = 名前を保存する
remove-title = 削除
remove-text = すぐに使えなくなり、ほかのセッションは終了します。
remove-in-app = アプリでもアカウントを削除してください。
remove-last = これがないとログインできなくなります。先に別のものを追加すると、これを削除できます。
remove-leaves-codes = 削除すると、リカバリーコードだけが残ります。1つのコードで1回ログインできます。
remove-after-login = 最後のログインから時間がたっているため、先にもう一度ログインしてください。
remove = 完全に削除する
remove-sure-title = リカバリーコードだけにしますか？
remove-sure-text = { $name } を削除すると、リカバリーコードだけが残ります。1つのコードで1回ログインできますが、使い切ったり失くしたりすると、ログインできなくなります。
remove-sure-keep = 残す
apps-scan = スマートフォンで読み取って{ $app }をインストール
add-full-title = この種類はこれ以上追加できません
add-full-text = 使わなくなったものを1つ削除すると、別のものを追加できます。
problem-too-many-authenticators = このユーザーのこの種類の認証手段は、サーバーが許可する数に達しています。先に1つ削除する必要があります。
