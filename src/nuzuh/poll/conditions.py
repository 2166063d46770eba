"""What is wrong in the expressions of a form: codes that no list has, names that no question has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuzuh.formats.raw import FileFault, short
from nuzuh.formats.xlsform import Group, Question
from nuzuh.poll.expressions import (
    Call,
    ExpressionError,
    Literal,
    Location,
    Node,
    Operation,
    Reference,
    names_in,
    parse,
    walk,
)
from nuzuh.poll.inspected import Inspected, Item, finding, near, some
from nuzuh.poll.possible_codes import Codes, CodesAt, Columns, codes_of_question, constant, questions_of

_EXPRESSIONS = ("relevant", "constraint", "required", "calculation", "choice_filter", "repeat_count")
# The whole cell may be one of these: the programs that take forms make "true()" and "false()" of them.
_PLAIN = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "no", "No", "NO", "false", "False", "FALSE"})
# What takes all values of a question that is asked several times.
_OF_MANY = frozenset(
    {
        *("sum", "count", "count-non-empty", "max", "min", "join", "concat", "indexed-repeat", "position", "randomize"),
        *("checklist", "weighted-checklist", "area", "distance", "enclosed-area", "intersects", "string-length"),
    }
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """An expression with where it stands."""

    item: Item
    column: str
    text: str
    columns: Columns | None = None

    def found(self, rule: str, message: str, suggestion: str) -> FileFault:
        return finding(self.item, f"survey/{self.column}", self.text, rule, message, suggestion)


def check_conditions(form: Inspected) -> Iterator[FileFault]:
    """Yield what is wrong in the expressions of a form, and the names in its texts that no question has."""
    for item in form.items:
        for column in _EXPRESSIONS:
            text = getattr(item, column, "")
            if text and text not in _PLAIN:
                columns = _columns(form, item) if column == "choice_filter" and isinstance(item, Question) else None
                yield from _check(form, _Cell(item, column, text, columns))
        if isinstance(item, Question):
            for column, text in _texts(item):
                yield from _unknown_names(form, _Cell(item, column, text), names_in(text))
        else:
            for language, text in item.label.items():
                yield from _unknown_names(form, _Cell(item, _headed("label", language), text), names_in(text))


def _headed(column: str, language: str) -> str:
    return f"{column}::{language}" if language else column


def _texts(question: Question) -> Iterator[tuple[str, str]]:
    """Yield the cells of a question in which names may stand without being an expression, with their columns."""
    for column in ("label", "hint", "constraint_message", "required_message"):
        for language, text in getattr(question, column).items():
            yield _headed(column, language), text
    for column in ("default", "parameters", "appearance"):
        yield column, getattr(question, column)
    if "${" in question.list_name:
        yield "type", question.list_name
    yield from question.more.items()


def _columns(form: Inspected, question: Question) -> Columns | None:
    """Return the values of each column of a question's choices; None where they are not known."""
    choices = form.choices_of(question)
    if choices is None:
        return None
    columns: dict[str, tuple[str, ...]] = {"name": tuple(choice.name for choice in choices)}
    for choice in choices:
        for column, cell in choice.more.items():
            columns[column] = (*columns.get(column, ()), cell)
    return columns


def _check(form: Inspected, cell: _Cell) -> Iterator[FileFault]:
    try:
        tree = parse(cell.text)
    except ExpressionError as error:
        yield cell.found("expression.syntax", f"The expression cannot be read: {error}.", "Mend it.")
        return
    nodes = list(walk(tree))
    inside = {
        id(below) for node in nodes if isinstance(node, Location) for part in node.conditions for below in walk(part)
    }
    yield from _unknown_names(form, cell, [name for node in nodes for name in _names(node)])
    yield from _several(form, cell, tree)
    values = CodesAt(form, cell.item, cell.columns)
    for node in nodes:
        if id(node) in inside:
            continue
        if isinstance(node, Location):
            yield from _bare(form, cell, node)
        if isinstance(node, Operation) and node.sign in ("=", "!="):
            yield from _compared(cell, values, *node.operands)
        if isinstance(node, Call) and len(node.arguments) == 2:
            yield from _called(form, cell, values, node)


# ------------------------------------------------------------------------------------------------------------- names
def _names(node: Node) -> list[str]:
    match node:
        case Reference():
            return [node.name]
        case Literal():
            return names_in(node.text)
        case Location():
            return [name for step in node.steps for name in names_in(step)]
        case _:
            return []


def _unknown_names(form: Inspected, cell: _Cell, names: list[str]) -> Iterator[FileFault]:
    for name in dict.fromkeys(names):
        name = name.removeprefix("last-saved#")
        items = form.named.get(name, ())
        if not items:
            message = f"${{{name}}} is no question or group of this form."
            yield cell.found(
                "reference.unknown", message, near(name, form.named) or "Mend the name, or add the question."
            )
        elif len(items) > 1:
            lines = some([str(item.line) for item in items])
            message = f"${{{name}}} may mean one of {len(items)} questions or groups (lines {lines})."
            yield cell.found("reference.ambiguous", message, "Give each a name of its own.")


def _several(form: Inspected, cell: _Cell, node: Node, many: bool = False) -> Iterator[FileFault]:
    """Yield the names of questions that are asked several times, from where one answer is meant."""
    waiting = [(node, many)]
    seen = set()
    while waiting:
        node, many = waiting.pop()
        below = many or (isinstance(node, Call) and node.name in _OF_MANY)
        match node:
            case Reference() if not many and node.name not in seen:
                seen.add(node.name)
                yield from _repeated(form, cell, node.name)
            case Location():
                waiting += [(part, True) for part in (node.start, *node.conditions) if part is not None]
            case Call():
                waiting += [(part, below) for part in node.arguments]
            case Operation():
                waiting += [(part, below) for part in node.operands]
            case _:
                pass


def _repeated(form: Inspected, cell: _Cell, name: str) -> Iterator[FileFault]:
    items = form.named.get(name, ())
    if len(items) != 1 or isinstance(items[0], Group):
        return
    around, here = form.repeats_around(items[0]), form.repeats_around(cell.item)
    if around != here[: len(around)]:
        message = f'${{{name}}} is asked in the repeat "{around[-1][-1]}": from here it has many answers, not one.'
        suggestion = (
            "Take them together with sum(), count(), max(), min() or join(), or choose one with indexed-repeat()."
        )
        yield cell.found("reference.repeat", message, suggestion)


def _bare(form: Inspected, cell: _Cell, node: Location) -> Iterator[FileFault]:
    """Yield a name that stands without ${}, or a column that no choice has, or a path to nowhere."""
    steps = node.steps
    if node.start is not None or not steps or any("${" in step or "*" in step or "@" in step for step in steps):
        return
    name = steps[-1]
    if node.absolute or steps[0] in (".", ".."):
        if name not in (".", "..") and name not in form.named:
            message = f"The path ends at {name}, which is no question or group of this form."
            yield cell.found("reference.unknown", message, near(name, form.named) or "Write ${name} for a question.")
        return
    if cell.column == "choice_filter":
        if cell.columns is not None and name not in cell.columns and name.split("::")[0] != "label":
            message = f'"{short(name, 40)}" is no column of the choices of "{_list(cell.item)}".'
            value = any(name in cells for cells in cell.columns.values())
            suggestion = f"Write '{name}'." if value else _meant(form, name) or near(name, cell.columns)
            yield cell.found("filter.column", message, suggestion or "Add the column.")
        return
    message = f'"{short(name, 40)}" stands there without ${{}} and without quotation marks: it means nothing.'
    suggestion = _meant(form, name) or f"Write '{name}' for a code, ${{{name}}} for a question."
    if cell.column == "required":
        suggestion = 'Write "yes" or "no".'
    yield cell.found("reference.bare", message, suggestion)


def _meant(form: Inspected, name: str) -> str:
    """Return how a bare name should be written, where it is known what it names."""
    if name in form.named:
        return f"Write ${{{name}}}."
    if name in ("true", "false"):
        return f"Write {name}()."
    coded = any(choice.name == name for choices in form.form.choices.values() for choice in choices)
    return f"Write '{name}'." if coded else ""


def _list(item: Item) -> str:
    return item.list_name if isinstance(item, Question) else ""


# ------------------------------------------------------------------------------------------------------------- codes
def _compared(cell: _Cell, values: CodesAt, left: Node, right: Node) -> Iterator[FileFault]:
    """Yield a code that the other side of an equation never has."""
    fixed = [constant(side) for side in (left, right)]
    codes = [values.of(side) if text is None else None for side, text in zip((left, right), fixed, strict=True)]
    for known, wanted in ((codes[0], fixed[1]), (codes[1], fixed[0])):
        if known is not None and wanted is not None:
            parts = wanted.text.split() if known.several else [wanted.text]
            yield from _missing(cell, known, [Literal(part, wanted.number) for part in parts if part])
    first, second = codes
    if first and second and cell.column == "choice_filter" and not set(first.codes) & set(second.codes):
        message = f"The values of {first.named} and of {second.named} have nothing in common: no choice is ever shown."
        yield cell.found("filter.never", message, "Write the same codes in both.")


def _called(form: Inspected, cell: _Cell, values: CodesAt, call: Call) -> Iterator[FileFault]:
    """Yield a code that is asked for in a question that never has it."""
    first, second = call.arguments
    fixed = constant(first), constant(second)
    if call.name == "selected":
        if fixed[0] is None and fixed[1] is not None and (codes := values.of(first)) is not None:
            yield from _missing(cell, codes, [fixed[1]])
        # selected('a b c', ${q}): whether the answer is one of these.
        if fixed[1] is None and fixed[0] is not None and (codes := values.of(second)) is not None:
            yield from _missing(cell, codes, [Literal(part) for part in fixed[0].text.split()])
    if call.name == "jr:choice-name" and fixed[0] is not None and isinstance(second, Literal):
        for question in questions_of(form, names_in(second.text)):
            if (codes := codes_of_question(form, question)) is not None:
                yield from _missing(cell, codes, [fixed[0]])


def _missing(cell: _Cell, codes: Codes, wanted: Sequence[Literal]) -> Iterator[FileFault]:
    for each in wanted:
        if each.text and not codes.has(each):
            message = f'{codes.named} never has the answer "{short(each.text, 40)}"; there is {some(codes.codes, 12)}.'
            suggestion = near(each.text, codes.codes) or "Write one of these codes, or add the choice."
            yield cell.found("choice.unknown", message, suggestion)
