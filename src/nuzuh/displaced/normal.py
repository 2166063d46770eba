"""Normal equations of the accounts, solved by conjugate gradients that are preconditioned by factors of nearly the same equations.

The factors are exact at the point at which they are made, unless there are very many reports that sum several cells. They serve the
next steps too: what has changed since, the iterations bring in.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from nuzuh.displaced.factors import RIDGE, BorderFactors, ChainFactors, Pattern, bounded, simple
from nuzuh.displaced.ground import Floats, Ints

LOOK = 4  # iterations with the factors of a step before, until it is judged how many more they would cost …
DEAR = 100  # … and own ones are made if these, times the columns, are more (it gets slower towards the end)
MOST_BORDER = (
    6_000  # sums over several chains that are held exactly, those of most cells; the others the iterations bring in
)
ALIKE = 2.0**30  # so exactly are rows multiples of each other


class Preconditioner:
    """What is solved exactly of the normal equations: chains, and the border of all that ties them.

    Reports of the same cells are one row of the border: what each says of its source and the mean of that is all that tells them apart.
    """

    def __init__(self, slope: sparse.csr_array, pattern: Pattern) -> None:
        self.cut = pattern.chained
        local, common = slope[:, : self.cut].tocsr(), slope[:, self.cut :].tocsr()
        several = np.flatnonzero(~simple(local, pattern))
        first, group = alike(local[several])
        widest = np.argsort(-np.diff(local.indptr)[several[first]], kind="stable")[:MOST_BORDER]
        kept = np.isin(group, widest)
        near = np.ones(local.shape[0], dtype=bool)
        near[several[kept]] = False
        wide, edge = _merged(local, common, several[kept], np.searchsorted(np.sort(widest), group[kept]))
        hems, shared, mine = local[near], common[near], common[several[kept]]
        self._chains = ChainFactors(pattern, bounded(hems, pattern))
        self._border = sparse.hstack([hems.T @ shared, wide.T], format="csr")
        self._border_back = self._border.T.tocsr()
        self._count = common.shape[1]
        own = shared.T @ shared + mine.T @ mine - edge.T @ edge + RIDGE * sparse.eye_array(self._count)
        matrix = sparse.block_array([[own, edge.T], [edge, -sparse.eye_array(edge.shape[0])]], format="csr")
        far = abs(self._border_back[: self._count]) + abs(edge.T @ wide)  # shared unknowns reach what their reports sum
        reach = np.concatenate([np.diff(far.indptr), np.diff(wide.indptr)])
        reach[reach == 0] = self.cut
        self._middle = BorderFactors((matrix - self._chains.taken(self._border)).tocsr(), reach)

    def solve(self, right: Floats) -> Floats:
        """Return nearly the solution, shape (unknowns, n)."""
        inside = self._chains.solve(right[: self.cut])
        edge = -(self._border_back @ inside)
        edge[: self._count] += right[self.cut :]
        edge = self._middle.solve(edge)
        out = np.empty_like(right)
        out[: self.cut] = self._chains.solve(right[: self.cut] - self._border @ edge)
        out[self.cut :] = edge[: self._count]
        return out


def alike(rows: sparse.csr_array) -> tuple[Ints, Ints]:
    """Return the first row of each set of rows that are multiples of each other, and the set of each row."""
    mixed = np.arange(rows.shape[1], dtype=np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 0x9E3779B97F4A7C15)):  # splitmix64
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor) + np.uint64(factor)
    leading = np.repeat(rows.data[rows.indptr[:-1]], np.diff(rows.indptr))
    ratio = np.rint(rows.data / np.where(leading == 0, 1.0, leading) * ALIKE).astype(np.int64).astype(np.uint64)
    key = np.add.reduceat(mixed[rows.indices] * ratio, rows.indptr[:-1]) if rows.shape[0] else mixed[:0]
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return first, group


def _merged(
    local: sparse.csr_array, common: sparse.csr_array, rows: Ints, group: Ints
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return one row for each set of rows whose entries among the chains are multiples of each other, and what it shares."""
    if not len(rows):
        return local[:0], common[:0]
    _, first = np.unique(group, return_index=True)
    scale = local.data[local.indptr[rows]]
    ratio = scale / np.where(scale == 0, 1.0, scale)[first][group]
    total = np.sqrt(np.bincount(group, ratio**2))
    mean = sparse.csr_array((ratio / total[group], (group, np.arange(len(rows)))), shape=(len(first), len(rows)))
    return (sparse.diags_array(total) @ local[rows[first]]).tocsr(), (mean @ common[rows]).tocsr()


class Normal:
    """Normal equations of residuals with given derivatives.

    Parameters
    ----------
    slope : csr_array, shape (residuals, unknowns)
    pattern : Pattern
    before : Normal, optional
        Equations of a step before: their preconditioner is used as long as it serves well.
    """

    def __init__(self, slope: sparse.csr_array, pattern: Pattern, before: Normal | None = None) -> None:
        size = slope.shape[1]
        self._order = np.concatenate([pattern.order, np.arange(pattern.chained, size)])
        inverse = np.empty(size, dtype=slope.indices.dtype)
        inverse[self._order] = np.arange(size)
        slope = sparse.csr_array((slope.data, inverse[slope.indices], slope.indptr), shape=slope.shape)
        self._rows = _by_column(slope)
        self._slope = slope[self._rows]
        self._back = self._slope.T.tocsr()
        self._pattern = pattern
        self._nearly: Preconditioner = Preconditioner(self._slope, pattern) if before is None else before._nearly
        self._own = before is None

    def _times(self, vector: Floats) -> Floats:
        out: Floats = self._back @ (self._slope @ vector)
        out += RIDGE * vector
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
        wrong = (wrong[:, None] if flat else wrong)[self._rows]
        rest = self._back @ wrong
        del wrong
        out = np.zeros_like(rest)
        step = self._nearly.solve(rest)
        direction = step.copy()
        size = np.einsum("ij,ij->j", rest, step)
        goal = np.maximum(size, 1e-300) * exact**2
        first = size
        for count in range(most):
            if count == LOOK and not self._own and _more(size, first, goal, count) * len(size) > DEAR:
                self._nearly, self._own = Preconditioner(self._slope, self._pattern), True
                step = self._nearly.solve(rest)
                direction = step.copy()
                size = np.einsum("ij,ij->j", rest, step)
            ahead = self._times(direction)
            length = size / np.maximum(np.einsum("ij,ij->j", direction, ahead), 1e-300)
            out += length * direction
            ahead *= length
            rest -= ahead
            step = self._nearly.solve(rest)
            now = np.einsum("ij,ij->j", rest, step)
            if (now <= goal).all():
                break
            direction *= now / np.maximum(size, 1e-300)
            direction += step
            size = now
        answer: Floats = np.empty_like(out)
        answer[self._order] = out
        single: Floats = answer[:, 0]
        return single if flat else answer


def _more(size: Floats, first: Floats, goal: Floats, count: int) -> float:
    """Return how many more iterations the slowest column will need, if it goes on as it did."""
    done = np.log(np.maximum(first, 1e-300) / np.maximum(size, 1e-300)) / count
    left = np.log(np.maximum(size, 1e-300) / goal)
    return float((left / np.maximum(done, 1e-3)).max(initial=0.0))


def _by_column(slope: sparse.csr_array) -> Ints:
    """Return the order of residuals in which neighbours touch neighbouring unknowns."""
    first = np.full(slope.shape[0], slope.shape[1], dtype=np.int64)
    filled = np.flatnonzero(np.diff(slope.indptr))
    if len(filled):
        first[filled] = np.minimum.reduceat(slope.indices, slope.indptr[filled])
    return np.argsort(first, kind="stable")
