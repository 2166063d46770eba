"""Exports of KoboToolbox and ODK: the submissions, the repeats that belong to them, and what was validated.

Both write a table of submissions and one table for each repeat. What ties a repeat to its submission differs: Kobo's
`_parent_index` and `_index`, ODK Central's `PARENT_KEY` and `KEY`, `_submission__uuid`, or a `uuid` that somebody kept
while cleaning. Here all become the same: the line of the row that a row belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from nuzuh.formats.layout import Laid, lay_out
from nuzuh.formats.raw import FileFault, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nuzuh.formats.raw import Grid

# Columns that the systems add to every export, in lower case and without their path.
_COLUMNS = """_id _uuid _submission_time _validation_status _notes _status _submitted_by __version__ _version _tags _index _xform_id
    _xform_id_string _parent_index _parent_table_name _submission__id _submission__uuid _submission__submission_time
    _submission__validation_status _submission__notes _submission__status _submission__submitted_by _submission___version__
    _submission__tags _bamboo_dataset_id _geolocation _attachments _duration _root_uuid rooturl formhub/uuid
    _supplementaldetails instanceid instancename deprecatedid key parent_key submissiondate submitterid submittername attachmentspresent
    attachmentsexpected status reviewstate deviceid edits formversion __id __system"""
SYSTEM = frozenset(_COLUMNS.split())
# Arrays inside a submission that are no answers.
_ASIDE = ("_attachments", "_notes", "_tags", "_supplementaldetails", "_geolocation")
_STATUS = {
    **dict.fromkeys(
        ("approved", "validation_status_approved", "approuvé", "aprobado", "onaylandı", "مقبول"), "approved"
    ),
    **dict.fromkeys(
        ("not approved", "validation_status_not_approved", "rejected", "non approuvé", "no aprobado", "مرفوض"),
        "rejected",
    ),
    **dict.fromkeys(
        ("on hold", "validation_status_on_hold", "hasissues", "has issues", "en attente", "en espera"), "on hold"
    ),
    **dict.fromkeys(("edited", "received", "submitted_via_web", "pending"), ""),
}
STATUSES = ("approved", "rejected", "on hold")
# Own key of the parent, and how a row of a repeat names it; the first pair that both tables have.
_LINKS = (
    (("_index", "index"), ("_parent_index",)),
    (("key",), ("parent_key",)),
    (("__id",), ("__submissions-id",)),
    (("_uuid", "uuid", "instanceid"), ("_submission__uuid", "uuid", "_uuid")),
    (("_id",), ("_submission__id",)),
    (("row_id",), ("_parent_row_id", "parent_row_id")),
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """The rows of a repeat.

    Attributes
    ----------
    laid : Laid
        The table.
    parent : str
        The sheet of the table that its rows belong to.
    links : polars.DataFrame
        ``_line`` of each row and ``_parent_line``, the line of the row that it belongs to (null where there is none).
    """

    laid: Laid
    parent: str
    links: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Survey:
    """An export of a survey.

    Attributes
    ----------
    system : str
        Who wrote it: "kobo", "odk" or "cleaned" (keys are left, the columns of the system are not).
    main : Laid
        One row for each submission.
    repeats : tuple of Repeat
        The repeats, in the order of the file.
    status : polars.DataFrame
        ``_line`` and ``status`` of each submission: approved, rejected, on hold, or null (nobody has looked at it).
    others : tuple of Laid
        Tables of the file that are no part of the survey.
    faults : tuple of FileFault
        Rows without a submission, and so on; those of the tables stand with the tables.
    """

    system: str
    main: Laid
    repeats: tuple[Repeat, ...]
    status: pl.DataFrame
    others: tuple[Laid, ...] = ()
    faults: tuple[FileFault, ...] = ()


def leaf(heading: str) -> str:
    """Return a heading in lower case without the path of its groups.

    Examples
    --------
    >>> leaf("MAD_submodule/RepeatMAD/_index")
    '_index'
    >>> leaf("meta-instanceID")
    'instanceid'
    """
    text = heading.strip().casefold()
    text = text.removeprefix("meta/").removeprefix("meta-").removeprefix("results/").removeprefix("value/")
    last = text.rpartition("/")[2]
    if last.startswith("x_") and last[1:] in SYSTEM:  # R writes X_uuid for _uuid
        last = last[1:]
    return last if last in SYSTEM else text


def is_form(grids: Sequence[Grid]) -> bool:
    """Return whether the file is the form of a survey (XLSForm), not its answers."""
    sheets = {" ".join(grid.sheet.casefold().split()): grid for grid in grids}
    survey = sheets.get("survey")
    if survey is None:
        return False
    for row in survey.cells.head(10).iter_rows():
        cells = {str(cell).strip().casefold() for cell in row[1:] if cell}
        words = {cell.partition(":")[0].strip() for cell in cells}
        if {"type", "name"} <= words and (words & {"label", "hint", "calculation", "required"} or "choices" in sheets):
            return True
    return False


def survey_of(grids: Sequence[Grid]) -> Survey | None:
    """Return the survey that the sheets are an export of, None when they are none."""
    return survey_in([table for grid in grids if (table := lay_out(grid)) is not None])


def survey_in(tables: Sequence[Laid]) -> Survey | None:
    """Return the survey that tables are an export of, None when they are none."""
    tables = [table for table in tables if leaf(table.sheet.rpartition("/")[2]) not in _ASIDE]
    columns = [{leaf(heading) for heading in table.header} for table in tables]
    marks = [len(each & SYSTEM) for each in columns]
    if not tables:
        return None
    children = [index for index, each in enumerate(columns) if _names_a_parent(tables[index], each)]
    heads = [index for index in range(len(tables)) if index not in children]
    shared = _sharing_uuid(columns) if not children else []
    if not children and max(marks) < 3 and not shared:
        return None
    at = max(heads or children, key=lambda index: (marks[index], -index))
    main = tables[at]
    children = [index for index in (children or shared) if index != at]
    repeats, faults = _repeats(tables, children, at)
    taken = {at, *(index for index in children)}
    others = tuple(table for index, table in enumerate(tables) if index not in taken)
    status, unknown = _status(main)
    if not heads:
        message = "The rows belong to submissions that are not in this file: it is the table of a repeat alone."
        suggestion = "Import it together with the table of submissions (both CSV files in one ZIP, or the XLSX export)."
        faults.append(FileFault(None, "", main.sheet, "repeat.alone", message, suggestion, "warning"))
    return Survey(_system(columns[at]), main, tuple(repeats), status, others, (*unknown, *faults))


def _system(columns: set[str]) -> str:
    if columns & {"key", "__id", "submissiondate", "__system/submissiondate", "reviewstate"} or any(
        name.startswith("__system/") for name in columns
    ):
        return "odk"
    return "kobo" if len(columns & SYSTEM) >= 2 else "cleaned"


def _names_a_parent(table: Laid, columns: set[str]) -> bool:
    if columns & {"parent_key", "__submissions-id", "_submission__uuid", "_submission__id", "_parent_row_id"}:
        return True
    if "_parent_index" not in columns:
        return False
    values = table.rows[_column(table, ("_parent_index",))]
    return bool((values.fill_null("-1") != "-1").any())  # Kobo's own table of submissions says -1


def _sharing_uuid(columns: Sequence[set[str]]) -> list[int]:
    """Return the tables that have a `uuid` like the first one that has it, when there are several."""
    found = [index for index, each in enumerate(columns) if "uuid" in each]
    return found if len(found) > 1 else []


def _column(table: Laid, names: Sequence[str]) -> str:
    """Return the column of the table under the first of these headings, empty when there is none."""
    leaves = [leaf(heading) for heading in table.header]
    return next((f"c{leaves.index(name)}" for name in names if name in leaves), "")


def _repeats(tables: Sequence[Laid], children: Sequence[int], at: int) -> tuple[list[Repeat], list[FileFault]]:
    repeats: list[Repeat] = []
    faults: list[FileFault] = []
    for index in children:
        table = tables[index]
        parent = _parent_of(table, [tables[at], *(tables[other] for other in children if other != index)])
        links = _links(table, parent)
        repeats.append(Repeat(table, parent.sheet, links))
        lost = links.filter(pl.col("_parent_line").is_null())
        if lost.height:
            line = int(lost["_line"][0])
            message = f'{lost.height} rows of "{short(table.sheet)}" belong to no row of "{short(parent.sheet)}", first line {line}.'
            suggestion = "Export both tables at the same time; a submission may have been deleted since."
            faults.append(FileFault(line, "", table.sheet, "repeat.orphan", message, suggestion, "warning"))
    return repeats, faults


def _parent_of(table: Laid, candidates: Sequence[Laid]) -> Laid:
    """Return the table that the rows belong to: the one that they name, else the one with most of their keys."""
    if named := _column(table, ("_parent_table_name",)):
        names = table.rows[named].drop_nulls()
        if names.len():
            name = str(names[0]).casefold()
            for candidate in candidates:
                if candidate.sheet.casefold() == name or candidate.sheet.casefold().rpartition("/")[2] == name:
                    return candidate
            return candidates[0]  # the sheet was renamed; Kobo writes the name of the form there
    linked = [(_links(table, candidate)["_parent_line"].count(), -index) for index, candidate in enumerate(candidates)]
    return candidates[-max(linked)[1]]


def _links(table: Laid, parent: Laid) -> pl.DataFrame:
    """Return ``_line`` and ``_parent_line`` of every row."""
    for own, named in _LINKS:
        theirs, ours = _column(parent, own), _column(table, named)
        if theirs and ours:
            keys = parent.rows.select(key=pl.col(theirs), _parent_line=pl.col("_line")).drop_nulls("key")
            keys = keys.unique("key", keep="first", maintain_order=True)
            return (
                table.rows.select("_line", key=pl.col(ours))
                .join(keys, on="key", how="left", maintain_order="left")
                .drop("key")
            )
    return table.rows.select("_line", _parent_line=pl.lit(None, pl.UInt32))


def _status(main: Laid) -> tuple[pl.DataFrame, list[FileFault]]:
    """Return the status of validation of each submission, and words of it that are not known."""
    names = (
        "_validation_status",
        "_validation_status/uid",
        "_validation_status/label",
        "reviewstate",
        "__system/reviewstate",
    )
    leaves = [heading.strip().casefold().removeprefix("results/").removeprefix("value/") for heading in main.header]
    column = next((f"c{leaves.index(name)}" for name in names if name in leaves), "")
    if not column:
        return main.rows.select("_line", status=pl.lit(None, pl.String)), []
    written = (
        pl.col(column)
        .str.strip_chars()
        .str.to_lowercase()
        .str.replace_all("_", " ")
        .str.extract(r"""^(?:\{.*['"]uid['"]:\s*['"])?(?:validation status )?(.*?)(?:['"].*)?$""", 1)
    )
    known = {key.replace("_", " ").removeprefix("validation status "): value or None for key, value in _STATUS.items()}
    known[""] = None
    known["{}"] = None
    status = main.rows.select(
        "_line",
        pl.col(column).alias("written"),
        status=written.replace_strict(known, default="?", return_dtype=pl.String),
    )
    strange = status.filter((pl.col("status") == "?") & pl.col("written").is_not_null())
    faults: list[FileFault] = []
    if strange.height:
        line, value, _ = strange.row(0)
        message = f'{strange.height} submissions have a status of validation that is not known, first "{short(value)}".'
        suggestion = "They count as not looked at. Known are: approved, not approved, on hold."
        faults.append(
            FileFault(line, main.header[int(column[1:])], value, "status.unknown", message, suggestion, "warning")
        )
    status = status.select("_line", status=pl.when(pl.col("status") != "?").then("status"))
    return status, faults
