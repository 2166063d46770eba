"""The report's pictures: from figures to scenes, wide and for a phone, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from babel.core import get_global

from nuzuh.evidence.figure import Figure
from nuzuh.render import palette
from nuzuh.render.bars import Bar, bar_chart
from nuzuh.render.maps import MapCircle, circle_map
from nuzuh.render.matrix import Cell as MatrixCell
from nuzuh.render.matrix import flow_matrix
from nuzuh.render.scene import Direction, Scene
from nuzuh.render.series import OtherPoint, SeriesPoint, nice_ticks, series_chart
from nuzuh.report.content import Picture
from nuzuh.report.issue import Issue
from nuzuh.terms.wording import Words, words

WIDE, PHONE = 720, 350
MOST_BARS = 15
MOST_CIRCLES = 60
MOST_SILENT = 300


def picture(ident: str, caption: str, draw: Callable[[float], Scene]) -> Picture:
    """Return a picture as it is drawn for a wide page and for a phone."""
    return Picture(ident, caption, draw(WIDE), draw(PHONE))


def direction(say: Words) -> Direction:
    """Return the direction of a language as pictures name it."""
    return "rtl" if say.direction == "rtl" else "ltr"


def describe(say: Words, values: Sequence[tuple[str, float]]) -> str:
    """Return what a picture shows, for those who hear it."""
    if not values:
        return say.say("no-figures")
    where, highest = max(values, key=lambda pair: pair[1])
    return say.say(
        "chart-desc",
        count=len(values),
        shown=say.number(len(values)),
        highest=say.number(highest),
        where=where,
    )


def series(
    issue: Issue,
    language: str,
    ident: str,
    caption: str,
    figures: Sequence[Figure],
    *,
    running: bool = False,
    colour: str = "flow",
) -> Picture:
    """Return a series: our figures as a line with their interval, what single graded sources say (A to D) as points.

    Parameters
    ----------
    running : bool
        Whether the figures are running totals (placed on their last day) or those of periods (placed on the first);
        stocks stand on their day.
    colour : str
        ``flow`` or ``stock``.
    """
    say = words(language)
    points = [
        SeriesPoint(
            _day_of(f, running=running),
            f.value,
            f.low,
            f.high,
            say.amount(f.value, f.quantifier) if f.value is not None else "",
        )
        for f in figures
    ]
    others = list(_others(issue, language, figures, running=running))
    known = [(issue.when(f, say), f.value) for f in figures if f.value is not None]
    greatest = max([v for _, v in known] + [o.value for o in others] + [f.high or 0 for f in figures], default=0)
    y_ticks = [(t, say.number(t)) for t in nice_ticks(greatest)]
    x_ticks = _months(points, say) if points else []
    desc = describe(say, known)
    unit, strong = say.say("axis-people"), STOCK if colour == "stock" else FLOW
    return picture(
        ident,
        caption,
        lambda width: series_chart(
            caption, desc, points, others, x_ticks, y_ticks, direction(say), width, unit, strong
        ),
    )


def _day_of(figure: Figure, *, running: bool) -> dt.date:
    if figure.date:
        return figure.date
    day = figure.end - dt.timedelta(days=1) if running and figure.end else figure.start
    return day or dt.date.min


def _others(issue: Issue, language: str, figures: Sequence[Figure], *, running: bool) -> Iterator[OtherPoint]:
    """Yield what single sources say of nearly the same days; the source that gives the line itself is not repeated."""
    for figure in figures:
        line = figure.sources[:1] if figure.method == "preferred" else ()
        for said in figure.said:
            if said["source"] not in issue.judged or said["source"] in line or said["value"] is None:
                continue
            if running:
                day = said["end"] - dt.timedelta(days=1)
            elif figure.date:
                day = said["start"]
            elif _covers(said, figure):
                day = _day_of(figure, running=False)
            else:
                continue
            yield OtherPoint(day, float(said["value"]), issue.source_short(said["source"], language))


def _covers(said: Mapping[str, Any], figure: Figure) -> bool:
    """Whether a statement speaks of a figure's period, but for a tenth of its days at its ends."""
    if not figure.start or not figure.end:
        return False
    if figure.method == "preferred":
        return (said["start"], said["end"]) == (figure.start, figure.end)
    start, end = said["start"], said["end"]
    inside: int = (min(end, figure.end) - max(start, figure.start)).days
    outside: int = (end - start).days - inside
    days = (figure.end - figure.start).days
    return inside >= 0.9 * days and outside <= 0.1 * days


def _months(points: Sequence[SeriesPoint], say: Words) -> list[tuple[dt.date, str]]:
    first, last = min(p.day for p in points), max(p.day for p in points)
    at = first.replace(day=1)
    out = []
    while at <= last:
        if at >= first:
            out.append((at, say.month(at, short=True)))
        at = (at + dt.timedelta(days=32)).replace(day=1)
    return out or [(first, say.short_day(first))]


def bars(
    issue: Issue, language: str, ident: str, caption: str, figures: Sequence[tuple[str, Figure]], colour: str
) -> Picture:
    """Return the greatest values as bars with their names."""
    say = words(language)
    ranked = sorted(figures, key=lambda pair: (pair[1].value is None, -(pair[1].value or 0), pair[1].id))
    drawn = [Bar(name, f.value, f.low, f.high, issue.value(f, language)) for name, f in ranked[:MOST_BARS]]
    desc = describe(say, [(name, f.value) for name, f in ranked if f.value is not None])
    return picture(ident, caption, lambda width: bar_chart(caption, desc, drawn, direction(say), width, colour))


def matrix(issue: Issue, language: str, ident: str, caption: str, pairs: Sequence[Figure]) -> Picture:
    """Return origins and destinations as a matrix."""
    say = words(language)

    def name(code: str) -> str:
        return issue.place_name(code, language)

    cells: dict[tuple[str, str], MatrixCell] = {
        (name(f.origin), name(f.place)): (f.value, issue.value(f, language)) for f in pairs
    }
    rows = list(dict.fromkeys(name(f.origin) for f in pairs))
    columns = list(dict.fromkeys(name(f.place) for f in pairs))
    known = [(f"{name(f.origin)} – {name(f.place)}", f.value) for f in pairs if f.value is not None]
    desc = describe(say, known)

    def more(left: int) -> str:
        return say.say("matrix-more", count=left, shown=say.number(left))

    numbered, key = [say.number(n) for n in range(1, len(columns) + 1)], say.say("matrix-order")
    return picture(
        ident,
        caption,
        lambda width: flow_matrix(caption, desc, rows, columns, cells, direction(say), width, more, numbered, key),
    )


def circles(
    issue: Issue,
    language: str,
    ident: str,
    caption: str,
    figures: Sequence[Figure],
    colour: str,
    link: Mapping[str, str] | None = None,
    silent: Sequence[str] = (),
) -> Picture | None:
    """Return a map with a circle per place that has coordinates, or None where fewer than two have.

    Parameters
    ----------
    link : mapping of str to str
        Address of a place's page, to which its circle leads.
    silent : sequence of str
        Places of which nothing is known, drawn hollow and without their names.
    """
    say, link = words(language), link or {}
    where = {
        r["code"]: (r["lat"], r["lon"])
        for r in issue.public_places().select("code", "lat", "lon").iter_rows(named=True)
        if r["lat"] is not None and r["lon"] is not None
    }
    ranked = sorted(figures, key=lambda f: (f.value is None, -(f.value or 0), f.id))
    drawn = [
        MapCircle(
            *where[f.place],
            f.value,
            issue.place_name(f.place, language),
            issue.value(f, language),
            issue.when(f, say),
            link.get(f.place, ""),
        )
        for f in ranked
        if f.place in where
    ][:MOST_CIRCLES]
    known = [c.value for c in drawn if c.value]
    if len(known) < 2:
        return None
    unknown = say.say("unknown")
    drawn += [
        MapCircle(*where[code], None, "", "", f"{issue.place_name(code, language)} · {unknown}", link.get(code, ""))
        for code in silent
        if code in where
    ]
    desc = describe(say, [(issue.place_name(f.place, language), f.value) for f in ranked if f.value is not None])
    own = issue.folder.settings.basemap_attribution
    attribution = say.say("map-own-attribution", attribution=own) if own else say.say("map-attribution")
    legend = [(v, say.number(v)) for v in _legend(max(known))]
    scales = [(float(km), say.say("map-km", number=say.number(km))) for km in (5, 10, 20, 50, 100, 200, 500, 1000)]
    return picture(
        ident,
        caption,
        lambda width: circle_map(
            caption,
            desc,
            drawn,
            direction(say),
            width,
            legend,
            attribution,
            scales,
            _countries(language),
            colour,
            issue.boundaries,
        ),
    )


def silent_places(issue: Issue, level: int, figures: Sequence[Figure]) -> list[str]:
    """Return the published places of a level that can be drawn and of which no figure of the kind is known."""
    told = {f.place for f in figures}
    found = issue.public_places().filter(
        (pl.col("level") == level) & pl.col("lat").is_not_null() & pl.col("lon").is_not_null()
    )
    codes = [code for code in found["code"].sort() if code not in told]
    return codes if len(codes) <= MOST_SILENT else []


def _legend(greatest: float) -> list[float]:
    """Return two or three round values that span the circles."""
    top = max(t for t in nice_ticks(greatest) if t <= greatest or t == 0) or greatest
    return [top, top / 4] if top < 100 else [top, top / 4, top / 20]


def _countries(language: str) -> dict[str, str]:
    """Return names of countries by their ISO 3166 numeric code."""
    names = words(language).locale.territories
    out = {}
    for number, codes in get_global("territory_aliases").items():
        if number.isdigit() and len(number) == 3 and len(codes) == 1 and codes[0] in names:
            out[number] = names[codes[0]]
    return out


FLOW, STOCK = palette.FLOW, palette.STOCK
