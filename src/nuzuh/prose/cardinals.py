"""Whole and decimal numbers in a text, in digits and in words: 948,000, "1.2 million", "two hundred and five", خمسون ألفا."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nuzuh.prose.digits import digits_at, value_of
from nuzuh.prose.lexicon import Lexicon

_MINUS = re.compile(r"(?:^|(?<=[\s(]))[-−]$")
_POINT = re.compile(r"(?:^|(?<=[\s(]))\.$")
_TEN = re.compile(r"[\s\u00a0]+عشر")
_TOKEN = re.compile(r"\d|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number: its span in the folded text, its value, whether it has digits, whether it needs support from beside it."""

    start: int
    end: int
    value: float
    typed: bool
    unsure: bool = False
    bare: bool = False  # a scale alone: "the million"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a number: what it adds or multiplies, where it begins and ends, and the و before it."""

    role: str  # digits, small, hundreds, hundred, scale, dual
    value: float
    start: int
    end: int
    joined: bool = False
    word: str = ""


def cardinals(folded: str, lexicon: Lexicon, taken: Sequence[tuple[int, int]] = ()) -> list[Cardinal]:
    """Return the numbers of a folded text in order, outside the spans that are taken."""
    return _Reader(folded, lexicon, taken).all()


class _Reader:
    def __init__(self, text: str, lexicon: Lexicon, taken: Sequence[tuple[int, int]]) -> None:
        self.text, self.lexicon = text, lexicon
        self.taken, self.next_taken = sorted(taken), 0
        self.others: set[str] = set()  # words that are none of a number, and begin none
        self.cache: dict[str, tuple[str, float, int, int, bool] | None] = {}

    def all(self) -> list[Cardinal]:
        out: list[Cardinal] = []
        done = 0
        for found in _TOKEN.finditer(self.text):
            start = found.start()
            if found[0] in self.others or start < done or self._is_taken(start):
                continue
            number = self._number(start, found)
            if number is not None:
                out.append(number)
                done = number.end
        return out

    def _is_taken(self, place: int) -> bool:
        while self.next_taken < len(self.taken) and self.taken[self.next_taken][1] <= place:
            self.next_taken += 1
        return self.next_taken < len(self.taken) and self.taken[self.next_taken][0] <= place

    def _number(self, start: int, found: re.Match[str]) -> Cardinal | None:
        half = self._halved(start)
        if half is not None:
            return half
        word = self._word(found)
        if word is None and not any(found[0] in pattern.pattern for pattern, _ in self.lexicon.halves):
            self.others.add(found[0])
        if word is None or (word.word == "iki" and self.text[max(start - 4, 0) : start] == "her "):  # "both"
            return None
        if word.word == "اثنا" and not _TEN.match(self.text, word.end):  # أثناء, folded
            return None
        return self._composed(word)

    def _halved(self, start: int) -> Cardinal | None:
        """Return a part of a scale ("half a million"), if one begins here."""
        if start and self.text[start - 1].isalnum():
            return None
        for pattern, part in self.lexicon.halves:
            if (found := pattern.match(self.text, start)) and (token := _TOKEN.match(self.text, found.end())):
                word = self._word(token)
                if word is not None and word.role in ("scale", "dual") and not word.joined:
                    scale = self.lexicon.roles.get(word.word, ("", word.value))[1]
                    return Cardinal(start, word.end, part * scale, typed=False)
        return None

    def _word(self, found: re.Match[str] | None) -> _Word | None:
        """Return the word of a number at a token, None if it is none."""
        if found is None:
            return None
        text = found[0]
        if text.isdigit():
            digits = digits_at(self.text, found.start())
            if digits is None:
                return None
            value, start = value_of(digits[0], self.lexicon.language), digits.start()
            if _POINT.search(self.text, max(start - 2, 0), start) and digits[0].isdigit():
                value, start = float(f"0.{digits[0]}"), start - 1  # ".5 million"
            if _MINUS.search(self.text, max(start - 2, 0), start):
                start -= 1
            return _Word("digits", value, start, digits.end())
        if text not in self.cache:
            self.cache[text] = self._looked_up(text)
        known = self.cache[text]
        if known is None:
            return None
        role, value, low, high, joined = known
        start = found.start()
        return _Word(role, value, start + low, start + high, joined, text[low:high])

    def _looked_up(self, word: str) -> tuple[str, float, int, int, bool] | None:
        lexicon = self.lexicon
        if word in lexicon.never:
            return None
        if word in lexicon.roles:
            return (*lexicon.roles[word], 0, len(word), False)
        if lexicon.suffixed and (found := lexicon.suffixed.match(word)):
            base = found[1]
            if base in ("bir", "on", "yüz", "bin") and found[2]:
                return (*lexicon.roles[base], 0, len(base), True) if base != "bir" else None
            return (*lexicon.roles[base], 0, len(base), False)
        if lexicon.prefix and (found := lexicon.prefix.match(word)):
            # the و comes off first, then the article: "والف" is و + الف and not وال + ف
            for cut in sorted({1, 2, 3, 4, found.end()}):
                rest = word[cut:]
                if rest in lexicon.never:
                    return None
                if rest in lexicon.roles and lexicon.prefix.fullmatch(word[:cut]):
                    return (*lexicon.roles[rest], cut, len(word), word[0] == "و")
        return None

    def _composed(self, first: _Word) -> Cardinal | None:
        """Return the number that begins with a word and goes on as long as words fit."""
        lexicon = self.lexicon
        total, group, floor, scale = 0.0, -1.0, 1e18, 1e18
        word: _Word | None = first
        end, typed, count, last = first.start, False, 0, first
        while word is not None:
            fits = self._fit(word, group, floor, scale, last if count else None)
            if fits is None:
                break
            group, floor, multiplied = fits
            if multiplied:
                total, scale = total + group, multiplied
                group, floor = -1.0, 1e18
            end, typed, last, count = word.end, typed or word.role == "digits", word, count + 1
            total, group, end = self._with_half(total, group, end, scale if multiplied else 1.0)
            word = self._next(end, last)
        if not count:
            return None
        value = (total + max(group, 0.0)) * (-1 if self.text[first.start] in "-−" else 1)
        alone = count == 1 and (first.word in lexicon.alone or (first.joined and self.lexicon.language == "tr"))
        start = self._with_article(first)
        bare = count == 1 and first.role in ("scale", "hundred") and start == first.start and end == first.end
        return Cardinal(start, end, value, typed, alone, bare)

    def _with_article(self, first: _Word) -> int:
        """Return where a number begins: "a million" with its article."""
        if self.lexicon.language == "en" and first.role in ("scale", "hundred"):
            found = re.search(r"\ban?\s$", self.text[max(first.start - 3, 0) : first.start])
            return first.start - 2 if found else first.start
        return first.start

    def _fit(
        self, word: _Word, group: float, floor: float, scale: float, last: _Word | None
    ) -> tuple[float, float, float] | None:
        """Return the group with a word added, the place below which words still fit, and the scale if it closes the group."""
        role, value = word.role, word.value
        begun = group >= 0
        if role == "digits":
            return None if begun or (last is not None and value >= scale) else (value, 1.0, 0.0)
        if role == "small":
            return self._fit_small(word, group, floor, last)
        if role == "hundreds":
            return (value, 100.0, 0.0) if not begun else None
        if role == "hundred":
            if not begun:
                return 100.0, 100.0, 0.0
            return (group * 100, 100.0, 0.0) if group < 10 and floor <= 1 and not word.joined else None
        if role == "dual" or role == "scale":
            multiplier = value / 2 if role == "dual" else value
            if begun and word.joined and self.lexicon.language == "ar":
                return None
            if multiplier >= scale:
                return None
            if role == "dual" and not begun:
                return value, 1.0, multiplier
            return (group if begun else 1.0) * multiplier, 1.0, multiplier
        return None

    def _fit_small(
        self, word: _Word, group: float, floor: float, last: _Word | None
    ) -> tuple[float, float, float] | None:
        value = word.value
        tens = value % 10 == 0 and (value > 10 or self.lexicon.language == "tr")  # "on bir", but not "ten one"
        place = 10.0 if tens else 1.0
        if group < 0:
            return value, place, 0.0
        if last is not None and last.role == "digits":
            return None
        if self.lexicon.language == "ar":
            unit = group % 100
            if 0 < unit < 10 and floor <= 1:
                fits = word.joined if tens else value == 10 and not word.joined
                return (group + value, 0.5, 0.0) if fits else None
            return (group + value, place, 0.0) if word.joined and group % 100 == 0 else None
        return (group + value, place, 0.0) if value < floor and floor > 1 else None

    def _next(self, end: int, last: _Word) -> _Word | None:
        """Return the word of a number that goes on behind a position, None where the number ends."""
        language = self.lexicon.language
        gap = re.compile(r"[\s\u00a0]{1,3}|-(?=[a-z])|").match(self.text, end)
        place = gap.end() if gap else end
        found = _TOKEN.match(self.text, place)
        if found is None:
            return None
        if last.role == "digits" and place == end:
            return self._short(found)
        if language == "en" and found[0] == "and" and last.role in ("hundred", "scale") and place > end:
            return self._after_and(found)
        if language == "ar" and found[0] == "و" and last.role != "digits":
            behind = _TOKEN.match(self.text, found.end()) or _TOKEN.match(self.text, found.end() + 1)
            word = self._word(behind)
            return None if word is None or (last.role == "small" and word.role == "digits") else _joined(word)
        word = self._word(found)
        if word is None or place == end or self._is_taken_later(word.start):
            return None
        if word.role == "digits":
            return word if language == "tr" and last.role == "scale" else None
        if language == "tr" and self.text[end:place] == "-":
            return None
        return word

    def _is_taken_later(self, place: int) -> bool:
        return any(low <= place < high for low, high in self.taken[self.next_taken : self.next_taken + 3])

    def _short(self, found: re.Match[str]) -> _Word | None:
        """Return a scale written together with digits: 5k, 1.2m; or a scale word without a blank."""
        if found[0] in self.lexicon.short:
            return _Word("scale", self.lexicon.short[found[0]], *found.span())
        word = self._word(found)
        return word if word is not None and word.role == "scale" else None

    def _after_and(self, found: re.Match[str]) -> _Word | None:
        """Return the word behind "and" if it goes on with the number: "two hundred and five", not "and two hundred"."""
        behind = _TOKEN.match(self.text, found.end() + 1)
        word = self._word(behind)
        if word is None or word.role not in ("small",):
            return None
        further = self._next(word.end, word)
        if further is not None and further.role == "small":
            further = self._next(further.end, further)
        return word if further is None or further.role == "small" else None

    def _with_half(self, total: float, group: float, end: int, scale: float) -> tuple[float, float, int]:
        found = self.lexicon.half_behind.match(self.text, end)
        if found is None or self.text[found.end() : found.end() + 1].isalpha():
            return total, group, end
        part = 0.25 if found[1] in ("ربع", "quarter") else 0.5
        if group >= 0:
            return total, group + part, found.end()
        return total + part * scale, group, found.end()


def _joined(word: _Word) -> _Word:
    return _Word(word.role, word.value, word.start, word.end, joined=True, word=word.word)
