"""Letters of Arabic, Kurdish, Turkish and the Latin spellings of Arabic as one alphabet of sounds.

The sounds, one character each: vowels ``a e i o u``; ``A`` a long a as Arabic writes it, ``w`` and ``y``; ``@`` the Arabic ta
marbuta, ``7`` a final t that may be one, ``^`` an article written together with its word; consonants
``b p t T d D z Z s S $ c C j k q g G x h H 8 9 f v l m n r 3`` (capitals are the emphatic ones, ``$`` sh, ``c`` ch, ``C`` a
bare c, ``G`` gh, ``x`` kh, ``H`` the strong h, ``8`` th, ``9`` dh, ``3`` ayn).
"""

from __future__ import annotations

import re
import unicodedata

SOUNDS = "aeiouAwy@7^bptTdDzZsS$cCjkqgGxhH89fvlmnr3"

# Arabic, Persian and Kurdish letters. Hamza is not heard, and carried by a vowel.
_ARABIC = {
    "ا": "A", "أ": "A", "إ": "A", "آ": "A", "ٱ": "A", "ى": "A", "ب": "b", "پ": "p", "ت": "t", "ث": "8", "ج": "j",
    "چ": "c", "ح": "H", "خ": "x", "د": "d", "ذ": "9", "ر": "r", "ڕ": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "$",
    "ص": "S", "ض": "D", "ط": "T", "ظ": "Z", "ع": "3", "غ": "G", "ف": "f", "ڤ": "v", "ق": "q", "ك": "k", "ک": "k",
    "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ه": "h", "ھ": "h", "ة": "@", "ۀ": "@", "ە": "@", "و": "w",
    "ؤ": "w", "ۆ": "o", "ۇ": "u", "ي": "y", "ی": "y", "ئ": "y", "ێ": "e", "ې": "e", "ء": "", "ہ": "h", "ۃ": "@",
}  # fmt: skip
_ARABIC_TABLE = str.maketrans(_ARABIC)

# Latin letters that do not come apart into a plain one and an accent, or whose accent is heard.
_LATIN = {
    "ş": "$", "ș": "$", "š": "$", "ç": "c", "č": "c", "ğ": "G", "ġ": "G", "ı": "i", "ḩ": "H", "ḥ": "H", "ħ": "H",
    "ţ": "T", "ṭ": "T", "ț": "T", "ḑ": "D", "ḍ": "D", "ẓ": "Z", "ẕ": "Z", "ṣ": "S", "ḏ": "9", "ṯ": "8", "ḫ": "x",
    "ẖ": "x", "ž": "j", "ǧ": "j", "ĝ": "G", "æ": "e", "œ": "o", "ø": "o", "ß": "s", "đ": "d", "ł": "l", "ö": "o",
    "ü": "u", "c": "C", "x": "x",
}  # fmt: skip
_LATIN_TABLE = str.maketrans(_LATIN)
_SCHOLARLY = re.compile("[āīūḩḥţṭḑḍẓṣ]|z̧")  # in such spellings an s with a cedilla is the emphatic s
_CLUSTERS = {
    "tCh": "c", "sCh": "$", "kh": "x", "gh": "G", "sh": "$", "Ch": "c", "th": "8",
    "dh": "9", "zh": "j", "dj": "j", "ph": "f", "Ck": "k", "ou": "u", "oo": "u", "ee": "i",
}  # fmt: skip
_CLUSTER = re.compile("|".join(sorted(_CLUSTERS, key=len, reverse=True)))
_MARK = re.compile(r"[\u0300-\u036f]")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_TWICE = re.compile(r"(.)\1+")
_HAS_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_TWO_SOUNDS = re.compile("(?<=.)[td]h(?=[aeiou])")
_FINAL_H = re.compile("(?<=..[aeiou])h$")
_FINAL_T = re.compile("t$")
_JOINED = re.compile(r"^[aeiu]l(?=...)")
_JOINED_SUN = re.compile(r"^[ae](\$|8|9|[tdrzsnTDZS])(?=\1..)")
_JOINED_ARABIC = re.compile("^Al(?=..)")

_COARSE = {
    "b": "B", "p": "B", "t": "T", "T": "T", "d": "D", "D": "D", "9": "D", "8": "D", "z": "D", "Z": "D", "s": "S",
    "S": "S", "$": "X", "c": "X", "j": "J", "C": "J", "k": "K", "q": "K", "g": "K", "G": "G", "x": "H", "h": "H",
    "H": "H", "f": "F", "v": "F", "l": "L", "m": "M", "n": "N", "r": "R",
}  # fmt: skip
_COARSE_TABLE = str.maketrans({sound: _COARSE.get(sound, "") for sound in SOUNDS})


def is_arabic(text: str) -> bool:
    """Return whether a text holds letters of the Arabic script."""
    return _HAS_ARABIC.search(text) is not None


def folded(text: str) -> str:
    """Return a text in small letters, composed, with Arabic presentation forms, points and stretching undone.

    Examples
    --------
    >>> folded("İDLİB")
    'idlib'
    """
    text = unicodedata.normalize("NFKC", text.replace("İ", "i")).casefold()
    if is_arabic(text):
        return _ARABIC_MARKS.sub("", text)
    return text


def sounds_of_word(word: str) -> str:
    """Return the sounds of one word, as `folded` gives it.

    Examples
    --------
    >>> sounds_of_word("sheikhoun"), sounds_of_word("شيخون"), sounds_of_word("şêxûn")
    ('$eixun', '$yxwn', '$exun')
    """
    if is_arabic(word[:1]) or is_arabic(word[-1:]):
        heard = _TWICE.sub(r"\1", _JOINED_ARABIC.sub("^", word.translate(_ARABIC_TABLE)))
        if heard.endswith("h") and len(heard) > 2:
            heard = heard[:-1] + "@"  # a ta marbuta without its dots
        elif heard.endswith("t") and len(heard) > 2:
            heard = heard[:-1] + "7"
        return "".join(c for c in heard if c in SOUNDS)
    scholarly = _SCHOLARLY.search(word) is not None
    word = word.replace("ع", "3").replace("ح", "H")
    word = word.replace("z̧", "Z").replace("ş", "S") if scholarly else word
    heard = word.replace("c", "C") if word.isascii() else "".join(_plain_letter(c) for c in word)
    heard = _CLUSTER.sub(lambda m: _CLUSTERS[m[0]], heard)
    if not heard.isascii() or not heard.isalpha():
        heard = "".join(c for c in heard if c in SOUNDS)
    heard = _JOINED_SUN.sub("^", heard) if heard[:1] in "ae" else heard
    heard = _JOINED.sub("^", heard)
    return _TWICE.sub(r"\1", _FINAL_T.sub("7", _FINAL_H.sub("", heard)) if len(heard) > 2 else heard)


def apart(word: str) -> str:
    """Return a Latin word with t or d and a following h as two sounds, where they may be: Shat-ha, Hudhud; else empty.

    Examples
    --------
    >>> apart("hudhud"), apart("thiban")
    ('hudhud', '')
    """
    if is_arabic(word) or not _TWO_SOUNDS.search(word):
        return ""
    return sounds_of_word(_TWO_SOUNDS.sub(lambda m: m[0][0] + "ح", word)).replace("H", "h")


def _plain_letter(letter: str) -> str:
    if letter in "TDZSH":
        return letter
    if letter in _LATIN:
        return _LATIN[letter]
    return letter if letter.isascii() else _MARK.sub("", unicodedata.normalize("NFD", letter))


def joined(words: list[str]) -> str:
    """Return the sounds of words as one, letters that meet counting once."""
    return _TWICE.sub(r"\1", "".join(words))


def skeleton(sounds: str) -> str:
    """Return the consonants that all spellings of a name share, in classes of those that are confused.

    Examples
    --------
    >>> skeleton(sounds_of_word("saraqeb")), skeleton(sounds_of_word("سراقب"))
    ('SRKB', 'SRKB')
    """
    return _TWICE.sub(r"\1", sounds.translate(_COARSE_TABLE))
