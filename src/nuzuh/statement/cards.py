"""Cards for social media: the title of a letter with one of its figures, 1200 × 630 pixels."""

from __future__ import annotations

from nuzuh.render.fonts import PICTURE_FONTS
from nuzuh.render.palette import ACCENT, INK, MUTED, PAPER
from nuzuh.render.pdf import compile_png
from nuzuh.render.typst import escape
from nuzuh.statement.edition import SetText
from nuzuh.statement.letter import Note
from nuzuh.statement.notes import dated

WIDTH, HEIGHT = 1200, 630


def card(text: SetText, note: Note | None) -> bytes:
    """Return the card as a PNG: title, figure, what it is, source, date."""
    say = text.say
    fonts = ", ".join(f'"{family}"' for family in PICTURE_FONTS)
    below = note.sources if note else text.signed()[0]
    parts = [
        f'#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: (x: 64pt, y: 54pt), fill: rgb("{PAPER}"))',
        f'#set text(font: ({fonts},), size: 26pt, lang: "{text.version.language}", dir: {say.direction}, '
        f'fill: rgb("{INK}"), hyphenate: false, top-edge: 0.8em, bottom-edge: -0.28em)',
        "#set par(leading: 0.3em, spacing: 0.6em)",
        f'#place(top + left, dx: -64pt, dy: -54pt, rect(width: {WIDTH}pt, height: 14pt, fill: rgb("{ACCENT}")))',
        f'#let title(size) = par(text(size: size, weight: "bold", {escape(text.version.title)}))',
        "#layout(room => { let found = (46pt, 40pt, 34pt, 29pt, 24pt, 20pt).find(s => "
        "measure(width: room.width, title(s)).height <= 185pt); title(if found == none { 16pt } else { found }) })",
        "#v(1fr)",
    ]
    if note:
        said = dated(note)
        parts += [
            f'#let number(size) = par(text(size: size, weight: "bold", fill: rgb("{ACCENT}"), {escape(note.value)}))',
            "#layout(room => { let found = (88pt, 76pt, 64pt, 54pt, 44pt).find(s => "
            "measure(width: room.width, number(s)).height <= 120pt); number(if found == none { 36pt } else { found }) })",
            _clipped(said, 28, 80),
            "#v(1fr)",
        ]
    foot = f"{say.say('letter')} · {say.day(text.letter.date)}"
    if text.synthetic:
        foot = f"{say.say('synthetic')} · {foot}"
    source = say.say("press-source", sources=below) if note and below else below
    parts.append(_clipped(source, 20, 58, MUTED))
    parts.append(f'#par(text(size: 20pt, fill: rgb("{MUTED}"), {escape(foot)}))')
    return compile_png("\n".join(parts) + "\n", pixels_per_inch=72)


def _clipped(words: str, size: int, height: int, colour: str = INK) -> str:
    """Return a paragraph in the largest type, down from ``size``, in which it is not higher than ``height`` pt."""
    sizes = ", ".join(f"{s}pt" for s in range(size, 10, -2))
    return (
        f'#layout(room => {{ let line(size) = par(text(size: size, fill: rgb("{colour}"), {escape(words)})); '
        f"let found = ({sizes},).find(s => measure(width: room.width, line(s)).height <= {height}pt); "
        "line(if found == none { 10pt } else { found }) })"
    )


def card_alt(text: SetText, note: Note | None) -> str:
    """Return the words that stand for the card."""
    day = text.say.day(text.letter.date)
    if note is None:
        return f"{text.version.title}. {text.signed()[0]}. {day}."
    source = text.say.say("press-source", sources=note.sources) + "." if note.sources else ""
    return text.say.say(
        "card-alt", title=text.version.title, label=note.label, value=note.value, source=source, day=day
    )
