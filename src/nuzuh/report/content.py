"""One tree of content, which the pages and the PDF both show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nuzuh.render.scene import Scene


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: text, and the figure that it shows, if it shows one.

    A ``note`` stands small under the text; ``indent`` is how deep a place lies under others; ``anchor`` is the name by
    which a link finds the cell.
    """

    text: str
    figure: str = ""
    link: str = ""
    note: str = ""
    indent: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of a table's column; numbers stand right."""

    heading: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading."""

    ident: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    def figures(self) -> list[str]:
        """Return the ids of the figures in it, in order."""
        return [cell.figure for row in self.rows for cell in row if cell.figure]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture drawn for a wide page and for a phone."""

    ident: str
    caption: str
    wide: Scene
    phone: Scene


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short sentences."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence under a picture or table."""

    text: str


Block = Table | Picture | Items | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its heading and first sentence."""

    ident: str
    heading: str
    lead: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure: the number, what it is, and where it comes from."""

    figure: str
    value: str
    label: str
    note: str


def figures_in(cards: Sequence[Card], sections: Sequence[Section]) -> list[str]:
    """Return the ids of the figures on cards and in tables, each once, in order."""
    ids = [c.figure for c in cards]
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                ids += block.figures()
    return list(dict.fromkeys(ids))


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report in one language."""

    language: str
    direction: str
    title: str
    overline: str
    dates: Sequence[str]
    publisher: str
    contact: str
    synthetic: str
    notes: Sequence[str]
    cards: Sequence[Card]
    sections: Sequence[Section]
    corrections: Sequence[str] = ()

    def figures(self) -> list[str]:
        """Return the ids of all figures that the report shows, each once, in order."""
        return figures_in(self.cards, self.sections)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """All that is known of one place, in one language.

    Attributes
    ----------
    code, name : str
        The place.
    path : sequence of Cell
        The places that it lies in, the outermost first, with their pages where they have one.
    facts : sequence of str
        Its code and the like.
    cards, notes, sections
        As those of the report.
    """

    code: str
    name: str
    path: Sequence[Cell]
    facts: Sequence[str]
    cards: Sequence[Card]
    notes: Sequence[str]
    sections: Sequence[Section]
