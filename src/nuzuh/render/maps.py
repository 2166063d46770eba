"""A map of circles whose areas stand for numbers, over land, sea and borders."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from nuzuh.render import palette
from nuzuh.render.basemap import Country, View, clip_ring, countries_in, ring_area
from nuzuh.render.fonts import ascent, measure, wrap
from nuzuh.render.labels import Box, Label, place_labels
from nuzuh.render.scene import (
    Area,
    Circle,
    Clip,
    Direction,
    Item,
    Line,
    Point,
    Polyline,
    Rect,
    Scene,
    mirrored,
    words,
)

__all__ = ["MapCircle", "circle_map"]

_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_UNKNOWN_RADIUS = 5.5
_ZERO_RADIUS = 2.5
_SMALL = 11.0
_LEAST_SPAN = 0.3
"""Degrees of latitude that a map shows at the least between its outermost circles."""


@dataclass(frozen=True, slots=True)
class MapCircle:
    """One place; a `value` of None is unknown; `text` is its number to read, `note` shows when pointed at.

    A place without `label` is drawn, but its name is not written; `link` is its page.
    """

    lat: float
    lon: float
    value: float | None
    label: str
    text: str = ""
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Disc:
    """A circle of the map in px."""

    x: float
    y: float
    radius: float
    source: MapCircle

    def box(self, across: float = 1.0, up: float = 1.0) -> Box:
        """Rectangle around the middle with these shares of the radius."""
        x, y = self.radius * across, self.radius * up
        return Box(self.x - x, self.y - y, self.x + x, self.y + y)

    def boxes(self) -> list[Box]:
        """Three rectangles that together nearly fill the disc."""
        return [self.box(0.95, 0.4), self.box(0.72, 0.72), self.box(0.4, 0.95)]


def _view(circles: Sequence[MapCircle], width: float) -> View:
    """Frame around the circles, with room for labels at its sides."""
    south, north = min(c.lat for c in circles), max(c.lat for c in circles)
    west, east = min(c.lon for c in circles), max(c.lon for c in circles)
    latitude, longitude = (south + north) / 2, (west + east) / 2
    shrink = math.cos(math.radians(latitude))
    tall = max(north - south, _LEAST_SPAN)
    broad = max((east - west) * shrink, _LEAST_SPAN)
    side, edge = 0.15 * width, 0.1 * width
    narrow = width < 500
    wanted = tall / broad * (width - 2 * side) + 2 * edge
    height = round(min(max(wanted, (0.8 if narrow else 0.55) * width), (1.15 if narrow else 0.9) * width))
    scale = min((width - 2 * side) / broad, (height - 2 * edge) / tall)
    return View(longitude, latitude, scale, width, height)


def _radius(value: float | None, unit: float) -> float:
    """Radius in px; the area of the circle is in proportion to the value."""
    if value is None:
        return _UNKNOWN_RADIUS
    return unit * math.sqrt(value) if value > 0 else _ZERO_RADIUS


def _land(countries: Sequence[Country], view: View) -> Iterator[Item]:
    yield Rect(0, 0, view.width, view.height, palette.WATER)
    for country in countries:
        for ring in country.rings:
            yield Area(ring, palette.LAND, 1, palette.BORDER, 0.8)


def _outlines(boundaries: Sequence[Sequence[Point]], view: View) -> Iterator[Item]:
    for ring in boundaries:
        points = clip_ring([view.project(x, y) for x, y in ring], -20, -20, view.width + 20, view.height + 20)
        if len(points) > 1:
            yield Polyline(tuple(points), palette.BORDER, 0.6)


def _draw_disc(disc: _Disc, colour: str) -> Circle:
    source = disc.source
    tip = " · ".join(part for part in (source.label, source.text, source.note) if part)
    if source.value is None:
        return Circle(disc.x, disc.y, disc.radius, palette.PAPER, 0.6, palette.AXIS, 1.2, 2.5, tip, source.link)
    if source.value <= 0:
        return Circle(disc.x, disc.y, disc.radius, palette.PAPER, 1, colour, 1.2, 0, tip, source.link)
    return Circle(disc.x, disc.y, disc.radius, colour, 0.55, colour, 1, 0, tip, source.link)


_NEAR = (3.0, 7.0)
_FAR = (14.0, 22.0, 32.0, 44.0)


def _place_names(discs: Sequence[_Disc], frame: Box, direction: Direction, size: float) -> tuple[list[Item], list[Box]]:
    """Names with their numbers and the boxes they fill, the greatest first.

    Where both find no room beside the disc, the name stands there alone, or in wide maps both stand further
    off at the end of a thin line that crosses no other label.
    """
    items: list[Item] = []
    taken: list[Box] = []
    lines_drawn: list[Box] = []
    filled = [box for disc in discs for box in disc.boxes()]
    for disc in sorted(discs, key=lambda disc: -(disc.source.value or 0.0)):
        both = tuple(part for part in (disc.source.label, disc.source.text) if part)
        tries = [(both, _NEAR), (both[:1], _NEAR), (both, _FAR)] if both else []
        for lines, gaps in tries if frame.right > 500 else tries[:2]:
            label = Label(disc.x, disc.y, disc.radius, lines, size=size, bold=(True,))
            clear = _Clear(disc, taken, lines_drawn).accepts if gaps == _FAR else _anywhere
            new, boxes = place_labels(
                [label], frame, [*filled, *taken, *lines_drawn], (), direction, palette.LAND, gaps, clear
            )
            if new:
                if gaps == _FAR:
                    lines_drawn += _along(disc, boxes[0])
                    items += _leader(disc, boxes[0])
                items += new
                taken += boxes
                break
    return items, taken


@dataclass(frozen=True, slots=True)
class _Clear:
    """Says whether the line from a disc to its label crosses nothing that is already written."""

    disc: _Disc
    taken: Sequence[Box]
    drawn: Sequence[Box]

    def accepts(self, box: Box) -> bool:
        return not any(step.meets(other) for step in _along(self.disc, box) for other in (*self.taken, *self.drawn))


def _anywhere(_: Box) -> bool:
    return True


def _end(disc: _Disc, box: Box) -> Point:
    """Point of a label's edge next to a disc."""
    return min(max(disc.x, box.left - 2), box.right + 2), min(max(disc.y, box.top + 5), box.bottom - 5)


def _along(disc: _Disc, box: Box) -> list[Box]:
    """Small boxes along the line from a disc to its label."""
    x2, y2 = _end(disc, box)
    steps = max(1, math.ceil(math.dist((disc.x, disc.y), (x2, y2)) / 3))
    places = [(disc.x + (x2 - disc.x) * i / steps, disc.y + (y2 - disc.y) * i / steps) for i in range(steps)]
    return [Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5) for x, y in places]


def _leader(disc: _Disc, box: Box) -> tuple[Item, ...]:
    """Thin line from the middle of a disc to its label."""
    line = Line(disc.x, disc.y, *_end(disc, box), palette.INK, 0.7)
    return line, Circle(disc.x, disc.y, 1.4, palette.INK)


def _unit(places: Sequence[tuple[Point, float | None]], width: float) -> float:
    """Radius in px of a circle for the value 1: smaller where the circles would hide one another."""
    greatest = max((value or 0.0 for _, value in places), default=0.0)
    if greatest <= 0:
        return 0.0
    unit = 0.0
    for share in (0.055, 0.047, 0.04, 0.034):
        unit = share * (width if width >= 500 else 1.25 * width) / math.sqrt(greatest)
        radii = [(place, unit * math.sqrt(value)) for place, value in places if value]
        hidden = sum(
            max(0.0, first + second - math.dist(here, there)) * min(first, second)
            for i, (here, first) in enumerate(radii)
            for there, second in radii[:i]
        )
        if hidden <= 0.35 * sum(radius**2 for _, radius in radii):
            break
    return unit


def _within(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies in a ring (ray casting)."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _country_name(ring: Sequence[Point], text: str, size: float, frame: Box, obstacles: Sequence[Box]) -> Box | None:
    """Where a country's name has most room inside its outline, if anywhere."""
    width, height = measure(text, size), 1.2 * size
    if ring_area(ring) < 2.5 * width * height:
        return None
    middle = (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    best: tuple[float, Box] | None = None
    for i in range(1, 20):
        for j in range(1, 20):
            x = frame.left + (frame.right - frame.left) * i / 20
            y = frame.top + (frame.bottom - frame.top) * j / 20
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            wide = Box(box.left - 10, box.top - 8, box.right + 10, box.bottom + 8)
            corners = [(a, b) for a in (wide.left, x, wide.right) for b in (wide.top, wide.bottom)]
            if not wide.inside(frame) or any(wide.meets(other) for other in obstacles):
                continue
            away = math.dist((x, y), middle)
            if all(_within(corner, ring) for corner in corners) and (best is None or away < best[0]):
                best = (away, box)
    return best[1] if best else None


def _country_names(
    countries: Sequence[Country],
    names: Mapping[str, str],
    view: View,
    taken: Sequence[Box],
    direction: Direction,
) -> Iterator[Item]:
    frame = Box(0, 0, view.width, view.height)
    size = 13.0 if view.width >= 500 else 12.0
    filled = list(taken)
    for country in countries:
        text = names.get(country.ident, "")
        ring = max(country.rings, key=ring_area)
        box = _country_name(ring, text, size, frame, filled) if text else None
        if box:
            filled.append(box)
            middle = (box.left + box.right) / 2
            base = (box.top + box.bottom) / 2 + ascent(size) / 2
            yield words(middle, base, text, direction, size=size, anchor="middle")


def _legend(
    legend: Sequence[tuple[float, str]],
    unit: float,
    left: float,
    bottom: float,
    direction: Direction,
    colour: str,
) -> Iterator[Item]:
    """Nested circles that stand on one line, each with its number at its top."""
    ranked = sorted((pair for pair in legend if pair[0] > 0), reverse=True)
    if not ranked:
        return
    widest = unit * math.sqrt(ranked[0][0])
    above = -math.inf
    for value, text in ranked:
        radius = unit * math.sqrt(value)
        top = bottom - 2 * radius
        y = max(top, above + 14)
        yield Circle(left + widest, bottom - radius, radius, colour, 0.12, colour, 1)
        yield Line(left + widest, top, left + 2 * widest + 10, y, palette.AXIS, 0.7)
        yield words(left + 2 * widest + 14, y + ascent(_SMALL) / 2, text, direction, size=_SMALL)
        above = y


def _scale_bar(
    scales: Sequence[tuple[float, str]], view: View, right: float, bottom: float, direction: Direction
) -> Iterator[Item]:
    """Longest of the bars that takes no more than a quarter of the width."""
    fitting = [(km, text) for km, text in sorted(scales) if view.px(km) <= view.width / 4]
    if not fitting:
        return
    km, text = fitting[-1]
    left = right - view.px(km)
    yield Line(left, bottom, right, bottom, palette.MUTED, 1.5)
    for x in (left, right):
        yield Line(x, bottom - 4, x, bottom + 0.75, palette.MUTED, 1.5)
    yield words(right, bottom - 9, text, direction, size=_SMALL, anchor="right")


def _foot(
    legend: Sequence[tuple[float, str]],
    scales: Sequence[tuple[float, str]],
    attribution: str,
    unit: float,
    view: View,
    direction: Direction,
    colour: str,
) -> tuple[tuple[Item, ...], float]:
    """What stands under the map, and the height of the whole picture in px."""
    greatest = max((value for value, _ in legend), default=0.0)
    tall = max(2 * unit * math.sqrt(max(greatest, 0.0)), 14.0 * len(legend), 24.0 if scales else 0.0)
    bottom = view.height + (14 + tall if tall else 0)
    items: list[Item] = [
        *_legend(legend, unit, 1, bottom, direction, colour),
        *_scale_bar(scales, view, view.width - 1, bottom, direction),
    ]
    for line in wrap(attribution, _SMALL, view.width):
        bottom += 18 if bottom in (view.height, view.height + 14 + tall) else 14
        items.append(words(0, bottom, line, direction, size=_SMALL))
    return (mirrored(items, view.width) if direction == "rtl" else tuple(items)), bottom + 6


def circle_map(
    title: str,
    desc: str,
    circles: Sequence[MapCircle],
    direction: Direction = "ltr",
    width: float = 640,
    legend: Sequence[tuple[float, str]] = (),
    attribution: str = "",
    scales: Sequence[tuple[float, str]] = (),
    country_labels: Mapping[str, str] = _NO_NAMES,
    colour: str = palette.FLOW,
    boundaries: Sequence[Sequence[Point]] = (),
) -> Scene:
    """Map with a circle at every place whose area is in proportion to its number.

    Small circles lie on top of great ones. A dashed hollow circle is unknown, a small ring is zero. Names are
    written where they cover nothing else, the greatest numbers first, some way off with a thin line where it
    is crowded; those without room are left out. Legend and scale stand under the map and hide nothing.

    Parameters
    ----------
    title, desc
        The picture in words, for those who hear it; not drawn.
    circles
        The places, at least one.
    direction
        Direction of the language. The map itself is never mirrored.
    width
        In px: 640 for a page, 350 for a phone.
    legend
        Two or three values with their texts.
    attribution
        Who made the map data; required by most licences.
    scales
        Lengths in km with their texts, such as ``(50, "50 km")``; the longest that fits is drawn.
    country_labels
        Names by ISO 3166 numeric code (``"760"`` is Syria); countries without a name stay bare.
    colour
        Strong colour of the circles.
    boundaries
        Finer outlines, as rings of longitude and latitude in degrees, drawn over the land.

    Raises
    ------
    ValueError
        When there is no circle.
    """
    if not circles:
        raise ValueError("a map needs at least one place")
    view = _view(circles, width)
    unit = _unit([(view.project(c.lon, c.lat), c.value) for c in circles], width)
    discs = [_Disc(*view.project(c.lon, c.lat), _radius(c.value, unit), c) for c in circles]
    discs.sort(key=lambda disc: (disc.source.value is not None, disc.radius), reverse=True)
    countries = countries_in(view)
    frame = Box(2, 2, width - 2, view.height - 2)
    names, taken = _place_names(discs, frame, direction, 12.0 if width >= 500 else 11.5)
    filled = [*taken, *(disc.box() for disc in discs)]
    inside: tuple[Item, ...] = (
        *_land(countries, view),
        *_outlines(boundaries, view),
        *_country_names(countries, country_labels, view, filled, direction),
        *(_draw_disc(disc, colour) for disc in discs),
        *names,
    )
    foot, height = _foot(legend if unit else (), scales, attribution, unit, view, direction, colour)
    return Scene(width, height, (Clip(0, 0, width, view.height, inside), *foot), title, desc, direction)
