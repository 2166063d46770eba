"""Flows and stocks of displaced people from sources that overlap and disagree: the transparent method.

Per place and time the preferred source gives the value and all comparable sources the range; statements that overlap
never add up (`select.select`); unknown stays null. ``docs/methods/count.md`` explains it to a reader.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from nuzuh.displaced.select import select
from nuzuh.displaced.statements import cells as to_cells
from nuzuh.displaced.statements import flow_rows, latest_per_source, stock_rows
from nuzuh.places.gazetteer import lineage as to_lineage

STALE_DAYS = 183  # a stock this much older than the newest of its sum is shown, not added
METHOD = "preferred"
_ACCURACIES = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be counted.

    Attributes
    ----------
    top : str
        The place that the crisis is about.
    start, end : datetime.date
        Half-open time.
    period : str
        ``month`` or ``week``.
    finest_level : int
        Places of this level and coarser ones get figures.
    """

    top: str
    start: dt.date
    end: dt.date
    period: str
    finest_level: int = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures before anything is hidden or rounded.

    Attributes
    ----------
    figures : pl.DataFrame
        One row per figure: ``id``, ``role`` (total, to, from, pair, since), ``value``, ``low``, ``high``,
        ``quantifier``, ``metric``, ``start``, ``end`` (flow) or ``date``, ``oldest``, ``accuracy`` (stock), ``place``, ``origin``,
        ``population``, ``sources`` (list), ``table``, ``rows`` (list of positions in that table), ``said`` (list of
        structs: what each source alone says), ``windowed`` (whether it is one of a series of periods), ``gap``
        (why the value is unknown: unknown, not_covered, no_access; else null).
    """

    figures: pl.DataFrame


def count(
    arrivals: pl.DataFrame,
    populations: pl.DataFrame,
    sources: pl.DataFrame,
    places: pl.DataFrame,
    scope: Scope,
) -> Counted:
    """Return all flows and stocks of a crisis: in all, by place, by origin, by period.

    Parameters
    ----------
    arrivals, populations, sources, places : pl.DataFrame
        Records of the crisis folder (people, not households).
    scope : Scope

    Returns
    -------
    Counted
    """
    tree = to_lineage(places).with_columns(pl.col("ancestor_level").cast(pl.Int8))
    inside = tree.filter(pl.col("ancestor") == scope.top).select("code")
    parts = []
    flows = flow_rows(arrivals, sources, places, scope.start, scope.end)
    flows = flows.join(inside, left_on="to", right_on="code", how="semi", maintain_order="left")
    gaps = arrivals.select(to="destination", start="start", end="end", value="people", gap="coverage")
    parts += _flows(flows, tree, scope, _gaps(gaps, inside, scope))
    for kind in ("displaced", "returnees", "capacity"):
        stocks = stock_rows(populations, sources, places, kind, scope.end)
        stocks = stocks.join(inside, left_on="to", right_on="code", how="semi", maintain_order="left")
        parts += _stocks(stocks, tree, scope, kind)
    figures = pl.concat([_EMPTY, *parts], how="diagonal") if parts else _EMPTY
    return Counted(figures.unique("id", keep="first", maintain_order=True).sort("id"))


_EMPTY = pl.DataFrame(
    schema={
        "id": pl.String,
        "role": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "quantifier": pl.String,
        "metric": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "date": pl.Date,
        "oldest": pl.Date,
        "accuracy": pl.String,
        "place": pl.String,
        "origin": pl.String,
        "population": pl.String,
        "sources": pl.List(pl.String),
        "table": pl.String,
        "rows": pl.List(pl.UInt32),
        "said": pl.List(
            pl.Struct(
                {"source": pl.String, "value": pl.Float64, "quantifier": pl.String, "start": pl.Date, "end": pl.Date}
            )
        ),
        "windowed": pl.Boolean,
        "gap": pl.String,
    }
)


def _flows(rows: pl.DataFrame, tree: pl.DataFrame, scope: Scope, gaps: pl.DataFrame) -> list[pl.DataFrame]:
    stated = latest_per_source(rows)
    cells = to_cells(stated)
    alone = stated.with_columns(
        cell=pl.int_range(pl.len(), dtype=pl.UInt32),
        sources=pl.concat_list("source"),
        rows=pl.concat_list("row"),
    )
    top_level = _level_of(tree, scope.top)
    out = []
    for windowed in (False, True):
        ours, theirs = (_in_period(f, scope.period) if windowed else _whole(f) for f in (cells, alone))
        for level in range(top_level, scope.finest_level + 1):
            target = _flow_by_place(ours, theirs, tree, level)
            gap = gaps if windowed else gaps.with_columns(window=pl.lit(""))
            out.append(_named(_with_gaps(target, gap, tree, level), scope, "flow", windowed=windowed))
            if not windowed and level > 0:
                out += [_named(f, scope, "flow", windowed=False) for f in _by_origin(ours, tree, level)]
    out.append(_since(stated, cells, scope))
    return out


def _whole(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.with_columns(window=pl.lit(""))


def _in_period(cells: pl.DataFrame, period: str) -> pl.DataFrame:
    """Return the cells that lie within one period, with its name as ``window``."""
    every = "1mo" if period == "month" else "1w"
    first = pl.col("start").dt.truncate(every)
    inside = pl.col("end") <= first.dt.offset_by(every)
    return cells.filter(inside).with_columns(window=window_name(pl.col("start"), period))


def window_name(day: pl.Expr, period: str) -> pl.Expr:
    """Return the name of the period that a day lies in: ``2020-01`` or ``2020-W05``."""
    return day.dt.strftime("%Y-%m") if period == "month" else day.dt.strftime("%G-W%V")


def _level_of(tree: pl.DataFrame, code: str) -> int:
    found = tree.filter((pl.col("code") == code) & (pl.col("ancestor") == code))["ancestor_level"]
    return int(found[0]) if found.len() else 0


def _at_level(cells: pl.DataFrame, tree: pl.DataFrame, level: int, column: str, name: str) -> pl.DataFrame:
    up = tree.filter(pl.col("ancestor_level") == level).select(
        pl.col("code").alias(column), pl.col("ancestor").alias(name)
    )
    return cells.join(up, on=column, how="inner", maintain_order="left")


def _flow_by_place(cells: pl.DataFrame, alone: pl.DataFrame, tree: pl.DataFrame, level: int) -> pl.DataFrame:
    """Return the sums per place of a level and window, with what each source alone says."""
    taken = _at_level(select(cells.filter(pl.col("to_level") >= level), tree, ["window"]), tree, level, "to", "place")
    single = _at_level(
        select(alone.filter(pl.col("to_level") >= level), tree, ["window", "source"]),
        tree,
        level,
        "to",
        "place",
    )
    keys = ["place", "window"]
    said = (
        single.group_by(*keys, "source", maintain_order=True)
        .agg(
            pl.col("value").sum(),
            _joint_quantifier(),
            pl.col("start").min(),
            pl.col("end").max(),
            pl.col("grade").first(),
        )
        .sort("grade", "source")
        .group_by(keys, maintain_order=True)
        .agg(pl.struct("source", "value", "quantifier", "start", "end").alias("said"))
    )
    return _sum(taken, keys).join(said, on=keys, how="left", maintain_order="left")


def _sum(taken: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    return taken.group_by(keys, maintain_order=True).agg(
        pl.col("value").sum(),
        pl.col("low").sum(),
        pl.col("high").sum(),
        _joint_quantifier(),
        pl.col("start").min(),
        pl.col("end").max(),
        pl.col("sources").explode(empty_as_null=True).unique(maintain_order=True),
        pl.col("rows").explode(empty_as_null=True),
    )


def _joint_quantifier() -> pl.Expr:
    """Return the quantifier of a sum: that of its parts if they agree, exact parts giving way; else ``about``."""
    loose = pl.col("quantifier").filter(pl.col("quantifier") != "exactly").unique()
    return (
        pl.when(loose.len() == 0)
        .then(pl.lit("exactly"))
        .when(loose.len() == 1)
        .then(loose.first())
        .otherwise(pl.lit("about"))
        .alias("quantifier")
    )


def _by_origin(cells: pl.DataFrame, tree: pl.DataFrame, level: int) -> list[pl.DataFrame]:
    """Return sums per origin of a level, and per origin and place of that level."""
    known = cells.filter(pl.col("from_level") >= level)
    out = [_sum(_at_level(select(known, tree, ["window"]), tree, level, "from", "origin"), ["origin", "window"])]
    both = select(known.filter(pl.col("to_level") >= level), tree, ["window"])
    both = _at_level(_at_level(both, tree, level, "from", "origin"), tree, level, "to", "place")
    return [*out, _sum(both, ["origin", "place", "window"])]


def _gaps(rows: pl.DataFrame, inside: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Return the cells of which a source says that nothing is known, with the reason."""
    silent = rows.filter(
        pl.col("value").is_null() & (pl.col("start") >= scope.start) & (pl.col("end") <= scope.end)
    ).join(inside, left_on="to", right_on="code", how="semi", maintain_order="left")
    return silent.with_columns(window=window_name(pl.col("start"), scope.period))


def _with_gaps(target: pl.DataFrame, gaps: pl.DataFrame, tree: pl.DataFrame, level: int) -> pl.DataFrame:
    """Add a row with a null value for every place and window that rows speak of without a number."""
    named = _at_level(gaps, tree, level, "to", "place").filter(pl.col("to") == pl.col("place"))
    lost = named.group_by("place", "window", maintain_order=True).agg(
        pl.col("start").min(), pl.col("end").max(), pl.col("gap").first()
    )
    lost = lost.join(target, on=["place", "window"], how="anti", maintain_order="left")
    return pl.concat([target, lost], how="diagonal")


def _named(sums: pl.DataFrame, scope: Scope, metric: str, *, windowed: bool) -> pl.DataFrame:
    """Give sums their ids: ``displaced.flow.total``, ``….to.CODE``, ``….from.CODE``, ``….from.A.to.B``, ``….2020-01``."""
    place = pl.col("place") if "place" in sums.columns else pl.lit(None, dtype=pl.String)
    origin = pl.col("origin") if "origin" in sums.columns else pl.lit(None, dtype=pl.String)
    into = ".in." if metric == "stock" else ".to."
    whole = (place == scope.top) if "origin" not in sums.columns else pl.lit(value=False)
    stem = (
        pl.when(whole)
        .then(pl.lit(".total"))
        .otherwise(
            pl.concat_str(
                pl.when(origin.is_not_null()).then(".from." + origin).otherwise(pl.lit("")),
                pl.when(place.is_not_null()).then(into + place).otherwise(pl.lit("")),
            )
        )
    )
    role = (
        pl.when(whole)
        .then(pl.lit("total"))
        .when(origin.is_null())
        .then(pl.lit("to"))
        .when(place.is_null())
        .then(pl.lit("from"))
        .otherwise(pl.lit("pair"))
    )
    suffix = pl.when(pl.col("window") == "").then(pl.lit("")).otherwise("." + pl.col("window"))
    return sums.with_columns(
        id=pl.lit(f"displaced.{metric}") + stem + suffix,
        role=role,
        metric=pl.lit(metric),
        place=pl.coalesce(place, pl.lit(scope.top)),
        origin=origin,
        table=pl.lit("arrivals"),
        population=pl.lit("displaced"),
        windowed=pl.lit(windowed),
    ).drop("window")


def _since(stated: pl.DataFrame, cells: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Return running totals: what one source says of the whole crisis since one day, up to several days.

    Of several sources with the same first day the one with most statements gives the series (then the better graded,
    then the first by code); the others' statements stand beside the latest figure.
    """
    whole = stated.filter((pl.col("to") == scope.top) & pl.col("from").is_null() & pl.col("judged"))
    runs = whole.group_by("start", "source").agg(pl.len().alias("n"), pl.col("grade").first()).filter(pl.col("n") > 1)
    main = (
        runs.sort("n", "grade", "source", descending=[True, False, False])
        .group_by("start", maintain_order=True)
        .first()
    )
    if not main.height:
        return _EMPTY
    ranges = cells.select("to", "from", "start", "end", "low", "high")
    series = (
        whole.drop("low", "high")
        .join(main.select("start", "source"), on=["start", "source"], how="semi")
        .join(ranges, on=["to", "from", "start", "end"], how="left", nulls_equal=True)
        .sort("start", "end")
    )
    beside = whole.join(main.select("start", "source"), on=["start", "source"], how="anti").sort("source", "end")
    said = beside.group_by("start").agg(pl.struct("source", "value", "quantifier", "start", "end").alias("said"))
    last = series.group_by("start", maintain_order=True).last().select(series.columns)
    last = last.join(said, on="start", how="left").with_columns(last=pl.lit(value=True))
    points = pl.concat([series.with_columns(last=pl.lit(value=False)), last], how="diagonal")
    by = pl.when("last").then(pl.lit("")).otherwise(".by." + pl.col("end").dt.offset_by("-1d").dt.to_string())
    return points.select(
        id="displaced.flow.since." + pl.col("start").dt.to_string() + by,
        role=pl.lit("since"),
        value="value",
        low="low",
        high="high",
        quantifier="quantifier",
        metric=pl.lit("flow"),
        start="start",
        end="end",
        place=pl.lit(scope.top),
        population=pl.lit("displaced"),
        sources=pl.concat_list("source"),
        table=pl.lit("arrivals"),
        rows=pl.concat_list("row"),
        said="said",
        windowed=~pl.col("last"),
    )


def _stocks(rows: pl.DataFrame, tree: pl.DataFrame, scope: Scope, kind: str) -> list[pl.DataFrame]:
    if not rows.height:
        return []
    stated = latest_per_source(rows)
    cells = to_cells(stated)
    out = []
    for windowed in (False, True):
        if windowed:
            frame, alone = (
                f.filter(pl.col("start") >= scope.start).with_columns(window=window_name(pl.col("start"), scope.period))
                for f in (cells, stated)
            )
        else:
            frame, alone = _whole(cells), _whole(stated)
        said = (
            alone.sort("start")
            .group_by("to", "window", "source", maintain_order=True)
            .last()
            .sort("grade", "source")
            .group_by(pl.col("to").alias("place"), "window", maintain_order=True)
            .agg(pl.struct("source", "value", "quantifier", "start", "end").alias("said"))
        )
        for level in range(_level_of(tree, scope.top), scope.finest_level + 1):
            sums = _stock_by_place(frame, tree, level)
            sums = sums.join(said, on=["place", "window"], how="left", maintain_order="left")
            named = _named(sums, scope, "stock", windowed=windowed)
            stem = (
                pl.col("id")
                if kind == "displaced"
                else pl.col("id").str.replace("displaced.", f"{kind}.", literal=True)
            )
            out.append(named.with_columns(id=stem, population=pl.lit(kind), table=pl.lit("populations")))
    return out


def _stock_by_place(cells: pl.DataFrame, tree: pl.DataFrame, level: int) -> pl.DataFrame:
    """Return the people present per place of a level: each place's last statement, a whole before its parts."""
    last = (
        _at_level(cells.filter(pl.col("to_level") >= level), tree, level, "to", "place")
        .sort("start")
        .group_by("place", "window", "to", maintain_order=True)
        .last()
    )
    newest = pl.col("start").max().over("place", "window")
    last = last.filter(pl.col("start") >= newest.dt.offset_by(f"-{STALE_DAYS}d")).with_columns(_day="start")
    frozen = last.with_columns(start=pl.date(2000, 1, 1), end=pl.date(2000, 1, 2), judged=pl.lit(value=True))
    taken = select(frozen, tree, ["window"])
    sums = _sum(taken, ["place", "window"]).drop("start", "end")
    vaguest = pl.col("accuracy").replace_strict(_ACCURACIES, range(4), default=0).max()
    days = taken.group_by("place", "window").agg(
        date=pl.col("_day").max(),
        oldest=pl.col("_day").min(),
        accuracy=vaguest.replace_strict(range(4), _ACCURACIES, return_dtype=pl.String),
    )
    return sums.join(days, on=["place", "window"], maintain_order="left")
