"""Which places a name may be, and how like each is: pairs of a name and a place with a score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from nuzuh.places.index import Forms, Gazetteer
from nuzuh.places.keys import STEPS, of_question
from nuzuh.places.likeness import distances

FEW = 80  # places inside a place that are all compared, whatever their consonants
_SHIFT = 1 << 32
_SLACK = 0.6  # keeps one letter of a short name from counting for everything
_ACROSS = 0.05  # what it costs to be like the Latin name of a place whose Arabic name is known, or the reverse
_LEAST, _BEHIND = 0.35, 0.4  # score under which a pair is not kept, and how far behind the best
_GOOD = (9.0, 0.92, 0.8, 0.75)  # best score below which the next step of keys is taken
_PARTLY = 0.1  # penalty from which a reading leaves words out, and is not looked for with many wrong letters
_PART = 0.05  # what a side (big, eastern) counts that only the gazetteer's name has
_MORE = 0.2  # … that only the name asked for has
_OTHER = 0.5  # … that contradicts


def scored_pairs(
    names: Forms, gazetteer: Gazetteer, within: NDArray[np.int64], inside: Sequence[NDArray[np.bool_]]
) -> pl.DataFrame:
    """Return the places that each name may be.

    Parameters
    ----------
    names : Forms
        The readings of the names asked for.
    gazetteer : Gazetteer
    within : (names,) int64
        Position in ``inside`` of the places that each name may be, -1 for all.
    inside : sequence of (places,) bool

    Returns
    -------
    pl.DataFrame
        ``query``, ``place`` (numbers), ``score`` (0 to 1), ``distance`` of the sounds, ``whole`` (no word left out on either
        side), ``area`` (whether the gazetteer's name is one of a mountain, plain or countryside); the best reading of each pair.
    """
    scope = within[names.owner]
    small = np.array([*(int(mask.sum()) <= FEW for mask in inside), False], dtype=bool)[scope]
    best = np.zeros(len(within), dtype=np.float32)
    frames = [_scored(names, gazetteer, _everything(gazetteer, scope, small, inside), best)]
    for step in range(STEPS):
        tried = ~small & (best[names.owner] < _GOOD[step])
        if step == STEPS - 1:
            tried &= scope >= 0
        if step:
            tried &= (names.penalty < _PARTLY) | ((scope >= 0) & (step == 1))
        rows = np.flatnonzero(tried)
        if len(rows):
            met = of_question(names.keys, rows.tolist(), step).join(gazetteer.keys(step), on="key", how="inner")
            pairs = _inside(met.select("form", "theirs"), gazetteer, scope, inside)
            frames.append(_scored(names, gazetteer, _once(pairs), best))
    frame = pl.concat(frames)
    frame = frame.filter(pl.col("score") > pl.col("score").max().over("query") - _BEHIND)
    return frame.sort("query", "place", "score", "whole", descending=[False, False, True, True]).unique(
        ["query", "place"], keep="first", maintain_order=True
    )


def _scored(names: Forms, gazetteer: Gazetteer, pairs: pl.DataFrame, best: NDArray[np.float32]) -> pl.DataFrame:
    """Return pairs of readings with their scores; raises the best score of each query."""
    theirs = gazetteer.forms
    mine, other = pairs["form"].to_numpy(), pairs["theirs"].to_numpy()
    far = np.zeros(len(mine), dtype=np.float32)
    across: NDArray[np.bool_] = np.asarray(np.not_equal(names.arabic[mine], theirs.arabic[other]))
    lengths = np.maximum(names.lengths[mine], theirs.lengths[other])
    for kind in (False, True):
        rows = np.flatnonzero(across if kind else ~across)
        if len(rows):
            one, another = names.numbers[mine[rows]], theirs.numbers[other[rows]]
            far[rows] = distances(one, another, lengths[rows], across=kind)
    size = 0.5 * (names.size[mine] + theirs.size[other])
    score = 1.0 - far / (0.5 * size + _SLACK)
    score -= names.penalty[mine] + theirs.penalty[other]
    score -= np.where(across & gazetteer.both_scripts[theirs.owner[other]], _ACROSS, 0.0).astype(np.float32)
    sides = _side_costs(names.signs, theirs.signs)
    score -= sides[names.sides[mine], theirs.sides[other]]
    kept = np.flatnonzero(score > _LEAST)
    mine, other, score = mine[kept], other[kept], score[kept]
    np.maximum.at(best, names.owner[mine], score)
    return pl.DataFrame(
        {
            "query": names.owner[mine],
            "place": theirs.owner[other],
            "score": score.astype(np.float64),
            "distance": far[kept].astype(np.float64),
            "whole": names.whole[mine] & theirs.whole[other],
            "area": theirs.area[other],
        }
    )


def _once(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return each pair once; as one number a pair is quicker to compare."""
    both = pairs.select(pl.col("form").cast(pl.UInt64) * _SHIFT + pl.col("theirs")).to_series().unique()
    return pl.DataFrame({"form": (both // _SHIFT).cast(pl.UInt32), "theirs": (both % _SHIFT).cast(pl.UInt32)})


def _inside(
    pairs: pl.DataFrame, gazetteer: Gazetteer, scope: NDArray[np.int64], inside: Sequence[NDArray[np.bool_]]
) -> pl.DataFrame:
    """Return the pairs whose place lies where the name's row says."""
    if not inside:
        return pairs
    forms, theirs = pairs["form"].to_numpy(), pairs["theirs"].to_numpy()
    table = np.stack([*inside, np.ones(len(gazetteer.codes), dtype=bool)])
    return pairs.filter(pl.Series(table[scope[forms], gazetteer.forms.owner[theirs]]))


def _everything(
    gazetteer: Gazetteer, scope: NDArray[np.int64], small: NDArray[np.bool_], inside: Sequence[NDArray[np.bool_]]
) -> pl.DataFrame:
    """Return all pairs of the names that lie in a small place and the places in it."""
    schema = {"form": pl.UInt32, "theirs": pl.UInt32}
    parts = [pl.DataFrame(schema=schema)]
    for number in sorted(set(scope[small].tolist())):
        forms = np.flatnonzero(small & (scope == number))
        theirs = np.flatnonzero(inside[number][gazetteer.forms.owner])
        every = {"form": np.repeat(forms, len(theirs)), "theirs": np.tile(theirs, len(forms))}
        parts.append(pl.DataFrame(every, schema=schema))
    return pl.concat(parts)


def _side_costs(mine: Sequence[str], theirs: Sequence[str]) -> NDArray[np.float32]:
    out = np.zeros((len(mine), len(theirs)), dtype=np.float32)
    for i, one in enumerate(mine):
        for j, other in enumerate(theirs):
            ours, others = set(one), set(other)
            if ours == others:
                continue
            out[i, j] = _PART if ours < others else _MORE if ours > others else _OTHER
    return out
