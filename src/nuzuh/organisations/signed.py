"""The organisations that signed a letter: which are likely one, what a person decided, how many count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from nuzuh.folder.records import Folder
from nuzuh.folder.signatories import plain_name
from nuzuh.organisations.across import compared
from nuzuh.organisations.match import Duplicate, duplicates_of, groups_of
from nuzuh.organisations.reading import Organisation, read_organisation, script_of
from nuzuh.terms.errors import Problem

_CANDIDATES = 3
_LEFT_OUT = "signatory.duplicate_decided"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list of organisations.

    Attributes
    ----------
    line : int
        As a spreadsheet shows it.
    name, acronym : str
    also : tuple of str
        Its other names.
    protected : bool
        It counts, and is not named.
    counted : bool
        False where a person decided that it is another row's organisation.
    file, sheet : str
    """

    line: int
    name: str
    acronym: str = ""
    also: tuple[str, ...] = ()
    protected: bool = False
    counted: bool = True
    file: str = ""
    sheet: str = ""

    def read(self) -> Organisation:
        """Return the organisation as it is compared."""
        return read_organisation(self.name, self.acronym, self.also)

    def where(self) -> str:
        """Return file and line, as a message names them."""
        return ", ".join(x for x in (self.file, f"sheet {self.sheet}" if self.sheet else "", f"line {self.line}") if x)


def signed(folder: Folder, letter: str) -> list[Row]:
    """Return the rows of a letter's list of signatories, those left out by a decision among them; rejected ones are not."""
    table = folder.checked["signatories"]
    left_out = {(p.file, p.sheet, p.line) for p in table.problems if p.rule == _LEFT_OUT}
    names = [c for c in table.typed.columns if c.startswith("name_")]
    out = []
    for at, cells in enumerate(table.typed.iter_rows(named=True)):
        sheet = table.sheets[cells["_sheet"]]
        where = (sheet.file, sheet.sheet, cells["_line"])
        if not sheet.file.startswith(f"letters/{letter}/") or (table.bad[at] and where not in left_out):
            continue
        also = [*(cells[c] or "" for c in names), *(cells["also"] or "").split("|")]
        also = [a for a in dict.fromkeys(x.strip() for x in also) if a and a != cells["name"]]
        out.append(
            Row(
                cells["_line"],
                cells["name"],
                cells["acronym"] or "",
                tuple(also),
                bool(cells["protected"]),
                where not in left_out,
                sheet.file,
                sheet.sheet,
            )
        )
    return out


def decisions(folder: Folder, letter: str) -> dict[frozenset[str], str]:
    """Return what a person decided of two names of a letter, ``same`` or ``different``, by the names made alike."""
    frame = folder.tables["signatory_decisions"]
    mine = frame.filter(pl.col("letter").is_null() | (pl.col("letter") == letter))
    return {
        frozenset((plain_name(first), plain_name(second))): decision
        for first, second, decision in mine.select("first", "second", "decision").iter_rows()
    }


def undecided(folder: Folder, letter: str) -> list[tuple[Row, Row, Duplicate]]:
    """Return the rows of a letter that are likely one organisation and of which nobody decided."""
    rows = [row for row in signed(folder, letter) if row.counted]
    known = decisions(folder, letter)
    found = duplicates_of([row.read() for row in rows])
    pairs = [(rows[d.first], rows[d.second], d) for d in found]
    return [(a, b, d) for a, b, d in pairs if _decision(a, b, known) is None]


def _decision(one: Row, other: Row, known: Mapping[frozenset[str], str]) -> str | None:
    """Return what was decided of two rows, by any of their names: those of a row left out are further names of another."""
    if not known:
        return None
    mine, theirs = ({plain_name(n) for n in (row.name, *row.also)} for row in (one, other))
    found = {known.get(frozenset((a, b))) for a in mine for b in theirs if a != b} - {None}
    return min(x for x in found if x) if found else None


def alike_signatories(folder: Folder, letters: Iterable[str]) -> list[Problem]:
    """Return a warning for each two signatories of a letter that are likely one organisation, until a person decides."""
    return [_warning(letter, a, b, d) for letter in letters for a, b, d in undecided(folder, letter)]


def _warning(letter: str, one: Row, other: Row, found: Duplicate) -> Problem:
    decide = ",".join(_cell(x) for x in (letter, one.name, other.name, "same or different", "your name"))
    return Problem(
        other.file,
        other.sheet,
        other.line,
        "name",
        other.name,
        "signatory.alike",
        "warning",
        f"{other.name} may be {one.name} ({one.where()}) once more: {found.reason} ({found.score:.2f}). Both count until a"
        " person decides.",
        f"Decide: add to signatory_decisions.csv letter,first,second,decision,decided_by = {decide}.",
    )


def _cell(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set(',"\n') else text


def listing(rows: Sequence[Row], known: Mapping[frozenset[str], str] | None = None) -> dict[str, Any]:
    """Return a list of organisations with its likely duplicates, as ``nuzuh signatories --json`` prints it.

    Parameters
    ----------
    rows : sequence of Row
    known : mapping, optional
        What a person decided, as `decisions` gives it.

    Returns
    -------
    dict
        ``signatories``: each with ``line``, ``name``, ``acronym``, ``also``, ``script``, ``protected``, ``counted`` and
        ``candidates``, the names in the other script that are most like it; ``duplicates``: pairs with ``a``, ``b``,
        ``score``, ``reason`` and ``decided`` (``same``, ``different`` or null); ``groups``: rows that the pairs hold together,
        those decided to be different apart; ``count``.
    """
    known = known or {}
    read = [row.read() for row in rows]
    found = duplicates_of(read)
    pairs = {(d.first, d.second): (d, _decision(rows[d.first], rows[d.second], known)) for d in found}
    by_name = {plain_name(row.name): i for i, row in enumerate(rows)}
    for names, decision in known.items():
        at = tuple(sorted(by_name[n] for n in names if n in by_name))
        if len(at) == 2 and at not in pairs:
            pairs[at[0], at[1]] = (Duplicate(at[0], at[1], 0.0, "not alike by their names"), decision)
    open_ = [pair for pair, (_, decision) in pairs.items() if decision is None]
    one = [pair for pair, (_, decision) in pairs.items() if decision != "different"]
    groups = groups_of(one)
    return {
        "signatories": _signatories(rows, read),
        "duplicates": [
            {
                "a": _named(rows[d.first]),
                "b": _named(rows[d.second]),
                "score": d.score,
                "reason": d.reason,
                "decided": decision,
            }
            for _, (d, decision) in sorted(pairs.items())
        ],
        "groups": [[_named(rows[i]) for i in group] for group in groups],
        "count": _count(rows, groups, open_),
    }


def _signatories(rows: Sequence[Row], read: Sequence[Organisation]) -> list[dict[str, Any]]:
    near: dict[int, list[dict[str, Any]]] = {}
    scripts = [script_of(row.name) for row in rows]
    if len(set(scripts)) > 1:
        for found in sorted(compared(read, read), key=lambda x: (x.first, -x.score, x.second)):
            mine = near.setdefault(found.first, [])
            if found.first != found.second and len(mine) < _CANDIDATES:
                mine.append({**_named(rows[found.second]), "score": found.score, "reason": found.reason})
    return [
        {
            **_named(row),
            "acronym": row.acronym,
            "also": list(row.also),
            "script": script,
            "protected": row.protected,
            "counted": row.counted,
            "candidates": near.get(i, []),
        }
        for i, (row, script) in enumerate(zip(rows, scripts, strict=True))
    ]


def _named(row: Row) -> dict[str, Any]:
    return {"line": row.line, "name": row.name}


def _count(rows: Sequence[Row], groups: Sequence[Sequence[int]], open_: Collection[tuple[int, int]]) -> dict[str, int]:
    """Return how many rows there are, how many count, and how many would if all undecided pairs were the same."""
    counted = sum(row.counted for row in rows)
    again = sum(max(0, sum(rows[i].counted for i in group) - 1) for group in groups)
    return {
        "rows": len(rows),
        "counted": counted,
        "named": sum(row.counted and not row.protected for row in rows),
        "protected": sum(row.counted and row.protected for row in rows),
        "undecided": len(open_),
        "if_all_the_same": counted - again,
    }
