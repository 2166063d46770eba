"""The variance of totals, stage by stage, from what each row adds to them (Taylor linearisation)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

import numpy as np

from nuzuh.poll.stages import Bools, Floats, Ints, Stage, sums_of

Lonely = Literal["fail", "remove", "certainty", "adjust", "average"]


class Adjustment(Protocol):
    """A fit of the weights to known totals, which takes away what it explains."""

    def residual(self, influence: Floats) -> Floats:
        """Return what one column of influences, shape (rows,), keeps once the known totals are taken out."""
        ...


def covariance_of(
    stages: tuple[Stage, ...],
    adjustments: tuple[Adjustment, ...],
    influences: Iterable[Floats],
    lonely: Lonely,
    parts: Sequence[Bools] | None = None,
) -> Floats:
    """Return the covariance of totals of influences under the design, shape (columns, columns).

    With T_hi the sum of a column in unit i of stratum h, n of N units taken, and f the product of the sampling
    fractions of the stages before::

        V = Σ over stages Σ_h f (1 − n/N) n / (n − 1) Σ_i (T_hi − T̄_h)²

    Parameters
    ----------
    stages : tuple of Stage
    adjustments : tuple of Adjustment
        In the order in which the weights were fitted.
    influences : iterable of array, shape (rows,) each
        Weight times residual; 0 outside the domain. Worked through one at a time.
    lonely : {"fail", "remove", "certainty", "adjust", "average"}
        What a stratum with one unit adds: nothing; its squared distance from the mean of all units; the mean of the others.
    parts : sequence of array of bool, shape (rows,), optional
        One for each column, or one for all: only strata that have one of these rows count among the units and the others
        that ``adjust`` and ``average`` look at.

    Source
    ------
    Särndal, Swensson, Wretman, *Model Assisted Survey Sampling*, 4.3; as ``svyrecvar`` of R's survey.
    """
    used = [stage for stage in stages if np.any(stage.share * stage.left > 0)]
    sums: list[list[Floats]] = [[] for _ in used]
    width = 0
    for column in influences:
        for adjustment in adjustments:
            column = adjustment.residual(column)
        for stage, column_sums in zip(used, sums, strict=True):
            column_sums.append(sums_of(stage.unit, column, len(stage.stratum)))
        width += 1
    total = np.zeros((width, width))
    if width:
        for stage, column_sums in zip(used, sums, strict=True):
            total += _at(stage, np.stack(column_sums, axis=1), lonely, parts)
    return total


def _at(stage: Stage, sums: Floats, lonely: Lonely, parts: Sequence[Bools] | None) -> Floats:
    """Return what one stage adds to the covariance; ``sums``: shape (units, columns)."""
    totals = _by(stage.stratum, sums, len(stage.taken))
    means = totals / stage.taken[:, None]
    scale = (stage.share * stage.left * stage.taken / np.maximum(stage.taken - 1, 1))[:, None]
    if lonely in {"adjust", "average"} and np.any(stage.lonely):
        counted = _counted(stage, parts)
        if lonely == "adjust":
            means[stage.lonely] = _whole(stage, totals, counted)[stage.lonely]
        else:
            scale = scale * _inflation(stage, counted)
    centred = (sums - means[stage.stratum]) * np.sqrt(scale)[stage.stratum]
    return centred.T @ centred


def _counted(stage: Stage, parts: Sequence[Bools] | None) -> Bools:
    """Return whether a stratum has a row that counts, shape (strata, columns or 1)."""
    strata = len(stage.taken)
    if parts is None:
        return np.ones((strata, 1), dtype=bool)
    held = [np.bincount(stage.stratum[stage.unit[rows]], minlength=strata) > 0 for rows in parts]
    return np.stack(held, axis=1)


def _whole(stage: Stage, totals: Floats, counted: Bools) -> Floats:
    """Return the mean of all units within each unit of the stage before, shape (strata, columns); 0 for one that does not count."""
    size = int(stage.within.max()) + 1
    units = _by(stage.within, np.where(counted, stage.taken[:, None], 0.0), size)
    mean = _by(stage.within, totals, size) / np.maximum(units, 1)
    return np.where(counted, mean[stage.within], 0.0)


def _inflation(stage: Stage, counted: Bools) -> Floats:
    """Return the number of strata over the number of those with two units or more, within each unit before.

    Shape (strata, columns or 1); NaN where strata that count have one unit each: there is nothing to average.
    """
    size = int(stage.within.max()) + 1
    everyone = _by(stage.within, counted.astype(np.float64), size)
    sound = _by(stage.within, (counted & ~stage.lonely[:, None]).astype(np.float64), size)
    ratio = np.divide(everyone, sound, out=np.full_like(sound, np.nan), where=sound > 0)
    return np.where(counted, ratio[stage.within], 1.0)


def _by(numbers: Ints, amounts: Floats, count: int) -> Floats:
    """Return the sums of several columns at each number, shape (count, columns)."""
    return np.stack([sums_of(numbers, column, count) for column in amounts.T], axis=1)
