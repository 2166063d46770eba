"""The clocks of one call to one addressee: where it stands, by its own word and by what is observed, and what is late."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SIDES = ("says", "observed")
"""What an actor says of itself, and what others saw: two columns that are never merged."""
_EARLY = ("sent", "received", "answered")
_LATER = ("promised", "no_action", "acted", "withdrawn", "refused")
_ANSWERS = ("answered", "promised", "withdrawn", "refused")
_WORDS = ("promised", "acted", "withdrawn", "refused")  # that an actor can only say if it answers


@dataclass(frozen=True, slots=True)
class Event:
    """One row of ``responses.csv`` as it concerns one call.

    Attributes
    ----------
    event, said_by : str
        As ``columns/responses.csv``.
    date, last : datetime.date
        First and last day that the date may mean; ``accuracy`` says how exactly it is known.
    due : datetime.date or None
        Last day until which it was promised, or an answer asked.
    source, evidence : str
        Code of a source; link, or path of a file.
    text : mapping of str to str
        Excerpt per language.
    protected : bool
        Never published.
    file, line
        Where the row stands.
    """

    event: str
    date: dt.date
    last: dt.date
    accuracy: str
    due: dt.date | None
    said_by: str
    source: str
    evidence: str
    text: Mapping[str, str]
    protected: bool
    file: str
    line: int

    @property
    def side(self) -> str:
        """Whether an actor says it of itself, or others observed it."""
        return "says" if self.said_by == "actor" else "observed"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a call asks by when: as days after it was sent, as a day, as so many days from one report to the next."""

    due: dt.date | None = None
    within_days: int | None = None
    answer_within_days: int | None = None
    every_days: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something was to happen: an ``answer``, what the ``call`` asks, a ``promise``, the next ``report``."""

    kind: str
    due: dt.date
    begins: dt.date


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Reports that were asked for at least every so many days, by their dates.

    ``gap`` is the longest time in days without one, that from the letter to the first and from the last to the day of
    publication included; None where a date is not known to the day.
    """

    reports: int
    first: dt.date | None
    last: dt.date | None
    gap: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """Where a call to an addressee stands, on one side.

    Attributes
    ----------
    state : str
        The event that tells most, or ``silent`` where there is none.
    since : Event or None
        That event.
    answered : datetime.date or None
        Day of the first answer.
    waiting : tuple of Deadline
        What is due and not done, the earliest first.
    day : datetime.date
        The day on which it stands so.
    rhythm : Rhythm or None
        Of a call to report regularly.
    """

    state: str
    since: Event | None
    answered: dt.date | None
    waiting: tuple[Deadline, ...]
    day: dt.date
    rhythm: Rhythm | None

    @property
    def late(self) -> Deadline | None:
        """The earliest deadline that has passed unmet; the day itself is still in time."""
        return next((d for d in self.waiting if d.due < self.day), None)

    @property
    def days_late(self) -> int:
        """Days since then; 0 where nothing is late."""
        return (self.day - self.late.due).days if self.late else 0


def side_of(name: str, events: Sequence[Event], terms: Terms, day: dt.date) -> Side:
    """Return where a call to an addressee stands on one side, on a day.

    Parameters
    ----------
    name : str
        ``says`` or ``observed``.
    events : sequence of Event
        All that is known of the call and the addressee, of both sides; later ones than ``day`` are left out.
    terms : Terms
    day : datetime.date
    """
    events = [e for e in events if e.date <= day]
    mine = sorted((e for e in events if e.side == name), key=_order)
    sent = first_sent(events)
    since = _telling(mine)
    waiting = (d for d in _deadlines(name, events, terms, sent, mine) if not _settled(d, name, events))
    answers = [e.date for e in mine if e.event in _ANSWERS or (e.event == "acted" and name == "says")]
    return Side(
        since.event if since else "silent",
        since,
        min(answers, default=None),
        tuple(sorted(waiting, key=lambda d: (d.due, d.kind))),
        day,
        _rhythm(mine, sent, day) if terms.every_days and _reporting(name, mine) else None,
    )


def first_sent(events: Iterable[Event]) -> Event | None:
    """Return the event by which the call reached the addressee first, as far as we sent it."""
    return min((e for e in events if e.event == "sent"), key=lambda e: (e.date, e.line), default=None)


def _order(event: Event) -> tuple[object, ...]:
    """Return the order of events; of one day our own observation tells more than that of others."""
    rank = (*_EARLY, *_LATER).index(event.event)
    return event.date, event.said_by != "third_party", rank, event.line


def _telling(mine: Sequence[Event]) -> Event | None:
    """Return the event that says where things stand: the last promise, deed or refusal; before one, how far the letter got."""
    later = [e for e in mine if e.event in _LATER]
    if later:
        return later[-1]
    return max(mine, key=lambda e: (_EARLY.index(e.event), e.date), default=None)


def _deadlines(
    name: str, events: Sequence[Event], terms: Terms, sent: Event | None, mine: Sequence[Event]
) -> Iterable[Deadline]:
    """Yield what was to happen by when; without a day on which the letter was sent only what was promised."""
    if sent:
        asked = [e.due for e in events if e.event == "sent" and e.due]
        if terms.answer_within_days:
            asked.append(sent.last + dt.timedelta(days=terms.answer_within_days))
        if asked:
            yield Deadline("answer", min(asked), sent.date)
        acts = [d for d in (terms.due, _after(sent, terms.within_days)) if d]
        if acts:
            yield Deadline("call", min(acts), sent.date)
        if terms.every_days and _reporting(name, mine):
            reports = [e.last for e in mine if e.event == "acted" and e.last >= sent.date]
            last = max([sent.last, *reports])
            yield Deadline("report", last + dt.timedelta(days=terms.every_days), last)
    promises = (e for e in events if e.event == "promised" and e.due)
    for event in sorted(promises, key=_order):
        if event.due and (name == "observed" or event.side == "says"):
            yield Deadline("promise", event.due, event.date)


def _reporting(name: str, mine: Sequence[Event]) -> bool:
    """Return whether reports are counted on a side: those observed always, an actor's own word where it gives one."""
    return name == "observed" or any(e.event == "acted" for e in mine)


def _after(sent: Event, days: int | None) -> dt.date | None:
    return sent.last + dt.timedelta(days=days) if days else None


def _settled(deadline: Deadline, name: str, events: Sequence[Event]) -> bool:
    """Return whether what was due was done, on this side, or is no longer to be waited for.

    What is observed to be done settles it on both sides, what an actor says that it did on its own side only.
    A later promise does not stop the clock of an earlier one. An actor's own refusal ends the waiting on both sides, one
    that others tell of ends it on theirs; so does a promise taken back, for the promise alone. An answer is one on both
    sides, except that an actor's word that it answered is not observed.
    """
    since = [e for e in events if e.last >= deadline.begins]
    if deadline.kind == "answer":
        own_word = [e for e in since if e.side == "says" and (name == "says" or e.event in _WORDS)]
        return any(e.event in (*_ANSWERS, "acted") for e in [*own_word, *(e for e in since if e.side == "observed")])
    ends = {"refused", "withdrawn"} if deadline.kind == "promise" else {"refused"}
    if any(e.event in ends for e in since if e.side in (name, "says")):
        return True
    if deadline.kind == "report":
        return False  # begins anew with each report
    sides = SIDES if name == "says" else (name,)
    return any(_done([e for e in sorted(since, key=_order) if e.side == side]) for side in sides)


def _done(events: Sequence[Event]) -> bool:
    """Return whether the last word of one side is that it was done."""
    deeds = [e.event for e in events if e.event in ("acted", "no_action", "withdrawn")]
    return deeds[-1:] == ["acted"]


def _rhythm(mine: Sequence[Event], sent: Event | None, day: dt.date) -> Rhythm:
    """Return how regularly reports came since the letter was sent."""
    begin = sent.date if sent else dt.date.min
    reports = [e for e in mine if e.event == "acted" and e.last >= begin]
    days = [e.date for e in reports]
    exact = all(e.accuracy == "day" for e in [*reports, *([sent] if sent else [])])
    gap = None
    if exact and (sent or days):
        marks = sorted([*([begin] if sent else []), *days, day])
        gap = max((b - a).days for a, b in itertools.pairwise(marks))
    return Rhythm(len(reports), min(days, default=None), max(days, default=None), gap)
