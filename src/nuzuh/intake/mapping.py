"""Mapping files: how files of one layout are read, kept in ``mappings/`` for the next one, editable by hand."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nuzuh.formats.layout import Laid
from nuzuh.intake.reading import Reading, Use
from nuzuh.terms.errors import Problem

FOLDER = "mappings"
_ALIKE = 0.6  # share of headings that two layouts have in common when one is the other, drifted


@dataclass(frozen=True, slots=True)
class Mapped:
    """One sheet of a mapping file: what each of its headings gives, and what holds for all of its rows."""

    file: str
    table: str
    sheet: str
    uses: tuple[Use, ...]
    fixed: dict[str, str]
    cross: bool

    @property
    def headings(self) -> frozenset[tuple[str, str]]:
        """The spanning heading and the heading of every column."""
        return frozenset((u.above, u.heading) for u in self.uses)


def read_mappings(root: Path, table: str) -> tuple[list[Mapped], list[Problem]]:
    """Return the mappings of a table in a crisis folder, newest name last, and what is wrong with the files."""
    out: list[Mapped] = []
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.toml")):
        file = f"{FOLDER}/{path.name}"
        try:
            data = tomllib.loads(path.read_text("utf-8"))
            if data.get("table") == table:
                out += [_mapped(file, table, sheet) for sheet in data.get("sheet", [])]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, AttributeError, KeyError, ValueError) as error:
            message = f"{file} cannot be read: {error}."
            hint = "Mend it, or delete it: the next import writes a new one."
            problems.append(Problem(file, "", None, "", "", "mapping.format", "error", message, hint))
    return out, problems


def _mapped(file: str, table: str, sheet: dict[str, Any]) -> Mapped:
    uses = tuple(
        Use(
            str(column["heading"]),
            str(column.get("above", "")),
            "",
            str(column.get("gives", "")),
            {str(k): str(v) for k, v in column.get("fixed", {}).items()},
            str(column.get("why", "")),
        )
        for column in sheet["column"]
    )
    fixed = {str(k): str(v) for k, v in sheet.get("fixed", {}).items()}
    return Mapped(file, table, str(sheet.get("name", "")), uses, fixed, bool(sheet.get("cross", False)))


def _headings(laid: Laid) -> frozenset[tuple[str, str]]:
    above = laid.above or ("",) * len(laid.header)
    return frozenset(zip(above, laid.header, strict=True))


def find(laid: Laid, mappings: Sequence[Mapped]) -> tuple[Mapped | None, bool]:
    """Return the mapping of a sheet's layout and whether it fits exactly; the nearest one where the layout drifted."""
    headings = _headings(laid)
    exact = [m for m in mappings if m.headings == headings]
    if exact:
        return next((m for m in exact if m.sheet == laid.sheet), exact[-1]), True
    scored = [(len(m.headings & headings) / max(1, len(m.headings | headings)), m) for m in mappings]
    best = max(scored, key=lambda s: s[0], default=(0.0, None))
    return (best[1], False) if best[0] >= _ALIKE else (None, False)


def applied(mapped: Mapped, understood: Reading) -> tuple[Reading, list[str]]:
    """Return a sheet read as its mapping says, new headings as understood, and what changed since the mapping."""
    laid = understood.laid
    said = {(u.above, u.heading): u for u in mapped.uses}
    changes = [
        f'"{" ".join(filter(None, key))}" is gone' + (f"; it gave {use.gives}" if use.gives else "")
        for key, use in said.items()
        if key not in _headings(laid)
    ]
    taken = {u.gives for key, u in said.items() if key in _headings(laid) and u.gives != "amount"}
    uses = []
    for use in understood.uses:
        before = said.get((use.above, use.heading))
        if before:
            uses.append(replace(use, gives=before.gives, fixed=before.fixed, why=before.why))
            continue
        clash = use.gives in taken
        uses.append(use.unread(f"{use.why}; but the mapping has another column for it") if clash else use)
        gives = use.gives if use.gives and not clash else ""
        changes.append(f'"{use.heading}" is new; ' + (f"it gives {gives}: {use.why}" if gives else "it is not read"))
    fixed = {k: (v, mapped.file) for k, v in mapped.fixed.items()}
    return replace(
        understood, uses=tuple(uses), fixed={**understood.fixed, **fixed}, cross=mapped.cross, mapping=mapped.file
    ), changes


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def written(table: str, file: str, readings: Sequence[Reading], chosen: dict[str, str]) -> str:
    """Return the text of a mapping file.

    Parameters
    ----------
    chosen : dict
        What a person fixed for all rows (``--set``); what was worked out from names of files and sheets is only told.
    """
    lines = [
        f"# How nuzuh reads files laid out like {file}. Edit it, and import again: the file then says what to do.",
        "# gives: the column of the table that a column fills; empty: not read. place@3 is the code and place_name@3 the name",
        "# of a place at level 3. fixed: what holds for every amount of the column.",
        f"table = {_quoted(table)}",
    ]
    for reading in readings:
        lines += ["", "[[sheet]]", f"name = {_quoted(reading.laid.sheet)}"]
        if reading.cross:
            lines.append("cross = true")
        told = {k: (v, w) for k, (v, w) in reading.fixed.items() if k not in chosen}
        lines += [
            f"# {key} was {value}, from the {why}; worked out anew for every file" for key, (value, why) in told.items()
        ]
        if chosen:
            lines.append("fixed = { " + ", ".join(f"{k} = {_quoted(v)}" for k, v in chosen.items()) + " }")
        for use in reading.uses:
            lines += ["", "[[sheet.column]]", f"heading = {_quoted(use.heading)}"]
            if use.above:
                lines.append(f"above = {_quoted(use.above)}")
            lines.append(f"gives = {_quoted(use.gives)}")
            if use.fixed:
                lines.append("fixed = { " + ", ".join(f"{k} = {_quoted(v)}" for k, v in use.fixed.items()) + " }")
            lines.append(f"why = {_quoted(use.why)}")
    return "\n".join(lines) + "\n"
