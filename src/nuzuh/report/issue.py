"""One issue of the report: what every page of it needs to know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from nuzuh.evidence.disclosure import Rules
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.names import Names
from nuzuh.folder.records import Folder
from nuzuh.poll.polled import Polled
from nuzuh.report.boundaries import Ring, read_boundaries
from nuzuh.terms.wording import Words, words


@dataclass(frozen=True, slots=True)
class Listing:
    """A letter as the report's pages and feed list it: its name, day, and title per language."""

    name: str
    day: dt.date
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """Running text at the top of the report in one language: its title, HTML, blocks of Typst, and notes on its words."""

    title: str
    html: str
    typst: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A crisis folder, its public figures, the day of publication, and the letters that appear with it.

    ``agreement`` says how each source stands to the accounts, before protected sources lose their names: ``source``,
    ``rows``, ``factor``, ``factor_low``, ``factor_high``, ``error``, ``without``, ``moved``, as
    ``nuzuh.displaced.balance.Balanced.sources``; None where the method knows no such thing. ``judged`` are the sources
    that may be named and have a grade from A to D. ``told`` is the running text per language, ``waived`` what somebody answers
    for by name though no figure proves it, in it and in the letters.
    """

    folder: Folder
    ledger: Ledger
    rules: Rules
    published: dt.date
    letters: Sequence[Listing] = ()
    agreement: pl.DataFrame | None = None
    polls: Sequence[Polled] = ()
    told: Mapping[str, Telling] = field(default_factory=dict)
    waived: Mapping[str, Sequence[str]] = field(default_factory=dict)
    places: Names = field(init=False)
    sources: Names = field(init=False)
    boundaries: tuple[Ring, ...] = field(init=False)
    judged: frozenset[str] = field(init=False)
    _short: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", Names(self.folder.tables["places"]))
        sources = self.folder.tables["sources"]
        object.__setattr__(self, "sources", Names(sources))
        file = self.folder.settings.basemap_file
        object.__setattr__(self, "boundaries", read_boundaries(self.folder.root, file))
        judged = self.public_sources().filter(~pl.col("grade").is_in(["E", "F"]))["code"]
        object.__setattr__(self, "judged", frozenset(judged))
        object.__setattr__(self, "_short", dict(sources.select("code", "short").iter_rows()))

    @property
    def by_accounts(self) -> bool:
        """Whether the figures are accounts with probability intervals, not preferred values with ranges."""
        return any(f.method == "accounts" for f in self.ledger.figures.values())

    def place_name(self, code: str, language: str) -> str:
        """Return the name of a place, or of the whole area, which has no code where it is several places."""
        return self.places(code, language) if code else words(language).say("whole-area")

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the issue, the first being the default."""
        return self.folder.settings.languages

    def public_places(self) -> pl.DataFrame:
        """Return the gazetteer as far as it is published: coarse enough, unprotected."""
        return self.folder.tables["places"].filter(
            (pl.col("level") <= self.rules.finest_level) & ~pl.col("code").is_in(sorted(self.rules.protected_places))
        )

    def coarse(self, codes: Iterable[str]) -> list[str]:
        """Return places no finer than is published, each as the one that it lies in; protected ones are left out.

        A name that is no code, such as that of a region, is returned as it is.
        """
        rows = {c: (p, n) for c, p, n in self.folder.tables["places"].select("code", "parent", "level").iter_rows()}
        out = []
        for code in codes:
            at: str | None = code
            while at in rows and rows[at][1] > self.rules.finest_level:
                at = rows[at][0]
            if at is not None and not {code, at} & self.rules.protected_places:
                out.append(at)
        return list(dict.fromkeys(out))

    def public_sources(self) -> pl.DataFrame:
        """Return the sources that may be named."""
        return self.folder.tables["sources"].filter(~pl.col("code").is_in(sorted(self.rules.protected_sources)))

    def source_name(self, code: str, language: str) -> str:
        """Return a source's name, or the words for one that is not named."""
        return words(language).say("withheld") if code == "withheld" else self.sources(code, language)

    def source_short(self, code: str, language: str) -> str:
        """Return a source's short name, for tables and pictures."""
        return self._short.get(code) or self.source_name(code, language)

    def source_names(self, figure: Figure, language: str, most: int = 3) -> str:
        """Return the names of a figure's sources, the preferred first."""
        say = words(language)
        names = [self.source_short(s, language) for s in figure.sources]
        shown = say.say("list-separator").join(names[:most])
        left = len(names) - most
        return f"{shown} {say.say('and-more', count=left, shown=say.number(left))}" if left > 0 else shown

    def value(self, figure: Figure, language: str) -> str:
        """Return a figure's value in words: more than 948,000, hidden, no access, not known."""
        say = words(language)
        if figure.status == "suppressed":
            return say.say("status-suppressed")
        if figure.value is None:
            return say.say(f"status-{figure.gap or 'unknown'}")
        return say.amount(figure.value, figure.quantifier, figure.unit, figure.decimals)

    def range(self, figure: Figure, language: str) -> str:
        """Return a figure's range over the sources, or nothing where there is none."""
        if figure.low is None or figure.high is None or figure.low == figure.high:
            return ""
        if figure.unit == "percent":
            return words(language).percent_range(figure.low / 100, figure.high / 100)
        return words(language).range(figure.low, figure.high)

    def interval(self, figure: Figure, language: str) -> str:
        """Return low and high with what they are: an interval of a level or a range over sources; or nothing."""
        between = self.range(figure, language)
        if not between:
            return ""
        say = words(language)
        what = say.say("col-interval", level=say.percent(figure.level)) if figure.level else say.say("col-range")
        return f"{what}: {between}"

    def unreported(self, figure: Figure, language: str) -> str:
        """Return the sentences that say how much of a figure rests on no report, and how much is not in it for want of one."""
        say, said = words(language), []
        if figure.unreported and figure.value is not None:
            key = "unreported-older" if figure.metric == "stock" else "unreported-share"
            said.append(say.say(key, share=say.share(figure.unreported)))
        if figure.silent and figure.value is not None:
            said.append(say.say("unreported-silent", share=say.share(figure.silent)))
        return " ".join(said)

    def incomplete(self, figures: Iterable[Figure], say: Words) -> str:
        """Return the sentence that names the periods of which nobody speaks everywhere, and how much is missing; or nothing."""
        named = [f"{self.when(f, say)} ({say.share(f.silent)})" for f in figures if f.silent and f.value is not None]
        return say.say("incomplete-periods", periods=say.say("list-separator").join(named)) if named else ""

    def when(self, figure: Figure, say: Words) -> str:
        """Return a figure's period or day."""
        if figure.start and figure.end:
            return say.period(figure.start, figure.end)
        return say.day_of(figure.date, figure.accuracy) if figure.date else ""
