"""Places of imported rows: codes as the gazetteer has them, names where the file gives no code."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from nuzuh.intake.narrow import areas_named, match_in_areas
from nuzuh.intake.shape import place_columns
from nuzuh.places.match import Matcher
from nuzuh.terms.errors import Problem

_MOST_TOLD = 50


def places_found(
    frame: pl.DataFrame, table: str, matcher: Callable[[], Matcher | None], file: str
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the rows with a code wherever a name is clear, without the columns that only narrowed the names.

    A name that is not clear stays without a code, beside what the source wrote: ``nuzuh check`` lists it with its candidates
    until ``place_decisions.csv`` has a person's answer. Where other columns of the row name a wider place by its code, the
    people count there, and a warning says so.

    Parameters
    ----------
    matcher : callable
        Gives the matcher, built only when there is a name to find; None when the gazetteer is empty.
    """
    problems: list[Problem] = []
    for place in place_columns(table):
        if f"{place}_name" not in frame.columns:
            continue
        if place not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(place))
        named = frame[place].is_null() & frame[f"{place}_name"].is_not_null()
        if named.any() and (found_by := matcher()) is not None:
            frame, found = _named(frame, place, named, found_by, file)
            problems += found
    kept = [c for c in frame.columns if c in ("_line", "_sheet", "_place_suffix") or not c.startswith("_")]
    return frame.select(kept), problems


def _named(
    frame: pl.DataFrame, place: str, named: pl.Series, matcher: Matcher, file: str
) -> tuple[pl.DataFrame, list[Problem]]:
    asked = frame.filter(named)
    wider = _wider(asked, place, matcher)
    answers = match_in_areas(matcher, _question(asked, place), wider)
    found = asked.select("_line", "_sheet", f"{place}_name").with_columns(
        answers["status"], answers["code"], answers["reason"], wider=wider
    )
    code = pl.coalesce(pl.when(pl.col("status") == "matched").then(pl.col("code")), pl.col("wider"))
    codes = found.select(code).to_series()
    frame = frame.with_columns(frame[place].scatter(named.arg_true(), codes).alias(place))
    return frame, _told(found, place, file)


def _wider(asked: pl.DataFrame, place: str, matcher: Matcher) -> pl.Series:
    """Return the code of the finest area that each row names beside the name, null where none is clear."""
    wider = pl.Series("within", [None] * asked.height, dtype=pl.String)
    if f"_{place}_within" in asked.columns:
        given = asked[f"_{place}_within"]
        wider = given.set(~given.is_in(list(matcher.gazetteer.number)).fill_null(value=False), None).alias("within")
    areas = {int(c[-1]): asked[c] for c in asked.columns if c.startswith(f"_{place}_in") and c[-1].isdigit()}
    if areas and wider.null_count():
        wider = wider.to_frame().select(pl.coalesce("within", areas_named(areas, matcher))).to_series()
    return wider


def _question(asked: pl.DataFrame, place: str) -> pl.DataFrame:
    """Return the names as the matcher takes them, with the level and the coordinates that the row gives."""
    question = asked.select(pl.col(f"{place}_name").alias("name"))
    if f"_{place}_level" in asked.columns:
        question = question.with_columns(asked[f"_{place}_level"].cast(pl.Int64).alias("level"))
    for axis in ("lat", "lon"):
        if f"_{axis}" in asked.columns:
            question = question.with_columns(asked[f"_{axis}"].cast(pl.Float64, strict=False).alias(axis))
    return question


def _told(found: pl.DataFrame, place: str, file: str) -> list[Problem]:
    """Return a warning for every name that was placed by a wider area, and how many were found by name."""
    out = []
    wider = found.filter((pl.col("status") != "matched") & pl.col("wider").is_not_null())
    names = wider.group_by(f"{place}_name", "wider", maintain_order=True).agg(
        pl.len(), pl.col("_line").first(), pl.col("reason").first()
    )
    for name, code, count, line, reason in names.head(_MOST_TOLD).rows():
        rows = "1 row" if count == 1 else f"{count} rows"
        message = f"{name} is not found in the gazetteer ({reason}); {rows} count at {code}, which contains it."
        ask = f'nuzuh place "{name}" --within {code}'
        hint = f"To count at the place itself, find it with {ask} and write the answer into place_decisions.csv."
        out.append(Problem(file, "", line, f"{place}_name", name, "place.wider", "warning", message, hint))
    if names.height > _MOST_TOLD:
        message = f"{names.height - _MOST_TOLD} more names were counted at the places that contain them."
        out.append(
            Problem(
                file,
                "",
                None,
                f"{place}_name",
                "",
                "place.wider",
                "warning",
                message,
                "Look for them in the written table.",
            )
        )
    return out
