"""Percentages in sentences, and the number of people of each: None where the text does not say it for sure."""

from __future__ import annotations

import re

import pytest

from nuzuh.poll.attainable import Judged
from nuzuh.poll.found import Found, find, judge
from nuzuh.poll.sentences import verdict
from nuzuh.terms.wording import words

Pairs = list[tuple[str, int | None, int | None]]

ENGLISH: list[tuple[str, Pairs]] = [
    ("90.6% of 150 people want to return.", [("90.6%", 150, None)]),
    ("90.6 % of 150.", [("90.6 %", 150, None)]),
    ("90.6 per cent of the 150 people we asked", [("90.6 per cent", 150, None)]),
    ("90.6 percent of 1,500 respondents; 33.3 pct of 90 families", [("90.6 percent", 1500, None), ("33.3 pct", 90, None)]),
    ("90,6 % of 150", [("90,6 %", 150, None)]),
    ("90.6 % (136 of 150)", [("90.6 %", 150, 136)]),
    ("90.6% (136/150)", [("90.6%", 150, 136)]),
    ("136/150 (90.7%) want to return.", [("90.7%", 150, 136)]),
    ("136 of the 150 people (90.7%) said so.", [("90.7%", 150, 136)]),
    ("136 out of 150 respondents, or 90.7%, said so.", [("90.7%", 150, 136)]),
    ("136 (90.7%) of 150", [("90.7%", 150, 136)]),
    ("136 people (90.7%) out of 150", [("90.7%", 150, 136)]),
    ("Most want to return: 90.6% (n=150).", [("90.6%", 150, None)]),
    ("90.6% said yes [N = 150]", [("90.6%", 150, None)]),
    ("(n=150; 90.6%)", [("90.6%", 150, None)]),
    ("Of the 150 we asked, 90.6% want to return and 9.4% do not.", [("90.6%", 150, None), ("9.4%", 150, None)]),
    ("Among the 150 people surveyed, only 5.3% feel safe.", [("5.3%", 150, None)]),
    ("In our poll of 150 people, 90.6% said yes.", [("90.6%", 150, None)]),
    ("We asked 150 people and 90.6% said yes.", [("90.6%", 150, None)]),
    ("We interviewed 150 people (90.6% women).", [("90.6%", 150, None)]),
    ("1,500 people were asked: 33.33% said no.", [("33.33%", 1500, None)]),
    ("We asked 150 people. 90.6% want to return.", [("90.6%", 150, None)]),
    ("We asked 150 people. Overall, 90.6% want to return.", [("90.6%", 150, None)]),
    ("We asked 150 people in 6 camps. 90.6% want to return.", [("90.6%", 150, None)]),
    ("We asked 150 people. Of them, 90.6% want to return.", [("90.6%", 150, None)]),
    ("We asked 150 people. 149 answered. 90.6% want to return.", [("90.6%", 149, None)]),
    ("In 2020 we asked 150 people. 90.7% said yes.", [("90.7%", 150, None)]),
    ("On 6 March 2020 we asked 150 people. 90.7% said yes.", [("90.7%", 150, None)]),
    ("More than half (52.0%) of the 150 respondents fled.", [("52.0%", 150, None)]),
    ("31 of 65 (47.7%) districts were included.", [("47.7%", 65, 31)]),
    ("(93/150) were women; 12.0% (18/150) had fled.", [("12.0%", 150, 18)]),
    ("Of 75 people asked, 45 (60%) said yes, 15 (20%) no.", [("60%", None, None), ("20%", None, None)]),
    ("We asked 150 people:\n- 90.6% want to return\n- 9.4% do not", [("90.6%", 150, None), ("9.4%", 150, None)]),
    ("We asked 150 people:\n\n- 90.6% want to return", [("90.6%", 150, None)]),
    ("A survey of 150 homes found that 33.3% have no roof.", [("33.3%", None, None)]),
    ("A survey of 150 households found that 33.3% have no roof, 5.3% no walls.", [("33.3%", 150, None), ("5.3%", 150, None)]),
    ("**90.6%** of [150 people](https://e.org/90%25-of-80) agree", [("90.6%", 150, None)]),
    ("In Idlib 90.6% of 150 and in Aleppo 80.2% of 130 people agree.", [("90.6%", 150, None), ("80.2%", 130, None)]),
    ("Women make up 60.7% of 150 people, and the plan is backed by 90.7% of 75 men.", [("60.7%", 150, None), ("90.7%", 75, None)]),
    ("It fell by 5 percentage points to 90.6% of 150 people.", [("90.6%", 150, None)]),
    # A number of people that may belong to another percentage is not taken.
    ("90.6% want to return.", [("90.6%", None, None)]),
    ("90.6% of people want to return; we asked nobody in 2020.", [("90.6%", None, None)]),
    ("90.6% of about 150 people", [("90.6%", None, None)]),
    ("90.6% of 150 million dollars", [("90.6%", None, None)]),
    ("90.6% of $150", [("90.6%", None, None)]),
    ("90.6% of the 150 tents are full.", [("90.6%", None, None)]),
    ("90.6% of 2020 arrivals", [("90.6%", None, None)]),
    ("90.6% of 150th place", [("90.6%", None, None)]),
    ("Resolution 2254 (90.6%) of 150.", [("90.6%", None, None)]),
    ("On 2/6 (45%) it rained.", [("45%", None, None)]),
    ("We asked 80 women and 70 men. 90.6% said yes.", [("90.6%", None, None)]),
    ("We asked 150 people in Idlib and 120 in Aleppo. 90.6% said yes.", [("90.6%", None, None)]),
    ("We asked 150 people. 90.6% of women said yes.", [("90.6%", None, None)]),
    ("We asked 150 people. 90.6% of respondents in Idlib said yes.", [("90.6%", None, None)]),
    ("We asked 150 people. According to OCHA 90.6% said yes.", [("90.6%", None, None)]),
    ("We asked 150 people. In 2019, 90.6% had said yes.", [("90.6%", None, None)]),
    ("We asked 150 people. 3.6 million live abroad. 45.5% are children.", [("45.5%", None, None)]),
    ("We asked 150 people. 80.7% were women. 62.5% of them had fled.", [("80.7%", 150, None), ("62.5%", None, None)]),
    ("Of the 150 we asked, 80.7% were women; 62.5% of them had fled.", [("80.7%", 150, None), ("62.5%", None, None)]),
    ("Of the 150 we asked, 90.6% want to return, 85.5% last time.", [("90.6%", 150, None), ("85.5%", None, None)]),
    ("We asked 150 people: women 90.6%, men 80.2%.", [("90.6%", None, None), ("80.2%", None, None)]),
    ("We asked 150 people (90.6% response rate).", [("90.6%", None, None)]),
    ("We asked 150 people.\n\n90.6% said yes.", [("90.6%", None, None)]),
    ("A convoy of 150 families left. 45.5% live in tents.", [("45.5%", None, None)]),
    ("90.6% (n=136) were women, 9.4% (n=14) men.", [("90.6%", None, None), ("9.4%", None, None)]),
    ("We asked 150 people. 90.7% (n=136) were women.", [("90.7%", None, None)]),
    ("90.6% of 150 people (136 of 151)", [("90.6%", 150, None)]),
    ("160 of 150 people (90.6%)", [("90.6%", None, None)]),
]  # fmt: skip
TURKISH: list[tuple[str, Pairs]] = [
    ("150 kişinin %90,6'sı dönmek istiyor.", [("%90,6", 150, None)]),
    ("150 katılımcının yüzde 90,6'sı evet dedi.", [("yüzde 90,6", 150, None)]),
    (
        "Görüştüğümüz 150 kişinin %90,6'sı dönmek istiyor, %9,4'ü istemiyor.",
        [("%90,6", 150, None), ("%9,4", 150, None)],
    ),
    ("150'sinin değil, 150'nin %90,6'sı", [("%90,6", 150, None)]),
    ("1.500 kişinin %33,33'ü hayır dedi.", [("%33,33", 1500, None)]),
    ("136/150 (%90,7) evet dedi.", [("%90,7", 150, 136)]),
    ("%90,6 (136/150)", [("%90,6", 150, 136)]),
    ("150 kişiden 136'sı (%90,7) dönmek istiyor.", [("%90,7", 150, 136)]),
    ("%90,6'sı (150 kişiden 136'sı) evet dedi.", [("%90,6", 150, 136)]),
    ("Evet diyenler %90,6 (n=150).", [("%90,6", 150, None)]),
    ("150 kişiye sorduk. Yüzde 90,6'sı dönmek istiyor.", [("Yüzde 90,6", 150, None)]),
    ("150 kişiye sorduk ve %90,6'sı evet dedi.", [("%90,6", 150, None)]),
    ("150 kişi ile görüştük: %90,6'sı evet dedi.", [("%90,6", 150, None)]),
    ("Ankete 150 kişi katıldı. Bunların %90,6’sı kadın.", [("%90,6", 150, None)]),
    ("90,6% dedi.", [("90,6%", None, None)]),
    ("150 bin kişinin %90,6'sı", [("%90,6", None, None)]),
    ("150 kişiye soruldu. Kadınların %90,6'sı evet dedi.", [("%90,6", None, None)]),
    ("150 kişiye soruldu. 2019'da %90,6'sı evet demişti.", [("%90,6", None, None)]),
    ("80 kadına ve 70 erkeğe sorduk. %90,6'sı evet dedi.", [("%90,6", None, None)]),
]
ARABIC: list[tuple[str, Pairs]] = [
    ("90.6٪ من 150 شخصًا", [("90.6٪", 150, None)]),
    ("٩٠٫٦ ٪ من ١٥٠ شخصاً.", [("٩٠٫٦ ٪", 150, None)]),
    ("90.6 في المئة من الـ150 شخصًا", [("90.6 في المئة", 150, None)]),
    ("90.6 بالمئة من 150.", [("90.6 بالمئة", 150, None)]),
    ("90.6% من أصل 1,500 نازح.", [("90.6%", 1500, None)]),
    ("90.6 في المائة (136 من أصل 150).", [("90.6 في المائة", 150, 136)]),
    ("136 شخصًا من أصل 150 (90.7%).", [("90.7%", 150, 136)]),
    ("136 (90.7%) من 150.", [("90.7%", 150, 136)]),
    ("يريد العودة 90.6% (ن=150).", [("90.6%", 150, None)]),
    ("من بين 150 شخصًا سألناهم، قال 90.6% إنهم يريدون العودة، و9.4% لا.", [("90.6%", 150, None), ("9.4%", 150, None)]),
    ("سألنا 150 شخصًا. يريد 90.6% منهم العودة.", [("90.6%", 150, None)]),
    ("سألنا 150 شخصا في 6 مخيمات. أجاب 90.6% بنعم.", [("90.6%", 150, None)]),
    ("شمل الاستطلاع 150 شخصًا. وقال ٩٠٫٦٪ إنهم فروا مرتين.", [("٩٠٫٦٪", 150, None)]),
    ("قابلنا 150 نازحًا، وقال 90.6% منهم نعم.", [("90.6%", 150, None)]),
    ("من الـ150 شخصًا الذين سألناهم 90.6% نساء.", [("90.6%", 150, None)]),
    ("90.6% يريدون العودة.", [("90.6%", None, None)]),
    ("90.6% من 150 مليون.", [("90.6%", None, None)]),
    ("90.6% من نحو 150 شخصًا", [("90.6%", None, None)]),
    ("سألنا 150 شخصًا. قال 90.6% من النساء نعم.", [("90.6%", None, None)]),
    ("سألنا 150 شخصًا. بحسب الأمم المتحدة قال 90.6% نعم.", [("90.6%", None, None)]),
    ("سألنا 80 امرأة و70 رجلًا. قال 90.6% نعم.", [("90.6%", None, None)]),
]
NOTHING = {
    "en": [
        "",
        "No number at all, 150 people.",
        "between 80% and 90% of 150 people",
        "80–90% of 150 people",
        "80 to 90 per cent of 150 people",
        "80% or 90% of 150 people",
        "It rose from 40% to 50%.",
        "It rose by 12%, or is 12% more.",
        "at the 95% confidence level (n = 150)",
        "95% CI 84.8–94.8 (n = 150)",
        "5 percentage points, 5%-points, 5 pp of 150",
        "-5% of 150, 120% of 150, 1,234% of 150",
        "see https://example.org/90%25-of-150",
        "the 90th percentile of 150",
    ],
    "tr": [
        "%80-90 arasında, 150 kişi",
        "%80 ile %90 arasında",
        "Oran %80'den %90,6'ya çıktı.",
        "Yüzde 5 puan arttı.",
        "Fiyatlar %12 arttı, %95 güven düzeyinde.",
    ],
    "ar": ["بين 80% و90% من 150 شخصًا", "من 80% إلى 90%", "ارتفعت النسبة 12%", "بدرجة ثقة 95%", "5 نقاط مئوية"],
}
ROUGH = [
    ("en", "More than 90% of 150 people", "more than"),
    ("en", "Over 90% of the 150 respondents", "more than"),
    ("en", "nearly 91% of 150", "about"),
    ("en", "~90% of 150 people", "about"),
    ("en", "90% or more of 150 people", "more than"),
    ("en", "fewer than 10% of 150 people", "less than"),
    ("tr", "150 kişinin %90'dan fazlası evet dedi.", "more than"),
    ("tr", "150 kişinin yaklaşık %90'ı evet dedi.", "about"),
    ("tr", "150 kişinin en az %90'ı evet dedi.", "more than"),
    ("ar", "أكثر من 90% من 150 شخصًا", "more than"),
    ("ar", "نحو 90% من 150 شخصًا", "about"),
    ("ar", "ما لا يقل عن 90 في المئة من 150 شخصًا", "more than"),
]
MARGINS = [
    ("en", "90.6% of 150 respondents (±4.7)", "4.7", 150),
    ("en", "A poll of 150 people has a margin of error of 8.0 percentage points.", "8.0", 150),
    ("en", "We asked 150 people. The margin of error is ± 8%.", "8", 150),
    ("en", "give or take, plus or minus 3 points", "3", None),
    ("tr", "150 kişiye sorduk. Hata payı %3,1.", "3,1", 150),
    ("ar", "سألنا 150 شخصًا. هامش الخطأ ±3.1 نقطة مئوية.", "3.1", 150),
]


def pairs(text: str, language: str) -> Pairs:
    return [(f.text, f.n, f.count) for f in find(text, language)]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: Pairs) -> None:
    assert pairs(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), TURKISH)
def test_turkish(text: str, expected: Pairs) -> None:
    assert pairs(text, "tr") == expected


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic(text: str, expected: Pairs) -> None:
    assert pairs(text, "ar") == expected


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in NOTHING.items() for text in texts])
def test_what_is_left_alone(language: str, text: str) -> None:
    assert find(text, language) == []


@pytest.mark.parametrize(("language", "text", "quantifier"), ROUGH)
def test_rough_statements_are_not_tested_further(language: str, text: str, quantifier: str) -> None:
    (found,) = find(text, language)
    assert (found.quantifier, found.n) == (quantifier, 150)
    judged = judge(found)
    assert judged
    assert verdict(judged) == "exempt"


@pytest.mark.parametrize(("language", "text", "margin", "n"), MARGINS)
def test_margins_of_error(language: str, text: str, margin: str, n: int | None) -> None:
    (found,) = [f for f in find(text, language) if f.kind == "margin"]
    assert found.n == n
    assert found.figure.value == find(f"{margin} %", "en")[0].figure.value
    assert judge(found) is None


def test_the_place_of_each() -> None:
    text = "One line.\n\nOf the 150 we\nasked, **90.6%** agree.\n  More than 5% do not."
    found = find(text, "en")
    assert [(f.line, f.column, f.text) for f in found] == [(4, 10, "90.6%"), (5, 3, "More than 5%")]
    assert [text[f.start : f.end] for f in found] == ["90.6%", "More than 5%"]


def test_what_is_said_of_a_text() -> None:
    verdicts = [verdict(j) for f in find("90.6% of 150 people; 136 of 150 (90.7%).", "en") if (j := judge(f))]
    assert verdicts == ["not attainable", "attainable"]
    assert judge(find("90.6% say so", "en")[0]) is None


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_what_the_house_writes_is_found(language: str) -> None:
    """A share and a number of people as the words of each language write them, with their marks of direction."""
    say = words(language)
    share, people = say.percent(0.906, 1), say.number(1500)
    text = {
        "en": f"{share} of {people} people",
        "ar": f"{share} من {people} شخصًا",
        "tr": f"{people} kişinin {share}'sı istiyor",
    }[language]
    (found,) = find(text, language)
    assert (found.figure.units, found.figure.decimals, found.n) == (906, 1, 1500)


def test_two_numbers_of_people_are_none() -> None:
    found = Found(1, 1, 0, 1, "", find("1%", "en")[0].figure, None, None, "", "share")
    assert judge(found) is None
    assert isinstance(judge(find("1% of 100", "en")[0]), Judged)
    assert re.fullmatch(r"\d+%", find("1% of 100", "en")[0].text)
