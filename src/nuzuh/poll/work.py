"""What is done with a poll besides asking it: its plan, its form, and what is wrong with a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.settings import KNOWN_LANGUAGES, read_settings
from nuzuh.formats.fetch import fetch_pages
from nuzuh.formats.raw import FileFault, UnreadableFile
from nuzuh.formats.xlsform import read_form
from nuzuh.formats.xlsform_write import write_form
from nuzuh.poll.forms import form_of
from nuzuh.poll.lint import lint
from nuzuh.poll.plan import Plan
from nuzuh.poll.planning import planned
from nuzuh.poll.settings import RESERVED, RESPONSES, read_poll
from nuzuh.terms.errors import DataError, Problem, UsageError


def plan_of(
    root: Path, name: str, wishes: Mapping[str, Any], shares: Sequence[float], level: float | None, *, drawn: bool
) -> Plan:
    """Return the plan of a poll: what ``poll.toml`` says in ``[plan]``, and over it what is wished.

    Parameters
    ----------
    root : Path
    name : str
        Empty where what is wished is all.
    wishes, shares
        See `planned`.
    level : float, optional
        In place of the poll's.
    drawn : bool
        Whether the places are drawn by chance, whatever the poll says; else they are chosen on purpose unless it says so.

    Raises
    ------
    UsageError
        There is no such poll, its settings have errors, or the plan is not possible.
    """
    if not name:
        return planned(wishes, shares, purposive=not drawn, level=level or 0.95)
    settings, _ = read_settings(root)
    poll, problems = read_poll(root, name, settings.languages)
    if wrong := [p for p in problems if p.severity == "error"]:
        raise UsageError(f"{poll.file} has errors; nothing was planned.", wrong)
    given = {**poll.plan, **wishes}
    if "clusters" in wishes or "places" in wishes:  # one way to say it replaces the other
        other = ("places", "teams", "days") if "clusters" in wishes else ("clusters", "strata")
        given = {key: value for key, value in given.items() if key not in other or key in wishes}
    purposive = poll.places_chosen in ("", "purpose") and not drawn
    return planned(given, shares, purposive=purposive, level=level or poll.level)


def write_poll_form(folder: Folder, name: str, day: dt.date) -> tuple[list[Path], list[Problem]]:
    """Write ``polls/<name>/form.xlsx`` from ``poll.toml``, and return it with what is wrong with it.

    Raises
    ------
    UsageError
        There is no such poll, it has a form that somebody else made, or its questions lack something.
    DataError
        ``poll.toml`` has errors.
    """
    poll, problems = read_poll(folder.root, name, folder.settings.languages)
    if any(p.severity == "error" for p in problems):
        raise DataError(f"{poll.file} has errors; no form was written.", problems)
    tables = folder.tables
    form = form_of(poll, folder.settings.languages, Names(tables["places"]), Names(tables["sources"]))
    path = poll.folder / "form.xlsx"
    content = write_form(form, poll.first_day or day)
    if path.is_file() and path.read_bytes() != content and (poll.responses or not _ours(path, form.form_id)):
        raise UsageError(
            f"{path} is there already, and it is not what poll.toml makes of it: answers may have been collected with it. "
            "Rename it, or remove it, and run this again."
        )
    path.write_bytes(content)
    return [path], [*problems, *_problems(path, f"polls/{name}/form.xlsx", folder.settings.languages)]


def bring_responses(root: Path, name: str, file: str, token: str, *, again: bool) -> Path:
    """Put a file of responses, or what is behind the address of one, into the folder of a poll as it is; return its path.

    Parameters
    ----------
    root : Path
    name : str
        The poll; its folder is made if there is none.
    file : str
        A file, or an address (https://…) of KoboToolbox's API v2 or ODK Central's OData.
    token : str
        Sent to the server, and nowhere else.
    again : bool
        Whether responses that are there already may go.

    Raises
    ------
    UsageError
        The name is no name of a poll, there are responses already, or the file is none that can be read.
    UnreadableFile
        The server cannot be reached, refuses, or sends something else.
    """
    if not name or not all(c.isalnum() or c in "-_" for c in name) or name in RESERVED:
        raise UsageError("Say which poll the responses belong to: --poll NAME, of letters, digits, - and _.")
    folder = root / "polls" / name
    there = [p for p in folder.glob("*") if p.stem.casefold() == "responses"]
    if there and not again:
        raise UsageError(f"{there[0]} is there already and is not written over. Add --replace, or give another --poll.")
    if file.startswith(("https://", "http://")):
        content, ending = fetch_pages(file, token or None), ".json"
    else:
        path = Path(file)
        ending = path.suffix.casefold()
        if not path.is_file():
            raise UsageError(f"{file} does not exist.")
        if ending not in RESPONSES:
            raise UsageError(f"{file} is none of {', '.join(RESPONSES)}. Export the answers as CSV, XLSX, ZIP or JSON.")
        content = path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".responses{ending}.new"
    fresh.write_bytes(content)
    for old in there:
        old.unlink()
    return fresh.replace(folder / f"responses{ending}")


def _ours(path: Path, form_id: str) -> bool:
    """Return whether a form is an earlier one of the same poll."""
    try:
        return read_form(path).form_id == form_id
    except UnreadableFile:
        return False


def lint_file(root: Path, path: Path) -> list[Problem]:
    """Return what is wrong with any form; the languages are those of the crisis, or those that nuzuh knows."""
    languages: tuple[str, ...] = KNOWN_LANGUAGES
    if (root / "crisis.toml").is_file():
        languages = read_settings(root)[0].languages
    if not path.is_file():
        raise UsageError(f"{path} does not exist.")
    return _problems(path, path.name, languages)


def _problems(path: Path, file: str, languages: Sequence[str]) -> list[Problem]:
    try:
        form = read_form(path)
    except UnreadableFile as error:
        return [_problem(file, error.fault)]
    return [_problem(file, fault) for fault in (*form.faults, *lint(form, languages))]


def _problem(file: str, fault: FileFault) -> Problem:
    sheet, _, column = fault.column.rpartition("/")
    return Problem(
        file, sheet, fault.line, column, fault.value, fault.rule, fault.severity, fault.message, fault.suggestion
    )
