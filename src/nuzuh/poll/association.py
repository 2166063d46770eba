"""Do answers differ between groups: chi-square tests that know the design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import polars as pl
from scipy.optimize import brentq
from scipy.special import chdtrc, fdtrc, ndtr

from nuzuh.poll.design import Asked, Design, covariance, degrees_of_freedom, domain, groups, series
from nuzuh.poll.estimate import FIXED
from nuzuh.poll.stages import Floats, Ints
from nuzuh.terms.errors import UsageError

Statistic = Literal["F", "chisq", "wald", "adjusted-wald", "saddlepoint"]


@dataclass(frozen=True, slots=True)
class Association:
    """A test of no association between two questions.

    Attributes
    ----------
    statistic, df, df_error, p : float
        Statistic, its degrees of freedom and those of its denominator (infinite for none), and its p value.
    method : str
    pearson : float
        Pearson's chi-square of the weighted shares times the number of answers, which no design enters.
    n : int
        Rows that answered both.
    table : polars.DataFrame
        People by ``row`` and ``column``, estimated.
    """

    statistic: float
    df: float
    df_error: float
    p: float
    method: Statistic
    pearson: float
    n: int
    table: pl.DataFrame


def chi_square(design: Design, rows: Asked, columns: Asked, statistic: Statistic = "F") -> Association:
    """Return a test of whether two questions are independent, among rows that answered both.

    Pearson's statistic X² is held against what its terms vary by under the design. With Δ the generalised design effects
    (R − 1)(C − 1) in number: F = X² / tr Δ with d = (tr Δ)² / tr Δ² and d ν degrees of freedom (Rao and Scott's second
    order); chisq = X² / mean Δ (first order). ``wald`` and ``adjusted-wald`` test the residuals directly and need many
    clusters; ``saddlepoint`` approximates the exact law of X².

    Parameters
    ----------
    design : Design
    rows, columns : column or expression
    statistic : {"F", "chisq", "wald", "adjusted-wald", "saddlepoint"}

    Raises
    ------
    UsageError
        A question has one answer only, no degree of freedom is left, too many cells are empty, or the table does not vary:
        a fit of the weights holds its cells, or they follow from each other.

    Source
    ------
    Rao, Scott, *Ann. Stat.* 12 (1984) 46–60; Thomas, Rao, *JASA* 82 (1987) 630–636; Kuonen, *Biometrika* 86 (1999)
    929–935; R ``survey::svychisq``.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> sample = survey(pl.DataFrame({"sex": ["F", "F", "F", "M", "M", "M"], "return": ["y", "y", "n", "n", "n", "y"]}))
    >>> round(chi_square(sample, "sex", "return").p, 3)
    0.49
    """
    if statistic not in get_args(Statistic):
        raise UsageError(f"there is no statistic called {statistic}; there are {', '.join(get_args(Statistic))}")
    first, second = series(design, rows), series(design, columns)
    both = domain(design, (first.is_not_null() & second.is_not_null()))
    cells = _Cells.of(both, first, second)
    height, width = cells.shape
    free = degrees_of_freedom(design)
    if min(height, width) < 2 or free < 1:
        raise UsageError(f"a table of {height} by {width} with {free} degrees of freedom cannot be tested")
    if statistic in {"wald", "adjusted-wald"}:
        answer = _wald(both, cells, free, adjusted=statistic == "adjusted-wald")
    else:
        answer = _rao_scott(both, cells, free, statistic)
    return Association(*answer, statistic, cells.pearson, cells.n, cells.table)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a two-way table: the cell of every row of the sample, and shares, shape (cells,), the columns fastest."""

    cell: Ints
    shape: tuple[int, int]
    share: Floats
    weight: float
    n: int
    table: pl.DataFrame

    @classmethod
    def of(cls, design: Design, first: pl.Series, second: pl.Series) -> _Cells:
        names = pl.DataFrame([first.alias("row"), second.alias("column")])
        held = Design(names, design.weight, design.stages, design.lonely, design.adjustments, design.inside)
        (labels, at), (others, across) = groups(held, "row"), groups(held, "column")
        shape = (labels.height, others.height)
        cell = np.where(design.used, at * max(shape[1], 1) + across, -1)
        sums = np.bincount(cell[design.used], weights=design.weight[design.used], minlength=shape[0] * shape[1])
        table = labels.join(others, how="cross", maintain_order="left_right").with_columns(people=pl.Series(sums))
        return cls(cell, shape, sums / sums.sum(), float(sums.sum()), int(design.used.sum()), table)

    @property
    def margins(self) -> tuple[Floats, Floats]:
        square = self.share.reshape(self.shape)
        return square.sum(axis=1), square.sum(axis=0)

    @property
    def pearson(self) -> float:
        expected = np.outer(*self.margins).ravel()
        return float(self.n * np.sum((self.share - expected) ** 2 / expected))


def _rao_scott(design: Design, cells: _Cells, free: int, statistic: Statistic) -> tuple[float, float, float, float]:
    """Return statistic, df, df of the error and p of Pearson's statistic, corrected for the design."""
    weight = np.where(design.used, design.weight, 0.0) / cells.weight
    spread = covariance(design, (weight * ((cells.cell == k) - share) for k, share in enumerate(cells.share)))
    inverse = np.divide(1.0, cells.share, out=np.zeros_like(cells.share), where=cells.share > 0)
    apart = _interactions(cells.shape) * inverse[:, None]
    plain = _interactions(cells.shape).T @ apart / cells.n
    effects = _solved(plain, apart.T @ spread @ apart, "too many cells of the table are empty: join answers")
    trace = float(np.trace(effects))
    if not trace > FIXED**2 * len(effects):
        raise UsageError(
            "the table does not vary under the design, or its variance is unknown: there is nothing to test"
        )
    order = trace**2 / float(np.trace(effects @ effects))
    pearson = cells.pearson
    if statistic == "F":
        value = pearson / trace
        return value, order, order * free, float(fdtrc(order, order * free, value))
    many = len(effects)
    if statistic == "chisq":
        return pearson, many, np.inf, float(chdtrc(many, pearson / (trace / many)))
    own = np.asarray(np.linalg.eigvals(effects).real, dtype=np.float64)
    return pearson, many, order * free, _saddlepoint(pearson, own, order * free)


def _wald(design: Design, cells: _Cells, free: int, adjusted: bool) -> tuple[float, float, float, float]:
    """Return statistic, df, df of the error and p of the test of the residuals p_rc − p_r. p_.c, without the first row and column."""
    height, width = cells.shape
    down, across = cells.margins
    kept = [(r, c) for r in range(1, height) for c in range(1, width)]
    residual = np.array([cells.share[r * width + c] - down[r] * across[c] for r, c in kept]) * cells.weight
    row, column = cells.cell // width, cells.cell % width
    weight = np.where(design.used, design.weight, 0.0)
    spread = covariance(
        design,
        (
            weight
            * ((cells.cell == r * width + c) - (row == r) * across[c] - (column == c) * down[r] + down[r] * across[c])
            for r, c in kept
        ),
    )
    many = len(kept)
    error = free - many + 1 if adjusted else free
    if error < 1:
        raise UsageError(f"{free} degrees of freedom are too few to test {many} residuals; ask for statistic F")
    against = "some cells do not vary under the design, or follow from others: ask for statistic F"
    value = float(residual @ _solved(spread, residual, against)) / many
    value = value * error / free if adjusted else value
    return value, many, error, float(fdtrc(many, error, value))


def _solved(matrix: Floats, right: Floats, otherwise: str) -> Floats:
    """Return the solution of matrix × solution = right; what to say if there is none, or not one only, is ``otherwise``."""
    if not np.all(np.isfinite(matrix)) or not np.linalg.cond(matrix) < 1 / np.finfo(np.float64).eps:
        raise UsageError(otherwise)
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def _interactions(shape: tuple[int, int]) -> Floats:
    """Return contrasts of the cells that no row or column explains, shape (cells, (rows − 1) (columns − 1))."""
    sides = [np.eye(size)[:, 1:] - 1 / size for size in shape]
    return np.asarray(np.kron(*sides))


def _saddlepoint(value: float, weights: Floats, error: float) -> float:
    """Return P(Σ weight χ²_1 / (χ²_error / error) > value), after Kuonen; by Satterthwaite's F where that fails, near the mean."""
    scale, spread = float(weights.mean()), float((weights**2).mean() / weights.mean() ** 2)
    order = len(weights) / spread
    fallback = float(fdtrc(order, error, value / order / (scale * spread)))
    # The ratio exceeds the value where Σ weight χ²_1 − value / error χ²_error exceeds 0; as R, with whole degrees of freedom.
    rates, times = np.append(weights, -value / error), np.append(np.ones(len(weights)), np.floor(error + 1e-9))
    rates = rates / rates.max()

    def slope(zeta: float) -> float:
        return float(np.sum(times * rates / (1 - 2 * zeta * rates)))

    low, high = 0.99999 * float((1 / (2 * rates[rates < 0])).max()), 0.99999 * float((1 / (2 * rates[rates > 0])).min())
    zeta = float(brentq(slope, low, high, xtol=1e-14))
    if abs(zeta) < 1e-4:
        return fallback
    height = -float(np.sum(times * np.log(1 - 2 * zeta * rates))) / 2
    first = np.sign(zeta) * np.sqrt(-2 * height)
    second = zeta * np.sqrt(2 * float(np.sum(times * rates**2 / (1 - 2 * zeta * rates) ** 2)))
    return float(ndtr(-(first + np.log(second / first) / first)))
