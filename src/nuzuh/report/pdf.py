"""The report as PDF: the same tree of content as the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from nuzuh.render import document as doc
from nuzuh.render.palette import FLOW, MUTED, RULE
from nuzuh.render.pdf import compile_pdf
from nuzuh.render.typst import escape, to_figure
from nuzuh.report.content import Block, Card, Cell, Items, Note, Picture, Report, Table
from nuzuh.report.issue import Telling
from nuzuh.terms.wording import words


def report_pdf(report: Report, published: dt.date, told: Telling | None = None) -> bytes:
    """Return the report in one language as PDF/UA-1, running text first; the same tree gives the same bytes."""
    source = doc.document(
        report.title,
        report.language,
        report.direction,
        f"{report.title} · {report.dates[0]}",
        list(_body(report, told)),
    )
    return compile_pdf(source, dt.datetime.combine(published, dt.time(), tzinfo=dt.UTC))


def _body(report: Report, told: Telling | None) -> Iterator[str]:
    say = words(report.language)
    if report.synthetic:
        yield doc.banner(f"{say.say('synthetic')}: {report.synthetic}")
    for text in report.corrections:
        yield doc.notice(text)
    yield doc.paragraph(report.overline, bold=True)
    yield doc.heading(1, report.title)
    yield doc.paragraph(
        " · ".join([*report.dates, *([report.publisher] if report.publisher else [])]), size=9, soft=True
    )
    yield from told.typst if told else ()
    yield from _cards(report.cards)
    for note in report.notes:
        yield doc.paragraph(note, size=9, soft=True)
    for section in report.sections:
        yield doc.heading(2, section.heading)
        if section.lead:
            yield doc.paragraph(section.lead, sticky=True)
        for block in section.blocks:
            yield _block(block)


def _cards(cards: Sequence[Card]) -> Iterator[str]:
    for index, card in enumerate(cards):
        size = 26 if index == 0 else 17
        yield (
            f'#block(width: 100%, above: 8pt, below: 6pt, inset: (top: 6pt), stroke: (top: 0.6pt + rgb("{RULE}")), {{\n'
            f'par(spacing: 0.3em, text(size: {size}pt, weight: "bold", fill: rgb("{FLOW}"), {escape(card.value)}))\n'
            f"par(spacing: 0.3em, {escape(card.label)})\n"
            f'par(text(size: 8.6pt, fill: rgb("{MUTED}"), {escape(card.note)}))\n}})'
        )


def _block(block: Block) -> str:
    match block:
        case Table():
            return _table(block)
        case Picture():
            return "#" + to_figure(block.wide, doc.TEXT_WIDTH, block.caption)
        case Items():
            return doc.bullets(block.items)
        case Note():
            return doc.paragraph(block.text, size=9, soft=True)


def _table(table: Table) -> str:
    heads = [(c.heading, c.numeric) for c in table.columns]
    widths = _narrow(table) if any(cell.note for row in table.rows for cell in row) else _widths(table)
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return doc.table(table.caption, heads, rows, widths)


def _widths(table: Table) -> list[float]:
    """Return relative widths of columns: the more is in one, the wider, but long texts may wrap."""
    longest = [
        max([len(c.heading), *(min(len(row[i].text), 34) for row in table.rows)]) for i, c in enumerate(table.columns)
    ]
    return [max(7.0, n**0.75) for n in longest]


def _narrow(table: Table) -> list[float]:
    """Return relative widths of columns of numbers with their intervals beneath: none should wrap."""
    out = []
    for i, column in enumerate(table.columns):
        words_in = [*column.heading.split(), *(w for row in table.rows for w in row[i].text.split())]
        notes = [0.8 * len(row[i].note) for row in table.rows if column.numeric]
        longest = max([len(word) for word in words_in] + notes + [4.0])
        out.append(longest + 1.5 if column.numeric else max(longest + 1.5, 9.0))
    return out


def _cell(cell: Cell) -> str:
    text = doc.linked("\u2003" * cell.indent + cell.text, cell.link)
    if not cell.note:
        return text
    return f'{{ {text}; linebreak(); text(size: 7pt, fill: rgb("{MUTED}"), {escape(cell.note)}) }}'
