"""Which answers or groups of a table to join, so that fewer of its cells must be hidden."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from nuzuh.poll.published import protect_tables

OTHER = "other"
TRIED = 10  # ways to join answers of a table whose hidden cells are counted
STEPS = 12  # ways to join the smallest answers of a long list
Join = dict[str, str]  # answer -> what it becomes; answers that stay are left out


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way to join answers, and what it gains.

    Attributes
    ----------
    joins : mapping of str to dict
        Variable -> its answers that change -> the answer that they become.
    lost : int
        How many answers and groups there are fewer.
    cells, hidden : int
        Of the table afterwards, bases included.
    cells_before, hidden_before : int
    """

    joins: Mapping[str, Join]
    lost: int
    cells: int
    hidden: int
    cells_before: int
    hidden_before: int

    def applied(self, answers: pl.DataFrame) -> pl.DataFrame:
        """Return the answers with those joined."""
        return _joined(answers, self.joins)


def proposals(
    answers: pl.DataFrame,
    variable: str,
    by: str | None = None,
    *,
    smallest: int = 10,
    ordered: Mapping[str, Sequence[str]] | None = None,
    parents: Mapping[str, Mapping[str, str]] | None = None,
    most: int = 3,
) -> list[Proposal]:
    """Return ways to join answers of a table, best first; none where nothing is hidden.

    Joined are the smallest answers, as "other"; neighbours where answers have an order; or all by what they belong to, such
    as towns by district (also tried without). Of the ways that lose as many answers, the one that leaves the fewest small
    cells is tried, and a way that loses more must hide fewer cells. The best is the one with the most cells that can be
    published.

    Parameters
    ----------
    answers : polars.DataFrame
        A row per person asked.
    variable, by : str
        The question, and the one that makes the groups. Only columns of text are joined.
    smallest : int
    ordered : mapping of str to sequence of str, optional
        Variable -> its answers in their order, such as ages.
    parents : mapping of str to mapping, optional
        Variable -> answer -> what it belongs to; all answers have one.
    most : int

    Examples
    --------
    >>> people = pl.DataFrame({"from": ["A"] * 50 + ["B"] * 30 + ["C"] * 12 + ["D"] * 5 + ["E"] * 6})
    >>> (best,) = proposals(people, "from")
    >>> best.joins, best.hidden_before, best.hidden
    ({'from': {'D': 'other', 'E': 'other'}}, 2, 0)
    """
    names = [n for n in (variable, by) if n is not None]
    before = _hidden(answers, variable, by, smallest)
    if not before[1]:
        return []
    found: dict[str, Proposal] = {}
    for above in ({}, parents) if parents else ({},):
        fewest = before[1]
        for lost, joins in _ways(answers, names, smallest, ordered or {}, above):
            cells, hidden = _hidden(_joined(answers, joins), variable, by, smallest)
            if hidden < fewest:
                fewest = hidden
                found[str(joins)] = Proposal(joins, lost, cells, hidden, *before)
    return sorted(found.values(), key=lambda p: (p.hidden - p.cells, p.hidden, p.lost))[:most]


def _ways(
    answers: pl.DataFrame,
    names: Sequence[str],
    smallest: int,
    ordered: Mapping[str, Sequence[str]],
    parents: Mapping[str, Mapping[str, str]],
) -> list[tuple[int, dict[str, Join]]]:
    """Return how many answers are lost by which joins; who loses more has fewer small cells."""
    best: dict[int, tuple[int, dict[str, Join]]] = {}
    steps = [[{}, *_steps(answers[n], smallest, ordered.get(n), parents.get(n))] for n in names]
    many = [answers[n].drop_nulls().n_unique() for n in names]
    for chosen in itertools.product(*steps):
        joins = {n: join for n, join in zip(names, chosen, strict=True) if join}
        joined = _joined(answers, joins)
        lost = sum(many) - sum(joined[n].drop_nulls().n_unique() for n in names)
        few = _few(joined, names, smallest)
        if lost and few < best.get(lost, (few + 1,))[0]:
            best[lost] = few, joins
    fewest, out = _few(answers, names, smallest), []
    for lost, (few, joins) in sorted(best.items()):
        if few < fewest:
            fewest = few
            out.append((lost, joins))
    return [out[k] for k in np.unique(np.linspace(0, len(out) - 1, TRIED).astype(int))] if out else []


def _steps(
    column: pl.Series, smallest: int, order: Sequence[str] | None, parent: Mapping[str, str] | None
) -> Iterator[Join]:
    """Yield ways to join the answers of a variable, from few to many; two are left at least."""
    if column.dtype != pl.String:
        return
    count = dict(column.drop_nulls().value_counts().iter_rows())
    if parent:
        yield {v: parent[v] for v in sorted(count)}
    elif order:
        sets = [[v] for v in order if v in count]
        while len(sets) > 2:
            people = [sum(count[v] for v in one + other) for one, other in itertools.pairwise(sets)]
            first = people.index(min(people))
            sets[first : first + 2] = [sets[first] + sets[first + 1]]
            yield {v: "+".join(one) for one in sets if len(one) > 1 for v in one}
    elif len(count) > 2:
        rising = sorted(count, key=lambda v: (v != OTHER, count[v], v))
        few = sum(n < smallest for n in count.values())
        many = {*np.geomspace(2, len(count) - 1, STEPS).astype(int).tolist(), few, few + 1}
        for last in sorted(m for m in many if 2 <= m < len(count)):
            yield {v: OTHER for v in rising[:last] if v != OTHER}


def _joined(answers: pl.DataFrame, joins: Mapping[str, Join]) -> pl.DataFrame:
    return answers.with_columns(pl.col(name).replace(join) for name, join in joins.items())


def _few(answers: pl.DataFrame, names: Sequence[str], smallest: int) -> int:
    """Return how many answers, groups and cells have few people."""
    kinds = [[n] for n in names] + ([list(names)] if len(names) > 1 else [])
    return sum(answers.drop_nulls(kind).group_by(kind).len().filter(pl.col("len") < smallest).height for kind in kinds)


def _hidden(answers: pl.DataFrame, variable: str, by: str | None, smallest: int) -> tuple[int, int]:
    """Return how many cells a table has, and how many of these are hidden."""
    found = protect_tables(answers, [(variable, by)], smallest=smallest).tables
    row = found.filter(pl.col("variable") == variable, pl.col("by").eq_missing(pl.lit(by)))
    return row["cells"][0], row["hidden"][0]
