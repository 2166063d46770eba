"""Whether the truth of invented crises comes back: ``python -m benchmarks recovery [--seeds 0..99] [--kind K] [--dump DIR SEED]``.

For every crisis the figures of `nuzuh.pipeline.count` are held against the truth, and so is what each source alone says.

How it is scored
----------------
Coverage: share of figures (with ``level`` 0.9, where the method gives one) whose truth lies in [low, high]; "alike" is the mean of
those shares over crises and families, each weighing the same.

Error: a figure's error is divided by its crisis's total of the same metric (flow: all arrivals; stock: the most displaced
people on any day), squared, and averaged over the figures of one family of one crisis, then over crises and families; the
root is the RMSE. Peers, on just the figures that they give: the best source (one for the flows and one for the stocks of a crisis:
in hindsight that with the smallest squared error relative to its figures, families weighing alike, among those that give at
least half of the figures that any source gives), of those the best graded one, and the plain mean over the sources that
give the figure. A ratio is ours to theirs; "median" is the middle one over crises and families (to the best source, to the mean).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import dropwhile
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.alone import Alone, alone_of
from benchmarks.crises import KINDS, OUTSIDE, TOP, Truth, outline_of
from benchmarks.reports import Crisis, make_crisis
from nuzuh import pipeline
from nuzuh.evidence.figure import Figure

CRISES = 100
COVERAGE = (0.85, 0.95)
RATIO = 0.7
OUT = Path(__file__).parent / "out"
_SCORED = ("flow total", "flow total per period", "flow into places", "flow into places per period")
_STOCKS = ("stock total", "stock total per period", "stock of places", "stock of places per period")
FAMILIES = (*_SCORED, *_STOCKS, "flow by origin", "departures", "returns", "cumulative")
SCHEMA = {
    "seed": pl.Int64, "kind": pl.String, "kinds": pl.String, "family": pl.String, "id": pl.String, "truth": pl.Float64,
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "level": pl.Float64, "scale": pl.Float64,
    "source": pl.String, "said": pl.Float64, "grade": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One crisis: its figures beside their truth, a row for every source that gives the figure (or one without source)."""

    seed: int
    rows: pl.DataFrame
    seconds: float
    fault: str = ""


def run() -> bool:
    """Run it as the command line asks; return whether all targets were kept."""
    asked = _arguments(list(dropwhile(lambda word: not word.startswith("--"), sys.argv[1:])))
    if asked.dump:
        folder, seed = asked.dump
        crisis = make_crisis(int(seed))
        crisis.write(Path(folder))
        print(f"{folder}: {', '.join(crisis.truth.outline.kinds)}; {', '.join(crisis.files)}")
        return True
    first, _, last = asked.seeds.partition("..")
    seeds = [
        s for s in range(int(first), int(last or first) + 1) if not asked.kind or asked.kind in outline_of(s).kinds
    ]
    with ProcessPoolExecutor(2) as pool:
        runs = list(pool.map(partial(score, method=asked.method), seeds))
    return report(runs)


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks recovery")
    parser.add_argument("--seeds", default=f"0..{CRISES - 1}", help="one seed or a range, as 0..99")
    parser.add_argument("--kind", choices=KINDS, help="only crises of a kind, mixed ones included")
    parser.add_argument(
        "--method", default="", choices=("", "accounts", "preferred"), help="count.method; the default when empty"
    )
    parser.add_argument("--dump", nargs=2, metavar=("DIR", "SEED"), help="only write the folder of one crisis")
    return parser.parse_args(given)


def score(seed: int, method: str = "") -> Run:
    """Return the figures of the crisis of a seed beside their truth."""
    crisis = make_crisis(seed)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        crisis.write(root)
        if method:
            settings = (root / "crisis.toml").read_text().replace("[count]", f'[count]\nmethod = "{method}"')
            (root / "crisis.toml").write_text(settings)
        started = time.perf_counter()
        try:
            folder, ledger = pipeline.count(root)
        except Exception as error:  # a crisis that stops the count is a finding, and the others go on
            return Run(
                seed,
                pl.DataFrame(schema=SCHEMA),
                time.perf_counter() - started,
                f"{type(error).__name__}: {error}"[:300],
            )
        seconds = time.perf_counter() - started
    return Run(seed, judged(crisis, folder.tables, ledger.figures.values()), seconds)


def judged(crisis: Crisis, tables: Mapping[str, pl.DataFrame], figures: Iterable[Figure]) -> pl.DataFrame:
    """Return figures of displacement beside their truth and beside what each source alone says; columns of ``SCHEMA``."""
    alone = alone_of(crisis.truth, tables)
    ours = [f for f in figures if f.id.startswith("displaced.") and f.value is not None]
    rows = [row for figure in ours for row in _rows(figure, crisis.truth, alone)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _rows(figure: Figure, truth: Truth, alone: Alone) -> Iterator[tuple[object, ...]]:
    """Return the rows of one figure, if its truth is known."""
    family, true, scale = _truth(figure, truth)
    if not family:
        return
    outline = truth.outline
    value = float(figure.value or 0)
    low = value if figure.low is None else figure.low
    high = value if figure.high is None else figure.high
    stem = (
        outline.seed,
        outline.kinds[0],
        "+".join(outline.kinds),
        family,
        figure.id,
        float(true),
        value,
        low,
        high,
        figure.level,
        scale,
    )
    said: dict[str, float | None] = {}
    if family in _SCORED and figure.start and figure.end:
        said = {s: alone.flow(s, figure.place, (figure.start, figure.end)) for s in alone.flows}
    elif family in _STOCKS and figure.date:
        said = {s: alone.stock(s, figure.place, figure.date) for s in alone.stocks}
    given = {s: v for s, v in said.items() if v is not None} or {"": None}
    for source, number in given.items():
        yield (*stem, source, number, alone.grades.get(source))


def _truth(figure: Figure, truth: Truth) -> tuple[str, float, float]:
    """Return the family of a figure, its truth and the crisis's total of the same metric; no family: not scored."""
    outline = truth.outline
    series = " per period" if figure.windowed else ""
    whole = max(truth.flow(TOP, (outline.start, outline.end)), 1)
    known = (*truth.places["code"], OUTSIDE)
    if figure.population != "displaced" or (figure.place and figure.place not in known):
        return "", 0.0, 1.0
    if figure.metric == "stock" and figure.date and figure.role in ("total", "to"):
        there = max(int(truth.stocks().sum(axis=1).max()), 1)
        name = "stock total" if figure.place == TOP else "stock of places"
        return name + series, truth.stock(figure.place, figure.date), there
    if figure.metric != "flow" or not figure.start or not figure.end:
        return "", 0.0, 1.0
    window = (figure.start, figure.end)
    if figure.role in ("total", "to"):
        name = "flow total" if figure.place == TOP else "flow into places"
        return name + series, truth.flow(figure.place, window), whole
    if figure.role in ("from", "pair") and figure.origin in known:
        return "flow by origin", truth.flow(figure.place, window, figure.origin), whole
    if figure.role == "since":
        return "cumulative", truth.flow(TOP, window), whole
    if figure.role in ("departures", "returns"):
        first, last = ((day - outline.start).days for day in window)
        left = truth.left("displacement" if figure.role == "departures" else "return")
        return figure.role, float(left[first:last, truth.under(figure.place)].sum()), whole
    return "", 0.0, 1.0


def squares(rows: pl.DataFrame) -> pl.DataFrame:
    """Return, per crisis and family, the mean squared errors: ours and the best source's, ours and the mean's.

    Returns
    -------
    pl.DataFrame
        ``seed``, ``kind``, ``family``, ``ours``; ``ours_best``, ``best``, ``ours_graded``, ``graded``, ``ours_mean``, ``mean``
        (null where nobody gives a figure).
    """
    error = ((pl.col("value") - pl.col("truth")) / pl.col("scale")) ** 2
    keys = ["seed", "kind", "family"]
    frame = rows.with_columns(
        ours=error,
        theirs=((pl.col("said") - pl.col("truth")) / pl.col("scale")) ** 2,
        size=(pl.col("truth") / pl.col("scale")) ** 2,
        metric=pl.col("family").str.extract(r"^(\w+)"),
    )
    all_ours = frame.unique(["seed", "id"]).group_by(keys).agg(pl.col("ours").mean())
    told = frame.filter(pl.col("said").is_not_null())
    single = told.group_by(*keys, "metric", "source").agg(
        pl.col("grade").first(), n=pl.len(), mine=pl.col("ours").mean(), alone=pl.col("theirs").mean(),
        relative=(pl.col("theirs").sum() / pl.col("size").sum().clip(1e-12)),
    )  # fmt: skip
    ranked = single.group_by("seed", "metric", "source").agg(
        pl.col("n").sum(), pl.col("relative").mean(), pl.col("grade").first()
    )
    figures = told.group_by("seed", "metric").agg(figures=pl.col("id").n_unique())
    ranked = ranked.join(figures, on=["seed", "metric"]).filter(pl.col("n") * 2 >= pl.col("figures"))
    peers = {}
    for peer, first in (("best", "relative"), ("graded", "grade")):
        chosen = ranked.sort(first, "source").group_by("seed", "metric", maintain_order=True).first()
        peers[peer] = single.join(chosen, on=["seed", "metric", "source"], how="semi")
    mean = told.group_by(*keys, "id").agg(
        pl.col("ours").first(), mean=((pl.col("said").mean() - pl.col("truth").first()) / pl.col("scale").first()) ** 2
    )
    mean = mean.group_by(keys).agg(ours_mean=pl.col("ours").mean(), mean=pl.col("mean").mean())
    out = all_ours
    for peer, found in peers.items():
        theirs = found.select(*keys, pl.col("mine").alias(f"ours_{peer}"), pl.col("alone").alias(peer))
        out = out.join(theirs, on=keys, how="left")
    return out.join(mean, on=keys, how="left").sort(keys)


def ratios(table: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return the ratios of root mean squared errors over crises and families, and their median over those."""
    one = (pl.col("ours_best") / pl.col("best")).filter(pl.col("best") > 0).sqrt()
    two = (pl.col("ours_mean") / pl.col("mean")).filter(pl.col("mean") > 0).sqrt()
    aggregates = {
        "rmse": pl.col("ours").mean().sqrt(),
        "to_best": (pl.col("ours_best").mean() / pl.col("best").mean()).sqrt(),
        "to_graded": (pl.col("ours_graded").mean() / pl.col("graded").mean()).sqrt(),
        "to_mean": (pl.col("ours_mean").mean() / pl.col("mean").mean()).sqrt(),
        "median_best": one.median(),
        "median_mean": two.median(),
    }
    return table.group_by(by).agg(**aggregates) if by else table.select(**aggregates)


def coverage(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return how often the truth lies inside: over figures, and with every crisis and family weighing alike."""
    once = rows.unique(["seed", "id"]).with_columns(
        inside=(pl.col("low") <= pl.col("truth")) & (pl.col("truth") <= pl.col("high")),
        below=pl.col("truth") < pl.col("low"),
    )
    figures = once.group_by(by).agg(figures=pl.len(), inside=pl.col("inside").mean(), below=pl.col("below").mean())
    alike = (
        once.group_by({*by, "seed", "family"})
        .agg(pl.col("inside").mean())
        .group_by(by)
        .agg(alike=pl.col("inside").mean())
    )
    return figures.join(alike, on=by)


def report(runs: list[Run]) -> bool:
    """Print the tables; return whether the targets were kept."""
    rows = pl.concat(r.rows for r in runs).with_columns(all=pl.lit("all"))
    OUT.mkdir(exist_ok=True)
    rows.write_parquet(OUT / "recovery.parquet")
    for r in runs:
        if r.fault:
            print(f"seed {r.seed} ({'+'.join(outline_of(r.seed).kinds)}) FAILED: {r.fault}")
    times = np.array([r.seconds for r in runs])
    print(
        f"{len(runs)} crises; seconds per count: median {np.median(times):.2f}, most {times.max():.2f} (seed {runs[times.argmax()].seed})"
    )
    if rows["level"].is_null().any():
        print(
            f"  {rows['level'].is_null().mean():.0%} of rows have no level: their low and high are a range, counted here all the same"
        )
    main = rows.filter(pl.col("family").is_in((*_SCORED, *_STOCKS)))
    table = squares(main).with_columns(all=pl.lit("all"))
    print(
        f"{'':32}{'figures':>9}{'inside':>8}{'below':>7}{'alike':>7}{'RMSE':>9}{'/best':>7}{'/graded':>8}{'/mean':>7}{'median':>8}{'median':>8}"
    )
    for by, names in (("kind", KINDS), ("family", FAMILIES), ("all", ("all",))):
        covered = coverage(rows if by == "family" else main, [by])
        compared = ratios(squares(rows) if by == "family" else table, [by])
        both = covered.join(compared, on=by, how="left")
        for name in names:
            for line in both.filter(pl.col(by) == name).iter_rows(named=True):
                _line(name, line)
        print()
    alike = (
        squares(rows)
        .group_by("family")
        .agg(
            a=(pl.col("ours_best").mean() / pl.col("best").mean()).sqrt(),
            b=(pl.col("ours_mean").mean() / pl.col("mean").mean()).sqrt(),
        )
    )
    a, b = (np.exp(alike[c].drop_nulls().log().mean()) for c in ("a", "b"))
    print(f"geometric mean over the families: {a:.2f} of the best source, {b:.2f} of the plain mean")
    _worst(main)
    whole = ratios(table, ["all"]).row(0, named=True)
    inside = coverage(main.filter(pl.col("level").is_not_null()), ["all"])
    kept = not any(r.fault for r in runs) and inside.height == 1
    if inside.height:
        kept &= COVERAGE[0] <= inside["inside"][0] <= COVERAGE[1]
    for peer in ("to_best", "to_mean"):
        kept &= whole[peer] is not None and whole[peer] <= RATIO
    print(f"targets: inside {COVERAGE[0]} to {COVERAGE[1]}, ratios at most {RATIO}: {'kept' if kept else 'MISSED'}")
    return kept


def _worst(rows: pl.DataFrame, most: int = 8) -> None:
    """Print the crises in which the truth lies outside most often, and those whose error is largest."""
    names = ["seed", "kinds"]
    outside = coverage(rows, names).sort("inside", "seed").head(most)
    print("least inside: " + "; ".join(f"{s} {k} {i:.2f}" for s, k, i in outside.select(*names, "inside").iter_rows()))
    wide = squares(rows).group_by("seed").agg(rmse=pl.col("ours").mean().sqrt())
    wide = wide.join(rows.select(names).unique(), on="seed").sort("rmse", descending=True).head(most)
    print("largest RMSE: " + "; ".join(f"{s} {k} {e:.3f}" for s, k, e in wide.select(*names, "rmse").iter_rows()))


def _line(name: str, line: dict[str, float | None]) -> None:
    def shown(key: str, width: int, form: str) -> str:
        value = line[key]
        return f"{'-' if value is None else format(value, form):>{width}}"

    cells = [shown("figures", 9, ",d"), shown("inside", 8, ".2f"), shown("below", 7, ".2f"), shown("alike", 7, ".2f")]
    cells += [
        shown("rmse", 9, ".4f"),
        shown("to_best", 7, ".2f"),
        shown("to_graded", 8, ".2f"),
        shown("to_mean", 7, ".2f"),
    ]
    print(f"{name:32}{''.join(cells)}{shown('median_best', 8, '.2f')}{shown('median_mean', 8, '.2f')}")
