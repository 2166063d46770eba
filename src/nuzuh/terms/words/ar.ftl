# Everything that a reader sees, in Arabic. The three languages have the same keys; a test compares them.

unknown = غير معروف
amount-about = نحو { $number }
amount-more = أكثر من { $number }
amount-less = أقل من { $number }
people = { $count ->
    [two] { $amount } شخصان
    [few] { $amount } أشخاص
    [many] { $amount } شخصًا
   *[other] { $amount } شخص
 }
period-months = من { $start } إلى { $end }
period-days = من { $start } إلى { $end }
as-of = في { $day }
list-separator = {"؛ "}
and-more = { $count ->
    [one] وواحد آخر
    [two] واثنان آخران
   *[other] و{ $shown } غيرها
 }
range-of = { $range }

# Figures
label-flow-total = حالات وصول النازحين، { $period }
label-flow-to = حالات وصول النازحين إلى { $place }، { $period }
label-flow-from = حالات وصول النازحين من { $origin }، { $period }
label-flow-pair = حالات وصول النازحين من { $origin } إلى { $place }، { $period }
label-flow-since = النزوح الجديد (حركات)، { $period }
label-stock-total = النازحون الموجودون، { $day }
label-stock-in = النازحون الموجودون في { $place }، { $day }
label-returnees = العائدون الموجودون في { $place }، { $day }
label-capacity = عدد الأشخاص الذين تتسع لهم المواقع في { $place }، { $day }
whole-area = منطقة الأزمة كلها
label-preferred = { $what }، بحسب المصدر المفضّل
label-flow-arrivals = حالات الوصول إلى { $place } ضمن حسابها، { $period }
label-flow-departures = النازحون الذين غادروا { $place } إلى أماكن أخرى، { $period }
label-flow-returns = النازحون الذين غادروا { $place } عائدين إلى ديارهم، { $period }
label-flow-unreported = حالات الوصول إلى { $place } التي لا يذكرها أي تقرير، { $period }
label-flow-residual = تغيّر الرصيد الذي لا تفسّره التدفقات المبلّغ عنها، { $place }، { $period }
label-stock-start = النازحون الموجودون في { $place } في البداية، { $day }
unreported-share = { $share } من هذا الرقم يقع في أماكن وأوقات لا يتحدث عنها أي تقرير على حدة.
unreported-silent = غير مكتمل: لا يتحدث أي تقرير عن هذه الفترة عن أماكن وصل إليها { $share } من مجموع حالات الوصول المعروفة.
incomplete-periods = أرقام غير مكتملة وليست صغيرة: في هذه الفترات لا يتحدث أي تقرير عن أماكن وصلت إليها هذه النسبة من مجموع حالات الوصول المعروفة: { $periods }.
unreported-older = { $share } من هذا الرقم يستند إلى إحصاءات أقدم ترحّلها الحسابات إلى هذا التاريخ.

# The issue
report = التقرير
issue-number = العدد { $number }
data-as-of = البيانات حتى { $day }
published-on = نُشر في { $day }
contents = المحتويات
languages = اللغات
skip = انتقل إلى النص
download-pdf = هذا التقرير بصيغة PDF
figure-evidence = من أين جاء هذا الرقم
synthetic = بيانات مختلقة
withheld = مصدر لم يُذكر اسمه
place-outside = خارج منطقة الأزمة
status-suppressed = محجوب: عدد قليل من الأشخاص
status-unknown = غير معروف
status-no_access = تعذّر الوصول
status-not_covered = خارج التغطية
note-flow = حالات الوصول والنزوح الجديد حركات: من نزح أكثر من مرة يُحسب أكثر من مرة.
note-range = يمتد النطاق على ما تقوله المصادر، وليس هامش خطأ.
note-interval = يضم مجال { $level } هذه النسبة من مجموعات كثيرة من الحسابات مسحوبة مما تسمح به التقارير، ويتسع حيث تقلّ التقارير.
note-hidden = { $count ->
    [zero] لا أرقام محجوبة.
    [one] رقم واحد محجوب، لأنه يخص عددًا قليلًا من الأشخاص أو لأنه يكشف رقمًا محجوبًا.
    [two] رقمان محجوبان، لأنهما يخصان عددًا قليلًا من الأشخاص أو لأنهما يكشفان رقمًا محجوبًا.
    [few] { $shown } أرقام محجوبة، لأنها تخص عددًا قليلًا من الأشخاص أو لأنها تكشف رقمًا محجوبًا.
    [many] { $shown } رقمًا محجوبًا، لأنها تخص عددًا قليلًا من الأشخاص أو لأنها تكشف رقمًا محجوبًا.
   *[other] { $shown } رقم محجوب، لأنها تخص عددًا قليلًا من الأشخاص أو لأنها تكشف رقمًا محجوبًا.
 }

section-key = الأرقام
section-months = شهرًا بشهر
section-weeks = أسبوعًا بأسبوع
section-since = منذ { $day }
section-since-published = منذ { $day }، كما نُشر
section-places = إلى أين وصل النازحون
section-origins = من أين نزحوا
section-stock = أين يقيم النازحون
section-account = الحساب بحسب الفترة
section-accounts = حساب كل مكان
section-agreement = أين تختلف المصادر
section-said = ما تقوله المصادر
section-gaps = ما ليس معروفًا
section-compare = أزمات أخرى، لإدراك الحجم
section-sources = المصادر
section-method = كيف جرى العدّ
section-data = البيانات
section-evidence = الأدلة على كل رقم

lead-months = حالات الوصول الواقعة ضمن شهر تقويمي واحد. التقرير الذي يمتد على عدة أشهر لا يُجزّأ، بل يُحسب في المجموع فقط.
lead-weeks = حالات الوصول الواقعة ضمن أسبوع تقويمي واحد. التقرير الذي يمتد على عدة أسابيع لا يُجزّأ، بل يُحسب في المجموع فقط.
lead-since = مجاميع تراكمية كما نشرتها المصادر. كل مجموع يحلّ محلّ سابقه، ولا يجوز جمعها بعضها إلى بعض.
lead-places = حالات الوصول بحسب المكان طوال الفترة كلها، من التقارير التي تذكر المكان. وليس من الضروري أن يساوي حاصل جمعها المجموع الكلي.
lead-origins = حالات الوصول بحسب المكان الأصلي، من التقارير التي تذكره.
lead-stock = من يعيشون في النزوح في يوم معيّن: هذا رصيد، ولا يجوز جمعه مع حالات الوصول.
lead-months-accounts = حالات الوصول الأرجح في كل شهر تقويمي بناءً على كل التقارير، والتقرير الذي يمتد على عدة أشهر يُوزَّع عليها. النقاط الفارغة هي ما يقوله مصدر واحد عن الشهر نفسه.
lead-weeks-accounts = حالات الوصول الأرجح في كل أسبوع تقويمي بناءً على كل التقارير، والتقرير الذي يمتد على عدة أسابيع يُوزَّع عليها. النقاط الفارغة هي ما يقوله مصدر واحد عن الأسبوع نفسه.
lead-since-accounts = حالات الوصول في الحسابات مجموعةً منذ اليوم الأول. كل رقم يحلّ محلّ سابقه، ولا يجوز جمعها بعضها إلى بعض.
lead-places-accounts = حالات الوصول الأرجح بحسب المكان طوال الفترة كلها، بناءً على كل التقارير.
lead-origins-accounts = حالات الوصول الأرجح بحسب المكان الأصلي، بناءً على كل التقارير.
lead-accounts = الرصيد في البداية، زائدًا حالات الوصول، زائدًا حالات الوصول التي لم يبلّغ عنها أحد، ناقصًا المغادرين والعائدين، هو الرصيد في النهاية.
accounts-close = كل حساب مُقفل: لا أحد يظهر من العدم ولا أحد يختفي. والأرقام المعروضة مقرَّبة كلٌّ على حدة، فقد يختلف الصف بقدر ما يأخذه التقريب.
accounts-residual = الباقي ليس جزءًا من الحساب، بل هو الرصيد في النهاية ناقصًا الرصيد في البداية وما تذكره التقارير من وصول وعودة ومغادرة. يجعله المغادرون بلا تقرير سالبًا، ويجعله الوصول الذي لم يبلّغ عنه أحد موجبًا؛ وإذا ابتعد عن الصفر فإن تقارير الرصيد وتقارير التدفق لا تتوافق.
lead-agreement = لكل مصدر: عدد صفوفه المحسوبة، وما يبلّغ عنه قياسًا إلى الحسابات (1 يعني التساوي، و1.2 يعني زيادة الخُمس)، ومدى ابتعاد الصف الواحد منه، ومدى تغيّر مجموع حالات الوصول إذا تُرك المصدر جانبًا.
agreement-places = ما يقوله كل مصدر عن كل رقم معروض جنبًا إلى جنب في صفحة المكان.
lead-said = للمجموع نفسه: ما يقوله كل مصدر على حدة، مع الفترة التي يغطيها. لا تصح المقارنة إلا بين أرقام الفترة نفسها.
lead-gaps-none = لا يذكر أي مصدر مكانًا تعذّر الوصول إليه أو بقي خارج التغطية.
lead-compare = أرقام منشورة عن أزمات أخرى. وهي تعدّ أناسًا آخرين بطرق أخرى، ويُذكر مع كل رقم مقياسه ومن يشملهم وفترته.
no-figures = لا يعطي أي مصدر مثل هذا الرقم لهذه الفترة.

chart-months = حالات الوصول بحسب الشهر
chart-weeks = حالات الوصول بحسب الأسبوع
chart-since = النزوح الجديد منذ { $day }، مجموع تراكمي
chart-since-accounts = مجموع حالات الوصول منذ { $day }
chart-places = حالات الوصول بحسب المكان
chart-origins = حالات الوصول بحسب المكان الأصلي
chart-matrix = من أين وإلى أين
chart-map = خريطة حالات الوصول بحسب المكان
chart-map-stock = خريطة النازحين الموجودين بحسب المكان
chart-stock = النازحون الموجودون بحسب المكان
chart-desc = { $count ->
    [one] قيمة واحدة، وهي في الجدول أدناه.
    [two] قيمتان، أعلاهما { $highest } ({ $where }). وكلتاهما في الجدول أدناه.
    [few] { $shown } قيم، أعلاها { $highest } ({ $where }). وكلها في الجدول أدناه.
   *[other] { $shown } قيمة، أعلاها { $highest } ({ $where }). وكلها في الجدول أدناه.
 }
map-attribution = Natural Earth. لا تنطوي الحدود والأسماء على أي حكم بشأن وضعها.
map-own-attribution = { $attribution }. لا تنطوي الحدود والأسماء على أي حكم بشأن وضعها.
map-km = { $number } كم
chart-stock-months = النازحون الموجودون في نهاية كل شهر
chart-stock-weeks = النازحون الموجودون في نهاية كل أسبوع
chart-place-months = حالات الوصول إلى { $place } بحسب الشهر
chart-place-weeks = حالات الوصول إلى { $place } بحسب الأسبوع
chart-place-stock = النازحون الموجودون في { $place }
chart-accounts = الحسابات، { $period }
chart-account = حساب { $place } بحسب الفترة
chart-said = ما يقوله كل مصدر، { $place }
map-silent = { $count ->
    [zero] لا مكان على الخريطة بلا تقارير.
    [one] الدائرة الفارغة هي المكان الذي لا يُعرف عنه شيء، وهذا لا يعني الصفر.
    [two] الدائرتان الفارغتان هما المكانان اللذان لا يُعرف عنهما شيء، وهذا لا يعني الصفر.
    [few] الدوائر الفارغة هي { $shown } أماكن لا يُعرف عنها شيء، وهذا لا يعني الصفر.
    [many] الدوائر الفارغة هي { $shown } مكانًا لا يُعرف عنها شيء، وهذا لا يعني الصفر.
   *[other] الدوائر الفارغة هي { $shown } مكان لا يُعرف عنها شيء، وهذا لا يعني الصفر.
 }
matrix-table = يضم الجدول أكبر التدفقات ({ $shown })، والملف data/pairs.csv يضمها كلها.
matrix-order = كلما كان اللون أغمق زاد عدد الأشخاص. الرمادي: لا شيء مبلّغ عنه. المتقطّع: غير معروف. الأرقام فوق الأعمدة هي أرقام الأماكن بجانب أسمائها.
matrix-more = { $count ->
    [one] وزوج واحد آخر
    [two] وزوجان آخران
    [few] و{ $shown } أزواج أخرى
    [many] و{ $shown } زوجًا آخر
   *[other] و{ $shown } زوج آخر
 }
chart-more = { $count ->
    [zero] يُظهر الرسم جميع الأماكن.
    [one] مكان واحد غير ظاهر في الرسم، وهو في الجدول.
    [two] مكانان غير ظاهرَين في الرسم، وهما في الجدول.
    [few] { $shown } أماكن غير ظاهرة في الرسم، وهي في الجدول.
    [many] { $shown } مكانًا غير ظاهرة في الرسم، وهي في الجدول.
   *[other] { $shown } مكان غير ظاهرة في الرسم، وهي في الجدول.
 }
axis-people = أشخاص
other-sources = مصادر أخرى

col-period = الفترة
col-day = اليوم
col-place = المكان
col-origin = المكان الأصلي
col-people = الأشخاص
col-range = النطاق بين المصادر
col-interval = مجال { $level }
col-range-mixed = النطاق أو المجال
caption-time = { $caption }، { $time }
range-level = { $range } ({ $level })
col-stock-start = الرصيد في البداية
col-arrivals = حالات الوصول
col-unreported = وصول لم يبلّغ عنه أحد
col-departures = المغادرون
col-returns = العائدون
col-stock-end = الرصيد في النهاية
col-residual = الباقي
col-rows = الصفوف
col-factor = ما يبلّغ عنه قياسًا إلى الحسابات
col-error = خطأ الصف الواحد
col-moved = المجموع من دونه
col-accounts = الحسابات
col-preferred = المصدر المفضّل
col-difference = الفرق
col-ours = هذا التقرير
percent-little = أقل من { $share }
small-line = تحت كل رقم: { $what }.
said-of = { $value } ({ $period })
col-sources = المصادر
col-source = المصدر
col-organisation = المنظمة
col-grade = الدرجة
col-covers = الفترة التي يغطيها
col-figure = الرقم
col-what = الموضوع
col-metric = المقياس
col-of-whom = من يشملهم
col-when = متى
col-where = أين
col-citation = المصدر
col-reason = السبب
col-file = الملف
col-format = محتواه
metric-stock = رصيد
metric-flow = تدفق
metric-share = نسبة
kind-un = الأمم المتحدة
kind-government = جهة حكومية
kind-ngo = منظمة غير حكومية
kind-research = جهة بحثية
kind-media = وسيلة إعلام
kind-informant = مصادر معلومات رئيسية
kind-coalition = تحالف
kind-other = جهة أخرى
grade-A = A: موثوق تمامًا
grade-B = B: موثوق عادةً
grade-C = C: موثوق إلى حد ما
grade-D = D: غير موثوق عادةً
grade-E = E: غير موثوق
grade-F = F: لا يمكن الحكم عليه
gaps-places = { $count ->
    [zero] لكل مكان على أدق مستوى منشور تقرير واحد على الأقل.
    [one] مكان واحد على أدق مستوى منشور لا يوجد عنه أي تقرير.
    [two] مكانان على أدق مستوى منشور لا يوجد عنهما أي تقرير.
    [few] { $shown } أماكن على أدق مستوى منشور لا يوجد عنها أي تقرير.
    [many] { $shown } مكانًا على أدق مستوى منشور لا يوجد عنها أي تقرير.
   *[other] { $shown } مكان على أدق مستوى منشور لا يوجد عنها أي تقرير.
 }

method-1 = التدفق يعدّ حالات الوصول خلال فترة، والرصيد يعدّ الموجودين في يوم معيّن. ولا يُجمع أحدهما إلى الآخر ولا يُقارن به.
method-2 = للمكان والمكان الأصلي والفترة نفسها، تؤخذ القيمة من المصدر الأعلى درجة، ويؤخذ النطاق من كل المصادر ذات الدرجات من A إلى D. أما المصادر ذات الدرجتين E وF فلا تؤخذ منها قيمة ولا نطاق حيث يوجد مصدر أفضل.
method-3 = لا يُجمع أبدًا تقريران عن الأشخاص أنفسهم. وحين تتداخل الأرقام في المكان والمكان الأصلي والزمن، يُحسب أوسعها: المكان الأعم، ثم الفترة الأطول. أما سواها فيُعرض ولا يُجمع.
method-4 = تُحوَّل الأسر إلى أشخاص بحجم الأسرة المذكور في التقرير، وإلا فبحجم الأسرة المعتمد للأزمة ({ $size }).
method-5 = ما لم يبلّغ عنه أحد غير معروف، ولا يُعدّ أبدًا صفرًا.
method-6 = لا تُنشر الأماكن بأدق من المستوى { $level } في دليل الأماكن. وتُحجب الأعداد التي تقل عن { $smallest } من الأشخاص، ويُحجب كل ما قد يكشفها. الأرقام المنشورة مقرَّبة، وما سبقته عبارة «أكثر من» لا يُقرَّب إلا نزولًا.
method-6-idmc = التقريب: إلى رقمين معنويين حتى 100,000، وما فوقها إلى أقرب ألف.
method-7 = كل رقم يقود إلى صفحة الأدلة، ومن لديه ملفات الإدخال يجد صفوفه بالأمر: nuzuh trace { $figure }{"\u200E"}
method-accounts-1 = لكل مكان وفترة حساب: الموجودون في البداية، زائدًا من يصلون، ناقصًا من يغادرون أو يعودون إلى ديارهم، هم الموجودون في النهاية. لا أحد يظهر من العدم ولا أحد يختفي، ولا رقم تحت الصفر.
method-accounts-2 = كل تقرير يُعدّ مجموعًا لمثل هذه الأرقام مع خطأ: بلدة ليوم واحد أو محافظة لشهر، مكان أصلي معروف أو مجهول، أشخاص أو أسر. ولا تُجمع أبدًا تقارير عن الأشخاص أنفسهم، بل يشدّ كل تقرير الحسابات نحوه، والمصدر العالي الدرجة أكثر من سواه.
method-accounts-3 = حيث تتداخل المصادر يُحسب كم يميل كل منها إلى الزيادة أو النقصان، وكم تبتعد صفوفه. وما يُنشر هو الحسابات الأرجح بناءً على كل التقارير معًا.
method-accounts-4 = يقول المجال مدى التأكد من ذلك: تُسحب مجموعات كثيرة من كل الحسابات التي تسمح بها التقارير، ويضم الحدّان الأدنى والأعلى { $level } منها. وهو صحيح بقدر صحة الافتراضات: فإذا أغفلت المصادر كلها الأشخاص أنفسهم فلن يُظهر ذلك أي مجال.
method-accounts-5 = ما لم يبلّغ عنه أحد غير معروف، ولا يُعدّ أبدًا صفرًا. وحيث لا يتحدث أي تقرير يأتي الرقم من بقية الحسابات وحدها، ويُذكر مع كل رقم ما هي هذه النسبة منه.
method-accounts-6 = وإلى جانبها الطريقة الشفافة: من بين عدة مصادر تؤخذ القيمة من الأعلى درجة، ويُترك ما يتداخل، ويمتد النطاق على ما تقوله المصادر. وليس للنطاق احتمال، لكن يمكن التحقق منه يدويًا.
method-both = الطريقتان جنبًا إلى جنب

data-json = كل الأرقام مع الفترة والفئة المشمولة والطريقة والمصادر والحالة، وإلى جانبها مخطط JSON Schema
data-csv = كل الأرقام في جدول
data-xlsx = كل الأرقام في مصنّف جداول، مع ورقة تشرح الأعمدة
data-parquet = كل الأرقام، للتحليل
data-geojson = الأرقام بحسب المكان، للخرائط
data-accounts = حساب كل مكان وفترة، مع المجالات
data-pairs = من أين وإلى أين، مع المجالات
data-feed = خلاصة Atom للأعداد والرسائل

evidence-lead = كل رقم في هذه الصفحات، مع ما يعدّه ومصادره وسجلاته. وتتغير البصمة الرقمية متى تغيّر أي من السجلات.
evidence-method = الطريقة
evidence-records = السجلات
evidence-records-value = { $count ->
    [one] صف واحد من { $table }، SHA-256 { $digest }
    [two] صفان من { $table }، SHA-256 { $digest }
    [few] { $shown } صفوف من { $table }، SHA-256 { $digest }
    [many] { $shown } صفًا من { $table }، SHA-256 { $digest }
   *[other] { $shown } صف من { $table }، SHA-256 { $digest }
 }
evidence-trace = وصولًا إلى الملف والسطر
method-preferred = قيمة المصدر المفضّل، والنطاق من كل المصادر
evidence-here = كل رقم في هذه الصفحة مع صفوفه. والبصمات الرقمية في صفحة الأدلة من التقرير وفي data/figures.json.
evidence-unreported = غير مبلّغ عنه
method-accounts = الحسابات الأرجح بناءً على كل التقارير
method-as-published = كما نشره مصدره
back = العودة إلى التقرير

# The page of a place
place-lies-in = يقع في
place-code = الرمز { $code }
section-place-arrivals = حالات الوصول
section-place-stock = النازحون الموجودون
section-place-origins = من أين جاء النازحون
section-place-destinations = إلى أين ذهب النازحون من هنا
section-place-parts = الأماكن التابعة له
lead-place-said = رقم هذا التقرير وإلى جانبه ما يقوله كل مصدر على حدة. وحيث يتحدث مصدر عن أيام أخرى فهي مذكورة.
place-no-figures = لا يعطي أي تقرير رقمًا عن هذا المكان.
place-more = { $count ->
    [one] ومكان واحد آخر
    [two] ومكانان آخران
    [few] و{ $shown } أماكن أخرى
    [many] و{ $shown } مكانًا آخر
   *[other] و{ $shown } مكان آخر
 }

# The letter
letter = رسالة مشتركة
letters = الرسائل
letter-to = إلى
letter-calls = مطالبنا
letter-calls-to = إلى: { $who }
letter-signed = وقّعت على الرسالة { $count ->
    [one] منظمة واحدة
    [two] منظمتان
    [few] { $shown } منظمات
   *[other] { $shown } منظمة
 }
letter-signed-protected = { $count ->
    [one] إحداها لم يُذكر اسمها حفاظًا على سلامتها
    [two] اثنتان منها لم يُذكر اسماهما حفاظًا على سلامتهما
   *[other] { $shown } منها لم تُذكر أسماؤها حفاظًا على سلامتها
 }
letter-evidence = الأدلة على الأرقام
letter-evidence-lead = كل رقم في النص يقود إلى هنا، والسجل الكامل في صفحة الأدلة من التقرير.
letter-pdf = هذه الرسالة بصيغة PDF
letter-signatories-label = المنظمات الموقّعة
method-count = عدد صفوف القائمة
letter-not-signed = لم توقّع أي منظمة بعد.
compare-refused = لا تصح المقارنة
feed-issue = { $title }: العدد حتى { $day }
feed-letter = { $title }: رسالة مشتركة بتاريخ { $day }

# Other crises: why figures are not compared, and what they are when they are
unit-people = أشخاص
unit-households = أسر
unit-percent = بالمئة
metric-index = مؤشر
counts-movements = حركات نزوح
counts-people = أشخاص مختلفون
who-displaced = نازحون داخليًا
who-refugees = لاجئون
who-displaced_and_refugees = نازحون ولاجئون معًا
who-returnees = نازحون عائدون
who-returned_refugees = لاجئون عائدون
who-residents = سكان
who-capacity = أماكن في مواقع الإيواء
who-other = أشخاص معدودون بطريقة أخرى
length-months = { $count ->
    [one] شهر واحد
    [two] شهران
    [few] { $shown } أشهر
    [many] { $shown } شهرًا
   *[other] { $shown } شهر
 }
length-days = { $count ->
    [one] يوم واحد
    [two] يومان
    [few] { $shown } أيام
    [many] { $shown } يومًا
   *[other] { $shown } يوم
 }
refused-pair = { $reference } مقابل { $ours }
refused-population-unsaid = أشخاص لم يُذكر من هم مقابل { $ours }
refused-value = أحد الرقمين غير معروف أو محجوب
refused-zero = الرقم الآخر صفر
refused-share = نسب من مجاميع مختلفة
refused-bounds = ما يُعرف عن الرقمين لا يبيّن أيهما أكبر
col-against = مقابل هذا التقرير
compare-times = { $what }: { $times } من أمثال هذا الرقم
compare-times-range = { $what }: { $times } من أمثال هذا الرقم ({ $range })
compare-times-level = { $what }: { $times } من أمثال هذا الرقم ({ $range }، فترة بمستوى { $level })
ratio-less = أقل من { $number }
compare-per-day = في اليوم: { $ours } مقابل { $reference } ({ $times } من أمثاله)
compare-per-head = لكل 1,000 من السكان: { $ours } مقابل { $reference } ({ $times } من أمثاله)
compare-per-head-day = في اليوم لكل 1,000 من السكان: { $ours } مقابل { $reference } ({ $times } من أمثاله)
compare-only-day = { $what }: في اليوم فقط، لأن الفترتين مختلفتان ({ $reason })
compare-not = لا يُقارن مع { $what }: { $reasons }
compare-no-heads = لا يُعطى شيء لكل 1,000 من السكان، لأن عدد سكان إحدى المنطقتين غير معروف.
compare-rule = لا تُقارن الأرقام إلا إذا اتفق المقياس والوحدة ومن يُعدّون، ولا تُقارن التدفقات إلا إذا عدّ كلاهما الحركات أو عدّ كلاهما أشخاصًا مختلفين، في فترتين متساويتي الطول (بفارق لا يتجاوز 5 بالمئة). ويُرفض ما عدا ذلك مع ذكر كل الأسباب. والرقم اليومي متوسط الفترة.

# People displaced at least once
label-flow-once = الأشخاص الذين نزحوا مرة واحدة على الأقل، { $period } (حدود تُستنتج من التقارير، وليست هامش خطأ)
once-heading = الأشخاص الذين نزحوا مرة واحدة على الأقل
once-between = { $low } على الأقل و{ $high } على الأكثر من الأشخاص المختلفين.
once-least = { $low } على الأقل من الأشخاص المختلفين. ولا يبيّن أي تقرير الحد الأقصى.
once-most = { $high } على الأكثر من الأشخاص المختلفين. ولا يبيّن أي تقرير الحد الأدنى.
once-counted = يعدّ أحد المصادر الأشخاص المختلفين طوال الفترة: { $value }.
once-why-low = الحد الأدنى هو الأعلى مما يلي: ما يعدّه مصدر أشخاصًا مختلفين؛ والحركات التي يذكرها ليوم واحد؛ ومن يجدهم نازحين في يوم واحد زيادةً على من وجدهم في الأماكن نفسها في الشهر السابق للفترة. ويفترض أن أحدًا لم ينزح مرتين في يوم واحد، وأن المصدر عدّ في المرتين بالطريقة نفسها.
once-why-high = الحد الأقصى هو الطرف الأعلى لمجموع الحركات، وتُعدّ كل حركة شخصًا آخر. ويفترض أن التقارير لا تغفل أي حركة.
once-why = هذه حدود تُستنتج منطقيًا، ولا يرافقها أي احتمال.
method-bounds = حدود تُستنتج منطقيًا من التقارير
method-as-counted = جزء ممن عُدّوا أو سُئلوا، لكل مصدر مجموعه الخاص

# Who they are
section-shares = من هم
lead-shares = لكل نسبة مجموعها الخاص: من عدّهم ذلك المصدر أو سألهم. ولا تُخلط نسب المصادر المختلفة، ولا تقول شيئًا عمن لم يُسألوا.
label-share = { $group }: نسبتهم من { $of } من { $who } الذين عُدّوا أو سُئلوا في { $place }، { $when }
label-share-none = { $group }: نسبتهم من { $who } في { $place }، { $when }؛ ولم يُذكر من كم
label-share-hidden = { $group }: نسبتهم من { $who } في { $place }، { $when }
shared-displaced-people = النازحين
shared-displaced-households = الأسر النازحة
shared-returnees-people = العائدين
shared-returnees-households = الأسر العائدة
shared-residents-people = السكان
shared-residents-households = الأسر المقيمة
group-women = النساء
group-men = الرجال
group-girls = الفتيات
group-boys = الفتيان
group-children = الأطفال
group-adults = البالغون
group-elderly = كبار السن
group-disabled = ذوو الإعاقة
group-female = النساء والفتيات
group-male = الرجال والفتيان
col-group = الفئة
col-share = النسبة
col-of = من كم
col-said-too = مصادر أخرى
share-of = { $source }: { $share } من { $of }
share-of-unsaid = { $source }: { $share }، ولم يُذكر من كم
of-unsaid = لم يُذكر

## poll

label-poll-asked = { $poll }: عدد من سُئلوا
label-poll-answered = { $poll }: عدد من أجابوا
label-poll-share = { $poll }: «{ $question }» – { $answer }
label-poll-mean = { $poll }: «{ $question }» – المتوسط
label-poll-group = { $what } ({ $question }: { $group })
method-poll = نسبة من أجابوا أو متوسطهم
poll-heading = سألنا: { $poll }
poll-fixed = ثابتة بحكم المعايرة
chart-poll-answer = { $caption } – { $answer }
poll-those-asked = ممّن سألناهم: لم يُختاروا بالقرعة. ما يقولونه يصحّ عليهم لا على جميع النازحين، ولا معنى هنا لهامش خطأ.
poll-those-asked-unknown = ممّن سألناهم: لا شيء يدلّ على أنهم اختيروا بالقرعة. ما يقولونه يصحّ عليهم لا على جميع النازحين، ولا معنى هنا لهامش خطأ.
poll-purpose = اختيرت الأماكن قصدًا، فهي ليست عيّنة من الأماكن.
poll-purpose-interval = اختيرت الأماكن قصدًا وليست عيّنة من الأماكن: فالمجالات تخصّ الناس داخل هذه الأماكن وحدها.
poll-everyone = سُئل الجميع، فلا خطأ ناتجًا عن اختيار عيّنة.
poll-few-clusters =
    { $count ->
        [one] ليس في العيّنة سوى عنقود واحد ({ $shown }) يُحكم به. وبهذا القليل لا يؤمَن أي مجال: فهو يحوي الحقيقة أقلّ مما يعِد.
        [two] ليس في العيّنة سوى عنقودين ({ $shown }) يُحكم بهما. وبهذا القليل لا يؤمَن أي مجال: فهو يحوي الحقيقة أقلّ مما يعِد.
        [few] في العيّنة { $shown } عناقيد يُحكم بها. وبهذا القليل لا يؤمَن أي مجال: فهو يحوي الحقيقة أقلّ مما يعِد.
       *[other] في العيّنة { $shown } عنقودًا يُحكم بها. وبهذا القليل لا يؤمَن أي مجال: فهو يحوي الحقيقة أقلّ مما يعِد.
    }
poll-weighted-accounts = رُجّحت الإجابات بعدد النازحين كما تحسبه حسابات هذا التقرير.
poll-weighted = الإجابات مرجّحة.
poll-hidden = محجوب: وراءه أقلّ من { $smallest } أشخاص، أو أنه يكشف عددًا كهذا.
poll-small-base = * أجاب أقلّ من { $n } شخصًا: فليُقرأ بحذر.
poll-answered-of =
    { $count ->
        [zero] لم يُجب أحد من { $asked } سُئلوا.
        [one] أجاب شخص واحد ({ $answered }) من { $asked } سُئلوا.
        [two] أجاب شخصان ({ $answered }) من { $asked } سُئلوا.
        [few] أجاب { $answered } أشخاص من { $asked } سُئلوا.
        [many] أجاب { $answered } شخصًا من { $asked } سُئلوا.
       *[other] أجاب { $answered } شخص من { $asked } سُئلوا.
    }
poll-base =
    { $count ->
        [zero] لم يُجب أحد عن هذا السؤال.
        [one] أجاب عن هذا السؤال شخص واحد ({ $shown }).
        [two] أجاب عن هذا السؤال شخصان ({ $shown }).
        [few] أجاب عن هذا السؤال { $shown } أشخاص.
        [many] أجاب عن هذا السؤال { $shown } شخصًا.
       *[other] أجاب عن هذا السؤال { $shown } شخص.
    }
poll-base-many = { $base } وكان لهم أن يختاروا أكثر من جواب، فلا يبلغ مجموع النسب الكل حصرًا.
poll-everybody = كل من أجابوا
hidden-short = محجوب
poll-by = بحسب الجواب عن «{ $question }»
poll-fact-asked = عدد من سُئلوا
poll-fact-answered = عدد من أجابوا
poll-fact-when = متى
poll-fact-where = أين
poll-fact-origins = نزحوا من
poll-fact-whom = من كان يمكن سؤاله
poll-fact-chosen = كيف اختيروا
poll-fact-mode = كيف سُئلوا
poll-fact-by = من سأل
poll-fact-left-out = مقابلات لم تُحسب
poll-fact-design = الدقة
poll-fact-more = كل الإجابات بحسب الفئات
poll-design = أثر التصميم المعتاد { $deff }: أي بدقة { $effective } شخصًا اختيروا بالقرعة واحدًا واحدًا.
poll-places =
    { $count ->
        [one] مكان واحد ({ $shown }) في { $names }
        [two] مكانان ({ $shown }) في { $names }
        [few] { $shown } أماكن، في { $names }
       *[other] { $shown } مكانًا، في { $names }
    }
poll-mode-face-to-face = وجهًا لوجه
poll-mode-phone = بالهاتف
poll-mode-web = عبر الإنترنت
poll-mode-paper = على الورق
poll-mode-mixed = بطرق عدة
poll-chosen-unknown = لم يُذكر
poll-chosen-convenience = من أمكن الوصول إليهم
poll-chosen-quota = من أمكن الوصول إليهم حتى اكتمل العدد المحدد لكل فئة
poll-chosen-snowball = عن طريق من سُئلوا قبلهم
poll-chosen-chance = بالقرعة
poll-chosen-everyone = الجميع
col-fact = البند
col-fact-value = في هذا الاستطلاع
col-answer = الجواب
col-average = المتوسط
col-answered = عدد من أجابوا
average = المتوسط
poll-page = استطلاع
section-poll-facts = من سُئل، وأين ومتى وكيف
section-poll-tests = هل تختلف الفئات؟
lead-poll-tests = احتمال أن تختلف فئات متشابهة الرأي كما اختلفت هذه. وما دون 5 من 100 يُسمّى عادةً اختلافًا.
col-question = السؤال
col-groups = الفئات بحسب
col-p = الاحتمال (p)
p-little = أقلّ من { $p }
section-poll-printed = نسب مئوية طُبعت في مكان آخر
lead-poll-printed = هل يمكن أن يعطي عددٌ من الناس النسبةَ كما طُبعت؟ لا يقول هذا شيئًا عن صحتها.
col-printed = كما طُبعت
col-printed-of = من كم
col-verdict = هل هي ممكنة؟
verdict-attainable = نعم
verdict-not-attainable = ليست ممكنة كما طُبعت
verdict-exempt = لا يمكن فحصها
section-poll-method = كيف سألنا وكيف حسبنا
poll-method-base = كل نسبة هي من الذين أجابوا عن السؤال. ومن لم يُسأل عنه أو لم يُجب فليس فيها. وكثيرًا ما تقسم تقارير أدوات الجمع على كل الاستمارات، أو تقسم الفئة على كل من أجابوا؛ فتختلف نسبها عن هذه.
poll-method-validation-not-rejected = المقابلات التي لم تقبلها المراجعة غير محسوبة.
poll-method-validation-approved = تُحسب فقط المقابلات التي قبلتها المراجعة.
poll-method-validation-all = تُحسب كل المقابلات مهما قالت المراجعة.
poll-method-interval = تحوي المجالات الحقيقةَ في { $level } من كل العيّنات التي تُسحب هكذا، بطريقة { $method }؛ ومجالات الفئات تستعمل درجات حرية الفئة نفسها.
poll-method-test = تُقارن الفئات باختبار راو وسكوت الذي يراعي كيف اختير الناس.
poll-method-hidden = تُحجب الأعداد الأقلّ من { $smallest } أشخاص، ومعها ما يلزم من غيرها كيلا يستنتجها أحد؛ ولا تُذكر نسبة من مثل هذا العدد القليل. ونُظر في كل الجداول معًا.
poll-method-cleaned =
    { $count ->
        [zero] لم يُغيَّر أي جواب عند تنقية البيانات؛ والملف محفوظ كما ورد.
        [one] غُيّر جواب واحد ({ $shown }) عند تنقية البيانات، وسببه مسجّل؛ والملف محفوظ كما ورد.
        [two] غُيّر جوابان ({ $shown }) عند تنقية البيانات، ولكلٍّ سبب مسجّل؛ والملف محفوظ كما ورد.
        [few] غُيّرت { $shown } أجوبة عند تنقية البيانات، ولكلٍّ سبب مسجّل؛ والملف محفوظ كما ورد.
        [many] غُيّر { $shown } جوابًا عند تنقية البيانات، ولكلٍّ سبب مسجّل؛ والملف محفوظ كما ورد.
       *[other] غُيّر { $shown } جواب عند تنقية البيانات، ولكلٍّ سبب مسجّل؛ والملف محفوظ كما ورد.
    }
poll-method-trace = الأرقام الخاصة بكل من أجابوا تقود إلى أدلّتها. ولكل رقم، وبحسب الفئات أيضًا، اسمه في الجداول القابلة للتنزيل؛ ومن لديه الملفات الأصلية يجد صفوفه بالأمر: nuzuh trace { $figure }{"\u200E"}
section-poll-data = للتنزيل
poll-data-form = الاستمارة كما استُعملت (XLSForm)
poll-data-form-csv = أسئلة الاستمارة في جدول
poll-data-tables = كل الجداول المنشورة (CSV)
poll-data-tables-xlsx = كل الجداول المنشورة (مصنّف)
poll-no-responses = الإجابات نفسها ليست في هذا التقرير.
## poll form
form-introduction = مرحبًا. أعمل مع { $organisation }. نسأل الناس الذين اضطروا إلى مغادرة بيوتهم عن أوضاعهم واحتياجاتهم. المشاركة طوعية، ويمكنك ترك أي سؤال بلا جواب وإنهاء المقابلة متى شئت. لا تتأثر المساعدات التي تصلك بمشاركتك من عدمها ولا بأجوبتك. لن أكتب اسمك ولا رقم هاتفك. تستغرق المقابلة نحو { $count ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}.
form-consent = هل توافق/توافقين على المشاركة؟
form-consent-no = شكرًا لوقتك. تنتهي المقابلة هنا.
form-thanks = شكرًا جزيلًا. انتهت أسئلتنا.
form-yes = نعم
form-no = لا
form-dont-know = لا أعرف
form-refused = أفضّل عدم الإجابة
form-alone = لا يمكن اختيار هذه الأجوبة مع غيرها: { $answers }
form-leave-empty = يُترك فارغًا إذا كان الشخص لا يعرف أو يفضّل عدم الإجابة.
form-number = عدد صحيح لا يقل عن الصفر.
form-interviewer = رمز الباحث الميداني
form-interviewer-hint = الرمز فقط، لا الاسم.
form-cluster = مكان المقابلة
## poll: attainable
attain-yes = النسبة { $figure } من { $n } ممكنة: { $way }.
attain-not = النسبة { $figure } من { $n } غير ممكنة بالتقريب إلى الأقرب: { $near }.
attain-near = { $people } من { $n } تساوي { $share }
attain-comma = { $first }، و{ $second }
attain-or = { $first }، أو { $second }
attain-and = { $first } و{ $second }
attain-of = { $figure } من { $n }
attain-fits = وهي توافق { $ways }.
attain-they-fit = وتكون ممكنة { $ways }.
attain-way = { $people } من { $n }
attain-way-if = { $people } من { $n } { $conditions }
attain-cut = { $count ->
    [0] إذا حُذفت الكسور من دون تقريب
    [1] إذا حُذف ما بعد المنزلة العشرية الأولى من دون تقريب
    [2] إذا حُذف ما بعد المنزلة العشرية الثانية من دون تقريب
    [few] إذا حُذف ما بعد { $shown } منازل عشرية من دون تقريب
   *[other] إذا حُذف ما بعد { $shown } منزلة عشرية من دون تقريب
 }
attain-up = إذا كان التقريب إلى الأعلى دائمًا
attain-even = إذا قُرّبت الأنصاف إلى الرقم الزوجي
attain-down = إذا قُرّبت الأنصاف إلى الأدنى
attain-missing = { $count ->
    [one] إذا لم يُجب واحد من أصل { $n }
    [two] إذا لم يُجب اثنان من أصل { $n }
   *[other] إذا لم يُجب { $shown } من أصل { $n }
 }
attain-nothing = { $count ->
    [zero] ويصحّ ذلك أيضًا مع حذف الكسور ومع التقريب إلى الأعلى.
    [one] ويصحّ ذلك أيضًا مع حذف الكسور ومع التقريب إلى الأعلى، حتى إذا لم يُجب واحد من أصل { $n }.
    [two] ويصحّ ذلك أيضًا مع حذف الكسور ومع التقريب إلى الأعلى، حتى إذا لم يُجب اثنان من أصل { $n }.
   *[other] ويصحّ ذلك أيضًا مع حذف الكسور ومع التقريب إلى الأعلى، حتى إذا لم يُجب عدد يصل إلى { $shown } من أصل { $n }.
 }
attain-exempt = النسبة { $figure } مرجّحة: يمكن أن تنتج أي نسبة من الترجيح، فلا تُختبر بأعداد الأشخاص.
attain-exempt-all = النسب مرجّحة: يمكن أن تنتج أي نسبة من الترجيح، فلا تُختبر بأعداد الأشخاص.
attain-rough = العبارة «{ $text }» من { $n } تقريبية وتصحّ مع أعداد عدة، فلا تُختبر أكثر من ذلك.
attain-rough-none = العبارة «{ $text }» من { $n } غير ممكنة: تقع كل نسبة بين لا أحد والجميع.
attain-nearly = من { $n } تكاد كل نسبة بهذا العدد القليل من المنازل العشرية تكون ممكنة، فلا يعني اجتياز هذا الاختبار إلا القليل.
attain-every = من { $n } كل نسبة بهذا العدد القليل من المنازل العشرية ممكنة، فلا يعني اجتياز هذا الاختبار شيئًا.
attain-alone = { $count ->
    [one] النسبة { $list } غير ممكنة بالتقريب إلى الأقرب.
    [two] هاتان النسبتان غير ممكنتين بالتقريب إلى الأقرب: { $list }.
   *[other] هذه النسب غير ممكنة بالتقريب إلى الأقرب: { $list }.
 }
attain-set-yes = { $count ->
    [one] النسبة من { $n } ممكنة.
    [two] النسبتان من { $n } ممكنتان معًا.
    [few] النسب الـ{ $shown } من { $n } ممكنة معًا.
   *[other] النسب الـ{ $shown } من { $n } ممكنة معًا.
 }
attain-set-many = كل نسبة من { $n } ممكنة وحدها، لكنها غير ممكنة معًا: مجموع أصحابها { $people } على الأقل، أي أكثر من { $n }.
attain-set-few = كل نسبة من { $n } ممكنة وحدها، لكنها غير ممكنة معًا: مجموع أصحابها { $people } على الأكثر، أي أقل من { $n }.
attain-groups-yes = نسب الفئات ونسبة الجميع ({ $n }) ممكنة معًا.
attain-groups-apart = كل نسبة ممكنة وحدها، لكنها غير ممكنة معًا: مجموع أصحابها في الفئات { $groups }، وبحسب نسبة الجميع { $total } من { $n }.
attain-count-yes = { $people } من { $n } تساوي { $figure }.
attain-count-not = { $people } من { $n } تساوي { $share } بالتقريب إلى الأقرب، لا { $figure }.
attain-change-points = التغيّر من { $before } إلى { $after } هو { $points } نقطة مئوية، أو { $percent }: لا يوافق { $change } إلا النقاط المئوية.
attain-change-percent = التغيّر من { $before } إلى { $after } هو { $points } نقطة مئوية، أو { $percent }: لا يوافق { $change } إلا النسبة المئوية.
attain-change-both = التغيّر من { $before } إلى { $after } هو { $points } نقطة مئوية، أو { $percent }: يوافق { $change } أيًّا منهما.
attain-change-neither = التغيّر من { $before } إلى { $after } هو { $points } نقطة مئوية، أو { $percent }: لا يوافق { $change } أيًّا منهما.
attain-undefined = نسبة مئوية غير محددة
attain-percent = { $percent } في المئة من الأولى
attain-margin-fits = هامش الخطأ ± { $margin } نقطة مئوية يوافق عدد الإجابات { $n }: لعيّنة عشوائية بسيطة بهذا الحجم ± { $simple }.
attain-margin-wide = هامش الخطأ ± { $margin } نقطة مئوية يوافق عدد الإجابات { $n } مع أثر تصميم بين { $low } و{ $high }: لعيّنة عشوائية بسيطة بهذا الحجم ± { $simple }.
attain-margin-narrow = هامش الخطأ ± { $margin } نقطة مئوية أضيق مما يسمح به عدد الإجابات { $n }: لعيّنة عشوائية بسيطة بهذا الحجم ± { $simple }. ويحتاج هذا الهامش إلى ما بين { $few } و{ $many } من الإجابات.
attain-margin-narrow-open = هامش الخطأ ± { $margin } نقطة مئوية أضيق مما يسمح به عدد الإجابات { $n }: لعيّنة عشوائية بسيطة بهذا الحجم ± { $simple }. ويحتاج هذا الهامش إلى { $few } من الإجابات على الأقل.
