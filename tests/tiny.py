"""A crisis of a few rows, for tests of how people are counted.

The country SY has two governorates, A and B; A has the districts A1 and A2. The sources are ``un`` (grade A), ``ngo`` and
``aid`` (B), ``study`` (C) and ``doubt`` (D); none is of a kind that tells what it heard. A household has 5 people (4 to 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nuzuh import pipeline
from nuzuh.displaced import balance, triangulate
from nuzuh.folder.records import Folder, read_folder
from tests.folders import write_folder

SETTINGS = """code = "tiny"
languages = ["en"]
start = 2020-01-01
as_of = {as_of}
place = "SY"
household_size = 5.0
household_size_low = 4.0
household_size_high = 6.0
name.en = "Tiny"
"""
PLACES = """code,level,parent,name_en
SY,0,,Syria
A,1,SY,Aleppo
B,1,SY,Idlib
A1,2,A,Azaz
A2,2,A,Afrin
"""
SOURCES = """code,name_en,kind,grade
un,United,un,A
ngo,Helpers,ngo,B
aid,Aid,ngo,B
study,Study,research,C
doubt,Doubt,research,D
"""
ARRIVALS = "start,end,origin,destination,amount,source,movement,unit,reported,coverage"
STOCKS = "date,place,amount,source,population,coverage"
JAN, FEB, MAR, APR = "2020-01-01,2020-02-01", "2020-02-01,2020-03-01", "2020-03-01,2020-04-01", "2020-04-01,2020-05-01"
Figures = dict[str, dict[str, Any]]


def tiny(
    root: Path,
    *rows: str,
    stocks: Sequence[str] = (),
    as_of: str = "2020-03-31",
    settings: str = "",
    files: int = 1,
) -> Path:
    """Write rows of arrivals and of stocks (missing cells at the end are empty) and return the folder's path."""
    commas = ARRIVALS.count(",")
    filled = [row + "," * (commas - row.count(",")) for row in rows]
    parts = {f"arrivals/{number}.csv": "\n".join([ARRIVALS, *filled[number::files]]) + "\n" for number in range(files)}
    counted = [row + "," * (STOCKS.count(",") - row.count(",")) for row in stocks]
    nothing = ("arrivals/arrivals.csv", "references.csv", "corrections.csv")
    letter = (f"letters/open/{name}" for name in ("letter.toml", "letter.en.md", "signatories.csv"))
    return write_folder(
        root,
        {
            "crisis.toml": SETTINGS.format(as_of=as_of) + settings,
            "places.csv": PLACES,
            "sources.csv": SOURCES,
            "populations/populations.csv": "\n".join([STOCKS, *counted]) + "\n",
        }
        | dict.fromkeys([*nothing, *letter])
        | parts,
    )


def figures_of(root: Path) -> Figures:
    """Return all figures of a folder without faults, as dictionaries."""
    folder, ledger = pipeline.count(root)
    assert sound(folder)
    return {ident: figure.as_dict() for ident, figure in ledger.figures.items()}


def balanced(root: Path, wishes: balance.Wishes | None = None) -> balance.Balanced:
    """Return the accounts of a folder before anything else happens to them."""
    folder = read_folder(root)
    assert sound(folder)
    settings, tables = folder.settings, folder.tables
    scope = triangulate.Scope("SY", settings.start, settings.end, settings.count_period, 5)
    given = (tables["arrivals"], tables["populations"], tables["sources"], tables["places"])
    return balance.balance(*given, scope, wishes)


def sound(folder: Folder) -> bool:
    """Return whether every row was accepted."""
    return not [problem for problem in folder.problems if problem.severity == "error"]


@dataclass(frozen=True, slots=True)
class Account:
    """The numbers of one place and window; what has no figure is 0."""

    start: float
    arrivals: float
    unreported: float
    departures: float
    returns: float
    end: float

    @property
    def gap(self) -> float:
        """People by which the account fails to close."""
        return self.start + self.arrivals + self.unreported - self.departures - self.returns - self.end


def accounts_of(values: dict[str, float]) -> dict[str, Account]:
    """Return the account of every place and window (``A1``, ``total.2020-01`` …) that has departures."""
    out = {}
    for ident in values:
        if not ident.startswith("displaced.departures."):
            continue
        key = ident.removeprefix("displaced.departures.")
        whole = key.startswith("total")
        flow, stock = (f"displaced.{m}.{'' if whole else w + '.'}{key}" for m, w in (("flow", "to"), ("stock", "in")))

        def of(ident: str) -> float:
            return values.get(ident, 0.0)

        arrivals = of(f"displaced.arrivals.{key}") if f"displaced.arrivals.{key}" in values else of(flow)
        out[key] = Account(
            values[f"displaced.stock.start.{key}"],
            arrivals,
            of(f"displaced.unreported.{key}"),
            values[ident],
            of(f"displaced.returns.{key}"),
            values[stock],
        )
    return out
