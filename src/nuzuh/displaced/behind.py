"""The rows behind the parts of an account that are no sum of reports: departures, returns, unreported arrivals, the residual."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

RESTING = ("departures", "returns", "unreported", "residual")  # rest on all rows of a place's account
_PARTS = ("to", "total", "arrivals", "start")
Account = tuple[str, str]  # place, name of the period or nothing


def with_rows_behind(
    figures: pl.DataFrame, arrivals: pl.DataFrame, uses: pl.DataFrame, tree: pl.DataFrame
) -> pl.DataFrame:
    """Return figures with the rows and sources behind those of `RESTING`.

    These rest on the rows of the arrivals and of both stocks of the same account, and on the departures and returns that were
    reported. ``rows`` are positions in arrivals, the new column ``present_rows`` in populations.

    Parameters
    ----------
    figures : pl.DataFrame
        As `together.together` gives them.
    arrivals : pl.DataFrame
        Records of the crisis folder.
    uses : pl.DataFrame
        As ``balance.Balanced.uses``.
    tree : pl.DataFrame
        As `nuzuh.places.gazetteer.lineage`.
    """
    ours = figures.filter((pl.col("method") == "accounts") & (pl.col("population") == "displaced"))
    window = pl.when("windowed").then(pl.col("id").str.split(".").list.last()).otherwise(pl.lit(""))
    ours = ours.with_columns(window=window)
    parts: dict[Account, dict[tuple[str, str], Mapping[str, Any]]] = defaultdict(dict)
    for row in ours.filter(pl.col("role").is_in(_PARTS)).iter_rows(named=True):
        name = "to" if row["role"] == "total" else row["role"]
        parts[row["place"], row["window"]][row["metric"], name] = row
    told = _told(arrivals, uses, tree)
    out = []
    for row in ours.filter(pl.col("role").is_in(RESTING)).iter_rows(named=True):
        account = parts[row["place"], row["window"]]
        flow = account.get(("flow", "arrivals")) or account.get(("flow", "to"))
        stocks = [account[key] for key in (("stock", "to"), ("stock", "start")) if key in account]
        back = [(n, s) for n, s, start, end in told[row["place"]] if start < row["end"] and end > row["start"]]
        moved = _united([*((flow["rows"] or ()) if flow else ()), *(n for n, _ in back)])
        present = _united(n for stock in stocks for n in stock["rows"] or ())
        named = [s for part in (flow, *stocks) if part for s in part["sources"] or ()]
        out.append((row["id"], moved, present, list(dict.fromkeys([*named, *sorted({s for _, s in back})]))))
    rows = pl.List(pl.UInt32)
    kinds = pl.Schema({"id": pl.String(), "new": rows, "present_rows": rows, "by": pl.List(pl.String)})
    behind = pl.DataFrame(out, schema=kinds, orient="row")
    return (
        figures.join(behind, on="id", how="left", maintain_order="left")
        .with_columns(rows=pl.coalesce("new", "rows"), sources=pl.coalesce("by", "sources"))
        .drop("new", "by")
    )


def _united(rows: Iterable[int]) -> list[int]:
    return sorted(set(rows))


def _told(
    arrivals: pl.DataFrame, uses: pl.DataFrame, tree: pl.DataFrame
) -> dict[str | None, list[tuple[int, str, dt.date, dt.date]]]:
    """Return, per place, the departures and returns from it that the accounts use: row, source, start, end."""
    used = uses.filter((pl.col("table") == "arrivals") & (pl.col("use") == "used"))["row"]
    rows = arrivals.with_row_index("row").filter(
        pl.col("row").cast(pl.Int64).is_in(used.cast(pl.Int64).implode()) & (pl.col("movement") != "displacement")
    )
    rows = rows.with_columns(left=pl.coalesce("origin", "destination")).join(tree, left_on="left", right_on="code")
    out: dict[str | None, list[tuple[int, str, dt.date, dt.date]]] = defaultdict(list)
    for place, *told in rows.sort("row").select("ancestor", "row", "source", "start", "end").iter_rows():
        out[place].append((told[0], told[1], told[2], told[3]))
    everywhere = rows.unique("row").sort("row").select("row", "source", "start", "end")
    out[""] = out[None] = list(everywhere.iter_rows())
    return out
