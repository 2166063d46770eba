"""A bound text as a reader meets it: paragraph by paragraph, with the place in the file of every sign.

Markdown's marks, addresses and invisible signs are gone, entities are signs, and the words of each expression stand in its
place; so nothing typed by hand can hide in the markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

OPEN, CLOSE = "\ue000", "\ue001"  # private-use marks around the number of a binding, until the text is set
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
Kind = Literal["paragraph", "heading", "item", "code", "line"]

_ADDRESS = re.compile(
    r"(?<=\])\((?:<[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)|<(?:https?|mailto):[^>\s]*>|\bhttps?://[^\s>)]+|\bwww\.[^\s>)]+"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\\(?=\n)")
_EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|~~")
_STOP = re.compile(r"(?:[.!?؟…]+[\"”’»)\]]*(?=\s|$))|\n")
_NO_STOP = re.compile(r"(?:\b\w|\b(?:Dr|Mr|Mrs|Ms|St|No|vs|approx|Prof|vb|vd|Sn|yy|bkz|Gen|Col))\.$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage that an expression put there: its place, and the number of its binding."""

    start: int
    end: int
    index: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, item of a list or line, as it is read.

    Attributes
    ----------
    text : str
    origins : tuple of (int, int)
        Of each sign of ``text``: the stretch of the source, half-open, from which it comes.
    pieces : tuple of Piece
    kind : str
    """

    text: str
    origins: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]
    kind: Kind

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source from which a stretch of the passage comes."""
        inside = self.origins[start : max(end, start + 1)]
        return (inside[0][0], max(stop for _, stop in inside)) if inside else (0, 0)

    def within(self, start: int, end: int) -> list[Piece]:
        """Return the pieces that overlap a stretch."""
        return [p for p in self.pieces if p.start < end and start < p.end]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield where sentences begin and end; a stop inside a piece or behind an abbreviation ends none."""
        begin = 0
        for stop in _STOP.finditer(self.text):
            if self.within(stop.start(), stop.start() + 1) or _NO_STOP.search(self.text[: stop.end()]):
                continue
            yield begin, stop.end()
            begin = stop.end()
        if self.text[begin:].strip():
            yield begin, len(self.text)

    def sentence(self, start: int) -> tuple[int, int]:
        """Return the sentence in which a position lies."""
        return next((s for s in self.sentences() if s[0] <= start < s[1]), (0, len(self.text)))


@lru_cache
def markdown() -> MarkdownIt:
    """Return CommonMark without raw HTML, and without images: these would be fetched from somebody else's server."""
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).disable("image")


def passages(marked: str, origins: Sequence[tuple[int, int]], read: Sequence[str], *, plain: bool) -> list[Passage]:
    """Return the passages of a text in which marks stand in place of expressions.

    Parameters
    ----------
    marked : str
    origins : sequence of (int, int)
        Of each sign of ``marked``: its stretch of the source.
    read : sequence of str
        What is read in place of each mark.
    plain : bool
        Whether the text is a line without blocks, such as a title.
    """
    if plain:
        return [_passage(marked, list(range(len(marked))), origins, read, "line")]
    lines = marked.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    out = []
    for kind, begin, content in _blocks(markdown().parse(marked)):
        at: list[int] = []
        for number, part in enumerate(content.split("\n"), begin):
            line = lines[number] if number < len(lines) else ""
            indent = max(line.rfind(part), 0)  # what stands before it are marks of lists and quotations
            at += [*range(starts[number] + indent, starts[number] + indent + len(part)), starts[number] + len(line)]
        out.append(_passage(content, at, origins, read, kind))
    return out


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Kind, int, str]]:
    """Yield kind, first line and content of each block that holds text."""
    items, heading = 0, False
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            items += token.nesting
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.map and token.type == "inline" and token.content:
            yield "heading" if heading else "item" if items else "paragraph", token.map[0], token.content
        elif token.map and token.type in ("fence", "code_block"):
            yield "code", token.map[0] + (token.type == "fence"), token.content.rstrip("\n")


def _passage(
    content: str, at: Sequence[int], origins: Sequence[tuple[int, int]], read: Sequence[str], kind: Kind
) -> Passage:
    """Return a block as it is read; ``at`` are the positions of its signs in the marked text."""
    swapped = _swapped(content, read)
    text: list[str] = []
    places: list[tuple[int, int]] = []
    pieces: list[Piece] = []
    position = 0
    while position < len(content):
        end, put, index = swapped.get(position, (position + 1, content[position], -1))
        begin = len(text)
        origin = origins[at[position]][0], origins[at[end - 1]][1]
        for sign in put:
            if sign.isascii() or unicodedata.category(sign) != "Cf":
                text.append(" " if sign == "\n" and kind != "code" else sign)
                places.append(origin)
        if index >= 0 and len(text) > begin:
            pieces.append(Piece(begin, len(text), index))
        position = end
    return Passage("".join(text), tuple(places), tuple(pieces), kind)


def _swapped(content: str, read: Sequence[str]) -> dict[int, tuple[int, str, int]]:
    """Return, by position, what is read otherwise than written: its end, what is read, and the number of its binding."""
    out: dict[int, tuple[int, str, int]] = {}
    taken = [False] * len(content)

    def swap(start: int, end: int, put: str, index: int = -1) -> None:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            out[start] = end, put, index

    for found in MARK.finditer(content):
        swap(*found.span(), read[int(found[1])], int(found[1]))
    for found in _ADDRESS.finditer(content):
        swap(*found.span(), " ")
    for found in _ENTITY.finditer(content):
        swap(*found.span(), unescape(found[0]))
    for pattern in (_ESCAPED, _EMPHASIS):
        for found in pattern.finditer(content):
            swap(*found.span(), "")
    return out
