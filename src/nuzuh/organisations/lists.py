"""Any list of organisations: a column of a table, or a pasted text; and a pasted text as a table that can be imported."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from nuzuh.formats.delimited import text_of
from nuzuh.formats.layout import Laid
from nuzuh.formats.raw import RawTable, UnreadableFile
from nuzuh.intake.parts import Parts
from nuzuh.intake.placing import position_of, table_with
from nuzuh.organisations.paste import Pasted, pasted
from nuzuh.organisations.reading import script_of
from nuzuh.organisations.signed import Row
from nuzuh.terms.errors import DataError, UsageError

_NAMES = ("name", "organisation", "organization", "organisations", "organizations", "signatory", "signatories")
_HEADER = ("name", "name_ar", "also", "acronym", "note")
_TEXT = (".txt", ".md", ".text")
_HEADING = rf"\"?(?:{'|'.join(_NAMES)}|name_\w\w|acronym)\"?\s*"
_TABLE_HEADER = re.compile(rf"\s*{_HEADING}[,;\t]|[^\n]*[,;\t]\s*{_HEADING}(?:[,;\t]|$)", re.I)


def read_list(path: Path, column: str = "") -> list[Row]:
    """Return the organisations of a file.

    Parameters
    ----------
    path : Path
        A table (CSV, XLSX and others), or a text into which a list was pasted.
    column : str
        Heading of the names; needed for a table that has no column called name or organisation.

    Raises
    ------
    UsageError
        The file cannot be read, or has no such column.
    """
    if not column and is_pasted(path):
        return [Row(p.line, p.name, p.acronym, p.also) for p in pasted(_text(path))]
    if column:
        return _of_column(table_with(path, [column]), column)
    for name in _NAMES:
        try:
            return _of_column(table_with(path, [name]), name)
        except UsageError:
            continue
    table_with(path, ["name"])  # says which columns there are
    return []


def _of_column(table: RawTable, column: str) -> list[Row]:
    rows = table.rows
    cells = {"line": rows["_line"], "name": rows[f"c{position_of(table, column) or 0}"]}
    at = position_of(table, "acronym") if column.casefold() != "acronym" else None
    if at is not None:
        cells["acronym"] = rows[f"c{at}"]
    return [
        Row(row["line"], " ".join(row["name"].split()), row.get("acronym") or "")
        for row in pl.DataFrame(cells).iter_rows(named=True)
        if row["name"] and row["name"].strip()
    ]


def is_pasted(path: Path) -> bool:
    """Return whether a file is a text with a list, not a table: its first line is no header."""
    if path.suffix.lower() not in _TEXT:
        return False
    first = next((line for line in _text(path).splitlines() if line.strip()), "")
    return _TABLE_HEADER.match(first.lstrip("\ufeff")) is None


def _text(path: Path) -> str:
    try:
        return text_of(path.read_bytes())[0]
    except UnreadableFile as error:
        raise UsageError(f"{path}: {error.fault.message} {error.fault.suggestion}") from error


def pasted_parts(path: Path) -> Parts:
    """Return a pasted list as a table that can be imported: name, name_ar, acronym, note.

    What stood there goes to the note, where name and acronym are not all of it.

    Raises
    ------
    DataError
        There is no name in it.
    """
    found = pasted(_text(path))
    if not found:
        message = f"{path.name} holds no name; nothing was imported. Give a text with one organisation a line."
        raise DataError(message, [])
    rows = pl.DataFrame(
        {
            "_line": pl.Series([p.line for p in found], dtype=pl.UInt32),
            "c0": [p.name for p in found],
            "c1": pl.Series([_other(p, "arabic") for p in found], dtype=pl.String),
            "c2": pl.Series([_other(p, "latin") for p in found], dtype=pl.String),
            "c3": pl.Series([p.acronym or None for p in found], dtype=pl.String),
            "c4": pl.Series([_note(p) for p in found], dtype=pl.String),
        }
    )
    given = [(f"c{i}", heading) for i, heading in enumerate(_HEADER) if rows[f"c{i}"].null_count() < rows.height]
    rows = rows.select("_line", *(pl.col(at).alias(f"c{i}") for i, (at, _) in enumerate(given)))
    header = tuple(heading for _, heading in given)
    return Parts([Laid("", header, ("",) * len(header), 1, (), rows, rows.clear())])


def _other(one: Pasted, script: str) -> str | None:
    """Return the other names of an organisation in a script, as a cell holds them."""
    return "|".join(a for a in one.also if script_of(a) == script) or None


def _note(one: Pasted) -> str | None:
    return f"Pasted as: {one.as_pasted}" if one.as_pasted != one.name else None
