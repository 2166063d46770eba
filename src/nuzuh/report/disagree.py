"""Where sources disagree: each against the accounts, and side by side for the figures of one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nuzuh.evidence.disclosure import WITHHELD
from nuzuh.evidence.figure import Figure
from nuzuh.report.content import Block, Cell, Column, Note, Section, Table
from nuzuh.report.issue import Issue
from nuzuh.report.tables import show, spread, spread_heading, table
from nuzuh.terms.wording import Words


def agreement_section(issue: Issue, say: Words) -> Section | None:
    """Return what each source reports against the accounts, and how far the total moves without it."""
    if issue.agreement is None or not issue.agreement.height:
        return None
    columns = [
        Column(say.say("col-source")),
        Column(say.say("col-rows"), numeric=True),
        Column(say.say("col-factor"), numeric=True),
        Column(say.say("col-error"), numeric=True),
        Column(say.say("col-moved"), numeric=True),
    ]
    ranked = sorted(issue.agreement.iter_rows(named=True), key=lambda r: (-(abs(r["moved"] or 0)), r["source"]))
    blocks: list[Block] = [
        table("table-agreement", say.say("section-agreement"), columns, [_row(issue, say, row) for row in ranked])
    ]
    if level := next((f.level for f in issue.ledger.figures.values() if f.level), None):
        what = say.say("col-interval", level=say.percent(level))
        blocks.append(Note(say.say("small-line", what=what)))
    blocks.append(Note(say.say("agreement-places")))
    return Section("agreement", say.say("section-agreement"), say.say("lead-agreement"), blocks)


def _row(issue: Issue, say: Words, row: Mapping[str, Any]) -> list[Cell]:
    code = WITHHELD if row["source"] in issue.rules.protected_sources else row["source"]
    low, high = row["factor_low"], row["factor_high"]
    note = f"{say.decimal(low)}–{say.decimal(high)}" if low is not None and high is not None else ""
    return [
        Cell(issue.source_short(code, say.language)),
        Cell(say.number(row["rows"])),
        Cell("" if row["factor"] is None else say.isolate(say.decimal(row["factor"])), note=say.isolate(note)),
        Cell("" if row["error"] is None else _signed(say, "±", row["error"])),
        Cell("" if row["moved"] is None else moved(say, row["moved"])),
    ]


def moved(say: Words, share: float) -> str:
    """Return a change as a whole percentage with its sign; less than half of one is none to speak of."""
    return _signed(say, "+" if share > 0 else "\u2212", share)


def _signed(say: Words, sign: str, share: float) -> str:
    if abs(share) < 0.005:
        return say.say("percent-little", share=say.percent(0.01))
    return say.isolate(sign + say.percent(abs(share)).strip("\u2066\u2069"))


def said_table(
    issue: Issue, say: Words, ident: str, caption: str, named: Sequence[tuple[str, Figure]], first: str
) -> Table:
    """Return figures as rows with what each source says of them as columns, the best graded first.

    Parameters
    ----------
    issue, say, ident, caption
        As for other tables.
    named : sequence of (str, Figure)
        Heading of each row, and its figure.
    first : str
        Key of the first heading.
    """
    grades = dict(issue.folder.tables["sources"].select("code", "grade").iter_rows())
    codes = {s["source"] for _, f in named for s in f.said}
    sources = sorted(codes, key=lambda code: (grades.get(code) or "Z", code))
    figures = [f for _, f in named]
    columns = [
        Column(say.say(first)),
        Column(say.say("col-ours"), numeric=True),
        Column(spread_heading(figures, say), numeric=True),
        *(Column(issue.source_short(code, say.language), numeric=True) for code in sources),
    ]
    rows = []
    for name, figure in named:
        told: dict[str, list[Cell]] = {}
        for said in figure.said:
            told.setdefault(said["source"], []).append(_said(say, figure, said))
        said_cells = [_joined(say, told.get(code, [])) for code in sources]
        rows.append([Cell(name), show(issue, say)(figure), Cell(spread(issue, say, figure)), *said_cells])
    return table(ident, caption, columns, rows)


def _said(say: Words, figure: Figure, said: Mapping[str, Any]) -> Cell:
    """Return what one source says, with its days where these are not the figure's."""
    text = say.amount(said["value"], said["quantifier"])
    same = (said["start"], said["end"]) == (figure.start, figure.end) or said["start"] == figure.date
    return Cell(text, note="" if same else say.period(said["start"], said["end"]))


def _joined(say: Words, cells: Sequence[Cell]) -> Cell:
    """Return what several sources that are not named say, in one cell."""
    separator = say.say("list-separator")
    notes = [cell.note for cell in cells if cell.note]
    return Cell(separator.join(cell.text for cell in cells), note=separator.join(notes))
