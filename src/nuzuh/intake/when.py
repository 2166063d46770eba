"""The days and periods that a heading, a title, a sheet or a file names."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from nuzuh.terms.amounts import fold_digits, fold_letters
from nuzuh.terms.dates import Day, month_names, parse_date

_DAY = re.compile(r"(?<!\d)(?:\d{4}[-/._]\d{1,2}[-/._]\d{1,2}|\d{1,2}[-/._]\d{1,2}[-/._]\d{4}|20\d{6})(?!\d)")
_ISO_MONTH = re.compile(r"(?<![\d-])((?:19|20)\d{2})[-_/](0[1-9]|1[0-2])(?![\d-])")
_MONTH_ISO = re.compile(r"(?<![\d-])(0[1-9]|1[0-2])[-_/]((?:19|20)\d{2})(?![\d-])")
_WEEK = re.compile(r"\b(?:epi\s*)?(?:week|wk|w|hafta|الاسبوع|اسبوع)\W{0,2}(\d{1,2})\b")
_SHORT = re.compile(r"([^\W\d_]{3,})[-'’](\d{2})")  # Jan-19, as spreadsheets show the first of a month
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_YEARS = range(1950, 2101)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open period ``[first, end)`` as a text names it, its accuracy, and the text."""

    first: dt.date
    end: dt.date
    accuracy: str
    text: str

    def written(self) -> str:
        """Return the start as the tables write it: ``2019-01-31``, ``2019-01``, ``2019``."""
        formats = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}
        return self.first.strftime(formats[self.accuracy])


def spans_in(text: str, year: int | None = None) -> list[Span]:
    """Return the days, months and years that a text names, the most exact kind that it has.

    Parameters
    ----------
    text : str
        A heading, title, name of a sheet or of a file.
    year : int, optional
        The year of months that are named without one.

    Examples
    --------
    >>> [s.written() for s in spans_in("IDPs_estimates_Aug_2017")]
    ['2017-08']
    >>> [s.written() for s in spans_in("DTM: IDP Master List 25-03-2024") + spans_in("Arrivals, week 26 of 2023")]
    ['2024-03-25', '2023-W26']
    """
    plain = fold_digits(text)
    short = _SHORT.fullmatch(fold_letters(plain).strip())
    if short and short[1] in month_names():
        return [_month(2000 + int(short[2]), month_names()[short[1]], short[0])]
    if week := _week(plain):
        return [week]
    days = [span for found in _DAY.finditer(plain) if (span := _whole(found[0]))]
    if days:
        return days
    months = [_month(int(y), int(m), f"{y}-{m}") for y, m in _ISO_MONTH.findall(plain)]
    months += [_month(int(y), int(m), f"{m}-{y}") for m, y in _MONTH_ISO.findall(plain)]
    if months:
        return months
    words = _WORDS.findall(fold_letters(plain))
    return _named(words, year) or _years(words)


def _whole(text: str) -> Span | None:
    written = text.replace("_", "-")
    if re.fullmatch(r"\d{8}", written):
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    day = parse_date(written)
    return Span(day.first, day.end, day.accuracy, text) if isinstance(day, Day) else None


def _week(text: str) -> Span | None:
    """Return the week that a text numbers beside a year: ``week 26 of 2023``."""
    found = _WEEK.search(fold_letters(text).replace("_", " "))
    years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)]
    if not found or len(set(years)) != 1:
        return None
    day = parse_date(f"{years[0]}-W{int(found[1]):02d}")
    return Span(day.first, day.end, day.accuracy, found[0]) if isinstance(day, Day) else None


def _month(year: int, month: int, text: str) -> Span:
    first = dt.date(year, month, 1)
    return Span(first, dt.date(year + month // 12, month % 12 + 1, 1), "month", text)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and int(word) in _YEARS


def _named(words: list[str], year: int | None) -> list[Span]:
    """Return the days and months named in words: ``25 March 2024``, ``Aug Sep 2017``, ``March``."""
    names, out = month_names(), []
    named = [i for i, word in enumerate(words) if word in names and len(word) > 2]
    if not named:
        return []
    for here, after in pairwise([*named, len(words)]):
        own = next((int(w) for w in words[here:after] if _is_year(w)), None)
        later = next((int(w) for w in words[here:] if _is_year(w)), None)
        earlier = next((int(w) for w in words[:here] if _is_year(w)), None)
        known = own or later or earlier or year
        if known is None:
            continue
        month = names[words[here]]
        beside = [words[i] for i in (here - 1, here + 1) if 0 <= i < len(words)]
        day = next((int(w) for w in beside if w.isdigit() and 1 <= int(w) <= 31), None)
        span = _whole(f"{known}-{month}-{day}") if day and len(named) == 1 else None
        out.append(span or _month(known, month, " ".join(words[here:after])))
    return out


def _years(words: list[str]) -> list[Span]:
    return [Span(dt.date(int(w), 1, 1), dt.date(int(w) + 1, 1, 1), "year", w) for w in words if _is_year(w)]
