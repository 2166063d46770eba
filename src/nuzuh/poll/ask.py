"""A poll from its folder to its figures: read, cleaned, estimated by its design, protected, and checked against what was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from nuzuh.folder.records import Folder
from nuzuh.formats.raw import FileFault, UnreadableFile
from nuzuh.formats.xlsform import Form, read_form
from nuzuh.poll.answers import read_answers
from nuzuh.poll.asked import Answers, Asked, Statuses, Wishes
from nuzuh.poll.behind import Behind
from nuzuh.poll.claimed import claims_of
from nuzuh.poll.cleaning import read_log
from nuzuh.poll.concealed import any_hidden, conceal
from nuzuh.poll.figures import figure_id, poll_figures
from nuzuh.poll.items import Item
from nuzuh.poll.lint import form_problem, lint
from nuzuh.poll.odd import oddities
from nuzuh.poll.polled import Polled
from nuzuh.poll.published import Protected
from nuzuh.poll.results import Result, Test, results, tests
from nuzuh.poll.sample import Population, Sheet, design_of, item_of, prepared, published, unknown_codes
from nuzuh.poll.settings import Poll
from nuzuh.terms.errors import Problem, UsageError

_COUNT: Mapping[str, Statuses] = {"not-rejected": "not rejected", "approved": "approved", "all": "all"}


def ask(folder: Folder, poll: Poll, population: Population, finest: int, smallest: int) -> Polled:
    """Return all that is known of a poll.

    Parameters
    ----------
    folder : Folder
        The crisis: its places, sources and languages.
    poll : Poll
    population : callable
        See `nuzuh.poll.sample.Population`; asked only where the poll is weighted to the accounts.
    finest : int
        Finest level of place that is published.
    smallest : int
        Fewest people of whom a number is published.
    """
    form, problems = _form(poll)
    problems += unknown_codes(poll, folder)
    claims, found = claims_of(poll, folder.settings.languages)
    problems += found
    if poll.responses is None:
        if form and poll.form:  # nobody has been asked with it yet: it can still be mended
            found = [form_problem(fault, poll.path(poll.form.name)) for fault in lint(form, folder.settings.languages)]
            problems += [replace(p, severity="warning") for p in found if p not in problems]
        return Polled(
            poll, asked=poll.asked, answered=poll.answered, claims=claims, form=form, problems=tuple(problems)
        )
    try:
        answers = read_answers(poll.responses, form, _wishes(poll), read_log(poll.folder) if poll.cleaning else None)
    except UnreadableFile as error:
        problems.append(_problem(poll, poll.responses.name, error.fault))
        return Polled(poll, asked=poll.asked, claims=claims, form=form, problems=tuple(problems))
    problems += [_problem(poll, poll.responses.name, fault) for fault in answers.problems]
    sheets = []
    for sheet in _sheets(answers, poll):
        made, found = prepared(sheet, poll, folder, finest)
        problems += found
        sheets.append(made)
    polled, found = _estimated(folder, poll, answers, sheets, population, smallest, form)
    private, odd = oddities(poll, answers, form)
    private = {**polled.private, **private}
    return replace(polled, claims=claims, form=form, private=private, problems=(*problems, *found, *odd))


def _form(poll: Poll) -> tuple[Form | None, list[Problem]]:
    if poll.form is None:
        return None, []
    try:
        form = read_form(poll.form)
    except UnreadableFile as error:
        return None, [_problem(poll, poll.form.name, error.fault)]
    return form, [form_problem(fault, poll.path(poll.form.name)) for fault in form.faults]


def _problem(poll: Poll, file: str, fault: FileFault | Problem) -> Problem:
    """Return what is wrong with a file of the poll as a problem of the crisis folder."""
    if isinstance(fault, Problem):
        return replace(fault, file=poll.path(fault.file or file))
    return fault.problem(poll.path(file))


def _wishes(poll: Poll) -> Wishes:
    rules = poll.rules
    return Wishes(
        statuses=_COUNT[rules.get("count", "not-rejected")],
        consent=rules.get("consent", ""),
        consents=tuple(rules.get("consent_yes", ("yes",))),
        least_minutes=float(rules.get("minutes", 0.0)) if rules.get("leave_out_fast") else 0.0,
        first=poll.first_day,
        last=poll.last_day,
        no_numbers=poll.no_numbers,
    )


def _sheets(answers: Answers, poll: Poll) -> Iterator[Sheet]:
    """Yield the submissions, then each repeat with the answers of its submission beside its own."""
    own, data = _items([q for q in answers.questions if not q.repeat and q.headers], poll, answers.data)
    yield Sheet("", data, own)
    for name, rows in answers.repeats.items():
        mine, rows = _items([q for q in answers.questions if q.repeat == name and q.headers], poll, rows)
        inside = {*rows.columns, *(c for item in mine for c in item.columns), "_line", "_key"}
        parents = data.select(pl.col("_line").alias("_parent"), *(c for c in data.columns if c not in inside))
        yield Sheet(name, rows.join(parents, on="_parent", how="left", maintain_order="left"), mine)


def _items(asked: Sequence[Asked], poll: Poll, data: pl.DataFrame) -> tuple[tuple[Item, ...], pl.DataFrame]:
    items = []
    for question in asked:
        item, data = item_of(question, poll, data)
        items.append(item)
    return tuple(items), data


def _estimated(
    folder: Folder,
    poll: Poll,
    answers: Answers,
    sheets: Sequence[Sheet],
    population: Population,
    smallest: int,
    form: Form | None,
) -> tuple[Polled, list[Problem]]:
    """Return the results of a poll with what is hidden of them."""
    items, groups, problems = published(poll, sheets, form)
    start = Polled(
        poll,
        tuple(items),
        tuple(groups),
        read=answers.read,
        asked=poll.asked or answers.read - answers.copies,
        answered=answers.data.height,
        left_out=answers.left_out.height,
        changed=answers.changed.height,
    )
    parts = [p for sheet in sheets if (p := _part(poll, sheet, items, groups, population, smallest, form))]
    problems += [problem for part in parts for problem in part.problems]
    counts = {"asked": start.asked or 0, "answered": start.answered or 0}
    named = {i.name: i for i in (*items, *groups)}
    every = [r for part in parts for r in part.results]
    counted = {part.sheet.name: part.sheet for part in parts}
    sheets = [counted.get(sheet.name, sheet) for sheet in sheets]
    problems += _same_name(poll, every)
    figures = poll_figures(poll, every, named, counts, folder.settings.languages, Behind(poll, sheets).records)
    cells = [part.protected for part in parts if part.protected]
    return replace(
        start,
        figures=tuple(figures),
        hidden={ident: base for part in parts for ident, base in part.hidden.items()},
        tests=tuple(t for part in parts for t in part.tests),
        units=max((r.df for part in parts[:1] for r in part.results if not r.by), default=None),
        clustered=bool(poll.design.get("clusters")),
        private={
            "cells": pl.concat([p.cells for p in cells]) if cells else pl.DataFrame(),
            "tables": pl.concat([p.tables for p in cells]) if cells else pl.DataFrame(),
        },
        sheets=tuple(sheets),
        questions=answers.questions,
    ), problems


@dataclass(frozen=True, slots=True)
class _Part:
    """What one sheet of answers says, with what of it is hidden; ``sheet`` has the rows that count."""

    sheet: Sheet
    results: tuple[Result, ...] = ()
    hidden: Mapping[str, bool] = field(default_factory=dict)
    tests: tuple[Test, ...] = ()
    protected: Protected | None = None
    problems: tuple[Problem, ...] = ()


def _part(
    poll: Poll,
    sheet: Sheet,
    items: Sequence[Item],
    groups: Sequence[Item],
    population: Population,
    smallest: int,
    form: Form | None,
) -> _Part | None:
    """Return what a sheet says of the questions that it holds; None where it holds none, or no rows."""
    mine = [i for i in items if sheet.item(i.name)]
    if not mine or not sheet.data.height:
        return None
    by = [g for g in groups if g.name in sheet.data.columns and sheet.data[g.name].drop_nulls().len()]
    chance = poll.chosen == "chance"
    try:
        design, problems = design_of(poll, sheet.data, population, repeat=bool(sheet.name))
        every = results(design, mine, by, by_chance=chance, level=poll.level, method=poll.interval)
        shown, concealed = conceal(poll, design.data, mine, by, every, smallest, form, repeat=bool(sheet.name))
    except UsageError as error:
        return _Part(sheet, problems=(_of_design(poll, error),))
    tested = tests(design, mine, by) if chance else []
    tested = [t for t in tested if not any_hidden(t, shown, concealed.hidden, poll)]
    counted = replace(sheet, data=design.data)
    return _Part(
        counted,
        tuple(shown),
        concealed.hidden,
        tuple(tested),
        concealed.protected,
        (*problems, *concealed.problems),
    )


def _same_name(poll: Poll, every: Sequence[Result]) -> list[Problem]:
    """Return an error for answers that would have one name as figures, so that one of them would be lost."""
    seen: dict[str, Result] = {}
    problems = []
    for r in (r for r in every if not r.by):
        ident = figure_id(poll.name, r.question, r.answer)
        first = seen.setdefault(ident, r)
        if first is not r:
            message = f"The answers {first.answer!r} and {r.answer!r} to {r.question} would have one name, {ident}."
            hint = "Join them with [[join]] in poll.toml, or change one of them in cleaning.csv."
            problems.append(Problem(poll.file, "", None, "join", r.answer, "poll.repeated", "error", message, hint))
    return problems


def _of_design(poll: Poll, error: UsageError) -> Problem:
    message = f"The design of the poll cannot be worked with: {error}."
    hint = "Mend [design] or [weights] in poll.toml; docs/methods/poll.md says how a design is told."
    section = "weights" if str(error).startswith("weights") else "design"
    return Problem(poll.file, "", poll.line("", section), section, "", "poll.design", "error", message, hint)
