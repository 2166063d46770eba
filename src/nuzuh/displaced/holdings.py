"""Stocks and what ties them to flows: for each area of its own, the people present from date to date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from nuzuh.displaced.cells import Cells
from nuzuh.displaced.ground import MONTH, Floats, Ints, Times, Tree, Units, expand, units_of


@dataclass(frozen=True, slots=True)
class Holdings:
    """The stocks of all units at all dates, and the accounts between two dates.

    An area is the smallest piece of ground that the units of stocks and of flows both add up to: its account ties them.

    Attributes
    ----------
    units : Units
        Areas that rows of stock tell apart.
    unit, edge : array of int, shape (stocks,)
        Unit of each stock and the edge of the time grid at which it stands.
    sums : csr_array, shape (rows of stock, stocks)
    area : array of int, shape (units,)
        Area of each unit.
    of_place : array of int, shape (places,)
        Area that each place's own ground belongs to; −1 where it has none.
    step_area, step_first, step_last : array of int, shape (steps,)
        Area of each account, and the edges at which it begins and ends.
    begins, ends : csr_array, shape (steps, stocks)
        Stocks at both ends of each account, of the units that are counted at both.
    enters : csr_array, shape (steps, stocks)
        Stocks of units that are counted for the first time at the end of the account.
    """

    units: Units
    unit: Ints
    edge: Ints
    sums: sparse.csr_array
    area: Ints
    of_place: Ints
    step_area: Ints
    step_first: Ints
    step_last: Ints
    begins: sparse.csr_array
    ends: sparse.csr_array
    enters: sparse.csr_array

    def __len__(self) -> int:
        return len(self.unit)

    def months(self, times: Times) -> Floats:
        """Return the length of each account in months."""
        out: Floats = (times.edges[self.step_last] - times.edges[self.step_first]) / MONTH
        return out

    def steps_of(self, area: Ints, time: Ints, intervals: int) -> Ints:
        """Return the account that each interval of an area falls into; −1 where there is none."""
        table = np.full((int(self.area.max(initial=-1)) + 2, intervals), -1, dtype=np.int64)
        which, covered = expand(self.step_first, self.step_last)
        table[self.step_area[which], covered] = which
        known = np.where(area >= 0, area, table.shape[0] - 1)
        out: Ints = table[known, time]
        return out


def holdings_of(tree: Tree, times: Times, place: Ints, edge: Ints, flows: list[Cells], dates: Ints) -> Holdings:
    """Return the stocks that rows speak of, from each unit's first report to the end.

    Parameters
    ----------
    tree : Tree
    times : Times
    place, edge : array of int, shape (rows,)
        Where and at which edge of the time grid each row counts people.
    flows : list of Cells
        Arrivals, returns and departures.
    dates : array of int
        Edges at which stocks are wanted besides those at which they are reported.
    """
    units = units_of(tree, np.unique(place))
    of_unit, of_place = _areas(units, flows)
    span = units.spans(tree, place)
    row, unit = expand(*span)
    first = np.full(len(units.nodes), np.iinfo(np.int64).max)
    np.minimum.at(first, unit, edge[row])
    wanted = _dates(of_unit, unit, edge[row], dates)
    wanted = wanted[wanted[:, 1] >= first[wanted[:, 0]]]
    order = np.lexsort((wanted[:, 1], wanted[:, 0]))
    wanted = wanted[order]
    key = wanted[:, 0] * len(times.edges) + wanted[:, 1]
    column = np.searchsorted(key, unit * len(times.edges) + edge[row])
    sums = sparse.csr_array((np.ones(len(row)), (row, column)), shape=(len(place), len(wanted)))
    sums.sum_duplicates()
    steps = _steps(wanted, of_unit, first)
    return Holdings(units, wanted[:, 0], wanted[:, 1], sums, of_unit, of_place, *steps)


def _areas(units: Units, flows: list[Cells]) -> tuple[Ints, Ints]:
    """Return the area of each unit of stocks, and of each place's own ground."""
    kinds = [units, *(f.units for f in flows if len(f))]
    offset = np.cumsum([0, *(len(k.nodes) for k in kinds)])
    ends = [np.where(k.owner >= 0, k.owner + o, -1) for k, o in zip(kinds, offset, strict=False)]
    links = [(a, b) for i, a in enumerate(ends) for b in ends[i + 1 :]]
    pairs = [np.stack([a[(a >= 0) & (b >= 0)], b[(a >= 0) & (b >= 0)]]) for a, b in links]
    both = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), dtype=np.int64)
    graph = sparse.coo_array((np.ones(both.shape[1]), (both[0], both[1])), shape=(offset[-1], offset[-1]))
    _, part = connected_components(graph, directed=False)
    stocked = np.unique(part[: len(units.nodes)])
    number = np.full(int(part.max(initial=-1)) + 1, -1, dtype=np.int64)
    number[stocked] = np.arange(len(stocked))
    of_place = np.full(len(units.owner), -1, dtype=np.int64)
    for end in ends:
        of_place = np.where((end >= 0) & (of_place < 0), number[part[np.maximum(end, 0)]], of_place)
    return number[part[: len(units.nodes)]], of_place


def _dates(of_unit: Ints, unit: Ints, edge: Ints, dates: Ints) -> Ints:
    """Return (unit, edge) for every unit and every date of its area: those reported in it, and those wanted."""
    pairs = np.unique(np.stack([of_unit[unit], edge], axis=1), axis=0)
    count = int(of_unit.max(initial=-1)) + 1
    every = np.stack([np.repeat(np.arange(count), len(dates)), np.tile(dates, count)], axis=1)
    both = np.unique(np.concatenate([pairs, every.astype(np.int64)]), axis=0)
    start = np.searchsorted(both[:, 0], of_unit)
    stop = np.searchsorted(both[:, 0], of_unit, side="right")
    which, at = expand(start, stop)
    return np.stack([which, both[at, 1]], axis=1)


def _steps(
    wanted: Ints, of_unit: Ints, first: Ints
) -> tuple[Ints, Ints, Ints, sparse.csr_array, sparse.csr_array, sparse.csr_array]:
    """Return the accounts between neighbouring dates of each area, and which stocks stand at their ends."""
    area = of_unit[wanted[:, 0]]
    dates = np.unique(np.stack([area, wanted[:, 1]], axis=1), axis=0)
    follows = np.flatnonzero(dates[1:, 0] == dates[:-1, 0])
    step_area, begin, end = dates[follows, 0], dates[follows, 1], dates[follows + 1, 1]
    date = {(int(a), int(e)): n for n, (a, e) in enumerate(dates)}
    at = np.array([date[int(a), int(e)] for a, e in zip(area, wanted[:, 1], strict=True)], dtype=np.int64)
    step_from = np.full(len(dates), -1, dtype=np.int64)
    step_from[follows] = np.arange(len(follows))
    step_to = np.full(len(dates), -1, dtype=np.int64)
    step_to[follows + 1] = np.arange(len(follows))
    column = np.arange(len(wanted))
    fresh = wanted[:, 1] == first[wanted[:, 0]]
    shape = (len(follows), len(wanted))

    def table(step: Ints, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> sparse.csr_array:
        good = (step >= 0) & keep
        return sparse.csr_array((np.ones(good.sum()), (step[good], column[good])), shape=shape)

    everything = np.ones(len(wanted), dtype=bool)
    begins = table(step_from[at], everything)
    ends = table(step_to[at], ~fresh)
    enters = table(step_to[at], fresh)
    return step_area, begin, end, begins, ends, enters
