"""Reading a sheet as places: a COD table of any of the published styles, one column set for every level."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from nuzuh.folder.columns import Column
from nuzuh.formats.layout import Laid
from nuzuh.intake.reading import Reading, Use, level_in
from nuzuh.intake.understand import Known, Understood, look_at, own_columns, unlevelled
from nuzuh.terms.errors import Problem


def read_gazetteer(laid: Laid, columns: tuple[Column, ...], known: Known) -> Reading:
    """Return how a sheet is read as places; what it lacks when it is none."""
    seen = look_at(laid, known)
    own = own_columns(laid, columns, seen, known)
    if {"code", "level"} <= {name for name, _ in own.values()}:
        free = {c.name for c in columns if c.name.startswith("name_")} - {name for name, _ in own.values()}
        for i, item in enumerate(seen):
            name = f"name_{item.meaning.language or 'en'}"
            if i not in own and item.meaning.kind == "name" and item.meaning.level is None and name in free:
                own[i] = (name, item.why)
                free.discard(name)
        uses = tuple(
            item.use.as_(*own[i]) if i in own else item.use.unread(f"{item.why}: nothing that places holds")
            for i, item in enumerate(seen)
        )
        return Reading(laid, uses)
    level = _own_level(seen)
    languages = {c.name.removeprefix("name_") for c in columns if c.name.startswith("name_")}
    uses_by_at: dict[str, Use] = {}
    given: set[str] = set()
    for item in sorted(seen, key=lambda i: i.meaning.alternative):
        use = _use(item, level, languages, given)
        if use.gives:
            given.add(use.gives)
        uses_by_at[item.use.at] = use
    uses = tuple(uses_by_at[item.use.at] for item in seen)
    lacks = []
    if f"code@{level}" not in given:
        lacks.append("codes of places (P-codes)")
    if not any(g.startswith("name_") and level_in(g) == level for g in given):
        lacks.append("names of places")
    return Reading(laid, uses, lacks=tuple(lacks))


def _own_level(seen: Sequence[Understood]) -> int:
    """Return the level of the places that have a row each: the columns without a level, or the finest of all."""
    levels = [i.meaning.level for i in seen if i.meaning.kind in ("code", "name") and i.meaning.level is not None]
    plain = [
        i for i in seen if i.meaning.kind in ("code", "name") and i.meaning.level is None and not i.meaning.alternative
    ]
    if levels and any(i.meaning.kind == "code" for i in plain):
        return unlevelled(seen)
    return max(levels, default=4)


def _use(item: Understood, own: int, languages: set[str], given: set[str]) -> Use:
    meaning = item.meaning
    level = own if meaning.level is None else meaning.level
    if meaning.side:
        return item.use.unread(f"{item.why}: a place in a movement, not of a gazetteer")
    if meaning.kind == "code":
        gives = f"code@{level}" if not meaning.alternative else f"also_named@{level}"
        if meaning.alternative or gives in given:
            return item.use.unread(f"{item.why}: another code of the same places")
        return item.use.as_(gives, item.why)
    if meaning.kind == "name":
        language = meaning.language or ("ar" if item.profile.arabic > 0.5 else "en")
        gives = f"name_{language}@{level}"
        if meaning.alternative or language not in languages or gives in given:
            same = sum(g.startswith("also_named@") for g in given)
            return item.use.as_(f"also_named@{level}#{same}", f"{item.why}: another spelling")
        return item.use.as_(gives, item.why)
    if meaning.kind in ("lat", "lon") and meaning.kind not in given:
        return item.use.as_(meaning.kind, item.why)
    if meaning.kind == "count" and meaning.of == "residents" and "population" not in given:
        return item.use.as_("population", item.why)
    return item.use.unread(f"{item.why}: nothing that places holds")


def places_of(reading: Reading, rows: pl.DataFrame, file: str) -> tuple[pl.DataFrame, pl.DataFrame, list[Problem]]:
    """Return the places of a sheet, each once, the rows without one, and what is doubtful.

    Returns
    -------
    places : pl.DataFrame
        ``code``, ``level``, ``parent``, ``name_*``, ``also_named``, ``lat``, ``lon``, ``population`` (String), coarse first.
    without : pl.DataFrame
        The rows of which no place was made.
    problems : list of Problem
        Codes that stand for two names or lie in two places; the first is taken, the other name kept as a spelling.
    """
    if reading.giving("level"):
        frame = rows.select("_line", *(pl.col(u.at).alias(u.gives) for u in reading.uses if u.gives))
        return frame.filter(pl.col("code").is_not_null()), rows.filter(frame["code"].is_null()), []
    codes = {level_in(u.gives): u.at for u in reading.uses if u.gives.startswith("code@")}
    levels = sorted(level for level in codes if level is not None)
    own = levels[-1]
    frames = []
    problems: list[Problem] = []
    for position, level in enumerate(levels):
        parent = codes[levels[position - 1]] if position else None
        frame = _level(reading, rows, level, codes[level], parent, last=level == own)
        problems += _doubtful(frame, reading, codes[level], file)
        frames.append(_once(frame))
    without = rows.filter(pl.col(codes[own]).is_null())
    places = pl.concat(frames, how="diagonal").unique("code", keep="first", maintain_order=True)
    return places, without, problems


def _level(
    reading: Reading, rows: pl.DataFrame, level: int, code: str, parent: str | None, *, last: bool
) -> pl.DataFrame:
    columns = [
        pl.col("_line"),
        pl.col(code).alias("code"),
        pl.lit(str(level)).alias("level"),
        (pl.col(parent) if parent else pl.lit(None, dtype=pl.String)).alias("parent"),
    ]
    also = []
    for use in reading.uses:
        at_level = level_in(use.gives.split("#")[0])
        stem = use.gives.split("@")[0]
        if stem.startswith("name_") and at_level == level:
            columns.append(pl.col(use.at).alias(stem))
        elif stem == "also_named" and at_level == level:
            also.append(pl.col(use.at))
        elif last and stem in ("lat", "lon", "population"):
            columns.append(pl.col(use.at).alias(stem))
    return rows.select(*columns, *(a.alias(f"_also{i}") for i, a in enumerate(also))).filter(
        pl.col("code").is_not_null()
    )


def _doubtful(frame: pl.DataFrame, reading: Reading, at: str, file: str) -> list[Problem]:
    """Return a warning for each code that stands for two names or in two parents."""
    names = [c for c in frame.columns if c.startswith("name_")]
    heading = reading.laid.header[int(at[1:])]
    out: list[Problem] = []
    for column in [*names, "parent"]:
        several = (
            frame.filter(pl.col(column).is_not_null())
            .group_by("code", maintain_order=True)
            .agg(pl.col(column).unique(maintain_order=True), pl.col("_line").unique(maintain_order=True))
            .filter(pl.col(column).list.len() > 1)
        )
        for code, values, lines in several.rows():
            what = "lies in" if column == "parent" else "is called"
            message = f"{code} {what} {' and '.join(values[:3])} (lines {', '.join(map(str, lines[:4]))}); the first was taken."
            out.append(
                Problem(
                    file,
                    reading.laid.sheet,
                    lines[1] if len(lines) > 1 else lines[0],
                    heading,
                    code,
                    "place.twofold",
                    "warning",
                    message,
                    "Look which is right, and mend it in the imported file.",
                )
            )
    return out


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each code: the first filled cell of every column, other names as other spellings."""
    names = [c for c in frame.columns if c.startswith("name_")]
    also = [c for c in frame.columns if c.startswith("_also")]
    rest = [c for c in frame.columns if c not in ("code", "_line", *also)]
    once = frame.group_by("code", maintain_order=True).agg(
        pl.col("_line").first(),
        *(pl.col(c).drop_nulls().first() for c in rest),
        pl.concat_list([pl.col(c) for c in (*names, *also)])
        .explode(empty_as_null=True, keep_nulls=True)
        .drop_nulls()
        .unique(maintain_order=True)
        .alias("_spelt")
        if names or also
        else pl.lit(None, dtype=pl.List(pl.String)).first().alias("_spelt"),
    )
    spelt = (
        pl.col("_spelt").list.set_difference(pl.concat_list([pl.col(c).fill_null("") for c in names]))
        if names
        else pl.col("_spelt")
    )
    return (
        once.with_columns(spelt.list.join("|").alias("also_named"))
        .with_columns(also_named=pl.when(pl.col("also_named") != "").then(pl.col("also_named")))
        .drop("_spelt")
    )
