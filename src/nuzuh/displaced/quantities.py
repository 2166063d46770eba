"""What is asked of the accounts: each figure as a sum of cells and stocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from nuzuh.displaced.cells import Cells
from nuzuh.displaced.ground import ANYWHERE, Ints, Tree
from nuzuh.displaced.layout import Layout
from nuzuh.displaced.reports import ARRIVAL, DEPARTURE, RETURN
from nuzuh.displaced.sums import Scope, window_name

STALE_DAYS = 183  # a stock that nobody has counted for longer is called unreported
_ENTRY = {"what": pl.String, "place": pl.Int64, "origin": pl.Int64, "window": pl.Int64, "column": pl.Int64}
WHOLE = -1


@dataclass(frozen=True, slots=True)
class Quantities:
    """Sums of people, one per row.

    Attributes
    ----------
    table : pl.DataFrame
        ``what`` (flow, from, pair, since, stock, start, arrivals, returns, told, net, enters), ``place`` and ``origin``
        (numbers), ``window`` (number of the period, −1 the whole time).
    sums : csr_array, shape (quantities, people)
    unreported : csr_array, shape (quantities, people)
        The part of each sum of which no report as fine as its place speaks.
    """

    table: pl.DataFrame
    sums: sparse.csr_array
    unreported: sparse.csr_array


def quantities_of(layout: Layout, scope: Scope, inside: Ints) -> Quantities:
    """Return every quantity that has a figure.

    Parameters
    ----------
    layout : Layout
    scope : Scope
    inside : array of int
        Numbers of the places of the crisis.
    """
    levels = layout.tree.level
    ours = np.zeros(len(layout.tree.codes), dtype=bool)
    ours[inside] = True
    wanted = ours & (levels <= scope.finest_level)
    parts = [*_flows(layout, wanted, ours)]
    if layout.holdings is not None:
        parts += _stocks(layout, wanted)
        parts += _accounts(layout, wanted)
    empty = pl.DataFrame(schema=_ENTRY | {"factor": pl.Float64, "silent": pl.Boolean})
    entries = pl.concat([empty, *parts], how="diagonal_relaxed")
    keys = ["what", "window", "place", "origin"]
    table = entries.select(keys).unique().sort(keys).with_row_index("quantity")
    entries = entries.join(table, on=keys, nulls_equal=True)
    shape = (table.height, layout.model.cells + layout.model.stocks)

    def matrix(rows: pl.DataFrame) -> sparse.csr_array:
        out = sparse.csr_array(
            (rows["factor"].to_numpy(), (rows["quantity"].to_numpy(), rows["column"].to_numpy())), shape=shape
        )
        out.sum_duplicates()
        return out

    return Quantities(table.drop("quantity"), matrix(entries), matrix(entries.filter(pl.col("silent"))))


def _period(layout: Layout, time: Ints) -> Ints:
    """Return the period in which each interval lies."""
    out: Ints = np.searchsorted(layout.periods, time, side="right") - 1
    return out


def up(layout: Layout, place: Ints, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[Ints, Ints]:
    """Return (position, wanted place) for every wanted place that each given place lies in, itself included."""
    at, number = [], []
    here, position = place.copy(), np.arange(len(place))
    while len(here):
        good = wanted[here]
        at.append(position[good])
        number.append(here[good])
        above = layout.tree.parent[here]
        position, here = position[above >= 0], above[above >= 0]
    none = np.zeros(0, dtype=np.int64)
    return np.concatenate([none, *at]), np.concatenate([none, *number])


def depth_of(layout: Layout, cells: Cells, kind: int, *, of_period: bool = False) -> Ints:
    """Return the level of the finest place of which some report speaks for each cell; −1 where none does.

    Parameters
    ----------
    layout : Layout
    cells : Cells
    kind : int
    of_period : bool
        Whether only reports count that lie within one period.
    """
    rows = layout.reports.filter(pl.col("kind") == kind)
    level = layout.tree.level[rows["to" if kind == ARRIVAL else "from"].to_numpy()]
    out = np.full(len(cells), -1, dtype=np.int64)
    row = np.repeat(np.arange(rows.height), np.diff(cells.sums.indptr))
    good = np.ones(len(row), dtype=bool)
    if of_period:
        last = np.maximum(rows["last"].to_numpy() - 1, rows["first"].to_numpy())
        good = (_period(layout, rows["first"].to_numpy()) == _period(layout, last))[row]
    np.maximum.at(out, cells.sums.indices[good], level[row[good]])
    return out


def _named_depth(layout: Layout, cells: Cells) -> Ints:
    """Return the level of the finest place of origin that some report of arrivals names for each cell; −1 where none does."""
    origin = layout.reports.filter(pl.col("kind") == ARRIVAL)["from"].to_numpy()
    level = np.where(origin == ANYWHERE, -1, layout.tree.level[origin])
    out = np.full(len(cells), -1, dtype=np.int64)
    np.maximum.at(out, cells.sums.indices, np.repeat(level, np.diff(cells.sums.indptr)))
    return out


def _frame(
    what: str, place: Ints, origin: Ints | None, window: Ints | int, column: Ints, silent: object
) -> pl.DataFrame:
    count = len(column)
    return pl.DataFrame(
        {
            "what": pl.repeat(what, count, eager=True),
            "place": place,
            "origin": np.full(count, ANYWHERE) if origin is None else origin,
            "window": np.full(count, window) if isinstance(window, int) else window,
            "column": column,
            "factor": np.ones(count),
            "silent": np.broadcast_to(np.asarray(silent), (count,)),
        }
    )


def _flows(
    layout: Layout, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]], ours: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[pl.DataFrame]:
    cells = layout.flows[ARRIVAL]
    if not len(cells):
        return []
    level, node = layout.tree.level, cells.units.nodes[cells.unit]
    depth = depth_of(layout, cells, ARRIVAL)
    depth_then = depth_of(layout, cells, ARRIVAL, of_period=True)
    column = np.flatnonzero(ours[node])
    period = _period(layout, cells.time)
    at, place = up(layout, node[column], wanted)
    cell = column[at]
    silent = depth[cell] < level[place]
    out = [
        _frame("flow", place, None, WHOLE, cell, silent),
        _frame("flow", place, None, period[cell], cell, depth_then[cell] < level[place]),
    ]
    known = column[(cells.origin[column] >= 0)]
    lands = (level <= level[wanted].max(initial=0)) & (level > 0)
    lands[-1] = True
    at, origin = up(layout, cells.origin[known], lands)
    cell = known[at]
    named = _named_depth(layout, cells)
    out.append(_frame("from", np.full(len(cell), ANYWHERE), origin, WHOLE, cell, named[cell] < level[origin]))
    fine, source = cell[level[origin] > 0], origin[level[origin] > 0]
    at, place = up(layout, node[fine], wanted)
    same = level[place] == level[source[at]]
    cell = fine[at][same]
    unsaid = (depth[cell] < level[place[same]]) | (named[cell] < level[place[same]])
    out.append(_frame("pair", place[same], source[at][same], WHOLE, cell, unsaid))
    top = _top(layout, wanted)
    last = np.arange(len(layout.periods) - 1)
    run, number = np.nonzero(period[column][:, None] <= last[None, :])
    cell = column[run]
    out.append(_frame("since", np.full(len(cell), top), None, number, cell, depth[cell] < 0))
    return out


def _top(layout: Layout, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    """Return the place that all of the crisis lies in; −1 where there are several."""
    places = np.flatnonzero(wanted)
    first = int(places[0]) if len(places) else ANYWHERE
    return first if len(places) and places[-1] <= layout.tree.last[first] else ANYWHERE


def _stocks(layout: Layout, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[pl.DataFrame]:
    holdings = layout.holdings
    if holdings is None:
        return []
    base, days = layout.model.cells, layout.times.edges
    level = layout.tree.level
    number = np.searchsorted(layout.periods, holdings.edge)
    on = np.flatnonzero((layout.periods[np.minimum(number, len(layout.periods) - 1)] == holdings.edge) & (number > 0))
    at, place = up(layout, holdings.units.nodes[holdings.unit[on]], wanted)
    stock = on[at]
    said = _last_told(layout)
    age = days[holdings.edge[stock]] - said[stock, level[place]]
    window = number[stock] - 1
    length = days[layout.periods[window + 1]] - days[layout.periods[window]]
    newest = holdings.edge[stock] == layout.periods[-1]
    return [
        _frame("stock", place, None, window, base + stock, age >= length),
        _frame("stock", place[newest], None, WHOLE, base + stock[newest], age[newest] > STALE_DAYS),
    ]


def _last_told(layout: Layout) -> Ints:
    """Return for each stock and level the last day on which a place of that level or finer was counted, shape (stocks, levels)."""
    holdings = layout.holdings
    if holdings is None:
        return np.zeros((0, 1), dtype=np.int64)
    rows = layout.reports.filter(pl.col("kind") == 3)
    level = layout.tree.level[rows["to"].to_numpy()]
    most = int(layout.tree.level.max()) + 1
    out = np.full((len(holdings), most), -1_000_000, dtype=np.int64)
    row = np.repeat(np.arange(rows.height), np.diff(holdings.sums.indptr))
    day = rows["start"].to_numpy()[row]
    for fine in range(most):
        good = level[row] >= fine
        np.maximum.at(out[:, fine], holdings.sums.indices[good], day[good])
    begin = np.flatnonzero(np.diff(holdings.unit, prepend=-1))
    stop = np.append(begin[1:], len(holdings))
    for a, b in zip(begin, stop, strict=True):
        out[a:b] = np.maximum.accumulate(out[a:b], axis=0)
    return out


def _accounts(layout: Layout, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[pl.DataFrame]:
    """Return the parts of the accounts of every place that holds whole areas."""
    holdings, ties = layout.holdings, layout.model.ties
    if holdings is None or not len(ties.months):
        return []
    base = layout.model.cells
    area_at, area_place = up(layout, areas_node(layout), wanted)
    period = _period(layout, holdings.step_first)
    arrivals, returns, told = (_of_steps(layout, kind) for kind in (ARRIVAL, RETURN, DEPARTURE))
    pieces = {
        "arrivals": (arrivals, 0),
        "returns": (returns, layout.offset(RETURN)),
        "told": (told, layout.offset(DEPARTURE)),
        "enters": (holdings.enters, base),
    }
    out = []
    places = pl.DataFrame({"area": area_at, "place": area_place})
    for what, (table, offset) in pieces.items():
        entry = table.tocoo()
        frame = pl.DataFrame({"step": entry.row.astype(np.int64), "column": entry.col.astype(np.int64) + offset})
        out += _by_window(frame, what, holdings.step_area, period, places, 1.0)
    net = (ties.start - ties.end).tocoo()
    frame = pl.DataFrame(
        {"step": net.row.astype(np.int64), "column": net.col.astype(np.int64), "factor": net.data.astype(np.float64)}
    )
    out += _by_window(frame, "net", holdings.step_area, period, places, None)
    out += _starts(layout, places)
    return out


def _of_steps(layout: Layout, kind: int) -> sparse.csr_array:
    """Return which cells of a kind of movement each account holds."""
    at = layout.offset(kind)
    block = layout.model.ties.start[:, at : at + len(layout.flows[kind])].tocsr()
    block.eliminate_zeros()
    return block


def _by_window(
    frame: pl.DataFrame, what: str, area: Ints, period: Ints, places: pl.DataFrame, factor: float | None
) -> list[pl.DataFrame]:
    step = frame["step"].to_numpy()
    frame = frame.with_columns(
        area=pl.Series(area[step]),
        window=pl.Series(period[step]),
        what=pl.lit(what),
        origin=pl.lit(ANYWHERE, dtype=pl.Int64),
        silent=pl.lit(value=False),
    )
    if factor is not None:
        frame = frame.with_columns(factor=pl.lit(factor))
    frame = frame.join(places, on="area").drop("step", "area")
    return [frame, frame.with_columns(window=pl.lit(WHOLE, dtype=pl.Int64))]


def _starts(layout: Layout, places: pl.DataFrame) -> list[pl.DataFrame]:
    """Return the stocks at the start of each period, and at the start of each place's whole account."""
    holdings = layout.holdings
    if holdings is None:
        return []
    number = np.searchsorted(layout.periods, holdings.edge)
    on = np.flatnonzero(layout.periods[np.minimum(number, len(layout.periods) - 1)] == holdings.edge)
    frame = pl.DataFrame(
        {
            "area": holdings.area[holdings.unit],
            "column": np.arange(len(holdings)) + layout.model.cells,
            "edge": holdings.edge,
        }
    ).join(places, on="area")
    begins = frame.filter(pl.col("edge") == pl.col("edge").min().over("place")).drop("area", "edge")
    starts = pl.DataFrame({"column": on + layout.model.cells, "window": number[on]})
    starts = starts.filter(pl.col("window") < len(layout.periods) - 1)
    monthly = frame.drop("area", "edge").join(starts, on="column")
    shared = {
        "what": pl.lit("start"),
        "origin": pl.lit(ANYWHERE, dtype=pl.Int64),
        "factor": pl.lit(1.0),
        "silent": pl.lit(value=False),
    }
    late = frame.filter(pl.col("edge") == pl.col("edge").min().over("area"))
    late = late.filter(pl.col("edge") > pl.col("edge").min().over("place"))
    window = np.searchsorted(layout.periods, late["edge"].to_numpy()) - 1
    late = late.drop("area", "edge").with_columns(**shared | {"what": pl.lit("enters")})
    return [
        begins.with_columns(window=pl.lit(WHOLE, dtype=pl.Int64), **shared),
        monthly.with_columns(**shared),
        late.with_columns(window=pl.lit(WHOLE, dtype=pl.Int64)),
        late.with_columns(window=pl.Series(window)),
    ]


def areas_node(layout: Layout) -> Ints:
    """Return the finest place that holds each area as a whole; the first of several outermost ones."""
    holdings = layout.holdings
    if holdings is None:
        return np.zeros(0, dtype=np.int64)
    tree = layout.tree
    count = int(holdings.area.max(initial=-1)) + 1
    ground = np.flatnonzero(holdings.of_place >= 0)
    area = holdings.of_place[ground]
    low = np.full(count, len(tree.codes))
    high = np.full(count, -1)
    np.minimum.at(low, area, ground)
    np.maximum.at(high, area, ground)
    node = low
    while True:
        short = (tree.last[node] < high) & (tree.parent[node] >= 0)
        if not short.any():
            return node
        node = np.where(short, tree.parent[node], node)


def window_names(layout: Layout, scope: Scope) -> list[tuple[str, dt.date, dt.date]]:
    """Return name, first day and end of every period."""
    edges = [dt.date.fromordinal(int(d)) for d in layout.times.edges[layout.periods]]
    names = pl.Series(edges[:-1], dtype=pl.Date).to_frame("day").select(window_name(pl.col("day"), scope.period))
    return list(zip(names.to_series().to_list(), edges[:-1], edges[1:], strict=True))


def finest_of(tree: Tree, place: Ints, level: int) -> Ints:
    """Return the place of a level or coarser that each place lies in, itself if it is one."""
    out = place.copy()
    while True:
        fine = (tree.level[out] > level) & (tree.parent[out] >= 0)
        if not fine.any():
            return out
        out = np.where(fine, tree.parent[out], out)
