"""The model of the accounts: what is unknown, what is given, and what is believed.

Unknowns are logarithms, so that nothing is ever negative: people in each cell, the level of each lane, the common course
of time, the stocks, the share of a stock that leaves per month, and what each source reports against the accounts.

A report of y people whose cells sum to m has the residual g(y) − g(m·e^b), with b the bias of its source and g the function
that makes the variance a·m + s²·m² constant: g(v) = 2/s · asinh(s·√(v/a)). Source of the idea: variance-stabilising transformations
(Bartlett 1947); balancing accounts by their errors (Stone, Champernowne and Meade 1942).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from nuzuh.displaced.factors import Pattern
from nuzuh.displaced.ground import Floats, Ints

FAMILY = 1.0  # variance of a count of m people is m besides its relative error: zero rows stay finite
TAIL = 8.0  # degrees of freedom of the errors of rows: typing errors do not pull
BURST = 4.0  # of the course of cells and of what accounts leave open: people flee in waves
SOURCE_TAIL = 2.0  # of the biases of sources: one source may be far off while the others are not
COMMON_BIAS = (
    0.03  # of all sources together, the better graded counting more: no data can tell it, so that it is only drawn
)
PINNED = 0.002  # how far it may stray in the fit
ALONE = 0.05  # share of a source's rows of which another one speaks, below which nothing is learnt of its bias
SILENT = 1.3  # further spread of the common course into and out of a time of which nobody speaks

# What is believed of the spreads before the data speak, and for how many observations that belief stands.
PRIOR = {
    "course": 0.8,  # of a cell's rate around its lane's level and the common course, in logarithms
    "common": 0.8,  # of the common course from one month to the next
    "level": 1.5,  # of lanes' levels
    "account": 0.06,  # of the leaving from one month to the next, against the stock
    "share": 0.10,  # of a unit's share of its area's stock, per month
}
BELIEF = {"course": 6.0, "common": 4.0, "level": 3.0, "account": 6.0, "share": 6.0, "row": 8.0}


@dataclass(frozen=True, slots=True)
class Spreads:
    """Standard deviations that are estimated from the data: see ``PRIOR``; ``row`` scales the error of each source's rows.

    A source whose rows scatter more than its grade says is believed to be off as a whole by as much more.

    Attributes
    ----------
    row : array, shape (groups,)
    bias : array, shape (sources,)
        Of what each source gets wrong in all its rows, in logarithms.
    memory : float
        Correlation of a cell's deviation with that of the same lane one month before.
    centre : array, shape (2,)
        Mean level of lanes from anywhere, and of lanes from a named origin.
    """

    row: Floats
    bias: Floats
    course: float = PRIOR["course"]
    common: float = PRIOR["common"]
    level: float = PRIOR["level"]
    account: float = PRIOR["account"]
    share: float = PRIOR["share"]
    memory: float = 0.5
    centre: Floats = field(default_factory=lambda: np.zeros(2))


@dataclass(frozen=True, slots=True)
class Rows:
    """Reports as the model needs them.

    Attributes
    ----------
    sums : csr_array, shape (rows, people)
        Which numbers of people (cells, then stocks) each report adds up.
    value, error, weight, household : array, shape (rows,)
    group, bias : array of int, shape (rows,)
        Group of rows with one error (source and kind), and source.
    judged, shared : array of bool, shape (rows,)
        Whether at least two others speak of the same people or of the time beside: only then can a row be outvoted; and whether
        another source speaks of the same people: only then do the data tell its error from the course of things.
    """

    sums: sparse.csr_array
    value: Floats
    error: Floats
    weight: Floats
    household: Floats
    group: Ints
    bias: Ints
    judged: np.ndarray[tuple[int], np.dtype[np.bool_]]
    shared: np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Chains:
    """Cells in the order of their lanes.

    Attributes
    ----------
    lane, time : array of int, shape (cells,)
    log_days : array, shape (cells,)
    kind : array of int, shape (lanes,)
        0 from anywhere, 1 from a named origin.
    step : array, shape (cells,)
        Months since the cell before in the same lane; nan for the first of a lane.
    time_step : array, shape (times − 1,)
        Months between the middles of neighbouring intervals.
    told : array of bool, shape (times,)
        Whether any row speaks of each interval.
    """

    lane: Ints
    time: Ints
    log_days: Floats
    kind: Ints
    step: Floats
    time_step: Floats
    told: np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Ties:
    """Accounts: what ties stocks to flows.

    Attributes
    ----------
    start : csr_array, shape (steps, people)
        Stock at the start + arrivals − returns − reported departures.
    end : csr_array, shape (steps, people)
        Stock at the end.
    exposed : csr_array, shape (steps, people)
        Stock at the start + half of the arrivals: who may leave.
    outflow : csr_array, shape (steps, people)
        Movements whose origin lies in the area.
    returns : csr_array, shape (steps, people)
        Returns from the area.
    months : array, shape (steps,)
    area : array of int, shape (steps,)
    leaving : array, shape (steps,)
        1 where people may leave unreported: arrivals are known and departures are not.
    pairs : array of int, shape (n, 2), with gap : array, shape (n,)
        Neighbouring stocks of a unit in an area of several units, and the months between them.
    growth : array of int, shape (n,)
        Step whose common growth such a pair has.
    """

    start: sparse.csr_array
    end: sparse.csr_array
    exposed: sparse.csr_array
    outflow: sparse.csr_array
    returns: sparse.csr_array
    months: Floats
    area: Ints
    leaving: Floats
    pairs: Ints
    gap: Floats
    growth: Ints


@dataclass(frozen=True, slots=True)
class Model:
    """All that is given: reports, lanes, accounts, and what is believed of sources.

    Unknowns stand in one vector: cells, stocks, levels of lanes, common course, growth of areas, leaving per area,
    mean leaving, share of those who move on, biases, household size.
    """

    rows: Rows
    chains: Chains
    ties: Ties
    cells: int
    stocks: int
    bias_error: Floats
    stock_guess: Floats
    pattern: Pattern

    @property
    def lone(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether hardly any people of each source are counted by another one too, shape (sources,)."""
        count = len(self.bias_error)
        shared = np.bincount(self.rows.bias, self.rows.shared, count)
        alone: np.ndarray[tuple[int], np.dtype[np.bool_]] = shared <= ALONE * np.bincount(
            self.rows.bias, minlength=count
        )
        return alone

    @property
    def told(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether any row speaks of each cell and stock, shape (people,)."""
        out: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.zeros(self.cells + self.stocks, dtype=bool)
        out[self.rows.sums.indices] = True
        return out

    @property
    def parts(self) -> dict[str, slice]:
        """Where each kind of unknown stands in the vector."""
        sizes = {
            "people": self.cells + self.stocks,
            "level": len(self.chains.kind),
            "course": len(self.chains.time_step) + 1,
            "growth": len(self.ties.months) if len(self.ties.pairs) else 0,
            "leave": int(self.ties.area.max(initial=-1)) + 1,
            "onward": int(self.ties.area.max(initial=-1)) + 1,
            "mean": 2,
            "bias": len(self.bias_error),
            "household": 1,
        }
        out, at = {}, 0
        for name, size in sizes.items():
            out[name] = slice(at, at + size)
            at += size
        return out

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return int(self.parts["household"].stop)


TURN = 0.3  # of those who move in a month, how many more or fewer may leave than expected
LEAVE = np.log(0.004)  # share of a stock that leaves per month, before the data speak; and how sure that is
ONWARD = 2.5  # logit of the share of movements from an area, or from nobody says where, whose people leave its stock: most move again
LEAVE_SPREAD, ONWARD_SPREAD = 1.0, 1.2
AREA_SPREAD = 0.7  # of areas around their mean, for both
