# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = サポート
support-intro = 先に進めないときは、メールか電話でお問い合わせください。こちらからパスワードやコードをお尋ねすることはありません。誰にも教えないでください。
support-none = ここには窓口が登録されていません。アカウントを発行した担当者にお尋ねください。
support-link = 担当者に相談する：窓口と受付時間
support-yours = 時刻はあなたのタイムゾーン（{ $zone }）で表示しています。
support-zone = 時刻は窓口の現地時間（{ $zone }）です。
support-now = 現在
support-open = 受付中
support-closed = 受付時間外
support-closes = 受付終了
support-opens = 受付開始
support-hours = 今後1週間の受付時間
support-phone = 電話
support-mail = メール
support-form = フォーム
support-write = { $office } に問い合わせる
support-languages = 対応言語
weekday-mon = 月曜日
weekday-tue = 火曜日
weekday-wed = 水曜日
weekday-thu = 木曜日
weekday-fri = 金曜日
weekday-sat = 土曜日
weekday-sun = 日曜日

# The pages of help
help-search = このページ内を検索
help-search-submit = 検索
help-found = 入力された語がすべて含まれる項目：
help-not-found = 入力された語をすべて含む項目はありません。語を減らすか変えてお試しいただくか、担当者にご相談ください。
help-all = すべて表示
help-version = このページは、ソフトウェアのバージョン { $version } について説明しています。
