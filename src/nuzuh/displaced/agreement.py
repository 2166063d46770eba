"""Where sources disagree: what each reports against the accounts, what the total would be without it, the rows that fit worst."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl
from scipy import sparse

from nuzuh.displaced.estimates import ALONE, Estimates
from nuzuh.displaced.factors import THREADS
from nuzuh.displaced.ground import Floats
from nuzuh.displaced.layout import Layout
from nuzuh.displaced.likelihood import curved, residuals
from nuzuh.displaced.normal import Normal
from nuzuh.displaced.quantities import WHOLE, Quantities
from nuzuh.displaced.reports import ARRIVAL
from nuzuh.displaced.solve import LONGEST, Fit, Prepared

USED = "used: one of the reports from which the accounts are made"
MOST_STEPS, EXACT = 12, 1e-3  # of leaving a source out, and how exact one is
SETTLED = 5e-4  # change of the total at the last step


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


def agreement(layout: Layout, ready: Prepared, asked: Quantities, known: Estimates, level: float) -> pl.DataFrame:
    """Return one row per source: its rows, its factor against the accounts with interval, its error, the total without it."""
    model, found = ready.model, ready.found
    bias = found.z[model.parts["bias"]]
    tail = (1 - level) / 2
    low, high = (
        np.exp(np.quantile(known.biases, [tail, 1 - tail], axis=1)) if known.biases.size else np.exp([bias, bias])
    )
    rows = model.rows
    error = rows.error * found.spreads.row[rows.group]
    count = len(layout.sources)
    mean_error = np.bincount(rows.bias, error, count) / np.maximum(np.bincount(rows.bias, minlength=count), 1)
    total = _total(asked)
    without = np.full(count, np.nan)
    if total is not None and count > 1:
        alone = _without_each(layout, found, asked.sums[[total]])
        mode = float((asked.sums[[total]] @ np.exp(found.z[: model.cells + model.stocks]))[0])
        without = known.value[total] * alone / max(mode, 1.0)  # both without draws, so that like is put beside like
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


def _without_each(layout: Layout, found: Fit, total: sparse.csr_array) -> Floats:
    """Return the total flow when one source is silent, for each source; cells of which it alone speaks have no people then.

    Steps from the most likely accounts with the derivatives of that place, the residuals of rows and accounts worked out anew each
    time.
    """
    model = layout.model
    here = residuals(model, found.z, found.spreads, found.tails)
    flat, slope = here.stacked()
    start = dict(zip(here.value, np.cumsum([0, *(len(v) for v in here.value.values())]), strict=False))
    people = model.cells + model.stocks
    kept = _spoken(layout)

    def without(source: int) -> float:
        rest = np.ones(len(flat), dtype=bool)
        rest[start["row"] + np.flatnonzero(model.rows.bias == source)] = False
        normal = Normal(slope[rest], model.pattern)
        moves, out = np.zeros((model.size, 1)), np.nan
        for _ in range(MOST_STEPS):
            wrong = flat[:, None] - slope @ moves
            for name, block in curved(model, found.z[:, None] + moves, found.spreads, found.tails).items():
                wrong[start[name] : start[name] + len(block)] = block
            moves += np.clip(normal.solve(wrong[rest], EXACT), -LONGEST, LONGEST)
            before, out = out, float((total @ (np.exp(found.z[:people] + moves[:people, 0]) * kept[:, source]))[0])
            if abs(out - before) <= SETTLED * abs(out):
                break
        return out

    with ThreadPoolExecutor(THREADS if model.size > ALONE else 1) as threads:
        return np.array(list(threads.map(without, range(len(layout.sources)))))


def _spoken(layout: Layout) -> Floats:
    """Return 0 for people of whose arrival one source alone speaks, else 1, shape (people, sources)."""
    rows = layout.model.rows
    flow = np.flatnonzero((layout.reports["kind"] == ARRIVAL).to_numpy())
    sums = rows.sums[flow]
    source = np.repeat(rows.bias[flow], np.diff(sums.indptr))
    said = sparse.coo_array((np.ones(len(source)), (sums.indices, source)), shape=(sums.shape[1], len(layout.sources)))
    said = said.tocsr()
    alone = np.flatnonzero(np.diff(said.indptr) == 1)
    out = np.ones(said.shape)
    out[alone, said.indices[said.indptr[alone]]] = 0.0
    return out
