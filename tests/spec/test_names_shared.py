"""How many names of real files are matched right; the files stand beside the project, and without them nothing is tested."""

import polars as pl
import pytest
from benchmarks import names

from nuzuh.places.match import Matcher

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not names.DATA.is_dir(), reason=f"{names.DATA} is not here: real names are not tested"),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(names.gazetteer())


def test_community_spellings_within_their_subdistrict(matcher):
    found = names.judged(matcher, names.communities(), within=True)
    assert found["first"].mean() >= 0.98
    assert found["wrong"].mean() <= 0.02


@pytest.mark.parametrize(("language", "least"), [("en", 0.95), ("ar", 0.92)])
def test_places_of_incidents_within_their_governorate(matcher, language, least):
    found = names.judged(matcher, names.incidents(language), within=True)
    assert (found["right"] | found["listed"]).mean() >= least
    assert found["wrong"].mean() <= 0.02


@pytest.mark.parametrize("language", ["en", "ar"])
def test_places_of_incidents_anywhere(matcher, language):
    assert names.judged(matcher, names.incidents(language), within=False)["wrong"].mean() <= 0.02


@pytest.mark.parametrize("levels", [True, False])
def test_aliases_of_areas(matcher, levels):
    aliases = names.aliases()
    found = names.judged(matcher, aliases if levels else aliases.drop("level"), within=False)
    assert (found["right"] | found["listed"]).mean() >= 0.95
    assert found["wrong"].mean() <= 0.02


def test_a_hundred_thousand_names(matcher):
    answers = matcher.match(pl.DataFrame({"name": names.noisy(5_000)}))
    assert answers.height == 5_000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Atma village", "C4130"),
        ("Albab City", "C1202"),
        ("Afreen", "C1366"),
        ("Sarmada", "C4121"),
        ("I'zaz City", "C1564"),
        ("Idlib City", "C3871"),
        ("Saraqeb", "C3916"),
        ("Ma'rat al-Numan", "C3985"),
        ("kafruma", "C3984"),
        ("Mardebsa", "C3931"),
        ("Sarmeen", "C3953"),
        ("Talmanas", "C3974"),
        ("Khan al-Asaal", "C6428"),
    ],
)
def test_names_of_the_example_among_all_of_syria(matcher: Matcher, name: str, code: str) -> None:
    """Without a word of where they are, as a Syrian reader knows them."""
    [answer] = matcher.match(pl.DataFrame({"name": [name]})).iter_rows(named=True)
    assert (answer["status"], answer["code"]) == ("matched", code)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Adana", {"C4126"}),
        ("Orem", {"C1029", "C1027"}),
        ("Ma'rat Shashma", {"C3981"}),
        ("Marestshoreen", {"C3978"}),
    ],
)
def test_unclear_names_of_the_example_list_the_right_place(matcher: Matcher, name: str, codes: set[str]) -> None:
    [answer] = matcher.match(pl.DataFrame({"name": [name]})).iter_rows(named=True)
    assert answer["status"] == "ambiguous"
    assert codes <= {c["code"] for c in answer["candidates"][:3]}


def test_dana_is_found_within_idleb_and_the_highland_is_a_region(matcher: Matcher) -> None:
    rows = matcher.match(pl.DataFrame({"name": ["Adana", "Jabal al-Zawiee"], "within": ["SY07", "SY07"]}))
    assert rows["status"].to_list() == ["matched", "none"]
    assert rows["code"][0] == "C4126"
    assert "region" in rows["reason"][1]
