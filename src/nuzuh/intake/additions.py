"""Places that a file names and the gazetteer does not have: taken over with a warning where they are sound."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from nuzuh.intake.store import slug
from nuzuh.intake.understand import plain_name
from nuzuh.terms.errors import Problem

_FINEST = 5
_PART_KEY = ("_sheet", "place", "date", "population")


def sound_places(
    found: pl.DataFrame, gazetteer: pl.DataFrame, file: str, *, all_of_them: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the places of a file that may be added to the gazetteer, and a warning that names them.

    A place is added when its code is new, it has a name, the place that it lies in is known, and no place with that name lies
    there already: else the code is more likely mistyped. Into an empty gazetteer all are taken.

    Parameters
    ----------
    found : pl.DataFrame
        As `gazetteer.places_of` gives them, coarse first.
    gazetteer : pl.DataFrame
        ``code``, ``parent``, ``name_*`` of the places that there are.
    """
    names = [c for c in found.columns if c.startswith("name_")]
    known = set(gazetteer["code"])
    new = found.filter(~pl.col("code").is_in(list(known)))
    if not known or all_of_them or not new.height:
        return new, _told(new, file)
    there = _named(gazetteer)
    taken: set[str] = set()
    for row in new.iter_rows(named=True):
        written = {plain_name(row[n]) for n in names if row[n]}
        if written and row["parent"] in known | taken and not any((row["parent"], n) in there for n in written):
            taken.add(row["code"])
    new = new.filter(pl.col("code").is_in(list(taken)))
    return new, _told(new, file)


def _named(gazetteer: pl.DataFrame) -> set[tuple[str, str]]:
    names = [c for c in gazetteer.columns if c.startswith("name_")]
    return {
        (parent, plain_name(name))
        for parent, *written in gazetteer.select("parent", *names).iter_rows()
        for name in written
        if parent and name
    }


def _told(new: pl.DataFrame, file: str) -> list[Problem]:
    if not new.height:
        return []
    shown = ", ".join(new["code"].head(5))
    message = f"{new.height} places of the file are not in the gazetteer and were added to it: {shown}{' …' if new.height > 5 else ''}."
    hint = "Check them in the file of the table places that this import wrote; remove it if they are wrong."
    return [Problem(file, "", None, "", new["code"][0], "places.added", "warning", message, hint)]


def parts_of_places(
    frame: pl.DataFrame, levels: Mapping[str, int], language: str, file: str
) -> tuple[pl.DataFrame, pl.DataFrame, list[Problem]]:
    """Return populations with a place of its own for each part of a town, and these places.

    Where several rows of a sheet have the code of one place, day and population, but different names, or codes with a suffix
    (C1001_5), each is a part of the place: the quarters of a city. Together they are the place; none of them is.

    Returns
    -------
    frame, places : pl.DataFrame
        ``places`` has ``code``, ``level``, ``parent`` and the name in ``language`` (String).
    problems : list of Problem
    """
    schema = {"code": pl.String, "level": pl.String, "parent": pl.String, language: pl.String}
    key = [c for c in _PART_KEY if c in frame.columns]
    if "place_name" not in frame.columns or "place" not in frame.columns:
        return frame, pl.DataFrame(schema=schema), []
    suffix = pl.col("_place_suffix") if "_place_suffix" in frame.columns else pl.lit(None, dtype=pl.String)
    held = {code: level for code, level in levels.items() if level < _FINEST}
    marked = frame.with_columns(
        _suffix=suffix,
        _names=pl.col("place_name").n_unique().over(key),
        _n=pl.len().over(key),
    )
    several = (pl.col("_names") > 1) & (pl.col("_n") > 1)
    part = pl.col("place").is_in(list(held)) & (pl.col("_suffix").is_not_null() | several)
    marked = marked.with_columns(_part=part.fill_null(value=False))
    slugs = {name: slug(name) for name in marked.filter("_part")["place_name"].drop_nulls().unique()}
    by_name = pl.format(
        "{}-{}", "place", pl.col("place_name").replace_strict(slugs, default="part", return_dtype=pl.String)
    )
    child = pl.when(pl.col("_suffix").is_null()).then(by_name).otherwise(pl.format("{}_{}", "place", "_suffix"))
    marked = marked.with_columns(_child=pl.when("_part").then(child))
    children = marked.filter(pl.col("_child").is_not_null() & ~pl.col("_child").is_in(list(levels))).unique(
        "_child", keep="first", maintain_order=True
    )
    level = pl.col("place").replace_strict(held, default=4, return_dtype=pl.Int64) + 1
    places = children.select(
        pl.col("_child").alias("code"),
        level.cast(pl.String).alias("level"),
        pl.col("place").alias("parent"),
        pl.coalesce("place_name", "_child").alias(language),
    )
    out = marked.with_columns(place=pl.coalesce("_child", "place")).select(frame.columns)
    return out, places, _parts_told(places, file)


def _parts_told(places: pl.DataFrame, file: str) -> list[Problem]:
    if not places.height:
        return []
    towns = places["parent"].unique(maintain_order=True).to_list()
    message = (
        f"{places.height} rows tell of parts of {len(towns)} places ({', '.join(towns[:3])}{' …' if len(towns) > 3 else ''}):"
        " several rows have the code of one place. Each part became a place of its own in it, so that they add up."
    )
    hint = "Nothing to do, if they are parts. If two rows are the same report, remove one."
    return [Problem(file, "", None, "place", places["code"][0], "places.parts", "warning", message, hint)]
