"""What is said of printed figures, in three languages: exactly what is known, and never that somebody made them up."""

from __future__ import annotations

import re

import pytest

from nuzuh.poll.attainable import check_count, check_groups, check_percentage, check_set
from nuzuh.poll.changes import check_change, check_margin
from nuzuh.poll.found import find, judge
from nuzuh.poll.printed import printed
from nuzuh.poll.sentences import (
    change_reason,
    count_reason,
    groups_reason,
    margin_reason,
    passing,
    percentage_reason,
    rough_reason,
    set_reason,
    verdict,
    ways,
)
from nuzuh.terms.wording import LOCALES, words

EN = words("en")


def bare(text: str) -> str:
    """Return a text without the marks that keep numbers whole in right-to-left text."""
    return re.sub("[\u2066-\u2069\u200e\u200f\u061c]", "", text)


def of(text: str, n: int, language: str = "en", **more: bool) -> str:
    figure = printed(text)
    return bare(percentage_reason(figure, check_percentage(figure, n, **more), words(language)))


def of_set(texts: str, n: int, **more: bool) -> str:
    figures = [printed(text) for text in texts.split()]
    return set_reason(figures, check_set(figures, n, **more), EN, complete=more.get("complete", True))


def test_the_headline_of_150() -> None:
    """Not attainable as printed; cut off it is 136 of 150, with one non-answer 135 of 149."""
    judged = check_percentage(printed("90.6"), 150)
    assert verdict(judged) == "not attainable"
    assert {"rule": "cut-off", "answered": 150, "non_answers": 0, "least": 136, "most": 136} in ways(judged)
    assert of("90.6", 150) == (
        "90.6% of 150 is not attainable by rounding to nearest: 135 of 150 is 90.0%, 136 of 150 is 90.7%. "
        "It fits 136 of 150 if cut off after the first decimal, or 135 of 149 if one of the 150 did not answer."
    )
    assert of("90.6", 150, "tr") == (
        "150 kişide %90,6, en yakına yuvarlayarak elde edilemez: 135/150 = %90,0, 136/150 = %90,7. "
        "Şununla uyuşur: ilk ondalıktan sonrası yuvarlanmadan atıldıysa 136/150 ya da "
        "150 kişiden biri yanıt vermediyse 135/149."
    )
    assert of("90.6", 150, "ar") == (
        "النسبة 90.6% من 150 غير ممكنة بالتقريب إلى الأقرب: 135 من 150 تساوي 90.0%، و136 من 150 تساوي 90.7%. "
        "وهي توافق 136 من 150 إذا حُذف ما بعد المنزلة العشرية الأولى من دون تقريب، أو 135 من 149 إذا لم يُجب واحد من أصل 150."
    )


@pytest.mark.parametrize(
    ("text", "n", "said"),
    [
        ("90.7", 150, "90.7% of 150 is attainable: 136 of 150."),
        ("91", 150, "91% of 150 is attainable: 136–137 of 150."),
        ("12", 8, "12% of 8 is attainable: 1 of 8 if halves were rounded to the even digit."),
        ("37", 8, "37% of 8 is attainable: 3 of 8 if halves were rounded down."),
        ("97.3", 4, "even if up to 3 of the 4 did not answer."),
        ("33.30", 3, "0 of 3 is 0.00%, 1 of 3 is 33.33%."),
        ("100.1", 150, "150 of 150 is 100.0%. That holds for cutting off and rounding up too"),
        ("50", 1, "That holds for cutting off and rounding up too."),
        ("33.33333", 150, "33.33333% of 150 is attainable: 50 of 150."),
    ],
)
def test_single_percentages(text: str, n: int, said: str) -> None:
    assert said in of(text, n), of(text, n)


def test_passing_says_little_of_many() -> None:
    """Of 1,000 people every percentage with one decimal can be, of 90 nearly every whole one; of 150 the test catches 85 %."""
    assert "passing this test means nothing" in of("45.2", 1000)
    assert "passing this test means little" in of("50", 90)
    assert passing(150, 1, EN) == ""
    assert passing(1000, 1, EN).startswith("From 1,000 every percentage")


def test_weighted_figures_are_exempt() -> None:
    assert of("90.6", 150, weighted=True).startswith("90.6% is weighted: any percentage can come of weights")
    assert of_set("90.6 9.4", 150, weighted=True).startswith("The percentages are weighted")
    figure = printed("90.6")
    assert verdict(check_percentage(figure, 150, weighted=True)) == "exempt"
    assert "weighted" in count_reason(136, figure, check_count(136, figure, 150, weighted=True), EN)
    judged = check_groups([(figure, 80)], figure, weighted=True)
    assert "weighted" in groups_reason([(figure, 80)], figure, judged, EN)


def test_sets() -> None:
    assert of_set("33.3 33.3 33.3", 150) == "The 3 percentages of 150 are attainable together."
    assert "they make at least 152 people, more than 150" in of_set("60.0 41.3", 150)
    assert "they make at most 149 people, fewer than 150" in of_set("60.0 39.3", 150)
    assert of_set("60.0 39.3", 150, complete=False).startswith("The 2 percentages of 150 are attainable together.")
    assert "at least 152 people" in of_set("60.0 41.3", 150, complete=False)
    assert of_set("50.3 49.7", 150) == (
        "These are not attainable by rounding to nearest: 50.3% of 150, 49.7% of 150. "
        "Attainable if one of the 150 did not answer."
    )
    assert of_set("90.6 9.3", 150).startswith(
        "90.6% of 150 is not attainable by rounding to nearest. Attainable if cut"
    )


def test_groups() -> None:
    groups = [(printed("90.0"), 80), (printed("91.4"), 70)]

    def said(total: str) -> str:
        return groups_reason(groups, printed(total), check_groups(groups, printed(total)), EN)

    assert said("90.7") == "The percentages of the groups and that of all 150 are attainable together."
    assert said("92.0") == (
        "Each percentage is attainable by itself, but not all together: the groups make 136 people, the percentage of all 150 "
        "makes 138. That holds for cutting off and rounding up too."
    )
    assert said("90.6").startswith("90.6% of 150 is not attainable by rounding to nearest. Attainable if cut off")


def test_counts() -> None:
    def said(count: int, text: str) -> str:
        return count_reason(count, printed(text), check_count(count, printed(text), 150), EN)

    assert said(136, "90.7") == "136 of 150 is 90.7%."
    assert said(136, "90.6") == (
        "136 of 150 is 90.7% by rounding to nearest, not 90.6%. It fits 136 of 150 if cut off after the first decimal."
    )
    assert "135 of 149 if one of the 150 did not answer" in said(135, "90.6")


@pytest.mark.parametrize(
    ("change", "fits"), [("10", "percentage points only"), ("25", "per cent only"), ("17", "neither")]
)
def test_changes(change: str, fits: str) -> None:
    """From 40 to 50 is 9 to 11 points, and 22.2 to 27.9 per cent of 40."""
    found = check_change(printed("40"), printed("50"), printed(change))
    said = change_reason(printed("40"), printed("50"), printed(change), found, EN)
    assert "9.0–11.0 percentage points, or 22.2–27.9 per cent of the first" in said
    assert said.endswith(f"{change} fits as {fits}.")


def test_changes_that_fit_both_or_have_no_first() -> None:
    both = check_change(printed("100"), printed("90"), printed("10"))
    assert change_reason(printed("100"), printed("90"), printed("10"), both, EN).endswith("10 fits as either.")
    nothing = check_change(printed("0"), printed("5"), printed("5"))
    assert "undefined in per cent" in change_reason(printed("0"), printed("5"), printed("5"), nothing, EN)


def test_margins() -> None:
    def said(text: str, n: int = 150) -> str:
        return margin_reason(printed(text), n, check_margin(printed(text), n), EN)

    assert said("8.0").endswith("fits 150 answers: a simple random sample of them has ± 8.0.")
    assert "narrower than 150 answers allow" in said("3")
    assert said("3").endswith("It takes 784 to 1,536 answers.")
    assert "with a design effect of 2.1 to 2.4" in said("12")
    assert said("0").endswith("answers at least.")


def test_rough_statements() -> None:
    for text, can in (("more than 90%", True), ("more than 100%", False), ("less than 0%", False), ("about 90%", True)):
        (found,) = find(f"{text} of 150 people", "en")
        judged = judge(found)
        assert judged
        assert verdict(judged) == ("exempt" if can else "not attainable")
        said = rough_reason(found.text, 150, judged, EN)
        assert said.startswith(f"“{text}” of 150 is {'a rough statement' if can else 'not attainable'}")


@pytest.mark.parametrize("language", LOCALES)
def test_every_sentence_can_be_said_and_none_accuses(language: str) -> None:
    say = words(language)
    said = [of(t, n, language) for t in ("90.6", "90", "45.23", "99.9", "12", "0.3") for n in (1, 2, 8, 150, 1000)]
    figures = [printed("50.3"), printed("49.7")]
    said += [set_reason(figures, check_set(figures, n), say) for n in (2, 149, 150)]
    groups = [(printed("90.0"), 80), (printed("91.4"), 70)]
    said += [groups_reason(groups, printed(t), check_groups(groups, printed(t)), say) for t in ("90.7", "92.0", "90.6")]
    for text in said:
        assert "{" not in text
        assert not re.search(r"(?i)wrong|fabricat|false|error|invent|خط[أا]|كاذب|ملفق|مختلق|yanlış|uydurma|sahte", text)
        assert text.endswith(".")
    raw = percentage_reason(printed("90.6"), check_percentage(printed("90.6"), 150), say)
    assert raw.count("\u2066") == raw.count("\u2069") - raw.count("\u2068")
    assert ("\u2066" in raw) == (language == "ar")
