"""Shares of answers, by group, with intervals that hold at small bases and at 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from nuzuh.poll.design import Asked, Design, Names, series
from nuzuh.poll.estimate import Estimates, mean
from nuzuh.poll.intervals import ICC, Method, planning_deff, proportion_interval
from nuzuh.poll.stages import Floats
from nuzuh.terms.errors import UsageError


def proportions(design: Design, of: Asked, by: Names = None, categories: Sequence[str] | None = None) -> Estimates:
    """Return the share of each answer among those who answered, by group.

    Parameters
    ----------
    design : Design
    of : column or expression
        Text: one entry per answer. True and false, or 1 and 0: one entry, the share of those who said yes.
    by : column or columns, optional
    categories : sequence of str, optional
        Answers in the order wanted, those that nobody gave too; those of the whole sample in their order when missing.

    Raises
    ------
    UsageError
        Numbers other than 0 and 1; an answer that is not among the categories.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> sample = survey(pl.DataFrame({"return": ["no", "no", "yes", None]}))
    >>> found = proportions(sample, "return")
    >>> found.labels["quantity"].to_list(), [round(float(v), 3) for v in found.value], found.n.tolist()
    (['no', 'yes'], [0.667, 0.333], [3, 3])
    """
    column = series(design, of)
    if column.dtype == pl.Boolean or column.dtype.is_numeric():
        if not column.drop_nulls().cast(pl.Float64).is_in([0.0, 1.0]).all():
            raise UsageError(
                f"column {column.name} holds numbers other than 0 and 1; ask for its mean, or cast it to text"
            )
        return mean(design, of, by)
    text = column.cast(pl.String)
    given = text.drop_nulls().unique().sort().to_list()
    wanted = given if categories is None else list(categories)
    unknown = [answer for answer in given if answer not in wanted]
    if unknown:
        raise UsageError(f"column {column.name} has answers that are not among the categories: {', '.join(unknown)}")
    return mean(design, [pl.lit(text == answer).alias(answer) for answer in wanted], by)


def share_interval(
    shares: Estimates, level: float = 0.95, method: Method = "korn-graubard", icc: float = ICC, df: float | None = None
) -> tuple[Floats, Floats]:
    """Return the ends of the intervals of shares, shape (entries,); a share fixed by calibration has no width.

    Parameters
    ----------
    shares : Estimates
        Of `proportions`.
    level : float
    method : see `proportion_interval`
    icc : float
        Correlation within clusters to plan with where a share is 0 or 1.
    df : float, optional
        In place of the domains' own.
    """
    free = shares.df if df is None else np.full(len(shares.df), df)
    planned = planning_deff(shares.kish, shares.cluster, icc)
    low, high = proportion_interval(
        shares.value, shares.se, shares.n, free, level=level, method=method, planned=planned
    )
    return np.where(shares.fixed, shares.value, low), np.where(shares.fixed, shares.value, high)


def share_table(
    shares: Estimates, level: float = 0.95, method: Method = "korn-graubard", icc: float = ICC
) -> pl.DataFrame:
    """Return `Estimates.table` with the intervals of `share_interval`."""
    low, high = share_interval(shares, level, method, icc)
    ends = pl.DataFrame({"low": low, "high": high}, nan_to_null=True)
    return shares.table(level).with_columns(ends["low"], ends["high"])
