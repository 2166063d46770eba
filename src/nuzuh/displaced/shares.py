"""Shares of groups (women, children, disabled people …), each with its own denominator: never mixed, never averaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from nuzuh.displaced.statements import GRADES
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import RecordLines
from nuzuh.places.gazetteer import lineage

METHOD = "as-counted"
_KEY = ("group", "population", "unit", "place")


def share_figures(
    groups: pl.DataFrame,
    sources: pl.DataFrame,
    places: pl.DataFrame,
    digests: Mapping[str, str],
    languages: Sequence[str],
    top: str,
    end: dt.date,
) -> list[Figure]:
    """Return ``displaced.share.GROUP.in.CODE``: what part of those counted or asked a group is, in per cent.

    The best graded source gives the value (then the later day, the later report, the first by code), from its last
    statement and with its own denominator; what every source says stands side by side in ``said``, the first being the
    one that gives the value. There is no interval: how those counted or asked were chosen is not known.

    Parameters
    ----------
    groups, sources, places : pl.DataFrame
        Records of the crisis folder.
    digests : mapping of str to str
        SHA-256 of each input file.
    languages : sequence of str
        Languages of the crisis; until `nuzuh.evidence.labels.with_labels`, ``label`` is the name of the group.
    top : str
        The place that the crisis is about; empty for all places.
    end : datetime.date
        Half-open end of the time that counts.
    """
    stated = _stated(groups, sources, places, top, end)
    lines = RecordLines(groups, digests)
    out = []
    for (group, population, unit, place), rows in stated.group_by(_KEY, maintain_order=True):
        said = [_said(row) for row in rows.iter_rows(named=True)]
        first = rows.row(0, named=True)
        known = [s for s in said if s["value"] is not None]
        out.append(
            Figure(
                id=_ident(str(group), str(population), str(unit), str(place)),
                value=said[0]["value"],
                quantifier=said[0]["quantifier"],
                unit="percent",
                metric="share",
                population=str(population),
                start=first["start"],
                end=first["end"],
                date=first["date"],
                accuracy=first["accuracy"],
                place=str(place),
                method=METHOD,
                sources=tuple(s["source"] for s in known),
                records=(lines.digest("groups", rows["row"].to_list()),),
                label=_names(rows, languages),
                said=tuple(known),
                gap="" if known else _gap(first),
                role="share",
                kind=str(unit),
                group=str(group),
                of=said[0]["of"],
                of_quantifier=said[0]["of_quantifier"],
                weighted=said[0]["weighted"],
                decimals=said[0]["decimals"],
            )
        )
    return sorted(out, key=lambda f: f.id)


def share_rows(
    groups: pl.DataFrame, sources: pl.DataFrame, places: pl.DataFrame, top: str, end: dt.date
) -> dict[str, list[int]]:
    """Return the positions of the rows behind each share, that which gives the value first; parameters as `share_figures`."""
    stated = _stated(groups, sources, places, top, end)
    out: dict[str, list[int]] = {}
    for *key, row in stated.select(*_KEY, "row").iter_rows():
        out.setdefault(_ident(*key), []).append(row)
    return out


def _ident(group: str, population: str, unit: str, place: str) -> str:
    families = ".households" if unit == "households" else ""
    return f"{population}.share.{group}{families}.in.{place}"


def _stated(groups: pl.DataFrame, sources: pl.DataFrame, places: pl.DataFrame, top: str, end: dt.date) -> pl.DataFrame:
    """Return the last statement of each source of a group, place and population: the preferred source's first."""
    inside = lineage(places).filter((pl.col("ancestor") == top) | pl.lit(not top)).select("code").unique()
    grades = sources.select(
        source="code",
        grade=pl.col("grade").replace_strict(GRADES, range(6), return_dtype=pl.Int8),
        _published="published",
    )
    until = pl.coalesce(pl.col("date").dt.offset_by("1d"), "end")
    share = 100 * pl.col("amount_value") / pl.col("of_value")
    rows = groups.with_row_index("row").join(
        inside, left_on="place", right_on="code", how="semi", maintain_order="left"
    )
    rows = rows.join(grades, on="source", how="left", maintain_order="left").with_columns(
        until=until,
        population=pl.col("population").fill_null("displaced"),
        unit=pl.col("unit").fill_null("people"),
        accuracy=pl.coalesce("date_accuracy", "date__accuracy", pl.lit("day")),
        reported=pl.coalesce("reported", "_published"),
        value=pl.coalesce(share, "share"),
        amount=pl.coalesce("amount_value", pl.col("share") * pl.col("of_value") / 100),
    )
    rows = rows.filter(pl.col("until") <= end).sort("until", "reported", "row", nulls_last=False)
    last = rows.group_by(*_KEY, "source", maintain_order=True).last()
    last = last.with_columns(silent=pl.col("value").is_null())
    order = ["silent", "grade", "until", "reported", "source"]
    return last.sort(order, descending=[False, False, True, True, False], nulls_last=True)


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one source says: its share, its denominator, and how many of the group that is."""
    loose = {row["amount_quantifier"], row["of_quantifier"]} - {"exactly", "unknown", None}
    bound = row["amount_quantifier"] if row["of_quantifier"] in ("exactly", "unknown", None) else "about"
    counted = row["amount_value"] is not None and row["of_value"] is not None
    whole = not counted and row["value"] is not None and float(row["value"]).is_integer()
    return {
        "source": row["source"],
        "value": row["value"],
        "quantifier": bound if counted and loose else "exactly",
        "start": row["start"] or row["date"],
        "end": row["until"],
        "of": row["of_value"],
        "of_quantifier": "exactly" if row["of_quantifier"] in ("exactly", "unknown", None) else "about",
        "weighted": not counted and bool(row["weighted"]),
        "decimals": 0 if whole else 1,  # 91 % as reported is never shown as 91.0 %
        "amount": row["amount"],
    }


def _names(rows: pl.DataFrame, languages: Sequence[str]) -> dict[str, str]:
    """Return the name of a group per language, where a row gives one."""
    out = {}
    for code in languages:
        column = f"label_{code}"
        found = rows[column].drop_nulls().to_list() if column in rows.columns else []
        if found:
            out[code] = str(found[0])
    return out


def _gap(row: Mapping[str, Any]) -> str:
    return row["coverage"] if row["coverage"] in ("not_covered", "no_access") else "unknown"
