"""Which names of a list are worth comparing: those that share rare pieces of words, or all words but a misspelt one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nuzuh.organisations.reading import Form, Organisation
from nuzuh.organisations.vocabulary import Word

ALL_PAIRS = 150  # lists up to so many names are compared each with each
_NEAR = 0.45  # cosine of two names' pieces
_AT_ONCE = 2_000  # rows of the matrix that are multiplied at once
_LIGHT = ("small", "form")
_WHOLE = 40  # names that share a key; more share a word of all, not a name


def pairs_of(organisations: Sequence[Organisation]) -> list[tuple[int, int]]:
    """Return the positions of the organisations to be compared, each pair once, in order."""
    count = len(organisations)
    if count <= ALL_PAIRS:
        return list(combinations(range(count), 2))
    found = set(_by_keys(organisations)) | set(_by_acronym(organisations))
    for arabic in (False, True):
        forms = [(i, f) for i, o in enumerate(organisations) for f in o.forms if f.arabic == arabic]
        found |= _by_pieces(forms)
    return sorted(found)


def _by_pieces(forms: Sequence[tuple[int, Form]]) -> set[tuple[int, int]]:
    if len(forms) < 2:
        return set()
    matrix = weighed([_pieces(form.words) for _, form in forms])
    owner = np.array([i for i, _ in forms])
    found: set[tuple[int, int]] = set()
    for start in range(0, matrix.shape[0], _AT_ONCE):
        near = (matrix[start : start + _AT_ONCE] @ matrix.T).tocoo()
        good = near.data >= _NEAR
        one, two = owner[near.row[good] + start], owner[near.col[good]]
        found |= set(
            zip(np.minimum(one, two)[one != two].tolist(), np.maximum(one, two)[one != two].tolist(), strict=True)
        )
    return found


def weighed(pieces: Sequence[Sequence[str]], idf: Mapping[str, float] | None = None) -> sparse.csr_array:
    """Return names as rows of unit length over their pieces, the rare ones weighing more.

    Parameters
    ----------
    pieces : sequence of sequences of str
        The pieces of each name.
    idf : mapping of str to float, optional
        The weight of each piece; by default the logarithm of how rare it is among the names.

    Returns
    -------
    (n, m) sparse array
    """
    number: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, mine in enumerate(pieces):
        for piece in mine:
            rows.append(row)
            columns.append(number.setdefault(piece, len(number)))
    values = np.ones(len(rows))
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(pieces), max(1, len(number))))
    if idf is None:
        counted = np.bincount(matrix.indices, minlength=matrix.shape[1])
        weight = np.log((1 + len(pieces)) / (1 + counted)) + 0.1
    else:
        weight = np.array([idf[piece] for piece in number] or [1.0])
    matrix = sparse.csr_array(matrix.multiply(weight[None, :]))
    length: NDArray[np.float64] = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ matrix)


def _pieces(words: Sequence[Word]) -> list[str]:
    """Return the runs of three letters of the words, the ends marked."""
    out = []
    for word in words:
        if word.kind not in _LIGHT:
            text = f"#{word.key}#"
            out += [text[i : i + 3] for i in range(max(1, len(text) - 2))]
    return out


def _by_keys(organisations: Sequence[Organisation]) -> Iterator[tuple[int, int]]:
    """Yield names all of whose words are the same, but one in which a letter is wrong."""
    stored: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, organisation in enumerate(organisations):
        for form in organisation.forms:
            words = {w.key: w.text for w in form.words if w.kind not in (*_LIGHT, "kind")}
            keys = tuple(sorted(words))
            stored[keys].add(i)
            for at, key in enumerate(keys):
                rest, word = (*keys[:at], *keys[at + 1 :]), words[key]
                for less in {word, *(word[:k] + word[k + 1 :] for k in range(len(word)) if len(word) > 3)}:
                    stored[(f"-{less}", *rest)].add(i)
    for same in stored.values():
        if 1 < len(same) <= _WHOLE:
            yield from combinations(sorted(same), 2)


def _by_acronym(organisations: Sequence[Organisation]) -> Iterator[tuple[int, int]]:
    """Yield organisations with the same acronym."""
    stored: dict[str, list[int]] = defaultdict(list)
    for i, organisation in enumerate(organisations):
        for acronym in organisation.acronyms:
            stored[acronym].append(i)
    for same in stored.values():
        yield from combinations(same[:_WHOLE], 2)
