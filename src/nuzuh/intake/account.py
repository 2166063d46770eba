"""Every row of an imported file accounted for, checked as `nuzuh check` will."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from nuzuh.folder.records import read_folder
from nuzuh.folder.sheets import Sheet
from nuzuh.formats.layout import Laid
from nuzuh.formats.raw import RawTable
from nuzuh.intake.outcome import SheetOutcome, sums_of, totals_of
from nuzuh.intake.reading import Reading
from nuzuh.terms.errors import Problem


def checked_rows(
    root: Path, table: str, file: str, rows: pl.DataFrame, added: Mapping[str, pl.DataFrame]
) -> tuple[np.ndarray, list[Problem]]:
    """Return which rows `nuzuh check` would reject once they are written, and what it would say of them.

    Returns
    -------
    bad : numpy.ndarray of bool
        As long as ``rows``.
    problems : list of Problem
        Of ``file``, with the lines that the file will have.
    """
    sheets = {table: [_sheet(file, rows)]}
    sheets |= {name: [_sheet(f"{name}/{Path(file).name}", frame)] for name, frame in added.items()}
    folder = read_folder(root, tables=_NEEDED | {table}, added=sheets)
    checked = folder.checked[table]
    at = next(i for i, sheet in enumerate(checked.sheets) if sheet is sheets[table][0])
    bad = checked.bad[(checked.cells["_sheet"] == at).to_numpy()]
    return bad, [p for p in folder.problems if p.file == file]


_NEEDED = {"places", "place_decisions", "sources", "corrections"}


def _sheet(file: str, rows: pl.DataFrame) -> Sheet:
    """Return rows as the sheet that reading the written file would give."""
    names = {name: f"c{i}" for i, name in enumerate(rows.columns)}
    cells = rows.rename(names).with_row_index("_line", offset=2)
    raw = RawTable("", tuple(rows.columns), 1, cells)
    return Sheet(file, "", raw, names, ())


def account(
    position: int, reading: Reading, rows: pl.DataFrame, without: Laid | None, origin: pl.DataFrame, bad: np.ndarray
) -> SheetOutcome:
    """Return what became of the rows of a sheet: a line is accepted when nothing of it was rejected."""
    lines = origin.with_columns(bad=pl.Series(bad)).filter(pl.col("_sheet") == position)
    lost = set(without.rows["_line"].to_list()) if without else set()
    rejected = set(lines.filter("bad")["_line"].to_list()) | lost
    laid = reading.laid
    beside = len(lost - set(rows["_line"].to_list())) if lost else 0  # rows that a survey's review took out
    read = rows.height + beside + len(laid.broken)
    refused = len(rejected) + len(laid.broken)
    return SheetOutcome(
        laid.sheet, True, reading, "", read, read - refused, refused, totals_of(reading), sums_of(reading, rows)
    )


def left_out(left: Sequence[tuple[Reading, str]], without: Sequence[tuple[str, str]]) -> list[SheetOutcome]:
    """Return the sheets that were not imported, each with its reason."""
    out = [SheetOutcome(r.laid.sheet, False, r, why, totals=totals_of(r)) for r, why in left]
    return out + [SheetOutcome(sheet, False, None, why) for sheet, why in without]


def at_source(
    problems: Sequence[Problem], readings: Sequence[Reading], origin: pl.DataFrame, file: str
) -> list[Problem]:
    """Return the problems of written rows with the sheet and line of the imported file that they come from."""
    sheets, lines = origin["_sheet"].to_list(), origin["_line"].to_list()
    out = []
    for problem in problems:
        row = problem.line - 2 if problem.line is not None else -1
        if 0 <= row < len(lines):
            out.append(replace(problem, file=file, sheet=readings[sheets[row]].laid.sheet, line=lines[row]))
        else:
            out.append(replace(problem, file=file))
    return out
