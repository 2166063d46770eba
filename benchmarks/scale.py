"""A national crisis for the accounts: 7,500 places, 260 weeks, 1,000,000 reports; how time grows; a small crisis; whose draws.

python -m benchmarks scale            a small crisis by the command line, growth up to a tenth, executors
python -m benchmarks scale --full     the whole size too
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
import shutil
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context

import numpy as np
import polars as pl

from benchmarks.national import GIB, OUT, failed, report, timed
from nuzuh import pipeline
from nuzuh.displaced import balance, solve
from nuzuh.displaced.agreement import agreement
from nuzuh.displaced.estimates import estimates_of
from nuzuh.displaced.ground import tree_of
from nuzuh.displaced.layout import layout_of
from nuzuh.displaced.quantities import quantities_of
from nuzuh.displaced.reports import reports_of
from nuzuh.displaced.sums import Scope
from nuzuh.places.gazetteer import lineage
from nuzuh.terms.chance import stream

FULL = (7_500, 260, 1_000_000)
TENTH = (750, 104, 100_000)
GROWTH = ((375, 52, 10_000), (375, 52, 40_000), (1_500, 52, 40_000), (375, 208, 40_000), TENTH)
STAGES = ("layout", "fit", "draws", "figures", "sources")
START = dt.date(2020, 1, 6)
LEVELS = (14, 62, 272)  # governorates, districts, subdistricts of 7,500 places
NAMED = 0.2  # of the weekly rows: with a governorate or a community of origin
WEEKLY = ("w1", "w2", "w3", "w4", "w5")
GRADES = {
    "w1": "A", "w2": "B", "w3": "B", "w4": "C", "w5": "D", "from": "B", "month": "B", "region": "C", "home": "C",
    "camp": "B", "council": "C",
}  # fmt: skip
BIAS = {"w1": 1.0, "w2": 0.95, "w3": 1.08, "w4": 1.2, "w5": 0.75, "from": 0.9, "month": 1.05, "region": 0.85, "home": 1.0,
        "camp": 0.97, "council": 1.1}  # fmt: skip
ERROR = {"A": 0.05, "B": 0.1, "C": 0.2, "D": 0.35}
HOUSEHOLD = 5.0


@dataclass(frozen=True)
class Crisis:
    """Frames as `balance.balance` takes them."""

    arrivals: pl.DataFrame
    populations: pl.DataFrame
    sources: pl.DataFrame
    places: pl.DataFrame
    scope: Scope

    @property
    def rows(self) -> int:
        """Reports in both tables."""
        return self.arrivals.height + self.populations.height

    @property
    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """All tables."""
        return self.arrivals, self.populations, self.sources, self.places


def gazetteer(count: int) -> tuple[pl.DataFrame, np.ndarray]:
    """Return places on five levels, and the numbers of the governorate, district and subdistrict of each community."""
    share = count / FULL[0]
    counts = [max(2, round(n * share)) for n in LEVELS]
    communities = count - 1 - sum(counts)
    number = np.arange(communities)
    above = np.stack([number * n // communities for n in counts], axis=1)
    codes, parents, levels = ["XX"], [None], [0]
    for level, n in enumerate(counts):
        inside = np.arange(n) * counts[level - 1] // n if level else np.zeros(n, dtype=int)
        codes += [f"X{'GDS'[level]}{k:03d}" for k in range(n)]
        parents += [f"X{'GDS'[level - 1]}{k:03d}" if level else "XX" for k in inside]
        levels += [level + 1] * n
    above[:, 1] = above[:, 2] * counts[1] // counts[2]
    above[:, 0] = above[:, 1] * counts[0] // counts[1]
    codes += [f"XC{k:05d}" for k in number]
    parents += [f"XS{k:03d}" for k in above[:, 2]]
    levels += [4] * communities
    return pl.DataFrame({"code": codes, "parent": parents, "level": levels}), above


def crisis(count: int, weeks: int, rows: int, period: str = "month", seed: int = 1) -> Crisis:
    """Return a crisis of a size: waves of flight over the whole country, reported by eleven sources of different grain."""
    chance = stream(seed, "scale.crisis")
    places, above = gazetteer(count)
    communities = len(above)
    end = START + dt.timedelta(weeks=weeks)
    course = np.cumsum(chance.standard_normal(weeks)) * 0.25
    course -= course.mean()
    local = np.zeros((communities, weeks), dtype=np.float32)
    for week in range(weeks):
        before = local[:, week - 1] if week else 0.0
        local[:, week] = 0.85 * before + 0.4 * chance.standard_normal(communities)
    level = 2.5 + 1.2 * chance.standard_normal(communities)
    came = np.exp(level[:, None] + course + local)
    left = np.cumsum(came * 0.5, axis=1)
    stock = np.cumsum(came, axis=1) - left + 50
    parts = _aggregates(came, above, end, chance)
    stocks = _stocks(stock, above, end, chance)
    wanted = max(rows - sum(p.height for p in parts) - stocks.height, weeks)
    parts += _weekly(came, above, wanted, chance)
    sources = pl.DataFrame(
        {"code": list(GRADES), "grade": list(GRADES.values()), "kind": "survey", "published": START},
        schema_overrides={"kind": pl.String},
    )
    arrivals = pl.concat(parts).with_columns(
        people_low=pl.lit(None, dtype=pl.Float64),
        people_high=pl.lit(None, dtype=pl.Float64),
        quantifier=pl.lit("exactly"),
        date_accuracy=pl.lit("day"),
        counts=pl.lit("movements"),
        reported=pl.col("end"),
    )
    scope = Scope("XX", START, end, period, 4)
    return Crisis(arrivals, stocks, sources, places, scope)


def _said(truth: np.ndarray, source: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Return what sources say of true numbers: off by their bias and by an error of their grade."""
    names = list(GRADES)
    spread = np.array([ERROR[GRADES[n]] for n in names])[source]
    bias = np.array([BIAS[n] for n in names])[source]
    return np.rint(truth * bias * np.exp(spread * chance.standard_normal(len(truth))))


def _moves(to: np.ndarray, origin: pl.Series, first: np.ndarray, days: np.ndarray, value: np.ndarray, source: np.ndarray,
           movement: str = "displacement") -> pl.DataFrame:  # fmt: skip
    """Return rows of arrivals; numbers below zero of ``to`` have no place."""
    begin = np.datetime64(START) + first.astype("timedelta64[D]")
    houses = np.array(list(GRADES))[source] == "w3"
    return pl.DataFrame(
        {
            "movement": pl.repeat(movement, len(to), eager=True),
            "destination": to,
            "origin": origin,
            "start": begin,
            "end": begin + days.astype("timedelta64[D]"),
            "people": value,
            "unit": np.where(houses, "households", "people"),
            "household_size": np.where(houses, HOUSEHOLD, np.nan),
            "source": np.array(list(GRADES))[source],
        },
        schema_overrides={"start": pl.Date, "end": pl.Date, "origin": pl.String, "destination": pl.String},
    ).with_columns(pl.col("household_size").fill_nan(None))


def _weekly(came: np.ndarray, above: np.ndarray, rows: int, chance: np.random.Generator) -> list[pl.DataFrame]:
    """Return weekly rows of communities: most from anywhere, by sources that see some governorates each; some by origin."""
    communities, weeks = came.shape
    names = list(GRADES)
    plain = int(rows * (1 - NAMED))
    cell = chance.choice(communities * weeks, min(plain, communities * weeks * 3 // 2), replace=True)
    cell = np.sort(cell)
    who, week = cell // weeks, cell % weeks
    source = np.array([names.index(n) for n in WEEKLY])[(above[who, 0] + chance.integers(3, size=len(cell))) % 5]
    code = np.array([f"XC{k:05d}" for k in range(communities)])
    none = pl.Series([None], dtype=pl.String).new_from_index(0, len(cell))
    out = [_moves(code[who], none, week * 7, np.full(len(cell), 7), _said(came[who, week], source, chance), source)]
    share = rows - plain
    lanes = max(share * 2 // weeks, 1)
    home = chance.integers(communities, size=lanes)
    flee = chance.integers(communities, size=lanes)
    coarse = chance.random(lanes) < 0.8
    origin = np.where(coarse, np.array([f"XG{k:03d}" for k in above[flee, 0]]), code[flee])
    lane = np.repeat(np.arange(lanes), weeks)
    week = np.tile(np.arange(weeks), lanes)
    told = chance.random(len(lane)) < 0.5
    lane, week = lane[told], week[told]
    source = np.full(len(lane), names.index("from"))
    value = _said(came[home[lane], week] * 0.3, source, chance)
    out.append(_moves(code[home[lane]], pl.Series(origin[lane]), week * 7, np.full(len(lane), 7), value, source))
    return out


def _months(end: dt.date) -> list[tuple[int, int]]:
    """Return first day and end of each whole month, in days since the start."""
    days = (end - START).days
    firsts = [d for d in range(days + 1) if (START + dt.timedelta(days=d)).day == 1]
    return list(pairwise(firsts))


def _aggregates(came: np.ndarray, above: np.ndarray, end: dt.date, chance: np.random.Generator) -> list[pl.DataFrame]:
    """Return monthly rows of governorates and districts, and returns of governorates."""
    names = list(GRADES)
    daily = np.cumsum(np.repeat(came / 7, 7, axis=1).astype(np.float32), axis=1)
    out = []
    for name, column, code, movement in (
        ("month", 0, "XG", "displacement"), ("region", 1, "XD", "displacement"), ("home", 0, "XG", "return"),
    ):  # fmt: skip
        count = int(above[:, column].max()) + 1
        for first, last in _months(end):
            inside = daily[:, last - 1] - (daily[:, first - 1] if first else 0)
            truth = np.bincount(above[:, column], inside, count) * (0.2 if movement == "return" else 1.0)
            source = np.full(count, names.index(name))
            number = np.array([f"{code}{k:03d}" for k in range(count)])
            none = pl.Series([None] * count, dtype=pl.String)
            span = (np.full(count, first), np.full(count, last - first))
            said = _said(truth, source, chance)
            back = movement == "return"
            rows = _moves(number, none, *span, said, source, movement)
            out.append(rows.with_columns(origin=pl.col("destination"), destination=pl.lit(None, dtype=pl.String)) if back
                       else rows)  # fmt: skip
    return out


def _stocks(stock: np.ndarray, above: np.ndarray, end: dt.date, chance: np.random.Generator) -> pl.DataFrame:
    """Return monthly counts of people present: of every third community, and of half of the subdistricts."""
    names = list(GRADES)
    out = []
    few = np.flatnonzero(np.arange(len(above)) % 3 == 0)
    count = int(above[:, 2].max()) + 1
    some = np.flatnonzero(np.arange(count) % 2 == 0)
    for _, last in _months(end):
        now = stock[:, min(last // 7, stock.shape[1] - 1)]
        day = START + dt.timedelta(days=last - 1)
        for name, numbers, truth, code in (
            ("camp", few, now[few], "XC{:05d}"), ("council", some, np.bincount(above[:, 2], now, count)[some], "XS{:03d}"),
        ):  # fmt: skip
            source = np.full(len(numbers), names.index(name))
            place = [code.format(k) for k in numbers]
            out.append(pl.DataFrame({"place": place, "date": [day] * len(place), "people": _said(truth, source, chance),
                                     "source": [name] * len(place)}))  # fmt: skip
    none = pl.lit(None, dtype=pl.Float64)
    empty = pl.DataFrame(schema={"place": pl.String, "date": pl.Date, "people": pl.Float64, "source": pl.String})
    return pl.concat([empty, *out]).with_columns(
        population=pl.lit("displaced"), people_low=none, people_high=none, quantifier=pl.lit("exactly"), unit=pl.lit("people"),
        household_size=none, date_accuracy=pl.lit("day"), reported=pl.col("date"),
    )  # fmt: skip


def measured(given: Crisis, executor: Executor | None = None, draws: int = 200) -> dict[str, float]:
    """Return seconds of each stage of the accounts of a crisis, how many unknowns and figures, and the total flow."""
    seconds: dict[str, float] = {}
    clock = [time.perf_counter()]

    def lap(name: str) -> None:
        now = time.perf_counter()
        seconds[name] = now - clock[0]
        clock[0] = now

    scope, (arrivals, populations, sources, places) = given.scope, given.frames
    tree = tree_of(places)
    inside = lineage(places).select("code").unique()
    reports, _ = reports_of(arrivals, populations, sources, tree, inside, scope.start, scope.end)
    layout = layout_of(reports, tree, scope.start, scope.end, scope.period)
    lap("layout")
    found = solve.fit(layout.model, layout.start, 1)
    ready = solve.prepared(layout.model, found)
    lap("fit")
    number = tree.frame("code").join(inside, on="code", how="semi")["code_n"].to_numpy()
    asked = quantities_of(layout, scope, np.sort(number))
    known = estimates_of(ready, asked, draws, 1, executor)
    lap("draws")
    figures = balance.figures_of(layout, scope, asked, known, 0.9)
    lap("figures")
    agreement(layout, ready, asked, known, 0.9)
    lap("sources")
    total = figures.filter(pl.col("id") == "displaced.flow.total")["value"][0]
    counts = {"unknowns": layout.model.size, "count": figures.height, "flow": total, "rows": given.rows}
    return seconds | {"all": sum(seconds.values())} | counts


def child(places: int, weeks: int, rows: int) -> int:
    """Measure one size in this process and print it."""
    print(json.dumps(measured(crisis(places, weeks, rows))))
    return 0


def sized(places: int, weeks: int, rows: int, limit: tuple[float, float] | None = None) -> bool:
    """Measure one size in a process of its own, with BLAS in one thread; print the stages."""
    code = f"from benchmarks import scale; scale.child({places}, {weeks}, {rows})"
    run = timed(sys.executable, "-c", code)
    what = f"{places:,} places, {weeks} weeks, {rows:,} rows"
    if run.status:
        return failed(what, run)
    said = json.loads(run.out.strip().splitlines()[-1])
    stages = " ".join(f"{name} {said[name]:.1f}" for name in STAGES)
    print(f"{what:<44} {run.seconds:7.1f} s {run.peak / GIB:5.2f} GiB  {stages}  unknowns {said['unknowns']:,} figures {said['count']:,}",
          flush=True)  # fmt: skip
    if limit is None:
        return True
    return report(what, run.seconds, limit[0], "s") and report(f"{what}, peak memory", run.peak / GIB, limit[1], "GiB")


def executors() -> bool:
    """Balance one crisis alone, in threads, in processes and on Dask; the figures must be the same to the byte."""
    given = crisis(60, 52, 3_000)
    wishes = balance.Wishes(draws=100, disagreement=False)

    def said(executor: Executor | None) -> bytes:
        return balance.balance(*given.frames, given.scope, wishes, executor).figures.write_ndjson().encode()

    alone, kept = said(None), True
    with ThreadPoolExecutor(2) as threads:
        kept &= _same("threads", said(threads) == alone)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        kept &= _same("processes", said(processes) == alone)
    if importlib.util.find_spec("distributed") is None:
        print("SKIPPED: distributed is not installed; uv run --with distributed python -m benchmarks scale shows Dask")
        return kept
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        return kept & _same("Dask, two workers", said(client.get_executor()) == alone)


def _same(who: str, kept: bool) -> bool:
    print(f"{'draws in ' + who + ': figures of the same bytes':<58} {'yes' if kept else 'NO'}")
    return kept


def small() -> bool:
    """Count a crisis of 50 places and 52 weeks by the command line."""
    given = crisis(50, 52, 3_000)
    folder = OUT / "small"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "arrivals").mkdir(parents=True)
    names = pl.col("code").alias("name_en")
    given.places.select("code", "parent", "level", names).write_csv(folder / "places.csv")
    given.sources.select("code", name_en="code", kind=pl.lit("ngo"), grade="grade").write_csv(folder / "sources.csv")
    rows = given.arrivals.filter((pl.col("movement") == "displacement") & (pl.col("unit") == "people")).with_row_index(
        "n"
    )
    rows = rows.with_columns(pl.concat_str(pl.lit("r"), "n").alias("id"), amount=pl.col("people").cast(pl.Int64))
    rows.select("id", "start", "end", "destination", "origin", "amount", "source").write_csv(
        folder / "arrivals" / "all.csv"
    )
    last = given.scope.end - dt.timedelta(days=1)
    (folder / "crisis.toml").write_text(
        f'code = "small"\nlanguages = ["en"]\nstart = {given.scope.start}\nas_of = {last}\nplace = "XX"\nname.en = "Small"\n',
        "utf-8",
    )
    if any(p.severity == "error" for p in pipeline.check(folder, last)[1]):
        raise ValueError(f"{folder} has errors: what it would measure is no count")
    run = timed(sys.executable, "-m", "nuzuh", "count", str(folder))
    if run.status:
        return failed("nuzuh count, 50 places, 52 weeks", run)
    kept = report(f"nuzuh count, 50 places, 52 weeks, {rows.height:,} rows", run.seconds, 2, "s")
    alone = Crisis(given.arrivals, given.populations.clear(), given.sources, given.places, given.scope)
    measured(alone)  # once before, so that what is loaded at first use does not count
    said = measured(alone)
    seconds = sum(said[name] for name in ("layout", "fit", "draws"))
    return kept & report("… of it point estimate and 200 draws", seconds, 2, "s")


def run() -> bool:
    """Run everything; the whole size with ``--full`` only."""
    OUT.mkdir(exist_ok=True)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    kept = small() & executors()
    for size in GROWTH:
        kept &= sized(*size)
    return (sized(*FULL, limit=(600, 8)) & kept) if "--full" in sys.argv else kept
