"""Text that was read in the wrong code page, read again in the right one where that is exact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import polars as pl

# UTF-8 read as: Western Europe, Turkey, the Arab world, Central Europe, an old Mac, the DOS window.
_READ_AS = ("cp1252", "cp1254", "cp1256", "cp1250", "mac_roman", "cp850", "cp437")
_MOST_TURNS = 3  # a file may have been saved wrongly more than once
_CONTROLS = frozenset(map(chr, range(0x80, 0xA0)))
_BETWEEN = "\x1e"
_FEW, _MANY = 8, 256
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
    "|â€[™œ\u009d˜“”¦¢]|ï»¿|Ã[\u0080-\u00bf†‡‰Š‹Œ‘’“•˜™š›œžŸ][a-z]"
    "|(?:[طظ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—™›œپٹچژڈگڑںھ]){2}"
)


@cache
def _page(codec: str) -> dict[int, int]:
    """Return the byte of each sign of a code page; what the page does not define stands for itself, as browsers read it."""
    table = {}
    for byte in range(256):
        sign = bytes([byte]).decode(codec, "replace")
        table[ord(sign) if sign != "\ufffd" else byte] = byte
    if codec in ("cp1252", "cp1254"):
        for byte in range(0x80, 0xA0):
            table.setdefault(byte, byte)  # Latin-1 proper, as some programs read it
    return table


@cache
def _signs_of(codec: str) -> frozenset[str]:
    return frozenset(map(chr, _page(codec)))


def _sloppy(text: str, codec: str) -> bytes | None:
    """Return the bytes of a text in a code page; None when it has a sign that the page has not."""
    return text.translate(_page(codec)).encode("latin-1") if _signs_of(codec).issuperset(text) else None


@cache
def _decodable() -> str:
    """Return a pattern of the texts whose signs are, in one of the code pages, the bytes of UTF-8."""
    pages = []
    for codec in _READ_AS:
        signs = {byte: sign for sign, byte in _page(codec).items()}

        def some_of(low: int, high: int, signs: dict[int, int] = signs, codec: str = codec) -> str:
            table = _page(codec)
            both = {s for s, byte in table.items() if low <= byte <= high} | {signs[b] for b in range(low, high + 1)}
            return "[" + "".join(f"\\x{{{sign:X}}}" for sign in sorted(both)) + "]"

        more = some_of(0x80, 0xBF)
        units = ["[\\x00-\\x7F]", some_of(0xC2, 0xDF) + more, some_of(0xE0, 0xEF) + more * 2]
        pages.append("(?:" + "|".join([*units, some_of(0xF0, 0xF4) + more * 3]) + ")*")
    return "(?s)^(?:" + "|".join(pages) + ")$"


@cache
def _arabic_word() -> str:
    """Return a pattern of a word that may be Windows-1256 read as Western or Turkish."""
    signs = {
        sign
        for codec in ("cp1252", "cp1254")
        for sign, byte in _page(codec).items()
        if _ARABIC.match(bytes([byte]).decode("cp1256"))
    }
    word = "[" + "".join(f"\\x{{{sign:X}}}" for sign in sorted(signs)) + "]{2,}"
    return f"(?:^|[^A-Za-z]){word}(?:$|[^A-Za-z])"


def _sensible(text: str) -> bool:
    """Return whether every sign that is not ASCII is one that the field's languages write, no word mixes scripts."""
    if any(ord(c) > 127 and not (_LETTERS.match(c) or _SIGNS.match(c)) for c in set(text)):
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
        if data is None:
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


def _mend(text: str) -> tuple[str, bool] | None:
    if text.isascii():
        return None
    first = _from_utf8(text) or _from_arabic(text)
    if first is None:
        return None
    mended, certain = first
    for _ in range(_MOST_TURNS - 1):
        again = None if mended.isascii() else _from_utf8(mended)
        if again is None or not again[1]:
            break
        mended, certain = again
    if _looks_wrong(mended) or not _CONTROLS.isdisjoint(mended):
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


def mend_all(texts: pl.Series) -> tuple[Mapping[str, str], list[str]]:
    """Return wrong -> right for the distinct texts of one column, and those that look wrong but cannot be mended.

    A text too short to tell alone is mended where another one of the column leaves no doubt.
    """
    may = texts.str.contains(_decodable()) | texts.str.contains(_arabic_word())
    looks = texts.str.contains(_LOOKS_WRONG.pattern)
    certain: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    suspects = [t for t in texts.filter(may | looks) if not t.isascii() and len(t) <= _MOST_LETTERS]
    found = {t: mended for at in range(0, len(suspects), _MANY) for t, mended in _each(suspects[at : at + _MANY])}
    for text, mended in found.items():
        if mended is not None:
            (certain if mended[1] else doubtful)[text] = mended[0]
    lost = [t for t in texts.filter(looks) if found.get(t) is None]
    if certain:
        certain |= doubtful
    return certain, lost


def _each(texts: Sequence[str]) -> Iterator[tuple[str, tuple[str, bool] | None]]:
    """Yield what each text says; many at once where all are wrong in one way, else half of them at a time."""
    if len(texts) <= _FEW:
        yield from ((text, _mend(text)) for text in texts)
        return
    together = _mend(_BETWEEN.join(texts))
    mended = together[0].split(_BETWEEN) if together and together[1] else []
    if len(mended) == len(texts):
        for text, right in zip(texts, mended, strict=True):
            yield text, (right, True) if right != text else None
        return
    half = len(texts) // 2
    yield from _each(texts[:half])
    yield from _each(texts[half:])
