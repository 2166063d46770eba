"""What was found wrong in a table that comes in, a column and a kind of damage at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from nuzuh.terms.errors import Severity
from nuzuh.terms.faults import shown

MOST_LINES = 10
"""So many lines are named in a finding; ``count`` says how many there are."""

NOTES = pl.Schema({"_line": pl.UInt32, "column": pl.String, "note": pl.String})


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of damage in one column.

    Attributes
    ----------
    line : int or None
        The first line, as the spreadsheet shows it; None for what concerns the whole column or table.
    column : str
        Heading as the file has it; empty for the whole table.
    value : str
        The cell on that line as it was read.
    repaired : str or None
        What that cell became; None when it could not be repaired, empty when it was emptied.
    rule : str
        Short stable name of the damage, such as ``text.mojibake``.
    severity : {"error", "warning"}
        An error asks for a person; a warning was repaired or may stand.
    message, suggestion : str
        What is wrong, and what to do next.
    count : int
        How many cells (rows, for the whole table) are meant.
    lines : tuple of int
        The first lines, at most `MOST_LINES`.
    """

    line: int | None
    column: str
    value: str
    repaired: str | None
    rule: str
    severity: Severity
    message: str
    suggestion: str
    count: int = 1
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """A table with the repairs put in, and what was found.

    Attributes
    ----------
    rows : polars.DataFrame
        As it was given (``_line``, ``c0``, ...), same height and order.
    findings : list of Finding
    notes : polars.DataFrame
        ``_line``, ``column`` (heading), ``note``: what a repair took out of a cell and must stand beside the row.
    """

    rows: pl.DataFrame
    findings: list[Finding] = field(default_factory=list)
    notes: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=NOTES))


def join_repairs(rows: pl.DataFrame, steps: Iterable[Repaired]) -> Repaired:
    """Return the last table with the findings and notes of all steps."""
    findings: list[Finding] = []
    notes = [pl.DataFrame(schema=NOTES)]
    for step in steps:
        rows = step.rows
        findings += step.findings
        notes.append(step.notes)
    return Repaired(rows, findings, pl.concat(notes))


_ONE = {"have": "has", "are": "is", "were": "was"}


def cells_of(count: int, heading: str = "", verb: str = "") -> str:
    """Return the beginning of a sentence: ``1 cell of Total holds``, ``1,234 cells of Total hold``."""
    noun = "1 cell" if count == 1 else f"{count:,} cells"
    does = _ONE.get(verb, f"{verb}s") if verb and count == 1 else verb
    return " ".join(w for w in (noun, f"of {heading}" if heading else "", does) if w)


def some(values: Iterable[str], most: int = 3) -> str:
    """Return the first values as a message shows them."""
    texts = list(values)
    listed = ", ".join(shown(t) for t in texts[:most])
    return f"{listed} and {len(texts) - most:,} more" if len(texts) > most else listed


def found_where(
    rows: pl.DataFrame,
    column: str,
    mask: pl.Series,
    heading: str,
    rule: str,
    severity: Severity,
    message: str,
    suggestion: str,
    repaired: pl.Series | None = None,
) -> Finding:
    """Return the finding of the cells of a column where ``mask`` holds (at least once).

    ``repaired`` is the column as it became; null there means that the cell was emptied.
    """
    first = rows.select("_line", column).filter(mask).head(MOST_LINES)
    became = None if repaired is None else (repaired.filter(mask).head(1)[0] or "")
    return Finding(
        int(first["_line"][0]),
        heading,
        first[column][0] or "",
        became,
        rule,
        severity,
        message,
        suggestion,
        int(mask.sum()),
        tuple(int(n) for n in first["_line"]),
    )


def text_columns(rows: pl.DataFrame) -> list[str]:
    """Return the columns of cells, in order."""
    return [c for c in rows.columns if not c.startswith("_")]


def heading_of(headings: Sequence[str], column: str) -> str:
    """Return the heading of column ``c3``; ``column 4`` where it has none."""
    at = int(column[1:])
    return headings[at] if at < len(headings) and headings[at] else f"column {at + 1}"
