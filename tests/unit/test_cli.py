"""Exit statuses, and what each command prints where."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import polars as pl
import pytest

from nuzuh import cli, pipeline
from nuzuh.folder.sheets import TABLES
from tests.folders import SOUND, replaced, write_folder

PROBLEM = {"file", "sheet", "line", "column", "value", "rule", "severity", "message", "suggestion"}
FAULTY_ROW = replaced("arrivals/arrivals.csv", "SY0101,1000", "SY0101,lots")
FAULTY_LETTER = replaced("letters/open/letter.en.md", "reference.bosnia", "reference.bosnai")
FAULTY_SETTINGS = replaced("crisis.toml", "smallest_cell", "smallest_sell")
FAULTY_SYNTAX = replaced("crisis.toml", '"small"', "small")
IDLIB = Path(__file__).parents[2] / "examples" / "idlib"
SOURCES = tuple(f"s{n}" for n in range(6))
OF_METHOD = {
    m: {"crisis.toml": SOUND["crisis.toml"] + f'\n[count]\nmethod = "{m}"\n'} for m in ("accounts", "preferred")
}
GROUPS = {
    "groups.csv": """id,date,place,group,population,unit,amount,share,of,source,reported
g1,2020-02-29,SY01,women,displaced,people,300,,1000,ngo,2020-03-01
g2,2020-02-29,SY01,women,displaced,people,,27,,press,2020-03-01
"""
}
KEYS = {
    "check": {"tables", "problems"},
    "count": {"figures", "sources", "worst", "comparisons", "method"},
    "trace": {"figure", "rows"},
    "letter": {"files", "problems"},
    "build": {"files", "problems"},
}
ARGUMENTS = {"check": [], "count": [], "trace": ["displaced.flow.total"], "letter": ["open"], "build": []}


@pytest.fixture
def run(capsys):
    """Run a command; return its exit status, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        status = cli.run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "f")


def only_object(out: str) -> dict:
    """Return the one JSON object that stands on standard output, and nothing else."""
    assert out.count("\n") == 1
    return json.loads(out)


@pytest.mark.parametrize("command", KEYS)
def test_a_sound_folder(command, folder, run):
    status, out, _ = run(command, *ARGUMENTS[command], folder, "--json")
    assert status == 0
    assert only_object(out).keys() >= KEYS[command]
    status, out, _ = run(command, *ARGUMENTS[command], folder)
    assert status == 0
    assert out
    with pytest.raises(json.JSONDecodeError):
        json.loads(out)


@pytest.mark.parametrize("command", KEYS)
@pytest.mark.parametrize("changes", [FAULTY_SETTINGS, FAULTY_SYNTAX], ids=["unknown key", "syntax"])
def test_faulty_settings_end_every_command_with_2(command, changes, tmp_path, run):
    root = write_folder(tmp_path / "f", changes)
    status, out, err = run(command, *ARGUMENTS[command], root, "--json")
    assert status == 2
    (problem,) = only_object(out)["problems"]
    assert problem.keys() == PROBLEM
    assert (problem["file"], problem["severity"]) == ("crisis.toml", "error")
    assert command == "check" or "nothing was done" in err
    assert not (root / "public").exists()
    status, _, err = run(command, *ARGUMENTS[command], root)
    assert status == 2
    assert "crisis.toml, line" in err


@pytest.mark.parametrize(
    ("command", "changes", "status"),
    [
        ("check", FAULTY_ROW, 1),
        ("build", FAULTY_ROW, 1),
        ("check", FAULTY_LETTER, 1),
        ("letter", FAULTY_LETTER, 1),
        ("build", FAULTY_LETTER, 1),
        ("check", replaced("arrivals/arrivals.csv", "a1,2020-01-01", "a1,2019-01-01"), 0),
    ],
)
def test_faulty_data_end_with_1_and_warnings_with_0(command, changes, status, tmp_path, run):
    root = write_folder(tmp_path / "f", changes)
    got, out, _ = run(command, *ARGUMENTS[command], root, "--json")
    assert got == status
    (problem,) = only_object(out)["problems"]
    assert problem.keys() == PROBLEM
    assert problem["file"] in changes
    assert not (root / "public").exists()
    got, _, err = run(command, *ARGUMENTS[command], root)
    assert got == status
    assert problem["message"] in err
    assert problem["suggestion"] in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["frobnicate"], "Unknown command"),
        (["check", "{f}", "--jsn"], "--jsn"),
        (["check", "{f}", "--published", "soon"], "soon"),
        (["check", "{f}/nowhere"], "no crisis folder"),
        (["check", "{f}/arrivals"], "no crisis folder"),
        (["count", "{f}/nowhere"], "no crisis folder"),
        (["trace", "displaced.flow.totl", "{f}"], "displaced.flow.total"),
        (["trace", "zzz", "{f}"], "nuzuh count"),
        (["trace"], "figure"),
        (["letter", "opn", "{f}"], "There are: open."),
        (["new", "{f}"], "not empty"),
        (["new", "{f}/crisis.toml"], "not empty"),
        (["new", "{f}/new", "--example", "atlantis"], "idlib, synthetic"),
        (["new", "{f}/crisis.toml/new"], "Check the path"),
    ],
)
def test_wrong_usage_ends_with_2(arguments, says, folder, run):
    before = sorted(folder.rglob("*"))
    filled = [a.format(f=folder) for a in arguments]
    status, out, err = run(*filled)
    assert (status, out) == (2, "")
    assert says in err
    status, out, err = run(*filled, "--json")
    assert status == 2
    assert says in only_object(out)["error"]
    assert says in err
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("command", ["check", "build", "letter"])
def test_a_target_that_cannot_be_written(command, folder, run):
    (folder / "private").write_text("a file where a folder should be")
    status, out, err = run(command, *ARGUMENTS[command], folder, "--json")
    assert status == 2
    assert "private" in only_object(out)["error"]
    assert "Traceback" not in err


def test_help_and_version(run):
    assert run("--version")[0] == 0
    status, out, _ = run("--help")
    assert status == 0
    assert all(command in out for command in (*KEYS, "new"))


def test_counts_of_check(folder, run):
    rows = {
        "places": 6,
        "sources": 3,
        "arrivals": 6,
        "populations": 3,
        "references": 1,
        "corrections": 1,
        "signatories": 3,
    }
    _, out, _ = run("check", folder, "--json")
    assert only_object(out) == {
        "tables": {n: {"read": rows.get(n, 0), "accepted": rows.get(n, 0), "rejected": 0} for n in TABLES},
        "problems": [],
    }


def test_check_in_words(tmp_path, run):
    bad = "".join(f"b{n},2020-02-03,,SY02,SY0101,lots,,,press,,,\n" for n in range(250))
    arrivals = SOUND["arrivals/arrivals.csv"]
    root = write_folder(tmp_path / "f", {"arrivals/arrivals.csv": arrivals + bad})
    status, out, err = run("check", root)
    assert status == 1
    assert "private/rejected/" in out
    assert "arrivals/arrivals.csv, line 8, amount" in err
    assert "and 230 more of this kind" in err
    assert "private/problems.csv" in err


def test_day_of_publication(tmp_path, run):
    changes = replaced("crisis.toml", "published = 2020-03-06\n", "")
    embargoed = {
        "letters/open/letter.toml": SOUND["letters/open/letter.toml"].replace("\n", "\nembargo = 2020-04-01\n", 1)
    }
    root = write_folder(tmp_path / "f", changes | embargoed)
    _, out, _ = run("build", root, "--published", "2020-03-31", "--json")
    assert not [f for f in only_object(out)["files"] if "letters/open" in f]
    _, out, _ = run("build", root, "--published", "2020-04-01", "--json")
    assert [f for f in only_object(out)["files"] if "letters/open" in f]


# new


def test_new_lists_what_must_be_filled(tmp_path, run):
    root = tmp_path / "mine"
    status, out, err = run("new", root)
    assert status == 0
    assert f"{root}/crisis.toml" in out
    assert "nuzuh check" in err
    assert (root / "private/template.xlsx").is_file()
    status, out, _ = run("check", root, "--json")
    assert status == 2
    problems = only_object(out)["problems"]
    assert all("to be filled in" in p["message"] or "no rows" in p["message"] for p in problems)
    assert {p["file"] for p in problems} == {
        "crisis.toml",
        "places.csv",
        "sources.csv",
        *(f"letters/open-letter/letter.{e}" for e in ("toml", "en.md", "ar.md", "tr.md")),
    }


def test_a_new_folder_once_filled_is_sound(tmp_path, run):
    root = tmp_path / "mine"
    run("new", root)
    for path in [*root.glob("letters/*/letter.*"), root / "crisis.toml"]:
        path.write_text(path.read_text("utf-8").replace("…", "words"), "utf-8")
    (root / "places.csv").write_text((root / "places.csv").read_text() + "X,0,,Here,,,,,,,,,\n")
    (root / "sources.csv").write_text((root / "sources.csv").read_text() + "s,Source,,,,,ngo,B,,,,,\n")
    assert run("check", root, "--json")[:2] == (0, run("check", root, "--json")[1])
    assert only_object(run("check", root, "--json")[1])["problems"] == []


def test_new_in_an_empty_directory_and_with_json(tmp_path, run):
    status, out, _ = run("new", tmp_path, "--json")
    assert status == 0
    result = only_object(out)
    assert result["problems"] == []
    assert f"{tmp_path}/places.csv" in result["files"]


@pytest.mark.parametrize("example", ["idlib", "synthetic"])
def test_new_from_an_example(example, tmp_path, run):
    root = tmp_path / "mine"
    assert run("new", root, "--example", example)[0] == 0
    assert not (root / "public").exists()
    status, out, _ = run("check", root, "--json")
    assert status == 0
    assert all(t["read"] == t["accepted"] for t in only_object(out)["tables"].values())


# trace and count


def lines_used(found: dict) -> set[tuple]:
    assert all(r.keys() >= {"file", "sheet", "line", "used", "why"} and r["why"] for r in found["rows"])
    return {(r["file"], r["sheet"], r["line"]) for r in found["rows"] if r["used"]}


@pytest.mark.parametrize("method", ["accounts", "preferred"])
def test_trace_shows_every_row_used(method, tmp_path):
    root = write_folder(tmp_path / "f", OF_METHOD[method] | GROUPS)
    figures = pipeline.count(root)[1].figures
    assert {"displaced.flow.total", "displaced.once.total", "displaced.share.women.in.SY01"} <= figures.keys()
    found = {f["figure"]["id"]: f for f in pipeline.traces(root, None, dt.date(2020, 3, 6))}
    assert found.keys() == figures.keys()
    for ident, traced in found.items():
        assert len(lines_used(traced)) == sum(r["count"] for r in traced["figure"]["records"]), ident
        assert traced["figure"]["value"] == figures[ident].as_dict()["value"]


def test_a_figure_of_any_kind_is_traced_in_the_example():
    ledger = pipeline.count(IDLIB)[1]
    kinds = {(f.role, f.metric, f.windowed, f.method): i for i, f in ledger.figures.items()}
    assert len(kinds) > 20
    for traced in pipeline.traces(IDLIB, list(kinds.values()), dt.date(2020, 3, 6)):
        figure = traced["figure"]
        assert len(lines_used(traced)) == sum(r["count"] for r in figure["records"]), figure["id"]


def test_trace_says_what_the_accounts_give_for_a_row_and_what_is_left_out(tmp_path, run):
    again = SOUND["arrivals/arrivals.csv"] + (
        "a7,2020-01-01,2020-02-01,SY02,SY0101,990,,,ngo,2020-01-20,,\n"  # before a1 was reported
        "a8,2020-02-01,2020-03-01,SY02,SY0102,513,,,ngo,2020-03-02,,\n"
        "a9,2020-02-01,2020-03-01,SY02,SY0102,513,,,press,2020-03-03,,\n"  # copied
    )
    root = write_folder(tmp_path / "f", {"arrivals/arrivals.csv": again})
    _, out, _ = run("trace", "displaced.flow.to.SY01", root, "--json")
    why = {r["line"]: (r["used"], r["why"]) for r in only_object(out)["rows"]}
    assert why[2][0]
    assert re.fullmatch(r"used: reports 1,000, the accounts give [\d,]+ \(misfit -?\d+\.\d\)", why[2][1])
    assert why[6] == (False, "left out: it gives no number")
    assert why[8] == (False, "superseded: the same source reported this cell again later")
    assert why[9][0]
    assert not why[10][0]
    assert why[10][1].startswith("superseded: it repeats another source's number")


def test_a_row_that_hardly_counts_says_so(tmp_path, run):
    wild = "".join(f"b{n},2020-02-01,2020-03-01,SY02,SY0102,500,,,{s},2020-03-01,,\n" for n, s in enumerate(SOURCES))
    wild = wild.replace(",500,,,s5", ",50000,,,s5")
    sources = "".join(f"{s},Source {s},Org {s},ngo,B,,,\n" for s in SOURCES)
    texts = {"arrivals/arrivals.csv": SOUND["arrivals/arrivals.csv"] + wild}
    root = write_folder(tmp_path / "f", texts | {"sources.csv": SOUND["sources.csv"] + sources})
    status, out, _ = run("count", root, "--json")
    assert status == 0
    worst = only_object(out)["worst"][0]
    assert (worst["file"], worst["line"], worst["source"], worst["amount"]) == (
        "arrivals/arrivals.csv",
        13,
        "s5",
        "50000",
    )
    assert worst["people"] > 10 * worst["fitted"]
    assert worst["sentence"] == f"reports 50,000 where all reports together give {worst['fitted']:,.0f}"
    _, out, _ = run("trace", "displaced.flow.to.SY0102", root, "--json")
    (row,) = [r for r in only_object(out)["rows"] if r["line"] == 13]
    assert row["why"].endswith("it fits badly and hardly counts")
    _, out, _ = run("count", root)
    assert "call these first" in out
    assert "s5" in out


def test_count_says_beside_the_figures_where_sources_disagree(folder, tmp_path, run):
    _, out, _ = run("count", folder, "--json")
    found = only_object(out)
    assert found["method"] == "accounts"
    assert {s["source"]: s["rows"] for s in found["sources"]} == {"ngo": 7, "press": 1}
    assert {c["reference"] for c in found["comparisons"]} == {"reference.bosnia"}
    assert {f["level"] for f in found["figures"] if f["method"] == "accounts"} == {0.9}
    _, out, _ = run("count", folder)
    assert "90 %" in out
    assert "total without it" in out
    root = write_folder(tmp_path / "p", OF_METHOD["preferred"])
    _, out, _ = run("count", root, "--json")
    found = only_object(out)
    assert (found["method"], found["sources"], found["worst"], found["comparisons"]) == ("preferred", [], [], [])
    assert {f["level"] for f in found["figures"]} == {None}


def test_every_accepted_row_is_used_superseded_or_excluded(tmp_path, run):
    others = "p4,2020-02-29,SY0101,returnees,50,people,ngo,2020-03-01\n"
    arrivals = "a7,2020-01-01,2020-02-01,SY02,SY0101,990,,,ngo,2020-01-20,,\n"
    texts = {
        "arrivals/arrivals.csv": SOUND["arrivals/arrivals.csv"] + arrivals,
        "populations/populations.csv": SOUND["populations/populations.csv"] + others,
    }
    root = write_folder(tmp_path / "f", texts)
    assert run("build", root, "--json")[0] == 0
    uses = pl.read_csv(root / "private" / "uses.csv")
    checked, _ = pipeline.check(root, dt.date(2020, 3, 6))
    for table in ("arrivals", "populations"):
        mine = uses.filter(pl.col("table") == table)
        assert mine.height == checked.counts[table].accepted
        assert set(mine["use"]) <= {"used", "superseded", "excluded"}
        assert mine["why"].null_count() == 0
    assert uses.filter(pl.col("use") == "excluded")["why"].to_list() == [
        "it gives no number",
        "it is about returnees, of whom there is no account",
    ]
    assert uses.filter(pl.col("use") == "superseded")["line"].to_list() == [8]
    assert (root / "private" / "worst.csv").read_text("utf-8-sig").startswith("table,file,sheet,line,source,amount,")
    assert not list((root / "public").rglob("uses.csv"))


def test_trace_in_words(folder, run):
    status, out, _ = run("trace", "displaced.flow.total", folder)
    assert status == 0
    assert "arrivals/arrivals.csv" in out
    assert "published:" in out
