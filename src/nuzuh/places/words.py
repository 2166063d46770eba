"""Words that stand beside a place's name or inside it: kinds of place, sides and sizes, articles, what lies near."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEVEL_WORDS = {1: "governorate", 2: "district", 3: "subdistrict", 4: "town or village", 5: "camp or site"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of ``words.csv``; letters as `letters.folded` leaves them.

    Attributes
    ----------
    level_of : mapping of str to int
        Level of the place that a word announces.
    kinds : mapping of str to frozenset of str
        What else a word is: ``city`` rather than any place, ``centre`` of an area, ``article`` or ``link``; ``near`` or
        ``part``: the name is that of something near the place, or of a part of it; ``area``: a region, which is a place only
        where the gazetteer has one of that very name.
    generic : frozenset of str
        First words that many places share: alone they name none of them.
    """

    level_of: Mapping[str, int]
    kinds: Mapping[str, frozenset[str]]
    generic: frozenset[str]


_KINDS = ("city", "centre", "article", "link", "near", "part", "area")


@cache
def lexicon() -> Lexicon:
    """Return the words of ``words.csv`` by what they mean."""
    text = (files("nuzuh.places") / "words.csv").read_text("utf-8")
    said = {row["meaning"]: row["words"].split("|") for row in csv.DictReader(text.splitlines())}
    level_of = {word: level for level in LEVEL_WORDS for word in said[f"level {level}"]}
    words = {word for kind in _KINDS for word in said[kind]}
    kinds = {word: frozenset(kind for kind in _KINDS if word in said[kind]) for word in words}
    return Lexicon(level_of, kinds, frozenset(said["generic"]))


# The article takes on the sound of the letter after it: only before such a word is it one.
SUN_ARTICLES = {
    "ad": "dD9", "ed": "dD9", "aḑ": "D", "as": "sS", "es": "sS", "aş": "sS$", "eş": "$", "ash": "$", "esh": "$", "at": "tT8",
    "et": "tT8", "aţ": "T", "ath": "8", "eth": "8", "az": "zZ", "ez": "zZ", "an": "n", "en": "n", "ar": "r", "er": "r",
    "adh": "9", "edh": "9",
}  # fmt: skip

_SIDE_OF = re.compile(r"\b(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)\s+of\b")

_SIDES = {
    "+": r"big|bigger|large|great|greater|grande?|k[aei]?b[iey]{1,2}r(?:a|ah|eh?|i|t)?|k[ou]{1,2}bra|büyük|buyuk|mezin|كبير[ةه]?|كبر[ىي]",
    "-": r"little|littler|small|smaller|lesser|petite?|küçük|kucuk|biçûk|صغير[ةه]?|صغر[ىي]"
    r"|[sz][aei]?gh[iey]{1,2}r(?:a|ah|eh?|i|t)?|s[ou]{1,2}ghra",
    "U": r"upper|f(?:aw|o|ou|u|au|oo)[qk]a(?:n[iy]\w*)?|yukarı|yukari|jorîn|jorin|فوقاني[ةه]?|فوقا|عليا",
    "D": r"lower|taht[ae](?:n[iy]\w*)?|aşağı|asagi|jêrîn|jerin|s[ou]fla|تحتاني[ةه]?|تحتا|سفل[ىي]",
    "N": r"north|northern|sh[aei]?m[ae]{1,2}l[iy]\w*|kuzey|شمالي[ةه]?",
    "S": r"south|southern|[jg][aeiou]?n[ou]{1,2}b[iy]\w*|güney|guney|جنوبي[ةه]?|q[aeiou]bl[iy]\w*|قبلي[ةه]?",
    "E": r"east|eastern|sh[ae]r[qkg][iy]\w*|doğu|dogu|شرقي[ةه]?",
    "W": r"west|western|gh?[ae]rb[iy]\w*|batı|bati|غربي[ةه]?",
    "M": r"middle|central|w[aeiou]st[ae]n[iy]\w*|w[aeiou]sta|orta|وسطاني[ةه]?|وسط[ىي]",
    "n": r"new|yeni|nû",
    "o": r"old|eski|[qk][ae]d[ie]{1,2}m(?:a|ah|eh?)?|قديم[ةه]?",
}
_SIGNS = list(_SIDES)
_SIDE = re.compile("(?:(?:al|el|ال|ash|esh|as|es|sh)-?)?(?:" + "|".join(f"({p})" for p in _SIDES.values()) + ")")

# English words of gazetteers that translate a part of the name.
_TRANSLATED = {"castle": "qalaat", "fortress": "qalaat", "mount": "jabal", "mountain": "jabal", "hill": "tal",
               "valley": "wadi", "farm": "mazraat", "saint": "mar", "monastery": "deir"}  # fmt: skip


def side_of(word: str) -> str:
    """Return the sign of a word that tells two places of one name apart, such as big, lower or eastern; else empty.

    Examples
    --------
    >>> side_of("kubra") == side_of("big") == side_of("الكبيرة"), side_of("sarmada")
    (True, '')
    """
    found = _SIDE.fullmatch(word)
    return _SIGNS[(found.lastindex or 1) - 1] if found else ""


def translated(word: str) -> str:
    """Return the Arabic word in Latin letters for an English word that gazetteers put in its place."""
    return _TRANSLATED.get(word, word)


def is_side_phrase(text: str) -> bool:
    """Return whether a text says that something lies to one side of a place, as in "north of Idlib"."""
    return _SIDE_OF.search(text) is not None
