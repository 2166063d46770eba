"""Which of the three languages a paragraph is written in."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_TURKISH_LETTER = re.compile("[ğışĞİŞ]")
_WORDS = {
    "en": frozenset(
        re.findall(
            r"\w+",
            "the of and in to is are was were we our from that by with for on have has been this at as "
            "than more people who",
        )
    ),
    "tr": frozenset(
        re.findall(
            r"\w+",
            "ve bir bu için ile olarak kişi da de daha göre çok en biz olan gibi kadar ya sonra ki ne mi "
            "göç fazla insan",
        )
    ),
}


def language_of(text: str, otherwise: str) -> str:
    """Return en, ar or tr; ``otherwise`` where too little is said to tell.

    Examples
    --------
    >>> language_of("Bir milyondan fazla kişi", "en"), language_of("أكثر من مليون", "en"), language_of("UNHCR, 2020", "tr")
    ('tr', 'ar', 'tr')
    """
    letters = sum(map(len, _WORD.findall(text)))
    if letters and 2 * len(_ARABIC.findall(text)) > letters:
        return "ar"
    words = [w.casefold() for w in _WORD.findall(text)]
    score = {code: sum(w in known for w in words) for code, known in _WORDS.items()}
    score["tr"] += sum(bool(_TURKISH_LETTER.search(w)) for w in _WORD.findall(text))
    if score["en"] == score["tr"]:
        return otherwise if otherwise != "ar" or not letters else "en"
    return "en" if score["en"] > score["tr"] else "tr"
