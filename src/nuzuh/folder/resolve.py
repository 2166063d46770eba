"""Rows that name a place and give no code: the code from a person's decision or a sure match, else a problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.places.match import Matcher
from nuzuh.terms.errors import Severity

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Named:
    """The rows of a table whose place was looked up by its name.

    Attributes
    ----------
    column : str
        The column with the code.
    rows : list of int
        Positions of the rows.
    answers : pl.DataFrame
        Name, and what `Matcher.match` returns, of each of them.
    """

    column: str
    rows: list[int]
    answers: pl.DataFrame


def resolve(table: CheckedTable, matcher: Callable[[], Matcher]) -> list[Named]:
    """Write the codes of places that are named and matched into a table's cells, before it is typed.

    Parameters
    ----------
    table : CheckedTable
        Its ``cells`` are changed where a code is empty, the name beside it is not, and the name is decided or matched.
    matcher : callable
        Gives the matcher; called only if there is such a row.

    Returns
    -------
    list of Named
        For `tell`, once the table is typed.
    """
    out = []
    names = {c.name for c in table.columns}
    for column in table.columns:
        if column.type != "place" or f"{column.name}_name" not in names:
            continue
        code, name = pl.col(column.name), pl.col(f"{column.name}_name")
        rows = table.cells.select((code.is_null() & name.is_not_null()).arg_true()).to_series()
        if not rows.len():
            continue
        asked = table.cells[f"{column.name}_name"].gather(rows)
        found = matcher().match(pl.DataFrame({"name": asked}))
        table.cells = table.cells.with_columns(table.cells[column.name].scatter(rows, found["code"]))
        answers = pl.concat([asked.to_frame("query"), found], how="horizontal")
        out.append(Named(column.name, rows.to_list(), answers))
    return out


def tell(table: CheckedTable, named: list[Named]) -> None:
    """Reject the rows that lack a place they need, and say once of every other name what it was taken for."""
    needs = {c.name: table.needs(c) for c in table.columns}
    for item in named:
        needing = set(table.rows_where(needs[item.column]))
        told: set[str] = set()
        _without_empty(
            table, item.column, {r for r, code in zip(item.rows, item.answers["code"], strict=True) if not code}
        )
        for row, answer in zip(item.rows, item.answers.iter_rows(named=True), strict=True):
            query, decided = answer["query"], answer["reason"].startswith("decided by")
            needed = row in needing
            if (needed and answer["code"] is None) or not (decided or query in told):
                told.add(query)
                rule, message, hint, severity = _problem(item.column, answer, needed=needed)
                table.flag([row], f"{item.column}_name", rule, message, hint, severity)


def _problem(column: str, answer: dict[str, Any], *, needed: bool) -> tuple[str, str, str, Severity]:
    """Return rule, message, suggestion and severity for a name."""
    query, reason = answer["query"], answer["reason"]
    if answer["code"] is not None:
        message = f"{query} has no code and was read as {answer['name']} ({answer['code']}): {reason}."
        hint = f"If that is wrong, write the code into {column}, or decide the name in place_decisions.csv."
        return "place.by_name", message, hint, "warning"
    rule = "place.ambiguous" if answer["status"] == "ambiguous" else "place.unknown_name"
    message = f"{query} has no code, and it is not clear which place it is: {reason}."
    if not needed:
        message += f" {column} is taken as unknown."
    return rule, message, _suggestion(column, answer), "error" if needed else "warning"


def _suggestion(column: str, answer: dict[str, Any]) -> str:
    may = [f"{c['code']} ({c['name']}, in {c['parent']})" for c in answer["candidates"][:_SHOWN]]
    ask = f"It may be {' or '.join(may)}. " if may else ""
    return f"{ask}Write the answer into place_decisions.csv, or the code into {column}."


def _without_empty(table: CheckedTable, column: str, rows: set[int]) -> None:
    """Take back that the cell of the code is empty: the name has the problem."""
    places = {(table.cells["_sheet"][row], table.cells["_line"][row]) for row in rows}
    at = {(table.sheets[sheet].file, table.sheets[sheet].sheet, line) for sheet, line in places}
    table.problems = [
        p
        for p in table.problems
        if not (p.rule == "cell.missing" and p.column == column and (p.file, p.sheet, p.line) in at)
    ]
