"""Numbers, days and sentences in three languages."""

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast

from nuzuh.terms.dates import parse_date
from nuzuh.terms.faults import Fault
from nuzuh.terms.wording import LOCALES, sentences, words

FOLDER = files("nuzuh.terms") / "words"
WRITTEN = [c for c in LOCALES if (FOLDER / f"{c}.ftl").is_file()]
LRI, PDI = "\u2066", "\u2069"
FEB, MARCH = dt.date(2020, 2, 1), dt.date(2020, 3, 1)


def bare(text: str) -> str:
    """Return a text without the marks that keep numbers and names whole in right-to-left text."""
    return re.sub("[\u2066-\u2069]", "", text)


def language(code: str) -> None:
    if code not in WRITTEN:
        pytest.skip(f"{code}.ftl is not written yet")


def messages(code: str) -> dict[str, set[str]]:
    """Return the variables of each message of a language, those that choose a plural included."""
    found: dict[str, set[str]] = {}
    for file, whole in sentences(code).items():
        for entry in FluentParser().parse(whole).body:
            assert not isinstance(entry, ast.Junk), entry.content
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{file} has {entry.id.name}, which stood before"
                found[entry.id.name] = set(re.findall(r"\$([\w-]+)", whole[entry.span.start : entry.span.end]))
    return found


def test_every_file_of_sentences_exists_in_every_language() -> None:
    parts = {code: {name.replace(f"{code}.ftl", "") for name in sentences(code)} for code in LOCALES}
    assert parts["en"] == parts["ar"] == parts["tr"]


@pytest.mark.parametrize("code", LOCALES)
def test_all_languages_have_the_same_sentences_and_variables(code: str) -> None:
    language(code)
    english, other = messages("en"), messages(code)
    assert sorted(english.keys() ^ other.keys()) == []
    different = {k: (english[k], other[k]) for k in english if english[k] - {"count"} != other[k] - {"count"}}
    assert different == {}


@pytest.mark.parametrize("code", LOCALES)
def test_every_sentence_can_be_said(code: str) -> None:
    language(code)
    for key, variables in messages(code).items():
        for count in (0, 1, 2, 5, 11, 100):
            values = {v: count if v == "count" else f"<{v}>" for v in variables}
            text = words(code).say(key, **values)
            assert text.strip() or key == "list-separator"
            assert "{" not in text


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("en", 948000, "948,000"),
        ("tr", 948000, "948.000"),
        ("ar", 948000, "948,000"),
        ("en", 999, "999"),
        ("en", 0, "0"),
        ("tr", 12.5, "12,5"),
    ],
)
def test_numbers(code: str, value: float, text: str) -> None:
    language(code)
    said = words(code).number(value)
    assert bare(said).replace("٬", ",") == text
    assert said.isascii() or code == "ar"


@pytest.mark.parametrize(("code", "text"), [("en", "12.5%"), ("tr", "%12,5"), ("ar", "12.5%")])
def test_percent(code: str, text: str) -> None:
    language(code)
    said = words(code).percent(0.125, 1)
    assert re.sub("[\u061c\u200e\u200f٪؜]", lambda m: "%" if m[0] == "٪" else "", bare(said)).replace("٫", ".") == text


@pytest.mark.parametrize(("code", "text"), [("en", "300–400"), ("tr", "300–400"), ("ar", "300–400")])
def test_ranges(code: str, text: str) -> None:
    language(code)
    assert bare(words(code).range(300, 400)) == text


def test_what_is_latin_in_arabic_is_isolated_as_a_whole() -> None:
    language("ar")
    say = words("ar")
    for text in (say.number(5), say.percent(0.5), say.range(1, 2), say.isolate("SY07")):
        assert text.startswith(LRI)
        assert text.endswith(PDI)
        assert text.count(LRI) == 1
    for text in (say.amount(5, "more than"), say.people(5, "about"), say.period(FEB, MARCH)):
        assert len(re.findall("[\u2066-\u2068]", text)) == text.count(PDI)
    assert words("en").isolate("SY07") == "SY07"
    assert say.direction == "rtl"
    assert words("tr").direction == "ltr"


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [
        ("en", "6 February 2020", "February 2020"),
        ("tr", "6 Şubat 2020", "Şubat 2020"),
        ("ar", "شباط", "شباط"),  # Levantine, not فبراير
    ],
)
def test_days_and_months(code: str, day: str, month: str) -> None:
    language(code)
    assert day in bare(words(code).day(dt.date(2020, 2, 6)))
    assert month in bare(words(code).month(FEB))


def test_all_months_of_arabic_are_levantine() -> None:
    """Also after the name of a month was read from a table, which makes Babel load the Arabic of the Gulf."""
    language("ar")
    assert not isinstance(parse_date("5 فبراير 2020"), Fault)
    months = [bare(words("ar").month(dt.date(2020, m, 1))) for m in range(1, 13)]
    names = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول"]
    names += ["تشرين الأول", "تشرين الثاني", "كانون الأول"]
    assert [n for n, m in zip(names, months, strict=True) if n not in m] == []
    assert "شباط" in words("ar").short_day(FEB)


def test_digits_in_dates_are_latin() -> None:
    for code in WRITTEN:
        assert not re.search("[٠-٩۰-۹]", words(code).day(FEB) + words(code).month(FEB) + words(code).number(123))


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (FEB, MARCH, "February 2020"),
        (FEB, dt.date(2020, 2, 2), "1 February 2020"),
        (dt.date(2019, 12, 1), MARCH, "December 2019 to February 2020"),
        (dt.date(2019, 12, 1), dt.date(2020, 2, 13), "1 December 2019 to 12 February 2020"),
        (dt.date(2020, 1, 6), dt.date(2020, 1, 13), "6 January 2020 to 12 January 2020"),
        (dt.date(2020, 1, 1), dt.date(2021, 1, 1), "January 2020 to December 2020"),
    ],
)
def test_periods_end_on_their_last_day(start: dt.date, end: dt.date, text: str) -> None:
    assert words("en").period(start, end) == text


@pytest.mark.parametrize(
    ("accuracy", "text"),
    [("day", "1 February 2020"), ("week", "1 February 2020"), ("month", "February 2020"), ("year", "2020")],
)
def test_a_day_as_exactly_as_it_is_known(accuracy: str, text: str) -> None:
    assert words("en").day_of(FEB, accuracy) == text


@pytest.mark.parametrize(
    ("quantifier", "text"),
    [
        ("exactly", "1,200"),
        ("about", "about 1,200"),
        ("more than", "more than 1,200"),
        ("less than", "fewer than 1,200"),
        ("between", "about 1,200"),
    ],
)
def test_amounts(quantifier: str, text: str) -> None:
    assert words("en").amount(1200, quantifier) == text
    for code in WRITTEN:
        assert "1" in words(code).amount(1200, quantifier)
        if quantifier != "exactly":
            assert words(code).amount(1200, quantifier) != words(code).amount(1200)


def test_amounts_without_a_number_and_in_per_cent() -> None:
    assert words("en").amount(None) == "not known"
    assert words("en").amount(12.5, "about", "percent") == "about 12.5%"
    assert [words("en").amount(91, unit="percent", decimals=d) for d in (0, 1, 2)] == ["91%", "91.0%", "91.00%"]
    assert [words("tr").decimal(1.25, digits) for digits in (0, 1, 2)] == ["1", "1,2", "1,25"]


def test_plurals() -> None:
    say = words("en")
    assert [say.people(n) for n in (0, 1, 2)] == ["0 people", "1 person", "2 people"]
    assert say.people(1, "more than") == "more than 1 person"
    if "ar" in WRITTEN:
        forms = {re.sub(r"[\d,٬ ]", "", bare(words("ar").people(n))) for n in (1, 3, 11)}
        assert len(forms) >= 2


def test_a_missing_sentence_or_value_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"en\.ftl has no nonsense"):
        words("en").say("nonsense")
    with pytest.raises(ValueError, match="amount-about"):
        words("en").say("amount-about")
    assert words("en").has("unknown")
    assert not words("en").has("nonsense")
