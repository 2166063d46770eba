"""Rows that stand in a table twice, to the letter or with small changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from nuzuh.intake.findings import MOST_LINES, Finding, heading_of, text_columns
from nuzuh.intake.roles import Role

_RUNNING = re.compile(
    r"(?i)^(?:_?id|_?uuid|_?index|#|no\.?|nr\.?|s/?n|sn|row|record_?id|objectid|fid|_submission_time|instanceid|key)$"
)


def same_rows(rows: pl.DataFrame, headings: Sequence[str], roles: Mapping[str, Role] | None = None) -> list[Finding]:
    """Return that rows stand twice: all cells alike but for a running number or id of the row.

    Parameters
    ----------
    rows : polars.DataFrame
        ``_line`` and the cells as text.
    headings : sequence of str
    roles : mapping, optional
        Column -> what it holds; a column of ids is not compared.

    Returns
    -------
    list of Finding
        None or one, of rule ``row.twice``: ``lines`` are the later rows, the message names the pairs.
    """
    compared = [c for c in text_columns(rows) if not _running(rows[c], heading_of(headings, c), (roles or {}).get(c))]
    if len(compared) < 2 or rows.height < 2:
        return []
    hashes = rows.select(compared).hash_rows()
    again = hashes.is_duplicated() & rows.select(pl.any_horizontal(pl.col(compared).is_not_null())).to_series()
    if not again.any():
        return []
    twins = rows.filter(again).with_row_index("_at")
    first = pl.col("_line").first().over(compared)
    later = twins.with_columns(_first=first).filter(pl.col("_line") != pl.col("_first"))
    if not later.height:
        return []
    pairs = list(later.select("_line", "_first").head(MOST_LINES).iter_rows())
    named = ", ".join(f"line {line} is line {earlier} again" for line, earlier in pairs[:3])
    rest = f", and {later.height - 3:,} more" if later.height > 3 else ""
    verb = "row says" if later.height == 1 else "rows say"
    return [
        Finding(
            int(pairs[0][0]),
            "",
            "",
            None,
            "row.twice",
            "warning",
            f"{later.height:,} {verb} the same as an earlier one: {named}{rest}.",
            "If one report was entered twice, remove the later row; if they are two, give them what tells them apart.",
            later.height,
            tuple(int(line) for line, _ in pairs),
        )
    ]


def _running(column: pl.Series, heading: str, role: Role | None) -> bool:
    """Return whether a column numbers the rows: an id by its heading, or 1, 2, 3 under no heading."""
    if role == "id" or _RUNNING.match(heading.strip()):
        return True
    head = column.head(50).cast(pl.Int64, strict=False) if heading.startswith("column ") else column.clear()
    return bool(head.len() > 2 and head.null_count() == 0 and (head.diff().drop_nulls() == 1).all())
