"""The work of letters in its order, one function per command: their versions, what a finished text claims, retraction."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from nuzuh import ledgers
from nuzuh.folder.records import read_folder
from nuzuh.outcomes import Result, refuse, sound, write_private
from nuzuh.statement.files import letter_files
from nuzuh.statement.letter import letter_names
from nuzuh.statement.reading import read_letters
from nuzuh.terms.errors import UsageError


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
