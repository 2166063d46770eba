"""The answers to a question of which several are chosen, in every form in which they are published.

A row is answered when something is chosen: XForms cannot send "nothing", so a blank summary is no answer, even where the
columns of the options say 0. ODK Central writes them so for questions that were skipped, and so did older KoboToolbox;
today's leaves them blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from nuzuh.formats.raw import short
from nuzuh.poll.chosen import XML
from nuzuh.poll.codes import BLANKS, CODES, Codebook, code_key
from nuzuh.poll.findings import Findings
from nuzuh.poll.headings import OTHER, heading_key
from nuzuh.terms.errors import Severity

Marks = NDArray[np.int8]  # 1 chosen, 0 not, -1 nothing said, _UNCLEAR for labels that run together
YES = frozenset(["1", "true", "yes", "y", "x", "selected", "checked", "نعم", "evet", "oui", "✓", "✔"])
NO = frozenset(["0", "false", "no", "n", "not selected", "unchecked", "لا", "hayır", "hayir", "non"])
_SEPARATORS = re.compile(r"\s*[;|\n]\s*|\s*[,،]\s+")
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_UNCLEAR = -2
_NONE = "choose no option; they count as not answered."
_AGREE = "See which of the two was corrected by hand, and correct the other in the cleaning log."


def read_many(
    lines: pl.Series,
    summary: pl.Series | None,
    split: Mapping[str, pl.Series],
    book: Codebook,
    usual: Sequence[str | None],
    heading: str,
    findings: Findings,
    *,
    other: bool = False,
) -> pl.DataFrame:
    """Return a Boolean for each option, null in rows where the question was not answered.

    Parameters
    ----------
    lines : polars.Series
        Line of each row.
    summary : polars.Series or None
        The column with all that was chosen, codes or labels.
    split : mapping of str to polars.Series
        Code -> the column of that option.
    book, usual, heading, findings, other
        As of `nuzuh.poll.chosen.read_one`.
    """
    codes = [option.code for option in book.options]
    said: Marks = np.full((lines.len(), len(codes)), -1, dtype=np.int8)
    for index, code in enumerate(codes):
        if code in split:
            said[:, index] = _truths(lines, split[code], code, book, f"{heading}/{code}", findings)
    by_split = np.asarray((said == 1).any(axis=1), dtype=np.bool_)

    def tell(rule: str, rows: NDArray[np.bool_], what: str, suggestion: str) -> None:
        at = np.flatnonzero(rows)
        value = str(summary[int(at[0])] or "") if summary is not None and at.size else ""
        severity: Severity = "error" if rule == "many.labels" else "warning"
        findings.tell(rule, heading, lines.gather(at), value, what, suggestion, severity)

    zeros = (said == 0).any(axis=1) & ~by_split
    if summary is None:
        chosen, answered = said == 1, by_split
        tell("many.none", zeros, _NONE, "Nothing to do, if the question was skipped.")
    else:
        told = _summaries(lines, summary, book, usual, heading, findings, other=other)
        resolved = np.asarray((told >= 0).any(axis=1), dtype=np.bool_)
        unclear = (told == _UNCLEAR).any(axis=1)
        chosen, answered = np.where(resolved[:, None], told == 1, said == 1), resolved | by_split
        differ = resolved & ((said >= 0) & (said != told)).any(axis=1)
        tell("many.differ", differ, "say something else than the columns of the options; they were taken.", _AGREE)
        blank = by_split & ~resolved & ~unclear
        tell("many.summary", blank, "name no option, but the columns of the options do; those were taken.", _AGREE)
        empty = zeros & ~resolved & ~unclear
        if (~zeros & ~by_split & ~resolved).any():  # not every skipped row has zeros, as ODK Central writes them
            tell("many.none", empty, _NONE, "Nothing to do, if the question was asked and left blank.")
        unread = unclear & ~by_split
        tell("many.labels", unread, "hold labels that cannot be told apart; they are not counted.", XML)
    skipped = pl.Series(~answered)
    columns = {code: pl.Series(chosen[:, index]).set(skipped, None) for index, code in enumerate(codes)}
    return pl.DataFrame(columns, schema=dict.fromkeys(codes, pl.Boolean))


def truth(text: str) -> int:
    """Return 1 for yes, 0 for no, -1 for what is neither."""
    key = code_key(text)
    return 1 if key in YES else 0 if key in NO else -1


def _truths(lines: pl.Series, column: pl.Series, code: str, book: Codebook, heading: str, findings: Findings) -> Marks:
    """Return what each cell of an option's column says; the option's own code or label says yes, too."""
    read: dict[str, int] = {}
    for text in column.drop_nulls().unique(maintain_order=True):
        value = truth(text)
        if value < 0 and book.code(text, book.languages()) == code:
            value = 1
        if value < 0 and text.casefold() not in BLANKS:
            what = f'say "{short(text)}", neither yes nor no; they are not counted.'
            told = lines.filter(column == text)
            findings.tell("many.value", heading, told, text, what, "An option is 1 or 0.", "error")
        read[text] = value
    values = column.replace_strict(read, default=-1, return_dtype=pl.Int8).fill_null(-1)
    return np.asarray(values.to_numpy(), dtype=np.int8)


def _summaries(
    lines: pl.Series,
    summary: pl.Series,
    book: Codebook,
    usual: Sequence[str | None],
    heading: str,
    findings: Findings,
    *,
    other: bool,
) -> Marks:
    """Return what each cell of the summary says of each option."""
    texts = summary.drop_nulls().unique(maintain_order=True).to_list()
    languages = _best(book, texts, usual)
    place = {option.code: index for index, option in enumerate(book.options)}
    table: Marks = np.full((len(texts) + 1, len(place)), -1, dtype=np.int8)  # the last row is for blank cells
    for row, text in enumerate(texts):
        found, strange = _resolved(text, book, languages)
        if strange and other:
            found, strange = [*found, OTHER], []
        if found:
            table[row] = 0
            table[row, [place[code] for code in found]] = 1
        elif strange and languages[0] is not CODES and code_key(text) not in BLANKS:
            table[row], strange = _UNCLEAR, []
        for word in strange:
            if code_key(word) not in BLANKS:
                what = f'hold "{short(word)}", which is none of its options; it is not counted.'
                suggestion = "Correct them in the cleaning log, or add the option to the form."
                told = lines.filter(summary == text)
                findings.tell("many.unknown", heading, told, word, what, suggestion, "error")
    order = {text: row for row, text in enumerate(texts)}
    rows = summary.replace_strict(order, default=len(texts), return_dtype=pl.Int64).fill_null(len(texts))
    read: Marks = table[rows.to_numpy()]
    return read


def _best(book: Codebook, texts: Sequence[str], usual: Sequence[str | None]) -> list[str | None]:
    """Return the languages of the summary, the one that reads most cells first."""
    order = {language: place for place, language in enumerate(usual)}
    languages = sorted(book.languages(), key=lambda each: (order.get(each, len(order)), str(each or "")))
    reads: dict[str | None, int] = {}
    for each in languages:
        reads[each] = sum(not _in_language(text, book, each)[1] for text in texts)
        if reads[each] == len(texts):  # no other can read more
            return [each, *(other for other in languages if other != each)]
    return sorted(languages, key=lambda each: -reads[each])


def _resolved(text: str, book: Codebook, languages: Sequence[str | None]) -> tuple[list[str], list[str]]:
    """Return the codes that a cell names and the words that are none, in the first language that reads all of it."""
    for language in languages:
        found, strange = _in_language(text, book, language)
        if not strange:
            return found, []
    return _in_language(text, book, languages[0])


def _in_language(text: str, book: Codebook, language: str | None) -> tuple[list[str], list[str]]:
    keys = book.keys[language]
    quoted = _QUOTED.findall(text) if text.startswith("[") else []
    if language is CODES:
        words = quoted or text.split()
        if any(book.code(word, [CODES]) is None for word in words):
            words = [word for word in re.split(r"[\s,;|]+", text.strip("[]")) if word]
        read = [(word, book.code(word, [CODES])) for word in words]
        return list(dict.fromkeys(code for _, code in read if code)), [word for word, code in read if not code]
    parts = quoted or [part for part in _SEPARATORS.split(text) if part]
    named = [keys.get(heading_key(part)) for part in parts]
    codes = [code for code in named if code]
    if len(codes) == len(parts) and (quoted or len(parts) > 1):
        return list(dict.fromkeys(codes)), []
    ways = _segments(heading_key(text), {key: code for key, code in keys.items() if code})
    return (sorted(ways[0]), []) if len(ways) == 1 else ([], [text])


def _segments(text: str, labels: Mapping[str, str]) -> list[frozenset[str]]:
    """Return the sets of codes whose labels, put one after the other, make the text; no more than two."""
    ways: list[list[frozenset[str]]] = [[] for _ in range(len(text) + 1)]
    ways[len(text)] = [frozenset()]
    for at in range(len(text) - 1, -1, -1):
        if at and text[at - 1] not in " /":
            continue
        for label, code in labels.items():
            end = at + len(label)
            if not label or not text.startswith(label, at) or (end < len(text) and text[end] not in " /"):
                continue
            rest = end + 1 if end < len(text) else end
            ways[at] += [found | {code} for found in ways[rest] if code not in found]
        ways[at] = list(dict.fromkeys(ways[at]))[:2]
    return ways[0]
