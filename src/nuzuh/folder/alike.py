"""Reports that came twice with small changes: found, shown side by side, decided by a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import cpdist

from nuzuh.folder.checked import CheckedTable
from nuzuh.terms.amounts import fold_digits, fold_letters

TABLES = ("arrivals", "populations")
_CELL = {
    "arrivals": ("source", "destination", "origin", "start", "_end", "movement", "unit"),
    "populations": ("source", "place", "date", "population", "unit"),
}
_PLACE = {"arrivals": "destination", "populations": "place"}
_DAY = {"arrivals": "start", "populations": "date"}
_NEAR = 0.1  # amounts that differ by so much of the larger may be one that was mended
_TELLING = 100  # amounts from here on that are no multiple of ten are rarely equal by chance
_UNLIKELY = 1_000
_MOST_BY_CHANCE = 10  # more equal amounts on days with day and month changed than this are chance, not slips
_SENT_AGAIN = 0.2  # of the overlapping periods of a source so many have equal amounts if a report was sent again
_SPELLING = 80
_OVERLAP = (
    (pl.col("start") != pl.col("start_2"))
    & (pl.col("start_2") < pl.col("_end"))
    & (pl.col("_end") - pl.col("start") == pl.col("_end_2") - pl.col("start_2"))
)


def check_alike(tables: Mapping[str, CheckedTable], decisions: CheckedTable) -> None:
    """Warn of rows that look like one report that came twice, and do what a person decided of such rows.

    Parameters
    ----------
    tables : mapping of str to CheckedTable
        ``arrivals`` and ``populations``, checked; gain warnings ``row.alike``. The row that is not kept where a person
        decided that two are the same is rejected (``row.duplicate_decided``, a warning: it does not stop a build).
    decisions : CheckedTable
        ``duplicate_decisions``, typed; gains the problems of decisions that name no row, or rows that have changed.
    """
    decided = _decided(tables, decisions)
    levels = dict(tables["places"].typed.select("code", "level").drop_nulls().iter_rows())
    for name in TABLES:
        table = tables[name]
        for first, second in _pairs(table, levels):
            if (name, first, second) not in decided and not (table.bad[first] or table.bad[second]):
                _warn(table, first, second)


def _pairs(table: CheckedTable, levels: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return the positions of rows that are alike, the earlier first, each pair once, in order."""
    frame = _frame(table)
    if frame.height < 2:
        return []
    names = [c.name for c in table.columns if c.name.endswith("_name")]
    found = [
        *_same_cell(frame, table.spec.name, names),
        *_same_amount_elsewhere(frame, table.spec.name, levels),
        *_other_day(frame, table.spec.name),
    ]
    pairs = sorted({(min(p), max(p)) for p in found})
    if not pairs:
        return []
    said = table.cells.select([c.name for c in table.columns if c.name not in ("id", "note", "link")])
    one, two = (said[[pair[end] for pair in pairs]] for end in (0, 1))
    differ = pl.select(pl.any_horizontal(one[c].ne_missing(two[c]) for c in said.columns)).to_series()
    return [pair for pair, unlike in zip(pairs, differ, strict=True) if unlike]


def _frame(table: CheckedTable) -> pl.DataFrame:
    """Return the good rows with an amount: typed, with their position."""
    frame = table.typed.with_row_index("_row").filter(~pl.Series(table.bad))
    if "start__end" in frame.columns:
        frame = frame.with_columns(_end=pl.coalesce("end", "start__end"))
    if "population" in frame.columns:
        frame = frame.with_columns(pl.col("population").fill_null("displaced"))
    return frame.with_columns(pl.col("unit").fill_null("people")).filter(pl.col("amount_value").is_not_null())


def _neighbours(
    frame: pl.DataFrame, key: Sequence[str], order: Sequence[str], also: Sequence[str] = (), *, two: bool = False
) -> pl.DataFrame:
    """Return each row beside the next one of its key, in an order; columns of the next end in ``_2``.

    With ``two``, only of keys that two rows have. Rows are sorted by a hash of the key, which is faster than the key.
    """
    hashes = frame.select(key).hash_rows()
    lean = frame.select(order).with_columns(_h=hashes, _i=pl.int_range(frame.height, dtype=pl.UInt32))
    lean = lean.filter(hashes.is_duplicated())
    if two:
        lean = lean.filter(pl.len().over("_h") == 2)
    lean = lean.sort("_h", *order, "_i", nulls_last=True)
    at = lean["_h"].eq(lean["_h"].shift(-1)).fill_null(value=False).arg_true()
    wanted = frame.select(*dict.fromkeys(["_row", *key, *order, *also]))
    following = wanted[lean["_i"][at + 1]].rename({c: f"{c}_2" for c in wanted.columns})
    both = pl.concat([wanted[lean["_i"][at]], following], how="horizontal")
    return both.filter(pl.all_horizontal(pl.col(c).eq_missing(pl.col(f"{c}_2")) for c in key))


def _same_cell(frame: pl.DataFrame, name: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield rows of one source for one place and period, not published on two days, with nearly the same amount.

    Published on two days, the later one replaces the earlier one, and nothing is doubtful.
    """
    both = _neighbours(frame, _CELL[name], ["amount_value"], ["reported", *names])
    both = both.filter((pl.col("reported") == pl.col("reported_2")).fill_null(value=True))
    for row in both.iter_rows(named=True):
        if _near(row["amount_value"], row["amount_value_2"]) and all(
            _spelt_alike(row[n], row[f"{n}_2"]) for n in names
        ):
            yield row["_row"], row["_row_2"]


def _same_amount_elsewhere(frame: pl.DataFrame, name: str, levels: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield rows with the same telling amount from one source on one day, in two places whose names are spelt alike.

    Not a town and the area around it of the same name: all people of the area may be in the town.
    """
    place = _PLACE[name]
    key = [*(c for c in _CELL[name] if c != place), "amount_value"]
    telling = frame.filter(
        _telling(_TELLING) & pl.col(f"{place}_name").is_not_null() & (pl.col("amount_quantifier") == "exactly")
    )
    both = _neighbours(telling, key, [f"{place}_name"], [place])
    both = both.filter(pl.col(place) != pl.col(f"{place}_2"))
    one, two = (both[c].replace_strict(levels, default=None, return_dtype=pl.Int64) for c in (place, f"{place}_2"))
    both = both.filter(one.eq_missing(two))
    alike = _ratios(both[f"{place}_name"], both[f"{place}_name_2"]) >= _SPELLING + 5
    yield from both.filter(alike).select("_row", "_row_2").iter_rows()


def _other_day(frame: pl.DataFrame, name: str) -> Iterator[tuple[int, int]]:
    """Yield rows with the same telling amount from one source and place that only differ by the day.

    Their periods overlap, or day and month have changed places. A source that says the same amount for more than two
    days says what it means; one whose periods overlap as a rule (the last seven days, every day) has equal amounts by chance.
    """
    day = _DAY[name]
    key = [*(c for c in _CELL[name] if c not in (day, "_end")), "amount_value"]
    telling = frame.filter(_telling(_TELLING) & (pl.col("amount_quantifier") == "exactly"))
    ends = ["_end"] if "_end" in frame.columns else []
    both = _neighbours(telling, key, [day], ends, two=True).filter(pl.col(day) != pl.col(f"{day}_2"))
    if ends:
        slid = both.filter(_OVERLAP)
        if slid.height > _MOST_BY_CHANCE:
            overlapping = _neighbours(frame, key[:-1], [day], ends).filter(_OVERLAP).height
            slid = slid if slid.height > _SENT_AGAIN * overlapping else slid.clear()
        yield from slid.select("_row", "_row_2").iter_rows()
    one, two = pl.col(day), pl.col(f"{day}_2")
    swapped = both.filter(
        (one.dt.day() == two.dt.month())
        & (one.dt.month() == two.dt.day())
        & (one.dt.year() == two.dt.year())
        & (pl.col("amount_value") >= _UNLIKELY)
    )
    if swapped.height <= _MOST_BY_CHANCE:
        yield from swapped.select("_row", "_row_2").iter_rows()


def _telling(least: int) -> pl.Expr:
    return (pl.col("amount_value") >= least) & (pl.col("amount_value") % 10 != 0)


def _near(one: float, two: float) -> bool:
    """Return whether one amount may be the other, mended or mistyped: near it, or one digit or slip of the finger away."""
    if abs(one - two) <= _NEAR * max(one, two):
        return True
    digits = f"{one:.0f}", f"{two:.0f}"
    return min(len(d) for d in digits) >= 3 and DamerauLevenshtein.distance(*digits, score_cutoff=1) <= 1


def _ratio(one: str, two: str) -> float:
    """Return how alike two names are spelt, from 0 to 100; camp 12 is not camp 13."""
    one, two = fold_letters(fold_digits(one)), fold_letters(fold_digits(two))
    if [c for c in one if c.isdigit()] != [c for c in two if c.isdigit()]:
        return 0.0
    return fuzz.ratio(one, two)


def _ratios(one: pl.Series, two: pl.Series) -> pl.Series:
    """Return `_ratio` of two columns, row by row."""
    folded = {name: fold_letters(fold_digits(name)) for name in pl.concat([one, two]).unique()}
    one, two = (names.replace_strict(folded, return_dtype=pl.String) for names in (one, two))
    same = one.str.replace_all(r"\D", "") == two.str.replace_all(r"\D", "")
    ratios = cpdist(one.to_list(), two.to_list(), scorer=fuzz.ratio, dtype=np.float64)
    return pl.Series(np.where(same.to_numpy(), ratios, 0.0), dtype=pl.Float64)


def _spelt_alike(one: str | None, two: str | None) -> bool:
    return one is None or two is None or _ratio(one, two) >= _SPELLING


def _warn(table: CheckedTable, first: int, second: int) -> None:
    shown = [c.name for c in table.columns if c.name != "id"]
    one, two = (table.cells.select(shown).row(row) for row in (first, second))
    differ = [f"{n}: {a or 'nothing'} | {b or 'nothing'}" for n, a, b in zip(shown, one, two, strict=True) if a != b]
    there, here = table.where(first), table.where(second)
    refer = [reference(table, row) for row in (first, second)]
    table.flag(
        [second],
        "amount",
        "row.alike",
        f"This may be the report of {there} once more, changed. {there} | {here}: {'; '.join(differ)}.",
        "Decide: add to duplicate_decisions.csv table,first,second,digest,decision,keep,decided_by = "
        f"{table.spec.name},{refer[0]},{refer[1]},{digest(table, first, second)},same or different,first or second,your name.",
        "warning",
    )


def reference(table: CheckedTable, row: int) -> str:
    """Return how a decision names a row: its id, else file and line."""
    name = table.cells["id"][row]
    if name is not None:
        return str(name)
    sheet = table.sheets[table.cells["_sheet"][row]]
    return ":".join(x for x in (sheet.file, sheet.sheet, str(table.cells["_line"][row])) if x)


def digest(table: CheckedTable, first: int, second: int) -> str:
    """Return twelve signs that change when one of the two rows does, whichever comes first."""
    names = [c.name for c in table.columns]
    texts = sorted(repr(table.cells.select(names).row(row)) for row in (first, second))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


@dataclass(slots=True)
class _Rows:
    """The rows of a table by what a decision calls them, looked up when first asked for."""

    table: CheckedTable
    _ids: dict[str, int] | None = field(default=None)

    def find(self, name: str) -> int | None:
        """Return the position of a row named by id or by file and line; None when there is none."""
        if self._ids is None:
            ids = self.table.cells["id"]
            self._ids = {text: i for i, text in reversed(list(enumerate(ids.to_list()))) if text is not None}
        if name in self._ids:
            return self._ids[name]
        file, _, line = name.rpartition(":")
        sheets = [i for i, s in enumerate(self.table.sheets) if file == (f"{s.file}:{s.sheet}" if s.sheet else s.file)]
        if not sheets or not line.isdigit():
            return None
        cells = self.table.cells
        found = ((cells["_sheet"] == sheets[0]) & (cells["_line"] == int(line))).arg_true()
        return int(found[0]) if found.len() else None


def _decided(tables: Mapping[str, CheckedTable], decisions: CheckedTable) -> set[tuple[str, int, int]]:
    """Return the pairs that a person decided; the rows not kept are rejected."""
    rows = {name: _Rows(tables[name]) for name in TABLES}
    out: set[tuple[str, int, int]] = set()
    for at, want in enumerate(decisions.typed.iter_rows(named=True)):
        if decisions.bad[at]:
            continue
        table = tables[want["table"]]
        pair = [rows[want["table"]].find(want[end]) for end in ("first", "second")]
        if _unfit(decisions, at, want, table, pair):
            continue
        first, second = (int(row) for row in pair if row is not None)
        out.add((want["table"], min(first, second), max(first, second)))
        if want["decision"] == "same":
            kept, left = (second, first) if want["keep"] == "second" else (first, second)
            _leave_out(table, left, kept, want["decided_by"])
    return out


def _unfit(
    decisions: CheckedTable, at: int, want: Mapping[str, str | None], table: CheckedTable, pair: Sequence[int | None]
) -> bool:
    """Reject a decision whose rows are not there or not as they were decided upon."""
    for end, row in zip(("first", "second"), pair, strict=True):
        if row is None:
            decisions.flag(
                [at],
                end,
                "decision.row",
                f"{want[end]} is no row of {table.spec.name}: neither an id, nor a file and line.",
                "Copy the row's name from the warning row.alike of nuzuh check, or remove the decision.",
            )
    if None in pair:
        return True
    first, second = (int(row) for row in pair if row is not None)
    if first == second:
        decisions.flag([at], "second", "decision.row", "Both names are of one row.", "Name the two rows.")
        return True
    stands = digest(table, first, second)
    by_line = any(table.cells["id"][row] != want[end] for row, end in ((first, "first"), (second, "second")))
    if (want["digest"] and want["digest"] != stands) or (by_line and not want["digest"]):
        what = "has changed since" if want["digest"] else "is named by its line, and lines move"
        decisions.flag(
            [at],
            "digest",
            "decision.changed",
            f"One of the rows {want['first']} and {want['second']} {what}: the decision is not used.",
            f"Look at both rows again; if the decision holds, write {stands} into digest.",
        )
        return True
    return False


def _leave_out(table: CheckedTable, row: int, kept: int, by: str) -> None:
    if table.bad[row]:
        return
    table.flag(
        [row],
        "amount",
        "row.duplicate_decided",
        f"{by} decided that this is the report of {table.where(kept)} once more: the row is left out.",
        "Nothing to do; to count both, change the decision in duplicate_decisions.csv to different.",
        "warning",
    )
    table.bad[row] = True
