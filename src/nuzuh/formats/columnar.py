"""Typed columns (Parquet, Arrow, Feather) as the text that a spreadsheet would show."""

from __future__ import annotations

import io

import polars as pl

from nuzuh.formats.raw import FileFault, Grid, cleaned, short, unreadable

MOST_CELLS = 60_000_000
# Whatever the readers raise on broken bytes: none of it is a fault of ours, and the user must hear of the file.
_BROKEN = (pl.exceptions.PolarsError, OSError, ValueError, TypeError, RuntimeError, NotImplementedError)
_AGAIN = "Write it again, or send CSV."


def read_columnar(data: bytes) -> Grid:
    """Return the table as a grid: the names of the columns on line 1, the rows from line 2.

    Raises
    ------
    UnreadableFile
        When the bytes are no such table, or it is too large.
    """
    try:
        if data.startswith(b"PAR1"):
            lazy = pl.scan_parquet(io.BytesIO(data))
            width, height = len(lazy.collect_schema()), lazy.select(pl.len()).collect().item()
            if width * height > MOST_CELLS:
                message = f"The table is too large to be read: {height:,} rows of {width:,} columns."
                raise unreadable("file.too_large", message, "Split it into several files.")
            frame = pl.read_parquet(io.BytesIO(data), use_statistics=False)
        elif data.startswith(b"ARROW1"):
            frame = pl.read_ipc(io.BytesIO(data))
        else:
            frame = pl.read_ipc_stream(io.BytesIO(data))
    except _BROKEN as error:
        message = f"The file is broken: {short(str(error))}."
        raise unreadable("file.broken", message, _AGAIN) from error
    if frame.width * frame.height > MOST_CELLS:
        message = f"The table is too large to be read: {frame.height:,} rows of {frame.width:,} columns."
        raise unreadable("file.too_large", message, "Split it into several files.")
    if not frame.width:
        raise unreadable("file.empty", "The table has no columns.", "Send the table again.")
    return grid_of(frame)


def grid_of(frame: pl.DataFrame, sheet: str = "") -> Grid:
    """Return a typed frame as a grid of text, the names of its columns on line 1."""
    notes: list[FileFault] = []
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.Struct):
            fields = [field.name for field in kind.fields]
            renamed = [f"{name}/{field}" for field in fields]
            if not set(renamed) & set(frame.columns):
                frame = frame.with_columns(pl.col(name).struct.rename_fields(renamed)).unnest(name)
        elif kind == pl.Binary:
            message = f'Column "{short(name)}" holds bytes (a geometry, a picture), which are not read.'
            suggestion = "Give the coordinates in columns of their own."
            notes.append(FileFault(1, name, "", "column.binary", message, suggestion, "warning"))
    texts = frame.select(as_text(pl.col(name), kind) for name, kind in frame.schema.items())
    header = pl.DataFrame({f"c{at}": [name] for at, name in enumerate(frame.columns)}, schema_overrides={})
    texts.columns = header.columns
    cells = pl.concat([header, texts]).with_row_index("_line", offset=1)
    return Grid(sheet, cleaned(cells), notes=tuple(notes))


def as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """Return a column as text: whole numbers without a point, days as ISO, lists with blanks between."""
    if kind == pl.String:
        return column
    if kind == pl.Binary or kind == pl.Null:
        return column.is_null().replace_strict({True: None, False: None}, return_dtype=pl.String)
    if kind.is_float():
        whole = (column == column.floor()) & (column.abs() < 2**53)
        number = (
            pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
        )
        return pl.when(column.is_not_nan()).then(number).alias(column.meta.output_name())
    if isinstance(kind, pl.Datetime):
        text = column.cast(pl.String).str.replace(r"(\.[0-9]*?)0+($|[+ -])", "$1$2").str.replace(r"\.($|[+ -])", "$1")
        return text.str.replace(r"^([0-9-]+) 00:00:00$", "$1")
    if isinstance(kind, pl.List | pl.Array):
        listed = column.arr.to_list() if isinstance(kind, pl.Array) else column
        inner = kind.inner
        if isinstance(inner, pl.DataType) and not inner.is_nested():
            return listed.list.eval(as_text(pl.element(), inner)).list.join(" ", ignore_nulls=True)
        return listed.map_elements(lambda cells: str(cells.to_list()), return_dtype=pl.String)
    if isinstance(kind, pl.Struct):
        return column.struct.json_encode()
    return column.cast(pl.String)
