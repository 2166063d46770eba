"""Whether printed changes and margins of error fit the percentages and the number of people they are printed with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from nuzuh.poll.printed import Printed, Rule, Span, span
from nuzuh.terms.errors import UsageError


@dataclass(frozen=True, slots=True)
class Change:
    """What a printed change between two printed percentages can be.

    Attributes
    ----------
    points, percent : bool
        It fits as a difference in percentage points; as a change in per cent of the first.
    in_points : Span
        Differences that the two figures allow.
    in_percent : Span or None
        Changes in per cent that they allow; None where the first may be 0.
    """

    points: bool
    percent: bool
    in_points: Span
    in_percent: Span | None


@dataclass(frozen=True, slots=True)
class Margin:
    """What a printed margin of error says of a sample of ``n``.

    Attributes
    ----------
    fits : bool
        It is that of a simple random sample at the share given, or wider.
    simple : float
        Half width, in percentage points, of a simple random sample.
    deff : (float, float)
        Least and greatest design effect that the margin says, from what it was before rounding.
    n_simple : (int, int)
        Fewest and most people of a simple random sample with this margin.
    """

    fits: bool
    simple: float
    deff: tuple[float, float]
    n_simple: tuple[int, int]


def check_change(before: Printed, after: Printed, change: Printed, rule: Rule = "nearest") -> Change:
    """Return whether a change, printed without its sign, fits two percentages in points, in per cent, in both or in neither.

    Examples
    --------
    >>> from nuzuh.poll.printed import printed
    >>> found = check_change(printed("40"), printed("50"), printed("10"))
    >>> found.points, found.percent
    (True, False)
    >>> check_change(printed("40"), printed("50"), printed("25")).percent
    True
    """
    first, second, moved = span(before, rule), span(after, rule), span(change, rule)
    grown = after.value >= before.value
    high, low = (second, first) if grown else (first, second)
    points = Span(high.low - low.high, high.high - low.low, high.low_in and low.high_in, high.high_in and low.low_in)
    percent = _relative(first, second, grown)
    return Change(points.meets(moved), bool(percent and percent.meets(moved)), points, percent)


def _relative(first: Span, second: Span, grown: bool) -> Span | None:
    """Return the changes in per cent of the first, without sign."""
    if first.low <= 0:
        return None
    low, high = second.low / first.high, second.high / first.low
    low_in, high_in = second.low_in and first.high_in, second.high_in and first.low_in
    if grown:
        return Span(100 * (low - 1), 100 * (high - 1), low_in, high_in)
    return Span(100 * (1 - high), 100 * (1 - low), high_in, low_in)


def check_margin(
    margin: Printed,
    n: int,
    *,
    share: Printed | None = None,
    level: float = 0.95,
    population: int | None = None,
    rule: Rule = "nearest",
) -> Margin:
    """Return what a printed margin of error, in percentage points, says of ``n`` people.

    A simple random sample has z √(p (1 − p) / n), times √((N − n) / (N − 1)) of a population of N; all is compared squared,
    in fractions. z is taken exact or with two decimals (1.96), whichever suits the figure better.

    Parameters
    ----------
    margin : Printed
    n : int
    share : Printed, optional
        The percentage that the margin is of; 50 when missing, as where one margin is given for a whole poll.
    level : float
    population : int, optional
    rule : str

    Raises
    ------
    UsageError
        Nobody was asked, more than there are, or a share of 0 or 100.

    Examples
    --------
    >>> from nuzuh.poll.printed import printed
    >>> check_margin(printed("8.0"), 150).fits, check_margin(printed("3"), 150).fits
    (True, False)
    >>> check_margin(printed("3"), 150).n_simple
    (784, 1536)
    """
    p = share.value / 100 if share else Fraction(1, 2)
    if n < 1 or (population is not None and population < n) or not 0 < p < 1 or not 0 < level < 1:
        raise UsageError(f"there is no margin of error for {n} people at a share of {float(100 * p):g} %")
    z = NormalDist().inv_cdf((1 + level) / 2)
    both = sorted({Fraction(z), Fraction(round(100 * z), 100)})
    said = span(margin, rule)
    low, high = max(said.low, Fraction(0)) / 100, said.high / 100
    finite = Fraction(population - n, population - 1) if population and population > 1 else Fraction(1)
    spread = p * (1 - p)
    one = [points**2 * spread for points in both]
    simple = [square / n * finite for square in one]
    effect = (
        float(low**2 / simple[-1]) if simple[-1] else 0.0,
        float(high**2 / simple[0]) if simple[0] else float("inf"),
    )
    fewest = max(-(-one[0] // high**2), 1) if high else 0
    most = int(one[-1] // low**2) if low else 0
    fits = high**2 > simple[0] or (said.high_in and high**2 == simple[0])
    return Margin(bool(fits), 100 * float(simple[0]) ** 0.5, effect, (int(fewest), most))
