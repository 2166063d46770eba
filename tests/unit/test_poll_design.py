"""Designs small enough to be worked out on paper."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from nuzuh.poll.design import degrees_of_freedom, domain, survey, values
from nuzuh.poll.estimate import mean, total
from nuzuh.poll.stages import numbers_of
from nuzuh.terms.errors import UsageError

FOUR = pl.DataFrame({"y": [1.0, 2.0, 3.0, 6.0], "N": 8, "town": ["A", "A", "B", "B"], "w": [2.0, 2.0, 3.0, 3.0]})


def test_simple_random_sample() -> None:
    found = mean(survey(FOUR), "y")
    assert found.value[0] == 3
    assert found.se[0] == pytest.approx(math.sqrt(14 / 3 / 4))  # s² = (4 + 1 + 0 + 9) / 3
    assert (found.df[0], found.n[0]) == (3, 4)
    assert found.deff[0] == pytest.approx(1)


@pytest.mark.parametrize(("fpc", "weight"), [(8, 2.0), (0.5, 2.0)])
def test_half_of_the_population_halves_the_variance(fpc: float, weight: float) -> None:
    design = survey(FOUR.with_columns(N=pl.lit(fpc)), fpc="N")
    found = mean(design, "y")
    assert design.weight.tolist() == [weight] * 4
    assert found.se[0] == pytest.approx(math.sqrt(14 / 3 / 4 / 2))
    assert found.deff_without[0] == pytest.approx(1)
    assert total(design, "y").value[0] == 24


def test_a_census_has_no_error() -> None:
    assert mean(survey(FOUR.with_columns(N=4), fpc="N"), "y").se[0] == 0
    assert mean(survey(FOUR.with_columns(N=pl.lit(1.0)), fpc="N"), "y").se[0] == 0


def test_strata() -> None:
    found = mean(survey(FOUR, strata="town", weights="w"), "y")
    assert found.value[0] == pytest.approx((2 * 3 + 3 * 9) / 10)
    # Within A: 0.5 about 1.5, within B: 4.5 about 4.5; weights 0.4 and 0.6 of the population.
    assert found.se[0] == pytest.approx(math.sqrt(0.4**2 * 0.5 / 2 + 0.6**2 * 4.5 / 2))
    assert found.df[0] == 2


def test_clusters() -> None:
    found = mean(survey(FOUR, ids="town"), "y")
    # Totals of residuals: A −3, B 3; 2 / (2 − 1) × (9 + 9) / 4².
    assert found.se[0] == pytest.approx(math.sqrt(2 * 18 / 16))
    assert found.df[0] == 1
    assert found.cluster[0] == 2


def test_two_stages() -> None:
    """2 of 5 villages, then 2 of 4 and 2 of 6 houses: the second stage adds its part of the fraction of the first."""
    data = pl.DataFrame({"v": [1, 1, 2, 2], "h": [1, 2, 1, 2], "y": [1.0, 3.0, 4.0, 8.0], "N": 5, "M": [4, 4, 6, 6]})
    design = survey(data, ids=["v", "h"], fpc=["N", "M"])
    assert design.weight.tolist() == [5.0, 5.0, 7.5, 7.5]
    found = total(design, "y")
    assert found.value[0] == 5 * 4 + 7.5 * 12
    between = (1 - 2 / 5) * 2 * ((20 - 55) ** 2 + (90 - 55) ** 2)
    within = 2 / 5 * ((1 - 2 / 4) * 2 * (2 * 5.0**2) + (1 - 2 / 6) * 2 * (2 * 15.0**2))
    assert found.se[0] == pytest.approx(math.sqrt(between + within))
    # Without the sizes of the second stage its houses were drawn from many; without any, the first stage says it all.
    many = total(survey(data.with_columns(w=pl.Series(design.weight)), ids=["v", "h"], fpc="N", weights="w"), "y")
    assert many.se[0] == pytest.approx(math.sqrt(between + 2 / 5 * (2 * 2 * 5.0**2 + 2 * 2 * 15.0**2)))
    plain = total(survey(data.with_columns(w=pl.Series(design.weight)), ids=["v", "h"], weights="w"), "y")
    assert plain.se[0] == pytest.approx(math.sqrt(between / (1 - 2 / 5)))


def test_clusters_numbered_anew_in_each_stratum() -> None:
    data = pl.DataFrame({"s": ["N", "N", "S", "S"], "c": [1, 2, 1, 2], "y": [1.0, 2.0, 3.0, 4.0]})
    with pytest.raises(UsageError, match="nest=True"):
        survey(data, ids="c", strata="s")
    apart = data.with_columns(c=pl.concat_str("s", "c"))
    nested = mean(survey(data, ids="c", strata="s", nest=True), "y")
    assert nested.se[0] == mean(survey(apart, ids="c", strata="s"), "y").se[0]
    assert nested.df[0] == 2


LONELY = pl.DataFrame({"s": ["A", "A", "B", "B", "C"], "y": [1.0, 3.0, 4.0, 8.0, 9.0]})


@pytest.mark.parametrize(
    ("lonely", "variance"),
    [
        ("remove", 4.0 + 16.0),  # 2 / (2 − 1) × Σ (y − ȳ)²: A 2 × 2, B 2 × 8
        ("certainty", 4.0 + 16.0),
        ("adjust", 4.0 + 16.0 + 16.0),  # and (9 − 5)², 5 being the mean of the five units
        ("average", (4.0 + 16.0) * 3 / 2),
    ],
)
def test_a_stratum_with_one_unit(lonely: str, variance: float) -> None:
    found = total(survey(LONELY, strata="s", lonely=lonely), "y")  # type: ignore[arg-type]
    assert found.se[0] == pytest.approx(math.sqrt(variance))
    assert found.df[0] == 2


def test_a_stratum_with_one_unit_is_refused_unless_it_is_all_there_is() -> None:
    with pytest.raises(UsageError, match="1 of 3 strata have one unit"):
        survey(LONELY, strata="s")
    whole = survey(LONELY.with_columns(N=pl.Series([10, 10, 10, 10, 1])), strata="s", fpc="N")
    assert total(whole, "y").se[0] == pytest.approx(5 * math.sqrt((4 + 16) * 0.8))
    with pytest.raises(UsageError, match="no stratum with two units"):
        survey(LONELY.filter(pl.col("y").is_in([1.0, 4.0])), strata="s", lonely="average")


def test_average_forgets_strata_outside_the_domain() -> None:
    design = survey(LONELY, strata="s", lonely="average")
    assert total(domain(design, pl.col("s") != "C"), "y").se[0] == pytest.approx(math.sqrt(20))


@pytest.mark.parametrize("distinct", [2, 3, 40])
def test_combinations_are_numbered_in_their_order_without_gaps(distinct: int) -> None:
    town = [k % distinct for k in range(40)]
    house = [(k * k) % distinct for k in range(40)]
    pairs = list(zip(town, house, strict=True))
    number = {pair: k for k, pair in enumerate(sorted(set(pairs)))}
    assert numbers_of([pl.Series(town), pl.Series(house)]).tolist() == [number[pair] for pair in pairs]


def test_a_domain_keeps_the_clusters_that_have_nobody_in_it() -> None:
    data = pl.DataFrame({"c": [1, 1, 2, 2, 3, 3], "sex": ["F", "M", "F", "M", "M", "M"], "y": [1.0, 2, 3, 4, 5, 6]})
    women = domain(survey(data, ids="c"), pl.col("sex") == "F")
    assert degrees_of_freedom(women) == 1
    found = total(women, "y")
    # Cluster totals 1, 3, 0: 3 / 2 × Σ (t − 4/3)².
    assert found.se[0] == pytest.approx(math.sqrt(1.5 * ((1 - 4 / 3) ** 2 + (3 - 4 / 3) ** 2 + (4 / 3) ** 2)))
    assert found.n[0] == 2


def test_unknown_answers_leave_the_degrees_of_freedom() -> None:
    data = FOUR.with_columns(y=pl.Series([1.0, None, 3.0, 6.0]))
    found = mean(survey(data), "y")
    assert (found.n[0], found.df[0]) == (3, 3)
    assert found.value[0] == pytest.approx(10 / 3)
    assert found.se[0] == pytest.approx(math.sqrt(4 / 3 * sum((v - 10 / 3) ** 2 for v in (1, 3, 6)) / 9))


def test_probabilities_are_weights_turned_over() -> None:
    data = FOUR.with_columns(p=1 / pl.col("w"), half=pl.lit(0.5))
    assert np.allclose(survey(data, probabilities="p").weight, FOUR["w"].to_numpy())
    assert np.allclose(survey(data, probabilities=["p", "half"]).weight, 2 * FOUR["w"].to_numpy())


def test_rows_without_weight_are_not_counted() -> None:
    found = mean(survey(FOUR.with_columns(w=pl.Series([0.0, 1.0, 1.0, 1.0])), weights="w"), "y")
    assert (found.n[0], found.df[0], found.weight[0]) == (3, 2, 3)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"weights": "nothing"}, "no column nothing"),
        ({"weights": "town"}, "holds no numbers"),
        ({"weights": "gap"}, "1 rows are unknown"),
        ({"weights": "below"}, "below 0"),
        ({"weights": "w", "probabilities": "w"}, "not both"),
        ({"probabilities": "zero"}, "unknown, infinite or below 0"),
        ({"ids": "one"}, "one primary sampling unit"),
        ({"ids": "gap"}, "1 rows have no value"),
        ({"fpc": "gap"}, "no population size"),
        ({"fpc": "few"}, "4 units in the sample and 3 in the population"),
        ({"fpc": "varied"}, "varies within a stratum.*unequal probabilities"),
        ({"fpc": "zero", "strata": "town"}, "0 or less"),
        ({"fpc": "mixed", "strata": "town"}, "mixes them"),
        ({"fpc": ["N", "N"]}, "2 population sizes are given for 1 stages"),
        ({"ids": ["town", "y"], "fpc": "N"}, "every stage needs its population size"),
        ({"lonely": "forget"}, "not forget"),
    ],
)
def test_what_a_design_refuses(asked: dict[str, object], says: str) -> None:
    data = FOUR.with_columns(
        gap=pl.Series([1.0, None, 2.0, 3.0]),
        below=pl.Series([1.0, -1.0, 1.0, 1.0]),
        zero=pl.lit(0.0),
        one=pl.lit(1),
        few=pl.lit(3),
        varied=pl.Series([8, 8, 9, 9]),
        mixed=pl.Series([8.0, 8.0, 0.5, 0.5]),
    )
    with pytest.raises(UsageError, match=says):
        survey(data, **asked)  # type: ignore[arg-type]


def test_questions_that_cannot_be_asked() -> None:
    design = survey(FOUR)
    with pytest.raises(UsageError, match="no rows"):
        survey(FOUR.clear())
    with pytest.raises(UsageError, match="holds text"):
        mean(design, "town")
    with pytest.raises(UsageError, match="one true or false"):
        domain(design, pl.col("y"))
    with pytest.raises(UsageError, match="1 values for 4 rows"):
        values(design, pl.col("y").sum())


def test_an_empty_domain_is_unknown_not_zero() -> None:
    nobody = domain(survey(FOUR, strata="town"), pl.col("y") > 100)
    row = mean(nobody, "y").table().row(0, named=True)
    assert (row["value"], row["low"], row["n"]) == (None, None, 0)
    assert mean(nobody, "y", by="town").table().height == 0
