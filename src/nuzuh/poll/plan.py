"""What to expect of a poll before it is asked: intervals, the cost of clustering, and how many people are needed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.optimize import brentq
from scipy.special import nctdtr

from nuzuh.poll.fieldwork import Fieldwork, Needed, Part, needed
from nuzuh.poll.intervals import critical
from nuzuh.terms.errors import UsageError

FEW = 8  # degrees of freedom: with fewer, the NCHS has a statistician look at every share
WIDE = 0.30  # from one end of an interval to the other: wider ones the NCHS does not publish
HIDDEN, FLAGGED = 10, 30  # answers: a base below is not published, or published with a warning
SIZES = (1, 5, 10, 15, 25, 50)  # people per cluster that are set against the plan


@dataclass(frozen=True, slots=True)
class Group:
    """People whose answers are wanted apart.

    Attributes
    ----------
    name : str
    share : float
        Of those asked, between 0 and 1.
    of : str
        What the group is one value of: ``sex``. Groups of the same are compared with each other.
    whole_clusters : bool
        Whether clusters belong to it wholly (a place, a camp) or it is spread over all of them (women).
    """

    name: str
    share: float
    of: str = ""
    whole_clusters: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """A share that is expected, and the interval that the poll will print if it finds it.

    Attributes
    ----------
    share : float
    low, high : float or None
        None where no degree of freedom is left.
    needed : Needed or None
        For the margin that is wanted, by the longer arm of the interval; None where none is wanted.
    """

    share: float
    low: float | None
    high: float | None
    needed: Needed | None

    @property
    def arm(self) -> float | None:
        """Distance from the share to the further end of its interval."""
        return None if self.low is None or self.high is None else max(self.share - self.low, self.high - self.share)

    @property
    def half(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Base:
    """Those who will answer, all or a group of them.

    Attributes
    ----------
    name, of : str
        Empty for all.
    answers : int
    clusters : int or None
        With somebody of the group.
    df : int
    deff : float
        Design effect, of clusters and weights.
    effective : float
        People drawn one by one who would say as much: answers / deff.
    shares : tuple of Expected
    """

    name: str
    of: str
    answers: int
    clusters: int | None
    df: int
    deff: float
    effective: float
    shares: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups, and by how much they must differ to be told apart.

    Attributes
    ----------
    first, second : str
    share : float
        In the middle between the two groups' shares.
    smallest : float or None
        Difference that is found with the power wanted; None where no difference is.
    needed : Needed or None
        For the difference that is wanted.
    """

    first: str
    second: str
    share: float
    smallest: float | None
    needed: Needed | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same people in more or fewer clusters; ``low`` and ``high`` are of the first share expected."""

    clusters: int | None
    per_cluster: float
    deff: float
    effective: float
    df: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Caution:
    """What must be said beside the numbers.

    Attributes
    ----------
    rule : str
        ``few-clusters`` (degrees of freedom below 8), ``no-interval``, ``group-hidden`` and ``group-small`` (answers below
        10 and 30), ``wide`` (an interval wider than 30 points), ``no-comparison``, ``margin-out-of-reach`` and
        ``difference-out-of-reach`` (by any number of people), ``purposive``, ``icc-assumed``, ``clustering-halves``
        (clusters cost more than half of the people).
    group : str
        Name of the group or groups, empty for all.
    value : float
        The number that it is about.
    """

    rule: str
    group: str
    value: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What a design will give.

    Attributes
    ----------
    work : Fieldwork
    everybody : Base
    deff_clusters, deff_weights : float
        1 + (people per cluster − 1) × icc, and 1 + cv².
    lost_to_clusters : float
        Answers that clustering alone makes worthless: answers − answers / deff_clusters.
    groups : tuple of Base
    comparisons : tuple of Comparison
    alternatives : tuple of Alternative
    cautions : tuple of Caution
    """

    work: Fieldwork
    everybody: Base
    deff_clusters: float
    deff_weights: float
    lost_to_clusters: float
    groups: tuple[Base, ...]
    comparisons: tuple[Comparison, ...]
    alternatives: tuple[Alternative, ...]
    cautions: tuple[Caution, ...]


def plan(
    work: Fieldwork,
    shares: Sequence[float] = (0.5,),
    *,
    margin: float | None = None,
    groups: Sequence[Group] = (),
    difference: float | None = None,
    power: float = 0.8,
) -> Plan:
    """Return what a design will give: intervals, the cost of clustering, people needed, differences that can be told.

    Intervals are those of `proportion_interval`, at the standard error √(p (1 − p) deff / (answers − 1)) that the design
    gives on average. The numbers of people needed are searched with the same intervals.

    Parameters
    ----------
    work : Fieldwork
    shares : sequence of float
        Shares that are expected, between 0 and 1.
    margin : float, optional
        Wanted: the longer arm of the interval is to be no longer, as a share (0.05 is 5 percentage points).
    groups : sequence of Group
    difference : float, optional
        Wanted: that a difference so large between two groups be found, as a share.
    power : float
        Chance to find it with a two-sided test at 1 − level.

    Raises
    ------
    UsageError
        A share, margin, difference, power or group is not possible.

    Source
    ------
    Kish, *Survey Sampling* (1965) 5.4, 8.2; Korn, Graubard, *Survey Methodology* 24 (1998); NCHS, *Vital Health Stat*
    2(175) (2017), for the limits of the cautions.

    Examples
    --------
    >>> found = plan(Fieldwork(150, clusters=25, icc=0.1), [0.5], margin=0.1)
    >>> found.everybody.deff, round(found.everybody.effective), [round(found.everybody.shares[0].arm, 3)]
    (1.5, 100, [0.107])
    >>> found.everybody.shares[0].needed
    Needed(people=174, clusters=29, same_clusters=188)
    """
    _check(shares, margin, groups, difference, power)
    everybody = _base(work, "", "", None, shares, margin)
    parts = tuple(_base(work, g.name, g.of, g, shares, margin) for g in groups)
    pairs = [(a, b) for a, b in combinations(groups, 2) if a.of == b.of]
    compared = tuple(_comparison(work, a, b, share, difference, power) for a, b in pairs for share in shares)
    clustered = 1 + (work.whole.size - 1) * work.correlation
    return Plan(
        work,
        everybody,
        clustered,
        1 + work.cv**2,
        work.answers * (1 - 1 / clustered),
        parts,
        compared,
        _alternatives(work, shares[0]),
        (*_of_design(work, clustered), *_of_bases((everybody, *parts)), *_of_comparisons(compared)),
    )


def _part(work: Fieldwork, group: Group | None) -> Part:
    return work.whole if group is None else work.part(group.share, group.whole_clusters)


def _base(
    work: Fieldwork, name: str, of: str, group: Group | None, shares: Sequence[float], margin: float | None
) -> Base:
    part = _part(work, group)
    deff = work.deff(part)
    expected = tuple(_expected(work, group, share, margin) for share in shares)
    return Base(name, of, part.answers, part.clusters, part.df, deff, part.answers / deff, expected)


def _expected(work: Fieldwork, group: Group | None, share: float, margin: float | None) -> Expected:
    low, high = work.interval(_part(work, group), share) or (None, None)
    if margin is None:
        return Expected(share, low, high, None)

    def enough(other: Fieldwork) -> bool:
        ends = other.interval(_part(other, group), share)
        return ends is not None and max(share - ends[0], ends[1] - share) <= margin

    return Expected(share, low, high, needed(work, enough))


def _comparison(
    work: Fieldwork, first: Group, second: Group, share: float, difference: float | None, power: float
) -> Comparison:
    def lacking(other: Fieldwork, apart: float) -> float:
        return power - _power(other, first, second, share, apart)

    furthest = 2 * min(share, 1 - share)
    smallest = None
    if lacking(work, furthest) <= 0:
        smallest = float(brentq(lambda apart: lacking(work, apart), 1e-9, furthest, xtol=1e-12))
    if difference is None:
        return Comparison(first.name, second.name, share, smallest, None)
    if difference > furthest:
        return Comparison(first.name, second.name, share, smallest, Needed(None, None, None))
    return Comparison(
        first.name, second.name, share, smallest, needed(work, lambda other: lacking(other, difference) <= 0)
    )


def _power(work: Fieldwork, first: Group, second: Group, share: float, apart: float) -> float:
    """Return the chance that the t test of `compare.difference` finds two groups' shares to differ.

    The groups count as independent: where both are in the same clusters a part of the variance cancels, so that this is
    on the safe side. Which of them has the higher share is not known; the worse counts.
    """
    groups = [_part(work, group) for group in (first, second)]
    both = work.part(min(first.share + second.share, 1.0), first.whole_clusters)
    if min(part.answers for part in groups) < 2 or both.df < 2:
        return 0.0
    ends = (share - apart / 2, share + apart / 2)
    each = [work.deff(part) / (part.answers - 1) for part in groups]
    variance = max(sum(p * (1 - p) * v for p, v in zip(order, each, strict=True)) for order in (ends, ends[::-1]))
    if variance <= 0:
        return 1.0
    df, away = both.df - 1, apart / math.sqrt(variance)
    point = float(critical(work.level, df))
    below = np.nan_to_num(nctdtr(df, away, [point, -point]))
    return float(1 - below[0] + below[1])


def _alternatives(work: Fieldwork, share: float) -> tuple[Alternative, ...]:
    """Return the plan and the same people in clusters of other sizes, from the smallest to the largest."""
    planned = work.people if work.clusters is None else work.clusters
    numbers = {planned, *(round(work.people / size) for size in SIZES)}
    found = []
    for number in sorted(numbers, reverse=True):
        if work.strata < number <= work.people:
            other = replace(work, clusters=None if number == work.people else number)
            part = other.whole
            low, high = other.interval(part, share) or (None, None)
            deff = other.deff(part)
            found.append(Alternative(other.clusters, part.size, deff, part.answers / deff, part.df, low, high))
    return tuple(found)


def _of_design(work: Fieldwork, clustered: float) -> Iterator[Caution]:
    if work.purposive:
        yield Caution("purposive", "", 0.0)
    if work.clusters is not None and work.icc is None:
        yield Caution("icc-assumed", "", work.correlation)
    if clustered > 2:
        yield Caution("clustering-halves", "", clustered)


def _of_bases(bases: Sequence[Base]) -> Iterator[Caution]:
    for base in bases:
        if base.df < 1:
            yield Caution("no-interval", base.name, base.df)
        elif base.df < FEW and base.clusters is not None:
            yield Caution("few-clusters", base.name, base.df)
        if base.answers < FLAGGED:
            yield Caution("group-hidden" if base.answers < HIDDEN else "group-small", base.name, base.answers)
        for share in base.shares:
            if share.half is not None and 2 * share.half > WIDE:
                yield Caution("wide", base.name, share.share)
            if share.needed is not None and share.needed.people is None:
                yield Caution("margin-out-of-reach", base.name, share.share)


def _of_comparisons(compared: Sequence[Comparison]) -> Iterator[Caution]:
    for pair in compared:
        both = f"{pair.first}, {pair.second}"
        if pair.smallest is None:
            yield Caution("no-comparison", both, pair.share)
        if pair.needed is not None and pair.needed.people is None:
            yield Caution("difference-out-of-reach", both, pair.share)


def _check(
    shares: Sequence[float], margin: float | None, groups: Sequence[Group], difference: float | None, power: float
) -> None:
    """Raise where a wish is not possible, naming it and its value."""
    if not shares:
        raise UsageError("shares is empty: give the shares that are expected, such as 0.5")
    for name, value in [
        *(("share", share) for share in shares),
        ("margin", margin),
        ("difference", difference),
        ("power", power),
        *((f"share of group {group.name}", group.share) for group in groups),
    ]:
        if value is not None and not 0 < value < 1:
            raise UsageError(f"{name} {value:g} is not between 0 and 1")
    names = [group.name for group in groups]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"group {', '.join(twice)} is given twice")
    for of in dict.fromkeys(group.of for group in groups):
        same = [group for group in groups if group.of == of]
        if (total := sum(group.share for group in same)) > 1 + 1e-9:
            raise UsageError(f"shares of groups {', '.join(g.name for g in same)} add up to {total:g}, more than 1")
        if len({group.whole_clusters for group in same}) > 1:
            raise UsageError(f"groups {', '.join(g.name for g in same)}: whole_clusters must be the same for all")
