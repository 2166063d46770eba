"""What a text says, in one line each, for tables of examples."""

from __future__ import annotations

from nuzuh.prose.read import read
from nuzuh.prose.said import Said

COUNTED = ("number", "percent", "fraction", "multiple", "vague", "ordinal")


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 3):.12g}"


def line(said: Said) -> str:
    """Return a number as ``number 5..7 between tents``, without what is the rule."""
    value = _number(said.value) if said.low == said.high else f"{_number(said.low)}..{_number(said.high)}"
    quantifier = said.quantifier if said.quantifier != "exactly" else ""
    return " ".join(part for part in (said.kind, value, quantifier, said.unit) if part)


def numbers(text: str, language: str) -> list[str]:
    """Return the numbers of a text."""
    return [line(said) for said in read(text, language) if said.kind in COUNTED]


def dates(text: str, language: str) -> list[str]:
    """Return the days and periods of a text: ``period 2020-02-09 2020-02-13 from 9 to 12 February``."""
    found = [said for said in read(text, language) if said.kind in ("day", "period")]
    return [f"{said.kind} {said.start_day or '?'} {said.end_day or '?'}" for said in found]


def likened(text: str, language: str) -> list[str]:
    """Return the kinds of the comparisons and superlatives of a text."""
    return [said.kind for said in read(text, language) if said.kind in ("comparison", "superlative")]


def labels(text: str, language: str) -> list[str]:
    """Return what digits that count nothing are: ``name M4``."""
    return [f"{said.unit} {said.text}" for said in read(text, language) if said.kind == "label"]
