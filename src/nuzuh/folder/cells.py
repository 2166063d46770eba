"""Columns of strings read as typed columns, with a fault for every value that cannot be read."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import polars as pl
from rapidfuzz import fuzz, process

from nuzuh.folder.columns import Column, span_of
from nuzuh.terms.amounts import fold_digits, parse_amounts, parse_decimal
from nuzuh.terms.dates import parse_dates
from nuzuh.terms.faults import Fault

_T = TypeVar("_T")
_MOST_SEARCHES = (
    300  # nearest names are looked up for so many unknown codes of a column, not for a wrong file of 100,000
)
_YES = {"yes", "y", "true", "1", "نعم", "evet", "oui"}
_NO = {"no", "n", "false", "0", "لا", "hayır", "hayir", "non"}


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a ``place`` or ``source`` column may use, and the names that help to mend a wrong one.

    ``rejected`` says where the rejected codes stand; ``unread`` that no code of the table could be read.
    """

    table: str
    names: Mapping[str, str]
    rejected: Mapping[str, str] = field(default_factory=dict)
    unread: bool = False

    def fault(self, value: str, *, search: bool = True) -> Fault:
        """Return why a value is no code of the table, with the nearest ones if ``search``."""
        if self.unread:
            return Fault(
                f"{self.table}.unread",
                f"{value} cannot be looked up, because the table {self.table} was not read.",
                f"Mend {self.table}; this row then follows.",
            )
        if value in self.rejected:
            return Fault(
                f"{self.table}.rejected",
                f"{value} stands in {self.rejected[value]}, but that row was rejected.",
                f"Mend {self.rejected[value]}; this row then follows.",
            )
        folded = value.casefold()
        near: list[str] = []
        if search:
            plain = fold_digits(value).strip().casefold()
            near = [c for c, n in self.names.items() if plain == fold_digits(c).casefold() or folded == n.casefold()][
                :3
            ]
            near = near or [
                c for c, _, _ in process.extract(value, list(self.names), scorer=fuzz.ratio, limit=1, score_cutoff=75)
            ]
            near = near or [
                c for _, _, c in process.extract(value, dict(self.names), scorer=fuzz.WRatio, limit=2, score_cutoff=80)
            ]
        hint = " or ".join(f"{c} ({self.names[c]})" for c in near)
        kind = self.table.removesuffix("s")
        return Fault(
            f"{self.table}.unknown",
            f"{value} is no code of a {kind} in the table {self.table}.",
            f"Did you mean {hint}?" if hint else f"Add it to {self.table}, or mend the code.",
        )


@dataclass(frozen=True, slots=True)
class Parsed:
    """Typed columns in place of one column of strings.

    Attributes
    ----------
    values : pl.DataFrame
        The typed columns, same height and order; null where the cell is empty or faulty.
    faults : dict
        Fault of each distinct value that cannot be read.
    """

    values: pl.DataFrame
    faults: dict[str, Fault]


def parse_column(cells: pl.Series, column: Column, codes: Mapping[str, Codes], date_order: str) -> Parsed:
    """Return a column of cells read as its specification says.

    Parameters
    ----------
    cells : pl.Series
        Strings, stripped, null where empty.
    column : Column
        What the cells should be.
    codes : mapping
        ``place`` and ``source``: the codes that may be referred to.
    date_order : str
        ``day/month/year``, ``month/day/year`` or empty.

    Returns
    -------
    Parsed
        An ``amount`` gives ``<name>`` (the text), ``<name>_low``, ``<name>_value``, ``<name>_high``, ``<name>_quantifier``;
        a ``date`` gives ``<name>``, ``<name>__end`` and ``<name>__accuracy``; every other type one column.
    """
    name = column.name
    cells = cells.alias(name)
    if column.type == "amount":
        frame, faults = parse_amounts(cells)
        renamed = {c: f"{name}_{c}" for c in ("low", "value", "high", "quantifier")}
        return Parsed(pl.DataFrame([cells]).hstack(frame.select(*renamed).rename(renamed)), faults)
    if column.type == "date":
        frame, faults = parse_dates(cells, date_order)
        return Parsed(
            frame.select(
                pl.col("first").alias(name),
                pl.col("end").alias(f"{name}__end"),
                pl.col("accuracy").alias(f"{name}__accuracy"),
            ),
            faults,
        )
    if column.type in ("code", "link"):
        return _by_pattern(cells, column)
    if column.type in ("place", "source"):
        known = codes[column.type]
        unknown = [v for v in _distinct(cells) if v not in known.names and v not in column.specials]
        if unknown and column.specials:
            known = replace(known, names={**known.names, **dict.fromkeys(column.specials, "any other place")})
        faults = {v: known.fault(v, search=i < _MOST_SEARCHES) for i, v in enumerate(unknown)}
        return Parsed(_without(cells, faults), faults)
    if column.type in ("text", "list", "map"):
        return Parsed(pl.DataFrame([cells]), {})
    return _by_value(cells, column)


def parse_percents(cells: pl.Series, column: Column) -> Parsed:
    """Return amounts in per cent read as numbers from 0 to 100, in the columns that ``parse_column`` gives an amount."""
    name = column.name
    good: dict[str, float] = {}
    faults: dict[str, Fault] = {}
    for text in _distinct(cells):
        number = parse_decimal(text.rstrip(" %٪"))
        if isinstance(number, float) and 0 <= number <= 100:
            good[text] = number
        else:
            message = f"{text} is no percentage from 0 to 100."
            faults[text] = Fault("number.range", message, "Write a number such as 12.5, without the sign.")
    value = cells.replace_strict(list(good), list(good.values()), default=None, return_dtype=pl.Float64)
    known = pl.when(value.is_not_null()).then(pl.lit("exactly")).otherwise(pl.lit("unknown"))
    ends = [value.alias(f"{name}_{end}") for end in ("low", "value", "high")]
    kind = pl.select(known.alias(f"{name}_quantifier")).to_series()
    return Parsed(pl.DataFrame([cells.alias(name), *ends, kind]), faults)


def _distinct(cells: pl.Series) -> list[str]:
    return cells.drop_nulls().unique().sort().to_list()


def _without(cells: pl.Series, faults: Mapping[str, Fault]) -> pl.DataFrame:
    if not faults:
        return pl.DataFrame([cells])
    bad = pl.Series(list(faults), dtype=pl.String)
    return pl.DataFrame([cells]).select(
        pl.when(pl.col(cells.name).is_in(bad.implode())).then(None).otherwise(pl.col(cells.name)).alias(cells.name)
    )


def _by_pattern(cells: pl.Series, column: Column) -> Parsed:
    if column.type == "link":
        pattern, rule = r"^https?://[^\s]+$", "link.format"
        message, suggestion = "{} is no address.", "Write the whole address, beginning with https://"
    else:
        pattern, rule = r"^[^\s/\\|\p{Cf}]+$", "code.format"
        message, suggestion = (
            "{} is no code: a code has no spaces, slashes, bars or invisible signs.",
            "Write it without them: my-code",
        )
    bad = cells.filter(cells.is_not_null() & ~cells.str.contains(pattern))
    faults = {v: Fault(rule, message.format(v), suggestion) for v in _distinct(bad)}
    return Parsed(_without(cells, faults), faults)


def _by_value(cells: pl.Series, column: Column) -> Parsed:
    read: Callable[[str, Column], object]
    read, dtype = {
        "choice": (_choice, pl.String),
        "yesno": (_yesno, pl.Boolean),
        "integer": (_integer, pl.Int64),
    }.get(column.type, (_decimal, pl.Float64))
    good: dict[str, object] = {}
    faults: dict[str, Fault] = {}
    for value in _distinct(cells):
        result = read(value, column)
        if isinstance(result, Fault):
            faults[value] = result
        else:
            good[value] = result
    typed = cells.replace_strict(
        pl.Series(list(good), dtype=pl.String),
        pl.Series(list(good.values()), dtype=dtype),
        default=None,
        return_dtype=dtype,
    )
    return Parsed(pl.DataFrame([typed]), faults)


def _choice(value: str, column: Column) -> str | Fault:
    for choice in column.choices:
        if value.casefold().replace(" ", "_").replace("-", "_") == choice.casefold():
            return choice
    near = difflib.get_close_matches(value.casefold(), [c.casefold() for c in column.choices], n=1, cutoff=0.5)
    allowed = ", ".join(column.choices)
    return Fault(
        "choice.unknown",
        f"{value} is not allowed in {column.name}.",
        f"Did you mean {near[0]}? Allowed: {allowed}." if near else f"Allowed: {allowed}.",
    )


def _yesno(value: str, column: Column) -> bool | Fault:
    folded = value.casefold()
    if folded in _YES or folded in _NO:
        return folded in _YES
    return Fault("yesno.format", f"{value} is neither yes nor no in {column.name}.", "Write yes or no; empty means no.")


def _integer(value: str, column: Column) -> int | Fault:
    number = parse_decimal(value)
    if isinstance(number, Fault) or number is None or not number.is_integer():
        return Fault("number.format", f"{value} is no whole number.", "Write digits only, such as 3.")
    return _within(number, column, lambda n: int(n))


def _decimal(value: str, column: Column) -> float | Fault:
    number = parse_decimal(fold_digits(value))
    if isinstance(number, Fault):
        return number
    if number is None:
        return Fault("number.format", f"{value} is no number.", "Write a number such as 5.2, or leave the cell empty.")
    return _within(number, column, float)


def _within(number: float, column: Column, convert: Callable[[float], _T]) -> _T | Fault:
    low, high = column.bounds
    if (low is not None and number < low) or (high is not None and number > high):
        return Fault("number.range", f"{number:g} is not {span_of(column)}.", f"{column.name}: {column.description}")
    return convert(number)
