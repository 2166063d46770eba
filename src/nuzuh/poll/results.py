"""What a poll says: each question over all who answered and by group, with its base and, of people drawn by chance, its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from nuzuh.poll.association import chi_square
from nuzuh.poll.design import Design, domain
from nuzuh.poll.estimate import Estimates, mean
from nuzuh.poll.intervals import Method
from nuzuh.poll.items import Item
from nuzuh.poll.proportion import proportions, share_interval
from nuzuh.poll.stages import Floats
from nuzuh.terms.errors import UsageError

NONE = 1e-9
"""A design effect below is what rounding leaves of no variance at all."""


@dataclass(frozen=True, slots=True)
class Result:
    """One number of a poll.

    Attributes
    ----------
    question, answer : str
        The answer is empty for the mean of a number.
    by, group : str
        Question and answer that set the group apart; empty over all.
    value : float or None
        Share (0 to 1) or mean; None where nobody answered.
    low, high : float or None
        Ends of its interval; None where those asked were not drawn by chance, or the interval cannot be worked out.
    count : int
        People who gave the answer, unweighted; of a mean, those who gave a number.
    n : int
        The base: people who answered the question (and the other one).
    df : int
    deff, n_effective : float or None
    fixed : bool
        The weights were fitted so that it cannot vary.
    """

    question: str
    answer: str
    by: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    count: int
    n: int
    df: int
    deff: float | None
    n_effective: float | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class Test:
    """Whether the answers to a question differ between the groups of another: Rao and Scott's F."""

    question: str
    by: str
    answer: str
    p: float
    n: int


def results(
    design: Design, items: Sequence[Item], groups: Sequence[Item], *, by_chance: bool, level: float, method: Method
) -> list[Result]:
    """Return the results of all questions, over all and by each group, in the order of the form.

    Parameters
    ----------
    design : Design
        Its data have the columns of the items.
    items : sequence of Item
        With kinds one, many or number.
    groups : sequence of Item
        Of kind one.
    by_chance : bool
        Whether intervals mean anything.
    level, method
        See `share_interval`.
    """
    out: list[Result] = []
    for item in items:
        for group in (None, *(g for g in groups if g.name != item.name)):
            for name, answer, estimates in _estimated(design, item, group):
                ends = _ends(estimates, item, level, method) if by_chance else None
                out += _rows(design, item, group, name, answer, estimates, ends)
    place = {item.name: n for n, item in enumerate(items)}
    order = {(item.name, a.name): n for item in items for n, a in enumerate(item.answers)}
    within = {(g.name, a.name): (i, n) for i, g in enumerate(groups) for n, a in enumerate(g.answers)}
    return sorted(
        out,
        key=lambda r: (
            place[r.question],
            within.get((r.by, r.group), (-1, 0)),
            order.get((r.question, r.answer), 0),
        ),
    )


def _estimated(design: Design, item: Item, group: Item | None) -> Iterator[tuple[str, str | None, Estimates]]:
    """Yield the columns of a question with their estimates; the answer is None where the estimates name it themselves."""
    by = group.name if group else None
    for column in item.columns:
        if column not in design.data.columns or design.data[column].null_count() == design.data.height:
            continue
        known = domain(design, pl.col(column).is_not_null())
        if group and not (known.used & design.data[group.name].is_not_null().to_numpy()).any():
            continue
        if item.kind == "number":
            yield column, "", mean(design, column, by)
        elif item.kind == "many":
            yield column, column.partition("/")[2], proportions(design, column, by)
        else:
            yield column, None, proportions(design, column, by, [a.name for a in item.answers])


def _ends(estimates: Estimates, item: Item, level: float, method: Method) -> tuple[Floats, Floats]:
    if item.kind == "number":
        return estimates.interval(level)
    return share_interval(estimates, level, method)


def _rows(
    design: Design,
    item: Item,
    group: Item | None,
    column: str,
    answer: str | None,
    estimates: Estimates,
    ends: tuple[Floats, Floats] | None,
) -> Iterator[Result]:
    used = design.data.filter(pl.Series(design.used))
    keys = [group.name] if group else []
    counted = used.filter(pl.col(column).is_not_null())
    if item.kind == "one":
        tally = counted.group_by(*keys, column).len()
        counts = {tuple(row[:-1]): row[-1] for row in tally.iter_rows()}
    else:
        said = pl.col(column).sum() if item.kind == "many" else pl.len()
        frame = counted.group_by(*keys).agg(said) if keys else counted.select(said)
        counts = {tuple(row[:-1]): row[-1] for row in frame.iter_rows()}
    deff, effective, fixed = estimates.deff, estimates.n_effective, estimates.fixed
    for k, label in enumerate(estimates.labels.iter_rows(named=True)):
        own = (label[group.name],) if group else ()
        name = str(label["quantity"]) if answer is None else answer
        key = (*own, name) if item.kind == "one" else own
        yield Result(
            question=item.name,
            answer=name,
            by=group.name if group else "",
            group=str(own[0]) if own else "",
            value=_known(estimates.value[k]),
            low=_known(ends[0][k]) if ends else None,
            high=_known(ends[1][k]) if ends else None,
            count=int(counts.get(key, 0)),
            n=int(estimates.n[k]),
            df=int(estimates.df[k]),
            deff=_known(deff[k]) if deff[k] > NONE else None,
            n_effective=_known(effective[k]) if deff[k] > NONE else None,
            fixed=bool(fixed[k]),
        )


def tests(design: Design, items: Sequence[Item], groups: Sequence[Item]) -> list[Test]:
    """Return the tests of all questions of shares between all groups; those that cannot be made are left out."""
    out = []
    for item in items:
        for group in (g for g in groups if g.name != item.name and item.kind in ("one", "many")):
            for column in item.columns:
                if column not in design.data.columns:
                    continue
                asked = pl.col(column).cast(pl.String)
                try:
                    found = chi_square(design, asked, group.name)
                except (UsageError, np.linalg.LinAlgError):
                    continue
                if np.isfinite(found.p):
                    answer = column.partition("/")[2] if item.kind == "many" else ""
                    out.append(Test(item.name, group.name, answer, float(found.p), found.n))
    return out


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
