"""All files of a letter, by their path below ``public/``: a page and a PDF per language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import jinja2
from markupsafe import Markup

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.evidence.retracted import notices
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.render import document as doc
from nuzuh.render.page import environment, page_context
from nuzuh.render.palette import MUTED
from nuzuh.render.pdf import compile_pdf
from nuzuh.render.typst import escape
from nuzuh.statement.letter import Letter, Version
from nuzuh.statement.setting import to_html, to_typst, to_typst_inline
from nuzuh.terms.wording import Words, words

_FSI, _PDI = "\u2068", "\u2069"  # keep a name whole in a text of the other direction


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the evidence at the end of a letter."""

    id: str
    label: str
    value: str
    sources: str


@lru_cache
def _templates() -> jinja2.Environment:
    return environment("nuzuh.statement")


def letter_files(letter: Letter, folder: Folder, ledger: Ledger, published: dt.date) -> dict[str, bytes]:
    """Return the pages and PDFs of a letter."""
    languages = tuple(letter.versions)
    files: dict[str, bytes] = {}
    for language, version in letter.versions.items():
        notes = {figure: number for number, figure in enumerate(version.cited(), 1)}
        evidence = _evidence(version, folder, ledger)
        base = f"letters/{letter.name}/letter.{language}"
        synthetic = folder.settings.synthetic
        corrections = notices(ledger, version.cited(), f"letters/{letter.name}", language)
        context = page_context(language, languages, "letter.{}.html", synthetic)
        context |= {"notices": corrections, "errata": f"../../errata.{language}.html"}
        files[f"{base}.html"] = _page(letter, version, notes, evidence, context)
        body = [doc.notice(text) for text in corrections]
        body += _document(letter, version, notes, evidence, synthetic)
        say = words(language)
        source = doc.document(
            version.title, language, say.direction, f"{say.say('letter')} · {say.day(letter.date)}", body
        )
        files[f"{base}.pdf"] = compile_pdf(source, dt.datetime.combine(published, dt.time(), tzinfo=dt.UTC))
    return files


def _evidence(version: Version, folder: Folder, ledger: Ledger) -> list[Note]:
    say = words(version.language)
    names = Names(folder.tables["sources"])
    out = []
    for figure_id in version.cited():
        figure: Figure = ledger[figure_id]
        shown = [say.say("withheld") if s == "withheld" else names(s, version.language) for s in figure.sources]
        sources = figure.citation or say.say("list-separator").join(shown)
        value = say.amount(figure.value, figure.quantifier, figure.unit, figure.decimals)
        out.append(Note(figure_id, figure.label[version.language], value, sources))
    return out


def _to_whom(version: Version, to: tuple[str, ...], say: Words) -> str:
    names = say.say("list-separator").join(version.addressees[i] for i in to)
    return say.say("letter-calls-to", who=names)


def _signed(letter: Letter, say: Words) -> tuple[str, str]:
    """Return the sentence that says how many signed, and the one that says how many are not named."""
    count = len(letter.signatories) + letter.protected
    if not count:
        return say.say("letter-not-signed"), ""
    hidden = say.say("letter-signed-protected", count=letter.protected, shown=say.number(letter.protected))
    return say.say("letter-signed", count=count, shown=say.number(count)), hidden if letter.protected else ""


def _page(
    letter: Letter,
    version: Version,
    notes: Mapping[str, int],
    evidence: list[Note],
    context: dict[str, object],
) -> bytes:
    say = words(version.language)
    signed, protected = _signed(letter, say)
    calls = [
        {"to": _to_whom(version, call.to, say), "text": Markup(to_html(call.text, notes, inline=True))}  # noqa: S704 - markdown-it escapes
        for call in version.calls
    ]
    text = (
        _templates()
        .get_template("letter.html")
        .render(
            **context,
            version=version,
            date=say.day(letter.date),
            body=Markup(to_html(version.body, notes)),  # noqa: S704 - markdown-it escapes
            calls=calls,
            signed=signed,
            protected=protected,
            evidence=evidence,
            names=[{"text": s.shown(version.language), "link": s.link} for s in letter.signatories],
        )
    )
    return text.encode()


def _document(
    letter: Letter, version: Version, notes: Mapping[str, int], evidence: list[Note], synthetic: str
) -> Iterator[str]:
    say = words(version.language)
    if synthetic:
        yield doc.banner(f"{say.say('synthetic')}: {synthetic}")
    yield doc.paragraph(say.say("letter"), bold=True)
    yield doc.heading(1, version.title)
    yield doc.paragraph(say.day(letter.date), size=9.5, soft=True)
    if version.addressees:
        yield doc.paragraph(say.say("letter-to"), bold=True)
        yield doc.bullets(list(version.addressees.values()))
    if version.salutation:
        yield doc.paragraph(version.salutation)
    yield from to_typst(version.body, notes)
    if version.calls:
        yield doc.heading(2, say.say("letter-calls"))
        items = [
            f'{{{to_typst_inline(call.text, notes)} + linebreak() + text(size: 8.6pt, fill: rgb("{MUTED}"), '
            f"{escape(_to_whom(version, call.to, say))})}}"
            for call in version.calls
        ]
        yield f"#enum({', '.join(items)})"
    if version.closing:
        yield doc.paragraph(version.closing)
    signed, protected = _signed(letter, say)
    yield doc.heading(2, signed)
    if protected:
        yield doc.paragraph(protected, size=9, soft=True)
    if letter.signatories:
        shown = [escape(_FSI + s.shown(version.language) + _PDI) for s in letter.signatories]
        names = "; ".join(f"par(spacing: 0.5em, {name})" for name in shown)
        yield f"#columns(2, gutter: 14pt, text(size: 9pt, {{ {names} }}))"
    if evidence:
        yield doc.heading(2, say.say("letter-evidence"))
        yield doc.paragraph(say.say("letter-evidence-lead"), size=9, soft=True)
        for number, note in enumerate(evidence, 1):
            tail = f' + text(fill: rgb("{MUTED}"), {escape(f" – {note.sources}")})' if note.sources else ""
            yield f"#[#par(text(size: 9pt, {escape(f'{number}. {note.label}: {note.value}')}{tail})) <e{number}>]"
