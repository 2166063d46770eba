"""Which sheets of a file hold the table that is asked for, and how each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from nuzuh.folder.columns import Column, Specification
from nuzuh.formats.layout import Laid
from nuzuh.intake import mapping
from nuzuh.intake.contradiction import period_from_summary
from nuzuh.intake.cross import read_cross
from nuzuh.intake.gazetteer import read_gazetteer
from nuzuh.intake.headings import words_of
from nuzuh.intake.listing import read_listing
from nuzuh.intake.reading import Reading
from nuzuh.intake.reports import read_reports, with_lacks
from nuzuh.intake.understand import Known, plain_name
from nuzuh.intake.yearly import read_yearly
from nuzuh.terms.amounts import Amount, parse_amount
from nuzuh.terms.dates import month_names

_SUMS = {"place": pl.String, "amount": pl.Float64}
_REPORTS = ("arrivals", "populations")


@dataclass(frozen=True, slots=True)
class Choice:
    """The readings of a file.

    Attributes
    ----------
    chosen : list of Reading
        Of the sheets that are imported.
    left : list of (Reading, str)
        The others, each with the reason.
    changes : list of (str, str)
        Sheet and what changed since the mapping was written.
    """

    chosen: list[Reading]
    left: list[tuple[Reading, str]]
    changes: list[tuple[str, str]]


def choose(
    laids: Sequence[Laid],
    file: Path,
    spec: Specification,
    columns: tuple[Column, ...],
    known: Known,
    mappings: Sequence[mapping.Mapped],
    sheets: Sequence[str],
    fixed: Mapping[str, str],
    *,
    survey: bool = False,
) -> Choice:
    """Return how each sheet is read, and which are imported.

    Lists go before cross tables, which repeat what lists say at a coarser grain; sheets that count the displaced go before
    sheets that count only residents. With ``sheets`` a person decides.
    """
    readings, changes = [], []
    for laid in laids:
        reading = _understood(laid, file, spec, columns, known)
        mapped, exact = mapping.find(laid, mappings)
        if mapped:
            reading, changed = mapping.applied(mapped, reading)
            if spec.name in _REPORTS:
                reading = with_lacks(reading, spec.name)
            changes += [(laid.sheet, change) for change in changed] if not exact else []
        readings.append(_with_fixed(reading, fixed))
    readings = _with_summary_periods(readings, spec.name)
    choice = _chosen(readings, spec.name, sheets, changes)
    if survey and spec.name in _REPORTS and not sheets and len(choice.chosen) > 1:
        main = choice.chosen[0]
        why = "its repeats say how many, group by group; ask for it with --sheet"
        return replace(choice, chosen=choice.chosen[1:], left=[*choice.left, (main, why)])
    return choice


def _understood(laid: Laid, file: Path, spec: Specification, columns: tuple[Column, ...], known: Known) -> Reading:
    titles = _titles(laid, file)
    if spec.name == "places":
        return read_gazetteer(laid, columns, known)
    if spec.name in _REPORTS:
        cross = read_cross(laid, spec.name, known, titles)
        listed = read_reports(laid, spec.name, columns, known, titles)
        return cross if cross and (listed.lacks or len(cross.amounts) > len(listed.amounts)) else listed
    if spec.name == "activities" and (cross := read_cross(laid, "activities", known, titles)):
        return cross
    listed = read_listing(laid, spec, columns, known)
    if spec.name == "references" and listed.lacks and not (yearly := read_yearly(laid, known)).lacks:
        return yearly
    return listed


def _titles(laid: Laid, file: Path) -> list[tuple[str, str]]:
    """Return the texts that stand over a sheet, nearest first."""
    out = [(text, f"line {line}") for line, text in reversed(laid.banner)]
    if laid.sheet:
        out.append((laid.sheet, "sheet"))
    return [*out, (file.stem, "file")]


def _with_fixed(reading: Reading, fixed: Mapping[str, str]) -> Reading:
    """Return the reading with what a person fixed; it wins over what the file says."""
    if not fixed:
        return reading
    uses = tuple(
        u.unread("given by --set")
        if u.gives.split("@")[0] in fixed
        else replace(u, fixed={k: v for k, v in u.fixed.items() if k not in fixed})
        for u in reading.uses
    )
    met = {"start": "when", "date": "when", "destination": "where to", "place": "where"}
    lacks = tuple(x for x in reading.lacks if x not in {met.get(k, k) for k in fixed})
    values = {k: (v, "--set") for k, v in fixed.items()}
    return replace(reading, uses=uses, fixed={**reading.fixed, **values}, lacks=lacks)


def _chosen(readings: list[Reading], table: str, sheets: Sequence[str], changes: list[tuple[str, str]]) -> Choice:
    left: list[tuple[Reading, str]] = []
    chosen: list[Reading] = []
    wanted = {s.casefold().strip() for s in sheets}
    for reading in readings:
        if wanted and reading.laid.sheet.casefold().strip() not in wanted:
            left.append((reading, "not asked for"))
        elif reading.lacks:
            left.append(
                (
                    reading,
                    f"does not say {_listed(reading.lacks)}"
                    if table in _REPORTS
                    else f"has no {_listed(reading.lacks, 'or')}",
                )
            )
        else:
            chosen.append(reading)
    if not wanted:
        if table in _REPORTS and any(not r.cross for r in chosen):
            chosen = _keep(
                chosen, left, lambda r: not r.cross, "a cross table beside the list; ask for it with --sheet"
            )
        if table == "populations" and any(_of(r, "displaced") for r in chosen):
            chosen = _keep(
                chosen, left, lambda r: _of(r, "displaced"), "counts no displaced people; ask for it with --sheet"
            )
    return Choice(chosen, left, changes)


def _keep(
    chosen: list[Reading], left: list[tuple[Reading, str]], keep: Callable[[Reading], bool], why: str
) -> list[Reading]:
    """Return the readings to keep; the others go to ``left`` with the reason."""
    left += [(r, why) for r in chosen if not keep(r)]
    return [r for r in chosen if keep(r)]


def _of(reading: Reading, whom: str) -> bool:
    return any(u.fixed.get("population", whom) == whom for u in reading.amounts)


def _listed(words: Sequence[str], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def _with_summary_periods(readings: list[Reading], table: str) -> list[Reading]:
    """Return the lists with their month as a summary in the same workbook shows it.

    A list of one month often bears the name of another: its sheet was copied. Where the sums of its rows by place are those of
    one month of a cross table, for every place, that month is the list's.
    """
    if table != "arrivals":
        return readings
    summaries = [r for r in readings if r.cross and all("start" in u.fixed for u in r.amounts)]
    out = []
    for reading in readings:
        if reading.cross and "when" in reading.lacks:
            period, why = _period_of_matrix(reading, summaries)
            out.append(_from(reading, period, why) if period else reading)
            continue
        if (
            reading.cross
            or len(reading.amounts) != 1
            or "start" in reading.amounts[0].fixed
            or reading.giving("start", "year")
        ):
            out.append(reading)
            continue
        period, why = _matching_period(reading, summaries)
        if period:
            before = reading.fixed.get("start")
            told = f", though the {before[1]} says {before[0]}" if before and before[0] != period else ""
            named = {month_names()[w] for w in words_of(reading.laid.sheet) if w in month_names() and len(w) > 2}
            if not told and named and int(period[5:7]) not in named:
                told = f', though the sheet is called "{reading.laid.sheet}"'
            reading = _from(reading, period, why + told)
        out.append(reading)
    return out


def _from(reading: Reading, start: str, why: str) -> Reading:
    lacks = tuple(x for x in reading.lacks if x != "when")
    return replace(reading, fixed={**reading.fixed, "start": (start, why)}, lacks=lacks)


def _matching_period(reading: Reading, summaries: Sequence[Reading]) -> tuple[str, str]:
    amount = reading.amounts[0]
    for label in reading.giving("destination_name", "destination"):
        found = _same_sums(_sums(reading.laid.rows, label.at, amount.at), amount.fixed.get("movement"), summaries)
        if found[0]:
            return found
    return "", ""


def _same_sums(sums: Mapping[str, float], movement: str | None, summaries: Sequence[Reading]) -> tuple[str, str]:
    """Return the period of a summary's column with the same sums by place, and what says so."""
    rows = pl.DataFrame({"place": list(sums), "amount": list(sums.values())}, schema=_SUMS)
    for summary in summaries:
        uses = [u for u in summary.amounts if u.fixed.get("movement") == movement]
        for label in summary.giving("destination_name", "destination", "origin_name", "origin"):
            parts = [(use.fixed["start"], _sums(summary.laid.rows, label.at, use.at)) for use in uses]
            theirs = [(place, period, amount) for period, by_place in parts for place, amount in by_place.items()]
            frame = pl.DataFrame(
                theirs, schema={"place": pl.String, "period": pl.String, "amount": pl.Float64}, orient="row"
            )
            for period, _, _ in period_from_summary(rows, frame)[:1]:
                return period, f'sheet "{summary.laid.sheet}", whose {period} its rows add up to'
    return "", ""


def _period_of_matrix(reading: Reading, summaries: Sequence[Reading]) -> tuple[str, str]:
    """Return the period of a table of origins and destinations: that of a summary with the same sums by destination."""
    sums: dict[str, float] = {}
    for use in reading.amounts:
        if name := use.fixed.get("destination_name"):
            total = sum(_sums(reading.laid.rows.with_columns(_one=pl.lit("all")), "_one", use.at).values())
            if total:
                sums[plain_name(name)] = total
    return _same_sums(sums, reading.amounts[0].fixed.get("movement"), summaries)


def _sums(rows: pl.DataFrame, label: str, amount: str) -> dict[str, float]:
    """Return the sum of the amounts by folded label; blank amounts count nothing, a zero sum is left out."""
    out: dict[str, float] = {}
    for name, text in rows.select(label, pl.col(amount).alias("_a")).iter_rows():
        read = parse_amount(text) if name and text else None
        if isinstance(read, Amount) and read.value is not None:
            out[plain_name(name)] = out.get(plain_name(name), 0.0) + read.value
    return {k: v for k, v in out.items() if v}
