"""Flows and stocks of displaced people from sources that overlap and disagree: the transparent method.

Per place and time the preferred source gives the value and all comparable sources the range; statements that overlap
never add up (`select.select`); unknown stays null. ``docs/methods/count.md`` explains it to a reader.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from nuzuh.displaced.flows import flow_figures
from nuzuh.displaced.statements import flow_rows, stock_rows
from nuzuh.displaced.stocks import stock_figures
from nuzuh.displaced.sums import EMPTY, Scope, gaps_of
from nuzuh.places.gazetteer import lineage as to_lineage
from nuzuh.places.gazetteer import with_outside

__all__ = ["METHOD", "Counted", "Scope", "count"]

METHOD = "preferred"
KINDS = ("displaced", "returnees", "capacity")


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures before anything is hidden or rounded.

    Attributes
    ----------
    figures : pl.DataFrame
        One row per figure: ``id``, ``role`` (total, to, from, pair, since), ``value``, ``low``, ``high``,
        ``quantifier``, ``metric``, ``start``, ``end`` (flow) or ``date``, ``oldest``, ``accuracy`` (stock), ``place``, ``origin``,
        ``population``, ``sources`` (list), ``table``, ``rows`` (list of positions in that table), ``said`` (list of
        structs: what each source alone says), ``windowed`` (whether it is one of a series of periods), ``gap``
        (why the value is unknown: unknown, not_covered, no_access; else null), ``value_parts``, ``low_parts``,
        ``high_parts`` and ``parts`` of ``said`` (names of the reported numbers that each number adds up).
    """

    figures: pl.DataFrame


def count(
    arrivals: pl.DataFrame,
    populations: pl.DataFrame,
    sources: pl.DataFrame,
    places: pl.DataFrame,
    scope: Scope,
) -> Counted:
    """Return all flows and stocks of a crisis: in all, by place, by origin, by period.

    Parameters
    ----------
    arrivals, populations, sources, places : pl.DataFrame
        Records of the crisis folder (people, not households).
    scope : Scope

    Returns
    -------
    Counted
    """
    scope = replace(scope, finest_level=min(scope.finest_level, _deepest(places)))
    tree = to_lineage(places).with_columns(pl.col("ancestor_level").cast(pl.Int8))
    if not scope.top:
        tree = _under_one_roof(tree)
    inside = tree.filter(pl.col("ancestor") == scope.top).select("code")
    tree = with_outside(tree)
    flows = flow_rows(arrivals, sources, places, scope.start, scope.end)
    flows = flows.join(inside, left_on="to", right_on="code", how="semi", maintain_order="left")
    silent = arrivals.filter((pl.col("start") >= scope.start) & (pl.col("movement") == "displacement"))
    silent = silent.select(to="destination", start="start", end="end", value="people", gap="coverage")
    parts = flow_figures(flows, tree, scope, gaps_of(silent, inside, scope))
    for kind in KINDS:
        stocks = stock_rows(populations, sources, places, kind, scope.end)
        stocks = stocks.join(inside, left_on="to", right_on="code", how="semi", maintain_order="left")
        silent = populations.filter(pl.col("population") == kind)
        silent = silent.select(
            to="place", start="date", end=pl.col("date").dt.offset_by("1d"), value="people", gap="coverage"
        )
        parts += stock_figures(stocks, tree, scope, kind, gaps_of(silent, inside, scope))
    figures = pl.concat([EMPTY, *parts], how="diagonal")
    return Counted(_whole_people(figures.unique("id", keep="first", maintain_order=True).sort("id")))


def _whole_people(figures: pl.DataFrame) -> pl.DataFrame:
    """Round what was added up: sources may report modelled fractions of people, figures never show one."""
    return figures.with_columns(
        pl.col("value", "low", "high").round(0),
        said=pl.col("said").list.eval(pl.element().struct.with_fields(pl.field("value").round(0))),
    )


def _under_one_roof(tree: pl.DataFrame) -> pl.DataFrame:
    """Return the lineage with a place without code, at level -1, in which all others lie."""
    codes = [*tree["code"].unique().sort(), ""]
    roof = pl.DataFrame({"code": codes, "ancestor": "", "ancestor_level": -1}, schema=tree.schema)
    return pl.concat([tree, roof])


def _deepest(places: pl.DataFrame) -> int:
    return max((level for level in places["level"] if level is not None), default=0)
