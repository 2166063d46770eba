"""A column of place names in somebody's file, matched with the help of the other columns, and written beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from nuzuh.folder.columns import fold_heading
from nuzuh.formats.grids import read_grids
from nuzuh.formats.layout import tables_of
from nuzuh.formats.tables import RawTable, UnreadableFile, read_table
from nuzuh.intake.headings import meaning_of
from nuzuh.intake.narrow import areas_named, match_in_areas
from nuzuh.places.match import Matcher
from nuzuh.places.words import lexicon
from nuzuh.terms.errors import UsageError

ADDED = ("place_code", "place_status", "place_score", "place_candidates")
_SHOWN = 5
_CODES = 0.8  # share of cells that are codes of the gazetteer, from which a column holds codes
_LEVEL_HEADINGS = frozenset(["level", "admin level", "adm level", "place level", "المستوى"])


@dataclass(frozen=True, slots=True)
class Used:
    """A column that helped, what for, and how that was known."""

    column: str
    use: str
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with its names matched.

    Attributes
    ----------
    file, sheet : str
        What was written (empty for none), and the sheet that was read.
    answers : pl.DataFrame
        ``query`` and what `Matcher.match` returns, one row per row of the file.
    used : tuple of Used
    counts : dict
        Rows matched, ambiguous, none, empty; rows that could not be cut into cells, and are not in the file: broken.
    notes : tuple of str
        What the reader of the result should know.
    """

    file: str
    sheet: str
    answers: pl.DataFrame
    used: tuple[Used, ...]
    counts: dict[str, int]
    notes: tuple[str, ...]

    def unclear(self, most: int) -> list[dict[str, Any]]:
        """Return the names that a person must decide, the most frequent first: ``query``, ``rows``, ``status``, ``reason``."""
        open_ = self.answers.filter(pl.col("query").is_not_null() & (pl.col("status") != "matched"))
        named = open_.group_by("query", "status", "reason").agg(rows=pl.len())
        return named.sort("rows", "query", "reason", descending=[True, False, False]).head(most).to_dicts()


_PLAIN = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class PlaceWishes:
    """What is known of all names of a column, and where to write.

    Attributes
    ----------
    within : str
        Code of the place in which all of them lie; empty for none.
    within_column : str
        Heading of the column with the code, or the name, of the place in which each lies; empty for none.
    level : int
        Level of all of them; 0 when it is not known.
    out : Path, optional
        The file to write, .csv or .xlsx; ``<stem>.places.csv`` beside the input by default.
    """

    within: str = ""
    within_column: str = ""
    level: int = 0
    out: Path | None = None


def asked(names: Sequence[str], within: str = "", level: int = 0) -> pl.DataFrame:
    """Return names as `Matcher.match` takes them, with what is known of all of them."""
    frame = pl.DataFrame({"name": names}, schema={"name": pl.String})
    if within:
        frame = frame.with_columns(within=pl.lit(within))
    return frame.with_columns(level=pl.lit(level, dtype=pl.Int64)) if level else frame


def place_column(path: Path, column: str, matcher: Matcher, wishes: PlaceWishes) -> Placed:
    """Match a column of names and write the file with the codes beside it.

    Parameters
    ----------
    path : Path
        A CSV or XLSX file; it is never written over.
    column : str
        Heading of the names.
    matcher : Matcher
    wishes : PlaceWishes

    Raises
    ------
    UsageError
        The file cannot be read, has no such column, or would be written over.
    """
    target = wishes.out or path.with_name(f"{path.stem}.places.csv")
    if target.resolve() == path.resolve():
        raise UsageError(f"{target} is the file itself, and input files are never written over. Name another by --out.")
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{target.name}: the file to write must end in .csv or .xlsx.")
    table = table_with(path, [column, *([wishes.within_column] if wishes.within_column else [])])
    at = position_of(table, column) or 0
    frame, areas, used, notes = _understood(table, at, matcher, wishes)
    if areas and "within" not in frame.columns:
        answers = match_in_areas(matcher, frame, areas_named(areas, matcher))
    else:
        answers = matcher.match(frame)
    empty = frame["name"].is_null()
    counts = Counter(dict.fromkeys(("matched", "ambiguous", "none", "empty"), 0))
    counts.update(answers["status"].set(empty, "empty").to_list())
    counts["broken"] = len(table.broken)
    if table.broken:
        line = table.broken[0].line
        notes.append(
            f"{len(table.broken)} rows could not be cut into cells and are left out, the first in line {line}."
        )
    _write(table, at, answers, empty, target)
    answered = pl.concat([frame.select(query="name"), answers], how="horizontal")
    return Placed(str(target), table.sheet, answered, tuple(used), dict(counts), tuple(notes))


def table_with(path: Path, columns: Sequence[str]) -> RawTable:
    """Return the first table of a file that has the columns: in the first line, or under a banner."""
    try:
        tables = read_table(path) if path.suffix.lower() in _PLAIN else []
        if not any(_has(table, columns) for table in tables):
            laid = [table for grid in read_grids(path) for table in tables_of(grid)]
            tables += [RawTable(t.sheet, t.header, t.header_line, t.rows, t.broken) for t in laid]
    except UnreadableFile as error:
        raise UsageError(f"{path}: {error.fault.message} {error.fault.suggestion}") from error
    for table in tables:
        if _has(table, columns):
            return table
    has = "; ".join(
        f"{t.sheet}: {', '.join(h for h in t.header if h)}" if t.sheet else ", ".join(h for h in t.header if h)
        for t in tables
    )
    raise UsageError(f"{path} has no column {' and '.join(columns)}. It has: {has or 'none'}.")


def _has(table: RawTable, columns: Sequence[str]) -> bool:
    return all(position_of(table, c) is not None for c in columns)


def position_of(table: RawTable, column: str) -> int | None:
    """Return where a column stands: its very heading, else one that differs in capitals and spaces only."""
    if column in table.header:
        return table.header.index(column)
    headings = [fold_heading(h) for h in table.header]
    wanted = fold_heading(column)
    return headings.index(wanted) if wanted in headings else None


def _understood(
    table: RawTable, at: int, matcher: Matcher, wishes: PlaceWishes
) -> tuple[pl.DataFrame, dict[int, pl.Series], list[Used], list[str]]:
    """Return the names with all that the other columns say of them, the areas by level, which columns say so, and notes."""
    rows, header = table.rows, table.header
    given: dict[str, pl.Series] = {"name": rows[f"c{at}"]}
    used: list[Used] = []
    notes: list[str] = []
    taken = {at}
    if wishes.within:
        given["within"] = pl.repeat(wishes.within, rows.height, dtype=pl.String, eager=True)
    if wishes.within_column:
        i = position_of(table, wishes.within_column) or 0
        taken.add(i)
        narrow = _codes_of(rows[f"c{i}"], header[i], matcher, notes)
        given["within"] = narrow.fill_null(wishes.within) if wishes.within else narrow
        used.append(Used(header[i], "within", "named by --within-column"))
    meaning = meaning_of(header[at])
    areas: list[str] = []
    by_level: dict[int, pl.Series] = {}
    for i, heading in enumerate(header):
        cells = rows[f"c{i}"]
        use, why = _use_of(heading, cells, meaning.side, matcher) if heading and i not in taken else ("", "")
        if not use or (use != "area" and use in given) or (use == "level" and wishes.level):
            continue
        if use == "area":
            areas.append(f"c{i}")
            by_level.setdefault(_level_of(heading, cells, matcher), cells)
        else:
            given[use] = _levels(cells) if use == "level" else cells.cast(pl.Float64, strict=False)
        used.append(Used(heading, use, why))
    if ("lat" in given) != ("lon" in given):
        used = [u for u in used if u.use not in ("lat", "lon")]
        given = {k: v for k, v in given.items() if k not in ("lat", "lon")}
    if areas:
        given["areas"] = rows.select(pl.concat_list(areas).list.drop_nulls()).to_series()
    level = wishes.level or (meaning.level or 0 if "level" not in given else 0)
    if level:
        given["level"] = pl.repeat(level, rows.height, dtype=pl.Int64, eager=True)
        used.append(
            Used(header[at], "level", "given by --level" if wishes.level else f"its heading says level {level}")
        )
    return pl.DataFrame(given), by_level, used, notes


def _level_of(heading: str, cells: pl.Series, matcher: Matcher) -> int:
    """Return the level of a column of areas: that of its codes, else what its heading says."""
    number, levels = matcher.gazetteer.number, matcher.gazetteer.levels
    known = [int(levels[number[c]]) for c in cells.drop_nulls().unique() if c in number]
    return max(known) if known else meaning_of(heading).level or 1


def _use_of(heading: str, cells: pl.Series, side: str, matcher: Matcher) -> tuple[str, str]:
    """Return what a column says of the place ("area", "lat", "lon", "level", empty: nothing), and how that is known."""
    if fold_heading(heading) in _LEVEL_HEADINGS:
        return "level", "its heading says so"
    meaning = meaning_of(heading)
    if "nearest" in heading.casefold() or (meaning.side and meaning.side != side):
        return "", ""
    if meaning.kind in ("lat", "lon") and cells.cast(pl.Float64, strict=False).null_count() < cells.len():
        return meaning.kind, "its heading says so"
    distinct = cells.drop_nulls().unique()
    codes = matcher.gazetteer.number
    known = [codes[c] for c in distinct if c in codes]
    if distinct.len() and len(known) >= _CODES * distinct.len():
        fine = (matcher.gazetteer.levels[known] >= 4).any()
        return ("", "") if fine else ("area", "its cells are codes of the gazetteer")
    if meaning.kind == "name" and meaning.level in (1, 2, 3):
        return "area", f"its heading says level {meaning.level}"
    return "", ""


def _codes_of(cells: pl.Series, heading: str, matcher: Matcher, notes: list[str]) -> pl.Series:
    """Return codes of the gazetteer for codes, or names, of areas; null where neither is known."""
    meant: dict[str, str] = {}
    distinct = cells.drop_nulls().unique().sort().to_list()
    for text, areas in matcher.areas_named(distinct).items():
        if len(areas) == 1:
            meant[text] = matcher.gazetteer.codes[next(iter(areas))]
    unknown = [text for text in distinct if text not in meant]
    if unknown:
        shown = ", ".join(unknown[:5])
        notes.append(
            f"{heading}: {len(unknown)} values are no code and no clear name of an area; they narrow nothing: {shown}."
        )
    return cells.replace_strict(list(meant), list(meant.values()), default=None, return_dtype=pl.String)


def _levels(cells: pl.Series) -> pl.Series:
    meant: dict[str, int] = {}
    for text in cells.drop_nulls().unique():
        folded = text.strip().casefold()
        level = lexicon().level_of.get(folded.replace("-", "").replace(" ", ""), 0) or (
            int(folded[-1]) if folded[-1:].isdigit() else 0
        )
        if 1 <= level <= 5:
            meant[text] = level
    return cells.replace_strict(list(meant), list(meant.values()), default=None, return_dtype=pl.Int64)


def _write(table: RawTable, at: int, answers: pl.DataFrame, empty: pl.Series, target: Path) -> None:
    """Write all columns of the file, with what was found after the names."""
    candidates = pl.element().struct.field
    shown = pl.col("candidates").list.head(_SHOWN).list.eval(
        pl.concat_str(candidates("code"), pl.lit(" "), candidates("name"), pl.lit(" "), candidates("score").round(2).cast(pl.String))
    )  # fmt: skip
    found = answers.select(
        place_code="code",
        place_status=pl.when(pl.lit(empty)).then(None).otherwise(pl.col("status")),
        place_score=pl.when(pl.lit(empty)).then(None).otherwise(pl.col("score")),
        place_candidates=pl.when(pl.lit(empty)).then(None).otherwise(shown.list.join(" | ")),
    )
    headings = _headings(table.header)
    columns = [table.rows[f"c{i}"].alias(f"_{i}") for i in range(len(table.header))]
    position = at + 1
    frame = pl.DataFrame([*columns[:position], *found.get_columns(), *columns[position:]])
    names = [*headings[:position], *ADDED, *headings[position:]]
    frame.columns = [
        f"{n}.1" if n in ADDED and not (position <= i < position + len(ADDED)) else n for i, n in enumerate(names)
    ]
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ".xlsx":
        frame.write_excel(target)
    else:
        frame.write_csv(target, include_bom=True)


def _headings(header: Sequence[str]) -> list[str]:
    """Return headings that are all different, as a table needs them."""
    seen: Counter[str] = Counter()
    out = []
    for heading in header:
        seen[heading] += 1
        out.append(heading if seen[heading] == 1 and heading else f"{heading or 'column'}.{seen[heading]}")
    return out
