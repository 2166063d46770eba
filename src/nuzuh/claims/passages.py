"""A finished text as paragraphs, each character with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nuzuh.prose.languages import language_of, language_or

# Marks of direction and width that no reader sees, and the soft hyphen; they would cut numbers and words in two.
# Arabic vowel marks are left out too: they are seldom written, and differ from writer to writer.
_MARKS = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), *range(0x64B, 0x660), 0x670, 0x640)
_UNSEEN = frozenset(map(chr, (0xAD, 0x61C, 0xFEFF, *_MARKS)))
_SPACES = frozenset(map(chr, (0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B))))
_END = re.compile(r"(?:[.!?؟…]+[\"”’»)\]]*|[؛;](?=\s*\n))(?=\s|$)")
_SHORT_WORD = re.compile(
    r"(?:^|\s)(?:[A-Za-zÇĞİÖŞÜçğıöşü]|No|Nr|Mr|Mrs|Ms|Dr|St|vs|ca|approx|Art|Res|Sn|vb|yy|د|أ|م)\.$"
)
Spot = tuple[int, int, int]  # page, line, column


@dataclass(frozen=True, slots=True)
class Passage:
    r"""A paragraph, heading, item of a list or cell.

    Attributes
    ----------
    text : str
        Without marks that nobody sees; ``\n`` where a line ends within it.
    spots : sequence of (page, line, column)
        Of each character; the page is 0 where there are none.
    kind : str
        text, item, heading or cell.
    language : str
        en, ar or tr.
    """

    text: str
    spots: Sequence[Spot]
    kind: str = "text"
    language: str = "en"

    @property
    def flat(self) -> str:
        """The text on one line, as long as it is."""
        return self.text.replace("\n", " ").replace("\t", " ")

    def sentences(self) -> list[tuple[int, int]]:
        """Return where sentences begin and end."""
        flat, ends = self.flat, [0]
        for found in _END.finditer(self.text):
            digit = re.search(r"\d\.$", flat[: found.end()]) and re.match(r"\s*[a-zçğıöşü\d]", flat[found.end() :])
            if not digit and not _SHORT_WORD.search(flat[: found.end()]):
                ends.append(found.end())
        return [(low, high) for low, high in pairwise([*ends, len(flat)]) if flat[low:high].strip()] or [(0, len(flat))]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished text: its paragraphs in order, and what is to be said of how it was read."""

    name: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Gathering:
    """Paragraphs while a file is read."""

    name: str
    done: list[tuple[list[str], list[Spot], str]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    kind: str = "text"

    def add(self, text: str, line: int, column: int = 1, page: int = 0) -> None:
        """Add text that begins at a place and may run over lines."""
        for letter in text:
            if letter == "\n":
                self.put("\n", (page, line, column))
                line, column = line + 1, 1
                continue
            self.put(letter, (page, line, column))
            column += 1

    def put(self, letter: str, spot: Spot) -> None:
        """Add one character; those that nobody sees are left out."""
        if letter not in _UNSEEN and letter != "\r":
            self.letters.append(" " if letter in _SPACES else letter)
            self.spots.append(spot)

    def close(self, next_kind: str = "text") -> None:
        """End the paragraph."""
        if any(not letter.isspace() for letter in self.letters):
            self.done.append((self.letters, self.spots, self.kind))
        self.letters, self.spots, self.kind = [], [], next_kind

    def document(self, notes: Iterable[str] = ()) -> Document:
        """Return the text, each paragraph with its language."""
        self.close()
        texts = ["".join(letters) for letters, _, _ in self.done]
        usual = language_of(" ".join(texts))
        passages = []
        before = usual
        for text, (_, spots, kind) in zip(texts, self.done, strict=True):
            before = language_or(text, before)
            passages.append(Passage(text, spots, kind, before))
        return Document(self.name, tuple(passages), tuple(notes))
