"""Ways to join answers: what is offered, and that it hides less."""

from __future__ import annotations

import polars as pl

from nuzuh.poll.collapse import proposals
from nuzuh.poll.published import protect_tables


def answers(**counts: dict[str, int]) -> pl.DataFrame:
    """Return columns in which so many people gave each answer, in the order given."""
    return pl.DataFrame({name: [v for v, n in column.items() for _ in range(n)] for name, column in counts.items()})


def test_nothing_is_offered_where_nothing_is_hidden() -> None:
    assert proposals(answers(q={"a": 40, "b": 20}), "q") == []


def test_the_smallest_answers_become_other() -> None:
    people = answers(q={"a": 50, "b": 40, "c": 12, "d": 6, "e": 5})
    (best, *_) = proposals(people, "q")
    assert best.joins == {"q": {"d": "other", "e": "other"}}
    assert (best.lost, best.cells_before, best.hidden_before, best.cells, best.hidden) == (1, 6, 2, 5, 0)
    assert best.applied(people)["q"].value_counts(sort=True)["q"].to_list() == ["a", "b", "c", "other"]


def test_an_answer_other_is_joined_with_the_smallest() -> None:
    people = answers(q={"a": 50, "other": 20, "c": 12, "d": 6})
    assert proposals(people, "q")[0].joins == {"q": {"d": "other"}}


def test_answers_in_an_order_are_joined_with_a_neighbour() -> None:
    people = answers(age={"18": 50, "30": 8, "45": 20, "60": 5, "75": 30})
    order = ["18", "30", "45", "60", "75"]
    best = proposals(people, "age", ordered={"age": order})[0]
    assert best.joins == {"age": {"30": "30+45+60", "45": "30+45+60", "60": "30+45+60"}}
    assert best.hidden == 0


def test_towns_are_joined_to_districts() -> None:
    people = answers(town={"a": 30, "b": 4, "c": 6, "d": 20, "e": 12})
    parents = {"town": {"a": "N", "b": "N", "c": "S", "d": "S", "e": "S"}}
    ways = proposals(people, "town", parents=parents, most=9)
    assert {"town": parents["town"]} in [w.joins for w in ways]


def test_both_sides_of_a_table_are_joined_and_what_is_said_comes_true() -> None:
    people = answers(q={"x": 60, "y": 30, "z": 14, "w": 16}, town={"a": 40, "b": 34, "c": 30, "d": 11, "e": 5})
    people = people.with_columns(pl.col("town").gather(pl.int_range(pl.len()) * 37 % pl.len()))  # one with another
    before = protect_tables(people, [("q", "town")]).tables.filter(by="town")
    ways = proposals(people, "q", "town", most=9)
    assert any(len(w.joins) == 2 for w in ways)
    for way in ways:
        assert (way.cells_before, way.hidden_before) == before.select("cells", "hidden").row(0)
        after = protect_tables(way.applied(people), [("q", "town")]).tables.filter(by="town")
        assert (way.cells, way.hidden) == after.select("cells", "hidden").row(0)
        assert way.hidden < way.hidden_before
    assert [w.cells - w.hidden for w in ways] == sorted((w.cells - w.hidden for w in ways), reverse=True)


def test_options_are_not_joined() -> None:
    people = answers(q={"a": 40, "b": 30, "c": 4, "d": 3}).with_columns(tent=pl.int_range(pl.len()) < 40)
    assert all("tent" not in w.joins for w in proposals(people, "tent", "q"))


def test_long_lists_are_searched_in_steps() -> None:
    people = pl.DataFrame({"town": [f"t{k:02}" for k in range(40) for _ in range(1 + k)]})
    (best,) = proposals(people, "town", most=1)
    assert (best.cells_before, best.hidden_before, best.cells, best.hidden) == (41, 9, 33, 0)
