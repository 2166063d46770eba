"""The work of letters in its order, one function per command: their versions, the freeze, who signed, what a finished text claims."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nuzuh import ledgers
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.retracted import citable
from nuzuh.folder.records import Folder, read_folder
from nuzuh.organisations.lists import read_list
from nuzuh.organisations.partners import partners_of
from nuzuh.organisations.signed import decisions, listing, signed
from nuzuh.outcomes import Result, pin, refuse, sound, write_private
from nuzuh.statement.canonical import bundle_of
from nuzuh.statement.files import letter_files
from nuzuh.statement.frozen import CHANGED, LETTER, MANIFEST, SUMS, Checked, is_bundle, read_bundle, to_zip, verify
from nuzuh.statement.keeping import FOLDER, inner_problems, is_frozen, unlike
from nuzuh.statement.letter import Letter, known_letters, letter_days
from nuzuh.statement.reading import read_letters
from nuzuh.statement.since import counts_itself
from nuzuh.terms.errors import Problem, UsageError
from nuzuh.terms.moments import When

if TYPE_CHECKING:
    from nuzuh.claims.claim import Claim
    from nuzuh.claims.passages import Document


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
    if path.is_dir() and not is_bundle(path) and not (path / LETTER).is_file():
        inside = sorted(p.parent.relative_to(path).as_posix() for p in path.rglob(MANIFEST))
        hint = f" There is one in {path / inside[0]}." if inside else ""
        raise UsageError(f"{path} is no frozen letter: it has neither {MANIFEST} nor {SUMS}.{hint}")
    files, problems = read_bundle(path)
    if problems and not files:
        return path, Checked({}, (), ""), problems
    checked = verify(files)
    if not checked.problems:
        found = inner_problems(files)
        changed = {p.file: CHANGED for p in found if p.file in checked.files}
        checked = replace(checked, files={**checked.files, **changed}, problems=tuple(found))
    return path, checked, problems


def _read(
    root: Path, name: str, published: dt.date, *, drafts: bool = False
) -> tuple[Folder, Ledger, Letter, list[Problem]]:
    """Return the folder, the public figures, a letter free of errors, and the problems of its files."""
    folder = sound(read_folder(root))
    known_letters(root, name)
    ledger = citable(ledgers.public_of(folder, published))
    letters, problems = read_letters(folder, ledger, drafts=drafts)
    mine = [p for p in problems if p.file.startswith(f"letters/{name}/")]
    refuse(mine)
    return folder, ledger, letters[name], mine


def signatories(root: Path, letter: str) -> dict[str, Any]:
    """Return the signatories of a letter with likely duplicates, what was decided and how many count.

    Raises
    ------
    UsageError
        There is no such letter, or the settings have errors.
    """
    folder = sound(read_folder(root))
    known_letters(root, letter)
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
