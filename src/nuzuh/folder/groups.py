"""What must hold within groups: who the people are, as parts of those counted or asked."""

from __future__ import annotations

import math

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.rules import repeated_rows, unique_key

_SILENT = ("unknown", "not_covered", "no_access")
_MOST_TRIED = 1_000_000  # of more people than this, any share of a decimal or two can be


def check_groups(table: CheckedTable) -> None:
    """Check groups: a day or period, a part not above its whole, a share that its denominator allows."""
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
    _check_shares(table)
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


def _check_shares(table: CheckedTable) -> None:
    """Warn of shares that no whole number of the denominator makes, or that are not what amount and of make."""
    columns = ("share", "amount_value", "amount_quantifier", "of_value", "of_quantifier")
    wrong: dict[int, str] = {}
    for row, (share, amount, how, of, how_of) in enumerate(table.typed.select(columns).iter_rows()):
        if table.bad[row] or share is None or not of or how_of != "exactly":
            continue
        written = str(table.cells["share"][row])
        if amount is not None and how == "exactly":
            if abs(100 * amount / of - share) > _slack(written):
                wrong[row] = f"{amount:,.0f} of {of:,.0f} are {100 * amount / of:.2f} %, not {written} %."
        elif amount is None and of <= _MOST_TRIED and not attainable(written, share, int(of)):
            wrong[row] = f"No whole number of {of:,.0f} is {written} %."
    table.flag(
        sorted(wrong),
        "share",
        "share.unattainable",
        lambda row: wrong[row],
        "Ask the source how many of how many: somebody may not have answered, or digits were cut off.",
        "warning",
    )


def attainable(written: str, share: float, of: int) -> bool:
    """Return whether some whole number of ``of`` is a share in per cent, rounded as it is written.

    Examples
    --------
    >>> attainable("90.6", 90.6, 150), attainable("90.6", 90.6, 149)
    (False, True)
    """
    slack = _slack(written)
    return math.ceil((share - slack) * of / 100 - 1e-9) <= math.floor((share + slack) * of / 100 + 1e-9)


def _slack(written: str) -> float:
    """Return half a unit of the last digit of a number as it is written."""
    _, _, decimals = written.strip(" %").replace(",", ".").partition(".")
    return 0.5 * 10.0 ** -len(decimals) + 1e-9
