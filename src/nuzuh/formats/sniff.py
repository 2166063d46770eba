"""What a file is by its bytes, what its name says it is, and what to say when the two differ."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from nuzuh.formats.compound import MAGIC, Compound
from nuzuh.formats.raw import unreadable

if TYPE_CHECKING:
    from nuzuh.formats.raw import UnreadableFile

# What the bytes may be, in words for the user.
WORDS = {
    "text": "plain text",
    "json": "JSON",
    "jsonl": "JSON, one object a line",
    "xlsx": "an Excel workbook (.xlsx)",
    "xls": "a workbook of the old Excel (.xls)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "ods": "a LibreOffice spreadsheet (.ods)",
    "parquet": "a Parquet table",
    "arrow": "an Arrow table",
    "zip": "a ZIP archive",
    "gzip": "a gzip file",
    "html": "a web page (HTML)",
    "xml": "XML",
    "xml-spreadsheet": "a spreadsheet of Excel 2003 in XML",
    "pdf": "a PDF",
    "image": "a picture",
    "word": "a Word document",
    "slides": "a presentation",
    "office": "an old Office document that is no workbook",
    "encrypted": "a workbook protected by a password",
    "rtf": "a text document (RTF)",
    "archive": "an archive of another kind (7z, RAR, tar, bzip2, xz, zstd)",
    "sqlite": "a database (SQLite)",
    "program": "a program",
    "media": "a sound or a video",
}
READABLE = ("text", "json", "jsonl", "xlsx", "xls", "xlsb", "ods", "parquet", "arrow", "zip", "gzip")

# What a name promises; any other ending is one of those below, or says nothing.
BY_NAME = {
    **dict.fromkeys((".csv", ".tsv", ".ssv", ".psv", ".tab", ".dat"), ("text",)),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), ("xlsx",)),
    ".xls": ("xls",),
    ".xlt": ("xls",),
    ".xlsb": ("xlsb",),
    **dict.fromkeys((".ods", ".ots"), ("ods",)),
    ".json": ("json", "jsonl"),
    ".geojson": ("json", "jsonl"),
    **dict.fromkeys((".jsonl", ".ndjson", ".geojsonl"), ("jsonl", "json")),
    **dict.fromkeys((".parquet", ".pq", ".geoparquet"), ("parquet",)),
    **dict.fromkeys((".arrow", ".feather", ".ipc"), ("arrow",)),
    ".zip": ("zip",),
    ".gz": ("gzip",),
}
# Endings that promise what is never read as a table.
FOREIGN = {
    **dict.fromkeys((".pdf",), "pdf"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".svg"), "image"),
    **dict.fromkeys((".html", ".htm", ".mhtml"), "html"),
    **dict.fromkeys((".doc", ".docx", ".docm", ".odt"), "word"),
    **dict.fromkeys((".ppt", ".pptx", ".odp"), "slides"),
    ".rtf": "rtf",
    ".xml": "xml",
    **dict.fromkeys((".7z", ".rar", ".tar", ".bz2", ".xz", ".zst", ".tgz"), "archive"),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3", ".gpkg", ".mdb", ".accdb"), "sqlite"),
    **dict.fromkeys((".exe", ".dll", ".so", ".msi"), "program"),
    **dict.fromkeys((".mp3", ".mp4", ".wav", ".mov", ".avi", ".ogg", ".m4a"), "media"),
}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"\xff\xff\xff\xff", "arrow"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\0\x01\0\0Standard ", "sqlite"),
    (b"MZ\x90", "program"),
    (b"\x7fELF", "program"),
    (b"OggS", "media"),
    (b"ID3", "media"),
)


def kind_of(data: bytes) -> str:
    """Return what the bytes are, one of `WORDS`."""
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "media"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(MAGIC):
        return _compound_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(data)
    return _text_kind(data)


def _compound_kind(data: bytes) -> str:
    try:
        names = Compound(data).entries
    except (ValueError, IndexError):
        names = {}
    except Exception:
        names = {}
    if "EncryptedPackage" in names or "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if {"Workbook", "WORKBOOK", "Book", "BOOK"} & set(names):
        return "xls"
    if "WordDocument" in names:
        return "word"
    if "PowerPoint Document" in names:
        return "slides"
    return "xls" if not names else "office"


def _package_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.replace("\\", "/").lower() for name in package.namelist()}
            if "mimetype" in names and "content.xml" in names:
                told = package.open("mimetype").read(100).decode("ascii", "replace")
                kinds = {"spreadsheet": "ods", "text": "word", "presentation": "slides"}
                return next((kind for word, kind in kinds.items() if told.endswith((word, f"{word}-template"))), "ods")
    except Exception:
        names = set()
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "word"
    if "ppt/presentation.xml" in names:
        return "slides"
    if not names:  # the central directory is lost: say what it seems to have been
        return "xlsx" if b"xl/" in data or b"[Content_Types].xml" in data[:200] else "zip"
    return "zip"


def _text_kind(data: bytes) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf").lstrip()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[:8192].decode("utf-16", "replace").lstrip("\ufeff").lstrip().encode()
    low = head.lower()
    if low.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<div")):
        return "html"
    if low.startswith((b"<?xml", b"<!--", b"<svg")) or (low.startswith(b"<") and b"xmlns" in low):
        if b'progid="excel.sheet"' in low or b"office:spreadsheet" in low:
            return "xml-spreadsheet"
        if b"<html" in low:
            return "html"
        return "image" if b"<svg" in low else "xml"
    if low.startswith(b"mime-version:") and b"text/html" in data[:8192]:
        return "html"
    return "text"


def refused(kind: str, ending: str) -> UnreadableFile:
    """Return the exception for bytes that are no table, or not what the name says."""
    what = WORDS[kind]
    if kind == "encrypted":
        return unreadable("workbook.encrypted", "The workbook is protected by a password.", "Save it without one.")
    promised = BY_NAME.get(ending, (FOREIGN.get(ending, ""),))
    if kind in READABLE and promised[0] and kind not in promised:
        message = f"The name of the file ends in {ending}, but it is {what}."
        return unreadable("file.contradicts", message, _way_out(kind, ending))
    but = f"The name of the file ends in {ending}, but it" if promised[0] and kind not in promised else "The file"
    rule = "file.contradicts" if but != "The file" else "file.format"
    return unreadable(rule, f"{but} is {what}, which is not read as a table.", _way_out(kind, ending))


def _way_out(kind: str, ending: str) -> str:
    endings = {"text": ".csv", "json": ".json", "jsonl": ".jsonl", "gzip": ".gz", "arrow": ".arrow"}
    if kind in READABLE and ending in FOREIGN:
        return f"If it is the table, give it the ending {endings.get(kind, f'.{kind}')}."
    if kind == "html" and ending in BY_NAME:
        return (
            "Many systems call a web page a workbook; or the download was an error page. Open it in Excel or "
            "LibreOffice, look whether the table is there, and save it as .xlsx."
        )
    if kind == "xml-spreadsheet":
        return "Open it in Excel or LibreOffice and save it as .xlsx."
    if kind in READABLE:
        return f"Make sure that it is the right file and give it the ending {endings.get(kind, f'.{kind}')}."
    if kind in ("word", "rtf", "slides", "html"):
        return "Copy the table into a spreadsheet and save it as .xlsx."
    if kind in ("pdf", "image"):
        return "Ask the sender for the table itself, as .xlsx or CSV; figures are not read off a picture."
    if kind == "archive":
        return "Unpack it, or send a .zip."
    return "Save the table as .xlsx or as CSV UTF-8."
