"""What the evidence says of a percentage: whether a count of people gives it, and whether a figure says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nuzuh.claims import cues
from nuzuh.claims.claim import Finding
from nuzuh.claims.context import Read
from nuzuh.claims.evidence import Evidence
from nuzuh.claims.numbers import describe
from nuzuh.claims.passages import Spot
from nuzuh.evidence.figure import Figure
from nuzuh.poll.changes import check_margin
from nuzuh.poll.found import Found, find, judge
from nuzuh.poll.printed import printed
from nuzuh.poll.sentences import count_reason, margin_reason, percentage_reason, rough_reason, verdict
from nuzuh.poll.settings import Poll
from nuzuh.prose.said import Said
from nuzuh.terms.amounts import fold_letters
from nuzuh.terms.errors import UsageError
from nuzuh.terms.wording import words

_FAR = 6  # paragraphs across which a poll that was described goes on
_WORD = re.compile(r"[^\W\d_]{4,}")
_ASK = "Ask who published it how many of how many, and whether all answered; a weighted share is marked weighted."


@dataclass(frozen=True, slots=True)
class Sample:
    """How many people were asked, as an earlier paragraph says, and where."""

    n: int
    passage: int
    start: int
    spot: Spot


def samples_of(reads: Sequence[Read]) -> list[Sample]:
    """Return the numbers of people that sentences say were asked, one for each sentence that names just one."""
    out = []
    for at, read in enumerate(reads):
        for low, high in read.sentences:
            if not cues.ASKED.search(read.passage.flat[low:high]):
                continue
            sizes = [
                s
                for s in read.said
                if s.kind == "number"
                and low <= s.start < high
                and s.quantifier == "exactly"
                and _counts_asked(s, read, high)
            ]
            if len(sizes) == 1 and sizes[0].value:
                out.append(Sample(int(sizes[0].value), at, sizes[0].start, read.passage.spots[sizes[0].start]))
    return out


def _counts_asked(said: Said, read: Read, high: int) -> bool:
    """Return whether a number may be that of people who were asked."""
    behind = read.passage.flat[said.end : min(high, said.end + 40)]
    people = said.unit in ("people", "respondents", "households") or bool(cues.PEOPLE.search(behind))
    return people and bool(said.value) and 5 <= (said.value or 0) < 100_000


def judged_share(said: Said, at: int, reads: Sequence[Read], samples: Sequence[Sample], evidence: Evidence) -> Finding:
    """Return what is to be said of a percentage in paragraph ``at``."""
    read = reads[at]
    flat = read.passage.flat
    found = next((f for f in find(flat, read.passage.language) if f.start < said.end and said.start < f.end), None)
    low, high = read.sentence_of(said.start)
    figures = [f for f in evidence.figures if f.unit == "percent"]
    if found is None:
        return _by_value(said.value, said.text, flat[low:high], figures)
    whence = "in the text"
    if found.n is None:
        n, whence = _people(found, at, read, samples, evidence, flat[low:high])
        found = replace(found, n=n)
    if found.n is not None and (refused := _impossible(found, whence)):
        return refused
    matched = _by_value(float(found.figure.value), found.text, flat[low:high], figures, found.n, found.figure.decimals)
    if matched.verdict == "supported" or found.n is None:
        return matched
    possible = f" {found.text} of {found.n:,} ({whence}) is attainable."
    return replace(matched, reason=matched.reason + possible)


def _impossible(found: Found, whence: str) -> Finding | None:
    """Return the finding where no count of so many people gives a percentage or margin; None where one does."""
    say = words("en")
    n = found.n or 0
    note = "" if whence == "in the text" else f" The number of people is {whence}."
    if found.kind == "margin":
        fits = check_margin(found.figure, n, share=None)
        if fits.fits:
            return None
        return Finding("not attainable", margin_reason(found.figure, n, fits, say) + note, _ASK)
    result = judge(found)
    if result is None or verdict(result) != "not attainable":
        return None
    if found.count is not None:
        reason = count_reason(found.count, found.figure, result, say)
        return Finding(
            "inconsistent", f"The count and the percentage disagree. {reason}{note}", "Correct one of the two."
        )
    reason = (
        rough_reason(found.text, n, result, say) if found.quantifier else percentage_reason(found.figure, result, say)
    )
    return Finding("not attainable", reason + note, _ASK)


def _people(
    found: Found, at: int, read: Read, samples: Sequence[Sample], evidence: Evidence, sentence: str
) -> tuple[int | None, str]:
    """Return of how many people a percentage is that has no number beside it, and where that is said."""
    poll = _poll_of(found.text, sentence, read, evidence.polls)
    near = [s for s in samples if 0 <= at - s.passage <= _FAR]
    mine = [s for s in near if s.passage < at or (s.passage == at and s.start <= found.start)]
    about_asked = poll is not None or bool(cues.ASKED.search(sentence)) or _goes_on(read, found.start)
    if mine and about_asked and len({s.n for s in mine}) == 1:
        page, line, _ = mine[-1].spot
        return mine[-1].n, f"that of line {line}" + (f" of page {page}" if page else "")
    count = (poll.answered or poll.asked) if poll else None
    if poll and count and not mine:
        return count, f"that of the poll {poll.name} ({count:,})"
    return None, ""


def _goes_on(read: Read, at: int) -> bool:
    """Return whether a sentence says what people think or would do, as answers to a poll are told."""
    low, high = read.sentence_of(at)
    said = r"\bwould\b|refuse|intend|want to|plan to"
    r"|consider|said|answer|لن |لا يفكر|يرفض|لا ينو|أجاب|قالوا|العودة|istemiyor|düşünm|dönm|etmiyor|söyled"
    return bool(re.search(said, read.passage.flat[low:high], re.IGNORECASE))


def _poll_of(text: str, sentence: str, read: Read, polls: Sequence[Poll]) -> Poll | None:
    """Return the poll of the folder that a percentage is likely of: one that printed it, or one that it speaks of."""
    share = _percent(text)
    for poll in polls:
        if share is not None and share in [_percent(str(item.get("text", ""))) for item in poll.printed]:
            return poll
    likely = [p for p in polls if _alike(p, f"{sentence} {read.passage.flat}")]
    return likely[0] if len(likely) == 1 else None


def _alike(poll: Poll, text: str) -> bool:
    """Return whether a paragraph has two words or more of a poll's title, labels or questions."""
    known = [*poll.title.values(), *(v for item in poll.printed for v in dict(item.get("label", {})).values())]
    stems = {w[:5] for words_ in known for w in _WORD.findall(fold_letters(str(words_)))}
    return len(stems & {w[:5] for w in _WORD.findall(fold_letters(text))}) > 1


def _percent(text: str) -> float | None:
    found = re.search(r"[%٪]?\s*[0-9٠-٩]+(?:[.,٫][0-9٠-٩]+)?\s*[%٪]?", text)
    try:
        return float(printed(found[0].strip()).value) if found else None
    except UsageError:
        return None


def _by_value(
    value: float | None, text: str, sentence: str, figures: Sequence[Figure], n: int | None = None, decimals: int = 0
) -> Finding:
    """Return what figures say of a percentage: the one of its value that speaks of the same, as far as words tell."""
    if value is None:
        return Finding("not in evidence", "No figure says this.", "Cite the figure that it is.")
    close = [f for f in figures if f.value is not None and abs(f.value - value) <= 0.5 * 10.0**-decimals + 1e-9]
    stems = {w[:5] for w in _WORD.findall(fold_letters(sentence))}

    def shared(figure: Figure) -> int:
        labels = " ".join([*figure.label.values(), figure.population, figure.group])
        return len(stems & {w[:5] for w in _WORD.findall(fold_letters(labels))})

    ranked = sorted(close, key=lambda f: (n is None or f.of != n, -shared(f), f.id))
    if ranked and (shared(ranked[0]) > 1 or (n is not None and ranked[0].of == n)):
        return Finding("supported", f"{describe(ranked[0])}.", "", ranked[0].id)
    alike = sorted((f for f in figures if shared(f) > 2), key=lambda f: (-shared(f), f.id))
    if ranked:
        reason = f"It may be {describe(ranked[0])}; the text does not say enough to tell."
    elif alike:
        reason = f"No figure says {text}; one that speaks of the like is {describe(alike[0])}."
    else:
        reason = f"No figure says {text}."
    base = "" if n is not None else " The text does not say: of how many people, asked where and when?"
    mend = "Cite the figure, with its base: of how many, asked where and when."
    return Finding("not in evidence", reason + base, mend, candidates=tuple(f.id for f in [*ranked, *alike][:3]))
