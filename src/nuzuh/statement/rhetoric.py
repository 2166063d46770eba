"""Turns of speech that look like a count or a comparison and claim none: the most vulnerable, both sides, more than words.

A letter may say these. What is measured (a crisis, an exodus, a number of people) never is one of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_AROUND = 80  # signs beside a stretch that may belong to the turn of speech
# A superlative of one of these is a claim, whatever else it looks like.
_MEASURED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            r"exodus|displacement|crisis|crises|wave|disaster|catastroph|emergenc|numbers?$|influx|toll", re.IGNORECASE
        ),
        "ar": re.compile(r"نزوح|[أا]زم|موج|كارث|عدد|هجر|تهجير|حصيل"),
        "tr": re.compile(r"göç|kriz|dalga|felaket|yerinden|sayı|kaçış", re.IGNORECASE),
    }
)


@cache
def _compiled(language: str) -> re.Pattern[str]:
    """Return all turns of speech of a language as one pattern."""
    known = tomllib.loads((files("nuzuh.statement") / "rhetoric.toml").read_text("utf-8"))
    patterns = "|".join(f"(?:{pattern})" for pattern in known[language])
    for name, words in known["let"].items():
        patterns = patterns.replace(f"{{{name}}}", "|".join(words))
    return re.compile(patterns, re.IGNORECASE)


def rhetorical(text: str, start: int, end: int, language: str, *, whole: bool) -> bool:
    """Return whether a stretch of a passage lies in a turn of speech that claims nothing.

    Parameters
    ----------
    text : str
    start, end : int
    language : str
    whole : bool
        Whether all of the stretch must lie in it; else a part is enough.

    Examples
    --------
    >>> rhetorical("Help the most vulnerable.", 5, 24, "en", whole=False), rhetorical("the worst crisis", 0, 9, "en", whole=False)
    (True, False)
    """
    if not whole and _MEASURED[language].search(re.split(r"(?<=\w)\W+", text[end:].lstrip(), maxsplit=1)[0]):
        return False
    begin = max(0, start - _AROUND)
    near, places = folded(text[begin : end + _AROUND], language)
    for match in _compiled(language).finditer(near):
        if match.end() > match.start():
            low, high = begin + places[match.start()], begin + places[match.end() - 1] + 1
            if (low <= start and end <= high) if whole else (low < end and start < high):
                return True
    return False


def folded(text: str, language: str) -> tuple[str, list[int]]:
    """Return a text without the marks of Arabic vowels and with small Turkish letters, and the place of each sign."""
    kept = [(sign, at) for at, sign in enumerate(text) if not unicodedata.combining(sign) and sign != "\u0640"]
    if language == "tr":
        kept = [({"İ": "i", "I": "ı"}.get(sign, sign), at) for sign, at in kept]
    return "".join(sign for sign, _ in kept), [at for _, at in kept]
