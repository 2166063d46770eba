"""Statements that are added up never overlap: the choice agrees with the plainest possible one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.displaced.select import select
from nuzuh.places.gazetteer import lineage

PARENTS = {
    "SY": None,
    "A": "SY",
    "B": "SY",
    "A1": "A",
    "A2": "A",
    "B1": "B",
    "A1c": "A1",
    "Bc": "B",
}  # Bc skips a level
LEVELS = {"SY": 0, "A": 1, "B": 1, "A1": 2, "A2": 2, "B1": 2, "A1c": 3, "Bc": 3}
PLACES = pl.DataFrame({"code": list(PARENTS), "parent": list(PARENTS.values()), "level": list(LEVELS.values())})
TREE = lineage(PLACES).with_columns(pl.col("ancestor_level").cast(pl.Int8))
DAY = dt.date(2020, 1, 1)
SCHEMA = {
    "cell": pl.UInt32,
    "to": pl.String,
    "to_level": pl.Int8,
    "from": pl.String,
    "from_level": pl.Int8,
    "start": pl.Date,
    "end": pl.Date,
    "days": pl.Int32,
    "judged": pl.Boolean,
    "grade": pl.Int8,
    "reported": pl.Date,
    "window": pl.String,
}
Cell = dict[str, Any]

cells_of = st.lists(
    st.tuples(
        st.sampled_from(list(PARENTS)),
        st.sampled_from([None, None, *PARENTS]),
        st.integers(0, 12),
        st.integers(1, 9),
        st.integers(0, 5),
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from(["", "", "w"]),
    ),
    max_size=12,
)


def cell(number: int, row: tuple[Any, ...]) -> Cell:
    to, origin, first, days, grade, reported, window = row
    return {
        "cell": number,
        "to": to,
        "to_level": LEVELS[to],
        "from": origin,
        "from_level": LEVELS.get(origin, -1),
        "start": DAY + dt.timedelta(first),
        "end": DAY + dt.timedelta(first + days),
        "days": days,
        "judged": grade < 4,
        "grade": grade,
        "reported": None if reported is None else DAY + dt.timedelta(reported),
        "window": window,
    }


def within(one: str, other: str) -> bool:
    at: str | None = one
    while at is not None and at != other:
        at = PARENTS[at]
    return at is not None


def related(one: str, other: str) -> bool:
    return within(one, other) or within(other, one)


def overlap(one: Cell, other: Cell) -> bool:
    return (
        one["window"] == other["window"]
        and one["start"] < other["end"]
        and other["start"] < one["end"]
        and related(one["to"], other["to"])
        and (one["from"] is None or other["from"] is None or related(one["from"], other["from"]))
    )


def order(c: Cell) -> tuple[Any, ...]:
    """The documented order: judged, coarser place, coarser origin, longer, better grade, later report, earlier start."""
    reported = -c["reported"].toordinal() if c["reported"] else 0
    return (
        not c["judged"],
        c["to_level"],
        c["from_level"],
        -c["days"],
        c["grade"],
        c["reported"] is None,
        reported,
        c["start"],
        c["cell"],
    )


def plainly(cells: list[Cell]) -> set[int]:
    taken: list[Cell] = []
    for candidate in sorted(cells, key=order):
        if not any(overlap(candidate, t) for t in taken):
            taken.append(candidate)
    return {c["cell"] for c in taken}


def chosen(cells: list[Cell]) -> set[int]:
    return set(select(pl.DataFrame(cells, schema=SCHEMA, orient="row"), TREE, ["window"])["cell"])


@settings(max_examples=70, deadline=None)
@given(cells_of, st.randoms(use_true_random=False))
def test_the_choice_is_the_greedy_one_without_overlap_and_as_large_as_can_be(
    rows: list[tuple[Any, ...]], dice: Any
) -> None:
    cells = [cell(i, row) for i, row in enumerate(rows)]
    got = chosen(cells)
    taken = [c for c in cells if c["cell"] in got]
    assert not [(a["cell"], b["cell"]) for a in taken for b in taken if a is not b and overlap(a, b)]
    assert all(any(overlap(c, t) for t in taken) for c in cells if c["cell"] not in got)
    assert got == plainly(cells)
    dice.shuffle(cells)
    assert chosen(cells) == got


def test_nothing_of_nothing() -> None:
    assert chosen([]) == set()


def test_times_that_touch_do_not_overlap() -> None:
    """Periods are half-open: up to 5 January and from 5 January stand side by side."""
    one = cell(0, ("A", None, 0, 4, 0, None, ""))
    two = cell(1, ("A", None, 4, 4, 0, None, ""))
    assert chosen([one, two]) == {0, 1}


def test_an_unknown_origin_may_be_any() -> None:
    known, unknown = cell(0, ("A", "B", 0, 4, 0, None, "")), cell(1, ("A", None, 0, 4, 3, None, ""))
    assert chosen([known, unknown]) == {1}
