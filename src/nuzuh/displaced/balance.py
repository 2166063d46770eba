"""Displacement accounts: the most likely flows and stocks given all reports, with intervals.

For every place and period: stock at the start + arrivals + arrivals nobody reported − departures − returns = stock at the end. Each
report is a noisy sum of the finest cells; how far each source is off is estimated where sources overlap (`model`, `solve`).
``docs/methods/count.md`` explains it to a reader.
"""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from nuzuh.displaced.agreement import agreement, uses_of
from nuzuh.displaced.estimates import Estimates, estimates_of
from nuzuh.displaced.evidenced import evidence_of
from nuzuh.displaced.ground import Floats, Ints, tree_of
from nuzuh.displaced.layout import Layout, layout_of
from nuzuh.displaced.quantities import WHOLE, Quantities, quantities_of, window_names
from nuzuh.displaced.reports import reports_of
from nuzuh.displaced.silent import silent_shares
from nuzuh.displaced.solve import fit, prepared
from nuzuh.displaced.sums import EMPTY, Scope, named
from nuzuh.places.gazetteer import lineage

NEW = ("departures", "returns", "unreported", "residual", "arrivals", "start")
_KEYS = ["place", "window"]
BLOCK = 20_000  # quantities whose draws are sorted at a time


@dataclass(frozen=True, slots=True)
class Wishes:
    """How intervals are made.

    Attributes
    ----------
    level : float
        Probability that an interval covers the truth.
    draws : int
    seed : int
    disagreement : bool
        Whether `Balanced.sources` is wanted: the accounts are then balanced again without each source.
    """

    level: float = 0.9
    draws: int = 200
    seed: int = 1
    disagreement: bool = True


@dataclass(frozen=True, slots=True)
class Balanced:
    """The accounts before anything is hidden or rounded.

    Attributes
    ----------
    figures : pl.DataFrame
        The columns of `sums.EMPTY` with ``level``, ``unreported`` (share of the value of which no report speaks) and ``silent`` (of
        arrivals in a period: share of the place's known arrivals of all time in parts that no report speaks of then).
    uses : pl.DataFrame
        ``table``, ``row``, ``use`` (used, superseded, excluded), ``why``, ``fitted`` (people that the accounts give for the row),
        ``misfit`` (standardised), ``weight``.
    sources : pl.DataFrame or None
        ``source``, ``rows``, ``factor``, ``factor_low``, ``factor_high`` (what it reports over what the accounts say), ``error``
        (relative standard deviation of its rows), ``without`` (total flow without it), ``moved`` (that over the total, less 1).
    """

    figures: pl.DataFrame
    uses: pl.DataFrame
    sources: pl.DataFrame | None


def balance(
    arrivals: pl.DataFrame,
    populations: pl.DataFrame,
    sources: pl.DataFrame,
    places: pl.DataFrame,
    scope: Scope,
    wishes: Wishes | None = None,
    executor: Executor | None = None,
) -> Balanced:
    """Return the displacement accounts of a crisis.

    Parameters
    ----------
    arrivals, populations, sources, places : pl.DataFrame
        Records of the crisis folder (people, not households).
    scope : Scope
    wishes : Wishes, optional
    executor : concurrent.futures.Executor, optional
        Works out the draws, whoever it belongs to; the numbers are the same.

    Returns
    -------
    Balanced
    """
    wishes = wishes or Wishes()
    deepest = max((n for n in places["level"] if n is not None), default=0)
    scope = replace(scope, finest_level=min(scope.finest_level, deepest))
    tree = tree_of(places)
    ground = lineage(places)
    inside = (ground.filter(pl.col("ancestor") == scope.top) if scope.top else ground).select("code").unique()
    reports, left = reports_of(arrivals, populations, sources, tree, inside, scope.start, scope.end)
    layout = layout_of(reports, tree, scope.start, scope.end, scope.period)
    found = fit(layout.model, layout.start, wishes.seed)
    ready = prepared(layout.model, found)
    number = tree.frame("code").join(inside, on="code", how="semi")["code_n"].to_numpy()
    asked = quantities_of(layout, scope, np.sort(number))
    known = estimates_of(ready, asked, wishes.draws, wishes.seed, executor)
    figures = figures_of(layout, scope, asked, known, wishes.level)
    sources_table = agreement(layout, ready, asked, known, wishes.level) if wishes.disagreement else None
    return Balanced(figures, uses_of(layout, ready, left), sources_table)


def figures_of(layout: Layout, scope: Scope, asked: Quantities, known: Estimates, level: float) -> pl.DataFrame:
    """Return the figures of all quantities, with their ids."""
    tail = (1 - level) / 2
    low, high = _ends(known.draws, known.value, tail)
    table = asked.table.with_row_index("quantity").with_columns(
        value=pl.Series(known.value),
        low=pl.Series(np.minimum(low, known.value)),
        high=pl.Series(np.maximum(high, known.value)),
        unreported=pl.Series(known.unreported),
        silent=pl.Series(silent_shares(layout, asked, known.people)).fill_nan(None),
    )
    accounts = _accounts(asked, known, tail)
    table = table.join(evidence_of(layout, asked, scope), on="quantity", how="left", maintain_order="left")
    table = _named(pl.concat([_without_twins(table), accounts], how="diagonal_relaxed"), layout, scope)
    out = [named(part, scope, metric, windowed=windowed) for metric, part, windowed in _parts(table)]
    figures = pl.concat([EMPTY.with_columns(what=pl.lit("")).clear(), *out], how="diagonal_relaxed")
    return _finished(figures, scope, level)


def _without_twins(table: pl.DataFrame) -> pl.DataFrame:
    """Return quantities without the arrivals of accounts that are those of the place anyway."""
    flows = table.filter(pl.col("what") == "flow").select(*_KEYS, twin=pl.col("value").round(0))
    same = (pl.col("what") == "arrivals") & (pl.col("value").round(0) == pl.col("twin"))
    return (
        table.join(flows, on=_KEYS, how="left", maintain_order="left").filter(~same.fill_null(value=False)).drop("twin")
    )


def _accounts(asked: Quantities, known: Estimates, tail: float) -> pl.DataFrame:
    """Return what is no sum of its own: departures, arrivals nobody reported, and the residual of stock against flow."""
    table = asked.table.with_row_index("quantity")
    keys = table.filter(pl.col("what") == "net").select(*_KEYS, net="quantity")
    for what in ("told", "enters", "start", "arrivals", "returns", "stock", "flow"):
        part = table.filter(pl.col("what") == what).select(*_KEYS, pl.col("quantity").alias(what))
        keys = keys.join(part, on=_KEYS, how="left", maintain_order="left")
    keys = keys.filter(pl.col("start").is_not_null())
    value = np.append(np.rint(known.value), 0.0)
    at = {what: keys[what].cast(pl.Int64).fill_null(-1).to_numpy() for what in keys.columns[2:]}
    point = {what: value[numbers] for what, numbers in at.items()}
    told, enters = point["told"], point["enters"]
    net = point["start"] + point["arrivals"] + enters - point["returns"] - told - point["stock"]
    points = (told + np.maximum(net, 0), enters + np.maximum(-net, 0), enters - net)
    ends: list[list[Floats]] = [[], [], []]
    for first in range(0, keys.height, BLOCK):
        some = slice(first, first + BLOCK)
        nets, tolds, entered = (_drawn(known, at[what][some]) for what in ("net", "told", "enters"))
        changes = (tolds + np.maximum(nets, 0), entered + np.maximum(-nets, 0), entered - nets)
        for number, draws in enumerate(changes):
            ends[number].append(_ends(draws, points[number][some], tail))
    parts = []
    for what, middle, found in zip(("departures", "unreported", "residual"), points, ends, strict=True):
        low, high = np.concatenate([np.zeros((2, 0)), *found], axis=1)
        bounds = {"low": np.minimum(low, middle), "high": np.maximum(high, middle)}
        parts.append(
            keys.select(pl.lit(what).alias("what"), *_KEYS).with_columns(
                value=pl.Series(middle, dtype=pl.Float64),
                **{name: pl.Series(bound, dtype=pl.Float64) for name, bound in bounds.items()},
            )
        )
    late = pl.Series((at["arrivals"] < 0) & (point["flow"] > 0))  # its account begins later than its flows
    zero = {name: pl.lit(0.0) for name in ("value", "low", "high")}
    parts.append(keys.filter(late).select(pl.lit("arrivals").alias("what"), *_KEYS, **zero))
    return pl.concat(parts)


def _drawn(known: Estimates, numbers: Ints) -> Floats:
    """Return the draws of quantities; 0 for those numbered −1."""
    out: Floats = np.where((numbers >= 0)[:, None], known.draws[np.maximum(numbers, 0)], 0.0)
    return out


def _ends(draws: Floats, value: Floats, tail: float) -> Floats:
    """Return the lower and upper ends of the intervals of draws, shape (2, quantities); the values where nothing is drawn."""
    if not draws.size:
        return np.stack([value, value])
    starts = range(0, len(draws), BLOCK)
    parts = [np.quantile(draws[n : n + BLOCK].astype(np.float64), [tail, 1 - tail], axis=1) for n in starts]
    out: Floats = np.concatenate(parts, axis=1)
    return out


def _named(table: pl.DataFrame, layout: Layout, scope: Scope) -> pl.DataFrame:
    """Return quantities with codes of places, names and days of windows."""
    codes = pl.DataFrame({"number": np.arange(-1, len(layout.tree.codes)), "code": [None, *layout.tree.codes]})
    windows = window_names(layout, scope)
    first, last = scope.start, scope.end
    names = pl.DataFrame(
        {
            "window": np.arange(-1, len(windows)),
            "name": ["", *(w[0] for w in windows)],
            "start": [first, *(w[1] for w in windows)],
            "end": [last, *(w[2] for w in windows)],
        },
        schema_overrides={"start": pl.Date, "end": pl.Date},
    )
    table = table.join(codes.rename({"number": "place", "code": "place_code"}), on="place", how="left")
    table = table.join(codes.rename({"number": "origin", "code": "origin_code"}), on="origin", how="left")
    table = table.join(names, on="window", how="left")
    begun = _begun(layout)
    table = table.join(begun, on="place", how="left").with_columns(
        start=pl.when(pl.col("what").is_in([*NEW, "net"]) & (pl.col("window") == WHOLE))
        .then(pl.coalesce("begun", "start"))
        .otherwise("start")
    )
    return table.drop("place", "origin", "window", "begun").rename(
        {"place_code": "place", "origin_code": "origin", "name": "window"}
    )


def _begun(layout: Layout) -> pl.DataFrame:
    """Return the day on which each place's account begins."""
    holdings = layout.holdings
    empty = pl.DataFrame(schema={"place": pl.Int64, "begun": pl.Date})
    if holdings is None:
        return empty
    from nuzuh.displaced.quantities import areas_node, up

    count = int(holdings.area.max(initial=-1)) + 1
    first = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(first, holdings.area[holdings.unit], layout.times.edges[holdings.edge])
    at, place = up(layout, areas_node(layout), np.ones(len(layout.tree.codes), dtype=bool))
    frame = pl.DataFrame({"place": place, "day": first[at]}).group_by("place").agg(pl.col("day").min())
    days = [dt.date.fromordinal(int(d)) for d in frame["day"]]
    return frame.select("place").with_columns(begun=pl.Series(days, dtype=pl.Date))


def _parts(table: pl.DataFrame) -> list[tuple[str, pl.DataFrame, bool]]:
    """Return the figures by metric, split into those of the whole time and those of periods, as `sums.named` takes them."""
    out = []
    for windowed in (False, True):
        part = table.filter((pl.col("window") != "") == windowed)
        flows = part.filter(pl.col("what").is_in(["flow", "since", *NEW[:-1]]))
        out.append(("flow", flows.drop("origin"), windowed))
        out.append(("flow", part.filter(pl.col("what") == "from"), windowed))
        out.append(("flow", part.filter(pl.col("what") == "pair"), windowed))
        out.append(("stock", part.filter(pl.col("what").is_in(["stock", "start"])).drop("origin"), windowed))
    return out


def _finished(figures: pl.DataFrame, scope: Scope, level: float) -> pl.DataFrame:
    """Return figures with the ids, roles and days that each kind has."""
    what = pl.col("what")
    first = scope.start.isoformat()
    last = pl.col("end").dt.offset_by("-1d")
    of_since = (
        pl.when(pl.col("end") == scope.end)
        .then(pl.lit(f"displaced.flow.since.{first}"))
        .otherwise(pl.lit(f"displaced.flow.since.{first}.by.") + last.dt.to_string())
    )
    figures = figures.with_columns(
        id=pl.when(what == "since")
        .then(of_since)
        .when(what == "start")
        .then(pl.col("id").str.replace(r"displaced\.stock\.(in\.)?", "displaced.stock.start."))
        .when(what.is_in(list(NEW)))
        .then(pl.col("id").str.replace(r"displaced\.flow\.(to\.)?", "displaced." + what + "."))
        .otherwise("id"),
        role=pl.when(what.is_in(["since", *NEW])).then(what).otherwise("role"),
        windowed=pl.when(what == "since").then(pl.col("end") < scope.end).otherwise("windowed"),
        start=pl.when(what == "since").then(pl.lit(scope.start)).otherwise("start"),
        date=pl.when(what == "stock").then(last).when(what == "start").then(pl.col("start").dt.offset_by("-1d")),
        metric=pl.when(what.is_in(["stock", "start"])).then(pl.lit("stock")).otherwise(pl.lit("flow")),
        table=pl.when(what.is_in(["stock", "start"])).then(pl.lit("populations")).otherwise(pl.lit("arrivals")),
        quantifier=pl.lit("about"),
        accuracy=pl.lit("day"),
        level=pl.lit(level),
        value=pl.col("value").round(0),
        low=pl.col("low").floor(),
        high=pl.col("high").ceil(),
    )
    stock = pl.col("metric") == "stock"
    figures = figures.with_columns(
        start=pl.when(stock).then(None).otherwise("start"), end=pl.when(stock).then(None).otherwise("end")
    )
    keep = [c for c in figures.columns if c in EMPTY.columns or c in ("level", "unreported", "silent")]
    wanted = what.is_in(["flow", "from", "pair", "since", "stock", *NEW])
    return figures.filter(wanted).select(keep).unique("id", keep="first", maintain_order=True).sort("id")
