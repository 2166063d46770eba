"""The variance of totals, stage by stage, from what each row adds to them (Taylor linearisation)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

import numpy as np

from nuzuh.poll.stages import Bools, Floats, Stage, sums_of

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
    rows: Bools | None = None,
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
    rows : array of bool, shape (rows,), optional
        Only strata that have one of these rows count among those over which ``average`` averages.

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
        for stage, parts in zip(used, sums, strict=True):
            parts.append(sums_of(stage.unit, column, len(stage.stratum)))
        width += 1
    total = np.zeros((width, width))
    if width:
        for stage, parts in zip(used, sums, strict=True):
            total += _at(stage, np.stack(parts, axis=1), lonely, rows)
    return total


def _at(stage: Stage, sums: Floats, lonely: Lonely, rows: Bools | None) -> Floats:
    """Return what one stage adds to the covariance; ``sums``: shape (units, columns)."""
    strata = len(stage.taken)
    counted = np.ones(strata, dtype=bool)
    if rows is not None:
        counted = np.bincount(stage.stratum[stage.unit[rows]], minlength=strata) > 0
    totals = np.stack([sums_of(stage.stratum, column, strata) for column in sums.T], axis=1)
    means = totals / stage.taken[:, None]
    scale = stage.share * stage.left * stage.taken / np.maximum(stage.taken - 1, 1)
    if lonely == "adjust" and np.any(stage.lonely):
        means[stage.lonely] = _whole(stage, totals, counted)[stage.lonely]
    if lonely == "average":
        scale = scale * _inflation(stage, counted)
    centred = (sums - means[stage.stratum]) * np.sqrt(scale)[stage.stratum, None]
    return centred.T @ centred


def _whole(stage: Stage, totals: Floats, counted: Bools) -> Floats:
    """Return the mean of all units within each unit of the stage before, shape (strata, columns)."""
    size = int(stage.within.max()) + 1
    units = sums_of(stage.within, np.where(counted, stage.taken, 0.0), size)
    over = np.stack([sums_of(stage.within, column, size) for column in totals.T], axis=1)
    return np.asarray((over / np.maximum(units, 1)[:, None])[stage.within])


def _inflation(stage: Stage, counted: Bools) -> Floats:
    """Return the number of strata over the number of those with two units or more, within each unit before, shape (strata,)."""
    size = int(stage.within.max()) + 1
    everyone = np.bincount(stage.within[counted], minlength=size)
    sound = np.bincount(stage.within[counted & ~stage.lonely], minlength=size)
    ratio = np.divide(everyone, sound, out=np.ones(size), where=sound > 0)
    return np.where(counted, ratio[stage.within], 1.0)
