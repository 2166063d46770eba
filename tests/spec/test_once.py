"""People displaced at least once, in tiny crises: between which limits their number lies, worked out by hand.

The country SY has two governorates, A and B. A movement is no person: who fled twice is counted twice. So a total of
movements is the most that it can be; the least comes from what shows different people. The crisis begins on 1 January 2020.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from nuzuh.displaced import triangulate
from nuzuh.displaced.once import METHOD, POPULATION, once_figures
from nuzuh.displaced.triangulate import Scope
from nuzuh.evidence import disclosure
from nuzuh.evidence.disclosure import Rules
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import with_labels
from nuzuh.evidence.ledger import Ledger, figures_of
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder, read_folder
from nuzuh.report.content import Note, Table
from nuzuh.report.issue import Issue
from nuzuh.report.once import once
from nuzuh.terms.wording import words
from tests.folders import write_folder

SETTINGS = """code = "tiny"
languages = ["en"]
start = 2020-01-01
as_of = 2020-03-31
place = "SY"
household_size = 5.0
name.en = "Tiny"
"""
PLACES = "code,level,parent,name_en\nSY,0,,Syria\nA,1,SY,Aleppo\nB,1,SY,Idlib\n"
SOURCES = "code,name_en,kind,grade\nun,United,un,A\nngo,Helpers,ngo,B\nrumour,Rumour,other,F\n"
SCOPE = Scope("SY", dt.date(2020, 1, 1), dt.date(2020, 4, 1), "month")
ARRIVALS = "start,end,destination,amount,counts,source,date_accuracy"
QUARTER, JAN = "2020-01-01,2020-04-01", "2020-01-01,2020-02-01"


class Case:
    """Arrivals (start,end,destination,amount,counts,source and perhaps date_accuracy) and stocks (date,place,amount,source)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, arrivals: tuple[str, ...], stocks: tuple[str, ...]) -> Folder:
        write_folder(
            self.root,
            {
                "crisis.toml": SETTINGS,
                "places.csv": PLACES,
                "sources.csv": SOURCES,
                "arrivals/arrivals.csv": "\n".join([ARRIVALS, *map(_filled, arrivals)]) + "\n",
                "populations/populations.csv": "\n".join(["date,place,amount,source", *stocks]) + "\n",
                "references.csv": None,
                "corrections.csv": None,
                "letters/open/letter.toml": None,
                "letters/open/letter.en.md": None,
                "letters/open/signatories.csv": None,
            },
        )
        folder = read_folder(self.root)
        errors = [p for p in folder.problems if p.severity == "error"]
        assert not errors, errors
        return folder

    def frame(self, *arrivals: str, stocks: tuple[str, ...] = ()) -> pl.DataFrame:
        tables = self.folder(arrivals, stocks).tables
        moved = tables["arrivals"].filter(pl.col("counts") == "movements")
        counted = triangulate.count(moved, tables["populations"], tables["sources"], tables["places"], SCOPE).figures
        given = (tables[name] for name in ("arrivals", "populations", "sources", "places"))
        return once_figures(counted, *given, SCOPE)

    def limits(self, *arrivals: str, stocks: tuple[str, ...] = ()) -> tuple[Any, Any, Any] | None:
        rows = self.frame(*arrivals, stocks=stocks).to_dicts()
        return (rows[0]["low"], rows[0]["value"], rows[0]["high"]) if rows else None

    def ledger(self, *arrivals: str, smallest: int = 10, rounding: str = "idmc") -> tuple[Folder, Ledger]:
        folder = self.folder(arrivals, ())
        figures = figures_of(self.frame(*arrivals), folder.tables, folder.digests, METHOD)
        rules = Rules(smallest_cell=smallest, rounding=rounding)
        released = disclosure.release(figures, folder.tables["places"], rules)
        return folder, with_labels(released, Names(folder.tables["places"]), ("en", "ar", "tr"))


def _filled(row: str) -> str:
    return row + "," * (ARRIVALS.count(",") - row.count(","))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_movements_alone_say_only_how_many_at_most(case: Case) -> None:
    """100 movements in January, 80 in all of February: at most 180 people; perhaps the same fled in both months."""
    assert case.limits(f"{JAN},A,100,,un", "2020-02-01,2020-03-01,B,80,,un") == (None, None, 180)


def test_a_count_of_people_is_the_least(case: Case) -> None:
    """180 movements; one source counts 120 different people in January: from 120 to 180."""
    rows = (f"{JAN},A,100,,un", "2020-02-01,2020-03-01,B,80,,un", f"{JAN},A,120,people,ngo")
    assert case.limits(*rows) == (120, None, 180)


def test_two_counts_of_people_do_not_add(case: Case) -> None:
    """50 people counted in A and 70 in B, in the same month: they may have fled first to A, then to B: at least 70."""
    rows = (f"{QUARTER},SY,300,,un", f"{JAN},A,50,people,un", f"{JAN},B,70,people,un")
    assert case.limits(*rows) == (70, None, 300)


def test_nobody_flees_twice_in_a_day(case: Case) -> None:
    """90 arrivals on one day are 90 people; 200 in a month may be 100 who fled twice: at least 90, at most 290."""
    assert case.limits("2020-02-03,2020-02-04,A,90,,un", f"{JAN},A,200,,un") == (90, None, 290)


def test_a_day_that_is_not_known_as_a_day_shows_nobody(case: Case) -> None:
    """February as a month is no day, and a day known by its week may be any day of it, or several."""
    assert case.limits("2020-02,,A,90,,un") == (None, None, 90)
    assert case.limits("2020-02-03,2020-02-04,A,90,,un,week") == (None, None, 90)


def test_more_present_than_before(case: Case) -> None:
    """un: A held 1,000 displaced on 20 December, 1,600 on 29 February; B 500, then 300. At least 600 came to A.

    B's loss takes nothing away: those who left B may be among the 600, but fled once more to get there.
    """
    stocks = ("2019-12-20,A,1000,un", "2020-02-29,A,1600,un", "2019-12-20,B,500,un", "2020-02-29,B,300,un")
    assert case.limits(f"{QUARTER},SY,2000,,un", stocks=stocks) == (600, None, 2000)


def test_the_stocks_of_a_day_add_over_places(case: Case) -> None:
    """600 more in A and 200 more in B on the same day are 800 people: nobody is in two places at once."""
    stocks = ("2019-12-20,A,1000,un", "2020-02-29,A,1600,un", "2019-12-20,B,500,un", "2020-02-29,B,700,un")
    assert case.limits(f"{QUARTER},SY,2000,,un", stocks=stocks) == (800, None, 2000)


@pytest.mark.parametrize(
    "stocks",
    [
        ("2020-02-29,A,1600,un",),
        ("2019-12-20,A,1000,ngo", "2020-02-29,A,1600,un"),
        ("2019-12-20,B,1000,un", "2020-02-29,A,1600,un"),
        ("2019-11-20,A,1000,un", "2020-02-29,A,1600,un"),
        ("2019-12-20,A,more than 1000,un", "2020-02-29,A,1600,un"),
        ("2019-12-20,A,1000,un", "2020-02-29,A,less than 1600,un"),
        ("2019-12-20,A,1000,rumour", "2020-02-29,A,1600,rumour"),
    ],
    ids=["no start", "another source", "another place", "too old", "start open", "end open", "cannot be judged"],
)
def test_stocks_that_cannot_be_held_side_by_side(case: Case, stocks: tuple[str, ...]) -> None:
    """Without a stock of the beginning, of the same source and places, the later one may be people displaced before."""
    assert case.limits(f"{QUARTER},SY,2000,,un", stocks=stocks) == (None, None, 2000)


def test_who_cannot_be_judged_sets_no_limit(case: Case) -> None:
    """A rumour of 9,000 different people: no limit."""
    assert case.limits(f"{JAN},A,100,,un", f"{JAN},A,9000,people,rumour") == (None, None, 100)


def test_more_than_has_no_most(case: Case) -> None:
    """More than 100 movements, 60 different people: at least 60, and nobody knows how many at most."""
    assert case.limits(f"{JAN},A,more than 100,,un", f"{JAN},A,60,people,ngo") == (60, None, None)


def test_fewer_than_shows_nobody(case: Case) -> None:
    """Fewer than 60 different people: no least."""
    assert case.limits(f"{JAN},A,100,,un", f"{JAN},A,less than 60,people,ngo") == (None, None, 100)


def test_the_most_is_left_out_where_the_reports_contradict(case: Case) -> None:
    """100 movements reported, 150 different people counted: the reports miss movements, so they set no most."""
    assert case.limits(f"{JAN},A,100,,un", f"{JAN},A,150,people,ngo") == (150, None, None)


def test_a_value_needs_a_count_of_the_whole(case: Case) -> None:
    """ngo counts 250 different people in all of SY in the whole quarter: that is the value. In A alone: only the least."""
    rows = (f"{QUARTER},SY,400,,un", f"{QUARTER},SY,about 250,people,ngo")
    assert case.limits(*rows) == (250, 250, 400)
    assert case.frame(*rows).to_dicts()[0]["quantifier"] == "about"
    assert case.limits(rows[0], f"{QUARTER},A,250,people,ngo") == (250, None, 400)
    assert case.limits(rows[0], f"{JAN},SY,250,people,ngo") == (250, None, 400)


def test_the_best_graded_count_of_the_whole_is_the_value(case: Case) -> None:
    """un (A) counts 240, ngo (B) 250: the value is 240, and the least no more than that."""
    rows = (f"{QUARTER},SY,400,,un", f"{QUARTER},SY,250,people,ngo", f"{QUARTER},SY,240,people,un")
    assert case.limits(*rows) == (240, 240, 400)


def test_nothing_is_known(case: Case) -> None:
    """No report: no figure."""
    assert case.limits(f"{JAN},A,,,un") is None


def test_the_figure_is_no_interval(case: Case) -> None:
    """It says of whom it speaks, has no level, and its label says that the limits are no margin of error."""
    _, ledger = case.ledger(f"{JAN},A,100,,un", f"{JAN},A,64,people,ngo")
    figure = ledger["displaced.once.total"]
    assert (figure.population, figure.level, figure.method, figure.metric) == (POPULATION, None, METHOD, "flow")
    assert figure.sources == ("ngo",)
    assert figure.records[0].count == 1
    assert "no margin of error" in figure.label["en"]
    assert ledger.of("flow", "total") == []


def test_limits_are_rounded_outwards(case: Case) -> None:
    """128 and 191 people are published as at least 120 and at most 200: both remain true."""
    _, ledger = case.ledger(f"{JAN},A,191,,un", f"{JAN},A,128,people,ngo")
    figure = ledger["displaced.once.total"]
    assert (figure.low, figure.high) == (120, 200)


def test_small_limits_are_hidden(case: Case) -> None:
    """At least 4 people: a small cell, so neither limit is published."""
    _, ledger = case.ledger(f"{JAN},A,100,,un", f"{JAN},A,4,people,ngo")
    figure: Figure = ledger["displaced.once.total"]
    assert (figure.low, figure.value, figure.high) == (None, None, None)


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_the_report_says_limits_and_assumptions(case: Case, language: str) -> None:
    folder, ledger = case.ledger(f"{JAN},A,190,,un", f"{JAN},A,120,people,ngo")
    section = once(Issue(folder, ledger, Rules(), dt.date(2020, 4, 6)), words(language))
    assert section is not None
    table, low, high = section.blocks
    assert isinstance(table, Table)
    assert isinstance(low, Note)
    assert isinstance(high, Note)
    assert table.rows[0][1].figure == "displaced.once.total"
    if language == "en":
        assert table.rows[0][1].text == "At least 120 and at most 190 different people."
        assert "assumes" in low.text
        assert "assumes" in high.text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((f"{JAN},A,190,,un",), "At most 190 different people. No report says how many at least."),
        (
            (f"{JAN},A,more than 190,,un", f"{JAN},A,120,people,ngo"),
            "At least 120 different people. No report says how many at most.",
        ),
        (
            (f"{QUARTER},SY,190,,un", f"{QUARTER},SY,120,people,ngo"),
            "One source counts different people for the whole period: 120. At least 120 and at most 190 different people.",
        ),
    ],
)
def test_the_words_of_one_limit(case: Case, rows: tuple[str, ...], text: str) -> None:
    folder, ledger = case.ledger(*rows)
    section = once(Issue(folder, ledger, Rules(), dt.date(2020, 4, 6)), words("en"))
    assert section is not None
    table = section.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0][1].text == text


def test_the_example() -> None:
    """OCHA's about 400,000 people of May to August 2019 are the least of the example, and no value of the whole."""
    folder = read_folder(Path(__file__).parents[2] / "examples" / "idlib")
    counted = folder.tables["arrivals"].filter(pl.col("counts") == "people")
    assert counted["id"].to_list() == ["ocha-2019-08-people"]
    tables = [folder.tables[name] for name in ("arrivals", "populations", "sources", "places")]
    scope = Scope("NWS", folder.settings.start, folder.settings.end, "month")
    figures = triangulate.count(*tables, scope).figures
    row = once_figures(figures, *tables, scope).to_dicts()[0]
    assert (row["low"], row["value"]) == (400_000, None)
