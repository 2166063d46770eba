"""Merged cells undone: the value of the first cell stands in all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.formats.raw import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

Area = tuple[int, int, int, int]  # first line, first column, last line, last column; lines from 1, columns from 0
MOST_FILLED = 5_000_000
MOST_MERGES = 500_000


def unmerged(cells: pl.DataFrame, merges: Iterable[Area]) -> tuple[pl.DataFrame, tuple[Area, ...]]:
    """Return the cells with merged ones filled, and the areas that were filled, clipped to the cells.

    Parameters
    ----------
    cells : polars.DataFrame
        ``_line`` counting up by 1 without a gap, then ``c0``, ``c1``, ...
    merges : iterable of (line, column, line, column)
        What is merged, in the sheet's own lines (from 1) and columns (from 0).
    """
    if cells.is_empty():
        return cells, ()
    start, width = int(cells["_line"][0]), cells.width - 1
    end = start + cells.height - 1
    changes: dict[int, dict[int, str]] = defaultdict(dict)
    done: list[Area] = []
    filled = 0
    columns: dict[int, list[str | None]] = {}
    for count, (top, left, bottom, right) in enumerate(sorted(set(merges))):
        area = (max(top, start), left, min(bottom, end), min(right, width - 1))
        if count > MOST_MERGES or filled > MOST_FILLED:
            raise unreadable("workbook.too_large", "The sheet has too many merged cells.", "Undo the merges in it.")
        if top < start or left >= width or area[0] > area[2] or area[:2] == area[2:]:
            continue
        if left not in columns:
            columns[left] = cells[f"c{left}"].to_list()
        value = columns[left][top - start]
        if value is None or not value.strip():
            continue
        done.append(area)
        filled += (area[2] - top + 1) * (area[3] - left + 1)
        for column in range(left, area[3] + 1):
            changes[column].update(dict.fromkeys(range(top - start, area[2] - start + 1), value))
    for column, values in changes.items():
        # Only blank cells are filled: what stands hidden under a merge is the sender's, not ours to overwrite.
        series = cells[f"c{column}"]
        at = pl.Series(list(values), dtype=pl.UInt32)
        blank = series.gather(at).str.strip_chars().fill_null("") == ""
        new = pl.Series(list(values.values()), dtype=pl.String)
        cells = cells.with_columns(series.scatter(at.filter(blank), new.filter(blank)).alias(f"c{column}"))
    return cells, tuple(done)


def without_blank_rows(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `after` that had cells of their own in `before`: a merge alone makes no row."""
    cells = pl.exclude("_line")
    own = before.select(pl.any_horizontal(cells.str.strip_chars().fill_null("") != "")).to_series()
    return after.filter(own)
