"""The report in one language, section by section, as a tree of content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.places.gazetteer import OUTSIDE
from nuzuh.report import pictures
from nuzuh.report.compared import compared
from nuzuh.report.content import Block, Card, Cell, Column, Items, Note, Report, Section, Table
from nuzuh.report.data import DATA_FILES
from nuzuh.report.issue import Issue
from nuzuh.report.once import once
from nuzuh.report.shares import shares
from nuzuh.terms.wording import Words, words

Show = Callable[[Figure], Cell]


def report_tree(issue: Issue, language: str) -> Report:
    """Return the report of an issue in one language."""
    say = words(language)
    settings = issue.folder.settings
    overline = say.say("issue-number", number=say.number(settings.number)) if settings.number else say.say("report")
    parts = [
        _months(issue, say),
        *_since(issue, say),
        _places(issue, say),
        _origins(issue, say),
        _stock(issue, say),
        _said(issue, say),
        _gaps(issue, say),
        once(issue, say),
        shares(issue, say),
        compared(issue, say),
        _sources(issue, say),
        _method(issue, say),
        _data(say),
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
        notes=[say.say("note-flow"), say.say("note-range"), *_hidden(issue, say)],
        cards=_cards(issue, say),
        sections=[part for part in parts if part],
    )


def latest_since(issue: Issue) -> Figure | None:
    """Return the running total that was brought up to date last, the one over the longest time first."""
    found = [f for f in issue.ledger.of("flow", "since") if f.end and f.start and f.value is not None]
    return max(found, key=lambda f: (f.end, -(f.start.toordinal() if f.start else 0)), default=None)


def _cards(issue: Issue, say: Words) -> list[Card]:
    flows = issue.ledger.of("flow", "to")
    stocks = issue.ledger.of("stock", "total")
    levels = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    best = max((f for f in flows if f.value), key=lambda f: (-levels.get(f.place, 9), f.value or 0), default=None)
    chosen = [latest_since(issue), *issue.ledger.of("flow", "total"), *stocks, best]
    return [
        Card(f.id, issue.value(f, say.language), f.label[say.language], issue.source_names(f, say.language, 2))
        for f in chosen
        if f and f.value is not None
    ]


def _show(issue: Issue, say: Words) -> Show:
    return lambda figure: Cell(issue.value(figure, say.language), figure=figure.id)


def _table(ident: str, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
    """Return a table without the columns that are empty in every row."""
    keep = [i for i in range(len(columns)) if i == 0 or any(row[i].text for row in rows)]
    return Table(ident, caption, [columns[i] for i in keep], [[row[i] for i in keep] for row in rows])


def _row(issue: Issue, say: Words, name: str, figure: Figure, *, when: bool) -> list[Cell]:
    cells = [Cell(name), _show(issue, say)(figure), Cell(issue.range(figure, say.language))]
    if when:
        cells.append(Cell(issue.when(figure, say)))
    return [*cells, Cell(issue.source_names(figure, say.language))]


def _columns(say: Words, first: str, *, when: str = "") -> list[Column]:
    heads = [
        Column(say.say(first)),
        Column(say.say("col-people"), numeric=True),
        Column(say.say("col-range"), numeric=True),
    ]
    if when:
        heads.append(Column(say.say(when)))
    return [*heads, Column(say.say("col-sources"))]


def _months(issue: Issue, say: Words) -> Section:
    which = "months" if issue.folder.settings.count_period == "month" else "weeks"
    figures = sorted(issue.ledger.of("flow", "total", windowed=True), key=lambda f: (f.start is None, f.start))
    blocks: list[Block] = []
    if figures:
        caption = say.say(f"chart-{which}")
        blocks.append(pictures.series(issue, say.language, which, caption, figures, running=False))
        rows = [_row(issue, say, issue.when(f, say), f, when=False) for f in figures]
        blocks.append(_table(f"table-{which}", caption, _columns(say, "col-period"), rows))
    return Section(
        which, say.say(f"section-{which}"), say.say(f"lead-{which}"), blocks or [Note(say.say("no-figures"))]
    )


def _since(issue: Issue, say: Words) -> list[Section]:
    latest = latest_since(issue)
    if latest is None or latest.start is None:
        return []
    points = [f for f in issue.ledger.of("flow", "since", windowed=True) if f.start == latest.start]
    points.sort(key=lambda f: (f.end is None, f.end))
    day = say.day(latest.start)
    caption = say.say("chart-since", day=day)
    rows = [_row(issue, say, issue.when(f, say), f, when=False) for f in points]
    blocks: list[Block] = [
        pictures.series(issue, say.language, "since", caption, [*points[:-1], latest], running=True),
        _table("table-since", caption, _columns(say, "col-period"), rows),
    ]
    return [Section("since", say.say("section-since", day=day), say.say("lead-since"), blocks)]


def _by_place(issue: Issue, say: Words, metric: str, ident: str, colour: str, when: str) -> list[Block]:
    """Return map, bars and table of figures by place, the table in the order of the gazetteer's tree."""
    figures = {f.place: f for f in issue.ledger.of(metric, "to")}
    if not figures:
        return [Note(say.say("no-figures"))]
    levels = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    per_level = {n: [f for f in figures.values() if levels.get(f.place) == n] for n in sorted(set(levels.values()))}
    finest = max((n for n, fs in per_level.items() if len([f for f in fs if f.value]) > 2), default=max(per_level))
    drawn = per_level[finest]
    blocks: list[Block] = []
    name = "chart-map" if metric == "flow" else "chart-map-stock"
    map_picture = pictures.circles(issue, say.language, f"map-{ident}", say.say(name), drawn, colour)
    if map_picture:
        blocks.append(map_picture)
    caption = say.say("chart-places" if metric == "flow" else "chart-stock")
    named = [(issue.places(f.place, say.language), f) for f in drawn]
    blocks.append(pictures.bars(issue, say.language, f"bars-{ident}", caption, named, colour))
    left = len(drawn) - pictures.MOST_BARS
    if left > 0:
        blocks.append(Note(say.say("chart-more", count=left, shown=say.number(left))))
    rows = [
        _row(issue, say, "\u2003" * depth + issue.places(code, say.language), figures[code], when=True)
        for code, depth in _in_tree_order(issue.public_places(), set(figures))
    ]
    return [*blocks, _table(f"table-{ident}", caption, _columns(say, "col-place", when=when), rows)]


def _in_tree_order(places: pl.DataFrame, wanted: set[str]) -> list[tuple[str, int]]:
    """Return the wanted codes, each after the place that it lies in, with how deep they stand under wanted ones."""
    children: dict[str | None, list[str]] = {}
    codes = set(places["code"])
    for code, parent in places.sort("code").select("code", "parent").iter_rows():
        children.setdefault(parent if parent in codes else None, []).append(code)
    out: list[tuple[str, int]] = []
    stack = [(code, 0) for code in reversed(children.get(None, []))]
    while stack:
        code, depth = stack.pop()
        if code in wanted:
            out.append((code, depth))
        stack += [(c, depth + (code in wanted)) for c in reversed(children.get(code, []))]
    return out


def _places(issue: Issue, say: Words) -> Section:
    blocks = _by_place(issue, say, "flow", "places", pictures.FLOW, "col-period")
    return Section("places", say.say("section-places"), say.say("lead-places"), blocks)


def _stock(issue: Issue, say: Words) -> Section:
    blocks = _by_place(issue, say, "stock", "stock", pictures.STOCK, "col-day")
    return Section("stock", say.say("section-stock"), say.say("lead-stock"), blocks)


def _origins(issue: Issue, say: Words) -> Section:
    figures = issue.ledger.of("flow", "from")
    if not figures:
        return Section("origins", say.say("section-origins"), say.say("lead-origins"), [Note(say.say("no-figures"))])
    levels = dict(issue.folder.tables["places"].select("code", "level").iter_rows())
    finest = max(levels.get(f.origin, 0) for f in figures)
    level = next((n for n in range(1, finest + 1) if sum(levels.get(f.origin) == n for f in figures) > 1), finest)
    levels[OUTSIDE] = level
    drawn = [f for f in figures if levels.get(f.origin) == level]
    named = [(issue.places(f.origin, say.language), f) for f in drawn]
    caption = say.say("chart-origins")
    blocks: list[Block] = [pictures.bars(issue, say.language, "bars-origins", caption, named, pictures.FLOW)]
    pairs = [f for f in issue.ledger.of("flow", "pair") if levels.get(f.origin) == level]
    if pairs:
        blocks.append(pictures.matrix(issue, say.language, "matrix", say.say("chart-matrix"), pairs))
        columns = [Column(say.say("col-origin")), *_columns(say, "col-place", when="col-period")]
        rows = [
            [
                Cell(issue.places(f.origin, say.language)),
                *_row(issue, say, issue.places(f.place, say.language), f, when=True),
            ]
            for f in pairs
        ]
        blocks.append(_table("table-matrix", say.say("chart-matrix"), columns, rows))
    rows = [_row(issue, say, name, f, when=True) for name, f in named]
    blocks.insert(1, _table("table-origins", caption, _columns(say, "col-origin", when="col-period"), rows))
    return Section("origins", say.say("section-origins"), say.say("lead-origins"), blocks)


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
    table = _table("table-said", say.say("section-said"), columns, rows)
    return Section("said", say.say("section-said"), say.say("lead-said"), [table])


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
        blocks.append(_table("table-gaps", say.say("section-gaps"), columns, rows))
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
    table = _table("table-sources", say.say("section-sources"), columns, rows)
    return Section("sources", say.say("section-sources"), "", [table])


def _method(issue: Issue, say: Words) -> Section:
    settings = issue.folder.settings
    size = settings.household_size
    lines = [say.say(f"method-{n}") for n in (1, 2, 3)]
    if size:
        lines.append(say.say("method-4", size=say.number(size)))
    lines.append(
        say.say("method-6", level=say.number(issue.rules.finest_level), smallest=say.number(issue.rules.smallest_cell))
    )
    if issue.rules.rounding == "idmc":
        lines.append(say.say("method-6-idmc"))
    lines.append(say.say("method-7", figure=say.isolate("displaced.flow.total")))
    return Section("method", say.say("section-method"), "", [Items(lines)])


def _data(say: Words) -> Section:
    columns = [Column(say.say("col-file")), Column(say.say("col-format"))]
    rows = [[Cell(say.isolate(name), link=name), Cell(say.say(key))] for name, key in DATA_FILES]
    rows.append(
        [
            Cell(say.isolate(f"feed.{say.language}.xml"), link=f"feed.{say.language}.xml"),
            Cell(say.say("data-feed")),
        ]
    )
    return Section("data", say.say("section-data"), "", [_table("table-data", say.say("section-data"), columns, rows)])


def _hidden(issue: Issue, say: Words) -> Sequence[str]:
    count = sum(f.status == "suppressed" for f in issue.ledger.figures.values())
    return [say.say("note-hidden", count=count, shown=say.number(count))] if count else []
