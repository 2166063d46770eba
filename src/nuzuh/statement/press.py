"""The notice to the press: as a page, as a PDF, and as plain text to be pasted into a mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from nuzuh.render import document as doc
from nuzuh.render.palette import MUTED
from nuzuh.render.pdf import compile_pdf
from nuzuh.render.typst import escape
from nuzuh.statement.chosen import key_figures
from nuzuh.statement.edition import SetText, change_blocks, templates
from nuzuh.statement.letter import Letter, Note
from nuzuh.statement.notes import dated, timeless
from nuzuh.statement.setting import to_plain
from nuzuh.terms.moments import When, reached
from nuzuh.terms.wording import Words


def embargo_line(letter: Letter, when: When, say: Words) -> str:
    """Return until when a letter may not be published, or since when it may."""
    if letter.embargo is None:
        return say.say("press-free")
    key = "press-since" if reached(letter.embargo, when) else "press-until"
    return say.say(key, when=_embargo(letter.embargo, say))


def _embargo(embargo: dt.date | dt.datetime, say: Words) -> str:
    if not isinstance(embargo, dt.datetime):
        return say.say("embargo-day", day=say.day(embargo))
    away = embargo.utcoffset() or dt.timedelta()
    hours, minutes = divmod(int(abs(away).total_seconds()) // 60, 60)
    zone = f"UTC{'-' if away < dt.timedelta() else '+'}{hours:02}:{minutes:02}" if away else "UTC"
    time = say.isolate(embargo.strftime("%H:%M"))
    return say.say("embargo-moment", day=say.day(embargo.date()), time=time, zone=say.isolate(zone))


def shown_figures(text: SetText) -> list[Note]:
    """Return the notes of the key figures."""
    return [text.notes[i] for i in key_figures(text.letter, text.version) if i in text.notes]


def lead(text: SetText) -> str:
    """Return the first sentence: how many signed, the day, to whom."""
    say, signed = text.say, len(text.letter.signatories) + text.letter.protected
    who = say.say("list-separator").join(text.version.addressees.values())
    said = {"day": say.day(text.letter.date), "who": who}
    return say.say("press-lead", signed=text.signed()[0], **said) if signed else say.say("press-lead-unsigned", **said)


def calls_of(text: SetText) -> list[tuple[str, str]]:
    """Return each call in plain words, and of whom it is asked."""
    return [(to_plain(call.text), text.to_whom(call)) for call in text.version.calls]


def headline(text: SetText) -> str:
    """Return the headline for the press."""
    return text.version.headline or text.version.title


def press_page(text: SetText, when: When, languages: Sequence[str]) -> bytes:
    """Return the notice as a page."""
    figures = [(note, timeless(note), _below(note, text.say)) for note in shown_figures(text)]
    return (
        templates()
        .get_template("press.html")
        .render(
            **text.framed(languages, "press.{}.html"),
            text=text,
            embargo=embargo_line(text.letter, when, text.say),
            held=not reached(text.letter.embargo, when),
            headline=headline(text),
            lead=lead(text),
            figures=figures,
            calls=calls_of(text),
            signed=[s for s in text.signed() if s],
            contact=text.letter.contact,
            changes=text.changes(),
        )
        .encode()
    )


def press_text(text: SetText, when: When) -> bytes:
    """Return the notice as plain text: UTF-8, LF."""
    say = text.say
    parts = [f"{say.say('synthetic')}: {text.synthetic}"] if text.synthetic else []
    parts += [*text.notices, say.say("press-notice"), embargo_line(text.letter, when, say), headline(text), lead(text)]
    if changes := text.changes():
        parts.append(
            _listed(say.say("frozen-heading"), [" ".join(x for x in (c["text"], c["why"]) if x) for c in changes])
        )
    if figures := shown_figures(text):
        parts.append(_listed(say.say("press-figures"), [" ".join(_lines(note, say)) for note in figures]))
    if text.version.calls:
        calls = [f"{number}. {call}\n   {to}" for number, (call, to) in enumerate(calls_of(text), 1)]
        parts.append("\n".join([say.say("press-calls"), "", *calls]))
    parts.append("\n".join(s for s in text.signed() if s))
    if text.letter.contact:
        parts.append(f"{say.say('press-contact')}: {text.letter.contact}")
    return ("\n\n".join(parts) + "\n").encode()


def _listed(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, "", *(f"- {line}" for line in lines)])


def _lines(note: Note, say: Words) -> Iterator[str]:
    """Yield what is said of a key figure: what, the value, when, by whom."""
    yield f"{dated(note)}: {note.value}."
    if note.sources:
        yield say.say("press-source", sources=note.sources)


def press_pdf(text: SetText, when: When, published: dt.date) -> bytes:
    """Return the notice as a PDF."""
    say, code = text.say, text.version.language
    running = f"{say.say('press-notice')} · {embargo_line(text.letter, when, say)}"
    source = doc.document(headline(text), code, say.direction, running, list(_blocks(text, when)))
    return compile_pdf(source, dt.datetime.combine(published, dt.time(), tzinfo=dt.UTC))


def _blocks(text: SetText, when: When) -> Iterator[str]:
    say = text.say
    if text.synthetic:
        yield doc.banner(f"{say.say('synthetic')}: {text.synthetic}")
    yield doc.paragraph(say.say("press-notice"), bold=True)
    line = embargo_line(text.letter, when, say)
    yield doc.paragraph(line, soft=True) if reached(text.letter.embargo, when) else doc.banner(line)
    yield doc.heading(1, headline(text))
    yield doc.paragraph(lead(text))
    yield from change_blocks(text)
    if figures := shown_figures(text):
        yield doc.heading(2, say.say("press-figures"))
        yield from (_figure(note, say) for note in figures)
    if text.version.calls:
        yield doc.heading(2, say.say("press-calls"))
        items = [
            f'{{{escape(call)} + linebreak() + text(size: 8.6pt, fill: rgb("{MUTED}"), {escape(to)})}}'
            for call, to in calls_of(text)
        ]
        yield f"#enum({', '.join(items)})"
    signed, hidden = text.signed()
    yield doc.heading(2, signed)
    if hidden:
        yield doc.paragraph(hidden, size=9, soft=True)
    if text.letter.contact:
        yield doc.heading(2, say.say("press-contact"))
        yield doc.paragraph(text.letter.contact)


def _below(note: Note, say: Words) -> str:
    """Return the line under a key figure: when, where its label does not say so, and by whom."""
    when = "" if dated(note) == note.label and timeless(note) == note.label else note.when
    source = say.say("press-source", sources=note.sources) if note.sources else ""
    return " · ".join(part for part in (when, source) if part)


def _figure(note: Note, say: Words) -> str:
    below = _below(note, say)
    parts = [f'text(size: 15pt, weight: "bold", {escape(note.value)})', f"linebreak() + {escape(timeless(note))}"]
    parts += [f'linebreak() + text(size: 8.6pt, fill: rgb("{MUTED}"), {escape(below)})'] if below else []
    return f"#block(breakable: false, below: 11pt, par({{{' + '.join(parts)}}}))"
