"""A frozen letter in its crisis folder: as it was frozen, with all that changed since told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.records import Folder
from nuzuh.statement.canonical import FIGURES, thawed
from nuzuh.statement.edited import edits
from nuzuh.statement.frozen import SUMS, canonical, read_bundle, text_name, verify
from nuzuh.statement.letter import Letter
from nuzuh.statement.since import changes, signed_since
from nuzuh.terms.errors import Problem

FOLDER = "frozen"


def is_frozen(base: Path) -> bool:
    """Return whether the letter in a folder was frozen."""
    return (base / FOLDER).is_dir()


def as_frozen(
    letter: Letter, values: Mapping[str, Any], folder: Folder, ledger: Ledger, problems: Sequence[Problem]
) -> tuple[Letter | None, list[Problem]]:
    """Return a letter as it was frozen, and what is wrong: the bundle itself, and all that changed since.

    Parameters
    ----------
    letter : Letter
        As it stands now.
    values : mapping
        Its ``letter.toml``.
    folder : Folder
    ledger : Ledger
        The public figures of now.
    problems : sequence of Problem
        Those of the letter as it stands; the ones of its texts do not count, since these are not shown.
    """
    base = folder.root / "letters" / letter.name
    where = f"letters/{letter.name}/{FOLDER}"
    kept = [
        p
        for p in problems
        if p.rule.startswith("file.") or not (p.file.endswith(".md") or p.rule.startswith("letter."))
    ]
    files, _ = read_bundle(base / FOLDER)
    found = [replace(p, file=f"{where}/{p.file}") for p in verify(files).problems]
    kept_letter = None
    if not found:
        kept_letter, found = _thawed(letter, files, where)
        found += list(_unspoken(kept_letter, folder, where)) if kept_letter else []
    if found or kept_letter is None or kept_letter.frozen is None:
        return None, [*kept, *found]
    told, changed = changes(kept_letter, values, folder, ledger)
    out = replace(kept_letter, frozen=replace(kept_letter.frozen, changes=tuple(changed)))
    return out, [*kept, *edits(kept_letter, values, base, folder.root), *told, *signed_since(kept_letter, folder)]


def _unspoken(letter: Letter, folder: Folder, where: str) -> Iterator[Problem]:
    """Yield an error of each language of a frozen letter in which the crisis has no labels any more."""
    for code in (c for c in letter.versions if c not in folder.settings.languages):
        message = f"The letter was frozen in {code}, which is no language of the crisis now: it cannot be shown."
        again = f"nuzuh letter freeze {letter.name} --again"
        mend = f"Add {code} to languages in crisis.toml again; or freeze the letter without it: {again}."
        yield _problem(f"{where}/{text_name(code)}", "frozen.language", message, mend)


def inner_problems(files: Mapping[str, bytes]) -> list[Problem]:
    """Return in what a bundle, whose digests are right, contradicts itself: whoever changed a text and all digests leaves that."""
    return _thawed(Letter("", dt.date.min, None, {}, (), 0), files, "")[1]


def _thawed(letter: Letter, files: Mapping[str, bytes], where: str) -> tuple[Letter | None, list[Problem]]:
    """Return a letter as it was frozen, and what is wrong with the bundle though its digests are right."""
    begin = f"{where}/" if where else ""
    try:
        out = thawed(letter, files)
    except (KeyError, TypeError, ValueError, StopIteration):
        message = f"{where or 'The bundle'} has the right digests, but cannot be read as a letter."
        return None, [_problem(f"{begin}{SUMS}", "frozen.format", message, "Fetch the bundle again.")]
    return out, list(_unlike(out, files, begin))


def _unlike(letter: Letter, files: Mapping[str, bytes], begin: str) -> Iterator[Problem]:
    """Yield a problem of each text that does not hold its parts in order: what is signed and what is shown is one text.

    The words between them, such as the headings, are those of the nuzuh that froze it.
    """
    for code, version in letter.versions.items():
        text, at = files[text_name(code)].decode(), 0
        calls = [call.text.plain() for call in version.calls]
        names = list(version.addressees.values())
        for part in (version.title, *names, version.salutation, version.body.plain(), *calls, version.closing):
            found = text.find(canonical(part).strip(), at)
            if found < 0:
                message = f"{text_name(code)} does not have the words of letter.json: {' '.join(part.split())[:60]}."
                mend = (
                    "One of the two was changed after the freeze: fetch the bundle again, or freeze the letter again."
                )
                yield _problem(f"{begin}{text_name(code)}", "frozen.text", message, mend)
                break
            at = found + len(canonical(part).strip())


def _problem(file: str, rule: str, message: str, suggestion: str) -> Problem:
    return Problem(file, "", None, "", "", rule, "error", message, suggestion)


def unlike(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[str]:
    """Return in what two bundles of a letter differ for those who signed: text, figures.

    Who signed does not count, nor that the files behind the figures have other rows beside theirs or another day.
    """
    texts = ({name: held[name] for name in held if name.startswith("text.")} for held in (old, new))
    same = {"texts": len({tuple(sorted(held.items())) for held in texts}) == 1, "figures": _said(old) == _said(new)}
    return [kind for kind, alike in same.items() if not alike]


def _said(files: Mapping[str, bytes]) -> object:
    """Return the figures of a bundle without the digests of the files that they come from; as it is if it cannot be read."""
    content = files.get(FIGURES, b"")
    try:
        return [{k: v for k, v in figure.items() if k != "records"} for figure in json.loads(content)["figures"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return content
