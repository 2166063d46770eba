"""What stands among and under the rows of a table without being one: notes, titles, merged numbers, stray cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.formats.heading import kind_of_cell
from nuzuh.formats.raw import BrokenRow, FileFault, column_letter, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nuzuh.formats.merges import Area

_TAIL = 60  # rows at the end in which notes are looked for
_GAPS = 500  # blank stretches after which another table is looked for
_NOTE = re.compile(
    r"(?:\*|†|‡|©|\(?[0-9a-z]\) |\[[0-9]\]|sources?\b|notes?\b|data|disclaimer|footnote|comment|remark|nb\b|n\.b|methodolog|prepared|"
    r"created|updated|last update|as of|ملاحظ|المصدر|مصدر|تنويه|kaynak|not\b|fuente|nota|remarque|quelle|for more|contact|https?:)",
    re.IGNORECASE,
)
_NUMBERS = ("n",)


def texts_of(row: Sequence[str | None]) -> str:
    """Return the distinct cells of a row as one text."""
    return " ".join(dict.fromkeys(cell for cell in row if cell is not None))


def notes_below(body: pl.DataFrame) -> tuple[pl.DataFrame, list[tuple[int, str]]]:
    """Return the rows without the notes at their end, and the notes with their lines."""
    if body.height < 2:
        return body, []
    filled = body.select(pl.sum_horizontal(pl.exclude("_line").is_not_null())).to_series()
    usual = filled.head(1000).quantile(0.75) or 0
    tail = body.tail(_TAIL)
    rows = tail.rows()
    before = body["_line"][-len(rows) - 1] if body.height > len(rows) else rows[0][0]
    cut = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        line, *cells = rows[index]
        own = list(dict.fromkeys(cell for cell in cells if cell is not None))
        gap = line - (rows[index - 1][0] if index else before) > 1
        if not own or not _is_note(own, gap=gap or cut == index + 1 < len(rows), usual=float(usual)):
            break
        cut = index
    # A stretch of single words without a gap before it is rows, not notes.
    while cut < len(rows) and not _NOTE.match(texts_of(rows[cut][1:])):
        line = rows[cut][0]
        if line - (rows[cut - 1][0] if cut else before) > 1 or len(texts_of(rows[cut][1:])) > 40:
            break
        cut += 1
    notes = [(int(line), texts_of(cells)) for line, *cells in rows[cut:]]
    return body[: body.height - len(notes)], notes


def _is_note(own: Sequence[str], *, gap: bool, usual: float) -> bool:
    first = own[0]
    told = _NOTE.match(first) is not None and (":" in first or len(first) > 20 or first.startswith(("*", "©", "†")))
    if told and len(own) <= 2 and len(own) < max(usual, 2):
        return True
    if len(own) > 1 or kind_of_cell(first) != "w":
        return False
    if usual >= 3 or (usual >= 2 and (gap or len(first) > 40)):
        return True  # if one above it says that notes begin
    return usual < 2 and len(first) > 60


def sections(body: pl.DataFrame, merged: Sequence[Area]) -> tuple[pl.DataFrame, list[tuple[int, str]]]:
    """Return the rows without those that are one text merged over the table, and these texts with their lines."""
    used = [int(name[1:]) for name in body.columns[1:] if body[name].null_count() < body.height]
    if len(used) < 3:
        return body, []
    lines = [top for top, left, bottom, right in merged if top == bottom and left <= used[0] and right - left + 1 >= 3]
    rows = body.filter(pl.col("_line").is_in(lines))
    titles = [
        (int(line), texts_of(cells))
        for line, *cells in rows.iter_rows()
        if len({cell for cell in cells if cell is not None}) == 1 and kind_of_cell(texts_of(cells)) == "w"
    ]
    return body.filter(~pl.col("_line").is_in([line for line, _ in titles])) if titles else body, titles


def merged_numbers(body: pl.DataFrame, merged: Sequence[Area]) -> tuple[pl.DataFrame, list[FileFault]]:
    """Return the rows with a number that was merged over several cells in the first of them only.

    One number over three rows is not three numbers. A number that leads its row (a code, a year: everything to the left
    of it is merged over the same rows) is repeated like a word.
    """
    if body.is_empty() or not merged:
        return body, []
    start, end = int(body["_line"][0]), int(body["_line"][-1])
    at = {int(line): index for index, line in enumerate(body["_line"])} if end - start < 2_000_000 else {}
    tops = {(top, left): bottom for top, left, bottom, _ in merged}
    used = [int(name[1:]) for name in body.columns[1:] if body[name].null_count() < body.height]
    cleared: dict[int, list[int]] = {}
    found: list[tuple[int, int, str]] = []
    for top, left, bottom, right in merged:
        if top not in at or f"c{left}" not in body.columns:
            continue
        value = body[f"c{left}"][at[top]]
        if kind_of_cell(value) not in _NUMBERS:
            continue
        leads = right == left and all(tops.get((top, column), -1) >= bottom for column in used if column < left)
        if leads:
            continue
        found.append((top, left, value))
        for column in range(left, min(right, body.width - 2) + 1):
            cells = body[f"c{column}"]
            gone = [
                at[line]
                for line in range(top, bottom + 1)
                if line in at and (line, column) != (top, left) and cells[at[line]] == value
            ]
            cleared.setdefault(column, []).extend(gone)
    for column, rows in cleared.items():
        name = f"c{column}"
        if name in body.columns and rows:
            body = body.with_columns(body[name].scatter(rows, None).alias(name))
    body = body.filter(pl.any_horizontal(pl.exclude("_line").is_not_null()))
    if not found:
        return body, []
    line, column, value = found[0]
    message = f'{len(found)} numbers stand in merged cells, first "{short(value)}" in {column_letter(column)}{line}; '
    message += "each was taken once, in the first cell."
    suggestion = "Say how the number divides over the merged rows, or leave it where it is."
    return body, [FileFault(line, column_letter(column), value, "merge.number", message, suggestion, "warning")]


def rows_too_long(
    body: pl.DataFrame, names: Sequence[str], *, cut: int
) -> tuple[list[int], pl.DataFrame, list[BrokenRow]]:
    """Return the columns that belong to the table, its rows, and those with cells to the right of it.

    Where the cells were cut out of lines of text, a cell beyond the header means that a delimiter stands in a cell and
    the row is shifted, unless most rows have such a cell.
    """
    used = [index for index in range(len(names)) if body[f"c{index}"].null_count() < body.height]
    wanted = {*used, *(index for index, name in enumerate(names) if name)}
    last = max((index for index, name in enumerate(names) if name), default=-1)
    if not cut or last < 0:
        return sorted(wanted), body, []
    beyond = [index for index in used if index > max(last, cut - 1)]
    often = [index for index in beyond if (body.height - body[f"c{index}"].null_count()) * 2 > body.height]
    stray = [index for index in beyond if index > max(often, default=last)]
    keep = sorted(wanted - set(stray))
    if not stray:
        return keep, body, []
    long = pl.any_horizontal(pl.col(f"c{index}").is_not_null() for index in stray)
    broken = []
    for line, *cells in body.filter(long).iter_rows():
        extra = next(cells[index] for index in stray if cells[index] is not None)
        message = f'Line {line} has more cells than the header: none of its columns is for "{short(extra)}".'
        suggestion = "Put cells that hold a delimiter in quotation marks, or name the column in the header."
        raw = "\t".join(cell or "" for cell in cells).rstrip("\t")
        broken.append(BrokenRow(line, raw, "row.long", "", extra, message, suggestion))
    return keep, body.filter(~long), broken


def starts_of_tables(body: pl.DataFrame, header: Sequence[str | None] | None) -> list[int]:
    """Return where, after a blank line, words stand over columns that held numbers: another table begins there."""
    if body.height < 4:
        return []
    gaps = (body["_line"].diff() > 1).arg_true()[:_GAPS]
    starts: list[int] = []
    for index in gaps:
        if index < 2:
            continue
        before = body[max(0, index - 200) : index]
        kinds = [[kind_of_cell(cell) for cell in before[name]] for name in before.columns[1:]]
        numeric = [
            column
            for column, each in enumerate(kinds)
            if sum(kind == "n" for kind in each) * 2 > sum(kind not in ("", "-") for kind in each)
        ]
        for row in body[index : index + 6].rows():
            cells = row[1:]
            words = [column for column in numeric if kind_of_cell(cells[column]) == "w"]
            if len(words) >= 2 and len({cells[column] for column in words}) >= 2 and list(cells) != list(header or ()):
                return [int(index)]
            if any(kind_of_cell(cells[column]) == "n" for column in numeric):
                break
    return starts
