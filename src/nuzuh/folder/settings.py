"""The settings of a crisis: ``crisis.toml``, checked key by key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nuzuh.folder.toml import line_of, read_toml
from nuzuh.terms.errors import Problem, UsageError

KNOWN_LANGUAGES = ("en", "ar", "tr")


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``crisis.toml`` says, with defaults filled in; ``columns/crisis.csv`` describes every key.

    ``published`` is None when the file gives no day of publication; periods are half-open.
    """

    code: str = "crisis"
    name: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    start: dt.date = dt.date(1900, 1, 1)
    as_of: dt.date = dt.date(2100, 1, 1)
    published: dt.date | None = None
    number: int | None = None
    place: str = ""
    household_size: float | None = None
    household_size_low: float | None = None
    household_size_high: float | None = None
    synthetic: str = ""
    publisher_name: str = ""
    publisher_contact: str = ""
    publisher_link: str = ""
    count_method: str = "accounts"
    count_level: float = 0.9
    count_draws: int = 200
    count_seed: int = 1
    count_period: str = "month"
    reading_date_order: str = ""
    disclosure_smallest_cell: int = 10
    disclosure_rounding: str = "idmc"
    disclosure_finest_level: int = 3
    disclosure_delay_days: int = 0
    basemap_file: str = ""
    basemap_attribution: str = ""
    basemap_licence: str = ""

    @property
    def end(self) -> dt.date:
        """The day after ``as_of``: the end of the half-open time that this issue counts."""
        return self.as_of + dt.timedelta(days=1)

    def title(self, language: str) -> str:
        """Return the crisis's name in a language, else in the first one that has it."""
        return self.name.get(language) or next(iter(self.name.values()), self.code)


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """Return the settings of a crisis folder, defaults standing in for faulty keys, and all problems.

    Raises
    ------
    UsageError
        The folder or its ``crisis.toml`` does not exist.
    """
    path = root / "crisis.toml"
    if not path.is_file():
        raise UsageError(
            f"{path} does not exist: {root} is no crisis folder. Make one with: nuzuh new {root.name or 'DIR'}"
        )
    values, problems = read_toml(path, "crisis.toml", "crisis")
    known: dict[str, Any] = {k.replace(".", "_"): v for k, v in values.items()}
    known["languages"] = tuple(known.get("languages", ("en",)))
    settings = Settings(**known)
    return settings, problems + _cross_checks(settings, values, root)


def _cross_checks(settings: Settings, values: Mapping[str, Any], root: Path) -> list[Problem]:
    """Return what is wrong between settings that are each sound."""
    found = [*_language_faults(settings, values), *_time_faults(settings, values), *_size_faults(settings, values)]
    found += _basemap_faults(settings, values, root)
    return [
        Problem(
            "crisis.toml",
            "",
            line_of_setting(root, key),
            key,
            str(value),
            "settings.value",
            "error",
            message,
            suggestion,
        )
        for key, value, message, suggestion in found
    ]


_Faults = Iterator[tuple[str, object, str, str]]  # key, value, message, suggestion


def _language_faults(settings: Settings, values: Mapping[str, Any]) -> _Faults:
    unused = [language for language in settings.name if language not in settings.languages]
    for language in dict.fromkeys(settings.languages):
        if settings.languages.count(language) > 1:
            yield "languages", language, f"The language {language} stands there twice.", "Remove one."
        if language not in KNOWN_LANGUAGES:
            known = ", ".join(KNOWN_LANGUAGES)
            yield "languages", language, f"nuzuh has no words for the language {language!r}.", f"Choose from {known}."
        elif "name" in values and language not in settings.name and not unused:
            yield "name", "", f"The crisis has no name in {language}.", f"Add name.{language} to crisis.toml."
    for language in unused:
        message = f"name.{language} belongs to no language of the crisis."
        yield f"name.{language}", language, message, "Mend its language, add it to languages, or remove the name."


def _time_faults(settings: Settings, values: Mapping[str, Any]) -> _Faults:
    if {"start", "as_of"} <= values.keys() and settings.as_of < settings.start:
        message = f"as_of {settings.as_of} is before start {settings.start}."
        yield "as_of", settings.as_of, message, "Mend one of them."
    if settings.published and "as_of" in values and settings.published < settings.as_of:
        message = f"published {settings.published} is before as_of {settings.as_of}."
        mend = "A report cannot count reports of days that are still to come: mend one of them."
        yield "published", settings.published, message, mend


def _size_faults(settings: Settings, values: Mapping[str, Any]) -> _Faults:
    low, size, high = settings.household_size_low, settings.household_size, settings.household_size_high
    for key, bad in (
        ("household_size_low", low and (size is None or low > size)),
        ("household_size_high", high and (size is None or high < size)),
    ):
        if bad:
            yield key, values[key], f"{key} does not fit household_size {size}.", "low ≤ household_size ≤ high."


def _basemap_faults(settings: Settings, values: Mapping[str, Any], root: Path) -> _Faults:
    file = settings.basemap_file
    if not file:
        return
    if not (root / file).is_file():
        yield "basemap.file", file, f"{file} does not exist.", "Mend the path."
    for key in ("basemap.attribution", "basemap.licence"):
        if key not in values:
            yield key, "", f"{key} is missing: boundaries need both.", "Copy it from where the file comes from."


def line_of_setting(root: Path, key: str) -> int | None:
    """Return the line of ``crisis.toml`` on which a setting stands, given its dotted name."""
    lines = (root / "crisis.toml").read_text("utf-8-sig", errors="replace").splitlines()
    section, _, tail = key.rpartition(".")
    return line_of(lines, section, tail)
