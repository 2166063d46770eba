"""Workbooks in Excel's binary formats (.xls, .xlsb).

fastexcel gives the cells; its reader loses error cells and merges, and does not say which sheets are hidden, so the
records of the file are walked through for these.
"""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING, NamedTuple

import fastexcel
import polars as pl

from nuzuh.formats.compound import Compound, container_of
from nuzuh.formats.merges import Area, unmerged, without_blank_rows
from nuzuh.formats.raw import Grid, cleaned, column_letter, short, unreadable
from nuzuh.formats.workbook import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    broken_workbook,
    check_parts,
    days_without_midnight,
    elements,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_SHEETS = 500
# Records of an .xls that hold cells: formula, number, label, text, truth, blank, RK; those that hold several in a row.
_SEVERAL = (0x00BD, 0x00BE)
_CELLS = (
    0x0006,
    0x0206,
    0x0406,
    0x0203,
    0x0003,
    0x0204,
    0x0004,
    0x00FD,
    0x00D6,
    0x0205,
    0x0201,
    0x027E,
    0x0002,
    *_SEVERAL,
)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#WAIT"}


class _Sheet(NamedTuple):
    """What the reader leaves out of a sheet; rows and columns count from 0."""

    name: str
    hidden: bool
    errors: dict[tuple[int, int], str]
    merges: list[Area]
    height: int
    width: int


def read_xls(data: bytes) -> list[Grid]:
    """Return one grid for every sheet of an .xls that has cells, the hidden ones too.

    Raises
    ------
    UnreadableFile
        When the workbook is encrypted, broken, too large or without cells.
    """
    with broken_workbook():
        container = Compound(data)
        name = next((entry for entry in ("Workbook", "WORKBOOK", "Book", "BOOK") if entry in container.entries), "")
        stream = container.stream(name)
        # The reader follows circular chains of a container for ever: it gets a sound one.
        sheets = _xls_sheets(stream)
        return _grids(container_of(name, _without_dimensions(stream)), sheets)


def read_xlsb(data: bytes) -> list[Grid]:
    """Return one grid for every sheet of an .xlsb that has cells, the hidden ones too.

    Raises
    ------
    UnreadableFile
        When the workbook is broken, too large or without cells.
    """
    with broken_workbook():
        return _grids(data, _xlsb_sheets(data))


def _grids(data: bytes, sheets: list[_Sheet]) -> list[Grid]:
    reader = fastexcel.read_excel(data)
    known = {sheet.name: sheet for sheet in sheets}
    grids = []
    for name in reader.sheet_names:
        sheet = known.get(name) or _Sheet(name, False, {}, [], 0, 0)
        if (grid := _grid(reader, sheet)) is not None:
            grids.append(grid)
    if not grids:
        raise unreadable("file.empty", "No sheet of the workbook has cells.", "Send the table again.")
    return grids


def _grid(reader: fastexcel.ExcelReader, sheet: _Sheet) -> Grid | None:
    if sheet.height * sheet.width > MOST_CELLS:
        message = f'The sheet "{short(sheet.name)}" reaches to row {sheet.height} of column '
        suggestion = "Delete the empty rows and columns after the table, or send the table as CSV."
        raise unreadable("workbook.too_large", f"{message}{column_letter(sheet.width - 1)}.", suggestion)
    loaded = reader.load_sheet(sheet.name, header_row=None, skip_rows=0, dtypes="string")
    cells = loaded.to_polars()
    if cells.is_empty():
        return None
    first_column = loaded.available_columns()[0].absolute_index
    cells.columns = [f"c{index + first_column}" for index in range(cells.width)]
    blank = [pl.lit(None, pl.String).alias(f"c{index}") for index in range(first_column)]
    cells = days_without_midnight(cells).select(*blank, pl.all())
    for (row, column), text in sheet.errors.items():
        if row < cells.height and column < cells.width:
            cells.replace_column(column, cells.to_series(column).scatter(row, text))
    cells = cells.with_row_index("_line", offset=1)
    filled, merged = unmerged(cells, sheet.merges)
    rows = cleaned(without_blank_rows(cells, filled))
    return None if rows.is_empty() else Grid(sheet.name, rows, merged, hidden=sheet.hidden)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of every record of an .xls from a position to the end of its part."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        depth += (kind in (0x0809, 0x0409, 0x0209, 0x0009)) - (kind == 0x000A)
        if depth <= 0 and kind == 0x000A:
            return
        at += 4 + size


def _xls_sheets(stream: bytes) -> list[_Sheet]:
    """Return the sheets; the reader holds all of them at once, so all together must fit."""
    new = len(stream) > 6 and struct.unpack_from("<H", stream, 4)[0] == 0x0600
    sheets: list[_Sheet] = []
    starts: set[int] = set()
    for kind, body in _records(stream, 0):
        if kind == 0x002F:
            message = "The workbook is protected by a password."
            raise unreadable("workbook.encrypted", message, "Save it without a password.")
        if kind == 0x0085 and len(body) > 8:
            start, state, _, length = struct.unpack_from("<IBBB", body)
            wide = new and body[7] & 1
            text = body[8:] if new else body[7:]
            name = text[: 2 * length].decode("utf-16-le", "replace") if wide else text[:length].decode("latin-1")
            if start in starts or len(starts) > _MOST_SHEETS:
                raise ValueError("its sheets stand in one place")
            starts.add(start)
            sheets.append(_xls_sheet(stream, start, name, hidden=state & 3 != 0))
    if sum(sheet.height * sheet.width for sheet in sheets) > MOST_CELLS:
        message = "The sheets of the workbook reach too far down and to the right."
        suggestion = "Delete the empty rows and columns after the tables, or send the tables as CSV."
        raise unreadable("workbook.too_large", message, suggestion)
    return sheets


def _without_dimensions(stream: bytes) -> bytes:
    """Return the stream with what its sheets say of their size set to nothing: the reader asks for that much memory."""
    starts = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == 0x0085]
    calmed = bytearray(stream)
    seen: set[int] = set()
    for start in starts:
        at = start
        while at + 4 <= len(stream) and at not in seen:
            seen.add(at)
            kind, size = struct.unpack_from("<HH", stream, at)
            if kind == 0x0200:
                calmed[at + 4 : at + 4 + size] = bytes(len(calmed[at + 4 : at + 4 + size]))
            at += 4 + size
    return bytes(calmed)


def _xls_sheet(stream: bytes, start: int, name: str, *, hidden: bool) -> _Sheet:
    errors: dict[tuple[int, int], str] = {}
    merges: list[Area] = []
    height = width = 0
    for kind, body in _records(stream, start):
        if kind in _CELLS and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind in _SEVERAL else column
            if max(column, last) > 255:
                raise ValueError("a cell stands to the right of column IV")
            height, width = max(height, row + 1), max(width, column + 1, last + 1)
        if kind == 0x00E5 and len(body) >= 2:
            count = min(struct.unpack_from("<H", body)[0], (len(body) - 2) // 8)
            for top, bottom, left, right in struct.iter_unpack("<4H", body[2 : 2 + 8 * count]):
                merges.append((top + 1, left, bottom + 1, right))
        elif kind == 0x0205 and len(body) >= 8 and body[7]:
            errors[struct.unpack_from("<HH", body)] = _ERRORS.get(body[6], "#ERROR!")
        elif kind == 0x0006 and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
            errors[struct.unpack_from("<HH", body)] = _ERRORS.get(body[8], "#ERROR!")
    return _Sheet(name, hidden, errors, merges, height, width)


def _xlsb_sheets(data: bytes) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        check_parts(package)
        names = {name.lower(): name for name in package.namelist()}
        links = elements(package.read(names["xl/_rels/workbook.bin.rels"]).decode("utf-8", "replace"), "Relationship")
        parts = {link["Id"]: link["Target"] for link in links if link["Type"].endswith("/worksheet")}
        for kind, body in _long_records(package.read(names["xl/workbook.bin"])):
            if kind != 156 or len(body) < 12:
                continue
            state, _, length = struct.unpack_from("<III", body)
            link = body[12 : 12 + 2 * length].decode("utf-16-le", "replace")
            name = body[16 + 2 * length :].decode("utf-16-le", "replace")
            target = parts.get(link, "").lower()
            part = names.get(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
            if part is not None and len(sheets) < _MOST_SHEETS:
                sheets.append(_xlsb_sheet(package.read(part), name, hidden=state != 0))
    return sheets


def _long_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of every record of a part of an .xlsb."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end and shift < 28:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + size]
        at += size


def _xlsb_sheet(data: bytes, name: str, *, hidden: bool) -> _Sheet:
    errors: dict[tuple[int, int], str] = {}
    merges: list[Area] = []
    row = height = width = 0
    for kind, body in _long_records(data):
        if kind == 0 and len(body) >= 4:
            row = struct.unpack_from("<I", body)[0]
        elif 1 <= kind <= 11 and len(body) >= 4:
            column = struct.unpack_from("<I", body)[0]
            if column >= MOST_COLUMNS or row >= MOST_ROWS:
                raise ValueError("a cell stands beyond the edge of the sheet")
            height, width = max(height, row + 1), max(width, column + 1)
            if kind in (3, 11) and len(body) >= 9:
                errors[row, column] = _ERRORS.get(body[8], "#ERROR!")
        elif kind == 176 and len(body) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            merges.append((top + 1, left, bottom + 1, right))
    return _Sheet(name, hidden, errors, merges, height, width)
