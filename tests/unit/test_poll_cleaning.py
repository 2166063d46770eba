"""The cleaning log: corrections with a guard and a reason, in the answers and never in the file."""

import pytest

from nuzuh.poll.answers import read_answers
from nuzuh.poll.asked import Wishes
from nuzuh.poll.cleaning import read_log, suggested
from nuzuh.poll.quality import brief
from tests.polls import form_of, workbook

HEAD = "key,question,expect,value,action,reason,by,date\n"
POLL = [
    [
        "agree",
        "town",
        "people",
        "needs",
        "needs/food",
        "needs/water",
        "needs/tent",
        "needs/none",
        "km",
        "_id",
        "_uuid",
        "_index",
    ],
    ["yes", "Atme", 3, "food", 1, 0, 0, 0, 2.5, 11, "u1", 1],
    ["yes", 2, 70, None, None, None, None, None, None, 12, "u2", 2],
    ["no", 2, 7, None, None, None, None, None, None, 13, "u3", 3],
]
CHILD = [
    ["age", "_index", "_parent_table_name", "_parent_index"],
    [1, 1, "poll", 1],
    [99, 2, "poll", 1],
    [3, 3, "poll", 2],
]


@pytest.fixture
def clean(tmp_path):
    def read(rows):
        (tmp_path / "cleaning.csv").write_text(HEAD + rows, "utf-8")
        path = tmp_path / "responses.xlsx"
        path.write_bytes(before := workbook(poll=POLL, child=CHILD))
        found = read_answers(path, form_of(tmp_path), Wishes(), read_log(tmp_path))
        assert path.read_bytes() == before
        return found

    return read


def refused(found):
    return [(p.line, p.column, p.rule) for p in found.problems if p.rule.startswith(("cleaning", "cell", "choice"))]


def test_values_are_changed_and_told(clean):
    found = clean(
        "u1,town,Atme,1,,misspelt,sara,2024-05-02\n"
        "uuid:u2,people,70,7,change,one digit too many,sara,\n"
        "12,needs,,food water,,forgotten,sara,\n"
        "2,km,2.50,,,not asked in truth,sara,\n"
        "u1/child[2],age,99,9,,misspelt,sara,\n"
    )
    assert refused(found) == []
    assert found.data.select("town", "people", "km", "needs/food", "needs/water", "needs/tent").rows() == [
        ("1", 3, None, True, False, False),
        ("2", 7, None, True, True, False),
        ("2", 7, None, None, None, None),
    ]
    assert found.repeats["child"].select("_key", "age").rows() == [
        ("u1/child[1]", 1),
        ("u1/child[2]", 9),
        ("u2/child[1]", 3),
    ]
    assert found.changed.rows() == [
        (2, "town", "Atme", "1", "misspelt"),
        (3, "people", "70", "7", "one digit too many"),
        (3, "needs", None, "food water", "forgotten"),
        (2, "km", "2.5", None, "not asked in truth"),
        (3, "age", "99", "9", "misspelt"),
    ]
    assert "answer.unknown" not in [problem.rule for problem in found.problems]


def test_an_interview_is_removed(clean):
    found = clean("u3,,,,remove,made to try out the form,sara,\n")
    assert found.left_out.rows() == [(4, "Removed in the cleaning: made to try out the form")]
    assert (found.read, found.data.height) == (3, 2)


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("u9,town,Atme,1,,why,sara,", "key", "cleaning.key"),
        ("u1/child[7],age,1,2,,why,sara,", "key", "cleaning.key"),
        ("u1,village,Atme,1,,why,sara,", "question", "cleaning.question"),
        ("u1,other,,x,,why,sara,", "question", "cleaning.question"),
        ("u1,,Atme,1,,why,sara,", "question", "cleaning.question"),
        ("u1,town,Dana,1,,why,sara,", "expect", "cleaning.expect"),
        ("u1,town,,1,,why,sara,", "expect", "cleaning.expect"),
        ("u1,town,Atme,9,,why,sara,", "value", "cleaning.value"),
        ("u1,needs,food,food cash,,why,sara,", "value", "cleaning.value"),
        ("u1,people,3,many,,why,sara,", "value", "cleaning.value"),
        ("u1,town,Atme,1,,,sara,", "reason", "cell.missing"),
        ("u1,town,Atme,1,,why,,", "by", "cell.missing"),
        ("u1,town,Atme,1,delete,why,sara,", "action", "choice.unknown"),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_their_line(clean, row, column, rule):
    found = clean(f"{row}\n")
    assert refused(found) == [(2, column, rule)]
    assert found.changed.is_empty()
    assert found.data["town"].to_list() == [None, "2", "2"]


def test_options_in_columns_of_their_own_are_changed(tmp_path):
    head = ["agree", "needs/food", "needs/water", "needs/tent", "needs/none", "_id", "_uuid", "_index"]
    path = tmp_path / "responses.xlsx"
    path.write_bytes(workbook(poll=[head, ["yes", 1, 0, 1, 0, 1, "u1", 1]]))
    (tmp_path / "cleaning.csv").write_text(HEAD + "u1,needs,tent food,water,,why,sara,\n", "utf-8")
    found = read_answers(path, form_of(tmp_path), Wishes(), read_log(tmp_path))
    assert found.data.select("^needs/.*$").rows() == [(False, True, False, False)]
    assert found.changed["old"].to_list() == ["food tent"]


def test_a_suggested_log_is_refused_until_somebody_signs_it(tmp_path):
    text = "start;end;agree;_uuid\n2024-05-01T10:00:00Z;2024-05-01T10:03:00Z;yes;u1\n2024-05-01T10:00:00Z;2024-05-01T10:30:00Z;yes;u2\n"
    path = tmp_path / "responses.csv"
    path.write_text(text, "utf-8")
    form = form_of(tmp_path)
    log = suggested(brief(read_answers(path, form, Wishes()).data, least=5))
    assert log.columns == HEAD.strip().split(",")
    assert log.select("key", "action", "reason").rows() == [("u1", "remove", "It took 3.0 minutes.")]
    log.write_csv(tmp_path / "cleaning.csv")
    found = read_answers(path, form, Wishes(), read_log(tmp_path))
    assert (refused(found), found.data.height) == ([(2, "by", "cell.missing")], 2)


def test_a_poll_without_a_log(tmp_path):
    assert read_log(tmp_path).rows.is_empty()
