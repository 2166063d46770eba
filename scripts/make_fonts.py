"""Write the font subsets in `src/nuzuh/render/fonts` from Debian's `fonts-noto-core`.

A tool for maintainers, needed only when the subsets change. It wants fontTools with WOFF2:

    uv run --no-project --with 'fonttools[woff]' python scripts/make_fonts.py
"""

import sys
from pathlib import Path

from fontTools import subset

SOURCE = Path("/usr/share/fonts/truetype/noto")
TARGET = Path(__file__).parents[1] / "src" / "nuzuh" / "render" / "fonts"

# Basic Latin, Latin-1, Extended A and B, the letters of transliteration (U+02BE, U+02BF, U+1E00-1EFF),
# combining marks, punctuation with the bidirectional marks, superscripts, currency.
LATIN = (
    "U+0020-007E,U+00A0-024F,U+02B0-02FF,U+0300-0331,U+1E00-1EFF,U+2000-2044,U+204A-2070,U+2074-208E,U+20A0-20BF,"
    "U+2100-2122,U+2150-215F,U+25CC,U+FEFF,U+FFFD"
)
# The whole Arabic blocks (so Kurdish and Persian too), but not the presentation forms: shaping needs glyphs.
ARABIC = (
    "U+0020,U+00A0,U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200B-200F,U+202A-202E,U+2066-2069,U+25CC,U+FD3E-FD3F,U+FDF2"
)

# Noto Sans 2020 has neither the true minus nor arrows nor "about"; these two have them, in one weight.
MATH = "U+2190-2195,U+21D0-21D4,U+2202,U+2206,U+2208,U+220F,U+2211-2213,U+221A,U+221E,U+222B,U+2248,U+2260-2265"
SHAPES = "U+25A0-25A1,U+25B2-25B3,U+25BC-25BD,U+25C6-25C7,U+25CB,U+25CF,U+2610-2612,U+2713,U+2717"

BOTH = ("Regular", "Bold")
FACES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "NotoSans": (LATIN, BOTH, ("", "woff2")),
    "NotoSansMath": (MATH, BOTH[:1], ("", "woff2")),
    "NotoSansSymbols2": (SHAPES, BOTH[:1], ("", "woff2")),
    "NotoSansArabic": (ARABIC, BOTH, ("", "woff2")),
    "NotoNaskhArabic": (ARABIC, BOTH, ("",)),
}


def make(face: str, weight: str, flavour: str) -> Path:
    """Write one subset and give its path; `flavour` is "" for TrueType or "woff2"."""
    target = TARGET / f"{face}-{weight}.{flavour or 'ttf'}"
    arguments = [
        str(SOURCE / f"{face}-{weight}.ttf"),
        f"--unicodes={FACES[face][0]}",
        "--layout-features=*",
        "--no-hinting",
        "--drop-tables+=MATH",
        "--notdef-outline",
        "--name-IDs=*",
        f"--output-file={target}",
    ]
    if flavour:
        arguments.append(f"--flavor={flavour}")
    subset.main(arguments)
    return target


def main() -> None:
    """Write all subsets and print their sizes in bytes."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for face, (_, weights, flavours) in FACES.items():
        for flavour in flavours:
            for weight in weights:
                path = make(face, weight, flavour)
                sys.stdout.write(f"{path.stat().st_size:>8} {path.name}\n")


if __name__ == "__main__":
    main()
