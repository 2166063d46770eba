"""The tables of an export, cell by cell: every row under the header is a submission, none is a total or a note.

`formats.layout` looks at a sheet as a person would and leaves out totals, notes and titles. An export of a survey has
none, and a respondent may well have answered "Total": here nothing is left out but a second header and HXL tags.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from nuzuh.formats.heading import find_heading
from nuzuh.formats.kobo import SYSTEM, leaf
from nuzuh.formats.layout import Laid
from nuzuh.formats.raw import FileFault, Grid, are_hashtags, column_letter, short

_SEARCHED = 30  # lines in which the header is looked for
Known = Callable[[str], int]  # of a cell: 2 for a name of the form or of the system, 1 for a label, 0 for neither


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of an export.

    Attributes
    ----------
    laid : Laid
        Its header as written (headings may come twice) and its rows.
    broken : int
        Lines that could not be cut into cells.
    """

    laid: Laid
    broken: tuple[int, ...]


def sheets_of(grids: Sequence[Grid], known: Known) -> tuple[list[Sheet], list[FileFault]]:
    """Return the tables of the sheets, and what is to be said about their headers and lines."""
    sheets: list[Sheet] = []
    faults: list[FileFault] = []
    for grid in grids:
        faults += grid.notes
        faults += [
            FileFault(row.line, row.column, row.value, row.rule, row.message, row.suggestion) for row in grid.broken
        ]
        if grid.cells.height:
            laid, found = _laid(grid, known)
            sheets.append(Sheet(laid, tuple(row.line for row in grid.broken if row.line > laid.header_line)))
            faults += found
    return sheets, faults


def _laid(grid: Grid, known: Known) -> tuple[Laid, list[FileFault]]:
    head = [list(row[1:]) for row in grid.cells.head(_SEARCHED).rows()]
    at = _header(head, known)
    header = [" ".join((cell or "").split()) for cell in head[at]]
    body = grid.cells[at + 1 :]
    faults: list[FileFault] = []
    again = []
    for index in range(at + 1, min(at + 4, len(head))):
        if not _is_header_too(header, head[index], known):
            break
        line = int(grid.cells["_line"][index])
        again.append(line)
        message = f'Line {line} of "{short(grid.sheet)}" is a second header or holds tags; it is no submission.'
        faults.append(FileFault(line, "", "", "header.second", message, "Nothing to do.", "warning"))
    body = body[len(again) :]
    used = [index for index in range(len(header)) if header[index] or body[f"c{index}"].null_count() < body.height]
    for index in used:
        if not header[index]:
            letter = column_letter(index)
            message = f'Column {letter} of "{short(grid.sheet)}" has cells but no heading; it is not read.'
            suggestion = "Write the name of the question over it."
            faults.append(
                FileFault(int(grid.cells["_line"][at]), letter, "", "header.empty", message, suggestion, "warning")
            )
    used = [index for index in used if header[index]]
    rows = body.select("_line", *(pl.col(f"c{index}").alias(f"c{place}") for place, index in enumerate(used)))
    header = [header[index] for index in used]
    rows = _without_headers(rows, header, faults)
    laid = Laid(
        sheet=grid.sheet,
        header=tuple(header),
        above=(),
        header_line=int(grid.cells["_line"][at]),
        hashtags=(),
        rows=rows,
        totals=rows.clear(),
        letters=tuple(column_letter(index) for index in used),
    )
    return laid, faults


def _header(head: Sequence[Sequence[str | None]], known: Known) -> int:
    """Return the row whose cells are most often known as headings; where hardly any is, the one that looks like one."""
    scores = [sum(known(cell) for cell in row if cell) for row in head]
    best = max(range(len(head)), key=lambda index: (scores[index], -index))
    if scores[best] >= 2:
        return best
    return find_heading([list(row) for row in head], [set()] * len(head)).at or 0


def _is_header_too(header: Sequence[str], row: Sequence[str | None], known: Known) -> bool:
    """Return whether a row under the header is one too: tags, the header again, labels or names of its columns."""
    if are_hashtags(row):
        return True
    pairs = [(name, cell) for name, cell in zip(header, row, strict=True) if cell and name]
    same = sum(name.casefold() == cell.casefold() for name, cell in pairs)
    system = [cell for name, cell in pairs if leaf(name) in SYSTEM and leaf(name).startswith("_")]
    if system:
        return sum(leaf(cell) in SYSTEM for cell in system) * 2 > len(system)
    named = sum(known(cell) > 0 or name.casefold() == cell.casefold() for name, cell in pairs)
    return (same > 1 and same * 2 >= len(pairs)) or (len(pairs) > 1 and named * 5 > len(pairs) * 3)


def _without_headers(rows: pl.DataFrame, header: Sequence[str], faults: list[FileFault]) -> pl.DataFrame:
    """Return the rows without those that are the header once more, as in a file pasted together."""
    cells = [pl.col(f"c{index}").eq(name).fill_null(value=False) for index, name in enumerate(header)]
    if len(cells) < 2:
        return rows
    filled = pl.sum_horizontal(pl.exclude("_line").is_not_null())
    again = rows.select("_line", again=pl.sum_horizontal(cells) * 2 > pl.max_horizontal(filled, pl.lit(2)))
    lines = again.filter("again")["_line"].to_list()
    for line in lines:
        message = f"Line {line} is the header once more; it is no submission."
        faults.append(FileFault(line, "", "", "header.again", message, "Nothing to do.", "warning"))
    return rows.filter(~pl.col("_line").is_in(lines)) if lines else rows
