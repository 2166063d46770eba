"""Any bytes under any name are grids or a reason; what was written in any format is read back, every line once."""

import io
import json
import zipfile
from collections import Counter
from xml.sax.saxutils import escape

import polars as pl
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nuzuh.formats.grids import UnreadableFile, read_bytes
from nuzuh.formats.kobo import is_form, survey_of
from nuzuh.formats.layout import lay_out, tables_of, why_no_table
from nuzuh.formats.raw import WHITE

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
FEWER = settings(QUICK, max_examples=50)
ENDINGS = st.sampled_from(
    [
        *(
            ".csv",
            ".tsv",
            ".txt",
            "",
            ".hxl",
            ".NOEXT",
            ".xlsx",
            ".xls",
            ".xlsb",
            ".ods",
            ".json",
            ".jsonl",
            ".geojson",
        ),
        *(".parquet", ".arrow", ".zip", ".gz", ".pdf"),
    ]
)
MAGIC = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PAR1",
        b"ARROW1\0\0",
        b"\x1f\x8b\x08",
        b"[",
        b'{"a":',
        b"<html",
        b"\xff\xfe",
    ]
)
WORDS = st.sampled_from(
    [
        *(
            "place",
            "Atma",
            "Total",
            "المجموع",
            "إدلب",
            "Source: x",
            "#adm1",
            "#affected+f",
            "C4130",
            "2020-02-01",
            "120",
            "2019",
            "-",
            "1.5",
        )
    ]
)
CELL = st.none() | WORDS | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=14)


def tried(data, name):
    """The grids and no fault, or no grids and the fault."""
    try:
        return read_bytes(data, name), None
    except UnreadableFile as error:
        return [], error.fault


def accept(data, name):
    grids, fault = tried(data, name)
    assert grids or (fault and fault.message and fault.suggestion)
    for grid in grids:
        assert grid.cells.columns == ["_line", *(f"c{index}" for index in range(grid.cells.width - 1))]
        account(grid)
    survey_of(grids)
    is_form(grids)


def account(grid):
    """Every line stands in one place: a row, a total, a banner, a note, a broken row, or the header's own lines."""
    lines = grid.cells["_line"].to_list()
    assert lines == sorted(set(lines))
    tables = tables_of(grid)
    assert bool(tables) == (why_no_table(grid) == "")
    assert bool(tables) == (lay_out(grid) is not None)
    found = Counter()
    for table in tables:
        assert len(table.header) == len(table.above) == len(table.letters) == table.rows.width - 1
        assert len(set(zip(table.above, table.header, strict=True))) == len(table.header)
        assert all(table.header)
        assert len(table.hashtags) in (0, len(table.header))
        for part in (table.rows, table.totals):
            found.update(part["_line"].to_list())
        found.update(line for line, _ in (*table.banner, *table.below))
        found.update(row.line for row in table.broken if row.rule == "row.long")
    assert set(found) <= set(lines)
    assert max(found.values(), default=1) == 1
    assert not tables or len(set(lines) - set(found)) <= 6 * len(tables)


@QUICK
@given(MAGIC, st.binary(max_size=300), ENDINGS)
def test_any_bytes(magic, data, ending):
    accept(magic + data, f"a{ending}")


@QUICK
@given(ROWS, ENDINGS, st.sampled_from([",", ";", "\t", "|"]))
@example([["a", "b"], ["Total", "1"]], ".csv", ",")
def test_any_text(rows, ending, delimiter):
    accept("\n".join(delimiter.join(cell or "" for cell in row) for row in rows).encode(), f"a{ending}")


@QUICK
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
        max_leaves=20,
    )
)
def test_any_json(value):
    accept(json.dumps(value).encode(), "a.json")


def plain(rows):
    """The cells as they must come back: with the line of each row, blank rows left out."""
    width = max(map(len, rows))
    kept = []
    for line, row in enumerate(rows, 1):
        cells = [(cell or "").strip(WHITE) or None for cell in row]
        if any(cells):
            kept.append((line, *cells, *[None] * (width - len(cells))))
    return kept


def read_back(data, name):
    grids, fault = tried(data, name)
    assert fault is None or fault.rule == "file.empty"
    for grid in grids:
        account(grid)
    return [row for grid in grids for row in grid.cells.rows()]


def trimmed(rows):
    """Rows without the empty cells at their ends, which formats keep or drop."""
    found = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        found.append(cells)
    return found


@FEWER
@given(ROWS)
def test_a_workbook_is_read_back(rows):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page = book.add_worksheet("one")
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                page.write_string(line, column, cell)
    book.close()
    assert trimmed(read_back(made.getvalue(), "a.xlsx")) == trimmed(plain(rows))


@FEWER
@given(ROWS)
def test_a_csv_is_read_back(rows):
    quoted = "\n".join(";".join('"' + (cell or "").replace('"', '""') + '"' for cell in row) for row in rows)
    assert trimmed(read_back(f"sep=;\n{quoted}\n".encode(), "a.csv")) == trimmed(plain(rows))


@FEWER
@given(ROWS)
def test_arrays_are_read_back(rows):
    assert trimmed(read_back(json.dumps(rows).encode(), "a.json")) == trimmed(plain(rows))


@FEWER
@given(ROWS)
def test_a_spreadsheet_of_libreoffice_is_read_back(rows):
    word = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = [[word.format(escape(cell)) if cell else "<table:table-cell/>" for cell in row] for row in rows]
    body = "".join(f"<table:table-row>{''.join(line)}</table:table-row>" for line in lines)
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>'
        f'<table:table table:name="one">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    assert trimmed(read_back(made.getvalue(), "a.ods")) == trimmed(plain(rows))


@FEWER
@given(ROWS)
def test_columns_are_read_back(rows):
    width = max(map(len, rows))
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    names = [f"name{index}" for index in range(width)]
    frame = pl.DataFrame(padded, schema=dict.fromkeys(names, pl.String), orient="row")
    made = io.BytesIO()
    frame.write_parquet(made)
    assert trimmed(read_back(made.getvalue(), "a.parquet")) == trimmed(plain([names, *padded]))
