"""Turns of speech that look like a count or a comparison and claim none: the most vulnerable, both sides, more than words.

A letter may say these. What is measured (a crisis, an exodus, a number of people) never is one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_AROUND = 80  # signs beside a stretch that may belong to the turn of speech
# What a superlative may be said of without a measure: needs and duties, ways and wishes.
_NEEDS = (
    "vulnerable|urgent(?:ly)?|basic|important(?:ly)?|fundamental|essential|elementary|affected|at risk|in need|needy|needed|exposed|"
    "fragile|pressing|destitute|marginali[sz]ed|effective(?:ly)?|humble|sacred|natural|sincere(?:ly)?|precious|desperate(?:ly)?|"
    "critical|ordinary|human|remote|appropriate|responsible|simple|obvious|likely|direct|reliable|heartfelt|solemn"
)
_WAYS = (
    "way|ways|protection|hope|hopes|path|means|answer|help|chance|thing|gift|wish|wishes|guarantee|solution|option|use|service|respect|"
    "regard|care|comfort|honou?r|duty|responsibility|urgency|interest|interests|efforts?|possible|place to start|step|lesson|tribute|"
    "question|choice|alternative|condition|remedy|route|exit|road|ones?|person|people who can"
)
_FEELINGS = "determined|resolved|convinced|united|certain|grateful|committed|than willing|than ready|than aware|hopeful|conscious"
_WORDS = (
    "anything|words?|ever|enough|this|that|nothing|silence|signatures?|statements?|promises?|slogans?|sympathy|concern|condolences|"
    "statistics|numbers|charity|pity|prayers|useless|condemnation|resolutions|paper|tents|bread|before|what we ask|a (?:\\w+ )?"
    "(?:statement|promise|gesture|number|name|slogan|wish|duty|matter|word|hope|piece of paper)"
)
_PATTERNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": (
            rf"(?:the |their |our |its |those |with |what is )?(?:most|least) (?:\w+ and )?(?:{_NEEDS})\b",
            r"\bneeded most(?: urgently)?\b|\bmost (?:of all|needed|needs?)\b|\bneeds? it most\b|\bneed (?:it |us |help )?most\b",
            rf"\b(?:more|less) (?:{_FEELINGS})(?: than (?:ever|before|we were))?",
            rf"\b(?:more|less|better|worse|stronger|louder|other) than (?:{_WORDS})\b(?! (?:in|during|at the time|since)\b)",
            rf"\b(?:matters?|means?|weighs?|counts?|speaks?|says?|tells?|is worth|are worth) (?:\w+ )?(?:more|louder) than (?:{_WORDS})\b",
            r"\b(?:nothing|no \w+|what|who|whose \w+) (?:is|are|could be|can be) (?:more|less) [\w-]+(?: than \w+)?",
            rf"\b(?:greatest|best|only|surest|safest|fastest|quickest|simplest|shortest|strongest|deepest|highest|smallest|least|first) (?:{_WAYS})\b",
            r"\bhighest (?:authorit\w+|offices?|levels?|courts?|ranks?|representatives?)\b|\bgreatest (?:respect|care|fear|concern|hope)\b",
            r"\bas (?:many|much|few) as (?:can|could|possible|we|you|they|is|are)\b",
            r"\b(?:the|these|those|our|between|of) two (?:sides|parties|peoples|countries|governments|banks|worlds|halves)\b|\btwo sides\b",
            r"\bmore than (?:one|once|a year ago)\b|\bone or (?:two|more)\b|\bsecond to none\b|\bin two minds\b|\btwenty-four hours\b",
            r"\bthe (?:two|three|four) of (?:us|them)\b|\bfour walls\b|\bfour corners\b|\ba thousand (?:times|words|thanks|and one)\b",
            r"\bhalf[- ](?:hearted|built|finished|measures?|truths?|way|asleep|empty|full|buried|open)\b|\bdouble standards?\b",
            r"\b(?:more|less) and (?:more|less)\b|\bmore or less\b|\b(?:no|nothing|neither) (?:more|less)\b",
            r"\b(?:heaviest|greatest|largest) (?:burden|share of the burden)\b|\bone people\b|\balmost (?:nobody|no one) (?:believes|trusts|cares|listens)\b",
            r"\bon the scale of (?:the )?(?:displacement|needs?|crisis|destruction|suffering|damage|disaster|violence|flight|attacks)\b",
            r"\bmatter[s]? more than [\w ]{1,20}|\brather more than\b|\bmore than [\w]+ can (?:say|bear|tell|carry)\b",
        ),
        "ar": (
            r"ال[أا]كثر (?:ضعف|هشاش|[إا]لحاح|حاج|عوز|تضرر|احتياج|عرض|[أا]همي|فقر|تهميش|فاقة|بؤس|حرمان|انكشاف|ضرور|تأثر|معانا)\w*",
            r"(?:ل?[أا]على|[أا]رفع) (?:السلطات|المستويات|المراجع|المقامات|الجهات|سلطة|مستوى)",
            r"[أا]كثر (?:تصميم|عزم|[إا]صرار|[إا]يمان|اقتناع|قناع|تمسك|وعي|[إا]دراك)\w*(?: من (?:[أا]ي وقت|ذي قبل)(?: مضى)?)?",
            r"[أا]كثر من (?:[أا]ي شيء|مجرد|كل شيء|كلمات|الكلمات|كلام|بيان|بيانات|وعود|حبر|مرة)",
            r"(?:لا شيء|ليس هناك|ليس ثمة|ما من شيء|وما|ما) (?:[أا]كثر|[أا]شد|[أا]همّ?|[أا]ثمن|[أا]غلى|[أا]قسى) \w+(?: من)?",
            r"[أا]قل ما (?:يمكن|نطلب|يجب|يقال|نستطيع|في وسع)|ل?ا? ?[أا]كثر ولا [أا]قل|لا [أا]كثر\b",
            r"ب?[أا]سرع (?:ما يمكن|وقت|ما|من \w+)|في? ?[أا]قرب (?:وقت|فرصة|الآجال)|ب[أا]سرع",
            r"[أا](?:عظم|فضل|صدق|نبل|جمل|غلى|بسط|همّ?|ول|قصر) (?:هدي|[أا]مني|حلم|حماي|طريق|وسيل|سبيل|جواب|عون|خدم|واجب|حق|ما )\w*",
            r"(?:الطريق|السبيل|الحل|ال[أا]مل|المخرج|الضمان|الخيار|المنفذ|الباب|الملجأ|المطلب|الشيء|السلاح|المعيل|ابن\w*|بنت\w*|ولد\w*) الوحيد\w*",
            r"(?:عمل|جهد|شيء|اهتمام|انتباه|ضغط|فعل)\w* [أا]كثر(?: و[أا]\w+)?|[أا]كثر ف[أا]كثر|مزيد",
            r"[أا]بسط (?:الحقوق|حقوق\w*|الاحتياجات|مقومات)|[أا]دنى (?:مقومات|الشروط|معايير)|[أا]شد الحاجة|[أا]مسّ? الحاجة|[أا]حوج",
            r"(?:ال)?طرف(?:ان|ين)|(?:كلا|كلتا) \w+|الجانب(?:ان|ين)|(?:بين|من) (?:ال)?\w+ين الاثنين",
            r"(?:العبء|الهم|الثمن|الخوف|القلق) ال[أا](?:كبر|ثقل|شد)|ال[أا]سو[أا] (?:قادم|آت|لم ي[أا]ت)\w*",
            r"[أا]لف (?:شكر|تحية|سلام|مرة ومرة)|نصف (?:حل|الحقيقة|التدابير)|[أا]نصاف (?:ال)?\w+",
            r"[أا](?:ثمن|غلى|بقى|صدق|قوى|بلغ|همّ?) من (?:ال)?(?:تواقيع|كلمات|كلام|بيانات|وعود|صمت|كل \w+|[أا]ي \w+)",
        ),
        "tr": (
            r"\ben (?:çok ihtiyaç\w*|savunmasız|kırılgan|acil|temel|yoksul|muhtaç|önemli|doğal|insani|basit|kısa|yakın|iyi|güvenli|az\b|azından|"
            r"zayıf|gerekli|değerli|içten|kutsal|derin|sıradan|hassas|uygun|etkili|etkin|hızlı|çabuk|ivedi|elzem|mağdur|masum|ufak|küçük bir|son\b|sonunda|baştan|"
            r"başta|çok zarar gören|zor durumda|açık|kolay|doğru|emin|geç\b|erken\b|fazla (?:ihtiyaç|zarar)\w*|çok (?:korunma|yardım|destek|istedi|gereksin)\w*)\w*",
            r"\ben yüksek (?:makam|merci|düzey|mahkeme|perde|ses)\w*|\ben üst (?:düzey|makam|merci)\w*",
            r"\ben (?:büyük|güzel|küçük) (?:armağan|dilek|dileğ|umu[td]|kork|saygı|hediye|görev|sorumluluk|hazine|isteğ|istek|borç|teselli|güvence|mutluluk)\w*",
            r"\b(?:bundan|ondan|hiçbir \w+|başka hiçbir \w+) (?:daha )?(?:acil|önemli|değerli|insani|doğal|açık|ağır)\w*",
            r"\bdaha (?:acil|önemli|değerli|kararlı|anlamlı|insani|güçlü bir ses|yüksek sesle|gür)\w*",
            r"\bher (?:zamankinden|şeyden) (?:daha )?(?:çok|fazla|\w+)|\bsöz(?:den|lerden|cüklerden) (?:daha )?(?:fazla|öte|çok)\w*",
            r"\ben (?:ağır|büyük) (?:yük|bedel)\w*",
            r"\bgeride (?:kal|bırakılan)\w*|\b(?:yol|yolu|hayat|zaman|yardım|kamyon\w*|konvoy\w*|ambulans\w*|günler\w*|geceler\w*|çare\w*|çözüm\w*)\b[^.]{0,60}\bgeç(?:iyor|er|ti|mekte|sin|ebil)\w*",
            r"\btek (?:çıkış|yol|yolu|çare|umut|umudu|istek|isteğ\w*|dile\w*|çözüm|şey|bir|güvence|kapı|seçenek|başına|tek|sığınak|suç\w*)\w*",
            r"\biki taraf\w*|\bikisi(?:nin|ni|ne|nde|nden)?\b(?: de| da)?|\bher iki(?:si)?\w*|\biki yön\w*|\biki yaka\w*|\biki ateş\w*|\biki arada\w*|\bikimiz\w*|\biki yüzlü\w*",
            r"\bbin ?bir\b|\bdört (?:bir )?(?:yan|duvar|göz|koldan|gözle)\w*|\bkırk (?:yılda bir|yıllık)\w*|\byedi(?:den yetmişe|sinden yetmişine)\w*|\bbin (?:şükür|pişman)\w*",
            r"\byarım (?:yamalak|ağız\w*|kal\w*|bırak\w*|tedbir\w*|önlem\w*)|\bçifte (?:standar\w*|ölçü\w*)|\bne (?:eksik|fazla|az) ne (?:eksik|fazla|çok)\w*",
            r"\b(?:ne eksik ne )?(?:bu|o) kadar(?:ı|ını|ıyla|la)?\b(?! (?:çok |fazla |büyük )(?:insan|kişi|çocuk|göç|sayı))|\belden geldiğince|\bolabildiğince\b",
        ),
    }
)


@cache
def _compiled(language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS[language]), re.IGNORECASE)


def rhetorical(text: str, start: int, end: int, language: str, *, whole: bool) -> bool:
    """Return whether a stretch of a passage lies in a turn of speech that claims nothing.

    Parameters
    ----------
    text : str
    start, end : int
    language : str
    whole : bool
        Whether all of the stretch must lie in it; else a part is enough.

    Examples
    --------
    >>> rhetorical("Help the most vulnerable.", 5, 24, "en", whole=False), rhetorical("the worst crisis", 0, 9, "en", whole=False)
    (True, False)
    """
    begin = max(0, start - _AROUND)
    folded, places = _folded(text[begin : end + _AROUND], language)
    for match in _compiled(language).finditer(folded):
        if match.end() > match.start():
            low, high = begin + places[match.start()], begin + places[match.end() - 1] + 1
            if (low <= start and end <= high) if whole else (low < end and start < high):
                return True
    return False


def _folded(text: str, language: str) -> tuple[str, list[int]]:
    """Return a text without the marks of Arabic vowels and with small Turkish letters, and the place of each sign."""
    kept = [(sign, at) for at, sign in enumerate(text) if not unicodedata.combining(sign) and sign != "\u0640"]
    if language == "tr":
        kept = [({"İ": "i", "I": "ı"}.get(sign, sign), at) for sign, at in kept]
    return "".join(sign for sign, _ in kept), [at for _, at in kept]
