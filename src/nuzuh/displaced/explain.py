"""Why a row counts in a figure, or why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl

from nuzuh.displaced.statements import GRADES, JUDGED
from nuzuh.places.gazetteer import OUTSIDE, lineage, with_outside

_OTHERWISE = {
    "return": "a return: not counted as displacement",
    "departure": "a departure: not counted as displacement",
}


def explain(
    figure: Mapping[str, Any], tables: Mapping[str, pl.DataFrame], start: dt.date, end: dt.date, period: str
) -> list[dict[str, Any]]:
    """Return every row that a figure could rest on, with whether it is used and why.

    Parameters
    ----------
    figure : mapping
        One row of ``triangulate.Counted.figures``.
    tables : mapping
        Records of the crisis folder.
    start, end : datetime.date
        Half-open time that the issue counts.
    period : str
        ``month`` or ``week``.

    Returns
    -------
    list of dict
        ``file``, ``sheet``, ``line``, ``used``, ``why``, ``source``, ``amount``; used rows first.
    """
    table = tables[figure["table"]].with_row_index("row")
    flow = figure["metric"] == "flow"
    place, origin = ("destination", "origin") if flow else ("place", None)
    tree = lineage(tables["places"])
    inside = tree.filter(pl.col("ancestor").is_in([figure["place"]]) | pl.lit(not figure["place"]))["code"].unique()
    here = pl.col(place).is_in(inside.implode())
    if origin and figure["role"] in ("total", "from"):  # who left the whole area could be looked for in its totals
        away = pl.col(place).is_null() | (pl.col(place) == OUTSIDE)
        here = here | (away & pl.col(origin).is_in(inside.implode()))
    rows = table.filter(here)
    if origin and figure["origin"]:
        tree = with_outside(tree)
        known = tree.filter(pl.col("ancestor") == figure["origin"]).select(pl.col("code").alias(origin))
        rows = rows.join(known, on=origin, how="semi", maintain_order="left")
    if not flow:
        rows = rows.filter(pl.col("population") == figure["population"])
    within = (start, end)
    if figure["windowed"] and flow and figure["role"] != "since":
        within = _window(figure["start"], period)
        rows = rows.filter((pl.col("start") < within[1]) & (pl.col("end") > within[0]))
    grades = dict(tables["sources"].select("code", "grade").iter_rows())
    roles = _roles(figure, rows.filter(pl.col("row").is_in(list(figure["rows"] or []))), place)
    out = [
        {
            "file": row["_file"],
            "sheet": row["_sheet"] or "",
            "line": row["_line"],
            "used": row["row"] in roles,
            "why": roles.get(row["row"]) or _why_not(row, grades, within, flow=flow),
            "source": row["source"],
            "amount": row["amount"],
        }
        for row in rows.iter_rows(named=True)
    ]
    return sorted(out, key=lambda r: (not r["used"], r["file"], r["sheet"], r["line"]))


def _window(day: dt.date, period: str) -> tuple[dt.date, dt.date]:
    """Return the half-open month or week in which a day lies."""
    if period == "month":
        first = day.replace(day=1)
        return first, (first + dt.timedelta(days=32)).replace(day=1)
    first = day - dt.timedelta(days=day.weekday())
    return first, first + dt.timedelta(days=7)


def _roles(figure: Mapping[str, Any], used: pl.DataFrame, place: str) -> dict[int, str]:
    """Return why each used row is used; the rows of a cell stand in the figure with the preferred source's first."""
    key = [place, "origin", "start", "end"] if figure["metric"] == "flow" else [place, "date"]
    cells = {row: tuple(values) for row, *values in used.select("row", *key).iter_rows()}
    seen: set[tuple[object, ...]] = set()
    out: dict[int, str] = {}
    for row in figure["rows"] or []:
        first = cells[row] not in seen
        seen.add(cells[row])
        out[row] = "counted: gives the value" if first else "counted: beside the value, sets the range, is not added"
    return out


def _why_not(row: Mapping[str, Any], grades: Mapping[str, str], within: tuple[dt.date, dt.date], *, flow: bool) -> str:
    if flow and row["movement"] in _OTHERWISE:
        return _OTHERWISE[row["movement"]]
    if flow and row["destination"] == OUTSIDE:
        return "it arrives outside the place that is counted"
    if row["people"] is None:
        return f"no number: {row['coverage']}"
    if flow and (row["start"] < within[0] or row["end"] > within[1]):
        return "its period reaches outside the time that is counted here; it is not cut up"
    if not flow and row["date"] >= within[1]:
        return "its day is after the time that is counted"
    if GRADES.index(grades.get(row["source"], "F")) >= JUDGED:
        return "its source is unreliable or cannot be judged, and a better graded one speaks"
    return "it overlaps a wider or later statement that is counted: the two never add up"


def listed_rows(figure_id: str, tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """Return the rows of a figure that is not counted from reports: a reference, or a letter's signatories."""
    kind, name, *_ = figure_id.split(".")
    if kind == "reference":
        rows, why = tables["references"].filter(pl.col("id") == name), "the figure as its source published it"
        rows = rows.with_columns(source="citation")
    else:
        rows, why = tables["signatories"].filter(pl.col("letter") == name), "one organisation that signed"
        rows = rows.with_columns(source="name", amount=pl.lit("1"))
    return [
        {
            "file": r["_file"],
            "sheet": r["_sheet"] or "",
            "line": r["_line"],
            "used": True,
            "why": why,
            "source": r["source"],
            "amount": r["amount"],
        }
        for r in rows.iter_rows(named=True)
    ]
