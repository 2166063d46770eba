"""On which rows and sources each figure of the accounts rests, and of which pieces it is the sum."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy import sparse

from nuzuh.displaced.ground import Ints
from nuzuh.displaced.layout import Layout
from nuzuh.displaced.quantities import Quantities, finest_of
from nuzuh.displaced.reports import ARRIVAL, STOCK
from nuzuh.displaced.sums import Scope

MANY = 200_000  # reports from which on running totals do not list them again: their periods do


def evidence_of(layout: Layout, asked: Quantities, scope: Scope) -> pl.DataFrame:
    """Return ``quantity``, ``rows`` (positions in its table), ``sources`` (the better graded first) and ``value_parts`` of each quantity.

    Two figures that share a part share people: the disclosure gate works out from the parts what follows from what.
    """
    numbers = asked.sums.tocoo()
    quantity, column = numbers.row.astype(np.int64), numbers.col.astype(np.int64)
    parts = pl.DataFrame({"quantity": quantity, "part": _pieces(layout, scope)[column]})
    parts = parts.unique().sort("quantity", "part")
    out = parts.group_by("quantity", maintain_order=True).agg(pl.col("part").cast(pl.UInt32).alias("value_parts"))
    told = pl.concat([_rows(layout, asked, kind) for kind in (ARRIVAL, STOCK)]).sort(
        "quantity", "grade", "source", "row"
    )
    rows = told.group_by("quantity", maintain_order=True).agg(
        pl.col("row").cast(pl.UInt32).unique(maintain_order=True).alias("rows"),
        pl.col("source").unique(maintain_order=True).alias("sources"),
    )
    return out.join(rows, on="quantity", how="left", maintain_order="left").with_columns(
        quantity=pl.col("quantity").cast(pl.UInt32)
    )


def _pieces(layout: Layout, scope: Scope) -> Ints:
    """Return the piece that each number of people belongs to: a place, a period and an origin, or a place and a day."""
    tree, frames, base = layout.tree, [], 0
    for kind, cells in enumerate(layout.flows):
        period = np.searchsorted(layout.periods, cells.time, side="right")
        node = cells.units.nodes[cells.unit] if len(cells) else cells.unit
        frames.append((np.full(len(cells), kind), finest_of(tree, node, scope.finest_level), period, cells.origin))
        base += len(cells)
    if layout.holdings is not None:
        node = layout.holdings.units.nodes[layout.holdings.unit]
        count = len(layout.holdings)
        place = finest_of(tree, node, scope.finest_level)
        frames.append((np.full(count, STOCK), place, layout.holdings.edge, np.zeros(count, dtype=np.int64)))
    keys = np.concatenate([np.stack(f) for f in frames], axis=1) if frames else np.zeros((4, 0), dtype=np.int64)
    out: Ints = np.unique(keys, axis=1, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return out


def _rows(layout: Layout, asked: Quantities, kind: int) -> pl.DataFrame:
    """Return (quantity, row, source, grade) for every report that shares people with a quantity."""
    of_kind = (layout.reports["kind"] == kind).to_numpy()
    reports = layout.reports.filter(pl.Series(of_kind))
    flows = ["flow", "from", "pair", "arrivals", *(["since"] if len(layout.model.rows.value) < MANY else [])]
    wanted = pl.Series(["stock", "start"] if kind == STOCK else flows)
    chosen = np.flatnonzero(asked.table["what"].is_in(wanted.implode()).to_numpy())
    reach = layout.model.rows.sums[of_kind].astype(bool).astype(np.int32)
    shared = sparse.csr_array(asked.sums[chosen].astype(bool).astype(np.int32) @ reach.T).tocoo()
    return pl.DataFrame(
        {
            "quantity": chosen[shared.row].astype(np.int64),
            "row": reports["row"].to_numpy()[shared.col],
            "source": reports["source"].gather(shared.col),
            "grade": reports["grade"].to_numpy()[shared.col],
        },
        schema={"quantity": pl.Int64, "row": pl.Int64, "source": pl.String, "grade": pl.Int64},
    )
