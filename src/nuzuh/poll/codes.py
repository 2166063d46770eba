"""Answers of lists read as codes, whether a file holds codes or labels of any language, and what a spreadsheet made of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nuzuh.poll.asked import Option
from nuzuh.poll.headings import heading_key
from nuzuh.terms.dates import month_names

CODES = None  # the "language" of a column that holds codes
# What programs write where there is no answer, unless it is one of the options.
BLANKS = frozenset(["n/a", "na", "nan", "null", "none", "#n/a", "<na>", "nil", "-", "--"])
_WHOLE = re.compile(r"([+-]?)0*(\d+)(?:\.0+)?")
_PAIR = re.compile(r"(\d{1,2})\s*[-–/]\s*(\d{1,2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?")
_SHORT = re.compile(r"(\d{1,2})-([^\W\d_]{3,4})\.?|([^\W\d_]{3,4})\.?-(\d{2})")


def code_key(text: str) -> str:
    """Return a code in small letters, a whole number without leading zeros and decimals.

    Examples
    --------
    >>> code_key("1.0"), code_key("Yes"), code_key("007")
    ('1', 'yes', '7')
    """
    key = " ".join(text.split()).casefold()
    if whole := _WHOLE.fullmatch(key):
        return f"{whole[1].replace('+', '')}{whole[2]}"
    return key


def as_made_dates(text: str) -> set[tuple[int, int]]:
    """Return the pairs of numbers that a spreadsheet may have made this day or month of.

    Examples
    --------
    >>> sorted(as_made_dates("5-Jan"))
    [(1, 5), (5, 1)]
    """
    if iso := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
        return {(month, day), (day, month)} | ({(month, year % 100)} if day == 1 else set())
    if short := _SHORT.fullmatch(text):
        number, name = int(short[1] or short[4]), (short[2] or short[3]).casefold()
        month = month_names().get(name, 0)
        return {(month, number), (number, month)} if month else set()
    return set()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The options of a question by all that a file may call them.

    Attributes
    ----------
    options : tuple of Option
    keys : mapping
        `CODES` or language -> key -> code; a key that two options share has None.
    exact : frozenset of str
        The codes.
    """

    options: tuple[Option, ...]
    keys: Mapping[str | None, Mapping[str, str | None]]
    exact: frozenset[str]

    def languages(self) -> list[str | None]:
        """Return `CODES` and the languages."""
        return list(self.keys)

    def code(self, text: str, languages: Sequence[str | None]) -> str | None:
        """Return the code of a cell by the first language in which it is one, None when it is none."""
        for language in languages:
            found: str | None = None
            if language is CODES:  # "A" and "a" may be two codes
                found = text if text in self.exact else self.keys[CODES].get(code_key(text))
            else:
                found = self.keys[language].get(heading_key(text))
            if found is not None:
                return found
        return None

    def shared(self, text: str) -> bool:
        """Return whether the text is the label of several options."""
        key = heading_key(text)
        return any(key in keys and keys[key] is None for keys in self.keys.values())

    def made_date(self, text: str) -> str | None:
        """Return the code that a spreadsheet took for a date, where only one can be meant."""
        pairs = as_made_dates(text)
        if not pairs:
            return None
        found = {option.code for option in self.options for pair in _pairs(option) if pair in pairs}
        return found.pop() if len(found) == 1 else None


def _pairs(option: Option) -> Iterator[tuple[int, int]]:
    for text in (option.code, *option.label.values()):
        if pair := _PAIR.fullmatch(text.strip()):
            yield int(pair[1]), int(pair[2])


def codebook(options: Iterable[Option]) -> Codebook:
    """Return the options by their codes and labels."""
    options = tuple(options)
    keys: dict[str | None, dict[str, str | None]] = {CODES: {}}
    for option in options:
        keys[CODES].setdefault(code_key(option.code), option.code)
        for language, text in option.label.items():
            told = keys.setdefault(language, {})
            key = heading_key(text)
            told[key] = option.code if told.get(key, option.code) == option.code else None
    labelled = [each for each in keys if each is not CODES]
    for option in options:  # one without a label is written by its code
        for each in labelled:
            if each not in option.label:
                keys[each].setdefault(heading_key(option.code), option.code)
    return Codebook(options, keys, frozenset(option.code for option in options))


def language_of(book: Codebook, texts: Sequence[str], usual: Sequence[str | None]) -> list[str | None]:
    """Return the languages to read a column in, best first: the one that fits all its texts, else most of them.

    Parameters
    ----------
    book : Codebook
    texts : sequence of str
        The distinct texts of the column.
    usual : sequence
        What other columns of the file are in, best first: decides between languages that fit as well.
    """
    fits = Counter({language: sum(book.code(text, [language]) is not None for text in texts) for language in book.keys})
    order = {language: place for place, language in enumerate(usual)}
    return sorted(fits, key=lambda language: (-fits[language], order.get(language, len(order)), str(language or "")))
