"""What holds for the accounts of any crisis: they close, stay within their bounds, and hang on nothing but what rows say."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from nuzuh.displaced.balance import Balanced, Wishes
from nuzuh.folder.records import read_folder
from tests.tiny import FEB, JAN, MAR, accounts_of, balanced, tiny

PLACES = ("A", "A1", "A2", "B", "B")
WISHES = Wishes(draws=50, disagreement=False)
DAYS = ("2019-12-31", "2020-01-31", "2020-02-29", "2020-03-31")
# no round numbers, that scaling by ten does not change what their last digits say of rounding
people = st.integers(20, 4_000).map(lambda n: 10 * n + 3)
sources = st.sampled_from(["un", "ngo", "aid", "study", "doubt"])
month = st.sampled_from([JAN, FEB, MAR])
place = st.sampled_from(PLACES)


def _arrival(month: str, origin: str, to: str, amount: int, source: str, kind: str) -> str:
    origin, to = ("A2", "") if kind and origin in ("", "outside") else (origin, "" if kind else to)
    return f"{month},{origin},{to},{amount},{source},{kind}"


flows = st.builds(
    _arrival,
    month,
    st.sampled_from(["", "", "B", "A1", "outside"]),
    place,
    people,
    sources,
    st.sampled_from(["", "", "", "return", "departure"]),
)
stocks = st.builds("{},{},{},{}".format, st.sampled_from(DAYS), place, people, sources)
quick = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # an account takes a second: the first that fails is small enough
)
ROWS = (
    f"{JAN},,A1,10003,un",
    f"{JAN},B,A,15007,ngo",
    f"{FEB},,A2,4003,un",
    f"{FEB},A1,,503,un,return",
    f"{MAR},A1,B,2003,un",
)
STOCKS = ("2019-12-31,A1,10003,un", "2020-02-29,A,31007,ngo", "2020-03-31,B,2003,study")


def counted(rows: Sequence[str], stocks: Sequence[str] = (), files: int = 1) -> Balanced:
    with tempfile.TemporaryDirectory() as folder:
        return balanced(tiny(Path(folder), *rows, stocks=stocks, files=files), WISHES)


@cache
def plain() -> pl.DataFrame:
    return counted(ROWS, STOCKS).figures


def values(figures: pl.DataFrame) -> dict[str, float]:
    return dict(figures.select("id", "value").iter_rows())


@quick
@given(st.lists(flows, min_size=1, max_size=9), st.lists(stocks, max_size=6))
@example(list(ROWS), list(STOCKS))
def test_accounts_of_any_crisis(rows: list[str], stocks: list[str]) -> None:
    found = counted(rows, stocks)
    figures = found.figures
    residual = pl.col("role") == "residual"
    assert figures.filter(~residual & (pl.col("low") < 0)).is_empty()
    assert figures.filter(~((pl.col("low") <= pl.col("value")) & (pl.col("value") <= pl.col("high")))).is_empty()
    assert figures.filter(~pl.col("unreported").fill_null(0).is_between(0, 1)).is_empty()
    of = values(figures)
    parts = of.get("displaced.flow.to.A1", 0) + of.get("displaced.flow.to.A2", 0)
    assert parts <= of.get("displaced.flow.to.A", 0) + 1
    whole = of.get("displaced.flow.to.A", 0) + of.get("displaced.flow.to.B", 0)
    assert abs(whole - of.get("displaced.flow.total", 0)) <= 1
    uses = found.uses.group_by("table", "use").len()
    assert set(uses["use"]) <= {"used", "superseded", "excluded"}
    totals = dict(found.uses.group_by("table").len().iter_rows())
    assert totals == {name: n for name, n in (("arrivals", len(rows)), ("populations", len(stocks))) if n}
    assert not found.uses.select("table", "row").is_duplicated().any()


@quick
@given(st.lists(flows, min_size=1, max_size=9), st.lists(stocks, min_size=2, max_size=6))
@example(list(ROWS), list(STOCKS))
def test_every_account_closes_to_the_person(rows: list[str], stocks: list[str]) -> None:
    for key, account in accounts_of(values(counted(rows, stocks).figures)).items():
        assert account.gap == 0, (key, account)


@quick
@given(st.permutations(ROWS), st.permutations(STOCKS), st.integers(1, 3))
def test_the_order_of_rows_and_files_changes_nothing(rows: list[str], stocks: list[str], files: int) -> None:
    columns = ["id", "value", "low", "high", "unreported"]
    one, other = counted(rows, stocks, files).figures.select(columns), plain().select(columns)
    different = one.join(other, on=columns, how="anti", nulls_equal=True)
    assert different.is_empty(), different.head(3)
    assert one.height == other.height


@quick
@given(st.integers(200, 4_000).map(lambda n: 10 * n + 3), st.integers(200, 4_000).map(lambda n: 10 * n + 7))
def test_ten_times_as_many_people_are_ten_times_the_total(one: int, other: int) -> None:
    """Whole people make small numbers a little less certain than large ones: the weights of two sources shift by a little."""

    def total(factor: int) -> float:
        told = ((JAN, "A1", one, "un"), (JAN, "A1", one + one // 7, "ngo"), (FEB, "B", other, "study"))
        rows = [f"{m},,{to},{factor * n + (0 if factor == 1 else 3)},{source}" for m, to, n, source in told]
        return values(counted(rows).figures)["displaced.flow.total"]

    assert abs(total(10) / (10 * total(1)) - 1) < 0.02


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    root = tiny(tmp_path, *ROWS, stocks=STOCKS)
    one, other = (balanced(root) for _ in range(2))
    assert one.figures.write_ipc(None).getvalue() == other.figures.write_ipc(None).getvalue()
    assert one.uses.write_ipc(None).getvalue() == other.uses.write_ipc(None).getvalue()
    assert one.sources is not None
    assert other.sources is not None
    assert one.sources.write_ipc(None).getvalue() == other.sources.write_ipc(None).getvalue()
    assert read_folder(root).counts["arrivals"].accepted == len(ROWS) == one.uses.filter(table="arrivals").height
