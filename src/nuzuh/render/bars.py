"""Horizontal bars with their intervals, and outlines for what is unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuzuh.render import palette
from nuzuh.render.fonts import ascent, measure
from nuzuh.render.scene import Direction, Item, Line, Rect, Scene, mirrored, words

__all__ = ["Bar", "bar_chart"]

_SIZE = 13.0
_THICK = 16.0
_UNKNOWN = 56.0
_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; a `value` of None is unknown, and `text` says so in words."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""

    @property
    def reach(self) -> float:
        """Greatest value that is drawn."""
        return max(self.value or 0.0, self.high or 0.0) if self.value is not None else 0.0


def _scale(bars: Sequence[Bar], room: float) -> float:
    """Px per unit with which every bar, its whisker and its text fit in `room` px."""
    fits = [(room - _GAP - measure(bar.text, _SIZE, bold=True)) / bar.reach for bar in bars if bar.reach > 0]
    return max(min(fits, default=0.0), 0.0)


def _bar(bar: Bar, left: float, middle: float, scale: float, colour: str, direction: Direction) -> Iterator[Item]:
    top = middle - _THICK / 2
    base = middle + ascent(_SIZE) / 2
    if bar.value is None:
        yield Rect(left, top, _UNKNOWN, _THICK, palette.PAPER, 1, palette.AXIS, 3)
        yield words(left + _UNKNOWN + _GAP, base, bar.text, direction, size=_SIZE)
        return
    yield Rect(left, top, max(bar.value * scale, 1.0), _THICK, colour)
    if bar.low is not None and bar.high is not None:
        start, end = left + bar.low * scale, left + bar.high * scale
        yield Line(start, middle, end, middle, palette.PAPER, 4)
        yield Line(start, middle, end, middle, palette.INK, 1.5)
    end = left + bar.reach * scale + _GAP
    yield words(end, base, bar.text, direction, size=_SIZE, bold=True, fill=palette.INK)


def bar_chart(
    title: str,
    desc: str,
    bars: Sequence[Bar],
    direction: Direction = "ltr",
    width: float = 640,
    colour: str = palette.FLOW,
) -> Scene:
    """Horizontal bars from a common base line, each with its name and its number; no axis is needed.

    The base line stands at the left, or at the right for a language that runs right to left. Names stand
    beside the bars where they fit in a third of a wide picture, above them otherwise. An interval is a thin
    line; what is unknown is an empty dashed outline of fixed length.

    Parameters
    ----------
    title, desc
        The picture in words, for those who hear it; not drawn.
    bars
        In the order in which they are shown, from the top.
    direction
        Direction of the language.
    width
        In px: 640 for a page, 350 for a phone.
    colour
        Strong colour of the bars.
    """
    longest = max((measure(bar.label, _SIZE) for bar in bars), default=0.0)
    beside = width >= 500 and longest <= width / 3
    left = longest + 12 if beside else 1.0
    pitch = 28.0 if beside else 48.0
    scale = _scale(bars, width - left)
    items: list[Item] = []
    for index, bar in enumerate(bars):
        top = index * pitch
        middle = top + (pitch / 2 if beside else 31)
        if beside:
            base = middle + ascent(_SIZE) / 2
            items.append(words(left - 10, base, bar.label, direction, size=_SIZE, anchor="right", fill=palette.INK))
        else:
            items.append(words(0, top + 16, bar.label, direction, size=_SIZE, fill=palette.INK))
        items += _bar(bar, left, middle, scale, colour, direction)
        items.append(Line(left, middle - 11, left, middle + 11, palette.AXIS))
    drawn = mirrored(items, width) if direction == "rtl" else tuple(items)
    return Scene(width, max(len(bars) * pitch, 1) + 4, drawn, title, desc, direction)
