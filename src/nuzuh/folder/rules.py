"""What must hold within a row and across the rows and tables, beyond what one cell can tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.settings import Settings
from nuzuh.places.gazetteer import OUTSIDE, circles


def unique_key(table: CheckedTable, column: str) -> None:
    """Reject every row after the first that repeats a key."""
    first: dict[str, int] = {}
    keys = table.cells[column]
    for row in (int(i) for i in (keys.is_duplicated() & keys.is_not_null()).arg_true()):
        key = keys[row]
        if key in first:
            table.flag(
                [row],
                column,
                "key.repeated",
                f"{key} stands already in {table.where(first[key])}.",
                "Give one of the two rows another code, or remove it.",
            )
        else:
            first[key] = row


def check_places(table: CheckedTable) -> None:
    """Check the gazetteer: unique codes, a tree of parents that get finer, whole coordinates."""
    unique_key(table, "code")
    table.flag(
        table.rows_where(pl.col("code").str.to_lowercase() == OUTSIDE),
        "code",
        "code.reserved",
        f"The code {OUTSIDE} means every place outside the one that the crisis is about; no row of places has it.",
        "Give the place another code.",
    )
    _check_tree(table)
    _check_coordinates(table)
    _orphans(table)


def _check_tree(table: CheckedTable) -> None:
    frame = table.typed
    parents: dict[str, str | None] = {}
    levels: dict[str, int | None] = {}
    for code, parent, level in frame.select("code", "parent", "level").iter_rows():
        if code is not None and code not in parents:
            parents[code], levels[code] = parent, level
    ring = circles(parents)
    codes, ups = frame["code"], frame["parent"]

    def rises(parent: str | None, level: int | None) -> bool:
        above = levels.get(parent) if parent is not None else None
        return above is not None and level is not None and above >= level

    faulty = [
        i
        for i, (c, u, v) in enumerate(frame.select("code", "parent", "level").iter_rows())
        if c in ring and rises(u, v)
    ]
    table.flag(
        faulty or [i for i, c in enumerate(codes) if c in ring],
        "parent",
        "parent.circle",
        lambda i: f"{codes[i]} lies in {ups[i]}, which in the end lies in {codes[i]} again.",
        "Mend the parent: a place lies in a larger one, up to the outermost.",
    )
    table.flag(
        (
            i
            for i, (c, u, v) in enumerate(frame.select("code", "parent", "level").iter_rows())
            if c not in ring and rises(u, v)
        ),
        "level",
        "level.order",
        lambda i: f"{codes[i]} has level {frame['level'][i]}, but its parent {ups[i]} has level {levels[ups[i]]}.",
        "A place has a higher level number than the place that it lies in.",
    )
    top = frame["level"].min()
    table.flag(
        table.rows_where(pl.col("parent").is_null() & (pl.col("level") > pl.lit(top)), only_good=True),
        "parent",
        "parent.missing",
        lambda i: f"{codes[i]} has level {frame['level'][i]} and lies in no other place: its people count in no total.",
        "Fill parent; only the outermost place has none.",
        "warning",
    )


def _check_coordinates(table: CheckedTable) -> None:
    """Check that coordinates are whole, not the zero of an empty cell, and not the wrong way round."""
    for have, lack in (("lat", "lon"), ("lon", "lat")):
        rows = table.rows_where(pl.col(have).is_not_null() & table.empty(lack))
        table.flag(rows, lack, "coordinate.half", f"{have} is given, {lack} is not.", "Give both or none.")
    table.flag(
        table.rows_where((pl.col("lat") == 0) & (pl.col("lon") == 0)),
        "lat",
        "coordinate.zero",
        "0, 0 lies in the Gulf of Guinea; a place whose coordinates are not known has none.",
        "Empty lat and lon, or fill in what they are.",
    )
    rows = table.rows_where(pl.col("lat").is_not_null() & pl.col("lon").is_not_null(), only_good=True)
    good = table.typed.select("lat", "lon")[rows]
    swapped = _swapped(good["lat"].to_list(), good["lon"].to_list()) if len(rows) > 3 else []
    table.flag(
        [rows[i] for i in swapped],
        "lat",
        "coordinate.swapped",
        "The place lies apart from all others, but among them if lat and lon change places.",
        "lat is the one to the north, lon the one to the east; mend them if they are the wrong way round.",
        "warning",
    )


def _swapped(lats: Sequence[float], lons: Sequence[float]) -> list[int]:
    """Return which places are out of the range of all others by half a degree, and within it the other way round."""
    north, east = sorted(lats), sorted(lons)

    def inside(value: float, axis: Sequence[float], own: float, margin: float) -> bool:
        low = axis[1] if own == axis[0] else axis[0]
        high = axis[-2] if own == axis[-1] else axis[-1]
        return low - margin <= value <= high + margin

    return [
        i
        for i, (lat, lon) in enumerate(zip(lats, lons, strict=True))
        if not (inside(lat, north, lat, 0.5) and inside(lon, east, lon, 0.5))
        and inside(lon, north, lat, 0)
        and inside(lat, east, lon, 0)
    ]


def _orphans(table: CheckedTable) -> None:
    """Reject places whose parent was rejected, until no accepted place hangs in the air."""
    parents = table.typed["parent"]
    codes = table.typed["code"]
    while True:
        good = {c for c, bad in zip(codes, table.bad, strict=True) if not bad}
        rows = [i for i, p in enumerate(parents) if not table.bad[i] and p is not None and p not in good]
        if not rows:
            return
        table.flag(
            rows,
            "parent",
            "places.rejected",
            lambda i: f"The row of its parent {parents[i]} was rejected.",
            "Mend the parent's row; this one then follows.",
        )


def check_reports(
    table: CheckedTable, settings: Settings, towns: Collection[str] = (), *, without_size: bool = False
) -> None:
    """Check arrivals or populations: periods, coverage against amount, households, repeated rows.

    ``towns`` are the codes of communities and sites: nobody arrives in the same one that they left, nor moves ``outside``. ``without_size``
    says that a row needs a household size of its own, because the crisis has none.
    """
    unique_key(table, "id")
    if table.spec.name == "arrivals":
        _check_periods(table, settings)
        _check_way(table)
        same = (pl.col("origin") == pl.col("destination")) & pl.col("destination").is_in([OUTSIDE, *sorted(towns)])
        rows = table.rows_where(same)
        table.flag(
            rows,
            "destination",
            "place.same",
            "People leave and arrive in the same place.",
            "Leave origin empty if it is not known.",
        )
    silent = pl.col("coverage").is_in(["unknown", "not_covered", "no_access"])
    table.flag(
        table.rows_where(silent & pl.col("amount_value").is_not_null()),
        "amount",
        "coverage.amount",
        "An amount stands beside a coverage that says there is none.",
        "Empty the amount, or set coverage to reported.",
    )
    if without_size:
        counted = (pl.col("unit") == "households") & pl.col("amount_value").is_not_null()
        rows = table.rows_where(counted & table.empty("household_size"))
        table.flag(
            rows,
            "household_size",
            "household.size",
            "Households cannot be turned into people without their size.",
            "Fill household_size here, or set household_size in crisis.toml.",
        )
    _check_times(table, settings)
    repeated_rows(table, "it is counted once")


def _check_way(table: CheckedTable) -> None:
    """Check that of a return one end at least is known; what else a movement needs stands in the table's columns."""
    table.flag(
        table.rows_where((pl.col("movement") == "return") & table.empty("origin") & table.empty("destination")),
        "origin",
        "place.neither",
        "Neither origin nor destination of the return is known.",
        "Fill destination, the home to which people returned; or origin, where they had been displaced.",
    )


def _check_times(table: CheckedTable, settings: Settings) -> None:
    """Warn of days that are still to come, and of reports of what has not begun."""
    day = "start" if table.spec.name == "arrivals" else "date"
    days = table.typed[day]
    table.flag(
        table.rows_where(pl.col(day) > settings.as_of, only_good=True),
        day,
        "period.after",
        lambda i: f"{days[i]} is after the last day of this issue ({settings.as_of}); the row is kept but not counted.",
        "Mend the date, or as_of in crisis.toml.",
        "warning",
    )
    table.flag(
        table.rows_where((pl.col("reported__end") <= pl.col(day)) & (pl.col(day) <= settings.as_of), only_good=True),
        "reported",
        "reported.before",
        lambda i: f"The row was reported {table.typed['reported'][i]}, before {days[i]}, of which it tells.",
        "Mend one of the two dates.",
        "warning",
    )


def _check_periods(table: CheckedTable, settings: Settings) -> None:
    end = pl.coalesce("end", "start__end")
    good = pl.col("start").is_not_null()
    starts = table.typed["start"]
    table.flag(
        table.rows_where(good & (end <= pl.col("start"))),
        "end",
        "period.order",
        lambda i: f"The period ends {table.typed['end'][i]}, not after it starts {starts[i]}.",
        "end is the day after the last one; leave it empty for a single day.",
    )
    vague = pl.col("end").is_not_null() & (pl.col("end__accuracy") != "day")
    table.flag(
        table.rows_where(good & vague & (end > pl.col("start"))),
        "end",
        "period.vague",
        "end must be a day: the day after the last one.",
        "Write it as 2020-02-01; or leave end empty and write the month in start.",
    )
    before = good & (pl.col("start") < settings.start)
    table.flag(
        table.rows_where(before, only_good=True),
        "start",
        "period.before",
        lambda i: f"{starts[i]} is before the crisis starts ({settings.start}); the row is kept but not counted.",
        "Mend the date, or start in crisis.toml.",
        "warning",
    )


def repeated_rows(table: CheckedTable, what: str) -> None:
    """Warn of rows that say the same as an earlier one of the same source, and what comes of it."""
    names = [c.name for c in table.columns if c.name not in ("id", "note", "link")]
    frame = table.cells.select(names)
    twice = (frame.is_duplicated() if frame.height else pl.Series([], dtype=pl.Boolean)).arg_true()
    seen: dict[tuple[object, ...], int] = {}
    again: dict[int, int] = {}
    for row in (int(i) for i in twice):
        if table.bad[row]:
            continue
        key = frame.row(row)
        if key in seen:
            again[row] = seen[key]
        else:
            seen[key] = row
    table.flag(
        sorted(again),
        names[0],
        "row.repeated",
        lambda i: f"The row says the same as {table.where(again[i])}; {what}.",
        "Remove one of the two, or give what tells them apart.",
        "warning",
    )


def check_references(table: CheckedTable) -> None:
    """Check published figures of other crises: a stock has a day, a flow a period, an amount is known."""
    unique_key(table, "id")
    percent = (pl.col("unit") == "percent").fill_null(value=False)
    known = pl.col("unit").is_not_null() | table.empty("unit")
    table.flag(
        table.rows_where(known & ((pl.col("metric") == "share") != percent)),
        "unit",
        "reference.unit",
        lambda i: f"The metric is {table.typed['metric'][i]}, but the unit {table.typed['unit'][i] or 'people'}.",
        "A share is in percent, and nothing else is.",
    )
    table.flag(
        table.rows_where((pl.col("metric") == "stock") & table.empty("date")),
        "date",
        "reference.date",
        "A stock is about a day, but date is empty.",
        "Fill date; 1995 is allowed.",
    )
    for column in ("start", "end"):
        table.flag(
            table.rows_where((pl.col("metric") == "flow") & table.empty(column)),
            column,
            "reference.period",
            f"A flow is about a period, but {column} is empty.",
            f"Fill {column}.",
        )
    table.flag(
        table.rows_where(pl.col("end") <= pl.col("start")),
        "end",
        "period.order",
        "The period does not end after it starts.",
        "end is the day after the last one.",
    )
