"""How a crisis folder begins: empty with a template workbook, or as a copy of a worked example."""

from __future__ import annotations

import datetime as dt
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from nuzuh.folder.columns import Column, specification
from nuzuh.folder.sheets import TABLES
from nuzuh.terms.errors import UsageError

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LANGUAGES = ("en", "ar", "tr")
_PLACE = {
    "arrivals": "arrivals/arrivals.csv",
    "populations": "populations/populations.csv",
    "signatories": "letters/open-letter/signatories.csv",
    "responses": "letters/open-letter/responses.csv",
}
_WIDTH = {"text": 28, "link": 28, "date": 12, "amount": 16}

_SETTINGS = """# Settings of the crisis. `nuzuh check` says what is wrong or missing; docs/tables/crisis.md lists every key.
code = "my-crisis"
languages = ["en", "ar", "tr"]
start = {today}      # first day of the crisis: flows are counted from here
as_of = {today}      # last day whose reports count in this issue
household_size = 5.0     # people per household, where a report does not say

[name]
en = "Displacement in …"
ar = "النزوح في …"
tr = "… bölgesinde yerinden edilme"

[publisher]
name = "…"

[disclosure]
smallest_cell = 10       # smaller counts are hidden
finest_level = 3         # no place finer than this is published
"""


_LETTER = """# Whom the letter addresses, and what it asks of whom. Its texts are letter.<language>.md beside this file.
date = {today}

[[addressees]]
id = "addressee"
name.en = "…"
name.ar = "…"
name.tr = "…"

[[calls]]
id = "call"
to = ["addressee"]
text.en = "…"
text.ar = "…"
text.tr = "…"
"""
_TEXT = """---
title: …
salutation: …
closing: …
---

…
"""


def make_folder(directory: Path, today: dt.date) -> list[Path]:
    """Make an empty crisis folder and return its files.

    Every table is there with its heading only; ``template.xlsx`` explains each column and offers the allowed words.
    What must be filled in settings and texts is a single … and ``nuzuh check`` lists it.

    Parameters
    ----------
    directory : Path
        Must not exist, or be empty.
    today : datetime.date
        Written as the first and last day, to be mended.

    Raises
    ------
    UsageError
        There is something in the directory.
    """
    _must_be_free(directory)
    made = [_write(directory / "crisis.toml", _SETTINGS.format(today=today.isoformat()).encode())]
    for name in TABLES:
        heading = ",".join(c.name for c in specification(name).for_languages(_LANGUAGES))
        made.append(_write(directory / _PLACE.get(name, f"{name}.csv"), f"{heading}\n".encode()))
    letter = directory / "letters" / "open-letter"
    made.append(_write(letter / "letter.toml", _LETTER.format(today=today.isoformat()).encode()))
    made += [_write(letter / f"letter.{language}.md", _TEXT.encode()) for language in _LANGUAGES]
    (directory / "private").mkdir()
    template = directory / "private" / "template.xlsx"
    _template(template)
    return sorted([*made, template])


def copy_example(directory: Path, example: str) -> list[Path]:
    """Copy a worked example and return its files.

    Raises
    ------
    UsageError
        There is no such example, or something is in the directory.
    """
    source = _examples() / example
    if not (source / "crisis.toml").is_file():
        known = sorted(p.name for p in _examples().glob("*") if (p / "crisis.toml").is_file())
        raise UsageError(
            f"There is no example {example}. There are: {', '.join(known) or 'none in this installation'}."
        )
    _must_be_free(directory)
    ignore = shutil.ignore_patterns("public", "private", ".nuzuh-*")
    shutil.copytree(source, directory, ignore=ignore, dirs_exist_ok=True)
    return sorted(p for p in directory.rglob("*") if p.is_file())


def _examples() -> Path:
    """Return where the examples lie: in the package, or beside it in a checkout."""
    packaged = Path(str(files("nuzuh"))) / "examples"
    return packaged if packaged.is_dir() else Path(str(files("nuzuh"))).parents[1] / "examples"


def _must_be_free(directory: Path) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError(f"{directory} exists and is not empty. Choose another name; nothing was changed.")


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _template(path: Path) -> None:
    """Write a workbook with a sheet per table: headings with their description, lists of allowed words."""
    import xlsxwriter  # a tenth of a second: only who writes a workbook waits for it

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": dt.datetime(2020, 1, 1)})
        need = book.add_format({"bold": True, "bg_color": "#dfe8ee", "bottom": 1})
        may = book.add_format({"bg_color": "#f5f2ec", "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet("README")
        about.write_row(0, 0, ["table", "column", "required", "type", "allowed", "what it holds"], need)
        about.set_column(0, 4, 16, wrap)
        about.set_column(5, 5, 90, wrap)
        row = 1
        for name in TABLES:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for index, column in enumerate(specification(name).for_languages(_LANGUAGES)):
                sheet.set_column(index, index, _WIDTH.get(column.type, 14))
                sheet.write_string(0, index, column.name, need if column.needed else may)
                sheet.write_comment(0, index, column.description)
                _validate(sheet, index, column)
                told = [name, column.name, column.needed, column.type, column.allowed, column.description]
                about.write_row(row, 0, told)
                row += 1


def _validate(sheet: Worksheet, index: int, column: Column) -> None:
    words = list(column.choices) or (["yes", "no"] if column.type == "yesno" else [])
    if words:
        sheet.data_validation(1, index, 10_000, index, {"validate": "list", "source": words})
