# Awaits a native reader.
# Words: authenticator = تطبيق المصادقة (as one of several ways: وسيلة المصادقة), approve = الموافقة (approval = موافقة),
# deny = الرفض, confirm = التأكيد, set up (enrolment) = الإعداد, recovery code = رمز الاسترداد.

# On phones
push-login = هل تريد تسجيل الدخول إلى { $service }؟
push-confirm = هل تؤكد هذا الهاتف لدى { $service }؟
push-login-message = { $service }: { $message }

# Everywhere
language-name = العربية
language = اللغة
help = المساعدة
skip = الانتقال إلى المحتوى
list-comma = { "، " }
continue = متابعة
cancel = إلغاء
password = كلمة المرور
username = اسم المستخدم
to-start = إلى صفحة البداية
try-again = المحاولة مرة أخرى
not-found-title = لا يوجد شيء هنا
not-found-text = العنوان غير صحيح، أو أن ما كان هنا لم يعد موجودًا.
ended-title = لقد انتهى هذا
ended-text = استُخدم الرابط من قبل أو انتهت مدته. يرجى طلب رابط جديد.
too-many-title = محاولات كثيرة جدًا
too-many-text = يرجى الانتظار. يمكنك المحاولة مرة أخرى { $minutes ->
    [zero] الآن
    [one] بعد دقيقة واحدة
    [two] بعد دقيقتين
    [few] بعد { $minutes } دقائق
    [many] بعد { $minutes } دقيقة
   *[other] بعد { $minutes } دقيقة
}.
refused-title = لم تنجح العملية
refused-text = لا يمكن استخدام ما أرسله متصفحك هنا. يرجى الرجوع وإعادة تحميل الصفحة ثم المحاولة مرة أخرى.
unavailable-title = غير ممكن حاليًا
unavailable-text = لا يستطيع الخادم اتخاذ قرار الآن. لم يُفقد شيء؛ يرجى المحاولة مرة أخرى بعد قليل.

# Login
login-title = تسجيل الدخول
login-refused = اسم المستخدم أو كلمة المرور غير صحيح.
no-authenticator-title = لا يوجد هاتف يمكن سؤاله
no-authenticator-text = لا يمكن إرسال طلب إلى أي من هواتفك الآن. يرجى التواصل مع الدعم.
login-for = أنت تسجّل الدخول إلى { $service }.
wait-title = انظر إلى هاتفك
wait-sent = أرسلنا طلبًا إلى { $devices }.
wait-number = اختر هذا الرقم على هاتفك:
wait-type = اكتب هذا الرقم على هاتفك:
wait-here = الموافقة في هذا المتصفح
wait-scan = المسح بالهاتف بدلاً من ذلك
wait-scan-text = افتح تطبيق المصادقة على الهاتف، واختر الطلب، ثم امسح هذا الرمز به.
wait-scan-code = رمز للهاتف
wait-approve = وافق عليه إذا كنت أنت صاحبه.
wait-late = لم يصل الإشعار إلى هاتفك: الخدمة التي تنقله لا تستجيب أو لا تقبله.
wait-late-look = افتح تطبيق المصادقة على هاتفك بنفسك: ستجد الطلب هناك.
wait-late-code = يمكنك كتابة رمز بدلاً من ذلك. لا حاجة إلى تسجيل الدخول من جديد.
wait-late-alone = نواصل المحاولة. إذا لم يصل شيء، فحاول مرة أخرى بعد بضع دقائق أو اطلب المساعدة من الجهة التي منحتك حسابك.
wait-left = الوقت المتبقي:
code-instead = كتابة رمز بدلاً من ذلك
code-title = اكتب رمزك
code-from-app = افتح تطبيق المصادقة واكتب الرمز الذي يعرضه لهذا الحساب.
code-from-paper = يصلح رمز الاسترداد أيضًا. كل رمز صالح مرة واحدة.
code-label = الرمز
code-phone-instead = استخدام الهاتف بدلاً من ذلك
code-wrong = هذا الرمز غير صحيح أو استُخدم من قبل. { $left ->
    [0] لم تبقَ أي محاولة.
    [zero] لم تبقَ أي محاولة.
    [one] بقيت محاولة واحدة.
    [two] بقيت محاولتان.
    [few] بقيت { $left } محاولات.
    [many] بقيت { $left } محاولة.
   *[other] بقيت { $left } محاولة.
}
resend = الإرسال مرة أخرى
resend-early = لقد أرسلناه للتو. يرجى الانتظار قليلاً قبل إرساله مرة أخرى.
difficulties = هل تواجه صعوبة؟
login-approved-title = تمت الموافقة
login-approved-text = يمكنك العودة إلى الصفحة التي أتيت منها.
login-denied-title = تم الرفض
login-denied-text = رُفض الطلب على هاتفك.
login-reported-text = أُبلغ على هاتفك بأن الطلب ليس منك.
login-expired-title = انتهى الوقت
login-expired-text = لم يُجب أحد في الوقت المحدد.
login-cancelled-title = تم الإلغاء
login-cancelled-text = أُلغي تسجيل الدخول.
login-superseded-text = حلّ تسجيل دخول أحدث محل هذا.
login-suspended-text = انتهى تسجيل الدخول لأن الحساب أو الهاتف موقوف.
login-restored-text = انتهى تسجيل الدخول لأن الخدمة استُعيدت من نسخة احتياطية. يرجى البدء من جديد.
login-failed-title = لم تتم الموافقة
login-wrong-number-text = اختير رقم آخر على الهاتف. إذا لم تكن أنت من فعل ذلك، فغيّر كلمة المرور.
login-too-many-codes-text = كُتبت رموز غير صحيحة كثيرة جدًا.
login-locked-text = قُفلت وسيلة المصادقة بعد محاولات فاشلة كثيرة جدًا. يرجى التواصل مع الدعم.
login-missing-number-text = لم يرسل الهاتف أي رقم. يرجى تحديث تطبيق المصادقة.

# Enrolment
enroll-title = إعداد تطبيق المصادقة
enroll-push-title = إعداد هاتفك
enroll-combined-title = إعداد هاتفك
enroll-combined-type = اكتب الرمز الذي يعرضه التطبيق لهذا الحساب:
enroll-oath-title = إعداد تطبيق المصادقة
enroll-oath-type = اكتب الرمز الذي يعرضه التطبيق لهذا الحساب:
enroll-recovery-title = رموز الاسترداد الخاصة بك
enroll-recovery-type = اكتب أحدها لتُظهر أنك احتفظت بها:
enroll-cancelled-title = أُلغي الإعداد
enroll-cancelled-text = لم يُعدّ أي شيء. اطلب رابطًا جديدًا للبدء من جديد.
enroll-cancelled-in-part-text = ما كان متصلاً من قبل يبقى كذلك، ولم يُعدّ الباقي. اطلب رابطًا جديدًا للمتابعة.
enroll-too-many-codes-text = كُتبت رموز غير صحيحة كثيرة جدًا. اطلب رابطًا جديدًا للبدء من جديد.
enroll-registered = هاتفك متصل.
enroll-no-code = التطبيق لا يعرض أي رمز
enroll-no-camera = التطبيق لا يستطيع المسح
enroll-type-key = اكتب هذا المفتاح في التطبيق. اختر الرموز المعتمدة على الوقت، ما لم يُطلب منك غير ذلك.
recovery-codes = رموز الاسترداد
recovery-keep = اطبع هذه الرموز أو اكتبها، واحفظها في مكان آمن. بكل رمز منها يمكنك تسجيل الدخول مرة واحدة إذا فقدت هاتفك. لا تُعرض إلا الآن.
method-totp = تطبيق كلمات المرور لمرة واحدة
method-hotp = جهاز كلمات المرور لمرة واحدة
method-recovery-code = رموز الاسترداد
enroll-for = للحساب { $name }.
enroll-once = يُعرض الرمز التالي في هذا المتصفح فقط، ومرة واحدة فقط.
enroll-show = عرض الرمز
password-refused = كلمة المرور غير صحيحة.
enroll-scan = افتح تطبيق المصادقة على هاتفك وامسح هذا الرمز.
enroll-code = رمز الإعداد
enroll-same-phone = التطبيق موجود على هذا الهاتف
enroll-scan-native = امسح هذا الرمز بهاتفك: بتطبيق المصادقة إن كان موجودًا عليه، وإلا فبالكاميرا. تفتح الكاميرا تطبيق المصادقة في متصفح الهاتف.
enroll-same-browser = إعداد تطبيق المصادقة في هذا المتصفح
enroll-done-title = اكتمل الإعداد
enroll-done-text = يمكنك الآن تسجيل الدخول باستخدام: { $what }.
confirm-title = هل هذا لك؟
confirm-text = أعدّت خدمة أخرى وسيلة مصادقة للحساب { $name }. بمجرد تأكيدها تصبح صالحة لكل الخدمات.
confirm-which = أيها لك؟
confirm-service = أعدّتها { $service }
confirm-none = لا شيء منها
confirm-none-text = إعداد هاتف خاص بي.
confirm-warning = أكّد فقط ما هو في يدك. سنطلب رقمًا على الهاتف أو رمزًا. إذا كنت لا تعرف أيًا منها، فأخبر الدعم.
confirm = تأكيد

# Account
account-title = حسابك
account-hello = لقد سجلت الدخول باسم { $name }.
account-assurance = ما تم التحقق منه في تسجيل الدخول هذا: { $what }.
acr-push = هاتفك
acr-push-pwd = كلمة المرور وهاتفك
acr-push-number = هاتفك والرقم الظاهر عليه
acr-oob = هاتفك الذي كتبت عليه أو مسحت به ما عرضته هذه الصفحة
acr-oob-pwd = كلمة المرور وهاتفك الذي كتبت عليه أو مسحت به ما عرضته هذه الصفحة
acr-otp = كلمة المرور لمرة واحدة
acr-otp-pwd = كلمة المرور وكلمة المرور لمرة واحدة
acr-recovery = رمز استرداد
acr-recovery-pwd = كلمة المرور ورمز استرداد
acr-push-number-pwd = كلمة المرور وهاتفك والرقم الظاهر عليه
state-active = قيد الاستخدام
state-unconfirmed = لخدمة واحدة فقط، إلى أن تؤكدها
state-inactive = غير مستخدمة
logout = تسجيل الخروج

# Problems, for whoever builds a client
problem-malformed-request = النص المرسل ليس JSON، أو أن في العنوان معاملاً لا يمكن قراءته.
problem-invalid-client = أرسل client_id وclient_secret عبر HTTP Basic. يحصل العميل الموقوف على الإجابة نفسها.
problem-invalid-device = وقّع الطلب بمفتاح الجهاز لهذا العنوان ولهذه اللحظة؛ يبيّن server_time الوقت هنا.
problem-device-removed = أُزيل الجهاز من حسابه ولا يمكن أن يعود: removal هو تصريح الخادم الموقَّع بذلك. يمكن للهاتف أن ينسى الحساب، ويُعَدّ من جديد عند الحاجة.
problem-challenge-not-open = أُجيب عنه من قبل، أو انتهى تسجيل الدخول الخاص به. اجلب الطلبات المفتوحة من جديد.
problem-insufficient-scope = يمنح المشغّل الصلاحيات للعملاء عند إضافتهم.
problem-fresh-approval-required = لدى المستخدم وسيلة مصادقة نشطة. اذكر تسجيل دخول لهذا المستخدم وهذا العميل تمت الموافقة عليه قبل خمس دقائق على الأكثر ولم يُستخدم لهذا الغرض بعد.
problem-forbidden = لا تُقبل النماذج إلا من صفحات الخادم نفسه.
problem-not-found = غير موجود، أو يخص عميلاً آخر.
problem-method-not-allowed = راجع وصف الواجهة في /openapi.json.
problem-login-not-pending = سبق البت فيه أو إلغاؤه أو انتهت مدته.
problem-enrollment-not-pending = سبق إكماله أو إلغاؤه أو انتهت مدته، أو لا يُنتظر أي رمز.
problem-wrong-code = الرمز غير صحيح أو استُخدم من قبل. يبيّن attempts_left كم محاولة بقيت؛ وعند 0 كانت هذه هي الأخيرة.
problem-last-authenticator = لن يستطيع المستخدم تسجيل الدخول بعد ذلك من دونها. أضف وسيلة أخرى أولاً.
problem-already-exists = اختر اسمًا آخر.
problem-request-in-progress = انتظر الإجابة عن الطلب الأول.
problem-too-large = يمكن أن يصل حجم النص المرسل إلى 16 KiB.
problem-invalid-request = أحد العناصر غير معروف أو مفقود أو خارج الحدود؛ يبيّن detail أيها.
problem-no-usable-authenticator = المستخدم غير معروف أو موقوف أو مقفل، أو ليس لديه ما يمكن أن يجيب. لا يُذكر أي من هذه الحالات هي.
problem-idempotency-key-reused = جاء المفتاح Idempotency-Key نفسه بنص أو عنوان مختلف. استخدم مفتاحًا جديدًا للطلب الجديد.
problem-too-many-requests = انتظر المدة التي يبيّنها Retry-After.
problem-internal-error = حدث شيء ما كان ينبغي أن يحدث. التفاصيل في السجل.
problem-unavailable = لا يمكن الوصول إلى قاعدة البيانات أو الكتابة فيها. حاول مرة أخرى بعد قليل.
