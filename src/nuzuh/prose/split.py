"""Where sentences begin and end."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\n[^\S\n]*\n|\n(?=\s*(?:[-+*•●▪◦–]\s|#{1,6}\s|\(?[0-9٠-٩۰-۹]{1,2}[.)]\s|\|))")
_END = re.compile(r"[.!?؟…۔]+[\"'”’»)\]*_]*(?=\s)")
_SHORT = re.compile(
    r"(?:^|[\s(\"'“«])(?:[A-Za-zÇĞİÖŞÜ]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sen|Gen|Col|Gov|St|Jr|Sr|No|Nr|Nos|Art|para|"
    r"paras|vs|approx|ca|cf|e\.g|i\.e|etc|al|Inc|Ltd|Fig|pp?|vol|ed|eds|Rep|Amb|Hon|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Sn|Av|Doç|Yrd|Bkz|bkz|vb|vd|vs|örn|Örn|sf|s|Mah|Cad|Sok|Apt|yy|Ort|çev|د|أ|م|ص|ج|ط)$"
)
_COUNTED = re.compile(r"(?i)(?:^|[\s(])(?:no|nos|art|arts|para|paras|p|pp|fig|vol|ch|sec|madde|s|sf|رقم|ص)$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences of a text in English, Arabic or Turkish, in order, without blanks around.

    A blank line, a heading and an item of a list end a sentence; a point in an abbreviation, a number or before a small
    letter ("3. dalga") does not, and neither does an Arabic comma.

    Examples
    --------
    >>> text = "Mr. Guterres, 1.2 million fled. Why?"
    >>> [text[a:b] for a, b in sentences(text)]
    ['Mr. Guterres, 1.2 million fled.', 'Why?']
    """
    out: list[tuple[int, int]] = []
    begin = 0
    for end in [*(found.start() for found in _BLOCK.finditer(text)), len(text)]:
        out += _of_block(text, begin, end)
        begin = end
    return out


def _of_block(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    cuts = [found.end() for found in _END.finditer(text, begin, end) if _ends(text, found, end)]
    spans = zip([begin, *cuts], [*cuts, end], strict=True)
    return [stripped for low, high in spans if (stripped := _stripped(text, low, high)) is not None]


def _ends(text: str, found: re.Match[str], end: int) -> bool:
    """Return whether what looks like the end of a sentence is one."""
    if found[0][0] != ".":
        return not text[found.end() : end].lstrip()[:1].islower() or found[0][0] in "؟۔"
    behind = text[found.end() : end].lstrip(" \t\n\"'“«(*_")
    before = text[max(found.start() - 12, 0) : found.start()]
    if behind[:1].islower() or _SHORT.search(before):
        return False
    if behind[:1].isdigit() and _COUNTED.search(before):  # "no. 5", "art. 3"
        return False
    # "3. Dalga", "6. madde": a number alone before the point is an ordinal or the mark of an item
    return not re.search(r"(?:^|[\n(])\s*[0-9٠-٩]{1,2}$", before)


def _stripped(text: str, low: int, high: int) -> tuple[int, int] | None:
    piece = text[low:high]
    if not piece.strip():
        return None
    return low + len(piece) - len(piece.lstrip()), low + len(piece.rstrip())
