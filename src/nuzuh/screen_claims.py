"""What `nuzuh claims` shows: the claims of a text, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from nuzuh import screen
from nuzuh.claims.claim import ALARMS, WORST_FIRST, Claim, worst_first
from nuzuh.claims.passages import Document

_STYLES = {"supported": "green", "not in evidence": "yellow"}
_MOST_SHOWN = 300


def claims_as_dict(document: Document, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return what ``nuzuh claims --json`` prints: claims in the order of the text, counts per verdict, notes on the file."""
    return {
        "claims": [claim.as_dict() for claim in claims],
        "counts": _counts(claims),
        "notes": list(document.notes),
    }


def status(claims: Sequence[Claim]) -> int:
    """Return the exit status: 1 where a claim is false, impossible, unlike or at odds with the text."""
    return 1 if any(claim.verdict in ALARMS for claim in claims) else 0


def show_claims(document: Document, claims: Sequence[Claim], file: Path, folder: Path) -> None:
    """Show the claims with their place, what the text says, what the evidence says, and what to do next."""
    on = screen.console()
    for note in document.notes:
        screen.say(note)
    shown = [c for c in worst_first(claims) if c.verdict != "supported"]
    for claim in shown[:_MOST_SHOWN]:
        style = _STYLES.get(claim.verdict, "red")
        page = f"page {claim.page}, " if claim.page else ""
        where = f"{file}, {page}line {claim.line}, column {claim.column}"
        on.print(Text(f"{claim.verdict}: {where}", style=style), soft_wrap=True)
        on.print(Text(f"  “{claim.text}” ({claim.kind})"), soft_wrap=True)
        on.print(Text(f"  {claim.reason} {claim.suggestion}".rstrip()), soft_wrap=True)
    if len(shown) > _MOST_SHOWN:
        on.print(f"… and {len(shown) - _MOST_SHOWN} more: see --json.")
    counts = _counts(claims)
    on.print(", ".join(f"{counts[verdict]} {verdict}" for verdict in WORST_FIRST))
    if any(claim.verdict in ALARMS for claim in claims):
        screen.say(f"Mend what is red. What a figure rests on: nuzuh trace FIGURE {folder}")
    else:
        screen.say("Nothing is contradicted. Look through what is not in evidence before you publish.")


def _counts(claims: Sequence[Claim]) -> dict[str, int]:
    found = Counter(claim.verdict for claim in claims)
    return {verdict: found[verdict] for verdict in WORST_FIRST}
