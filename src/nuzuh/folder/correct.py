"""Known faults of the sources, corrected on the way in: the files themselves are never edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from nuzuh.folder.cells import parse_column
from nuzuh.folder.checked import CheckedTable
from nuzuh.terms.faults import Fault


def apply_corrections(corrections: CheckedTable, tables: Mapping[str, CheckedTable], date_order: str) -> None:
    """Put corrected values into the cells of the tables, before these are typed.

    A correction names its row by ``id`` or by ``file`` and ``line``, and holds the value that it expects to find
    there. A correction whose row, column or expected value is not there is rejected with the reason; the cell then
    stays as it is.

    Parameters
    ----------
    corrections : CheckedTable
        The typed table of corrections; gains the problems.
    tables : mapping of str to CheckedTable
        The tables to correct, not yet typed.
    date_order : str
        How ambiguous dates are read, empty if that is not agreed.
    """
    for row in range(corrections.typed.height):
        if not corrections.bad[row]:
            _apply(corrections, row, tables, date_order)


def _apply(corrections: CheckedTable, row: int, tables: Mapping[str, CheckedTable], date_order: str) -> None:
    want = corrections.typed.row(row, named=True)
    target = tables[want["table"]]
    if want["column"] not in target.cells.columns or want["column"].startswith("_"):
        names = ", ".join(c.name for c in target.columns)
        corrections.flag(
            [row],
            "column",
            "correction.column",
            f"{want['table']} has no column {want['column']}.",
            f"Columns of {want['table']}: {names}.",
        )
        return
    found = _find(target, want)
    if len(found) != 1:
        how = "No row" if not found else f"{len(found)} rows"
        corrections.flag(
            [row],
            "id" if want["id"] else "line",
            "correction.row",
            f"{how} of {want['table']} fit this correction.",
            "Name the row by its id, or by its file and line as the spreadsheet shows it.",
        )
        return
    stands = target.cells[want["column"]][found[0]]
    if (stands or "") != (want["expect"] or ""):
        corrections.flag(
            [row],
            "expect",
            "correction.expect",
            f"{target.where(found[0])} holds {stands or 'nothing'!r} in {want['column']}, not the value expected here.",
            "The source has changed: check whether the correction is still needed, then mend expect or remove the row.",
        )
        return
    fault = _fault(target, want, date_order)
    if fault:
        corrections.flag([row], "value", fault.rule, fault.message, fault.suggestion)
        return
    column = target.cells[want["column"]].scatter(found[0], want["value"])
    target.cells = target.cells.with_columns(column)


def _fault(target: CheckedTable, want: Mapping[str, Any], date_order: str) -> Fault | None:
    """Return what is wrong with the new value; codes of places and sources are looked up later, in the corrected row."""
    column = next(c for c in target.columns if c.name == want["column"])
    if column.required and want["value"] is None:
        return Fault("cell.missing", f"{column.name} cannot be made empty: every row needs it.", column.description)
    if column.type in ("place", "source"):
        return None
    value = pl.Series([want["value"]], dtype=pl.String)
    return next(iter(parse_column(value, column, {}, date_order).faults.values()), None)


def _find(target: CheckedTable, want: Mapping[str, object]) -> list[int]:
    conditions: list[pl.Expr] = []
    key = next((c.name for c in target.columns if c.name in ("id", "code", "name")), None)
    if want["id"] and key:
        conditions.append(pl.col(key).eq(pl.lit(want["id"])))
    if want["line"]:
        conditions.append(pl.col("_line").eq(pl.lit(want["line"])))
    if want["file"]:
        exact = [i for i, s in enumerate(target.sheets) if s.file == want["file"]]
        wanted = exact or [i for i, s in enumerate(target.sheets) if s.file.endswith(f"/{want['file']}")]
        conditions.append(pl.col("_sheet").is_in(wanted))
    if not conditions or (not want["id"] and not want["line"]):
        return []
    mask = target.cells.select(pl.all_horizontal(conditions).fill_null(value=False)).to_series()
    return [int(i) for i in mask.arg_true()]
