"""Numbers, percentages, dates and places held against the evidence."""

from __future__ import annotations

import pytest

from nuzuh.claims.agree import Stated, agreement_with, contradictory
from tests.claimed import claims, of_kind, verdicts

BY_FEBRUARY = {
    "en": "By 2 February 2020 {} people had been displaced in north-west Syria since 1 December 2019.",
    "ar": "من 1 كانون الأول 2019 إلى 2 شباط 2020 نزح {} شخص في شمال غرب سوريا.",
    "tr": "1 Aralık 2019 – 2 Şubat 2020 döneminde Suriye'nin kuzeybatısında {} kişi yerinden edildi.",
}
AMOUNTS = {
    "en": {
        "supported": (
            "586,000",
            "about 590,000",
            "more than 550,000",
            "nearly 600,000",
            "600,000",
            "at least 586,000",
            "586,412",
        ),
        "contradicted": ("685,000", "more than 600,000", "nearly 580,000", "more than 586,000"),
    },
    "ar": {
        "supported": ("586,000", "٥٨٦٬٠٠٠", "نحو 590,000", "أكثر من 550,000", "قرابة 600,000"),
        "contradicted": ("685,000", "أكثر من 600,000"),
    },
    "tr": {
        "supported": ("586.000", "yaklaşık 590.000", "550.000'den fazla", "600.000'e yakın"),
        "contradicted": ("685.000", "600.000'den fazla"),
    },
}


@pytest.mark.parametrize(
    ("language", "verdict", "amount"),
    [(code, verdict, a) for code, mine in AMOUNTS.items() for verdict, amounts in mine.items() for a in amounts],
)
def test_printed_precision_and_quantifier_decide(language: str, verdict: str, amount: str) -> None:
    found = claims(BY_FEBRUARY[language].format(amount))
    assert verdicts(found) == [verdict]
    assert of_kind(found, "number")[0].figure == "displaced.flow.since.2019-12-01.by.2020-02-02"


@pytest.mark.parametrize(
    ("stated", "shown", "expected"),
    [
        (Stated(900_000, 0, 0, "more than"), 948_000, "agrees"),
        (Stated(900_000, 0, 0, "more than"), 850_000, "differs"),
        (Stated(900_000, 0, 0, "more than"), 2_236_000, "loose"),
        (Stated(1_000_000, 0, 0), 948_000, "differs"),
        (Stated(1_000_000, 0, 0), 960_000, "agrees"),
        (Stated(1_200_000, 0, 0), 1_240_000, "agrees"),
        (Stated(1_200_000, 0, 0), 1_260_000, "differs"),
        (Stated(948_000, 0, 0), 948_400, "agrees"),
        (Stated(948_000, 0, 0), 949_000, "differs"),
        (Stated(350, 300, 400, "between"), 390, "agrees"),
        (Stated(400_000, 0, 0, "less than"), 390_000, "agrees"),
        (Stated(400_000, 0, 0, "less than"), 410_000, "differs"),
        (Stated(12, 0, 0), 12, "agrees"),
        (Stated(12, 0, 0), 13, "differs"),
        (Stated(0.5, 0, 0), 0.5, "agrees"),
        (Stated(0, 0, 0), 0, "agrees"),
    ],
)
def test_agreement(stated: Stated, shown: float, expected: str) -> None:
    assert agreement_with(stated, shown) == expected


def test_what_can_both_be_true() -> None:
    assert contradictory(Stated(1_200_000, 0, 0), Stated(900_000, 0, 0))
    assert not contradictory(Stated(1_200_000, 0, 0), Stated(900_000, 0, 0, "more than"))
    assert not contradictory(Stated(586_000, 0, 0), Stated(600_000, 0, 0, "about"))


@pytest.mark.parametrize(
    "text",
    [
        "More than one million people have been displaced.",
        "أكثر من مليون شخص نزحوا من بيوتهم.",
        "Bir milyondan fazla kişi yerinden edildi.",
    ],
)
def test_what_is_missing_is_asked_for(text: str) -> None:
    claim = of_kind(claims(text), "number")[0]
    assert claim.verdict == "not in evidence"
    assert "since when? which area? people or movements?" in claim.reason


def test_of_many_a_text_has_to_say_of_whom_since_when_and_where() -> None:
    claim = of_kind(claims("Another million may not be far away."), "number")[0]
    assert claim.verdict == "not in evidence"
    assert "since when? which area? people, households or movements?" in claim.reason


def test_people_on_the_run_are_displaced_people() -> None:
    claim = of_kind(claims("One million human beings are on the run."), "number")[0]
    assert "since when? which area? people or movements?" in claim.reason


@pytest.mark.parametrize(
    "text",
    [
        "One million people fled. This is greater than the displacement of the war in Bosnia.",
        "Since February 2019 one million people fled. This is greater than the displacement of the war in Bosnia.",
    ],
)
def test_a_comparison_with_what_is_not_said_is_none(text: str) -> None:
    claim = of_kind(claims(text), "comparison")[0]
    assert claim.verdict == "not comparable"
    assert "refugees, or people displaced within the country?" in claim.reason
    assert ("of its own number: since when?" in claim.reason) is (not text.startswith("Since"))


def test_what_is_said_is_not_asked_for() -> None:
    claim = of_kind(
        claims("More than one million people have been displaced since February 2019 in north-west Syria."), "number"
    )[0]
    assert claim.verdict == "not in evidence"
    assert "since when" not in claim.reason
    assert "which area" not in claim.reason
    assert "2,236,000" in claim.reason


def test_people_and_households_are_told_apart() -> None:
    assert verdicts(claims("By 2 February 2020 about 586,000 families had been displaced in north-west Syria.")) != [
        "supported"
    ]


def test_a_stock_is_not_a_flow() -> None:
    claim = of_kind(claims("In February 2020, 1,326,000 people fled to the governorate of Idlib."), "number")[0]
    assert claim.verdict == "not comparable"
    assert "living in displacement" in claim.reason


def test_the_stock_itself() -> None:
    text = "In February 2020, {} people lived in displacement in the governorate of Idlib."
    assert verdicts(claims(text.format("1,326,000"))) == ["supported"]
    assert verdicts(claims(text.format("1,362,000"))) == ["contradicted"]


def test_another_place_is_another_number() -> None:
    assert verdicts(claims("In February 2020, 1,326,000 people lived in displacement in Aleppo.")) == ["contradicted"]


def test_a_running_total_by_the_day_on_which_it_was_published() -> None:
    text = "By 28 February 2020 more than 948,000 people had been displaced in north-west Syria since 1 December 2019."
    claim = of_kind(claims(text), "number")[0]
    assert claim.verdict == "supported"
    assert "as of 2020-02-26" in claim.reason


def test_what_may_come_is_no_count() -> None:
    claim = of_kind(claims("Up to one million more people may be displaced."), "number")[0]
    assert claim.verdict == "not in evidence"
    assert "what may come" in claim.reason


def test_the_count_of_the_sentence_before() -> None:
    text = (
        "By 2 February 2020 about 586,000 people had been displaced in the north-west of Syria. "
        "On 14 January 2020 the same count had stood at about 350,000 people."
    )
    assert verdicts(claims(text)) == ["supported", "supported"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("At the end of 1995 the UN knew of 769,753 refugees from Bosnia and Herzegovina.", "supported"),
        ("At the end of 1995 the UN knew of 796,753 refugees from Bosnia and Herzegovina.", "contradicted"),
        ("في نهاية عام 1995 كان هناك 769,753 لاجئًا من البوسنة والهرسك.", "supported"),
        ("في نهاية عام 1995 كان هناك 796,753 لاجئًا من البوسنة والهرسك.", "contradicted"),
        ("1995 sonunda Bosna-Hersek'ten 769.753 mülteci vardı.", "supported"),
        ("1995 sonunda Bosna-Hersek'ten 796.753 mülteci vardı.", "contradicted"),
    ],
)
def test_a_reference_is_quoted_as_it_was_published(text: str, verdict: str) -> None:
    assert verdicts(claims(text)) == [verdict]


@pytest.mark.parametrize(
    "n", ["We asked 150 people.", "", "Our teams interviewed 150 displaced people.\n\nWe are grateful to them."]
)
def test_a_percentage_that_no_count_gives(n: str) -> None:
    """Beside its number of people, in another paragraph, or with the number that only the folder's poll knows."""
    claim = of_kind(claims(f"{n}\n\n90.6% would not consider returning to areas under government control."), "percent")[
        0
    ]
    assert claim.verdict == "not attainable"
    assert "135 of 149" in claim.reason
    assert ("return-2020" in claim.reason) == (not n)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("We asked 150 people. 90.7% would not return.", "not in evidence"),
        ("سألنا ١٥٠ شخصًا. ٩٠٫٦٪ منهم لن يعودوا.", "not attainable"),
        ("150 kişiye sorduk: %90,6'sı dönmeyi düşünmüyor.", "not attainable"),
        ("136 of 150 (92.3%) would not return.", "inconsistent"),
        ("52% of the displaced people in camps are women.", "supported"),
        ("We asked 150 people. 90% would not return (margin of error 3 percentage points).", "not in evidence"),
    ],
)
def test_percentages(text: str, verdict: str) -> None:
    assert verdicts(claims(text), "percent")[0] == verdict


def test_a_margin_of_error_that_is_too_small() -> None:
    text = "We asked 150 people. 90% would not return (margin of error 3 percentage points)."
    assert verdicts(claims(text), "percent")[1] == "not attainable"


def test_those_who_were_asked() -> None:
    assert verdicts(claims("In a poll we asked 150 people in Atma.")) == ["supported"]
    claim = of_kind(claims("In a poll we asked 160 people in Atma."), "number")[0]
    assert claim.verdict == "not in evidence"
    assert "asked 150 people" in claim.reason


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("On 2 February 2020 we met.", "supported"),
        ("On 3 March 2018 we met.", "not in evidence"),
        ("In February 2020 we met.", "supported"),
        ("في 2 شباط 2020 اجتمعنا.", "supported"),
        ("2 Şubat 2020'de toplandık.", "supported"),
    ],
)
def test_days(text: str, verdict: str) -> None:
    found = [c for c in claims(text) if c.kind in ("day", "period")]
    assert [c.verdict for c in found] == [verdict]


def test_places() -> None:
    text = "We asked people in Atma village, Sarmada, Nowhereton and Dana."
    found = of_kind(claims(text), "place")
    assert [(c.text, c.verdict) for c in found] == [
        ("Atma", "supported"),
        ("Sarmada", "supported"),
        ("Nowhereton", "not in evidence"),
        ("Dana", "supported"),
    ]
    assert found[0].candidates == ("C4130",)


@pytest.mark.parametrize(
    "text",
    ["نزح الناس إلى أطمة وسرمدا.", "Aileler Atme'ye ve Sarmada'ya kaçtı.", "People fled to Atma and Sarmada."],
)
def test_places_with_what_is_attached_to_them(text: str) -> None:
    assert [c.candidates for c in of_kind(claims(text), "place")] == [("C4130",), ("C4121",)]


@pytest.mark.parametrize(
    "text",
    [
        "Most of them fled.",
        "Thousands of families sleep outside.",
        "آلاف العائلات في العراء.",
        "Binlerce aile dışarıda.",
    ],
)
def test_amounts_without_a_number(text: str) -> None:
    assert verdicts(claims(text), "vague")[:1] == ["not in evidence"]


def test_superlatives() -> None:
    claim = of_kind(claims("This displacement is unprecedented."), "superlative")[0]
    assert claim.verdict == "not in evidence"
    assert "references.csv" in claim.suggestion


def test_a_claim_knows_its_place() -> None:
    claim = of_kind(
        claims("Dear all,\n\nWe know: by 2 February 2020\n  586,000 people fled in north-west Syria."), "number"
    )[0]
    assert (claim.line, claim.column, claim.text, claim.language) == (4, 3, "586,000", "en")
    assert claim.sentence.startswith("We know: by 2 February")
