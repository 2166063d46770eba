"""The section on people displaced at least once: limits, what they assume, and that they are no margin of error."""

from __future__ import annotations

from nuzuh.evidence.figure import Figure
from nuzuh.report.content import Block, Cell, Column, Note, Section, Table
from nuzuh.report.issue import Issue
from nuzuh.terms.wording import Words


def once(issue: Issue, say: Words) -> Section | None:
    """Return the section on people displaced at least once; None where the reports allow to say nothing."""
    figure = issue.ledger.get("displaced.once.total")
    if figure is None or (figure.low is None and figure.high is None and figure.value is None):
        return None
    heading = say.say("once-heading")
    columns = [Column(say.say("col-period")), Column(heading), Column(say.say("col-sources"))]
    row = [
        Cell(issue.when(figure, say)),
        Cell(limits(figure, say), figure=figure.id),
        Cell(issue.source_names(figure, say.language)),
    ]
    blocks: list[Block] = [Table("table-once", heading, columns, [row])]
    if figure.low is not None:
        blocks.append(Note(say.say("once-why-low")))
    if figure.high is not None:
        blocks.append(Note(say.say("once-why-high")))
    return Section("once", heading, say.say("once-why"), blocks)


def limits(figure: Figure, say: Words) -> str:
    """Return what is known of the people displaced at least once, in words."""
    parts = []
    if figure.value is not None:
        parts.append(say.say("once-counted", value=say.amount(figure.value, figure.quantifier)))
    low, high = (None if end is None else say.number(end) for end in (figure.low, figure.high))
    if low and high:
        parts.append(say.say("once-between", low=low, high=high))
    elif low:
        parts.append(say.say("once-least", low=low))
    elif high:
        parts.append(say.say("once-most", high=high))
    return " ".join(parts)
