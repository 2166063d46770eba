"""Of which places nobody speaks in a period, and how much of all known arrivals came to them: a month is not small because it is silent."""

from __future__ import annotations

import numpy as np

from nuzuh.displaced.ground import Floats
from nuzuh.displaced.layout import Layout
from nuzuh.displaced.quantities import Quantities, up
from nuzuh.displaced.reports import ARRIVAL
from nuzuh.evidence.figure import SILENT_STEP

LEAST = 1_000  # known arrivals of a place, without which a share in such steps says nothing


def silent_shares(layout: Layout, asked: Quantities, people: Floats) -> Floats:
    """Return, for arrivals of a place in a period, the share of its known arrivals of all time in parts that no report speaks of then.

    Parameters
    ----------
    layout : Layout
    asked : Quantities
    people : array, shape (people,)
        In each cell.

    Returns
    -------
    array, shape (quantities,)
        0 to 1 in steps of ``SILENT_STEP``; nan for all other figures, and where fewer than ``LEAST`` arrived.
    """
    table = asked.table
    out = np.full(table.height, np.nan)
    cells, edges = layout.flows[ARRIVAL], layout.times.edges
    if not len(cells):
        return out
    units, windows = len(cells.units.nodes), len(layout.periods) - 1
    total = np.bincount(cells.unit, people[: len(cells)], units)
    pairs = np.unique(cells.unit * len(layout.times.days) + cells.time)
    unit, time = np.divmod(pairs, len(layout.times.days))
    window = np.searchsorted(layout.periods, time, side="right") - 1
    heard = np.bincount(unit * windows + window, layout.times.days[time], units * windows).reshape(units, windows)
    length = np.diff(edges[layout.periods]).astype(np.float64)
    silent = total[:, None] * np.clip(1 - heard / length, 0, 1)
    at, place = up(layout, cells.units.nodes, np.ones(len(layout.tree.codes), dtype=bool))
    whole = np.bincount(place, total[at], len(layout.tree.codes))
    lost = np.zeros((len(layout.tree.codes), windows))
    np.add.at(lost, place, silent[at])
    asks = ((table["what"] == "flow") & (table["window"] >= 0)).to_numpy()
    where, when = table["place"].to_numpy()[asks], table["window"].to_numpy()[asks]
    share = lost[where, when] / np.maximum(whole[where], 1e-9)
    out[asks] = np.where(whole[where] >= LEAST, np.rint(share / SILENT_STEP) * SILENT_STEP, np.nan)
    return out
