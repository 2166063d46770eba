"""The tables of a crisis folder, as their specification files ``columns/*.csv`` describe them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast, get_args

Type = Literal[
    "amount",
    "choice",
    "code",
    "date",
    "decimal",
    "integer",
    "latitude",
    "link",
    "list",
    "longitude",
    "map",
    "moment",
    "place",
    "source",
    "text",
    "yesno",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one key of a settings file.

    Attributes
    ----------
    name : str
        Column name; ``name_*`` stands for one column per language (``name_en``, ``name_ar`` …).
    type : Type
        How its cells are read.
    unit : str
        Unit of a number, where it has one.
    required : bool
        Whether a cell may be empty; of a ``*`` column at least one language must be filled.
    allowed : str
        ``a|b|c`` for a choice, ``low..high`` for a number, empty when anything goes.
    description : str
        What the manual, the template workbook and the messages say about it.
    hxl : str
        The HXL hashtag that also names the column.
    also : tuple of str
        Other headings under which the field writes this column.
    required_if : tuple of str
        Another column, a choice, and its words with which a cell may not be empty; empty where ``required`` says it all.
    default : str
        The word that an empty cell of that other column stands for: its first one.
    """

    name: str
    type: Type
    unit: str
    required: bool
    allowed: str
    description: str
    hxl: str
    also: tuple[str, ...]
    required_if: tuple[str, ...] = ()
    default: str = ""

    @property
    def needed(self) -> str:
        """When a cell may not be empty, as the manual and the template say it: always, never, or with which choice."""
        if self.required_if:
            column, *choices = self.required_if
            return f"{column}: {', '.join(choices)}"
        return "yes" if self.required else ""

    @property
    def specials(self) -> tuple[str, ...]:
        """The codes of a place column that stand for a place without being in the table places."""
        return tuple(self.allowed.split("|")) if self.type == "place" and self.allowed else ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The allowed words of a choice, in order."""
        return tuple(self.allowed.split("|")) if self.type == "choice" else ()

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Lowest and highest allowed number; None where open."""
        if ".." not in self.allowed:
            return None, None
        low, high = self.allowed.split("..")
        return (float(low) if low else None), (float(high) if high else None)


def span_of(column: Column) -> str:
    """Return the allowed numbers of a column in words, empty where any number is allowed."""
    low, high = column.bounds
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    return f"{low:g} or more" if low is not None else f"{high:g} or less" if high is not None else ""


@dataclass(frozen=True, slots=True)
class Specification:
    """A table's name and columns, in the order in which the template workbook shows them."""

    name: str
    columns: tuple[Column, ...]

    def for_languages(self, languages: tuple[str, ...]) -> tuple[Column, ...]:
        """Return the columns with each ``name_*`` replaced by one column per language."""
        out: list[Column] = []
        for column in self.columns:
            names = [column.name.replace("*", code) for code in languages] if "*" in column.name else [column.name]
            out += [
                Column(
                    name,
                    column.type,
                    column.unit,
                    column.required and "*" not in column.name,
                    column.allowed,
                    column.description,
                    f"{column.hxl}+{name[-2:]}" if name != column.name else column.hxl,
                    column.also if name == column.name else (),
                    column.required_if,
                    column.default,
                )
                for name in names
            ]
        return tuple(out)

    def required_groups(self) -> tuple[str, ...]:
        """Return the stems of the ``*`` columns of which at least one language must be filled."""
        return tuple(c.name.removesuffix("_*") for c in self.columns if "*" in c.name and c.required)


@lru_cache
def specification(name: str) -> Specification:
    """Return the specification of a table (or settings file) of the crisis folder.

    Parameters
    ----------
    name : str
        ``places``, ``arrivals`` … or ``crisis``, ``letter`` for the settings files.

    Examples
    --------
    >>> specification("places").columns[0].name
    'code'
    """
    text = (files("nuzuh.folder") / "columns" / f"{name}.csv").read_text("utf-8")
    columns = []
    rows = list(csv.DictReader(text.splitlines()))
    defaults = {row["column"]: row["allowed"].split("|")[0] for row in rows}
    for row in rows:
        kind = row["type"]
        if kind not in get_args(Type):
            raise ValueError(f"columns/{name}.csv: unknown type {kind!r}")
        condition = tuple(re.split("[=|]", row["required"])) if "=" in row["required"] else ()
        columns.append(
            Column(
                name=row["column"],
                type=cast("Type", kind),
                unit=row["unit"],
                required=row["required"] == "yes",
                allowed=row["allowed"],
                description=row["description"],
                hxl=row["hxl"],
                also=tuple(a for a in row["also"].split("|") if a),
                required_if=condition,
                default=defaults[condition[0]] if condition else "",
            )
        )
    return Specification(name, tuple(columns))


def fold_heading(text: str) -> str:
    """Return a heading with case, spaces, hyphens and underscores made alike.

    Examples
    --------
    >>> fold_heading(" Place-Code ")
    'place code'
    """
    return re.sub(r"[\s_\-]+", " ", text).strip().casefold()
