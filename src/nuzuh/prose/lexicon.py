"""The lexicon of a language, from its file: its number words, and the patterns of what stands beside a number.

The files en.toml, ar.toml and tr.toml are written as the language is spelled; they are folded when they are read. A pattern
is a regular expression over folded text; ``{name}`` in it stands for an entry of the table ``let``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nuzuh.prose.folding import fold, fold_pattern

NEVER = r"(?!)"  # matches nothing
_BEGIN = {"en": r"\b", "tr": r"\b", "ar": r"\b[وف]?[بلك]?"}  # of a word, with what Arabic writes together with it
_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Patterns as one, each with a value or without."""

    pattern: re.Pattern[str]
    values: tuple[float | None, ...]

    def value_of(self, found: re.Match[str]) -> float | None:
        """Return the value of the pattern that matched."""
        return self.values[found.lastindex - 1] if found.lastindex else None


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words and patterns of one language, folded.

    Attributes
    ----------
    language : str
    roles : mapping of str to tuple of (str, float)
        Word of a number -> what it does, and its value: small (below 100), hundreds (a whole hundred: مئتان), hundred (the
        one that multiplies), scale (multiplies what stands before it), dual (two of a scale, unless a number before it
        makes it a scale: ألفا). From the tables ``small``, ``hundreds``, ``scales`` and ``duals``.
    scales, short : mapping of str to float
        ``short`` are letters behind digits: 5k, 1.2m.
    alone : frozenset of str
        Number words that may be other words: numbers only beside another number, a unit or a quantifier.
    never : frozenset of str
        Words that look like a number word with an ending and are none.
    prefix, suffixed : pattern or None
        What may be written together with a number word: before it, and the word with what is behind it.
    before, after : mapping of str to str
        Quantifier -> what stands before, or behind, a number.
    halves : tuple of (pattern, float)
        A part before a scale: "half a" million. ``half_behind``: "and a half".
    vague, fractions, multiples, ordinals : Phrases
    units : mapping of str to str
        Unit -> the nouns that name it.
    months, day_words : mapping of str to int
        Names of months, and words of the days of a month ("sixth").
    days : mapping of str to str
        Patterns of dates: ``points``, what a date looks like; ``weekdays``, "last Tuesday"; what stands before one
        (``lead``, the first day of "9 to 12 February"; ``lead_within``, that of "9 and 12 February"; ``open``, ``since``,
        ``until``, ``in_month``, ``in_year``), between two (``to``; ``within``, where they are opened or closed) and behind
        one (``close``, ``since_behind``, ``month_behind``, ``year_behind``).
    lists : mapping of str to str
        The other lists, each as one pattern. Of numbers: ``percent_before``, ``percent_after``, ``points_after``; of ranges
        ``to`` ("5 to 7"), ``open`` and ``within`` ("between" 5 "and" 7), ``close`` (5 ile 7 "arasında"), ``change`` (words before
        "from 5 to 7" by which it is no range); ``of`` ("9 out of 10") and ``of_back`` (the whole first: "10 kişiden 9'u");
        ``times`` ("three times as"). Of units: ``skip`` and ``stop``, a word that may and one that may not stand between a
        number and its unit; ``weak``, a noun that gives way to the one behind it ("displaced children", "Suriyeli örgüt");
        ``joins``, a stop that may stand between what organisations are called ("50 Syrian and Turkish organisations");
        ``unit_before`` ("the number of … is"). ``flow`` and ``stock``: words of movement and of presence. ``comparisons`` and
        ``superlatives``; ``elsewhere``, names of other wars, which compare where nothing else in the sentence does
        and a word of ``likening`` stands in it;
        ``idioms``, which look like one. ``names``: digits that are part of a name.
    """

    language: str
    roles: Mapping[str, tuple[str, float]]
    scales: Mapping[str, float]
    short: Mapping[str, float]
    alone: frozenset[str]
    never: frozenset[str]
    prefix: re.Pattern[str] | None
    suffixed: re.Pattern[str] | None
    before: Mapping[str, str]
    after: Mapping[str, str]
    halves: tuple[tuple[re.Pattern[str], float], ...]
    half_behind: re.Pattern[str]
    vague: Phrases
    fractions: Phrases
    multiples: Phrases
    ordinals: Phrases
    units: Mapping[str, str]
    months: Mapping[str, int]
    day_words: Mapping[str, int]
    days: Mapping[str, str]
    lists: Mapping[str, str]

    def of_words(self, name: str) -> re.Pattern[str]:
        """Return a list as one compiled pattern that begins where a word does."""
        return _compiled(rf"{_BEGIN[self.language]}(?:{self.lists[name]})")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def lexicon_of(language: str) -> Lexicon:
    """Return the lexicon of en, ar or tr.

    Raises
    ------
    KeyError
        When the language is none of the three.
    """
    if language not in ("en", "ar", "tr"):
        raise KeyError(language)
    path = Path(__file__).with_name(f"{language}.toml")
    return _Reading(language, tomllib.loads(path.read_text("utf-8"))).lexicon()


class _Reading:
    """A lexicon's file while it is read."""

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language, self.table = language, table

    def lexicon(self) -> Lexicon:
        table, roles = self.table, self._roles()
        listed = {name: self._any(value) for name, value in table.items() if name in _LISTS}
        suffix = self._folded(table["suffix"])
        longest = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
        return Lexicon(
            language=self.language,
            roles=roles,
            scales=self._words("scales"),
            short=self._words("short"),
            alone=frozenset(fold(word, self.language).text for word in table["alone"]),
            never=frozenset(fold(word, self.language).text for word in table["never"]),
            prefix=re.compile(self._folded(table["prefix"])) if table["prefix"] else None,
            suffixed=re.compile(rf"({longest})({suffix})$") if suffix else None,
            before={name: self._any(words) for name, words in table["before"].items()},
            after={name: self._any(words) for name, words in table["after"].items()},
            halves=tuple((re.compile(self._folded(pattern)), float(value)) for pattern, value in table["halves"]),
            half_behind=re.compile(self._folded(table["half_behind"])),
            vague=self._phrases("vague"),
            fractions=self._phrases("fractions"),
            multiples=self._phrases("multiples"),
            ordinals=self._phrases("ordinals"),
            units={unit: self._any(nouns) for unit, nouns in table["units"].items()},
            months=self._counted(table["days"]["months"]),
            day_words=self._counted([[word] for word in table["days"]["day_words"]]),
            days={name: self._any(rows) for name, rows in table["days"].items() if name not in ("months", "day_words")},
            lists=listed,
        )

    def _counted(self, rows: Sequence[Sequence[str]]) -> dict[str, int]:
        return {fold(word, self.language).text: number for number, words in enumerate(rows, 1) for word in words}

    def _folded(self, pattern: str) -> str:
        whole = _NAME.sub(lambda found: self.table["let"][found[1]], pattern)
        return fold_pattern(whole, self.language)

    def _any(self, patterns: Sequence[str]) -> str:
        return "|".join(map(self._folded, patterns)) if patterns else NEVER

    def _phrases(self, name: str) -> Phrases:
        # an empty group behind each says which one matched, and leaves its first letter in sight of the engine
        rows = self.table[name]
        pattern = "|".join(f"(?:{self._folded(row[0])})()" for row in rows)
        return Phrases(
            re.compile(rf"{_BEGIN[self.language]}(?:{pattern})"),
            tuple(row[1] if len(row) > 1 else None for row in rows),
        )

    def _words(self, name: str) -> dict[str, float]:
        rows: Mapping[str, Sequence[str]] = self.table[name]
        return {fold(word, self.language).text: float(value) for value, words in rows.items() for word in words}

    def _roles(self) -> dict[str, tuple[str, float]]:
        roles: dict[str, tuple[str, float]] = {}
        for table, role in (("small", "small"), ("hundreds", "hundreds"), ("scales", "scale"), ("duals", "dual")):
            for word, value in self._words(table).items():
                roles.setdefault(word, ("hundred" if role == "hundreds" and value == 100 else role, value))
        return roles


_LISTS = (
    *("percent_before", "percent_after", "points_after", "to", "open", "within", "close", "change"),
    *("of", "of_back", "times", "skip", "stop", "weak", "joins", "unit_before", "flow", "stock"),
    *("comparisons", "superlatives", "elsewhere", "likening", "idioms", "names"),
)
