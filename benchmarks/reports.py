"""What sources report of an invented crisis, written as a crisis folder.

Each source sees some places for some time, at its own grain, with its own error and perhaps a bias; some rows are missing, said twice,
copied, in households, rounded, vague about the day, or mistyped.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.crises import OUTSIDE, TOP, Outline, Truth, Window, codes_at, make_truth, outline_of, windows
from benchmarks.witnesses import Source, silences_of, sources_of
from nuzuh.folder.columns import specification
from nuzuh.terms.chance import stream

Row = dict[str, Any]
_ARRIVALS = (
    "start",
    "end",
    "date_accuracy",
    "movement",
    "origin",
    "destination",
    "amount",
    "unit",
    "coverage",
    "source",
    "reported",
)
_POPULATIONS = ("date", "place", "population", "amount", "unit", "coverage", "source", "reported")


@dataclass(frozen=True)
class Crisis:
    """A crisis folder to be, and its truth."""

    truth: Truth
    sources: tuple[Source, ...]
    files: dict[str, bytes]

    def write(self, root: Path) -> None:
        """Write the folder."""
        for name, content in self.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)


def make_crisis(seed: int) -> Crisis:
    """Return the crisis of a seed: the same seed gives the same bytes."""
    truth = make_truth(outline_of(seed))
    sources = tuple(sources_of(truth))
    silent = silences_of(truth, sources)
    typos = stream(seed, "typing").random() < 0.15
    flows: dict[str, list[Row]] = {}
    stocks: dict[str, list[Row]] = {}
    mean_one = stream(seed, "errors").random() < 0.5
    for source in sources:
        teller = _Teller(truth, source, silent, mean_one=mean_one, typing=0.01 if typos else 0.0)
        if source.flows:
            flows[source.code] = list(teller.flow_rows())
        if source.stocks:
            stocks[source.code] = list(teller.stock_rows())
    if "double" in truth.outline.kinds:
        _copy_rows(truth.outline, sources, flows)
    files = {"crisis.toml": _settings(truth), "places.csv": _places(truth), "sources.csv": _listed(sources)}
    files |= {f"arrivals/{code}.csv": _csv(_ARRIVALS, rows) for code, rows in flows.items()}
    files |= {f"populations/{code}.csv": _csv(_POPULATIONS, rows) for code, rows in stocks.items()}
    return Crisis(truth, sources, files)


class _Teller:
    """One source at work: its rows, one after the other."""

    def __init__(
        self, truth: Truth, source: Source, silent: list[tuple[str, Window, str]], *, mean_one: bool, typing: float
    ):
        self.truth, self.source, self.silent, self.typing = truth, source, silent, typing
        self.chance = stream(truth.outline.seed, f"rows of {source.code}")
        self.shift = -(source.error**2) / 2 if mean_one else 0.0
        self.adds = source.level > 1 and stream(truth.outline.seed, "adding up").random() < 0.5
        self.said: dict[tuple[str, str, dt.date, dt.date], float] = {}
        self.unit = "households" if source.households else "people"
        tops = [truth.under(code) for code in source.within]
        wanted = np.any(tops, axis=0)
        level = source.level
        self.places = [c for c in codes_at(truth, level) if (truth.under(c) & wanted).any()]

    def flow_rows(self) -> Iterator[Row]:
        """Return its rows of arrivals, and of those who leave."""
        truth, source = self.truth, self.source
        moves = truth.moves.filter(pl.col("movement") == "displacement")
        for i, place in enumerate(self._reported_places()):
            lanes: list[tuple[str, np.ndarray]] = [("", self._grid(moves, place, ""))]
            by_origin = source.origins >= 0 and not (source.households and i % 2)
            if by_origin:
                names = [*codes_at(truth, source.origins), *([OUTSIDE] if _knows_outside() else [])]
                lanes = [
                    (origin, self._grid(moves, place, origin))
                    for origin in names
                    if origin != place or source.level < 4
                ]
            for origin, grid in lanes:
                yield from self._lane(place, origin, grid, always=source.zeros or not origin)
        if source.exits:
            yield from self._exits()

    def _reported_places(self) -> list[str]:
        twice = "double" in self.truth.outline.kinds and self.source.level > 1 and self.source.code == "s1"
        return [*self.places, *(self.source.within if twice else ())]

    def _lane(self, place: str, origin: str, grid: np.ndarray, *, always: bool) -> Iterator[Row]:
        """Return the rows of one place and origin over time."""
        source, outline = self.source, self.truth.outline
        total = 0.0
        grains = [source.grain]
        if "double" in outline.kinds and source.grain == "week" and source.code == "s1":
            grains.append("month")
        for grain in grains:
            for start, end in windows(outline, grain):
                if start < source.first or end > source.last:
                    continue
                first, last, accuracy = *((day - outline.start).days for day in (start, end)), ""
                if self.chance.random() < source.late:
                    accuracy, away = "week", int(self.chance.integers(-3, 4))
                    away = min(max(away, -first), len(grid) - last)
                    first, last = first + away, last + away
                true = int(grid[first:last].sum())
                row = {"start": start, "end": end, "origin": origin, "destination": place, "date_accuracy": accuracy}
                number = self._seen(true)
                if source.running:
                    total += number
                    row |= {"start": max(source.first, outline.start)}
                    number = total
                if self._lost(place, (start, end)):
                    if self.chance.random() < 0.3 and not source.running:
                        yield self._stamp({**row, "coverage": "no_access"}, end)
                    continue
                if not (true or always):
                    continue
                if self.adds and place in source.within:
                    number = sum(self.said.get((leaf, origin, start, end), 0) for leaf in self._inside(place))
                self.said[place, origin, start, end] = number
                yield from self._told(row, number, true, end)

    def _exits(self) -> Iterator[Row]:
        """Return its rows of those who left a place, home or for elsewhere."""
        if "departure" not in _movements():
            return
        for word, movement in (("return", "return"), ("departure", "displacement")):
            left = self.truth.left(movement, self.unit)
            for place in self.places:
                grid = left[:, self.truth.under(place)].sum(axis=1)
                for row in self._lane(place, "", grid, always=True):
                    yield {**row, "movement": word, "origin": place, "destination": ""}

    def stock_rows(self) -> Iterator[Row]:
        """Return its rows of populations: at the ends of its periods."""
        outline = self.truth.outline
        for place in self.places:
            for start, end in windows(outline, self.source.grain):
                if start < self.source.first or end > self.source.last or self._lost(place, (start, end)):
                    continue
                day = end - dt.timedelta(days=1)
                true = self.truth.stock(place, day, self.unit)
                yield from self._told(
                    {"date": day, "place": place, "population": "displaced"}, self._seen(true), true, end
                )

    def _grid(self, moves: pl.DataFrame, place: str, origin: str) -> np.ndarray:
        """Return the people (or households) who arrived in a place, from an origin or anywhere, per day."""
        inside = self._inside(place)
        kept = moves.filter(pl.col("destination").is_in(inside))
        if origin:
            kept = kept.filter(pl.col("origin").is_in([OUTSIDE] if origin == OUTSIDE else self._inside(origin)))
        day = (kept["day"] - self.truth.outline.start).dt.total_days().to_numpy()
        days = (self.truth.outline.end - self.truth.outline.start).days
        return np.bincount(day, kept[self.unit].to_numpy(), days)

    def _inside(self, place: str) -> list[str]:
        return [leaf for leaf, yes in zip(self.truth.leaves, self.truth.under(place), strict=True) if yes]

    def _lost(self, place: str, window: Window) -> bool:
        for source, (start, end), leaf in self.silent:
            mine = source in ("", self.source.code)
            here = not leaf or place == leaf
            if mine and here and window[0] < end and start < window[1]:
                return True
        return bool(self.chance.random() < self.source.missing)

    def _seen(self, true: int) -> float:
        """Return what the source believes of a true number."""
        noise = np.exp(self.source.error * self.chance.standard_normal() + self.shift)
        return float(true * noise * self.source.factor)

    def _told(self, row: Row, number: float, true: int, end: dt.date) -> Iterator[Row]:
        """Return the row with its amount, as the source writes it; before it, perhaps, one that it replaces."""
        if self.chance.random() < self.source.again:
            worse = number * np.exp(0.4 * self.chance.standard_normal())
            yield self._stamp({**row, "amount": str(round(worse))}, end)
            end += dt.timedelta(days=14)
        wrong = self.chance.random() < self.typing
        amount = str(round(number)) if self.chance.random() >= self.source.vague else self._quantified(number, true)
        if wrong and amount.isdigit():
            amount += "0"
        yield self._stamp({**row, "amount": amount}, end)

    def _quantified(self, number: float, true: int) -> str:
        draw = self.chance.random(2)
        if number < 20:
            return f"about {round(number)}"
        if draw[0] < 0.4:
            return f"about {float(f'{number:.2g}'):.0f}"
        if draw[0] < 0.65:
            return f"more than {int(min(number, true * self.source.factor) * (0.7 + 0.28 * draw[1]))}"
        half = 0.05 + 0.2 * draw[1]
        return f"between {int(number * (1 - half))} and {int(number * (1 + half)) + 1}"

    def _stamp(self, row: Row, end: dt.date) -> Row:
        late = 1 + int(self.chance.integers(10))
        return {**row, "unit": self.unit, "source": self.source.code, "reported": end + dt.timedelta(days=late)}


def _copy_rows(outline: Outline, sources: tuple[Source, ...], flows: dict[str, list[Row]]) -> None:
    """Let the last source copy the rows of another one, some days later, in place of its own."""
    chance = stream(outline.seed, "copies")
    if len(flows) < 3:
        return
    copier = sources[-1].code
    model = sources[int(chance.integers(len(sources) - 1))].code
    if copier not in flows or model not in flows:
        return
    kept = [row for row in flows[model] if chance.random() < 0.85]
    flows[copier] = [{**row, "source": copier, "reported": row["reported"] + dt.timedelta(days=3)} for row in kept]


def _movements() -> tuple[str, ...]:
    """Return the words that the folder knows for movements."""
    column = next(c for c in specification("arrivals").columns if c.name == "movement")
    return tuple(column.allowed.split("|"))


def _knows_outside() -> bool:
    return "departure" in _movements()


def _settings(truth: Truth) -> bytes:
    outline = truth.outline
    chance = stream(outline.seed, "household size")
    size = truth.moves["people"].sum() / max(truth.moves["households"].sum(), 1)
    said = min(max(round(size * float(np.exp(chance.normal(0, 0.06))), 1), 1.2), 19.0)
    last = outline.end - dt.timedelta(days=1)
    return f"""code = "crisis-{outline.seed}"
languages = ["en"]
start = {outline.start}
as_of = {last}
published = {last + dt.timedelta(days=30)}
place = "{TOP}"
household_size = {said}
household_size_low = {round(max(said * 0.88, 1.0), 1)}
household_size_high = {round(said * 1.12, 1)}
synthetic = "Invented: no real place, person or event."

[name]
en = "Invented crisis {outline.seed}: {", ".join(outline.kinds)}"

[count]
period = "{outline.period}"

[disclosure]
smallest_cell = 0
rounding = "none"
finest_level = 5
""".encode()


def _places(truth: Truth) -> bytes:
    rows = [
        {**row, "name_en": f"Place {row['code']}", "lat": f"{row['lat']:.4f}", "lon": f"{row['lon']:.4f}"}
        for row in truth.places.iter_rows(named=True)
    ]
    rows[0] |= {"lat": "", "lon": ""}
    return _csv(("code", "level", "parent", "name_en", "lat", "lon", "population"), rows)


def _listed(sources: tuple[Source, ...]) -> bytes:
    rows = [{"code": s.code, "name_en": f"Source {s.code}", "kind": "ngo", "grade": s.grade} for s in sources]
    return _csv(("code", "name_en", "kind", "grade"), rows)


def _csv(columns: tuple[str, ...], rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
