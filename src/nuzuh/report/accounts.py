"""Accounts of places: stock at the start, movements, stock at the end, and the residual of stock against flow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.report.content import Block, Cell, Column, Note, Section, Table
from nuzuh.report.issue import Issue
from nuzuh.report.tables import levels_of, spread, spread_heading, table
from nuzuh.terms.wording import Words

PARTS = ("stock-start", "arrivals", "unreported", "departures", "returns", "stock-end", "residual")
"""Parts of an account in the order in which they are added up; the residual is none of the sum."""
_OWN = {"start": "stock-start", "unreported": "unreported", "departures": "departures", "returns": "returns"}
_OWN |= {"residual": "residual", "arrivals": "arrivals"}


@dataclass(frozen=True, slots=True)
class Account:
    """What came into a place, out of it and what stayed, in one period.

    Attributes
    ----------
    place : str
        Code.
    window : str
        Name of the period, ``2020-01``; empty for the whole time.
    parts : mapping of str to Figure
        By the names of `PARTS`, as far as they are published.
    """

    place: str
    window: str
    parts: Mapping[str, Figure]

    @property
    def period(self) -> tuple[dt.date, dt.date] | None:
        """First day and the day after the last one."""
        return next(((f.start, f.end) for f in self.parts.values() if f.start and f.end), None)


def accounts_of(ledger: Ledger) -> list[Account]:
    """Return the accounts whose figures stand in the ledger, by place and then by time, the whole time first.

    A method without accounts gives none: arrivals and stocks alone are no account.
    """
    found: dict[tuple[str, str], dict[str, Figure]] = {}
    own: set[tuple[str, str]] = set()
    for figure in ledger.figures.values():
        part = _part(figure)
        if part:
            key = figure.place, figure.id.rsplit(".", 1)[-1] if figure.windowed else ""
            found.setdefault(key, {}).setdefault(part, figure)  # displaced.arrivals stands before displaced.flow
            if figure.role in _OWN:
                own.add(key)
    return [Account(*key, {p: found[key][p] for p in PARTS if p in found[key]}) for key in sorted(own)]


def _part(figure: Figure) -> str:
    if figure.population != "displaced":
        return ""
    if figure.role in ("to", "total"):
        return {"flow": "arrivals", "stock": "stock-end"}.get(figure.metric, "")
    return _OWN.get(figure.role, "")


def accounts_section(issue: Issue, say: Words, accounts: Sequence[Account], link: Mapping[str, str]) -> Section | None:
    """Return the accounts of the whole time: of the coarsest places and of all of them together.

    Parameters
    ----------
    issue : Issue
    say : Words
    accounts : sequence of Account
    link : mapping of str to str
        Address of a place's page.
    """
    whole = {a.place: a for a in accounts if not a.window}
    total = {f.place for metric in ("flow", "stock") for f in issue.ledger.of(metric, "total")}
    levels = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    parts = [p for p in whole if p not in total and p in levels]
    coarsest = min((levels[p] for p in parts), default=0)
    codes = [p for p in parts if levels[p] == coarsest] + [p for p in whole if p in total]
    if not codes:
        return None
    named = [(Cell(issue.place_name(p, say.language), link=link.get(p, "")), whole[p]) for p in codes]
    period = next((a.period for _, a in reversed(named) if a.period), None)
    caption = say.say("chart-accounts", period=say.period(*period) if period else "")
    made = account_table(issue, say, "table-accounts", caption, named, "col-place")
    blocks: list[Block] = [made, *account_notes(say, [a for _, a in named])]
    return Section("accounts", say.say("section-accounts"), say.say("lead-accounts"), blocks)


def account_table(
    issue: Issue, say: Words, ident: str, caption: str, named: Iterable[tuple[Cell, Account]], first: str
) -> Table:
    """Return accounts as rows, each number with its interval beneath; ``first`` is the key of the first heading."""
    columns = [Column(say.say(first)), *(Column(say.say(f"col-{part}"), numeric=True) for part in PARTS)]
    rows = [[name, *(_cell(issue, say, account.parts.get(part)) for part in PARTS)] for name, account in named]
    return table(ident, caption, columns, rows)


def account_notes(say: Words, accounts: Sequence[Account]) -> list[Note]:
    """Return what closes, what stands small, and what the residual means, as far as it is shown."""
    figures = [f for a in accounts for f in a.parts.values()]
    notes = [say.say("accounts-close")]
    if levels_of(figures):
        notes[0] += " " + say.say("small-line", what=spread_heading(figures, say))
    if any("residual" in a.parts for a in accounts):
        notes.append(say.say("accounts-residual"))
    return [Note(text) for text in notes]


def _cell(issue: Issue, say: Words, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("")
    sure = figure.value is not None and figure.level is not None and figure.status == "published"
    # With its interval beneath, a number needs no "about": eight columns have no room for it.
    text = say.number(figure.value or 0) if sure and figure.quantifier == "about" else issue.value(figure, say.language)
    return Cell(text, figure.id, note=spread(issue, say, figure))
