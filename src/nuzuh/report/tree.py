"""The report in one language, section by section, as a tree of content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.retracted import ROLE
from nuzuh.places.gazetteer import OUTSIDE
from nuzuh.report import pictures
from nuzuh.report.accounts import accounts_section
from nuzuh.report.compared import compared
from nuzuh.report.content import Block, Card, Cell, Column, Note, Report, Section
from nuzuh.report.data import listed_files
from nuzuh.report.disagree import agreement_section
from nuzuh.report.issue import Issue
from nuzuh.report.method import method_section
from nuzuh.report.once import once
from nuzuh.report.places import PlaceFigures, place_href
from nuzuh.report.polls import poll_sections
from nuzuh.report.shares import shares
from nuzuh.report.tables import (
    figure_columns,
    figure_row,
    figure_table,
    in_tree_order,
    levels_of,
    same_time,
    table,
    titled,
)
from nuzuh.terms.wording import Words, words

MOST_PAIRS = 200
"""So many flows from place to place stand in the table of the report; ``data/pairs.csv`` has all."""


def report_tree(issue: Issue, language: str, places: PlaceFigures | None = None) -> Report:
    """Return the report of an issue in one language.

    Parameters
    ----------
    issue : Issue
    language : str
    places : PlaceFigures, optional
        The issue's figures by place, where they are at hand.
    """
    say = words(language)
    settings = issue.folder.settings
    places = places or PlaceFigures(issue)
    links = {code: place_href(code, language) for code in places.codes}
    overline = say.say("issue-number", number=say.number(settings.number)) if settings.number else say.say("report")
    parts = [
        _months(issue, say),
        *_since(issue, say),
        _places(issue, say, links),
        _origins(issue, say, links),
        _stock(issue, say, links),
        accounts_section(issue, say, [a for own in places.accounts.values() for a in own], links),
        _said(issue, say),
        agreement_section(issue, say),
        _gaps(issue, say),
        once(issue, say),
        shares(issue, say),
        *poll_sections(issue, say),
        compared(issue, say),
        _sources(issue, say),
        method_section(issue, say),
        _data(issue, say),
    ]
    return Report(
        language=language,
        direction=say.direction,
        title=settings.title(language),
        overline=overline,
        dates=[
            say.say("data-as-of", day=say.day(settings.as_of)),
            say.say("published-on", day=say.day(issue.published)),
        ],
        publisher=settings.publisher_name,
        contact=settings.publisher_contact,
        synthetic=settings.synthetic,
        notes=[say.say("note-flow"), *spread_notes(issue, say), *_hidden(issue, say)],
        cards=_cards(issue, say),
        sections=[part for part in parts if part],
    )


def spread_notes(issue: Issue, say: Words) -> list[str]:
    """Return what the intervals of the issue mean and what its ranges over sources mean, as far as it has any."""
    levels = levels_of(f for f in issue.ledger.figures.values() if f.role not in ("reference", "letter", "poll", ROLE))
    notes = [say.say("note-interval", level=say.percent(level)) for level in sorted(n for n in levels if n)]
    return [*notes, say.say("note-range")] if None in levels or not notes else notes


def latest_since(issue: Issue, *, by_accounts: bool = False) -> Figure | None:
    """Return the running total that was brought up to date last, the one over the longest time first.

    Parameters
    ----------
    issue : Issue
    by_accounts : bool
        Whether that of the accounts is wanted, or that which a source published.
    """
    every = [f for w in (False, True) for f in issue.ledger.of("flow", "since", windowed=w)]
    found = [f for f in every if f.end and f.start and f.value is not None and (f.method == "accounts") is by_accounts]
    return max(found, key=lambda f: (not f.windowed, f.end, -(f.start.toordinal() if f.start else 0)), default=None)


def _cards(issue: Issue, say: Words) -> list[Card]:
    flows = issue.ledger.of("flow", "to")
    stocks = issue.ledger.of("stock", "total")
    levels = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    best = max((f for f in flows if f.value), key=lambda f: (-levels.get(f.place, 9), f.value or 0), default=None)
    totals, latest = issue.ledger.of("flow", "total"), latest_since(issue)
    chosen = [*totals, latest] if issue.by_accounts else [latest, *totals]
    chosen += [*stocks, best]
    return [
        Card(f.id, issue.value(f, say.language), f.label[say.language], _under(issue, say, f))
        for f in chosen
        if f and f.value is not None
    ]


def _under(issue: Issue, say: Words, figure: Figure) -> str:
    """Return what stands under a key figure: its interval, its sources, how much of it nobody reported."""
    between = issue.interval(figure, say.language) if figure.level else ""
    parts = [between, issue.source_names(figure, say.language, 2), issue.unreported(figure, say.language)]
    return " · ".join(part for part in parts if part)


def _lead(issue: Issue, say: Words, name: str) -> str:
    """Return the first sentence of a section, as the method of the issue asks for."""
    return say.say(f"lead-{name}-accounts" if issue.by_accounts else f"lead-{name}")


def _windows(issue: Issue) -> str:
    return "months" if issue.folder.settings.count_period == "month" else "weeks"


def _months(issue: Issue, say: Words) -> Section:
    which = _windows(issue)
    figures = sorted(issue.ledger.of("flow", "total", windowed=True), key=lambda f: (f.start is None, f.start))
    blocks: list[Block] = []
    if figures:
        caption = say.say(f"chart-{which}")
        blocks.append(pictures.series(issue, say.language, which, caption, figures))
        named = [(Cell(issue.when(f, say)), f) for f in figures]
        blocks.append(figure_table(issue, say, f"table-{which}", caption, named, "col-period"))
        blocks += [Note(text) for text in [issue.incomplete(figures, say)] if text]
    return Section(
        which, say.say(f"section-{which}"), _lead(issue, say, which), blocks or [Note(say.say("no-figures"))]
    )


def _since(issue: Issue, say: Words) -> Iterator[Section]:
    """Yield the running total of the accounts and, apart from it, that which a source published."""
    for by_accounts in (True, False):
        latest = latest_since(issue, by_accounts=by_accounts)
        if latest is None or latest.start is None:
            continue
        every = issue.ledger.of("flow", "since", windowed=True)
        points = [f for f in every if (f.start, f.method) == (latest.start, latest.method)]
        points.sort(key=lambda f: (f.end is None, f.end))
        drawn = [*(f for f in points if f.end != latest.end), latest]
        listed = points if any(f.end == latest.end for f in points) else drawn
        day = say.day(latest.start)
        ident = "since" if by_accounts or not issue.by_accounts else "since-published"
        caption = say.say("chart-since-accounts" if by_accounts else "chart-since", day=day)
        named = [(Cell(issue.when(f, say)), f) for f in listed]
        blocks: list[Block] = [
            pictures.series(issue, say.language, ident, caption, drawn, running=True),
            figure_table(issue, say, f"table-{ident}", caption, named, "col-period"),
        ]
        heading = say.say(f"section-{ident}", day=day)
        lead = say.say("lead-since-accounts" if by_accounts else "lead-since")
        yield Section(ident, heading, lead, blocks)


def _by_place(
    issue: Issue, say: Words, metric: str, ident: str, colour: str, when: str, links: Mapping[str, str]
) -> list[Block]:
    """Return map, bars and table of figures by place, the table in the order of the gazetteer's tree."""
    figures = {f.place: f for f in issue.ledger.of(metric, "to")}
    if not figures:
        return [Note(say.say("no-figures"))]
    levels = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    per_level = {n: [f for f in figures.values() if levels.get(f.place) == n] for n in sorted(set(levels.values()))}
    finest = max((n for n, fs in per_level.items() if len([f for f in fs if f.value]) > 2), default=max(per_level))
    drawn = per_level[finest]
    blocks = _map(issue, say, metric, ident, colour, links, finest, drawn)
    caption = say.say("chart-places" if metric == "flow" else "chart-stock")
    named = [(issue.place_name(f.place, say.language), f) for f in drawn]
    blocks.append(pictures.bars(issue, say.language, f"bars-{ident}", caption, named, colour))
    left = len(drawn) - pictures.MOST_BARS
    if left > 0:
        blocks.append(Note(say.say("chart-more", count=left, shown=say.number(left))))
    rows = [
        (Cell(issue.place_name(code, say.language), link=links.get(code, ""), indent=depth), figures[code])
        for code, depth in in_tree_order(issue.public_places(), set(figures))
    ]
    return [*blocks, figure_table(issue, say, f"table-{ident}", caption, rows, "col-place", when)]


def _map(
    issue: Issue,
    say: Words,
    metric: str,
    ident: str,
    colour: str,
    links: Mapping[str, str],
    level: int,
    drawn: Sequence[Figure],
) -> list[Block]:
    """Return the map of a level's places, those of which nothing is known apart from the others."""
    silent = pictures.silent_places(issue, level, drawn)
    caption = say.say("chart-map" if metric == "flow" else "chart-map-stock")
    found = pictures.circles(issue, say.language, f"map-{ident}", caption, drawn, colour, links, silent)
    if not found:
        return []
    unknown = len(silent) + sum(f.value is None and f.status != "suppressed" for f in drawn)
    note = Note(say.say("map-silent", count=unknown, shown=say.number(unknown)))
    return [found, note] if unknown else [found]


def _places(issue: Issue, say: Words, links: Mapping[str, str]) -> Section:
    blocks = _by_place(issue, say, "flow", "places", pictures.FLOW, "col-period", links)
    return Section("places", say.say("section-places"), _lead(issue, say, "places"), blocks)


def _stock(issue: Issue, say: Words, links: Mapping[str, str]) -> Section:
    """Return the section of stocks; a series only of accounts, since reported stocks of two months cover other places."""
    series = [f for f in issue.ledger.of("stock", "total", windowed=True) if f.date]
    blocks: list[Block] = []
    if issue.by_accounts and len(series) > 1:
        series.sort(key=lambda f: f.date or issue.published)
        caption = say.say(f"chart-stock-{_windows(issue)}")
        blocks.append(pictures.series(issue, say.language, "stock-series", caption, series, colour="stock"))
        named = [(Cell(issue.when(f, say)), f) for f in series]
        blocks.append(figure_table(issue, say, "table-stock-series", caption, named, "col-day"))
    blocks += _by_place(issue, say, "stock", "stock", pictures.STOCK, "col-day", links)
    return Section("stock", say.say("section-stock"), say.say("lead-stock"), blocks)


def _origins(issue: Issue, say: Words, links: Mapping[str, str]) -> Section:
    figures = issue.ledger.of("flow", "from")
    heading, lead = say.say("section-origins"), _lead(issue, say, "origins")
    if not figures:
        return Section("origins", heading, lead, [Note(say.say("no-figures"))])
    levels = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    finest = max(levels.get(f.origin, 0) for f in figures)
    level = next((n for n in range(1, finest + 1) if sum(levels.get(f.origin) == n for f in figures) > 1), finest)
    levels[OUTSIDE] = level
    drawn = [f for f in figures if levels.get(f.origin) == level]

    def named(code: str) -> Cell:
        return Cell(issue.place_name(code, say.language), link=links.get(code, ""))

    caption = say.say("chart-origins")
    bars = [(issue.place_name(f.origin, say.language), f) for f in drawn]
    blocks: list[Block] = [
        pictures.bars(issue, say.language, "bars-origins", caption, bars, pictures.FLOW),
        figure_table(
            issue, say, "table-origins", caption, [(named(f.origin), f) for f in drawn], "col-origin", "col-period"
        ),
    ]
    pairs = [f for f in issue.ledger.of("flow", "pair") if levels.get(f.origin) == levels.get(f.place) == level]
    if pairs:
        blocks += _matrix(issue, say, pairs, named)
    return Section("origins", heading, lead, blocks)


def _matrix(issue: Issue, say: Words, pairs: Sequence[Figure], named: Callable[[str], Cell]) -> Iterator[Block]:
    """Yield origins against destinations as a picture and as a table, which has the greatest flows only."""
    caption = say.say("chart-matrix")
    yield pictures.matrix(issue, say.language, "matrix", caption, pairs)
    ranked = sorted(pairs, key=lambda f: (f.value is None, -(f.value or 0), f.id))
    kept = {f.id for f in ranked[:MOST_PAIRS]}
    shown = [f for f in pairs if f.id in kept]
    when, caption = "" if (same := same_time(issue, say, shown)) else "col-period", titled(say, caption, same)
    columns = [Column(say.say("col-origin")), *figure_columns(shown, say, "col-place", when=when)]
    told = len(levels_of(shown)) < 2
    rows = [[named(f.origin), *figure_row(issue, say, named(f.place), f, when=bool(when), told=told)] for f in shown]
    yield table("table-matrix", caption, columns, rows)
    if len(shown) < len(pairs):
        yield Note(say.say("matrix-table", shown=say.number(len(shown))))


def _said(issue: Issue, say: Words) -> Section | None:
    totals = [f for f in issue.ledger.of("flow", "total") if f.said]
    if not totals:
        return None
    grades = dict(issue.public_sources().select("code", "grade").iter_rows())
    rows = []
    for said in totals[0].said:
        grade = grades.get(said["source"], "")
        rows.append(
            [
                Cell(issue.source_short(said["source"], say.language)),
                Cell(say.amount(said["value"], said["quantifier"])),
                Cell(say.period(said["start"], said["end"])),
                Cell(say.say(f"grade-{grade}") if grade else ""),
            ]
        )
    columns = [
        Column(say.say("col-source")),
        Column(say.say("col-people"), numeric=True),
        Column(say.say("col-covers")),
        Column(say.say("col-grade")),
    ]
    made = table("table-said", say.say("section-said"), columns, rows)
    return Section("said", say.say("section-said"), say.say("lead-said"), [made])


def _gaps(issue: Issue, say: Words) -> Section:
    figures = [f for f in issue.ledger.figures.values() if f.gap and f.role == "to" and f.windowed]
    level = issue.rules.finest_level
    finest = issue.public_places().filter(pl.col("level") == level)["code"]
    told = {f.place for f in issue.ledger.figures.values()}
    silent = sum(code not in told for code in finest)
    blocks: list[Block] = []
    if finest.len():
        blocks.append(Note(say.say("gaps-places", count=silent, shown=say.number(silent))))
    if figures:
        figures.sort(key=lambda f: (f.place, f.start is None, f.start))
        rows = [
            [
                Cell(issue.places(f.place, say.language)),
                Cell(issue.when(f, say)),
                Cell(issue.value(f, say.language), f.id),
            ]
            for f in figures
        ]
        columns = [Column(say.say("col-place")), Column(say.say("col-period")), Column(say.say("col-reason"))]
        blocks.append(table("table-gaps", say.say("section-gaps"), columns, rows))
    else:
        blocks.append(Note(say.say("lead-gaps-none")))
    return Section("gaps", say.say("section-gaps"), say.say("method-5"), blocks)


def _sources(issue: Issue, say: Words) -> Section:
    columns = [
        Column(say.say("col-source")),
        Column(say.say("col-organisation")),
        Column(say.say("col-grade")),
    ]
    used = {s for f in issue.ledger.figures.values() for s in f.sources} | {
        s["source"] for f in issue.ledger.figures.values() for s in f.said
    }
    rows = [
        [
            Cell(issue.sources(row["code"], say.language), link=row["link"] or ""),
            Cell(row["organisation"] or ""),
            Cell(say.say(f"grade-{row['grade']}")),
        ]
        for row in issue.public_sources().sort("grade", "code").iter_rows(named=True)
        if row["code"] in used
    ]
    made = table("table-sources", say.say("section-sources"), columns, rows)
    return Section("sources", say.say("section-sources"), "", [made])


def _data(issue: Issue, say: Words) -> Section:
    columns = [Column(say.say("col-file")), Column(say.say("col-format"))]
    rows = [[Cell(say.isolate(name), link=name), Cell(say.say(key))] for name, key in listed_files(issue)]
    rows.append(
        [
            Cell(say.isolate(f"feed.{say.language}.xml"), link=f"feed.{say.language}.xml"),
            Cell(say.say("data-feed")),
        ]
    )
    return Section("data", say.say("section-data"), "", [table("table-data", say.say("section-data"), columns, rows)])


def _hidden(issue: Issue, say: Words) -> Sequence[str]:
    count = sum(f.status == "suppressed" and f.role != "poll" for f in issue.ledger.figures.values())
    return [say.say("note-hidden", count=count, shown=say.number(count))] if count else []
