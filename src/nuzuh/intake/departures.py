"""Counts of displaced people who went away: the places beside them are where they left, not where they arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from nuzuh.intake.headings import words_of
from nuzuh.intake.reading import Use
from nuzuh.intake.understand import Understood

LEFT = "_left"
"""What is fixed for departures that stand beside arrivals: the side whose places are those that people left."""

_GOING = frozenset(["destination", "dest", "to", "going", "gone", "varis", "وجهة", "متوجهين", "destino"])
_LEAVING = frozenset(["from", "departure", "departed", "left", "leaving", "cikis", "مغادرة", "depart", "salida"])

Uses = dict[str, Use]


def only_left(amounts: Sequence[Use]) -> bool:
    """Return whether all counts of a sheet are of people who went away."""
    return bool(amounts) and all(u.fixed.get("movement") == "departure" for u in amounts)


def departed(
    uses: Uses, placed: Uses, amounts: Uses, rest: Sequence[Understood], places: Callable[..., Uses]
) -> tuple[Uses, Uses, Uses]:
    """Return the columns of a sheet with the sense that departures give to its places.

    A sheet of departures only: the place is the origin. Departures beside arrivals, or beside where the displaced came
    from before: the place is the destination of those who arrived and the origin of those who left (`turned`). Places
    that are headed as where people went keep their sense.

    Parameters
    ----------
    uses, placed, amounts : dict of str to Use
        The table's own columns, the places and the counts, by column.
    rest : sequence of Understood
        The columns that are not the table's own.
    places : callable
        Reads places anew, given the sides: the last is that of places which are headed as none.
    """
    counts = [u for u in amounts.values() if u.gives == "amount"]
    leave = [at for at, u in amounts.items() if u.fixed.get("movement") == "departure"]
    given = [*uses.values(), *placed.values()]
    to, whence = ([u for u in given if _gives(u, side)] for side in ("destination", "origin"))
    if not leave or not to:
        return uses, placed, amounts
    only = only_left(counts)
    if only and not whence:
        turn = {at: _from(u) for at, u in uses.items()}
        here = [i if _says(i.use, i.why, _GOING) else replace(i, meaning=replace(i.meaning, side="")) for i in rest]
        return turn, places(here, "arrivals", {u.gives for u in turn.values()}, ("destination", "origin")), amounts
    if any(_says(u, u.why, _GOING) for u in to) or (only and any(_says(u, u.why, _LEAVING) for u in whence)):
        return uses, placed, amounts
    mark = {at: replace(u, fixed={**u.fixed, LEFT: "destination"}) for at, u in amounts.items() if at in leave}
    return uses, placed, {**amounts, **mark}


def _gives(use: Use, side: str) -> bool:
    return use.gives.split("@")[0] in (side, f"{side}_name")


def _says(use: Use, why: str, words: frozenset[str]) -> bool:
    """Return whether a column's heading or hashtag has one of the words."""
    return bool(words & {*words_of(use.heading), *words_of(use.above)}) or (words is _GOING and "+dest" in why)


def _from(use: Use) -> Use:
    """Return a place column under another name of the destination (``place``) as the origin."""
    if not _gives(use, "destination") or _says(use, use.why, _GOING):
        return use
    return use.as_(use.gives.replace("destination", "origin"), f"{use.why}; those who left it are counted")


def turned(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the places of those who left as their origins: where they went is not known.

    Parameters
    ----------
    rows : pl.DataFrame
        Rows of arrivals on their way from the sheet, with all columns that tell their places.
    """
    if LEFT not in rows.columns:
        return rows
    left = (pl.col(LEFT) == "destination").fill_null(value=False)
    out = []
    for name in [c for c in rows.columns if "destination" in c]:
        origin = name.replace("destination", "origin")
        before = pl.col(origin) if origin in rows.columns else pl.lit(None, dtype=rows.schema[name])
        out += [
            pl.when(left).then(pl.col(name)).otherwise(before).alias(origin),
            pl.when(~left).then(pl.col(name)).alias(name),
        ]
    own = [c for c in rows.columns if "origin" in c and c.replace("origin", "destination") not in rows.columns]
    return rows.with_columns(*out, *(pl.when(~left).then(pl.col(c)).alias(c) for c in own)).drop(LEFT)
