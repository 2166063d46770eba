"""The work of letters in its order, one function per command: their versions, the freeze, what a finished text claims, retraction."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from nuzuh import ledgers
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.records import Folder, read_folder
from nuzuh.outcomes import Result, pin, refuse, sound, write_private
from nuzuh.statement.canonical import bundle_of
from nuzuh.statement.files import letter_files
from nuzuh.statement.frozen import Checked, is_bundle, read_bundle, to_zip, verify
from nuzuh.statement.keeping import FOLDER, is_frozen, unlike
from nuzuh.statement.letter import Letter, letter_names
from nuzuh.statement.reading import read_letters
from nuzuh.statement.since import counts_itself
from nuzuh.terms.errors import Problem, UsageError
from nuzuh.terms.moments import When


def letter(
    root: Path, name: str, published: dt.date, moment: dt.datetime | None = None, *, every_pdf: bool = False
) -> Result:
    """Build one letter's versions, pages and PDFs, into ``private/letters/`` to be read before it is published.

    Of a letter that is not frozen yet, the bundle that a freeze would pin is made too. The versions for addressees come as
    pages, and with ``every_pdf`` as PDFs too.
    """
    folder, ledger, made, mine = _read(root, name, published)
    files = letter_files(made, folder, ledger, When(published, moment), every_pdf=every_pdf)
    if not made.frozen:
        bundle = bundle_of(made, folder, ledger)
        files |= {f"letters/{name}/bundle/{file}": content for file, content in bundle.items()}
        files[f"letters/{name}/bundle.zip"] = to_zip(bundle, name)
    return Result(write_private(root, files), mine)


def freeze(root: Path, name: str, published: dt.date, *, again: bool = False) -> tuple[Result, Checked]:
    """Pin a letter as it stands now in ``letters/NAME/frozen/``; return its files, and their digests.

    Raises
    ------
    DataError
        The letter has errors.
    UsageError
        It is frozen already with another text or other figures, and it was not said that this is meant (``again``).
    """
    folder, ledger, made, mine = _read(root, name, published, drafts=True)
    bundle, base = bundle_of(made, folder, ledger), root / "letters" / name
    old = read_bundle(base / FOLDER)[0] if is_frozen(base) else {}
    if old and not again and (other := unlike(old, bundle)):
        raise UsageError(
            f"{base / FOLDER} holds the letter with other {' and '.join(other)}: signatures bind to that text and do not carry "
            f"over. If a new text is meant: nuzuh letter freeze {name} --again. The old one is kept in superseded/."
        )
    files = [base / FOLDER / file for file in sorted(bundle)] if old == bundle else pin(base, FOLDER, bundle)
    return Result(files, [*mine, *counts_itself(made, root)]), verify(bundle)


def check_frozen(root: Path, what: str) -> tuple[Path, Checked, list[Problem]]:
    """Return where a frozen letter lies, what became of its files, and what is wrong with its zip.

    Parameters
    ----------
    root : Path
        The crisis folder; it need not be there if ``what`` is a path.
    what : str
        A folder or zip of a frozen letter, or the letter's name.
    """
    path = Path(what)
    if not is_bundle(path) and (root / "letters" / what / FOLDER).is_dir():
        path = root / "letters" / what / FOLDER
    elif not path.exists():
        raise UsageError(
            f"There is no frozen letter {what}. Give the folder or the zip of one, or the name of a letter that was frozen."
        )
    files, problems = read_bundle(path)
    return path, verify(files), problems


def _read(
    root: Path, name: str, published: dt.date, *, drafts: bool = False
) -> tuple[Folder, Ledger, Letter, list[Problem]]:
    """Return the folder, the public figures, a letter free of errors, and the problems of its files."""
    folder = sound(read_folder(root))
    if name not in (known := letter_names(root)):
        raise UsageError(f"There is no letter {name} in {root}/letters. There are: {', '.join(known) or 'none'}.")
    ledger = ledgers.public_of(folder, published)
    letters, problems = read_letters(folder, ledger, drafts=drafts)
    mine = [p for p in problems if p.file.startswith(f"letters/{name}/")]
    refuse(mine)
    return folder, ledger, letters[name], mine
