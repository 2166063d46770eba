"""What the cells of a column look like, on a sample of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from nuzuh.intake.countries import country_of
from nuzuh.terms.amounts import parse_amounts
from nuzuh.terms.dates import Day, parse_date

_SAMPLE = 2_000
_CODE = r"^(?:(?:[A-Z]{1,4}|[a-z]{1,4})[-_]?|[A-Z]{1,3} )[0-9]{1,12}(?:_[0-9]+)?$"  # Camp 12 is a name


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of a column's filled cells (0 to 1), on a sample.

    Attributes
    ----------
    filled : float
        Of all cells.
    numbers, dates, codes, known, countries, arabic, distinct : float
        That are amounts, days, shaped like codes, codes of the gazetteer, codes of countries (SYR), in Arabic script;
        distinct values per cell.
    level : int or None
        The commonest level of the known codes.
    named : int or None
        The finest level at which half or more of the cells that are names of the gazetteer have a place.
    """

    filled: float
    numbers: float
    dates: float
    codes: float
    known: float
    countries: float
    arabic: float
    distinct: float
    level: int | None
    named: int | None = None


def profile(cells: pl.Series, levels: Mapping[str, int]) -> Profile:
    """Return the profile of a column of String cells; ``levels`` is the level of every code of the gazetteer."""
    step = max(1, cells.len() // _SAMPLE)
    sample = cells.gather_every(step)
    filled = sample.drop_nulls()
    n = filled.len()
    if not n:
        return Profile(0, 0, 0, 0, 0, 0, 0, 0, None)
    values = filled.unique(maintain_order=True)
    distinct = values.to_list()
    digits = values.filter(values.str.contains(r"\p{Nd}"))  # what has no digit is no amount
    numbers = digits.filter(parse_amounts(digits)[0]["value"].is_not_null())
    plain = filled.str.contains(r"^\s*-?[0-9][0-9,. ]*(?:[eE][+-]?[0-9]+)?\s*$")
    number_share = _share(filled.is_in(numbers.implode()) | plain)
    dates = {v for v in distinct[:300] if isinstance(parse_date(v, "day/month/year"), Day)}
    known = [levels[base] for v in filled.to_list() if (base := v.strip().upper().split("_")[0]) in levels]
    return Profile(
        filled=n / max(1, sample.len()),
        numbers=number_share,
        dates=len(dates) / len(distinct[:300]),
        codes=_share(filled.str.contains(_CODE)),
        known=len(known) / n,
        countries=_share(filled.is_in([v for v in distinct if country_of(v)])),
        arabic=_share(filled.str.contains(r"\p{Arabic}")),
        distinct=len(distinct) / n,
        level=max(set(known), key=known.count) if known else None,
    )


def _share(holds: pl.Series) -> float:
    return int(holds.sum()) / max(1, holds.len())
