"""A public number: what it is, of whom, when, where, from whom, and how sure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

SILENT_STEP = 0.05  # of the share of arrivals in parts that nobody speaks of


@dataclass(frozen=True, slots=True)
class Figure:
    """An analytic value with all that a reader needs to check it.

    Attributes
    ----------
    id : str
        Stable name: ``displaced.flow.total``, ``displaced.stock.in.SY07`` …
    value, low, high : float or None
        Point and range, in ``unit``; None when unknown or suppressed.
    quantifier : str
        exactly, about, more than, less than or between.
    level : float or None
        Probability that the interval covers the truth; None for a range over sources, which has no such probability.
    unit, metric, population : str
        people, per cent …; stock, flow, share or index; of whom.
    start, end : datetime.date or None
        Half-open period of a flow.
    date : datetime.date or None
        Day of a stock.
    accuracy : str
        How exactly that day is known: day, week, month or year.
    place, origin : str
        Codes.
    method : str
        ``accounts``, ``preferred``, ``as published``.
    sources : tuple of str
        Codes, the preferred first.
    records : tuple of Records
        The rows behind it.
    status : str
        published, suppressed or disputed.
    label : mapping of str to str
        What it is, per language.
    said : tuple of mapping
        What each source alone says.
    gap : str
        Why a value is unknown: unknown, not_covered or no_access; empty otherwise.
    adds : mapping of str to array of int
        Names of the reported numbers that ``value``, ``low`` and ``high`` and each of ``said`` (``said.0`` …) add up. The
        disclosure gate needs them; they are never published.
    role, windowed, citation, link
        How the report uses it: part of which table, one of a series or not; where a reference was published.
    unreported : float or None
        Share (0 to 1) of the value that lies in places and times of which no report speaks.
    silent : float or None
        Of arrivals in a period: share (0 to 1, in steps of ``SILENT_STEP``) of the place's known arrivals of all time in parts that
        no report speaks of then.
    kind, counts, residents
        Of a reference: its population in one word, movements or people, the people living in its area (see
        ``columns/references.csv``).
    group, of : str, float or None
        Of a share: the group, and the denominator of its value.
    of_quantifier : str
        How the denominator is meant: exactly, or about where it was reported so or rounded for publication.
    weighted : bool
        A percentage was weighted by those who published it: no count of people gives it.
    decimals : int
        Decimals with which a percentage is printed: those of its source, so that none is made up.
    asked : FromPoll or None
        Of a number of a poll: what was asked of whom.
    retracted : tuple of str
        What it used and was withdrawn since; ``withheld`` for a source that is not named.
    """

    id: str
    value: float | None
    low: float | None = None
    high: float | None = None
    quantifier: str = "exactly"
    level: float | None = None
    unit: str = "people"
    metric: str = "flow"
    population: str = "displaced"
    start: dt.date | None = None
    end: dt.date | None = None
    date: dt.date | None = None
    accuracy: str = "day"
    place: str = ""
    origin: str = ""
    method: str = "preferred"
    sources: tuple[str, ...] = ()
    records: tuple[Records, ...] = ()
    status: str = "published"
    label: Mapping[str, str] = field(default_factory=dict)
    said: tuple[Mapping[str, Any], ...] = ()
    gap: str = ""
    adds: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict, compare=False, repr=False)
    role: str = ""
    windowed: bool = False
    citation: str = ""
    link: str = ""
    unreported: float | None = None
    silent: float | None = None
    kind: str = ""
    counts: str = ""
    residents: float | None = None
    group: str = ""
    of: float | None = None
    of_quantifier: str = "exactly"
    weighted: bool = False
    decimals: int = 1
    asked: FromPoll | None = None
    retracted: tuple[str, ...] = ()

    @property
    def estimated(self) -> bool:
        """Whether the value comes of weights or of a model, so that it is no count of people."""
        return self.asked.weighted if self.asked else self.weighted or self.level is not None

    @property
    def counted_of(self) -> int | None:
        """People of whom a percentage is an exact count; None where it is estimated, rough, or of about so many."""
        rough = self.estimated or self.quantifier != "exactly" or self.of_quantifier != "exactly"
        return int(self.of) if self.unit == "percent" and self.of and not rough else None

    def as_dict(self) -> dict[str, Any]:
        """Return the figure as the ledger and ``--json`` print it; days in ISO form."""
        return {
            "id": self.id,
            "value": _whole(self.value),
            "low": _whole(self.low),
            "high": _whole(self.high),
            "quantifier": self.quantifier if self.value is not None else None,
            "level": self.level,
            "unit": self.unit,
            "metric": self.metric,
            "period": {"start": _iso(self.start), "end": _iso(self.end)} if self.start and self.end else None,
            "date": _iso(self.date),
            "date_accuracy": self.accuracy if self.date else None,
            "place": self.place or None,
            "origin": self.origin or None,
            "population": self.population,
            "method": self.method,
            "sources": list(self.sources),
            "records": [{"table": r.table, "count": r.count, "sha256": r.sha256} for r in self.records],
            "status": self.status,
            "unknown": self.gap or None,
            "label": dict(self.label),
            "said": [
                {
                    "source": s["source"],
                    "value": _whole(s["value"]),
                    "quantifier": s["quantifier"],
                    "start": _iso(s["start"]),
                    "end": _iso(s["end"]),
                }
                | ({"of": _whole(s["of"]), "of_quantifier": s["of_quantifier"]} if "of" in s else {})
                for s in self.said
            ],
            "citation": self.citation or None,
            "link": self.link or None,
            "unreported": None if self.unreported is None else round(self.unreported, 4),
            "silent": None if self.silent is None else round(self.silent, 2),
        } | self._shared()

    def _shared(self) -> dict[str, Any]:
        """Return what a share, a number of a poll, or a figure of which a source was withdrawn says besides."""
        if self.retracted:
            return {"retracted": list(self.retracted)} | replace(self, retracted=())._shared()
        if self.asked:
            return {"of": _whole(self.of), "poll": self.asked.as_dict()}
        known = self.of is not None
        of = {"of": _whole(self.of), "of_quantifier": self.of_quantifier if known else None, "weighted": self.weighted}
        return ({"group": self.group} if self.group else {}) | (of if self.group or known else {})


@dataclass(frozen=True, slots=True)
class FromPoll:
    """What stands behind a number of a poll.

    Attributes
    ----------
    poll, question, answer : str
        The answer is empty for the mean of a number, the question too for people asked.
    by, group : str
        Question and answer that set the group apart; empty over all.
    method : str
        Of the interval; empty where there is none, since those asked were not drawn by chance.
    df, deff, effective : float or None
        Degrees of freedom, design effect, and the simple random sample that would be as precise.
    fixed : bool
        The weights were fitted so that it cannot vary.
    weighted : bool
        The value is a weighted share, which no count of people gives.
    """

    poll: str
    question: str = ""
    answer: str = ""
    by: str = ""
    group: str = ""
    method: str = ""
    df: float | None = None
    deff: float | None = None
    effective: float | None = None
    fixed: bool = False
    weighted: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return it as the ledger and ``--json`` print it."""
        names = ("poll", "question", "answer", "by", "group", "method", "df")
        return {name: getattr(self, name) or None for name in names} | {
            "deff": None if self.deff is None else round(self.deff, 4),
            "n_effective": None if self.effective is None else round(self.effective, 2),
            "fixed": self.fixed,
            "weighted": self.weighted,
        }


@dataclass(frozen=True, slots=True)
class Records:
    """The rows behind a figure: their table, how many, and a SHA-256 that changes with any of them.

    The digest is of the text of one line ``<sha256 of the file>  <file>`` for each input file used, then one line
    ``<file>⇥<sheet>⇥<line>`` for each row, both sorted; anyone with the input files can work it out again.
    """

    table: str
    count: int
    sha256: str


def _whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
