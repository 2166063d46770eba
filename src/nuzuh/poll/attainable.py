"""Can a percentage be? Whether counts of people give what is printed, and if not as printed, how they would.

Weighted figures are exempt: any percentage can come of them. What is found is data, to be said in words elsewhere; it
never means that somebody invented a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from nuzuh.poll.printed import NEAREST, RULES, Printed, Rule, counts_between, half_units, sizes_between
from nuzuh.terms.errors import UsageError

MOST = 1_000  # non-answers that are tried
Verdict = Literal["attainable", "otherwise", "not attainable", "exempt"]


@dataclass(frozen=True, slots=True)
class Fit:
    """One way in which the figures can be.

    Attributes
    ----------
    rule : str
        How they were rounded.
    answered, non_answers : int
        People that the percentages are of; people asked who are not among them.
    least, most : int
        Count, or sum of counts, that fits.
    """

    rule: Rule
    answered: int
    non_answers: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What can be said of printed figures.

    Attributes
    ----------
    verdict : {"attainable", "otherwise", "not attainable", "exempt"}
        ``attainable``: by rounding to nearest, with all who were asked. ``otherwise``: only rounded in another way, or with
        fewer who answered. ``not attainable``: in no way that was tried. ``exempt``: weighted.
    n : int
    fits : tuple of Fit
        For each rule the way with the fewest non-answers; rules without one are left out.
    alone : tuple of int
        Positions of figures that no count gives by rounding to nearest with all who were asked, whatever the others are.
    tried : int
        So many non-answers were tried.
    """

    verdict: Verdict
    n: int
    fits: tuple[Fit, ...]
    alone: tuple[int, ...] = ()
    tried: int = 0

    def by(self, rule: Rule) -> Fit | None:
        """Return the way by one rule."""
        return next((fit for fit in self.fits if fit.rule == rule), None)

    @property
    def as_asked(self) -> tuple[Fit, ...]:
        """The ways in which all who were asked answered."""
        return tuple(fit for fit in self.fits if fit.non_answers == 0)

    @property
    def answered_fewer(self) -> Fit | None:
        """The way by rounding to nearest with the fewest non-answers, if there is one with any."""
        ways = [fit for fit in self.fits if fit.rule in NEAREST and fit.non_answers]
        return min(ways, key=lambda fit: fit.non_answers, default=None)


def check_percentage(figure: Printed, n: int, *, weighted: bool = False, non_answers: int | None = None) -> Judged:
    """Return whether a count of ``n`` people gives a printed percentage.

    Parameters
    ----------
    figure : Printed
    n : int
        People asked.
    weighted : bool
    non_answers : int, optional
        At most so many did not answer; all but one, and 1,000 at most, when missing.

    Raises
    ------
    UsageError
        Nobody was asked.

    Source
    ------
    Brown, Heathers, *Soc. Psychol. Personal. Sci.* 8 (2017) 363–369 (GRIM), for percentages.

    Examples
    --------
    >>> from nuzuh.poll.printed import printed
    >>> found = check_percentage(printed("90.6"), 150)
    >>> found.verdict
    'otherwise'
    >>> found.by("cut-off")
    Fit(rule='cut-off', answered=150, non_answers=0, least=136, most=136)
    >>> found.answered_fewer
    Fit(rule='half-up', answered=149, non_answers=1, least=135, most=135)
    """

    def fitting(rule: Rule, answered: int) -> tuple[int, int] | None:
        return _range(figure, answered, rule)

    return _judged(n, weighted, non_answers, fitting, [figure])


def check_set(
    figures: Sequence[Printed], n: int, *, complete: bool = True, weighted: bool = False, non_answers: int | None = None
) -> Judged:
    """Return whether counts of ``n`` people who each gave one answer give all printed percentages.

    Each figure leaves a run of whole counts; they can add up to n if and only if the lowest add up to at most n and the
    highest to at least n.

    Parameters
    ----------
    figures : sequence of Printed
    n : int
    complete : bool
        All answers are printed; otherwise some may be missing, and the counts need only not exceed n.
    weighted, non_answers : see `check_percentage`

    Examples
    --------
    >>> from nuzuh.poll.printed import printed
    >>> check_set([printed("33.3"), printed("33.3"), printed("33.3")], 150).verdict
    'attainable'
    >>> check_set([printed("50.0"), printed("30.0"), printed("18.0")], 150).verdict
    'not attainable'
    """

    def fitting(rule: Rule, answered: int) -> tuple[int, int] | None:
        sums = _sums((figure, answered) for figure in figures)(rule)
        return sums if sums and sums[0] <= answered and (not complete or sums[1] >= answered) else None

    if not figures:
        raise UsageError("a set of percentages has at least one")
    return _judged(n, weighted, non_answers, fitting, figures)


def check_groups(
    groups: Sequence[tuple[Printed, int]], total: Printed, n: int | None = None, *, weighted: bool = False
) -> Judged:
    """Return whether counts give the percentages of all groups, each with its number of people, and that of the total.

    Parameters
    ----------
    groups : sequence of (Printed, int)
    total : Printed
    n : int, optional
        People in all; the sum of the groups when missing. More than that: people in no group, who may have answered either.

    Raises
    ------
    UsageError
        The groups have more people than there are.

    Examples
    --------
    >>> from nuzuh.poll.printed import printed
    >>> check_groups([(printed("90.0"), 80), (printed("91.4"), 70)], printed("90.7")).verdict
    'attainable'
    >>> check_groups([(printed("90.0"), 80), (printed("91.4"), 70)], printed("92.0")).verdict
    'not attainable'
    """
    members = sum(size for _, size in groups)
    people = members if n is None else n
    if members > people or not groups:
        raise UsageError(f"the groups have {members} people, the total {people}")

    def fitting(rule: Rule, _: int) -> tuple[int, int] | None:
        sums, whole = _sums(groups)(rule), _range(total, people, rule)
        if sums is None or whole is None:
            return None
        least, most = max(sums[0], whole[0]), min(sums[1] + people - members, whole[1])
        return (least, most) if least <= most else None

    found = _judged(people, weighted, 0, fitting, [])
    sizes = [*groups, (total, people)]
    alone = tuple(place for place, (figure, size) in enumerate(sizes) if _alone(figure, size))
    return Judged(found.verdict, people, found.fits, () if weighted else alone)


def check_count(
    count: int, figure: Printed, n: int, *, weighted: bool = False, non_answers: int | None = None
) -> Judged:
    """Return whether a printed count of ``n`` people gives the percentage printed with it.

    Examples
    --------
    >>> from nuzuh.poll.printed import printed
    >>> check_count(136, printed("90.7"), 150).verdict, check_count(135, printed("90.6"), 150).answered_fewer.answered
    ('attainable', 149)
    """

    def fitting(rule: Rule, answered: int) -> tuple[int, int] | None:
        found = _range(figure, answered, rule)
        return (count, count) if found and found[0] <= count <= found[1] else None

    return _judged(n, weighted, non_answers, fitting, [figure])


def sizes_for(count: int, figure: Printed) -> dict[Rule, tuple[int, int] | None]:
    """Return, by rule, the fewest and the most people of whom a count gives a percentage, where nobody says of how many.

    Examples
    --------
    >>> from nuzuh.poll.printed import printed
    >>> sizes_for(136, printed("90.6"))["half-up"], sizes_for(136, printed("90.6"))["cut-off"]
    (None, (150, 150))
    """
    return {rule: sizes_between(count, figure.units, figure.decimals, rule) for rule in RULES}


def share_caught(n: int, decimals: int) -> float:
    """Return the share of all percentages with so many decimals that no count of ``n`` gives: what the test can catch.

    Examples
    --------
    >>> round(share_caught(150, 1), 2), share_caught(1000, 1)
    (0.85, 0.0)
    """
    if n < 1:
        raise UsageError("a percentage is of one person at least")
    full: int = 100 * 10**decimals
    given = {(2 * full * k + n) // (2 * n) for k in range(n + 1)} if n < full else range(full + 1)
    return 1 - len(given) / (full + 1)


_Fitting = Callable[[Rule, int], tuple[int, int] | None]


def _judged(n: int, weighted: bool, non_answers: int | None, fitting: _Fitting, figures: Sequence[Printed]) -> Judged:
    """Return the verdict from what fits by each rule at each number of answers."""
    if n < 1:
        raise UsageError(f"a percentage is of one person at least, not of {n}")
    if weighted:
        return Judged("exempt", n, ())
    most = min(MOST if non_answers is None else non_answers, n - 1)
    ways = [fit for fit in (_fewest(n, most, rule, fitting) for rule in RULES) if fit]
    plain = any(fit.rule in NEAREST and not fit.non_answers for fit in ways)
    verdict: Verdict = "attainable" if plain else "otherwise" if ways else "not attainable"
    alone = tuple(place for place, figure in enumerate(figures) if _alone(figure, n))
    return Judged(verdict, n, tuple(ways), alone, most)


def _fewest(n: int, most: int, rule: Rule, fitting: _Fitting) -> Fit | None:
    """Return the way by one rule with the fewest non-answers."""
    half_units(0, rule)
    for missing in range(most + 1):
        found = fitting(rule, n - missing)
        if found:
            return Fit(rule, n - missing, missing, *found)
    return None


def _range(figure: Printed, n: int, rule: Rule) -> tuple[int, int] | None:
    """Return the least and the most count, or None."""
    least, most = counts_between(figure.units, figure.decimals, n, rule)
    return (least, most) if least <= most else None


def _sums(figures: Iterable[tuple[Printed, int]]) -> Callable[[Rule], tuple[int, int] | None]:
    """Return a function of the rule: the sums of the lowest and of the highest counts, or None where a figure has none."""
    listed = list(figures)

    def by(rule: Rule) -> tuple[int, int] | None:
        ranges = [_range(figure, size, rule) for figure, size in listed]
        known = [found for found in ranges if found]
        return (sum(f[0] for f in known), sum(f[1] for f in known)) if len(known) == len(ranges) else None

    return by


def _alone(figure: Printed, n: int) -> bool:
    """Return whether no count gives a figure by any rounding to nearest."""
    return not any(_range(figure, n, rule) for rule in NEAREST)
