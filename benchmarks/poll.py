"""How long a poll of a million people takes, step by step, beside what R's survey and svy took elsewhere.

python -m benchmarks.poll
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from nuzuh.poll.association import chi_square
from nuzuh.poll.design import Design, survey
from nuzuh.poll.estimate import mean
from nuzuh.poll.proportion import proportions, share_table
from nuzuh.terms.chance import stream

ROWS, CLUSTERS, STRATA, GROUPS = 1_000_000, 10_000, 50, 12
SEED = 20_260_101
# Seconds of single runs on another day and machine, of a sample of the same size: quoted, not measured here.
QUOTED = {
    "design": {"R survey": 9.7, "svy": 0.3},
    "mean": {"R survey": 1.4, "svy": 2.1},
    "proportion by 12 groups": {"R survey": 6.7, "svy": 3.8},
    "chi-square": {"R survey": 4.1, "svy": 3.3},
}


def sample(rows: int = ROWS, clusters: int = CLUSTERS, strata: int = STRATA) -> pl.DataFrame:
    """People in clusters in strata, with names in text, weights and three answers that lean on the cluster."""
    chance = stream(SEED, "benchmark.poll")
    cluster = chance.integers(0, clusters, rows)
    lean = chance.normal(0, 0.5, clusters)[cluster]
    share = 1 / (1 + np.exp(-(0.4 + lean)))
    group = (chance.random(rows) * GROUPS).astype(np.int64)
    names = [f"origin {k:02}" for k in range(GROUPS)]
    return pl.DataFrame(
        {
            "stratum": pl.Series(cluster % strata).cast(pl.String),
            "cluster": pl.Series(cluster).cast(pl.String),
            "weight": 50 + 100 * chance.random(rows),
            "spend": np.exp(3.5 + 0.3 * lean + chance.normal(0, 0.8, rows)),
            "yes": chance.random(rows) < share,
            "return": pl.Series(
                np.array(["no", "unsure", "yes"])[np.digitize(chance.random(rows) + 0.1 * lean, [0.6, 0.8])]
            ),
            "origin": pl.Series(np.array(names)[group]),
            "sex": pl.Series(np.where(chance.random(rows) < 0.5, "F", "M")),
        }
    )


def steps(data: pl.DataFrame) -> dict[str, float]:
    """Return the seconds of each step."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = work()
        seconds[name] = time.perf_counter() - start
        return found

    design: Design = timed("design", lambda: survey(data, ids="cluster", strata="stratum", weights="weight"))
    timed("mean", lambda: mean(design, "spend").table())
    timed("proportion by 12 groups", lambda: share_table(proportions(design, "yes", by="origin")))
    timed("chi-square", lambda: chi_square(design, "return", "sex"))
    return seconds


def run() -> bool:
    """Print seconds per step; False where a step takes longer than the slower of the two peers' quoted times."""
    taken = steps(sample())
    print(
        f"poll: {ROWS:,} people, {CLUSTERS:,} clusters, {STRATA} strata; peers quoted from single runs elsewhere, not of this run"
    )
    kept = True
    for name, seconds in taken.items():
        peers = ", ".join(f"{peer} {theirs:.1f} s (x{theirs / seconds:.1f})" for peer, theirs in QUOTED[name].items())
        print(f"  {name:<24} {seconds:6.2f} s   {peers}")
        kept &= seconds <= max(QUOTED[name].values())
    total = sum(taken.values())
    for peer in ("R survey", "svy"):
        print(f"  all steps {total:.2f} s against {sum(times[peer] for times in QUOTED.values()):.1f} s of {peer}")
    return kept


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
