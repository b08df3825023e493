# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = تطبيق المصادقة
phone-no-script = تحتاج هذه الصفحة إلى JavaScript: فهي تنشئ مفاتيحها في متصفحك حيث لا يستطيع الخادم رؤيتها.
phone-loading = لحظة من فضلك.
phone-offline = لا يوجد اتصال الآن. رموزك تعمل؛ أما الموافقة على تسجيل الدخول فتحتاج إلى اتصال.
phone-waiting = هناك تسجيل دخول ينتظر إجابتك.
phone-open = عرضه
phone-back = رجوع
phone-scan = مسح رمز
phone-video = صورة الكاميرا
phone-scan-aim = أمسك الكاميرا بحيث يكون الرمز في وسط الصورة.
phone-scan-helped = لا يستطيع هذا المتصفح قراءة الرموز بنفسه. أثناء المسح تُرسل الصور إلى { $server } لقراءتها، ولا يُحتفظ بأي منها.
phone-copied = تم النسخ.
phone-copy-link = نسخ الرابط
phone-ios = على هذا الهاتف لا تعمل الإشعارات إلا من الشاشة الرئيسية. اضغط على «مشاركة»، واختر «إضافة إلى الشاشة الرئيسية»، وافتح تطبيق المصادقة من هناك قبل إضافة حساب: ما تُعدّه هنا يبقى هنا.

# The list of accounts
phone-accounts = حساباتك
phone-empty = لا يوجد حساب هنا بعد. تعرض صفحة إعداد تطبيق المصادقة رمزًا ليمسحه هذا الهاتف.
phone-add = إضافة حساب
phone-settings = إعدادات القفل
phone-look = البحث عن عمليات تسجيل الدخول
phone-looking = جارٍ البحث عن عمليات تسجيل الدخول. إن كان هناك ما ينتظر فسيُعرض فورًا.
phone-details = التفاصيل
phone-details-of = تفاصيل { $account }
phone-copy = نسخ
phone-copy-of = نسخ رمز { $account }
phone-seconds = { $seconds } ث
phone-not-accepted-short = لا يقبل الخادم هذا الهاتف للحساب الآن.
phone-removed = أفاد الخادم في { $day } بأن هذا الهاتف أُزيل من الحساب.

# A login that asks
phone-asks = طلب من { $service }
phone-account = الحساب
phone-place = العنوان
phone-browser = المتصفح
phone-time = وقت البدء
phone-unknown = غير معروف
phone-left = الوقت المتبقي:
phone-pick = أي رقم تعرضه صفحة تسجيل الدخول؟ لديك محاولة واحدة.
phone-type = اكتب الأرقام الستة التي تعرضها صفحة تسجيل الدخول. لديك محاولة واحدة.
phone-six-digits = تعرض صفحة تسجيل الدخول ستة أرقام. يرجى كتابتها كلها.
phone-scan-approve = الموافقة بمسح الرمز في صفحة تسجيل الدخول
phone-type-instead = كتابة الأرقام بدلاً من ذلك
phone-plain = لا توافق إلا إذا بدأت هذا بنفسك للتو.
phone-scanned = لقد فتحت رمز تسجيل الدخول هذا. لا تتابع إلا إذا مسحته بنفسك للتو من صفحة أمامك. إذا أرسله إليك شخص ما، فلست أنت من بدأه.
phone-approve = موافقة
phone-deny = رفض
phone-report = لم أكن أنا
phone-no-camera = لا يمكن استخدام الكاميرا. اسمح بها في إعدادات متصفحك، أو اكتب ما تراه.
phone-other-code = هذا رمز شيء آخر. امسح الرمز الموجود في الصفحة التي تسجل الدخول فيها.
phone-sending = جارٍ إرسال إجابتك.
phone-sending-again = لا يوجد اتصال بعد. سنواصل المحاولة حتى ينتهي الوقت.

# How it ended
phone-approved-title = تمت الموافقة
phone-approved-text = يمكنك العودة إلى الصفحة التي تسجل الدخول فيها.
phone-denied-title = تم الرفض
phone-denied-text = لن يدخل أحد بتسجيل الدخول هذا.
phone-reported-title = تم الرفض والإبلاغ
phone-reported-text = لن يدخل أحد بتسجيل الدخول هذا، وقد سجلنا أنك لم تكن صاحبه. ربما يعرف شخص ما كلمة المرور الخاصة بك: يرجى تغييرها قريبًا.
phone-wrong-number-title = لم تتم الموافقة
phone-wrong-number-text = لم يكن الرقم هو المعروض في صفحة تسجيل الدخول. إذا أردت تسجيل الدخول، فابدأ هناك من جديد.
phone-failed-title = لم تتم الموافقة
phone-failed-text = فشل تسجيل الدخول. إذا أردت تسجيل الدخول، فابدأ من جديد في صفحة تسجيل الدخول.
phone-expired-title = انتهى الوقت
phone-expired-text = لم يُجب أحد في الوقت المحدد، ولذلك لن يدخل أحد بتسجيل الدخول هذا.
phone-gone-title = لم يعد مطلوبًا
phone-gone-text = أُلغي تسجيل الدخول أو أُجيب عنه بطريقة أخرى.
phone-too-late-title = فات الأوان
phone-too-late-text = بُتّ في تسجيل الدخول قبل وصول إجابتك، أو انتهى وقته.
phone-unsent-title = لم تُرسل
phone-unsent-text = لم يتوفر اتصال في الوقت المحدد، ولذلك لم تُحتسب إجابتك. إذا أردت تسجيل الدخول، فابدأ من جديد في صفحة تسجيل الدخول.
phone-unjudged-title = لم تُقبل
phone-unjudged-text = لم يستطع الخادم قبول إجابتك. إذا تكرر ذلك، فأخبر الدعم.
phone-not-accepted-title = هذا الهاتف غير مقبول
phone-not-accepted-text = لا يقبل الخادم هذا الهاتف للحساب الآن. ربما نُقل الحساب إلى هاتف آخر أو أُزيل أو أُوقف.
phone-on = متابعة

# Adding an account
phone-add-text = امسح الرمز الذي تعرضه صفحة إعداد تطبيق المصادقة. تصلح أيضًا رموز الخدمات الأخرى لكلمات المرور لمرة واحدة.
phone-paste = أو ألصق الرابط هنا
phone-connect-title = هل تريد توصيل هذا الهاتف مع { $server }؟
phone-connect-text = سيجيب بعد ذلك عن عمليات تسجيل دخولك على { $host }. لا تتابع إلا إذا كنت تُعدّ تطبيق المصادقة هناك الآن.
phone-unfinished = بدأت توصيل هذا الهاتف من قبل، لكن لم تصل أي إجابة. يمكنك المحاولة مرة أخرى.
phone-device = اسم هذا الهاتف
phone-device-hint = يُعرض عندما يُطلب منك النظر إلى هاتفك.
phone-connect = توصيل
phone-connecting = جارٍ التوصيل.
phone-enroll-refused-title = لم يتم التوصيل
phone-enroll-refused-text = استُخدم هذا الرمز من قبل أو انتهت مدته. اطلب رمزًا جديدًا حيث تُعدّ تطبيق المصادقة.
phone-connected-title = هذا الهاتف متصل
phone-connected-text = يجيب الآن عن عمليات تسجيل الدخول للحساب { $account }.
phone-notify-offer = مع الإشعارات ترى فورًا متى يطلب تسجيل دخول إجابتك. وبدونها افتح هذه الصفحة عند تسجيل الدخول.
phone-protect-offer = يمنع القفل الآخرين من الإجابة نيابة عنك بينما هاتفك في أيديهم.
phone-protect = إعداد قفل
phone-keep-title = هل تريد الاحتفاظ بكلمات المرور لمرة واحدة هذه؟
phone-keep-text = ستُعرض رموز { $account } على هذا الهاتف. وهي تعمل من دون اتصال. لا يُرسل أي شيء.
phone-keep-issuer = الخدمة
phone-keep = الاحتفاظ بها
phone-elsewhere-title = هذا يخص خادمًا آخر
phone-elsewhere-text = أنشأ هذا الرمزَ { $host }. حساباته موجودة في صفحته الخاصة. لا تفتحها إلا إذا كنت تعرفها.
phone-elsewhere-open = فتح تلك الصفحة
phone-other-app-title = هذا لتطبيق آخر
phone-other-app-text = أُنشئ هذا الرمز لتطبيق مصادقة من نوع آخر. حيث تُعدّ تطبيق المصادقة، اختر الهاتف في المتصفح بدلاً من ذلك.
phone-unknown-link-title = لا نعرف هذا الرمز
phone-unknown-link-text = ليس هذا رمزًا لهذا الهاتف، أو أن جزءًا منه مفقود.

# Links from the login page
phone-proving-title = جارٍ البحث عن تسجيل دخولك
phone-proving-text = يُعرض هنا بمجرد أن يرسله الخادم إلى هذا الهاتف.
phone-not-here-title = ليس هذا المتصفح
phone-not-here-text = لم يبدأ تسجيل الدخول هذا في هذا المتصفح. أجب عنه برقمه، أو امسح الرمز الموجود في صفحته.
phone-no-such-login-title = تسجيل الدخول هذا لا يسأل هذا الهاتف
phone-no-such-login-text = ربما انتهى، أو أنه لحساب غير موجود على هذا الهاتف.

# One account
phone-rename = الاسم على هذا الهاتف
phone-save = حفظ
phone-saved = تم الحفظ.
phone-known-as = يعرف الخادم هذا الهاتف باسم { $device }.
phone-notifications = الإشعارات
phone-notify-on = الإشعارات مشغّلة.
phone-notify-off = الإشعارات متوقفة.
phone-notify-turn-on = تشغيل الإشعارات
phone-notify-turn-off = إيقاف الإشعارات
phone-notify-refused = لا يسمح متصفحك بالإشعارات لهذه الصفحة. يمكنك تغيير ذلك في إعداداته.
phone-notify-ios = على هذا الهاتف لا تعمل الإشعارات إلا من الشاشة الرئيسية. اضغط على «مشاركة»، واختر «إضافة إلى الشاشة الرئيسية»، وافتح تطبيق المصادقة من هناك، ثم انقل هذا الحساب إليه كما تنقله إلى هاتف جديد.
phone-notify-impossible = لا يدعم هذا المتصفح أو هذا الخادم الإشعارات. افتح هذه الصفحة عند تسجيل الدخول.
phone-move = النقل إلى هاتف جديد
phone-move-text = يحل الهاتف الجديد محل هذا الهاتف: سيعمل { $account } هناك ولن يعمل هنا بعد ذلك. لا تُنقل معه الإشعارات ولا القفل ولا رموز الخدمات الأخرى.
phone-move-show = عرض الرمز
phone-move-scan = امسح هذا الرمز بالهاتف الجديد. لا تُظهره لأي شخص آخر: من يمسحه يستولِ على الحساب.
phone-move-code = رمز للهاتف الجديد
phone-move-until = صالح حتى { $time }.
phone-remove = إزالة
phone-remove-title = هل تريد إزالة { $account }؟
phone-remove-known = لن يسأل الخادم هذا الهاتف بعد ذلك، وسيصلك إشعار بإزالته. إذا كان هذا طريقك الوحيد لتسجيل الدخول، فأعدّ طريقًا آخر أولاً: وإلا فستحتاج إلى رمز استرداد أو إلى الدعم.
phone-remove-moved = لا يقبل الخادم هذا الهاتف للحساب الآن: ربما نُقل أو أُزيل أو أُوقف. إزالته هنا لا تغيّر شيئًا على الخادم.
phone-remove-removed = أزال الخادم هذا الهاتف من الحساب. إزالة الحساب هنا لا تغيّر شيئًا هناك. إذا لم تكن أنت من أزال الهاتف، فأخبر الدعم.
phone-remove-codes = تُزال أيضًا كلمات المرور لمرة واحدة لهذا الحساب، ولا يمكن استعادتها من هنا.

# The lock
phone-lock-title = القفل
phone-lock-none = تُفتح هذه الصفحة من دون قفل.
phone-lock-passkey = يطلب هاتفك وجهك أو إصبعك أو رمزه الخاص قبل فتح هذه الصفحة.
phone-lock-pin = يُطلب رقم PIN قبل فتح هذه الصفحة.
phone-lock-about = يمنع القفل من يقع هاتفك غير المقفل في يده للحظة. وهو لا يغني عن قفل الهاتف نفسه.
phone-lock-set-passkey = استخدام الوجه أو الإصبع أو رمز الهاتف
phone-lock-set-pin = استخدام رقم PIN
phone-lock-unset = إيقاف القفل
phone-unlock-title = مقفل
phone-unlock-passkey = فتح القفل
phone-passkey-refused = لم يؤكد الهاتف أنك أنت. يرجى المحاولة مرة أخرى.
phone-pin = رقم PIN
phone-pin-title = اختر رقم PIN
phone-pin-about = اختر أربعة أرقام على الأقل لا تستخدمها في أي مكان آخر. بعد عشر محاولات خاطئة يُنسى كل ما هو هنا، ويجب إعداد حساباتك من جديد.
phone-pin-again = رقم PIN مرة أخرى
phone-pin-short = يرجى اختيار أربعة أرقام على الأقل، وأرقام فقط.
phone-pin-differs = هذان رقما PIN مختلفان. يرجى كتابة الرقم نفسه مرتين.
phone-pin-wrong = رقم PIN هذا غير صحيح. المحاولات المتبقية: { $left }
phone-pin-wait = يمكنك المحاولة مرة أخرى بعد { $time }.
phone-forget = لا أستطيع فتح القفل
phone-forget-text = يمكنك حذف كل ما هو محفوظ هنا. يجب بعد ذلك إعداد حساباتك من جديد، برمز استرداد أو بمساعدة الدعم.
phone-forget-really = حذف كل شيء
phone-forgotten-title = حُذف كل ما كان هنا
phone-forgotten-text = لم تعد حساباتك على هذا الهاتف. يمكنك إعدادها من جديد.

# What can go wrong
phone-no-connection = لا يوجد اتصال. يرجى المحاولة مرة أخرى عند توفره.
phone-not-accepted = لا يقبل الخادم هذا الهاتف للحساب الآن.
phone-too-many = جرت محاولات كثيرة جدًا. يرجى الانتظار بعض الوقت.
phone-server-trouble = لا يستطيع الخادم الإجابة الآن. يرجى المحاولة مرة أخرى بعد قليل.
phone-refused = لم يقبل الخادم هذا. إذا تكرر ذلك، فأخبر الدعم.
phone-unexpected = لم تنجح العملية. يرجى المحاولة مرة أخرى.
phone-unsupported-title = لا يمكن أن يكون هذا المتصفح هاتفك
phone-unsupported-text = تنقصه وسيلة للتحقق من التواقيع أو لحفظ المفاتيح. حدّثه أو استخدم متصفحًا آخر، ولا تستخدم النوافذ الخاصة: فهي تنسى كل شيء.

# Shown when a push cannot be read
phone-notification = افتح لترى الجديد.
