"""How often intervals of a share hold the truth, through the engine of the polls, beside the table that the project set out from.

python -m benchmarks coverage

Simple random samples are not simulated: every possible count is asked once and weighed by its probability. Clusters are drawn from
a beta-binomial population: each has a share of its own, Beta(p (1 − ρ) / ρ, (1 − p) (1 − ρ) / ρ), with mean p and correlation ρ within
clusters, and its people answer independently. There are 24 clusters of 6 people, and 6 places of 25. The table does not say how many;
but of 150 people in 24 clusters, clustering ignored, logit and Wilson intervals cannot hold equally often, and of 144 they do.

Every draw is a stratum of one large sample, and a group of it: its variance, degrees of freedom and design effect are those of a
sample of its own.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.stats import binom

from nuzuh.poll.design import survey
from nuzuh.poll.estimate import mean
from nuzuh.poll.intervals import Method
from nuzuh.poll.proportion import share_interval
from nuzuh.poll.stages import Bools, Floats, Ints
from nuzuh.terms.chance import stream

SEED = 20_260_102
DRAWS = 60_000  # twice the standard error of the lowest cell is 0.3 points
AT_ONCE = 100  # draws in one sample: more are slower, since each is a column of a covariance
ALLOWED = 1.0  # points below the table
METHODS: dict[str, Method] = {"Wald": "mean", "logit": "logit", "Wilson": "wilson", "Korn–Graubard": "korn-graubard"}


@dataclass(frozen=True, slots=True)
class Case:
    """A population, how it was sampled and analysed, and what the table says of its coverage, method by method."""

    name: str
    p: float
    n: int
    clusters: int  # 0 where people were drawn
    icc: float
    known: bool  # whether the analysis knows of the clusters
    table: tuple[float, float, float, float]


CASES = (
    Case("SRS n=30, p=.98", 0.98, 30, 0, 0.0, False, (45.4, 97.8, 97.8, 97.8)),
    Case("SRS n=150, p=.906", 0.906, 150, 0, 0.0, False, (93.6, 96.5, 95.1, 95.1)),
    Case("24 clusters, p=.906, ICC .1", 0.906, 144, 24, 0.1, True, (92.6, 95.5, 94.9, 96.5)),
    Case("the same, clustering ignored", 0.906, 144, 24, 0.1, False, (86.3, 90.5, 90.5, 92.5)),
    Case("6 places as clusters, ICC .2", 0.906, 150, 6, 0.2, True, (84.1, 92.4, 90.7, 91.7)),
)


def draws(case: Case) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Yield batches: cluster of each person, shape (people,), answers, shape (draws, people), and the weight of each draw."""
    if not case.clusters:
        counts = np.arange(case.n + 1)
        answers = (np.arange(case.n) < counts[:, None]).astype(np.int64)
        yield np.arange(case.n), answers, binom.pmf(counts, case.n, case.p)
        return
    chance = stream(
        SEED, f"benchmark.coverage.{case.clusters}"
    )  # the same draws, whether the clusters are known or not
    cluster = np.arange(case.n) % case.clusters
    whole = (1 - case.icc) / case.icc
    for _ in range(DRAWS // AT_ONCE):
        shares = chance.beta(case.p * whole, (1 - case.p) * whole, (AT_ONCE, case.clusters))
        answers = (chance.random((AT_ONCE, case.n)) < shares[:, cluster]).astype(np.int64)
        yield cluster, answers, np.full(AT_ONCE, 1 / DRAWS)


def holds(case: Case, cluster: Ints, answers: Ints) -> dict[str, Bools]:
    """Return by method whether the interval of each draw holds the truth, shape (draws,)."""
    many, people = answers.shape
    data = pl.DataFrame(
        {
            "draw": np.repeat(np.arange(many), people),
            "cluster": np.tile(cluster, many),
            "yes": answers.ravel(),
        }
    )
    design = survey(data, ids="cluster" if case.known else None, strata="draw", nest=True)
    shares = mean(design, "yes", by="draw")
    held = {}
    for name, method in METHODS.items():
        low, high = share_interval(shares, method=method)
        held[name] = np.asarray((low <= case.p) & (case.p <= high))
    return held


def coverage(case: Case) -> tuple[float, ...]:
    """Return the coverage of each method in per cent."""
    found = dict.fromkeys(METHODS, 0.0)
    for cluster, answers, weight in draws(case):
        for name, held in holds(case, cluster, answers).items():
            found[name] += 100 * float(weight @ held)
    return tuple(found.values())


def run() -> bool:
    """Print our coverage, the table's and the difference of every cell; False where a cell is more than one point lower."""
    print(
        f"coverage: nominal 95 %, {DRAWS:,} draws of clusters, simple samples exactly; ours (table's, difference)\n"
        f"  {'':<30}" + "".join(f"{name:>24}" for name in METHODS)
    )
    start, worst = time.perf_counter(), np.inf
    for case in CASES:
        found = coverage(case)
        cells = [
            f"{ours:.1f} ({theirs:.1f}, {ours - theirs:+.1f})" for ours, theirs in zip(found, case.table, strict=True)
        ]
        print(f"  {case.name:<30}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
        worst = min(worst, *(ours - theirs for ours, theirs in zip(found, case.table, strict=True)))
    print(f"  lowest difference {worst:+.1f}, allowed -{ALLOWED:.1f}; {time.perf_counter() - start:.0f} s")
    return bool(worst >= -ALLOWED)


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
