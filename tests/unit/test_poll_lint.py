"""Faults planted in a sound form, one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nuzuh.formats.raw import FileFault
from nuzuh.formats.xlsform import Choice, Form, Group, Question, read_form
from nuzuh.formats.xlsform_write import write_form
from nuzuh.poll.lint import lint
from nuzuh.poll.questionnaire import questionnaire
from tests.forms import ARABIC, ASKED, ENGLISH, HEADING, PLACES, TURKISH

CODES = ("en", "ar", "tr")
SOUND = questionnaire(HEADING, ASKED, interviewers=["A1", "A2"], clusters=PLACES)
NEXT = max(question.line for question in SOUND.questions) + 1
MORE = Question("more", "text", "", {}, {}, ("interview",), "", "", "", "", "", "", "", other=False, line=NEXT)
MOVED = replace(MORE, name="moved", type="select_one", list_name="return", line=NEXT + 1)


def named(en: str, ar: str = "كيف ذلك؟", tr: str = "Nasıl?") -> dict[str, str]:
    return {ENGLISH: en, ARABIC: ar, TURKISH: tr}


def line_of(name: str, form: Form = SOUND) -> int:
    return next(question.line for question in form.questions if question.name == name)


def changed(name: str, /, **changes: Any) -> Form:
    """Return the sound form with one question changed."""
    return replace(
        SOUND,
        questions=tuple(replace(each, **changes) if each.name == name else each for each in SOUND.questions),
    )


def with_questions(*questions: Question, groups: Sequence[Group] = (), **lists: tuple[Choice, ...]) -> Form:
    """Return the sound form with more questions, groups and lists; labels in three languages where they have none."""
    more = [replace(each, label=each.label or named("How so?")) for each in questions]
    return replace(
        SOUND,
        questions=(*SOUND.questions, *more),
        groups=(*SOUND.groups, *groups),
        choices={**SOUND.choices, **lists},
    )


def with_choices(name: str, *choices: Choice) -> Form:
    return replace(SOUND, choices={**SOUND.choices, name: choices})


def without(*names: str) -> Form:
    return replace(SOUND, questions=tuple(each for each in SOUND.questions if each.name not in names))


def found(form: Form, languages: Sequence[str] = CODES) -> list[tuple[str, int | None, str]]:
    return [(fault.rule, fault.line, fault.column) for fault in lint(form, languages)]


def only(form: Form, languages: Sequence[str] = CODES) -> FileFault:
    (fault,) = lint(form, languages)
    return fault


def test_a_sound_form_gives_nothing() -> None:
    assert lint(SOUND, CODES) == []
    assert lint(questionnaire(HEADING, ASKED), CODES) == []


def test_lines_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_form(changed("why", relevant="${return} = 'latr'"), dt.date(2020, 2, 6)))
    fault = only(read_form(path))
    assert (fault.line, fault.column, fault.value) == (line_of("why"), "survey/relevant", "${return} = 'latr'")
    assert fault.suggestion == 'Did you mean "later"?'


# ------------------------------------------------------------------------------------------------- codes in conditions
@pytest.mark.parametrize(
    ("relevant", "message", "suggestion"),
    [
        ("${aid} = 'Yes'", '"Yes"; there is yes, no, dont_know, refused', 'Write "yes": capital and small'),
        ("'ja' = ${aid}", 'aid (list "yes_no") never has the answer "ja"', "Write one of these codes"),
        ('${aid} != "ja"', '"ja"', ""),
        ("${aid}=‘ja’", '"ja"', ""),
        ("${aid} = 1", '"1"', ""),
        ("${aid} = -99", '"-99"', ""),
        ("selected(${needs}, 'foood')", "needs (list", 'Did you mean "food"?'),
        ("not(selected(${needs}, 'water'))", '"water"', ""),
        ("${needs} = 'food water'", '"water"', ""),
        ("selected-at(${needs}, 0) = 'water'", '"water"', ""),
        ("count-selected(${needs}) > 1 and selected(${needs}, 'water')", '"water"', ""),
        ("jr:choice-name('ja', '${aid}') = 'Yes'", '"ja"', ""),
        ("if(${aid} = 'ja', 1, 0) = 1", '"ja"', ""),
        ("if(${moves} > 2, ${aid}, ${return}) = 'ja'", "aid (list", ""),
        ("coalesce(${aid}, ${return}) = 'ja'", 'return (list "return")', ""),
        ("../aid = 'ja'", '"ja"', ""),
        ("/data/interview/aid = 'ja'", '"ja"', ""),
        ("selected('yes ja', ${aid})", '"ja"', ""),
        ("${cluster} = 'atme'", "cluster", 'Did you mean "atma"?'),
        ("${aid} = 'yes' or ${aid} = 'ja'", '"ja"', ""),
    ],
)
def test_codes_that_no_list_has(relevant: str, message: str, suggestion: str) -> None:
    fault = only(changed("why", relevant=relevant))
    assert (fault.rule, fault.severity) == ("choice.unknown", "error")
    assert (fault.line, fault.column, fault.value) == (line_of("why"), "survey/relevant", relevant)
    assert message in fault.message
    assert suggestion in fault.suggestion


@pytest.mark.parametrize(
    "relevant",
    [
        "${aid} = 'yes'",
        "${aid}!='' and (selected(${needs}, 'food') or not(selected(${needs}, 'refused')))",
        "${needs} = 'food shelter'",
        "selected-at(${needs}, 0) = 'food'",
        "selected('yes no', ${aid})",
        "jr:choice-name(${aid}, '${aid}') = 'Yes, of course'",
        "if(${aid} = 'yes', ${return}, 'never') = 'never'",
        "string-length(${interviewer}) > 1 and regex(${interviewer}, '^[A-Z]+$')",
        "${moves} = 3",
        "../aid = 'yes' and current()/../aid = 'no'",
        "instance('return')/root/item[name = ${return} and label = 'x']/label = 'y'",
        "${aid} = ${return}",
        "(${moves} * 2 - 1) div 3 >= -1",
        "${aid} = “yes”",
        "true()",
        "yes",
    ],
)
def test_conditions_that_hold(relevant: str) -> None:
    assert lint(changed("why", relevant=relevant), CODES) == []


@pytest.mark.parametrize(
    ("name", "changes", "rule"),
    [
        ("return", {"constraint": ". != 'never'"}, "choice.unknown"),
        ("needs", {"constraint": "not(selected(., 'all') and count-selected(.) > 1)"}, "choice.unknown"),
        ("why", {"required": "${aid} = 'ja'"}, "choice.unknown"),
        ("why", {"required": "T"}, "reference.bare"),
        ("why", {"default": "${ad}"}, "reference.unknown"),
        ("why", {"parameters": "rows=${ad}"}, "reference.unknown"),
        ("why", {"more": {"trigger": "${ad}"}}, "reference.unknown"),
        ("why", {"label": named("Why ${ad}?")}, "reference.unknown"),
        ("why", {"relevant": "${ad} = 'yes'"}, "reference.unknown"),
        ("why", {"relevant": "${AID} = 'yes'"}, "reference.unknown"),
        ("why", {"relevant": "../ad = 'yes'"}, "reference.unknown"),
        ("why", {"relevant": "aid = 'yes'"}, "reference.bare"),
        ("why", {"relevant": "${aid} = yes"}, "reference.bare"),
        ("why", {"relevant": "${aid} = 'yes"}, "expression.syntax"),
        ("why", {"relevant": "(${aid} = 'yes'"}, "expression.syntax"),
        ("why", {"relevant": "${aid} == 'yes'"}, "expression.syntax"),
        ("why", {"relevant": "${aid} = 'yes' ${moves} > 1"}, "expression.syntax"),
        ("why", {"relevant": "selected(${aid} 'yes')"}, "expression.syntax"),
        ("why", {"relevant": "(" * 1000}, "expression.syntax"),
    ],
)
def test_one_fault_in_one_cell(name: str, changes: dict[str, Any], rule: str) -> None:
    fault = only(changed(name, **changes))
    (column,) = changes
    assert (fault.rule, fault.line, fault.severity) == (rule, line_of(name), "error")
    assert fault.column.removeprefix("survey/").split("::")[0] in (column, "trigger")


@pytest.mark.parametrize(
    ("relevant", "suggestion"),
    [
        ("${ad} = 'yes'", 'Did you mean "aid"?'),
        ("${Aid} = 'yes'", 'Write "aid": capital'),
        ("aid = 'yes'", "Write ${aid}."),
        ("${aid} = yes", "Write 'yes'."),
        ("${aid} = 'yes' and true", "Write true()."),
    ],
)
def test_what_was_meant(relevant: str, suggestion: str) -> None:
    assert suggestion in only(changed("why", relevant=relevant)).suggestion


def test_conditions_of_groups() -> None:
    (group,) = SOUND.groups
    fault = only(replace(SOUND, groups=(replace(group, relevant="${consent} = 'agreed'"),)))
    assert (fault.rule, fault.line, fault.column) == ("choice.unknown", group.line, "survey/relevant")
    fault = only(replace(SOUND, groups=(replace(group, label=named("Part ${ad}")),)))
    assert (fault.rule, fault.column) == ("reference.unknown", f"survey/label::{ENGLISH}")


def test_other_is_an_answer_where_it_is_added() -> None:
    asks = replace(MORE, relevant="${moved} = 'other'", line=NEXT + 2)
    assert found(with_questions(MOVED, asks)) == [("choice.unknown", NEXT + 2, "survey/relevant")]
    assert found(with_questions(replace(MOVED, other=True), asks)) == []


def test_what_a_calculation_can_come_to() -> None:
    sums = replace(MORE, name="old", type="calculate", calculation="if(${moves} > 5, 'many', 'few')")
    passed = replace(sums, name="again", calculation="${old}", line=NEXT + 1)
    asks = replace(MORE, relevant="${again} = 'some'", line=NEXT + 2)
    fault = only(with_questions(sums, passed, asks))
    assert fault.message == 'again never has the answer "some"; there is many, few.'
    assert found(with_questions(sums, passed, replace(asks, relevant="${again} = 'few'"))) == []
    circle = replace(sums, calculation="${again}")
    assert found(with_questions(circle, passed, asks)) == []


def test_an_acknowledgement_is_ok() -> None:
    seen = replace(MORE, name="seen", type="acknowledge")
    asks = replace(MORE, line=NEXT + 1)
    assert found(with_questions(seen, replace(asks, relevant="${seen} = 'OK'"))) == []
    assert only(with_questions(seen, replace(asks, relevant="${seen} = 'yes'"))).rule == "choice.unknown"


@pytest.mark.parametrize(
    "question",
    [
        replace(MOVED, list_name="places.csv"),
        replace(MOVED, list_name="${moves}"),
        replace(MOVED, appearance="search('places')"),
    ],
)
def test_choices_that_stand_elsewhere_are_not_known(question: Question) -> None:
    assert lint(with_questions(question, replace(MORE, relevant="${moved} = 'x'", line=NEXT + 2)), CODES) == []


# ------------------------------------------------------------------------------------------------------------ repeats
ROSTER = Group("roster", "repeat", named("Person"), ("interview",), "", "", "", NEXT)
SEX = replace(MOVED, name="sex", list_name="yes_no", path=("interview", "roster"), repeat="roster", line=NEXT + 1)


def test_one_answer_of_many() -> None:
    outside = replace(MORE, relevant="${sex} = 'yes'", line=NEXT + 2)
    fault = only(with_questions(SEX, outside, groups=[ROSTER]))
    assert (fault.rule, fault.line) == ("reference.repeat", NEXT + 2)
    assert 'the repeat "roster"' in fault.message


@pytest.mark.parametrize(
    "relevant",
    [
        "count(${sex}) > 2",
        "indexed-repeat(${sex}, ${roster}, 1) = 'yes'",
        "count(${roster}) = 3",
        "count(${sex}[. = 'yes']) = 1",
    ],
)
def test_many_answers_taken_together(relevant: str) -> None:
    outside = replace(MORE, relevant=relevant, line=NEXT + 2)
    assert lint(with_questions(SEX, outside, groups=[ROSTER]), CODES) == []


def test_within_the_repeat_there_is_one_answer() -> None:
    inside = replace(MORE, relevant="${sex} = 'yes'", path=SEX.path, repeat="roster", line=NEXT + 2)
    assert lint(with_questions(SEX, inside, groups=[ROSTER]), CODES) == []


# ------------------------------------------------------------------------------------------------------------ filters
CAMPS = tuple(
    Choice(name, named(name.title()), 50 + at, {"town": town})
    for at, (name, town) in enumerate([("a1", "atma"), ("k1", "kili"), ("dont_know", "atma"), ("refused", "kili")])
)


@pytest.mark.parametrize(
    ("choice_filter", "rule", "suggestion"),
    [
        ("town = ${cluster}", "", ""),
        ("town = ${cluster} or name = 'a1'", "", ""),
        ("towns = ${cluster}", "filter.column", 'Did you mean "town"?'),
        ("town = atma", "filter.column", "Write 'atma'."),
        ("cluster = town", "filter.column", "Write ${cluster}."),
        ("town = 'kilis'", "choice.unknown", 'Did you mean "kili"?'),
        ("town = ${clustr}", "reference.unknown", 'Did you mean "cluster"?'),
        ("town = ${aid}", "filter.never", "same codes"),
    ],
)
def test_filters_of_choices(choice_filter: str, rule: str, suggestion: str) -> None:
    camp = replace(MORE, name="camp", type="select_one", list_name="camps", choice_filter=choice_filter)
    faults = lint(with_questions(camp, camps=CAMPS), CODES)
    assert [fault.rule for fault in faults] == ([rule] if rule else [])
    assert all(suggestion in fault.suggestion and fault.column == "survey/choice_filter" for fault in faults)


# --------------------------------------------------------------------------------------------------- lists and names
@pytest.mark.parametrize(
    ("name", "changes", "rules"),
    [
        ("aid", {"list_name": "Yes_no"}, ["list.missing", "list.unused"]),
        ("aid", {"list_name": ""}, ["list.none", "list.unused"]),
        ("aid", {"type": "select_many"}, ["type.unknown"]),
        ("why", {"type": "txt"}, ["type.unknown"]),
        ("why", {"name": "why not"}, ["name.invalid"]),
        ("why", {"name": "1st"}, ["name.invalid"]),
        ("why", {"label": {}}, ["label.none"]),
        ("why", {"label": {}, "more": {"image": "a.png"}}, []),
        ("why", {"type": "calculate"}, ["calculation.none"]),
        ("thanks", {"constraint": "${aid} = 'yes'"}, ["constraint.idle"]),
        ("why", {"name": "aid"}, ["reference.ambiguous"]),
    ],
)
def test_questions(name: str, changes: dict[str, Any], rules: list[str]) -> None:
    assert [fault.rule for fault in lint(changed(name, **changes), CODES)] == rules


def test_a_list_that_is_nearly_there() -> None:
    missing = lint(changed("aid", list_name="Yes_no"), CODES)[0]
    assert (missing.value, missing.column) == ("Yes_no", "survey/type")
    assert 'Write "yes_no"' in missing.suggestion


def test_codes_of_a_list() -> None:
    first, second, *rest = SOUND.choices["needs"]
    spaced = replace(first, name="food and drink")
    assert [(f.rule, f.severity) for f in lint(with_choices("needs", spaced, second, *rest), CODES)] == [
        ("choice.space", "error")
    ]
    twice = replace(second, name="food")
    fault = only(with_choices("needs", first, twice, *rest))
    assert (fault.rule, fault.line, fault.column) == ("choice.duplicate", first.line, "choices/name")
    allowed = replace(with_choices("needs", first, twice, *rest), settings={"allow_choice_duplicates": "yes"})
    assert lint(allowed, CODES) == []
    alike = replace(second, label=first.label)
    assert [f.rule for f in lint(with_choices("needs", first, alike, *rest), CODES)] == ["choice.alike"]
    one = replace(SOUND.choices["return"][0], name="go back")
    assert only(with_choices("return", one, *SOUND.choices["return"][1:])).severity == "warning"


def test_a_list_that_only_an_expression_uses() -> None:
    extra = (Choice("x", named("X"), 60, {}),)
    assert [f.rule for f in lint(with_questions(extra=extra), CODES)] == ["list.unused"]
    looked = replace(MORE, name="looked", type="calculate", calculation="instance('extra')/root/item[name='x']/label")
    assert lint(with_questions(looked, extra=extra), CODES) == []


def test_what_the_reader_found_is_there_too() -> None:
    fault = FileFault(3, "survey/type", "end group", "form.nesting", "ends a group", "Every begin needs its end.")
    assert lint(replace(SOUND, faults=(fault,)), CODES) == [fault]


# ------------------------------------------------------------------------------------------------------- translations
WHY_TEXT = SOUND.questions[-2].label


@pytest.mark.parametrize(
    ("changes", "rule", "column", "severity"),
    [
        ({"label": {ENGLISH: "Why?", TURKISH: "Neden?"}}, "translation.missing", f"survey/label::{ARABIC}", "error"),
        ({"label": {ARABIC: "لماذا؟", TURKISH: "Neden?"}}, "translation.missing", f"survey/label::{ENGLISH}", "error"),
        ({"hint": {ENGLISH: "In words."}}, "translation.missing", f"survey/hint::{ARABIC}", "error"),
        (
            {"constraint_message": {ENGLISH: "No."}},
            "translation.missing",
            f"survey/constraint_message::{ARABIC}",
            "error",
        ),
        ({"label": named("Why not?", "Why not?")}, "translation.copied", f"survey/label::{ARABIC}", "warning"),
        (
            {"label": named("Why so late now?", tr="Why so late now?")},
            "translation.copied",
            f"survey/label::{TURKISH}",
            "warning",
        ),
    ],
)
def test_translations(changes: dict[str, Any], rule: str, column: str, severity: str) -> None:
    faults = lint(changed("why", **changes), CODES)
    assert (faults[0].rule, faults[0].line, faults[0].column, faults[0].severity) == (
        rule,
        line_of("why"),
        column,
        severity,
    )


def test_a_language_that_nobody_asked_for_is_only_wished_for() -> None:
    form = changed("why", label={ENGLISH: "Why?", TURKISH: "Neden?"})
    assert only(form, ["en", "tr"]).severity == "warning"


@pytest.mark.parametrize("text", ["UNICEF", "SY-07", "${aid}", "https://example.org/a/b c", "12 / 24"])
def test_what_is_the_same_in_every_language(text: str) -> None:
    assert lint(changed("why", label=named(text, text, text)), CODES) == []


def test_choices_and_groups_without_a_translation() -> None:
    food, *rest = SOUND.choices["needs"]
    fault = only(with_choices("needs", replace(food, label={ENGLISH: "Food", ARABIC: "غذاء"}), *rest))
    assert (fault.rule, fault.line, fault.column) == ("translation.missing", food.line, f"choices/label::{TURKISH}")
    (group,) = SOUND.groups
    missing = lint(replace(SOUND, groups=(replace(group, label={ENGLISH: "Part"}),)), CODES)
    assert [(f.rule, f.line) for f in missing] == [("translation.missing", group.line)] * 2


def test_a_language_that_is_not_there_at_all() -> None:
    fault = only(SOUND, ["en", "ar", "tr", "ku"])
    assert (fault.rule, fault.value) == ("language.missing", "ku")


def test_a_column_of_no_language() -> None:
    """Short labels for pictures, in a column that is headed as if it were a language: none of them is missing."""
    fault = only(replace(SOUND, languages=(*SOUND.languages, "Graph")))
    assert (fault.rule, fault.value, fault.severity) == ("language.unknown", "graph", "warning")


def plain(form: Form) -> Form:
    """Return the form with English only, in columns without a language."""

    def text(texts: Any) -> dict[str, str]:
        return {"": texts[ENGLISH]} if texts else {}

    return replace(
        form,
        languages=(),
        default_language="",
        questions=tuple(
            replace(
                each, label=text(each.label), hint=text(each.hint), constraint_message=text(each.constraint_message)
            )
            for each in form.questions
        ),
        choices={
            name: tuple(replace(each, label=text(each.label)) for each in choices)
            for name, choices in form.choices.items()
        },
    )


def test_texts_of_no_language() -> None:
    assert lint(plain(SOUND)) == []
    assert lint(plain(SOUND), ["en"]) == []
    assert only(plain(SOUND), ["en", "ar"]).rule == "language.unnamed"
    said = replace(plain(SOUND), default_language="English (en)")
    assert [(f.rule, f.value) for f in lint(said, ["en", "ar"])] == [("language.missing", "ar")]


# ------------------------------------------------------------------------------------------------------------ persons
@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"label": named("What is your name?")}, "person.person"),
        ({"label": named("Name of the respondent:")}, "person.person"),
        ({"label": named("Respondent's full name")}, "person.person"),
        ({"label": named("Name")}, "person.person"),
        ({"label": named("How?", "ما اسمك الكامل؟")}, "person.person"),
        ({"label": named("How?", "اسم ربّ الأسرة")}, "person.person"),
        ({"label": named("How?", "الاسم:")}, "person.person"),
        ({"label": named("How?", tr="Adınız ve soyadınız nedir?")}, "person.person"),
        ({"label": named("How?", tr="Hane reisinin adı")}, "person.person"),
        ({"name": "resp_name"}, "person.person"),
        ({"label": named("Phone number (if any)")}, "person.phone"),
        ({"label": named("Telephone"), "type": "integer"}, "person.phone"),
        ({"label": named("How?", "ما رقم هاتفك أو رقم الواتساب؟")}, "person.phone"),
        ({"label": named("How?", tr="Telefon numaranız nedir?"), "type": "integer"}, "person.phone"),
        ({"name": "contact_phone"}, "person.phone"),
        ({"label": named("Passport number")}, "person.identity"),
        ({"label": named("How?", "ما هو رقم الهوية؟")}, "person.identity"),
        ({"label": named("How?", "رقم هويتك"), "type": "integer"}, "person.identity"),
        ({"label": named("How?", tr="TC kimlik numarası")}, "person.identity"),
        ({"label": named("Scan the registration number"), "type": "barcode"}, "person.identity"),
        ({"label": named("Your e-mail address")}, "person.email"),
        ({"label": named("How?", "البريد الإلكتروني")}, "person.email"),
        ({"label": named("How?", tr="E-posta adresi")}, "person.email"),
        ({"label": named("What is your current address?")}, "person.address"),
        ({"label": named("How?", "عنوان السكن")}, "person.address"),
        ({"label": named("How?", tr="Açık adresiniz")}, "person.address"),
        ({"label": named("Date of birth"), "type": "date"}, "person.birth"),
        ({"label": named("How?", "تاريخ الميلاد"), "type": "date"}, "person.birth"),
        ({"label": named("How?", tr="Doğum tarihi"), "type": "date"}, "person.birth"),
        ({"label": named("How?", "اسم الباحث الميداني")}, "person.staff"),
        ({"label": named("How?", tr="Görüşmecinin adı")}, "person.staff"),
        ({"type": "geopoint"}, "person.point"),
        ({"type": "geotrace"}, "person.point"),
        ({"type": "audit", "parameters": "location-priority=balanced"}, "person.point"),
        ({"type": "deviceid"}, "person.phone"),
        ({"type": "uri:deviceid"}, "person.phone"),
        ({"type": "phonenumber"}, "person.phone"),
        ({"type": "simserial"}, "person.phone"),
        ({"type": "username"}, "person.phone"),
        ({"type": "email"}, "person.phone"),
        ({"type": "audio"}, "person.recording"),
        ({"type": "image"}, "person.recording"),
        ({"label": named("Name of the enumerator"), "name": "enumerator_name"}, "person.staff"),
        ({"label": named("What do you know of the violence?")}, "text.sensitive"),
        ({"label": named("How?", "هل تعرّض أحد للاعتقال؟")}, "text.sensitive"),
        ({"label": named("How?", tr="Şiddet gördünüz mü?")}, "text.sensitive"),
    ],
)
def test_questions_that_say_who_answered(changes: dict[str, Any], rule: str) -> None:
    fault = only(changed("why", **changes))
    assert (fault.rule, fault.line) == (rule, line_of("why"))
    mild = ("person.recording", "person.staff", "text.sensitive")
    assert fault.severity == ("warning" if rule in mild else "error")


@pytest.mark.parametrize(
    "changes",
    [
        {"label": named("Name of the town", "اسم القرية", "Köyün adı"), "name": "town_name"},
        {"label": named("Camp name", "اسم المخيم", "Kampın adı"), "name": "camp_name"},
        {"label": named("Organisation name", "اسم المنظمة", "Kuruluşun adı"), "name": "organisation_name"},
        {"label": named("Sex of the head of household", "جنس رب الأسرة", "Hane reisinin cinsiyeti")},
        {
            "label": named("How many mobile phones do you own?", "كم هاتفًا لديكم؟", "Kaç telefonunuz var?"),
            "type": "integer",
        },
        {"label": named("How would you address this?", "ما الحل؟", "Nasıl çözülür?")},
        {"label": named("Year of birth", "سنة الولادة", "Doğum yılı"), "type": "integer"},
        {
            "label": named("How many have no passport?", "كم منكم بلا جواز سفر؟", "Kaçınızın pasaportu yok?"),
            "type": "integer",
        },
        {"label": named("Household number", "رقم الأسرة", "Hane numarası"), "type": "integer"},
        {"label": named("When did you leave?", "متى غادرت؟", "Ne zaman ayrıldınız?"), "type": "date"},
        {"type": "audit"},
    ],
)
def test_questions_that_do_not(changes: dict[str, Any]) -> None:
    assert lint(changed("why", **changes), CODES) == []


def test_other_please_specify_is_about_what_was_asked_before() -> None:
    about = {"label": named("Who was arrested?"), "type": "select_one"}
    form = changed("return", **about)
    assert [(f.rule, f.line) for f in lint(form, CODES)] == [("text.sensitive", line_of("why"))]


# ------------------------------------------------------------------------------------------------------------ consent
def test_no_question_for_consent() -> None:
    form = replace(without("consent", "consent_no"), groups=(replace(SOUND.groups[0], relevant=""),))
    rules = [(fault.rule, fault.severity) for fault in lint(form, CODES)]
    # Without consent nobody can tell what is asked of people: the list of places counts, too.
    assert rules == [("consent.missing", "error"), ("answers.way_out", "warning"), ("list.unused", "warning")]


@pytest.mark.parametrize(
    "label",
    [
        named("Do you agree to take part in this survey?"),
        named("May we start?"),
        named("How?", "هل توافقين على المشاركة؟"),
        named("How?", tr="Katılmayı kabul ediyor musunuz?"),
    ],
)
def test_consent_is_known_by_its_words(label: dict[str, str]) -> None:
    form = changed("consent", name="q1", label=label)
    questions = tuple(replace(each, relevant=each.relevant.replace("consent", "q1")) for each in form.questions)
    groups = tuple(replace(each, relevant="${q1} = 'yes'") for each in form.groups)
    assert lint(replace(form, questions=questions, groups=groups), CODES) == []


def test_nothing_depends_on_consent() -> None:
    fault = only(replace(SOUND, groups=(replace(SOUND.groups[0], relevant=""),)))
    assert (fault.rule, fault.line, fault.severity) == ("consent.unused", line_of("consent"), "error")


def test_something_does_not_depend_on_consent() -> None:
    fault = only(with_questions(replace(MORE, path=())))
    assert (fault.rule, fault.line, fault.value) == ("consent.partly", NEXT, "more")


def test_who_depends_on_those_who_agreed_depends_on_consent() -> None:
    assert lint(with_questions(replace(MORE, path=(), relevant="${aid} = 'yes'")), CODES) == []


def test_questions_before_consent() -> None:
    fault = only(changed("aid", line=line_of("consent") - 1, path=()))
    assert (fault.rule, fault.line) == ("consent.late", line_of("consent"))
    assert "aid" in fault.message
    visit = replace(MORE, name="camp", label=named("Camp"), path=(), line=line_of("consent") - 1)
    assert lint(with_questions(visit), CODES) == []


# -------------------------------------------------------------------------------------------------------- ways not to
@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        (("dont_know",), 'has no "don\'t know"; it is asked in return'),
        (("refused",), 'has no "prefer not to answer"; it'),
        (("dont_know", "refused"), 'has no "don\'t know" and no "prefer not to answer"; it'),
    ],
)
def test_lists_without_a_way_out(left_out: tuple[str, ...], message: str) -> None:
    kept = [choice for choice in SOUND.choices["return"] if choice.name not in left_out]
    fault = only(with_choices("return", *kept))
    assert (fault.rule, fault.line, fault.severity) == ("answers.way_out", kept[-1].line, "warning")
    assert message in fault.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("dk", named("A", "ب", "C")), ("pnta", named("D", "ه", "F"))),
        (("98", named("Does not know", "ب", "C")), ("99", named("Prefers not to say", "ه", "F"))),
        (("98", named("A", "لا أعلم", "C")), ("99", named("D", "يفضّل عدم الإجابة", "F"))),
        (("98", named("A", "ب", "Bilmiyor")), ("99", named("D", "ه", "Yanıt vermek istemiyor"))),
    ],
)
def test_ways_out_in_other_words(first: tuple[str, Any], second: tuple[str, Any]) -> None:
    ways = [Choice(code, label, 40 + at, {}) for at, (code, label) in enumerate((first, second))]
    assert lint(with_choices("return", *SOUND.choices["return"][:2], *ways), CODES) == []
