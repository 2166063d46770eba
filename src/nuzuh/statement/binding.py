"""What takes the place of an expression, and a text in which that is done."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from nuzuh.statement.passages import CLOSE, OPEN, Passage
from nuzuh.statement.source import Expression

UNREAD = "▢"  # read in place of an expression that says no number


@dataclass(frozen=True, slots=True)
class Binding:
    """A piece of text that took the place of an expression, and the figure that it rests on, if any.

    Attributes
    ----------
    text : str
        As shown.
    figure : str
        Id, or empty.
    written : str
        The expression.
    also : tuple of str
        Further figures that it rests on.
    key : tuple
        What is said, whatever the language: versions in two languages must say the same.
    read : str
        What stands there when the words around it are read: the number without its quantifier.
    lean : int
        Of a comparison: 1 if the first is surely more than the second, -1 if it is surely less, else 0.
    """

    text: str
    figure: str
    written: str = ""
    also: tuple[str, ...] = ()
    key: tuple[Hashable, ...] = ()
    read: str = UNREAD
    lean: int = 0

    @property
    def figures(self) -> tuple[str, ...]:
        """All figures that it rests on."""
        return (self.figure, *self.also) if self.figure else ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an expression says nothing, and what would mend it."""

    rule: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A text with marks in place of its expressions, and what each mark stands for.

    Attributes
    ----------
    text : str
    bindings : tuple of Binding
        By the number of the mark.
    expressions : tuple of Expression
        As they were written, in the same order.
    passages : tuple of Passage
        The text as it is read.
    """

    text: str
    bindings: tuple[Binding, ...]
    expressions: tuple[Expression, ...] = ()
    passages: tuple[Passage, ...] = ()

    def plain(self, text: str | None = None) -> str:
        """Return the text, or a piece of it, with every mark replaced by its words."""
        out = self.text if text is None else text
        for index, binding in enumerate(self.bindings):
            out = out.replace(f"{OPEN}{index}{CLOSE}", binding.text)
        return out
