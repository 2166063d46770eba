"""Whatever a text is, reading it does not fail, and what is found lies in it, in order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.prose import sentences
from nuzuh.prose.languages import language_of
from nuzuh.prose.read import read

AMOUNTS = {"number", "percent", "fraction", "multiple", "vague", "ordinal", "day", "period", "label"}
PIECES = [
    *("one", "two hundred", "million", "half a", "1.2", "948,000", "5–7", "٩٠٫٦٪", "%90,6", "مليون", "ونصف", "خمسة وعشرون", "ألفا"),
    *("bir", "milyon", "buçuk", "yüz", "'den fazla", "more than", "between", "and", "بين", "و", "من", "إلى", "people", "شخص", "kişi"),
    *("since", "February", "2019", "شباط", "٢٠٢٠", "Şubat", "9-12", "31", "06/02/2020", "2020-02-31", "منذ", "\n", "\n\n", "1. ", "(2)"),
    *("the largest", "unprecedented", "أكبر من", "en büyük", "daha fazla", ".", ",", "،", "؟", "\u200f", "\u2067", "\u0651"),
    *("%", "$", "S/RES/2254"),
    *("in", "of", "out of", "من كل", "kişiden", "9'u", "üçte biri", "S\u0327", "https://x.org/5", "#", "-", " "),
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
)


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_what_is_found_lies_in_the_text_in_order(language: str, text: str) -> None:
    found = read(text, language)
    assert found == sorted(found, key=lambda said: (said.start, said.end))
    done = 0
    for said in found:
        assert 0 <= said.start < said.end <= len(text)
        assert said.text == text[said.start : said.end]
        assert said.line == text.count("\n", 0, said.start) + 1
        assert said.column == said.start - text.rfind("\n", 0, said.start)
        if said.kind in AMOUNTS:
            assert said.start >= done
            done = said.end
        if said.low is not None and said.high is not None:
            assert said.low <= said.high


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_every_digit_is_part_of_something(language: str, text: str) -> None:
    spans = [(said.start, said.end) for said in read(text, language)]
    for place, sign in enumerate(text):
        if sign in "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹":
            assert any(start <= place < end for start, end in spans), (sign, place)


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_sentences_are_apart_and_leave_only_blanks(text: str) -> None:
    spans = sentences(text)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    covered = [False] * len(text)
    for start, end in spans:
        assert text[start:end].strip()
        covered[start:end] = [True] * (end - start)
    assert all(covered[place] or sign.isspace() for place, sign in enumerate(text))
    assert language_of(text) in ("en", "ar", "tr")
