"""What the columns of an export ask where there is no form: guessed from what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from nuzuh.poll.asked import Kind
from nuzuh.poll.codes import BLANKS
from nuzuh.poll.multiple import truth
from nuzuh.poll.values import numbers_in, order_of
from nuzuh.terms.dates import Day, parse_date

_MOST_ANSWERS = 20  # distinct texts; more are no list of answers
_LONGEST = 100  # characters of an answer that is chosen
_OPTION = re.compile(r"(.+?)\s*(?:/|\.|:\s|\|)\s*([^/]+)")


@dataclass(frozen=True, slots=True)
class Several:
    """Columns that together are one question of which several answers are chosen.

    Attributes
    ----------
    summary : int or None
        The column with all that was chosen.
    split : mapping of str to int
        Option -> its column.
    """

    summary: int | None
    split: Mapping[str, int]

    @property
    def columns(self) -> tuple[int, ...]:
        """The summary, if there is one, and the columns of the options."""
        return (*(() if self.summary is None else (self.summary,)), *self.split.values())


def kind_of(column: pl.Series) -> Kind:
    """Return what a column of texts holds.

    Examples
    --------
    >>> kind_of(pl.Series(["3", "4.5", None])), kind_of(pl.Series(["yes", "no"])), kind_of(pl.Series(["2020-02-06"]))
    ('number', 'one', 'date')
    """
    filled = column.drop_nulls()
    texts = [text for text in filled.unique(maintain_order=True) if text.casefold() not in BLANKS]
    if not texts:
        return "text"
    if all(number is not None for number in numbers_in(texts, whole=False).values()):
        return "number"
    if all(truth(text) >= 0 for text in texts):
        return "one"
    order = order_of([filled])
    if all(
        len(text) < 40 and isinstance(day := parse_date(text, order), Day) and day.accuracy == "day" for text in texts
    ):
        return "date"
    few = len(texts) <= _MOST_ANSWERS and len(texts) * 2 <= filled.len()
    return "one" if few and max(map(len, texts)) <= _LONGEST else "text"


def several_in(header: Sequence[str], columns: Sequence[int], rows: pl.DataFrame) -> dict[str, Several]:
    """Return the select-multiples among columns, by the name of the question.

    A column is an option when it holds nothing but yes and no and is called after another column (the summary). Without a
    summary, columns whose names share what stands before a slash, point or colon are one question if they are filled in the
    same rows and each of these has a yes: a group of yes-no questions is named in the same way, and has rows of all no.
    """
    names = {header[column]: column for column in columns}
    summed: dict[str, dict[str, int]] = {}
    alone: dict[str, dict[str, int]] = {}
    for column in columns:
        texts = rows[f"c{column}"].drop_nulls().unique()
        if not all(truth(text) >= 0 or text.casefold() in BLANKS for text in texts):
            continue
        if parts := _longest_name(header[column], names):
            summed.setdefault(parts[0], {})[parts[1]] = column
        elif shared := _OPTION.fullmatch(header[column]):
            alone.setdefault(shared[1], {})[shared[2]] = column
    found = {name: Several(names[name], split) for name, split in summed.items()}
    for name, split in alone.items():
        if len(split) > 1 and _together(rows.select(f"c{column}" for column in split.values())):
            found.setdefault(name, Several(None, split))
    return found


def _together(cells: pl.DataFrame) -> bool:
    """Return whether columns of yes and no are filled in the same rows, with a yes in each of them."""
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    yes = [text for column in cells.iter_columns() for text in column.drop_nulls().unique() if truth(text) == 1]
    chosen = cells.select(pl.any_horizontal(pl.all().is_in(yes).fill_null(value=False))).to_series()
    return bool(
        ((filled == 0) | (filled == cells.width)).all() and (chosen == (filled > 0)).all() and (filled > 0).any()
    )


def _longest_name(heading: str, names: Mapping[str, int]) -> tuple[str, str] | None:
    """Return question and option where the heading begins with that of another column."""
    for at in range(len(heading) - 1, 0, -1):
        if heading[at] in "/.:|" and heading[:at].strip() in names:
            return heading[:at].strip(), heading[at + 1 :].strip()
    return None
