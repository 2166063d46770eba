"""What was withdrawn after it had been counted: its rows stand where they stood, and no longer count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

REPORTS = ("arrivals", "populations", "groups", "incidents", "activities", "routes", "access", "responses")
"""The tables whose rows a source tells, and which go with it. Places stay: a name and a code are no report."""


@dataclass(frozen=True, slots=True)
class Retraction:
    """A source, a published figure or a poll that was withdrawn.

    Attributes
    ----------
    ident, kind : str
        Code of a source, id of a reference or name of a poll; ``source``, ``reference`` or ``poll``.
    date : datetime.date
        Day of the decision.
    reasons : mapping of str to str
        Why, per language.
    by : str
        Who decided; never published.
    texts : tuple of str
        Texts that used it: they keep their mark when they no longer cite it.
    """

    ident: str
    kind: str
    date: dt.date
    reasons: Mapping[str, str]
    by: str
    texts: tuple[str, ...] = ()


def retractions_of(table: pl.DataFrame) -> tuple[Retraction, ...]:
    """Return what the rows of the table say was withdrawn, in the order of the days."""
    reasons = [c for c in table.columns if c.startswith("reason_")]
    out = [
        Retraction(
            row["id"],
            row["kind"] or "source",
            row["date"],
            {c.removeprefix("reason_"): row[c] for c in reasons if row[c]},
            row["by"],
            tuple(t.strip() for t in (row["texts"] or "").split("|") if t.strip()),
        )
        for row in table.iter_rows(named=True)
    ]
    return tuple(sorted(out, key=lambda r: (r.date, r.ident)))


def withdrawn_rows(name: str, table: pl.DataFrame, retractions: Sequence[Retraction]) -> pl.Series:
    """Return which rows of a table are withdrawn, shape (rows,)."""
    column, kind = ("id", "reference") if name == "references" else ("source", "source")
    gone = [r.ident for r in retractions if r.kind == kind]
    if not gone or name not in (*REPORTS, "references"):
        return pl.repeat(value=False, n=table.height, dtype=pl.Boolean, eager=True)
    return table[column].is_in(gone).fill_null(value=False)


def without(tables: Mapping[str, pl.DataFrame], retractions: Sequence[Retraction]) -> dict[str, pl.DataFrame]:
    """Return the tables without the rows that were withdrawn."""
    return {name: table.filter(~withdrawn_rows(name, table, retractions)) for name, table in tables.items()}
