"""What the evidence says of a number of people, households or organisations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nuzuh.claims.agree import Stated, agreement
from nuzuh.claims.claim import Finding
from nuzuh.claims.context import Context
from nuzuh.claims.evidence import Evidence
from nuzuh.claims.matching import Match, matches
from nuzuh.evidence.figure import Figure
from nuzuh.terms.wording import words

_LEAST = 100  # a smaller number may be anything: it is held against figures only where the sentence says what it counts
_MANY = 1000  # people of whom a text has to say since when and where
_SHOWN = 3
_LAG = dt.timedelta(days=7)  # a running total is often cited by the day on which it was published
ASKED = {  # what a text has to say of a number, as questions
    "start": "since when?",
    "day": "on which day?",
    "end": "until when?",
    "place": "which area?",
    "unit": "people, households or movements?",
    "moves": "people or movements? (one person who fled twice is two movements)",
}


def judged(number: Stated, context: Context, evidence: Evidence) -> Finding:
    """Return what the evidence says of one number."""
    if context.other and context.other.crisis:
        return _of_reference(number, context, evidence, context.other.crisis.references)
    figures = [f for f in evidence.figures if f.role not in ("reference", "letter") and f.asked is None]
    polled = _of_poll(number, context, evidence) if context.asked else None
    if polled and (polled.verdict == "supported" or context.sampled or not context.displaced):
        return polled
    if not context.displaced:
        if number.value < _LEAST or context.unit not in ("people", "households", ""):
            return Finding("not in evidence", "Nothing in the evidence counts this.", _bind(context))
        agreeing = [m for m in matches(number, context, evidence, figures) if m.agreement == "agrees"]
        exact = [m for m in agreeing if number.precise or {"start", "end", "day"} & set(m.same)]
        sure = [m for m in exact if not m.other and not m.unsaid]
        if sure and sure[0].same:
            return _supported(sure[0], context)
        asked = " ".join(ASKED[key] for key in unsaid(context)) if number.value >= _MANY else ""
        return Finding(
            "not in evidence",
            "No figure says this number." + (f" The text does not say: {asked}" if asked else ""),
            _bind(context),
            candidates=tuple(m.figure.id for m in exact[:_SHOWN]),
        )
    return _of_displaced(number, context, matches(number, context, evidence, figures))


def _of_displaced(number: Stated, context: Context, every: Sequence[Match]) -> Finding:
    """Return what is to be said of a number of people who fled or live in displacement."""
    alike = [m for m in every if not m.other]
    missing = unsaid(context)
    if context.ahead:
        asked = " ".join(ASKED[key] for key in missing if key not in ("start", "end", "day"))
        reason = "It tells what may come: no count can bear it out." + (
            f" The text does not say: {asked}" if asked else ""
        )
        return Finding(
            "not in evidence", reason, "Say who expects it, until when and where, and cite that publication."
        )
    agreeing = [m for m in alike if m.agreement == "agrees"]
    known = [m for m in agreeing if _enough(m, number, context) and (number.precise or _latest(m, alike))]
    sure = [m for m in known if not _may_be_less(m.figure, number)]
    if sure:
        nearest = min(sure, key=lambda m: (m.rank[:2], abs((m.figure.value or 0.0) - number.value), m.rank))
        return _supported(nearest, context)
    pinned = [m for m in alike if _pinned(m, context)]
    loose = [m for m in pinned if m.agreement == "loose"]
    near = [m for m in every if number.precise and m.agreement == "agrees" and _one_off(m, number)]
    if lagging := [m for m in near if m.other == ("end",) and "start" in m.same and _lags(m.figure, context)]:
        return _supported(lagging[0], context, f" It is as of {_last(lagging[0].figure)}: say so.")
    if near and near[0].other == ("metric",):
        return _other_kind(near[0])
    if pinned and not loose and not agreeing:
        return _contradicted(number, pinned, context)
    if near:
        return _other_kind(near[0])
    reason = "No figure says this."
    if loose:
        shown = describe(loose[0].figure)
        reason = f"It is true as a bound, but far from what is known: {shown}. No figure says this number."
    elif known:
        low = _number(known[0].figure.low or 0.0)
        reason = f"{describe(known[0].figure)}, but its range begins at {low}: nothing proves that it is more than the text says."
    elif agreeing:
        reason = f"It may be this: {describe(agreeing[0].figure)}; the text does not say enough to tell."
    elif alike:
        reason = f"No figure says this; the nearest: {describe(_closest(number, alike))}."
    asked = " ".join(ASKED[key] for key in missing)
    if asked:
        reason += f" The text does not say: {asked}"
    candidates = tuple(m.figure.id for m in [*loose, *agreeing, *alike][:_SHOWN])
    mend = "Say it, and cite the figure." if asked else _bind(context)
    return Finding("not in evidence", reason, mend, candidates=tuple(dict.fromkeys(candidates)))


def unsaid(context: Context) -> list[str]:
    """Return what a text must say of a number of displaced people and does not: start or day, place, unit, moves."""
    out = []
    stock = context.metric == "stock"
    if stock and not context.spans:
        out.append("day")
    if not stock and not any(start for start, _ in context.spans):
        out.append("start")
    elif not stock and not any(end for _, end in context.spans):
        out.append("end")
    if not context.named:
        out.append("place")
    if not context.unit:
        out.append("unit")
    elif not stock and context.unit == "people" and not context.moves:
        out.append("moves")
    return out


def _enough(match: Match, number: Stated, context: Context) -> bool:
    """Return whether a figure that agrees in value is known to be the one: by what the text says, or by three digits."""
    if match.unsaid:
        return number.precise and len(match.same) > 1
    timed = bool({"start", "end", "day"} & set(match.same))
    part = match.figure.metric == "flow" and match.figure.role not in ("since", "total")
    if part and "end" not in match.same and not number.precise:
        return False  # a round number without an end may be any of the parts
    return number.precise or (timed and context.placed) or {"start", "end"} <= set(match.same)


def _latest(match: Match, alike: Sequence[Match]) -> bool:
    """Return whether a running total is the last one, where the text says since when and not until when."""
    if match.figure.metric != "flow" or "end" in match.same or not match.figure.end:
        return True
    ends = [m.figure.end for m in alike if m.figure.end and "start" in m.same and not m.unsaid]
    return match.figure.end == max(ends, default=match.figure.end)


def _pinned(match: Match, context: Context) -> bool:
    """Return whether the text says so exactly what it counts that another value contradicts it."""
    same, figure = set(match.same), match.figure
    if match.unsaid or figure.role in ("pair", "from", "once"):
        return False
    if figure.metric == "stock":
        return "day" in same and context.metric == "stock"
    whole = "end" in same or not any(end for _, end in context.spans)
    return "start" in same and whole


def _may_be_less(figure: Figure, number: Stated) -> bool:
    """Return whether a text says "more than" of an estimate that may lie below it."""
    bound = number.quantifier in ("more than", "at least")
    return bound and figure.level is not None and figure.low is not None and figure.low < number.value


def _lags(figure: Figure, context: Context) -> bool:
    """Return whether a running total ends a few days before the day that the text gives: it was published on that day."""
    ends = [end for _, end in context.spans if end]
    return figure.metric == "flow" and any(figure.end and figure.end <= end <= figure.end + _LAG for end in ends)


def _last(figure: Figure) -> dt.date | None:
    return figure.end - dt.timedelta(days=1) if figure.end else None


def _one_off(match: Match, number: Stated) -> bool:
    """Return whether a figure of the same value differs in one thing only, and enough else is the same."""
    if len(match.other) != 1 or match.unsaid or not match.same:
        return False
    exact = match.figure.value == number.value
    if match.other == ("place",):
        return exact and bool({"day", "end"} & set(match.same))
    return exact and ("place" in match.same or match.other == ("metric",)) and len(match.same) > 1


def _closest(number: Stated, found: Sequence[Match]) -> Figure:
    return min(found, key=lambda m: (m.rank[:3], abs((m.figure.value or 0) - number.value), m.figure.id)).figure


def _supported(match: Match, context: Context, note: str = "") -> Finding:
    figure = match.figure
    if (
        figure.metric == "flow"
        and context.unit == "people"
        and not context.moves
        and figure.role not in ("once", "reference")
    ):
        note += " It counts movements: one person who fled twice is two."
    return Finding("supported", f"{describe(figure)}.{note}", "", figure.id)


def _contradicted(number: Stated, pinned: Sequence[Match], context: Context) -> Finding:
    figure = min(
        pinned, key=lambda m: (-len(m.same), m.figure.windowed, abs((m.figure.value or 0) - number.value), m.figure.id)
    ).figure
    others = [m.figure.id for m in pinned if m.figure.id != figure.id]
    what = ", ".join(dict.fromkeys(("the same " + w) for w in ("place", "period") if context.named or w == "period"))
    return Finding(
        "contradicted",
        f"Of {what} the evidence says another number: {describe(figure)}.",
        f"Write what the figure says, or correct the rows behind it: nuzuh trace {figure.id}.",
        figure.id,
        tuple(others[:_SHOWN]),
    )


def _other_kind(match: Match) -> Finding:
    """Return what is to be said where a figure has the value but is another thing."""
    what, figure = match.other[0], match.figure
    if what == "metric":
        said, other = ("people living in displacement", "movements in a period")
        if figure.metric == "flow":
            said, other = other, said
        return Finding(
            "not comparable",
            f"The figure of this value counts {said}, the text says {other}: {describe(figure)}.",
            "Say what the figure counts.",
            figure.id,
        )
    if what == "population":
        return Finding(
            "not comparable",
            f"The figure of this value is of other people: {describe(figure)}.",
            "Say of whom.",
            figure.id,
        )
    where = {"place": "another place", "start": "another period", "end": "another period", "day": "another day"}[what]
    return Finding(
        "contradicted",
        f"The figure of this value is of {where}: {describe(figure)}.",
        "Correct one of the two.",
        figure.id,
    )


def _of_reference(number: Stated, context: Context, evidence: Evidence, references: Sequence[Figure]) -> Finding:
    """Return what is to be said of a number of another crisis."""
    every = matches(number, context, evidence, references)
    agreeing = [m for m in every if m.agreement == "agrees"]
    right = [m for m in agreeing if not m.other]
    if right and (number.precise or len(right[0].same) > 1):
        return Finding("supported", f"{describe(right[0].figure)}.", "", right[0].figure.id)
    if agreeing and number.precise:
        return _other_kind(agreeing[0]) if len(agreeing[0].other) else _supported(agreeing[0], context)
    own = matches(number, context, evidence, [f for f in evidence.figures if f.role not in ("reference", "letter")])
    ours = [m for m in own if not {"metric", "start", "end", "day"} & set(m.other) and m.agreement == "agrees"]
    if ours and number.precise:
        return _supported(ours[0], context)
    alike = [m for m in every if not m.other and (context.population or context.spans)]
    if alike and context.metric != "flow":
        figure = alike[0].figure
        return Finding(
            "contradicted",
            f"The reference says another number: {describe(figure)}.",
            "Write what was published, or add the other publication to references.csv with its citation.",
            figure.id,
        )
    missing = " ".join(ASKED[key] for key in unsaid(context)) if context.displaced else ""
    return Finding(
        "not in evidence",
        "No figure and no reference says this number." + (f" The text does not say: {missing}" if missing else ""),
        "Add the published figure to references.csv with its citation.",
        candidates=tuple(m.figure.id for m in every[:_SHOWN]),
    )


def _of_poll(number: Stated, context: Context, evidence: Evidence) -> Finding | None:
    """Return what is to be said of a number of people who were asked; None where no poll knows."""
    known = [(p, n) for p in evidence.polls for n in (p.asked, p.answered) if n]
    for poll, count in known:
        if _same(number, count):
            return Finding("supported", f"The poll {poll.name} has {count:,} people.", "", f"poll.{poll.name}")
    if len(evidence.polls) == 1 and known and context.unit in ("people", "") and number.step < _LEAST:
        poll, count = known[0]
        return Finding(
            "not in evidence",
            f"The poll {poll.name} asked {count:,} people; of this number nothing is known.",
            f"Is it the same poll? Then one of the two is wrong: see polls/{poll.name}/poll.toml.",
            candidates=(f"poll.{poll.name}",),
        )
    return None


def _same(number: Stated, count: int) -> bool:
    return agreement(number, Figure("", float(count))) == "agrees"


def describe(figure: Figure) -> str:
    """Return a figure in words: its id, what it is, its value and when.

    Examples
    --------
    >>> describe(Figure("displaced.stock.total", 948_000, metric="stock", date=dt.date(2020, 2, 26)))
    'displaced.stock.total (stock, 2020-02-26) is 948,000 people'
    """
    say = words("en")
    label = figure.label.get("en", "")
    when = ""
    if figure.start and figure.end:
        when = f"{figure.start} to {figure.end - dt.timedelta(days=1)}"
    elif figure.date:
        when = str(figure.date)[: {"year": 4, "month": 7}.get(figure.accuracy, 10)]
    inside = ", ".join(x for x in (label or figure.metric, "" if label else when) if x)
    inside += "" if when[:4] in inside or not when else f", {when}"
    if figure.value is None and figure.low is not None and figure.high is not None:
        return f"{figure.id} ({inside}) is between {_number(figure.low)} and {_number(figure.high)}"
    unit = "%" if figure.unit == "percent" else f" {figure.unit}"
    return f"{figure.id} ({inside}) is {say.amount(figure.value, figure.quantifier, '')}{unit}"


def _number(value: float) -> str:
    return words("en").number(value)


def _bind(context: Context) -> str:
    if context.other:
        return "Add the published figure to references.csv with its citation."
    return "Add the source and its rows to the folder and cite the figure, or say in the text who published it."
