"""What interviewers do to the answers: the share of their variance that lies between interviewers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from nuzuh.poll.asked import Asked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EFFECTS = pl.Schema(
    {
        "question": pl.String,
        "answer": pl.String,
        "n": pl.Int64,
        "interviewers": pl.Int64,
        "rho": pl.Float64,
        "deff": pl.Float64,
        "f": pl.Float64,
        "df1": pl.Int64,
        "df2": pl.Int64,
        "p": pl.Float64,
        "confounded": pl.Boolean,
        "rho_within": pl.Float64,
        "p_within": pl.Float64,
    }
)


@dataclass(frozen=True, slots=True)
class Share:
    """The share of variance between groups (ANOVA estimator) and its F test; NaN where it cannot be estimated."""

    rho: float
    deff: float
    f: float
    df1: int
    df2: int
    p: float


def share_between(values: Floats, groups: Ints, within: Ints | None = None) -> Share:
    """Return the intraclass correlation of values in groups.

    Parameters
    ----------
    values : array of float
    groups : array of int
        The interviewer of each value.
    within : array of int, optional
        The place of each value: then interviewers are compared with others in the same place only.

    Returns
    -------
    Share
        With B and W the mean squares between and within interviewers and n0 the mean number of their interviews, corrected
        for unequal numbers, rho = (B - W) / (B + (n0 - 1) W); below 0 where interviewers differ less than chance would have it.
        ``deff`` = 1 + (n0 - 1) rho.

    Source
    ------
    Searle, Casella, McCulloch, *Variance Components* (1992), 3.6; Kish, *J. Am. Stat. Assoc.* 57 (1962).

    Examples
    --------
    >>> share_between(np.array([1.0, 1, 3, 3]), np.array([0, 0, 1, 1])).rho
    1.0
    """
    within = np.zeros(len(groups), dtype=np.int64) if within is None else within
    cell = np.unique(np.stack([within, groups]), axis=1, return_inverse=True)[1].reshape(-1)
    place = np.unique(within, return_inverse=True)[1]
    count, mean = _means(values, cell)
    place_count, place_mean = _means(values, place)
    of_cell = np.zeros(len(count), dtype=np.int64)
    of_cell[cell] = place
    df1, df2 = len(count) - len(place_count), len(values) - len(count)
    if df1 < 1 or df2 < 1:
        return Share(np.nan, np.nan, np.nan, df1, df2, np.nan)
    between = float((count * (mean - place_mean[of_cell]) ** 2).sum()) / df1
    inside = float(((values - mean[cell]) ** 2).sum()) / df2
    usual = float(len(values) - (count**2 / place_count[of_cell]).sum()) / df1
    whole = between + (usual - 1) * inside
    if whole <= 0:
        return Share(np.nan, np.nan, np.nan, df1, df2, np.nan)
    rho = (between - inside) / whole
    f = between / inside if inside > 0 else np.inf
    return Share(rho, 1 + (usual - 1) * rho, f, df1, df2, float(stats.f.sf(f, df1, df2)))


def _means(values: Floats, groups: Ints) -> tuple[Floats, Floats]:
    count = np.bincount(groups).astype(np.float64)
    return count, np.bincount(groups, weights=values) / count


def effects(data: pl.DataFrame, questions: Sequence[Asked], by: str = "_by", place: str = "") -> pl.DataFrame:
    """Return for each question how much of the variance of its answers lies between interviewers.

    Parameters
    ----------
    data : polars.DataFrame
        `Answers.data`.
    questions : sequence of Asked
    by : str
        The column that names the interviewer; interviews without a name are left out.
    place : str, optional
        The column of the place. Where interviewers worked in one place each, what lies between them may lie between places.

    Returns
    -------
    polars.DataFrame
        `EFFECTS`: a row for each number and each option (its share), ``answer`` being the code. ``rho``, ``deff``, ``f``,
        ``df1``, ``df2``, ``p`` as of `share_between`; ``confounded`` when no place had two interviewers (null without a
        place), else ``rho_within`` and ``p_within`` compare interviewers in the same place.
    """
    rows = []
    data = data.filter(pl.col(by).is_not_null())
    for asked in questions:
        for answer, column in _variables(data, asked):
            known = data.select(
                who=pl.col(by).rank("dense").cast(pl.Int64),
                place=pl.col(place).cast(pl.String).rank("dense").cast(pl.Int64) if place else pl.lit(None, pl.Int64),
                value=column.cast(pl.Float64),
            ).drop_nulls(("who", "value"))
            if known.height < 2 or known["who"].n_unique() < 2 or asked.name in (by, place):
                continue
            found = share_between(known["value"].to_numpy(), known["who"].to_numpy())
            placed = known.drop_nulls("place")
            inner = (
                share_between(*(placed[name].to_numpy() for name in ("value", "who", "place")))
                if placed.height
                else None
            )
            rows.append(
                {
                    "question": asked.name,
                    "answer": answer,
                    "n": known.height,
                    "interviewers": known["who"].n_unique(),
                    **{name: getattr(found, name) for name in ("rho", "deff", "f", "df1", "df2", "p")},
                    "confounded": None if inner is None else inner.df1 < 1,
                    "rho_within": inner.rho if inner else None,
                    "p_within": inner.p if inner else None,
                }
            )
    return pl.DataFrame(rows, schema=EFFECTS).with_columns(pl.col(pl.Float64).fill_nan(None))


def _variables(data: pl.DataFrame, asked: Asked) -> Iterator[tuple[str, pl.Series]]:
    if asked.kind == "number":
        yield "", data[asked.name]
    elif asked.kind == "one":
        for option in asked.options:
            yield option.code, data[asked.name] == option.code
    elif asked.kind == "many":
        for option, name in zip(asked.options, asked.columns, strict=True):
            yield option.code, data[name]
