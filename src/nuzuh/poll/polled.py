"""A poll as the report shows it: who was asked, what is published, what was printed of it elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from nuzuh.evidence.figure import Figure
from nuzuh.formats.xlsform import Form
from nuzuh.poll.asked import Asked
from nuzuh.poll.items import Item
from nuzuh.poll.results import Test
from nuzuh.poll.sample import Sheet
from nuzuh.poll.settings import Poll
from nuzuh.terms.errors import Problem


@dataclass(frozen=True, slots=True)
class Claim:
    """A percentage that was printed elsewhere, and whether a number of people can give it.

    Attributes
    ----------
    text : str
        As printed.
    n : int or None
        Of how many.
    verdict : str
        attainable, not attainable or exempt.
    reason, label : mapping of str to str
        Why, and what it says of them, per language.
    where : str
        Where it was printed.
    """

    text: str
    n: int | None
    verdict: str
    reason: Mapping[str, str]
    label: Mapping[str, str] = field(default_factory=dict)
    where: str = ""

    def as_dict(self, language: str) -> dict[str, object]:
        """Return the claim with the keys that ``nuzuh poll --json`` prints."""
        return {
            "claim": self.text,
            "n": self.n,
            "verdict": self.verdict,
            "reason": self.reason.get(language) or next(iter(self.reason.values()), ""),
            "reasons": dict(self.reason),
            "where": self.where or None,
        }


@dataclass(frozen=True, slots=True)
class Polled:
    """All that is known of a poll.

    Attributes
    ----------
    poll : Poll
    items, groups : tuple of Item
        Questions published, and those by which they are shown.
    figures : tuple of Figure
        Before anything is hidden.
    hidden : mapping of str to bool
        Ids of those that must not be published, each with whether its base must not either.
    read, asked, answered, left_out, changed : int or None
        Submissions read; people asked; who answered and count; submissions that do not count; answers changed by cleaning.
    units : int or None
        Clusters less strata: degrees of freedom of the whole sample.
    clustered : bool
    tests : tuple of Test
        Those of tables of which nothing is hidden.
    claims : tuple of Claim
    form : Form or None
    proposals : tuple of str
        Which answers to join so that less is hidden, in words for those who run the poll.
    private : mapping of str to polars.DataFrame
        What is for those who run the poll only: what was left out, cleaned, found odd.
    sheets : tuple of Sheet
        The answers themselves.
    questions : tuple of Asked
        The questions as the file was understood.
    problems : tuple of Problem
    """

    poll: Poll
    items: tuple[Item, ...] = ()
    groups: tuple[Item, ...] = ()
    figures: tuple[Figure, ...] = ()
    hidden: Mapping[str, bool] = field(default_factory=dict)
    read: int | None = None
    asked: int | None = None
    answered: int | None = None
    left_out: int = 0
    changed: int = 0
    units: int | None = None
    clustered: bool = False
    tests: tuple[Test, ...] = ()
    claims: tuple[Claim, ...] = ()
    form: Form | None = None
    proposals: tuple[str, ...] = ()
    private: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    questions: tuple[Asked, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ended(self) -> dt.date | None:
        """The last day on which people were asked: as told, else of the answers, else the only day that is told."""
        if self.poll.last_day:
            return self.poll.last_day
        columns = ("_start", "_end", "_submitted")
        days = [s.data[c].max() for s in self.sheets if not s.name for c in columns if c in s.data.columns]
        known = [d.date() for d in days if isinstance(d, dt.datetime)]
        return max(known) if known else self.poll.first_day
