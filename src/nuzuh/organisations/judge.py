"""Whether two names in one script are those of one organisation: words aligned, what is left over weighed, in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import OSA

from nuzuh.organisations.reading import Form, Organisation
from nuzuh.organisations.vocabulary import Word
from nuzuh.places.letters import is_arabic, sounds_of_word

_VOWELS = re.compile("[aeiou]")
LIKELY = 0.8  # from this score on two names are shown as one organisation's
# What it costs if one name has a word that the other lacks, by the kind of word.
_LACKING = {"small": 0.0, "form": 0.01, "kind": 0.1, "number": 0.5, "": 0.5, "body": 0.4, "field": 0.35, "people": 0.4}
_OTHER = 0.3  # and if each has words that the other lacks, this besides
_OTHER_KIND = 0.25  # an association is not a foundation
_MISSPELT, _SPELT_OTHERWISE, _TRANSLATED, _ONLY_NAME = 0.04, 0.03, 0.25, 0.04
_ORDER, _FORMS, _CASE = 0.02, 0.01, 0.005
_OTHER_ACRONYM = 0.15
_RARER = 5  # a word so many times rarer than one that it may be a misspelling of
_SPELLING = str.maketrans(
    {
        "e": "a",
        "A": "a",
        "y": "i",
        "w": "u",
        "o": "u",
        "@": "a",
        "7": "t",
        "^": "",
        "3": "",
        "q": "k",
        "C": "k",
        "8": "t",
        "9": "d",
        "T": "t",
        "D": "d",
        "S": "s",
        "Z": "z",
        "H": "h",
        "x": "h",
        "G": "g",
        "c": "$",
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely two names are one organisation's, from 0 to 1, and why, in words."""

    score: float
    reason: str


@dataclass(slots=True)
class _Pairing:
    """What became of the words of two names."""

    cost: float = 0.0
    said: list[str] = field(default_factory=list)
    matched: list[str] = field(default_factory=list)  # kinds of the words that both have
    edited: int = 0
    whole: bool = False  # whether all words of both are matched, but small ones and legal forms


class Judge:
    """Compares names of one list; words that several of its names have are no misspellings of each other.

    Parameters
    ----------
    common : mapping of str to int
        How many different names of the list have a word.
    """

    def __init__(self, common: Mapping[str, int]) -> None:
        self.common = common

    def verdict(self, one: Organisation, other: Organisation) -> Verdict:
        """Return how likely two organisations are one, by the forms of their names that are most alike.

        Names in different scripts are compared by their acronyms only; see `across`.
        """
        best = Verdict(0.0, "nothing in common")
        for a in one.forms:
            for b in other.forms:
                if a.arabic == b.arabic:
                    found = self._of_forms(a, b, one.acronyms, other.acronyms)
                    best = max(best, found, key=lambda v: v.score)
        if best.score >= LIKELY:
            return self._with_acronyms(best, one, other)
        shared = one.acronyms & other.acronyms
        if shared and (one.only_acronym or other.only_acronym):
            both = one.only_acronym and other.only_acronym
            return Verdict(1.0 if both else 0.9, f"the acronym {max(shared).upper()}")
        return best

    def _with_acronyms(self, best: Verdict, one: Organisation, other: Organisation) -> Verdict:
        if one.acronyms and other.acronyms and not one.acronyms & other.acronyms:
            mine, theirs = (max(o.acronyms).upper() for o in (one, other))
            if OSA.distance(mine, theirs) > 1:
                return Verdict(best.score - _OTHER_ACRONYM, f"{best.reason}; but one is {mine}, the other {theirs}")
        if bool(one.acronyms) != bool(other.acronyms) and best.score > 0.99:
            which = max(one.acronyms | other.acronyms).upper()
            return Verdict(best.score - _CASE, f"{best.reason}; only one gives the acronym {which}")
        return best

    def _of_forms(self, one: Form, other: Form, mine: Collection[str], theirs: Collection[str]) -> Verdict:
        left, right = list(one.words), list(other.words)
        if [w.text for w in left] == [w.text for w in right]:
            return Verdict(1.0, "the same words")
        pairing = _Pairing()
        _take_equal(left, right, pairing)
        self._take_spelt(left, right, pairing)
        _take_joined(left, right, pairing)
        left = [w for w in left if w.text not in theirs and w.text not in mine]
        right = [w for w in right if w.text not in mine and w.text not in theirs]
        _weigh_rest(left, right, pairing)
        if not _telling(pairing.matched) and not (pairing.whole and pairing.matched):
            return Verdict(min(0.5, 1 - pairing.cost), "; ".join(pairing.said) or "only words that many names share")
        if not pairing.said and [w.text for w in one.words] != [w.text for w in other.words]:
            pairing.cost += _ORDER
            pairing.said.append("the same words in another order")
        return Verdict(max(0.0, 1 - pairing.cost), "; ".join(pairing.said))

    def _take_spelt(self, left: list[Word], right: list[Word], pairing: _Pairing) -> None:
        """Take out words that are spellings of each other, the nearest first."""
        alone = all(k in ("small", "form", "kind", "body") for k in pairing.matched)
        found = []
        for i, a in enumerate(left):
            for j, b in enumerate(right):
                cost, said = self._spelling(a, b, alone=alone)
                if said:
                    found.append((cost, abs(i - j), i, j, said))
        used_left: set[int] = set()
        used_right: set[int] = set()
        for cost, _, i, j, said in sorted(found):
            if i in used_left or j in used_right:
                continue
            used_left.add(i)
            used_right.add(j)
            kind = left[i].kind or right[j].kind
            pairing.cost += cost * (0.3 if kind in ("small", "form", "kind") else 1.0)
            pairing.edited += cost > _SPELT_OTHERWISE
            pairing.matched.append(kind)
            if kind != "small":
                pairing.said.append(said)
        left[:] = [w for i, w in enumerate(left) if i not in used_left]
        right[:] = [w for j, w in enumerate(right) if j not in used_right]

    def _spelling(self, a: Word, b: Word, *, alone: bool) -> tuple[float, str]:
        """Return what it costs to take two words for spellings of one, and what is said; an empty text if they are not."""
        if "number" in (a.kind, b.kind):
            return 0.0, ""
        shown = f"“{a.text}” and “{b.text}”"
        if a.meanings & b.meanings:
            if a.kind in ("small", "form", "kind", "body"):
                return 0.0, f"{shown} mean the same"
            near = (a.text[:3] == b.text[:3] and abs(len(a.text) - len(b.text)) < 3) or _shortened(a.text, b.text)
            return (_SPELT_OTHERWISE if near else _TRANSLATED), f"{shown} mean the same"
        if a.meanings and b.meanings:
            return 0.0, ""
        known = self._known(a, b), self._known(b, a)
        if not (a.meanings or b.meanings) and min(len(a.text), len(b.text)) > 3 and _heard(a.text) == _heard(b.text):
            return _SPELT_OTHERWISE, f"{shown} sound alike"
        if all(known):
            return 0.0, ""
        edits = _edits(a, b, alone=alone)
        if not edits:
            return 0.0, ""
        return _MISSPELT * edits + (
            _ONLY_NAME if alone and not (a.meanings or b.meanings) else 0.0
        ), f"{shown} differ by a slip"

    def _known(self, word: Word, other: Word) -> bool:
        """Return whether a word is one that names share, and not the same slip made twice."""
        times, often = (self.common.get(w.text, 0) for w in (word, other))
        return bool(word.meanings) or (times > 1 and times * _RARER > often)


def _shortened(one: str, other: str) -> bool:
    """Return whether one word is the other with letters left out, the first and the last ones kept: intl, international."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) > 2 and short[0] == long[0] and short[-1] == long[-1] and all(c in rest for c in short)


def _heard(word: str) -> str:
    """Return how a word sounds, spellings of one sound and vowels near each other being one."""
    return sounds_of_word(word).translate(_SPELLING)


def _edits(a: Word, b: Word, *, alone: bool) -> int:
    """Return how many letters are wrong, if one word may be a misspelling of the other; else 0.

    Arabic words are also compared with their articles, and without a letter that is written together with one of them.
    """
    spellings = {(a.text, b.text), (a.whole, b.whole)}
    if is_arabic(a.text) and is_arabic(b.text):
        spellings |= {(x[1:], y) for x, y in ((a.text, b.text), (b.text, a.text)) if x[:1] in "بلو"}
    sure = bool(a.meanings or b.meanings)  # one of them is a word of the language
    found = [
        max(edits, 1)
        for one, other in spellings
        if (edits := OSA.distance(one, other, score_cutoff=2)) <= _slips(one, other, alone=alone, sure=sure)
    ]
    if not found and sure and min(len(a.text), len(b.text)) > 5 and _VOWELS.sub("", a.text) == _VOWELS.sub("", b.text):
        return 2
    return min(found, default=0)


def _slips(one: str, other: str, *, alone: bool, sure: bool) -> int:
    """Return how many letters may be wrong in a word for it to be a misspelling of another.

    In a short word one letter in the place of another makes another word; more so where the rest of the names says little
    (``alone``), and where neither is a word of the language (``sure``).
    """
    shorter, longer = sorted((len(one), len(other)))
    if shorter >= (12 if alone and not sure else 8):
        return 2
    if one[:1] != other[:1] and sorted(one) != sorted(other):
        return int(not alone and shorter > 4)
    if shorter >= 5 or (shorter == 4 and not alone):
        return 1
    moved = shorter == longer and sorted(one) == sorted(other)
    inside = longer == 5 and one[-1] == other[-1]
    return int((shorter == 4 and (moved or inside)) or (shorter == 3 and moved and not alone))


def _take_equal(left: list[Word], right: list[Word], pairing: _Pairing) -> None:
    texts = [w.text for w in right]
    rest: list[Word] = []
    for word in left:
        if word.text in texts:
            at = texts.index(word.text)
            del texts[at], right[at]
            pairing.matched.append(word.kind)
        else:
            rest.append(word)
    left[:] = rest


def _take_joined(left: list[Word], right: list[Word], pairing: _Pairing) -> None:
    """Take out what one writes together and the other apart: Al Amal, Alamal."""
    if not (left and right):
        return
    for one, other in ((left, right), (right, left)):
        lengths = [len(w.text) for w in one]
        for whole in other:
            for start, end in combinations(range(len(one) + 1), 2):
                if not 1 < end - start < 5 or abs(sum(lengths[start:end]) - len(whole.text)) > 1:
                    continue
                parts = "".join(w.text for w in one[start:end])
                if OSA.distance(parts, whole.text, score_cutoff=1) <= int(len(whole.text) > 7):
                    pairing.cost += _SPELT_OTHERWISE
                    pairing.said.append(f"“{whole.text}” is written apart in one")
                    pairing.matched.append(whole.kind)
                    del one[start:end]
                    other.remove(whole)
                    return
    for one, other in ((left, right), (right, left)):
        for word in one:
            for whole in other:
                if whole.text in (f"al{word.text}", f"el{word.text}") and len(word.text) > 2:
                    pairing.cost += _SPELT_OTHERWISE
                    pairing.said.append(f"“{whole.text}” is “{word.text}” with its article")
                    pairing.matched.append(whole.kind or word.kind)
                    one.remove(word)
                    other.remove(whole)
                    return


def _weigh_rest(left: Sequence[Word], right: Sequence[Word], pairing: _Pairing) -> None:
    """Add what the words cost that only one of the names has."""
    heavy = [[w for w in side if _LACKING[w.kind] > 0.05] for side in (left, right)]
    for side, words in zip((left, right), heavy, strict=True):
        for word in words:
            pairing.cost += _LACKING[word.kind]
        light = [w for w in side if w not in words]
        pairing.cost += sum(_LACKING[w.kind] for w in light)
        if light:
            pairing.said.append(f"only one has {', '.join(f'“{w.text}”' for w in light)}")
    texts = [", ".join(f"“{w.text}”" for w in words) for words in heavy]
    pairing.whole = (
        not any(texts)
        and all(w.kind in ("small", "form") for side in (left, right) for w in side)
        and not pairing.edited
    )
    if all(texts):
        kinds = all(w.kind == "kind" for words in heavy for w in words)
        pairing.cost += _OTHER_KIND if kinds else _OTHER
        pairing.said.append(f"one has {texts[0]}, the other {texts[1]}")
    elif any(texts):
        pairing.said.append(f"only one has {texts[0] or texts[1]}")
    if pairing.edited > 1 and pairing.edited > len(pairing.matched) // 3:
        pairing.cost += _MISSPELT * pairing.edited


def _telling(matched: Sequence[str]) -> bool:
    """Return whether the words that both have tell one organisation from others: one that names, or two of the field."""
    naming = sum(k == "" for k in matched)
    return (
        naming > 0
        or sum(k in ("field", "people", "body") for k in matched) > 1
        or ("field" in matched and ("kind" in matched or "people" in matched))
    )
