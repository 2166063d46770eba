"""A percentage as it is printed, and what it may have been before it was rounded: exact, without floating point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from nuzuh.terms.amounts import fold_digits
from nuzuh.terms.errors import UsageError

Rule = Literal["half-up", "half-even", "nearest", "cut-off", "ceiling"]
RULES: tuple[Rule, ...] = ("half-up", "half-even", "nearest", "cut-off", "ceiling")
NEAREST: tuple[Rule, ...] = ("half-up", "half-even", "nearest")  # the last one leaves open where a half goes
_FIGURE = re.compile(r"[%٪]?\s*([0-9]+)(?:[.,٫]([0-9]+))?\s*[%٪]?")
LONGEST = 30  # digits


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed, in units of its last decimal: 90.60 is 9060 with two decimals.

    Attributes
    ----------
    text : str
    units : int
    decimals : int
    """

    text: str
    units: int
    decimals: int

    @property
    def value(self) -> Fraction:
        """The number."""
        return Fraction(self.units, 10**self.decimals)


@dataclass(frozen=True, slots=True)
class Span:
    """All numbers between two ends, each of them in or out."""

    low: Fraction
    high: Fraction
    low_in: bool
    high_in: bool

    def holds(self, value: Fraction) -> bool:
        """Return whether a number lies in the span."""
        above = value > self.low or (self.low_in and value == self.low)
        return above and (value < self.high or (self.high_in and value == self.high))

    def meets(self, other: Span) -> bool:
        """Return whether a number lies in both spans."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and self.holds(low) and other.holds(low))


def printed(text: str) -> Printed:
    """Return a percentage as printed; zeros at its end count.

    Digits may be Arabic or Persian, the decimal mark a point, a comma or ٫, the per cent sign before, behind or missing.

    Raises
    ------
    UsageError
        The text is not one plain number of 0 or more.

    Examples
    --------
    >>> printed("90.60 %")
    Printed(text='90.60 %', units=9060, decimals=2)
    >>> printed("٩٠٫٦٪").value, printed("%90,6").value
    (Fraction(453, 5), Fraction(453, 5))
    """
    found = _FIGURE.fullmatch(fold_digits(text).strip())
    if found is None or len(text) > LONGEST:
        raise UsageError(f"{text!r} is not a percentage such as 90.6 %")
    whole, part = found[1], found[2] or ""
    return Printed(text, int(whole + part), len(part))


def half_units(units: int, rule: Rule) -> tuple[int, int, bool, bool]:
    """Return the ends of what is printed as ``units``, in halves of the last decimal, and whether each is in.

    Nearest, halves up: [v − u/2, v + u/2). Nearest, halves to even: both ends in if v is even, out if odd. Nearest, halves
    anywhere: both in. Cut off: [v, v + u). Ceiling: (v − u, v].
    """
    twice = 2 * units
    if rule == "half-up":
        return twice - 1, twice + 1, True, False
    if rule == "half-even":
        return twice - 1, twice + 1, units % 2 == 0, units % 2 == 0
    if rule == "nearest":
        return twice - 1, twice + 1, True, True
    if rule == "cut-off":
        return twice, twice + 2, True, False
    if rule == "ceiling":
        return twice - 2, twice, False, True
    raise UsageError(f"there is no rounding rule {rule}; there are {', '.join(RULES)}")


def span(figure: Printed, rule: Rule) -> Span:
    """Return what a printed number may have been before it was rounded.

    Examples
    --------
    >>> span(printed("90.6"), "cut-off")
    Span(low=Fraction(453, 5), high=Fraction(907, 10), low_in=True, high_in=False)
    """
    low, high, low_in, high_in = half_units(figure.units, rule)
    scale = 2 * 10**figure.decimals
    return Span(Fraction(low, scale), Fraction(high, scale), low_in, high_in)


def counts_between(units: int, decimals: int, n: int, rule: Rule) -> tuple[int, int]:
    """Return the least and the most k of which 100 k / n is printed as ``units``; the least is above the most where there is none.

    All numbers between the two are printed so as well.

    Examples
    --------
    >>> counts_between(906, 1, 150, "cut-off"), counts_between(906, 1, 150, "nearest")
    ((136, 136), (136, 135))
    """
    low, high, low_in, high_in = half_units(units, rule)
    scale = 200 * 10**decimals
    least = -(-low * n // scale) if low_in else low * n // scale + 1
    most = high * n // scale if high_in else -(-high * n // scale) - 1
    return max(least, 0), min(most, n)


def sizes_between(count: int, units: int, decimals: int, rule: Rule) -> tuple[int, int] | None:
    """Return the least and the most n of which ``count`` is printed as ``units`` per cent, or None where there is none.

    With no count, or a figure that may stand for 0 per cent, the most n has no end; it is then returned as 0.

    Examples
    --------
    >>> sizes_between(136, 906, 1, "nearest"), sizes_between(136, 907, 1, "nearest")
    (None, (150, 150))
    """
    low, high, low_in, high_in = half_units(units, rule)
    scale = 200 * 10**decimals
    if count == 0:
        return (1, 0) if low < 0 or (low == 0 and low_in) else None
    if high <= 0:
        return None
    least = -(-scale * count // high) if high_in else scale * count // high + 1
    least = max(least, count)
    if low <= 0:
        return least, 0
    most = scale * count // low if low_in else -(-scale * count // low) - 1
    return (least, most) if least <= most else None
