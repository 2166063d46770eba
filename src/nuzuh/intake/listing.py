"""Reading a sheet as any other table: activities, incidents, references, signatories, sources, decisions."""

from __future__ import annotations

from dataclasses import replace

from nuzuh.folder.columns import Column, Specification
from nuzuh.formats.layout import Laid
from nuzuh.intake.headings import Meaning
from nuzuh.intake.reading import Reading, Use
from nuzuh.intake.reports import inclusive
from nuzuh.intake.understand import Known, Understood, like_names, look_at, own_columns

_GIVES = {
    "organisation": "organisation",
    "organisation type": "organisation_type",
    "partner": "partner",
    "sector": "cluster",
    "activity": "activity",
    "status": "status",
    "link": "link",
    "note": "note",
    "identifier": "id",
    "lat": "lat",
    "lon": "lon",
    "start": "start",
    "end": "end",
    "date": "date",
    "reported": "reported",
    "source": "source",
}
_SIGNS = {"organisation": "name", "name": "name"}


def read_listing(laid: Laid, spec: Specification, columns: tuple[Column, ...], known: Known) -> Reading:
    """Return how a sheet is read as a table other than places and reports."""
    seen = look_at(laid, known)
    names = {c.name for c in columns}
    own = own_columns(laid, columns, seen, known)
    own |= like_names(columns, seen, {n for n, _ in own.values()}, set(own), known)
    uses: dict[str, Use] = {
        seen[i].use.at: seen[i].use.as_(inclusive(name, seen[i].use.heading), why) for i, (name, why) in own.items()
    }
    has_year = any(i.meaning.kind == "year" for i in seen)
    for item in seen:
        if item.use.at in uses:
            continue
        given = {u.gives for u in uses.values()}
        gives = _gives(item, spec.name, names, given)
        if spec.name == "activities" and item.meaning.kind in ("year", "month"):
            gives = item.meaning.kind if has_year else ""
        if gives and gives not in given:
            uses[item.use.at] = item.use.as_(gives, item.why)
    ordered = tuple(uses.get(i.use.at, i.use.unread(f"{i.why}: nothing that {spec.name} holds")) for i in seen)
    reading = Reading(laid, ordered)
    return replace(reading, lacks=_lacks(reading, spec, columns))


def _gives(item: Understood, table: str, names: set[str], given: set[str]) -> str:
    meaning = item.meaning
    if table == "place_decisions" and meaning.kind in ("code", "name"):
        wide = meaning.level is not None and meaning.kind == "name"
        return "" if wide or meaning.kind in given else meaning.kind
    if (
        "place" in names
        and meaning.kind in ("code", "name")
        and not meaning.alternative
        and meaning.language in ("", "en")
    ):
        stem = "place" if meaning.kind == "code" else "place_name"
        level = (
            meaning.level if meaning.level is not None else item.profile.level if item.profile.level is not None else 4
        )
        return "" if stem in given else f"{stem}@{level}"
    if meaning.kind == "count":
        target = f"people_{meaning.of}"
        return target if target in names and not meaning.part else ""
    if (
        table == "signatories"
        and meaning.kind == "name"
        and f"name_{meaning.language}" in names - given
        and "name" in given
    ):
        return f"name_{meaning.language}"
    if table == "signatories" and meaning.kind in _SIGNS:
        return "name" if not meaning.language or "name" not in given else ""
    if table == "signatories" and meaning == Meaning("name", 0):
        return "country"
    target = _GIVES.get(meaning.kind, "")
    if target == "date" and "date" not in names:
        target = "start"
    if target == "start" and "start" not in names:
        target = "date"
    return inclusive(target, item.use.heading) if target in names else ""


def _lacks(reading: Reading, spec: Specification, columns: tuple[Column, ...]) -> tuple[str, ...]:
    given = {u.gives.split("@")[0] for u in reading.uses}
    lacks = [c.name for c in columns if c.required and c.name not in given and c.name != "source"]
    lacks += [f"{stem}_en" for stem in spec.required_groups() if not any(g.startswith(f"{stem}_") for g in given)]
    if spec.name == "activities" and not given & {"organisation", "cluster", "activity"}:
        lacks.append("organisation, cluster or activity")
    told = {u.gives.split("@")[0] for u in reading.uses if u.gives} - {
        "id",
        "note",
        "link",
        "date",
        "start",
        "end",
        "lat",
        "lon",
    }
    if not told:
        lacks.append("column that the table is about")
    return tuple(lacks)
