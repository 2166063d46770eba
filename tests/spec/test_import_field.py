"""Layouts of the field that were once misread: a file per case that a person can read."""

from pathlib import Path

import pytest
import xlsxwriter

from nuzuh.intake.bring import bring
from nuzuh.terms.errors import DataError
from tests.spec.test_import import Rows, book, crisis, gives, rules, sent, table

__all__ = ["crisis"]


def merged(folder: Path, name: str, rows: Rows, *spans: tuple[int, int, int, int, str]) -> str:
    """Return the path of a workbook of one sheet with merged cells."""
    path = folder.parent / name
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data")
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if cell is not None:
                    sheet.write(i, j, cell)
        for span in spans:
            sheet.merge_range(*span)
    return str(path)


def test_codes_and_names_under_the_heading_of_their_level(crisis: Path) -> None:
    file = merged(
        crisis,
        "hno.xlsx",
        [
            ["HNO figures, 2020-01-31"],
            [None, None, None, None, "IDPs", None, None],
            ["Name", "Pcode", "Name", "Pcode", "In camps", "Women", "Total IDPs"],
            ["Idlib", "SY01", "Harim", "SY0101", 10, 60, 100],
            ["Idlib", "SY01", "Maarrat", "SY0102", 5, 20, 50],
        ],
        (1, 0, 1, 1, "Governorate"),
        (1, 2, 1, 3, "District"),
        (1, 4, 1, 6, "IDPs"),
    )
    bring(crisis, file, "populations")
    rows = [(r["place"], r["place_name"], r["amount"]) for r in table(crisis, "populations/hno.csv")]
    assert rows == [("SY0101", "Harim", "100"), ("SY0102", "Maarrat", "50")]


def test_where_people_returned_to_and_where_they_had_been_displaced(crisis: Path) -> None:
    file = sent(
        crisis,
        "back_Feb_2020.csv",
        "Governorate of displacement,Governorate of return,District of return,Returnees (ind)",
        "Aleppo,Idlib,Harim,50",
    )
    bring(crisis, file, "arrivals")
    [row] = table(crisis, "arrivals/back-feb-2020.csv")
    assert (row["origin"], row["destination"], row["movement"]) == ("SY02", "SY0101", "return")


def test_returns_of_several_months_are_no_stock_and_keep_their_period(crisis: Path) -> None:
    file = sent(crisis, "r.csv", "Admin2Pcode,IDPs Aug 2019,Returnees Jan-Aug 2019", "SY0101,10,7")
    assert gives(bring(crisis, file, "populations"))["Returnees Jan-Aug 2019"] == ""
    bring(crisis, file, "arrivals")
    [row] = [r for r in table(crisis, "arrivals/r.csv") if r["movement"] == "return"]
    assert (row["movement"], row["start"], row["end"]) == ("return", "2019-01", "2019-09-01")


def test_sheets_called_by_months_in_a_file_called_by_the_year(crisis: Path) -> None:
    rows: Rows = [["District", "Pcode", "IDPs"], ["Harim", "SY0101", 10]]
    bring(crisis, book(crisis, "idps 2020.xlsx", {"Jan": rows, "Feb": rows}), "populations")
    assert [r["date"] for r in table(crisis, "populations/idps-2020.csv")] == ["2020-01", "2020-02"]


def test_months_with_short_years_are_columns_of_a_cross_table(crisis: Path) -> None:
    file = sent(crisis, "wide.csv", "District,Pcode,Jan-19,Feb-19,Mar-19,Total", "Harim,SY0101,1,2,3,6")
    bring(crisis, file, "populations")
    rows = [(r["date"], r["amount"]) for r in table(crisis, "populations/wide.csv")]
    assert rows == [("2019-01", "1"), ("2019-02", "2"), ("2019-03", "3")]


def test_a_bare_year_in_the_banner_goes_behind_the_month_of_the_sheet(crisis: Path) -> None:
    rows: Rows = [["HNO 2020", None, None], ["District", "Pcode", "IDPs"], ["Harim", "SY0101", 10]]
    bring(crisis, book(crisis, "h.xlsx", {"Data Aug 2019": rows}), "populations")
    assert table(crisis, "populations/h.csv")[0]["date"] == "2019-08"


@pytest.mark.parametrize(
    "headings",
    [
        "Gouvernorat,District,Nombre de ménages déplacés,Nombre de personnes déplacées,Date",
        "Governorate,District,IDP families,Individuals,Date",
        "Departamento,Municipio,Hogares desplazados,Personas desplazadas,Fecha",
    ],
)
def test_people_are_read_rather_than_households_beside_them(crisis: Path, headings: str) -> None:
    file = sent(crisis, "p.csv", headings, "Idlib,Harim,20,100,2020-01-31")
    bring(crisis, file, "populations")
    [row] = table(crisis, "populations/p.csv")
    assert (row["place"], row["amount"], row.get("unit")) == ("SY0101", "100", None)


def test_the_day_of_the_report_is_the_day_of_a_stock_that_has_no_other(crisis: Path) -> None:
    file = sent(crisis, "ar.csv", "المنطقة,عدد النازحين,تاريخ التقرير", "حارم,100,15/02/2020")
    done = bring(crisis, file, "populations")
    assert table(crisis, "populations/ar.csv")[0]["date"] == "2020-02-15"
    assert done.sheets[0].reading is not None
    assert "nothing else says when" in done.sheets[0].reading.uses[2].why
    with pytest.raises(DataError, match="does not hold arrivals"):  # people may have moved long before
        bring(
            crisis,
            file,
            "arrivals",
        )


def test_place_of_arrival(crisis: Path) -> None:
    file = sent(
        crisis,
        "m.csv",
        "Date of arrival,Place of origin,Place of arrival,Number of people",
        "2020-02-25,Aleppo,Harim,50",
    )
    bring(crisis, file, "arrivals")
    [row] = table(crisis, "arrivals/m.csv")
    assert (row["start"], row["origin_name"], row["destination"]) == ("2020-02-25", "Aleppo", "SY0101")


def test_subtotals_within_a_merged_governorate_are_left_out(crisis: Path) -> None:
    file = merged(
        crisis,
        "sub.xlsx",
        [
            ["Governorate", "District", "Town", "IDPs 2020-01-31"],
            [None, "Harim", "One", 10],
            [None, "Harim", "Two", 11],
            [None, "Harim Total", None, 21],
            [None, "Maarrat", "Three", 7],
            [None, "Maarrat Total", None, 7],
            ["Grand Total", None, None, 28],
        ],
        (1, 0, 5, 0, "Idlib"),
    )
    done = bring(crisis, file, "populations")
    assert [t["line"] for t in done.sheets[0].totals] == [4, 6, 7]
    assert done.sheets[0].sums[0]["own_total"] == 28
    assert "sum.totals_row" not in rules(done)
    assert [r["amount"] for r in table(crisis, "populations/sub.csv")] == ["10", "11", "7"]


def test_yearly_internal_displacements_are_a_flow_and_the_stock_is_none(crisis: Path) -> None:
    file = sent(
        crisis, "y.csv", "Name,Year,Conflict Stock Displacement,Conflict Internal Displacements", "Syria,2019,900,300"
    )
    bring(crisis, file, "references")
    rows = [(r["metric"], r["amount"]) for r in table(crisis, "references/y.csv")]
    assert rows == [("stock", "900"), ("flow", "300")]


def test_a_location_without_a_level_is_of_the_level_at_which_its_names_are_known(crisis: Path) -> None:
    file = sent(crisis, "dtm.csv", "Governorate,Location name,Individuals,Date", "Idlib,Camp,30,2020-01-31")
    bring(crisis, file, "populations")
    assert table(crisis, "populations/dtm.csv")[0]["place"] == "SY0102C"


def test_months_over_arrivals_and_departures_in_a_header_of_two_lines(crisis: Path) -> None:
    rows: Rows = [
        ["IDP movements"],
        ["Governorate", "District", "P-Code", "Jan 2020", None, "Feb 2020", None],
        [None, None, None, "Arrivals", "Departures", "Arrivals", "Departures"],
        ["Idlib", "Harim", "SY0101", 10, 1, 20, 2],
        ["Idlib", "Maarrat", "SY0102", 11, 1, 21, 2],
    ]
    file = merged(crisis, "moves.xlsx", rows, (1, 3, 1, 4, "Jan 2020"), (1, 5, 1, 6, "Feb 2020"))
    done = bring(crisis, file, "arrivals")
    assert (done.read, done.rejected) == (2, 0)
    came = [r for r in table(crisis, "arrivals/moves.csv") if r["movement"] == "displacement"]
    amounts = [(r["start"], r["amount"]) for r in came]
    assert amounts == [("2020-01", "10"), ("2020-02", "20"), ("2020-01", "11"), ("2020-02", "21")]


def test_a_cumulative_figure_is_no_stock(crisis: Path) -> None:
    file = sent(crisis, "c.csv", "Date,Pcode,Cumulative IDPs since 1 Dec,IDPs stock", "2020-01-31,SY0101,900,300")
    bring(crisis, file, "populations")
    assert [r["amount"] for r in table(crisis, "populations/c.csv")] == ["300"]


@pytest.mark.parametrize(
    ("headings", "cells"), [("Month,Year", "January,2020"), ("Reporting Month,Remarks", "Jan-2020,-")]
)
def test_the_month_of_an_activity(crisis: Path, headings: str, cells: str) -> None:
    file = sent(crisis, "5w.csv", f"{headings},Organization,Sector,Admin2 Pcode", f"{cells},IRC,WASH,SY0101")
    bring(crisis, file, "activities")
    assert table(crisis, "activities/5w.csv")[0]["start"] in ("2020-01", "Jan-2020")


def test_a_gazetteer_in_one_list_with_a_column_of_levels(crisis: Path) -> None:
    file = sent(
        crisis,
        "list.csv",
        "Level,P-code,Name (EN),Name (AR),Parent P-code",
        "1,SY03,Hama,حماة,SY",
        "2,SY0301,Salamiyah,سلمية,SY03",
    )
    bring(crisis, file, "places")
    rows = [(r["code"], r["level"], r["parent"], r["name_en"]) for r in table(crisis, "places/list.csv")]
    assert rows == [("SY03", "1", "SY", "Hama"), ("SY0301", "2", "SY03", "Salamiyah")]
