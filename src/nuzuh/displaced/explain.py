"""Why a row counts in a figure, or why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl

from nuzuh.displaced.listing import TABLES
from nuzuh.displaced.shares import share_rows
from nuzuh.displaced.statements import GRADES, JUDGED
from nuzuh.places.gazetteer import OUTSIDE, lineage, with_outside

_OTHERWISE = {
    "return": "a return: not counted as displacement",
    "departure": "a departure: not counted as displacement",
}

_WHOLE = ("departures", "returns", "unreported", "residual", "arrivals", "start")  # rest on a place's whole account


def explain_account(
    figure: Mapping[str, Any],
    tables: Mapping[str, pl.DataFrame],
    listed: pl.DataFrame,
    time: tuple[dt.date, dt.date],
    period: str,
) -> list[dict[str, Any]]:
    """Return the rows on which a figure of the accounts rests, and those of its place and time on which it does not, with why.

    Parameters
    ----------
    figure : mapping
        One row of ``balance.Balanced.figures``.
    tables : mapping
        Records of the crisis folder.
    listed : pl.DataFrame
        As `listing.listed_uses`.
    time : (datetime.date, datetime.date)
        Half-open time that the issue counts.
    period : str
        ``month`` or ``week``.

    Returns
    -------
    list of dict
        As `explain`.
    """
    whole = figure["role"] in _WHOLE
    out = []
    for name in TABLES if whole else (figure["table"],):
        rests = set(figure["rows"] or ()) if name == figure["table"] else set(figure.get("present_rows") or ())
        flow = name == "arrivals"
        near = _near(figure, tables, time, period, flow=flow).select(pl.col("row").cast(pl.Int64))
        mine = listed.filter((pl.col("table") == name) & (pl.col("row").is_in(near["row"].implode()) | _among(rests)))
        if not flow:
            mine = mine.filter(~pl.col("why").str.ends_with("of whom there is no account"))
        moves = tables["arrivals"]["movement"]
        for row in mine.iter_rows(named=True):
            used = row["row"] in rests
            other = moves[row["row"]] if flow else ""
            out.append(_line(row, used=used, why=_why_of(row, other, used=used)))
    return sorted(out, key=lambda r: (not r["used"], r["file"], r["sheet"], r["line"]))


def _among(rows: set[int]) -> pl.Expr:
    return pl.col("row").is_in(pl.Series(sorted(rows), dtype=pl.Int64).implode())


def _why_of(row: Mapping[str, Any], movement: str, *, used: bool) -> str:
    if used:
        return str(row["why"])
    if row["use"] == "used":
        return _OTHERWISE.get(movement, "in the accounts, but not in this figure: of another day, place or kind")
    return f"{'superseded' if row['use'] == 'superseded' else 'left out'}: {row['why']}"


def _near(
    figure: Mapping[str, Any],
    tables: Mapping[str, pl.DataFrame],
    time: tuple[dt.date, dt.date],
    period: str,
    *,
    flow: bool,
) -> pl.DataFrame:
    """Return the rows of a table, with their positions as ``row``, about the place and time of a figure."""
    table = tables["arrivals" if flow else "populations"].with_row_index("row")
    tree = lineage(tables["places"])
    inside = tree.filter(pl.col("ancestor").is_in([figure["place"]]) | pl.lit(not figure["place"]))["code"].unique()
    ours = inside.implode()
    begin, end = time
    if figure["windowed"]:
        begin, end = _window(figure["start"] or figure["date"], period)
    if not flow:
        rows = table.filter(pl.col("place").is_in(ours))
        return rows.filter(pl.col("date").is_between(begin, end)) if figure["windowed"] else rows
    here = pl.col("destination").is_in(ours)
    if figure["origin"]:
        known = with_outside(tree).filter(pl.col("ancestor") == figure["origin"])["code"]
        here = here & pl.col("origin").is_in(known.implode())
    if figure["role"] in ("total", "from", *_WHOLE):
        here = here | (pl.col("origin").is_in(ours) & (pl.col("movement") != "displacement"))
    rows = table.filter(here)
    if not figure["windowed"]:
        return rows
    first = time[0] if figure["role"] == "since" else begin
    return rows.filter((pl.col("start") < end) & (pl.col("end") > first))


def _line(row: Mapping[str, Any], *, used: bool, why: str) -> dict[str, Any]:
    return {
        "file": row["file"],
        "sheet": row["sheet"],
        "line": row["line"],
        "used": used,
        "why": why,
        "source": row["source"],
        "amount": row["amount"],
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
    whole = figure["role"] in ("total", "from") or figure["id"] == "preferred.displaced.flow.total"
    if origin and whole:  # who left the whole area could be looked for in its totals
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
        _plain(row, roles.get(row["row"]) or _why_not(row, grades, within, flow=flow)) | {"used": row["row"] in roles}
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
        return [_plain(r | {"source": r["citation"]}, why) for r in rows.iter_rows(named=True)]
    rows, why = tables["signatories"].filter(pl.col("letter") == name), "one organisation that signed"
    return [_plain(r | {"source": r["name"], "amount": "1"}, why) for r in rows.iter_rows(named=True)]


def limit_rows(figure: Mapping[str, Any], tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """Return the rows from which a limit follows; ``figure`` is the row of `once.once_figures`."""
    table = tables[figure["table"]]
    rows = [table.row(n, named=True) for n in sorted(set(figure["rows"] or ()))]
    return [_plain(row, "a limit follows from it: who is counted here is displaced") for row in rows]


def group_rows(figure_id: str, tables: Mapping[str, pl.DataFrame], top: str, end: dt.date) -> list[dict[str, Any]]:
    """Return the rows of a share: what each source says last; the first gives the value. Parameters as `shares.share_figures`."""
    groups = tables["groups"]
    behind = share_rows(groups, tables["sources"], tables["places"], top, end).get(figure_id, [])
    whys = ["counted: gives the value", *["counted: beside the value, is not averaged"] * (len(behind) - 1)]
    return [
        _plain(row | {"amount": row["amount"] or (None if row["share"] is None else f"{row['share']:g} %")}, why)
        for row, why in ((groups.row(n, named=True), why) for n, why in zip(behind, whys, strict=False))
    ]


def _plain(row: Mapping[str, Any], why: str) -> dict[str, Any]:
    place = {"file": row["_file"], "sheet": row["_sheet"] or "", "line": row["_line"]}
    return _line(place | {"source": row["source"], "amount": row["amount"]}, used=True, why=why)
