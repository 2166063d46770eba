"""Which cells of a poll's tables are hidden, on tables small enough to be worked out on paper."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from nuzuh.poll.published import Protected, protect_tables
from nuzuh.terms.errors import UsageError

Row = tuple[str | None, ...]


def people(columns: str, *many: tuple[int, Row]) -> pl.DataFrame:
    """Return a row per person: how many gave which answers."""
    rows = [row for count, row in many for _ in range(count)]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns.split(), pl.String), orient="row")


def hidden(found: Protected, variable: str, by: str | None = None) -> str:
    """Return the hidden cells of a table: values, ``base`` for a base, with the group behind."""
    table = pl.col("by").eq_missing(pl.lit(by)) & (pl.col("what") != "silent")
    cells = found.cells.filter("hidden", table, variable=variable).select("value", "group")
    return " ".join("/".join(x for x in (v or "base", g) if x) for v, g in cells.iter_rows())


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((90, 20, 15), ""),
        ((90, 20, 15, 3), "c d"),  # with the smallest other: each between 0 and 18
        ((90, 20, 3, 4), "b c d"),  # 3 and 4 alone would be known to be under 10
        ((90, 20, 3, 8), "c d"),  # each between 0 and 11
        ((141, 9), "a b"),
        ((90, 20, 0), ""),  # nobody is nobody
        ((5, 4), "base a b"),  # no share of so few
        ((5, 5), "a b"),
    ],
)
def test_a_question_alone(counts: Sequence[int], expected: str) -> None:
    answers = people("q", *((n, ("abcd"[k],)) for k, n in enumerate(counts)), (20, (None,)))
    found = protect_tables(answers, [("q", None)], choices={"q": "abcd"[: len(counts)]})
    assert hidden(found, "q") == expected


def test_how_many_did_not_answer_is_published_unless_it_tells_a_small_base() -> None:
    silent = pl.col("what") == "silent"
    few = protect_tables(people("q", (40, ("a",)), (2, (None,))), [("q", None)])
    assert few.cells.filter(silent).select("count", "hidden").rows() == [(2, False)]
    most = protect_tables(people("q", (7, ("a",)), (60, (None,))), [("q", None)])
    assert most.cells.filter(silent).select("count", "hidden").rows() == [(60, True)]


def test_a_small_cell_by_group_takes_a_square() -> None:
    """3 women said yes: their no, the men's yes and the men's no would each tell it."""
    answers = people(
        "back sex", (3, ("yes", "F")), (40, ("no", "F")), (30, ("yes", "M")), (50, ("no", "M")), (2, ("no", None))
    )
    found = protect_tables(answers.with_columns(sex=pl.col("sex").fill_null("M")), [("back", "sex")])
    assert hidden(found, "back") == hidden(found, "sex") == ""
    assert hidden(found, "back", "sex") == "no/F yes/F no/M yes/M"
    assert found.tables.rows()[-1] == ("back", "sex", 6, 4, 1)
    assert found.hides("back", "yes", "sex", "M")
    assert not found.hides("back", None, "sex", "M")
    assert found.cells.filter(value="yes", group="F").select("low", "high").rows() == [(0.0, 33.0)]


def test_people_without_a_group_hide_a_cell_too() -> None:
    """Of 53 yes 30 are the men's and some of 20 who gave no sex, nobody knows how many: the women's are 0 to 23."""
    known = ((3, ("yes", "F")), (40, ("no", "F")), (30, ("yes", "M")), (50, ("no", "M")))
    answers = people("back sex", *known, (20, ("yes", None)), (6, ("no", None)))
    found = protect_tables(answers, [("back", "sex")])
    assert hidden(found, "back", "sex") == "no/F yes/F"
    fewer = people("back sex", *known, (6, ("yes", None)), (6, ("no", None)))  # 0 to 9: known to be small
    assert hidden(protect_tables(fewer, [("back", "sex")]), "back", "sex") == "no/F yes/F no/M yes/M"


def test_a_small_group_is_hidden_in_every_table_with_a_second_one() -> None:
    answers = people(
        "a b place",
        *((20, ("x", "u", "N")), (20, ("y", "v", "N")), (15, ("x", "v", "S")), (15, ("y", "u", "S"))),
        *((12, ("x", "u", "E")), (12, ("y", "v", "E")), (4, ("x", "u", "W"))),
    )
    found = protect_tables(answers, [("a", "place"), ("b", "place")])
    assert hidden(found, "place") == "E W"
    assert hidden(found, "a", "place") == "base/E x/E y/E base/W x/W y/W"
    assert hidden(found, "b", "place") == "base/E u/E v/E base/W u/W v/W"


def test_a_small_base_hides_its_line() -> None:
    """20 men were asked and 6 answered; how many men did not answer is not published, but the other bases tell it."""
    answers = people("q sex", (30, ("x", "F")), (30, ("y", "F")), (3, ("x", "M")), (3, ("y", "M")), (14, (None, "M")))
    found = protect_tables(answers, [("q", "sex")])
    assert hidden(found, "sex") == ""
    assert hidden(found, "q", "sex") == "base/F x/F y/F base/M x/M y/M"
    more = pl.concat([answers, people("q sex", (9, ("x", None)), (9, ("y", None)))])
    assert hidden(protect_tables(more, [("q", "sex")]), "q", "sex") == "base/M x/M y/M"


def test_an_answer_hidden_as_a_whole_is_hidden_by_group() -> None:
    answers = people(
        "q sex",
        (30, ("x", "F")),
        (30, ("y", "F")),
        (30, ("x", "M")),
        (20, ("y", "M")),
        (4, ("z", "M")),
        (4, ("z", "F")),
    )
    found = protect_tables(answers, [("q", "sex")])
    assert hidden(found, "q") == "y z"
    assert {"y/F", "z/F", "y/M", "z/M"} <= set(hidden(found, "q", "sex").split())
    why = found.cells.filter(value="z", by="sex")["why"].to_list()
    assert why == ["small", "small"]
    assert found.cells.filter(value="y", by="sex")["why"].to_list() == ["line", "line"]


def test_few_who_did_not_choose_an_option_are_as_few_as_who_did() -> None:
    answers = pl.DataFrame(
        {"food": [True] * 95 + [False] * 5 + [None] * 3, "tent": [True] * 50 + [False] * 50 + [None] * 3}
    )
    found = protect_tables(answers, [("needs", None)], options={"food": "needs", "tent": "needs"})
    assert hidden(found, "food") == "yes no"
    assert hidden(found, "tent") == ""
    assert found.cells.filter(what="base")["count"].to_list() == [100, 100]


def test_a_table_and_its_other_side_share_their_cells() -> None:
    answers = people("sex town", (3, ("F", "A")), (40, ("F", "B")), (30, ("M", "A")), (50, ("M", "B")))
    one = protect_tables(answers, [("sex", "town"), ("town", "sex")])
    assert hidden(one, "sex", "town") == "F/A M/A F/B M/B"
    assert hidden(one, "town", "sex") == "A/F B/F A/M B/M"


def test_of_a_number_only_the_bases_are_counts() -> None:
    answers = pl.DataFrame({"size": [4] * 50 + [6] * 30 + [None] * 4, "sex": ["F"] * 50 + ["M"] * 30 + ["F"] * 4})
    found = protect_tables(answers, [("size", "sex")])
    assert found.cells.filter(variable="size", what="base").select("group", "count", "hidden").rows() == [
        (None, 80, False),
        ("F", 50, False),
        ("M", 30, False),
    ]


def test_a_question_put_to_some_tells_how_many_these_are() -> None:
    """ "How often?" was put to those who said yes: its base is the number that is hidden."""
    answers = people(
        "moved often", *((40, ("no", None)), (4, ("yes", "once")), (1, ("yes", "twice")), (30, ("unsure", None)))
    )
    apart = protect_tables(answers, [("moved", None), ("often", None)])
    assert hidden(apart, "moved") == "unsure yes"
    many = people("moved often", (600, ("no", None)), (5, ("unsure", None)), (12, ("yes", "once")))
    assert hidden(protect_tables(many, [("moved", None), ("often", None)]), "often") == ""
    tied = protect_tables(many, [("moved", None), ("often", None)], within={"often": ("moved", "yes")})
    assert hidden(tied, "moved") == "unsure yes"
    assert hidden(tied, "often") == "base once"
    with pytest.raises(UsageError, match="17 people answered often who did not say 'no' to moved"):
        protect_tables(
            pl.concat([many, people("moved often", (5, ("yes", "once")))]),
            [("moved", None), ("often", None)],
            within={"often": ("moved", "no")},
        )


def test_towns_add_up_to_their_districts() -> None:
    """District S is town c alone: its 15 would tell the 15 of c, which hide the 4 of b."""
    rows = (40, ("a", "N")), (4, ("b", "N")), (15, ("c", "S")), (30, ("d", "E")), (30, (None, "E"))
    answers = people("town district", *rows)
    assert hidden(protect_tables(answers, [("town", None), ("district", None)]), "town") == "b c"
    tied = protect_tables(answers, [("town", None), ("district", None)], nested={"district": "town"})
    assert hidden(tied, "town") == "a b"
    assert hidden(tied, "district") == ""
    with pytest.raises(UsageError, match="'a' of town has more than one district"):
        protect_tables(
            pl.concat([answers, people("town district", (1, ("a", "S")))]),
            [("town", None)],
            nested={"district": "town"},
        )


def test_of_fewer_people_than_the_smallest_nothing_is_published() -> None:
    found = protect_tables(people("q sex", (5, ("a", "F")), (4, ("b", "M"))), [("q", "sex")])
    assert found.cells["hidden"].all()
    nobody = protect_tables(people("q sex"), [("q", "sex")], choices={"q": ["a"], "sex": ["F"]})
    assert not nobody.cells["hidden"].any()


def test_what_is_wrong_with_the_columns_is_said() -> None:
    answers = people("q sex", (5, ("a", "F"))).with_columns(day=pl.lit(None, dtype=pl.Date), size=pl.lit(3))
    for tables, message in (
        ([("age", None)], "there is no column age; there are: q, sex, day, size"),
        ([("day", None)], "day is Date; answers are text, Boolean or numbers"),
        ([("q", "size")], "q cannot be shown by size"),
        ([("q", "q")], "q cannot be shown by q"),
    ):
        with pytest.raises(UsageError, match=message):
            protect_tables(answers, tables)
    with pytest.raises(UsageError, match="q has answers that are not among its choices: 'a'"):
        protect_tables(answers, [("q", None)], choices={"q": ["b"]})
    with pytest.raises(UsageError, match="no table has 'b' of q by None of None"):
        protect_tables(answers, [("q", None)]).hides("q", "b")
