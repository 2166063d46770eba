"""The gazetteer's tree: which place lies in which."""

from __future__ import annotations

import polars as pl

OUTSIDE = "outside"
"""Code of all places outside the one that a crisis is about, abroad or elsewhere in the country; in no gazetteer."""


def lineage(places: pl.DataFrame) -> pl.DataFrame:
    """Return every place with itself and every place that it lies in.

    Parameters
    ----------
    places : pl.DataFrame
        Columns ``code``, ``parent`` (null for the outermost), ``level``; free of circles.

    Returns
    -------
    pl.DataFrame
        Columns ``code``, ``ancestor``, ``ancestor_level``; one row per pair, a place being its own ancestor.

    Examples
    --------
    >>> tree = pl.DataFrame({"code": ["SY", "SY07"], "parent": [None, "SY"], "level": [0, 1]})
    >>> lineage(tree).sort("code", "ancestor").rows()
    [('SY', 'SY', 0), ('SY07', 'SY', 0), ('SY07', 'SY07', 1)]
    """
    tree = places.select("code", "parent", "level")
    step = tree.select("code", ancestor="code")
    steps = []
    while step.height:
        steps.append(step)
        step = (
            step.join(tree.select(ancestor="code", up="parent"), on="ancestor", how="inner")
            .filter(pl.col("up").is_not_null())
            .select("code", ancestor="up")
        )
    pairs = pl.concat(steps) if steps else step
    return pairs.join(tree.select(ancestor="code", ancestor_level="level"), on="ancestor").sort(
        "code", "ancestor_level"
    )


def with_outside(tree: pl.DataFrame) -> pl.DataFrame:
    """Return a lineage with ``outside``, which lies in no place, as its own ancestor at every level.

    Examples
    --------
    >>> tree = pl.DataFrame({"code": ["SY"], "ancestor": ["SY"], "ancestor_level": [0]})
    >>> with_outside(tree).rows()
    [('SY', 'SY', 0), ('outside', 'outside', 0)]
    """
    levels = tree.select(pl.col("ancestor_level").unique().sort())
    own = levels.select(code=pl.lit(OUTSIDE), ancestor=pl.lit(OUTSIDE), ancestor_level="ancestor_level")
    return pl.concat([tree, own])


def circles(parents: dict[str, str | None]) -> set[str]:
    """Return the codes that lie in a circle of parents; not those that lie below one.

    Examples
    --------
    >>> sorted(circles({"A": "B", "B": "A", "C": None, "D": "A"}))
    ['A', 'B']
    """
    ring: set[str] = set()
    seen: set[str] = set()
    for code in parents:
        path: dict[str, int] = {}
        at: str | None = code
        while at is not None and at in parents and at not in seen:
            path[at] = len(path)
            seen.add(at)
            at = parents[at]
        if at in path:
            ring.update(list(path)[path[at] :])
    return ring


def outermost(places: pl.DataFrame) -> list[str]:
    """Return the codes of the places that lie in no other, in order."""
    return places.filter(pl.col("parent").is_null())["code"].sort().to_list()
