"""Numbers: words and dashes for nothing, broken formulas, dates among them, people in fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from nuzuh.intake.findings import Finding, Repaired, cells_of, found_where, heading_of, some
from nuzuh.intake.roles import BLANK_WORDS, BROKEN_FORMULAS, Role
from nuzuh.terms.errors import Severity

_DATE = (
    r"(?i)^(?:\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}.*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}-(?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec)[a-z]*(?:-\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-\d{2,4})$"
)
_THOUSANDS = r"^[-+]?\d{1,3}\.\d{3}$"  # 1.200 in half of Europe
_TEXT_BLANKS = ("<null>", "(null)", "null", "#n/a", *BROKEN_FORMULAS)
NUMBERS: tuple[Role, ...] = ("number", "people")


def read_number(column: pl.Series) -> pl.Series:
    """Return the numbers in a column of cells as Float64; null where a cell is empty or no plain number."""
    number = column.cast(pl.Float64, strict=False)
    odd = number.is_null() & column.is_not_null()
    if not odd.any():
        return number
    texts = column.filter(odd).unique()
    plain = texts.str.replace_all(r"^([-+]?)\s*", "$1").str.replace_all(r"(\d)[,'’٬ \x{00A0}\x{202F}](\d{3})\b", "$1$2")
    plain = plain.str.replace_all(r"(\d)[,'’٬ \x{00A0}\x{202F}](\d{3})\b", "$1$2")
    read = plain.cast(pl.Float64, strict=False)
    known = read.is_not_null()
    if not known.any():
        return number
    spoken = column.replace_strict(texts.filter(known), read.filter(known), default=None, return_dtype=pl.Float64)
    return number.fill_null(spoken)


def mend_numbers(rows: pl.DataFrame, headings: Sequence[str], roles: Mapping[str, Role]) -> Repaired:
    """Return the table with words and dashes for nothing emptied; dates and fractions among numbers are told.

    Parameters
    ----------
    rows, headings
        As of `nuzuh.intake.damage.repair`.
    roles : mapping
        Column -> what it holds.
    """
    findings: list[Finding] = []
    for c, role in roles.items():
        heading = heading_of(headings, c)
        words = BLANK_WORDS if role in NUMBERS else _TEXT_BLANKS
        if role in NUMBERS:
            number = read_number(rows[c])
            odd = rows[c].filter(number.is_null()).drop_nulls().unique(maintain_order=True)
        else:
            number = None
            odd = _marked(rows[c])
        empty = [t for t in odd if t.lower().strip() in words and t.lower() not in BROKEN_FORMULAS]
        broken = [t for t in odd if t.lower().strip() in BROKEN_FORMULAS]
        if empty or broken:
            rows = _emptied(rows, c, heading, empty, broken, findings, is_number=number is not None)
        if number is not None:
            _dates(rows, c, heading, odd, findings)
            if role == "people":
                _fractions(rows, c, heading, number, findings)
    return Repaired(rows, findings)


def _marked(column: pl.Series) -> pl.Series:
    """Return the distinct cells of a text column that may be a program's word for nothing."""
    if not column.str.contains_any(["#", "ull", "ULL", "rr:"]).any():
        return column.clear()
    return column.filter(column.str.contains(r"(?i)^(?:#[A-Z/0]+[!?A]?|[<(]?null[>)]?|err:\d+)$")).unique(
        maintain_order=True
    )


def _emptied(
    rows: pl.DataFrame,
    c: str,
    heading: str,
    empty: Sequence[str],
    broken: Sequence[str],
    findings: list[Finding],
    *,
    is_number: bool,
) -> pl.DataFrame:
    for words, rule in ((empty, "number.blank" if is_number else "text.blank"), (broken, "cell.formula")):
        mask = rows[c].is_in(list(words)).fill_null(value=False)
        if not words or not mask.any():
            continue
        after = rows[c].set(mask, None)
        count = int(mask.sum())
        severity: Severity = "error" if rule == "cell.formula" else "warning"
        if rule == "cell.formula":
            message = f"{cells_of(count, heading, 'hold')} {some(words)}: a formula of the sheet is broken."
            suggestion = "Ask for the sheet with the formulas mended, or saved as values; the cells are left empty."
        else:
            message = f"{cells_of(count, heading, 'say')} {some(words)}; read as not known, never as 0."
            suggestion = "Nothing to do, unless the source means 0: then correct the cells."
        findings.append(found_where(rows, c, mask, heading, rule, severity, message, suggestion, after))
        rows = rows.with_columns(after.alias(c))
    return rows


def _dates(rows: pl.DataFrame, c: str, heading: str, odd: pl.Series, findings: list[Finding]) -> None:
    dates = odd.filter(odd.str.contains(_DATE)) if odd.len() else odd
    if dates.is_empty():
        return
    mask = rows[c].is_in(dates.implode()).fill_null(value=False)
    findings.append(
        found_where(
            rows,
            c,
            mask,
            heading,
            "number.date",
            "error",
            f"{cells_of(int(mask.sum()), heading, 'hold')} dates among numbers: {some(dates)}.",
            "Excel made a date of what was typed, or the cells slipped a column; ask the sender. They stand as they came.",
        )
    )


def _fractions(rows: pl.DataFrame, c: str, heading: str, number: pl.Series, findings: list[Finding]) -> None:
    mask = ((number - number.round(0)).abs() > 1e-9).fill_null(value=False)
    if not mask.any():
        return
    if rows[c].filter(mask).str.contains(_THOUSANDS).all():
        findings.append(
            found_where(
                rows,
                c,
                mask,
                heading,
                "number.ambiguous",
                "error",
                f"{cells_of(int(mask.sum()), heading, 'have')} a point before three digits, such as "
                f"{some(rows[c].filter(mask).head(2))}: thousands, or decimals?",
                "Ask the source, and write thousands without a point; the cells stand as they came.",
            )
        )
        return
    findings.append(
        found_where(
            rows,
            c,
            mask,
            heading,
            "number.fraction",
            "warning",
            f"{cells_of(int(mask.sum()), heading, 'count')} people in fractions, such as "
            f"{some(rows[c].filter(mask).head(2))}: the source worked them out by shares.",
            "Kept as the source wrote them; figures are rounded when they are published.",
        )
    )
