"""Invented accounts for a folder's places, so that pages can be tested without the method that works accounts out.

Every account closes by construction; the numbers follow from the code of the place and the month alone.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from nuzuh import ledgers
from nuzuh.evidence.disclosure import rules_of
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import with_labels
from nuzuh.evidence.ledger import Ledger, ledger_of
from nuzuh.folder.names import Names
from nuzuh.folder.records import read_folder
from nuzuh.report.issue import Issue

AGREEMENT = pl.DataFrame(
    {
        "source": ["ocha-nws", "idp-tf", "ocha-press"],
        "rows": [41, 12, 3],
        "factor": [1.02, 0.8, 1.61],
        "factor_low": [0.95, 0.7, 1.1],
        "factor_high": [1.1, 0.91, 2.4],
        "error": [0.11, 0.23, 0.6],
        "without": [800_000.0, 948_000.0, 960_000.0],
        "moved": [-0.156, 0.002, 0.013],
    }
)


def months(start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first days of each month and of the next one."""
    while start < end:
        after = (start.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        yield start, after
        start = after


def accounts(code: str, top: str, start: dt.date, end: dt.date, sources: tuple[str, ...]) -> Iterator[Figure]:
    """Yield the accounts of a place by month and for the whole time."""
    seed = zlib.crc32(code.encode())
    name = "total" if code == top else code
    stock = float(10_000 + seed % 40_000)
    whole = dict.fromkeys(("arrivals", "unreported", "departures", "returns"), 0.0)
    first = stock
    for index, (since, until) in enumerate(months(start, end)):
        wave = 1 + (seed // 7 + index * 37) % 11
        moves = {"arrivals": 700.0 * wave, "unreported": 90.0 * (wave % 4), "departures": 160.0 * wave,
                 "returns": 30.0 * (wave % 5)}  # fmt: skip
        yield from _account(code, name, f".{since:%Y-%m}", since, until, stock, moves, sources)
        stock += moves["arrivals"] + moves["unreported"] - moves["departures"] - moves["returns"]
        whole = {k: v + moves[k] for k, v in whole.items()}
    yield from _account(code, name, "", start, end, first, whole, sources)


def _account(
    code: str, name: str, window: str, start: dt.date, end: dt.date, stock: float, moves: dict[str, float],
    sources: tuple[str, ...],
) -> Iterator[Figure]:  # fmt: skip
    after = stock + moves["arrivals"] + moves["unreported"] - moves["departures"] - moves["returns"]
    said = tuple(
        {
            "source": s,
            "value": round(moves["arrivals"] * factor, -2),
            "quantifier": "exactly",
            "start": start,
            "end": end,
        }
        for s, factor in zip(sources, (1.1, 0.7, 1.4), strict=False)
    )
    held = tuple(
        {"source": s, "value": round(after * factor, -2), "quantifier": "about", "start": end - dt.timedelta(days=9),
         "end": end - dt.timedelta(days=8)}
        for s, factor in zip(sources, (1.05, 0.9), strict=False)
    )  # fmt: skip
    flow = {"start": start, "end": end, "place": code, "windowed": bool(window), "sources": sources}
    day = {"metric": "stock", "place": code, "windowed": bool(window), "sources": sources}
    arrivals, kind = ("displaced.flow.total", "total") if name == "total" else (f"displaced.flow.to.{name}", "to")
    held_id = "displaced.stock.total" if name == "total" else f"displaced.stock.in.{name}"
    yield _sure(f"{arrivals}{window}", moves["arrivals"], role=kind, said=said, unreported=0.12, **flow)
    for role in ("unreported", "departures", "returns"):
        yield _sure(f"displaced.{role}.{name}{window}", moves[role], role=role, **flow)
    residual = None if window.endswith("2019-05") else -1300.0 if window else 4100.0
    yield Figure(f"displaced.residual.{name}{window}", residual, role="residual", method="accounts", **flow)
    yield _sure(f"displaced.stock.start.{name}{window}", stock, role="start", date=start, **day)
    yield _sure(f"{held_id}{window}", after, role=kind, date=end - dt.timedelta(days=1), said=held, **day)


def _sure(ident: str, value: float, **more: object) -> Figure:
    return Figure(ident, value, round(0.8 * value), round(1.3 * value), level=0.9, method="accounts", **more)  # type: ignore[arg-type]


def ledger_with_accounts(root: Path, published: dt.date) -> Ledger:
    """Return a folder's public figures with accounts for each of its places with a figure, and what they replace beside."""
    folder = read_folder(root)
    settings = replace(folder.settings, count_method="preferred")
    ledger = ledgers.public_of(replace(folder, settings=settings), published)
    levels = dict(folder.tables["places"].select("code", "level").iter_rows())
    kept = [f for f in ledger.figures.values() if f.population != "displaced" or f.role in ("reference", "letter")]
    moves = [f for f in ledger.figures.values() if f.role in ("from", "pair", "since")]
    kept += [
        replace(f, method="accounts", level=0.9, low=(f.value or 0) * 0.7, high=(f.value or 0) * 1.4) for f in moves
    ]
    beside = [
        f
        for f in ledger.figures.values()
        if f.role in ("total", "to") and not f.windowed and levels.get(f.place, 9) < 2
    ]
    kept += [
        replace(f, id=f"preferred.{f.id}", role="preferred", label={}) for f in beside if f.population == "displaced"
    ]
    codes = {f.place for f in ledger.figures.values() if f.role in ("total", "to")} | {settings.place}
    sources = tuple(folder.tables["sources"]["code"])[:2]
    end = settings.end
    for code in sorted(codes):
        kept += accounts(code, settings.place, settings.start, end, sources)
    unique = {f.id: replace(f, label={} if f.role not in ("reference", "letter") else f.label) for f in kept}
    return with_labels(ledger_of(unique.values()), Names(folder.tables["places"]), settings.languages)


def issue_with_accounts(root: Path, published: dt.date) -> Issue:
    """Return an issue of a folder whose figures are invented accounts."""
    folder = read_folder(root)
    settings = folder.settings
    rules = rules_of(settings.disclosure_smallest_cell, settings.disclosure_rounding, settings.disclosure_finest_level,
                     folder.tables["places"], folder.tables["sources"])  # fmt: skip
    return Issue(folder, ledger_with_accounts(root, published), rules, published, (), AGREEMENT)
