"""A joint letter: addressees, calls, texts per language, signatories; what it cites and how many signed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger, RecordLines
from nuzuh.folder.records import Folder
from nuzuh.statement.bind import Bound
from nuzuh.terms.errors import Problem
from nuzuh.terms.wording import words


@dataclass(frozen=True, slots=True)
class Call:
    """One demand, bound to the evidence, and the addressees whom it concerns."""

    ident: str
    to: tuple[str, ...]
    text: Bound


@dataclass(frozen=True, slots=True)
class Version:
    """The letter in one language; every text bound."""

    language: str
    title: str
    salutation: str
    closing: str
    body: Bound
    addressees: Mapping[str, str]
    calls: tuple[Call, ...]
    front: tuple[Bound, ...] = ()

    def cited(self) -> list[str]:
        """Return the ids of the figures that the text cites, each once, in order."""
        texts = [*self.front, self.body, *(c.text for c in self.calls)]
        return list(dict.fromkeys(b.figure for t in texts for b in t.bindings if b.figure))


@dataclass(frozen=True, slots=True)
class Signatory:
    """An organisation as it is named in the letter, per language."""

    name: str
    names: Mapping[str, str]
    acronym: str
    link: str

    def shown(self, language: str) -> str:
        """Return the name in a language, with the acronym where the name does not hold it."""
        name = self.names.get(language) or self.name
        return f"{name} ({self.acronym})" if self.acronym and self.acronym.casefold() not in name.casefold() else name


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its versions and its signatories; ``protected`` of these are counted, not named."""

    name: str
    date: dt.date
    embargo: dt.date | None
    versions: Mapping[str, Version]
    signatories: tuple[Signatory, ...]
    protected: int

    def open_on(self, day: dt.date) -> bool:
        """Return whether the letter may be public on a day."""
        return self.embargo is None or day >= self.embargo

    def cited(self) -> list[str]:
        """Return the ids of the figures that any version cites."""
        return list(dict.fromkeys(i for v in self.versions.values() for i in v.cited()))


def letter_names(root: Path) -> list[str]:
    """Return the names of the letters of a crisis folder."""
    return sorted(p.name for p in root.glob("letters/*") if p.is_dir() and not p.name.startswith("."))


def signatory_figures(folder: Folder) -> list[Figure]:
    """Return, per letter, how many organisations signed, as the figure ``letter.<name>.signatories``."""
    out = []
    signed = folder.tables["signatories"]
    for name in letter_names(folder.root):
        mine = signed.with_row_index("row").filter(pl.col("letter") == name)
        if mine.height:
            lines = RecordLines(signed, folder.digests)
            label = {code: words(code).say("letter-signatories-label") for code in folder.settings.languages}
            out.append(
                Figure(
                    f"letter.{name}.signatories",
                    float(mine.height),
                    float(mine.height),
                    float(mine.height),
                    unit="organisations",
                    metric="stock",
                    population="signatories",
                    method="count",
                    date=folder.settings.as_of,
                    role="letter",
                    label=label,
                    records=(lines.digest("signatories", mine["row"].to_list()),),
                )
            )
    return out


def without_letters(ledger: Ledger, names: Iterable[str]) -> Ledger:
    """Return the ledger without the figures of some letters: of one under embargo not even its name is public."""
    gone = {f"letter.{name}.signatories" for name in names}
    return replace(ledger, figures={i: f for i, f in ledger.figures.items() if i not in gone})


def cites_unknown(letters: Iterable[Letter], ledger: Ledger) -> list[Problem]:
    """Return where letters cite figures that are not in the ledger, such as those of a letter under embargo."""
    message, mend = "The letter cites {}, which is not public yet.", "Take it out, or publish the two together."
    return [
        Problem(f"letters/{x.name}", "", None, "", i, "letter.figure", "error", message.format(i), mend)
        for x in letters
        for i in x.cited()
        if ledger.get(i) is None
    ]
