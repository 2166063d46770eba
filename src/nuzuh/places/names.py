"""Names of places taken apart: the words that name, and the words around them that say what is named and where."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from nuzuh.places import words as known
from nuzuh.places.letters import apart, folded, is_arabic, joined, sounds_of_word

_LONGEST = 200  # letters of a name that are read; what is longer is no name
_BRACKET = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]?")
_HALVES = re.compile(r"\s+[-–—]+\s+|\s*[/\\|]\s*")
_COMMA = re.compile(r"\s*[,;،؛]\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`´ʿʾʼʻ\"][^\W\d_]+)*|\d+")
_AYN = re.compile(r"(?<=[^\W\d_])['’‘`´ʿʾʼʻ](?=[^\W\d_])")
_APOSTROPHE = re.compile(r"['’‘`´ʿʾʼʻ\"\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_OUTER = re.compile(r"[(\[{（,;،؛]")
_SUB = re.compile(r"\bsub\s*-\s*district")
_FAITH = re.compile("(?<=[\u0620-\u064a]{2})الدين")  # Izz al-Din, written as one word
_NOTHING: frozenset[str] = frozenset()
_SPACES = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a name.

    Attributes
    ----------
    sounds : str
        As `letters.joined` gives them.
    sides : str
        Signs of the words big, upper, eastern … in order.
    penalty : float
        How much less it says than the whole name: 0 for the whole.
    arabic : bool
        Whether it was written in Arabic letters.
    whole : bool
        Whether no word that names was left out.
    bracket : bool
        Whether it takes in what stands in brackets.
    """

    sounds: str
    sides: str
    penalty: float
    arabic: bool
    whole: bool
    bracket: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written, taken apart.

    Attributes
    ----------
    text : str
        As written.
    forms : tuple of Form
        Its readings, the whole name first; empty when there is no word in it.
    level : int
        The level that its words announce ("subdistrict": 3); 0 when they announce none.
    centre : bool
        Whether it says that it is the centre of an area.
    city : bool
        Whether it says that it is a city, not a village or any place.
    inside : tuple of str
        What stands in brackets or after a comma: where the place lies, or another name.
    area : bool
        It names a mountain, plain or countryside.
    beside : bool
        It names something near the place, or a part of it.
    """

    text: str
    forms: tuple[Form, ...] = ()
    level: int = 0
    centre: bool = False
    city: bool = False
    inside: tuple[str, ...] = ()
    area: bool = False
    beside: bool = False


def plain(text: str) -> str:
    """Return a name with case, accents, points, punctuation and spaces made alike, and nothing else.

    Examples
    --------
    >>> plain(" Ma'rat  al-Numan") == plain("ma’rat al numan")
    True
    """
    bare = unicodedata.normalize("NFD", folded(text[:_LONGEST]))
    return _SPACES.sub(" ", _APOSTROPHE.sub("", bare)).strip()


@lru_cache(maxsize=20_000)
def read_name(text: str) -> Name:
    """Return a name taken apart.

    Examples
    --------
    >>> name = read_name("Nahiyat al-Dana (Harim)")
    >>> name.forms[0].sounds, name.level, name.inside
    ('dana', 3, ('harim',))
    """
    whole = folded(text[:_LONGEST])
    if "sub" in whole:
        whole = _SUB.sub("subdistrict", whole)
    first: str = whole
    inside: tuple[str, ...] = ()
    if _OUTER.search(whole):
        first, inside = _outer(whole)
    read = _read_part(first)
    if not read.forms:
        return Name(text)
    forms = list(read.forms)
    if _HALVES.search(first):
        halves = [h for h in _HALVES.split(first) if h.strip()]
        forms += [_less(f, 0.12) for h in halves for f in _read_part(h).forms if f.penalty == 0]
    if inside and "(" in whole:
        forms += [replace(_less(f, 0.02), bracket=True) for f in _read_part(f"{first} {inside[0]}").forms[:1]]
    if len(forms) > 1:
        best: dict[tuple[str, str], Form] = {}
        for form in sorted(forms, key=lambda f: f.penalty):
            best.setdefault((form.sounds, form.sides), form)
        forms = list(best.values())
    beside = read.beside or (" of " in whole and known.is_side_phrase(whole))
    return Name(text, tuple(forms), read.level, read.centre, read.city, inside, read.area, beside)


def _outer(whole: str) -> tuple[str, tuple[str, ...]]:
    """Return the name itself, and what stands in brackets or after a comma."""
    brackets = [b.strip() for b in _BRACKET.findall(whole) if b.strip()]
    parts = [p for p in _COMMA.split(_BRACKET.sub(" ", whole)) if p.strip()]
    if not parts:
        parts, brackets = brackets[:1], brackets[1:]
    return (parts[0] if parts else ""), (*brackets, *parts[1:])


def _less(form: Form, penalty: float) -> Form:
    return replace(form, penalty=form.penalty + penalty)


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word is: the level that it announces, a sign of its side, its sounds."""

    level: int
    aside: bool  # says what kind of place is meant, or where, and is no part of the name
    beside: bool
    centre: bool
    city: bool
    article: bool
    sun: str  # sounds before which it is an article
    area: bool
    side: str
    sounds: str
    apart: str  # sounds where t and h are two
    arabic: bool


@lru_cache(maxsize=50_000)
def _word(written: str) -> _Word:
    word = _APOSTROPHE.sub("", written)
    arabic = is_arabic(word)
    bare = word.removeprefix("ال")
    if not word.isascii() and not arabic:
        bare = _APOSTROPHE.sub("", unicodedata.normalize("NFD", word))
    say = known.lexicon()
    kinds = say.kinds.get(word, _NOTHING) | say.kinds.get(bare, _NOTHING)
    level = say.level_of.get(word, 0) or say.level_of.get(bare, 0)
    heard = word if arabic or word == written else _APOSTROPHE.sub("", _AYN.sub("ع", written))
    beside = "near" in kinds or "part" in kinds
    return _Word(
        level=level,
        aside=bool(level or beside or "centre" in kinds),
        beside=beside,
        centre="centre" in kinds,
        city="city" in kinds,
        article="article" in kinds or "link" in kinds,
        sun=known.SUN_ARTICLES.get(word, ""),
        area="area" in kinds,
        side=known.side_of(word) or (known.side_of(bare) if bare != word else ""),
        sounds=sounds_of_word(known.translated(heard)),
        apart=apart(word),
        arabic=arabic,
    )


@cache
def _generic() -> frozenset[str]:
    """Return the sounds of the words with which many names begin, in both scripts' spellings of them."""
    return frozenset(sounds_of_word(w) for w in known.lexicon().generic)


def _read_part(text: str) -> Name:
    """Return one part of a name, without brackets and commas, taken apart."""
    if "الدين" in text:
        text = _FAITH.sub(" الدين", text)
    words = [_word(w) for w in _WORD.findall(text)]
    core = [w for w in words if not w.aside]
    named = any(not w.article for w in core)
    if not named:
        core = words  # the name consists of such words only
    if len(core) > 1:
        after = [w.sounds[:1] for w in core[1:]]
        core = [w for w, a in zip(core, after, strict=False) if not (w.article or (a and a in w.sun))] + core[-1:]
    sides = [w.side for w in core]
    if sides and all(sides):
        sides[-1:] = [""]
    heard = [w.sounds for w, side in zip(core, sides, strict=True) if not side and w.sounds]
    if not heard:
        return Name(text)
    arabic, area = any(w.arabic for w in core), any(w.area for w in core)
    signs = "".join(sorted(sides))
    forms = [Form(joined(heard), signs, 0.0, arabic, whole=True)]
    if any(w.apart for w in core):
        two = joined([w.apart or w.sounds for w, side in zip(core, sides, strict=True) if not side])
        forms.append(Form(two, signs, 0.02, arabic, whole=True))
    if len(heard) > 1 and not area:
        first = joined(heard[:-1])
        if first not in _generic():
            forms.append(Form(first, signs, 0.2, arabic, whole=False))
        if heard[0] in _generic():
            forms.append(Form(joined(heard[1:]), signs, 0.25, arabic, whole=False))
    level = next((w.level for w in words if w.level), 0) if named else 0
    centre, beside = any(w.centre for w in words), named and any(w.beside for w in words)
    city = named and any(w.city for w in words)
    return Name(text, tuple(forms), level, centre, city, (), area, beside)
