"""What must hold within groups: who the people are, as parts of those counted or asked."""

from __future__ import annotations

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.rules import repeated_rows, unique_key

_SILENT = ("unknown", "not_covered", "no_access")


def check_groups(table: CheckedTable) -> None:
    """Check groups: a day or period, a part not above its whole, a denominator."""
    unique_key(table, "id")
    _check_when(table)
    table.flag(
        table.rows_where(pl.col("of_value") == 0),
        "of",
        "group.nobody",
        "Nobody was counted in all: there is no share of nobody.",
        "Ask the source; empty the cell if it is not known.",
    )
    table.flag(
        table.rows_where(pl.col("amount_low") > pl.col("of_high")),
        "amount",
        "part.larger",
        "amount is larger than of, of which it is a part.",
        "Ask the source; correct the cell that is wrong.",
    )
    said = pl.col("amount_value").is_not_null() | pl.col("share").is_not_null()
    table.flag(
        table.rows_where(pl.col("coverage").is_in(_SILENT) & said),
        "amount",
        "coverage.amount",
        "An amount or a share stands beside a coverage that says there is none.",
        "Empty it, or set coverage to reported.",
    )
    table.flag(
        table.rows_where(said & pl.col("of_value").is_null(), only_good=True),
        "of",
        "group.denominator",
        "The row does not say of how many: a share is published as one without denominator, an amount alone not at all.",
        "Fill of: how many were counted or asked in all.",
        "warning",
    )
    repeated_rows(table, "it is counted once")


def _check_when(table: CheckedTable) -> None:
    """Reject rows without a day or period, and periods that do not end after they start."""
    period = ~table.empty("start") & ~table.empty("end")
    some = ~table.empty("start") | ~table.empty("end")
    table.flag(
        table.rows_where((table.empty("date") & ~period) | (~table.empty("date") & some)),
        "date",
        "group.when",
        "The row must say when: on a day, or in a period.",
        "Fill date alone, or start and end.",
    )
    table.flag(
        table.rows_where(pl.col("end") <= pl.col("start")),
        "end",
        "period.order",
        "The period does not end after it starts.",
        "end is the day after the last one.",
    )
