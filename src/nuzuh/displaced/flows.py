"""Flows: people who moved into a place, or out of one, in a period."""

from __future__ import annotations

import polars as pl

from nuzuh.displaced.select import select
from nuzuh.displaced.statements import cells as to_cells
from nuzuh.displaced.statements import latest_per_source
from nuzuh.displaced.sums import (
    EMPTY,
    Scope,
    at_level,
    joint_quantifier,
    level_of,
    named,
    summed,
    whole,
    window_name,
    with_gaps,
)


def flow_figures(rows: pl.DataFrame, tree: pl.DataFrame, scope: Scope, gaps: pl.DataFrame) -> list[pl.DataFrame]:
    """Return all flows: in all, by place, by origin, by period, running totals.

    Parameters
    ----------
    rows : pl.DataFrame
        As `statements.flow_rows` gives them, inside the crisis's place.
    tree : pl.DataFrame
        As `nuzuh.places.gazetteer.lineage` gives it.
    scope : Scope
    gaps : pl.DataFrame
        As `gaps_of` gives them.
    """
    stated = latest_per_source(rows)
    cells = to_cells(stated)
    alone = stated.with_columns(
        cell=pl.int_range(pl.len(), dtype=pl.UInt32),
        sources=pl.concat_list("source"),
        rows=pl.concat_list("row"),
    )
    top_level = level_of(tree, scope.top)
    out = []
    ours, theirs = (_both(f, scope.period) for f in (cells, alone))
    for level in range(top_level, scope.finest_level + 1):
        target = _flow_by_place(ours, theirs, tree, level)
        for windowed in (False, True):
            part = target.filter((pl.col("window") != "") == windowed)
            gap = _in_period(gaps, scope.period) if windowed else whole(gaps)
            out.append(named(with_gaps(part, gap, tree, level), scope, "flow", windowed=windowed))
        if level > 0:
            out += [named(f, scope, "flow", windowed=False) for f in _by_origin(whole(cells), tree, level)]
    out.append(_since(stated, cells, scope))
    return out


def _both(cells: pl.DataFrame, period: str) -> pl.DataFrame:
    """Return the cells twice, over the whole time and within one period, numbered anew: selections of both are made at once."""
    return pl.concat([whole(cells), _in_period(cells, period)]).with_columns(
        cell=pl.int_range(pl.len(), dtype=pl.UInt32)
    )


def _in_period(cells: pl.DataFrame, period: str) -> pl.DataFrame:
    """Return the cells that lie within one period, with its name as ``window``."""
    every = "1mo" if period == "month" else "1w"
    first = pl.col("start").dt.truncate(every)
    inside = pl.col("end") <= first.dt.offset_by(every)
    return cells.filter(inside).with_columns(window=window_name(pl.col("start"), period))


def _flow_by_place(cells: pl.DataFrame, alone: pl.DataFrame, tree: pl.DataFrame, level: int) -> pl.DataFrame:
    """Return the sums per place of a level and window, with what each source alone says."""
    taken = at_level(select(cells.filter(pl.col("to_level") >= level), tree, ["window"]), tree, level, "to", "place")
    single = at_level(
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
            joint_quantifier(),
            pl.col("start").min(),
            pl.col("end").max(),
            pl.col("grade").first(),
            pl.col("value_part").alias("parts"),
        )
        .sort("grade", "source")
        .group_by(keys, maintain_order=True)
        .agg(pl.struct("source", "value", "quantifier", "start", "end", "parts").alias("said"))
    )
    return summed(taken, keys).join(said, on=keys, how="left", maintain_order="left")


def _by_origin(cells: pl.DataFrame, tree: pl.DataFrame, level: int) -> list[pl.DataFrame]:
    """Return sums per origin of a level, and per origin and place of that level."""
    known = cells.filter(pl.col("from_level") >= level)
    out = [summed(at_level(select(known, tree, ["window"]), tree, level, "from", "origin"), ["origin", "window"])]
    both = select(known.filter(pl.col("to_level") >= level), tree, ["window"])
    both = at_level(at_level(both, tree, level, "from", "origin"), tree, level, "to", "place")
    return [*out, summed(both, ["origin", "place", "window"])]


def _since(stated: pl.DataFrame, cells: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Return running totals: what one source says of the whole crisis since one day, up to several days.

    Of several sources with the same first day the one with most statements gives the series (then the better graded,
    then the first by code); the others' statements stand beside the latest figure.
    """
    crisis = stated.filter((pl.col("to") == scope.top) & pl.col("from").is_null() & pl.col("judged"))
    runs = crisis.group_by("start", "source").agg(pl.len().alias("n"), pl.col("grade").first()).filter(pl.col("n") > 1)
    main = (
        runs.sort("n", "grade", "source", descending=[True, False, False])
        .group_by("start", maintain_order=True)
        .first()
    )
    if not main.height:
        return EMPTY
    ranges = cells.select("to", "from", "start", "end", "low", "high", "low_part", "high_part")
    series = (
        crisis.drop("low", "high", "low_part", "high_part")
        .join(main.select("start", "source"), on=["start", "source"], how="semi")
        .join(ranges, on=["to", "from", "start", "end"], how="left", nulls_equal=True)
        .sort("start", "end")
    )
    beside = crisis.join(main.select("start", "source"), on=["start", "source"], how="anti").sort("source", "end")
    said = beside.group_by("start").agg(
        pl.struct("source", "value", "quantifier", "start", "end", parts=pl.concat_list("value_part")).alias("said")
    )
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
        value_parts=pl.concat_list("value_part"),
        low_parts=pl.concat_list("low_part"),
        high_parts=pl.concat_list("high_part"),
        said="said",
        windowed=~pl.col("last"),
    )
