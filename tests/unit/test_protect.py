"""The choice of what is hidden: cheapest where that can be counted out, safe also where the search does not end."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from benchmarks.protection import attack, goals, make_poll, reached, view_of
from scipy.sparse import csr_array

from nuzuh.evidence import protect as module
from nuzuh.evidence.audit import Asked, audit
from nuzuh.evidence.protect import Counts, protect
from nuzuh.poll.published import protect_tables
from nuzuh.terms.chance import stream

SMALLEST = 10


def square(seed: int) -> Counts:
    """Return a table of two by three with published margins."""
    chance = stream(seed, "test.square")
    inner = (40 * chance.random((2, 3)) ** 2).astype(int).astype(np.float64)
    place = np.arange(6).reshape(2, 3)
    margins = np.zeros((5, 11))
    for equation, members in enumerate([*place, *place.T]):
        margins[equation, members], margins[equation, 6 + equation] = 1, -1
    count = np.concatenate([inner.ravel(), inner.sum(1), inner.sum(0)])
    few = (count > 0) & (count < SMALLEST) & (np.arange(11) < 6)
    cost = np.where(np.arange(11) < 6, 1 + count / 40, np.inf)
    return Counts(count, csr_array(margins), np.ones(11, dtype=bool), few, cost, np.empty((0, 2), dtype=np.int64))


def narrow(counts: Counts, hidden: np.ndarray) -> set[int]:
    wanted = Asked(hidden, np.where(counts.small, SMALLEST, 0), np.where(counts.small, SMALLEST / 2, 2))
    return {p.cell for p in audit(counts.margins, counts.count, hidden, wanted)[2]}


def test_no_cheaper_set_is_safe() -> None:
    """Where the margins are large enough, so that each cell can have the room that it should."""
    tables = [c for c in map(square, range(150)) if c.count[6:].min() >= SMALLEST and c.small.any()]
    assert len(tables) > 8
    for counts in tables[:12]:
        costs = []
        for chosen in itertools.product([False, True], repeat=6):
            hidden = np.array([*chosen, *[False] * 5])
            if (hidden >= counts.small).all() and not narrow(counts, hidden):
                costs.append(counts.cost[hidden].sum())
        found = protect(counts, SMALLEST, [np.ones(11, dtype=bool)])
        assert not found.short.any()
        assert counts.cost[found.hidden].sum() == pytest.approx(min(costs))


def unsafe(poll: tuple[pl.DataFrame, list[tuple[str, str | None]], dict[str, str]]) -> int:
    answers, _, options = poll
    tables: list[tuple[str, str | None]] = [("q00", "sex"), ("q00", "place"), ("q01", "place"), ("m0", "age")]
    found = protect_tables(answers, tables, options=options)
    goal = goals(found, SMALLEST)
    assert goal
    return sum(not reached(r, goal[n]) for n, r in attack(view_of(answers, found, options), goal).items())


def test_the_search_that_does_not_end_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "milp", lambda *args, **kwargs: SimpleNamespace(x=None))
    assert unsafe(make_poll(1, 150)) == 0


def test_after_many_rounds_cells_are_added_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TURNS", 0)
    assert unsafe(make_poll(2, 150)) == 0


def test_the_audit_finds_what_the_choice_has_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_choose", lambda counts, start, smallest: start)
    assert unsafe(make_poll(3, 150)) == 0
    monkeypatch.setattr(module, "_cuts", lambda *args: [])  # and nothing repairs it
    assert unsafe(make_poll(3, 150)) > 0


def test_what_is_hidden_takes_others_along() -> None:
    """Hiding the first hides the third by way of the second."""
    counts = Counts(
        count=np.array([3.0, 20.0, 30.0, 40.0, 93.0]),
        margins=csr_array([[1.0, 1.0, 1.0, 1.0, -1.0]]),
        open=np.ones(5, dtype=bool),
        small=np.array([True, False, False, False, False]),
        cost=np.array([1.0, 1.0, 1.0, 1.0, np.inf]),
        along=np.array([[0, 2], [2, 3]]),
    )
    assert protect(counts, SMALLEST).hidden.tolist() == [True, False, True, True, False]
