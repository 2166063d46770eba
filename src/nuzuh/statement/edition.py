"""One version of a letter on paper: the open one, or that for one addressee; as a page and as the blocks of a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from nuzuh.render import document as doc
from nuzuh.render.page import environment, page_context
from nuzuh.render.palette import MUTED
from nuzuh.render.pdf import compile_pdf
from nuzuh.render.typst import escape
from nuzuh.statement.letter import Call, Letter, Note, Version
from nuzuh.statement.notes import by_number
from nuzuh.statement.setting import to_html, to_typst, to_typst_inline
from nuzuh.terms.wording import Words, words

WARNING = "#5c1a0a"  # as the banners of pages and PDFs
_FSI, _PDI = "\u2068", "\u2069"  # keep a name whole in a text of the other direction


@lru_cache
def templates() -> jinja2.Environment:
    """Return the templates of letters."""
    return environment("nuzuh.statement")


@dataclass(frozen=True)
class SetText:
    """A letter in one language with what is shown of its figures, set once for all its versions."""

    letter: Letter
    version: Version
    notes: Mapping[str, Note]
    synthetic: str
    notices: tuple[str, ...] = ()  # what was withdrawn since of that on which it rests

    @cached_property
    def say(self) -> Words:
        """The words of the language."""
        return words(self.version.language)

    @cached_property
    def cited(self) -> list[Note]:
        """The notes of the figures that the text cites, in order; their numbers are the same in every version."""
        return [self.notes[i] for i in self.version.cited() if i in self.notes]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Figure -> number of its note."""
        return by_number({note.id: note for note in self.cited}, self.version.cited())

    @cached_property
    def html(self) -> Markup:
        """The body as HTML."""
        return to_html(self.version.body, self.numbers)

    @cached_property
    def typst(self) -> list[str]:
        """The body as blocks of Typst."""
        return to_typst(self.version.body, self.numbers)

    @cached_property
    def calls(self) -> dict[str, tuple[Markup, str]]:
        """Call -> its words as HTML and as Typst."""
        return {
            call.ident: (
                to_html(call.text, self.numbers, inline=True),
                to_typst_inline(call.text, self.numbers),
            )
            for call in self.version.calls
        }

    def signed(self) -> tuple[str, str]:
        """Return the sentence that says how many signed, and the one that says how many are not named."""
        count, hidden = len(self.letter.signatories) + self.letter.protected, self.letter.protected
        if not count:
            return self.say.say("letter-not-signed"), ""
        shown = self.say.say("letter-signed", count=count, shown=self.say.number(count))
        unnamed = self.say.say("letter-signed-protected", count=hidden, shown=self.say.number(hidden))
        return shown, unnamed if hidden else ""

    def to_whom(self, call: Call, key: str = "letter-calls-to") -> str:
        """Return the line that says of whom something is asked."""
        names = [self.version.addressees.get(ident, ident) for ident in call.to]
        return self.say.say(key, who=self.say.say("list-separator").join(names))

    def changes(self) -> list[dict[str, str]]:
        """Return the sentences on what changed since the letter was frozen, each with why it stays as it is."""
        if not self.letter.frozen:
            return []
        code, out = self.version.language, []
        for change in self.letter.frozen.changes:
            said = {key: getattr(change, key).get(code, "") for key in ("label", "was", "now")}
            text = (
                f"{said['label']}: {said['was']}." if change.kind == "source" else self.say.say("frozen-change", **said)
            )
            why = self.say.say("frozen-reason", reason=change.why(code), by=change.by) if change.by else ""
            out.append({"text": text, "why": why})
        return out

    def framed(self, languages: Sequence[str], file: str, up: str = "../../") -> dict[str, Any]:
        """Return what the frame of a page needs; ``up`` leads to the pages of the report."""
        code = self.version.language
        context = page_context(code, languages, file, self.synthetic)
        return {**context, "notices": self.notices, "errata": f"{up}errata.{code}.html"}

    @property
    def sha256(self) -> str:
        """SHA-256 of the frozen text; empty of a draft."""
        return self.letter.frozen.texts.get(self.version.language, "") if self.letter.frozen else ""


@dataclass(frozen=True)
class Edition:
    """A version of a text: the open letter, or, with ``to``, that for one addressee."""

    text: SetText
    to: str = ""

    @property
    def name(self) -> str:
        """Its files below the folder of the letter, with ``{}`` for the language and without their ending."""
        return f"to/{self.to}.{{}}" if self.to else "letter.{}"

    def addressees(self) -> list[str]:
        """Return whom it names at the top."""
        named = self.text.version.addressees
        return [named[self.to]] if self.to else list(named.values())

    def salutation(self) -> str:
        """Return its salutation."""
        version = self.text.version
        return version.salutations.get(self.to) or version.salutation

    def groups(self) -> list[tuple[str, list[tuple[int, Call]]]]:
        """Return the calls under their headings, those that concern the addressee first; each keeps its number."""
        say, calls = self.text.say, list(enumerate(self.text.version.calls, 1))
        if not self.to:
            return [(say.say("letter-calls"), calls)] if calls else []
        mine = [(n, call) for n, call in calls if self.to in call.to]
        others = [(n, call) for n, call in calls if self.to not in call.to]
        named = ((say.say("letter-of-you"), mine), (say.say("letter-of-others"), others))
        return [(heading, group) for heading, group in named if group]

    def page(self, languages: Sequence[str], others: Sequence[Mapping[str, Any]], card: Mapping[str, str]) -> bytes:
        """Return it as a page.

        Parameters
        ----------
        languages : sequence of str
            Those in which it exists.
        others : sequence of mapping
            Links to the other versions: ``href``, ``pdf``, ``text``.
        card : mapping of str to str
            ``href`` and ``alt`` of the picture that social media show, or nothing.
        """
        text, up = self.text, "../../../" if self.to else "../../"
        say = text.say
        signed, protected = text.signed()
        groups = [
            (
                heading,
                [
                    {
                        "number": n,
                        "text": text.calls[call.ident][0],
                        "to": text.to_whom(call) if self._told(call) else "",
                    }
                    for n, call in calls
                ],
            )
            for heading, calls in self.groups()
        ]
        file = self.name.rpartition("/")[2]
        context = text.framed(languages, f"{file}.html", up)
        made = templates().get_template("letter.html")
        return made.render(
            **context,
            version=text.version,
            up=up,
            pdf=f"{file.format(text.version.language)}.pdf",
            date=say.day(text.letter.date),
            addressees=self.addressees(),
            salutation=self.salutation(),
            body=text.html,
            groups=groups,
            signed=signed,
            protected=protected,
            evidence=text.cited,
            names=[{"text": s.shown(text.version.language), "link": s.link} for s in text.letter.signatories],
            changes=text.changes(),
            waivers=[
                say.say("letter-waived-by", text=w.text, reason=w.reason, name=w.name) for w in text.version.waivers
            ],
            sha256=text.sha256,
            bundle=("../" if self.to else "") + "frozen.zip",
            others=others,
            card=card,
        ).encode()

    def _told(self, call: Call) -> bool:
        """Return whether it is said of whom a call is asked: not where it is asked of the one addressee alone."""
        return not self.to or call.to != (self.to,)

    def pdf(self, published: dt.date) -> bytes:
        """Return it as a PDF."""
        say, version = self.text.say, self.text.version
        running = f"{say.say('letter')} · {say.day(self.text.letter.date)}"
        source = doc.document(version.title, version.language, say.direction, running, list(self._blocks()))
        return compile_pdf(source, dt.datetime.combine(published, dt.time(), tzinfo=dt.UTC))

    def _blocks(self) -> Iterator[str]:
        text, say = self.text, self.text.say
        if text.synthetic:
            yield doc.banner(f"{say.say('synthetic')}: {text.synthetic}")
        yield doc.paragraph(say.say("letter"), bold=True)
        yield doc.heading(1, text.version.title)
        yield doc.paragraph(say.day(text.letter.date), size=9.5, soft=True)
        yield from change_blocks(text)
        if addressees := self.addressees():
            yield doc.paragraph(say.say("letter-to"), bold=True, sticky=True)
            yield doc.bullets(addressees)
        if self.salutation():
            yield doc.paragraph(self.salutation())
        yield from text.typst
        for heading, calls in self.groups():
            yield doc.heading(2, heading)
            yield "#enum(" + ", ".join(self._item(number, call) for number, call in calls) + ")"
        if text.version.closing:
            yield doc.paragraph(text.version.closing)
        signed, protected = text.signed()
        yield doc.heading(2, signed)
        if protected:
            yield doc.paragraph(protected, size=9, soft=True)
        if text.letter.signatories:
            shown = [escape(_FSI + s.shown(text.version.language) + _PDI) for s in text.letter.signatories]
            names = "; ".join(f"par(spacing: 0.5em, {name})" for name in shown)
            yield f"#columns(2, gutter: 14pt, text(size: 9pt, {{ {names} }}))"
        yield from _evidence_blocks(text)

    def _item(self, number: int, call: Call) -> str:
        """Return a call as an item of a Typst list, with its number in the open letter."""
        small = f'linebreak() + text(size: 8.6pt, fill: rgb("{MUTED}"), {escape(self.text.to_whom(call))})'
        words_of = self.text.calls[call.ident][1]
        return f"enum.item({number}, {{{words_of + ' + ' + small if self._told(call) else words_of}}})"


def change_blocks(text: SetText) -> Iterator[str]:
    """Yield what was withdrawn, and what changed since a letter was frozen, as blocks of Typst."""
    yield from (doc.notice(line) for line in text.notices)
    changes = text.changes()
    if not changes:
        return
    lines = [text.say.say("frozen-lead"), *(part for c in changes for part in (c["text"], c["why"]) if part)]
    inside = " + ".join(f"par(text(size: 9.5pt, {escape(line)}))" for line in lines)
    head = f'par(text(weight: "bold", {escape(text.say.say("frozen-heading"))}))'
    side = "right" if text.say.direction == "rtl" else "left"
    look = f'stroke: ({side}: 3pt + rgb("{WARNING}")), inset: ({side}: 9pt, y: 3pt)'
    yield f"#block(width: 100%, {look}, {{{head} + {inside}}})"


def _evidence_blocks(text: SetText) -> Iterator[str]:
    say = text.say
    if text.cited:
        yield doc.heading(2, say.say("letter-evidence"))
        yield doc.paragraph(say.say("letter-evidence-lead"), size=9, soft=True)
        for number, note in enumerate(text.cited, 1):
            tail = f' + text(fill: rgb("{MUTED}"), {escape(f" – {note.sources}")})' if note.sources else ""
            yield f"#[#par(text(size: 9pt, {escape(f'{number}. {note.label}: {note.value}')}{tail})) <e{number}>]"
    if waivers := text.version.waivers:
        yield doc.heading(3, say.say("letter-waived"))
        yield doc.bullets([say.say("letter-waived-by", text=w.text, reason=w.reason, name=w.name) for w in waivers])
    if text.sha256:
        yield doc.paragraph(f"{say.say('frozen-text')} {say.isolate(text.sha256)}", size=8, soft=True)
