# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = التصرف نيابة عن الآخرين
delegations-text = أنت مسؤول عمن تسمح له بأن يتصرف نيابة عنك. راجع هذه الصفحة بين حين وآخر: من لا تؤكده في الوقت المناسب لا يجوز له التصرف حتى تؤكده.
delegations-given = من يتصرف نيابة عنك
delegations-given-none = لا أحد يتصرف نيابة عنك.
delegations-held = من تتصرف نيابة عنه
delegations-held-none = لا تتصرف نيابة عن أحد.
delegations-ended = انتهى مؤخرًا
delegation-resource = لأي غرض
delegation-resource-hint = كما تسميه الخدمة، مثل filing.
delegation-resource-invalid = لا يدل هذا على شيء يمكن منحه. اكتبه كما تكتبه الخدمة: حروف لاتينية صغيرة وأرقام ونقاط ونقطتان رأسيتان وشرطات مائلة وواصلات وشرطات سفلية.
delegation-state = الحالة
delegation-invited = دعوة لم تُقبل بعد
delegation-acts = يجوز له التصرف
delegation-overdue = لا يجوز له التصرف حتى تؤكد ذلك
delegation-asked = يطلب منك أن تتصرف نيابة عنه
delegation-you-act = يجوز لك التصرف
delegation-paused = لا يجوز لك التصرف حاليًا
delegation-review = يجب تأكيده قبل
delegation-until = حتى
delegation-last-day = اليوم الأخير
delegation-confirm = تأكيد
delegation-end = إنهاء
delegation-accept = قبول
delegation-decline = رفض
delegation-new = السماح لشخص بأن يتصرف نيابة عنك
delegation-new-text = يستعمل هذا الشخص حسابًا خاصًا به لا حسابك. ويقبل الدعوة في حسابه؛ فإن لم يقبلها أحد خلال سبعة أيام، أو حتى اليوم الأخير إن كان أقرب، انتهت.
delegation-name = اسم المستخدم لهذا الشخص
delegation-invite = دعوة
delegation-refused-oneself = هذا اسم المستخدم الخاص بك. لا تحتاج إلى إذن لتتصرف عن نفسك.
delegation-refused-until = اختر يومًا أخيرًا من اليوم فصاعدًا، وأقصاه { $day }.
delegation-refused-exists = سبق أن سمّيت هذا الشخص لهذا الغرض.
delegation-refused-full = لديك أكبر عدد مسموح به. أنهِ واحدًا أولًا.
delegation-ended-owner = أنهيته أنت
delegation-ended-delegate = أنهاه هذا الشخص
delegation-ended-operator = أنهاه مشغّل: { $reason }
delegation-ended-unanswered = لم يقبله أحد في الوقت المناسب
delegation-ended-expired = انتهت مدته
admin-delegation-given = يسمح بالتصرف: { $name }
admin-delegation-held = يتصرف نيابة عن: { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: يطلب منك { $owner } أن تتصرف نيابة عنه
mail-delegation-invited-text =
    في { $at } طلب { $owner } أن تتصرف نيابة عنه لدى { $service } بحسابك { $name }، حتى { $by } على الأكثر. الغرض: { $what }

    سجّل الدخول لتقبل أو ترفض:

    { $link }

    إذا لم تفعل شيئًا انتهت الدعوة بعد سبعة أيام، أو بعد يومها الأخير إن كان أقرب، ولم يتغير شيء.

mail-delegation-accepted-subject = { $service }: شخص يتصرف الآن نيابة عن آخر
mail-delegation-accepted-text =
    منذ { $at } يجوز أن يتصرف { $delegate } نيابة عن { $owner } لدى { $service }، حتى { $by } على الأكثر. الغرض: { $what }

    نخبرك بذلك لأن حسابك { $name } معني به. يمكنك إنهاؤه في أي وقت:

    { $link }

    إذا لم تكن تعلم بذلك فأنهِه فورًا واتصل بالدعم.

mail-delegation-ended-subject = { $service }: شخص لم يعد يتصرف نيابة عن آخر
mail-delegation-ended-text =
    منذ { $at } لم يعد يجوز أن يتصرف { $delegate } نيابة عن { $owner } لدى { $service }. كان الغرض: { $what }

    نخبرك بذلك لأن حسابك { $name } كان معنيًا به. تظهر الحالة هنا:

    { $link }

    إذا لم تكن تتوقع ذلك فاتصل بالدعم.

mail-delegation-review-subject = { $service }: يرجى تأكيد من يتصرف نيابة عنك
mail-delegation-review-text =
    يتصرف { $delegate } نيابة عنك لدى { $service }، وحسابك هناك { $name }. الغرض: { $what }

    هل ما زال ذلك صحيحًا؟ إذن أكّده قبل { $by }، وإلا فأنهِه:

    { $link }

    إذا لم تفعل أيًا منهما فلا يجوز أن يتصرف { $delegate } بعد ذلك حتى تؤكده.

mail-delegation-expiring-subject = { $service }: لن يتصرف { $delegate } نيابة عنك إلا مدة قصيرة
mail-delegation-expiring-text =
    يتصرف { $delegate } نيابة عنك لدى { $service }، وحسابك هناك { $name }. الغرض: { $what }

    ينتهي ذلك في { $by }. إذا أردت أن يستمر فأكّده بيوم لاحق:

    { $link }

    وإلا فلا يلزمك فعل شيء.
