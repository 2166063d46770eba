"""Which cells of a poll's tables are hidden, so that no small number of people can be worked out from all tables together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from nuzuh.evidence.audit import Bools, Ints
from nuzuh.evidence.protect import Concealed, Counts, protect
from nuzuh.poll.tables import NO, YES, Key, Mark, System, Table, Variable, system_of
from nuzuh.terms.errors import UsageError

_SCHEMA = {
    "variable": pl.String,
    "value": pl.String,
    "by": pl.String,
    "group": pl.String,
    "what": pl.String,
    "count": pl.Int64,
    "hidden": pl.Boolean,
    "why": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "short": pl.Boolean,
}


@dataclass(frozen=True, slots=True, eq=False)
class Protected:
    """What of a poll's tables is published.

    Attributes
    ----------
    cells : polars.DataFrame
        A row per cell of a table. ``variable``, ``by`` (null in a table without groups); ``value``, ``group``; ``what``: answer,
        base (who answered), silent (who did not); ``count``; ``hidden``; ``why``: small, line (its base or the answer as a whole is
        hidden) or others (which could be worked out from it); ``low``, ``high``: what can be known of it; ``short``: that is more than
        it should be, and hiding more does not help. For ``private/`` only.
    tables : polars.DataFrame
        ``variable``, ``by``, ``cells``, ``hidden``, ``small`` of each table.
    """

    cells: pl.DataFrame
    tables: pl.DataFrame

    def hides(self, variable: str, value: str | None, by: str | None = None, group: str | None = None) -> bool:
        """Return whether a cell is not published: an answer, or with None as the value the base.

        Raises
        ------
        UsageError
            No table has the cell.
        """
        same = [
            pl.col(n).eq_missing(pl.lit(v))
            for n, v in zip(list(_SCHEMA)[:4], (variable, value, by, group), strict=True)
        ]
        found = self.cells.filter(*same, pl.col("what") != "silent")
        if found.is_empty():
            raise UsageError(f"no table has {value!r} of {variable} by {group!r} of {by}")
        return bool(found["hidden"][0])


def protect_tables(
    answers: pl.DataFrame,
    tables: Sequence[Table],
    *,
    smallest: int = 10,
    options: Mapping[str, str] | None = None,
    choices: Mapping[str, Sequence[str]] | None = None,
    within: Mapping[str, tuple[str, str]] | None = None,
    nested: Mapping[str, str] | None = None,
) -> Protected:
    """Return which cells of a poll's tables are published, all tables protected together.

    Hidden are answers of fewer than ``smallest`` people (nobody is nobody), all answers of a base under that, an answer by group
    where it is hidden as a whole, and the fewest others without which one of these could be worked out. For who reads
    the tables shares are counts, since he reads their bases. How many did not answer a question is published.

    Parameters
    ----------
    answers : polars.DataFrame
        A row per person asked. Text: one answer; Boolean: yes or no, such as one option of several; a number: only who answered
        is counted. Null: no answer.
    tables : sequence of (str, str or None)
        Each question that is published, alone (None) and by the question that makes the groups. The table of a question alone is
        taken to be published too.
    smallest : int
    options : mapping of str to str, optional
        Column -> the question with several options that it belongs to. In ``tables`` the question stands for its options.
    choices : mapping of str to sequence of str, optional
        Answers of a column in their order, also those that nobody gave; those given when missing.
    within : mapping of str to (str, str), optional
        Question -> the answer to another question that it was put to.
    nested : mapping of str to str, optional
        Coarse variable -> the fine one whose answers are parts of its own: district -> town.

    Raises
    ------
    UsageError
        A column is missing or of another type, or what is said of the columns does not hold.

    Examples
    --------
    >>> people = pl.DataFrame({"back": ["no"] * 80 + ["yes"] * 25 + ["unsure"] * 4})
    >>> found = protect_tables(people, [("back", None)])
    >>> found.cells.filter("hidden").select("value", "count", "why", "low", "high").rows()
    [('unsure', 4, 'small', 0.0, 29.0), ('yes', 25, 'others', 0.0, 29.0)]
    """
    several = options or {}
    columns: dict[str, list[str]] = {}
    for column, question in several.items():
        columns.setdefault(question, []).append(column)
    wide = [(one, by) for name, by in dict.fromkeys(tables) for one in columns.get(name, [name])]
    names = dict.fromkeys(n for pair in wide for n in pair if n is not None)
    names |= dict.fromkeys(n for pair in (nested or {}).items() for n in pair)
    variables = {n: _variable(answers, n, several, columns, choices or {}) for n in names}
    for name, by in wide:
        if by is not None and (variables[by].base == variables[name].base or not variables[by].values):
            raise UsageError(
                f"{name} cannot be shown by {by}: groups are the answers to another question with answers in text"
            )
    pairs = [(name, by) for name, by in wide if by is not None]
    system = system_of(variables, pairs, within=within, nested=nested)
    cells = {key: place for place, key in enumerate(system.count)}
    counts = _counts(system, cells, smallest)
    found = protect(counts, smallest, [_mask(stage, cells) for stage in system.stages])
    return _published(system, cells, found, counts.small)


def _variable(
    answers: pl.DataFrame,
    name: str,
    options: Mapping[str, str],
    columns: Mapping[str, Sequence[str]],
    choices: Mapping[str, Sequence[str]],
) -> Variable:
    """Return a column as places of its answers; options share a base where the same people answered them."""
    if name not in answers.columns:
        raise UsageError(f"there is no column {name}; there are: {', '.join(answers.columns)}")
    column, base = answers[name], name
    if name in options:
        first = answers[columns[options[name]][0]]
        if column.is_null().equals(first.is_null()):
            base = options[name]
    if column.dtype == pl.Boolean:
        values: tuple[str, ...] = (YES, NO)
        codes = (~column).cast(pl.Int64)
    elif column.dtype.is_numeric():
        values, codes = (), column.is_null().cast(pl.Int64)
    elif column.dtype == pl.String:
        given = sorted(column.drop_nulls().unique())
        values = tuple(choices.get(name, given))
        unknown = [v for v in given if v not in values]
        if unknown:
            raise UsageError(f"{name} has answers that are not among its choices: {', '.join(map(repr, unknown))}")
        codes = column.replace_strict({v: i for i, v in enumerate(values)}, default=None, return_dtype=pl.Int64)
    else:
        raise UsageError(f"{name} is {column.dtype}; answers are text, Boolean or numbers")
    return Variable(name, base, values, codes.fill_null(max(len(values), 1)).to_numpy().astype(np.int64))


def _counts(system: System, cells: Mapping[Key, int], smallest: int) -> Counts:
    count = np.array(list(system.count.values()), dtype=np.float64)
    entries = [
        (row, cells[key], factor)
        for row, (wholes, parts) in enumerate(system.equations)
        for factor, keys in ((-1.0, wholes - parts), (1.0, parts - wholes))
        for key in keys
    ]
    rows, columns, factors = (np.array(e) for e in zip(*entries, strict=True))
    margins = csr_array((factors, (rows, columns)), shape=(len(system.equations), len(count)))
    margins.sort_indices()
    cost = np.array([system.cost.get(key, 0.0) for key in cells])
    open_cells = _mask(system.cost, cells)
    silent = _mask([k for k in cells if any(m is Mark.SILENT for _, m in k)], cells)
    small = open_cells & ~silent & (count > 0) & (count < smallest)
    along = np.array([(cells[a], cells[b]) for a, b in system.along], dtype=np.int64).reshape(-1, 2)
    return Counts(count, margins, open_cells, small, cost, along, _alike(system, cells))


def _alike(system: System, cells: Mapping[Key, int]) -> list[list[Ints]]:
    """Return for each question, and apart for each that makes groups, its answers by everything that they are shown by."""
    found: dict[str, dict[Key, list[int]]] = {}
    for key, place in cells.items():
        for name, value in sorted(key, key=str):  # sets have no order that lasts
            if not isinstance(value, Mark):
                found.setdefault(name, {}).setdefault(key - {(name, value)}, []).append(place)
    groups = {by for _, by, *_ in system.lines}
    answers = {name: np.array(list(contexts.values())) for name, contexts in found.items()}
    return [[a for n, a in answers.items() if (n in groups) is grouping] for grouping in (False, True)]


def _mask(keys: Iterable[Key], cells: Mapping[Key, int]) -> Bools:
    mask = np.zeros(len(cells), dtype=bool)
    mask[[cells[k] for k in keys]] = True
    return mask


def _published(system: System, cells: Mapping[Key, int], found: Concealed, small: Bools) -> Protected:
    line = {lower for upper, lower in system.along if found.hidden[cells[upper]]}
    rows = []
    for (variable, by, value, group, what), key in system.lines.items():
        place = cells[key]
        hidden = bool(found.hidden[place])
        why = ("small" if small[place] else "line" if key in line else "others") if hidden else None
        known = (hidden, why, float(found.low[place]), float(found.high[place]), bool(found.short[place]))
        rows.append((variable, value, by, group, what, system.count[key], *known))
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    shown = frame.filter(pl.col("what") != "silent")
    summary = shown.group_by("variable", "by", maintain_order=True).agg(
        cells=pl.len(), hidden=pl.col("hidden").sum(), small=(pl.col("why") == "small").sum()
    )
    return Protected(frame, summary)
