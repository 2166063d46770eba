"""What became of the calls as data: one JSON object and one table."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import msgspec
import polars as pl

from nuzuh.evidence.disclosure import WITHHELD, Rules
from nuzuh.statement.clock import SIDES, Deadline, Event, Rhythm, Side
from nuzuh.statement.followup import Cell, FollowUp, Measure
from nuzuh.statement.letter import Letter

SCHEMA_ID = "calls.schema.json"
STATES = ("silent", "sent", "received", "answered", "promised", "no_action", "acted", "withdrawn", "refused")
_COLUMNS = ("call", "addressee", "addressee_name", "day", "sent", "days_since_sent")
_OF_SIDE = ("state", "date", "days_until_answer", "late", "late_due", "late_days")


def calls_json(found: FollowUp, letter: Letter | None, rules: Rules | None, synthetic: str = "") -> dict[str, Any]:
    """Return what became of the calls of a letter, as ``calls.json`` has it (see ``docs/methods/calls.md``).

    Parameters
    ----------
    found : FollowUp
    letter : Letter or None
        Gives names and texts; None where the letter has errors, as ``nuzuh calls`` may show it.
    rules : Rules or None
        What may be published; None for the terminal, which shows everything.
    synthetic : str
        The sentence that says that the data are invented.
    """
    versions = letter.versions if letter else {}
    people = dict.fromkeys(c.addressee for c in found.cells)
    said = {
        i: {k: t for k, v in versions.items() for c in v.calls if c.ident == i for t in [c.text.plain()]}
        for i in found.calls
    }
    return {
        "$schema": SCHEMA_ID,
        "letter": found.letter,
        "title": {code: v.title for code, v in versions.items()},
        "date": letter.date.isoformat() if letter else None,
        "day": found.day.isoformat(),
        "synthetic": synthetic or None,
        "addressees": [
            {"id": who, "name": {k: v.addressees[who] for k, v in versions.items() if who in v.addressees}} for who in people
        ],
        "calls": [
            {
                "id": ident,
                "text": said[ident],
                "to": [c.addressee for c in found.cells if c.call == ident],
                "due": _iso(terms.due),
                "within_days": terms.within_days,
                "every_days": terms.every_days,
                "measure": _measure(found.measures[ident]) if ident in found.measures else None,
            }
            for ident, terms in found.calls.items()
        ],
        "cells": [_cell(cell, found.day, rules) for cell in found.cells],
        "protected": hidden_count(found, rules),
    }  # fmt: skip


def hidden_count(found: FollowUp, rules: Rules | None) -> int | None:
    """Return how many entries are left out, where that tells of nobody: not for fewer than the smallest cell."""
    return found.hidden if found.hidden and rules and found.hidden >= rules.smallest_cell else None


def _cell(cell: Cell, day: dt.date, rules: Rules | None) -> dict[str, Any]:
    return {
        "call": cell.call,
        "addressee": cell.addressee,
        "sent": _iso(cell.sent.date) if cell.sent else None,
        "days_since_sent": _days(cell.sent, day),
        **{name: _side(cell.sides[name], cell.sent) for name in SIDES},
        "events": [event_dict(event, rules) for event in cell.events],
    }


def _side(side: Side, sent: Event | None) -> dict[str, Any]:
    late = side.late
    return {
        "state": side.state,
        "date": _iso(side.since.date) if side.since else None,
        "date_accuracy": side.since.accuracy if side.since else None,
        "days_until_answer": _days(sent, side.answered),
        "late": {"kind": late.kind, "due": late.due.isoformat(), "days": side.days_late} if late else None,
        "waiting": [_waiting(d) for d in side.waiting],
        "reports": _rhythm(side.rhythm) if side.rhythm else None,
    }


def _waiting(deadline: Deadline) -> dict[str, Any]:
    return {"kind": deadline.kind, "due": deadline.due.isoformat()}


def _rhythm(rhythm: Rhythm) -> dict[str, Any]:
    first, last = _iso(rhythm.first), _iso(rhythm.last)
    return {"count": rhythm.reports, "first": first, "last": last, "longest_gap_days": rhythm.gap}


def event_dict(event: Event, rules: Rules | None) -> dict[str, Any]:
    """Return an event as it is published: of a protected source neither name nor evidence, of a file that there is one."""
    guarded = bool(rules and event.source in rules.protected_sources)
    link = event.evidence if event.evidence.startswith(("https://", "http://")) and not guarded else None
    return {
        "event": event.event,
        "date": event.date.isoformat(),
        "date_accuracy": event.accuracy,
        "due": _iso(event.due),
        "said_by": event.said_by,
        "source": (WITHHELD if guarded else event.source) or None,
        "evidence": link,
        "on_file": bool(event.evidence) and link is None,
        "text": dict(event.text),
    } | ({} if rules else {"file": event.file, "line": event.line, "protected": event.protected})


def _measure(measure: Measure) -> dict[str, Any]:
    figure = measure.figure
    return {
        "figure": measure.ident,
        "comparison": measure.comparison,
        "target": measure.target,
        "met": measure.met,
        "shown": figure.as_dict() if figure else None,
    }


def calls_csv(found: FollowUp, letter: Letter, retracted: str = "") -> bytes:
    """Return the same as a table, a row per call and addressee; what each side says in columns of its own.

    Where anything that told of the calls was withdrawn since, a last column says what.
    """
    language = next(iter(letter.versions))
    names = letter.versions[language].addressees
    rows = []
    for cell in found.cells:
        given = _cell(cell, found.day, None)
        row = [cell.call, cell.addressee, names.get(cell.addressee), found.day.isoformat()]
        row += [given["sent"], given["days_since_sent"]]
        for name in SIDES:
            side, late = given[name], given[name]["late"] or {}
            row += [side["state"], side["date"], side["days_until_answer"], late.get("kind"), late.get("due")]
            row += [late.get("days")]
        rows.append(row)
    columns = [*_COLUMNS, *(f"{name}_{column}" for name in SIDES for column in _OF_SIDE)]
    schema = {c: pl.Int64 if "days" in c else pl.String for c in columns}
    buffer = io.BytesIO()
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    frame = frame.with_columns(pl.lit(retracted).alias("retracted")) if retracted else frame
    frame.write_csv(buffer, include_bom=True)
    return buffer.getvalue()


def to_bytes(document: dict[str, Any]) -> bytes:
    """Return a document as JSON; the same document gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def calls_schema() -> bytes:
    """Return the JSON Schema of ``calls.json``, published beside it."""
    day, text = {"type": ["string", "null"], "format": "date"}, {"type": ["string", "null"]}
    number = {"type": ["integer", "null"], "minimum": 0}
    names = {"type": "object", "additionalProperties": {"type": "string"}}
    kind = {"enum": ["answer", "call", "promise", "report"]}
    late = {
        "type": ["object", "null"],
        "properties": {"kind": kind, "due": day, "days": number},
        "description": "the earliest day that has passed unmet, by what this side says; days since then",
    }
    side = {
        "type": "object",
        "required": ["state", "date", "days_until_answer", "late", "waiting"],
        "properties": {
            "state": {"enum": [*STATES]},
            "date": day,
            "date_accuracy": {"enum": ["day", "week", "month", "year", None]},
            "days_until_answer": number,
            "late": late,
            "waiting": {"type": "array", "items": {"type": "object", "properties": {"kind": kind, "due": day}}},
            "reports": {
                "type": ["object", "null"],
                "properties": {"count": number, "first": day, "last": day, "longest_gap_days": number},
            },
        },
    }
    event = {"event": {"enum": [*STATES[1:]]}, "date": day, "due": day, "source": text, "evidence": text, "text": names}
    event |= {"said_by": {"enum": ["actor", "observed", "third_party"]}, "on_file": {"type": "boolean"}}
    cell = {"call": text, "addressee": text, "sent": day, "days_since_sent": number, "says": side, "observed": side}
    cell["events"] = {"type": "array", "items": {"type": "object", "properties": event}}
    measure = {"figure": text, "comparison": {"enum": ["at least", "at most"]}, "target": {"type": ["number", "null"]}}
    measure["met"] = {"enum": ["met", "not_met", "unsure", "before", "hidden", "unknown"]}
    call = {"id": text, "text": names, "to": {"type": "array"}, "due": day, "within_days": number, "every_days": number}
    call["measure"] = {"type": ["object", "null"], "properties": measure}
    top = {"letter": text, "title": names, "date": day, "day": day, "synthetic": text, "protected": number}
    top["retracted"] = {"type": "array", "description": "what was withdrawn since, where these data used it"}
    for name, item in (("addressees", {"id": text, "name": names}), ("calls", call), ("cells", cell)):
        top[name] = {"type": "array", "items": {"type": "object", "required": [*item], "properties": item}}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "What became of the calls of a letter",
        "type": "object",
        "required": ["letter", "day", "addressees", "calls", "cells"],
        "properties": top,
    }
    return to_bytes(schema)


def _days(since: Event | None, until: dt.date | None) -> int | None:
    """Return the days from an event to a day, where the event is known to the day."""
    return (until - since.date).days if since and until and since.accuracy == "day" else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
