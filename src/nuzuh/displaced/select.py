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
    and origin can overlap, and between grains an as-of join finds overlaps: near-linear in the number of cells. Codes
    are numbers while this is done, and the wide columns of ``cells`` stay aside.
    """
    slim, base = _slim(cells, lineage, lane)
    grains = slim.partition_by("judged", "to_level", "from_level", as_dict=True)
    taken: list[tuple[int, int, pl.DataFrame]] = []
    for judged, to_level, from_level in sorted(grains, key=lambda grain: (not grain[0], *grain[1:])):
        candidates = grains[judged, to_level, from_level]
        for to_earlier, from_earlier, earlier in taken:
            if not candidates.height:
                break
            key = _key(min(to_level, to_earlier), min(from_level, from_earlier), base)
            candidates = _without_overlap(candidates.with_columns(_key=key), earlier.with_columns(_key=key))
        picked = _disjoint(candidates.with_columns(_key=_key(to_level, from_level, base)))
        if picked.height:
            taken.append((to_level, from_level, picked))
    kept = [frame["cell"] for _, _, frame in taken]
    return cells.filter(pl.col("cell").is_in(pl.concat(kept).implode())).sort("cell") if kept else cells.clear()


def _slim(cells: pl.DataFrame, lineage: pl.DataFrame, lane: Sequence[str]) -> tuple[pl.DataFrame, int]:
    """Return the cells with numbers for lane, place and origin (``_to3``: the place of level 3), and their base."""
    codes = lineage["code"].unique().sort()
    ups = {
        level: pl.DataFrame({"code": codes})
        .join(lineage.filter(pl.col("ancestor_level") == level), on="code", how="left", maintain_order="left")
        .select(_number(pl.col("ancestor"), codes))
        .to_series()
        for level in lineage["ancestor_level"].unique()
    }
    number = pl.lit(0, dtype=pl.UInt64)
    for column in lane:
        names = cells[column].unique().drop_nulls().sort()
        number = number * names.len() + _number(pl.col(column), names)
    slim = cells.select(
        "cell", "start", "end", "days", "grade", "reported", "judged", "to_level", "from_level",
        _number(pl.col("to"), codes).alias("_to"), _number(pl.col("from"), codes).alias("_from"), _lane=number,
    )  # fmt: skip
    return slim.select(
        pl.exclude("_to", "_from"),
        *(ups[level].gather(slim[side]).alias(f"{side}{level}")
          for side in ("_to", "_from") for level in slim[f"{side[1:]}_level"].unique() if level >= 0),
    ), codes.len()  # fmt: skip


def _number(code: pl.Expr, codes: pl.Series) -> pl.Expr:
    """Return the position of each code in a list of codes; null when it is not there."""
    return code.cast(pl.Enum(codes), strict=False).to_physical().cast(pl.UInt64)


def _key(to_level: int, from_level: int, base: int) -> pl.Expr:
    """Return one number for lane, place and origin at their levels; an origin level of −1 takes all origins alike."""
    place = pl.col("_lane") * base + pl.col(f"_to{to_level}")
    return place if from_level < 0 else place * base + pl.col(f"_from{from_level}")


def _without_overlap(candidates: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """Return the candidates that overlap no cell of an earlier grain; both have the ``_key`` that they meet in."""
    spans = ["_key", "start", "end"]
    ours, theirs = (f.select(spans).drop_nulls("_key").unique() for f in (candidates, earlier))
    until = theirs.sort(spans).select("_key", "start", _until=pl.col("end").cum_max().over("_key"))
    joined = ours.with_columns(_last=pl.col("end").dt.offset_by("-1d")).sort("_last").join_asof(
        until.sort("start", maintain_order=True), left_on="_last", right_on="start", by="_key", strategy="backward",
        check_sortedness=False,
    )  # fmt: skip
    clash = joined.filter(pl.col("_until") > pl.col("start")).select(spans)
    return candidates.join(clash, on=spans, how="anti", maintain_order="left")


def _disjoint(cells: pl.DataFrame) -> pl.DataFrame:
    """Return, of cells of one grain, those that do not overlap in time: the longest first."""
    same = pl.col("_key") == pl.col("_key").shift(1)
    touching = cells.select("_key", "start", "end").sort("_key", "start", "end")
    keys = touching.filter(same & (pl.col("start") < pl.col("end").shift(1))).select("_key").unique()
    if not keys.height:
        return cells
    clash = cells.join(keys, on="_key", how="semi", maintain_order="left")
    order = ["days", "grade", "reported", "start", "cell"]
    clash = clash.sort(order, descending=[True, False, True, False, False], nulls_last=True)
    held: dict[int, tuple[list[dt.date], list[dt.date]]] = {}
    lost: list[int] = []
    for key, start, end, cell in clash.select("_key", "start", "end", "cell").iter_rows():
        starts, ends = held.setdefault(key, ([], []))
        at = bisect_right(starts, start)
        if (at == 0 or ends[at - 1] <= start) and (at == len(starts) or starts[at] >= end):
            starts.insert(at, start)
            ends.insert(at, end)
        else:
            lost.append(cell)
    return cells.filter(~pl.col("cell").is_in(pl.Series(lost, dtype=cells["cell"].dtype).implode()))
