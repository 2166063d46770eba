"""Other crises that a text may name, by country or by the words of their references, in the three languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from nuzuh.evidence.figure import Figure
from nuzuh.terms.wording import LOCALES

_SHORTEST = 4  # letters of a stem
_CAPITAL = re.compile(r"\b[A-ZÇĞİÖŞÜ][a-zçğıöşüâ]{3,}")
_LATIN = re.compile(r"[^\W\d_]+")
_GENERIC = frozenset(
    re.findall(
        r"\w+",
        "refugees refugee internally displaced people persons population end year highest figure "
        "during from returned asylum united nations movements north south east west central republic "
        "democratic islamic state arab the and war mülteciler sonu yılında yerinden edilenler dönen "
        "içinde ülke",
    )
)


@dataclass(frozen=True, slots=True)
class Crisis:
    """Another crisis: how it is called, the words that name it, and its references."""

    name: str
    pattern: re.Pattern[str]
    references: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Another crisis or country where a text names it; ``crisis`` is None where there is no reference for it."""

    start: int
    end: int
    text: str
    crisis: Crisis | None


def crises_of(references: Iterable[Figure], own: Sequence[str]) -> list[Crisis]:
    """Return the crises of references, those of one area together.

    Parameters
    ----------
    references : iterable of Figure
    own : sequence of str
        Names of the places of the crisis itself: words of theirs name no other one.
    """
    mine = {w.casefold() for name in own for w in _LATIN.findall(name)} | {w for name in own for w in name.split()}
    areas: dict[str, list[Figure]] = {}
    for figure in references:
        areas.setdefault(figure.place or figure.label.get("en", figure.id), []).append(figure)
    out = []
    for area, figures in areas.items():
        stems = sorted(_stems(area, figures, mine), key=lambda s: (-len(s), s))
        if stems:
            out.append(Crisis(area, _pattern(stems), tuple(figures)))
    return out


def find_crises(text: str, language: str, crises: Sequence[Crisis]) -> list[Named]:
    """Return where a text names other crises, and other countries, in order."""
    found = [Named(m.start(), m.end(), m[0], t) for t in crises for m in t.pattern.finditer(text)]
    taken = [(n.start, n.end) for n in found]
    found += [
        Named(m.start(), m.end(), m[0], None)
        for m in _countries(language).finditer(text)
        if not any(m.start() < end and start < m.end() for start, end in taken)
    ]
    return sorted(found, key=lambda n: (n.start, n.end))


def _stems(area: str, figures: Sequence[Figure], mine: set[str]) -> set[str]:
    """Return beginnings of the words that name an area."""
    labels = [text for figure in figures for text in figure.label.values()]
    words = [w for text in (area, *labels) for w in _CAPITAL.findall(text)]
    out = set()
    for word in words:
        plain = word.casefold()
        if plain not in _GENERIC and plain not in mine:
            out.add(_stem(word))
    said = {w.casefold() for w in _LATIN.findall(area)}
    for names in _territories():
        first = [_first_word(name) for name in names]
        if first[0] and first[0].casefold() in said and first[0].casefold() not in mine:
            out |= {_stem(word) for word in first if word}
    return {s for s in out if len(s) >= _SHORTEST}


def _first_word(name: str) -> str:
    """Return the word of a country's name that names it: Bosnia, بوسنة."""
    words = [w.removeprefix("ال") for w in _LATIN.findall(name)]
    return next((w for w in words if len(w) >= _SHORTEST and w.casefold() not in _GENERIC), "")


def _stem(word: str) -> str:
    return word[: max(_SHORTEST, len(word) - 2)]


def _pattern(stems: Sequence[str]) -> re.Pattern[str]:
    choice = "|".join(re.escape(s) for s in stems)
    return re.compile(rf"(?<![^\W_])(?:و|ف)?(?:ب|ل|ك)?(?:ال|ل)?(?:{choice})[^\W\d_]*", re.IGNORECASE)


@cache
def _territories() -> tuple[tuple[str, ...], ...]:
    """Return the names of each country in English, Arabic and Turkish."""
    locales = [Locale.parse(code).territories for code in LOCALES.values()]
    codes = [c for c in map(str, locales[0]) if len(c) == 2 and c.isalpha() and c not in ("EU", "UN", "ZZ", "EZ")]
    return tuple(tuple(str(names.get(code, "")) for names in locales) for code in codes)


@cache
def _countries(language: str) -> re.Pattern[str]:
    """Return a pattern of the names of countries in a language."""
    at = list(LOCALES).index(language)
    names = {names[at].partition(" (")[0] for names in _territories()}
    more: Mapping[str, tuple[str, ...]] = {
        "en": ("Yugoslavia", "Rwanda", "Darfur", "Iraq", "Chechnya", "Vietnam", "Rohingya", "Mosul"),
        "ar": ("يوغوسلافيا", "دارفور", "الشيشان", "الروهينغا", "الموصل"),
        "tr": ("Yugoslavya", "Darfur", "Çeçenistan", "Arakan", "Musul"),
    }
    words = sorted({n for n in (*names, *more[language]) if len(n) >= _SHORTEST}, key=lambda n: (-len(n), n))
    choice = "|".join(re.escape(w.removeprefix("ال")) for w in words)
    return re.compile(rf"(?<![^\W_])(?:و|ف)?(?:ب|ل|ك)?(?:ال|ل)?(?:{choice})(?:'s|’s|['’][^\W\d_]+)?(?![^\W_])")
