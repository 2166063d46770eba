"""Paragraphs of a PDF with a text layer; letters are put into reading order by where they stand on the page."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from nuzuh.claims.passages import Document, Gathering
from nuzuh.claims.plain_texts import begins_item
from nuzuh.formats.raw import unreadable

MOST_PAGES = 500
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_MARK = re.compile("[\u064b-\u065f\u0670]")
_LEFT = re.compile(
    r"[^\W\u0590-\u08ff](?:(?:[^\n\u0590-\u08ff]*[^\W\u0590-\u08ff])?[%٪)]?)|[٠-٩](?:[٠-٩٫٬.,/:%-]*[٠-٩%٪])?"
)
_RIGHT = re.compile("[\u0620-\u064a\u0671-\u06d3](?:[^\\w\n]*[\u0620-\u064a\u0671-\u06d3])*")
_SENTENCE_END = re.compile(r"[.!?؟:]\s*$")
_RAISED = 0.78  # of the height of digits: a lower one above the line is the mark of a note
_GAP = 1.4  # times the usual distance of lines: a new paragraph
_SHORT = 0.72  # of the widest line: a line that ends a paragraph


@dataclass(frozen=True, slots=True)
class _Glyph:
    letter: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    height: float
    page: int
    number: int


def from_pdf(name: str, data: bytes) -> Document:
    """Return the paragraphs of a PDF; page and line of each character.

    Raises
    ------
    UnreadableFile
        It is broken, protected by a password, has too many pages, or holds pictures of text only.
    """
    import pypdfium2  # takes a tenth of a second, and only PDFs need it

    try:
        pages = pypdfium2.PdfDocument(data)
        count = len(pages)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            message = "The PDF is protected by a password."
            raise unreadable(
                "pdf.encrypted", message, "Save it without one (print it to PDF), and try again."
            ) from error
        raise unreadable("pdf.broken", f"The PDF is broken ({error}).", "Export it again from its program.") from error
    if count > MOST_PAGES:
        message = f"The PDF has {count} pages; at most {MOST_PAGES} are read."
        raise unreadable("pdf.too_long", message, "Cut out the pages of the text that you mean to publish.")
    gathering = Gathering(name)
    found = []
    for number in range(count):
        page = pages[number]
        found.append(_lines(_glyphs(page), number + 1))
        page.close()
    pages.close()
    empty = [number for number, lines in enumerate(found, 1) if not lines]
    running = _running(found)
    for lines in found:
        _gather([line for line in lines if _bare(line) not in running], gathering)
    document = gathering.document(
        [f"Pages without text, perhaps scanned pictures, were not read: {', '.join(map(str, empty))}."] if empty else []
    )
    if not document.passages:
        message = "The PDF holds no text: it is a scan, or its letters are drawn as pictures."
        raise unreadable(
            "pdf.scanned", message, "Use the file that it was made from, or run text recognition (OCR) on it."
        )
    return document


def _running(pages: Sequence[Sequence[_Line]]) -> set[str]:
    """Return the heads and feet that stand on several pages, without their numbers."""
    ends = [{_bare(line) for line in (*lines[:1], *lines[-1:])} for lines in pages if len(lines) > 2]
    counts = Counter(text for texts in ends for text in texts)
    return {text for text, times in counts.items() if times > 1}


def _bare(line: _Line) -> str:
    return " ".join(sorted(re.sub(r"\d+", "", line.text).split()))


def _glyphs(page: Any) -> list[list[_Glyph]]:
    """Return the characters of a page with their boxes, cut into lines as the library sees them."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    lines: list[list[_Glyph]] = [[]]
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            if lines[-1]:
                lines.append([])
            continue
        letter = chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        if 0xFB50 <= code <= 0xFEFC:  # letters as they are drawn, not as they are written
            letter = unicodedata.normalize("NFKC", letter)
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        if letter in ("\x02", "\ufffe"):  # a hyphen at the end of a line: the word goes on in the next one
            lines.append([])
        elif letter and letter.isprintable() and not _MARK.match(letter):
            lines[-1].append(_Glyph(letter, left.value, right.value, bottom.value, top.value))
    text.close()
    return [line for line in lines if any(g.letter.strip() for g in line)]


def _lines(found: Sequence[list[_Glyph]], page: int) -> list[_Line]:
    """Return the lines of a page in reading order, pieces of one line put together, marks of notes left out."""
    whole: list[list[_Glyph]] = []
    for line in found:
        if whole and _beside(whole[-1], line):
            whole[-1] = whole[-1] + line
        else:
            whole.append(line)
    letters = [g.letter for glyphs in whole for g in glyphs if g.letter.isalpha()]
    right = 2 * sum(bool(_ARABIC.match(letter)) for letter in letters) > len(letters)
    out = []
    for number, glyphs in enumerate(whole, 1):
        shown = [g for g in glyphs if g.letter.strip()]
        bottom = median(g.bottom for g in shown)
        text = _ordered(_without_notes(glyphs, bottom), right=right)
        ends = min(g.left for g in shown), max(g.right for g in shown)
        if text.strip():
            out.append(_Line(text, *ends, bottom, median(g.top - g.bottom for g in shown), page, number))
    return out


def _beside(one: Sequence[_Glyph], other: Sequence[_Glyph]) -> bool:
    """Return whether two pieces stand on one line, no further apart than two letters."""
    first, second = ([g for g in line if g.letter.strip()] for line in (one, other))
    size = max(g.top - g.bottom for g in first)
    level = abs(median(g.bottom for g in first) - median(g.bottom for g in second)) < 0.35 * size
    ends = [(min(g.left for g in line), max(g.right for g in line)) for line in (first, second)]
    gap = max(ends[0][0], ends[1][0]) - min(ends[0][1], ends[1][1])
    return level and gap < 2 * size


def _without_notes(glyphs: Sequence[_Glyph], bottom: float) -> list[_Glyph]:
    """Return a line without the raised numbers that lead to notes."""
    digits = [g.top - g.bottom for g in glyphs if g.letter.isdigit()]
    if not digits:
        return list(glyphs)
    tall = max([*digits, *(0.9 * (g.top - g.bottom) for g in glyphs if g.letter.isupper() or g.letter in "األ")])

    def raised(glyph: _Glyph) -> bool:
        height = glyph.top - glyph.bottom
        return glyph.letter.isdigit() and height < _RAISED * tall and glyph.bottom > bottom + 0.3 * height

    return [g for g in glyphs if not raised(g)]


def _ordered(glyphs: Sequence[_Glyph], *, right: bool) -> str:
    """Return a line as it is read: from the left, or from the right with numbers and Latin words from the left.

    ``right`` says whether most of the page is written from the right, which decides for lines in both scripts.
    """
    if not any(_ARABIC.match(g.letter) for g in glyphs):
        return _plain(sorted(glyphs, key=lambda g: g.middle)) if _backwards(glyphs) else _plain(glyphs)
    out: list[_Glyph] = []
    size = max(g.top - g.bottom for g in glyphs if g.letter.strip())
    for glyph in sorted(glyphs, key=lambda g: -g.middle):
        last = out[-1] if out else None
        if last and last.letter != " " != glyph.letter:
            wide = 0.5 if (last.letter + glyph.letter).isdigit() else 0.3
            if last.left - glyph.right > wide * size:
                out.append(_Glyph(" ", glyph.right, last.left, glyph.bottom, glyph.top))
        if not (last and _ARABIC.match(glyph.letter) and _again(last, glyph)):
            out.append(glyph)
    if right:
        text = _LEFT.sub(lambda m: m[0][::-1], _plain(out))
        return re.sub(r" +(?=[.,:!،؛؟])", "", text)
    return _RIGHT.sub(lambda m: m[0][::-1], _plain(out)[::-1])


def _again(last: _Glyph, glyph: _Glyph) -> bool:
    """Return whether a letter is drawn twice: one with its mark is often two pieces, each of which stands for both."""
    narrow = min(last.right - last.left, glyph.right - glyph.left)
    return last.letter == glyph.letter and min(last.right, glyph.right) - max(last.left, glyph.left) > 0.3 * narrow


def _backwards(glyphs: Sequence[_Glyph]) -> bool:
    """Return whether words of a Latin line come in an order other than that on the page."""
    shown = [g for g in glyphs if g.letter.strip()]
    return any(b.right < a.left - 2 * (a.right - a.left) for a, b in pairwise(shown))


def _plain(glyphs: Sequence[_Glyph]) -> str:
    return "".join(g.letter for g in glyphs)


def _gather(lines: Sequence[_Line], gathering: Gathering) -> None:
    """Add the lines of a page to the paragraphs; one that ends a page may go on behind it."""
    if not lines:
        return
    gaps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom]
    usual = median(gaps) if gaps else 0.0
    widest = max(line.right - line.left for line in lines)
    before: _Line | None = None
    for line in lines:
        if before is None:
            ended = not gathering.letters or bool(_SENTENCE_END.search("".join(gathering.letters)))
        else:
            ended = _apart(before, line, usual, widest)
        if ended or begins_item(line.text):
            gathering.close("item" if begins_item(line.text) else "text")
        elif gathering.letters and gathering.letters[-1] != "\n":
            page, number, column = gathering.spots[-1]
            gathering.put("\n", (page, number, column + 1))
        gathering.add(line.text.rstrip(), line.number, 1, line.page)
        before = line


def _apart(before: _Line, line: _Line, usual: float, widest: float) -> bool:
    """Return whether a line begins a paragraph."""
    step = before.bottom - line.bottom
    other_size = not 0.8 < line.height / before.height < 1.25
    short = before.right - before.left < _SHORT * widest
    return step < 0 or step > _GAP * usual or (other_size and step > 1.1 * usual) or short
