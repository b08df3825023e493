# Awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = 管理者
mail-by-unknown = 不明
place-near = { $country }、{ $town } 付近

mail-authenticator-added-subject = { $service }: 認証手段が追加されました
mail-authenticator-added-text =
    { $at } に、{ $service } のアカウント { $name } に認証手段が追加されました：{ $what }

    操作元：{ $where }

    ご本人の操作であれば、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。追加されたものを使えなくし、すべての場所でログアウトします。

    { $link }

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-authenticator-renamed-subject = { $service }: 認証手段の名前が変更されました
mail-authenticator-renamed-text =
    { $at } に、{ $service } のアカウント { $name } の認証手段の名前が変更されました：{ $what }

    操作元：{ $where }

    ご本人の操作であれば、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。すべての場所でログアウトし、それ以降に任された、または引き受けられた代理を終了します。

    { $link }

    その後、認証手段を確認し、ご自分のものではないものを削除してください。このリンクは認証手段を変更しません。

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-authenticator-removed-subject = { $service }: 認証手段が削除されました
mail-authenticator-removed-text =
    { $at } に、{ $service } のアカウント { $name } から認証手段が削除されました：{ $what }

    操作元：{ $where }

    ご本人の操作であれば、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。すべての場所でログアウトし、それ以降に任された、または引き受けられた代理を終了します。

    { $link }

    その後、認証手段を確認し、ご自分のものではないものを削除してください。このリンクは認証手段を変更しません。

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-authenticator-suspended-subject = { $service }: 認証手段が停止されました
mail-authenticator-suspended-text =
    { $at } に、{ $service } のアカウント { $name } の認証手段が停止されました：{ $what }。当面、これでログインすることはできません。

    操作元：{ $where }

    ご本人の操作であれば、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。すべての場所でログアウトし、それ以降に任された、または引き受けられた代理を終了します。

    { $link }

    その後、認証手段を確認し、ご自分のものではないものを削除してください。このリンクは認証手段を変更しません。

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-authenticator-resumed-subject = { $service }: 認証手段が再び使えるようになりました
mail-authenticator-resumed-text =
    { $at } に、{ $service } のアカウント { $name } の認証手段が再び使えるようになりました：{ $what }

    操作元：{ $where }

    ご本人の操作であれば、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。追加されたものを使えなくし、すべての場所でログアウトします。

    { $link }

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-authenticator-locked-subject = { $service }: 認証手段がロックされました
mail-authenticator-locked-text =
    { $at } に、{ $service } のアカウント { $name } の認証手段が、連続した失敗のためロックされました：{ $what }。サポートが解除できます。

    操作元：{ $where }

    ご本人の操作であれば、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。すべての場所でログアウトし、それ以降に任された、または引き受けられた代理を終了します。

    { $link }

    その後、認証手段を確認し、ご自分のものではないものを削除してください。このリンクは認証手段を変更しません。

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

not-me-title = 心当たりがありませんか？
not-me-text = アカウント { $name } についてのお知らせです。お伝えしたことを他の人が行った場合は、次のことを行います。
not-me-suspends = 追加された認証手段を使えなくします。
not-me-ends = すべての場所でログアウトし、回答を待っているものを終了します。
not-me-delegations = それ以降に任された、または引き受けられた代理を終了します。
not-me-submit = 自分ではありません
not-me-nothing = ご本人の操作であれば、このページを閉じてください。何も変わっていません。
not-me-done-title = その人はアカウントに入れなくなりました
not-me-done-text = 追加されたものは使えなくなり、すべてログアウトされました。パスワードを知られている可能性があるため、新しいパスワードを設定し、サポートに連絡してください。必要なものはサポートが元に戻せます。
not-me-password = 新しいパスワードを設定する
not-me-kept-title = すべてログアウトされました
not-me-kept-text = 回答を待っていたものと、それ以降に任された、または引き受けられた代理は終了しました。認証手段は元のままです。確認して、ご自分のものではないものを削除してください。パスワードを知られている可能性があるため、新しいパスワードも設定し、サポートに連絡してください。

advice-set-up = もう1つ設定する
advice-later = 後にする

second-email-title = 予備のアドレス
second-email-text = アカウントの変更のお知らせは、このアドレスにも送信されます。ほかの人がメールを読んでいても、変更に気づくことができます。このアドレスを使ってアカウントに入ることはできません。
second-email-now = お知らせは { $email } にも送信されます。
second-email-new = 予備のメールアドレス
second-email-remove = 削除する
second-email-same = このアドレスはすでに登録されています。
second-email-confirm-text = 今後、アカウント { $name } の変更のお知らせはこのアドレスにも送信されます。
second-email-done-title = 予備のアドレスを登録しました
second-email-removed-title = 予備のアドレスを削除しました

mail-second-email-proof-subject = { $service }：これは予備のメールアドレスですか？
mail-second-email-proof-text =
    { $at } に、{ $service } のアカウント { $name } の変更のお知らせをこのメールアドレスにも送信するよう依頼がありました。

    ご本人による場合は、ログイン中のブラウザーでこのリンクを開くか、改めてログインしてください：

    { $link }

    リンクは一度だけ、30 分間有効です。

    お心当たりがない場合は、何もしないでください。何も変更されません。

mail-second-email-changed-subject = { $service }：予備のメールアドレスが変更されました
mail-second-email-changed-text =
    { $at } に、{ $service } のアカウント { $name } の予備のメールアドレスが登録、変更、または削除されました。このメールは変更前と変更後のすべてのアドレスに送信されています。

    ご本人の場合は、何もする必要はありません。

    お心当たりがない場合は、すぐにサポートにご連絡ください。

mail-authenticator-confirmed-subject = { $service }: 認証手段が確認されました
mail-authenticator-confirmed-text =
    { $at } に、{ $service } のアカウント { $name } の認証手段が確認されました: { $what }。今後は、設定したサービスだけでなく、すべてのサービスへのログインに使えます。

    操作元：{ $where }

    ご本人の操作であれば、何もする必要はありません。

    心当たりがない場合は、すぐに次のリンクを開いてください。追加されたものを使えなくし、すべての場所でログアウトします。

    { $link }

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。

mail-impossible-travel-subject = { $service }: 遠く離れた場所からのログインがありました
mail-impossible-travel-text =
    { $at } に、{ $service } のアカウント { $name } へのログインがありました。前回のログインからの間に移動できるはずのない場所からのものです。

    アクセス元：{ $where }

    前回のログイン：{ $what }

    どちらもご本人のログインであれば、何もする必要はありません。VPNやモバイル回線は、別の場所にあるように見えることがよくあります。

    どちらかに心当たりがない場合は、すぐに次のリンクを開いてください。すべての場所でログアウトし、それ以降に任された、または引き受けられた代理を終了します。

    { $link }

    その後、認証手段を確認し、ご自分のものではないものを削除してください。このリンクは認証手段を変更しません。

    リンクは3日間、1回だけ使えます。誰にも渡さないでください。
