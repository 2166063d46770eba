"""Real exports that stand beside the project: n, bases and shares against a computation that knows nothing of ours.

The other side reads the workbook with openpyxl and counts words and cells. Nothing is tested where the files are absent.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from nuzuh.formats.xlsform import Form, read_form
from nuzuh.poll.answers import Answers, Wishes, read_answers

HERE = Path(__file__).parents[3] / "shared" / "data" / "kobo"
PAIR = HERE / "msna2024_pair"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HERE.is_dir(), reason=f"{HERE} is not here: real exports are not tested"),
]
Sheets = dict[str, list[dict[str, Any]]]
BLANK = ("", "n/a", "nan")
REPEATS = ("roster", "edu_ind", "health_ind", "nut_ind")


def _sheets(path: Path) -> Sheets:
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)  # it names drawings that it does not hold
    sheets: Sheets = {}
    for page in book:
        page.reset_dimensions()  # which the file says wrong
        header, *rows = ([None if cell == "" else cell for cell in row] for row in page.iter_rows(values_only=True))
        sheets[page.title] = [dict(zip(header, row, strict=True)) for row in rows if row != [None] * len(row)]
    return sheets


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(PAIR / "REACH_2024_MSNA-kobo-tool_draft_v11.xlsx")


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return _sheets(PAIR / "dummy_raw_data.xlsx")


@pytest.fixture(scope="module")
def answers(form: Form) -> Answers:
    return read_answers(PAIR / "dummy_raw_data.xlsx", form, Wishes())


def _frame(answers: Answers, repeat: str) -> pl.DataFrame:
    return answers.repeats[repeat] if repeat else answers.data


def test_every_row_is_there(answers: Answers, sheets: Sheets) -> None:
    assert answers.read == answers.data.height == len(sheets["main"]) == 241
    assert {repeat: frame.height for repeat, frame in answers.repeats.items()} == dict.fromkeys(REPEATS, 965)
    assert {name: len(sheets[name]) for name in REPEATS} == dict.fromkeys(REPEATS, 965)


def test_rows_of_repeats_belong_to_their_households(answers: Answers, sheets: Sheets) -> None:
    household = dict(answers.data.select("_line", "_key").iter_rows())
    for name in REPEATS:
        assert [household[line] for line in answers.repeats[name]["_parent"]] == [row["uuid"] for row in sheets[name]]


def test_what_the_form_does_not_have_is_told(answers: Answers) -> None:
    unknown = {problem.column for problem in answers.problems if problem.rule == "header.unknown"}
    assert unknown == {"person_id", "stratum", "weight"}
    assert {problem.rule for problem in answers.problems} == {"header.unknown", "many.none", "question.absent"}
    none = [problem for problem in answers.problems if problem.rule == "many.none"]
    assert (none[0].column, none[0].line) == ("snfi_shelter_issue", 13)  # four households have an empty text and zeros
    assert len(none) == 8


def test_bases_and_shares_of_all_select_multiples(answers: Answers, sheets: Sheets) -> None:
    asked = [each for each in answers.questions if each.kind == "many"]
    assert len(asked) == 19
    for each in asked:
        rows = sheets[each.repeat or "main"]
        frame = _frame(answers, each.repeat)
        filled = [str(row[each.name]).split() for row in rows if row[each.name] is not None]
        words = Counter(word for cell in filled for word in set(cell))
        counts = {option.code: words.pop(option.code, 0) for option in each.options}
        assert words == {}, each.name
        for option in each.options:
            column = frame[f"{each.name}/{option.code}"]
            assert (column.count(), column.sum()) == (len(filled), counts[option.code]), (each.name, option.code)
            own = [row[f"{each.name}/{option.code}"] for row in rows]
            assert sum(float(cell) for cell in own if cell is not None) == counts[option.code]


def test_bases_and_shares_of_all_other_questions(answers: Answers, sheets: Sheets) -> None:
    tested = Counter()
    for each in answers.questions:
        rows = sheets[each.repeat or "main"]
        if each.kind == "many" or not each.headers or each.headers[0] not in rows[0]:
            continue
        column = _frame(answers, each.repeat)[each.name]
        cells = [row[each.headers[0]] for row in rows if row[each.headers[0]] is not None]
        assert column.count() == len(cells), each.name
        if each.kind == "one":
            assert Counter(column.drop_nulls()) == Counter(map(str, cells)), each.name
        elif each.kind == "number":
            assert column.drop_nulls().to_list() == pytest.approx([float(cell) for cell in cells], rel=1e-8), each.name
        tested[each.kind] += 1
    assert tested["one"] > 90
    assert tested["number"] > 40


# --- exports without a form ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((HERE / "wfp_repeats").glob("*.csv")), ids=lambda path: path.stem[:40])
def test_exports_without_a_form_keep_all_rows_and_cells(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    found = read_answers(path, None, Wishes())
    assert found.read == found.data.height == len(rows)
    for each in found.questions:
        if each.kind != "many":
            at = header.index(each.headers[0])
            cells = [row[at].strip() for row in rows]
            filled = sum(cell.lower() not in BLANK for cell in cells)
            assert found.data[each.name].count() == filled, each.name
            if each.kind == "number":
                assert found.data[each.name].sum() == pytest.approx(
                    sum(float(c) for c in cells if c.lower() not in BLANK)
                )


def test_a_select_multiple_without_a_form() -> None:
    name = "SBP_CRF_63and93_Sample_Survey__SBPProcessM_module_SchoolAgeChildRoster_submodule_RepeatSchoolAgeChild.csv"
    found = read_answers(HERE / "wfp_repeats" / name, None, Wishes())
    raw = pl.read_csv(HERE / "wfp_repeats" / name, infer_schema=False)
    many = [each for each in found.questions if each.kind == "many"]
    assert len(many) >= 2
    for each in many:
        words = raw[each.name].drop_nulls().str.split(" ")
        for option in each.options:
            column = found.data[f"{each.name}/{option.code}"]
            assert column.count() == words.len()
            assert column.sum() == words.list.contains(option.code).sum()


# --- forms that others broke --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((HERE / "pyxform_tests").iterdir()), ids=lambda path: path.stem)
def test_hostile_forms_are_read(path: Path) -> None:
    form = read_form(path)  # none of them is so broken that nothing can be read
    assert form.questions
    assert all(question.line > 1 for question in form.questions)
    assert all(fault.line and fault.suggestion for fault in form.faults)


def test_what_hostile_forms_hold() -> None:
    read = {path.stem: read_form(path) for path in (HERE / "pyxform_tests").iterdir()}
    assert [q.type for q in read["bug_example_xls__badly_named_choices_sheet"].questions] == [
        "integer",
        "text",
        "select_one",
    ]
    assert len(read["bug_example_xls__badly_named_choices_sheet"].choices["colors"]) == 4
    assert read["bug_example_xls__blank_second_row"].questions[0].line == 3
    assert read["example_xls__or_other"].questions[0].other
    assert [fault.rule for fault in read["bug_example_xls__duplicate_columns"].faults] == ["header.duplicate"]
    assert read["bug_example_xls__UCL_Biomass_Plot_Form"].languages == ("Swahili (sw)", "English (en)")
    assert [group.kind for group in read["example_xls__repeat_date_test"].groups] == ["repeat"]
