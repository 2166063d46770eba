"""What can be worked out from published sums: exact linear algebra over the reported numbers behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Sum = Mapping[int, int]  # name of a reported number -> how often it is added
_PRIME = (1 << 61) - 1  # arithmetic modulo a prime is exact; a false answer has a chance of about 1 in 10**18


def merged(sums: Sequence[npt.NDArray[np.int64]]) -> list[Sum]:
    """Return sums with the numbers merged that stand in exactly the same sums: nothing tells those apart.

    Parameters
    ----------
    sums : sequence of arrays
        Names of the numbers that each sum adds up, each name once.

    Returns
    -------
    list of Sum
        The same sums of the merged numbers; equal ones are one object.

    Examples
    --------
    >>> merged([np.array([7, 8, 9]), np.array([9])])
    [{0: 1, 1: 1}, {1: 1}]
    """
    if not sums:
        return []
    names, places = np.unique(np.concatenate(sums), return_inverse=True)
    which = np.repeat(np.arange(len(sums)), [len(s) for s in sums])
    order = np.lexsort((which, places))
    bounds = np.searchsorted(places[order], np.arange(len(names) + 1))
    members: dict[bytes, int] = {}
    atom = np.empty(len(names), dtype=np.int64)
    listed = which[order]
    for i in range(len(names)):
        atom[i] = members.setdefault(listed[bounds[i] : bounds[i + 1]].tobytes(), len(members))
    same: dict[tuple[int, ...], Sum] = {}
    out, begin = [], 0
    for s in sums:
        atoms = tuple(sorted(set(atom[places[begin : begin + len(s)]].tolist())))
        out.append(same.setdefault(atoms, dict.fromkeys(atoms, 1)))
        begin += len(s)
    return out


class Known:
    """All that follows from a list of published sums.

    Parameters
    ----------
    sums : sequence of Sum
        Small ones are worked in first, so that large ones shrink to what is not known of them.
    """

    def __init__(self, sums: Sequence[Sum]) -> None:
        first = {id(s): i for i, s in reversed(list(enumerate(sums)))}
        self._sums = sums
        self._often = Counter(a for i in first.values() for a in sums[i])
        self._rows: dict[int, dict[int, int]] = {}
        # The sum behind a row, its factor, rows taken off it.
        self._made: dict[int, tuple[int, int, dict[int, int]]] = {}
        self._row_of: dict[int, int] = {}  # of each sum that made one
        self._hang: dict[int, set[int]] = {}  # the sums from which each row was taken off
        self._pivot: dict[int, int] = {}
        self._gone: set[int] = set()
        self._next = 0
        for index in sorted(first.values(), key=lambda i: len(sums[i])):
            self._learn(index)

    def _learn(self, index: int) -> None:
        left, taken = self._reduced(self._sums[index])
        for row in taken:
            self._hang[row].add(index)
        if not left:
            return
        row, self._next = self._next, self._next + 1
        pivot = min(left, key=lambda a: (self._often[a], a))
        factor = pow(left[pivot], -1, _PRIME)
        self._pivot[pivot], self._row_of[index], self._hang[row] = row, row, set()
        self._rows[row] = {a: c * factor % _PRIME for a, c in left.items()}
        self._made[row] = (index, factor, taken)

    def forget(self, gone: Iterable[int]) -> None:
        """Take sums back, by their places in the list: what follows from the others is worked out anew."""
        fresh, again = set(gone), set()
        self._gone |= fresh
        waiting = [self._row_of[index] for index in fresh if index in self._row_of]
        while waiting:
            row = waiting.pop()
            if row not in self._rows:
                continue
            del self._pivot[next(a for a in self._rows[row] if self._pivot.get(a) == row)]
            del self._rows[row], self._row_of[self._made.pop(row)[0]]
            hanging = self._hang.pop(row)
            again |= hanging
            waiting += [self._row_of[index] for index in hanging if index in self._row_of]
        for index in sorted(again - self._gone, key=lambda i: (len(self._sums[i]), i)):
            self._learn(index)

    def proof(self, hidden: Sum) -> list[int] | None:
        """Return the published sums from which a hidden one can be worked out; None if it cannot."""
        left, taken = self._reduced(hidden)
        if left:
            return None
        used: dict[int, int] = {}
        wanted = dict(taken)
        while wanted:
            row = max(wanted)
            share = wanted.pop(row)
            index, factor, below = self._made[row]
            share = share * factor % _PRIME
            if share:
                used[index] = share
                for other, times in below.items():
                    wanted[other] = (wanted.get(other, 0) - share * times) % _PRIME
        return sorted(used)

    def _reduced(self, given: Sum) -> tuple[dict[int, int], dict[int, int]]:
        """Return what is left of a sum when all that is known is taken off, and which rows were taken how often."""
        left = {a: c % _PRIME for a, c in given.items()}
        taken: dict[int, int] = {}
        waiting = [a for a in left if a in self._pivot]
        while waiting:
            atom = waiting.pop()
            times = left.get(atom, 0)
            if not times:
                continue
            row = self._pivot[atom]
            taken[row] = (taken.get(row, 0) + times) % _PRIME
            for other, c in self._rows[row].items():
                value = (left.get(other, 0) - times * c) % _PRIME
                if value:
                    if other not in left and other in self._pivot:
                        waiting.append(other)
                    left[other] = value
                else:
                    left.pop(other, None)
        return left, taken
