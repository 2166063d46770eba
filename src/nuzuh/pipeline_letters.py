"""The work of letters in its order, one function per command: their versions, what a finished text claims, retraction."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from nuzuh import ledgers
from nuzuh.folder.records import read_folder
from nuzuh.outcomes import Result, refuse, sound, write_private
from nuzuh.statement.files import letter_files
from nuzuh.statement.followup import FollowUp, follow, followup_problems
from nuzuh.statement.letter import Letter, letter_names
from nuzuh.statement.reading import read_letters
from nuzuh.terms.errors import Problem, UsageError


def calls(root: Path, name: str, published: dt.date) -> tuple[list[FollowUp], dict[str, Letter], list[Problem]]:
    """Return where the calls of a letter stand, or those of all letters, with the letters that are free of errors.

    Raises
    ------
    UsageError
        There is no such letter, or the settings have errors.
    """
    folder = sound(read_folder(root))
    known = letter_names(root)
    if name and name not in known:
        raise UsageError(_no_letter(root, name, known))
    ledger = ledgers.public_of(folder, published)
    letters, _ = read_letters(folder, ledger)
    told = [p for p in folder.problems if p.file.startswith("letters/") and "/responses." in p.file]
    problems = [*told, *followup_problems(folder, ledger, published)]
    wanted = [name] if name else known
    mine = [p for p in problems if p.file.split("/")[1] in wanted]
    found = [follow(each, folder, ledger, published, public=False) for each in wanted]
    return found, letters, mine


def _no_letter(root: Path, name: str, known: list[str]) -> str:
    return f"There is no letter {name} in {root}/letters. There are: {', '.join(known) or 'none'}."


def letter(root: Path, name: str, published: dt.date) -> Result:
    """Build one letter's versions, PDF and pages, into ``private/letters/`` to be read before it is published."""
    folder = sound(read_folder(root))
    if name not in (known := letter_names(root)):
        raise UsageError(_no_letter(root, name, known))
    ledger = ledgers.public_of(folder, published)
    letters, problems = read_letters(folder, ledger)
    mine = [p for p in problems if p.file.startswith(f"letters/{name}/")]
    refuse(mine)
    return Result(write_private(root, letter_files(letters[name], folder, ledger, published)), mine)
