"""Any form comes back from its workbook as it was."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.formats.xlsform import Choice, Form, Question, read_form
from nuzuh.formats.xlsform_write import write_form

LANGUAGES = ("English (en)", "Arabic (ar)")
words = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=12)
names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.fixed_dictionaries({}, optional=dict.fromkeys(LANGUAGES, words.filter(bool)))
kinds = st.sampled_from(["select_one", "select_multiple", "rank"])


@st.composite
def forms(draw: st.DrawFn) -> Form:
    lists = draw(st.dictionaries(names, st.lists(st.tuples(names, texts), min_size=1, max_size=3), max_size=3))
    lines = iter(range(2, 100))
    choices = {name: tuple(Choice(code, label, next(lines), {}) for code, label in of) for name, of in lists.items()}
    questions = []
    for line, name in enumerate(draw(st.lists(names, min_size=1, max_size=5, unique=True)), 2):
        kind, list_name, other = "text", "", False
        if lists and draw(st.booleans()):
            kind, list_name, other = draw(kinds), draw(st.sampled_from(sorted(lists))), draw(st.booleans())
        label, hint, relevant = draw(texts), draw(texts), draw(words)
        questions.append(
            Question(name, kind, list_name, label, hint, (), "", relevant, "", "", "", "", "", other, line)
        )
    return Form("A title", "a_form", "1", LANGUAGES[0], LANGUAGES, tuple(questions), choices, (), {}, ())


@given(forms())
@settings(max_examples=40)
def test_any_form_survives(tmp_path_factory: pytest.TempPathFactory, form: Form) -> None:
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    path.write_bytes(write_form(form, dt.date(2020, 2, 6)))
    read = read_form(path)
    assert read.faults == ()
    assert (read.questions, dict(read.choices), read.languages) == (form.questions, dict(form.choices), LANGUAGES)
