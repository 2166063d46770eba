"""Expressions of forms (XPath as XLSForm writes it): read into trees, and walked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
# Quotes that word processors bend; the programs that take forms bend them back.
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<reference>\$\{[^}]*\})
  | (?P<text>'[^']*'|"[^"]*")
  | (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<name>[^\W\d][\w.-]*(?::{1,2}[^\W\d][\w.-]*)?)
  | (?P<sign><=|>=|!=|\.\.|//|[-+*=<>|()\[\],./@])
  )""",
    re.VERBOSE,
)
_LOOSE_TO_TIGHT = ({"or"}, {"and"}, {"=", "!="}, {"<", "<=", ">", ">="}, {"+", "-"}, {"*", "div", "mod"}, {"|"})
_TIGHTNESS = {sign: level for level, signs in enumerate(_LOOSE_TO_TIGHT) for sign in signs}
_MINUS = _TIGHTNESS["*"]  # what stands before one value binds tighter than this
_DEEPEST = 150  # brackets within brackets


class ExpressionError(ValueError):
    """The expression cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes, or a number."""

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A question or group by its name: ``${name}``."""

    name: str


@dataclass(frozen=True, slots=True)
class Location:
    """A place: ``.``, ``../q``, ``/data/q``, ``instance('x')/root/item``, a bare name.

    Attributes
    ----------
    start : Node or None
        What it begins with other than a step.
    absolute : bool
    steps : tuple of str
    conditions : tuple of Node
        What stands in square brackets.
    """

    start: Node | None
    absolute: bool
    steps: tuple[str, ...]
    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """A sign between two values, or a minus before one."""

    sign: str
    operands: tuple[Node, ...]


Node = Literal | Reference | Location | Call | Operation
Token = tuple[str, str]


def parse(text: str) -> Node:
    """Return an expression as a tree.

    Raises
    ------
    ExpressionError
        A quote or bracket is left open, a sign or value is missing, something follows the end.

    Source
    ------
    XPath 1.0, as the ODK XForms specification uses it.

    Examples
    --------
    >>> parse("selected(${aid}, 'cash')")
    Call(name='selected', arguments=(Reference(name='aid'), Literal(text='cash', number=False)))
    """
    return _Parser(text).whole()


def walk(node: Node) -> Iterator[Node]:
    """Yield a tree's nodes, the outermost first."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(children(found))


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below one."""
    match node:
        case Call():
            return node.arguments
        case Operation():
            return node.operands
        case Location():
            return (*((node.start,) if node.start is not None else ()), *node.conditions)
        case _:
            return ()


def names_in(text: str) -> list[str]:
    """Return the names that stand as ``${name}`` in any text.

    Examples
    --------
    >>> names_in("How old is ${ name }, brother of ${who}?")
    ['name', 'who']
    """
    return REFERENCE.findall(text)


class _Parser:
    """Goes through the tokens once; signs bind by how tight they are."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text.translate(_QUOTES)))
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        """Read all of it."""
        found = self.expression()
        if self.at < len(self.tokens):
            raise ExpressionError(f"{self.tokens[self.at][1]} follows where the expression should end")
        return found

    def peek(self, *wanted: str) -> bool:
        """Return whether the next token is one of these signs or names."""
        return self.at < len(self.tokens) and self.tokens[self.at][0] != "text" and self.tokens[self.at][1] in wanted

    def take(self, *wanted: str) -> bool:
        """Go past the next token if it is one of these."""
        found = self.peek(*wanted)
        self.at += found
        return found

    def need(self, sign: str, what: str) -> None:
        """Go past a sign that must be there."""
        if not self.take(sign):
            raise ExpressionError(f"a {sign} is missing {what}")

    def expression(self, above: int = -1) -> Node:
        """Read a value and the operations on it whose signs bind tighter than a level."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError(f"it has more than {_DEEPEST} brackets within each other")
        if self.take("-"):
            found: Node = Operation("-", (self.expression(_MINUS),))
        else:
            found = self.path()
        while self.peek(*_TIGHTNESS) and _TIGHTNESS[self.tokens[self.at][1]] > above:
            sign = self.tokens[self.at][1]
            self.at += 1
            found = Operation(sign, (found, self.expression(_TIGHTNESS[sign])))
        self.depth -= 1
        return found

    def path(self) -> Node:
        """Read a value, what selects from it, and the steps that follow."""
        if self.at == len(self.tokens):
            raise ExpressionError("it ends where a value should follow")
        start = self.value()
        absolute = start is None and self.take("/", "//")
        steps = [] if start is not None else [self.step()]
        conditions = self.conditions()
        while self.take("/", "//"):
            steps.append(self.step())
            conditions += self.conditions()
        if start is not None and not steps and not conditions:
            return start
        return Location(start, absolute, tuple(steps), tuple(conditions))

    def value(self) -> Node | None:
        """Read a literal, a reference, a call or brackets; None where a step comes next."""
        kind, text = self.tokens[self.at]
        if kind == "name":
            if self.at + 1 < len(self.tokens) and self.tokens[self.at + 1] == ("sign", "("):
                self.at += 2
                return Call(text, self.arguments(text))
            return None
        if text == "(":
            self.at += 1
            found = self.expression()
            self.need(")", "to close a bracket")
            return found
        if kind == "sign":
            return None
        self.at += 1
        if kind == "reference":
            return Reference(text[2:-1].strip())
        return Literal(text, number=True) if kind == "number" else Literal(text[1:-1])

    def arguments(self, name: str) -> tuple[Node, ...]:
        """Read the arguments of a function."""
        found: list[Node] = []
        if self.take(")"):
            return ()
        while True:
            found.append(self.expression())
            if not self.take(","):
                self.need(")", f"to close {name}(")
                return tuple(found)

    def conditions(self) -> list[Node]:
        """Read what stands in square brackets."""
        found = []
        while self.take("["):
            found.append(self.expression())
            self.need("]", "to close a square bracket")
        return found

    def step(self) -> str:
        """Read one step of a path."""
        at = "@" if self.take("@") else ""
        if self.at == len(self.tokens):
            raise ExpressionError("it ends where a name should follow")
        kind, text = self.tokens[self.at]
        if kind != "name" and text not in (".", "..", "*") and kind != "reference":
            raise ExpressionError(f"{text} stands where a value should")
        self.at += 1
        return at + text


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            rest = text[at:].strip()
            if rest[0] in "'\"":
                raise ExpressionError(f"the quotation mark before {rest[1:21]} is not closed")
            raise ExpressionError(f"{rest[0]} has no meaning here")
        yield str(found.lastgroup), found[str(found.lastgroup)]
        at = found.end()
