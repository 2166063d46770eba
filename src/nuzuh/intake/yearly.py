"""Reading a sheet of yearly figures by country as references: one row for each country, year and population."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from nuzuh.formats.layout import Laid
from nuzuh.intake.headings import Meaning
from nuzuh.intake.reading import Reading, Use
from nuzuh.intake.store import slug
from nuzuh.intake.understand import Known, Understood, look_at


def read_yearly(laid: Laid, known: Known) -> Reading:
    """Return how a sheet of figures by country and year is read as references; what it lacks when it is none."""
    seen = look_at(laid, known)
    uses = [_use(item) for item in seen]
    first: set[str] = set()
    for i, use in enumerate(uses):
        if use.gives in ("year", "place", "place+to"):
            uses[i] = use if use.gives not in first else use.unread(f"{use.why}: another column gives the same")
            first.add(use.gives)
    given = {u.gives for u in uses}
    lacks = [what for what, gives in (("the year", "year"), ("figures", "amount")) if gives not in given]
    return Reading(laid, tuple(uses), lacks=tuple(lacks))


def _use(item: Understood) -> Use:
    meaning, use = item.meaning, item.use
    if meaning.kind in ("year", "date"):
        return use.as_("year", item.why)
    if meaning.kind == "name" and not meaning.alternative:
        return use.as_("place+to" if meaning.side == "destination" else "place", item.why)
    if meaning.kind == "count" and not meaning.part:
        flow = _is_flow(meaning, use.heading)
        return use.as_(
            "amount", item.why, metric="flow" if flow else "stock", population=use.heading.replace("_", " ").strip()
        )
    return use.unread(f"{item.why}: nothing that references hold")


def _is_flow(meaning: Meaning, heading: str) -> bool:
    """Return whether a yearly column counts movements: returns and new displacement do, those who are there do not."""
    words = heading.casefold()
    if "stock" in words:
        return False
    return meaning.of == "returnees" or meaning.moved is True or "new " in words or "displacements" in words


def yearly_rows(reading: Reading, rows: pl.DataFrame, file: Path, language: str) -> pl.DataFrame:
    """Return references: an id and a label made of population, country and year, the file as the citation.

    A stock is of the last day of its year, a flow of the whole year. A blank figure makes no row.
    """
    year = next(u.at for u in reading.uses if u.gives == "year")
    places = [u.at for u in reading.uses if u.gives in ("place", "place+to")]
    where = pl.concat_str([pl.col(at) for at in places], separator=" in ", ignore_nulls=True) if places else pl.lit("")
    parts = []
    for use in reading.amounts:
        stock = use.fixed["metric"] == "stock"
        whole = pl.col(year).str.extract(r"((?:19|20)\d{2})")
        part = rows.filter(pl.col(use.at).is_not_null()).select(
            "_line",
            amount=pl.col(use.at).str.replace(r"^([0-9]+)\.0+$", "$1"),
            place=where,
            date=pl.format("{}-12-31", whole) if stock else pl.lit(None, dtype=pl.String),
            start=pl.lit(None, dtype=pl.String) if stock else pl.format("{}-01-01", whole),
            end=pl.lit(None, dtype=pl.String)
            if stock
            else pl.format("{}-01-01", (whole.cast(pl.Int64) + 1).cast(pl.String)),
            _year=whole,
        )
        parts.append(part.with_columns(**{k: pl.lit(v) for k, v in use.fixed.items()}))
    frame = pl.concat(parts, how="vertical").sort("_line", maintain_order=True)
    label = pl.format("{}, {}, {}", "population", "place", "_year")
    frame = frame.with_columns(label.alias(f"label_{language}"), citation=pl.lit(file.name))
    ids = frame[f"label_{language}"].map_elements(slug, return_dtype=pl.String)
    again = ids.to_frame("id").select(pl.int_range(pl.len()).over("id")).to_series()
    frame = frame.with_columns(
        id=pl.when(again > 0).then(pl.format("{}-{}", pl.lit(ids), pl.lit(again) + 1)).otherwise(pl.lit(ids))
    )
    return frame.drop("_year")
