"""Factors of the normal equations: chains in time, and the border of all that ties them.

A chain is the cells of a lane or the stocks of a unit, each hanging on its neighbour in time: all chains are factorised at once,
position by position. What is left, the border, are unknowns that many chains share (levels, common course, biases) and reports that
sum cells of several chains. Its matrix is sparse, since a report ties only the chains of its own ground: those that tie few chains are
eliminated first, towns before districts before governorates.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.linalg import lu_factor, lu_solve
from scipy.sparse.linalg import splu

from nuzuh.displaced.ground import Floats, Ints, expand

Bools = npt.NDArray[np.bool_]
RIDGE = 1e-9
DENSE = 500  # columns of a border up to which its matrix is factorised as a full one
THREADS = 2  # of large crises: the linear algebra itself keeps to one
AT_ONCE = 1_000_000  # numbers in the inverse of the chains that are taken at once


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which unknowns stand in chains: the same for all steps.

    Attributes
    ----------
    order : array of int, shape (chained,)
        Those that begin a chain, then the second ones, and so on, longer chains first; all other unknowns follow as they are.
    starts : array of int
        Where each position of a chain begins in ``order``.
    chain, place : array of int, shape (chained,)
        Number of the chain that each stands in, the longest first, and its position there.
    """

    order: Ints
    starts: Ints
    chain: Ints
    place: Ints

    @property
    def chained(self) -> int:
        """Number of unknowns in chains."""
        return len(self.chain)


def pattern_of(chain: Ints) -> Pattern:
    """Return the pattern of unknowns of which the first ones belong to chains, in the order of time within each.

    Parameters
    ----------
    chain : array of int, shape (chained,)
        Number of the chain of each unknown, ascending.
    """
    length = np.bincount(chain)
    begin = np.cumsum(length) - length
    position = np.arange(len(chain)) - begin[chain]
    order = np.lexsort((chain, -length[chain], position))
    starts = np.searchsorted(position[order], np.arange(int(length.max(initial=0)) + 1))
    place = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    return Pattern(order, starts, np.arange(len(chain)) - starts[place], place)


class ChainFactors:
    """Factors of the matrix of all chains.

    Parameters
    ----------
    pattern : Pattern
    normal : csr_array, shape (chained, chained)
        Entries of no neighbours are not looked at.
    """

    def __init__(self, pattern: Pattern, normal: sparse.csr_array) -> None:
        self._pattern = pattern
        starts, count = pattern.starts, pattern.chained
        pivot, factor = normal.diagonal() + RIDGE, np.zeros(count)
        later = np.arange(starts[1] if len(starts) > 1 else 0, count)
        if len(later):
            before = starts[pattern.place[later] - 1] + pattern.chain[later]
            factor[later] = np.asarray(normal[later, before]).ravel()
        begin, size = starts[:-1].tolist(), np.diff(starts).tolist()
        ahead = zip(begin[1:], begin, size[1:], strict=False)
        steps = [(slice(here, here + n), slice(there, there + n)) for here, there, n in ahead]
        for here, there in steps:
            link = factor[here].copy()
            factor[here] /= pivot[there]
            pivot[here] -= link * factor[here]
        self._turn, self._factor = 1 / np.maximum(pivot, RIDGE)[:, None], factor[:, None]
        self._steps = [(here, there, self._factor[here]) for here, there in steps]

    def solve(self, right: Floats) -> Floats:
        """Return the solution, shape (chained, n)."""
        out = right.copy()
        for here, there, factor in self._steps:
            out[here] -= factor * out[there]
        out *= self._turn
        for here, there, factor in reversed(self._steps):
            out[there] -= factor * out[here]
        return out

    def taken(self, border: sparse.csr_array) -> sparse.csr_array:
        """Return what the chains take from the matrix of a border of shape (chained, n): Bᵀ T⁻¹ B, shape (n, n)."""
        lengths = np.bincount(self._pattern.chain)
        some, first = [], 0
        while first < len(lengths):
            some.append((first, min(first + max(AT_ONCE // int(lengths[first]) ** 2, 1), len(lengths))))
            first = some[-1][1]

        def of(part: tuple[int, int]) -> sparse.csr_array:
            cells, inverse = self._inverse(*part)
            touched = border[cells]
            return touched.T @ (inverse @ touched)

        out = sparse.csr_array((border.shape[1], border.shape[1]))
        with ThreadPoolExecutor(THREADS) as threads:
            for block in threads.map(of, some) if len(some) > THREADS else map(of, some):
                out = out + block
        return out

    def _inverse(self, first: int, last: int) -> tuple[Ints, sparse.csr_array]:
        """Return the unknowns of some chains, chain by chain, and the inverse of their matrix."""
        starts, count = self._pattern.starts, last - first
        sizes = np.clip(np.diff(starts) - first, 0, count)  # how many of these chains reach each position
        longest = int(np.count_nonzero(sizes))
        work = np.zeros((longest, count, longest))
        for j, size in enumerate(sizes[:longest]):
            here = slice(starts[j] + first, starts[j] + first + size)
            work[j, :size, j] = 1.0
            if j:
                work[j, :size] -= self._factor[here] * work[j - 1, :size]
        for j in range(longest - 1, -1, -1):
            here = slice(starts[j] + first, starts[j] + first + sizes[j])
            work[j, : sizes[j]] *= self._turn[here]
            if j + 1 < longest:
                after = slice(starts[j + 1] + first, starts[j + 1] + first + sizes[j + 1])
                work[j, : sizes[j + 1]] -= self._factor[after] * work[j + 1, : sizes[j + 1]]
        length = np.bincount(np.concatenate([np.arange(size) for size in sizes[:longest]]), minlength=count)
        begin = np.cumsum(length) - length
        cell_chain = np.repeat(np.arange(count), length)
        place = np.arange(len(cell_chain)) - begin[cell_chain]
        cells = starts[place] + first + cell_chain
        row, column = expand(begin[cell_chain], begin[cell_chain] + length[cell_chain])
        data = work[place[row], cell_chain[row], column - begin[cell_chain[row]]]
        shape = (len(cells), len(cells))
        return cells, sparse.csr_array(
            (data, column, np.concatenate([[0], np.cumsum(length[cell_chain])])), shape=shape
        )


class BorderFactors:
    """Exact factors of the border's matrix, which is positive on shared unknowns and negative on reports.

    Parameters
    ----------
    matrix : csr_array, shape (n, n)
    reach : array of int, shape (n,)
        How many unknowns in chains each column ties: those of few are eliminated first, so that hardly any new entries arise.
    """

    def __init__(self, matrix: sparse.csr_array, reach: Ints) -> None:
        self.__setstate__((matrix, np.argsort(reach, kind="stable")))

    def __getstate__(self) -> tuple[sparse.csr_array, Ints]:
        return self._matrix, self._order

    def __setstate__(self, state: tuple[sparse.csr_array, Ints]) -> None:
        """Factorise: another process does it again, factors do not travel."""
        self._matrix, self._order = state
        self._dense = lu_factor(self._matrix.toarray()) if self._matrix.shape[0] <= DENSE else None
        if self._dense is not None:
            return
        sorted_ = self._matrix[self._order][:, self._order].tocsc()
        self._factors = splu(sorted_, permc_spec="NATURAL", diag_pivot_thresh=0.0, options={"SymmetricMode": True})

    def solve(self, right: Floats) -> Floats:
        """Return the solution, shape (n, m)."""
        if self._dense is not None:
            whole: Floats = lu_solve(self._dense, right, check_finite=False)
            return whole
        out = np.empty_like(right)
        out[self._order] = self._factors.solve(right[self._order])
        return out


def bounded(rows: sparse.csr_array, pattern: Pattern) -> sparse.csr_array:
    """Return a matrix of chains that is no smaller than the rows' own normal matrix.

    A row that touches several chains is taken apart into one part per chain, and a part that is no pair of neighbours into its
    unknowns; each is made as many times larger, so that the sum stays an upper bound.
    """
    size, count = rows.shape[1], rows.shape[0]
    row = np.repeat(np.arange(count), np.diff(rows.indptr))
    column, value = rows.indices, rows.data
    parts, part, several = _parts(row, pattern.chain[column], rows.indptr)
    where = pattern.place[column]
    low = np.full(parts, np.iinfo(np.int32).max)
    high = np.full(parts, -1)
    np.minimum.at(low, part, where)
    np.maximum.at(high, part, where)
    kept = (high - low <= 1)[part]
    times = several[row]
    whole = sparse.csr_array((value[kept] * np.sqrt(times[kept]), (part[kept], column[kept])), shape=(parts, size))
    sums = np.bincount(part, np.abs(value), parts)
    spread = np.bincount(column[~kept], (np.abs(value) * sums[part] * times)[~kept], size).astype(np.float64)
    return (whole.T @ whole + sparse.diags_array(spread)).tocsr()


def simple(rows: sparse.csr_array, pattern: Pattern) -> Bools:
    """Return which rows touch one unknown, two neighbours of a chain, or none: the chains hold them exactly."""
    length = np.diff(rows.indptr)
    out: Bools = length <= 1
    two = np.flatnonzero(length == 2)
    a, b = rows.indices[rows.indptr[two]], rows.indices[rows.indptr[two] + 1]
    out[two] = (pattern.chain[a] == pattern.chain[b]) & (np.abs(pattern.place[a] - pattern.place[b]) == 1)
    return out


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
