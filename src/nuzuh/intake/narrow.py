"""Names found in the area that their own row names, and what to say when they are not there."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from nuzuh.places.match import Matcher

_SURE = 0.93  # score from which what lies in the area is taken without a look elsewhere
_OF_EACH = 3  # candidates shown from the area, and from elsewhere
_BETTER = 0.1  # how much better a name elsewhere must be to make the one in the area doubtful


def areas_named(areas: Mapping[int, pl.Series], matcher: Matcher) -> pl.Series:
    """Return the code of the finest area that each row names, by code or by name; null where none is clear.

    Parameters
    ----------
    areas : mapping
        Level -> the column that names the areas of that level. A name is looked up among the areas of its level, in those
        that the coarser columns name.
    """
    rows = pl.DataFrame({f"a{level}": cells for level, cells in areas.items()})
    known = list(matcher.gazetteer.number)
    found: list[pl.Series] = []
    for level in sorted(areas, reverse=True):
        cells = rows[f"a{level}"]
        code = cells.set(~cells.is_in(known).fill_null(value=False), None)
        wider = [pl.col(f"a{wide}") for wide in sorted(areas) if wide < level]
        question = rows.select(
            pl.col(f"a{level}").fill_null("").alias("name"),
            pl.lit(level, dtype=pl.Int64).alias("level"),
            (pl.concat_list(wider).list.drop_nulls() if wider else pl.lit([], dtype=pl.List(pl.String))).alias("areas"),
        )
        answers = matcher.match(question.filter(code.is_null()))
        named = answers.select(pl.when(pl.col("status") == "matched").then("code")).to_series()
        found.append(code.scatter(code.is_null().arg_true(), named).alias(f"a{level}"))
    return pl.DataFrame(found).select(pl.coalesce(pl.all())).to_series().alias("within")


def match_in_areas(matcher: Matcher, frame: pl.DataFrame, within: pl.Series) -> pl.DataFrame:
    """Return what each name means, looked for in the area that its row names first.

    Where nothing there is like it, or a name elsewhere is much more like it, nothing is taken without a word: the answer is
    ambiguous, and lists what lies elsewhere.

    Parameters
    ----------
    frame : pl.DataFrame
        As `Matcher.match` takes it, without ``within``.
    within : pl.Series
        Code of the area that each row names, null where it names none.
    """
    inside = matcher.match(frame.with_columns(within.alias("within")))
    unsure = within.is_not_null() & (inside["score"] < _SURE) & frame["name"].is_not_null()
    if not unsure.any():
        return inside
    at = unsure.arg_true()
    here, area = inside[at], within.gather(at)
    anywhere = matcher.match(frame.drop("areas", strict=False)[at])  # what the row names must not speak against itself
    elsewhere = anywhere["score"] > here["score"] + _BETTER
    lost = here["status"] == "none"
    told = pl.format("not found in {}, which its row names; elsewhere: {}", pl.lit(area), "reason")
    doubt = pl.format("its row names {}, but a name elsewhere is more like it: {}", pl.lit(area), "reason")
    unclear = anywhere.with_columns(
        status=pl.when(pl.col("status") == "none").then(pl.lit("none")).otherwise(pl.lit("ambiguous")),
        code=pl.lit(None, dtype=pl.String),
        name=pl.lit(None, dtype=pl.String),
        reason=pl.when(pl.lit(lost)).then(told).otherwise(doubt),
        candidates=pl.concat_list(
            here["candidates"].list.head(_OF_EACH), pl.col("candidates").list.head(_OF_EACH)
        ).list.unique(maintain_order=True),
    )
    taken = (lost | (elsewhere & (here["status"] == "matched"))).arg_true()
    frames = inside.with_row_index("_row"), unclear.with_columns(at.alias("_row"))[taken]
    kept = frames[0].filter(~pl.col("_row").is_in(frames[1]["_row"].implode()))
    return pl.concat([kept, frames[1].select(kept.columns)]).sort("_row").drop("_row")
