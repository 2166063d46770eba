"""Puts labels beside points so that none covers another: greedy, the most important first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nuzuh.render import palette
from nuzuh.render.fonts import ascent, measure
from nuzuh.render.scene import Anchor, Direction, Text, words

__all__ = ["Box", "Label", "place_labels"]


class Box(NamedTuple):
    """An upright rectangle by its edges in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        """Whether this one lies wholly in the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def shared(self, other: "Box") -> float:
        """Area in square px that the two share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)


@dataclass(frozen=True, slots=True)
class Label:
    """What is written beside a disc: one or two lines, of which `bold` says which are bold.

    Attributes
    ----------
    x, y, radius
        The disc in px.
    lines
        Texts from top to bottom; empty ones are left out.
    priority
        Greater is placed earlier.
    """

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    priority: float = 0.0
    size: float = 12.0
    bold: tuple[bool, ...] = ()
    fill: str = palette.INK

    def width(self) -> float:
        """Width in px of the longest line."""
        return max(measure(line, self.size, self._bold(i)) for i, line in enumerate(self.lines))

    def height(self) -> float:
        """Height in px of all lines, from the top of the first to a little under the last base line."""
        return (len(self.lines) - 1) * self.leading + ascent(self.size) + 0.3 * self.size

    @property
    def leading(self) -> float:
        """Distance of base lines in px."""
        return 1.25 * self.size

    def _bold(self, index: int) -> bool:
        return self.bold[index] if index < len(self.bold) else False

    def texts(self, box: Box, anchor: Anchor, direction: Direction, halo: str) -> list[Text]:
        """Texts that fill a box of this label's size."""
        x = {"left": box.left, "middle": (box.left + box.right) / 2, "right": box.right}[anchor]
        first = box.top + ascent(self.size)
        return [
            words(
                x,
                first + i * self.leading,
                line,
                direction,
                size=self.size,
                anchor=anchor,
                bold=self._bold(i),
                fill=self.fill,
                halo=halo,
            )
            for i, line in enumerate(self.lines)
        ]


# Where the label lies seen from its disc: right, left, above, below, then the corners.
_SIDES: tuple[tuple[int, int], ...] = (
    (1, 0),
    (-1, 0),
    (0, -1),
    (0, 1),
    (1, -1),
    (-1, -1),
    (1, 1),
    (-1, 1),
)
_APART = 4.0
_ANCHORS: dict[int, Anchor] = {1: "left", 0: "middle", -1: "right"}


def _candidates(label: Label, gaps: Sequence[float], direction: Direction) -> Iterable[tuple[Box, Anchor]]:
    """Boxes to try, the best first; in right-to-left languages the left side comes first."""
    width, height = label.width(), label.height()
    for gap in gaps:
        for side, level in _SIDES:
            across = -side if direction == "rtl" else side
            reach = label.radius + gap
            if across and level:
                reach = 0.71 * label.radius + max(gap, _APART)
            reach = max(reach, label.radius + _APART) if across and not level else reach
            x = label.x + across * reach
            left = x - {1: 0.0, 0: width / 2, -1: width}[across]
            top = label.y + level * reach - {1: 0.0, 0: height / 2, -1: height}[level]
            yield Box(left, top, left + width, top + height), _ANCHORS[across]


def _hits(box: Box, others: Iterable[Box]) -> bool:
    """Whether a label comes so near to others that the two would be read as one."""
    wide = Box(box.left - _APART, box.top, box.right + _APART, box.bottom)
    return any(wide.meets(other) for other in others)


def place_labels(
    labels: Sequence[Label],
    frame: Box,
    obstacles: Sequence[Box] = (),
    avoid: Sequence[Box] = (),
    direction: Direction = "ltr",
    halo: str = "",
    gaps: Sequence[float] = (4.0, 9.0),
    accept: Callable[[Box], bool] = lambda _: True,
) -> tuple[list[Text], list[Box]]:
    """Texts of the labels for which there was room, and the boxes they fill; no two boxes meet.

    Each label is tried in 8 positions at each distance. A label for which none is free is left out.

    Parameters
    ----------
    labels
        What to write, in any order.
    frame
        Where all labels must lie.
    obstacles
        What no label may meet.
    avoid
        What labels should rather not cover: of the free positions the one that covers least is taken.
    direction
        Direction of the picture's language.
    halo
        Colour behind the letters, empty for none.
    gaps
        Distances in px between the disc and its label.
    accept
        A further condition on where a label may lie.
    """
    texts: list[Text] = []
    taken: list[Box] = []
    for label in sorted(labels, key=lambda item: -item.priority):
        free = [
            (sum(box.shared(other) for other in avoid), rank, box, anchor)
            for rank, (box, anchor) in enumerate(_candidates(label, gaps, direction))
            if box.inside(frame) and not _hits(box, (*obstacles, *taken)) and accept(box)
        ]
        if free:
            _, _, box, anchor = min(free)
            texts.extend(label.texts(box, anchor, direction, halo))
            taken.append(box)
    return texts, taken
