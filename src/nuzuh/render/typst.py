"""Writes a scene as a Typst drawing with native text, so that Arabic is set right and can be read aloud."""

from nuzuh.render.fonts import PICTURE_FONTS, ascent, measure
from nuzuh.render.scene import Area, Circle, Clip, Item, Line, Point, Polyline, Rect, Scene, Text
from nuzuh.render.svg import number

__all__ = ["alt_text", "escape", "to_figure", "to_typst"]

_WIDE = 4000.0
"""Width in pt of the boxes in which a text is anchored; wider than any text, so that none is broken."""


def escape(text: str) -> str:
    r"""Typst string literal, with its quotes, of any text.

    The literal can stand wherever Typst's code mode wants a string; in markup write ``#`` before it. Nothing
    in it is read as markup.

    Examples
    --------
    >>> escape('a "b" \\ #c')
    '"a \\"b\\" \\\\ #c"'
    """
    parts = []
    for character in text:
        if character in '"\\':
            parts.append("\\" + character)
        elif character < " " or character == "\x7f" or "\ud800" <= character <= "\udfff":
            parts.append(" ")
        else:
            parts.append(character)
    return '"' + "".join(parts) + '"'


def alt_text(scene: Scene) -> str:
    """Words that stand for the picture: its title and its description."""
    return f"{scene.title} {scene.desc}".strip()


def _colour(colour: str, opacity: float = 1.0) -> str:
    if not colour:
        return "none"
    alpha = "" if opacity == 1 else f"{round(opacity * 255):02x}"
    return f'rgb("{colour}{alpha}")'


class _Writer:
    """Writes items with all lengths multiplied by `scale` (pt per px)."""

    def __init__(self, scale: float) -> None:
        self.scale = scale

    def length(self, value: float) -> str:
        return f"{number(value * self.scale, 2)}pt"

    def stroke(self, colour: str, width: float, dash: float) -> str:
        if not colour:
            return "none"
        dashes = f", dash: ({self.length(dash)}, {self.length(dash)})" if dash else ""
        return f'(paint: {_colour(colour)}, thickness: {self.length(width)}, join: "round"{dashes})'

    def place(self, x: float, y: float, content: str) -> str:
        return f"place(top + left, dx: {self.length(x)}, dy: {self.length(y)}, {content})"

    def points(self, points: tuple[Point, ...]) -> list[str]:
        return [f"({self.length(x)}, {self.length(y)})" for x, y in points]

    def item(self, item: Item) -> str:
        match item:
            case Line(x1, y1, x2, y2):
                start, end = self.points(((x1, y1), (x2, y2)))
                ends = f"start: {start}, end: {end}"
                return self.place(0, 0, f"line({ends}, stroke: {self.stroke(item.stroke, item.width, item.dash)})")
            case Polyline():
                first, *rest = self.points(item.points)
                steps = ", ".join([f"curve.move({first})", *(f"curve.line({p})" for p in rest)])
                line = self.stroke(item.stroke, item.width, item.dash)
                return self.place(0, 0, f"curve(fill: none, stroke: {line}, {steps})")
            case Area():
                fill, line = _colour(item.fill, item.opacity), self.stroke(item.stroke, item.width, 0)
                corners = ", ".join(self.points(item.points))
                return self.place(0, 0, f"polygon(fill: {fill}, stroke: {line}, {corners})")
            case Rect():
                size = f"width: {self.length(item.width)}, height: {self.length(item.height)}"
                fill, line = _colour(item.fill, item.opacity), self.stroke(item.stroke, 1, item.dash)
                return self.place(item.x, item.y, f"rect({size}, fill: {fill}, stroke: {line})")
            case Circle():
                fill, line = _colour(item.fill, item.opacity), self.stroke(item.stroke, item.width, item.dash)
                shape = f"circle(radius: {self.length(item.r)}, fill: {fill}, stroke: {line})"
                return self.place(item.cx - item.r, item.cy - item.r, shape)
            case Text():
                return self.text(item)
            case Clip():
                return self.clip(item)

    def text(self, item: Text) -> str:
        """Place a text on its base line; its box has no height and is so wide that no line breaks."""
        weight = ', weight: "bold"' if item.bold else ""
        text = (
            f"text(size: {self.length(item.size)}, fill: {_colour(item.fill)}, "
            f"dir: {item.direction}{weight}, {escape(item.text)})"
        )
        half = {"left": 0.0, "middle": 0.5, "right": 1.0}[item.anchor]
        align = {"left": "left", "middle": "center", "right": "right"}[item.anchor]
        box = f"box(width: {number(_WIDE)}pt, align({align}, {text}))"
        dx = f"{number(item.x * self.scale - half * _WIDE, 2)}pt"
        placed = f"place(top + left, dx: {dx}, dy: {self.length(item.y)}, {box})"
        if not item.halo:
            return placed
        # A stroke would eat the letters and a second copy would be read twice: a pale plate instead.
        width = measure(item.text, item.size, item.bold) + 2
        plate = Rect(
            item.x - half * (width - 2) - 1,
            item.y - ascent(item.size) - 2,
            width,
            item.size + 2,
            item.halo,
            0.6,
        )
        return f"{self.item(plate)}; {placed}"

    def clip(self, item: Clip) -> str:
        inner = "; ".join(self.item(i) for i in item.items)
        size = f"width: {self.length(item.width)}, height: {self.length(item.height)}"
        origin = f"place(top + left, dx: {self.length(-item.x)}, dy: {self.length(-item.y)}, {{ {inner} }})"
        return self.place(item.x, item.y, f"box({size}, clip: true, {origin})")


def to_typst(scene: Scene, width_pt: float) -> str:
    """Typst expression that draws a scene `width_pt` points wide; in markup write ``#`` before it.

    Parameters
    ----------
    scene
        The picture.
    width_pt
        Its width on paper in points.
    """
    writer = _Writer(width_pt / scene.width)
    families = ", ".join(f'"{family}"' for family in PICTURE_FONTS)
    lines = [
        f"box(width: {number(width_pt, 2)}pt, height: {writer.length(scene.height)}, {{",
        "set align(left + top)",
        "set par(justify: false, first-line-indent: 0pt, leading: 0pt)",
        f'set text(font: ({families},), top-edge: "baseline", bottom-edge: "baseline", hyphenate: false, '
        'tracking: 0pt, style: "normal", weight: "regular")',
        *(writer.item(item) for item in scene.items),
        "})",
    ]
    return "\n".join(lines)


def to_figure(scene: Scene, width_pt: float, caption: str = "") -> str:
    """Typst expression of a figure with the scene, its alternative in words and perhaps a plain caption."""
    words = f", caption: {escape(caption)}" if caption else ""
    fixed = 'kind: "picture", supplement: none, numbering: none, outlined: false'
    return f"figure({fixed}, alt: {escape(alt_text(scene))}{words}, {to_typst(scene, width_pt)})"
