# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = テキストメッセージ
method-voice = 電話
method-number = 電話番号
acr-sms = 電話に送信されたコード
acr-sms-pwd = パスワードと電話に送信されたコード

add-telephone-title = テキストメッセージまたは電話
add-telephone-text = 電話番号にコードを送信するか、電話で読み上げます。どの電話でも使えますが、ほかの方法より安全性は低くなります。
add-telephone-steps = ほかの方法が使えない場合にだけ選び、できるだけ早くより安全な方法を追加してください。

telephone-number = 電話番号
telephone-number-hint = + と国番号から入力してください（例：+1 202 555 0123）。
telephone-channel = コードの受け取り方
telephone-by-sms = テキストメッセージで受け取る
telephone-by-voice = 電話で受け取る
telephone-risk = 電話によるコードの安全性が低い理由
telephone-risk-text = メッセージや通話は傍受されることがあり、携帯電話会社をだました人に番号を奪われることもあります。コードは決して人に教えないでください。当方からお尋ねすることはありません。番号が変わったら、ここで削除して新しい番号を追加してください。
telephone-unreadable = 電話番号ではありません。先頭に + を付け、数字と空白で入力してください。
telephone-no-country = 国番号がありません。+ から始めてください（日本は +81）。
telephone-not-assigned = その国にはこの番号がありません。数字を確認してください。
telephone-wrong-kind = コードを送信できるのは携帯電話と固定電話だけです。サービス番号やインターネット電話の番号には送信できません。
telephone-landline = 固定電話の番号です。電話で受け取る方法を選んでください。
telephone-not-served = この方法ではこの番号にコードを送信できません。別の方法か別の番号を選んでください。
telephone-repaired = 入力された番号を修正しました。番号を確認し、正しければ続けてください。
telephone-repaired-from = 入力された番号
telephone-repaired-to = 修正後の番号
telephone-send = コードを送信
telephone-wait = コードを送信したばかりか、送信回数が多すぎます。しばらく待ってからもう一度お試しください。
telephone-country = 番号の国・地域
telephone-country-none = 番号は + から始まります
telephone-country-hint = 国・地域を選ぶと、その国での書き方で番号を入力できます。
telephone-preview = 認識した番号：
method-number-show = 番号をすべて表示する

enroll-telephone-title = 電話番号の確認
enroll-telephone-type = 受け取ったコード
telephone-sent-sms = 次の番号にテキストメッセージでコードを送信しました。
telephone-sent-voice = 次の番号に電話をかけ、コードを読み上げます。
telephone-late = メッセージはまだ受け付けられていません。配信するサービスが応答しないか、拒否しています。
telephone-arrived = メッセージが届きました。
telephone-again = 新しいコードを送信
telephone-help = 届きませんか？
telephone-help-text = 届くまで数分かかることがあります。有効なのは最新のコードだけです。届かない場合は、番号と電波の状態を確認するか、別の方法を使ってください。

code-by-telephone = テキストメッセージまたは電話のコード
way-telephone-text = 電話番号にコードを送信するか、電話で読み上げます。
telephone-choose = コードの送信先を選んでください
telephone-text-it = メッセージを送信
telephone-call-it = 電話をかける

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $service } { $account }のログインコード：{ $code }。他人に教えないでください
sms-enrollment = { $service } { $account }の番号登録コード：{ $code }。他人に教えないでください
voice-code = { $service }のコードをお知らせします。{ $digits }。もう一度お知らせします。{ $digits }。
sms-authenticator-added = { $service } { $account }：認証手段の追加（{ $what }）。心当たりがなければ開いてください： { $link }
sms-authenticator-removed = { $service } { $account }：認証手段の削除（{ $what }）。心当たりがなければ開いてください： { $link }
sms-authenticator-suspended = { $service } { $account }：認証手段の停止（{ $what }）。心当たりがなければ開いてください： { $link }
sms-authenticator-suspended-aside = { $service } { $account }：認証手段の停止（{ $what }）。心当たりがなければサポートへご連絡ください
sms-authenticator-resumed = { $service } { $account }：認証手段の再開（{ $what }）。心当たりがなければ開いてください： { $link }
sms-recovery-begun = { $service } { $account }：認証手段なしのログイン待ちが始まりました。心当たりがなければ止めてください
sms-authenticator-confirmed = { $service } { $account }：認証手段の確認（{ $what }）。心当たりがなければ開いてください： { $link }
sms-authenticator-lost = { $service } { $account }：認証手段の紛失届（{ $what }）。心当たりがなければ開いてください： { $link }
sms-authenticator-lost-aside = { $service } { $account }：認証手段の紛失届（{ $what }）。心当たりがなければパスワードを変更してください
sms-temporary-code = { $service } { $account }：一時コードが発行されました。心当たりがなければサポートへご連絡ください
