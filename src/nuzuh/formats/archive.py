"""Files inside archives (.zip, .gz), unpacked within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from nuzuh.formats.raw import short, unreadable

LARGEST_MEMBER = 2**29  # bytes unpacked
LARGEST_ARCHIVE = 2**30
MOST_MEMBERS = 200
_MEDIA = (
    *(".jpg", ".jpeg", ".png", ".gif", ".heic", ".webp", ".mp3", ".m4a", ".amr", ".aac", ".wav", ".ogg", ".mp4"),
    ".3gp",
    ".pdf",
)
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# Whatever zipfile raises on broken bytes: bad entries, sizes and methods included.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError)


def members(data: bytes) -> list[tuple[str, bytes]]:
    """Return path and bytes of the files in a ZIP archive in its order, without what systems leave in it.

    Raises
    ------
    UnreadableFile
        When the archive is broken, encrypted, or would unpack to more than a laptop can hold.
    """
    try:
        return _members(data)
    except _BROKEN as error:
        message = f"The archive is broken: {short(str(error))}."
        raise unreadable("archive.broken", message, "Pack it again, or send the files in it.") from error


def _members(data: bytes) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    left = LARGEST_ARCHIVE
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = [part for part in archive.infolist() if not part.is_dir() and not _is_junk(part.filename)]
        listed = [part for part in listed if not _is_media(part.filename)]
        if len(listed) > MOST_MEMBERS:
            message = f"The archive holds {len(listed)} files; at most {MOST_MEMBERS} are read."
            raise unreadable("archive.too_large", message, "Unpack it and import the files that are tables.")
        for part in listed:
            if part.flag_bits & 1:
                raise unreadable("archive.encrypted", "The archive is protected by a password.", "Pack it without.")
            with archive.open(part) as member:
                content = member.read(min(LARGEST_MEMBER, left) + 1)
            left -= len(content)
            if len(content) > LARGEST_MEMBER or left < 0:
                raise _bomb()
            found.append((part.filename.replace("\\", "/"), content))
    return found


def _bomb() -> Exception:
    message = f"The archive unpacks to more than {LARGEST_MEMBER // 2**20} MiB."
    return unreadable("archive.too_large", message, "Unpack it and import the files one by one.")


def _is_junk(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return name.startswith(_JUNK[0]) or path.name in _JUNK or path.name.startswith("._")


def _is_media(name: str) -> bool:
    """Return whether it is a picture or recording beside the answers of a survey, of which there may be thousands."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.parts[0].lower() in ("media", "attachments") and path.suffix.lower() in _MEDIA


def ungzipped(data: bytes) -> bytes:
    """Return what a gzip file holds.

    Raises
    ------
    UnreadableFile
        When it is broken, cut off or too large.
    """
    parts: list[bytes] = []
    size = 0
    try:
        while data:
            stream = zlib.decompressobj(wbits=31)
            content = stream.decompress(data, LARGEST_MEMBER - size + 1)
            size += len(content)
            if size > LARGEST_MEMBER:
                raise _bomb()
            if not stream.eof:
                raise unreadable("archive.broken", "The gzip file is cut off.", "Ask the sender for it again.")
            parts.append(content)
            data = stream.unused_data.lstrip(b"\0")
    except zlib.error as error:
        message = f"The gzip file is broken: {short(str(error))}."
        raise unreadable("archive.broken", message, "Pack it again, or send the file in it.") from error
    return b"".join(parts)
