"""What is shown of the figures that a letter cites: one note for each, as it is now or as it was frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.statement.letter import Letter, Note
from nuzuh.terms.wording import Words, words

_FSI, _PDI = "\u2068", "\u2069"  # a citation stands in the language in which it was published
_ISOLATES = re.compile("[\u2066-\u2069]")


def notes_of(letter: Letter, language: str, folder: Folder, ledger: Ledger) -> dict[str, Note]:
    """Return figure -> note: of those that the version in a language cites, in order, then of further key figures."""
    frozen = letter.frozen.notes.get(language, {}) if letter.frozen else {}
    cited = [*letter.versions[language].cited(), *letter.key_figures]
    made = live_notes(cited, language, folder, ledger)
    if not letter.frozen:
        return made
    return {i: note if ledger.get(i) else replace(note, link="") for i, note in frozen.items()}


def live_notes(ids: Iterable[str], language: str, folder: Folder, ledger: Ledger) -> dict[str, Note]:
    """Return figure -> note of those that the ledger has, in order."""
    say, names = words(language), Names(folder.tables["sources"])
    known = ((i, ledger.get(i)) for i in dict.fromkeys(ids))
    return {i: note_of(figure, say, names) for i, figure in known if figure}


def said_by(figure: Figure, say: Words, names: Names) -> str:
    """Return who says a figure: where it was published, or the names of its sources."""
    shown = [say.say("withheld") if s == "withheld" else names(s, say.language) for s in figure.sources]
    citation = f"{_FSI}{figure.citation}{_PDI}" if figure.citation and say.direction == "rtl" else figure.citation
    return citation or say.say("list-separator").join(shown)


def note_of(figure: Figure, say: Words, names: Names) -> Note:
    """Return the note of a figure in a language."""
    value = say.amount(figure.value, figure.quantifier, figure.unit, figure.decimals)
    link = f"evidence.{say.language}.html#{figure.id}"
    return Note(figure.id, figure.label[say.language], value, when_of(figure, say), said_by(figure, say, names), link)


def when_of(figure: Figure, say: Words) -> str:
    """Return the period or the day of a figure in words, or nothing."""
    if figure.start and figure.end:
        return say.period(figure.start, figure.end)
    return say.day_of(figure.date, figure.accuracy) if figure.date else ""


def timeless(note: Note) -> str:
    """Return the label of a figure without its period or day at the end, where that stands beside it."""
    plain, when = _ISOLATES.sub("", note.label), _ISOLATES.sub("", note.when)
    ends = [mark for mark in (", ", "، ") if when and plain.endswith(mark + when)]
    if not ends:
        return note.label
    return _ISOLATES.sub("", note.label).removesuffix(ends[0] + when)


def dated(note: Note) -> str:
    """Return the label of a figure with its period or day, once."""
    held = not note.when or _ISOLATES.sub("", note.when) in _ISOLATES.sub("", note.label)
    return note.label if held else f"{note.label} ({note.when})"


def by_number(notes: Mapping[str, Note], cited: Iterable[str]) -> dict[str, int]:
    """Return figure -> number of its note, those cited first."""
    return {i: n for n, i in enumerate(dict.fromkeys([*(c for c in cited if c in notes), *notes]), 1)}
