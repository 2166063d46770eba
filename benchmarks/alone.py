"""What each source alone says of a figure: its own rows that do not overlap, added up, where they cover the figure.

This is the peer of `benchmarks.recovery`; it looks at the folder's checked rows and at nothing that nuzuh computes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from benchmarks.crises import Truth, Window

COVERS = 0.8  # a source gives a figure when its rows speak of this share of the figure's places and days


@dataclass(frozen=True)
class _Row:
    """One row of a source: its leaves, its days since the crisis began (half-open), its people, when it was reported."""

    place: str
    leaves: frozenset[int]
    first: int
    last: int
    people: float
    origin: str
    reported: dt.date


@dataclass
class Alone:
    """The sources of one crisis, each alone.

    Attributes
    ----------
    truth : Truth
    flows, stocks : dict of str to list
        The rows of each source; of one cell the last reported.
    grades : dict of str to str
    """

    truth: Truth
    flows: dict[str, list[_Row]] = field(default_factory=dict)
    stocks: dict[str, dict[tuple[str, int], float]] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)

    def flow(self, source: str, place: str, window: Window) -> float | None:
        """Return the arrivals of a source in a place and time, or None where it does not give them.

        Its rows inside the figure are taken the widest first (more places, any origin, longer), each if it overlaps
        none taken before; rows of several origins for the same place and time add up. Where pairs are given only for people
        who moved, a place and time of which one origin is told counts as told.
        """
        wanted = frozenset(np.flatnonzero(self.truth.under(place)).tolist())
        first, last = ((day - self.truth.outline.start).days for day in window)
        inside = [r for r in self.flows.get(source, ()) if r.first >= first and r.last <= last and r.leaves <= wanted]
        inside.sort(key=lambda r: (-len(r.leaves), r.origin != "", r.first - r.last, r.first))
        at = sorted(wanted)
        told = np.zeros((last - first, max(at) + 1 if at else 0), dtype=np.int32)
        total = 0.0
        for number, group in _by_cell(inside):
            row = group[0]
            cell = np.ix_(range(row.first - first, row.last - first), sorted(row.leaves))
            if not told[cell].any():
                told[cell] = number
                total += sum(r.people for r in group)
        covered = (told[:, at] > 0).mean() if told.size else 0.0
        return total if covered >= COVERS else None

    def stock(self, source: str, place: str, day: dt.date) -> float | None:
        """Return the stock of a source in a place at a day: as it says it, or the sum over the places inside, or None."""
        said = self.stocks.get(source, {})
        key = (place, (day - self.truth.outline.start).days)
        if key in said:
            return said[key]
        inside = self.truth.places.filter(pl.col("parent") == place)["code"].to_list()
        parts = [self.stock(source, code, day) for code in inside]
        known = [part for part in parts if part is not None]
        return sum(known) if inside and len(known) >= COVERS * len(inside) else None


def _by_cell(rows: list[_Row]) -> Iterator[tuple[int, list[_Row]]]:
    """Return rows of the same place, time and kind of origin together, numbered from 1."""
    groups: dict[tuple[str, int, int, bool], list[_Row]] = {}
    for row in rows:
        groups.setdefault((row.place, row.first, row.last, bool(row.origin)), []).append(row)
    yield from enumerate(groups.values(), 1)


def alone_of(truth: Truth, tables: Mapping[str, pl.DataFrame]) -> Alone:
    """Return the sources of a crisis, from the records of its folder.

    Parameters
    ----------
    truth : Truth
    tables : mapping of str to pl.DataFrame
        ``arrivals``, ``populations`` and ``sources`` of `nuzuh.folder.records.Folder`.
    """
    alone = Alone(truth, grades=dict(tables["sources"].select("code", "grade").iter_rows()))
    arrivals, populations = tables["arrivals"], tables["populations"]
    start = truth.outline.start
    leaves = {c: frozenset(np.flatnonzero(truth.under(c)).tolist()) for c in truth.places["code"]}
    flows: dict[tuple[str, str, str, int, int], _Row] = {}
    said = arrivals.filter((pl.col("movement") == "displacement") & pl.col("people").is_not_null())
    for r in said.sort("reported", maintain_order=True).iter_rows(named=True):
        if r["destination"] not in leaves:
            continue
        first, last = (r["start"] - start).days, (r["end"] - start).days
        row = _Row(
            r["destination"], leaves[r["destination"]], first, last, r["people"], r["origin"] or "", r["reported"]
        )
        flows[r["source"], row.place, row.origin, first, last] = row
    for (source, *_), row in flows.items():
        alone.flows.setdefault(source, []).append(row)
    stocks = populations.filter((pl.col("population") == "displaced") & pl.col("people").is_not_null())
    for r in stocks.sort("reported", maintain_order=True).iter_rows(named=True):
        alone.stocks.setdefault(r["source"], {})[r["place"], (r["date"] - start).days] = r["people"]
    return alone
