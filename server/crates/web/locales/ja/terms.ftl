# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = 利用規約
terms-version = 版
terms-ask = この規約を承諾しますか？承諾しないと、認証手段を設定できません。
terms-accept = 承諾する
terms-accept-confirm = 承諾して確認する
terms-accepted = { $day } にこの規約を承諾しました。
terms-declined-title = 承諾されていません
terms-declined-text = 利用規約は承諾されておらず、何も変わっていません。承諾すると認証手段を設定できます。
terms-again = 利用規約をもう一度読む
problem-terms-not-accepted = この人は現在の利用規約を承諾していません。認証手段を設定するページで承諾できます。
