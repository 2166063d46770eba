"""The files of a table: which they are, and which of their columns are the table's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz, process

from nuzuh.folder.columns import Column, Specification, fold_heading
from nuzuh.formats.tables import FileFault, RawTable, UnreadableFile, read_table
from nuzuh.terms.errors import Problem, Severity

READABLE = (".csv", ".tsv", ".xlsx")
TABLES = (
    "places",
    "place_decisions",
    "sources",
    "arrivals",
    "populations",
    "groups",
    "references",
    "incidents",
    "activities",
    "routes",
    "access",
    "corrections",
    "duplicate_decisions",
    "signatories",
    "signatory_decisions",
    "responses",
    "retractions",
)
"""The tables of a folder, in the order in which problems and counts list them."""
PER_LETTER = ("signatories", "responses")
"""The tables of which each letter has its own, in ``letters/<name>/``."""
LATER_FOLDERS = {"polls", "aid", "scenarios", "reports", "mappings"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet or text file of a table, with the cells of each of the table's columns.

    Attributes
    ----------
    file, sheet : str
        Path relative to the folder, and the name of the sheet (empty for a text file).
    raw : RawTable
        All that was read.
    columns : dict
        Column of the table -> column of ``raw.rows``.
    missing : tuple of str
        Required columns that the sheet does not have.
    """

    file: str
    sheet: str
    raw: RawTable
    columns: dict[str, str]
    missing: tuple[str, ...]


def files_of(root: Path, table: str) -> list[Path]:
    """Return the files of a table: ``<table>.csv`` at the top, then ``<table>/*`` in order of their names.

    Either, both or several may be there; ``nuzuh import`` adds files to the folder and leaves the others as they are.
    The tables ``PER_LETTER`` stand in ``letters/<name>/``.
    """
    at_top, inside = ("letters/*/*", "") if table in PER_LETTER else ("*", f"{table}/*")
    found = [p for p in sorted(root.glob(at_top)) if p.stem.casefold() == table]
    found += sorted(root.glob(inside)) if inside else []
    return [p for p in found if p.is_file() and _is_table(p)]


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in READABLE and not path.name.startswith(("~$", "."))


def unread_files(root: Path) -> list[Problem]:
    """Return a warning for each file of the folder that looks like a table but is none that nuzuh reads."""
    known = [t for t in TABLES if t not in PER_LETTER]
    problems = []
    for path in sorted(root.iterdir()):
        if path.name.startswith((".", "~$")) or path.name in LATER_FOLDERS:
            continue
        if path.is_file() and path.suffix.lower() in (*READABLE, ".xls", ".ods", ".txt"):
            problems += _unread_at_top(path, root, known)
        elif path.is_dir() and path.name in known:
            problems += [
                _unread(p, root, _SAVE if p.is_file() else f"Move its files up into {path.name}/.")
                for p in sorted(path.iterdir())
                if (p.is_dir() or p.suffix.lower() not in (*READABLE, ".md")) and not p.name.startswith((".", "~$"))
            ]
        elif path.is_dir() and path.name not in ("letters", "public", "private"):
            near = process.extractOne(path.name, [*known, "letters"], scorer=fuzz.ratio, score_cutoff=70)
            if near:
                problems.append(_unread(path, root, f"Is it {near[0]}? Rename it."))
    return problems


def _unread_at_top(path: Path, root: Path, known: Sequence[str]) -> list[Problem]:
    stem = path.stem.casefold()
    if stem in known:
        return [] if path.suffix.lower() in READABLE else [_unread(path, root, _SAVE)]
    near = process.extractOne(stem, known, scorer=fuzz.ratio, score_cutoff=70)
    hint = f"Is it {near[0]}? Rename it, or move it into {near[0]}/." if near else _PLACES
    return [_unread(path, root, hint)]


_SAVE = "Save it as .csv or .xlsx."
_PLACES = "A table is one file or a folder of files that bears its name: places.csv, sources.csv, arrivals/ …"


def _unread(path: Path, root: Path, suggestion: str) -> Problem:
    name = path.relative_to(root).as_posix()
    return Problem(name, "", None, "", "", "file.unread", "warning", f"{name} is not read.", suggestion)


def read_sheets(root: Path, spec: Specification, columns: Sequence[Column]) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of a table, and the problems of whole files and their headings."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for path in files_of(root, spec.name):
        file = path.relative_to(root).as_posix()
        try:
            _refuse_disguised(path)
            raws = read_table(path)
        except UnreadableFile as error:
            problems.append(error.fault.problem(file, ""))
            continue
        for raw in raws:
            problems += [fault.problem(file, raw.sheet) for fault in raw.notes]
            mapped = _map_columns(raw, columns)
            if len(raws) > 1 and len(mapped) < 2 and raw.sheet.casefold() == "readme":
                continue  # as exports and the template have it
            if raw.sheet and len(raws) > 1 and len(mapped) < 2 and not _misspelt(raw, mapped, columns):
                problems.append(
                    Problem(
                        file,
                        raw.sheet,
                        raw.header_line,
                        "",
                        "",
                        "sheet.unread",
                        "warning",
                        f"The sheet {raw.sheet} has no heading of the table {spec.name}; it is not read.",
                        "Give it the headings of the table, or leave it so.",
                    )
                )
                continue
            sheet, found = _understand(file, raw, mapped, spec, columns)
            sheets.append(sheet)
            problems += found
    return sheets, problems


_DISGUISES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a workbook or another archive",
    b"\xd0\xcf\x11\xe0": "a workbook in the old Excel format",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}


def _refuse_disguised(path: Path) -> None:
    """Refuse a file that is named like a text table but is something else."""
    if path.suffix.lower() == ".xlsx":
        return
    with path.open("rb") as stream:
        begin = stream.read(4)
    for mark, what in _DISGUISES.items():
        if begin.startswith(mark):
            message = f"The file is {what}, not a table in a text file."
            raise UnreadableFile(
                FileFault(None, "", "", "file.format", message, "Save the table as CSV UTF-8 or as .xlsx.")
            )


def _map_columns(raw: RawTable, columns: Sequence[Column]) -> dict[str, str]:
    """Return column of the table -> column of the file; the exact name wins over other headings, those over tags."""
    headings = [fold_heading(h) for h in raw.header]
    tags = [t.replace(" ", "").casefold() for t in raw.hashtags]
    mapped: dict[str, str] = {}
    taken: set[int] = set()

    def take(column: Column, written: Sequence[str], wanted: Sequence[str]) -> None:
        hits = [i for w in wanted for i, text in enumerate(written) if text == w and i not in taken]
        if hits and column.name not in mapped:
            mapped[column.name] = f"c{hits[0]}"
            taken.add(hits[0])

    for column in columns:
        take(column, headings, [fold_heading(column.name)])
    for column in columns:
        take(column, headings, [fold_heading(a) for a in column.also])
    for column in columns:
        take(column, tags, [column.hxl] if column.hxl else [])
    return mapped


def _misspelt(raw: RawTable, mapped: Mapping[str, str], columns: Sequence[Column]) -> dict[str, str]:
    """Return heading -> column for the headings that are nearly the name of a column that the file lacks."""
    unused = {c.name: fold_heading(c.name) for c in columns if c.name not in mapped}
    taken = set(mapped.values())
    out: dict[str, str] = {}
    for index, heading in enumerate(raw.header):
        if f"c{index}" in taken or not heading or heading.startswith("#"):
            continue
        near = process.extractOne(fold_heading(heading), unused, scorer=fuzz.ratio, score_cutoff=70)
        if near:
            out.setdefault(heading, near[2])
    return out


def _understand(
    file: str, raw: RawTable, mapped: dict[str, str], spec: Specification, columns: Sequence[Column]
) -> tuple[Sheet, list[Problem]]:
    problems: list[Problem] = []

    def add(column: str, rule: str, severity: Severity, message: str, suggestion: str) -> None:
        problems.append(Problem(file, raw.sheet, raw.header_line, column, column, rule, severity, message, suggestion))

    if not mapped and not _misspelt(raw, mapped, columns):
        heading = next((h for h in raw.header if h), "")
        message = f"No heading of the file is a column of {spec.name}; none of its rows can be read."
        needed = ", ".join(c.name for c in columns)
        add(heading, "header.unknown", "error", message, f"Write the headings into the first line: {needed}.")
        return Sheet(file, raw.sheet, raw, mapped, ("all",)), problems
    near = _misspelt(raw, mapped, columns)
    missing = [c.name for c in columns if c.name not in mapped and _needed_column(c, mapped, near)]
    missing += [
        next(c.name for c in columns if c.name.startswith(f"{stem}_"))
        for stem in spec.required_groups()
        if not any(name.startswith(f"{stem}_") for name in mapped)
    ]
    taken = set(mapped.values())
    for index, heading in enumerate(raw.header):
        if f"c{index}" in taken or not heading or heading.startswith("#") or heading in raw.header[:index]:
            continue
        what = f"{heading} is no column of {spec.name}; its cells are not read."
        if heading in near:
            lost = near[heading] in missing
            also = (
                f" The column {near[heading]} is missing, and without it none of the rows can be read." if lost else ""
            )
            hint = f"Did you mean {near[heading]}? Rename the column, or remove it."
            add(heading, "column.unknown", "error", what + also, hint)
        else:
            hint = f"Columns of {spec.name}: {', '.join(c.name for c in columns)}."
            add(heading, "column.unknown", "warning", what, hint)
    for name in (n for n in missing if n not in near.values()):
        add(
            name,
            "column.missing",
            "error",
            f"The column {name} is missing in {file}; none of its rows can be read.",
            f"Add a column headed {name}.",
        )
    return Sheet(file, raw.sheet, raw, mapped, tuple(missing)), problems


def _needed_column(column: Column, mapped: Mapping[str, str], near: Mapping[str, str]) -> bool:
    """Return whether no row of a sheet can be read without a column that the sheet lacks.

    One that only some rows need is lacking where all rows are of that kind, or where a heading is nearly its name.
    """
    if not column.required_if:
        return column.required
    other, *choices = column.required_if
    if other in mapped:
        return column.name in near.values()
    return column.default in choices and f"{column.name}_name" not in mapped


def join_sheets(sheets: Sequence[Sheet], columns: Sequence[Column]) -> pl.DataFrame:
    """Return the rows of all sheets as strings, in the table's columns.

    Returns
    -------
    pl.DataFrame
        ``_sheet`` (position in ``sheets``), ``_line``, then one String column per column of the table, null where
        the sheet does not have it.
    """
    frames = [
        sheet.raw.rows.select(
            pl.lit(i, dtype=pl.UInt32).alias("_sheet"),
            pl.col("_line").cast(pl.UInt32),
            *(
                pl.col(sheet.columns[c.name]).alias(c.name)
                if c.name in sheet.columns
                else pl.lit(None, dtype=pl.String).alias(c.name)
                for c in columns
            ),
        )
        for i, sheet in enumerate(sheets)
    ]
    if frames:
        return pl.concat(frames, rechunk=True)
    empty = {"_sheet": pl.UInt32, "_line": pl.UInt32} | {c.name: pl.String for c in columns}
    return pl.DataFrame(schema=empty)
