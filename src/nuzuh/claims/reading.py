"""Any finished text as paragraphs: plain text, Markdown, Word, PDF, HTML."""

from __future__ import annotations

import re
from pathlib import Path

from nuzuh.claims.passages import Document
from nuzuh.claims.pdf_files import from_pdf
from nuzuh.claims.plain_texts import from_html, from_lines
from nuzuh.claims.word_files import from_word, is_word
from nuzuh.formats.encoding import decoded
from nuzuh.formats.raw import UnreadableFile, unreadable
from nuzuh.terms.errors import UsageError

LARGEST = 2**27  # bytes
_TEXTS = (".txt", ".text", ".md", ".markdown", "")
_PAGES = (".html", ".htm", ".xhtml")
_KNOWN = "Texts are read as .txt, .md, .docx, .pdf and .html."
_OTHER = {
    b"{\\rtf": "It is a file of Rich Text Format (RTF).",
    b"\xd0\xcf\x11\xe0": "It is a Word file of before 2007 (.doc), or one that is protected by a password.",
    b"\x89PNG": "It is a picture (PNG).",
    b"\xff\xd8\xff": "It is a picture (JPEG).",
}


def read_document(path: Path) -> Document:
    """Return the paragraphs of a finished text, its kind told by its content and its name.

    Raises
    ------
    UsageError
        There is no such file, or it cannot be read: the message names it, says why, and what to do.
    """
    if not path.is_file():
        raise UsageError(f"There is no file {path}. Give the path of the text: nuzuh claims letter.docx FOLDER.")
    if path.stat().st_size > LARGEST:
        raise UsageError(f"{path} is larger than {LARGEST // 2**20} MiB. Save the text alone, without pictures.")
    try:
        return of_bytes(path.name, path.read_bytes())
    except UnreadableFile as error:
        raise UsageError(f"{path}: {error.fault.message} {error.fault.suggestion}") from error


def of_bytes(name: str, data: bytes) -> Document:
    """Return the paragraphs of a text from its bytes.

    Raises
    ------
    UnreadableFile
        It is empty, of a kind that is not read, broken or protected.
    """
    suffix = Path(name).suffix.casefold()
    if not data.strip():
        raise unreadable("text.empty", "The file is empty.", "Save the text again, and give that file.")
    if b"%PDF-" in data[:1024]:
        return from_pdf(name, data)
    if data.startswith(b"PK"):
        if not is_word(data):
            message = "It is an archive or a document of a kind that is not read."
            raise unreadable("text.kind", message, f"{_KNOWN} Save or export it as one of these.")
        return _filled(from_word(name, data))
    for start, message in _OTHER.items():
        if data.startswith(start):
            raise unreadable("text.kind", message, f"{_KNOWN} Save it as .docx without a password.")
    page = suffix in _PAGES or re.match(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)", data[:500], re.IGNORECASE)
    if suffix not in (*_TEXTS, *_PAGES) and not page:
        if suffix in (".pdf", ".docx"):
            message = f"It is called {suffix} but is none: it may have been cut off on its way."
            raise unreadable("text.kind", message, "Ask for it again, or export it once more.")
        message = f"It is of a kind that is not read ({suffix})."
        raise unreadable("text.kind", message, f"{_KNOWN} Save or export it as one of these.")
    text, notes = decoded(data, western=True)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    document = from_html(name, text) if page else from_lines(name, text, markdown=suffix in (".md", ".markdown"))
    said = tuple(f"{note.message} {note.suggestion}" for note in notes)
    return _filled(Document(document.name, document.passages, said))


def _filled(document: Document) -> Document:
    """Return a document that has text."""
    if not document.passages:
        message = "The file holds no text that a reader sees."
        raise unreadable("text.empty", message, "Look into it: the text may stand in pictures, scripts or comments.")
    return document
