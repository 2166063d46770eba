"""Sound letters of a page each, in which nothing is a figure or a comparison; sentences that claim nothing, or something."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuzuh.prose.languages import language_of
from nuzuh.prose.read import read

FOLDER = Path(__file__).parents[1] / "texts"
TEXTS = sorted(FOLDER.glob("sound-*.md"))


def lines(name: str) -> list[list[str]]:
    rows = (FOLDER / name).read_text("utf-8").splitlines()
    return [row.split("|") for row in rows if not row.startswith("#")]


@pytest.mark.parametrize("path", TEXTS, ids=[path.name for path in TEXTS])
def test_a_sound_letter_claims_nothing_in_numbers(path: Path) -> None:
    text, language = path.read_text("utf-8"), path.suffixes[0][1:]
    assert language_of(text) == language
    assert [said for said in read(text, language) if said.kind != "label"] == []


def test_there_are_two_letters_in_each_language() -> None:
    assert sorted(path.suffixes[0] for path in TEXTS) == [".ar", ".ar", ".en", ".en", ".tr", ".tr"]


@pytest.mark.parametrize(("language", "text"), lines("harmless.txt"))
def test_a_sentence_that_claims_nothing(language: str, text: str) -> None:
    assert [said for said in read(text, language) if said.kind not in ("label", "ordinal")] == []


@pytest.mark.parametrize(("language", "kind", "text"), lines("claims.txt"))
def test_a_claim_is_found(language: str, kind: str, text: str) -> None:
    assert kind in [said.kind for said in read(text, language)]


@pytest.mark.parametrize(("language", "metric", "text"), lines("movements.txt"))
def test_the_verb_says_flow_or_stock(language: str, metric: str, text: str) -> None:
    number = {"en": "948,000", "ar": "٩٤٨ ألف", "tr": "948.000"}[language]
    said = [said for said in read(text.replace("{N}", number), language) if said.kind == "number"]
    assert said[0].metric == metric
