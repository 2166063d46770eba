from datetime import date

import polars as pl
import pytest

from nuzuh.terms.dates import Day, month_names, parse_date, parse_dates
from nuzuh.terms.faults import Fault, shown

SIXTH = Day(date(2020, 2, 6), date(2020, 2, 7), "day")
FEBRUARY = Day(date(2020, 2, 1), date(2020, 3, 1), "month")
SIXTH_WRITTEN = [
    *("2020-02-06", " 2020-02-06 ", "2020-2-6", "2020/02/06", "٢٠٢٠-٠٢-٠٦", "۲۰۲۰/۰۲/۰۶"),
    *("2020-02-06T10:00:00.000+02:00", "2020-02-06 10:00:00", "2020-02-06T10:00Z", "2020-02-06T10:00:00+03"),
    *("43867", "43867.0", "43867.416667", "٤٣٨٦٧"),
    *(
        "6 Feb 2020",
        "06 February 2020",
        "6-Feb-2020",
        "6Feb 2020",
        "February 6, 2020",
        "Feb 6 2020",
        "6th Feb. 2020",
    ),
    *("٦ شباط ٢٠٢٠", "6 شباط، 2020", "6 فبراير 2020", "6 Şubat 2020", "6 ŞUBAT 2020", "6 Şub 2020"),
]
SPANS = {
    "2020-02": FEBRUARY,
    "Feb 2020": FEBRUARY,
    "شباط 2020": FEBRUARY,
    "Şubat 2020": FEBRUARY,
    "2020-12": Day(date(2020, 12, 1), date(2021, 1, 1), "month"),
    "كانون الثاني 2020": Day(date(2020, 1, 1), date(2020, 2, 1), "month"),
    "2020": Day(date(2020, 1, 1), date(2021, 1, 1), "year"),
    "2020-W06": Day(date(2020, 2, 3), date(2020, 2, 10), "week"),
    "2020-W53": Day(date(2020, 12, 28), date(2021, 1, 4), "week"),
    "25/02/2020": Day(date(2020, 2, 25), date(2020, 2, 26), "day"),
    "25.2.2020 10:00": Day(date(2020, 2, 25), date(2020, 2, 26), "day"),
    "2-2-2020": Day(date(2020, 2, 2), date(2020, 2, 3), "day"),
    "31/12/2100": Day(date(2100, 12, 31), date(2101, 1, 1), "day"),
    "1 آذار 2020": Day(date(2020, 3, 1), date(2020, 3, 2), "day"),
    "7 تشرين1 2020": Day(date(2020, 10, 7), date(2020, 10, 8), "day"),
    "3 Aralık 2020": Day(date(2020, 12, 3), date(2020, 12, 4), "day"),
}
FAULTS = {
    "date.ambiguous": ["03/04/2020", "3-4-2020", "03/04/20", "6 Feb 20", "Feb-20", "25.02.20 10:00"],
    "date.order": ["02/25/2020", "2/25/2020 10:00:00 AM"],
    "date.invalid": [
        *(
            "31/02/2020",
            "2020-02-31",
            "31 Feb 2020",
            "2020-13",
            "2020-00",
            "2020-13-01",
            "13/13/2020",
            "2020-W54",
        ),
        *("2020-02-06 25:00", "2020-02-06T10:61", "0000-01-01"),
    ],
    "date.range": ["1899-12-31", "2101-01-01", "1200", "2101-02", "2101-W01", "6 Feb 1820"],
    "date.format": [
        *(
            "last week",
            "6 Foo 2020",
            "Feb",
            "6 Feb 6 2020",
            "99999",
            "12345",
            "20200206",
            "2020-02-06x",
            "-",
            "n/a",
        ),
        *("06/02", "2020-02/06", "9" * 100, "²"),
    ],
}


@pytest.mark.parametrize("text", SIXTH_WRITTEN)
def test_one_day_in_many_hands(text):
    assert parse_date(text) == SIXTH


@pytest.mark.parametrize(("text", "day"), SPANS.items())
def test_spans(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200f"])
def test_blank_is_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in FAULTS.items() for text in texts])
def test_a_fault_names_the_value_and_what_to_write(rule, text):
    fault = parse_date(text)
    assert isinstance(fault, Fault)
    assert fault.rule == rule
    assert shown(text) in fault.message
    assert fault.suggestion


def test_an_agreed_order_settles_what_can_be_read_twice():
    assert parse_date("03/04/2020", "day/month/year") == Day(date(2020, 4, 3), date(2020, 4, 4), "day")
    assert parse_date("03/04/2020", "month/day/year") == Day(date(2020, 3, 4), date(2020, 3, 5), "day")
    assert parse_date("02/25/2020", "month/day/year") == Day(date(2020, 2, 25), date(2020, 2, 26), "day")


@pytest.mark.parametrize(("text", "order"), [("25/02/2020", "month/day/year"), ("02/25/2020", "day/month/year")])
def test_a_date_against_the_agreed_order_is_a_fault(text, order):
    fault = parse_date(text, order)
    assert isinstance(fault, Fault)
    assert fault.rule == "date.order"


def test_an_unknown_order_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="year first"):
        parse_date("2020-02-06", "year first")


def test_every_language_names_all_months():
    names = month_names()
    assert len({name for name, number in names.items() if number == 1}) >= 4
    assert set(names.values()) == set(range(1, 13))


def test_a_column_is_read_like_its_cells():
    cells = ["2020-02-06", None, " ", "2020-02", "2020-02-30", "x", "2020-02-06", "2100-12-31", "2101-01-01"]
    frame, faults = parse_dates(pl.Series("when", cells))
    assert frame.schema == {"first": pl.Date, "end": pl.Date, "accuracy": pl.String, "fault": pl.Boolean}
    sixth = (date(2020, 2, 6), date(2020, 2, 7), "day", False)
    assert frame.rows() == [
        sixth,
        (None, None, None, False),
        (None, None, None, False),
        (date(2020, 2, 1), date(2020, 3, 1), "month", False),
        (None, None, None, True),
        (None, None, None, True),
        sixth,
        (date(2100, 12, 31), date(2101, 1, 1), "day", False),
        (None, None, None, True),
    ]
    assert {text: fault.rule for text, fault in faults.items()} == {
        "2020-02-30": "date.invalid",
        "x": "date.format",
        "2101-01-01": "date.range",
    }


def test_a_column_with_an_agreed_order():
    frame, faults = parse_dates(pl.Series(["03/04/2020"]), "day/month/year")
    assert frame["first"].to_list() == [date(2020, 4, 3)]
    assert faults == {}


@pytest.mark.parametrize("column", [pl.Series([], dtype=pl.String), pl.Series([None, None])])
def test_a_column_without_text(column):
    frame, faults = parse_dates(column)
    assert frame["fault"].to_list() == [False] * len(column)
    assert faults == {}
