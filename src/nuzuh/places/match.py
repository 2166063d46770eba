"""Which place a name means: matched, ambiguous or none, with the reason and the places that it may be."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import polars as pl

from nuzuh.places import judge
from nuzuh.places.decided import Decisions
from nuzuh.places.hints import adjust
from nuzuh.places.index import Gazetteer, forms_of
from nuzuh.places.names import read_name
from nuzuh.places.pairs import scored_pairs

HINTS = ("level", "lat", "lon", "areas")
_AT_ONCE = 5_000  # names; bounds the memory
_WORKERS = 2
_SHOWN = 6  # candidates kept
_SAME, _ALIKE = 0.8, 0.04  # score from which an area is the one that is named, and how much less another may have
CANDIDATE = pl.Struct(
    {"code": pl.String, "name": pl.String, "level": pl.Int64, "parent": pl.String, "score": pl.Float64}
)
ANSWER: dict[str, pl.DataType | type[pl.DataType]] = {
    "status": pl.String,
    "code": pl.String,
    "name": pl.String,
    "score": pl.Float64,
    "reason": pl.String,
    "candidates": pl.List(CANDIDATE),
}


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from searching for circles of garbage: there are none, and the search takes a quarter of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class Matcher:
    """The places of a crisis, ready to be found by any of their names.

    Parameters
    ----------
    places : pl.DataFrame
        ``code``, ``level``, ``parent``, ``name_<language>`` …; may have ``also_named``, ``lat``, ``lon``, ``population``.
    decisions : pl.DataFrame, optional
        ``name``, ``within``, ``kind``, ``code``, ``decided_by``, ``decided_on``: consulted first.

    Examples
    --------
    >>> places = pl.DataFrame({"code": ["SY07", "C1"], "level": [1, 4], "parent": [None, "SY07"], "name_en": ["Idleb", "Atma"]})
    >>> Matcher(places).match(pl.DataFrame({"name": ["أطمة"]})).select("status", "code").rows()
    [('matched', 'C1')]
    """

    def __init__(self, places: pl.DataFrame, decisions: pl.DataFrame | None = None) -> None:
        with _no_collection():
            self.gazetteer = Gazetteer(places)
            self.decisions = Decisions(decisions, self.gazetteer)

    def match(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return what each name means.

        Parameters
        ----------
        frame : pl.DataFrame
            ``name`` (String); optional ``within`` (String, a code that narrows), and as evidence ``level`` (Int64),
            ``lat``, ``lon`` (Float64, degrees), ``areas`` (List of String: names or codes of what the place lies in).

        Returns
        -------
        pl.DataFrame
            One row per row of ``frame``: ``status`` ("matched", "ambiguous", "none"), ``code`` and ``name`` (null unless
            matched), ``score`` (0 to 1, of the best candidate), ``reason``, ``candidates`` (best first: ``code``, ``name``,
            ``level``, ``parent``, ``score``).

        Raises
        ------
        KeyError
            ``within`` has a code that is none of the gazetteer's.
        """
        keys = ["name", *(c for c in ("within", *HINTS) if c in frame.columns)]
        asked = frame.select(keys).with_columns(pl.col("name").cast(pl.String))
        keyed = asked.with_columns(pl.col("areas").list.join("\x1f")) if "areas" in keys else asked
        first = keyed.with_row_index("_row").unique(keys, keep="first", maintain_order=True)
        different = asked[first["_row"]]
        answers: list[pl.DataFrame] = []
        parts = [different[i : i + _AT_ONCE] for i in range(0, different.height, _AT_ONCE)]
        if parts:
            with _no_collection(), ThreadPoolExecutor(_WORKERS) as pool:
                first_answers, of_areas = self._match(parts[0], None)
                answers.append(first_answers)
                # tables and arrays are worked on without the interpreter's lock
                answers += [a for a, _ in pool.map(lambda part: self._match(part, of_areas), parts[1:])]
        if not answers:
            return pl.DataFrame(schema=ANSWER)
        rows = keyed.join(
            first.with_columns(_row=pl.int_range(pl.len())),
            on=keys,
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        return pl.concat(answers)[rows["_row"]]

    def _match(self, asked: pl.DataFrame, of_areas: bool | None) -> tuple[pl.DataFrame, bool]:
        names = [read_name(text or "") for text in asked["name"]]
        within = asked["within"] if "within" in asked.columns else pl.Series([None] * asked.height, dtype=pl.String)
        scopes = within.drop_nulls().unique().sort().to_list()
        unknown = [code for code in scopes if code not in self.gazetteer.number]
        if unknown:
            raise KeyError(unknown[0])
        number = {code: i for i, code in enumerate(scopes)}
        scope = np.array([number.get(code, -1) for code in within], dtype=np.int64)
        masks = [self._inside(code) for code in scopes]
        pairs = scored_pairs(forms_of([[n] for n in names]), self.gazetteer, scope, masks)
        if of_areas is None:
            of_areas = "level" not in asked.columns and judge.names_of_areas(pairs, asked.height, self.gazetteer)
        pairs = adjust(pairs, asked, names, self.gazetteer, self.areas_named)
        answers = judge.answers(pairs, names, within.to_list(), self.gazetteer, _SHOWN, of_areas=of_areas)
        return self.decisions.put_in(answers, asked, within), of_areas

    def _inside(self, code: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        mask = self.gazetteer.inside(code).copy()
        mask[self.gazetteer.number[code]] = True  # judged later: only where the name says so, by its level
        return mask

    def areas_named(self, texts: Sequence[str]) -> dict[str, frozenset[int]]:
        """Return the areas (numbers of places above the communities) that each name or code of an area may mean."""
        out: dict[str, frozenset[int]] = {}
        ask = []
        for text in texts:
            at = self.gazetteer.number.get(text)
            if at is not None:
                out[text] = frozenset({at})
            else:
                ask.append(text)
        if ask:
            names = [read_name(t) for t in ask]
            areas = self.gazetteer.levels < 4
            pairs = scored_pairs(
                forms_of([[n] for n in names]), self.gazetteer, np.zeros(len(ask), dtype=np.int64), [areas]
            )
            announced = np.array([n.level for n in names], dtype=np.int64)[pairs["query"].to_numpy()]
            fits = (announced == 0) | (announced > 3) | (announced == self.gazetteer.levels[pairs["place"].to_numpy()])
            close = (pl.col("score") > _SAME) & (pl.col("score") > pl.col("score").max().over("query") - _ALIKE)
            good = pairs.filter(pl.Series(fits)).filter(close).group_by("query").agg("place")
            out |= {ask[query]: frozenset(places) for query, places in good.iter_rows()}
        return {text: out.get(text, frozenset()) for text in texts}
