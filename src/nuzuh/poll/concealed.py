"""What of a poll's results stays hidden: its tables together, and what else would tell of a hidden number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from nuzuh.formats.xlsform import Form
from nuzuh.poll.figures import figure_id
from nuzuh.poll.items import Item
from nuzuh.poll.published import Protected, protect_tables
from nuzuh.poll.results import Result, Test
from nuzuh.poll.settings import Poll
from nuzuh.poll.ties import ties
from nuzuh.terms.errors import Problem


@dataclass(frozen=True, slots=True)
class Concealed:
    """The ids of hidden results, each with whether its base is hidden too; the tables behind that; what there is to say."""

    hidden: Mapping[str, bool]
    protected: Protected
    problems: tuple[Problem, ...] = field(default=())


def conceal(
    poll: Poll,
    data: pl.DataFrame,
    items: Sequence[Item],
    groups: Sequence[Item],
    every: Sequence[Result],
    smallest: int,
    form: Form | None,
    *,
    repeat: bool,
) -> tuple[list[Result], Concealed]:
    """Return the results without what must not even be named, and which of them are hidden.

    Parameters
    ----------
    poll : Poll
    data : polars.DataFrame
        The rows that count.
    items, groups : sequence of Item
        Questions published, and those that make groups.
    every : sequence of Result
    smallest : int
    form : Form or None
    repeat : bool
        Whether the rows are those of a repeat: then people asked are counted, not rows.
    """
    protected = _protected(data, items, groups, smallest, form)
    hidden = dict(_hidden(poll, every, items, protected))
    hidden |= dict.fromkeys(_of_few_without_group(poll, every, items, smallest), True)
    if repeat:
        hidden |= dict.fromkeys(_of_few_asked(poll, data, items, every, smallest), True)
    guessed = {i.name for i in items if i.guessed}
    named = [r for r in every if r.question not in guessed or _ident(poll, r) not in hidden]
    muted = _told_by_design(poll, every, hidden)
    shown = [_mute(r) if r.question in muted else r for r in named]
    kept = {_ident(poll, r) for r in shown}
    problems = [*_short(poll, protected), *_muted(poll, muted)]
    return shown, Concealed({i: base for i, base in hidden.items() if i in kept}, protected, tuple(problems))


def _ident(poll: Poll, result: Result) -> str:
    return figure_id(poll.name, result.question, result.answer, result.by, result.group)


def _protected(
    data: pl.DataFrame, items: Sequence[Item], groups: Sequence[Item], smallest: int, form: Form | None
) -> Protected:
    """Return which cells of all tables of a sheet are published."""
    columns = {c: i.name for i in items if i.kind == "many" for c in i.columns if c in data.columns}
    choices = {i.name: [a.name for a in i.answers] for i in items if i.kind == "one"}
    choices |= {g.name: [a.name for a in g.answers if (data[g.name] == a.name).any()] for g in groups}
    tables: list[tuple[str, str | None]] = []
    for item in items:
        if item.kind == "many" and item.name not in columns.values():
            continue
        tables.append((item.name, None))
        tables += [(item.name, g.name) for g in groups if g.name != item.name]
    tied = ties(data, items, form)
    return protect_tables(
        tied.data, tables, smallest=smallest, options=columns, choices=choices, within=tied.within, nested=tied.nested
    )


def _hidden(
    poll: Poll, every: Sequence[Result], items: Sequence[Item], protected: Protected
) -> Iterator[tuple[str, bool]]:
    """Yield the ids of the results that are not published, each with whether its base is hidden too."""
    kinds = {i.name: i.kind for i in items}
    rows = protected.cells.filter(pl.col("what") != "silent").select("variable", "value", "by", "group", "hidden")
    cells = {row[:4]: row[4] for row in rows.iter_rows()}
    for r in every:
        kind = kinds[r.question]
        column = f"{r.question}/{r.answer}" if kind == "many" else r.question
        value = {"many": "yes", "number": None}.get(kind, r.answer)
        base = bool(cells.get((column, None, r.by or None, r.group or None), True))
        nobody = r.count == 0 and kind == "one" and not base  # an answer of no group that anybody is in
        if cells.get((column, value, r.by or None, r.group or None), not nobody):
            yield _ident(poll, r), base


def _of_few_without_group(poll: Poll, every: Sequence[Result], items: Sequence[Item], smallest: int) -> Iterator[str]:
    """Yield averages by group that would tell, with that over all, the average of the few who gave no group."""
    for name in (i.name for i in items if i.kind == "number"):
        whole = next((r.n for r in every if r.question == name and not r.by), 0)
        for by in {r.by for r in every if r.question == name and r.by}:
            mine = [r for r in every if r.question == name and r.by == by]
            if 0 < whole - sum(r.n for r in mine) < smallest:
                yield from (_ident(poll, r) for r in mine)


def _of_few_asked(
    poll: Poll, data: pl.DataFrame, items: Sequence[Item], every: Sequence[Result], smallest: int
) -> Iterator[str]:
    """Yield results of repeats that rest on few people asked; with one group of a table all of it, lest the rest tell it."""
    kinds = {i.name: i for i in items}
    few: set[tuple[str, str]] = set()
    for question, by, group in {(r.question, r.by, r.group) for r in every}:
        columns = [c for c in kinds[question].columns if c in data.columns]
        wanted = pl.any_horizontal(pl.col(columns).is_not_null())
        rows = data.filter(wanted & (pl.col(by) == group) if by else wanted)
        if 0 < rows["_parent"].n_unique() < smallest:
            few.add((question, by))
    whole = {question for question, by in few if not by}
    for r in every:
        if r.question in whole or (r.question, r.by) in few:
            yield _ident(poll, r)


def _told_by_design(poll: Poll, every: Sequence[Result], hidden: Collection[str]) -> set[str]:
    """Return the questions whose variance over all would tell hidden numbers by a stratum, cluster or weight."""
    parts = {str(n) for key in ("strata", "clusters", "weights") for n in poll.design.get(key, ())}
    parts |= set(poll.weights.values())
    return {r.question for r in every if r.by in parts and _ident(poll, r) in hidden}


def _mute(result: Result) -> Result:
    return replace(result, low=None, high=None, deff=None, n_effective=None)


def _muted(poll: Poll, muted: Collection[str]) -> Iterator[Problem]:
    if muted and poll.chosen == "chance":
        message = f"No intervals are given for {', '.join(sorted(muted))}: with them, numbers hidden by place could be worked out."
        hint = "Take the questions of [design] and [weights] out of groups in poll.toml, or join their answers."
        line = poll.line("", "groups")
        yield Problem(poll.file, "", line, "groups", "", "poll.muted", "warning", message, hint)


def _short(poll: Poll, protected: Protected) -> Iterator[Problem]:
    """Yield a warning where more of hidden numbers is known than should be, and hiding more would not help."""
    if count := int(protected.cells["short"].sum()):
        message = f"{count} hidden numbers can be known more closely than they should, whatever else is hidden."
        hint = "Take a question out of groups or publish, or join answers in poll.toml."
        yield Problem(poll.file, "", None, "groups", "", "poll.short", "warning", message, hint)


def any_hidden(test: Test, every: Sequence[Result], hidden: Collection[str], poll: Poll) -> bool:
    """Return whether a cell of the table of a test is hidden: its statistic would tell of it."""
    return any(
        _ident(poll, r) in hidden
        for r in every
        if r.question == test.question and r.by in ("", test.by) and (not test.answer or r.answer == test.answer)
    )
