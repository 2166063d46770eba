"""Who they are: shares with their own denominators, in tiny tables whose answers can be worked out on paper.

Harim (SY0101) and Maarrat (SY0102) lie in Idlib (SY01). ``ngo`` has grade B, ``press`` grade D.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from nuzuh.displaced.shares import share_figures
from nuzuh.evidence import disclosure
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import with_labels
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.rounding import round_people
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder, read_folder
from nuzuh.intake.bring import Wishes
from nuzuh.intake.bring import bring as brought
from nuzuh.report.content import Table
from nuzuh.report.issue import Issue
from nuzuh.report.shares import shares
from nuzuh.terms.wording import words
from tests.folders import SOUND, write_folder

HEADING = "date,place,group,amount,of,share,source,population,unit,start,end,reported,coverage,label_en,label_ar"
LANGUAGES = ("en", "ar", "tr")
DAY = "2020-02-20"


def folder_of(root: Path, *rows: str, more: dict[str, str] | None = None) -> Folder:
    lines = [row + "," * (HEADING.count(",") - row.count(",")) for row in rows]
    return read_folder(write_folder(root, {"groups.csv": "\n".join([HEADING, *lines]) + "\n", **(more or {})}))


def found(root: Path, *rows: str) -> tuple[list[tuple[str, str]], int]:
    """Return rule and severity of the problems of groups, and how many rows were accepted."""
    folder = folder_of(root, *rows)
    problems = [(p.rule, p.severity) for p in folder.problems if p.file == "groups.csv"]
    return problems, folder.counts["groups"].accepted


def counted(folder: Folder) -> list[Figure]:
    t = folder.tables
    end = dt.date(2020, 3, 1)
    return share_figures(t["groups"], t["sources"], t["places"], folder.digests, LANGUAGES, "SY", end)


def figures(root: Path, *rows: str) -> dict[str, Figure]:
    return {f.id: f for f in counted(folder_of(root, *rows))}


def published(folder: Folder, extra: tuple[Figure, ...] = ()) -> Ledger:
    places = folder.tables["places"]
    rules = disclosure.rules_of(10, "idmc", 3, places, folder.tables["sources"])
    return with_labels(disclosure.release([*counted(folder), *extra], places, rules), Names(places), LANGUAGES)


def status(ledger: Ledger) -> dict[str, str]:
    return {i.removeprefix("displaced.share."): f.status for i, f in ledger.figures.items() if f.role == "share"}


def test_a_share_of_its_own_denominator(tmp_path: Path) -> None:
    """60 women of 150 people asked are 40 %; nothing is added, and there is no interval."""
    figure = figures(tmp_path, f"{DAY},SY0101,women,60,150,,ngo")["displaced.share.women.in.SY0101"]
    assert (figure.value, figure.of, figure.unit, figure.metric) == (40, 150, "percent", "share")
    assert (figure.low, figure.high, figure.level) == (None, None, None)
    assert figure.population == "displaced"
    assert (figure.records[0].table, figure.records[0].count) == ("groups", 1)
    assert figure.as_dict()["of"] == 150


def test_sources_stand_side_by_side_and_are_never_mixed(tmp_path: Path) -> None:
    """ngo (B): 60 of 150 = 40 %. press (D): 30 of 50 = 60 %. The value is 40 % of 150, never 90 of 200 = 45 %."""
    rows = (f"{DAY},SY0101,women,30,50,,press", f"{DAY},SY0101,women,60,150,,ngo")
    figure = figures(tmp_path, *rows)["displaced.share.women.in.SY0101"]
    assert (figure.value, figure.of) == (40, 150)
    assert [(s["source"], s["value"], s["of"]) for s in figure.said] == [("ngo", 40, 150), ("press", 60, 50)]
    assert figure.sources == ("ngo", "press")
    assert [s["of"] for s in figure.as_dict()["said"]] == [150, 50]


def test_the_last_statement_of_a_source_counts(tmp_path: Path) -> None:
    """ngo: 40 % on 1 February, 50 % on 20 February, told again as 55 % a week later: 55 %, of its own 200."""
    rows = (
        f"{DAY},SY0101,women,110,200,,ngo,,,,,2020-02-28",
        "2020-02-01,SY0101,women,40,100,,ngo,,,,,2020-02-28",
        f"{DAY},SY0101,women,50,100,,ngo,,,,,2020-02-21",
    )
    figure = figures(tmp_path, *rows)["displaced.share.women.in.SY0101"]
    assert (figure.value, figure.of, len(figure.said)) == (pytest.approx(55), 200, 1)


def test_a_source_without_a_number_does_not_hide_one_with(tmp_path: Path) -> None:
    """ngo (B) asked and got no answer, press (D) says 60 %: 60 %."""
    rows = (f"{DAY},SY0101,women,,,,ngo,,,,,,unknown", f"{DAY},SY0101,women,30,50,,press")
    assert figures(tmp_path, *rows)["displaced.share.women.in.SY0101"].value == 60
    silent = figures(tmp_path, f"{DAY},SY0101,women,,,,ngo,,,,,,no_access")["displaced.share.women.in.SY0101"]
    assert (silent.value, silent.gap, silent.said) == (None, "no_access", ())


def test_a_share_that_was_reported_as_one(tmp_path: Path) -> None:
    """52 % of 1,000 people; 52 % of nobody knows how many."""
    found = figures(tmp_path, f"{DAY},SY0101,women,,1000,52,ngo", f"{DAY},SY0102,women,,,52,ngo")
    assert (found["displaced.share.women.in.SY0101"].value, found["displaced.share.women.in.SY0101"].of) == (52, 1000)
    assert (found["displaced.share.women.in.SY0102"].value, found["displaced.share.women.in.SY0102"].of) == (52, None)


def test_an_amount_without_denominator_is_no_share(tmp_path: Path) -> None:
    assert figures(tmp_path, f"{DAY},SY0101,women,52,,,ngo")["displaced.share.women.in.SY0101"].value is None


def test_households_and_returnees_are_figures_of_their_own(tmp_path: Path) -> None:
    """Households headed by women are no women, and returnees no displaced people."""
    rows = (
        f"{DAY},SY0101,women,60,150,,ngo",
        f"{DAY},SY0101,women,20,80,,ngo,,households",
        f"{DAY},SY0101,women,60,100,,ngo,returnees",
    )
    assert {i: f.value for i, f in figures(tmp_path, *rows).items()} == {
        "displaced.share.women.in.SY0101": 40,
        "displaced.share.women.households.in.SY0101": 25,
        "returnees.share.women.in.SY0101": 60,
    }


def test_quantifiers_stay(tmp_path: Path) -> None:
    """More than 60 of 150 are more than 40 %; 60 of about 150 are about 40 %."""
    found = figures(tmp_path, f"{DAY},SY0101,women,more than 60,150,,ngo", f"{DAY},SY0102,women,60,about 150,,ngo")
    assert [f.quantifier for f in found.values()] == ["more than", "about"]


def test_a_period_in_place_of_a_day_and_the_end_of_the_issue(tmp_path: Path) -> None:
    rows = (",SY0101,women,60,150,,ngo,,,2020-02-01,2020-02-15", "2020-03-01,SY0102,women,60,150,,ngo")
    found = figures(tmp_path, *rows)
    assert list(found) == ["displaced.share.women.in.SY0101"]
    figure = found["displaced.share.women.in.SY0101"]
    assert (figure.start, figure.end, figure.date) == (dt.date(2020, 2, 1), dt.date(2020, 2, 15), None)


@pytest.mark.parametrize(
    ("row", "rule", "severity"),
    [
        (",SY0101,women,60,150,,ngo", "group.when", "error"),
        (f"{DAY},SY0101,women,60,150,,ngo,,,2020-02-01,2020-02-15", "group.when", "error"),
        (",SY0101,women,60,150,,ngo,,,2020-02-15,2020-02-01", "period.order", "error"),
        (f"{DAY},SY0101,women,160,150,,ngo", "part.larger", "error"),
        (f"{DAY},SY0101,women,0,0,,ngo", "group.nobody", "error"),
        (f"{DAY},SY0101,women,60,150,,ngo,,,,,,no_access", "coverage.amount", "error"),
        (f"{DAY},SY0101,women,60,,,ngo", "group.denominator", "warning"),
        (f"{DAY},SY0101,women,,,52,ngo", "group.denominator", "warning"),
        (f"{DAY},SY0101,women,,150,101,ngo", "number.range", "error"),
        (f"{DAY},SY0101,,60,150,,ngo", "cell.missing", "error"),
    ],
)
def test_what_is_wrong(tmp_path: Path, row: str, rule: str, severity: str) -> None:
    problems, accepted = found(tmp_path, row)
    assert (rule, severity) in problems
    assert accepted == (severity == "warning")


@pytest.mark.parametrize(
    "row",
    [
        f"{DAY},SY0101,women,135,149,90.6,ngo",
        f"{DAY},SY0101,women,,149,90.6,ngo",
        f"{DAY},SY0101,women,,150,91,ngo",
        f"{DAY},SY0101,women,,about 150,90.6,ngo",
        f"{DAY},SY0101,women,150,150,100,ngo",
        f"{DAY},SY0101,women,0,150,,ngo",
        f"{DAY},SY0101,women,,,,ngo,,,,,,unknown",
    ],
)
def test_what_is_right(tmp_path: Path, row: str) -> None:
    assert found(tmp_path, row) == ([], 1)


def test_few_people_are_hidden_behind_a_share(tmp_path: Path) -> None:
    """9 of 100, and 95 of 100 (5 are not), are hidden under a smallest cell of 10; 10, 90, none and all of 100 are not."""
    for amount, hidden in ((9, True), (95, True), (10, False), (90, False), (0, False), (100, False)):
        ledger = published(folder_of(tmp_path, f"{DAY},SY0101,women,{amount},100,,ngo"))
        assert status(ledger) == {"women.in.SY0101": "suppressed" if hidden else "published"}, amount
        figure = ledger["displaced.share.women.in.SY0101"]
        assert (figure.value is None, figure.of is None, figure.said == ()) == (hidden, hidden, hidden)


def test_nobody_of_few_is_hidden_too(tmp_path: Path) -> None:
    """None of 5: the 5 are few."""
    assert status(published(folder_of(tmp_path, f"{DAY},SY0101,women,0,5,,ngo"))) == {"women.in.SY0101": "suppressed"}


def test_not_everybody_answers_every_question(tmp_path: Path) -> None:
    """One source has two denominators on one day: 5 of 80 are hidden, 60 of 150 are not."""
    rows = (f"{DAY},SY0101,women,60,150,,ngo", f"{DAY},SY0101,disabled,5,80,,ngo")
    found = status(published(folder_of(tmp_path, *rows)))
    assert found == {"women.in.SY0101": "published", "disabled.in.SY0101": "suppressed"}


def test_a_reported_share_of_few_is_hidden(tmp_path: Path) -> None:
    """5 % of 100 are 5 people."""
    assert set(status(published(folder_of(tmp_path, f"{DAY},SY0101,women,,100,5,ngo"))).values()) == {"suppressed"}


def test_all_shares_of_a_denominator_go_together(tmp_path: Path) -> None:
    """Of 100 people 60 are women, 35 men and 5 girls: 100 less 60 less 35 would tell the girls."""
    rows = [f"{DAY},SY0101,{g},{n},100,,ngo" for g, n in (("women", 60), ("men", 35), ("girls", 5))]
    other = f"{DAY},SY0102,women,60,100,,ngo"
    assert status(published(folder_of(tmp_path, *rows, other))) == {
        "girls.in.SY0101": "suppressed",
        "men.in.SY0101": "suppressed",
        "women.in.SY0101": "suppressed",
        "women.in.SY0102": "published",
    }


def test_no_hidden_share_follows_from_a_wider_place(tmp_path: Path) -> None:
    """Idlib: 65 of 200, Harim 60 of 100, Maarrat 5 of 100: 65 less 60 would tell the 5, so one more share is hidden."""
    rows = [
        f"{DAY},{p},women,{n},{of},,ngo" for p, n, of in (("SY01", 65, 200), ("SY0101", 60, 100), ("SY0102", 5, 100))
    ]
    found = status(published(folder_of(tmp_path, *rows)))
    assert found["women.in.SY0102"] == "suppressed"
    assert "suppressed" in (found["women.in.SY01"], found["women.in.SY0101"])


def test_a_share_does_not_tell_a_hidden_number_of_people(tmp_path: Path) -> None:
    """The 7 displaced people of Maarrat are hidden; a share of 700 counted there on the way would be no secret, but is too."""
    stock = Figure("displaced.stock.in.SY0102", 7, metric="stock", place="SY0102", date=dt.date(2020, 2, 29), role="to")
    ledger = published(folder_of(tmp_path, f"{DAY},SY0102,women,350,700,,ngo"), (stock,))
    assert status(ledger) == {"women.in.SY0102": "suppressed"}


def test_a_share_without_denominator_is_held_against_the_people_there(tmp_path: Path) -> None:
    """10 % of the 40 people known in Maarrat would be 4; 50 % would be 20."""
    stock = Figure(
        "displaced.stock.in.SY0102", 40, metric="stock", place="SY0102", date=dt.date(2020, 2, 29), role="to"
    )
    for share, expected in ((10, "suppressed"), (50, "published")):
        ledger = published(folder_of(tmp_path, f"{DAY},SY0102,women,,,{share},ngo"), (stock,))
        assert status(ledger) == {"women.in.SY0102": expected}


def test_one_source_of_few_leaves_the_other(tmp_path: Path) -> None:
    """ngo: 60 of 150. press: 4 of 50 is left out beside it; its name too."""
    ledger = published(folder_of(tmp_path, f"{DAY},SY0101,women,60,150,,ngo", f"{DAY},SY0101,women,4,50,,press"))
    figure = ledger["displaced.share.women.in.SY0101"]
    assert (figure.value, figure.sources, [s["source"] for s in figure.said]) == (40, ("ngo",), ["ngo"])


def test_what_is_published_is_rounded(tmp_path: Path) -> None:
    """411 of 1,234 are 33.3 % of about 1,200; the 411 themselves are not published."""
    figure = published(folder_of(tmp_path, f"{DAY},SY0101,women,411,1234,,ngo"))["displaced.share.women.in.SY0101"]
    assert (figure.value, figure.of) == (33.3, round_people(1234, "idmc", ""))
    assert "411" not in json.dumps(figure.as_dict(), default=str)


def test_a_protected_source_and_place(tmp_path: Path) -> None:
    more = {"sources.csv": SOUND["sources.csv"].replace("2020-03-01,", "2020-03-01,yes")}
    folder = folder_of(tmp_path, f"{DAY},SY0101,women,60,150,,ngo", more=more)
    figure = published(folder)["displaced.share.women.in.SY0101"]
    assert (figure.sources, figure.said[0]["source"]) == (("withheld",), "withheld")
    more = {"places.csv": SOUND["places.csv"].replace("36.20,36.51,,,cod", "36.20,36.51,,yes,cod")}
    folder = folder_of(tmp_path, f"{DAY},SY0101,women,60,150,,ngo", more=more)
    assert status(published(folder)) == {}


def test_labels_say_the_denominator_and_whose_it_is(tmp_path: Path) -> None:
    rows = (
        f"{DAY},SY0101,women,60,150,,ngo",
        f"{DAY},SY0102,women,,,52,ngo",
        f"{DAY},SY0101,lone-parents,30,90,,ngo,,households,,,,,Lone parents,آباء وحيدون",
    )
    ledger = published(folder_of(tmp_path, *rows))
    assert {i.removeprefix("displaced.share."): f.label["en"] for i, f in ledger.figures.items()} == {
        "women.in.SY0101": "Women: share of 150 displaced people counted or asked in Harim, as of 20 February 2020",
        "women.in.SY0102": "Women: share of displaced people in Maarrat, as of 20 February 2020; of how many is not said",
        "lone-parents.households.in.SY0101": "Lone parents: share of 90 displaced households counted or asked in Harim, "
        "as of 20 February 2020",
    }
    own = ledger["displaced.share.lone-parents.households.in.SY0101"].label
    assert "آباء وحيدون" in own["ar"]
    assert "Lone parents" in own["tr"]


def test_no_decimal_is_made_up_and_no_denominator_passes_for_exact(tmp_path: Path) -> None:
    """91 % as reported stays 91 %, not 91.0 %; 136 of 150 is 90.7 %; 149 people are published as about 150."""
    rows = (f"{DAY},SY0101,women,,150,91,ngo", f"{DAY},SY0101,men,136,150,,ngo", f"{DAY},SY0102,men,135,149,,ngo")
    ledger = published(folder_of(tmp_path, *rows))
    women, men, others = (ledger[f"displaced.share.{i}"] for i in ("women.in.SY0101", "men.in.SY0101", "men.in.SY0102"))
    assert (women.value, women.decimals, women.counted_of) == (91, 0, 150)
    assert (men.value, men.decimals, men.counted_of) == (90.7, 1, 150)
    assert (others.of, others.of_quantifier, others.counted_of) == (150, "about", None)
    assert others.label["en"].startswith("Men: share of about 150 displaced people")
    assert [f.as_dict()["said"][0]["of_quantifier"] for f in (women, others)] == ["exactly", "about"]
    assert others.as_dict()["of_quantifier"] == "about"


def test_a_weighted_share_is_no_count(tmp_path: Path) -> None:
    root = write_folder(tmp_path, {"groups.csv": f"{HEADING},weighted\n{DAY},SY0101,women,,150,90.6,ngo,,,,,,,,,yes\n"})
    figure = counted(read_folder(root))[0]
    assert (figure.of, figure.weighted, figure.counted_of) == (150, True, None)
    assert figure.as_dict()["weighted"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_shows_them(tmp_path: Path, language: str) -> None:
    """Group, share, of how many, when, who says so, and what others say with their own denominators."""
    rows = (f"{DAY},SY0101,women,60,150,,ngo", f"{DAY},SY0101,women,30,50,,press", f"{DAY},SY0102,women,,,52,ngo")
    folder = folder_of(tmp_path, *rows)
    section = shares(Issue(folder, published(folder), disclosure.Rules(), dt.date(2020, 3, 6)), words(language))
    assert section is not None
    table = section.blocks[0]
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [len(table.columns)] * 2
    assert [c.figure for row in table.rows for c in row if c.figure] == [
        "displaced.share.women.in.SY0101",
        "displaced.share.women.in.SY0102",
    ]
    if language == "en":
        assert [c.text for c in table.rows[0]] == [
            "Women",
            "Harim",
            "displaced people",
            "40.0%",
            "150",
            "20 February 2020",
            "Field reports",
            "Daily press: 60.0% of 50",
        ]
        assert table.rows[1][4].text == "not said"


def test_no_section_without_groups(tmp_path: Path) -> None:
    folder = read_folder(write_folder(tmp_path))
    assert shares(Issue(folder, published(folder), disclosure.Rules(), dt.date(2020, 3, 6)), words("en")) is None


@pytest.mark.parametrize(
    "heading",
    [
        "date,place,group,amount,of,source",
        "Survey date,P-code,Demographic group,Count,Denominator,Source",
        "Date,Place code,Group,Individuals,Respondents,Source",
    ],
)
def test_import(tmp_path: Path, heading: str) -> None:
    """A sheet with simple headings comes in as it stands: 60 of 150 are 40 %."""
    crisis = write_folder(tmp_path / "crisis")
    file = tmp_path / "sent.csv"
    file.write_text(f"{heading}\n{DAY},SY0101,women,60,150,ngo\n{DAY},SY0102,men,70,160,ngo\n")
    done = brought(crisis, str(file), "groups", Wishes(), "")
    assert [(s.read, s.accepted, s.rejected) for s in done.sheets] == [(2, 2, 0)]
    folder = read_folder(crisis)
    assert folder.counts["groups"].accepted == 2
    assert [(f.id, f.value) for f in counted(folder)] == [
        ("displaced.share.men.in.SY0102", 43.75),
        ("displaced.share.women.in.SY0101", 40),
    ]
