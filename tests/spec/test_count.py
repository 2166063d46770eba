"""How people are counted, in tiny tables: each case is a few rows, and its docstring works the answer out by hand.

The country SY has two governorates, A and B; A has the districts A1 and A2. The sources are ``un`` (grade A), ``ngo`` (B),
``press`` (C), ``radio`` (E) and ``rumour`` (F). Amounts are people unless a row says households; a household has 5 (4 to 6).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from nuzuh import ledgers, pipeline
from nuzuh.folder.names import Names
from nuzuh.folder.records import read_folder
from nuzuh.terms.wording import words
from tests.folders import write_folder

SETTINGS = """code = "tiny"
languages = ["en"]
start = 2020-01-01
as_of = 2020-03-31
place = "SY"
household_size = 5.0
household_size_low = 4.0
household_size_high = 6.0
name.en = "Tiny"
count.method = "preferred"
count.period = "month"
"""
PLACES = """code,level,parent,name_en,protected
SY,0,,Syria,
A,1,SY,Aleppo,
B,1,SY,Idlib,
A1,2,A,Azaz,
A2,2,A,Afrin,
"""
SOURCES = """code,name_en,kind,grade
un,United,un,A
ngo,Helpers,ngo,B
press,Press,media,C
radio,Radio,media,E
rumour,Rumour,other,F
"""
JAN, FEB = "2020-01-01,2020-02-01", "2020-02-01,2020-03-01"


class Case:
    """Counts arrivals (start,end,origin,destination,amount,source and optionally unit,reported,coverage) and stocks."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def figures(
        self,
        *rows: str,
        stocks: tuple[str, ...] = (),
        period: str = "month",
        places: str = PLACES,
        sources: str = SOURCES,
    ) -> Figures:
        arrivals = "\n".join(["start,end,origin,destination,amount,source,unit,reported,coverage", *map(_filled, rows)])
        populations = "\n".join(["date,place,amount,source,population,coverage", *stocks])
        write_folder(
            self.root,
            {
                "crisis.toml": SETTINGS.replace('"month"', f'"{period}"'),
                "places.csv": places,
                "sources.csv": sources,
                "arrivals/arrivals.csv": arrivals + "\n",
                "populations/populations.csv": populations + "\n",
                "references.csv": None,
                "corrections.csv": None,
                "letters/open/letter.toml": None,
                "letters/open/letter.en.md": None,
                "letters/open/signatories.csv": None,
            },
        )
        folder, ledger = pipeline.count(self.root)
        errors = [p for p in folder.problems if p.severity == "error"]
        assert not errors, errors
        return {i: f.as_dict() for i, f in ledger.figures.items()}


Figures = dict[str, dict[str, Any]]


def _filled(row: str) -> str:
    return row + "," * (8 - row.count(","))


def triple(figures: Figures, ident: str) -> tuple[float | None, float | None, float | None]:
    figure = figures[ident]
    return figure["low"], figure["value"], figure["high"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_the_best_graded_source_gives_the_value_and_all_give_the_range(case: Case) -> None:
    """un (A) says 100, ngo (B) 80, press (C) 130: the value is un's 100, the range 80 to 130. Never 310."""
    found = case.figures(f"{JAN},,A1,80,ngo", f"{JAN},,A1,100,un", f"{JAN},,A1,130,press")
    assert triple(found, "displaced.flow.to.A1") == (80, 100, 130)
    assert found["displaced.flow.to.A1"]["sources"] == ["un", "ngo", "press"]
    said = {s["source"]: s["value"] for s in found["displaced.flow.to.A1"]["said"]}
    assert said == {"un": 100, "ngo": 80, "press": 130}


def test_of_equal_grades_the_later_report_gives_the_value(case: Case) -> None:
    """ngo and press, both B here, say 80 and 90: ngo reported on 1 March, a month later, so 80."""
    sources = SOURCES.replace("press,Press,media,C", "press,Press,media,B")
    rows = (f"{JAN},,A1,80,ngo,,2020-03-01", f"{JAN},,A1,90,press,,2020-02-01")
    assert triple(case.figures(*rows, sources=sources), "displaced.flow.to.A1") == (80, 80, 90)


def test_of_equal_grades_and_days_the_first_code_gives_the_value(case: Case) -> None:
    """ngo and press, both B, both on 1 February: ngo comes first by its code."""
    sources = SOURCES.replace("press,Press,media,C", "press,Press,media,B")
    rows = (f"{JAN},,A1,90,press,,2020-02-01", f"{JAN},,A1,80,ngo,,2020-02-01")
    assert triple(case.figures(*rows, sources=sources), "displaced.flow.to.A1") == (80, 80, 90)


def test_an_unreliable_source_sets_neither_value_nor_range_where_a_better_one_speaks(case: Case) -> None:
    """press (C) says 100; radio (E) 500 and rumour (F) 9,000 are shown beside it and change nothing."""
    found = case.figures(f"{JAN},,A1,100,press", f"{JAN},,A1,500,radio", f"{JAN},,A1,9000,rumour")
    assert triple(found, "displaced.flow.to.A1") == (100, 100, 100)
    assert found["displaced.flow.to.A1"]["sources"] == ["press"]
    assert [s["source"] for s in found["displaced.flow.to.A1"]["said"]] == ["press", "radio", "rumour"]


def test_an_unreliable_source_speaks_where_nobody_else_does(case: Case) -> None:
    """Only radio (E) and rumour (F) speak of A1: radio's 500 is the value, 300 to 500 the range."""
    found = case.figures(f"{JAN},,A1,500,radio", f"{JAN},,A1,300,rumour")
    assert triple(found, "displaced.flow.to.A1") == (300, 500, 500)


def test_an_unreliable_whole_does_not_replace_reliable_parts(case: Case) -> None:
    """rumour says 9,000 for all of A; ngo says 100 for A1: the total is 100."""
    found = case.figures(f"{JAN},,A,9000,rumour", f"{JAN},,A1,100,ngo")
    assert triple(found, "displaced.flow.total") == (100, 100, 100)


def test_a_later_report_of_the_same_source_replaces_the_earlier_one(case: Case) -> None:
    """ngo first reported 80, then 95 for the same place and month: 95, and the range does not remember 80."""
    found = case.figures(f"{JAN},,A1,95,ngo,,2020-02-20", f"{JAN},,A1,80,ngo,,2020-02-03")
    assert triple(found, "displaced.flow.to.A1") == (95, 95, 95)


def test_two_sources_of_the_same_cell_never_add(case: Case) -> None:
    """un 100 in A1, ngo 100 in A1, ngo 50 in A2: 150 people, not 250."""
    found = case.figures(f"{JAN},,A1,100,un", f"{JAN},,A1,100,ngo", f"{JAN},,A2,50,ngo")
    assert triple(found, "displaced.flow.total") == (150, 150, 150)


def test_a_whole_and_its_parts_never_add_place(case: Case) -> None:
    """ngo: 200 in A. un: 120 in A1, 60 in A2. The whole counts: A 200; A1 and A2 keep their own figures."""
    found = case.figures(f"{JAN},,A,200,ngo", f"{JAN},,A1,120,un", f"{JAN},,A2,60,un", f"{JAN},,B,40,un")
    assert triple(found, "displaced.flow.to.A") == (200, 200, 200)
    assert triple(found, "displaced.flow.to.A1") == (120, 120, 120)
    assert triple(found, "displaced.flow.total") == (240, 240, 240)


def test_a_whole_and_its_parts_never_add_time(case: Case) -> None:
    """un: 300 in January and February. ngo: 100 in January. The longer period counts: 300."""
    found = case.figures("2020-01-01,2020-03-01,,A1,300,un", f"{JAN},,A1,100,ngo")
    assert triple(found, "displaced.flow.total") == (300, 300, 300)


def test_a_whole_and_its_parts_never_add_origin(case: Case) -> None:
    """un: 300 arrived in A, from anywhere. ngo: 120 from B. The 120 are among the 300."""
    found = case.figures(f"{JAN},,A,300,un", f"{JAN},B,A,120,ngo")
    assert triple(found, "displaced.flow.total") == (300, 300, 300)
    assert triple(found, "displaced.flow.from.B") == (120, 120, 120)


def test_running_totals_replace_one_another(case: Case) -> None:
    """un: 500 by 15 January, 700 by 31 January, 900 by 14 February, each since 1 January: 900, not 2,100.

    Each point stands in the series; the latest one has the name without a day.
    """
    found = case.figures(
        "2020-01-01,2020-01-16,,SY,500,un", "2020-01-01,2020-02-01,,SY,700,un", "2020-01-01,2020-02-15,,SY,900,un"
    )
    assert triple(found, "displaced.flow.total") == (900, 900, 900)
    assert found["displaced.flow.since.2020-01-01"]["value"] == 900
    assert found["displaced.flow.since.2020-01-01.by.2020-01-15"]["value"] == 500
    assert found["displaced.flow.since.2020-01-01.by.2020-02-14"]["value"] == 900


def test_rows_that_span_two_months_count_in_the_total_only(case: Case) -> None:
    """100 in January, 60 from 20 January to 10 February elsewhere: total 160; January 100; no figure for February."""
    found = case.figures(f"{JAN},,A1,100,un", "2020-01-20,2020-02-10,,A2,60,un")
    assert triple(found, "displaced.flow.total") == (160, 160, 160)
    assert triple(found, "displaced.flow.total.2020-01") == (100, 100, 100)
    assert "displaced.flow.total.2020-02" not in found


def test_weeks_as_periods(case: Case) -> None:
    """6 to 13 January 2020 is ISO week 2; a row from 8 to 15 January lies in no single week."""
    found = case.figures("2020-01-06,2020-01-13,,A1,70,un", "2020-01-08,2020-01-15,,A2,30,un", period="week")
    assert triple(found, "displaced.flow.total.2020-W02") == (70, 70, 70)
    assert triple(found, "displaced.flow.total") == (100, 100, 100)
    assert [i for i in found if i.endswith("W03")] == []


def test_the_iso_year_names_a_week(case: Case) -> None:
    """30 December 2019 lies before the crisis; the week of 6 January is W02, and there is no 2020-W53."""
    found = case.figures("2020-03-23,2020-03-30,,A1,70,un", period="week")
    assert "displaced.flow.to.A1.2020-W13" in found


def test_households_widen_the_interval(case: Case) -> None:
    """20 households of 5 are 100 people; of 4 to 6, from 80 to 120."""
    found = case.figures(f"{JAN},,A1,20,un,households")
    assert triple(found, "displaced.flow.to.A1") == (80, 100, 120)


def test_between(case: Case) -> None:
    """Between 300 and 400 people in A1, 100 in A2: 350 and 450 in the middle, 400 to 500 in all; the sum is about."""
    found = case.figures(f"{JAN},,A1,between 300 and 400,un", f"{JAN},,A2,100,un")
    assert triple(found, "displaced.flow.to.A1") == (300, 350, 400)
    assert triple(found, "displaced.flow.total") == (400, 450, 500)
    assert found["displaced.flow.to.A1"]["quantifier"] == "between"


def test_the_words_of_a_sum(case: Case) -> None:
    """more than 100 and exactly 50 are more than 150; more than 100 and about 50 are about 150."""
    more = case.figures(f"{JAN},,A1,more than 100,un", f"{JAN},,A2,50,un")
    assert (more["displaced.flow.total"]["quantifier"], more["displaced.flow.total"]["value"]) == ("more than", 150)
    loose = case.figures(f"{JAN},,A1,more than 100,un", f"{JAN},,A2,about 50,un")
    assert loose["displaced.flow.total"]["quantifier"] == "about"


def test_unknown_is_null_and_never_zero(case: Case) -> None:
    """A1 was asked and did not answer: no number, and the reason. The total is that of A2, not A2 + 0 in A1."""
    found = case.figures(f"{JAN},,A1,,un,,,unknown", f"{JAN},,A2,50,un")
    assert triple(found, "displaced.flow.to.A1") == (None, None, None)
    assert found["displaced.flow.to.A1"]["unknown"] == "unknown"
    assert found["displaced.flow.to.A1"]["quantifier"] is None
    assert triple(found, "displaced.flow.total") == (50, 50, 50)


def test_zero_stays_zero(case: Case) -> None:
    """A source that counted and found nobody says 0; that is a number, with a range if another says 30."""
    found = case.figures(f"{JAN},,A1,0,un", f"{JAN},,A1,30,ngo")
    assert triple(found, "displaced.flow.to.A1") == (0, 0, 30)
    assert found["displaced.flow.to.A1"]["unknown"] is None


@pytest.mark.parametrize("reason", ["unknown", "not_covered", "no_access"])
def test_what_nobody_could_count_is_shown(case: Case, reason: str) -> None:
    """Flow in A1 in January, stock in B on 31 January: both figures exist, have no number, and say why."""
    found = case.figures(f"{JAN},,A1,,un,,,{reason}", stocks=(f"2020-01-31,B,,un,,{reason}",))
    for ident in (
        "displaced.flow.to.A1",
        "displaced.flow.to.A1.2020-01",
        "displaced.stock.in.B",
        "displaced.stock.in.B.2020-01",
    ):
        assert (found[ident]["value"], found[ident]["unknown"]) == (None, reason), ident
    assert found["displaced.stock.in.B"]["date"] == "2020-01-31"
    assert found["displaced.stock.in.B"]["period"] is None


def test_a_gap_that_spans_two_months_belongs_to_neither(case: Case) -> None:
    """No access to A1 from 20 January to 10 February: shown for the whole time, in no single month."""
    found = case.figures("2020-01-20,2020-02-10,,A1,,un,,,no_access")
    assert [i for i in found if ".A1" in i] == ["displaced.flow.to.A1"]


def test_rows_outside_the_time_of_the_crisis_do_not_count(case: Case) -> None:
    """The crisis begins on 1 January and the issue ends on 31 March: only the 100 of January lie inside."""
    found = case.figures("2019-12-25,2020-01-05,,A1,7000,un", f"{JAN},,A2,100,un", "2020-03-25,2020-04-02,,B,900,un")
    assert triple(found, "displaced.flow.total") == (100, 100, 100)
    assert "displaced.flow.to.A1" not in found


def test_stock_and_flow_are_apart(case: Case) -> None:
    """100 arrived in January, 900 were there on 31 January: two figures with different metrics, never 1,000."""
    found = case.figures(f"{JAN},,A1,100,un", stocks=("2020-01-31,A1,900,un,,",))
    assert (found["displaced.flow.total"]["metric"], found["displaced.flow.total"]["value"]) == ("flow", 100)
    assert (found["displaced.stock.total"]["metric"], found["displaced.stock.total"]["value"]) == ("stock", 900)
    assert found["displaced.stock.total"]["date"] == "2020-01-31"
    assert found["displaced.flow.total"]["date"] is None


def test_a_stock_is_the_last_statement(case: Case) -> None:
    """700 on 31 January, 650 on 29 February: 650 now, 700 in January's series; a later day is after the issue."""
    stocks = ("2020-01-31,A1,700,un,,", "2020-02-29,A1,650,un,,", "2020-04-02,A1,9000,un,,")
    found = case.figures(stocks=stocks)
    assert triple(found, "displaced.stock.in.A1") == (650, 650, 650)
    assert found["displaced.stock.in.A1.2020-01"]["value"] == 700


def test_of_a_stock_too_a_reliable_source_speaks_before_a_later_rumour(case: Case) -> None:
    """un: 700 on 31 January; rumour: 9,000 on 20 March. The figure stays un's 700, dated 31 January."""
    found = case.figures(stocks=("2020-01-31,A1,700,un,,", "2020-03-20,A1,9000,rumour,,"))
    assert triple(found, "displaced.stock.in.A1") == (700, 700, 700)
    assert found["displaced.stock.in.A1"]["date"] == "2020-01-31"


def test_a_rumour_of_the_whole_does_not_replace_what_is_known_of_the_parts(case: Case) -> None:
    """un: 700 in A1; rumour: 9,000 in A on the same day. A has 700."""
    found = case.figures(stocks=("2020-01-31,A1,700,un,,", "2020-01-31,A,9000,rumour,,"))
    assert found["displaced.stock.in.A"]["value"] == 700


def test_the_stock_of_a_whole_comes_before_its_parts(case: Case) -> None:
    """un: 1,000 in A; ngo: 300 in A1 and 200 in A2. A has 1,000; A1 and A2 have their own figures."""
    stocks = ("2020-01-31,A,1000,un,,", "2020-01-31,A1,300,ngo,,", "2020-01-31,A2,200,ngo,,")
    found = case.figures(stocks=stocks)
    assert triple(found, "displaced.stock.in.A") == (1000, 1000, 1000)
    assert triple(found, "displaced.stock.in.A1") == (300, 300, 300)


def test_stale_parts_of_a_stock_are_left_out(case: Case) -> None:
    """A1 had 300 in June 2019, more than half a year before A2's 200 in January 2020: A has 200; A1 still shows its 300."""
    found = case.figures(stocks=("2019-06-30,A1,300,un,,", "2020-01-31,A2,200,un,,"))
    assert triple(found, "displaced.stock.in.A") == (200, 200, 200)
    assert found["displaced.stock.in.A1"]["value"] == 300
    assert found["displaced.stock.in.A1"]["date"] == "2019-06-30"


def test_capacity_and_returnees_are_apart(case: Case) -> None:
    """900 displaced, room for 600, 50 returned: three figures of three populations; nothing is added."""
    rows = ("2020-01-31,A1,900,un,displaced,", "2020-01-31,A1,600,un,capacity,", "2020-01-31,A1,50,un,returnees,")
    found = case.figures(stocks=rows)
    assert found["displaced.stock.in.A1"]["value"] == 900
    assert (found["capacity.stock.in.A1"]["value"], found["capacity.stock.in.A1"]["population"]) == (600, "capacity")
    assert found["returnees.stock.total"]["value"] == 50


def test_origins(case: Case) -> None:
    """From A1 to B 30, from A2 to B 20, from unknown places to B 100: from A 50; what is unknown is in no origin."""
    found = case.figures(f"{JAN},A1,B,30,un", f"{JAN},A2,B,20,un", "2020-02-01,2020-03-01,,B,100,un")
    assert triple(found, "displaced.flow.from.A") == (50, 50, 50)
    assert triple(found, "displaced.flow.from.A1") == (30, 30, 30)
    assert triple(found, "displaced.flow.total") == (150, 150, 150)


def test_from_where_to_where(case: Case) -> None:
    """30 from A1 to B and 20 from A2 to B: the pair A to B has 50, and no other pair exists."""
    found = case.figures(f"{JAN},A1,B,30,un", f"{JAN},A2,B,20,un")
    assert {i: f["value"] for i, f in found.items() if f["origin"] and f["place"] != "SY"} == {
        "displaced.flow.from.A.to.B": 50
    }


def test_a_protected_place_counts_in_its_parent(case: Case) -> None:
    """A1 is protected: its 500 people count in A (with A2's 300) and in the total; no public figure bears its code."""
    places = PLACES.replace("A1,2,A,Azaz,", "A1,2,A,Azaz,yes")
    rows = (f"{JAN},,A1,500,un", f"{JAN},,A2,300,un", f"{JAN},,A,2000,un", f"{FEB},,B,400,un")
    case.figures(*rows, places=places)
    folder, _ = pipeline.count(case.root)
    public = ledgers.public_of(folder, folder.settings.as_of).figures
    assert public["displaced.flow.to.A"].value == 2000
    assert public["displaced.flow.total"].value == 2400
    assert [i for i in public if "A1" in i] == []


def test_the_ids_of_figures(case: Case) -> None:
    """The names of all figures of one row of arrivals from A1 to B, and one row of a stock in A1."""
    found = case.figures(f"{JAN},A1,B,30,un", stocks=("2020-01-31,A1,700,un,,",))
    assert sorted(found) == [
        "displaced.flow.from.A",
        "displaced.flow.from.A.to.B",
        "displaced.flow.from.A1",
        "displaced.flow.to.B",
        "displaced.flow.to.B.2020-01",
        "displaced.flow.total",
        "displaced.flow.total.2020-01",
        "displaced.once.total",
        "displaced.stock.in.A",
        "displaced.stock.in.A.2020-01",
        "displaced.stock.in.A1",
        "displaced.stock.in.A1.2020-01",
        "displaced.stock.total",
        "displaced.stock.total.2020-01",
    ]
    assert found["displaced.flow.from.A.to.B"]["period"] == {"start": "2020-01-01", "end": "2020-02-01"}
    assert found["displaced.flow.total"]["place"] == "SY"
    assert found["displaced.flow.from.A"]["origin"] == "A"


MOVED = "start,end,origin,destination,amount,source,movement\n"


def moved(at: Path, rows: str) -> Path:
    """A crisis with these arrivals and nothing else."""
    nothing = ("populations/populations.csv", "references.csv", "corrections.csv")
    return write_folder(
        at,
        {"crisis.toml": SETTINGS, "places.csv": PLACES, "sources.csv": SOURCES, "arrivals/arrivals.csv": MOVED + rows}
        | dict.fromkeys(nothing)
        | dict.fromkeys(f"letters/open/{name}" for name in ("letter.toml", "letter.en.md", "signatories.csv")),
    )


def test_returns_are_kept_but_are_no_displacement(tmp_path: Path) -> None:
    """100 people flee from B to A1, 40 go back from A1 to B; of returns into A1 in February nothing is known."""
    rows = f"{JAN},B,A1,100,un,displacement\n{JAN},A1,B,40,un,return\n{JAN},B,A2,30,un,\n{FEB},B,A1,,un,return\n"
    root = moved(tmp_path / "f", rows)
    folder, ledger = pipeline.count(root)
    assert folder.counts["arrivals"].accepted == 4
    assert folder.tables["arrivals"]["movement"].to_list() == ["displacement", "return", "displacement", "return"]
    values = {i: f.value for i, f in ledger.figures.items()}
    assert values["displaced.flow.total"] == 130
    assert values["displaced.flow.to.A1"] == 100
    assert "displaced.flow.to.B" not in values
    assert "displaced.flow.to.A1.2020-02" not in values
    traced = pipeline.trace(root, "displaced.flow.total", dt.date(2020, 4, 1))["rows"]
    assert [(r["line"], r["used"]) for r in traced] == [(2, True), (4, True), (3, False), (5, False)]
    assert {r["why"] for r in traced[2:]} == {"a return: not counted as displacement"}


def test_departures_are_kept_but_are_no_displacement(tmp_path: Path) -> None:
    """100 people flee from B to A1; 40 displaced people leave A1, for where is unknown, and 5 for A2; 7 return from A1."""
    rows = f"{JAN},B,A1,100,un,\n{JAN},A1,,40,un,departure\n{JAN},A1,A2,5,un,departure\n{JAN},A1,,7,un,return\n"
    root = moved(tmp_path / "f", rows)
    folder, ledger = pipeline.count(root)
    assert folder.counts["arrivals"].accepted == 4
    assert folder.tables["arrivals"]["destination"].to_list() == ["A1", None, "A2", None]
    expected = dict.fromkeys((f"displaced.flow.{x}" for x in ("total", "to.A", "to.A1", "from.B", "from.B.to.A")), 100)
    flows = {i: f.value for i, f in ledger.figures.items() if "2020" not in i and f.role != "once"}
    assert flows == expected
    traced = pipeline.trace(root, "displaced.flow.total", dt.date(2020, 4, 1))["rows"]
    left, back = "a departure: not counted as displacement", "a return: not counted as displacement"
    assert [(r["line"], r["why"]) for r in traced[1:]] == [(3, left), (4, left), (5, back)]
    assert [r["line"] for r in pipeline.trace(root, "displaced.flow.to.A1", dt.date(2020, 4, 1))["rows"]] == [2]
    assert [r["line"] for r in pipeline.trace(root, "displaced.flow.from.B", dt.date(2020, 4, 1))["rows"]] == [2]


def test_outside_is_a_place_of_its_own(tmp_path: Path) -> None:
    """Into A1 come 100 people from B, 30 from outside and 9 from nobody knows where; 50 leave A1 for outside.

    The 9 may be of any origin, so the wider statement counts in January; in February nobody's origin is unknown.
    """
    february = [f"{FEB},B,A1,100,un,", f"{FEB},outside,A1,30,un,", f"{FEB},A1,outside,50,un,"]
    root = moved(tmp_path / "f", "\n".join([f"{JAN},,A1,9,un,", f"{JAN},outside,A1,4,un,", *february]) + "\n")
    folder, ledger = pipeline.count(root)
    assert folder.counts["arrivals"].accepted == 5
    values = {i: f.value for i, f in ledger.figures.items()}
    assert values["displaced.flow.total.2020-01"] == 9
    assert values["displaced.flow.total.2020-02"] == values["displaced.flow.to.A1.2020-02"] == 130
    assert not [i for i in values if "to.outside" in i]
    assert values["displaced.flow.from.outside"] == values["displaced.flow.from.outside.to.A1"] == 34
    assert values["displaced.flow.from.outside.to.A"] == 34
    assert values["displaced.flow.from.B"] == 100
    traced = pipeline.trace(root, "displaced.flow.total", dt.date(2020, 4, 1))["rows"]
    assert {r["line"]: r["why"] for r in traced}[6] == "it arrives outside the place that is counted"
    traced = pipeline.trace(root, "displaced.flow.from.outside", dt.date(2020, 4, 1))["rows"]
    assert [(r["line"], r["used"]) for r in traced] == [(3, True), (5, True)]
    figure = ledger["displaced.flow.from.outside"]
    assert figure.label["en"].startswith("Arrivals of people displaced from outside the area of the crisis, ")


def test_outside_is_named_in_every_language(tmp_path: Path) -> None:
    """Its name comes from the words of the languages; a row without coordinates of a place stays in every export."""
    rows = f"{JAN},outside,A1,30,un,\n{JAN},A1,outside,50,un,departure\n{JAN},A1,,7,un,departure\n"
    root = moved(tmp_path / "f", rows)
    folder = read_folder(root)
    names = Names(folder.tables["places"])
    assert [names("outside", x) for x in ("en", "ar", "tr")] == [
        words(x).say("place-outside") for x in ("en", "ar", "tr")
    ]
    assert names("nowhere", "en") == "nowhere"
    for form in ("csv", "xlsx", "parquet", "geojson"):
        assert pipeline.export(root, "arrivals", None, form)[1].rows == 3
    listed = pl.read_parquet(root / "private/exports/arrivals.parquet")
    assert listed["origin_listed_name"].to_list() == ["outside the area of the crisis", "Azaz", "Azaz"]
    assert listed["destination_listed_name"].to_list() == ["Azaz", "outside the area of the crisis", None]


def test_fractions_of_people_add_up_before_they_are_rounded(case: Case) -> None:
    """0.4 and 0.4 people in A1 and A2 are nobody in each and one in A; 1.05E5 is 105,000."""
    found = case.figures(f"{JAN},,A1,0.4,un", f"{JAN},,A2,0.4,un", f"{JAN},,B,1.05E5,un")
    assert triple(found, "displaced.flow.to.A1") == (0, 0, 0)
    assert triple(found, "displaced.flow.to.A") == (1, 1, 1)
    assert triple(found, "displaced.flow.to.B") == (105_000, 105_000, 105_000)
    assert triple(found, "displaced.flow.total") == (105_001, 105_001, 105_001)
