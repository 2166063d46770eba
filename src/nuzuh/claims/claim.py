"""One claim of a finished text with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["supported", "contradicted", "not attainable", "not comparable", "not in evidence", "inconsistent"]
WORST_FIRST: tuple[Verdict, ...] = (
    "contradicted",
    "inconsistent",
    "not attainable",
    "not comparable",
    "not in evidence",
    "supported",
)
ALARMS: tuple[Verdict, ...] = WORST_FIRST[:4]  # the command ends with exit status 1


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a text claims, and what is to be said of it.

    Attributes
    ----------
    line, column : int
        Where it begins, both from 1; in a Word file the line is the number of the paragraph.
    page : int
        Of a PDF, from 1; 0 elsewhere.
    text : str
        As written.
    kind : str
        number, percent, fraction, multiple, vague, ordinal, day, period, comparison, superlative, place or list.
    verdict : str
    reason, suggestion : str
        What the evidence says, and what to do next; plain English.
    figure : str
        The figure that it was held against, if any.
    language, sentence : str
        Of the paragraph; the sentence around the claim.
    candidates : tuple of str
        Figures or places that it may be.
    """

    line: int
    column: int
    page: int
    text: str
    kind: str
    verdict: Verdict
    reason: str
    suggestion: str = ""
    figure: str = ""
    language: str = ""
    sentence: str = ""
    candidates: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the claim with the keys that ``nuzuh claims --json`` prints."""
        return {
            "line": self.line,
            "column": self.column,
            "page": self.page or None,
            "text": self.text,
            "kind": self.kind,
            "verdict": self.verdict,
            "reason": self.reason,
            "suggestion": self.suggestion or None,
            "figure": self.figure or None,
            "language": self.language or None,
            "sentence": self.sentence or None,
            "candidates": list(self.candidates),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said of a claim, before its place in the text is put beside it."""

    verdict: Verdict
    reason: str
    suggestion: str = ""
    figure: str = ""
    candidates: tuple[str, ...] = ()


def worst_first(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims, the worst verdict first, each kind in the order of the text."""
    return sorted(claims, key=lambda c: (WORST_FIRST.index(c.verdict), c.page, c.line, c.column, c.kind))
