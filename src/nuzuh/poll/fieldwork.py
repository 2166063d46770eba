"""Who is to be asked and how, before anybody has been: what the design costs and what interval it will give."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from nuzuh.poll.intervals import ICC, Method, planning_deff, proportion_interval
from nuzuh.terms.errors import UsageError

MOST = 1_000_000  # people asked: a design that needs more is out of reach


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """How many people are to be asked, and how they are drawn.

    Attributes
    ----------
    people : int
        Asked, whether they answer or not.
    clusters : int, optional
        Groups of people drawn or worked together: places, days of a team. None where each person is drawn alone.
    strata : int
        Groups of clusters, each with its own number of clusters fixed beforehand.
    icc : float, optional
        Correlation of answers within clusters; that of `intervals` where it is not known.
    cv : float
        Coefficient of variation of the weights: their standard deviation over their mean.
    nonresponse : float
        Share of people asked who will not answer, from 0 to below 1.
    population : int, optional
        People from whom the sample is drawn, where they are few.
    purposive : bool
        Whether the places were chosen on purpose: then the intervals say nothing of other places.
    level : float
        Of the intervals.
    method : see `proportion_interval`
        With ``korn-graubard`` no interval is narrower than that of as many people drawn one by one from many, also where the
        population is small.
    """

    people: int
    clusters: int | None = None
    strata: int = 1
    icc: float | None = None
    cv: float = 0.0
    nonresponse: float = 0.0
    population: int | None = None
    purposive: bool = False
    level: float = 0.95
    method: Method = "korn-graubard"

    def __post_init__(self) -> None:
        _within("people", self.people, 2, MOST)
        _within("icc", self.correlation, 0, 1)
        _within("cv", self.cv, 0, 10)
        _within("nonresponse", self.nonresponse, 0, 0.99)
        _within("strata", self.strata, 1, MOST)
        if not 0 < self.level < 1:
            raise UsageError(f"level {self.level:g} is not between 0 and 1")
        if self.population is not None and self.population <= self.people:
            raise UsageError(
                f"people {self.people} are not fewer than population {self.population}: who asks everybody draws no sample"
            )
        if self.clusters is not None:
            if not 2 <= self.clusters <= self.people:
                raise UsageError(f"clusters {self.clusters} must be from 2 to people {self.people}")
            if self.strata >= self.clusters:
                raise UsageError(f"strata {self.strata} leave no degree of freedom of clusters {self.clusters}")

    @property
    def correlation(self) -> float:
        """Correlation of answers within clusters."""
        return ICC if self.icc is None else self.icc

    @property
    def answers(self) -> int:
        """People who will answer."""
        return math.floor(self.people * (1 - self.nonresponse) + 1e-9)

    @property
    def whole(self) -> Part:
        """All who will answer."""
        if self.clusters is None:
            return Part(self.answers, None, self.strata, 1.0)
        return Part(self.answers, min(self.clusters, self.answers), self.strata, self._each)

    @property
    def _each(self) -> float:
        """Answers per cluster with an answer."""
        return max(self.answers / self.clusters, 1.0) if self.clusters else 1.0

    def part(self, share: float, whole_clusters: bool) -> Part:
        """Return a group of those who will answer.

        Somebody of a group that is spread over all clusters shares the cluster with 1 + (people per cluster − 1) × share of
        the group, and with m people in each of K clusters K (1 − (1 − share)^m) clusters have somebody.
        """
        answers, all_clusters = math.floor(self.answers * share + 1e-9), self.whole.clusters
        if all_clusters is None:
            return Part(answers, None, self.strata, 1.0)
        if whole_clusters:
            return Part(answers, round(all_clusters * share), max(round(self.strata * share), 1), self._each)
        met = math.floor(all_clusters * (1 - (1 - share) ** self._each) + 1e-9)
        return Part(answers, met, self.strata, 1 + (self._each - 1) * share)

    def deff(self, part: Part) -> float:
        """Return the design effect: (1 + cv²) × (1 + (people per cluster − 1) × icc), less what a small population saves.

        A population that is asked in part takes the fraction asked off the variance within clusters, none off that between
        them: they are taken to be drawn from many.
        """
        asked = self.answers / self.population if self.population else 0.0
        alone = 1.0 if part.clusters is None else 1 - self.correlation
        return float(planning_deff(1 + self.cv**2, part.size, self.correlation)) - (1 + self.cv**2) * alone * asked

    def interval(self, part: Part, share: float) -> tuple[float, float] | None:
        """Return the interval that a poll will print where it finds the share; None where no degree of freedom is left."""
        if part.df < 1 or part.answers < 2:
            return None
        deff = self.deff(part)
        se = math.sqrt(share * (1 - share) * deff / (part.answers - 1))
        low, high = proportion_interval(
            share, se, part.answers, part.df, level=self.level, method=self.method, planned=deff
        )
        return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Part:
    """Those who will answer, or a group of them.

    Attributes
    ----------
    answers : int
    clusters : int or None
        Clusters with somebody of the group.
    strata : int
    size : float
        Answers per cluster, weighted by size.
    """

    answers: int
    clusters: int | None
    strata: int
    size: float

    @property
    def df(self) -> int:
        """Degrees of freedom: clusters, or people drawn alone, less strata."""
        return (self.answers if self.clusters is None else self.clusters) - self.strata


@dataclass(frozen=True, slots=True)
class Needed:
    """How many people must be asked.

    Attributes
    ----------
    people : int or None
        With clusters of the size planned, or drawn alone; None where even `MOST`, or the population, are too few.
    clusters : int or None
        Those that this takes; None where people are drawn alone.
    same_clusters : int or None
        People with as many clusters as planned, each larger; None where no number of people is enough.
    """

    people: int | None
    clusters: int | None
    same_clusters: int | None


def in_places(places: int, teams: int, days: int, per_day: int, *, purposive: bool) -> Fieldwork:
    """Return the fieldwork of teams who work for some days in each of some places.

    Places chosen on purpose are strata, and the clusters are the days of the teams in them: the interval covers what is
    drawn within the places. Places drawn by chance are the clusters, however many teams work in them. Where one team
    works one day in each place, the place is the cluster too, and the strata are one.

    Parameters
    ----------
    places, teams, days : int
        Teams in each place, and days of each team there.
    per_day : int
        People whom a team asks in a day.
    purposive : bool
        Whether the places are chosen on purpose.

    Examples
    --------
    >>> six = in_places(6, 2, 2, 6, purposive=True)
    >>> six.people, six.clusters, six.whole.df
    (144, 24, 18)
    >>> in_places(6, 2, 2, 6, purposive=False).whole.df
    5
    """
    for name, value in (("places", places), ("teams", teams), ("days", days), ("per_day", per_day)):
        _within(name, value, 1, MOST)
    each = teams * days
    people = places * each * per_day
    if purposive and each > 1:
        return Fieldwork(people, places * each, places, purposive=True)
    if places == 1:
        raise UsageError("places 1 is one cluster: ask in several places, or let several teams or days draw in it")
    return Fieldwork(people, places, purposive=purposive)


def needed(work: Fieldwork, enough: Callable[[Fieldwork], bool]) -> Needed:
    """Return the fewest people with whom a design like the one planned is enough.

    Parameters
    ----------
    work : Fieldwork
    enough : function of Fieldwork
        False up to some size, true from there on.
    """
    most = min(work.population - 1 if work.population else MOST, MOST)
    people = _first(work.clusters or 2, most, lambda n: enough(replace(work, people=n)))
    if work.clusters is None:
        return Needed(people, None, people)
    each = work.people / work.clusters
    most_clusters = math.floor(most / each)
    clusters = _first(work.strata + 1, most_clusters, lambda k: enough(_with_clusters(work, k)))
    return Needed(None if clusters is None else _with_clusters(work, clusters).people, clusters, people)


def _with_clusters(work: Fieldwork, clusters: int) -> Fieldwork:
    """Return the same fieldwork with another number of clusters of the same size."""
    each = work.people / (work.clusters or work.people)
    return replace(work, clusters=clusters, people=math.ceil(clusters * each - 1e-9))


def _first(low: int, high: int, enough: Callable[[int], bool]) -> int | None:
    """Return the least number that is enough, by halving; None where the highest is not."""
    low = max(low, 2)
    if high < low or not enough(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise UsageError(f"{name} {value:g} is not from {low:g} to {high:g}")
