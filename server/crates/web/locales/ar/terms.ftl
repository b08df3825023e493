# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = شروط الاستخدام
terms-version = الإصدار
terms-ask = هل تقبل هذه الشروط؟ لا يمكن إعداد أي وسيلة مصادقة من دون ذلك.
terms-accept = قبول
terms-accept-confirm = قبول وتأكيد
terms-accepted = قبلت هذه الشروط في { $day }.
terms-declined-title = لم يُقبل شيء
terms-declined-text = لم تقبل شروط الاستخدام ولم يتغير شيء. يمكنك إعداد وسائل المصادقة متى قبلتها.
terms-again = قراءة شروط الاستخدام مرة أخرى
problem-terms-not-accepted = لم يقبل الشخص شروط الاستخدام السارية. يقبلها في الصفحة التي يُعِد فيها وسيلة المصادقة.
