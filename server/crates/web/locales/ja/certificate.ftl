# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = 電子証明書
acr-certificate = 電子証明書
acr-certificate-pwd = パスワードと電子証明書
add-certificate-title = 電子証明書
add-certificate-text = 申請すると、担当者が営業時間内に承認します。証明書はブラウザーに入れておく必要があります。ほかの認証手段のほうが早く設定でき、簡単に使えます。
cert-others = 証明書は、ほかのどの認証手段よりも受け取るまでに時間がかかり、使うときも手間がかかります。すぐに別の認証手段が必要な場合は、先にほかの手段をお選びください。
cert-others-link = ほかの認証手段を見る
cert-rule = 1つの証明書は1つのアカウントのものです。鍵は安全に保管し、誰にも渡さないでください。
cert-how = ここで申請し、担当者が承認したら、このページで受け取ります。
cert-expected = 今申請すると、{ $when } までに回答する予定です。
cert-request = 証明書を申請する
cert-requested = { $at } に証明書を申請しました。
cert-answer-by = { $when } までに回答する予定です。
cert-withdraw = 申請を取り下げる
cert-approved = 申請が承認されました。{ $when } までに証明書を受け取ってください。それを過ぎると、もう一度申請が必要です。
cert-rejected = 申請は却下されました：{ $reason }
cert-lapsed = 期限までに証明書が受け取られませんでした。もう一度申請できます。
cert-have = 証明書をお持ちです。有効期限は { $when } です。
cert-details = 証明書の詳細
cert-own-key-title = ご自分の鍵を使う
cert-own-key-text = お使いのパソコンで鍵を作成し、証明書署名要求（PKCS #10、PEM）をここに貼り付けてください。鍵がパソコンの外に出ることはありません。お名前は、要求の内容にかかわらず、アカウントのものを使います。
cert-own-key-example = OpenSSL を使う場合の例：
cert-request-label = 証明書署名要求
cert-request-refused = 鍵の所有を証明する証明書署名要求ではありません。使える鍵は、P-256、P-384、Ed25519、2048～4096ビットの RSA です。
cert-pick-up = 証明書を受け取る
cert-file-title = ブラウザー用のファイルを使う
cert-file-text = パスワードを決めると、証明書と鍵の入ったファイル（PKCS #12）を受け取れます。ブラウザーまたはシステムで開いてください。ファイルをお渡しするのは一度だけで、鍵はこちらに残りません。ご自分の鍵のほうが、ほかの誰の手にも渡らないため、より安全です。
cert-file-password = ファイルのパスワード
cert-file-again = 同じパスワードをもう一度
cert-file-refused = 同じパスワードを2回、10～128文字で入力してください。
cert-file-pick-up = ファイルを受け取る
cert-organisation-title = 所属組織の証明書を使う
cert-organisation-text = { $names } の証明書をすでにお持ちの場合は、ここで提示するとアカウントに追加できます。承認は不要です。
cert-ask-title = このサービスの証明書を使う
cert-shown-title = この証明書を追加しますか？
cert-shown-text = ブラウザーがこの証明書を提示しました。追加するとここでのログインに使え、ほかのアカウントには追加できなくなります。
cert-shown-add = この証明書を追加する
cert-subject = 発行先
cert-issuer = 発行者
cert-serial = シリアル番号
cert-from = 有効期間の開始
cert-until = 有効期限
cert-fingerprint = フィンガープリント（SHA-256）
cert-download = 証明書をダウンロードする（PEM）
cert-removal = 削除すると証明書は失効し、二度と使えなくなります。
cert-removal-organisation = 削除すると、このアカウントから外れるだけです。発行者には通知されず、もう一度追加できます。
cert-instead = 電子証明書を使う
cert-instead-text = ブラウザーに入っている証明書を提示します。
cert-show-title = 証明書でログインする
cert-show-text = どの証明書を提示するかをブラウザーが尋ねます。{ $host } はこのサービスのページで、証明書を読み取ってからこのページに戻ります。
cert-show = 証明書を選ぶ
cert-again = ブラウザーがもう尋ねない場合は、先にブラウザーのウィンドウをすべて閉じてください。選んだ証明書が記憶されています。
cert-refused-missing = ブラウザーが証明書を提示しませんでした。
cert-refused-expired = 証明書の有効期限が切れているか、まだ有効になっていません。
cert-refused-usage = この証明書はログイン用ではありません。
cert-refused-untrusted = この証明書の発行者は、ここでは信頼されていません。
cert-refused-revoked = この証明書は失効しているか、停止されています。
cert-refused-other = この証明書はこのアカウントのものではありません。
cert-refused-unchecked = この証明書が失効しているかどうかを現在確認できません。しばらくしてからもう一度試すか、別の方法を選んでください。
cert-refused-taken = この証明書はすでにアカウントに属しています。一つの証明書は一つのアカウントだけに属します。
cert-refused-ended = 時間がかかりすぎたか、ログインが終了しています。もう一度お試しください。

# Mails about them
mail-certificate-approved-subject = { $service }: 証明書をお受け取りください
mail-certificate-approved-text =
    { $service } のアカウント { $name } で申請された電子証明書が、{ $at } に承認されました。

    ログインし、認証手段の中の電子証明書のページを開いて受け取ってください。期限を過ぎると、もう一度申請が必要です。

    申請にお心当たりがない場合は、すぐにサポートにお問い合わせください。

mail-certificate-rejected-subject = { $service }: 証明書の申請について
mail-certificate-rejected-text =
    { $service } のアカウント { $name } で申請された電子証明書は、承認されませんでした（{ $at }）。

    理由はログインするとご覧いただけます。ほかの認証手段はこれまでどおり使えます。

mail-certificate-issued-subject = { $service }: アカウントに証明書が追加されました
mail-certificate-issued-text =
    { $at } に、{ $service } のアカウント { $name } の電子証明書が発行されました。今後、この証明書でログインできます。

    操作元：{ $where }

    ご本人による場合は、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。追加されたものを使えなくし、すべての場所でログアウトします。

    { $link }

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-certificate-revoked-subject = { $service }: 証明書が失効しました
mail-certificate-revoked-text =
    { $at } に、{ $service } のアカウント { $name } の電子証明書が失効しました。今後は使えません。

    お心当たりがない場合は、サポートにお問い合わせください。

mail-certificate-expiring-subject = { $service }: 証明書の有効期限が近づいています
mail-certificate-expiring-text =
    { $service } のアカウント { $name } の電子証明書の有効期限が近づいています（{ $at }）。更新はできません。

    早めに新しい証明書を申請するか、別の認証手段を設定してください。有効期限は証明書のページでご覧いただけます。

mail-certificate-expired-subject = { $service }: 証明書の有効期限が切れました
mail-certificate-expired-text =
    { $service } のアカウント { $name } の電子証明書の有効期限が切れました（{ $at }）。この証明書ではもうログインできません。

    新しい証明書を申請するには、別の認証手段でログインしてください。
