"""Which counts of linked tables stay hidden: the small ones, and the fewest others without which these could be worked out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array

from nuzuh.evidence.audit import SLACK, Asked, Bools, Floats, Ints, Proof, audit
from nuzuh.evidence.corners import parts

ROOM = 2  # a hidden count that is not small can have values so far apart: neither it nor a whole number next to it is certain
TURNS = 40  # rounds in which the cheapest set is looked for; then cells are added one by one, which always ends
NODES = 2_000  # of the branch and bound of one round: a limit in seconds would not give the same tables twice
ENDLESS = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Counts of people in linked tables.

    Attributes
    ----------
    count : array, shape (cells,)
        Whole numbers.
    margins : sparse array, shape (equations, cells)
        ``margins @ count`` is 0: parts have 1, their sum -1.
    open : array of bool, shape (cells,)
        Cells that would be published; the others never are, need no protection and hide nothing by themselves.
    small : array of bool, shape (cells,)
        Open cells that must be hidden.
    cost : array, shape (cells,)
        What a reader misses if the cell is hidden; infinite where it is always published.
    along : array of int, shape (pairs, 2)
        Who hides the first hides the second.
    alike : sequence of sequences of int arrays, shape (contexts, answers)
        See `nuzuh.evidence.audit.audit`.
    """

    count: Floats
    margins: csr_array
    open: Bools
    small: Bools
    cost: Floats
    along: Ints
    alike: Sequence[Sequence[Ints]] = ()

    def below(self) -> csr_array:
        """Return which cells each cell takes along, by any number of steps; shape (cells, cells), itself left out."""
        size = len(self.count)
        pairs = (np.ones(len(self.along)), (self.along[:, 0], self.along[:, 1]))
        step = csr_array(pairs, shape=(size, size))
        found = step
        while True:
            wider = csr_array(((found + found @ step) > 0).astype(np.float64))
            if wider.nnz == found.nnz:
                return found
            found = wider


@dataclass(frozen=True, slots=True, eq=False)
class Concealed:
    """Which cells stay hidden, and what is left to be known of them.

    Attributes
    ----------
    hidden : array of bool, shape (cells,)
    low, high : arrays, shape (cells,)
        A range that it has at least for who reads the tables; the count itself where it is published.
    short : array of bool, shape (cells,)
        Hidden cells with less room than asked for; more cannot be had, whatever else is hidden.
    """

    hidden: Bools
    low: Floats
    high: Floats
    short: Bools


def protect(counts: Counts, smallest: int, stages: Iterable[Bools] = ()) -> Concealed:
    """Return which cells stay hidden so that no hidden count can be worked out, at the least cost that was found.

    Whoever reads the tables knows all equations, all published counts, and that no count is below 0. Of a small count
    he must not learn that it is below ``smallest``, nor more than a range of half of that; of another hidden count he
    must not learn the number. All tables are audited together (`nuzuh.evidence.audit`); what the audit finds becomes
    an inequality of the next choice, until it finds nothing.

    Parameters
    ----------
    counts : Counts
    smallest : int
    stages : iterable of bool arrays, shape (cells,)
        Cells that are decided together before all are looked at, each time given what was decided before: margins
        first, then one table after the other. Only equations that lie within a stage count there.

    Source
    ------
    Fischetti, Salazar, *Management Science* 47 (2001) 1008–1027: capacity inequalities of the attacker's linear program.

    Examples
    --------
    Of 60 people 3, 14, 20 and 23 gave each answer. With the first the cheapest other is hidden.

    >>> answers = Counts(
    ...     count=np.array([3.0, 14.0, 20.0, 23.0, 60.0]),
    ...     margins=csr_array([[1.0, 1.0, 1.0, 1.0, -1.0]]),
    ...     open=np.array([True, True, True, True, True]),
    ...     small=np.array([True, False, False, False, False]),
    ...     cost=np.array([1.0, 1.14, 1.2, 1.23, np.inf]),
    ...     along=np.empty((0, 2), dtype=np.int64),
    ... )
    >>> found = protect(answers, 10)
    >>> found.hidden.tolist(), found.low.tolist(), found.high.tolist()
    ([True, True, False, False, False], [0.0, 0.0, 20.0, 23.0, 60.0], [17.0, 17.0, 20.0, 23.0, 60.0])
    """
    below = counts.below()
    hidden = _spread(counts.small, below)
    decided = np.zeros(len(hidden), dtype=bool)
    for stage in stages:
        cells = np.flatnonzero(stage)
        part = _within(counts, cells, hidden, decided, below)
        hidden[cells] |= _choose(part, hidden[cells], smallest)
        hidden = _spread(hidden, below)
        decided |= stage
    return _repaired(counts, hidden, smallest, below)


def _repaired(counts: Counts, hidden: Bools, smallest: int, below: csr_array) -> Concealed:
    """Return the hidden cells with those added that the audit of all tables together asks for."""
    able = _able(counts, hidden)
    most, low, high = _most(counts, able), counts.count, counts.count
    while True:
        asked = _asked(counts, hidden, smallest)
        low, high, proofs = audit(
            counts.margins, counts.count, hidden | ~counts.open, asked, alike=counts.alike, seen=(low, high)
        )
        cuts = [c for p in proofs for c in _cuts(counts, p, asked, able, most) if c.violated(hidden)]
        if not cuts:
            return Concealed(hidden, low, high, asked.narrow(low, high))
        chosen = _cheapest(counts, hidden, cuts, below)
        if chosen is None or (chosen == hidden).all():  # within the tolerance of the search, not of the audit
            chosen = _grown(counts, hidden, cuts, below)
        hidden = chosen


def _spread(hidden: Bools, below: csr_array) -> Bools:
    return np.asarray(hidden | (hidden.astype(np.float64) @ below > 0))


def _within(counts: Counts, cells: Ints, hidden: Bools, decided: Bools, below: csr_array) -> Counts:
    """Return the cells of a stage alone, with the equations between them; what is decided stays as it is."""
    inner = csr_array(counts.margins[:, cells])
    whole = np.diff(inner.indptr) == np.diff(counts.margins.indptr)
    outside = ~hidden & counts.open & np.isfinite(counts.cost)
    outside[cells] = False
    costs = counts.cost + below @ np.where(outside, counts.cost, 0.0)
    pairs = csr_array(below[cells][:, cells]).tocoo()
    return Counts(
        counts.count[cells],
        csr_array(inner[np.flatnonzero(whole & (np.diff(inner.indptr) > 0))]),
        counts.open[cells],
        counts.small[cells],
        np.where(decided & ~hidden, np.inf, costs)[cells],
        np.column_stack([pairs.row, pairs.col]).astype(np.int64),
    )


def _asked(counts: Counts, hidden: Bools, smallest: int) -> Asked:
    half = float(max(ROOM, math.ceil(smallest / 2)))
    return Asked(hidden, np.where(counts.small, float(smallest), 0.0), np.where(counts.small, half, float(ROOM)))


def _able(counts: Counts, start: Bools) -> Bools:
    """Return the cells that are hidden or may be."""
    return np.asarray(counts.open & (start | np.isfinite(counts.cost)))


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """An inequality that every safe set of hidden cells keeps: ``factor @ hidden >= least``."""

    factor: Floats
    least: float

    def violated(self, hidden: Bools) -> bool:
        return bool(self.factor @ hidden < self.least - SLACK)


def _choose(counts: Counts, start: Bools, smallest: int) -> Bools:
    """Return the cells to hide in the tables of a stage: the cheapest set by the cuts, looked at again until nothing is narrow."""
    cuts: list[_Cut] = []
    able, below = _able(counts, start), counts.below()
    hidden, most = start, _most(counts, able)
    for turn in itertools.count():
        asked = _asked(counts, hidden, smallest)
        fresh = [c for p in _proofs(counts, hidden, asked) for c in _cuts(counts, p, asked, able, most)]
        fresh = [c for c in fresh if c.violated(hidden)]
        if not fresh:
            break
        cuts += fresh
        chosen = _cheapest(counts, start, cuts, below) if turn < TURNS else None
        hidden = _grown(counts, hidden, fresh, below) if chosen is None else chosen
    return hidden


def _proofs(counts: Counts, hidden: Bools, asked: Asked) -> Iterator[Proof]:
    """Yield a proof for each hidden cell of which more is known than may be."""
    for part in parts(counts.margins, counts.count, hidden | ~counts.open):
        equations = counts.margins[part.rows]
        inner = asked.within(part.cells)
        while (narrow := inner.narrow(part.low, part.high)).any():
            place = int(np.argmax(narrow))
            inner.cells[place] = False
            factors = [f if f is None else f @ equations for f in (part.highest(place), part.lowest(place))]
            one = asked.within(part.cells[place : place + 1])
            if one.narrow(part.low[place : place + 1], part.high[place : place + 1])[0]:
                above, below = (np.zeros(len(counts.count)) if f is None else f for f in factors)
                yield Proof(int(part.cells[place]), above, below)


def _cuts(counts: Counts, proof: Proof, asked: Asked, able: Bools, most: Floats) -> list[_Cut]:
    """Return what must be hidden besides for a cell to reach so high, and for its range to be so wide.

    In a proof the cell moves by as much as the others can move together, and each of these not at all where it is
    published. A factor of more than what is asked for is not needed.
    """
    cell, now, free = proof.cell, counts.count, most - counts.count
    above, below = proof.above / proof.above[cell], proof.below
    up = np.where(above > 0, above * now, -above * free)
    down = np.where(below > 0, below * free, -below * now)
    drop = (1 - below[cell]) * now[cell]  # that far down it comes to 0
    up[cell] = down[cell] = 0.0
    out = []
    for moves, target in ((up, asked.reach[cell] - now[cell]), (up + down, asked.room[cell] - drop)):
        least = min(target - moves[~counts.open].sum(), moves[able].sum())  # as much as can be had
        if least > SLACK:
            factor = np.where(able, np.minimum(moves, least), 0.0)
            if not counts.small[cell]:  # it counts only while the cell is hidden
                factor[cell], least = -least, 0.0
            out.append(_Cut(factor, least))
    return out


def _most(counts: Counts, able: Bools) -> Floats:
    """Return what each cell could be at most if all were hidden that may be."""
    most = np.where(counts.open & ~able, counts.count, ENDLESS)
    coo = counts.margins.tocoo()
    parts_, wholes = coo.data > 0, coo.data < 0
    while True:
        whole = np.zeros(counts.margins.shape[0])
        np.add.at(whole, coo.row[wholes], most[coo.col[wholes]])
        fewer = most.copy()
        np.minimum.at(fewer, coo.col[parts_], whole[coo.row[parts_]])
        if (fewer == most).all():
            return most
        most = fewer


def _cheapest(counts: Counts, start: Bools, cuts: Sequence[_Cut], below: csr_array) -> Bools | None:
    """Return the start with the cheapest cells by which all cuts hold; None where the search did not end."""
    matrix = np.array([c.factor for c in cuts])
    least = np.array([c.least for c in cuts]) - matrix @ start
    able = counts.open & ~start & np.isfinite(counts.cost)
    used = able & (matrix != 0).any(axis=0)
    cells = np.flatnonzero(_spread(used, below) & ~start)
    pairs = csr_array(below[cells][:, cells]).tocoo()
    one, many = eye_array(len(cells), format="csr"), len(pairs.row)
    rules = [LinearConstraint(csr_array(matrix[:, cells]), least, np.inf)]
    if many:
        rules.append(LinearConstraint(one[pairs.col] - one[pairs.row], np.zeros(many), np.inf))
    cost = np.where(np.isfinite(counts.cost[cells]), counts.cost[cells], 0.0)
    found = milp(
        cost, integrality=np.ones(len(cells)), bounds=Bounds(0, 1), constraints=rules, options={"node_limit": NODES}
    )
    if found.x is None:
        return None
    hidden = start.copy()
    hidden[cells[found.x > 0.5]] = True
    return hidden


def _grown(counts: Counts, hidden: Bools, cuts: Sequence[_Cut], below: csr_array) -> Bools:
    """Return more hidden cells, added for each cut in turn: the one that helps most for its cost first."""
    hidden = hidden.copy()
    for cut in cuts:
        while cut.violated(hidden):
            able = np.flatnonzero(~hidden & (cut.factor > 0))
            gain = np.minimum(cut.factor[able], cut.least - cut.factor @ hidden) / counts.cost[able]
            hidden[able[np.argmax(gain)]] = True
            hidden = _spread(hidden, below)
    return hidden
