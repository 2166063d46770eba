"""The typefaces of pages, PDFs and pictures: where they lie, which characters they have, how wide a text is.

Pages and pictures use Noto Sans with Noto Sans Arabic; the running text of PDFs uses Noto Naskh Arabic,
because its words can best be searched and copied again.
"""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import uharfbuzz as hb

__all__ = [
    "PDF_FONTS",
    "PICTURE_FONTS",
    "WOFF2_NAMES",
    "ascent",
    "font_dir",
    "font_face_css",
    "measure",
    "missing_glyphs",
    "woff2",
    "wrap",
]

PICTURE_FONTS = ("Noto Sans", "Noto Sans Math", "Noto Sans Symbols2", "Noto Sans Arabic")
"""Families of charts, maps and pages, in order of preference."""

PDF_FONTS = ("Noto Sans", "Noto Sans Math", "Noto Sans Symbols2", "Noto Naskh Arabic")
"""Families of the running text of PDFs, in order of preference."""

_WOFF2 = {
    "NotoSans-Regular": ("Noto Sans", 400),
    "NotoSans-Bold": ("Noto Sans", 700),
    "NotoSansMath-Regular": ("Noto Sans Math", 400),
    "NotoSansSymbols2-Regular": ("Noto Sans Symbols2", 400),
    "NotoSansArabic-Regular": ("Noto Sans Arabic", 400),
    "NotoSansArabic-Bold": ("Noto Sans Arabic", 700),
}
WOFF2_NAMES = tuple(_WOFF2)
"""Names that `woff2` knows."""

_MATH_AND_SHAPES = ((0x2190, 0x22FF), (0x25A0, 0x27BF))
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
# Characters that steer the layout and draw nothing: line ends, joiners, marks and isolates of direction.
_SILENT = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u061c\ufeff")


def font_dir() -> Path:
    """Directory of the font files, for Typst's `font_paths`."""
    return Path(str(files("nuzuh.render") / "fonts"))


def woff2(name: str) -> bytes:
    """Contents of one WOFF2 file for pages.

    Parameters
    ----------
    name
        One of `WOFF2_NAMES`, such as ``"NotoSans-Bold"``.

    Raises
    ------
    KeyError
        When there is no such file.
    """
    if name not in _WOFF2:
        raise KeyError(f"no font {name!r}; there are {', '.join(WOFF2_NAMES)}")
    return (font_dir() / f"{name}.woff2").read_bytes()


def font_face_css(prefix: str) -> str:
    """Return the `@font-face` rules of a page; its WOFF2 files lie under `prefix`, which ends in a slash."""
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:normal;font-display:swap;'
        f'src:url("{prefix}{name}.woff2") format("woff2")}}'
        for name, (family, weight) in _WOFF2.items()
    )


@lru_cache(maxsize=16)
def _face(name: str) -> hb.Face:
    return hb.Face(hb.Blob((font_dir() / f"{name}.ttf").read_bytes()))


@lru_cache(maxsize=16)
def _font(name: str) -> hb.Font:
    return hb.Font(_face(name))


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    names = ("NotoSans-Regular", "NotoSansMath-Regular", "NotoSansSymbols2-Regular")
    latin = frozenset[int]().union(*(_face(name).unicodes for name in names))
    sans, naskh = (frozenset[int](_face(f"{name}Arabic-Regular").unicodes) for name in ("NotoSans", "NotoNaskh"))
    return latin | (sans & naskh)


def missing_glyphs(text: str) -> set[str]:
    """Characters of `text` that our fonts cannot draw; empty when all is well.

    Examples
    --------
    >>> sorted(missing_glyphs("Idlib إدلب −12 漢"))
    ['漢']
    """
    return {c for c in set(text) - _SILENT if ord(c) not in _covered()}


def _file(character: str, bold: bool) -> str:
    code = ord(character)
    weight = "Bold" if bold else "Regular"
    if any(low <= code <= high for low, high in _ARABIC):
        return f"NotoSansArabic-{weight}"
    if any(low <= code <= high for low, high in _MATH_AND_SHAPES):
        return "NotoSansMath-Regular" if code < _MATH_AND_SHAPES[1][0] else "NotoSansSymbols2-Regular"
    return f"NotoSans-{weight}"


@lru_cache(maxsize=8192)
def _advance(text: str, bold: bool) -> float:
    """Width of a text of size 1."""
    total = 0.0
    runs: list[tuple[str, str]] = []
    for character in text:
        if character in _SILENT and character not in "\u200c\u200d":
            continue
        name = _file(character, bold)
        if runs and (runs[-1][0] == name or character in "\u200c\u200d"):
            runs[-1] = (runs[-1][0], runs[-1][1] + character)
        else:
            runs.append((name, character))
    for name, run in runs:
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        hb.shape(_font(name), buffer)
        total += sum(glyph.x_advance for glyph in buffer.glyph_positions or ()) / _face(name).upem
    return total


def measure(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in a picture, in the unit of `size` (px).

    Parameters
    ----------
    text
        One line; Latin and Arabic may be mixed.
    size
        Font size.
    bold
        Whether it is set in bold.

    Examples
    --------
    >>> measure("Idlib", 20) == 2 * measure("Idlib", 10)
    True
    """
    return _advance(text, bold) * size


def wrap(text: str, size: float, room: float) -> list[str]:
    """Lines of a text, none wider than `room` px where its words allow it.

    Parameters
    ----------
    text
        Words with spaces between them.
    size
        Font size in px.
    room
        Greatest width in px.
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def ascent(size: float) -> float:
    """Height of a digit above the base line in the unit of `size`: what centres a label on a point."""
    return 0.714 * size
