"""Percentages and margins of error in a plain text, each with the number of people that the text prints for it.

The patterns of a language say which number of people stands beside a percentage, or in what sentence before it people
were asked. Ranges, changes and levels of confidence are left alone, and where two numbers of people are possible none is
taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from nuzuh.poll.attainable import Judged, check_count, check_percentage
from nuzuh.poll.paragraph import ITEM, Reading, Token, read
from nuzuh.poll.phrases import PHRASES, SIZE_BESIDE, Phrases
from nuzuh.poll.printed import Printed

_LINKS = re.compile(r"\[(?=[^\]\n]*\]\()|\]\([^)\s]*\)|https?://\S+")
_PARAGRAPH = re.compile(rf"(?<!:)\n[^\S\n]*\n|\n[^\S\n]*\n(?!{ITEM})")  # a list belongs to the colon before it
_END = re.compile(r"[.!?؟¶](?=\s|$)|¶")
_DAYS = 31  # 2/6 may be a day

Pair = tuple[int | None, int | None]  # number of people, and how many of them


@dataclass(frozen=True, slots=True)
class Found:
    """A percentage or a margin of error in a text.

    Attributes
    ----------
    line, column : int
        Where it begins, both from 1.
    start, end : int
        The same as positions in the text.
    text : str
        As printed, with its sign and words such as more than.
    figure : Printed
    n, count : int or None
        People of whom the text says it, and how many of them; None where it does not say so or one cannot be sure.
    quantifier : str
        about, more than or less than; empty for a plain figure.
    kind : {"share", "margin"}
    """

    line: int
    column: int
    start: int
    end: int
    text: str
    figure: Printed
    n: int | None
    count: int | None
    quantifier: str
    kind: Literal["share", "margin"]


def find(text: str, language: str) -> list[Found]:
    """Return every percentage and margin of error of a text in English, Arabic or Turkish, in order.

    Ranges, changes, levels of confidence and whatever is above 100 % are left alone.

    Examples
    --------
    >>> [(f.text, f.n, f.count) for f in find("We asked 150 people. 90.6% fled; 136 of 150 (90.7%) wait.", "en")]
    [('90.6%', 150, None), ('90.7%', 150, 136)]
    """
    phrases = PHRASES[language]
    plain = _LINKS.sub(lambda m: " " * len(m[0]), text)
    out, begin = [], 0
    for end in [*(m.start() for m in _PARAGRAPH.finditer(plain)), len(plain)]:
        reading = read(plain[begin:end], phrases)
        pairs = _Paragraph(reading, phrases).paired()
        out += [_found(text, begin, reading.tokens[at], pair) for at, pair in pairs.items()]
        begin = end
    return out


def judge(found: Found) -> Judged | None:
    """Return what can be said of a share that a text prints with its number of people; None without one.

    A share that is about, more than or less than something is a rough statement: it is exempt if some count bears it out.
    """
    if found.n is None or found.kind != "share":
        return None
    if found.quantifier:
        value = found.figure.value
        can = {"more than": value < 100, "less than": value > 0}.get(found.quantifier, True)
        return Judged("exempt" if can else "not attainable", found.n, ())
    if found.count is not None:
        return check_count(found.count, found.figure, found.n)
    return check_percentage(found.figure, found.n)


def _found(text: str, begin: int, token: Token, pair: Pair) -> Found:
    """Return a percentage of a paragraph that begins at a position of the text."""
    start, end = begin + token.start, begin + token.end
    shown = " ".join(text[start:end].split())
    return Found(
        line=text.count("\n", 0, start) + 1,
        column=start - text.rfind("\n", 0, start),
        start=start,
        end=end,
        text=shown,
        figure=replace(token.figure, text=shown),
        n=pair[0],
        count=pair[1],
        quantifier=token.quantifier,
        kind="margin" if token.letter == "M" else "share",
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """How many people a sentence says were asked, None where it names several numbers; and where that ends."""

    n: int | None
    end: int


class _Paragraph:
    """A paragraph as it was read, its sentences, and the numbers of people in them."""

    def __init__(self, reading: Reading, phrases: Phrases) -> None:
        self.text, self.tokens, self.phrases = reading.text, reading.tokens, phrases
        ends = [m.end() for m in _END.finditer(self.text)]
        self.sentences = list(zip([0, *ends], [*ends, len(self.text)], strict=True))
        self.used: set[int] = set()
        self.beside = self._beside()
        self.asked = [self._asked(low, high) for low, high in self.sentences]

    def paired(self) -> dict[int, Pair]:
        """Return position -> number of people and count, of each percentage and margin."""
        out: dict[int, Pair] = {}
        for number, (low, high) in enumerate(self.sentences):
            before: int | None = None
            for at in (i for i in range(low, high) if i in self.tokens and self.text[i] in "PM"):
                if self.text[at] == "M":
                    out[at] = (self._of_margin(number, out[before] if before is not None else (None, None)), None)
                    continue
                out[at] = self.beside.get(at) or (self._of_those_asked(number, at, before, out), None)
                before = at
        return out

    def _matches(self, low: int, high: int) -> Iterator[tuple[str, dict[str, int]]]:
        """Yield what stands beside a percentage in a sentence: the pattern, and the positions of its groups."""
        for pattern in self.phrases.beside:
            for found in re.finditer(pattern, self.text[low:high]):
                groups = {name: low + found.start(name) for name, text in found.groupdict().items() if text}
                day = "k" in groups and "/" in found[0] and self.tokens[groups["n"]].whole <= _DAYS
                if not day:
                    yield pattern, groups

    def _beside(self) -> dict[int, Pair]:
        """Return the pairs of which the patterns agree; no number of people where they do not.

        n = 136 may also be a count: it is the number of people only if the paragraph names no other one.
        """
        seen: dict[int, set[Pair]] = {}
        sizes: dict[int, int] = {}
        for low, high in self.sentences:
            for pattern, groups in self._matches(low, high):
                pair = (self.tokens[groups["n"]].whole, self.tokens[groups["k"]].whole if "k" in groups else None)
                seen.setdefault(groups["p"], set()).add(pair)
                self.used |= {groups[name] for name in groups if name != "p"}
                if pattern in SIZE_BESIDE:
                    sizes[groups["p"]] = pair[0]
        named = {self.tokens[m.start("n")].whole for p in self.phrases.asked for m in re.finditer(p, self.text)}
        unsure = set(sizes) if len(named | set(sizes.values())) > 1 else set()
        return {at: (None, None) if at in unsure else _agreed(options) for at, options in seen.items()}

    def _asked(self, low: int, high: int) -> _Asked | None:
        """Return how many were asked, as one sentence says it."""
        text = self.text[low:high]
        found = {low + m.start("n"): low + m.end() for p in self.phrases.asked for m in re.finditer(p, text)}
        if not found:
            return None
        others = [i for i in range(low, high) if self.text[i] == "N" and i in self.tokens and i not in self.used]
        loose = [i for i in others if i not in found and not re.match(self.phrases.places, self.text[i + 1 : high])]
        sizes = {self.tokens[at].whole for at in found}
        return _Asked(sizes.pop() if len(sizes) == 1 and not loose else None, max(found.values()))

    def _earlier(self, number: int) -> tuple[_Asked | None, int]:
        """Return the nearest earlier sentence that says how many were asked, and how far back; none across other numbers."""
        for back in range(1, number + 1):
            if self.asked[number - back]:
                return self.asked[number - back], back
            low, high = self.sentences[number - back]
            if any(self.text[i] in "NXR" for i in range(low, high) if i in self.tokens):
                break
        return None, 0

    def _of_margin(self, number: int, before: Pair) -> int | None:
        """Return the number of people of a margin of error: that of the percentage before it, else those asked."""
        asked = self.asked[number] or self._earlier(number)[0]
        return before[0] or (asked.n if asked else None)

    def _of_those_asked(self, number: int, at: int, before: int | None, done: dict[int, Pair]) -> int | None:
        """Return the people of whom a percentage is that has no number beside it: those whom a sentence says were asked.

        ``before`` is the percentage before it in the sentence, ``done`` has the number of people of that.
        """
        phrases, (low, high) = self.phrases, self.sentences[number]
        behind = self.text[at + 1 : high]
        of_them = re.match(phrases.them, behind)
        if re.match(phrases.part, behind):
            return None
        if before is not None:
            between = self.text[before + 1 : at]
            same = re.fullmatch(phrases.onward, between) and not re.match(phrases.part, between)
            return done[before][0] if same and not of_them else None
        if asked := self.asked[number]:
            between = self.text[asked.end : at] if asked.end <= at else "X"
            return asked.n if between in ("", " ") or re.fullmatch(phrases.link, between) else None
        lead = re.fullmatch(phrases.lead, self.text[low:at].lstrip(" ¶>#-"))
        asked, back = self._earlier(number)
        if not lead or not asked:
            return None
        unclear = back > 1 or "P" in self.text[slice(*self.sentences[number - 1])]
        return None if unclear and (of_them or lead.groupdict().get("back")) else asked.n


def _agreed(options: set[Pair]) -> Pair:
    """Return the one number of people and count that patterns give a percentage, or none if they differ."""
    sizes, counts = {n for n, _ in options}, {k for _, k in options if k is not None}
    n, count = next(iter(sizes)), next(iter(counts), None)
    return (n, count) if len(sizes) == 1 and len(counts) < 2 and (count or 0) <= (n or 0) else (None, None)
