"""Where a text says something, with which verb and in which period; its sentences and its language."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from nuzuh.prose import sentences
from nuzuh.prose.languages import language_of
from nuzuh.prose.read import read

METRICS = [
    ("en", "More than one million people fled since February 2019.", "flow"),
    ("en", "One million people have been displaced since February 2019.", "flow"),
    ("en", "142,000 newly displaced people need tents.", "flow"),
    ("en", "Some 142,000 movements were counted.", "flow"),
    ("en", "390,000 people arrived in the camps.", "flow"),
    ("en", "2.7 million people are living in displacement.", "stock"),
    ("en", "2.7 million people are displaced.", "stock"),
    ("en", "2.7 million people remain displaced.", "stock"),
    ("en", "Atma shelters 120,000 people in tents; 80,000 people are sheltering in schools.", "stock"),
    ("en", "150 people answered.", ""),
    ("ar", "نزح مليون شخص منذ شباط ٢٠١٩.", "flow"),
    ("ar", "فرّ ١٤٢ ألف شخص.", "flow"),
    ("ar", "وصلت ٣٠٠ عائلة إلى المخيم.", "flow"),
    ("ar", "يعيش ٢٫٧ مليون شخص في النزوح.", "stock"),
    ("ar", "لا يزال مليونا شخص نازحين.", "stock"),
    ("ar", "يؤوي المخيم ٣٠٠ عائلة.", "stock"),
    ("tr", "Bir milyon kişi kaçtı.", "flow"),
    ("tr", "Bir milyon kişi yerinden edildi.", "flow"),
    ("tr", "300 aile kampa ulaştı.", "flow"),
    ("tr", "2,7 milyon kişi yerinden edilmiş durumda yaşıyor.", "stock"),
    ("tr", "Kampta 300 aile barınıyor.", "stock"),
]


@pytest.mark.parametrize(("language", "text", "metric"), METRICS, ids=[text for _, text, _ in METRICS])
def test_the_verb_says_flow_or_stock(language: str, text: str, metric: str) -> None:
    number = next(said for said in read(text, language) if said.kind == "number")
    assert number.metric == metric


def test_two_numbers_of_a_sentence_have_the_verb_of_their_clause() -> None:
    text = "948,000 people fled since December 2019, and 2.7 million people are living in displacement."
    assert [said.metric for said in read(text, "en") if said.kind == "number"] == ["flow", "stock"]


def test_a_number_has_the_period_of_its_sentence_and_no_other() -> None:
    text = "Since February 2019, one million people fled. In Atma, 300 families arrived in January 2020. 50 remained."
    numbers = [said for said in read(text, "en") if said.kind == "number"]
    assert [(said.start_day, said.end_day) for said in numbers] == [
        (dt.date(2019, 2, 1), None),
        (dt.date(2020, 1, 1), dt.date(2020, 2, 1)),
        (None, None),
    ]


def test_places_are_those_of_the_text_as_written() -> None:
    text = "سطر\nنزح\u200f أكثرُ من \u2067٩٤٨٬٠٠٠\u2069 شَخْصٍ منذُ شُباط ٢٠١٩."
    number, period = read(text, "ar")
    assert text[number.start : number.end] == number.text == "أكثرُ من \u2067٩٤٨٬٠٠٠"
    assert (number.line, number.column, number.unit) == (2, 6, "people")
    assert period.text == "منذُ شُباط ٢٠١٩"


def test_a_letter_and_its_dots_may_be_two_characters() -> None:
    composed, apart = "Üç yüz kişi kaçtı", "U\u0308c\u0327 yu\u0308z kis\u0327i kac\u0327ti\u0307"
    assert [(s.value, s.unit, s.metric) for s in read(apart, "tr")] == [(300.0, "people", "flow")]
    assert [(s.value, s.unit, s.metric) for s in read(composed, "tr")] == [(300.0, "people", "flow")]


def test_a_count_of_a_whole_keeps_both() -> None:
    (said,) = read("136 of the 150 people we asked", "en")
    assert (said.part, said.whole) == (136.0, 150.0)


def test_typed_says_whether_there_are_digits() -> None:
    text = "One million fled, 948,000 since 1 December, half of them in 2020."
    assert [(s.text, s.typed) for s in read(text, "en")] == [
        ("One million", False),
        ("948,000", True),
        ("since 1 December", True),
        ("half", False),
        ("2020", True),
    ]


def test_a_year_from_elsewhere_in_the_text_is_marked() -> None:
    one, two = read("On 6 February 2020 we wrote, on 9 February again.", "en")
    assert (one.guessed, two.guessed) == (False, True)


SENTENCES = [
    ("Mr. Guterres, 1.2 million fled. Why?", ["Mr. Guterres, 1.2 million fled.", "Why?"]),
    ("The U.S. and the U.K. act. We wait.", ["The U.S. and the U.K. act.", "We wait."]),
    ("We ask:\n1. Stop.\n2. Open.\n\nThank you", ["We ask:", "1. Stop.", "2. Open.", "Thank you"]),
    ("# A call\n\nText.", ["# A call", "Text."]),
    ("ماذا جرى؟ نزح الناس، ثم وصلوا. انتهى", ["ماذا جرى؟", "نزح الناس، ثم وصلوا.", "انتهى"]),
    ("3. dalga geldi. Bitti!", ["3. dalga geldi.", "Bitti!"]),
    ('"They fled." We saw it.', ['"They fled."', "We saw it."]),
    ("See no. 5 of it, e.g. Atma. Yes.", ["See no. 5 of it, e.g. Atma.", "Yes."]),
    ("  \n \n", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_the_language_of_a_text() -> None:
    assert language_of("Kampta 300 aile var.") == "tr"
    assert language_of("There are 300 families in the camp.") == "en"
    assert language_of("في المخيم ٣٠٠ عائلة (UNHCR)") == "ar"
    assert language_of("") == "en"


def test_another_language_is_refused() -> None:
    with pytest.raises(KeyError):
        read("Eine Million", "de")


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_a_letter_of_ten_pages_is_read_at_once(language: str) -> None:
    sentence = {
        "en": "More than one million people fled since February 2019, and they ask for shelter, food and a safe place to sleep. ",
        "ar": "نزح أكثر من مليون شخص منذ شباط ٢٠١٩، وهم يطلبون المأوى والغذاء ومكانا آمنا ينامون فيه مع أطفالهم. ",
        "tr": "Şubat 2019'dan bu yana bir milyondan fazla kişi kaçtı; barınak, gıda ve uyuyacak güvenli bir yer istiyorlar. ",
    }[language]
    text = (sentence * 500)[:40_000]
    read(text, language)
    before = time.process_time()
    assert len(read(text, language)) > 600
    assert time.process_time() - before < 0.5  # about 0.1 s on an idle machine


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "a-",
            "1",
            "1 ",
            "1,",
            "1.",
            "1-",
            "a1",
            "a.",
            "@",
            "\n",
            "(1) ",
            "%",
            "'",
            "five hundred and ",
            "one in ",
            "bir ",
            "yüz ",
        ),
        *(
            "مليون و",
            "من ",
            "و",
            "from 1 to ",
            "1 February ",
            "between 1 and ",
            "more than ",
            "en ",
            "the most ",
            "kişinin ",
            "2020 ",
            "2020-",
        ),
    ],
)
def test_no_text_takes_long(language: str, piece: str) -> None:
    text = (piece * 6_000)[:6_000]
    before = time.process_time()
    read(text, language)
    assert time.process_time() - before < 2.0


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "more than 50 Syrian civil society and humanitarian organizations", "organisations"),
        ("en", "some 60 Syrian, Turkish and European NGOs", "organisations"),
        ("en", "5 barrel bombs and missiles hit people", ""),
        ("tr", "50'den fazla Suriyeli sivil toplum ve insani yardım kuruluşu", "organisations"),
        ("tr", "20 sivil ve iki kuruluş", "civilians"),
    ],
)
def test_organisations_may_be_called_many_things(language: str, text: str, unit: str) -> None:
    assert read(text, language)[0].unit == unit
