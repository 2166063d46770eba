"""Which organisations of a list are likely one: pairs with a score and the reason in words, and groups; nothing is merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from nuzuh.organisations.acronyms import bare
from nuzuh.organisations.across import likeness_across
from nuzuh.organisations.candidates import pairs_of
from nuzuh.organisations.judge import LIKELY, Judge, Verdict
from nuzuh.organisations.reading import Form, Organisation

_CASE, _FEW = 0.995, 3
_INITIALS, _FEW_INITIALS = 0.82, 0.6
_NAMESAKES = 30  # rows with the very same name: more pairs of them say nothing new


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two organisations of a list, by their positions, that are likely one.

    Attributes
    ----------
    first, second : int
    score : float
        From `judge.LIKELY` to 1.
    reason : str
        In words.
    """

    first: int
    second: int
    score: float
    reason: str


def duplicates_of(organisations: Sequence[Organisation], least: float = LIKELY) -> list[Duplicate]:
    """Return the pairs of a list that are likely one organisation, in the order of the list.

    Parameters
    ----------
    organisations : sequence of Organisation
        As `reading.read_organisation` gives them.
    least : float
        The least score of a pair that is returned.

    Examples
    --------
    >>> from nuzuh.organisations.reading import read_organisation
    >>> names = ["Syrian American Council", "Syrian British Council", "SYRIAN AMERICAN COUNCIL (SAC)"]
    >>> [(d.first, d.second) for d in duplicates_of([read_organisation(n) for n in names])]
    [(0, 2)]
    """
    rows: dict[Organisation, list[int]] = defaultdict(list)
    for i, organisation in enumerate(organisations):
        rows[organisation].append(i)
    once = list(rows)
    found: list[Duplicate] = []
    for same in rows.values():
        namesakes = combinations(same, 2) if len(same) <= _NAMESAKES else pairwise(same)
        found += [Duplicate(a, b, 1.0, "written the same") for a, b in namesakes]
    for (a, b), verdict in _verdicts(once).items():
        if verdict.score >= least:
            pairs = product(rows[once[a]][:_NAMESAKES], rows[once[b]][:_NAMESAKES])
            found += [Duplicate(min(p), max(p), round(verdict.score, 3), verdict.reason) for p in pairs]
    return sorted(found, key=lambda d: (d.first, d.second))


def _verdicts(once: Sequence[Organisation]) -> dict[tuple[int, int], Verdict]:
    """Return what is said of the pairs of different organisations that are worth comparing."""
    readings = {frozenset(w.text for w in f.words if w.kind not in ("small", "form")) for o in once for f in o.forms}
    judge = Judge(Counter(word for reading in readings for word in reading))
    out = {}
    for a, b in pairs_of(once):
        verdict = judge.verdict(once[a], once[b])
        if verdict.score == 1.0:
            verdict = _said_exactly(verdict, once[a], once[b])
        out[a, b] = verdict
    for pair, verdict in (*_by_initials(once).items(), *likeness_across(once).items()):
        itself = pair[0] == pair[1]  # its names in two scripts
        if not itself and (pair not in out or out[pair].score < verdict.score):
            out[pair] = verdict
    return out


def _said_exactly(verdict: Verdict, one: Organisation, other: Organisation) -> Verdict:
    if one.name.casefold() == other.name.casefold():
        return Verdict(_CASE, "only capitals differ") if one.name != other.name else verdict
    return Verdict(_CASE, "only accents, punctuation or the spelling of one word differ")


def _by_initials(once: Sequence[Organisation]) -> dict[tuple[int, int], Verdict]:
    """Return organisations of which only an acronym is known, with the one name whose initials it is."""
    out = {}
    made: dict[str, list[int]] = defaultdict(list)
    for j, organisation in enumerate(once):
        if not organisation.acronyms:
            for initials in sorted({_initials(f) for f in organisation.forms if not f.arabic}):
                made[initials].append(j)
    for i, alone in enumerate(once):
        names = made.get(bare(alone.name), []) if alone.only_acronym else []
        if len(names) == 1 and len(alone.name) > 2:
            score = _INITIALS if len(bare(alone.name)) > _FEW else _FEW_INITIALS
            out[min(i, names[0]), max(i, names[0])] = Verdict(score, f"{alone.name} are the initials of the other")
    return out


def _initials(form: Form) -> str:
    return "".join(w.text[0] for w in form.words if w.kind != "small")


def groups_of(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the positions that pairs hold together, each group in order, groups in the order of their first.

    Examples
    --------
    >>> groups_of([(0, 3), (5, 3), (1, 2)])
    [[0, 3, 5], [1, 2]]
    """
    head: dict[int, int] = {}

    def top(i: int) -> int:
        while head.setdefault(i, i) != i:
            i = head[i] = head[head[i]]
        return i

    for a, b in pairs:
        one, other = sorted((top(a), top(b)))
        head[other] = one
    found: Mapping[int, list[int]] = defaultdict(list)
    for i in sorted(head):
        found[top(i)].append(i)
    return sorted(found.values())
