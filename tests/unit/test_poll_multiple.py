"""A question of which several answers are chosen comes out the same from every form in which it is published."""

import pytest

from tests.polls import answered, form_of, workbook

SURVEY = [
    ["type", "name", "label::English", "label::Turkish"],
    ["select_multiple need", "needs", "What do you need?", "Neye ihtiyacınız var?"],
    ["text", "x", "Else", "Başka"],
]
CHOICES = [
    ["list_name", "name", "label::English", "label::Turkish"],
    ["need", "food", "Food", "Gıda"],
    ["need", "water", "Safe water", "Temiz su"],
    ["need", "tent", "Tents, blankets", "Çadır"],
    ["need", "none", "None", "Hiçbiri"],
]
# Lines 2 to 5: food and water; not asked; tent; food.
WANTED = [(True, True, False, False), (None,) * 4, (False, False, True, False), (True, False, False, False)]
SYSTEM = "_id;_uuid;_index"


@pytest.fixture
def form(tmp_path):
    return form_of(tmp_path, SURVEY, CHOICES)


def read(form, head, rows):
    lines = [f"{row};{n};u{n};{n}" for n, row in enumerate(rows, 1)]
    return answered("\n".join([f"{head};{SYSTEM}", *lines, ""]), "a.csv", form)


def told(found):
    return [(p.rule, p.line, p.value) for p in found.problems if p.rule.startswith(("many", "answer"))]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("needs;x", ["food water;", ";", "tent;", "food;"]),
        ("needs;x", ["water  food;", ";", "TENT;", "food ;"]),
        ("needs;x", ["food,water;", ";", "tent;", "food;"]),
        ("needs;x", ['"[""food"", ""water""]";', ";", "tent;", "food;"]),
        ("needs;x", ["Food Safe water;", ";", "Tents, blankets;", "Food;"]),
        ("needs;x", ["Food, Safe water;", ";", "Tents, blankets;", "Food;"]),
        ("needs;x", ['"Food; Safe water";', "n/a;", '"Tents, blankets";', "Food;"]),
        ("needs;x", ["Gıda Temiz su;", ";", "Çadır;", "GIDA;"]),
        ("needs/food;needs/water;needs/tent;needs/none", ["1;1;0;0", ";;;", "0;0;1;0", "1;0;0;0"]),
        ("needs.food;needs.water;needs.tent;needs.none", ["1.0;1.0;0.0;0.0", ";;;", "0;0;1;0", "1;0;0;0"]),
        (
            "needs:food;needs:water;needs:tent;needs:none",
            ["TRUE;TRUE;FALSE;FALSE", ";;;", "FALSE;FALSE;TRUE;FALSE", "TRUE;;;"],
        ),
        (
            "needs_food;needs_water;needs_tent;needs_none",
            ["True;True;False;False", ";;;", "False;False;True;False", "True;;;"],
        ),
        (
            "needs/food;needs/water;needs/tent;needs/none",
            ["yes;yes;no;no", "n/a;n/a;n/a;n/a", "no;no;yes;no", "Yes;No;No;No"],
        ),
        ("needs/food;needs/water;needs/tent;needs/none", ["food;water;;", ";;;", ";;Tents, blankets;", "Food;;;"]),
        (
            "What do you need?/Food;What do you need?/Safe water;What do you need?/Tents, blankets;What do you need?/None",
            ["1;1;0;0", ";;;", "0;0;1;0", "1;0;0;0"],
        ),
        (
            "needs;needs/food;needs/water;needs/tent;needs/none",
            ["food water;1;1;0;0", ";;;;", "tent;0;0;1;0", "food;1;0;0;0"],
        ),
        (
            "needs;needs/food;needs/water;needs/tent;needs/none",
            ["food water;1;1;0;0", ";0;0;0;0", "tent;0;0;1;0", "food;1;0;0;0"],
        ),
        (
            "Neye ihtiyacınız var?;Neye ihtiyacınız var?/Gıda;Neye ihtiyacınız var?/Temiz su;Neye ihtiyacınız var?/Çadır",
            ["Gıda Temiz su;1;1;0", ";;;", "Çadır;0;0;1", "Gıda;1;0;0"],
        ),
    ],
)
def test_every_published_form(form, head, rows):
    found = read(form, head, rows)
    assert found.data.select("needs/food", "needs/water", "needs/tent", "needs/none").rows() == WANTED
    assert told(found) == []


def test_truths_and_numbers_of_a_workbook(form):
    head = ["needs", "needs/food", "needs/water", "needs/tent", "needs/none", "_id", "_uuid", "_index"]
    rows = [
        ["food water", 1, 1.0, 0, 0, 1, "u1", 1],
        [None, None, None, None, None, 2, "u2", 2],
        ["tent", False, False, True, False, 3, "u3", 3],
        ["food", 1, 0, 0, None, 4, "u4", 4],
    ]
    found = answered(workbook(a=[head, *rows]), "a.xlsx", form)
    assert found.data.select("^needs/.*$").rows() == WANTED
    assert told(found) == []


def test_where_summary_and_options_differ_the_summary_is_taken(form):
    found = read(
        form, "needs;needs/food;needs/water;needs/tent;needs/none", ["food;1;1;0;0", ";0;1;0;0", "tent;0;0;1;0"]
    )
    assert found.data.select("^needs/.*$").rows() == [
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, False),
    ]
    assert told(found) == [("many.differ", 2, "food"), ("many.summary", 3, "")]


def test_zeros_alone_are_no_answer(form):
    found = read(form, "needs/food;needs/water;needs/tent;needs/none", ["1;0;0;0", "0;0;0;0", ";;;"])
    assert found.data["needs/food"].to_list() == [True, None, None]
    assert told(found) == [("many.none", 3, "")]


def test_options_that_the_list_does_not_have(form):
    found = read(form, "needs;needs/food;needs/cash", ["food cash;1;1", "cash;0;1", "food;1;0"])
    assert found.data.select("needs/food", "needs/water").rows() == [(True, False), (None, None), (True, False)]
    assert told(found) == [
        ("many.option", 2, "cash"),
        ("many.unknown", 2, "cash"),
        ("many.unknown", 3, "cash"),
    ]


def test_a_value_that_is_neither_yes_nor_no(form):
    found = read(form, "needs/food;needs/water", ["1;maybe", "1;0"])
    assert found.data["needs/water"].to_list() == [False, False]
    assert told(found) == [("many.value", 2, "maybe")]


def test_labels_that_run_together_are_told_unless_the_options_have_columns(tmp_path):
    choices = [
        ["list_name", "name", "label"],
        ["need", "a", "Food"],
        ["need", "b", "Water"],
        ["need", "c", "Food Water"],
    ]
    form = form_of(tmp_path, [["type", "name", "label"], ["select_multiple need", "q", "Q"]], choices)
    found = read(form, "q;x", ["Food Water;", "Water Food;", "Food;"])
    assert found.data.select("q/a", "q/b", "q/c").rows() == [(None,) * 3, (True, True, False), (True, False, False)]
    assert told(found) == [("many.labels", 2, "Food Water")]
    found = read(form, "q;q/a;q/b;q/c", ["Food Water;0;0;1", "Water Food;1;1;0"])
    assert found.data.select("q/a", "q/b", "q/c").rows() == [(False, False, True), (True, True, False)]
    assert told(found) == []


def test_or_other_adds_an_option(tmp_path):
    form = form_of(tmp_path, [["type", "name", "label"], ["select_multiple need or_other", "q", "Q"]], CHOICES)
    found = read(
        form, "q;q/food;q/water;q/tent;q/none;q/other;q_other", ["food other;1;0;0;0;1;soap", "food soap;1;0;0;0;1;"]
    )
    assert found.data.select("q/food", "q/other", "q_other").rows() == [(True, True, "soap"), (True, True, None)]
    assert told(found) == []


def test_numeric_codes(tmp_path):
    choices = [["list_name", "name", "label"], ["l", 1, "One"], ["l", 2, "Two"], ["l", 10, "Ten"]]
    form = form_of(tmp_path, [["type", "name", "label"], ["select_multiple l", "q", "Q"]], choices)
    head = ["q", "q/1", "q/2", "q/10", "_id", "_uuid", "_index"]
    rows = [["1 10", 1, 0, 1, 1, "u1", 1], [2.0, 0, 1, 0, 2, "u2", 2]]
    found = answered(workbook(a=[head, *rows]), "a.xlsx", form)
    assert found.data.select("q/1", "q/2", "q/10").rows() == [(True, False, True), (False, True, False)]
    assert told(found) == []
