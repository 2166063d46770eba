"""What changed since a letter was frozen: its figures, their sources, who signed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.signatories import plain_name
from nuzuh.statement.canonical import FIGURES, SIGNATORIES
from nuzuh.statement.letter import Change, Letter
from nuzuh.statement.notes import note_of, when_of
from nuzuh.terms.errors import Problem, Severity
from nuzuh.terms.wording import words

_KEYS = ("value", "quantifier", "unit", "metric", "period", "date", "place", "population", "status")
_COUNTED = ("value",)  # of those who signed: the count is of the day of the data, whichever that is


def changes(
    letter: Letter, values: Mapping[str, Any], folder: Folder, ledger: Ledger
) -> tuple[list[Problem], list[Change]]:
    """Return what changed of the figures of a frozen letter and of their sources: as problems, and for its readers.

    A change is an error until the letter is frozen again, or a person accepts in ``letter.toml``, with a reason, that it
    stays as it was sent; then it is a warning, as is what a recorded retraction changed: that says why already. Either way
    the frozen text stays, with a notice of the change.

    Parameters
    ----------
    letter : Letter
        As it was frozen.
    values : mapping
        Its ``letter.toml``.
    folder : Folder
    ledger : Ledger
        The public figures of now.
    """
    assert letter.frozen  # noqa: S101 - only frozen letters come here
    frozen = {f["id"]: f for f in json.loads(letter.frozen.files[FIGURES])["figures"]}
    accepted = {str(a.get("what", "")): a for a in values.get("accepted", ())}
    problems: list[Problem] = []
    out: list[Change] = []
    for found in [*_figures(letter, frozen, folder, ledger), *_sources(letter, frozen, folder)]:
        person = accepted.get(found.what, {})
        change = Change(
            found.what, found.kind, found.label, found.was, found.now, person.get("reason", {}), person.get("by", "")
        )
        fewer = _only_more_signed(letter, found.what, frozen, ledger)
        retracted = _retracted(found, folder, ledger)
        problems.append(
            _told(letter, change, folder.root, retracted=retracted, fine=bool(person) or fewer or retracted)
        )
        if not fewer:
            out.append(change)
    return problems, out


def _only_more_signed(letter: Letter, what: str, frozen: Mapping[str, Any], ledger: Ledger) -> bool:
    """Return whether a change is only that more organisations signed, which is what a frozen letter is for."""
    live = ledger.get(what)
    own = what == f"letter.{letter.name}.signatories"
    return bool(own and live and live.value is not None and live.value >= (frozen[what]["value"] or 0))


def _retracted(change: Change, folder: Folder, ledger: Ledger) -> bool:
    """Return whether a recorded retraction is why something changed."""
    live = ledger.get(change.what)
    return change.what in withdrawn_sources(folder) if change.kind == "source" else bool(live and live.retracted)


def _figures(
    letter: Letter, frozen: Mapping[str, Mapping[str, Any]], folder: Folder, ledger: Ledger
) -> Iterator[Change]:
    """Yield each figure that is not as it was frozen."""
    names = Names(folder.tables["sources"])
    for ident, was in frozen.items():
        live = ledger.get(ident)
        told = {code: notes[ident] for code, notes in _notes(letter).items() if ident in notes}
        label = {code: note.label for code, note in told.items()}
        before = {code: f"{n.value} ({n.when})" if n.when else n.value for code, n in told.items()}
        if live is None:
            yield Change(ident, "gone", label, before, {c: words(c).say("frozen-gone") for c in told})
        elif live.value is None and was["value"] is not None:
            key = "status-suppressed" if live.status == "suppressed" else f"status-{live.gap or 'unknown'}"
            yield Change(ident, "hidden", label, before, {c: words(c).say(key) for c in told})
        elif unlike := [
            key for key in (_COUNTED if live.role == "letter" else _KEYS) if live.as_dict()[key] != was[key]
        ]:
            yield Change(ident, "figure", label, before, {c: _now(live, c, names, unlike, was) for c in told})


def _now(live: Figure, code: str, names: Names, unlike: list[str], was: Mapping[str, Any]) -> str:
    """Return a figure as it is now in words, with what the words do not show."""
    say = words(code)
    note, when = note_of(live, say, names), when_of(live, say)
    shown = f"{note.value} ({when})" if when else note.value
    unseen = [key for key in unlike if key not in ("value", "quantifier", "period", "date")]
    return say.say("list-separator").join([shown, *(f"{key}: {was[key]} → {live.as_dict()[key]}" for key in unseen)])


def _sources(letter: Letter, frozen: Mapping[str, Mapping[str, Any]], folder: Folder) -> Iterator[Change]:
    """Yield each source of the frozen figures that the crisis withdrew, or does not have any more."""
    known = set(folder.tables["sources"]["code"]) - withdrawn_sources(folder)
    cited = dict.fromkeys(code for figure in frozen.values() for code in figure["sources"] if code != "withheld")
    for code in (c for c in cited if c not in known):
        languages = list(letter.versions)
        about = [f["id"] for f in frozen.values() if code in f["sources"]]
        label = {c: words(c).say("frozen-source", source=code) for c in languages}
        shown = {
            c: words(c).say("list-separator").join(n.label for i, n in _notes(letter)[c].items() if i in about)
            for c in languages
        }
        yield Change(code, "source", label, shown, {c: words(c).say("frozen-withdrawn") for c in languages})


def withdrawn_sources(folder: Folder) -> set[str]:
    """Return the codes of the sources that the table ``retractions`` withdraws; a row without a kind means a source."""
    table = folder.tables.get("retractions")
    if table is None:
        return set()
    return set(table.filter(pl.col("kind").fill_null("source") == "source")["id"])


def _notes(letter: Letter) -> Mapping[str, Mapping[str, Any]]:
    return letter.frozen.notes if letter.frozen else {}


def _told(letter: Letter, change: Change, root: Path, *, retracted: bool, fine: bool) -> Problem:
    """Return the problem of a change, at the first line of the letter that cites the figure."""
    code = next(iter(change.label), next(iter(letter.versions)))
    file, line = cited_at(letter, change.what, root)
    if change.kind == "source":
        message = f"The source {change.what} of a frozen letter was withdrawn. Frozen: {change.was[code]}."
    else:
        message = (
            f"The figure {change.what} changed since the letter was frozen. "
            f"Frozen: {change.was.get(code, '')}; now: {change.now.get(code, '')}."
        )
    mend = (
        f"Freeze the letter again: nuzuh letter freeze {letter.name} --again; signatures of the old text do not carry over. "
        f'Or leave it as it was sent, with a notice of the change: [[accepted]] with what = "{change.what}", reason and by in '
        f"letters/{letter.name}/letter.toml."
    )
    if change.by:
        mend = f"{change.by}: {change.why(code)}"
    elif retracted:
        mend = "The retraction that is recorded says why; the letter's pages bear a notice of it."
    elif fine:
        mend = "More organisations signed: the text keeps the number of its day."
    severity: Severity = "warning" if fine else "error"
    return Problem(file, "", line, "", change.what, f"frozen.{change.kind}", severity, message, mend)


def cited_at(letter: Letter, what: str, root: Path) -> tuple[str, int | None]:
    """Return file and line where a letter cites a figure or source: in its texts, else in its bundle."""
    base = f"letters/{letter.name}"
    for code in letter.versions:
        path = root / base / f"letter.{code}.md"
        lines = path.read_text("utf-8-sig", errors="replace").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, 1):
            if f'"{what}"' in line:
                return f"{base}/letter.{code}.md", number
    lines = letter.frozen.files[FIGURES].decode().splitlines() if letter.frozen else []
    at = next((n for n, line in enumerate(lines, 1) if f'"{what}"' in line), None)
    return f"{base}/frozen/{FIGURES}", at


def counts_itself(letter: Letter, root: Path) -> list[Problem]:
    """Return a warning of a letter that says how many signed it: that is out of date with the next signature."""
    own = f"letter.{letter.name}.signatories"
    if own not in letter.cited():
        return []
    file, line = cited_at(letter, own, root)
    message = "The text says how many organisations signed it, and is out of date with the next one that does."
    mend = "Leave the number to the list, if more are to sign: the pages count it anew."
    return [Problem(file, "", line, "", own, "letter.counts_itself", "warning", message, mend)]


def _known_as(row: Mapping[str, Any]) -> set[str]:
    """Return by what a signatory can be known: its names, acronym and link, made alike."""
    keys = [k for k in row if k in ("name", "also", "acronym", "link") or k.startswith("name_")]
    return {plain_name(part) for key in keys for part in str(row[key] or "").split("|") if part.strip()}


def signed_since(letter: Letter, folder: Folder) -> list[Problem]:
    """Return who signed since the freeze, and whom the bundle names who is not to be named any more.

    Signing is no change of the text. A name that was taken out or protected since is, for the bundle that is published.
    """
    assert letter.frozen  # noqa: S101 - only frozen letters come here
    rows = list(csv.DictReader(letter.frozen.files[SIGNATORIES].decode().splitlines()))
    frozen, live = [row["name"] for row in rows], {s.name for s in letter.signatories}
    signed = folder.tables["signatories"].filter(pl.col("letter") == letter.name)
    hidden = {known for row in signed.filter("protected").iter_rows(named=True) for known in _known_as(row)}
    file = f"letters/{letter.name}/frozen/{SIGNATORIES}"
    again = f"Freeze the letter again: nuzuh letter freeze {letter.name}. The text and its SHA-256 stay the same."
    out = []
    for line, name in enumerate(frozen, 2):
        if plain_name(name) in hidden or (name not in live and hidden & _known_as(rows[line - 2])):
            message = "The bundle names a signatory who is protected now: it may not be published."
            out.append(Problem(file, "", line, "name", "", "frozen.protected", "error", message, again))
        elif name not in live:
            message = f"{name} had signed when the letter was frozen and is not among the signatories now."
            out.append(Problem(file, "", line, "name", name, "frozen.signatory", "warning", message, again))
    added = [s.name for s in letter.signatories if s.name not in set(frozen)]
    if added:
        names = ", ".join(added[:5]) + (" …" if added[5:] else "")
        message = f"Signed since the letter was frozen: {len(added)} ({names})."
        note = "Nothing to do: they signed the frozen text, and the pages name them."
        out.append(Problem(file, "", None, "name", "", "frozen.signed", "warning", message, note))
    return out
