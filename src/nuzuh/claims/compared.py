"""Comparisons with other crises: which are named, whether the two figures are alike, and whether what is said is so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nuzuh.claims import cues
from nuzuh.claims.claim import Finding
from nuzuh.claims.clashes import foretold
from nuzuh.claims.context import Read, context_of, stated
from nuzuh.claims.crises import Named
from nuzuh.claims.evidence import Evidence
from nuzuh.claims.numbers import ASKED, describe, unsaid
from nuzuh.displaced.compare import Comparison, chosen, closest, compare, reason_text
from nuzuh.displaced.kinds import kind_of
from nuzuh.evidence.figure import Figure
from nuzuh.prose.said import Said
from nuzuh.terms.wording import words

_REFERRED = re.compile(r"refugee|displac|IDP|لاجئ|نازح|mülteci|yerinden", re.IGNORECASE)
_KINDS = {
    "refugees": ("refugees",),
    "displaced": ("displaced",),
    "displaced_and_refugees": ("refugees", "displaced", "displaced_and_refugees"),
    "returned_refugees": ("returned_refugees",),
}


@dataclass(frozen=True, slots=True)
class Ours:
    """Our side of a comparison: the figure that stands for it, and how the text has it."""

    figure: Figure
    shown: str
    missing: tuple[str, ...] = ()


def compared_in(read: Read, at: tuple[int, int]) -> list[Named]:
    """Return the other crises with which a sentence compares; none where it only speaks of them."""
    low, high = at
    sentence = read.passage.flat[low:high]
    if cues.REFUSED.search(sentence):
        return []
    marks = [s for s in read.said if s.kind in ("comparison", "multiple") and low <= s.start < high]
    if not marks and not cues.COMPARED.search(sentence):
        return []
    others = [n for n in read.others if low <= n.start < high]
    known = [n for n in others if n.crisis]
    first = min([s.start for s in marks] or [low + (m.start() if (m := cues.COMPARED.search(sentence)) else 0)])
    behind = read.passage.language == "tr"  # the word of comparison stands behind what is compared
    unknown = [n for n in others if not n.crisis and marks and (behind or n.start >= first - 1) and _is_object(read, n)]
    if not marks and known and not _has_our_number(read, known[0], low, high):
        return []
    out: dict[str, Named] = {}
    for named in sorted([*known, *unknown], key=lambda n: n.start):
        out.setdefault(named.crisis.name if named.crisis else named.text, named)
    return list(out.values())


def _is_object(read: Read, named: Named) -> bool:
    """Return whether a country is what is compared with, not whose border, president or army it is."""
    before = read.passage.flat[max(0, named.start - 40) : named.start]
    words_ = (
        r"border|president|government|troops|minister|chancellor|حدود|رئيس|حكومة|sınır|cumhurbaşkan|hükûmet|hükümet"
    )
    return not re.search(rf"(?:{words_})\W+(?:\w+\W+){{0,2}}$", before, re.IGNORECASE)


def _has_our_number(read: Read, named: Named, low: int, high: int) -> bool:
    """Return whether a sentence has a number of its own besides that of the other crisis."""
    return (
        any(s.kind == "number" and low <= s.start < high and (s.value or 0) > 999 for s in read.said)
        or low < named.start
    )


def ours_of(
    read: Read, at: tuple[int, int], earlier: Sequence[Read], evidence: Evidence, found: dict[int, str]
) -> Ours | None:
    """Return our side: the number of displaced people in the sentence, else the last one before it, else our total.

    ``found`` gives the figures that numbers of the paragraph were found to be, by where they begin.
    """
    for passage in (read, *reversed(earlier)):
        numbers = [s for s in passage.said if s.kind == "number" and (s.value or s.low or 0) >= 1000]
        if passage is read:
            numbers = [s for s in numbers if s.start < at[1]]
        for said in reversed(numbers):
            context = context_of(said, passage)
            if not context.displaced and context.unit not in ("people", "households"):
                continue
            if foretold(passage, said):
                continue
            if context.other and not (passage is read and at[0] <= said.start < at[1]):
                continue  # a number of another crisis
            known = evidence.ledger.get(found.get(said.start, "")) if passage is read else None
            if known is not None and known.role != "reference":
                return Ours(known, said.text)
            if known is None and (built := _built(said, passage)):
                return built
    totals = chosen(evidence.ledger)
    return Ours(totals[0], totals[0].id) if totals else None


def _built(said: Said, read: Read) -> Ours | None:
    """Return a number of the text as a figure: only what the text says of it."""
    number = stated(said, read.passage.flat)
    context = context_of(said, read)
    if number is None:
        return None
    quantifier = {"nearly": "about", "at least": "more than"}.get(number.quantifier, number.quantifier)
    start, end = next(((a, b) for a, b in context.spans if a), (None, None))
    metric = context.metric or ("flow" if context.displaced else "stock")
    figure = Figure(
        "text",
        number.value,
        number.low or number.value,
        number.high or number.value,
        quantifier,
        unit=context.unit or "people",
        metric=metric,
        population="displaced",
        start=start if metric == "flow" else None,
        end=end if metric == "flow" else None,
        date=start if metric == "stock" else None,
    )
    return Ours(figure, said.text, tuple(unsaid(context)))


def judged_comparison(named: Named, ours: Ours | None, read: Read, at: tuple[int, int], evidence: Evidence) -> Finding:
    """Return what is to be said of one comparison with one other crisis."""
    if named.crisis is None:
        return Finding(
            "not in evidence",
            f"No published figure of {named.text} is in references.csv, so nothing bears the comparison out.",
            "Add the published figure to references.csv with its citation: metric, unit, day or period, population.",
        )
    if ours is None:
        reason = "The text gives no number of its own to compare, and the folder has none."
        return Finding("not in evidence", reason, "Say which of your figures is compared.")
    flat = read.passage.flat
    wanted = _kinds(_side(flat, named, read, at))
    references = [r for r in named.crisis.references if not wanted or kind_of(r) in wanted] or list(
        named.crisis.references
    )
    every = [compare(ours.figure, reference, evidence.residents) for reference in references]
    best = closest(every)
    whole = [c for c in best if not c.reasons and c.ratio]
    open_ = _left_open(ours, wanted, references)
    if whole and not open_:
        return _ratio(whole, flat[max(at[0], named.start - 70) : min(at[1], named.end + 50)])
    return _refused(best[0] if best else every[0], ours, references, open_)


def _left_open(ours: Ours, wanted: Sequence[str], references: Sequence[Figure]) -> list[str]:
    """Return what a text must say of both sides of a comparison and does not."""
    kinds = {kind_of(r) for r in references}
    asked = (
        [] if wanted or len(kinds) < 2 else ["of the other crisis: refugees, or people displaced within the country?"]
    )
    return [*asked, *(f"of its own number: {ASKED[key]}" for key in ours.missing if key in ("start", "day", "unit"))]


def _side(flat: str, named: Named, read: Read, at: tuple[int, int]) -> str:
    """Return the words about one of the crises compared: those before its name if they say of whom, else those behind."""
    before = max(
        [
            at[0],
            named.start - 90,
            *(n.end for n in read.others if n.crisis is not named.crisis and n.end <= named.start),
        ]
    )
    after = min(
        [
            at[1],
            named.end + 60,
            *(n.start for n in read.others if n.crisis is not named.crisis and n.start >= named.end),
        ]
    )
    front = re.split(r"[,،;]", flat[before : named.start])[-1]
    for text in (front, flat[before : named.start]):
        if _kinds(text) and _REFERRED.search(text):
            return text
    return re.split(r"[,،;]|\band\b|\bve\b", flat[named.start : after])[0] + (
        " ".join(flat[named.end : after].split()[:5])
    )


def _kinds(text: str) -> tuple[str, ...]:
    refugees, internal = bool(cues.REFUGEES.search(text)), bool(cues.INTERNAL.search(text))
    if refugees and internal:
        return _KINDS["displaced_and_refugees"]
    return _KINDS["refugees"] if refugees else _KINDS["displaced"] if internal else ()


def _ratio(found: Sequence[Comparison], around: str) -> Finding:
    """Return whether one number is above (or below) another, as the words around its name say."""
    less = bool(cues.LESS.search(around)) and not cues.MORE.search(around)
    ratios = [(c.ratio.value if c.ratio else 1.0, c) for c in found]
    right = [(r, c) for r, c in ratios if (r < 1 if less else r > 1)]
    ratio, held = right[0] if right else ratios[0]
    shown = f"{ratio:.2f} times {describe(held.reference)}"
    if len(right) == len(ratios):
        return Finding("supported", f"It is {shown}.", "", held.reference.id)
    if right:
        reason = f"It is {shown}, but not so against {describe(next(c for r, c in ratios if c is not held).reference)}."
        return Finding("not in evidence", reason, "Say which day or population is compared.", held.reference.id)
    return Finding("contradicted", f"It is {shown}.", "Take the comparison out, or turn it round.", held.reference.id)


def _refused(comparison: Comparison, ours: Ours, references: Sequence[Figure], open_: Sequence[str]) -> Finding:
    say = words("en")
    reasons = "; ".join(_plain(reason_text(r, say)) for r in comparison.reasons)
    if comparison.only_per_day and comparison.per_day:
        reasons += f"; per day it is {comparison.per_day.ratio.value:.2f} times as many"
    told = [f"The text has “{ours.shown}”; {describe(comparison.reference)}."]
    told += [f"The two are not alike: {reasons}."] if reasons else []
    told += [f"The text does not say {'; '.join(open_)}"] if open_ else []
    return Finding(
        "not comparable",
        " ".join(told),
        "Compare like with like (metric, unit, population, length of period), or take the comparison out: nuzuh count lists what can be.",
        comparison.reference.id,
        tuple(r.id for r in references),
    )


def _plain(text: str) -> str:
    return text.strip().rstrip(".")
