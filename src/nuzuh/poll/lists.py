"""What is wrong with the lists, names and types of a form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Choice, Question
from nuzuh.poll.inspected import ASKED, SELECTS, UNSEEN, Inspected, elsewhere, finding, near, some
from nuzuh.terms.errors import Severity

KNOWN_TYPES = ASKED | UNSEEN | {"note", "osm"}
_NAME = re.compile(r"[^\W\d][\w.-]*")
_YES = ("yes", "true", "true()", "1")


def check_lists(form: Inspected) -> Iterator[FileFault]:
    """Yield what is wrong with the lists of choices, and with the types and names of questions."""
    for item in form.items:
        if item.name and not _NAME.fullmatch(item.name):
            message = f'"{short(item.name, 40)}" cannot be a name.'
            suggestion = 'A name begins with a letter and has letters, digits, "_", "-" and "." only.'
            yield finding(item, "survey/name", item.name, "name.invalid", message, suggestion)
        if isinstance(item, Question):
            yield from _question(form, item)
    users: dict[str, list[Question]] = defaultdict(list)
    for question in form.form.questions:
        users[question.list_name].append(question)
    for name, choices in form.form.choices.items():
        yield from _codes(form, name, choices, users[name])
        if not users[name] and not _mentioned(form, name):
            message = f'No question uses the list "{short(name, 40)}".'
            yield finding(choices[0], "choices/list_name", name, "list.unused", message, "Delete it.", "warning")


def _question(form: Inspected, question: Question) -> Iterator[FileFault]:
    kind = question.type.removeprefix("uri:")
    if kind not in KNOWN_TYPES:
        message = f'There is no type of question "{short(question.type, 40)}".'
        suggestion = near(kind, sorted(KNOWN_TYPES)) or "Write a type that XLSForm has."
        yield finding(question, "survey/type", question.type, "type.unknown", message, suggestion)
    if kind in SELECTS and not question.list_name:
        message = f"{question.name} has no list to choose from."
        yield finding(
            question, "survey/type", question.type, "list.none", message, f"Write {kind} and the list's name."
        )
    elif kind in SELECTS and not elsewhere(question) and not form.form.choices.get(question.list_name):
        message = f'There is no list "{short(question.list_name, 40)}", or no choice in it.'
        suggestion = near(question.list_name, form.form.choices) or 'Add its choices to the sheet "choices".'
        yield finding(question, "survey/type", question.list_name, "list.missing", message, suggestion)
    if kind == "calculate" and not question.calculation and not question.default:
        message = f"{question.name} works nothing out."
        yield finding(question, "survey/calculation", "", "calculation.none", message, "Write its calculation.")
    if kind == "note" and question.constraint:
        message = f"Nobody answers {question.name or 'a note'}: its constraint is never looked at."
        suggestion = "Move it to the question that it is about."
        yield finding(
            question, "survey/constraint", question.constraint, "constraint.idle", message, suggestion, "warning"
        )
    shows = any(heading.casefold().split("::")[0] in ("media", "image", "audio", "video") for heading in question.more)
    if (kind in ASKED or kind == "note") and not question.label and not shows:
        message = f"{question.name or 'The note'} has no label: nobody sees what is asked."
        yield finding(question, "survey/label", question.name, "label.none", message, "Write a label.", "warning")


def _codes(form: Inspected, name: str, choices: tuple[Choice, ...], users: list[Question]) -> Iterator[FileFault]:
    several = any(question.type in ("select_multiple", "rank") for question in users)
    times = Counter(choice.name for choice in choices)
    allowed = form.form.settings.get("allow_choice_duplicates", "").casefold() in _YES
    for choice in choices:
        if any(sign.isspace() for sign in choice.name):
            message = f'The code "{short(choice.name, 40)}" has a space.'
            if several:
                message += " Where several answers can be chosen, a space parts them: it is read as several codes."
            suggestion = f'Write "{"_".join(choice.name.split())}".'
            severity: Severity = "error" if several else "warning"
            yield finding(choice, "choices/name", choice.name, "choice.space", message, suggestion, severity)
        if times[choice.name] > 1 and not allowed:
            lines = some([str(other.line) for other in choices if other.name == choice.name])
            message = (
                f'The list "{short(name, 40)}" has the code "{short(choice.name, 40)}" more than once (lines {lines}).'
            )
            yield finding(
                choice, "choices/name", choice.name, "choice.duplicate", message, "Give each a code of its own."
            )
            del times[choice.name]
    if not any(choice.more for choice in choices):  # otherwise a filter may tell them apart
        yield from _alike(name, choices)


def _alike(name: str, choices: tuple[Choice, ...]) -> Iterator[FileFault]:
    first: dict[tuple[str, str], Choice] = {}
    for choice in choices:
        for language, text in choice.label.items():
            other = first.setdefault((language, text.casefold()), choice)
            if other.name != choice.name:
                heading = f"choices/label::{language}" if language else "choices/label"
                message = f'"{short(text, 40)}" stands in the list "{short(name, 40)}" for {other.name} and for {choice.name}.'
                yield finding(choice, heading, text, "choice.alike", message, "Tell the two apart in words.", "warning")
                break


def _mentioned(form: Inspected, name: str) -> bool:
    """Return whether an expression looks into a list: instance('list')."""
    cells = (
        cell
        for question in form.form.questions
        for cell in (
            question.calculation,
            question.relevant,
            question.constraint,
            question.default,
            *question.label.values(),
        )
    )
    return any(f"instance('{name}')" in cell or f'instance("{name}")' in cell for cell in cells)
