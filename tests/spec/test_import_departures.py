"""Displaced people who went away, in other people's files: departures alone, and beside arrivals.

The crisis is that of ``tests/folders.py``: SY > SY01 Idlib, SY02 Aleppo > SY0101 Harim, SY0102 Maarrat > SY0102C Camp.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nuzuh.folder.records import read_folder
from nuzuh.intake.bring import bring
from nuzuh.intake.headings import meaning_of
from nuzuh.terms.errors import DataError
from tests.spec.test_import import Rows, book, crisis, gives, sent, table
from tests.spec.test_import_field import merged

__all__ = ["crisis"]

Moved = tuple[str, str, str, str]  # movement, origin, destination, amount


def moves(folder: Path, file: str) -> list[Moved]:
    """Return what moved, of a table that an import wrote."""
    rows = table(folder, f"arrivals/{file}")
    return [(r["movement"], r.get("origin", ""), r.get("destination", ""), r["amount"]) for r in rows]


def accepted(folder: Path) -> None:
    """Fail where the folder, as it stands now, has an error in its arrivals."""
    problems = [p for p in read_folder(folder).problems if p.severity == "error" and p.file.startswith("arrivals")]
    assert problems == []


@pytest.mark.parametrize(
    "heading",
    [
        *("IDP departures", "Departures", "departed", "IDPs left", "Number of people departing", "Outflow (ind)"),
        *("المغادرون", "عدد المغادرين", "النازحون المغادرون", "عدد الأفراد المغادرين"),
        *(
            "ayrılanlar",
            "Ayrılan kişi sayısı",
            "Departed IDPs per district",
            "Giden",
            "AYRILANLAR",
            "Départs",
            "Salidas",
        ),
    ],
)
def test_headings_of_those_who_left(heading: str, crisis: Path) -> None:
    """Beside a place of no side, it is the place that they left."""
    file = sent(crisis, "w.csv", f"Admin2Pcode,{heading},Date", "SY0101,12,2020-01-31")
    bring(crisis, file, "arrivals")
    assert moves(crisis, "w.csv") == [("departure", "SY0101", "", "12")]
    accepted(crisis)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        *((h, "name") for h in ("Departed from", "Governorate of departure", "Place of departure", "منطقة المغادرة")),
        *((h, "date") for h in ("Departure date", "Date of departure")),
        *((h, "other") for h in ("IDPs left in camps", "Arrivals minus departures", "IDP arrivals and departures")),
        *(
            (h, "other")
            for h in ("Returnee departures", "Left", "Cumulative departures", "Destination of IDPs who left")
        ),
    ],
)
def test_headings_that_count_nobody_who_left(heading: str, kind: str) -> None:
    assert meaning_of(heading).kind == kind


def test_arrivals_and_departures_side_by_side_give_both(crisis: Path) -> None:
    file = sent(
        crisis,
        "dtm.csv",
        "Governorate,District,P-Code,IDP Arrivals,IDP Departures,Date",
        "Idlib,Harim,SY0101,10,1,2020-01-31",
        "Idlib,Maarrat,SY0102,,2,2020-01-31",
        "Idlib,Maarrat,SY0102,7,0,2020-02-29",
    )
    done = bring(crisis, file, "arrivals")
    assert (done.read, done.rejected) == (3, 0)
    assert moves(crisis, "dtm.csv") == [
        ("displacement", "", "SY0101", "10"),
        ("departure", "SY0101", "", "1"),
        ("departure", "SY0102", "", "2"),
        ("displacement", "", "SY0102", "7"),
        ("departure", "SY0102", "", "0"),
    ]
    accepted(crisis)


def test_places_by_name_turn_too(crisis: Path) -> None:
    """The names, and the governorate in which a name lies, go with the side: two places may bear one name."""
    file = sent(
        crisis,
        "names.csv",
        "المحافظة,المنطقة,الوافدون,المغادرون,التاريخ",
        "إدلب,حارم,10,4,2020-01-31",
        "إدلب,المعرة,20,5,2020-01-31",
    )
    bring(crisis, file, "arrivals")
    assert moves(crisis, "names.csv") == [
        ("displacement", "", "SY0101", "10"),
        ("departure", "SY0101", "", "4"),
        ("displacement", "", "SY0102", "20"),
        ("departure", "SY0102", "", "5"),
    ]
    rows = table(crisis, "arrivals/names.csv")
    assert [(r["origin_name"], r["destination_name"]) for r in rows[:2]] == [("", "حارم"), ("حارم", "")]
    accepted(crisis)


def test_where_those_who_arrived_came_from_is_not_where_others_left(crisis: Path) -> None:
    file = sent(
        crisis,
        "from.csv",
        "Governorate of origin,District,Arrived individuals,Departed individuals,Date",
        "Aleppo,Harim,10,3,2020-01-31",
    )
    bring(crisis, file, "arrivals")
    assert moves(crisis, "from.csv") == [("displacement", "SY02", "SY0101", "10"), ("departure", "SY0101", "", "3")]
    accepted(crisis)


def test_where_those_who_left_went_is_kept(crisis: Path) -> None:
    file = sent(
        crisis,
        "went.csv",
        "District,Destination district,IDP departures,Date",
        "Harim,Maarrat,10,2020-01-31",
        "Harim,,2,2020-01-31",
    )
    bring(crisis, file, "arrivals")
    assert moves(crisis, "went.csv") == [("departure", "SY0101", "SY0102", "10"), ("departure", "SY0101", "", "2")]
    sided = sent(crisis, "to.csv", "Origin,Destination,Departures,Date", "Aleppo,Harim,6,2020-01-31")
    bring(crisis, sided, "arrivals")
    assert moves(crisis, "to.csv") == [("departure", "SY02", "SY0101", "6")]
    accepted(crisis)


@pytest.mark.parametrize("where", ["Current district", "District of displacement", "Host district", "District"])
@pytest.mark.parametrize(
    ("head", "cells", "found"),
    [
        ("{},IDP departures", "Harim,10", []),
        ("Governorate of origin,{},IDP departures", "Aleppo,Harim,10", []),
        ("{},IDP arrivals,IDP departures", "Harim,5,10", [("displacement", "", "SY0101", "5")]),
    ],
)
def test_where_the_displaced_live_is_where_they_left(
    where: str, head: str, cells: str, found: list[Moved], crisis: Path
) -> None:
    """Not where they went, nor where they had come from before."""
    file = sent(crisis, "a.csv", f"{head.format(where)},Date", f"{cells},2020-01-31")
    bring(crisis, file, "arrivals")
    assert moves(crisis, "a.csv") == [*found, ("departure", "SY0101", "", "10")]
    accepted(crisis)


def test_from_where_to_where_they_went_is_kept_as_headed(crisis: Path) -> None:
    file = sent(
        crisis, "d.csv", "Departure district,Current district,IDPs departed,Date", "Harim,Maarrat,10,2020-01-31"
    )
    bring(crisis, file, "arrivals")
    assert moves(crisis, "d.csv") == [("departure", "SY0101", "SY0102", "10")]
    tagged = ("Where,Where else,Who,Date", "#adm2+name+origin,#adm2+name+dest,#affected+ind,#date")
    file = sent(crisis, "IDP departures.csv", *tagged, "Harim,Maarrat,3,2020-01-31")
    bring(crisis, file, "arrivals")
    assert moves(crisis, "idp-departures.csv") == [("departure", "SY0101", "SY0102", "3")]
    accepted(crisis)


def test_months_over_arrivals_and_departures(crisis: Path) -> None:
    rows: Rows = [
        ["IDP movements"],
        ["Governorate", "District", "P-Code", "Jan 2020", None, "Feb 2020", None],
        [None, None, None, "Arrivals", "Departures", "Arrivals", "Departures"],
        ["Idlib", "Harim", "SY0101", 10, 1, 20, 2],
        ["Idlib", "Maarrat", "SY0102", 11, 1, 21, 2],
    ]
    file = merged(crisis, "moves.xlsx", rows, (1, 3, 1, 4, "Jan 2020"), (1, 5, 1, 6, "Feb 2020"))
    assert bring(crisis, file, "arrivals").rejected == 0
    left = [r for r in table(crisis, "arrivals/moves.csv") if r["movement"] == "departure"]
    assert [(r["origin"], r["start"], r["amount"]) for r in left] == [
        ("SY0101", "2020-01", "1"),
        ("SY0101", "2020-02", "2"),
        ("SY0102", "2020-01", "1"),
        ("SY0102", "2020-02", "2"),
    ]
    accepted(crisis)


def test_the_title_says_that_all_left(crisis: Path) -> None:
    rows: Rows = [
        ["Camp IDP departures, January 2020"],
        ["District", "P-Code", "Households", "Individuals"],
        ["Harim", "SY0101", 2, 11],
        ["Maarrat", "SY0102", 1, 4],
    ]
    bring(crisis, book(crisis, "exit.xlsx", {"Sheet1": rows}), "arrivals")
    assert moves(crisis, "exit.csv") == [
        ("departure", "SY0101", "", "11"),
        ("departure", "SY0102", "", "4"),
    ]
    accepted(crisis)


def test_a_cross_table_of_places_and_months_of_departures(crisis: Path) -> None:
    rows: Rows = [
        ["IDP departures by month"],
        ["P-Code", "Jan 2020", "Feb 2020", "Mar 2020"],
        ["SY0101", 1, 2, 3],
        ["SY0102", 4, 5, 6],
    ]
    bring(crisis, book(crisis, "cross.xlsx", {"Sheet1": rows}), "arrivals")
    found = moves(crisis, "cross.csv")
    assert found[:3] == [("departure", "SY0101", "", n) for n in "123"]
    assert len(found) == 6
    accepted(crisis)


def test_departures_are_nobody_who_is_there(crisis: Path) -> None:
    file = sent(crisis, "p.csv", "P-Code,IDPs present,IDP departures,Date", "SY0101,300,12,2020-01-31")
    done = bring(crisis, file, "populations")
    assert gives(done)["IDP departures"] == ""
    assert [r["amount"] for r in table(crisis, "populations/p.csv")] == ["300"]


def test_departures_of_no_place_are_refused(crisis: Path) -> None:
    file = sent(crisis, "n.csv", "Date,IDP departures", "2020-01-31,12")
    with pytest.raises(DataError) as refused:
        bring(crisis, file, "arrivals")
    assert [p.message for p in refused.value.problems if "where from" in p.message]


def test_returns_from_a_place_need_no_home(crisis: Path) -> None:
    file = sent(crisis, "b.csv", "Returned from (district),Returnees,Date", "Harim,9,2020-01-31")
    bring(crisis, file, "arrivals")
    assert moves(crisis, "b.csv") == [("return", "SY0101", "", "9")]
    accepted(crisis)


def test_the_mapping_of_a_sheet_with_departures_reads_the_next_one_alike(crisis: Path) -> None:
    head = "P-Code,Arrivals,Departures,Date"
    bring(crisis, sent(crisis, "jan.csv", head, "SY0101,10,1,2020-01-31"), "arrivals")
    done = bring(crisis, sent(crisis, "feb.csv", head, "SY0102,20,2,2020-02-29"), "arrivals")
    assert any(s.reading is not None and s.reading.mapping for s in done.sheets)
    assert moves(crisis, "feb.csv") == [("displacement", "", "SY0102", "20"), ("departure", "SY0102", "", "2")]


def test_what_was_exported_comes_back(crisis: Path) -> None:
    """The table's own columns, with outside, a departure and a return of which one end is not known."""
    lines = (
        "start,movement,origin,destination,amount,source",
        "2020-01-31,departure,SY0101,,5,ngo",
        "2020-01-31,displacement,outside,SY0101,6,ngo",
        "2020-01-31,return,SY0101,,7,ngo",
        "2020-01-31,departure,SY0102,outside,8,ngo",
    )
    done = bring(crisis, sent(crisis, "own.csv", *lines), "arrivals")
    assert (done.read, done.rejected) == (4, 0)
    assert moves(crisis, "own.csv") == [
        ("departure", "SY0101", "", "5"),
        ("displacement", "outside", "SY0101", "6"),
        ("return", "SY0101", "", "7"),
        ("departure", "SY0102", "outside", "8"),
    ]
    accepted(crisis)
