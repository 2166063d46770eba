"""The land under a map: countries of Natural Earth, projected into a frame and clipped to it."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from nuzuh.render.scene import Point

__all__ = ["Country", "View", "clip_ring", "countries_in", "ring_area"]

_KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its rings; borders are those of Natural Earth, which draws who holds a place.

    Attributes
    ----------
    ident
        ISO 3166 numeric code, empty where there is none.
    name
        In English.
    rings
        Outer rings of longitude and latitude (degrees), or of x and y (px) once projected.
    """

    ident: str
    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Equirectangular projection into a frame, true to scale at its middle.

    Attributes
    ----------
    longitude, latitude
        Of the middle of the frame.
    scale
        Px per degree of latitude.
    width, height
        Of the frame in px.
    """

    longitude: float
    latitude: float
    scale: float
    width: float
    height: float

    @property
    def shrink(self) -> float:
        """Length of a degree of longitude as a share of one of latitude."""
        return math.cos(math.radians(self.latitude))

    def project(self, longitude: float, latitude: float) -> Point:
        """Place on the frame in px of a point given in degrees."""
        x = self.width / 2 + (longitude - self.longitude) * self.shrink * self.scale
        return x, self.height / 2 - (latitude - self.latitude) * self.scale

    def px(self, kilometres: float) -> float:
        """Length on the frame in px."""
        return kilometres / _KM_PER_DEGREE * self.scale

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the frame in degrees."""
        across = self.width / 2 / self.scale / self.shrink
        up = self.height / 2 / self.scale
        return self.longitude - across, self.latitude - up, self.longitude + across, self.latitude + up


def _ring(steps: Sequence[int]) -> tuple[Point, ...]:
    """Points in degrees from a flat list of steps in thousandths of a degree."""
    across, up = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x / 1000, y / 1000) for x, y in zip(across, up, strict=True))


@lru_cache(maxsize=1)
def _layers() -> tuple[tuple[float, float, float, float], tuple[Country, ...], tuple[Country, ...]]:
    """Window of the detailed layer, that layer, and the coarse one of the world."""
    data = json.loads((files("nuzuh.render") / "basemap.json").read_text(encoding="utf-8"))

    def countries(key: str) -> tuple[Country, ...]:
        return tuple(
            Country(row["id"], row["name"], tuple(_ring(steps) for steps in row["rings"])) for row in data[key]
        )

    west, south, east, north = data["window"]
    return (west, south, east, north), countries("detail"), countries("world")


def _cut(ring: Sequence[Point], inside: Callable[[Point], bool], axis: int, edge: float) -> list[Point]:
    """Part of a ring on one side of an upright or level line."""
    kept: list[Point] = []
    for before, point in zip((ring[-1], *ring[:-1]), ring, strict=True):
        if inside(before) != inside(point):
            share = (edge - before[axis]) / (point[axis] - before[axis])
            crossing = [before[k] + share * (point[k] - before[k]) for k in (0, 1)]
            crossing[axis] = edge
            kept.append((crossing[0], crossing[1]))
        if inside(point):
            kept.append(point)
    return kept


def clip_ring(ring: Sequence[Point], left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Part of a ring inside a rectangle; empty when it lies outside.

    Source: Sutherland and Hodgman (1974), Reentrant polygon clipping.
    """
    kept = list(ring)
    sides: tuple[tuple[int, float, Callable[[Point], bool]], ...] = (
        (0, left, lambda p: p[0] >= left),
        (0, right, lambda p: p[0] <= right),
        (1, top, lambda p: p[1] >= top),
        (1, bottom, lambda p: p[1] <= bottom),
    )
    for axis, edge, inside in sides:
        if kept:
            kept = _cut(kept, inside, axis, edge)
    return kept


def ring_area(ring: Sequence[Point]) -> float:
    """Area of a ring in the square of its unit."""
    following = (*ring[1:], *ring[:1])
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, following, strict=True))) / 2


def _thin(ring: Sequence[Point], least: float) -> tuple[Point, ...]:
    """Return the ring without points closer than `least` px to the one before."""
    kept: list[Point] = []
    for point in ring:
        if not kept or math.dist(kept[-1], point) >= least:
            kept.append(point)
    return tuple(kept)


def countries_in(view: View, margin: float = 8.0) -> list[Country]:
    """Countries seen in a view, their rings in px, clipped `margin` px outside the frame, the largest first.

    The detailed layer is taken when it holds the whole view, otherwise the coarse one.

    Parameters
    ----------
    view
        The frame and its projection.
    margin
        So far outside lie the edges where clipping cut a country, to be hidden by a `Clip`.
    """
    window, detail, world = _layers()
    west, south, east, north = view.bounds()
    fine = window[0] <= west and window[1] <= south and window[2] >= east and window[3] >= north
    seen = []
    for country in detail if fine else world:
        rings = []
        for ring in country.rings:
            projected = [view.project(x, y) for x, y in ring]
            clipped = clip_ring(projected, -margin, -margin, view.width + margin, view.height + margin)
            thin = _thin(clipped, 0.9)
            if len(thin) > 2 and ring_area(thin) > 1:
                rings.append(thin)
        if rings:
            seen.append(Country(country.ident, country.name, tuple(rings)))
    return seen
