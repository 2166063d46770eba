"""A published figure of another crisis against one of ours, or every reason why the two are not comparable."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from nuzuh.displaced.kinds import kind_of
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.terms.wording import Words, words

TOLERANCE = 0.05  # periods whose lengths differ by no more than this share of the longer one count as equally long
PER_HEADS = 1000  # rates per head are given per so many residents
_AHEAD = {"more than": 1, "less than": -1}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two figures are not comparable: in what they differ, and what each of them is.

    ``what`` is metric, unit, population, counts or length (``P12M`` and ``P45D`` in ISO 8601), or else value (one is not
    known or hidden), zero (the reference is), share (denominators cannot be held side by side) or bounds (what is known
    of the two says nothing of their ratio). ``ours`` and ``reference`` are empty for the last three.
    """

    what: str
    ours: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours divided by the reference: value, range, and whether it is a bound (``more than``, ``less than``).

    ``low`` or ``high`` is None where nothing bounds it from that side; ``level`` is that of our interval where the
    reference is a single number, else None.
    """

    value: float
    low: float | None
    high: float | None
    quantifier: str = "exactly"
    level: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the ratio as ``--json`` prints it, numbers with four digits."""
        ends = {k: _four_digits(v) for k, v in (("value", self.value), ("low", self.low), ("high", self.high))}
        return {**ends, "quantifier": self.quantifier, "level": self.level}


@dataclass(frozen=True, slots=True)
class Rate:
    """Both figures divided by days, residents (per thousand of them) or both, and their ratio."""

    ours: float
    reference: float
    ratio: Ratio

    def as_dict(self) -> dict[str, Any]:
        """Return the rate as ``--json`` prints it."""
        return {
            "ours": _four_digits(self.ours),
            "reference": _four_digits(self.reference),
            "ratio": self.ratio.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one of our figures is against a reference.

    Attributes
    ----------
    ours, reference : Figure
    reasons : tuple of Reason
        All reasons why the two numbers are not comparable; empty where they are.
    ratio : Ratio or None
        Of the two numbers.
    per_day : Rate or None
        Of flows; given, and given alone, also where the lengths of the periods are the only reason.
    per_head, per_head_per_day : Rate or None
        Per thousand residents, where those of both areas are known.
    residents : tuple of float or None
        Of the place of our figure, and of the reference's area.
    """

    ours: Figure
    reference: Figure
    reasons: tuple[Reason, ...]
    ratio: Ratio | None = None
    per_day: Rate | None = None
    per_head: Rate | None = None
    per_head_per_day: Rate | None = None
    residents: tuple[float | None, float | None] = (None, None)

    @property
    def only_per_day(self) -> bool:
        """Whether the two are comparable per day and in no other way."""
        return self.ratio is None and self.per_day is not None

    def as_dict(self) -> dict[str, Any]:
        """Return the comparison as ``nuzuh count --json`` prints it; reasons also as an English sentence."""
        say = words("en")
        rates = {"per_day": self.per_day, "per_head": self.per_head, "per_head_per_day": self.per_head_per_day}
        return {
            "ours": self.ours.id,
            "reference": self.reference.id,
            "compared": not self.reasons,
            "reasons": [
                {
                    "what": r.what,
                    "ours": r.ours or None,
                    "reference": r.reference or None,
                    "text": reason_text(r, say),
                }
                for r in self.reasons
            ],
            "ratio": self.ratio.as_dict() if self.ratio else None,
            **{name: rate.as_dict() if rate else None for name, rate in rates.items()},
            "residents": {"ours": self.residents[0], "reference": self.residents[1]},
        }


def compare(ours: Figure, reference: Figure, residents: Mapping[str, float] | None = None) -> Comparison:
    """Return our figure against a reference: the ratio, or all reasons at once why there is none.

    The two must be of the same metric, unit and population; flows must also both count movements or both different
    people, in periods equally long (within 5 %). Stocks need no equal day. Where the length alone differs, flows are
    compared per day, and only per day.

    Parameters
    ----------
    ours, reference : Figure
        The reference knows its own residents.
    residents : mapping of str to float, optional
        Place -> people living there before the crisis, as `residents_of` gives them.

    Notes
    -----
    With ours in [a, b] and the reference in [c, d] the ratio lies in [a/d, b/c]. A number that is *more than* has no upper
    end and one that is *less than* no lower end but zero, so a ratio of them is a bound too, or nothing.
    """
    reasons = [*_differences(ours, reference), *_unusable(ours, reference)]
    days = _days(ours), _days(reference)
    heads = (residents or {}).get(ours.place) or None, reference.residents or None
    if any(r.what != "length" for r in reasons):
        return Comparison(ours, reference, tuple(reasons), residents=heads)
    ratio = _ratio(ours, reference)
    one = (PER_HEADS / heads[0], PER_HEADS / heads[1]) if heads[0] and heads[1] else None
    daily = (1 / days[0], 1 / days[1]) if days[0] and days[1] else None
    both = (one[0] * daily[0], one[1] * daily[1]) if one and daily else None
    same = not reasons
    return Comparison(
        ours,
        reference,
        tuple(reasons),
        ratio=ratio if same else None,
        per_day=_rate(ours, reference, ratio, daily),
        per_head=_rate(ours, reference, ratio, one) if same else None,
        per_head_per_day=_rate(ours, reference, ratio, both),
        residents=heads,
    )


def comparisons(ledger: Ledger, places: pl.DataFrame) -> list[Comparison]:
    """Return each of `chosen` against every reference of a ledger, references first in the order.

    Parameters
    ----------
    ledger : Ledger
        Of the issue; the numbers compared are those that it holds.
    places : pl.DataFrame
        Records of the gazetteer.
    """
    known = residents_of(places)
    references = [f for f in ledger.figures.values() if f.role == "reference"]
    return [compare(ours, reference, known) for reference in references for ours in chosen(ledger)]


def chosen(ledger: Ledger) -> list[Figure]:
    """Return those of our figures that are held against references: total flow, latest running total, total stock."""
    totals = ledger.of("flow", "total")
    every = [f for windowed in (False, True) for f in ledger.of("flow", "since", windowed=windowed)]
    running = [f for f in every if f.start and f.end and f.value is not None]
    latest = max(running, key=lambda f: (not f.windowed, f.end, -(f.start or dt.date.min).toordinal()), default=None)
    same = [f for f in totals if latest and (f.start, f.end, f.value) == (latest.start, latest.end, latest.value)]
    return [*totals, *([latest] if latest and not same else []), *ledger.of("stock", "total")]


def closest(found: Sequence[Comparison]) -> list[Comparison]:
    """Return, of the comparisons of one reference, those that hold, else those per day, else the one with fewest reasons."""
    whole = [c for c in found if not c.reasons]
    daily = [c for c in found if c.only_per_day]
    return whole or daily or sorted(found, key=lambda c: (len(c.reasons), found.index(c)))[:1]


def residents_of(places: pl.DataFrame) -> dict[str, float]:
    """Return the people living in each place before the crisis: its own number, else the sum of all places in it.

    A sum counts only where every place directly in it has a number.
    """
    own: dict[str, float] = {c: v for c, v in places.select("code", "population_value").iter_rows() if v is not None}
    inside: dict[str, list[str]] = {}
    order = places.sort("level", descending=True, nulls_last=True)
    for code, parent in order.select("code", "parent").iter_rows():
        inside.setdefault(parent or "", []).append(code)
    for code in order["code"]:
        parts = [own.get(c) for c in inside.get(code, [])]
        if code not in own and parts and None not in parts:
            own[code] = sum(p for p in parts if p is not None)
    tops = [own.get(c) for c in inside.get("", [])]
    if tops and None not in tops:
        own[""] = sum(t for t in tops if t is not None)
    return own


def reason_text(reason: Reason, say: Words) -> str:
    """Return a reason in words: stock against flow; 12 months against 3 months."""
    if not reason.ours:
        return say.say(f"refused-{reason.what}")
    if reason.what == "population" and not reason.reference:
        return say.say("refused-population-unsaid", ours=_word("population", reason.ours, say))
    pair = {side: _word(reason.what, getattr(reason, side), say) for side in ("ours", "reference")}
    return say.say("refused-pair", **pair)


def _word(what: str, code: str, say: Words) -> str:
    if what == "length":
        count = int(code[1:-1])
        key = "length-months" if code.endswith("M") else "length-days"
        return say.say(key, count=count, shown=say.number(count))
    key = {"metric": "metric", "unit": "unit", "counts": "counts"}.get(what, "who") + f"-{code}"
    return say.say(key) if say.has(key) else say.isolate(f"“{code}”")


def _differences(ours: Figure, reference: Figure) -> list[Reason]:
    """Return in what two figures differ that must be the same."""
    out = []
    if ours.metric != reference.metric:
        out.append(Reason("metric", ours.metric, reference.metric))
    if ours.unit != reference.unit:
        out.append(Reason("unit", ours.unit, reference.unit))
    one, other = kind_of(ours), kind_of(reference)
    if one != other or one in ("", "other"):
        out.append(Reason("population", one or ours.population, other or reference.population))
    if ours.metric == reference.metric == "share":
        out.append(Reason("share"))
    if ours.metric == reference.metric == "flow":
        counts = ["people" if f.role == "once" else f.counts or "movements" for f in (ours, reference)]
        if counts[0] != counts[1]:
            out.append(Reason("counts", *counts))
        days = _days(ours), _days(reference)
        if days[0] and days[1] and abs(days[0] - days[1]) > TOLERANCE * max(days[0], days[1]):
            out.append(Reason("length", *_lengths(ours, reference)))
    return out


def _unusable(ours: Figure, reference: Figure) -> list[Reason]:
    """Return why two numbers have no ratio, whatever they count."""
    if ours.value is None or reference.value is None:
        return [Reason("value")]
    if reference.value == 0:
        return [Reason("zero")]
    ahead = _AHEAD.get(ours.quantifier, 0), -_AHEAD.get(reference.quantifier, 0)
    return [Reason("bounds")] if ahead[0] * ahead[1] < 0 else []


def _days(figure: Figure) -> int:
    return (figure.end - figure.start).days if figure.start and figure.end else 0


def _lengths(ours: Figure, reference: Figure) -> tuple[str, str]:
    """Return two lengths of time, in months where both are whole months."""
    months = [_months(f) for f in (ours, reference)]
    if all(months):
        return f"P{months[0]}M", f"P{months[1]}M"
    return f"P{_days(ours)}D", f"P{_days(reference)}D"


def _months(figure: Figure) -> int:
    """Return the whole months of a period; 0 where it does not end on the day of the month on which it starts."""
    start, end = figure.start, figure.end
    if not start or not end or start.day != end.day:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month


def _ratio(ours: Figure, reference: Figure) -> Ratio:
    """Return one number divided by the other, with its range."""
    a, b = _ends(ours), _ends(reference)
    value, against = ours.value or 0.0, reference.value or 1.0
    low = a[0] / b[1] if a and b and b[1] > 0 else None
    high = a[1] / b[0] if a and b and b[0] > 0 else None
    ahead = _AHEAD.get(ours.quantifier, 0) - _AHEAD.get(reference.quantifier, 0)
    loose = {ours.quantifier, reference.quantifier} & {"about", "between"}
    word = "more than" if ahead > 0 else "less than" if ahead < 0 else "about" if loose else "exactly"
    single = bool(b) and b[0] == b[1] if b else False
    return Ratio(
        value / against,
        None if low is None or (math.isinf(b[1]) if b else False) else low,
        None if high is None or math.isinf(high) else high,
        word,
        ours.level if single else None,
    )


def _ends(figure: Figure) -> tuple[float, float] | None:
    """Return the ends of a number: no upper one for *more than*, zero for *less than*; None where they are hidden."""
    if figure.low is None or figure.high is None:
        return None
    upper = math.inf if figure.quantifier == "more than" else figure.high
    return (0.0 if figure.quantifier == "less than" else figure.low), upper


def _rate(ours: Figure, reference: Figure, ratio: Ratio, per: tuple[float, float] | None) -> Rate | None:
    """Return both numbers times what they are divided by, and their ratio; None where that is not known."""
    if per is None:
        return None
    times = per[0] / per[1]
    scaled = Ratio(
        ratio.value * times,
        None if ratio.low is None else ratio.low * times,
        None if ratio.high is None else ratio.high * times,
        ratio.quantifier,
        ratio.level,
    )
    return Rate((ours.value or 0.0) * per[0], (reference.value or 0.0) * per[1], scaled)


def _four_digits(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
