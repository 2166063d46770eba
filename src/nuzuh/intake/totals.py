"""Totals that do not add up: columns against their parts, a total below one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from nuzuh.intake.findings import MOST_LINES, Finding, heading_of
from nuzuh.intake.numbers import NUMBERS, read_number
from nuzuh.intake.roles import Role, folded, is_measure, roles_of
from nuzuh.intake.totals_rows import NOT_ROWS, check_parents, check_totals_rows

Numbers = npt.NDArray[np.float64]

_TOTAL = re.compile(
    r"\b(?:grand|sub)?[ -]?total|\boverall\b|\bsum\b|\ball (?:people|persons|idps|sectors|ages)\b|^all$|^both(?: sexes)?$|"
    r"المجموع|مجموع|الإجمالي|"
    r"الاجمالي|إجمالي|\btoplam|\bensemble\b"
)
_REACHED = re.compile(r"\breached\b|\bbeneficiar")
_HOUSEHOLDS = re.compile(r"household|\bhhs?\b|famil|أسر|اسر|عائل|\bhane|\baile|ménage|menage|hogar")
_GENERAL = frozenset(
    {
        *(
            "total",
            "grand",
            "sub",
            "subtotal",
            "sum",
            "overall",
            "all",
            "number",
            "no",
            "of",
            "the",
            "in",
            "per",
            "count",
        ),
        *("people", "persons", "individuals", "ind", "idps", "idp", "population", "need", "pin"),
        *("reached", "beneficiary", "beneficiaries"),
    }
)
_SAMPLE = 500
_GAP = 1  # a column, such as households, may stand between a total and its parts
_WIDEST = 60  # numeric columns up to which any block is tried for a named total, and how far others look


@dataclass(frozen=True, slots=True)
class Sum:
    """A column that is the sum of others.

    Attributes
    ----------
    total, parts
        Columns.
    slack : float
        How much rounding of the parts may take.
    named : bool
        Whether the heading says that it is a total.
    hits : int
        In how many rows of the sample the sum holds.
    """

    total: str
    parts: tuple[str, ...]
    slack: float
    named: bool = True
    hits: int = 0


def check_totals(
    rows: pl.DataFrame,
    totals: pl.DataFrame,
    headings: Sequence[str],
    roles: Mapping[str, Role] | None = None,
) -> list[Finding]:
    """Return the totals that do not hold, in columns, in totals rows, and of areas against their parts.

    Parameters
    ----------
    rows : polars.DataFrame
        ``_line`` and the cells ``c0``, ``c1``, ... as text.
    totals : polars.DataFrame
        The rows left out as totals: ``_line`` and cells.
    headings : sequence of str
    roles : mapping, optional
        As of `nuzuh.intake.damage.repair`.
    """
    held = roles_of(rows, headings, roles)
    numeric = [c for c, r in held.items() if r in NUMBERS and not is_measure(heading_of(headings, c))]
    rows = _records(rows, [c for c, r in held.items() if r in ("text", "category", "code")])
    if not rows.height or not numeric:
        return []
    values = {c: read_number(rows[c]).to_numpy().astype(np.float64) for c in numeric}
    lines = rows["_line"].to_numpy()
    sums = find_sums(values, headings)
    findings = [f for s in sums for f in _check_sum(s, values, lines, rows, headings)]
    with_sum = {s.total for s in sums}
    for total in (c for c in numeric if c not in with_sum):
        findings += _below_part(total, numeric, values, lines, rows, headings)
    findings += check_totals_rows(rows, totals, headings, values, {s.total: s.parts for s in sums})
    findings += check_parents(rows, headings, held, values)
    return findings


def _records(rows: pl.DataFrame, labels: Sequence[str]) -> pl.DataFrame:
    """Return the rows that are of something: not averages, not rows of numbers alone under the table."""
    if not labels:
        return rows
    other = [pl.col(c).str.contains(NOT_ROWS).fill_null(value=False) for c in labels[:3]]
    fit = rows.select(
        ~pl.any_horizontal(other) & pl.any_horizontal(pl.col(c).is_not_null() for c in labels)
    ).to_series()
    return rows if fit.all() else rows.filter(fit)


def is_total(heading: str) -> bool:
    """Return whether a heading says that the column is a total."""
    return _TOTAL.search(folded(heading)) is not None


def find_sums(values: Mapping[str, Numbers], headings: Sequence[str]) -> list[Sum]:
    """Return the columns that are the sum of neighbouring columns in most rows.

    A column that calls itself a total may be the sum of any block of numbers, in half of the rows; another one only of
    the block beside it, in four rows of five.
    """
    names = list(values)
    if len(names) < 3:
        return []
    picked = _sample(values)
    table = np.stack([values[c][picked] for c in names])
    filled = np.nan_to_num(table)
    sums = np.vstack([np.zeros(filled.shape[1]), np.cumsum(filled, axis=0)])
    count = np.vstack([np.zeros(filled.shape[1]), np.cumsum(filled != 0, axis=0)])
    found: list[Sum] = []
    for j, name in enumerate(names):
        named = is_total(heading_of(headings, name))
        if not named and not np.nanmedian(np.append(np.abs(table[j]), 0)) >= 10:
            continue
        taken = np.zeros(len(names), dtype=bool)
        for _ in range(2 if named else 1):
            block = _best_block(j, table, sums, count, taken, named=named)
            if block is None:
                break
            (a, b), exact, hits = block
            taken[a:b] = True
            found.append(Sum(name, tuple(names[a:b]), 0.0 if exact else 0.5 * (b - a + 1), named, hits))
    found = _one_for_each_block(found)
    return found + _sums_of_sums(found, names, table, headings)


def _sample(values: Mapping[str, Numbers]) -> npt.NDArray[np.int64]:
    height = len(next(iter(values.values())))
    return np.unique(np.linspace(0, height - 1, min(height, _SAMPLE)).astype(np.int64))


def _best_block(
    j: int,
    table: Numbers,
    sums: Numbers,
    count: Numbers,
    taken: npt.NDArray[np.bool_],
    *,
    named: bool,
) -> tuple[tuple[int, int], bool, int] | None:
    """Return the block ``[a, b)`` of columns that column j is most often the sum of, and whether to the digit."""
    total = table[j]
    best: tuple[tuple[int, int, int], tuple[int, int], bool] | None = None
    for a, b in _blocks(j, len(table), named=named):
        if taken[a:b].any():
            continue
        block = sums[b] - sums[a]
        several = count[b] - count[a] >= 2
        stated = ~np.isnan(total) & ((total != 0) | (block != 0)) & (count[b] > count[a])
        off = np.abs(total - block)
        near = off <= np.minimum(0.5 * (b - a + 1), 0.01 * np.abs(block)) + 1e-6 * np.abs(block)
        hits, among = int((near & several & stated).sum()), int((stated & several).sum())
        if hits < (2 if named else 5) or hits < (0.5 if named else 0.8) * among:
            continue
        exact = int((off <= 1e-6 * np.maximum(1, np.abs(block)))[near & several & stated].sum())
        rank = (hits, exact, b - a)
        if best is None or rank > best[0]:
            best = rank, (a, b), exact * 2 > hits
    return (best[1], best[2], best[0][0]) if best else None


def _blocks(j: int, width: int, *, named: bool) -> list[tuple[int, int]]:
    low, high = max(0, j - _WIDEST), min(width, j + 1 + _WIDEST)
    before = [(a, b) for b in range(max(low, j - _GAP), j + 1) for a in range(low, b - 1)]
    after = [(a, b) for a in range(j + 1, min(high, j + 2 + _GAP)) for b in range(a + 2, high + 1)]
    if not named or width > _WIDEST:
        return before + after
    return [(a, b) for a in range(width) for b in range(a + 2, width + 1) if b <= j or a > j]


def _sums_of_sums(found: list[Sum], names: list[str], table: Numbers, headings: Sequence[str]) -> list[Sum]:
    """Return the grand totals: the sum of the total columns before them, where no block of parts fits."""
    totals = list(dict.fromkeys(s.total for s in found))
    out = []
    for j, name in enumerate(names):
        parts = [t for t in totals if names.index(t) < j]
        if name in totals or len(parts) < 2 or not is_total(heading_of(headings, name)):
            continue
        added = np.nansum(table[[names.index(p) for p in parts]], axis=0)
        near = np.abs(table[j] - added) <= 1e-6 * np.maximum(1, np.abs(added))
        stated = ~np.isnan(table[j]) & (added != 0)
        if int((near & stated).sum()) * 2 > int(stated.sum()) >= 2:
            out.append(Sum(name, tuple(parts), 0.0))
    return out


def _one_for_each_block(found: list[Sum]) -> list[Sum]:
    """Return the sums without the weaker of two readings of the same parts, and without a total turned round."""
    kept: list[Sum] = []
    for one in sorted(found, key=lambda s: (not s.named, -s.hits)):
        again = not one.named and any(set(one.parts) & set(other.parts) for other in kept)
        turned = any(one.total in other.parts and other.total in one.parts for other in kept)
        if not again and not turned:
            kept.append(one)
    return kept


def _check_sum(
    one: Sum, values: Mapping[str, Numbers], lines: npt.NDArray[np.uint32], rows: pl.DataFrame, headings: Sequence[str]
) -> list[Finding]:
    parts = np.stack([values[p] for p in one.parts])
    total, added = values[one.total], np.nansum(parts, axis=0)
    largest = np.max(np.nan_to_num(parts, nan=-np.inf), axis=0)
    slack = one.slack + 1e-6 * np.maximum(1, np.abs(added))
    known = ~np.isnan(total)
    below = known & (total < largest - slack)
    whole = ~np.isnan(parts).any(axis=0)
    less, more = total < added - slack, total > added + slack
    off = known & ~below & (less | (more & whole))
    gap = known & more & ~whole & _empty_means_none(parts, total, added, slack)
    missing = ~known & (added > slack)
    names = _named([heading_of(headings, p) for p in one.parts])
    heading = heading_of(headings, one.total)
    out = []
    for mask, rule in ((below, "sum.below_part"), (off, "sum.differs"), (gap, "sum.gap"), (missing, "sum.missing")):
        at = np.flatnonzero(mask)
        if not at.size:
            continue
        first = int(at[0])
        more_rows = f" So in {at.size:,} rows." if at.size > 1 else ""
        says = "is empty" if rule == "sum.missing" else f"is {total[first]:,.10g}"
        out.append(
            Finding(
                int(lines[first]),
                heading,
                rows[one.total][first] or "",
                None,
                rule,
                "warning" if rule in ("sum.missing", "sum.gap") else "error",
                f"{heading} {says} on line {lines[first]}, but {names} add up to {added[first]:,.10g}"
                f"{', and a part is empty' if rule == 'sum.gap' else ''}.{more_rows}",
                "One of them was altered or is of another day: ask the source which. All stand as they came; a total is "
                "never added to its parts.",
                int(at.size),
                tuple(int(n) for n in lines[at[:MOST_LINES]]),
            )
        )
    return out


def _empty_means_none(parts: Numbers, total: Numbers, added: Numbers, slack: Numbers) -> bool:
    """Return whether rows with empty parts add up all the same: then an empty part is none, not unknown."""
    gaps = np.isnan(parts).any(axis=0) & ~np.isnan(total) & (added != 0)
    return bool(gaps.any()) and int((np.abs(total - added) <= slack)[gaps].sum()) * 2 > int(gaps.sum())


def _named(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) < 4 else f"{names[0]} to {names[-1]} ({len(names)} columns)"


def _below_part(
    total: str,
    numeric: Sequence[str],
    values: Mapping[str, Numbers],
    lines: npt.NDArray[np.uint32],
    rows: pl.DataFrame,
    headings: Sequence[str],
) -> list[Finding]:
    """Return the rows in which a total that is no sum (people reached by several sectors) is below one of its parts."""
    heading = heading_of(headings, total)
    name = folded(heading)
    parts = _parts_before(total, numeric, headings)
    if not (_TOTAL.search(name) or (_REACHED.search(name) and len(parts) > 2)):
        return []
    parts = _of_one_kind(name, {p: folded(heading_of(headings, p)) for p in parts})
    if not parts:
        return []
    stack = np.stack([np.nan_to_num(values[p], nan=-np.inf) for p in parts])
    largest, which = stack.max(axis=0), stack.argmax(axis=0)
    known = ~np.isnan(values[total]) & np.isfinite(largest)
    below = known & (values[total] < largest - 1e-6 * np.maximum(1, np.abs(largest)))
    if not below.any() or int(below.sum()) * 2 > int(known.sum()):
        return []
    at = np.flatnonzero(below)
    first = int(at[0])
    part = heading_of(headings, parts[int(which[first])])
    more = f" So in {at.size:,} rows." if at.size > 1 else ""
    return [
        Finding(
            int(lines[first]),
            heading,
            rows[total][first] or "",
            None,
            "sum.below_part",
            "error",
            f"{heading} is {values[total][first]:,.10g} on line {lines[first]}, less than its part {part} "
            f"({largest[first]:,.10g}).{more}",
            "A total of different people may be below the sum of its parts, never below one of them: ask the source.",
            int(at.size),
            tuple(int(n) for n in lines[at[:MOST_LINES]]),
        )
    ]


def _parts_before(total: str, numeric: Sequence[str], headings: Sequence[str]) -> list[str]:
    """Return the numeric columns that stand without a gap before a total, back to the total before."""
    known, at, parts = set(numeric), int(total[1:]) - 1, []
    while f"c{at}" in known and not is_total(heading_of(headings, f"c{at}")):
        parts.append(f"c{at}")
        at -= 1
    return parts[::-1]


def _of_one_kind(total: str, parts: Mapping[str, str]) -> list[str]:
    """Return the parts that a total speaks of: of its unit, and of its subject where it names one (``WASH total``)."""
    unit = bool(_HOUSEHOLDS.search(total))
    kept = {p: name for p, name in parts.items() if bool(_HOUSEHOLDS.search(name)) == unit}
    if not _TOTAL.search(total) and any(_REACHED.search(name) for name in kept.values()):
        return []
    everywhere = set.intersection(*(set(name.split()) for name in kept.values())) if kept else set()
    words = {w for w in re.findall(r"[^\W\d]+", total) if w not in _GENERAL and w not in everywhere}
    if unit:
        words = {w for w in words if not _HOUSEHOLDS.search(w)}
    if words:
        return [p for p, name in kept.items() if words <= set(name.split())]
    return list(kept) if len(kept) > 1 else []
