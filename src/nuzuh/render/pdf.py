"""Turns Typst source into a PDF: the same bytes everywhere, our own fonts only, tagged for screen readers."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import typst

from nuzuh.render.fonts import font_dir, missing_glyphs
from nuzuh.terms.errors import NuzuhError

__all__ = ["MissingGlyphsError", "TypesettingError", "compile_pdf", "compile_png"]

_MAIN = "main.typ"
_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_TEXT_FILES = (".typ", ".json", ".csv", ".txt", ".toml", ".yaml", ".yml", ".xml")


class TypesettingError(NuzuhError):
    """Typst refused the source; the message has Typst's reason and the place."""


class MissingGlyphsError(NuzuhError):
    """Our fonts cannot draw some characters; `characters` has them in order."""

    def __init__(self, characters: set[str]) -> None:
        self.characters = sorted(characters)
        names = ", ".join(f"{c} (U+{ord(c):04X})" for c in self.characters)
        super().__init__(f"The fonts have no glyph for {names}: write these otherwise, or extend the font subsets")


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_dir())])


def _inputs(source: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files as Typst wants them, after a look at whether every character can be drawn."""
    texts = [source, *(data.decode() for name, data in files.items() if name.endswith(_TEXT_FILES))]
    missing = missing_glyphs("".join(texts))
    if missing:
        raise MissingGlyphsError(missing)
    return {_MAIN: source.encode(), **files}


def _compile(source: str, files: Mapping[str, bytes], options: dict[str, Any]) -> bytes:
    inputs: Any = _inputs(source, files)
    try:
        made, warnings = typst.compile_with_warnings(inputs, font_paths=_fonts(), ignore_system_fonts=True, **options)
    except typst.TypstError as error:
        raise TypesettingError(f"{error.message}\n{error.diagnostic}".strip()) from error
    unknown = sorted({warning.message for warning in warnings if "unknown font" in warning.message})
    if unknown:
        raise TypesettingError(f"{'; '.join(unknown)}: use the families in nuzuh.render.fonts")
    pages: Any = made
    return bytes(pages[0] if isinstance(pages, list) else pages)


def compile_pdf(source: str, timestamp: datetime, files: Mapping[str, bytes] = _NO_FILES) -> bytes:
    """PDF of a Typst document: tagged, PDF/UA-1, the same bytes for the same input on every machine.

    Parameters
    ----------
    source
        Typst source. It must set the document's title, and every figure needs its `alt`.
    timestamp
        Date of creation written into the PDF, with its time zone.
    files
        Other files by the path under which the source reads them.

    Raises
    ------
    MissingGlyphsError
        When a character of the source, or of a text file, is in none of our fonts.
    TypesettingError
        When Typst refuses the source, or it is not accessible.
    """
    return _compile(source, files, {"format": "pdf", "timestamp": timestamp, "pdf_standards": ["ua-1"]})


def compile_png(source: str, files: Mapping[str, bytes] = _NO_FILES, pixels_per_inch: float = 144) -> bytes:
    """PNG of the first page of a Typst document, such as a card for social media.

    Parameters
    ----------
    source
        Typst source.
    files
        Other files by the path under which the source reads them.
    pixels_per_inch
        Resolution; 72 makes one pixel of one point.

    Raises
    ------
    MissingGlyphsError
        When a character of the source, or of a text file, is in none of our fonts.
    TypesettingError
        When Typst refuses the source.
    """
    return _compile(source, files, {"format": "png", "ppi": pixels_per_inch})
