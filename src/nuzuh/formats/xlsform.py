"""Forms of surveys (XLSForm): questions, lists of choices, groups, in every language that they are written in.

What is read here is what the workbook says, whether it makes sense or not; `Form.faults` tells where its structure
cannot be followed. Source: xlsform.org and pyxform, whose old spellings are understood too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nuzuh.formats.formsheet import BOUNDARY, KINDS, Row, SheetReader, folded, place_of, type_of
from nuzuh.formats.grids import read_grids
from nuzuh.formats.languages import language_code
from nuzuh.formats.raw import FileFault, Grid, UnreadableFile, short, unreadable

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Choice", "Form", "Group", "Question", "UnreadableFile", "language_code", "read_form"]

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list.

    Attributes
    ----------
    name : str
        Its code.
    label : mapping of str to str
        Language as written -> text; the key is empty for a column without a language.
    line : int
        Line of the sheet of choices, as a spreadsheet shows it.
    more : mapping of str to str
        The other columns, as they are headed (filters, pictures).
    """

    name: str
    label: Texts
    line: int
    more: Texts


@dataclass(frozen=True, slots=True)
class Group:
    """A group or repeat.

    Attributes
    ----------
    name : str
    kind : {"group", "repeat", "loop"}
    label : mapping of str to str
    path : tuple of str
        The groups and repeats around it, from outside.
    relevant, appearance, repeat_count : str
    line : int
    """

    name: str
    kind: str
    label: Texts
    path: tuple[str, ...]
    relevant: str
    appearance: str
    repeat_count: str
    line: int


@dataclass(frozen=True, slots=True)
class Question:
    """One row that asks, shows or works out something.

    Attributes
    ----------
    name : str
        Empty where the form gives none.
    type : str
        In today's spelling: ``select_one``, ``select_multiple``, ``integer``, ``text``, ``calculate``, ``note``, ``start``, …
    list_name : str
        The list of a select or rank, or the file that holds it.
    label, hint, constraint_message, required_message : mapping of str to str
        Language as written -> text.
    path : tuple of str
        The groups and repeats around it, from outside.
    repeat : str
        The innermost repeat around it, empty where there is none.
    relevant, constraint, required, calculation, choice_filter, appearance, default, parameters : str
        The cells, as written.
    other : bool
        Whether "or_other" adds an answer and a text for it.
    line : int
        Line of the sheet, as a spreadsheet shows it.
    more : mapping of str to str
        The other columns that are filled, as they are headed.
    """

    name: str
    type: str
    list_name: str
    label: Texts
    hint: Texts
    path: tuple[str, ...]
    repeat: str
    relevant: str
    constraint: str
    required: str
    calculation: str
    choice_filter: str
    appearance: str
    other: bool
    line: int
    constraint_message: Texts = field(default_factory=dict)
    required_message: Texts = field(default_factory=dict)
    default: str = ""
    parameters: str = ""
    more: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a survey.

    Attributes
    ----------
    title, form_id, version, default_language : str
        As its settings say; empty where they do not.
    languages : tuple of str
        As written, in the order of their columns; `language_code` gives their codes.
    questions : tuple of Question
    choices : mapping of str to tuple of Choice
        By the name of their list.
    groups : tuple of Group
    settings : mapping of str to str
        All settings.
    faults : tuple of FileFault
        Where the structure cannot be followed; `FileFault.column` names sheet and heading.
    """

    title: str
    form_id: str
    version: str
    default_language: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    groups: tuple[Group, ...]
    settings: Texts
    faults: tuple[FileFault, ...]


def read_form(path: Path) -> Form:
    """Return the form that a workbook holds; what is wrong with it is in its faults.

    Raises
    ------
    UnreadableFile
        When the file cannot be read, or has no sheet "survey" with a column "type".
    """
    sheets: dict[str, Grid] = {}
    for grid in read_grids(path):
        sheets.setdefault(folded(grid.sheet), grid)
    survey = sheets.get("survey")
    if survey is None:
        names = ", ".join(f'"{short(grid.sheet, 30)}"' for grid in list(sheets.values())[:6])
        message = f'The workbook has no sheet "survey"; its sheets are {names}.'
        raise unreadable("form.survey", message, "Send the form (XLSForm) itself, not its answers or a printout.")
    reader = SheetReader()
    rows = list(reader.rows(survey, "type"))
    if not rows and not reader.headed:
        message = 'The sheet "survey" has no heading "type".'
        raise unreadable("form.header", message, 'Its first line names the columns: "type", "name", "label".')
    choices: dict[str, tuple[Choice, ...]] = {}
    for name in ("choices", "choices and columns", "columns", "external choices"):
        if name in sheets:
            for list_name, found in _choices(reader, sheets[name]).items():
                choices.setdefault(list_name, found)
    settings: dict[str, str] = {}
    if "settings" in sheets:
        settings = next((row.cells | row.more for row in reader.rows(sheets["settings"], "")), {})
    walk = _Walk(reader.faults)
    for row in rows:
        walk.take(row)
    walk.close()
    return Form(
        title=settings.get("title", ""),
        form_id=settings.get("form_id", ""),
        version=settings.get("version", ""),
        default_language=settings.get("default_language", ""),
        languages=tuple(reader.languages.values()),
        questions=tuple(walk.questions),
        choices=choices,
        groups=tuple(walk.groups),
        settings=settings,
        faults=tuple(reader.faults),
    )


def _choices(reader: SheetReader, grid: Grid) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, list[Choice]] = {}
    for row in reader.rows(grid, "list_name"):
        name, list_name = row.cells.get("name", ""), row.cells.get("list_name", "")
        if not list_name or not name:
            if list_name or name:
                what = "name" if list_name else "list_name"
                message = f'Line {row.line} of "{short(grid.sheet)}" has no {what}; it is left out.'
                fault = FileFault(
                    row.line, place_of(grid, what), list_name or name, "form.choice", message, f"Write the {what}."
                )
                reader.faults.append(fault)
            continue
        lists.setdefault(list_name, []).append(Choice(name, row.texts.get("label", {}), row.line, row.more))
    return {name: tuple(found) for name, found in lists.items()}


class _Walk:
    """Goes through the rows of "survey" and keeps what is open around them."""

    def __init__(self, faults: list[FileFault]) -> None:
        self.faults = faults
        self.questions: list[Question] = []
        self.groups: list[Group] = []
        self.open: list[tuple[Group, str]] = []

    def take(self, row: Row) -> None:
        """Take one row."""
        if row.cells.get("disabled", "").casefold() in ("yes", "true", "true()", "1"):
            return
        written = row.cells.get("type", "")
        if not written:
            if row.cells.get("name") or row.texts.get("label"):
                self._fault(row.line, "type", "", "form.type", "has no type; it is left out", "Write the type.")
            return
        if boundary := BOUNDARY.fullmatch(folded(written)):
            kind = KINDS.get(boundary["kind"], "group")
            if boundary["which"] == "begin":
                self._begin(row, kind)
            else:
                self._end(row, kind)
        else:
            self._question(row, written)

    def _fault(self, line: int, column: str, value: str, rule: str, what: str, suggestion: str) -> None:
        message = f'Line {line} of "survey" {what}.'
        self.faults.append(FileFault(line, f"survey/{column}", value, rule, message, suggestion))

    def _begin(self, row: Row, kind: str) -> None:
        cells = row.cells
        name = cells.get("name", "")
        if not name:
            self._fault(row.line, "name", "", "form.name", "begins a group without a name", "Give it a name.")
        group = Group(
            name=name,
            kind=kind,
            label=row.texts.get("label", {}),
            path=self._path(),
            relevant=cells.get("relevant", ""),
            appearance=cells.get("appearance", ""),
            repeat_count=cells.get("repeat_count", ""),
            line=row.line,
        )
        self.groups.append(group)
        # Kobo's scores and rankings name the list of their rows once, for all of them.
        rows = next((text for key, text in row.more.items() if key.startswith("kobo--")), "")
        self.open.append((group, rows))

    def _end(self, row: Row, kind: str) -> None:
        depth = next((n for n, (group, _) in enumerate(reversed(self.open), 1) if group.kind == kind), 0)
        if depth != 1:
            what = f"ends a {kind}, but the innermost open one is {self._innermost()}"
            suggestion = "Every begin needs its end, the inner one first."
            self._fault(row.line, "type", row.cells["type"], "form.nesting", what, suggestion)
        if depth:
            del self.open[-depth:]

    def _innermost(self) -> str:
        if not self.open:
            return "none"
        group = self.open[-1][0]
        return f'the {group.kind} "{short(group.name, 40)}" of line {group.line}'

    def _path(self) -> tuple[str, ...]:
        return tuple(group.name for group, _ in self.open if group.name)

    def _question(self, row: Row, written: str) -> None:
        kind, list_name, other = type_of(written)
        cells, texts = row.cells, row.texts
        if folded(written) in ("score row", "rank level") and self.open:
            kind, list_name = "select_one", self.open[-1][1]
        name = cells.get("name", "")
        if not name and kind != "note":
            self._fault(row.line, "name", written, "form.name", f'("{short(written)}") has no name', "Give it a name.")
        repeats = [group.name for group, _ in self.open if group.kind == "repeat"]
        self.questions.append(
            Question(
                name=name,
                type=kind,
                list_name=list_name or cells.get("list_name", ""),
                label=texts.get("label", {}),
                hint=texts.get("hint", {}),
                path=self._path(),
                repeat=repeats[-1] if repeats else "",
                relevant=cells.get("relevant", ""),
                constraint=cells.get("constraint", ""),
                required=cells.get("required", ""),
                calculation=cells.get("calculation", ""),
                choice_filter=cells.get("choice_filter", ""),
                appearance=cells.get("appearance", ""),
                other=other,
                line=row.line,
                constraint_message=texts.get("constraint_message", {}),
                required_message=texts.get("required_message", {}),
                default=cells.get("default", ""),
                parameters=cells.get("parameters", ""),
                more=row.more,
            )
        )

    def close(self) -> None:
        """Tell what is still open at the end, and names that come again in one place."""
        for group, _ in self.open:
            what = f'begins the {group.kind} "{short(group.name, 40)}", which never ends'
            self._fault(group.line, "type", group.name, "form.nesting", what, f'Write "end {group.kind}".')
        seen: set[tuple[str, ...]] = set()
        named = [(each.line, each.name, each.path) for each in self.questions]
        named += [(each.line, each.name, each.path) for each in self.groups]
        for line, name, path in sorted(named):
            if name and (*path, name) in seen:
                what = f'has the name "{short(name, 40)}" a second time in the same group'
                self._fault(line, "name", name, "form.twice", what, "Give it a name of its own.")
            seen.add((*path, name))
