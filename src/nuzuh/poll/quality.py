"""How well a poll was carried out: interviews that are nearly the same, or too short. Numbers for those who decide; no verdicts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from nuzuh.poll.asked import Asked

MOST_COMPARED = 5_000  # interviews of one interviewer; every pair of them is compared
_FEWEST = 10  # interviews that a median needs


def answer_codes(data: pl.DataFrame, questions: Sequence[Asked]) -> NDArray[np.int32]:
    """Return a number for each different answer, 0 for none, shape (rows, questions).

    Parameters
    ----------
    data : polars.DataFrame
        `Answers.data`, or rows of a repeat.
    questions : sequence of Asked
        Those of its columns to look at; a select-multiple is one answer, all that was chosen.
    """
    codes = np.zeros((data.height, len(questions)), dtype=np.int32)
    for at, asked in enumerate(questions):
        columns = [name for name in asked.columns if name in data.columns]
        if not columns:
            continue
        whole = data.select(pl.struct(columns).alias("all"), filled=pl.any_horizontal(pl.col(columns).is_not_null()))
        rank = whole["all"].rank("dense").cast(pl.Int32)
        codes[:, at] = rank.set(~whole["filled"], 0).to_numpy()
    return codes


def alike(data: pl.DataFrame, questions: Sequence[Asked], by: str = "_by") -> pl.DataFrame:
    """Return for each interview the one of the same interviewer that is most like it.

    Parameters
    ----------
    data : polars.DataFrame
        `Answers.data`.
    questions : sequence of Asked
        Those that are compared.
    by : str
        The column that names the interviewer; those without a name are compared with each other.

    Returns
    -------
    polars.DataFrame
        ``_line``, ``_key``, ``by``, ``other`` (line), ``same`` (the share of equal answers among the questions that at
        least one of both answered), ``answers`` (how many those are). The last three are null for an interviewer with one
        interview or more than `MOST_COMPARED`.

    Source
    ------
    Kuriakose, Robbins, *Stat. J. IAOS* 32 (2016): interviews that agree in more than 85 % of the answers are rare.
    """
    codes = answer_codes(data, questions)
    other = np.zeros(data.height, dtype=np.int64)
    same, answers = np.full(data.height, np.nan), np.zeros(data.height, dtype=np.int64)
    for rows in data.with_row_index("_row").group_by(by, maintain_order=True).agg("_row")["_row"]:
        held = rows.to_numpy()
        if not 1 < held.size <= MOST_COMPARED:
            continue
        own = codes[held]
        filled = own > 0
        for place, row in enumerate(held):
            asked = (filled | filled[place]).sum(axis=1)
            equal = ((own == own[place]) & filled).sum(axis=1)
            share = np.where(asked > 0, equal / np.maximum(asked, 1), 0.0)
            share[place] = -1
            best = int(share.argmax())
            other[row], same[row], answers[row] = data["_line"][int(held[best])], share[best], asked[best]
    found = data.select("_line", "_key", pl.col(by).alias("by")).with_columns(
        other=pl.Series(other), same=pl.Series(same).fill_nan(None), answers=pl.Series(answers)
    )
    compared = pl.col("same").is_not_null()
    return found.with_columns(pl.when(compared).then(name).alias(name) for name in ("other", "answers"))


def brief(data: pl.DataFrame, least: float = 0.0, share: float = 1 / 3) -> pl.DataFrame:
    """Return the interviews that took too little time, shortest first.

    Parameters
    ----------
    data : polars.DataFrame
        `Answers.data`.
    least : float
        Minutes that the poll wants at least.
    share : float
        Below this share of the median an interview is far too short; used where ten interviews or more have a duration.

    Returns
    -------
    polars.DataFrame
        ``_line``, ``_key``, ``_by``, ``minutes``, ``limit`` (minutes), ``median`` (of all), ``why``.
    """
    minutes = data["_minutes"].drop_nulls()
    median = float(np.median(minutes.to_numpy())) if minutes.len() >= _FEWEST else 0.0
    limit = max(least, share * median)
    why = (
        pl.when(pl.col("minutes") < 0)
        .then(pl.lit("It ends before it begins."))
        .otherwise(pl.format("It took {} minutes.", pl.col("minutes").round(1)))
    )
    found = data.select("_line", "_key", "_by", minutes="_minutes", limit=pl.lit(limit), median=pl.lit(median))
    return (
        found.filter((pl.col("minutes") < limit) | (pl.col("minutes") < 0))
        .sort("minutes", "_line")
        .with_columns(why=why)
    )
