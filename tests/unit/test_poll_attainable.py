"""The printed figures that a letter or a report may hold, and what is said of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nuzuh.poll.attainable import Fit, check_count, check_groups, check_percentage, check_set, share_caught, sizes_for
from nuzuh.poll.changes import check_change, check_margin
from nuzuh.poll.printed import Span, half_units, printed, sizes_between
from nuzuh.terms.errors import UsageError


@pytest.mark.parametrize(
    ("text", "units", "decimals"),
    [
        ("90.6", 906, 1),
        ("90.60 %", 9060, 2),
        ("%90,6", 906, 1),
        ("٩٠٫٦٪", 906, 1),
        ("۹۰.۶", 906, 1),
        ("7", 7, 0),
        ("0.00", 0, 2),
    ],
)
def test_figures_as_printed(text: str, units: int, decimals: int) -> None:
    assert (printed(text).units, printed(text).decimals) == (units, decimals)


@pytest.mark.parametrize("text", ["", "%", "about 90", "-3", "1,000.5", "90.", ".5", "9" * 40, "½"])
def test_what_is_no_figure(text: str) -> None:
    with pytest.raises(UsageError, match="is not a percentage"):
        printed(text)


def test_the_headline_of_150() -> None:
    """90.6 % of 150: not by rounding to nearest; cut off it is 136 of 150, and with one non-answer 135 of 149."""
    found = check_percentage(printed("90.6"), 150)
    assert found.verdict == "otherwise"
    assert found.as_asked == (Fit("cut-off", 150, 0, 136, 136),)
    assert found.answered_fewer == Fit("half-up", 149, 1, 135, 135)
    assert found.alone == (0,)
    assert check_percentage(printed("90.7"), 150).verdict == "attainable"
    assert check_percentage(printed("90.7"), 150).answered_fewer is None
    assert check_percentage(printed("90.6"), 150, non_answers=0).by("half-even") is None


def test_zeros_at_the_end_count() -> None:
    assert check_percentage(printed("33.3"), 3).verdict == "attainable"
    assert check_percentage(printed("33.30"), 3).verdict == "not attainable"


def test_halves() -> None:
    """1 of 8 is 12.5 %: 13 halves up, 12 halves to even."""
    up, even = check_percentage(printed("13"), 8), check_percentage(printed("12"), 8)
    assert (up.by("half-up"), even.by("half-even")) == (Fit("half-up", 8, 0, 1, 1), Fit("half-even", 8, 0, 1, 1))
    assert up.by("half-even") is None or up.by("half-even").non_answers > 0  # type: ignore[union-attr]
    assert even.by("half-up") is None or even.by("half-up").non_answers > 0  # type: ignore[union-attr]


def test_weighted_figures_are_exempt() -> None:
    assert check_percentage(printed("90.6"), 150, weighted=True).verdict == "exempt"
    assert check_groups([(printed("90.6"), 150)], printed("90.6"), weighted=True).alone == ()


def test_nothing_is_above_100() -> None:
    assert check_percentage(printed("100.1"), 150, non_answers=10).verdict == "not attainable"
    assert check_percentage(printed("101"), 150).by("ceiling") is None


def test_sets() -> None:
    thirds = [printed("33.3")] * 3
    assert check_set(thirds, 150).as_asked[0] == Fit("half-up", 150, 0, 150, 150)
    assert check_set([printed("60.0"), printed("41.3")], 150).verdict == "not attainable"
    assert check_set([printed("60.0"), printed("30.0")], 150, complete=False).verdict == "attainable"
    one_missing = check_set([printed("50.3"), printed("49.7")], 150)
    assert one_missing.verdict == "otherwise"
    assert one_missing.answered_fewer == Fit("half-up", 149, 1, 149, 149)
    assert one_missing.alone == (0, 1)
    with pytest.raises(UsageError, match="at least one"):
        check_set([], 150)


def test_groups() -> None:
    groups = [(printed("90.0"), 80), (printed("91.4"), 70)]
    assert check_groups(groups, printed("90.7")).as_asked[0] == Fit("half-up", 150, 0, 136, 136)
    assert check_groups(groups, printed("92.0"), 155).verdict == "not attainable"
    assert check_groups(groups, printed("91.0"), 155).verdict == "attainable"  # five more, all of whom said yes
    assert check_groups(groups, printed("90.6")).alone == (2,)
    with pytest.raises(UsageError, match="150 people, the total 100"):
        check_groups(groups, printed("90.7"), 100)


def test_counts_beside_percentages() -> None:
    assert check_count(136, printed("90.7"), 150).verdict == "attainable"
    assert check_count(136, printed("90.6"), 150).as_asked == (Fit("cut-off", 150, 0, 136, 136),)
    assert check_count(120, printed("90.6"), 150, non_answers=5).verdict == "not attainable"
    assert sizes_for(136, printed("90.6"))["nearest"] is None
    assert sizes_for(136, printed("91"))["half-up"] == (149, 150)


def test_sizes_without_an_end() -> None:
    assert sizes_between(0, 0, 0, "half-up") == (1, 0)
    assert sizes_between(0, 5, 0, "half-up") is None
    assert sizes_between(3, 0, 0, "half-up") == (601, 0)
    assert sizes_between(3, 0, 0, "ceiling") is None


def test_nobody_asked() -> None:
    with pytest.raises(UsageError, match="one person at least"):
        check_percentage(printed("50"), 0)
    with pytest.raises(UsageError, match="one person at least"):
        share_caught(0, 1)
    with pytest.raises(UsageError, match="no rounding rule up"):
        half_units(5, "up")  # type: ignore[arg-type]


def test_what_can_be_caught() -> None:
    assert share_caught(150, 1) == pytest.approx(1 - 151 / 1001)
    assert share_caught(1000, 1) == 0


def test_points_and_per_cent() -> None:
    rise = check_change(printed("40"), printed("50"), printed("10"))
    assert (rise.points, rise.percent) == (True, False)
    assert rise.in_points == Span(Fraction(9), Fraction(11), True, True)
    assert check_change(printed("40"), printed("50"), printed("25")).percent
    fall = check_change(printed("50"), printed("40"), printed("20"))
    assert (fall.points, fall.percent) == (False, True)
    assert check_change(printed("40"), printed("50"), printed("17")).in_percent == Span(
        100 * (Fraction(99, 81) - 1), 100 * (Fraction(101, 79) - 1), True, True
    )
    from_nothing = check_change(printed("0"), printed("5"), printed("5"))
    assert (from_nothing.points, from_nothing.in_percent) == (True, None)
    assert not check_change(printed("40.0"), printed("50.0"), printed("12.0")).points
    assert not check_change(printed("40.0"), printed("50.0"), printed("12.0")).percent


def test_spans_meet() -> None:
    low, high = Span(Fraction(0), Fraction(1), True, False), Span(Fraction(1), Fraction(2), True, True)
    assert not low.meets(high)
    assert Span(Fraction(0), Fraction(1), True, True).meets(high)


def test_margins_of_error() -> None:
    plain = check_margin(printed("8.0"), 150)
    assert plain.fits
    assert plain.simple == pytest.approx(8.002, abs=2e-3)
    assert plain.deff[0] < 1 < plain.deff[1]
    assert plain.n_simple == (149, 151)
    too_small = check_margin(printed("3"), 150)
    assert not too_small.fits
    assert too_small.n_simple == (784, 1536)
    assert check_margin(printed("4.7"), 150, share=printed("90.6")).fits
    assert check_margin(printed("12"), 150).deff[0] > 2
    assert check_margin(printed("4"), 150, population=200).fits
    assert check_margin(printed("0"), 200, population=200).fits
    assert check_margin(printed("1"), 200, population=200).deff[1] == float("inf")


@pytest.mark.parametrize(("n", "share", "population"), [(0, "50", None), (150, "100", None), (150, "50", 100)])
def test_margins_that_there_are_not(n: int, share: str, population: int | None) -> None:
    with pytest.raises(UsageError, match="no margin of error"):
        check_margin(printed("3"), n, share=printed(share), population=population)
