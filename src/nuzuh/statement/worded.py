"""Whether the words around a number tell of people who moved or of people who are there: a stock is never written as a flow.

A sentence that does both (those who fled now live in tents) contradicts neither; so does one that does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_MOVED: Mapping[str, str] = MappingProxyType(
    {
        "en": r"\bfled\b|\bflee(?:s|ing)?\b|\btook flight\b|\bescap(?:ed?|ing)\b|\buprooted\b(?! (?:people|famil|persons))|"
        r"\b(?:been|being|were|was|get|got) (?:newly |forcibly |internally |again )?displaced\b|\bnewly displaced\b|"
        r"\bdisplac(?:ed|ing|es) (?:\w+ ){0,2}?▢|\bforc(?:ed|ing)\b|\bdriven\b|\bdrove\b|"
        r"\b(?:left|leave|leaving|lost|abandon\w*|evacuat\w*|quit) (?:their|his|her|the|all|everything|behind)\b|\bevacuated\b|\barriv\w+|"
        r"\bcrossed\b|\bon the move\b|\bsought (?:refuge|shelter|safety)\b|\barrivals\b|\b(?:received|took in|taken in|welcomed)\b",
        "ar": r"\b[وف]?(?:نزح|ينزح|تنزح|فر\b|فرت|فروا|يفر|هرب|يهرب|هجر|تهجر|يهجر|شرد|تشرد|غادر|يغادر|ترك|اضطر|[أا]جبر|[أا]رغم|وصل|يصل|لج[أئ]|رحل|"
        r"انتقل|[أا]خرج|اقتلع|[أا]خلي|عبر|توافد|دفع)(?:ت|وا|ون|ا|هم)?\b|حديثا|استقبل\w*",
        "tr": r"\bkaç(?:tı|mış|an|arak|may|mak|ıyor|ış)\w*|\byerinden (?:edildi|edilmiştir|oldu|olmuştur|etti|ediliyor|edilmesi)\w*|\byerlerinden\b|"
        r"\bgöç (?:et|ett)\w*|\bterk (?:et|ett|ed)\w*|\byol(?:a|lara) (?:düş|çık|koyul)\w*|\bulaş(?:tı|mış|an|ıyor)\w*|\bgel(?:di|miştir|iyor|enler)\w*|"
        r"\bsığındı\w*|\bayrıl(?:dı|mak|mış)\w*|\bzorla(?:dı|ndı|n\w*)\b|\bsürül(?:dü|müş)\w*|\btahliye\b|\bboşalttı\w*|\bgeçti\w*|\byeni yerinden\b|\bkabul et\w*",
    }
)
_THERE: Mapping[str, str] = MappingProxyType(
    {
        "en": r"\bliv(?:e|es|ed|ing)\b|\bin displacement\b|\bremain(?:s|ed|ing)?\b|\bstay(?:s|ed|ing)?\b|\bshelter(?:s|ed|ing)\b|"
        r"\bhost(?:s|ed|ing)?\b|\b(?:camps?|sites?|towns?|villages?|tents?|settlements?) (?:\w+ )?(?:hold|holds|held|house|houses|contain)\b|\bhome to\b|"
        r"\bthere (?:are|were|is)\b|\b(?:are|is) (?:now |currently |today |internally )*displaced\b|\bdisplaced (?:people|persons|population|families)\b|"
        r"\bunder canvas\b",
        "ar": r"\b[وف]?(?:ي|ت)(?:عيش|قيم|سكن|قطن|بيت|وجد|تواجد|ؤوي|ستضيف|حتضن|نام|فترش)(?:ون|ان)?\b|في (?:ال)?نزوح|(?:من |عدد )?(?:ال)?نازح(?:ون|ين)|"
        r"(?:لا|ما) (?:ي|ت)?زال\w*|محاصر|مقيم|في عداد",
        "tr": r"\byaşı?(?:yor|mak|yan|dığı|maktadır)\w*|\bbarın(?:ıyor|mak|an|dır)\w*|\bkal(?:ıyor|makta)\w*|\bbulun(?:uyor|makta|an)\w*|\bedilmiş(?!ti)\w*|"
        r"\bedilenlerin sayısı\w*|\bev sahipliği\b|\bnüfus\w*|"
        r"\bkonakl\w*|\bmahsur\w*",
    }
)

# What goes with the one or the other, and makes neither of a sentence by itself.
_EXCUSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "en": (
            r"\bdisplaced (?:during|between|since|from|by)\b|\bperiod\b|\bmovements?\b|\bdisplacements\b|\bexodus\b|\bsince\b",
            r"\bcount(?:ed|s)?\b|\b(?:already|still|previously|earlier)\b|\bbefore (?:them|that|this|then)\b|\bsleep\w*\b",
        ),
        "ar": (r"\b(?:ال)?فترة\b|حركات|حالات (?:ال)?نزوح|منذ", r"قبلهم|من قبل|[أا]صلا|[إا]حصاء"),
        "tr": (
            r"\bdönem(?:de|inde)?\b|\bhareket\w*|\b(?:beri|bu yana)\b",
            r"\b(?:hâlâ|hala|halen|zaten)\b|\bdaha önce\b|\bönce yerinden\b|\bsayım\w*|\buyuyor\w*",
        ),
    }
)


def contradicts(metric: str, sentence: str, language: str) -> bool:
    """Return whether a sentence words a number as the other of ``flow`` and ``stock``; ▢ stands for the number.

    Examples
    --------
    >>> contradicts("stock", "▢ people fled.", "en"), contradicts("stock", "▢ people who fled live in tents.", "en")
    (True, False)
    """
    flow = metric == "flow"
    own, other = (_MOVED, _THERE) if flow else (_THERE, _MOVED)
    excuse = _EXCUSES[language][0 if flow else 1]
    return not re.search(f"{own[language]}|{excuse}", sentence, re.I) and bool(
        re.search(other[language], sentence, re.I)
    )
