"""The steps of poll.py by svy, in the Python that has it: a line for each time and each number, which poll.py reads."""

import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import polars as pl
import svy


def timed(name: str, work: Callable[[Any], Any], on: Any) -> Any:
    start = time.perf_counter()
    found = work(on)
    print("seconds", name, time.perf_counter() - start, sep="\t")
    return found


def main(path: str, times: int) -> None:
    data = pl.read_parquet(path)
    print("version", "svy", version("svy"), sep="\t")
    design = svy.Design(stratum="stratum", psu="cluster", wgt="weight")
    for _ in range(times):
        sample = timed("design", lambda d: svy.Sample(d, design), data)
        spend = timed("mean", lambda s: s.estimation.mean("spend"), sample)
        shares = timed(
            "proportion by 12 groups",
            lambda s: s.estimation.prop("yes", by="origin", ci_method="korn-graubard"),
            sample,
        )
        table = timed("chi-square", lambda s: s.categorical.tabulate("return", "sex"), sample)
    numbers = {"mean": spend.estimates[0].est, "mean se": spend.estimates[0].se}
    for share in shares.estimates:
        if share.y_level == 1:
            numbers |= {f"{share.by_level[0]} share": share.est, f"{share.by_level[0]} se": share.se}
    test = table.stats.f
    numbers |= {"F": test.value, "df": test.df_num, "df error": test.df_den, "p": test.p_value}
    for name, value in numbers.items():
        print("number", name, repr(float(value)), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
