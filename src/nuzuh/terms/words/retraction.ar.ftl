retraction-notice = صُحّح في { $day }: سُحب «{ $name }». السبب: { $reason }.
retraction-changed = { $label }: قلنا { $before }؛ ومن دونه { $now }.
retraction-gone = { $label }: قلنا { $before }؛ ومن دونه لا يوجد رقم.
retraction-same = { $label }: { $before }، ولا يتغير من دونه.
retraction-many = { $count ->
    [one] رقم واحد هنا كان يستند إليه وأعيد حسابه من دونه.
    [two] رقمان هنا كانا يستندان إليه وأعيد حسابهما من دونه.
    [few] { $shown } أرقام هنا كانت تستند إليه وأعيد حسابها من دونه.
    [many] { $shown } رقمًا هنا كانت تستند إليه وأعيد حسابها من دونه.
   *[other] { $shown } رقم هنا كانت تستند إليه وأعيد حسابها من دونه.
 }
retraction-used = كانت نسخة سابقة من هذا النص تستخدمه.
retraction-more = كل التصحيحات
retraction-title = تصحيحات
retraction-lead = ما الذي سُحب ومنذ متى ولماذا؛ ما قيل وما الصحيح الآن. وكل نص استخدمه يحمل التنبيه نفسه.
retraction-col-said = ما قلناه
retraction-col-now = الصحيح الآن
retraction-no-number = لم يعد هناك رقم
retraction-where = أين ورد
retraction-where-report = التقرير
retraction-where-poll = استطلاع: { $name }
retraction-where-letter = الرسالة: { $title }
retraction-rest = { $count ->
    [one] رقم آخر بحسب المكان والفترة مُعلَّم في البيانات.
    [two] رقمان آخران بحسب المكان والفترة مُعلَّمان في البيانات.
    [few] { $shown } أرقام أخرى بحسب المكان والفترة مُعلَّمة في البيانات.
    [many] { $shown } رقمًا آخر بحسب المكان والفترة مُعلَّمة في البيانات.
   *[other] { $shown } رقم آخر بحسب المكان والفترة مُعلَّمة في البيانات.
 }
retraction-by-numbers = لا تُذكر الأرقام: فهي تكشف ما أبلغ به مصدر لا يُسمّى.
erratum-title = تصحيح: { $name }
erratum-draft = مسوّدة. راجعوا كل جملة، واملؤوا كل …، واذكروا من قرر.
erratum-none = لا يتغير أي رقم منشور.
erratum-line = { $file }، السطر { $line }، العمود { $column }: { $what }
erratum-apology = نأسف للخطأ. النصوص المصححة مُعلَّمة، والبيانات حُسبت من جديد.
