"""A settings file read against its specification: values, and every problem with its line."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nuzuh.folder.columns import Column, span_of, specification
from nuzuh.terms.errors import Problem

ARRAYS: dict[str, dict[str, bool]] = {
    "letter": {"addressees": True, "calls": True, "accepted": False},
    "poll": {"questions": False, "answers": False, "join": False, "printed": False},
}
"""The sections of a file that are lists of tables, ``[[calls]]``, and whether one is needed; all others are tables, ``[count]``."""
_WANTED: dict[str, str] = {
    "text": 'a text in quotes, such as "north-west Syria"',
    "code": 'a short name in quotes, without spaces, such as "idlib"',
    "link": 'an address in quotes that begins with "https://"',
    "list": 'a list of texts, such as ["en", "ar"]',
    "map": 'one text per language, such as name.en = "Idlib"',
    "date": "a day without quotes, such as 2020-02-26",
    "moment": "a day, or a time with its zone, without quotes: 2020-02-06 or 2020-02-06T14:00:00+01:00",
    "integer": "a whole number without quotes",
    "decimal": "a number without quotes and with a decimal point",
    "yesno": "true or false without quotes",
}


def read_toml(path: Path, file: str, spec_name: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of a TOML file by dotted key, and all its problems.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        Its path as problems name it, relative to the crisis folder.
    spec_name : str
        Specification of its keys: ``crisis``, ``letter`` or ``poll``.

    Returns
    -------
    values : dict
        Good values only. Tables of an array (``[[calls]]``) come as a list of dicts under the array's name.
    problems : list of Problem
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return {}, [
            _problem(
                file,
                None,
                "",
                "",
                "settings.encoding",
                f"{file} is not UTF-8 ({error.reason}).",
                "Save the file as UTF-8 in a text editor.",
            )
        ]
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        shown = text.splitlines()[line - 1].strip() if line and line <= len(text.splitlines()) else ""
        return {}, [
            _problem(
                file,
                line,
                "",
                shown,
                "settings.syntax",
                f"{file} cannot be read: {error}.",
                "Texts stand in quotes, days do not; one setting a line: key = value.",
            )
        ]
    return _Reader(file, text, spec_name).read(data)


class _Reader:
    """Walks one parsed file along its specification and collects problems."""

    def __init__(self, file: str, text: str, spec_name: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.columns = {c.name: c for c in specification(spec_name).columns}
        stems: dict[str, bool] = {}
        for name in self.columns:
            if "." in name:
                stems[name.split(".")[0]] = True
        self.sections = set(stems)
        self.arrays = ARRAYS.get(spec_name, {})
        self.meant: set[str] = set()  # settings that a misspelt or malformed key stands for
        self.problems: list[Problem] = []

    def read(self, data: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        values: dict[str, Any] = {}
        for key, value in data.items():
            if key not in self.sections:
                values |= self._table("", {key: value}, 0)
            elif key not in self.arrays and isinstance(value, dict):
                values |= {f"{key}.{k}": v for k, v in self._table(key, value, 0).items()}
            elif key in self.arrays and isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
                values[key] = [self._table(key, v, i) | {"_index": i} for i, v in enumerate(value)]
                self._missing_in_array(key, values[key])
            else:
                self._malformed(key, value)
        self._missing(values)
        return values, self.problems

    def _malformed(self, section: str, value: object) -> None:
        wanted = f"[[{section}]]" if section in self.arrays else f"[{section}]"
        many = ", once for each of them" if section in self.arrays else ""
        message = f"{section} is not written as a section of its own{many}."
        line = line_of(self.lines, "", section)
        self._add(line, section, _shown(value), "settings.value", message, f"Write {wanted} on a line above{many}.")
        self.meant.add(section)

    def _missing(self, values: dict[str, Any]) -> None:
        """Note every required setting that is not there, a section that is not there only once."""
        for name, column in self.columns.items():
            section = name.rpartition(".")[0]
            told = any(p.column == name for p in self.problems) or not self.meant.isdisjoint({name, section or name})
            needed = column.required and self.arrays.get(section, True)
            if not needed or name in values or section in values or told:
                continue
            self.meant.add(section or name)
            missing = f"[[{section}]]" if section in self.arrays else name
            inside = [c.name.rpartition(".")[2] for c in self.columns.values() if c.name.startswith(f"{section}.")]
            suggestion = f"Add {missing} with {', '.join(inside)}." if section else f"Add {name}: {column.description}"
            self._add(None, section or name, "", "settings.missing", f"The setting {missing} is missing.", suggestion)

    def _table(self, section: str, table: dict[str, Any], index: int) -> dict[str, Any]:
        good: dict[str, Any] = {}
        for key, value in table.items():
            dotted = f"{section}.{key}".strip(".")
            column = self.columns.get(dotted)
            line = line_of(self.lines, section, key, index)
            if column is None:
                near = self._nearest(section, dotted, value)
                self.meant |= {near} if near else set()
                self._add(
                    line,
                    dotted,
                    _shown(value),
                    "settings.unknown",
                    f"{dotted} is not a setting of {self.file}.",
                    f"Did you mean {near}?" if near else "Remove it.",
                )
                continue
            fault = _fault(column, value)
            if fault:
                self._add(
                    line,
                    dotted,
                    _shown(value),
                    "settings.value",
                    f"{dotted}: {fault}",
                    f"Write {_wanted(column)}.",
                )
            else:
                good[key] = value
        return good

    def _missing_in_array(self, section: str, tables: list[dict[str, Any]]) -> None:
        for index, table in enumerate(tables):
            for name, column in self.columns.items():
                head, _, key = name.partition(".")
                bad = name in self.meant or any(p.column == name for p in self.problems)
                if head == section and column.required and key not in table and not bad:
                    line = [i for i, text in enumerate(self.lines, 1) if re.match(rf"\s*\[\[\s*{section}\s*\]\]", text)]
                    self._add(
                        line[index] if index < len(line) else None,
                        name,
                        "",
                        "settings.missing",
                        f"{name} is missing in the {index + 1}. [[{section}]].",
                        column.description,
                    )

    def _nearest(self, section: str, dotted: str, value: object) -> str:
        names = list(self.columns)
        if not section and isinstance(value, (dict, list)):
            maps = [n for n in names if self.columns[n].type == "map" and "." not in n]
            return next(iter(difflib.get_close_matches(dotted, [*sorted(self.sections), *maps], n=1, cutoff=0.5)), "")
        tail = dotted.rsplit(".", 1)[-1]
        by_tail = [n for n in names if n.rsplit(".", 1)[-1] == tail]
        if by_tail:
            return by_tail[0]
        inside = [n for n in names if section and n.startswith(f"{section}.")]
        for pool in (inside, names):
            near = difflib.get_close_matches(dotted, pool, n=1, cutoff=0.5)
            if near:
                return near[0]
        return ""

    def _add(self, line: int | None, key: str, value: str, rule: str, message: str, suggestion: str) -> None:
        self.problems.append(_problem(self.file, line, key, value, rule, message, suggestion))


def line_of(lines: Sequence[str], section: str, key: str, index: int = 0) -> int | None:
    """Return the line on which a key of the ``index``-th table of a section stands."""
    current, count = "", -1
    wanted = f"{section}.{key}".strip(".")
    for number, line in enumerate(lines, start=1):
        header = re.match(r"\s*\[\[?\s*([\w.\"-]+)\s*\]\]?", line)
        if header:
            current = header[1].replace('"', "")
            count += current == section
            if current == wanted:
                return number
            continue
        found = re.match(r"\s*([\w.\"\s-]+?)\s*=", line)
        if not found:
            continue
        dotted = f"{current}.{found[1]}".strip(".").replace('"', "").replace(" ", "")
        if (dotted == wanted or dotted.startswith(wanted + ".")) and (not section or count in (-1, index)):
            return number
        if dotted == section and re.search(rf"[{{,]\s*{re.escape(key)}\s*=", line):  # section = {key = value}
            return number
    return None


def is_blank(value: object) -> bool:
    """Return whether a text holds the … of a new folder that somebody has to replace.

    Examples
    --------
    >>> is_blank("Displacement in …"), is_blank("And then…")
    (True, False)
    """
    return isinstance(value, str) and "…" in value.split()


def _wanted(column: Column) -> str:
    if column.type == "choice":
        return " or ".join(f'"{choice}"' for choice in column.choices)
    span = f", {span_of(column)}" if ".." in column.allowed else ""
    return _WANTED[column.type] + span


def _problem(file: str, line: int | None, key: str, value: str, rule: str, message: str, suggestion: str) -> Problem:
    return Problem(file, "", line, key, value, rule, "error", message, suggestion)


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _fault(column: Column, value: object) -> str:
    """Return what is wrong with a value, or nothing."""
    return next(_faults(column, value), "")


def _faults(column: Column, value: object) -> Iterator[str]:
    kind = column.type
    if any(is_blank(text) for text in (value.values() if isinstance(value, dict) else [value])):
        yield "this is still to be filled in."
    elif kind in ("text", "choice") and not isinstance(value, str):
        yield "this is no text in quotes."
    elif kind == "choice" and value not in column.choices:
        near = difflib.get_close_matches(str(value), column.choices, n=1, cutoff=0.4)
        yield f"allowed are {', '.join(column.choices)}" + (f"; did you mean {near[0]}?" if near else ".")
    elif kind == "code" and not (isinstance(value, str) and re.fullmatch(r"[^\s/\\|]+", value)):
        yield "this is no short name without spaces."
    elif kind == "link" and not (isinstance(value, str) and re.match(r"https?://\S+$", value)):
        yield "this is no address."
    elif kind == "list" and not (isinstance(value, list) and value and all(isinstance(v, str) for v in value)):
        yield "this is no list of texts."
    elif kind == "map" and not (isinstance(value, dict) and value and all(isinstance(v, str) for v in value.values())):
        yield "this is not one text per language."
    elif kind in ("date", "moment"):
        yield from _day_faults(column, value)
    elif kind == "yesno" and not isinstance(value, bool):
        yield "this is neither true nor false."
    elif kind in ("integer", "decimal"):
        yield from _number_faults(column, value)


def _day_faults(column: Column, value: object) -> Iterator[str]:
    timed = isinstance(value, dt.datetime)
    if not isinstance(value, dt.date) or (timed and column.type == "date"):
        yield "this is no day." if column.type == "date" else "this is no day and no time."
    elif isinstance(value, dt.datetime) and value.tzinfo is None:
        yield "this time has no zone."


def _number_faults(column: Column, value: object) -> Iterator[str]:
    wanted = (int,) if column.type == "integer" else (int, float)
    low, high = column.bounds
    if isinstance(value, bool) or not isinstance(value, wanted) or value != value:
        yield "this is no whole number." if column.type == "integer" else "this is no number."
    elif (low is not None and value < low) or (high is not None and value > high):
        yield f"{value} is not {span_of(column)}."
