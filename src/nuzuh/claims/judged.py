"""Every claim of a finished text with its verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from nuzuh.claims import clashes, cues, days, roster, shares, versions
from nuzuh.claims.claim import Claim, Finding
from nuzuh.claims.compared import compared_in, judged_comparison, ours_of
from nuzuh.claims.context import Read, context_of, read_passages, stated
from nuzuh.claims.evidence import Evidence
from nuzuh.claims.numbers import judged
from nuzuh.claims.passages import Document
from nuzuh.claims.places import Mention
from nuzuh.prose.said import Said

Reader = Callable[[str, str], Iterable[Said]]
_WHAT = {
    "vague": ("An amount without a number: no figure bears it out.", "Write the number and cite its figure."),
    "multiple": ("A multiple of what is not said by a figure.", "Write both numbers, and compare them."),
    "fraction": ("No figure says this share.", "Write how many of how many, and cite the figure."),
    "superlative": (
        "A superlative needs a count of every other case, which the folder does not have.",
        "Say how far back and by whose count, and add that publication to references.csv; or take it out.",
    ),
}
_COMPARISON = (
    "It is not said with what it is compared, or nothing in the evidence bears it out.",
    "Name both numbers; add the published figure to references.csv with its citation.",
)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What every claim of a text is judged by: its paragraphs, the evidence, its list of signatories, its own day, its samples."""

    reads: Sequence[Read]
    evidence: Evidence
    signed: roster.Roster | None
    letter: tuple[dt.date, int] | None
    samples: Sequence[shares.Sample]


def claims_of(document: Document, evidence: Evidence, read: Reader) -> list[Claim]:
    """Return every claim of a text in its order.

    Parameters
    ----------
    document : Document
    evidence : Evidence
    read : callable
        Text and language -> what it says, see `nuzuh.prose.read.read`.
    """
    reads = read_passages(document, evidence, read)
    signed = roster.find_roster(document)
    skipped = signed.passages if signed else range(0)
    whole = _Whole(reads, evidence, signed, days.own_day(reads), shares.samples_of(reads))
    found: list[Claim] = []
    for at in range(len(reads)):
        if at not in skipped:
            found += _of_passage(at, whole)
    worse = [*clashes.clashes(reads, skipped), *versions.differences(reads, skipped)]
    for clash in worse:
        claim = _claim(clash.said, clash.finding, reads[clash.passage])
        same = next((i for i, c in enumerate(found) if _spot(c) == _spot(claim) and c.kind == claim.kind), None)
        if same is None:
            found.append(claim)
        elif found[same].verdict in ("supported", "not in evidence"):
            found[same] = claim
        elif found[same].reason != claim.reason:
            found.append(claim)
    if signed:
        found.append(_list_claim(signed, document, evidence))
    return sorted(found, key=lambda c: (c.page, c.line, c.column, c.kind))


def _spot(claim: Claim) -> tuple[int, int, int]:
    return claim.page, claim.line, claim.column


def _of_passage(at: int, whole: _Whole) -> list[Claim]:
    """Return the claims of one paragraph."""
    read = whole.reads[at]
    out: list[Claim] = []
    figures: dict[int, str] = {}
    for said in read.said:
        finding = _finding(said, at, whole)
        if finding:
            out.append(_claim(said, finding, read))
            if finding.verdict == "supported" and finding.figure:
                figures[said.start] = finding.figure
    for said, finding in days.backwards(read):
        out = [c for c in out if not (c.kind == "day" and c.text == said.text and c.column == _place(read, said)[2])]
        out.append(_claim(said, finding, read))
    out += _comparisons(at, whole.reads, whole.evidence, figures)
    for mention in read.places:
        out.append(_place_claim(mention, read))
    return out


def _finding(said: Said, at: int, whole: _Whole) -> Finding | None:
    """Return what is to be said of one thing said.

    None for comparisons, which are taken by sentence, for ordinals, and for digits that count nothing.
    """
    read = whole.reads[at]
    if said.kind in ("day", "period"):
        noted = (
            whole.signed is not None and at >= whole.signed.passages.stop
        )  # notes below the list may be of a later day
        return days.judged_time(said, read, whole.evidence, whole.letter, told=not noted)
    if said.kind == "percent":
        return shares.judged_share(said, at, whole.reads, whole.samples, whole.evidence)
    if said.kind == "number":
        number = stated(said, read.passage.flat)
        if number is None:
            return None
        if year := days.year_of(said, read.passage.flat):
            return days.judged_year(year, whole.evidence)
        context = context_of(said, read)
        if context.bodies and (finding := roster.judged_signatures(number, context, whole.signed, whole.evidence)):
            return finding
        return judged(number, context, whole.evidence)
    if said.kind not in _WHAT:
        return None
    reason, mend = _WHAT[said.kind]
    return Finding("not in evidence", reason, mend)


def _comparisons(at: int, reads: Sequence[Read], evidence: Evidence, figures: dict[int, str]) -> list[Claim]:
    """Return the comparisons of a paragraph: one for each other crisis that a sentence names, else one for the sentence."""
    read = reads[at]
    out = []
    for low, high in read.sentences:
        named = compared_in(read, (low, high))
        marks = [s for s in read.said if s.kind == "comparison" and low <= s.start < high]
        if named:
            ours = ours_of(read, (low, high), reads[:at], evidence, figures)
            for other in named:
                finding = judged_comparison(other, ours, read, (low, high), evidence)
                mark = max((s for s in marks if s.start <= other.start), key=lambda s: s.start, default=None)
                begin = min(mark.start, other.start) if mark and not _out_of_reach(mark, other.start) else other.start
                out.append(_made(begin, max(other.end, begin + 1), "comparison", finding, read))
        elif marks and not cues.REFUSED.search(read.passage.flat[low:high]):
            out += [_claim(s, Finding("not in evidence", *_COMPARISON), read) for s in marks]
    return out


def _out_of_reach(mark: Said, at: int) -> bool:
    """Return whether a name stands too far behind a word of comparison to be shown with it."""
    return at - mark.start > 80


def _place_claim(mention: Mention, read: Read) -> Claim:
    if mention.status == "matched":
        finding = Finding("supported", f"It is {' or '.join(mention.codes)} of the gazetteer.", "", "", mention.codes)
    elif mention.status == "decided":
        finding = Finding("supported", f"A person decided on the name: {mention.reason}.", "", "", mention.codes)
    elif mention.status == "ambiguous":
        mend = "Say which: name the district, or decide it in place_decisions.csv."
        finding = Finding("not in evidence", f"It may be several places: {mention.reason}", mend, "", mention.codes)
    else:
        mend = "Check the spelling, add the place to places.csv, or decide it in place_decisions.csv."
        finding = Finding("not in evidence", "The gazetteer has no such place.", mend, "", mention.codes)
    return _made(mention.start, mention.end, "place", finding, read)


def _list_claim(signed: roster.Roster, document: Document, evidence: Evidence) -> Claim:
    """Return what is to be said of the list of signatories: how many names it has, and which letter has as many."""
    page, line, column = signed.first
    same = next((f for f in evidence.signatures if f.value == signed.count), None)
    text = str(signed)
    if same:
        finding = Finding("supported", f"The list has as many names as {same.id}.", "", same.id)
    else:
        known = ", ".join(f"{f.id} is {f.value:,.0f}" for f in evidence.signatures if f.value is not None)
        reason = f"The list has {signed}" + (f"; {known}." if known else ", and the folder has no letter.")
        finding = Finding("not in evidence", reason, "Hold it against signatories.csv of the letter.")
    language = document.passages[signed.passages.start].language
    return Claim(
        line, column, page, text, "list", finding.verdict, finding.reason, finding.suggestion, finding.figure, language
    )


def _place(read: Read, said: Said) -> tuple[int, int, int]:
    return read.passage.spots[min(said.start, len(read.passage.spots) - 1)]


def _claim(said: Said, finding: Finding, read: Read) -> Claim:
    return _made(said.start, said.end, said.kind, finding, read)


def _made(start: int, end: int, kind: str, finding: Finding, read: Read) -> Claim:
    passage = read.passage
    page, line, column = passage.spots[min(start, len(passage.spots) - 1)]
    low, high = read.sentence_of(start)
    return Claim(
        line,
        column,
        page,
        " ".join(passage.flat[start:end].split()),
        kind,
        finding.verdict,
        finding.reason,
        finding.suggestion,
        finding.figure,
        passage.language,
        " ".join(passage.flat[low:high].split()),
        finding.candidates,
    )
