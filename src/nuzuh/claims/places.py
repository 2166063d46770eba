"""Names of places in a text: those of the gazetteer where they stand as names, and those that should be in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import polars as pl
from babel import Locale

from nuzuh.places.gazetteer import lineage
from nuzuh.places.match import Matcher
from nuzuh.places.names import plain
from nuzuh.terms.wording import LOCALES

_WORD = re.compile(r"[^\W\d_]+(?:['’‘`´ʿʾʼʻ-][^\W\d_]+)*")
_ARABIC = re.compile("[\u0620-\u064a]")
_PREFIX = re.compile("(?:و|ف)?(?:ب|ل|ك)?(?=[\u0620-\u064a]{3})")
_BEFORE = re.compile(
    r"(?:\b(?:in|from|near|to|at|of|outside|around|towards|into|and|city|town|village|camp|governorate|district|subdistrict|for)\b"
    r"|[,،(:–-]|في|من|إلى|على|قرب|نحو|مدينة|بلدة|قرية|محافظة|ناحية|منطقة|ريف|مخيم|بين|حول|جنوب|شمال|شرق|غرب|و)\s*$",
    re.IGNORECASE,
)
_KIND = (
    r"city|town|village|camp|governorate|province|district|sub-?district|countryside"
    r"|kenti?|köyü?|ilçesi|vilayeti|nahiyesi|kampı|beldesi"
)
_KIND_BEHIND = re.compile(rf"\s+(?:{_KIND})\b", re.IGNORECASE)
_KIND_BEFORE = re.compile(
    rf"(?:\b(?:{_KIND})\s+(?:of\s+)?|(?:مدينة|بلدة|قرية|محافظة|ناحية|منطقة|ريف|مخيم)\s+)(?:the\s+)?$", re.IGNORECASE
)
_LISTED = re.compile(r"\s*[,،;؛]\s*|\s+(?:and|ve|ile)\s+|\s+و(?=\S)")
_SURE = 0.8
_LONGEST = 5  # words of a name
_ENDING = 8  # letters of a Turkish ending
_NO_PLACE = frozenset(
    re.findall(
        r"\w+",
        "the we our they and their people syrian security council united nations president government "
        "european union war in of may",
    )
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: where, and which places it may be.

    ``status`` is matched, ambiguous, none, or decided where a person decided that the name means no place of the gazetteer;
    ``every`` has also the other places that bear the name.
    """

    start: int
    end: int
    text: str
    status: str
    codes: tuple[str, ...]
    reason: str
    every: frozenset[str] = frozenset()


class PlaceNames:
    """The names of a gazetteer, to be found in running text.

    Parameters
    ----------
    places : pl.DataFrame
        Records of the gazetteer.
    matcher : Matcher
        Of the same places.
    """

    def __init__(self, places: pl.DataFrame, matcher: Matcher) -> None:
        self._matcher = matcher
        self._codes: dict[str, set[str]] = {}
        self._high: set[str] = set()
        self._above: dict[str, set[str]] = {}
        for code, ancestor, _ in lineage(places).iter_rows():
            self._above.setdefault(code, set()).add(ancestor)
        columns = [c for c in places.columns if c.startswith("name_")]
        for row in places.iter_rows(named=True):
            names = [row[c] for c in columns if row[c]]
            also = row.get("also_named") or []
            names += also if isinstance(also, list) else [x.strip() for x in str(also).split("|")]
            for name in names:
                key = plain(name)
                if len(key) > 2:
                    self._codes.setdefault(key, set()).add(row["code"])
                    if (row["level"] or 0) <= 1:
                        self._high.add(key)

    def find_all(self, texts: Sequence[str]) -> list[list[Mention]]:
        """Return the names of places in each paragraph, in order."""
        return self._judged([(text, *self._spans(text)) for text in texts])

    def _spans(self, text: str) -> tuple[dict[tuple[int, int], str], list[tuple[int, int]]]:
        """Return where names of the gazetteer stand, with the names, and what else may be a place."""
        words = list(_WORD.finditer(text))
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(words):
            hit = self._longest(text, words, at)
            found += [hit[0]] if hit else []
            at = hit[1] if hit else at + 1
        named = [(start, end) for start, end, _ in found]
        loose = [span for span in self._listed(text, found) if not _overlaps(span, named)]
        loose = [s for s in loose if plain(text[s[0] : s[1]]) not in countries()]
        return {(start, end): key for start, end, key in found}, sorted(set(loose))

    def _nested(self, codes: Sequence[str]) -> bool:
        """Return whether places of one name lie each in the next: a governorate, its district and its town."""
        return all(
            any(a in self._above.get(b, ()) or b in self._above.get(a, ()) for b in codes if b != a) for a in codes
        ) or (len(codes) == 1)

    def _longest(self, text: str, words: Sequence[re.Match[str]], at: int) -> tuple[tuple[int, int, str], int] | None:
        """Return the longest name that begins with a word, and the word behind it."""
        for last in range(min(at + _LONGEST, len(words)), at, -1):
            start, end = words[at].start(), words[last - 1].end()
            if last - at > 1 and re.search(r"[^\s'’\-.]", _between(text, words[at:last])):
                continue
            for begin, stop in _trimmed(text, start, end):
                key = plain(text[begin:stop])
                if key in self._codes and self._is_name(text, begin, key):
                    return (begin, stop, key), last
                if " " in key and (bare := next((key[:-k] for k in range(1, _ENDING) if key[:-k] in self._high), "")):
                    return (begin, stop, bare), last  # Suriye'nin kuzeybatısında
        return None

    def _is_name(self, text: str, start: int, key: str) -> bool:
        """Return whether words stand as a name, not as words of the language that happen to be one."""
        if key in self._high:
            return True
        if _ARABIC.match(text[start]):
            attached = start > 0 and text[start - 1] in "بل"
            if _KIND_BEFORE.search(text[:start][-24:]):
                return True
            return (attached or _BEFORE.search(text[:start][-20:]) is not None) and len(key) > 3
        return text[start].isupper() and key not in _NO_PLACE

    def _listed(self, text: str, found: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
        """Yield what stands in a list of places, or is called a village or city, and is none of the gazetteer's names."""
        for left, right in pairwise(found):
            between = text[left[1] : right[0]]
            if len(between) > 120 or re.search(r"[.!?؟:]\s|\d", between) or not _LISTED.search(between):
                continue
            at = left[1]
            for part in _LISTED.split(between):
                start = text.find(part, at) if part.strip() else -1
                if start >= 0 and len(part.strip()) > 2 and len(part.split()) <= 3:
                    name = _KIND_BEHIND.sub("", part).strip(" .'’")
                    begin = text.find(name, start) if len(name) > 2 else -1
                    if begin >= 0 and plain(name) and not set(plain(name).split()) & _NO_PLACE:
                        yield begin, begin + len(name)
                at = max(at, start + len(part)) if start >= 0 else at
        for word in re.finditer(rf"\b([A-ZÇĞİÖŞÜ][^\W\d_'’]+(?:[ -][A-ZÇĞİÖŞÜa][^\W\d_]+){{0,2}}) (?:{_KIND})\b", text):
            if not set(plain(word[1]).split()) & _NO_PLACE:
                yield word.span(1)

    def _judged(
        self, found: Sequence[tuple[str, dict[tuple[int, int], str], list[tuple[int, int]]]]
    ) -> list[list[Mention]]:
        """Return the names of each paragraph with the places that they mean; all are matched at once."""
        spans = [sorted({*exact, *loose}) for _, exact, loose in found]
        asked = [_with_kind(text, *span) for (text, _, _), mine in zip(found, spans, strict=True) for span in mine]
        if not asked:
            return [[] for _ in found]
        answers = self._matcher.match(pl.DataFrame({"name": asked})).iter_rows(named=True)
        out = []
        for (text, exact, _), mine in zip(found, spans, strict=True):
            out.append([self._mention(text, span, exact.get(span, ""), next(answers)) for span in mine])
        return out

    def _mention(self, text: str, span: tuple[int, int], key: str, answer: Mapping[str, Any]) -> Mention:
        """Return a name with what the matcher answered; ``key`` is that of the gazetteer which it is letter by letter."""
        sure = answer["status"] == "matched" and (bool(key) or (answer["score"] or 0) >= _SURE)
        codes = [answer["code"]] if sure else [c["code"] for c in answer["candidates"] or ()]
        status = "matched" if sure else "ambiguous" if answer["status"] == "ambiguous" else "none"
        if key and not sure:
            named = sorted(self._codes[key])
            if "decided by" in answer["reason"]:
                status, codes = "decided", named
            elif self._nested(named):
                status, codes = "matched", named
        every = frozenset(codes if status != "none" else ()) | frozenset(self._codes.get(key, ()))
        return Mention(*span, text[span[0] : span[1]], status, tuple(codes), answer["reason"], every)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a name may stand in words: as they are, without an ending behind an apostrophe, without prefixes."""
    yield start, end
    mark = max(text.rfind(c, start, end) for c in "'’")
    if mark > start + 2:
        yield start, mark
    if _ARABIC.match(text[start]) and (prefix := _PREFIX.match(text, start, end)) and prefix.end() > start:
        yield prefix.end(), end
        if prefix.end() - start > 1:
            yield start + 1, end
        if text[prefix.end() - 1] == "ل":
            yield prefix.end() - 1, end


def _between(text: str, words: Sequence[re.Match[str]]) -> str:
    return "".join(text[a.end() : b.start()] for a, b in pairwise(words))


def _with_kind(text: str, start: int, end: int) -> str:
    """Return a name with the word beside it that says what it is: Idlib City, محافظة إدلب."""
    behind, before = _KIND_BEHIND.match(text, end), _KIND_BEFORE.search(text[:start][-24:])
    if behind:
        return text[start : behind.end()]
    return f"{before[0].strip()} {text[start:end]}" if before else text[start:end]


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


@cache
def countries() -> frozenset[str]:
    """Return the names of all countries in the three languages, as `plain` writes them."""
    return frozenset(
        plain(name) for code in LOCALES.values() for name in Locale.parse(code).territories.values() if name
    )
