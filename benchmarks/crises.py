"""Invented crises of displacement whose truth is known, and what sources report of them.

Attacks break out in places and spread to their neighbours; households flee to where it is near, large and quiet, are displaced again,
leave the area or go home. Nothing here knows how nuzuh counts. `benchmarks.reports` then writes what sources saw of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from nuzuh.terms.chance import stream

KINDS = ("plain", "double", "biased", "gap", "aggregate", "stocks", "both", "households", "pairs")
OUTSIDE = "outside"
TOP = "X"
_MIXES = {
    "plain": ("biased", "gap", "households", "pairs", "both"),
    "double": ("biased", "gap", "both"),
    "biased": ("double", "gap", "both", "pairs"),
    "gap": ("biased", "households", "pairs"),
    "aggregate": ("biased", "gap", "households"),
    "stocks": ("biased", "gap", "households"),
    "both": ("double", "gap", "pairs", "households"),
    "households": ("gap", "pairs"),
    "pairs": ("double", "gap", "both"),
}
Window = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Outline:
    """What a crisis is like, before anybody moves.

    Attributes
    ----------
    seed : int
    kinds : tuple of str
        The kind of the seed, and for every fourth seed a second one.
    depth : int
        Levels of places below the whole area.
    period : str
        ``week`` or ``month``: what the crisis counts by.
    windows : tuple of (date, date)
        Those periods, half-open.
    """

    seed: int
    kinds: tuple[str, ...]
    depth: int
    period: str
    windows: tuple[Window, ...]

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.windows[0][0]

    @property
    def end(self) -> dt.date:
        """The day after the last one."""
        return self.windows[-1][1]


@dataclass(frozen=True)
class Truth:
    """Who really moved.

    Attributes
    ----------
    outline : Outline
    places : pl.DataFrame
        ``code``, ``level``, ``parent``, ``lat``, ``lon``, ``population``; the whole area first.
    leaves : tuple of str
        The finest places: everybody is in one of them or outside.
    moves : pl.DataFrame
        ``day``, ``movement`` (displacement or return), ``origin``, ``destination`` (leaves or ``outside``), ``displaced``
        (whether they were already displaced when they left), ``people``, ``households``.
    before : numpy.ndarray, shape (leaves,)
        Displaced people in each leaf when the crisis starts.
    before_households : numpy.ndarray, shape (leaves,)
    after : numpy.ndarray, shape (leaves,)
        Displaced people in each leaf when it ends, counted by where each household is.
    """

    outline: Outline
    places: pl.DataFrame
    leaves: tuple[str, ...]
    moves: pl.DataFrame
    before: np.ndarray
    before_households: np.ndarray
    after: np.ndarray
    _under: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def under(self, code: str) -> np.ndarray:
        """Return which leaves lie in a place."""
        if code not in self._under:
            parent = dict(self.places.select("code", "parent").iter_rows())
            inside = [code in _line(leaf, parent) for leaf in self.leaves]
            self._under[code] = np.array(inside)
        return self._under[code]

    def flow(self, place: str, window: Window, origin: str = "") -> int:
        """Return how many people arrived, displaced, in a place in a time, from one origin or from anywhere."""
        grid = self.arrivals(origin)
        first, last = ((day - self.outline.start).days for day in window)
        return int(grid[max(first, 0) : max(last, 0), self.under(place)].sum())

    def stock(self, place: str, day: dt.date, unit: str = "people") -> int:
        """Return how many displaced people are in a place at the end of a day."""
        kept = self.stocks(unit)
        at = min((day - self.outline.start).days, len(kept) - 2) + 1
        return int(kept[at, self.under(place)].sum())

    def arrivals(self, origin: str = "") -> np.ndarray:
        """Return who arrived, displaced, from an origin or from anywhere; shape (days, leaves)."""
        key = f"arrivals {origin}"
        if key not in self._under:
            moves = self.moves.filter(pl.col("movement") == "displacement")
            if origin == OUTSIDE:
                moves = moves.filter(pl.col("origin") == OUTSIDE)
            elif origin:
                inside = [leaf for leaf, yes in zip(self.leaves, self.under(origin), strict=True) if yes]
                moves = moves.filter(pl.col("origin").is_in(inside))
            self._under[key] = self._grid(moves, "destination", "people")
        return self._under[key]

    def left(self, movement: str, unit: str = "people") -> np.ndarray:
        """Return displaced people who left for elsewhere (``displacement``) or home (``return``); shape (days, leaves)."""
        key = f"left {movement} {unit}"
        if key not in self._under:
            moves = self.moves.filter((pl.col("movement") == movement) & pl.col("displaced"))
            self._under[key] = self._grid(moves, "origin", unit)
        return self._under[key]

    def stocks(self, unit: str = "people") -> np.ndarray:
        """Return displaced people before the first day and at the end of each; shape (days + 1, leaves)."""
        key = f"stocks {unit}"
        if key not in self._under:
            came = self._grid(self.moves.filter(pl.col("movement") == "displacement"), "destination", unit)
            net = came - self.left("displacement", unit) - self.left("return", unit)
            first = self.before if unit == "people" else self.before_households
            self._under[key] = np.concatenate([first[None], first + net.cumsum(axis=0)])
        return self._under[key]

    def _grid(self, moves: pl.DataFrame, side: str, unit: str) -> np.ndarray:
        days = (self.outline.end - self.outline.start).days
        number = {leaf: i for i, leaf in enumerate(self.leaves)}
        inside = moves.filter(pl.col(side) != OUTSIDE)
        grid = np.zeros((days, len(self.leaves)), dtype=np.int64)
        day = (inside["day"] - self.outline.start).dt.total_days().to_numpy()
        leaf = inside[side].replace_strict(number, return_dtype=pl.Int64).to_numpy()
        np.add.at(grid, (day, leaf), inside[unit].to_numpy())
        return grid

    def flows(self) -> pl.DataFrame:
        """Return the flow into each leaf per period by origin: ``start``, ``end``, ``origin``, ``place``, ``people``."""
        spans = pl.DataFrame(self.outline.windows, schema={"start": pl.Date, "end": pl.Date}, orient="row")
        came = self.moves.filter((pl.col("movement") == "displacement") & (pl.col("destination") != OUTSIDE))
        dated = came.sort("day").join_asof(spans, left_on="day", right_on="start", check_sortedness=False)
        keys = ["start", "end", "origin", pl.col("destination").alias("place")]
        return dated.group_by(keys).agg(pl.col("people").sum()).sort("start", "place", "origin")

    def accounts(self) -> pl.DataFrame:
        """Return the account of every place and period: start, arrivals, departures, returns, end of the stock."""
        stocks, came = self.stocks(), self.arrivals()
        gone, home = self.left("displacement"), self.left("return")
        rows = []
        for start, end in self.outline.windows:
            first, last = (start - self.outline.start).days, (end - self.outline.start).days
            for code in self.places["code"]:
                at = self.under(code)
                flows = [int(grid[first:last, at].sum()) for grid in (came, gone, home)]
                rows.append((code, start, end, int(stocks[first, at].sum()), *flows, int(stocks[last, at].sum())))
        names = ["place", "start", "end", "stock_start", "arrivals", "departures", "returns", "stock_end"]
        return pl.DataFrame(rows, schema=names, orient="row")

    def totals(self) -> pl.DataFrame:
        """Return the flow into the whole area and the stock in it, per period."""
        return self.accounts().filter(pl.col("place") == TOP).select("start", "end", flow="arrivals", stock="stock_end")


def _line(code: str, parent: dict[str, str | None]) -> Iterator[str]:
    at: str | None = code
    while at:
        yield at
        at = parent[at]


def outline_of(seed: int) -> Outline:
    """Return what the crisis of a seed is like."""
    chance = stream(seed, "outline")
    kinds = [KINDS[seed % len(KINDS)]]
    draw = chance.random(6)
    if seed % 4 == 3:
        choices = _MIXES[kinds[0]]
        kinds.append(choices[int(draw[0] * len(choices))])
    period = "week" if draw[1] < 0.5 or "aggregate" in kinds else "month"
    count = 4 + int(27 * draw[2] ** 1.3)
    if "aggregate" in kinds:
        count = max(count, 9)
    depth = 1 + int(3 * draw[3])
    depth = max(depth, 2) if {"aggregate", "double"} & set(kinds) else depth
    first = dt.date(2021, 1, 4) if period == "week" else dt.date(2021, 1 + int(12 * draw[4]), 1)
    if period == "week":
        first += dt.timedelta(weeks=int(40 * draw[4]))
    return Outline(seed, tuple(kinds), depth, period, tuple(_periods(first, period, count)))


def _periods(first: dt.date, period: str, count: int) -> Iterator[Window]:
    for _ in range(count):
        after = first + dt.timedelta(weeks=1) if period == "week" else next_month(first)
        yield first, after
        first = after


def next_month(day: dt.date) -> dt.date:
    """Return the first day of the month after the one that a day lies in."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def windows(outline: Outline, grain: str) -> list[Window]:
    """Return the weeks (from the first day) or calendar months of a crisis, cut at its ends."""
    out = []
    at = outline.start
    while at < outline.end:
        after = at + dt.timedelta(weeks=1) if grain == "week" else next_month(at)
        out.append((at, min(after, outline.end)))
        at = after
    return out


def make_truth(outline: Outline) -> Truth:
    """Return who moved in a crisis."""
    places, leaves = _make_places(outline)
    end = places.filter(pl.col("code").is_in(leaves))
    spots = end.select("lon", "lat").to_numpy()
    away = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    chance = stream(outline.seed, "households")
    homes = np.repeat(np.arange(len(leaves)), end["_households"].to_numpy())
    sizes = 1 + chance.poisson(chance.uniform(3.0, 5.2), len(homes))
    attacks = _attacks(outline, away)
    moves, *stocks = _flight(outline, away, homes, sizes, attacks, end["_households"].to_numpy())
    names = [*leaves, OUTSIDE]
    table = pl.DataFrame(moves).with_columns(
        day=outline.start + pl.duration(days=pl.col("day")),
        origin=pl.col("origin").replace_strict(range(len(names)), names),
        destination=pl.col("destination").replace_strict(range(len(names)), names),
        movement=pl.when("home").then(pl.lit("return")).otherwise(pl.lit("displacement")),
    )
    keys = ["day", "movement", "origin", "destination", "displaced"]
    table = table.group_by(keys).agg(pl.col("people").sum(), households=pl.len().cast(pl.Int64)).sort(keys)
    peopled = np.bincount(homes, sizes, len(leaves)).astype(int)
    population = pl.DataFrame({"code": leaves, "population": peopled})
    kept = places.drop("_households").join(population, on="code", how="left", maintain_order="left")
    return Truth(outline, kept, tuple(leaves), table, *stocks)


def _make_places(outline: Outline) -> tuple[pl.DataFrame, list[str]]:
    """Return the gazetteer, 4 to 40 places below the whole, and the codes of the finest ones in its order."""
    chance = stream(outline.seed, "places")
    first = int(chance.integers(4, 13)) if outline.depth == 1 else int(chance.integers(2, 6))
    room = int(chance.integers(max(8, 3 * first), 41)) - first
    middle = first * 2 if outline.depth == 3 and room >= 6 * first else 0
    rows = [(TOP, 0, None, 0.0, 0.0)]
    spread = 2.0
    tops = [(f"X{i + 1}", 1, TOP, *chance.uniform(-spread, spread, 2)) for i in range(first)]
    rows += tops
    above = tops
    if middle:
        above = [(f"{p[0]}{k}", 2, p[0], *(p[3:] + chance.uniform(-0.7, 0.7, 2))) for p in tops for k in (1, 2)]
        rows += above
    if outline.depth > 1:
        towns = max(room - middle, len(above))
        owner = np.sort(np.concatenate([np.arange(len(above)), chance.integers(0, len(above), towns - len(above))]))
        for k, up in enumerate(owner):
            rows.append((f"{above[up][0]}T{k + 1}", 4, above[up][0], *(above[up][3:] + chance.uniform(-0.4, 0.4, 2))))
    finest = max(row[1] for row in rows)
    leaves = [row[0] for row in rows if row[1] == finest]
    whole = np.exp(chance.uniform(np.log(1_500), np.log(25_000)))
    share = np.exp(chance.normal(0, 0.9, len(leaves)))
    households = dict(zip(leaves, np.maximum(20, whole * share / share.sum()).astype(int).tolist(), strict=True))
    frame = pl.DataFrame(
        [(c, lv, up, 33 + y, 38 + x, households.get(c, 0)) for c, lv, up, x, y in rows],
        schema=["code", "level", "parent", "lat", "lon", "_households"],
        orient="row",
    )
    return frame, leaves


def _attacks(outline: Outline, away: np.ndarray) -> np.ndarray:
    """Return the rate at which people flee each leaf in each week; waves break out somewhere and spread."""
    chance = stream(outline.seed, "attacks")
    steps = -(-(outline.end - outline.start).days // 7)
    week = np.arange(steps)[:, None]
    rate = np.zeros((steps, len(away)))
    for _ in range(int(chance.integers(1, 3 + steps // 12))):
        centre = int(chance.integers(len(away)))
        begin = chance.uniform(-1, steps * 0.85)
        onset = begin + away[centre] / chance.uniform(0.2, 1.2)
        near = away[centre] < chance.uniform(0.5, 3.0)
        lasts = chance.uniform(1.0, 6.0)
        force = chance.uniform(0.05, 0.6) * np.exp(-away[centre])
        since = week - onset
        rate += np.where((since >= 0) & near, force * np.exp(-np.maximum(since, 0) / lasts), 0)
    return rate + chance.uniform(0.0005, 0.004)


def _flight(
    outline: Outline,
    away: np.ndarray,
    homes: np.ndarray,
    sizes: np.ndarray,
    attacks: np.ndarray,
    homes_there: np.ndarray,
) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray, np.ndarray]:
    """Return every household's moves; displaced people and households per leaf before the first, people after the last."""
    chance = stream(outline.seed, "flight")
    count = len(away)
    room = homes_there ** chance.uniform(0.3, 1.0) * np.exp(chance.normal(0, 0.8, count))
    pull = room[None] * np.exp(-away / chance.uniform(0.4, 1.5)) * (1 - np.eye(count))
    outward, homeward, again = chance.uniform(0, 0.12), chance.uniform(0, 0.04), chance.uniform(0.5, 2.5)
    days = (outline.end - outline.start).days
    where, displaced = homes.copy(), np.zeros(len(homes), dtype=bool)
    if chance.random() < 0.5:
        displaced = chance.random(len(homes)) < chance.uniform(0.02, 0.2)
        where[displaced] = _choose(pull, homes[displaced], 0.0, chance)
    before = np.bincount(where[displaced], sizes[displaced], count).astype(np.int64)
    before_households = np.bincount(where[displaced], minlength=count)
    log: list[dict[str, np.ndarray]] = []
    for step, rate in enumerate(attacks):
        quiet = pull / (1 + 20 * rate[None])
        flee = 1 - np.exp(-np.append(rate, 0)[where] * np.where(displaced, again, 1))
        draw = chance.random((2, len(homes)))
        going = draw[0] < flee
        calm = np.append(rate < 0.01, [False])[homes] & displaced & (where < count)
        home = calm & ~going & (draw[1] < homeward)
        to = where.copy()
        to[going] = _choose(quiet, where[going], outward, chance)
        to[home] = homes[home]
        home |= going & (to == homes)
        moved = np.flatnonzero(going | home)
        day = 7 * step + (chance.random(len(moved)) * min(7, days - 7 * step)).astype(int)
        told = {"day": day, "origin": where[moved], "destination": to[moved], "displaced": displaced[moved]}
        log.append(told | {"home": home[moved], "people": sizes[moved].astype(np.int64)})
        displaced[going] = True
        displaced[home] = False
        where = to
    after = np.bincount(where[displaced], sizes[displaced], count + 1).astype(np.int64)[:count]
    return {name: np.concatenate([part[name] for part in log]) for name in log[0]}, before, before_households, after


def _choose(pull: np.ndarray, origins: np.ndarray, outward: float, chance: np.random.Generator) -> np.ndarray:
    """Return where each household goes: a leaf, or outside (the number after the last leaf)."""
    out = np.empty(len(origins), dtype=int)
    draw = chance.random(len(origins))
    for origin in np.unique(origins):
        share = np.append(pull[origin] / pull[origin].sum() * (1 - outward), outward).cumsum()
        those = origins == origin
        out[those] = np.minimum(np.searchsorted(share, draw[those], side="right"), len(pull))
    return out


def codes_at(truth: Truth, level: int) -> Sequence[str]:
    """Return the codes of the places of a level."""
    return truth.places.filter(pl.col("level") == level)["code"].to_list()
