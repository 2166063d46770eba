"""The text of a file of unknown encoding, or why it cannot be told."""

from __future__ import annotations

import codecs
import re

from nuzuh.formats.raw import FileFault, UnreadableFile, short, unreadable

_ARABIC = "\u0620-\u065f\u0670-\u06d3\u200c-\u200f"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_MIXED = re.compile(f"[{_ARABIC}][{_LATIN}]|[{_LATIN}][{_ARABIC}]")
# Letters that Turkish has and Western Europe hardly: ğ Ğ ı İ ş Ş, beside letters without accents.
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
# Four accented letters in a row, a capital or a sign inside a word: no language that Windows-1252 is for.
_SENSELESS = re.compile(
    "[\u00c0-\u017f]{4}|[a-z\u00df-\u00f6\u00f8-\u00ff][\u00c0-\u00d6\u00d8-\u00de\u011e\u0130\u015e][a-z]"
    "|[A-Za-z\u00c0-\u017f][\u00a1-\u00a9\u00ab-\u00af\u00b1-\u00b9\u00bb-\u00bf\u00d7\u00f7][A-Za-z\u00c0-\u017f]"
    "|[\x80-\x9f]"
)
_AS_UTF8 = "Save the file as UTF-8 (in Excel: CSV UTF-8) or as .xlsx."


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"The file looks like {encoding}, but byte {error.start} does not belong in such text."
        raise unreadable("encoding.unclear", message, _AS_UTF8) from error


def _utf16(data: bytes) -> str:
    """Return which UTF-16 the bytes are by where their NULs stand, empty when it is neither."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 8 * odd else ""


def _damaged_utf8(data: bytes) -> str | None:
    """Return the text when it is UTF-8 but for a few bytes, such as a character cut off at the end."""
    text = data.decode("utf-8", "replace")
    valid = sum(len(run) for run in re.findall("[^\x00-\x7f\ufffd]+", text))
    return text if valid > text.count("\ufffd") else None


def _windows_1256(data: bytes) -> tuple[str, FileFault]:
    text = data.decode("windows-1256")
    if found := _MIXED.search(text):
        start = max(text.rfind("\n", 0, found.start()), text.rfind("\r", 0, found.start())) + 1
        shown = short(re.split("[\r\n]", text[start:], maxsplit=1)[0])
        line = len(re.findall("\r\n|\r|\n", text[:start])) + 1
        message = f'Line {line} is neither UTF-8 nor Arabic text of Windows: it would read "{shown}".'
        raise unreadable("encoding.unclear", message, _AS_UTF8, line, shown)
    message = "The file is not UTF-8; it was read as Arabic text of Windows (Windows-1256)."
    suggestion = f"Check the names in it. {_AS_UTF8}"
    return text, FileFault(None, "", "", "encoding.windows-1256", message, suggestion, "warning")


def _legacy(data: bytes, *, western: bool) -> tuple[str, FileFault]:
    """Return the text in the code page of Windows in which it makes sense."""
    if western and not re.search(f"[{_ARABIC}]", data.decode("windows-1256")) and (found := _western(data)):
        return found
    try:
        return _windows_1256(data)
    except UnreadableFile:
        if western and (found := _western(data)):
            return found
        raise


def _western(data: bytes) -> tuple[str, FileFault] | None:
    """Return the text when the bytes make sensible words in Latin letters, as Windows writes them."""
    encoding, name = "windows-1252", "Western text of Windows (Windows-1252)"
    if _TURKISH.search(data):
        encoding, name = "windows-1254", "Turkish text of Windows (Windows-1254)"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if _SENSELESS.search(text):
        return None
    message = f"The file is not UTF-8; it was read as {name}."
    suggestion = f"Check the names in it. {_AS_UTF8}"
    return text, FileFault(None, "", "", "encoding.guessed", message, suggestion, "warning")


def decoded(data: bytes, *, western: bool = False) -> tuple[str, list[FileFault]]:
    """Return the text of the bytes and what there is to say about how it was read.

    Parameters
    ----------
    data : bytes
        The whole file.
    western : bool
        Whether to try Windows-1252 and Windows-1254 for what is neither UTF-8 nor Arabic.

    Raises
    ------
    UnreadableFile
        When the bytes are no text, or in an encoding that cannot be told.
    """
    notes: list[FileFault] = []
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise unreadable("encoding.unclear", "The file is UTF-32, which is not read.", _AS_UTF8)
    if data.startswith(codecs.BOM_UTF8):
        text = data.decode("utf-8-sig", "replace")
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _strictly(data, "utf-16")
    elif b"\0" in data[:4096] and (encoding := _utf16(data)):
        text = _strictly(data, encoding)
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            damaged = _damaged_utf8(data)
            if damaged is None:
                text, note = _legacy(data, western=western)
                notes.append(note)
            else:
                text = damaged
    if "\0" in text:
        message = "The file holds bytes that no text has; it may be a workbook or a picture."
        raise unreadable("file.binary", message, "Save the table as CSV UTF-8 or as .xlsx.")
    return text.lstrip("\ufeff"), notes
