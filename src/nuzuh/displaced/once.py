"""People displaced at least once: between which limits their number must lie, where the reports allow to say so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import polars as pl

from nuzuh.displaced.statements import GRADES, JUDGED
from nuzuh.displaced.sums import EMPTY, Scope
from nuzuh.places.gazetteer import lineage

METHOD = "bounds"
POPULATION = "displaced at least once"
BEFORE_DAYS = 31  # a stock of the period's beginning is at most so much older


@dataclass(frozen=True, slots=True)
class _Least:
    """A number of different people, and the rows of a table that show them."""

    people: float
    table: str
    rows: tuple[int, ...]
    sources: tuple[str, ...]


def once_figures(
    figures: pl.DataFrame,
    arrivals: pl.DataFrame,
    populations: pl.DataFrame,
    sources: pl.DataFrame,
    places: pl.DataFrame,
    scope: Scope,
) -> pl.DataFrame:
    """Return the figure ``displaced.once.total``, or no row where nothing is known.

    ``low`` and ``high`` are limits that follow by logic, not an interval; ``value`` is null unless a source counts
    different people (``counts`` = people) in the whole crisis over the whole period.

    - At most every movement was another person: ``high`` is the upper end of the total flow; none where that is *more
      than* a number, or less than ``low``.
    - At least the highest of: the different people of one row; the movements of one row about a single day, on which
      nobody flees twice; the displaced people of a source on one day beyond those of the month before the period,
      summed over the places of one level that it counts both times.

    Sources of grade E and F set no limit.

    Parameters
    ----------
    figures : pl.DataFrame
        As ``triangulate.Counted.figures`` or ``balance.Balanced.figures``.
    arrivals, populations, sources, places : pl.DataFrame
        Records of the crisis folder.
    scope : Scope

    Returns
    -------
    pl.DataFrame
        The columns of `sums.EMPTY` and ``method``.
    """
    total = figures.filter(pl.col("id") == "displaced.flow.total").to_dicts()
    start, end = (total[0]["start"], total[0]["end"]) if total and total[0]["start"] else (scope.start, scope.end)
    inside = lineage(places).filter((pl.col("ancestor") == scope.top) | pl.lit(not scope.top)).select("code").unique()
    moved = _moved(arrivals, sources, inside, scope)
    found = [
        *_counted(moved),
        *_in_a_day(moved),
        *_more_present(populations, sources, places, inside, (start, scope.end)),
    ]
    least = max(found, key=lambda f: f.people, default=None)
    high = _most(total)
    whole = _whole_period(moved, scope.top, start, end)
    if least is None and high is None:
        return EMPTY.with_columns(method=pl.lit(METHOD)).clear()
    low = least.people if least else None
    high = None if low is not None and high is not None and high < low else high
    value = whole["people"] if whole else None
    if value is not None:
        low = value if low is None else min(low, value)
        high = None if high is None else max(high, value)
    shown = least or _Least(0.0, total[0]["table"], tuple(total[0]["rows"] or ()), tuple(total[0]["sources"] or ()))
    if whole:
        shown = _Least(value or 0.0, "arrivals", (whole["row"],), (whole["source"],))
    row = {
        "id": "displaced.once.total",
        "role": "once",
        "value": value,
        "low": low,
        "high": high,
        "quantifier": whole["quantifier"] if whole else "between",
        "metric": "flow",
        "start": start,
        "end": end,
        "place": scope.top,
        "population": POPULATION,
        "sources": list(shown.sources),
        "table": shown.table,
        "rows": list(shown.rows),
        "windowed": False,
    }
    return pl.concat([EMPTY, pl.DataFrame([row], schema_overrides=_types(row))], how="diagonal").with_columns(
        method=pl.lit(METHOD)
    )


def _types(row: dict[str, Any]) -> dict[str, pl.DataType]:
    return {name: kind for name, kind in EMPTY.schema.items() if name in row}


def _judged(sources: pl.DataFrame) -> pl.DataFrame:
    grades = sources.select(source="code", grade=pl.col("grade").replace_strict(GRADES, range(6), return_dtype=pl.Int8))
    return grades.filter(pl.col("grade") < JUDGED)


def _moved(arrivals: pl.DataFrame, sources: pl.DataFrame, inside: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Return the rows of displacement into the crisis within its time, by sources that can be judged."""
    rows = arrivals.with_row_index("row").filter(
        (pl.col("movement") == "displacement")
        & pl.col("people").is_not_null()
        & (pl.col("start") >= scope.start)
        & (pl.col("end") <= scope.end)
    )
    rows = rows.join(inside, left_on="destination", right_on="code", how="semi", maintain_order="left")
    return rows.join(_judged(sources), on="source", how="inner", maintain_order="left")


def _counted(moved: pl.DataFrame) -> list[_Least]:
    """Return what sources count as different people."""
    return _rows(moved.filter(pl.col("counts") == "people"))


def _in_a_day(moved: pl.DataFrame) -> list[_Least]:
    """Return the movements of single days: on one day nobody flees twice."""
    day = (pl.col("end") - pl.col("start")).dt.total_days() == 1
    return _rows(moved.filter((pl.col("counts") == "movements") & day & (pl.col("date_accuracy") == "day")))


def _rows(rows: pl.DataFrame) -> list[_Least]:
    known = rows.filter((pl.col("quantifier") != "less than") & pl.col("people_low").is_not_null())
    return [
        _Least(low, "arrivals", (row,), (source,))
        for row, low, source in known.select("row", "people_low", "source").iter_rows()
    ]


def _more_present(
    populations: pl.DataFrame,
    sources: pl.DataFrame,
    places: pl.DataFrame,
    inside: pl.DataFrame,
    time: tuple[dt.date, dt.date],
) -> list[_Least]:
    """Return, per source, level and day, how many more were displaced in the same places than before the period.

    Who is displaced in a place and was not displaced there before has come since; on one day nobody is in two places of
    one level. A place with fewer than before adds nothing.
    """
    rows = populations.with_row_index("row").filter(
        (pl.col("population") == "displaced") & pl.col("people").is_not_null()
    )
    rows = rows.join(inside, left_on="place", right_on="code", how="semi").join(_judged(sources), on="source")
    rows = rows.join(places.select(place="code", level="level"), on="place").sort("reported", "row", nulls_last=False)
    start, end = time
    key = ["source", "level", "place"]
    before = rows.filter((pl.col("date") <= start) & (pl.col("date") >= start - dt.timedelta(days=BEFORE_DAYS)))
    before = before.filter(pl.col("quantifier") != "more than").sort("date", maintain_order=True)
    before = before.group_by(key, maintain_order=True).last().select(*key, was="people_high", first="row")
    later = rows.filter((pl.col("date") > start) & (pl.col("date") < end) & (pl.col("quantifier") != "less than"))
    later = later.group_by(*key, "date", maintain_order=True).last().select(*key, "date", now="people_low", last="row")
    both = later.join(before, on=key).with_columns(more=(pl.col("now") - pl.col("was")).clip(lower_bound=0))
    sums = (
        both.sort("place")
        .group_by("source", "level", "date", maintain_order=True)
        .agg(pl.col("more").sum(), pl.col("first"), pl.col("last"))
        .filter(pl.col("more") > 0)
        .sort("source", "level", "date")
    )
    return [
        _Least(r["more"], "populations", tuple(sorted({*r["first"], *r["last"]})), (r["source"],))
        for r in sums.iter_rows(named=True)
    ]


def _most(total: list[dict[str, Any]]) -> float | None:
    """Return the upper end of the total flow; None where it has none."""
    if not total or total[0]["value"] is None or total[0]["quantifier"] == "more than":
        return None
    high = total[0]["high"] if total[0]["high"] is not None else total[0]["value"]
    return float(high)


def _whole_period(moved: pl.DataFrame, top: str, start: dt.date, end: dt.date) -> dict[str, Any] | None:
    """Return the row of the best graded source that counts different people in the whole crisis over the whole period."""
    rows = moved.filter(
        (pl.col("counts") == "people")
        & (pl.col("destination") == top)
        & pl.col("origin").is_null()
        & (pl.col("start") <= start)
        & (pl.col("end") >= end)
    )
    best = rows.sort("grade", "reported", "source", descending=[False, True, False], nulls_last=True)
    return best.row(0, named=True) if best.height else None
