"""The cells of a table read as answers, question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import polars as pl

from nuzuh.formats.raw import short
from nuzuh.poll.asked import Wishes
from nuzuh.poll.chosen import read_one
from nuzuh.poll.codes import CODES
from nuzuh.poll.multiple import read_many
from nuzuh.poll.reading import Plan, Planned, together
from nuzuh.poll.values import order_of, read_days, read_numbers

_NO_TEXT = ["n/a", "N/A", "nan", "NaN", "null", "NULL", "<NA>", "#N/A"]


def languages_of(plans: Iterable[Plan]) -> list[str | None]:
    """Return in which languages the tables hold their answers, the one of most questions first; `CODES` among them."""
    votes: Counter[str | None] = Counter()
    for plan in plans:
        labels = plan.matched.languages
        by_label = sum(count for language, count in labels.items() if language is not None)
        if by_label > labels[None]:  # headings by label come with answers by label
            votes.update({language: 1 for language in labels if language is not None})
        else:
            votes[CODES] += 1
        for planned in plan.questions:
            if planned.asked.kind == "one" and planned.columns:
                texts = together(plan.laid.rows, planned.columns).drop_nulls().unique().to_list()
                book = planned.book
                fits = [each for each in book.languages() if texts and all(book.code(text, [each]) for text in texts)]
                votes.update(dict.fromkeys(fits, 1) if len(fits) < len(book.languages()) else {})
    return [language for language, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0] or ""))]


def order_in(plans: Iterable[Plan]) -> str:
    """Return in which order day and month stand in the days and times of the tables, empty where they do not show it."""
    cells: list[pl.Series] = []
    for plan in plans:
        days = [column for each in plan.questions if each.asked.kind == "date" for column in each.columns]
        times = [column for target, held in plan.matched.columns.items() if not target.answer for column in held]
        cells += [plan.laid.rows[f"c{column}"] for column in (*days, *times)]
    return order_of(cells)


def read_plan(plan: Plan, usual: list[str | None], wishes: Wishes) -> pl.DataFrame:
    """Return ``_line`` and the columns of every question of a table.

    Parameters
    ----------
    plan : Plan
        Its findings gain what could not be read.
    usual : list
        As `languages_of` returns them.
    wishes : Wishes
    """
    columns: dict[str, pl.Series] = {"_line": plan.laid.rows["_line"]}
    for planned in plan.questions:
        columns |= _read(plan, planned, usual, wishes)
    return pl.DataFrame(columns)


def _read(plan: Plan, planned: Planned, usual: list[str | None], wishes: Wishes) -> dict[str, pl.Series]:
    asked, rows, findings = planned.asked, plan.laid.rows, plan.findings
    column = _one_column(plan, planned)
    heading = plan.laid.header[planned.columns[0]] if planned.columns else asked.name
    cells = pl.DataFrame({"_line": rows["_line"], "cell": column})
    match asked.kind:
        case "one":
            return {asked.name: read_one(cells, planned.book, usual, heading, findings, other=planned.other)}
        case "many":
            _tell_foreign(plan, planned)
            split = {code: together(rows, held) for code, held in planned.split.items()}
            summary = column if planned.columns else None
            read = read_many(rows["_line"], summary, split, planned.book, usual, heading, findings, other=planned.other)
            return {f"{asked.name}/{code}": read[code] for code in read.columns}
        case "number":
            return {asked.name: read_numbers(cells, heading, findings, whole=planned.whole, none=wishes.no_numbers)}
        case "date":
            return {asked.name: read_days(cells, heading, findings, wishes.order)}
    return {asked.name: column.replace(_NO_TEXT, [None] * len(_NO_TEXT))}


def _one_column(plan: Plan, planned: Planned) -> pl.Series:
    """Return the cells of the columns of a question as one; where two differ the first is taken and a finding says so."""
    rows = plan.laid.rows
    column = together(rows, planned.columns)
    for other in planned.columns[1:]:
        differ = (rows[f"c{other}"] != column).fill_null(value=False)
        heading = plan.laid.header[other]
        what = f'say something else than an earlier column for "{short(planned.asked.name)}"; that was taken.'
        value = str(rows[f"c{other}"].filter(differ)[0]) if differ.any() else ""
        suggestion = "Leave one of the columns out of the file."
        plan.findings.tell("answer.twice", heading, rows["_line"].filter(differ), value, what, suggestion)
    return column


def _tell_foreign(plan: Plan, planned: Planned) -> None:
    """Tell of columns for options that the list of the question does not have."""
    for text, column in planned.foreign.items():
        cells = plan.laid.rows[f"c{column}"]
        chosen = plan.laid.rows["_line"].filter(cells.is_not_null() & ~cells.is_in(["0", "false", "False", "FALSE"]))
        what = f'choose "{short(text)}", which the list of the form does not have; it is not counted.'
        suggestion = "Add the option to the form (an earlier version may have had it)."
        plan.findings.tell("many.option", plan.laid.header[column], chosen, text, what, suggestion, "error")
