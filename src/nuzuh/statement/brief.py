"""The brief: a letter on one page, its figures in a table, what it calls for, how many signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from nuzuh.render import document as doc
from nuzuh.render.palette import MUTED, RULE
from nuzuh.render.pdf import compile_pdf
from nuzuh.render.typst import escape
from nuzuh.statement.edition import SetText, change_blocks, templates
from nuzuh.statement.notes import timeless
from nuzuh.statement.press import calls_of, embargo_line, lead, shown_figures
from nuzuh.terms.moments import When, reached

_SIZES = (10.5, 9.8, 9.1, 8.5, 8.0)  # pt, the largest that fits is taken
_HEADINGS = ("brief-what", "brief-value", "brief-when", "brief-source")
_FIT = """#layout(room => {
  let fits(pair) = measure(width: room.width, page-of(..pair)).height <= room.height
  let tries = sizes.map(size => (size, calls.len())) + range(calls.len(), step: 1).rev().map(n => (sizes.last(), n))
  let found = tries.find(fits)
  if found == none { found = (sizes.last(), 0) }
  page-of(..found)
})"""


def brief_page(text: SetText, when: When, languages: Sequence[str]) -> bytes:
    """Return the brief as a page."""
    return (
        templates()
        .get_template("brief.html")
        .render(
            **text.framed(languages, "brief.{}.html"),
            text=text,
            embargo=embargo_line(text.letter, when, text.say),
            held=not reached(text.letter.embargo, when),
            lead=lead(text),
            figures=[(note, timeless(note)) for note in shown_figures(text)],
            headings=[text.say.say(key) for key in _HEADINGS],
            calls=calls_of(text),
            changes=text.changes(),
        )
        .encode()
    )


def brief_pdf(text: SetText, when: When, published: dt.date) -> bytes:
    """Return the brief as a PDF of one page.

    The type becomes smaller until it fits; if the smallest does not, the last calls stand in the letter only, and the
    brief says how many these are.
    """
    say = text.say
    running = f"{say.say('brief')} · {say.day(text.letter.date)}"
    calls = [
        f'{{{escape(call)} + linebreak() + text(size: 0.82em, fill: rgb("{MUTED}"), {escape(to)})}}'
        for call, to in calls_of(text)
    ]
    more = [_more(text, count) for count in range(len(calls) + 1)]
    body = [
        f"#let calls = ({''.join(f'{call}, ' for call in calls)})",
        f"#let more = ({''.join(f'{escape(line)}, ' for line in more)})",
        f"#let sizes = ({', '.join(f'{size}pt' for size in _SIZES)})",
        "#let page-of(size, shown) = { set text(size: size); " + "; ".join(_parts(text, when)) + " }",
        _FIT,
    ]
    source = doc.document(text.version.title, text.version.language, say.direction, running, body)
    return compile_pdf(source, dt.datetime.combine(published, dt.time(), tzinfo=dt.UTC))


def _more(text: SetText, count: int) -> str:
    return text.say.say("brief-more", count=count, shown=text.say.number(count)) if count else ""


def _parts(text: SetText, when: When) -> Iterator[str]:
    """Yield the parts of the page as Typst code; ``shown`` is how many calls there is room for."""
    say = text.say
    if text.synthetic:
        yield doc.banner(f"{say.say('synthetic')}: {text.synthetic}").removeprefix("#")
    line = embargo_line(text.letter, when, say)
    if not reached(text.letter.embargo, when):
        yield doc.banner(line).removeprefix("#")
    yield f'par(text(weight: "bold", {escape(say.say("brief"))}))'
    yield f"block(above: 0.5em, below: 0.7em, text(size: 0.75em, heading(level: 1, {escape(text.version.title)})))"
    yield f"par({escape(lead(text))})"
    yield from (block.removeprefix("#") for block in change_blocks(text))
    if figures := shown_figures(text):
        yield _head(say.say("press-figures"))
        columns = "columns: (2.2fr, 1.3fr, 1.3fr, 2.2fr), align: (start, start, start, start), inset: (x: 4pt, y: 3pt)"
        lines = f'stroke: (x, y) => (bottom: 0.4pt + rgb("{RULE}"))'
        head = ", ".join(
            f'text(size: 0.82em, weight: "bold", fill: rgb("{MUTED}"), {escape(say.say(k))})' for k in _HEADINGS
        )
        cells = ", ".join(
            f'text(size: 0.88em, {escape(timeless(n))}), text(size: 0.95em, weight: "bold", {escape(n.value)}), '
            f"text(size: 0.88em, {escape(n.when)}), text(size: 0.82em, {escape(n.sources)})"
            for n in figures
        )
        yield f"table({columns}, {lines}, table.header({head}), {cells})"
    if text.version.calls:
        yield _head(say.say("press-calls"))
        yield "enum(..calls.slice(0, shown)); if shown < calls.len() { par(text(size: 0.85em, more.at(calls.len() - shown))) }"
    signed, hidden = text.signed()
    yield f'par(text(weight: "bold", {escape(f"{signed}.")}) + {escape(f" {hidden}.") if hidden else escape("")})'
    if text.letter.contact:
        contact = f"{say.say('press-contact')}: {text.letter.contact}"
        yield f"par(text(size: 0.85em, {escape(contact)}))"


def _head(heading: str) -> str:
    return f"block(above: 1.1em, below: 0.6em, text(size: 0.85em, heading(level: 2, {escape(heading)})))"
