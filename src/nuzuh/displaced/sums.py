"""Sums of statements per place, origin and period, with their ids: what flows and stocks share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be counted.

    Attributes
    ----------
    top : str
        The place that the crisis is about; empty for all places, where several lie in no other.
    start, end : datetime.date
        Half-open time.
    period : str
        ``month`` or ``week``.
    finest_level : int
        Places of this level and coarser ones get figures.
    """

    top: str
    start: dt.date
    end: dt.date
    period: str
    finest_level: int = 5


EMPTY = pl.DataFrame(
    schema={
        "id": pl.String,
        "role": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "quantifier": pl.String,
        "metric": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "date": pl.Date,
        "oldest": pl.Date,
        "accuracy": pl.String,
        "place": pl.String,
        "origin": pl.String,
        "population": pl.String,
        "sources": pl.List(pl.String),
        "table": pl.String,
        "rows": pl.List(pl.UInt32),
        "value_parts": pl.List(pl.UInt32),
        "low_parts": pl.List(pl.UInt32),
        "high_parts": pl.List(pl.UInt32),
        "said": pl.List(
            pl.Struct(
                {
                    "source": pl.String,
                    "value": pl.Float64,
                    "quantifier": pl.String,
                    "start": pl.Date,
                    "end": pl.Date,
                    "parts": pl.List(pl.UInt32),
                }
            )
        ),
        "windowed": pl.Boolean,
        "gap": pl.String,
    }
)


def window_name(day: pl.Expr, period: str) -> pl.Expr:
    """Return the name of the period that a day lies in: ``2020-01`` or ``2020-W05``."""
    return day.dt.strftime("%Y-%m") if period == "month" else day.dt.strftime("%G-W%V")


def whole(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the cells as of one period, the whole time: ``window`` is empty."""
    return cells.with_columns(window=pl.lit(""))


def level_of(tree: pl.DataFrame, code: str) -> int:
    """Return the level of a place."""
    found = tree.filter((pl.col("code") == code) & (pl.col("ancestor") == code))["ancestor_level"]
    return int(found[0]) if found.len() else 0


def at_level(cells: pl.DataFrame, tree: pl.DataFrame, level: int, column: str, name: str) -> pl.DataFrame:
    """Return the cells with the place of a level, as ``name``, that their ``column`` lies in."""
    up = tree.filter(pl.col("ancestor_level") == level).select(
        pl.col("code").alias(column), pl.col("ancestor").alias(name)
    )
    return cells.join(up, on=column, how="inner", maintain_order="left")


def summed(taken: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return the sums of cells that do not overlap."""
    return taken.group_by(keys, maintain_order=True).agg(
        pl.col("value").sum(),
        pl.col("low").sum(),
        pl.col("high").sum(),
        joint_quantifier(),
        pl.col("start").min(),
        pl.col("end").max(),
        pl.col("value_part").alias("value_parts"),
        pl.col("low_part").alias("low_parts"),
        pl.col("high_part").alias("high_parts"),
        pl.col("sources").explode(empty_as_null=True).unique(maintain_order=True),
        pl.col("rows").explode(empty_as_null=True),
    )


def joint_quantifier() -> pl.Expr:
    """Return the quantifier of a sum: that of its parts if they agree, exact parts giving way; else ``about``."""
    loose = pl.col("quantifier").filter(pl.col("quantifier") != "exactly").unique()
    return (
        pl.when(loose.len() == 0)
        .then(pl.lit("exactly"))
        .when(loose.len() == 1)
        .then(loose.first())
        .otherwise(pl.lit("about"))
        .alias("quantifier")
    )


def gaps_of(rows: pl.DataFrame, inside: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Return the cells inside the crisis of which a source says that nothing is known, with the reason.

    Parameters
    ----------
    rows : pl.DataFrame
        ``to``, ``start``, ``end``, ``value``, ``gap``.
    inside : pl.DataFrame
        ``code`` of the places of the crisis.
    scope : Scope
    """
    silent = rows.filter(pl.col("value").is_null() & (pl.col("end") <= scope.end))
    silent = silent.join(inside, left_on="to", right_on="code", how="semi", maintain_order="left")
    return silent.with_columns(window=window_name(pl.col("start"), scope.period))


def with_gaps(target: pl.DataFrame, gaps: pl.DataFrame, tree: pl.DataFrame, level: int) -> pl.DataFrame:
    """Add a row with a null value for every place and window that rows speak of without a number."""
    named = at_level(gaps, tree, level, "to", "place").filter(pl.col("to") == pl.col("place"))
    lost = named.group_by("place", "window", maintain_order=True).agg(
        pl.col("start").min(), pl.col("end").max(), pl.col("gap").first()
    )
    lost = lost.join(target, on=["place", "window"], how="anti", maintain_order="left")
    return pl.concat([target, lost], how="diagonal")


def named(sums: pl.DataFrame, scope: Scope, metric: str, *, windowed: bool) -> pl.DataFrame:
    """Give sums their ids: ``displaced.flow.total``, ``….to.CODE``, ``….from.CODE``, ``….from.A.to.B``, ``….2020-01``."""
    place = pl.col("place") if "place" in sums.columns else pl.lit(None, dtype=pl.String)
    origin = pl.col("origin") if "origin" in sums.columns else pl.lit(None, dtype=pl.String)
    into = ".in." if metric == "stock" else ".to."
    whole = (place == scope.top) if "origin" not in sums.columns else pl.lit(value=False)
    stem = (
        pl.when(whole)
        .then(pl.lit(".total"))
        .otherwise(
            pl.concat_str(
                pl.when(origin.is_not_null()).then(".from." + origin).otherwise(pl.lit("")),
                pl.when(place.is_not_null()).then(into + place).otherwise(pl.lit("")),
            )
        )
    )
    role = (
        pl.when(whole)
        .then(pl.lit("total"))
        .when(origin.is_null())
        .then(pl.lit("to"))
        .when(place.is_null())
        .then(pl.lit("from"))
        .otherwise(pl.lit("pair"))
    )
    suffix = pl.when(pl.col("window") == "").then(pl.lit("")).otherwise("." + pl.col("window"))
    return sums.with_columns(
        id=pl.lit(f"displaced.{metric}") + stem + suffix,
        role=role,
        metric=pl.lit(metric),
        place=pl.coalesce(place, pl.lit(scope.top)),
        origin=origin,
        table=pl.lit("arrivals"),
        population=pl.lit("displaced"),
        windowed=pl.lit(windowed),
    ).drop("window")
