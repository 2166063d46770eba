"""What the evidence says of a day, month, year or period, and whether a text's days can be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from nuzuh.claims import cues
from nuzuh.claims.claim import Finding
from nuzuh.claims.context import Read
from nuzuh.claims.evidence import Evidence
from nuzuh.prose.said import Said
from nuzuh.terms.amounts import fold_digits

_DAY = dt.timedelta(days=1)
_HEAD = 14  # paragraphs at the top in which a letter gives its date
_BESIDE = 30  # letters beside it: a town, a bracket
_BACK = re.compile(r"\s*(?:to|until|till|[-–—]|through|and|إلى|حتى|و|ile|ila|kadar)\s*")


def own_day(reads: Sequence[Read]) -> tuple[dt.date, int] | None:
    """Return the date that a letter gives itself near its top, in a short line of its own, with the line; None without one."""
    for read in reads[:_HEAD]:
        for said in read.said:
            text = read.passage.text.strip()
            alone = (
                len(text) - len(said.text) <= _BESIDE
                and text[-1] not in "!?؟"
                and (text[-1] != "." or text == said.text)
            )
            if said.kind == "day" and said.start_day and alone:
                return said.start_day, said.line
    return None


def judged_time(
    said: Said, read: Read, evidence: Evidence, letter: tuple[dt.date, int] | None, *, told: bool = True
) -> Finding:
    """Return what is to be said of a day or period; ``told`` where it must not be later than the letter itself."""
    start, end = said.start_day, said.end_day
    day = start or (end - _DAY if end else None)
    if start and end and end <= start:
        return Finding(
            "inconsistent",
            f"The period ends ({end - _DAY}) before it begins ({start}).",
            "Correct one of the two days.",
        )
    if told and letter and day and day > letter[0] and not said.guessed and _told(said, read):
        reason = f"This is after the letter's own date, {letter[0]} (line {letter[1]}), and told as what has happened."
        return Finding("inconsistent", reason, "Correct one of the two dates.")
    if what := _known(start, end, evidence):
        return Finding("supported", f"It is {what}.")
    if letter and day == letter[0]:
        return Finding("supported", "It is the letter's own date.")
    last = end - _DAY if start and end else day
    shown = f"{start} to {last}" if start and last and last != start else str(day or said.text)
    return Finding(
        "not in evidence", f"No figure, letter or poll of the folder has {shown}.", "Check the date against its source."
    )


def year_of(said: Said, flat: str) -> int | None:
    """Return the year that a number without separators, quantifier and people behind it is; None for other numbers."""
    plain = (
        re.fullmatch(r"(?:19|20)\d\d", fold_digits(said.text).strip(" .,:")) if said.quantifier == "exactly" else None
    )
    behind = " ".join(flat[said.end : said.end + 30].split()[:2])
    counts = any(p.search(behind) for p in (cues.PEOPLE, cues.HOUSEHOLDS, cues.BODIES)) and not re.match(
        r"İnsani|humanitarian", behind
    )
    return int(plain[0]) if plain and not counts else None


def judged_year(year: int, evidence: Evidence) -> Finding:
    """Return what is to be said of a year."""
    known = sorted(day for day in evidence.days if day.year == year)
    if known:
        return Finding("supported", f"It is the year of {evidence.days[known[-1]].removeprefix('the ')}.")
    return Finding("not in evidence", f"Nothing in the folder is of {year}.", "Check the year against its source.")


def backwards(read: Read) -> list[tuple[Said, Finding]]:
    """Return the later of two days that stand as from … to … the wrong way round, where they were read as two."""
    out = []
    days = [s for s in read.said if s.kind == "day" and s.start_day]
    for one, other in pairwise(days):
        between = read.passage.flat[one.end : other.start]
        before = read.passage.flat[max(0, one.start - 12) : one.start]
        spans = re.search(r"(?:\bfrom|\bbetween|من|بين)\s*$", before, re.IGNORECASE) or not between.strip(" -–—")
        if _BACK.fullmatch(between) and spans and other.start_day and one.start_day and other.start_day < one.start_day:
            reason = f"The period ends ({other.start_day}) before it begins ({one.start_day})."
            out.append((other, Finding("inconsistent", reason, "Correct one of the two days.")))
    return out


def _told(said: Said, read: Read) -> bool:
    """Return whether a sentence tells what has happened: it has a number of people, and no word of the future."""
    low, high = read.sentence_of(said.start)
    sentence = read.passage.flat[low:high]
    counted = any(s.kind in ("number", "percent") and s.value for s in read.in_sentence(said.start))
    past = cues.DISPLACED.search(sentence) or cues.HARMED.search(sentence) or cues.ASKED.search(sentence)
    around = read.passage.flat[max(low, said.start - 40) : min(high, said.end + 30)]
    ahead = re.search(
        r"\bwill\b|\bshall\b|expected|deadline|سوف|سيـ?|يتوقع|\w+(?:ecek|acak)|bekleniyor", sentence, re.IGNORECASE
    )
    ahead = ahead or re.search(r"\b(?:may|might|could)\b", sentence)  # and not the month
    return bool(counted and past and not ahead and not re.search(r"before|قبل|önce", around))


def _known(start: dt.date | None, end: dt.date | None, evidence: Evidence) -> str:
    """Return what a day or period is in the folder; empty where it is nothing."""
    if start is None:
        day = (end - _DAY) if end else None
        return evidence.days.get(day, "") if day else ""
    if end is None or end - start <= _DAY:
        return evidence.days.get(start, "")
    for (low, high), ident in evidence.spans.items():
        if abs(low - start) <= _DAY and abs(high - end) <= _DAY:
            return f"the period of {ident}"
    if (end - start).days <= 366:  # a month or year that is named
        inside = sorted(day for day in evidence.days if start <= day < end)
        whole = start.day == 1 and end.day == 1
        if inside and whole:
            return f"the month or year of {evidence.days[inside[-1]].removeprefix('the ')}"
    first, last = evidence.days.get(start), evidence.days.get(end - _DAY) or evidence.days.get(end)
    return f"{first}, to {last}" if first and last else ""
