# Awaits a native reader.
# Words: authenticator = 認証アプリ (as one of several ways: 認証手段), approve = 承認する (approval = 承認), deny = 拒否する,
# confirm = 確認する, set up (enrolment) = 設定する (設定), recovery code = リカバリーコード, phone = スマートフォン.

# On phones
push-login = { $service } にログインしますか？
push-confirm = このスマートフォンを { $service } 用として確認しますか？
push-login-message = { $service }: { $message }

# Everywhere
language-name = 日本語
language = 言語
help = ヘルプ
skip = 本文へ移動
list-comma = 、
continue = 次へ
cancel = キャンセル
password = パスワード
username = ユーザー名
to-start = 最初のページへ
try-again = もう一度試す
not-found-title = ここには何もありません
not-found-text = アドレスが間違っているか、ここにあったものがなくなっています。
ended-title = すでに終了しています
ended-text = リンクが使用済みか、有効期限が切れています。新しいリンクを依頼してください。
too-many-title = 試行回数が多すぎます
too-many-text = しばらくお待ちください。{ $minutes ->
   *[other] { $minutes }分後にもう一度お試しいただけます。
}
refused-title = うまくいきませんでした
refused-text = ブラウザーから送られた内容は、ここでは使えません。前のページに戻り、再読み込みしてからもう一度お試しください。
unavailable-title = 現在ご利用いただけません
unavailable-text = サーバーが現在判断できない状態です。失われたものはありません。しばらくしてからもう一度お試しください。

# Login
login-title = ログイン
login-refused = ユーザー名またはパスワードが正しくありません。
no-authenticator-title = 確認に使えるスマートフォンがありません
no-authenticator-text = 現在、確認に使えるスマートフォンがありません。サポートにお問い合わせください。
login-for = { $service } にログインしようとしています。
wait-title = スマートフォンをご確認ください
wait-sent = { $devices } にリクエストを送信しました。
wait-number = スマートフォンでこの番号を選んでください：
wait-type = スマートフォンでこの番号を入力してください：
wait-here = このブラウザーで承認する
wait-scan = スマートフォンで読み取る
wait-scan-text = スマートフォンで認証アプリを開き、リクエストを選んで、このコードを読み取ってください。
wait-scan-code = スマートフォン用のコード
wait-approve = ご本人による操作であれば、承認してください。
wait-late = 通知がスマートフォンに届いていません。通知を配信するサービスが応答しないか、受け付けていません。
wait-late-look = スマートフォンの認証アプリをご自身で開いてください。リクエストが表示されています。
wait-late-code = 代わりにコードを入力することもできます。ログインし直す必要はありません。
wait-late-alone = 送信を続けています。何も届かない場合は、数分後にもう一度お試しいただくか、アカウントの発行元にご相談ください。
wait-left = 残り時間
code-instead = 代わりにコードを入力する
code-title = コードを入力してください
code-from-app = 認証アプリを開き、このアカウントに表示されているコードを入力してください。
code-from-paper = リカバリーコードも使えます。1つのコードは1回だけ使えます。
code-label = コード
code-phone-instead = 代わりにスマートフォンを使う
code-wrong = このコードは正しくないか、使用済みです。{ $left ->
    [0] これ以上は試せません。
   *[other] あと{ $left }回試せます。
}
resend = もう一度送信する
resend-early = 送信したばかりです。少し待ってからもう一度送信してください。
difficulties = お困りですか？
login-approved-title = 承認されました
login-approved-text = 元のページにお戻りください。
login-denied-title = 拒否されました
login-denied-text = スマートフォンでリクエストが拒否されました。
login-reported-text = スマートフォンで、本人によるものではないと報告されました。
login-expired-title = 時間切れです
login-expired-text = 時間内に応答がありませんでした。
login-cancelled-title = キャンセルされました
login-cancelled-text = ログインはキャンセルされました。
login-superseded-text = 新しいログインに置き換えられました。
login-suspended-text = アカウントまたはスマートフォンが停止されたため、ログインは終了しました。
login-restored-text = サービスがバックアップから復元されたため、ログインは終了しました。最初からやり直してください。
login-failed-title = 承認されませんでした
login-wrong-number-text = スマートフォンで別の番号が選ばれました。お心当たりがない場合は、パスワードを変更してください。
login-too-many-codes-text = 間違ったコードの入力回数が多すぎます。
login-locked-text = 失敗した回数が多すぎるため、認証手段がロックされました。サポートにお問い合わせください。
login-missing-number-text = スマートフォンから番号が送られませんでした。認証アプリを更新してください。

# Enrolment
enroll-title = 認証アプリの設定
enroll-push-title = スマートフォンの設定
enroll-combined-title = スマートフォンの設定
enroll-combined-type = このアカウントについてアプリに表示されているコードを入力してください：
enroll-oath-title = 認証アプリの設定
enroll-oath-type = このアカウントについてアプリに表示されているコードを入力してください：
enroll-recovery-title = リカバリーコード
enroll-recovery-type = 保管したことの確認のため、いずれか1つを入力してください：
enroll-cancelled-title = 設定をキャンセルしました
enroll-cancelled-text = 何も設定されていません。最初からやり直すには、新しいリンクを依頼してください。
enroll-cancelled-in-part-text = すでに接続されたものはそのまま残り、それ以外は設定されていません。続けるには、新しいリンクを依頼してください。
enroll-too-many-codes-text = 間違ったコードの入力回数が多すぎます。最初からやり直すには、新しいリンクを依頼してください。
enroll-registered = スマートフォンが接続されました。
enroll-no-code = アプリにコードが表示されない場合
enroll-no-camera = アプリで読み取れない場合
enroll-type-key = このキーをアプリに入力してください。別の指示がなければ、時刻ベースのコードを選んでください。
recovery-codes = リカバリーコード
recovery-keep = これらのコードを印刷するか書き留めて、安全な場所に保管してください。スマートフォンを失くしたとき、1つのコードで1回ログインできます。表示されるのは今だけです。
method-totp = ワンタイムパスワードアプリ
method-hotp = ワンタイムパスワードトークン
method-recovery-code = リカバリーコード
enroll-for = アカウント：{ $name }
enroll-once = 次に表示されるコードは、このブラウザーだけで、一度だけ表示されます。
enroll-show = コードを表示する
password-refused = パスワードが正しくありません。
enroll-scan = スマートフォンで認証アプリを開き、このコードを読み取ってください。
enroll-code = 設定用のコード
enroll-same-phone = このスマートフォンのアプリで開く
enroll-scan-native = このコードをスマートフォンで読み取ってください。認証アプリがすでにある場合はそのアプリで、ない場合はカメラで読み取ります。カメラで読み取ると、スマートフォンのブラウザーで認証アプリが開きます。
enroll-same-browser = このブラウザーに認証アプリを設定する
enroll-done-title = 設定が完了しました
enroll-done-text = 次の方法でログインできるようになりました：{ $what }
confirm-title = これはご本人のものですか？
confirm-text = 別のサービスが、アカウント { $name } に認証手段を設定しました。確認すると、すべてのサービスで使えるようになります。
confirm-which = ご本人のものはどれですか？
confirm-service = { $service } が設定
confirm-none = どれでもない
confirm-none-text = 自分のスマートフォンを設定する。
confirm-warning = お手元にあるものだけを確認してください。スマートフォンの番号またはコードをお尋ねします。どれにも心当たりがない場合は、サポートにお知らせください。
confirm = 確認する

# Account
account-title = アカウント
account-hello = { $name } としてログインしています。
account-assurance = このログインで確認したもの：{ $what }
acr-push = スマートフォン
acr-push-pwd = パスワードとスマートフォン
acr-push-number = スマートフォンとそこに表示された番号
acr-oob = このページに表示されたものを入力した、または読み取ったスマートフォン
acr-oob-pwd = パスワードと、このページに表示されたものを入力した、または読み取ったスマートフォン
acr-otp = ワンタイムパスワード
acr-otp-pwd = パスワードとワンタイムパスワード
acr-recovery = リカバリーコード
acr-recovery-pwd = パスワードとリカバリーコード
acr-push-number-pwd = パスワード、スマートフォン、そこに表示された番号
state-active = 使用中
state-unconfirmed = 確認するまでは1つのサービスでのみ使用
state-inactive = 使用停止中
logout = ログアウト

# Problems, for whoever builds a client
problem-malformed-request = 本文がJSONでないか、アドレスに読み取れないパラメーターがあります。
problem-invalid-client = client_id と client_secret をHTTP Basicで送ってください。停止されたクライアントにも同じ応答が返ります。
problem-invalid-device = このアドレスとこの時刻に対して、デバイスの鍵でリクエストに署名してください。server_time がサーバーの現在時刻です。
problem-device-removed = このデバイスはアカウントから削除されており、元には戻せません。removal はそれを示すサーバーの署名付きの通知です。スマートフォンはアカウントを破棄でき、必要なら改めて設定します。
problem-challenge-not-open = すでに応答済みか、ログインが終了しています。未応答のリクエストを取得し直してください。
problem-insufficient-scope = 権限は、クライアントを追加するときに運用者が付与します。
problem-fresh-approval-required = ユーザーには有効な認証手段があります。このユーザーとこのクライアントのログインのうち、5分以内に承認され、この目的にまだ使われていないものを指定してください。
problem-forbidden = フォームは、このサーバー自身のページからのみ受け付けます。
problem-not-found = 存在しないか、別のクライアントのものです。
problem-method-not-allowed = /openapi.json のAPI記述をご覧ください。
problem-login-not-pending = すでに決定、キャンセル、または期限切れになっています。
problem-enrollment-not-pending = すでに完了、キャンセル、または期限切れになっているか、コードを待っていません。
problem-wrong-code = コードが正しくないか、使用済みです。attempts_left は残りの試行回数です。0の場合は最後の試行でした。
problem-last-authenticator = これがないと、ユーザーはログインできなくなります。先に別のものを追加してください。
problem-already-exists = 別の名前を選んでください。
problem-request-in-progress = 最初のリクエストへの応答をお待ちください。
problem-too-large = 本文は16 KiBまでです。
problem-invalid-request = 未知の項目がある、項目が足りない、または値が範囲外です。detail に項目名があります。
problem-no-usable-authenticator = ユーザーが存在しないか、停止またはロックされているか、応答できる手段がありません。どれに当たるかは示されません。
problem-idempotency-key-reused = 同じ Idempotency-Key が、別の本文または別のアドレスで送られました。新しいリクエストには新しいキーを使ってください。
problem-too-many-requests = Retry-After が示す時間だけお待ちください。
problem-internal-error = 起きてはならないことが起きました。内容はログに記録されています。
problem-unavailable = データベースに接続できないか、書き込めません。しばらくしてからもう一度お試しください。
