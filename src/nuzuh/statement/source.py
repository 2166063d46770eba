"""A text as it is written: front matter with its waivers, Markdown, and expressions in double braces."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuzuh.statement.finding import finding
from nuzuh.statement.waivers import FORM, Waiver, read_waiver
from nuzuh.terms.errors import Problem

FRONT_KEYS = ("title", "subject", "salutation", "closing")
_WAIVERS = "waivers"
_EXPRESSION = re.compile(r"\{\{((?:(?!\{\{|\}\}|\n\s*\n).)*)\}\}", re.DOTALL)  # on one line or over the end of one
_CALL = re.compile(r'\s*(\w+)\s*\(\s*("[^"]*"(?:\s*,\s*"[^"]*")*)\s*,?\s*\)\s*')
# Double braces by themselves; an expression in single braces, in brackets or in none.
_LOOSE = re.compile(
    r"\{\{(?:\s*\w+\s*\()?|\}\}|(?<!\{)[{\[]*\s*\b(?:figure|period|day|month|sources|name|base|compare)\s*\(\s*[\"“”„«'‘’]"
)
_ARGUMENT = re.compile(r'"([^"]*)"')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "'": '"', "’": '"', "‘": '"', "،": ","})


@dataclass(frozen=True, slots=True)
class Expression:
    """Something in double braces: a function with its arguments, and where it stands.

    Attributes
    ----------
    function : str
        Empty where the expression cannot be read.
    arguments : tuple of str
    line, column : int
        In the file, from 1.
    text : str
        As written, braces included.
    start : int
        Position in the text that was searched.
    """

    function: str
    arguments: tuple[str, ...]
    line: int
    column: int
    text: str
    start: int

    @property
    def argument(self) -> str:
        """The first argument: mostly the figure."""
        return self.arguments[0] if self.arguments else ""

    @property
    def options(self) -> tuple[str, ...]:
        """What stands behind the first argument."""
        return self.arguments[1:]


@dataclass(frozen=True, slots=True)
class Source:
    """One language's text.

    Attributes
    ----------
    front : dict
        Front matter: ``title`` and perhaps ``subject``, ``salutation``, ``closing``.
    body : str
        Markdown.
    first_line : int
        Line of the file on which the body begins.
    waivers : tuple of Waiver
        What somebody answers for by name.
    places : dict
        Key of the front matter -> line and column of its value.
    """

    front: dict[str, str]
    body: str
    first_line: int
    waivers: tuple[Waiver, ...]
    places: dict[str, tuple[int, int]]


def read_source(file: str, text: str, *, titled: bool = True) -> tuple[Source, list[Problem]]:
    """Return a text, and what is wrong with its front matter.

    Parameters
    ----------
    file, text : str
    titled : bool
        Whether it must have a title, as a letter must.
    """
    lines = text.split("\n")
    problems: list[Problem] = []
    front = _Front(file)
    begin = 0
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if end is None:
            message, mend = "The front matter is not closed.", "End it with a line ---"
            problems.append(finding(file, 1, 1, "---", "letter.front", message, mend))
        else:
            begin = end + 1
            front.read(lines[1:end])
            problems += front.problems
    for number, line in enumerate(lines, 1):
        if "…" in line.partition(":")[2].split() if number <= begin else line.strip() == "…":
            message, column = "This is still to be filled in.", line.index("…") + 1
            problems.append(finding(file, number, column, "…", "letter.blank", message, "Write the text."))
    if titled and not front.values.get("title") and not problems:
        message, mend = "The letter has no title.", "Begin the file with --- then title: … then ---"
        problems.append(finding(file, 1, 1, "", "letter.title", message, mend))
    body = "\n".join(lines[begin:])
    return Source(front.values, body, begin + 1, tuple(front.waivers), front.places), problems


class _Front:
    """Reads the lines of front matter, the first of which is line 2 of the file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.values: dict[str, str] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.waivers: list[Waiver] = []
        self.problems: list[Problem] = []

    def read(self, lines: Sequence[str]) -> None:
        waiving = False
        for number, line in enumerate(lines, 2):
            bare = line.strip()
            if not bare or bare.startswith("#"):
                continue
            if waiving and bare[0] in "-–*•":
                self._waiver(number, line)
                continue
            waiving = bare.rstrip(" :").casefold() in (_WAIVERS, "waiver", "waive") and bare.endswith(":")
            if not waiving:
                self._value(number, line)

    def _waiver(self, number: int, line: str) -> None:
        waiver = read_waiver(line.strip()[1:], number)
        if isinstance(waiver, Waiver):
            self.waivers.append(waiver)
            return
        column = len(line) - len(line.lstrip()) + 1
        self.problems.append(finding(self._file, number, column, line.strip(), "letter.waiver", waiver, FORM))

    def _value(self, number: int, line: str) -> None:
        key, colon, value = (part.strip() for part in line.partition(":"))
        if colon and key in FRONT_KEYS:
            self.values[key] = value.strip('"')
            self.places[key] = number, (line.index(self.values[key], line.index(":")) if value else 0) + 1
            return
        if colon and key == _WAIVERS:
            message, mend = "A waiver stands on a line of its own below waivers:", FORM
        elif key in FRONT_KEYS:
            message, mend = f"{key} has no colon behind it.", f"Write {key}: …"
        else:
            near = difflib.get_close_matches(key, FRONT_KEYS, n=1)
            message = f"{key} is no setting of a letter's text."
            mend = f"Did you mean {near[0]}?" if near else f"Known are {', '.join((*FRONT_KEYS, _WAIVERS))}."
        self.problems.append(finding(self._file, number, 1, line.strip(), "letter.front", message, mend))


def expressions(text: str, first_line: int, first_column: int = 1) -> Iterator[Expression]:
    """Yield everything in double braces; ``function`` is empty where it cannot be read."""
    for found in _EXPRESSION.finditer(text):
        call = _CALL.fullmatch(found[1].translate(_QUOTES))
        arguments = tuple(_ARGUMENT.findall(call[2])) if call else ()
        line, column = place(text, found.start(), first_line, first_column)
        yield Expression(call[1] if call else "", arguments, line, column, found[0], found.start())


def broken_braces(text: str, first_line: int, first_column: int = 1) -> Iterator[tuple[int, int]]:
    """Yield line and column of double braces that open or close nothing, and of expressions without their double braces."""
    plain = _EXPRESSION.sub(lambda m: " " * len(m[0]), text)
    for found in _LOOSE.finditer(plain):
        yield place(text, found.start(), first_line, first_column)


def place(text: str, at: int, first_line: int, first_column: int = 1) -> tuple[int, int]:
    """Return line and column, from 1, of a position in a text that begins at a line and column of its file."""
    before = text[:at]
    line = before.count("\n")
    column = at - (before.rfind("\n") + 1) + 1
    return first_line + line, column + (first_column - 1 if line == 0 else 0)
