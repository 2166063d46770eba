"""Numbers in digits: which signs group thousands and which begin decimals, as the language writes them."""

from __future__ import annotations

import re

_GROUP = r"[,.'٬،\u00a0 ]"
DIGITS = re.compile(
    rf"(?<!\d)(?:\d{{1,3}}(?P<mark>{_GROUP})\d{{3}}(?:(?P=mark)\d{{3}})*(?!\d)(?:[.,٫]\d+(?!\d|[.,]\d))?|\d+(?:[.,٫]\d+)?(?![.,٫]?\d))"
)
_LOOSE = re.compile(r"\d+")
_DECIMAL = {"en": ".", "ar": ".,", "tr": ","}


def digits_at(text: str, start: int) -> re.Match[str] | None:
    """Return the number in digits that begins at a position of a folded text, with its separators."""
    return DIGITS.match(text, start) or _LOOSE.match(text, start)


def value_of(digits: str, language: str) -> float:
    """Return the value of a number in folded digits, read as the language writes numbers.

    One group of three digits is unclear: "1.234" is a decimal number in English and thousands in Turkish, "1,234" the
    other way round; three zeros ("948.000") are thousands in every language. In Arabic both signs are used for both.

    Examples
    --------
    >>> value_of("948.000", "en"), value_of("90,6", "tr"), value_of("1.234", "en"), value_of("1.234", "tr")
    (948000.0, 90.6, 1.234, 1234.0)
    """
    whole, decimals = digits, ""
    if "٫" in digits:
        whole, decimals = digits.rsplit("٫", 1)
    else:
        marks = [c for c in digits if not c.isdigit()]
        last = marks[-1] if marks else ""
        if last and last in ".,":
            tail = digits.rsplit(last, 1)[1]
            several = len(set(marks)) > 1
            if len(tail) != 3 or (marks.count(last) == 1 and (several or _decimal(digits, last, tail, language))):
                whole, decimals = digits.rsplit(last, 1)
    number = float(re.sub(r"\D", "", whole) or 0)
    return number + (int(decimals) / 10 ** len(decimals) if decimals else 0)


def _decimal(digits: str, mark: str, tail: str, language: str) -> bool:
    """Return whether one point or comma before three digits begins decimals."""
    if digits.startswith("0"):
        return True
    if tail == "000":
        return False
    return mark in {"en": ".", "tr": ","}.get(language, "")
