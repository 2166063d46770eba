"""Files of every kind as grids of cells, and what is refused with which reason."""

import gzip
import io
import json
import zipfile
from datetime import date, datetime

import polars as pl
import pytest
import xlsxwriter

from nuzuh.formats.archive import members
from nuzuh.formats.grids import UnreadableFile, read_bytes, read_grids
from nuzuh.formats.layout import lay_out

TABLE = [("place", "people"), ("Atma", "120"), ("إدلب", "80")]
CSV = "place,people\nAtma,120\nإدلب,80\n"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
HTML = b"<!DOCTYPE html><html><body><table><tr><td>place</td></tr></table></body></html>"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def rows(grid):
    return [tuple(row[1:]) for row in grid.cells.rows()]


def one(data, name):
    (grid,) = read_bytes(data if isinstance(data, bytes) else data.encode(), name)
    return grid


def refused(data, name):
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data if isinstance(data, bytes) else data.encode(), name)
    assert caught.value.fault.suggestion
    return caught.value.fault


def workbook(*sheets, **options):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, **options})
    for fill in sheets:
        fill(book.add_worksheet(), book)
    book.close()
    return made.getvalue()


def packed(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__dot__", ".").replace("__slash__", "/"), content)
    return made.getvalue()


# --- text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.hxl", "a", "a.NOEXT"])
def test_text_of_any_delimiter_and_encoding(delimiter, encoding, name):
    grid = one(CSV.replace(",", delimiter).encode(encoding), name)
    assert rows(grid) == TABLE
    assert grid.cells["_line"].to_list() == [1, 2, 3]
    assert grid.cut == 2


def test_quotes_line_breaks_and_short_lines():
    grid = one('Title\n\n"a";"b";"c"\n"x;1";"line\nbreak";""\n"y"\n', "a.csv")
    assert grid.cells.rows() == [
        (1, "Title", None, None),
        (3, "a", "b", "c"),
        (4, "x;1", "line\nbreak", None),
        (5, "y", None, None),
    ]


def test_a_misplaced_quote_breaks_one_line_only():
    grid = one('a,b\n"x"y,1\nz,2\n', "a.csv")
    assert grid.cells["_line"].to_list() == [1, 3]
    assert [(row.line, row.rule, row.raw) for row in grid.broken] == [(2, "row.quote", '"x"y,1')]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", ("Panamá", "Educación", "señores", "Côte d'Ivoire")),
        ("cp1252", ("Qué?", "País", "Departamento")),
        ("cp1254", ("Şanlıurfa", "Kırıkhan", "İdlib", "Ağrı")),
        ("cp1252", ("réfugiés", "déplacés", "français")),
    ],
)
def test_western_and_turkish_code_pages_are_guessed_and_told(encoding, words):
    grid = one("\n".join(("name,n", *(f"{word},1" for word in words))).encode(encoding), "a.csv")
    assert [row[0] for row in rows(grid)[1:]] == list(words)
    assert [(note.rule, note.severity) for note in grid.notes] == [("encoding.guessed", "warning")]


def test_what_makes_sense_in_no_code_page_is_refused():
    assert refused("name,n\nКиев,1\nХарьков,2\n".encode("cp1251"), "a.csv").rule == "encoding.unclear"


# --- workbooks ------------------------------------------------------------------------------------------------------


def plain(page, _):
    for line, row in enumerate([("place", "people", "day"), ("Atma", 120, 43862), ("Dana", 80.5, None)]):
        page.write_row(line, 0, row)


def test_a_workbook_with_dates_errors_and_hidden_sheets():
    def dated(page, book):
        page.write_row(2, 1, ("place", "day", "share"))
        page.write(3, 1, "Atma")
        page.write_datetime(3, 2, datetime(2020, 2, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_formula(3, 3, "=1/0", None, "#DIV/0!")

    def secret(page, _):
        page.write(0, 0, "x")
        page.hide()

    first, second = read_bytes(workbook(dated, secret), "a.xlsx")
    assert first.cells.rows() == [
        (3, None, "place", "day", "share"),
        (4, None, "Atma", "2020-02-01", "#DIV/0!"),
    ]
    assert (first.hidden, second.hidden) == (False, True)


def test_merged_cells_are_filled_and_told():
    def merged(page, _):
        plain(page, _)
        page.merge_range("A5:C5", "note")
        page.merge_range("A7:A9", "down")
        page.write("B7", 1)
        page.write("B9", 3)

    grid = one(workbook(merged), "a.xlsx")
    assert grid.merged == ((5, 0, 5, 2), (7, 0, 9, 0))
    assert grid.cells.filter(pl.col("_line") > 3).rows() == [
        (5, "note", "note", "note"),
        (7, "down", "1", None),
        (9, "down", "3", None),  # line 8 has nothing of its own
    ]


def test_a_formula_without_result_is_told():
    data = workbook(plain)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"<v>120</v>", b"<f>A1</f>")
    parts["xl/worksheets/sheet1.xml"] = sheet
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert [note.rule for note in one(made.getvalue(), "a.xlsx").notes] == ["cell.formula"]


def ods(cells, styles=""):
    return packed(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content__dot__xml=(
            '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:draw="d">'
            f'{styles}<office:body><office:spreadsheet><table:table table:name="one" table:style-name="ta1">{cells}'
            "</table:table></office:spreadsheet></office:body></office:document-content>"
        ),
    )


def test_a_spreadsheet_of_libreoffice():
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"/></table:table-row>'
    row = "<table:table-row>{}</table:table-row>"
    word = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
    over = word.format('table:number-rows-spanned="2"', "Harim")
    grid = one(
        ods(
            row.format(word.format('table:number-columns-spanned="2"', "Title") + "<table:covered-table-cell/>")
            + blank
            + row.format(over + word.format("", "إدلب"))
            + row.format("<table:covered-table-cell/>" + word.format("", "Dana"))
        ),
        "a.ods",
    )
    assert grid.cells.rows() == [(1, "Title", "Title"), (5, "Harim", "إدلب"), (6, "Harim", "Dana")]
    assert grid.merged == ((1, 0, 1, 1), (5, 0, 6, 0))


def test_values_of_libreoffice():
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    data = ods(
        "<table:table-row>"
        + cell.format('office:value-type="float" office:value="12.0"', "12,00")
        + cell.format('office:value-type="percentage" office:value="0.25"', "25 %")
        + cell.format('office:value-type="date" office:date-value="2020-02-01T00:00:00"', "1 Feb")
        + cell.format('office:value-type="boolean" office:boolean-value="true"', "WAHR")
        + cell.format('office:value-type="float" office:value="0"', "#DIV/0!")
        + cell.format('office:value-type="string"', 'a<text:s text:c="2"/>b</text:p><text:p>c')
        + "<table:table-cell><office:annotation><text:p>a comment</text:p></office:annotation><text:p>x</text:p></table:table-cell>"
        + "</table:table-row>",
        '<office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles>",
    )
    grid = one(data, "a.ods")
    assert rows(grid) == [("12", "0.25", "2020-02-01", "true", "#DIV/0!", "a  b\nc", "x")]
    assert grid.hidden


def test_a_spreadsheet_of_a_billion_cells_is_refused():
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    data = ods(f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>')
    assert refused(data, "a.ods").rule == "workbook.too_large"


def test_entities_are_refused():
    data = ods("").replace(b"a", b"a")
    bomb = packed(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content__dot__xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    )
    assert refused(data, "a.ods").rule == "file.empty"
    assert refused(bomb, "a.ods").rule == "workbook.broken"


# --- typed columns --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_typed_columns_as_text(kind):
    frame = pl.DataFrame(
        {
            "name": ["Atma", None],
            "people": [120.0, float("nan")],
            "share": [0.1, 1e20],
            "big": [2**60, None],
            "day": [date(2020, 2, 1), None],
            "at": [datetime(2020, 2, 1, 10, 30), datetime(2020, 2, 1)],
            "yes": [True, None],
            "list": [["a", "b"], []],
            "in": [{"x": 1}, {"x": None}],
            "bytes": [b"\0", None],
        }
    )
    made = io.BytesIO()
    frame.write_parquet(made) if kind == "parquet" else frame.write_ipc(made)
    grid = one(made.getvalue(), f"a.{kind}")
    header, first, second = rows(grid)
    assert header == ("name", "people", "share", "big", "day", "at", "yes", "list", "in/x", "bytes")
    assert first == ("Atma", "120", "0.1", str(2**60), "2020-02-01", "2020-02-01 10:30:00", "true", "a b", "1", None)
    assert second == (None, None, "1e+20", None, None, "2020-02-01", None, None, None, None)
    assert [note.rule for note in grid.notes] == ["column.binary"]


# --- JSON -----------------------------------------------------------------------------------------------------------


def test_arrays_of_arrays_and_of_objects():
    assert rows(one('[["a", ""], ["x", 1.0], [true, null]]', "a.json")) == [("a", None), ("x", "1"), ("true", None)]
    grid = one('[{"a": "x", "b": {"c": 1.5}}, {"a": [1, "2"], "d": NaN}]', "a.json")
    assert rows(grid) == [("a", "b/c", "d"), ("x", "1.5", None), ("1 2", None, None)]
    assert grid.cells["_line"].to_list() == [1, 2, 3]


def test_arrays_inside_objects_are_sheets():
    grids = read_bytes(b'{"status": "ok", "one": [{"a": 1}], "in": {"two": [["b"], [2]]}, "none": []}', "a.json")
    assert {grid.sheet: rows(grid) for grid in grids} == {"one": [("a",), ("1",)], "in/two": [("b",), ("2",)]}


def test_points_have_coordinates():
    feature = {
        "type": "Feature",
        "properties": {"n": "Atma"},
        "geometry": {"type": "Point", "coordinates": [36.7, 36.3]},
    }
    grid = one(json.dumps({"type": "FeatureCollection", "features": [feature]}), "a.geojson")
    assert rows(grid) == [("n", "lat", "lon"), ("Atma", "36.3", "36.7")]


def test_one_object_a_line():
    assert rows(one('{"a": 1}\n\n{"a": 2}\n', "a.jsonl")) == [("a",), ("1",), ("2",)]
    assert rows(one('{"a": 1}\n{"a": 2}\n', "a.txt")) == [("a",), ("1",), ("2",)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('[{"a": 1}, {"a"', "json.broken"),
        ("[" * 100_000, "json.broken"),
        ('{"a": 1}', "file.empty"),
        ("[]", "file.empty"),
        ("place,people\nAtma,1\n", "file.contradicts"),
    ],
)
def test_json_that_is_no_table(text, rule):
    assert refused(text, "a.json").rule in (rule, "json.deep")


def test_one_page_of_several_is_told():
    grid = one('{"count": 9, "next": "https://x/2", "results": [{"_id": 1}]}', "a.json")
    assert [note.rule for note in grid.notes] == ["pages.missing"]
    assert "1 submissions of 9" in grid.notes[0].message


# --- archives -------------------------------------------------------------------------------------------------------


def test_every_table_of_an_archive_is_a_sheet():
    data = packed(
        a__dot__csv=CSV, b__slash__c__dot__xlsx=workbook(plain), x__dot__png=PNG, __MACOSX__slash__a__dot__csv="x"
    )
    grids = read_bytes(data, "a.zip")
    assert [grid.sheet for grid in grids] == ["a", "b/c/Sheet1"]
    assert [(note.rule, note.value) for note in grids[0].notes] == [("archive.member", "x.png")]


def test_an_archive_without_a_table_says_why():
    fault = refused(packed(x__dot__png=PNG), "a.zip")
    assert fault.rule == "archive.empty"
    assert "picture" in fault.message


def test_gzip():
    assert rows(one(gzip.compress(CSV.encode()), "a.csv.gz")) == TABLE
    assert refused(gzip.compress(CSV.encode())[:-12], "a.csv.gz").rule == "archive.broken"


def test_bombs_are_not_unpacked(monkeypatch):
    monkeypatch.setattr("nuzuh.formats.archive.LARGEST_MEMBER", 1_000_000)
    zeros = b"0" * 2_000_000
    assert refused(gzip.compress(zeros), "a.csv.gz").rule == "archive.too_large"
    assert refused(packed(a__dot__csv=zeros), "a.zip").rule == "archive.too_large"
    inner = packed(a__dot__csv=CSV)
    for _ in range(5):
        inner = packed(a__dot__zip=inner)
    assert "packed into each other" in refused(inner, "a.zip").message


def test_members_are_counted():
    with pytest.raises(UnreadableFile):
        members(packed(**{f"a{number}": "x" for number in range(300)}))


# --- what the name says ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (workbook(plain), "a.csv", "an Excel workbook"),
        (workbook(plain), "a.xls", "an Excel workbook"),
        (b"%PDF-1.4 x", "a.csv", "a PDF"),
        (b"%PDF-1.4 x", "a.xlsx", "a PDF"),
        (PNG, "a.csv", "a picture"),
        (HTML, "a.xls", "a web page"),
        (HTML, "a.xlsx", "a web page"),
        (HTML, "a.csv", "a web page"),
        (CSV, "a.xls", "plain text"),
        (CSV, "a.xlsx", "plain text"),
        (CSV, "a.ods", "plain text"),
        (CSV, "a.pdf", "plain text"),
        ('[{"a": 1}]', "a.csv", "JSON"),
        (packed(a__dot__csv=CSV), "a.xlsx", "a ZIP archive"),
        (packed(word__slash__document__dot__xml="<a/>"), "a.docx", "a Word document"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "a.xls", "Excel 2003"),
        (b"{\\rtf1 x}", "a.txt", "RTF"),
        (b"7z\xbc\xaf\x27\x1c\0\0", "a.7z", "archive of another kind"),
        (b"SQLite format 3\0", "a.sqlite", "a database"),
    ],
)
def test_content_that_is_no_table_or_not_what_the_name_says(data, name, words):
    fault = refused(data, name)
    assert words in fault.message
    assert fault.rule in ("file.contradicts", "file.format")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a", "a.json", "a.parquet"])
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\0\0\0"])
def test_an_empty_file(data, name):
    assert refused(data, name).rule == "file.empty"


@pytest.mark.parametrize(
    ("data", "name", "rule"),
    [
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "workbook.encrypted"),
        (OLE + b"\0" * 600, "a.xls", "workbook.broken"),
        (workbook(plain)[:3000], "a.xlsx", "workbook.broken"),
        (b"PAR1" + b"\0" * 50, "a.parquet", "file.broken"),
        (b"ARROW1\0\0" + b"\0" * 50, "a.arrow", "file.broken"),
        (bytes(range(256)) * 20, "a.bin", "file.binary"),
    ],
)
def test_broken_files(data, name, rule):
    assert refused(data, name).rule == rule


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        read_grids(tmp_path / "none.csv")
    assert caught.value.fault.rule == "file.unreadable"


def test_a_name_that_says_nothing_is_no_contradiction():
    for name in ("a", "a.NOEXT", "a.txt", "a.hxl"):
        assert lay_out(one(workbook(plain), name)).rows.height == 2
        assert rows(one('[["a"], ["b"]]', name)) == [("a",), ("b",)]
