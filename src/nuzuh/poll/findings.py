"""What there is to say about the answers, a kind of fault and a column at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from nuzuh.formats.raw import FileFault, short
from nuzuh.terms.errors import Severity


@dataclass(frozen=True, slots=True)
class Findings:
    """Gathers the faults of one table.

    Attributes
    ----------
    sheet : str
        The sheet, empty where the file has one table.
    faults : list of FileFault
    """

    sheet: str
    faults: list[FileFault] = field(default_factory=list)

    def tell(
        self,
        rule: str,
        heading: str,
        lines: pl.Series,
        value: str,
        what: str,
        suggestion: str,
        severity: Severity = "warning",
    ) -> None:
        """Add a fault if there is a line with it: "3 cells of "needs" (first line 7) hold …" out of "hold …"."""
        if lines.is_empty():
            return
        first = int(lines[0])
        where = f'"{short(heading, 60)}"' + (f' on sheet "{short(self.sheet, 40)}"' if self.sheet else "")
        cells = f"{lines.len()} cells" if lines.len() > 1 else "One cell"
        message = f"{cells} of {where}, first in line {first}, {what}"
        self.faults.append(FileFault(first, heading, value, rule, message, suggestion, severity))
