"""What every column of a sheet gives to a table of the crisis folder, from headings, hashtags and cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl
from rapidfuzz import fuzz

from nuzuh.folder.columns import Column, Specification, fold_heading
from nuzuh.folder.records import Folder
from nuzuh.formats.layout import Laid
from nuzuh.intake.headings import OTHER, Meaning, meaning_of, words_of
from nuzuh.intake.profile import Profile, profile
from nuzuh.intake.reading import Use
from nuzuh.intake.tags import is_tag, meaning_of_tag
from nuzuh.terms.amounts import fold_letters

_OURS = 4  # headings that are the table's own by name: then the file is laid out as the table is
_SAMPLE = 500
_NUMBERS = frozenset({"amount", "integer", "decimal", "latitude", "longitude"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the crisis folder knows already.

    Attributes
    ----------
    levels : mapping
        Code of every place -> its level.
    names : mapping
        Folded name of a place -> its codes.
    sources : frozenset
        Codes of the sources.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Understood:
    """One column: where it stands, what its heading says, what its cells look like."""

    use: Use
    meaning: Meaning
    profile: Profile
    why: str


def known_of(folder: Folder, but: str = "") -> Known:
    """Return what a crisis folder knows, leaving out the places and sources of one file."""
    places = folder.tables["places"].filter(pl.col("_file") != but)
    names: dict[str, list[str]] = {}
    columns = [c for c in places.columns if c.startswith("name_")]
    for code, *written in places.select("code", *columns).iter_rows():
        for name in {plain_name(n) for n in written if n}:
            names.setdefault(name, []).append(code)
    levels = dict(places.select("code", "level").iter_rows())
    sources = folder.tables["sources"].filter(pl.col("_file") != but)["code"]
    return Known(levels, {n: tuple(c) for n, c in names.items()}, frozenset(sources))


def plain_name(text: str) -> str:
    """Return a name as headings of cross tables are compared: folded letters, single spaces."""
    return " ".join(fold_letters(text).replace("-", " ").replace("'", "").split())


def look_at(laid: Laid, known: Known) -> list[Understood]:
    """Return every column with the meaning of its heading or hashtag, set right by what its cells show."""
    out = []
    for i, heading in enumerate(laid.header):
        above = laid.above[i] if laid.above else ""
        tag = laid.hashtags[i] if laid.hashtags else heading if is_tag(heading) else ""
        meaning, why = meaning_of_tag(tag or ""), f"hashtag {tag}"
        if meaning == OTHER:
            meaning, why = meaning_of(heading), f'heading "{heading}"'
        if meaning.kind in ("code", "name") and above:
            meaning = _of_place_above(meaning, meaning_of(above))
        seen = profile(laid.rows[f"c{i}"], known.levels)
        if meaning.kind == "name" and meaning.level is None:
            seen = replace(seen, named=_level_named(laid.rows[f"c{i}"], known))
        meaning, why = _set_right(meaning, why, seen)
        if meaning.kind == "count" and above and not meaning.when and (over := meaning_of(above).when):
            meaning = replace(meaning, when=over if over.accuracy != "year" else None)
        if meaning.kind == "count" and meaning.of in ("people", "") and above:
            wider = meaning_of(above)
            if wider.kind == "count" and wider.of not in ("", "people"):
                meaning, why = (
                    replace(wider, households=meaning.households, when=meaning.when or wider.when),
                    f'{why} under "{above}"',
                )
        out.append(Understood(Use(heading, above, f"c{i}"), meaning, seen, why))
    return out


def _level_named(cells: pl.Series, known: Known) -> int | None:
    """Return the finest level at which half or more of the names that the gazetteer knows have a place; on a sample."""
    names = {plain_name(name) for name in cells.drop_nulls().unique(maintain_order=True).head(_SAMPLE)}
    levels = [{known.levels[c] for c in codes if c in known.levels} for n in names if (codes := known.names.get(n))]
    return (
        max((at for at in range(6) if sum(at in found for found in levels) * 2 >= len(levels)), default=None)
        if levels
        else None
    )


def _of_place_above(meaning: Meaning, wider: Meaning) -> Meaning:
    """Return the code or name of a place with the level and side that the heading above it says: Sub-district | Pcode."""
    if wider.kind not in ("code", "name") and not wider.side:
        return meaning
    level = wider.level if meaning.level is None else meaning.level
    return replace(meaning, level=level, side=meaning.side or wider.side)


def _set_right(meaning: Meaning, why: str, seen: Profile) -> tuple[Meaning, str]:
    """Return the meaning as the cells bear it out."""
    if seen.filled == 0:
        return OTHER, "the column is empty"
    if seen.known >= 0.8 and meaning.kind in ("name", "code", "other", "identifier") and not meaning.alternative:
        level = meaning.level if meaning.level is not None else seen.level
        return replace(meaning, kind="code", level=level), f"{why}; the cells are codes of places"
    if meaning.kind in ("code", "name") and meaning.level is None and seen.countries >= 0.95:
        return replace(meaning, kind="code", level=0), f"{why}; the cells are codes of countries"
    if meaning.kind == "name" and seen.codes >= 0.8 and seen.arabic == 0 and seen.numbers < 0.5:
        return replace(meaning, kind="code"), f"{why}; the cells look like codes"
    if meaning.kind == "name" and seen.numbers >= 0.8:
        return OTHER, f"{why}, but the cells are numbers"
    if meaning.kind == "count" and seen.numbers < 0.3:
        return OTHER, f"{why}, but the cells are no numbers"
    if meaning.kind in ("lat", "lon") and seen.numbers < 0.3:
        return OTHER, f"{why}, but the cells are no numbers"
    if meaning.kind in ("date", "start", "end", "reported") and seen.dates < 0.5:
        return OTHER, f"{why}, but the cells are no days"
    return meaning, why


def own_columns(
    laid: Laid, columns: tuple[Column, ...], seen: list[Understood], known: Known
) -> dict[int, tuple[str, str]]:
    """Return position -> (column, why) for the headings that are columns of the table by name, alias or hashtag.

    Aliases count only where the cells are of the column's type: a column headed ``population`` full of numbers is no
    choice between displaced and returnees.
    """
    headings = [fold_heading(h) for h in laid.header]
    taken: dict[str, int] = {}
    out: dict[int, tuple[str, str]] = {}
    exact = {fold_heading(c.name) for c in columns} & set(headings)
    ours = len(exact) >= _OURS
    for wanted in ("name", "also"):
        for column in columns:
            names = [column.name] if wanted == "name" else column.also
            for i, heading in enumerate(headings):
                if i in out or column.name in taken or heading not in {fold_heading(n) for n in names}:
                    continue
                if (ours and wanted == "name") or _fits(column, seen[i], known):
                    taken[column.name] = i
                    how = "the table's own column" if wanted == "name" else f"another name of {column.name}"
                    out[i] = (column.name, f'heading "{laid.header[i]}": {how}')
    return out


def _fits(column: Column, seen: Understood, known: Known) -> bool:
    looks = seen.profile
    if looks.filled == 0:
        return True
    if column.type == "place":
        return (
            looks.known >= 0.5
            or (looks.codes >= 0.8 and not known.levels)
            or (looks.codes >= 0.95 and seen.meaning.kind == "code")
        )
    if column.type == "date":
        return looks.dates >= 0.5
    if column.type in _NUMBERS:
        return looks.numbers >= 0.5
    return column.type not in ("choice", "source", "yesno") or looks.numbers < 0.5


def unlevelled(items: Iterable[Understood], side: str = "") -> int:
    """Return the level of a code or name without one: that of the finest names that have no code, else one finer.

    ``Country, Region, p-code``: the code is the region's. ``adm3_pcode, adm3_en, pcode, name``: a level below.
    """
    places = [
        i.meaning
        for i in items
        if i.meaning.kind in ("code", "name") and i.meaning.side == side and not i.meaning.alternative
    ]
    levels = {kind: {m.level for m in places if m.kind == kind and m.level is not None} for kind in ("code", "name")}
    finest = max(levels["code"] | levels["name"], default=3)
    plain = {m.kind for m in places if m.level is None}
    for one, other in (("code", "name"), ("name", "code")):
        if plain == {one} and finest in levels[other] and finest not in levels[one]:
            return finest
    return min(5, finest + 1)


def like_names(
    columns: tuple[Column, ...], seen: list[Understood], taken: set[str], given: set[int], known: Known
) -> dict[int, tuple[str, str]]:
    """Return position -> (column, why) for headings that are nearly the words of a column not yet found."""
    out: dict[int, tuple[str, str]] = {}
    pairs = []
    for column in columns:
        if column.name in taken or "*" in column.name:
            continue
        for i, item in enumerate(seen):
            partial = item.meaning.kind == "count" and item.meaning.part
            if (
                i in given
                or partial
                or is_tag(item.use.heading)
                or item.profile.filled == 0
                or not _fits(column, item, known)
            ):
                continue
            best = max(
                fuzz.token_sort_ratio(" ".join(words_of(item.use.heading)), " ".join(words_of(name)))
                for name in (column.name, *column.also)
            )
            if best >= 85:
                pairs.append((best, i, column.name))
    for _, i, name in sorted(pairs, key=lambda p: (-p[0], p[1])):
        if i not in out and name not in {n for n, _ in out.values()}:
            out[i] = (name, f'heading "{seen[i].use.heading}" is nearly {name}')
    return out


def filled_columns(rows: pl.DataFrame) -> list[str]:
    """Return the names of the columns that have any cell filled."""
    return [name for name in rows.columns if name != "_line" and rows[name].null_count() < rows.height]


def columns_of(spec: Specification, languages: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of a table in the languages of the crisis."""
    return spec.for_languages(languages)
