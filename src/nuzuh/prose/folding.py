"""A text as it is compared: small letters, plain digits and quotes, without vowel and direction marks; places are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nuzuh.terms.amounts import fold_digits, fold_letters

LANGUAGES = ("en", "ar", "tr")
_TURKISH = frozenset("çğöşü")
_SIGNS = {
    **dict.fromkeys("’ʼ′‘`´", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("٪﹪％", "%"),
    **dict.fromkeys("\u00a0\u2007\u2008\u2009\u202f", "\u00a0"),  # spaces that keep the digits of a number together
    **dict.fromkeys("\u00ad\u0640", ""),
    "ک": "ك",
    "ی": "ي",
    "ى": "ي",
    "ة": "ه",
    "ہ": "ه",
    "ء": "",
}
_MARK = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")

_LATIN_MARK = re.compile("[\u0300-\u036f]")


class _Table(dict[int, str]):
    """The folded form of each character of a language, worked out when it is first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_sign(chr(code), self.language)
        return folded


def _folded_sign(sign: str, language: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if language == "tr" and unicodedata.normalize("NFC", sign.lower()) in _TURKISH:
        return sign.lower()
    if _MARK.match(sign):
        return ""
    plain = fold_letters(unicodedata.normalize("NFKC", sign)) if "\ufb50" <= sign <= "\ufefc" else fold_letters(sign)
    plain = _MARK.sub("", plain)
    return "".join(_SIGNS.get(c, c) for c in fold_digits(plain))


@cache
def _table(language: str) -> _Table:
    return _Table(language)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each position in it the position in the text as written.

    Attributes
    ----------
    text : str
    places : sequence of int
        One longer than the text: the last is the length of the text as written.
    """

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int, written: str) -> tuple[int, int]:
        """Return the half-open span in the text as written, with the marks that sit on its last letter."""
        if end <= start:
            return self.places[start], self.places[start]
        last = self.places[end - 1] + 1
        limit = self.places[end]
        while last < limit and unicodedata.combining(written[last]):
            last += 1
        return self.places[start], last


def fold(text: str, language: str) -> Folded:
    """Return a text folded for comparing words of a language.

    Turkish keeps its letters ç ğ ö ş ü, for "ön" is not "on"; its dotless i becomes a dotted one. Arabic loses hamza,
    points and stretching, and a ta marbuta becomes a ha.

    Examples
    --------
    >>> fold("YÜZ KIRK", "tr").text, fold("مِئَة", "ar").text
    ('yüz kirk', 'ميه')
    """
    table = _table(language)
    apart = language == "tr" and _LATIN_MARK.search(text) is not None  # a letter and its dots as two characters
    lengths = {len(table[ord(sign)]) for sign in set(text)}
    if apart or max(lengths, default=0) > 1:
        return _sign_by_sign(text, language)
    if 0 not in lengths:
        return Folded(text.translate(table), range(len(text) + 1))
    places = [place for place, sign in enumerate(text) if table[ord(sign)]]
    return Folded(text.translate(table), [*places, len(text)])


def _sign_by_sign(text: str, language: str) -> Folded:
    table = _table(language)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if language == "tr" and signs and _LATIN_MARK.match(sign):
            whole = unicodedata.normalize("NFC", signs[-1] + sign)
            signs[-1] = whole if whole in _TURKISH else signs[-1]
            continue
        for part in table[ord(sign)]:
            signs.append(part)
            places.append(place)
    places.append(len(text))
    return Folded("".join(signs), places)


@cache
def fold_pattern(pattern: str, language: str) -> str:
    r"""Return a regular expression in folded letters; what is ASCII stays, so that ``\S`` keeps its meaning."""
    table = _table(language)
    return "".join(c if c.isascii() or c in "٫٬" else table[ord(c)] for c in pattern)
