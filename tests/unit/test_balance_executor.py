"""The figures are the same whoever works out the draws."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import polars as pl
import pytest

from nuzuh.displaced.balance import Balanced, Wishes, balance
from nuzuh.displaced.sums import Scope

START = dt.date(2020, 1, 1)
ERROR = 0.25  # of a sum of cells, with 50 draws or with 100


def _tables() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Two sources that report four towns in four weeks; one of them their district by month as well."""
    days = [START + dt.timedelta(weeks=n) for n in range(4)]
    rows = [
        ("displacement", town, day, day + dt.timedelta(weeks=1), 100.0 * (n + 1) + 37 * k + 11 * s, source)
        for n, town in enumerate(("T1", "T2", "T3", "T4"))
        for k, day in enumerate(days)
        for s, source in enumerate(("a", "b"))
    ]
    rows.append(("displacement", "D1", START, days[-1] + dt.timedelta(weeks=1), 2_900.0, "b"))
    columns = ["movement", "destination", "start", "end", "people", "source"]
    none, text = pl.lit(None, dtype=pl.Float64), pl.lit(None, dtype=pl.String)
    shared = {"people_low": none, "people_high": none, "quantifier": pl.lit("exactly"), "unit": pl.lit("people"),
              "household_size": none, "date_accuracy": pl.lit("day"), "reported": pl.lit(START)}  # fmt: skip
    arrivals = pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        origin=text, counts=pl.lit("movements"), **shared
    )
    stocks = [(town, day, 500.0 + 50 * n) for n, town in enumerate(("T1", "T2")) for day in (days[0], days[-1])]
    populations = pl.DataFrame(stocks, schema=["place", "date", "people"], orient="row").with_columns(
        population=pl.lit("displaced"), source=pl.lit("a"), **shared
    )
    sources = pl.DataFrame({"code": ["a", "b"], "grade": ["B", "C"], "kind": ["survey"] * 2, "published": [START] * 2})
    places = pl.DataFrame(
        {
            "code": ["X", "D1", "T1", "T2", "T3", "T4"],
            "parent": [None, "X", "D1", "D1", "D1", "D1"],
            "level": [0, 1, 2, 2, 2, 2],
        }
    )
    return arrivals, populations, sources, places


def _balanced(executor: Executor | None = None, draws: int = 50) -> Balanced:
    scope = Scope("X", START, START + dt.timedelta(weeks=5), "week")
    return balance(*_tables(), scope, Wishes(draws=draws), executor)


def digest() -> str:
    """Return a fingerprint of all figures."""
    return hashlib.sha256(_balanced().figures.write_ndjson().encode()).hexdigest()


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_the_figures_are_the_same_whoever_draws(kind: str) -> None:
    alone = _balanced()
    pool: Executor = (
        ThreadPoolExecutor(2) if kind == "threads" else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    )
    with pool:
        other = _balanced(pool)
    assert alone.figures.height > 50
    assert other.figures.equals(alone.figures)
    assert other.uses.equals(alone.uses)


def test_the_number_of_draws_moves_no_figure_far() -> None:
    few, many = (_balanced(draws=n).figures.select("id", "value", "low", "high") for n in (50, 100))
    both = few.join(many, on="id", suffix="_many")
    assert both.height == few.height
    flows = both.filter(pl.col("id").str.starts_with("displaced.flow"))
    assert ((flows["value"] - flows["value_many"]).abs() <= ERROR * flows["value_many"].clip(10)).all()
    assert not both["high"].equals(both["high_many"])


def test_two_processes_give_the_same_figures() -> None:
    code = "from tests.unit.test_balance_executor import digest; print(digest())"
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in "ab"
    ]
    assert said[0] == said[1]
    assert len(said[0].strip()) == 64
