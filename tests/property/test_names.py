"""The matcher under any text: it answers, the same whatever the order, the article, the case."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuzuh.places.match import ANSWER, Matcher
from nuzuh.places.names import read_name

PLACES = [
    ("SY", 0, None, "Syria"),
    ("SY07", 1, "SY", "Idleb"),
    ("SY0703", 2, "SY07", "Harim"),
    ("SY070301", 3, "SY0703", "Dana"),
    ("C1", 4, "SY070301", "Dana (Dana)"),
    ("C2", 4, "SY070301", "Sarmada"),
    ("C3", 4, "SY070301", "Tal Elkarama"),
    ("C4", 4, "SY0703", "Kafr Takharim"),
    ("C5", 4, "SY0703", "Big Orm"),
    ("C6", 4, "SY0703", "Little Orm"),
    ("C7", 4, "SY0703", "سرمين"),
]
SCHEMA = {"code": pl.String, "level": pl.Int64, "parent": pl.String, "name_en": pl.String}


def gazetteer(rows) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


MATCHER = Matcher(gazetteer(PLACES))
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text("abdeghiklmnorstu -'()،,ء-يةىگچپٱêîûşçğıİ\u0301\u200f\ufefb", max_size=30),
    st.sampled_from([row[3] for row in PLACES]),
)


@given(st.lists(TEXTS, max_size=5))
def test_any_text_is_answered(texts):
    answers = MATCHER.match(pl.DataFrame({"name": texts}, schema={"name": pl.String}))
    assert answers.height == len(texts)
    assert dict(answers.schema) == ANSWER
    for row in answers.iter_rows(named=True):
        assert row["status"] in ("matched", "ambiguous", "none")
        assert (row["code"] is not None) == (row["status"] == "matched")
        assert 0 <= row["score"] <= 1
        assert row["reason"]
        assert all(0 <= c["score"] <= 1 for c in row["candidates"])


@given(TEXTS)
def test_case_and_points_say_nothing(text):
    assert [f.sounds for f in read_name(text).forms] == [f.sounds for f in read_name(f" {text}\t").forms]


@given(st.permutations(PLACES), TEXTS)
def test_order_of_the_gazetteer_says_nothing(rows, text):
    asked = pl.DataFrame({"name": [text]})
    assert Matcher(gazetteer(rows)).match(asked).equals(MATCHER.match(asked))


@given(st.lists(TEXTS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_order_of_the_names_says_nothing(texts, random):
    order = list(range(len(texts)))
    random.shuffle(order)
    plain = MATCHER.match(pl.DataFrame({"name": texts}))
    mixed = MATCHER.match(pl.DataFrame({"name": [texts[i] for i in order]}))
    assert mixed.equals(plain[order])


@pytest.mark.parametrize("written", ["{}", "al-{}", "El {}", "AL {}", "{} ", "‘{}’", "{}\u200f"])
@pytest.mark.parametrize("name", ["Sarmada", "Dana", "Tal Elkarama", "Kafr Takharim"])
def test_articles_and_marks_say_nothing(name, written):
    answers = MATCHER.match(pl.DataFrame({"name": [name, written.format(name), written.format(name.upper())]}))
    assert answers["code"].n_unique() == 1
    assert answers["status"].n_unique() == 1
