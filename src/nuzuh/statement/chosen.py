"""The key figures of a letter: those that it names in letter.toml, or the first ones that it cites."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.toml import line_of
from nuzuh.statement.letter import Letter, Version
from nuzuh.terms.errors import Problem

MOST = 4  # of those that a letter cites; it may name more


def chosen_figures(
    values: Mapping[str, Any], path: Path, file: str, ledger: Ledger
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the key figures that ``letter.toml`` names, and those among them that cannot be shown."""
    chosen = tuple(dict.fromkeys(values.get("key_figures", ())))
    unknown = [ident for ident in chosen if (figure := ledger.get(ident)) is None or figure.value is None]
    line = line_of(path.read_text("utf-8-sig").splitlines(), "", "key_figures") if unknown else None
    problems = []
    for ident in unknown:
        figure = ledger.get(ident)
        near = difflib.get_close_matches(ident, list(ledger.figures), n=3, cutoff=0.5) if figure is None else []
        why = "There is no figure {}." if figure is None else "The figure {} is hidden or not known."
        mend = f"Did you mean {' or '.join(near)}?" if near else "`nuzuh count` lists all figures."
        rule = "letter.figure"
        problems.append(Problem(file, "", line, "key_figures", ident, rule, "error", why.format(ident), mend))
    return tuple(i for i in chosen if i not in unknown), problems


def key_figures(letter: Letter, version: Version) -> list[str]:
    """Return the figures that the notice to the press, the brief and the cards show, the most important first."""
    cited = [i for i in version.cited() if not i.startswith("letter.")]
    return list(letter.key_figures) or cited[:MOST]
