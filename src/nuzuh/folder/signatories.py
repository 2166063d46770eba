"""The list of signatories: nobody twice, and what a person decided of two that look like one organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from nuzuh.folder.checked import CheckedTable
from nuzuh.terms.amounts import fold_digits, fold_letters

Key = tuple[str, str]


def plain_name(name: str) -> str:
    """Return a name with capitals, accents, digits and spaces made alike.

    Examples
    --------
    >>> plain_name(" Beyaz  ELLER Derneği ") == plain_name("beyaz eller dernegi")
    True
    """
    return " ".join(fold_letters(fold_digits(name)).split())


def check_signatories(table: CheckedTable, decisions: CheckedTable) -> None:
    """Check the lists of signatories, and do what a person decided of two rows.

    Nobody stands in one letter's list twice. Where two rows are decided to be the same organisation, the one that is not
    kept is rejected (``signatory.duplicate_decided``, a warning: it does not stop a build), its names become further names
    of the other, and the other is protected if one of them was.

    Parameters
    ----------
    table, decisions : CheckedTable
        ``signatories`` and ``signatory_decisions``, typed.
    """
    rows = _Rows(table)
    for row, first in rows.again:
        message = f"{table.cells['name'][row]} signs already in {table.where(first)}."
        table.flag([row], "name", "signatory.repeated", message, "Remove one of the two rows.")
    for at, want in enumerate(decisions.typed.iter_rows(named=True)):
        if not decisions.bad[at]:
            _decide(table, decisions, rows, at, want)
    rows.write_names()


@dataclass(slots=True)
class _Rows:
    """The rows of the lists by letter and name, and which of them stand for others."""

    table: CheckedTable
    at: dict[Key, int] = field(default_factory=dict)
    again: list[tuple[int, int]] = field(default_factory=list)
    kept: dict[int, int] = field(default_factory=dict)  # row left out -> row that stands for it

    def __post_init__(self) -> None:
        for row, (sheet, name) in enumerate(self.table.cells.select("_sheet", "name").iter_rows()):
            if name is None:
                continue
            key = (self.table.sheets[sheet].file.rpartition("/")[0].rpartition("/")[2], plain_name(name))
            if key in self.at:
                self.again.append((row, self.at[key]))
            else:
                self.at[key] = row

    def letters(self, letter: str | None) -> list[str]:
        """Return the letters that a decision is about."""
        return [letter] if letter else sorted({letter for letter, _ in self.at})

    def standing(self, row: int) -> int:
        """Return the row that stands for a row."""
        while row in self.kept:
            row = self.kept[row]
        return row

    def write_names(self) -> None:
        """Write the names of the rows left out to those that stand for them."""
        if not self.kept:
            return
        typed = self.table.typed
        also = [[n.strip() for n in (names or "").split("|") if n.strip()] for names in typed["also"]]
        protected = typed["protected"].to_list()
        stems = [c for c in typed.columns if c in ("name", "acronym") or c.startswith("name_")]
        for row in self.kept:
            to = self.standing(row)
            mine = [typed[c][row] for c in stems if typed[c][row]]
            also[to] = list(dict.fromkeys([*also[to], *mine, *also[row]]))
            protected[to] = bool(protected[to]) or bool(protected[row]) or None
        self.table.typed = typed.with_columns(
            pl.Series("also", ["|".join(x) or None for x in also], dtype=pl.String),
            pl.Series("protected", protected, dtype=pl.Boolean),
        )


def _decide(table: CheckedTable, decisions: CheckedTable, rows: _Rows, at: int, want: Mapping[str, str | None]) -> None:
    """Do what one row of decisions says, in each letter that has both names."""
    first, second = (plain_name(want[end] or "") for end in ("first", "second"))
    if first == second:
        message = "Both names are of one row."
        decisions.flag([at], "second", "decision.row", message, "Give the names of two rows of signatories.csv.")
        return
    letters = rows.letters(want["letter"])
    for end, name in (("first", first), ("second", second)):
        if not any((letter, name) in rows.at for letter in letters):
            decisions.flag(
                [at],
                end,
                "decision.row",
                f"{want[end]} is no name in the list of signatories of {want['letter'] or 'any letter'}.",
                "Copy the name from signatories.csv as it stands there, or remove the decision.",
            )
            return
    for letter in letters:
        if want["decision"] == "same" and (letter, first) in rows.at and (letter, second) in rows.at:
            pair = rows.at[letter, first], rows.at[letter, second]
            kept, left = pair[::-1] if want["keep"] == "second" else pair
            _leave_out(table, rows, rows.standing(left), rows.standing(kept), want["decided_by"] or "")


def _leave_out(table: CheckedTable, rows: _Rows, row: int, kept: int, by: str) -> None:
    if row == kept or table.bad[row] or table.bad[kept]:
        return
    table.flag(
        [row],
        "name",
        "signatory.duplicate_decided",
        f"{by} decided that this is the organisation of {table.where(kept)} once more: it counts once.",
        "Nothing to do; to count both, change the decision in signatory_decisions.csv to different.",
        "warning",
    )
    table.bad[row] = True
    rows.kept[row] = kept
