"""The finest cells of a movement: lanes (from where, into which unit) by short intervals of time, and what each row sums."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from nuzuh.displaced.ground import ANYWHERE, Floats, Ints, Times, Tree, Units, expand, units_of

GAP_SHARE = 0.5  # a lane that is told of for at least half of the time between its first and last report has gaps
EDGE_SHARE = 0.75  # before the first and after the last report: told of for three quarters of the whole time …
EDGE_GAP = 0.25  # … and silent for no longer than a quarter of what is told


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one kind of movement, in the order of lane and time.

    Attributes
    ----------
    units : Units
        Areas that the lanes lead into (of returns and departures: out of).
    unit, origin, time : array of int, shape (cells,)
        Unit, number of the place of origin (−1: anywhere) and interval of each cell.
    lane : array of int, shape (cells,)
        Number of the lane.
    told : array of bool, shape (cells,)
        Whether a row speaks of the cell; otherwise it lies in a gap of a lane that is reported regularly.
    sums : csr_array, shape (rows, cells)
        1 where a row adds the cell.
    """

    units: Units
    unit: Ints
    origin: Ints
    time: Ints
    lane: Ints
    told: np.ndarray[tuple[int], np.dtype[np.bool_]]
    sums: sparse.csr_array

    def __len__(self) -> int:
        return len(self.unit)


def cells_of(tree: Tree, times: Times, to: Ints, origin: Ints, first: Ints, last: Ints, source: Ints) -> Cells:
    """Return the finest cells that rows of one kind tell apart.

    A row is the sum of all cells inside its place, its origin and its time. The rest of an origin beside finer ones is a
    cell of its own, unless some source names only the finer ones: then these are all.

    Parameters
    ----------
    tree : Tree
    times : Times
    to, origin : array of int, shape (rows,)
        Numbers of places; origin −1 for anywhere.
    first, last : array of int, shape (rows,)
        Half-open range of intervals.
    source : array of int, shape (rows,)
    """
    units = units_of(tree, np.unique(to))
    spans = units.spans(tree, to)
    in_row, unit = expand(*spans)
    at, time = expand(first[in_row], last[in_row])
    touched = pl.DataFrame({"row": in_row[at], "unit": unit[at], "time": time, "origin": origin[in_row[at]]})
    cells = touched.select("unit", "origin", "time").unique()
    crowded = cells.filter(pl.len().over("unit", "time") > 1)
    named = cells.clear()
    if crowded.height:
        touched = touched.with_columns(source=pl.Series(source[touched["row"].to_numpy()]))
        listed = _listed(crowded, touched, tree)
        named = _unnamed(cells, listed, times, tree)
        cells = cells.join(listed, on=["unit", "origin", "time"], how="anti")
        cells = cells.join(_all_named(cells, named, listed, crowded, tree), on=["unit", "origin", "time"], how="anti")
    cells = pl.concat([cells, named]).with_columns(told=pl.lit(value=True))
    cells = pl.concat([cells, _gaps(cells, times)]).sort("unit", "origin", "time").with_row_index("cell")
    pairs = touched.join(cells.rename({"origin": "part"}), on=["unit", "time"], how="inner")
    pairs = pairs.filter(_covers(tree, pairs["origin"], pairs["part"]))
    sums = sparse.csr_array(
        (np.ones(pairs.height), (pairs["row"].to_numpy(), pairs["cell"].to_numpy())), shape=(len(to), cells.height)
    )
    sums.sum_duplicates()
    lane = (pl.struct("unit", "origin").rle_id()).alias("lane")
    numbers = cells.select("unit", "origin", "time", lane, "told").cast({"lane": pl.Int64})
    unit, origin, time, number = (numbers[c].to_numpy().astype(np.int64) for c in ("unit", "origin", "time", "lane"))
    return Cells(units, unit, origin, time, number, numbers["told"].to_numpy(), sums)


def _listed(crowded: pl.DataFrame, touched: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Return the cells that are no rest: some source names only finer origins inside them, and none that is as wide."""
    here = touched.join(crowded.select("unit", "time").unique(), on=["unit", "time"], how="semi")
    here = here.select("unit", "time", "origin", "source").unique()
    pairs = crowded.rename({"origin": "wide"}).join(here, on=["unit", "time"], how="inner")
    wide, part = pairs["wide"], pairs["origin"]
    pairs = pairs.with_columns(inside=_covers(tree, wide, part) & (wide != part), above=_covers(tree, part, wide))
    said = pairs.group_by("unit", "time", "wide", "source").agg(pl.col("inside").any(), pl.col("above").any())
    return said.filter(pl.col("inside") & ~pl.col("above")).select("unit", "time", origin="wide").unique()


def _unnamed(cells: pl.DataFrame, listed: pl.DataFrame, times: Times, tree: Tree) -> pl.DataFrame:
    """Return the cells of regularly named origins at times when only a wider origin is told of their unit."""
    finer = cells.join(listed.select("unit", "origin").unique(), on=["unit", "origin"], how="anti")
    every = _regular(finer, times).join(cells, on=["unit", "origin", "time"], how="anti")
    wide = every.join(cells.rename({"origin": "wide"}), on=["unit", "time"], how="inner")
    return wide.filter(_covers(tree, wide["wide"], wide["origin"])).select("unit", "origin", "time").unique()


def _all_named(
    cells: pl.DataFrame, named: pl.DataFrame, listed: pl.DataFrame, crowded: pl.DataFrame, tree: Tree
) -> pl.DataFrame:
    """Return the wider cells of which nothing is left beside named origins: at most times when these were told there was no rest."""
    pairs = crowded.join(crowded.rename({"origin": "part"}), on=["unit", "time"], how="inner")
    wider = _covers(tree, pairs["origin"], pairs["part"]) & (pairs["origin"] != pairs["part"])
    both = pairs.filter(wider).select("unit", "origin", "time").unique()
    mostly = (
        both.join(listed.with_columns(none=pl.lit(1.0)), on=["unit", "origin", "time"], how="left")
        .group_by("unit", "origin")
        .agg(pl.col("none").sum() / pl.len())
        .filter(pl.col("none") > GAP_SHARE)
    )
    beside = cells.join(mostly, on=["unit", "origin"], how="semi").join(
        named.rename({"origin": "part"}), on=["unit", "time"], how="inner"
    )
    return beside.filter(_covers(tree, beside["origin"], beside["part"])).select("unit", "origin", "time").unique()


def _covers(tree: Tree, wide: pl.Series, narrow: pl.Series) -> pl.Series:
    return pl.Series(tree.covers(wide.to_numpy(), narrow.to_numpy()), dtype=pl.Boolean)


def _gaps(cells: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return the cells of lanes that are reported regularly, at times when nobody speaks of their unit at all."""
    return _regular(cells, times).join(cells, on=["unit", "time"], how="anti").with_columns(told=pl.lit(value=False))


def _regular(cells: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return unit, origin and all times of lanes that are reported regularly."""
    days = pl.DataFrame(
        {"time": np.arange(len(times.days)), "days": times.days, "at": times.edges[:-1], "to": times.edges[1:]}
    )
    lanes = (
        cells.join(days, on="time")
        .group_by("unit", "origin")
        .agg(pl.col("days").sum(), pl.col("at").min(), pl.col("to").max())
        .with_columns(
            early=pl.col("at") - int(times.edges[0]),
            late=int(times.edges[-1]) - pl.col("to"),
        )
        .filter(pl.col("days") >= GAP_SHARE * (pl.col("to") - pl.col("at")))
    )
    wide = pl.col("days") >= EDGE_SHARE * float(times.edges[-1] - times.edges[0])
    lanes = lanes.with_columns(
        at=pl.when(wide & (pl.col("early") <= EDGE_GAP * pl.col("days"))).then(int(times.edges[0])).otherwise("at"),
        to=pl.when(wide & (pl.col("late") <= EDGE_GAP * pl.col("days"))).then(int(times.edges[-1])).otherwise("to"),
    ).sort("unit", "origin")
    first, last = times.at(lanes["at"].to_numpy()), times.at(lanes["to"].to_numpy())
    which, time = expand(first, last)
    return pl.DataFrame(
        {"unit": lanes["unit"].to_numpy()[which], "origin": lanes["origin"].to_numpy()[which], "time": time},
        schema={name: cells.schema[name] for name in ("unit", "origin", "time")},
    )


def empty_cells(rows: int) -> Cells:
    """Return no cells at all."""
    none = np.zeros(0, dtype=np.int64)
    units = Units(none, np.zeros(0, dtype=np.int64))
    return Cells(units, none, none, none, none, none.astype(bool), sparse.csr_array((rows, 0)))


def start_values(cells: Cells, times: Times, value: Floats) -> Floats:
    """Return a first guess of the people in each cell: the rates of the rows that hold it, their logarithms averaged."""
    if not len(cells):
        return np.zeros(0)
    days = times.days[cells.time]
    span = np.maximum(cells.sums @ days, 1e-9)
    rate = np.log(np.maximum(value, 0.5) / span)
    weight = 1.0 / np.maximum(np.diff(cells.sums.indptr), 1)
    total = cells.sums.T @ weight
    mean = np.where(total > 0, (cells.sums.T @ (rate * weight)) / np.maximum(total, 1e-12), np.nan)
    filled = np.where(np.isnan(mean), np.nanmedian(mean) if np.isfinite(mean).any() else 0.0, mean)
    out: Floats = filled + np.log(days)
    return out


__all__ = ["ANYWHERE", "Cells", "cells_of", "empty_cells", "start_values"]
