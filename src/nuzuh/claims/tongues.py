"""Which of the three languages a paragraph is written in."""

from __future__ import annotations

import re

from nuzuh.prose import languages

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_FEW = 4  # words that are too few to tell English from Turkish


def language_of(text: str, otherwise: str) -> str:
    """Return en, ar or tr; ``otherwise`` where too little is said to tell.

    Examples
    --------
    >>> language_of("Bir milyondan fazla kişi", "en"), language_of("أكثر من مليون", "en"), language_of("UNHCR, 2020", "tr")
    ('tr', 'ar', 'tr')
    """
    words = _WORD.findall(text)
    if not words or (len(words) < _FEW and otherwise != "ar" and not _ARABIC.search(text)):
        return otherwise
    return languages.language_of(text)
