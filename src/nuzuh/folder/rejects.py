"""What was wrong, for the information manager's eyes only: ``private/problems.csv`` and ``private/rejected/``."""

from __future__ import annotations

import io
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.records import Folder
from nuzuh.terms.errors import Problem

_PROBLEM_COLUMNS = ("file", "sheet", "line", "column", "value", "rule", "severity", "message", "suggestion")


def write_rejects(folder: Folder, problems: Sequence[Problem]) -> None:
    """Write all problems, and every rejected row whole, into ``private/``; what an earlier check left goes.

    ``private/rejected/<file>.csv`` (``<file>~<sheet>.csv`` for a workbook) holds ``line``, ``problems`` (column: rule),
    then the row as it stands in the file; a row that could not be cut into cells stands in ``as_read``.
    """
    private = folder.root / "private"
    private.mkdir(exist_ok=True)
    frame = pl.DataFrame(
        [p.as_dict() for p in problems],
        schema={c: pl.Int64 if c == "line" else pl.String for c in _PROBLEM_COLUMNS},
    )
    _save(frame, private / "problems.csv")
    _clear(private / "rejected")
    whys: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for p in problems:
        if (p.severity == "error" or p.rule == "row.duplicate_decided") and p.line is not None:
            whys[p.file, p.sheet, p.line].append(f"{p.column}: {p.rule}")
    for table in folder.checked.values():
        for index, sheet in enumerate(table.sheets):
            rejected = _rejected(table, index, whys)
            if rejected.height:
                name = f"{sheet.file}~{sheet.sheet}.csv" if sheet.sheet else f"{sheet.file}.csv"
                path = private / "rejected" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                _save(rejected, path)


def _clear(folder: Path) -> None:
    """Remove what an earlier check rejected, not what an import set aside: that stands nowhere else."""
    for old in folder.glob("*"):
        if old.is_dir():
            shutil.rmtree(old)
        elif not old.name.startswith("import-"):
            old.unlink()
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()


def _rejected(table: CheckedTable, index: int, whys: dict[tuple[str, str, int], list[str]]) -> pl.DataFrame:
    sheet = table.sheets[index]
    mine = (table.cells["_sheet"] == index).to_numpy()
    rows = sheet.raw.rows.filter(pl.Series(table.bad[mine]))
    headings: list[str] = []
    for i, heading in enumerate(sheet.raw.header):
        name = heading or f"column {i + 1}"
        while name in (*headings, "line", "problems", "as_read"):
            name += f" ({i + 1})"
        headings.append(name)
    named = rows.rename({"_line": "line", **{f"c{i}": h for i, h in enumerate(headings)}})
    broken = pl.DataFrame(
        {"line": [b.line for b in sheet.raw.broken], "as_read": [b.raw for b in sheet.raw.broken]},
        schema={"line": pl.UInt32, "as_read": pl.String},
    )
    both = pl.concat([named, broken], how="diagonal").sort("line")
    lack = f"columns missing: {', '.join(sheet.missing)}" if sheet.missing else ""
    reasons = ["; ".join(whys.get((sheet.file, sheet.sheet, n), [])) or lack for n in both["line"]]
    return both.select("line", pl.Series("problems", reasons, dtype=pl.String), pl.exclude("line"))


def _save(frame: pl.DataFrame, path: Path) -> None:
    buffer = io.BytesIO()
    frame.write_csv(buffer, include_bom=True)
    path.write_bytes(buffer.getvalue())
