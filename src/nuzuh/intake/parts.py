"""The tables in a file, with the reason for every sheet that holds none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nuzuh.formats.grids import read_grids
from nuzuh.formats.layout import Laid, lay_out, why_no_table


@dataclass(frozen=True, slots=True)
class Parts:
    """The tables of a file.

    Attributes
    ----------
    laid : list of Laid
    without : list of (str, str)
        Sheet and why it holds no table.
    """

    laid: list[Laid]
    without: list[tuple[str, str]]


def parts_of(path: Path) -> Parts:
    """Return the tables of a file.

    Raises
    ------
    UnreadableFile
        The file cannot be read as tables.
    """
    grids = read_grids(path)
    laid, without = [], []
    for grid in grids:
        if grid.hidden:
            without.append((grid.sheet, "is hidden; show it if it belongs to the data"))
            continue
        table = lay_out(grid)
        if table is None or not table.rows.height:
            without.append((grid.sheet, why_no_table(grid) or "has no rows"))
        else:
            laid.append(table)
    return Parts(laid, without)
