"""The audit of hidden counts: what an attacker can work out who reads everything that is published.

He knows all equations, every published count, and that no count is below 0: what a hidden count can be is then a linear
program. This is no part of the choice of what is hidden, whose mistakes it must find.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from nuzuh.terms.chance import stream

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
TOGETHER = 60  # programs in which many cells are moved at once …
FEW = 4  # … as long as more than so many are narrow
IDLE = 6  # … and one in so many programs helps
FAINT = 1e-7
SLACK = 1e-6
BOUND = 1e6  # people more than there are; nothing else bounds a count of which no total is published


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """How little may be known of each cell.

    Attributes
    ----------
    cells : array of bool, shape (cells,)
        Which are looked at.
    reach, room : arrays, shape (cells,)
        What the highest value must come to; how far apart the lowest and the highest must be.
    """

    cells: Bools
    reach: Floats
    room: Floats

    def narrow(self, low: Floats, high: Floats) -> Bools:
        """Return the cells of which more is known, shape (cells,)."""
        return self.cells & ((high < self.reach - SLACK) | (high - low < self.room - SLACK))

    def within(self, cells: Ints) -> Asked:
        """Return the same of some cells."""
        return Asked(self.cells[cells], self.reach[cells], self.room[cells])


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """Why a cell cannot be more, or less: equations that follow from the published ones, with factor 1 for the cell.

    Attributes
    ----------
    cell : int
    above : array, shape (cells,)
        Of the hidden cells only others with a factor of 0 or more.
    below : array, shape (cells,)
        … of 0 or less.
    """

    cell: int
    above: Floats
    below: Floats


def audit(
    margins: csr_array,
    count: Floats,
    unknown: Bools,
    asked: Asked,
    *,
    alike: Sequence[Sequence[Ints]] = (),
    seen: tuple[Floats, Floats] | None = None,
) -> tuple[Floats, Floats, list[Proof]]:
    """Return a range that each unknown count has at least, and a proof for each of which more is known than may be.

    Every solution of the equations is one way in which the counts can be, and widens the ranges of many cells at once: first
    those in which all people of several hidden answers gave one of them, then those where many cells are moved together, by
    random weights; what stays too narrow is worked out cell by cell.

    Parameters
    ----------
    margins : sparse array, shape (equations, cells)
        ``margins @ count`` is 0.
    count : array, shape (cells,)
    unknown : array of bool, shape (cells,)
        Cells that are not published.
    asked : Asked
    alike : sequence of sequences of int arrays, shape (contexts, answers), optional
        Sets of questions: the cells of the answers to each, alone and by each group.
    seen : pair of arrays, optional
        Ranges from an earlier audit with the same or fewer unknown cells.

    Returns
    -------
    low, high : arrays, shape (cells,)
        Exact for the cells with a proof.
    proofs : list of Proof

    Examples
    --------
    >>> whole = csr_array([[1.0, 1.0, 1.0, -1.0]])
    >>> few, hidden = np.array([2.0, 1.0, 17.0, 20.0]), np.array([True, True, False, False])
    >>> low, high, proofs = audit(whole, few, hidden, Asked(hidden, np.full(4, 10.0), np.full(4, 5.0)))
    >>> low.tolist(), high.tolist(), len(proofs)
    ([0.0, 0.0, 17.0, 20.0], [3.0, 3.0, 17.0, 20.0], 2)
    """
    low, high = (s.copy() for s in (seen or (count, count)))
    for other in _moved(margins, count, unknown, alike):
        np.minimum(low, other, out=low)
        np.maximum(high, other, out=high)
    cells = np.flatnonzero(unknown)
    inner = csr_array(margins[:, cells])
    rows = np.flatnonzero(np.diff(inner.indptr))
    matrix, right = inner[rows], inner[rows] @ count[cells]
    weights, idle, bounds = stream(0, "audit"), 0, (0.0, BOUND + count.max(initial=0.0))
    for turn in range(TOGETHER):
        narrow = asked.narrow(low, high)[cells]
        if narrow.sum() <= FEW or idle >= IDLE:
            break
        pull = narrow * weights.random(len(cells)) ** 4  # a few lead
        found = milp(
            pull if turn % 4 == 3 else -pull, bounds=bounds, constraints=LinearConstraint(matrix, right, right)
        )
        before = int(narrow.sum())
        _widen(low, high, cells, found.x)
        idle = 0 if asked.narrow(low, high).sum() < before else idle + 1
    proofs = []
    for place in np.flatnonzero(asked.narrow(low, high)[cells]):
        factors = []
        for sign in (-1.0, 1.0):
            aim = np.zeros(len(cells))
            aim[place] = sign
            found = linprog(aim, A_eq=matrix, b_eq=right, bounds=bounds, method="highs-ds")
            _widen(low, high, cells, found.x)
            factor = sign * found.eqlin.marginals @ margins[rows]
            factors.append(np.where(np.abs(factor) > FAINT, factor, 0.0))
            if not asked.narrow(low, high)[cells[place]]:
                break
        else:
            proofs.append(Proof(int(cells[place]), factors[0], factors[1]))
    return low, high, proofs


def _moved(margins: csr_array, count: Floats, unknown: Bools, alike: Sequence[Sequence[Ints]]) -> Iterator[Floats]:
    """Yield the counts if everybody who gave one of the hidden answers to a question had given the same of them.

    Of each set all questions are changed at once, and sets in every combination. What does not keep the equations is
    left out.
    """

    def moved(given: Floats, answers: Ints, to: int) -> Floats:
        there = answers[:, unknown[answers].all(axis=0)]
        after = given.copy()
        after[there] = 0.0
        after[there[:, to % there.shape[1]]] = given[there].sum(axis=1)
        return after

    def kept(given: Floats) -> bool:
        return bool(np.abs(margins @ given).max(initial=0.0) < SLACK)

    sets = [[a for a in one if unknown[a].all(axis=0).sum() > 1 and kept(moved(count, a, 0))] for one in alike]
    most = [max((int(unknown[a].all(axis=0).sum()) for a in one), default=1) for one in sets]
    for targets in itertools.product(*map(range, most)):
        after = count
        for one, to in zip(sets, targets, strict=True):
            for answers in one:
                after = moved(after, answers, to)
        if kept(after):
            yield after


def _widen(low: Floats, high: Floats, cells: Ints, here: Floats) -> None:
    low[cells], high[cells] = np.minimum(low[cells], here), np.maximum(high[cells], here)
