"""A table written for others: HXL CSV, a workbook with a README sheet, Parquet, GeoJSON. Same table, same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import polars as pl

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Kind = Literal["text", "amount", "number", "date", "yesno"]
MOST_ROWS = 1_048_575  # of a sheet, without its heading
LONGEST_CELL = 32_767
_CREATED = dt.datetime(2020, 1, 1)  # a workbook must hold a day; a fixed one keeps its bytes the same
_WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WIDTHS: Mapping[Kind, int] = {"text": 24, "amount": 16, "number": 12, "date": 12, "yesno": 10}


class TooLargeError(ValueError):
    """The table does not fit into a workbook; the message says why."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a table that is written.

    Attributes
    ----------
    name : str
        Its heading, and its column in the frame.
    tag : str
        HXL hashtag with attributes; empty for none.
    kind : Kind
        ``amount`` is text as it was reported (``more than 500``); a workbook holds it as a number where it is one.
        ``date`` is text, ``2020-02-06`` or less exact (``2020-02``), or a Date.
    what : tuple of str
        Type, unit and description, for the README of a workbook.
    """

    name: str
    tag: str
    kind: Kind
    what: tuple[str, str, str]


def hxl_csv(table: pl.DataFrame, headings: Sequence[Heading]) -> bytes:
    """Return CSV in UTF-8 with its mark (so that Excel shows Arabic): headings, HXL hashtags, rows."""
    text = table.select(_as_text(h) for h in headings)
    tags = pl.DataFrame({h.name: [h.tag or None] for h in headings}, schema=text.schema)
    buffer = io.BytesIO()
    pl.concat([tags, text]).write_csv(buffer, include_bom=True)
    return buffer.getvalue()


def _as_text(heading: Heading) -> pl.Expr:
    cell = pl.col(heading.name)
    if heading.kind == "yesno":
        return cell.replace_strict({True: "yes", False: "no"}, default=None, return_dtype=pl.String)
    text = cell.cast(pl.String)
    if heading.kind == "amount":  # 1,200 as 1200, so that other tools read a number; what is no plain number stays
        grouped = text.str.contains(f"^(?:{_WHOLE.pattern})$")
        return pl.when(grouped).then(text.str.replace_all(",", "", literal=True)).otherwise(text).alias(heading.name)
    return text.str.replace(r"\.0$", "") if heading.kind == "number" else text


def parquet(table: pl.DataFrame, about: Mapping[str, str]) -> bytes:
    """Return Parquet with real types; ``about`` stands in its metadata."""
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", row_group_size=100_000, metadata=dict(about))
    return buffer.getvalue()


def workbook(
    table: pl.DataFrame,
    headings: Sequence[Heading],
    sheet: str,
    readme: Sequence[Sequence[str]],
    *,
    right_to_left: bool = False,
) -> bytes:
    """Return a workbook: a sheet README, then the table with a frozen heading, real numbers and real dates.

    Parameters
    ----------
    table : pl.DataFrame
        The columns that the headings name, in their order.
    headings : sequence of Heading
    sheet : str
        Name of the table's sheet.
    readme : sequence of rows of str
        What stands in README above the list of columns.
    right_to_left : bool
        Whether the first column stands on the right.

    Raises
    ------
    TooLargeError
        More rows, or a longer text, than a sheet can hold.
    """
    import xlsxwriter  # a tenth of a second: only who writes a workbook waits for it

    _must_fit(table)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": False}) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True, "bg_color": "#dfe8ee", "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _write_readme(book.add_worksheet("README"), [*readme, [], *_described(headings)], bold, wrap)
        body = book.add_worksheet(sheet)
        if right_to_left:
            body.right_to_left()
        body.freeze_panes(1, 0)
        for at, heading in enumerate(headings):
            body.set_column(at, at, _WIDTHS[heading.kind])
            body.write_string(0, at, heading.name, bold)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        writers = [_writer(body, heading.kind, day) for heading in headings]
        for row, cells in enumerate(table.iter_rows(), 1):
            for at, (write, cell) in enumerate(zip(writers, cells, strict=True)):
                if cell is not None:
                    write(row, at, cell)
    return buffer.getvalue()


def _must_fit(table: pl.DataFrame) -> None:
    if table.height > MOST_ROWS:
        raise TooLargeError(f"The table has {table.height:,} rows; a sheet of a workbook holds {MOST_ROWS:,}.")
    for name, dtype in table.schema.items():
        if dtype == pl.String:
            longest = table[name].str.len_chars().max()
            if isinstance(longest, int) and longest > LONGEST_CELL:
                message = f"A cell of {name} has {longest:,} letters; a cell of a workbook holds {LONGEST_CELL:,}."
                raise TooLargeError(message)


def _described(headings: Sequence[Heading]) -> Iterable[Sequence[str]]:
    yield ["column", "type", "unit", "HXL", "what it holds"]
    for heading in headings:
        kind, unit, description = heading.what
        yield [heading.name, kind, unit, heading.tag, description]


def _write_readme(sheet: Worksheet, rows: Iterable[Sequence[str]], bold: Format, wrap: Format) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 3, 16)
    sheet.set_column(4, 4, 100)
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            first = column == 0 or cells[0] == "column"
            sheet.write_string(at, column, cell, bold if first else wrap if column == 4 else None)


def _writer(sheet: Worksheet, kind: Kind, day: Format) -> Callable[[int, int, Any], object]:
    """Return what writes a cell of a kind: ``write(row, column, value)``."""

    def date(row: int, at: int, value: dt.date | str) -> object:
        text = str(value)
        if not _DAY.fullmatch(text) or text < "1900-03-01":  # Excel counts a day too many before
            return sheet.write_string(row, at, text)
        return sheet.write_datetime(row, at, dt.datetime.fromisoformat(text), day)

    def amount(row: int, at: int, value: str) -> object:
        if _WHOLE.fullmatch(value):
            return sheet.write_number(row, at, int(value.replace(",", "")))
        return sheet.write_string(row, at, value)

    def yesno(row: int, at: int, value: bool) -> object:
        return sheet.write_string(row, at, "yes" if value else "no")

    own: dict[Kind, Callable[[int, int, Any], object]] = {"date": date, "amount": amount, "yesno": yesno}
    own |= {"text": sheet.write_string, "number": sheet.write_number}
    return own[kind]


def geojson(
    table: pl.DataFrame, points: Sequence[Sequence[tuple[float, float] | None]], about: Mapping[str, object]
) -> bytes:
    """Return a GeoJSON feature collection (RFC 7946): a feature per row, a null geometry where one is not known.

    Parameters
    ----------
    table : pl.DataFrame
        Its columns become the properties.
    points : sequence of rows
        Longitude and latitude of each of the row's places: one makes a point, two a line; None is not known.
    about : mapping
        Foreign members of the collection: what the file is.
    """
    head = msgspec.json.encode({"type": "FeatureCollection", **about}).removesuffix(b"}")
    features = (
        msgspec.json.encode({"type": "Feature", "geometry": _geometry(places), "properties": row})
        for row, places in zip(table.iter_rows(named=True), points, strict=True)
    )
    return head + b',"features":[\n' + b",\n".join(features) + b"\n]}\n"


def _geometry(places: Sequence[tuple[float, float] | None]) -> dict[str, object] | None:
    if not places or None in places:
        return None
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}
    return {"type": "LineString", "coordinates": list(places)}
