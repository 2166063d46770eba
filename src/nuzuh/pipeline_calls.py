"""What comes after a letter, in its order: what became of its calls; what a withdrawn source takes with it."""

from __future__ import annotations

import datetime as dt
import difflib
from pathlib import Path
from typing import Any

from nuzuh import ledgers
from nuzuh.displaced.compare import comparisons
from nuzuh.evidence.retracted import citable
from nuzuh.folder.records import Folder, read_folder
from nuzuh.folder.retraction import Retraction
from nuzuh.outcomes import sound, write_private
from nuzuh.poll.settings import poll_names
from nuzuh.statement.followup import FollowUp, follow, followup_problems
from nuzuh.statement.letter import Letter, known_letters
from nuzuh.statement.reading import read_letters
from nuzuh.statement.retraction import (
    calls_told_by,
    citing,
    errata,
    figure_lines,
    frozen_with,
    pages_with,
    row_for,
    rows_of,
    to_csv,
)
from nuzuh.terms.errors import Problem, UsageError


def calls(root: Path, name: str, published: dt.date) -> tuple[list[FollowUp], dict[str, Letter], list[Problem]]:
    """Return where the calls of a letter stand, or those of all letters, with the letters that are free of errors.

    Raises
    ------
    UsageError
        There is no such letter, or the settings have errors.
    """
    folder = sound(read_folder(root))
    wanted = known_letters(root, name)
    ledger = citable(ledgers.public_of(folder, published))
    letters, _ = read_letters(folder, ledger)
    told = [p for p in folder.problems if p.file.startswith("letters/") and "/responses." in p.file]
    problems = [*told, *followup_problems(folder, ledger, published)]
    mine = [p for p in problems if p.file.split("/")[1] in wanted]
    found = [follow(each, folder, ledger, published, public=False) for each in wanted]
    return found, letters, mine


def retract(root: Path, what: str, published: dt.date, reason: str = "") -> dict[str, Any]:
    """Return every figure and text that used a source, and write the erratum as a draft in each language below ``private/errata/``.

    No input file is touched: the row that records the retraction is returned, for a person to add.

    Parameters
    ----------
    root : Path
    what : str
        Code of a source, id of a published figure (also as ``reference.ID``), or name of a poll (``poll.NAME``).
    published : datetime.date
    reason : str
        Why, in the first language of the crisis.

    Raises
    ------
    UsageError
        There is no such source, figure or poll.
    """
    folder = sound(read_folder(root))
    one = _named(folder, what, published, reason)
    before, now, behind = ledgers.retracting(folder, one, published)
    withdrawn = now.withdrawn[0]
    used = list(now.before)
    cited = citing(root, used)
    frozen = frozen_with(root, used)
    rows = rows_of(folder, one)
    polls = sorted({f.asked.poll for f in now.before.values() if f.asked})
    texts = [*(["report"] if used else []), *(c.text for c in cited), *(f["text"] for f in frozen)]
    texts = list(dict.fromkeys([*texts, *(f"polls/{name}" for name in polls), *calls_told_by(folder, one)]))
    row = row_for(one, texts, folder.settings.languages)
    drafts = errata(withdrawn, now, cited, folder) | {"retractions.csv": to_csv(row).encode()}
    compared = {c.reference.id + c.ours.id: c.as_dict() for c in comparisons(before, folder.tables["places"])}
    again = {c.reference.id + c.ours.id: c.as_dict() for c in comparisons(now, folder.tables["places"])}
    return {
        "retracted": {"id": one.ident, "kind": one.kind, "name": dict(withdrawn.names)},
        "rows": rows,
        "figures": figure_lines(now, behind, folder.withdrawing(_others(folder, one)).tables),
        "cited": [c.as_dict() for c in cited],
        "texts": texts,
        "frozen": frozen,
        "polls": polls,
        "comparisons": [
            {
                "ours": c["ours"],
                "reference": c["reference"],
                "now": c["ratio"],
                "without": again.get(k, {}).get("ratio"),
            }
            for k, c in compared.items()
            if {c["ours"], c["reference"]} & set(used) and c != again.get(k)
        ],
        "pages": pages_with(root, used),
        "row": row,
        "files": [str(f) for f in write_private(root, {f"errata/{one.ident}/{n}": b for n, b in drafts.items()})],
    }


def _others(folder: Folder, one: Retraction) -> list[Retraction]:
    return [r for r in folder.retractions if (r.kind, r.ident) != (one.kind, one.ident)]


def _named(folder: Folder, what: str, day: dt.date, reason: str) -> Retraction:
    """Return the retraction of a source, a reference or a poll: as it is recorded, or as of the day."""
    known = {
        "source": list(folder.tables["sources"]["code"]),
        "reference": list(folder.complete["references"]["id"]),
        "poll": poll_names(folder.root),
    }
    head, _, tail = what.partition(".")
    kinds = [(head, tail)] if head in known and tail in known[head] else []
    kinds += [(kind, what) for kind, idents in known.items() if what in idents]
    if not kinds:
        every = [ident for idents in known.values() for ident in idents]
        near = difflib.get_close_matches(what, every, n=2, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Sources are {', '.join(known['source'])}."
        raise UsageError(f"There is no source, published figure or poll {what}. {hint}")
    kind, ident = kinds[0]
    recorded = next((r for r in folder.retractions if (r.kind, r.ident) == (kind, ident)), None)
    return recorded or Retraction(ident, kind, day, {folder.settings.languages[0]: reason} if reason else {}, "")
