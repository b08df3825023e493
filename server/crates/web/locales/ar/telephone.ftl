# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = رسالة نصية
method-voice = مكالمة هاتفية
method-number = الرقم
acr-sms = رمز أُرسل إلى هاتفك
acr-sms-pwd = كلمة المرور ورمز أُرسل إلى هاتفك

add-telephone-title = رسالة نصية أو مكالمة
add-telephone-text = نرسل رمزًا إلى رقم هاتفك أو نقرؤه عليك في مكالمة. يعمل ذلك مع أي هاتف، لكنه يحميك أقل من الطرق الأخرى.
add-telephone-steps = لا تختر هذه الطريقة إلا إذا تعذّر عليك استخدام غيرها، وأضف طريقة أكثر أمانًا متى استطعت.

telephone-number = رقم الهاتف
telephone-number-hint = ابدأ بالعلامة + ورمز الدولة، مثل +1 202 555 0123.
telephone-channel = كيف تريد أن يصلك الرمز؟
telephone-by-sms = برسالة نصية
telephone-by-voice = بمكالمة هاتفية
telephone-risk = لماذا تحميك الرموز عبر الهاتف أقل
telephone-risk-text = يمكن اعتراض الرسائل والمكالمات، وقد يستولي على رقمك من يخدع شركة الاتصالات. لا تُعطِ الرمز لأحد أبدًا: نحن لا نسألك عنه. إذا تغيّر رقمك فأزله من هنا وأضف الرقم الجديد.
telephone-unreadable = هذا ليس رقم هاتف. استخدم أرقامًا ومسافات وعلامة + في البداية.
telephone-no-country = رمز الدولة ناقص: ابدأ بالعلامة +، مثل +971 للإمارات.
telephone-not-assigned = لا يوجد رقم كهذا في تلك الدولة. تحقق من الأرقام.
telephone-wrong-kind = نرسل الرموز إلى الهواتف المحمولة والثابتة فقط، لا إلى أرقام الخدمات أو الإنترنت.
telephone-landline = هذا هاتف ثابت. اختر المكالمة الهاتفية.
telephone-not-served = لا يمكننا إرسال رمز إلى هذا الرقم بهذه الطريقة. اختر طريقة أخرى أو رقمًا آخر.
telephone-repaired = غيّرنا ما كتبته. تحقق من الرقم وتابع إن كان صحيحًا.
telephone-repaired-from = كتبتَ
telephone-repaired-to = فهمنا
telephone-send = إرسال الرمز
telephone-wait = أُرسل رمز قبل لحظات، أو أُرسلت رموز كثيرة. يرجى الانتظار قبل طلب رمز آخر.
telephone-country = دولة الرقم
telephone-country-none = يبدأ الرقم بالعلامة +
telephone-country-hint = إذا اخترت دولة، يمكنك كتابة الرقم كما يُكتب داخلها.
telephone-preview = فهمنا الرقم هكذا:
method-number-show = إظهار الرقم كاملًا

enroll-telephone-title = تأكيد رقم هاتفك
enroll-telephone-type = الرمز الذي وصلك
telephone-sent-sms = أرسلنا رمزًا برسالة نصية إلى هذا الرقم:
telephone-sent-voice = نتصل بهذا الرقم ونقرأ رمزًا:
telephone-late = لم تُقبل الرسالة حتى الآن: الخدمة التي تنقلها لا تستجيب أو ترفضها.
telephone-arrived = وصلت الرسالة.
telephone-again = طلب رمز جديد
telephone-help = لم يصلك شيء؟
telephone-help-text = قد تستغرق الرسالة بضع دقائق. أحدث رمز وحده صالح. إذا لم يصل شيء فتحقق من الرقم والتغطية أو استخدم طريقة أخرى.

code-by-telephone = رمز برسالة نصية أو مكالمة
way-telephone-text = نرسله إلى رقم هاتفك أو نقرؤه عليك في مكالمة.
telephone-choose = إلى أين نرسل الرمز؟
telephone-text-it = إرسال رسالة نصية
telephone-call-it = الاتصال بي

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $service } { $account }: رمز دخول سري { $code }
sms-enrollment = { $service } { $account }: رمز سري لإضافة الرقم { $code }
voice-code = مرحبًا. رمزك في { $service } هو: { $digits }. مرة أخرى: { $digits }. مع السلامة.
sms-authenticator-added = { $service } { $account }: أضيفت وسيلة: { $what }. لست أنت؟ افتح { $link }
sms-authenticator-removed = { $service } { $account }: أزيلت وسيلة: { $what }. لست أنت؟ افتح { $link }
sms-authenticator-suspended = { $service } { $account }: أوقفت وسيلة: { $what }. لست أنت؟ افتح { $link }
sms-authenticator-suspended-aside = { $service } { $account }: أوقفت وسيلة: { $what }. لست أنت؟ أبلغ الدعم.
sms-authenticator-resumed = { $service } { $account }: أعيدت وسيلة: { $what }. لست أنت؟ افتح { $link }
sms-recovery-begun = { $service } { $account }: بدأ انتظار دخول بلا مصادقة. إن لم تكن أنت فأوقفه.
sms-authenticator-confirmed = { $service } { $account }: أُكّدت وسيلة: { $what }. لست أنت؟ افتح { $link }
sms-authenticator-lost = { $service } { $account }: فقدان: { $what }. لست أنت؟ افتح { $link }
sms-authenticator-lost-aside = { $service } { $account }: فقدان: { $what }. لست أنت؟ غيّر كلمة المرور.
sms-temporary-code = { $service } { $account }: أصدر الدعم رمزاً مؤقتاً. إن لم تطلبه فأبلغه.
