"""From scored places to an answer: matched where one place stands out, ambiguous where several may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from nuzuh.places.elsewhere import Elsewhere, elsewhere
from nuzuh.places.index import NO_CHIEF, Gazetteer
from nuzuh.places.names import Name
from nuzuh.places.words import LEVEL_WORDS

_ENOUGH = {
    0: 0.92,
    1: 0.84,
    2: 0.78,
    3: 0.65,
}  # score that a match needs, by the level of `within`; 0: the whole crisis
_APART, _APART_ANYWHERE = 0.07, 0.1  # how much less the next place must have, inside a place and in the whole crisis
_SURE, _DOUBTFUL_APART = 0.9, 0.12  # below this score the next place must be so much farther
_MANY, _MOST = 20, 0.8  # a column of at least so many names, of which so large a share are names of areas
_ALONE, _LESS = 0.2, 0.06  # where all other places are so far behind, so much less is enough
_SAME, _APART_SAME = 0.01, 0.035  # distance of names that are written alike, and how much less the next must have then
_SOUND = 0.25  # distance up to which two names are the same sound
_WORTH = 0.4  # score from which a place is worth showing
_ALIKE = 0.02  # scores that are the same for the order


@dataclass(slots=True)
class _Found:
    """The candidates of one name, best first, as lists."""

    place: list[int]
    score: list[float]
    distance: list[float]
    whole: list[bool]
    agrees: list[bool]
    contradicts: list[bool]
    km: list[float]


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: str
    reason: str


def answers(
    pairs: pl.DataFrame,
    names: Sequence[Name],
    within: Sequence[str | None],
    gazetteer: Gazetteer,
    shown: int,
    *,
    of_areas: bool = False,
) -> pl.DataFrame:
    """Return status, code, name, score, reason and candidates of each name.

    ``of_areas`` says that the names are those of areas, so that a town is not preferred to its area.
    """
    ranked = _ranked(pairs, names, within, gazetteer, shown, of_areas=of_areas)
    lists = ranked.group_by("query", maintain_order=True).agg(
        "place", "score", "distance", "whole", "agrees", "contradicts", "km", "candidate"
    )
    at = {query: i for i, query in enumerate(lists["query"])}
    columns = [lists[c].to_list() for c in ("place", "score", "distance", "whole", "agrees", "contradicts", "km")]
    verdicts: list[_Verdict] = []
    best: list[int | None] = []
    for query, name in enumerate(names):
        i = at.get(query)
        found = _Found(*(c[i] for c in columns)) if i is not None else _Found([], [], [], [], [], [], [])
        verdicts.append(_Judge(gazetteer, name, within[query], found, of_areas=of_areas).verdict())
        best.append(found.place[0] if found.place and verdicts[-1].status == "matched" else None)
    empty = pl.DataFrame({"query": range(len(names))}, schema={"query": pl.Int64})
    per_query = empty.join(lists.select("query", "candidate", "score"), on="query", how="left", maintain_order="left")
    return pl.DataFrame(
        {
            "status": [v.status for v in verdicts],
            "code": pl.Series([None if b is None else gazetteer.codes[b] for b in best], dtype=pl.String),
            "name": pl.Series([None if b is None else gazetteer.names[b] for b in best], dtype=pl.String),
            "score": per_query["score"].list.first().fill_null(0.0).round(3),
            "reason": [v.reason for v in verdicts],
            "candidates": per_query["candidate"].fill_null([]),
        }
    )


def names_of_areas(pairs: pl.DataFrame, asked: int, gazetteer: Gazetteer) -> bool:
    """Return whether nearly all of many names are those of areas: then they are a list of areas, not of towns."""
    if asked < _MANY:
        return False
    best = pl.col("score").max().over("query")
    areas = pairs.filter((pl.col("score") > _SURE) & (pl.col("score") > best - _APART))
    areas = areas.filter(pl.Series(gazetteer.levels[areas["place"].to_numpy()] < 4))
    return bool(areas["query"].n_unique() >= _MOST * asked)


def _ranked(
    pairs: pl.DataFrame,
    names: Sequence[Name],
    within: Sequence[str | None],
    gazetteer: Gazetteer,
    shown: int,
    *,
    of_areas: bool,
) -> pl.DataFrame:
    """Return the places worth showing in order: score, then towns, how well known, the finer level."""
    query, place = pairs["query"].to_numpy(), pairs["place"].to_numpy()
    scope = np.array([gazetteer.number.get(w or "", -1) for w in within], dtype=np.int64)
    itself = (place == scope[query]) & (pairs["announced"].to_numpy() != gazetteer.levels[place])
    wrong_kind = np.array([n.area for n in names], dtype=bool)[query] & ~pairs["area"].to_numpy()
    frame = pairs.with_columns(
        weight=pl.Series(gazetteer.weight[place]),
        level=pl.Series(gazetteer.levels[place]),
        score=pl.col("score") - pl.Series(np.where(wrong_kind, 0.2, 0.0)),
    ).filter(pl.Series(~itself) & (pl.col("score") > _WORTH))
    frame = frame.with_columns(
        bin=(pl.col("score") / _ALIKE).round(),
        town=pl.col("level") >= 4,
        code=pl.Series(gazetteer.codes, dtype=pl.String).gather(frame["place"]),
    ).sort(
        "query", "bin", "town", "weight", "level", "score", "code",
        descending=[False, True, not of_areas, True, True, True, False], maintain_order=True,
    )  # fmt: skip
    frame = frame.group_by("query", maintain_order=True).head(shown)
    names_, parents = (pl.Series(x, dtype=pl.String) for x in (gazetteer.names, gazetteer.parents))
    return frame.with_columns(
        candidate=pl.struct(
            pl.col("code"),
            name=names_.gather(frame["place"]),
            level="level",
            parent=parents.gather(frame["place"]).replace("", None),
            score=pl.col("score").round(3),
        )
    )


class _Judge:
    """One name and what was found for it."""

    def __init__(self, gazetteer: Gazetteer, name: Name, within: str | None, found: _Found, *, of_areas: bool) -> None:
        self.of_areas = of_areas
        self.gazetteer, self.name, self.within, self.found = gazetteer, name, within, found
        self.scope = gazetteer.number.get(within or "", -1)
        self.namesakes = 0
        self.where = f" in {within}" if within else ""

    def verdict(self) -> _Verdict:
        found, name = self.found, self.name
        if not name.forms:
            return _Verdict("none", "no word in it that could be a name")
        if not found.place or found.score[0] < _WORTH:
            return _Verdict("none", self._area() or self._abroad() or f"no place{self.where} has a name like it")
        apart = _APART if self.within or found.agrees[0] else _APART_ANYWHERE
        apart = apart if max(found.score) >= _SURE else _DOUBTFUL_APART
        if found.distance[0] < _SAME and found.whole[0] and (self.within or not name.forms[0].arabic):
            apart = min(apart, _APART_SAME)
        near = self._best_known([i for i, s in enumerate(found.score) if s > found.score[0] - apart])
        reason = self._doubt(near)
        if reason:
            return _Verdict("none" if name.area and self._area() and not self._is_area() else "ambiguous", reason)
        return _Verdict("matched", self._why(near))

    def _is_area(self) -> bool:
        return self.found.score[0] >= _ENOUGH[0]

    def _doubt(self, near: list[int]) -> str:
        """Return why the best place is not taken without a word; empty when it is."""
        found, name, levels = self.found, self.name, self.gazetteer.levels
        if name.area and not self._is_area():
            return self._area()
        if name.beside:
            return f"it names something near or within {self._names(near)}, not the place itself"
        abroad = self._abroad()
        if abroad and found.distance[0] > 0.03 and not self.within and not found.agrees[0]:
            return abroad
        level = int(levels[self.scope]) if self.scope >= 0 else 0
        alone = all(s < found.score[0] - _ALONE for s in found.score[1:])
        enough = _ENOUGH[min(level, 3)] - (_LESS if found.agrees[0] or alone else 0.0)
        if found.score[0] < enough:
            return f"the nearest name{self.where} is {self._names([0])}, but it is not near enough to be sure"
        if not found.whole[0]:
            return f"a word is missing or too many; it may be {self._names(near)}"
        if name.level == 5 and not self.gazetteer.camp[found.place[0]]:
            return f"a camp; the gazetteer has no camp of that name, but {self._names(near)}"
        if len(near) > 1 and self.of_areas and self._chief_town(near):
            return f"a town or the area around it: nearly all names here are those of areas; {self._names(near)}"
        if len(near) > 1 and not self._chief_town(near):
            return f"{len(near)} places{self.where} are called so: {self._names(near)}"
        return ""

    def _best_known(self, near: list[int]) -> list[int]:
        """Return the places that may be meant without the villages that bear the name of one chief town.

        In the whole crisis only the chief town of a district or governorate is so well known, or what is called a city.
        """
        found, chief_of = self.found, self.gazetteer.chief_of
        heads = [i for i in near if chief_of[found.place[i]] < NO_CHIEF]
        if heads != [0] or found.score[0] < max(found.score[i] for i in near) - _ALIKE:
            return near
        narrowed = bool(self.within) or found.agrees[0]
        if not (narrowed or self.name.city or chief_of[found.place[0]] < 3) or found.distance[0] > _SOUND:
            return near
        kept = [i for i in near if i == 0 or self.gazetteer.levels[found.place[i]] < 4]
        self.namesakes = len(near) - len(kept)
        return kept

    def _chief_town(self, near: list[int]) -> bool:
        """Return whether all that the name may be are one town and the areas that it lies in, none a governorate."""
        places = [self.found.place[i] for i in near]
        levels = self.gazetteer.levels
        areas = [p for p in places[1:] if levels[p] < 4]
        above = self.gazetteer.above[places[0]]
        return (
            levels[places[0]] >= 4
            and len(areas) == len(places) - 1
            and all(levels[a] > 1 and self.gazetteer.codes[a] in above for a in areas)
        )

    def _why(self, near: list[int]) -> str:
        found = self.found
        how = (
            "the same name"
            if found.distance[0] < _SAME
            else "the same sound"
            if found.distance[0] < _SOUND
            else "a like name"
        )
        said = [f"{how}; the only one{self.where}" if len(near) == 1 else f"{how}; the town, not the area around it"]
        if self.namesakes:
            said[0] = (
                f"{how}; the chief town, not {'the village' if self.namesakes == 1 else 'a village'} of the same name"
            )
        if self.name.level:
            said.append(f"a {LEVEL_WORDS[self.name.level]} is meant")
        if found.agrees[0]:
            said.append("the area named beside it agrees")
        if found.km[0] <= 10:
            said.append(f"{found.km[0]:.1f} km from the coordinates given")
        return "; ".join(said)

    def _area(self) -> str:
        if not self.name.area:
            return ""
        return f"{self.name.text.strip()} is a region (a mountain, plain or countryside), no place of the gazetteer"

    def _abroad(self) -> str:
        there: Elsewhere | None = elsewhere(self.name)
        if there is None:
            return ""
        also = f"; here it may be {self._names([0])}" if self.found.place else ""
        return f"{there.name} is {there.what} of {there.country}{also}"

    def _names(self, rows: Sequence[int]) -> str:
        g = self.gazetteer
        places = [self.found.place[i] for i in rows[:4]]
        text = ", ".join(f"{g.names[p]} ({g.codes[p]})" for p in places)
        return f"{text} …" if len(rows) > 4 else text
