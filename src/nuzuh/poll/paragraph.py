"""A paragraph as it is read: small letters, single spaces, and a letter in place of each number that says what it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nuzuh.poll.phrases import Phrases
from nuzuh.poll.printed import Printed, printed
from nuzuh.terms.amounts import fold_digits, fold_letters

ITEM = r"\s*(?:[-+*•]|[0-9]{1,2}[.)])\s"  # of a list
_BULLET = re.compile(rf"\n{ITEM}")
_NUMBER = re.compile(r"[0-9]+(?:[.,٫٬،\u00a0][0-9]+)*")
_PLAIN = re.compile(r"[0-9]+(?:[.,٫][0-9]{1,6})?")
_SEVERAL = re.compile(r"[0-9]+(?:[-–/.:][0-9]+){2,}|[0-9]+[-–:][0-9]+")  # dates, times, ranges of numbers
_LIST_NUMBER = re.compile(r"(?m)^\s*[0-9]{1,2}[.)](?=\s)")
_NEAR = 80  # signs before a number in which the words that belong to it stand
_YEARS = range(1900, 2101)
_NO_PERCENTAGE = Printed("", 0, 0)
_QUOTES = {"’": "'", "ʼ": "'", "′": "'", "‘": "'", **dict.fromkeys('“”„"«»*_`', "")}


@dataclass(frozen=True, slots=True)
class Token:
    """A number that was read: its letter, its place in the paragraph, and what it is."""

    letter: str
    start: int
    end: int
    figure: Printed = _NO_PERCENTAGE
    whole: int = 0
    quantifier: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph with a letter in place of each number, and the numbers by the position of their letter."""

    text: str
    tokens: dict[int, Token]


@cache
def _folded_sign(sign: str) -> str:
    if sign in "\u00a0\u202f":
        return "\u00a0"
    if unicodedata.combining(sign):
        return ""
    return _QUOTES.get(sign, fold_letters(fold_digits(sign)))


def read(text: str, phrases: Phrases) -> Reading:
    """Return a paragraph as it is read: small letters, single spaces, ¶ before each item of a list, numbers as letters."""
    marked = _BULLET.sub(lambda m: "¶" + " " * (len(m[0]) - 1), text)
    signs, places = [], []
    for place, sign in enumerate(marked):
        for part in _folded_sign(sign):
            signs.append(part)
            places.append(place)
    folded = "".join(signs)
    out: list[str] = []
    tokens: dict[int, Token] = {}
    done = 0
    for token in _tokens(folded, phrases):
        out += _spaced(folded[done : token.start], out)
        tokens[len(out)] = replace(token, start=places[token.start], end=places[token.end - 1] + 1)
        out.append(token.letter)
        done = token.end
    out += _spaced(folded[done:], out)
    return _left_alone(Reading("".join(out), tokens), phrases)


def _spaced(text: str, before: Sequence[str]) -> str:
    """Return what stands between numbers with single spaces."""
    single = re.sub(r"\s+", " ", text)
    return single[1:] if single[:1] == " " and (not before or before[-1] == " ") else single


def _tokens(folded: str, phrases: Phrases) -> Iterator[Token]:
    """Yield the numbers of a folded text in order, with the signs and words that belong to them."""
    several = [m.span() for pattern in (_SEVERAL, _LIST_NUMBER) for m in pattern.finditer(folded)]
    done = 0
    for found in _NUMBER.finditer(folded):
        start, end = found.span()
        if start < done:
            continue
        token = _token(folded, done, start, end, phrases)
        if token.letter == "N" and any(low <= start < high for low, high in several):
            token = replace(token, letter="X")
        done = token.end
        yield token


def _token(folded: str, done: int, start: int, end: int, phrases: Phrases) -> Token:
    """Return the number between two positions; ``done`` is where the number before it ends."""
    done = max(done, start - _NEAR)
    number, before = folded[start:end], folded[done:start]
    margin = re.search(rf"(?:{phrases.margin})\s?$", before)
    behind = re.match(phrases.sign_after, folded[end:])
    ahead = re.search(rf"(?:{phrases.sign_before})$", before) if phrases.sign_before else None
    if margin or behind or ahead:
        sign = margin or ahead
        start = done + sign.start() if sign else start
        end += behind.end() if behind else 0
        minus = folded[:start].endswith(("-", "−", "–"))
        plain = _PLAIN.fullmatch(number) and not re.search(rf"[{re.escape(phrases.thousands)}][0-9]{{3}}$", number)
        if not plain or minus or _in_word(folded, start, end) or (figure := printed(number)).value > 100:
            return Token("R", start, end)
        return _rough(Token("M" if margin else "P", start, end, figure), folded, done, phrases)
    size = _whole(number, phrases.thousands)
    if size is None or _counts_nobody(folded, done, start, end, size, phrases):
        return Token("X", start, end)
    token = _rough(Token("N", start, end, whole=size), folded, done, phrases)
    return replace(token, letter="X") if token.quantifier else token


def _whole(number: str, thousands: str) -> int | None:
    """Return a whole number with the thousands of its language, or None."""
    if not number.isdigit() and not re.fullmatch(rf"[0-9]{{1,3}}(?:[{re.escape(thousands)}][0-9]{{3}})+", number):
        return None
    return int(re.sub(r"[^0-9]", "", number)) or None


def _counts_nobody(folded: str, done: int, start: int, end: int, size: int, phrases: Phrases) -> bool:
    """Return whether a whole number is an amount of something else, a year, or a part of a word."""
    before, behind = folded[done:start], folded[end:]
    if _in_word(folded, start, end) or re.match(phrases.no_people, behind):
        return True
    if re.search(rf"(?:{phrases.not_after})$", before):
        return True
    year = size in _YEARS and folded[start:end].isdigit()
    return year and not re.match(phrases.people, behind) and not before.rstrip().endswith("=")


def _in_word(folded: str, start: int, end: int) -> bool:
    """Return whether Latin letters or digits stand directly before or behind a number."""
    around = folded[max(start - 1, 0) : start] + folded[end : end + 1]
    return bool(re.search(r"[a-z0-9]", around))


def _rough(token: Token, folded: str, done: int, phrases: Phrases) -> Token:
    """Return a number with the words by which it is meant about, more than or less than."""
    before, behind = folded[done : token.start], folded[token.end :]
    for name, words in phrases.rough_before.items():
        if found := re.search(rf"(?<!\w)(?:{words})\s*$", before):
            return replace(token, start=done + found.start(), quantifier=name)
    for name, words in phrases.rough_after.items():
        if found := re.match(words, behind):
            return replace(token, end=token.end + found.end(), quantifier=name)
    return token


def _left_alone(read: Reading, phrases: Phrases) -> Reading:
    """Return a reading in which ranges, changes and levels of confidence are no percentages any more."""
    letters = list(read.text)
    for pattern in phrases.alone:
        for found in re.finditer(pattern, "".join(letters)):
            inside = range(*found.span())
            if not any(letters[i] == "N" and read.tokens[i].whole > 100 for i in inside):
                for i in inside:
                    letters[i] = {"P": "R", "N": "X"}.get(letters[i], letters[i]) if i in read.tokens else letters[i]
    return Reading("".join(letters), read.tokens)
