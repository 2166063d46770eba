"""Whatever stands in a cell or a file, the readers say what it is or what is wrong, and lose nothing."""

import csv
import io
import zipfile
from datetime import date

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nuzuh.formats.raw import WHITE
from nuzuh.formats.tables import UnreadableFile, read_table
from nuzuh.formats.text import cut_carefully, cut_plain, read_text
from nuzuh.formats.workbook import read_workbook
from nuzuh.terms.amounts import LARGEST, QUANTIFIERS, Amount, parse_amount, parse_amounts, parse_decimal
from nuzuh.terms.dates import ORDERS, Day, parse_date, parse_dates
from nuzuh.terms.faults import Fault, shown

ANY_TEXT = st.text(max_size=60)
NUMBER_WORDS = (
    *(
        "million",
        "bin",
        " ile ",
        "بين ",
        " و",
        "more than ",
        "about ",
        "between ",
        " and ",
        " to ",
        "k",
        "ألف",
    ),
    *(
        "'den fazla",
        " arasında",
        "000",
        "1,200",
        "e5",
        "nan",
        *"0123456789٠١٢۱２²½.,'’٬٫،-–−~+<>≥%/ \u00a0\u200f",
    ),
)
DATE_WORDS = (
    *(
        "2020",
        "20",
        "31",
        "02",
        "Feb",
        "شباط",
        "Şubat",
        "كانون الثاني",
        "10:00",
        "43867",
        "AM",
        "0000",
        "9999",
    ),
    *("W53", *"0123456789٠١٢²-/.,:TWZ+ "),
)
NUMBER_LIKE = st.lists(st.sampled_from(NUMBER_WORDS), max_size=8).map("".join)
DATE_LIKE = st.lists(st.sampled_from(DATE_WORDS), max_size=8).map("".join)
QUICK = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
FEWER = settings(QUICK, max_examples=60)


@QUICK
@given(ANY_TEXT | NUMBER_LIKE)
@example("5.²")
@example("9" * 5000)
def test_an_amount_is_whole_and_ordered_or_a_fault_that_names_it(text):
    amount = parse_amount(text)
    if isinstance(amount, Fault):
        assert amount.rule.startswith("amount.")
        assert shown(text) in amount.message
        assert amount.suggestion
        return
    assert isinstance(amount, Amount)
    assert amount.quantifier in QUANTIFIERS
    if amount.quantifier == "unknown":
        assert (amount.low, amount.value, amount.high) == (None, None, None)
        return
    assert 0 <= amount.low <= amount.value <= amount.high <= LARGEST
    assert amount.low.is_integer()
    assert amount.high.is_integer()


@QUICK
@given(ANY_TEXT | NUMBER_LIKE)
def test_a_decimal_never_raises(text):
    number = parse_decimal(text)
    assert number is None or isinstance(number, float | Fault)


@given(st.integers(0, LARGEST), st.sampled_from(["{}", "{:,}", "{:_}"]))
def test_a_number_comes_back(number, form):
    assert parse_amount(form.format(number).replace("_", " ")).value == number


@QUICK
@given(ANY_TEXT | DATE_LIKE, st.sampled_from(ORDERS))
def test_a_date_is_a_span_or_a_fault_that_names_it(text, order):
    day = parse_date(text, order)
    if isinstance(day, Fault):
        assert day.rule.startswith("date.")
        assert shown(text) in day.message
        assert day.suggestion
    elif day is not None:
        assert isinstance(day, Day)
        assert day.first < day.end
        assert date(1899, 12, 31) < day.first <= date(2100, 12, 31)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(ORDERS))
def test_a_day_comes_back(day, order):
    assert parse_date(day.isoformat(), order).first == day
    assert parse_date(day.strftime("%d %B %Y"), order).first == day
    written = parse_date(f"{day.day}/{day.month}/{day.year}", "day/month/year")
    assert written.first == day


@QUICK
@given(st.lists(st.none() | ANY_TEXT | NUMBER_LIKE | st.integers(0, 10**12).map(str), max_size=8))
def test_columns_of_amounts_equal_their_cells(cells):
    frame, faults = parse_amounts(pl.Series(cells, dtype=pl.String))
    assert frame.height == len(cells)
    for cell, (low, value, high, quantifier, fault) in zip(cells, frame.iter_rows(), strict=True):
        amount = parse_amount(cell or "")
        if isinstance(amount, Fault):
            assert fault
            assert faults[cell] == amount
        else:
            assert Amount(low, value, high, quantifier) == amount
            assert not fault


@QUICK
@given(
    st.lists(st.none() | ANY_TEXT | DATE_LIKE | st.dates().map(date.isoformat), max_size=8),
    st.sampled_from(ORDERS),
)
def test_columns_of_dates_equal_their_cells(cells, order):
    frame, faults = parse_dates(pl.Series(cells, dtype=pl.String), order)
    assert frame.height == len(cells)
    for cell, (first, end, accuracy, fault) in zip(cells, frame.iter_rows(), strict=True):
        day = parse_date(cell or "", order)
        if isinstance(day, Day):
            assert Day(first, end, accuracy) == day
        else:
            assert first is None
        assert fault == isinstance(day, Fault)
        assert not fault or faults[cell] == day


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "1",
            ",",
            ";",
            "\t",
            "\n",
            "\r\n",
            "\r",
            '"',
            '""',
            " ",
            "#adm1",
            "????",
            "\ufffd",
            "إدلب",
            "sep=",
        ]
    )
    | st.characters(codec="utf-8"),
    max_size=40,
).map("".join)


def accept(data, name, folder):
    path = folder / name
    path.write_bytes(data)
    tables, fault = [], None
    try:
        tables = read_table(path)
    except UnreadableFile as error:
        fault = error.fault
    assert tables or (fault and fault.message and fault.suggestion)
    for table in tables:
        assert table.header
        assert table.rows.columns == ["_line", *(f"c{index}" for index in range(len(table.header)))]
        lines = [*table.rows["_line"], *(row.line for row in table.broken)]
        assert len(set(lines)) == len(lines)
        assert all(line > table.header_line for line in lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("readers")


@QUICK
@given(st.binary(max_size=200) | PIECES.map(str.encode) | PIECES.map(lambda text: text.encode("utf-16")))
@example(b'\xef\xbb\xbf\xef\xbb\xbf"')
@example("Ş,ı\n".encode("windows-1254"))
def test_any_bytes_are_a_text_table_or_unreadable(folder, data):
    accept(data, "t.csv", folder)


@FEWER
@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")]))
def test_any_bytes_are_a_workbook_or_unreadable(folder, data, magic):
    accept(magic + data, "t.xlsx", folder)


def workbook(rows):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    for down, row in enumerate(rows):
        for right, cell in enumerate(row):
            sheet.write_string(down, right, cell)
    made.close()
    return out.getvalue()


VALID = workbook([["name", "n"], ["Atma", "1200"], ["Sarmada", "x"]])


@FEWER
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_flipped_bytes_is_read_or_unreadable(folder, flips):
    data = bytearray(VALID)
    for at, value in flips:
        data[at] = value
    accept(bytes(data), "t.xlsx", folder)


@st.composite
def broken_parts(draw):
    """A workbook whose parts are spoilt before they are packed, so that no checksum gives it away."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(VALID)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        spoilt = draw(st.sampled_from(names))
        for name in names:
            content = bytearray(old.read(name))
            if name == spoilt:
                for _ in range(draw(st.integers(1, 4))):
                    content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
                if draw(st.booleans()):
                    content = content[: draw(st.integers(0, len(content)))]
            new.writestr(name, bytes(content))
    return out.getvalue()


@FEWER
@given(broken_parts())
def test_a_workbook_with_spoilt_parts_is_read_or_unreadable(folder, data):
    accept(data, "t.xlsx", folder)


CELLS = st.lists(st.sampled_from([*"ab1ş ,;\t\"'#?-", "\n", "\r\n", "إ", "د", "\u00a0", "\x1c"]), max_size=6).map(
    "".join
)


@st.composite
def records(draw, cells=CELLS):
    """Rows of equal width under a header of letters."""
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=8))
    return [[f"h{index}" for index in range(width)], *rows]


def kept(rows):
    stripped = [tuple(cell.strip(WHITE) or None for cell in row) for row in rows]
    return [row for row in stripped if any(row)]


@QUICK
@given(
    records(),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
)
def test_what_a_csv_writer_wrote_is_read_back(rows, delimiter, end, quoting, encoding):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    written = f"sep={delimiter}{end}{out.getvalue()}"
    table = read_text(written.encode(encoding))
    assert table.header == tuple(rows[0])
    assert table.broken == ()
    assert table.rows.select(pl.exclude("_line")).rows() == kept(rows[1:])[bool(table.hashtags) :]
    assert all(1 < line <= len(rows) for line in table.rows["_line"])
    assert table.rows["_line"].is_sorted()


@QUICK
@given(
    records(st.text(st.sampled_from("ab1 #إ\u00a0\x1c\ufffd"), max_size=4)),
    st.sampled_from(",;\t"),
    st.booleans(),
)
def test_the_fast_way_equals_the_careful_way(rows, delimiter, end):
    text = "\n".join(delimiter.join(row) for row in rows) + "\n" * end
    plain = cut_plain(text, delimiter, 1)
    header, line, frame, broken = cut_carefully(text, delimiter, 1)
    if plain is not None:
        assert plain[:2] == (header, line)
        assert plain[2].equals(frame)
        assert plain[3] == broken == []
    else:
        assert len(rows[0]) == 1


@QUICK
@given(PIECES, st.sampled_from(",;\t"))
def test_where_the_fast_way_goes_it_equals_the_careful_way(text, delimiter):
    plain = cut_plain(text, delimiter, 1)
    if plain is not None:
        header, line, frame, broken = cut_carefully(text, delimiter, 1)
        assert [name.strip(WHITE) for name in plain[0]] == header
        assert plain[2].equals(frame)
        assert (plain[1], plain[3]) == (line, broken)


@FEWER
@given(records(st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=6)))
def test_what_a_workbook_holds_is_read_back(rows):
    (table,) = read_workbook(workbook(rows))
    assert table.header == tuple(rows[0])
    assert table.rows.select(pl.exclude("_line")).rows() == kept(rows[1:])[bool(table.hashtags) :]
