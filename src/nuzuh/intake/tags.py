"""What an HXL hashtag says that its column holds.

Source: HXL core schema 1.1 (hxlstandard.org); attributes in any order, unknown ones ignored.
"""

from __future__ import annotations

import re

from nuzuh.intake.headings import OTHER, Meaning

_BASES = {
    "#org": "organisation",
    "#sector": "sector",
    "#subsector": "subsector",
    "#activity": "activity",
    "#status": "status",
    "#description": "note",
    "#contact": "other",
}
_DATES = {"start": "start", "end": "end", "reported": "reported", "occurred": "date", "year": "year"}
_PARTS = frozenset(
    [
        "f",
        "m",
        "i",
        "children",
        "adults",
        "elderly",
        "infants",
        "adolescents",
        "age0_4",
        "age5_11",
        "age12_17",
        "age18",
        "age60",
        "disabled",
    ]
)
_SIDES = {"origin": "origin", "dest": "destination", "destination": "destination", "residence": "destination"}
_OF = {
    "idps": "displaced",
    "displaced": "displaced",
    "newdisp": "displaced",
    "returnees": "returnees",
    "returned": "returnees",
    "refugees": "refugees",
    "asylum": "refugees",
    "hosts": "residents",
    "residents": "residents",
}


def is_tag(text: str) -> bool:
    """Return whether a cell is a hashtag: ``#adm1 +name``; not ``#N/A`` and not ``# of IDPs``."""
    return re.fullmatch(r"#[A-Za-z][\w-]*(?:\s*\+\s*[\w-]+)*", text.strip()) is not None


def meaning_of_tag(tag: str) -> Meaning:
    """Return what a hashtag says; ``OTHER`` when nothing that nuzuh reads.

    Examples
    --------
    >>> meaning_of_tag("#adm2 +code+dest").level, meaning_of_tag("#adm2 +code+dest").side
    (2, 'destination')
    >>> meaning_of_tag("#affected+idps+ind+newdisp+d").moved
    True
    """
    if not is_tag(tag):
        return OTHER
    base, *attributes = re.sub(r"\s", "", tag.casefold()).split("+")
    has = set(attributes)
    side = next((_SIDES[a] for a in attributes if a in _SIDES), "")
    language = next((a for a in attributes if a in ("en", "ar", "tr", "fr", "ku", "es")), "")
    if (found := re.fullmatch(r"#adm([0-5])", base)) or base in ("#country", "#loc"):
        level = int(found[1]) if found else 0 if base == "#country" else None
        coded = bool(has & {"code", "pcode", "v_pcode", "iso2", "iso3", "id"})
        return Meaning("code" if coded else "name", level, language, side, alternative=bool(has & {"alt", "ref"}))
    if base == "#geo":
        return Meaning("lat" if "lat" in has else "lon") if has & {"lat", "lon"} else OTHER
    if base == "#date":
        return Meaning(next((_DATES[a] for a in attributes if a in _DATES), "date"))
    if base == "#meta":
        return Meaning(
            next((a for a in ("source", "url", "id") if a in has), "other")
            .replace("url", "link")
            .replace("id", "identifier")
        )
    if base == "#org":
        return Meaning(
            "organisation type"
            if "type" in has
            else "partner"
            if has & {"impl", "funder", "partner"}
            else "organisation"
        )
    if base in ("#affected", "#population", "#reached", "#targeted", "#inneed"):
        return _count(base, attributes)
    return Meaning(_BASES[base]) if base in _BASES else OTHER


def _count(base: str, attributes: list[str]) -> Meaning:
    has = set(attributes)
    if base == "#inneed" or has & {"type", "unit", "size", "pct", "killed", "injured"}:
        return OTHER
    default = {"#population": "residents", "#reached": "reached", "#targeted": "targeted"}.get(base, "people")
    of = default if default in ("reached", "targeted") else next((_OF[a] for a in attributes if a in _OF), default)
    if has & {"returned", "returnees"}:
        of = "returnees"
    part = bool(has & _PARTS) or any(re.fullmatch(r"age\w*", a) for a in has)
    moved = True if has & {"newdisp", "flow", "arrivals"} else False if "stock" in has else None
    return Meaning("count", of=of, households=bool(has & {"hh", "fam"}), moved=moved, part=part)
