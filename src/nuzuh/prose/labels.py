"""Digits that count nothing: in the names of things, in addresses, and as marks of lists and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nuzuh.prose.lexicon import Lexicon

Label = tuple[int, int, str]  # start, end, unit

_ADDRESS = re.compile(
    r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+|(?<=\]\()[^)\s]+(?=\))|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|"
    r"\b(?:[a-z0-9-]+\.)+(?:org|com|net|int|eu|info|gov|de|fr|uk|tr|sy)\b(?:/[^\s)\]>]*)?|\bdoi:?\s?10\.\S+|"
    r"(?:\btel(?:efon|ephone)?|\bphone|\bfax|\bmobile|\bwhatsapp|\bgsm|هاتف|موبايل|جوال|فاكس)\s?[.:]?\s?[+(]?\d[\d\s()/.-]{4,}\d|"
    r"(?<![\w.,])(?:\+|00)\d{1,3}[\s./-]?\(?\d[\d\s()/.-]{5,}\d|\b[0-9a-f]{7,40}(?<=[a-f]\d)\b(?=\b)"
)
_NOTE = re.compile(r"\[\^?[\w-]{0,12}?\d{1,3}\]:?|\^\d{1,3}\b|(?<=#)\d+\b")
_CODE = re.compile(
    # letters and digits grown together (M4, F-16, COVID-19, S/RES/2254), but no amount (5km, 10k, 2nd) and no prefix
    r"\b(?!(?:pre|post|mid|early|late|non|the|of|and|ال|[وفبلك]|[وف]?[بلك]?ال|[وف][بلك]|لل)-?\d)(?:[^\W\d_]+[-/])*[^\W\d_]+[-/]?\d+[a-z]{0,2}(?:[-/.][^\W_]+)*(?!\w)"
    r"|\b\d+[-/]?(?:d|g|x)\b(?!\w)|\b[a-z]{1,3}/\d+(?:/\d+)+|\b\d{1,4}/[a-z]{1,4}/\d+"
)
_TIME = re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b")
_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d.]*\d)")
_BLANK = re.compile(r"^[ \t>]*$")
_ITEM = re.compile(r"^[ \t>]*(?:#{1,6}[ \t]+)?[(*_]{0,3}(\d{1,3})(?:[.)]|\s?[-–])(?=[\s*_])")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+(\d+(?:\.\d+)*)\.?[ \t]")
_INLINE = re.compile(r"\((\d{1,2})\)(?=[ \u00a0]?[^\W\d_])")


def labels(folded: str, lexicon: Lexicon) -> list[Label]:
    """Return the spans of a folded text in which digits count nothing, in order, without overlap.

    The unit is name (a resolution, an article, a weapon), time (of the day), address (link, e-mail, telephone, telephone) or
    mark (of a list item, a heading or a note).
    """
    found: list[Label] = [(*m.span(), "address") for m in _ADDRESS.finditer(folded) if re.search(r"\d", m[0])]
    found += [(*m.span(), "mark") for m in _NOTE.finditer(folded)]
    found += _marks(folded)
    found += [(*m.span(), "name") for m in lexicon.of_words("names").finditer(folded)]
    found += [(*m.span(), "name") for m in _CODE.finditer(folded)]
    found += [(*m.span(), "time") for m in _TIME.finditer(folded)]
    found += [(*m.span(), "name") for m in _VERSION.finditer(folded) if not _grouped(m[0])]
    out: list[Label] = []
    for label in sorted(found, key=lambda label: (label[0], -label[1])):
        if not out or label[0] >= out[-1][1]:
            out.append(label)
    return out


def _grouped(digits: str) -> bool:
    first, *rest = digits.split(".")
    return len(first) <= 3 and all(len(part) == 3 for part in rest)


def _marks(folded: str) -> Iterator[Label]:
    """Yield the numbers of list items and headings; in the middle of a block only those that count on."""
    place, last, fresh = 0, 0, True
    for line in folded.split("\n"):
        if found := _HEADING.match(line):
            yield place + found.start(1), place + found.end(1), "mark"
        elif found := _ITEM.match(line):
            number = int(found[1])
            if fresh or number in (1, last + 1):
                yield place + found.start(1), place + found.end(1), "mark"
                last = number
        fresh = bool(_BLANK.match(line)) or (fresh and bool(_ITEM.match(line)))
        place += len(line) + 1
    inline = list(_INLINE.finditer(folded))
    numbers = {int(m[1]) for m in inline}
    for found in inline:
        if {int(found[1]) - 1, int(found[1]) + 1} & numbers:
            yield found.start(1), found.end(1), "mark"
