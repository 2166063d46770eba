"""Words that many names of organisations share, in Latin and Arabic script, and the folding of any word."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale

from nuzuh.places.letters import folded, is_arabic
from nuzuh.terms.amounts import fold_digits

KINDS = ("small", "form", "kind", "body", "field", "people")
_PLAIN_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ۀ": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ء": "",
        "ک": "ك",
    }
)
_PLAIN_LATIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_MARKS = re.compile("[\u0300-\u036f]")
_ENDINGS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("tre", "ter"),
    ("our", "or"),
    ("ogramme", "ogram"),
    ("efence", "efense"),
)
_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال")
_LETTERS_OF_OWN = ("و", "ب", "ل")
_LANGUAGES = ("en", "fr", "tr", "ar")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    Attributes
    ----------
    text : str
        Folded: small, without accents, in one spelling; an Arabic one without its article and what is written together with it.
    kind : str
        What it is in a name: small ("of"), form ("Ltd"), kind ("association"), body ("university"), field ("relief"),
        people ("Syrian"); empty for a word that names.
    meanings : frozenset of str
        What it means, if it is a word that many names share.
    whole : str
        Folded, with its article and the ending of the plural.
    """

    text: str
    kind: str
    meanings: frozenset[str]
    whole: str

    @property
    def key(self) -> str:
        """The word, or what it means where that is a kind of organisation: Univ. and university have one key."""
        return min(self.meanings) if self.kind in ("kind", "body", "form") else self.text


def plain_word(word: str) -> str:
    """Return a word folded: small, without accents, in one spelling, an Arabic one with its article.

    Examples
    --------
    >>> [plain_word(w) for w in ("DERNEĞİ", "Organisation", "الإغاثة", "Łódź")]
    ['dernegi', 'organization', 'الاغاثه', 'lodz']
    """
    word = fold_digits(folded(word))
    if is_arabic(word):
        return word.translate(_PLAIN_ARABIC)
    word = _MARKS.sub("", unicodedata.normalize("NFD", word.translate(_PLAIN_LATIN)))
    for british, american in _ENDINGS:
        if word.endswith(british) and len(word) > len(british) + 2:
            return word.removesuffix(british) + american
    return word


@cache
def _vocabulary() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return the words that names share: folded word -> kind and meanings; names of countries are among them."""
    kinds: dict[str, str] = {}
    meanings: dict[str, set[str]] = {}

    def add(word: str, kind: str, meaning: str) -> None:
        for text in (plain_word(word), without_article(plain_word(word))):
            kinds.setdefault(text, kind)
            meanings.setdefault(text, set()).add(meaning)

    text = files("nuzuh.organisations").joinpath("words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        for word in filter(None, (*row["latin"].split("|"), *row["arabic"].split("|"))):
            add(word, row["kind"], row["meaning"])
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code.isalpha() and re.fullmatch(r"\w{4,}", name):
                known = meanings.get(without_article(plain_word(name)), {code})
                add(name, "people", min(known))
    return {word: (kinds[word], frozenset(meanings[word])) for word in kinds}


def without_article(word: str) -> str:
    """Return a folded Arabic word without its article, and without the letters that are written together with that.

    Examples
    --------
    >>> without_article("للتنميه"), without_article("والاغاثه"), without_article("الف")
    ('تنميه', 'اغاثه', 'الف')
    """
    if is_arabic(word[:1]) and word != "الله":
        for prefix in _PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= (2 if prefix == "ال" else 3):
                return word.removeprefix(prefix)
    return word


_ENDS = re.compile("(?:ات|ون|ين|يه|ه|ي|ان)$")
_BEGINS = re.compile("^(?:است|مت|من|م|ت|ان|ا)(?=...)")
_STEM = 6  # letters that a Latin word must share with a known one


def root_of(word: str) -> str:
    """Return roughly the root of a folded Arabic word, without its article: what stays in all words made of it.

    Examples
    --------
    >>> root_of("تضامن") == root_of("متضامنه") == "ضمن"
    True
    """
    for pattern in (_ENDS, _BEGINS):
        shorter = pattern.sub("", word)
        word = shorter if len(shorter) > 2 else word
    inner = word[:1] + re.sub("[اوي]", "", word[1:])
    return inner if len(inner) > 2 else word


@cache
def _by_root() -> Mapping[str, frozenset[str]]:
    """Return the meanings of roots, and of the first letters of Latin words."""
    found: dict[str, set[str]] = {}
    for word, (kind, meanings) in _vocabulary().items():
        if kind in ("field", "people"):
            key = root_of(word) if is_arabic(word) else word[:_STEM]
            if len(key) >= (3 if is_arabic(word) else _STEM):
                found.setdefault(key, set()).update(meanings)
    return {key: frozenset(meanings) for key, meanings in found.items()}


@lru_cache(maxsize=50_000)
def related_meanings(word: Word) -> frozenset[str]:
    """Return what a word may mean that is not known itself: what known words of the same root mean.

    Examples
    --------
    >>> sorted(related_meanings(read_word("متضامنة"))), sorted(related_meanings(read_word("solidarités")))
    (['solidarity'], ['solidarity'])
    """
    if word.kind or len(word.text) < (4 if is_arabic(word.text) else _STEM):
        return frozenset()
    return _by_root().get(root_of(word.text) if is_arabic(word.text) else word.text[:_STEM], frozenset())


@lru_cache(maxsize=50_000)
def read_word(written: str) -> Word:
    """Return one word as it is compared.

    Examples
    --------
    >>> word = read_word("والثقافة")
    >>> word.text, word.kind, sorted(word.meanings)
    ('ثقافه', 'field', ['culture'])
    """
    whole, known = plain_word(written), _vocabulary()
    if whole in known and not is_arabic(whole):
        return Word(_singular(whole), *known[whole], whole)
    text = without_article(whole)
    if text in known:
        return Word(text, *known[text], whole)
    if is_arabic(text) and text == whole and text[:1] in _LETTERS_OF_OWN and len(text) > 3:
        rest = without_article(text[1:])
        if rest in known and known[rest][0] != "small":
            return Word(rest, *known[rest], whole)
    return Word(_singular(text), "number" if text.isdecimal() else "", frozenset(), whole)


def _singular(word: str) -> str:
    """Return a Latin word without the s of the plural."""
    if len(word) > 5 and word.isascii() and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
