"""Names of one place that do not sound alike: Aleppo and Halab, Kobane and Ain al-Arab; as ``exonyms.csv`` lists them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from nuzuh.places.names import Form, Name, read_name

_PENALTY = 0.01  # a name as the gazetteer has it comes first


@cache
def _groups() -> dict[tuple[str, str], tuple[Form, ...]]:
    """Return the other names of each name, by sounds and sides."""
    lines = (files("nuzuh.places") / "exonyms.csv").read_text("utf-8").splitlines()[1:]
    out: dict[tuple[str, str], tuple[Form, ...]] = {}
    for line in lines:
        forms = [read_name(text).forms[0] for text in line.split("|")]
        for mine in forms:
            others = {
                (f.sounds, f.sides): Form(f.sounds, f.sides, _PENALTY, f.arabic, f.whole)
                for f in forms
                if (f.sounds, f.sides) != (mine.sounds, mine.sides)
            }
            out[mine.sounds, mine.sides] = tuple(others.values())
    return out


def other_names(name: Name) -> tuple[Form, ...]:
    """Return the readings of the other names of what a name means; none for most."""
    first = name.forms[0]
    return _groups().get((first.sounds, first.sides), ())
