"""Which figures a number of a text may be: what the text says of it against what each figure is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nuzuh.claims.agree import Agreement, Stated, agreement
from nuzuh.claims.context import Context, Span
from nuzuh.claims.evidence import Evidence
from nuzuh.displaced.kinds import kind_of
from nuzuh.evidence.figure import Figure

_SLACK = dt.timedelta(days=1)  # "until 2 February" may mean that day or the one before it
_LONGEST = 370  # days of a span in which a stock may be dated: a year that is named


@dataclass(frozen=True, slots=True)
class Match:
    """One figure held against a number of a text.

    Attributes
    ----------
    figure : Figure
    agreement : str
        Of the two values.
    same, other : tuple of str
        In what the text says the same of its number as the figure is, and in what it says another thing: metric, population,
        place, start, end, day.
    unsaid : tuple of str
        What the figure is and the text does not say: place, origin.
    """

    figure: Figure
    agreement: Agreement
    same: tuple[str, ...]
    other: tuple[str, ...]
    unsaid: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """For sorting, the nearest figure first."""
        return len(self.other), -len(self.same), len(self.unsaid), self.figure.id


def matches(number: Stated, context: Context, evidence: Evidence, figures: Sequence[Figure]) -> list[Match]:
    """Return the figures of the unit of a number, held against it, the nearest first; of other places only those of its value."""
    out = []
    for figure in figures:
        if figure.value is None or not _same_unit(context.unit, figure.unit):
            continue
        said = agreement(number, figure, evidence.rounding)
        far = figure.place not in ("", evidence.top) and figure.place not in context.codes and not context.other
        if said == "agrees" or not far:
            out.append(_match(said, context, evidence, figure))
    return sorted(out, key=lambda m: m.rank)


def _same_unit(said: str, unit: str) -> bool:
    return unit != "percent" and (said == unit or (not said and unit in ("people", "households")))


def _match(said: Agreement, context: Context, evidence: Evidence, figure: Figure) -> Match:
    same: list[str] = []
    other: list[str] = []
    unsaid: list[str] = []

    def put(what: str, agrees: bool | None) -> None:
        if agrees is not None:
            (same if agrees else other).append(what)

    put("metric", figure.metric == context.metric if context.metric else None)
    put("population", _population(context, figure))
    if figure.role == "reference":
        put("place", True if context.other else None)
    else:
        _place(context, evidence, figure, put, unsaid)
    _time(context, figure, put)
    return Match(figure, said, tuple(same), tuple(other), tuple(unsaid))


def _population(context: Context, figure: Figure) -> bool | None:
    """Return whether both are of the same people; None where the text does not say of whom."""
    kind = kind_of(figure)
    if figure.role == "once":
        return None if context.population in ("", "displaced") else False
    if not context.population:
        return None if kind in ("displaced", "") or figure.role == "reference" else False
    return kind == context.population


def _place(
    context: Context, evidence: Evidence, figure: Figure, put: Callable[[str, bool | None], None], unsaid: list[str]
) -> None:
    """Say whether the place of a figure is the one that a sentence names."""
    total = figure.place in ("", evidence.top)
    if not context.named:
        if not total:
            unsaid.append("place")
    elif figure.place in context.codes or (figure.origin and figure.origin in context.codes):
        put("place", True)
    elif total and all(evidence.top in evidence.within.get(c, ()) for c in context.codes):
        # the sentence names a place within the crisis: the number may be of the whole, or of that place
        unsaid.append("place")
        put("place", False)
    else:
        put("place", False)
    if figure.origin and figure.origin not in context.codes:
        unsaid.append("origin")


def _time(context: Context, figure: Figure, put: Callable[[str, bool | None], None]) -> None:
    """Say whether the period or day of a figure is one that the sentence gives."""
    if not context.spans:
        return
    if figure.metric == "stock" or (figure.date and not figure.start):
        put("day", any(_on(figure, span) for span in context.spans))
        return
    if not figure.start or not figure.end:
        return
    starts = [s for s in context.spans if s[0] and not _point(s)]
    if starts:
        put("start", any(abs(figure.start - (s[0] or figure.start)) <= _SLACK for s in starts))
    ends = [s for s in context.spans if s[1]]
    if ends:
        hit = any(_ends(figure, span) for span in ends)
        if hit or context.own[1] or any(not start for start, _ in ends):
            put("end", hit)


def _point(span: Span) -> bool:
    """Return whether a span is a day."""
    return bool(span[0] and span[1] and (span[1] - span[0]).days <= 1)


def _ends(figure: Figure, span: Span) -> bool:
    """Return whether a figure ends with a span, or on a day, or within a month that is named."""
    start, end = span
    if not figure.end or not end:
        return False
    if abs(figure.end - end) <= _SLACK:
        return True
    return bool(start and (end - start).days <= 31 and start < figure.end <= end)


def _on(figure: Figure, span: Span) -> bool:
    """Return whether the day of a stock lies in a span."""
    start, end = span
    day = figure.date
    if not day or not start:
        return False
    if end is None or (end - start).days > _LONGEST:
        return False
    return start <= day < end or (
        figure.accuracy in ("month", "week") and (day.year, day.month) == (start.year, start.month)
    )
