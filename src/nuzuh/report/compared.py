"""The section on other crises: each published figure, and what ours are against it, or why they are not compared."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nuzuh.displaced.compare import Comparison, Rate, Ratio, closest, comparisons, reason_text
from nuzuh.displaced.kinds import kind_of
from nuzuh.evidence.rounding import two_digits
from nuzuh.report.content import Block, Cell, Column, Note, Section, Table
from nuzuh.report.issue import Issue
from nuzuh.terms.wording import Words


def compared(issue: Issue, say: Words) -> Section | None:
    """Return the section on other crises; None where the folder has no published figure of any."""
    found = comparisons(issue.ledger, issue.folder.tables["places"])
    references = [f for f in issue.ledger.figures.values() if f.role == "reference"]
    if not references:
        return None
    columns = [
        Column(say.say("col-what")),
        Column(say.say("col-people"), numeric=True),
        Column(say.say("col-metric")),
        Column(say.say("col-of-whom")),
        Column(say.say("col-when")),
        Column(say.say("col-against")),
        Column(say.say("col-citation")),
    ]
    rows = [
        [
            Cell(f.label[say.language]),
            Cell(issue.value(f, say.language), figure=f.id),
            Cell(say.say(f"metric-{f.metric}")),
            Cell(say.say(f"who-{kind}") if (kind := kind_of(f)) else f.population),
            Cell(issue.when(f, say)),
            Cell("; ".join(_against(c, say) for c in closest([c for c in found if c.reference.id == f.id]))),
            Cell(f.citation, link=f.link),
        ]
        for f in references
    ]
    heading = say.say("section-compare")
    blocks: list[Block] = [Table("table-compare", heading, columns, rows), Note(say.say("compare-rule"))]
    if _without_heads(found):
        blocks.append(Note(say.say("compare-no-heads")))
    return Section("compare", heading, say.say("lead-compare"), blocks)


def _without_heads(found: Sequence[Comparison]) -> bool:
    """Return whether figures are compared of which nothing can be given per head."""
    return any((c.ratio or c.per_day) and None in c.residents for c in found)


def _against(found: Comparison, say: Words) -> str:
    """Return a comparison in words."""
    what = found.ours.label[say.language]
    if found.ratio is None and found.per_day is None:
        reasons = say.say("list-separator").join(reason_text(r, say) for r in found.reasons)
        return say.say("compare-not", what=what, reasons=reasons)
    if found.ratio is not None:
        parts = [_times(what, found.ratio, say)]
    else:
        parts = [say.say("compare-only-day", what=what, reason=reason_text(found.reasons[0], say))]
    rates = {"day": found.per_day, "head": found.per_head, "head-day": found.per_head_per_day}
    parts += [_per(f"compare-per-{name}", rate, say) for name, rate in rates.items() if rate]
    return say.say("list-separator").join(parts)


def _times(what: str, ratio: Ratio, say: Words) -> str:
    """Return a ratio in words, with its range where there is one."""
    given = {"what": what, "times": _rounded(ratio, say)}
    if ratio.low is None or ratio.high is None or math.isclose(ratio.low, ratio.high):
        return say.say("compare-times", **given)
    span = say.range(two_digits(ratio.low), two_digits(ratio.high))
    if ratio.level is None:
        return say.say("compare-times-range", **given, range=span)
    return say.say("compare-times-level", **given, range=span, level=say.percent(ratio.level))


def _per(key: str, rate: Rate, say: Words) -> str:
    """Return both figures per day or per head, and their ratio."""
    ours, reference = (say.number(two_digits(v)) for v in (rate.ours, rate.reference))
    return say.say(key, ours=ours, reference=reference, times=_rounded(rate.ratio, say))


def _rounded(ratio: Ratio, say: Words) -> str:
    """Return a ratio with two digits; a bound is rounded so that it stays true."""
    towards = {"more than": -1, "less than": 1}.get(ratio.quantifier, 0)
    value = two_digits(ratio.value, towards)
    if ratio.quantifier == "less than":
        return say.say("ratio-less", number=say.number(value))
    return say.amount(value, ratio.quantifier)
