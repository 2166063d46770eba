"""Plans of polls against published and hand-worked numbers, and one against a simulation."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from nuzuh.poll.compare import difference
from nuzuh.poll.design import survey
from nuzuh.poll.fieldwork import MOST, Fieldwork, in_places
from nuzuh.poll.intervals import ICC
from nuzuh.poll.plan import Expected, Group, Plan, plan
from nuzuh.poll.proportion import proportions, share_interval
from nuzuh.terms.chance import stream
from nuzuh.terms.errors import UsageError

SEXES = (Group("women", 0.5, "sex"), Group("men", 0.5, "sex"))


def rules(found: Plan) -> list[tuple[str, str]]:
    return [(caution.rule, caution.group) for caution in found.cautions]


def arm(expected: Expected) -> float:
    assert expected.arm is not None
    return expected.arm


# ------------------------------------------------------------------------------------------------------- the design
def test_thirty_clusters_of_seven() -> None:
    """The coverage survey of the WHO: a design effect of 2 at an ICC of 1/6, half of 210 children, ±10 points."""
    found = plan(Fieldwork(210, 30, icc=1 / 6))
    assert (found.deff_clusters, found.lost_to_clusters) == pytest.approx((2, 105))
    assert (found.everybody.deff, found.everybody.effective, found.everybody.df) == pytest.approx((2, 105, 29))
    assert 0.10 < arm(found.everybody.shares[0]) < 0.11  # Wald's is 0.096


def test_weights_cost_too() -> None:
    found = plan(Fieldwork(144, 24, icc=0.1, cv=0.5))
    assert found.deff_clusters == pytest.approx(1.5)
    assert found.deff_weights == pytest.approx(1.25)
    assert found.everybody.effective == pytest.approx(144 / 1.875)
    assert found.lost_to_clusters == pytest.approx(48)  # of clusters alone


@pytest.mark.parametrize(
    ("work", "low", "high"),
    [
        (Fieldwork(150), 84.8, 94.8),
        (Fieldwork(150, 24, 6, icc=0.5 / 5.25), 82.6, 95.8),  # deff 1.5, 18 degrees of freedom
        (Fieldwork(150, 6, icc=1 / 24), 78.0, 97.3),  # deff 2, 5 degrees of freedom
    ],
)
def test_136_of_150(work: Fieldwork, low: float, high: float) -> None:
    share = plan(work, [136 / 150]).everybody.shares[0]
    assert share.low is not None
    assert share.high is not None
    assert [round(100 * share.low, 1), round(100 * share.high, 1)] == [low, high]
    assert share.half == pytest.approx((share.high - share.low) / 2)
    assert share.arm == pytest.approx(136 / 150 - share.low)


def test_who_does_not_answer_is_not_there() -> None:
    asked, answered = Fieldwork(200, 20, nonresponse=0.25, icc=0.1), Fieldwork(150, 20, icc=0.1)
    assert asked.answers == 150
    assert plan(asked).everybody == plan(answered).everybody


def test_clusters_in_which_nobody_answers_are_none() -> None:
    found = plan(Fieldwork(100, 50, nonresponse=0.7, icc=0.1), groups=[Group("women", 0.5)])
    assert (found.everybody.clusters, found.everybody.df, found.everybody.deff) == (30, 29, 1)
    assert (found.groups[0].clusters, found.groups[0].answers) == (15, 15)
    assert found.lost_to_clusters == 0


@pytest.mark.parametrize(("teams", "days", "clusters", "strata", "df"), [(2, 2, 24, 6, 18), (1, 1, 6, 1, 5)])
def test_places_chosen_on_purpose(teams: int, days: int, clusters: int, strata: int, df: int) -> None:
    work = in_places(6, teams, days, 6, purposive=True)
    assert (work.people, work.clusters, work.strata) == (36 * teams * days, clusters, strata)
    found = plan(work)
    assert found.everybody.df == df
    assert ("purposive", "") in rules(found)


def test_places_drawn_by_chance_are_the_clusters() -> None:
    work = in_places(12, 2, 2, 6, purposive=False)
    assert (work.people, work.clusters, work.strata) == (288, 12, 1)
    assert "purposive" not in dict(rules(plan(work)))


# --------------------------------------------------------------------------------------------------- people needed
def test_needed_without_clusters_is_clopper_and_pearsons() -> None:
    """The interval of n answers is Clopper–Pearson's of n − 1: found here by trying even numbers one after the other."""
    exact = next(
        n for n in range(2, 1000, 2) if 0.5 - stats.binomtest(n // 2, n).proportion_ci(method="exact").low <= 0.05
    )
    need = plan(Fieldwork(100), margin=0.05).everybody.shares[0].needed
    assert need is not None
    assert need.people is not None
    assert need.people - 1 in (exact - 1, exact)
    assert need.people > 384  # Wald's
    assert (need.clusters, need.same_clusters) == (None, need.people)


@pytest.mark.parametrize("share", [0.5, 0.906])
def test_needed_is_the_least(share: float) -> None:
    work = Fieldwork(144, 24, 6, icc=0.05, nonresponse=0.1)
    need = plan(work, [share], margin=0.06).everybody.shares[0].needed
    assert need is not None
    assert need.clusters is not None
    assert need.people == need.clusters * 6
    assert need.same_clusters is not None
    for people, clusters in ((need.people, need.clusters), (need.same_clusters, 24)):
        assert arm(plan(replace(work, people=people, clusters=clusters), [share]).everybody.shares[0]) <= 0.06
    for people, clusters in ((need.people - 6, need.clusters - 1), (need.same_clusters - 1, 24)):
        assert arm(plan(replace(work, people=people, clusters=clusters), [share]).everybody.shares[0]) > 0.06
    assert need.same_clusters > need.people


def test_few_clusters_never_reach_a_margin() -> None:
    """Six clusters at an ICC of 0.05 are worth at most 6 / 0.05 = 120 people, less what five degrees of freedom cost."""
    found = plan(Fieldwork(150, 6, icc=0.05), margin=0.08)
    need = found.everybody.shares[0].needed
    assert need is not None
    assert need.same_clusters is None
    assert need.people is not None
    assert rules(found) == [("clustering-halves", ""), ("few-clusters", ""), ("wide", "")]


def test_a_group_needs_more() -> None:
    found = plan(Fieldwork(400), margin=0.05, groups=[Group("women", 0.5)])
    whole, women = found.everybody.shares[0].needed, found.groups[0].shares[0].needed
    assert whole is not None
    assert women is not None
    assert whole.people is not None
    assert women.people == 2 * whole.people


def test_a_margin_that_nobody_reaches() -> None:
    found = plan(Fieldwork(100, 10), margin=1e-6)
    need = found.everybody.shares[0].needed
    assert need is not None
    assert (need.people, need.clusters, need.same_clusters) == (None, None, None)
    assert ("margin-out-of-reach", "") in rules(found)


# ------------------------------------------------------------------------------------------------- small populations
def test_a_small_population() -> None:
    """The fraction asked comes off the variance within clusters only."""
    alone = Fieldwork(100, population=400)
    assert alone.deff(alone.whole) == pytest.approx(0.75)
    clustered = replace(alone, clusters=20, icc=0.1)
    assert clustered.deff(clustered.whole) == pytest.approx(0.1 * 5 + 0.9 * 0.75)
    capped, free = plan(alone), plan(replace(alone, method="beta"))
    assert arm(free.everybody.shares[0]) < arm(capped.everybody.shares[0])
    assert arm(capped.everybody.shares[0]) == pytest.approx(0.5 - stats.beta.ppf(0.025, 50, 51))
    need = plan(replace(alone, method="beta"), margin=0.05).everybody.shares[0].needed
    many = plan(Fieldwork(100), margin=0.05).everybody.shares[0].needed
    assert need is not None
    assert many is not None
    assert need.people is not None
    assert many.people is not None
    # n = n∞ / (1 + (n∞ − 1) / N), as in every textbook
    assert need.people == pytest.approx(many.people / (1 + (many.people - 1) / 400), abs=3)


# ------------------------------------------------------------------------------------------------------------ groups
def test_a_group_over_all_clusters_is_clustered_less() -> None:
    found = plan(Fieldwork(240, 24, icc=0.1), groups=[Group("women", 0.5), Group("over 60", 0.05)])
    women, old = found.groups
    assert (women.answers, women.clusters, women.df) == (120, 23, 22)  # 24 × (1 − 2⁻¹⁰) clusters have a woman
    assert women.deff == pytest.approx(1 + 9 * 0.5 * 0.1)
    assert (old.answers, old.clusters) == (12, 9)  # 24 × (1 − 0.95¹⁰) = 9.6
    assert old.deff == pytest.approx(1 + 9 * 0.05 * 0.1)
    assert rules(found) == [("group-small", "over 60"), ("wide", "over 60")]


def test_a_place_has_its_own_clusters() -> None:
    work = in_places(6, 2, 2, 6, purposive=True)
    found = plan(work, groups=[Group("Atma", 1 / 6, "place", whole_clusters=True)])
    place = found.groups[0]
    assert (place.answers, place.clusters, place.df) == (24, 4, 3)
    assert place.deff == pytest.approx(1 + 5 * ICC)
    assert [rule for rule, group in rules(found) if group == "Atma"] == ["few-clusters", "group-small", "wide"]
    one = plan(in_places(6, 1, 1, 6, purposive=True), groups=[Group("Atma", 1 / 6, "place", whole_clusters=True)])
    assert one.groups[0].shares[0] == Expected(0.5, None, None, None)
    assert [rule for rule, group in rules(one) if group == "Atma"] == ["no-interval", "group-hidden"]


# ------------------------------------------------------------------------------------------------------- differences
def test_people_needed_to_tell_two_groups_apart() -> None:
    """65 and 85 per cent: 70 in each group (Chow, Shao, Wang, *Sample Size Calculations*, 4.2), with t and n − 1 some more."""
    pair = plan(Fieldwork(100), [0.75], groups=SEXES, difference=0.2).comparisons[0]
    assert pair.needed is not None
    assert pair.needed.people is not None
    assert 140 <= pair.needed.people <= 146


@pytest.mark.parametrize("work", [Fieldwork(200), Fieldwork(200, 24, 4, icc=0.05), Fieldwork(200, 6, icc=0.05)])
def test_the_smallest_difference_has_the_power(work: Fieldwork) -> None:
    pair = plan(work, [0.4], groups=SEXES, power=0.9).comparisons[0]
    assert pair.smallest is not None
    first, second = 0.4 - pair.smallest / 2, 0.4 + pair.smallest / 2
    deff = 1.0 if work.clusters is None else 1 + (200 / work.clusters - 1) / 2 * 0.05
    se = math.sqrt((first * (1 - first) + second * (1 - second)) * deff / 99)
    df = (200 - 1 if work.clusters is None else work.clusters - work.strata) - 1
    t = stats.t.ppf(0.975, df)
    power = stats.nct.sf(t, df, pair.smallest / se) + stats.nct.cdf(-t, df, pair.smallest / se)
    assert power == pytest.approx(0.9, abs=1e-6)


def test_a_wanted_difference_is_the_smallest_of_those_needed() -> None:
    pair = plan(Fieldwork(300, 30), groups=SEXES, difference=0.15).comparisons[0]
    assert pair.needed is not None
    assert pair.needed.people is not None
    enough = plan(Fieldwork(pair.needed.people, pair.needed.clusters), groups=SEXES).comparisons[0]
    assert enough.smallest is not None
    assert 0.14 < enough.smallest <= 0.15


def test_only_groups_of_one_kind_are_compared() -> None:
    ages = (Group("young", 0.6, "age"), Group("old", 0.3, "age"), Group("very old", 0.1, "age"))
    found = plan(Fieldwork(400), [0.5, 0.2], groups=[*SEXES, *ages])
    pairs = [(c.first, c.second) for c in found.comparisons if c.share == 0.5]
    assert pairs == [("women", "men"), ("young", "old"), ("young", "very old"), ("old", "very old")]
    assert len(found.comparisons) == 8


def test_differences_that_cannot_be() -> None:
    found = plan(Fieldwork(400), [0.1], groups=SEXES, difference=0.3)  # shares of −5 and 25 per cent
    assert rules(found) == [("difference-out-of-reach", "women, men")]
    camps = [Group("Atma", 0.5, whole_clusters=True), Group("Kili", 0.5, whole_clusters=True)]
    few = plan(Fieldwork(100, 2), groups=camps)
    assert few.comparisons[0].smallest is None
    assert ("no-comparison", "Atma, Kili") in rules(few)


# ------------------------------------------------------------------------------------------------------ alternatives
def test_many_small_clusters_say_more_than_few_large_ones() -> None:
    found = plan(Fieldwork(150, 6, icc=0.1))
    clusters = [other.clusters for other in found.alternatives]
    assert clusters == [None, 30, 15, 10, 6, 3]
    effective = [other.effective for other in found.alternatives]
    assert effective == sorted(effective, reverse=True)
    assert effective[0] == 150
    widths = [
        other.high - other.low for other in found.alternatives if other.low is not None and other.high is not None
    ]
    assert widths == sorted(widths)
    assert len(widths) == 6
    own = found.alternatives[4]
    assert (own.low, own.high) == (found.everybody.shares[0].low, found.everybody.shares[0].high)


# --------------------------------------------------------------------------------------------------------- wrong use
@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"people": 1}, "people 1 is not from 2"),
        ({"people": MOST + 1}, "people"),
        ({"clusters": 1}, "clusters 1 must be from 2 to people 100"),
        ({"clusters": 101}, "clusters 101"),
        ({"clusters": 6, "strata": 6}, "strata 6 leave no degree of freedom of clusters 6"),
        ({"strata": 0}, "strata 0"),
        ({"icc": -0.1}, "icc -0.1"),
        ({"cv": -1}, "cv -1"),
        ({"nonresponse": 1}, "nonresponse 1"),
        ({"population": 100}, "who asks everybody draws no sample"),
        ({"level": 95}, "level 95"),
    ],
)
def test_a_design_that_cannot_be(wishes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Fieldwork(**{"people": 100, **wishes})


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"shares": []}, "shares is empty"),
        ({"shares": [0.5, 90.6]}, "share 90.6 is not between 0 and 1"),
        ({"margin": 5}, "margin 5"),
        ({"difference": 10}, "difference 10"),
        ({"power": 1}, "power 1"),
        ({"groups": [Group("women", 0)]}, "share of group women 0"),
        ({"groups": [SEXES[0], SEXES[0]]}, "group women is given twice"),
        ({"groups": [SEXES[0], Group("men", 0.6, "sex")]}, "women, men add up to 1.1"),
        ({"groups": [SEXES[0], Group("men", 0.5, "sex", whole_clusters=True)]}, "whole_clusters"),
    ],
)
def test_wishes_that_cannot_be(wishes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        plan(Fieldwork(100), **wishes)


def test_one_place_is_no_sample_of_places() -> None:
    assert in_places(1, 3, 2, 8, purposive=True).clusters == 6
    with pytest.raises(UsageError, match="places 1 is one cluster"):
        in_places(1, 3, 2, 8, purposive=False)
    with pytest.raises(UsageError, match="teams 0"):
        in_places(6, 0, 2, 8, purposive=True)


# -------------------------------------------------------------------------------------------------------- simulation
def test_what_is_expected_comes_out_in_the_mean() -> None:
    """600 polls of 24 clusters of 10 with two sexes, estimated by the house's own engine: widths and power as planned."""
    work = Fieldwork(240, 24, icc=0.1)
    found = plan(work, [0.4], groups=SEXES)
    share, smallest = found.everybody.shares[0], found.comparisons[0].smallest
    assert share.low is not None
    assert share.high is not None
    assert smallest is not None
    chance = stream(7, "plan")
    cluster, woman = np.repeat(np.arange(24), 10), np.tile([True, False], 120)
    ends, told, rounds = [], 0, 600
    for _ in range(rounds):
        # Each cluster has a share of its own (beta, so that answers correlate by 0.1), apart for women and men.
        of_sex = [p - smallest / 2 * s for p, s in ((0.4, 1), (0.4, -1))]
        own = np.stack([chance.beta(9 * p, 9 * (1 - p), 24) for p in of_sex])
        apart = chance.random(240) < own[woman.astype(int), cluster]
        together = chance.random(240) < chance.beta(9 * 0.4, 9 * 0.6, 24)[cluster]
        data = pl.DataFrame({"cluster": cluster, "woman": woman, "apart": apart, "together": together})
        design = survey(data, ids="cluster")
        low, high = share_interval(proportions(design, "together"))
        ends.append((float(low[0]), float(high[0])))
        told += difference(design, "apart", "woman").p < 0.05
    assert np.mean(ends, axis=0) == pytest.approx([share.low, share.high], abs=0.01)
    covered = np.mean([low <= 0.4 <= high for low, high in ends])
    assert 0.93 < covered < 0.98
    assert told / rounds == pytest.approx(0.8, abs=0.05)
