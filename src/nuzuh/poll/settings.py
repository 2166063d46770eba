"""A poll's folder: what ``polls/<name>/poll.toml`` says, and which files lie beside it."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nuzuh.folder.toml import line_of, read_toml
from nuzuh.terms.errors import Problem, UsageError

if TYPE_CHECKING:
    from nuzuh.poll.intervals import Method

RESERVED = ("plan", "form")  # words that follow `nuzuh poll` and are no poll
BY_CHANCE = ("chance", "everyone")
RESPONSES = (".csv", ".xlsx", ".zip", ".json", ".xls", ".ods", ".tsv", ".parquet")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
FORMS = (".xlsx", ".xls", ".xlsm")


@dataclass(frozen=True, slots=True)
class Poll:
    """What is known of a poll besides its answers; ``columns/poll.csv`` describes every key.

    Attributes
    ----------
    name : str
        Of its folder.
    form, responses, cleaning : pathlib.Path or None
        The files beside ``poll.toml``.
    given : bool
        Whether there is a ``poll.toml``.
    rules, design, weights, plan, making : mapping
        The sections ``responses``, ``design``, ``weights``, ``plan`` and ``form``.
    questions, answers, joins, printed : sequence of mapping
        The lists of these names.
    """

    name: str
    folder: Path
    form: Path | None = None
    responses: Path | None = None
    cleaning: Path | None = None
    given: bool = False
    title: Mapping[str, str] = field(default_factory=dict)
    asked: int | None = None
    answered: int | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    by: tuple[str, ...] = ()
    mode: str = ""
    whom: Mapping[str, str] = field(default_factory=dict)
    how: Mapping[str, str] = field(default_factory=dict)
    chosen: str = "unknown"
    places_chosen: str = ""
    places: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    publish: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    level: float = 0.95
    interval: Method = "korn-graubard"
    rules: Mapping[str, Any] = field(default_factory=dict)
    design: Mapping[str, Any] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)
    making: Mapping[str, Any] = field(default_factory=dict)
    questions: tuple[Mapping[str, Any], ...] = ()
    answers: tuple[Mapping[str, Any], ...] = ()
    joins: tuple[Mapping[str, Any], ...] = ()
    printed: tuple[Mapping[str, Any], ...] = ()

    @property
    def by_chance(self) -> bool:
        """Whether those asked speak for others: they were drawn by chance, or were everyone."""
        return self.chosen in BY_CHANCE

    @property
    def purposive(self) -> bool:
        """Whether places were chosen on purpose: it is said, or people were drawn by chance and nothing is said of places."""
        return self.places_chosen == "purpose" or (not self.places_chosen and self.chosen == "chance")

    @property
    def file(self) -> str:
        """Path of the settings below the crisis folder, as problems name it."""
        return self.path("poll.toml")

    def path(self, file: str) -> str:
        """Return the path of one of its files below the crisis folder, as problems name it."""
        return f"polls/{self.name}/{file}"

    @property
    def no_numbers(self) -> tuple[float, ...]:
        """Numbers that stand for no answer, as far as they are numbers."""
        return tuple(float(n) for n in self.rules.get("no_numbers", ()) if _NUMBER.fullmatch(n))

    def named(self, language: str) -> str:
        """Return the title in a language, else in the first one that has it, else the name of the folder."""
        return self.title.get(language) or next(iter(self.title.values()), self.name)

    def line(self, section: str, key: str, index: int = 0) -> int | None:
        """Return the line of ``poll.toml`` on which a setting stands."""
        path = self.folder / "poll.toml"
        if not path.is_file():
            return None
        return line_of(path.read_text("utf-8-sig", errors="replace").splitlines(), section, key, index)


def poll_names(root: Path) -> list[str]:
    """Return the names of the polls of a crisis folder."""
    return sorted(p.name for p in root.glob("polls/*") if p.is_dir() and not p.name.startswith("."))


def read_poll(root: Path, name: str, languages: Sequence[str]) -> tuple[Poll, list[Problem]]:
    """Return a poll's settings, defaults standing in for faulty ones, and all that is wrong with them and with its files.

    Raises
    ------
    UsageError
        There is no such poll.
    """
    base = root / "polls" / name
    if not base.is_dir():
        known = poll_names(root)
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"There is no poll {name} in {root}/polls. {hint}There are: {', '.join(known) or 'none'}.")
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    path = base / "poll.toml"
    if path.is_file():
        values, problems = read_toml(path, f"polls/{name}/poll.toml", "poll")
    sections: dict[str, dict[str, Any]] = {"responses": {}, "design": {}, "weights": {}, "plan": {}, "form": {}}
    plain: dict[str, Any] = {}
    for key, value in values.items():
        section, _, tail = key.rpartition(".")
        if section:
            sections[section][tail] = tuple(value) if isinstance(value, list) else value
        else:
            plain[key] = tuple(value) if isinstance(value, list) else value
    sections["rules"], sections["making"] = sections.pop("responses"), sections.pop("form")
    if "join" in plain:
        plain["joins"] = plain.pop("join")
    found, faults = _files(base, name)
    everything: dict[str, Any] = {**found, **plain, **sections}
    poll = Poll(name=name, folder=base, given=path.is_file(), **everything)
    return poll, [*problems, *faults, *_cross_checks(poll, languages)]


def _files(base: Path, name: str) -> tuple[dict[str, Path | None], list[Problem]]:
    """Return the files of a poll by what they are, and what is wrong with them as files."""
    problems: list[Problem] = []
    found: dict[str, Path | None] = {}
    for kind, endings in (("form", FORMS), ("responses", RESPONSES), ("cleaning", (".csv",))):
        paths = [p for p in sorted(base.iterdir()) if p.stem.casefold() == kind and p.suffix.casefold() in endings]
        found[kind] = paths[0] if paths else None
        for more in paths[1:]:
            message = f"{more.name} stands beside {paths[0].name}: which of them holds the {kind}?"
            problems.append(_problem(f"polls/{name}/{more.name}", None, "", "", "file.twice", message, "Keep one."))
    taken = {p.name for p in found.values() if p} | {"poll.toml"}
    for path in sorted(base.iterdir()):
        told = any(p.file.endswith(f"/{path.name}") for p in problems)
        ours = path.is_file() and path.suffix.casefold() in (*RESPONSES, ".toml")
        if ours and path.name not in taken and not told and not path.name.startswith((".", "~$")):
            message = f"{path.name} is not read."
            hint = "A poll has poll.toml, form.xlsx, responses.csv (.xlsx, .zip, .json) and cleaning.csv."
            file = f"polls/{name}/{path.name}"
            problems.append(Problem(file, "", None, "", "", "file.unread", "warning", message, hint))
    return found, problems


def _cross_checks(poll: Poll, languages: Sequence[str]) -> list[Problem]:
    """Return what is wrong between settings that are each sound."""
    problems = []
    if poll.first_day and poll.last_day and poll.last_day < poll.first_day:
        message = f"last_day {poll.last_day} is before first_day {poll.first_day}."
        problems.append(
            _at(poll, "", "last_day", poll.last_day.isoformat(), "settings.value", message, "Mend one of them.")
        )
    if poll.asked is not None and poll.answered is not None and poll.answered > poll.asked:
        message = f"{poll.answered} people answered, but {poll.asked} were asked."
        problems.append(_at(poll, "", "answered", str(poll.answered), "settings.value", message, "Mend one of them."))
    if poll.name in RESERVED:
        message = f"A poll cannot be called {poll.name}: nuzuh poll {poll.name} means something else."
        problems.append(_problem(f"polls/{poll.name}", None, "", poll.name, "poll.name", message, "Rename its folder."))
    if not re.fullmatch(r"[\w-]+", poll.name):
        message = f"The folder of the poll is called {poll.name!r}, which makes no address and no name of a figure."
        hint = "Rename it, with letters, digits, - and _ only."
        problems.append(_problem(f"polls/{poll.name}", None, "", poll.name, "poll.name", message, hint))
    for text in (n for n in poll.rules.get("no_numbers", ()) if not _NUMBER.fullmatch(n)):
        message, hint = f"no_numbers has {text!r}, which is no number.", 'Write no_numbers = ["-999"].'
        problems.append(_at(poll, "responses", "no_numbers", text, "settings.value", message, hint))
    lists: tuple[tuple[str, Sequence[Mapping[str, Any]], str], ...] = (
        ("questions", poll.questions, "label"),
        ("answers", poll.answers, "label"),
        ("join", poll.joins, "label"),
    )
    for section, items, key in lists:
        seen: set[tuple[str, str]] = set()
        for item in items:
            ident = (str(item.get("question", "")), str(item.get("name", "")))
            if "name" in item and ident in seen:
                message = f"{item['name']} stands there already."
                problems.append(
                    _at(poll, section, "name", str(item["name"]), "poll.repeated", message, "Rename one.", item)
                )
            seen.add(ident)
            for language in [c for c in languages if key in item and c not in item[key]]:
                message = f"{item.get('name', section)} has no {key} in {language}."
                hint = f"Add {key}.{language}."
                problems.append(
                    _at(poll, section, key, str(item.get("name", "")), "poll.language", message, hint, item)
                )
    known = {str(q.get("name", "")) for q in poll.questions}
    for item in poll.answers:
        asked = str(item.get("question", ""))
        if asked and known and asked not in known:
            near = difflib.get_close_matches(asked, sorted(known), n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Questions are {', '.join(sorted(known))}."
            message = f"The answer {item.get('name', '')} belongs to {asked}, which is no question."
            problems.append(_at(poll, "answers", "question", asked, "poll.question", message, hint, item))
    return problems


def _at(
    poll: Poll,
    section: str,
    key: str,
    value: str,
    rule: str,
    message: str,
    suggestion: str,
    item: Mapping[str, Any] | None = None,
) -> Problem:
    line = poll.line(section, key, item["_index"] if item else 0)
    return _problem(poll.file, line, f"{section}.{key}".strip("."), value, rule, message, suggestion)


def _problem(file: str, line: int | None, key: str, value: str, rule: str, message: str, suggestion: str) -> Problem:
    return Problem(file, "", line, key, value, rule, "error", message, suggestion)
