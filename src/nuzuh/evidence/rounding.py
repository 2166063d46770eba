"""How a number of people is rounded for publication."""

from __future__ import annotations

import math


def round_people(value: float | None, rounding: str, quantifier: str) -> float | None:
    """Return a number of people rounded for publication.

    ``idmc``: two significant digits up to 100,000, above that the nearest thousand (Internal Displacement Monitoring
    Centre). ``more than`` rounds down and ``less than`` up, so that the words stay true. Other numbers than zero never
    become zero, which would say that there was nobody.

    Examples
    --------
    >>> round_people(52910, "idmc", "exactly"), round_people(586400, "idmc", "more than")
    (53000.0, 586000.0)
    >>> round_people(4, "none", "exactly"), round_people(-52910, "idmc", "more than")
    (4, -53000.0)
    """
    if value is None or rounding == "none" or value == 0:
        return value
    if value < 0:  # a residual: what is rounded down lies further from zero
        turned = {"more than": "less than", "less than": "more than"}.get(quantifier, quantifier)
        return -(round_people(-value, rounding, turned) or 0)
    if rounding == "idmc":
        step = 1000.0 if abs(value) > 100_000 else 10.0 ** max(0, math.floor(math.log10(abs(value))) - 1)
    else:
        step = float(rounding)
    ratio = value / step
    near = round(ratio)
    if math.isclose(ratio, near, rel_tol=1e-12):
        return near * step
    if quantifier in ("more than", "less than"):
        return (math.floor(ratio) if quantifier == "more than" else math.ceil(ratio)) * step
    return max(1, math.floor(ratio + 0.5)) * step


def two_digits(value: float, towards: int = 0) -> float:
    """Return a number with two significant digits, down (-1), up (1) or to the nearest (0).

    Examples
    --------
    >>> two_digits(0.7648), two_digits(0.7648, -1), two_digits(1234, 1)
    (0.76, 0.76, 1300.0)
    """
    if value <= 0:
        return value
    digits = 1 - math.floor(math.log10(value))
    scaled = value * 10.0**digits
    whole = round(scaled) if towards == 0 or math.isclose(scaled, round(scaled), rel_tol=1e-9) else 0
    whole = whole or (math.floor(scaled) if towards < 0 else math.ceil(scaled))
    return round(whole / 10.0**digits, max(0, digits))
