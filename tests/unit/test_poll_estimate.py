"""Ratios, shares, quantiles, comparisons and regressions, on samples small enough to be worked out on paper."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from nuzuh.poll.association import chi_square
from nuzuh.poll.calibrate import post_stratify
from nuzuh.poll.compare import difference, rank_difference
from nuzuh.poll.design import domain, survey
from nuzuh.poll.estimate import contrast, mean, ratio, total, variance
from nuzuh.poll.proportion import proportions, share_interval, share_table
from nuzuh.poll.quantile import quantiles
from nuzuh.poll.regression import regression
from nuzuh.terms.errors import UsageError

SAMPLE = pl.DataFrame(
    {
        "sex": ["F", "F", "F", "M", "M", "M", "M", "F"],
        "town": ["A", "A", "B", "B", "A", "B", "A", None],
        "back": ["no", "no", "yes", "no", "no", None, "unsure", "no"],
        "people": [4.0, 2.0, 6.0, 5.0, 3.0, 4.0, 8.0, 4.0],
        "minors": [2.0, 0.0, 3.0, 1.0, 1.0, 2.0, 5.0, 0.0],
        "w": [1.0, 2.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0],
    }
)


def test_ratio() -> None:
    found = ratio(survey(SAMPLE, weights="w"), "minors", "people")
    w, x, y = (SAMPLE[name].to_numpy() for name in ("w", "people", "minors"))
    share = (w @ y) / (w @ x)
    residual = w * (y - share * x) / (w @ x)
    assert found.value[0] == pytest.approx(share)
    assert found.se[0] == pytest.approx(math.sqrt(8 / 7 * (residual**2).sum()))  # they add up to 0
    assert found.labels["quantity"].to_list() == ["minors/people"]


def test_variance_of_a_simple_sample() -> None:
    found = variance(survey(SAMPLE), "people")
    assert found.value[0] == pytest.approx(SAMPLE["people"].var())
    assert np.isnan(variance(domain(survey(SAMPLE), pl.col("people") == 8), "people").value[0])


def test_groups_have_their_own_base_and_degrees_of_freedom() -> None:
    table = proportions(survey(SAMPLE, weights="w"), "back", by=["sex", "town"]).table()
    assert table.columns[:4] == ["sex", "town", "quantity", "value"]
    assert table["town"].null_count() == 0  # who has no town is in no group
    men = table.filter((pl.col("sex") == "M") & (pl.col("town") == "B"))
    assert men["n"].to_list() == [1, 1, 1]  # one of two answered
    assert men["df"].to_list() == [1, 1, 1]
    assert men["value"].to_list() == [1.0, 0.0, 0.0]


def test_groups_agree_with_domains() -> None:
    design = survey(SAMPLE, weights="w")
    each = mean(design, ["people", "minors"], by="sex")
    women = mean(domain(design, pl.col("sex") == "F"), ["people", "minors"])
    assert each.value[:2] == pytest.approx(women.value)
    assert each.covariance[:2, :2] == pytest.approx(women.covariance)


def test_shares_of_all_answers_add_up() -> None:
    found = proportions(survey(SAMPLE, weights="w"), "back")
    assert found.value.sum() == pytest.approx(1)
    assert found.covariance.sum() == pytest.approx(0, abs=1e-15)
    wanted = proportions(survey(SAMPLE), "back", categories=["yes", "no", "unsure", "refused"])
    assert wanted.labels["quantity"].to_list() == ["yes", "no", "unsure", "refused"]
    assert wanted.value[3] == 0
    low, high = share_interval(wanted)
    assert low[3] == 0
    assert 0.3 < high[3] < 0.5


def test_true_and_false_are_one_share() -> None:
    found = proportions(survey(SAMPLE), pl.col("people") > 4)
    assert found.value.tolist() == [3 / 8]
    assert share_table(found).row(0, named=True)["low"] < 3 / 8


def test_what_a_share_refuses() -> None:
    with pytest.raises(UsageError, match="other than 0 and 1"):
        proportions(survey(SAMPLE), "people")
    with pytest.raises(UsageError, match="not among the categories: unsure, yes"):
        proportions(survey(SAMPLE), "back", categories=["no"])


def test_effective_size_and_design_effect() -> None:
    data = pl.DataFrame({"c": [1, 1, 2, 2, 3, 3, 4, 4], "y": [1.0, 1, 1, 1, 0, 0, 1, 1]})
    found = mean(survey(data, ids="c"), "y")  # two who always answer alike: half as much is known
    assert found.deff[0] == pytest.approx(2 * (4 / 3) / (8 / 7))
    assert found.n_effective[0] == pytest.approx(8 / found.deff[0])
    assert np.isinf(found.deff_without[0])  # weights that add up to the sample itself leave no population
    assert np.isnan(mean(survey(data.with_columns(w=pl.lit(0.5)), weights="w"), "y").deff_without[0])


def test_contrast_of_strata_adds_their_variances() -> None:
    each = mean(survey(SAMPLE, strata="sex"), "people", by="sex")
    gap = contrast(each, [1, -1], "women less men")
    assert gap.se[0] == pytest.approx(math.hypot(*each.se))
    assert (gap.df[0], gap.n[0]) == (3, 8)
    assert gap.labels["quantity"].to_list() == ["women less men"]


def test_difference_between_two_groups() -> None:
    found = difference(survey(SAMPLE), "people", "sex")
    assert (found.first, found.second, found.df) == ("F", "M", 6)
    assert found.value == pytest.approx(1)
    assert found.t == pytest.approx(found.value / found.se)
    assert found.low < 0 < found.high
    assert 0.3 < found.p < 0.6
    with pytest.raises(UsageError, match="has 3 with answers"):
        difference(survey(SAMPLE), "people", "back")
    with pytest.raises(UsageError, match="0 degrees of freedom"):
        difference(survey(SAMPLE.head(4), ids="sex"), "people", "sex")


def test_no_difference_at_all() -> None:
    data = pl.DataFrame({"sex": ["F", "F", "M", "M"], "y": [1.0] * 4})
    found = difference(survey(data), "y", "sex")
    assert (found.value, found.t, found.p) == (0, 0, 1)
    assert difference(survey(data.with_columns(y=(pl.col("sex") == "M"))), "y", "sex").p == 0


def test_ranks() -> None:
    found = rank_difference(survey(SAMPLE.filter(pl.col("people") != 4)), "people", "sex")
    # Of 2 F, 3 M, 5 M, 6 F, 8 M: places 0.1, 0.3, 0.5, 0.7, 0.9.
    assert found.value == pytest.approx((0.3 + 0.5 + 0.9) / 3 - (0.1 + 0.7) / 2)


@pytest.mark.parametrize(
    ("rule", "median"),
    [
        *(("math", 2.0), ("school", 2.5), ("hf1", 2.0), ("hf2", 2.5), ("hf3", 2.0), ("hf4", 2.0)),
        *((f"hf{k}", 2.5) for k in range(5, 10)),
    ],
)
def test_median_of_four(rule: str, median: float) -> None:
    design = survey(pl.DataFrame({"y": [1.0, 2.0, 3.0, 4.0]}))
    assert quantiles(design, "y", [0.5], rule=rule).value[0] == pytest.approx(median)  # type: ignore[arg-type]


def test_quantiles_at_the_ends() -> None:
    design = survey(pl.DataFrame({"y": [5.0, 1.0, 3.0, 2.0, None]}))
    found = quantiles(design, "y", [0.0, 0.1, 1.0])
    assert found.value.tolist() == [1, 1, 5]
    assert (found.n, found.df) == (4, 3)  # of who answered, as in R
    assert found.table().row(0, named=True)["low"] is None
    one = survey(pl.DataFrame({"y": [5.0, None], "w": [1.0, 1.0]}))
    for rule in ("math", "hf4", "hf7", "shahvaish"):
        assert quantiles(one, "y", [0.2, 0.9], rule=rule).value.tolist() == [5, 5]  # type: ignore[arg-type]
    nobody = quantiles(domain(design, pl.col("y") > 9), "y", [0.5])
    assert nobody.table().row(0, named=True)["value"] is None


def test_what_quantiles_refuse() -> None:
    design = survey(SAMPLE)
    with pytest.raises(UsageError, match="from 0 to 1"):
        quantiles(design, "people", [50])
    with pytest.raises(UsageError, match="no rule median"):
        quantiles(design, "people", [0.5], rule="median")  # type: ignore[arg-type]


TWO = pl.DataFrame({"sex": ["F"] * 30 + ["M"] * 30, "back": ["no"] * 20 + ["yes"] * 10 + ["no"] * 10 + ["yes"] * 20})


def test_chi_square_of_a_simple_sample_is_nearly_pearsons() -> None:
    found = chi_square(survey(TWO), "sex", "back")
    assert found.pearson == pytest.approx(60 / 9)
    assert found.df == pytest.approx(1)
    assert found.df_error == pytest.approx(59)
    assert found.statistic == pytest.approx(found.pearson * 59 / 60)
    assert found.table["people"].to_list() == [20, 10, 10, 20]
    assert found.n == 60


@pytest.mark.parametrize("statistic", ["chisq", "wald", "adjusted-wald", "saddlepoint"])
def test_other_statistics_say_about_the_same(statistic: str) -> None:
    found = chi_square(survey(TWO), "sex", "back", statistic)  # type: ignore[arg-type]
    assert 0.005 < found.p < 0.02


def test_cloning_every_person_changes_nothing_when_clusters_are_known() -> None:
    twice = pl.concat([TWO.with_row_index("c")] * 2)
    once, cloned = chi_square(survey(TWO), "sex", "back"), chi_square(survey(twice, ids="c"), "sex", "back")
    assert cloned.p == pytest.approx(once.p)
    assert cloned.pearson == pytest.approx(2 * once.pearson)


def test_unknown_answers_and_empty_cells_in_a_table() -> None:
    found = chi_square(survey(SAMPLE, weights="w"), "sex", "back")
    assert found.n == 7
    assert found.table.filter(pl.col("people") == 0).height == 2
    assert 0 < found.p < 1


def test_what_a_test_refuses() -> None:
    with pytest.raises(UsageError, match="cannot be tested"):
        chi_square(domain(survey(TWO), pl.col("sex") == "F"), "sex", "back")
    with pytest.raises(UsageError, match="no statistic called G"):
        chi_square(survey(TWO), "sex", "back", "G")  # type: ignore[arg-type]
    few = SAMPLE.with_columns(c=pl.Series([1, 1, 2, 2, 1, 1, 2, 2]))
    with pytest.raises(UsageError, match="too few to test 2 residuals"):
        chi_square(survey(few, ids="c"), "sex", "back", "adjusted-wald")


def test_a_table_that_the_weights_were_fitted_to_cannot_be_tested() -> None:
    cells = TWO.group_by("sex", "back").len("population").with_columns(pl.col("population") * 10)
    fitted = post_stratify(survey(TWO), cells)
    for statistic in ("F", "chisq", "saddlepoint"):
        with pytest.raises(UsageError, match="does not vary"):
            chi_square(fitted, "sex", "back", statistic)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="ask for statistic F"):
        chi_square(fitted, "sex", "back", "wald")


def test_a_question_against_itself_cannot_be_tested() -> None:
    same = pl.DataFrame({"back": ["no", "unsure", "yes"] * 4}).with_columns(again="back")
    with pytest.raises(UsageError, match="cells of the table are empty"):
        chi_square(survey(same), "back", "again")
    with pytest.raises(UsageError, match="ask for statistic F"):
        chi_square(survey(same), "back", "again", "wald")


def test_regression_on_a_group_is_the_difference_of_means() -> None:
    design = survey(SAMPLE, weights="w")
    line = regression(design, "people", ["sex"])
    gap = difference(design, "people", "sex")
    assert line.value[1] == pytest.approx(gap.value)
    assert line.se[1] == pytest.approx(gap.se)
    assert line.df == gap.df
    low, high = line.interval()
    assert low[1] == pytest.approx(gap.low)
    assert high[1] == pytest.approx(gap.high)


def test_logistic_regression_on_a_group_is_the_log_odds() -> None:
    found = regression(survey(TWO), pl.col("back") == "yes", ["sex"], "logistic")
    assert found.value == pytest.approx([math.log(0.5), math.log(4)], abs=1e-6)


def test_what_a_regression_refuses() -> None:
    design = survey(SAMPLE)
    with pytest.raises(UsageError, match="do not tell"):
        regression(design, "people", ["minors", pl.col("minors").alias("again") * 2])
    with pytest.raises(UsageError, match="from 0 to 1"):
        regression(design, "people", ["sex"], "logistic")
    with pytest.raises(UsageError, match="does not settle"):
        regression(survey(TWO), pl.col("sex") == "M", ["sex"], "logistic")


def test_totals_of_groups_add_up_to_the_total() -> None:
    design = survey(SAMPLE, weights="w")
    parts = total(design, "people", by="sex")
    whole = total(design, "people")
    assert parts.value.sum() == pytest.approx(whole.value[0])
    assert parts.covariance.sum() == pytest.approx(whole.covariance[0, 0])


def test_groups_named_like_a_column_of_the_table() -> None:
    with pytest.raises(UsageError, match="columns called value"):
        mean(survey(SAMPLE.rename({"sex": "value"})), "people", by="value")
