"""The cleaning log of a poll: what is corrected in the answers and why, without touching the file that holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.columns import specification
from nuzuh.folder.sheets import read_sheets
from nuzuh.formats.raw import short
from nuzuh.poll.asked import CHANGED, LEFT_OUT
from nuzuh.poll.codes import CODES, code_key
from nuzuh.poll.multiple import truth
from nuzuh.poll.reading import Plan, Planned, together
from nuzuh.poll.values import numbers_in
from nuzuh.terms.dates import Day, parse_date
from nuzuh.terms.errors import Problem

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Log:
    """A cleaning log.

    Attributes
    ----------
    rows : polars.DataFrame
        Its sound rows: ``_file``, ``_sheet``, ``_line`` and the columns of ``columns/cleaning.csv``.
    problems : list of Problem
        What is wrong with the others.
    """

    rows: pl.DataFrame
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Answers as read, with the log applied.

    Attributes
    ----------
    plans : list of Plan
        The tables with corrected cells.
    removed : polars.DataFrame
        ``_line`` and ``why`` of submissions that are not counted.
    changed : polars.DataFrame
        ``_line``, ``question``, ``old``, ``new``, ``reason`` of each correction that was made.
    problems : list of Problem
        Rows of the log that could not be applied.
    """

    plans: list[Plan]
    removed: pl.DataFrame
    changed: pl.DataFrame
    problems: list[Problem]


def read_log(folder: Path) -> Log:
    """Return the cleaning log of a poll's folder; without rows when it has none."""
    spec = specification("cleaning")
    sheets, problems = read_sheets(folder, spec, spec.columns)
    table = CheckedTable(spec, spec.columns, sheets)
    table.read_cells({}, "")
    return Log(table.records(), [*problems, *table.problems])


class _RowError(Exception):
    """Ends one row of the log, which becomes a problem."""

    def __init__(self, column: str, rule: str, message: str, suggestion: str) -> None:
        super().__init__(message)
        self.column, self.rule, self.suggestion = column, rule, suggestion


def apply_log(plans: Sequence[Plan], keys: Mapping[str, pl.DataFrame], log: Log) -> Cleaned:
    """Return the answers as read with the corrections of a log in their cells.

    Parameters
    ----------
    plans : sequence of Plan
        The tables.
    keys : mapping of str to polars.DataFrame
        By repeat (empty for the submissions): ``_line`` and ``_key`` of each row that can be meant, ``_id`` where it has one.
    log : Log
    """
    work = _Work(list(plans), keys)
    problems: list[Problem] = []
    for row in log.rows.iter_rows(named=True):
        try:
            work.apply(row)
        except _RowError as refused:
            problems.append(
                Problem(
                    row["_file"],
                    row["_sheet"],
                    row["_line"],
                    refused.column,
                    str(row[refused.column] or ""),
                    refused.rule,
                    "error",
                    str(refused),
                    refused.suggestion,
                )
            )
    removed = pl.DataFrame(work.removed, schema=LEFT_OUT, orient="row").unique(
        "_line", keep="first", maintain_order=True
    )
    changed = pl.DataFrame(work.changed, schema=CHANGED, orient="row")
    return Cleaned(work.plans, removed, changed, problems)


class _Work:
    """Applies the rows of a log one after the other."""

    def __init__(self, plans: list[Plan], keys: Mapping[str, pl.DataFrame]) -> None:
        self.plans = plans
        self.removed: list[tuple[int, str]] = []
        self.changed: list[tuple[int, str, str | None, str | None, str]] = []
        self.lines: dict[str, dict[str, list[int]]] = {}
        for repeat, frame in keys.items():
            named: dict[str, list[int]] = defaultdict(list)
            for name in ("_line", "_id", "_key"):
                if name in frame.columns:
                    own: dict[str, list[int]] = defaultdict(list)
                    for key, line in frame.select(key_=pl.col(name).cast(pl.String), line_="_line").drop_nulls().rows():
                        own[key.removeprefix("uuid:")].append(line)
                    named |= own  # a key counts before an id, an id before a line
            self.lines[repeat] = named

    def apply(self, row: Row) -> None:
        """Apply one row; raise `_RowError` when it does not fit."""
        key = str(row["key"]).strip().removeprefix("uuid:")
        if row["action"] == "remove":
            line = self._line("", key)
            self.removed.append((line, f"Removed in the cleaning: {row['reason']}"))
            return
        if not row["question"]:
            raise _RowError("question", "cleaning.question", "The row changes no question.", "Name the question.")
        at, planned = self._question(row["question"])
        line = self._line(self.plans[at].repeat, key)
        plan = self.plans[at]
        place = int(plan.laid.rows["_line"].search_sorted(line))
        old = _stands(plan, planned, place)
        if not _same(planned, old, row["expect"]):
            message = f'{key} holds "{short(old or "")}" in {planned.asked.name}, not "{short(row["expect"] or "")}".'
            suggestion = "The file has changed: see whether the row is still needed, then mend expect or leave it out."
            raise _RowError("expect", "cleaning.expect", message, suggestion)
        cells = _cells(planned, row["value"])
        self.plans[at] = _written(plan, place, cells)
        self.changed.append((line, planned.asked.name, old, row["value"], row["reason"]))

    def _line(self, repeat: str, key: str) -> int:
        found = self.lines.get(repeat, {}).get(key, [])
        if len(found) == 1:
            return found[0]
        how = f"{len(found)} rows have" if found else "No row has"
        message = f'{how} the key "{short(key)}"' + (f" in the repeat {repeat}." if repeat else ".")
        suggestion = "Copy the uuid, or the id, of the submission from the file; key/repeat[n] names a row of a repeat."
        raise _RowError("key", "cleaning.key", message, suggestion)

    def _question(self, name: str) -> tuple[int, Planned]:
        folded = name.strip().casefold()
        for at, plan in enumerate(self.plans):
            for planned in plan.questions:
                names = {planned.asked.name.casefold(), *(each.casefold() for each in planned.asked.headers[:1])}
                if folded in names:
                    if not planned.columns and not planned.split:
                        message = f"The file has no column for {planned.asked.name}."
                        raise _RowError("question", "cleaning.question", message, "Export the column, too.")
                    return at, planned
        message = f'There is no question "{short(name)}".'
        raise _RowError("question", "cleaning.question", message, "Name it as the form does.")


def _stands(plan: Plan, planned: Planned, place: int) -> str | None:
    """Return what the file holds: the cell, or the codes of the options that are chosen."""
    rows = plan.laid.rows[place]
    if planned.columns:
        cell: str | None = together(rows, planned.columns)[0]
        return cell
    chosen = [code for code, held in planned.split.items() if truth(together(rows, held)[0] or "") == 1]
    return " ".join(chosen) or None


def _same(planned: Planned, old: str | None, expect: str | None) -> bool:
    """Return whether the old value is the expected one: as written, or the same code, codes or number."""
    one, other = (old or "").strip(), (expect or "").strip()
    if one == other or not one or not other:
        return one == other
    match planned.asked.kind:
        case "number":
            read = numbers_in([one, other], whole=planned.whole)
            return read[one] is not None and read[one] == read[other]
        case "one":
            code = planned.book.code(one, planned.book.languages())
            return code is not None and code == planned.book.code(other, planned.book.languages())
        case "many":
            return {code_key(word) for word in one.split()} == {code_key(word) for word in other.split()}
    return False


def _cells(planned: Planned, value: str | None) -> dict[int, str | None]:
    """Return the new cell of each column of a question."""
    asked, book = planned.asked, planned.book
    words = (value or "").split() if asked.kind == "many" else [value] if value else []
    codes: list[str] = []
    for word in words:
        code = book.code(word, book.languages() if asked.kind == "one" else [CODES]) if book.options else word
        if asked.kind in ("one", "many") and code is None:
            some = ", ".join(option.code for option in asked.options[:12])
            raise _RowError(
                "value", "cleaning.value", f'"{short(word)}" is no answer of {asked.name}.', f"Its answers: {some}."
            )
        codes.append(code or word)
    if value and asked.kind == "number" and numbers_in([value], whole=planned.whole)[value] is None:
        raise _RowError(
            "value", "cleaning.value", f'"{short(value)}" is no number.', "Write digits, decimals after a point."
        )
    if value and asked.kind == "date" and not isinstance(parse_date(value), Day):
        raise _RowError("value", "cleaning.value", f'"{short(value)}" is no day.', "Write it as 2020-02-06.")
    cells: dict[int, str | None] = dict.fromkeys(planned.columns[1:])
    if planned.columns:
        cells[planned.columns[0]] = " ".join(codes) or None
    for code, held in planned.split.items():
        for column in held:
            cells[column] = None if not codes else "1" if code in codes else "0"
    return cells


def _written(plan: Plan, place: int, cells: Mapping[int, str | None]) -> Plan:
    rows = plan.laid.rows.with_columns(
        plan.laid.rows[f"c{column}"].scatter(place, cell) for column, cell in cells.items()
    )
    return replace(plan, laid=replace(plan.laid, rows=rows))


def suggested(proposals: pl.DataFrame) -> pl.DataFrame:
    """Return a cleaning log with a row for each submission that a person should decide about.

    Parameters
    ----------
    proposals : polars.DataFrame
        ``_key`` and ``why`` of submissions, as of `nuzuh.poll.quality`.

    Returns
    -------
    polars.DataFrame
        The columns of the log. Nobody has signed it: ``by`` is empty, and such rows are refused until it is filled.
    """
    columns = [column.name for column in specification("cleaning").columns]
    rows = proposals.select(key="_key", action=pl.lit("remove"), reason="why").unique(maintain_order=True)
    return rows.select(
        *(pl.col(name) if name in rows.columns else pl.lit(None, pl.String).alias(name) for name in columns)
    )
