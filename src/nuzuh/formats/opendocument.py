"""Spreadsheets of LibreOffice (.ods), read as a stream: a few bytes of theirs can stand for a billion cells."""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

import polars as pl

from nuzuh.formats.merges import Area, unmerged, without_blank_rows
from nuzuh.formats.raw import FileFault, Grid, cleaned, short, unreadable
from nuzuh.formats.workbook import LARGEST_PART, broken_workbook, formula_faults

MOST_CELLS = 10_000_000
_CHUNK = 1 << 20
_ASIDE = frozenset(("office:annotation", "draw:frame", "draw:g", "draw:custom-shape", "table:shapes"))
_WHOLE = re.compile(r"(-?[0-9]{1,15})\.0*")


def read_opendocument(data: bytes) -> list[Grid]:
    """Return one grid for every sheet that has cells, the hidden ones too.

    Raises
    ------
    UnreadableFile
        When the spreadsheet is encrypted, broken, too large or without cells.
    """
    with broken_workbook(), zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            message = "The spreadsheet is protected by a password."
            raise unreadable("workbook.encrypted", message, "Save it without a password.")
        if package.getinfo("content.xml").file_size > LARGEST_PART:
            raise unreadable("workbook.too_large", "The spreadsheet is too large to be read.", "Split it.")
        content = _Content()
        with package.open("content.xml") as part:
            read = 0
            while chunk := part.read(_CHUNK):
                read += len(chunk)
                if read > LARGEST_PART:
                    raise unreadable("workbook.too_large", "The spreadsheet is too large to be read.", "Split it.")
                content.parser.Parse(chunk, False)
        content.parser.Parse(b"", True)
    grids = [grid for sheet in content.sheets if (grid := sheet.grid()) is not None]
    if not grids:
        raise unreadable("file.empty", "No sheet of the spreadsheet has cells.", "Send the table again.")
    return grids


class _Sheet:
    """One sheet while it is read: rows that have cells, by line."""

    def __init__(self, name: str, *, hidden: bool) -> None:
        self.name = name
        self.hidden = hidden
        self.line = 1
        self.rows: list[tuple[int, list[str]]] = []
        self.merges: list[Area] = []
        self.formulas: list[tuple[int, int]] = []
        self.width = 0

    def grid(self) -> Grid | None:
        """Return the sheet as a grid, None when it has no cells."""
        if not self.rows:
            return None
        first, last = self.rows[0][0], self.rows[-1][0]
        if (last - first + 1) * self.width > MOST_CELLS:
            raise _too_large(self.name)
        by_line = dict(self.rows)
        blank: list[str] = []
        padded = [by_line.get(line, blank) for line in range(first, last + 1)]
        columns = {
            f"c{index}": [row[index] if index < len(row) else "" for row in padded] for index in range(self.width)
        }
        cells = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_row_index("_line", offset=first)
        filled, merged = unmerged(cells, self.merges)
        rows = cleaned(without_blank_rows(cells, filled))
        if rows.is_empty():
            return None
        notes: list[FileFault] = formula_faults(self.formulas)
        return Grid(self.name, rows, merged, notes=tuple(notes), hidden=self.hidden)


def _too_large(name: str) -> Exception:
    message = f'The sheet "{short(name)}" has more than {MOST_CELLS:,} cells.'
    return unreadable("workbook.too_large", message, "Delete the empty rows and columns after the table, or send CSV.")


def _forbidden(*_: object) -> None:
    raise unreadable("workbook.broken", "The spreadsheet declares XML entities, which none does.", "Save it again.")


class _Content:
    """What the parser of content.xml calls."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = _forbidden
        self.sheets: list[_Sheet] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.depth = 0  # of tables: a table inside a cell is no sheet
        self.aside = 0
        self.row: list[str] = []
        self.row_repeat = 1
        self.cell: dict[str, str] | None = None
        self.parts: list[str] = []
        self.paragraphs = 0
        self.stored = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if self.aside or name in _ASIDE:
            self.aside += name in _ASIDE or self.aside > 0
        elif name == "style:style":
            self.style = attributes.get("style:name", "")
        elif name == "style:table-properties":
            if attributes.get("table:display") == "false":
                self.hidden_styles.add(self.style)
        elif name == "table:table":
            self.depth += 1
            if self.depth == 1:
                hidden = attributes.get("table:style-name", "") in self.hidden_styles
                self.sheets.append(_Sheet(attributes.get("table:name", ""), hidden=hidden))
        elif self.depth == 1 and name == "table:table-row":
            self.row, self.row_repeat = [], _count(attributes, "table:number-rows-repeated")
        elif self.depth == 1 and name in ("table:table-cell", "table:covered-table-cell"):
            self.cell, self.parts, self.paragraphs = attributes, [], 0
        elif self.cell is not None:
            self.inside(name, attributes)

    def inside(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element inside a cell."""
        if name == "text:p":
            if self.paragraphs:
                self.parts.append("\n")
            self.paragraphs += 1
        elif name == "text:s":
            self.parts.append(" " * min(_count(attributes, "text:c"), 1000))
        elif name in ("text:tab", "text:line-break"):
            self.parts.append("\t" if name == "text:tab" else "\n")

    def text(self, data: str) -> None:
        """Take the text of a paragraph."""
        if self.cell is not None and self.paragraphs and not self.aside:
            self.parts.append(data)

    def end(self, name: str) -> None:
        """Close an element."""
        if self.aside:
            self.aside -= 1
        elif name == "table:table":
            self.depth -= 1
        elif self.depth == 1 and name == "table:table-row":
            self.close_row()
        elif self.cell is not None and self.depth == 1 and name in ("table:table-cell", "table:covered-table-cell"):
            self.close_cell(self.cell)
            self.cell = None

    def close_cell(self, cell: dict[str, str]) -> None:
        """Put the cell into its row as often as it is repeated."""
        sheet = self.sheets[-1]
        value = _value(cell, "".join(self.parts))
        repeat = _count(cell, "table:number-columns-repeated")
        column = len(self.row)
        if not value and "table:formula" in cell and "office:value-type" not in cell:
            sheet.formulas.append((sheet.line, column))
        down, across = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
        if value and (down > 1 or across > 1):
            sheet.merges.append((sheet.line, column, sheet.line + down - 1, column + across - 1))
        if column + repeat > 16_384:
            repeat = 1 if value else max(0, 16_384 - column)
        self.row.extend([value] * repeat)

    def close_row(self) -> None:
        """Keep the row if it has cells, and count its lines."""
        sheet = self.sheets[-1]
        while self.row and not self.row[-1]:
            self.row.pop()
        if self.row:
            self.stored += len(self.row) * self.row_repeat
            if self.stored > MOST_CELLS:
                raise _too_large(sheet.name)
            sheet.width = max(sheet.width, len(self.row))
            sheet.rows.extend((sheet.line + index, self.row) for index in range(self.row_repeat))
        sheet.line = min(sheet.line + self.row_repeat, 2**31)


def _count(attributes: dict[str, str], name: str) -> int:
    written = attributes.get(name, "1")
    return min(int(written), 2**31) if written.isascii() and written.isdecimal() and len(written) < 12 else 1


def _value(cell: dict[str, str], text: str) -> str:
    """Return what a spreadsheet shows in the cell, numbers with all their digits, dates as ISO."""
    kind = cell.get("office:value-type", "")
    if kind in ("float", "percentage", "currency"):
        if text.startswith(("#", "Err:")):  # an error keeps the value 0
            return text
        number = cell.get("office:value", text)
        whole = _WHOLE.fullmatch(number)
        return whole[1] if whole else number
    if kind == "date":
        return cell.get("office:date-value", text).replace("T", " ").removesuffix(" 00:00:00")
    if kind == "boolean":
        return cell.get("office:boolean-value", text)
    if kind == "string":
        return cell.get("office:string-value", text)
    return text
