"""How well a poll was carried out: hand-worked cases, and scipy where it knows the answer."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest
from scipy import stats

from nuzuh.poll.asked import Asked, Option
from nuzuh.poll.interviewers import effects, share_between
from nuzuh.poll.patterns import opening_answers, patterns
from nuzuh.poll.quality import alike, brief
from tests.polls import form_of

START = datetime(2024, 5, 1, 9)
YN = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}), Option("dnk", {"en": "Don't know"}))


def interviews(**columns):
    """Return the frame of answers that has these columns; a minute apart where no start is given."""
    height = len(next(iter(columns.values())))
    start = [START + timedelta(minutes=30 * n) for n in range(height)]
    about = {
        "_line": pl.Series(range(2, height + 2), dtype=pl.UInt32),
        "_key": [f"u{n}" for n in range(height)],
        "_start": start,
        "_minutes": [20.0] * height,
        "_by": ["a"] * height,
    }
    frame = pl.DataFrame(about | columns)
    end = pl.col("_start") + pl.duration(seconds=(pl.col("_minutes") * 60).cast(pl.Int64))
    return frame.with_columns(_end=end)


def one(name, options=YN, list_name="yn"):
    return Asked(name, "one", {}, options, list_name=list_name)


# --- alike and brief ---------------------------------------------------------------------------------------------------


def test_the_most_alike_of_the_same_interviewer():
    data = interviews(
        _by=["a", "a", "a", "b"],
        q=["yes", "yes", "no", "yes"],
        n=[1.0, 2.0, 5.0, 1.0],
        **{"m/x": [True, True, None, True], "m/y": [False, False, None, False]},
        t=[None, None, None, None],
    )
    questions = (
        one("q"),
        Asked("n", "number"),
        Asked("m", "many", {}, (Option("x", {}), Option("y", {}))),
        Asked("t", "text"),
    )
    found = alike(data, questions)
    assert found.rows() == [
        (2, "u0", "a", 3, pytest.approx(2 / 3), 3),
        (3, "u1", "a", 2, pytest.approx(2 / 3), 3),
        (4, "u2", "a", 2, 0.0, 3),
        (5, "u3", "b", None, None, None),
    ]


def test_both_unanswered_is_not_alike():
    data = interviews(q=[None, None, "yes"], r=[None, None, "no"])
    assert alike(data, (one("q"), one("r")))["same"].to_list() == [0, 0, 0]


def test_interviews_that_took_too_little_time():
    data = interviews(_minutes=[30.0] * 9 + [9.0, -5.0, None])
    found = brief(data)
    assert found.select("_line", "limit", "median", "why").rows() == [
        (12, 10, 30, "It ends before it begins."),
        (11, 10, 30, "It took 9.0 minutes."),
    ]
    assert brief(data, least=31).height == 11
    assert brief(data.head(5)).is_empty()  # too few to say what is usual


# --- effects of interviewers -------------------------------------------------------------------------------------------


def test_the_share_of_variance_by_hand():
    # Three interviewers: means 1, 2, 6; within sum of squares 2 + 2 + 2; between 3 x (4 + 1 + 9).
    values = np.array([0.0, 1, 2, 1, 2, 3, 5, 6, 7])
    found = share_between(values, np.repeat([0, 1, 2], 3))
    between, within = 42 / 2, 6 / 6
    assert found.rho == pytest.approx((between - within) / (between + 2 * within))
    assert (found.df1, found.df2) == (2, 6)
    assert found.deff == pytest.approx(1 + 2 * found.rho)


def test_the_f_test_is_that_of_scipy_with_unequal_numbers():
    values = np.array([1.0, 4, 2, 7, 3, 9, 8, 6, 5, 5, 0])
    groups = np.array([0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3])
    known = stats.f_oneway(*(values[groups == each] for each in range(4)))
    found = share_between(values, groups)
    assert (found.f, found.p) == (pytest.approx(known.statistic), pytest.approx(known.pvalue))


def test_within_places_the_difference_between_places_is_gone():
    values = np.array([0.0, 1, 0, 1, 10, 11, 10, 11])
    groups, places = np.array([0, 0, 1, 1, 2, 2, 3, 3]), np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert share_between(values, groups).rho > 0.9
    found = share_between(values, groups, places)
    assert (found.df1, found.df2, found.f) == (2, 4, 0)
    assert found.rho == pytest.approx(-1)
    alone = share_between(values, groups, groups)
    assert (alone.df1, np.isnan(alone.rho)) == (0, True)


def test_effects_for_each_option_and_number():
    data = interviews(
        _by=["a"] * 4 + ["b"] * 4 + [None],
        town=["x", "x", "y", "y"] * 2 + ["x"],
        own=["x"] * 4 + ["y"] * 4 + ["x"],
        q=["yes"] * 4 + ["no", "no", "no", "yes", "no"],
        n=[1.0, 2, 1, 2, 1, 2, 1, 2, 9],
    )
    found = effects(data, (one("q"), Asked("n", "number")), place="town")
    assert found.select("question", "answer", "n", "interviewers").rows() == [
        ("q", "yes", 8, 2),
        ("q", "no", 8, 2),
        ("q", "dnk", 8, 2),
        ("n", "", 8, 2),
    ]
    assert found["rho"][0] > 0.5
    assert found["rho"][2] is None  # nobody said so: there is no variance to share
    assert found["confounded"].to_list() == [False] * 4
    assert found["rho_within"][0] > 0.3
    assert effects(data, (one("q"),), place="own")["confounded"].to_list() == [True] * 3
    assert effects(data, (one("q"),))["confounded"].to_list() == [None] * 3


# --- patterns of interviewers ------------------------------------------------------------------------------------------


def value(found, who, pattern):
    row = found.filter((pl.col("interviewer") == who) & (pl.col("pattern") == pattern))
    return row.select("value", "others").row(0) if row.height else None


def test_patterns_of_an_interviewer(tmp_path):
    form = form_of(
        tmp_path,
        [
            ["type", "name", "label", "relevant"],
            ["select_one yn", "aid", "Aid?"],
            ["text", "which", "Which?", "${aid} = 'yes'"],
            ["text", "why", "Why not?", "not(selected(${aid}, 'no'))"],
        ],
        [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"], ["yn", "dnk", "Don't know"]],
    )
    assert opening_answers(form) == {"aid": {"yes"}}
    six = 6
    night = [datetime(2024, 5, 1, 23, n // 2) for n in range(six)]  # two begin in each minute
    day = [datetime(2024, 5, 2, 9 + n) for n in range(six)]
    data = interviews(
        _by=["a"] * six + ["b"] * six,
        _start=night + day,
        _minutes=[5.0, 5, 5, 5, 5, 5.2, 30, 45, 20, 60, 33, 41],
        aid=["no"] * six + ["yes", "no"] * 3,
        x=["yes"] * six + ["yes", "no", "yes", "no", "yes", "no"],
        y=["yes"] * six + ["no", "no", "yes", "yes", "dnk", "dnk"],
        z=["yes"] * six + ["no", "yes", "no", "yes", "no", "yes"],
        which=[None] * six + ["tent", None] * 3,
    )
    questions = (one("aid", list_name="aid"), one("x"), one("y"), one("z"), Asked("which", "text"))
    found = patterns(data, questions, form=form)
    assert value(found, "a", "minutes") == (5, 37)
    assert value(found, "a", "night") == (1, 0)
    assert value(found, "a", "same_minute") == (1, 0)
    assert value(found, "a", "overlap") == (1, 0)
    assert value(found, "a", "straight") == (1, 0)
    assert value(found, "a", "opened") == (0, 0.5)
    assert value(found, "a", "refused") == (0, pytest.approx(2 / 24))
    assert value(found, "a", "answered") == (pytest.approx(0.8), pytest.approx(0.9))
    assert value(found, "a", "constant") == (1, 0)
    mine, theirs = value(found, "a", "spread")
    assert mine < 0.05 < theirs
    minutes = found.filter((pl.col("interviewer") == "a") & (pl.col("pattern") == "minutes"))
    known = stats.mannwhitneyu([5.0, 5, 5, 5, 5, 5.2], [30, 45, 20, 60, 33, 41]).pvalue
    assert minutes["p"].to_list() == [pytest.approx(known)]


def test_of_a_few_interviews_nothing_is_said():
    data = interviews(_by=["a", "a", "b", "b"], q=["yes", "no", "yes", "no"])
    assert patterns(data, (one("q"),)).is_empty()
