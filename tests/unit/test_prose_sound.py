"""Sound letters, of a page each: nothing in them is a figure, a comparison or a superlative."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuzuh.prose.languages import language_of
from nuzuh.prose.read import read

TEXTS = sorted((Path(__file__).parents[1] / "texts").glob("sound-*.md"))


@pytest.mark.parametrize("path", TEXTS, ids=[path.name for path in TEXTS])
def test_a_sound_letter_claims_nothing_in_numbers(path: Path) -> None:
    text, language = path.read_text("utf-8"), path.suffixes[0][1:]
    assert language_of(text) == language
    assert [said for said in read(text, language) if said.kind != "label"] == []


def test_there_are_two_letters_in_each_language() -> None:
    assert sorted(path.suffixes[0] for path in TEXTS) == [".ar", ".ar", ".en", ".en", ".tr", ".tr"]
