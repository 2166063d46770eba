"""The texts of a letter that are for some readers only: salutations of addressees, the headline for the press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from nuzuh.folder.toml import line_of
from nuzuh.statement.bind import Binder
from nuzuh.statement.binding import Bound
from nuzuh.statement.letter import Version
from nuzuh.statement.parity import Paragraph, Written, paragraphs
from nuzuh.statement.texts import place_in_toml
from nuzuh.terms.errors import Problem


def bind_addressed(
    path: Path, file: str, values: Mapping[str, Any], language: str, binder: Binder
) -> tuple[dict[str, Bound], Written, list[Problem]]:
    """Return the texts bound, and what is wrong with them.

    Parameters
    ----------
    path : Path
        The letter's TOML file.
    file : str
        Its path as problems name it.
    values : mapping
        What it says.
    language : str
    binder : Binder

    Returns
    -------
    dict of str to Bound
        Addressee -> salutation; the headline under an empty name.
    Written
        As they are held against the other languages.
    list of Problem
    """
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    texts = {
        str(a.get("id", "")): (a.get("salutation", {}).get(language), line_of(lines, "addressees", "id", a["_index"]))
        for a in values.get("addressees", [])
    }
    texts[""] = values.get("press.headline", {}).get(language), line_of(lines, "press", "headline")
    out: dict[str, Bound] = {}
    written: dict[str, Paragraph] = {}
    problems: list[Problem] = []
    for ident, (text, begin) in texts.items():
        if not text:
            continue
        first = begin or 1
        line, column = place_in_toml(lines, first, text, language)
        out[ident], found = binder.bind(file, text, line, column, plain=True)
        problems += found
        if said := paragraphs(text, out[ident], line, column):
            written[f"salutation of {ident}" if ident else "headline"] = said[0]
    return out, Written(file, written, language=language), problems


def with_addressed(version: Version, texts: Mapping[str, Bound]) -> Version:
    """Return a version of a letter with the texts that are for some readers only."""
    greetings = {ident: bound.plain() for ident, bound in texts.items() if ident}
    headline = texts[""].plain() if "" in texts else ""
    return replace(version, front=(*version.front, *texts.values()), salutations=greetings, headline=headline)
