"""The sheets of a form (XLSForm) as rows of cells that are known by their headings, and the spellings of its types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nuzuh.formats.raw import FileFault, Grid, short

_SELECT = re.compile(
    r"(?:add )?(?P<kind>select one|select1|select multiple|select all that apply|rank|osm)(?: from file| external)?(?: prompt)?"
    r"(?: (?:from|using|with))?(?: (?P<list>.+?))??(?P<other> or(?: specify)? other)?"
)
BOUNDARY = re.compile(
    r"(?P<which>begin|end) ?(?P<kind>l?group|repeat|loop(?:ed group)?|kobomatrix|score|rank)(?: over .+)?"
)
KINDS = {"repeat": "repeat", "lgroup": "repeat", "looped group": "repeat", "loop": "loop"}
_TYPES = {
    "string": "text",
    "int": "integer",
    "gps": "geopoint",
    "location": "geopoint",
    "photo": "image",
    "date time": "datetime",
    "bar code": "barcode",
    "trigger": "acknowledge",
}
TEXTS = ("label", "hint", "constraint_message", "required_message")
_CELLS = (
    *("type", "name", "list_name", "relevant", "constraint"),
    *("required", "calculation", "choice_filter", "appearance", "default"),
    *("parameters", "repeat_count", "disabled", "title", "form_id"),
    *("version", "default_language"),
)
_ALSO = {
    "caption": "label",
    "jr:constraintmsg": "constraint_message",
    "constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
    "requiredmsg": "required_message",
    "command": "type",
    "value": "name",
    "list": "list_name",
    "select_from_list_name": "list_name",
    "relevance": "relevant",
    "calculate": "calculation",
    "repeat": "repeat_count",
    "jr:count": "repeat_count",
    "form_title": "title",
    "set_form_title": "title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row by what its columns are: cells by name, texts by name and language, the rest as headed."""

    line: int
    cells: dict[str, str]
    texts: dict[str, dict[str, str]]
    more: dict[str, str]


def folded(text: str) -> str:
    """Return a name in small letters with single spaces for underscores and hyphens."""
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


class SheetReader:
    """Reads sheets row by row; keeps the languages (folded -> as first written) and the faults."""

    def __init__(self) -> None:
        self.languages: dict[str, str] = {}
        self.faults: list[FileFault] = []
        self.headed = False

    def rows(self, grid: Grid, heading: str) -> Iterator[Row]:
        """Yield the rows under the header: the first of the first lines with this heading, or the first line."""
        found = grid.cells.rows()
        at = 0
        if heading:
            heads = (
                index
                for index, row in enumerate(found[:20])
                if heading in {_column(cell)[0] for cell in row[1:] if cell}
            )
            first = next(heads, None)
            if first is None:
                return
            at = first
        self.headed = True
        columns = self._columns(grid, found[at])
        for line, *cells in found[at + 1 :]:
            row = Row(line, {}, {}, {})
            for (name, language, written), cell in zip(columns, cells, strict=True):
                if cell is None or not written:
                    continue
                if name in TEXTS:
                    row.texts.setdefault(name, {})[language] = cell
                elif name:
                    row.cells[name] = cell
                else:
                    row.more[written] = cell
            yield row

    def _columns(self, grid: Grid, header: tuple[Any, ...]) -> list[tuple[str, str, str]]:
        """Return name, language and heading of each column; all empty where there is none or it comes again."""
        line, *cells = header
        columns: list[tuple[str, str, str]] = []
        taken: set[tuple[str, str, str]] = set()
        for cell in cells:
            written = " ".join(str(cell).split()) if cell else ""
            name, language = _column(written)
            if name in TEXTS and language:
                language = self.languages.setdefault(folded(language), language)
            column = (name, language, written)
            key = (name, language, "" if name else written)
            if written and key in taken:
                message = f'The sheet "{short(grid.sheet)}" has two columns "{short(written)}"; the first is read.'
                suggestion = "Delete one of the two, or give it another heading."
                self.faults.append(
                    FileFault(
                        line, place_of(grid, written), written, "header.duplicate", message, suggestion, "warning"
                    )
                )
                column = ("", "", "")
            taken.add(key)
            columns.append(column)
        return columns


def place_of(grid: Grid, heading: str) -> str:
    """Return sheet and heading as one text, for faults."""
    return f"{grid.sheet}/{heading}"


def _column(heading: str) -> tuple[str, str]:
    """Return what a heading names and its language: both empty for a column of another kind."""
    parts = [part.strip() for part in re.split(r"\s*::?\s*", heading.strip())]
    if len(parts) > 1 and parts[0].casefold() in ("bind", "control", "body", "media", "instance"):
        parts = parts[1:] if parts[0].casefold() != "media" else [heading]
    if len(parts) > 1 and parts[0].casefold() == "jr":
        parts = [f"jr:{parts[1]}", *parts[2:]]
    name = parts[0].casefold().replace(" ", "_").replace("-", "_")
    name = _ALSO.get(name, name)
    if name in TEXTS:
        return name, parts[1] if len(parts) > 1 else ""
    return (name, "") if name in _CELLS and len(parts) == 1 else ("", "")


def type_of(written: str) -> tuple[str, str, bool]:
    """Return type, list and whether an "other" is added.

    Examples
    --------
    >>> type_of("select all that apply from Needs-1 or_other")
    ('select_multiple', 'Needs-1', True)
    """
    text = folded(written)
    if select := _SELECT.fullmatch(text):
        kind = select["kind"].replace("select1", "select one").replace("select all that apply", "select multiple")
        list_name = ""
        if select["list"]:  # as it was written: case, hyphens and underscores belong to the name of a list
            pattern = r"[\s_-]+".join(re.escape(word) for word in select["list"].split())
            found = re.search(rf"(?<!\S){pattern}(?!\S)", written, re.IGNORECASE)
            list_name = found[0] if found else select["list"]
        return kind.replace(" ", "_"), list_name, bool(select["other"])
    plain = re.sub(r"^(?:add|get|q) (.+?)(?: prompt)?$", r"\1", text)
    return _TYPES.get(plain, plain).replace(" ", "_"), "", False
