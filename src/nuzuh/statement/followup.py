"""What became of each call: call by addressee, with clocks, and the figure that measures it."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.records import Folder
from nuzuh.folder.responses import calls_of
from nuzuh.folder.toml import line_of, read_toml
from nuzuh.statement.clock import SIDES, Event, Side, Terms, first_sent, side_of
from nuzuh.statement.letter import letter_names
from nuzuh.terms.errors import Problem


@dataclass(frozen=True, slots=True)
class Measure:
    """A call held against a figure; that the figure rose or fell because of the letter is not said.

    ``met`` is met, not_met, unsure (the figure's range holds the target), before (the figure ends before the letter was
    sent), hidden or unknown.
    """

    figure: Figure | None
    ident: str
    comparison: str
    target: float | None
    met: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One call to one addressee.

    Attributes
    ----------
    call, addressee : str
    sent : Event or None
    sides : mapping of str to Side
        ``says`` and ``observed``.
    events : tuple of Event
        In order of their dates.
    """

    call: str
    addressee: str
    sent: Event | None
    sides: Mapping[str, Side]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All calls of a letter on a day.

    Attributes
    ----------
    letter : str
    day : datetime.date
    calls : mapping of str to Terms
    measures : mapping of str to Measure
        Of the calls that can be measured.
    cells : tuple of Cell
    hidden : int
        Rows left out because they are protected.
    """

    letter: str
    day: dt.date
    calls: Mapping[str, Terms]
    measures: Mapping[str, Measure]
    cells: tuple[Cell, ...]
    hidden: int


def follow(name: str, folder: Folder, ledger: Ledger, day: dt.date, *, public: bool = True) -> FollowUp:
    """Return where each call of a letter stands on a day.

    For the public, protected rows are left out; they still stop the clock, so that nobody is called late who answered in
    confidence.
    """
    values, _ = read_toml(folder.root / "letters" / name / "letter.toml", f"letters/{name}/letter.toml", "letter")
    calls = {str(c["id"]): c for c in values.get("calls", []) if "id" in c}
    to = {ident: tuple(call.get("to", ())) for ident, call in calls.items()}
    answer = {str(a.get("id")): a.get("answer_within_days") for a in values.get("addressees", [])}
    events = _events(folder, name, to)
    cells = []
    for ident, call in calls.items():
        for who in to[ident]:
            known = [e for e in events.get((ident, who), []) if e.date <= day]
            cells.append(_cell(ident, who, known, _terms(call, answer.get(who)), day, public=public))
    hidden = {(e.file, e.line) for of in events.values() for e in of if e.protected and e.date <= day}
    terms = {ident: _terms(call, None) for ident, call in calls.items()}
    sent = {ident: [c.sent.date for c in cells if c.call == ident and c.sent] for ident in calls}
    measures = {i: _measure(c, ledger, min(sent[i], default=None)) for i, c in calls.items() if c.get("measure")}
    return FollowUp(name, day, terms, measures, tuple(cells), len(hidden) if public else 0)


def followed(folder: Folder, name: str) -> bool:
    """Return whether anybody wrote down what became of a letter's calls."""
    return not folder.complete["responses"].filter(pl.col("letter") == name).is_empty()


def measuring(folder: Folder, names: Sequence[str], ledger: Ledger, *, every: bool = False) -> list[str]:
    """Return the ids of the public figures that measure calls of letters: of those whose calls are followed, or of ``every`` one."""
    out: list[str] = []
    for name in names:
        if every or followed(folder, name):
            file = f"letters/{name}/letter.toml"
            values, _ = read_toml(folder.root / file, file, "letter")
            out += [str(c["measure"]) for c in values.get("calls", []) if ledger.get(str(c.get("measure")))]
    return out


def _terms(call: Mapping[str, Any], answer: int | None) -> Terms:
    return Terms(call.get("due"), call.get("within_days"), answer, call.get("every_days"))


def _cell(call: str, who: str, known: Sequence[Event], terms: Terms, day: dt.date, *, public: bool) -> Cell:
    shown = sorted((e for e in known if not (public and e.protected)), key=lambda e: (e.date, e.file, e.line))
    sides = {name: side_of(name, shown, terms, day) for name in SIDES}
    if len(shown) < len(known):
        for name in SIDES:
            truth = side_of(name, known, terms, day)
            sides[name] = replace(sides[name], waiting=tuple(d for d in sides[name].waiting if d in truth.waiting))
    return Cell(call, who, first_sent(shown), sides, tuple(shown))


def _events(folder: Folder, name: str, to: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, str], list[Event]]:
    """Return the events of a letter by call and addressee, each once."""
    table = folder.tables["responses"].filter(pl.col("letter") == name)
    texts = [c for c in table.columns if c.startswith("text_")]
    out: dict[tuple[str, str], list[Event]] = {}
    for row in table.unique(pl.exclude("_line", "note"), keep="first", maintain_order=True).iter_rows(named=True):
        event = Event(
            row["event"],
            row["date"],
            row["date__end"] - dt.timedelta(days=1),
            row["date__accuracy"],
            row["due__end"] - dt.timedelta(days=1) if row["due"] else None,
            row["said_by"],
            row["source"] or "",
            row["evidence"] or "",
            {c.removeprefix("text_"): row[c] for c in texts if row[c]},
            bool(row["protected"]),
            row["_file"],
            row["_line"],
        )
        for call in calls_of(row["call"], row["addressee"], to):
            out.setdefault((call, row["addressee"]), []).append(event)
    return out


def _measure(call: Mapping[str, Any], ledger: Ledger, sent: dt.date | None) -> Measure:
    """Return a call's figure against its target, as far as the figure's range can tell."""
    ident, target = str(call["measure"]), call.get("target")
    comparison = str(call.get("comparison", "at least"))
    figure = ledger.get(ident)
    return Measure(figure, ident, comparison, target, _met(figure, comparison, target, sent))


def _met(figure: Figure | None, comparison: str, target: float | None, sent: dt.date | None) -> str:
    if figure is None or figure.value is None or figure.status == "disputed":
        return "hidden" if figure is not None and figure.status == "suppressed" else "unknown"
    ends = figure.end - dt.timedelta(days=1) if figure.end else figure.date
    if sent and ends and ends < sent:
        return "before"
    if target is None:
        return "unsure"
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    low = float("-inf") if figure.quantifier == "less than" else low
    high = float("inf") if figure.quantifier == "more than" else high
    if comparison == "at most":
        low, high, target = -high, -low, -target
    if low >= target:
        return "met"
    rough = figure.quantifier in ("about", "between") and figure.low == figure.high
    return "unsure" if high >= target or rough else "not_met"


def followup_problems(folder: Folder, ledger: Ledger, day: dt.date) -> list[Problem]:
    """Return what is wrong with the terms of calls, and a warning of each row of a day that is still to come.

    Parameters
    ----------
    folder : Folder
    ledger : Ledger
        The public figures: a call is measured by no other.
    day : datetime.date
        Day of publication.
    """
    problems = []
    for name in letter_names(folder.root):
        path, file = folder.root / "letters" / name / "letter.toml", f"letters/{name}/letter.toml"
        if not path.is_file():
            continue
        values, _ = read_toml(path, file, "letter")
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
        for call in values.get("calls", []):
            for key, rule, message, mend in _faults(call, values.get("date"), ledger):
                line = line_of(lines, "calls", key, call["_index"])
                value = str(call.get(key, ""))
                problems.append(Problem(file, "", line, f"calls.{key}", value, rule, "error", message, mend))
    return [*problems, *_still_to_come(folder, day)]


def _faults(call: Mapping[str, Any], written: dt.date | None, ledger: Ledger) -> list[tuple[str, str, str, str]]:
    """Return key, rule, message and suggestion of what is wrong with the terms of a call."""
    out, ident = [], call.get("measure")
    if "due" in call and "within_days" in call:
        message = "The call is due on a day and within days after it was sent: only one can hold."
        out.append(("within_days", "call.due", message, "Remove due or within_days."))
    if written and call.get("due") and call["due"] < written:
        message = f"The call is due before the letter was written ({written}): it would be late on its first day."
        out.append(("due", "call.due", message, "Mend one of the two dates."))
    if ident and ledger.get(ident) is None:
        near = difflib.get_close_matches(ident, list(ledger.figures), n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`nuzuh count` lists all figures."
        out.append(("measure", "call.measure", f"There is no figure {ident} that could measure the call.", hint))
    if ident and "target" not in call:
        message = f"The call is measured by {ident}, but nothing says what that should come to."
        out.append(("measure", "call.target", message, "Add target = …, in the figure's own unit."))
    if not ident and (extra := next((k for k in ("target", "comparison") if k in call), "")):
        out.append((extra, "call.measure", f"{extra} is given without measure.", "Add measure = the id of a figure."))
    return out


def _still_to_come(folder: Folder, day: dt.date) -> list[Problem]:
    late = "{} is after the day of publication ({}); the row is kept but not counted."
    unborn = "{} is after the day of publication ({}), and every notice would say that it was withdrawn then."
    given = (("responses", "response.after", late), ("retractions", "retraction.after", unborn))
    return [
        table.problem(row, "date", rule, "warning", message.format(date, day), "Mend the date.")
        for name, rule, message in given
        for table in [folder.checked[name]]
        for row, date in table.typed.select(pl.row_index("row"), "date").iter_rows()
        if not table.bad[row] and date and date > day
    ]


def path_of_evidence(root: Path, event: Event) -> Path | None:
    """Return the file that is the evidence of an event; None for a link or none."""
    if not event.evidence or event.evidence.startswith(("https://", "http://")):
        return None
    beside = (root / event.file).parent / event.evidence
    return beside if beside.is_file() else root / event.evidence
