"""Which places a name may be, and how like each is: pairs of a name and a place with a score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from nuzuh.places.index import Forms, Gazetteer, losses
from nuzuh.places.likeness import distances

FEW = 80  # places inside a place that are all compared, whatever their consonants
_SLACK = 0.6  # keeps one letter of a short name from counting for everything
_ACROSS = 0.05  # what it costs to be like the Latin name of a place whose Arabic name is known, or the reverse
_LEAST = 0.3  # score under which a pair is not kept
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
    theirs = gazetteer.forms
    pairs = _candidates(names, gazetteer, within, inside)
    mine, other = pairs["form"].to_numpy(), pairs["theirs"].to_numpy()
    far = np.zeros(len(mine), dtype=np.float32)
    across: NDArray[np.bool_] = np.asarray(names.arabic[mine] != theirs.arabic[other], dtype=bool)
    lengths = np.maximum(names.lengths[mine], theirs.lengths[other])
    for kind in (False, True):
        rows = np.flatnonzero(across == kind)
        if len(rows):
            numbers = names.numbers[mine[rows]], theirs.numbers[other[rows]]
            far[rows] = distances(*numbers, lengths[rows], across=kind)
    size = 0.5 * (names.size[mine] + theirs.size[other])
    score = 1.0 - far / (0.5 * size + _SLACK)
    score -= names.penalty[mine] + theirs.penalty[other]
    score -= np.where(across & gazetteer.both_scripts[theirs.owner[other]], _ACROSS, 0.0).astype(np.float32)
    sides = _side_costs(names.signs, theirs.signs)
    score -= sides[names.sides[mine], theirs.sides[other]]
    frame = pl.DataFrame(
        {
            "query": names.owner[mine],
            "place": theirs.owner[other],
            "score": score.astype(np.float64),
            "distance": far.astype(np.float64),
            "whole": names.whole[mine] & theirs.whole[other],
            "area": theirs.area[other],
        }
    ).filter(pl.col("score") > _LEAST)
    return frame.sort("query", "place", "score", "whole", descending=[False, False, True, True]).unique(
        ["query", "place"], keep="first", maintain_order=True
    )


def _candidates(
    names: Forms, gazetteer: Gazetteer, within: NDArray[np.int64], inside: Sequence[NDArray[np.bool_]]
) -> pl.DataFrame:
    """Return pairs of readings (``form``, ``theirs``) that share consonants, or lie in a small place."""
    scope = within[names.owner]
    small = np.array([*(int(mask.sum()) <= FEW for mask in inside), False], dtype=bool)[scope]
    found = losses(names.keys).join(gazetteer.found, on="key", how="inner").select("form", "theirs").unique()
    owner = gazetteer.forms.owner
    if len(inside):
        forms, theirs = found["form"].to_numpy(), found["theirs"].to_numpy()
        table = np.stack([*inside, np.ones(len(gazetteer.codes), dtype=bool)])
        found = found.filter(pl.Series(table[scope[forms], owner[theirs]] & ~small[forms]))
    parts = [found]
    for number in sorted(set(scope[small].tolist())):
        forms = np.flatnonzero(small & (scope == number))
        theirs = np.flatnonzero(inside[number][owner])
        every = {"form": np.repeat(forms, len(theirs)), "theirs": np.tile(theirs, len(forms))}
        parts.append(pl.DataFrame(every))
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
