"""What each row says to the accounts: of which cells it is the sum, and how far it may be off."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from nuzuh.displaced.ground import ANYWHERE, Floats, Tree
from nuzuh.displaced.statements import GRADES

ARRIVAL, RETURN, DEPARTURE, STOCK = range(4)
MOVEMENTS = {"displacement": ARRIVAL, "return": RETURN, "departure": DEPARTURE}

# Relative standard deviation of one row, and of what a source gets wrong in all its rows, by grade A to F.
ROW_ERROR = (0.05, 0.10, 0.20, 0.35, 0.60, 0.60)
BIAS_ERROR = (0.03, 0.06, 0.10, 0.15, 0.25, 0.25)
VAGUE_KINDS = ("informant", "media", "other")  # who tells what he heard: a quarter more error than the grade says
VAGUE = 1.25
ABOUT, ONE_SIDED = 0.05, 0.10  # further relative errors of "about 500" and "more than 500"
SHIFT = 0.10  # what "more than" and "less than" lie from the number named, on average
INTERVAL = 2 * 1.6449  # a range of low to high is taken as 90 %
MANY, MOSTLY = 5, 0.5  # numbers repeated, and their share of the cells of both: a source that copies another
DIGITS = 3  # a number with as many telling digits is no coincidence
DAYS = {"day": 0, "week": 7, "month": 30, "year": 365}

SCHEMA = {
    "table": pl.String,
    "row": pl.Int64,
    "kind": pl.Int64,
    "to": pl.Int64,
    "from": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "value": pl.Float64,
    "centre": pl.Float64,
    "error": pl.Float64,
    "household": pl.Float64,
    "source": pl.String,
    "grade": pl.Int64,
}
NO_NUMBER = "it gives no number"
OUTSIDE_TIME = "its period reaches outside the time that is counted here; it is not cut up"
LATER = "the same source reported this cell again later"
COPIED = "it repeats another source's number to the last digit: the two are taken as one report"
COPIER = "its source repeats most numbers of another source of the same cells: the two are taken as one report"
COUNTED_AGAIN = "the same source counted this place again before the crisis began"
ELSEWHERE = "it is about places outside the crisis"
DIFFERENT = "it counts different people, not movements"
UNPLACED = "the place that people left is not known, and no account can take them from it"


def reports_of(
    arrivals: pl.DataFrame,
    populations: pl.DataFrame,
    sources: pl.DataFrame,
    tree: Tree,
    inside: pl.DataFrame,
    start: dt.date,
    end: dt.date,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that speak to the accounts, and what became of all others.

    Parameters
    ----------
    arrivals, populations, sources : pl.DataFrame
        Records of the crisis folder.
    tree : Tree
    inside : pl.DataFrame
        ``code`` of the places of the crisis.
    start, end : datetime.date
        Half-open time.

    Returns
    -------
    (pl.DataFrame, pl.DataFrame)
        Reports with the columns of ``SCHEMA``: numbers of places (−1: anywhere), days as ordinals, ``value`` (people), ``centre``
        (what the wording points to), ``error`` (relative standard deviation by grade, kind of source, quantifier, rounding and
        dates), ``household`` (relative error of the household size that all such rows share); and ``table``, ``row``,
        ``use``, ``why`` of the rows that are left out.
    """
    every = pl.concat([_flows(arrivals), _stocks(populations)], how="vertical_relaxed")
    rows = _placed(every, sources, tree, inside)
    late = (
        pl.when(pl.col("kind") == STOCK)
        .then(pl.col("start") > end.toordinal())
        .otherwise((pl.col("start") < start.toordinal()) | (pl.col("end") > end.toordinal()))
    )
    why = (
        pl.when(pl.col("value").is_null())
        .then(pl.lit(NO_NUMBER))
        .when(pl.col("elsewhere"))
        .then(pl.lit(ELSEWHERE))
        .when(pl.col("counts") == "people")
        .then(pl.lit(DIFFERENT))
        .when(pl.col("kind").is_in([RETURN, DEPARTURE]) & (pl.col("from") == ANYWHERE))
        .then(pl.lit(UNPLACED))
        .when(late)
        .then(pl.lit(OUTSIDE_TIME))
    )
    rows = rows.with_columns(why=why, use=pl.when(why.is_not_null()).then(pl.lit("excluded")))
    rows = _repeated(_stale(rows, start.toordinal()))
    used = rows.filter(pl.col("use").is_null())
    left = rows.filter(pl.col("use").is_not_null()).select("table", "row", "use", "why")
    return _with_errors(used, start.toordinal()).select(list(SCHEMA)).cast(pl.Schema(SCHEMA)), left


def _flows(arrivals: pl.DataFrame) -> pl.DataFrame:
    """Return movements in the columns that both kinds of rows share."""
    return arrivals.with_row_index("row").select(
        pl.lit("arrivals").alias("table"),
        pl.col("row").cast(pl.Int64),
        kind=pl.col("movement").replace_strict(MOVEMENTS, return_dtype=pl.Int64),
        to_code="destination",
        from_code="origin",
        start=_ordinal("start"),
        end=_ordinal("end"),
        value="people",
        low="people_low",
        high="people_high",
        quantifier="quantifier",
        unit="unit",
        size="household_size",
        accuracy="date_accuracy",
        counts="counts",
        source="source",
        reported="reported",
    )


def _stocks(populations: pl.DataFrame) -> pl.DataFrame:
    """Return counts of displaced people present, as movements of no length."""
    return (
        populations.with_row_index("row")
        .filter(pl.col("population") == "displaced")
        .select(
            pl.lit("populations").alias("table"),
            pl.col("row").cast(pl.Int64),
            kind=pl.lit(STOCK, dtype=pl.Int64),
            to_code="place",
            from_code=pl.lit(None, dtype=pl.String),
            start=_present("date", "date_accuracy"),
            end=_present("date", "date_accuracy") + 1,
            value="people",
            low="people_low",
            high="people_high",
            quantifier="quantifier",
            unit="unit",
            size="household_size",
            accuracy="date_accuracy",
            counts=pl.lit("movements"),
            source="source",
            reported="reported",
        )
    )


def _present(name: str, accuracy: str) -> pl.Expr:
    """Return the day at whose start people known to a day, month or year were present: the end of that day or month."""
    return (
        pl.when(pl.col(accuracy) == "month")
        .then(_ordinal_of(pl.col(name).dt.month_end()))
        .when(pl.col(accuracy) == "year")
        .then(_ordinal_of(pl.date(pl.col(name).dt.year(), 7, 1)))
        .when(pl.col(accuracy) == "week")
        .then(_ordinal_of(pl.col(name).dt.offset_by("3d")))
        .otherwise(_ordinal_of(pl.col(name)))
        + 1
    )


def _ordinal_of(day: pl.Expr) -> pl.Expr:
    return (day - pl.date(1, 1, 1)).dt.total_days() + 1


def _ordinal(name: str) -> pl.Expr:
    return (pl.col(name) - pl.date(1, 1, 1)).dt.total_days() + 1


def _placed(rows: pl.DataFrame, sources: pl.DataFrame, tree: Tree, inside: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the numbers of their places and their sources' grade; ``elsewhere`` where they miss the crisis."""
    held = pl.concat(
        [
            tree.frame("to_code"),
            pl.DataFrame(
                {"to_code": [None], "to_code_n": [ANYWHERE]}, schema={"to_code": pl.String, "to_code_n": pl.Int64}
            ),
        ]
    )
    ours = inside["code"].implode()
    known = sources.select(
        source="code",
        grade=pl.col("grade").replace_strict(GRADES, range(6), return_dtype=pl.Int64),
        vague=pl.col("kind").is_in(VAGUE_KINDS).fill_null(value=False),
        published="published",
    )
    back = pl.col("kind").is_in([RETURN, DEPARTURE])
    home = (pl.col("kind") == RETURN) & pl.col(
        "from_code"
    ).is_null()  # mostly from nearby: taken from where they return to
    left = pl.when(home).then("to_code").otherwise("from_code")
    return (
        rows.join(held, on="to_code", how="left", nulls_equal=True, maintain_order="left")
        .join(
            held.rename({"to_code": "from_code", "to_code_n": "from_code_n"}),
            on="from_code",
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .join(known, on="source", how="left", maintain_order="left")
        .with_columns(
            pl.col("to_code_n").alias("to"),
            pl.when(home).then("to_code_n").otherwise("from_code_n").alias("from"),
            grade=pl.col("grade").fill_null(5),
            reported=pl.coalesce("reported", "published"),
            elsewhere=pl.when(back)
            .then(left.is_not_null() & ~left.is_in(ours))
            .when(pl.col("kind") == STOCK)
            .then(~pl.col("to_code").is_in(ours))
            .otherwise(~pl.col("to_code").is_in(ours) & ~(pl.col("from_code").is_in(ours)).fill_null(value=False)),
        )
    )


def _repeated(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark rows that a later report of the same source replaces, and rows that repeat another source's number."""
    cell = ["kind", "to", "from", "start", "end"]
    fresh = rows.filter(pl.col("use").is_null()).sort("reported", "row", nulls_last=False)
    last = pl.col("row").last().over(*cell, "source", "table") == pl.col("row")
    fresh = _superseded(fresh, ~last, LATER)
    telling = (
        pl.col("value").cast(pl.Int64, strict=False).cast(pl.String).str.strip_chars_end("0").str.len_chars() >= DIGITS
    )
    ranked = fresh.sort("grade", "source")
    first = pl.col("source").first().over(*cell, "value", "quantifier", "use") == pl.col("source")
    ranked = _superseded(ranked, pl.col("use").is_null() & telling & ~first, COPIED)
    ranked = ranked.join(_copiers(ranked, cell), on=["table", "row"], how="left", maintain_order="left")
    ranked = _superseded(ranked, pl.col("use").is_null() & pl.col("copier").is_not_null(), COPIER).drop("copier")
    return pl.concat([rows.filter(pl.col("use").is_not_null()), ranked]).sort(*cell, "source", "value", "row")


def _copiers(rows: pl.DataFrame, cell: list[str]) -> pl.DataFrame:
    """Return the rows of sources that repeat another one's numbers in most cells of both, as far as these cells go."""
    slim = rows.filter(pl.col("use").is_null() | (pl.col("why") == COPIED))
    slim = slim.select(*cell, "row", "table", "source", "grade", "value", "why")
    pairs = slim.join(slim.drop("row", "table", "why"), on=cell, nulls_equal=True, suffix="_other").filter(
        (pl.col("grade_other") < pl.col("grade"))
        | ((pl.col("grade_other") == pl.col("grade")) & (pl.col("source_other") < pl.col("source")))
    )
    same = (pl.col("value") == pl.col("value_other")) & (pl.col("why") == COPIED)
    copied = pairs.group_by("source", "source_other").agg(same.sum().alias("same"), pl.len().alias("both"))
    copied = copied.filter((pl.col("same") >= MANY) & (pl.col("same") >= MOSTLY * pl.col("both")))
    found = pairs.join(copied, on=["source", "source_other"], how="semi")
    return found.select("table", "row", copier=pl.lit(value=True)).unique()


def _superseded(rows: pl.DataFrame, which: pl.Expr, why: str) -> pl.DataFrame:
    return rows.with_columns(
        use=pl.when(which).then(pl.lit("superseded")).otherwise("use"),
        why=pl.when(which).then(pl.lit(why)).otherwise("why"),
    )


def _stale(rows: pl.DataFrame, start: int) -> pl.DataFrame:
    """Mark counts of people present before the crisis whose source counted the same place again before it began."""
    early = (pl.col("kind") == STOCK) & (pl.col("start") <= start) & pl.col("use").is_null()
    last = pl.when(early).then("start").max().over("to", "source")
    return _superseded(rows, early & (pl.col("start") < last), COUNTED_AGAIN)


def _with_errors(rows: pl.DataFrame, start: int) -> pl.DataFrame:
    """Return rows with ``centre``, ``error`` and ``household``."""
    value = rows["value"].to_numpy()
    quantifier = rows["quantifier"].fill_null("exactly").to_numpy()
    safe = np.maximum(value, 1.0)
    graded = np.array(ROW_ERROR)[rows["grade"].to_numpy()] * np.where(
        rows["vague"].fill_null(value=False).to_numpy(), VAGUE, 1.0
    )
    houses = (rows["unit"].fill_null("people") == "households").to_numpy()
    width = ((rows["high"] - rows["low"]).fill_null(0).to_numpy()) / safe / INTERVAL
    low, high = rows["low"].to_numpy(), rows["high"].to_numpy()
    between = quantifier == "between"
    variance = graded**2
    variance += np.where(quantifier == "about", ABOUT**2, 0.0)
    variance += np.where(np.isin(quantifier, ("more than", "less than")), ONE_SIDED**2, 0.0)
    variance += np.where(between & ~houses, width**2, 0.0)
    size = np.where(houses, np.maximum(rows["size"].fill_null(5.0).to_numpy(), 1.0), 1.0)
    variance += (size * _last_digit(value / size) / 2 / np.sqrt(12) / safe) ** 2  # rounded or not, half and half
    coarse = rows["accuracy"].replace_strict(DAYS, default=0, return_dtype=pl.Float64).to_numpy()
    length = np.maximum((rows["end"] - rows["start"]).to_numpy(), coarse).astype(np.float64)
    flow = (rows["kind"] != STOCK).to_numpy()
    # A period whose ends are off by a third of the unit that they are known to; a stock moves by 3 % a month.
    variance += np.where(
        flow, np.where(length > coarse, (coarse / 3 / np.maximum(length, 1)) ** 2, 0.0), (0.03 * coarse / 30) ** 2
    )
    age = np.where(flow, 0, np.maximum(start - rows["start"].to_numpy(), 0))  # such a stock stands at the first day
    variance += (0.03 * age / 30) ** 2
    shift = np.select([quantifier == "more than", quantifier == "less than"], [1 + SHIFT, 1 - SHIFT], 1.0)
    centre = np.where(between & ~houses & (high > low), (low + high) / 2, value) * shift
    return rows.with_columns(
        centre=pl.Series(centre),
        error=pl.Series(np.sqrt(variance)),
        household=pl.Series(np.where(houses, width, 0.0)),
    )


def _last_digit(value: Floats) -> Floats:
    """Return the unit that each number was rounded to: 1000 for 12,000."""
    out = np.ones(len(value))
    whole = np.maximum(np.rint(value), 0).astype(np.int64)
    unit = 1
    for _ in range(9):
        unit *= 10
        out = np.where((whole > 0) & (whole % unit == 0), float(unit), out)
    return out
