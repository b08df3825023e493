# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = لم تتم الموافقة عليه، لذا لم يسجل أحد الدخول به.
logged-out-title = لقد سجلت الخروج
logged-out-told = أُبلغت هذه الخدمات بإنهاء جلستك لديها أيضًا:
logged-out-untold = لا يمكن إبلاغ هذه الخدمات. سجّل الخروج منها بنفسك:
logged-out-again = تسجيل الدخول مرة أخرى
services-title = الخدمات التي سجلت الدخول إليها
services-text = سجلت الدخول إلى هذه الخدمات بهذا الحساب خلال آخر 24 ساعة. عندما تسجل الخروج هنا أو تنهي كل الجلسات الأخرى، تنتهي جلساتك لديها أيضًا.
service-last = آخر تسجيل دخول: { $at }
service-untold = لا يمكن إبلاغها: سجّل الخروج منها بنفسك
launcher-title = خدماتك
