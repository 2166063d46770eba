"""Totals rows against the rows, and an area's row against the rows of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from nuzuh.intake.findings import MOST_LINES, Finding, heading_of, text_columns
from nuzuh.intake.numbers import read_number
from nuzuh.intake.roles import Role

Numbers = npt.NDArray[np.float64]
NOT_ROWS = (
    r"(?i)\baverage|\bavg\b|\bmean\b|\bmedian\b|\bnumber of days|per ?cent|%|متوسط|المعدل|ortalama|moyenne|promedio"
)
"""Labels of rows that are no record and no total."""
_CODE = r"^[A-Z]{1,3}\d+$"
_MOST_TOTALS = 200
_MOST_GROUPS = 2_000


def check_totals_rows(
    rows: pl.DataFrame,
    totals: pl.DataFrame,
    headings: Sequence[str],
    values: Mapping[str, Numbers],
    sums: Mapping[str, Sequence[str]],
) -> list[Finding]:
    """Return the totals rows whose cells are not what the rows add up to.

    A totals row may be of the whole table, of the rows of one group (``Total Aleppo``), or of the rows since the totals
    row before; it is held against the one that fits most of its cells.

    Parameters
    ----------
    rows, totals : polars.DataFrame
        The table's rows, and the rows left out as totals.
    headings : sequence of str
    values : mapping
        Numeric column -> its numbers.
    sums : mapping
        Total column -> its parts: a totals row is also added up across.
    """
    labels = [c for c in text_columns(totals)[:3] if c not in values]
    average = [pl.col(c).str.contains(NOT_ROWS).fill_null(value=False) for c in labels]
    totals = totals.filter(~pl.any_horizontal(pl.lit(value=False), *average)) if totals.height else totals
    if not totals.height:
        return []
    findings: list[Finding] = []
    lines = rows["_line"].to_numpy().astype(np.int64)
    before = -1
    named = _group_names(rows) if totals.height <= _MOST_TOTALS else {}
    numbers = {c: read_number(totals[c]).to_numpy().astype(np.float64) for c in values if c in totals.columns}
    for i, line in enumerate(int(n) for n in totals["_line"]):
        cells = {c: float(n[i]) for c, n in numbers.items() if not np.isnan(n[i])}
        groups = _groups(rows, named, totals.row(i, named=True), lines, before, line)
        before = line
        fits = [(_fit(cells, values, mask), -k, mask) for k, mask in enumerate(groups)]
        if not cells or not fits:
            continue
        wrong, _, mask = min(fits, key=lambda f: (len(f[0]), -f[1]))
        findings += _told(line, wrong, cells, values, mask, totals, i, headings)
        findings += _across(line, cells, sums, set(wrong), headings, totals, i)
    return _grouped(findings)


def _grouped(findings: Sequence[Finding]) -> list[Finding]:
    """Return one finding for each column, rule and severity: the first, with the lines of all."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.column, one.rule, one.severity), []).append(one)
    out = []
    for first, *others in groups.values():
        lines = tuple(n for one in (first, *others) for n in one.lines)[:MOST_LINES]
        more = f" So in {1 + len(others):,} totals rows." if others else ""
        out.append(replace(first, count=1 + len(others), lines=lines, message=first.message + more))
    return out


def _group_names(rows: pl.DataFrame) -> dict[str, list[str]]:
    """Return the distinct texts of the first columns, which a totals row may name."""
    out = {}
    for c in text_columns(rows)[:12]:
        texts = rows[c].drop_nulls().unique().sort()
        if texts.len() <= _MOST_GROUPS and texts.len() < rows.height:
            out[c] = [t for t in texts if any(x.isalpha() for x in t)]
    return out


def _groups(
    rows: pl.DataFrame,
    named: Mapping[str, Sequence[str]],
    cells: Mapping[str, object],
    lines: npt.NDArray[np.int64],
    before: int,
    line: int,
) -> list[npt.NDArray[np.bool_]]:
    """Return the sets of rows that a totals row may be of, the whole table first."""
    out = [np.ones(rows.height, dtype=bool)]
    since = (lines > before) & (lines < line)
    if since.any() and not since.all():
        out.append(since)
    for c, names in named.items():
        text = cells.get(c)
        if isinstance(text, str):
            groups = [g for g in names if g.casefold() in text.casefold()]
            out += [(rows[c] == g).fill_null(value=False).to_numpy() for g in groups]
    return out


def _fit(cells: Mapping[str, float], values: Mapping[str, Numbers], mask: npt.NDArray[np.bool_]) -> list[str]:
    """Return the columns whose sum over the rows is not the cell; a merged cell may be of the empty columns after it too."""
    added = {c: float(np.nansum(column[mask])) for c, column in values.items()}
    columns = list(values)
    wrong = []
    for c, cell in cells.items():
        column = values[c][mask]
        if np.isnan(column).all():
            continue
        slack = (0.5 if np.any(np.mod(np.nan_to_num(column), 1)) else 0.0) + 1e-6 * max(1.0, abs(added[c]))
        total, at = added[c], columns.index(c) + 1
        while abs(cell - total) > slack and at < len(columns) and columns[at] not in cells:
            total, at = total + added[columns[at]], at + 1
        if abs(cell - total) > slack:
            wrong.append(c)
    return wrong


def _told(
    line: int,
    wrong: Sequence[str],
    cells: Mapping[str, float],
    values: Mapping[str, Numbers],
    mask: npt.NDArray[np.bool_],
    totals: pl.DataFrame,
    at: int,
    headings: Sequence[str],
) -> list[Finding]:
    if not wrong:
        return []
    ask = (
        "Rows are missing or were altered, or the total is of another day: ask the source. The rows stand as they came."
    )
    if len(wrong) == len(cells) > 2:
        c = wrong[0]
        message = (
            f"The totals row on line {line} fits in no column what the rows add up to: {heading_of(headings, c)} is "
            f"{cells[c]:,.10g}, the rows have {np.nansum(values[c][mask]):,.10g}."
        )
        found = Finding(line, "", totals[c][at] or "", None, "sum.totals_row", "warning", message, ask, 1, (line,))
        return [found]
    return [
        Finding(
            line,
            heading_of(headings, c),
            totals[c][at] or "",
            None,
            "sum.totals_row",
            "error",
            f"The totals row on line {line} says {cells[c]:,.10g} for {heading_of(headings, c)}, but the rows add up to "
            f"{np.nansum(values[c][mask]):,.10g}.",
            ask,
            1,
            (line,),
        )
        for c in wrong
    ]


def _across(
    line: int,
    cells: Mapping[str, float],
    sums: Mapping[str, Sequence[str]],
    told: set[str],
    headings: Sequence[str],
    totals: pl.DataFrame,
    at: int,
) -> list[Finding]:
    """Return the totals of a totals row that are not the sum of its own parts."""
    out = []
    for total, parts in sums.items():
        if total not in cells or total in told:
            continue
        added = sum(cells.get(p, 0.0) for p in parts)
        if any(p in cells for p in parts) and abs(cells[total] - added) > 0.5 * (len(parts) + 1) + 1e-6 * abs(added):
            heading = heading_of(headings, total)
            out.append(
                Finding(
                    line,
                    heading,
                    totals[total][at] or "",
                    None,
                    "sum.differs",
                    "error",
                    f"{heading} of the totals row on line {line} is {cells[total]:,.10g}, but that row's own parts add up to "
                    f"{added:,.10g}.",
                    "A cell above it was altered, or the total was typed: look at the other findings of this column.",
                    1,
                    (line,),
                )
            )
    return out


def check_parents(
    rows: pl.DataFrame, headings: Sequence[str], roles: Mapping[str, Role], values: Mapping[str, Numbers]
) -> list[Finding]:
    """Return the areas whose number is not that of the areas in them, where one column of codes holds both.

    An area lies in the one whose code its own begins with (SY0703 in SY07). Only numbers that add up for at least one
    area with several parts are held to it; less than one of its parts is wrong in any case.
    """
    findings: list[Finding] = []
    for c in (c for c, r in roles.items() if r == "code"):
        parents = _parents(rows[c])
        if parents is None:
            continue
        at = np.arange(rows.height)
        for v, numbers in values.items():
            frame = pl.DataFrame({"code": rows[c], "up": parents, "n": numbers, "at": at}).with_columns(
                pl.col("n").fill_nan(None)
            )
            below = (
                frame.drop_nulls("up")
                .group_by("up")
                .agg(pl.col("n").sum(), k=pl.col("n").count(), most=pl.col("n").max())
            )
            pairs = frame.drop_nulls("n").join(below, left_on="code", right_on="up", suffix="_in").sort("at")
            pairs = pairs.filter(pl.col("k") > 0)
            slack = 0.5 + 1e-6 * pl.col("n_in").abs()
            off = pairs.filter((pl.col("n") - pl.col("n_in")).abs() > slack)
            holds = pairs.height - off.height
            if holds * 2 < pairs.height or holds < 1:
                off = off.filter(pl.col("n") < pl.col("most") - slack) if holds else off.clear()
            if off.height:
                findings.append(_told_parent(off, rows, v, headings))
    return findings


def _parents(codes: pl.Series) -> pl.Series | None:
    """Return the code of the area of this column that each row's area lies in; None where no area lies in another."""
    lengths = codes.str.len_bytes()
    sizes = sorted(int(n) for n in lengths.drop_nulls().unique())
    shaped = codes.head(200).str.contains(_CODE).mean()
    if len(sizes) < 2 or len(sizes) > 8 or not isinstance(shaped, float) or shaped < 0.9:
        return None
    all_codes = codes.drop_nulls().unique()
    parent = codes.clear().extend_constant(None, codes.len())
    for size in sizes[:-1]:
        up = codes.str.slice(0, size)
        inside = (lengths > size) & up.is_in(all_codes.filter(all_codes.str.len_bytes() == size).implode())
        parent = up.zip_with(inside.fill_null(value=False), parent)
    return parent if parent.null_count() < parent.len() else None


def _told_parent(off: pl.DataFrame, rows: pl.DataFrame, column: str, headings: Sequence[str]) -> Finding:
    code, number, inside = off["code"][0], off["n"][0], off["n_in"][0]
    lines = [int(rows["_line"][int(i)]) for i in off["at"].head(MOST_LINES)]
    heading = heading_of(headings, column)
    more = f" So for {off.height:,} areas." if off.height > 1 else ""
    return Finding(
        lines[0],
        heading,
        rows[column][int(off["at"][0])] or "",
        None,
        "sum.parent",
        "error",
        f"{heading} of {code} is {number:,.10g} on line {lines[0]}, but the areas in it add up to {inside:,.10g}.{more}",
        "Rows of the parts are missing, or one was altered; keep either the area or its parts, not both.",
        off.height,
        tuple(lines),
    )
