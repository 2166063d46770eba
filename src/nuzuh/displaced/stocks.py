"""Stocks: people present in a place on a day."""

from __future__ import annotations

import polars as pl

from nuzuh.displaced.select import select
from nuzuh.displaced.statements import cells as to_cells
from nuzuh.displaced.statements import latest_per_source
from nuzuh.displaced.sums import Scope, at_level, level_of, named, summed, whole, window_name, with_gaps

STALE_DAYS = 183  # a stock this much older than the newest of its sum is shown, not added
_ACCURACIES = ("day", "week", "month", "year")


def stock_figures(
    rows: pl.DataFrame, tree: pl.DataFrame, scope: Scope, kind: str, gaps: pl.DataFrame
) -> list[pl.DataFrame]:
    """Return all stocks of one kind: in all, by place, by the period in which their day lies.

    Parameters
    ----------
    rows : pl.DataFrame
        As `statements.stock_rows` gives them, inside the crisis's place.
    tree : pl.DataFrame
        As `nuzuh.places.gazetteer.lineage` gives it.
    scope : Scope
    kind : str
        ``displaced``, ``returnees`` or ``capacity``.
    gaps : pl.DataFrame
        As `sums.gaps_of` gives them.
    """
    if not rows.height and not gaps.height:
        return []
    stated = latest_per_source(rows)
    cells = to_cells(stated)
    out = []
    for windowed in (False, True):
        frame, alone, silent = (_in_window(f, scope) if windowed else whole(f) for f in (cells, stated, gaps))
        said = (
            alone.sort("start")
            .group_by("to", "window", "source", maintain_order=True)
            .last()
            .sort("grade", "source")
            .group_by(pl.col("to").alias("place"), "window", maintain_order=True)
            .agg(
                pl.struct("source", "value", "quantifier", "start", "end", parts=pl.concat_list("value_part")).alias(
                    "said"
                )
            )
        )
        silent = silent.sort("start").group_by("to", "window", maintain_order=True).last()
        for level in range(level_of(tree, scope.top), scope.finest_level + 1):
            sums = _stock_by_place(frame, tree, level)
            sums = sums.join(said, on=["place", "window"], how="left", maintain_order="left")
            sums = with_gaps(sums, silent, tree, level)
            sums = sums.with_columns(date=pl.coalesce("date", "start")).drop("start", "end")
            figures = named(sums, scope, "stock", windowed=windowed).with_columns(
                id=pl.col("id").str.replace("displaced.", f"{kind}.", literal=True),
                population=pl.lit(kind),
                table=pl.lit("populations"),
            )
            out.append(figures)
    return out


def _in_window(cells: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    inside = cells.filter(pl.col("start") >= scope.start)
    return inside.with_columns(window=window_name(pl.col("start"), scope.period))


def _stock_by_place(cells: pl.DataFrame, tree: pl.DataFrame, level: int) -> pl.DataFrame:
    """Return the people present per place of a level: each place's last statement, a whole before its parts.

    A source that cannot be judged speaks only for a place of which no other speaks, however late it is.
    """
    last = (
        at_level(cells.filter(pl.col("to_level") >= level), tree, level, "to", "place")
        .sort("judged", "start")
        .group_by("place", "window", "to", maintain_order=True)
        .last()
    )
    newest = pl.col("start").max().over("place", "window")
    last = last.filter(pl.col("start") >= newest.dt.offset_by(f"-{STALE_DAYS}d")).with_columns(_day="start")
    frozen = last.with_columns(start=pl.date(2000, 1, 1), end=pl.date(2000, 1, 2))
    taken = select(frozen, tree, ["window"])
    sums = summed(taken, ["place", "window"]).drop("start", "end")
    vaguest = pl.col("accuracy").replace_strict(_ACCURACIES, range(4), default=0).max()
    days = taken.group_by("place", "window").agg(
        date=pl.col("_day").max(),
        oldest=pl.col("_day").min(),
        accuracy=vaguest.replace_strict(range(4), _ACCURACIES, return_dtype=pl.String),
    )
    return sums.join(days, on=["place", "window"], how="left", maintain_order="left")
