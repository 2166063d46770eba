"""Which row of a sheet is the header: the one whose words stand over cells of another kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nuzuh.formats.raw import are_hashtags

if TYPE_CHECKING:
    from collections.abc import Sequence

Cells = list[str | None]

SEARCHED = 60  # rows in which the header is looked for
_BODY = 60  # rows below a candidate that are compared with it
_SAMPLED = 40_000  # cells looked at in all
_NUMBER = re.compile(
    r"[(~≈<>±+-]*\s*(?:[A-Z]{3}\s|[$€£₺])?\s*[0-9٠-٩][0-9٠-٩.,٬٫'’ \u00a0\u202f]*(?:[eE][+-]?[0-9]+)?\s*[%)]?"
)
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])[0-9](?:\.0)?")
_DATE = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?:[T ][0-9:.]+.*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(?: [0-9:]+.*)?"
    r"|[0-9]{1,2}[- ]\w{3,9}[- ,]+[0-9]{2,4}"
)
_CODE = re.compile(r"[A-Z]{1,3}-?[0-9]{2,}(?:_[0-9]+)?|[0-9a-f]{8}-[0-9a-f-]{27}|https?://\S+|\S+@\S+\.\w+")
_NOTHING = re.compile(r"[-–—.…_*?]+|n/?a|n\.a\.|null|none|nan|nd|#[A-Z/0-9]+[!?]?", re.IGNORECASE)
_TAG = re.compile(r"#\s*[A-Za-z]\w*(?:\s*\+\s*\w+)*")
_NEARLY_TAG = re.compile(r"#?\s*[a-z]\w*(?:\s*\+\s*\w+)*")
_ATTRIBUTED = re.compile(r"[a-z]\w*(?:\s*\+\s*\w+)+")
# One column of words has a header if the first is one of these.
_HEADINGS = re.compile(
    r"(?:.*[\W_])?(?:names?|places?|towns?|villages?|locations?|communit(?:y|ies)|districts?|governorates?|regions?|countr(?:y|ies)|org"
    r"\w*|signator(?:y|ies)|ngos?|address\w*|notes?|comments?|remarks?|text|title|labels?|codes?|pcodes?|ids?|types?|values?|dates?"
    r"|noms?|nombres?|lugar(?:es)?|ad[ıi]|isim|yer|اسم|الاسم|أسماء|المكان|القرية|البلدة|الموقع|المنظمة)(?:[\W_].*)?",
    re.IGNORECASE,
)

NUMBER, YEAR, DATE, CODE, WORD, NOTHING = "nydcw-"
_DATA = (NUMBER, YEAR, DATE, CODE)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the header stands among the rows of a sheet (indices of rows, not lines).

    Attributes
    ----------
    at : int or None
        The header; None where the first row is data already.
    first : int
        The first of its rows (spanning headings above it).
    body : int
        The first row under it and under the hashtags.
    hashtags : int or None
        The row of hashtags.
    damaged : bool
        Whether hashtags had lost their mark.
    """

    at: int | None
    first: int
    body: int
    hashtags: int | None = None
    damaged: bool = False


def kind_of_cell(cell: str | None) -> str:
    """Return what a cell looks like: number, year, date, code, word, or nothing said (``-``, NA); empty for no cell."""
    if cell is None:
        return ""
    if _NOTHING.fullmatch(cell):
        return NOTHING
    if _YEAR.fullmatch(cell):
        return YEAR
    if _NUMBER.fullmatch(cell):
        return NUMBER
    if _DATE.fullmatch(cell):
        return DATE
    return CODE if _CODE.fullmatch(cell) else WORD


def find_heading(rows: Sequence[Cells], spans: Sequence[set[int]]) -> Heading:
    """Return where the header stands.

    Parameters
    ----------
    rows : sequence of list
        The first rows of the sheet, as wide as each other.
    spans : sequence of set of int
        For each row the columns that are filled by a merge from the left.
    """
    width = len(rows[0])
    rows = rows[: max(4, min(len(rows), _SAMPLED // width))]
    kinds = [[kind_of_cell(cell) for cell in row] for row in rows]
    for index, row in enumerate(rows[:SEARCHED]):
        tags = _is_tag_row(row, kinds, index)
        if tags:
            return _over_tags(rows, kinds, spans, index, damaged=tags == "damaged")
    if sum(any(kinds[index][column] for index in range(len(rows))) for column in range(width)) == 1:
        return _single_column(rows, kinds)
    scores = [_score(rows, kinds, spans, index) for index in range(min(SEARCHED, len(rows)))]
    scores = scores[: _end_of_search(scores, kinds)]
    at = _under_spans(kinds, spans, _lower(rows, scores, _best(scores)))
    if not scores[at][1]:  # words over words: only the first full row can be told from the others
        at = next((index for index, row in enumerate(kinds[: len(scores)]) if _is_body(row, kinds)), at)
    data = sum(kind in (NUMBER, DATE, CODE) for kind in kinds[at])
    if scores[at][0] <= 0 or (data and not scores[at][1] and len(rows) > 1):
        first = next((index for index, row in enumerate(kinds) if _is_body(row, kinds)), 0)
        return Heading(None, first, first)
    return Heading(at, _first_of(rows, kinds, spans, at), at + 1)


def _best(scores: Sequence[tuple[float, int]]) -> int:
    """Return the first row that no later one outdoes by far: of two that may be the header, the upper one is."""
    best = 0
    for index, (score, _) in enumerate(scores):
        if score > 1.5 * max(scores[best][0], 0) + (1 if scores[best][0] > 0 else 0):
            best = index
    return best


def _lower(rows: Sequence[Cells], scores: Sequence[tuple[float, int]], at: int) -> int:
    """Return the last row of a header of several: words over the same numbers, or under headings that span."""
    while at + 1 < len(scores):
        fills = sum(low is not None and up is None for up, low in zip(rows[at], rows[at + 1], strict=True))
        strong = scores[at + 1][1]
        if not (strong >= 2 and strong >= scores[at][1]) and not (strong >= 1 and fills and strong > fills - 1):
            break
        if strong < 2 and sum(cell is not None for cell in rows[at + 1]) > strong:
            break
        at += 1
    return at


def _under_spans(kinds: Sequence[Sequence[str]], spans: Sequence[set[int]], at: int) -> int:
    """Return the row below where it holds nothing but words under headings that span: January over arrivals, departures."""
    if at + 1 >= len(kinds) or not spans[at]:
        return at
    spanned = spans[at] | {column - 1 for column in spans[at]}
    filled = {column for column, kind in enumerate(kinds[at + 1]) if kind}
    words = all(kinds[at + 1][column] == WORD for column in filled)
    return at + 1 if words and len(filled) >= 2 and filled <= spanned else at


def _end_of_search(scores: Sequence[tuple[float, int]], kinds: Sequence[Sequence[str]]) -> int:
    """Return the row before which the header stands: the first data under a row that heads well enough."""
    for index, (score, strong) in enumerate(scores):
        if score > 0 and strong >= 2:
            numeric = [column for column, kind in enumerate(kinds[index]) if kind in (WORD, YEAR)]
            for row in range(index + 1, len(scores)):
                if sum(kinds[row][column] in (NUMBER, DATE, CODE) for column in numeric) * 2 >= strong:
                    return row
    return len(scores)


def _is_body(row: Sequence[str], kinds: Sequence[Sequence[str]]) -> bool:
    filled = sorted(sum(map(bool, each)) for each in kinds)
    return sum(map(bool, row)) * 2 >= filled[len(filled) // 2]


def _is_tag_row(row: Cells, kinds: Sequence[Sequence[str]], index: int) -> str:
    """Return whether the row is one of hashtags: yes, damaged or, as an empty text, no."""
    cells = [cell for cell in row if cell is not None]
    if are_hashtags(cells):
        return "yes"
    tags = sum(_TAG.fullmatch(cell) is not None for cell in cells)
    if tags + sum(_ATTRIBUTED.fullmatch(cell) is not None for cell in cells) < 2 or index + 1 >= len(kinds):
        return ""
    nearly = sum(_NEARLY_TAG.fullmatch(cell) is not None for cell in cells)
    return "damaged" if nearly >= 0.9 * len(cells) and (tags * 2 >= len(cells) or tags == 0) else ""


def _over_tags(
    rows: Sequence[Cells], kinds: Sequence[Sequence[str]], spans: Sequence[set[int]], tags: int, *, damaged: bool
) -> Heading:
    at = tags - 1
    if at < 0 or not _may_head(kinds[at]):
        return Heading(tags, tags, tags + 1, tags, damaged)
    return Heading(at, _first_of(rows, kinds, spans, at), tags + 1, tags, damaged)


def _may_head(kinds: Sequence[str]) -> bool:
    filled = sum(map(bool, kinds))
    return filled > 0 and sum(kind in (NUMBER, DATE) for kind in kinds) * 2 < filled


def _single_column(rows: Sequence[Cells], kinds: Sequence[Sequence[str]]) -> Heading:
    cells = [next((cell for cell in row if cell is not None), "") for row in rows]
    below = Counter(next((kind for kind in row if kind), "") for row in kinds[1:])
    first = next((kind for kind in kinds[0] if kind), "")
    over_data = first == WORD and sum(below[kind] for kind in _DATA) * 2 > sum(below.values())
    named = _HEADINGS.fullmatch(cells[0]) is not None and len(cells[0]) <= 60 and cells[0] not in cells[1:]
    identifier = re.fullmatch(r"[a-z]+(?:_[a-z0-9]+)*", cells[0]) is not None and cells[0] not in cells[1:]
    return Heading(0, 0, 1) if first == WORD and (over_data or named or identifier) else Heading(None, 0, 0)


def _score(
    rows: Sequence[Cells], kinds: Sequence[Sequence[str]], spans: Sequence[set[int]], index: int
) -> tuple[float, int]:
    """Return how well the row heads those below it, and over how many columns its words stand over data."""
    score, strong = 0.0, 0
    below = range(index + 1, min(len(rows), index + 1 + _BODY))
    upper = _running(rows[index - 1]) if index else [None] * len(rows[index])
    pairs = list(zip(upper, rows[index], strict=True))  # "May" may stand under 2016 and under 2017
    seen = Counter(pair for column, pair in enumerate(pairs) if column not in spans[index])
    for column, kind in enumerate(kinds[index]):
        under = [kinds[row][column] for row in below if kinds[row][column] not in ("", NOTHING)]
        cell = rows[index][column]
        if cell is None:
            score -= 0.5 if under else 0
        elif column in spans[index]:
            score -= 0.5
        elif seen[pairs[column]] > 1:
            over = sum(each in _DATA for each in under) * 2 > len(under)
            score, strong = score + (0.2 if over else -0.3), strong + over
        elif kind == YEAR:
            same = any(rows[row][column] == cell for row in below) or under.count(YEAR) * 2 > len(under)
            score += -1 if same else 0.6 if under.count(NUMBER) * 2 > len(under) else 0
        elif kind in (NUMBER, DATE, CODE):
            score -= 1
        elif kind == WORD:
            data = sum(each in _DATA for each in under)
            if under and data * 2 > len(under):
                score, strong = score + 1, strong + 1
            elif any(rows[row][column] == cell for row in below if rows[row] != rows[index]):
                score -= 1  # a heading does not come again in its own column
            else:
                score += 0.3 if len(cell) <= 120 else 0
    return score, strong


def _running(row: Cells) -> Cells:
    """Return the row with every cell repeated to the right until the next one."""
    running: str | None = None
    repeated: Cells = []
    for cell in row:
        running = cell or running
        repeated.append(running)
    return repeated


def _first_of(rows: Sequence[Cells], kinds: Sequence[Sequence[str]], spans: Sequence[set[int]], at: int) -> int:
    """Return the first of the rows that belong to the header: those just above it with spanning headings."""
    first = at
    while first > 0 and at - first < 4:
        above = first - 1
        filled = [column for column, cell in enumerate(rows[above]) if cell is not None]
        own = {rows[above][column] for column in filled if column not in spans[above]}
        data = sum(kinds[above][column] in (NUMBER, DATE, CODE) for column in filled)
        spanning = len(own) == 1 and bool(spans[above]) and filled[0] > 0
        if data or not (len(own) > 1 or spanning):
            break
        first = above
    return first
