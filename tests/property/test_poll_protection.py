"""No hidden cell of a random poll can be worked out: an attacker who reads all tables, with a linear program of his own."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from benchmarks.protection import Attacker, View, attack, goals, reached, view_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from nuzuh.evidence.audit import Asked, audit
from nuzuh.evidence.corners import parts
from nuzuh.poll.published import Protected, protect_tables

Small = tuple[pl.DataFrame, list[tuple[str, str | None]], dict[str, str]]
quick = settings(deadline=None, max_examples=30)


@st.composite
def polls(draw: st.DrawFn) -> Small:
    """Draw a small poll: one or two questions, perhaps one with options and a number, by one or two groups."""
    people = draw(st.integers(1, 60))

    def column(many: int) -> pl.Series:
        codes = st.sampled_from([*"abcdef"[:many], "a", "a", *draw(st.sampled_from([[], [None]]))])
        return pl.Series(draw(st.lists(codes, min_size=people, max_size=people)), dtype=pl.String)

    questions = {f"q{k}": column(draw(st.integers(1, 4))) for k in range(draw(st.integers(1, 2)))}
    groups = {f"g{k}": column(draw(st.integers(1, 4))) for k in range(draw(st.integers(1, 2)))}
    options: dict[str, str] = {}
    if draw(st.booleans()):
        gone = draw(st.lists(st.booleans(), min_size=people, max_size=people))
        for k in range(draw(st.integers(2, 3))):
            chosen = draw(st.lists(st.sampled_from([True, True, False]), min_size=people, max_size=people))
            chosen = chosen if k else [True] * people
            answers = [None if g else c for g, c in zip(gone, chosen, strict=True)]
            questions[f"m/{k}"] = pl.Series(answers, dtype=pl.Boolean)
            options[f"m/{k}"] = "m"
    if draw(st.booleans()):
        sizes = st.lists(st.sampled_from([None, 2, 5, 7]), min_size=people, max_size=people)
        questions["size"] = pl.Series(draw(sizes), dtype=pl.Int64)
    names = [n for n in questions if n not in options] + (["m"] if options else [])
    tables = [(name, by) for name in names for by in (None, *groups)]
    if len(groups) == 2 and draw(st.booleans()):
        tables += [("g0", "g1"), *draw(st.sampled_from([[], [("g1", "g0")]]))]
    return pl.DataFrame({**questions, **groups}), draw(st.permutations(tables)), options


def cells(found: Protected, what: str) -> pl.DataFrame:
    return found.cells.filter(pl.col("what") == what)


@quick
@given(poll=polls(), smallest=st.integers(2, 12))
def test_no_hidden_cell_can_be_worked_out(poll: Small, smallest: int) -> None:
    answers, tables, options = poll
    assume(len(answers) >= smallest)  # of fewer nothing is published
    found = protect_tables(answers, tables, smallest=smallest, options=options)
    goal = goals(found, smallest)
    ranges = attack(view_of(answers, found, options), dict.fromkeys(goal, (np.inf, np.inf)))
    assert ranges.keys() == goal.keys()
    for row in found.cells.filter(pl.col("what") != "silent").filter("hidden").iter_rows(named=True):
        name = row["variable"], row["by"], row["value"], row["group"]
        low, high = ranges[name]
        assert reached((low, high), goal[name]) != row["short"]
        assert low - 1e-6 <= row["low"] <= row["count"] <= row["high"] <= high + 1e-6


@quick
@given(poll=polls(), smallest=st.integers(1, 12))
def test_what_is_published_is_large_and_consistent(poll: Small, smallest: int) -> None:
    answers, tables, options = poll
    found = protect_tables(answers, tables, smallest=smallest, options=options)
    shown = found.cells.filter(~pl.col("hidden"), pl.col("what") != "silent")
    assert shown.filter(pl.col("count").is_between(1, smallest - 1)).is_empty()
    hidden = {
        tuple(r) for r in found.cells.filter("hidden").select("variable", "by", "value", "group", "what").iter_rows()
    }
    for variable, by, value, group, what in found.cells.select("variable", "by", "value", "group", "what").iter_rows():
        if what == "answer" and (variable, by, None, group, "base") in hidden:
            assert (variable, by, value, group, what) in hidden
        if by is not None and (variable, None, value, None, what) in hidden:
            assert (variable, by, value, group, what) in hidden
        if by is not None and any((by, None, group, None, w) in hidden for w in ("answer", "base")):
            assert (variable, by, value, group, what) in hidden
    assert ("small" in found.cells["why"].to_list()) == bool(hidden)
    assert found.tables["hidden"].sum() == len([h for h in hidden if h[-1] != "silent"])
    again = protect_tables(answers.reverse(), tables, smallest=smallest, options=options)
    assert again.cells.equals(found.cells)


@quick
@given(poll=polls(), smallest=st.integers(2, 12))
def test_a_cell_with_too_little_room_could_not_have_more(poll: Small, smallest: int) -> None:
    """… even if nothing but how many were asked and how many answered each question were published."""
    answers, tables, options = poll
    assume(len(answers) >= smallest)
    found = protect_tables(answers, tables, smallest=smallest, options=options)
    short = found.cells.filter("short").select("variable", "by", "value", "group")
    goal, view = goals(found, smallest), view_of(answers, found, options)
    bases = {n: b if n[1] is None else None for n, b in view.bases.items()}
    bare = Attacker(View(view.asked, bases, dict.fromkeys(view.shares), view.silent, options))
    secret = bare.secret()
    for name in short.iter_rows():
        low, high = bare.ranges({secret[name]: goal[name]})
        assert not reached((low[secret[name]], high[secret[name]]), goal[name])


@quick
@given(data=st.data(), people=st.integers(12, 60), asked_all=st.booleans())
def test_ties_between_tables_are_known_to_the_attacker(data: st.DataObject, people: int, asked_all: bool) -> None:
    """Towns lie in districts; how often somebody fled was asked of those who fled, all of whom answered or not."""
    columns = {
        name: data.draw(st.lists(st.sampled_from(values), min_size=people, max_size=people))
        for name, values in {"fled": "yyyn?", "town": "aaabbcd", "often": "12", "silent": "nnny"}.items()
    }
    answers = pl.DataFrame(columns).with_columns(
        district=pl.col("town").replace({"a": "N", "b": "N", "c": "S", "d": "S"}),
        often=pl.when((pl.col("fled") == "y") & (pl.lit(asked_all) | (pl.col("silent") == "n"))).then("often"),
    )
    tables = [(q, by) for q in ("fled", "often") for by in (None, "town", "district")]
    tied = {"within": {"often": ("fled", "y")}, "nested": {"district": "town"}}
    found = protect_tables(answers, tables, smallest=8, **tied)  # type: ignore[arg-type]
    attacker = Attacker(view_of(answers, found, {}))
    groups = [(v, g) for v in ("town", "district") for g in attacker.values[v]]
    silent = answers.filter(pl.col("fled") == "y")["often"].null_count()
    for rest in ([], *([g] for g in groups)):
        attacker.add([attacker.at(("fled", "y"), *rest)], [attacker.at(("often", "*"), *rest)], np.inf if silent else 0)
    rows = [[], *([("fled", v)] for v in attacker.values["fled"]), [("often", "*")]]
    rows += [[("often", v)] for v in attacker.values.get("often", {})]
    for who in rows:
        for district in attacker.values["district"]:
            towns = answers.filter(district=district)["town"].unique()
            attacker.add([attacker.at(("town", t), *who) for t in towns], [attacker.at(("district", district), *who)])
    goal, secret = goals(found, 8), attacker.secret()
    low, high = attacker.ranges({secret[name]: g for name, g in goal.items()}) if goal else ([], [])
    short = set(found.cells.filter("short").select("variable", "by", "value", "group").iter_rows())
    for name, place in secret.items():
        assert reached((low[place], high[place]), goal[name]) != (name in short)


def test_without_complementary_suppression_the_attacker_succeeds() -> None:
    answers = pl.DataFrame({"q": ["x"] * 43 + ["y"] * 80, "sex": ["F"] * 3 + ["M"] * 40 + ["F"] * 30 + ["M"] * 50})
    found = protect_tables(answers, [("q", "sex")])
    attacker = Attacker(view_of(answers, found, {}, complement=False))
    place = attacker.secret()["q", "sex", "x", "F"]
    low, high = attacker.bounds()
    assert (low[place], high[place]) == (3, 3)
    low, high = attacker.ranges({place: (10, 5)})
    assert (low[place], high[place]) == (3, 3)


@st.composite
def crossed(draw: st.DrawFn) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """Draw the equations of a table with margins, its counts, and which of all are hidden."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    inner = draw(st.lists(st.integers(0, 9), min_size=height * width, max_size=height * width))
    table = np.array(inner, dtype=np.float64).reshape(height, width)
    count = np.concatenate([table.ravel(), table.sum(1), table.sum(0), [table.sum()]])
    place = np.arange(height * width).reshape(height, width)
    rows, columns = height * width + np.arange(height), height * width + height + np.arange(width)
    sums = [*zip(rows, place, strict=True), *zip(columns, place.T, strict=True), (len(count) - 1, rows)]
    margins = np.zeros((len(sums), len(count)))
    for equation, (whole, members) in enumerate(sums):
        margins[equation, members], margins[equation, whole] = 1, -1
    hidden = np.array(draw(st.lists(st.booleans(), min_size=len(count), max_size=len(count))))
    return csr_array(margins), count, hidden


@quick
@given(table=crossed())
def test_ranges_are_those_of_a_linear_program(table: tuple[csr_array, np.ndarray, np.ndarray]) -> None:
    margins, count, hidden = table
    cells = np.flatnonzero(hidden)
    rules = LinearConstraint(margins[:, cells], *[-(margins @ np.where(hidden, 0, count))] * 2)
    low, high = count.copy(), count.copy()
    for place, cell in enumerate(cells):
        aim = np.eye(len(cells))[place]
        low[cell] = milp(aim, constraints=rules).fun
        most = milp(-aim, constraints=rules)
        high[cell] = -most.fun if most.status == 0 else np.inf
    for part in parts(margins, count, hidden):
        for place in range(len(part.cells)):
            above, below = part.highest(place), part.lowest(place)
            assert (above is None) == np.isinf(part.high[place])
            for factors, sign in ((above, 1), (below, -1)):  # what is left of the equation proves the bound
                if factors is not None:
                    equation = (factors @ margins[part.rows])[part.cells]
                    assert equation[place] == pytest.approx(1)
                    assert (sign * np.delete(equation, place) >= -1e-6).all()
        assert part.low == pytest.approx(low[part.cells])
        assert part.high == pytest.approx(high[part.cells])
    wanted = Asked(hidden, np.full(len(count), 8.0), np.full(len(count), 3.0))
    seen_low, seen_high, proofs = audit(margins, count, hidden, wanted)
    narrow = wanted.narrow(low, high)
    assert sorted(p.cell for p in proofs) == np.flatnonzero(narrow).tolist()
    assert seen_low[narrow] == pytest.approx(low[narrow], abs=1e-6)
    assert seen_high[narrow] == pytest.approx(high[narrow], abs=1e-6)
    assert (seen_low >= low - 1e-6).all()
    assert (seen_high <= high + 1e-6).all()
