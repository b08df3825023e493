# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = اختبار من { $service }. لا يفتح شيئًا أيًا كان جوابك.
method-pushes = الإشعارات
method-pushes-arrive = لا توجد صعوبة معروفة
test-text = تحقق مما إذا كانت الإشعارات تصل إلى هذا الهاتف. الاختبار لا يفتح شيئًا أيًا كان جوابك.
test-send = إرسال إشعار اختبار
test-title = إشعار اختبار
test-waiting = أُرسل اختبار إلى { $name }. أجب عنه هناك. نعم أو لا، لن يفتح شيئًا.
test-answered = وصل الاختبار وقد أجبت عنه. تصل الإشعارات إلى هذا الهاتف.
test-unanswered = استلمت الخدمة التي تنقل الإشعارات الاختبار، لكن لم يُجب عنه أحد خلال دقيقة.
test-unanswered-hint = افتح التطبيق وابحث عنه هناك. تأكد من أن الهاتف متصل بالشبكة وأن إعداداته تسمح للتطبيق بعرض الإشعارات.
test-undelivered = تعذّر تسليم الاختبار.
push-trouble-no-address = لم يسمح هذا الهاتف بالإشعارات. افتح التطبيق عليه: الطلبات تنتظر فيه.
push-trouble-late = لم تستلم الخدمة التي تنقل الإشعارات آخر إشعار حتى الآن.
push-trouble-gone = تقول الخدمة التي تنقل الإشعارات إن التطبيق لم يعد مثبتًا على ذلك الهاتف. أزل هذا الإدخال وأعدّ الهاتف من جديد.
push-trouble-refused = لم تقبل الخدمة التي تنقل الإشعارات آخر إشعار. إذا تكرر ذلك، فاطلب المساعدة.
push-trouble-misconfigured = لا يستطيع هذا الخادم إرسال إشعارات إلى مثل هذه الهواتف في الوقت الحالي. يمكن للقائمين عليه إصلاح ذلك: يرجى إبلاغهم.
push-trouble-unreachable = تعذّر الوصول في الوقت المناسب إلى الخدمة التي تنقل الإشعارات. حاول مرة أخرى بعد بضع دقائق.
method-platform = نوع الجهاز
platform-android = Android
platform-ios = iPhone أو iPad
platform-web = متصفح
platform-desktop = حاسوب
method-app = التطبيق
method-app-own = تطبيق المصادقة الخاص بهذا الخادم
method-app-compatible = تطبيق للمؤسسة
method-worth = بماذا يُحتسب تسجيل الدخول بها
