"""Words that say what a sentence is about, in English, Arabic and Turkish."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


DISPLACED = _any(
    r"displac|uproot|\bfled\b|\bflee(?:s|ing)?\b|\bflight\b|driven (?:out|from)"
    r"|forced (?:out|from|to leave)|\bevacuat|\bIDPs?\b|on the (?:move|run|road)|made homeless|exodus"
    r"|(?:left|lost|abandoned|leave|losing) (?:their|all|everything|behind)|sought (?:refuge|shelter|safety)",
    r"نزح|نازح|نزوح|تهجير|هجر|مهجر|مشرد|شرد|فروا|يفرون|فارين|الفارون|اضطروا إلى (?:ترك|مغادرة)|هربوا|هاربين",
    r"yer[iİ]nden ed[iİ]l|yerlerinden|göç|kaçt|kaçan|kaçmak|kaçmış|tahliye|evlerini terk",
)
PEOPLE = _any(
    r"\bpeople\b|\bpersons?\b|civilians?|individuals|souls|residents|inhabitants|\bmen\b|\bwomen\b|children|\bIDPs?\b|refugees?",
    r"شخص|أشخاص|مدني|إنسان|نسمة|أفراد|فرد|رجل|رجال|نساء|امرأة|أطفال|طفل|لاجئ|نازح|الناس|سوري",
    r"kişi|insan|sivil|kadın|erkek|çocuk|mülteci|Suriyeli|nüfus",
)
HOUSEHOLDS = _any(r"households?|famil(?:y|ies)", r"أسرة|أسر\b|عائلة|عائلات|عوائل", r"\bhane|\baile")
MOVEMENTS = _any(
    r"movements|displacements\b|at least once|more than once|different people|individual people",
    r"حركة نزوح|حركات|حالات? نزوح|مرة واحدة على الأقل",
    r"hareket|en az bir kez|birden fazla kez",
)
REFUGEES = _any(r"refugee", r"لاجئ|لجوء|لجأ", r"mülteci|sığınmacı|sığınmış")
INTERNAL = _any(
    r"internally|\bIDPs?\b|internal displacement", r"نازح|نزوح داخلي|داخليا", r"ülke içinde|ülkesinde yerinden"
)
RETURNED = _any(r"return(?:ed|ees|s)\b", r"العائد|عادوا|عائد", r"geri dön|dönen")
HARMED = _any(
    r"killed|wounded|injured|dead\b|deaths?\b|died|casualt|detained|disappear"
    r"|arrested|besieged|in need|tents?\b|blankets|hospitals?|schools?"
    r"|attacks?\b|air ?strikes|dollars|\$|€|US\$|km\b|kilomet|litres|tonn?e?s",
    r"قتل|قتيل|جريح|أصيب|جرحى|شهيد|استشهد|معتقل|مفقود|خيمة|خيام|بطاني|مستشف|مدرسة|مدارس|غارة|غارات|هجوم|هجمات|دولار|يورو|كيلومتر|طن\b",
    r"öldü|yaral|ölü\b|hayatını kaybe|tutuklu|gözaltı|kayıp|çadır|battaniye|hastane|okul|saldırı|dolar|avro|kilometre|ton\b",
)
ASKED = _any(
    r"\basked\b|\bsurvey|\bpoll(?:ed|s)?\b|interview|respondents?|questionnaire"
    r"|we spoke (?:to|with)|answered|sample of|said (?:that )?they",
    r"سألنا|استطلاع|استبيان|قابلنا|مقابل(?:ة|ات|تهم)|المستطلع|المشاركين في|أجابوا|أجاب|شملهم|الذين سألناهم|استجوب",
    r"sorduk|anket|görüş(?:me|tük)|mülakat|katılımcı|yanıt ver|cevap ver|soruldu|sorduğumuz|ankete",
)
SELF = _any(
    r"\bwe\b|undersigned|signator|signed|coalition|our organi[sz]ations|\bus\b|\bdemand|\burge\b|\bappeal"
    r"|\bcall(?:s|ed|ing)? (?:on|for|upon)\b",
    r"نحن|الموقع|موقعة|وقع|تحالف|ائتلاف|عددنا|أدناه|نطالب|تطالب|تدعو|تناشد",
    r"\bbiz\b|imza|koalisyon|sayımız|aşağıda|bizler|talep|çağrı|olarak",
)
BODIES = _any(
    r"organi[sz]ations?|associations|\bNGOs\b|groups\b|signatories|charities|bodies\b",
    r"منظمة|منظمات|جمعية|جمعيات|هيئة|هيئات|مؤسسة|مؤسسات|جهة|جهات",
    r"kuruluş|örgüt|dernek|STK|imzacı|vakıf",
)
SIGNED = _any(
    r"^\W*(?:the )?(?:signator(?:y|ies)|signed(?: by)?|undersigned|list of signator"
    r"|signing organi[sz]ations|endorsed by|supporting organi[sz]ations"
    r"|organi[sz]ations that signed)",
    r"^\W*(?:المنظمات |الجهات |الهيئات |أسماء )*(?:الموقع|موقع|وقع|الموقعون)|المنظمات الموقعة",
    r"^\W*(?:imza|imzacı|imzalayan|imza atan|imzalayanlar)",
)
COMPARED = _any(
    r"exceed|surpass|outnumber|\b(?:more|larger|greater|bigger|higher|worse|fewer|less|smaller)\b[^.]{0,60}\bthan\b|compar|twice|as many as"
    r"|outstrip|dwarf|on the scale of|similar to",
    r"يتجاوز|تتجاوز|تجاوز|يفوق|تفوق|فاق|أكثر من|أكبر من|أعلى من|أقل من|مقارنة|يزيد على|يزيد عن|ضعف|يضاهي|يوازي",
    r"aşıyor|aşan|aştı|aşmış|-?d[ae]n (?:daha )?(?:fazla|çok|büyük|yüksek)"
    r"|[dt][ae]n (?:daha )?(?:fazla|çok|büyük|yüksek|az)|kıyas|karşılaştır"
    r"|geride bırak|üzerinde|katı\b",
)
REFUSED = _any(
    r"(?:\bnot\b|n't|\bnever\b|cannot)[^.]{0,40}(?:compar|set|add)",
    r"لا (?:نقارن|تقارن|يقارن|يمكن مقارنة)|دون مقارنة",
    r"kıyaslam[ıa]y|karşılaştırm[ıa]y|kıyaslanamaz|karşılaştırılamaz",
)
LESS = _any(r"\b(?:fewer|less|smaller|lower|below)\b", r"أقل|أصغر|أدنى", r"daha az|daha küçük|altında")
NAMED_SO = _any(
    r"organi[sz]ation|association|foundation|relief|humanitarian|society|network|cent(?:re|er)\b|council|coalition|union|committee|forum"
    r"|movement|team\b|\baid\b|rights|institute|initiative|development|charit|support",
    r"منظمة|جمعية|هيئة|مؤسسة|إغاثة|الخيرية|مركز|شبكة|اتحاد|رابطة|حقوق|مجلس|تنمية|فريق",
    r"dernek|derneğ|vakf|vakıf|yardım|platform|birliğ|merkez|girişim|insan hak|kuruluş",
)
UNNAMED = _any(
    r"not named|unnamed|anonymous|names? (?:are |is )?withheld",
    r"لم (?:ي|ت)ذكر|دون ذكر اسم|لا تذكر أسماؤ",
    r"ad(?:ı|ları)\W[^.]{0,30}açıklanm|adı saklı|isimsiz",
)
MORE = _any(
    r"\b(?:more|larger|greater|bigger|higher|above)\b|exceed|surpass|outnumber",
    r"أكثر|أكبر|أعلى|تجاوز|يفوق|تفوق",
    r"(?<!en )fazla|daha (?:çok|büyük|yüksek)|aş[aıt]",
)
AMONG = _any(
    r"of (?:whom|them|these|those|which)|including|among (?:them|whom)|\bamong\b",
    r"منهم|بينهم|من بينهم|من ضمنهم|بمن فيهم|منهن|من هؤلاء",
    r"bunların|aralarında|içinden|dahil|dâhil|onların",
)
MAY_COME = _any(
    r"\b(?:may|might|could|risk|threat\w*|expected to|fear|another|further|more)\b(?! than)"
    r"[^.]{0,30}(?:flee|displac|million|people|follow|leave|\Z)",
    r"(?<!\w)قد |يهدد|مهدد|يمكن أن|يتوقع|آخرين|إضافي",
    r"\bdaha\b[^.]{0,20}(?:edilebilir|kaçabilir|tehdit|kalabilir)|tehdit|olabilir|bekleniyor",
)
FOUND_ABROAD = _any(r"abroad|other countries|neighbouring countr", r"الخارج|خارج", r"yurt dışı")
NEARLY = _any(
    r"\b(?:nearly|almost|close to|just under|just short of|approaching|not quite)\s*$",
    r"(?:قرابة|ما يقارب|يقارب|ما يقرب من|يقرب من|يناهز|تناهز|ما يناهز)\s*$",
    r"neredeyse\s*$",
)
NEARLY_BEHIND = _any(r"^['’]?\s*[yn]?[ea] yakın")
AT_LEAST = _any(
    r"at least|no fewer|not less|or more|minimum",
    r"على الأقل|لا يقل|لا تقل|فأكثر|أو أكثر",
    r"en az|asgari",
)
SIDES: dict[str, tuple[re.Pattern[str], ...]] = {
    "sex": (
        _any(
            r"^\s*(?:\w+\s){0,2}?(?:women|females?)\b",
            r"^\s*(?:من )?(?:ال)?(?:نساء|امرأة|سيدة|إناث)",
            r"^['’\w]*\s*(?:\w+\s)?kadın",
        ),
        _any(
            r"^\s*(?:\w+\s){0,2}?(?<!wo)(?:men|males?)\b",
            r"^\s*(?:من )?(?:ال)?(?:رجل|رجال|ذكور|رجلا)",
            r"^['’\w]*\s*(?:\w+\s)?erkek",
        ),
    ),
    "age": (
        _any(
            r"^\s*(?:\w+\s)?(?:children|minors)\b",
            r"^\s*(?:من )?(?:ال)?(?:أطفال|طفل|طفلا|قاصر)",
            r"^['’\w]*\s*(?:\w+\s)?çocuk",
        ),
        _any(r"^\s*(?:\w+\s)?adults?\b", r"^\s*(?:من )?(?:ال)?(?:بالغ|راشد)", r"^['’\w]*\s*(?:\w+\s)?yetişkin"),
    ),
}
