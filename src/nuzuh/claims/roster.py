"""The list of signatories in a text, and the number of organisations that the text says signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuzuh.claims import cues
from nuzuh.claims.agree import Stated, agreement_with
from nuzuh.claims.claim import Finding
from nuzuh.claims.context import Context
from nuzuh.claims.evidence import Evidence
from nuzuh.claims.passages import Document, Passage, Spot
from nuzuh.organisations.paste import pasted
from nuzuh.terms.amounts import fold_digits

_BULLET = re.compile(r"^[\s\-–—*•·▪◦‣●+|>]*(?:\(?(?:\d{1,3}|[٠-٩]{1,3})[.)\-–:]?(?=\s|\D))?[\s\-–—*•·▪◦‣●|]*")
_CELLS = re.compile(r"\t+|\s{3,}|\s*\|\s*|\s+[–—•·▪●]\s+|\s+-\s+")
_DOUBLE = re.compile(r"^\s*[-*•+]\s+(?=[-–—•])")  # an item that is itself a line with a dash
_END = re.compile(r"[.!?؟:;؛]\s*$")
_GOES_ON = re.compile(
    r"(?:\b(?:in|of|for|and|the|to|with|de|et|la|ve|için|ile)|[&,،–—-]|\sو|\sفي|\sمن|\sعلى|\sإلى)\s*$", re.IGNORECASE
)
_CONTINUES = re.compile(r"^\s*(?:\(|[a-zçğıöşü]{1,4}\s|&)")
_FEWEST = 4
_HEADED = 2
_SO_NAMED = 0.3  # of the lines of a list that has no heading
_LONGEST = 110  # letters of a name


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of signatories: how many rows, how many more it says are not named, and where it begins."""

    names: int
    first: Spot
    passages: range
    unnamed: int = 0

    @property
    def count(self) -> int:
        """All who signed, those not named included."""
        return self.names + self.unnamed

    def __str__(self) -> str:
        return f"{self.names} names" + (f" and {self.unnamed} not named" if self.unnamed else "")


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    spot: Spot
    passage: int
    kind: str
    wide: bool


def find_roster(document: Document) -> Roster | None:
    """Return the list of signatories of a text: that under its heading, else the longest list of names at the end."""
    rows = list(_rows(document.passages))
    headed = [i for i, row in enumerate(rows) if _is_heading(row.text)]
    best: Roster | None = None
    for at in headed:
        found = _run(rows, at + 1, headed=True) or _run_in(rows, at + 1)
        if found and (best is None or found.count >= best.count):
            best = found
    if best:
        return best
    runs = []
    at = 0
    while at < len(rows):
        found = _run(rows, at, headed=False)
        if found and found.passages.start and _are_bodies(rows, found):
            runs.append(found)
        at = next((i for i in range(at, len(rows)) if not _is_name(rows[i])), len(rows)) + 1 if found else at + 1
    return max(runs, key=lambda r: r.count, default=None)


def _are_bodies(rows: Sequence[_Row], found: Roster) -> bool:
    """Return whether enough names of a list without a heading say that they are organisations."""
    mine = [row.text for row in rows if row.passage in found.passages]
    return sum(bool(cues.NAMED_SO.search(text)) for text in mine) >= _SO_NAMED * len(mine)


def _is_heading(text: str) -> bool:
    text = _BULLET.sub("", text)
    named = bool(cues.SIGNED.search(text)) or _says_how_many(text)
    return named and len(text) < 90 and not re.search(r"[.!?؟]\s*$", text)


def _says_how_many(text: str) -> bool:
    """Return whether a line says of how many organisations it is: Signed by 59 organisations."""
    return bool(re.search(r"\d{2,}|[٠-٩]{2,}", text) and cues.BODIES.search(text))


def _rows(passages: Sequence[Passage]) -> Iterator[_Row]:
    for number, passage in enumerate(passages):
        at = 0
        for line in passage.text.split("\n"):
            if line.strip():
                begin = at + len(line) - len(line.lstrip())
                yield _Row(line.strip(), passage.spots[begin], number, passage.kind, _dashed(line))
            at += len(line) + 1


def _dashed(line: str) -> bool:
    return re.match(r"\s*[-–—•·▪●*]\s", line) is not None


def _is_name(row: _Row) -> bool:
    """Return whether a line may be names of organisations."""
    text = _BULLET.sub("", row.text)
    cells = [c for c in _CELLS.split(text) if c and c.strip()]
    if not cells or row.kind == "heading" or _is_heading(row.text) or any(len(c) > _LONGEST for c in cells):
        return False
    sentence = any(_is_sentence(c) for c in cells) or text.rstrip()[-1:] in (":", "؛")
    letters = sum(c.isalpha() for c in text)
    return (
        letters > 1
        and not sentence
        and len(text.split()) < 16 * len(cells)
        and not re.search(r"https?://|@|\d{4}", text)
    )


def _run(rows: Sequence[_Row], start: int, *, headed: bool) -> Roster | None:
    """Return the list that begins at a row, or None where there is none."""
    end = start
    while end < len(rows) and _is_name(rows[end]):
        end += 1
    if start < end and not headed and rows[start].text.rstrip()[-1] in ",،":
        start += 1  # Sincerely,
    run = list(rows[start:end])
    if not run:
        return None
    if bulleted := [r for r in run if r.kind == "item" or r.wide]:
        # a list of items ends with its last item: what follows without a mark is something else
        if len(bulleted) > len(run) // 2:
            last = max(i for i, r in enumerate(run) if r.kind == "item" or r.wide)
            run = run[: last + 1]
    elif (
        end < len(rows) and len(run) > _HEADED and _is_sentence(rows[end].text) and rows[end].passage > run[-1].passage
    ):
        run = run[:-1]  # a title above the paragraph that follows
    around = [*rows[max(0, start - 1) : start], *run]
    unnamed = sum(_unnamed(row.text) for row in around)
    count = _count([row for row in run if not cues.UNNAMED.search(row.text)])
    if count < (_HEADED if headed else 2 * _FEWEST):
        return None
    return Roster(count, run[0].spot, range(run[0].passage, run[-1].passage + 1), unnamed)


def _unnamed(text: str) -> int:
    """Return how many a line says are not named: 3 of them are not named for their safety."""
    if not cues.UNNAMED.search(text):
        return 0
    number = re.findall(r"\d+", fold_digits(text))
    return int(number[-1]) if number else 2 if re.search(r"\btwo\b|اثنت|\biki", text, re.IGNORECASE) else 1


def _count(run: Sequence[_Row]) -> int:
    """Return how many organisations lines hold: a name may run over two lines, and a line may hold several columns."""
    lines: list[str] = []
    for row in run:
        text = _BULLET.sub("", row.text)
        goes_on = lines and row.kind != "item" and not row.wide and not _CELLS.search(text)
        if goes_on and (_GOES_ON.search(lines[-1]) or _CONTINUES.match(text)):
            lines[-1] += f" {text}"
        else:
            lines.append(_DOUBLE.sub("", row.text))
    return _organisations("\n".join(lines))


def _organisations(text: str) -> int:
    """Return how many organisations a pasted list has; a lone dash between tabs is none."""
    return sum(any(letter.isalpha() for letter in row.name) for row in pasted(text))


def _is_sentence(text: str) -> bool:
    return _END.search(text) is not None and len(text.split()) > 6


def _run_in(rows: Sequence[_Row], at: int) -> Roster | None:
    """Return the list that stands in one paragraph below its heading, names apart by commas or semicolons."""
    if at >= len(rows):
        return None
    mine = [row for row in rows[at:] if row.passage == rows[at].passage]
    text = " ".join(row.text for row in mine)
    if len(re.findall(r"[,،;؛]", text)) < _FEWEST or re.search(r"[.!?؟]\s+\w", text):
        return None
    return Roster(len(pasted(text.rstrip(". "))), mine[0].spot, range(mine[0].passage, mine[-1].passage + 1))


def judged_signatures(number: Stated, context: Context, roster: Roster | None, evidence: Evidence) -> Finding | None:
    """Return what is to be said of a number of organisations; None where it is not of those that sign."""
    signed = evidence.signatures
    known = [f for f in signed if f.value is not None and _agrees(number, f.value)]
    if not cues.SELF.search(context.sentence) and not cues.SIGNED.search(context.sentence):
        same = [f for f in known if f.value == number.value]
        return Finding("supported", f"{same[0].id} is {same[0].value:,.0f}.", "", same[0].id) if same else None
    if roster is not None:
        where = f"from line {roster.first[1]}" + (f" of page {roster.first[0]}" if roster.first[0] else "")
        if _agrees(number, roster.count):
            return Finding("supported", f"The list {where} has {roster}.", "", known[0].id if known else "")
        return Finding(
            "inconsistent",
            f"The text says {_said(number)}, and the list {where} has {roster}.",
            "Correct the number, or the list: look for names that are missing, doubled or broken over two lines.",
            signed[0].id if len(signed) == 1 else "",
        )
    if known:
        return Finding("supported", f"{known[0].id} is {known[0].value:,.0f}.", "", known[0].id)
    if len(signed) == 1 and signed[0].value is not None:
        return Finding(
            "contradicted",
            f"The text says {_said(number)}; {signed[0].id} is {signed[0].value:,.0f}.",
            "Correct the number, or signatories.csv of the letter.",
            signed[0].id,
        )
    reason = "The text has no list of signatories, and no letter of the folder has so many."
    return Finding("not in evidence", reason, "Add the list, or signatories.csv of the letter.")


def _agrees(number: Stated, count: float) -> bool:
    exact = number.quantifier == "exactly"
    return number.value == count if exact else agreement_with(number, count) != "differs"


def _said(number: Stated) -> str:
    word = "" if number.quantifier == "exactly" else f"{number.quantifier} "
    return f"{word}{number.value:,.0f}"
