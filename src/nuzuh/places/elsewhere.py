"""Well-known places outside the crisis, so that a name of theirs is not taken for one here that sounds alike."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nuzuh.places.names import Name, read_name


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place of another country: its English name, what it is, and the country."""

    name: str
    what: str
    country: str


@cache
def _known() -> dict[tuple[str, str], Elsewhere]:
    text = (files("nuzuh.places") / "elsewhere.csv").read_text("utf-8")
    out: dict[tuple[str, str], Elsewhere] = {}
    for row in csv.DictReader(text.splitlines()):
        spellings = row["names"].split("|")
        for spelling in spellings:
            form = read_name(spelling).forms[0]
            out[form.sounds.lstrip("^"), form.sides] = Elsewhere(spellings[0], row["what"], row["country"])
    return out


def elsewhere(name: Name) -> Elsewhere | None:
    """Return the well-known place of another country that has the name.

    Examples
    --------
    >>> elsewhere(read_name("ADANA"))
    Elsewhere(name='Adana', what='a city', country='Türkiye')
    """
    if not name.forms:
        return None
    return _known().get((name.forms[0].sounds.lstrip("^"), name.forms[0].sides))
