"""Can a percentage be? Every count of every n up to 300 is rounded by hand, and nothing else may be found to fit."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.poll.attainable import check_count, check_groups, check_percentage, check_set, share_caught
from nuzuh.poll.printed import RULES, Printed, Rule, counts_between, sizes_between, span

MOST = 300


def rounded(k: int, n: int, decimals: int, rule: Rule) -> tuple[int, ...]:
    """What 100 k / n is printed as, in units of the last decimal, by long division."""
    whole, rest = divmod(100 * 10**decimals * k, n)
    if rule == "cut-off":
        return (whole,)
    if rule == "ceiling":
        return (whole + (rest > 0),)
    if 2 * rest != n:
        return (whole + (2 * rest > n),)
    if rule == "half-up":
        return (whole + 1,)
    return (whole, whole + 1) if rule == "nearest" else (whole + whole % 2,)


def printed_by_hand(n: int, decimals: int, rule: Rule) -> dict[int, list[int]]:
    """The counts behind each printed figure."""
    found: dict[int, list[int]] = {}
    for k in range(n + 1):
        for units in rounded(k, n, decimals, rule):
            found.setdefault(units, []).append(k)
    return found


def figure(units: int, decimals: int) -> Printed:
    return Printed("", units, decimals)


@pytest.mark.parametrize(("decimals", "rule"), list(product(range(3), RULES)))
def test_every_figure_of_every_n_up_to_300(decimals: int, rule: Rule) -> None:
    """All figures with at most one decimal; with two those that a count gives, their neighbours, and each 25th of the rest."""
    full = 100 * 10**decimals
    for n in range(1, MOST + 1):
        by_hand = printed_by_hand(n, decimals, rule)
        asked = range(full + 2) if decimals < 2 else {unit + step for unit in by_hand for step in (-1, 0, 1)} - {-1}
        for units in asked if decimals < 2 else {*asked, *range(n % 25, full + 2, 25)}:
            least, most = counts_between(units, decimals, n, rule)
            counts = by_hand.get(units, [])
            assert (least, most) == (counts[0], counts[-1]) if counts else least > most, (units, n)
            assert len(counts) in (0, most - least + 1)


@pytest.mark.parametrize(("decimals", "rule"), list(product(range(3), RULES)))
def test_the_sizes_of_a_count_are_those_that_the_figure_has(decimals: int, rule: Rule) -> None:
    by_hand: dict[tuple[int, int], list[int]] = {}
    for n in range(1, 121):
        for units, counts in printed_by_hand(n, decimals, rule).items():
            for count in counts:
                by_hand.setdefault((count, units), []).append(n)
    for (count, units), sizes in by_hand.items():
        found = sizes_between(count, units, decimals, rule)
        assert found
        assert found[0] == sizes[0]
        assert found[1] == 0 or found[1] >= sizes[-1]
        assert sizes == list(range(sizes[0], sizes[-1] + 1))
        assert not found[1] or found[1] > 120 or found[1] == sizes[-1]


@given(n=st.integers(1, MOST), k=st.integers(0, MOST), decimals=st.integers(0, 2), rule=st.sampled_from(RULES))
def test_what_comes_of_a_count_is_attainable(n: int, k: int, decimals: int, rule: Rule) -> None:
    k = min(k, n)
    for units in rounded(k, n, decimals, rule):
        found = check_percentage(figure(units, decimals), n).by(rule)
        assert found
        assert not found.non_answers
        assert found.least <= k <= found.most
        assert span(figure(units, decimals), rule).holds(Fraction(100 * k, n))
        assert check_count(k, figure(units, decimals), n).by(rule)


def fewest(n: int, fits: Callable[[int], bool]) -> int | None:
    """The fewest non-answers with which something fits, by trying them all."""
    return next((missing for missing in range(n) if fits(n - missing)), None)


@pytest.mark.parametrize("decimals", [0, 1])
@pytest.mark.parametrize("n", range(1, 10))
def test_all_sets_of_small_n_with_the_fewest_non_answers(n: int, decimals: int) -> None:
    """Every two or three figures that some count of n or fewer gives by any rule, by trying all counts."""
    tables = {(m, rule): printed_by_hand(m, decimals, rule) for m in range(1, n + 1) for rule in RULES}
    some = sorted({unit for table in tables.values() for unit in table})
    pick = some if len(some) < 12 else some[:: len(some) // 11]
    for units in [*combinations_with_replacement(pick, 2), *combinations_with_replacement(pick[::2], 3)]:
        found = check_set([figure(unit, decimals) for unit in units], n)
        for rule in RULES:

            def fits(m: int, rule: Rule = rule, units: tuple[int, ...] = units) -> bool:
                counts = [tables[m, rule].get(unit, []) for unit in units]
                return m in {sum(choice) for choice in product(*counts)}

            fit = found.by(rule)
            assert (fit.non_answers if fit else None) == fewest(n, fits), (units, rule)
        assert (found.verdict == "attainable") == any(
            (fit := found.by(rule)) is not None and not fit.non_answers for rule in RULES[:3]
        )


@pytest.mark.parametrize("sizes", list(product(range(1, 6), repeat=2)))
def test_all_groups_of_small_size_and_their_total(sizes: tuple[int, int]) -> None:
    """Every pair of whole percentages of two groups with every one of their total, by trying all counts."""
    n = sum(sizes)
    tables = {(m, rule): printed_by_hand(m, 0, rule) for m in (*sizes, n) for rule in RULES}
    first, second, whole = (sorted({u for rule in RULES for u in tables[m, rule]}) for m in (*sizes, n))
    for one, two, all_of_them in product(first, second, whole):
        found = check_groups([(figure(one, 0), sizes[0]), (figure(two, 0), sizes[1])], figure(all_of_them, 0))
        for rule in RULES:
            parts = [tables[sizes[0], rule].get(one, []), tables[sizes[1], rule].get(two, [])]
            can = {sum(choice) for choice in product(*parts)} & set(tables[n, rule].get(all_of_them, []))
            assert (found.by(rule) is not None) == bool(can), (one, two, all_of_them, rule)


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(1, 24),
    units=st.lists(st.integers(0, 100), min_size=2, max_size=3),
    rule=st.sampled_from(RULES),
    complete=st.booleans(),
)
def test_sets_of_answers_by_brute_force(n: int, units: list[int], rule: Rule, complete: bool) -> None:
    counts = [printed_by_hand(n, 0, rule).get(unit, []) for unit in units]
    sums = {sum(choice) for choice in product(*counts)}
    can = n in sums if complete else any(s <= n for s in sums)
    found = check_set([figure(unit, 0) for unit in units], n, complete=complete, non_answers=0)
    assert (found.by(rule) is not None) == can


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 30), min_size=2, max_size=4), rule=st.sampled_from(RULES), decimals=st.integers(0, 2)
)
def test_a_real_set_is_attainable(counts: list[int], rule: Rule, decimals: int) -> None:
    n = sum(counts)
    if n:
        figures = [figure(rounded(k, n, decimals, rule)[0], decimals) for k in counts]
        fit = check_set(figures, n).by(rule)
        assert fit
        assert fit.non_answers == 0


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 20), min_size=1, max_size=3),
    units=st.lists(st.integers(0, 100), min_size=4, max_size=4),
    more=st.integers(0, 3),
    rule=st.sampled_from(RULES),
)
def test_groups_and_their_total_by_brute_force(sizes: list[int], units: list[int], more: int, rule: Rule) -> None:
    n = sum(sizes) + more
    parts = [printed_by_hand(size, 0, rule).get(unit, []) for size, unit in zip(sizes, units, strict=False)]
    sums = {sum(choice) + extra for choice in product(*parts) for extra in range(more + 1)}
    can = bool(sums & set(printed_by_hand(n, 0, rule).get(units[3], [])))
    groups = [(figure(unit, 0), size) for size, unit in zip(sizes, units, strict=False)]
    assert (check_groups(groups, figure(units[3], 0), n).by(rule) is not None) == can


@pytest.mark.parametrize(("n", "decimals"), [(1, 0), (150, 1), (99, 2), (999, 1), (1000, 1), (5000, 1)])
def test_share_caught_is_that_of_all_figures(n: int, decimals: int) -> None:
    full = 100 * 10**decimals
    given_by_some = {rounded(k, n, decimals, "half-up")[0] for k in range(n + 1)}
    assert share_caught(n, decimals) == pytest.approx(1 - len(given_by_some) / (full + 1))
