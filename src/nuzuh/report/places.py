"""The page of one place: its arrivals and stock over time, its account, from where and to where, and who says what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nuzuh.evidence.figure import Figure
from nuzuh.report import pictures
from nuzuh.report.accounts import Account, account_notes, account_table, accounts_of
from nuzuh.report.content import Block, Card, Cell, Column, Note, PlacePage, Section, Table
from nuzuh.report.disagree import said_table
from nuzuh.report.issue import Issue
from nuzuh.report.tables import figure_table, table
from nuzuh.terms.wording import Words, words

MOST_PLACES = 10
"""So many origins and destinations stand on a page; the data files have all."""


def place_href(code: str, language: str) -> str:
    """Return the address of a place's page below ``public/``."""
    return f"places/{code}.{language}.html"


@dataclass(frozen=True)
class PlaceFigures:
    """The figures of an issue by place, so that a page finds its own without looking at all of them."""

    issue: Issue

    @cached_property
    def codes(self) -> list[str]:
        """Places with a page: published ones of which there is any figure, by code."""
        told = set(self._into) | {f.origin for f in self.issue.ledger.figures.values() if f.origin}
        return [code for code in self.issue.public_places()["code"].sort() if code in told and _plain(code)]

    @cached_property
    def known(self) -> frozenset[str]:
        """The same places, to look one up."""
        return frozenset(self.codes)

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """Place -> the one that it lies in, as far as both are published."""
        rows = dict(self.issue.public_places().select("code", "parent").iter_rows())
        return {code: parent if parent in rows else None for code, parent in rows.items()}

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Place -> the places with a page that lie directly in it."""
        out: dict[str, list[str]] = {}
        for code in self.codes:
            if parent := self.parents[code]:
                out.setdefault(parent, []).append(code)
        return out

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """Rows of the sources that may be named, the best graded first."""
        return self.issue.public_sources().sort("grade", "code").rows(named=True)

    @cached_property
    def accounts(self) -> dict[str, list[Account]]:
        """Accounts of each place."""
        out: dict[str, list[Account]] = {}
        for account in accounts_of(self.issue.ledger):
            out.setdefault(account.place, []).append(account)
        return out

    @cached_property
    def _into(self) -> dict[str, list[Figure]]:
        out: dict[str, list[Figure]] = {}
        for figure in self.issue.ledger.figures.values():
            if figure.role in ("to", "total") and figure.population == "displaced":
                out.setdefault(figure.place, []).append(figure)
        return out

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], list[Figure]]:
        out: dict[tuple[str, str], list[Figure]] = {}
        for figure in self.issue.ledger.figures.values():
            if figure.role == "pair" and not figure.windowed:
                out.setdefault(("to", figure.place), []).append(figure)
                out.setdefault(("from", figure.origin), []).append(figure)
        return out

    def of(self, code: str, metric: str, *, windowed: bool) -> list[Figure]:
        """Return the arrivals (flow) or people present (stock) of a place, in the order of time."""
        found = [f for f in self._into.get(code, ()) if (f.metric, f.windowed) == (metric, windowed)]
        return sorted(found, key=lambda f: (str(f.start or f.date or ""), f.id))

    def pairs(self, side: str, code: str) -> list[Figure]:
        """Return the flows ``to`` or ``from`` a place, the greatest first."""
        found = self._pairs.get((side, code), [])
        return sorted(found, key=lambda f: (f.value is None, -(f.value or 0), f.id))


def place_page_tree(figures: PlaceFigures, code: str, language: str) -> PlacePage:
    """Return the page of a place in one language, as a tree of content."""
    issue, say = figures.issue, words(language)
    name = issue.place_name(code, language)
    whole = [*figures.of(code, "flow", windowed=False), *figures.of(code, "stock", windowed=False)]
    sections = [
        *_over_time(figures, say, code, "flow"),
        *_over_time(figures, say, code, "stock"),
        *_account(figures, say, code),
        *_pairs(figures, say, code, "to"),
        *_pairs(figures, say, code, "from"),
        *_parts(figures, say, code),
        *_sources(
            figures, say, [*whole, *figures.of(code, "flow", windowed=True), *figures.of(code, "stock", windowed=True)]
        ),
    ]
    shown = [i for s in sections for b in s.blocks if isinstance(b, Table) for i in b.figures()]
    shown = list(dict.fromkeys([*(f.id for f in whole), *shown]))
    if shown:
        sections.append(_evidence(issue, say, shown))
    return PlacePage(
        code=code,
        name=name,
        path=[_linked(figures, above, language) for above in _above(figures, code)],
        facts=[say.say("place-code", code=say.isolate(code))],
        cards=[Card(f.id, issue.value(f, language), f.label[language], _note(issue, say, f)) for f in whole],
        notes=[] if whole else [say.say("place-no-figures")],
        sections=sections,
    )


def _note(issue: Issue, say: Words, figure: Figure) -> str:
    """Return what stands under a key figure: its interval or range, its sources, how much of it nobody reported."""
    between = issue.interval(figure, say.language)
    parts = [between, issue.source_names(figure, say.language, 2), issue.unreported(figure, say.language)]
    return " · ".join(part for part in parts if part)


def _above(figures: PlaceFigures, code: str) -> list[str]:
    out: list[str] = []
    at = figures.parents.get(code)
    while at and at not in out:
        out.append(at)
        at = figures.parents.get(at)
    return out[::-1]


def _linked(figures: PlaceFigures, code: str, language: str) -> Cell:
    """Return a place's name, which leads to its page if it has one; pages of places lie beside one another."""
    link = f"{code}.{language}.html" if code in figures.known else ""
    return Cell(figures.issue.place_name(code, language), link=link)


def _over_time(figures: PlaceFigures, say: Words, code: str, metric: str) -> Iterator[Section]:
    """Yield a section with the series and, period by period, what each source says."""
    issue, place = figures.issue, figures.issue.place_name(code, say.language)
    series, whole = (figures.of(code, metric, windowed=w) for w in (True, False))
    told = {f.date for f in series if f.date}
    named = [(issue.when(f, say), f) for f in [*series, *(f for f in whole if f.date not in told)]]
    if not named:
        return
    ident = "arrivals" if metric == "flow" else "stock"
    blocks: list[Block] = []
    known = [f for f in series if f.value is not None]
    if len(known) > 1 and (metric == "flow" or any(f.method == "accounts" for f in known)):
        which = "months" if issue.folder.settings.count_period == "month" else "weeks"
        key = f"chart-place-{which}" if metric == "flow" else "chart-place-stock"
        blocks.append(pictures.series(issue, say.language, ident, say.say(key, place=place), series, colour=metric))
    caption = say.say("chart-said", place=place)
    blocks.append(
        said_table(issue, say, f"table-{ident}", caption, named, "col-period" if metric == "flow" else "col-when")
    )
    blocks += [Note(text) for text in [issue.incomplete(series, say)] if text]
    yield Section(ident, say.say(f"section-place-{ident}"), say.say("lead-place-said"), blocks)


def _account(figures: PlaceFigures, say: Words, code: str) -> Iterator[Section]:
    """Yield the account of each period, the whole time last."""
    accounts = figures.accounts.get(code, [])
    if not accounts:
        return
    ordered = [a for a in accounts if a.window] + [a for a in accounts if not a.window]
    named = [(Cell(say.period(*a.period) if a.period else a.window), a) for a in ordered]
    place = figures.issue.place_name(code, say.language)
    caption = say.say("chart-account", place=place)
    made = account_table(figures.issue, say, "table-account", caption, named, "col-period")
    yield Section(
        "account",
        say.say("section-account"),
        say.say("lead-accounts"),
        [made, *account_notes(say, ordered)],
    )


def _pairs(figures: PlaceFigures, say: Words, code: str, side: str) -> Iterator[Section]:
    """Yield the greatest flows into a place or out of it."""
    pairs = figures.pairs(side, code)
    if not pairs:
        return
    ident, first = ("origins", "col-origin") if side == "to" else ("destinations", "col-place")
    heading = say.say(f"section-place-{ident}")
    others = [(_linked(figures, f.origin if side == "to" else f.place, say.language), f) for f in pairs[:MOST_PLACES]]
    blocks: list[Block] = [figure_table(figures.issue, say, f"table-{ident}", heading, others, first, "col-period")]
    left = len(pairs) - MOST_PLACES
    if left > 0:
        blocks.append(Note(say.say("place-more", count=left, shown=say.number(left))))
    yield Section(ident, heading, "", blocks)


def _parts(figures: PlaceFigures, say: Words, code: str) -> Iterator[Section]:
    """Yield the places that lie in this one, with their arrivals and people present."""
    codes = figures.children.get(code, [])
    if not codes:
        return
    heading = say.say("section-place-parts")
    rows = []
    for child in codes:
        cells = [_linked(figures, child, say.language)]
        for metric in ("flow", "stock"):
            found = figures.of(child, metric, windowed=False)
            cells += [Cell(figures.issue.value(f, say.language)) for f in found[:1]] or [Cell("")]
        rows.append(cells)
    columns = [
        Column(say.say("col-place")),
        Column(say.say("section-place-arrivals"), numeric=True),
        Column(say.say("section-place-stock"), numeric=True),
    ]
    yield Section("parts", heading, "", [table("table-parts", heading, columns, rows)])


def _sources(places: PlaceFigures, say: Words, figures: Sequence[Figure]) -> Iterator[Section]:
    """Yield the names of all who report of the place; those that are protected stay without one."""
    codes = {s for f in figures for s in (*f.sources, *(said["source"] for said in f.said))}
    if not codes:
        return
    issue, named = places.issue, places.sources
    rows = [
        [
            Cell(issue.sources(row["code"], say.language), link=row["link"] or ""),
            Cell(row["organisation"] or ""),
            Cell(say.say(f"grade-{row['grade']}")),
        ]
        for row in named
        if row["code"] in codes
    ]
    left = codes - {row["code"] for row in named}
    rows += [[Cell(issue.source_name(code, say.language)), Cell(""), Cell("")] for code in sorted(left)]
    columns = [Column(say.say(key)) for key in ("col-source", "col-organisation", "col-grade")]
    heading = say.say("section-sources")
    yield Section("sources", heading, "", [table("table-sources", heading, columns, rows)])


def _evidence(issue: Issue, say: Words, ids: Sequence[str]) -> Section:
    """Return each figure of the page with the number of its rows and the way down to them."""
    columns = [
        Column(say.say("col-figure")),
        Column(say.say("col-people"), numeric=True),
        Column(say.say("col-rows"), numeric=True),
        Column(say.say("evidence-unreported"), numeric=True),
        Column(say.say("evidence-trace")),
    ]
    rows = []
    for ident in ids:
        figure = issue.ledger[ident]
        count = sum(r.count for r in figure.records)
        rows.append(
            [
                Cell(figure.label[say.language], anchor=ident),
                Cell(issue.value(figure, say.language)),
                Cell(say.number(count) if count else ""),
                Cell(say.share(figure.unreported) if figure.unreported else ""),
                Cell(say.isolate(f"nuzuh trace {ident}")),
            ]
        )
    heading = say.say("section-evidence")
    return Section("evidence", heading, say.say("evidence-here"), [table("table-evidence", heading, columns, rows)])


def _plain(code: str) -> bool:
    """Whether a code can stand in the name of a file."""
    return all(c.isalnum() or c in "-_." for c in code) and not code.startswith(".")
