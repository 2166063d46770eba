"""What the words of a form mean in English, Arabic and Turkish: a person's name, consent, not knowing, refusing."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from nuzuh.terms.amounts import fold_letters

_APART = re.compile(r"[\W_]+")
_SILENT = re.compile(r"['’`´]|\b(?:the|an?|of|this|each)\b")  # respondent's, name of the respondent
_ARABIC = re.compile(r"[\u0621-\u064a]")


def means(text: str, meaning: str) -> bool:
    """Return whether a label, or a name or code in Latin letters, has words of a meaning of ``form_words.csv``.

    Examples
    --------
    >>> means("What is the name of the respondent?", "person"), means("Name of the town", "person")
    (True, False)
    >>> means("ما رقم هاتفك؟", "phone"), means("Adınız ve soyadınız", "person"), means("dont_know", "dont know name")
    (True, True, True)
    """
    return _patterns()[meaning].search(_plain(text)) is not None


def any_means(texts: Iterable[str], meaning: str) -> bool:
    """Return whether one of several texts has words of a meaning."""
    return any(means(text, meaning) for text in texts)


def _plain(text: str) -> str:
    """Return the words of a text with single spaces, in letters that compare."""
    return _APART.sub(" ", _SILENT.sub("", fold_letters(text))).strip()


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Return what finds the words of each meaning."""
    text = (files("nuzuh.poll") / "form_words.csv").read_text("utf-8")
    phrases: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        phrases[row["meaning"]] += [_pattern(phrase) for phrase in row["words"].split("|")]
    return {meaning: re.compile("|".join(found)) for meaning, found in phrases.items()}


def _pattern(phrase: str) -> str:
    """Return the pattern of a phrase: ``*`` stands for any ending, ``^`` and ``$`` for where the text begins and ends."""
    begin, end = phrase.startswith("^"), phrase.endswith("$")
    words = " ".join(_word(word) for word in fold_letters(phrase.strip("^$")).split())
    return ("^" if begin else r"(?<!\w)") + words + ("$" if end else r"(?!\w)")


def _word(word: str) -> str:
    """Return the pattern of a word; before an Arabic one may stand the article, "and", "for" and the like."""
    stem = re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
    if not _ARABIC.match(word):
        return stem
    return rf"[وفبك]?(?:ال|لل|ل)?{stem}"
