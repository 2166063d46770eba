"""Ages and other ranges that a spreadsheet made dates of: ``5-10`` that became 10 May."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from nuzuh.intake.findings import Finding, Repaired, cells_of, found_where, heading_of, some
from nuzuh.intake.roles import RANGE, Role, folded, some_cells

Range = tuple[int, int]

_MONTHS = {
    m: i + 1 for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_RANGE = re.compile(r"\s*(\d{1,3})(\s*[-–—]\s*)(\d{1,3})\b(.*)")
_OPEN = re.compile(r"\s*(?:>=?|≥|over|above)?\s*(\d{1,3})\s*(?:\+|and (?:above|over|more)|or more|فأكثر)?.*")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?: 0{1,2}:00(?::00)?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*(?:[- ](\d{4}|\d{2}))?")
_MONTH_DAY = re.compile(r"([A-Za-z]{3})[a-z]*[- ](\d{1,2}|\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_EPOCH = dt.date(1899, 12, 30)
_SHAPED = r"^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}[- ][A-Za-z]{3}|[A-Za-z]{3,9}[- ]\d{1,4}$|\d{5}(?:\.0+)?$)"
_AGES = re.compile(r"\bages?\b|age group|\bband\b|range|years old|\bالعمر\b|الفئة العمرية|yaş")


def typed_as(cell: str) -> set[Range]:
    """Return the ranges that somebody may have typed for a spreadsheet to show this date.

    Examples
    --------
    >>> sorted(typed_as("2020-05-10")), typed_as("May-59"), typed_as("43961")
    ([(5, 10)], {(5, 59)}, {(5, 10)})
    """
    text = cell.strip()
    if match := _DAY_MONTH.fullmatch(text):
        month = _MONTHS.get(match[2].lower())
        return _ordered({(month, int(match[1])), (int(match[1]), month)} if month else set())
    if match := _MONTH_DAY.fullmatch(text):
        month = _MONTHS.get(match[1].lower())
        return _ordered({(month, int(match[2]) % 100)} if month else set())
    if match := _ISO.fullmatch(text):
        return _of_day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(text):
        year = int(match[3])
        return _of_day(year, int(match[1]), int(match[2])) | _of_day(year, int(match[2]), int(match[1]))
    if (match := _SERIAL.fullmatch(text)) and 10_959 <= int(match[1]) <= 60_000:
        day = _EPOCH + dt.timedelta(days=int(match[1]))
        return _of_day(day.year, day.month, day.day)
    return set()


def _of_day(year: int, month: int, day: int) -> set[Range]:
    """A day may be month-day or day-month; the first of a month may be month-year (``6-59`` is June 1959)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return set()
    found = {(month, day), (day, month)}
    if day == 1:
        found.add((month, year % 100))
    return _ordered(found)


def _ordered(found: Iterable[tuple[int | None, int | None]]) -> set[Range]:
    return {(a, b) for a, b in found if a is not None and b is not None and a < b}


def mend_ranges(rows: pl.DataFrame, headings: Sequence[str], roles: Mapping[str, Role]) -> Repaired:
    """Return the table with ranges put back that became dates, where only one range fits the gap among the others."""
    findings: list[Finding] = []
    for c, role in roles.items():
        heading = heading_of(headings, c)
        if role not in ("category", "text") and not (role == "date" and _AGES.search(folded(heading))):
            continue
        if role != "category" and not _AGES.search(folded(heading)):
            continue
        cells = rows[c].drop_nulls()
        shaped = cells.str.contains(_SHAPED)
        if not shaped.any() or not (some_cells(cells).str.contains(RANGE).any() or _AGES.search(folded(heading))):
            continue
        dates = {t: found for t in cells.filter(shaped).unique().sort() if (found := typed_as(t))}
        others = cells.filter(~shaped).unique().sort().head(500).to_list()
        if dates:
            rows = _put_back(rows, c, heading, fit(dates, others), list(dates), findings)
    return Repaired(rows, findings)


def fit(dates: Mapping[str, set[Range]], others: Sequence[str]) -> dict[str, str]:
    """Return date -> range for those dates that only one range can have been, given the sound cells of the column.

    A range fits when it stands among the others already, or touches one of them (it begins right after the other ends, or
    at its end where the column's ranges do that; the same at the other end) and overlaps none.

    Examples
    --------
    >>> fit({"2020-05-10": {(5, 10)}, "17-Nov": {(11, 17)}}, ["0-4", "18-59", "60+"])
    {'2020-05-10': '5-10', '17-Nov': '11-17'}
    """
    matched = [m for t in others if (m := _RANGE.fullmatch(t))]
    known = {(int(m[1]), int(m[3])) for m in matched}
    dash = Counter(m[2] for m in matched).most_common(1)[0][0] if matched else "-"
    tail = Counter(m[4] for m in matched).most_common(1)[0][0] if matched else ""
    opened = {int(m[1]) for t in others if not _RANGE.fullmatch(t) and (m := _OPEN.fullmatch(t))}
    edges = known | {(n, 999) for n in opened}
    next_to = any(b[0] == a[1] + 1 for a in known for b in edges)
    ends_meet = any(b[0] == a[1] for a in known for b in edges)
    gaps = {1} if next_to and not ends_meet else {0} if ends_meet and not next_to else {0, 1}
    crossing = any(_overlap(a, b, gaps) for a in known for b in known if a < b)
    found: dict[str, Range] = {}
    while True:
        new = {}
        for text, ranges in dates.items():
            if text in found:
                continue
            good = [r for r in ranges if r in known] or [
                r
                for r in ranges
                if any(_touch(r, e, gaps) for e in edges) and (crossing or not any(_overlap(r, e, gaps) for e in edges))
            ]
            if len(good) == 1:
                new[text] = good[0]
        if not new:
            return {t: f"{r[0]}{dash}{r[1]}{tail}" for t, r in found.items()}
        found |= new
        known |= set(new.values())
        edges |= set(new.values())


def _overlap(a: Range, b: Range, gaps: set[int]) -> bool:
    """Return whether two ranges hold the same number; one that ends where the next begins, only if none does that."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return a != b and (shared > 0 or (shared == 0 and 0 not in gaps))


def _touch(a: Range, b: Range, gaps: set[int]) -> bool:
    """Return whether one range begins where, or right after, the other ends, as the ranges of the column do."""
    return b[0] - a[1] in gaps or a[0] - b[1] in gaps


def _put_back(
    rows: pl.DataFrame, c: str, heading: str, good: Mapping[str, str], dates: Sequence[str], findings: list[Finding]
) -> pl.DataFrame:
    unclear = [d for d in dates if d not in good]
    if good:
        mask = rows[c].is_in(list(good)).fill_null(value=False)
        mended = rows[c].replace(list(good), list(good.values()))
        changes = ", ".join(f"{old} was {new}" for old, new in list(good.items())[:3])
        findings.append(
            found_where(
                rows,
                c,
                mask,
                heading,
                "range.date",
                "warning",
                f"Excel made dates of {cells_of(int(mask.sum()))} of {heading}; the only ranges that fit the others are "
                f"put back: {changes}.",
                "Nothing to do here; ask the sender to format the column as text.",
                mended,
            )
        )
    else:
        mended = rows[c]
    if unclear:
        mask = rows[c].is_in(unclear).fill_null(value=False)
        findings.append(
            found_where(
                rows,
                c,
                mask,
                heading,
                "range.date",
                "error",
                f"{cells_of(int(mask.sum()), heading, 'are')} dates where ranges should be: {some(unclear)}. "
                "Which ranges they were cannot be told.",
                "Excel makes dates of 5-10; ask the sender, or correct the cells. They stand as they came.",
            )
        )
    return rows.with_columns(mended.alias(c))
