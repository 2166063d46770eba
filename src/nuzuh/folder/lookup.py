"""The gazetteer of a folder and the decisions on its names, read without the rest of the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from nuzuh.folder import rules
from nuzuh.folder.cells import Codes
from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.columns import specification
from nuzuh.folder.correct import apply_corrections
from nuzuh.folder.decisions import check_decisions
from nuzuh.folder.settings import KNOWN_LANGUAGES, read_settings
from nuzuh.folder.sheets import read_sheets
from nuzuh.places.match import Matcher
from nuzuh.terms.errors import Problem, UsageError

_READ = ("places", "place_decisions", "corrections")


def matcher_of(tables: Mapping[str, pl.DataFrame]) -> Matcher:
    """Return the matcher of a folder's records of ``places`` and ``place_decisions``."""
    return Matcher(tables["places"], tables.get("place_decisions"))


def read_matcher(root: Path) -> tuple[Matcher, list[Problem]]:
    """Return the matcher of a crisis folder, and what is wrong with its places and decisions.

    Only ``places``, ``place_decisions`` and their corrections are read, so that a name is looked up in a second.

    Raises
    ------
    UsageError
        ``root`` is no crisis folder, or has no place that can be read.
    """
    settings, _ = read_settings(root)
    languages = tuple(dict.fromkeys([*(x for x in settings.languages if x in KNOWN_LANGUAGES), *KNOWN_LANGUAGES]))
    checked: dict[str, CheckedTable] = {}
    problems: list[Problem] = []
    for name in _READ:
        columns = specification(name).for_languages(languages)
        sheets, found = read_sheets(root, specification(name), columns)
        checked[name] = CheckedTable(specification(name), columns, sheets)
        problems += found
    order = settings.reading_date_order
    corrections, places, decisions = (checked[n] for n in ("corrections", "places", "place_decisions"))
    corrections.read_cells({}, order)
    other = corrections.typed["table"].is_in(["places", "place_decisions"]).not_().fill_null(value=True)
    corrections.bad |= other.to_numpy()
    apply_corrections(corrections, checked, order)
    named = Codes("places", dict.fromkeys(places.cells["code"].drop_nulls(), ""))
    places.cells = places.cells.with_columns(source=pl.lit(None, dtype=pl.String))  # the sources are not read
    places.read_cells({"place": named, "source": Codes("sources", {})}, order)
    rules.check_places(places)
    good = places.records()
    decisions.read_cells({"place": Codes("places", dict.fromkeys(good["code"], ""))}, order)
    check_decisions(decisions)
    if good.is_empty():
        raise UsageError(f"{root} has no places to look a name up in. Fill places.csv, or name the folder by --crisis.")
    for table in checked.values():
        problems += sorted(table.problems, key=lambda p: (p.file, p.sheet, p.line or 0, p.column))
    return Matcher(good, decisions.records()), problems
