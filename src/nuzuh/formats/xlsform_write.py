"""A form of a survey written as a workbook (XLSForm), for `read_form` to read. Same form, same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nuzuh.formats.raw import short
from nuzuh.formats.write import LONGEST_CELL, TooLargeError
from nuzuh.formats.xlsform import Form, Group, Question
from nuzuh.terms.errors import UsageError

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Cells = dict[str, str]
# What a phone tells of itself or its owner, in all spellings; "uri:" may stand before it.
PHONE_TYPES = frozenset(
    {
        *("deviceid", "device_id", "imei", "phonenumber", "phone_number", "simserial", "sim_id"),
        *("subscriberid", "subscriber_id", "username", "email"),
    }
)
FILES = (".csv", ".xml", ".geojson")  # what the name of a list ends in that is a file of its own
_TEXTS = ("label", "hint", "constraint_message", "required_message")
_CELLS = ("required", "relevant", "constraint", "calculation", "choice_filter", "appearance", "default", "parameters")
_FIRST = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "settings": ("form_title", "form_id", "version"),
}


def write_form(form: Form, created: dt.date) -> bytes:
    """Return a workbook with the sheets survey, choices and settings.

    Questions and groups stand in the order of their lines. A list of external choices becomes a list like the others.

    Parameters
    ----------
    form : Form
    created : date
        Day on which the workbook says that it was made.

    Raises
    ------
    UsageError
        A question would record the phone or its owner, or does not lie in the groups that it names.
    TooLargeError
        A text is longer than a cell can be.
    """
    import xlsxwriter  # a tenth of a second: only who writes a workbook waits for it

    sheets = {"survey": _survey(form), "choices": _choices(form), "settings": [_settings(form)]}
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime.combine(created, dt.time())})
        for name, rows in sheets.items():
            _write(book, name, _header(name, rows, form.languages), rows)
    return buffer.getvalue()


def _survey(form: Form) -> list[Cells]:
    rows: list[Cells] = []
    opened: list[Group] = []

    def leave(path: tuple[str, ...]) -> None:
        while opened and tuple(group.name for group in opened) != path:
            rows.append({"type": f"end_{opened.pop().kind}"})

    items: list[Group | Question] = [*form.groups, *form.questions]
    for item in sorted(items, key=lambda item: item.line):
        leave(item.path)
        if len(opened) != len(item.path):
            raise UsageError(f"{item.name} of line {item.line} does not lie in {'/'.join(item.path)}, as it says")
        rows.append(_group(item) if isinstance(item, Group) else _question(item))
        opened += [item] if isinstance(item, Group) else []
    leave(())
    return rows


def _group(group: Group) -> Cells:
    cells = {"type": f"begin_{group.kind}", "name": group.name, **_texts("label", group.label)}
    return cells | {name: getattr(group, name) for name in ("relevant", "appearance", "repeat_count")}


def _question(question: Question) -> Cells:
    if question.type.removeprefix("uri:") in PHONE_TYPES:
        raise UsageError(
            f"{question.name} of line {question.line} records the {question.type}: take it out of the form"
        )
    kind = question.type
    if question.list_name:
        file = "_from_file" if question.list_name.endswith(FILES) else ""
        kind = f"{kind}{file} {question.list_name}{' or_other' if question.other else ''}"
    cells = {"type": kind, "name": question.name}
    for name in _TEXTS:
        cells |= _texts(name, getattr(question, name))
    return cells | {name: getattr(question, name) for name in _CELLS} | dict(question.more)


def _choices(form: Form) -> list[Cells]:
    return [
        {"list_name": name, "name": choice.name, **_texts("label", choice.label), **choice.more}
        for name, choices in form.choices.items()
        for choice in choices
    ]


def _settings(form: Form) -> Cells:
    own = {name: getattr(form, name) for name in ("title", "form_id", "version", "default_language")}
    settings = {**form.settings, **own}
    return {"form_title" if name == "title" else name: text for name, text in settings.items()}


def _texts(name: str, texts: Mapping[str, str]) -> Cells:
    return {f"{name}::{language}" if language else name: text for language, text in texts.items()}


def _header(sheet: str, rows: Sequence[Cells], languages: Sequence[str]) -> list[str]:
    """Return the columns: the first of the sheet and labels in all languages always, others where they hold something."""
    used = {name for row in rows for name, cell in row.items() if cell}
    if sheet != "settings":
        used |= {f"label::{language}" for language in languages}
    texts = [column for name in _TEXTS for column in _texts(name, dict.fromkeys(["", *languages], ""))]
    known = [
        name for name in (*_FIRST[sheet], *texts, *_CELLS, "repeat_count") if name in used or name in _FIRST[sheet]
    ]
    others = dict.fromkeys(name for row in rows for name, cell in row.items() if cell and name not in known)
    return [*known, *others]


def _write(book: Workbook, name: str, header: Sequence[str], rows: Sequence[Cells]) -> None:
    """Write a sheet with its heading held in view, texts wide and wrapped."""
    bold = book.add_format({"bold": True, "bg_color": "#dfe8ee", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(header):
        sheet.set_column(at, at, 44 if column.split("::")[0] in _TEXTS else 22)
        sheet.write_string(0, at, column, bold)
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(header):
            cell = row.get(column, "")
            if len(cell) > LONGEST_CELL:
                message = f'"{short(cell)}" has {len(cell):,} letters; a cell of a workbook holds {LONGEST_CELL:,}.'
                raise TooLargeError(message)
            if cell:
                sheet.write_string(line, at, cell, wrap)
