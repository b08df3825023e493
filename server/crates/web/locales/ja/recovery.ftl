# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# Recovery codes, lost authenticators, and the way back
recovery-for = アカウント { $name } 用。各コードは 1 回だけ使えます。
recovery-print = 印刷する
recovery-copy = コピーする
recovery-save = ファイルに保存する
recovery-copied = コピーしました。クリップボードを読める人にはコードも読めるため、早めに安全な場所へ保管してください。
recovery-replace = 新しいコードを作成する

lost-link = スマートフォンやキーをなくした
lost-title = 何をなくしましたか？
lost-text = 届け出たものはすぐに使えなくなり、それでログインしている人はログアウトされます。メールでもお知らせします。見つかったら、別の方法でログインした後に元に戻せます。
lost-nothing = なくす可能性のあるものは使われていません。
lost-report = なくした
lost-this = { $what }: なくした
lost-done-title = 使えなくしました
lost-done-text = { $what } ではもう誰もログインできません。別の方法で続けるか、ログイン後に新しいものを追加してください。
lost-go-on = ログインを続ける
state-lost = 紛失
found-title = 見つかりましたか？
found-text = ほかの人の手に渡っていない場合にだけ元に戻してください。
found = 見つけた
remove-after-stronger-login = リカバリーコードまたは一時コードでログインしています。これを削除するには、追加したばかりのものなど、より強い方法で先にログインしてください。

recover-link = ログインに使えるものが何も残っていませんか？
recover-title = すべてをなくしたとき
recover-first = リカバリーコードがある場合や、サポートにあなたを知る人がいる場合は、その方が早く済みます。手元のコードか、サポートの一時コードですぐにログインできます。
recover-text = それ以外の場合は、{ $at } 以降にコードをメールでお送りします。それまでの間、誰かが待っていることをメールでお知らせし、あなた、またはアカウントにログインしている人が止められます。コードとパスワードで 1 回ログインし、新しいスマートフォンを追加します。
recover-ask = 最初のリンクをメールで受け取る
recover-mailed-text = 30 分以内にメールのリンクを開いてください。そこから待ち時間が始まります。
recover-no-mail-text = アカウントにメールアドレスがないため、サポートだけがお手伝いできます。
recover-off-text = このサーバーはメールを送らないため、サポートだけがお手伝いできます。
recover-for = アカウント { $name } 用。
recover-begin = 待ち時間を開始する
recover-begun-title = 待ち時間が始まりました
recover-begun-text = { $at } にコードをメールでお送りします。パスワードと合わせて 24 時間使えます。
recover-notice = あなたのパスワードとメールボックスを持つ人がログインを待っています。{ $at } にコードがメールで届きます。心当たりがなければ、今すぐ止めてパスワードを変更してください。
recover-stop-title = 止めますか？
recover-stop-text = アカウント { $name } に入るためのコードを待っている人がいます。止めると、そのコードは使えなくなります。
recover-stop = 止める
recover-stopped-title = 止めました
recover-stopped-text = 依頼した人はあなたのパスワードを知り、メールも読めます。今すぐ両方のパスワードを変更してください。
method-temporary-code = 一時コード
move-title = 新しいスマートフォンに移す
move-text = 古いスマートフォンが手元にあれば、新しいものに引き継げます。
move-open = 古いスマートフォンのブラウザーで認証アプリを開きます。
move-details = アカウントを選び、詳細を開いて、引き継ぎを選びます。
move-scan = 表示されたコードを新しいスマートフォンで読み取ります。その後、古い方は応答しなくなります。
move-app = 組織のアプリは新しいスマートフォンで改めて追加し、その後、古い方を一覧から削除してください。
move-lost = 古いスマートフォンをなくした場合は、次のログインでパスワードの後に届け出てください。
move-phone = このブラウザーで認証アプリを開く
temporary-text = サポートから受け取ったコード、または待ち時間の後にメールで届いたコード。1 回だけ使えます。

mail-temporary-code-subject = { $service }: アカウントの一時コード
mail-temporary-code-text =
    { $at } に、{ $service } のアカウント { $name } へ 1 回ログインできるコードをサポートが発行しました。

    ご自身が依頼した場合、何もする必要はありません。

    心当たりがない場合は、すぐにサポートへ連絡してください。

mail-recovery-asked-subject = { $service }: ログイン手段をすべてなくしましたか？
mail-recovery-asked-text =
    { $at } に、誰かが { $service } であなたのパスワードを入力し、アカウント { $name } のほかのログイン手段をすべてなくしたと届け出ました。

    ご自身の場合は、このリンクを開いてください。数日の待ち時間が始まり、その終わりにコードをメールでお送りします。

    { $link }

    リンクは 30 分間、1 回だけ使えます。

    心当たりがない場合は、誰かがパスワードを知っています。すぐに変更してください。このリンクがなければ何も起こりません。

mail-recovery-begun-subject = { $service }: 誰かがあなたのアカウントへのログインを待っています
mail-recovery-begun-text =
    { $at } に、スマートフォンなしで { $service } のアカウント { $name } に入れるコードの待ち時間が始まりました。

    ご自身の場合は、次のメールをお待ちください。

    心当たりがない場合は、ここで止めてから、パスワードとメールボックスのパスワードを変更してください。

    { $link }

mail-recovery-code-subject = { $service }: コードのお知らせ
mail-recovery-code-text =
    待ち時間が終わりました。このコードとパスワードで、{ $service } のアカウント { $name } に 1 回ログインできます。

    { $code }

    24 時間使えます。ログイン後、認証手段に新しいスマートフォンを追加してください。このコードは誰にも教えないでください。

    依頼した覚えがない場合は、ここで止めてから、パスワードとメールボックスのパスワードを変更してください。

    { $link }

mail-recovery-stopped-subject = { $service }: アカウントへのログインは止められました
mail-recovery-stopped-text =
    { $at } に、スマートフォンなしで { $service } のアカウント { $name } に入れるコードが止められました。

    ご自身で止めていない場合は、ログインして認証手段を確認するか、サポートへ連絡してください。

mail-authenticator-lost-subject = { $service }: ログイン手段の紛失が届け出られました
mail-authenticator-lost-text =
    { $at } に、あなたのパスワードを知る人が、{ $service } のアカウント { $name } のログイン手段の紛失を届け出ました：{ $what }。その手段はもう使えません。

    操作元：{ $where }

    ご自身の場合は、別の方法でログインし、新しいものを追加してください。

    心当たりがない場合、これで誰かがログインしたわけではありませんが、誰かがパスワードを知っています。変更してください。届け出られたものは認証手段のページで元に戻せます。

    次のリンクを開くと、すべての場所でログアウトし、それ以降に任された、または引き受けられた代理を終了します。

    { $link }

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-recovery-warned-subject = { $service }: ログイン手段をすべてなくしたとの届け出がありました
mail-recovery-warned-text =
    { $at } に、誰かが { $service } であなたのパスワードを入力し、アカウント { $name } のほかのログイン手段をすべてなくしたと届け出ました。コードの待ち時間を始めるリンクは、1 つ目のメールアドレスにお送りしました。

    ご自身の場合は、そちらで続けてください。

    心当たりがない場合は、誰かがパスワードを知っています。すぐに変更し、1 つ目のメールボックスのパスワードも変更してください。
