"""A table of the folder for others: its accepted rows, with names beside the codes and what each column is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from nuzuh.folder.columns import Column, specification
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.sheets import TABLES
from nuzuh.formats import write
from nuzuh.terms.errors import UsageError

FORMATS = {"csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet", "geojson": ".geojson"}
NOTICE = (
    "Not cleared for publication: rows as they were reported, with small numbers, exact places and protected names. "
    "Only what `nuzuh build` puts into the issue is meant for the public."
)
_PEOPLE = ("people_low", "people", "people_high", "quantifier")
_ENDS: Mapping[str, str] = {
    "low": "the lowest that it can mean",
    "value": "the number that it means",
    "high": "the highest that it can mean",
    "quantifier": "how exact it is: exactly, about, more than, less than, between, unknown",
}
_KINDS: Mapping[str, write.Kind] = {
    "amount": "amount",
    "date": "date",
    "yesno": "yesno",
    **dict.fromkeys(("integer", "decimal", "latitude", "longitude"), "number"),
}
_WHERE = (("lon", "lat"), ("destination",), ("from", "to"), ("place",))
"""Where a row lies: its own coordinates, else its places, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Export:
    """A table ready to be written.

    Attributes
    ----------
    content : bytes
        The file.
    rows, rejected : int
        Rows in the file, and rows of the table that are not in it because they were rejected.
    without_place : int
        Rows in the file without coordinates; only GeoJSON counts them.
    """

    content: bytes
    rows: int
    rejected: int
    without_place: int = 0


def target_of(root: Path, table: str, to: Path | None, form: str) -> tuple[Path, str]:
    """Return the file to write and its format, if it may be written.

    Parameters
    ----------
    root : Path
        The crisis folder.
    table : str
    to : Path or None
        As asked for; None means ``private/exports/<table>.<format>``.
    form : str
        One of `FORMATS`; empty means by the ending of ``to``, or a workbook.

    Raises
    ------
    UsageError
        There is no such table or format, or the file may not be written: one in ``public/``, where only figures that
        passed the disclosure gate stand, one that nuzuh would read as a table, one of the folder that exists.
    """
    if table not in TABLES:
        raise UsageError(f"There is no table {table}. There are: {', '.join(TABLES)}.")
    endings = {ending: name for name, ending in FORMATS.items()}
    form = form or (endings.get(to.suffix.lower(), "") if to else "xlsx")
    if form not in FORMATS:
        told = f"{to}: the ending does not say which format." if to and not form else f"There is no format {form}."
        raise UsageError(f"{told} There are: {', '.join(FORMATS)}; give one with --as.")
    base = root.resolve()
    path = (base / "private" / "exports" / f"{table}{FORMATS[form]}") if to is None else to.resolve()
    if path.is_dir():
        raise UsageError(f"{to} is a folder. Name the file.")
    if path.is_relative_to(base):
        _may_stand(path.relative_to(base), path)
    return (path if to is None else to), form


def _may_stand(inside: Path, path: Path) -> None:
    """Refuse a file of the crisis folder that is not to be written by an export."""
    first = inside.parts[0].casefold()
    if first == "public":
        raise UsageError(f"{path} is in public/. An export is not cleared for publication; write it somewhere else.")
    if Path(first).stem in TABLES or first == "letters":
        raise UsageError(f"{path} would be read as one of the tables. Write it into private/exports/.")
    if path.exists() and inside.parts[:2] != ("private", "exports"):
        raise UsageError(f"{path} is there already, and files of the crisis folder are never written over.")


def export(folder: Folder, table: str, form: str) -> Export:
    """Return the accepted rows of a table in a format.

    Beside each code of a place or source stands its name in the crisis's first language, beside each amount the
    numbers that it means; the names that the sources wrote stay as they are.

    Raises
    ------
    UsageError
        The table does not fit into a workbook.
    """
    columns = _columns(folder, table)
    headings, frame = _assemble(folder, table, columns, typed=form == "parquet")
    done = {"rows": frame.height, "rejected": folder.counts[table].rejected}
    about = _about(folder, table, done)
    if form == "csv":
        return Export(write.hxl_csv(frame, headings), **done)
    if form == "parquet":
        return Export(write.parquet(frame, {f"nuzuh.{key.replace(' ', '_')}": text for key, text in about}), **done)
    if form == "geojson":
        points = _points(folder, table)
        lost = sum(not places or None in places for places in points)
        told = {key.replace(" ", "_"): text for key, text in about}
        content = write.geojson(frame, points, {**told, "rows": frame.height, "rows_without_place": lost})
        return Export(content, **done, without_place=lost)
    readme = [*([key, text] for key, text in about), [], *_sources(folder, frame)]
    try:
        rtl = folder.settings.languages[0] == "ar"
        return Export(write.workbook(frame, headings, table, readme, right_to_left=rtl), **done)
    except write.TooLargeError as error:
        raise UsageError(f"{error} Export it as csv or parquet.") from error


def _columns(folder: Folder, table: str) -> list[Column]:
    """Return the table's columns: of other languages than the crisis's only those with something in them."""
    own = specification(table)
    frame, languages = folder.tables[table], folder.settings.languages
    kept = {c.name for c in own.columns if "*" not in c.name} | {c.name for c in own.for_languages(languages)}
    return [c for c in folder.checked[table].columns if c.name in kept or frame[c.name].null_count() < frame.height]


def _assemble(
    folder: Folder, table: str, columns: Sequence[Column], *, typed: bool
) -> tuple[list[write.Heading], pl.DataFrame]:
    """Return the headings and the columns that are written, in their order."""
    frame = folder.tables[table]
    headings: list[write.Heading] = []
    series: list[pl.Series] = []

    def add(name: str, tag: str, kind: write.Kind, what: tuple[str, str, str], values: pl.Series) -> None:
        headings.append(write.Heading(name, tag, kind, what))
        series.append(values.alias(name))

    for column in columns:
        what = (column.type, column.unit, column.description)
        values = _dates(frame, column.name, typed=typed) if column.type == "date" else frame[column.name]
        add(column.name, column.hxl, _KINDS.get(column.type, "text"), what, values)
        if column.type in ("place", "source"):
            named = f"Name of {column.name} in the table {column.type}s; not what the source wrote."
            tag = f"{column.hxl.removesuffix('+code')}+name+listed" if column.hxl else ""
            add(f"{column.name}_listed_name", tag, "text", ("text", "", named), _listed(folder, column, values))
        if column.type == "amount":
            in_people = "people" in frame.columns and column.name == "amount"
            for (end, means), name in zip(_ENDS.items(), _PEOPLE, strict=True):
                name = name if in_people else f"{column.name}_{end}"
                unit = "" if end == "quantifier" else "people" if in_people else column.unit
                kind: write.Kind = "text" if end == "quantifier" else "number"
                whole = f"Of {column.name}: {means}." + (" Households are turned into people." if in_people else "")
                tag = f"{column.hxl}+{end}" if end != "quantifier" else f"#meta+{column.name}+quantifier"
                add(name, tag, kind, (kind, unit, whole), frame[name])
    return headings, pl.DataFrame(series)


def _dates(frame: pl.DataFrame, name: str, *, typed: bool) -> pl.Series:
    """Return a column of days as text that says no more than is known (``2020-01`` for a month), or as days.

    As days where all are known to the day or another column says how exactly they are.
    """
    if f"{name}__accuracy" not in frame.columns:
        text = frame[name].cast(pl.String)
        return frame[name] if typed else text
    day, accuracy = pl.col(name), pl.col(f"{name}__accuracy")
    text = frame.select(
        pl.when(accuracy == "month")
        .then(day.dt.strftime("%Y-%m"))
        .when(accuracy == "year")
        .then(day.dt.strftime("%Y"))
        .when(accuracy == "week")
        .then(day.dt.strftime("%G-W%V"))
        .otherwise(day.cast(pl.String))
    ).to_series()
    told = "date_accuracy" in frame.columns and name in ("date", "start", "end")
    exact = frame.select((accuracy == "day").fill_null(value=True).all()).item()
    return frame[name] if typed and (told or exact) else text


def _listed(folder: Folder, column: Column, codes: pl.Series) -> pl.Series:
    """Return the name that places or sources give to each code."""
    names = Names(folder.tables[f"{column.type}s"])
    language = folder.settings.languages[0]
    found = {code: names(code, language) for code in codes.drop_nulls().unique().sort()}
    return codes.replace_strict(list(found), list(found.values()), default=None, return_dtype=pl.String)


def _about(folder: Folder, table: str, done: Mapping[str, int]) -> list[tuple[str, str]]:
    settings = folder.settings
    rows = [
        ("notice", NOTICE),
        ("crisis", settings.title(settings.languages[0])),
        ("table", table),
        ("as of", settings.as_of.isoformat()),
        ("published", settings.published.isoformat() if settings.published else "no day given"),
        ("rows accepted", f"{done['rows']}"),
        ("rows rejected", f"{done['rejected']} (not in this file; they stand in private/rejected/)"),
    ]
    return [*rows, ("invented", settings.synthetic)] if settings.synthetic else rows


def _sources(folder: Folder, frame: pl.DataFrame) -> list[list[str]]:
    """Return a row for each source that the rows name: code, grade, organisation, licence, title and link."""
    if "source" not in frame.columns:
        return []
    used = frame["source"].drop_nulls().unique()
    names, language = Names(folder.tables["sources"]), folder.settings.languages[0]
    rows = folder.tables["sources"].filter(pl.col("code").is_in(used.implode())).sort("code")
    head = ["source", "grade", "organisation", "licence", "title and link"]
    return [
        head,
        *(
            [
                row["code"],
                row["grade"],
                row["organisation"] or "",
                row["licence"] or "no licence given",
                " ".join(filter(None, (names(row["code"], language), row["link"]))),
            ]
            for row in rows.iter_rows(named=True)
        ),
    ]


def _points(folder: Folder, table: str) -> list[list[tuple[float, float] | None]]:
    """Return longitude and latitude of the places of each row: its own if it has them, else those of its codes."""
    frame = folder.tables[table]
    known = folder.tables["places"].select("code", "lon", "lat").drop_nulls()
    at = {code: (lon, lat) for code, lon, lat in known.iter_rows()}
    tried = [names for names in _WHERE if set(names) <= set(frame.columns)]
    out: list[list[tuple[float, float] | None]] = [[] for _ in range(frame.height)]
    for names in tried:
        for row, cells in enumerate(frame.select(names).iter_rows()):
            if (not out[row] or None in out[row]) and None not in cells:
                out[row] = [cells] if names == ("lon", "lat") else [at.get(code) for code in cells]
    return out
