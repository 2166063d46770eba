"""Whatever is pasted or named, nothing breaks, every row has its line, and a name is its own duplicate."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from nuzuh.organisations.match import duplicates_of
from nuzuh.organisations.order import place_in_order
from nuzuh.organisations.paste import pasted
from nuzuh.organisations.reading import read_organisation

WORDS = ["Horan", "ACR", "جمعية", "أمل", "Derneği", "İ", "e.V.", "of", "Signatories:", "𝔘"]
SIGNS = [
    "–",
    "- ",
    "      ",
    "\t",
    "•",
    "(",
    ")",
    "1.",
    "٢)",
    '"',
    "“",
    "”",
    "|",
    ";",
    "،",
    "/",
    " ",
    "\n",
    "&",
    "...",
    "\x00",
]
HIDDEN = ["\u200f", "\u00a0", "\ufeff", "\u0640", "\u0301"]
PIECES = st.sampled_from([*WORDS, *SIGNS, *HIDDEN])
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)


@given(TEXTS)
def test_any_text_gives_rows_with_names_and_lines(text: str) -> None:
    found = pasted(text)
    lines = len(text.splitlines())
    for row in found:
        assert row.name.strip() == row.name != ""
        assert 1 <= row.line <= lines + 1
    assert [row.line for row in found] == sorted(row.line for row in found)


@given(st.lists(TEXTS, max_size=6))
def test_any_names_are_compared_and_ordered(names: list[str]) -> None:
    for pair in duplicates_of([read_organisation(n) for n in names]):
        assert pair.first < pair.second < len(names)
        assert 0.8 <= pair.score <= 1
    assert sorted(names, key=place_in_order) == sorted(sorted(names), key=place_in_order)


@given(TEXTS.filter(lambda t: any(c.isalpha() for c in t)))
def test_a_name_twice_is_found(name: str) -> None:
    found = duplicates_of([read_organisation(name), read_organisation(name)])
    assert [(d.first, d.second, d.score) for d in found] == [(0, 1, 1.0)]


def test_long_and_evil_texts_are_read_in_a_moment() -> None:
    dashes, commas = "– " * 5_000, "x, " * 3_000
    evil = [
        "1" * 5_000 + "a",
        "of " * 3_000 + "x",
        "(" * 5_000,
        "A.B." * 2_000,
        "a b " * 3_000,
        dashes,
        "ابج " * 3_000,
        commas,
    ]
    start = time.perf_counter()
    for text in evil:
        pasted(text)
        pasted(f"• {text}\n" * 3)
        read_organisation(text)
    assert time.perf_counter() - start < 10
