"""The likelihood of the accounts: residuals of everything at a point, and their derivatives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from nuzuh.displaced.ground import Floats
from nuzuh.displaced.model import (
    AREA_SPREAD,
    FAMILY,
    LEAVE,
    LEAVE_SPREAD,
    ONWARD,
    ONWARD_SPREAD,
    PINNED,
    SILENT,
    TURN,
    Model,
    Spreads,
)


def held_together(weight: Floats, lone: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    """Return the weights with which the mean bias of the sources that overlap is kept at 0."""
    precision = np.where(lone, 0.0, weight**2)
    out: Floats = precision / max(float(precision.sum()), 1e-12) / PINNED
    return out


@dataclass(frozen=True, slots=True)
class Residuals:
    """Standardised residuals and their derivatives, block by block."""

    value: dict[str, Floats]
    slope: dict[str, sparse.csr_array]
    plain: Floats  # of the rows, before weights

    @property
    def cost(self) -> float:
        """The sum of all squares."""
        return float(sum(v @ v for v in self.value.values()))

    def stacked(self) -> tuple[Floats, sparse.csr_array]:
        """Return all blocks as one vector and one matrix."""
        names = list(self.value)
        return np.concatenate([self.value[n] for n in names]), sparse.vstack(
            [self.slope[n] for n in names], format="csr"
        )


def residuals(model: Model, z: Floats, spreads: Spreads, tails: dict[str, Floats], *, pinned: bool = True) -> Residuals:
    """Return the residuals of everything at a point, and their derivatives.

    Parameters
    ----------
    model : Model
    z : array, shape (unknowns,)
    spreads : Spreads
    tails : dict of array
        ``row`` (rows,), ``bias`` (sources,), ``course`` (cells,), ``account`` (steps,): weights of Student's t, 1 for a normal
        error.
    pinned : bool
        Whether the household size, and the bias of a source whose people no other source counts, stay what is believed of them;
        if not, they are as unsure.
    """
    p = model.parts
    people = np.exp(z[p["people"]])
    value: dict[str, Floats] = {}
    slope: dict[str, sparse.csr_array] = {}
    value["row"], slope["row"], plain = _row_block(model, z, people, spreads, tails["row"])
    _chain_blocks(model, z, spreads, tails["course"], value, slope)
    if len(model.ties.months):
        value["account"], slope["account"] = _account_block(
            model, z, people, account_error(model, spreads, tails), tails["account"]
        )
        _tie_priors(model, z, spreads, value, slope)
    weight = np.sqrt(tails["bias"]) / np.where(pinned & model.lone, PINNED, spreads.bias)
    value["bias"] = -z[p["bias"]] * weight
    slope["bias"] = _pick(p["bias"], weight, model.size)
    share = held_together(weight, model.lone)
    value["common bias"] = np.array([-(share @ z[p["bias"]])])
    slope["common bias"] = sparse.csr_array(
        (share, (np.zeros(len(share), dtype=np.int64), np.arange(p["bias"].start, p["bias"].stop))),
        shape=(1, model.size),
    )
    held = np.full(1, 1 / PINNED if pinned else 1.0)
    value["household"] = -z[p["household"]] * held
    slope["household"] = _pick(p["household"], held, model.size)
    if model.stocks:  # so that a stock of which nothing is known has some size
        at = slice(model.cells, model.cells + model.stocks)
        value["stock"] = 0.1 * (model.stock_guess - z[at])
        slope["stock"] = _pick(at, np.full(model.stocks, 0.1), model.size)
    return Residuals(value, slope, plain)


def _row_block(
    model: Model, z: Floats, people: Floats, spreads: Spreads, tail: Floats
) -> tuple[Floats, sparse.csr_array, Floats]:
    rows, p = model.rows, model.parts
    total = rows.sums @ people
    expected = total * np.exp(z[p["bias"]][rows.bias] + rows.household * z[p["household"]][0])
    error = rows.error * spreads.row[rows.group]
    plain = stabilised(rows.value, error) - stabilised(expected, error)
    steep = expected / np.sqrt(FAMILY * expected + (error * expected) ** 2 + 1e-12)
    weight = np.sqrt(rows.weight * tail)
    scale = weight * steep
    cells = rows.sums.copy()
    share = people[cells.indices] / np.repeat(np.maximum(total, 1e-12), np.diff(cells.indptr))
    cells.data = share * np.repeat(scale, np.diff(cells.indptr))
    count = len(rows.value)
    at = np.arange(count)
    source = sparse.csr_array((scale, (at, rows.bias)), shape=(count, len(model.bias_error)))
    house = sparse.csr_array((scale * rows.household, (at, np.zeros(count, dtype=np.int64))), shape=(count, 1))
    middle = sparse.csr_array((count, p["bias"].start - p["level"].start))
    return plain * weight, sparse.hstack([cells, middle, source, house], format="csr"), plain


def stabilised(value: Floats, error: Floats) -> Floats:
    """Return values on the scale on which their error is 1 (see the module's head).

    Examples
    --------
    >>> error = np.array([0.1])
    >>> round(float((stabilised(np.array([110_000.0]), error) - stabilised(np.array([100_000.0]), error))[0]), 2)
    0.95
    """
    out: Floats = 2 / error * np.arcsinh(error * np.sqrt(np.maximum(value, 0) / FAMILY))
    return out


def _chain_blocks(
    model: Model,
    z: Floats,
    spreads: Spreads,
    tail: Floats,
    value: dict[str, Floats],
    slope: dict[str, sparse.csr_array],
) -> None:
    chains, p, n = model.chains, model.parts, model.size
    course = p["course"].start
    if model.cells:
        value["course"], slope["course"] = _course_block(model, z, spreads, tail)
        value["level"] = (spreads.centre[chains.kind] - z[p["level"]]) / spreads.level
        slope["level"] = _pick(p["level"], np.full(len(chains.kind), 1 / spreads.level), n)
    times = len(chains.time_step) + 1
    silent = ~chains.told[1:] | ~chains.told[:-1]
    move = 1 / np.sqrt(spreads.common**2 * chains.time_step + silent * SILENT**2)
    g = z[p["course"]]
    at = np.arange(times - 1)
    value["common"] = -np.diff(g) * move
    slope["common"] = sparse.csr_array(
        (np.concatenate([-move, move]), (np.concatenate([at, at]), course + np.concatenate([at, at + 1]))),
        shape=(times - 1, n),
    )
    told = np.flatnonzero(chains.told)
    value["anchor"] = np.array([-g[told].sum() * 10.0 / max(len(told), 1)])
    slope["anchor"] = sparse.csr_array(
        (np.full(len(told), 10.0 / max(len(told), 1)), (np.zeros(len(told), dtype=np.int64), course + told)),
        shape=(1, n),
    )


def _course_block(model: Model, z: Floats, spreads: Spreads, tail: Floats) -> tuple[Floats, sparse.csr_array]:
    """Return the deviations of cells from level and common course, less what is remembered of the cell before."""
    chains, p = model.chains, model.parts
    level, course = p["level"].start, p["course"].start
    u = deviations(model, z)
    keep, scale = memory_of(chains.step, spreads.memory)
    before = np.concatenate([[0.0], u[:-1]])
    weight = np.sqrt(tail) / (spreads.course * scale)
    at = np.arange(model.cells)
    old = np.flatnonzero(keep > 0)
    row = np.concatenate([at, at, at, old, old, old])
    column = np.concatenate(
        [
            at,
            level + chains.lane,
            course + chains.time,
            old - 1,
            level + chains.lane[old],
            course + chains.time[old - 1],
        ]
    )
    back = weight[old] * keep[old]
    data = np.concatenate([weight, -weight, -weight, -back, back, back])
    return -(u - keep * before) * weight, sparse.csr_array((data, (row, column)), shape=(model.cells, model.size))


def deviations(model: Model, z: Floats) -> Floats:
    """Return how far each cell's rate lies from its lane's level and the common course, in logarithms.

    ``z`` may be one vector or a matrix with a column per draw.
    """
    chains, p = model.chains, model.parts
    days = chains.log_days if z.ndim == 1 else chains.log_days[:, None]
    out: Floats = z[: model.cells] - days - z[p["level"]][chains.lane] - z[p["course"]][chains.time]
    return out


def memory_of(step: Floats, memory: float) -> tuple[Floats, Floats]:
    """Return what is kept of the deviation one step before, and the spread of what is new (1 for the first)."""
    keep = np.where(np.isnan(step), 0.0, memory ** np.nan_to_num(step))
    return keep, np.sqrt(np.maximum(1 - keep**2, 1e-4))


def _account_block(
    model: Model, z: Floats, people: Floats, error: Floats, tail: Floats
) -> tuple[Floats, sparse.csr_array]:
    ties, p, n = model.ties, model.parts, model.size
    left, end, leave, onward = account_terms(model, z, people)
    weight = np.sqrt(tail)
    steep, steep_end = (weight / np.sqrt(FAMILY * v + (error * v) ** 2) for v in (smooth(left), np.maximum(end, 1e-6)))
    steep = steep * smooth_slope(left)
    rate = ties.leaving * leave * ties.months
    turn = smooth_slope(_unnamed(model, people, leave, onward))
    gone = _scaled(ties.exposed, rate) + _scaled(ties.outflow, ties.leaving * onward) - ties.returns
    inner = ties.start - _scaled(gone.tocsr(), turn)
    inner = (_scaled(inner.tocsr(), steep) - _scaled(ties.end, steep_end)).multiply(people[None, :]).tocsr()
    at, shape = np.arange(len(weight)), (len(weight), n)
    leaving = -rate * (ties.exposed @ people) * steep * turn
    moving = -ties.leaving * (ties.outflow @ people) * onward * (1 - onward) * steep * turn
    both = sparse.csr_array(
        (
            np.concatenate([leaving, moving]),
            (np.tile(at, 2), np.concatenate([p["leave"].start + ties.area, p["onward"].start + ties.area])),
        ),
        shape=shape,
    )
    wide = sparse.hstack([inner, sparse.csr_array((len(weight), n - inner.shape[1]))], format="csr")
    off = stabilised(smooth(left), error) - stabilised(end, error)
    return -off * weight, (wide + both).tocsr()


LEAST = 10.0  # people: what is left of a stock of which more leave than there are


def smooth(value: Floats) -> Floats:
    """Return a number that is never below 0 and hardly differs from the value where that is well above."""
    out: Floats = (value + np.sqrt(value**2 + LEAST**2)) / 2
    return out


def smooth_slope(value: Floats) -> Floats:
    """Return the derivative of `smooth`."""
    out: Floats = (1 + value / np.sqrt(value**2 + LEAST**2)) / 2
    return out


def account_error(model: Model, spreads: Spreads, tails: dict[str, Floats]) -> Floats:
    """Return the relative error of each account: what the months bring, and more where many move, shape (steps,)."""
    out: Floats = np.sqrt(spreads.account**2 * model.ties.months + (TURN * tails["turn"]) ** 2)
    return out


def account_terms(model: Model, z: Floats, people: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return what each account expects at its end, the stock there, the share that leaves per month, the share that moves on.

    ``z`` and ``people`` may have a column per draw.
    """
    ties, p = model.ties, model.parts
    leave = np.exp(z[p["leave"]])[ties.area]
    onward = (1 / (1 + np.exp(-z[p["onward"]])))[ties.area]
    gone = smooth(_unnamed(model, people, leave, onward))
    return ties.start @ people - gone, ties.end @ people, leave, onward


def _unnamed(model: Model, people: Floats, leave: Floats, onward: Floats) -> Floats:
    """Return how many are expected to leave each account beyond the returns that are reported: these are part of the leaving."""
    ties = model.ties
    months, leaving = (a if people.ndim == 1 else a[:, None] for a in (ties.months, ties.leaving))
    expected = leaving * (leave * months * (ties.exposed @ people) + onward * (ties.outflow @ people))
    out: Floats = expected - ties.returns @ people
    return out


def curved(model: Model, z: Floats, spreads: Spreads, tails: dict[str, Floats]) -> dict[str, Floats]:
    """Return the residuals that are no straight lines, of rows and accounts, for many points, shape (unknowns, n)."""
    rows, p = model.rows, model.parts
    people = np.exp(z[p["people"]])
    bias = z[p["bias"]][rows.bias] + rows.household[:, None] * z[p["household"]]
    error = rows.error * spreads.row[rows.group]
    expected = (rows.sums @ people) * np.exp(bias)
    plain = stabilised(rows.value, error)[:, None] - stabilised(expected, error[:, None])
    out = {"row": plain * np.sqrt(rows.weight * tails["row"])[:, None]}
    if len(model.ties.months):
        left, end, _, _ = account_terms(model, z, people)
        error = account_error(model, spreads, tails)[:, None]
        off = stabilised(smooth(left), error) - stabilised(end, error)
        out["account"] = -off * np.sqrt(tails["account"])[:, None]
    return out


def _tie_priors(
    model: Model, z: Floats, spreads: Spreads, value: dict[str, Floats], slope: dict[str, sparse.csr_array]
) -> None:
    ties, p, n = model.ties, model.parts, model.size
    for name, number in (("leave", 0), ("onward", 1)):
        areas = p[name].stop - p[name].start
        weight = np.full(areas, 1 / AREA_SPREAD)
        value[name] = (z[p["mean"]][number] - z[p[name]]) / AREA_SPREAD
        mean = sparse.csr_array(
            (-weight, (np.arange(areas), np.full(areas, p["mean"].start + number))), shape=(areas, n)
        )
        slope[name] = (_pick(p[name], weight, n) + mean).tocsr()
    spread = np.array([1 / LEAVE_SPREAD, 1 / ONWARD_SPREAD])
    value["mean"] = (np.array([LEAVE, ONWARD]) - z[p["mean"]]) * spread
    slope["mean"] = _pick(p["mean"], spread, n)
    if not len(ties.pairs):
        return
    now, then = ties.pairs[:, 0], ties.pairs[:, 1]
    s = z[model.cells : model.cells + model.stocks]
    weight = 1 / (spreads.share * np.sqrt(ties.gap))
    at = np.arange(len(now))
    value["share"] = -(s[then] - s[now] - z[p["growth"]][ties.growth]) * weight
    slope["share"] = sparse.csr_array(
        (
            np.concatenate([weight, -weight, -weight]),
            (np.tile(at, 3), np.concatenate([model.cells + then, model.cells + now, p["growth"].start + ties.growth])),
        ),
        shape=(len(now), n),
    )
    value["growth"] = -z[p["growth"]] / 0.5
    slope["growth"] = _pick(p["growth"], np.full(p["growth"].stop - p["growth"].start, 2.0), n)


def _pick(part: slice, weight: Floats, size: int) -> sparse.csr_array:
    count = part.stop - part.start
    return sparse.csr_array((weight, (np.arange(count), np.arange(part.start, part.stop))), shape=(count, size))


def _scaled(matrix: sparse.csr_array, weight: Floats) -> sparse.csr_array:
    out = matrix.copy()
    out.data = out.data * np.repeat(weight, np.diff(out.indptr))
    return out
