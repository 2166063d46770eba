"""What the sources state: rows brought to cells, one per place, origin and time, sources side by side."""

from __future__ import annotations

import datetime as dt

import polars as pl

from nuzuh.places.gazetteer import OUTSIDE

GRADES = ("A", "B", "C", "D", "E", "F")
JUDGED = 4  # grades A to D; E (unreliable) and F (cannot be judged) speak only where nobody else does

FLOW_KEY = ("to", "from", "start", "end")
STOCK_KEY = ("to", "start")


def flow_rows(
    arrivals: pl.DataFrame, sources: pl.DataFrame, places: pl.DataFrame, start: dt.date, end: dt.date
) -> pl.DataFrame:
    """Return the rows of arrivals that state a number of people displaced inside a time, no returns and departures.

    Parameters
    ----------
    arrivals, sources, places : pl.DataFrame
        Records of the crisis folder.
    start, end : datetime.date
        Half-open time; rows that reach outside it are left out.

    Returns
    -------
    pl.DataFrame
        ``row`` (position in ``arrivals``), ``to``, ``to_level``, ``from``, ``from_level`` (−1 when unknown; the
        finest of all places for ``outside``, which lies in none of them), ``start``, ``end``, ``days``, ``low``,
        ``value``, ``high`` (people), ``quantifier``, ``source``, ``grade`` (0 for A to 5 for F), ``judged``,
        ``reported``; ``value_part``, ``low_part``, ``high_part`` (which reported number each of the three is: equal
        where the numbers are).
    """
    rows = arrivals.with_row_index("row").filter(
        (pl.col("movement") == "displacement")
        & (pl.col("counts") == "movements")
        & pl.col("people").is_not_null()
        & (pl.col("start") >= start)
        & (pl.col("end") <= end)
    )
    rows = rows.select(
        "row",
        pl.col("destination").alias("to"),
        pl.col("origin").alias("from"),
        "start",
        "end",
        pl.col("people_low").alias("low"),
        pl.col("people").alias("value"),
        pl.col("people_high").alias("high"),
        "quantifier",
        "source",
        "reported",
        pl.col("date_accuracy").alias("accuracy"),
    )
    return _finish(rows, sources, places)


def stock_rows(
    populations: pl.DataFrame, sources: pl.DataFrame, places: pl.DataFrame, kind: str, end: dt.date
) -> pl.DataFrame:
    """Return the rows of populations of one kind that state a number before a day.

    Parameters
    ----------
    populations, sources, places : pl.DataFrame
        Records of the crisis folder.
    kind : str
        ``displaced``, ``returnees``, ``residents`` or ``capacity``.
    end : datetime.date
        Rows of this day and later are left out.

    Returns
    -------
    pl.DataFrame
        As of `flow_rows`, with ``from`` null, ``start`` the day and ``end`` the day after.
    """
    rows = populations.with_row_index("row").filter(
        pl.col("people").is_not_null() & (pl.col("population") == kind) & (pl.col("date") < end)
    )
    rows = rows.select(
        "row",
        pl.col("place").alias("to"),
        pl.lit(None, dtype=pl.String).alias("from"),
        pl.col("date").alias("start"),
        pl.col("date").dt.offset_by("1d").alias("end"),
        pl.col("people_low").alias("low"),
        pl.col("people").alias("value"),
        pl.col("people_high").alias("high"),
        "quantifier",
        "source",
        "reported",
        pl.col("date_accuracy").alias("accuracy"),
    )
    return _finish(rows, sources, places)


def _finish(rows: pl.DataFrame, sources: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    grade = sources.select(
        source="code",
        grade=pl.col("grade").replace_strict(GRADES, range(6), return_dtype=pl.Int8),
        published="published",
    )
    level = places.select(code="code", level=pl.col("level").cast(pl.Int8))
    level = pl.concat([level, level.select(code=pl.lit(OUTSIDE), level=pl.col("level").max())])
    return (
        rows.join(grade, on="source", how="left", maintain_order="left")
        .join(level.rename({"code": "to", "level": "to_level"}), on="to", how="left", maintain_order="left")
        .join(
            level.rename({"code": "from", "level": "from_level"}),
            on="from",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            reported=pl.coalesce("reported", "published"),
            from_level=pl.col("from_level").fill_null(-1),
            judged=pl.col("grade") < JUDGED,
            days=(pl.col("end") - pl.col("start")).dt.total_days().cast(pl.Int32),
            value_part=_part(0),
            low_part=_part(pl.when(pl.col("low") == pl.col("value")).then(0).otherwise(1)),
            high_part=_part(pl.when(pl.col("high") == pl.col("value")).then(0).otherwise(2)),
        )
        .drop("published")
    )


def _part(number: pl.Expr | int) -> pl.Expr:
    """Return a name for a number of a row: 0 its value, 1 its low, 2 its high end."""
    return (pl.col("row") * 4 + number).cast(pl.UInt32)


def latest_per_source(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row per source and cell: the one that it reported last (of equals, the last in the files).

    Two rows of one source for the same cell never add up.
    """
    return (
        rows.sort("reported", "row", nulls_last=False)
        .group_by("source", *FLOW_KEY, maintain_order=True)
        .last()
        .sort("row")
    )


def cells(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row per cell, with the preferred source's statement and the range over the sources.

    The preferred source is the best graded one, then the one that reported last, then the first by code. Sources of
    grade E and F are side by side with others but give neither value nor range where a better graded one speaks.

    Parameters
    ----------
    rows : pl.DataFrame
        One row per source and cell, as `latest_per_source` gives them.

    Returns
    -------
    pl.DataFrame
        The columns of ``rows`` for the preferred source, with ``low`` and ``high`` over the sources, ``sources``
        (list, preferred first) and ``rows`` (list of positions, in the same order).
    """
    ranked = rows.sort("grade", "reported", "source", descending=[False, True, False], nulls_last=True)
    best_judged = pl.col("judged").any()
    counted = pl.col("judged") | ~best_judged
    keep = [c for c in rows.columns if c not in (*FLOW_KEY, "low", "high", "low_part", "high_part")]
    return (
        ranked.group_by(FLOW_KEY, maintain_order=True)
        .agg(
            *(pl.col(c).first() for c in keep),
            pl.col("low").filter(counted).min(),
            pl.col("high").filter(counted).max(),
            pl.col("low_part").filter(counted).get(pl.col("low").filter(counted).arg_min()),
            pl.col("high_part").filter(counted).get(pl.col("high").filter(counted).arg_max()),
            pl.col("source").filter(counted).alias("sources"),
            pl.col("row").filter(counted).alias("rows"),
        )
        .sort("row")
        .with_row_index("cell")
    )
