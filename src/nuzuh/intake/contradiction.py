"""A file whose content is not what its name, its table or its neighbours say."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from nuzuh.intake.findings import heading_of
from nuzuh.intake.roles import folded, is_count, roles_of

_BOUNDARY = re.compile(
    r"^adm(?:in)? ?\d|^(?:date|update|valid ?on|valid ?to|area|shape|objectid|fid|center|centroid|lat|lon|geo)|sq ?km|"
    r"\bp ?code\b|\bcode\b|\bnam\b|\bname\b|^(?:country|state|region|province|governorate|district|sub ?district|locality)\b"
)
_SIZE = re.compile(r"area|shape|sq ?km")
_COUNTED = {
    "populations": "people in a place on a day",
    "arrivals": "people who arrived in a period",
}
_PEOPLE_TABLES = frozenset(_COUNTED)


def contradiction(headings: Sequence[str], rows: pl.DataFrame, table: str) -> str | None:
    """Return why a file cannot be the table that it is imported as; None when it can.

    A gazetteer (names, codes and areas of places, without a number of people) is no table of people, whatever its file
    is called; a table of people without names or codes is no gazetteer.

    Parameters
    ----------
    headings : sequence of str
    rows : polars.DataFrame
        ``_line`` and the cells ``c0``, ``c1``, ... as text.
    table : str
        ``populations``, ``arrivals``, ``places``, ...

    Examples
    --------
    >>> rows = pl.DataFrame({"_line": [2], "c0": ["Blue Nile"], "c1": ["SD08"], "c2": ["38165.19"]})
    >>> contradiction(["ADM1_EN", "ADM1_PCODE", "AREA_SQKM"], rows, "populations")[:50]
    'The file holds boundaries of places (ADM1_EN, ADM1'
    """
    names = [folded(h) for h in headings]
    held = roles_of(rows, headings)
    numbers = [c for c, r in held.items() if r in ("number", "people") and int(c[1:]) < len(names)]
    if table in _PEOPLE_TABLES:
        counts = [c for c in numbers if not _SIZE.search(names[int(c[1:])]) and not _BOUNDARY.search(names[int(c[1:])])]
        counts += [c for c, r in held.items() if r == "text" and is_count(headings[int(c[1:])])]
        bounds = [h for h, n in zip(headings, names, strict=True) if _BOUNDARY.search(n)]
        if not counts and len(bounds) >= 2 and len(bounds) * 3 >= 2 * len([n for n in names if n]):
            shown = ", ".join(bounds[:3])
            sizes = [heading_of(headings, c) for c in numbers if _SIZE.search(names[int(c[1:])])]
            only = f"; the only numbers are {', '.join(sizes)}" if sizes else ""
            return (
                f"The file holds boundaries of places ({shown} …) and no number of people{only}. {table} needs "
                f"{_COUNTED[table]}. Import it with --as places, or look for the file that was meant."
            )
    if table == "places" and rows.height:
        text = [c for c, r in held.items() if r in ("text", "code", "category", "id")]
        if not text:
            return "The file holds only numbers: a gazetteer needs a name or a code for each place."
    return None


def period_from_summary(
    rows: pl.DataFrame, summary: pl.DataFrame, *, share: float = 0.9, least: int = 3
) -> list[tuple[str, int, int]]:
    """Return the periods of a summary whose amounts are what the rows add up to, place by place.

    Parameters
    ----------
    rows : polars.DataFrame
        ``place`` (String), ``amount`` (Float64): any number of rows a place.
    summary : polars.DataFrame
        ``place``, ``period`` (String), ``amount``: one row a place and period; null where nothing is given.
    share : float
        In how many of the places named by either the two must be equal.
    least : int
        Fewer equal places than this say nothing.

    Returns
    -------
    list of (period, equal, compared)
        Best first. Places are compared by their spelling in small letters without signs; a place without an amount
        counts as 0.

    Examples
    --------
    >>> rows = pl.DataFrame({"place": ["Hama", "Hama", "Homs", "Idleb"], "amount": [2.0, 3.0, 4.0, 9.0]})
    >>> months = pl.DataFrame({"place": ["hama", "homs", "idleb"] * 2, "period": ["2018-12"] * 3 + ["2019-01"] * 3,
    ...     "amount": [7.0, 4.0, 1.0, 5.0, 4.0, 9.0]})
    >>> period_from_summary(rows, months)
    [('2019-01', 3, 3)]
    """
    key = pl.col("place").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "").alias("place")
    mine = rows.group_by(key).agg(pl.col("amount").cast(pl.Float64).sum().alias("mine")).drop_nulls("place")
    theirs = summary.group_by("period", key, maintain_order=True).agg(
        pl.col("amount").cast(pl.Float64).sum().alias("theirs")
    )
    out = []
    for period in theirs["period"].unique(maintain_order=True).drop_nulls():
        one = theirs.filter(pl.col("period") == period)
        if not (one["theirs"] != 0).any():
            continue
        both = mine.join(one, on="place", how="full", coalesce=True).fill_null(0.0)
        both = both.filter((pl.col("mine") != 0) | (pl.col("theirs") != 0))
        known = both.filter(pl.col("place").is_in(theirs["place"].unique().implode()))
        equal = int(((known["mine"] - known["theirs"]).abs() <= 0.5 + 1e-9 * known["theirs"].abs()).sum())
        if equal >= least and equal >= share * known.height:
            out.append((str(period), equal, known.height))
    return sorted(out, key=lambda found: (-found[1] / found[2], -found[1], found[0]))
