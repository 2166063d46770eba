"""Acronyms: what looks like one, and whether it stands for a name."""

from __future__ import annotations

import re
import unicodedata

from nuzuh.places.letters import folded

# Words that an acronym may leave out.
_SMALL = """
a an the of for and in on to at by with from de des du d la le les l et pour en au aux dans sur sans ve ile için icin
van von der die das und für fur y e el los las del di della dei il per da do dos
"""
SMALL = frozenset(_SMALL.split())
_COUNTRIES = frozenset(re.findall(r"\w+", "USA US UK GB UAE EU UN DRC KRG RSA DE FR TR NL BE CH AT IT ES"))
_ACRONYM = re.compile(r"[^\W\d_]+(?:[-/&.’'][^\W\d_]+)*\.?")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"(?:[A-Z]\.? ){2,}[A-Z]\.?")
_LONGEST = 10


def looks_like_acronym(text: str) -> bool:
    """Return whether a text is written as an acronym is: one word, two to ten letters, nearly all capitals.

    Examples
    --------
    >>> [looks_like_acronym(t) for t in ("LDHR", "SRUK/CERU", "C N R E D", "AoH", "Atma", "USA")]
    [True, True, True, True, False, True]
    """
    text = text.strip()
    if len(text) > 3 * _LONGEST:
        return False
    if _SPACED.fullmatch(text):
        return True
    letters = [c for c in text if c.isalpha()]
    if not 2 <= len(letters) <= _LONGEST or not _ACRONYM.fullmatch(text):
        return False
    capitals = sum(c.isupper() for c in letters)
    return capitals >= 2 and text[0].isupper() and capitals >= 0.6 * len(letters)


def names_country(text: str) -> bool:
    """Return whether an acronym is more often that of a country or a union than of an organisation: USA, UK, EU."""
    return text in _COUNTRIES


def bare(acronym: str) -> str:
    """Return the letters of an acronym, small and without accents, points and blanks.

    Examples
    --------
    >>> bare("A.C.I.R.G"), bare("C N R E D")
    ('acirg', 'cnred')
    """
    plain = unicodedata.normalize("NFD", folded(acronym))
    return "".join(c for c in plain if c.isalpha())


def stands_for(acronym: str, name: str) -> bool:
    """Return whether an acronym is made of the beginnings of a name's words, in order.

    Small words may be left out, and one other word where four or more are left; a word may give two or three letters if
    the other letters come from other words.

    Examples
    --------
    >>> stands_for("LDHR", "Lawyers and doctors for Human Rights"), stands_for("UNICEF", "Save the Children")
    (True, False)
    >>> stands_for("PAC", "Physicians across continents"), stands_for("SSRD", "Horan Foundation")
    (True, False)
    """
    letters = bare(acronym)
    words = [bare(w) for w in _LETTERS.findall(folded(name))]
    words = [w for w in words if w]
    if len(letters) < 2 or len(words) < 2:
        return False
    content = [w for w in words if w not in SMALL]
    for chosen in (words, content):
        if "".join(w[0] for w in chosen) == letters:
            return True
    return len(letters) > 2 and len(content) > 1 and _spelt(letters, words, len(content) >= 4)


def _spelt(letters: str, words: list[str], may_skip: bool) -> bool:
    """Return whether the letters come from the beginnings of words: at least half of them first letters, words in order."""
    reached = {(0, 0, 0)}  # letters used, content words left out, words used
    for word in words:
        after = set()
        for used, left, taken in reached:
            skipped = left + (word not in SMALL)
            if skipped <= int(may_skip):
                after.add((used, skipped, taken))
            for length in (1, 2, 3):
                if letters[used : used + length] == word[:length] and used + length <= len(letters):
                    after.add((used + length, left, taken + 1))
        reached = after
    return any(used == len(letters) and 2 * taken >= len(letters) and taken > 1 for used, _, taken in reached)
