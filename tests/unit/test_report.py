"""The report's files beside its pages: data, feed, boundaries, and what every page says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import openpyxl
import polars as pl
import pytest

from nuzuh import pipeline
from nuzuh.report.boundaries import read_boundaries
from nuzuh.terms.errors import DataError
from tests.conftest import ROOT, copy_of

ATOM = "{http://www.w3.org/2005/Atom}"


def load(folder: Path) -> dict[str, object]:
    return json.loads((folder / "public" / "data" / "figures.json").read_text("utf-8"))


@pytest.mark.parametrize("which", ["idlib", "synthetic"])
def test_ledger_keeps_its_schema(which: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(which)
    schema = json.loads((folder / "public" / "data" / "figures.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(load(folder), schema)


def test_all_data_files_hold_the_same_figures(idlib: Path) -> None:
    data = idlib / "public" / "data"
    figures = load(idlib)["figures"]
    ids = [f["id"] for f in figures]
    values = [f["value"] for f in figures]
    assert ids == sorted(ids)
    parquet = pl.read_parquet(data / "figures.parquet")
    assert parquet["id"].to_list() == ids
    assert parquet["value"].to_list() == values
    csv = pl.read_csv(data / "figures.csv")
    assert csv["id"].to_list() == ids
    assert csv["value"].to_list() == values
    sheet = openpyxl.load_workbook(data / "figures.xlsx")["figures"]
    rows = list(sheet.iter_rows(min_row=2, max_col=2, values_only=True))
    assert [r[0] for r in rows] == ids
    assert [r[1] for r in rows] == values


def test_places_are_points_with_their_figures(idlib: Path) -> None:
    places = json.loads((idlib / "public" / "data" / "places.geojson").read_text("utf-8"))
    by_code = {f["id"]: f for f in places["features"]}
    stock = next(f for f in load(idlib)["figures"] if f["id"] == "displaced.stock.in.SY070301")
    assert by_code["SY070301"]["properties"]["displaced.stock"] == stock["value"]
    longitude, latitude = by_code["SY070301"]["geometry"]["coordinates"]
    assert 36 < longitude < 37.5
    assert 35 < latitude < 37
    assert all(f["properties"]["level"] <= 3 for f in places["features"])


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_feed_names_the_issue_and_the_letter(idlib: Path, language: str) -> None:
    feed = ElementTree.parse(idlib / "public" / f"feed.{language}.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for tag in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{tag}") is not None
    links = [e.find(f"{ATOM}link").get("href") for e in feed.iter(f"{ATOM}entry")]
    assert links == [f"report.{language}.html", f"letters/security-council/letter.{language}.html"]
    for link in links:
        assert (idlib / "public" / link).is_file()


def test_every_page_of_invented_data_says_so(synthetic: Path) -> None:
    pages = sorted((synthetic / "public").rglob("*.html"))
    assert len(pages) >= 10
    for page in pages:
        assert "no real place, person or event" in page.read_text("utf-8"), page.name


def test_no_page_of_real_data_says_invented(idlib: Path) -> None:
    assert all("banner" not in p.read_text("utf-8").split("</style>")[-1] for p in (idlib / "public").rglob("*.html"))


def test_weeks_and_one_language(tmp_path: Path) -> None:
    folder = copy_of("synthetic", tmp_path)
    settings = folder / "crisis.toml"
    text = settings.read_text("utf-8").replace('period = "month"', 'period = "week"')
    settings.write_text(text, "utf-8")
    assert 'period = "week"' in text
    day = pipeline.published_of(folder)
    assert day is not None
    pipeline.build(folder, day)
    ids = [f["id"] for f in load(folder)["figures"]]
    assert any(i.startswith("displaced.flow.total.2023-W") for i in ids)


def test_own_boundaries_are_drawn_and_attributed(tmp_path: Path) -> None:
    folder = copy_of("idlib", tmp_path)
    ring = [[36.0, 35.5], [37.0, 35.5], [37.0, 36.5], [36.0, 36.5], [36.0, 35.5]]
    shape = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}  # fmt: skip
    (folder / "areas.geojson").write_text(json.dumps(shape), "utf-8")
    with (folder / "crisis.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[basemap]\nfile = "areas.geojson"\nattribution = "A Surveyor"\nlicence = "CC0"\n')
    day = pipeline.published_of(folder)
    assert day is not None
    pipeline.build(folder, day)
    assert "A Surveyor" in (folder / "public" / "report.en.html").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"type": "Banana"}', '{"type": "Polygon", "coordinates": [[[500000, 4000000], [1, 2]]]}',
     '{"type": "Polygon", "coordinates": 7}', '{"type": "FeatureCollection"}'],
)  # fmt: skip
def test_bad_boundaries_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "areas.geojson").write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        read_boundaries(tmp_path, "areas.geojson")
    assert caught.value.problems[0].file == "areas.geojson"


@pytest.mark.parametrize(
    ("geometry", "rings"),
    [
        ({"type": "MultiPolygon", "coordinates": [[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]]}, 2),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, 1),
        ({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[1, 2], [3, 4]]]}, 2),
        ({"type": "Point", "coordinates": [1, 2]}, 0),
        ({"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}]}, 1),
        ({"type": "Feature", "properties": {}, "geometry": None}, 0),
    ],
)
def test_every_kind_of_geometry(tmp_path: Path, geometry: dict[str, object], rings: int) -> None:
    (tmp_path / "areas.geojson").write_text(json.dumps(geometry), "utf-8")
    assert len(read_boundaries(tmp_path, "areas.geojson")) == rings


def test_a_folder_with_no_arrivals_still_gives_a_report(tmp_path: Path) -> None:
    folder = copy_of("idlib", tmp_path)
    shutil.rmtree(folder / "arrivals")
    shutil.rmtree(folder / "letters")
    day = pipeline.published_of(folder)
    assert day is not None
    pipeline.build(folder, day)
    text = (folder / "public" / "report.en.html").read_text("utf-8")
    assert "No source gives such a figure for this period." in text


def test_pages_of_tables_are_those_of_the_specifications(tmp_path: Path) -> None:
    import runpy

    main = runpy.run_path(str(ROOT / "scripts" / "make_table_pages.py"))["main"]
    main(tmp_path)
    for page in sorted(tmp_path.iterdir()):
        assert (ROOT / "docs" / "tables" / page.name).read_text("utf-8") == page.read_text("utf-8"), page.name
