# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = شهادة رقمية
acr-certificate = شهادة رقمية
acr-certificate-pwd = كلمة المرور وشهادة رقمية
add-certificate-title = شهادة رقمية
add-certificate-text = تطلبها أنت، ويوافق عليها موظف في أوقات العمل، ويجب أن تكون محفوظة في متصفحك. الوسائل الأخرى أسرع إعدادًا وأسهل استخدامًا.
cert-others = الحصول على شهادة يستغرق وقتًا أطول من أي وسيلة أخرى، واستخدامها أقل راحة. إذا كنت تحتاج إلى وسيلة أخرى قريبًا، فاختر واحدة من تلك أولاً.
cert-others-link = عرض الوسائل الأخرى
cert-rule = كل شهادة تخص حسابًا واحدًا. احفظ مفتاحها في مكان آمن، ولا تعطه لأحد.
cert-how = تطلبها هنا، ويوافق عليها موظف، ثم تستلمها في هذه الصفحة.
cert-expected = إذا طلبتها الآن، فنتوقع أن نجيب قبل { $when }.
cert-request = طلب شهادة
cert-requested = طلبت شهادة في { $at }.
cert-answer-by = نتوقع أن نجيب قبل { $when }.
cert-withdraw = سحب الطلب
cert-approved = تمت الموافقة على طلبك. استلم الشهادة قبل { $when }؛ وإلا فسيكون عليك أن تطلبها من جديد.
cert-rejected = رُفض طلبك: { $reason }
cert-lapsed = لم تُستلم شهادتك في الوقت المحدد. يمكنك أن تطلب شهادة من جديد.
cert-have = لديك شهادة. وهي صالحة حتى { $when }.
cert-details = تفاصيل الشهادة
cert-own-key-title = بمفتاح خاص بك
cert-own-key-text = أنشئ مفتاحًا على حاسوبك والصق هنا طلب توقيع الشهادة (PKCS #10، بصيغة PEM). لا يغادر المفتاح حاسوبك أبدًا. ويؤخذ اسمك من حسابك، مهما ورد في الطلب.
cert-own-key-example = باستخدام OpenSSL مثلاً:
cert-request-label = طلب توقيع الشهادة
cert-request-refused = هذا ليس طلب توقيع شهادة يثبت مفتاحه. تُقبل مفاتيح P-256 وP-384 وEd25519، ومفاتيح RSA من 2048 إلى 4096 بت.
cert-pick-up = استلام الشهادة
cert-file-title = بملف لمتصفحك
cert-file-text = اختر كلمة مرور وستحصل على ملف فيه الشهادة ومفتاحها لتفتحه في متصفحك أو نظامك (PKCS #12). يُسلَّم الملف مرة واحدة، ولا نحتفظ بأي مفتاح. المفتاح الخاص بك أقوى، لأنه لم يكن يومًا عند أحد غيرك.
cert-file-password = كلمة مرور الملف
cert-file-again = كلمة المرور نفسها مرة أخرى
cert-file-refused = اكتب كلمة المرور نفسها مرتين، من 10 إلى 128 حرفًا.
cert-file-pick-up = الحصول على الملف
cert-organisation-title = بشهادة من مؤسستك
cert-organisation-text = إذا كانت لديك شهادة من { $names } فاعرضها هنا لإضافتها إلى حسابك. لا يلزم أن يوافق أحد على ذلك.
cert-ask-title = بشهادة من هذه الخدمة
cert-shown-title = هل تريد إضافة هذه الشهادة؟
cert-shown-text = عرض متصفحك هذه الشهادة. بعد إضافتها تسجّل دخولك هنا، ولا يمكن إضافتها إلى أي حساب آخر.
cert-shown-add = إضافة هذه الشهادة
cert-subject = صادرة إلى
cert-issuer = صادرة عن
cert-serial = الرقم التسلسلي
cert-from = صالحة من
cert-until = صالحة حتى
cert-fingerprint = البصمة (SHA-256)
cert-download = تنزيل الشهادة (PEM)
cert-removal = إزالتها تُبطل الشهادة: لن يمكن استخدامها بعد ذلك أبدًا.
cert-removal-organisation = إزالتها تحذفها من هذا الحساب فقط: لا يُبلَّغ مُصدرها، ويمكنك إضافتها مرة أخرى.
cert-instead = استخدام شهادة رقمية
cert-instead-text = يُبرز متصفحك الشهادة المحفوظة فيه.
cert-show-title = تسجيل الدخول بشهادة
cert-show-text = سيسألك متصفحك عن الشهادة التي تريد إبرازها. الصفحة { $host } تابعة لهذه الخدمة؛ وهي تقرأ الشهادة وتعيدك إلى هنا.
cert-show = اختيار شهادة
cert-again = إذا لم يسألك المتصفح مرة أخرى، فأغلق كل نوافذه أولاً: فهو يتذكر ما اخترته.
cert-refused-missing = لم يُبرز متصفحك أي شهادة.
cert-refused-expired = انتهت صلاحية الشهادة، أو لم تبدأ بعد.
cert-refused-usage = هذه الشهادة ليست مخصصة لتسجيل الدخول.
cert-refused-untrusted = لم تصدر هذه الشهادة عن جهة موثوق بها هنا.
cert-refused-revoked = أُبطلت هذه الشهادة أو أُوقفت.
cert-refused-other = هذه الشهادة لا تخص هذا الحساب.
cert-refused-unchecked = لا يمكن لأحد أن يعرف الآن هل أُبطلت هذه الشهادة. حاول لاحقًا أو اختر وسيلة أخرى.
cert-refused-taken = هذه الشهادة تخص حسابًا بالفعل. كل شهادة تخص حسابًا واحدًا.
cert-refused-ended = استغرق ذلك وقتًا طويلاً، أو انتهى تسجيل الدخول. حاول مرة أخرى.

# Mails about them
mail-certificate-approved-subject = { $service }: استلم شهادتك
mail-certificate-approved-text =
    تمت الموافقة في { $at } على الشهادة الرقمية التي طلبتها في حسابك { $name } لدى { $service }.

    سجّل الدخول وافتح صفحة الشهادة الرقمية ضمن وسائل المصادقة لاستلامها. إذا تأخرت كثيرًا، فسيكون عليك أن تطلبها من جديد.

    إذا لم تكن قد طلبت شهادة، فتواصل مع الدعم فورًا.

mail-certificate-rejected-subject = { $service }: بشأن طلبك للشهادة
mail-certificate-rejected-text =
    لم تتم الموافقة على الشهادة الرقمية التي طلبتها في حسابك { $name } لدى { $service } ({ $at }).

    سجّل الدخول لمعرفة السبب. وسائل المصادقة الأخرى تعمل كما كانت.

mail-certificate-issued-subject = { $service }: أُضيفت شهادة إلى حسابك
mail-certificate-issued-text =
    في { $at } صدرت شهادة رقمية لحسابك { $name } لدى { $service }. ويمكن من الآن تسجيل الدخول بها.

    المصدر: { $where }

    إذا كنت أنت من فعل ذلك، فلا يلزمك فعل شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.

mail-certificate-revoked-subject = { $service }: أُبطلت شهادتك
mail-certificate-revoked-text =
    في { $at } أُبطلت الشهادة الرقمية لحسابك { $name } لدى { $service }. ولا يمكن استخدامها بعد الآن.

    إذا لم تكن تتوقع ذلك، فتواصل مع الدعم.

mail-certificate-expiring-subject = { $service }: ستنتهي صلاحية شهادتك قريبًا
mail-certificate-expiring-text =
    ستنتهي قريبًا صلاحية الشهادة الرقمية لحسابك { $name } لدى { $service } ({ $at }). ولا يمكن تجديدها.

    اطلب شهادة جديدة في الوقت المناسب، أو أعدّ وسيلة مصادقة أخرى. تجد موعد انتهاء الصلاحية في صفحة الشهادة.

mail-certificate-expired-subject = { $service }: انتهت صلاحية شهادتك
mail-certificate-expired-text =
    انتهت صلاحية الشهادة الرقمية لحسابك { $name } لدى { $service } ({ $at }). ولا يمكن تسجيل الدخول بها بعد الآن.

    سجّل الدخول بوسيلة أخرى لتطلب شهادة جديدة.
