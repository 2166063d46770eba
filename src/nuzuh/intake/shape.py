"""Rows of somebody's sheet as rows of a table of the crisis folder, every cell still text."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from nuzuh.intake.days import LAST
from nuzuh.intake.departures import turned
from nuzuh.intake.reading import Reading, Use, level_in
from nuzuh.terms.amounts import fold_letters
from nuzuh.terms.dates import month_names

PLACES = {
    "arrivals": ("origin", "destination"),
    "routes": ("from", "to"),
    "access": ("place", "from", "to"),
    **dict.fromkeys(("places", "sources", "references", "signatories", "place_decisions"), ()),
}


def place_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that name a place."""
    return PLACES.get(table, ("place",))


def shaped(reading: Reading, rows: pl.DataFrame, table: str, name: str, part: str) -> pl.DataFrame:
    """Return the rows of a sheet as rows of the table: one for every amount of a line, else one a line.

    Parameters
    ----------
    rows : pl.DataFrame
        The rows of ``reading.laid``, repaired: ``_line``, ``c0`` … (String).
    name, part : str
        Name of the import and of the sheet in it, of which the ids are made.

    Returns
    -------
    pl.DataFrame
        ``_line``, the table's columns that the sheet gives (String), and for every place column ``_<place>_within`` (code
        of the finest place that the row's other columns name) and ``_<place>_level`` (level of the name).
    """
    base = _base(reading, rows, table)
    amounts = reading.amounts
    base = _unpivoted(base, rows, amounts) if amounts else base.with_columns(_part=pl.lit(0))
    fixed = [pl.lit(value).alias(column) for column, (value, _) in reading.fixed.items() if column not in base.columns]
    base = base.with_columns(fixed)
    if "_amount" in base.columns:  # a cross table of people reached, not of displaced
        base = base.rename({"amount": base["_amount"][0]}).drop("_amount")
    base = turned(base)
    if table == "signatories":
        names = [c for c in base.columns if c == "name" or c.startswith("name_")]
        base = base.with_columns(name=pl.coalesce(names))
    several = pl.when(pl.lit(len(amounts) > 1)).then(pl.format(".{}", pl.col("_part") + 1)).otherwise(pl.lit(""))
    base = base.with_columns(_id=pl.format("{}-{}{}", pl.lit(name + part), pl.col("_line"), several))
    return base.drop("_part")


def filled(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Return the rows in which the table has anything, and the lines of the others."""
    cells = [c for c in frame.columns if not c.startswith("_")]
    blank = frame.select(pl.all_horizontal(pl.col(c).is_null() for c in cells)).to_series()
    return (frame.filter(~blank), frame["_line"].filter(blank)) if blank.any() else (frame, frame["_line"].clear())


def with_ids(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with an id each: the file's own where it has one that is unique, else name, sheet and line."""
    if "id" not in frame.columns:
        return frame.rename({"_id": "id"})
    own = pl.col("id").str.replace_all(r"[^\w.:+-]+", "-").str.strip_chars("-")
    frame = frame.with_columns(id=pl.when(own != "").then(own))
    running = pl.col("id").str.contains(r"^[0-9]+$")  # 1, 2, 3 in every file
    once = pl.col("id").is_not_null() & ~pl.col("id").is_duplicated() & ~running
    return frame.with_columns(id=pl.when(once).then("id").otherwise("_id")).drop("_id")


def _base(reading: Reading, rows: pl.DataFrame, table: str) -> pl.DataFrame:
    columns: dict[str, pl.Expr] = {"_line": pl.col("_line")}
    for place in place_columns(table):
        columns |= _place(reading, place)
    for use in reading.uses:
        stem = use.gives.split("@")[0].removesuffix(LAST)
        if use.gives and "@" not in use.gives and stem not in ("amount", "year", "month", *columns):
            columns[stem] = pl.col(use.at)
    frame = rows.select(expr.alias(key) for key, expr in columns.items())
    day = "start" if table in ("arrivals", "activities") else "date"
    if day not in columns and (years := reading.giving("year")):
        months = reading.giving("month")
        frame = frame.with_columns(_days(rows, years[0], months[0] if months else None).alias(day))
    return frame


def _days(rows: pl.DataFrame, year: Use, month: Use | None) -> pl.Series:
    years = rows[year.at].str.extract(r"((?:19|20)\d{2})")
    if month is None:
        return years
    numbers = {v: f"{n:02d}" for v in rows[month.at].drop_nulls().unique() if (n := _month(v))}
    months = rows[month.at].replace_strict(numbers, default=None, return_dtype=pl.String)
    return rows.select(
        pl.when(pl.lit(months).is_not_null())
        .then(pl.format("{}-{}", pl.lit(years), pl.lit(months)))
        .otherwise(pl.lit(years))
    ).to_series()


def _month(text: str) -> int | None:
    folded = fold_letters(text).strip().strip(".")
    if folded.isdigit() and 1 <= int(folded) <= 12:
        return int(folded)
    return month_names().get(folded)


def _place(reading: Reading, place: str) -> dict[str, pl.Expr]:
    """Return code, name, and what narrows the name, of one place column of the table."""
    codes = _by_level(reading, place)
    names = _by_level(reading, f"{place}_name")
    out: dict[str, pl.Expr] = {}
    plain = [u for u in reading.uses if u.gives in (place, f"{place}_name")]
    for use in plain:
        out[use.gives] = pl.col(use.at)
    if not codes and not names:
        return out
    if codes:
        written = reading.laid.rows[codes[0][1]]
        suffix = written.str.extract(r"^[A-Za-z]+\d+_(\w+)$")
        out[f"_{place}_suffix"] = pl.when(pl.col(codes[0][1]) != pl.lit(written)).then(pl.lit(suffix))
    if codes and place not in out:
        finest = pl.coalesce([pl.col(at) for _, at in codes])
        level = _level_of(codes)
        finer = _level_of(names).gt(level) if names else pl.lit(value=False)
        out[place] = pl.when(finer.fill_null(value=False)).then(None).otherwise(finest)
        out[f"_{place}_within"] = finest
    if names:
        out.setdefault(f"{place}_name", pl.coalesce([pl.col(at) for _, at in names]))
        out[f"_{place}_level"] = _level_of(names)
        out |= {f"_{place}_in{wider}": pl.col(at) for wider, at in names if wider < names[0][0]}
    return out


def _by_level(reading: Reading, stem: str) -> list[tuple[int, str]]:
    """Return (level, column) of what gives a stem, finest first; names in a second language come after."""
    found = [
        (level, "+" in u.gives, u.at)
        for u in reading.uses
        if u.gives.split("@")[0] == stem and (level := level_in(u.gives.split("+")[0])) is not None
    ]
    return [(level, at) for level, _, at in sorted(found, key=lambda f: (-f[0], f[1]))]


def _level_of(columns: Sequence[tuple[int, str]]) -> pl.Expr:
    return pl.coalesce([pl.when(pl.col(at).is_not_null()).then(pl.lit(level)) for level, at in columns])


def _unpivoted(base: pl.DataFrame, rows: pl.DataFrame, amounts: Sequence[Use]) -> pl.DataFrame:
    """Return one row for each amount of a line that is filled, and one for a line with none."""
    if len(amounts) == 1:
        fixed = [pl.lit(v).alias(k) for k, v in amounts[0].fixed.items() if k not in base.columns]
        return base.with_columns(rows[amounts[0].at].alias("amount"), *fixed, pl.lit(0).alias("_part"))
    parts = []
    empty = rows.select(pl.all_horizontal(pl.col(u.at).is_null() for u in amounts)).to_series()
    for k, use in enumerate(amounts):
        keep = rows[use.at].is_not_null() | empty if k == 0 else rows[use.at].is_not_null()
        fixed = [pl.lit(v).alias(key) for key, v in use.fixed.items()]
        part = base.with_columns(rows[use.at].alias("amount"), pl.lit(k).alias("_part"))
        parts.append(part.filter(keep).with_columns(fixed))
    return pl.concat(parts, how="diagonal").sort("_line", "_part", maintain_order=True)
