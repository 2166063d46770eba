"""The order in which organisations are named: one alphabet of sounds for all scripts, so that no script stands last.

Decision 0024 says why. An Arabic name stands where its sounds stand in the Latin alphabet: حوران beside Horan.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nuzuh.places.letters import is_arabic
from nuzuh.terms.amounts import fold_digits

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ى": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch",
    "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "ھ": "h", "ة": "a", "ە": "a", "و": "w", "ؤ": "u", "ۆ": "o", "ي": "y", "ی": "y", "ێ": "e", "ئ": "y", "ء": "",
}  # fmt: skip
# Letters of the Turkish alphabet that follow another, as it is learnt there: ı before i, ş after s.
_AFTER = {"ç": "c", "ğ": "g", "ö": "o", "ş": "s", "ü": "u"}
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
_ARTICLES = re.compile(r"^\W*(?:(?:the|la|le|les|al)[\s\-–]+|el-|l['’])(?=\w)", re.I)
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")
_TURKISH = re.compile("[ıİşŞğĞ]")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_HIDDEN = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069'’‘ʼ`´]")

Rank = tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=20_000)
def place_in_order(name: str) -> tuple[Rank, str]:
    """Return by what a name is sorted: its letters, and the name itself where these are the same.

    Capitals, accents, quotes, and an article at the beginning (The, La, Al-, ال) do not count. Digits come before letters, by
    what they amount to.

    Examples
    --------
    >>> sorted(["Violet", "جمعية أمل", "İnsan Hakları", "The Day After", "Işık", "Horan", "حوران"], key=place_in_order)
    ['The Day After', 'Horan', 'حوران', 'Işık', 'İnsan Hakları', 'جمعية أمل', 'Violet']
    """
    plain = _HIDDEN.sub("", unicodedata.normalize("NFC", fold_digits(name)))
    without = _ARABIC_ARTICLE.sub("", plain) if is_arabic(plain) else _ARTICLES.sub("", plain)
    ranks: list[tuple[int, int, int]] = []
    for piece in _PIECE.findall(without or plain):
        ranks.append((0, 0, 0))  # a shorter word stands before a longer one that begins with it
        if piece.isdecimal():
            ranks.append((1, int(piece), 0))
        else:
            turkish = _TURKISH.search(piece) is not None
            ranks += [rank for letter in piece for rank in _ranks(letter, turkish=turkish)]
    return tuple(ranks), name


def _ranks(letter: str, *, turkish: bool) -> list[tuple[int, int, int]]:
    if letter == "I" and turkish:
        letter = "ı"
    small = "i" if letter == "İ" else letter.lower()
    if small in _ARABIC:
        return [(2, ord(c), 1) for c in _ARABIC[small]]
    if small == "ı":
        return [(2, ord("i"), 0)]
    if small in _AFTER:
        return [(2, ord(_AFTER[small]), 2)]
    if small in _PLAIN:
        return [(2, ord(c), 1) for c in _PLAIN[small]]
    base = unicodedata.normalize("NFD", small)[0]
    if base.isascii():
        return [(2, ord(base), 1)]
    return [(2, ord(_first_sound(base)), 1)]


def _first_sound(letter: str) -> str:
    """Return the Latin letter with which a letter of another alphabet is called: д DE, ש SHIN; else the letter itself."""
    called = unicodedata.name(letter, "").rpartition("LETTER ")[2].casefold()
    spoken = called.lstrip("e") if len(called) == 2 else called  # the Cyrillic ef, el, em, en, er, es
    return next((c for c in spoken or called if c.isascii() and c.isalpha()), letter)
