"""What else a row says of a place: its level, what it lies in, where it lies; each raises or lowers the scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from nuzuh.places.index import Gazetteer
from nuzuh.places.names import Name

AreasNamed = Callable[[Sequence[str]], dict[str, frozenset[int]]]

_WRONG_LEVEL = 0.25
_AGREES = 0.04  # a column of the row names an area that the place lies in
_DISAGREES = 0.3
_NEAR_KM, _FAR_KM = 10.0, 40.0
_NEAR, _FAR = 0.05, 0.3
_EARTH_KM = 6371.0


def adjust(
    pairs: pl.DataFrame, asked: pl.DataFrame, names: Sequence[Name], gazetteer: Gazetteer, areas_named: AreasNamed
) -> pl.DataFrame:
    """Return the pairs with the evidence of the name's own words and of the other columns.

    Returns
    -------
    pl.DataFrame
        With ``hint``: what was added to ``score`` (already done), ``agrees`` and ``contradicts``: whether an area named in
        the row or in the name is one that the place lies in, or another; ``km`` from the row's coordinates; ``level`` that
        was announced (0: none).
    """
    query, place = pairs["query"].to_numpy(), pairs["place"].to_numpy()
    level = np.array([n.level for n in names], dtype=np.int64)
    if "level" in asked.columns:
        given = asked["level"].cast(pl.Int64).fill_null(0).to_numpy()
        level = np.where(given > 0, given, level)
    hint = _level_hint(level[query], gazetteer.levels[place])
    agrees, contradicts = _areas(query, place, asked, names, gazetteer, areas_named)
    hint += np.where(agrees, _AGREES, 0.0) - np.where(contradicts, _DISAGREES, 0.0)
    km = _distance(query, place, asked, gazetteer)
    hint += np.where(km <= _NEAR_KM, _NEAR, 0.0) - np.where((km > _FAR_KM) & (gazetteer.levels[place] >= 4), _FAR, 0.0)
    return pairs.with_columns(
        score=(pl.col("score") + pl.Series(hint)).clip(0.0, 1.0),
        hint=pl.Series(hint),
        agrees=pl.Series(agrees),
        contradicts=pl.Series(contradicts),
        km=pl.Series(km),
        announced=pl.Series(level[query]),
    )


def _level_hint(announced: NDArray[np.int64], level: NDArray[np.int64]) -> NDArray[np.float64]:
    town = announced >= 4
    wrong = np.where(town, level < 4, announced != level)
    return np.where((announced > 0) & wrong, -_WRONG_LEVEL, 0.0)


def _areas(
    query: NDArray[np.int64],
    place: NDArray[np.int64],
    asked: pl.DataFrame,
    names: Sequence[Name],
    gazetteer: Gazetteer,
    areas_named: AreasNamed,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return whether each pair agrees with, and whether it contradicts, the areas that the row names.

    The pairs are in the order of their queries.
    """
    given = (
        [[a for a in row or () if a] for row in asked["areas"].to_list()]
        if "areas" in asked.columns
        else [[]] * asked.height
    )
    said = [[*g, *n.inside] for g, n in zip(given, names, strict=True)]
    agrees, contradicts = np.zeros(len(query), dtype=bool), np.zeros(len(query), dtype=bool)
    if not any(said):
        return agrees, contradicts
    meant = areas_named(sorted({text for mine in said for text in mine}))
    lying: dict[str, NDArray[np.bool_]] = {}
    for q in (i for i, mine in enumerate(said) if any(meant[text] for text in mine)):
        rows = slice(*np.searchsorted(query, [q, q + 1]))
        for k, text in enumerate(said[q]):
            if not meant[text]:
                continue
            if text not in lying:
                lying[text] = _lying_in(meant[text], gazetteer)
            there = lying[text][place[rows]]
            agrees[rows] |= there
            if k < len(given[q]) or not _is_name(text, names[q]):
                contradicts[rows] |= ~there
    return agrees, contradicts


def _lying_in(areas: frozenset[int], gazetteer: Gazetteer) -> NDArray[np.bool_]:
    """Return which places lie in one of the areas, or are one of them."""
    out = np.zeros(len(gazetteer.codes), dtype=bool)
    for area in areas:
        out |= gazetteer.inside(gazetteer.codes[area])
        out[area] = True
    return out


def _is_name(text: str, name: Name) -> bool:
    """Return whether what stands in brackets may be another name of the place rather than where it lies."""
    return f"({text}" in name.text.casefold()


def _distance(
    query: NDArray[np.int64], place: NDArray[np.int64], asked: pl.DataFrame, gazetteer: Gazetteer
) -> NDArray[np.float64]:
    """Return the kilometres between the row's coordinates and the place's, NaN where either is unknown."""
    if "lat" not in asked.columns or "lon" not in asked.columns:
        return np.full(len(query), np.nan)
    lat, lon = (np.radians(asked[c].cast(pl.Float64).fill_null(float("nan")).to_numpy()[query]) for c in ("lat", "lon"))
    to_lat, to_lon = np.radians(gazetteer.lat[place]), np.radians(gazetteer.lon[place])
    half = np.sin((to_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
