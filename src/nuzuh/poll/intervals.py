"""Intervals for proportions that know the design, and the t interval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import betaincinv, expit, logit, ndtri, stdtrit, xlog1py, xlogy

from nuzuh.poll.stages import Floats
from nuzuh.terms.errors import UsageError

Method = Literal["korn-graubard", "beta", "xlogit", "logit", "wilson", "asin", "likelihood", "mean"]
ICC = 0.05  # correlation within clusters to plan with where the data show none
EDGE = 1e-12  # a proportion this near 0 or 1 is 0 or 1


def critical(level: float, df: npt.ArrayLike) -> Floats:
    """Return the upper point of Student's t; NaN where no degree of freedom is left, the normal one where they are infinite.

    Examples
    --------
    >>> [round(float(t), 3) for t in critical(0.95, [18, np.inf, 0])]
    [2.101, 1.96, nan]
    """
    if not 0 < level < 1:
        raise UsageError(f"the level {level:g} is not between 0 and 1")
    free = np.asarray(df, dtype=np.float64)
    tail = (1 + level) / 2
    point = np.where(np.isinf(free), ndtri(tail), stdtrit(np.where(free > 0, np.minimum(free, 1e15), 1.0), tail))
    return np.where(free > 0, point, np.nan)


def planning_deff(kish: npt.ArrayLike, cluster: npt.ArrayLike, icc: float = ICC) -> Floats:
    """Return the design effect to expect: (1 + cv² of the weights) × (1 + (people per cluster − 1) × icc).

    Parameters
    ----------
    kish : array
        1 + cv² of the weights.
    cluster : array
        Answers per cluster, weighted by size.
    icc : float

    Source
    ------
    Kish, *J. Off. Stat.* 3 (1987); Gabler, Häder, Lahiri, *Survey Methodology* 25 (1999) 105–106.
    """
    return np.asarray(kish) * np.maximum(1 + (np.asarray(cluster, dtype=np.float64) - 1) * icc, 1)


def proportion_interval(
    p: npt.ArrayLike,
    se: npt.ArrayLike,
    n: npt.ArrayLike,
    df: npt.ArrayLike,
    *,
    level: float = 0.95,
    method: Method = "korn-graubard",
    planned: npt.ArrayLike = 1.0,
) -> tuple[Floats, Floats]:
    """Return the lower and upper ends of intervals for proportions, of the shape of ``p``.

    Korn–Graubard: Clopper–Pearson at the effective size n* = p (1 − p) / se² × (t_{n−1} / t_df)², never more than n (the
    cap of the National Center for Health Statistics). ``beta`` is the same without the cap. At p = 0 or 1 the data show
    no variance: whatever the method, the interval is Clopper–Pearson's at n* = n / planned × (t_{n−1} / t_df)², at most n.

    Parameters
    ----------
    p, se : array
        Proportions and their standard errors under the design.
    n : array
        Answers.
    df : array
        Degrees of freedom; none left gives NaN.
    level : float
    method : {"korn-graubard", "beta", "xlogit", "logit", "wilson", "asin", "likelihood", "mean"}
        ``logit`` and ``xlogit`` are the same; ``mean`` is Wald's with t, for comparison with other programs only.
    planned : array
        Design effect to plan with, for p = 0 and 1; see `planning_deff`.

    Raises
    ------
    UsageError
        The method is not known.

    Source
    ------
    Korn, Graubard, *Survey Methodology* 24 (1998) 193–201; NCHS, *Vital Health Stat* 2(175) (2017); R ``survey::svyciprop``.

    Examples
    --------
    >>> low, high = proportion_interval(136 / 150, (136 * 14 / 150**3) ** 0.5, 150, 149)
    >>> round(float(low), 3), round(float(high), 3)
    (0.848, 0.948)
    """
    if method not in get_args(Method):
        raise UsageError(f"there is no interval called {method}; there are {', '.join(get_args(Method))}")
    p, se, n, df, planned = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (p, se, n, df, planned)))
    edge = (p < EDGE) | (p > 1 - EDGE)
    at = np.where(edge, np.round(p), p)
    t = critical(level, df)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _EXACT[method](at, se, n, t, level) if method in _EXACT else _METHODS[method](at, se, t)
        size = np.minimum(n / planned * _loss(n, t, level), n)
    sure_low, sure_high = clopper_pearson(at * size, size, level)
    low, high = np.where(edge, sure_low, low), np.where(edge, sure_high, high)
    unknown = np.isnan(p) | np.isnan(t)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def clopper_pearson(count: npt.ArrayLike, size: npt.ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the ends of Clopper and Pearson's interval for ``count`` of ``size``, which need not be whole.

    Examples
    --------
    >>> [round(float(end), 4) for end in clopper_pearson(0, 30)]
    [0.0, 0.1157]
    """
    k, m = np.broadcast_arrays(np.asarray(count, dtype=np.float64), np.asarray(size, dtype=np.float64))
    tail = (1 - level) / 2
    rest = m - k
    inside = (m > 0) & (k >= 0) & (rest >= 0)
    some, others = inside & (k > 0), inside & (rest > 0)
    low = np.where(some, betaincinv(np.where(some, k, 1.0), np.where(inside, rest + 1, 1.0), tail), 0.0)
    high = np.where(others, betaincinv(np.where(inside, k + 1, 1.0), np.where(others, rest, 1.0), 1 - tail), 1.0)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def _loss(n: Floats, t: Floats, level: float) -> Floats:
    """Return the factor by which few degrees of freedom shrink the effective size."""
    loss: Floats = (critical(level, n - 1) / t) ** 2
    return loss


def _korn_graubard(p: Floats, se: Floats, n: Floats, t: Floats, level: float) -> tuple[Floats, Floats]:
    size = np.minimum(p * (1 - p) / se**2 * _loss(n, t, level), n)
    return clopper_pearson(p * size, size, level)


def _beta(p: Floats, se: Floats, n: Floats, t: Floats, level: float) -> tuple[Floats, Floats]:
    size = p * (1 - p) / se**2 * _loss(n, t, level)
    return clopper_pearson(p * size, size, level)


def _logit(p: Floats, se: Floats, t: Floats) -> tuple[Floats, Floats]:
    reach = t * se / (p * (1 - p))
    return expit(logit(p) - reach), expit(logit(p) + reach)


def _wilson(p: Floats, se: Floats, t: Floats) -> tuple[Floats, Floats]:
    # The t point stands once, on the effective size as it is: shrinking the size for the degrees of freedom too counts them twice.
    share = t**2 * se**2 / (p * (1 - p))
    middle, reach = (p + share / 2) / (1 + share), np.sqrt(share * p * (1 - p) + share**2 / 4) / (1 + share)
    return middle - reach, middle + reach


def _asin(p: Floats, se: Floats, t: Floats) -> tuple[Floats, Floats]:
    middle, reach = np.arcsin(np.sqrt(p)), t * se / (2 * np.sqrt(p * (1 - p)))
    return np.sin(middle - reach) ** 2, np.sin(middle + reach) ** 2


def _mean(p: Floats, se: Floats, t: Floats) -> tuple[Floats, Floats]:
    return p - t * se, p + t * se


def _likelihood(p: Floats, se: Floats, n: Floats, t: Floats, _: float) -> tuple[Floats, Floats]:
    reach = t**2 * se**2 / (p * (1 - p)) * n / (n - 1)
    ends = [_likely(float(at), float(far)) for at, far in zip(p.ravel(), reach.ravel(), strict=True)]
    low, high = (np.array(side, dtype=np.float64).reshape(p.shape) for side in zip(*ends, strict=True))
    return low, high


def _likely(p: float, reach: float) -> tuple[float, float]:
    """Return where the deviance of one answer from p is ``reach``; R reads it off straight lines between points of a spline."""
    if not (0 < p < 1 and 0 < reach < np.inf):
        return np.nan, np.nan
    held = xlogy(p, p) + xlog1py(1 - p, -p)

    def beyond(other: float) -> float:
        return float(2 * (held - xlogy(p, other) - xlog1py(1 - p, -other)) - reach)

    return float(brentq(beyond, 1e-300, p, xtol=1e-15)), float(brentq(beyond, p, 1 - 1e-16, xtol=1e-15))


_METHODS: dict[str, Callable[[Floats, Floats, Floats], tuple[Floats, Floats]]] = {
    "xlogit": _logit,
    "logit": _logit,
    "wilson": _wilson,
    "asin": _asin,
    "mean": _mean,
}
_EXACT: dict[str, Callable[[Floats, Floats, Floats, Floats, float], tuple[Floats, Floats]]] = {
    "korn-graubard": _korn_graubard,
    "beta": _beta,
    "likelihood": _likelihood,
}
