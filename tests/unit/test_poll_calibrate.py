"""Weights fitted to known totals, on samples small enough to be worked out on paper."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from nuzuh.poll.calibrate import calibrate, calibrate_on, post_stratify, rake
from nuzuh.poll.design import domain, survey
from nuzuh.poll.estimate import mean, total
from nuzuh.poll.proportion import proportions, share_table
from nuzuh.terms.errors import UsageError

DATA = pl.DataFrame(
    {
        "sex": ["F", "F", "F", "M", "M", "F", "M", "M"],
        "town": ["A", "A", "A", "A", "B", "B", "B", "B"],
        "age": [20.0, 31.0, 45.0, 52.0, 38.0, 27.0, 60.0, 19.0],
        "y": [1.0, 4.0, 2.0, 5.0, 3.0, 8.0, 6.0, 7.0],
    }
)
SEX = pl.DataFrame({"sex": ["F", "M"], "population": [60, 40]})


def test_post_stratification() -> None:
    design = post_stratify(survey(DATA), SEX)
    assert design.weight.tolist() == [15, 15, 15, 10, 10, 15, 10, 10]
    found = mean(design, "y")
    women, men = np.array([1.0, 4, 2, 8]), np.array([5.0, 3, 6, 7])
    assert found.value[0] == pytest.approx(0.6 * women.mean() + 0.4 * men.mean())
    # Only what is left within the cells varies: n / (n − 1) Σ (share × residual / cell)².
    left = 0.6**2 * ((women - women.mean()) ** 2).sum() / 16 + 0.4**2 * ((men - men.mean()) ** 2).sum() / 16
    assert found.se[0] == pytest.approx((8 / 7 * left) ** 0.5)


def test_the_cells_themselves_do_not_vary() -> None:
    shares = proportions(post_stratify(survey(DATA), SEX), "sex")
    assert shares.value.tolist() == pytest.approx([0.6, 0.4])
    assert shares.fixed.all()
    rows = share_table(shares)
    assert rows["low"].to_list() == rows["high"].to_list() == pytest.approx([0.6, 0.4])


def test_two_cells_make_one() -> None:
    both = DATA.group_by("sex", "town").len("population").with_columns(pl.col("population") * 10)
    assert post_stratify(survey(DATA), both).weight.tolist() == pytest.approx([10] * 8)


def test_raking_is_iterative_proportional_fitting() -> None:
    design = rake(survey(DATA), {"sex": {"F": 60, "M": 40}, "town": {"A": 30, "B": 70}})
    weight = np.ones(8)
    sex, town = DATA["sex"].to_numpy(), DATA["town"].to_numpy()
    for _ in range(200):
        for column, counts in ((sex, {"F": 60, "M": 40}), (town, {"A": 30, "B": 70})):
            for name, people in counts.items():
                weight[column == name] *= people / weight[column == name].sum()
    assert design.weight == pytest.approx(weight)


def test_linear_calibration_is_the_regression_estimator() -> None:
    design = calibrate(survey(DATA), totals={"age": 4000.0}, size=100)
    assert total(design, "age").value[0] == pytest.approx(4000)
    assert total(design, "age").se[0] == pytest.approx(0, abs=1e-9)
    age, y = DATA["age"].to_numpy(), DATA["y"].to_numpy()
    slope = np.polyfit(age, y, 1)
    assert mean(design, "y").value[0] == pytest.approx(np.polyval(slope, 40))


@pytest.mark.parametrize("metric", ["linear", "raking", "logit"])
def test_bounds_hold(metric: str) -> None:
    start = survey(DATA.with_columns(w=pl.lit(12.5)), weights="w")
    wide = {"linear": calibrate(start, counts={"sex": {"F": 62, "M": 38}}, totals={"age": 3800.0})}
    design = calibrate(
        start,
        counts={"sex": {"F": 62, "M": 38}},
        totals={"age": 3800.0},
        metric=metric,  # type: ignore[arg-type]
        bounds=(0.65, 1.75),
    )
    ratio = design.weight / start.weight
    assert ratio.min() >= 0.65 - 1e-9
    assert ratio.max() <= 1.75 + 1e-9
    assert total(design, [(pl.col("sex") == "F").alias("F"), pl.col("age")]).value == pytest.approx([62, 3800])
    assert wide["linear"].weight.sum() == pytest.approx(100)


def test_weights_of_one_are_first_raised_to_the_population() -> None:
    design = calibrate(survey(DATA), counts={"sex": {"F": 6000, "M": 4000}}, metric="logit", bounds=(0.5, 2))
    assert proportions(design, "sex").weight.tolist() == pytest.approx([10_000, 10_000])


def test_a_second_fit_keeps_the_first_one_in_the_variance() -> None:
    once = post_stratify(survey(DATA), SEX)
    twice = calibrate(once, counts={"sex": {"F": 60, "M": 40}})
    assert mean(twice, "y").se == pytest.approx(mean(once, "y").se)


def test_numbers_as_categories() -> None:
    design = calibrate(
        survey(DATA.with_columns(kind=pl.Series([1, 1, 2, 2, 1, 2, 1, 2]))), counts={"kind": {"1": 30, "2": 70}}
    )
    assert design.weight.tolist() == pytest.approx([7.5, 7.5, 17.5, 17.5, 7.5, 17.5, 7.5, 17.5])


def test_what_calibration_refuses() -> None:
    design = survey(DATA.with_columns(gap=pl.Series([1.0, None, 2, 3, 4, 5, 6, 7])))
    cases: list[tuple[dict[str, object], str]] = [
        ({}, "nothing to fit"),
        ({"counts": {"sex": {"F": 1, "X": 1}}}, "the sample has"),
        ({"counts": {"sex": {"F": 60, "M": 40}, "town": {"A": 30, "B": 80}}}, "add up to 110, not to 100"),
        ({"counts": {"gap": {"1": 1}}}, "no category"),
        ({"totals": {"gap": 10.0}}, "has gaps"),
        ({"totals": {"age": 1e6}, "size": 8, "metric": "raking"}, "no weights meet the totals"),
        ({"totals": {"age": 1e6}, "size": 8, "bounds": (0.5, 2.0)}, "no weights meet the totals"),
        ({"totals": {"age": 300.0}, "metric": "logit"}, "logit needs both"),
        ({"totals": {"age": 300.0}, "bounds": (1.5, 2.0)}, "must enclose 1"),
        ({"totals": {"age": 300.0}, "metric": "square"}, "not square"),
    ]
    for asked, says in cases:
        with pytest.raises(UsageError, match=says):
            calibrate(design, **asked)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="1 columns are to be fitted to 2"):
        calibrate_on(design, np.ones((8, 1)), np.ones(2))
    with pytest.raises(UsageError, match="fit them first"):
        rake(domain(design, pl.col("sex") == "F"), {"sex": {"F": 60, "M": 40}})


def test_what_post_stratification_refuses() -> None:
    design = survey(DATA)
    with pytest.raises(UsageError, match="1 cells of the sample have no people"):
        post_stratify(design, SEX.filter(pl.col("sex") == "F"))
    more = pl.concat([SEX, pl.DataFrame({"sex": ["X"], "population": [5]})])
    with pytest.raises(UsageError, match="1 cells have nobody in the sample"):
        post_stratify(design, more)
    assert post_stratify(design, more, partial=True).weight.sum() == 100
    with pytest.raises(UsageError, match="one row for each cell"):
        post_stratify(design, pl.concat([SEX, SEX]))


def test_codes_as_numbers_or_text_are_the_same_cells() -> None:
    design = survey(DATA.with_columns(kind=pl.Series([1, 1, 2, 2, 1, 2, 1, 2])))
    cells = pl.DataFrame({"kind": ["1", "2"], "population": [30, 70]})
    assert post_stratify(design, cells).weight.sum() == pytest.approx(100)


def test_weights_below_0_are_not_fitted_again() -> None:
    below = calibrate(survey(DATA), totals={"age": 750.0}, size=8)
    assert below.weight.min() < 0
    with pytest.raises(UsageError, match="weights below 0"):
        rake(below, {"sex": {"F": 60, "M": 40}})
