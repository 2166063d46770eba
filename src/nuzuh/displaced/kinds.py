"""Of whom a figure speaks, in one word: two figures are compared only where this is the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from nuzuh.evidence.figure import Figure
from nuzuh.terms.amounts import fold_letters

KINDS = (
    *("displaced", "refugees", "displaced_and_refugees", "returnees", "returned_refugees", "residents"),
    *("capacity", "other"),
)
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "displaced": "displaced|displaced people|displaced persons|displaced population|internally displaced|internal displacement|"
        "internally displaced people|internally displaced persons|internally displaced population|idp|idps|"
        "people displaced internally|internal displacements|new internal displacements|new displacements|"
        "نازحون|نازحين|نازحون داخليا|نازحين داخليا|نازحون داخليون|نازحين داخليين|"
        "yerinden edilenler|ülke içinde yerinden edilenler|ülke içinde yerinden edilmiş kişiler|yerinden edilmiş kişiler",
        "refugees": "refugee|refugees|refugees abroad|refugees by origin|refugees by country of origin|لاجئون|لاجئين|mülteci|mülteciler",
        "displaced_and_refugees": "forcibly displaced|forcibly displaced people|forcibly displaced persons|refugees and idps|"
        "refugees and displaced people|refugees and displaced persons|refugees and internally displaced|"
        "refugees and internally displaced people|refugees and internally displaced persons|"
        "internally displaced people and refugees|internally displaced persons and refugees|idps and refugees|"
        "لاجئون ونازحون|لاجئون ونازحون داخليا|نازحون ولاجئون|mülteciler ve yerinden edilenler|zorla yerinden edilenler",
        "returnees": "returned idps|idp returnees|returned displaced people|returned internally displaced people|"
        "returned internally displaced persons|نازحون عائدون|geri dönen yerinden edilenler",
        "returned_refugees": "returned refugees|refugee returnees|refugees who returned|لاجئون عائدون|"
        "geri dönen mülteciler|dönen mülteciler",
        "residents": "residents|inhabitants|resident population|total population|سكان|sakinler|nüfus",
    }
)
_OTHER_ROLES = ("departures", "returns", "unreported", "residual")  # flows of displaced people that are no arrivals


def kind_of_words(text: str) -> str:
    """Return the kind of population that words name as a whole; empty where they are not known, or name a part of it.

    Only the whole text counts: *internally displaced people in camps* are not all internally displaced people. What may
    be either of two (*returnees*) is not known.

    Examples
    --------
    >>> kind_of_words("Internally displaced persons"), kind_of_words("اللاجئون"), kind_of_words("IDPs in camps")
    ('displaced', 'refugees', '')
    """
    return _known().get(_folded(text), "")


def kind_of(figure: Figure) -> str:
    """Return the kind of population of a figure: as its row says, else by its words; empty where neither tells."""
    if figure.role in _OTHER_ROLES:
        return "other"
    if figure.role != "reference" and figure.population in KINDS:
        return figure.population
    if figure.role == "once":
        return "displaced"
    return figure.kind or kind_of_words(figure.population)


@cache
def _known() -> Mapping[str, str]:
    return {_folded(words): kind for kind, phrases in _WORDS.items() for words in phrases.split("|")}


def _folded(text: str) -> str:
    """Return words in small letters, without accents, punctuation and Arabic articles."""
    words = re.findall(r"\w+", fold_letters(text))
    return " ".join(_without_article(w) for w in words)


def _without_article(word: str) -> str:
    """Return an Arabic word without its article, also after *and*."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return "و" + word[3:] if word.startswith("وال") and len(word) > 5 else word
