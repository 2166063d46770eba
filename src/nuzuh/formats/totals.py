"""Rows that add up others: found by their label or by their numbers, told, and left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_EXACT = (
    r"(?i)^[\W_]*(?:(?:grand|over-?all|general|national|regional|country|sum)[\s_-]*totals?|sub[\s_-]*totals?|totals?|sum|all"
    r"|t[uü]m[uü]|(?:genel|ara|alt)?[\s_-]*toplam[ıi]?|gesamt(?:summe)?|(?:sous[\s_-]*)?tota(?:l|ux)(?:[\s_-]*g[eé]n[eé]ral)?"
    r"|(?:sub)?total(?:es)?[\s_-]*(?:general)?|(?:ال)?(?:مجموع|إجمالي|اجمالي)(?:[\s_]*(?:الكلي|العام|الكلى|الفرعي|عام|كلي))?)[\W_]*$"
)
_NAMED = (
    r"(?i)^(?:grand[\s_-]+total|sub[\s_-]*total|total|toplam|(?:ال)?(?:مجموع|إجمالي|اجمالي))[\s_:–-]+\S.*$|^\S.*[\s_–-]+"
    r"(?:sub[\s_-]*)?(?:total|toplam[ıi]?)$"
)
_DERIVED = (
    r"(?i)^(?:average|mean|median|minimum|maximum|min\.|max\.|ortalama|moyenne|promedio|(?:ال)?متوسط|percent|% of)\b.*"
)
_CODE = r"^[A-Za-z]{1,3}[0-9]{2,}(?:_[0-9]+)?$"
_NOTHING = r"(?i)^(?:[-–—.…_*?]+|n/?a|n\.a\.|null|none|nan)$"
_SUSPECTS = 20_000  # rows that may be totals and are looked at
_LONGEST = 12  # words of the label of a total
_LABELS = 40  # columns of words in which the label of a total is looked for
ARABIC_DIGITS = dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))


def numbers(column: str | Sequence[str]) -> pl.Expr:
    """Return columns of text as numbers where they are, null elsewhere; grouping marks left out."""
    plain = pl.col(column).str.replace_many(ARABIC_DIGITS).str.replace_all(r"[,٬'’\s\u00a0\u202f]", "")
    return plain.cast(pl.Float64, strict=False)


def columns_of_words(rows: pl.DataFrame) -> list[str]:
    """Return the columns that hold words or codes rather than numbers, judged by a sample."""
    sample = pl.concat([rows.head(500), rows.tail(500)]) if rows.height > 1000 else rows
    cells = sample.drop("_line").unpivot(variable_name="column", value_name="cell").drop_nulls("cell")
    said = cells.filter(~pl.col("cell").str.contains(_NOTHING))
    counted = said.group_by("column").agg(number=numbers("cell").is_not_null().mean())
    words = set(counted.filter(pl.col("number") < 0.5)["column"])
    return [name for name in rows.columns[1:] if name in words]


def totals_in(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are totals, ``_line`` and ``_why``.

    A row is one when

    - a cell of its words says so and nothing to the right of it names a place, and what stands to the left is
      empty, or the numbers are the sum of the rows with the same words to the left;
    - it is the first or the last one, has no words at all, and its numbers are the sums of the others.

    A row with a P-code is none, whatever it is called.
    """
    words = columns_of_words(rows)
    found: dict[int, str] = {}
    first = next((name for name in rows.columns[1:] if rows[name].null_count() < rows.height), "")
    if first:
        found |= _labelled(rows, (words if first in words else [first, *words])[:_LABELS])
    if rows.height > 2:
        rest = rows.filter(~pl.col("_line").is_in(list(found))) if found else rows
        found |= _unlabelled(rest, words)
    schema = {"_line": pl.UInt32, "_why": pl.String}
    return pl.DataFrame({"_line": list(found), "_why": list(found.values())}, schema=schema).sort("_line")


def _labelled(rows: pl.DataFrame, words: Sequence[str]) -> dict[int, str]:
    label = "|".join(f"(?:{pattern[4:]})" for pattern in (_EXACT, _NAMED, _DERIVED))
    says = pl.any_horizontal(pl.col(name).str.contains(f"(?i){label}").fill_null(False) for name in words)
    coded = pl.any_horizontal(pl.col(name).str.contains(_CODE).fill_null(False) for name in words)
    suspects = rows.filter(says & ~coded)
    if suspects.is_empty():
        return {}
    sample = rows.head(2000).join(suspects.select("_line"), on="_line", how="anti")
    usual = {name: 1 - sample[name].null_count() / max(1, sample.height) for name in words}
    table = _Table(rows, words, usual)
    return {row["_line"]: why for row in suspects.head(_SUSPECTS).iter_rows(named=True) if (why := _why(row, table))}


class _Table:
    """A table as it is asked about each of its suspects: what is looked up for one serves the others."""

    def __init__(self, rows: pl.DataFrame, words: Sequence[str], usual: Mapping[str, float]) -> None:
        self.rows, self.words, self.usual = rows, words, usual
        self.numeric = [name for name in rows.columns[1:] if name not in words]
        self.last = int(rows["_line"][-1])
        self._distinct: dict[str, frozenset[str]] = {}
        self._sums: dict[tuple[str, ...], dict[tuple[str, ...], tuple[float, ...]]] = {}

    def distinct(self, column: str) -> frozenset[str]:
        """Return the texts of a column."""
        if column not in self._distinct:
            self._distinct[column] = frozenset(self.rows[column].drop_nulls().unique().to_list())
        return self._distinct[column]

    def beside(self, row: Mapping[str, str | None], left: Sequence[str]) -> tuple[int, dict[str, float]]:
        """Return how many other rows have the same words in the columns ``left``, and the sums of their numbers."""
        key = tuple(left)
        if key not in self._sums:
            parts = [pl.len().cast(pl.Float64), numbers(self.numeric).sum()]
            grouped = self.rows.group_by(left).agg(parts) if left else self.rows.select(parts)
            self._sums[key] = {found[: len(key)]: found[len(key) :] for found in grouped.iter_rows()}
        count, *sums = self._sums[key][tuple(str(row[name]) for name in left)]
        own = _read(row[name] for name in self.numeric)
        others = {name: total - (n or 0) for name, total, n in zip(self.numeric, sums, own, strict=True)}
        return int(count) - 1, others


def _why(row: dict[str, str | None], table: _Table) -> str:
    """Return why the row is a total, empty when it is none."""
    words = table.words
    at = next(index for index, name in enumerate(words) if _is_label(row[name]))
    label = str(row[words[at]])
    said = [name for name in words if row[name] is not None and not re.match(_NOTHING, str(row[name]))]
    left = [name for name in said if words.index(name) < at and row[name] != label]
    right = [name for name in said if words.index(name) > at and not _is_label(row[name]) and row[name] != label]
    if right:
        return ""
    exact = re.match(_EXACT, label) is not None
    if exact and not left:
        return f'its label is "{label}"'
    emptied = any(table.usual[name] >= 0.8 for name in words[at + 1 :])
    derived = re.match(_DERIVED, label) is not None
    if derived:
        near_end = int(str(row["_line"])) >= table.last - 5
        return f'its label is "{label}"' if not left and near_end and table.numeric else ""
    if emptied and (exact or not left or _of_a_group(label, table.distinct(words[at]))):
        return f'its label is "{label}" and the cells to the right of it are empty'
    if table.numeric and _adds_up(row, table, left):
        return f'its label is "{label}" and its numbers are the sum of the rows beside it'
    return ""


def _of_a_group(label: str, groups: frozenset[str]) -> bool:
    """Return whether a label is a word of its own column beside one for a total: *Harim Total* under rows of Harim."""
    words = [found.span() for found in re.finditer(r"[^\s_–-]+", label)][:_LONGEST]
    return any(
        label[first:last] in groups and re.match(_EXACT, label[:first] + label[last:])
        for first, _ in words
        for _, last in words
        if first < last
    )


def _is_label(cell: str | None) -> bool:
    return cell is not None and any(re.match(pattern, cell) for pattern in (_EXACT, _NAMED, _DERIVED))


def _adds_up(row: Mapping[str, str | None], table: _Table, left: Sequence[str]) -> bool:
    """Return whether the numbers of the row are the sums of the other rows with the same words to the left."""
    count, sums = table.beside(row, left)
    return count >= 2 and _equal(row, table.numeric, sums)[0] > 0


def _matches(row: Mapping[str, str | None], others: pl.DataFrame, numeric: Sequence[str]) -> tuple[int, int]:
    """Return in how many columns the row's number is the sum of the others, and how many were compared."""
    return _equal(row, numeric, others.select(numbers(numeric).sum()).row(0, named=True))


def _equal(row: Mapping[str, str | None], numeric: Sequence[str], sums: Mapping[str, float]) -> tuple[int, int]:
    parsed = dict(zip(numeric, _read(row[name] for name in numeric), strict=True))
    own = {name: value for name, value in parsed.items() if value is not None and (value or sums[name])}
    equal = sum(abs(value - sums[name]) <= max(1.0, 1e-4 * abs(sums[name])) for name, value in own.items())
    return equal, len(own)


def _read(cells: Iterable[str | None]) -> list[float | None]:
    frame = pl.DataFrame({"c": list(cells)}, schema={"c": pl.String})
    return frame.select(numbers("c")).to_series().to_list()


def _unlabelled(rows: pl.DataFrame, words: Sequence[str]) -> dict[int, str]:
    """Return the first and the last row if they have no words and their numbers are the sums of the others."""
    numeric = [name for name in rows.columns[1:] if name not in words]
    if not words or not numeric or rows.height < 3:
        return {}
    found: dict[int, str] = {}
    for index in (0, rows.height - 1):
        row = rows.row(index, named=True)
        if any(row[name] is not None for name in words):
            continue
        others = rows.filter(pl.col("_line") != row["_line"])
        equal, compared = _matches(row, others, numeric)
        if equal and equal * 2 >= compared:
            found[row["_line"]] = (
                f"it has no label, and {equal} of its {compared} numbers are the sums of their columns"
            )
    return found


def sums_told(totals: Sequence[Mapping[str, str | None]], rows: pl.DataFrame) -> list[str]:
    """Return what to say of rows of numbers above the header: in how many columns they are the sums of the rows."""
    names = rows.columns[1:]
    sums = rows.select(numbers(names).sum()).row(0, named=True) if totals and not rows.is_empty() else {}
    found = [_equal(row, names, sums) if sums else (0, 0) for row in totals]
    told = "numbers above the header"
    return [f"{told}; {equal} of {of} are the sums of their columns" if of else told for equal, of in found]
