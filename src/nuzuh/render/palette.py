"""Colours by role, as `#rrggbb`: told apart by colour-blind readers and in print, with tested contrast.

Text roles have a contrast of at least 4.5 on `PAPER` and on `LAND`, graphic roles at least 3.
"""

PAPER = "#ffffff"
INK = "#1a1a1a"
MUTED = "#5c6166"
"""Text of second rank: axes, notes, attributions."""

RULE = "#e3e3e3"
"""Grid lines, which carry no meaning of their own."""
AXIS = "#7d8287"
"""Base lines, ticks, outlines of what is unknown."""

FLOW = "#1f6f9f"
"""Movements in a period."""
FLOW_SOFT = "#c6dcea"
STOCK = "#a84c17"
"""People present on a day."""
STOCK_SOFT = "#f0d3bf"
ACCENT = "#8c2d62"
"""The one thing to be seen first."""
ACCENT_SOFT = "#e6c9d9"
OTHER = "#6b6f73"
"""What other sources say."""

LAND = "#f5f2ec"
WATER = "#dfe8ee"
BORDER = "#c4bcae"

SOFT = {FLOW: FLOW_SOFT, STOCK: STOCK_SOFT, ACCENT: ACCENT_SOFT}
"""The pale partner of each strong colour, for intervals."""

TEXT_ROLES = (INK, MUTED, FLOW, STOCK, ACCENT)
GRAPHIC_ROLES = (FLOW, STOCK, ACCENT, OTHER, AXIS)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of a colour.

    Source: WCAG 2.2, definition of relative luminance.
    """
    parts = [c / 255 for c in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio, 1 to 21, of two colours.

    Source: WCAG 2.2, definition of contrast ratio.
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """Colour that lies `share` (0 to 1) of the way from `first` to `second`."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
