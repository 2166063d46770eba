"""What ``nuzuh calls`` and ``nuzuh retract`` show: where each call stands and what to do next; what used a source."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from nuzuh import screen
from nuzuh.statement.clock import Side
from nuzuh.statement.followup import Cell, FollowUp
from nuzuh.statement.retraction import to_csv

_STATES = {"silent": "–", "no_action": "nothing done"}
_LATE = {
    "answer": "an answer",
    "call": "what the call asks",
    "promise": "what it promised",
    "report": "the next report",
}


def show_calls(found: Sequence[FollowUp], steps: Sequence[Mapping[str, Any]]) -> None:
    """Show where the calls of letters stand, and what to do next."""
    for each in found:
        screen.console().print(_matrix(each))
    for step in steps:
        screen.console().print(Text(f"{step['letter']}: {step['what']}"), soft_wrap=True)


def show_retracted(found: Mapping[str, Any]) -> None:
    """Show what used a source, and the row that withdraws it."""
    screen.console().print(_used(found))
    if not found["rows"] and not found["polls"]:
        screen.say("No report is its own. Rows of places that name it stay: a name and a code are no report.")
    for cited in found["cited"]:
        where = f"{cited['file']}, line {cited['line']}, column {cited['column']}: {cited['expression']}"
        screen.say(where)
    for frozen in found["frozen"]:
        screen.say(f"{frozen['file']} is frozen and stays as it was signed: {', '.join(frozen['figures'])}")
    for kind in ("polls", "pages"):
        if found[kind]:
            screen.say(f"{kind}: {', '.join(found[kind])}")
    screen.show_files([Path(f) for f in found["files"]], [], False)
    screen.say("To withdraw it, fill in every … and add this row to retractions.csv; then build:")
    sys.stdout.write(to_csv(found["row"]))


def _used(found: Mapping[str, Any]) -> Table:
    """Return the figures that used it, those that change or vanish first, without those of place and period where many."""
    title = f"{found['retracted']['kind']} {found['retracted']['id']}: {len(found['rows'])} rows, {len(found['figures'])} figures"
    table = Table("figure", "now", "without it", "rows of it", title=title, title_justify="left")
    for figure in found["figures"][: screen.MOST_FIGURES]:
        without = "vanishes" if figure["change"] == "vanishes" else _number(figure["without"])
        lines = [f"{r['file']}, line {r['line']}" for r in figure["rows"]]
        shown = "; ".join(lines[:3]) + (f"; and {len(lines) - 3} more" if len(lines) > 3 else "")
        table.add_row(figure["id"], _number(figure["now"]), without, shown or "moves with the others")
    return table


def _number(values: Mapping[str, Any]) -> str:
    if values["value"] is None:
        return values["status"] if values["status"] == "suppressed" else "not known"
    return f"{values['value']:,}" + (f" ({values['low']:,} … {values['high']:,})" if values["low"] is not None else "")


def _matrix(found: FollowUp) -> Table:
    table = Table(
        *("call", "addressee", "sent", "says of itself", "observed", "overdue by what was observed"),
        title=f"{found.letter}, {found.day}: call by addressee",
        title_justify="left",
    )
    for cell in found.cells:
        sent = str(cell.sent.date) if cell.sent else "not sent"
        sides = [_shown(cell.sides[name]) for name in ("says", "observed")]
        seen = cell.sides["observed"]
        late = f"{_LATE[seen.late.kind]}, {_days(seen.days_late)}" if seen.late else ""
        table.add_row(cell.call, cell.addressee, sent, *sides, Text(late, style="bold" if late else ""))
    return table


def _shown(side: Side) -> str:
    state = _STATES.get(side.state, side.state)
    return f"{state} {side.since.date}" if side.since else state


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"


def _claim(says: Side, seen: Side) -> str:
    """Return what to do about a deed that an addressee claims and that was not observed."""
    claim = f"says of itself that it acted ({says.since.date})" if says.since else "says of itself that it acted"
    if seen.state == "no_action" and seen.since:
        return f"{claim}, but nothing was seen to be done ({seen.since.date}). Hold it against them, and look again."
    return f"{claim}. Go and see, and add what you observe."


def next_steps(found: FollowUp) -> Iterator[Mapping[str, Any]]:
    """Yield what to do next, the latest first: what is late, what is claimed and was not seen, what was not sent."""
    steps: list[tuple[int, Cell, str]] = []
    for cell in found.cells:
        says, seen = cell.sides["says"], cell.sides["observed"]
        who = f"{cell.addressee} on {cell.call}"
        if not cell.sent:
            steps.append((-1, cell, f"{who}: send it, and add the row sent to letters/{found.letter}/responses.csv."))
        elif says.state == "acted" and seen.state != "acted":
            steps.append((seen.days_late, cell, f"{who}: {_claim(says, seen)}"))
        elif seen.late:
            since = f"due {seen.late.due}, {_days(seen.days_late)} ago"
            steps.append((seen.days_late, cell, f"{who}: ask for {_LATE[seen.late.kind]} ({since})."))
    for days, cell, what in sorted(steps, key=lambda s: (-s[0], s[1].call, s[1].addressee)):
        yield {
            "letter": found.letter,
            "call": cell.call,
            "addressee": cell.addressee,
            "days": max(days, 0),
            "what": what,
        }
