"""However a figure is rounded for a text, its quantifier stays true."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from nuzuh.evidence.figure import Figure
from nuzuh.statement.resolve import rounded
from nuzuh.terms.wording import words

VALUES = st.one_of(
    st.integers(1, 10**8).map(float),
    st.decimals(0, 100, places=4, allow_nan=False).map(float),
    st.floats(0.01, 1e7, allow_nan=False),
)
QUANTIFIERS = st.sampled_from(["exactly", "about", "more than", "less than"])


def _printed(text: str, language: str) -> Fraction:
    group, point = {"tr": (".", ",")}.get(language, (",", "."))
    number = re.search(r"\d[\d.,]*", text)
    assert number
    return Fraction(number[0].replace(group, "").replace(point, "."))


def _holds(shown: Fraction, value: float, quantifier: str) -> bool:
    exact = Fraction(repr(value)) if "e" not in repr(value) else Fraction(value)
    return {"more than": shown <= exact, "less than": shown >= exact}.get(quantifier, True)


@given(
    VALUES, QUANTIFIERS, st.sampled_from(["people", "percent"]), st.integers(0, 3), st.sampled_from(["en", "ar", "tr"])
)
@example(12.56, "more than", "percent", 1, "en")
@example(0.9996, "more than", "people", 1, "tr")
@example(99.99, "less than", "percent", 1, "ar")
def test_what_is_printed_stays_true(value: float, quantifier: str, unit: str, decimals: int, language: str) -> None:
    shown = _printed(words(language).amount(value, quantifier, unit, decimals), language)
    assert _holds(shown, value, quantifier)


@given(st.integers(1, 10**9).map(float), QUANTIFIERS, st.sampled_from(["rounded", "thousands"]))
@example(948_999.0, "more than", "thousands")
@example(499.0, "more than", "thousands")
def test_what_is_rounded_for_the_text_stays_true(value: float, quantifier: str, how: str) -> None:
    near, word = rounded(Figure("x", value, quantifier=quantifier), [how])
    assert near != 0
    assert _holds(Fraction(near), value, word)
    assert word == quantifier or (word == "about" and quantifier == "exactly" and near != value)
