"""Reading a sheet as reports: people who moved (arrivals) or who are there (populations)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nuzuh.folder.columns import Column
from nuzuh.formats.layout import Laid
from nuzuh.intake.departures import departed, only_left
from nuzuh.intake.headings import Meaning, meaning_of, words_of
from nuzuh.intake.reading import Reading, Use
from nuzuh.intake.understand import Known, Understood, look_at, own_columns, unlevelled
from nuzuh.intake.when import Span, spans_in

_TOTALS = frozenset(
    ["total", "totals", "grand", "sum", "subtotal", "overall", "toplam", "المجموع", "مجموع", "الاجمالي", "اجمالي"]
)
_AS_OF = re.compile(r"(?i)\b(as (?:of|at)|until|updated?|published|issued|printed|extracted)\b|حتى|لغاية|itibarıyla")
_DAYS = {
    "arrivals": ("start", "date", "year", "month"),
    "populations": ("date", "end", "start", "year", "month", "reported"),
}
_PLACES = ("place", "origin", "destination", "place_name", "origin_name", "destination_name")
_BACK = frozenset(["return", "returned", "retour", "retorno", "عودة"])
_FLED = frozenset(["displacement", "displaced", "idps", "deplacement", "desplazamiento", "نزوح"])
_MOVEMENT = {"returnees": "return", "left": "departure"}
_POPULATION = {"displaced": "displaced", "returnees": "returnees", "residents": "residents"}


def read_reports(
    laid: Laid, table: str, columns: tuple[Column, ...], known: Known, titles: Sequence[tuple[str, str]]
) -> Reading:
    """Return how a sheet is read as arrivals or populations.

    Parameters
    ----------
    titles : sequence of (str, str)
        Texts that stand over the sheet, nearest first, and what they are: its name, banner, the file's name.
    """
    seen = look_at(laid, known)
    own = own_columns(laid, columns, seen, known)
    uses: dict[str, Use] = {}
    own = {i: o for i, o in own.items() if o[0] != "amount" or seen[i].use.heading.strip() == "amount"}
    own = {i: o for i, o in own.items() if o[0] not in _PLACES or meaning_of(seen[i].use.above).level is None}
    for i, (name, why) in own.items():
        uses[seen[i].use.at] = seen[i].use.as_(inclusive(name, seen[i].use.heading), why)
    rest = [item for item in seen if item.use.at not in uses]
    sides = ("origin", "destination") if table == "arrivals" else ("place",)
    placed = _places(rest, table, {u.gives for u in uses.values()}, sides)
    counting = [item for item in rest if item.use.at not in placed]
    if "amount" not in {u.gives for u in uses.values()}:
        amounts = _amounts(counting, table, titles)
        if table == "arrivals":
            uses, placed, amounts = departed(uses, placed, amounts, rest, _places)
        uses |= amounts
    uses |= placed
    rest = [item for item in rest if item.use.at not in uses]
    uses |= _others(rest, {u.gives for u in uses.values()}, table)
    ordered = tuple(uses.get(item.use.at, item.use.unread(f"{item.why}: {_nothing(item, table)}")) for item in seen)
    reading = Reading(laid, ordered)
    return with_lacks(_with_days(_with_sense(reading, table, titles), table, titles), table)


def _nothing(item: Understood, table: str) -> str:
    return "the amount has a column of its own" if item.meaning.kind == "count" else f"nothing that {table} holds"


def _places(rest: Iterable[Understood], table: str, taken: set[str], sides: tuple[str, ...]) -> dict[str, Use]:
    """Return the columns that name or number places, each with its level and side."""
    out: dict[str, Use] = {}
    items = [item for item in rest if item.meaning.kind in ("code", "name") and not item.meaning.alternative]
    sided = any(item.meaning.side == sides[-1] for item in items)
    back = any(_BACK & set(words_of(item.use.heading)) for item in items)
    for item in items:
        meaning = item.meaning
        if back and meaning.side == "destination" and _FLED & set(words_of(item.use.heading)):
            meaning = replace(meaning, side="origin")  # returns: they left where they had been displaced
        side = sides[-1]
        if meaning.side == "origin":
            if table != "arrivals":
                out[item.use.at] = item.use.unread(f"{item.why}: where people came from is no part of who is there")
                continue
            side = "origin"
        elif table == "arrivals" and meaning.side:
            side = meaning.side
        elif table == "arrivals" and sided and meaning.level is None:
            continue
        level = meaning.level if meaning.level is not None else _finest(items, meaning)
        stem = side if meaning.kind == "code" else f"{side}_name"
        if stem in taken and meaning.kind == "code":
            out[item.use.at] = item.use.unread(f"{item.why}: {side} has a column of its own")
            continue
        gives = f"{stem}@{level}"
        if (
            meaning.kind == "name"
            and meaning.language not in ("", "en")
            and any(u.gives == gives for u in out.values())
        ):
            gives = f"{stem}@{level}+{meaning.language}"
        if any(u.gives == gives for u in out.values()):
            out[item.use.at] = item.use.unread(f"{item.why}: another column gives the same")
            continue
        out[item.use.at] = item.use.as_(gives, item.why)
    return out


def _finest(items: Sequence[Understood], meaning: Meaning) -> int:
    """Return the level of a place column whose heading has none: that of its codes in the gazetteer, else by its neighbours."""
    own = [
        i.profile.level
        for i in items
        if i.meaning.side == meaning.side and i.meaning.level is None and i.profile.level is not None
    ]
    if own:
        return own[0]
    named = [
        i.profile.named
        for i in items
        if i.meaning.side == meaning.side and i.meaning.level is None and i.profile.named is not None
    ]
    return named[0] if named and meaning.kind == "name" else unlevelled(items, meaning.side)


def _amounts(rest: Sequence[Understood], table: str, titles: Sequence[tuple[str, str]]) -> dict[str, Use]:
    """Return the columns that count people, those that do not belong with the reason."""
    counts = [item for item in rest if item.meaning.kind == "count"]
    about = _subject(titles)
    out: dict[str, Use] = {}
    wanted: list[tuple[Understood, Meaning]] = []
    for item in counts:
        meaning = item.meaning
        alone = meaning.of == "residents" and not any(i.meaning.of in ("displaced", "returnees") for i in counts)
        if (meaning.of in ("people", "") or alone) and about and (about.of != "left" or meaning.moved is None):
            meaning = replace(meaning, of=about.of, moved=meaning.moved if meaning.moved is not None else about.moved)
        why = (
            "a total over other columns" if _adds_up(item, rest, table) else _why_not(meaning, table, item.use.heading)
        )
        if why:
            out[item.use.at] = item.use.unread(f"{item.why}: {why}")
        else:
            wanted.append((item, meaning))
    wanted = _that_count_best(wanted, table, out)
    chosen: dict[tuple[str, Span | None], tuple[Understood, Meaning]] = {}
    for item, meaning in wanted:
        key = (meaning.of, meaning.when)
        before = chosen.get(key)
        if before is None or (before[1].households and not meaning.households):
            chosen[key] = (item, meaning)
    for item, meaning in wanted:
        best, _ = chosen[(meaning.of, meaning.when)]
        if best is not item:
            out[item.use.at] = item.use.unread(f'{item.why}: "{best.use.heading}" counts the same people')
    for item, meaning in chosen.values():
        out[item.use.at] = item.use.as_("amount", item.why, **_fixed(meaning, table, spans_in(item.use.heading)))
    return out


def _adds_up(item: Understood, rest: Sequence[Understood], table: str) -> bool:
    """Return whether a column is the total of others under the same heading that are counted themselves.

    Where those count only parts of the people (women, men), the total is what is wanted.
    """
    if not (is_total(item.use.heading) and item.use.above):
        return False
    beside = [i for i in rest if i is not item and i.use.above == item.use.above]
    return any(
        spans_in(i.use.heading)
        or (i.meaning.kind == "count" and not is_total(i.use.heading) and not _why_not(i.meaning, table, i.use.heading))
        for i in beside
        if not i.meaning.households
    )


def _that_count_best(
    wanted: list[tuple[Understood, Meaning]], table: str, out: dict[str, Use]
) -> list[tuple[Understood, Meaning]]:
    """Return the counts of who moved where there are any, of the displaced where there are any; the others go to ``out``."""
    if table == "arrivals" and any(m.moved and m.of != "left" for _, m in wanted):
        for item, meaning in wanted:
            if not meaning.moved:
                out[item.use.at] = item.use.unread(f"{item.why}: another column counts those who moved")
        wanted = [(i, m) for i, m in wanted if m.moved]
    wanted = _people_of(wanted)
    if any(m.of in _POPULATION for _, m in wanted):
        said = (*_POPULATION, "left")
        for item, meaning in wanted:
            if meaning.of not in said:
                out[item.use.at] = item.use.unread(f"{item.why}: another column says whom it counts")
        wanted = [(i, m) for i, m in wanted if m.of in said]
    if any(m.of == "people" for _, m in wanted):
        wanted = [(i, m) for i, m in wanted if m.of]
    return wanted


def _people_of(wanted: list[tuple[Understood, Meaning]]) -> list[tuple[Understood, Meaning]]:
    """Return the counts, the one of people that stands beside one of households only as what the households are.

    ``IDP households, Individuals``: the individuals are displaced too.
    """
    named = [m for _, m in wanted if m.of in _POPULATION]
    plain = [m for _, m in wanted if m.of in ("people", "") and not m.households]
    if len(named) != 1 or len(plain) != 1 or not named[0].households:
        return wanted
    return [(i, replace(m, of=named[0].of) if m is plain[0] else m) for i, m in wanted]


def inclusive(name: str, heading: str) -> str:
    """Return ``end+1`` for a column that holds last days: only the tables' own ``end`` is the day after."""
    return "end+1" if name == "end" and heading.strip() != "end" else name


def is_total(heading: str) -> bool:
    """Return whether a heading says that its column adds up others."""
    return bool(_TOTALS & set(words_of(heading)))


def _subject(titles: Sequence[tuple[str, str]]) -> Meaning | None:
    """Return whom the titles over the sheet count: ``DTM: IDP Master List``."""
    for text, _ in titles:
        meaning = meaning_of(text)
        if meaning.kind == "count" and meaning.of in ("displaced", "returnees", "left"):
            return meaning
    return None


def _why_not(meaning: Meaning, table: str, heading: str) -> str:
    if meaning.part:
        return "counts only part of the people"
    if meaning.of in ("reached", "targeted", "refugees"):
        return f"counts people {meaning.of}, not the displaced" if meaning.of != "refugees" else "counts refugees"
    if table == "arrivals":
        if meaning.moved is False:
            return "counts people who are there, not who moved: populations"
        return "counts who lives there" if meaning.of == "residents" else ""
    if meaning.of == "returnees" and len(spans_in(heading)) > 1:
        return "counts those who returned in a period, not who are there: arrivals"
    return "counts people who moved, not who are there: arrivals" if meaning.moved else ""


def _fixed(meaning: Meaning, table: str, spans: Sequence[Span] = ()) -> dict[str, str]:
    fixed: dict[str, str] = {}
    if table == "arrivals":
        fixed["movement"] = _MOVEMENT.get(meaning.of, "displacement")
    else:
        fixed["population"] = _POPULATION.get(meaning.of, "displaced")
    if meaning.households:
        fixed["unit"] = "households"
    if meaning.when:
        fixed |= days_of(spans or [meaning.when], table)
    return fixed


def days_of(spans: Sequence[Span], table: str) -> dict[str, str]:
    """Return the date columns that one or several periods fill in a table."""
    first = min(spans, key=lambda s: s.first)
    if table == "populations":
        return {"date": first.written(), **({"date_accuracy": first.accuracy} if first.accuracy != "day" else {})}
    last = max(s.end for s in spans)
    out = {"start": first.written()}
    if last != first.end:
        out["end"] = last.isoformat()
    return out


def _others(rest: Sequence[Understood], taken: set[str], table: str) -> dict[str, Use]:
    """Return the columns of days, notes, links; a day of publication is no day of displacement."""
    out: dict[str, Use] = {}

    def give(item: Understood, name: str) -> None:
        if name not in taken and name not in {u.gives for u in out.values()}:
            out[item.use.at] = item.use.as_(name, item.why)

    for kind in _DAYS[table]:
        for item in (i for i in rest if i.meaning.kind == kind):
            target = {"date": "start" if table == "arrivals" else "date", "reported": "reported"}.get(kind, kind)
            if kind in ("start", "end") and table == "populations":
                target = "date"
            give(item, target)
    for item in rest:
        if item.meaning.kind in ("lat", "lon"):
            out[item.use.at] = item.use.as_(f"_{item.meaning.kind}", f"{item.why}: tells places of one name apart")
    for kind in ("end", "reported", "link", "note", "source"):
        for item in (i for i in rest if i.meaning.kind == kind):
            if not (kind == "end" and table == "populations"):
                give(item, "end+1" if kind == "end" else kind)
    return out


def _with_sense(reading: Reading, table: str, titles: Sequence[tuple[str, str]]) -> Reading:
    """Return the reading with what the titles say of all amounts: that they are returns."""
    about = _subject(titles)
    if table == "arrivals" and about and about.of == "returnees" and not reading.giving("movement"):
        uses = tuple(
            replace(u, fixed={**u.fixed, "movement": "return"})
            if u.gives == "amount" and u.fixed.get("movement") != "return" and _silent(u)
            else u
            for u in reading.uses
        )
        return replace(reading, uses=uses)
    return reading


def _silent(use: Use) -> bool:
    """Return whether a heading itself does not say who moved."""
    return meaning_of(use.heading).of in ("", "people")


def _with_days(reading: Reading, table: str, titles: Sequence[tuple[str, str]]) -> Reading:
    """Return the reading with the day or period of all its rows, where no column and no heading tells it."""
    day = "start" if table == "arrivals" else "date"
    if reading.giving(day, "year") or all(day in u.fixed for u in reading.amounts):
        return reading
    found = _periods(dated(titles)) if table == "arrivals" else _exactest(dated(titles))
    for spans, text, what in found[:1]:
        values = days_of(spans if table == "arrivals" else spans[:1], table)
        why = f'{what} "{text}"'
        return replace(reading, fixed={**reading.fixed, **{k: (v, why) for k, v in values.items()}})
    if table == "populations":  # who was there on the day of the report, where nothing else says when
        uses = (
            replace(u, gives="date", why=f"{u.why}: nothing else says when") if u.gives == "reported" else u
            for u in reading.uses
        )
        return replace(reading, uses=tuple(uses))
    return reading


def dated(titles: Sequence[tuple[str, str]]) -> list[tuple[list[Span], str, str]]:
    """Return the titles that name days, each with them; the month that a sheet is called by is of the year that another says."""
    years = {s.first.year for text, _ in titles for s in spans_in(text)}
    year = years.pop() if len(years) == 1 else None
    spoken = [(spans_in(text, year if what == "sheet" else None), text, what) for text, what in titles]
    return [each for each in spoken if each[0]]


def _exactest(found: list[tuple[list[Span], str, str]]) -> list[tuple[list[Span], str, str]]:
    """Return the titles that name days; a bare year ("HNO 2020") goes behind a day or month of it, or of the sheet's name."""
    if not found or found[0][0][0].accuracy != "year":
        return found
    year = found[0][0][0].first.year
    exact = [f for f in found[1:] if f[0][0].accuracy != "year"]
    return [f for f in exact if f[2] == "sheet" or f[0][0].first.year == year] + found


def _periods(found: Sequence[tuple[list[Span], str, str]]) -> list[tuple[list[Span], str, str]]:
    """Return the titles that name a period in which people moved, periods before days; *as of* a day says nothing of it."""
    periods = [f for f in found if f[0][0].accuracy != "day" or len(f[0]) > 1]
    return periods or [f for f in found if not _AS_OF.search(f[1])]


def _one_end(reading: Reading) -> bool:
    """Return whether the place that people left is enough: they went home, or away."""
    away = all(u.fixed.get("movement") in _MOVEMENT.values() for u in reading.amounts)
    return away and bool(reading.giving("origin", "origin_name"))


def with_lacks(reading: Reading, table: str) -> Reading:
    """Return the reading with what a row of the table needs and nothing of it gives."""
    day = "start" if table == "arrivals" else "date"
    place = "destination" if table == "arrivals" else "place"
    lacks = []
    if not reading.amounts:
        lacks.append("how many people " + ("moved" if table == "arrivals" else "are there"))
    if not reading.giving(place, f"{place}_name") and not (
        reading.amounts and (all(place in u.fixed for u in reading.amounts) or _one_end(reading))
    ):
        lacks.append("where" if table == "populations" else "where from" if only_left(reading.amounts) else "where to")
    if not (
        reading.giving(day, "year")
        or day in reading.fixed
        or (reading.amounts and all(day in u.fixed for u in reading.amounts))
    ):
        lacks.append("when")
    return replace(reading, lacks=tuple(lacks))
