"""Old workbooks (.xls): merges, errors, hidden sheets; containers and sheets that lie about themselves."""

import io
import struct
import zipfile

import pytest
import xlsxwriter

from nuzuh.formats.compound import Compound, container_of
from nuzuh.formats.grids import UnreadableFile, read_bytes


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def number(row, column, value):
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def label(row, column, text):
    written = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + written)


def stream(*sheets, size=(0, 9, 0, 9)):
    """A stream of BIFF8: each sheet is (name, hidden, records)."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)
    names = [name.encode("utf-16-le") for name, _, _ in sheets]
    length = len(record(0x0809, bof)) + sum(12 + len(name) for name in names) + 4
    heads, bodies = b"", b""
    for name, (_, hidden, cells) in zip(names, sheets, strict=True):
        heads += record(0x0085, struct.pack("<IBBBB", length + len(bodies), hidden, 0, len(name) // 2, 1) + name)
        page = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
        dimensions = record(0x0200, struct.pack("<IIHHH", size[0], size[1], size[2], size[3], 0))
        bodies += page + dimensions + cells + record(0x000A)
    return record(0x0809, bof) + heads + record(0x000A) + bodies


def xls(*sheets, **options):
    return container_of("Workbook", stream(*sheets, **options))


TABLE = label(2, 1, "place") + label(2, 2, "people") + label(3, 1, "إدلب") + number(3, 2, 120.0)


def refused(data, name="a.xls"):
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, name)
    return caught.value.fault


def test_cells_errors_merges_and_hidden_sheets():
    merged = record(0x00E5, struct.pack("<HHHHH", 1, 3, 4, 1, 1))
    error = record(0x0205, struct.pack("<HHHBB", 4, 2, 0, 7, 1))
    first, second = read_bytes(xls(("one", 0, TABLE + error + merged), ("two", 1, number(0, 0, 1.5))), "a.xls")
    assert first.cells.rows() == [
        (3, None, "place", "people"),
        (4, None, "إدلب", "120"),
        (5, None, "إدلب", "#DIV/0!"),
    ]
    assert first.merged == ((4, 1, 5, 1),)
    assert (first.sheet, first.hidden, second.sheet, second.hidden) == ("one", False, "two", True)
    assert second.cells.rows() == [(1, "1.5")]


def test_a_container_gives_its_stream_back():
    content = bytes(range(256)) * 100
    assert Compound(container_of("Workbook", content)).stream("Workbook")[: len(content)] == content


def test_a_circular_container_does_not_stop_the_reader():
    data = bytearray(xls(("one", 0, TABLE)))
    table = len(data) - 4096  # the last sector says which sector follows which
    struct.pack_into("<I", data, table + 4, 1)  # the directory follows itself
    assert "circle" in refused(bytes(data)).message


@pytest.mark.parametrize("size", [(0, 2**32 - 1, 0, 65535), (2**31, 0, 255, 0)])
def test_a_sheet_that_claims_to_be_huge_is_read(size):
    (grid,) = read_bytes(xls(("one", 0, TABLE), size=size), "a.xls")
    assert grid.cells.height == 2


def test_a_cell_beyond_the_edge_is_refused():
    assert "column IV" in refused(xls(("one", 0, TABLE + number(65535, 65535, 1.0)))).message


def test_a_password_is_told():
    whole = stream(("one", 0, TABLE))
    protected = whole[:20] + record(0x002F, b"\1\0" * 3) + whole[20:]
    assert refused(container_of("Workbook", protected)).rule == "workbook.encrypted"


def test_documents_that_are_no_workbooks():
    assert "Word" in refused(container_of("WordDocument", b"x"), "a.doc").message
    assert "Word" in refused(container_of("WordDocument", b"x"), "a.xls").message


def repacked(change):
    """A workbook with one part changed by a function."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, ("place", "people"))
    book.close()
    again = io.BytesIO()
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(again, "w") as target:
        for name in package.namelist():
            target.writestr(name, change(name, package.read(name)))
    return again.getvalue()


def test_a_workbook_that_counts_more_texts_than_it_holds():
    data = repacked(lambda _, part: part.replace(b'uniqueCount="2"', b'uniqueCount="4294967295"'))
    assert "more texts than it holds" in refused(data, "a.xlsx").message


@pytest.mark.parametrize("place", [b'r="XFE1"', b'r="A1048577"', b'r="ZZZZZ1"'])
def test_a_workbook_with_a_cell_beyond_the_edge(place):
    data = repacked(lambda name, part: part.replace(b'r="A1"', place) if "sheet1" in name else part)
    assert refused(data, "a.xlsx").rule == "workbook.broken"


def test_a_part_that_comes_twice():
    data = io.BytesIO(repacked(lambda _, part: part))
    with zipfile.ZipFile(data, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", "<a/>")
    assert refused(data.getvalue(), "a.xlsx").rule == "workbook.broken"
