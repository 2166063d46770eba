"""Organisations whose names are in different scripts: words that mean the same or sound alike, the rare ones weighing more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist
from scipy import sparse

from nuzuh.organisations.judge import LIKELY, Verdict
from nuzuh.organisations.reading import Form, Organisation
from nuzuh.organisations.vocabulary import Word, related_meanings
from nuzuh.places.letters import skeleton, sounds_of_word
from nuzuh.places.likeness import distances, numbered, sizes

_WEIGHT = {"small": 0.0, "form": 0.0, "kind": 0.35, "body": 0.7, "field": 0.75, "people": 0.7, "number": 0.8, "": 1.0}
_LEAST_WEIGHT = 0.35  # of a word that most names of the list have
_SOUND, _SURE_SOUND = (
    0.62,
    0.84,
)  # likeness of two words from which on they may be one, and do so against their meanings
_DOUBT = 2.0  # by what power likeness of sounds counts: half alike is not half one
_RELATED = 0.75  # how sure the meaning of a word is that is known by its root only
_MEANING = 0.95  # likeness of words that mean the same
_SHORT = 0.15  # two short words sound alike by chance: so much less, divided by their size
_PREFIX = 0.06  # how much less a word counts without the letter that Arabic writes together with it
_SHARED = 0.5  # share of consonants that words have in common before their sounds are compared
_TRIED = 30  # names per name that are looked at closely
_AHEAD = 0.1  # how much nearer than any other two names must be to be shown as one organisation's
_TWO, _ONE = 0.72, 0.86  # likeness that two names need of which two words agree, or one
_ACRONYM = 0.9


@dataclass(frozen=True, slots=True)
class _Side:
    """The forms of names in one script: their words and how much each weighs."""

    owner: NDArray[np.int64]
    forms: tuple[Form, ...]
    words: tuple[Word, ...]
    number: Mapping[Word, int]
    weight: NDArray[np.float64]

    def matrix(self) -> sparse.csr_array:
        """Return the forms as rows of unit length over the words."""
        rows = [(i, self.number[w]) for i, f in enumerate(self.forms) for w in dict.fromkeys(f.words)]
        at = np.array(rows, dtype=np.int64).reshape(-1, 2)
        made = sparse.csr_array((self.weight[at[:, 1]], (at[:, 0], at[:, 1])), shape=(len(self.forms), len(self.words)))
        length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
        return sparse.csr_array(sparse.diags_array(1 / np.maximum(length, 1e-9)) @ made)


def _side(organisations: Sequence[Organisation], *, arabic: bool) -> _Side:
    both = [(i, f) for i, o in enumerate(organisations) for f in o.forms if f.arabic == arabic and not o.only_acronym]
    counted: dict[Word, int] = defaultdict(int)
    for _, form in both:
        for word in dict.fromkeys(form.words):
            counted[word] += 1
    rare = np.log((1 + len(both)) / np.array([1 + n for n in counted.values()] or [1])) / np.log(2 + len(both))
    kind = np.array([_WEIGHT[w.kind] for w in counted] or [0.0])
    owner = np.array([i for i, _ in both], dtype=np.int64)
    return _Side(
        owner,
        tuple(f for _, f in both),
        tuple(counted),
        {w: i for i, w in enumerate(counted)},
        kind * np.maximum(rare, _LEAST_WEIGHT),
    )


def word_likeness(latin: Sequence[Word], arabic: Sequence[Word]) -> dict[tuple[int, int], float]:
    """Return how far words in Latin and in Arabic letters are one, from 0 to 1, by their positions; most pairs are not there.

    Words that mean the same are; of others it is told by their sounds.
    """
    found: dict[tuple[int, int], float] = {}
    known: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, word in enumerate(arabic):
        for meaning, sure in _meanings(word):
            known[meaning].append((j, sure))
    for i, word in enumerate(latin):
        for meaning, sure in _meanings(word):
            for j, also in known[meaning]:
                found[i, j] = max(found.get((i, j), 0.0), _MEANING * sure * also)
    for i, j, likeness in _by_sound(latin, arabic):
        # a word that means something is translated as a rule: دولية is international, not the name Adaleh
        least = _SURE_SOUND if latin[i].meanings or arabic[j].meanings else _SOUND
        if likeness >= least:
            found[i, j] = max(found.get((i, j), 0.0), likeness**_DOUBT)
    return found


def _meanings(word: Word) -> list[tuple[str, float]]:
    """Return what a word means, and how sure that is; a number means itself."""
    if word.kind == "number":
        return [(f"={word.text}", 1.0)]
    return [(m, 1.0) for m in word.meanings] or [(m, _RELATED) for m in sorted(related_meanings(word))]


def _by_sound(latin: Sequence[Word], arabic: Sequence[Word]) -> Iterable[tuple[int, int, float]]:
    """Yield pairs of words that sound alike, and how much."""
    ours = [
        (i, s, 0.0) for i, w in enumerate(latin) if w.kind not in ("small", "form", "number") for s in _sounds(w.text)
    ]
    theirs = [
        (j, s, cost)
        for j, w in enumerate(arabic)
        if w.kind not in ("small", "form", "number")
        for s, cost in _sounds_of_arabic(w)
    ]
    if not ours or not theirs:
        return
    bones = [[skeleton(s.replace("C", "k")) or s[:1] for _, s, _ in side] for side in (ours, theirs)]
    shared = cdist(*bones, scorer=OSA.normalized_similarity, score_cutoff=_SHARED, dtype=np.float32)
    one, two = np.nonzero(shared)
    left, long = numbered([s for _, s, _ in ours])
    right, length = numbered([s for _, s, _ in theirs])
    apart = distances(left[one], right[two], np.maximum(long[one], length[two]), across=True)
    size = np.maximum(np.maximum(sizes(left)[one], sizes(right)[two]), 1.0)
    extra = np.array([cost for *_, cost in theirs])[two]
    likeness = 1 - apart / size - extra - _SHORT / size
    good = np.flatnonzero(likeness >= _SOUND)
    for k in good.tolist():
        yield ours[one[k]][0], theirs[two[k]][0], float(likeness[k])


def _sounds(word: str) -> list[str]:
    heard = sounds_of_word(word)
    return [heard] if heard else []


def _sounds_of_arabic(word: Word) -> list[tuple[str, float]]:
    """Return the sounds of an Arabic word, and those without a letter that may be written together with it."""
    out = [(s, 0.0) for s in _sounds(word.text)]
    if word.text[:1] in ("ب", "ل", "و") and len(word.text) > 3 and not word.meanings:
        out += [(s, _PREFIX) for s in _sounds(word.text[1:])]
    return out


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two names in different scripts are: the positions of their organisations, a score, what agrees.

    Attributes
    ----------
    agree : int
        How many words agree, bar those that say only what kind of organisation it is.
    naming : bool
        Whether a word that names is among them.
    """

    first: int
    second: int
    score: float
    reason: str
    agree: int
    naming: bool


def compared(ones: Sequence[Organisation], others: Sequence[Organisation]) -> list[Likeness]:
    """Return how like names in different scripts are, of the pairs that have something in common.

    Parameters
    ----------
    ones, others : sequence of Organisation
        They may be the same list.
    """
    best: dict[tuple[int, int], Likeness] = {}
    for arabic in (False, True):
        left, right = _side(ones, arabic=arabic), _side(others, arabic=not arabic)
        if not left.forms or not right.forms:
            continue
        latin, other = (right, left) if arabic else (left, right)
        alike = word_likeness(latin.words, other.words)
        at = np.array(list(alike), dtype=np.int64).reshape(-1, 2)
        shape = (len(latin.words), len(other.words))
        words = sparse.csr_array((np.array(list(alike.values())), (at[:, 0], at[:, 1])), shape=shape)
        near = latin.matrix() @ words @ other.matrix().T
        near = sparse.csr_array(near.T if arabic else near)
        for i in range(near.shape[0]):
            start, end = near.indptr[i], near.indptr[i + 1]
            order = np.argsort(-near.data[start:end], kind="stable")[:_TRIED]
            for j in near.indices[start:end][order].tolist():
                pair = int(left.owner[i]), int(right.owner[j])
                one, two = (j, i) if arabic else (i, j)
                found = _aligned(latin, other, one, two, alike, pair)
                if pair not in best or best[pair].score < found.score:
                    best[pair] = found
    return list(best.values())


def _aligned(
    latin: _Side, arabic: _Side, i: int, j: int, alike: Mapping[tuple[int, int], float], pair: tuple[int, int]
) -> Likeness:
    """Return how like two names are, each word of one standing for one word of the other at most."""
    ours, theirs = list(latin.forms[i].words), list(arabic.forms[j].words)
    left, right = [latin.number[w] for w in ours], [arabic.number[w] for w in theirs]
    found = []
    for a, one in enumerate(left):
        for b, two in enumerate(right):
            if value := alike.get((one, two)):
                weight = float(latin.weight[one] + arabic.weight[two])
                found.append((-value * weight, a, b, value, weight))
    whole = float(latin.weight[left].sum() + arabic.weight[right].sum())
    taken: tuple[set[int], set[int]] = (set(), set())
    got, said, agree, naming = 0.0, [], 0, False
    for _, a, b, value, weight in sorted(found):
        if a in taken[0] or b in taken[1]:
            continue
        taken[0].add(a)
        taken[1].add(b)
        got += value * weight
        if ours[a].kind != "kind" and weight:
            agree += 1
            means = {m for m, _ in _meanings(ours[a])} & {m for m, _ in _meanings(theirs[b])}
            naming |= "" in (ours[a].kind, theirs[b].kind) and value >= _SURE_SOUND**_DOUBT and not means
            sense = "means" if means else "sounds as"
            said.append(f"“{ours[a].text}” {sense} “{theirs[b].text}”")
    score = got / whole if whole else 0.0
    return Likeness(*pair, round(score, 3), "; ".join(said) or "only words that many names share", agree, naming)


def likeness_across(organisations: Sequence[Organisation]) -> dict[tuple[int, int], Verdict]:
    """Return the pairs of a list whose names in two scripts are likely one organisation's.

    Each must be the nearest to the other, and farther from all the rest; or they have the same acronym.
    """
    out: dict[tuple[int, int], Verdict] = {}
    found = compared(organisations, organisations)
    ranked: dict[int, list[Likeness]] = defaultdict(list)
    for likeness in sorted(found, key=lambda x: (-x.score, x.first, x.second)):
        ranked[likeness.first].append(likeness)
    for likeness in found:
        a, b = likeness.first, likeness.second
        if a > b or not _stands_out(ranked[a], b) or not _stands_out(ranked[b], a):
            continue
        enough = _TWO if likeness.agree > 1 and likeness.naming else _ONE
        if likeness.score >= enough and (likeness.naming or likeness.agree > 2):
            out[a, b] = Verdict(max(LIKELY, min(0.95, likeness.score)), likeness.reason)
    for a, b in _same_acronym(organisations):
        out[a, b] = Verdict(
            _ACRONYM, f"the acronym {max(organisations[a].acronyms & organisations[b].acronyms).upper()}"
        )
    return out


def _stands_out(ranked: Sequence[Likeness], other: int) -> bool:
    """Return whether a name is the nearest to another, and no third comes near."""
    if not ranked or ranked[0].second != other:
        return False
    return len(ranked) < 2 or ranked[0].score - ranked[1].score >= _AHEAD


def _same_acronym(organisations: Sequence[Organisation]) -> set[tuple[int, int]]:
    """Return organisations named in different scripts that give one acronym, of four letters or more."""
    stored: dict[str, list[int]] = defaultdict(list)
    for i, organisation in enumerate(organisations):
        for acronym in organisation.acronyms:
            if len(acronym) > 3:
                stored[acronym].append(i)
    scripts = [{f.arabic for f in o.forms} for o in organisations]
    return {
        (a, b)
        for same in stored.values()
        for a in same
        for b in same
        if a < b and scripts[a] and scripts[b] and not scripts[a] & scripts[b]
    }
