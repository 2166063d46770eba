from datetime import date, timedelta
from itertools import combinations

import pytest

from nuzuh.render import palette
from nuzuh.render.charts import (
    Bar,
    OtherPoint,
    SeriesPoint,
    bar_chart,
    flow_matrix,
    nice_ticks,
    series_chart,
)
from nuzuh.render.fonts import ascent, measure
from nuzuh.render.labels import Box
from nuzuh.render.scene import Area, Circle, Direction, Line, Polyline, Rect, Scene, Text, flat

START = date(2019, 12, 1)


def boxes(scene: Scene) -> list[Box]:
    """Where the texts of a scene lie."""
    found = []
    for item in flat(scene.items):
        if isinstance(item, Text):
            width = measure(item.text, item.size, item.bold)
            left = item.x - {"left": 0, "middle": width / 2, "right": width}[item.anchor]
            found.append(Box(left, item.y - ascent(item.size), left + width, item.y))
    return found


def assert_readable(scene: Scene) -> None:
    """No text meets another or leaves the picture."""
    texts = boxes(scene)
    assert not any(a.meets(b) for a, b in combinations(texts, 2))
    frame = Box(-0.5, -0.5, scene.width + 0.5, scene.height + 0.5)
    assert all(box.inside(frame) for box in texts)


def of(scene: Scene, kind: type) -> list:  # type: ignore[type-arg]
    return [item for item in flat(scene.items) if isinstance(item, kind)]


@pytest.mark.parametrize(
    ("high", "wanted"),
    [
        (41300, [0, 20000, 40000, 60000]),
        (100, [0, 50, 100]),
        (7, [0, 2, 4, 6, 8]),
        (0.3, [0, 0.1, 0.2, 0.3]),
        (0, [0, 1]),
        (float("inf"), [0, 1]),
    ],
)
def test_nice_ticks(high: float, wanted: list[float]) -> None:
    assert nice_ticks(high) == pytest.approx(wanted)


def series(width: float = 640, direction: str = "ltr", **changes: object) -> Scene:
    values = [5200, 7400, 12100, None, 22800, 30400, 28100, 35600, 47200, 52100, 41300]
    points = [
        SeriesPoint(START + timedelta(7 * i), v, v and v * 0.8, v and v * 1.2, f"{v:,}" if v else "")
        for i, v in enumerate(values)
    ]
    options: dict[str, object] = {
        "points": points,
        "others": [
            OtherPoint(START + timedelta(16), 15000, "Ministry"),
            OtherPoint(START + timedelta(58), 61000, "OCHA"),
            OtherPoint(START + timedelta(65), 36000, "Ministry"),
        ],
        "x_ticks": [(START + timedelta(14 * i), f"{14 * i + 1} December") for i in range(9)],
        "y_ticks": [(t, f"{t:,.0f}") for t in nice_ticks(64000)],
        "unit_label": "عدد الواصلين" if direction == "rtl" else "People arriving per week",
    }
    return series_chart("T", "D", direction=direction, width=width, **(options | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [640, 350])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_series_labels_do_not_collide(width: float, direction: str) -> None:
    assert_readable(series(width, direction))


def test_series_has_a_gap_where_nothing_is_known() -> None:
    scene = series()
    assert [len(line.points) for line in of(scene, Polyline)] == [3, 7]
    assert [len(area.points) for area in of(scene, Area)] == [6, 14]
    assert len([c for c in of(scene, Circle) if c.fill == palette.FLOW]) == 10


def test_series_names_the_last_figure_and_the_sources() -> None:
    texts = [text.text for text in of(series(), Text)]
    assert texts.count("41,300") == 1
    assert "OCHA" in texts
    assert texts.count("Ministry") == 2


def test_time_runs_from_left_to_right_in_arabic_too() -> None:
    assert of(series(640, "ltr"), Polyline) == of(series(640, "rtl"), Polyline)
    assert any(text.anchor == "right" and text.x == 640 for text in of(series(640, "rtl"), Text))


def test_series_axis_begins_at_zero_and_wastes_no_room() -> None:
    texts = [text.text for text in of(series(), Text)]
    assert "0" in texts
    assert "60,000" in texts
    assert "80,000" not in texts
    low = [SeriesPoint(START, 3, label="3")]
    assert "20,000" in [text.text for text in of(series(points=low, others=[]), Text)]


def test_single_day_shows_its_interval_as_a_line() -> None:
    scene = series(points=[SeriesPoint(START, 100, 80, 120, "100")], others=[])
    assert not of(scene, Area)
    assert any(line.stroke == palette.FLOW_SOFT and line.x1 == line.x2 for line in of(scene, Line))


def test_series_without_any_figure_still_has_its_axes() -> None:
    scene = series(points=[SeriesPoint(START, None), SeriesPoint(START + timedelta(9), None)], others=[])
    assert not of(scene, Circle)
    assert of(scene, Line)
    assert series_chart("T", "D", []).items


def test_points_without_interval_have_no_band() -> None:
    points = [SeriesPoint(START + timedelta(i), 5, label="") for i in range(3)]
    scene = series_chart("T", "D", points)
    assert not of(scene, Area)
    assert len(of(scene, Polyline)) == 1


def test_a_long_last_label_stays_inside() -> None:
    points = [SeriesPoint(START + timedelta(i), 5 + i, label="forty-one thousand three hundred") for i in range(3)]
    assert_readable(series_chart("T", "D", points, width=350))


BOTH: tuple[Direction, Direction] = ("ltr", "rtl")
BARS = [
    Bar("Sarmada", 41300, 35000, 50000, "41,300"),
    Bar("Dana", 20650, 18000, 25000, "20,650"),
    Bar("Afrin", None, text="unknown"),
    Bar("Maarrat Misrin", 0, text="0"),
]


@pytest.mark.parametrize("width", [640, 350])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bar_texts_do_not_collide(width: float, direction: str) -> None:
    assert_readable(bar_chart("T", "D", BARS, direction, width))  # type: ignore[arg-type]


def test_bars_are_in_proportion_and_unknown_is_an_outline() -> None:
    first, second, unknown, zero = of(bar_chart("T", "D", BARS), Rect)
    assert first.width == pytest.approx(2 * second.width)
    assert unknown.dash > 0
    assert unknown.fill == palette.PAPER
    assert zero.width == 1


def test_bars_are_mirrored_in_arabic() -> None:
    left, right = (of(bar_chart("T", "D", BARS, d), Rect) for d in BOTH)
    assert [640 - r.x - r.width for r in right] == pytest.approx([r.x for r in left])
    name = next(t for t in of(bar_chart("T", "D", BARS, "rtl"), Text) if t.text == "Dana")
    assert name.anchor == "left"


def test_bars_without_values_or_bars() -> None:
    assert of(bar_chart("T", "D", [Bar("A", None, text="unknown")]), Rect)
    assert bar_chart("T", "D", []).items == ()


ROWS = ["Saraqib", "Ariha"]
COLUMNS = ["Sarmada", "Dana", "Idlib city", "Azaz", "Maarrat Misrin"]
CELLS = {
    (row, column): (100.0 * i * j, f"{100 * i * j}")
    for i, row in enumerate(ROWS, 1)
    for j, column in enumerate(COLUMNS)
}


@pytest.mark.parametrize("width", [640, 350])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_matrix_texts_do_not_collide(width: float, direction: str) -> None:
    assert_readable(flow_matrix("T", "D", ROWS, COLUMNS, CELLS, direction, width))  # type: ignore[arg-type]


def test_matrix_is_turned_where_only_that_fits() -> None:
    wide = flow_matrix("T", "D", ROWS, COLUMNS, CELLS, width=640)
    narrow = flow_matrix("T", "D", ROWS, COLUMNS, CELLS, width=260)
    assert len(of(wide, Rect)) == len(of(narrow, Rect)) == 10
    assert narrow.height > wide.height


def test_matrix_becomes_a_ranked_list_where_nothing_fits() -> None:
    rows, columns = [f"Origin {i}" for i in range(9)], [f"Destination {i}" for i in range(9)]
    cells: dict[tuple[str, str], tuple[float | None, str]] = {
        (row, column): (i * 9.0 + j, f"{i * 9 + j}") for i, row in enumerate(rows) for j, column in enumerate(columns)
    }
    cells[rows[8], columns[8]] = (None, "unknown")
    scene = flow_matrix("T", "D", rows, columns, cells, "ltr", 350, lambda n: f"and {n} more")
    texts = [text.text for text in of(scene, Text)]
    assert texts[0] == "Origin 8 → Destination 7"
    assert texts[-1] == "and 69 more"
    assert_readable(scene)
    mirror = flow_matrix("T", "D", rows, columns, cells, "rtl", 350)
    assert of(mirror, Text)[0].text == "Origin 8 ← Destination 7"
    last = flow_matrix("T", "D", rows, columns, cells, "rtl", 350, lambda n: f"و{n}")
    assert of(last, Text)[-1].anchor == "right"


def test_matrix_shows_unknown_nothing_and_zero_differently() -> None:
    cells = {("A", "X"): (None, "?"), ("A", "Y"): (0.0, "0"), ("A", "Z"): (5.0, "5")}
    unknown, zero, five, absent = of(flow_matrix("T", "D", ["A"], ["X", "Y", "Z", "W"], cells), Rect)
    assert unknown.dash > 0
    assert len({unknown.fill, zero.fill, five.fill, absent.fill}) == 4


def test_text_in_the_strongest_cell_can_be_read() -> None:
    rect = of(flow_matrix("T", "D", ["A"], ["X"], {("A", "X"): (5.0, "5")}), Rect)[0]
    assert palette.contrast(palette.INK, rect.fill) >= 4.5
