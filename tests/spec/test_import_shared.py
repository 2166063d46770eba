"""Real files that nobody here wrote, imported with one command each, or refused with the true reason."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import polars as pl
import pytest

from nuzuh.folder.records import read_folder
from nuzuh.intake.bring import Wishes, bring
from nuzuh.terms.errors import DataError
from tests.folders import SOUND, write_folder

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared files stand beside the project only where it is made"),
]
GAZETTEER = DATA / "gazetteer/derived_syr_communities.csv"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crisis with settings and nothing else."""
    nothing = {name: None for name in SOUND if name != "crisis.toml"}
    text = SOUND["crisis.toml"].replace('place = "SY"\n', "").replace("start = 2020-01-01", "start = 2016-01-01")
    return write_folder(tmp_path_factory.mktemp("empty") / "c", {**nothing, "crisis.toml": text})


@pytest.fixture(scope="module")
def syria(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crisis with the communities of Syria."""
    folder = Path(shutil.copytree(empty, tmp_path_factory.mktemp("syria") / "c"))
    bring(folder, str(GAZETTEER), "places")
    return folder


def copied(folder: Path, at: Path) -> Path:
    return Path(shutil.copytree(folder, at / "c"))


@pytest.mark.parametrize(
    ("file", "communities", "subdistricts"),
    [
        ("syr_hno_data_2017", 6_325_978, 6_325_978),
        ("syr_hno_data_2018", 6_150_005, 6_150_005),
        ("syr_hno_data_2019", 6_183_919, 6_183_919),
        ("syr_pmr_data_2019", 5_905_231, 5_905_231),
    ],
)
def test_displaced_people_are_as_many_as_the_tables_say(
    syria: Path, tmp_path: Path, file: str, communities: int, subdistricts: int
) -> None:
    """The totals rows above the headers; of 2017 only the subdistricts have one, and the communities add up to it."""
    folder = copied(syria, tmp_path)
    done = bring(folder, str(DATA / f"needs/{file}.xlsx"), "populations")
    assert done.rejected == 0
    for sheet in done.sheets:
        for told in sheet.sums if sheet.imported else []:
            assert told["own_total"] in (None, pytest.approx(told["sum"], abs=0.5)), told["heading"]
    frame = read_folder(folder).tables["populations"].filter(pl.col("population") == "displaced")
    places = read_folder(folder).tables["places"].select("code", "level")
    people = frame.join(places, left_on="place", right_on="code").group_by("level").agg(pl.col("people").sum())
    by_level = dict(people.iter_rows())
    assert by_level[3] == pytest.approx(subdistricts, abs=0.5)
    assert by_level[4] + by_level.get(5, 0) == pytest.approx(communities, abs=0.5)  # parts of towns are of level 5


def test_flows_and_returns_of_january_2019(syria: Path, tmp_path: Path) -> None:
    folder = copied(syria, tmp_path)
    done = bring(folder, str(DATA / "flows/idp_1.xlsx"), "arrivals")
    arrivals = read_folder(folder).tables["arrivals"]
    assert dict(arrivals["movement"].value_counts().iter_rows()) == {"displacement": 541, "return": 278}
    assert arrivals["start"].unique().to_list() == [dt.date(2019, 1, 1)]
    altered = [p for p in done.problems if p.rule == "sum.below_part"]
    assert [(p.sheet, p.line, p.value) for p in altered] == [("Table-Origin_vs_Departure", 2, "3")]


def test_monthly_flows_since_2016(syria: Path, tmp_path: Path) -> None:
    folder = copied(syria, tmp_path)
    wishes = Wishes(sheets=("IDPFlow_Summarysince2016", "RetFlow_Summary_SinceAugust2018"))
    bring(folder, str(DATA / "flows/idp_1.xlsx"), "arrivals", wishes)
    flows = read_folder(folder).tables["arrivals"].filter(pl.col("movement") == "displacement")
    by_year = dict(flows.group_by(pl.col("start").dt.year()).agg(pl.col("people").sum().round(0)).iter_rows())
    aleppo = flows.filter((pl.col("destination") == "SY02") & (pl.col("start").dt.year() == 2016))
    assert aleppo["people"].sum() == 821_749  # the sheet's own "Total 2016"
    assert sorted(by_year) == [2016, 2017, 2018, 2019]


@pytest.mark.parametrize(
    ("file", "table", "rows"),
    [
        ("gazetteer/ocha_cod_2018_syr_admin1.csv", "places", 14),
        ("gazetteer/ocha_cod_2018_syr_admin2.csv", "places", 62),
        ("gazetteer/ocha_cod_2018_syr_admin3.csv", "places", 272),
        ("gazetteer/yem_admin_ochayemen_20191002.xlsx", "places", 22 + 335 + 2_149),
        ("gazetteer/yemen_admin_list_BROKEN_ARABIC.csv", "places", 2_149),
        ("flows/sudan_dtm/raw_boundaries_data.csv", "places", 189),
        ("flows/sudan_dtm/lookup_localities.csv", "places", 189),
        ("flows/sudan_dtm/raw_idps_locality_data.csv", "populations", 181),
        ("flows/sudan_dtm/raw_idps_state_data.csv", "populations", 18),
        ("hxl/primero_hxl_location_sample.csv", "places", 294),
        ("hxl/libhxl_test_io__input-valid.xls", "activities", 4),
        ("hxl/libhxl_test_io__input-valid-latin1.csv", "activities", 4),
        ("hxl/libhxl_test_io__input-valid-nested.json", "activities", 4),
        ("hxl/libhxl_test_io__input-valid-csv.zip", "activities", 4),
        ("hxl/unhcr-persons-of-concern-origin-syr-csv-1.csv", "references", 1_689),
        ("activities/ebola_3w_snapshots/3w_committed_2014-12-15_5ad9488.csv", "activities", 1_201),
        ("activities/Data_ Ukraine 3W Round 4 2022-03-31.xlsx", "activities", 25),
        ("incidents/airwars_syria_incidents_2019-04_to_2020-03.csv", "incidents", 1_174),
        ("references/extract_crises_by_origin_year.csv", "references", 664),
        ("references/unhcr_refugees_pkg_idmc.csv", "references", 934),
        ("flee/mali2012", "places", 27),
        ("flee/mali2012", "populations", 151),
    ],
)
def test_one_command_each(empty: Path, tmp_path: Path, file: str, table: str, rows: int) -> None:
    folder = copied(empty, tmp_path)
    if file.startswith("flee/") and table != "places":
        bring(folder, str(DATA / file), "places")
    done = bring(folder, str(DATA / file), table)
    assert done.read == done.accepted == rows, [p.message for p in done.problems if p.severity == "error"][:3]


@pytest.mark.parametrize(
    ("file", "table", "reason"),
    [
        ("gazetteer/global_pcode_lengths.csv", "places", "no names of places"),
        ("flows/sudan_dtm/raw_idps_data.xlsx", "populations", "boundaries"),
        ("flows/sudan_dtm/clean_idps_locality.csv", "populations", "does not say when"),
        ("flows/sudan_dtm/idps_metadata.csv", "populations", "does not say how many"),
        ("hxl/libhxl_test_io__input-invalid.png", "activities", "picture"),
        ("hxl/libhxl_test_io__input-notag1.html", "activities", "web page"),
        ("kobo/msna2024_pair/REACH_2024_MSNA-kobo-tool_draft_v11.xlsx", "arrivals", "form of a survey"),
        ("kobo/pyxform_tests/bug_example_xls__excel_with_macros.xlsm", "arrivals", "form of a survey"),
        ("kobo/msna2024_pair/dummy_raw_data.xlsx", "arrivals", "does not say when"),
        ("kobo/wfp_repeats/FCS_Sample_Survey.csv", "arrivals", "does not say how many"),
        ("letters/idlib_signatories_as_pasted.txt", "references", "text, not a table"),
        ("heldout.enc", "places", ""),
    ],
)
def test_refused_with_the_true_reason(empty: Path, tmp_path: Path, file: str, table: str, reason: str) -> None:
    folder = copied(empty, tmp_path)
    before = sorted(folder.rglob("*"))
    with pytest.raises(DataError) as caught:
        bring(folder, str(DATA / file), table)
    assert reason in " ".join([str(caught.value), *(p.message for p in caught.value.problems)])
    assert sorted(folder.rglob("*")) == before
