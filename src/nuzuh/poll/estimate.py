"""Means, totals, ratios and variances of a sample with its design, by group, with linearised variances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from nuzuh.poll.design import Asked, Design, Names, covariance, degrees_of_freedom, domain, groups, series, values
from nuzuh.poll.intervals import critical
from nuzuh.poll.stages import Bools, Floats, Ints, sums_of
from nuzuh.terms.errors import UsageError

FIXED = 1e-9  # a standard error below this share of that of a simple random sample is what rounding leaves of none
TAKEN = {"quantity", "value", "se", "low", "high", "n", "weight", "df", "deff", "n_effective", "fixed"}


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a sample says of a population, one entry per group and quantity.

    Attributes
    ----------
    labels : polars.DataFrame
        Columns of the groups, and ``quantity``.
    value : array, shape (entries,)
        NaN where nobody answered.
    covariance : array, shape (entries, entries)
        Of the values, under the design.
    n : array of int, shape (entries,)
        Rows that answered and have a weight: the base.
    weight : array, shape (entries,)
        People that these rows stand for.
    df : array of int, shape (entries,)
        Degrees of freedom of the domain, whoever answered.
    spread : array, shape (entries,)
        Variance of one answer in the population, from which the design effects follow.
    kish : array, shape (entries,)
        1 + cv² of the weights: what unequal weights alone cost.
    cluster : array, shape (entries,)
        Answers per primary unit, each unit as often as it has answers.
    population : bool
        The value is of a total, whose simple random sample has the spread times the population squared.
    fitted : bool
        The weights were fitted to known totals.
    """

    labels: pl.DataFrame
    value: Floats
    covariance: Floats
    n: Ints
    weight: Floats
    df: Ints
    spread: Floats
    kish: Floats
    cluster: Floats
    population: bool = False
    fitted: bool = False

    @property
    def se(self) -> Floats:
        """Standard errors, shape (entries,)."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def simple(self) -> Floats:
        """Variance of a simple random sample with replacement of the same size, shape (entries,)."""
        size = self.weight**2 if self.population else np.ones_like(self.weight)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.spread * size / self.n)

    @property
    def deff(self) -> Floats:
        """Design effects against a simple random sample with replacement, shape (entries,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.diag(self.covariance) / self.simple)

    @property
    def deff_without(self) -> Floats:
        """Design effects against one without replacement; NaN where the weights add up to fewer than the answers."""
        with np.errstate(divide="ignore", invalid="ignore"):
            left = np.where(self.weight < self.n, np.nan, (self.weight - self.n) / self.weight)
            return np.asarray(self.deff / left)

    @property
    def n_effective(self) -> Floats:
        """Size of the simple random sample that would be as precise, shape (entries,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.n / self.deff)

    @property
    def fixed(self) -> Bools:
        """Whether the weights were fitted so that the value cannot vary, shape (entries,); an answer of nobody or all is not."""
        held: Bools = self.fitted & (self.simple > 0) & (self.se <= FIXED * np.sqrt(np.maximum(self.simple, 0)))
        return held

    def interval(self, level: float = 0.95, df: float | None = None) -> tuple[Floats, Floats]:
        """Return the lower and upper ends of t intervals, shape (entries,); NaN where no degree of freedom is left.

        Parameters
        ----------
        level : float
        df : float, optional
            In place of the domain's own; infinite for the normal distribution.
        """
        reach = critical(level, self.df if df is None else np.full(len(self.df), df)) * self.se
        return self.value - reach, self.value + reach

    def table(self, level: float = 0.95) -> pl.DataFrame:
        """Return a row per entry: labels, value, se, low, high, n, weight, df, deff, n_effective, fixed; unknown is null."""
        low, high = self.interval(level)
        numbers = pl.DataFrame(
            {
                "value": self.value,
                "se": self.se,
                "low": low,
                "high": high,
                "n": self.n,
                "weight": self.weight,
                "df": self.df,
                "deff": self.deff,
                "n_effective": self.n_effective,
                "fixed": self.fixed,
            },
            nan_to_null=True,
        )
        return pl.concat([self.labels, numbers], how="horizontal")


def mean(design: Design, of: Asked | Sequence[Asked], by: Names = None) -> Estimates:
    """Return the means of columns or expressions among those who answered, by group.

    The influence of row i on the mean ȳ is w_i (y_i − ȳ) / Σ w. Rows without an answer are outside the domain, so that
    their clusters still count.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> sample = survey(pl.DataFrame({"town": ["A", "A", "B", "B"], "y": [1.0, 3.0, 4.0, 6.0]}), strata="town")
    >>> found = mean(sample, "y")
    >>> float(found.value[0]), round(float(found.se[0]), 6), int(found.df[0])
    (3.5, 0.707107, 2)
    """
    return _estimates(
        design, [(_name(design, each), values(design, each), None) for each in _many(of)], by, total=False
    )


def total(design: Design, of: Asked | Sequence[Asked], by: Names = None) -> Estimates:
    """Return the totals of columns or expressions over the population, by group; who did not answer adds nothing."""
    return _estimates(design, [(_name(design, each), values(design, each), None) for each in _many(of)], by, total=True)


def ratio(design: Design, numerator: Asked, denominator: Asked, by: Names = None) -> Estimates:
    """Return the total of one column over the total of another, by group, among rows that have both."""
    name = f"{_name(design, numerator)}/{_name(design, denominator)}"
    return _estimates(design, [(name, values(design, numerator), values(design, denominator))], by, total=False)


def variance(design: Design, of: Asked) -> Estimates:
    """Return the variance of a column in the population, Σ w (y − ȳ)² n / ((n − 1) Σ w), with the error of that."""
    given = values(design, of)
    rows = design.used & ~np.isnan(given)
    n, weight = int(rows.sum()), np.where(rows, design.weight, 0.0)
    whole = float(weight.sum())
    centre = float(weight @ np.where(rows, given, 0.0)) / whole if n > 1 else np.nan
    squares = np.where(rows, (given - centre) ** 2 * n / max(n - 1, 1), np.nan)
    return _estimates(design, [(_name(design, of), squares, None)], None, total=False)


def contrast(estimates: Estimates, factors: Sequence[float], name: str = "contrast") -> Estimates:
    """Return Σ factor × value as one entry, with the fewest degrees of freedom of its parts.

    Examples
    --------
    >>> from nuzuh.poll.design import survey
    >>> sample = survey(pl.DataFrame({"sex": ["F", "F", "M", "M"], "y": [1.0, 3.0, 4.0, 8.0]}))
    >>> gap = contrast(mean(sample, "y", by="sex"), [-1, 1])
    >>> float(gap.value[0]), round(float(gap.se[0]), 4)
    (4.0, 1.8257)
    """
    weights = np.asarray(factors, dtype=np.float64)
    parts = weights != 0
    return replace(
        estimates,
        labels=pl.DataFrame({"quantity": [name]}),
        value=np.array([weights[parts] @ estimates.value[parts]]),
        covariance=np.array([[weights @ estimates.covariance @ weights]]),
        n=np.array([estimates.n[parts].sum()]),
        weight=np.array([estimates.weight[parts].sum()]),
        df=np.array([estimates.df[parts].min(initial=np.iinfo(np.int64).max)]),
        spread=np.array([np.nan]),
        kish=np.array([np.nan]),
        cluster=np.array([np.nan]),
    )


_Quantity = tuple[str, Floats, Floats | None]


def _estimates(design: Design, quantities: Sequence[_Quantity], by: Names, total: bool) -> Estimates:
    """Return estimates of each quantity in each group: its total, or its ratio to a second one (1 for everyone: the mean)."""
    labels, group = groups(design, by)
    taken = set(labels.columns) & TAKEN
    if taken:
        raise UsageError(
            f"a table of estimates has columns called {', '.join(sorted(taken))} itself: group by a renamed copy"
        )
    count = labels.height if labels.width else 1
    entries = [_Entry.of(design, quantity, group, count, total) for quantity in quantities]
    order = [(entry, number) for number in range(count) for entry in entries]
    base = labels if labels.width else pl.DataFrame({"all_": [True]})
    names = base.join(pl.DataFrame({"quantity": [q[0] for q in quantities]}), how="cross", maintain_order="left_right")
    frees = _frees(design, group, count)
    return Estimates(
        labels=names.select(pl.exclude("all_")),
        value=np.array([entry.value[k] for entry, k in order]),
        covariance=covariance(design, _influences(order, group), _parts(design, order, group)),
        n=np.array([entry.n[k] for entry, k in order], dtype=np.int64),
        weight=np.array([entry.weight[k] for entry, k in order]),
        df=np.array([frees[k] for _, k in order], dtype=np.int64),
        spread=np.array([entry.spread[k] for entry, k in order]),
        kish=np.array([entry.kish[k] for entry, k in order]),
        cluster=np.array([entry.cluster[k] for entry, k in order]),
        population=total,
        fitted=bool(design.adjustments),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One quantity in all groups, shape (groups,).

    ``influence`` is of each row on its own group's value, ``answered`` whether it has an answer, shape (rows,).
    """

    value: Floats
    n: Ints
    weight: Floats
    spread: Floats
    kish: Floats
    cluster: Floats
    influence: Floats
    answered: Bools

    @classmethod
    def of(cls, design: Design, quantity: _Quantity, group: Ints, count: int, total: bool) -> _Entry:
        """Return the values of a quantity and the influences on them."""
        _, given, against = quantity
        below = np.ones_like(given) if against is None else against
        answered = ~np.isnan(given) & ~np.isnan(below)
        asked = design.used & (group >= 0) & answered
        rows = slice(None) if asked.all() else asked  # everyone is not copied
        at, weight = group[rows], design.weight[rows]
        top, bottom = given[rows], below[rows]
        sums = [sums_of(at, weight * v, count) for v in (np.ones_like(top), top, bottom)]
        n = np.bincount(at, minlength=count)
        influence = np.zeros(len(given))
        with np.errstate(divide="ignore", invalid="ignore"):
            share = sums[1] / sums[2]
            apart = top - share[at] * bottom
            influence[rows] = weight * top if total else weight * apart / sums[2][at]
            middle = apart if against is not None or not total else top - (sums[1] / sums[0])[at]
            # Of a ratio, the spread is that of what its residual adds, per unit of the mean denominator.
            scale = (sums[0] / sums[2]) ** 2 if against is not None else 1.0
            spread = sums_of(at, weight * middle**2, count) / sums[0] * scale * (n / (n - 1))
            kish = n * sums_of(at, weight**2, count) / sums[0] ** 2
        cluster = _per_cluster(design.stages[0].unit[rows], at, n)
        return cls(sums[1] if total else share, n, sums[0], spread, kish, cluster, influence, answered)


def _per_cluster(unit: Ints, group: Ints, n: Ints) -> Floats:
    """Return Σ m² / Σ m over the m answers of each unit, by group."""
    both, sizes = np.unique(unit * max(len(n), 1) + group, return_counts=True)
    squares = sums_of(both % max(len(n), 1), sizes.astype(np.float64) ** 2, len(n))
    return np.asarray(np.divide(squares, n, out=np.full(len(n), np.nan), where=n > 0))


def _influences(order: Sequence[tuple[_Entry, int]], group: Ints) -> Iterator[Floats]:
    """Yield the influence of every row on each entry, shape (rows,)."""
    for entry, number in order:
        yield np.where(group == number, entry.influence, 0.0)


def _parts(design: Design, order: Sequence[tuple[_Entry, int]], group: Ints) -> list[Bools] | None:
    """Return the rows that each entry is about, shape (rows,), where strata with one unit make a difference by them.

    So a group of several has the error that it has as a domain of its own.
    """
    if design.lonely not in {"adjust", "average"}:
        return None
    return [design.inside & entry.answered & (group == number) for entry, number in order]


def _frees(design: Design, group: Ints, count: int) -> list[int]:
    """Return the degrees of freedom of each group."""
    return [degrees_of_freedom(domain(design, group == number)) for number in range(count)]


def _many(of: Asked | Sequence[Asked]) -> Sequence[Asked]:
    """Return one or many as many."""
    return [of] if isinstance(of, str | pl.Expr) else of


def _name(design: Design, of: Asked) -> str:
    """Return what a quantity is called."""
    return of if isinstance(of, str) else series(design, of).name
