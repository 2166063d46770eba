"""Tables in text files: comma, semicolon or tab between the cells, quotes around some of them."""

from __future__ import annotations

import csv
import re
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from nuzuh.formats.encoding import decoded
from nuzuh.formats.raw import (
    WHITE,
    BrokenRow,
    RawTable,
    UnreadableFile,
    are_hashtags,
    cleaned,
    finished,
    short,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS = ",;\t"
LONGEST_RECORD = 500  # lines; a quote open for longer was never closed
LONGEST_LINE = 1_000_000  # characters
MOST_CELLS = 60_000_000  # lines times columns of a text
_CHUNK = 50_000  # rows held as Python lists at a time
QUOTED = re.compile(r'(?<![^,;\t\r\n ])"(?:[^"]|"")*+"')
_SEPARATOR = re.compile(r'"?sep=([^"\w\s]|\t)"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)
_BLANK_LINES = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\n|\r))+")
LINE_END = re.compile("\r\n|\n|\r")
LINE = re.compile("[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


class Record(NamedTuple):
    """One record: the line it starts on, its raw text, and its cells or the rule it breaks and how."""

    line: int
    raw: str
    cells: list[str]
    rule: str
    fault: str


def find_delimiter(text: str) -> str:
    r"""Return comma, semicolon or tab: the one that cuts the first lines most evenly, outside quotes.

    Examples
    --------
    >>> find_delimiter("name;note\nAtma;tents, blankets, food")
    ';'
    """
    sample = QUOTED.sub("", text[:65_536])
    lines = list(islice((line for line in LINE_END.split(sample) if line.strip(WHITE)), 100))
    if len(text) > 65_536 and len(lines) > 1 and len(lines) < 100:
        lines.pop()
    best = (0.0, 0, ",")
    for delimiter in DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        if counts and counts[0]:
            even = sum(count == counts[0] for count in counts) / len(counts)
            best = max(best, (even, counts[0], delimiter), key=lambda found: found[:2])
    return best[2]


def opened(text: str) -> tuple[str, str, int]:
    """Return the text from its first line that is not blank, the delimiter that it names, and that line's number."""
    first_line, delimiter = 1, ""
    if found := _SEPARATOR.match(text):  # a spreadsheet does not show this line, so it does not count
        text, delimiter = text[found.end() :], found[1]
    if found := _BLANK_LINES.match(text):
        text, first_line = text[found.end() :], first_line + len(LINE_END.findall(found[0]))
    if not text.strip(WHITE):
        raise unreadable("file.empty", "The file has no lines.", "Send the table again, with its header.")
    return text, delimiter, first_line


def read_text(data: bytes) -> RawTable:
    """Return the one table of a text file.

    Raises
    ------
    UnreadableFile
        When the bytes are no text, or there is no header.
    """
    text, notes = decoded(data)
    text, delimiter, first_line = opened(text)
    delimiter = delimiter or find_delimiter(text)
    plain = cut_plain(text, delimiter, first_line)
    header, header_line, rows, broken = plain or cut_carefully(text, delimiter, first_line)
    suspect = "\ufffd" in text or "????" in text
    return finished("", header, header_line, rows, broken=broken, notes=notes, suspect=suspect)


Cut = tuple[list[str], int, pl.DataFrame, list[BrokenRow]]


def cut_plain(text: str, delimiter: str, first_line: int) -> Cut | None:
    """Return header, its line, cleaned rows and no broken rows; None when the text is not quite regular."""
    cells = plain_cells(text, delimiter, first_line)
    if cells is None:
        return None
    header = [cell or "" for cell in cells.row(0)[1:]]
    if not any(cell.strip(WHITE) for cell in header):
        return None
    return header, first_line, cleaned(cells[1:]), []


def plain_cells(text: str, delimiter: str, first_line: int, *, ragged: bool = False) -> pl.DataFrame | None:
    """Return ``_line`` and the cells as they stand; None when a line is not a record or, unless `ragged`, uneven.

    In regular text every line is a record of equally many cells: polars cuts those without quotes, `csv` the
    others. Where the lines are ragged, the short ones end in nulls.
    """
    if "\x01" in text or text.count("\r") != text.count("\r\n"):
        return None
    data = text.rstrip("\r\n").encode()
    count = data.count(b"\n") + 1
    whole = _read_csv(data, "\x01")
    if whole is None or whole.height != count:
        return None
    line = whole.to_series()
    if (line.null_count() and not ragged) or (line.str.len_bytes() > LONGEST_LINE).any():
        return None
    line = line.fill_null("")
    quoted = line.str.contains('"', literal=True)
    widths = line.filter(~quoted).str.count_matches(delimiter, literal=True).unique()
    if not ragged and widths.len() != 1:
        return None
    width = max(widths.drop_nulls(), default=0) + 1
    numbered = pl.DataFrame(
        {"_line": pl.int_range(first_line, first_line + count, dtype=pl.UInt32, eager=True), "t": line}
    )
    del data, whole, line
    if width * count > MOST_CELLS:
        raise too_large(width, count)
    if not quoted.any():
        return _split(numbered, delimiter, width)
    careful = _unquote(numbered.filter(quoted), delimiter, width, ragged=ragged)
    if careful is None:
        return None
    parts = [_split(numbered.filter(~quoted), delimiter, width), careful]
    return pl.concat(parts, how="diagonal" if ragged else "vertical").sort("_line")


def too_large(width: int, height: int) -> UnreadableFile:
    """Return the exception for a text with more cells than a laptop can hold."""
    message = f"The table is too large to be read: {height} lines of up to {width} cells."
    return unreadable("file.too_large", message, "Split it into several files.")


def _split(lines: pl.DataFrame, delimiter: str, width: int) -> pl.DataFrame:
    """Return the cells of lines without quotes, none wider than `width`."""
    parts = lines["t"].str.split_exact(delimiter, width - 1).struct.unnest()
    parts.columns = [f"c{index}" for index in range(width)]
    return lines.select("_line").hstack(parts)


def _unquote(lines: pl.DataFrame, delimiter: str, width: int, *, ragged: bool) -> pl.DataFrame | None:
    """Return the cells of lines with quotes; None when one of them is no whole record, or uneven."""
    reader = csv.reader(lines["t"], delimiter=delimiter, strict=True, skipinitialspace=True)
    chunks: list[pl.DataFrame] = []
    try:
        while held := list(islice(reader, _CHUNK)):
            widest = max(map(len, held))
            if not ragged and any(len(cells) != width for cells in held):
                return None
            if widest * len(held) > MOST_CELLS:
                raise too_large(widest, len(held))
            chunks.append(_frame(held))
    except csv.Error:
        return None
    parts = pl.concat(chunks, how="diagonal" if ragged else "vertical")
    return lines.select("_line").hstack(parts) if parts.height == lines.height else None


def _frame(records: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    """Return the records as columns ``c0``, ``c1``, ...; short ones end in nulls."""
    columns = {f"c{index}": cells for index, cells in enumerate(zip_longest(*records))}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _read_csv(data: bytes, separator: str) -> pl.DataFrame | None:
    try:
        return pl.read_csv(data, has_header=False, separator=separator, quote_char=None, infer_schema=False)
    except (pl.exceptions.PolarsError, ValueError, TypeError):
        return None


def cut_carefully(text: str, delimiter: str, first_line: int) -> Cut:
    """Return header, its line, cleaned rows and broken rows of any text, record by record."""
    limit = csv.field_size_limit(LONGEST_LINE)
    try:
        return _cut_records(records_of(LINE.findall(text), delimiter, first_line))
    finally:
        csv.field_size_limit(limit)


def _cut_records(records: Iterator[Record]) -> Cut:
    head = next(records, None)
    if head is None:
        raise unreadable("file.empty", "The file has no cells.", "Send the table again, with its header.")
    if head.fault:
        message = f"The header cannot be read: {head.fault}."
        raise unreadable("header.quote", message, "Mend the quotation marks.", head.line, short(head.raw))
    header = [cell.strip(WHITE) for cell in head.cells]
    width = len(header)
    needed = max(index + 1 for index, name in enumerate(header) if name)
    schema = {"_line": pl.UInt32, **{f"c{index}": pl.String for index in range(width)}}
    chunks: list[pl.DataFrame] = [pl.DataFrame(schema=schema)]
    held: list[list[str | int | None]] = []
    broken: list[BrokenRow] = []
    for number, record in enumerate(records):
        if number or record.fault or not are_hashtags(record.cells):
            row = _broken(record, header, needed)
            if row:
                broken.append(row)
                continue
        cells: list[str | int | None] = [record.line, *record.cells[:width]]
        held.append(cells + [None] * (width + 1 - len(cells)))
        if len(held) == _CHUNK:
            chunks.append(_chunk(held, schema))
            held = []
    if held:
        chunks.append(_chunk(held, schema))
    return header, head.line, pl.concat(chunks), broken


def _chunk(held: Sequence[Sequence[str | int | None]], schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    columns = zip(*held, strict=True)
    return cleaned(pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema))


def records_of(lines: list[str], delimiter: str, first_line: int) -> Iterator[Record]:
    """Yield the records that are not blank; after a quote fault go on with the next line.

    A record's line is the row that a spreadsheet shows: a record with line breaks in its cells is one row, a blank line
    another.
    """
    at, row = 0, first_line
    while at < len(lines):
        line, step, rule, fault = lines[at], 1, "", ""
        cells: list[str] = []
        if len(line) > LONGEST_LINE:
            rule, fault = "row.size", f"it has more than {LONGEST_LINE} characters"
        elif '"' in line:
            reader = csv.reader(
                lines[at : at + LONGEST_RECORD], delimiter=delimiter, strict=True, skipinitialspace=True
            )
            try:
                cells = next(reader)
                step = reader.line_num
            except csv.Error as error:
                rule, fault = _explained(str(error))
        else:
            cells = line.rstrip("\r\n").split(delimiter)
        if fault or any(cell.strip(WHITE) for cell in cells):
            yield Record(row, "".join(lines[at : at + step]).rstrip("\r\n"), cells, rule, fault)
        at, row = at + step, row + 1


def _explained(error: str) -> tuple[str, str]:
    if "field limit" in error:
        return "row.size", f"a cell has more than {LONGEST_LINE} characters"
    if "unexpected end" in error:
        return "row.quote", "a quotation mark is opened and not closed"
    return "row.quote", "a quotation mark stands inside a quoted cell"


def _broken(record: Record, header: list[str], needed: int) -> BrokenRow | None:
    """Return what keeps the record from being cut into the columns of the header, or None."""
    if record.fault:
        return BrokenRow(
            record.line,
            record.raw,
            record.rule,
            "",
            short(record.raw),
            f"Line {record.line} cannot be cut into cells: {record.fault}.",
            'Write a quotation mark in a quoted cell twice ("") and close every quoted cell.',
        )
    count = len(record.cells)
    if count < needed:
        return BrokenRow(
            record.line,
            record.raw,
            "row.short",
            header[count],
            "",
            f"Line {record.line} has {count} cells, the header has {needed}.",
            "Add the missing cells; an empty cell needs its delimiter too.",
        )
    extra = next((cell for cell in record.cells[len(header) :] if cell.strip(WHITE)), "")
    if extra:
        return BrokenRow(
            record.line,
            record.raw,
            "row.long",
            "",
            extra.strip(WHITE),
            f'Line {record.line} has {count} cells, the header {len(header)}: none for "{short(extra)}".',
            "Put cells that hold a delimiter in quotation marks, or name the column in the header.",
        )
    return None
