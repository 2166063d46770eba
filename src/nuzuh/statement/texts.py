"""A text file of a letter or narrative, read and bound: its front matter, its body, its waivers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nuzuh.evidence.figure import Figure
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.folder.toml import line_of
from nuzuh.statement.bind import Binder
from nuzuh.statement.binding import Bound
from nuzuh.statement.finding import finding
from nuzuh.statement.letter import Call, Version
from nuzuh.statement.notes import said_by
from nuzuh.statement.parity import Paragraph, Written, paragraphs
from nuzuh.statement.source import Source, read_source
from nuzuh.terms.errors import Problem
from nuzuh.terms.wording import words

_MATCHED = 40  # signs of a call by which it is found again in its file


@dataclass(frozen=True, slots=True)
class Text:
    """One language's text, bound.

    Attributes
    ----------
    source : Source
    front : mapping of str to Bound
    body : Bound
    written : Written
        As it is held against the other languages.
    """

    source: Source
    front: Mapping[str, Bound]
    body: Bound
    written: Written


def read_file(path: Path, file: str, *, titled: bool = True) -> tuple[Source | None, list[Problem]]:
    """Return the text of a file; None where it is not UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{file} is not UTF-8 ({error.reason})."
        return None, [finding(file, None, None, "", "letter.encoding", message, "Save it as UTF-8.")]
    return read_source(file, text.replace("\r\n", "\n"), titled=titled)


def bind_text(file: str, source: Source, binder: Binder) -> tuple[Text, list[Problem]]:
    """Return a text bound, and what is wrong with it."""
    body, problems = binder.bind(file, source.body, source.first_line)
    front: dict[str, Bound] = {}
    written: dict[str, Paragraph] = {}
    for key, value in source.front.items():
        line, column = source.places[key]
        front[key], found = binder.bind(file, value, line, column, plain=True)
        problems += found
        said = paragraphs(value, front[key], line, column)
        written |= {key: said[0]} if said else {}
    said_below = paragraphs(source.body, body, source.first_line)
    return Text(source, front, body, Written(file, written, said_below)), problems


def place_in_toml(lines: Sequence[str], begin: int, wording: str, language: str) -> tuple[int, int]:
    """Return line and column of a text in its TOML file, from the line on which it is named.

    Where two languages have the same words, those behind the name of the language are meant.
    """
    opening = wording.split("\n")[0][:_MATCHED]
    named = re.compile(rf"\b{re.escape(language)}\"?\s*=.*?(?P<text>{re.escape(opening)})")
    for number, line in enumerate(lines[begin - 1 :], begin):
        if found := named.search(line):
            return number, found.start("text") + 1
    at = next((i for i, text in enumerate(lines[begin - 1 :], begin) if opening in text), begin)
    return at, max(lines[at - 1].find(opening), 0) + 1


def bind_calls(
    path: Path, file: str, items: Sequence[Mapping[str, Any]], language: str, binder: Binder
) -> tuple[tuple[Call, ...], Written, list[Problem]]:
    """Return the calls of a letter in a language, bound, and what is wrong with them; ``path`` is the letter's TOML file."""
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    calls: list[Call] = []
    written: dict[str, Paragraph] = {}
    problems: list[Problem] = []
    for item in items:
        wording = item.get("text", {}).get(language)
        if not wording:
            continue
        begin = line_of(lines, "calls", "text", item["_index"]) or 1
        line, column = place_in_toml(lines, begin, wording, language)
        bound, found = binder.bind(file, wording, line, column)
        problems += found
        calls.append(Call(item.get("id", ""), tuple(item.get("to", ())), bound))
        said = paragraphs(wording, bound, line, column)
        if said:
            items_of = tuple(i for p in said for i in p.items)
            written[f"call {item.get('id', '')}"] = Paragraph("line", line, said[0].length, items_of)
    return tuple(calls), Written(file, written), problems


def version_of(text: Text, language: str, addressees: Mapping[str, str], calls: tuple[Call, ...]) -> Version:
    """Return a letter's version in a language."""
    front = {key: bound.plain() for key, bound in text.front.items()}
    return Version(
        language,
        front.get("title", ""),
        front.get("salutation", ""),
        front.get("closing", ""),
        text.body,
        addressees,
        calls,
        tuple(text.front.values()),
        text.source.waivers,
    )


def source_namer(names: Names, language: str) -> Callable[[Figure], str]:
    """Return what names the sources of a figure in a language."""
    return lambda figure: said_by(figure, words(language), names)


def rejected_references(folder: Folder) -> dict[str, str]:
    """Return figure -> file and line of each published figure whose row was rejected."""
    table = folder.checked["references"]
    rows = [(row, table.cells["id"][row]) for row in table.bad.nonzero()[0].tolist()]
    return {f"reference.{ident}": table.where(row) for row, ident in rows if ident}
