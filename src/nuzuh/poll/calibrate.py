"""Weights fitted to known totals: post-stratification, raking, linear and logit calibration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy.linalg import qr

from nuzuh.poll.design import Design, series, values
from nuzuh.poll.metrics import Metric, fitted
from nuzuh.poll.stages import Floats, Ints, numbers_of
from nuzuh.terms.errors import UsageError

DEPENDENT = 1e-7  # a column that keeps less than this share of its length once the others are taken out adds nothing


@dataclass(frozen=True, slots=True)
class PostStrata:
    """What a post-stratification leaves of an influence: its distance from the mean of its cell.

    Attributes
    ----------
    cell : array of int, shape (rows,)
    before, after : array, shape (rows,)
        Weights.
    """

    cell: Ints
    before: Floats
    after: Floats

    def residual(self, influence: Floats) -> Floats:
        """Return the influence less the mean of its cell, shape (rows,)."""
        each = np.divide(influence * self.before, self.after, out=np.zeros_like(influence), where=self.after != 0)
        mean = np.bincount(self.cell, weights=each) / np.bincount(self.cell, weights=self.before)
        return influence - mean[self.cell] * self.after


@dataclass(frozen=True, slots=True)
class Regression:
    """What a calibration leaves of an influence: its residual from the regression on what the totals speak of.

    Attributes
    ----------
    basis : array, shape (rows, totals)
        Orthonormal, of the auxiliaries times the root of the weight before.
    scale : array, shape (rows,)
        Weight after over the root of the weight before.
    """

    basis: Floats
    scale: Floats

    def residual(self, influence: Floats) -> Floats:
        """Return the residual of the influence, shape (rows,)."""
        plain = np.divide(influence, self.scale, out=np.zeros_like(influence), where=self.scale != 0)
        left: Floats = (plain - self.basis @ (self.basis.T @ plain)) * self.scale
        return left


def post_stratify(design: Design, population: pl.DataFrame, size: str = "population", partial: bool = False) -> Design:
    """Return the design with weights that add up to the population of each cell.

    Parameters
    ----------
    design : Design
    population : polars.DataFrame
        A row per cell: the columns that make up the cell, and its ``size``.
    size : str
    partial : bool
        Cells that nobody in the sample is in are left out; otherwise they are refused.

    Raises
    ------
    UsageError
        Cells of the sample are not in the population, or the other way round; a cell stands there twice.

    Source
    ------
    Valliant, *JASA* 88 (1993) 89–96; R ``survey::postStratify``.
    """
    _whole(design)
    by = [name for name in population.columns if name != size]
    if size not in population.columns or not by or population.select(pl.struct(by).is_duplicated().any()).item():
        raise UsageError(f"the population needs one row for each cell, and its number of people in the column {size}")
    columns = [series(design, name).cast(pl.String) for name in by]
    population = population.with_columns(pl.col(by).cast(pl.String))
    cell = numbers_of(columns)
    before = np.bincount(cell, weights=design.weight)
    sample = pl.DataFrame(columns).with_columns(cell_=pl.Series(cell)).unique(maintain_order=False).sort("cell_")
    cells = sample.join(population, on=by, how="left", maintain_order="left")
    absent = cells.filter(pl.col(size).fill_null(0) <= 0)
    if absent.height:
        raise UsageError(
            f"{absent.height} cells of the sample have no people in the population, such as {absent.row(0)[: len(by)]}"
        )
    empty = population.filter(pl.col(size) > 0).join(sample, on=by, how="anti")
    if empty.height and not partial:
        raise UsageError(
            f"{empty.height} cells have nobody in the sample, such as {empty.row(0)}: join cells, or say partial=True"
        )
    factor = cells[size].cast(pl.Float64).to_numpy() / before
    weight = design.weight * factor[cell]
    adjustment = PostStrata(cell, design.weight, weight)
    return replace(design, weight=weight, adjustments=(*design.adjustments, adjustment))


def rake(design: Design, counts: Mapping[str, Mapping[str, float]]) -> Design:
    """Return the design with weights that add up to each margin: `calibrate` with the raking metric."""
    return calibrate(design, counts=counts, metric="raking")


def calibrate(
    design: Design,
    *,
    counts: Mapping[str, Mapping[str, float]] | None = None,
    totals: Mapping[str, float] | None = None,
    size: float | None = None,
    metric: Metric = "linear",
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> Design:
    """Return the design with weights that meet known counts of categories and totals of numbers.

    Parameters
    ----------
    design : Design
    counts : mapping of column to (category to people), optional
        Every category of each column; all columns add up to the same number of people.
    totals : mapping of column to total, optional
    size : float, optional
        People in the population; what the counts add up to when missing. Without both, only the totals are met.
    metric : {"linear", "raking", "logit"}
        The distance that is kept small: linear is the generalised regression estimator; logit needs bounds.
    bounds : (float, float)
        Least and greatest ratio of the new weight to the old.

    Raises
    ------
    UsageError
        Categories differ, counts do not add up to one number, or no weights within the bounds meet the totals.

    Source
    ------
    Deville, Särndal, *JASA* 87 (1992) 376–382; R ``survey::calibrate`` with its default tolerance.
    """
    matrix, known = _auxiliaries(design, counts or {}, totals or {}, size)
    return calibrate_on(design, matrix, known, metric, bounds)


def calibrate_on(
    design: Design,
    auxiliaries: Floats,
    known: Floats,
    metric: Metric = "linear",
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> Design:
    """Return the design with weights whose totals of ``auxiliaries``, shape (rows, totals), are ``known``; see `calibrate`."""
    _whole(design)
    ratio = fitted(auxiliaries, design.weight, known, metric, bounds)
    root = np.sqrt(design.weight)
    adjustment = Regression(_basis(auxiliaries * root[:, None]), ratio * root)
    return replace(design, weight=design.weight * ratio, adjustments=(*design.adjustments, adjustment))


def _auxiliaries(
    design: Design, counts: Mapping[str, Mapping[str, float]], totals: Mapping[str, float], size: float | None
) -> tuple[Floats, Floats]:
    """Return a constant, an indicator of each category but the first, and the numbers, with the totals that they must have."""
    columns: list[Floats] = []
    known: list[float] = []
    sums = [float(sum(shares.values())) for shares in counts.values()]
    people = size if size is not None else (sums[0] if sums else None)
    if people is not None:
        columns.append(np.ones(design.data.height))
        known.append(people)
    for (name, shares), total in zip(counts.items(), sums, strict=True):
        column = series(design, name)
        if column.null_count():
            raise UsageError(f"column {name}: {column.null_count()} rows have no category to fit")
        text = column.cast(pl.String)
        asked = {str(category): float(count) for category, count in shares.items()}
        if set(text.unique()) != set(asked):
            raise UsageError(f"column {name}: the sample has {sorted(text.unique())}, the counts have {sorted(asked)}")
        if people is not None and not np.isclose(total, people, rtol=1e-9):
            raise UsageError(f"the counts of {name} add up to {total:g}, not to {people:g}")
        for category in sorted(asked)[1:]:
            columns.append((text == category).to_numpy().astype(np.float64))
            known.append(asked[category])
    for name, total in totals.items():
        columns.append(values(design, name))
        known.append(float(total))
        if np.any(np.isnan(columns[-1])):
            raise UsageError(f"column {name} has gaps: a total can only be fitted where every row has a number")
    if not columns:
        raise UsageError("there is nothing to fit the weights to: give counts or totals")
    return np.stack(columns, axis=1), np.array(known)


def _basis(matrix: Floats) -> Floats:
    """Return orthonormal columns that span those of the matrix, shape (rows, rank)."""
    basis, triangle, _ = qr(matrix, mode="economic", pivoting=True)
    size = np.abs(np.diag(triangle))
    kept: Floats = basis[:, size > DEPENDENT * size[0]]
    return kept


def _whole(design: Design) -> None:
    """Raise where the design is asked about a part of the sample, or has weights that nothing can be fitted to."""
    if not np.all(design.inside):
        raise UsageError("weights are fitted to the whole sample: fit them first, then choose the domain")
    if np.any(design.weight < 0):
        raise UsageError("an earlier fit left weights below 0: give it bounds above 0 before fitting again")
