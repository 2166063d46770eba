"""What must hold within incidents, activities, routes and access (what happens on the ground) and within groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.groups import check_groups
from nuzuh.folder.rules import repeated_rows, unique_key

_HARM = ("civilians_killed", "civilians_injured", "children_killed", "women_killed")
_REACHED = ("women_reached", "men_reached", "girls_reached", "boys_reached")


def check_incidents(table: CheckedTable) -> None:
    """Check incidents: a place in some form, least harm not above most, parts not above the whole."""
    unique_key(table, "id")
    _end_after(table, "date")
    half = table.rows_where(
        (pl.col("lat").is_null() & ~table.empty("lon")) | (pl.col("lon").is_null() & ~table.empty("lat"))
    )
    half = [i for i in half if table.cells["lat"][i] is None or table.cells["lon"][i] is None]
    table.flag(half, "lat", "coordinate.half", "One of lat and lon is given, the other is not.", "Give both or none.")
    nowhere = table.empty("place") & table.empty("place_name") & table.empty("lat") & table.empty("lon")
    table.flag(
        table.rows_where(nowhere),
        "place_name",
        "place.none",
        "The row does not say where it happened; it is kept, but lies in no place.",
        "Fill place, place_name, or lat and lon, if it is known.",
        "warning",
    )
    for name in _HARM:
        low, high = f"{name}_min", f"{name}_max"
        table.flag(
            table.rows_where(pl.col(low) > pl.col(high)),
            low,
            "harm.order",
            f"{low} is larger than {high}.",
            "Put the smaller number into the column that ends in _min.",
        )
    for part in ("children_killed", "women_killed"):
        table.flag(
            table.rows_where(pl.col(f"{part}_min") > pl.col("civilians_killed_max"), only_good=True),
            f"{part}_min",
            "part.larger",
            f"{part}_min is larger than civilians_killed_max, of which it is a part.",
            "Ask the source; correct the cell that is wrong.",
            "warning",
        )
    repeated_rows(table, "it is one incident")


def check_activities(table: CheckedTable) -> None:
    """Check activities: who or what, and where, is said; groups of people reached are not above all of them."""
    unique_key(table, "id")
    _end_after(table, "start")
    named = pl.all_horizontal(table.empty(c) for c in ("organisation", "cluster", "activity"))
    table.flag(
        table.rows_where(named),
        "organisation",
        "activity.none",
        "The row names no organisation, no cluster and no activity.",
        "Fill one of the three.",
    )
    table.flag(
        table.rows_where(table.empty("place") & table.empty("place_name")),
        "place_name",
        "place.none",
        "The row does not say where it is done.",
        "Fill place or place_name; for a whole country, its code or name.",
    )
    parts = pl.sum_horizontal(pl.col(f"{c}_low") for c in _REACHED)
    whole = pl.col("people_reached_quantifier").is_in(["exactly", "less than", "between"])
    table.flag(
        table.rows_where(whole & (parts > pl.col("people_reached_high")), only_good=True),
        "people_reached",
        "part.larger",
        "Women, men, girls and boys reached are more than people_reached.",
        "Ask the source; correct the cell that is wrong.",
        "warning",
    )
    repeated_rows(table, "it is one activity")


def check_routes(table: CheckedTable) -> None:
    """Check routes: they lead to another place, and the same way stands there once for the same time."""
    unique_key(table, "id")
    _end_after(table, "start")
    table.flag(
        table.rows_where(pl.col("from") == pl.col("to")),
        "to",
        "place.same",
        "The route ends where it begins.",
        "Mend one of the two codes.",
    )
    ends = pl.concat_list("from", "to")
    way = pl.when(pl.col("one_way").fill_null(value=False)).then(ends).otherwise(ends.list.sort())
    keys = table.typed.select(
        way.list.join(" ").alias("way"), pl.col("kind").fill_null("road"), "start", "end", row=pl.int_range(pl.len())
    )
    again = keys.filter(pl.col("way").is_not_null() & ~pl.struct(pl.exclude("row")).is_first_distinct())
    table.flag(
        [i for i in again["row"] if not table.bad[i]],
        "to",
        "route.repeated",
        "A way of this kind between these two places stands already in an earlier row.",
        "Remove one of the two, or tell them apart by kind, start or end.",
        "warning",
    )


def check_access(table: CheckedTable) -> None:
    """Check access: a row is about a place, or about a way between two."""
    unique_key(table, "id")
    _end_after(table, "start")
    one, two = ~table.empty("place"), ~table.empty("from") & ~table.empty("to")
    half = table.empty("from") ^ table.empty("to")
    table.flag(
        table.rows_where((one == two) | half),
        "place",
        "place.none",
        "The row must say which place, or which way, is open or closed.",
        "Fill place alone, or from and to.",
    )


CHECKS: Mapping[str, Callable[[CheckedTable], None]] = MappingProxyType(
    {
        "groups": check_groups,
        "incidents": check_incidents,
        "activities": check_activities,
        "routes": check_routes,
        "access": check_access,
    }
)


def _end_after(table: CheckedTable, start: str) -> None:
    """Reject a period that does not end after it starts; ``end`` is the day after the last one."""
    table.flag(
        table.rows_where(pl.col("end") <= pl.col(start)),
        "end",
        "period.order",
        lambda i: f"The period ends {table.typed['end'][i]}, not after it starts {table.typed[start][i]}.",
        "end is the day after the last one; leave it empty for a single day.",
    )
