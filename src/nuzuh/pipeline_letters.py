"""The work of letters in its order, one function per command: their versions, what a finished text claims, retraction."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nuzuh import ledgers
from nuzuh.folder.records import read_folder
from nuzuh.organisations.lists import read_list
from nuzuh.organisations.partners import partners_of
from nuzuh.organisations.signed import decisions, listing, signed
from nuzuh.outcomes import Result, refuse, sound, write_private
from nuzuh.statement.files import letter_files
from nuzuh.statement.letter import letter_days, letter_names
from nuzuh.statement.reading import read_letters
from nuzuh.terms.errors import UsageError

if TYPE_CHECKING:
    from nuzuh.claims.claim import Claim
    from nuzuh.claims.passages import Document


def letter(root: Path, name: str, published: dt.date) -> Result:
    """Build one letter's versions, PDF and pages, into ``private/letters/`` to be read before it is published."""
    folder = sound(read_folder(root))
    if name not in (known := letter_names(root)):
        raise UsageError(f"There is no letter {name} in {root}/letters. There are: {', '.join(known) or 'none'}.")
    ledger = ledgers.public_of(folder, published)
    letters, problems = read_letters(folder, ledger)
    mine = [p for p in problems if p.file.startswith(f"letters/{name}/")]
    refuse(mine)
    return Result(write_private(root, letter_files(letters[name], folder, ledger, published)), mine)


def signatories(root: Path, letter: str) -> dict[str, Any]:
    """Return the signatories of a letter with likely duplicates, what was decided and how many count.

    Raises
    ------
    UsageError
        There is no such letter, or the settings have errors.
    """
    folder = sound(read_folder(root))
    if letter not in (known := letter_names(root)):
        raise UsageError(f"There is no letter {letter} in {root}/letters. There are: {', '.join(known) or 'none'}.")
    return listing(signed(folder, letter), decisions(folder, letter))


def list_of_organisations(file: Path, column: str) -> dict[str, Any]:
    """Return any list of organisations, outside a crisis folder, with likely duplicates."""
    return listing(read_list(file, column))


def partners(file: Path, column: str, against: Path, against_column: str, most: int) -> list[dict[str, Any]]:
    """Return for each organisation of a list those of another list that are most like it, in any script."""
    ones, others = read_list(file, column), read_list(against, against_column)
    found = partners_of([row.read() for row in ones], [row.read() for row in others], most)
    near: dict[int, list[dict[str, Any]]] = {}
    for first, second, score, reason, _ in found.iter_rows():
        row = others[second]
        near.setdefault(first, []).append({"line": row.line, "name": row.name, "score": score, "reason": reason})
    return [{"line": row.line, "name": row.name, "candidates": near.get(i, [])} for i, row in enumerate(ones)]


def claims(root: Path, file: Path, published: dt.date, language: str = "") -> tuple[Document, list[Claim]]:
    """Return a finished text, and each of its claims with what the public figures of a folder say of it.

    Parameters
    ----------
    root, file : pathlib.Path
        The folder, and the text: plain, Markdown, Word, PDF or HTML.
    published : datetime.date
    language : str
        Of the whole text; empty to look at each paragraph.

    Raises
    ------
    UsageError
        The text cannot be read, or the settings have errors.
    """
    from nuzuh.claims.evidence import evidence_of
    from nuzuh.claims.judged import claims_of
    from nuzuh.claims.reading import read_document
    from nuzuh.displaced.compare import residents_of
    from nuzuh.poll.settings import poll_names, read_poll
    from nuzuh.prose.read import read

    document = read_document(file)
    if language:
        document = replace(document, passages=tuple(replace(p, language=language) for p in document.passages))
    folder = sound(read_folder(root))
    ledger = ledgers.public_of(folder, published)
    polls = [read_poll(root, name, folder.settings.languages)[0] for name in poll_names(root)]
    residents = residents_of(folder.tables["places"])
    evidence = evidence_of(folder, ledger, polls, ledgers.top(folder), residents, letter_days(root))
    return document, claims_of(document, evidence, read)
