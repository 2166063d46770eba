"""Point and interval of every quantity, from the most likely accounts and draws around them."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from nuzuh.displaced.factors import THREADS
from nuzuh.displaced.ground import Floats
from nuzuh.displaced.quantities import Quantities
from nuzuh.displaced.solve import FARTHEST, Prepared, draw

FAR, FAR_SILENT = (
    8.0,
    2.0,
)  # times the most likely number: a cell's draws count for its mean up to here; where nobody speaks
BATCH = 50  # draws at a time, at most: each batch has its own stream of random numbers
AT_ONCE = 2e7  # unknowns × draws of one batch, so that memory suffices
ALONE = 50_000  # unknowns from which on two threads work out the draws
LEAST = 4  # draws at a time, at least
HALF = 5e7  # quantities × draws that are kept in full precision


@dataclass(frozen=True, slots=True)
class Estimates:
    """Numbers of people of each quantity.

    Attributes
    ----------
    value : array, shape (quantities,)
    draws : array, shape (quantities, draws)
    unreported : array, shape (quantities,)
        Share of the value of which no report speaks.
    people : array, shape (people,)
        In each cell and stock.
    biases : array, shape (sources, draws)
        What each source reports against the accounts, in logarithms.
    """

    value: Floats
    draws: Floats
    unreported: Floats
    people: Floats
    biases: Floats


def estimates_of(
    ready: Prepared, asked: Quantities, count: int, seed: int, executor: Executor | None = None
) -> Estimates:
    """Return the quantities at the most likely accounts and in draws around them.

    Parameters
    ----------
    ready : Prepared
    asked : Quantities
    count : int
        Number of draws, rounded up to whole batches.
    seed : int
        Of the streams ``accounts.draws.0``, ``accounts.draws.1`` …: the same numbers whoever works them out.
    executor : concurrent.futures.Executor, optional
        Works out the batches; when missing here and now, large crises in two threads.
    """
    size = int(np.clip(AT_ONCE // max(ready.model.size, 1), LEAST, BATCH))
    kept = np.float32 if asked.sums.shape[0] * count > HALF else np.float64
    jobs = [(ready, asked, seed, number, size, kept) for number in range(-(-count // size))]
    if executor is not None:
        parts = [w.result() for w in [executor.submit(_batch, *job) for job in jobs]]
    elif ready.model.size < ALONE:
        parts = [_batch(*job) for job in jobs]
    else:
        with ThreadPoolExecutor(THREADS) as threads:
            parts = list(threads.map(lambda job: _batch(*job), jobs))
    mode = np.exp(ready.found.z[: ready.model.cells + ready.model.stocks])
    people = np.mean([p for _, p, _ in parts], axis=0) if parts else mode
    people[ready.model.cells :] = mode[ready.model.cells :]
    value = asked.sums @ people
    silent = asked.unreported @ people
    share = np.clip(np.divide(silent, value, out=np.zeros_like(value), where=value > 0), 0, 1)
    draws, biases = (np.concatenate([part[n] for part in parts], axis=1) for n in (0, 2))
    return Estimates(value, draws, share, people, biases)


def _batch(
    ready: Prepared, asked: Quantities, seed: int, number: int, size: int, kept: type[np.floating[Any]]
) -> tuple[Floats, Floats, Floats]:
    """Return one batch of draws of all quantities, the mean of the people in each cell and stock, and draws of the biases."""
    moves, common = draw(ready, size, seed, f"accounts.draws.{number}")
    count = ready.model.cells + ready.model.stocks
    people = np.exp(ready.found.z[:count, None] + np.clip(moves[:count], -FARTHEST, FARTHEST))
    far = np.where(ready.model.told, FAR, FAR_SILENT)[:, None] * np.exp(ready.found.z[:count, None])
    mean = np.minimum(people, far).mean(axis=1)
    sums = (asked.sums @ people) * np.exp(common)
    bias = ready.model.parts["bias"]
    return sums.astype(kept), mean, ready.found.z[bias, None] + moves[bias] - common
