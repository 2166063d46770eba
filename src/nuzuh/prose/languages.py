"""In which of the three languages a text is written."""

from __future__ import annotations

import re

from nuzuh.prose.folding import fold

_ARABIC = re.compile("[\u0620-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-zÀ-ſ]")
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 5  # words of which nothing is said
_TOO_FEW = 4  # words that are too few to tell English from Turkish
_ENGLISH = (
    " the of and to in that is was were are for on with as by from have has had not they their this which we our be been at it "
    "who an or but than more people fled since "
)
_TURKISH = (
    " ve bir bu da de için ile olarak olan daha çok ama ya ki en gibi kadar sonra göre her ne değil biz o onlar ancak ise var yok "
    "kişi insan bin milyon yüzde den dan beri bize sizi tarafından üzere "
)


def language_of(text: str) -> str:
    """Return en, ar or tr: the script decides, then the words that every text needs, then the letters of Turkish.

    Examples
    --------
    >>> [language_of(t) for t in ("They fled.", "Bir milyon kişi kaçtı.", "نزح مليون شخص.")]
    ['en', 'tr', 'ar']
    """
    if len(_ARABIC.findall(text)) > len(_LATIN.findall(text)):
        return "ar"
    english, turkish = _marks(text)
    return "tr" if turkish > english else "en"


def language_or(text: str, otherwise: str) -> str:
    """Return the language of a text; ``otherwise`` where too little is said to tell.

    Examples
    --------
    >>> language_or("Bir milyondan fazla kişi", "en"), language_or("أكثر من مليون", "en"), language_or("UNHCR, 2020", "tr")
    ('tr', 'ar', 'tr')
    """
    words = len(_WORD.findall(text))
    few = words < _TOO_FEW and otherwise != "ar" and not _ARABIC.search(text)
    return otherwise if few or not words else language_of(text)


def foreign(text: str, language: str) -> str:
    """Return the language that a text is surely written in, where it is not the one that it should be; else nothing.

    A few words, and a text that holds words of both, are left alone: they may be names.

    Examples
    --------
    >>> [foreign(t, "ar") for t in ("They fled from the bombs at night.", "فروا ليلًا from Aleppo", "UNHCR")]
    ['en', '', '']
    """
    if len(_WORD.findall(text)) < _FEW:
        return ""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if (language == "ar") != (arabic > latin):
        few, many = sorted((arabic, latin))
        return language_of(text) if few * 5 < many else ""
    english, turkish = _marks(text)
    if language == "en" and turkish > 2 and not english:
        return "tr"
    return "en" if language == "tr" and english > 2 and not turkish else ""


def _marks(text: str) -> tuple[int, int]:
    """Return how many words of a text in Latin letters are surely English, and how many signs of Turkish it has."""
    words = _WORD.findall(fold(text, "tr").text)
    english = sum(f" {word} " in _ENGLISH for word in words)
    turkish = sum(f" {word} " in _TURKISH or bool(re.search("[ğş]|[çöü]", word)) for word in words)
    return english, turkish + sum(letter in "ıİ" for letter in text)
