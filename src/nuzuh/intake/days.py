"""Days of a file as the tables write them: 3/4/2020 by the column's own order, last days as the day after."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from nuzuh.intake.reading import Reading
from nuzuh.terms.amounts import fold_digits
from nuzuh.terms.dates import Day, parse_date
from nuzuh.terms.errors import Problem

LAST = "+1"
"""``end+1`` in a mapping: the column holds the last day of a period, which is in it; ``end`` of a table is not."""
_BOTH_WAYS = re.compile(r"^\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T\s].*)?$")
_ORDERS = ("day/month/year", "month/day/year")
_DATES = ("date", "start", "end", "reported", "end+1", "decided_on", "signed", "published")


def with_days(reading: Reading, rows: pl.DataFrame, agreed: str, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the rows with days that were written both ways round as 2020-04-03, where the column itself shows the order.

    The order is the crisis's own (``date_order``); else that of the days of the column that can be read in one way only, if
    they are of one mind; else day first where points stand between the numbers, as nobody writes the month first so.
    """
    problems: list[Problem] = []
    for use in reading.uses:
        if use.gives not in _DATES:
            continue
        cells = rows[use.at]
        values = [v for v in cells.drop_nulls().unique() if _BOTH_WAYS.match(fold_digits(v))]
        order = agreed or _order_of(values)
        if values and order:
            read = {v: day.first.isoformat() for v in values if isinstance(day := parse_date(v, order), Day)}
            rows = rows.with_columns(cells.replace(read).alias(use.at))
            unsure = sum(isinstance(parse_date(v, o), Day) for v in values for o in _ORDERS) > len(values)
            if unsure and not agreed:
                problems.append(_told(use.heading, order, values[0], read, reading, file))
        if use.gives.endswith(LAST):
            rows = rows.with_columns(_day_after(rows[use.at]).alias(use.at))
    return rows, problems


def _order_of(values: list[str]) -> str:
    """Return the order that the days of a column show, empty when they do not."""
    shown = {
        order
        for v in values
        for order in _ORDERS
        if [isinstance(parse_date(v, o), Day) for o in _ORDERS] == [order == o for o in _ORDERS]
    }
    if len(shown) == 1:
        return shown.pop()
    dotted = values and all((m := _BOTH_WAYS.match(fold_digits(v))) is not None and m[2] == "." for v in values)
    return _ORDERS[0] if dotted and not shown else ""


def _told(heading: str, order: str, first: str, read: dict[str, str], reading: Reading, file: str) -> Problem:
    message = f"The days of {heading} were read as {order}, since only so can all of them be days: {first} is {read.get(first, first)}."
    hint = "If that is wrong, write them as 2020-02-06 in the file, or set date_order in crisis.toml."
    return Problem(file, reading.laid.sheet, None, heading, first, "date.order", "warning", message, hint)


def _day_after(cells: pl.Series) -> pl.Series:
    """Return the day after every cell that is one day; months and years as they are, since the table ends them itself."""
    after: dict[str, str] = {}
    for value in cells.drop_nulls().unique():
        day = parse_date(value)
        if isinstance(day, Day):
            after[value] = (day.end if day.accuracy != "day" else day.first + dt.timedelta(days=1)).isoformat()
    return cells.replace(after)
