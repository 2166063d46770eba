"""Expressions: what is written is what is read, and nothing that is typed breaks the reader."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nuzuh.poll.expressions import Call, ExpressionError, Literal, Node, Operation, Reference, parse, walk
from nuzuh.poll.lint import lint
from nuzuh.poll.questionnaire import questionnaire
from tests.forms import ASKED, HEADING

SOUND = questionnaire(HEADING, ASKED)
SIGNS = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]
TYPED = """( ) [ ] , ' " . .. / // @ | ${aid} ${ } aid 'yes' 1 -1 ‘ $ & ؟ selected( if( selected-at( jr:choice-name( count( not("""
PIECES = st.sampled_from([*SIGNS, *TYPED.split(" "), "coalesce(", "instance('x')", "\n"])
names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name not in ("or", "and", "div", "mod")
)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Literal, st.text("abc xyz0-,()", max_size=6)),
    st.builds(lambda number: Literal(str(number), number=True), st.integers(0, 999)),
    st.builds(Reference, names),
)


def larger(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    calls = st.builds(Call, names, st.lists(below, max_size=3).map(tuple))
    pairs = st.builds(Operation, st.sampled_from(SIGNS), st.tuples(below, below))
    return calls | pairs | st.builds(Operation, st.just("-"), st.tuples(below))


trees = st.recursive(leaves, larger, max_leaves=12)


def written(node: Node) -> str:
    match node:
        case Literal():
            return node.text if node.number else f"'{node.text}'"
        case Reference():
            return f"${{{node.name}}}"
        case Call():
            return f"{node.name}({', '.join(written(each) for each in node.arguments)})"
        case Operation(sign, (one,)):
            return f"({sign} {written(one)})"
        case Operation(sign, (left, right)):
            return f"({written(left)} {sign} {written(right)})"
    raise AssertionError(node)


@given(trees)
def test_what_is_written_is_what_is_read(tree: Node) -> None:
    assert parse(written(tree)) == tree
    assert len(list(walk(tree))) >= 1


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_nothing_breaks_the_reader(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    try:
        parse(text)
        read = True
    except ExpressionError:
        read = False
    *others, last = [each for each in SOUND.questions if each.name != "thanks"]
    for column in ("relevant", "constraint", "choice_filter"):
        form = replace(SOUND, questions=(*others, replace(last, **{column: text})))
        rules = {fault.rule for fault in lint(form)}
        assert ("expression.syntax" in rules) == (not read and text != "")
