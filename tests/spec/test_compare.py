"""How a published figure of another crisis is held against ours, in tiny cases: each docstring works the answer out.

Our flow is 1,000 movements (900 to 1,200) of displaced people in January and February 2020 (60 days), our stock 500
(400 to 600) displaced people on 29 February 2020. The place SY has 10,000 residents.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nuzuh.displaced.compare import chosen, closest, compare, comparisons, reason_text, residents_of
from nuzuh.displaced.kinds import KINDS, kind_of_words
from nuzuh.evidence.disclosure import Rules
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import with_labels
from nuzuh.evidence.ledger import Ledger, ledger_of, reference_figures
from nuzuh.folder.names import Names
from nuzuh.folder.records import read_folder
from nuzuh.report.compared import compared
from nuzuh.report.content import Note, Section, Table
from nuzuh.report.issue import Issue
from nuzuh.terms.wording import words
from tests.folders import write_folder

FLOW = Figure(
    "displaced.flow.total",
    1000,
    900,
    1200,
    start=dt.date(2020, 1, 1),
    end=dt.date(2020, 3, 1),
    place="SY",
    role="total",
)
STOCK = Figure(
    "displaced.stock.total",
    500,
    400,
    600,
    metric="stock",
    date=dt.date(2020, 2, 29),
    place="SY",
    role="total",
)
THERE = Figure("reference.flow", 2000, 2000, 2000, population="internally displaced people", role="reference")
THERE = replace(THERE, start=dt.date(1999, 3, 1), end=dt.date(1999, 4, 30))  # 60 days too
CAMP = replace(THERE, id="reference.stock", metric="stock", start=None, end=None, date=dt.date(1995, 12, 31))
RESIDENTS = {"SY": 10_000.0}


def said(ours: Figure, reference: Figure) -> list[str]:
    return [reason_text(r, words("en")) for r in compare(ours, reference).reasons]


def test_ratio_with_the_range_of_both() -> None:
    """Ours 1,000 (900 to 1,200), theirs 2,000 (1,500 to 2,500): 0.5, from 900/2,500 = 0.36 to 1,200/1,500 = 0.8."""
    found = compare(FLOW, replace(THERE, low=1500, high=2500))
    assert found.reasons == ()
    assert found.ratio is not None
    assert (found.ratio.value, found.ratio.low, found.ratio.high) == (0.5, 0.36, 0.8)


def test_stocks_need_no_equal_day() -> None:
    """500 people on a day of 2020 against 2,000 on a day of 1995: 0.25."""
    found = compare(STOCK, CAMP)
    assert found.ratio is not None
    assert found.ratio.value == 0.25
    assert found.per_day is None


@pytest.mark.parametrize(
    ("ours", "reference", "reasons"),
    [
        (FLOW, CAMP, ["stock against flow"]),
        (STOCK, replace(CAMP, population="refugees"), ["refugees against internally displaced people"]),
        (STOCK, replace(CAMP, unit="households"), ["households against people"]),
        (FLOW, replace(THERE, end=dt.date(2000, 3, 1)), ["12 months against 2 months"]),
        (FLOW, replace(THERE, end=dt.date(1999, 4, 4)), ["34 days against 60 days"]),
        (FLOW, replace(THERE, counts="people"), ["different people against movements"]),
        (FLOW, replace(THERE, kind="returned_refugees"), ["returned refugees against internally displaced people"]),
        (STOCK, replace(CAMP, population="IDPs in camps"), ["“IDPs in camps” against internally displaced people"]),
        (STOCK, replace(CAMP, kind="other"), ["people counted in another way against internally displaced people"]),
        (
            STOCK,
            replace(CAMP, population=""),
            ["people of whom it is not said who they are against internally displaced people"],
        ),
        (STOCK, replace(CAMP, value=None), ["one of the two numbers is not known or hidden"]),
        (replace(STOCK, value=None), CAMP, ["one of the two numbers is not known or hidden"]),
        (STOCK, replace(CAMP, value=0), ["the other number is zero"]),
    ],
)
def test_refused_with_the_reason(ours: Figure, reference: Figure, reasons: list[str]) -> None:
    """What differs in one thing that must be the same is not compared."""
    assert said(ours, reference) == reasons
    assert compare(ours, reference).ratio is None


def test_all_reasons_at_once() -> None:
    """A stock of refugee households against a flow of displaced people: three reasons, told together."""
    reference = replace(CAMP, population="refugees", unit="households")
    assert said(FLOW, reference) == [
        "stock against flow",
        "households against people",
        "refugees against internally displaced people",
    ]


def test_returns_are_no_arrivals() -> None:
    """Our returns are a flow of displaced people as well, but not the one that published figures count."""
    assert said(replace(FLOW, role="returns"), THERE) == [
        "internally displaced people against people counted in another way"
    ]
    assert len(said(replace(FLOW, role="departures"), replace(THERE, kind="other"))) == 1


def test_shares_have_denominators() -> None:
    """60 % of one thing against 50 % of another: never."""
    share = replace(STOCK, metric="share", unit="percent", value=60)
    assert said(share, replace(CAMP, metric="share", unit="percent")) == ["shares of other denominators"]


@pytest.mark.parametrize(("days", "compared"), [(57, True), (56, False), (63, True), (64, False)])
def test_lengths_may_differ_by_five_per_cent(days: int, compared: bool) -> None:
    """60 days and 57: 3 of 60 are 5 %, compared; 56: 6.7 %, refused. 63 and 60: 3 of 63, compared; 64: 4 of 64, 6.25 %."""
    found = compare(FLOW, replace(THERE, end=THERE.start + dt.timedelta(days)))  # type: ignore[operator]
    assert (found.ratio is not None) == compared
    assert found.only_per_day != compared


def test_other_lengths_are_compared_per_day_only() -> None:
    """1,000 in 60 days are 16.67 a day; 2,000 in 30 days 66.67: a quarter. The numbers themselves are not compared."""
    found = compare(FLOW, replace(THERE, end=dt.date(1999, 3, 31)))
    assert found.only_per_day
    assert found.per_head is None
    assert found.per_day is not None
    assert found.per_day.ours == pytest.approx(16.667, abs=0.001)
    assert found.per_day.reference == pytest.approx(66.667, abs=0.001)
    assert found.per_day.ratio.value == pytest.approx(0.25)
    assert (found.per_day.ratio.low, found.per_day.ratio.high) == (pytest.approx(0.225), pytest.approx(0.3))


def test_no_day_saves_what_differs_otherwise() -> None:
    """Another length and other people: nothing is given, per day neither."""
    found = compare(FLOW, replace(THERE, end=dt.date(1999, 3, 31), population="refugees"))
    assert (found.ratio, found.per_day, found.per_head, found.per_head_per_day) == (None, None, None, None)


def test_per_head() -> None:
    """500 of 10,000 residents are 50 in a thousand; 2,000 of 80,000 are 25: twice as many, though a quarter in number."""
    found = compare(STOCK, replace(CAMP, residents=80_000), RESIDENTS)
    assert found.per_head is not None
    assert (found.per_head.ours, found.per_head.reference) == (50, 25)
    assert found.per_head.ratio.value == 2
    assert (found.per_head.ratio.low, found.per_head.ratio.high) == (pytest.approx(1.6), pytest.approx(2.4))


def test_per_head_needs_the_residents_of_both() -> None:
    assert compare(STOCK, replace(CAMP, residents=80_000)).per_head is None
    assert compare(STOCK, CAMP, RESIDENTS).per_head is None
    assert compare(STOCK, CAMP, RESIDENTS).residents == (10_000, None)


def test_per_head_and_day() -> None:
    """1,000 in 60 days of 10,000 residents: 1.667 a day in a thousand. 2,000 in 30 days of 40,000: the same."""
    found = compare(FLOW, replace(THERE, end=dt.date(1999, 3, 31), residents=40_000), RESIDENTS)
    assert found.per_head is None
    assert found.per_head_per_day is not None
    assert found.per_head_per_day.ours == pytest.approx(1.6667, abs=1e-4)
    assert found.per_head_per_day.ratio.value == pytest.approx(1)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("exactly", "exactly", (0.45, 0.6, "exactly")),
        ("about", "exactly", (0.45, 0.6, "about")),
        ("more than", "exactly", (0.45, None, "more than")),
        ("less than", "exactly", (0.0, 0.6, "less than")),
        ("exactly", "more than", (None, 0.6, "less than")),
        ("more than", "less than", (0.45, None, "more than")),
        ("less than", "more than", (None, 0.6, "less than")),
    ],
)
def test_quantifiers(ours: str, theirs: str, expected: tuple[Any, ...]) -> None:
    """900 to 1,200 against 2,000 is 0.45 to 0.6; *more than* has no upper end, *less than* no lower one but zero."""
    ratio = compare(replace(FLOW, quantifier=ours), replace(THERE, quantifier=theirs)).ratio
    assert ratio is not None
    assert (ratio.low, ratio.high, ratio.quantifier) == expected


@pytest.mark.parametrize("word", ["more than", "less than"])
def test_two_bounds_of_one_kind_say_nothing(word: str) -> None:
    """More than 1,000 against more than 2,000 may be any ratio."""
    assert said(replace(FLOW, quantifier=word), replace(THERE, quantifier=word)) == [
        "what is known of the two numbers does not say which is larger"
    ]


def test_the_level_is_ours_only_against_a_single_number() -> None:
    ours = replace(FLOW, level=0.9)
    ratios = [compare(ours, r).ratio for r in (THERE, replace(THERE, low=1500))]
    assert [r.level for r in ratios if r] == [0.9, None]


def test_a_hidden_range_gives_none() -> None:
    ratio = compare(replace(FLOW, low=None, high=None), THERE).ratio
    assert ratio is not None
    assert (ratio.value, ratio.low, ratio.high) == (0.5, None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Internally displaced persons", "displaced"),
        ("IDPs", "displaced"),
        ("النازحون داخليًا", "displaced"),
        ("Ülke içinde yerinden edilenler", "displaced"),
        ("Refugees", "refugees"),
        ("اللاجئون", "refugees"),
        ("mülteciler", "refugees"),
        ("refugees and internally displaced people", "displaced_and_refugees"),
        ("اللاجئون والنازحون", "displaced_and_refugees"),
        ("forcibly displaced people", "displaced_and_refugees"),
        ("returned refugees", "returned_refugees"),
        ("returned IDPs", "returnees"),
        ("returnees", ""),
        ("displaced households headed by women", ""),
        ("refugees in camps", ""),
        ("", ""),
    ],
)
def test_words_of_whom(text: str, kind: str) -> None:
    """The whole text must be known: a part of the people are other people."""
    assert kind_of_words(text) == kind


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_every_kind_has_a_word(language: str) -> None:
    assert all(words(language).has(f"who-{kind}") for kind in KINDS)


def test_residents_of_places(tmp_path: Path) -> None:
    """A has 100 and 200 in its parts and no number: 300. B has its own 50. C lacks one of its parts: unknown, so SY too."""
    places = "code,level,parent,name_en,population,source\n" + "".join(
        f"{row},cod\n"
        for row in (
            "SY,0,,S,",
            "A,1,SY,A,",
            "A1,2,A,A1,100",
            "A2,2,A,A2,200",
            "B,1,SY,B,50",
            "C,1,SY,C,",
            "C1,2,C,C1,7",
            "C2,2,C,C2,",
        )
    )
    folder = read_folder(write_folder(tmp_path, {"places.csv": places}))
    assert residents_of(folder.tables["places"]) == {"A": 300, "A1": 100, "A2": 200, "B": 50, "C1": 7}


def test_what_is_compared() -> None:
    """Total flow, latest running total, total stock; a running total that is the total flow stands there once."""
    early = replace(FLOW, id="displaced.flow.since.2020-01-01", role="since", value=700, end=dt.date(2020, 2, 1))
    later = replace(early, id="displaced.flow.since.2020-01-15", start=dt.date(2020, 1, 15), end=dt.date(2020, 3, 1))
    same = replace(FLOW, id="displaced.flow.since.2020-01-01", role="since")
    assert [f.id for f in chosen(ledger_of([FLOW, STOCK, early, later]))] == [FLOW.id, later.id, STOCK.id]
    assert [f.id for f in chosen(ledger_of([FLOW, STOCK, same]))] == [FLOW.id, STOCK.id]


def test_the_closest_is_shown() -> None:
    """A stock of refugees: our stock differs in one thing, our flow in two."""
    reference = replace(CAMP, population="refugees")
    assert [c.ours.id for c in closest([compare(FLOW, reference), compare(STOCK, reference)])] == [STOCK.id]
    assert [c.ours.id for c in closest([compare(FLOW, CAMP), compare(STOCK, CAMP)])] == [STOCK.id]


REFERENCES = """id,label_en,metric,amount,unit,date,start,end,place,population,population_kind,counts,residents,citation
idps,Displaced there,stock,"2,000",people,1995-12-31,,,Bosnia,internally displaced people,,,"80,000",A book
camps,Refugees there,stock,"2,000",people,1995-12-31,,,Bosnia,refugees,,,,A book
month,Fled there,flow,"more than 2,000",people,,1999-03-01,1999-03-31,Kosovo,whoever fled inside,displaced,,,A book
"""


def _ledger(root: Path) -> tuple[Any, Ledger]:
    folder = read_folder(write_folder(root, {"references.csv": REFERENCES, "letters/open/letter.en.md": None}))
    assert [p for p in folder.problems if p.file == "references.csv"] == []
    figures = [FLOW, STOCK, *reference_figures(folder.tables["references"], folder.digests, ("en", "ar", "tr"))]
    return folder, with_labels(ledger_of(figures), Names(folder.tables["places"]), ("en", "ar", "tr"))


def test_rows_of_json(tmp_path: Path) -> None:
    """Three references against two of our figures: six rows, each compared or with every reason."""
    folder, ledger = _ledger(tmp_path)
    rows = [c.as_dict() for c in comparisons(ledger, folder.tables["places"])]
    assert [(r["reference"], r["ours"]) for r in rows if r["compared"]] == [("reference.idps", "displaced.stock.total")]
    held = next(r for r in rows if r["compared"])
    assert held["ratio"] == {"value": 0.25, "low": 0.2, "high": 0.3, "quantifier": "exactly", "level": None}
    assert held["residents"] == {"ours": None, "reference": 80_000}
    month = next(r for r in rows if r["reference"] == "reference.month" and r["ours"] == "displaced.flow.total")
    assert month["reasons"] == [
        {"what": "length", "ours": "P60D", "reference": "P30D", "text": "30 days against 60 days"}
    ]
    assert month["per_day"]["ratio"]["quantifier"] == "less than"
    assert len(rows) == 6


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_the_report_says_ratio_or_reason(tmp_path: Path, language: str) -> None:
    """Each reference with its citation, and what ours is against it: in English read here, in the others complete."""
    folder, ledger = _ledger(tmp_path)
    section = compared(Issue(folder, ledger, Rules(), dt.date(2020, 3, 6)), words(language))
    assert isinstance(section, Section)
    table, *notes = section.blocks
    assert isinstance(table, Table)
    assert len(notes) == 2
    assert all(isinstance(n, Note) for n in notes)
    cells = {row[0].text: row for row in table.rows}
    assert [row[-1].text for row in table.rows] == ["A book"] * 3
    against = {name: row[5].text for name, row in cells.items()}
    assert all(against.values())
    if language == "en":
        assert against["Displaced there"].endswith("0.25 times this number (0.2–0.3)")
        assert against["Refugees there"].startswith("not compared with Displaced people present")
        assert against["Refugees there"].endswith(": refugees against internally displaced people")
        assert "only per day, since the periods differ (30 days against 60 days)" in against["Fled there"]
        assert "a day: 17 against 67 (less than 0.25 times)" in against["Fled there"]


def test_without_references_there_is_no_section(tmp_path: Path) -> None:
    folder = read_folder(write_folder(tmp_path))
    assert compared(Issue(folder, ledger_of([FLOW]), Rules(), dt.date(2020, 3, 6)), words("en")) is None


def test_the_example() -> None:
    """Of Bosnia and Kosovo only the displaced within Bosnia are compared, with our stock; see FIELD.md for the rest."""
    root = Path(__file__).parents[2] / "examples" / "idlib"
    folder = read_folder(root)
    references = reference_figures(folder.tables["references"], folder.digests, ("en",))
    reasons = {f.id: {o.metric: said(o, f) for o in (FLOW, STOCK)} for f in references}
    whole = {i: [m for m, why in by.items() if not why] for i, by in reasons.items()}
    assert {i: m for i, m in whole.items() if m} == {
        "reference.bosnia-1993-idps": ["stock"],
        "reference.bosnia-1995-idps": ["stock"],
    }
    assert reasons["reference.kosovo-1999-returns"]["flow"] == [
        "returned refugees against internally displaced people",
        "12 months against 2 months",
    ]
