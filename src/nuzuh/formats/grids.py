"""Any file that holds tables, as grids of cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from nuzuh.formats.archive import members, ungzipped
from nuzuh.formats.columnar import read_columnar
from nuzuh.formats.delimited import delimited, text_of
from nuzuh.formats.objects import is_json, is_json_lines, read_objects
from nuzuh.formats.oldbook import read_xls, read_xlsb
from nuzuh.formats.opendocument import read_opendocument
from nuzuh.formats.raw import BrokenRow, FileFault, Grid, UnreadableFile, short, unreadable
from nuzuh.formats.sniff import BY_NAME, FOREIGN, READABLE, kind_of, refused
from nuzuh.formats.workbook import read_book

__all__ = ["LARGEST_FILE", "BrokenRow", "FileFault", "Grid", "UnreadableFile", "read_bytes", "read_grids"]

LARGEST_FILE = 2**30  # bytes
_DEEPEST = 2  # an archive in an archive


def read_grids(path: Path) -> list[Grid]:
    """Return the sheets of a file as grids of text cells, in the file's order.

    The bytes decide what the file is; a name that says otherwise is a reason to refuse it, unless its ending
    says nothing (.txt, .hxl, none, an unknown one).

    Raises
    ------
    UnreadableFile
        When the file cannot be read as tables; the fault says truly why.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            message = f"The file is too large to be read: {path.stat().st_size / 2**20:,.0f} MiB."
            raise unreadable("file.too_large", message, "Split it into several files.")
        data = path.read_bytes()
    except OSError as error:
        message = f"The file cannot be opened: {error.strerror}."
        raise unreadable("file.unreadable", message, "Check that it is there and may be read.") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> list[Grid]:
    """Return the grids of the bytes of a file of that name, as `read_grids`."""
    try:
        return _read(data, name, 0)
    except MemoryError as error:
        message = "The file needs more memory than this computer has."
        raise unreadable("file.too_large", message, "Split it into several files.") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a Rust reader gave up; no subclass of Exception
            raise
        message = "The file is broken in a way that stopped the reader."
        raise unreadable("file.broken", message, "Open it, save it again and send that.") from error


def _read(data: bytes, name: str, depth: int) -> list[Grid]:
    if not data.strip(b"\0 \t\r\n"):
        message = "The file is empty." if not data else "The file holds nothing but blanks."
        raise unreadable("file.empty", message, "Send the table again, with its header.")
    ending = PurePosixPath(name).suffix.lower()
    kind = kind_of(data)
    text = ""
    notes: list[FileFault] = []
    if kind == "text":
        if ending in BY_NAME and "text" not in BY_NAME[ending] and not set(BY_NAME[ending]) & {"json", "jsonl"}:
            raise refused(_kind_of_text(data), ending)
        text, notes = text_of(data)
        kind = "json" if is_json(text) else "jsonl" if is_json_lines(text) else "text"
        if kind == "text" and set(BY_NAME.get(ending, ())) & {"json", "jsonl"} and text.lstrip()[:1] in ("{", "["):
            return read_objects(data, lines=ending not in (".json", ".geojson"))  # says where it breaks
    promised = BY_NAME.get(ending)
    if kind not in READABLE or ending in FOREIGN or (promised and kind not in promised):
        raise refused(kind, ending)
    if kind == "text":
        return [delimited(text, notes, doubtful=promised is None)]
    return _read_kind(data, name, kind, depth)


def _kind_of_text(data: bytes) -> str:
    """Return text or json, for what claims to be something else and may be no text at all."""
    try:
        text, _ = text_of(data)
    except UnreadableFile as error:
        if error.fault.rule == "file.binary":
            message = "The file is broken: it does not begin as such a file does."
            raise unreadable("workbook.broken", message, "Ask the sender for the file again.") from error
        return "text"
    return "json" if is_json(text) else "text"


def _read_kind(data: bytes, name: str, kind: str, depth: int) -> list[Grid]:
    match kind:
        case "json" | "jsonl":
            return read_objects(data, lines=kind == "jsonl")
        case "xlsx":
            return read_book(data)
        case "xls":
            return read_xls(data)
        case "xlsb":
            return read_xlsb(data)
        case "ods":
            return read_opendocument(data)
        case "parquet" | "arrow":
            return [read_columnar(data)]
    if depth >= _DEEPEST:
        raise unreadable("archive.deep", "Archives are packed into each other.", "Unpack them.")
    if kind == "gzip":
        inner = name[: -len(".gz")] if name.lower().endswith(".gz") else ""
        return _read(ungzipped(data), inner, depth + 1)
    return _archive(data, depth)


def _archive(data: bytes, depth: int) -> list[Grid]:
    """Return the grids of every member that can be read; the others are told in the notes of the first."""
    grids: list[Grid] = []
    notes: list[FileFault] = []
    found = members(data)
    for path, content in found:
        try:
            read = _read(content, path, depth + 1)
        except UnreadableFile as error:
            message = f'"{short(path)}" in the archive was not read. {error.fault.message}'
            rule = "archive.member"
            notes.append(FileFault(None, "", path, rule, message, error.fault.suggestion, "warning"))
            continue
        stem = str(PurePosixPath(path).with_suffix(""))
        grids += [replace(grid, sheet=f"{stem}/{grid.sheet}" if grid.sheet else stem) for grid in read]
    if not grids:
        why = f" {notes[0].message}" if notes else ""
        raise unreadable("archive.empty", f"The archive holds no table.{why}", "Send the table itself.")
    grids[0] = replace(grids[0], notes=(*notes, *grids[0].notes))
    return grids
