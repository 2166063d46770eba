"""The report with accounts: intervals, accounts that close, disagreement, both methods, pages of places, data files."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath

import polars as pl
import pytest

from nuzuh import ledgers
from nuzuh.evidence.disclosure import rules_of
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import figures_of, ledger_of
from nuzuh.evidence.rounding import round_people
from nuzuh.folder.records import read_folder
from nuzuh.render.scene import Circle, flat
from nuzuh.report.accounts import PARTS, accounts_of
from nuzuh.report.content import Note, Picture, Report, Section, Table
from nuzuh.report.data import listed_files
from nuzuh.report.disagree import agreement_section, moved, said_table
from nuzuh.report.files import report_files
from nuzuh.report.issue import Issue
from nuzuh.report.pages import evidence_page
from nuzuh.report.pdf import report_pdf
from nuzuh.report.places import MOST_PLACES, PlaceFigures, place_page_tree
from nuzuh.report.tree import report_tree
from nuzuh.terms.wording import words
from tests.conftest import copy_of
from tests.invented import issue_with_accounts

PUBLISHED = dt.date(2020, 3, 6)
LANGUAGES = ("en", "ar", "tr")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of("idlib", tmp_path_factory.mktemp("accounts"))


@pytest.fixture(scope="module")
def issue(folder: Path) -> Issue:
    return issue_with_accounts(folder, PUBLISHED)


@pytest.fixture(scope="module")
def preferred(folder: Path) -> Issue:
    """The same crisis by the transparent method: ranges over sources, no accounts."""
    read = read_folder(folder)
    read = replace(read, settings=replace(read.settings, count_method="preferred"))
    rules = rules_of(10, "idmc", 3, read.tables["places"], read.tables["sources"])
    return Issue(read, ledgers.public_of(read, PUBLISHED), rules, PUBLISHED)


@pytest.fixture(scope="module")
def files(issue: Issue) -> Mapping[str, bytes]:
    return report_files(issue, [], lambda _: None)


def section(report: Report, ident: str) -> Section:
    return next(s for s in report.sections if s.ident == ident)


def table(of: Section, ident: str = "") -> Table:
    return next(b for b in of.blocks if isinstance(b, Table) and ident in b.ident)


def text_of(block: Table) -> str:
    return " ".join(f"{cell.text} {cell.note}" for row in block.rows for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_accounts_of_the_report_close(issue: Issue, language: str) -> None:
    made = table(section(report_tree(issue, language), "accounts"))
    assert [row[0].text for row in made.rows][-1] == issue.places("NWS", language)
    assert len(made.rows) >= 3
    for row in made.rows:
        start, arrivals, unreported, departures, returns, end = (issue.ledger[c.figure].value or 0 for c in row[1:7])
        assert start + arrivals + unreported - departures - returns == end
        assert "residual" in row[7].figure
        assert all(cell.note for cell in row[1:7])


def test_without_accounts_there_is_no_such_section(preferred: Issue) -> None:
    report = report_tree(preferred, "en")
    idents = {s.ident for s in report.sections}
    assert not idents & {"accounts", "agreement"}
    heads = {c.heading for s in report.sections for b in s.blocks if isinstance(b, Table) for c in b.columns}
    assert "Range over sources" in heads
    assert not any("interval" in head for head in heads)
    assert words("en").say("note-range") in report.notes
    assert accounts_of(preferred.ledger) == []
    page = place_page_tree(PlaceFigures(preferred), "SY07", "en")
    assert "account" not in {s.ident for s in page.sections}


@pytest.mark.parametrize(
    ("language", "interval"),
    [("en", "90% interval"), ("ar", "مجال \u2068\u206690%\u2069\u2069"), ("tr", "%90 aralığı")],
)
def test_intervals_are_named_as_such(issue: Issue, language: str, interval: str) -> None:
    report = report_tree(issue, language)
    heads = {c.heading for c in table(section(report, "months")).columns}
    assert interval in heads
    assert words(language).say("col-range") not in heads
    both = table(section(report, "method"))
    assert {interval, words(language).say("col-preferred")} <= {c.heading for c in both.columns}
    assert {c.figure for row in both.rows for c in row if c.figure.startswith("preferred.")}


def test_figure_says_what_no_report_speaks_of(issue: Issue) -> None:
    said = "12% of this number lies in places and times of which no report speaks by itself."
    assert said in report_tree(issue, "en").cards[0].note
    assert said in evidence_page(issue, "en", ["displaced.flow.total"]).decode()
    assert "of which no report" not in evidence_page(issue, "en", ["displaced.stock.total"]).decode()


def test_an_incomplete_month_is_named_under_its_table(issue: Issue) -> None:
    months = sorted(f.id for f in issue.ledger.of("flow", "total", windowed=True) if f.value is not None)
    every = [replace(f, silent=0.4 if f.id == months[0] else 0.0) for f in issue.ledger.figures.values()]
    told = replace(issue, ledger=ledger_of(every))
    named = told.when(told.ledger[months[0]], words("en"))
    notes = [
        b.text for s in report_tree(told, "en").sections if s.ident == "months" for b in s.blocks if isinstance(b, Note)
    ]
    assert [n for n in notes if n.startswith("Incomplete")] == [
        f"Incomplete, not small: in these periods no report speaks of places to which so much of all known arrivals came: {named} (40%)."
    ]
    whole = [b.text for s in report_tree(issue, "en").sections for b in s.blocks if isinstance(b, Note)]
    assert not [n for n in whole if n.startswith("Incomplete")]


def test_flow_and_stock_never_share_a_table_of_time(issue: Issue) -> None:
    page = place_page_tree(PlaceFigures(issue), "SY07", "en")
    for ident, metric in (("arrivals", "flow"), ("stock", "stock")):
        of = next(s for s in page.sections if s.ident == ident)
        assert sum(isinstance(b, Picture) for b in of.blocks) == 1
        assert {issue.ledger[i].metric for i in table(of).figures()} == {metric}


def test_sources_stand_side_by_side_with_their_days(issue: Issue) -> None:
    page = place_page_tree(PlaceFigures(issue), "SY07", "en")
    flows, stocks = (table(next(s for s in page.sections if s.ident == i)) for i in ("arrivals", "stock"))
    sources = list(issue.folder.tables["sources"]["code"])[:2]
    assert [c.heading for c in flows.columns][3:] == [issue.source_short(s, "en") for s in sources]
    assert not any(cell.note for row in flows.rows for cell in row)
    assert stocks.rows[0][3].note == "20 February 2019"


def test_protected_source_is_not_named(issue: Issue) -> None:
    guarded = replace(issue, rules=replace(issue.rules, protected_sources=frozenset({"ocha-press"})))
    found = agreement_section(guarded, words("en"))
    assert found
    told = text_of(table(found))
    assert words("en").say("withheld") in told
    assert issue.source_short("ocha-press", "en") in text_of(table(agreement_section(issue, words("en"))))  # type: ignore[arg-type]
    assert issue.source_short("ocha-press", "en") not in told


def test_two_unnamed_sources_share_a_cell(issue: Issue) -> None:
    said = tuple(
        {"source": "withheld", "value": v, "quantifier": "exactly", "start": dt.date(2019, 2, 1), "end": dt.date(2019, 3, 1)}
        for v in (100.0, 300.0)
    )  # fmt: skip
    figure = Figure("x", 200.0, start=dt.date(2019, 2, 1), end=dt.date(2019, 3, 1), said=said)
    made = said_table(issue, words("en"), "t", "T", [("February", figure)], "col-period")
    assert made.rows[0][-1].text == "100; 300"


@pytest.mark.parametrize(("share", "told"), [(-0.156, "−16%"), (0.02, "+2%"), (0.002, "under 1%"), (0.0, "under 1%")])
def test_moves_have_a_sign(share: float, told: str) -> None:
    assert moved(words("en"), share) == told


def test_every_place_with_a_figure_has_a_page_in_each_language(issue: Issue, files: Mapping[str, bytes]) -> None:
    told = {f.place for f in issue.ledger.figures.values() if f.population == "displaced" and f.role in ("to", "total")}
    assert told <= set(PlaceFigures(issue).codes)
    for code in told:
        for language in LANGUAGES:
            assert issue.places(code, language) in files[f"places/{code}.{language}.html"].decode().replace(
                "&#39;", "'"
            )
    deeper = issue.folder.tables["places"].filter(pl.col("level") > 3)["code"]
    assert deeper.len()
    assert not any(f"places/{code}.en.html" in files for code in deeper)


def test_every_link_of_the_pages_leads_somewhere(files: Mapping[str, bytes]) -> None:
    pages = {name: content.decode() for name, content in files.items() if name.endswith(".html")}
    ids = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in pages.items()}
    checked = 0
    for name, text in pages.items():
        for href in re.findall(r'href="([^"]+)"', text):
            if re.match(r"https?:|mailto:", href):
                continue
            file, _, anchor = href.partition("#")
            target = normpath(join(dirname(name), file)) if file else name
            assert target in files, f"{name}: {href}"
            assert not anchor or anchor in ids[target], f"{name}: {href}"
            checked += 1
    assert checked > 1000
    assert "places/SY07.en.html" in pages["report.en.html"]
    assert not any("places/" in content.decode() for name, content in files.items() if name.startswith("feed"))


def test_page_of_a_place_is_light(files: Mapping[str, bytes]) -> None:
    pages = [content for name, content in files.items() if name.startswith("places/") and name.endswith(".html")]
    assert pages
    assert max(map(len, pages)) < 150_000
    assert b"base64" not in b"".join(pages)
    assert b"@font-face" in files["places/style.ar.css"]


def test_only_the_greatest_origins_stand_on_a_page(issue: Issue) -> None:
    extra = [
        Figure(f"displaced.flow.from.SY0{n}.to.SY0703", 100.0 + n, place="SY0703", origin=f"SY0{n}", role="pair",
               label=dict.fromkeys(LANGUAGES, "x"))
        for n in range(20, 35)
    ]  # fmt: skip
    ledger = ledger_of([*issue.ledger.figures.values(), *extra])
    page = place_page_tree(PlaceFigures(replace(issue, ledger=ledger)), "SY0703", "en")
    origins = next(s for s in page.sections if s.ident == "origins")
    assert len(table(origins).rows) == MOST_PLACES
    assert table(origins).rows[0][1].text == "134"
    assert [b.text for b in origins.blocks if isinstance(b, Note)] == ["and 5 more places"]


def test_places_of_which_nothing_is_known_are_hollow(issue: Issue) -> None:
    places = section(report_tree(issue, "en"), "places")
    picture = next(b for b in places.blocks if isinstance(b, Picture))
    circles = [i for i in flat(picture.wide.items) if isinstance(i, Circle) and i.dash]
    told = {f.place for f in issue.ledger.of("flow", "to")}
    silent = [
        code
        for code, lat in issue.public_places().filter(pl.col("level") == 3).select("code", "lat").iter_rows()
        if code not in told and lat is not None
    ]
    assert len(circles) == len(silent) > 0
    assert any("not the same as none" in b.text for b in places.blocks if isinstance(b, Note))


def test_map_leads_to_the_pages(files: Mapping[str, bytes]) -> None:
    text = files["report.tr.html"].decode()
    assert re.search(r'<a href="places/SY\d+\.tr\.html" tabindex="-1"><circle', text)


def test_data_files_of_accounts_and_pairs(issue: Issue, files: Mapping[str, bytes], preferred: Issue) -> None:
    accounts = pl.read_csv(io.BytesIO(files["data/accounts.csv"]))
    known = accounts.drop_nulls(["stock_start", "arrivals", "stock_end"])
    assert known.height == accounts.height > 100
    assert (
        known["stock_start"] + known["arrivals"] + known["unreported"] - known["departures"] - known["returns"]
        == known["stock_end"]
    ).all()
    assert known["residual"].null_count() == known.filter(pl.col("period") == "2019-05").height > 0
    assert {f"{p.replace('-', '_')}_low" for p in PARTS} <= set(accounts.columns)
    pairs = pl.read_csv(io.BytesIO(files["data/pairs.csv"]))
    assert dict(pairs.select("id", "value").iter_rows()) == {f.id: f.value for f in issue.ledger.of("flow", "pair")}
    assert {"data/accounts.csv", "data/pairs.csv"} <= {name for name, _ in listed_files(issue)}
    assert "data/accounts.csv" not in {name for name, _ in listed_files(preferred)}
    figures = pl.read_csv(io.BytesIO(files["data/figures.csv"]), infer_schema_length=None)
    total = figures.row(by_predicate=pl.col("id") == "displaced.flow.total", named=True)
    assert (total["level"], total["unreported"]) == (0.9, 0.12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_accounts_are_set_as_pdf(issue: Issue, language: str) -> None:
    assert report_pdf(report_tree(issue, language), PUBLISHED).startswith(b"%PDF")


def test_ledger_reads_what_the_accounts_add_to_a_figure(folder: Path) -> None:
    from nuzuh.displaced.sums import EMPTY

    row = dict.fromkeys(EMPTY.columns) | {
        "id": "displaced.departures.SY07", "role": "departures", "metric": "flow", "population": "displaced",
        "value": 10.0, "windowed": False, "table": "arrivals",
    }  # fmt: skip
    frame = pl.DataFrame([row], schema=EMPTY.schema)
    plain = figures_of(frame, {}, {}, "preferred")[0]
    assert (plain.level, plain.unreported, plain.method) == (None, None, "preferred")
    given = frame.with_columns(level=pl.lit(0.9), unreported=pl.lit(0.25), method=pl.lit("accounts"))
    sure = figures_of(given, {}, {}, "preferred")[0]
    assert (sure.level, sure.unreported, sure.method) == (0.9, 0.25, "accounts")
    assert sure.as_dict()["unreported"] == 0.25


@pytest.mark.parametrize(
    ("value", "quantifier", "rounded"),
    [
        (-52_910.0, "exactly", -53_000),
        (-52_910.0, "less than", -52_000),
        (-52_910.0, "more than", -53_000),
        (-4.0, "", -4),
    ],
)
def test_residuals_below_zero_stay_below_zero(value: float, quantifier: str, rounded: float) -> None:
    assert round_people(value, "idmc", quantifier) == rounded


def test_numbers_of_an_account_need_no_about(issue: Issue) -> None:
    vague = {i: replace(f, quantifier="about") for i, f in issue.ledger.figures.items()}
    made = table(section(report_tree(replace(issue, ledger=ledger_of(vague.values())), "en"), "accounts"))
    assert made.rows[0][2].text == "52,500"
    assert made.rows[0][7].text == "about 4,100"


def test_running_totals_of_the_accounts_and_of_a_source_stand_apart(issue: Issue, preferred: Issue) -> None:
    published = [f for f in preferred.ledger.figures.values() if f.role == "since"]
    assert published
    others = [f for f in issue.ledger.figures.values() if f.role != "since"]
    start = dt.date(2019, 2, 1)
    ours = [
        Figure(f"displaced.flow.since.2019-02-01{by}", value, 1.0, 9e6, level=0.9, start=start, end=end, role="since",
               method="accounts", windowed=bool(by), label=dict.fromkeys(LANGUAGES, "x"))
        for by, value, end in ((".by.2019-02-28", 70.0, dt.date(2019, 3, 1)), ("", 90.0, dt.date(2019, 4, 1)))
    ]  # fmt: skip
    report = report_tree(replace(issue, ledger=ledger_of([*others, *published, *ours])), "en")
    accounts, source = section(report, "since"), section(report, "since-published")
    assert [row[1].text for row in table(accounts).rows] == ["70", "90"]
    assert {c.heading for c in table(accounts).columns} & {"90% interval"}
    assert "948,000" in text_of(table(source))
    assert not {c.heading for c in table(source).columns} & {"90% interval"}
    assert [s.ident for s in report_tree(preferred, "en").sections].count("since") == 1
