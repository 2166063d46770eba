"""Damage of a sheet found and undone, by what its columns hold."""

from __future__ import annotations

import polars as pl

from nuzuh.intake.damage import Role, repair
from nuzuh.intake.reading import Reading, Use, level_in
from nuzuh.intake.totals import check_totals
from nuzuh.intake.twice import same_rows
from nuzuh.intake.understand import Known
from nuzuh.terms.errors import Problem

_PEOPLE = ("amount", "population", "people_reached", "people_targeted")
_TOWN = 4
_OF_CELLS = ("code.", "number.", "text.blank", "date.", "range.")  # tells nothing of columns that are not read
_DATES = ("date", "start", "end", "reported")


def mended(reading: Reading, table: str, known: Known, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the rows of a sheet with what could be mended exactly, and all that was found as problems."""
    laid = reading.laid
    roles = {u.at: role for u in reading.uses if (role := _role(u, table))}
    coded = {
        u.at: level for u in reading.uses if roles.get(u.at) == "code" and (level := level_in(u.gives)) is not None
    }
    codes = (
        {c: min(level, _TOWN) if "_" in c else level for c, level in known.levels.items()} if table != "places" else {}
    )  # a part of a town is a town
    done = repair(laid.rows, laid.header, roles=roles, codes=codes or None, levels=coded if codes else None)
    read = {u.heading for u in reading.uses if u.gives}
    findings = [f for f in done.findings if f.column in read or not f.rule.startswith(_OF_CELLS)]
    findings += check_totals(done.rows, laid.totals, laid.header, roles)
    findings += same_rows(done.rows, laid.header, roles)
    problems = [
        Problem(file, laid.sheet, f.line, f.column, f.value, f.rule, f.severity, f.message, f.suggestion)
        for f in findings
    ]
    return done.rows, problems


def false_totals(reading: Reading, file: str) -> list[Problem]:
    """Return the totals that do not hold in a sheet that is not imported: who sends one false total may send others."""
    laid = reading.laid
    return [
        Problem(file, laid.sheet, f.line, f.column, f.value, f.rule, "warning", f.message, f.suggestion)
        for f in check_totals(laid.rows, laid.totals, laid.header)
    ]


def _role(use: Use, table: str) -> Role | None:
    stem = use.gives.split("@")[0]
    if stem in _PEOPLE:
        return "people" if not (table == "populations" and stem == "population") else "category"
    if stem in _DATES:
        return "date"
    if stem in ("code", "place", "origin", "destination"):
        return "code"
    if stem in ("lat", "lon"):
        return "number"
    return "text" if stem else None
