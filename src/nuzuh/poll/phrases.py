"""How percentages and the number of people asked stand in the sentences of a language: patterns over a text that was read.

In that text, which is in small letters without accents, capital letters stand for what was read: P a percentage, M a
margin of error, N a whole number, R a percentage that is left alone, X any other number. Where a pattern is not sure it
does not match: a number of people that belongs to another percentage would be a false alarm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns of one language.

    Attributes
    ----------
    sign_after, sign_before : str
        What makes a number a percentage, behind it and before it.
    margin : str
        What makes the number behind it a margin of error.
    rough_before, rough_after : mapping of str to str
        Words by which a number is meant about, more than or less than.
    no_people, not_after : str
        What stands behind, or before, a number that counts no people.
    thousands : str
        Signs that separate thousands.
    people, places : str
        What stands behind a number of people, and behind one of places, days or teams, which may stand beside it.
    alone : tuple of str
        Percentages that are left alone: ranges, changes, levels of confidence.
    beside : tuple of str
        A percentage and its number of people side by side: groups ``p``, ``n`` and perhaps ``k``, the count.
    asked : tuple of str
        How many were asked: group ``n``.
    lead : str
        What may stand between the begin of a sentence and a percentage of all who were asked; group ``back`` where it
        speaks of those of the sentence before.
    link : str
        What may stand in one sentence between how many were asked and a percentage of them.
    onward : str
        What may stand between two percentages of the same people.
    part : str
        What stands behind a percentage that is of others.
    them : str
        What stands behind a percentage of those of whom the text spoke last.
    """

    sign_after: str
    sign_before: str
    margin: str
    rough_before: Mapping[str, str]
    rough_after: Mapping[str, str]
    no_people: str
    not_after: str
    thousands: str
    people: str
    places: str
    alone: tuple[str, ...]
    beside: tuple[str, ...]
    asked: tuple[str, ...]
    lead: str
    link: str
    onward: str
    part: str
    them: str


_SIGN = "[%٪％﹪]"
_PLUS_MINUS = r"(?:±|\+/[-−–])"
_P, _K, _N = "(?P<p>P)", "(?P<k>N)", "(?P<n>N)"
_SIZE = rf"[(\[,;] ?[nن] ?[=:] ?{_N}"  # (n = 150)
SIZE_BESIDE = (rf"{_P}(?:'\w+)? ?{_SIZE}", rf"{_P}[^PNXRM;؛.]{{0,60}}{_SIZE}", rf"\( ?[nن] ?[=:] ?{_N} ?[,،;؛] ?{_P}")

_PEOPLE_EN = (
    r"(?:[a-z-]+ ){0,2}?(?:people|persons?|respondents?|participants?|interviewees?|adults?|women|men|girls|boys|children|"
    r"households?|famil(?:y|ies)|refugees?|returnees?|idps?|civilians?|residents?|syrians?|students?|answers?|responses?|"
    r"replies|interviews?|displaced)\b"
)
_DID_EN = r"(?:asked|interviewed|surveyed|polled|questioned|consulted)"
_ALL_EN = r"(?:all |the |our |all the |all our )?"
_END_EN = (
    r"(?= ?(?:[.,;:)?!]|$)| (?:who|whom|that|we|were|was|in|on|about|and|said|say|want|wanted|told|answered|did|do)\b)"
)
_THEM_EN = (
    rf"(?:them|these|those (?:we )?{_DID_EN}|{_ALL_EN}(?:respondents|participants|interviewees|"
    rf"people(?: (?:we )?{_DID_EN})?))(?! (?:who|whom|in|from|at|aged|with|whose|living|under|over)\b)"
)
_ENGLISH = Phrases(
    sign_after=rf"\s?{_SIGN}|\s?-?per\s?cents?\b|\s?pct\b\.?",
    sign_before="",
    margin=rf"(?:(?:margin of error(?: (?:of|is|was|at|:))? ?)?(?:{_PLUS_MINUS}|plus or minus)|margin of error(?: (?:of|is|was|at|:))?)",
    rough_before={
        "about": r"about|around|approximately|approx\.?|roughly|circa|ca\.?|some|nearly|almost|close to|just over|just under|"
        r"an estimated|estimated|[~≈]",
        "more than": r"more than|over|above|at least|no fewer than|no less than|not less than|upwards of|>=?|≥",
        "less than": r"less than|under|fewer than|below|at most|no more than|not more than|up to|<=?|≤",
    },
    rough_after={"more than": r" or more\b| and more\b|\+", "less than": r" or (?:less|fewer)\b", "about": r" or so\b"},
    no_people=r"[- ]?(?:million|billion|thousand|hundred|bn|k|km2?|kg|m|tonnes?|tons?|lit(?:er|re)s?|usd|eur|dollars?|euros?|"
    r"years?|months?|weeks?|days?|hours?|minutes?|percentage|points?|degrees|times|st|nd|rd|th|january|"
    r"february|march|april|may|june|july|august|september|october|november|december)\b|[$€£°]",
    not_after=r"[$€£₺#]|\b(?:usd|eur|no\.?|number|article|resolution|since|until|year) |[a-z]-",
    thousands=",\u00a0",
    people=rf" {_PEOPLE_EN}",
    places=r" (?:[a-z-]+ )?(?:camps?|places?|sites?|towns?|villages?|districts?|governorates?|communities|locations?|clusters?|"
    r"teams?|interviewers?|questions?)\b",
    alone=(
        r"[PNX] ?(?:[-–—]|\bto\b|\bor\b) ?P",
        r"between [PNX] and P",
        r"from P(?: [a-z]+){0,4} to P",
        r"\b(?:increase of|rise of|drop of|fall of|decline of|growth of|(?<!make )(?<!makes )(?<!made )up|down|rose|fell|grew) P",
        r"\bby P(?! of)",
        r"P[- ](?:more|less|fewer|higher|lower|increase|rise|drop|fall|decline|decrease|growth|points?|confidence|ci|credible|"
        r"interval|level|significance|certain\w*|chance|probability|likely|likelihood|margin|discount)\b",
        r"\b(?:confidence|probability|significance)(?: [a-z]+){0,2} P",
    ),
    beside=(
        rf"{_P} of {_ALL_EN}{_N}(?: {_PEOPLE_EN}| (?:we )?{_DID_EN}|{_END_EN})",
        rf"{_P} ?(?:\(|, or |, that is,? )(?:or )?{_K}(?: {_PEOPLE_EN})?(?: ?/ ?| of | out of ){_ALL_EN}{_N}",
        rf"{_K}(?: {_PEOPLE_EN})?(?: ?/ ?| of | out of ){_ALL_EN}{_N}[^PNXRM;.()]{{0,40}}(?:\( ?|, or |, that is,? ){_P}",
        rf"{_K}(?: {_PEOPLE_EN})? ?\( ?{_P} ?\)(?: {_PEOPLE_EN})? (?:of|out of) {_ALL_EN}{_N}",
        rf"\( ?{_P} ?\) (?:of|out of) {_ALL_EN}{_N} {_PEOPLE_EN}",
        *SIZE_BESIDE,
    ),
    asked=(
        rf"\b(?:{_DID_EN}|(?:spoke|talked) (?:to|with)|heard from|(?:sample|survey|poll|base|interviews?)(?: size)? "
        rf"(?:of|with|among)|(?:responses|answers|replies) from)(?: (?:a total of|in total|all|altogether))? (?:the |our )?"
        rf"{_N}(?: {_PEOPLE_EN}| (?:we )?{_DID_EN}|{_END_EN})",
        rf"{_N}(?: of (?:them|these))? (?:answered|responded|replied)\b",
        rf"{_N} {_PEOPLE_EN}(?: (?:have|has|were|was|who|whom|we|had))*(?: [a-z]+ly)? "
        rf"(?:{_DID_EN}|answered|responded|replied|took part|participated)\b",
        rf"^[ ¶>#-]*(?:and |but )?(?:out )?(?:of|among) {_ALL_EN}{_N}(?: {_PEOPLE_EN}| (?:who |whom )?(?:we )?{_DID_EN}|,)",
        rf"\b(?:of|among) {_ALL_EN}{_N}(?: {_PEOPLE_EN})?(?: who| whom| that)?(?: we| were)? {_DID_EN}",
        _SIZE,
    ),
    lead=r"(?:(?:overall|in all|in total|altogether|all in all|a total of|still|yet|but|and|only|just|as many as|"
    rf"(?P<back>of (?:them|these|those|whom)|of (?:all )?(?:those|the people) (?:we )?{_DID_EN})|"
    r"of (?:all )?(?:the )?respondents)[, ]+)*",
    link=r"[^PNXRM;.]{0,90}(?:[,:(]|\band|\bthat|\bof whom|\bwhom|said|say|found|showed|told us) ?(?:only |just )?",
    onward=r"[^NXRM.]{0,100}(?:[,;]|\band|\bwhile|\bbut|\bor) ?(?:only |just |a further |another |the other )?",
    part=rf" ?\)? ?(?:of (?!{_THEM_EN})|(?:in|among|at|from|for|on|under|over|aged|against|compared|versus|vs|last|earlier|"
    r"previously|before|response|completion|a (?:year|month)|the (?:year|month))\b)",
    them=r" of (?:them|these|those|whom)\b(?! we\b| asked| interviewed| surveyed| polled)",
)

_SUFFIX = r"(?:'\w{1,8})?"  # 150'si
_PEOPLE_TR = (
    r"(?:\w+ ){0,2}?(?:kisi|katilimci|insan|kadin|erkek|cocuk|hane|aile|yetiskin|multeci|siginmaci|ogrenci|suriyeli|sakin|"
    r"yanit|cevap|gorusme)"
)
_OF_TR = rf"{_PEOPLE_TR}\w*?(?:nin|nun|in|un|den|dan|ten|tan)\b"
_ONLY_TR = r"(?:,? (?:sadece|yalnizca|yaklasik|neredeyse|en az|en cok))?,?"
_TURKISH = Phrases(
    sign_after=rf"\s?{_SIGN}",
    sign_before=rf"(?:{_SIGN}|\byuzde)\s?",
    margin=rf"(?:hata payi:? ?)?(?:{_PLUS_MINUS}|arti eksi) ?(?:{_SIGN}|yuzde)?|hata payi:? ?(?:{_SIGN}|yuzde)?",
    rough_before={
        "about": r"yaklasik(?: olarak)?|neredeyse|hemen hemen|asagi yukari|tahminen|[~≈]",
        "more than": r"en az|en azindan|>=?|≥",
        "less than": r"en fazla|en cok|<=?|≤",
    },
    rough_after={
        "more than": rf"{_SUFFIX} (?:fazla\w*|asan|askin|uzerinde\w*|ustunde\w*|cok\w*)",
        "less than": rf"{_SUFFIX} (?:az\w*|altinda\w*)",
        "about": rf"{_SUFFIX} (?:yakin\w*|kadar\w*|civarinda\w*)",
    },
    no_people=r" ?(?:milyon|milyar|bin|yuz|km2?|kg|ton|litre|dolar|lira|avro|euro|yil|ay|hafta|gun|saat|dakika|puan|yas|kat|derece|"
    r"ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik)"
    r"(?:l[iu][kg]\w*|[dt][ae]n?|[yns]?[iu]n?|inda\w*|la[rk]\w*|ler\w*)?\b|[$€₺°]",
    not_after=r"[$€£₺#]|\b(?:no|sayili|madde) |[a-z]-",
    thousands=".\u00a0",
    people=rf" {_PEOPLE_TR}",
    places=r" (?:\w+ )?(?:kamp|yer|koy|ilce|il|kasaba|mahalle|bolge|ekip|gorusmeci|soru)\w*",
    alone=(
        rf"[PNX]{_SUFFIX} ?(?:[-–—]|ile|ila|ve) ?P{_SUFFIX} aras\w+",
        rf"[PNX]{_SUFFIX} ?(?:[-–—]|ile|ila) ?P",
        rf"P{_SUFFIX} ?(?:[-–—]|ile |ila ) ?[PNX]",
        r"P'(?:den|dan|ten|tan) [PNX]",
        rf"P{_SUFFIX} (?:oraninda )?(?:artti|artis\w*|azaldi|azalis\w*|dustu|dusus\w*|guven|olasilik\w*|hata|puan|daha)\b",
        r"guven (?:araligi|duzeyi|seviyesi)\w*:? P",
    ),
    beside=(
        rf"{_N} {_OF_TR}(?:{_ONLY_TR}| (?:cogu|cogunlugu),?) \(?{_P}",
        rf"{_N}'(?:nin|nun|in|un|den|dan|ten|tan){_ONLY_TR} {_P}",
        rf"{_P}{_SUFFIX} ?\( ?{_K}{_SUFFIX}(?: {_PEOPLE_TR}\w*)? ?/ ?{_N}",
        rf"{_P}{_SUFFIX} ?\( ?{_N} {_OF_TR} {_K}{_SUFFIX}",
        rf"{_N} {_OF_TR} {_K}{_SUFFIX}[^PNXRM;.()]{{0,40}}(?:\( ?|, yani ){_P}",
        rf"{_K}{_SUFFIX} ?/ ?{_N}{_SUFFIX}[^PNXRM;.()]{{0,40}}(?:\( ?|, yani ){_P}",
        *SIZE_BESIDE,
    ),
    asked=(
        r"\b(?:sorulan|gorusulen|sordugumuz|gorustugumuz|konustugumuz|anket yapilan|katilan|yanit veren|yanitlayan|"
        rf"cevap veren) (?:toplam )?{_N} {_PEOPLE_TR}",
        rf"{_N} {_PEOPLE_TR}\w*(?: ile)?(?: \w+){{0,3}}? (?:sorduk|soruldu|gorustuk|gorusuldu|gorusme yap\w+|konustuk|"
        r"konusuldu|anket yap\w+|yanit ver\w+|yanitla\w+|cevap ver\w+|cevapla\w+|katil\w+)",
        _SIZE,
    ),
    lead=r"(?:(?:(?P<back>bunlarin|onlarin)|toplamda|genel olarak|katilimcilarin|yanit verenlerin|gorusulenlerin|"
    r"sorulanlarin|sadece|yalnizca|ve|ama)[, ]+)*",
    link=r"[^PNXRM;.]{0,90}(?:[,:(]| ve)(?: bunlarin)? ?(?:sadece |yalnizca )?",
    onward=rf"{_SUFFIX}(?:(?!lar[iu]n|ler[iu]n)[^NXRM.]){{0,100}}(?:[,;]| ve)(?: geri kalan)? ?(?:sadece |yalnizca )?",
    part=rf"{_SUFFIX} ?(?:karsi|gore|yanit orani|gecen|onceki)\b",
    them=r"(?!)",  # in Turkish those words stand before: see lead
)

_PEOPLE_AR = (
    r"(?:ال)?(?:شخصا?|اشخاص|فردا?|افراد|انسانا?|مشاركا?|مشاركين|مستطلعا?|مستطلعين|مجيبا?|مجيبين|نازحا?|نازحين|لاجيا?|لاجيين|"
    r"عايدا?|عايدين|اسرة|اسر|عايلة|رجلا?|امراة|طفلا?|مواطنا?|ساكنا?|مقيما?|بالغا?|سوريا?|جوابا?|اجابة|مقابلة)\b"
)
_OF_AR = r"من (?:اصل |بين |مجموع )?"
_END_AR = r"(?= ?(?:[.,،؛;:)؟!]|$)| (?:ممن|الذين|سال|شمل|قابل|قال|ان|انهم|يريد|في)\w*)"
_N_AR, _K_AR = f"(?:لل ?|ال ?)?{_N}", f"(?:ال ?)?{_K}"
_SAID_AR = r"(?:قال|قالت|اجاب|ذكر|افاد|يريد|اراد|يرغب|يرغبون|اكد|صرح|عبر|يري|راي|يخشي|يخاف|ان|قد)\b"
_THEM_AR = r"(?:هولاء\b|(?:المشاركين|المستطلعين|المجيبين|الذين سالناهم|من سالناهم)\b(?! (?:في|من|الذين)\b))"
_ARABIC = Phrases(
    sign_after=rf"\s?{_SIGN}|\s?(?:في |ب)الما?ية\b",
    sign_before=rf"{_SIGN}\s?",
    margin=rf"(?:هامش (?:ال)?خطا(?: (?:قدره|هو|يبلغ|مقداره))?:? ?)?{_PLUS_MINUS} ?{_SIGN}?|"
    rf"هامش (?:ال)?خطا(?: (?:قدره|هو|يبلغ|مقداره))?:? ?{_SIGN}?",
    rough_before={
        "about": r"[وف]?(?:نحو|حوالي|قرابة|زهاء|تقريبا|ما يقارب|يقارب|ما يقرب من|بحدود|[~≈])",
        "more than": r"[وف]?(?:اكثر من|ما يزيد علي|ما يزيد عن|يزيد علي|يزيد عن|ما لا يقل عن|لا يقل عن|علي الاقل|>=?|≥)",
        "less than": r"[وف]?(?:اقل من|ما لا يزيد عن|لا يزيد عن|لا يتجاوز|علي الاكثر|<=?|≤)",
    },
    rough_after={
        "about": r" تقريبا",
        "more than": r" (?:علي الاقل|فاكثر|او اكثر)",
        "less than": r" (?:علي الاكثر|فاقل|او اقل)",
    },
    no_people=r" ?(?:مليون|ملايين|مليار|الف|الاف|مية|كم|كغ|طن|ليتر|دولار|ليرة|يورو|سنة|سنوات|عام|اعوام|شهر|اشهر|اسبوع|اسابيع|يوم|"
    r"ايام|ساعة|ساعات|دقيقة|نقطة|نقاط|درجة|مرة|مرات|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين)ا?\b|[$€°]",
    not_after=r"[$€£#]|\b(?:رقم|عام|سنة|المادة|القرار) |[a-z]-",
    thousands=",٬،\u00a0",
    people=rf" {_PEOPLE_AR}",
    places=r" (?:مخيم|موقع|مواقع|مكان|اماكن|بلدة|بلدات|قرية|قري|محافظة|محافظات|منطقة|مناطق|ناحية|فريق|فرق|سوال|اسيلة)\w*",
    alone=(
        r"[PNX] ?(?:[-–—]|الي) ?P",
        r"P ?[-–—] ?[PNX]",
        r"بين [PNX] ?و ?P",
        r"من P(?: \w+){0,4} الي P",
        r"(?:زيادة|ارتفاع|انخفاض|تراجع|نمو|ارتفع\w*|انخفض\w*|تراجع\w*|زاد\w*)(?: \w+){0,2} ?ب?(?:نسبة )?P",
        r"(?:ثقة|احتمال|احتمالية)(?: \w+){0,1} P",
        r"P (?:نقطة|نقاط|زيادة|اكثر|اقل|اعلي|ادني)",
    ),
    beside=(
        rf"{_P} {_OF_AR}{_N_AR}(?: {_PEOPLE_AR}|{_END_AR})",
        rf"{_P} ?(?:\(|،? ?اي ){_K_AR}(?: {_PEOPLE_AR})?(?: ?/ ?| {_OF_AR}){_N_AR}",
        rf"{_K_AR}(?: {_PEOPLE_AR})?(?: ?/ ?| {_OF_AR}){_N_AR}[^PNXRM؛;.()]{{0,40}}(?:\( ?|،? ?اي (?:بنسبة |ما نسبته )?){_P}",
        rf"{_K_AR}(?: {_PEOPLE_AR})? ?\( ?{_P} ?\)(?: {_PEOPLE_AR})? {_OF_AR}{_N_AR}",
        *SIZE_BESIDE,
    ),
    asked=(
        r"\b(?:سالنا|سيل|استطلعنا|قابلنا|استجوبنا|حاورنا|تحدثنا (?:مع|الي)|شمل\w*|شارك\w*|اجاب\w*|استطلاع\w*|استبيان\w*|"
        rf"عينة|مقابلات|مقابلة)(?: (?!من\b)\w+){{0,4}}? (?:من )?{_N_AR}(?: {_PEOPLE_AR}|{_END_AR})",
        rf"(?:من|بين) (?:اصل |بين |مجموع )?{_N_AR}(?: {_PEOPLE_AR})?(?: (?:ممن|الذين))? ?(?:سال|استطلع|قابل|سيل|شمل|شارك|اجاب)\w*",
        rf"من (?:اصل|بين) {_N_AR} {_PEOPLE_AR}",
        rf"{_N} {_PEOPLE_AR} (?:شاركوا|اجابوا|سيلوا)",
        _SIZE,
    ),
    lead=rf"[وف]?(?:{_SAID_AR} ?)*(?:(?P<back>منهم|من بينهم)[، ]*)?[وف]?(?:{_SAID_AR} ?)*(?:ما نسبته |نسبة )?[وف]?",
    link=rf"[^PNXRM؛;.]{{0,90}}(?:[,،:(]|\b[وف]?{_SAID_AR}|منهم|و) ?(?:ما نسبته |نسبة )?[وف]?",
    onward=rf"[^NXRM.]{{0,100}}(?:[,،؛;]|و|بينما|في حين)(?: ?[وف]?{_SAID_AR})* ?(?:ما نسبته |نسبة )?[وف]?",
    part=rf" ?\)? ?(?:من (?!{_THEM_AR})|ممن (?!سال|شمل|استطلع|قابل|اجاب)|في |بين |مقابل |مقارنة |قبل |سابقا)",
    them=r" (?:منهم|منهن|من بينهم|من هولاء)\b",
)
PHRASES: Mapping[str, Phrases] = {"en": _ENGLISH, "ar": _ARABIC, "tr": _TURKISH}
