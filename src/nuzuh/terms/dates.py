"""Days as field reports write them: ISO days and weeks, day/month/year, Excel numbers, month names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import polars as pl
from babel import Locale

from nuzuh.terms.amounts import fold_digits, fold_letters
from nuzuh.terms.faults import Fault, shown

ORDERS = ("", "day/month/year", "month/day/year")
FIRST_YEAR, LAST_YEAR = 1900, 2100

_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 73_051)
_LOCALES = ("en", "ar_SY", "ar", "tr")  # ar_SY first: Babel lets what is read of ar overwrite it
_OTHER_NAMES = {"sept": 9, "كانون ثاني": 1, "تشرين أول": 10, "تشرين ثاني": 11, "كانون أول": 12} | {
    "كانون2": 1,
    "تشرين1": 10,
    "تشرين2": 11,
    "كانون1": 12,
}

_TIME = (
    r"(?:(?:t|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?:am|pm)?\s*(?:z|utc|[+-]\d{2}(?::?\d{2})?)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})" + _TIME)
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}" + _TIME)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_GAP = r"[\s.,/-]+"
_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{_GAP})?)?(?P<name>[^\W\d_]+(?:\s[^\W\d_]+)?[12]?)"
    rf"(?:{_GAP}(?P<late>\d{{1,2}})(?:st|nd|rd|th)?(?=\s*[\s,]))?(?:{_GAP})(?P<year>\d{{4}}|\d{{2}})" + _TIME
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, week, month or year as a half-open span: `first` is in it, `end` is not.

    Attributes
    ----------
    first, end : datetime.date
        First day, and the day after the last.
    accuracy : str
        ``day``, ``week``, ``month`` or ``year``.
    """

    first: date
    end: date
    accuracy: str


@cache
def month_names() -> dict[str, int]:
    """Return the number of every month name in English, Arabic (both kinds) and Turkish, folded."""
    names = dict(_OTHER_NAMES)
    for code in _LOCALES:
        for forms in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                names |= {name: number for number, name in forms[width].items()}
    return {fold_letters(name).strip("."): number for name, number in names.items()}


def _fault(kind: str, text: str, why: str, suggestion: str = "") -> Fault:
    return Fault(f"date.{kind}", f"{shown(text)} {why}.", suggestion or "Write the day as 2020-02-06.")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one_day(first: date | None, text: str) -> Day | Fault:
    if first is None:
        return _fault("invalid", text, "is not a day in the calendar")
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        return _out_of_range(text)
    return Day(first, first + timedelta(days=1), "day")


def _out_of_range(text: str) -> Fault:
    return _fault("range", text, f"is not between the years {FIRST_YEAR} and {LAST_YEAR}")


def _month(year: int, month: int, text: str) -> Day | Fault:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _out_of_range(text)
    if not 1 <= month <= 12:
        return _fault("invalid", text, "is not a month in the calendar", "Write the month as 2020-02.")
    return Day(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1), "month")


def _week(year: int, week: int, text: str) -> Day | Fault:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _out_of_range(text)
    try:
        first = date.fromisocalendar(year, week, 1)
    except ValueError:
        return _fault("invalid", text, "is not a week in the calendar", "Write the week as 2020-W06.")
    return Day(first, first + timedelta(days=7), "week")


def _two_digits(text: str) -> Fault:
    return _fault("ambiguous", text, "has a year of two digits", "Write the year in full: 2020-02-06.")


def _ordered(one: int, two: int, year: int, order: str, text: str) -> Day | Fault:
    """Return the day of two numbers and a year, when only one reading is possible or one is agreed."""
    readings = {"day/month/year": _day(year, two, one), "month/day/year": _day(year, one, two)}
    possible = [name for name, day in readings.items() if day is not None]
    advice = (
        "Write the day as 2020-02-06, or state the order of dates for this source: day/month/year or month/day/year."
    )
    if len(possible) == 2 and one != two and not order:
        why = f"can be {readings['day/month/year']} or {readings['month/day/year']}"
        return _fault("ambiguous", text, why, advice)
    agreed = order or "day/month/year"
    if possible and agreed not in possible:
        return _fault("order", text, f"can only be read as {possible[0]}, not as {agreed}", advice)
    return _one_day(readings[agreed], text)


def _named(found: re.Match[str], text: str) -> Day | Fault:
    """Return the day or month of a date with the name of the month in it."""
    name = found["name"]
    day = found["day"] or found["late"]
    month = month_names().get(name)
    if month is None or (found["day"] and found["late"]):
        return _unclear(text)
    if len(found["year"]) == 2:
        return _two_digits(text)
    if day is None:
        return _month(int(found["year"]), month, text)
    return _one_day(_day(int(found["year"]), month, int(day)), text)


def _unclear(text: str) -> Fault:
    suggestion = "Write a day as 2020-02-06, a week as 2020-W06, a month as 2020-02 or a year as 2020."
    return _fault("format", text, "is not read as a date", suggestion)


def _wrong_time(found: re.Match[str]) -> bool:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    return hour > 23 or minute > 59 or second > 60


def _whole_day(folded: str, text: str, order: str) -> Day | Fault | None:
    """Return the reading of a text that names one day, or None when it has no such form."""
    result: Day | Fault | None = None
    if found := _YEAR_FIRST.fullmatch(folded):
        result = _one_day(_day(int(found["year"]), int(found["month"]), int(found["day"])), text)
    elif found := _YEAR_LAST.fullmatch(folded):
        result = _ordered(int(found["one"]), int(found["two"]), int(found["year"]), order, text)
    elif found := _SHORT_YEAR.fullmatch(folded):
        result = _two_digits(text)
    elif found := _NAMED.fullmatch(folded):
        result = _named(found, text)
    if found and isinstance(result, Day) and _wrong_time(found):
        return _fault("invalid", text, "has a time that is not on the clock")
    return result


def parse_date(text: str, order: str = "") -> Day | Fault | None:
    """Return the days that a cell names, None when blank, or what is wrong; never raises for any text.

    Parameters
    ----------
    text : str
        The cell. The date part of a timestamp counts; its time zone is not looked at.
    order : str
        ``day/month/year`` or ``month/day/year`` when that is agreed for the source, else empty: then a
        date that can be read both ways is a fault.

    Raises
    ------
    ValueError
        When `order` is none of `ORDERS`.

    Examples
    --------
    >>> parse_date("٦ شباط ٢٠٢٠")
    Day(first=datetime.date(2020, 2, 6), end=datetime.date(2020, 2, 7), accuracy='day')
    >>> parse_date("03/04/2020").rule
    'date.ambiguous'
    """
    if order not in ORDERS:
        raise ValueError(f"order {order!r} is none of {ORDERS}")
    folded = " ".join(fold_letters(fold_digits(text)).replace("،", ",").split())
    if not folded:
        return None
    if len(folded) > 60 or not re.search("[0-9]", folded):
        return _unclear(text)
    if result := _whole_day(folded, text, order):
        return result
    if found := _MONTH.fullmatch(folded):
        return _month(int(found[1]), int(found[2]), text)
    if found := _WEEK.fullmatch(folded):
        return _week(int(found[1]), int(found[2]), text)
    if found := _YEAR.fullmatch(folded):
        year = int(folded)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return _out_of_range(text)
        return Day(date(year, 1, 1), date(year + 1, 1, 1), "year")
    if (found := _SERIAL.fullmatch(folded)) and int(found[1]) in _EXCEL_DAYS:
        return _one_day(_EXCEL_ZERO + timedelta(days=int(found[1])), text)
    return _unclear(text)


_SCHEMA = pl.Schema({"first": pl.Date, "end": pl.Date, "accuracy": pl.String, "fault": pl.Boolean})


def _read_iso_days(texts: pl.Series) -> pl.DataFrame:
    """Return the distinct texts with the day each names where it is a valid ISO day, null elsewhere."""
    iso = pl.col("text").str.contains(r"^(?:19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$")
    day = pl.when(iso).then(pl.col("text")).str.to_date("%Y-%m-%d", strict=False)
    return pl.DataFrame({"text": texts}).with_columns(first=day)


def parse_dates(column: pl.Series, order: str = "") -> tuple[pl.DataFrame, dict[str, Fault]]:
    """Return first, end, accuracy and fault for every cell of a column, and the faults by text.

    Parameters
    ----------
    column : polars.Series
        Text as it was read; null means blank.
    order : str
        As in `parse_date`.

    Returns
    -------
    tuple of polars.DataFrame and dict
        The frame is as high as the column; blank and faulty cells are null in it. The dict maps the
        faulty text to what is wrong.
    """
    cells = column.cast(pl.String).alias("text")
    texts = _read_iso_days(cells.drop_nulls().unique())
    iso = texts.drop_nulls("first").with_columns(
        end=pl.col("first") + pl.duration(days=1), accuracy=pl.lit("day"), fault=pl.lit(value=False)
    )
    faults: dict[str, Fault] = {}
    read: list[tuple[str, date | None, date | None, str | None, bool]] = []
    for text in texts.filter(pl.col("first").is_null())["text"]:
        day = parse_date(text, order)
        if isinstance(day, Day):
            read.append((text, day.first, day.end, day.accuracy, False))
        else:
            read.append((text, None, None, None, day is not None))
            if day is not None:
                faults[text] = day
    slow = pl.DataFrame(read, schema={"text": pl.String, **_SCHEMA}, orient="row")
    known = pl.concat([iso, slow])
    joined = cells.to_frame().join(known, on="text", how="left", maintain_order="left")
    return joined.select("first", "end", "accuracy", pl.col("fault").fill_null(value=False)), faults
