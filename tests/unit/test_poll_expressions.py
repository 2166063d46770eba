"""How tight signs bind, and what cannot be read."""

from __future__ import annotations

import pytest

from nuzuh.poll.expressions import Call, ExpressionError, Literal, Location, Operation, Reference, names_in, parse, walk

A, B, C = (Location(None, False, (name,), ()) for name in "abc")


def test_signs_bind_as_in_xpath() -> None:
    assert parse("a or b and c") == Operation("or", (A, Operation("and", (B, C))))
    assert parse("a = b or c") == Operation("or", (Operation("=", (A, B)), C))
    assert parse("a - b - c") == Operation("-", (Operation("-", (A, B)), C))
    assert parse("a + b * c") == Operation("+", (A, Operation("*", (B, C))))
    assert parse("-a * b") == Operation("*", (Operation("-", (A,)), B))
    assert parse("a < b = c") == Operation("=", (Operation("<", (A, B)), C))
    assert parse("(a or b) and c") == Operation("and", (Operation("or", (A, B)), C))


def test_paths() -> None:
    assert parse("../q") == Location(None, False, ("..", "q"), ())
    assert parse("/data/g/q") == Location(None, True, ("data", "g", "q"), ())
    assert parse("current()/../q") == Location(Call("current", ()), False, ("..", "q"), ())
    found = parse("instance('x')/root/item[name = ${q}]/label")
    assert found == Location(
        Call("instance", (Literal("x"),)),
        False,
        ("root", "item", "label"),
        (Operation("=", (Location(None, False, ("name",), ()), Reference("q"))),),
    )


def test_names_have_hyphens_and_dots() -> None:
    assert parse("count-selected(.)") == Call("count-selected", (Location(None, False, (".",), ()),))
    assert parse(".>=.5") == Operation(">=", (Location(None, False, (".",), ()), Literal(".5", number=True)))
    assert parse("a-b") == Location(None, False, ("a-b",), ())
    assert parse("label::English != ''") == Operation(
        "!=", (Location(None, False, ("label::English",), ()), Literal(""))
    )


def test_bent_quotes_are_quotes() -> None:
    assert parse("${a} = ‘x’") == parse("${a} = 'x'")
    assert parse("${a} = “x”") == parse('${a} = "x"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "ends where a value"),
        ("a =", "ends where a value"),
        ("= a", "= stands where a value"),
        ("a b", "b follows"),
        ("(a", "a ) is missing to close a bracket"),
        ("f(a", "to close f("),
        ("f(a,)", ") stands where"),
        ("a[b", "to close a square bracket"),
        ("a/", "ends where a name"),
        ("a = 'b", "the quotation mark before b is not closed"),
        ("a & b", "& has no meaning"),
        ("a)", ") follows"),
        ("(" * 200 + "a" + ")" * 200, "more than 150 brackets"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(text)
    assert message in str(raised.value)


def test_long_expressions_are_no_trouble() -> None:
    many = " or ".join("${a} = 1" for _ in range(3000))
    assert sum(isinstance(node, Reference) for node in walk(parse(many))) == 3000
    deep = "if(${a} = 1, 1, " * 100 + "0" + ")" * 100
    assert sum(isinstance(node, Call) for node in walk(parse(deep))) == 100


def test_names_in_a_text() -> None:
    assert names_in("Is ${ a } older than ${b_1}?") == ["a", "b_1"]
