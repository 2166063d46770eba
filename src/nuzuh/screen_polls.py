"""What the commands of polls show: answers by group, what was printed elsewhere, plans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from nuzuh.evidence.figure import Figure
from nuzuh.poll.fieldwork import Needed
from nuzuh.poll.plan import Base, Plan
from nuzuh.poll.planning import said
from nuzuh.poll.polled import Polled
from nuzuh.screen import console, print_json, say, show_problems

_MOST_LINES = 300


def poll_as_dict(polled: Polled, figures: Sequence[Figure], language: str) -> dict[str, Any]:
    """Return what ``nuzuh poll --json`` prints."""
    return {
        "poll": polled.poll.name,
        "submissions": {"read": polled.read, "counted": polled.answered, "left_out": polled.left_out},
        "of": "those asked" if not polled.poll.by_chance else "the people from whom they were drawn",
        "places_chosen": "purpose" if polled.poll.purposive else polled.poll.places_chosen or None,
        "figures": [f.as_dict() for f in figures],
        "checks": [c.as_dict(language) for c in polled.claims],
        "tests": [msgspec.to_builtins(t) for t in polled.tests],
        "proposals": list(polled.proposals),
        "problems": [p.as_dict() for p in polled.problems],
    }


def show_poll(polled: Polled, figures: Sequence[Figure], language: str) -> None:
    """Show a poll's answers over all and by group, its tests, claims and proposals."""
    on = console()
    on.print(Text(polled.poll.named(language), style="bold"))
    if polled.read is not None:
        say(f"{polled.read} submissions read, {polled.answered} count, {polled.left_out} left out.")
    if not polled.poll.by_chance:
        say("Of those we asked: nobody was drawn by chance (chosen in poll.toml), so there are no intervals.")
    if polled.poll.purposive and polled.poll.chosen == "chance":
        say("The places were chosen on purpose: intervals speak of the people within them only.")
    items = {i.name: i for i in (*polled.items, *polled.groups)}
    table = Table("question", "by", "answer", "share or average", "interval", "answered", "deff")
    shown = [f for f in figures if f.asked and f.asked.question]
    for f in shown[:_MOST_LINES]:
        asked = f.asked
        if asked is None:
            continue
        by = f"{asked.by} = {asked.group}" if asked.by else ""
        unit = " %" if f.unit == "percent" else ""
        value = "hidden" if f.status == "suppressed" else "not known" if f.value is None else f"{f.value:.1f}{unit}"
        between = "" if f.low is None or f.high is None else f"{f.low:.1f} – {f.high:.1f}"
        between = "fixed by calibration" if asked.fixed else between
        base = "" if f.of is None else f"{f.of:.0f}"
        answer = items[asked.question].answer(asked.answer).said(language) if asked.answer else "average"
        deff = "" if asked.deff is None else f"{asked.deff:.2f}"
        table.add_row(Text(asked.question), Text(by), Text(answer), value, between, base, deff)
    if shown:
        on.print(table)
    if len(shown) > _MOST_LINES:
        on.print(f"… and {len(shown) - _MOST_LINES} more: all with --json.")
    for test in polled.tests:
        asked_of = f"{test.question} {test.answer}".strip()
        p = f"p = {test.p:.3f}" if test.p >= 0.001 else "p under 0.001"
        on.print(Text(f"{asked_of} by {test.by}: {p} (Rao–Scott F, {test.n} answers)"))
    for claim in polled.claims:
        style = {"attainable": "green", "not attainable": "yellow"}.get(claim.verdict, "")
        of = "" if claim.n is None else f" of {claim.n}"
        reason = claim.reason.get(language) or next(iter(claim.reason.values()), "")
        on.print(Text.assemble((f"{claim.text}{of}: {claim.verdict}. ", style), reason))
    for proposal in polled.proposals:
        on.print(Text(proposal))


def show_responses(path: Path, polled: Polled, *, as_json: bool) -> None:
    """Show how a file of responses was understood: what counts, and which question each heading holds."""
    questions = [
        {"question": q.name, "kind": q.kind, "headings": list(q.headers), "answers": len(q.options), "repeat": q.repeat}
        for q in polled.questions
    ]
    counted = {"read": polled.read, "counted": polled.answered, "left_out": polled.left_out}
    if as_json:
        problems = [p.as_dict() for p in polled.problems]
        print_json({"files": [str(path)], "problems": problems, "submissions": counted, "questions": questions})
        return
    show_problems(polled.problems)
    table = Table("question", "kind", "headings", "answers to choose from")
    for q in polled.questions:
        shown = ", ".join(q.headers[:4]) + (" …" if len(q.headers) > 4 else "")
        table.add_row(Text(q.name), q.kind, Text(shown or "no heading of the file"), str(len(q.options) or ""))
    console().print(table)
    say(
        f"{polled.read} submissions read, {polled.answered} count, {polled.left_out} left out. The file is kept as it is: {path}"
    )
    say(f"Next: nuzuh poll {polled.poll.name} {path.parents[2]}")


def plan_as_dict(plan: Plan) -> dict[str, Any]:
    """Return what ``nuzuh poll plan --json`` prints."""
    document: dict[str, Any] = msgspec.to_builtins(plan)
    return document | {"cautions": [msgspec.to_builtins(c) | {"message": said(c)} for c in plan.cautions]}


def show_plan(plan: Plan) -> None:
    """Show what a design will give, and the same people in other clusters."""
    on = console()
    work = plan.work
    where = f"in {work.clusters} clusters" if work.clusters else "drawn one by one"
    on.print(
        f"{work.people} people asked {where}, {work.answers} answers. Design effect {plan.everybody.deff:.2f}: "
        f"as precise as {plan.everybody.effective:.0f} people drawn one by one; clustering costs {plan.lost_to_clusters:.0f} answers."
    )
    table = Table("who", "answers", "effective", "if the share is", f"{work.level:.0%} interval", "people needed")
    for base in (plan.everybody, *plan.groups):
        _add(table, base)
    on.print(table)
    for pair in plan.comparisons:
        least = "none can be told" if pair.smallest is None else f"{100 * pair.smallest:.1f} points can be told"
        need = f"; {_needed(pair.needed)} for the difference wanted" if pair.needed else ""
        on.print(Text(f"{pair.first} against {pair.second}, around {pair.share:.0%}: a difference of {least}{need}"))
    other = Table(
        "clusters", "people in each", "design effect", "effective", "interval", title="The same people otherwise"
    )
    for a in plan.alternatives:
        clusters = "one by one" if a.clusters is None else f"{a.clusters}"
        between = "none" if a.low is None or a.high is None else f"{100 * a.low:.1f} – {100 * a.high:.1f} %"
        other.add_row(clusters, f"{a.per_cluster:.1f}", f"{a.deff:.2f}", f"{a.effective:.0f}", between)
    on.print(other)
    for caution in plan.cautions:
        say(said(caution))


def _add(table: Table, base: Base) -> None:
    for share in base.shares:
        between = (
            "none" if share.low is None or share.high is None else f"{100 * share.low:.1f} – {100 * share.high:.1f} %"
        )
        need = _needed(share.needed) if share.needed else ""
        table.add_row(
            Text(base.name or "all"), str(base.answers), f"{base.effective:.0f}", f"{share.share:.0%}", between, need
        )


def _needed(needed: Needed) -> str:
    if needed.people is None:
        return "out of reach"
    return f"{needed.people}" + (f" in {needed.clusters} clusters" if needed.clusters else "")
