"""How far hidden counts of one table can move: a simplex method that goes from one linear program to the next.

All programs have the same constraints and differ in the count that is to be as high or as low as it can be, so that each
begins where the last one ended. In the equations of one table all factors stay -1, 0 or 1, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
PATIENT = 30  # steps that lead nowhere before Bland's rule is followed, which ends but is slow
STEPS = 10_000  # a bound for what rounding may do to large tables; `nuzuh.evidence.audit` has the last word
FAINT = 1e-7  # counts are whole: what differs by less is what rounding leaves of nothing


@dataclass(slots=True)
class Part:
    """Hidden cells that hang together, and the equations between them, at one corner of what they can be.

    The equations are solved for as many cells as there are equations (the basis), the others being 0.

    Attributes
    ----------
    cells, rows : arrays of int
        Places of the cells and of the equations in the whole system.
    table : array, shape (independent equations, cells + equations + 1)
        The equations solved for the basis; behind the cells how each was made from the given ones; last its right side,
        which is the value of its basic cell.
    basis : array of int, shape (independent equations,)
    low, high : arrays, shape (cells,)
        The widest range that was seen so far; exact for a cell after `highest` and `lowest`.

    Examples
    --------
    Of 20 people 3, 4 and 13 gave each answer, and the first two are hidden.

    >>> whole = csr_array([[1.0, 1.0, 1.0, -1.0]])
    >>> (part,) = parts(whole, np.array([3.0, 4.0, 13.0, 20.0]), np.array([True, True, False, False]))
    >>> part.highest(0), part.lowest(0)
    (array([1.]), None)
    >>> part.low.tolist(), part.high.tolist()
    ([0.0, 0.0], [7.0, 7.0])
    """

    cells: Ints
    rows: Ints
    table: Floats
    basis: Ints
    low: Floats
    high: Floats

    def highest(self, place: int) -> Floats | None:
        """Work out the highest value of a cell; return the factors of the equations that prove it, None if nothing bounds it."""
        row = self._row_of(place)
        if row is None:
            row = self._leaving(place)
            if row is None:
                self.high[place] = np.inf
                return None
            self._pivot(row, place)
        return self._push(row, place, 1.0)

    def lowest(self, place: int) -> Floats | None:
        """Work out the lowest value of a cell; return the factors of the equations that prove it, None if it is 0."""
        row = self._row_of(place)
        return None if row is None or self.low[place] <= FAINT else self._push(row, place, -1.0)

    def _row_of(self, place: int) -> int | None:
        found = np.flatnonzero(self.basis == place)
        return int(found[0]) if len(found) else None

    def _push(self, row: int, place: int, sign: float) -> Floats | None:
        """Let the cell of a row grow (or shrink) from corner to corner until it cannot."""
        width, stuck = len(self.cells), 0
        for _ in range(STEPS):
            pull = -sign * self.table[row, :width]
            pull[place] = 0.0
            entering = int(np.argmax(pull if stuck < PATIENT else pull > FAINT))
            if pull[entering] <= FAINT:
                break
            leaving = self._leaving(entering)
            if leaving is None:
                self.high[place] = np.inf
                return None
            stuck = 0 if self.table[leaving, -1] > FAINT else stuck + 1
            self._pivot(leaving, entering)
            if leaving == row:  # it has shrunk to 0
                return None
        return self.table[row, width:-1].copy()

    def _leaving(self, entering: int) -> int | None:
        """Return the row whose cell is the first to reach 0 when another grows; of several the first in the list of cells."""
        column = self.table[:, entering]
        falling = np.flatnonzero(column > FAINT)
        if not len(falling):
            return None
        steps = self.table[falling, -1] / column[falling]
        ties = falling[steps <= steps.min() + FAINT]
        return int(ties[np.argmin(self.basis[ties])])

    def _pivot(self, row: int, entering: int) -> None:
        _eliminate(self.table, row, entering)
        self.basis[row] = entering
        self.note()

    def note(self) -> None:
        """Widen the ranges by the corner at which the cells are."""
        here = np.zeros(len(self.cells))
        here[self.basis] = self.table[:, -1]
        np.minimum(self.low, here, out=self.low)
        np.maximum(self.high, here, out=self.high)


def parts(margins: csr_array, count: Floats, hidden: Bools) -> Iterator[Part]:
    """Yield the hidden cells in parts that no equation links, each at a corner of what its cells can be."""
    columns = np.flatnonzero(hidden)
    inner = csr_array(margins[:, columns])
    touched = np.flatnonzero(np.diff(inner.indptr))
    inner = csr_array(inner[touched])
    _, label = connected_components(abs(inner).T @ abs(inner), directed=False)
    owner = label[inner.indices[inner.indptr[:-1]]]
    numbers = np.arange(label.max(initial=-1) + 2)
    by_cell, by_row = np.argsort(label, kind="stable"), np.argsort(owner, kind="stable")
    cell_at, row_at = np.searchsorted(label[by_cell], numbers), np.searchsorted(owner[by_row], numbers)
    for one in numbers[:-1]:
        cells, rows = by_cell[cell_at[one] : cell_at[one + 1]], by_row[row_at[one] : row_at[one + 1]]
        if len(rows):
            yield _part(columns[cells], touched[rows], inner[rows][:, cells].toarray(), count[columns[cells]])


def _part(cells: Ints, rows: Ints, matrix: Floats, count: Floats) -> Part:
    """Return a part at the corner that is reached from the counts themselves by setting one cell after the other to 0."""
    height, width = matrix.shape
    table = np.hstack([matrix, np.eye(height), (matrix @ count)[:, None]])
    unsolved, kept, basis = np.ones(height, dtype=bool), [], []
    for place in np.argsort(-count, kind="stable"):  # large counts into the basis: they stay above 0
        row = int(np.argmax(np.abs(table[:, place]) * unsolved))
        if unsolved[row] and abs(table[row, place]) > FAINT:
            _eliminate(table, row, int(place))
            unsolved[row] = False
            kept.append(row)
            basis.append(int(place))
    part = Part(cells, rows, table[kept], np.array(basis), count.copy(), count.copy())
    here = count.copy()
    for place in np.flatnonzero(~np.isin(np.arange(width), basis) & (count > 0)):
        column = part.table[:, place]
        falling = np.flatnonzero(column < -FAINT)
        steps = here[part.basis[falling]] / -column[falling]
        step = min(steps.min(initial=np.inf), here[place])
        here[part.basis] += step * column
        if step < here[place]:
            row = int(falling[np.argmin(steps)])
            here[part.basis[row]] = 0.0
            _eliminate(part.table, row, int(place))
            part.basis[row] = place
        here[place] -= step
    part.note()
    return part


def _eliminate(table: Floats, row: int, entering: int) -> None:
    """Solve the equation of a row for a cell, and take the cell out of the others."""
    table[row] /= table[row, entering]
    factor = table[:, entering].copy()
    factor[row] = 0.0
    others, used = np.flatnonzero(np.abs(factor) > FAINT), np.flatnonzero(np.abs(table[row]) > FAINT)
    table[np.ix_(others, used)] -= factor[others, None] * table[row, used]
