"""What a text says: its numbers, percentages, parts, dates, periods, comparisons and superlatives, in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nuzuh.prose.beside import PEOPLE, Surroundings, surroundings, unit_at, unit_behind, unit_of
from nuzuh.prose.cardinals import cardinals
from nuzuh.prose.counted import Counted, counted, phrases, quantifier_behind, with_quantifier
from nuzuh.prose.days import Stretch, stretches
from nuzuh.prose.folding import Folded, fold
from nuzuh.prose.labels import Label, labels
from nuzuh.prose.lexicon import Lexicon, lexicon_of
from nuzuh.prose.likened import likened
from nuzuh.prose.said import Said
from nuzuh.prose.split import sentences

_LETTER = re.compile(r"[^\W\d_]")
_NOUN = re.compile(r"[\s\u00a0]([^\W\d_]{3,})")
# Whose "altı" is what is under it: toprağın altı, yer altı.
_UNDER = re.compile(
    r"(?:[iuü]n|\b(?:yer|deniz|su|toprak|ayak|yatak|ateş|el|masa|enkaz|kar|cadir|çadir|koltuk|çati|koruma|denetim))\s$"
)
_TANWIN = "\u064b"


def read(text: str, language: str) -> list[Said]:
    """Return everything that a text says in numbers, dates and comparisons, sorted by its place; never raises for any text.

    Parameters
    ----------
    text : str
        Plain text or Markdown; templates must be written over with blanks first.
    language : str
        en, ar or tr; ``nuzuh.prose.languages.language_of`` guesses it.

    Raises
    ------
    KeyError
        When the language is none of the three.

    Examples
    --------
    >>> [(s.kind, s.text, s.value, s.quantifier, s.unit) for s in read("More than 50 organisations, two-thirds of them new.", "en")]
    [('number', 'More than 50', 50.0, 'more than', 'organisations'), ('fraction', 'two-thirds', 0.6666666666666666, 'exactly', '')]
    """
    lexicon = lexicon_of(language)
    folded = fold(text, language)
    plain = folded.text
    periods = stretches(plain, lexicon, unit_behind(lexicon))
    dated = _covered(
        len(plain), [(p.start, p.end) for p in periods if p.kind == "day" or _LETTER.search(plain[p.start : p.end])]
    )
    named = [
        label
        for label in labels(plain, lexicon)
        if label[2] in ("address", "mark") or 1 not in dated[label[0] : label[1]]
    ]
    covered = _covered(len(plain), [(start, end) for start, end, _ in named])
    periods = [
        p for p in periods if 1 not in covered[p.start : p.end] and not _verb(folded.span(p.start, p.end, text), text)
    ]
    taken = [(p.start, p.end) for p in periods] + [(start, end) for start, end, _ in named]
    words = [
        m.span() for m in re.compile(lexicon.lists["percent_after"]).finditer(plain) if len(m[0]) > 2
    ]  # "بالمئة" is no 100
    amounts = _amounts(text, folded, lexicon, taken, words)
    around = _around(text, folded, lexicon, periods)
    lines = _Lines(text)
    out = [_said(text, folded, amount, lexicon, around, lines) for amount in amounts]
    out += [_of_stretch(text, folded, p, lines) for p in periods]
    out += [_of_label(text, folded, label, lines) for label in named]
    spans = [(a.start, a.end) for a in amounts if a.kind not in ("vague", "ordinal")]
    spans += [(start, end) for start, end, _ in named]
    for kind, start, end in likened(plain, lexicon, spans, around.sentences):
        low, high = folded.span(start, end, text)
        out.append(Said(kind, low, high, *lines.at(low), text=text[low:high]))
    return sorted(out, key=lambda said: (said.start, said.end))


def _verb(span: tuple[int, int], text: str) -> bool:
    """Return whether a month is another word, written small: "the end of this march"."""
    return text[span[0] : span[1]] in ("march", "may")


class _Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def at(self, place: int) -> tuple[int, int]:
        """Return the line and the column of a position, both from 1."""
        line = bisect_right(self.starts, place)
        return line, place - self.starts[line - 1] + 1


def _amounts(
    text: str, folded: Folded, lexicon: Lexicon, taken: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]
) -> list[Counted]:
    """Return the numbers and the phrases of a text in order; of two that overlap the longer one."""
    plain = folded.text
    covered = _covered(len(plain), taken)
    set_phrases = [p for p in phrases(plain, lexicon) if 1 not in covered[p.start : p.end]]
    fixed = [(p.start, p.end) for p in set_phrases if p.kind == "fraction" and not _inside_number(plain, p)]
    numbers = counted(plain, lexicon, cardinals(plain, lexicon, [*taken, *words, *fixed]))
    numbers = [_dual(text, folded, lexicon, number) for number in numbers]
    sure = [number for number in numbers if not number.unsure or _supported(plain, lexicon, number)]
    both = sorted(
        [*(with_quantifier(plain, lexicon, p) for p in set_phrases), *sure], key=lambda c: (c.start - c.end, c.start)
    )
    out: list[Counted] = []
    for one in both:
        free = _trimmed(plain, one, covered)
        if free is not None:
            out.append(free)
            covered[free.start : free.end] = b"\1" * (free.end - free.start)
    return sorted(out, key=lambda c: c.start)


def _trimmed(plain: str, said: Counted, covered: bytearray) -> Counted | None:
    """Return a number without what belongs to another one ("%" between two); None where no digit of it is free."""
    if 1 not in covered[said.start : said.end]:
        return said
    free = [place for place in range(said.start, said.end) if not covered[place]]
    digits = [place for place in free if plain[place].isdigit()]
    if not digits:
        return None
    start = end = digits[0]
    while start > said.start and not covered[start - 1] and not plain[start - 1].isspace():
        start -= 1
    while end < said.end and not covered[end]:
        end += 1
    return replace(said, start=start, end=start + len(plain[start:end].rstrip()))


def _covered(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Return a one for each position of a text that lies in a span."""
    out = bytearray(length)
    for start, end in spans:
        out[start:end] = b"\1" * (end - start)
    return out


def _inside_number(plain: str, phrase: Counted) -> bool:
    """Return whether a phrase is the beginning of a number: the half of "half a million", "three quarters of a million"."""
    behind = plain[phrase.end : phrase.end + 14]
    return phrase.kind == "fraction" and bool(
        re.match(r"(?: of)?(?: an?)? ?(?:million|billion|dozen)| (?:ال)?(?:مليون|مليار|الف)", behind)
    )


def _supported(plain: str, lexicon: Lexicon, number: Counted) -> bool:
    """Return whether a word that may be no number is one, because a noun that is counted stands behind it."""
    word = plain[number.start : number.end]
    if word in ("bir", "احد", "احدي", "واحد", "واحده"):
        return False
    behind = re.match(r"[\s\u00a0-]", plain[number.end :])
    if behind and _before_noun(plain, lexicon, number, word):
        return True
    unit = unit_at(plain, lexicon, number.end + 1)[0] if behind else ""
    return bool(unit) and not (word == "one" and unit in ("days", "times", "places"))


def _before_noun(plain: str, lexicon: Lexicon, number: Counted, word: str) -> bool:
    """Return whether a word that may be no number can be nothing else before any noun: سبع حافلات, "yedi komşumuz", "on fırın"."""
    following = _NOUN.match(plain, number.end)
    if following is None or re.fullmatch(lexicon.lists["stop"], following[1]):
        return False
    if word in ("خمس", "سبع", "ست", "عشر"):
        return not following[1].startswith("ال")
    if word in ("on", "kirk", "yedi"):
        return following[1] not in ("diye", "ama", "the", "our", "this", "their", "your")
    return word == "alti" and not _UNDER.search(plain, 0, number.start)


def _dual(text: str, folded: Folded, lexicon: Lexicon, number: Counted) -> Counted:
    """Return an Arabic مليونا before a noun as two million; with the points of the accusative it is one."""
    word = folded.text[number.start : number.end].split()[-1:] or [""]
    if (
        lexicon.language != "ar"
        or not number.bare
        or not word[0].endswith(("مليونا", "الفا", "مليارا"))
        or number.value is None
    ):
        return number
    low, high = folded.span(number.start, number.end, text)
    if _TANWIN in text[low : high + 1] or not unit_at(folded.text, lexicon, number.end + 1)[0]:
        return number
    return replace(number, value=number.value * 2, low=number.value * 2, high=number.value * 2)


def _around(text: str, folded: Folded, lexicon: Lexicon, periods: Sequence[Stretch]) -> Surroundings:
    starts = [bisect_right(folded.places, start - 1) for start, _ in sentences(text)]
    return surroundings(folded.text, lexicon, starts, periods)


def _said(text: str, folded: Folded, amount: Counted, lexicon: Lexicon, around: Surroundings, lines: _Lines) -> Said:
    low, high = folded.span(amount.start, amount.end, text)
    unit, quantifier = amount.unit, amount.quantifier
    if not unit and amount.kind not in ("ordinal", "multiple"):
        unit, end = unit_of(folded.text, lexicon, amount.start, amount.end)
        if quantifier == "exactly" and end > amount.end:
            quantifier = quantifier_behind(folded.text, lexicon, end) or quantifier
    counts = unit in PEOPLE or (not unit and amount.kind in ("number", "vague"))
    metric = around.metric_of(amount.start, amount.end) if counts else ""
    period = around.period_of(amount.start, amount.end) if amount.kind != "ordinal" else None
    return Said(
        amount.kind, low, high, *lines.at(low), text[low:high],
        value=amount.value, low=amount.low, high=amount.high, quantifier=quantifier, typed=amount.typed, unit=unit,
        metric=metric, start_day=period.first if period else None, end_day=period.last if period else None,
        part=amount.part, whole=amount.whole,
    )  # fmt: skip


def _of_stretch(text: str, folded: Folded, period: Stretch, lines: _Lines) -> Said:
    low, high = folded.span(period.start, period.end, text)
    shown = text[low:high]
    return Said(
        "day" if period.kind == "day" else "period", low, high, *lines.at(low), shown, typed=any(c.isdigit() for c in shown),
        start_day=period.first, end_day=period.last, guessed=period.guessed,
    )  # fmt: skip


def _of_label(text: str, folded: Folded, label: Label, lines: _Lines) -> Said:
    low, high = folded.span(label[0], label[1], text)
    return Said("label", low, high, *lines.at(low), text[low:high], typed=True, unit=label[2])
