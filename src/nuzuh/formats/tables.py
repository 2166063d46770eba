"""Other people's files as plain tables of text, with the line on which every row stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nuzuh.formats.raw import BrokenRow, FileFault, RawTable, UnreadableFile, unreadable
from nuzuh.formats.text import read_text
from nuzuh.formats.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BrokenRow", "FileFault", "RawTable", "UnreadableFile", "read_table"]

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")


def read_table(path: Path) -> list[RawTable]:
    """Return the tables in a file: one for a text file, one for every visible sheet of a workbook.

    Raises
    ------
    UnreadableFile
        When the file as a whole cannot be read; nothing else comes out, whatever the bytes.
    """
    ending = path.suffix.lower()
    if ending not in TEXT_ENDINGS + WORKBOOK_ENDINGS:
        message = f'Files with the ending "{path.suffix}" are not read.'
        raise unreadable("file.format", message, "Save the table as .xlsx or as CSV UTF-8.")
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"The file cannot be opened: {error.strerror}."
        raise unreadable("file.unreadable", message, "Check that it is there and may be read.") from error
    if not data:
        raise unreadable("file.empty", "The file is empty.", "Send the table again, with its header.")
    try:
        return [read_text(data)] if ending in TEXT_ENDINGS else read_workbook(data)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a Rust reader gave up; no subclass of Exception
            raise
        message = "The file is broken in a way that stopped the reader."
        raise unreadable("file.broken", message, "Open it, save it again and send that.") from error
