"""A sample with its design: rows, weights, stages, what the weights were fitted to, and the domain that is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from nuzuh.poll.stages import Bools, Floats, Ints, Stage, numbers_of, stages_of
from nuzuh.poll.variance import Adjustment, Lonely, covariance_of
from nuzuh.terms.errors import UsageError

Asked = str | pl.Expr
Names = str | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Design:
    """A sample and how it was drawn.

    Attributes
    ----------
    data : polars.DataFrame
        All rows of the sample, those outside the domain too: the variance needs them.
    weight : array, shape (rows,)
        People that each row stands for, after all fits.
    stages : tuple of Stage
    lonely : {"fail", "remove", "certainty", "adjust", "average"}
        What is done about a stratum with one unit.
    adjustments : tuple of Adjustment
        Post-stratification and calibration, in their order.
    inside : array of bool, shape (rows,)
        The domain.
    """

    data: pl.DataFrame
    weight: Floats
    stages: tuple[Stage, ...]
    lonely: Lonely
    adjustments: tuple[Adjustment, ...]
    inside: Bools

    @property
    def used(self) -> Bools:
        """Rows of the domain that have a weight, shape (rows,)."""
        rows: Bools = self.inside & (self.weight != 0)
        return rows


def survey(
    data: pl.DataFrame,
    *,
    ids: Names = None,
    strata: Names = None,
    weights: Names = None,
    probabilities: Names = None,
    fpc: Names = None,
    nest: bool = False,
    lonely: Lonely = "fail",
) -> Design:
    """Return a sample with its design.

    Parameters
    ----------
    data : polars.DataFrame
        One row per person or household asked.
    ids : column or columns, optional
        Clusters, stage by stage; none where the rows themselves were drawn.
    strata : column or columns, optional
        Strata of the first stages.
    weights, probabilities : column or columns, optional
        People that a row stands for, or the probability of being drawn; several are multiplied. When both are missing
        they follow from ``fpc``; without that every row weighs 1.
    fpc : column or columns, optional
        Finite population correction: units in the stratum's population (1 or more), or sampling fractions, by stage.
        A stage without one counts as drawn from many.
    nest : bool
        The same cluster identifier in two strata is two clusters.
    lonely : {"fail", "remove", "certainty", "adjust", "average"}
        A stratum with one unit, of several, in the sample: refuse; add nothing; add its squared distance from the mean of
        all units; add the mean of the others.

    Raises
    ------
    UsageError
        A column is missing or has gaps; the design contradicts itself; a stratum has one unit and ``lonely`` is ``fail``.

    Source
    ------
    Lumley, *Complex Surveys* (2010); R ``survey::svydesign``, whose names the arguments have.

    Examples
    --------
    >>> sample = pl.DataFrame({"town": ["A", "A", "B", "B"], "w": [2.0, 2.0, 5.0, 5.0]})
    >>> degrees_of_freedom(survey(sample, strata="town", weights="w"))
    2
    """
    if not data.height:
        raise UsageError("the sample has no rows")
    if weights is not None and probabilities is not None:
        raise UsageError("a design takes weights or probabilities, not both")
    stages = stages_of(_columns(data, ids), _columns(data, strata), _columns(data, fpc), data.height, nest)
    weight = np.ones(data.height)
    for column in _columns(data, weights):
        weight = weight * _numbers(column)
    for column in _columns(data, probabilities):
        weight = weight / _numbers(column, above_zero=True)
    if weights is None and probabilities is None and fpc is not None:
        weight = _from_sizes(stages)
    if len(stages[0].stratum) == 1 and data.height > 1 and stages[0].left[0] > 0:
        raise UsageError("the design has one primary sampling unit: its variance cannot be estimated")
    _refuse_lonely(stages, lonely)
    return Design(data, weight, stages, lonely, (), np.ones(data.height, dtype=bool))


def domain(design: Design, where: pl.Expr | pl.Series | Bools) -> Design:
    """Return the same sample asked about some of its rows only; unknown counts as outside.

    Examples
    --------
    >>> sample = survey(pl.DataFrame({"sex": ["F", "M", "F", None]}))
    >>> int(domain(sample, pl.col("sex") == "F").used.sum())
    2
    """
    if isinstance(where, pl.Expr):
        where = design.data.select(where.alias("where")).to_series()
    rows = where.fill_null(False).to_numpy() if isinstance(where, pl.Series) else where
    if rows.dtype != np.bool_ or len(rows) != design.data.height:
        raise UsageError("a domain is one true or false for each row of the sample")
    return replace(design, inside=design.inside & rows)


def degrees_of_freedom(design: Design) -> int:
    """Return the number of primary units less that of strata, both with a row in the domain that has a weight."""
    first, rows = design.stages[0], design.used
    units = np.zeros(len(first.stratum), dtype=bool)
    units[first.unit[rows]] = True
    strata = np.zeros(len(first.taken), dtype=bool)
    strata[first.stratum[units]] = True
    return int(units.sum()) - int(strata.sum())


def covariance(design: Design, influences: Iterable[Floats], parts: Sequence[Bools] | None = None) -> Floats:
    """Return the covariance of totals of influences, shape (columns, columns); see `covariance_of`.

    ``parts``, one for each column, are the rows that it is about, if not those of the domain.
    """
    # As in R, a stratum without such a row is forgotten beside one with a single unit, unless the weights were fitted.
    rows = None if design.adjustments else parts or [design.inside]
    return covariance_of(design.stages, design.adjustments, influences, design.lonely, rows)


def values(design: Design, asked: Asked) -> Floats:
    """Return a column of numbers, or an expression, with NaN where it is unknown, shape (rows,).

    Raises
    ------
    UsageError
        The column does not exist or holds text.
    """
    column = series(design, asked)
    if not (column.dtype.is_numeric() or column.dtype == pl.Boolean or column.dtype == pl.Null):
        raise UsageError(f"column {column.name} holds text, not numbers; ask for proportions")
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy().copy()


def series(design: Design, asked: Asked) -> pl.Series:
    """Return a column or the values of an expression, as long as the sample."""
    if isinstance(asked, str):
        return _columns(design.data, asked)[0]
    found = design.data.select(asked).to_series()
    if len(found) != design.data.height:
        raise UsageError(f"{asked} gives {len(found)} values for {design.data.height} rows")
    return found


def groups(design: Design, by: Names) -> tuple[pl.DataFrame, Ints]:
    """Return the combinations of values that the domain has, in their order, and the number of each row's, −1 for none."""
    columns = _columns(design.data, by)
    if not columns:
        return pl.DataFrame(), np.where(design.inside, 0, -1)
    known = pl.DataFrame(columns)
    rows = design.used & known.select(pl.all_horizontal(pl.all().is_not_null())).to_series().to_numpy()
    asked = known.filter(pl.Series(rows))
    number = np.full(known.height, -1, dtype=np.int64)
    number[rows] = numbers_of(asked.get_columns())
    first = np.zeros(int(number.max()) + 1, dtype=np.int64)
    first[number[rows][::-1]] = np.arange(asked.height)[::-1]
    return asked[first], number


def _columns(data: pl.DataFrame, names: Names) -> list[pl.Series]:
    """Return the named columns."""
    wanted = [names] if isinstance(names, str) else list(names or ())
    missing = [name for name in wanted if name not in data.columns]
    if missing:
        raise UsageError(f"the sample has no column {', '.join(missing)}; it has {', '.join(data.columns)}")
    return [data[name] for name in wanted]


def _numbers(column: pl.Series, above_zero: bool = False) -> Floats:
    """Return weights or probabilities."""
    if not column.dtype.is_numeric():
        raise UsageError(f"column {column.name} holds no numbers")
    found = column.cast(pl.Float64).fill_null(np.nan).to_numpy()
    bad = ~np.isfinite(found) | (found < 0) | (above_zero & (found == 0))
    if np.any(bad):
        raise UsageError(
            f"column {column.name}: {int(bad.sum())} rows are unknown, infinite or below 0; every row needs a weight"
        )
    return found


def _from_sizes(stages: tuple[Stage, ...]) -> Floats:
    """Return the weights that follow from how many of how many were drawn, shape (rows,)."""
    weight = np.ones(len(stages[0].unit))
    for stage in stages:
        if not np.all(np.isfinite(stage.population)):
            raise UsageError(
                "without weights every stage needs its population size; give weights, or fpc for all stages"
            )
        weight = weight * (stage.population / stage.taken)[stage.stratum[stage.unit]]
    return weight


def _refuse_lonely(stages: tuple[Stage, ...], lonely: Lonely) -> None:
    """Raise where strata have one unit and nothing is said, or cannot be done, about them."""
    if lonely not in {"fail", "remove", "certainty", "adjust", "average"}:
        raise UsageError(f"lonely is fail, remove, certainty, adjust or average, not {lonely}")
    for number, stage in enumerate(stages, start=1):
        alone = stage.lonely & (stage.share > 0)
        if lonely == "fail" and np.any(alone):
            raise UsageError(
                f"{int(alone.sum())} of {len(alone)} strata have one unit at stage {number}: merge them with others, "
                "or say lonely= remove, adjust or average"
            )
        others = np.bincount(stage.within[~stage.lonely], minlength=int(stage.within.max()) + 1)
        if lonely == "average" and np.any(alone & (others[stage.within] == 0)):
            raise UsageError(f"at stage {number} there is no stratum with two units to average: say lonely= adjust")
