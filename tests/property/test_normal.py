"""The normal equations of the accounts against those of numpy: any chains, any reports that tie them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from nuzuh.displaced import normal
from nuzuh.displaced.factors import pattern_of


def _equations(seed: int) -> tuple[sparse.csr_array, np.ndarray]:
    """Return derivatives of residuals, and the chain of each unknown that is in one."""
    chance = np.random.default_rng(seed)
    lengths = chance.integers(1, 12, chance.integers(1, 8))
    chain = np.repeat(np.arange(len(lengths)), lengths)
    chained, size = len(chain), len(chain) + int(chance.integers(0, 6))
    rows = list(np.eye(size))
    same = np.flatnonzero(np.diff(chain) == 0) + 1
    rows += list(np.eye(size)[same] - chance.random((len(same), 1)) * np.eye(size)[same - 1])
    for _ in range(chance.integers(0, 15)):
        row = np.zeros(size)
        cells = chance.choice(chained, chance.integers(1, chained + 1), replace=False)
        row[cells] = chance.random(len(cells)) + 0.1
        for times in range(
            chance.integers(1, 4)
        ):  # reports of the same cells: multiples, each with a source of its own
            again = row * (times + 1)
            if size > chained:
                again[chance.integers(chained, size)] = chance.random()
            rows.append(again)
    return sparse.csr_array(np.array(rows)), chain


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), left_out=st.booleans())
def test_the_answer_is_that_of_the_normal_equations(seed: int, left_out: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if left_out:
            patch.setattr(normal, "MOST_BORDER", 1)
        slope, chain = _equations(seed)
        wrong = np.random.default_rng(seed).standard_normal((slope.shape[0], 3))
        found = normal.Normal(slope, pattern_of(chain)).solve(wrong, 1e-9)
        expected = np.linalg.lstsq(slope.toarray(), wrong, rcond=None)[0]
        np.testing.assert_allclose(found, expected, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_factors_are_exact_where_they_are_made(seed: int) -> None:
    slope, chain = _equations(seed)
    wrong = np.random.default_rng(seed).standard_normal((slope.shape[0], 3))
    found = normal.Normal(slope, pattern_of(chain)).solve(wrong, 1e-5, most=2)
    expected = np.linalg.lstsq(slope.toarray(), wrong, rcond=None)[0]
    np.testing.assert_allclose(found, expected, atol=1e-4)
