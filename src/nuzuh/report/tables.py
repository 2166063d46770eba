"""What the tables of the report share: cells of figures, headings that say range or interval, the tree of places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.report.content import Cell, Column, Table
from nuzuh.report.issue import Issue
from nuzuh.terms.wording import Words

Show = Callable[[Figure], Cell]


def show(issue: Issue, say: Words) -> Show:
    """Return what makes a cell of a figure: its value, which leads to its evidence."""
    return lambda figure: Cell(issue.value(figure, say.language), figure=figure.id)


def table(ident: str, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
    """Return a table without the columns that are empty in every row."""
    keep = [i for i in range(len(columns)) if i == 0 or any(row[i].text for row in rows)]
    return Table(ident, caption, [columns[i] for i in keep], [[row[i] for i in keep] for row in rows])


def spread_heading(figures: Iterable[Figure], say: Words) -> str:
    """Return the heading over low and high: a range over sources, an interval of a level, or both kinds."""
    levels = levels_of(figures)
    if levels == {None}:
        return say.say("col-range")
    if len(levels) == 1:
        return say.say("col-interval", level=say.percent(levels.pop() or 0))
    return say.say("col-range-mixed" if levels else "col-range")


def levels_of(figures: Iterable[Figure]) -> set[float | None]:
    """Return the levels of the figures that have low and high; None stands for a range over sources."""
    return {f.level for f in figures if f.low is not None and f.high is not None}


def spread(issue: Issue, say: Words, figure: Figure, *, told: bool = True) -> str:
    """Return low and high in words; unless the heading has ``told`` the level, it stands behind."""
    text = issue.range(figure, say.language)
    if not text or told or figure.level is None:
        return text
    return say.say("range-level", range=text, level=say.percent(figure.level))


def figure_columns(figures: Sequence[Figure], say: Words, first: str, *, when: str = "") -> list[Column]:
    """Return the headings over rows of `figure_row`."""
    heads = [
        Column(say.say(first)),
        Column(say.say("col-people"), numeric=True),
        Column(spread_heading(figures, say), numeric=True),
    ]
    if when:
        heads.append(Column(say.say(when)))
    return [*heads, Column(say.say("col-sources"))]


def figure_row(
    issue: Issue, say: Words, name: Cell, figure: Figure, *, when: bool = False, told: bool = True
) -> list[Cell]:
    """Return a row: name, value, range or interval, perhaps the period or day, sources."""
    cells = [name, show(issue, say)(figure), Cell(spread(issue, say, figure, told=told))]
    if when:
        cells.append(Cell(issue.when(figure, say)))
    return [*cells, Cell(issue.source_names(figure, say.language))]


def figure_table(
    issue: Issue, say: Words, ident: str, caption: str, named: Sequence[tuple[Cell, Figure]], first: str, when: str = ""
) -> Table:
    """Return a table of figures, a row each; ``first`` and ``when`` are the keys of two headings.

    A time that all rows share stands in the caption, not in each row.
    """
    figures = [f for _, f in named]
    if when and (same := same_time(issue, say, figures)):
        when, caption = "", titled(say, caption, same)
    told = len(levels_of(figures)) < 2
    rows = [figure_row(issue, say, name, f, when=bool(when), told=told) for name, f in named]
    return table(ident, caption, figure_columns(figures, say, first, when=when), rows)


def same_time(issue: Issue, say: Words, figures: Sequence[Figure]) -> str:
    """Return the period or day of several figures, or nothing where they have not the same."""
    times = {issue.when(f, say) for f in figures}
    return times.pop() if len(times) == 1 and len(figures) > 1 else ""


def titled(say: Words, caption: str, time: str) -> str:
    """Return a caption with the time of all that stands under it."""
    return say.say("caption-time", caption=caption, time=time) if time else caption


def in_tree_order(places: pl.DataFrame, wanted: set[str]) -> list[tuple[str, int]]:
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
