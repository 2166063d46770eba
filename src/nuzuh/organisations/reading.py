"""The name of an organisation taken apart: its words, its acronyms, its other names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nuzuh.organisations.acronyms import bare, looks_like_acronym, names_country, stands_for
from nuzuh.organisations.vocabulary import Word, read_word
from nuzuh.places.letters import is_arabic

Script = Literal["latin", "arabic", "mixed", "other"]
_BRACKET = re.compile(r"[(\[（]([^()\[\]（）]*)(?:[)\]）]|$)")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,}[^\W\d_](?:\.|(?!\w))")
_ELISION = re.compile(r"(?<!\w)(?:[ldLDnN]|[Qq]u)\\*['’‘ʼ`](?=\w)")
_POSSESSIVE = re.compile(r"['’‘ʼ`´]s(?!\w)|(?<=s)['’‘ʼ`´](?!\w)", re.I)
_INNER = re.compile(r"(?<=\w)\\*['’‘ʼʿʾ`´ʻ](?=\w)")
_WORD = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_INVISIBLE = re.compile("[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LEADING = re.compile(r"^\W*([^\s,:–—-]+)(?:\s*[,:]|\s+[-–—])\s+(.+)$")
_TRAILING = re.compile(r"^(.+?)(?:\s*[,:/]|\s+[-–—]|\s)\s*[-–—]?(\S+?)[\s\W]*$")


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of one name: its words in order, in one script, and whether it is the name as it was given."""

    words: tuple[Word, ...]
    arabic: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as it is compared.

    Attributes
    ----------
    name : str
    forms : tuple of Form
        The name first, then its other names.
    acronyms : frozenset of str
        Letters only, as `acronyms.bare` gives them.
    only_acronym : bool
        Whether nothing but an acronym is known of it.
    """

    name: str
    forms: tuple[Form, ...]
    acronyms: frozenset[str]
    only_acronym: bool


def script_of(text: str) -> Script:
    """Return the script of a name.

    Examples
    --------
    >>> [script_of(t) for t in ("Horan", "حوران", "Horan حوران", "Хоран")]
    ['latin', 'arabic', 'mixed', 'other']
    """
    arabic, latin = is_arabic(text), _LATIN.search(text) is not None
    return "mixed" if arabic and latin else "arabic" if arabic else "latin" if latin else "other"


def read_organisation(name: str, acronym: str = "", also: Iterable[str] = ()) -> Organisation:
    """Return an organisation taken apart.

    Parameters
    ----------
    name : str
    acronym : str
    also : iterable of str
        Its other names; an acronym may be among them.

    Examples
    --------
    >>> one = read_organisation("Syrian Expatriates MEDICAL Association (SEMA)")
    >>> [w.text for w in one.forms[0].words], sorted(one.acronyms)
    (['syrian', 'expatriate', 'medical', 'association'], ['sema'])
    """
    forms: dict[Form, None] = {}
    acronyms = {bare(a) for a in re.split(r"[/,;|]", acronym) if len(bare(a)) > 1}
    for text in (name, *also):
        found, inside = _read(" ".join(_INVISIBLE.sub("", text).split()))
        forms |= dict.fromkeys(found)
        acronyms |= inside
    return Organisation(name, tuple(forms), frozenset(acronyms), not forms)


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[tuple[Form, ...], frozenset[str]]:
    """Return the forms of a name, one per script, and the acronyms in it."""
    acronyms: set[str] = set()
    others: list[str] = []
    if looks_like_acronym(text.strip("()[] .,-")) and not text.islower():
        return (), frozenset({bare(text)})
    for match in _BRACKET.finditer(text):
        inside = match[1].strip()
        parts = [p.strip() for p in re.split(r"[/,;|]", inside)]
        if inside and all(looks_like_acronym(p) for p in parts) and not (names_country(inside) and len(parts) == 1):
            acronyms |= {bare(p) for p in parts}
            text = text.replace(match[0], " ")
        elif inside and {script_of(inside), script_of(text.replace(match[0], ""))} == {"latin", "arabic"}:
            others.append(inside)
            text = text.replace(match[0], " ")
        elif inside and looks_like_acronym(rest := text.replace(match[0], "").strip()) and stands_for(rest, inside):
            acronyms.add(bare(rest))
            text = inside
    text = " ".join(text.split())
    text, found = _beside(text)
    acronyms |= found
    forms = [form for part in (text, *others) for form in _forms(part)]
    return tuple(forms), frozenset(a for a in acronyms if a)


def _beside(text: str) -> tuple[str, set[str]]:
    """Return a name without the acronym that stands before or behind it, and the acronym."""
    if text.isupper() or text.islower():
        return text, set()
    last = _TRAILING.match(text)
    if last and looks_like_acronym(last[2]) and last[2].isupper() and not names_country(last[2]) and len(last[1].split()) > 1:
        return last[1], {bare(last[2])}
    first = _LEADING.match(text)
    if first and looks_like_acronym(first[1]) and not names_country(first[1]) and len(first[2].split()) > 1:
        return first[2], {bare(first[1])}
    return text, set()


def _forms(text: str) -> list[Form]:
    """Return the words of a text, those in Arabic letters and the others apart where there are enough of both."""
    text = text.replace("&", " and ").replace("@", "a") if not is_arabic(text) else text.replace("&", " و ")
    text = _DOTTED.sub(lambda m: re.sub(r"[.\s]", "", m[0]) + " ", text)
    text = _INNER.sub("", _POSSESSIVE.sub("s", _ELISION.sub("", text)))
    words = [(read_word(w), is_arabic(w)) for w in _WORD.findall(text)]
    parts = {side: tuple(w for w, arabic in words if arabic == side) for side in (False, True)}
    telling = {side: sum(w.kind not in ("small", "number") for w in parts[side]) for side in parts}
    if all(telling.values()) and max(telling.values()) > 1:
        return [Form(parts[side], side) for side in sorted(parts, key=lambda s: -telling[s]) if telling[side] > 1] or [
            Form(tuple(w for w, _ in words), arabic=True)
        ]
    side = telling[True] > telling[False]
    return [Form(tuple(w for w, _ in words), side)] if words else []
