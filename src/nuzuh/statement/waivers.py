"""What a person answers for by name although nothing proves it: exact words of one text, who says so, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nuzuh.statement.finding import finding
from nuzuh.terms.errors import Problem

FORM = "Below waivers: write a line such as - half | Ann Example | said of the question as it was asked"
_PARTS = 3
_QUOTES = "\"“”„«»'‘’ "


@dataclass(frozen=True, slots=True)
class Waiver:
    """Words that may stand without evidence.

    Attributes
    ----------
    text : str
        The words, as they stand in the text.
    name : str
        Who answers for them.
    reason : str
        Why they may stand.
    line : int
        Of the front matter.
    """

    text: str
    name: str
    reason: str
    line: int = 0


def read_waiver(written: str, line: int) -> Waiver | str:
    """Return a waiver, or what is wrong with it.

    Examples
    --------
    >>> read_waiver("half | Ann Example | a quotation", 3)
    Waiver(text='half', name='Ann Example', reason='a quotation', line=3)
    >>> read_waiver("half", 3)
    'A waiver needs a name and a reason.'
    """
    parts = [part.strip() for part in written.split("|")]
    if len(parts) < _PARTS:  # a vertical line is hard to find on some keyboards
        parts = [part.strip() for part in re.split(r"\s[|–—]\s|\s-\s", written)]
    text, name, reason = [*parts, "", "", ""][:_PARTS]
    reason = " | ".join([reason, *parts[_PARTS:]])
    text = text.strip(_QUOTES)
    if not text:
        return "A waiver needs the words that it waives."
    lacking = [what for what, given in (("a name", name), ("a reason", reason)) if not re.search(r"\w", given)]
    if lacking:
        return f"A waiver needs {' and '.join(lacking)}."
    return Waiver(text, name, reason, line)


class Waived:
    """The waivers of one text, and which of them were of use."""

    def __init__(self, waivers: Sequence[Waiver]) -> None:
        self._waivers = waivers
        self._used: set[int] = set()

    def covers(self, text: str, start: int, end: int) -> bool:
        """Return whether a stretch of a text lies within words that are waived; the waiver then counts as used."""
        covered = False
        for index, waiver in enumerate(self._waivers):
            pattern = r"\s+".join(re.escape(word) for word in waiver.text.split())
            if any(m.start() <= start and end <= m.end() for m in re.finditer(pattern, text, re.IGNORECASE)):
                self._used.add(index)
                covered = True
        return covered

    def idle(self, file: str) -> list[Problem]:
        """Return an error of each waiver that waives nothing."""
        return [
            finding(
                file,
                waiver.line,
                1,
                waiver.text,
                "letter.waiver",
                f"The waiver of “{waiver.text}” waives nothing in this text.",
                "Take it out, or copy the words exactly as the finding shows them.",
            )
            for index, waiver in enumerate(self._waivers)
            if index not in self._used
        ]
