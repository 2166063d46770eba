"""Any text can be a label: what is written stays well-formed, and the text comes out as it went in."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.render.charts import Bar, SeriesPoint, bar_chart, series_chart
from nuzuh.render.fonts import missing_glyphs
from nuzuh.render.pdf import compile_pdf
from nuzuh.render.scene import Scene, Text
from nuzuh.render.svg import to_svg
from nuzuh.render.typst import to_figure

HARD = "#$*_`@<>\"\\/[]{}()=-+~'&;:%^|0aİşسر\u2066\u2069\u200f "
HEAD = '#set document(title: "T")\n#set text(font: ("Noto Sans", "Noto Sans Arabic"))\n'


@given(st.text())
def test_svg_of_any_text_is_xml(text: str) -> None:
    scene = bar_chart(text, text, [Bar(text, 5.0, 1.0, 9.0, text), Bar(text, None, text=text)], "rtl", 350)
    root = ElementTree.fromstring(to_svg(scene, "i"))
    assert root.find("{http://www.w3.org/2000/svg}script") is None
    ElementTree.fromstring(to_svg(series_chart(text, text, [SeriesPoint(date(2020, 1, 1), 5.0, label=text)]), "i"))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=HARD, max_size=30))
def test_typst_of_hard_texts_compiles(text: str) -> None:
    assert not missing_glyphs(text)
    scene = Scene(200, 50, (Text(10, 20, text), Text(10, 40, text, direction="rtl", halo="#ffffff")), "Alt", text)
    assert compile_pdf(f"{HEAD}#{to_figure(scene, 200, text)}", datetime(2026, 1, 1, tzinfo=UTC))
