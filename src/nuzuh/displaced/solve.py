"""The most likely accounts, the spreads that fit them, and draws of what else the data allow."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from nuzuh.displaced.ground import Floats, Ints
from nuzuh.displaced.likelihood import Residuals, curved, deviations, memory_of, residuals
from nuzuh.displaced.model import BELIEF, BURST, COMMON_BIAS, FAMILY, PRIOR, SOURCE_TAIL, TAIL, Model, Spreads
from nuzuh.displaced.normal import Normal
from nuzuh.terms.chance import Stream, stream

ROUNDS = 12  # of spreads given accounts, and accounts given spreads
LAST = 12  # further steps towards the most likely accounts, at most
MOVED = 1e-3  # of a step, in logarithms: the end
WARM, WARM_EXACT, WARM_MOVED = 6, 1e-2, 0.1  # steps before the spreads are judged for the first time …
WARM_ACCOUNT = (1.0, 0.25, 0.0)  # … with accounts that hold loosely at first
TRIAL = 24  # draws by which the spreads are judged
LARGE = 200_000  # unknowns from which on a crisis is large: its many rows need fewer draws, rounds and bends
TRIAL_LARGE, ROUNDS_LARGE, LAST_LARGE, BENDS_LARGE = 8, 6, 3, 1
STEP_EXACT_LARGE, MOVED_LARGE, DRAW_EXACT_LARGE = 1e-3, 1e-2, 1e-2
MEMORIES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.72, 0.82, 0.9)
STEP_EXACT, TRIAL_EXACT, DRAW_EXACT = 1e-5, 1e-2, 1e-3  # relative, in the norm of the problem
ROW_RANGE = (0.4, 6.0)  # of the error of a source's rows against what its grade says
CONCENTRATION = 3.0
MAJORITY = 3  # sources, so that one may be outvoted
TELLING = 3  # rows whose people others count too, before a source, and not the row, may be far off
LONGEST = 1.5  # of a step, in logarithms
FARTHEST = 6.0  # of a draw from the most likely accounts, in logarithms
BENDS, BEND_EXACT = 8, 1e-2
BENT, BENT_SHARE = 0.1, 1e-3  # the last step of draws: so few unknowns move so far (a logarithm)


@dataclass(frozen=True, slots=True)
class Fit:
    """The most likely accounts.

    Attributes
    ----------
    z : array, shape (unknowns,)
    spreads : Spreads
    tails : dict of array
        Weights of rows and sources.
    """

    z: Floats
    spreads: Spreads
    tails: dict[str, Floats]


def no_tails(model: Model, z: Floats) -> dict[str, Floats]:
    """Return the weights of normal errors."""
    counts = {"row": len(model.rows.value), "bias": len(model.bias_error), "course": model.cells}
    counts["account"] = len(model.ties.months)
    return {name: np.ones(count) for name, count in counts.items()} | {"turn": _turn(model, z)}


def _turn(model: Model, z: Floats) -> Floats:
    """Return the movements of each account that may leave its stock, as a share of it, 1 at most, shape (steps,)."""
    people = np.exp(z[model.parts["people"]])
    out: Floats = np.minimum((model.ties.outflow @ people) / (model.ties.exposed @ people + 1.0), 1.0)
    return out


@dataclass(frozen=True, slots=True)
class Prepared:
    """The most likely accounts with their residuals and normal equations, ready for draws.

    Attributes
    ----------
    wrong, slope
        Residuals and derivatives at the most likely accounts; ``blocks`` says where each kind stands.
    """

    model: Model
    found: Fit
    wrong: Floats
    slope: sparse.csr_array
    normal: Normal
    blocks: dict[str, slice]


def fit(model: Model, z: Floats, seed: int) -> Fit:
    """Return the most likely accounts and the spreads of errors that go with them (EM with few draws).

    Parameters
    ----------
    model : Model
    z : array, shape (unknowns,)
        A first guess.
    seed : int
        Of the stream of random numbers ``accounts.spreads``.
    """
    groups = int(model.rows.group.max(initial=-1)) + 1
    level = z[model.parts["level"]]
    spreads = Spreads(np.ones(groups), model.bias_error, centre=_centres(level, model.chains.kind))
    tails = no_tails(model, z)
    large = model.size >= LARGE
    trial, rounds = (TRIAL_LARGE, ROUNDS_LARGE) if large else (TRIAL, ROUNDS)
    exact, settled = (STEP_EXACT_LARGE, MOVED_LARGE) if large else (STEP_EXACT, MOVED)
    noise: Floats | None = None
    normal: Normal | None = None
    # First towards the accounts, lest what is not yet fitted be taken for spread.
    for account in WARM_ACCOUNT if len(model.ties.months) else (0.0,):
        loose = replace(spreads, account=max(account, spreads.account))
        z, normal = _nearer(model, z, loose, tails, normal, (WARM, WARM_EXACT, WARM_MOVED))
    for _ in range(rounds):
        here = residuals(model, z, spreads, tails)
        wrong, slope = here.stacked()
        normal = Normal(slope, model.pattern, normal)
        if noise is None:
            noise = stream(seed, "accounts.spreads").standard_normal((slope.shape[0], trial))
        moves = normal.solve(np.concatenate([wrong[:, None], noise], axis=1), TRIAL_EXACT)
        z, there, _ = _step(model, z, moves[:, 0], here, spreads, tails)
        spreads, tails = _judged(model, z, moves[:, 1:], spreads, tails, there)
    z, _ = _nearer(model, z, spreads, tails, normal, (LAST_LARGE if large else LAST, exact, settled))
    return Fit(z, spreads, tails)


def _nearer(
    model: Model,
    z: Floats,
    spreads: Spreads,
    tails: dict[str, Floats],
    normal: Normal | None,
    until: tuple[int, float, float],
) -> tuple[Floats, Normal | None]:
    """Return a point nearer to the most likely accounts with these spreads, and the normal equations of the last step.

    ``until`` says how many steps at most, how exact each is, and how short the last one must be (a logarithm).
    """
    most, exact, settled = until
    here = residuals(model, z, spreads, tails)
    for _ in range(most):
        wrong, slope = here.stacked()
        normal = Normal(slope, model.pattern, normal)
        z, here, moved = _step(model, z, normal.solve(wrong, exact), here, spreads, tails)
        if moved < settled:
            break
    return z, normal


def _step(
    model: Model, z: Floats, move: Floats, here: Residuals, spreads: Spreads, tails: dict[str, Floats]
) -> tuple[Floats, Residuals, float]:
    """Return a better point along a move, its residuals, not worse than those at hand, and how far it went.

    First the move itself, each unknown going as far as is allowed; then the whole of it made shorter, which always leads down.
    """
    farthest = float(np.abs(move).max(initial=0.0))
    short = move * min(1.0, LONGEST / max(farthest, 1e-300))
    for halved in range(9):
        step = np.clip(move, -LONGEST, LONGEST) if not halved else short / 2 ** (halved - 1)
        there = residuals(model, z + step, spreads, tails)
        if there.cost <= here.cost * (1 + 1e-12):
            return z + step, there, float(np.abs(step).max(initial=0.0))
    return z, here, 0.0


def _judged(
    model: Model, z: Floats, draws: Floats, spreads: Spreads, tails: dict[str, Floats], here: Residuals
) -> tuple[Spreads, dict[str, Floats]]:
    """Return the spreads and tails that fit the accounts and their draws."""
    p = model.parts
    rows = model.rows
    part = here.slope["row"] @ draws
    weight = np.sqrt(rows.weight * tails["row"])
    squares = here.plain**2 + ((part / np.maximum(weight, 1e-12)[:, None]) ** 2).mean(axis=1)
    tail = np.where(rows.judged, (TAIL + 1) / (TAIL + squares), 1.0)
    groups = len(spreads.row)
    told = (
        rows.weight * (rows.shared & rows.judged) * relative(model, z, spreads)
    )  # a row of nobody says nothing of a relative error
    count = np.bincount(rows.group, told, groups)
    total = np.bincount(rows.group, told * tails["row"] * squares, groups) * spreads.row**2
    row = np.clip(np.sqrt((BELIEF["row"] + total) / (BELIEF["row"] + count)), *ROW_RANGE)
    bias = z[p["bias"]] ** 2 + (draws[p["bias"]] ** 2).mean(axis=1)
    off = _scatter(model, row) * model.bias_error
    bias_tail = (SOURCE_TAIL + 1) / (SOURCE_TAIL + bias / off**2)
    few = np.bincount(rows.bias, rows.shared, len(bias)) < TELLING
    bias_tail[few | (len(bias) < MAJORITY)] = 1.0
    course, memory, course_tail = _course(model, z, draws, spreads, tails["course"])
    common = _blend("common", spreads.common, here, draws)[0]
    level, centre = _levels(model, z, draws, spreads)
    account, account_tail = spreads.account, tails["account"]
    if len(account_tail):
        account, account_tail = _blend("account", spreads.account, here, draws, tails["account"])
    share = _blend("share", spreads.share, here, draws)[0] if len(model.ties.pairs) else spreads.share
    heavy = {"row": tail, "bias": bias_tail, "course": course_tail, "account": account_tail, "turn": _turn(model, z)}
    return Spreads(row, off, course, common, level, account, share, memory, centre), heavy


def _scatter(model: Model, row: Floats) -> Floats:
    """Return how much more the rows of each source scatter than its grade says, on geometric average over its rows."""
    count = len(model.bias_error)
    total = np.bincount(model.rows.bias, np.log(row)[model.rows.group], count)
    out: Floats = np.exp(total / np.maximum(np.bincount(model.rows.bias, minlength=count), 1))
    return out


def relative(model: Model, z: Floats, spreads: Spreads) -> Floats:
    """Return how much of each row's variance is relative to its size, shape (rows,)."""
    rows = model.rows
    people = rows.sums @ np.exp(z[model.parts["people"]])
    spread = (rows.error * spreads.row[rows.group]) ** 2 * people
    out: Floats = spread / (spread + FAMILY)
    return out


def _blend(name: str, now: float, here: Residuals, draws: Floats, tail: Floats | None = None) -> tuple[float, Floats]:
    """Return a spread from the squares of its residuals, with what was believed before, and weights of Student's t."""
    squares = here.value[name] ** 2 + ((here.slope[name] @ draws) ** 2).mean(axis=1)
    total = squares.sum()  # the weights are in the residuals
    plain = squares / tail if tail is not None else squares
    spread = float(np.sqrt((BELIEF[name] * PRIOR[name] ** 2 + total * now**2) / (BELIEF[name] + len(squares))))
    return spread, (BURST + 1) / (BURST + plain * now**2 / spread**2)


def _course(model: Model, z: Floats, draws: Floats, spreads: Spreads, tail: Floats) -> tuple[float, float, Floats]:
    """Return spread and memory of the deviations of cells, and the weights of Student's t."""
    if not model.cells:
        return spreads.course, spreads.memory, tail
    u = deviations(model, z)
    p = model.parts
    du = draws[: model.cells] - draws[p["level"]][model.chains.lane] - draws[p["course"]][model.chains.time]
    best = (np.inf, spreads.course, spreads.memory, tail)
    for memory in MEMORIES:
        keep, scale = memory_of(model.chains.step, memory)
        fresh = u - keep * np.concatenate([[0.0], u[:-1]])
        dfresh = du - keep[:, None] * np.concatenate([np.zeros((1, du.shape[1])), du[:-1]])
        squares = (fresh**2 + (dfresh**2).mean(axis=1)) / scale**2
        count = len(u) + BELIEF["course"]
        square = (BELIEF["course"] * PRIOR["course"] ** 2 + float((tail * squares).sum())) / count
        cost = count * np.log(square) + 2 * float(np.log(scale).sum())
        if cost < best[0]:
            best = (cost, float(np.sqrt(square)), memory, (BURST + 1) / (BURST + squares / square))
    return best[1:]


def _levels(model: Model, z: Floats, draws: Floats, spreads: Spreads) -> tuple[float, Floats]:
    """Return the spread of the levels of lanes and their centres."""
    p, kind = model.parts, model.chains.kind
    level = z[p["level"]]
    if not len(level):
        return spreads.level, spreads.centre
    centre = _centres(level, kind)
    squares = (level - centre[kind]) ** 2 + (draws[p["level"]] ** 2).mean(axis=1)
    total = BELIEF["level"] * PRIOR["level"] ** 2 + squares.sum()
    return float(np.sqrt(total / (BELIEF["level"] + len(level)))), centre


def _centres(level: Floats, kind: Ints) -> Floats:
    """Return the mean level of lanes of each kind; of all where there is none."""
    count = np.bincount(kind, minlength=2)
    every = level.mean() if len(level) else 0.0
    out: Floats = np.where(count > 0, np.bincount(kind, level, 2) / np.maximum(count, 1), every)
    return out


def prepared(model: Model, found: Fit) -> Prepared:
    """Return what all draws around the most likely accounts share."""
    here = residuals(model, found.z, found.spreads, found.tails, pinned=False)
    wrong, slope = here.stacked()
    at, starts = 0, {}
    for name, block in here.value.items():
        starts[name] = slice(at, at + len(block))
        at += len(block)
    return Prepared(model, found, wrong, slope, Normal(slope, model.pattern), starts)


def draw(ready: Prepared, count: int, seed: int, decision: str) -> tuple[Floats, Floats]:
    """Return draws around the most likely accounts, shape (unknowns, count), and what all people are larger by in each (logarithm).

    Each draw answers reports and beliefs that are off by random errors of the size that the fit found: randomise, then optimise
    (Bardsley, Solonen, Haario and Laine 2014), with one exact and up to ``BENDS`` further steps towards each optimum, so that sums that are
    well known stay so however uncertain their parts are. Their spread is widened by what is not known of the size of errors itself.
    """
    model, found = ready.model, ready.found
    chance = stream(seed, decision)
    noise = chance.standard_normal((ready.slope.shape[0], count))
    freedom = max(len(model.rows.value) * 0.5, 4.0) + BELIEF["row"]
    common = _centre(model, found, chance, count)
    noise *= np.sqrt(freedom / chance.chisquare(freedom, count))
    moves = ready.normal.solve(noise, DRAW_EXACT if model.size < LARGE else DRAW_EXACT_LARGE)
    for _ in range(BENDS if model.size < LARGE else BENDS_LARGE):
        z = found.z[:, None] + np.clip(moves, -FARTHEST, FARTHEST)
        wrong = -(ready.slope @ moves)
        for name, block in curved(model, z, found.spreads, found.tails).items():
            wrong[ready.blocks[name]] = block - ready.wrong[ready.blocks[name], None]
        step = ready.normal.solve(wrong + noise, BEND_EXACT)
        moves += np.clip(step, -LONGEST, LONGEST)
        if (np.abs(step) > BENT).mean() < BENT_SHARE:
            break
    return moves, common


def _centre(model: Model, found: Fit, chance: Stream, count: int) -> Floats:
    """Return draws of the bias that all sources share, on the side of the truth.

    No data tell it. Where sources contradict each other, which of them is right is not known either: each draw weighs the
    sources anew (Dirichlet weights of `CONCENTRATION`, times their precision by grade) and takes the median of their biases.
    """
    bias = found.z[model.parts["bias"]]
    out: Floats = chance.standard_normal(count) * COMMON_BIAS
    if len(bias) > 1:
        weight = chance.standard_gamma(CONCENTRATION, (count, len(bias))) / found.spreads.bias**2
        order = np.argsort(bias, kind="stable")
        run = np.cumsum(weight[:, order], axis=1)
        out += bias[order][(run < run[:, -1:] / 2).sum(axis=1)]
    return out
