import string

import pytest

from nuzuh.render import palette
from nuzuh.render.fonts import (
    WOFF2_NAMES,
    ascent,
    font_dir,
    font_face_css,
    measure,
    missing_glyphs,
    woff2,
    wrap,
)

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي" + "ًٌٍَُِّْ" + "،؛؟ـ٠١٢٣٤٥٦٧٨٩٪٫٬" + "پچژگکیەێۆڵڕۇ"
TURKISH = "çÇğĞıIiİöÖşŞüÜâÂîÎûÛ"
SIGNS = "−–—‘’“”…·•%‰€£₺°×÷±≈≠≤≥←→↑↓½²³§©®™ʿʾḥṣḍṭẓĀāīūêîûşçČčŽž□■●○▲▼✓✗"
MARKS = "\u2066\u2067\u2068\u2069\u200e\u200f\u200c\u200d\u061c"


def test_fonts_cover_the_three_languages() -> None:
    assert missing_glyphs(string.printable.replace("\x0b", "").replace("\x0c", "") + ARABIC + TURKISH + SIGNS) == set()


def test_marks_of_direction_draw_nothing() -> None:
    assert missing_glyphs(MARKS) == set()
    assert measure("\u2066−12.5\u2069\u200e\u200f", 10) == measure("−12.5", 10)


def test_missing_characters_are_named() -> None:
    assert missing_glyphs("Idlib 漢字") == {"漢", "字"}


def test_width_grows_with_text_size_and_weight() -> None:
    assert measure("", 12) == 0
    assert measure("سرمدا (Sarmada)", 24) == pytest.approx(2 * measure("سرمدا (Sarmada)", 12))
    assert measure("Sarmada", 12, bold=True) > measure("Sarmada", 12)
    assert measure("سرمدا", 12, bold=True) > measure("سرمدا", 12)
    assert measure("≈ ■", 12) > measure(" ", 12) > 0


def test_arabic_letters_are_joined_when_measured() -> None:
    assert measure("سرمدا", 12) < sum(measure(letter, 12) for letter in "سرمدا")


def test_wrap_breaks_between_words_only() -> None:
    lines = wrap("Maarrat al-Numan and around", 12, 80)
    assert " ".join(lines) == "Maarrat al-Numan and around"
    assert len(lines) > 1
    assert wrap("Extraordinarily", 12, 10) == ["Extraordinarily"]
    assert wrap("", 12, 10) == []


def test_font_files_stay_small_and_have_their_licence() -> None:
    assert {path.name for path in font_dir().iterdir()} >= {"OFL.txt", "README.md", "NotoSans-Regular.ttf"}
    assert sum(path.stat().st_size for path in font_dir().glob("*.ttf")) < 760_000
    assert sum(len(woff2(name)) for name in WOFF2_NAMES) < 215_000
    assert all(woff2(name)[:4] == b"wOF2" for name in WOFF2_NAMES)


def test_unknown_woff2_is_refused() -> None:
    with pytest.raises(KeyError, match="Comic"):
        woff2("Comic")


def test_font_face_rules_name_every_file_once() -> None:
    css = font_face_css("../fonts/")
    assert all(css.count(f"../fonts/{name}.woff2") == 1 for name in WOFF2_NAMES)


def test_ascent_is_below_the_font_size() -> None:
    assert 0 < ascent(10) < 10


@pytest.mark.parametrize("colour", palette.TEXT_ROLES)
@pytest.mark.parametrize("ground", [palette.PAPER, palette.LAND])
def test_text_colours_have_contrast(colour: str, ground: str) -> None:
    assert palette.contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("colour", palette.GRAPHIC_ROLES)
@pytest.mark.parametrize("ground", [palette.PAPER, palette.LAND])
def test_graphic_colours_have_contrast(colour: str, ground: str) -> None:
    assert palette.contrast(colour, ground) >= 3


@pytest.mark.parametrize(("strong", "soft"), palette.SOFT.items())
def test_lines_and_texts_can_be_read_on_the_soft_partner(strong: str, soft: str) -> None:
    assert palette.contrast(strong, soft) >= 3
    assert palette.contrast(palette.INK, soft) >= 4.5


def _dichromat(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    """Colour as a reader without one kind of cone sees it (Machado and others 2009, linear RGB)."""
    parts = [(int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5)]
    return tuple(sum(k * p for k, p in zip(row, parts, strict=True)) for row in matrix)


PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))


@pytest.mark.parametrize("matrix", [PROTAN, DEUTAN], ids=["protan", "deutan"])
def test_flow_and_stock_differ_for_colour_blind_readers(
    matrix: tuple[tuple[float, float, float], ...],
) -> None:
    flow, stock = (_dichromat(colour, matrix) for colour in (palette.FLOW, palette.STOCK))
    assert max(abs(a - b) for a, b in zip(flow, stock, strict=True)) > 0.2


def test_contrast_and_mixture_of_known_colours() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.mix("#000000", "#ffffff", 0.5) == "#808080"
    assert palette.mix("#123456", "#ffffff", 0) == "#123456"
