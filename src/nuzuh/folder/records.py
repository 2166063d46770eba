"""A whole crisis folder, read and checked: settings, records, problems, what was rejected."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import polars as pl

from nuzuh.folder import operations, rules
from nuzuh.folder.alike import check_alike
from nuzuh.folder.cells import Codes
from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.columns import specification
from nuzuh.folder.correct import apply_corrections
from nuzuh.folder.decisions import check_decisions
from nuzuh.folder.resolve import resolve, tell
from nuzuh.folder.responses import check_responses, check_retractions
from nuzuh.folder.retraction import Retraction, retractions_of, without
from nuzuh.folder.settings import KNOWN_LANGUAGES, Settings, line_of_setting, read_settings
from nuzuh.folder.sheets import PER_LETTER, TABLES, Sheet, files_of, read_sheets, unread_files
from nuzuh.folder.signatories import check_signatories
from nuzuh.places.match import Matcher
from nuzuh.terms.errors import Problem

_NEEDED = ("places", "sources")
_NAMED = ("arrivals", "populations", "groups", "incidents", "activities", "routes", "access")  # their rows name places
_TOWN = 4  # level of communities; sites are 5


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows read, accepted and rejected: ``accepted + rejected == read``."""

    read: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A crisis folder as the methods see it.

    Attributes
    ----------
    root : Path
        The folder.
    settings : Settings
        Of ``crisis.toml``.
    tables : mapping of str to pl.DataFrame
        Accepted records by table, typed, with ``_file``, ``_sheet``, ``_line``. ``arrivals`` and ``populations`` also
        have ``people_low``, ``people``, ``people_high`` (people, null when unknown) and ``quantifier``; ``signatories``
        and ``responses`` have ``letter``.
    counts : mapping of str to Counts
    problems : list of Problem
        All of them, settings first, then table by table.
    checked : mapping of str to CheckedTable
        The tables with their rejected rows.
    digests : mapping of str to str
        SHA-256 of each input file, by its path in the folder.
    complete : mapping of str to pl.DataFrame
        The same tables with the rows that were withdrawn since.
    retractions : tuple of Retraction
        What was withdrawn.
    """

    root: Path
    settings: Settings
    tables: Mapping[str, pl.DataFrame]
    counts: Mapping[str, Counts]
    problems: list[Problem]
    checked: Mapping[str, CheckedTable] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    complete: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    retractions: tuple[Retraction, ...] = ()

    def withdrawing(self, retractions: Sequence[Retraction]) -> Folder:
        """Return the folder as it is when these are withdrawn and no others."""
        return replace(self, tables=without(self.complete, retractions), retractions=tuple(retractions))

    @property
    def settings_problems(self) -> list[Problem]:
        """The problems of ``crisis.toml``: with one of them nothing can be built."""
        return [p for p in self.problems if p.file == "crisis.toml"]


def read_folder(
    root: Path, tables: Collection[str] = TABLES, added: Mapping[str, Sequence[Sheet]] | None = None
) -> Folder:
    """Return a crisis folder, read and checked as a whole.

    Parameters
    ----------
    tables : collection of str
        The tables that are read; the others come out empty.
    added : mapping, optional
        Sheets of a table that are to be written: they stand in the place of the file of their name.

    Raises
    ------
    UsageError
        ``root`` is no crisis folder.
    """
    settings, problems = read_settings(root)
    problems += unread_files(root)
    checked: dict[str, CheckedTable] = {}
    for name in TABLES:
        columns = specification(name).for_languages(languages_of(settings))
        sheets, found = read_sheets(root, specification(name), columns) if name in tables else ([], [])
        if added and name in added:
            new = {sheet.file for sheet in added[name]}
            sheets = [sheet for sheet in sheets if sheet.file not in new] + list(added[name])
            found = [p for p in found if p.file not in new]
        checked[name] = CheckedTable(specification(name), columns, sheets)
        problems += found
        if name in _NEEDED and name in tables:
            problems += _lacking(root, checked[name])
    _check(root, checked, *_to_check(settings, problems))
    for table in checked.values():
        problems += sorted(table.problems, key=lambda p: (p.file, p.sheet, p.line or 0, p.column))
    problems += _unknown_place(root, settings, checked["places"])
    tables_read = {name: _records(table, settings) for name, table in checked.items()}
    whole = Folder(
        root=root,
        settings=settings,
        tables=tables_read,
        counts={name: Counts(t.read, t.accepted, t.rejected) for name, t in checked.items()},
        problems=problems,
        checked=checked,
        digests=_digests(root, checked),
        complete=tables_read,
    )
    return whole.withdrawing(retractions_of(tables_read["retractions"]))


def _lacking(root: Path, table: CheckedTable) -> list[Problem]:
    """Return the error of a table that others refer to and that is not there, or has no rows."""
    name = table.spec.name
    if not files_of(root, name):
        rule, message = "file.missing", f"There is no {name}.csv and no file in {name}/, and other tables refer to it."
        suggestion = "Write it; `nuzuh new` makes an empty one with the right columns."
    elif table.sheets and not table.read:
        rule, message = "table.empty", f"{name} has no rows, and the other tables refer to them."
        suggestion = "Fill in its rows; private/template.xlsx of a new folder explains the columns."
    else:
        return []
    file = table.sheets[0].file if table.sheets else f"{name}.csv"
    return [Problem(file, "", None, "", "", rule, "error", message, suggestion)]


def languages_of(settings: Settings) -> tuple[str, ...]:
    """Return the languages of the crisis first, then the others that nuzuh knows."""
    return tuple(dict.fromkeys([*(x for x in settings.languages if x in KNOWN_LANGUAGES), *KNOWN_LANGUAGES]))


def _to_check(settings: Settings, problems: Sequence[Problem]) -> tuple[Settings, bool]:
    """Return the settings that rows are held against, and whether the household size is known to be missing.

    What ``crisis.toml`` says wrongly is told once, there, and not again in every row.
    """
    mine = [p for p in problems if p.file == "crisis.toml"]
    if any(p.column in ("start", "as_of") for p in mine):
        settings = replace(settings, start=Settings().start, as_of=Settings().as_of)
    unsure = any(p.column in ("", "household_size") or "mean household_size" in p.suggestion for p in mine)
    return settings, settings.household_size is None and not unsure


def _check(root: Path, checked: Mapping[str, CheckedTable], settings: Settings, without_size: bool) -> None:
    """Type and check the tables, each after those that it refers to."""
    order = settings.reading_date_order
    corrections = checked["corrections"]
    corrections.read_cells({}, order)
    apply_corrections(corrections, checked, order)
    sources, places = checked["sources"], checked["places"]
    sources.read_cells({}, order)
    rules.unique_key(sources, "code")
    codes = {"source": _codes(sources), "place": Codes("places", _names(places.cells), unread=_unread(places))}
    places.read_cells(codes, order)
    rules.check_places(places)
    codes["place"] = _codes(places)
    checked["place_decisions"].read_cells(codes, order)
    check_decisions(checked["place_decisions"])
    towns = set(places.typed.filter(pl.col("level") >= _TOWN)["code"].drop_nulls())
    matcher = cache(lambda: Matcher(places.records(), checked["place_decisions"].records()))
    by_name = {name: resolve(checked[name], matcher) for name in _NAMED}
    for name in ("arrivals", "populations"):
        checked[name].read_cells(codes, order)
        tell(checked[name], by_name[name])
        rules.check_reports(checked[name], settings, towns, without_size=without_size)
    checked["duplicate_decisions"].read_cells({}, order)
    check_alike(checked, checked["duplicate_decisions"])
    checked["references"].read_cells(codes, order)
    rules.check_references(checked["references"])
    for name, check in operations.CHECKS.items():
        checked[name].read_cells(codes, order)
        tell(checked[name], by_name.get(name, []))
        check(checked[name])
    checked["signatories"].read_cells(codes, order)
    checked["signatory_decisions"].read_cells({}, order)
    check_signatories(checked["signatories"], checked["signatory_decisions"])
    checked["responses"].read_cells(codes, order)
    check_responses(checked["responses"], root)
    checked["retractions"].read_cells(codes, order)
    idents = set(checked["references"].cells["id"].drop_nulls())
    check_retractions(checked["retractions"], set(sources.cells["code"].drop_nulls()), idents, root)


def _names(cells: pl.DataFrame) -> dict[str, str]:
    """Return code -> first name of the rows of places or sources."""
    names = [c for c in cells.columns if c.startswith("name_")]
    frame = cells.filter(pl.col("code").is_not_null()).select("code", pl.coalesce(names).fill_null("").alias("name"))
    return dict(frame.iter_rows())


def _codes(table: CheckedTable) -> Codes:
    """Return the codes of the accepted rows of places or sources, and where the rejected ones stand."""
    bad = pl.Series(table.bad)
    good = _names(table.cells.filter(~bad))
    rejected = {
        code: table.where(int(row))
        for row in bad.arg_true()
        if (code := table.cells["code"][int(row)]) is not None and code not in good
    }
    for sheet in table.sheets:
        at = int(sheet.columns["code"][1:]) if "code" in sheet.columns else 0
        for broken in sheet.raw.broken:
            cells = re.split(r"[,;\t]", broken.raw)
            code = cells[at].strip(' "') if at < len(cells) else ""
            if code not in good:
                rejected.setdefault(code, f"{sheet.file}, line {broken.line}")
    return Codes(table.spec.name, good, rejected, _unread(table))


def _unread(table: CheckedTable) -> bool:
    """Return whether no code of places or sources was read: the table has the error, not who refers to it."""
    return table.cells["code"].null_count() == table.cells.height


def _records(table: CheckedTable, settings: Settings) -> pl.DataFrame:
    frame = table.records()
    if table.spec.name == "arrivals":
        frame = frame.with_columns(
            end=pl.coalesce("end", "start__end"),
            date_accuracy=pl.coalesce("date_accuracy", "start__accuracy"),
            movement=pl.col("movement").fill_null("displacement"),
            counts=pl.col("counts").fill_null("movements"),
        )
    elif table.spec.name == "populations":
        frame = frame.with_columns(
            population=pl.col("population").fill_null("displaced"),
            date_accuracy=pl.coalesce("date_accuracy", "date__accuracy"),
        )
    elif table.spec.name in PER_LETTER:
        return frame.with_columns(letter=pl.col("_file").str.split("/").list.get(1, null_on_oob=True))
    if table.spec.name in ("arrivals", "populations"):
        return _in_people(frame, settings)
    return frame


def _in_people(frame: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Add people from people or households; the plausible range of the household size widens the interval."""
    size = settings.household_size
    low = settings.household_size_low or size
    high = settings.household_size_high or size
    households = pl.col("unit") == "households"

    def people(end: str, factor: float | None) -> pl.Expr:
        multiplier = pl.coalesce(pl.col("household_size"), pl.lit(factor, dtype=pl.Float64))
        amount = pl.col(f"amount_{end}")
        return pl.when(households.fill_null(value=False)).then((amount * multiplier).round(0)).otherwise(amount)

    return frame.with_columns(
        unit=pl.col("unit").fill_null("people"),
        coverage=pl.when(pl.col("amount_value").is_not_null())
        .then(pl.lit("reported"))
        .otherwise(pl.col("coverage").replace("reported", "unknown").fill_null("unknown")),
        people_low=people("low", low),
        people=people("value", size),
        people_high=people("high", high),
        quantifier=pl.col("amount_quantifier"),
    ).drop("amount_low", "amount_value", "amount_high", "amount_quantifier")


def _unknown_place(root: Path, settings: Settings, places: CheckedTable) -> list[Problem]:
    codes = set(places.cells["code"].drop_nulls().to_list())
    if not codes or not settings.place or settings.place in codes:
        return []
    return [
        Problem(
            "crisis.toml",
            "",
            line_of_setting(root, "place"),
            "place",
            settings.place,
            "places.unknown",
            "error",
            f"{settings.place} is no code of a place in the table places.",
            "Mend place, or add the row.",
        )
    ]


def _digests(root: Path, checked: Mapping[str, CheckedTable]) -> dict[str, str]:
    files = sorted({sheet.file for table in checked.values() for sheet in table.sheets if (root / sheet.file).exists()})
    out = {}
    for file in files:
        with (root / file).open("rb") as stream:
            out[file] = hashlib.file_digest(stream, "sha256").hexdigest()
    return out
