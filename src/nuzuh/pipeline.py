"""The work in its order: one function per command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nuzuh.displaced import explain as explained
from nuzuh.displaced import triangulate
from nuzuh.evidence import disclosure
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import with_labels
from nuzuh.evidence.ledger import Ledger, figures_of, ledger_of, reference_figures
from nuzuh.folder.names import Names, secrets_of
from nuzuh.folder.records import Folder, read_folder
from nuzuh.folder.rejects import write_rejects
from nuzuh.places.gazetteer import outermost
from nuzuh.report.issue import Issue, report_files
from nuzuh.statement.letter import Letter, letter_files, read_letters
from nuzuh.terms.errors import DataError, Problem, UsageError

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What a command that makes files gives back: their paths, and the problems met."""

    files: list[Path]
    problems: list[Problem]


def check(root: Path, published: dt.date) -> tuple[Folder, list[Problem]]:
    """Return the folder and all its problems, those of the letters included; rejected rows go to ``private/``."""
    folder = read_folder(root)
    problems = list(folder.problems)
    if not folder.settings_problems:
        _, found = read_letters(folder, public_ledger(folder, published))
        problems += found
    write_rejects(folder, problems)
    return folder, problems


def count(root: Path) -> tuple[Folder, Ledger]:
    """Return the folder and every figure of displacement, before anything is hidden or rounded."""
    folder = _sound(read_folder(root))
    return folder, _labelled(folder, ledger_of(_figures(folder, folder.settings.end, finest_level=5)))


def trace(root: Path, figure_id: str, published: dt.date) -> dict[str, Any]:
    """Return a figure, as counted and as published, with every row that it rests on or leaves out, and why.

    Raises
    ------
    UsageError
        There is no such figure; the message names the nearest ones.
    """
    folder = _sound(read_folder(root))
    end = _public_end(folder, published)
    counted = _count(folder, end, finest_level=5).figures
    ledger = _labelled(folder, ledger_of(_figures(folder, end, finest_level=5)))
    figure = ledger.get(figure_id)
    if figure is None:
        raise UsageError(explained.no_such_figure(figure_id, list(ledger.figures)))
    shown = public_ledger(folder, published).get(figure_id)
    if figure.role == "reference":
        rows = explained.reference_rows(folder.tables["references"], figure_id)
    else:
        row = counted.row(counted["id"].to_list().index(figure_id), named=True)
        rows = explained.explain(row, folder.tables, folder.settings.start, end)
    return {"figure": figure.as_dict(), "published": shown.as_dict() if shown else None, "rows": rows}


def letter(root: Path, name: str, published: dt.date) -> Result:
    """Build one letter's versions, PDF and pages, into ``private/letters/`` to be read before it is published."""
    folder = _sound(read_folder(root))
    letters, problems = read_letters(folder, public_ledger(folder, published))
    if name not in (known := sorted({p.name for p in (root / "letters").glob("*") if p.is_dir()})):
        raise UsageError(f"There is no letter {name} in {root}/letters. There are: {', '.join(known) or 'none'}.")
    _refuse(problems, f"letters/{name}/")
    issue = _issue(folder, published, letters)
    files = {f"letters/{path}": content for path, content in letter_files(letters[name], issue).items()}
    return Result(_write_private(root, files), problems)


def build(root: Path, published: dt.date, progress: Progress = lambda _: None) -> Result:
    """Build the whole issue into ``public/``: pages, PDF, data, feed, letters; all of it or nothing.

    Raises
    ------
    DataError
        The data or a letter has errors; nothing was published, ``private/`` lists them all.
    UsageError
        The settings have errors.
    """
    progress("reading and checking")
    folder = _sound(read_folder(root))
    progress("counting")
    ledger = public_ledger(folder, published)
    progress("reading letters")
    letters, letter_problems = read_letters(folder, ledger)
    problems = folder.problems + letter_problems
    write_rejects(folder, problems)
    _refuse(problems)
    issue = _issue(folder, published, letters, ledger)
    files = report_files(issue, progress)
    for item in letters.values():
        if item.open_on(published):
            progress(f"letter {item.name}")
            files |= letter_files(item, issue)
    progress("publishing")
    return Result(disclosure.publish(root, files, secrets_of(folder)), problems)


def public_ledger(folder: Folder, published: dt.date) -> Ledger:
    """Return the figures that may be published, with their labels."""
    settings = folder.settings
    rules = disclosure.rules_of(
        settings.disclosure_smallest_cell, settings.disclosure_rounding, settings.disclosure_finest_level,
        folder.tables["places"], folder.tables["sources"],
    )  # fmt: skip
    figures = _figures(folder, _public_end(folder, published), finest_level=settings.disclosure_finest_level)
    return _labelled(folder, disclosure.release(figures, folder.tables["places"], rules))


def _figures(folder: Folder, end: dt.date, finest_level: int) -> list[Figure]:
    counted = _count(folder, end, finest_level)
    references = folder.tables["references"]
    return [
        *figures_of(counted.figures, folder.tables, folder.digests, triangulate.METHOD),
        *reference_figures(references, folder.digests, folder.settings.languages),
    ]


def _count(folder: Folder, end: dt.date, finest_level: int) -> triangulate.Counted:
    settings, tables = folder.settings, folder.tables
    top = settings.place or next(iter(outermost(tables["places"])), "")
    scope = triangulate.Scope(top, settings.start, end, settings.count_period, finest_level)
    return triangulate.count(tables["arrivals"], tables["populations"], tables["sources"], tables["places"], scope)


def _public_end(folder: Folder, published: dt.date) -> dt.date:
    return disclosure.public_end(folder.settings.end, published, folder.settings.disclosure_delay_days)


def _labelled(folder: Folder, ledger: Ledger) -> Ledger:
    return with_labels(ledger, Names(folder.tables["places"]), folder.settings.languages)


def _issue(
    folder: Folder, published: dt.date, letters: Mapping[str, Letter], ledger: Ledger | None = None
) -> Issue:
    shown = tuple(item.listing() for item in letters.values() if item.open_on(published))
    return Issue(folder, ledger or public_ledger(folder, published), published, shown)


def _sound(folder: Folder) -> Folder:
    """Return the folder if its settings are free of errors."""
    if folder.settings_problems:
        write_rejects(folder, folder.problems)
        raise UsageError("crisis.toml has errors; nothing was done.", folder.settings_problems)
    return folder


def _refuse(problems: list[Problem], inside: str = "") -> None:
    errors = [p for p in problems if p.severity == "error" and p.file.startswith(inside)]
    if errors:
        raise DataError(f"{len(errors)} errors: nothing was built.", problems)


def _write_private(root: Path, files: Mapping[str, bytes]) -> list[Path]:
    out = []
    for name, content in sorted(files.items()):
        path = root / "private" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        out.append(path)
    return out
