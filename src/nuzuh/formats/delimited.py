"""The cells of a text file, whatever stands above its table: no line is taken for the header yet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

import polars as pl

from nuzuh.formats.encoding import decoded
from nuzuh.formats.raw import WHITE, BrokenRow, FileFault, Grid, UnreadableFile, cleaned, short, unreadable
from nuzuh.formats.text import (
    LINE,
    LINE_END,
    LONGEST_LINE,
    LONGEST_RECORD,
    MOST_CELLS,
    QUOTED,
    opened,
    plain_cells,
    records_of,
    too_large,
)

DELIMITERS = ",;\t|"
LARGEST_TEXT = 2**29  # bytes
_CHUNK = 50_000
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")


def text_of(data: bytes) -> tuple[str, list[FileFault]]:
    """Return the text of a file for import: Western and Turkish code pages are tried too."""
    if len(data) > LARGEST_TEXT:
        message = f"The file is too large to be read: {len(data) / 2**20:,.0f} MiB of text."
        raise unreadable("file.too_large", message, "Split it into several files.")
    try:
        return decoded(data, western=True)
    except UnreadableFile as error:
        sample = data[:65_536]
        if error.fault.rule == "encoding.unclear" and len(_CONTROLS.findall(sample)) * 100 > len(sample):
            message = "The file holds bytes that no text has; it may be a workbook, a picture or encrypted."
            raise unreadable("file.binary", message, "Save the table as CSV UTF-8 or as .xlsx.") from error
        raise


def likely_delimiter(text: str, *, doubtful: bool = False) -> str:
    r"""Return the delimiter that cuts most of the first lines into equally many cells, outside quotes.

    Parameters
    ----------
    text : str
        The text; its beginning is looked at.
    doubtful : bool
        Whether the file may be plain prose: then a delimiter must cut half of the lines, else there is
        none and the NUL character comes back.

    Examples
    --------
    >>> likely_delimiter("People in need, by district\n\nname;note\nAtma;tents, blankets, food\nDana;tents")
    ';'
    """
    lines = _first_lines(text)
    best: tuple[float, int, str] = (0.0, 0, "\0" if doubtful else ",")
    for delimiter in DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        if not counts:
            continue
        # Lines of nearly equal width belong together: trailing empty cells may have been dropped.
        most, _ = max(counts.items(), key=lambda found: (found[1], found[0]))
        share = sum(counts.values()) / len(lines)
        even = sum(times for count, times in counts.items() if count == most) / len(lines)
        if doubtful and share < 0.5:
            continue
        best = max(best, (even + share / 2, most, delimiter), key=lambda found: found[:2])
    return best[2]


def _first_lines(text: str) -> list[str]:
    """Return the first lines without what is quoted in them."""
    sample = QUOTED.sub("", text[:65_536])
    lines = list(islice((line for line in LINE_END.split(sample) if line.strip(WHITE)), 200))
    if len(text) > 65_536 and 1 < len(lines) < 200:
        lines.pop()
    return lines


def _usual_width(text: str, delimiter: str) -> int:
    counts = Counter(line.count(delimiter) + 1 for line in _first_lines(text))
    return max(counts.items(), key=lambda found: (found[1], found[0]))[0] if counts else 1


def read_delimited(data: bytes, *, doubtful: bool = False) -> Grid:
    """Return the one grid of a text file.

    Raises
    ------
    UnreadableFile
        When the bytes are no text or hold no cells.
    """
    text, notes = text_of(data)
    return delimited(text, notes, doubtful=doubtful)


def delimited(text: str, notes: list[FileFault], *, doubtful: bool = False) -> Grid:
    """Return the grid of a text; `notes` are kept with it."""
    text, delimiter, first_line = opened(text)
    delimiter = delimiter or likely_delimiter(text, doubtful=doubtful)
    usual = _usual_width(text, delimiter)
    cells = plain_cells(text, delimiter, first_line, ragged=True)
    if cells is None:
        cells = _quoted_cells(text, delimiter, first_line)
    broken: list[BrokenRow] = []
    if cells is None:
        cells, broken = _careful_cells(text, delimiter, first_line)
    cells = cleaned(cells)
    if cells.is_empty() and not broken:
        raise unreadable("file.empty", "The file has no cells.", "Send the table again, with its header.")
    return Grid("", cells, broken=tuple(broken), notes=tuple(notes), cut=usual)


def _quoted_cells(text: str, delimiter: str, first_line: int) -> pl.DataFrame | None:
    """Return the cells where records go over several lines; None when a quotation mark is out of place."""
    limit = csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    chunks: list[pl.DataFrame] = []
    held: list[list[str]] = []
    line, total, before = first_line, 0, 0
    try:
        for record in reader:
            if reader.line_num - before > LONGEST_RECORD:
                return None
            before = reader.line_num
            held.append(record)
            if len(held) == _CHUNK:
                chunks.append(_numbered(held, line))
                total += chunks[-1].width * len(held)
                line, held = line + len(held), []
                if total > MOST_CELLS:
                    raise too_large(chunks[-1].width, line)
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(limit)
    if held:
        chunks.append(_numbered(held, line))
    widest, height = max(chunk.width for chunk in chunks), sum(chunk.height for chunk in chunks)
    if widest * height > MOST_CELLS:
        raise too_large(widest, height)
    return pl.concat(chunks, how="diagonal").select("_line", *(f"c{index}" for index in range(widest - 1)))


def _numbered(records: list[list[str]], line: int) -> pl.DataFrame:
    widest = max(1, *map(len, records)) if len(records) > 1 else max(1, len(records[0]))
    if widest * len(records) > MOST_CELLS:
        raise too_large(widest, len(records))
    padded = [record + [""] * (widest - len(record)) for record in records]
    columns = {f"c{index}": list(cells) for index, cells in enumerate(zip(*padded, strict=True))}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return frame.with_row_index("_line", offset=line)


def _careful_cells(text: str, delimiter: str, first_line: int) -> tuple[pl.DataFrame, list[BrokenRow]]:
    """Return the cells record by record, and the records in which a quotation mark is out of place."""
    held: list[list[str]] = []
    lines: list[int] = []
    broken: list[BrokenRow] = []
    widest = 1
    limit = csv.field_size_limit(LONGEST_LINE)
    try:
        for record in records_of(LINE.findall(text), delimiter, first_line):
            if record.fault:
                message = f"Line {record.line} cannot be cut into cells: {record.fault}."
                suggestion = 'Write a quotation mark in a quoted cell twice ("") and close every quoted cell.'
                broken.append(
                    BrokenRow(record.line, record.raw, record.rule, "", short(record.raw), message, suggestion)
                )
                continue
            widest = max(widest, len(record.cells))
            if widest * len(held) > MOST_CELLS:
                raise too_large(widest, len(held))
            held.append(record.cells)
            lines.append(record.line)
    finally:
        csv.field_size_limit(limit)
    if not held:
        return pl.DataFrame({"_line": [], "c0": []}, schema={"_line": pl.UInt32, "c0": pl.String}), broken
    frame = _numbered(held, 0).with_columns(pl.Series("_line", lines, dtype=pl.UInt32))
    return frame, broken
