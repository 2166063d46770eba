"""Paragraphs of a Word file (.docx), read as a stream and within bounds; the line is the number of the paragraph."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from nuzuh.claims.passages import Document, Gathering
from nuzuh.formats.raw import unreadable

LARGEST = 2**26  # bytes of one part, unpacked
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_SKIPPED = ("http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback", f"{_W}del", f"{_W}moveFrom")
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_AGAIN = "Open it in Word or LibreOffice and save it again as .docx."


def is_word(data: bytes) -> bool:
    """Return whether an archive holds a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _PARTS[0] in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def from_word(name: str, data: bytes) -> Document:
    """Return the paragraphs of a Word file, its notes after them.

    Raises
    ------
    UnreadableFile
        It is broken, too large, or declares XML entities.
    """
    gathering = Gathering(name)
    number = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in (p for p in _PARTS if p in archive.namelist()):
                with archive.open(part) as stream:
                    content = stream.read(LARGEST + 1)
                if len(content) > LARGEST:
                    message = f"The document unpacks to more than {LARGEST // 2**20} MiB of text."
                    raise unreadable("word.too_large", message, "Save the text alone as a new document.")
                body = _Body(gathering, number)
                body.parser.Parse(content, True)
                number = body.number
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, expat.ExpatError) as error:
        raise unreadable("word.broken", f"The Word file is broken ({error}).", _AGAIN) from error
    return gathering.document()


def _forbidden(*_: object) -> None:
    raise unreadable("word.broken", "The Word file declares XML entities, which none does.", _AGAIN)


class _Body:
    """What the parser of one part calls."""

    def __init__(self, gathering: Gathering, number: int) -> None:
        self.gathering, self.number = gathering, number
        self.at = number
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.EntityDeclHandler = _forbidden
        self.parser.buffer_text = True
        self.skipped = self.column = 0
        self.inside = self.raised = False
        self.open: list[tuple[int, int]] = []  # number and column of the paragraphs around one in a text box

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if self.skipped or name in _SKIPPED:
            self.skipped += 1
        elif name == f"{_W}p":
            self.gathering.close()
            self.open.append((self.at, self.column))
            self.number += 1
            self.at, self.column = self.number, 0
        elif name == f"{_W}numPr":
            self.gathering.kind = "item"
        elif name == f"{_W}r":
            self.raised = False
        elif name == f"{_W}vertAlign":
            self.raised = attributes.get(f"{_W}val") == "superscript"
        elif name == f"{_W}t":
            self.inside = True
        elif name in (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
            self._put({"tab": "\t", "noBreakHyphen": "-"}.get(name.removeprefix(_W), "\n"))

    def end(self, name: str) -> None:
        """Close an element."""
        if self.skipped:
            self.skipped -= 1
        elif name == f"{_W}t":
            self.inside = False
        elif name == f"{_W}p":
            self.gathering.close()
            if self.open:
                self.at, self.column = self.open.pop()

    def data(self, text: str) -> None:
        """Add text; a raised number is the mark of a note."""
        if self.inside and not self.skipped and not (self.raised and text.strip(" ,").isdigit()):
            for letter in text:
                self._put(letter)

    def _put(self, letter: str) -> None:
        self.column += 1
        self.gathering.put(letter, (0, max(self.at, 1), self.column))
