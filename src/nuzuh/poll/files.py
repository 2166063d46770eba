"""The files of a poll: its form written, responses brought in, and what is wrong with any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.settings import KNOWN_LANGUAGES, read_settings
from nuzuh.formats.fetch import fetch_pages
from nuzuh.formats.raw import UnreadableFile
from nuzuh.formats.xlsform import read_form
from nuzuh.formats.xlsform_write import write_form
from nuzuh.poll.forms import form_of
from nuzuh.poll.lint import form_problem, lint
from nuzuh.poll.settings import RESERVED, RESPONSES, read_poll
from nuzuh.terms.errors import DataError, Problem, UsageError


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
    path = fresh.replace(folder / f"responses{ending}")
    for old in (p for p in there if p != path):  # only now: a crash in between loses nothing
        old.unlink()
    return path


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
        return [error.fault.problem(file)]
    return [form_problem(fault, file) for fault in lint(form, languages)]
