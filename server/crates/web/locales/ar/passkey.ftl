# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = استخدام مفتاح المرور
passkey-text = سيطلب منك المتصفح بصمة الإصبع أو الوجه أو رمز PIN.
passkey-use = استخدام مفتاح مرور
passkey-instead = استخدام مفتاح مرور بدلاً من ذلك
passkey-first = تسجيل الدخول بمفتاح مرور
passkey-often = محاولات كثيرة جداً. انتظر قليلاً أو اكتب اسم المستخدم.
passkey-create = إنشاء مفتاح مرور
passkey-create-text = سيسألك المتصفح عن مكان حفظ مفتاح المرور، وسيطلب بصمة الإصبع أو الوجه أو رمز PIN.
passkey-stopped = لم يستخدم المتصفح أي مفتاح مرور. حاول مجدداً أو اختر طريقة أخرى.
passkey-refused = لم يُقبل مفتاح المرور هذا. حاول مجدداً أو اختر مفتاحاً آخر.
passkey-known = لديك مفتاح مرور هناك بالفعل. اختر مكاناً آخر لحفظ المفتاح الجديد.
passkey-impossible = لا يستطيع هذا المتصفح استخدام مفاتيح المرور. اختر طريقة أخرى أو متصفحاً آخر.
passkey-no-script = تحتاج مفاتيح المرور إلى JavaScript، وهي متوقفة في هذا المتصفح. فعّلها أو اختر طريقة أخرى.
passkey-late = فات الأوان لاستخدام مفتاح مرور في هذا الدخول. ألغه وسجّل الدخول مجدداً، أو اختر طريقة أخرى.

method-passkey = مفتاح مرور
method-kept = مكان الحفظ
method-kept-device = على جهاز واحد فقط
method-kept-copied = في حساب ينسخه إلى أجهزتك
acr-passkey = مفتاح المرور
acr-passkey-pwd = كلمة المرور ومفتاح المرور

add-passkey-title = مفتاح مرور
add-passkey-text = يطلب جهازك أو مفتاح الأمان بصمة الإصبع أو الوجه أو رمز PIN. ولا يستجيب إلا لهذا الموقع، فلا يستطيع أحد خداعك في موقع آخر للحصول عليه.
add-passkey-steps = في الصفحة التالية ينشئ متصفحك مفتاح المرور. يمكن حفظه على هذا الجهاز أو على هاتف أو على مفتاح أمان.
enroll-passkey-title = إنشاء مفتاح المرور
