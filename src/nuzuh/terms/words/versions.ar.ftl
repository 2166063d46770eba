# نسخ الرسالة: لكل جهة مخاطَبة، وللصحافة، وفي صفحة واحدة، وكبطاقة
letter-of-you = ما نطلبه منكم
letter-of-others = ما نطلبه من غيركم
letter-others-to = المطلوب من: { $who }
letter-versions = نسخ هذه الرسالة
letter-version-to = إلى { $who }
letter-open = الرسالة المفتوحة
letter-page = صفحة
press-notice = بيان للصحافة
press-until = محظور النشر حتى { $when }
press-since = متاح للنشر منذ { $when }
press-free = متاح للنشر
embargo-day = بداية يوم { $day }
embargo-moment = { $day }، الساعة { $time } ({ $zone })
press-lead = { $signed }. رسالة مفتوحة بتاريخ { $day } إلى: { $who }.
press-lead-unsigned = رسالة مفتوحة بتاريخ { $day } إلى: { $who }.
press-figures = أبرز الأرقام
press-source = المصدر: { $sources }
press-calls = ما تطالب به الرسالة
press-contact = للتواصل
press-pdf = هذا البيان بصيغة PDF
press-plain = هذا البيان نصًّا مجردًا
press-evidence = كل رقم مع دليله
brief = موجز
brief-pdf = هذا الموجز بصيغة PDF
brief-what = الموضوع
brief-value = القيمة
brief-when = الفترة أو اليوم
brief-source = المصدر
brief-more = { $count ->
    [zero] لا مطالب أخرى في الرسالة.
    [one] في الرسالة مطلب آخر.
    [two] في الرسالة مطلبان آخران.
    [few] في الرسالة { $shown } مطالب أخرى.
    [many] في الرسالة { $shown } مطلبًا آخر.
   *[other] في الرسالة { $shown } مطلب آخر.
 }
card-alt = { $title }. { $label }: { $value }. { $source } { $day }.
frozen-heading = ما تغيّر منذ تثبيت هذه الرسالة
frozen-lead = يبقى النص كما ثُبّت، بأرقام ذلك اليوم.
frozen-change = { $label }. عند التثبيت: { $was }. الآن: { $now }.
frozen-reason = سبب بقاء الرسالة كما هي: { $reason } ({ $by })
frozen-gone = لم يعد هذا الرقم قائمًا
frozen-source = سُحب المصدر { $source }
frozen-withdrawn = مسحوب
frozen-text = هذا النص مثبَّت. بصمته SHA-256:
frozen-bundle = الرسالة المثبَّتة مع أرقامها وأدلتها، ليتحقق منها من يشاء (zip)
