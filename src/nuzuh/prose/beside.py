"""What the words beside a number say of it: its unit, whether it is a flow or a stock, and its period."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nuzuh.prose.days import Stretch
from nuzuh.prose.lexicon import Lexicon
from nuzuh.prose.said import Metric

PEOPLE = frozenset(
    [
        *("people", "civilians", "displaced", "refugees", "returnees", "children", "women", "men", "households"),
        *("movements", "deaths", "injured"),
    ]
)
_WORDS_BETWEEN = 7
_CURRENCY = {
    "$": "dollars",
    "usd": "dollars",
    "us$": "dollars",
    "€": "euros",
    "eur": "euros",
    "£": "pounds",
    "gbp": "pounds",
    "₺": "liras",
    "try": "liras",
}
_CODES = re.compile(r"(?<![^\W_])(usd|us\$|eur|gbp|try)[\s\u00a0]?$")
_BLANK = (" ", "\u00a0", "\n")
_CLAUSE = re.compile(r"[,;:،؛—–()]")
_CLAUSE_COST = 40  # signs of distance that a comma between a number and a word counts for


@dataclass(frozen=True, slots=True)
class _Nouns:
    pattern: re.Pattern[str]
    units: tuple[str, ...]
    skip: re.Pattern[str]
    stop: re.Pattern[str]
    weak: re.Pattern[str]
    joins: re.Pattern[str]
    before: re.Pattern[str]
    lead: re.Pattern[str]


@cache
def _nouns(lexicon: Lexicon) -> _Nouns:
    ahead = r"(?:من )?(?:[بلك]?ال|لل)?" if lexicon.language == "ar" else ""
    behind = r"[a-zçğöşü]*" if lexicon.language == "tr" else r"(?![^\W_])"
    groups = "|".join(rf"((?:{pattern}){behind})" for pattern in lexicon.units.values())
    lead = {
        "en": r"[\"')]{0,2}[\s\u00a0-](?:of (?:the |all |those |these |our |its |their |whom )*)?",
        "ar": r"[\s\u00a0](?:من )?",
    }
    return _Nouns(
        re.compile(rf"{ahead}(?:{groups})"),
        tuple(lexicon.units),
        re.compile(lexicon.lists["skip"]),
        re.compile(rf"(?:{lexicon.lists['stop']})\Z"),
        re.compile(lexicon.lists["weak"]),
        re.compile(rf"(?:{lexicon.lists['joins']})\Z"),
        re.compile(lexicon.lists["unit_before"]),
        re.compile(lead.get(lexicon.language, r"(?:'?[a-zçğöşü]{1,4})?[\s\u00a0]")),
    )


def unit_at(folded: str, lexicon: Lexicon, start: int) -> tuple[str, int]:
    """Return the unit that a word beginning at a position names, and where the word ends; empty if none."""
    nouns = _nouns(lexicon)
    found = nouns.pattern.match(folded, start)
    return (nouns.units[found.lastindex - 1], found.end()) if found and found.lastindex else ("", start)


def unit_behind(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of a unit directly behind a number, or one word away."""
    nouns = _nouns(lexicon)
    return re.compile(rf"{nouns.lead.pattern}(?:{lexicon.lists['skip']} )?(?:{nouns.pattern.pattern})")


def unit_of(folded: str, lexicon: Lexicon, start: int, end: int) -> tuple[str, int]:
    """Return the unit of a number between two positions, and where the noun behind it ends.

    The unit is that of the nouns behind the number, of its currency sign, or of "the number of …" before it.
    """
    nouns = _nouns(lexicon)
    if named := _CODES.search(folded, max(start - 6, 0), start):
        return _CURRENCY[named[1]], end
    sign = folded[start - 1 : start].strip() or folded[max(start - 2, 0) : max(start - 1, 0)]
    if sign in _CURRENCY:
        return _CURRENCY[sign], end
    if (behind := re.match(r"[\s\u00a0]?([$€£₺])", folded[end : end + 2])) is not None:
        return _CURRENCY[behind[1]], end + behind.end()
    lead = nouns.lead.match(folded, end)
    if lead is not None and (found := _noun(folded, lexicon, lead.end(), _WORDS_BETWEEN))[0]:
        return found
    if named := nouns.before.search(folded[max(start - 80, 0) : start]):
        noun = next(filter(None, named.groups()), "")
        return unit_at(noun, lexicon, 0)[0], end
    return "", end


def _noun(folded: str, lexicon: Lexicon, place: int, words: int, *, named: bool = False) -> tuple[str, int]:
    """Return the unit of the first noun among the next words, and where it ends; a weak one gives way to the next.

    ``named`` says whether a word that names whose they are stands before the place.
    """
    nouns, joined = _nouns(lexicon), False
    for step in range(words):
        weak = nouns.weak.match(folded, place)
        if weak is not None and folded[weak.end() : weak.end() + 1] == " ":
            further = _noun(folded, lexicon, weak.end() + 1, 5, named=True)
            if further[0] and further[0] != "people":
                return further
        unit, end = unit_at(folded, lexicon, place)
        if unit:
            return (unit, end) if not joined or unit == "organisations" else ("", place)
        word = nouns.skip.match(folded, place)
        if joined and word is not None and word[0] in lexicon.roles:
            break  # the next number has its own
        join = word is not None and (named or step > 0) and nouns.joins.match(word[0]) is not None
        if word is not None and folded[word.end() : word.end() + 2] == ", ":
            joined, place = True, word.end() + 2  # "60 Syrian, Turkish and European organisations"
            continue
        joined = joined or join
        if (
            word is None
            or (nouns.stop.match(word[0]) and not join)
            or folded[word.end() : word.end() + 1] not in _BLANK
        ):
            break
        place = word.end() + 1
    return "", place


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The verbs of movement and of presence of a text, its periods, and where its sentences begin."""

    folded: str
    sentences: Sequence[int]
    verbs: Mapping[int, Sequence[tuple[int, int, Metric]]]
    periods: Mapping[int, Sequence[Stretch]]

    def metric_of(self, start: int, end: int) -> Metric:
        """Return flow or stock as the nearest verb of the sentence says, empty if none does."""
        verbs = self.verbs.get(bisect_right(self.sentences, start), ())
        near = [(self._distance(start, end, low, high), metric) for low, high, metric in verbs]
        return min(near, key=lambda pair: pair[0])[1] if near else ""

    def period_of(self, start: int, end: int) -> Stretch | None:
        """Return the nearest day or period of the sentence."""
        periods = self.periods.get(bisect_right(self.sentences, start), ())
        return min(periods, key=lambda p: self._distance(start, end, p.start, p.end), default=None)

    def _distance(self, start: int, end: int, low: int, high: int) -> int:
        """Return how far a word is from a number; one behind it is nearer than one before it, commas count."""
        between = self.folded[end:low] if low >= end else self.folded[high:start]
        return len(between) + _CLAUSE_COST * len(_CLAUSE.findall(between)) + (0 if low >= end else 5)


def surroundings(folded: str, lexicon: Lexicon, sentences: Sequence[int], periods: Sequence[Stretch]) -> Surroundings:
    """Return the surroundings of the numbers of a folded text; ``sentences`` are the positions where sentences begin."""
    found: list[tuple[int, int, Metric]] = [(*m.span(), "stock") for m in lexicon.of_words("stock").finditer(folded)]
    present = bytearray(len(folded))
    for low, high, _ in found:
        present[low:high] = b"\1" * (high - low)
    moved = (m.span() for m in lexicon.of_words("flow").finditer(folded))
    found += [(low, high, "flow") for low, high in moved if 1 not in present[low:high]]
    verbs: dict[int, list[tuple[int, int, Metric]]] = {}
    for verb in found:
        verbs.setdefault(bisect_right(sentences, verb[0]), []).append(verb)
    by_sentence: dict[int, list[Stretch]] = {}
    for period in periods:
        by_sentence.setdefault(bisect_right(sentences, period.start), []).append(period)
    return Surroundings(folded, sentences, verbs, by_sentence)
