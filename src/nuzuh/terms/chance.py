"""Random numbers: one reproducible stream per decision, by name, from one seed."""

from __future__ import annotations

import hashlib

import numpy as np

Stream = np.random.Generator


def stream(seed: int, decision: str) -> np.random.Generator:
    """Return the random numbers of one decision: the same for the same seed and name, apart from all others.

    A decision that is added or left out leaves the numbers of the others as they were, so that two runs that
    differ in one thing stay comparable.

    Parameters
    ----------
    seed : int
        The one seed of the run, 0 or more.
    decision : str
        What the numbers decide, such as ``"arrivals"``; never one name per person.

    Returns
    -------
    numpy.random.Generator
        PCG64 on a ``SeedSequence`` of the seed and the SHA-256 of the name. numpy may change shaped draws
        such as ``normal`` between versions (NEP 19); what must never change is drawn with ``random``.

    Raises
    ------
    ValueError
        ``seed`` is below 0, or ``decision`` is empty.

    Examples
    --------
    >>> stream(1, "arrivals").random() == stream(1, "arrivals").random()
    True
    >>> stream(1, "arrivals").random() == stream(1, "routes").random()
    False
    """
    if seed < 0:
        raise ValueError(f"seed {seed} is below 0")
    if not decision:
        raise ValueError("a stream needs the name of the decision that it serves")
    name = int.from_bytes(hashlib.sha256(decision.encode()).digest(), "big")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, name])))
