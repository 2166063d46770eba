"""A form with what its rules look up: questions by name, the repeats around them, the codes that they can have."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Choice, Form, Group, Question
from nuzuh.formats.xlsform_write import FILES, PHONE_TYPES
from nuzuh.terms.errors import Severity

Item = Question | Group
SELECTS = frozenset({"select_one", "select_multiple", "rank"})
# Rows that a person fills in; others show, work out or note down something by themselves.
ASKED = SELECTS | frozenset(
    {
        *("text", "integer", "decimal", "range", "percentage", "date", "datetime", "time", "acknowledge", "barcode"),
        *("geopoint", "geotrace", "geoshape", "image", "audio", "video", "file"),
    }
)
# Rows that nobody sees.
UNSEEN = PHONE_TYPES | {
    *("start", "end", "today", "audit", "start_time", "end_time", "start_geopoint", "background_geopoint"),
    *("background_audio", "calculate", "hidden", "csv_external", "xml_external"),
}


@dataclass(frozen=True)
class Inspected:
    """A form that is looked at."""

    form: Form

    @cached_property
    def named(self) -> Mapping[str, tuple[Item, ...]]:
        """Questions and groups by name, in the order of the form."""
        found: dict[str, tuple[Item, ...]] = {}
        for item in self.items:
            if item.name:
                found[item.name] = (*found.get(item.name, ()), item)
        return found

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Questions and groups in the order of the form."""
        both: list[Item] = [*self.form.questions, *self.form.groups]
        return tuple(sorted(both, key=lambda item: item.line))

    @cached_property
    def _repeats(self) -> frozenset[tuple[str, ...]]:
        return frozenset((*group.path, group.name) for group in self.form.groups if group.kind == "repeat")

    def repeats_around(self, item: Item) -> tuple[tuple[str, ...], ...]:
        """Return the repeats around a question or group, from outside, each as the path of its names."""
        paths = (item.path[:end] for end in range(1, len(item.path) + 1))
        return tuple(path for path in paths if path in self._repeats)

    def groups_around(self, item: Item) -> list[Group]:
        """Return the groups and repeats around a question or group, from outside."""
        around = []
        for end in range(len(item.path)):
            before = [
                group
                for group in self.named.get(item.path[end], ())
                if isinstance(group, Group) and group.path == item.path[:end] and group.line < item.line
            ]
            around += before[-1:]
        return around

    def choices_of(self, question: Question) -> tuple[Choice, ...] | None:
        """Return the choices of a question; None where it has none, or where they stand in a file or another question."""
        if question.type not in SELECTS or elsewhere(question):
            return None
        return self.form.choices.get(question.list_name)

    def codes_of(self, question: Question) -> tuple[str, ...] | None:
        """Return the codes that a question can have; None where they are not known."""
        if question.type == "acknowledge":
            return ("OK",)
        choices = self.choices_of(question)
        if choices is None:
            return None
        return tuple(dict.fromkeys([*(choice.name for choice in choices), *(["other"] if question.other else [])]))


def elsewhere(question: Question) -> bool:
    """Return whether the choices of a question stand in a file, in another question, or are looked up as it is asked."""
    name = question.list_name
    return name.endswith(FILES) or "${" in name or question.appearance.lstrip().startswith("search(")


def finding(
    at: Item | Choice | int | None,
    heading: str,
    value: str,
    rule: str,
    message: str,
    suggestion: str,
    severity: Severity = "error",
) -> FileFault:
    """Return what a rule has found: ``heading`` names sheet and column, ``survey/relevant``."""
    line = at if isinstance(at, int) or at is None else at.line
    return FileFault(line, heading, value, rule, message, suggestion, severity)


def near(wanted: str, there: Collection[str]) -> str:
    """Return what was probably meant, as a suggestion: the same in other letters first, then what looks alike; else empty.

    Examples
    --------
    >>> near("Yes", ["yes", "no"]), near("dont_now", ["dont_know", "refused"]), near("x", ["yes"])
    ('Write "yes": capital and small letters differ.', 'Did you mean "dont_know"?', '')
    """
    alike = [name for name in there if name.casefold() == wanted.casefold()]
    if alike:
        return f'Write "{alike[0]}": capital and small letters differ.'
    close = difflib.get_close_matches(wanted, list(there), n=1, cutoff=0.7)
    return f'Did you mean "{close[0]}"?' if close else ""


def some(names: Collection[str], most: int = 8) -> str:
    """Return names in a row, cut where there are many.

    Examples
    --------
    >>> some(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    shown = ", ".join(short(name, 40) for name in list(names)[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
