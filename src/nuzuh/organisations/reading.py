"""The name of an organisation taken apart: its words, its acronyms, its other names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nuzuh.organisations.acronyms import bare, looks_like_acronym, names_country, stands_for
from nuzuh.organisations.vocabulary import Word, read_word
from nuzuh.places.letters import is_arabic

_LONGEST = 400  # letters of a name that are read; what is longer is no name
Script = Literal["latin", "arabic", "mixed", "other"]
_BRACKET = re.compile(r"[(\[（]([^()\[\]（）]*)(?:[)\]）]|$)")
_LONE = re.compile(r"(?<!\w)[^\W\d_](?:[ -]+[^\W\d_](?!\w)){2,}")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,}[^\W\d_](?:\.|(?!\w))")
_ELISION = re.compile(r"(?<!\w)(?:[ldLDnN]|[Qq]u)\\*['’‘ʼ`](?=\w)")
_POSSESSIVE = re.compile(r"['’‘ʼ`´]s(?!\w)|(?<=s)['’‘ʼ`´](?!\w)", re.I)
_INNER = re.compile(r"(?<=\w)\\*['’‘ʼʿʾ`´ʻ](?=\w)")
_WORD = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_UNSEEN = re.compile(
    "[\u00ad\u0610-\u061a\u061c\u0640\u064b-\u0652\u0656-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LEADING = re.compile(r"^\W*([^\s,:–—]+(?:\s[^\s,:–—]+)?)(?:\s*[,:]|\s+[-–—])\s+(.+)$")
# What stands in a name for a part of an organisation, or for where a part is.
_BODIES = "branch faculty department school institute clinic hospital library office municipality"
_WHERE = "north south east west regional local rural urban district governorate"
_PARTS = frozenset(f"{_BODIES} {_WHERE}".split())
_TRAILING = re.compile(r"^(.+?)(?:\s*[,:/]|\s+[-–—]|\s)\s*[-–—]?(\S+?)[\s\W]*$")


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a name: its words in order, and whether most of them are in Arabic letters."""

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
        plain = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", text[:_LONGEST])).split())
        found, inside = _read(plain)
        forms |= dict.fromkeys(found)
        acronyms |= inside
    lone = all(len(f.words) == 1 and f.words[0].text in acronyms for f in forms)
    return Organisation(name, tuple(forms), frozenset(acronyms), lone)


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[tuple[Form, ...], frozenset[str]]:
    """Return the forms of a name, one per script, and the acronyms in it."""
    acronyms: set[str] = set()
    others: list[str] = []
    alone = text.strip("()[] .,-")
    if looks_like_acronym(alone):
        return tuple(_forms(alone)), frozenset({bare(alone)})
    for match in _BRACKET.finditer(text):
        inside, without = match[1].strip(), " ".join(text.replace(match[0], " ").split())
        if not inside or not without:
            continue
        if given := _acronyms_in(inside, without):
            acronyms |= given
            text = without
        elif {script_of(inside), script_of(without)} == {"latin", "arabic"}:
            others.append(inside)
            text = without
        elif looks_like_acronym(without) and len(inside.split()) > 1:
            acronyms.add(bare(without))
            text = inside
        elif _is_name(inside):
            others.append(text)
            text = without
    while (shorter := _beside(text))[1]:
        text = shorter[0]
        acronyms |= shorter[1]
    halves = re.split(r"\s+/\s+", text)
    if len(halves) == 2 and _are_names(halves):
        others += halves
    forms = [form for part in (text, *others) for form in _forms(part)]
    return tuple(forms), frozenset(a for a in acronyms if a)


def _acronyms_in(inside: str, without: str) -> set[str]:
    """Return the acronyms in brackets behind a name, if nothing else is there: (SRUK/CERU), (ARMA UK), (EuChemS), but not (UK)."""
    parts = [p for p in re.split(r"[\s/,;|-]+", inside) if p]
    if len(parts) == 1 and stands_for(inside, without):
        return {bare(inside)}
    if len(parts) > 2:
        return set()
    inner = [sum(c.isupper() for c in p) > 1 and p.isalpha() for p in parts]
    if names_country(inside) or not all(looks_like_acronym(p) or i for p, i in zip(parts, inner, strict=True)):
        return set()
    return {bare(p) for p in parts if not names_country(p)} | ({bare(inside)} if "-" in inside else set())


def _is_name(inside: str) -> bool:
    """Return whether what stands in brackets is another name: two words or more that names share, none of a part or a place."""
    words = [read_word(w) for w in _WORD.findall(re.sub(r"^(?:the|la|le|les) ", "", inside.casefold()))]
    content = [w for w in words if w.kind not in ("small", "form")]
    if len(content) < 2 or words[0].kind == "small" or any(_PARTS & w.meanings for w in content):
        return False
    return any(w.kind in ("kind", "body") for w in content) or all(w.kind == "field" for w in content)


def _are_names(halves: Sequence[str]) -> bool:
    """Return whether two parts of a name are two names, not an organisation and its branch."""
    for half in halves:
        words = [w for w in map(read_word, _WORD.findall(half)) if w.kind not in ("small", "form")]
        if len(words) < 2 or any(_PARTS & w.meanings for w in words):
            return False
    return True


def _beside(text: str) -> tuple[str, set[str]]:
    """Return a name without the acronym that stands before or behind it, and the acronym.

    It is part of the name where nothing else in it names: "Department of Law, LILA".
    """
    last = _TRAILING.match(text)
    if text.isupper() or text.islower():
        made = last and _is_bare_acronym(last[2].upper()) and stands_for(last[2], last[1]) and len(last[2]) > 2
        return (last[1], {bare(last[2])}) if last and made else (text, set())
    if last and _is_bare_acronym(last[2]) and last[2].isupper() and _names(last[1], last[2]):
        return last[1], {bare(p) for p in re.split("/", last[2])}
    first = _LEADING.match(text)
    if first and _is_bare_acronym(first[1]) and _names(first[2], first[1]):
        return first[2], {bare(p) for p in re.split("[/ -]", first[1])} | {bare(first[1])}
    return text, set()


def _is_bare_acronym(text: str) -> bool:
    parts = text.split()
    return all(looks_like_acronym(p) and not names_country(p) and not read_word(bare(p)).kind for p in parts)


def _names(text: str, acronym: str) -> bool:
    """Return whether a name names without its acronym."""
    kinds = [read_word(w).kind for w in _WORD.findall(text)]
    return len(kinds) > 1 and (
        "" in kinds or stands_for(acronym, text) or sum(k in ("field", "people") for k in kinds) > 1
    )


def _forms(text: str) -> list[Form]:
    """Return the words of a text, those in Arabic letters and the others apart where there are two of both."""
    text = text.replace("&", " and ") if not is_arabic(text) else text.replace("&", " و ")
    text = _DOTTED.sub(lambda m: re.sub(r"[.\s]", "", m[0]) + " ", text)
    text = _LONE.sub(lambda m: re.sub(r"[\s-]", "", m[0]), text)
    text = _INNER.sub("", _POSSESSIVE.sub("s", _ELISION.sub("", text)))
    words = [(read_word(w), is_arabic(w)) for w in _WORD.findall(text)]
    if not words:
        return []
    telling = {
        side: sum(w.kind not in ("small", "number") for w, arabic in words if arabic == side) for side in (False, True)
    }
    if min(telling.values()) < 2:
        return [Form(tuple(w for w, _ in words), telling[True] > telling[False])]
    sides = sorted(telling, key=lambda side: -telling[side])
    return [Form(tuple(w for w, arabic in words if arabic == side), side) for side in sides]
