"""The stages of a sample: which units were drawn at each, in which strata, out of how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from nuzuh.terms.errors import UsageError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
CERTAIN = 1e-7  # a stratum of which less than this share was not taken has no sampling variance, as in R's survey
FEW = 8  # times the rows: up to here codes are counted, beyond that sorted


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a sample.

    Attributes
    ----------
    unit : array of int, shape (rows,)
        The unit of each row, numbered over all strata.
    stratum : array of int, shape (units,)
        The stratum of each unit; from the second stage on strata lie within one unit of the stage before.
    taken : array of int, shape (strata,)
        Units in the sample.
    population : array, shape (strata,)
        Units there are; infinite where that is not known or the units were drawn with replacement.
    share : array, shape (strata,)
        Product of the sampling fractions of the stages before: 1 at the first stage.
    within : array of int, shape (strata,)
        The unit of the stage before; 0 at the first stage.
    """

    unit: Ints
    stratum: Ints
    taken: Ints
    population: Floats
    share: Floats
    within: Ints

    @property
    def left(self) -> Floats:
        """The share of the units of each stratum that were not taken, shape (strata,): the finite population correction."""
        known = np.isfinite(self.population)
        left = 1.0 - np.divide(self.taken, self.population, out=np.zeros(len(self.taken)), where=known)
        return np.where(left < CERTAIN, 0.0, left)

    @property
    def lonely(self) -> Bools:
        """Whether a stratum has one unit in the sample, and others that are not in it, shape (strata,)."""
        alone: Bools = (self.taken == 1) & (self.left > 0)
        return alone


def sums_of(numbers: Ints, amounts: Floats, count: int) -> Floats:
    """Return the sum of the amounts that stand at each number, shape (count,)."""
    return np.asarray(np.bincount(numbers, weights=amounts, minlength=count), dtype=np.float64)


def numbers_of(columns: Sequence[pl.Series], prior: Ints | None = None) -> Ints:
    """Return a number from 0 on for each combination of values, in their order, shape (rows,).

    Raises
    ------
    UsageError
        A value is missing.
    """
    found = prior
    for column in columns:
        if column.null_count():
            raise UsageError(
                f"column {column.name}: {column.null_count()} rows have no value; a design needs one in every row"
            )
        codes = _codes(column)
        found = codes if found is None else _renumbered(found * (int(codes.max(initial=0)) + 1) + codes)
    if found is None:
        raise ValueError("no column to number by")
    return found


def stages_of(
    units: Sequence[pl.Series], strata: Sequence[pl.Series], sizes: Sequence[pl.Series], rows: int, nested: bool
) -> tuple[Stage, ...]:
    """Return the stages of a sample.

    Parameters
    ----------
    units : sequence of Series, shape (rows,)
        What was drawn at each stage, the widest first; none where the rows themselves were.
    strata : sequence of Series
        Strata of the first stages; the last given holds for later ones.
    sizes : sequence of Series
        Units in the population per stratum, or sampling fractions, stage by stage; fewer than there are stages when
        the later ones were drawn from many.
    rows : int
    nested : bool
        The same identifier in two strata is two units.

    Raises
    ------
    UsageError
        A unit stands in two strata, a size varies within a stratum, or is smaller than the sample.
    """
    if len(sizes) > max(len(units), 1):
        raise UsageError(f"{len(sizes)} population sizes are given for {max(len(units), 1)} stages")
    stages: list[Stage] = []
    parent = np.zeros(rows, dtype=np.int64)
    for number in range(max(len(units), 1)):
        layer = strata[min(number, len(strata) - 1)] if strata else None
        group = numbers_of([layer], parent if number else None) if layer is not None else parent
        within = group if nested or number else None
        unit = numbers_of([units[number]], within) if units else np.arange(rows)
        size = sizes[number] if number < len(sizes) else None
        stages.append(_stage(number, unit, group, size, stages[-1] if stages else None))
        parent = unit
    return tuple(stages)


def _stage(number: int, unit: Ints, group: Ints, size: pl.Series | None, before: Stage | None) -> Stage:
    """Return one stage from the unit and the stratum of every row."""
    count, strata = int(unit.max(initial=-1)) + 1, int(group.max(initial=-1)) + 1
    stratum = np.zeros(count, dtype=np.int64)
    stratum[unit] = group
    if np.any(stratum[unit] != group):
        raise UsageError(
            "a cluster stands in more than one stratum; say nest=True if the strata number their clusters anew"
        )
    taken = np.bincount(stratum, minlength=strata)
    population = np.full(strata, np.inf) if size is None else _population(number, size, group, taken)
    within, share = np.zeros(strata, dtype=np.int64), np.ones(strata)
    if before is not None:
        within[group] = before.unit
        earlier = before.stratum[within]
        share = before.share[earlier] * before.taken[earlier] / before.population[earlier]
    return Stage(unit, stratum, taken, population, share, within)


def _population(number: int, size: pl.Series, group: Ints, taken: Ints) -> Floats:
    """Return how many units there are in each stratum, from sizes (1 or more) or fractions (1 or less) of every row."""
    if size.null_count():
        raise UsageError(f"column {size.name}: {size.null_count()} rows have no population size")
    given = size.to_numpy().astype(np.float64)
    population = np.zeros(len(taken))
    population[group] = given
    if np.any(population[group] != given):
        raise UsageError(
            f"column {size.name}: the population size varies within a stratum of stage {number + 1}; if units were drawn "
            "with unequal probabilities, give weights or probabilities without fpc: they count as drawn from many"
        )
    if np.any(given > 1) and np.any(given < 1):
        raise UsageError(
            f"column {size.name}: population sizes are all 1 or more, sampling fractions all 1 or less; this mixes them"
        )
    if np.any(given <= 0):
        raise UsageError(f"column {size.name}: a population size or sampling fraction is 0 or less")
    if not np.any(given > 1):
        population = taken / population
    if np.any(population < taken * (1 - 1e-12)):
        worst = int(np.argmax(taken - population))
        raise UsageError(
            f"column {size.name}: a stratum of stage {number + 1} has {taken[worst]} units in the sample and "
            f"{population[worst]:g} in the population"
        )
    return population


def _codes(column: pl.Series) -> Ints:
    """Return a number from 0 on for each value, in their order, shape (rows,)."""
    if column.dtype == pl.String:  # sorting the distinct words only
        column = column.cast(pl.Enum(column.unique().sort())).to_physical()
        return column.to_numpy().astype(np.int64)
    return column.rank("dense").to_numpy().astype(np.int64) - 1


def _renumbered(codes: Ints) -> Ints:
    """Return the codes as 0, 1, 2 … in their order."""
    most = int(codes.max(initial=-1)) + 1
    if most > FEW * len(codes):
        return np.unique(codes, return_inverse=True)[1].astype(np.int64)
    there = np.bincount(codes, minlength=most) > 0  # without sorting
    return np.asarray((np.cumsum(there) - 1)[codes], dtype=np.int64)
