"""Where the table stands in a sheet: header under banners, totals rows left out, notes below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from nuzuh.formats.raw import BrokenRow, FileFault, Grid


@dataclass(frozen=True, slots=True)
class Laid:
    """One table of a sheet, with all that stands around it.

    Attributes
    ----------
    sheet : str
        As in `Grid`.
    header : tuple of str
        One heading a column, each of its own; a heading that was empty or doubled is made distinct and told in `faults`.
    above : tuple of str
        The spanning heading above each column (the year over months), empty where there is none.
    header_line : int
        The line of the header as a spreadsheet shows it; the line before the first row where there is no header.
    hashtags : tuple of str
        The HXL hashtag of each column, or nothing at all.
    rows : polars.DataFrame
        ``_line`` and ``c0``, ``c1``, ... (String), one for each heading.
    totals : polars.DataFrame
        Rows left out as totals: ``_line``, ``_why``, ``c0``, ...
    banner, below : tuple of (line, text)
        Texts above the header and notes under the table.
    broken : tuple of BrokenRow
        Rows that could not be cut; rows read are ``rows.height + totals.height + len(broken)`` (and the notes).
    faults : tuple of FileFault
        What there is to say about the sheet.
    """

    sheet: str
    header: tuple[str, ...]
    above: tuple[str, ...]
    header_line: int
    hashtags: tuple[str, ...]
    rows: pl.DataFrame
    totals: pl.DataFrame
    banner: tuple[tuple[int, str], ...] = ()
    below: tuple[tuple[int, str], ...] = ()
    broken: tuple[BrokenRow, ...] = ()
    faults: tuple[FileFault, ...] = ()


def lay_out(grid: Grid) -> Laid | None:
    """Return the table of a sheet, None when it holds none."""
    raise NotImplementedError


def why_no_table(grid: Grid) -> str:
    """Return why the sheet holds no table, empty when it does."""
    raise NotImplementedError
