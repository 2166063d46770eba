"""Quantiles of a sample with its design, with intervals read off the distribution (Woodruff)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import polars as pl

from nuzuh.poll.design import Asked, Design, degrees_of_freedom, domain, values
from nuzuh.poll.estimate import Estimates, mean
from nuzuh.poll.intervals import critical, proportion_interval
from nuzuh.poll.stages import Floats, sums_of
from nuzuh.terms.errors import UsageError

Rule = Literal["math", "school", "shahvaish", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9"]
Ends = Literal["mean", "beta", "xlogit", "asin"]
TIE = 1e-12  # a cumulative share this near the one asked for is that share


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Quantiles of one column.

    Attributes
    ----------
    p, value, low, high, se : array, shape (quantiles,)
        An end is NaN where the interval of the share leaves 0 to 1; ``se`` is the width over twice the t point.
    n : int
        Answers.
    df : int
        Of those who answered, as in R.
    """

    p: Floats
    value: Floats
    low: Floats
    high: Floats
    se: Floats
    n: int
    df: int

    def table(self) -> pl.DataFrame:
        """Return a row per quantile: p, value, se, low, high, n, df; unknown is null."""
        numbers = {"p": self.p, "value": self.value, "se": self.se, "low": self.low, "high": self.high}
        return pl.DataFrame(numbers, nan_to_null=True).with_columns(n=pl.lit(self.n), df=pl.lit(self.df))


def quantiles(
    design: Design,
    of: Asked,
    p: Sequence[float],
    *,
    level: float = 0.95,
    rule: Rule = "math",
    interval: Ends = "mean",
    df: float | None = None,
) -> Quantiles:
    """Return quantiles of a column among those who answered.

    The interval of the share of answers at or below the quantile, by ``interval``, is read back through the distribution.

    Parameters
    ----------
    design : Design
    of : column or expression
    p : sequence of float
        Shares, 0 to 1.
    level : float
    rule : str
        ``math``: the least answer whose cumulative share reaches p; ``school``: the mean of two where p is reached exactly;
        ``hf1`` to ``hf9`` as Hyndman and Fan number them; ``shahvaish`` as R computes it.
    interval : {"mean", "beta", "xlogit", "asin"}
    df : float, optional
        In place of those of who answered.

    Raises
    ------
    UsageError
        A share outside 0 to 1, or an unknown rule.

    Source
    ------
    Woodruff, *JASA* 47 (1952) 635–646; Hyndman, Fan, *Am. Stat.* 50 (1996) 361–365; R ``survey::svyquantile``.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> quantiles(survey(pl.DataFrame({"y": [1, 2, 3, 4, 5]})), "y", [0.5]).value.tolist()
    [3.0]
    """
    asked = np.asarray(p, dtype=np.float64)
    if rule not in get_args(Rule) or interval not in get_args(Ends):
        raise UsageError(f"there is no rule {rule} with interval {interval} for quantiles")
    if np.any((asked < 0) | (asked > 1) | np.isnan(asked)):
        raise UsageError("quantiles are asked for by shares from 0 to 1")
    given = values(design, of)
    answered = domain(design, ~np.isnan(given))
    rows, own = answered.used, degrees_of_freedom(answered)
    free = float(own) if df is None else df
    order = np.argsort(given[rows], kind="stable")
    points, weight = given[rows][order], design.weight[rows][order]
    if not len(points):
        unknown = np.full(len(asked), np.nan)
        return Quantiles(asked, unknown, unknown, unknown, unknown, 0, own)
    read = _RULES[rule]
    found = np.array([read(points, weight, float(share)) for share in asked])
    below = [pl.Series(f"{k}", np.where(rows, given <= q, np.nan)) for k, q in enumerate(found)]
    shares = mean(design, [pl.lit(s) for s in below])
    ends = [_read_back(read, points, weight, side) for side in _shares(shares, free, level, interval)]
    se = (ends[1] - ends[0]) / (2 * float(critical(level, free)))
    return Quantiles(asked, found, ends[0], ends[1], se, len(points), own)


def _shares(shares: Estimates, free: float, level: float, interval: Ends) -> tuple[Floats, Floats]:
    """Return the interval of each share of answers at or below a quantile; that of all answers has no width."""
    whole = shares.value >= 1 - TIE
    low, high = proportion_interval(shares.value, shares.se, shares.n, free, level=level, method=interval)
    return np.where(whole, shares.value, low), np.where(whole, shares.value, high)


def _read_back(read: _Read, points: Floats, weight: Floats, shares: Floats) -> Floats:
    """Return the quantiles at the ends of intervals of shares; NaN outside 0 to 1."""
    return np.array([read(points, weight, float(s)) if 0 <= s <= 1 else np.nan for s in shares])


_Read = Callable[[Floats, Floats, float], float]


def _around(weight: Floats, p: float) -> tuple[int, int, float, float]:
    """Return the places whose cumulative weights are at most and above the share p (−1: none), and how far p is from each.

    Whether a share is reached exactly is decided as R does, by rounded sums without a tolerance: of answers that weigh
    the same, the share may be reached on paper and missed by a bit in the machine.
    """
    sums = _running(weight)
    low = int(np.searchsorted(sums, p * sums[-1], side="right")) - 1
    high = min(low + 1, len(sums) - 1)
    at = float(sums[low] / sums[-1]) if low >= 0 else 0.0
    return low, high, p - at, float(sums[high] / sums[-1] - p)


def _running(weight: Floats) -> Floats:
    """Return cumulative sums as if taken exactly and rounded once, so that they are the same on every machine.

    What each addition of a plain running sum rounds off is known exactly (Knuth), and is added back.
    """
    plain = np.cumsum(weight)
    before = np.concatenate([[0.0], plain[:-1]])
    added = plain - before
    lost = (before - (plain - added)) + (weight - added)
    return np.asarray(plain + np.cumsum(lost))


def _math(points: Floats, weight: Floats, p: float) -> float:
    low, high, past, _ = _around(weight, p)
    return float(points[low] if low >= 0 and past == 0 else points[high])


def _school(points: Floats, weight: Floats, p: float) -> float:
    low, high, past, _ = _around(weight, p)
    return float((points[low] + points[high]) / 2 if low >= 0 and past == 0 else points[high])


def _nearest_even(points: Floats, weight: Floats, p: float) -> float:
    single, group = np.unique(points, return_inverse=True)
    low, high, past, _ = _around(sums_of(group, weight, len(single)), p)
    return float(single[low] if low >= 0 and past == 0 and low % 2 == 1 else single[high])


def _linear_steps(points: Floats, weight: Floats, p: float) -> float:
    low, high, past, left = _around(weight, p)
    if low < 0 or high == low:
        return float(points[high])
    part = past / (past + left)
    return float(points[low] * (1 - part) + points[high] * part)


def _between(place: Callable[[Floats, Floats], Floats]) -> _Read:
    """Return the rule that draws straight lines between answers at the given places of the distribution."""

    def read(points: Floats, weight: Floats, p: float) -> float:
        return float(np.interp(p, place(_running(weight), weight), points))

    return read


def _shah_vaish(points: Floats, weight: Floats, p: float) -> float:
    # R subtracts half of the weight itself, not of the weight over its mean; kept, so that the two programs agree.
    place = (np.cumsum(weight / weight.mean()) + 0.5 - weight / 2) / (len(points) + 1)
    order = np.argsort(place, kind="stable")
    at = int(np.searchsorted(place[order], p, side="right")) - 1
    return float(points[order][max(at, 0)])


def _last(cumulative: Floats, weight: Floats) -> Floats:
    """Return places from 0 to 1, both reached."""
    if len(weight) == 1:
        return np.zeros(1)
    place: Floats = (cumulative - weight) / cumulative[-2]
    return place


_RULES: dict[Rule, _Read] = {
    "math": _math,
    "school": _school,
    "shahvaish": _shah_vaish,
    "hf1": _math,
    "hf2": _school,
    "hf3": _nearest_even,
    "hf4": _linear_steps,
    "hf5": _between(lambda c, w: (c - w / 2) / c[-1]),
    "hf6": _between(lambda c, w: c / (c[-1] + w[-1])),
    "hf7": _between(_last),
    "hf8": _between(lambda c, w: (c - w / 3) / (c[-1] + w[-1] / 3)),
    "hf9": _between(lambda c, w: (c - w * 3 / 8) / (c[-1] + w[-1] / 4)),
}
