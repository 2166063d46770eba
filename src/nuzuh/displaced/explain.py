"""Why a row counts in a figure, or why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from nuzuh.displaced.statements import GRADES, JUDGED
from nuzuh.places.gazetteer import lineage


def explain(
    figure: Mapping[str, Any], tables: Mapping[str, pl.DataFrame], start: dt.date, end: dt.date
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

    Returns
    -------
    list of dict
        ``file``, ``sheet``, ``line``, ``used``, ``why``, ``source``, ``amount``; used rows first.
    """
    table = tables[figure["table"]].with_row_index("row")
    flow = figure["metric"] == "flow"
    place, origin = ("destination", "origin") if flow else ("place", None)
    tree = lineage(tables["places"])
    inside = tree.filter(pl.col("ancestor") == figure["place"]).select(pl.col("code").alias(place))
    rows = table.join(inside, on=place, how="semi", maintain_order="left")
    if origin and figure["origin"]:
        known = tree.filter(pl.col("ancestor") == figure["origin"]).select(pl.col("code").alias(origin))
        rows = rows.join(known, on=origin, how="semi", maintain_order="left")
    if not flow:
        rows = rows.filter(pl.col("population") == figure["population"])
    if figure["windowed"] and flow and figure["role"] != "since":
        rows = rows.filter((pl.col("start") < figure["end"]) & (pl.col("end") > figure["start"]))
    grades = dict(tables["sources"].select("code", "grade").iter_rows())
    used = list(figure["rows"] or [])
    sources = list(figure["sources"] or [])
    out = []
    for row in rows.iter_rows(named=True):
        why = _why(row, used, sources, grades, start, end, flow=flow)
        out.append(
            {
                "file": row["_file"],
                "sheet": row["_sheet"] or "",
                "line": row["_line"],
                "used": row["row"] in used,
                "why": why,
                "source": row["source"],
                "amount": row["amount"],
            }
        )
    return sorted(out, key=lambda r: (not r["used"], r["file"], r["sheet"], r["line"]))


def _why(
    row: Mapping[str, Any],
    used: Sequence[int],
    sources: Sequence[str],
    grades: Mapping[str, str],
    start: dt.date,
    end: dt.date,
    *,
    flow: bool,
) -> str:
    if row["row"] in used:
        if row["source"] == (sources[0] if sources else ""):
            return "counted: the preferred source's statement"
        return "counted: part of the sum, or a second source of the same cell that sets the range"
    if row["people"] is None:
        return f"no number: {row['coverage']}"
    if flow and (row["start"] < start or row["end"] > end):
        return "its period reaches outside the time that is counted"
    if not flow and row["date"] >= end:
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
