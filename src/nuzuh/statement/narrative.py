"""What the report says in running text (``reports/report.<language>.md``): bound as letters are, and shown at its top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.render import document as doc
from nuzuh.render.palette import MUTED
from nuzuh.render.typst import escape
from nuzuh.statement.bind import Binder
from nuzuh.statement.binding import Bound
from nuzuh.statement.finding import finding
from nuzuh.statement.letter import Letter, Note
from nuzuh.statement.notes import note_of
from nuzuh.statement.parity import Written, differences
from nuzuh.statement.setting import to_html, to_typst
from nuzuh.statement.source import FRONT_KEYS
from nuzuh.statement.texts import Text, bind_text, read_file, rejected_references, source_namer
from nuzuh.statement.waivers import Waiver
from nuzuh.terms.errors import Problem
from nuzuh.terms.wording import Words, words

_LINK = re.compile(r'<a class="fig" href="#e(\d+)">(.*?)<sup>[\d, ]+</sup></a>', re.DOTALL)
_NOTE = re.compile(r"<sup>[\d, ]+</sup>")


@dataclass(frozen=True, slots=True)
class Narrative:
    """The running text of the report in one language.

    Attributes
    ----------
    title : str
        Empty where it has none.
    html : str
        Each figure leads to its place on the evidence page.
    typst : tuple of str
        Blocks, the last of which are the notes that figures lead to.
    cited : tuple of str
        Ids of figures, in order.
    waivers : tuple of str
        Sentences: which words rest on no figure, who answers for them, and why.
    """

    title: str
    html: str
    typst: tuple[str, ...]
    cited: tuple[str, ...]
    waivers: tuple[str, ...]


def read_narrative(folder: Folder, ledger: Ledger) -> tuple[dict[str, Narrative], list[Problem]]:
    """Return the running text of the report per language, as far as it is free of errors, and every problem in it."""
    names, rejected = Names(folder.tables["sources"]), rejected_references(folder)
    languages = folder.settings.languages
    out: dict[str, Narrative] = {}
    written: list[Written] = []
    there = [c for c in languages if _path(folder.root, c).is_file()]
    problems = list(_missing(folder.root, languages, there))
    for language in there:
        file = _path(Path(), language).as_posix()
        source, found = read_file(_path(folder.root, language), file, titled=False)
        problems += found
        if source is None:
            continue
        problems += _front(file, source.front, source.places)
        binder = Binder(ledger, language, source_namer(names, language), rejected, source.waivers)
        text, wrong = bind_text(file, source, binder)
        wrong += binder.idle_waivers(file)
        problems += wrong
        written.append(text.written)
        if not any(p.severity == "error" for p in [*found, *wrong]):
            out[language] = _set(text, ledger, names, words(language))
    problems += differences(written)
    return out, problems


def waived(waivers: Sequence[Waiver], say: Words) -> tuple[str, ...]:
    """Return the sentences that say which words rest on no figure, who answers for them, and why."""
    return tuple(say.say("letter-waived-by", text=w.text, name=w.name, reason=w.reason) for w in waivers)


def waived_by_language(
    letters: Sequence[Letter], told: Mapping[str, Narrative], languages: Sequence[str]
) -> dict[str, list[str]]:
    """Return, per language, the sentences on what is waived in the report's running text and in letters, each once."""
    out = {}
    for language in languages:
        said = list(told[language].waivers) if language in told else []
        for version in (v for letter in letters for c, v in letter.versions.items() if c == language):
            said += waived(version.waivers, words(language))
        out[language] = list(dict.fromkeys(said))
    return out


def _path(root: Path, language: str) -> Path:
    return root / "reports" / f"report.{language}.md"


def _missing(root: Path, languages: Sequence[str], there: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning of each language that lacks the text, and of each file in the folder that is not read."""
    for language in languages:
        if there and language not in there:
            file = _path(Path(), language).as_posix()
            message = f"The report says nothing in {language} that it says in {', '.join(there)}."
            yield finding(file, None, None, "", "letter.language", message, f"Write {file}.", "warning")
    known = [_path(root, language) for language in languages]
    for path in sorted((root / "reports").glob("*")):
        if path.is_file() and path not in known and not path.name.startswith((".", "~$")):
            file = path.relative_to(root).as_posix()
            mend = f"The folder reports holds {', '.join(p.name for p in known)}."
            yield finding(file, None, None, "", "file.unread", f"{file} is not read.", mend, "warning")


def _front(file: str, front: Mapping[str, str], places: Mapping[str, tuple[int, int]]) -> Iterator[Problem]:
    """Yield what only a letter has in its front matter."""
    for key in front:
        if key in FRONT_KEYS and key != "title":
            message, mend = f"A report has no {key}.", "Take the line out."
            yield finding(file, places[key][0], 1, key, "letter.front", message, mend)


def _set(text: Text, ledger: Ledger, names: Names, say: Words) -> Narrative:
    bounds: list[Bound] = [*text.front.values(), text.body]
    cited = tuple(dict.fromkeys(i for bound in bounds for b in bound.bindings for i in b.figures))
    notes = {ident: number for number, ident in enumerate(cited, 1)}
    title = text.front["title"].plain() if "title" in text.front else ""
    shown = waived(text.source.waivers, say)
    return Narrative(
        title,
        _linked(to_html(text.body, notes), cited, say.language),
        tuple(_blocks(text.body, notes, title, shown, [note_of(ledger[i], say, names) for i in cited], say)),
        cited,
        shown,
    )


def _linked(html: str, cited: Sequence[str], language: str) -> str:
    """Return a page's text whose figures lead to the evidence page, without numbers of notes."""

    def link(found: re.Match[str]) -> str:
        return f'<a class="fig" href="evidence.{language}.html#{cited[int(found[1]) - 1]}">{found[2]}</a>'

    return _NOTE.sub("", _LINK.sub(link, html))


def _blocks(
    body: Bound,
    notes: Mapping[str, int],
    title: str,
    waivers: Sequence[str],
    evidence: Sequence[Note],
    say: Words,
) -> Iterator[str]:
    """Yield the text for the PDF, its notes at the end."""
    if title:
        yield doc.heading(2, title)
    yield from to_typst(body, notes)
    if evidence:
        yield doc.paragraph(say.say("letter-evidence"), bold=True, size=9)
    for number, note in enumerate(evidence, 1):
        tail = f' + text(fill: rgb("{MUTED}"), {escape(f" – {note.sources}")})' if note.sources else ""
        yield f"#[#par(text(size: 8.6pt, {escape(f'{number}. {note.label}: {note.value}')}{tail})) <e{number}>]"
    if waivers:
        yield doc.paragraph(say.say("letter-waived"), bold=True, size=9)
        yield doc.bullets(list(waivers))
