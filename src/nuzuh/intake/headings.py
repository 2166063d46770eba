"""What a heading of somebody's table says that its column holds."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from nuzuh.intake.when import Span, spans_in
from nuzuh.terms.amounts import fold_digits, fold_letters

_FILLERS = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "for",
        "in",
        "by",
        "and",
        "or",
        "de",
        "la",
        "du",
        "des",
        "d",
        "l",
        "le",
        "les",
        "per",
        "at",
        "on",
        "no",
        "n",
    ]
)
_COUNTED = ("displaced", "returnees", "residents", "refugees", "people", "households")
_PLAIN = (
    *("organisation type", "organisation", "partner", "subsector", "sector", "activity", "status", "note", "link"),
    *("source", "geometry", "identifier"),
)
_CAME = frozenset(["arrivals", "arrival", "arrived", "newdisp", "net", "وافدين", "وافدون", "gelen", "gelenler"])
_LEFT = frozenset(
    [
        *("departures", "departed", "outflow", "outflows", "departs", "sorties", "sortants", "salidas"),
        *("مغادرون", "مغادرين", "ayrilan", "ayrilanlar", "giden", "gidenler"),
    ]
)
_STAYED = frozenset(["in", "behind", "over", "remaining"])
_BACK = frozenset(["return", "returned", "retour", "retorno", "العودة", "عودة"])
_LANGUAGES = {"english": "en", "arabic": "ar", "turkish": "tr", "french": "fr", "kurdish": "ku"}
_NOT_A_PLACE = frozenset(
    [
        "type",
        "types",
        "category",
        "class",
        "precision",
        "length",
        "size",
        "level",
        "status",
        "basis",
        "check",
        "url",
        "link",
    ]
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds, as its heading or hashtag says.

    Attributes
    ----------
    kind : str
        ``code`` and ``name`` of a place, ``lat``, ``lon``, ``start``, ``end``, ``date``, ``reported``, ``year``, ``month``,
        ``count``, ``organisation``, ``organisation type``, ``partner``, ``sector``, ``subsector``, ``activity``,
        ``status``, ``note``, ``link``, ``source``, ``identifier``, ``geometry``, ``other``.
    level : int or None
        Level of a place, 0 country to 5 site.
    language : str
        Of a name: ``en``, ``ar``, ``tr`` …; empty when the heading does not say.
    side : str
        ``origin``, ``destination`` or empty.
    alternative : bool
        Another spelling of a name, or a former code.
    of : str
        Who is counted: ``displaced``, ``left`` (displaced people who went away), ``returnees``, ``residents``, ``refugees``,
        ``targeted``, ``reached``, ``people``.
    households : bool
        Whether households are counted.
    moved : bool or None
        Whether people who moved are counted (a flow), or people who are there; None when the heading does not say.
    part : bool
        Whether only part of the people are counted: women, children, those in camps, those in need.
    when : Span or None
        The period or day that the heading names.
    """

    kind: str
    level: int | None = None
    language: str = ""
    side: str = ""
    alternative: bool = False
    of: str = ""
    households: bool = False
    moved: bool | None = None
    part: bool = False
    when: Span | None = None


OTHER = Meaning("other")


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the words of ``words.csv``, cut and folded, each with what it may mean."""
    text = (files("nuzuh.intake") / "words.csv").read_text("utf-8")
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        for phrase in row["words"].split("|"):
            words = tuple(_without_article(w) for w in fold_letters(phrase).split())
            out[words] = tuple(dict.fromkeys((*out.get(words, ()), row["meaning"])))
    return out


def words_of(heading: str) -> list[str]:
    """Return the folded words of a heading, cut at spaces, marks, capitals and digits.

    Examples
    --------
    >>> words_of("admin3Name_en"), words_of("IDPs_estimates_Aug_2017")
    (['admin', '3', 'name', 'en'], ['idps', 'estimates', 'aug', '2017'])
    """
    text = re.sub(r"IDPs?(?![a-z])", " idps ", fold_digits(heading))
    text = re.sub(r"HHs?(?![a-z])", " hh ", text)
    text = re.sub(r"\bPiN\b|(?<![A-Za-z])PiN(?![a-z])|PIN(?![A-Za-z])", " pin ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    return [_without_article(w) for w in re.split(r"[^\w%]+|_+", fold_letters(text)) if w]


def _without_article(word: str) -> str:
    """Return an Arabic word without the article before it."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _tagged(words: list[str]) -> tuple[list[str], list[str]]:
    """Return everything that the words may mean, longest phrases first, and the words that mean nothing here."""
    phrases, i = _phrases(), 0
    found: list[str] = []
    rest: list[str] = []
    while i < len(words):
        for length in (3, 2, 1):
            piece = tuple(words[i : i + length])
            single = length == 1 and len(piece[0]) == 1 and len(words) > 1 and piece[0].isascii()
            if len(piece) == length and piece in phrases and not single:
                found += phrases[piece]
                i += length
                break
        else:
            rest.append(words[i])
            i += 1
    return found, [w for w in rest if w not in _FILLERS]


def meaning_of(heading: str) -> Meaning:
    """Return what a heading says; ``OTHER`` when it says nothing known.

    Examples
    --------
    >>> meaning_of("admin3Pcode").kind, meaning_of("admin3Pcode").level
    ('code', 3)
    >>> meaning_of("IDPs_estimates_Aug_2017").of
    'displaced'
    """
    words = words_of(heading)
    found, rest = _tagged(words)
    said = set(found)
    when = next(iter(spans_in(heading)), None)
    if not said or len(words) > 25:
        return replace(OTHER, when=when)
    if "link" in said:
        return Meaning("link")
    if "ratio" in said and not said & {"organisation", "sector", "activity"}:
        return replace(OTHER, when=when)
    counted = [name for name in _COUNTED if name in said]
    if leaving := _leaving(said, words, counted, when):
        return leaving
    level = next((int(name[6:]) for name in found if name.startswith("level ")), None)
    back = counted == ["returnees"] and level is not None and set(words) & _BACK  # "Governorate of return"
    if place := _place(said | {"destination"} if back else said, rest, level, [] if back else counted):
        return place
    if date := _date(said, rest, counted):
        return date
    if counted or said & {"reached", "targeted"}:
        return _count(said, counted, when)
    if "latitude" in said or "longitude" in said:
        return Meaning("lat" if "latitude" in said else "lon") if len(words) <= 4 else OTHER
    plain = next((name for name in _PLAIN if name in said), None)
    if plain in ("organisation", "sector") and said & {"number", "need", "identifier"}:
        return replace(OTHER, when=when)
    if plain:
        return Meaning(plain)
    if said & {"number", "flow"}:
        return Meaning("count", of="", moved=True if "flow" in said else None, part="need" in said, when=when)
    return replace(OTHER, when=when)


def _leaving(said: set[str], words: list[str], counted: list[str], when: Span | None) -> Meaning | None:
    """Return what a heading says of people who went away; None when it says nothing of them, or names a place or a day.

    ``OTHER`` for ``IDPs left in camps`` (who are still there), ``Arrivals minus departures``, ``Returnee departures``.
    """
    if "left" not in said or said & {"start", "end", "date"}:
        return None
    others = set(words) & _CAME or said & {"returnees", "residents", "refugees", "place", "destination"}
    if set(words) & _CAME or (counted and (others or (set(words) & _STAYED and when is None))):
        return replace(OTHER, when=when)
    named = set(words) & _LEFT and said <= {"left", "origin", "number", "flow", "part"} and "from" not in words
    if not (counted or named):
        return None
    return replace(_count(said, counted or ["people"], when), of="left", moved=True)


def _place(said: set[str], rest: list[str], level: int | None, counted: list[str]) -> Meaning | None:
    names = {"code", "name", "english", "arabic", "turkish", "french", "kurdish", "alternative"}
    strange = [w for w in rest if not w.isdigit()]
    if _NOT_A_PLACE & set(rest) or said & {
        "organisation",
        "sector",
        "number",
        "latitude",
        "longitude",
        "need",
        "reached",
        "targeted",
    }:
        return None
    side = "origin" if "origin" in said else "destination" if "destination" in said else ""
    where = level is not None or "place" in said or (side and not said & {"start", "end", "date", "reported"})
    if counted and not (level is not None and counted == ["displaced"] and side):
        return None
    if not where and not (said <= names | {"old", "identifier"} and said & names):
        return None
    if side == "destination" and "place" in said:
        said = said - {"flow"}  # "Place of arrival"
    if len(strange) > 2 or said & {"start", "end", "year", "month", "flow", "part"} - (
        {"part"} if level is not None else set()
    ):
        return None
    language = next((code for word, code in _LANGUAGES.items() if word in said), "")
    coded = "code" in said or (level is not None and "identifier" in said)
    return Meaning(
        "code" if coded else "name",
        level,
        language,
        side,
        alternative=bool(said & {"alternative", "old"}),
    )


def _date(said: set[str], rest: list[str], counted: list[str]) -> Meaning | None:
    if counted and not said & {"start", "end"}:
        return None
    for kind in ("start", "end", "reported", "date"):
        if kind in said and len(rest) <= 2 and not said & {"number", "part"} | (said & {"year"}):
            return Meaning(kind)
    for kind in ("year", "month"):
        if kind in said and not rest and not said & {"part", "number"}:
            return Meaning(kind)
    return None


def _count(said: set[str], counted: list[str], when: Span | None) -> Meaning:
    of = next((name for name in ("returnees", "displaced", "refugees", "residents") if name in counted), "")
    of = of or next((name for name in ("reached", "targeted") if name in said), "people" if counted else "")
    moved = True if "flow" in said else False if "stock" in said else None
    part = bool(said & {"part", "need"} - ({"need"} if of in ("reached", "targeted") else set()))
    return Meaning(
        "count",
        of=of,
        households="households" in counted and "people" not in counted,
        moved=moved,
        part=part,
        when=when,
    )
