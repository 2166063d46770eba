"""What a text says against itself: parts above the whole, one thing with two numbers, percentages that sum above all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nuzuh.claims import cues
from nuzuh.claims.agree import Stated, contradictory
from nuzuh.claims.claim import Finding
from nuzuh.claims.context import WHO, Context, Read, context_of, stated
from nuzuh.prose.said import Said

_REST = re.compile(
    r"\bthe (?:rest|remaining|others)\b|undecided|did not know|الباقي|الباقون|والبقية|الآخرون|geri kalan|diğerleri|kararsız",
    re.IGNORECASE,
)
_YES_NO = (
    re.compile(r"\b(?:said )?yes\b|\bنعم\b|\bevet\b", re.IGNORECASE),
    re.compile(r"\b(?:said )?no\b|\bلا\b|\bhayır\b", re.IGNORECASE),
)
_PERSONS = (*WHO, "children", "women", "men", "injured", "deaths")
_LINKING = re.compile(r"^(?:\s*(?:were|are|was|of (?:them|those)|منهم|من|['’]?[ıiuü]|s[ıiuü])(?![^\W_]))*")
_SLACK = 0.06  # percentage points for each decimal-rounded part
_SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Clash:
    """Something said that does not go with the rest of the text."""

    passage: int
    said: Said
    finding: Finding


def clashes(reads: Sequence[Read], skipped: range) -> list[Clash]:
    """Return what contradicts something else in the text; paragraphs of the list of signatories are left out."""
    out: list[Clash] = []
    for at, read in enumerate(reads):
        if at in skipped:
            continue
        for low, high in read.sentences:
            here = [s for s in read.said if low <= s.start < high]
            out += [Clash(at, said, finding) for said, finding in _in_sentence(read, here, low, high)]
    return [*out, *_two_values(reads, skipped)]


def _in_sentence(read: Read, here: Sequence[Said], low: int, high: int) -> Iterator[tuple[Said, Finding]]:
    flat = read.passage.flat
    numbers = [(s, n) for s in _with_parts(here) if s.kind == "number" and (n := stated(s, flat))]
    yield from _parts_of_base(flat, numbers, low)
    yield from _among(flat, numbers)
    percents = [(s, s.value) for s in here if s.kind == "percent" and s.value is not None and s.quantifier == "exactly"]
    yield from _above_all(flat, percents, high)
    for said, value in percents:
        if value > 100 and _is_part(flat, said):
            yield said, Finding("inconsistent", f"{said.text} is more than all of them.", "Correct the percentage.")


def _with_parts(here: Sequence[Said]) -> Iterator[Said]:
    """Yield what is said, a fraction of two numbers (100 of 150) as its whole and its part."""
    for said in here:
        if said.kind == "fraction" and said.whole and said.part is not None:
            yield replace(said, kind="number", value=said.whole, low=None, high=None, text=f"{said.whole:g}", unit="")
            yield replace(said, kind="number", value=said.part, low=None, high=None, text=f"{said.part:g}", unit="")
        else:
            yield said


def _is_part(flat: str, said: Said) -> bool:
    return re.match(r"\s*(?:of|من|['’]?[iıuü]\b|oranında)", flat[said.end : said.end + 12]) is not None


def _parts_of_base(flat: str, numbers: Sequence[tuple[Said, Stated]], low: int) -> Iterator[tuple[Said, Finding]]:
    """Yield parts of a whole that exceed it: of 150 people, 100 women and 60 men."""
    if len(numbers) < 2:
        return
    base, whole = numbers[0]
    before = flat[max(low, base.start - 30) : base.start]
    parts = [(s, n) for s, n in numbers[1:] if n.quantifier == "exactly"]
    if whole.quantifier not in ("exactly", "about", "nearly") or whole.value < _SMALLEST:
        return
    whole_first = bool(base.kind == "number" and base.start == parts[0][0].start) if parts else False
    told = whole_first or re.search(
        r"(?:\bof(?: the| these| those)?|\bout of|\bamong|من(?: بين| أصل)?|asked|interviewed|سألنا|قابلنا)\s*(?:a total of )?$",
        before,
        re.I,
    )
    named = re.search(
        r"of (?:whom|them|which|these)|منهم|بينهم|bunların|sorduğumuz|kişiden|kişinin", flat[base.end :], re.IGNORECASE
    )
    if not told and not named:
        return
    for said, part in parts:
        if part.value > whole.value * 1.0001 and _counts_same(said, base):
            yield said, _exceeds(said, base)
    for sides in cues.SIDES.values():
        hit = [[(s, n) for s, n in parts if p.search(flat[s.end : s.end + 30])] for p in sides]
        if all(len(h) == 1 for h in hit):
            total = sum(h[0][1].value for h in hit)
            exact = whole.quantifier == "exactly" and len(parts) == len(sides)
            if total > whole.value or (exact and total != whole.value):
                last = max((h[0][0] for h in hit), key=lambda s: s.start)
                how = "exceed" if total > whole.value else "do not add up to"
                reason = f"The parts ({' and '.join(h[0][0].text for h in hit)}: {total:,.0f}) {how} the whole ({base.text})."
                yield last, Finding("inconsistent", reason, "Correct the parts or the whole.")


def _counts_same(part: Said, base: Said) -> bool:
    """Return whether a part is of the people of its whole, as far as the unit tells; not a year, place or amount of things."""
    return part.unit in ("", base.unit) or (part.unit in _PERSONS and base.unit in (*_PERSONS, ""))


def _exceeds(part: Said, whole: Said) -> Finding:
    return Finding("inconsistent", f"A part ({part.text}) exceeds the whole ({whole.text}).", "Correct one of the two.")


def _among(flat: str, numbers: Sequence[tuple[Said, Stated]]) -> Iterator[tuple[Said, Finding]]:
    """Yield a part that is larger than the number before it: 900,000 people, of whom 1.2 million are children."""
    for (base, whole), (said, part) in pairwise(numbers):
        between = flat[base.end : said.start]
        behind = flat[said.end : said.end + 40]
        part_of = cues.AMONG.search(between) or (
            re.match(r"\s*(?:\w+\s){0,2}?(?:of them|منهم|منهن)", behind, re.IGNORECASE) and len(between) < 60
        )
        bounded = whole.quantifier in ("more than", "at least")
        if part_of and not bounded and len(between) < 90 and part.value > whole.value and _counts_same(said, base):
            yield said, _exceeds(said, base)


def _above_all(flat: str, percents: Sequence[tuple[Said, float]], high: int) -> Iterator[tuple[Said, Finding]]:
    """Yield the last of percentages that exclude each other and sum to more than all."""
    if len(percents) < 2:
        return
    text = flat[percents[0][0].start : min(high, percents[-1][0].end + 60)]
    groups = [_of_sides(flat, percents, pair) for pair in cues.SIDES.values()]
    if all(p.search(text) for p in _YES_NO) or _REST.search(text[len(percents[0][0].text) :]):
        groups.append(list(percents))
    for parts in groups:
        total = sum(value for _, value in parts)
        whole = all(value == int(value) for _, value in parts)
        if len(parts) > 1 and total > 100 + (_SLACK + 0.5 * whole) * len(parts):
            reason = f"Parts that exclude each other sum to {total:g}%: {', '.join(s.text for s, _ in parts)}."
            mend = "Correct them, or say that several answers were possible."
            yield parts[-1][0], Finding("inconsistent", reason, mend)


def _of_sides(
    flat: str, percents: Sequence[tuple[Said, float]], sides: Sequence[re.Pattern[str]]
) -> list[tuple[Said, float]]:
    """Return the percentages of two groups that exclude each other, women and men; nothing if one of them is missing."""
    found = []
    for pattern in sides:
        for said, value in percents:
            behind = flat[said.end : said.end + 40]
            if pattern.search(_LINKING.sub("", behind)) or pattern.search(behind):
                found.append((said, value))
                break
    return sorted(found, key=lambda f: f[0].start) if len(found) == len(sides) else []


@dataclass(frozen=True, slots=True)
class _Told:
    passage: int
    said: Said
    number: Stated
    context: Context


def _two_values(reads: Sequence[Read], skipped: range) -> Iterator[Clash]:
    """Yield a number of displaced people that another one of the same place and time contradicts."""
    told: list[_Told] = []
    for at, read in enumerate(reads):
        if at in skipped:
            continue
        for said in (s for s in read.said if s.kind == "number"):
            number = stated(said, read.passage.flat)
            context = context_of(said, read)
            if number and number.value >= 1000 and context.displaced and not context.other and not foretold(read, said):
                told.append(_Told(at, said, number, context))
    for later, item in enumerate(told):
        for earlier in told[:later]:
            if _same_thing(earlier, item) and contradictory(earlier.number, item.number):
                spot = reads[earlier.passage].passage.spots[earlier.said.start]
                where = f"line {spot[1]}" + (f" of page {spot[0]}" if spot[0] else "")
                reason = f"{where.capitalize()} says {earlier.said.text} of the same place and time, here it is {item.said.text}."
                mend = "Keep one of the two, or say in what they differ: day, area, people or movements."
                yield Clash(item.passage, item.said, Finding("inconsistent", reason, mend))
                break


def foretold(read: Read, said: Said) -> bool:
    """Return whether words beside a number tell of a part or of a further wave that may come, not of those who fled."""
    low, high = read.sentence_of(said.start)
    around = read.passage.flat[max(low, said.start - 60) : min(high, said.end + 40)]
    words = (
        r"\b(?:further|another|additional|more may|could|may|might|risk|threat|up to|of whom|of them|including|children|women|half)\b"
        r"|آخر|أخرى|إضافي|(?<!\w)قد |يهدد|مهدد|يمكن|منهم|بينهم|أطفال|نساء|نصف|daha yerinden|bir \w+ daha"
        r"|tehdit|ek olarak|olabilir|çocuk|kadın"
    )
    return re.search(words, around, re.IGNORECASE) is not None


def _same_thing(one: _Told, other: _Told) -> bool:
    """Return whether two numbers are of the same place, time and kind, and the text says so of both."""
    a, b = one.context, other.context
    if one.said is other.said or (one.passage == other.passage and a.sentence == b.sentence):
        return False
    kinds = (a.metric or "flow") == (b.metric or "flow") and (a.unit or "people") == (b.unit or "people")
    if not kinds or a.population != b.population or a.codes != b.codes or not a.spans or not b.spans:
        return False
    starts = a.spans[0][0], b.spans[0][0]
    return starts[0] is not None and a.spans[0] == b.spans[0]
