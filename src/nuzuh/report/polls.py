"""A poll in the report: who was asked and how, each question with its bars, intervals and table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from nuzuh.evidence.figure import Figure
from nuzuh.poll.figures import figure_id, period
from nuzuh.poll.items import Item
from nuzuh.poll.plan import FEW, FLAGGED
from nuzuh.poll.polled import Polled
from nuzuh.render import palette
from nuzuh.render.bars import Bar, bar_chart
from nuzuh.report.content import Block, Cell, Column, Items, Note, Picture, Section, Table
from nuzuh.report.issue import Issue
from nuzuh.report.pictures import direction, picture
from nuzuh.report.tables import table
from nuzuh.terms.wording import Words


def anchor(text: str) -> str:
    """Return a text as the name of an anchor: letters, digits, points and hyphens."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-")


def poll_href(name: str, language: str) -> str:
    """Return the address of a poll's page below ``public/``."""
    return f"polls/{name}/poll.{language}.html"


def poll_sections(issue: Issue, say: Words) -> list[Section]:
    """Return a section of the report for each poll: the facts, and every question over all who answered."""
    return [_section(issue, say, polled) for polled in issue.polls]


def _section(issue: Issue, say: Words, polled: Polled) -> Section:
    name = polled.poll.name
    link = (
        Cell(say.say("poll-fact-more")),
        Cell(polled.poll.named(say.language), link=quote(poll_href(name, say.language))),
    )
    blocks: list[Block] = [facts(issue, say, polled, [list(link)])]
    for item in polled.items:
        blocks += question(issue, say, polled, item, f"{name}-")
    blocks += [Note(text) for text in marks(issue, say, polled)]
    blocks += claims(say, polled, f"{name}-")
    heading = say.say("poll-heading", poll=polled.poll.named(say.language))
    return Section(anchor(f"poll-{name}"), heading, " ".join(cautions(say, polled)), blocks)


def facts(issue: Issue, say: Words, polled: Polled, more: Sequence[Sequence[Cell]] = ()) -> Table:
    """Return the table of who was asked, where, when, how and by whom."""
    poll, language = polled.poll, say.language
    start, end = period(poll)
    sources = [issue.source_name(s, language) for s in _open(issue, poll.by)]
    comma = say.say("list-separator")
    found = [
        ("asked", say.number(polled.asked) if polled.asked is not None else ""),
        ("answered", say.number(polled.answered) if polled.answered is not None else ""),
        ("left-out", say.number(polled.left_out) if polled.left_out else ""),
        ("when", say.period(start, end) if start and end else ""),
        ("where", _places(issue, say, poll.places)),
        ("origins", _places(issue, say, poll.origins)),
        ("whom", poll.whom.get(language, "")),
        ("chosen", " – ".join(t for t in (say.say(f"poll-chosen-{poll.chosen}"), poll.how.get(language, "")) if t)),
        ("mode", say.say(f"poll-mode-{poll.mode}") if poll.mode else ""),
        ("by", comma.join(sources)),
        ("design", _precision(issue, say, polled)),
    ]
    rows = [[Cell(say.say(f"poll-fact-{key}")), Cell(value)] for key, value in found if value]
    columns = [Column(say.say("col-fact")), Column(say.say("col-fact-value"))]
    caption = poll.named(language)
    return table(anchor(f"table-{poll.name}-facts"), caption, columns, [*rows, *more])


def _places(issue: Issue, say: Words, codes: Sequence[str]) -> str:
    """Return how many places they were, and their names as finely as is published."""
    coarse = issue.coarse(codes)
    names = say.say("list-separator").join(issue.place_name(code, say.language) for code in coarse)
    if len(coarse) == len(codes) or not names:
        return names
    return say.say("poll-places", count=len(codes), shown=say.number(len(codes)), names=names)


def _precision(issue: Issue, say: Words, polled: Polled) -> str:
    """Return the median design effect of the shares over all who answered, and what it costs; nothing without intervals."""
    shares = sorted(
        (f.asked.deff, f.of or 0)
        for f in issue.ledger.figures.values()
        if f.asked and f.asked.poll == polled.poll.name and f.asked.deff and not f.asked.by and f.low is not None
    )
    if not shares or not polled.answered:
        return ""
    deff = shares[len(shares) // 2][0] or 1
    return say.say(
        "poll-design", deff=say.isolate(say.decimal(deff)), effective=say.number(round(polled.answered / deff))
    )


def _open(issue: Issue, codes: Sequence[str]) -> list[str]:
    return list(dict.fromkeys("withheld" if c in issue.rules.protected_sources else c for c in codes))


def cautions(say: Words, polled: Polled) -> list[str]:
    """Return the sentences that say of whom the poll speaks, before any number of it."""
    poll, out = polled.poll, []
    if polled.asked and polled.answered is not None:
        given = {"answered": say.number(polled.answered), "asked": say.number(polled.asked)}
        out.append(say.say("poll-answered-of", count=polled.answered, **given))
    if poll.chosen == "everyone":
        out.append(say.say("poll-everyone"))
    elif not poll.by_chance:
        out.append(say.say("poll-those-asked-unknown" if poll.chosen == "unknown" else "poll-those-asked"))
    if poll.purposive:
        out.append(say.say("poll-purpose-interval" if poll.chosen == "chance" else "poll-purpose"))
    if polled.clustered and polled.units is not None and polled.units < FEW and poll.chosen == "chance":
        out.append(say.say("poll-few-clusters", count=polled.units, shown=say.number(polled.units)))
    if poll.weights:
        out.append(say.say("poll-weighted-accounts"))
    elif poll.design.get("weights"):
        out.append(say.say("poll-weighted"))
    return out


def question(issue: Issue, say: Words, polled: Polled, item: Item, prefix: str = "", caption: str = "") -> list[Block]:
    """Return bars and table of a question over all who answered it; the question is the caption unless another is given."""
    name, heading = polled.poll.name, caption or item.said(say.language)
    if item.kind == "number":
        named = [(say.say("average"), figure_id(name, item.name))]
    else:
        named = [(a.said(say.language), figure_id(name, item.name, a.name)) for a in item.answers]
    found = [(label, f) for label, ident in named if (f := issue.ledger.get(ident))]
    if not found:
        return []
    blocks: list[Block] = []
    if item.kind != "number":
        blocks.append(bars(issue, say, f"{prefix}{item.name}", heading, found))
    blocks.append(_table(issue, say, f"table-{prefix}{item.name}", heading, found, "col-answer"))
    return blocks


def by_group(issue: Issue, say: Words, polled: Polled, item: Item, group: Item) -> Iterator[Block]:
    """Yield what each group answered: bars of the answer that most gave, and a table of all answers."""
    name, language = polled.poll.name, say.language
    answers = [a.name for a in item.answers] if item.kind != "number" else [""]
    cells = {
        (a, g.name): issue.ledger.get(figure_id(name, item.name, a, group.name, g.name))
        for a in answers
        for g in group.answers
    }
    lines = [g for g in group.answers if any(cells[a, g.name] for a in answers)]
    if not lines:
        return
    caption = say.say("poll-by", question=group.said(language))
    ident = f"{item.name}-by-{group.name}"
    overall = {a: issue.ledger.get(figure_id(name, item.name, a)) for a in answers}
    most = max(answers, key=lambda a: (f.value or 0) if (f := overall[a]) else 0)
    drawn = [(g.said(language), f) for g in lines if (f := cells[most, g.name])]
    if item.kind != "number" and any(f.value is not None for _, f in drawn):
        title = say.say("chart-poll-answer", caption=caption, answer=item.answer(most).said(language))
        yield bars(issue, say, ident, title, drawn)
    if item.kind == "number":
        named = [(g.said(language), f) for g in lines if (f := cells["", g.name])]
        yield _table(issue, say, f"table-{ident}", caption, named, "col-group", linked=False)
        return
    columns = [Column(group.said(language))]
    columns += [Column(item.answer(a).said(language), numeric=True) for a in answers]
    columns.append(Column(say.say("col-answered"), numeric=True))
    rows = []
    for g in lines:
        found = [cells[a, g.name] for a in answers]
        base = next((f.of for f in found if f and f.of is not None), None)
        rows.append(
            [
                Cell(g.said(language)),
                *(_share(issue, say, f) for f in found),
                Cell(_base(say, base) if base is not None else say.say("hidden-short")),
            ]
        )
    yield table(anchor(f"table-{ident}"), caption, columns, rows)


def _share(issue: Issue, say: Words, figure: Figure | None) -> Cell:
    """Return the cell of a share with its interval beneath; the evidence page would be too long with all of these."""
    if figure is None:
        return Cell("")
    if figure.status == "suppressed":
        return Cell(say.say("hidden-short"))
    return Cell(issue.value(figure, say.language), note=issue.range(figure, say.language))


def _base(say: Words, base: float) -> str:
    return f"{say.number(base)}*" if base < FLAGGED else say.number(base)


def _table(
    issue: Issue,
    say: Words,
    ident: str,
    caption: str,
    named: Sequence[tuple[str, Figure]],
    first: str,
    *,
    linked: bool = True,
) -> Table:
    """Return answers with share, interval and base, a row each."""
    level = next((f.level for _, f in named if f.level), None)
    average = named[0][1].unit != "percent"
    columns = [
        Column(say.say(first)),
        Column(say.say("col-average" if average else "col-share"), numeric=True),
        Column(say.say("col-interval", level=say.percent(level)) if level else "", numeric=True),
        Column(say.say("col-answered"), numeric=True),
    ]
    rows = [
        [
            Cell(label),
            Cell(issue.value(f, say.language), figure=f.id if linked else ""),
            Cell(say.say("poll-fixed") if f.asked and f.asked.fixed else issue.range(f, say.language)),
            Cell("" if f.of is None else _base(say, f.of)),
        ]
        for label, f in named
    ]
    return table(anchor(ident), caption, columns, rows)


def bars(issue: Issue, say: Words, ident: str, caption: str, named: Sequence[tuple[str, Figure]]) -> Picture:
    """Return shares as bars with their intervals, in the order given; what is hidden is an outline."""
    drawn = [Bar(label, f.value, f.low, f.high, issue.value(f, say.language)) for label, f in named]
    known = [(label, f) for label, f in named if f.value is not None]
    if known:
        label, best = max(known, key=lambda pair: pair[1].value or 0)
        highest = issue.value(best, say.language)
        desc = say.say(
            "chart-desc", count=len(known), shown=say.number(len(known)), highest=highest, where=say.isolate(label)
        )
    else:
        desc = say.say("no-figures")
    return picture(ident, caption, lambda width: bar_chart(caption, desc, drawn, direction(say), width, palette.ACCENT))


def marks(issue: Issue, say: Words, polled: Polled) -> list[str]:
    """Return what the marks in the tables mean, as far as there are any."""
    figures = [f for f in issue.ledger.figures.values() if f.asked and f.asked.poll == polled.poll.name]
    out = []
    if any(f.of is not None and f.of < FLAGGED for f in figures):
        out.append(say.say("poll-small-base", n=say.number(FLAGGED)))
    if any(f.status == "suppressed" for f in figures):
        out.append(say.say("poll-hidden", smallest=say.number(issue.rules.smallest_cell)))
    return out


def claims(say: Words, polled: Polled, prefix: str = "") -> list[Block]:
    """Return the table of percentages printed elsewhere, with what can be said of each."""
    if not polled.claims:
        return []
    language = say.language
    rows = [
        [
            Cell(say.isolate(c.text), note=" · ".join(t for t in (c.label.get(language, ""), c.where) if t)),
            Cell("" if c.n is None else say.number(c.n)),
            Cell(say.say(f"verdict-{c.verdict.replace(' ', '-')}")),
        ]
        for c in polled.claims
    ]
    columns = [
        Column(say.say("col-printed")),
        Column(say.say("col-printed-of"), numeric=True),
        Column(say.say("col-verdict")),
    ]
    caption = say.say("section-poll-printed")
    reasons = Items([c.reason.get(language, "") for c in polled.claims])
    return [table(f"table-{prefix}printed", caption, columns, rows), reasons, Note(say.say("lead-poll-printed"))]
