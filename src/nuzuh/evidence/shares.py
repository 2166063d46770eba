"""Shares in public: which are hidden because few people stand behind them, how they are rounded, what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.rounding import round_people
from nuzuh.evidence.suppress import Parents, withheld
from nuzuh.terms.wording import Words

Statement = tuple[str, int]  # id of a share, and which of its ``said``


@dataclass(frozen=True, slots=True)
class _Counted:
    """Shares of one denominator: the same people of a place, counted or asked by one source at one time."""

    source: str
    place: str
    population: str
    unit: str
    when: str
    of: float | None

    @property
    def name(self) -> str:
        """Name of the count without its place: the same at every place that adds up."""
        return f"{self.population}/{self.unit}/{self.source}/{self.when}"

    @property
    def ident(self) -> str:
        """Name of the denominator: a source may have several at a place and time, since not all answer every question."""
        return f"of/{self.name}/{self.of}/{self.place}"


def hidden_shares(figures: Sequence[Figure], hidden: set[str], parents: Parents, smallest: int) -> set[Statement]:
    """Return the statements of shares that must not be published.

    A share times its denominator is a number of people, and the rest is another: neither may be fewer than ``smallest``
    (none is allowed). All shares of a denominator go together, since the hidden one is often what the others leave; and
    so do those from which, by sums over places, a hidden number of people would follow. Where the number of people of a
    place is hidden, no share of them may reveal it.

    Parameters
    ----------
    figures : sequence of Figure
        All that may be published but for this.
    hidden : set of str
        Ids of the figures that are hidden.
    parents : mapping of str to str or None
        Place -> the place that it lies in.
    smallest : int
    """
    counts: dict[_Counted, list[tuple[Statement, float | None]]] = defaultdict(list)
    present = {(f.place, f.population): f.value for f in figures if f.metric == "stock" and not f.windowed}
    secret = {(f.place, f.population) for f in figures if f.metric == "stock" and f.id in hidden}
    for figure, index, said in _statements(figures):
        of, amount = said["of"], said["amount"]
        if of is None and (people := present.get((figure.place, figure.population))) and figure.kind != "households":
            amount, of = said["value"] * people / 100, None
        when = f"{said['start']}/{said['end']}"
        count = _Counted(said["source"], figure.place, figure.population, figure.kind, when, of)
        counts[count].append(((figure.id, index), amount))
    lost = {
        c
        for c, members in counts.items()
        if (c.place, c.population) in secret or any(_few(amount, c.of, smallest) for _, amount in members)
    }
    shadows = list(_shadows(counts))
    while True:
        guarded = {ident for c in lost for ident in _idents(c, counts[c])}
        gone = withheld(shadows, guarded, parents, smallest).figures | guarded
        more = {c for c in counts if gone.intersection(_idents(c, counts[c]))}
        if more <= lost:
            return {statement for c in lost for statement, _ in counts[c]}
        lost |= more


def _statements(figures: Iterable[Figure]) -> Iterable[tuple[Figure, int, Mapping[str, Any]]]:
    for figure in figures:
        if figure.role == "share":
            for index, said in enumerate(figure.said):
                yield figure, index, said


def _few(amount: float | None, of: float | None, smallest: int) -> bool:
    """Return whether a group, all others, or all together are fewer than may be published."""
    numbers = [amount, of, of - amount if of is not None and amount is not None else None]
    return any(n is not None and 0 < round(n, 6) < smallest for n in numbers)


def _idents(count: _Counted, members: Sequence[tuple[Statement, float | None]]) -> list[str]:
    """Return the names of the numbers of people that a count and its shares tell."""
    out = [count.ident]
    return out + [f"{kind}/{ident}/{index}" for (ident, index), _ in members for kind in ("in", "out")]


def _shadows(counts: Mapping[_Counted, Sequence[tuple[Statement, float | None]]]) -> Iterable[Figure]:
    """Yield every number of people that shares tell, as a figure of its own that adds up over places."""
    for count, members in counts.items():
        if count.of is None:
            continue
        name = count.name
        whole = Figure(count.ident, count.of, metric="stock", population=name, place=count.place)
        yield whole
        for (ident, index), amount in members:
            if amount is not None:
                group = ident.rpartition(".in.")[0]
                for kind, people in (("in", amount), ("out", count.of - amount)):
                    yield replace(
                        whole, id=f"{kind}/{ident}/{index}", value=people, population=f"{name}/{group}/{kind}"
                    )


def released(figure: Figure, lost: set[Statement], rounding: str, open_name: Callable[[str], str]) -> Figure:
    """Return a share as it is published: one decimal, its denominators rounded like all people, hidden statements out."""
    said = tuple(
        {
            **s,
            "source": open_name(s["source"]),
            "value": round(s["value"], 1),
            **_denominator(s["of"], s["of_quantifier"], rounding),
            "amount": None,
        }
        for index, s in enumerate(figure.said)
        if (figure.id, index) not in lost
    )
    kept = [s for index, s in enumerate(figure.sources) if (figure.id, index) not in lost]
    return replace(
        figure,
        value=None if figure.value is None else round(figure.value, 1),
        **_denominator(figure.of, figure.of_quantifier, rounding),
        said=said,
        sources=tuple(dict.fromkeys(open_name(s) for s in kept)),
    )


def _denominator(of: float | None, quantifier: str, rounding: str) -> dict[str, Any]:
    """Return a denominator rounded like all people, and that it is about so many where that changes it."""
    public = round_people(of, rounding, "")
    return {"of": public, "of_quantifier": quantifier if public == of else "about"}


def share_label(figure: Figure, say: Words, place: str) -> str:
    """Return what a share is: of how many, who they are, where and when; it says so where the denominator is not given."""
    given = {
        "group": group_name(figure.group, figure.label, say),
        "who": say.say(f"shared-{figure.population}-{figure.kind or 'people'}"),
        "place": place,
        "when": _when(figure, say),
    }
    if figure.of is None:
        return say.say("label-share-hidden" if figure.value is None else "label-share-none", **given)
    return say.say("label-share", **given, of=say.amount(figure.of, figure.of_quantifier))


def group_name(group: str, names: Mapping[str, str], say: Words) -> str:
    """Return what a group is called: as the table names it, else the words for its short name, else that itself."""
    if say.language in names:
        return names[say.language]
    return say.say(f"group-{group}") if say.has(f"group-{group}") else next(iter(names.values()), say.isolate(group))


def _when(figure: Figure, say: Words) -> str:
    if figure.start and figure.end:
        return say.period(figure.start, figure.end)
    return say.say("as-of", day=say.day_of(figure.date, figure.accuracy)) if figure.date else ""
