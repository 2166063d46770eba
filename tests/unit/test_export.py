"""What `nuzuh export` writes, where it refuses to write, and that each format holds the same rows."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from nuzuh import cli, pipeline
from nuzuh.folder.records import read_folder
from nuzuh.folder.sheets import TABLES
from nuzuh.formats import write
from nuzuh.intake.export import FORMATS, NOTICE, export
from nuzuh.terms.errors import UsageError
from tests.folders import replaced, write_folder

MORE = {
    "routes.csv": "from,from_name,to,to_name,distance_km\nSY0101,Harem,SY0102,Ma'arra,60\nSY,,SY0101,,\n",
    "incidents.csv": "date,place,place_name,lat,lon,source\n2020-02-06,SY0101,حارم,36.21,36.52,ngo\n"
    "2020-02,SY0102,,,,ngo\n2020-02-07,,X,,,ngo\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "small", dict(MORE))


def rows_of(content: bytes) -> tuple[list[str], list[str], pl.DataFrame]:
    """Return the heading, the hashtags and the rows of an exported CSV."""
    frame = pl.read_csv(io.BytesIO(content), infer_schema=False)
    return frame.columns, [cell or "" for cell in frame.row(0)], frame[1:]


def test_hxl_csv_has_headings_hashtags_names_and_the_sources_own_words(folder: Path) -> None:
    changes = replaced(
        "arrivals/arrivals.csv", "2020-01-01,2020-02-01,SY02,SY0101,1000", '2020-01,,SY02,SY0101,"1,000"'
    )
    content = export(read_folder(write_folder(folder, {**MORE, **changes})), "arrivals", "csv").content
    names, tags, rows = rows_of(content)
    assert content.startswith(b"\xef\xbb\xbf")  # Excel shows Arabic only then
    assert dict(zip(names, tags, strict=True))["destination"] == "#adm+dest+code"
    first = rows.row(0, named=True)
    assert (first["start"], first["end"], first["date_accuracy"]) == ("2020-01", "2020-02-01", "month")
    assert (first["destination"], first["destination_listed_name"]) == ("SY0101", "Harim")
    assert (first["source"], first["source_listed_name"]) == ("ngo", "Field reports")
    assert first["amount"] == "1000"
    assert [r["people"] for r in rows.iter_rows(named=True)] == ["1000", "510", "200", "200", None, "150"]
    assert rows["amount"].to_list() == ["1000", "510", "more than 200", "40", None, "150"]
    assert rows["quantifier"].to_list()[2:5] == ["more than", "exactly", "unknown"]


def test_the_sources_names_stand_beside_the_code(folder: Path) -> None:
    _, _, rows = rows_of(export(read_folder(folder), "incidents", "csv").content)
    told = rows.select("place", "place_listed_name", "place_name").rows()
    assert told == [("SY0101", "Harim", "حارم"), ("SY0102", "Maarrat", None), (None, None, "X")]


def test_a_workbook_has_a_readme_real_numbers_and_real_days(folder: Path) -> None:
    content = export(read_folder(folder), "arrivals", "xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["README", "arrivals"]
    readme = [[cell for cell in row if cell is not None] for row in book["README"].iter_rows(values_only=True)]
    assert readme[:7] == [
        ["notice", NOTICE],
        ["crisis", "A small crisis"],
        ["table", "arrivals"],
        ["as of", "2020-02-29"],
        ["published", "2020-03-06"],
        ["rows accepted", "6"],
        ["rows rejected", "0 (not in this file; they stand in private/rejected/)"],
    ]
    assert ["ngo", "B", "Helpers United", "no licence given", "Field reports https://example.org/ngo"] in readme
    described = {row[0] for row in readme if row}
    sheet = book["arrivals"]
    assert sheet.freeze_panes == "A2"
    heading = [cell.value for cell in sheet[1]]
    assert set(heading) <= described
    first = dict(zip(heading, [cell.value for cell in sheet[2]], strict=True))
    assert first["start"] == dt.datetime(2020, 1, 1)
    assert first["amount"] == first["people"] == 1000
    assert sheet.cell(4, heading.index("amount") + 1).value == "more than 200"
    assert not sheet.sheet_view.rightToLeft


def test_a_workbook_of_a_crisis_in_arabic_runs_from_right_to_left(folder: Path) -> None:
    text = (folder / "crisis.toml").read_text("utf-8").replace('languages = ["en"]', 'languages = ["ar", "en"]')
    (folder / "crisis.toml").write_text(
        text.replace('en = "A small crisis"', 'ar = "أزمة"\nen = "A small crisis"'), "utf-8"
    )
    content = export(read_folder(folder), "arrivals", "xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content))["arrivals"]
    assert sheet.sheet_view.rightToLeft
    named = [c.value for c in sheet[1]].index("destination_listed_name")
    assert sheet.cell(2, named + 1).value == "حارم"


def test_parquet_has_types_and_says_what_it_is(folder: Path) -> None:
    content = export(read_folder(folder), "arrivals", "parquet").content
    frame = pl.read_parquet(io.BytesIO(content))
    types = {name: frame.schema[name] for name in ("start", "end", "reported", "people", "amount", "household_size")}
    assert types == {
        **dict.fromkeys(("start", "end", "reported"), pl.Date),
        **dict.fromkeys(("people", "household_size"), pl.Float64),
        "amount": pl.String,
    }
    assert frame["people"].to_list() == [1000, 510, 200, 200, None, 150]
    assert pl.read_parquet_metadata(io.BytesIO(content))["nuzuh.notice"] == NOTICE


def test_parquet_keeps_a_year_a_year(folder: Path) -> None:
    """A figure of 1995 is not one of the first of January: where no other column says so, the day stays text."""
    change = replaced("references.csv", "1995-12-31", "1995")
    content = export(read_folder(write_folder(folder, dict(change))), "references", "parquet").content
    assert pl.read_parquet(io.BytesIO(content))["date"].to_list() == ["1995"]


def test_geojson_has_points_lines_and_says_what_has_neither(folder: Path) -> None:
    read = read_folder(folder)
    arrivals = json.loads(export(read, "arrivals", "geojson").content)
    assert arrivals["type"] == "FeatureCollection"
    assert arrivals["notice"] == NOTICE
    assert arrivals["features"][0]["geometry"] == {"type": "Point", "coordinates": [36.51, 36.2]}
    assert arrivals["features"][0]["properties"]["destination_listed_name"] == "Harim"
    incidents = export(read, "incidents", "geojson")
    found = json.loads(incidents.content)
    assert [f["geometry"] and f["geometry"]["coordinates"] for f in found["features"]] == [
        [36.52, 36.21],  # its own
        [36.67, 35.64],  # of its place
        None,
    ]
    assert (incidents.without_place, found["rows_without_place"], found["rows"]) == (1, 1, 3)
    routes = json.loads(export(read, "routes", "geojson").content)["features"]
    assert [f["geometry"] and f["geometry"]["type"] for f in routes] == ["LineString", None]
    places = json.loads(export(read, "places", "geojson").content)["features"]
    assert [f["properties"]["code"] for f in places if f["geometry"] is None] == ["SY"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_table_can_be_written_in_every_format_twice_alike(folder: Path, table: str, form: str) -> None:
    read = read_folder(folder)
    first, again = export(read, table, form), export(read_folder(folder), table, form)
    assert first.content == again.content
    assert first.rows == read.tables[table].height


def test_rejected_rows_are_not_exported_but_counted(folder: Path) -> None:
    changes = replaced("arrivals/arrivals.csv", "SY0101,1000", "SY0101,lots")
    done = export(read_folder(write_folder(folder, dict(changes))), "arrivals", "csv")
    assert (done.rows, done.rejected) == (5, 1)
    assert "lots" not in done.content.decode()


@pytest.mark.parametrize(
    ("to", "form", "message"),
    [
        ("small/public/a.csv", "", "public/"),
        ("small/PUBLIC/a.csv", "", "public/"),
        ("small/private/../public/data/a.csv", "", "public/"),
        ("small/crisis.toml", "csv", "is there already"),
        ("small/private/mine.csv", "", "is there already"),
        ("small/arrivals/more.csv", "", "would be read"),
        ("small/incidents.csv", "", "would be read"),
        ("small/Places.xlsx", "", "would be read"),
        ("small/letters/open/x.csv", "", "would be read"),
        ("a.txt", "", "does not say which format"),
        ("a", "", "does not say which format"),
        ("a.csv", "json", "no format json"),
        ("small", "csv", "is a folder"),
    ],
)
def test_where_an_export_may_not_stand(folder: Path, to: str, form: str, message: str) -> None:
    (folder / "private").mkdir()
    (folder / "private" / "mine.csv").write_text("mine", "utf-8")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(UsageError, match=message):
        pipeline.export(folder, "arrivals", folder.parent / to, form)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_link_into_public_is_public(folder: Path) -> None:
    (folder / "public").mkdir()
    (folder.parent / "elsewhere").symlink_to(folder / "public")
    with pytest.raises(UsageError, match="public/"):
        pipeline.export(folder, "arrivals", folder.parent / "elsewhere" / "a.csv", "")


def test_without_a_file_it_goes_to_private_exports_and_may_go_there_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_folder(folder).problems
    for _ in range(2):
        assert cli.run(["export", "arrivals", str(folder)]) == 0
    assert (folder / "private" / "exports" / "arrivals.xlsx").is_file()
    assert "Not cleared for publication" in capsys.readouterr().err
    assert cli.run(["export", "incidents", str(folder), "--as", "geojson", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "files": [str(folder.resolve() / "private" / "exports" / "incidents.geojson")],
        "problems": [],
        "table": "incidents",
        "rows": 3,
        "rejected": 0,
        "rows_without_place": 1,
    }
    assert read_folder(folder).problems == before  # what was exported is not read as data


def test_an_unknown_table_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "arrival", str(folder), "--as", "csv"]) == 2
    assert "There is no table arrival. There are: places," in capsys.readouterr().err


def test_what_does_not_fit_into_a_sheet_is_refused() -> None:
    heading = [write.Heading("note", "#meta+note", "text", ("text", "", ""))]
    with pytest.raises(write.TooLargeError, match="32,768 letters"):
        write.workbook(pl.DataFrame({"note": ["x" * 32_768]}), heading, "t", [])
    with pytest.raises(write.TooLargeError, match="1,048,576 rows"):
        write.workbook(pl.DataFrame({"note": ["x"]}).sample(1_048_576, with_replacement=True), heading, "t", [])
