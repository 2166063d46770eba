"""Forms as workbooks: what is asked, in which order, groups and languages, and what cannot be followed."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from nuzuh.formats.xlsform import UnreadableFile, language_code, read_form


def written(folder: Path, **sheets: list[list[object]]) -> Path:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name.replace("__", " "))
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    book.close()
    path = folder / "form.xlsx"
    path.write_bytes(made.getvalue())
    return path


def test_a_form_in_two_languages(tmp_path):
    form = read_form(
        written(
            tmp_path,
            survey=[
                [
                    "type",
                    "name",
                    "label::English (en)",
                    "label::Arabic (ar)",
                    "relevant",
                    "constraint_message::Arabic (ar)",
                ],
                ["start", "start"],
                ["begin_group", "aid", "Aid", "مساعدة", "${a} = 'yes'"],
                ["select_one yes_no", "got", "Got any?", "هل", "", "لا"],
                ["begin_repeat", "item", "Item"],
                ["select_multiple kind or_other", "what", "What?"],
                ["end_repeat"],
                ["end_group"],
                [],
                ["end", "end"],
            ],
            choices=[
                ["list_name", "name", "label::English (en)", "label::arabic (AR)", "region"],
                ["yes_no", "yes", "Yes", "نعم", "north"],
                ["yes_no", "no", "No", "لا"],
                ["kind", 1, "Tent"],
            ],
            settings=[["form_title", "id_string", "version", "default_language"], ["Aid", "a1", 7, "Arabic (ar)"]],
        )
    )
    assert (form.title, form.form_id, form.version, form.default_language) == ("Aid", "a1", "7", "Arabic (ar)")
    assert form.languages == ("English (en)", "Arabic (ar)")
    assert form.faults == ()
    assert [(q.name, q.type, q.list_name, q.path, q.repeat, q.other, q.line) for q in form.questions] == [
        ("start", "start", "", (), "", False, 2),
        ("got", "select_one", "yes_no", ("aid",), "", False, 4),
        ("what", "select_multiple", "kind", ("aid", "item"), "item", True, 6),
        ("end", "end", "", (), "", False, 10),
    ]
    assert form.questions[1].label == {"English (en)": "Got any?", "Arabic (ar)": "هل"}
    assert form.questions[1].constraint_message == {"Arabic (ar)": "لا"}
    assert [(g.name, g.kind, g.path, g.relevant, g.line) for g in form.groups] == [
        ("aid", "group", (), "${a} = 'yes'", 3),
        ("item", "repeat", ("aid",), "", 5),
    ]
    yes = form.choices["yes_no"][0]
    assert (yes.name, yes.label, yes.line, yes.more) == (
        "yes",
        {"English (en)": "Yes", "Arabic (ar)": "نعم"},
        2,
        {"region": "north"},
    )
    assert form.choices["kind"][0].name == "1"


def test_old_spellings_and_headings_in_any_case(tmp_path):
    form = read_form(
        written(
            tmp_path,
            Survey=[
                ["A form about colours"],
                [
                    "TYPE",
                    "Name",
                    "Caption : English",
                    "bind:relevant",
                    "bind:jr:constraintMsg",
                    "select_from_list_name",
                ],
                ["select one from Colours", "a", "One"],
                ["add select all that apply prompt using Colours or specify other", "b", "Many", "${a} = 'red'", "no"],
                ["string", "c"],
                ["add integer prompt", "d"],
                ["select_one", "e", "", "", "", "Colours"],
                ["select_one_from_file towns.csv", "f"],
                ["", "", ""],
            ],
            choices__and__columns=[["list name", "value", "label:English"], ["Colours", "red", "Red"]],
        )
    )
    assert [(q.name, q.type, q.list_name, q.other) for q in form.questions] == [
        ("a", "select_one", "Colours", False),
        ("b", "select_multiple", "Colours", True),
        ("c", "text", "", False),
        ("d", "integer", "", False),
        ("e", "select_one", "Colours", False),
        ("f", "select_one", "towns.csv", False),
    ]
    assert form.questions[1].relevant == "${a} = 'red'"
    assert form.questions[1].constraint_message == {"": "no"}
    assert form.languages == ("English",)
    assert form.choices["Colours"][0].label == {"English": "Red"}


def test_looped_groups_of_old_are_repeats(tmp_path):
    rows = [["type", "name"], ["begin lgroup", "child"], ["text", "a"], ["end looped group"]]
    form = read_form(written(tmp_path, survey=rows))
    assert ([group.kind for group in form.groups], form.questions[0].repeat, form.faults) == (["repeat"], "child", ())


def test_scores_and_rankings_of_kobo_take_the_list_of_their_group(tmp_path):
    form = read_form(
        written(
            tmp_path,
            survey=[
                ["type", "name", "label", "kobo--score-choices", "kobo--rank-items"],
                ["begin_score", "trust", "Trust", "levels"],
                ["score__row", "army", "The army"],
                ["end_score"],
                ["begin_rank", "need", "Needs", "", "needs"],
                ["rank__level", "first", "First"],
                ["end_rank"],
            ],
        )
    )
    assert [(q.name, q.type, q.list_name, q.path) for q in form.questions] == [
        ("army", "select_one", "levels", ("trust",)),
        ("first", "select_one", "needs", ("need",)),
    ]


@pytest.mark.parametrize(
    ("rows", "rule", "line"),
    [
        ([["begin_group", "g"], ["text", "a"]], "form.nesting", 2),
        ([["text", "a"], ["end_group"]], "form.nesting", 3),
        ([["begin_group", "g"], ["begin_repeat", "r"], ["end_group"], ["end_repeat"]], "form.nesting", 4),
        ([["text", ""]], "form.name", 2),
        ([["", "a"]], "form.type", 2),
        ([["text", "a"], ["text", "a"]], "form.twice", 3),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_line(tmp_path, rows, rule, line):
    form = read_form(written(tmp_path, survey=[["type", "name"], *rows]))
    assert (form.faults[0].rule, form.faults[0].line) == (rule, line)


def test_a_second_column_of_the_same_heading_is_left_out(tmp_path):
    form = read_form(written(tmp_path, survey=[["type", "name", "label", "label"], ["text", "a", "one", "two"]]))
    assert form.questions[0].label == {"": "one"}
    assert [fault.rule for fault in form.faults] == ["header.duplicate"]


@pytest.mark.parametrize(
    ("sheets", "rule"),
    [({"answers": [["a", "b"], [1, 2]]}, "form.survey"), ({"survey": [["a", "b"], [1, 2]]}, "form.header")],
)
def test_a_workbook_that_is_no_form_is_refused(tmp_path, sheets, rule):
    with pytest.raises(UnreadableFile) as caught:
        read_form(written(tmp_path, **sheets))
    assert caught.value.fault.rule == rule


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Arabic (ar)", "ar"),
        ("العربية", "ar"),
        ("عربي", "ar"),
        ("Türkçe", "tr"),
        ("TURKCE", "tr"),
        ("English", "en"),
        ("en-GB", "en"),
        ("Français (fr)", "fr"),
        ("arabe", "ar"),
        ("Kurdish (Sorani)", "ckb"),
        ("Language 1", "language 1"),
        ("", ""),
    ],
)
def test_languages_by_name_and_code(text, code):
    assert language_code(text) == code
