import codecs
import csv
import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import polars as pl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from nuzuh.formats import tables, text, workbook
from nuzuh.formats.raw import WHITE, column_letter
from nuzuh.formats.tables import UnreadableFile, read_table


@pytest.fixture
def read(tmp_path):
    """Write the content into a file and read it: text (UTF-8), bytes, or a workbook."""

    def read(content, name="t.csv"):
        path = tmp_path / name
        if isinstance(content, openpyxl.Workbook):
            path = tmp_path / "t.xlsx"
            content.save(path)
        elif isinstance(content, str):
            path.write_bytes(content.encode())
        else:
            path.write_bytes(content)
        return read_table(path)

    return read


@pytest.fixture
def refused(read):
    def refused(content, name="t.csv"):
        with pytest.raises(UnreadableFile) as caught:
            read(content, name)
        fault = caught.value.fault
        assert fault.message
        assert fault.suggestion
        return fault

    return refused


def rules(table):
    return [note.rule for note in table.notes]


# Text: cutting


def test_a_plain_table(read):
    (table,) = read("name, people \nAtma,1200\nSarmada, \n")
    assert table.sheet == ""
    assert table.header == ("name", "people")
    assert table.header_line == 1
    assert table.rows.schema == {"_line": pl.UInt32, "c0": pl.String, "c1": pl.String}
    assert table.rows.rows() == [(2, "Atma", "1200"), (3, "Sarmada", None)]
    assert (table.broken, table.notes, table.hashtags) == ((), (), ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tail", ["", "END", "ENDENDEND"])
def test_line_ends(read, end, tail):
    (table,) = read(f"a,bEND1,2END3,4{tail}".replace("END", end))
    assert table.rows.rows() == [(2, "1", "2"), (3, "3", "4")]


def test_lines_are_those_that_a_spreadsheet_shows(read):
    (table,) = read('\n \na,b\n"x\ny",1\n\n,\n"p\r\nq\rr",2\n3,4\n')
    assert table.header_line == 3
    assert table.rows.rows() == [(4, "x\ny", "1"), (7, "p\r\nq\rr", "2"), (8, "3", "4")]


@pytest.mark.parametrize(
    "content",
    [
        *("name;note\nAtma;tents, food, water\nSarmada;a, b\n", "name\tnote\nAtma\ta, b; c\nX\td, e; f\n"),
        *(
            'name,note\nAtma,"a;b;c;d"\nX,"e;f\n;;;"\n',
            "sep=;\nname;note\nAtma;b\n",
            '"sep=\t"\r\nname\tnote\nAtma\tb\n',
        ),
        "SEP=|\nname|note\nAtma|b\n",
    ],
)
def test_the_delimiter_is_found(read, content):
    (table,) = read(content)
    assert table.header == ("name", "note")
    assert table.rows["c0"][0] == "Atma"
    assert table.header_line == 1  # a spreadsheet does not show the line sep=
    assert table.broken == ()


def test_the_delimiter_of_a_long_text_is_found_in_its_beginning():
    assert text.find_delimiter("a;b\n" + "1,5;2,5\n" * 3 + "x" * 100_000) == ";"
    assert text.find_delimiter("alone") == ","


def test_a_line_of_delimiters_before_the_header_is_blank(read):
    (table,) = read(",\na,b\n1,2\n")
    assert (table.header, table.header_line) == (("a", "b"), 2)


def test_one_column(read):
    (table,) = read("name\nAtma\n\nSarmada\n")
    assert table.rows.rows() == [(2, "Atma"), (4, "Sarmada")]


def test_rows_that_cannot_be_cut_stand_whole_beside_the_others(read):
    (table,) = read('a,b,c\n1,2\n1,2,3,4\n1,2,3,\n"x"y,2,3\n4,5,6\n"never closed,\n7,8,9\n')
    assert table.rows.rows() == [(4, "1", "2", "3"), (6, "4", "5", "6"), (8, "7", "8", "9")]
    assert [(row.line, row.raw, row.rule, row.column, row.value) for row in table.broken] == [
        (2, "1,2", "row.short", "c", ""),
        (3, "1,2,3,4", "row.long", "", "4"),
        (5, '"x"y,2,3', "row.quote", "", '"x"y,2,3'),
        (7, '"never closed,', "row.quote", "", '"never closed,'),
    ]
    assert all(row.message and row.suggestion for row in table.broken)


def test_a_quote_open_for_too_long_was_never_closed(read):
    lines = ["a,b", '"open,1', *["1,2"] * text.LONGEST_RECORD, 'closed",2', "3,4"]
    (table,) = read("\n".join(lines))
    assert [row.line for row in table.broken] == [2]
    assert table.rows.height + len(table.broken) == len(lines) - 1


def test_quotes_inside_a_bare_cell_are_letters(read):
    (table,) = read('a,b\n12" pipe,2\nal "x" y, "p, q"\n')
    assert table.rows.rows() == [(2, '12" pipe', "2"), (3, 'al "x" y', "p, q")]


@pytest.mark.parametrize("row", ["{},1", '"{}",1', '"\n{}",1', '"' + "\n".join(["y" * 600_000] * 2) + '",1'])
def test_a_cell_without_end_is_a_broken_row(read, row):
    limit = csv.field_size_limit()
    (table,) = read("a,b\n" + row.format("x" * 1_000_001) + "\n1,2\n")
    assert "row.size" in {broken.rule for broken in table.broken}
    assert table.rows["c0"][-1] == "1"
    assert csv.field_size_limit() == limit


def test_a_long_cell_is_read(read):
    (table,) = read('a,b\n"' + "x" * 900_000 + '",1\n')
    assert table.rows["c0"].str.len_chars().to_list() == [900_000]


def test_many_rows_with_quotes_are_read_in_parts(read, monkeypatch):
    monkeypatch.setattr(text, "_CHUNK", 3)
    (table,) = read("a,b\n" + "".join(f'"{n}",x\n' for n in range(6)))
    assert table.rows["_line"].to_list() == list(range(2, 8))


@pytest.mark.parametrize("content", ["a,b\n", "a,b", "a,b\n\n,\n", '"a",b\n'])
def test_a_header_alone_has_no_rows(read, content):
    (table,) = read(content)
    assert table.header == ("a", "b")
    assert table.rows.shape == (0, 3)


def test_the_characters_that_polars_strips():
    characters = pl.Series([chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000])
    assert set(characters.filter(characters.str.strip_chars() == "")) == set(WHITE)


def test_polars_failing_leaves_the_careful_way(read, monkeypatch):
    monkeypatch.setattr(text, "_read_csv", lambda *_: None)
    assert read("a,b\n1,2\n")[0].rows.rows() == [(2, "1", "2")]


def test_separators_that_polars_refuses():
    assert text._read_csv(b"a,b", "ab") is None


# Text: header


def test_hashtags_are_kept_apart(read):
    for content in (
        "place,people,x\n#adm1+name, #affected ,\nIdlib,5,1\n",
        'place,people,x\n"#adm1+name",#affected\nIdlib,5,1',
    ):
        (table,) = read(content)
        assert table.hashtags == ("#adm1+name", "#affected", "")
        assert table.rows.rows() == [(3, "Idlib", "5", "1")]
        assert table.broken == ()


@pytest.mark.parametrize("second", ["#1,2", "#a,b", "#,#", "#N/A,#REF!"])
def test_other_rows_with_a_hash_are_data(read, second):
    (table,) = read(f"a,b\n{second}\n")
    assert table.hashtags == ()
    assert table.rows.height == 1


def test_hashtags_further_down_are_data(read):
    (table,) = read('a,b\n"x"y,1\n#a,#b\n')
    assert table.hashtags == ()
    assert table.rows.rows() == [(3, "#a", "#b")]


def test_header_faults(read):
    (table,) = read("a,,a,,b,,\n1,2,3,,5,,\n")
    assert [(note.rule, note.column, note.line, note.severity) for note in table.notes] == [
        ("header.empty", "B", 1, "error"),
        ("header.duplicate", "a", 1, "error"),
    ]
    assert table.header == ("a", "", "a", "", "b")
    assert table.rows.columns == ["_line", "c0", "c1", "c2", "c3", "c4"]


def test_a_trailing_column_with_cells_is_kept_and_rows_may_stop_before_it(read):
    (table,) = read("a,b,\n1,2\n1,2,3\n")
    assert table.header == ("a", "b", "")
    assert rules(table) == ["header.empty"]
    assert table.rows.rows() == [(2, "1", "2", None), (3, "1", "2", "3")]


def test_column_letters():
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# Text: encoding

ARABIC = "المكان,عدد\nإدلب,5\n"


@pytest.mark.parametrize(
    "data",
    [
        *(ARABIC.encode(), ARABIC.encode("utf-8-sig"), ARABIC.encode("utf-16"), ARABIC.encode("utf-16-le")),
        *(ARABIC.encode("utf-16-be"), codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be")),
        (ARABIC + "ĀĀ").encode("utf-16-le")[:-4],
    ],
)
def test_encodings(read, data):
    (table,) = read(data)
    assert table.header == ("المكان", "عدد")
    assert table.rows.rows() == [(2, "إدلب", "5")]
    assert table.notes == ()


def test_windows_1256_is_read_and_said(read):
    (table,) = read(ARABIC.encode("windows-1256"))
    assert table.header == ("المكان", "عدد")
    assert [(note.rule, note.severity) for note in table.notes] == [("encoding.windows-1256", "warning")]


def test_a_turkish_windows_file_is_refused(refused):
    fault = refused("yer,kişi\nŞanlıurfa,5\n".encode("windows-1254"))
    assert (fault.rule, fault.line) == ("encoding.unclear", 1)
    assert fault.value in fault.message
    assert refused("yer,x\r\nŞanlıurfa,5\r\n".encode("windows-1254")).line == 2


def test_utf8_cut_off_in_the_middle_of_a_letter_is_still_utf8(read):
    (table,) = read((ARABIC + "معرة").encode()[:-1] + b",5")
    assert [(note.rule, note.line) for note in table.notes] == [("encoding.damaged", 3)]
    assert table.rows["c0"][0] == "إدلب"


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [("a,b\n1,2\n3,????\n4,?????\n", 3, "b"), ("a,b\n\ufffdx,2\n", 2, "a"), ("????,b\n1,2\n", 1, "????")],
)
def test_lost_letters_are_pointed_at(read, content, line, column):
    (table,) = read(content)
    assert [(note.rule, note.line, note.column, note.severity) for note in table.notes] == [
        ("encoding.damaged", line, column, "warning")
    ]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        *(
            (b"", "file.empty"),
            (b"\n \n", "file.empty"),
            (b",,\n,\n", "file.empty"),
            (b"sep=;\n", "file.empty"),
        ),
        *((b"a,b\n\0\1\0\0", "file.binary"), (b"\xef\xbb\xbfa\0b", "file.binary")),
        *(
            (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "encoding.unclear"),
            ("a,b".encode("utf-32"), "encoding.unclear"),
        ),
        (b'"a"b,c\n1,2\n', "header.quote"),
    ],
)
def test_unreadable_text(refused, data, rule):
    assert refused(data).rule == rule


# Files


@pytest.mark.parametrize(
    ("name", "rule"),
    [("t.pdf", "file.format"), ("t", "file.format"), ("t.xls", "file.format"), ("t.xlsx", "file.empty")],
)
def test_unreadable_files(refused, name, rule):
    assert refused(b"", name).rule == rule


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        read_table(tmp_path / "none.csv")
    assert caught.value.fault.rule == "file.unreadable"


class PanicException(BaseException):
    pass


@pytest.mark.parametrize(("raised", "seen"), [(PanicException, UnreadableFile), (KeyboardInterrupt, KeyboardInterrupt)])
def test_a_reader_that_panics_is_a_broken_file(read, monkeypatch, raised, seen):
    def fail(data):
        raise raised

    monkeypatch.setattr(tables, "read_text", fail)
    with pytest.raises(seen):
        read("a,b\n")


# Workbooks


def book(*rows, title="data", at=(1, 1)):
    made = openpyxl.Workbook()
    fill(made.active, rows, at)
    made.active.title = title
    return made


def fill(sheet, rows, at=(1, 1)):
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            sheet.cell(at[0] + down, at[1] + right).value = value


def sheet_xml(rows, **parts):
    """Return the bytes of a workbook whose first sheet holds exactly this XML."""
    made = io.BytesIO()
    book(["x"]).save(made)
    replaced = {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'}
    replaced |= parts
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
    return out.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_a_workbook_that_begins_somewhere_and_has_gaps(read):
    made = book(["name", "n"], ["Atma", 1200.0], [None, None], ["Sarmada", 0.1], at=(3, 3))
    made.active.merge_cells("C8:D9")
    made.active["C8"] = "merged"
    (table,) = read(made)
    assert table.sheet == "data"
    assert (table.header, table.header_line) == (("name", "n"), 3)
    assert table.rows.rows() == [(4, "Atma", "1200"), (6, "Sarmada", "0.1"), (8, "merged", None)]


@pytest.mark.parametrize("epoch_1904", [False, True])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *((1200, "1200"), (1200.0, "1200"), (0.1, "0.1"), (-3.25, "-3.25"), (36.123456, "36.123456")),
        *(
            (12345678901, "12345678901"),
            (123456789012345, "123456789012345"),
            ("00123", "00123"),
            ("1e5", "1e5"),
        ),
        *(
            (True, "true"),
            (False, "false"),
            (date(2020, 2, 6), "2020-02-06"),
            (datetime(2020, 2, 6), "2020-02-06"),
        ),
        *(
            (datetime(2020, 2, 6, 10, 30), "2020-02-06 10:30:00"),
            (time(10, 30), "10:30:00"),
            ("2020-02-06", "2020-02-06"),
        ),
        *(
            ("  a\nb ", "a\nb"),
            ("إدلب", "إدلب"),
            ("#REF!", "#REF!"),
            ("#N/A", "#N/A"),
            ("#DIV/0!", "#DIV/0!"),
        ),
    ],
)
def test_cells_of_every_kind(read, value, shown, epoch_1904):
    made = book(["first", "second"], ["x", value])
    if epoch_1904:
        made.epoch = CALENDAR_MAC_1904
    (table,) = read(made)
    assert table.rows.rows() == [(2, "x", shown)]


def test_error_cells_keep_their_place(read):
    made = book(["a", "b"], ["#REF!", "#N/A"], [1, 2], [3, "#REF!"], at=(2, 2))
    (table,) = read(made)
    assert table.rows.rows() == [(3, "#REF!", "#N/A"), (4, "1", "2"), (5, "3", "#REF!")]


def test_formulas_without_a_result_are_pointed_at(read):
    made = book(["a", "b"], [1, "=1+1"], [2, "=2+2"])
    (table,) = read(made)
    assert [(note.rule, note.line, note.column, note.severity) for note in table.notes] == [
        ("cell.formula", 2, "B", "warning")
    ]
    assert "2 formulas" in table.notes[0].message


def test_a_formula_whose_result_is_no_text_is_an_empty_cell(read):
    xml = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" t="str"><f>""</f><v></v></c></row>'
    (table,) = read(sheet_xml(xml), "t.xlsx")
    assert table.notes == ()
    assert table.rows.is_empty()


def test_sheets(read):
    made = book(["a"], [1], title="one & two")
    fill(made.create_sheet("hidden"), [["b"], [2]])
    made["hidden"].sheet_state = "hidden"
    made.create_sheet("empty")
    fill(made.create_sheet("blank"), [[" "]])
    fill(made.create_sheet("last"), [["c"], [3]])
    first, last = read(made)
    assert (first.sheet, last.sheet) == ("one & two", "last")
    assert [(note.rule, note.value, note.severity) for note in first.notes] == [("sheet.hidden", "hidden", "warning")]
    assert last.notes == ()


def test_rows_longer_than_the_header_of_a_sheet(read):
    (table,) = read(book(["a", "b"], [1, 2], [3, None, None, "note"]))
    assert table.rows.rows() == [(2, "1", "2")]
    assert [(row.line, row.raw, row.rule, row.value) for row in table.broken] == [
        (3, "3\t\t\tnote", "row.long", "note")
    ]


def test_header_of_a_sheet(read):
    (table,) = read(book(["a", None, "a"], [1, 2, 3], at=(1, 3)))
    assert [(note.rule, note.column) for note in table.notes] == [
        ("header.empty", "D"),
        ("header.duplicate", "a"),
    ]


def test_hashtags_of_a_sheet(read):
    (table,) = read(book(["a", "b"], ["#adm1", "#affected"], ["x", 5]))
    assert table.hashtags == ("#adm1", "#affected")
    assert table.rows.rows() == [(3, "x", "5")]


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        *((b"a,b\n1,2\n", "workbook.format"), (workbook._OLE + b"\0" * 600, "workbook.format")),
        *(
            (workbook._OLE + "EncryptedPackage".encode("utf-16-le"), "workbook.encrypted"),
            (b"PK", "workbook.broken"),
        ),
        *((zipped(a="b"), "workbook.broken"), (sheet_xml(""), "file.empty")),
        (sheet_xml('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), "workbook.broken"),
        (
            sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'),
            "workbook.too_large",
        ),
        (sheet_xml('<row><c t="e"><v>#REF!</v></c></row>'), "workbook.format"),
    ],
)
def test_unreadable_workbooks(refused, data, rule):
    assert refused(data, "t.xlsx").rule == rule


def test_a_workbook_that_would_not_fit(refused, monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST_PART", 100)
    assert refused(book(["a"])).rule == "workbook.too_large"


def test_absolute_and_relative_parts(read):
    made = io.BytesIO()
    book(["a"], [1]).save(made)
    with zipfile.ZipFile(made) as package:
        links = package.read("xl/_rels/workbook.xml.rels").decode().replace("/xl/worksheets", "worksheets")
    xml = '<row r="1"><c r="A1"><v>1</v></c></row>'
    (table,) = read(sheet_xml(xml, **{"xl/_rels/workbook.xml.rels": links}), "t.xlsx")
    assert table.header == ("1",)
