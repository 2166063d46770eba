"""The answers to a question of which one answer is chosen, as codes."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from nuzuh.formats.raw import short
from nuzuh.poll.codes import BLANKS, CODES, Codebook, language_of
from nuzuh.poll.findings import Findings
from nuzuh.poll.headings import OTHER

XML = "Export the answers with XML values and headers, not with labels."


def read_one(
    cells: pl.DataFrame,
    book: Codebook,
    usual: Sequence[str | None],
    heading: str,
    findings: Findings,
    *,
    other: bool = False,
) -> pl.Series:
    """Return the code of each answer; null where there is none, or none of the list.

    Parameters
    ----------
    cells : polars.DataFrame
        ``_line`` and ``cell``, the text as it was read.
    book : Codebook
        The options. Without any every text is taken as a code.
    usual : sequence
        The languages that the file is in, best first.
    heading : str
        For findings.
    findings : Findings
        Gains what could not be read, with line and value.
    other : bool
        Whether any other text counts as "other".
    """
    column = cells["cell"]
    texts = column.drop_nulls().unique(maintain_order=True).to_list()
    if not book.options:
        blank = [text for text in texts if text.casefold() in BLANKS]
        return column.replace(blank, [None] * len(blank)) if blank else column
    languages = language_of(book, texts, usual)
    codes: dict[str, str | None] = {}
    strange: list[str] = []
    mixed: list[str] = []
    for text in texts:
        code = book.code(text, languages)
        if code is not None and book.code(text, languages[:1]) is None:
            mixed.append(text)
        if code is None and (code := book.made_date(text)) is not None:
            _tell_dates(cells, text, code, heading, findings)
        if code is None and text.casefold() not in BLANKS:
            strange.append(text)
            code = OTHER if other else None
        codes[text] = code
    if not other:
        _tell_strange(cells, strange, book, heading, findings)
    if mixed:
        what = f'hold {_kind(languages[1:])} among {_kind(languages[:1])}, such as "{short(mixed[0])}"; both were read.'
        lines = _lines(cells, mixed)
        findings.tell("answer.mixed", heading, lines, mixed[0], what, "See whether the file was pasted together.")
    return column.replace_strict(codes, default=None, return_dtype=pl.String)


def _kind(languages: Sequence[str | None]) -> str:
    return "codes" if languages[0] is CODES else "labels"


def _lines(cells: pl.DataFrame, texts: Sequence[str]) -> pl.Series:
    return cells.filter(pl.col("cell").is_in(list(texts)))["_line"]


def _tell_dates(cells: pl.DataFrame, text: str, code: str, heading: str, findings: Findings) -> None:
    what = f'hold "{short(text)}", which a spreadsheet made of "{short(code)}"; read as that.'
    suggestion = "Do not open and save the export in a spreadsheet before it is read here."
    findings.tell("answer.date", heading, _lines(cells, [text]), text, what, suggestion)


def _tell_strange(cells: pl.DataFrame, texts: list[str], book: Codebook, heading: str, findings: Findings) -> None:
    for text in texts:
        lines = _lines(cells, [text])
        if book.shared(text):
            what = f'say "{short(text)}", which several options are called; they are not counted.'
            findings.tell("answer.shared", heading, lines, text, what, XML, "error")
        else:
            what = f'say "{short(text)}", which is none of its answers; they are not counted.'
            suggestion = "Correct them in the cleaning log, or add the answer to the form."
            findings.tell("answer.unknown", heading, lines, text, what, suggestion, "error")
