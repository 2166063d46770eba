"""The rows of the accounts as people read them: where each stands, what became of it and why, and whom to call about what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

TABLES = ("arrivals", "populations")
OTHER = "it is about {}, of whom there is no account"
HARDLY = 0.3  # a row of less weight hardly counts
FAR = 3.0
_COLUMNS = ["table", "file", "sheet", "line", "source", "amount", "people", "use", "why", "fitted", "misfit", "weight"]


def listed_uses(uses: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return every row of arrivals and populations with what became of it: used, superseded or excluded, and why.

    Parameters
    ----------
    uses : pl.DataFrame
        As ``balance.Balanced.uses``.
    tables : mapping of str to pl.DataFrame
        Records of the crisis folder.

    Returns
    -------
    pl.DataFrame
        ``table``, ``row``, ``file``, ``sheet``, ``line``, ``source``, ``amount`` (as reported), ``people``, ``use``, ``why``,
        ``fitted``, ``misfit``, ``weight``; in the order of the tables.
    """
    every = pl.concat([_rows(name, tables[name]) for name in TABLES])
    out = every.join(
        uses.with_columns(pl.col("row").cast(pl.Int64)), on=["table", "row"], how="left", maintain_order="left"
    )
    return out.with_columns(
        use=pl.col("use").fill_null("excluded"),
        why=pl.when(pl.col("use") == "used").then(_fit()).otherwise(pl.coalesce("why", "otherwise")),
    ).select("row", *_COLUMNS)


def listed_worst(uses: pl.DataFrame, tables: Mapping[str, pl.DataFrame], most: int = 20) -> list[dict[str, Any]]:
    """Return the rows that fit the accounts worst, the worst first, each with a sentence that says how; parameters as `listed_uses`."""
    listed = listed_uses(worst(uses, most), tables).filter(pl.col("fitted").is_not_null())
    listed = listed.sort(pl.col("misfit").abs(), descending=True, maintain_order=True)
    keep = ["table", "file", "sheet", "line", "source", "amount", "people", "fitted", "misfit"]
    return [row | {"sentence": _sentence(row)} for row in listed.select(keep).iter_rows(named=True)]


def _sentence(row: Mapping[str, Any]) -> str:
    return f"reports {row['people']:,.0f} where all reports together give {row['fitted']:,.0f}"


def _rows(name: str, table: pl.DataFrame) -> pl.DataFrame:
    whom = pl.lit("") if name == "arrivals" else pl.format(OTHER, pl.col("population"))
    return table.with_row_index("row").select(
        pl.lit(name).alias("table"),
        pl.col("row").cast(pl.Int64),
        file="_file",
        sheet=pl.col("_sheet").fill_null(""),
        line=pl.col("_line").cast(pl.Int64),
        source="source",
        amount="amount",
        people="people",
        otherwise=whom,
    )


def _fit() -> pl.Expr:
    """Return what the accounts give for a used row, as a sentence."""
    said, given = (_thousands(pl.col(name)) for name in ("people", "fitted"))
    hardly = pl.when(pl.col("weight") < HARDLY).then(pl.lit(": it fits badly and hardly counts")).otherwise(pl.lit(""))
    told = pl.format("used: reports {}, the accounts give {} (misfit {})", said, given, pl.col("misfit").round(1))
    return pl.concat_str(told, hardly)


def _thousands(people: pl.Expr) -> pl.Expr:
    return people.map_elements(lambda n: f"{n:,.0f}", return_dtype=pl.String)


def worst(uses: pl.DataFrame, most: int = 20) -> pl.DataFrame:
    """Return the used rows that fit the accounts worst, the worst first: whom to call about what."""
    bad = uses.filter((pl.col("use") == "used") & (pl.col("misfit").abs() > FAR))
    return bad.sort(pl.col("misfit").abs(), descending=True).head(most)
