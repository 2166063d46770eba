"""Damage of a table that comes in: found, undone where that is exact, and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import polars as pl

from nuzuh.intake.findings import Finding, Repaired, join_repairs
from nuzuh.intake.letters import mend_letters

__all__ = ["Finding", "Repaired", "Role", "repair"]

Role = Literal["number", "people", "code", "category", "date", "text", "id"]
"""What a column holds: ``people`` is a number that is whole by nature, ``code`` a place's code."""


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
    del roles, codes, levels
    return join_repairs(rows, [mend_letters(rows, headings)])
