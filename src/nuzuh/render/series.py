"""A chart of one quantity over time, with its interval, gaps where nothing is known, and what others say."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from nuzuh.render import palette
from nuzuh.render.fonts import ascent, measure
from nuzuh.render.labels import Box, Label, place_labels
from nuzuh.render.scene import Anchor, Area, Circle, Direction, Item, Line, Point, Polyline, Scene, words

__all__ = ["OtherPoint", "SeriesPoint", "nice_ticks", "series_chart"]

_SIZE = 12.0
_STRONG = 13.0
_DOT = 3.0
_MOST_NAMED = 8


def nice_ticks(high: float, count: int = 4) -> list[float]:
    """Round numbers from 0 to at least `high`, in at most about `count` steps.

    Parameters
    ----------
    high
        The greatest value to be shown; not negative.
    count
        How many steps are wanted.

    Examples
    --------
    >>> nice_ticks(41300)
    [0.0, 20000.0, 40000.0, 60000.0]
    """
    if not 0 < high < math.inf:
        return [0.0, 1.0]
    rough = high / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((power * factor for factor in (1, 2, 5) if power * factor >= rough * 0.999), 10 * power)
    return [index * step for index in range(math.ceil(high / step - 1e-9) + 1)]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """Our figure of one day; None is unknown, and leaves a gap. `label` is written at the last point."""

    day: date
    value: float | None
    low: float | None = None
    high: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class OtherPoint:
    """What another source says of one day; `label` names the source."""

    day: date
    value: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the plot lies in px, and how days and values become px."""

    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    greatest: float

    def at(self, day: date, value: float) -> Point:
        return self.x(day), self.y(value)

    def x(self, day: date) -> float:
        if self.first == self.last:
            return (self.left + self.right) / 2
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - value / self.greatest * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class _Series:
    """What a series chart is drawn from."""

    points: list[SeriesPoint]
    others: Sequence[OtherPoint]
    x_ticks: Sequence[tuple[date, str]]
    y_ticks: Sequence[tuple[float, str]]
    direction: Direction
    width: float
    colour: str

    @property
    def known(self) -> list[tuple[SeriesPoint, float]]:
        return [(point, point.value) for point in self.points if point.value is not None]

    def plot(self, top: float) -> _Plot:
        days = [point.day for point in self.points] + [other.day for other in self.others]
        ordinals = [day.toordinal() for day in days or [day for day, _ in self.x_ticks]] or [0]
        tops = [value for point in self.points for value in (point.value, point.high) if value is not None]
        tops += [other.value for other in self.others]
        ticks_drawn = self.drawn_ticks(max([*tops, 0.0]))
        ticks = max((measure(text, _SIZE) for _, text in self.y_ticks), default=0.0)
        last = measure(self.known[-1][0].label, _STRONG, bold=True) if self.known else 0.0
        # The last label stands to the right of its point where it is short, else it is put near it.
        right = last + 12 if 0 < last <= 0.2 * self.width else 8.0
        return _Plot(
            left=ticks + (12 if ticks else 4),
            right=self.width - right,
            top=top,
            bottom=top + round(30 + 0.36 * self.width),
            first=min(ordinals),
            last=max(ordinals),
            greatest=max([*tops, *(value for value, _ in ticks_drawn), 0.0]) or 1.0,
        )

    def drawn_ticks(self, greatest: float) -> list[tuple[float, str]]:
        """Ticks that do not waste room far above the data, but two above 0 in any case."""
        ranked = sorted(self.y_ticks)
        near = [tick for tick in ranked if tick[0] <= 1.12 * greatest]
        return near if len(near) >= 3 else ranked[:3]


def _axes(series: _Series, plot: _Plot) -> Iterator[Item]:
    for value, text in series.y_ticks:
        if value > plot.greatest:
            continue
        y = plot.y(value)
        if value:
            yield Line(plot.left, y, plot.right, y, palette.RULE)
        yield words(plot.left - 8, y + ascent(_SIZE) / 2, text, series.direction, anchor="right")
    yield Line(plot.left, plot.bottom, plot.right, plot.bottom, palette.AXIS)
    free = 0.0
    for day, text in sorted(series.x_ticks):
        half = measure(text, _SIZE) / 2
        if not plot.first <= day.toordinal() <= plot.last:
            continue
        x = plot.x(day)
        centre = min(max(x, half), series.width - half)
        if centre - half >= free:
            yield Line(x, plot.bottom, x, plot.bottom + 5, palette.AXIS)
            yield words(centre, plot.bottom + 19, text, series.direction, anchor="middle")
            free = centre + half + 10


def _runs(points: Sequence[SeriesPoint]) -> Iterator[list[tuple[SeriesPoint, float]]]:
    """Stretches without a gap."""
    for unknown, group in groupby(points, key=lambda point: point.value is None):
        if not unknown:
            yield [(point, point.value) for point in group if point.value is not None]


def _band(run: Sequence[tuple[SeriesPoint, float]], plot: _Plot, colour: str) -> Iterator[Item]:
    """Interval of one stretch: a band, or an upright line for a single day."""
    for known, group in groupby(run, key=lambda pair: pair[0].low is not None and pair[0].high is not None):
        ends = [(p.day, p.low, p.high) for p, _ in group if p.low is not None and p.high is not None]
        if not known:
            continue
        if len(ends) == 1:
            (day, low, high) = ends[0]
            x = plot.x(day)
            yield Line(x, plot.y(low), x, plot.y(high), colour, 6)
        else:
            upper = [plot.at(day, high) for day, _, high in ends]
            lower = [plot.at(day, low) for day, low, _ in reversed(ends)]
            yield Area((*upper, *lower), colour)


def _marks(series: _Series, plot: _Plot) -> Iterator[Item]:
    """Bands under lines under dots."""
    runs = list(_runs(series.points))
    for run in runs:
        yield from _band(run, plot, palette.SOFT.get(series.colour, palette.FLOW_SOFT))
    for run in runs:
        if len(run) > 1:
            yield Polyline(tuple(plot.at(point.day, value) for point, value in run), series.colour, 2)
    dot = _DOT if len(series.points) * 9 <= plot.right - plot.left else 1.8
    for point, value in series.known:
        last = point is series.known[-1][0]
        yield Circle(*plot.at(point.day, value), _DOT + 1 if last else dot, series.colour)
    for other in series.others:
        yield Circle(*plot.at(other.day, other.value), _DOT + 0.5, palette.PAPER, 1, palette.OTHER, 1.5)


def _line_boxes(series: _Series, plot: _Plot) -> Iterator[Box]:
    """Small boxes along the line and columns of the band, which labels should rather not cover."""
    for run in _runs(series.points):
        ends = [plot.at(point.day, value) for point, value in run]
        for (x1, y1), (x2, y2) in pairwise(ends):
            steps = max(1, math.ceil(max(abs(x2 - x1), abs(y2 - y1)) / 6))
            for i in range(steps + 1):
                x, y = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
                yield Box(x - 3, y - 3, x + 3, y + 3)
        edges = [
            (plot.x(p.day), plot.y(p.low), plot.y(p.high)) for p, _ in run if p.low is not None and p.high is not None
        ]
        for (x1, low1, high1), (x2, low2, high2) in pairwise(edges):
            steps = max(1, math.ceil((x2 - x1) / 6))
            for i in range(steps):
                share = (i + 0.5) / steps
                x, half = x1 + (x2 - x1) * share, (x2 - x1) / steps / 2
                yield Box(x - half, high1 + (high2 - high1) * share, x + half, low1 + (low2 - low1) * share)


def _labels(series: _Series, plot: _Plot) -> list[Item]:
    """The last figure in strong letters, each other source at its latest point, then at the others."""
    frame = Box(plot.left, 0, series.width, plot.bottom - 2)
    dots = [plot.at(point.day, value) for point, value in series.known]
    hollow = [plot.at(other.day, other.value) for other in series.others]
    obstacles = [Box(x - 4, y - 4, x + 4, y + 4) for x, y in (*dots, *hollow)]
    avoid = list(_line_boxes(series, plot))
    texts: list[Item] = []
    taken: list[Box] = []

    def put(x: float, y: float, text: str, size: float, fill: str, bold: bool) -> bool:
        label = Label(x, y, 4, (text,), size=size, bold=(bold,), fill=fill)
        across, up = label.width() + 24, label.height() + 24
        near = Box(x - across, y - up, x + across, y + up)
        there = [box for box in (*obstacles, *taken) if near.meets(box)]
        crossed = [box for box in avoid if near.meets(box)]
        new, boxes = place_labels([label], frame, there, crossed, "ltr", palette.PAPER, gaps=(4, 9, 16))
        texts.extend(
            words(
                t.x, t.y, text, series.direction, size=size, anchor=t.anchor, bold=bold, fill=fill, halo=palette.PAPER
            )
            for t in new
        )
        taken.extend(boxes)
        return bool(new)

    if series.known and series.known[-1][0].label:
        put(*dots[-1], series.known[-1][0].label, _STRONG, series.colour, True)
    named: set[str] = set()
    again: list[OtherPoint] = []
    for other in sorted(series.others, key=lambda other: other.day, reverse=True):
        if not other.label:
            continue
        if other.label in named:
            again.append(other)
        elif put(*plot.at(other.day, other.value), other.label, _SIZE, palette.MUTED, False):
            named.add(other.label)
    for other in again if len(series.others) <= _MOST_NAMED else ():
        put(*plot.at(other.day, other.value), other.label, _SIZE, palette.MUTED, False)
    return texts


def series_chart(
    title: str,
    desc: str,
    points: Sequence[SeriesPoint],
    others: Sequence[OtherPoint] = (),
    x_ticks: Sequence[tuple[date, str]] = (),
    y_ticks: Sequence[tuple[float, str]] = (),
    direction: Direction = "ltr",
    width: float = 640,
    unit_label: str = "",
    colour: str = palette.FLOW,
) -> Scene:
    """Line with its interval as a band, gaps where nothing is known, and other sources as hollow dots.

    Time runs from left to right in every language, so that the editions can be laid side by side; only the
    words follow `direction`. Straight segments join neighbouring observations: nothing is smoothed, nothing
    is drawn across a gap. The axis begins at 0.

    Parameters
    ----------
    title, desc
        The picture in words, for those who hear it; not drawn.
    points
        Our figures, one per day, in any order.
    others
        Other sources' figures. Every source is named at its latest point with room; at all points if they are few.
    x_ticks, y_ticks
        Where the axes are labelled, and the labels; those that would touch their neighbour are left out.
    direction
        Direction of the language.
    width
        In px: 640 for a page, 350 for a phone.
    unit_label
        What the vertical axis counts, written above it.
    colour
        Strong colour of the line, one of the palette's `SOFT`.
    """
    ordered = sorted(points, key=lambda point: point.day)
    series = _Series(ordered, others, x_ticks, y_ticks, direction, width, colour)
    plot = series.plot(top=34.0 if unit_label else 16.0)
    items: list[Item] = [*_axes(series, plot), *_marks(series, plot), *_labels(series, plot)]
    if unit_label:
        side: Anchor = "right" if direction == "rtl" else "left"
        items.append(words(width if side == "right" else 0, _SIZE, unit_label, direction, anchor=side))
    return Scene(width, plot.bottom + 26, tuple(items), title, desc, direction)
