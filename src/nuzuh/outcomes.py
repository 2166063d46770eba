"""What the commands share: what they give back, what they refuse, how they write below ``private/``, and what is frozen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nuzuh.folder.records import Folder
from nuzuh.folder.rejects import write_rejects
from nuzuh.terms.errors import DataError, Problem, UsageError

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What a command that makes files gives back: their paths, and the problems met."""

    files: list[Path]
    problems: list[Problem]


def sound(folder: Folder) -> Folder:
    """Return the folder if its settings are free of errors."""
    if folder.settings_problems:
        write_rejects(folder, folder.problems)
        raise UsageError("crisis.toml has errors; nothing was done.", folder.settings_problems)
    return folder


def refuse(problems: Sequence[Problem]) -> None:
    """Stop if there are errors among the problems.

    Raises
    ------
    DataError
        It holds all of them.
    """
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise DataError(f"{len(errors)} errors: nothing was built.", list(problems))


def pin(base: Path, name: str, files: Mapping[str, bytes]) -> list[Path]:
    """Put a bundle of files into ``base/name`` in place of the one that is there, which goes to ``base/superseded/``.

    The new folder is written beside it first, so that it is there whole or not at all.
    """
    fresh, target = base / f".{name}.new", base / name
    shutil.rmtree(fresh, ignore_errors=True)
    for file, content in sorted(files.items()):
        path = fresh / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if target.exists():
        old = base / "superseded"
        old.mkdir(exist_ok=True)
        number = 1 + max((int(p.name) for p in old.iterdir() if p.name.isdigit()), default=0)
        target.rename(old / str(number))
    fresh.rename(target)
    return [target / file for file in sorted(files)]


def write_private(root: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files below ``private/``, each whole or not at all."""
    out = []
    for name, content in sorted(files.items()):
        path = root / "private" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(content)
        fresh.replace(path)
        out.append(path)
    return out
