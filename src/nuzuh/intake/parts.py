"""The tables in a file, a FLEE folder or a survey behind an address, with the reason for all that holds none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from nuzuh.formats.fetch import fetch_pages
from nuzuh.formats.grids import Grid, read_bytes, read_grids
from nuzuh.formats.kobo import SYSTEM, Survey, is_form, leaf, survey_in
from nuzuh.formats.layout import Laid, tables_of, why_no_table
from nuzuh.formats.raw import FileFault, unreadable
from nuzuh.intake.headings import meaning_of
from nuzuh.intake.letters import mend_headings
from nuzuh.intake.simulation import flee_tables, is_flee

_DIARY = frozenset(
    ["start", "end", "today", "deviceid", "phonenumber", "simserial", "subscriberid", "username", "audit"]
)
_KEPT = {
    "today": "reported",
    "_submission_time": "reported",
    "submissiondate": "reported",
    "_uuid": "id",
    "key": "id",
    "__id": "id",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The tables of a file.

    Attributes
    ----------
    laid : list of Laid
    without : list of (str, str)
        Sheet and why it holds no table.
    survey : bool
        Whether they are the submissions of a survey and its repeats.
    refused : dict
        Sheet -> its rows that are not to be counted, because the survey's own review rejected them, with all columns.
    faults : tuple of FileFault
    """

    laid: list[Laid]
    without: list[tuple[str, str]] = field(default_factory=list)
    survey: bool = False
    refused: dict[str, Laid] = field(default_factory=dict)
    faults: tuple[FileFault, ...] = ()


def is_address(file: str) -> bool:
    """Return whether the file is the address of something on the web."""
    return re.match(r"https?://", file) is not None


def parts_of(file: str, table: str, token: str = "") -> Parts:
    """Return the tables of a file, a folder in FLEE's format, or an address.

    Raises
    ------
    UnreadableFile
        It cannot be read as tables; the fault says why.
    """
    if is_address(file):
        return _of_grids(read_bytes(fetch_pages(file, token or None), "data.json"))
    path = Path(file)
    if path.is_dir():
        if is_flee(path):
            laid, faults = flee_tables(path, table)
            return Parts(laid, faults=faults)
        message = f"{path.name} is a folder, and not one in FLEE's format (input_csv/locations.csv)."
        raise unreadable("file.folder", message, "Give one file, or pack the CSV files of one survey into a ZIP.")
    return _of_grids(read_grids(path))


def _of_grids(grids: Sequence[Grid]) -> Parts:
    if is_form(grids):
        message = "The file is the form of a survey (XLSForm), not its answers."
        raise unreadable("file.form", message, "Export the answers: in KoboToolbox under DATA, Downloads, XLS or CSV.")
    shown = [grid for grid in grids if not grid.hidden]
    without = [(grid.sheet, "The sheet is hidden; show it if it belongs to the data.") for grid in grids if grid.hidden]
    laid: list[Laid] = []
    for grid in shown:
        tables = [table for table in tables_of(grid) if table.rows.height]
        if not tables:
            without.append((grid.sheet, why_no_table(grid) or "The sheet has a header, but no rows."))
        laid += tables
    if survey := survey_in(laid):
        return _of_survey(survey, without)
    return Parts([_read_again(table) for table in laid], without)


def _read_again(laid: Laid) -> Laid:
    """Return a table with its headings mended, where they were saved in the wrong code page."""
    header, found = mend_headings(laid.header, laid.header_line)
    told = [FileFault(f.line, f.column, f.value, f.rule, f.message, f.suggestion, f.severity) for f in found]
    return replace(laid, header=header, faults=(*laid.faults, *told)) if found else laid


def _of_survey(survey: Survey, without: list[tuple[str, str]]) -> Parts:
    """Return the submissions and their repeats, each repeat beside what its submission says, without the system's columns."""
    main, rejected = _accepted(survey)
    tables = [main]
    for repeat in survey.repeats:
        links = repeat.links.rename({"_parent_line": "_parent"})
        tables.append(_beside(repeat.laid, links, main) if repeat.parent == survey.main.sheet else _plain(repeat.laid))
    refused = {survey.main.sheet: rejected} if rejected.rows.height else {}
    return Parts([*tables, *survey.others], without, survey=True, refused=refused, faults=survey.faults)


def _accepted(survey: Survey) -> tuple[Laid, Laid]:
    bad = survey.status.filter(pl.col("status") == "rejected")["_line"].implode()
    rows = survey.main.rows
    kept = _plain(replace(survey.main, rows=rows.filter(~pl.col("_line").is_in(bad))))
    return kept, replace(survey.main, rows=rows.filter(pl.col("_line").is_in(bad)))


def _plain(laid: Laid) -> Laid:
    """Return a table of a survey without the columns of the system and the diary of the interview."""
    keep: list[tuple[int, str]] = []
    for i, heading in enumerate(laid.header):
        name = leaf(heading)
        last = re.split(r"[/]", name)[-1]
        if name in _KEPT and _KEPT[name] not in {h for _, h in keep}:
            keep.append((i, _KEPT[name]))
        elif name not in SYSTEM and last not in _DIARY:
            keep.append((i, heading.rpartition("/")[2] or heading))
    return _with_columns(laid, keep)


def _with_columns(laid: Laid, keep: Sequence[tuple[int, str]]) -> Laid:
    rows = laid.rows.select("_line", *(pl.col(f"c{i}").alias(f"c{k}") for k, (i, _) in enumerate(keep)))
    totals = laid.totals.select(
        *(c for c in ("_line", "_why") if c in laid.totals.columns),
        *(pl.col(f"c{i}").alias(f"c{k}") for k, (i, _) in enumerate(keep) if f"c{i}" in laid.totals.columns),
    )
    above = tuple(laid.above[i] for i, _ in keep) if laid.above else ()
    tags = tuple(laid.hashtags[i] for i, _ in keep) if laid.hashtags else ()
    return replace(laid, header=tuple(h for _, h in keep), above=above, hashtags=tags, rows=rows, totals=totals)


def _beside(laid: Laid, links: pl.DataFrame, main: Laid) -> Laid:
    """Return a repeat with the columns of its submission beside it, but no counts: those are of the whole submission."""
    own = _plain(laid)
    taken = {h.casefold() for h in own.header} | {"id"}
    lent = [i for i, h in enumerate(main.header) if h.casefold() not in taken and meaning_of(h).kind != "count"]
    width = len(own.header)
    theirs = main.rows.select(
        pl.col("_line").alias("_parent"), *(pl.col(f"c{i}").alias(f"c{width + k}") for k, i in enumerate(lent))
    )
    linked = own.rows.join(links, on="_line", how="left", maintain_order="left").join(
        theirs, on="_parent", how="inner", maintain_order="left"
    )
    header = (*own.header, *(main.header[i] for i in lent))
    blank = ("",) * len(lent)
    return replace(
        own,
        header=header,
        above=(*own.above, *blank) if own.above else (),
        hashtags=(*own.hashtags, *blank) if own.hashtags else (),
        rows=linked.drop("_parent"),
    )
