"""How this was counted, in plain words, with both methods side by side where there are two."""

from __future__ import annotations

from nuzuh.evidence.figure import Figure
from nuzuh.report.content import Block, Cell, Column, Items, Note, Section, Table
from nuzuh.report.disagree import moved
from nuzuh.report.issue import Issue
from nuzuh.report.tables import show, spread, spread_heading, table
from nuzuh.terms.wording import Words

_PREFIX = "preferred."


def method_section(issue: Issue, say: Words) -> Section:
    """Return how the figures of the issue came about."""
    settings = issue.folder.settings
    size, rules = settings.household_size, issue.rules
    lines = [say.say("method-1")]
    if issue.by_accounts:
        lines += [say.say(f"method-accounts-{n}", **_level(issue, say, n)) for n in range(1, 7)]
    else:
        lines += [say.say("method-2"), say.say("method-3")]
    if size:
        lines.append(say.say("method-4", size=say.number(size)))
    lines.append(say.say("method-6", level=say.number(rules.finest_level), smallest=say.number(rules.smallest_cell)))
    if rules.rounding == "idmc":
        lines.append(say.say("method-6-idmc"))
    lines.append(say.say("method-7", figure=say.isolate("displaced.flow.total")))
    blocks: list[Block] = [Items(lines)]
    if beside := _side_by_side(issue, say):
        blocks += [beside, Note(f"{say.say('method-2')} {say.say('method-3')}")]
    return Section("method", say.say("section-method"), "", blocks)


def _level(issue: Issue, say: Words, number: int) -> dict[str, str]:
    level = next((f.level for f in issue.ledger.figures.values() if f.level and f.role != "poll"), 0.9)
    return {"level": say.percent(level)} if number == 4 else {}


def _side_by_side(issue: Issue, say: Words) -> Table | None:
    """Return the figures that both methods give: those of the accounts, and ``preferred.<id>`` beside them."""
    pairs = [
        (ours, theirs)
        for theirs in issue.ledger.figures.values()
        if theirs.role == "preferred" and (ours := issue.ledger.get(theirs.id.removeprefix(_PREFIX)))
    ]
    if not pairs:
        return None
    pairs.sort(key=lambda pair: (pair[0].metric == "stock", pair[0].role != "total", pair[0].id))
    columns = [
        Column(say.say("col-what")),
        Column(say.say("col-accounts"), numeric=True),
        Column(spread_heading([ours for ours, _ in pairs], say), numeric=True),
        Column(say.say("col-preferred"), numeric=True),
        Column(spread_heading([theirs for _, theirs in pairs], say), numeric=True),
        Column(say.say("col-difference"), numeric=True),
    ]
    rows = [
        [
            Cell(ours.label[say.language]),
            show(issue, say)(ours),
            Cell(spread(issue, say, ours)),
            show(issue, say)(theirs),
            Cell(spread(issue, say, theirs)),
            Cell(_difference(say, ours, theirs)),
        ]
        for ours, theirs in pairs
    ]
    return table("table-both", say.say("method-both"), columns, rows)


def _difference(say: Words, ours: Figure, theirs: Figure) -> str:
    """Return how far the accounts lie from the preferred value."""
    return moved(say, ours.value / theirs.value - 1) if ours.value is not None and theirs.value else ""
