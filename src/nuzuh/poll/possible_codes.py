"""Which codes a value in a form's expression can have, as far as that can be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nuzuh.formats.raw import short
from nuzuh.formats.xlsform import Question
from nuzuh.poll.expressions import Call, ExpressionError, Literal, Location, Node, Operation, Reference, names_in, parse
from nuzuh.poll.inspected import Inspected, Item

Columns = Mapping[str, tuple[str, ...]]
_PASSED_ON = frozenset({"string", "once", "normalize-space", "selected-at", "indexed-repeat", "coalesce", "if"})
_FAR = 20  # calculations of calculations that are followed


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a value can have.

    Attributes
    ----------
    codes : tuple of str
    of : tuple of str
        What it is the value of.
    several : bool
        Whether it is several codes with spaces between them.
    """

    codes: tuple[str, ...]
    of: tuple[str, ...]
    several: bool = False

    def has(self, wanted: Literal) -> bool:
        """Return whether a text, or a number however it is written, is one of the codes."""
        if wanted.text in self.codes:
            return True
        return wanted.number and any(_equal(code, wanted.text) for code in self.codes)

    @property
    def named(self) -> str:
        """What it is the value of, for a message."""
        return " or ".join(self.of) or "the value"


def constant(node: Node) -> Literal | None:
    """Return a text or number that stands there as such, a minus before it included."""
    match node:
        case Literal() if not names_in(node.text):
            return node
        case Operation("-", (Literal(number=True) as number,)):
            return Literal(f"-{number.text}", number=True)
        case _:
            return None


def questions_of(form: Inspected, names: Iterable[str]) -> list[Question]:
    """Return the questions of these names."""
    return [item for name in names for item in form.named.get(name, ()) if isinstance(item, Question)]


def codes_of_question(form: Inspected, question: Question) -> Codes | None:
    """Return the codes that a question can have; None where anything is possible."""
    codes = form.codes_of(question)
    if codes is None:
        return None
    of = f'{question.name} (list "{short(question.list_name, 40)}")' if question.list_name else question.name
    return Codes(codes, (of,), several=question.type in ("select_multiple", "rank"))


@dataclass(frozen=True, slots=True)
class CodesAt:
    """What values can be in one cell of a form.

    Attributes
    ----------
    form : Inspected
    item : Question or Group
        In whose row the cell stands: what ``.`` means.
    columns : mapping of str to tuple of str, optional
        In a filter of choices: the columns and their values.
    followed : frozenset of str
        Calculations that have led here.
    """

    form: Inspected
    item: Item
    columns: Columns | None = None
    followed: frozenset[str] = frozenset()

    def of(self, node: Node) -> Codes | None:
        """Return the codes that a value can have; None where anything is possible."""
        if (fixed := constant(node)) is not None:
            return Codes((fixed.text,), ())
        match node:
            case Reference():
                return _together([self._value(question) for question in questions_of(self.form, [node.name])])
            case Location(None, _, steps, ()):
                return self._at(steps)
            case Call() if node.name in _PASSED_ON and node.arguments:
                parts = {"if": node.arguments[1:], "coalesce": node.arguments}.get(node.name, node.arguments[:1])
                found = _together([self.of(part) for part in parts])
                return replace(found, several=False) if found and node.name == "selected-at" else found
            case _:
                return None

    def _at(self, steps: tuple[str, ...]) -> Codes | None:
        """Return the codes at the end of a path: of the question itself, of another one, of a column of its choices."""
        if steps == (".",):
            return codes_of_question(self.form, self.item) if isinstance(self.item, Question) else None
        if self.columns is not None and len(steps) == 1:
            values = self.columns.get(steps[0])
            return None if values is None else Codes(tuple(dict.fromkeys(values)), (f'the column "{steps[0]}"',))
        return _together([self._value(question) for question in questions_of(self.form, steps[-1:])])

    def _value(self, question: Question) -> Codes | None:
        """Return the codes of a question, or those that a calculation can come to."""
        if question.type != "calculate":
            return codes_of_question(self.form, question)
        if question.name in self.followed or len(self.followed) == _FAR:
            return None
        try:
            tree = parse(question.calculation)
        except ExpressionError:
            return None
        found = CodesAt(self.form, question, followed=self.followed | {question.name}).of(tree)
        return None if found is None else replace(found, of=(question.name,))


def _together(parts: list[Codes | None]) -> Codes | None:
    """Return the codes of several values taken together; None where one of them can be anything, or there is none."""
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts):
        return None
    codes = dict.fromkeys(code for part in known for code in part.codes)
    of = dict.fromkeys(name for part in known for name in part.of)
    return Codes(tuple(codes), tuple(of), any(part.several for part in known))


def _equal(code: str, wanted: str) -> bool:
    try:
        return float(code) == float(wanted)
    except ValueError:
        return False
