"""Normal equations of the accounts, solved by preconditioned conjugate gradients.

The preconditioner knows the chains (cells of a lane and stocks of a unit hang on their neighbours in time and on one level) and the
dense border (unknowns that all share, and reports that sum many cells): with these alone it is exact. What it leaves out, the ties
between stocks and flows of large crises, the iterations bring in. So the preconditioner of one step serves the next ones too.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.linalg import lu_factor, lu_solve

from nuzuh.displaced.factors import RIDGE, Chains, Direct, Pattern, bounded, pattern_of, some_chains
from nuzuh.displaced.ground import Floats, Ints

Bools = npt.NDArray[np.bool_]
MOST_WORK = 2e7  # unknowns × border columns that one factorisation may cost
MOST_BORDER = 1200
MOST_DIRECT = 200_000  # unknowns whose local part is factorised exactly
CHUNK = 64
AT_ONCE = 2e7  # numbers in one array of right-hand sides
PATIENCE = 12  # iterations with the preconditioner of a step before, until an own one is made
NEAR = 12  # residuals that touch more unknowns and find no room in the border are left to the iterations
FEW = 3


def most_touching(touched: Ints, room: int, few: int) -> Bools:
    """Return which residuals stand in the border: those that sum most unknowns, as many as there is room for."""
    candidates = np.flatnonzero(touched > 1)
    candidates = candidates[np.argsort(-touched[candidates], kind="stable")]
    out = np.zeros(len(touched), dtype=bool)
    out[candidates[touched[candidates] > few][: max(room, 0)]] = True
    return out


class Rough:
    """What is solved exactly of the normal equations: chains and border.

    Attributes
    ----------
    cut : int
        Unknowns that are not shared by all.
    """

    def __init__(self, slope: sparse.csr_array, pattern: Pattern) -> None:
        size, self.cut = slope.shape[1], pattern.local
        count = size - self.cut
        local, common = slope[:, : self.cut].tocsr(), slope[:, self.cut :].tocsr()
        touched = np.diff(local.indptr)
        direct = size <= MOST_DIRECT
        room = int(min(MOST_WORK / max(size, 1), MOST_BORDER)) - count
        wide = most_touching(touched, room, NEAR if direct else FEW)
        near = (touched <= NEAR) & ~wide
        far = ~near & ~wide
        hems, shared = local[near], common[near]
        self._chains: Chains | Direct
        if direct:
            self._chains = Direct((hems.T @ hems).tocsr())
        else:
            self._normal = bounded(hems, pattern)
            self._chains = Chains(pattern, self._normal)
        self._border = sparse.hstack([hems.T @ shared, local[wide].T], format="csr")
        self._border_back = self._border.T.tocsr()
        rows = int(wide.sum())
        middle = np.zeros((count + rows, count + rows))
        middle[:count, :count] = (common[far].T @ common[far]).toarray() + RIDGE * np.eye(count)
        middle[count:, :count] = common[wide].toarray()
        middle[:count, count:] = middle[count:, :count].T
        middle[count:, count:] = -np.eye(rows)
        if rows or size * count <= MOST_WORK:
            middle[:count, :count] += (shared.T @ shared).toarray()
            middle -= _through(self._chains, self._border)
        else:
            middle[:count, :count] += self._sampled(pattern, hems, shared)
        self._middle = lu_factor(middle)

    def _sampled(self, pattern: Pattern, local: sparse.csr_array, common: sparse.csr_array) -> Floats:
        """Return what the chains leave of the shared unknowns, from every so many chains alone."""
        every = max(2, round(local.shape[1] * common.shape[1] / MOST_WORK))
        chain = pattern.chain[local.indices]
        of_row = np.full(local.shape[0], -1, dtype=np.int64)
        filled = np.flatnonzero(np.diff(local.indptr))
        of_row[filled] = np.maximum.reduceat(chain, local.indptr[filled])
        some = np.flatnonzero((of_row >= 0) & (of_row % every == 0))
        few, number = some_chains(pattern, every)
        chains = Chains(few, self._normal[number][:, number].tocsr())
        shared = common[some]
        border = (local[some][:, number].T @ shared).tocsr()
        alone = common[np.flatnonzero(of_row < 0)]
        out: Floats = (alone.T @ alone).toarray()
        out += every * ((shared.T @ shared).toarray() - _through(chains, border))
        return out

    def solve(self, right: Floats) -> Floats:
        """Return nearly the solution, shape (unknowns, n)."""
        inside = self._chains.solve(right[: self.cut])
        shared = right[self.cut :]
        pad = np.zeros((len(self._middle[0]) - len(shared), right.shape[1]))
        edge = lu_solve(self._middle, np.concatenate([shared, pad]) - self._border_back @ inside, check_finite=False)
        out = np.empty_like(right)
        out[: self.cut] = self._chains.solve(right[: self.cut] - self._border @ edge)
        out[self.cut :] = edge[: len(shared)]
        return out


def _through(chains: Chains | Direct, border: sparse.csr_array) -> Floats:
    """Return what chains take from a border."""
    out = np.zeros((border.shape[1], border.shape[1]))
    columns, back = border.tocsc(), border.T.tocsr()
    chunk = int(np.clip(AT_ONCE // max(border.shape[0], 1), 8, CHUNK))
    for at in range(0, border.shape[1], chunk):
        out[:, at : at + chunk] = back @ chains.solve(columns[:, at : at + chunk].toarray())
    return out


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
        self._order = pattern.order
        inverse = np.empty(size, dtype=slope.indices.dtype)
        inverse[pattern.order] = np.arange(size)
        slope = sparse.csr_array((slope.data, inverse[slope.indices], slope.indptr), shape=slope.shape)
        self._rows = _by_column(slope)
        self._slope = slope[self._rows]
        self._back = self._slope.T.tocsr()
        self._pattern = pattern
        self._rough: Rough = Rough(self._slope, pattern) if before is None else before._rough
        self._own = before is None

    def _times(self, vector: Floats, keep: Floats | None) -> Floats:
        moved = self._slope @ vector
        if keep is not None:
            moved *= keep
        out: Floats = self._back @ moved
        out += RIDGE * vector
        return out

    def solve(self, wrong: Floats, exact: float = 1e-8, most: int = 300, keep: Floats | None = None) -> Floats:
        """Return the unknowns whose change answers residuals of shape (residuals,) or (residuals, n) best.

        Parameters
        ----------
        wrong : array
        exact : float
            Relative precision, in the norm of the problem.
        most : int
            Iterations at most.
        keep : array, shape (residuals, n), optional
            0 for residuals that do not count in a column, else 1.
        """
        flat = wrong.ndim == 1
        wrong = (wrong[:, None] if flat else wrong)[self._rows]
        if keep is not None:
            keep = keep[self._rows]
            wrong *= keep
        rest = self._back @ wrong
        del wrong
        out = np.zeros_like(rest)
        step = self._rough.solve(rest)
        direction = step.copy()
        size = np.einsum("ij,ij->j", rest, step)
        goal = np.maximum(size, 1e-300) * exact**2
        for count in range(most):
            if count == PATIENCE and not self._own and keep is None:
                self._rough, self._own = Rough(self._slope, self._pattern), True
                step = self._rough.solve(rest)
                direction = step.copy()
                size = np.einsum("ij,ij->j", rest, step)
            ahead = self._times(direction, keep)
            length = size / np.maximum(np.einsum("ij,ij->j", direction, ahead), 1e-300)
            out += length * direction
            ahead *= length
            rest -= ahead
            step = self._rough.solve(rest)
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


def _by_column(slope: sparse.csr_array) -> Ints:
    """Return the order of residuals in which neighbours touch neighbouring unknowns."""
    first = np.full(slope.shape[0], slope.shape[1], dtype=np.int64)
    filled = np.flatnonzero(np.diff(slope.indptr))
    if len(filled):
        first[filled] = np.minimum.reduceat(slope.indices, slope.indptr[filled])
    return np.argsort(first, kind="stable")


__all__ = ["Normal", "Pattern", "pattern_of"]
