"""Both methods together: the accounts as the figures, what each source says beside them, and the transparent method to compare."""

from __future__ import annotations

import polars as pl

_KEPT = ("returnees", "capacity")
BESIDE = "preferred"
METHOD = "accounts"


def together(accounts: pl.DataFrame, preferred: pl.DataFrame, levels: dict[str, int]) -> pl.DataFrame:
    """Return the figures of an issue.

    Where both methods give a figure, the accounts give the value and the interval, and the preferred method what each source
    says. What only the transparent method gives stays: stocks of returnees, capacities, running totals of one source, and
    places and periods of which a source says that nothing is known.

    Parameters
    ----------
    accounts, preferred : pl.DataFrame
        As `balance.Balanced.figures` and `triangulate.Counted.figures`.
    levels : dict of str to int
        Level of each place.
    """
    said = preferred.select("id", "said", "gap", "sources", told=pl.col("value").is_not_null())
    ours = accounts.drop("said", "gap").join(
        said.rename({"sources": "first"}), on="id", how="left", maintain_order="left"
    )
    silent = pl.col("gap").is_not_null() & ~pl.col("told").fill_null(value=False) & pl.col("windowed")
    hidden = [
        pl.when(silent).then(None).otherwise(c).alias(c)
        for c in ("value", "low", "high", "value_parts", "unreported", "silent")
    ]
    ours = ours.with_columns(
        *hidden,
        sources=pl.when(pl.col("first").list.len() > 0)
        .then(
            pl.concat_list("first", pl.coalesce("sources", pl.lit([], dtype=pl.List(pl.String)))).list.unique(
                maintain_order=True
            )
        )
        .otherwise("sources"),
        gap=pl.when(silent).then("gap"),
        method=pl.lit(METHOD),
    ).drop("told", "first")
    of_sources = pl.col("role") == "since"
    kept = pl.col("population").is_in(_KEPT) | of_sources | pl.col("value").is_null()
    running = pl.col("id").str.starts_with("displaced.flow.since.") & pl.col("start").is_in(
        accounts.filter(of_sources)["start"].unique().implode()
    )
    renamed = pl.when(running).then(pl.lit("preferred.") + pl.col("id")).otherwise("id").alias("id")
    others = (
        preferred.filter(kept)
        .with_columns(renamed)
        .join(ours, on="id", how="anti")
        .with_columns(method=pl.lit("preferred"))
    )
    level = pl.col("place").replace_strict(levels, default=9, return_dtype=pl.Int64)
    beside = preferred.filter(
        ~pl.col("windowed")
        & pl.col("role").is_in(["total", "to"])
        & ((pl.col("role") == "total") | (level <= 1))
        & ~pl.col("population").is_in(_KEPT)
        & pl.col("value").is_not_null()
    ).with_columns(
        id=pl.lit("preferred.") + pl.col("id"),
        role=pl.lit(BESIDE),
        method=pl.lit("preferred"),
        said=pl.lit([], dtype=preferred.schema["said"]),
    )
    return pl.concat([ours, others, beside], how="diagonal_relaxed").sort("id")
