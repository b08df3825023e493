# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = كيف تريد تسجيل الدخول؟
ways-text = اختر طريقة. يمكنك تغيير رأيك إلى أن يكتمل تسجيل الدخول، دون كتابة كلمة المرور مرة أخرى.
ways-last = آخر ما استُخدم في هذا المتصفح
ways-log-in = تسجيل الدخول
ways-refused = اختر إحدى الطرق التي يمكن استخدامها الآن.
ways-others = غير متاحة الآن
way-push = الموافقة على هاتفك
way-push-text = نرسل طلبًا إلى هاتفك، وتوافق عليه هناك.
way-code = كتابة رمز
way-code-text = يعرضه تطبيق المصادقة لهذا الحساب.
way-recovery = استخدام رمز استرداد
way-recovery-text = أحد الرموز التي تحتفظ بها على الورق. كل منها صالح مرة واحدة.
way-used-up = استُخدمت جميع الرموز. أنشئ رموزًا جديدة ضمن «وسائل المصادقة».
way-unconfirmed = أعدّتها خدمة أخرى. أكّد أولًا أنها لك.
way-locked = مقفلة بعد عدد كبير من المحاولات الفاشلة. يرجى الاتصال بالدعم.
way-not-in-use = أُوقفت هذه الطريقة ولا تعمل في الوقت الحالي.
way-not-set-up = لم تُعدّها بعد. يمكنك ذلك ضمن «وسائل المصادقة» بعد تسجيل الدخول.

# When no request arrives
difficulties-open = افتح تطبيق المصادقة واسحب إلى الأسفل للتحديث: يظهر فيه الطلب الذي ينتظر.
difficulties-online = تأكد من أن الهاتف متصل بالإنترنت وأن التطبيق مسموح له بعرض الإشعارات. ثم أرسل الطلب مرة أخرى.
difficulties-device = الطلب موجود على كل من هذه الأجهزة، فاستخدم جهازًا آخر: { $devices }.
difficulties-code = كتابة رمز بدلًا من ذلك
difficulties-ways = طرق أخرى لتسجيل الدخول
difficulties-support = المساعدة ومن يمكنه مساعدتك

# What services demand of a login
policy-announced = ابتداءً من { $date } ستتطلب بعض العمليات هنا تسجيل دخول أقوى. تحقق في حسابك، ضمن «وسائل المصادقة»، مما إذا كانت لديك وسيلة كافية.
way-too-weak = ليست قوية بما يكفي لما أنت على وشك القيام به.
problem-insufficient-user-authentication = تسجيل الدخول أضعف أو أقدم مما يلزم لهذا المورد. ابدأ آخر بالمورد نفسه؛ يوضح acr_values وmax_age ما هو مطلوب.
