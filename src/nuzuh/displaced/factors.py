"""What of the normal equations is factorised: chains (cells of a lane, stocks of a unit) with their levels, or all that is local."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from nuzuh.displaced.ground import Floats, Ints

RIDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which unknowns hang on which: the same for all steps.

    Attributes
    ----------
    order : array of int, shape (unknowns,)
        All unknowns: first those in chains (those that begin one, then the second ones, and so on; longer chains first), then the
        levels that chains hang on, then others that belong to one place, then those that all share.
    starts : array of int
        Where each position of a chain begins in ``order``.
    level : array of int, shape (chained,)
        Number of the level that each chained unknown hangs on; −1 where there is none.
    levels, loose : int
        How many levels and how many others.
    chain : array of int, shape (unknowns not shared,)
        Number of the chain that each is in or that hangs on it, the longest chain first; −1 where there is none.
    place : array of int, shape (unknowns not shared,)
        Position in the chain; −1 for those that are in none.
    before : array of int, shape (chained,)
        Number of the neighbour before in the same chain, itself for the first.
    """

    order: Ints
    starts: Ints
    level: Ints
    levels: int
    loose: int
    chain: Ints
    place: Ints
    before: Ints

    @property
    def chained(self) -> int:
        """Number of unknowns in chains."""
        return len(self.level)

    @property
    def local(self) -> int:
        """Number of unknowns that are not shared by all."""
        return self.chained + self.levels + self.loose


def pattern_of(chain: Ints, level_of_chain: Ints, shared: Ints, size: int) -> Pattern:
    """Return the pattern of unknowns of which the first ones belong to chains, in the order of time within each.

    Parameters
    ----------
    chain : array of int, shape (chained,)
        Number of the chain of each unknown, ascending.
    level_of_chain : array of int, shape (chains,)
        Unknown that all of a chain hang on; −1 where there is none.
    shared : array of int
        Unknowns that everything shares.
    size : int
        Number of all unknowns.
    """
    count = len(level_of_chain)
    length = np.bincount(chain, minlength=count)
    begin = np.cumsum(length) - length
    position = np.arange(len(chain)) - begin[chain]
    order = np.lexsort((chain, -length[chain], position))
    starts = np.searchsorted(position[order], np.arange(int(length.max(initial=0)) + 1))
    levels = np.unique(level_of_chain[level_of_chain >= 0])
    other = np.ones(size, dtype=bool)
    other[: len(chain)] = other[levels] = other[shared] = False
    loose = np.flatnonzero(other)
    level = level_of_chain[chain[order]]
    level = np.where(level >= 0, np.searchsorted(levels, level), -1)
    everything = np.concatenate([order, levels, loose, shared])
    return _numbered(everything, starts, level, len(levels), len(loose))


def _numbered(order: Ints, starts: Ints, level: Ints, levels: int, loose: int) -> Pattern:
    """Return a pattern with the numbers of its chains."""
    chained = len(level)
    size = np.diff(starts)
    place = np.full(chained + levels + loose, -1, dtype=np.int64)
    place[:chained] = np.repeat(np.arange(len(size)), size)
    first = np.arange(chained) - starts[place[:chained]]
    before = np.where(place[:chained] > 0, starts[np.maximum(place[:chained] - 1, 0)] + first, np.arange(chained))
    chain = np.full(len(place), -1, dtype=np.int64)
    chain[:chained] = first
    on = level >= 0
    chain[chained + level[on]] = first[on]
    return Pattern(order, starts, level, levels, loose, chain, place, before)


def some_chains(pattern: Pattern, every: int) -> tuple[Pattern, Ints]:
    """Return the pattern of every so many chains with their levels, and which unknowns these are."""
    n = pattern.chained
    kept = np.flatnonzero(pattern.chain[:n] % every == 0)
    old = pattern.level[kept]
    levels = np.unique(old[old >= 0])
    starts = np.searchsorted(kept, pattern.starts)
    level = np.where(old >= 0, np.searchsorted(levels, old), -1)
    number = np.concatenate([kept, n + levels])
    return _numbered(np.arange(len(number)), starts, level, len(levels), 0), number


class Chains:
    """Factors of the matrix of all chains with their levels, batch by batch of equal positions."""

    def __init__(self, pattern: Pattern, normal: sparse.csr_array) -> None:
        self._starts, n = pattern.starts, pattern.chained
        self._cuts = (n, n + pattern.levels)
        diagonal = normal.diagonal() + RIDGE
        pivot, factor = diagonal[:n].copy(), np.zeros(n)
        later = np.arange(pattern.starts[1] if len(pattern.starts) > 1 else 0, n)
        links = np.zeros(n)
        links[later] = np.asarray(normal[later, pattern.before[later]]).ravel() if len(later) else 0.0
        for j in range(1, len(self._starts) - 1):
            here, there = self._slices(j)
            link = links[here]
            factor[here] = link / pivot[there]
            pivot[here] -= link * factor[here]
        self._turn, self._factor = 1 / np.maximum(pivot, RIDGE)[:, None], factor[:, None]
        on = np.flatnonzero(pattern.level >= 0)
        level, count = pattern.level[on], pattern.levels
        pull = np.asarray(normal[on, n + level]).ravel() if len(on) else np.zeros(0)
        lean = np.zeros((n, 1))
        lean[on, 0] = pull
        lean = self._along(lean)[:, 0]
        own = diagonal[n : n + count] - np.bincount(level, pull * lean[on], count)
        self._own = 1 / np.maximum(own, RIDGE)[:, None]
        self._fold = sparse.csr_array((pull, (level, on)), shape=(count, n))
        self._spread = sparse.csr_array((lean[on], (on, level)), shape=(n, count))
        self._loose = 1 / diagonal[n + count :][:, None]

    def _slices(self, j: int) -> tuple[slice, slice]:
        starts = self._starts
        size = starts[j + 1] - starts[j]
        return slice(starts[j], starts[j + 1]), slice(starts[j - 1], starts[j - 1] + size)

    def _along(self, right: Floats) -> Floats:
        """Return the solution along the chains alone, in the order of the pattern."""
        out = right.copy()
        last = len(self._starts) - 1
        for j in range(1, last):
            here, there = self._slices(j)
            out[here] -= self._factor[here] * out[there]
        out *= self._turn
        for j in range(last - 1, 0, -1):
            here, there = self._slices(j)
            out[there] -= self._factor[here] * out[here]
        return out

    def solve(self, right: Floats) -> Floats:
        """Return the solution of chains, levels, and of all others by their diagonal; shape (unknowns, n)."""
        chained, loose = self._cuts
        out = np.empty_like(right)
        inside = self._along(right[:chained])
        level = (right[chained:loose] - self._fold @ inside) * self._own
        np.subtract(inside, self._spread @ level, out=out[:chained])
        out[chained:loose] = level
        np.multiply(right[loose:], self._loose, out=out[loose:])
        return out


def bounded(rows: sparse.csr_array, pattern: Pattern) -> sparse.csr_array:
    """Return a matrix of chains that is no smaller than the rows' own normal matrix.

    A row that touches several chains is taken apart into one part per chain, and a part that is no pair of neighbours into its
    unknowns; each is made as many times larger, so that the sum stays an upper bound.
    """
    size, count = rows.shape[1], rows.shape[0]
    chain, place = pattern.chain, pattern.place
    length = np.diff(rows.indptr)
    row = np.repeat(np.arange(count), length)
    column, value = rows.indices, rows.data
    key = np.where(chain[column] < 0, size + column, chain[column])
    parts, part, several = _parts(row, key, rows.indptr)
    where = place[column]
    low = np.full(parts, np.iinfo(np.int32).max)
    high = np.full(parts, -1)
    linked = where >= 0
    np.minimum.at(low, part[linked], where[linked])
    np.maximum.at(high, part[linked], where[linked])
    kept = ((high - low <= 1) | (high < 0))[part]
    times = several[row]
    whole = sparse.csr_array((value[kept] * np.sqrt(times[kept]), (part[kept], column[kept])), shape=(parts, size))
    sums = np.bincount(part, np.abs(value), parts)
    spread = np.bincount(column[~kept], (np.abs(value) * sums[part] * times)[~kept], size).astype(np.float64)
    return (whole.T @ whole + sparse.diags_array(spread)).tocsr()


def _parts(row: Ints, key: Ints, starts: Ints) -> tuple[int, Ints, Ints]:
    """Return how many parts the rows have, the part of each entry, and the number of parts of each row."""
    count = len(starts) - 1
    filled = np.flatnonzero(np.diff(starts))
    mixed = np.zeros(count, dtype=bool)
    if len(filled):
        mixed[filled] = np.maximum.reduceat(key, starts[filled]) > np.minimum.reduceat(key, starts[filled])
    part = row.copy()
    several = np.ones(count, dtype=np.int64)
    at = np.flatnonzero(mixed[row])
    order = at[np.lexsort((key[at], row[at]))]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (row[order][1:] != row[order][:-1]) | (key[order][1:] != key[order][:-1])
    part[order] = count + np.cumsum(fresh) - 1
    several += np.bincount(row[order[fresh]], minlength=count) - mixed
    return count + int(fresh.sum()), part, several


class Direct:
    """Exact factors of the local part, for all but the largest crises."""

    def __init__(self, normal: sparse.csr_array) -> None:
        self.__setstate__((normal + sparse.diags_array(np.full(normal.shape[0], RIDGE))).tocsc())

    def __getstate__(self) -> sparse.csc_array:
        return self._matrix

    def __setstate__(self, matrix: sparse.csc_array) -> None:
        """Factorise: another process does it again, factors do not travel."""
        self._matrix = matrix
        self._factors = splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})

    def solve(self, right: Floats) -> Floats:
        """Return the solution, shape (unknowns, n)."""
        out: Floats = self._factors.solve(right)
        return out
