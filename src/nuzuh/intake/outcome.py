"""What an import did: every sheet, column and row of the file accounted for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.intake.reading import Reading
from nuzuh.terms.amounts import Amount, parse_amount, parse_amounts, points_are_decimal
from nuzuh.terms.errors import Problem


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What became of one sheet.

    Attributes
    ----------
    reading : Reading or None
        How it was read; None where it holds no table.
    sheet : str
    imported : bool
    why : str
        Why it was not imported, or empty.
    read, accepted, rejected : int
        Rows of the sheet; ``accepted + rejected == read``. Totals rows are told in ``totals`` and count as neither.
    totals : list
        Rows left out as totals: line and reason.
    sums : list
        For every amount column: its sum over the rows, and what the sheet's own totals row says.
    """

    sheet: str
    imported: bool
    reading: Reading | None = None
    why: str = ""
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    totals: list[dict[str, Any]] = field(default_factory=list)
    sums: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the sheet as ``nuzuh import --json`` prints it."""
        out: dict[str, Any] = {
            "sheet": self.sheet,
            "imported": self.imported,
            "why": self.why,
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
        }
        if self.reading is None:
            return out
        return out | {
            "header_line": self.reading.laid.header_line,
            "mapping": self.reading.mapping,
            "columns": [
                {"heading": u.heading, "above": u.above, "gives": u.gives, "fixed": dict(u.fixed), "why": u.why}
                for u in self.reading.uses
            ],
            "fixed": {k: {"value": v, "why": w} for k, (v, w) in self.reading.fixed.items()},
            "totals": self.totals,
            "sums": self.sums,
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes
    ----------
    table, name, file : str
    sheets : list of SheetOutcome
    written : int
        Rows written into the table.
    files : list of Path
        Files written, the table first.
    changes : list of str
        What changed since the mapping of this layout was written.
    problems : list of Problem
        Damage found in the file, then what ``nuzuh check`` says of the rows written.
    """

    table: str
    name: str
    file: str
    sheets: list[SheetOutcome]
    written: int
    files: list[Path]
    changes: list[str]
    problems: list[Problem]

    @property
    def read(self) -> int:
        """Rows read in the sheets that were imported."""
        return sum(s.read for s in self.sheets if s.imported)

    @property
    def accepted(self) -> int:
        """Rows of which all that was written is accepted."""
        return sum(s.accepted for s in self.sheets if s.imported)

    @property
    def rejected(self) -> int:
        """The other rows; ``accepted + rejected == read``."""
        return sum(s.rejected for s in self.sheets if s.imported)

    def as_dict(self) -> dict[str, Any]:
        """Return the outcome as ``nuzuh import --json`` prints it."""
        return {
            "table": self.table,
            "name": self.name,
            "file": self.file,
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "written": self.written,
            "files": [str(f) for f in self.files],
            "changes": self.changes,
            "sheets": [s.as_dict() for s in self.sheets],
            "problems": [p.as_dict() for p in self.problems],
        }


def totals_of(reading: Reading) -> list[dict[str, Any]]:
    """Return the totals rows of a sheet: line and why each was left out."""
    totals = reading.laid.totals
    return (
        [{"line": line, "why": why} for line, why in totals.select("_line", "_why").iter_rows()]
        if totals.height
        else []
    )


def sums_of(reading: Reading, rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the sum of every amount column over the rows, beside what the sheet's own totals rows say."""
    out = []
    for use in reading.amounts or reading.giving("people_reached", "people_targeted"):
        own = [v for text in _column(reading.laid.totals, use.at) if (v := _number(text)) is not None]
        total = _total(rows[use.at])
        own.sort(key=lambda v: abs(v - total))  # of several totals rows the grand total, not that of a part
        out.append(
            {"heading": use.heading, "fixed": dict(use.fixed), "sum": total, "own_total": own[0] if own else None}
        )
    return out


def _column(frame: pl.DataFrame, name: str) -> Sequence[str | None]:
    return frame[name].to_list() if name in frame.columns else []


def _number(text: str | None) -> float | None:
    read = parse_amount(text) if text else None
    return read.value if isinstance(read, Amount) else None


def _total(cells: pl.Series) -> float:
    """Return the sum of the cells that `nuzuh check` reads as amounts."""
    decimal = points_are_decimal(cells, pl.repeat(0, cells.len(), eager=True))
    value = parse_amounts(cells)[0]["value"].zip_with(~decimal, cells.cast(pl.Float64, strict=False))
    return round(math.fsum(value.drop_nulls()), 6)
