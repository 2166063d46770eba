"""Tables in Excel workbooks (.xlsx, .xlsm).

fastexcel gives every cell as text under its true row, quickly, but loses error cells (``#REF!``) and formulas
that were saved without a result, shows both as blank, and can be made to ask for all memory by one far-off
cell. So the XML of each sheet is looked through first. python-calamine (the same reader) loses them too;
openpyxl keeps them but takes ten times as long.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import fastexcel
import polars as pl

from nuzuh.formats.merges import Area, unmerged, without_blank_rows
from nuzuh.formats.raw import (
    BrokenRow,
    FileFault,
    Grid,
    RawTable,
    UnreadableFile,
    cleaned,
    column_letter,
    finished,
    short,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS = 30_000_000  # rows times columns of one sheet
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576  # Excel's own
LARGEST_PART = 2**30  # bytes of XML
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_AGAIN = "Open it in Excel or LibreOffice and save it again as .xlsx."

_SLICE = 4_000_000
_PREFIX = rb"(?:\w+:)?"
_POSITION = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"']")
_ERROR = re.compile(
    rb"<%bc\s(?=[^>]*\bt\s*=\s*[\"']e[\"'])([^>]*[^/>])>(?:(?!</%bc>).)*?<%bv>([^<]*)</" % ((_PREFIX,) * 3),
    re.DOTALL,
)
_NO_RESULT = re.compile(
    rb"<%bc\s([^>]*)>\s*<%bf(?:\s[^>]*)?(?:/>|>[^<]*</%bf>)\s*(?:<%bv\s*/>|<%bv>\s*</%bv>\s*)?</%bc>" % ((_PREFIX,) * 7)
)
_MERGE = re.compile(
    rb"<%bmergeCell\s[^<>]*?\bref\s*=\s*[\"']\$?([A-Za-z]+)\$?([0-9]+):\$?([A-Za-z]+)\$?([0-9]+)[\"']" % _PREFIX
)
_TEXTS = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?0*([0-9]*)")
_ROW = re.compile(rb"<%brow\s[^<>]*?\br\s*=\s*[\"']([0-9]+)[\"']" % _PREFIX)
_CELL = re.compile(rb"<%bc[\s/>]" % _PREFIX)
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class _Sheet(NamedTuple):
    name: str
    part: str
    hidden: bool


class _Lost(NamedTuple):
    """What fastexcel leaves out of a sheet: error cells by (row, column), formulas without a result, merges."""

    errors: dict[tuple[int, int], str]
    formulas: list[tuple[int, int]]
    merges: list[Area]


class _Book(NamedTuple):
    """An opened workbook: its sheets, what is lost in each that is read, and fastexcel's reader."""

    sheets: list[_Sheet]
    lost: dict[str, _Lost]
    from_1904: bool
    reader: fastexcel.ExcelReader


def read_workbook(data: bytes) -> list[RawTable]:
    """Return one table for every visible sheet that has cells.

    Raises
    ------
    UnreadableFile
        When the bytes are no workbook, or it is encrypted, broken, too large or without cells.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = "The workbook is protected by a password."
            raise unreadable("workbook.encrypted", message, "Save it without a password.")
        raise unreadable("workbook.format", "The workbook is in the old Excel format.", _AGAIN)
    if not data.startswith(b"PK"):
        raise unreadable("workbook.format", "The file is not an Excel workbook.", _AGAIN)
    with broken_workbook():
        tables = _tables(_opened(data, hidden=False))
    if not tables:
        message = "No visible sheet of the workbook has a header."
        raise unreadable("file.empty", message, "Send the table again, with its header, on a visible sheet.")
    return tables


def read_book(data: bytes) -> list[Grid]:
    """Return one grid for every sheet of an .xlsx or .xlsm that has cells, the hidden ones too.

    Raises
    ------
    UnreadableFile
        When the workbook is broken, too large or without cells.
    """
    with broken_workbook():
        book = _opened(data, hidden=True)
        grids = [grid for sheet in book.sheets if (grid := _grid(book, sheet)) is not None]
    if not grids:
        raise unreadable("file.empty", "No sheet of the workbook has cells.", "Send the table again.")
    return grids


@contextmanager
def broken_workbook() -> Iterator[None]:
    """Turn any error of a reader of workbooks into the one that a user understands."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:  # every reader has errors of its own; each means the same to the user
        message = f"The workbook is broken: {short(str(error)) or type(error).__name__}."
        raise unreadable("workbook.broken", message, _AGAIN) from error


def _opened(data: bytes, *, hidden: bool) -> _Book:
    """Return the workbook with its visible sheets looked through, the hidden ones too if asked for."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        check_parts(package)
        names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
        book = package.read(names["xl/workbook.xml"]).decode("utf-8", "replace")
        links = package.read(names["xl/_rels/workbook.xml.rels"]).decode("utf-8", "replace")
        sheets = _sheets(book, links)
        lost = {
            sheet.name: _look_through(package.read(names[sheet.part]), sheet.name)
            for sheet in sheets
            if hidden or not sheet.hidden
        }
    from_1904 = re.search(r"\bdate1904\s*=\s*[\"'](?:1|true)[\"']", book) is not None
    return _Book(sheets, lost, from_1904, fastexcel.read_excel(data))


def check_parts(package: zipfile.ZipFile) -> None:
    """Refuse a package whose parts are too large, or not what it says of them: the readers below trust that.

    Raises
    ------
    UnreadableFile
        When they are too large together.
    zipfile.BadZipFile
        When a part is broken or comes twice.
    """
    parts = package.infolist()
    if len({part.filename for part in parts}) < len(parts):
        raise zipfile.BadZipFile("a part comes twice")
    for part in parts:
        if part.filename.lower().endswith("sharedstrings.xml") and part.file_size <= LARGEST_PART:
            # The reader asks for as much memory as the part says it has texts.
            told = _TEXTS.findall(package.read(part))
            if any(int(count[:12] or 0) > part.file_size for count in told):
                raise zipfile.BadZipFile("a part counts more texts than it holds")
    read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels", ".bin"))]
    if sum(part.file_size for part in read) > LARGEST_PART:
        raise unreadable("workbook.too_large", "The workbook is too large to be read.", "Split it, or send CSV.")
    for part in read:
        with package.open(part) as stream:  # reading to the end compares length and checksum
            while stream.read(_SLICE):
                pass


def _tables(book: _Book) -> list[RawTable]:
    hidden = [_hidden(sheet.name) for sheet in book.sheets if sheet.hidden]
    tables: list[RawTable] = []
    for sheet in book.sheets:
        if not sheet.hidden:
            table = _table(book, sheet.name, notes=[] if tables else hidden)
            if table is not None:
                tables.append(table)
    return tables


def _grid(book: _Book, sheet: _Sheet) -> Grid | None:
    lost = book.lost[sheet.name]
    found = _cells(book, sheet.name)
    if found is None:
        return None
    cells, first_column = found
    blank = [pl.lit(None, pl.String).alias(f"c{index}") for index in range(first_column)]
    cells = cells.rename({name: f"c{index + first_column}" for index, name in enumerate(cells.columns)})
    cells = cells.select(*blank, pl.all()).with_row_index("_line", offset=1)
    filled, merged = unmerged(cells, lost.merges)
    rows = cleaned(without_blank_rows(cells, filled))
    if rows.is_empty():
        return None
    return Grid(sheet.name, rows, merged, notes=tuple(formula_faults(lost.formulas)), hidden=sheet.hidden)


def elements(xml: str, name: str) -> list[dict[str, str]]:
    """Return the attributes of every element of the name, without prefixes."""
    tags = re.findall(rf"<(?:\w+:)?{name}\s([^>]*)>", xml)
    return [
        {key.rpartition(":")[2]: html.unescape(one or two) for key, one, two in _ATTRIBUTE.findall(tag)} for tag in tags
    ]


def _sheets(book: str, links: str) -> list[_Sheet]:
    """Return the worksheets in order, with the parts of the package that hold them."""
    parts = {
        link["Id"]: link["Target"] for link in elements(links, "Relationship") if link["Type"].endswith("/worksheet")
    }
    sheets = []
    for sheet in elements(book, "sheet"):
        if target := parts.get(sheet["id"]):
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            sheets.append(_Sheet(sheet["name"], part.lower(), sheet.get("state", "visible") != "visible"))
    return sheets


def _hidden(name: str) -> FileFault:
    message = f'The sheet "{short(name)}" is hidden and was not read.'
    return FileFault(None, "", name, "sheet.hidden", message, "Show the sheet if it belongs to the data.", "warning")


def _look_through(xml: bytes, name: str) -> _Lost:
    """Return the cells that fastexcel would lose; refuse a sheet that it could not hold in memory."""
    letters: set[bytes] = set()
    rows: set[bytes] = set()
    places = 0
    for start in range(0, len(xml), _SLICE):
        found = _POSITION.findall(xml, start, start + _SLICE + 100)
        places += len(found)
        letters.update(column for column, _ in found)
        rows.update(row for _, row in found)
    width = max(map(_column_index, letters), default=0) + 1
    height = max(map(int, rows), default=0)
    if width > MOST_COLUMNS or height > MOST_ROWS:
        raise zipfile.BadZipFile("a cell stands beyond the edge of the sheet")
    if len(_CELL.findall(xml)) > places:  # cells without a position follow the one before
        width += max(len(_CELL.findall(row)) for row in re.split(rb"<%brow[\s>]" % _PREFIX, xml))
        height = max(height, *(int(row) for row in _ROW.findall(xml) if len(row) < 12), 0) + xml.count(b"row>")
    if width * height > MOST_CELLS:
        message = f'The sheet "{short(name)}" reaches to row {height} of column {column_letter(width - 1)}.'
        suggestion = "Delete the empty rows and columns after the table, or send the table as CSV."
        raise unreadable("workbook.too_large", message, suggestion)
    errors = {
        _position(attributes): html.unescape(text.decode("utf-8", "replace"))
        for attributes, text in (_ERROR.findall(xml) if re.search(rb"\bt\s*=\s*[\"']e[\"']", xml) else [])
    }
    formulas = [
        _position(attributes)
        for attributes in _NO_RESULT.findall(xml)
        if not re.search(rb"\bt\s*=\s*[\"']str[\"']", attributes)
    ]
    merges = [
        (int(top), _column_index(left), int(bottom), _column_index(right))
        for left, top, right, bottom in _MERGE.findall(
            xml, xml.rfind(b"sheetData>") if b"mergeCell" in xml else len(xml)
        )
    ]
    return _Lost(errors, formulas, merges)


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


def _position(attributes: bytes) -> tuple[int, int]:
    """Return row and column of a cell, the first row being 1 and the first column 0."""
    found = _POSITION.search(b" " + attributes)
    if found is None:
        raise unreadable("workbook.format", "The workbook has cells without a position.", _AGAIN)
    return int(found[2]), _column_index(found[1])


def _cells(book: _Book, name: str) -> tuple[pl.DataFrame, int] | None:
    """Return the cells of a sheet from its first line on, and the index of the first column; None when it is empty."""
    sheet = book.reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    cells = sheet.to_polars()
    if cells.is_empty():
        return None
    first_column = sheet.available_columns()[0].absolute_index
    cells.columns = [f"c{index}" for index in range(cells.width)]
    cells = days_without_midnight(cells, from_1904=book.from_1904)
    errors = book.lost[name].errors
    for column, texts in groupby(sorted(errors, key=itemgetter(1)), key=itemgetter(1)):
        at = list(texts)
        index = column - first_column
        values = cells.to_series(index).scatter([row - 1 for row, _ in at], [errors[cell] for cell in at])
        cells.replace_column(index, values)
    return cells, first_column


def days_without_midnight(cells: pl.DataFrame, *, from_1904: bool = False) -> pl.DataFrame:
    """Return the cells with days and times of day as a spreadsheet shows them."""
    zero = "1904-01-01" if from_1904 else "1899-12-31"
    return cells.with_columns(
        pl.all().str.replace(r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00$", "$1").str.replace(f"^{zero} ([0-9:.]+)$", "$1")
    )


def _table(book: _Book, name: str, *, notes: list[FileFault]) -> RawTable | None:
    """Return the table of a sheet, None when it has no cells."""
    found = _cells(book, name)
    if found is None:
        return None
    cells, first_column = found
    rows = cleaned(cells.with_row_index("_line", offset=1))
    if rows.is_empty():
        return None
    line, *header = rows.row(0)
    width = max(index + 1 for index, cell in enumerate(header) if cell is not None)
    names = [cell or "" for cell in header[:width]]
    rows, broken = _cut(rows[1:], width)
    notes = [*notes, *formula_faults(book.lost[name].formulas)]
    return finished(name, names, line, rows, broken=broken, notes=notes, first_column=first_column)


def formula_faults(cells: list[tuple[int, int]]) -> list[FileFault]:
    """Return what there is to say about formulas at these lines and columns, which have no result."""
    if not cells:
        return []
    row, column = cells[0]
    letter = column_letter(column)
    message = f"{len(cells)} formulas have no result saved and were read as blank, first {letter}{row}."
    suggestion = "Open the workbook in Excel or LibreOffice and save it, so that it holds the results."
    return [FileFault(row, letter, "", "cell.formula", message, suggestion, "warning")]


def _cut(rows: pl.DataFrame, width: int) -> tuple[pl.DataFrame, list[BrokenRow]]:
    """Return the rows that fit under the header, and those with cells to the right of it."""
    beyond = [pl.col(f"c{index}") for index in range(width, rows.width - 1)]
    if not beyond:
        return rows, []
    long = pl.any_horizontal(column.is_not_null() for column in beyond)
    broken = []
    for line, *cells in rows.filter(long).iter_rows():
        extra = next(cell for cell in cells[width:] if cell is not None)
        message = f'Line {line} has a cell to the right of the header: "{short(extra)}".'
        suggestion = "Name the column in the header, or delete the cell."
        raw = "\t".join(cell or "" for cell in cells).rstrip("\t")
        broken.append(BrokenRow(line, raw, "row.long", "", extra, message, suggestion))
    return rows.filter(~long)[:, : width + 1], broken
