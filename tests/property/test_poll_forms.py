"""The same answers come out of every form in which an export writes them, and nothing that is fed in makes the reader fall."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.formats.raw import UnreadableFile
from nuzuh.formats.xlsform import Form
from nuzuh.poll.answers import Answers, Wishes
from tests.polls import CHOICES, SURVEY, answered, form_of, workbook

Person = dict[str, Any]
WORDS = (
    st.text(st.sampled_from("abcdeخبز şğ"), min_size=3, max_size=9)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
NEEDS = ("food", "water", "tent", "none")
CHILD = st.fixed_dictionaries({"age": st.none() | st.integers(0, 17), "lacks": st.sets(st.sampled_from(NEEDS))})
PERSON = st.fixed_dictionaries(
    {
        "agree": st.none() | st.sampled_from(["yes", "no"]),
        "town": st.none() | st.sampled_from(["1", "2"]),
        "people": st.none() | st.integers(0, 30),
        "home/other": st.none() | WORDS,
        "needs": st.sets(st.sampled_from(NEEDS)),
        "reason": st.none() | st.sampled_from(["bombs", "house", "other"]),
        "why/other": st.none() | WORDS,
        "km": st.none() | st.integers(0, 4000).map(lambda n: n / 8),
        "child": st.lists(CHILD, max_size=2),
    }
)
PEOPLE = st.lists(PERSON, min_size=1, max_size=5)
PATHS = {"town": "home", "people": "home", "home/other": "home", "reason": "why", "why/other": "why", "km": "why"}
QUESTIONS = ("agree", "town", "people", "home/other", "needs", "reason", "why/other", "km")
LISTS = {"agree": "yn", "town": "town", "needs": "need", "reason": "reason", "lacks": "need"}


@cache
def form() -> Form:
    with tempfile.TemporaryDirectory() as folder:
        return form_of(Path(folder))


def name_of(question: str, join: str) -> str:
    last = question.rpartition("/")[2]
    return f"{PATHS[question]}{join}{last}" if join and question in PATHS else last


def label_of(question: str, language: str) -> str:
    place = 2 if language == "en" else 3
    group = ""
    for row in SURVEY:
        if row[0] == "begin_group":
            group = row[1]
        elif row[0] == "end_group":
            group = ""
        elif len(row) > place and row[1] == question.rpartition("/")[2] and PATHS.get(question, "") == group:
            return str(row[place])
    raise KeyError(question)


def option_of(question: str, code: str, language: str) -> str:
    if not language:
        return code
    if code == "other":
        return "other"
    place = 2 if language == "en" else 3
    return next(str(row[place]) for row in CHOICES if row[0] == LISTS[question] and row[1] == code)


def cells(question: str, value: Any, language: str, *, split: bool, zeros: bool) -> list[Any]:
    """Return the cells of a question: of a select-multiple its summary, then those of its options if wanted."""
    if question not in ("needs", "lacks"):
        return [option_of(question, value, language) if value is not None and question in LISTS else value]
    told = " ".join(option_of(question, code, language) for code in NEEDS if code in value) or None
    empty = 0 if zeros else None
    return [told, *((int(code in value) if value else empty) for code in NEEDS if split)]


def headings(question: str, language: str, join: str, *, split: bool) -> list[str]:
    own = label_of(question, language) if language else name_of(question, join)
    more = (
        [f"{own}/{option_of(question, code, language)}" for code in NEEDS]
        if split and question in ("needs", "lacks")
        else []
    )
    return [own, *more]


def main_rows(
    people: list[Person], language: str = "", join: str = "", *, split: bool = True, zeros: bool = False
) -> list[list[Any]]:
    head = [heading for question in QUESTIONS for heading in headings(question, language, join, split=split)]
    rows = [
        [
            cell
            for question in QUESTIONS
            for cell in cells(question, person[question], language, split=split, zeros=zeros)
        ]
        for person in people
    ]
    return [head, *rows]


def text_of(rows: list[list[Any]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    return out.getvalue()


def kobo(people: list[Person], language: str, join: str, *, split: bool) -> str:
    head, *rows = main_rows(people, language, join, split=split)
    system = [[n, f"u{n}", "2024-05-01T10:00:00", "", n] for n in range(1, len(rows) + 1)]
    return text_of(
        [
            [*head, "_id", "_uuid", "_submission_time", "_validation_status", "_index"],
            *([*row, *own] for row, own in zip(rows, system, strict=True)),
        ],
        ";",
    )


def kobo_book(people: list[Person], language: str) -> bytes:
    head, *rows = main_rows(people, language)
    children = [["age" if not language else "Age of the child", *headings("lacks", "", "", split=True)]]
    children[0] += ["_index", "_parent_table_name", "_parent_index"]
    for number, person in enumerate(people, 1):
        for child in person["child"]:
            own = cells("lacks", child["lacks"], language, split=True, zeros=False)
            children.append([child["age"], *own, len(children), "poll", number])
    sheets = {"poll": [[*head, "_id", "_uuid", "_index"], *([*row, n, f"u{n}", n] for n, row in enumerate(rows, 1))]}
    return workbook(**sheets, child=children)


def kobo_json(people: list[Person]) -> str:
    results = []
    for number, person in enumerate(people, 1):
        row: dict[str, Any] = {"_id": number, "_uuid": f"u{number}", "_submission_time": "2024-05-01T10:00:00"}
        for question in QUESTIONS:
            value = cells(question, person[question], "", split=False, zeros=False)[0]
            if value is not None:
                row[name_of(question, "/")] = str(value)
        if person["child"]:
            row["child"] = [
                {
                    f"child/{key}": str(value)
                    for key, value in (("age", child["age"]), ("lacks", " ".join(sorted(child["lacks"]))))
                    if value not in (None, "")
                }
                for child in person["child"]
            ]
        results.append(row)
    return json.dumps({"count": len(results), "next": None, "previous": None, "results": results})


def odk_zip(people: list[Person]) -> bytes:
    head, *rows = main_rows(people, "", "-", zeros=True)
    whole = [["SubmissionDate", *head, "meta-instanceID", "KEY", "SubmitterName", "ReviewState"]]
    whole += [
        ["2024-05-01T10:00:00.000Z", *row, f"uuid:u{n}", f"uuid:u{n}", "Sara", ""] for n, row in enumerate(rows, 1)
    ]
    children = [["age", *headings("lacks", "", "", split=True), "PARENT_KEY", "KEY"]]
    for number, person in enumerate(people, 1):
        for place, child in enumerate(person["child"], 1):
            own = cells("lacks", child["lacks"], "", split=True, zeros=True)
            children.append([child["age"], *own, f"uuid:u{number}", f"uuid:u{number}/child[{place}]"])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("poll.csv", text_of(whole, ","))
        archive.writestr("poll-child.csv", text_of(children, ","))
    return made.getvalue()


def odata(people: list[Person]) -> str:
    rows = []
    for number, person in enumerate(people, 1):
        row: dict[str, Any] = {"__id": f"uuid:u{number}", "__system": {"submissionDate": "2024-05-01T10:00:00.000Z"}}
        for question in QUESTIONS:
            value = cells(question, person[question], "", split=False, zeros=False)[0]
            inside = row.setdefault(PATHS[question], {}) if question in PATHS else row
            inside[question.rpartition("/")[2]] = value
        row["child"] = [
            {"__id": f"c{number}-{n}", "age": child["age"], "lacks": " ".join(sorted(child["lacks"])) or None}
            for n, child in enumerate(person["child"])
        ]
        rows.append(row)
    return json.dumps({"value": rows})


def told(answers: Answers) -> list[dict[str, Any]]:
    """Return the answers as the people were invented."""
    out = []
    for row in answers.data.iter_rows(named=True):
        person = {question: row[question] for question in QUESTIONS if question != "needs"}
        person["needs"] = {code for code in NEEDS if row[f"needs/{code}"]}
        assert person["needs"] or row["needs/food"] is None  # nothing chosen is no answer
        out.append(person)
    return out


def wanted(people: list[Person]) -> list[dict[str, Any]]:
    return [{key: value for key, value in person.items() if key != "child"} for person in people]


def children(answers: Answers) -> list[tuple[int, Any, set[str]]]:
    frame = answers.repeats.get("child", pl.DataFrame())
    order = {line: number for number, line in enumerate(answers.data["_line"], 1)}
    return [
        (order[row["_parent"]], row["age"], {code for code in NEEDS if row[f"lacks/{code}"]})
        for row in frame.iter_rows(named=True)
    ]


@settings(max_examples=15, deadline=None)
@given(PEOPLE, st.sampled_from(["", "en", "ar"]), st.sampled_from(["", "/"]), st.booleans())
def test_a_csv_of_kobo(people: list[Person], language: str, join: str, split: bool) -> None:
    found = answered(kobo(people, language, join, split=split), "a.csv", form())
    assert told(found) == wanted(people)
    assert {problem.rule for problem in found.problems} <= {"repeat.missing", "question.absent"}


@settings(max_examples=10, deadline=None)
@given(PEOPLE, st.sampled_from(["", "en"]))
def test_a_workbook_of_kobo(people: list[Person], language: str) -> None:
    found = answered(kobo_book(people, language), "a.xlsx", form())
    assert told(found) == wanted(people)
    assert children(found) == [(n, c["age"], c["lacks"]) for n, p in enumerate(people, 1) for c in p["child"]]


@settings(max_examples=10, deadline=None)
@given(PEOPLE)
def test_json_and_odk(people: list[Person]) -> None:
    family = [(n, c["age"], c["lacks"]) for n, p in enumerate(people, 1) for c in p["child"]]
    family = [each for each in family if each[1:] != (None, set())]  # the API leaves out what is not answered
    for data, name in ((kobo_json(people), "kobo.json"), (odk_zip(people), "odk.zip"), (odata(people), "odata.json")):
        found = answered(data, name, form())
        assert told(found) == wanted(people), name
        assert [each for each in children(found) if each[1:] != (None, set())] == family, name


NAMES = (
    "agree",
    "town",
    "needs",
    "needs/food",
    "other",
    "_uuid",
    "_index",
    "_parent_index",
    "start",
    "age",
    "km",
    "Why/x",
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from(NAMES) | st.text(max_size=6), min_size=1, max_size=6), min_size=1, max_size=6))
def test_whatever_the_cells_rows_add_up(rows: list[list[str]]) -> None:
    for known in (form(), None):
        try:
            found = answered(text_of(rows, ","), "a.csv", known, Wishes(consent="agree"))
        except UnreadableFile:
            continue
        assert found.data.height + found.left_out.height == found.read
        assert found.data["_line"].is_sorted()
        for each in found.questions:
            assert set(each.columns) <= set(found.data.columns) | {c for f in found.repeats.values() for c in f.columns}
