"""What became of each call: what may be written down, how the clocks run, and what the public reads."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from nuzuh import cli, ledgers, pipeline, pipeline_calls
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger, ledger_of
from nuzuh.folder.records import read_folder
from nuzuh.statement.calls_data import calls_json
from nuzuh.statement.followup import FollowUp, follow, followup_problems
from nuzuh.terms.errors import DataError, Problem
from tests.folders import SOUND, write_folder

HEAD = "call,addressee,event,date,due,said_by,source,evidence,text_en,protected"
TOML = """date = 2020-02-01

[[addressees]]
id = "un"
name.en = "The Secretary-General"
answer_within_days = 14

[[addressees]]
id = "eu"
name.en = "The High Representative"

[[calls]]
id = "protect"
to = ["un", "eu"]
text.en = "Protect civilians."

[[calls]]
id = "report"
to = ["un"]
every_days = 7
text.en = "Report every week."

[[calls]]
id = "tents"
to = ["eu"]
text.en = "Shelter those who fled."
within_days = 20
measure = "displaced.stock.total"
target = 2000
"""
SENT = (",un,sent,2020-02-02,,observed,,https://example.org/s", ",eu,sent,2020-02-03,,observed,,https://example.org/s")
LINK = "https://example.org/seen"
DAY = dt.date(2020, 3, 6)
R, T = "letters/open/responses.csv", "letters/open/letter.toml"


def table(*rows: str) -> str:
    commas = HEAD.count(",")
    return "\n".join([HEAD, *(row + "," * (commas - row.count(",")) for row in rows)]) + "\n"


def written(root: Path, *rows: str, toml: str = TOML, **more: str | None) -> Path:
    return write_folder(root, {T: toml, R: table(*rows), **more})


def followed(root: Path, *rows: str, toml: str = TOML, day: dt.date = DAY, public: bool = True) -> FollowUp:
    folder = read_folder(written(root, *rows, toml=toml))
    assert [p.message for p in folder.problems if p.severity == "error"] == []
    return follow("open", folder, Ledger({}), day, public=public)


def cell(found: FollowUp, call: str, who: str) -> dict[str, Any]:
    """Return a cell as ``calls.json`` has it."""
    return next(c for c in calls_json(found, None, None)["cells"] if (c["call"], c["addressee"]) == (call, who))


def faults(root: Path, *rows: str, toml: str = TOML) -> list[tuple[int | None, str, str, str]]:
    problems = read_folder(written(root, *rows, toml=toml)).problems
    return [(p.line, p.column, p.rule, p.severity) for p in problems if p.file == R]


# What may be written down


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("protect,nu,promised,2020-02-10,,actor", "addressee", "response.addressee"),
        ("protekt,un,promised,2020-02-10,,actor", "call", "response.call"),
        ("tents,un,promised,2020-02-10,,actor", "addressee", "response.not_addressed"),
        ("protect,un,answered,2020-02-01,,actor", "date", "response.before"),
        ("protect,un,acted,2020-02-10,,observed", "evidence", "cell.missing"),
        ("protect,un,acted,2020-02-10,,observed,,letters/open/nothing.pdf", "evidence", "response.evidence"),
        ("protect,un,acted,2020-02-10,,observed,,/etc/hostname", "evidence", "response.evidence"),
        ("protect,un,acted,2020-02-10,,observed,,../../../etc/hostname", "evidence", "response.evidence"),
        ("protect,un,acted,2020-02-10,,observed,,https://example.org/a b", "evidence", "response.evidence"),
        ("protect,un,acted,2020-02-10,,third_party", "source", "response.unnamed"),
        ("protect,un,acted,2020-02-10,,third_party,nobody", "source", "sources.unknown"),
        ("protect,un,promised,2020-02-10,2020-02-09,actor", "due", "response.due"),
        (",un,sent,2020-02-10,,actor", "said_by", "response.sent"),
        (",un,promised,2020-02-10,,actor", "call", "cell.missing"),
        ("protect,un,promised,2020-02-10,,", "said_by", "cell.missing"),
        ("protect,un,will act,2020-02-10,,actor", "event", "choice.unknown"),
        ("protect,un,promised,,,actor", "date", "cell.missing"),
        ("protect,un,promised,03/04/2020,,actor", "date", "date.ambiguous"),
        ("protect,un,promised,2020-02-10,,actor,,,,perhaps", "protected", "yesno.format"),
    ],
)
def test_a_faulty_row_is_rejected_with_its_line_and_column(tmp_path: Path, row: str, column: str, rule: str) -> None:
    assert faults(tmp_path, *SENT, row) == [(4, column, rule, "error")]


def test_all_faults_are_told_at_once_each_with_what_to_do(tmp_path: Path) -> None:
    rows = (
        "protekt,un,promised,2020-02-10,,actor",
        "protect,un,acted,2020-02-10,,observed",
        "tents,un,acted,2020-02-10,,actor",
    )
    problems = [p for p in read_folder(written(tmp_path, *SENT, *rows)).problems if p.file == R]
    assert [(p.line, p.rule) for p in problems] == [
        (4, "response.call"),
        (5, "cell.missing"),
        (6, "response.not_addressed"),
    ]
    assert problems[0].suggestion == "Did you mean protect?"
    assert "It goes to eu." in problems[2].suggestion


def test_rows_read_are_rows_accepted_and_rejected(tmp_path: Path) -> None:
    counts = read_folder(written(tmp_path, *SENT, "protekt,un,promised,2020-02-10,,actor")).counts["responses"]
    assert (counts.read, counts.accepted, counts.rejected) == (3, 2, 1)


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("protect,un,answered,2020-02-10,2020-03-01,actor", "due", "response.due"),
        (SENT[0], "event", "row.repeated"),
    ],
)
def test_what_is_odd_is_a_warning_and_the_row_stays(tmp_path: Path, row: str, column: str, rule: str) -> None:
    assert faults(tmp_path, *SENT, row) == [(4, column, rule, "warning")]


def test_an_answer_to_a_letter_that_nobody_sent_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "protect,un,answered,2020-02-10,,actor") == [(2, "event", "response.unsent", "warning")]


def test_a_month_is_not_before_a_day_within_it(tmp_path: Path) -> None:
    assert faults(tmp_path, *SENT, "protect,un,promised,2020-02,,actor") == []
    assert faults(tmp_path, *SENT, "protect,un,promised,2020-01,,actor") == [(4, "date", "response.before", "error")]


def test_evidence_may_be_a_file_of_the_folder_or_beside_the_table(tmp_path: Path) -> None:
    rows = [
        f"protect,un,acted,2020-02-1{n},,observed,,{path}"
        for n, path in enumerate(("evidence/a.pdf", "letters/open/evidence/a.pdf"))
    ]
    folder = read_folder(written(tmp_path, *SENT, *rows, **{"letters/open/evidence/a.pdf": "a"}))
    assert [p for p in folder.problems if p.file.startswith("letters/")] == []


def test_a_letter_whose_settings_cannot_be_read_accuses_no_row(tmp_path: Path) -> None:
    assert faults(tmp_path, *SENT, toml="date = ") == []


def test_the_responses_of_one_letter_are_none_of_anothers(tmp_path: Path) -> None:
    toml = TOML.replace('"protect"', '"else"')
    texts = {"letters/two/letter.toml": toml, "letters/two/letter.en.md": SOUND["letters/open/letter.en.md"]}
    row = "else,un,promised,2020-02-10,,actor"
    root = written(tmp_path, *SENT, **texts, **{"letters/two/responses.csv": table(*SENT, row)})
    folder = read_folder(root)
    assert [p for p in folder.problems if "responses" in p.file] == []
    assert folder.tables["responses"].group_by("letter").len().sort("letter").rows() == [("open", 2), ("two", 3)]


def terms(root: Path, old: str, new: str, figures: tuple[Figure, ...] = ()) -> list[Problem]:
    assert old in TOML
    folder = read_folder(written(root, *SENT, toml=TOML.replace(old, new)))
    return followup_problems(folder, ledger_of([STOCK, *figures]), DAY)


STOCK = Figure("displaced.stock.total", 2150.0, 2100.0, 2200.0, metric="stock", date=dt.date(2020, 2, 29))


@pytest.mark.parametrize(
    ("old", "new", "line", "rule"),
    [
        ('"displaced.stock.total"', '"displaced.stock.totl"', 28, "call.measure"),
        ("target = 2000\n", "", 28, "call.target"),
        ("within_days = 20\n", "within_days = 20\ndue = 2020-03-01\n", 27, "call.due"),
        ("within_days = 20\n", "due = 2020-01-31\n", 27, "call.due"),
        ("every_days = 7\n", "every_days = 7\ntarget = 4\n", 21, "call.measure"),
    ],
)
def test_terms_that_cannot_hold_are_refused_with_their_line(
    tmp_path: Path, old: str, new: str, line: int, rule: str
) -> None:
    assert [(p.file, p.line, p.rule, p.severity) for p in terms(tmp_path, old, new)] == [(T, line, rule, "error")]


def test_the_nearest_figure_is_named(tmp_path: Path) -> None:
    found = terms(tmp_path, '"displaced.stock.total"', '"displaced.stock.totl"')
    assert found[0].suggestion == "Did you mean displaced.stock.total?"


def test_a_row_of_a_day_to_come_is_kept_and_not_counted(tmp_path: Path) -> None:
    root = written(tmp_path, *SENT, "protect,un,acted,2020-05-01,,actor")
    told = [p for p in pipeline.check(root, DAY)[1] if p.file == R]
    assert [(p.line, p.rule, p.severity) for p in told] == [(4, "response.after", "warning")]
    assert cell(follow("open", read_folder(root), Ledger({}), DAY), "protect", "un")["says"]["state"] == "silent"


# How the clocks run


def test_what_nobody_sent_has_no_clock(tmp_path: Path) -> None:
    found = cell(followed(tmp_path, SENT[0]), "tents", "eu")
    assert (found["sent"], found["says"]["state"], found["observed"]["state"]) == (None, "silent", "silent")
    assert (found["says"]["waiting"], found["observed"]["late"]) == ([], None)


def test_a_letter_sent_starts_the_clocks_of_all_its_calls(tmp_path: Path) -> None:
    found = followed(tmp_path, *SENT, day=dt.date(2020, 2, 16))
    un = cell(found, "protect", "un")
    assert (un["sent"], un["days_since_sent"], un["observed"]["state"]) == ("2020-02-02", 14, "sent")
    assert un["observed"]["waiting"] == [{"kind": "answer", "due": "2020-02-16"}]
    assert un["observed"]["late"] is None  # the last day is still in time
    later = cell(followed(tmp_path, *SENT, day=dt.date(2020, 2, 17)), "protect", "un")
    assert later["observed"]["late"] == {"kind": "answer", "due": "2020-02-16", "days": 1}
    eu = cell(found, "tents", "eu")
    assert eu["observed"]["waiting"] == [{"kind": "call", "due": "2020-02-23"}]  # no answer of the EU is due


@pytest.mark.parametrize(
    ("row", "says", "observed"),
    [
        ("protect,un,answered,2020-02-20,,observed,,{}", None, None),
        ("protect,un,promised,2020-02-20,,actor", None, None),  # who promises, answers
        ("protect,un,refused,2020-02-20,,actor", None, None),
        ("protect,un,answered,2020-02-20,,actor", None, "answer"),  # it says so, and we have nothing
        ("protect,un,received,2020-02-20,,observed,,{}", "answer", "answer"),
        ("protect,un,no_action,2020-02-20,,observed,,{}", "answer", "answer"),
    ],
)
def test_what_stops_the_clock_of_an_answer(tmp_path: Path, row: str, says: str | None, observed: str | None) -> None:
    found = cell(followed(tmp_path, *SENT, row.format(LINK)), "protect", "un")
    late = [found[side]["late"] and found[side]["late"]["kind"] for side in ("says", "observed")]
    assert late == [says, observed]


PROMISE = "protect,eu,promised,2020-02-10,2020-02-20,actor"


@pytest.mark.parametrize(
    ("rows", "says", "observed"),
    [
        ([], ("promised", 15), ("sent", 15)),
        (["protect,eu,acted,2020-02-19,,actor"], ("acted", 0), ("sent", 15)),  # claimed, not seen
        (["protect,eu,acted,2020-02-19,,observed,,{}"], ("promised", 0), ("acted", 0)),  # seen: settled for both
        (["protect,eu,acted,2020-02-19,,third_party,press"], ("promised", 0), ("acted", 0)),
        (
            ["protect,eu,acted,2020-02-19,,actor", "protect,eu,no_action,2020-02-25,,observed,,{}"],
            ("acted", 0),
            ("no_action", 15),
        ),
        (
            ["protect,eu,acted,2020-02-19,,observed,,{}", "protect,eu,no_action,2020-02-25,,observed,,{}"],
            ("promised", 15),
            ("no_action", 15),
        ),
        (["protect,eu,promised,2020-02-25,2020-04-01,actor"], ("promised", 15), ("sent", 15)),  # a new promise excuses no old one
        (["protect,eu,withdrawn,2020-02-25,,actor"], ("withdrawn", 0), ("sent", 0)),
        (["protect,eu,refused,2020-02-25,,actor"], ("refused", 0), ("sent", 0)),
        (["protect,eu,acted,2020-02-05,,observed,,{}"], ("promised", 15), ("acted", 15)),  # before it was promised
    ],
)  # fmt: skip
def test_a_promise_past_its_day_is_overdue_on_each_side_by_its_own_word(
    tmp_path: Path, rows: list[str], says: tuple[str, int], observed: tuple[str, int]
) -> None:
    found = cell(followed(tmp_path, *SENT, PROMISE, *(r.format(LINK) for r in rows)), "protect", "eu")
    told = {side: (found[side]["state"], (found[side]["late"] or {"days": 0})["days"]) for side in ("says", "observed")}
    assert told == {"says": says, "observed": observed}


def test_what_an_actor_says_is_never_observed(tmp_path: Path) -> None:
    claims = [f"protect,un,{event},2020-02-10,,actor" for event in ("received", "answered", "promised", "acted")]
    found = cell(followed(tmp_path, *SENT, *claims), "protect", "un")
    assert (found["says"]["state"], found["observed"]["state"]) == ("acted", "sent")
    assert {e["said_by"] for e in found["events"] if e["event"] != "sent"} == {"actor"}


def test_of_one_day_our_own_observation_stands_above_a_report_of_others(tmp_path: Path) -> None:
    rows = [f"protect,un,no_action,2020-02-10,,observed,,{LINK}", "protect,un,acted,2020-02-10,,third_party,press"]
    assert cell(followed(tmp_path, *SENT, *rows), "protect", "un")["observed"]["state"] == "no_action"


def test_reports_are_measured_by_their_dates(tmp_path: Path) -> None:
    rows = [f"report,un,acted,{day},,observed,,{LINK}" for day in ("2020-02-09", "2020-02-16", "2020-02-27")]
    found = cell(followed(tmp_path, *SENT, *rows), "report", "un")
    assert found["observed"]["reports"] == {
        "count": 3,
        "first": "2020-02-09",
        "last": "2020-02-27",
        "longest_gap_days": 11,
    }
    assert found["observed"]["late"] == {"kind": "report", "due": "2020-03-05", "days": 1}
    assert found["says"]["reports"] is None
    assert found["says"]["late"] is None


def test_the_time_before_the_first_report_and_after_the_last_counts(tmp_path: Path) -> None:
    row = f"report,un,acted,2020-02-20,,observed,,{LINK}"
    found = cell(followed(tmp_path, *SENT, row), "report", "un")["observed"]["reports"]
    assert found["longest_gap_days"] == 18
    assert (
        cell(followed(tmp_path, *SENT, row, day=dt.date(2020, 3, 30)), "report", "un")["observed"]["reports"][
            "longest_gap_days"
        ]
        == 39
    )
    assert cell(followed(tmp_path, *SENT), "report", "un")["observed"]["reports"] == {
        "count": 0, "first": None, "last": None, "longest_gap_days": 33,
    }  # fmt: skip


def test_a_repeated_row_is_one_event_and_a_vague_date_measures_no_gap(tmp_path: Path) -> None:
    row = f"report,un,acted,2020-02-20,,observed,,{LINK}"
    assert cell(followed(tmp_path, *SENT, row, row), "report", "un")["observed"]["reports"]["count"] == 1
    vague = f"report,un,acted,2020-02,,observed,,{LINK}"
    assert cell(followed(tmp_path, *SENT, vague), "report", "un")["observed"]["reports"]["longest_gap_days"] is None


@pytest.mark.parametrize(
    ("figure", "target", "comparison", "met"),
    [
        (STOCK, 2000, "at least", "met"),
        (STOCK, 2100, "at least", "met"),
        (STOCK, 2150, "at least", "unsure"),  # the interval holds it
        (STOCK, 2201, "at least", "not_met"),
        (STOCK, 2200, "at most", "met"),
        (STOCK, 2099, "at most", "not_met"),
        (Figure("displaced.stock.total", 1900.0, quantifier="more than", metric="stock", date=DAY), 2000, "at least", "unsure"),
        (Figure("displaced.stock.total", 2000.0, quantifier="more than", metric="stock", date=DAY), 2000, "at least", "met"),
        (Figure("displaced.stock.total", 1900.0, quantifier="less than", metric="stock", date=DAY), 2000, "at least", "not_met"),
        (Figure("displaced.stock.total", 2500.0, metric="stock", date=dt.date(2020, 1, 31)), 2000, "at least", "before"),
        (Figure("displaced.stock.total", None, status="suppressed"), 2000, "at least", "hidden"),
        (Figure("displaced.stock.total", None), 2000, "at least", "unknown"),
    ],
)  # fmt: skip
def test_a_target_is_met_only_where_the_whole_range_meets_it(
    tmp_path: Path, figure: Figure, target: int, comparison: str, met: str
) -> None:
    toml = TOML.replace("target = 2000", f'target = {target}\ncomparison = "{comparison}"')
    found = follow("open", read_folder(written(tmp_path, *SENT, toml=toml)), ledger_of([figure]), DAY)
    assert found.measures["tents"].met == met


# What the public reads


SECRET = "protect,un,answered,2020-02-10,,observed,,https://example.org/secret,A word in confidence.,yes"


def test_what_is_protected_is_not_published_and_nobody_is_called_late_for_it(tmp_path: Path) -> None:
    found = followed(tmp_path, *SENT, SECRET)
    public = cell(found, "protect", "un")
    assert public["observed"]["state"] == "sent"
    assert public["observed"]["late"] is None
    assert public["observed"]["waiting"] == []
    assert "confidence" not in json.dumps(calls_json(found, None, ledgers.rules(read_folder(tmp_path))))
    whole = cell(followed(tmp_path, *SENT, SECRET, public=False), "protect", "un")
    assert (whole["observed"]["state"], whole["observed"]["days_until_answer"]) == ("answered", 8)


def test_protected_entries_are_counted_only_if_they_are_many(tmp_path: Path) -> None:
    rules = ledgers.rules(read_folder(write_folder(tmp_path)))
    rows = [f"protect,un,received,2020-02-{day},,observed,,{LINK},,yes" for day in range(10, 20)]
    assert calls_json(followed(tmp_path, *SENT, *rows[:9]), None, rules)["protected"] is None
    assert calls_json(followed(tmp_path, *SENT, *rows), None, rules)["protected"] == 10


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of which the public has three languages, two letters, one of them under embargo."""
    names = "".join(f'name.{c} = "<b>Body</b> & {c}"\n' for c in ("ar", "tr"))
    texts = "".join(f'text.{c} = "Call in {c}."\n' for c in ("ar", "tr"))
    toml = re.sub(r"(?m)^(name\.en = .*\n)", lambda m: m[1] + names, TOML)
    toml = re.sub(r"(?m)^(text\.en = .*\n)", lambda m: m[1] + texts, toml)
    letter = SOUND["letters/open/letter.en.md"]
    files: dict[str, str | None] = {
        "crisis.toml": SOUND["crisis.toml"]
        .replace('["en"]', '["en", "ar", "tr"]')
        .replace('en = "A small', 'ar = "أزمة"\ntr = "Kriz"\nen = "A small'),
        "sources.csv": SOUND["sources.csv"].replace("2020-03-01,", "2020-03-01,yes"),
        **{f"letters/{name}/letter.{c}.md": letter for name in ("open", "late") for c in ("en", "ar", "tr")},
        "letters/late/letter.toml": toml.replace("date = 2020-02-01", "date = 2020-02-01\nembargo = 2020-04-01"),
        "letters/late/responses.csv": table(*SENT),
        "letters/open/evidence/receipt.txt": "seen",
        T: toml,
        R: table(
            *SENT, SECRET, PROMISE,
            "tents,eu,acted,2020-02-28,,third_party,ngo,https://example.org/hidden,<script>alert(1)</script> tents",
            "report,un,acted,2020-02-20,,observed,,evidence/receipt.txt",
        ),
    }  # fmt: skip
    root = write_folder(tmp_path_factory.mktemp("calls") / "f", files)
    pipeline.build(root, DAY)
    return root


def test_a_page_per_language_and_the_data_are_published(issue: Path) -> None:
    there = sorted(p.name for p in (issue / "public/letters/open").glob("calls*"))
    assert there == ["calls.ar.html", "calls.csv", "calls.en.html", "calls.json", "calls.schema.json", "calls.tr.html"]
    for code, late in (("en", "Overdue: promised by 20 February 2020"), ("ar", "تأخّر"), ("tr", "Gecikti")):
        page = (issue / f"public/letters/open/calls.{code}.html").read_text("utf-8")
        assert late in page
        assert "<script>" not in page
        assert page.count("<article") == 4
        assert f'href="letters/open/calls.{code}.html"' in (issue / f"public/report.{code}.html").read_text("utf-8")
        assert f'href="letters/open/calls.{code}.html"' in (issue / "public/index.html").read_text("utf-8")


def test_nothing_protected_and_nothing_under_embargo_is_published(issue: Path) -> None:
    assert not (issue / "public/letters/late").exists()
    for path in (issue / "public").rglob("*"):
        if path.suffix in (".html", ".json", ".csv", ".xml"):
            text = path.read_text("utf-8")
            assert "in confidence" not in text
            assert "example.org/hidden" not in text  # evidence of a source that is not named
            assert "receipt.txt" not in text
            assert "letters/late" not in text


def test_calls_json_fits_its_schema_and_the_table_says_the_same(issue: Path) -> None:
    folder = issue / "public/letters/open"
    document = json.loads((folder / "calls.json").read_bytes())
    jsonschema.validate(document, json.loads((folder / "calls.schema.json").read_bytes()))
    assert document["day"] == "2020-03-06"
    assert document["addressees"][0]["name"]["tr"] == "<b>Body</b> & tr"
    tents = next(c for c in document["calls"] if c["id"] == "tents")["measure"]
    assert (tents["figure"], tents["target"], tents["shown"]["id"]) == ("displaced.stock.total", 2000, tents["figure"])
    rows = list(csv.DictReader(io.StringIO((folder / "calls.csv").read_text("utf-8-sig"))))
    told = {(c["call"], c["addressee"]): (c["says"]["state"], c["observed"]["state"]) for c in document["cells"]}
    assert {(r["call"], r["addressee"]): (r["says_state"], r["observed_state"]) for r in rows} == told
    event = next(c for c in document["cells"] if c["call"] == "tents")["events"][1]
    assert (event["source"], event["evidence"], event["on_file"]) == ("withheld", None, True)


def test_the_measure_leads_to_its_evidence(issue: Path) -> None:
    page = (issue / "public/letters/open/calls.en.html").read_text("utf-8")
    assert 'href="../../evidence.en.html#displaced.stock.total"' in page
    assert 'id="displaced.stock.total"' in (issue / "public/evidence.en.html").read_text("utf-8")
    assert "Why the figure is what it is, it does not say." in page


def test_the_same_folder_gives_the_same_bytes(issue: Path) -> None:
    before = {p.name: p.read_bytes() for p in (issue / "public/letters/open").glob("calls*")}
    pipeline.build(issue, DAY)
    assert {p.name: p.read_bytes() for p in (issue / "public/letters/open").glob("calls*")} == before


def test_a_letter_of_which_nothing_is_written_down_has_no_page(tmp_path: Path) -> None:
    pipeline.build(write_folder(tmp_path), DAY)
    assert list((tmp_path / "public/letters/open").glob("calls*")) == []


def test_a_faulty_row_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(DataError) as stopped:
        pipeline.build(written(tmp_path, *SENT, "protekt,un,acted,2020-02-10,,actor"), DAY)
    assert "response.call" in {p.rule for p in stopped.value.problems}


# The command


def test_the_command_says_what_is_overdue_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = "tents,eu,acted,2020-02-20,,actor"
    root = written(
        tmp_path, SENT[0], PROMISE.replace("eu", "un"), ",eu,sent,2020-02-03,,observed,,https://example.org/s", claim
    )
    assert cli.run(["calls", "open", str(root), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(s["call"], s["addressee"], s["days"]) for s in told["next"]] == [
        ("report", "un", 26),
        ("protect", "un", 15),
        ("tents", "eu", 12),
    ]
    assert "Go and see" in told["next"][2]["what"]
    assert told["letters"][0]["cells"][0]["events"][0]["line"] == 2
    assert cli.run(["calls", str(root)]) == 0  # a folder alone: all letters
    assert "what it promised, 15 days" in " ".join(capsys.readouterr().out.split())


def test_the_command_shows_what_is_wrong_with_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = written(tmp_path, *SENT, "protekt,un,acted,2020-02-10,,actor")
    assert cli.run(["calls", "open", str(root), "--json"]) == 1
    assert [p["rule"] for p in json.loads(capsys.readouterr().out)["problems"]] == ["response.call"]
    assert cli.run(["calls", "opn", str(root)]) == 2
    assert "There are: open." in capsys.readouterr().err


def test_a_letter_with_errors_in_its_text_can_still_be_followed(tmp_path: Path) -> None:
    root = written(tmp_path, *SENT, **{"letters/open/letter.en.md": "---\ntitle: 5 tents\n---\n"})
    found, letters, _ = pipeline_calls.calls(root, "open", DAY)
    assert letters == {}
    assert calls_json(found[0], None, None)["cells"][0]["sent"] == "2020-02-02"
