"""How far names are apart, many pairs at once: the least cost of turning one row of sounds into the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nuzuh.places.costs import exchanging, leaving_out, weights
from nuzuh.places.letters import SOUNDS

Numbers = NDArray[np.uint8]
Floats = NDArray[np.float32]
_LONGEST = 24  # sounds that are compared; longer names differ before
_AT_ONCE = 8192  # pairs that fit into a processor's cache
_VOWELS = SOUNDS.index("b")  # numbers up to this one are vowels and the like
_CROSSED = np.float32(0.6)  # two neighbours that changed places
_NUMBER = np.array([SOUNDS.find(chr(i)) + 1 for i in range(128)], dtype=np.uint8)


def numbered(names: Sequence[str]) -> tuple[Numbers, NDArray[np.int64]]:
    """Return rows of sounds as numbers, filled up with 0, and their lengths.

    Returns
    -------
    numbers : (n, 24) uint8
    lengths : (n,) int64
    """
    cut = [name[:_LONGEST] for name in names]
    lengths = np.fromiter((len(name) for name in cut), dtype=np.int64, count=len(cut))
    letters = np.frombuffer("".join(cut).encode("ascii"), dtype=np.uint8)
    out = np.zeros((len(cut), _LONGEST), dtype=np.uint8)
    out[np.arange(_LONGEST) < lengths[:, None]] = _NUMBER[letters]
    return out, lengths


def sizes(numbers: Numbers) -> Floats:
    """Return the size of each name: its consonants, and a little for its vowels."""
    return np.asarray(weights()[numbers].sum(axis=1), dtype=np.float32)


def distances(one: Numbers, other: Numbers, lengths: NDArray[np.int64], *, across: bool) -> Floats:
    """Return the least cost of turning each row of ``one`` into the same row of ``other``.

    Parameters
    ----------
    one, other : (n, 24) uint8
        As `numbered` gives them.
    lengths : (n,) int64
        The longer length of each pair; pairs are worked through by it, so that short names cost little time.
    across : bool
        Whether the pairs are of an Arabic and a Latin spelling, in which short vowels may be missing.

    Source
    ------
    Wagner and Fischer, The String-to-String Correction Problem, J. ACM 21 (1974), with a cost for each pair of sounds;
    neighbours may change places (Damerau, Communications of the ACM 7, 1964).
    """
    out = np.empty(len(one), dtype=np.float32)
    order = np.argsort(lengths, kind="stable")
    drop, swap = leaving_out(across=across), exchanging()
    for start in range(0, len(order), _AT_ONCE):
        rows = order[start : start + _AT_ONCE]
        width = int(lengths[rows[-1]])
        out[rows] = _table(one[rows, :width], other[rows, :width], drop, swap)
    return out


def _table(one: Numbers, other: Numbers, drop: Floats, swap: Floats) -> Floats:
    n, width = one.shape
    flat, base = swap.ravel(), len(swap)
    ours, others = np.ascontiguousarray(one.T), np.ascontiguousarray(other.T)
    left, right = drop[ours], drop[others]
    firsts, seconds = ours.astype(np.intp) * base, others.astype(np.intp)
    earlier = np.zeros((width + 1, n), dtype=np.float32)
    before, now = np.zeros_like(earlier), np.zeros_like(earlier)
    np.cumsum(right, axis=0, out=before[1:])
    for i in range(width):
        np.add(before[0], left[i], out=now[0])
        for j in range(width):
            cost = flat[firsts[i] + seconds[j]]
            cost += before[j]
            np.minimum(cost, before[j + 1] + left[i], out=cost)
            np.minimum(cost, now[j] + right[j], out=cost)
            if i and j:
                crossed = (ours[i] == others[j - 1]) & (ours[i - 1] == others[j]) & (ours[i] > _VOWELS)
                if crossed.any():
                    np.minimum(cost, earlier[j - 1] + _CROSSED, out=cost, where=crossed)
            now[j + 1] = cost
        earlier, before, now = before, now, earlier
    return before[width]
