"""What each column of a table holds, as far as finding damage needs to know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import polars as pl

from nuzuh.intake.findings import heading_of, text_columns

Role = Literal["number", "people", "code", "category", "date", "text", "id"]
"""What a column holds: ``people`` is a number that is whole by nature, ``code`` a place's code."""

SAMPLE = 2_000
RANGE = r"^\s*\d{1,3}\s*[-–—]\s*\d{1,3}\b"
NUMBER = r"^[-+]?\s*(?:\d{1,3}(?:[,'’٬ \x{00A0}\x{202F}]\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d{1,2})?$"
BLANK_WORDS = (
    *("-", "--", "---", "–", "—", "−", "_", ".", "..", "...", "…", "?", "??", "???", "*", "/", "\\", "x"),
    *("n/a", "n.a.", "n.a", "na", "#n/a", "nan", "nil", "null", "<null>", "(null)", "none", "no data", "unknown"),
    *("not available", "not applicable", "tbc", "tbd", "غير متوفر", "غير معروف", "لا يوجد", "yok", "bilinmiyor"),
)
BROKEN_FORMULAS = (
    "#ref!",
    "#value!",
    "#div/0!",
    "#name?",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
    "err:502",
    "err:522",
)

_ID = re.compile(r"(?:^|[\W_])(?:id|ids|index|no|nr|serial|sn|s n|uuid|guid|key|row|objectid|fid|phone|mobile)$")
_CODE = re.compile(r"p ?code|admin\d? ?code|\bpc\b|adm\d? ?(?:code|pcode)|(?:place|location|origin|destination) ?code")
_DATE = re.compile(r"date|\bday\b|month|year|valid(?:on|to)|period|updated?|created|start|end\b|time|تاريخ|tarih|fecha")
_SHARE = re.compile(
    r"%|percent|share|ratio|rate\b|avg|average|mean|severity|score|index|rank|lat(?:itude)?\b|lon(?:gitude)?\b|\blng\b|"
    r"area|sq ?km|km2?\b|coord|altitude|accuracy|precision|price|cost|usd|budget|weight|size|distance|ratio|معدل|نسبة"
)
_PEOPLE = re.compile(
    r"idps?\b|people|person|individual|population|benefic|returnee|refugee|displac|arrival|departure|household|\bhhs?\b|"
    r"famil|men\b|women|male|female|boys|girls|child|adult|elder|reached|targeted|in need|\bpin\b|flow|total|newly|"
    r"عدد|نازح|افراد|أفراد|اسر|أسر|عائد|سكان|kişi|nüfus|aile|hane"
)


def folded(heading: str) -> str:
    """Return a heading in small letters, its words apart: ``admin3Pcode`` and ``ADM3_PCODE`` alike."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.split(r"[\s_\-.]+", spaced.casefold())).strip()


def is_measure(heading: str) -> bool:
    """Return whether a heading says that its numbers do not add up: shares, coordinates, scores, dates, running numbers."""
    name = folded(heading)
    return bool(_SHARE.search(name) or _DATE.search(name) or _ID.search(name))


def is_count(heading: str) -> bool:
    """Return whether a heading speaks of a number of people or households."""
    name = folded(heading)
    return bool(_PEOPLE.search(name) or re.search(r"amount|number|count\b", name)) and not is_measure(heading)


def some_cells(column: pl.Series) -> pl.Series:
    """Return at most `SAMPLE` of the cells of a column that are not empty, evenly spread."""
    full = column.drop_nulls()
    return full.gather_every(max(1, full.len() // SAMPLE)) if full.len() > SAMPLE else full


def roles_of(rows: pl.DataFrame, headings: Sequence[str], known: Mapping[str, Role] | None = None) -> dict[str, Role]:
    """Return what each column holds: as the caller says, else by its heading and a sample of its cells."""
    return {c: (known or {}).get(c) or _role(rows[c], heading_of(headings, c)) for c in text_columns(rows)}


def _role(column: pl.Series, heading: str) -> Role:
    name = folded(heading)
    cells = some_cells(column)
    if cells.is_empty():
        return "text"
    if _CODE.search(name) and not name.endswith("name"):
        return "code"
    share = _numeric_share(cells)
    if share >= 0.6 and _ID.search(name):
        return "id"
    ranges = cells.str.contains(RANGE)
    if int(ranges.sum()) > 1 and not _DATE.search(name) and not cells.str.contains(r"^\d{1,2}-\d{1,2}-\d{2,4}").any():
        return "category"
    if share >= 0.6 and (share > 0.95 or not _DATE.search(name)):
        if _SHARE.search(name) or _DATE.search(name):
            return "number"
        return "people" if _PEOPLE.search(name) else "number"
    return "date" if _DATE.search(name) else "text"


def _numeric_share(cells: pl.Series) -> float:
    """Return how many of the cells are numbers, among those that are not words for nothing."""
    words = cells.str.to_lowercase().is_in([*BLANK_WORDS, *BROKEN_FORMULAS])
    left = cells.filter(~words)
    return left.filter(left.str.contains(NUMBER)).len() / left.len() if left.len() else 0.0
