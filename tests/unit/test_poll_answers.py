"""Exports of KoboToolbox and ODK Central in every published form come out as the same answers."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest

from nuzuh.poll.answers import Wishes, read_answers
from tests.polls import CHOICES, SURVEY, answered, form_of, rules, workbook

NEEDS = ["needs/food", "needs/water", "needs/tent", "needs/none"]


@pytest.fixture
def form(tmp_path):
    return form_of(tmp_path)


# --- Kobo --------------------------------------------------------------------------------------------------------------

KOBO = """\
"start";"end";"agree";"town";"people";"other";"needs";"needs/food";"needs/water";"needs/tent";"needs/none";"reason";\
"reason_other";"other";"km";"_id";"_uuid";"_submission_time";"_validation_status";"_submitted_by";"_index"
"2024-05-01T10:00:00.000+03:00";"2024-05-01T10:12:30.000+03:00";"yes";"1";"0";"";"food water";"1";"1";"0";"0";"bombs";"";\
"fear";"12.5";"11";"u1";"2024-05-01T07:13:00";"";"sara";"1"
"2024-05-01T11:00:00.000+03:00";"2024-05-01T11:20:00.000+03:00";"yes";"2";"7";"tent";"";"";"";"";"";"other";"the dam";"";"";\
"12";"u2";"2024-05-01T08:21:00";"validation_status_approved";"omar";"2"
"2024-05-01T12:00:00.000+03:00";"2024-05-01T12:02:00.000+03:00";"no";"";"";"";"";"";"";"";"";"";"";"";"";\
"13";"u3";"2024-05-01T09:03:00";"validation_status_not_approved";"omar";"3"
"""


def test_a_csv_of_kobo_with_names(form):
    found = answered(KOBO, "a.csv", form)
    data = found.data
    assert (found.read, data.height, found.left_out.rows()) == (3, 2, [(4, "It is not approved.")])
    assert data["_line"].to_list() == [2, 3]
    assert data["_key"].to_list() == ["u1", "u2"]
    assert data["_start"][0] == datetime(2024, 5, 1, 10)  # as the clock of those who ask showed it
    assert data["_minutes"].to_list() == [12.5, 20]
    assert data["_by"].to_list() == ["sara", "omar"]
    assert data["_status"].to_list() == [None, "approved"]
    assert data["town"].to_list() == ["1", "2"]
    assert data["people"].to_list() == [0, 7]  # zero is an answer
    assert data["km"].to_list() == [12.5, None]
    assert data.select(NEEDS).rows() == [(True, True, False, False), (None,) * 4]
    assert data["reason"].to_list() == ["bombs", "other"]
    assert data["reason_other"].to_list() == [None, "the dam"]
    assert (data["home/other"].to_list(), data["why/other"].to_list()) == ([None, "tent"], ["fear", None])
    assert rules(found) == ["repeat.missing"]  # a CSV of Kobo leaves them out


def test_the_questions_are_told_with_their_options_in_order(form):
    found = answered(KOBO, "a.csv", form)
    assert [(each.name, each.kind, each.repeat) for each in found.questions] == [
        ("agree", "one", ""),
        ("town", "one", ""),
        ("people", "number", ""),
        ("home/other", "text", ""),
        ("needs", "many", ""),
        ("reason", "one", ""),
        ("reason_other", "text", ""),
        ("why/other", "text", ""),
        ("km", "number", ""),
    ]
    needs = found.question("needs")
    assert needs.columns == tuple(NEEDS)
    assert needs.options[1].label == {"English (en)": "Safe water", "Arabic (ar)": "مياه نظيفة"}
    assert needs.headers[:2] == ("needs", "needs/food")
    assert [option.code for option in found.question("reason").options] == ["bombs", "house", "other"]


def test_group_names_in_the_headings(form):
    text = (
        "agree;home/town;home/people;home/other;needs;why/reason;why/other;why/km;_uuid;_id;_index\n"
        "yes;1;3;a;food;bombs;b;1;u1;1;1\n"
    )
    data = answered(text, "a.csv", form).data
    assert data.row(0)[8:] == ("yes", "1", 3, "a", True, False, False, False, "bombs", None, "b", 1)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "Do you <b>agree</b> to be  asked?;Where do you live now;HOW MANY people live with you?:;"
            "Other, please specify:;What do you need most?;What do you need most?/Food;What do you need most?/Safe water;"
            "What do you need most?/Tents, blankets;What do you need most?/None;Why did you leave?;Other, please specify:;"
            "How far did you go (km)?",
            "Yes;Atma;3;a;Food Safe water;1;1;0;0;House destroyed;b;2.5",
        ),
        (
            "هل توافق؟;اين تسكن الان؟;كم شخصا يعيش معك؟;غير ذلك;ما أهم احتياجاتكم؟;ما أهم احتياجاتكم؟/طعام;"
            "ما أهم احتياجاتكم؟/مياه نظيفة;ما أهم احتياجاتكم؟/خيام;ما أهم احتياجاتكم؟/لا شيء;لماذا غادرت؟;غير ذلك;كم كيلومترا؟",
            "نعم;اطمة;٣;a;طعام مياه نظيفة;1;1;0;0;تهدّم البيت;b;٢٫٥",
        ),
        (
            "Home/Where do you live now?;Home/How many people live with you?;Home/Other, please specify:;"
            "Do you agree to be asked?;What do you need most?;Why/Why did you leave?;Why/Other, please specify:;"
            "Why/How far did you go (km)?",
            "Atma;3;a;Yes;Food, Safe water;House destroyed;b;2,5",
        ),
    ],
)
def test_labels_in_any_language_with_and_without_groups(form, header, row):
    found = answered(f"{header};_uuid;_id;_index\n{row};u1;1;1\n", "a.csv", form)
    (data,) = found.data.rows(named=True)
    assert (data["agree"], data["town"], data["people"], data["reason"], data["km"]) == ("yes", "1", 3, "house", 2.5)
    assert (data["home/other"], data["why/other"]) == ("a", "b")
    assert [data[name] for name in NEEDS] == [True, True, False, False]
    assert [rule for rule in rules(found) if rule not in ("repeat.missing", "question.absent")] == []


def test_values_under_labels_and_labels_under_names(form):
    found = answered("Where do you live now?;agree;_id;_uuid;_index\n1;Yes;1;u1;1\n2;No;2;u2;2\n", "a.csv", form)
    assert found.data.select("town", "agree").rows() == [("1", "yes"), ("2", "no")]


def test_a_label_that_is_the_code_of_another_option_is_read_in_the_language_of_the_file(tmp_path):
    choices = [["list_name", "name", "label"], ["n", "1", "2"], ["n", "2", "1"], ["yn", "y", "Yes"], ["yn", "n", "No"]]
    survey = [["type", "name", "label"], ["select_one n", "a", "Which?"], ["select_one yn", "b", "And?"]]
    form = form_of(tmp_path, survey, choices)
    assert answered("a,b\n1,y\n2,n\n", "a.csv", form).data["a"].to_list() == ["1", "2"]
    assert answered("Which?,And?\n1,Yes\n2,No\n", "a.csv", form).data["a"].to_list() == ["2", "1"]


def test_a_workbook_with_repeats_numbers_and_nested_repeats(tmp_path):
    survey = [
        *SURVEY[:-1],
        ["begin_repeat", "tooth"],
        ["integer", "size"],
        ["end_repeat"],
        ["end_repeat"],
    ]
    data = workbook(
        poll=[
            ["agree", "town", "people", "_id", "_uuid", "_submission_time", "_index"],
            ["yes", 1, 4, 11, "u1", "2024-05-01T07:13:00", 1],
            ["yes", 2.0, 0, 12, "u2", "2024-05-01T07:13:00", 2],
        ],
        child=[
            [
                "age",
                "lacks",
                "lacks/food",
                "lacks/water",
                "lacks/tent",
                "lacks/none",
                "_index",
                "_parent_table_name",
                "_parent_index",
            ],
            [0, "food", 1, 0, 0, 0, 1, "poll", 2],
            [5, None, None, None, None, None, 2, "poll", 2],
            [9, "tent", 0, 0, 1, 0, 3, "poll", 9],
        ],
        tooth=[["size", "_index", "_parent_table_name", "_parent_index"], [3, 1, "child", 2]],
    )
    found = answered(data, "a.xlsx", form_of(tmp_path, survey))
    assert found.data.select("town", "people").rows() == [("1", 4), ("2", 0)]
    assert found.rows == {"child": 3, "tooth": 1}
    child = found.repeats["child"]
    assert child.rows() == [
        (2, 3, "u2/child[1]", 0, True, False, False, False),
        (3, 3, "u2/child[2]", 5, None, None, None, None),
    ]
    assert found.repeats["tooth"].rows() == [(2, 3, "u2/tooth[1]", 3)]
    assert "repeat.orphan" in rules(found)


def test_repeats_of_submissions_that_do_not_count_do_not_count(form):
    data = workbook(
        poll=[
            ["agree", "_id", "_uuid", "_validation_status", "_index"],
            ["yes", 11, "u1", "Not Approved", 1],
            ["yes", 12, "u2", "On Hold", 2],
        ],
        child=[["age", "_index", "_parent_table_name", "_parent_index"], [1, 1, "poll", 1], [2, 2, "poll", 2]],
    )
    found = answered(data, "a.xlsx", form)
    assert found.repeats["child"]["age"].to_list() == [2]
    assert found.rows == {"child": 2}


def test_pages_of_the_api_with_full_paths_and_absent_keys(form):
    page = {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "_id": 1,
                "_uuid": "u1",
                "start": "2024-05-01T10:00:00.000+03:00",
                "end": "2024-05-01T10:05:00.000+03:00",
                "agree": "yes",
                "home/people": "0",
                "needs": "food none",
                "child": [{"child/age": "3", "child/lacks": "water"}, {"child/age": "0"}],
                "_validation_status": {},
                "_submission_time": "2024-05-01T07:06:00",
                "_geolocation": [None, None],
                "_attachments": [],
            },
            {"_id": 2, "_uuid": "u2", "agree": "no", "_validation_status": {"uid": "validation_status_on_hold"}},
        ],
    }
    found = answered(json.dumps(page), "a.json", form)
    assert found.data.select("agree", "people", *NEEDS).rows() == [
        ("yes", 0, True, False, False, True),
        ("no", None, None, None, None, None),
    ]
    assert found.data["_status"].to_list() == [None, "on hold"]
    assert found.repeats["child"].select("_parent", "age", "lacks/water").rows() == [(2, 3, True), (2, 0, None)]
    assert rules(found) == ["question.absent"]


# --- ODK Central -------------------------------------------------------------------------------------------------------


def test_a_zip_of_odk_central(form):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "poll.csv",
            "SubmissionDate,start,end,agree,home-town,home-people,home-other,needs,needs/food,needs/water,needs/tent,needs/none,"
            "why-reason,why-reason_other,why-other,why-km,meta-instanceID,KEY,SubmitterID,SubmitterName,AttachmentsPresent,"
            "AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion\n"
            "2024-05-01T07:13:00.000Z,2024-05-01T10:00:00.000+03:00,2024-05-01T10:10:00.000+03:00,yes,1,0,,food,1,0,0,0,"
            "bombs,,,3,uuid:u1,uuid:u1,5,Sara,0,0,,approved,d,0,1\n"
            "2024-05-01T07:13:00.000Z,,,no,,,,,0,0,0,0,,,,,uuid:u2,uuid:u2,5,Sara,0,0,,,d,0,1\n"
            "2024-05-01T07:13:00.000Z,,,yes,2,,,tent,0,0,1,0,,,,,uuid:u3,uuid:u3,5,Sara,0,0,,rejected,d,0,1\n",
        )
        archive.writestr(
            "poll-child.csv", "age,lacks,lacks/food,lacks/water,PARENT_KEY,KEY\n3,,0,0,uuid:u1,uuid:u1/child[1]\n"
        )
    found = answered(made.getvalue(), "poll.zip", form)
    data = found.data
    assert (found.read, data["_key"].to_list()) == (3, ["u1", "u2"])
    assert found.left_out.rows() == [(4, "It is not approved.")]
    assert data.select(NEEDS).rows() == [(True, False, False, False), (None,) * 4]  # the zeros of a skipped question
    assert data["_by"].to_list() == ["Sara", "Sara"]
    assert found.repeats["child"].rows() == [(2, 2, "u1/child[1]", 3, None, None, None, None)]
    assert rules(found) == []


def test_odata_with_nested_groups(form):
    page = {
        "value": [
            {
                "__id": "uuid:u1",
                "__system": {
                    "submissionDate": "2024-05-01T07:13:00.000Z",
                    "submitterName": "Sara",
                    "reviewState": None,
                },
                "agree": "yes",
                "home": {"town": "2", "people": 3, "other": None},
                "needs": "tent",
                "why": {"reason": "house", "km": 2.5},
                "child@odata.navigationLink": "Submissions('u1')/child",
                "child": [{"__id": "c1", "age": 4, "lacks": "food"}],
                "meta": {"instanceID": "uuid:u1"},
            }
        ]
    }
    found = answered(json.dumps(page), "a.json", form)
    (data,) = found.data.rows(named=True)
    assert (data["_key"], data["_by"], data["town"], data["people"], data["km"]) == ("u1", "Sara", "2", 3, 2.5)
    assert found.repeats["child"].select("_parent", "age", "lacks/food").rows() == [(2, 4, True)]
    assert [rule for rule in rules(found) if rule != "question.absent"] == []


# --- headings ----------------------------------------------------------------------------------------------------------


def test_a_second_header_tags_and_blank_lines_are_no_submissions(form):
    text = (
        "agree,town,people,_id,_uuid,_index\n"
        "Do you agree to be asked?,Where do you live now?,How many people live with you?,_id,_uuid,_index\n"
        "#consent,#loc,#affected,,,\n"
        "\n"
        "yes,1,3,1,u1,1\n"
        ",,,,,\n"
        "agree,town,people,_id,_uuid,_index\n"
        "yes,2,4,2,u2,2\n"
    )
    found = answered(text, "a.csv", form)
    assert (found.read, found.data["_line"].to_list()) == (2, [5, 8])
    assert [rule for rule in rules(found) if rule.startswith("header")] == [
        "header.second",
        "header.second",
        "header.again",
    ]


def test_labels_over_the_names(form):
    text = (
        "Do you agree to be asked?,Where do you live now?,_id,_uuid,_index\nagree,town,_id,_uuid,_index\nyes,1,1,u1,1\n"
    )
    found = answered(text, "a.csv", form)
    assert found.data.select("_line", "agree", "town").rows() == [(3, "yes", "1")]


def test_an_unknown_heading_is_told_and_kept(form):
    found = answered("agree,town,weight,poeple,_uuid,_id,_index\nyes,1,2.5,3,u1,1,1\n", "a.csv", form)
    assert [(p.column, p.rule) for p in found.problems if p.rule == "header.unknown"] == [
        ("weight", "header.unknown"),
        ("poeple", "header.unknown"),
    ]
    assert 'near "people"' in next(p.message for p in found.problems if p.column == "poeple")
    assert found.data["weight"].to_list() == [2.5]
    assert [each.in_form for each in found.questions if each.name in ("weight", "town")] == [True, False]


def test_repeated_headings_are_told_apart_by_what_stands_around_them(form):
    found = answered("people;other;reason;_uuid;_id;_index\n3;a;bombs;u1;1;1\n", "a.csv", form)
    assert (found.data["home/other"].to_list(), found.data["why/other"].to_list()) == (["a"], [None])
    found = answered("reason;other;km;_uuid;_id;_index\nbombs;a;1;u1;1;1\n", "a.csv", form)
    assert found.data["why/other"].to_list() == ["a"]
    found = answered("other;_uuid;_id;_index\na;u1;1;1\n", "a.csv", form)
    assert "header.unclear" in rules(found)


def test_headings_that_a_program_numbered_or_cut(form):
    text = "agree;town;people;other;needs;reason;other.1;How many people live wi;_uuid\nyes;1;;a;food;bombs;b;;u1\n"
    data = answered(text, "a.csv", form).data
    assert (data["home/other"].to_list(), data["why/other"].to_list()) == (["a"], ["b"])
    cut = "Do you agree to be asked?;Where do you live now?;How many people live with;_uuid\nYes;Atma;3;u1\n"
    assert answered(cut, "a.csv", form).data["people"].to_list() == [3]


def test_a_question_that_moved_between_groups_is_one(form):
    text = "agree;old/town;home/town;_uuid;_id;_index\nyes;1;;u1;1;1\nyes;;2;u2;2;2\nyes;1;2;u3;3;3\n"
    found = answered(text, "a.csv", form)
    assert found.data["town"].to_list() == ["1", "2", "1"]
    assert {"answer.twice", "header.moved"} <= set(rules(found))


def test_a_new_question_is_not_taken_for_what_it_ends_or_begins_with(form):
    text = "agree;Who fetches soap, water, town;What do you need most? Please explain;_uuid;_id;_index\nyes;she;tents;u1;1;1\n"
    found = answered(text, "a.csv", form)
    assert found.data["town"].to_list() == [None]
    assert found.data["What do you need most? Please explain"].to_list() == ["tents"]
    assert rules(found).count("header.unknown") == 2


def test_a_file_of_another_form_is_told(form):
    found = answered("a,b,_uuid,_id,_index\n1,2,u1,1,1\n", "a.csv", form)
    assert "form.other" in rules(found)
    assert found.read == 1


# --- values ------------------------------------------------------------------------------------------------------------


def told(found, rule):
    return [(p.line, p.value) for p in found.problems if p.rule == rule]


def test_values_as_spreadsheets_write_them(form):
    data = workbook(
        poll=[
            ["agree", "town", "people", "_uuid", "_id", "_index"],
            ["YES ", 1.0, 3, "u1", 1, 1],
            ["No", "2.0", "1,200", "u2", 2, 2],
            ["n/a", "02", "٣٤", "u3", 3, 3],
        ]
    )
    found = answered(data, "a.xlsx", form)
    assert found.data.select("agree", "town", "people").rows() == [("yes", "1", 3), ("no", "2", 1200), (None, "2", 34)]


def test_codes_that_look_like_truths_and_dates(tmp_path):
    survey = [["type", "name"], ["select_one t", "a"], ["select_one r", "b"]]
    choices = [
        ["list_name", "name", "label"],
        ["t", "true", "Right"],
        ["t", "false", "Wrong"],
        ["r", "1-5", "1-5"],
        ["r", "6-10", "6-10"],
    ]
    form = form_of(tmp_path, survey, choices)
    found = answered("a,b\nTRUE,5-Jan\nFalse,2024-10-06\nTRUE,6-10\n", "a.csv", form)
    assert found.data.select("a", "b").rows() == [("true", "1-5"), ("false", "6-10"), ("true", "6-10")]
    assert told(found, "answer.date") == [(2, "5-Jan"), (3, "2024-10-06")]


def test_an_unknown_answer_is_told_and_not_counted(form):
    found = answered("agree,town,_uuid,_id,_index\nyes,3,u1,1,1\nyes,1,u2,2,2\nyes,3,u3,3,3\n", "a.csv", form)
    assert found.data["town"].to_list() == [None, "1", None]
    assert told(found, "answer.unknown") == [(2, "3")]
    assert "2 cells" in next(p.message for p in found.problems if p.rule == "answer.unknown")


def test_codes_and_labels_in_one_column(form):
    found = answered("agree,town,_uuid,_id,_index\nyes,1,u1,1,1\nYes,Dana,u2,2,2\nno,2,u3,3,3\n", "a.csv", form)
    assert found.data["town"].to_list() == ["1", "2", "2"]
    assert told(found, "answer.mixed") == [(3, "Dana")]


def test_a_label_of_two_options_cannot_be_read(tmp_path):
    choices = [["list_name", "name", "label"], ["l", "a", "Same"], ["l", "b", "Same"], ["l", "c", "Third"]]
    form = form_of(tmp_path, [["type", "name"], ["select_one l", "q"]], choices)
    found = answered("q,x\nSame,1\nThird,1\n", "a.csv", form)
    assert found.data["q"].to_list() == [None, "c"]
    assert told(found, "answer.shared") == [(2, "Same")]


def test_an_other_answer_typed_in(form):
    found = answered("agree,reason,_uuid,_id,_index\nyes,flood,u1,1,1\n", "a.csv", form)
    assert found.data["reason"].to_list() == ["other"]
    assert told(found, "answer.unknown") == []


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1.5", "2"], [1.5, 2]),
        (["1,5", "1,234"], [1.5, 1.234]),
        (["1,234.5", "1 234"], [1234.5, 1234]),
        (["1.234,5"], [1234.5]),
        (["-3", "+4", "1e3"], [-3, 4, 1000]),
        (["٣٫٥"], [3.5]),
        (["1,234"], [None]),
        (["many"], [None]),
        (["n/a", "0"], [None, 0]),
    ],
)
def test_numbers(form, cells, numbers):
    rows = "".join(f'yes;"{cell}";u{n};{n};{n}\n' for n, cell in enumerate(cells))
    found = answered(f"agree;km;_uuid;_id;_index\n{rows}", "a.csv", form)
    assert found.data["km"].to_list() == numbers
    unread = [cell for cell, number in zip(cells, numbers, strict=True) if number is None and cell != "n/a"]
    assert [value for _, value in told(found, "number.format")] == unread


def test_a_number_that_stands_for_no_answer(form):
    text = "agree;people;_uuid;_id;_index\nyes;-999;u1;1;1\nyes;0;u2;2;2\n"
    found = answered(text, "a.csv", form)
    assert (found.data["people"].to_list(), told(found, "number.code")) == ([-999, 0], [(2, "-999")])
    assert answered(text, "a.csv", form, Wishes(no_numbers=(-999,))).data["people"].to_list() == [None, 0]


def test_lists_in_files_of_their_own_are_what_the_answers_hold(tmp_path):
    survey = [["type", "name"], ["select_one_from_file towns.csv", "a"], ["select_multiple_from_file aid.csv", "b"]]
    form = form_of(tmp_path, survey)
    found = answered("a;b;_uuid;_id;_index\nt1;x y;u1;1;1\nt2;y;u2;2;2\n", "a.csv", form)
    assert found.data.select("a", "b/x", "b/y").rows() == [("t1", True, True), ("t2", False, True)]


# --- who counts --------------------------------------------------------------------------------------------------------

STATUSES = "agree;_uuid;_id;_validation_status;_index\nyes;u1;1;;1\nno;u2;2;Approved;2\n;u3;3;On Hold;3\nyes;u4;4;Not Approved;4\n"


@pytest.mark.parametrize(
    ("wishes", "lines"),
    [
        (Wishes(), [2, 3, 4]),
        (Wishes(statuses="all"), [2, 3, 4, 5]),
        (Wishes(statuses="approved"), [3]),
        (Wishes(consent="agree"), [2]),
        (Wishes(consent="agree", consents=("YES", "no"), statuses="all"), [2, 3, 5]),
    ],
)
def test_who_counts(form, wishes, lines):
    found = answered(STATUSES, "a.csv", form, wishes)
    assert found.data["_line"].to_list() == lines
    assert found.data.height + found.left_out.height == found.read == 4


def test_a_question_for_consent_that_is_not_there_is_an_error(form):
    assert "consent.missing" in rules(answered(STATUSES, "a.csv", form, Wishes(consent="consent")))


def test_short_interviews_and_days_outside_are_left_out_when_the_poll_says_so(form):
    text = "start;end;agree;_uuid\n2024-05-01T10:00:00Z;2024-05-01T10:03:00Z;yes;u1\n2024-04-30T10:00:00Z;2024-04-30T10:30:00Z;yes;u2\n"
    assert answered(text, "a.csv", form).data.height == 2
    found = answered(text, "a.csv", form, Wishes(least_minutes=5))
    assert found.left_out.rows() == [(2, "It took less than 5 minutes.")]
    found = answered(text, "a.csv", form, Wishes(first=datetime(2024, 5, 1).date()))
    assert found.left_out["_line"].to_list() == [3]


def test_copies_of_a_submission_are_left_out(form):
    head = "start;end;agree;town;_id;_uuid;_submission_time;meta/deprecatedID\n"
    rows = (
        "2024-05-01T10:00:00Z;2024-05-01T10:03:00Z;yes;1;1;u1;2024-05-01T11:00:00;\n"
        "2024-05-01T10:00:00Z;2024-05-01T10:03:00Z;yes;2;1;u1;2024-05-02T11:00:00;\n"
        "2024-05-01T11:00:00Z;2024-05-01T11:03:00Z;yes;2;2;u2;2024-05-01T11:00:00;\n"
        "2024-05-01T11:00:00Z;2024-05-01T11:03:00Z;yes;2;3;u3;2024-05-01T11:01:00;\n"
        "2024-05-01T12:00:00Z;2024-05-01T12:03:00Z;no;2;4;u4;2024-05-01T12:01:00;\n"
        "2024-05-01T12:00:00Z;2024-05-01T12:03:00Z;yes;2;4;u5;2024-05-01T12:01:00;uuid:u4\n"
    )
    found = answered(head + rows, "a.csv", form)
    assert found.left_out.rows() == [
        (2, "The same submission stands again in line 3."),
        (5, "It was sent twice: all answers, start and end are those of line 4."),
        (6, "It was edited: line 7 replaces it."),
    ]
    assert answered(head + rows, "a.csv", form, Wishes(copies="keep")).data.height == 6


def test_rows_that_cannot_be_cut_are_read_and_left_out(form):
    text = 'agree;town;_uuid;_id;_index\nyes;1;u1;1;1\nyes;"1"x;u2;2;2\n'
    found = answered(text, "a.csv", form)
    assert (found.read, found.left_out.rows()) == (2, [(3, "It could not be cut into cells.")])


# --- without a form ----------------------------------------------------------------------------------------------------


def test_questions_are_guessed_without_a_form():
    found = answered(KOBO, "a.csv", None, Wishes(statuses="all"))
    assert [(each.name, each.kind) for each in found.questions] == [
        ("agree", "one"),
        ("town", "number"),
        ("people", "number"),
        ("other", "text"),
        ("needs", "many"),
        ("reason", "text"),
        ("reason_other", "text"),
        ("other (2)", "text"),
        ("km", "number"),
    ]
    assert found.data.select(NEEDS).rows() == [(True, True, False, False), (None,) * 4, (None,) * 4]
    assert found.data["_minutes"].to_list() == [12.5, 20, 2]


def test_options_without_a_summary_are_one_question_only_where_each_row_has_a_yes():
    several = "q.a,q.b,x\n1,0,u\n,,v\n1,1,w\n"
    assert answered(several, "a.csv", None).questions[0].kind == "many"
    group = "g/a,g/b,x\n1,0,u\n0,0,v\n1,1,w\n"
    assert [each.name for each in answered(group, "a.csv", None).questions] == ["g/a", "g/b", "x"]


def test_a_plain_table_is_read_too():
    found = answered("place,people\nAtma,3\nDana,\n", "a.csv", None)
    assert found.data.select("_key", "place", "people").rows() == [("2", "Atma", 3), ("3", "Dana", None)]


def test_choices_are_what_tests_say(form):
    assert [choice.name for choice in form.choices["need"]] == [row[1] for row in CHOICES if row[0] == "need"]


def test_a_submission_that_stands_twice_counts_once(tmp_path):
    """Both rows were left out: the one as an older copy, the other as sent twice."""
    head = '"start";"end";"back";"_id";"_uuid";"_submission_time"\n'
    row = '"2024-01-15T10:00:00";"2024-01-15T10:09:00";"no";"{}";"{}";"2024-01-15T12:00:00"\n'
    rows = [row.format(1, "u-1"), row.format(2, "u-2").replace("no", "yes"), row.format(1, "u-1")]
    (tmp_path / "responses.csv").write_text(head + "".join(rows), encoding="utf-8")
    found = read_answers(tmp_path / "responses.csv", None, Wishes())
    assert found.data["_line"].to_list() == [3, 4]
    assert found.left_out["_line"].to_list() == [2]


def test_of_an_interview_sent_twice_the_one_that_was_not_rejected_counts(tmp_path):
    head = '"start";"end";"back";"_id";"_uuid";"_submission_time";"_validation_status"\n'
    row = '"2024-01-15T10:00:00";"2024-01-15T10:09:00";"no";"{}";"{}";"2024-01-15T12:00:00";"{}"\n'
    rows = [row.format(1, "u-1", "Not approved"), row.format(2, "u-2", "Approved")]
    (tmp_path / "responses.csv").write_text(head + "".join(rows), encoding="utf-8")
    found = read_answers(tmp_path / "responses.csv", None, Wishes())
    assert found.data["_line"].to_list() == [3]


def test_days_in_the_order_that_the_file_shows(tmp_path):
    survey = [["type", "name"], ["today", "today"], ["date", "left"], ["text", "x"], ["start", "start"]]
    form = form_of(tmp_path, survey)
    text = "today,left,x,start\n7/16/2018,12/01/2016,a,7/16/2018 9:05\n7/17/2018,03/02/2016,b,7/17/2018 13:00\n"
    data = answered(text, "a.csv", form).data
    assert data["left"].to_list() == [date(2016, 12, 1), date(2016, 3, 2)]
    assert data["_start"][0] == datetime(2018, 7, 16, 9, 5)
    unclear = "today,left,x\n7/6/2018,12/01/2016,a\n"
    found = answered(unclear, "a.csv", form)
    assert (found.data["left"].to_list(), told(found, "date.format")[0]) == (["12/01/2016"], (2, "7/6/2018"))
    found = answered(unclear, "a.csv", form, Wishes(order="day/month/year"))
    assert found.data["left"].to_list() == [date(2016, 1, 12)]


def test_columns_of_the_system_as_r_writes_them(form):
    found = answered(
        "agree,X_uuid,X_submission_time,X__version__,X_id\nyes,u1,2024-05-01T07:13:00,v1,1\n", "a.csv", form
    )
    assert (found.data["_key"].to_list(), found.data["_submitted"].count()) == (["u1"], 1)
    assert "header.unknown" not in rules(found)


def test_a_name_with_a_point_is_no_option_of_a_shorter_one(tmp_path):
    survey = [["type", "name"], ["select_multiple need", "A1"], ["text", "A1.1"]]
    choices = [["list_name", "name", "label"], ["need", "1", "One"], ["need", "2", "Two"]]
    found = answered("A-A1,A-A1/1,A-A1/2,A-A1.1,KEY\n1,1,0,x,u1\n", "a.csv", form_of(tmp_path, survey, choices))
    assert found.data.select("A1/1", "A1/2", "A1.1").rows() == [(True, False, "x")]


def test_codes_that_differ_only_in_case(tmp_path):
    survey, choices = (
        [["type", "name"], ["select_one c", "q"]],
        [["list_name", "name", "label"], ["c", "A", "One"], ["c", "a", "Two"]],
    )
    found = answered("q,x\nA,1\na,2\nTwo,3\n", "a.csv", form_of(tmp_path, survey, choices))
    assert found.data["q"].to_list() == ["A", "a", "a"]


def test_a_code_for_consent_that_is_no_answer_is_an_error(form):
    assert "consent.code" in rules(answered(STATUSES, "a.csv", form, Wishes(consent="agree", consents=("1",))))


def test_submissions_made_to_try_out_the_form_are_told(form):
    found = answered(
        "agree;reason;why/other;_uuid;_id;_index\nyes;other;Test.;u1;1;1\nyes;other;testimony;u2;2;2\n", "a.csv", form
    )
    assert told(found, "submission.test") == [(2, "Test.")]
    assert found.data.height == 2


def test_pictures_beside_the_answers_are_passed_over(form):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("poll.csv", "SubmissionDate,agree,KEY\n2024-05-01T07:13:00.000Z,yes,uuid:u1\n")
        for number in range(300):
            archive.writestr(f"media/{number}.jpg", b"\xff\xd8\xff")
    found = answered(made.getvalue(), "poll.zip", form)
    assert (found.read, [rule for rule in rules(found) if rule.startswith("archive")]) == (1, [])
