"""A conflict in the file format of FLEE, the forecaster: places, roads, closures, counts of camps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.formats.grids import read_grids
from nuzuh.formats.raw import FileFault, UnreadableFile, short, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

KINDS = ("conflict_zone", "town", "camp", "forwarding_hub", "marker", "flood_zone", "idpcamp", "default")
CLOSURES = ("location", "country", "links", "camp", "idpcamp", "remove_forced_redirection")
_COUNTED = ("Date", "Day", "DateTime", "Datetime", "date")
# The names that the columns of a file go by; the first is ours.
_PLACES = (
    ("name",),
    ("region",),
    ("country",),
    ("lat", "latitude", "gps_x", "gps_x/lat"),
    ("lon", "longitude", "gps_y", "gps_y/lon"),
    ("kind", "location_type", "type"),
    ("conflict_day", "conflict_date"),
    ("population", "pop/cap", "pop", "capacity", "population/capacity"),
)
_ROUTES = (("name1",), ("name2",), ("distance_km", "distance"), ("forced", "forced_redirection"))
_CLOSURES = (
    ("kind", "closure_type"),
    ("name1",),
    ("name2",),
    ("start_day", "closure_start"),
    ("end_day", "closure_end"),
)


@dataclass(frozen=True, slots=True)
class FleeInstance:
    """A conflict as FLEE's files tell it.

    Attributes
    ----------
    name : str
        The folder's name.
    places : polars.DataFrame
        ``name``, ``region``, ``country`` (String), ``lat``, ``lon`` (Float64), ``kind`` (conflict_zone, town, camp, ...),
        ``conflict_day`` (Int64, day on which the conflict begins there), ``population`` (Int64; of a camp its capacity).
    routes : polars.DataFrame
        ``name1``, ``name2``, ``distance_km`` (Float64), ``forced`` (Int64, null where not said).
    closures : polars.DataFrame
        ``kind``, ``name1``, ``name2``, ``start_day``, ``end_day`` (Int64, counted from the start).
    conflicts : polars.DataFrame
        ``place``, ``day`` (Int64), ``intensity`` (Float64, 0 to 1), for the days with an intensity above 0.
    start : datetime.date or None
        Day 0.
    length_days : int or None
        How many days are simulated.
    camps : polars.DataFrame
        ``place``, ``date`` (Date), ``refugees`` (Int64): the counts as registered.
    totals : polars.DataFrame
        ``date``, ``refugees``: all refugees counted.
    corrections : polars.DataFrame
        ``place``, ``date``: the days on which a camp was counted anew.
    problems : tuple of FileFault
        What is wrong; `value` names the cell, the message the file.
    """

    name: str
    places: pl.DataFrame
    routes: pl.DataFrame
    closures: pl.DataFrame
    conflicts: pl.DataFrame
    start: date | None
    length_days: int | None
    camps: pl.DataFrame
    totals: pl.DataFrame
    corrections: pl.DataFrame
    problems: tuple[FileFault, ...] = ()


class _Reader:
    """Reads the files of one instance and gathers what is wrong with them."""

    def __init__(self, inputs: Path, source: Path) -> None:
        self.inputs = inputs
        self.source = source
        self.problems: list[FileFault] = []

    def fault(self, path: Path, line: int | None, value: str, rule: str, message: str, suggestion: str) -> None:
        """Note a problem of a file."""
        told = f"{path.parent.name}/{path.name}: {message}"
        self.problems.append(FileFault(line, "", value, rule, told, suggestion, "warning"))

    def rows(self, path: Path, *, needed: bool = True) -> Iterator[tuple[int, list[str]]]:
        """Yield line and cells of every line of a file, the header too."""
        if not path.is_file():
            if needed:
                self.fault(path, None, path.name, "flee.missing", "the file is missing.", "Add it to the folder.")
            return
        try:
            grid = read_grids(path)[0]
        except UnreadableFile as error:
            if error.fault.rule != "file.empty":
                self.fault(path, error.fault.line, "", error.fault.rule, error.fault.message, error.fault.suggestion)
            return
        for broken in grid.broken:
            self.fault(path, broken.line, short(broken.raw), broken.rule, broken.message, broken.suggestion)
        for line, *cells in grid.cells.iter_rows():
            yield line, [cell or "" for cell in cells]

    def table(self, name: str, columns: Sequence[Sequence[str]], *, needed: bool = True) -> list[tuple[int, list[str]]]:
        """Return line and cells of a file's rows, the cells in the order of `columns` whatever its own order is."""
        order = list(range(len(columns)))
        found: list[tuple[int, list[str]]] = []
        for line, cells in self.rows(self.inputs / name, needed=needed):
            heads = [cell.lstrip("#").strip().casefold() for cell in cells]
            known = {alias: index for index, names in enumerate(columns) for alias in names}
            if not found and sum(head in known for head in heads) * 2 > len([head for head in heads if head]):
                order = [next((at for at, head in enumerate(heads) if head in names), -1) for names in columns]
            elif cells[0].startswith("#"):
                continue
            else:
                found.append((line, [cells[at] if 0 <= at < len(cells) else "" for at in order]))
        return found

    def number(self, path: Path, line: int, text: str, *, whole: bool = False) -> float | None:
        """Return a cell as a number, null where it is empty or none."""
        if not text:
            return None
        try:
            value = float(text.replace(",", ""))
        except ValueError:
            value = float("nan")
        if value != value or abs(value) == float("inf") or (whole and value != int(value)):
            kind = "whole number" if whole else "number"
            self.fault(path, line, short(text), "flee.number", f'"{short(text)}" is no {kind}.', "Correct the cell.")
            return None
        return value

    def day(self, path: Path, line: int, text: str) -> date | None:
        """Return a cell as a day."""
        day: date | None = pl.Series([text]).str.strptime(pl.Date, "%Y-%m-%d", strict=False)[0]
        if day is None:
            message = f'"{short(text)}" is no day written as 2020-02-29.'
            self.fault(path, line, short(text), "flee.date", message, "Correct the cell.")
        return day


def read_flee(folder: Path) -> FleeInstance:
    """Return the instance in a folder that has `input_csv` and `source_data`, or that is the input folder itself.

    Raises
    ------
    UnreadableFile
        When the folder is no instance of FLEE: it has no locations.csv.
    """
    inputs = next((each for each in (folder / "input_csv", folder) if (each / "locations.csv").is_file()), None)
    if inputs is None:
        message = "The folder is no instance of FLEE: it has no locations.csv, nor has its input_csv."
        raise unreadable("flee.folder", message, "Name the folder that holds input_csv and source_data.")
    outer = inputs.parent if inputs.name == "input_csv" else inputs
    source = next((each for each in (outer / "source_data", inputs.parent / "source_data") if each.is_dir()), outer)
    reader = _Reader(inputs, source)
    places = _places(reader)
    known = set(places["name"])
    routes = _routes(reader, known)
    start, length = _period(reader)
    camps, totals = _counts(reader, known)
    return FleeInstance(
        outer.resolve().name,
        places,
        routes,
        _closures(reader, known | set(places["country"].drop_nulls())),
        _conflicts(reader, known),
        start,
        length,
        camps,
        totals,
        _corrections(reader, known),
        tuple(reader.problems),
    )


def _places(reader: _Reader) -> pl.DataFrame:
    path = reader.inputs / "locations.csv"
    rows = []
    seen: dict[str, int] = {}
    for line, (name, region, country, lat, lon, kind, day, people) in reader.table("locations.csv", _PLACES):
        if not name or name in seen:
            why = f'"{name}" stands in line {seen[name]} already.' if name else "the place has no name."
            reader.fault(path, line, name, "flee.place", why, "Give each place one line and a name of its own.")
            continue
        seen[name] = line
        word = kind.casefold()
        word = "conflict_zone" if word.startswith("conflict") else "forwarding_hub" if word == "forward" else word
        if word not in KINDS:
            message = f'"{short(kind)}" is no kind of place.'
            reader.fault(path, line, short(kind), "flee.kind", message, f"Known are {', '.join(KINDS)}.")
        where = [reader.number(path, line, text) for text in (lat, lon)]
        count = [reader.number(path, line, text, whole=True) for text in (day, people)]
        rows.append((name, region or None, country or None, *where, word, *map(_whole, count)))
    schema = {
        "name": pl.String,
        "region": pl.String,
        "country": pl.String,
        "lat": pl.Float64,
        "lon": pl.Float64,
        "kind": pl.String,
        "conflict_day": pl.Int64,
        "population": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _routes(reader: _Reader, known: set[str]) -> pl.DataFrame:
    path = reader.inputs / "routes.csv"
    rows = []
    for line, (name1, name2, distance, forced) in reader.table("routes.csv", _ROUTES):
        _check_names(reader, path, line, (name1, name2), known)
        kilometres = reader.number(path, line, distance)
        if kilometres is None or kilometres < 0:
            message = f"the road {name1}–{name2} has no length."
            reader.fault(path, line, short(distance), "flee.distance", message, "Give its length in kilometres.")
        rows.append((name1, name2, kilometres, _whole(reader.number(path, line, forced, whole=True))))
    schema = {"name1": pl.String, "name2": pl.String, "distance_km": pl.Float64, "forced": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _check_names(reader: _Reader, path: Path, line: int, names: Sequence[str], known: set[str]) -> None:
    for name in names:
        if name and name not in known:
            message = f'"{short(name)}" is no place of locations.csv.'
            reader.fault(path, line, short(name), "flee.unknown", message, "Correct the name, or add the place.")


def _closures(reader: _Reader, known: set[str]) -> pl.DataFrame:
    path = reader.inputs / "closures.csv"
    rows = []
    for line, (kind, name1, name2, first, end) in reader.table("closures.csv", _CLOSURES, needed=False):
        _check_names(reader, path, line, (name1, name2), known)
        if kind not in CLOSURES:
            message = f'"{short(kind)}" is no kind of closure.'
            reader.fault(path, line, short(kind), "flee.kind", message, f"Known are {', '.join(CLOSURES)}.")
        days = [_whole(reader.number(path, line, text, whole=True)) for text in (first, end)]
        rows.append((kind, name1, name2 or None, *days))
    schema = {"kind": pl.String, "name1": pl.String, "name2": pl.String, "start_day": pl.Int64, "end_day": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _conflicts(reader: _Reader, known: set[str]) -> pl.DataFrame:
    """Return the table of days and places as one row for each day and place with an intensity."""
    path = reader.inputs / "conflicts.csv"
    schema = {"place": pl.String, "day": pl.Int64, "intensity": pl.Float64}
    names: list[str] = []
    rows: list[tuple[str, int, float]] = []
    for line, cells in reader.rows(path, needed=False):
        if not names and cells[0].lstrip("#").strip().casefold() == "day":
            names = [cell.strip() for cell in cells[1:]]
            _check_names(reader, path, line, names, known)
            continue
        if cells[0].startswith("#"):
            continue
        if not names:
            message = "the first line does not begin with #Day."
            reader.fault(path, line, short(cells[0]), "flee.header", message, "Write #Day and the names of the places.")
            break
        day = reader.number(path, line, cells[0], whole=True)
        if day is None:
            continue
        for name, cell in zip(names, cells[1:], strict=True):
            if not name or cell in ("", "0", "0.0"):
                continue
            level = reader.number(path, line, cell)
            if level is not None and not 0 <= level <= 1:
                message = f"an intensity of {cell} is not between 0 and 1."
                reader.fault(path, line, short(cell), "flee.intensity", message, "Correct the cell.")
            elif level:
                rows.append((name, int(day), level))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _period(reader: _Reader) -> tuple[date | None, int | None]:
    path = reader.inputs / "sim_period.csv"
    start: date | None = None
    length: float | None = None
    for line, cells in reader.rows(path):
        word, value = cells[0].lstrip("#").strip().casefold(), next((cell for cell in cells[1:] if cell), "")
        if word == "startdate":
            start = reader.day(path, line, value)
        elif word == "length":
            length = reader.number(path, line, value, whole=True)
    if start is None and path.is_file():
        reader.fault(path, None, "", "flee.period", "the day of the start is missing.", "Add StartDate,2012-02-29.")
    return start, _whole(length)


def _counts(reader: _Reader, known: set[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the counts of camps and of all, as `data_layout.csv` says where they stand."""
    layout = reader.source / "data_layout.csv"
    camps: list[tuple[str, date, int]] = []
    totals: list[tuple[date, int]] = []
    for line, cells in reader.rows(layout, needed=reader.source != reader.inputs):
        name, *files = [cell for cell in cells if cell]
        if name.startswith("#"):
            continue
        is_total = name.casefold() == "total" and not totals
        if not is_total:
            _check_names(reader, layout, line, (name,), known)
        for file in files:
            read = _series(reader, reader.source / Path(file).name)
            if is_total:
                totals += read
            else:
                camps += [(name, day, people) for day, people in read]
    schema = {"place": pl.String, "date": pl.Date, "refugees": pl.Int64}
    counted = pl.DataFrame(camps, schema=schema, orient="row")
    return counted, pl.DataFrame(totals, schema={"date": pl.Date, "refugees": pl.Int64}, orient="row")


def _series(reader: _Reader, path: Path) -> list[tuple[date, int]]:
    """Return the days and counts of a file with or without a header; empty counts are left out."""
    found: list[tuple[date, int]] = []
    for number, (line, cells) in enumerate(reader.rows(path)):
        if cells[0].startswith("#") or (number == 0 and (not cells[0] or cells[0] in _COUNTED)):
            continue
        day = reader.day(path, line, cells[0])
        people = reader.number(path, line, cells[1] if len(cells) > 1 else "", whole=True)
        if day is not None and people is not None:
            found.append((day, int(people)))
    return found


def _corrections(reader: _Reader, known: set[str]) -> pl.DataFrame:
    path = reader.inputs / "registration_corrections.csv"
    rows = []
    for line, cells in reader.rows(path, needed=False):
        if not cells[0].startswith("#") and len(cells) > 1:
            _check_names(reader, path, line, cells[:1], known)
            rows.append((cells[0], reader.day(path, line, cells[1])))
    return pl.DataFrame(rows, schema={"place": pl.String, "date": pl.Date}, orient="row")
