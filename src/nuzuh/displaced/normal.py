"""Normal equations of the accounts, solved by preconditioned conjugate gradients.

The preconditioner knows the chains (cells of a lane and stocks of a unit hang on their neighbours in time and on one level) and the
dense border (unknowns that all share, and reports that sum many cells): with these alone it is exact. What it leaves out, the ties
between stocks and flows of large crises, the iterations bring in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.linalg import lu_factor, lu_solve

from nuzuh.displaced.ground import Floats, Ints

RIDGE = 1e-9
MOST_WORK = 2e7  # unknowns × border columns that one factorisation may cost
MOST_BORDER = 1200
CHUNK = 64
NEAR = 12  # residuals that touch more unknowns and find no room in the border are left to the iterations
FEW = 3


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
    """

    order: Ints
    starts: Ints
    level: Ints
    levels: int
    loose: int

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
    return Pattern(np.concatenate([order, levels, loose, shared]), starts, level, len(levels), len(loose))


class Chains:
    """Factors of the matrix of all chains with their levels, batch by batch of equal positions."""

    def __init__(self, pattern: Pattern, normal: sparse.csr_array) -> None:
        self._starts, n = pattern.starts, pattern.chained
        self._cuts = (n, n + pattern.levels)
        diagonal = normal.diagonal() + RIDGE
        pivot, factor = diagonal[:n].copy(), np.zeros(n)
        for j in range(1, len(self._starts) - 1):
            here, there = self._slices(j)
            link = np.asarray(normal[np.arange(here.start, here.stop), np.arange(there.start, there.stop)]).ravel()
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
        inside = self._along(right[:chained])
        level = (right[chained:loose] - self._fold @ inside) * self._own
        inside -= self._spread @ level
        return np.concatenate([inside, level, right[loose:] * self._loose])


def most_touching(touched: Ints, room: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which residuals stand in the border: those that sum most unknowns, as many as there is room for."""
    candidates = np.flatnonzero(touched > 1)
    candidates = candidates[np.argsort(-touched[candidates], kind="stable")]
    out = np.zeros(len(touched), dtype=bool)
    out[candidates[touched[candidates] > FEW][: max(room, 0)]] = True
    return out


def _bounded(rows: sparse.csr_array, pattern: Pattern) -> sparse.csr_array:
    """Return a matrix of chains that is no smaller than the rows' own normal matrix.

    A row that touches several chains is taken apart into one part per chain, and a part that is no pair of neighbours into its
    unknowns; each is made as many times larger, so that the sum stays an upper bound.
    """
    size, count = rows.shape[1], pattern.chained
    number = np.arange(count)
    first = number.copy()
    chain, place = np.full(size, -1, dtype=np.int64), np.full(size, -1, dtype=np.int64)
    place[: pattern.starts[1] if len(pattern.starts) > 1 else 0] = 0
    for j in range(1, len(pattern.starts) - 1):
        here = number[pattern.starts[j] : pattern.starts[j + 1]]
        first[here] = first[here - (pattern.starts[j] - pattern.starts[j - 1])]
        place[here] = j
    chain[:count] = first
    on = pattern.level >= 0
    chain[count + pattern.level[on]] = first[on]
    data = rows.tocoo()
    row, column, value = data.row.astype(np.int64), data.col.astype(np.int64), data.data
    alone = chain[column] < 0
    key = np.where(alone, -1 - column, chain[column])
    _, part = np.unique(np.stack([row, key]), axis=1, return_inverse=True)
    parts = int(part.max(initial=-1)) + 1
    where = place[column]
    linked = where >= 0
    low = np.full(parts, np.iinfo(np.int64).max)
    high = np.full(parts, -1)
    np.minimum.at(low, part[linked], where[linked])
    np.maximum.at(high, part[linked], where[linked])
    fits = (high - low <= 1) | (high < 0)
    owner = np.zeros(parts, dtype=np.int64)
    owner[part] = row
    several = np.bincount(owner, minlength=rows.shape[0])[row]
    kept = fits[part]
    whole = sparse.csr_array((value[kept] * np.sqrt(several[kept]), (part[kept], column[kept])), shape=(parts, size))
    sums = np.bincount(part, np.abs(value), parts)
    spread = np.bincount(column[~kept], (np.abs(value) * sums[part] * several)[~kept], size).astype(np.float64)
    return (whole.T @ whole + sparse.diags_array(spread)).tocsr()


class Normal:
    """Normal equations of residuals with given derivatives.

    Parameters
    ----------
    slope : csr_array, shape (residuals, unknowns)
    pattern : Pattern
    """

    def __init__(self, slope: sparse.csr_array, pattern: Pattern) -> None:
        size = slope.shape[1]
        self._order, self._cut = pattern.order, pattern.local
        inverse = np.empty(size, dtype=np.int64)
        inverse[pattern.order] = np.arange(size)
        slope = sparse.csr_array((slope.data, inverse[slope.indices], slope.indptr), shape=slope.shape)
        self._slope, self._back = slope, slope.T.tocsr()
        local, common = slope[:, : self._cut].tocsr(), slope[:, self._cut :].tocsr()
        touched = np.diff(local.indptr)
        count = size - self._cut
        wide = most_touching(touched, int(min(MOST_WORK / max(size, 1), MOST_BORDER)) - count)
        near = (touched <= NEAR) & ~wide
        self._chains = Chains(pattern, _bounded(local[near], pattern))
        self._border = sparse.hstack([local[near].T @ common[near], local[wide].T], format="csc")
        self._border_back = self._border.T.tocsr()
        rows = int(wide.sum())
        middle = np.zeros((count + rows, count + rows))
        middle[:count, :count] = (common[near].T @ common[near]).toarray() + RIDGE * np.eye(count)
        middle[count:, :count] = common[wide].toarray()
        middle[:count, count:] = middle[count:, :count].T
        middle[count:, count:] = -np.eye(rows)
        for at in range(0, count + rows, CHUNK):
            block = self._border[:, at : at + CHUNK].toarray()
            middle[:, at : at + CHUNK] -= self._border_back @ self._chains.solve(block)
        self._middle = lu_factor(middle)

    def _approximate(self, right: Floats) -> Floats:
        inside = self._chains.solve(right[: self._cut])
        shared = right[self._cut :]
        pad = np.zeros((len(self._middle[0]) - len(shared), right.shape[1]))
        edge = lu_solve(self._middle, np.concatenate([shared, pad]) - self._border_back @ inside)
        inside = self._chains.solve(right[: self._cut] - self._border @ edge)
        return np.concatenate([inside, edge[: len(shared)]])

    def _times(self, vector: Floats) -> Floats:
        out: Floats = self._back @ (self._slope @ vector) + RIDGE * vector
        return out

    def solve(self, wrong: Floats, exact: float = 1e-8, most: int = 300) -> Floats:
        """Return the unknowns whose change answers residuals of shape (residuals,) or (residuals, n) best.

        Parameters
        ----------
        wrong : array
        exact : float
            Relative precision, in the norm of the problem.
        most : int
            Iterations at most.
        """
        flat = wrong.ndim == 1
        rest = self._back @ (wrong[:, None] if flat else wrong)
        out = np.zeros_like(rest)
        step = self._approximate(rest)
        direction = step.copy()
        size = np.einsum("ij,ij->j", rest, step)
        goal = np.maximum(size, 1e-300) * exact**2
        for _ in range(most):
            ahead = self._times(direction)
            length = size / np.maximum(np.einsum("ij,ij->j", direction, ahead), 1e-300)
            out += length * direction
            rest -= length * ahead
            step = self._approximate(rest)
            now = np.einsum("ij,ij->j", rest, step)
            if (now <= goal).all():
                break
            direction = step + (now / np.maximum(size, 1e-300)) * direction
            size = now
        answer: Floats = np.empty_like(out)
        answer[self._order] = out
        single: Floats = answer[:, 0]
        return single if flat else answer
