"""Text that was read in the wrong code page, read again in the right one where that is exact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

# UTF-8 read as: Western Europe, Turkey, the Arab world, Central Europe, an old Mac, the DOS window.
_READ_AS = ("cp1252", "cp1254", "cp1256", "cp1250", "mac_roman", "cp850", "cp437")
_MOST_TURNS = 3  # a file may have been saved wrongly more than once
_MOST_LETTERS = 20_000  # a cell longer than this is looked at no further

_LETTERS = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u0490\u0491\u05d0-\u05ea"
    "\u0621-\u063a\u0640-\u0652\u0670\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c0-\u06c3\u06c6\u06c7\u06cc\u06d0\u06d2"
    "\u06d5\u0692\u0695\u06a4\u06b5\u06ce\u1e9e]"
)
_SIGNS = re.compile(
    "[\u00a0-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u0640\u0660-\u066c\u06f0-\u06f9\u2010-\u2027\u202f\u2030\u2032\u2033"
    "\u2039\u203a\u2044\u20ac\u20ba\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u25aa\u25cf\u2713"
    "\u200b-\u200f\u202a-\u202e\ufeff]"
)
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06af]")
_NOT_LAST = re.compile("[\u0629\u0649](?=[\u0621-\u064a])")  # letters that only end a word
_TURKISH = frozenset("ÇĞİÖŞÜçğıöşü")
# A closing sign after a capital may be just that: MENÜ», IRMÃ», PÅ”.
_CLOSING = frozenset("»«“”’‘…–—›‹،؛؟\u00a0")
_LOOKS_WRONG = re.compile(
    "(?:[ÂÃÄÅÆÎÏÐÑØÙÚÛâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2}"
    "|â€[™œ\u009d˜“”¦¢]|ï»¿|Ã[\u0080-\u00bf†‡‰Š‹Œ‘’“•˜™š›œžŸ](?=[a-z])"
    "|(?:[طظ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—™›œپٹچژڈگڑںھ]){2}"
)


def _sloppy(text: str, codec: str) -> bytes | None:
    """Return the bytes of a text in a code page; what the page does not define stands for itself, as browsers read it."""
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        pass
    out = bytearray()
    for sign in text:
        try:
            out += sign.encode(codec)
        except UnicodeEncodeError:
            if not 0x80 <= ord(sign) <= 0x9F:
                return None
            out.append(ord(sign))
    return bytes(out)


def _sensible(text: str) -> bool:
    """Return whether every sign that is not ASCII is one that the field's languages write, no word mixes scripts."""
    if any(ord(c) > 127 and not (_LETTERS.match(c) or _SIGNS.match(c)) for c in text):
        return False
    return all(len({_script(c) for c in word}) == 1 for word in _WORD.findall(text) if not word.isascii())


@cache
def _script(sign: str) -> str:
    name = unicodedata.name(sign, "?")
    return name.partition(" ")[0] if "LETTER" in name else ""


def _weak(text: str, mended: str) -> bool:
    """Return whether the wrong text may be sound: all that speaks against it is a closing sign after a letter."""
    wrong = [m.group() for m in re.finditer(r"[^\x00-\x7f]+", text)]
    if any(len(w) != 2 or w[1] not in _CLOSING for w in wrong):
        return False
    at = 0
    for sign in mended:
        step = 1 if sign.isascii() else 2
        after = text[at + step : at + step + 1]
        if step == 2 and after.isalpha() and not (text[at - 1 : at].isupper() and sign.islower()):
            return False
        at += step
    return True


def _from_utf8(text: str) -> tuple[str, bool] | None:
    """Return what a text read in a wrong code page says in UTF-8, and whether that is certain of itself."""
    found: dict[str, bool] = {}
    for codec in _READ_AS:
        data = _sloppy(text, codec)
        if data is None or len(data) != len(text):
            continue
        try:
            mended = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if mended != text and (_sensible(mended) or _looks_wrong(mended)):
            found.setdefault(mended, not _weak(text, mended))
        if found and codec == "cp1256":
            break  # the rarer code pages only speak where the others say nothing
    if len(found) != 1:
        return None
    return next(iter(found.items()))


def _from_arabic(text: str) -> tuple[str, bool] | None:
    """Return what Windows-1256 text that was read as Western or Turkish says, and whether that is certain of itself."""
    for codec in ("cp1252", "cp1254"):
        data = _sloppy(text, codec)
        if data is None:
            continue
        mended = data.decode("cp1256")
        words = [w for w in _WORD.findall(mended) if _ARABIC.search(w)]
        if not words or _NOT_LAST.search(mended) or not _sensible(mended):
            continue
        wrong = [sign for sign, now in zip(text, mended, strict=True) if _ARABIC.match(now)]
        foreign = {sign for sign in wrong if sign not in _TURKISH}
        longest = max(len(_ARABIC.findall(w)) for w in words)
        return mended, longest >= 3 and len(foreign) >= 2
    return None


def _looks_wrong(text: str) -> bool:
    return _LOOKS_WRONG.search(text) is not None


@cache
def _turn(text: str) -> tuple[str, bool] | None:
    return _from_utf8(text) or _from_arabic(text)


def _mend(text: str) -> tuple[str, bool] | None:
    if text.isascii() or len(text) > _MOST_LETTERS:
        return None
    first = _turn(text)
    if first is None:
        return None
    mended, certain = first
    for _ in range(_MOST_TURNS - 1):
        again = None if mended.isascii() else _from_utf8(mended)
        if again is None or not again[1]:
            break
        mended, certain = again
    if _looks_wrong(mended) or any(0x80 <= ord(c) <= 0x9F for c in mended):
        return None
    return mended, certain


def mend(text: str) -> str | None:
    """Return what a text says that was read in the wrong code page; None when it is sound or cannot be told.

    The wrong reading must be undone exactly: every sign goes back to the byte that it was made of, the bytes are
    valid in the right code page, and the outcome is letters that a word of one script may hold.

    Examples
    --------
    >>> mend("PanamÃ¡"), mend("Ø­Ù„Ø¨"), mend("ÍáÈ")
    ('Panamá', 'حلب', 'حلب')
    >>> mend("São Paulo"), mend("İŞÇİ"), mend("été")
    (None, None, None)
    """
    found = _mend(text)
    return found[0] if found and found[1] else None


def mend_all(texts: Collection[str]) -> tuple[Mapping[str, str], list[str]]:
    """Return wrong -> right for the texts of one column, and those that look wrong but cannot be mended.

    A text too short to tell alone is mended where another one of the column leaves no doubt.
    """
    certain: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    lost: list[str] = []
    for text in texts:
        found = _mend(text)
        if found is not None:
            (certain if found[1] else doubtful)[text] = found[0]
        elif not text.isascii() and _looks_wrong(text):
            lost.append(text)
    if certain:
        certain |= doubtful
    return certain, lost
