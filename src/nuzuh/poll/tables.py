"""The published tables of a poll as one system of counts, and which of their cells are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from nuzuh.evidence.audit import Bools, Ints
from nuzuh.terms.errors import UsageError

Table = tuple[str, str | None]  # a question, and the question that makes the groups


class Mark(Enum):
    """What stands in a cell in place of an answer."""

    ANSWERED = "answered"
    SILENT = "silent"  # did not answer
    MORE = "more"  # answers to a question beyond one for each who answered
    UNASKED = "unasked"  # fell under the condition of a question and did not answer it


Value = str | Mark
Key = frozenset[tuple[str, Value]]  # who is counted: what they answered to which questions; all who were asked if empty
Line = tuple[str, str | None, str | None, str | None, str]  # variable, by, value, group, what
ASKED: Key = frozenset()
YES, NO = "yes", "no"
PEOPLE = 4.0  # cost of hiding everybody, where that of a cell is 1
ZERO = 2.0  # cost of hiding nobody: a reader may guess that nobody can be in the cell, and then it hides nothing


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A column of answers.

    Attributes
    ----------
    name : str
    base : str
        Name of those who answered it: the same for all options of a question.
    values : tuple of str
        Answers; none where it is a number, of which only the base is a count.
    codes : array of int, shape (people,)
        Place of the answer in ``values`` (0 of a number), the number of places for no answer.
    """

    name: str
    base: str
    values: tuple[str, ...]
    codes: Ints

    @property
    def size(self) -> int:
        """How many different answers are counted."""
        return max(len(self.values), 1)

    @property
    def answered(self) -> tuple[str, Value]:
        """Who answered."""
        return self.base, Mark.ANSWERED

    @property
    def silent(self) -> tuple[str, Value]:
        """Who did not."""
        return self.base, Mark.SILENT

    @property
    def marks(self) -> list[tuple[str, Value]]:
        """Everybody in parts: each answer, then who gave none."""
        given: list[tuple[str, Value]] = [(self.name, v) for v in self.values]
        return [*(given or [self.answered]), self.silent]


@dataclass(slots=True)
class System:
    """Cells of all tables, each once, with the equations between them.

    Attributes
    ----------
    count : dict of Key to int
        The cells, in order.
    cost : dict of Key to float
        Of those that would be published: what a reader misses if one is hidden.
    equations : dict of (wholes, parts)
        Sets of cells that have as many people together.
    along : dict of (Key, Key)
        Who hides the first hides the second.
    lines : dict of Line to Key
        What the published tables consist of.
    stages : list of sets of Key
        What is decided together, one after the other.
    """

    count: dict[Key, int] = field(default_factory=dict)
    cost: dict[Key, float] = field(default_factory=dict)
    equations: dict[tuple[frozenset[Key], frozenset[Key]], None] = field(default_factory=dict)
    along: dict[tuple[Key, Key], None] = field(default_factory=dict)
    lines: dict[Line, Key] = field(default_factory=dict)
    stages: list[set[Key]] = field(default_factory=list)

    def add(self, key: Key, count: int, *, cost: float | None = None) -> Key:
        """Add a cell, which would be published if it has a cost."""
        self.count.setdefault(key, int(count))
        if cost is not None:
            self.cost.setdefault(key, cost)
        return key

    def equal(self, wholes: Iterable[Key], parts: Iterable[Key]) -> None:
        """Add an equation."""
        one, other = frozenset(wholes), frozenset(parts)
        if one != other:
            self.equations[one, other] = None

    def tie(self, wholes: Iterable[Key], parts: Iterable[Key]) -> None:
        """Add an equation between tables, and what is never published of it to the stages that have the rest."""
        keys = {*wholes, *parts}
        shown = keys & self.cost.keys()
        self.equal(wholes, parts)
        for stage in self.stages:
            if shown and shown <= stage:
                stage |= keys

    def worth(self, count: int) -> float:
        """Return what a reader misses: a cell, and what share of all people it speaks of."""
        return 1 + PEOPLE * count / max(self.count[ASKED], 1) if count else ZERO


def system_of(
    variables: Mapping[str, Variable],
    tables: Sequence[tuple[str, str]],
    *,
    within: Mapping[str, tuple[str, str]] | None = None,
    nested: Mapping[str, str] | None = None,
) -> System:
    """Return the cells of the one-way tables of all variables and of those by group, with what is known to add up.

    Parameters
    ----------
    variables : mapping of str to Variable
        One at least.
    tables : sequence of (str, str)
        A variable, and the variable that makes the groups.
    within, nested : see `nuzuh.poll.published.protect_tables`

    Raises
    ------
    UsageError
        People answered a question outside its condition, or an answer lies within two others.
    """
    system = System()
    system.add(ASKED, len(next(iter(variables.values())).codes), cost=np.inf)
    families: dict[str, list[Variable]] = {}
    for variable in variables.values():
        _one_way(system, variable)
        families.setdefault(variable.base, []).append(variable)
    together = {base: {ASKED, *(k for v in family for k in _line(v))} for base, family in families.items()}
    for one, other in [*(nested or {}).items(), *((name, of) for name, (of, _) in (within or {}).items())]:
        first, second = together[variables[one].base], together[variables[other].base]
        together = {base: first | second if s in (first, second) else s for base, s in together.items()}
    system.stages = [s for place, s in enumerate(together.values()) if s not in list(together.values())[:place]]
    for name, by in tables:
        _two_way(system, variables[name], variables[by])
    for family in families.values():
        _more(system, family, variables)
    for name, (of, value) in (within or {}).items():
        _condition(system, variables[name], (variables[of], value), variables)
    for coarse, fine in (nested or {}).items():
        _nest(system, variables[coarse], variables[fine], variables)
    return system


def _line(variable: Variable) -> list[Key]:
    return [frozenset([m]) for m in {variable.answered: None, **dict.fromkeys(variable.marks)}]


def _one_way(system: System, variable: Variable) -> None:
    """Add who answered, who did not, and each answer."""
    *given, silent = np.bincount(variable.codes, minlength=variable.size + 1).tolist()
    base = system.add(frozenset([variable.answered]), sum(given), cost=np.inf)
    none = system.add(frozenset([variable.silent]), silent, cost=np.inf)
    answers = [frozenset([m]) for m in variable.marks[:-1]]
    for key, count in zip(answers, given, strict=True):
        system.add(key, count, cost=system.worth(count))
    system.equal([ASKED], [base, none])
    system.equal([base], answers)
    system.lines[variable.name, None, None, None, "base"] = base
    system.lines[variable.name, None, None, None, "silent"] = none
    for value, key in zip(variable.values, answers, strict=False):  # a number has no values
        system.lines[variable.name, None, value, None, "answer"] = key
    system.along.update(dict.fromkeys([(ASKED, base), (base, none), *((base, k) for k in answers if k != base)]))


def _two_way(system: System, variable: Variable, by: Variable) -> None:
    """Add the bases of the groups and each answer by group; who did not answer one of both is in no table."""
    counts = np.bincount(
        variable.codes * (by.size + 1) + by.codes, minlength=(variable.size + 1) * (by.size + 1)
    ).reshape(variable.size + 1, by.size + 1)
    rows, columns = variable.marks, by.marks
    whole, base = frozenset([variable.answered]), [frozenset([variable.answered, c]) for c in columns]
    none = [frozenset([variable.silent, c]) for c in columns]
    cells = [[frozenset([r, c]) for c in columns] for r in rows[:-1]]
    for j, column in enumerate(columns):
        group, shown = frozenset([column]), column != by.silent
        people = int(counts[:-1, j].sum())
        system.add(base[j], people, cost=system.worth(people) if shown else None)
        system.add(none[j], counts[-1, j])
        for i, row in enumerate(cells):
            system.add(row[j], counts[i, j], cost=system.worth(int(counts[i, j])) if shown else None)
        system.equal([group], [base[j], none[j]])
        system.equal([base[j]], [row[j] for row in cells])
        if shown:
            system.lines[variable.name, by.name, None, by.values[j], "base"] = base[j]
            for value, row in zip(variable.values, cells, strict=False):
                system.lines[variable.name, by.name, value, by.values[j], "answer"] = row[j]
            system.along.update(dict.fromkeys([(group, base[j]), (whole, base[j])]))
            for answer, row in zip(rows[:-1], cells, strict=True):
                if row[j] != base[j]:
                    system.along.update(dict.fromkeys([(base[j], row[j]), (frozenset([answer]), row[j])]))
    system.equal([whole], base)
    system.equal([frozenset([variable.silent])], none)
    for answer, row in zip(rows[:-1], cells, strict=True):
        system.equal([frozenset([answer])], row)
    margins = {ASKED, *_line(variable), *_line(by), *base, *none}
    if margins not in system.stages:
        system.stages.append(margins)
    if variable.values:
        system.stages.append(margins.union(*cells))


def _groups(variables: Mapping[str, Variable]) -> Iterator[tuple[Key, Bools]]:
    """Yield everybody, and each group that a table may show or imply, with who is in it."""
    yield ASKED, np.ones(len(next(iter(variables.values())).codes), dtype=bool)
    for variable in variables.values():
        for place, mark in enumerate(variable.marks):
            yield frozenset([mark]), variable.codes == place
        if variable.values:
            yield frozenset([variable.answered]), variable.codes < variable.size


def _more(system: System, options: Sequence[Variable], variables: Mapping[str, Variable]) -> None:
    """Add that whoever answered a question with several options chose one at least, where all did."""
    chosen = np.sum([v.codes == v.values.index(YES) for v in options if YES in v.values], axis=0)
    answered = options[0].codes < options[0].size
    if len(options) < 2 or not (chosen[answered] >= 1).all():
        return
    for group, people in _groups(variables):
        parts = [group | {(v.name, YES)} for v in options]
        if all(p in system.count for p in parts):
            more = system.add(group | {(options[0].base, Mark.MORE)}, (chosen - 1)[people & answered].sum())
            system.tie([group | {options[0].answered}, more], parts)


def _condition(
    system: System, variable: Variable, condition: tuple[Variable, str], variables: Mapping[str, Variable]
) -> None:
    """Add that those who answered a question are among those who gave an answer to another, or the same people."""
    of, value = condition
    asked = of.codes == (of.values.index(value) if value in of.values else -1)
    answered = variable.codes < variable.size
    if (answered & ~asked).any():
        raise UsageError(
            f"{int((answered & ~asked).sum())} people answered {variable.name} who did not say {value!r} to {of.name}; "
            f"correct their answers, or leave out that the question was put to those only"
        )
    for group, people in _groups(variables):
        base, whole = group | {variable.answered}, group | {(of.name, value)}
        if base not in system.count or whole not in system.count:
            continue
        if (asked & ~answered).any():
            rest = system.add(group | {(variable.base, Mark.UNASKED)}, (asked & ~answered & people).sum())
            system.tie([whole], [base, rest])
        else:
            system.tie([whole], [base])
            if whole in system.cost:
                system.cost[base] = system.worth(system.count[base])
                system.along.update(dict.fromkeys([(base, whole), (whole, base)]))


def _nest(system: System, coarse: Variable, fine: Variable, variables: Mapping[str, Variable]) -> None:
    """Add that answers of one variable are parts of those of another, such as towns of districts."""
    both = np.unique(np.column_stack([fine.codes, coarse.codes])[fine.codes < fine.size], axis=0)
    twice = np.flatnonzero(np.bincount(both[:, 0], minlength=fine.size) > 1)
    if len(twice):
        raise UsageError(f"{fine.values[twice[0]]!r} of {fine.name} has more than one {coarse.name}")
    for group, people in _groups(variables):
        if not all(group | {m} in system.count for v in (coarse, fine) for m in v.marks):
            continue
        rests = []
        for place, mark in enumerate(coarse.marks):
            inside = (coarse.codes == place) & people
            rest = system.add(group | {mark, fine.silent}, (inside & (fine.codes == fine.size)).sum())
            parts = [group | {(fine.name, fine.values[f])} for f, c in both if c == place]
            system.tie([group | {mark}], [*parts, rest])
            rests.append(rest)
        system.tie([group | {fine.silent}], rests)
