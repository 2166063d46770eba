"""Damage of a table that comes in: found, undone where that is exact, and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from nuzuh.intake.codes import mend_codes
from nuzuh.intake.findings import Finding, Repaired, join_repairs
from nuzuh.intake.letters import mend_headings, mend_letters, swap_languages
from nuzuh.intake.numbers import mend_numbers
from nuzuh.intake.ranges import mend_ranges
from nuzuh.intake.roles import Role, roles_of

__all__ = ["Finding", "Repaired", "Role", "mend_headings", "repair"]


def repair(
    rows: pl.DataFrame,
    headings: Sequence[str],
    *,
    roles: Mapping[str, Role] | None = None,
    codes: Mapping[str, int | None] | None = None,
    levels: Mapping[str, int] | None = None,
) -> Repaired:
    """Return a table with what could be mended exactly, and all that was found.

    Parameters
    ----------
    rows : polars.DataFrame
        ``_line`` and the cells ``c0``, ``c1``, ... as text, null where empty.
    headings : sequence of str
        One for each column, as the file has them.
    roles : mapping, optional
        Column (``c3``) -> what it holds; columns that are not named are told by their heading and cells.
    codes : mapping, optional
        Known place codes -> level (0 the country, 4 a community), null when not known.
    levels : mapping, optional
        Column -> level that its codes should have.
    """
    steps = [mend_letters(rows, headings)]
    held = roles_of(steps[-1].rows, headings, roles)
    steps.append(mend_numbers(steps[-1].rows, headings, held))
    steps.append(swap_languages(steps[-1].rows, headings))
    steps.append(mend_ranges(steps[-1].rows, headings, held))
    steps.append(mend_codes(steps[-1].rows, headings, held, codes or {}, levels))
    return join_repairs(rows, steps)
