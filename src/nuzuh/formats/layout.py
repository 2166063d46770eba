"""Where the tables stand in a sheet: header under banners, totals left out, notes below, another table after a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from nuzuh.formats.bodies import (
    merged_numbers,
    notes_below,
    rows_too_long,
    sections,
    starts_of_tables,
    texts_of,
)
from nuzuh.formats.heading import SEARCHED, Cells, Heading, find_heading, kind_of_cell
from nuzuh.formats.raw import FileFault, Grid, column_letter, short
from nuzuh.formats.totals import sums_told, totals_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nuzuh.formats.raw import BrokenRow

_HEAD = 300  # rows that are looked at to find the header
_PROSE = 60  # characters; a single column of longer texts is no table
_TOTAL = re.compile(r"[\W_]*(?:\w+\s)?totals?[\W_]*|.*(?:مجموع|إجمالي|اجمالي).*|.*toplam.*|gesamt", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Laid:
    """One table of a sheet, with all that stands around it.

    Attributes
    ----------
    sheet : str
        As in `Grid`.
    header : tuple of str
        One heading a column. Heading and spanning heading together are distinct: a second "Total" under the same
        heading is called "Total (2)", a column without a heading "column F"; `faults` tells both.
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
        Texts above the header; notes under the table and titles of sections in it.
    broken : tuple of BrokenRow
        Rows that could not be cut.
    faults : tuple of FileFault
        What there is to say about the sheet, what the reader noted first.
    letters : tuple of str
        The letter that a spreadsheet shows above each column.
    hidden : bool
        Whether the sheet is hidden.
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
    letters: tuple[str, ...] = ()
    hidden: bool = False


def lay_out(grid: Grid) -> Laid | None:
    """Return the first table of a sheet, None when it holds none; a fault tells of further tables under it."""
    tables = tables_of(grid)
    if not tables:
        return None
    first = tables[0]
    if len(tables) > 1:
        line = tables[1].banner[0][0] if tables[1].banner else tables[1].header_line
        message = f"Another table begins in line {line}; it is not part of this one."
        suggestion = "Put each table on a sheet of its own, or import the other one apart."
        fault = FileFault(line, "", "", "sheet.tables", message, suggestion, "warning")
        first = replace(first, faults=(*first.faults, fault))
    return first


def tables_of(grid: Grid) -> list[Laid]:
    """Return the tables that stand under each other in a sheet, from the top."""
    if _reason(grid):
        return []
    tables: list[Laid] = []
    rest = grid.cells
    while rest.height and len(tables) < 50:
        heading = _heading(rest, grid)
        body = rest[heading.body :]
        end = rest.height
        if starts := starts_of_tables(body, rest.row(heading.at)[1:] if heading.at is not None else None):
            end = heading.body + starts[0]
        laid = _laid(grid, rest[:end], heading, first=not tables)
        if laid is not None:
            tables.append(laid)
        rest = rest[end:]
    return tables


def why_no_table(grid: Grid) -> str:
    """Return why the sheet holds no table, empty when it does.

    Examples
    --------
    >>> why_no_table(Grid("Read me", pl.DataFrame({"_line": [1], "c0": ["Figures as of 3 March."]})))
    'The sheet has a single cell.'
    """
    return _reason(grid) or ("" if tables_of(grid) else "The sheet has titles, but no rows.")


def _reason(grid: Grid) -> str:
    cells = grid.cells
    filled = [name for name in cells.columns[1:] if cells[name].null_count() < cells.height]
    if not filled:
        return "The sheet has no rows that could be cut into cells." if grid.broken else "The sheet has no cells."
    if cells.height == 1 and len(filled) == 1:
        return "The sheet has a single cell."
    single = cells.head(_HEAD).select(pl.sum_horizontal(pl.exclude("_line").is_not_null()) <= 1).to_series().all()
    if single:
        texts = cells.head(_HEAD).select(pl.coalesce(pl.exclude("_line"))).to_series().str.len_chars()
        if (texts.quantile(0.5, "linear") or 0) > _PROSE:
            return "The sheet holds text, not a table."
    return ""


def _heading(cells: pl.DataFrame, grid: Grid) -> Heading:
    head = cells.head(_HEAD)
    rows: list[Cells] = [list(row[1:]) for row in head.rows()]
    lines = [int(line) for line in head["_line"]]
    heading = find_heading(rows, _spans(grid, lines))
    if grid.cut and heading.at is not None:
        for row in range(heading.at, heading.first, -1):
            if lines[row] - lines[row - 1] > 1 and _cut_title(rows[row - 1], rows[heading.at]):
                return replace(heading, first=row)
    return heading


def _cut_title(row: Cells, header: Cells) -> bool:
    """Return whether a row over a blank line is a title that its own commas have cut: it fills the first few columns."""
    filled = [column for column, cell in enumerate(row) if cell is not None]
    return filled == list(range(len(filled))) and len(filled) * 2 <= sum(cell is not None for cell in header)


def _spans(grid: Grid, lines: Sequence[int]) -> list[set[int]]:
    """Return for each line the columns filled by a merge from the left."""
    spans: list[set[int]] = [set() for _ in lines]
    at = {line: index for index, line in enumerate(lines)}
    for top, left, bottom, right in grid.merged:
        if right > left:
            for line in range(top, min(bottom, lines[-1] if lines else 0) + 1):
                if line in at:
                    spans[at[line]].update(range(left + 1, right + 1))
    return spans


def _laid(grid: Grid, cells: pl.DataFrame, heading: Heading, *, first: bool) -> Laid | None:
    """Return one table out of the rows from its banner to its last note."""
    lines = cells["_line"]
    body = cells[heading.body :]
    header_line = (
        int(lines[heading.at]) if heading.at is not None else (int(lines[heading.body]) - 1 if body.height else 0)
    )
    names, above = _names(grid, cells, heading)
    faults: list[FileFault] = [*grid.notes] if first else []
    body, merge_faults = merged_numbers(body, grid.merged)
    body, titles = sections(body, grid.merged)
    body, notes = notes_below(body)
    tagged = cells.row(heading.hashtags)[1:] if heading.hashtags is not None else [None] * len(names)
    told = [name or tag or "" for name, tag in zip(names, tagged, strict=True)]
    keep, body, broken = rows_too_long(body, told, cut=grid.cut)
    if not keep:
        return None
    body = body.select("_line", *(f"c{column}" for column in keep))
    body.columns = ["_line", *(f"c{index}" for index in range(len(keep)))]
    above = [above[column] for column in keep]
    header, header_faults = _distinct([names[column] for column in keep], above, keep, heading, header_line)
    tags = _hashtags(cells, heading, keep)
    body, again = _without_repeated_header(body, [names[column] for column in keep], heading)
    found = totals_in(body)
    totals = body.join(pl.concat([found, again]), on="_line").select("_line", "_why", pl.exclude("_line", "_why"))
    rows = body.join(totals, on="_line", how="anti", maintain_order="left") if totals.height else body
    banner, over = _banner(cells, heading, keep, rows)
    totals = pl.concat([over, totals]).sort("_line")
    faults += [*header_faults, *_tag_faults(cells, heading), *merge_faults, *_total_faults(totals)]
    return Laid(
        grid.sheet,
        tuple(header),
        tuple(above),
        header_line,
        tags,
        rows,
        totals,
        tuple(banner),
        tuple(sorted([*titles, *notes])),
        (*(grid.broken if first else ()), *broken),
        tuple(faults),
        tuple(column_letter(column) for column in keep),
        grid.hidden,
    )


def _names(grid: Grid, cells: pl.DataFrame, heading: Heading) -> tuple[list[str], list[str]]:
    """Return the heading of every column of the sheet and the spanning heading above it."""
    width = cells.width - 1
    if heading.at is None:
        return [""] * width, [""] * width
    names = [cell or "" for cell in cells.row(heading.at)[1:]]
    parts: list[list[str]] = [[] for _ in names]
    upper = cells[heading.first : heading.at]
    last = max((index for index, name in enumerate(names) if name), default=0)
    spans = _spans(grid, [int(line) for line in upper["_line"]])
    for (_, *row), span in zip(upper.rows(), spans, strict=True):
        running = ""
        for column in range(width):
            own = row[column] or ""
            running = own or ("" if span or column > last else running)
            if not names[column] and own and column not in span and _alone(row, column, names):
                names[column] = own
            if running and running != names[column]:
                parts[column].append(running)
    above = [" / ".join(dict.fromkeys(texts)) for texts in parts]
    return names, above if len({text for text in above if text}) > 1 or "" in above[: last + 1] else [""] * width


def _alone(row: Sequence[str | None], column: int, names: Sequence[str]) -> bool:
    """Return whether a spanning heading spans nothing: the next column has one of its own, or no heading at all."""
    following = column + 1
    return following >= len(row) or row[following] is not None or not names[following]


def _distinct(
    names: Sequence[str],
    above: Sequence[str],
    keep: Sequence[int],
    heading: Heading,
    line: int,
) -> tuple[list[str], list[FileFault]]:
    """Return headings that are distinct together with those above them, and what was changed."""
    faults: list[FileFault] = []
    if heading.at is None:
        message = "The table has no header: its first line is a row already. The columns are called by their letters."
        suggestion = "Say what each column is, or write a header over it."
        faults.append(FileFault(line + 1, "", "", "header.none", message, suggestion, "warning"))
    header: list[str] = []
    taken: set[tuple[str, str]] = set()
    for index, name in enumerate(names):
        letter = column_letter(keep[index])
        own = " ".join(name.split()) or f"column {letter}"
        if not name and heading.at is not None:
            message = f'Column {letter} has cells but no heading; it is called "{own}".'
            suggestion = f"Write a heading into line {line} of column {letter}, or leave the column out."
            faults.append(FileFault(line, letter, "", "header.empty", message, suggestion, "warning"))
        new, number = own, 2
        while (above[index].casefold(), new.casefold()) in taken:
            new, number = f"{own} ({number})", number + 1
        if new != own:
            message = (
                f'Two columns have the heading "{short(own)}"; the one in column {letter} is called "{short(new)}".'
            )
            suggestion = "See which of the two is meant, and give each a heading of its own."
            faults.append(FileFault(line, own, own, "header.duplicate", message, suggestion, "warning"))
        taken.add((above[index].casefold(), new.casefold()))
        header.append(new)
    return header, faults


def _hashtags(cells: pl.DataFrame, heading: Heading, keep: Sequence[int]) -> tuple[str, ...]:
    if heading.hashtags is None:
        return ()
    row = cells.row(heading.hashtags)[1:]
    tags = [row[column] or "" for column in keep]
    return tuple(tag if not tag or tag.startswith("#") else f"#{tag}" for tag in tags)


def _tag_faults(cells: pl.DataFrame, heading: Heading) -> list[FileFault]:
    if heading.hashtags is None or not heading.damaged:
        return []
    line = int(cells["_line"][heading.hashtags])
    message = f"The hashtags in line {line} are damaged: some have lost their #. They were taken as they seem meant."
    value = short(" ".join(cell for cell in cells.row(heading.hashtags)[1:] if cell))
    return [FileFault(line, "", value, "hxl.damaged", message, "Check how the columns were understood.", "warning")]


def _without_repeated_header(
    body: pl.DataFrame, names: Sequence[str], heading: Heading
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows, and which of them are the header once more (a table pasted together from pages)."""
    schema = {"_line": pl.UInt32, "_why": pl.String}
    named = [index for index, name in enumerate(names) if name]
    if heading.at is None or len(named) < 2:
        return body, pl.DataFrame(schema=schema)
    same = pl.all_horizontal(pl.col(f"c{index}").eq(names[index]).fill_null(False) for index in named)
    again = body.filter(same).select("_line", pl.lit("it is the header once more").alias("_why"))
    return body, again.cast(pl.Schema(schema))


def _banner(
    cells: pl.DataFrame, heading: Heading, keep: Sequence[int], rows: pl.DataFrame
) -> tuple[list[tuple[int, str]], pl.DataFrame]:
    """Return the texts above the header, and the rows of totals among them."""
    first = heading.first if heading.at is not None else heading.body
    kept = [f"c{column}" for column in keep]
    texts: list[tuple[int, str]] = []
    totals: list[dict[str, Any]] = []
    for row in cells[:first].iter_rows(named=True):
        filled = [row[name] for name in cells.columns[1:] if row[name] is not None]
        kinds = [kind_of_cell(cell) for cell in filled]
        words = [cell for cell, kind in zip(filled, kinds, strict=True) if kind == "w"]
        if "n" in kinds and all(_TOTAL.fullmatch(word) for word in words) and not (len(filled) == 1 and len(keep) > 4):
            own = {f"c{index}": row[name] for index, name in enumerate(kept)}
            totals.append({"_line": row["_line"], **own})
        else:
            texts.append((row["_line"], " ".join(dict.fromkeys(filled))))
    schema = {"_line": pl.UInt32, "_why": pl.String, **{f"c{index}": pl.String for index in range(len(keep))}}
    why = sums_told(totals, rows)
    return texts, pl.DataFrame([{**row, "_why": told} for row, told in zip(totals, why, strict=True)], schema=schema)


def _total_faults(totals: pl.DataFrame) -> list[FileFault]:
    if totals.is_empty():
        return []
    line, why = totals.row(0)[:2]
    told = f"{totals.height} rows were" if totals.height > 1 else "One row was"
    message = f"{told} left out as totals, first line {line}: {why}."
    suggestion = "If it is a row of its own after all, give it a code or another name."
    return [FileFault(line, "", "", "row.total", message, suggestion, "warning")]


__all__ = ["SEARCHED", "Laid", "lay_out", "tables_of", "texts_of", "why_no_table"]
