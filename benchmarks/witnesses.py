"""Who reports of an invented crisis, and how well: 2 to 6 sources of different grades, as the kinds of the crisis ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.crises import Truth, Window, codes_at, windows
from nuzuh.terms.chance import stream

ERRORS = {"A": 0.05, "B": 0.10, "C": 0.20, "D": 0.35, "E": 0.60}


@dataclass(frozen=True)
class Source:
    """How one source reports.

    Attributes
    ----------
    code, grade : str
    error : float
        Standard deviation of the logarithm of a row's relative error.
    factor : float
        What it reports per person: its bias.
    level : int
        Level of the places in its rows.
    grain : str
        ``week`` or ``month``.
    flows, stocks : bool
        What it reports.
    exits : bool
        Whether it reports those who leave for elsewhere or home as well.
    origins : int
        Level of the origins that it names; -1 for none.
    first, last : date
        Time of which it reports.
    within : tuple of str
        Places of level 1 of which it reports.
    missing : float
        Share of its rows that are lost.
    households : bool
    vague : float
        Share of its amounts with a quantifier.
    late : float
        Share of its periods whose days are known only about.
    zeros : bool
        Whether it writes pairs of places between which nobody moved.
    running : bool
        Whether it reports totals since the first day.
    again : float
        Share of its rows that it mends later.
    """

    code: str
    grade: str
    error: float
    factor: float
    level: int
    grain: str
    flows: bool
    stocks: bool
    exits: bool
    origins: int
    first: dt.date
    last: dt.date
    within: tuple[str, ...]
    missing: float
    households: bool = False
    vague: float = 0.0
    late: float = 0.0
    zeros: bool = True
    running: bool = False
    again: float = 0.0


def sources_of(truth: Truth) -> Iterator[Source]:
    """Return the 2 to 6 sources of a crisis, as its kinds ask."""
    outline = truth.outline
    kinds = set(outline.kinds)
    chance = stream(outline.seed, "sources")
    count = int(chance.integers(3 if {"biased", "double"} & kinds else 2, 7))
    levels = sorted(truth.places["level"].unique().to_list())[1:]
    tops = codes_at(truth, 1)
    biased = int(chance.integers(count)) if "biased" in kinds else -1
    grades = chance.choice(list(ERRORS), count, p=[0.1, 0.3, 0.3, 0.2, 0.1])
    exits = chance.random() < 0.6
    for i in range(count):
        draw = chance.random(16)
        grade = "C" if "biased" in kinds and draw[0] < 0.7 else str(grades[i])
        error = ERRORS[grade] * (np.exp(np.log(2) * (2 * draw[1] - 1)) if draw[2] < 0.25 else 1.0)
        factor = np.exp(np.log(2) * (1 if draw[3] < 0.5 else -1) * (0.4 + 0.6 * draw[4])) if i == biased else 1.0
        level = levels[-1] if draw[5] < 0.6 else levels[int(draw[6] * len(levels))]
        grain = outline.period if draw[7] < 0.75 else "month"
        part = i > 0 and draw[8] < 0.3
        within = (
            tuple(tops[k] for k in np.sort(chance.permutation(len(tops))[: max(2, len(tops) // 2 + 1)]))
            if part
            else tuple(tops)
        )
        first, last = outline.start, outline.end
        if i > 0 and draw[9] < 0.25 and len(outline.windows) > 6:
            cut = int(draw[10] * len(outline.windows) * 0.4)
            first, last = (outline.windows[cut][0], last) if draw[11] < 0.5 else (first, outline.windows[-1 - cut][1])
        both = "both" in kinds and "stocks" not in kinds
        stock = "stocks" in kinds or (both and (i == 0 or draw[12] < 0.5))
        flow = "stocks" not in kinds and (not both or i == 1 or draw[12] >= 0.3)
        source = Source(
            f"s{i + 1}", grade, float(error), float(factor), level, grain, flow, stock, exits and flow and draw[13] < 0.6,
            -1, first, last, within, float(draw[14] * 0.15) if draw[15] < 0.5 else 0.0,
        )  # fmt: skip
        yield _of_kind(source, i, kinds, levels, chance.random(6))


def _of_kind(source: Source, i: int, kinds: set[str], levels: list[int], draw: np.ndarray) -> Source:
    """Return the source with what the kinds of its crisis do to it."""
    if "aggregate" in kinds:
        source = replace(source, level=1, grain="month")
    if "households" in kinds:
        households, late = bool(draw[0] < 0.6), 0.15 if draw[2] < 0.5 else 0.0
        origins = levels[0] if draw[3] < 0.3 else -1
        source = replace(source, households=households, vague=0.1 + 0.6 * float(draw[1]), late=late, origins=origins)
    if "pairs" in kinds and (i == 0 or draw[3] < 0.4):
        named = source.level if draw[4] < 0.5 else levels[0]
        source = replace(source, origins=named, zeros=bool(draw[5] < 0.5))
    if "double" in kinds:
        source = replace(source, running=i == 1 and bool(draw[0] < 0.5), again=0.3 if draw[1] < 0.5 else 0.0)
    return source


def silences_of(truth: Truth, sources: tuple[Source, ...]) -> list[tuple[str, Window, str]]:
    """Return when nobody, one source or one place is heard of: source (empty: all), time, leaf (empty: all)."""
    outline = truth.outline
    if "gap" not in outline.kinds:
        return []
    chance = stream(outline.seed, "silences")
    grain = "month" if any(s.grain == "month" for s in sources) else outline.period
    spans = windows(outline, grain)
    out = []
    for what in ("all", "source", "place")[: 1 + int(chance.integers(3))]:
        span = spans[int(chance.integers(len(spans)))]
        source = sources[int(chance.integers(len(sources)))].code if what == "source" else ""
        leaf = truth.leaves[int(chance.integers(len(truth.leaves)))] if what == "place" else ""
        out.append((source, span, leaf))
    return out
