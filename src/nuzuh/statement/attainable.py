"""Warnings of percentages that no count of people gives: in the rows that are cited, and in the text of a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.rounding import round_people
from nuzuh.folder.checked import CheckedTable
from nuzuh.folder.records import Folder
from nuzuh.poll.attainable import check_count, check_percentage
from nuzuh.poll.found import Found, find, judge
from nuzuh.poll.printed import Printed, printed
from nuzuh.poll.sentences import count_reason, percentage_reason, rough_reason, verdict
from nuzuh.terms.errors import Problem, UsageError
from nuzuh.terms.wording import words

RULE = "figure.unattainable"
MEND = "Ask who published it how many of how many, and whether all answered; a weighted share is marked weighted."


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that was filled in.

    Attributes
    ----------
    start, end : int
        Its place in the text.
    figure : Figure or None
        The figure whose value it is.
    line, column : int
        Where its expression stands in the file.
    """

    start: int
    end: int
    figure: Figure | None
    line: int
    column: int


def unattainable_rows(folder: Folder) -> list[Problem]:
    """Return a warning of each row whose percentage no count of the people that it names gives, as written or as printed."""
    out, rounding = [], folder.settings.disclosure_rounding
    for name, column in (("references", "amount"), ("groups", "share")):
        table = folder.checked[name]
        for row, written, n, count in _reported(table, column):
            reason = _doubt(written, n, count)
            if not reason and name == "groups" and count is None and round_people(n, rounding, "") == n:
                reason = _doubt_once_rounded(written, n)  # where n is rounded, the report says about so many
            if reason:
                out.append(table.problem(row, column, RULE, "warning", reason, MEND))
    return out


def unattainable_text(text: str, pieces: Sequence[Piece], language: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield line, column, words and reason of each percentage in a text that no count of its people gives.

    The people are those of whom its figure is, whether or not the text says how many; and those that the text names.
    Weighted figures and estimates are exempt.

    Parameters
    ----------
    text : str
    pieces : sequence of Piece
        All that was filled in; of what stands elsewhere line and column are those of ``text``.
    language : str
    """
    told = set()
    for piece in pieces:
        figure, shown = piece.figure, text[piece.start : piece.end]
        if figure and figure.counted_of and (reason := _doubt(shown, figure.counted_of, None)):
            told.add((piece.start, figure.counted_of))
            yield piece.line, piece.column, shown, reason
    for found in find(text, language):
        at = next((p for p in pieces if p.start < found.end and found.start < p.end), None)
        exempt = at is not None and at.figure is not None and at.figure.estimated
        again = at is not None and (at.start, found.n) in told
        if not exempt and not again and (reason := _doubt_of(found)):
            yield at.line if at else found.line, at.column if at else found.column, found.text, reason


def _reported(table: CheckedTable, column: str) -> Iterator[tuple[int, str, int, int | None]]:
    """Yield the rows that say a percentage of so many people: row, percentage as written, people, and the count if given."""
    cells, typed = table.cells[column], table.typed
    shares = column == "share"  # an amount is a percentage only where the unit says so
    for row, values in enumerate(typed.iter_rows(named=True)):
        of, exact = (values["of_value"], values["of_quantifier"] == "exactly") if shares else (values["of"], True)
        percent = shares or values["unit"] == "percent"
        if table.bad[row] or not percent or cells[row] is None or not of or not exact or values["weighted"]:
            continue
        counted = shares and values["amount_value"] is not None
        if counted and values["amount_quantifier"] != "exactly":
            continue
        yield row, str(cells[row]), int(of), int(values["amount_value"]) if counted else None


def _doubt(written: str, n: int, count: int | None) -> str:
    """Return why a percentage of ``n`` people is not attainable, or nothing."""
    figure = _printed(written)
    if figure is None:
        return ""
    judged = check_percentage(figure, n) if count is None else check_count(count, figure, n)
    if verdict(judged) != "not attainable":
        return ""
    say = words("en")
    return percentage_reason(figure, judged, say) if count is None else count_reason(count, figure, judged, say)


def _doubt_once_rounded(written: str, n: int) -> str:
    """Return why a reported share is not attainable with the one decimal that the report prints, or nothing."""
    figure = _printed(written)
    if figure is None or figure.decimals < 2:
        return ""
    reason = _doubt(f"{round(float(figure.value), 1):.1f}", n, None)
    return reason and f"The report prints one decimal. {reason}"


def _printed(text: str) -> Printed | None:
    try:
        return printed(text)
    except UsageError:
        return None


def _doubt_of(found: Found) -> str:
    """Return why a percentage that a text prints with its people is not attainable, or nothing."""
    judged = judge(found)
    if judged is None or found.n is None or verdict(judged) != "not attainable":
        return ""
    if found.quantifier:
        return rough_reason(found.text, found.n, judged, words("en"))
    if found.count is not None:
        return count_reason(found.count, found.figure, judged, words("en"))
    return percentage_reason(found.figure, judged, words("en"))
