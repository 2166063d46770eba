"""For each name of a list the names of another list that are most like it, within a script and across scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy import sparse

from nuzuh.organisations.across import compared
from nuzuh.organisations.candidates import pieces_of, weighed
from nuzuh.organisations.judge import Judge
from nuzuh.organisations.reading import Organisation

_TRIED = 15  # names per name that are looked at closely
_PIECES = 0.5  # how much pieces of words in common count where the words themselves tell nothing
_SCHEMA = {"first": pl.Int64, "second": pl.Int64, "score": pl.Float64, "reason": pl.String}


def partners_of(ones: Sequence[Organisation], others: Sequence[Organisation], most: int = 3) -> pl.DataFrame:
    """Return the names of another list that are most like each name of a list, best first.

    Returns
    -------
    pl.DataFrame
        Columns ``first`` (position in ones), ``second`` (position in others), ``rank`` (from 1), ``score`` (0 to 1),
        ``reason``. Scores across scripts are shares of the words' weight that agree; within a script as `judge` gives them.

    Examples
    --------
    >>> from nuzuh.organisations.reading import read_organisation
    >>> ones = [read_organisation("جمعية الكوثر")]
    >>> others = [read_organisation(n) for n in ("Association Sanabel", "Association al Kawthar")]
    >>> partners_of(ones, others, most=1)["second"].to_list()
    [1]
    """
    rows = [(x.first, x.second, x.score, x.reason) for x in compared(ones, others)]
    rows += _within(ones, others)
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    frame = frame.sort("first", "score", "second", descending=[False, True, False])
    frame = frame.unique(["first", "second"], keep="first", maintain_order=True)
    ranked = frame.group_by("first", maintain_order=True).head(most)
    return ranked.with_columns(rank=pl.int_range(1, pl.len() + 1).over("first"))


def _within(ones: Sequence[Organisation], others: Sequence[Organisation]) -> list[tuple[int, int, float, str]]:
    """Return pairs of names in one script that have pieces of words in common."""
    out: dict[tuple[int, int], tuple[float, str]] = {}
    readings = {frozenset(w.text for w in f.words) for o in (*ones, *others) for f in o.forms}
    judge = Judge(Counter(word for reading in readings for word in reading))
    for arabic in (False, True):
        left, right = (
            [(i, f) for i, o in enumerate(side) for f in o.forms if f.arabic == arabic] for side in (ones, others)
        )
        if not left or not right:
            continue
        matrix = weighed([pieces_of(f.words) for _, f in (*left, *right)])
        near = sparse.csr_array(matrix[: len(left)] @ matrix[len(left) :].T)
        for row in range(near.shape[0]):
            start, end = near.indptr[row], near.indptr[row + 1]
            order = np.argsort(-near.data[start:end], kind="stable")[:_TRIED]
            for at in (start + order).tolist():
                pair = left[row][0], right[near.indices[at]][0]
                verdict = judge.verdict(ones[pair[0]], others[pair[1]])
                score = max(verdict.score, _PIECES * float(near.data[at]))
                if pair not in out or out[pair][0] < score:
                    out[pair] = (round(score, 3), verdict.reason)
    return [(a, b, score, reason) for (a, b), (score, reason) in out.items()]
