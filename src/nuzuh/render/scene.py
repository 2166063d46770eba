"""The display list: what a picture consists of, in px, with x to the right and y downwards.

Everything is physical: an anchor ``left`` means that the text starts at the left, in Arabic too. Later
items lie on top of earlier ones. `svg.to_svg` and `typst.to_typst` write a scene.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from nuzuh.render import palette

Anchor: TypeAlias = Literal["left", "middle", "right"]
Direction: TypeAlias = Literal["ltr", "rtl"]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` is the length of dashes and gaps, 0 for none."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = palette.RULE
    width: float = 1.0
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through at least two points."""

    points: tuple[Point, ...]
    stroke: str = palette.FLOW
    width: float = 2.0
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon; `stroke` is its outline's colour, empty for none."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0
    stroke: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle with its upper left corner at `x`, `y`; an empty `fill` or `stroke` means none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    opacity: float = 1.0
    stroke: str = ""
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle; an empty `fill` or `stroke` means none; `tip` is what a page shows when it is pointed at.

    `link` is the page that it leads to, in pages only; a list or table beside the picture has the same links.
    """

    cx: float
    cy: float
    r: float
    fill: str = ""
    opacity: float = 1.0
    stroke: str = ""
    width: float = 1.0
    dash: float = 0.0
    tip: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on the base line `y`; `halo` is the colour behind it, empty for none."""

    x: float
    y: float
    text: str
    size: float = 12.0
    anchor: Anchor = "left"
    bold: bool = False
    fill: str = palette.INK
    direction: Direction = "ltr"
    halo: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """Items of which only the part inside a rectangle is seen; their coordinates are those of the scene."""

    x: float
    y: float
    width: float
    height: float
    items: tuple["Item", ...]


Item: TypeAlias = Line | Polyline | Area | Rect | Circle | Text | Clip


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of `width` by `height` px; `title` and `desc` say what it shows, for those who hear it."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    desc: str
    direction: Direction = "ltr"


def text_direction(text: str, direction: Direction) -> Direction:
    """Direction in which one text of a picture runs.

    A text without a letter of a right-to-left script, such as a number, runs left to right in every language;
    one that has such a letter follows the picture if that runs right to left, otherwise its own first letter.

    Parameters
    ----------
    text
        The text.
    direction
        Direction of the picture's language.

    Examples
    --------
    >>> text_direction("−12.5", "rtl"), text_direction("سرمدا (Sarmada)", "ltr")
    ('ltr', 'rtl')
    """
    strong = [kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")]
    if not any(kind != "L" for kind in strong):
        return "ltr"
    return "rtl" if direction == "rtl" or strong[0] != "L" else "ltr"


def words(
    x: float,
    y: float,
    text: str,
    direction: Direction,
    *,
    size: float = 12.0,
    anchor: Anchor = "left",
    bold: bool = False,
    fill: str = palette.MUTED,
    halo: str = "",
) -> Text:
    """Text on the base line `y` that runs as `text_direction` says; muted unless told otherwise."""
    return Text(x, y, text, size, anchor, bold, fill, text_direction(text, direction), halo)


def mirrored(items: Iterable[Item], width: float) -> tuple[Item, ...]:
    """Items turned over left to right inside `width` px; the texts stay readable and change their anchors.

    Parameters
    ----------
    items
        What is drawn, for a language that runs left to right.
    width
        Width of the scene.
    """
    return tuple(_mirror(item, width) for item in items)


def _mirror(item: Item, width: float) -> Item:
    match item:
        case Line():
            return replace(item, x1=width - item.x1, x2=width - item.x2)
        case Polyline() | Area():
            return replace(item, points=_mirror_points(item.points, width))
        case Rect():
            return replace(item, x=width - item.x - item.width)
        case Circle():
            return replace(item, cx=width - item.cx)
        case Text():
            swapped: dict[Anchor, Anchor] = {"left": "right", "right": "left", "middle": "middle"}
            return replace(item, x=width - item.x, anchor=swapped[item.anchor])
        case Clip():
            return replace(item, x=width - item.x - item.width, items=mirrored(item.items, width))


def _mirror_points(points: Sequence[Point], width: float) -> tuple[Point, ...]:
    return tuple((width - x, y) for x, y in points)


def flat(items: Iterable[Item]) -> Iterable[Item]:
    """Yield all items, those inside of `Clip` too, and no `Clip` itself."""
    for item in items:
        if isinstance(item, Clip):
            yield from flat(item.items)
        else:
            yield item
