"""Do two groups differ: the t test and the rank test that know the design."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import stdtr

from nuzuh.poll.design import Asked, Design, covariance, degrees_of_freedom, domain, groups, series, values
from nuzuh.poll.intervals import critical
from nuzuh.poll.stages import Floats, Ints
from nuzuh.terms.errors import UsageError


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second group has more than the first.

    Attributes
    ----------
    first, second : str
        The groups.
    value, se, low, high, t, p : float
    df : int
        Of the domain, less one.
    """

    first: str
    second: str
    value: float
    se: float
    low: float
    high: float
    t: float
    df: int
    p: float


def difference(design: Design, of: Asked, between: Asked, level: float = 0.95) -> Difference:
    """Return the difference of the means of two groups, with a t test that it is none.

    Raises
    ------
    UsageError
        There are not two groups, or no degree of freedom is left.

    Source
    ------
    R ``survey::svyttest``.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> sample = survey(pl.DataFrame({"sex": ["F", "F", "M", "M"], "y": [1.0, 3.0, 4.0, 8.0]}))
    >>> found = difference(sample, "y", "sex")
    >>> found.value, round(found.se, 3), found.df
    (4.0, 1.826, 2)
    """
    given = values(design, of)
    names, number, part = _two(design, given, between)
    return _difference(part, given, number, names, level)


def rank_difference(design: Design, of: Asked, between: Asked, level: float = 0.95) -> Difference:
    """Return the difference of the mean ranks of two groups, ranks from 0 to 1 in the population, with a test that it is none.

    The rank of an answer is the share of people below it and half of those who gave it.

    Source
    ------
    Lumley, Scott, *Biometrika* 100 (2013) 831–842; R ``survey::svyranktest``, ``wilcoxon``.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> sample = survey(pl.DataFrame({"sex": ["F", "F", "M", "M"], "y": [1.0, 3.0, 4.0, 8.0]}))
    >>> rank_difference(sample, "y", "sex").value
    0.5
    """
    given = values(design, of)
    names, number, part = _two(design, given, between)
    rows = part.used
    weight = part.weight[rows]
    steps, at = np.unique(given[rows], return_inverse=True)
    each = np.bincount(at, weights=weight, minlength=len(steps))
    order = np.argsort(at, kind="stable")
    # The mean over the answers to a tie, each counted once, as R has it; with equal weights half of the tie is below.
    middle = np.empty(len(at))
    middle[order] = np.cumsum(weight[order]) - weight[order] / 2
    ranks = (np.bincount(at, weights=middle) / np.bincount(at))[at] / each.sum()
    placed = np.full(len(given), np.nan)
    placed[rows] = ranks
    return _difference(part, placed, number, names, level)


def _two(design: Design, given: Floats, between: Asked) -> tuple[tuple[str, str], Ints, Design]:
    """Return the names of the two groups, the group of every row, and the design asked about rows with an answer."""
    column = series(design, between)
    part = domain(design, (~np.isnan(given)) & column.is_not_null().to_numpy())
    held = Design(pl.DataFrame({"group": column}), part.weight, part.stages, part.lonely, part.adjustments, part.inside)
    labels, number = groups(held, "group")
    names = [str(name) for name in labels["group"]]
    if len(names) != 2:
        raise UsageError(
            f"a difference is between two groups; {column.name} has {len(names)} with answers: {', '.join(names)}"
        )
    return (names[0], names[1]), number, part


def _difference(part: Design, given: Floats, number: Ints, names: tuple[str, str], level: float) -> Difference:
    """Return the difference of the means of two groups."""
    weight = np.where(part.used, part.weight, 0.0)
    filled = np.where(part.used, given, 0.0)
    influence = np.zeros(len(filled))
    means = []
    for group, sign in ((0, -1.0), (1, 1.0)):
        inside = weight * (number == group)
        means.append(float(inside @ filled / inside.sum()))
        influence += sign * inside * (filled - means[-1]) / inside.sum()
    value, se = means[1] - means[0], float(np.sqrt(covariance(part, [influence])[0, 0]))
    free = degrees_of_freedom(part) - 1
    if free < 1:
        raise UsageError(f"{free} degrees of freedom are too few to compare two groups")
    reach = float(critical(level, free)) * se
    t = value / se if se else float(np.copysign(np.inf, value)) if value else 0.0
    return Difference(*names, value, se, value - reach, value + reach, t, free, float(2 * stdtr(free, -abs(t))))
