"""Forms that others made, with what is wrong with them; they stand beside the project, and without them nothing is tested."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from nuzuh.formats.xlsform import Form, UnreadableFile, read_form
from nuzuh.poll.lint import lint

HERE = Path(__file__).parents[3] / "shared" / "data" / "kobo"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HERE.is_dir(), reason=f"{HERE} is not here: real forms are not looked at"),
]
TEXT = re.compile(r"'([^']+)'|\"([^\"]+)\"")


@pytest.fixture(scope="module")
def msna() -> Form:
    """A household survey of 275 questions in two languages, as a draft that countries fill in."""
    (path,) = (HERE / "msna2024_pair").glob("REACH*.xlsx")
    return read_form(path)


def test_no_form_breaks_the_rules_themselves() -> None:
    seen = 0
    for path in sorted(HERE.rglob("*.xls*")):
        try:
            form = read_form(path)
        except UnreadableFile:
            continue  # answers, not forms
        for fault in lint(form, ["en", "ar", "tr"]):
            assert fault.line is None or fault.line >= 1
            assert "/" in fault.column
            assert fault.message.endswith(".")
            assert fault.suggestion
        seen += 1
    assert seen == 20


def test_what_is_wrong_with_a_real_survey(msna: Form) -> None:
    """Each of these was looked at in the form: all are true of it."""
    told = ("translation.missing", "answers.way_out")
    found = [(fault.line, fault.column, fault.rule) for fault in lint(msna) if fault.rule not in told]
    assert found == [
        (6, "survey/type", "person.phone"),
        (43, "survey/label::french", "translation.copied"),  # both columns are in French
        (82, "survey/calculation", "reference.repeat"),  # compares with all members, outside the roster
        (82, "survey/calculation", "reference.repeat"),
        (259, "survey/constraint", "constraint.idle"),  # stands one line below its question
        (314, "survey/required", "reference.bare"),  # "T"
        (315, "survey/required", "reference.bare"),
        (319, "survey/relevant", "consent.partly"),  # coordinates are taken of those who said no
        (319, "survey/label", "person.point"),
        (15, "choices/label::english", "choice.alike"),  # "To be updated by country"
        *((line, "choices/label::english", "choice.alike") for line in (63, 64, 65, 66)),
    ]


def test_every_misspelt_code_is_found(msna: Form) -> None:
    """With an x behind each code in each condition, every one of them is told, and nothing else is."""

    def misspelt(text: str) -> str:
        return TEXT.sub(lambda found: f"'{found[1] or found[2]}x'", text)

    form = replace(
        msna,
        questions=tuple(
            replace(
                each,
                relevant=misspelt(each.relevant),
                constraint=misspelt(each.constraint),
                calculation=misspelt(each.calculation),
            )
            for each in msna.questions
        ),
    )
    planted = {
        (question.line, f"survey/{column}", code[0] or code[1])
        for question in msna.questions
        for column in ("relevant", "constraint", "calculation")
        for code in TEXT.findall(getattr(question, column))
        if question.type != "note" or column != "constraint"
    }
    found = {
        (fault.line, fault.column, code)
        for fault in lint(form)
        if fault.rule == "choice.unknown"
        for code in re.findall(r'never has the answer "(.+)x"', fault.message)
    }
    assert len(planted) > 150
    assert found == planted
