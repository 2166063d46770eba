"""Whether a number as a text prints it says what a figure says: its last digit and its quantifier decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.rounding import round_people

Agreement = Literal["agrees", "loose", "differs"]
LOOSE = 1.25  # a bound this much below (or above) the figure is true, but is not that figure
WIDEST = 0.05  # share of a number that its rounding may stand for: "one million" is not 600,000
ROUGH = {1: 0.1, 2: 0.05, 3: 0.02}  # the same for "about", by how many digits it has: about 500,000, about 520,000
PRECISE = 100  # so many steps of its last digit: three digits, which no other figure has by chance


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as a text states it.

    Attributes
    ----------
    value, low, high : float
        The last two are the ends of a range, else equal.
    quantifier : str
        exactly, about, nearly, at least, more than, less than or between.
    """

    value: float
    low: float
    high: float
    quantifier: str = "exactly"

    @property
    def step(self) -> float:
        """The size of the last digit that is not a closing zero.

        Examples
        --------
        >>> Stated(1_200_000, 0, 0).step, Stated(150, 0, 0).step
        (100000.0, 10.0)
        """
        step = 1.0
        if self.value and float(self.value).is_integer():
            while self.value % (10 * step) == 0:
                step *= 10
            return step
        while round(self.value / step) * step != self.value and step > 1e-6:
            step /= 10
        return step

    @property
    def near(self) -> float:
        """How far a figure may be off that is said to be about so many."""
        digits = 1 + (self.value >= 10 * self.step) + self.precise
        return max(min(self.step / 2, WIDEST * self.value), ROUGH[digits] * self.value)

    @property
    def precise(self) -> bool:
        """Whether it has three digits or more."""
        return self.value >= PRECISE * self.step


def agreement(stated: Stated, figure: Figure, rounding: str = "none") -> Agreement:
    """Return whether a number says what a figure says; ``loose`` where it is a bound that is true, but far off.

    Examples
    --------
    >>> figure = Figure("x", 948_000, 948_000, 948_000)
    >>> agreement(Stated(900_000, 0, 0, "more than"), figure), agreement(Stated(850_000, 0, 0), figure)
    ('agrees', 'differs')
    """
    if figure.value is None:
        return "differs"
    shown = abs(figure.value)
    return agreement_with(stated, shown, figure.quantifier, rounding)


def agreement_with(stated: Stated, shown: float, quantifier: str = "exactly", rounding: str = "none") -> Agreement:
    """Return what `agreement` does for a number with its quantifier."""
    value, said = stated.value, stated.quantifier
    if said in ("exactly", "about", "nearly") and not 0.8 * value <= shown <= 1.25 * value:
        return "differs"  # most figures are far off: the rest takes ten times as long
    half = min(stated.step / 2, WIDEST * value)
    if said == "between":
        return "agrees" if stated.low <= shown <= stated.high else "differs"
    if said in ("more than", "at least"):
        same = shown == value and (said == "at least" or quantifier == "more than")
        if not (same or shown > value):
            return "differs"
        return "agrees" if shown <= LOOSE * value else "loose"
    if said == "less than":
        if not (shown < value or (shown == value and quantifier == "less than")):
            return "differs"
        return "agrees" if shown >= value / LOOSE else "loose"
    near = stated.near
    if said == "nearly":
        return "agrees" if value - near <= shown <= value else "differs"
    if said == "about":
        return "agrees" if abs(shown - value) <= near else "differs"
    rounded = round_people(value, rounding, "exactly") if value >= 1 else value
    return "agrees" if abs(shown - value) <= half or rounded == shown else "differs"


def contradictory(one: Stated, other: Stated) -> bool:
    """Return whether two numbers, said of the same thing, cannot both be true.

    Examples
    --------
    >>> contradictory(Stated(1_200_000, 0, 0), Stated(900_000, 0, 0, "more than"))
    False
    >>> contradictory(Stated(1_200_000, 0, 0), Stated(900_000, 0, 0))
    True
    """
    (low, high), (low2, high2) = (_span(s) for s in (one, other))
    return low > high2 or low2 > high


def _span(stated: Stated) -> tuple[float, float]:
    value = stated.value
    half = min(stated.step / 2, WIDEST * value)
    near = stated.near
    return {
        "between": (stated.low, stated.high),
        "more than": (value, float("inf")),
        "at least": (value, float("inf")),
        "less than": (0.0, value),
        "nearly": (value - near, value),
        "about": (value - near, value + near),
    }.get(stated.quantifier, (value - half, value + half))
