"""What is wrong with one cell, before anyone knows in which file it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the text of a cell.

    Attributes
    ----------
    rule : str
        Short stable name of the rule that was broken, such as ``amount.ambiguous``.
    message, suggestion : str
        What is wrong, naming the value, and what to write instead, in plain English.
    """

    rule: str
    message: str
    suggestion: str


def shown(text: str) -> str:
    """Return the text in quotation marks on one line, cut at 80 characters, for a message."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= 80 else line[:79] + "…"}"'
