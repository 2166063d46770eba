"""From reports to the model of the accounts: which unknowns there are, and what ties them to rows and to each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy import sparse

from nuzuh.displaced.cells import Cells, cells_of, empty_cells, start_values
from nuzuh.displaced.factors import pattern_of
from nuzuh.displaced.ground import ANYWHERE, MONTH, Floats, Ints, Times, Tree, expand, period_edges, times_of
from nuzuh.displaced.holdings import Holdings, holdings_of
from nuzuh.displaced.model import LEAVE, ONWARD, Chains, Model, Rows, Ties
from nuzuh.displaced.reports import ARRIVAL, BIAS_ERROR, DEPARTURE, RETURN, STOCK

SHARED = 0.5  # other sources of a row's people, on average, for its error to be told from the course of things
VOICES = 2.0  # others that a row must have before it may be outvoted
MOST_CELLS = 400_000  # places × intervals beyond which time is cut by periods only


@dataclass(frozen=True, slots=True)
class Layout:
    """The model with what each of its unknowns stands for.

    Attributes
    ----------
    model : Model
    start : array, shape (unknowns,)
        A first guess.
    reports : pl.DataFrame
        Rows in the order of ``model.rows``, with ``first`` and ``last``: edges of the time grid.
    tree : Tree
    times : Times
    periods : array of int
        Edges of the time grid at which periods begin and end.
    flows : list of Cells
        Arrivals, returns and departures; their cells follow one another in the unknowns.
    holdings : Holdings or None
    sources : list of str
        Codes, in the order of the biases.
    """

    model: Model
    start: Floats
    reports: pl.DataFrame
    tree: Tree
    times: Times
    periods: Ints
    flows: list[Cells]
    holdings: Holdings | None
    sources: list[str]

    def offset(self, kind: int) -> int:
        """Return where the cells of a kind of movement begin among the people."""
        return sum(len(f) for f in self.flows[:kind])


def layout_of(reports: pl.DataFrame, tree: Tree, start: dt.date, end: dt.date, period: str) -> Layout:
    """Return the model of reports as `reports.reports_of` gives them."""
    edges = [d.toordinal() for d in period_edges(start, end, period)]
    flow = reports.filter(pl.col("kind") != STOCK)
    stock = reports.filter(pl.col("kind") == STOCK)
    named = max(reports.select("to", "from").unique().height, 1)
    days = [flow[c].to_numpy() for c in ("start", "end")] + [stock["start"].to_numpy()]
    times = times_of(days, edges, max(MOST_CELLS // named, len(edges)))
    reports = _on_grid(reports.sort("kind", maintain_order=True), times)
    flows = [_cells(reports.filter(pl.col("kind") == k), tree, times, k) for k in (ARRIVAL, RETURN, DEPARTURE)]
    periods = times.at(np.array(edges))
    stock = reports.filter(pl.col("kind") == STOCK)
    holdings = None
    if stock.height:
        holdings = holdings_of(tree, times, stock["to"].to_numpy(), stock["first"].to_numpy(), flows, periods)
    sources = reports["source"].unique().sort().to_list()
    model = _model(reports, times, flows, holdings, tree, sources)
    return Layout(model, _start(model, reports, flows, times), reports, tree, times, periods, flows, holdings, sources)


def _on_grid(reports: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return reports with the edges nearest to their first day and end; a flow covers one interval at least."""
    first, last = (times.at(reports[c].to_numpy()) for c in ("start", "end"))
    flow = (reports["kind"] != STOCK).to_numpy()
    first = np.where(flow, np.minimum(first, len(times.edges) - 2), first)
    last = np.where(flow, np.maximum(last, first + 1), first)
    # A row shorter than the intervals of a coarse grid says only so much of theirs.
    span = np.where(flow, times.edges[last] - times.edges[np.minimum(first, last - flow)], 1)
    part = np.where(flow, (reports["end"] - reports["start"]).to_numpy() / np.maximum(span, 1), 1.0)
    return reports.with_columns(first=pl.Series(first), last=pl.Series(last), part=pl.Series(part))


def _cells(rows: pl.DataFrame, tree: Tree, times: Times, kind: int) -> Cells:
    if not rows.height:
        return empty_cells(0)
    to, origin = rows["to"].to_numpy(), rows["from"].to_numpy()
    if kind != ARRIVAL:
        to, origin = origin, np.full(rows.height, ANYWHERE)
    numbers = rows["source"].rank("dense").cast(pl.Int64).to_numpy()
    cells = cells_of(tree, times, to, origin, rows["first"].to_numpy(), rows["last"].to_numpy(), numbers)
    part = rows["part"].to_numpy()
    if (part == 1).all():
        return cells
    return replace(cells, sums=(sparse.diags_array(part) @ cells.sums).tocsr())


def _model(
    reports: pl.DataFrame, times: Times, flows: list[Cells], holdings: Holdings | None, tree: Tree, sources: list[str]
) -> Model:
    blocks = [f.sums for f in flows] + ([holdings.sums] if holdings else [])
    blocks = [b for b in blocks if b.shape[0]]
    sums = sparse.csr_array(sparse.block_diag(blocks, format="csr")) if blocks else sparse.csr_array((0, 0))
    code = {s: n for n, s in enumerate(sources)}
    bias = np.array([code[s] for s in reports["source"]], dtype=np.int64)
    stock = (reports["kind"] == STOCK).to_numpy()
    group = np.unique(bias * 2 + stock, return_inverse=True)[1].astype(np.int64)
    rows = Rows(
        sums,
        reports["centre"].to_numpy(),
        reports["error"].to_numpy(),
        shared_weights(sums, bias),
        reports["household"].to_numpy(),
        group,
        bias,
        *_voices(sums, bias, _beside(flows, holdings)),
    )
    grade = dict(reports.select("source", "grade").unique().iter_rows())
    errors = np.array([BIAS_ERROR[grade[s]] for s in sources])
    cells = sum(len(f) for f in flows)
    stocks = len(holdings) if holdings else 0
    ties = _ties(times, flows, holdings, tree, cells + stocks)
    guess = _stock_guess(reports.filter(pl.col("kind") == STOCK), holdings)
    chains = _chains(flows, times)
    chain = chains.lane
    if holdings is not None:
        chain = np.concatenate([chain, len(chains.kind) + holdings.unit])
    return Model(rows, chains, ties, cells, stocks, errors, guess, pattern_of(chain))


def shared_weights(sums: sparse.csr_array, source: Ints) -> Floats:
    """Return the weight of each report: what one source says twice of the same people counts once.

    The weight is one over the number of reports of the same source that speak of a cell, on average over the report's cells.
    """
    count = len(source)
    if not count:
        return np.ones(0)
    row = np.repeat(np.arange(count), np.diff(sums.indptr))
    key = source[row] * max(sums.shape[1], 1) + sums.indices
    inverse = np.unique(key, return_inverse=True)[1]
    times = np.maximum(np.bincount(inverse, sums.data), 1)
    total = np.bincount(row, times[inverse], count)
    out: Floats = np.bincount(row, minlength=count) / np.maximum(total, 1)
    return out


def _beside(flows: list[Cells], holdings: Holdings | None) -> Floats:
    """Return how many voices the time beside gives each number of people, shape (people,).

    People flee in waves: the cells beside one of a lane are one voice. A stock comes from those before and after: the counts nearest to
    it on both sides are one voice each.
    """
    out = []
    for cells in flows:
        same = np.diff(cells.lane) == 0
        out.append(np.concatenate([same, [False]])[: len(cells)] | np.concatenate([[False], same])[: len(cells)])
    if holdings is not None:
        told = np.bincount(holdings.sums.indices, minlength=len(holdings)) > 0
        counted = np.cumsum(told)
        begin, end = (np.searchsorted(holdings.unit, holdings.unit, side=side) for side in ("left", "right"))
        upto = np.concatenate([[0], counted])
        before, after = counted - told > upto[begin], upto[end] > counted
        out.append(before.astype(np.float64) + after)
    beside: Floats = np.concatenate([np.zeros(0), *out]).astype(np.float64)
    return beside


def _voices(
    sums: sparse.csr_array, source: Ints, beside: Floats
) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return which rows can be outvoted, and of which people another source speaks, on average over a row's cells."""
    count = len(source)
    row = np.repeat(np.arange(count), np.diff(sums.indptr))
    pairs = np.unique(sums.indices.astype(np.int64) * (int(source.max(initial=0)) + 1) + source[row])
    others = np.bincount(pairs // (int(source.max(initial=0)) + 1), minlength=sums.shape[1]) - 1.0
    size = np.maximum(np.bincount(row, minlength=count), 1)
    heard = np.bincount(row, others[sums.indices], count) / size
    near = np.bincount(row, beside[sums.indices], count) / size
    return heard + near >= VOICES, heard >= SHARED


def _chains(flows: list[Cells], times: Times) -> Chains:
    lane, kind, at = [], [], 0
    for cells in flows:
        if len(cells):
            lane.append(cells.lane + at)
            first = np.flatnonzero(np.diff(cells.lane, prepend=-1))
            kind.append((cells.origin[first] != ANYWHERE).astype(np.int64))
            at += len(first)
    none = np.zeros(0, dtype=np.int64)
    lanes = np.concatenate(lane) if lane else none
    time = np.concatenate([f.time for f in flows]) if lane else none
    step = np.full(len(lanes), np.nan)
    follows = np.flatnonzero(np.diff(lanes) == 0) + 1
    middle = times.middles
    step[follows] = middle[time[follows]] - middle[time[follows - 1]]
    told = np.zeros(len(times.days), dtype=bool)
    for cells in flows:
        told[cells.time[cells.told]] = True
    return Chains(
        lanes,
        time,
        np.log(times.days[time]),
        np.concatenate(kind) if kind else none,
        step,
        np.diff(middle),
        told,
    )


def _ties(times: Times, flows: list[Cells], holdings: Holdings | None, tree: Tree, people: int) -> Ties:
    none = np.zeros(0, dtype=np.int64)
    nothing = sparse.csr_array((0, people))
    if holdings is None or not len(holdings.step_area):
        many, no_pairs = np.zeros(0), none.reshape(0, 2)
        return Ties(nothing, nothing, nothing, nothing, nothing, many, none, many, no_pairs, many, none)
    count, intervals = len(holdings.step_area), len(times.days)
    moved = []
    for cells in flows:
        ground = holdings.of_place[cells.units.nodes[cells.unit]] if len(cells) else none
        moved.append(_into_steps(holdings, ground, cells.time, intervals, count))
    arrivals, returns, departures = moved
    stocks = sum(len(f) for f in flows)
    begins, ends = _pad(holdings.begins, stocks), _pad(holdings.ends, stocks)
    flat = sparse.hstack([arrivals, -returns, -departures, sparse.csr_array((count, len(holdings)))], format="csr")
    half = sparse.hstack([arrivals * 0.5, sparse.csr_array((count, people - arrivals.shape[1]))], format="csr")
    outflow = _outflow(flows[ARRIVAL], holdings, tree, intervals, count, people)
    known = np.diff(arrivals.indptr) > 0
    told = np.diff(departures.indptr) > 0
    pairs, gap, growth = _pairs(holdings, times)
    return Ties(
        (begins + flat).tocsr(),
        ends,
        (begins + half).tocsr(),
        outflow,
        _between(returns, arrivals.shape[1], people),
        holdings.months(times),
        holdings.step_area,
        (known & ~told).astype(np.float64),
        pairs,
        gap,
        growth,
    )


def _into_steps(holdings: Holdings, area: Ints, time: Ints, intervals: int, count: int) -> sparse.csr_array:
    """Return which account each cell belongs to."""
    step = holdings.steps_of(area, time, intervals) if len(area) else area
    good = np.flatnonzero(step >= 0)
    return sparse.csr_array((np.ones(len(good)), (step[good], good)), shape=(count, len(area)))


def _outflow(cells: Cells, holdings: Holdings, tree: Tree, intervals: int, count: int, people: int) -> sparse.csr_array:
    """Return which movements may leave the stock of each account.

    Those are the ones from within its area, and of its arrivals those of which nobody says more exactly where they came from.
    """
    if not len(cells):
        return sparse.csr_array((count, people))
    origin, inverse = np.unique(cells.origin, return_inverse=True)
    area = np.full(len(origin), -1, dtype=np.int64)
    for n, place in enumerate(origin):
        if place >= 0:
            inside = holdings.of_place[place : tree.last[place] + 1]
            area[n] = inside[0] if (inside == inside[0]).all() else -1
    node = cells.units.nodes[cells.unit]
    own = np.where(tree.covers(cells.origin, node), holdings.of_place[node], -1)
    out = _into_steps(holdings, np.where(area[inverse] >= 0, area[inverse], own), cells.time, intervals, count)
    return sparse.hstack([out, sparse.csr_array((count, people - out.shape[1]))], format="csr")


def _between(matrix: sparse.csr_array, before: int, size: int) -> sparse.csr_array:
    count, after = matrix.shape[0], size - before - matrix.shape[1]
    parts = [sparse.csr_array((count, before)), matrix, sparse.csr_array((count, after))]
    return sparse.hstack(parts, format="csr")


def _pad(matrix: sparse.csr_array, before: int) -> sparse.csr_array:
    return sparse.hstack([sparse.csr_array((matrix.shape[0], before)), matrix], format="csr")


def _pairs(holdings: Holdings, times: Times) -> tuple[Ints, Floats, Ints]:
    """Return neighbouring stocks of units that share their area with others, the months between, and their account."""
    several = np.bincount(holdings.area) > 1
    same = np.flatnonzero(np.diff(holdings.unit) == 0)
    same = same[several[holdings.area[holdings.unit[same]]]]
    month = times.edges[holdings.edge] / MONTH
    pairs = np.stack([same, same + 1], axis=1)
    step = {(int(a), int(e)): n for n, (a, e) in enumerate(zip(holdings.step_area, holdings.step_first, strict=True))}
    growth = [step[int(holdings.area[holdings.unit[n]]), int(holdings.edge[n])] for n in same]
    return pairs, month[same + 1] - month[same], np.array(growth, dtype=np.int64)


def _stock_guess(rows: pl.DataFrame, holdings: Holdings | None) -> Floats:
    """Return the logarithm of a first guess of each stock: the nearest report of its unit, shared out evenly."""
    if holdings is None:
        return np.zeros(0)
    value = np.maximum(rows["centre"].to_numpy(), 1.0)
    share = np.log(value / np.maximum(np.diff(holdings.sums.indptr), 1))
    total = holdings.sums.T @ np.ones(rows.height)
    mean = np.where(total > 0, (holdings.sums.T @ share) / np.maximum(total, 1), np.nan)
    frame = pl.DataFrame({"unit": holdings.unit, "mean": mean}).with_columns(pl.col("mean").fill_nan(None))
    filled = frame.with_columns(pl.col("mean").forward_fill().backward_fill().over("unit"))["mean"]
    out: Floats = filled.fill_null(0.0).to_numpy()
    return out


def _start(model: Model, reports: pl.DataFrame, flows: list[Cells], times: Times) -> Floats:
    """Return a first guess of all unknowns."""
    z = np.zeros(model.size)
    p = model.parts
    at = 0
    for kind, cells in enumerate(flows):
        value = reports.filter(pl.col("kind") == kind)["centre"].to_numpy()
        z[at : at + len(cells)] = start_values(cells, times, value)
        at += len(cells)
    z[model.cells : model.cells + model.stocks] = model.stock_guess
    if model.cells:
        rate = z[: model.cells] - model.chains.log_days
        lanes = len(model.chains.kind)
        z[p["level"]] = np.bincount(model.chains.lane, rate, lanes) / np.bincount(model.chains.lane, minlength=lanes)
    z[p["leave"]], z[p["onward"]] = LEAVE, ONWARD
    z[p["mean"]] = LEAVE, ONWARD
    return z


def cells_by_place(cells: Cells, tree: Tree) -> tuple[Ints, Ints]:
    """Return (cell, place) for every place that each cell's unit lies in, the unit's own place included."""
    node = cells.units.nodes
    chain = [node.copy()]
    while (chain[-1] >= 0).any():
        chain.append(np.where(chain[-1] >= 0, tree.parent[np.maximum(chain[-1], 0)], -1))
    unit = np.concatenate([np.flatnonzero(step >= 0) for step in chain])
    place = np.concatenate([step[step >= 0] for step in chain])
    order = np.argsort(unit, kind="stable")
    start = np.searchsorted(unit[order], np.arange(len(node)))
    stop = np.searchsorted(unit[order], np.arange(len(node)), side="right")
    cell, at = expand(start[cells.unit], stop[cells.unit])
    return cell, place[order][at]
