"""Amounts of people as field reports write them: ``~1,200``, ``300-400``, ``أكثر من ٥٠٠``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.terms.faults import Fault, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 10**10
QUANTIFIERS = ("exactly", "about", "more than", "less than", "between", "unknown")

_FOLDED = {
    **{start + digit: str(digit) for start in (0x0660, 0x06F0, 0xFF10) for digit in range(10)},
    **dict.fromkeys((0x00A0, 0x202F, *range(0x2000, 0x200B), 0x205F, 0x3000), " "),
    **dict.fromkeys((0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A))),
}
_MARKS = re.compile(r"(?<=[^\W\d_])[\u0300-\u0337\u0339-\u036f\u064b-\u065f\u0670]+")
_LETTERS = str.maketrans({"ı": "i", "ى": "ي", "ـ": None})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of people (or households) as it was reported.

    Attributes
    ----------
    low, value, high : float or None
        Equal for one number; the two ends and their middle for ``between``; None for ``unknown``.
    quantifier : str
        One of `QUANTIFIERS`.
    """

    low: float | None
    value: float | None
    high: float | None
    quantifier: str


UNKNOWN = Amount(None, None, None, "unknown")


def fold_digits(text: str) -> str:
    """Return the text with ASCII digits and plain spaces, without direction and zero-width marks.

    Examples
    --------
    >>> fold_digits("١٢٠٠")
    '1200'
    """
    return text.translate(_FOLDED)


def fold_letters(text: str) -> str:
    """Return the text in small letters without accents, vowel marks, hamza and dots on the Turkish i.

    Only for comparing words: ``Şubat`` and ``SUBAT`` come out alike, ``أكثر`` and ``اكثر`` too.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return _MARKS.sub("", decomposed).translate(_LETTERS)


_UNKNOWN_WORDS = (
    *(
        "",
        "-",
        "–",
        "—",
        "--",
        "---",
        "…",
        "...",
        "?",
        "??",
        "???",
        "n/a",
        "n.a.",
        "n.a",
        "na",
        "nan",
        "none",
    ),
    *("null", "unknown", "not known", "not available", "no data", "tbc", "tbd"),
    *("غير معروف", "غير معلوم", "غير محدد", "غير متوفر", "غير متاح", "مجهول", "لا تتوفر بيانات"),
    *("bilinmiyor", "bilinmeyen", "belirsiz", "veri yok"),
)
_BEFORE = {
    "about": (
        *("~", "≈", "≃", "±", "c.", "ca.", "c", "ca", "circa", "about", "around", "approximately", "approx."),
        *("approx", "some", "nearly", "almost", "roughly", "an estimated", "estimated"),
        *("حوالي", "نحو", "قرابة", "زهاء", "تقريبا", "ما يقارب", "يقارب", "ما يقرب من", "يقرب من"),
        *("yaklaşık", "yaklaşık olarak", "aşağı yukarı", "takriben"),
    ),
    "more than": (
        *("more than", "over", "at least", "above", "no fewer than", "not less than", ">", ">=", "≥"),
        *(
            "أكثر من",
            "ما يزيد على",
            "ما يزيد عن",
            "يزيد على",
            "يزيد عن",
            "على الأقل",
            "لا يقل عن",
            "ما لا يقل عن",
        ),
        *("فوق", "en az", "en azından"),
    ),
    "less than": (
        *("less than", "under", "fewer than", "below", "up to", "at most", "no more than", "not more than"),
        *("<", "<=", "≤", "أقل من", "ما لا يزيد على", "ما لا يزيد عن", "لا يزيد على", "لا يزيد عن"),
        *("على الأكثر", "en fazla", "en çok"),
    ),
}
_AFTER = {
    "about": ("approximately", "approx.", "approx", "تقريبا", "civarında", "civarı", "dolayında", "kadar"),
    "more than": (
        *("+", "or more", "at least", "على الأقل", "أو أكثر", "فأكثر"),
        *(f"{mark}{case} fazla" for case in ("den", "dan", "ten", "tan") for mark in ("'", "’", "")),
    ),
    "less than": (
        *("or less", "or fewer", "at most", "على الأكثر", "أو أقل", "فأقل"),
        *(f"{mark}{case} az" for case in ("den", "dan", "ten", "tan") for mark in ("'", "’", "")),
    ),
}
_SCALES = {
    1_000: ("k", "thousand", "thousands", "ألف", "آلاف", "bin"),
    1_000_000: ("m", "mn", "mln", "mio", "million", "millions", "مليون", "ملايين", "milyon"),
}
_BETWEEN = ("between", "from", "بين", "ما بين", "من")
_TO = ("to", "up to", "until", "-", "–", "—", "−", "‐", "‑", "إلى", "حتى", "ila")
_AND = (*_TO, "and", "ile", "و")
_ARASINDA = ("arasında", "arası", "aralığında")

_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,'’٬ ])[0-9]{3})(?:\1[0-9]{3})*")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_SHORT = re.compile(r"[0-9](?:\.[0-9]{1,17})?e[+-]?[0-9]{1,2}")  # how a spreadsheet shows long numbers


def _words(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first, as `fold_letters` writes them."""
    folded = sorted({fold_letters(word) for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in folded)


@dataclass(frozen=True, slots=True)
class _Grammar:
    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    scales: tuple[tuple[int, re.Pattern[str]], ...]
    spans: tuple[re.Pattern[str], ...]
    unknown: frozenset[str]


@cache
def _grammar() -> _Grammar:
    start, number = r"(?=[0-9+\-−–])", r"[0-9](?:[0-9 .,'’٬]*[0-9])?"
    scale = _words(word for words in _SCALES.values() for word in words)
    term = rf"[-−]?\s*{number}(?:\s*(?:{scale})(?![^\W\d_]))?"
    return _Grammar(
        before=tuple((name, re.compile(rf"(?:{_words(words)})\s*{start}")) for name, words in _BEFORE.items()),
        after=tuple((name, re.compile(rf"(?<=\S)\s*(?:{_words(words)})$")) for name, words in _AFTER.items()),
        scales=tuple((size, re.compile(rf"\s*(?:{_words(words)})$")) for size, words in _SCALES.items()),
        spans=(
            re.compile(rf"({term})\s*(?:{_words(_TO)})\s*({term})"),
            re.compile(rf"(?:{_words(_BETWEEN)})\s*({term})\s*(?:{_words(_AND)})\s*({term})"),
            re.compile(rf"({term})\s*(?:{_words(_AND)})\s*({term})\s+(?:{_words(_ARASINDA)})"),
        ),
        unknown=frozenset(fold_letters(word) for word in _UNKNOWN_WORDS),
    )


def _fault(rule: str, text: str, why: str, suggestion: str) -> Fault:
    return Fault(rule, f"{shown(text)} {why}.", suggestion)


def _unclear(text: str) -> Fault:
    return _fault(
        "amount.format",
        text,
        "is not read as a number of people",
        "Write digits, such as 1200, about 1200, more than 1200 or 300-400; put words and notes in another column.",
    )


def _digits(digits: str, text: str) -> Fraction | Fault:
    """Return the number that digits with separators stand for, exactly; models report fractions of people."""
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits) or _DOTTED.fullmatch(digits):
        return Fraction(re.sub(r"[^0-9]", "", digits))
    if _SHORT.fullmatch(digits):
        return Fraction(digits)
    whole, dot, decimals = digits.rpartition(".")
    if dot and _PLAIN.fullmatch(decimals) and (_PLAIN.fullmatch(whole) or _GROUPED.fullmatch(whole)):
        if len(decimals) == 3 and re.fullmatch("[1-9][0-9]{0,2}", whole):
            return _fault(
                "amount.ambiguous",
                text,
                f"can be read as {re.sub('[^0-9]', '', digits)} or as a number with three decimals",
                "Write thousands without a separator, such as 1200.",
            )
        return Fraction(f"{re.sub('[^0-9]', '', whole)}.{decimals}")
    if digits.count(",") == 1 and re.fullmatch(r"[0-9.]+,[0-9]+", digits):
        return _fault(
            "amount.ambiguous",
            text,
            "has a comma that does not mark thousands: a decimal comma or a slip",
            "Write thousands without a separator, such as 1200, and decimals with a point.",
        )
    return _unclear(text)


def _term(term: str, text: str, size: int = 0) -> Fraction | Fault:
    """Return the number of one term such as ``1.2 million``; `size` is a scale named after it."""
    digits, scale = term.strip(), size or 1
    for factor, pattern in _grammar().scales:
        if found := pattern.search(digits):
            digits, scale = digits[: found.start()], factor
            break
    if digits[:1] in {"-", "−", "–"} and digits[1:].strip()[:1].isdigit():
        return _fault("amount.negative", text, "is below zero", "Write the number of people without a minus.")
    number = _digits(digits, text)
    if isinstance(number, Fault):
        return number
    number *= scale
    if number > LARGEST:
        why = "is more people than there are"
        return _fault("amount.too_large", text, why, "Check the digits and words such as thousand or million.")
    return number


def _scale(term: str) -> int:
    return next((size for size, pattern in _grammar().scales if pattern.search(term)), 0)


def _between(first: str, second: str, text: str) -> Amount | Fault:
    low = _term(first, text, _scale(second))
    high = _term(second, text)
    if isinstance(low, Fault):
        return low
    if isinstance(high, Fault):
        return high
    if low > high:
        return _fault("amount.order", text, "goes from the larger to the smaller number", "Put the smaller first.")
    return Amount(float(low), float((low + high) / 2), float(high), "between")


def _quantified(folded: str) -> tuple[str, str] | None:
    """Return what is left and the quantifier; None when two quantifiers contradict each other."""
    grammar, names = _grammar(), set()
    for name, pattern in grammar.before:
        if found := pattern.match(folded):
            folded = folded[found.end() :]
            names.add(name)
            break
    for name, pattern in grammar.after:
        if found := pattern.search(folded):
            folded = folded[: found.start()]
            names.add(name)
            break
    if len(names) > 1:
        return None
    return folded, next(iter(names), "exactly")


def parse_amount(text: str) -> Amount | Fault:
    """Return the amount that a cell reports, or what is wrong with it; never raises.

    Parameters
    ----------
    text : str
        The cell. Digits may be Arabic-Indic, Persian or fullwidth; words English, Arabic or Turkish.

    Examples
    --------
    >>> parse_amount("more than 1,200")
    Amount(low=1200.0, value=1200.0, high=1200.0, quantifier='more than')
    >>> parse_amount("1.200").rule
    'amount.ambiguous'
    """
    folded = " ".join(fold_letters(fold_digits(text)).replace("،", ",").replace("٫", ".").split())
    grammar = _grammar()
    if folded in grammar.unknown:
        return UNKNOWN
    if len(folded) > 200:
        return _unclear(text)
    quantified = _quantified(folded)
    if quantified is None:
        return _unclear(text)
    rest, quantifier = quantified
    if span := next(filter(None, (pattern.fullmatch(rest) for pattern in grammar.spans)), None):
        if quantifier in {"exactly", "about"}:
            return _between(span[1], span[2], text)
        return _unclear(text)
    number = _term(rest, text)
    if isinstance(number, Fault):
        return number
    return Amount(float(number), float(number), float(number), quantifier)


def parse_decimal(text: str) -> float | Fault | None:
    """Return the number in a cell (a latitude, a household size), None when blank, or the fault.

    Examples
    --------
    >>> parse_decimal("36.17")
    36.17
    """
    folded = fold_digits(text).strip().replace("−", "-").replace("٫", ".")
    if not folded:
        return None
    if re.fullmatch(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?", folded):
        number = float(folded)
        if isfinite(number):
            return number
    if re.fullmatch(r"[-+]?[0-9]+[,،][0-9]+", folded):
        why = "has a comma where a decimal point or nothing should be"
        return _fault("number.ambiguous", text, why, "Write decimals with a point, such as 36.17.")
    return _fault("number.format", text, "is not a number", "Write digits with a decimal point, such as 36.17.")


_SCHEMA = pl.Schema(
    {"low": pl.Float64, "value": pl.Float64, "high": pl.Float64, "quantifier": pl.String, "fault": pl.Boolean}
)
# What needs no grammar; three decimals may be thousands and go the long way.
_FAST = r"^[0-9]{1,10}$|^[0-9]{1,9}\.(?:[0-9]{1,2}|[0-9]{4,17})$"


def parse_amounts(column: pl.Series) -> tuple[pl.DataFrame, dict[str, Fault]]:
    """Return low, value, high, quantifier and fault for every cell of a column, and the faults by text.

    Parameters
    ----------
    column : polars.Series
        Text as it was read; null means blank.

    Returns
    -------
    tuple of polars.DataFrame and dict
        The frame is as high as the column. Faulty cells have null numbers, quantifier ``unknown`` and
        ``fault`` true; the dict maps their text to what is wrong.
    """
    cells = column.cast(pl.String).fill_null("")
    plain = cells.str.contains(_FAST)
    number = pl.when(plain).then(pl.lit(cells)).otherwise(None).cast(pl.Float64)
    kind = pl.when(plain).then(pl.lit("exactly")).otherwise(pl.lit("unknown"))
    no = pl.lit(value=False)
    fast = pl.select(number, low=number, value=number, high=number, quantifier=kind, fault=no).select(_SCHEMA.names())
    others = cells.filter(~plain).unique().to_list()
    faults: dict[str, Fault] = {}
    read: list[tuple[str, float | None, float | None, float | None, str, bool]] = []
    for text in others:
        amount = parse_amount(text)
        if isinstance(amount, Fault):
            faults[text] = amount
            read.append((text, None, None, None, "unknown", True))
        else:
            read.append((text, amount.low, amount.value, amount.high, amount.quantifier, False))
    if not set(others) - {""}:
        return fast, faults
    slow = pl.DataFrame(read, schema={"text": pl.String, **_SCHEMA}, orient="row")
    joined = pl.DataFrame({"text": cells}).join(slow, on="text", how="left", maintain_order="left")
    chosen = [pl.when(plain).then(fast[name]).otherwise(pl.col(name)).alias(name) for name in _SCHEMA]
    return joined.select(chosen), faults


def points_are_decimal(column: pl.Series, sheets: pl.Series) -> pl.Series:
    """Return which cells such as ``470.976`` hold decimals and no thousands, as their column shows.

    They do where at least as many cells of the column in the same sheet have four decimals or more, as models write
    them, and none has points or a comma as a person who writes ``1.200`` for 1200 would.

    Parameters
    ----------
    column, sheets : polars.Series
        Text as it was read, and the sheet in which each cell stands.
    """
    unclear = column.str.contains(r"^[1-9][0-9]{0,2}\.[0-9]{3}$").fill_null(value=False)
    if not unclear.any():
        return unclear
    frame = pl.DataFrame({"cell": column, "sheet": sheets, "unclear": unclear})
    cell = pl.col("cell")
    modelled = cell.str.contains(r"^[0-9]+\.[0-9]{4,}$").sum().over("sheet")
    typed = cell.str.contains(r"^[0-9]{1,3}(?:\.[0-9]{3}){2,}$|^[0-9.]+,[0-9]{1,2}$").sum().over("sheet")
    enough = (modelled >= pl.col("unclear").sum().over("sheet")) & (typed == 0)
    return frame.select(pl.col("unclear") & enough).to_series()
