"""The gazetteer made ready for matching: every reading of every name, found again by the consonants of a misspelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from nuzuh.places.exonyms import other_names
from nuzuh.places.gazetteer import lineage
from nuzuh.places.keys import of_gazetteer
from nuzuh.places.letters import skeleton
from nuzuh.places.likeness import numbered, sizes
from nuzuh.places.names import Form, Name, read_name

Ints = NDArray[np.int64]
NO_CHIEF = 9
_PARTLY = 0.15  # penalty from which a reading leaves words out
_TOWN = 4  # level of communities


@dataclass(frozen=True, slots=True)
class Forms:
    """Readings of many names, one row each, as arrays.

    Attributes
    ----------
    owner : (n,) int64
        Which name (of the gazetteer: which place) a reading is of.
    numbers, lengths, size : (n, 24) uint8, (n,) int64, (n,) float32
        Its sounds, as `likeness.numbered` and `likeness.sizes` give them.
    penalty : (n,) float32
    arabic, whole, area : (n,) bool
    sides : (n,) int64
        Number of its signs in ``signs``.
    signs : list of str
    keys : list of str
        Its consonants, as `letters.skeleton` gives them.
    """

    owner: Ints
    numbers: NDArray[np.uint8]
    lengths: Ints
    size: NDArray[np.float32]
    penalty: NDArray[np.float32]
    arabic: NDArray[np.bool_]
    whole: NDArray[np.bool_]
    area: NDArray[np.bool_]
    sides: Ints
    signs: list[str]
    keys: list[str]


def forms_of(names: Sequence[Sequence[Name]]) -> Forms:
    """Return the readings of the names of each owner, those of well-known other names included."""
    owners: list[int] = []
    forms: list[Form] = []
    areas: list[bool] = []
    for owner, mine in enumerate(names):
        for name in mine:
            read = (*name.forms, *other_names(name)) if name.forms else ()
            owners += [owner] * len(read)
            forms += read
            areas += [name.area] * len(read)
    numbers, lengths = numbered([f.sounds for f in forms])
    signs = sorted({f.sides for f in forms} | {""})
    number = {sign: i for i, sign in enumerate(signs)}
    return Forms(
        np.array(owners, dtype=np.int64),
        numbers,
        lengths,
        sizes(numbers),
        np.array([f.penalty for f in forms], dtype=np.float32),
        np.array([f.arabic for f in forms], dtype=bool),
        np.array([f.whole for f in forms], dtype=bool),
        np.array(areas, dtype=bool),
        np.array([number[f.sides] for f in forms], dtype=np.int64),
        signs,
        [skeleton(f.sounds) for f in forms],
    )


class Gazetteer:
    """The places of a crisis, by number, with their names read and indexed.

    Attributes
    ----------
    codes, names, parents : list of str
        Code, name to show (English where there is one), parent (empty for the outermost).
    levels : (n,) int64
    chief_of : (n,) int64
        Level of the largest area around a town that bears its name: 1 governorate … 3 subdistrict; 9 for all other places.
    weight : (n,) float64
        How well known a place is, for the order among places of one name: its people, and whether its area bears its name.
    lat, lon : (n,) float64
        Degrees, NaN where unknown.
    both_scripts : (n,) bool
        Whether it has a name in Arabic letters and one in others.
    forms : Forms
    number : dict
        Code -> number.
    """

    def __init__(self, places: pl.DataFrame) -> None:
        places = places.filter(pl.col("code").is_not_null()).unique("code", keep="first", maintain_order=True)
        self.codes: list[str] = places["code"].to_list()
        self.number = {code: i for i, code in enumerate(self.codes)}
        self.parents: list[str] = places["parent"].fill_null("").to_list()
        self.levels: Ints = places["level"].fill_null(4).cast(pl.Int64).to_numpy()
        self.lat, self.lon = (_floats(places, c) for c in ("lat", "lon"))
        texts = _texts(places)
        self.names = [mine[0] if mine else code for mine, code in zip(texts, self.codes, strict=True)]
        read = [[read_name(t) for t in mine] for mine in texts]
        self._ancestry = lineage(places)
        up = self._ancestry.group_by("code").agg("ancestor")
        above = dict(zip(up["code"], up["ancestor"], strict=True))
        self.above: list[frozenset[str]] = [frozenset(above.get(c, ())) - {c} for c in self.codes]
        self._own = [
            frozenset(f.sounds for f in mine[0].forms if f.whole and not f.bracket) if mine else frozenset()
            for mine in read
        ]
        self._heard = [frozenset(s.replace("3", "") for s in own) for own in self._own]  # ayn is often left out
        self.chief_of: Ints = np.array([self._chief_of(i) for i in range(len(self.codes))], dtype=np.int64)
        self.forms = forms_of([self._named(i, read) for i in range(len(read))])
        self.camp = np.array([any(n.level == 5 for n in mine) for mine in read], dtype=bool) | (self.levels >= 5)
        self.weight = self._weights(places)
        scripts = np.zeros((len(self.codes), 2), dtype=bool)
        scripts[self.forms.owner, self.forms.arabic.astype(np.int64)] = True
        self.both_scripts: NDArray[np.bool_] = scripts[:, 0] & scripts[:, 1]
        self._masks: dict[str, NDArray[np.bool_]] = {}
        self._keys: dict[int, pl.DataFrame] = {}

    def _bearing(self, place: int) -> list[int]:
        """Return the areas around a place that bear its name."""
        above = (self.number[c] for c in self.above[place] if c in self.number)
        return sorted(a for a in above if self.levels[a] < self.levels[place] and self._heard[a] & self._heard[place])

    def _chief_of(self, place: int) -> int:
        bearing = self._bearing(place) if self.levels[place] >= _TOWN else []
        return min((int(self.levels[a]) for a in bearing), default=NO_CHIEF)

    def _named(self, place: int, read: Sequence[Sequence[Name]]) -> list[Name]:
        """Return the names of a place: those in brackets that only say where it lies left out, a chief town's area's added."""
        above = {s for code in self.above[place] if code in self.number for s in self._own[self.number[code]]}
        out: list[Name] = []
        for name in read[place]:
            front, _, last = name.text.rpartition(" ")
            if front and len(name.forms) > 1 and any(f.sounds in above for f in read_name(last).forms[:1]):
                out.append(self._short(read_name(front)))
            brackets = [read_name(b) for b in name.inside]
            if brackets and all(f.sounds in above for b in brackets for f in b.forms[:1]):
                forms = tuple(f for f in name.forms if not f.bracket)
                name = Name(name.text, forms, name.level, area=name.area)
            out.append(name)
        if self.chief_of[place] < NO_CHIEF:
            out += [n for area in self._bearing(place) for n in read[area] if n.level == 0 and not n.centre]
        return out

    @staticmethod
    def _short(name: Name) -> Name:
        """Return a name whose last word only said where it lies, a little less than the whole."""
        forms = tuple(replace(f, penalty=0.02) for f in name.forms[:1])
        return Name(name.text, forms, name.level, area=name.area)

    def _weights(self, places: pl.DataFrame) -> NDArray[np.float64]:
        people = next((c for c in ("population_value", "population") if c in places.columns), None)
        weight = 2.0 * (self.chief_of < NO_CHIEF)
        if people and places[people].dtype.is_numeric():
            known = np.nan_to_num(places[people].cast(pl.Float64).to_numpy(), nan=0.0).clip(0)
            weight = weight + np.log10(1.0 + known)
        return np.asarray(weight, dtype=np.float64)

    def keys(self, step: int) -> pl.DataFrame:
        """Return the keys (`keys.of_gazetteer`) of the forms, worked out when they are first needed."""
        if step not in self._keys:
            whole = np.flatnonzero(self.forms.penalty < (_PARTLY if step > 1 else 1.0))
            self._keys[step] = of_gazetteer(self.forms.keys, whole.tolist(), step)
        return self._keys[step]

    def inside(self, code: str) -> NDArray[np.bool_]:
        """Return which places lie in a place, itself not included."""
        known = self._masks.get(code)
        if known is not None:
            return known
        lying = self._ancestry.filter((pl.col("ancestor") == code) & (pl.col("code") != code))["code"]
        mask = np.zeros(len(self.codes), dtype=bool)
        mask[[self.number[c] for c in lying]] = True
        mask.setflags(write=False)
        self._masks[code] = mask
        return mask


def _floats(places: pl.DataFrame, column: str) -> NDArray[np.float64]:
    if column not in places.columns:
        return np.full(places.height, np.nan)
    return places[column].cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()


def _texts(places: pl.DataFrame) -> list[list[str]]:
    """Return the names of each place, the English one first."""
    columns = sorted((c for c in places.columns if c.startswith("name_")), key=lambda c: (c != "name_en", c))
    rows: list[list[str]] = [[] for _ in range(places.height)]
    for column in columns:
        for mine, text in zip(rows, places[column], strict=True):
            if text:
                mine.append(text)
    if "also_named" in places.columns:
        lists = places["also_named"].dtype == pl.List
        for mine, text in zip(rows, places["also_named"].to_list(), strict=True):
            if text:
                mine += [t.strip() for t in (text if lists else str(text).split("|")) if t.strip()]
    return rows
