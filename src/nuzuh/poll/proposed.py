"""Which answers those who run a poll could join so that less of it is hidden, in words."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from nuzuh.poll.collapse import Proposal, proposals
from nuzuh.poll.polled import Polled

MOST = 6
"""So many tables are looked at, those with most hidden cells first."""
MANY = 20
"""Answers of a variable above which ways to join them take too long to try."""


def proposed(polled: Polled, parents: Mapping[str, str | None], smallest: int) -> list[str]:
    """Return the best way to join answers of each of the tables with most hidden cells.

    Parameters
    ----------
    polled : Polled
    parents : mapping of str to str or None
        Place -> the place that it lies in.
    smallest : int
    """
    tables = polled.private.get("tables")
    if tables is None or tables.is_empty():
        return []
    places = {i.name for i in (*polled.items, *polled.groups) if i.places}
    out = []
    worst = tables.filter((pl.col("hidden") > 0) & ~pl.col("variable").str.contains("/"))
    worst = worst.sort("hidden", "variable", "by", descending=[True, False, False], nulls_last=True)
    for variable, by in worst.select("variable", "by").head(MOST).iter_rows():
        sheet = next((s for s in polled.sheets if variable in s.data.columns), None)
        names = [n for n in (variable, by) if n]
        if sheet is None or any(sheet.data[n].dtype != pl.String or sheet.data[n].n_unique() > MANY for n in names):
            continue
        above = {
            n: {code: parents.get(code) or code for code in sheet.data[n].drop_nulls().unique()}
            for n in names
            if n in places
        }
        above = {n: into for n, into in above.items() if len(set(into.values())) > 1}
        found = proposals(sheet.data, variable, by, smallest=smallest, parents=above, most=1)
        out += [_said(variable, by, p) for p in found]
    return out


def _said(variable: str, by: str | None, proposal: Proposal) -> str:
    """Return a proposal as a sentence that says what to write."""
    table = f"{variable} by {by}" if by else variable
    joins = []
    for name, join in proposal.joins.items():
        into: dict[str, list[str]] = {}
        for answer, new in join.items():
            into.setdefault(new, []).append(answer)
        joins += [f"{name}: {', '.join(sorted(each))} into one" for each in into.values() if len(each) > 1]
    before = f"{proposal.hidden_before} of {proposal.cells_before} cells are hidden"
    after = f"with {'; '.join(joins)}, {proposal.hidden} of {proposal.cells}"
    return f"{table}: {before}; {after}. Write it as [[join]] in poll.toml."
