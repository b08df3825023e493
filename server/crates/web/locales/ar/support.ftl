# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = الدعم
support-intro = اكتب إلينا أو اتصل بنا إذا تعذّر عليك المتابعة. لا أحد هنا يطلب كلمة مرورك أو رمزًا؛ احتفظ بهما لنفسك.
support-none = لا يوجد مكتب مذكور هنا. اسأل من أعطاك حسابك.
support-link = اسأل شخصًا: مكاتبنا وأوقات عملها
support-yours = الأوقات بحسب منطقتك الزمنية، { $zone }.
support-zone = الأوقات بحسب المكتب: { $zone }.
support-now = الآن
support-open = مفتوح
support-closed = مغلق
support-closes = يغلق
support-opens = يفتح
support-hours = أوقات العمل في الأيام السبعة القادمة
support-phone = الهاتف
support-mail = البريد الإلكتروني
support-form = النموذج
support-write = الكتابة إلى { $office }
support-languages = اللغات
weekday-mon = الاثنين
weekday-tue = الثلاثاء
weekday-wed = الأربعاء
weekday-thu = الخميس
weekday-fri = الجمعة
weekday-sat = السبت
weekday-sun = الأحد

# The pages of help
help-search = ابحث في هذه الصفحات
help-search-submit = بحث
help-found = هذه الأقسام تحوي كل كلماتك:
help-not-found = لا يوجد قسم يحوي كل كلماتك. جرّب كلمات أقل أو غيرها، أو اسأل شخصًا.
help-all = اعرض كل شيء
help-version = تصف هذه الصفحات الإصدار { $version } من البرنامج.
