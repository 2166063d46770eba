"""How long a poll of a million people takes, step by step, beside R's survey and svy in the same run, and whether all say the same.

python -m benchmarks poll

R's `survey` is used where `Rscript` finds it (on Debian: apt-get install r-cran-survey; R_LIBS for another version), `svy` where the
Python that NUZUH_SVY_PYTHON names has it (`pip install svy` in an environment of its own; or else this Python). What is missing is said
and left out. Every program reads the same file, which is not timed, and then goes through the steps three times; the fastest counts.
"""

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from nuzuh.poll.association import chi_square
from nuzuh.poll.design import survey
from nuzuh.poll.estimate import mean
from nuzuh.poll.proportion import proportions, share_table
from nuzuh.terms.chance import stream

ROWS, CLUSTERS, STRATA, GROUPS = 1_000_000, 10_000, 50, 12
SEED = 20_260_101
TIMES = 3
CLOSE = 1e-9  # relative, of what the programs find
HERE = Path(__file__).parent
STEPS = ("design", "mean", "proportion by 12 groups", "chi-square")

Found = tuple[dict[str, float], dict[str, float]]  # seconds by step; numbers by name


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
            "yes": (chance.random(rows) < share).astype(np.int64),
            "return": pl.Series(
                np.array(["no", "unsure", "yes"])[np.digitize(chance.random(rows) + 0.1 * lean, [0.6, 0.8])]
            ),
            "origin": pl.Series(np.array(names)[group]),
            "sex": pl.Series(np.where(chance.random(rows) < 0.5, "F", "M")),
        }
    )


def ours(data: pl.DataFrame) -> Found:
    """Return the seconds of each step, and what was found."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[Any], Any], on: Any) -> Any:
        start = time.perf_counter()
        found = work(on)
        seconds[name] = min(time.perf_counter() - start, seconds.get(name, math.inf))
        return found

    for _ in range(TIMES):
        design = timed(STEPS[0], lambda d: survey(d, ids="cluster", strata="stratum", weights="weight"), data)
        spend = timed(STEPS[1], lambda d: mean(d, "spend").table(), design)
        shares = timed(STEPS[2], lambda d: share_table(proportions(d, "yes", by="origin")), design)
        test = timed(STEPS[3], lambda d: chi_square(d, "return", "sex"), design)
    numbers = {"mean": spend["value"][0], "mean se": spend["se"][0]}
    for name, value, se in zip(shares["origin"], shares["value"], shares["se"], strict=True):
        numbers |= {f"{name} share": value, f"{name} se": se}
    return seconds, numbers | {"F": test.statistic, "df": test.df, "df error": test.df_error, "p": test.p}


def r_survey(folder: Path) -> Found | str:
    """Return what R's survey takes and finds, or why it is not there."""
    r = shutil.which("Rscript")
    if r is None or subprocess.run([r, "-e", "library(survey)"], capture_output=True, check=False).returncode:
        return "R with its package survey is not installed"
    return _told([r, str(HERE / "poll_survey.R"), str(folder / "poll.csv"), str(TIMES)])


def svy(folder: Path) -> Found | str:
    """Return what svy takes and finds, or why it is not there."""
    python = os.environ.get("NUZUH_SVY_PYTHON") or (sys.executable if find_spec("svy") else None)
    if python is None:
        return "svy is not installed, and NUZUH_SVY_PYTHON names no Python that has it"
    return _told([python, str(HERE / "poll_svy.py"), str(folder / "poll.parquet"), str(TIMES)])


def _told(command: list[str]) -> Found:
    """Return the seconds and numbers that a program prints, a line each: kind, name, number."""
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds: dict[str, float] = {}
    numbers: dict[str, float] = {}
    for line in told.splitlines():
        kind, name, value = line.split("\t")
        if kind == "version":
            print(f"  {name} {value}")
        elif kind == "seconds":
            seconds[name] = min(float(value), seconds.get(name, math.inf))
        else:
            numbers[name] = float(value)
    return seconds, numbers


def _differs(found: dict[str, float], theirs: dict[str, float]) -> tuple[str, float]:
    """Return the number that differs most, and by how much of it."""
    apart = {name: abs(found[name] - value) / abs(value) for name, value in theirs.items()}
    worst = max(apart, key=lambda name: apart[name])
    return worst, apart[worst]


def run() -> bool:
    """Print seconds per step; False where a peer is faster in a step, or finds something else."""
    print(f"poll: {ROWS:,} people, {CLUSTERS:,} clusters, {STRATA} strata; the fastest of {TIMES} times")
    data = sample()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data.write_parquet(folder / "poll.parquet")
        data.write_csv(folder / "poll.csv")
        seconds, numbers = ours(pl.read_parquet(folder / "poll.parquet"))
        peers = {"R survey": r_survey(folder), "svy": svy(folder)}
    kept = True
    there = {peer: found for peer, found in peers.items() if not isinstance(found, str)}
    for peer, found in peers.items():
        if isinstance(found, str):
            print(f"  SKIPPED {peer}: {found}")
    for step in STEPS:
        beside = [
            f"{peer} {found[0][step]:6.2f} s (x{found[0][step] / seconds[step]:.1f})" for peer, found in there.items()
        ]
        print(f"  {step:<24} {seconds[step]:6.2f} s   " + "   ".join(beside))
        kept &= all(seconds[step] < found[0][step] for found in there.values())
    for peer, found in there.items():
        worst, apart = _differs(numbers, found[1])
        print(f"  {len(found[1])} numbers of {peer} against ours: at most {apart:.1e} of it apart ({worst})")
        kept &= apart < CLOSE
    return kept


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
