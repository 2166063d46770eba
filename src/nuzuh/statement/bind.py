"""Figures put into a text, each bound to its evidence; whatever has no evidence is a problem with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger
from nuzuh.statement.attainable import MEND, RULE, Piece, unattainable_text
from nuzuh.statement.bases import base_doubts
from nuzuh.statement.binding import Binding, Bound, Refusal
from nuzuh.statement.doubts import Context, doubts
from nuzuh.statement.finding import finding
from nuzuh.statement.passages import CLOSE, MARK, OPEN, passages
from nuzuh.statement.resolve import Resolver
from nuzuh.statement.source import Expression, broken_braces, expressions, place
from nuzuh.statement.waivers import Waived, Waiver
from nuzuh.terms.errors import Problem

_CAPITAL = ("base", "compare")  # functions whose words may begin a sentence


class Binder:
    """Binds the texts of one letter, or of one narrative, in one language.

    Parameters
    ----------
    ledger : Ledger
        The public figures.
    language : str
    source_names : callable
        Figure -> names of its sources in the language.
    rejected : mapping of str to str, optional
        Where the row of a figure stands that was rejected, by the figure's id.
    waivers : sequence of Waiver, optional
        Words that may stand in these texts without evidence.
    """

    def __init__(
        self,
        ledger: Ledger,
        language: str,
        source_names: Callable[[Figure], str],
        rejected: Mapping[str, str] | None = None,
        waivers: Sequence[Waiver] = (),
    ) -> None:
        self._ledger = ledger
        self._language = language
        self._resolver = Resolver(ledger, language, source_names, rejected)
        self._waived = Waived(waivers)

    def bind(
        self, file: str, text: str, first_line: int = 1, first_column: int = 1, *, plain: bool = False
    ) -> tuple[Bound, list[Problem]]:
        """Return a text with its expressions resolved, and every problem in it that no waiver covers.

        Parameters
        ----------
        file, text : str
        first_line, first_column : int
            Where the text begins in its file.
        plain : bool
            Whether the text is a line without blocks, such as a title.
        """
        text = text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
        found = list(expressions(text, first_line, first_column))
        resolved = [self._resolver.resolve(e) for e in found]
        problems = [
            finding(file, e.line, e.column, e.text, r.rule, r.message, r.suggestion)
            for e, r in zip(found, resolved, strict=True)
            if isinstance(r, Refusal)
        ]
        bindings = [
            replace(r, written=e.text) if isinstance(r, Binding) else Binding(e.text, "", e.text, key=_refused_key(e))
            for e, r in zip(found, resolved, strict=True)
        ]
        for line, column in broken_braces(text, first_line, first_column):
            message = "Double braces that open or close nothing, or an expression without them."
            problems.append(finding(file, line, column, "{{", "letter.braces", message, 'Write {{ figure("…") }}.'))
        bound = _capitals(_bound(text, found, bindings, plain=plain), self._language)
        problems += self._doubted(file, text, bound, (first_line, first_column))
        problems += self._unattainable(file, bound, first_line)
        problems.sort(key=lambda p: (p.line or 0, int(p.column)))
        return bound, problems

    def idle_waivers(self, file: str) -> list[Problem]:
        """Return an error of each waiver that was of no use in any text bound so far."""
        return self._waived.idle(file)

    def _doubted(self, file: str, text: str, bound: Bound, at: tuple[int, int]) -> Iterator[Problem]:
        """Yield what the words between the figures say that nothing bears out."""
        figures = tuple(self._ledger.get(b.figure) for b in bound.bindings)
        contexts = [Context(passage, bound, figures, self._language) for passage in bound.passages]
        found = [(c.passage, doubt) for c in contexts for doubt in doubts(c)]
        for passage, doubt in [*found, *base_doubts(contexts)]:
            start, end = passage.source(doubt.start, doubt.end)
            end = start + len(text[start:end].rstrip())  # blanks behind a word are none of those that are waived
            if not self._waived.covers(text, start, end):
                line, column = place(text, start, *at)
                written = " ".join(text[start:end].split()).strip(".,:;-–")
                yield finding(file, line, column, written, doubt.rule, doubt.message, doubt.suggestion, doubt.severity)

    def _unattainable(self, file: str, bound: Bound, first_line: int) -> Iterator[Problem]:
        """Yield a warning of each percentage that no count of its people gives."""
        parts = MARK.split(bound.text)
        text, pieces = "", []
        for plain, number in zip(parts[::2], [*parts[1::2], ""], strict=True):
            text += plain
            if number:
                binding, at = bound.bindings[int(number)], bound.expressions[int(number)]
                figure = self._ledger.get(binding.figure) if at.function == "figure" else None
                end = len(text) + len(binding.text)
                pieces.append(Piece(len(text), end, figure, at.line - first_line + 1, at.column))
                text += binding.text
        for line, column, shown, reason in unattainable_text(text, pieces, self._language):
            yield finding(file, line + first_line - 1, column, shown, RULE, reason, MEND, "warning")


def _refused_key(expression: Expression) -> tuple[str, ...]:
    """Return what an expression that was refused would have said; how a figure is written makes no difference."""
    of = expression.arguments[:1] if expression.function == "figure" else expression.arguments
    return ("refused", expression.function, *of)


def _bound(text: str, found: Sequence[Expression], bindings: Sequence[Binding], *, plain: bool) -> Bound:
    """Return a text with marks in place of its expressions."""
    marked: list[str] = []
    origins: list[tuple[int, int]] = []
    done = 0
    for index, expression in enumerate(found):
        start, end = expression.start, expression.start + len(expression.text)
        mark = f"{OPEN}{index}{CLOSE}"
        marked += [text[done:start], mark]
        origins += [(i, i + 1) for i in range(done, start)] + [(start, end)] * len(mark)
        done = end
    marked.append(text[done:])
    origins += [(i, i + 1) for i in range(done, len(text))]
    whole = "".join(marked)
    read = [b.read for b in bindings]
    return Bound(whole, tuple(bindings), tuple(found), tuple(passages(whole, origins, read, plain=plain)))


def _capitals(bound: Bound, language: str) -> Bound:
    """Return a text whose comparisons and bases begin with a capital where they begin a sentence."""
    bindings = list(bound.bindings)
    for passage in bound.passages:
        for piece in passage.pieces:
            begin, _ = passage.sentence(piece.start)
            begins = not passage.text[begin : piece.start].strip()
            if begins and bound.expressions[piece.index].function in _CAPITAL:
                text = bindings[piece.index].text
                first = "İ" if language == "tr" and text[:1] == "i" else text[:1].upper()
                bindings[piece.index] = replace(bindings[piece.index], text=first + text[1:])
    return replace(bound, bindings=tuple(bindings))
