import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuzuh.render import palette
from nuzuh.render.basemap import View, clip_ring, countries_in, ring_area
from nuzuh.render.labels import Box, Label, place_labels
from nuzuh.render.maps import MapCircle, circle_map
from nuzuh.render.scene import Area, Circle, Clip, Direction, Line, Scene, Text, flat
from nuzuh.render.svg import to_svg
from tests.unit.test_render_charts import boxes

PLACES = [
    ("Sarmada", 36.186, 36.724, 40000), ("Dana", 36.211, 36.772, 33120), ("Idlib", 35.931, 36.634, 28800),
    ("Azaz", 36.586, 37.044, 10000), ("Afrin", 36.512, 36.869, 15200), ("Atma", 36.303, 36.688, 38700),
    ("Harim", 36.207, 36.519, 5200), ("Salqin", 36.139, 36.454, 8600), ("Jisr", 35.812, 36.317, None),
    ("Al-Bab", 36.370, 37.516, 9700), ("Jarabulus", 36.818, 38.011, 2600), ("Atarib", 36.138, 36.829, 0),
    ("Binnish", 35.957, 36.712, 4400), ("Darat Izza", 36.281, 36.851, 7100), ("Qah", 36.287, 36.713, 12400),
]  # fmt: skip
CIRCLES = [MapCircle(lat, lon, v, n, "unknown" if v is None else f"{v:,}", "note") for n, lat, lon, v in PLACES]
NAMES = {"760": "Syria", "792": "Turkey"}


def draw(width: float = 640, direction: Direction = "ltr") -> Scene:
    return circle_map(
        "T", "D", CIRCLES, direction, width, [(10000, "10,000"), (40000, "40,000")],
        "Borders: Natural Earth (public domain)", [(k, f"{k} km") for k in (10, 20, 50, 5000)], NAMES,
    )  # fmt: skip


def discs(scene: Scene) -> dict[str, Circle]:
    return {c.tip.split(" · ")[0]: c for c in flat(scene.items) if isinstance(c, Circle) and c.tip}


def test_areas_are_in_proportion_to_values() -> None:
    found = discs(draw())
    assert found["Sarmada"].r ** 2 == pytest.approx(4 * found["Azaz"].r ** 2)
    legend = [c for c in draw().items if isinstance(c, Circle)]
    assert legend[0].r == pytest.approx(found["Sarmada"].r)


def test_unknown_and_zero_are_hollow_and_different() -> None:
    found = discs(draw())
    assert found["Jisr"].dash > 0
    assert found["Atarib"].dash == 0
    assert found["Atarib"].fill == found["Jisr"].fill == palette.PAPER
    assert found["Jisr"].tip == "Jisr · unknown · note"


@pytest.mark.parametrize("width", [640, 350])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_labels_of_the_map_do_not_overlap(width: float, direction: Direction) -> None:
    scene = draw(width, direction)
    texts = boxes(scene)
    assert not any(a.meets(b) for a, b in combinations(texts, 2))
    written = {item.text for item in flat(scene.items) if isinstance(item, Text)}
    assert {"Sarmada", "Idlib", "Azaz", "Syria", "Turkey", "50 km"} <= written
    assert "5000 km" not in written


def test_the_greatest_circles_lie_undermost() -> None:
    radii = [c.r for c in discs(draw()).values() if c.dash == 0]
    assert radii == sorted(radii, reverse=True)


def test_map_is_not_mirrored_but_its_foot_is() -> None:
    left, right = draw(640, "ltr"), draw(640, "rtl")
    assert {n: (c.cx, c.cy) for n, c in discs(left).items()} == {n: (c.cx, c.cy) for n, c in discs(right).items()}
    bars = [max(i.x1 for i in s.items if isinstance(i, Line)) for s in (left, right)]
    assert bars[0] > 600
    assert [i.x for i in right.items if isinstance(i, Text)][-1] == 640


def test_map_is_clipped_to_its_frame() -> None:
    clip = draw().items[0]
    assert isinstance(clip, Clip)
    assert clip.width == 640
    for area in clip.items:
        if isinstance(area, Area):
            assert all(-8.01 <= x <= 648.01 and -8.01 <= y <= clip.height + 8.01 for x, y in area.points)


def test_map_is_deterministic_and_small() -> None:
    assert to_svg(draw(), "m") == to_svg(draw(), "m")
    assert len(to_svg(draw(), "m")) < 30_000


def test_other_regions_have_the_coarse_map() -> None:
    scene = circle_map("T", "D", [MapCircle(15.6, 32.5, 3.0, "Khartoum"), MapCircle(13.6, 25.3, None, "")])
    assert any(isinstance(item, Area) for item in flat(scene.items))


def test_crowded_places_are_named_at_the_end_of_a_line() -> None:
    crowd = [
        MapCircle(36 + 0.02 * i, 36.5 + 0.02 * j, 100.0 * (i + 3 * j) + 1, f"Quite a long name {i} {j}", "1,234")
        for i in range(3)
        for j in range(3)
    ]
    wide, narrow = circle_map("T", "D", crowd), circle_map("T", "D", crowd, width=350)
    assert [item for item in flat(wide.items) if isinstance(item, Line)]
    assert not [item for item in flat(narrow.items) if isinstance(item, Line)]
    assert not any(a.meets(b) for a, b in combinations(boxes(wide), 2))


def test_places_without_a_name_have_no_label() -> None:
    scene = circle_map("T", "D", [MapCircle(36, 36.6, 5.0, "")])
    assert not boxes(scene)


def test_maps_of_one_place_of_unknown_places_and_of_none() -> None:
    one = circle_map("T", "D", [MapCircle(36, 36.6, 5.0, "Idlib", "5")], width=350)
    assert discs(one)["Idlib"].cx == pytest.approx(175)
    unknown = circle_map("T", "D", [MapCircle(36, 36.6, None, "Idlib", "?")], legend=[(5, "5")])
    assert not [item for item in unknown.items if isinstance(item, Circle)]
    with pytest.raises(ValueError, match="at least one place"):
        circle_map("T", "D", [])


def test_legend_of_only_zero_is_left_out() -> None:
    scene = circle_map("T", "D", [MapCircle(36, 36.6, 5.0, "Idlib")], legend=[(0, "0")])
    assert not [item for item in scene.items if isinstance(item, Circle)]


def test_kilometres_on_the_map_are_right() -> None:
    view = View(36.7, 36.0, 500, 640, 400)
    (x1, y1), (x2, y2) = view.project(36.7, 36.0), view.project(37.7, 36.0)
    assert (x1, y1) == (320, 200)
    assert x2 - x1 == pytest.approx(view.px(111.195 * math.cos(math.radians(36))))
    assert y2 == y1


def test_countries_of_the_detailed_and_the_coarse_layer() -> None:
    near = {c.ident: c for c in countries_in(View(36.7, 36.0, 400, 640, 400))}
    assert {"760", "792"} <= set(near)
    far = {c.ident for c in countries_in(View(30, 15, 20, 640, 400))}
    assert {"729", "231"} <= far


def test_clipping_known_shapes() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert ring_area(clip_ring(square, 5, 5, 20, 20)) == pytest.approx(25)
    assert clip_ring(square, 20, 20, 30, 30) == []
    assert ring_area(clip_ring(square, -5, -5, 15, 15)) == pytest.approx(100)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(1, 20)), max_size=12))
def test_placed_labels_never_meet(places: list[tuple[float, float, float]]) -> None:
    labels = [Label(x, y, r, (f"Place {i}", "1,000"), priority=r) for i, (x, y, r) in enumerate(places)]
    frame = Box(0, 0, 300, 200)
    texts, taken = place_labels(labels, frame)
    assert len(texts) == 2 * len(taken)
    assert all(box.inside(frame) for box in taken)
    assert not any(a.meets(b) for a, b in combinations(taken, 2))


def test_the_more_important_label_is_placed_first() -> None:
    labels = [Label(50, 50, 3, ("low",), 1), Label(50, 50, 3, ("high",), 2)]
    texts, _ = place_labels(labels, Box(0, 0, 300, 200))
    assert texts[0].text == "high"


def test_the_position_that_covers_least_is_taken() -> None:
    label = Label(50, 50, 3, ("name",))
    free, _ = place_labels([label], Box(0, 0, 300, 200))
    moved, _ = place_labels([label], Box(0, 0, 300, 200), avoid=[Box(50, 40, 300, 60)])
    mirror, _ = place_labels([label], Box(0, 0, 300, 200), direction="rtl")
    assert (free[0].anchor, moved[0].anchor, mirror[0].anchor) == ("left", "right", "right")


def test_boxes_share_area() -> None:
    assert Box(0, 0, 10, 10).shared(Box(5, 5, 20, 20)) == 25
    assert Box(0, 0, 10, 10).shared(Box(15, 5, 20, 20)) == 0
