from dataclasses import replace
from xml.etree import ElementTree

import pytest

from nuzuh.render.scene import (
    Area,
    Circle,
    Clip,
    Direction,
    Line,
    Polyline,
    Rect,
    Scene,
    Text,
    flat,
    mirrored,
    text_direction,
    words,
)
from nuzuh.render.svg import number, to_svg
from nuzuh.render.typst import alt_text, escape, to_figure, to_typst

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & #eval(1) \"q\" \\ $x$ *b* _i_ @r `c` [d] // e\n\x07"
ITEMS = (
    Line(1, 2, 3, 4, dash=2),
    Polyline(((0, 0), (5, 5)), dash=3),
    Area(((0, 0), (5, 5), (0, 5)), "#c6dcea", 0.5, "#1f6f9f"),
    Rect(1, 2, 30, 4, "#ffffff", 0.7, "#7d8287", 3),
    Rect(1, 2, 30, 4),
    Circle(10, 10, 4, "#1f6f9f", 0.5, "#1f6f9f", tip="Sarmada <1>"),
    Circle(10, 10, 4),
    Text(10, 20, "سرمدا (Sarmada)", bold=True, direction="rtl", halo="#f5f2ec", anchor="right"),
    Clip(0, 0, 50, 50, (Text(10, 20, HOSTILE), Circle(1, 1, 1))),
)
SCENE = Scene(100, 60, ITEMS, "Title <b>", 'Desc "q"', "rtl")


@pytest.mark.parametrize(
    ("text", "direction", "wanted"),
    [
        ("−12.5%", "rtl", "ltr"),
        ("Idlib", "rtl", "ltr"),
        ("سرمدا (Sarmada)", "ltr", "rtl"),
        ("Sarmada (سرمدا)", "ltr", "ltr"),
        ("Sarmada (سرمدا)", "rtl", "rtl"),
        ("", "rtl", "ltr"),
    ],
)
def test_direction_of_a_text(text: str, direction: str, wanted: str) -> None:
    assert text_direction(text, direction) == wanted  # type: ignore[arg-type]
    assert words(0, 0, text, direction).direction == wanted  # type: ignore[arg-type]


def test_mirroring_twice_gives_the_same() -> None:
    assert mirrored(mirrored(ITEMS, 100), 100) == ITEMS


def test_mirroring_swaps_anchors_and_keeps_direction() -> None:
    text = Text(10, 5, "سرمدا", anchor="left", direction="rtl")
    assert mirrored([text], 100) == (replace(text, x=90, anchor="right"),)
    assert mirrored([Rect(10, 0, 30, 5)], 100) == (Rect(60, 0, 30, 5),)


def test_flat_opens_clips() -> None:
    assert len(list(flat(ITEMS))) == len(ITEMS) + 1


def test_svg_is_xml_with_words_for_the_blind() -> None:
    root = ElementTree.fromstring(to_svg(SCENE, "fig1", "wide"))
    assert root.attrib["role"] == "img"
    assert root.attrib["class"] == "wide"
    assert root.attrib["viewBox"] == "0 0 100 60"
    ids = root.attrib["aria-labelledby"].split()
    found = {element.attrib.get("id"): element.text for element in root}
    assert [found[ident] for ident in ids] == ["Title <b>", 'Desc "q"']


def test_svg_has_no_script_and_nothing_from_elsewhere() -> None:
    svg = to_svg(SCENE, "fig1")
    assert "<script" not in svg
    assert "href" not in svg
    assert svg.count("http") == 1
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "title", "desc", "line", "polyline", "polygon", "rect", "circle", "text",
    }  # fmt: skip
    assert any("alert('x')</script> & #eval(1)" in (text.text or "") for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    ("direction", "anchor", "written"),
    [
        ("ltr", "left", None),
        ("ltr", "middle", "middle"),
        ("ltr", "right", "end"),
        ("rtl", "left", "end"),
        ("rtl", "middle", "middle"),
        ("rtl", "right", None),
    ],
)
def test_svg_anchors_are_physical(direction: str, anchor: str, written: str | None) -> None:
    text = Text(1, 1, "a", anchor=anchor, direction=direction)  # type: ignore[arg-type]
    root = ElementTree.fromstring(to_svg(Scene(9, 9, (text,), "", ""), "i"))
    element = root.find(f"{SVG}text")
    assert element is not None
    assert element.attrib.get("text-anchor") == written
    assert element.attrib["direction"] == direction


def test_both_writers_are_deterministic() -> None:
    assert to_svg(SCENE, "a") == to_svg(replace(SCENE), "a")
    assert to_typst(SCENE, 300) == to_typst(replace(SCENE), 300)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (12.04, 1, "12"),
        (-0.01, 1, "0"),
        (3.25, 2, "3.25"),
        (100, 0, "100"),
        (-1.5, 1, "-1.5"),
        (1e6, 1, "1000000"),
    ],
)
def test_numbers_are_short(value: float, digits: int, text: str) -> None:
    assert number(value, digits) == text


def test_escape_leaves_nothing_that_typst_reads() -> None:
    assert escape('"') == '"\\""'
    assert escape("\\") == '"\\\\"'
    assert escape("a\nb\x07\ud800") == '"a b  "'
    assert escape("#*_$") == '"#*_$"'


def test_typst_scales_lengths_to_the_width() -> None:
    source = to_typst(Scene(100, 50, (Rect(10, 20, 30, 4, "#ffffff"),), "", ""), 200)
    assert source.startswith("box(width: 200pt, height: 100pt")
    assert "dx: 20pt, dy: 40pt" in source
    assert "width: 60pt, height: 8pt" in source


def test_typst_anchors_are_physical_in_both_directions() -> None:
    both: tuple[Direction, Direction] = ("ltr", "rtl")
    for direction in both:
        text = Text(10, 20, "a", anchor="right", direction=direction)
        source = to_typst(Scene(100, 50, (text,), "", ""), 100)
        assert "align(right, text(" in source
        assert f"dir: {direction}" in source


def test_figure_has_alternative_and_caption() -> None:
    source = to_figure(SCENE, 300, "Caption #1")
    assert f"alt: {escape(alt_text(SCENE))}" in source
    assert 'caption: "Caption #1"' in source
    assert "caption" not in to_figure(SCENE, 300)
