"""The ground of the accounts: places as numbers in the order of their tree, and times as a row of short intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
OUTSIDE = "outside"
ANYWHERE = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """Places numbered so that all places inside one stand next to each other, right after it.

    Attributes
    ----------
    codes : list of str
        Code of each number; the last one is ``outside``.
    last : array of int, shape (places,)
        Number of the last place inside each place (its own number where none is).
    parent, level : array of int, shape (places,)
        −1 where a place lies in no other.
    """

    codes: list[str]
    last: Ints
    parent: Ints
    level: Ints

    def frame(self, name: str) -> pl.DataFrame:
        """Return code (as ``name``) and number (as ``name`` + ``_n``) of every place."""
        return pl.DataFrame({name: self.codes, f"{name}_n": np.arange(len(self.codes))})

    def covers(self, wide: Ints, narrow: Ints) -> npt.NDArray[np.bool_]:
        """Return whether each first place is the second or holds it; `ANYWHERE` holds all places and itself."""
        last = np.where(wide == ANYWHERE, np.iinfo(np.int64).max, self.last[np.maximum(wide, 0)])
        inside: npt.NDArray[np.bool_] = (wide <= narrow) & (narrow <= last)
        return inside


def tree_of(places: pl.DataFrame) -> Tree:
    """Return the places of a gazetteer (``code``, ``parent``, ``level``) as a `Tree`, siblings by code."""
    children: dict[str | None, list[str]] = {}
    known = set(places["code"])
    levels = dict(places.select("code", "level").iter_rows())
    for code, parent in places.sort("code").select("code", "parent").iter_rows():
        children.setdefault(parent if parent in known else None, []).append(code)
    codes: list[str] = []
    parent_of: list[int] = []
    stack: list[tuple[str, int]] = [(code, -1) for code in reversed(children.get(None, []))]
    while stack:
        code, parent_number = stack.pop()
        number = len(codes)
        codes.append(code)
        parent_of.append(parent_number)
        stack += [(child, number) for child in reversed(children.get(code, []))]
    last = np.arange(len(codes) + 1)
    for number in range(len(codes) - 1, -1, -1):
        if parent_of[number] >= 0:
            last[parent_of[number]] = max(last[parent_of[number]], last[number])
    return Tree(
        [*codes, OUTSIDE],
        last,
        np.array([*parent_of, -1], dtype=np.int64),
        np.array([levels[c] or 0 for c in codes] + [0], dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class Units:
    """The finest areas that rows tell apart: each named place without the named places inside it.

    Attributes
    ----------
    nodes : array of int, shape (units,)
        Number of the place that each unit is named after, ascending.
    owner : array of int, shape (places,)
        Unit that each place's own ground belongs to; −1 where no row speaks.
    """

    nodes: Ints
    owner: Ints

    def spans(self, tree: Tree, wide: Ints) -> tuple[Ints, Ints]:
        """Return for each place the half-open range of the units inside it."""
        return np.searchsorted(self.nodes, wide), np.searchsorted(self.nodes, tree.last[wide], side="right")


def units_of(tree: Tree, named: Ints) -> Units:
    """Return the units of the places that rows name.

    The rest of a place beside the named places inside it is a unit of its own, unless these hold all its parts.
    """
    marked = np.zeros(len(tree.codes), dtype=bool)
    marked[named[named >= 0]] = True
    count = len(tree.codes)
    full = marked.copy()  # every part of it is named
    children = np.bincount(tree.parent[tree.parent >= 0], minlength=count)
    held = np.zeros(count, dtype=np.int64)
    for number in range(count - 1, -1, -1):
        if not full[number] and children[number] and held[number] == children[number]:
            full[number] = True
        if full[number] and tree.parent[number] >= 0:
            held[tree.parent[number]] += 1
    keep = marked & ~((children > 0) & (held == children))
    owner = np.full(count, -1, dtype=np.int64)
    nodes = np.flatnonzero(keep)
    position = np.full(count, -1, dtype=np.int64)
    position[nodes] = np.arange(len(nodes))
    for number in range(count):
        up = tree.parent[number]
        owner[number] = position[number] if keep[number] else (owner[up] if up >= 0 else -1)
    return Units(nodes, owner)


def expand(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return (position, value) of every value in many half-open ranges.

    Examples
    --------
    >>> expand(np.array([5, 1]), np.array([7, 2]))
    (array([0, 0, 1]), array([5, 6, 1]))
    """
    length = np.maximum(last - first, 0)
    at = np.repeat(np.arange(len(first)), length)
    offset = np.arange(len(at)) - np.repeat(np.cumsum(length) - length, length)
    return at, first[at] + offset


@dataclass(frozen=True, slots=True)
class Times:
    """Time as a row of intervals between edges.

    Attributes
    ----------
    edges : array of int, shape (intervals + 1,)
        Days (as ordinals) at which an interval ends and the next begins.
    """

    edges: Ints

    @property
    def days(self) -> Floats:
        """Length of each interval in days."""
        out: Floats = np.diff(self.edges).astype(np.float64)
        return out

    @property
    def middles(self) -> Floats:
        """Middle of each interval, in months since the first edge."""
        out: Floats = (self.edges[:-1] + self.edges[1:] - 2 * self.edges[0]) / 2 / MONTH
        return out

    def at(self, day: Ints) -> Ints:
        """Return the edge that is nearest to each day."""
        right = np.clip(np.searchsorted(self.edges, day), 1, len(self.edges) - 1)
        left_nearer = day - self.edges[right - 1] < self.edges[right] - day
        return np.where(left_nearer, right - 1, right)


MONTH = 365.25 / 12


def period_edges(start: dt.date, end: dt.date, period: str) -> list[dt.date]:
    """Return the first days of the months or weeks inside a half-open time, with its own first day and end."""
    step = dt.timedelta(days=1)
    inside = [start + step * n for n in range(1, (end - start).days)]
    first = [d for d in inside if (d.day == 1 if period == "month" else d.weekday() == 0)]
    return [start, *first, end]


def times_of(days: Sequence[Ints], periods: Sequence[int], most: int) -> Times:
    """Return the time grid of rows that begin and end on these days.

    Every day on which a row begins or ends is an edge; where that would give more than ``most`` intervals only the edges
    of the periods are, and rows are brought to the nearest one.
    """
    own = np.unique(np.concatenate([np.asarray(periods, dtype=np.int64), *days]))
    own = own[(own >= periods[0]) & (own <= periods[-1])]
    return Times(own if len(own) <= most + 1 else np.unique(np.asarray(periods, dtype=np.int64)))
