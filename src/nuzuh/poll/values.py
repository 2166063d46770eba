"""Numbers, days and times in answers, as people and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from nuzuh.formats.raw import short
from nuzuh.poll.codes import BLANKS
from nuzuh.poll.findings import Findings
from nuzuh.terms.amounts import fold_digits
from nuzuh.terms.dates import parse_dates

_PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?", re.IGNORECASE)
_POINTS = re.compile(r"([-+]?\d{1,3})((?:[,'’ ]\d{3})+)(\.\d+)?")  # 1,200.5
_COMMAS = re.compile(r"([-+]?\d{1,3})((?:[.'’ ]\d{3})+)(,\d+)?")  # 1.200,5
_COMMA = re.compile(r"[-+]?\d+,\d+")
_UNCLEAR = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")  # 1,200 or 1.200: thousands or three decimals
_CODES = frozenset(map(float, (-9, -77, -88, -98, -99, -777, -888, -998, -999, -8888, -9999)))
_STAMP = (
    r"^(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})"
    r"(?:[.,]\d+)?)?)?\s*(?:(?P<zone>Z|UTC)|(?P<sign>[+-])(?P<zone_hours>\d{2}):?(?P<zone_minutes>\d{2})?)?$"
)
_SERIAL = r"^[2-6]\d{4}(?:\.\d+)?$"
_DAY = r"^([0-9]{1,2})[/.]([0-9]{1,2})[/.][0-9]{4}"
_SLASHED = (
    r"^(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4})[ ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2}))?\s*(?P<half>[AaPp][Mm])?$"
)


def blank(column: pl.Series) -> pl.Series:
    """Return the cells without the words that programs write where there is no answer."""
    words = [text for text in column.drop_nulls().unique() if text.casefold() in BLANKS]
    return column.replace(words, [None] * len(words)) if words else column


def numbers_in(texts: list[str], *, whole: bool) -> dict[str, float | None]:
    """Return text -> number; None for what is none, or can be read in two ways.

    Parameters
    ----------
    texts : list of str
        The distinct cells of a column: what the others look like settles whether a comma marks decimals.
    whole : bool
        Whether only whole numbers are answers: then three digits after a comma or point are thousands.

    Examples
    --------
    >>> numbers_in(["1,5", "1,234"], whole=False)
    {'1,5': 1.5, '1,234': 1.234}
    >>> numbers_in(["1,234"], whole=True), numbers_in(["1,234"], whole=False)
    ({'1,234': 1234.0}, {'1,234': None})
    """
    folded = {text: fold_digits(text).replace("٬", "'").replace("−", "-").strip() for text in texts}
    commas = any(_COMMA.fullmatch(text) and not _UNCLEAR.fullmatch(text) for text in folded.values())
    commas = commas or any((found := _COMMAS.fullmatch(text)) and found[3] for text in folded.values())
    return {text: _number(plain, whole=whole, commas=commas) for text, plain in folded.items()}


def _number(text: str, *, whole: bool, commas: bool) -> float | None:
    text = text.replace("٫", "," if commas else ".")
    if _UNCLEAR.fullmatch(text) and (whole or ("," in text) != commas):
        return float(text.replace(",", "").replace(".", "")) if whole else None
    if _PLAIN.fullmatch(text) or (commas and not whole and _COMMA.fullmatch(text)):
        return float(text.replace(",", "."))
    for pattern, thousands in ((_POINTS, ",'’ "), (_COMMAS, ".'’ ")):
        if pattern.fullmatch(text):
            return float("".join(mark for mark in text if mark not in thousands).replace(",", "."))
    return float(text.replace(",", ".")) if _COMMA.fullmatch(text) else None


def read_numbers(
    cells: pl.DataFrame, heading: str, findings: Findings, *, whole: bool, none: tuple[float, ...] = ()
) -> pl.Series:
    """Return the numbers of a column as Float64; null where there is no answer or none that is a number.

    Parameters
    ----------
    cells : polars.DataFrame
        ``_line`` and ``cell``.
    heading : str
    findings : Findings
        Gains what is no number.
    whole : bool
        As of `numbers_in`.
    none : tuple of float
        Numbers that stand for no answer.
    """
    column = blank(cells["cell"])
    texts = column.drop_nulls().unique(maintain_order=True).to_list()
    read = numbers_in(texts, whole=whole)
    for text, number in read.items():
        if number is None:
            what = f'hold "{short(text)}", which is not read as a number; they are not counted.'
            suggestion = "Correct them in the cleaning log: digits, decimals after a point."
            lines = cells.filter(pl.col("cell") == text)["_line"]
            findings.tell("number.format", heading, lines, text, what, suggestion, "error")
    numbers = column.replace_strict(read, default=None, return_dtype=pl.Float64)
    if none:
        numbers = numbers.set(numbers.is_in([float(number) for number in none]), None)
    others = numbers.filter(~numbers.is_in(list(_CODES)))
    if not (others < 0).any():
        for code in sorted(set(numbers.drop_nulls().unique()) & _CODES):
            what = f"hold {code:g}, which often stands for no answer; it was taken as a number."
            suggestion = "If it means that nobody answered, say so in the poll's settings."
            findings.tell("number.code", heading, cells.filter(numbers == code)["_line"], f"{code:g}", what, suggestion)
    return numbers


def order_of(columns: Iterable[pl.Series]) -> str:
    """Return in which order day and month stand in columns of days and times, empty where they do not show it.

    Examples
    --------
    >>> order_of([pl.Series(["7/16/2018", "7/4/2018"])]), order_of([pl.Series(["7/4/2018"])])
    ('month/day/year', '')
    """
    over = [0, 0]  # how often the first, the second number is no month
    for column in columns:
        numbers = column.to_frame("t").select(pl.col("t").str.extract_groups(_DAY)).unnest("t").cast(pl.Int32)
        over = [over[at] + int(numbers.to_series(at).gt(12).sum()) for at in (0, 1)]
    if bool(over[0]) == bool(over[1]):
        return ""
    return "day/month/year" if over[0] else "month/day/year"


def read_days(cells: pl.DataFrame, heading: str, findings: Findings, order: str) -> pl.Series:
    """Return the days of a column as Date, or the texts where one of them is no day."""
    column = blank(cells["cell"])
    days, faults = parse_dates(column, order)
    exact = days["first"].set(days["accuracy"].ne_missing("day"), None)
    lost = column.is_not_null() & exact.is_null()
    if lost.any():
        text = str(column.filter(lost)[0])
        why = faults[text].message if text in faults else "It names no single day."
        what = f"hold days that cannot be read: {why} The column stays as it is."
        suggestion = faults[text].suggestion if text in faults else "Write days as 2020-02-06."
        findings.tell("date.format", heading, cells.filter(lost)["_line"], text, what, suggestion)
        return column
    return exact


def read_times(cells: pl.DataFrame, heading: str, findings: Findings, order: str) -> pl.DataFrame:
    """Return ``time`` as the clock showed it and ``minutes`` since a fixed moment, for durations; null where not known."""
    column = blank(cells["cell"])
    parts = column.to_frame("t").select(pl.col("t").str.extract_groups(_STAMP)).unnest("t")
    ahead = pl.col("zone_hours").cast(pl.Int64) * 60 + pl.col("zone_minutes").cast(pl.Int64).fill_null(0)
    ahead = ahead * pl.when(pl.col("sign") == "-").then(-1).otherwise(1)
    found = parts.select(time=_clock("day", "month", pl.col("hour")), ahead=ahead.fill_null(0))
    if column.set(found["time"].is_not_null(), None).count():
        found = found.with_columns(time=pl.coalesce("time", _slashed(column, order), _serials(column)))
    lost = column.is_not_null() & found["time"].is_null()
    if lost.any():
        text = str(column.filter(lost)[0])
        what = f'hold a time that cannot be read for sure, such as "{short(text)}".'
        suggestion = "State the order of days of the file: day/month/year or month/day/year."
        findings.tell("time.format", heading, cells.filter(lost)["_line"], text, what, suggestion)
    return found.select("time", minutes=pl.col("time").dt.epoch("s") / 60 - pl.col("ahead"))


def _clock(day: str, month: str, hour: pl.Expr) -> pl.Expr:
    """Return a time out of columns of texts, null where it is none on the calendar and clock."""
    text = pl.format(
        "{}-{}-{} {}:{}:{}",
        pl.col("year"),
        pl.col(month).str.zfill(2),
        pl.col(day).str.zfill(2),
        hour.fill_null("00").str.zfill(2),
        pl.col("minute").fill_null("00"),
        pl.col("second").fill_null("00"),
    )
    return text.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")


def _slashed(column: pl.Series, order: str) -> pl.Series:
    """Return times with days such as 31/12/2024, where the order is agreed or the column shows which number is the day."""
    parts = column.to_frame("t").select(pl.col("t").str.extract_groups(_SLASHED)).unnest("t")
    order = order or order_of([column])
    day, month = ("one", "two") if order == "day/month/year" else ("two", "one")
    hour = pl.col("hour").cast(pl.Int32)
    late = pl.when(pl.col("half").str.to_lowercase() == "pm").then(12).otherwise(0)
    hour = pl.when(pl.col("half").is_null()).then(hour).otherwise(hour % 12 + late)
    read = parts.select(_clock(day, month, hour.cast(pl.String))).to_series()
    return read if order else read.set(read.is_not_null(), None)


def _serials(column: pl.Series) -> pl.Series:
    """Return times that a spreadsheet wrote as days since 1899."""
    days = pl.when(pl.col("t").str.contains(_SERIAL)).then(pl.col("t").cast(pl.Float64, strict=False))
    seconds = (days * 86_400).round().cast(pl.Int64)
    return column.to_frame("t").select(pl.datetime(1899, 12, 30) + pl.duration(seconds=seconds)).to_series()
