"""A folder in FLEE's format as tables of the crisis folder: places, routes, access (closures), populations (camps)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from nuzuh.formats.flee import FleeInstance, read_flee
from nuzuh.formats.layout import Laid
from nuzuh.formats.raw import FileFault, unreadable
from nuzuh.intake.store import slug

_READ = ("places", "routes", "access", "populations")


def is_flee(folder: Path) -> bool:
    """Return whether a folder is in FLEE's format."""
    return any((folder / name).is_file() for name in ("locations.csv", "input_csv/locations.csv"))


def flee_tables(folder: Path, table: str) -> tuple[list[Laid], tuple[FileFault, ...]]:
    """Return what a FLEE folder says of a table, in the table's own columns, and what is wrong with the folder.

    Names are the codes, since FLEE has no others: ``Bobo-Dioulasso`` is ``bobo-dioulasso``. Days are counted from the start.

    Raises
    ------
    UnreadableFile
        The folder has nothing that the table holds.
    """
    flee = read_flee(folder)
    frames = {"places": _places, "routes": _routes, "access": _access, "populations": _populations}
    if table not in frames:
        message = f"A folder in FLEE's format has no {table}."
        raise unreadable("file.flee", message, f"It can be imported as {', '.join(_READ)}.")
    frame = frames[table](flee)
    if not frame.height:
        raise unreadable("file.empty", f"The folder has no {table}.", f"It can be imported as {', '.join(_READ)}.")
    return [_laid(frame)], flee.problems


def _laid(frame: pl.DataFrame) -> Laid:
    cells = frame.select(pl.all().cast(pl.String).name.keep())
    rows = cells.rename({name: f"c{i}" for i, name in enumerate(cells.columns)}).with_row_index("_line", offset=2)
    none = pl.DataFrame(schema={"_line": pl.UInt32, "_why": pl.String})
    return Laid("", tuple(frame.columns), (), 1, (), rows, none)


def _code(name: pl.Expr) -> pl.Expr:
    return name.map_elements(slug, return_dtype=pl.String)


def _places(flee: FleeInstance) -> pl.DataFrame:
    countries = flee.places.select(pl.col("country").drop_nulls().unique(maintain_order=True))
    wide = countries.select(
        code=_code(pl.col("country")), level=pl.lit(0), parent=pl.lit(None, dtype=pl.String), name_en=pl.col("country")
    )
    camp = pl.col("kind").str.contains("camp").fill_null(value=False)
    fine = flee.places.select(
        code=_code(pl.col("name")),
        level=pl.when(camp).then(5).otherwise(4),
        parent=_code(pl.col("country")),
        name_en=pl.col("name").str.replace_all("_", " "),
        lat=pl.col("lat"),
        lon=pl.col("lon"),
        population=pl.when(~camp).then(pl.col("population")),
        note=pl.format("FLEE: {}", pl.col("kind")),
    )
    fine = fine.filter(~pl.col("code").is_in(wide["code"].implode()))
    return pl.concat([wide, fine], how="diagonal_relaxed")


def _routes(flee: FleeInstance) -> pl.DataFrame:
    return flee.routes.select(
        **{"from": _code(pl.col("name1")), "to": _code(pl.col("name2"))},
        from_name=pl.col("name1"),
        to_name=pl.col("name2"),
        distance_km=pl.col("distance_km"),
        redirects=pl.when(pl.col("forced") > 0).then(pl.lit("yes")),
    )


def _day(flee: FleeInstance, column: str) -> pl.Expr:
    start = flee.start or dt.date(1970, 1, 1)
    return pl.lit(start) + pl.duration(days=pl.col(column))


def _access(flee: FleeInstance) -> pl.DataFrame:
    if flee.start is None:
        return flee.closures.clear()
    return flee.closures.select(
        **{"from": _code(pl.col("name1")), "to": _code(pl.col("name2"))},
        from_name=pl.col("name1"),
        to_name=pl.col("name2"),
        start=_day(flee, "start_day"),
        end=pl.when(pl.col("end_day") >= 0).then(_day(flee, "end_day")),
        status=pl.lit("closed"),
        note=pl.format("FLEE: {}", pl.col("kind")),
    )


def _populations(flee: FleeInstance) -> pl.DataFrame:
    return flee.camps.select(
        date=pl.col("date"),
        place=_code(pl.col("place")),
        place_name=pl.col("place"),
        population=pl.lit("displaced"),
        amount=pl.col("refugees"),
    )
