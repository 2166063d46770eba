"""What a person decided about an unclear place name: checks of ``place_decisions.csv``."""

from __future__ import annotations

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.places.names import plain


def check_decisions(table: CheckedTable) -> None:
    """Check decisions: a place has a code, what is no place has none, and nobody decides twice on the same name."""
    kind = pl.col("kind").fill_null("place")
    unsaid = (kind == "place") & table.empty("code")
    table.flag(
        table.rows_where(unsaid, only_good=True),
        "code",
        "decision.code",
        "The row says that the name is a place, but not which.",
        "Fill code; or set kind to area, outside or unknown.",
    )
    kinds = table.typed["kind"]
    table.flag(
        table.rows_where(kind.is_in(["outside", "unknown"]) & pl.col("code").is_not_null()),
        "code",
        "decision.code",
        lambda i: f"The kind is {kinds[i]}, but a code stands beside it.",
        "Empty the code, or set kind to place.",
    )
    first: dict[tuple[str, str | None], int] = {}
    for row, (name, within) in enumerate(table.cells.select("name", "within").iter_rows()):
        if name is None or table.bad[row]:
            continue
        key = (plain(name), within)
        if key in first:
            table.flag(
                [row],
                "name",
                "decision.repeated",
                f"{name} is decided already in {table.where(first[key])}.",
                "Remove one of the two rows, or tell them apart by within.",
            )
        else:
            first[key] = row
