"""Figures put into a text, each bound to its evidence; whatever has no evidence is a problem with its place."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.statement.attainable import MEND, RULE, Piece, unattainable_text
from nuzuh.statement.source import Expression, broken_braces, expressions, typed_numbers
from nuzuh.terms.errors import Problem
from nuzuh.terms.wording import words

OPEN, CLOSE = "\ue000", "\ue001"  # private-use marks around the number of a binding, until the text is set
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
FUNCTIONS = {
    "figure": 'figure("displaced.flow.total"): more than 948,000; with "people" as second argument: more than 948,000 people; '
    'with "number": 948,000',
    "period": 'period("displaced.flow.total"): the period or day of a figure',
    "month": 'month("displaced.stock.total"): the month of a stock',
    "sources": 'sources("displaced.flow.total"): who says so',
    "day": 'day("2020-02-06"): a day',
    "name": 'name("Resolution 2254"): a proper name that holds a number',
}


@dataclass(frozen=True, slots=True)
class Binding:
    """A piece of text that took the place of an expression, and the figure that it rests on, if any.

    ``written`` is the expression itself, by which a later edit of the text is told from a change of the figure.
    """

    text: str
    figure: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A text with marks in place of its expressions, and what each mark stands for."""

    text: str
    bindings: tuple[Binding, ...]

    def plain(self, text: str | None = None) -> str:
        """Return the text, or a piece of it, with every mark replaced by its words."""
        out = self.text if text is None else text
        for index, binding in enumerate(self.bindings):
            out = out.replace(f"{OPEN}{index}{CLOSE}", binding.text)
        return out


class Binder:
    """Binds the texts of one letter in one language.

    Parameters
    ----------
    ledger : Ledger
        The public figures.
    language : str
    source_names : callable
        Figure -> names of its sources in the language.
    rejected : mapping of str to str, optional
        Where the row of a figure stands that was rejected, by the figure's id.
    """

    def __init__(
        self,
        ledger: Ledger,
        language: str,
        source_names: Callable[[Figure], str],
        rejected: Mapping[str, str] | None = None,
    ) -> None:
        self._ledger = ledger
        self._words = words(language)
        self._source_names = source_names
        self._rejected = rejected or {}

    def bind(self, file: str, text: str, first_line: int = 1) -> tuple[Bound, list[Problem]]:
        """Return a text with its expressions resolved, and every problem in it."""
        problems: list[Problem] = []
        bindings: list[Binding] = []
        resolved: list[Expression] = []
        out = text = text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
        for expression in expressions(text, first_line):
            result = self._resolve(expression)
            if isinstance(result, Binding):
                out = out.replace(expression.text, f"{OPEN}{len(bindings)}{CLOSE}", 1)
                bindings.append(replace(result, written=expression.text))
                resolved.append(expression)
            else:
                rule, message, suggestion = result
                problems.append(
                    Problem(
                        file,
                        "",
                        expression.line,
                        str(expression.column),
                        expression.text,
                        rule,
                        "error",
                        message,
                        suggestion,
                    )
                )
        for line, column, typed in typed_numbers(text, first_line, self._words.language):
            problems.append(
                Problem(
                    file,
                    "",
                    line,
                    str(column),
                    typed,
                    "letter.typed_number",
                    "error",
                    f"The number {typed} is typed by hand: nothing proves it.",
                    'Write a figure, {{ figure("…") }}, a day, {{ day("2020-02-06") }}, or a name, {{ name("…") }}.',
                )
            )
        for line, column in broken_braces(text, first_line):
            problems.append(
                Problem(
                    file,
                    "",
                    line,
                    str(column),
                    "{{",
                    "letter.braces",
                    "error",
                    "Double braces that open or close nothing.",
                    'Write {{ figure("…") }} on one line.',
                )
            )
        bound = Bound(out, tuple(bindings))
        problems += self._unattainable(file, bound, resolved, first_line)
        problems.sort(key=lambda p: (p.line or 0, int(p.column)))
        return bound, problems

    def _unattainable(
        self, file: str, bound: Bound, expressions: Sequence[Expression], first_line: int
    ) -> Iterator[Problem]:
        """Yield a warning of each percentage that no count of its people gives."""
        parts = MARK.split(bound.text)
        text, pieces = "", []
        for plain, number in zip(parts[::2], [*parts[1::2], ""], strict=True):
            text += plain
            if number:
                binding, at = bound.bindings[int(number)], expressions[int(number)]
                figure = self._ledger.get(binding.figure) if at.function == "figure" else None
                pieces.append(
                    Piece(len(text), len(text) + len(binding.text), figure, at.line - first_line + 1, at.column)
                )
                text += binding.text
        for line, column, shown, reason in unattainable_text(text, pieces, self._words.language):
            yield Problem(file, "", line + first_line - 1, str(column), shown, RULE, "warning", reason, MEND)

    def _resolve(self, expression: Expression) -> Binding | tuple[str, str, str]:
        name, argument = expression.function, expression.argument
        if name not in FUNCTIONS:
            return (
                "letter.expression",
                f"{expression.text} cannot be read.",
                "Known are: " + "; ".join(FUNCTIONS.values()) + ".",
            )
        if name == "name":
            return Binding(argument, "")
        if name == "day":
            try:
                return Binding(self._words.day(dt.date.fromisoformat(argument)), "")
            except ValueError:
                return "letter.day", f"{argument} is no day.", "Write it as 2020-02-06."
        figure = self._ledger.get(argument)
        if figure is None and argument in self._rejected:
            where = self._rejected[argument]
            message = f"The figure {argument} stands in {where}, but that row was rejected."
            return "letter.figure", message, f"Mend {where}; the letter then follows."
        if figure is None:
            near = difflib.get_close_matches(argument, list(self._ledger.figures), n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(near)}?" if near else "`nuzuh count` lists all figures."
            return "letter.figure", f"There is no figure {argument}.", hint
        value = figure.value
        if value is None:
            why = "is hidden, because few people stand behind it" if figure.status == "suppressed" else "is not known"
            return "letter.figure", f"The figure {argument} {why}.", "Cite a wider figure, or none."
        return self._say(expression, figure, value)

    def _say(self, expression: Expression, figure: Figure, value: float) -> Binding | tuple[str, str, str]:
        say = self._words
        if expression.function != "figure":
            text = self._about(expression.function, figure)
            if expression.option or not text:
                name = expression.function
                why = f"takes no {expression.option}" if expression.option else f"says nothing of {figure.id}"
                return "letter.expression", f"{name} {why}.", FUNCTIONS[name]
            return Binding(text, figure.id)
        match expression.option:
            case "":
                return Binding(say.amount(value, figure.quantifier, figure.unit, figure.decimals), figure.id)
            case "number":
                return Binding(say.number(value), figure.id)
            case "people" if figure.unit == "people":
                return Binding(say.people(value, figure.quantifier), figure.id)
            case option:
                return ("letter.expression", f"{option} is no way to write {figure.id}.", FUNCTIONS["figure"])

    def _about(self, function: str, figure: Figure) -> str:
        """Return a figure's sources, period or month in words; nothing if it has none."""
        say = self._words
        if function == "sources":
            return self._source_names(figure)
        if function == "month":
            at = figure.date or figure.start
            return say.month(at) if at else ""
        if figure.start and figure.end:
            return say.period(figure.start, figure.end)
        return say.day_of(figure.date, figure.accuracy) if figure.date else ""
