import hashlib
import subprocess
import sys
from datetime import UTC, datetime

import page
import pytest

from nuzuh.render.fonts import PDF_FONTS, PICTURE_FONTS
from nuzuh.render.maps import MapCircle, circle_map
from nuzuh.render.pdf import MissingGlyphsError, TypesettingError, compile_pdf, compile_png
from nuzuh.render.scene import Circle, Scene, Text
from nuzuh.render.typst import to_figure
from nuzuh.terms.errors import NuzuhError

WHEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
HEAD = '#set document(title: "Idlib")\n#set text(lang: "ar", font: ("Noto Sans", "Noto Naskh Arabic"))\n= إدلب\n'
SCENE = Scene(
    200,
    100,
    (Circle(50, 50, 20, "#1f6f9f"), Text(100, 50, "سرمدا (Sarmada) −12.5", direction="rtl", halo="#ffffff")),
    "Title",
    "Description",
    "rtl",
)
SOURCE = f"{HEAD}#{to_figure(SCENE, 200, 'Caption')}"


def test_pdf_is_tagged_and_accessible() -> None:
    pdf = compile_pdf(SOURCE, WHEN)
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf


def test_pdf_passes_an_independent_check_of_ua1() -> None:
    circles = [
        MapCircle(36.186, 36.724, 41300, "سرمدا", "41,300"),
        MapCircle(35.931, 36.634, None, "إدلب", "؟"),
    ]
    scene = circle_map("خريطة", "وصف", circles, "rtl", attribution="Natural Earth")
    pdf = compile_pdf(f"{HEAD}#{to_figure(scene, 400, 'تعليق')}", WHEN)
    assert page.is_pdf_compliant_bytes(pdf, profile="ua1")


def test_pdf_is_the_same_in_another_process() -> None:
    code = (
        "import hashlib, sys; from datetime import datetime, UTC; from nuzuh.render.pdf import compile_pdf;"
        "source = sys.stdin.buffer.read().decode();"
        "print(hashlib.sha256(compile_pdf(source, datetime(2026, 1, 2, 3, 4, tzinfo=UTC))).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", code], input=SOURCE.encode(), capture_output=True, check=True)
    assert run.stdout.decode().strip() == hashlib.sha256(compile_pdf(SOURCE, WHEN)).hexdigest()


def test_missing_glyphs_are_an_error_that_names_them() -> None:
    with pytest.raises(MissingGlyphsError, match=r"漢 \(U\+6F22\)") as error:
        compile_pdf(HEAD + "漢字", WHEN)
    assert error.value.characters == ["字", "漢"]
    with pytest.raises(MissingGlyphsError):
        compile_pdf(HEAD + '#include "b.typ"', WHEN, {"b.typ": "漢".encode()})
    assert issubclass(MissingGlyphsError, NuzuhError)


def test_faulty_source_is_an_error_with_the_reason() -> None:
    with pytest.raises(TypesettingError, match="unknown variable"):
        compile_pdf(HEAD + "#nothing", WHEN)


def test_figure_without_alternative_is_refused() -> None:
    with pytest.raises(TypesettingError, match="alt"):
        compile_pdf(HEAD + '#image("a.svg")', WHEN, {"a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'})


def test_a_font_that_is_not_ours_is_refused() -> None:
    with pytest.raises(TypesettingError, match="comic sans"):
        compile_pdf(HEAD + '#text(font: "Comic Sans")[a]', WHEN)


@pytest.mark.parametrize("fonts", [PDF_FONTS, PICTURE_FONTS])
def test_the_families_are_known_to_typst(fonts: tuple[str, ...]) -> None:
    families = ", ".join(f'"{family}"' for family in fonts)
    text = "Idlib إدلب −12 ≈ ■"
    assert compile_pdf(f'#set document(title: "T")\n#set text(font: ({families}))\n{text}', WHEN)


def test_other_files_can_be_read() -> None:
    pdf = compile_pdf(HEAD + '#include "part/b.typ"', WHEN, {"part/b.typ": b"Hello"})
    assert pdf != compile_pdf(HEAD, WHEN)


def test_png_of_the_first_page() -> None:
    card = '#set page(width: 120pt, height: 63pt)\n#set text(font: "Noto Sans")\nIdlib\n#pagebreak()\nB'
    png = compile_png(card, pixels_per_inch=144)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 240
