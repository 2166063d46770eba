"""Where sources disagree: what each reports against the accounts, what the total would be without it, the rows that fit worst."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
from scipy import sparse

from nuzuh.displaced.estimates import Estimates
from nuzuh.displaced.ground import Floats
from nuzuh.displaced.layout import Layout
from nuzuh.displaced.likelihood import residuals
from nuzuh.displaced.model import Model, Rows
from nuzuh.displaced.quantities import WHOLE, Quantities
from nuzuh.displaced.reports import ARRIVAL
from nuzuh.displaced.solve import Fit, Prepared, draw, fit

USED = "used: one of the reports from which the accounts are made"
LEAVE_ONE_OUT_ROUNDS = 0
FAR = 3.0


def uses_of(layout: Layout, ready: Prepared, left: pl.DataFrame) -> pl.DataFrame:
    """Return what became of every row: used with what the accounts give for it, superseded, or excluded and why."""
    model, found = ready.model, ready.found
    people = np.exp(found.z[model.parts["people"]])
    here = residuals(model, found.z, found.spreads, found.tails)
    weight = model.rows.weight * found.tails["row"]
    used = layout.reports.select("table", "row").with_columns(
        use=pl.lit("used"),
        why=pl.lit(USED),
        fitted=pl.Series(np.rint(model.rows.sums @ people)),
        misfit=pl.Series(here.plain),
        weight=pl.Series(weight),
    )
    return pl.concat([used, left], how="diagonal_relaxed").sort("table", "row")


def agreement(
    layout: Layout, ready: Prepared, asked: Quantities, known: Estimates, level: float, seed: int
) -> pl.DataFrame:
    """Return one row per source: its rows, its factor against the accounts with interval, its error, the total without it."""
    model, found = ready.model, ready.found
    bias = found.z[model.parts["bias"]]
    drawn, common = draw(ready, 50, seed, "accounts.sources")
    moves = drawn[model.parts["bias"]] - common
    tail = (1 - level) / 2
    low, high = (np.exp(bias + np.quantile(moves, q, axis=1)) for q in (tail, 1 - tail))
    rows = model.rows
    error = rows.error * found.spreads.row[rows.group]
    count = len(layout.sources)
    mean_error = np.bincount(rows.bias, error, count) / np.maximum(np.bincount(rows.bias, minlength=count), 1)
    total = _total(asked)
    without = np.full(count, np.nan)
    if total is not None and count > 1:
        for number in range(count):
            without[number] = _without(layout, found, number, asked.sums[[total]])
    value = float(known.value[total]) if total is not None else np.nan
    return pl.DataFrame(
        {
            "source": layout.sources,
            "rows": np.bincount(rows.bias, minlength=count),
            "factor": np.exp(bias),
            "factor_low": low,
            "factor_high": high,
            "error": mean_error,
            "without": without,
            "moved": without / value - 1 if value else np.full(count, np.nan),
        },
        schema_overrides={"source": pl.String},
    ).with_columns(pl.col("without", "moved").fill_nan(None))


def _total(asked: Quantities) -> int | None:
    """Return the number of the total flow: that of the first place, over the whole time."""
    rows = asked.table.with_row_index("quantity").filter((pl.col("what") == "flow") & (pl.col("window") == WHOLE))
    return int(rows.sort("place")["quantity"][0]) if rows.height else None


def _without(layout: Layout, found: Fit, source: int, total: sparse.csr_array) -> float:
    """Return the total flow when one source is silent; cells of which it alone speaks have no people then."""
    model = layout.model
    rows = model.rows
    silent = rows.bias == source
    flow = (layout.reports["kind"] == ARRIVAL).to_numpy()
    told = np.zeros(model.cells + model.stocks)
    told[np.unique(rows.sums[flow & ~silent].indices)] = 1.0
    mine = np.zeros(model.cells + model.stocks)
    mine[np.unique(rows.sums[flow & silent].indices)] = 1.0
    weight = np.where(silent, 0.0, rows.weight)
    again = fit(
        _weighted(model, weight), found.z, 1, rounds=LEAVE_ONE_OUT_ROUNDS, start=found.spreads, tails=found.tails
    )
    people = np.exp(again.z[model.parts["people"]])
    kept = np.where((mine > 0) & (told == 0), 0.0, people)
    return float((total @ kept)[0])


def _weighted(model: Model, weight: Floats) -> Model:
    rows: Rows = replace(model.rows, weight=weight)
    return replace(model, rows=rows)


def worst(uses: pl.DataFrame, most: int = 20) -> pl.DataFrame:
    """Return the used rows that fit the accounts worst, the worst first: whom to call about what."""
    bad = uses.filter((pl.col("use") == "used") & (pl.col("misfit").abs() > FAR))
    return bad.sort(pl.col("misfit").abs(), descending=True).head(most)
