calls-title = ما آل إليه كل مطلب
calls-of = ما آلت إليه المطالب: { $title }
calls-as-of = حتى { $day }
calls-lead = كل مطلب لدى كل مخاطَب. ما يقوله المخاطَب عن نفسه وما رآه الآخرون يقفان جنبًا إلى جنب ولا يُدمجان أبدًا: الوعد ليس فعلًا، والفعل الذي لم يره أحد مجرد قول.
calls-matrix = المطالب بحسب المخاطَبين
calls-short-silent = –
calls-short-not_sent = لم يُرسَل
calls-short-sent = أُرسل
calls-short-received = وصل
calls-short-answered = أجاب
calls-short-promised = وعد
calls-short-acted = فعل
calls-short-no_action = لم يُفعل شيء
calls-short-withdrawn = تراجع عن وعده
calls-short-refused = رفض
calls-short-late = متأخّر
calls-short-none = غير موجَّه إليه
calls-late-lead = اليوم المطلوب أو الموعود به يُعدّ فائتًا ابتداءً من اليوم الذي يليه.
calls-col-addressee = المخاطَب
calls-col-sent = الإرسال
calls-col-says = ما يقوله عن نفسه
calls-col-observed = ما لوحظ
calls-state-not_sent = لم يُرسَل
calls-state-silent-says = لم يقل شيئًا
calls-state-silent-observed = لم يُلاحَظ شيء
calls-state-sent = أُرسل: { $day }
calls-state-received = وصل: { $day }
calls-state-answered = أجاب: { $day }
calls-state-promised = وعد: { $day }
calls-state-acted = فعل: { $day }
calls-state-no_action = لم يُفعل شيء بعد: { $day }
calls-state-withdrawn = تراجع عن وعده: { $day }
calls-state-refused = رفض: { $day }
calls-until = حتى { $day }
calls-ago = { $count ->
    [0] اليوم
    [one] قبل يوم واحد
    [two] قبل يومين
    [few] قبل { $shown } أيام
    [many] قبل { $shown } يومًا
   *[other] قبل { $shown } يوم
 }
calls-answered-after = { $count ->
    [0] أول جواب في اليوم نفسه
    [one] أول جواب بعد يوم واحد
    [two] أول جواب بعد يومين
    [few] أول جواب بعد { $shown } أيام
    [many] أول جواب بعد { $shown } يومًا
   *[other] أول جواب بعد { $shown } يوم
 }
calls-late-answer = تأخّر: طُلب الجواب حتى { $day } ({ $ago })
calls-late-call = تأخّر: طُلب ذلك حتى { $day } ({ $ago })
calls-late-promise = تأخّر: وُعد به حتى { $day } ({ $ago })
calls-late-report = تأخّر: طُلب التقرير التالي حتى { $day } ({ $ago })
calls-wait-answer = الجواب مطلوب حتى { $day }
calls-wait-call = مطلوب حتى { $day }
calls-wait-promise = موعود به حتى { $day }
calls-wait-report = التقرير التالي مطلوب حتى { $day }
calls-by-actor = كما يقول عن نفسه
calls-by-observed = كما لاحظنا
calls-by-third_party = كما أفاد: { $source }
calls-by-others = آخرون
calls-evidence = الدليل
calls-on-file = الدليل محفوظ لدينا ولا يُنشر.
calls-history = { $count ->
    [one] السجل: قيد واحد
    [two] السجل: قيدان
    [few] السجل: { $shown } قيود
    [many] السجل: { $shown } قيدًا
   *[other] السجل: { $shown } قيد
 }
calls-measure = كيف يُقاس
calls-measure-value = { $label }: { $value }
calls-target-least = المطلوب: { $target } على الأقل
calls-target-most = المطلوب: { $target } على الأكثر
calls-met-met = الرقم يفي بما طُلب.
calls-met-not_met = الرقم لا يفي بما طُلب.
calls-met-unsure = الرقم غير مؤكد بما لا يسمح بالقول هل يفي بما طُلب.
calls-met-before = ينتهي الرقم قبل إرسال الرسالة: لا يقول شيئًا بعد عمّا طُلب.
calls-met-hidden = الرقم مخفيّ لأنه يخص عددًا قليلًا من الناس.
calls-met-unknown = الرقم غير معروف.
calls-no-cause = لا يقول الرقم لماذا هو كذلك.
calls-rhythm = { $count ->
    [0] لا تقارير
    [one] تقرير واحد
    [two] تقريران
    [few] { $shown } تقارير
    [many] { $shown } تقريرًا
   *[other] { $shown } تقرير
 }
calls-rhythm-gap = { $count ->
    [one] أطول مدة بلا تقرير: يوم واحد
    [two] أطول مدة بلا تقرير: يومان
    [few] أطول مدة بلا تقرير: { $shown } أيام
    [many] أطول مدة بلا تقرير: { $shown } يومًا
   *[other] أطول مدة بلا تقرير: { $shown } يوم
 }
calls-rhythm-asked = { $count ->
    [one] المطلوب: تقرير واحد على الأقل كل يوم
    [two] المطلوب: تقرير واحد على الأقل كل يومين
    [few] المطلوب: تقرير واحد على الأقل كل { $shown } أيام
    [many] المطلوب: تقرير واحد على الأقل كل { $shown } يومًا
   *[other] المطلوب: تقرير واحد على الأقل كل { $shown } يوم
 }
calls-sum-pairs = { $count ->
    [one] مطلب واحد لمخاطَب واحد
    [two] مطلبان، محسوبان لكل مخاطَب
    [few] { $shown } مطالب، محسوبة لكل مخاطَب
    [many] { $shown } مطلبًا، محسوبة لكل مخاطَب
   *[other] { $shown } مطلب، محسوبة لكل مخاطَب
 }
calls-sum-not_sent = لم تُرسَل: { $shown }
calls-sum-silent = أُرسلت بلا جواب: { $shown }
calls-sum-late = متأخرة بحسب ما لوحظ: { $shown }
calls-sum-unseen = قيل إنها أُنجزت ولم يُلاحَظ ذلك: { $shown }
calls-sum-acted = لوحظ إنجازها: { $shown }
calls-sum-refused = مرفوضة: { $shown }
calls-protected = { $shown } من القيود لا تُنشر حمايةً لأصحابها.
calls-data = بيانات هذه الصفحة
