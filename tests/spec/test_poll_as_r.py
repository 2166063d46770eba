"""What R says of a sample made by formula: R 4.2.2 with survey 4.5, in the words of R above each test.

survey 4.1.1 says the same, but for ``adjust`` (it does not yet centre a lonely unit).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from nuzuh.poll.association import chi_square
from nuzuh.poll.calibrate import calibrate, post_stratify
from nuzuh.poll.design import Design, degrees_of_freedom, domain, survey
from nuzuh.poll.estimate import Estimates, mean, total
from nuzuh.poll.metrics import Metric
from nuzuh.poll.proportion import share_interval
from nuzuh.poll.quantile import quantiles
from nuzuh.poll.regression import regression

CLOSE = 1e-9


def _people() -> pl.DataFrame:
    """96 people in 48 houses of 12 districts in three strata, the last with one district; one district did not answer y."""
    i = np.arange(96)
    district = i // 8
    stratum = np.array(["a", "b", "c"])[np.digitize(district, [5, 11])]
    y = (7 * i**2 + 5 * i) % 23 + district
    h = np.where((i * i + 3 * i) % 11 < 5, "p", "q")
    return pl.DataFrame(
        {
            "district": district,
            "house": i // 2,
            "stratum": stratum,
            "districts": np.array([20, 30, 4])[np.digitize(district, [5, 11])],
            "houses": 9 + district,
            "w": 10 + (3 * i) % 7,
            "y": pl.Series([None if d == 2 or k % 13 == 4 else int(v) for k, d, v in zip(i, district, y, strict=True)]),
            "x": 5 + (3 * i**2 + i) % 11,
            "g": np.array(["u", "v", "w"])[(i * i + district) % 3],
            "h": h,
            "b": ((5 * i * i + 3 * i) % 17 < 6 + district // 3).astype(int),
            "hn": pl.Series(
                [None if d == 7 or k % 11 == 5 else str(v) for k, d, v in zip(i, district, h, strict=True)]
            ),
        }
    )


PEOPLE = _people()
TOTALS = {"u": 1000.0, "v": 900.0, "w": 800.0}


def _clusters(lonely: Any) -> Design:
    """``svydesign(id = ~district, strata = ~stratum, weights = ~w)``."""
    return survey(PEOPLE, ids="district", strata="stratum", weights="w", lonely=lonely)


def _two_stages() -> Design:
    """``svydesign(id = ~district + house, strata = ~stratum, fpc = ~districts + houses)``, ``lonely.psu = "remove"``."""
    return survey(PEOPLE, ids=["district", "house"], strata="stratum", fpc=["districts", "houses"], lonely="remove")


def _near(found: Any, said: Any) -> None:
    assert np.asarray(found, dtype=float) == pytest.approx(np.asarray(said, dtype=float), rel=CLOSE, nan_ok=True)


@pytest.mark.parametrize(
    ("lonely", "totals", "means", "some", "whole"),
    [
        (
            "adjust",
            (1521.04711968, 1603.79041648, 1742.14979463),
            (1.19099970302, 1.15981144535, 0),
            (1644.07648849, 0.906535595166),
            (0.849797118089, 1661.525662690101),
        ),
        (
            "average",
            (1786.39189429, 1603.79041648, 2085.25660291),
            (1.19099970302, 1.15981144535, np.nan),
            (1644.07648849, 0.906535595166),
            (1.01924188947, 2013.57424745153),
        ),
    ],
)
def test_a_stratum_with_one_unit_by_group(lonely: str, totals: Any, means: Any, some: Any, whole: Any) -> None:
    """``SE(svyby(~y, ~g, d, svytotal))``, ``SE(svyby(~y, ~stratum, d, svymean))``, and of ``subset(d, stratum != "c")``.

    A group that has nobody in the stratum knows nothing of it; the mean of that stratum alone cannot be averaged.
    """
    design = _clusters(lonely)
    _near(total(design, "y", "g").se, totals)
    assert mean(design, "y", "stratum").se == pytest.approx(np.array(means), rel=CLOSE, abs=1e-12, nan_ok=True)
    others = domain(design, pl.col("stratum") != "c")
    _near([total(others, "y").se[0], mean(others, "y").se[0]], some)
    _near([mean(design, "y").se[0], total(design, "y").se[0]], whole)


@pytest.mark.parametrize("lonely", ["remove", "adjust", "average"])
@pytest.mark.parametrize("of", [mean, total])
def test_a_group_is_a_domain(lonely: str, of: Any) -> None:
    design = _clusters(lonely)
    for by in ("g", "stratum", "h"):
        each: Estimates = of(design, "y", by)
        alone = [of(domain(design, pl.col(by) == name), "y").se[0] for name in each.labels[by]]
        assert each.se == pytest.approx(np.array(alone), rel=1e-12, abs=1e-12, nan_ok=True)


def test_quantiles_have_the_degrees_of_freedom_of_those_who_answered() -> None:
    """``svyquantile(~y, d, c(.25, .5, .75), na.rm = TRUE)``, ``lonely.psu = "average"``."""
    found = quantiles(_clusters("average"), "y", [0.25, 0.5, 0.75])
    assert found.df == 8  # of 9, since one district has no answer
    _near(found.value, [11, 17, 21])
    _near(found.low, [8, 13, 19])
    _near(found.high, [15, 21, 23])
    _near(found.se, [1.517776983383, 1.734602266724, 0.867301133362])


def test_a_regression_has_the_degrees_of_freedom_of_those_who_have_everything() -> None:
    """``svyglm(y ~ x + g, d)``."""
    found = regression(_clusters("remove"), "y", ["x", "g"])
    _near(found.value, [16.1547272012461, -0.0314684657454, 1.1082075044375, 0.1735165519229])
    _near(found.se, [2.479951419068, 0.220613739498, 1.461001937506, 2.560313054399])
    assert found.df == 5


def test_who_did_not_answer_leaves_a_chi_square_its_degrees_of_freedom() -> None:
    """``svychisq(~g + hn, d)``; nobody in one district answered."""
    found = chi_square(_clusters("remove"), "g", "hn")
    _near(
        [found.statistic, found.df, found.df_error, found.p],
        [0.905405237434, 1.800171974163, 16.201547767471, 0.414018445576],
    )


def test_a_logistic_regression_in_a_domain_of_fitted_weights() -> None:
    """``svyglm(b ~ x + g, subset(postStratify(d, ~g, …), h == "p"), family = quasibinomial())``.

    R stops at a deviance that counts the weights of the whole sample; so do we, to the same step.
    """
    fitted = post_stratify(_two_stages(), pl.DataFrame({"g": list(TOTALS), "population": list(TOTALS.values())}))
    found = regression(domain(fitted, pl.col("h") == "p"), "b", ["x", "g"], "logistic")
    _near(found.value, [1.7549778420368, -0.0965754437309, -1.1847200696877, -1.2737089383751])
    _near(found.se, [1.154404053342, 0.166175743573, 0.791610256668, 0.852264669454])
    assert found.df == 6


def test_two_stages_in_strata() -> None:
    """``svymean(~x, d, deff = TRUE)``, ``svytotal(~x, d)``."""
    design = _two_stages()
    found, people = mean(design, "x"), total(design, "x")
    _near([found.value[0], found.se[0], found.deff_without[0]], [8.979245283019, 0.224246457230, 0.512371940997])
    _near([people.value[0], people.se[0]], [14277, 615.009518897])
    assert degrees_of_freedom(design) == 9


@pytest.mark.parametrize(
    ("metric", "whole", "each", "errors", "ends", "test"),
    [
        (
            "linear",
            (0.567330571635, 0.041903019571),
            (0.577354466024, 0.563952804190),
            (0.0982073254333, 0.0397193390196),
            (0.468360648259, 0.662501611085),
            (0.0182182369397, 1, 9, 0.8956021323654),
        ),
        (
            "raking",
            (0.5674403887851, 0.0433757198224),
            (0.579893389468, 0.563063906287),
            (0.0966294181963, 0.0417522689235),
            (0.464837986472, 0.665961038644),
            (0.0296000461941, 1, 9, 0.8672073762750),
        ),
        (
            "logit",
            (0.5662818413304, 0.0413552729024),
            (0.573920865157, 0.563736789978),
            (0.0975503618696, 0.0392183303499),
            (0.468691886357, 0.660232835164),
            (0.010661101266, 1, 9, 0.920026631226),
        ),
    ],
)
def test_two_stages_fitted_to_totals(metric: Metric, whole: Any, each: Any, errors: Any, ends: Any, test: Any) -> None:
    """``calibrate(d, ~g + x, c(2700, 900, 800, 27500), calfun = …)``, logit with bounds 0.3 and 3.

    Then ``svymean(~b)``, ``svyby(~b, ~h)``, ``svyciprop(~I(b == 1), method = "beta")``, ``svychisq(~h + b)``.
    """
    bounds = (0.3, 3.0) if metric == "logit" else (-np.inf, np.inf)
    design = calibrate(_two_stages(), counts={"g": TOTALS}, totals={"x": 27500}, metric=metric, bounds=bounds)
    found, groups = mean(design, "b"), mean(design, "b", "h")
    _near([found.value[0], found.se[0]], whole)
    _near(groups.value, each)
    _near(groups.se, errors)
    _near(np.ravel(share_interval(found, method="beta")), ends)
    tested = chi_square(design, "h", "b")
    _near([tested.statistic, tested.df, tested.df_error, tested.p], test)
