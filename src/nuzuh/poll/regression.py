"""Linear and logistic regression of a sample with its design, with linearised variances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
from scipy.special import expit, xlogy

from nuzuh.poll.design import Asked, Design, covariance, degrees_of_freedom, domain, series, values
from nuzuh.poll.intervals import critical
from nuzuh.poll.stages import Bools, Floats
from nuzuh.terms.errors import UsageError

Family = Literal["linear", "logistic"]
CLOSE = 1e-8  # of the deviance, between two steps, as in R's glm
STEPS = 25
SURE = 1e-10  # a fitted share this near 0 or 1 says that the terms tell the answers apart wholly


@dataclass(frozen=True, slots=True)
class Regressed:
    """Coefficients of a regression.

    Attributes
    ----------
    terms : list of str
        ``(constant)``, names of numbers, and ``name=category`` for text, of which the first category is the reference.
    value : array, shape (terms,)
    covariance : array, shape (terms, terms)
    df : int
        Of the domain that has everything, less the terms beside the constant.
    n : int
        Rows that have everything.
    """

    terms: list[str]
    value: Floats
    covariance: Floats
    df: int
    n: int

    @property
    def se(self) -> Floats:
        """Standard errors, shape (terms,)."""
        return np.sqrt(np.diag(self.covariance))

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Return the lower and upper ends of t intervals, shape (terms,)."""
        reach = critical(level, self.df) * self.se
        return self.value - reach, self.value + reach


def regression(design: Design, of: Asked, on: Sequence[Asked] = (), family: Family = "linear") -> Regressed:
    """Return the regression of a column on others, among rows that have all of them.

    Parameters
    ----------
    design : Design
    of : column or expression
        Numbers; for ``logistic`` 0 to 1, or true and false.
    on : sequence of columns or expressions
        Numbers enter as they are, text by its categories but the first.
    family : {"linear", "logistic"}

    Raises
    ------
    UsageError
        The terms depend on each other, too few rows have everything, or a category answers all alike.

    Source
    ------
    Binder, *Int. Stat. Rev.* 51 (1983) 279–292; R ``survey::svyglm``, whose stopping rule it has.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> sample = survey(pl.DataFrame({"sex": ["F", "F", "M", "M"], "y": [1.0, 3.0, 4.0, 8.0]}))
    >>> found = regression(sample, "y", ["sex"])
    >>> dict(zip(found.terms, [round(float(v), 3) for v in found.value]))
    {'(constant)': 2.0, 'sex=M': 4.0}
    """
    terms, matrix = _matrix(design, on)
    answer = values(design, of)
    # As in R, and for `difference`: the domain is those who have everything, for the degrees of freedom too.
    part = domain(design, ~np.isnan(answer) & ~np.isnan(matrix).any(axis=1))
    rows = part.used
    if family == "logistic" and np.any((answer[rows] < 0) | (answer[rows] > 1)):
        raise UsageError("a logistic regression wants answers from 0 to 1")
    x, y = matrix[rows], answer[rows]
    if np.linalg.matrix_rank(x) < x.shape[1] or len(y) <= x.shape[1]:
        raise UsageError(f"{len(y)} rows do not tell {', '.join(terms)} apart")
    weight = design.weight[rows] / _scale(design)
    value, inverse, score = _least_squares(x, y, weight) if family == "linear" else _logistic(x, y, weight)
    influence = _placed(score[:, None] * x @ inverse, rows)
    free = degrees_of_freedom(part) - len(terms) + 1
    return Regressed(terms, value, covariance(part, influence.T), free, len(y))


def _scale(design: Design) -> float:
    """Return the weight that counts as 1: R's mean, over who has gaps too, and over the whole sample if its weights were fitted.

    It does not enter the solution, but it does enter the deviance, and so the step at which the search for it ends.
    """
    rows = design.inside | bool(design.adjustments)
    return float(np.where(design.inside, design.weight, 0.0)[rows].mean())


def _matrix(design: Design, on: Sequence[Asked]) -> tuple[list[str], Floats]:
    """Return the terms and their values, shape (rows, terms), NaN where unknown."""
    terms, columns = ["(constant)"], [np.ones(design.data.height)]
    for asked in on:
        column = series(design, asked)
        if column.dtype.is_numeric() or column.dtype == pl.Boolean:
            terms.append(column.name)
            columns.append(values(design, asked))
            continue
        text = column.cast(pl.String)
        for category in text.filter(pl.Series(design.used)).drop_nulls().unique().sort().to_list()[1:]:
            terms.append(f"{column.name}={category}")
            columns.append((text == category).cast(pl.Float64).fill_null(np.nan).to_numpy())
    return terms, np.stack(columns, axis=1)


def _least_squares(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Return coefficients, the inverse of x'Wx, and weighted residuals, shape (rows,)."""
    inverse, value = _solved(x, y, weight)
    return value, inverse, weight * (y - x @ value)


def _logistic(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the same of a logistic regression, by iteratively reweighted least squares from R's starting point."""
    mean = (weight * y + 0.5) / (weight + 1)
    line = np.log(mean / (1 - mean))
    before = _deviance(y, mean, weight)
    for _ in range(STEPS):
        slope = mean * (1 - mean)
        inverse, value = _solved(x, line + (y - mean) / slope, weight * slope)
        line = x @ value
        mean = expit(line)
        now = _deviance(y, mean, weight)
        if not np.all((mean > SURE) & (mean < 1 - SURE)):
            break
        if abs(now - before) / (abs(now) + 0.1) < CLOSE:
            # As in R: the working residuals of the last step with the working weights of the one before.
            return value, inverse, weight * slope * (y - mean) / (mean * (1 - mean))
        before = now
    raise UsageError("the logistic regression does not settle: a category answers all alike, or nearly")


def _solved(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return the inverse of x'Wx and the weighted least squares, by an orthonormal basis."""
    root = np.sqrt(weight)
    basis, triangle = np.linalg.qr(x * root[:, None])
    back = np.linalg.inv(triangle)
    return back @ back.T, back @ (basis.T @ (y * root))


def _deviance(y: Floats, mean: Floats, weight: Floats) -> float:
    """Return twice the weighted log-likelihood that is missing."""
    away = np.clip(mean, 1e-300, None), np.clip(1 - mean, 1e-300, None)
    return float(2 * weight @ (xlogy(y, y / away[0]) + xlogy(1 - y, (1 - y) / away[1])))


def _placed(found: Floats, rows: Bools) -> Floats:
    """Return values of some rows as values of all, 0 elsewhere, shape (all rows, columns)."""
    placed = np.zeros((len(rows), found.shape[1]))
    placed[rows] = found
    return placed
