"""What stands around a number in its sentence: of whom it is, when, where, and whether people were asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from nuzuh.claims import cues
from nuzuh.claims.agree import Stated
from nuzuh.claims.crises import Named, find_crises
from nuzuh.claims.evidence import Evidence
from nuzuh.claims.passages import Document, Passage
from nuzuh.claims.places import Mention
from nuzuh.prose.said import Said
from nuzuh.terms.amounts import fold_digits

_NEAR = 60  # characters around a number that say what it counts
# What a noun says of the people that it counts; parts of them (children, women) are other units.
WHO = {
    "people": "",
    "civilians": "",
    "movements": "",
    "displaced": "displaced",
    "refugees": "refugees",
    "returnees": "returnees",
}
_THOUSANDS = re.compile(r"\D*\d{1,3}\.\d{3}\D*")
Span = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph with all that it says.

    Attributes
    ----------
    passage : Passage
    said : sequence of Said
    places : sequence of Mention
    others : sequence of Named
        Other crises and countries.
    sentences : sequence of (start, end)
    """

    passage: Passage
    said: Sequence[Said]
    places: Sequence[Mention]
    others: Sequence[Named]
    sentences: Sequence[tuple[int, int]]

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Return where the sentence around a position begins and ends."""
        return next(((low, high) for low, high in self.sentences if low <= at < high), self.sentences[-1])

    def in_sentence(self, at: int) -> list[Said]:
        """Return all that is said in the sentence around a position."""
        low, high = self.sentence_of(at)
        return [s for s in self.said if low <= s.start < high]


@dataclass(frozen=True, slots=True)
class Context:
    """What is said of one number.

    Attributes
    ----------
    sentence : str
    unit, metric : str
        As the words beside say; empty where they do not.
    displaced, asked, bodies : bool
        Whether it counts people who fled, people who were asked, organisations.
    population : str
        refugees, displaced, displaced_and_refugees, returnees, or empty.
    moves : bool
        Whether movements are told from people.
    spans : sequence of (start, end)
        Periods and days of the sentence, that of the number first.
    own : (start, end)
        The period of the number itself.
    codes : frozenset of str
        Places that the sentence may mean; ``named`` says whether there is one.
    other : Named or None
        The other crisis that it speaks of.
    earlier : sequence of Mention
        Places that sentences before it in the paragraph name.
    sampled : bool
        Whether words beside it say that so many were asked.
    ahead : bool
        Whether it is of what may come.
    """

    sentence: str
    unit: str = ""
    metric: str = ""
    displaced: bool = False
    asked: bool = False
    bodies: bool = False
    population: str = ""
    moves: bool = False
    spans: Sequence[Span] = ()
    own: Span = (None, None)
    codes: frozenset[str] = frozenset()
    other: Named | None = None
    earlier: Sequence[Mention] = field(default=())
    sampled: bool = False
    ahead: bool = False

    @property
    def named(self) -> bool:
        """Whether the sentence names a place of the crisis."""
        return bool(self.codes)

    @property
    def placed(self) -> bool:
        """Whether the sentence or one before it in the paragraph names a place of the crisis."""
        return bool(self.codes or self.earlier)


def read_passages(document: Document, evidence: Evidence, read: Callable[[str, str], Iterable[Said]]) -> list[Read]:
    """Return every paragraph with what it says; ``read`` is ``nuzuh.prose.read.read``."""
    out = []
    places = evidence.names.find_all([passage.flat for passage in document.passages])
    for passage, mentions in zip(document.passages, places, strict=True):
        flat = passage.flat
        others = find_crises(flat, passage.language, evidence.crises)
        out.append(Read(passage, tuple(read(flat, passage.language)), mentions, others, passage.sentences()))
    return out


def context_of(said: Said, read: Read) -> Context:
    """Return what stands around a number."""
    flat = read.passage.flat
    low, high = read.sentence_of(said.start)
    sentence = flat[low:high]
    near = _clause(flat, said, low, high)
    after, before = flat[said.end : min(high, said.end + _NEAR)], flat[max(low, said.start - _NEAR) : said.start]
    beside = _beside(flat, said, low, high)
    places = [m for m in read.places if low <= m.start < high]
    codes = frozenset(c for m in places for c in m.every)
    others = [n for n in read.others if n.crisis and low <= n.start < high and not _across(read, said, n)]
    own = _unit(after, before)
    named = own if own == "organisations" else said.unit or own
    unit = "people" if named in WHO else named
    bodies = unit == "organisations"
    displaced = bool(cues.DISPLACED.search(near) or said.metric) and unit in ("people", "households", "")
    if displaced and not said.unit and cues.HARMED.search(after[:30]) and not cues.DISPLACED.search(after[:30]):
        displaced = False
    return Context(
        sentence.strip(),
        unit,
        said.metric,
        displaced and not bodies,
        bool(cues.ASKED.search(sentence)),
        bodies,
        WHO.get(named) or _population(" ".join(beside), sentence if others else ""),
        named == "movements" or bool(cues.MOVEMENTS.search(near)),
        _spans(said, read.in_sentence(said.start)),
        (said.start_day, said.end_day),
        codes,
        _nearest(others, said.start),
        [m for m in read.places if m.start < low and m.status != "none"],
        bool(cues.ASKED.search(before[-40:]) or cues.ASKED.search(after[:40])) and unit in ("people", "households", ""),
        bool(cues.MAY_COME.search(beside[0][-50:]) or cues.MAY_COME.search(beside[1][:50])),
    )


def stated(said: Said, flat: str) -> Stated | None:
    """Return the number of something said, with *nearly* and *at least* told apart; None where it has none."""
    if said.value is None and said.low is None:
        return None
    value = said.value if said.value is not None else ((said.low or 0.0) + (said.high or said.low or 0.0)) / 2
    low = said.low if said.low is not None else value
    high = said.high if said.high is not None else value
    if _THOUSANDS.fullmatch(fold_digits(said.text)) and not float(value).is_integer():
        value, low, high = (round(1000 * v) for v in (value, low, high))  # 769.753 people are no fraction of one
    quantifier = said.quantifier
    inside, before = flat[said.start : said.end], flat[max(0, said.start - 30) : said.start]
    front = re.split(r"\d|[٠-٩]", inside, maxsplit=1)[0] if said.typed else inside[: max(len(inside) // 2, 14)]
    if quantifier in ("about", "exactly") and (
        cues.NEARLY.search(before)
        or cues.NEARLY.search(front)
        or cues.NEARLY_BEHIND.search(flat[said.end : said.end + 12])
    ):
        quantifier = "nearly"
    elif quantifier == "more than" and (cues.AT_LEAST.search(inside) or cues.AT_LEAST.search(before[-14:])):
        quantifier = "at least"
    elif quantifier == "exactly" and low != high:
        quantifier = "between"
    return Stated(value, low, high, quantifier)


def _across(read: Read, said: Said, named: Named) -> bool:
    """Return whether a word of comparison stands between a number and another crisis: the number is then ours."""
    first, last = sorted(((said.start, said.end), (named.start, named.end)))
    marks = [s for s in read.said if s.kind == "comparison" and first[1] <= s.start < last[0]]
    return bool(marks) or cues.COMPARED.search(read.passage.flat[first[1] : last[0]]) is not None


def _clause(flat: str, said: Said, low: int, high: int) -> str:
    """Return the words around a number, up to the next other clause on each side but one."""
    begin, end = max(low, said.start - 2 * _NEAR), min(high, said.end + 2 * _NEAR)
    return flat[begin:end]


def _beside(flat: str, said: Said, low: int, high: int) -> tuple[str, str]:
    """Return the words of the clause of a number before it and behind it."""
    before = re.split(r"[,،;؛:]", flat[max(low, said.start - _NEAR) : said.start])[-1]
    return before, re.split(r"[,،;؛:]\s", flat[said.end : min(high, said.end + _NEAR)])[0]


def _unit(after: str, before: str) -> str:
    """Return what a number counts by the words behind it, else those before it."""
    words = " ".join(after.split()[:4])
    for name, pattern in (("households", cues.HOUSEHOLDS), ("organisations", cues.BODIES), ("people", cues.PEOPLE)):
        if pattern.search(words):
            return name
    if re.match(r"\s*(?:in all|in total|altogether)|\s*[.,،]", after) and cues.BODIES.search(before):
        return "organisations"
    if re.search(r"(?:عددنا|sayımız)\W*$", before) or (
        before.rstrip()[-1:] == ":" and cues.BODIES.search(before[-40:])
    ):
        return "organisations"
    return ""


def _population(near: str, sentence: str) -> str:
    for text in (near, sentence):
        refugees, internal = bool(cues.REFUGEES.search(text)), bool(cues.INTERNAL.search(text))
        if cues.RETURNED.search(text) and not re.search(r"would|not|لا |لن|-?me[zy]", text):
            return "returned_refugees" if refugees else "returnees"
        if refugees and internal:
            return "displaced_and_refugees"
        if refugees or (cues.FOUND_ABROAD.search(text) and not internal):
            return "refugees"
        if internal:
            return "displaced"
    return ""


def _spans(said: Said, around: Sequence[Said]) -> list[Span]:
    """Return the periods and days of a sentence, that of the number itself first."""
    own: list[Span] = [(said.start_day, said.end_day)] if said.start_day or said.end_day else []
    others = sorted(
        (s for s in around if s.kind in ("day", "period") and (s.start_day or s.end_day)),
        key=lambda s: min(abs(s.start - said.end), abs(said.start - s.end)),
    )
    out = [*own, *((s.start_day, s.end_day) for s in others)]
    return list(dict.fromkeys(out))


def _nearest(others: Sequence[Named], at: int) -> Named | None:
    return min(others, key=lambda n: abs(n.start - at), default=None)
