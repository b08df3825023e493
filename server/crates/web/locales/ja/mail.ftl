# Awaits a native reader. The words are chosen in main.ftl.

# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    このメールは { $host } のログインサーバーから送信されました。ご返信いただいても、お読みすることができません。

mail-sign-up-subject = { $service }: アカウントの作成を完了してください
mail-sign-up-text =
    { $at } に、ユーザー名 { $name } とこのメールアドレスで、{ $service } のアカウントの申し込みがありました。

    ご本人による場合は、このリンクを開き、決めたパスワードを入力してください：

    { $link }

    30分以内に1回だけ使えます。

    お心当たりがない場合は、何もする必要はありません。このリンクを使わなければ、アカウントは作成されません。

mail-sign-up-name-taken-subject = { $service }: 別のユーザー名を選んでください
mail-sign-up-name-taken-text =
    { $at } に、ユーザー名 { $name } とこのメールアドレスで、{ $service } のアカウントの申し込みがありました。

    この名前はほかの方のものか、ほかの方の名前と見分けにくいものです。ご本人による申し込みの場合は、こちらで別の名前を選んでください：

    { $link }

    お心当たりがない場合は、何もする必要はありません。

mail-sign-up-known-subject = { $service }: すでにアカウントをお持ちです
mail-sign-up-known-text =
    { $at } に、このメールアドレスで、{ $service } のアカウントの申し込みがありました。

    アカウントはすでにあります。ユーザー名：{ $name }

    ご本人による申し込みの場合は、こちらからログインしてください。パスワードをお忘れの場合の手続きもここにあります：

    { $link }

    お心当たりがない場合は、何もする必要はありません。アカウントはそのままで、申し込んだ人にアカウントがあることは知らされていません。

mail-username-subject = { $service }: ユーザー名のお知らせ
mail-username-text =
    { $at } に、{ $service } でこのメールアドレスに対応するユーザー名の問い合わせがありました。ユーザー名は次のとおりです：

    { $name }

    こちらからログインしてください：

    { $link }

    問い合わせにお心当たりがない場合は、何もする必要はありません。お知らせしたのはこのメールアドレスだけです。

mail-password-reset-subject = { $service }: 新しいパスワードを決めてください
mail-password-reset-text =
    { $at } に、{ $service } のアカウント { $name } について、新しいパスワードの依頼がありました。

    ご本人による場合は、このリンクを開いてください：

    { $link }

    30分以内に1回だけ使えます。ログインのときの認証手段の確認は、これまでどおり必要です。

    お心当たりがない場合は、何もする必要はありません。パスワードはそのままです。このリンクは誰にも渡さないでください。

mail-password-changed-subject = { $service }: パスワードが変更されました
mail-password-changed-text =
    { $at } に、{ $service } のアカウント { $name } のパスワードが変更されました。ログインしていたほかのすべての場所で、ログアウトされました。

    ご本人による場合は、何もする必要はありません。

    お心当たりがない場合は、すぐにサポートにお問い合わせください。それまでは、認証アプリで承認を求められても、すべて拒否してください。

mail-email-proof-subject = { $service }: これはご本人のメールアドレスですか？
mail-email-proof-text =
    { $at } に、{ $service } のアカウント { $name } 宛てのメールを、今後このメールアドレスに送信するよう依頼がありました。

    ご本人による場合は、ログイン中のブラウザーでこのリンクを開くか、改めてログインしてください：

    { $link }

    30分以内に1回だけ使えます。

    お心当たりがない場合は、何もする必要はありません。その場合、何も変更されません。

mail-email-asked-subject = { $service }: メールアドレスの変更が依頼されました
mail-email-asked-text =
    { $at } に、{ $service } に { $name } としてログインしている人から、別のメールアドレスへの変更の依頼がありました。まだ何も変更されていません。先に新しいアドレスの持ち主の同意が必要です。

    ご本人による場合は、何もする必要はありません。

    お心当たりがない場合は、すぐにパスワードを変更し、サポートにお問い合わせください。

mail-email-changed-subject = { $service }: メールアドレスが変更されました
mail-email-changed-text =
    { $at } に、{ $service } のアカウント { $name } のメールアドレスが変更されました。このメールは、変更前のアドレスと新しいアドレスの両方に送信されました。

    ご本人による場合は、何もする必要はありません。

    お心当たりがない場合は、すぐにサポートにお問い合わせください。
