"""The same report sent twice with small changes: shown side by side, and a person decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuzuh.folder.records import read_folder
from nuzuh.folder.rejects import write_rejects
from nuzuh.terms.errors import Problem
from tests.folders import SOUND, Content, write_folder

HEAD = "id,start,end,origin,destination,destination_name,amount,source,reported,link,note\n"
MORE = "arrivals/more.csv"
STOCK = "id,date,place,place_name,population,amount,source,reported\n"
DECIDED = "table,first,second,digest,decision,keep,decided_by\n"


def problems(folder: Path, *rules: str) -> list[Problem]:
    return [p for p in read_folder(folder).problems if p.rule in rules]


def folder_with(at: Path, rows: str, decisions: str = "") -> Path:
    files: dict[str, Content | None] = {MORE: HEAD + rows}
    if decisions:
        files["duplicate_decisions.csv"] = DECIDED + decisions
    return write_folder(at, files)


@pytest.mark.parametrize(
    ("label", "rows"),
    [
        (
            "another amount, nearly the same",
            "b1,2020-02-10,2020-02-12,SY02,SY0101,Harim,1200,press,,,\nb2,2020-02-10,2020-02-12,SY02,SY0101,Harim,1210,press,,,\n",
        ),
        (
            "two digits changed places",
            "b1,2020-02-10,,SY02,SY0101,,1290,press,,,\nb2,2020-02-10,,SY02,SY0101,,1920,press,,,\n",
        ),
        (
            "a slip in the name",
            "b1,2020-02-10,,SY02,SY0101,Sarmada,300,press,,,\nb2,2020-02-10,,SY02,SY0101,Sarmda,300,press,,,\n",
        ),
        (
            "the date in another format",
            "b1,2020-02-10,,SY02,SY0101,,300,press,,,\nb2,10 February 2020,,SY02,SY0101,,300,press,,,\n",
        ),
        (
            "day and month changed",
            "b1,2020-01-02,,SY02,SY0101,,1234,press,,,\nb2,2020-02-01,,SY02,SY0101,,1234,press,,,\n",
        ),
        (
            "a week that slid by a day",
            "b1,2020-02-10,2020-02-17,SY02,SY0101,,321,press,,,\nb2,2020-02-11,2020-02-18,SY02,SY0101,,321,press,,,\n",
        ),
        (
            "the code of another place, the name the same",
            "b1,2020-02-10,,SY02,SY0101,Sarmada,321,press,,,\nb2,2020-02-10,,SY02,SY0102,Sarmada,321,press,,,\n",
        ),
    ],
)
def test_reports_that_came_twice_with_small_changes(label: str, rows: str, tmp_path: Path) -> None:
    (problem,) = problems(folder_with(tmp_path, rows), "row.alike", "row.repeated")
    assert (problem.rule, problem.severity, problem.file, problem.line) == ("row.alike", "warning", MORE, 3), label
    assert f"{MORE}, line 2 | {MORE}, line 3" in problem.message


@pytest.mark.parametrize(
    ("label", "rows"),
    [
        (
            "a later report replaces the earlier",
            "b1,2020-02-10,,SY02,SY0101,,1200,press,2020-02-11,,\nb2,2020-02-10,,SY02,SY0101,,1210,press,2020-02-12,,\n",
        ),
        (
            "two sources of one move",
            "b1,2020-02-10,,SY02,SY0101,,1200,press,,,\nb2,2020-02-10,,SY02,SY0101,,1210,ngo,,,\n",
        ),
        (
            "two places named apart",
            "b1,2020-02-10,,SY02,SY0101,Camp 12,1200,press,,,\nb2,2020-02-10,,SY02,SY0101,Camp 13,1210,press,,,\n",
        ),
        (
            "a total and its part from one origin",
            "b1,2020-02-10,,,SY0101,,1200,press,,,\nb2,2020-02-10,,SY02,SY0101,,1200,press,,,\n",
        ),
        (
            "the next day",
            "b1,2020-02-10,,SY02,SY0101,,321,press,,,\nb2,2020-02-11,,SY02,SY0101,,321,press,,,\n",
        ),
        (
            "the next week",
            "b1,2020-02-03,2020-02-10,SY02,SY0101,,321,press,,,\nb2,2020-02-10,2020-02-17,SY02,SY0101,,321,press,,,\n",
        ),
        (
            "quite another amount",
            "b1,2020-02-10,,SY02,SY0101,,1200,press,,,\nb2,2020-02-10,,SY02,SY0101,,40,press,,,\n",
        ),
    ],
)
def test_rows_that_are_not_alike(label: str, rows: str, tmp_path: Path) -> None:
    assert problems(folder_with(tmp_path, rows), "row.alike") == [], label


def test_a_row_that_is_the_same_to_the_letter_is_repeated_and_not_alike(tmp_path: Path) -> None:
    rows = "b1,2020-02-10,,SY02,SY0101,,300,press,,,\nb2,2020-02-10,,SY02,SY0101,,300,press,,,another note\n"
    (problem,) = problems(folder_with(tmp_path, rows), "row.alike", "row.repeated")
    assert problem.rule == "row.repeated"


def test_both_rows_are_shown_side_by_side_over_files(tmp_path: Path) -> None:
    files: dict[str, Content | None] = {
        "populations/may.csv": STOCK + "m1,2020-02-01,SY0102,Maarrat,displaced,5400,press,\n",
        "populations/may-again.csv": STOCK + "m2,1 February 2020,SY0102,Ma'arrat,displaced,5450,press,\n",
    }
    (problem,) = problems(write_folder(tmp_path, files), "row.alike")
    assert (problem.file, problem.line, problem.value) == ("populations/may.csv", 2, "5400")
    assert "populations/may-again.csv, line 2 | populations/may.csv, line 2: " in problem.message
    assert "date: 1 February 2020 | 2020-02-01" in problem.message
    assert "place_name: Ma'arrat | Maarrat; amount: 5450 | 5400" in problem.message


PAIR = "b1,2020-02-10,,SY02,SY0101,,1200,press,,,\nb2,2020-02-10,,SY02,SY0101,,1210,press,,,\n"
NAMELESS = PAIR.replace("b1", "").replace("b2", "")


def test_once_decided_different_the_warning_is_gone(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, PAIR, "arrivals,b1,b2,,different,,Rana\n")
    assert problems(folder, "row.alike", "row.duplicate_decided", "decision.row", "decision.changed") == []
    assert read_folder(folder).counts["arrivals"].rejected == 0


@pytest.mark.parametrize(("keep", "left"), [("", 3), ("first", 3), ("second", 2)])
def test_once_decided_same_one_row_is_left_out_and_nothing_is_lost(keep: str, left: int, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, PAIR, f"arrivals,b1,b2,,same,{keep},Rana\n")
    read = read_folder(folder)
    (problem,) = [p for p in read.problems if p.rule in ("row.alike", "row.duplicate_decided")]
    assert (problem.rule, problem.severity, problem.line) == ("row.duplicate_decided", "warning", left)
    counts = read.counts["arrivals"]
    assert (counts.rejected, counts.read) == (1, counts.accepted + 1)
    write_rejects(read, read.problems)
    assert "row.duplicate_decided" in (folder / "private" / "rejected" / f"{MORE}.csv").read_text("utf-8-sig")
    assert not any(p.severity == "error" for p in read.problems)


def test_rows_without_ids_are_named_by_line_and_digest(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, NAMELESS)
    (problem,) = problems(folder, "row.alike")
    row = problem.suggestion.partition(" = ")[2].removesuffix(".")
    assert row.startswith(f"arrivals,{MORE}:2,{MORE}:3,")
    line = row.replace("same or different", "different").replace("first or second", "").replace("your name", "Rana")
    (folder / "duplicate_decisions.csv").write_text(DECIDED + line + "\n", "utf-8")
    assert problems(folder, "row.alike", "decision.changed") == []
    (folder / MORE).write_text(HEAD + NAMELESS.replace("1210", "1220"), "utf-8")
    assert [p.rule for p in problems(folder, "row.alike", "decision.changed")] == ["row.alike", "decision.changed"]


@pytest.mark.parametrize(
    ("decision", "rule"),
    [
        ("arrivals,b1,b9,,same,,Rana\n", "decision.row"),
        ("arrivals,b1,b1,,same,,Rana\n", "decision.row"),
        (f"arrivals,{MORE}:2,{MORE}:3,,same,,Rana\n", "decision.changed"),
        ("arrivals,b1,b2,0123456789ab,same,,Rana\n", "decision.changed"),
    ],
)
def test_a_decision_of_no_rows_or_of_rows_that_changed_is_rejected(decision: str, rule: str, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, PAIR, decision)
    found = problems(folder, "row.alike", "row.duplicate_decided", "decision.row", "decision.changed")
    assert {p.rule for p in found} == {"row.alike", rule}
    assert next(p for p in found if p.rule == rule).severity == "error"


def test_a_town_and_its_district_of_one_name_are_no_repeated_report(tmp_path: Path) -> None:
    places = SOUND["places.csv"] + "SY0101T,4,SY0101,Harim,حارم,,,,,cod\n"
    rows = "id,date,place,place_name,amount,source\nq1,2020-02-01,SY0101,Harim,1237,ngo\nq2,2020-02-01,SY0101T,Harim,1237,ngo\n"
    root = write_folder(tmp_path / "c", {"places.csv": places, "populations/populations.csv": rows})
    assert "row.alike" not in {p.rule for p in read_folder(root).problems}
