"""The container of old Office files (OLE2): the names of its streams, and one stream as bytes."""

from __future__ import annotations

import struct
from array import array

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # this and above: no sector
_ENTRY = 128


class Compound:
    """An OLE2 container.

    Attributes
    ----------
    entries : dict of str to (int, int)
        First sector and size of every stream by its name.

    Raises
    ------
    ValueError
        When the bytes are no such container.

    Source
    ------
    [MS-CFB] Compound File Binary File Format.
    """

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC) or len(data) < 512:
            raise ValueError("no compound file")
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small > shift:
            raise ValueError("odd sector size")
        self._size, self._small = 1 << shift, 1 << small
        first, cutoff, first_small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        self._cutoff = cutoff
        self._table = self._allocation()
        directory = self._chain(first)
        self._small_table = array("I", self._words(self._chain(first_small)))
        self.entries: dict[str, tuple[int, int]] = {}
        self._root = (0, 0)
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            place = struct.unpack_from("<I", entry, 116)[0], struct.unpack_from("<I", entry, 120)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == 5:
                self._root = place
            elif kind in (1, 2):
                self.entries.setdefault(name, place)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        start, size = self.entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        held = self._chain(self._root[0])
        parts, seen = [], 0
        while start < len(self._small_table) and seen * self._small < size:
            parts.append(held[start * self._small : (start + 1) * self._small])
            start, seen = self._small_table[start], seen + 1
        return b"".join(parts)[:size]

    def _words(self, data: bytes) -> bytes:
        return data[: len(data) // 4 * 4]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _allocation(self) -> array[int]:
        """Return the table that says which sector follows which."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        most = len(self._data) // self._size + 1
        for _ in range(most):
            block = self._words(self._sector(following)) if following < _END else b""
            if not block:
                break
            numbers = array("I", block)
            sectors.extend(numbers[:-1])
            following = numbers[-1]
        table = array("I")
        for number in sectors[: most + 109]:
            if number < _END:
                table.frombytes(self._words(self._sector(number)))
        return table

    def _chain(self, start: int) -> bytes:
        """Return the sectors from `start` on."""
        parts, left = [], len(self._data) // self._size + 1
        while start < len(self._table):
            if not left:
                raise ValueError("its sectors follow each other in a circle")
            parts.append(self._sector(start))
            start, left = self._table[start], left - 1
        return b"".join(parts)


def container_of(name: str, stream: bytes) -> bytes:
    """Return a sound container with one stream, for readers that trust what a container says of itself.

    Raises
    ------
    ValueError
        When the stream is too long for it (more than 400 MB).
    """
    size = 4096
    stream += bytes(size - len(stream) % size) if len(stream) % size or not stream else b""
    count = len(stream) // size
    tables = -(-(count + 1 + 109) // (size // 4))
    if tables > 109:
        raise ValueError("the workbook is too long")
    chain = array("I", [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables])
    chain.extend([0xFFFFFFFF] * (tables * size // 4 - len(chain)))
    place = [count + 1 + index for index in range(tables)]
    header = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 12, 6) + bytes(6)
    header += struct.pack("<9I", 0, tables, count, 0, size, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *place, *[0xFFFFFFFF] * (109 - tables))
    entries = b""
    for title, kind, child, start, length in (("Root Entry", 5, 1, 0, 0), (name, 2, 0xFFFFFFFF, 0, len(stream))):
        written = f"{title}\0".encode("utf-16-le")
        entries += written.ljust(64, b"\0") + struct.pack(
            "<HBB3I", len(written), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child
        )
        entries += bytes(36) + struct.pack("<IQ", start, length)
    return header.ljust(size, b"\0") + stream + entries.ljust(size, b"\0") + chain.tobytes()
