"""Tables found in real files that nobody here wrote; the files stand beside the project, without them nothing is tested."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from nuzuh.formats.flee import read_flee
from nuzuh.formats.grids import UnreadableFile, read_grids
from nuzuh.formats.kobo import is_form, survey_of
from nuzuh.formats.layout import lay_out, tables_of
from nuzuh.formats.totals import numbers
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not here: real files are not tested"),
]


def tables(file):
    return {grid.sheet: lay_out(grid) for grid in read_grids(Path(DATA, file))}


@pytest.mark.parametrize(
    ("file", "sheet", "column", "rows"),
    [
        ("needs/syr_hno_data_2017.xlsx", "Sector_PiN_Severity_admin3", "IDPs_estimates_for_the", 272),
        ("needs/syr_hno_data_2018.xlsx", "Community_level_data", "IDPs_estimates_Aug_201", 5629),
        ("needs/syr_hno_data_2018.xlsx", "Sector_PiN_Severity_admin3", "IDPs_HNO_Aug_2017", 272),
        ("needs/syr_hno_data_2019.xlsx", "Community_level_data", "IDPs_estimates_August_", 7248),
        ("needs/syr_hno_data_2019.xlsx", "Sector_PiN_Severity_subdistrict", "IDPs_HNO_Aug_2018", 272),
        ("needs/syr_pmr_data_2019.xlsx", "intersector_community_data", "IDPs_estimates_April_2", 7268),
        ("needs/syr_pmr_data_2019.xlsx", "sector_pin_severity_subdistrict", "IDPs_PMR_May_2019", 272),
    ],
)
def test_rows_add_up_to_the_totals_row(file, sheet, column, rows):
    table = tables(file)[sheet]
    at = next(index for index, heading in enumerate(table.header) if heading.startswith(column))
    assert table.rows.height == rows
    assert table.totals.height == 1
    own = table.totals.select(numbers(f"c{at}")).item()
    assert table.rows.select(numbers(f"c{at}").sum()).item() == pytest.approx(own, abs=1)


def test_flows_by_month():
    found = tables("flows/idp_1.xlsx")
    assert found["December_IDPflow"].rows.height == 541
    assert found["December_Retflow"].rows.height == 278
    summary = found["IDPFlow_Summarysince2016"]
    assert summary.header[:3] == ("Governorate", "January", "February")
    assert list(dict.fromkeys(summary.above)) == ["", "2016", "2017", "2018", "2019", "Since Jan 2016"]
    assert summary.totals["_line"].to_list() == [17, 18]


def test_two_tables_on_one_sheet():
    first, second = tables_of(read_grids(DATA / "needs" / "syr_hno_data_2017.xlsx")[0])
    assert (first.header_line, first.rows.height, first.totals.height) == (4, 14, 2)
    assert (second.header_line, second.rows.height, second.totals.height) == (26, 14, 1)


def test_every_file_is_read_or_refused_and_no_line_is_lost():
    refused = {}
    for path in sorted(DATA.rglob("*")):
        if not path.is_file() or path.suffix in (".enc", ".md", ".yml"):
            continue
        try:
            grids = read_grids(path)
        except UnreadableFile as error:
            refused[path.name] = error.fault.rule
            continue
        for grid in grids:
            found = tables_of(grid)
            lines = [line for table in found for part in (table.rows, table.totals) for line in part["_line"]]
            lines += [line for table in found for line, _ in (*table.banner, *table.below)]
            lines += [row.line for table in found for row in table.broken]
            assert len(lines) == len(set(lines)), path
            assert not found or len(set(grid.cells["_line"]) - set(lines)) <= 4 * len(found), path
    assert refused == {
        "libhxl_test_io__input-invalid.png": "file.format",
        "libhxl_test_io__input-notag1.html": "file.format",
        "libhxl_test_io__input-notag2.html": "file.format",
    }


def test_hashtags_of_the_peers_files():
    for path in sorted((DATA / "hxl").glob("libhxl_test_io__input-valid*")):
        for grid in read_grids(path):
            assert any(tag.startswith("#adm1") for tag in lay_out(grid).hashtags), path


def test_forms_and_exports():
    for path in sorted((DATA / "kobo").rglob("*")):
        if path.is_file():
            assert is_form(read_grids(path)) == ("pyxform" in str(path) or "kobo-tool" in path.name), path
    found = survey_of(read_grids(DATA / "kobo" / "msna2024_pair" / "dummy_raw_data.xlsx"))
    assert found.main.rows.height == 241
    assert [repeat.laid.rows.height for repeat in found.repeats] == [965] * 4
    assert all(repeat.links["_parent_line"].null_count() == 0 for repeat in found.repeats)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("burundi2015", (30, 41, 4, 336, 224)),
        ("mali2012", (23, 35, 2, 151, 134)),
        ("nigeria2016", (40, 62, 0, 124, 152)),
        ("ssudan2013", (51, 60, 3, 594, 515)),
        ("syria2013", (18, 32, 0, 229, 765)),
        ("ukraine2022", (37, 42, 0, 457, 47)),
    ],
)
def test_conflicts_of_flee(name, counts):
    found = read_flee(DATA / "flee" / name)
    parts = (found.places, found.routes, found.closures, found.camps, found.totals)
    assert tuple(part.height for part in parts) == counts
    assert found.problems == ()
    assert found.conflicts.select(pl.col("intensity").is_between(0, 1).all()).item()
