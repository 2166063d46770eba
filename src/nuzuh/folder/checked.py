"""A table on its way from strings to checked records: cells, typed columns, faults, rejected rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import numpy as np
import polars as pl

from nuzuh.folder.cells import Codes, Parsed, parse_column, parse_percents
from nuzuh.folder.columns import Column, Specification
from nuzuh.folder.sheets import Sheet, join_sheets
from nuzuh.terms.amounts import points_are_decimal
from nuzuh.terms.errors import Problem, Severity
from nuzuh.terms.faults import Fault


class CheckedTable:
    """The rows of one table: what was written, what it means, what is wrong with it.

    Attributes
    ----------
    spec, columns, sheets
        The specification, its columns in the languages of the crisis, and where the rows come from.
    cells : pl.DataFrame
        The rows as strings (``_sheet``, ``_line``, columns); corrections are made here, before typing.
    typed : pl.DataFrame
        The rows as typed columns; same height and order. Empty until ``read_cells``.
    bad : numpy.ndarray of bool
        Which rows are rejected.
    problems : list of Problem
    """

    def __init__(self, spec: Specification, columns: Sequence[Column], sheets: Sequence[Sheet]) -> None:
        self.spec = spec
        self.columns = tuple(columns)
        self.sheets = tuple(sheets)
        self.cells = join_sheets(sheets, columns)
        self.typed = self.cells.clear()
        self.bad = np.zeros(self.cells.height, dtype=bool)
        self.problems: list[Problem] = []
        for sheet in sheets:
            self.problems += [
                Problem(
                    sheet.file,
                    sheet.sheet,
                    row.line,
                    row.column,
                    row.value,
                    row.rule,
                    "error",
                    row.message,
                    row.suggestion,
                )
                for row in sheet.raw.broken
            ]
        self._headings = self._reject_headings()

    @property
    def read(self) -> int:
        """Rows read, including those that could not be cut into cells."""
        return self.cells.height + self._broken

    @property
    def rejected(self) -> int:
        """Rows rejected; ``accepted + rejected == read``."""
        return int(self.bad.sum()) + self._broken

    @property
    def accepted(self) -> int:
        """Rows accepted."""
        return int((~self.bad).sum())

    @property
    def _broken(self) -> int:
        return sum(len(s.raw.broken) for s in self.sheets)

    def read_cells(self, codes: Mapping[str, Codes], date_order: str) -> None:
        """Read every column as its specification says; a row with a faulty or missing required cell is rejected."""
        typed: list[pl.DataFrame] = [self.cells.select("_sheet", "_line")]
        typed += [self._read_column(column, codes, date_order) for column in self.columns]
        self.typed = pl.concat(typed, how="horizontal")
        self._missing_columns()
        for column in self.columns:
            if column.required or column.required_if:
                self._missing_cells(column, pl.col(column.name).is_null() & self.needs(column), column.description)
        for stem in self.spec.required_groups():
            names = [c.name for c in self.columns if c.name.startswith(f"{stem}_")]
            empty = pl.all_horizontal(pl.col(n).is_null() for n in names)
            first = next(c for c in self.columns if c.name == names[0])
            self._missing_cells(first, empty, f"Fill one of {', '.join(names)}.")

    def rows_where(self, condition: pl.Expr, *, only_good: bool = False) -> list[int]:
        """Return the positions of the typed rows for which a condition holds (null counts as no)."""
        mask = self.typed.select(condition.fill_null(value=False)).to_series().to_numpy()
        if only_good:
            mask = mask & ~self.bad
        return [int(i) for i in np.flatnonzero(mask)]

    def empty(self, column: str) -> pl.Expr:
        """Return the condition that nothing was written into a column; a cell that could not be read is not empty."""
        return pl.lit(self.cells[column].is_null() & ~self._headings)

    def needs(self, column: Column) -> pl.Expr:
        """Return the condition that a row may not leave a column empty."""
        if not column.required_if:
            return pl.lit(pl.repeat(column.required, self.cells.height, dtype=pl.Boolean, eager=True))
        other, *choices = column.required_if
        said = pl.col(other).is_in(choices).fill_null(value=False)
        return said | self.empty(other) if column.default in choices else said

    def flag(
        self,
        rows: Iterable[int],
        column: str,
        rule: str,
        message: str | Callable[[int], str],
        suggestion: str | Callable[[int], str],
        severity: Severity = "error",
    ) -> None:
        """Note a problem of each of the rows in a column; an error also rejects the row."""
        for row in rows:
            say = message if isinstance(message, str) else message(row)
            do = suggestion if isinstance(suggestion, str) else suggestion(row)
            self.problems.append(self.problem(row, column, rule, severity, say, do))
            if severity == "error":
                self.bad[row] = True

    def flag_values(self, column: str, faults: Mapping[str, Fault], among: pl.Series) -> None:
        """Reject those rows of ``among`` whose cell in a column is one of the faulty values."""
        if not faults:
            return
        values = pl.Series(list(faults), dtype=pl.String)
        mask = (among & self.cells[column].is_in(values.implode()).fill_null(value=False)).to_numpy()
        rows = self.cells.filter(pl.Series(mask)).select("_sheet", "_line", column)
        for index, line, value in rows.iter_rows():
            sheet, fault = self.sheets[index], faults[value]
            self.problems.append(
                Problem(
                    sheet.file, sheet.sheet, line, column, value, fault.rule, "error", fault.message, fault.suggestion
                )
            )
        self.bad |= mask

    def where(self, row: int) -> str:
        """Return file and line of a row, as a message names it."""
        sheet = self.sheets[self.cells["_sheet"][row]]
        place = f"{sheet.file}, sheet {sheet.sheet}" if sheet.sheet else sheet.file
        return f"{place}, line {self.cells['_line'][row]}"

    def records(self) -> pl.DataFrame:
        """Return the accepted rows, typed, with ``_file``, ``_sheet`` (name) and ``_line``."""
        names = pl.DataFrame(
            {
                "_sheet": range(len(self.sheets)),
                "_file": [s.file for s in self.sheets],
                "_name": [s.sheet for s in self.sheets],
            },
            schema={"_sheet": pl.UInt32, "_file": pl.String, "_name": pl.String},
        )
        good = self.typed.filter(pl.Series(~self.bad))
        return (
            good.join(names, on="_sheet", how="left", maintain_order="left").drop("_sheet").rename({"_name": "_sheet"})
        )

    def _read_column(self, column: Column, codes: Mapping[str, Codes], date_order: str) -> pl.DataFrame:
        """Return a column typed, and reject the rows with a faulty cell in it; an amount may be in per cent."""
        cells = self.cells[column.name]
        if cells.null_count() == cells.len():
            return _of_nothing(column, cells.len())
        unit = next((c for c in self.columns if c.name == "unit" and "percent" in c.choices), None)
        share = pl.repeat(value=False, n=cells.len(), dtype=pl.Boolean, eager=True)
        if unit and column.type == "amount":
            share = (self.cells["unit"].str.to_lowercase() == "percent").fill_null(value=False)
        if column.type == "amount":
            parsed = self._read_amounts(cells.set(share, None), column, ~share)
        else:
            parsed = parse_column(cells, column, codes, date_order)
            self.flag_values(column.name, parsed.faults, ~share)
        if not share.any():
            return parsed.values
        percents = parse_percents(cells.set(~share, None), column)
        self.flag_values(column.name, percents.faults, share)
        return parsed.values.select(
            pl.when(share).then(percents.values[name]).otherwise(pl.col(name)).alias(name)
            for name in parsed.values.columns
        )

    def _read_amounts(self, cells: pl.Series, column: Column, among: pl.Series) -> Parsed:
        """Return amounts; three decimals that are no thousands, as the column shows, get a fourth to be read so."""
        clear = points_are_decimal(cells, self.cells["_sheet"])
        written = (cells + "0").zip_with(clear, cells) if clear.any() else cells
        parsed = parse_column(written, column, {}, "")
        self.flag_values(column.name, parsed.faults, among & ~clear)
        self._tell_fractions(column.name, parsed.values)
        return Parsed(parsed.values.with_columns(cells.alias(column.name)), parsed.faults)

    def _tell_fractions(self, column: str, values: pl.DataFrame) -> None:
        """Warn once per sheet of amounts that are no whole numbers, and of numbers in a spreadsheet's short form."""
        ends = [pl.col(f"{column}_{end}") for end in ("low", "high")]
        odd = values.select(pl.any_horizontal(e != e.round(0) for e in ends).fill_null(value=False)).to_series()
        odd |= self.cells[column].str.contains(r"^[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]+$").fill_null(value=False)
        rows = self.cells.with_row_index("row").filter(odd)
        for (_,), found in rows.group_by("_sheet", maintain_order=True):
            some = f"{found.height} cells of {column} hold" if found.height > 1 else f"A cell of {column} holds"
            self.flag(
                [found["row"][0]],
                column,
                "amount.fraction",
                f"{some} a fraction of a person, or a number in a spreadsheet's short form (1.05E5): "
                "read as the number that it is. Figures are rounded to whole people.",
                "Leave modelled numbers as they are; if a point marks thousands, or digits were cut off, mend the cells.",
                "warning",
            )

    def _reject_headings(self) -> pl.Series:
        """Reject rows that are the header once more, as where files were put together, and return which these are."""
        again = pl.repeat(value=False, n=self.cells.height, dtype=pl.Boolean, eager=True)
        for index, sheet in enumerate(self.sheets):
            named = {name: sheet.raw.header[int(at[1:])] for name, at in sheet.columns.items()}
            if len(named) > 1:
                same = [pl.col(name).str.strip_chars("\ufeff").eq_missing(pl.lit(text)) for name, text in named.items()]
                again |= self.cells.select(pl.all_horizontal(pl.col("_sheet") == index, *same)).to_series()
        message, suggestion = "The row is the header once more.", "Remove the row."
        self.flag(again.arg_true().to_list(), self.columns[0].name, "row.header", message, suggestion)
        blank = pl.when(again).then(None).otherwise(pl.exclude("_sheet", "_line")).name.keep()
        self.cells = self.cells.with_columns(blank)
        return again

    def problem(self, row: int, column: str, rule: str, severity: Severity, message: str, suggestion: str) -> Problem:
        """Return a problem of a row in a column, with where it stands and what was written there."""
        sheet = self.sheets[self.cells["_sheet"][row]]
        value = (self.cells[column][row] if column in self.cells.columns else None) or ""
        return Problem(
            sheet.file, sheet.sheet, self.cells["_line"][row], column, value, rule, severity, message, suggestion
        )

    def _missing_columns(self) -> None:
        """Reject all rows of a sheet without a required column; the sheet's heading has the problem already."""
        for index, sheet in enumerate(self.sheets):
            if sheet.missing:
                self.bad |= (self.cells["_sheet"] == index).to_numpy()

    def _missing_cells(self, column: Column, empty: pl.Expr, description: str) -> None:
        """Reject rows with an empty required cell, unless the cell was faulty or its column is missing."""
        lacking = [i for i, s in enumerate(self.sheets) if s.missing]
        written = self.cells[column.name].is_not_null() | self._headings
        mask = self.typed.select(empty).to_series() & ~written & ~self.cells["_sheet"].is_in(lacking)
        self.flag(
            (int(i) for i in np.flatnonzero(mask.to_numpy())),
            column.name,
            "cell.missing",
            f"{column.name} is empty, but every row{_whose(column)} needs it.",
            description,
        )


def _whose(column: Column) -> str:
    """Return which rows need a column, as a message says it: nothing for all."""
    if not column.required_if:
        return ""
    other, *choices = column.required_if
    empty = " or empty" if column.default in choices else ""
    return f" whose {other} is {' or '.join(choices)}{empty}"


@cache
def _one_empty_cell(column: Column) -> pl.DataFrame:
    return parse_column(
        pl.Series([None], dtype=pl.String), column, dict.fromkeys(("place", "source"), Codes("", {})), ""
    ).values


def _of_nothing(column: Column, height: int) -> pl.DataFrame:
    """Return an empty column typed: most columns of most folders are."""
    one = _one_empty_cell(column)
    if not height:
        return one.clear()
    return pl.DataFrame({c.name: pl.repeat(c[0], height, dtype=c.dtype, eager=True) for c in one})
