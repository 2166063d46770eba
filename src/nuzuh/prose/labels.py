"""Digits that count nothing: in the names of things, in addresses, and as marks of lists and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nuzuh.prose.lexicon import Lexicon

Label = tuple[int, int, str]  # start, end, unit

_ADDRESSES = (
    re.compile(r"(?:https?://|\bwww\.)[^\s<>\"')\]]+"),
    re.compile(r"(?<=\]\()[^)\s]+(?=\))"),
    re.compile(
        r"(?<![a-z0-9.-])[a-z0-9.-]+(?<=[a-z0-9])\.(?:org|com|net|int|eu|info|gov|de|fr|uk|tr|sy)\b(?:/[^\s)\]>]*)?"
    ),
    re.compile(r"\bdoi:?\s?10\.\S+"),
    re.compile(
        r"\b(?:tel(?:efon|ephone)?|phone|fax|mobile|whatsapp|gsm|هاتف|موبايل|جوال|فاكس)\s?[.:]?\s?[+(]?\d[\d\s()/.-]{4,}\d"
    ),
    re.compile(r"(?:(?<![\w.,])\+|(?<![\w.,])00)\d{1,3}[\s./-]?\(?\d[\d\s()/.-]{5,}\d"),
)
_LONGEST = 300  # of a run of signs in which an address or a name is looked for
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CHECKSUM = re.compile(r"[0-9a-f]{7,64}(?<=[a-f]\d)|[0-9a-f]{7,64}(?<=\d[a-f])")
_NOTE = re.compile(r"\[\^?[\w-]{0,12}?\d{1,3}\]:?|\^\d{1,3}\b|(?<=#)\d+\b")
_CODE = re.compile(
    # letters and digits grown together (M4, F-16, COVID-19, S/RES/2254), but no amount (5km, 10k, 2nd) and no prefix
    r"\b(?!(?:pre|post|mid|early|late|non|the|of|and|in|to|or|by|over|under|about|some|ال|[وفبلك]|[وف]?[بلك]?ال|[وف][بلك]|لل)-?\d)(?:[^\W\d_]+[-/])*[^\W\d_]+[-/]?\d+[a-z]{0,2}(?:[-/.][^\W_]+)*(?!\w)"
    r"|\b\d+[-/]?(?:d|g|x)\b(?!\w)|\b\d+x\d+\b|\b[a-z]{1,3}/\d+(?:/\d+)+|\b\d{1,4}/[a-z]{1,4}/\d+"
)
_TIME = re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b")
_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d.]*\d)")
_BLANK = re.compile(r"^[ \t>]*$")
_ITEM = re.compile(r"^[ \t>]*(?:#{1,6}[ \t]+)?[(*_]{0,3}(\d{1,3})(?:[.)]|\s?[-–])(?=[\s*_])")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+(\d+(?:\.\d+)*)\.?[ \t]")
_INLINE = re.compile(r"\((\d{1,2})\)(?=[ \u00a0]?[^\W\d_])")


def labels(folded: str, lexicon: Lexicon) -> list[Label]:
    """Return the spans of a folded text in which digits count nothing, in order, without overlap.

    The unit is name (a resolution, an article, a weapon), time (of the day), address (link, e-mail, telephone) or
    mark (of a list item, a heading or a note).
    """
    found: list[Label] = list(_addresses(folded))
    found += [(*m.span(), "mark") for m in _NOTE.finditer(folded)]
    found += _marks(folded)
    found += [(*m.span(), "name") for m in lexicon.of_words("names").finditer(folded)]
    found += [(*m.span(), "name") for low, high in _runs(folded) for m in _CODE.finditer(folded, low, high)]
    found += [(*m.span(), "time") for m in _TIME.finditer(folded)]
    found += [(*m.span(), "name") for m in _VERSION.finditer(folded) if not _grouped(m[0])]
    out: list[Label] = []
    for label in sorted(found, key=lambda label: (label[0], -label[1])):
        if not out or label[0] >= out[-1][1]:
            out.append(label)
    return out


def _addresses(folded: str) -> Iterator[Label]:
    """Yield the links, e-mail addresses and telephone numbers that have digits."""
    for pattern in _ADDRESSES:
        for found in pattern.finditer(folded):
            if re.search(r"\d", found[0]):
                yield *found.span(), "address"
    for low, high in _runs(folded):
        for found in _EMAIL.finditer(folded, low, high):
            yield *found.span(), "address"
        if _CHECKSUM.fullmatch(folded, low, high):
            yield low, high, "address"


def _runs(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of signs without blanks that have digits."""
    done = 0
    for found in re.finditer(r"\d", folded):
        if found.start() < done:
            continue
        low = high = found.start()
        while low > done and not folded[low - 1].isspace():
            low -= 1
        while high < len(folded) and not folded[high].isspace():
            high += 1
        if high - low <= _LONGEST:
            yield low, high
        done = high


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
