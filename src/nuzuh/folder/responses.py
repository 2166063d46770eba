"""What became of each call, checked against the letter that makes it, and what was withdrawn, against what there is."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.rules import unique_key
from nuzuh.folder.toml import read_toml

_DUE = ("sent", "promised")  # the events that set a clock


@dataclass(frozen=True, slots=True)
class _Asked:
    """The addressees of a letter and whom each of its calls goes to; ``unsure`` of what could not be read."""

    addressees: tuple[str, ...]
    calls: Mapping[str, tuple[str, ...]]
    unsure: bool


def check_responses(table: CheckedTable, root: Path) -> None:
    """Check what became of calls: known calls and addressees, evidence, and dates that can be.

    Parameters
    ----------
    table : CheckedTable
        The typed rows of all letters; gains the problems.
    root : Path
        The crisis folder: its letters say what was asked of whom, its files are evidence.
    """
    asked = {sheet.file: _asked(root, sheet.file) for sheet in table.sheets}
    rows = list(_rows(table))
    for row, file, values in rows:
        _check_whom(table, row, values, asked[file])
        _check_evidence(table, row, values, root, file)
        _check_due(table, row, values)
    _check_order(table, [(row, file, values) for row, file, values in rows if not table.bad[row]], asked)
    _check_repeated(table, rows)


def _rows(table: CheckedTable) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield number, file and values of each row that is read."""
    sheets = table.cells["_sheet"]
    for row, values in enumerate(table.typed.iter_rows(named=True)):
        if not table.bad[row]:
            yield row, table.sheets[sheets[row]].file, values


def _asked(root: Path, file: str) -> _Asked:
    """Return what the letter beside a table asks of whom; what is wrong with it is told where letters are read."""
    toml = PurePosixPath(file).parent / "letter.toml"
    if not (root / toml).is_file():
        return _Asked((), {}, unsure=True)
    values, _ = read_toml(root / toml, str(toml), "letter")
    people, calls = values.get("addressees", []), values.get("calls", [])
    unsure = not people or not calls or any("id" not in p for p in people) or any("id" not in c for c in calls)
    return _Asked(
        tuple(str(p["id"]) for p in people if "id" in p),
        {str(c["id"]): tuple(c.get("to", ())) for c in calls if "id" in c},
        unsure,
    )


def _check_whom(table: CheckedTable, row: int, values: Mapping[str, Any], asked: _Asked) -> None:
    """Check that the call exists, the addressee exists, and the one goes to the other."""
    call, who = values["call"], values["addressee"]
    if who not in asked.addressees and not asked.unsure:
        message = f"{who} is no addressee of the letter."
        table.flag([row], "addressee", "response.addressee", message, _nearest(who, asked.addressees))
    if call is None:
        return
    if call not in asked.calls and not asked.unsure:
        message = f"The letter makes no call {call}."
        table.flag([row], "call", "response.call", message, _nearest(call, list(asked.calls)))
    elif asked.calls.get(call) and who in asked.addressees and who not in asked.calls[call]:
        message = f"The call {call} does not go to {who}."
        mend = f"It goes to {', '.join(asked.calls[call])}. Mend call or addressee, or `to` in letter.toml."
        table.flag([row], "addressee", "response.not_addressed", message, mend)


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."


def _check_evidence(table: CheckedTable, row: int, values: Mapping[str, Any], root: Path, file: str) -> None:
    """Check who says so, and that the evidence is an address or a file that is there."""
    said, evidence = values["said_by"], values["evidence"]
    if values["event"] == "sent" and said == "actor":
        message = "We sent the letter: that is observed, not said by the addressee."
        table.flag([row], "said_by", "response.sent", message, "Write observed; or event received, if they confirm it.")
    if said == "third_party" and values["source"] is None and table.cells["source"][row] is None and not evidence:
        message = "A third party is said to report it, but neither source nor evidence says who."
        table.flag([row], "source", "response.unnamed", message, "Fill source (a code of sources.csv) or evidence.")
    if not evidence or evidence.startswith(("https://", "http://")):
        if evidence and any(sign.isspace() for sign in evidence):
            message = f"{evidence} is no address: there is a space in it."
            table.flag([row], "evidence", "response.evidence", message, "Copy the whole address once more.")
        return
    path = PurePosixPath(evidence.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or ":" in path.parts[0]
    places = [] if outside else [root / path, root / PurePosixPath(file).parent / path]
    if not any(place.is_file() for place in places):
        message = f"{evidence} is neither an address nor a file of the crisis folder."
        mend = "Write https://…, or the path of the file as seen from the crisis folder or from this table."
        table.flag([row], "evidence", "response.evidence", message, mend)


def _check_due(table: CheckedTable, row: int, values: Mapping[str, Any]) -> None:
    """Check the day until which something is promised or asked."""
    if values["due"] is None:
        return
    if values["event"] not in _DUE:
        message = f"due stands beside {values['event']}: only what was promised, or asked with a letter, is due."
        mend = "Empty it, or give it in the row of the promise."
        table.flag([row], "due", "response.due", message, mend, "warning")
    elif values["due__end"] <= values["date"]:
        message = f"It is due {values['due']}, before it was {values['event']} ({values['date']})."
        table.flag([row], "due", "response.due", message, "Mend one of the two dates.")


def _check_order(table: CheckedTable, rows: list[tuple[int, str, dict[str, Any]]], asked: Mapping[str, _Asked]) -> None:
    """Reject what happened before the letter was sent; warn where no row says when that was."""
    sent: dict[tuple[str, str, str], tuple[Any, int]] = {}
    for row, file, values in rows:
        if values["event"] == "sent":
            for call in calls_of(values["call"], values["addressee"], asked[file].calls):
                key = (file, call, values["addressee"])
                if key not in sent or values["date"] < sent[key][0]:
                    sent[key] = (values["date"], row)
    told: set[tuple[str, str, str]] = set()
    for row, file, values in rows:
        if values["event"] == "sent":
            continue
        for call in calls_of(values["call"], values["addressee"], asked[file].calls):
            key = (file, call, values["addressee"])
            if key in sent and values["date__end"] <= sent[key][0]:
                what, day, first = values["event"], values["date"], sent[key]
                message = f"{what} on {day}, but the letter was sent on {first[0]} ({table.where(first[1])})."
                table.flag([row], "date", "response.before", message, "Mend one of the two dates.")
                break
            if key not in sent and key not in told:
                told.add(key)
                message = f"No row says when {call} was sent to {values['addressee']}: no days can be counted."
                mend = "Add a row with the event sent."
                table.flag([row], "event", "response.unsent", message, mend, "warning")


def calls_of(call: str | None, addressee: str, calls: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the calls that a row is about: the one that it names, or all that go to the addressee."""
    return [call] if call else [ident for ident, to in calls.items() if addressee in to]


def _check_repeated(table: CheckedTable, rows: list[tuple[int, str, dict[str, Any]]]) -> None:
    """Warn of a row that says the same as an earlier one of its letter."""
    first: dict[tuple[object, ...], int] = {}
    for row, file, values in rows:
        key = (PurePosixPath(file).parent, *(v for k, v in values.items() if k not in ("_sheet", "_line", "note")))
        if key in first:
            message = f"The row says the same as {table.where(first[key])}; it is one event."
            table.flag([row], "event", "row.repeated", message, "Remove one of the two.", "warning")
        first.setdefault(key, row)


def check_retractions(table: CheckedTable, sources: Collection[str], references: Collection[str], root: Path) -> None:
    """Check what was withdrawn: it is there, and it is withdrawn once."""
    unique_key(table, "id")
    polls = sorted(p.name for p in root.glob("polls/*") if p.is_dir())
    known: Mapping[str, Collection[str]] = {"source": sources, "reference": references, "poll": polls}
    for row, ident, kind in table.typed.select(pl.row_index("row"), "id", "kind").iter_rows():
        there = known[kind or "source"]
        if table.bad[row] or ident is None or ident in there:
            continue
        others = [name for name, idents in known.items() if ident in idents]
        mend = f"It is a {others[0]}: write that into kind." if others else _nearest(ident, there)
        table.flag([row], "id", "retraction.unknown", f"There is no {kind or 'source'} {ident}.", mend)
