# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = أحد المشرفين
mail-by-unknown = غير معروف

mail-authenticator-added-subject = { $service }: أُضيفت وسيلة مصادقة
mail-authenticator-added-text =
    في { $at } أُضيفت إلى حسابك { $name } لدى { $service } وسيلة مصادقة: { $what }.

    المصدر: { $where }

    إن كنت أنت من فعل ذلك فليس عليك شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.

mail-authenticator-renamed-subject = { $service }: تغيّر اسم وسيلة مصادقة
mail-authenticator-renamed-text =
    في { $at } أُعطيت وسيلة مصادقة في حسابك { $name } لدى { $service } اسماً آخر: { $what }.

    المصدر: { $where }

    إن كنت أنت من فعل ذلك فليس عليك شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.

mail-authenticator-removed-subject = { $service }: أُزيلت وسيلة مصادقة
mail-authenticator-removed-text =
    في { $at } أُزيلت من حسابك { $name } لدى { $service } وسيلة مصادقة: { $what }.

    المصدر: { $where }

    إن كنت أنت من فعل ذلك فليس عليك شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.

mail-authenticator-suspended-subject = { $service }: أُوقفت وسيلة مصادقة
mail-authenticator-suspended-text =
    في { $at } أُوقفت وسيلة مصادقة في حسابك { $name } لدى { $service }: { $what }. لا يمكن تسجيل الدخول بها في الوقت الحالي.

    المصدر: { $where }

    إن كنت أنت من فعل ذلك فليس عليك شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.

mail-authenticator-resumed-subject = { $service }: عادت وسيلة مصادقة إلى العمل
mail-authenticator-resumed-text =
    في { $at } أُعيدت إلى العمل وسيلة مصادقة في حسابك { $name } لدى { $service }: { $what }.

    المصدر: { $where }

    إن كنت أنت من فعل ذلك فليس عليك شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.

mail-authenticator-locked-subject = { $service }: قُفلت وسيلة مصادقة
mail-authenticator-locked-text =
    في { $at } قُفلت وسيلة مصادقة في حسابك { $name } لدى { $service } بعد محاولات فاشلة متتالية كثيرة: { $what }. يستطيع الدعم فتحها.

    المصدر: { $where }

    إن كنت أنت من فعل ذلك فليس عليك شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.

not-me-title = ألم تكن أنت؟
not-me-text = يتعلق الأمر بالحساب { $name }. إذا كان شخص آخر قد أجرى التغيير الذي أبلغناك به فسنفعل ما يأتي:
not-me-suspends = إيقاف وسيلة المصادقة التي أُضيفت.
not-me-ends = تسجيل خروجك في كل مكان وإنهاء ما ينتظر رداً.
not-me-submit = لم أكن أنا
not-me-nothing = إن كنت أنت فأغلق هذه الصفحة: لم يتغير شيء.
not-me-done-title = أُغلق حسابك أمام ذلك الشخص
not-me-done-text = ما أُضيف لم يعد يعمل، وسُجل خروج الجميع. اختر الآن كلمة مرور جديدة، فقد يعرف أحدهم كلمتك، وأبلغ الدعم الذي يستطيع أن يعيد إليك ما تحتاج إليه.
not-me-password = اختيار كلمة مرور جديدة

advice-set-up = إعداد وسيلة أخرى
advice-later = ليس الآن

second-email-title = العنوان الثاني
second-email-text = تُرسل إشعارات التغييرات في حسابك إلى هذا العنوان أيضًا، لتعلم بها حتى لو كان غيرك يقرأ بريدك. ولا يستطيع أحد الدخول إلى حسابك بواسطته.
second-email-now = تُرسل الإشعارات إلى { $email } أيضًا.
second-email-new = عنوان البريد الإلكتروني الثاني
second-email-remove = إزالته
second-email-same = هذا العنوان موجود في حسابك بالفعل.
second-email-confirm-text = من الآن فصاعدًا ستُرسل إشعارات التغييرات في الحساب { $name } إلى هذا العنوان أيضًا.
second-email-done-title = حُفظ عنوانك الثاني
second-email-removed-title = أُزيل عنوانك الثاني

mail-second-email-proof-subject = { $service }: هل هذا عنوان بريدك الإلكتروني الثاني؟
mail-second-email-proof-text =
    في { $at } طلب شخص ما أن تُرسل إشعارات التغييرات في الحساب { $name } لدى { $service } إلى عنوان البريد الإلكتروني هذا أيضًا.

    إذا كنت أنت من طلب ذلك، فافتح هذا الرابط حيث سجّلت الدخول، أو سجّل الدخول من جديد لأجله:

    { $link }

    يعمل مرة واحدة، خلال 30 دقيقة.

    وإن لم تكن أنت، فلا تفعل شيئًا: لن يتغيّر شيء.

mail-second-email-changed-subject = { $service }: تغيّر عنوان بريدك الإلكتروني الثاني
mail-second-email-changed-text =
    في { $at } أُضيف عنوان البريد الإلكتروني الثاني لحسابك { $name } لدى { $service } أو غُيّر أو أُزيل. أُرسلت هذه الرسالة إلى جميع العناوين السابقة والجديدة.

    إن كنت أنت، فلا حاجة إلى فعل شيء.

    وإن لم تكن أنت، فاتصل بالدعم فورًا.

mail-authenticator-confirmed-subject = { $service }: أُكّدت وسيلة مصادقة
mail-authenticator-confirmed-text =
    في { $at } أُكّدت وسيلة مصادقة لحسابك { $name } لدى { $service }: { $what }. ومن الآن يمكن الدخول بها في كل مكان، لا لدى الخدمة التي أعدّتها وحدها.

    المصدر: { $where }

    إن كنت أنت من فعل ذلك فليس عليك شيء.

    إن لم تكن أنت فافتح هذا الرابط فوراً. إنه يوقف ما أُضيف ويسجل خروجك في كل مكان:

    { $link }

    يعمل مرة واحدة خلال ثلاثة أيام. لا تعطه لأحد.
