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
