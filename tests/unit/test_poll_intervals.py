"""Intervals for proportions against published and hand-worked ones."""

from __future__ import annotations

import math
from typing import Any, get_args

import numpy as np
import pytest
from scipy import stats

from nuzuh.poll.intervals import Method, clopper_pearson, critical, planning_deff, proportion_interval
from nuzuh.terms.errors import UsageError


def _ends(*asked: float, **wishes: Any) -> tuple[float, float]:
    low, high = proportion_interval(*asked, **wishes)
    return float(low), float(high)


P, N = 136 / 150, 150
SRS = math.sqrt(P * (1 - P) / N)
EXACT = (float(stats.beta.ppf(0.025, 136, 15)), float(stats.beta.ppf(0.975, 137, 14)))


@pytest.mark.parametrize(
    ("deff", "df", "low", "high"), [(1.0, 149, 84.8, 94.8), (1.5, 18, 82.6, 95.8), (2.0, 5, 78.0, 97.3)]
)
def test_136_of_150(deff: float, df: int, low: float, high: float) -> None:
    found = proportion_interval(P, SRS * math.sqrt(deff * N / (N - 1)), N, df)
    assert [round(100 * float(end), 1) for end in found] == [low, high]


def test_a_simple_sample_has_clopper_and_pearsons() -> None:
    assert _ends(P, SRS, N, N - 1) == pytest.approx(EXACT)
    assert [float(end) for end in clopper_pearson(136, 150)] == pytest.approx(EXACT)


def test_the_cap_is_the_number_of_answers() -> None:
    lucky = SRS / 3
    assert _ends(P, lucky, N, 20) == pytest.approx(EXACT)
    low, high = _ends(P, lucky, N, 20, method="beta")
    assert high - low < EXACT[1] - EXACT[0]
    # Clusters that all say the same by chance say no more than their people do.
    assert _ends(P, 0.0, N, 20) == pytest.approx(EXACT)


def test_wilson_of_a_simple_sample() -> None:
    found = proportion_interval(P, SRS, N, math.inf, method="wilson")
    known = stats.binomtest(136, 150).proportion_ci(method="wilson")
    assert [float(end) for end in found] == pytest.approx([known.low, known.high])


@pytest.mark.parametrize("method", get_args(Method))
def test_turning_the_question_over_turns_the_interval_over(method: Method) -> None:
    low, high = proportion_interval(0.2, 0.05, 90, 11, method=method)
    other = proportion_interval(0.8, 0.05, 90, 11, method=method)
    assert (1 - float(high), 1 - float(low)) == pytest.approx([float(end) for end in other])
    assert low < 0.2 < high


@pytest.mark.parametrize("method", get_args(Method))
def test_nobody_and_everybody(method: Method) -> None:
    low, high = proportion_interval([0.0, 1.0], 0.0, 150, 149, method=method, planned=1.5)
    assert (low[0], high[1]) == (0, 1)
    assert high[0] == pytest.approx(1 - 0.025 ** (1 / 100))  # Clopper–Pearson at 150 / 1.5
    assert low[1] == pytest.approx(0.025 ** (1 / 100))


def test_few_clusters_widen_the_interval_of_nobody() -> None:
    wide = proportion_interval(0.0, 0.0, 150, 5, planned=1.5)[1]
    size = 100 * (critical(0.95, 149) / critical(0.95, 5)) ** 2
    assert wide == pytest.approx(1 - 0.025 ** (1 / size))


def test_likelihood_is_the_root_of_the_deviance() -> None:
    low, high = proportion_interval(P, SRS * math.sqrt(1 - 1 / N), N, math.inf, method="likelihood")
    for end in (low, high):
        gone = 2 * N * (P * math.log(P / end) + (1 - P) * math.log((1 - P) / (1 - end)))
        assert gone == pytest.approx(stats.chi2.ppf(0.95, 1))


def test_no_degree_of_freedom_no_interval() -> None:
    low, high = proportion_interval([0.5, math.nan, 0.0], 0.1, 10, [0, 9, 0])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_levels_and_methods() -> None:
    assert proportion_interval(P, SRS, N, 30, level=0.9)[0] > proportion_interval(P, SRS, N, 30)[0]
    with pytest.raises(UsageError, match="level 95"):
        critical(95, 10)
    with pytest.raises(UsageError, match="no interval called wald"):
        proportion_interval(P, SRS, N, 30, method="wald")  # type: ignore[arg-type]


def test_planning_deff() -> None:
    assert planning_deff(1.2, 6, 0.1) == pytest.approx(1.2 * 1.5)
    assert planning_deff(1.0, 0.5) == 1
