"""Damage in real files that nobody here wrote; the files stand beside the project, and without them nothing is tested."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from nuzuh.formats.grids import read_grids
from nuzuh.formats.layout import Laid, lay_out
from nuzuh.intake.contradiction import contradiction, period_from_summary
from nuzuh.intake.damage import Finding, repair
from nuzuh.intake.totals import check_totals
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not here: real damaged files are not tested"),
]


def laid(file: str) -> dict[str, Laid]:
    """The tables of a file by sheet."""
    found = [one for grid in read_grids(Path(DATA, file)) if (one := lay_out(grid))]
    return {one.sheet: one for one in found}


def found_in(one: Laid) -> list[Finding]:
    mended = repair(one.rows, one.header)
    return [*mended.findings, *check_totals(mended.rows, one.totals, one.header)]


def test_country_columns_of_the_gazetteer_changed_places() -> None:
    (one,) = laid("gazetteer/ocha_cod_2018_syr_admin3.csv").values()
    mended = repair(one.rows, one.header)
    assert [(f.rule, f.column, f.count) for f in mended.findings] == [("language.swapped", "ADM0_EN", 272)]
    assert set(mended.rows[f"c{one.header.index('ADM0_EN')}"]) == {"Syrian Arab Republic"}


def test_arabic_of_yemen_is_lost_for_good() -> None:
    (one,) = laid("gazetteer/yemen_admin_list_BROKEN_ARABIC.csv").values()
    mended = repair(one.rows, one.header)
    assert {f.rule for f in mended.findings} == {"text.lost"}
    assert {f.column for f in mended.findings} == {h for h in one.header if h.endswith("_ar")}


@pytest.mark.parametrize("level", [1, 2])
def test_sound_gazetteers_are_left_alone(level: int) -> None:
    (one,) = laid(f"gazetteer/ocha_cod_2018_syr_admin{level}.csv").values()
    assert found_in(one) == []


def test_a_cell_altered_by_an_uploader_is_found() -> None:
    one = laid("flows/idp_1.xlsx")["Table-Origin_vs_Departure"]
    below = [f for f in found_in(one) if f.rule.startswith("sum.") and f.line == 2]
    assert [(f.rule, f.column, f.value) for f in below] == [("sum.below_part", "Grand Total", "3")]


def test_a_sheet_called_december_holds_january() -> None:
    tables = laid("flows/idp_1.xlsx")
    rows, summary = tables["December_IDPflow"].rows, tables["IDPFlow_Summarysince2016"]
    year, months = "", []
    for at, (above, heading) in enumerate(zip(summary.above, summary.header, strict=True)):
        year = above or year
        if at and "otal" not in heading and year:
            cells = summary.rows.select(
                place="c0", period=pl.lit(f"{year} {heading}"), amount=pl.col(f"c{at}").cast(pl.Float64, strict=False)
            )
            months.append(cells)
    found = period_from_summary(rows.select(place="c0", amount=pl.col("c8").cast(pl.Float64)), pl.concat(months))
    assert len(found) == 1
    assert found[0][0].startswith("2019 January")


@pytest.mark.parametrize(("round_", "below"), [("4 2022-03-31", 8), ("5 2022-04-07", 3)])
def test_people_reached_below_the_largest_sector(round_: str, below: int) -> None:
    one = laid(f"activities/Data_ Ukraine 3W Round {round_}.xlsx")["People_Reached_by_Oblast"]
    assert [f.count for f in found_in(one) if f.rule == "sum.below_part"] == [below]


def test_boundaries_called_displaced_people_are_refused() -> None:
    for one in laid("flows/sudan_dtm/raw_idps_data.xlsx").values():
        why = contradiction(one.header, one.rows, "populations")
        assert why is not None
        assert why.startswith("The file holds boundaries")
    (people,) = laid("flows/sudan_dtm/clean_idps_locality.csv").values()
    assert contradiction(people.header, people.rows, "populations") is None


@pytest.mark.parametrize(
    "file", ["needs/syr_hno_data_2018.xlsx", "needs/syr_hno_data_2019.xlsx", "needs/syr_pmr_data_2019.xlsx"]
)
def test_totals_rows_of_the_needs_tables_hold(file: str) -> None:
    for one in laid(file).values():
        assert [f.message for f in found_in(one) if f.rule == "sum.totals_row"] == []


def test_suffixes_and_dashes_of_the_needs_tables() -> None:
    tables = laid("needs/syr_pmr_data_2019.xlsx")
    towns = repair(tables["intersector_community_data"].rows, tables["intersector_community_data"].header)
    assert [(f.column, f.value, f.repaired) for f in towns.findings if f.rule == "code.suffix"] == [
        ("Admin4Pcode", "C1001_1", "C1001")
    ]
    assert towns.notes.height == 2
    blanks = [f for f in found_in(tables["sector_pin_severity_subdistrict"]) if f.rule == "number.blank"]
    assert {f.value for f in blanks} == {"-"}
    assert len(blanks) > 10
