"""The public page of what became of each call, one per language, with its data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache

import jinja2
import polars as pl

from nuzuh.evidence.disclosure import WITHHELD, Rules
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.retracted import Withdrawn, lead
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.render.page import environment, page_context
from nuzuh.statement.calls_data import (
    SCHEMA_ID,
    calls_csv,
    calls_json,
    calls_schema,
    event_dict,
    hidden_count,
    to_bytes,
)
from nuzuh.statement.clock import SIDES, Event, Side
from nuzuh.statement.followup import Cell, FollowUp, Measure, follow, followed
from nuzuh.statement.letter import Letter, Version
from nuzuh.statement.setting import to_html
from nuzuh.terms.wording import Words, words


@lru_cache
def _templates() -> jinja2.Environment:
    return environment("nuzuh.statement")


def call_files(
    letters: Sequence[Letter], folder: Folder, ledger: Ledger, rules: Rules, day: dt.date
) -> dict[str, bytes]:
    """Return the pages and data of what became of the calls, of each letter of which anything is written down."""
    files: dict[str, bytes] = {}
    for letter in letters:
        if not followed(folder, letter.name):
            continue
        found = follow(letter.name, folder, ledger, day)
        marks = _withdrawn(found, folder, ledger)
        base = f"letters/{letter.name}"
        document = calls_json(found, letter, rules, folder.settings.synthetic)
        if marks:
            document["retracted"] = [one.as_dict() for one in marks]
        files[f"{base}/calls.json"] = to_bytes(document)
        files[f"{base}/{SCHEMA_ID}"] = calls_schema()
        files[f"{base}/calls.csv"] = calls_csv(found, letter, ";".join(one.ident for one in marks))
        for language in letter.versions:
            corrections = [lead(one, words(language)) for one in marks]
            files[f"{base}/calls.{language}.html"] = _page(found, letter, language, folder, rules, corrections)
    return files


def _withdrawn(found: FollowUp, folder: Folder, ledger: Ledger) -> list[Withdrawn]:
    """Return what was withdrawn and had been told of these calls: a source of their rows, or of a figure that measures one."""
    mine = folder.complete["responses"].filter(pl.col("letter") == found.letter, pl.col("date") <= found.day)
    told = set(mine.filter(~pl.col("protected").fill_null(value=False))["source"].drop_nulls())
    measured = [f for m in found.measures.values() if (f := m.figure)]
    marks = {ident for figure in measured for ident in figure.retracted}
    text = f"letters/{found.letter}/calls"
    return [
        one
        for one in ledger.withdrawn
        if one.ident in marks or one.stands_in(text) or (one.what.kind == "source" and one.what.ident in told)
    ]


def _page(
    found: FollowUp, letter: Letter, language: str, folder: Folder, rules: Rules, corrections: Sequence[str]
) -> bytes:
    version, say = letter.versions[language], words(language)
    names = Names(folder.tables["sources"])
    context = page_context(language, tuple(letter.versions), "calls.{}.html", folder.settings.synthetic)
    context |= {"notices": corrections, "errata": f"../../errata.{language}.html"}
    hidden = hidden_count(found, rules)
    cells = {(c.call, c.addressee): c for c in found.cells}
    people = list(dict.fromkeys(c.addressee for c in found.cells))
    calls = [
        {
            "id": call.ident,
            "text": to_html(call.text, {}, inline=True),
            "measure": _measure(found.measures.get(call.ident), language, say, names),
            "rhythm": _asked_rhythm(found.calls[call.ident].every_days, say),
            "rows": [_row(c, found, version, language, rules, names) for c in found.cells if c.call == call.ident],
            "matrix": [_short(cells.get((call.ident, who)), say) for who in people],
        }
        for call in version.calls
        if call.ident in found.calls
    ]
    text = (
        _templates()
        .get_template("calls.html")
        .render(
            **context,
            title=version.title,
            day=say.day(found.day),
            summary=[say.say(key, count=n, shown=say.number(n)) for key, n in summary(found).items()],
            addressees=[version.addressees.get(who, who) for who in people],
            calls=calls,
            hidden=say.say("calls-protected", shown=say.number(hidden)) if hidden else "",
        )
    )
    return text.encode()


def summary(found: FollowUp) -> dict[str, int]:
    """Return how many calls to an addressee stand where, by the key of the sentence that says it; zeros are left out."""
    cells = found.cells
    early = ("silent", "sent", "received")
    quiet = [c for c in cells if c.sent and all(s.state in early for s in c.sides.values())]
    done = [c for c in cells if c.sides["observed"].state == "acted"]
    counts = {
        "calls-sum-pairs": len(cells),
        "calls-sum-not_sent": sum(not c.events for c in cells),
        "calls-sum-silent": len(quiet),
        "calls-sum-late": sum(c.sides["observed"].late is not None for c in cells),
        "calls-sum-unseen": sum(unseen(c) for c in cells),
        "calls-sum-acted": len(done),
        "calls-sum-refused": sum(any(s.state == "refused" for s in c.sides.values()) for c in cells),
    }
    return {key: n for key, n in counts.items() if n}


def unseen(cell: Cell) -> bool:
    """Return whether an addressee says that it did what was asked, and nobody saw it done."""
    return cell.sides["says"].state == "acted" and cell.sides["observed"].state != "acted"


def _row(
    cell: Cell, found: FollowUp, version: Version, language: str, rules: Rules, names: Names
) -> Mapping[str, object]:
    say = words(language)
    sent = [say.say("calls-state-not_sent")]
    if cell.sent:
        sent = [say.day_of(cell.sent.date, cell.sent.accuracy)]
        if cell.sent.accuracy == "day":
            sent.append(_ago((found.day - cell.sent.date).days, say))
    return {
        "name": version.addressees.get(cell.addressee, cell.addressee),
        "sent": sent,
        "sides": [_side(name, cell, say) for name in SIDES],
        "events": [_event(event, language, rules, names) for event in cell.events],
        "history": say.say("calls-history", count=len(cell.events), shown=say.number(len(cell.events))),
    }


def _short(cell: Cell | None, say: Words) -> Mapping[str, object] | None:
    """Return a cell of the matrix: both sides in a word, and whether anything is overdue; None where nothing was asked."""
    if cell is None:
        return None
    states = {name: "not_sent" if not cell.events else side.state for name, side in cell.sides.items()}
    sides = [
        {"heading": say.say(f"calls-col-{name}"), "short": say.say(f"calls-short-{states[name]}")} for name in SIDES
    ]
    return {"sides": sides, "late": cell.sides["observed"].late is not None}


def _side(name: str, cell: Cell, say: Words) -> Mapping[str, object]:
    side: Side = cell.sides[name]
    late, lines = side.late, []
    if cell.sent and side.answered and cell.sent.accuracy == "day":
        days = (side.answered - cell.sent.date).days
        lines.append(say.say("calls-answered-after", count=days, shown=say.number(days)))
    if side.rhythm:
        lines.append(_rhythm(side, say))
    lines += [say.say(f"calls-wait-{d.kind}", day=say.day(d.due)) for d in side.waiting if d.due >= side.day]
    missed = ""
    if late:
        missed = say.say(f"calls-late-{late.kind}", day=say.day(late.due), ago=_ago(side.days_late, say))
    state = _state(side.since, say) if side.since else say.say(f"calls-state-silent-{name}")
    return {"heading": say.say(f"calls-col-{name}"), "state": state, "late": missed, "lines": lines}


def _state(event: Event, say: Words) -> str:
    text = say.say(f"calls-state-{event.event}", day=say.day_of(event.date, event.accuracy))
    if event.event != "promised" or not event.due:
        return text
    return f"{text}{say.say('list-separator')}{say.say('calls-until', day=say.day(event.due))}"


def _ago(days: int, say: Words) -> str:
    return say.say("calls-ago", count=days, shown=say.number(days))


def _rhythm(side: Side, say: Words) -> str:
    rhythm = side.rhythm
    if rhythm is None:
        return ""
    text = say.say("calls-rhythm", count=rhythm.reports, shown=say.number(rhythm.reports))
    if rhythm.gap is None:
        return text
    gap = say.say("calls-rhythm-gap", count=rhythm.gap, shown=say.number(rhythm.gap))
    return f"{text}{say.say('list-separator')}{gap}"


def _asked_rhythm(days: int | None, say: Words) -> str:
    return say.say("calls-rhythm-asked", count=days, shown=say.number(days)) if days else ""


def _event(event: Event, language: str, rules: Rules, names: Names) -> Mapping[str, object]:
    say, given = words(language), event_dict(event, rules)
    source = given["source"] or ""
    named = say.say("withheld") if source == WITHHELD else names(source, language) if source else ""
    who = say.say(f"calls-by-{event.said_by}", source=named or say.say("calls-by-others"))
    text = event.text.get(language) or next(iter(event.text.values()), "")
    spoken = language if language in event.text else next(iter(event.text), language)
    return {
        "what": _state(event, say),
        "who": who,
        "source": named if named and event.said_by != "third_party" else "",
        "text": text,
        "language": spoken,
        "direction": words(spoken).direction,
        "link": given["evidence"],
        "on_file": given["on_file"],
    }


def _measure(measure: Measure | None, language: str, say: Words, names: Names) -> Mapping[str, object] | None:
    """Return the figure that measures a call, with its target, in words."""
    if measure is None:
        return None
    figure = measure.figure
    value = when = sources = ""
    if figure and figure.value is not None and figure.status != "disputed":
        value = say.amount(figure.value, figure.quantifier, figure.unit, figure.decimals)
        value = say.say("calls-measure-value", label=figure.label.get(language, figure.id), value=value)
        if figure.start and figure.end:
            when = say.period(figure.start, figure.end)
        elif figure.date:
            when = say.day_of(figure.date, figure.accuracy)
        shown = [say.say("withheld") if s == WITHHELD else names(s, language) for s in figure.sources]
        sources = figure.citation or say.say("list-separator").join(shown)
    target = ""
    if measure.target is not None and figure:
        key = "calls-target-least" if measure.comparison == "at least" else "calls-target-most"
        target = say.say(key, target=say.amount(measure.target, "exactly", figure.unit, figure.decimals))
    return {
        "id": measure.ident,
        "value": value,
        "when": when,
        "sources": sources,
        "target": target,
        "met": say.say(f"calls-met-{measure.met}"),
    }
