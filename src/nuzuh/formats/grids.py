"""Any file that holds tables, as grids of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nuzuh.formats.raw import BrokenRow, FileFault, Grid, UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BrokenRow", "FileFault", "Grid", "UnreadableFile", "read_grids"]


def read_grids(path: Path) -> list[Grid]:
    """Return the sheets of a file as grids of text cells, in the file's order.

    Raises
    ------
    UnreadableFile
        When the file cannot be read as tables; the fault says truly why.
    """
    raise NotImplementedError
