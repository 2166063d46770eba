"""What must be hidden: small numbers, what is protected, and whatever these could be worked out from."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nuzuh.evidence import closing
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.recover import Known, Sum, merged

Parents = Mapping[str, str | None]
Number = tuple[str, str]  # id of a figure, and which of its numbers: value, low, high, said.0 …
Group = tuple[Figure, list[Figure]]  # a whole, and parts of it by place, by time or by origin
_ROLES = (*closing.ROLES, "preferred", "pair", "from", "to", "since", "total")
_RANGE = ("low", "high")
PATIENT = 30  # rounds in which one number of a chain is withheld, the one that a reader would miss least …
SEVERAL = 2  # … then so many


@dataclass(slots=True)
class Withheld:
    """What is not published.

    Attributes
    ----------
    figures : set of str
        Figures without any number.
    numbers : set of Number
        Of the other figures, the single ones: ends of a range (always both), statements of one source.
    companions : mapping of str to set of str
        The figures that a figure takes along.
    """

    figures: set[str] = field(default_factory=set)
    numbers: set[Number] = field(default_factory=set)
    companions: Mapping[str, set[str]] = field(default_factory=dict)

    def hides(self, number: Number) -> bool:
        """Return whether a number is not published."""
        return number[0] in self.figures or number in self.numbers

    def add(self, number: Number) -> None:
        """Withhold one more number: a value takes its figure along and that figure's companions, one end of a range the other."""
        ident, kind = number
        if kind == "value":
            waiting = [ident]
            while waiting:
                one = waiting.pop()
                if one not in self.figures:
                    self.figures.add(one)
                    waiting += self.companions.get(one, ())
        else:
            self.numbers.update((ident, k) for k in (_RANGE if kind in _RANGE else (kind,)))


def withheld(figures: Sequence[Figure], guarded: set[str], parents: Parents, smallest: int) -> Withheld:
    """Return what must be hidden so that no hidden number can be worked out from those that are left.

    Hidden are the guarded figures and every number of fewer people than ``smallest`` (zero is none); then, of each sum
    that would reveal one, its smallest other part (`complement`). What is left is proved: as long as a hidden number
    follows from the published ones, by any chain of sums and differences, one number of that chain is hidden as well:
    one source's statement rather than a range, a range rather than a value, a fine figure rather than a coarse one.

    Parameters
    ----------
    figures : sequence of Figure
        All that would be published but for this.
    guarded : set of str
        Ids of figures that must not be published whatever their value.
    parents : mapping of str to str or None
        Place -> the place that it lies in.
    smallest : int
    """
    amounts = {(f.id, k): v for f in figures for k, v in _numbers(f)}
    small = {n for n, v in amounts.items() if 0 < abs(v) < smallest}
    first = guarded | {ident for ident, kind in small if kind == "value"}
    out = Withheld()
    if not first and not small:
        return out
    groups = list(_groups(figures, parents))
    sums = _sums(figures, amounts)
    values = {ident: s for (ident, kind), s in sums.items() if kind == "value"}
    out.companions = closing.companions(figures, values)
    for ident in complement([g for g in groups if _adds_up(g)], first, smallest):
        out.add((ident, "value"))
    for number in small:
        out.add(number)
    secret = [sums[n] for n in amounts if n in small or n[0] in first]
    secret += [*_small_rests(groups, sums, smallest), *_small_steps(figures, sums, smallest)]
    rests = [_rest(g, sums) for g in groups if _adds_up(g)]
    told = [r for r in rests if r and min(r.values()) < 0]  # other reports that happen to add up: he may rely on it
    _break_chains(out, sums, secret, told, _costs(figures, parents))
    return out


def _sums(figures: Sequence[Figure], amounts: Iterable[Number]) -> dict[Number, Sum]:
    """Return what each number adds up; what no report names in an account follows from how the account closes."""
    sums: dict[Number, Sum] = dict(
        zip(amounts, merged([_names(f, k, v) for f in figures for k, v in _numbers(f)]), strict=True)
    )
    values = {ident: s for (ident, kind), s in sums.items() if kind == "value"}
    for number, account in enumerate(closing.accounts(figures)):
        for role, pieces in closing.closed(account, values, -1 - 3 * number).items():
            if role in account and (account[role].id, "value") in sums:
                sums[account[role].id, "value"] = pieces
    return sums


def complement(sums: Iterable[Group], hidden: set[str], smallest: int) -> set[str]:
    """Return the hidden ids with those added without which a sum would reveal one of them.

    Of a whole and the parts that add up to it none may be hidden, or at least two; parts that are hidden under a
    published whole must be at least ``smallest`` people together.
    """
    hidden = set(hidden)
    changed = bool(hidden)
    while changed:
        changed = False
        for whole, parts in sums:
            lost = [f for f in parts if f.id in hidden]
            if whole.id in hidden:
                safe = bool(lost) or not whole.value
            else:
                safe = not lost or (len(lost) > 1 and sum(f.value or 0 for f in lost) >= smallest)
            if safe:
                continue
            open_parts = [f for f in parts if f.id not in hidden and f.value]
            extra = min(open_parts, key=lambda f: (f.value or 0, f.id)) if open_parts else whole
            if extra.id not in hidden:
                hidden.add(extra.id)
                changed = True
    return hidden


def _break_chains(
    out: Withheld,
    sums: Mapping[Number, Sum],
    secret: Sequence[Sum],
    told: Sequence[Sum],
    cost: Mapping[Number, tuple[Any, ...]],
) -> None:
    """Withhold one published number of each chain from which something hidden follows, until nothing does."""
    names = [n for n in sums if not out.hides(n)]
    known = Known([*(sums[n] for n in names), *told])
    holders: dict[int, list[Number]] = defaultdict(list)  # of each sum: the numbers that publish it
    place: dict[int, int] = {}
    for index, name in enumerate(names):
        holders[id(sums[name])].append(name)
        place.setdefault(id(sums[name]), index)
    hidden = {n for n in sums if n[0] in out.figures}
    suspects = [*secret, *(sums[n] for n in sorted(hidden) if n[1] not in _RANGE)]
    of_figure: dict[str, list[Number]] = defaultdict(list)
    for name in names:
        of_figure[name[0]].append(name)
    for turn in itertools.count():
        if not suspects:
            return
        extra: set[Number] = set()
        still = []
        for one in suspects:
            proof = [i for i in known.proof(one) or () if i < len(names)]
            chain = [next(n for n in holders[id(sums[names[i]])] if not out.hides(n)) for i in proof]
            if chain:
                still.append(one)
                if not extra.intersection(chain):
                    extra.update(sorted(chain, key=lambda n: cost[n])[: 1 if turn < PATIENT else SEVERAL])
        figures = set(out.figures)
        for number in sorted(extra):
            out.add(number)
        lost = sorted(out.figures - figures)
        touched = {n for ident in (*lost, *(n[0] for n in extra)) for n in of_figure[ident] if out.hides(n)}
        silenced = {id(sums[n]) for n in touched if all(out.hides(m) for m in holders[id(sums[n])])}
        known.forget(place[s] for s in silenced)
        suspects = still + [sums[n] for ident in lost for n in of_figure[ident] if n[1] not in _RANGE]


def _numbers(figure: Figure) -> Iterator[tuple[str, float]]:
    """Yield the kind and amount of every number that a figure publishes."""
    if figure.role in ("reference", "letter", "share") or (figure.value is None and figure.role != "once"):
        return
    if figure.value is not None:
        yield "value", figure.value
    for kind, end in (("low", figure.low), ("high", figure.high)):
        if end is not None:
            yield kind, end
    for index, said in enumerate(figure.said):
        yield f"said.{index}", said["value"]


def _names(figure: Figure, kind: str, amount: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the names of the reported numbers that a number adds up; one of its own where nobody knows them."""
    known = figure.adds.get(kind)
    if known is not None:
        return np.asarray(known, dtype=np.int64)
    own = int.from_bytes(f"{figure.id} {amount}".encode(), "big") % (1 << 62)
    return np.array([-1 - own], dtype=np.int64)


def _groups(figures: Sequence[Figure], parents: Parents) -> Iterator[Group]:
    """Yield every whole with its parts: by place, by time, by origin."""
    by_key: dict[tuple[object, ...], Figure] = {}
    for f in figures:
        if f.role not in ("reference", "letter", "since", "once", *closing.DERIVED) and f.value is not None:
            by_key[_family(f), f.population, f.place, f.origin, _window(f)] = f
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for (metric, population, place, origin, window), f in by_key.items():
        groups[metric, population, parents.get(str(place)), origin, window, ""].append(f)
        if window and not str(metric).startswith("stock"):
            groups[metric, population, place, origin, "", "time"].append(f)
        if origin:
            groups[metric, population, place, parents.get(str(origin)) or "", window, "origin"].append(f)
            groups[metric, population, place, "", window, "origins"].append(f)
    for key in sorted(groups, key=str):
        whole = by_key.get(key[:5])
        parts = [p for p in groups[key] if whole and p.id != whole.id]
        if whole and parts:
            yield whole, sorted(parts, key=lambda p: p.id)


def _family(figure: Figure) -> str:
    """Return what adds up: flows, stocks, and apart from them what accounts and the transparent method say beside."""
    return figure.metric + (f" {figure.role}" if figure.role in (*closing.ROLES, "preferred") else "")


def _window(figure: Figure) -> str:
    return figure.id.rsplit(".", 1)[-1] if figure.windowed else ""


def _adds_up(group: Group) -> bool:
    whole, parts = group
    return math.isclose(sum(p.value or 0 for p in parts), whole.value or 0, abs_tol=0.5)


def _rest(group: Group, sums: Mapping[Number, Sum]) -> dict[int, int]:
    """Return what a whole adds up beyond its parts; with negative numbers where these add up something else."""
    whole, parts = group
    rest = Counter(sums[whole.id, "value"])
    for part in parts:
        rest.subtract(sums[part.id, "value"])
    return {a: c for a, c in rest.items() if c}


def _small_rests(groups: Iterable[Group], sums: Mapping[Number, Sum], smallest: int) -> Iterator[Sum]:
    """Yield sums of fewer people than ``smallest`` that have no figure: small parts together, a whole less its parts."""
    for whole, parts in groups:
        small = [p for p in parts if 0 < (p.value or 0) < smallest]
        if len(small) > 1 and sum(p.value or 0 for p in small) < smallest:
            yield dict(sum((Counter(sums[p.id, "value"]) for p in small), Counter()))
        if 0 < (whole.value or 0) - sum(p.value or 0 for p in parts) < smallest:
            rest = _rest((whole, parts), sums)
            if rest and min(rest.values()) > 0:
                yield rest


def _small_steps(figures: Iterable[Figure], sums: Mapping[Number, Sum], smallest: int) -> Iterator[Sum]:
    """Yield the steps of fewer people than ``smallest`` between two points of a running total."""
    points = sorted(
        (f for f in figures if f.role == "since" and f.windowed and f.value),
        key=lambda f: (f.method, f.start, f.end),
    )
    for one, other in itertools.pairwise(points):
        if (one.method, one.start) == (other.method, other.start) and 0 < abs(
            (other.value or 0) - (one.value or 0)
        ) < smallest:
            yield _rest((other, [one]), sums)


def _costs(figures: Sequence[Figure], parents: Parents) -> dict[Number, tuple[Any, ...]]:
    """Return how much a reader would miss each number: the least first."""
    out: dict[Number, tuple[Any, ...]] = {}
    for f in figures:
        depth, at = 0, parents.get(f.place)
        while at:
            depth, at = depth + 1, parents.get(at)
        for kind, amount in _numbers(f):
            beside = f.role in (*closing.ROLES, "preferred")
            rank = (1.5 if beside else 2) if kind == "value" else 1 if kind in _RANGE else 0
            role = _ROLES.index(f.role) if f.role in _ROLES else 0
            out[f.id, kind] = (rank, amount == 0, not f.windowed, role, -depth, amount, f.id, kind)
    return out
