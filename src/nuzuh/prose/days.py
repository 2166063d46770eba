"""Days and periods in a text: "6 February 2020", "from 9 to 12 February", منذ شباط ٢٠١٩, "Şubat 2019'dan bu yana"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from nuzuh.prose.lexicon import NEVER, Lexicon
from nuzuh.terms.dates import FIRST_YEAR, LAST_YEAR

Span = tuple[dt.date, dt.date]
_NEAR = 6  # signs between two months that share a year
_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day or period: its span in the folded text, the first day and the day after the last, None where not said.

    ``guessed`` says that the year stands elsewhere in the text.
    """

    start: int
    end: int
    kind: str  # day or period
    first: dt.date | None
    last: dt.date | None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    """A day, month or year as written; 0 where it is not."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    unclear: bool = False  # 06/02/2020
    until: int = 0  # the last day of "9-12 February", the last year of 2019-20


_NUMERIC = re.compile(
    rf"(?<![\d/.-])(?:(?P<y1>{_YEAR})(?P<a>[-/.])(?P<m1>\d{{1,2}})(?P=a)(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})(?P<b>[-/.])(?P<m2>\d{{1,2}})(?P=b)"
    rf"(?P<y2>{_YEAR}|\d\d(?![\d.,])))(?![\d/]|-\d|\.\d)(?:t\d{{2}}:\d{{2}}(?::\d{{2}})?(?:z|[+-]\d\d:?\d\d)?)?"
    rf"|(?<![\d/.-])(?P<y3>{_YEAR})-(?P<m3>0[1-9]|1[0-2])(?![\d/-])"
)
_YEARS = re.compile(
    rf"(?<![\d.,/٬٫])(?<!\d-)(?P<y>{_YEAR})(?:(?P<mark>[-–/])(?P<y2>{_YEAR}|\d\d))?"
    r"(?!\d|[.,٬٫]\d|[/-]\d|%| %)(?P<tens>s\b|'s\b|'lar\w*|'ler\w*)?"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Patterns:
    """The patterns of a language, compiled; those that stand before a point end where it begins."""

    points: re.Pattern[str]
    weekdays: re.Pattern[str]
    lead: re.Pattern[str]
    lead_within: re.Pattern[str]
    to: re.Pattern[str]
    within: re.Pattern[str]
    since: re.Pattern[str]
    since_behind: re.Pattern[str]
    until: re.Pattern[str]
    in_month: re.Pattern[str]
    month_behind: re.Pattern[str]
    in_year: re.Pattern[str]
    year_behind: re.Pattern[str]
    open: re.Pattern[str]
    close: re.Pattern[str]


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    names = "|".join(sorted(map(re.escape, lexicon.months), key=len, reverse=True))
    days = "|".join(sorted(map(re.escape, lexicon.day_words), key=len, reverse=True)) or NEVER
    words = {
        name: pattern.replace("MON", names).replace("ORD", days).replace("YYYY", _YEAR)
        for name, pattern in lexicon.days.items()
    }
    before = {
        name: re.compile(rf"(?<![^\W_])(?:{words[name]})$")
        for name in ("since", "until", "in_month", "in_year", "open")
    }
    behind = {
        name: re.compile(words[name])
        for name in ("to", "within", "since_behind", "month_behind", "year_behind", "close")
    }
    leads = {name: re.compile(rf"(?<![\d.,/])(?:{words[name]})$") for name in ("lead", "lead_within")}
    edge = r"(?<![\d.,])" if lexicon.language == "ar" else r"(?<![\w.,])"
    return _Patterns(
        points=re.compile(rf"{edge}(?:{words['points']})"),
        weekdays=re.compile(rf"(?<![^\W_])[وفبلك]?(?:{words['weekdays']})"),
        **leads,
        **before,
        **behind,
    )


def stretches(folded: str, lexicon: Lexicon, unit_behind: re.Pattern[str] | None = None) -> list[Stretch]:
    """Return the days and periods of a folded text in order, without overlap.

    ``unit_behind`` matches what makes a four-digit number a count and no year ("2019 people").
    """
    patterns = _patterns(lexicon)
    points = _apart([*_named(folded, lexicon), *_numeric(folded)])
    points = _apart([*points, *_years(folded, patterns, points, unit_behind)])
    points = [part for point in points for part in _with_lead(folded, patterns, point)]
    return _with_weekdays(folded, patterns, _dated(_joined(folded, patterns, points)))


def _with_weekdays(folded: str, patterns: _Patterns, dated: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with the days of a week ("last Tuesday") that stand by themselves: nobody can say which."""
    named = [Stretch(*found.span(), "day", None, None) for found in patterns.weekdays.finditer(folded)]
    free = [n for n in named if not any(d.start <= n.end + 2 and n.start - 2 <= d.end for d in dated)]
    return sorted([*dated, *free], key=lambda s: s.start)


def _named(folded: str, lexicon: Lexicon) -> list[_Point]:
    """Return the days and months with the name of the month."""
    patterns = _patterns(lexicon)
    out = []
    for found in patterns.points.finditer(folded):
        named = {name.rstrip("23"): name for name, text in found.groupdict().items() if text}
        said = {name: found[group] for name, group in named.items()}
        start, end = found.span()
        if "day" not in said:  # what is written together with the month is not of the date
            start = min(found.start(group) for group in named.values())
        if "lone" in said and not (
            _ends_at(patterns.in_month, folded, start) or patterns.month_behind.match(folded, end)
        ):
            continue  # "may", "march" and "ekim" are also other words
        day = said.get("day", "0")
        out.append(
            _Point(
                start,
                end,
                int(said.get("year", 0)),
                lexicon.months[said.get("month") or said["lone"]],
                int(day) if day.isdigit() else lexicon.day_words[day],
                until=int(said.get("until", 0)),
            )
        )
    return out


def _ends_at(pattern: re.Pattern[str], folded: str, place: int, far: int = 48) -> re.Match[str] | None:
    """Return what a pattern matches directly before a position."""
    return pattern.search(folded, max(place - far, 0), place)


def _numeric(folded: str) -> list[_Point]:
    out = []
    for found in _NUMERIC.finditer(folded):
        if found["y3"]:
            out.append(_Point(*found.span(), int(found["y3"]), int(found["m3"])))
        elif found["y1"]:
            out.append(_Point(*found.span(), int(found["y1"]), int(found["m1"]), int(found["d1"])))
        else:
            one, two, year = int(found["d2"]), int(found["m2"]), int(found["y2"])
            short = len(found["y2"]) == 2
            if not (1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= 12) or (short and found["b"] == "."):
                continue
            unclear = short or (one <= 12 and two <= 12 and one != two and found["b"] != ".")
            day, month = (one, two) if two <= 12 else (two, one)
            out.append(_Point(*found.span(), 0 if short else year, month, day, unclear=unclear))
    return out


def _years(
    folded: str, patterns: _Patterns, points: Sequence[_Point], unit_behind: re.Pattern[str] | None
) -> list[_Point]:
    """Return the years that stand alone: beside a word of time, or where no noun behind them is counted."""
    dated = bytearray(len(folded))
    for point in points:
        dated[point.start : point.end] = b"\1" * (point.end - point.start)
    out = []
    for found in _YEARS.finditer(folded):
        if 1 in dated[found.start() : found.end()]:
            continue
        timed = _ends_at(patterns.in_year, folded, found.start()) or patterns.year_behind.match(folded, found.end())
        if not timed and unit_behind is not None and unit_behind.match(folded, found.end()):
            continue
        year, until = int(found["y"]), int(found["y2"] or 0)
        if found["tens"] and year % 10 == 0:
            until = year + 9
        elif until and until < 100:
            until += year - year % 100
        out.append(_Point(*found.span(), year, until=until))
    return out


def _apart(points: Sequence[_Point]) -> list[_Point]:
    """Return the points in order; of two that overlap the first, then the longer."""
    out: list[_Point] = []
    for point in sorted(points, key=lambda p: (p.start, -p.end)):
        if not out or point.start >= out[-1].end:
            out.append(point)
    return out


def _with_lead(folded: str, patterns: _Patterns, point: _Point) -> list[_Point]:
    """Return a point with the day before it: "9 to 12 February" is one, "9 and 12 February" are two where nothing opens it."""
    if not (point.day and point.month) or point.until or not folded[point.start].isdigit():
        return [point]
    firm = _ends_at(patterns.lead, folded, point.start, 20)
    found = firm or _ends_at(patterns.lead_within, folded, point.start, 20)
    if found is None or not 1 <= int(found[1]) <= 31:
        return [point]
    if firm or _ends_at(patterns.open, folded, found.start()) or patterns.close.match(folded, point.end):
        return [replace(point, start=found.start(), day=int(found[1]), until=point.day)]
    return [replace(point, start=found.start(), end=found.end(1), day=int(found[1])), point]


@dataclass(frozen=True, slots=True)
class _Pair:
    one: _Point
    two: _Point | None
    start: int
    end: int
    edge: str = ""  # since, until


def _joined(folded: str, patterns: _Patterns, points: Sequence[_Point]) -> list[_Pair]:
    """Return the points in pairs where "to" or "and" stands between them, with the word since or until."""
    out: list[_Pair] = []
    at = 0
    while at < len(points):
        one, two = points[at], points[at + 1] if at + 1 < len(points) else None
        if two is not None and _linked(folded, patterns, one, two):
            out.append(_Pair(one, two, one.start, two.end))
            at += 2
            continue
        start, end, edge = one.start, one.end, ""
        if found := _ends_at(patterns.since, folded, start):
            start, edge = found.start(), "since"
        elif found := patterns.since_behind.match(folded, end):
            end, edge = found.end(), "since"
        elif _ends_at(patterns.until, folded, start):
            edge = "until"
        out.append(_Pair(one, None, start, end, edge))
        at += 1
    return out


def _linked(folded: str, patterns: _Patterns, one: _Point, two: _Point) -> bool:
    """Return whether two points are the ends of one period."""
    if one.until or two.until or two.start - one.end > 24:
        return False
    if patterns.to.fullmatch(folded, one.end, two.start):
        return True
    around = _ends_at(patterns.open, folded, one.start) or patterns.close.match(folded, two.end)
    return around is not None and patterns.within.fullmatch(folded, one.end, two.start) is not None


def _dated(pairs: Sequence[_Pair]) -> list[Stretch]:
    """Return the stretches of the pairs; a year that is not written comes from the other end or from elsewhere in the text."""
    years = [point.year for pair in pairs for point in (pair.one, pair.two) if point and point.year]
    known = years[0] if len(set(years)) == 1 else 0
    out = []
    last = 0
    for pair, behind in zip_longest(pairs, pairs[1:]):
        written = max(pair.one.year, pair.two.year if pair.two else 0)
        if not written and behind is not None and behind.start - pair.end <= _NEAR:
            written = behind.one.year  # "in February and March 2020"
        year = written or last or known
        out.append(_stretch(pair, year, guessed=not written and bool(year)))
        last = pair.two.year if pair.two and pair.two.year else pair.one.year or last
    return out


def _stretch(pair: _Pair, year: int, *, guessed: bool) -> Stretch:
    one, two = pair.one, pair.two
    first = _span(replace(one, year=one.year or _year_before(one, two, year)), until=False)
    last = two or one
    after = two is not None and one.year and not two.year and 0 < two.month < one.month  # "December 2019 to February"
    second = _span(replace(last, year=last.year or year + bool(after and year)), until=True)
    several = two is not None or bool(one.until) or bool(pair.edge)
    kind = "day" if one.day and not several else "period"
    low = None if pair.edge == "until" or first is None else first[0]
    high = None if pair.edge == "since" or second is None else second[1]
    return Stretch(pair.start, pair.end, kind, low, high, guessed)


def _year_before(one: _Point, two: _Point | None, year: int) -> int:
    """Return the year of the first end of a period whose last end has it: "from December to February 2020" began in 2019.

    Only where that is at most six months; else the ends are in the wrong order, which the reader of the text should see.
    """
    if two is None or not (one.month and two.month) or one.month <= two.month:
        return year
    return year - 1 if year and one.month - two.month >= 6 else year


def _span(point: _Point, *, until: bool) -> Span | None:
    """Return the first day and the day after the last of a point; of its last end where it has two."""
    year, month, day = point.year, point.month, point.day
    if point.unclear or not year or not FIRST_YEAR <= year <= LAST_YEAR or month > 12:
        return None
    if not month:
        last = point.until if until and point.until else year
        return (dt.date(year, 1, 1), dt.date(last + 1, 1, 1)) if FIRST_YEAR <= last <= LAST_YEAR else None
    if not day:
        return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1)
    try:
        first = dt.date(year, month, point.until if until and point.until else day)
    except ValueError:
        return None
    return first, first + dt.timedelta(days=1)
