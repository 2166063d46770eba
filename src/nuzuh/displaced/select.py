"""Statements that do not overlap, so that they may be added up: the widest first, then the better graded."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

import polars as pl


def select(cells: pl.DataFrame, lineage: pl.DataFrame, lane: Sequence[str] = ()) -> pl.DataFrame:
    """Return the cells that may be added up: none of them overlaps another.

    Two cells overlap when their times do, one's place lies in the other's (or is the same), and so for their origins;
    an unknown origin may be any. Of overlapping cells the widest statement is taken: sources that can be judged before
    those that cannot, then the coarser place, then the unknown or coarser origin, then the longer time, then the better
    grade, then the later report. So an aggregate replaces its parts, and a cumulative figure the earlier ones.

    Parameters
    ----------
    cells : pl.DataFrame
        As `statements.cells` gives them, with ``cell`` as the key.
    lineage : pl.DataFrame
        As `nuzuh.places.gazetteer.lineage` gives it.
    lane : sequence of str
        Columns that keep cells apart: cells of different lanes never overlap (``source``, for each source alone).

    Returns
    -------
    pl.DataFrame
        The cells taken, in their order.

    Notes
    -----
    Cells are worked through grain by grain (place level × origin level); within a grain only cells of the same place
    and origin can overlap, and between grains an as-of join finds overlaps: near-linear in the number of cells.
    """
    taken: list[pl.DataFrame] = []
    grains = cells.select("judged", "to_level", "from_level").unique()
    for grain in grains.sort("judged", "to_level", "from_level", descending=[True, False, False]).iter_rows(named=True):
        candidates = cells.filter(
            (pl.col("judged") == grain["judged"])
            & (pl.col("to_level") == grain["to_level"])
            & (pl.col("from_level") == grain["from_level"])
        )
        for earlier in taken:
            candidates = _without_overlap(candidates, earlier, lineage, lane)
        picked = _disjoint(candidates, lane)
        if picked.height:
            taken.append(picked)
    return pl.concat(taken).sort("cell") if taken else cells.clear()


def _without_overlap(
    candidates: pl.DataFrame, earlier: pl.DataFrame, lineage: pl.DataFrame, lane: Sequence[str]
) -> pl.DataFrame:
    """Return the candidates that overlap no cell of an earlier grain."""
    if not candidates.height:
        return candidates
    to_level = min(earlier["to_level"][0], candidates["to_level"][0])
    from_level = min(earlier["from_level"][0], candidates["from_level"][0])
    ours = _rolled(candidates, lineage, to_level, from_level)
    theirs = _rolled(earlier, lineage, to_level, from_level)
    keys = [*lane, "_to", *(["_from"] if from_level >= 0 else [])]
    until = (
        theirs.sort("start").with_columns(_until=pl.col("end").cum_max().over(keys)).select(*keys, "start", "_until")
    )
    joined = (
        ours.with_columns(_last=pl.col("end").dt.offset_by("-1d"))
        .sort("_last")
        .join_asof(
            until,
            left_on="_last",
            right_on="start",
            by=keys,
            strategy="backward",
            check_sortedness=False,
        )
    )
    clash = joined.filter(pl.col("_until") > pl.col("start"))
    return candidates.join(clash.select("cell"), on="cell", how="anti", maintain_order="left")


def _rolled(cells: pl.DataFrame, lineage: pl.DataFrame, to_level: int, from_level: int) -> pl.DataFrame:
    """Return the cells with ``_to`` and ``_from``: their place and origin at coarser levels."""
    up = lineage.select("code", "ancestor", pl.col("ancestor_level"))
    out = cells.join(
        up.filter(pl.col("ancestor_level") == to_level).select(to="code", _to="ancestor"),
        on="to",
        how="inner",
    )
    if from_level < 0:
        return out
    return out.join(
        up.filter(pl.col("ancestor_level") == from_level).select(pl.col("code").alias("from"), _from="ancestor"),
        on="from",
        how="inner",
    )


def _disjoint(cells: pl.DataFrame, lane: Sequence[str]) -> pl.DataFrame:
    """Return, of cells of one grain, those that do not overlap in time: the longest first."""
    keys = [*lane, "to", "from"]
    ordered = cells.sort("start", "end")
    touches = pl.col("start") < pl.col("end").cum_max().shift(1).over(keys)
    clash = ordered.filter(touches.any().over(keys).fill_null(value=False))
    if not clash.height:
        return cells
    kept: list[int] = []
    order = ["days", "grade", "reported", "start", "cell"]
    for group in clash.sort(order, descending=[True, False, True, False, False], nulls_last=True).partition_by(keys):
        starts: list[dt.date] = []
        ends: list[dt.date] = []
        for start, end, cell in group.select("start", "end", "cell").iter_rows():
            at = bisect_right(starts, start)
            if (at == 0 or ends[at - 1] <= start) and (at == len(starts) or starts[at] >= end):
                starts.insert(at, start)
                ends.insert(at, end)
                kept.append(cell)
    lost = clash.filter(~pl.col("cell").is_in(kept))
    return cells.join(lost.select("cell"), on="cell", how="anti", maintain_order="left")
