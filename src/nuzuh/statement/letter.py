"""A joint letter: addressees, calls, texts per language, signatories; what it cites and how many signed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger, RecordLines
from nuzuh.folder.records import Folder
from nuzuh.folder.toml import read_toml
from nuzuh.statement.binding import Bound
from nuzuh.statement.waivers import Waiver
from nuzuh.terms.errors import Problem, UsageError
from nuzuh.terms.moments import When, reached
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
    waivers: tuple[Waiver, ...] = ()
    salutations: Mapping[str, str] = field(default_factory=dict)
    headline: str = ""

    def cited(self) -> list[str]:
        """Return the ids of the figures that the text cites, each once, in order."""
        texts = [*self.front, self.body, *(c.text for c in self.calls)]
        return list(dict.fromkeys(i for t in texts for b in t.bindings for i in b.figures))


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
class Note:
    """What is shown of a figure that a letter cites, in one language: its line of the evidence.

    ``link`` leads to the figure's place on the evidence page of the report, or is empty where that does not have it.
    """

    id: str
    label: str
    value: str
    when: str
    sources: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is no longer as it was when a letter was frozen, in words for its readers.

    Attributes
    ----------
    what : str
        Id of the figure or code of the source.
    kind : str
        ``figure``, ``gone`` (the figure), ``hidden`` or ``source``.
    label, was, now : mapping of str to str
        What it is, how it was frozen and how it is now, per language.
    reason : mapping of str to str
        Why a person left the letter as it was frozen, per language as far as it is known.
    by : str
        Who; empty where nobody did.
    """

    what: str
    kind: str
    label: Mapping[str, str]
    was: Mapping[str, str]
    now: Mapping[str, str]
    reason: Mapping[str, str] = field(default_factory=dict)
    by: str = ""

    def why(self, language: str) -> str:
        """Return the reason in a language, else in the first one that has it."""
        return self.reason.get(language) or next(iter(self.reason.values()), "")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a frozen letter has beside its text.

    Attributes
    ----------
    files : mapping of str to bytes
        The bundle.
    texts : mapping of str to str
        Language -> SHA-256 of its text.
    digest : str
        Of the whole.
    notes : mapping
        Language -> figure -> what is shown of it.
    changes : tuple of Change
        What changed since.
    """

    files: Mapping[str, bytes]
    texts: Mapping[str, str]
    digest: str
    notes: Mapping[str, Mapping[str, Note]]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its versions and its signatories; ``protected`` of these are counted, not named.

    ``key_figures`` are those that the notice to the press, the brief and the cards show; ``contact`` is for the press.
    ``frozen`` is None as long as the letter may change.
    """

    name: str
    date: dt.date
    embargo: dt.date | dt.datetime | None
    versions: Mapping[str, Version]
    signatories: tuple[Signatory, ...]
    protected: int
    key_figures: tuple[str, ...] = ()
    contact: str = ""
    frozen: Frozen | None = None

    def open_on(self, when: When) -> bool:
        """Return whether the letter may be public by then."""
        return reached(self.embargo, when)

    def cited(self) -> list[str]:
        """Return the ids of the figures that any version cites, and of the key figures."""
        return list(dict.fromkeys([*(i for v in self.versions.values() for i in v.cited()), *self.key_figures]))


def letter_names(root: Path) -> list[str]:
    """Return the names of the letters of a crisis folder."""
    return sorted(p.name for p in root.glob("letters/*") if p.is_dir() and not p.name.startswith("."))


def known_letters(root: Path, name: str = "") -> list[str]:
    """Return the names of the letters of a crisis folder, or the one that is asked for.

    Raises
    ------
    UsageError
        There is no letter of that name.
    """
    known = letter_names(root)
    if name and name not in known:
        raise UsageError(f"There is no letter {name} in {root}/letters. There are: {', '.join(known) or 'none'}.")
    return [name] if name else known


def letter_days(root: Path) -> dict[str, dt.date]:
    """Return the date of each letter that has a sound ``letter.toml``."""
    out = {}
    for name in letter_names(root):
        path = root / "letters" / name / "letter.toml"
        if path.is_file():
            values, _ = read_toml(path, f"letters/{name}/letter.toml", "letter")
            if "date" in values:
                out[name] = values["date"]
    return out


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


def without_guesses(ledger: Ledger, signed: pl.DataFrame) -> Ledger:
    """Return the ledger without the digests of lists that hold a protected signatory.

    Whoever has the other names could try names against such a digest until one fits.

    Parameters
    ----------
    ledger : Ledger
    signed : pl.DataFrame
        The signatories: ``letter``, ``protected``.
    """
    guarded = {
        f"letter.{name}.signatories" for name in signed.filter(pl.col("protected").fill_null(value=False))["letter"]
    }
    open_ones = {i: replace(f, records=()) if i in guarded else f for i, f in ledger.figures.items()}
    return replace(ledger, figures=open_ones)


def without_letters(ledger: Ledger, names: Iterable[str]) -> Ledger:
    """Return the ledger without the figures of some letters: of one under embargo not even its name is public."""
    gone = {f"letter.{name}.signatories" for name in names}
    return replace(ledger, figures={i: f for i, f in ledger.figures.items() if i not in gone})


def without_references(ledger: Ledger, ids: Iterable[str]) -> Ledger:
    """Return the ledger without some published figures of elsewhere: those that only letters under embargo cite.

    Parameters
    ----------
    ledger : Ledger
    ids : iterable of str
        Figures of any kind; those that are no reference stay.
    """
    gone = {i for i in ids if i.startswith("reference.")}
    named = {i.removeprefix("reference.") for i in gone}
    return replace(
        ledger,
        figures={i: f for i, f in ledger.figures.items() if i not in gone},
        before={i: f for i, f in ledger.before.items() if i not in gone},
        withdrawn=tuple(w for w in ledger.withdrawn if w.what.kind != "reference" or w.what.ident not in named),
    )


def cites_unknown(letters: Iterable[Letter], ledger: Ledger) -> list[Problem]:
    """Return where letters cite figures that are not in the ledger, such as those of a letter under embargo."""
    message, mend = "The letter cites {}, which is not public yet.", "Take it out, or publish the two together."
    return [
        Problem(f"letters/{x.name}", "", None, "", i, "letter.figure", "error", message.format(i), mend)
        for x in letters
        for i in x.cited()
        if ledger.get(i) is None and (x.frozen is None or i.startswith("letter."))
    ]
