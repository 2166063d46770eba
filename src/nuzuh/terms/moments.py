"""The day of publication, with its time of day where that is known, and whether an embargo has ended by then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class When:
    """When something is published.

    Attributes
    ----------
    day : datetime.date
    moment : datetime.datetime or None
        With its zone; None where only the day is known.
    """

    day: dt.date
    moment: dt.datetime | None = None


def read_moment(text: str) -> dt.date | dt.datetime | None:
    """Return the day, or the moment with its zone, that a text names in ISO form; None where it names neither.

    Examples
    --------
    >>> read_moment("2020-02-06")
    datetime.date(2020, 2, 6)
    >>> read_moment("2020-02-06T14:00+01:00").isoformat()
    '2020-02-06T14:00:00+01:00'
    >>> read_moment("2020-02-06T14:00") is None
    True
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def reached(embargo: dt.date | dt.datetime | None, when: When) -> bool:
    """Return whether an embargo has ended.

    An embargo until a day ends with that day's beginning. One until a moment, of which only the day of publication is
    known, ends with the next day: some hour of that day would be too early.
    """
    if embargo is None:
        return True
    if not isinstance(embargo, dt.datetime):
        return (when.moment.date() if when.moment else when.day) >= embargo
    return (when.moment or dt.datetime.combine(when.day, dt.time(), tzinfo=embargo.tzinfo)) >= embargo
