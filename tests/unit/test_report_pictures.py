"""Pictures of the report: matrices of any size, series with sources as points."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from nuzuh.evidence.figure import Figure
from nuzuh.render import palette
from nuzuh.render.matrix import flow_matrix
from nuzuh.render.scene import Circle, Rect, Scene, Text
from nuzuh.render.series import OtherPoint, SeriesPoint, series_chart
from nuzuh.report.pictures import _covers

JANUARY, FEBRUARY = dt.date(2020, 1, 1), dt.date(2020, 2, 1)


def drawn(count: int, width: float) -> Scene:
    names = [f"Place {n:02}" for n in range(count)]
    cells = {
        (a, b): (None, "not known") if a == b else (float(i), f"{i:,}")
        for i, (a, b) in enumerate(itertools.product(names, names), 10_000)
        if i % 3
    }
    return flow_matrix(
        "T", "D", names, names, cells, width=width, numbers=[str(n + 1) for n in range(count)], key="Key"
    )


@pytest.mark.parametrize(("count", "width"), [(14, 720), (14, 350), (60, 720)])
def test_great_matrix_is_squares_under_numbers(count: int, width: float) -> None:
    scene = drawn(count, width)
    rects = [i for i in scene.items if isinstance(i, Rect)]
    texts = [i.text for i in scene.items if isinstance(i, Text)]
    assert len(rects) == count * count + 2  # and the least and the greatest under it
    assert {f"Place {n:02}" for n in range(count)} <= set(texts)
    assert "Key" in texts
    assert sum(1 for r in rects if r.dash) == sum(1 for n in range(count) if (10_000 + n * (count + 1)) % 3)
    assert all(r.x >= 0 and r.x + r.width <= width + 0.1 for r in rects)


def test_matrix_too_great_for_a_phone_is_a_list() -> None:
    scene = drawn(60, 350)
    assert sum(isinstance(i, Rect) for i in scene.items) == 12
    assert any("→" in i.text for i in scene.items if isinstance(i, Text))


def test_small_matrix_keeps_its_numbers() -> None:
    assert any(i.text == "10,001" for i in drawn(3, 720).items if isinstance(i, Text))


def test_many_points_name_each_source_once() -> None:
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=30 * n) for n in range(24)]
    points = [SeriesPoint(d, 1000.0 + 10 * n, 900.0, 1300.0, "1,230") for n, d in enumerate(days)]
    others = [OtherPoint(d, 700.0, "One") for d in days] + [OtherPoint(d, 1600.0, "Two") for d in days]
    scene = series_chart("T", "D", points, others, width=720)
    texts = [i.text for i in scene.items if isinstance(i, Text)]
    assert (texts.count("One"), texts.count("Two")) == (1, 1)
    hollow = [i for i in scene.items if isinstance(i, Circle) and i.fill == palette.PAPER]
    assert len(hollow) == 48


@pytest.mark.parametrize(
    ("start", "end", "covers"),
    [
        (JANUARY, FEBRUARY, True),
        (dt.date(2020, 1, 3), FEBRUARY, True),
        (dt.date(2020, 1, 10), FEBRUARY, False),
        (dt.date(2019, 12, 1), FEBRUARY, False),
        (FEBRUARY, dt.date(2020, 3, 1), False),
    ],
)
def test_a_point_stands_for_nearly_the_same_days(start: dt.date, end: dt.date, covers: bool) -> None:
    figure = Figure("f", 1.0, start=JANUARY, end=FEBRUARY, method="accounts")
    assert _covers({"start": start, "end": end}, figure) is covers


def test_by_the_transparent_method_the_days_are_the_same() -> None:
    figure = Figure("f", 1.0, start=JANUARY, end=FEBRUARY)
    assert _covers({"start": JANUARY, "end": FEBRUARY}, figure)
    assert not _covers({"start": dt.date(2020, 1, 3), "end": FEBRUARY}, figure)
