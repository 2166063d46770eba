"""The form of a snap poll, and forms written as workbooks and read again."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nuzuh.formats.write import TooLargeError
from nuzuh.formats.xlsform import Form, Group, Question, UnreadableFile, read_form
from nuzuh.formats.xlsform_write import PHONE_TYPES, write_form
from nuzuh.poll.questionnaire import Answer, Asked, questionnaire
from nuzuh.terms.errors import UsageError
from tests.forms import AID, ARABIC, ASKED, ENGLISH, HEADING, LANGUAGES, NEEDS, PLACES, RETURN, TURKISH, said

DAY = dt.date(2020, 2, 6)
SHARED = Path(__file__).parents[3] / "shared" / "data" / "kobo"


@pytest.fixture(scope="module")
def form() -> Form:
    return questionnaire(HEADING, ASKED, interviewers=["A1", "A2"], clusters=PLACES)


def question(form: Form, name: str) -> Question:
    return next(each for each in form.questions if each.name == name)


def reread(form: Form, folder: Path) -> Form:
    path = folder / "form.xlsx"
    path.write_bytes(write_form(form, DAY))
    return read_form(path)


def without_lines(form: Form) -> Form:
    return replace(
        form,
        questions=tuple(replace(each, line=0) for each in form.questions),
        groups=tuple(replace(each, line=0) for each in form.groups),
        choices={name: tuple(replace(each, line=0) for each in found) for name, found in form.choices.items()},
        faults=(),
    )


# ------------------------------------------------------------------------------------------------- the questionnaire
def test_the_order_of_a_snap_poll(form: Form) -> None:
    assert [(each.name, each.type, each.list_name) for each in form.questions] == [
        ("start", "start", ""),
        ("end", "end", ""),
        ("today", "today", ""),
        ("interviewer", "select_one", "interviewer"),
        ("cluster", "select_one", "cluster"),
        ("introduction", "note", ""),
        ("consent", "select_one", "agreed"),
        ("consent_no", "note", ""),
        ("moves", "integer", ""),
        ("aid", "select_one", "yes_no"),
        ("needs", "select_multiple", "needs"),
        ("return", "select_one", "return"),
        ("why", "text", ""),
        ("thanks", "note", ""),
    ]
    assert form.languages == LANGUAGES
    assert form.default_language == ENGLISH


def test_without_consent_nothing_is_asked(form: Form) -> None:
    (group,) = form.groups
    assert (group.name, group.relevant) == ("interview", "${consent} = 'yes'")
    after = [each for each in form.questions if each.line > group.line]
    assert [each.name for each in after] == ["moves", "aid", "needs", "return", "why", "thanks"]
    assert {each.path for each in after} == {("interview",)}
    assert [choice.name for choice in form.choices["agreed"]] == ["yes", "no"]
    assert question(form, "consent_no").relevant == "${consent} = 'no'"


def test_nobody_has_to_answer(form: Form) -> None:
    assert [choice.name for choice in form.choices["yes_no"]] == ["yes", "no", "dont_know", "refused"]
    assert [choice.name for choice in form.choices["return"]] == ["yes", "later", "dont_know", "refused"]
    needs = question(form, "needs")
    assert needs.constraint == (
        "not((selected(., 'nothing') or selected(., 'dont_know') or selected(., 'refused')) and count-selected(.) > 1)"
    )
    assert "Nothing; Don't know; Prefer not to answer" in needs.constraint_message[ENGLISH]
    assert "لا شيء" in needs.constraint_message[ARABIC]
    assert [each.name for each in form.questions if each.required] == [
        *("interviewer", "cluster", "consent"),
        *("aid", "needs", "return"),
    ]
    assert "Leave empty" in question(form, "moves").hint[ENGLISH]
    assert question(form, "why").hint.keys() == set(LANGUAGES)


def test_every_text_is_in_every_language(form: Form) -> None:
    shown = [each for each in form.questions if each.type not in ("start", "end", "today")]
    texts = [each.label for each in shown] + [each.hint for each in shown] + [each.constraint_message for each in shown]
    texts += [choice.label for choices in form.choices.values() for choice in choices]
    assert {tuple(text) for text in texts} == {LANGUAGES, ()}
    introduction = question(form, "introduction").label
    assert "Hand in Hand" in introduction[ENGLISH]
    assert "يدًا بيد" in introduction[ARABIC]
    assert "10 dakika" in introduction[TURKISH]


@pytest.mark.parametrize(
    ("minutes", "english", "arabic"),
    [(1, "one minute", "دقيقة واحدة"), (2, "2 minutes", "دقيقتين"), (5, "5 minutes", "دقائق"), (15, "15", "دقيقة")],
)
def test_minutes(minutes: int, english: str, arabic: str) -> None:
    label = question(questionnaire(replace(HEADING, minutes=minutes), [AID]), "introduction").label
    assert english in label[ENGLISH]
    assert arabic in label[ARABIC]


def test_an_introduction_of_their_own() -> None:
    heading = replace(HEADING, languages=("en",), organisation={}, introduction={"en": "Good day."})
    assert question(questionnaire(heading, [AID]), "introduction").label == {ENGLISH: "Good day."}


def test_answers_that_are_there_already_stay() -> None:
    own = Answer("dont_know", said("No idea", "لا فكرة", "Fikrim yok"))
    made = questionnaire(HEADING, [replace(RETURN, answers=(*RETURN.answers, own))])
    choices = made.choices["return"]
    assert [(choice.name, choice.label[ENGLISH]) for choice in choices[-2:]] == [
        ("dont_know", "No idea"),
        ("refused", "Prefer not to answer"),
    ]


def test_an_interviewer_types_a_code_where_there_is_no_list() -> None:
    interviewer = question(questionnaire(HEADING, [AID]), "interviewer")
    assert (interviewer.type, interviewer.required) == ("text", "yes")
    assert "not the name" in interviewer.hint[ENGLISH]


@pytest.mark.parametrize(
    ("heading", "asked", "message"),
    [
        ({}, [], "there is no question"),
        ({"languages": ()}, [AID], "no language"),
        ({"languages": ("en", "fr")}, [AID], "language fr: there are words for en, ar, tr only"),
        ({"organisation": {"en": "Hand in Hand"}}, [AID], "organisation has no name in ar"),
        ({"minutes": 0}, [AID], "minutes 0"),
        ({"form_id": "my form"}, [AID], 'form_id "my form"'),
        ({}, [replace(AID, label={"en": "Aid?"})], "question aid has no text in ar, tr"),
        ({}, [replace(AID, hint={"en": "This month."})], "question aid: the hint has no text in ar, tr"),
        ({}, [AID, AID], "question aid: the name is given twice"),
        ({}, [replace(AID, name="2nd aid")], "question 2nd aid: a name begins"),
        ({}, [replace(AID, name="consent")], "question consent: the form has a question or list of this name"),
        ({}, [replace(NEEDS, name="yes_no")], "question yes_no: the form has a question or list"),
        ({}, [replace(AID, kind="maybe")], "kind maybe is not one of one, many, number, text, yesno"),  # type: ignore[arg-type]
        ({}, [replace(RETURN, answers=RETURN.answers[:1])], "question return: a question to choose from needs"),
        ({}, [replace(AID, answers=RETURN.answers)], "question aid: a question of kind yesno takes no answers"),
        ({}, [replace(RETURN, answers=(RETURN.answers[0],) * 2)], "answer yes: the code is given twice"),
        ({}, [replace(RETURN, answers=(Answer("go back", said("a", "b", "c")),) * 2)], "a code has no space"),
        ({}, [replace(RETURN, answers=(Answer("a", {}), PLACES[0]))], "answer a has no text in en, ar, tr"),
    ],
)
def test_what_cannot_be_a_form(heading: dict[str, Any], asked: list[Asked], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        questionnaire(replace(HEADING, **heading), asked)


def test_all_faults_at_once() -> None:
    with pytest.raises(UsageError, match="3 faults") as raised:
        questionnaire(HEADING, [replace(AID, label={}), replace(AID, label={})])
    assert len(str(raised.value).splitlines()) == 4


# --------------------------------------------------------------------------------------------------- written and read
def test_what_is_written_is_what_is_read(form: Form, tmp_path: Path) -> None:
    assert reread(form, tmp_path) == form  # lines and all: they are those of the workbook


def test_the_same_form_has_the_same_bytes(form: Form) -> None:
    made = write_form(form, DAY)
    assert made == write_form(form, DAY)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"2020-02-06T00:00:00Z" in archive.read("docProps/core.xml")


def test_the_workbook_can_be_read_by_people(form: Form) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_form(form, DAY)))
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert [cell.value for cell in book["survey"][1]] == [
        *("type", "name", *(f"label::{each}" for each in LANGUAGES), *(f"hint::{each}" for each in LANGUAGES)),
        *(f"constraint_message::{each}" for each in LANGUAGES),
        *("required", "relevant", "constraint"),
    ]
    assert book["survey"].freeze_panes == "A2"
    assert book["survey"].column_dimensions["C"].width > 40
    assert [cell.value for cell in book["settings"][2]] == ["Snap poll", "snap", "2020-02-06", ENGLISH]


PLAIN = Question("q", "text", "", {}, {}, (), "", "", "", "", "", "", "", other=False, line=2)
BARE = Form("", "", "", "", (), (PLAIN,), {}, (), {}, ())


def test_groups_of_one_name_side_by_side(tmp_path: Path) -> None:
    groups = [Group("part", "group", {"": "Part"}, (), "", "", "", line) for line in (2, 4)]
    inner = Group("child", "repeat", {}, ("part",), "", "", "3", 6)
    questions = [
        replace(PLAIN, name="a", path=("part",), line=3),
        replace(PLAIN, name="b", path=("part",), line=5),
        replace(PLAIN, name="c", path=("part", "child"), repeat="child", line=7),
        replace(PLAIN, name="d", line=8),
    ]
    made = replace(BARE, questions=tuple(questions), groups=(*groups, inner))
    found = reread(made, tmp_path)
    assert without_lines(found).questions == without_lines(made).questions
    assert without_lines(found).groups == without_lines(made).groups
    assert [(fault.rule, fault.value) for fault in found.faults] == [("form.twice", "part")]


def test_formulas_and_links_stay_text(tmp_path: Path) -> None:
    label = {"": "=1+1", ENGLISH: "https://example.org/?a=b"}
    made = replace(BARE, questions=(replace(PLAIN, label=label),), languages=(ENGLISH,))
    assert reread(made, tmp_path).questions[0].label == label


@pytest.mark.parametrize("kind", sorted(PHONE_TYPES))
def test_no_form_of_ours_records_a_phone(kind: str) -> None:
    with pytest.raises(UsageError, match=f"q of line 2 records the {kind}"):
        write_form(replace(BARE, questions=(replace(PLAIN, type=kind),)), DAY)


def test_a_question_outside_its_group() -> None:
    with pytest.raises(UsageError, match="q of line 2 does not lie in nowhere"):
        write_form(replace(BARE, questions=(replace(PLAIN, path=("nowhere",)),)), DAY)


def test_a_text_that_no_cell_holds() -> None:
    with pytest.raises(TooLargeError, match=r"40,000 letters"):
        write_form(replace(BARE, questions=(replace(PLAIN, label={"": "a" * 40_000}),)), DAY)


# -------------------------------------------------------------------------------------------------- others' programs
@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here: real forms are not written again")
def test_real_forms_survive(tmp_path: Path) -> None:
    seen = 0
    for path in sorted(SHARED.rglob("*.xls*")):
        try:
            read = read_form(path)
        except UnreadableFile:
            continue  # answers, not forms
        found = replace(
            read, questions=tuple(each for each in read.questions if each.type.removeprefix("uri:") not in PHONE_TYPES)
        )
        assert without_lines(reread(found, tmp_path)) == without_lines(found), path.name
        seen += 1
    assert seen == 20


def test_pyxform_takes_it(form: Form, tmp_path: Path) -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform", reason="pyxform is not here: it does not say what it thinks")
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_form(form, DAY))
    found = xls2xform.convert(path, validate=False)
    assert found.warnings == []
    assert "/data/interview/aid" in found.xform
