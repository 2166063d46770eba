"""Reading a cross table: places against months, origins against destinations, places against clusters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nuzuh.formats.layout import Laid
from nuzuh.intake.headings import meaning_of, words_of
from nuzuh.intake.reading import Reading, Use
from nuzuh.intake.reports import dated, days_of, is_total
from nuzuh.intake.understand import Known, Understood, look_at, plain_name
from nuzuh.intake.when import Span, spans_in
from nuzuh.terms.dates import month_names

_FEWEST = 3
_CLUSTERS = frozenset(
    [
        "education",
        "etc",
        "fsl",
        "food",
        "security",
        "health",
        "mpc",
        "cash",
        "multi",
        "purpose",
        "nutrition",
        "nutrion",
        "protection",
        "shelter",
        "nfi",
        "wash",
        "ccs",
        "cccm",
        "logistics",
        "early",
        "recovery",
        "livelihood",
        "livelihoods",
        "agriculture",
        "gbv",
        "cp",
        "ma",
        "pc",
        "coordination",
        "telecommunications",
        "water",
        "sanitation",
        "hygiene",
    ]
)


def read_cross(laid: Laid, table: str, known: Known, titles: Sequence[tuple[str, str]]) -> Reading | None:
    """Return how a cross table is read as arrivals, populations or activities; None when the sheet is none."""
    seen = look_at(laid, known)
    labels = [
        i for i in seen if i.meaning.kind in ("name", "code") and i.profile.filled > 0 and i.profile.numbers < 0.5
    ]
    numbers = [i for i in seen if i not in labels and (i.profile.numbers >= 0.3 or i.profile.filled == 0)]
    if not labels or len(numbers) < _FEWEST:
        return None
    fixed = _of_periods(numbers, table) or _of_clusters(numbers, table) or _of_places(numbers, labels, known, table)
    if fixed is None or sum(1 for f in fixed.values() if f) < _FEWEST:
        return None
    sense = _sense(titles, table)
    if sense is None:
        return None
    uses = []
    crossed = any("destination" in f or "origin" in f for f in fixed.values())
    for item in seen:
        if item in labels:
            uses.append(_label(item, table, labels, crossed=crossed or sense.get("movement") == "departure"))
        elif fixed.get(item.use.at):
            uses.append(
                item.use.as_("amount", f'heading "{_spoken(item)}" of a cross table', **{**sense, **fixed[item.use.at]})
            )
        else:
            uses.append(item.use.unread(_unread(item)))
    return _days(Reading(laid, tuple(uses), cross=True), table, titles)


def _spoken(item: Understood) -> str:
    return " ".join(t for t in (item.use.above, item.use.heading) if t)


def _unread(item: Understood) -> str:
    if is_total(item.use.heading):
        return "a total of other columns"
    return f'heading "{_spoken(item)}": no part of the cross table'


def _period(item: Understood) -> Span | None:
    """Return the period that a heading names when it names nothing else."""
    names = month_names()
    words = words_of(item.use.heading)
    if not words or any(not w.isdigit() and w not in names for w in words):
        return None
    here = spans_in(item.use.heading)
    above = spans_in(item.use.above)
    year = above[0].first.year if above else None
    return next(iter(here or spans_in(item.use.heading, year)), None)


def _of_periods(numbers: Sequence[Understood], table: str) -> dict[str, dict[str, str]] | None:
    if table not in ("arrivals", "populations"):
        return None
    out = {i.use.at: days_of([span], table) for i in numbers if i.profile.filled > 0 and (span := _period(i))}
    return out if len(out) >= _FEWEST else None


def _of_places(
    numbers: Sequence[Understood], labels: Sequence[Understood], known: Known, table: str
) -> dict[str, dict[str, str]] | None:
    """Return origin or destination of each column that is headed by a place: rows headed Origin have destinations across."""
    if table != "arrivals":
        return None
    across = "origin" if any(i.meaning.side == "destination" for i in labels) else "destination"
    out: dict[str, dict[str, str]] = {}
    for item in numbers:
        codes = known.names.get(plain_name(item.use.heading), ())
        if codes and not is_total(item.use.heading):
            coarsest = min(codes, key=lambda c: (known.levels.get(c, 9), c))
            out[item.use.at] = {across: coarsest, f"{across}_name": item.use.heading}
    return out if len(out) >= _FEWEST and len(out) >= len(numbers) // 2 else None


def _of_clusters(numbers: Sequence[Understood], table: str) -> dict[str, dict[str, str]] | None:
    if table != "activities":
        return None
    out = {
        i.use.at: {"cluster": i.use.heading}
        for i in numbers
        if i.profile.filled > 0
        and not is_total(i.use.heading)
        and (words := set(words_of(i.use.heading)) - {"and"})
        and len(words & _CLUSTERS) * 2 >= len(words)
    }
    return out if len(out) >= _FEWEST else None


def _sense(titles: Sequence[tuple[str, str]], table: str) -> dict[str, str] | None:
    """Return what the titles say that all cells count; None when they count something else."""
    for text, _ in titles:
        meaning = meaning_of(text)
        if table == "activities":
            if {"organisation", "organisations", "orgs"} & set(words_of(text)):
                return None
            if meaning.of in ("reached", "targeted"):
                return {"_amount": f"people_{meaning.of}"}
            continue
        if meaning.kind == "count" and meaning.of in ("displaced", "returnees", "left"):
            if table == "arrivals":
                return {"movement": {"returnees": "return", "left": "departure"}.get(meaning.of, "displacement")}
            return {"population": meaning.of} if meaning.moved is not True else None
    return (
        None
        if table == "activities"
        else {"movement": "displacement"}
        if table == "arrivals"
        else {"population": "displaced"}
    )


def _label(item: Understood, table: str, labels: Sequence[Understood], *, crossed: bool) -> Use:
    side = "place"
    if table == "arrivals":
        side = "origin" if crossed and not any(i.meaning.side == "destination" for i in labels) else "destination"
    level = (
        item.meaning.level
        if item.meaning.level is not None
        else min((i.meaning.level for i in labels if i.meaning.level is not None), default=1)
    )
    stem = side if item.meaning.kind == "code" else f"{side}_name"
    return item.use.as_(f"{stem}@{level}", item.why)


def _days(reading: Reading, table: str, titles: Sequence[tuple[str, str]]) -> Reading:
    """Return the reading with the day or period of the whole table, where the columns are none."""
    day = {"arrivals": "start", "populations": "date", "activities": "start"}[table]
    if all(day in u.fixed for u in reading.amounts):
        return reading
    for spans, text, what in dated(titles)[:1]:
        values = days_of(spans[:1], "arrivals" if table == "activities" else table)
        return replace(reading, fixed={k: (v, f'{what} "{text}"') for k, v in values.items()})
    return reading if table == "activities" else replace(reading, lacks=("when",))
