"""The signatories of a letter: pasted lists, likely duplicates, what a person decides, the order, the protected."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from nuzuh import cli, pipeline
from nuzuh.folder.records import read_folder
from nuzuh.intake.bring import Wishes
from nuzuh.statement.letter import signatory_figures
from nuzuh.terms.errors import DataError
from tests.conftest import ROOT
from tests.folders import write_folder

DAY = dt.date(2020, 3, 6)
LIST = "letters/open/signatories.csv"
HEAD = "name,name_ar,acronym,protected,also,note\n"
ROWS = (
    HEAD
    + "Horan Foundation,,,,,\n"
    + "Syrian American Council,,SAC,,,\n"
    + "HORAN FOUNDATION FOR RELIEF,,,,Horan Foundatoin,\n"
    + "Syrian British Council,,,,,\n"
    + "مؤسسة حوران,,,yes,,\n"
)
DECIDED = "letter,first,second,decision,keep,decided_by,decided_on,note\n"


def folder(tmp_path: Path, decisions: str = "", rows: str = ROWS) -> Path:
    changes: dict[str, str | None] = {LIST: rows}
    if decisions:
        changes["signatory_decisions.csv"] = DECIDED + decisions
    return write_folder(tmp_path, changes)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert cli.run(["signatories", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def warned(root: Path) -> list[tuple[str, int | None, str]]:
    _, problems = pipeline.check(root, DAY)
    return [(p.rule, p.line, p.value) for p in problems if p.rule.startswith(("signatory", "decision"))]


def test_likely_duplicates_are_warned_of_and_both_count_until_a_person_decides(tmp_path: Path) -> None:
    root = folder(tmp_path)
    assert warned(root) == [
        ("signatory.alike", 4, "HORAN FOUNDATION FOR RELIEF"),
        ("signatory.alike", 6, "مؤسسة حوران"),
    ]
    assert [f.value for f in signatory_figures(read_folder(root))] == [5.0]
    _, problems = pipeline.check(root, DAY)
    told = next(p for p in problems if p.rule == "signatory.alike")
    assert "letters/open/signatories.csv, line 2" in told.message
    assert "open,Horan Foundation,HORAN FOUNDATION FOR RELIEF,same or different,your name" in told.suggestion


def test_decided_the_same_counts_once_and_its_names_become_further_names(tmp_path: Path) -> None:
    root = folder(tmp_path, "open,Horan Foundation,horan  foundation for RELIEF,same,,Amal,2020-03-01,they told us\n")
    read = read_folder(root)
    assert [f.value for f in signatory_figures(read)] == [4.0]
    kept = read.tables["signatories"].filter(name="Horan Foundation").row(0, named=True)
    assert kept["also"] == "HORAN FOUNDATION FOR RELIEF|Horan Foundatoin"
    assert ("signatory.duplicate_decided", 4, "HORAN FOUNDATION FOR RELIEF") in warned(root)
    assert read.counts["signatories"].read == read.counts["signatories"].accepted + read.counts["signatories"].rejected
    page = {p.name: p.read_text("utf-8") for p in pipeline.build(root, DAY).files if p.suffix == ".html"}[
        "letter.en.html"
    ]
    assert "Signed by 4 organisations" in page
    assert "FOR RELIEF" not in page


def test_the_row_that_is_kept_can_be_the_second_and_decisions_chain(tmp_path: Path) -> None:
    decisions = "open,Horan Foundation,Horan Foundation for Relief,same,second,Amal,,\n,مؤسسة حوران,Horan Foundation,same,,Amal,,\n"
    read = read_folder(folder(tmp_path, decisions))
    assert read.tables["signatories"]["name"].to_list() == [
        "Syrian American Council",
        "Syrian British Council",
        "مؤسسة حوران",
    ]
    kept = read.tables["signatories"].filter(name="مؤسسة حوران").row(0, named=True)
    assert set(kept["also"].split("|")) == {"HORAN FOUNDATION FOR RELIEF", "Horan Foundatoin", "Horan Foundation"}


def test_who_is_protected_under_one_name_is_protected_under_all(tmp_path: Path) -> None:
    rows = HEAD + "Horan Foundation,,,,,\nSyrian British Council,,,,,\nمؤسسة حوران,,,yes,,\n"
    root = folder(tmp_path, "open,Horan Foundation,مؤسسة حوران,same,first,Amal,,\n", rows)
    files = {p.relative_to(root).as_posix(): p.read_bytes() for p in pipeline.build(root, DAY).files}
    page = files["public/letters/open/letter.en.html"]
    assert b"one of them is not named" in page
    assert [n for n, content in files.items() if b"Horan Foundation" in content and "public" in n] == []
    assert [n for n, content in files.items() if "حوران".encode() in content and "public" in n] == []


def test_decided_different_is_not_asked_again(tmp_path: Path) -> None:
    decisions = ",Horan Foundation,HORAN FOUNDATION FOR RELIEF,different,,Amal,,\n"
    root = folder(tmp_path, decisions)
    assert ("signatory.alike", 4, "HORAN FOUNDATION FOR RELIEF") not in warned(root)
    assert [f.value for f in signatory_figures(read_folder(root))] == [5.0]


@pytest.mark.parametrize(
    ("decision", "column"),
    [
        ("open,Horan Foundation,Nobody,same,,Amal,,\n", "second"),
        ("other,Horan Foundation,Syrian British Council,same,,Amal,,\n", "first"),
        ("open,Horan Foundation,HORAN foundation,same,,Amal,,\n", "second"),
        ("open,Horan Foundation,Syrian British Council,same,,,,\n", "decided_by"),
        ("open,Horan Foundation,Syrian British Council,perhaps,,Amal,,\n", "decision"),
    ],
)
def test_a_decision_that_cannot_be_used_is_an_error_at_its_place(tmp_path: Path, decision: str, column: str) -> None:
    _, problems = pipeline.check(folder(tmp_path, decision), DAY)
    assert [(p.file, p.line, p.column, p.severity) for p in problems if p.file == "signatory_decisions.csv"] == [
        ("signatory_decisions.csv", 2, column, "error")
    ]


def test_no_public_file_says_who_may_be_a_protected_one(tmp_path: Path) -> None:
    root = folder(tmp_path)
    pipeline.build(root, DAY)
    for path in (root / "public").rglob("*"):
        assert not path.is_file() or "مؤسسة حوران".encode() not in path.read_bytes(), path


def test_names_of_all_scripts_stand_in_one_order(tmp_path: Path) -> None:
    rows = HEAD + "".join(f"{n},,,,,\n" for n in ("Violet", "جمعية أمل", "The Day After", "Adaleh", "بلسم"))
    root = folder(tmp_path, rows=rows)
    page = next(p for p in pipeline.build(root, DAY).files if p.name == "letter.en.html").read_text("utf-8")
    at = [page.index(n) for n in ("Adaleh", "بلسم", "The Day After", "جمعية أمل", "Violet")]
    assert at == sorted(at)


def test_the_command_lists_pairs_groups_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder(tmp_path, "open,Horan Foundation,HORAN FOUNDATION FOR RELIEF,same,,Amal,,\n")
    said = listed(capsys, "open", str(root))
    assert [(s["line"], s["script"], s["protected"], s["counted"]) for s in said["signatories"]] == [
        (2, "latin", False, True),
        (3, "latin", False, True),
        (4, "latin", False, False),
        (5, "latin", False, True),
        (6, "arabic", True, True),
    ]
    pairs = {(d["a"]["line"], d["b"]["line"]): d["decided"] for d in said["duplicates"]}
    assert pairs == {(2, 4): "same", (2, 6): None}
    assert [[row["line"] for row in group] for group in said["groups"]] == [[2, 4, 6]]
    assert said["count"] == {
        "rows": 5,
        "counted": 4,
        "named": 3,
        "protected": 1,
        "undecided": 1,
        "if_all_the_same": 3,
    }
    assert said["signatories"][4]["candidates"][0]["line"] == 2
    assert cli.run(["signatories", "open", str(root)]) == 0
    shown = capsys.readouterr()
    assert "signatory_decisions.csv" in shown.out + shown.err
    assert "counted, not named" in shown.out


def test_any_list_and_its_partners_in_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.txt"
    one.write_text("Org,Acronym\nHoran Foundation,HF\nhoran fundation,\n", "utf-8")
    other.write_text("Signatories:\n• جمعية بلسم\n• مؤسسة حوران\n", "utf-8")
    said = listed(capsys, "--file", str(one), "--column", "org")
    assert [(d["a"]["line"], d["b"]["line"]) for d in said["duplicates"]] == [(2, 3)]
    assert said["signatories"][0]["acronym"] == "HF"
    said = listed(capsys, "--file", str(other))
    assert [(s["line"], s["name"]) for s in said["signatories"]] == [(2, "جمعية بلسم"), (3, "مؤسسة حوران")]
    assert (
        cli.run(
            ["signatories", "--file", str(one), "--column", "Org", "--against", str(other), "--most", "1", "--json"]
        )
        == 2
    )
    capsys.readouterr()
    assert (
        cli.run(["signatories", "--file", str(other), "--against", str(one), "--against-column", "Org", "--json"]) == 0
    )
    ranked = json.loads(capsys.readouterr().out)["partners"]
    assert ranked[1]["candidates"][0]["name"] == "Horan Foundation"
    assert 0.5 < ranked[1]["candidates"][0]["score"] <= 1
    assert cli.run(["signatories", "--file", str(other), "--against", str(one), "--against-column", "Org"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["signatories"],
        ["signatories", "open", "--file", "x.csv"],
        ["signatories", "open", "--column", "name"],
        ["signatories", "--against", "x.csv"],
        ["signatories", "--file", "missing.csv"],
    ],
)
def test_wrong_usage_says_so(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_letter_that_is_not_there_and_a_column_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["signatories", "nobody", str(folder(tmp_path))]) == 2
    assert "There are: open" in capsys.readouterr().err
    (tmp_path / "list.csv").write_text("who,where\nHoran,Syria\n", "utf-8")
    assert cli.run(["signatories", "--file", str(tmp_path / "list.csv")]) == 2
    assert "It has: who, where" in capsys.readouterr().err


PASTED = """Signatories:
–        Lawyers and doctors for Human Rights – LDHR –        La justice et le Developement durable.
–        Violet organization / منظمة بنفسج –        SSRD

–        جمعية سلسبيل الخيرية
"""


def test_a_pasted_list_becomes_rows_of_the_letter(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "crisis", {LIST: None})
    (tmp_path / "list.txt").write_text(PASTED, "utf-8")
    done = pipeline.bring_in(root, str(tmp_path / "list.txt"), "signatories", Wishes(letter="open"), "")
    assert (done.read, done.accepted) == (5, 5)
    with (root / LIST).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(r["name"], r["name_ar"], r["acronym"]) for r in rows] == [
        ("Lawyers and doctors for Human Rights", "", "LDHR"),
        ("La justice et le Developement durable", "", ""),
        ("Violet organization", "منظمة بنفسج", ""),
        ("SSRD", "", ""),
        ("جمعية سلسبيل الخيرية", "", ""),
    ]
    assert rows[0]["note"] == "Pasted as: Lawyers and doctors for Human Rights – LDHR"
    assert rows[3]["note"] == ""
    assert read_folder(root).counts["signatories"].accepted == 5


def test_a_text_file_that_is_a_table_is_read_as_one(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "crisis", {LIST: None})
    (tmp_path / "list.txt").write_text("name,acronym,country\nHoran – Relief,HR,Syria\n", "utf-8")
    pipeline.bring_in(root, str(tmp_path / "list.txt"), "signatories", Wishes(letter="open"), "")
    assert read_folder(root).tables["signatories"].select("name", "country").rows() == [("Horan – Relief", "Syria")]


def test_a_text_without_a_name_is_refused(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "crisis", {LIST: None})
    (tmp_path / "list.txt").write_text("Signatories:\n\n—\n", "utf-8")
    with pytest.raises(DataError, match="holds no name"):
        pipeline.bring_in(root, str(tmp_path / "list.txt"), "signatories", Wishes(letter="open"), "")


def test_the_worked_example_has_no_undecided_signatory() -> None:
    root = ROOT / "examples" / "idlib"
    from nuzuh.organisations.signed import undecided

    assert undecided(read_folder(root, tables=("signatories", "signatory_decisions")), "security-council") == []


def commands(text: str) -> Mapping[int, list[str]]:
    return {i: line.split()[1:] for i, line in enumerate(text.splitlines()) if line.startswith("    nuzuh ")}


def test_the_commands_of_the_manual_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    shutil.copytree(
        ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("synthetic", "public", "private")
    )
    (tmp_path / "list.txt").write_text(PASTED, "utf-8")
    (tmp_path / "ours.csv").write_text("name\nHoran Foundation\n", "utf-8")
    (tmp_path / "theirs.csv").write_text("organisation\nمؤسسة حوران\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    found = commands((ROOT / "docs" / "methods" / "signatories.md").read_text("utf-8"))
    assert len(found) >= 4
    for arguments in found.values():
        assert cli.run(arguments) == 0, arguments
