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
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import fastexcel
import polars as pl

from nuzuh.formats.raw import (
    BrokenRow,
    FileFault,
    RawTable,
    UnreadableFile,
    cleaned,
    column_letter,
    finished,
    short,
    unreadable,
)

MOST_CELLS = 30_000_000  # rows times columns of one sheet
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
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class _Sheet(NamedTuple):
    name: str
    part: str
    hidden: bool


class _Lost(NamedTuple):
    """What fastexcel leaves out of a sheet: error cells by (row, column), and formulas without a result."""

    errors: dict[tuple[int, int], str]
    formulas: list[tuple[int, int]]


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
    try:
        tables = _tables(data)
    except UnreadableFile:
        raise
    except Exception as error:  # every reader below has errors of its own; each means the same to the user
        message = f"The workbook is broken: {short(str(error)) or type(error).__name__}."
        raise unreadable("workbook.broken", message, _AGAIN) from error
    if not tables:
        message = "No visible sheet of the workbook has a header."
        raise unreadable("file.empty", message, "Send the table again, with its header, on a visible sheet.")
    return tables


def _tables(data: bytes) -> list[RawTable]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if any(part.file_size > LARGEST_PART for part in package.infolist()):
            raise unreadable("workbook.too_large", "The workbook is too large to be read.", "Split it, or send CSV.")
        names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
        book = package.read(names["xl/workbook.xml"]).decode("utf-8", "replace")
        links = package.read(names["xl/_rels/workbook.xml.rels"]).decode("utf-8", "replace")
        sheets = _sheets(book, links)
        hidden = [_hidden(sheet.name) for sheet in sheets if sheet.hidden]
        visible = [sheet for sheet in sheets if not sheet.hidden]
        lost = [_look_through(package.read(names[sheet.part]), sheet.name) for sheet in visible]
    from_1904 = re.search(r"\bdate1904\s*=\s*[\"'](?:1|true)[\"']", book) is not None
    reader = fastexcel.read_excel(data)
    tables: list[RawTable] = []
    for sheet, missing in zip(visible, lost, strict=True):
        table = _table(reader, sheet.name, missing, from_1904=from_1904, notes=[] if tables else hidden)
        if table is not None:
            tables.append(table)
    return tables


def _elements(xml: str, name: str) -> list[dict[str, str]]:
    """Return the attributes of every element of the name, without prefixes."""
    tags = re.findall(rf"<(?:\w+:)?{name}\s([^>]*)>", xml)
    return [
        {key.rpartition(":")[2]: html.unescape(one or two) for key, one, two in _ATTRIBUTE.findall(tag)} for tag in tags
    ]


def _sheets(book: str, links: str) -> list[_Sheet]:
    """Return the worksheets in order, with the parts of the package that hold them."""
    parts = {
        link["Id"]: link["Target"] for link in _elements(links, "Relationship") if link["Type"].endswith("/worksheet")
    }
    sheets = []
    for sheet in _elements(book, "sheet"):
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
    for start in range(0, len(xml), _SLICE):
        found = _POSITION.findall(xml, start, start + _SLICE + 100)
        letters.update(column for column, _ in found)
        rows.update(row for _, row in found)
    width = max(map(_column_index, letters), default=0) + 1
    height = max(map(int, rows), default=0)
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
    return _Lost(errors, formulas)


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


def _table(
    reader: fastexcel.ExcelReader, name: str, lost: _Lost, *, from_1904: bool, notes: list[FileFault]
) -> RawTable | None:
    """Return the table of a sheet, None when it has no cells."""
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    cells = sheet.to_polars()
    if cells.is_empty():
        return None
    first_column = sheet.available_columns()[0].absolute_index
    cells.columns = [f"c{index}" for index in range(cells.width)]
    zero = "1904-01-01" if from_1904 else "1899-12-31"
    cells = cells.with_columns(
        pl.all().str.replace(r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00$", "$1").str.replace(f"^{zero} ([0-9:.]+)$", "$1")
    )
    for column, texts in groupby(sorted(lost.errors, key=itemgetter(1)), key=itemgetter(1)):
        at = list(texts)
        index = column - first_column
        values = cells.to_series(index).scatter([row - 1 for row, _ in at], [lost.errors[cell] for cell in at])
        cells.replace_column(index, values)
    rows = cleaned(cells.with_row_index("_line", offset=1))
    if rows.is_empty():
        return None
    line, *header = rows.row(0)
    width = max(index + 1 for index, cell in enumerate(header) if cell is not None)
    names = [cell or "" for cell in header[:width]]
    rows, broken = _cut(rows[1:], width)
    notes = [*notes, *_formula_faults(lost.formulas)]
    return finished(name, names, line, rows, broken=broken, notes=notes, first_column=first_column)


def _formula_faults(cells: list[tuple[int, int]]) -> list[FileFault]:
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
