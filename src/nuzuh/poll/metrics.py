"""The factor by which calibration changes each weight, for three distances between old and new weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from nuzuh.poll.stages import Floats
from nuzuh.terms.errors import UsageError

Metric = Literal["linear", "raking", "logit"]
Bounds = tuple[float, float]
CLOSE = 1e-10  # of each total, plus one: Newton's steps end here
ENOUGH = 1e-7  # what is accepted where they do not get that far, as by R's survey
STEPS = 50
_Function = Callable[[Floats, Bounds], tuple[Floats, Floats]]
FAR = 20.0  # times the sample's totals: from here on the weights are first raised to the population as a whole


def fitted(matrix: Floats, weight: Floats, known: Floats, metric: Metric, bounds: Bounds) -> Floats:
    """Return the ratio of new to old weights, shape (rows,), with which the columns have their known totals.

    Newton's method for Σ w F(x'λ) x = known, where F is 1 + u, exp(u) or the logit function, cut off at the bounds.

    Raises
    ------
    UsageError
        The numbers of columns and totals differ, bounds do not enclose 1, or the totals cannot be met.
    """
    if metric not in {"linear", "raking", "logit"}:
        raise UsageError(f"the metric is linear, raking or logit, not {metric}")
    if matrix.shape[1] != len(known):
        raise UsageError(f"{matrix.shape[1]} columns are to be fitted to {len(known)} totals")
    low, high = bounds
    if not low < 1 < high or (metric == "logit" and not (np.isfinite(low) and np.isfinite(high))):
        raise UsageError(f"the bounds {low:g} to {high:g} must enclose 1, and logit needs both")
    sample = weight @ matrix
    if metric == "linear" and low == -np.inf and high == np.inf:
        step = np.linalg.pinv((matrix * weight[:, None]).T @ matrix, rcond=256 * np.finfo(float).eps) @ (known - sample)
        ratio = 1 + matrix @ step
        _close(known - (weight * ratio) @ matrix, known)
        return ratio
    scales = np.divide(known, sample, out=np.zeros_like(known), where=sample != 0)
    raised = float(scales.mean()) if len(scales) and scales.min() > FAR else 1.0
    return raised * _newton(matrix, weight * raised, known, _FUNCTIONS[metric], bounds)


def _newton(matrix: Floats, weight: Floats, known: Floats, function: _Function, bounds: Bounds) -> Floats:
    """Return the ratios by Newton's method, with steps halved where a ratio is not finite."""
    found = np.zeros(matrix.shape[1])
    ratio, slope = function(matrix @ found, bounds)
    for _ in range(STEPS):
        missing = known - (weight * ratio) @ matrix
        hessian = (matrix * (weight * slope)[:, None]).T @ matrix
        step = np.linalg.pinv(hessian, rcond=256 * np.finfo(float).eps) @ missing
        for _ in range(STEPS):
            with np.errstate(over="ignore", invalid="ignore"):
                ratio, slope = function(matrix @ (found + step), bounds)
            if np.all(np.isfinite(ratio) & np.isfinite(slope)):
                break
            step = step / 2
        else:
            break
        found = found + step
        missing = known - (weight * ratio) @ matrix
        if np.all(np.abs(missing) / (1 + np.abs(known)) < CLOSE):
            return ratio
    _close(missing, known)
    return ratio


def _close(missing: Floats, known: Floats) -> None:
    """Raise if a total is missed."""
    off = np.abs(missing) / (1 + np.abs(known))
    if not np.all(off < ENOUGH):
        worst = int(np.nanargmax(off)) if np.any(np.isfinite(off)) else 0
        raise UsageError(
            f"no weights meet the totals: number {worst + 1} of {len(known)}, {known[worst]:g}, is missed by {missing[worst]:g}; "
            "join small categories, or widen the bounds"
        )


def _linear(u: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """Return 1 + u within the bounds, and its slope."""
    return np.clip(1 + u, *bounds), ((u > bounds[0] - 1) & (u < bounds[1] - 1)).astype(np.float64)


def _raking(u: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """Return exp(u) within the bounds, and its slope."""
    plain = np.exp(u)
    return np.clip(plain, *bounds), np.where((plain > bounds[0]) & (plain < bounds[1]), plain, 0.0)


def _logit(u: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """Return the logit function between the bounds, and its slope."""
    low, high = bounds
    steep = (high - low) / ((high - 1) * (1 - low))
    grown = np.exp(steep * u)
    below = high - 1 + (1 - low) * grown
    ratio = (low * (high - 1) + high * (1 - low) * grown) / below
    return ratio, steep * grown * (high - low) * (high - 1) * (1 - low) / below**2


_FUNCTIONS: dict[Metric, _Function] = {"linear": _linear, "raking": _raking, "logit": _logit}
