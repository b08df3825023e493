# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = 代理
delegations-text = 誰に代理を任せるかは、ご本人の責任です。このページをときどき確認してください。期日までに確認されなかった人は、確認されるまで代理できません。
delegations-given = あなたの代理をする人
delegations-given-none = 代理をする人はいません。
delegations-held = あなたが代理をする相手
delegations-held-none = 誰の代理もしていません。
delegations-ended = 最近終了したもの
delegation-resource = 対象
delegation-resource-hint = サービスでの呼び名で入力してください。例: filing
delegation-resource-invalid = 任せられるものの名前ではありません。サービスでの表記どおりに、英小文字、数字、ドット、コロン、スラッシュ、ハイフン、アンダースコアで入力してください。
delegation-state = 状態
delegation-invited = 招待中（まだ承諾されていません）
delegation-acts = 代理できます
delegation-overdue = 確認するまで代理できません
delegation-asked = 代理を依頼しています
delegation-you-act = あなたは代理できます
delegation-paused = 現在は代理できません
delegation-review = 確認の期日（この日より前）
delegation-until = 終了日
delegation-last-day = 最終日
delegation-confirm = 確認する
delegation-end = 終了する
delegation-accept = 承諾する
delegation-decline = 辞退する
delegation-new = 代理を任せる
delegation-new-text = 代理の人は各自のアカウントを使い、あなたのアカウントは使いません。承諾は相手のアカウントで行います。7日以内（最終日のほうが早ければ最終日まで）に誰も承諾しなければ、招待は終了します。
delegation-name = 相手のユーザー名
delegation-invite = 招待する
delegation-refused-oneself = これはあなた自身のユーザー名です。自分のための操作に許可はいりません。
delegation-refused-until = 最終日は今日以降、遅くとも { $day } までの日を選んでください。
delegation-refused-exists = この人はこの対象についてすでに指定されています。
delegation-refused-full = これ以上は増やせません。先にどれかを終了してください。
delegation-ended-owner = あなたが終了しました
delegation-ended-delegate = 相手が終了しました
delegation-ended-operator = 運用担当者が終了しました：{ $reason }
delegation-ended-unanswered = 期日までに誰も承諾しませんでした
delegation-ended-expired = 期限が切れました
admin-delegation-given = { $name } に代理を任せています
admin-delegation-held = { $name } の代理をしています

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: { $owner } さんが代理を依頼しています
mail-delegation-invited-text =
    { $at } に、{ $owner } さんが、{ $service } のあなたのアカウント { $name } で代理をするよう依頼しました。期限は最長で { $by } です。対象: { $what }

    承諾または辞退するには、ログインしてください:

    { $link }

    何もしなければ、招待は7日後（最終日のほうが早ければ最終日の後）に終了し、何も変わりません。

mail-delegation-accepted-subject = { $service }: 代理が始まりました
mail-delegation-accepted-text =
    { $at } から、{ $delegate } さんは { $service } で { $owner } さんの代理ができます。期限は最長で { $by } です。対象: { $what }

    あなたのアカウント { $name } に関わるため、お知らせしています。いつでも終了できます:

    { $link }

    お心当たりがない場合は、すぐに終了し、サポートにお問い合わせください。

mail-delegation-ended-subject = { $service }: 代理が終了しました
mail-delegation-ended-text =
    { $at } から、{ $delegate } さんは { $service } で { $owner } さんの代理ができなくなりました。対象: { $what }

    あなたのアカウント { $name } に関わっていたため、お知らせしています。状態はこちらで確認できます:

    { $link }

    お心当たりがない場合は、サポートにお問い合わせください。

mail-delegation-review-subject = { $service }: 代理をする人を確認してください
mail-delegation-review-text =
    { $delegate } さんは { $service } であなたの代理をしています。あなたのアカウントは { $name } です。対象: { $what }

    今後もこのままでよろしければ、{ $by } より前に確認してください。そうでなければ終了してください:

    { $link }

    どちらもしなければ、それ以降、あなたが確認するまで { $delegate } さんは代理できません。

mail-delegation-expiring-subject = { $service }: { $delegate } さんの代理はまもなく終了します
mail-delegation-expiring-text =
    { $delegate } さんは { $service } であなたの代理をしています。あなたのアカウントは { $name } です。対象: { $what }

    これは { $by } に終了します。続ける場合は、より遅い日を選んで確認してください:

    { $link }

    続けない場合は、何もする必要はありません。
