"""A table as it stands in somebody's file: text cells with line numbers, rows that fell apart, faults."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.terms.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nuzuh.terms.errors import Severity

# The white space that polars strips, for the places where plain Python has to strip the same.
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_HASHTAG = re.compile(r"#\s*[A-Za-z][\w-]*(?:\s*\+\s*[\w-]+)*")  # and not #N/A
DAMAGED = "\ufffd|\\?{4,}"


@dataclass(frozen=True, slots=True)
class FileFault:
    """One thing wrong with a file or a sheet as a whole, with the line where it shows first if it has one."""

    line: int | None
    column: str
    value: str
    rule: str
    message: str
    suggestion: str
    severity: Severity = "error"

    def problem(self, file: str, sheet: str = "") -> Problem:
        """Return it as a problem of a file."""
        return Problem(
            file, sheet, self.line, self.column, self.value, self.rule, self.severity, self.message, self.suggestion
        )


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that could not be cut into the columns of the header: `row.short`, `row.long`, `row.quote`."""

    line: int
    raw: str
    rule: str
    column: str
    value: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a file.

    Attributes
    ----------
    sheet : str
        Name of the sheet, empty for a text file.
    header : tuple of str
        The column names as written, outer white space stripped.
    header_line : int
        Line of the header as a spreadsheet shows it; the first line is 1.
    rows : polars.DataFrame
        ``_line`` (UInt32, the row that a spreadsheet shows), then ``c0``, ``c1``, ... (String), one for
        each name of the header; an empty cell is null. Wholly blank rows are left out.
    broken : tuple of BrokenRow
        Rows that could not be cut; rows read are ``rows.height + len(broken)``.
    notes : tuple of FileFault
        What is wrong with the table as a whole.
    hashtags : tuple of str
        The row of HXL hashtags under the header, as wide as the header; empty when there is none.
    """

    sheet: str
    header: tuple[str, ...]
    header_line: int
    rows: pl.DataFrame
    broken: tuple[BrokenRow, ...] = ()
    notes: tuple[FileFault, ...] = ()
    hashtags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file as cells, before anybody says which row is the header.

    Attributes
    ----------
    sheet : str
        Name of the sheet, of the member of an archive, or of the array in an object; empty for a single text.
    cells : polars.DataFrame
        ``_line`` (UInt32, the row that a spreadsheet shows), then ``c0``, ``c1``, ... (String), ``c0`` being column A;
        outer white space stripped, an empty cell null, wholly blank rows left out, merged cells undone.
    merged : tuple of (line, column, line, column)
        What was merged and has been filled; columns count from 0.
    broken : tuple of BrokenRow
        Rows that could not be cut into cells.
    notes : tuple of FileFault
        What there is to say about how the sheet was read.
    hidden : bool
        Whether the sheet is hidden in its workbook.
    cut : int
        How many cells a line of text was usually cut into, where a stray delimiter shifts a row; 0 for no text.
    """

    sheet: str
    cells: pl.DataFrame
    merged: tuple[tuple[int, int, int, int], ...] = ()
    broken: tuple[BrokenRow, ...] = ()
    notes: tuple[FileFault, ...] = ()
    hidden: bool = False
    cut: int = 0


class UnreadableFile(Exception):  # noqa: N818 - a state of the file, reported as data, not a bug
    """The file as a whole cannot be read; `fault` says why and what to do."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def unreadable(rule: str, message: str, suggestion: str, line: int | None = None, value: str = "") -> UnreadableFile:
    """Return the exception for a file that cannot be read at all."""
    return UnreadableFile(FileFault(line, "", value, rule, message, suggestion))


def short(text: str, length: int = 80) -> str:
    """Return the text on one line, cut at the length."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def column_letter(index: int) -> str:
    """Return the letter that a spreadsheet shows above the column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cleaned(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with cells stripped of outer white space, null where empty, without blank rows."""
    cells = pl.exclude("_line")
    stripped = rows.with_columns(cells.str.strip_chars())
    stripped = stripped.with_columns(pl.when(cells != "").then(cells))
    return stripped.filter(pl.any_horizontal(cells.is_not_null()))


def are_hashtags(cells: Sequence[str | None]) -> bool:
    """Return whether the cells are a row of HXL hashtags: every cell that is not empty is one."""
    tags = [cell.strip(WHITE) for cell in cells if cell and cell.strip(WHITE)]
    return bool(tags) and all(_HASHTAG.fullmatch(tag) for tag in tags)


def _header_faults(header: list[str], line: int, used: list[bool], first_column: int) -> list[FileFault]:
    faults = []
    for index, name in enumerate(header):
        letter = column_letter(first_column + index)
        if name and name in header[:index]:
            message = f'Two columns have the name "{short(name)}"; the second is column {letter}.'
            suggestion = "Give every column a name of its own, or delete one of the two."
            faults.append(FileFault(line, name, name, "header.duplicate", message, suggestion))
        elif not name and used[index]:
            message = f"Column {letter} has cells but no name in the header."
            suggestion = f"Write a name into line {line} of column {letter}, or delete the column."
            faults.append(FileFault(line, letter, "", "header.empty", message, suggestion))
    return faults


def _damage_faults(header: list[str], line: int, rows: pl.DataFrame) -> list[FileFault]:
    faults = []
    for index, name in enumerate(header):
        cells = pl.col(f"c{index}")
        in_name = pl.Series([name]).str.contains(DAMAGED)[0]
        found = rows.filter(cells.str.contains(DAMAGED)).select("_line", cells.alias("cell"))
        if not in_name and found.is_empty():
            continue
        first, value = (line, name) if in_name else found.row(0)
        message = (
            f'Letters were lost in column "{short(name)}" in {found.height + in_name} cells, '
            f'first in line {first}: "{short(value)}".'
        )
        suggestion = "Ask the sender for the file again, saved as UTF-8 or as .xlsx."
        faults.append(FileFault(first, name, value, "encoding.damaged", message, suggestion, "warning"))
    return faults


def finished(
    sheet: str,
    header: Sequence[str],
    header_line: int,
    rows: pl.DataFrame,
    *,
    broken: Sequence[BrokenRow] = (),
    notes: Sequence[FileFault] = (),
    first_column: int = 0,
    suspect: bool = True,
) -> RawTable:
    """Return the table with hashtags taken out, trailing empty columns dropped and its header checked.

    Parameters
    ----------
    sheet, header, header_line, broken, notes
        As in `RawTable`.
    rows : polars.DataFrame
        ``_line`` and one column for each cell of the header, as `cleaned` returns them.
    first_column : int
        Where the table begins in its sheet: 0 for column A.
    suspect : bool
        Whether to look for lost letters.
    """
    names = [name.strip(WHITE) for name in header]
    hashtags: list[str] = []
    first_line = rows["_line"][0] if rows.height else None
    if first_line and all(row.line > first_line for row in broken):
        first = rows.row(0)[1:]
        if are_hashtags(first):
            hashtags, rows = [tag or "" for tag in first], rows[1:]
    used = [rows[f"c{index}"].null_count() < rows.height for index in range(len(names))]
    width = max((index + 1 for index, name in enumerate(names) if name or used[index]), default=0)
    names, rows = names[:width], rows[:, : width + 1]
    found = _header_faults(names, header_line, used, first_column)
    if suspect:
        found += _damage_faults(names, header_line, rows)
    return RawTable(sheet, tuple(names), header_line, rows, tuple(broken), (*notes, *found), tuple(hashtags[:width]))
