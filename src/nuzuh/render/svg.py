"""Writes a scene as SVG that stands inside a page: no script, nothing from elsewhere, words for the blind."""

from html import escape
from typing import Final

from nuzuh.render.fonts import PICTURE_FONTS
from nuzuh.render.scene import (
    Anchor,
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
    Text,
    flat,
)

__all__ = ["number", "to_svg"]

# In SVG, start and end follow the direction of the text; ours are physical.
_ANCHORS: Final[dict[tuple[Direction, Anchor], str]] = {
    ("ltr", "left"): "",
    ("ltr", "middle"): "middle",
    ("ltr", "right"): "end",
    ("rtl", "left"): "end",
    ("rtl", "middle"): "middle",
    ("rtl", "right"): "",
}


def number(value: float, digits: int = 1) -> str:
    """Shortest text of a coordinate with at most `digits` decimals, the same on every machine.

    Examples
    --------
    >>> number(12.04), number(-0.01), number(3.25, 2)
    ('12', '0', '3.25')
    """
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _clean(text: str) -> str:
    """Escape for XML, without the control characters and lone surrogates that XML forbids."""
    kept = (
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return escape("".join(kept), quote=True)


def _attributes(**values: str | float) -> str:
    """Attributes in the order given; an empty text is left out."""
    written = []
    for name, value in values.items():
        text = value if isinstance(value, str) else number(value, 2)
        if text:
            written.append(f' {name.rstrip("_").replace("_", "-")}="{_clean(text)}"')
    return "".join(written)


def _stroke(stroke: str, width: float, dash: float) -> str:
    if not stroke:
        return ""
    dashes = f"{number(dash)} {number(dash)}" if dash else ""
    return _attributes(stroke=stroke, stroke_width="" if width == 1 else width, stroke_dasharray=dashes)


def _opacity(opacity: float) -> str | float:
    return "" if opacity == 1 else opacity


def _path(points: tuple[Point, ...]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _text(item: Text) -> str:
    attributes = _attributes(
        x=number(item.x),
        y=number(item.y),
        font_size=number(item.size),
        text_anchor=_ANCHORS[item.direction, item.anchor],
        font_weight="700" if item.bold else "",
        fill=item.fill,
        direction=item.direction,
        unicode_bidi="isolate" if item.direction == "rtl" else "",
    )
    if item.halo:
        attributes += _attributes(stroke=item.halo, stroke_width=3, stroke_linejoin="round", paint_order="stroke")
    return f"<text{attributes}>{_clean(item.text)}</text>"


def _clip(item: Clip) -> str:
    x, y, width, height = (number(v) for v in (item.x, item.y, item.width, item.height))
    inner = "".join(_item(i) for i in item.items)
    frame = f'x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{x} {y} {width} {height}"'
    return f'<svg {frame} overflow="hidden">{inner}</svg>'


def _circle(item: Circle) -> str:
    attributes = _attributes(
        cx=number(item.cx),
        cy=number(item.cy),
        r=number(item.r, 2),
        fill=item.fill or "none",
        fill_opacity=_opacity(item.opacity),
    ) + _stroke(item.stroke, item.width, item.dash)
    tip = f"<title>{_clean(item.tip)}</title></circle>" if item.tip else ""
    circle = f"<circle{attributes}>{tip}" if tip else f"<circle{attributes}/>"
    # Out of the order of the Tab key: circles are too small and too close for it, and the table has the same links.
    return f'<a href="{_clean(item.link)}" tabindex="-1">{circle}</a>' if item.link else circle


def _item(item: Item) -> str:
    match item:
        case Line(x1, y1, x2, y2):
            ends = _attributes(x1=number(x1), y1=number(y1), x2=number(x2), y2=number(y2))
            return f"<line{ends}{_stroke(item.stroke, item.width, item.dash)}/>"
        case Polyline():
            line = _stroke(item.stroke, item.width, item.dash)
            return f'<polyline points="{_path(item.points)}" fill="none" stroke-linejoin="round"{line}/>'
        case Area():
            fill = _attributes(fill=item.fill, fill_opacity=_opacity(item.opacity))
            return f'<polygon points="{_path(item.points)}"{fill}{_stroke(item.stroke, item.width, 0)}/>'
        case Rect():
            box = _attributes(
                x=number(item.x),
                y=number(item.y),
                width=number(item.width),
                height=number(item.height),
                fill=item.fill or "none",
                fill_opacity=_opacity(item.opacity),
            )
            return f"<rect{box}{_stroke(item.stroke, 1, item.dash)}/>"
        case Circle():
            return _circle(item)
        case Text():
            return _text(item)
        case Clip():
            return _clip(item)


def to_svg(scene: Scene, ident: str, css_class: str = "") -> str:
    """SVG element of a scene, to be put into a page as it stands.

    Parameters
    ----------
    scene
        The picture.
    ident
        Start of the element ids in it; different for every picture of a page.
    css_class
        Value of its `class`, for the page's style sheet.
    """
    width, height = number(scene.width), number(scene.height)
    head = _attributes(
        xmlns="http://www.w3.org/2000/svg",
        class_=css_class,
        role="group" if any(isinstance(item, Circle) and item.link for item in flat(scene.items)) else "img",
        aria_labelledby=f"{ident}-title {ident}-desc",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        direction="ltr",
        font_family=", ".join([*(f"'{family}'" for family in PICTURE_FONTS), "sans-serif"]),
    )
    words = f'<title id="{_clean(ident)}-title">{_clean(scene.title)}</title>'
    words += f'<desc id="{_clean(ident)}-desc">{_clean(scene.desc)}</desc>'
    return f"<svg{head}>{words}{''.join(_item(item) for item in scene.items)}</svg>"
