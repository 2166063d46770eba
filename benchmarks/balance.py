"""Real stocks and flows of Syria, 2016 to 2019: do the accounts close, and can they say a stock that was left out?"""

import datetime as dt
import importlib.util
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks import names
from benchmarks.national import OUT, ROOT, report
from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.records import Folder, read_folder
from nuzuh.intake.bring import Wishes, bring
from nuzuh.pipeline import count

DATA = ROOT.parent / "shared" / "data"
CRISES = OUT / "balance"
FLOWS = DATA / "flows" / "idp_1.xlsx"
SHEETS = (
    *("IDPFlow_Summarysince2016", "RetFlow_Summary_SinceAugust2018"),
    *("Table-Origin_vs_Departure", "ReturnTABLE-Origin_vs_Departure"),
)


@dataclass(frozen=True)
class Stock:
    """One workbook of stocks: its sheet of subdistricts, and the last day of the month that it stands for."""

    file: str
    sheet: str
    day: dt.date

    @property
    def window(self) -> str:
        """The month."""
        return f"{self.day:%Y-%m}"


STOCKS: Mapping[str, Stock] = {
    # Its headings give no month; it was made on 6 October 2016 and speaks of "Population estimates (October 2016)".
    "2017": Stock("syr_hno_data_2017", "Sector_PiN_Severity_admin3", dt.date(2016, 10, 31)),
    "2018": Stock("syr_hno_data_2018", "Sector_PiN_Severity_admin3", dt.date(2017, 8, 31)),  # IDPs_HNO_Aug_2017
    "2019": Stock("syr_hno_data_2019", "Sector_PiN_Severity_subdistrict", dt.date(2018, 8, 31)),  # IDPs_HNO_Aug_2018
    "review": Stock("syr_pmr_data_2019", "sector_pin_severity_subdistrict", dt.date(2019, 4, 30)),
}
BEFORE_REVIEW = ("2017", "2018", "2019")
GOVERNORATES = tuple(f"SY{n:02}" for n in range(1, 15))
_SETTINGS = """code = "syria"
languages = ["en"]
start = 2016-01-01
as_of = {as_of}
place = "SY"
household_size = 5.0

[name]
en = "Syria"

[count]
method = "accounts"
period = "month"

[disclosure]
smallest_cell = 10
finest_level = 3
"""
_SOURCES = "code,name_en,organisation,kind,grade\nneeds,Needs overview,United Nations,un,B\nflows,Task force,United Nations,un,B\n"


@dataclass(frozen=True)
class Score:
    """How far what is said of places lies from the truth: people; the share of the truths inside the intervals."""

    rmse: float
    mae: float
    coverage: float | None = None
    width: float | None = None

    def __str__(self) -> str:
        tail = (
            ""
            if self.coverage is None
            else f"  inside the interval {self.coverage:.0%}, its mean width {self.width:,.0f}"
        )
        return f"RMSE {self.rmse:>9,.0f}  mean absolute error {self.mae:>9,.0f}{tail}"


def ready() -> str:
    """Return why nothing can be measured here; empty when all is there."""
    if not (DATA / "needs").is_dir():
        return "the real files stand beside the project only where it is made"
    if importlib.util.find_spec("nuzuh.displaced.balance") is None:
        return "the accounts (nuzuh.displaced.balance) are not there yet"
    return ""


def make_base(root: Path, sheets: tuple[str, ...] = SHEETS) -> Path:
    """Make a crisis folder with the areas of Syria, and its flows by the import; the sources are judged, grade B."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    (root / "crisis.toml").write_text(_SETTINGS.format(as_of="2019-01-31"), "utf-8")
    (root / "sources.csv").write_text(_SOURCES, "utf-8")
    names.gazetteer().filter(pl.col("level") <= 3).write_csv(root / "places.csv")
    bring(root, str(FLOWS), "arrivals", Wishes(sheets=sheets, fixed={"source": "flows"}))
    return root


def with_stocks(base: Path, root: Path, stocks: Sequence[str], as_of: str = "2019-01-31") -> Path:
    """Copy a folder and import some of the stocks into it."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(base, root)
    for name in stocks:
        stock = STOCKS[name]
        fixed = {"source": "needs", "date": stock.day.isoformat(), "date_accuracy": "month"}
        file = DATA / "needs" / f"{stock.file}.xlsx"
        bring(root, str(file), "populations", Wishes(sheets=(stock.sheet,), fixed=fixed))
    (root / "crisis.toml").write_text(_SETTINGS.format(as_of=as_of), "utf-8")
    return root


def reported(folder: Folder, day: dt.date) -> dict[str, float]:
    """Return the reported stock of each governorate: the sum of its subdistricts."""
    out = dict.fromkeys(GOVERNORATES, 0.0)
    for row in folder.tables["populations"].iter_rows(named=True):
        if row["population"] == "displaced" and row["date"] == day and len(row["place"]) == 8 and row["people"]:
            out[row["place"][:4]] += row["people"]
    return out


def moved(folder: Folder, first: dt.date, last: dt.date) -> dict[str, float]:
    """Return the reported arrivals less the reported returns of each governorate, of whole months after a day up to another."""
    arrivals, returns = dict.fromkeys(GOVERNORATES, 0.0), dict.fromkeys(GOVERNORATES, 0.0)
    for row in folder.tables["arrivals"].iter_rows(named=True):
        summary = row["id"].startswith(("idp-1.1-", "idp-1.2-"))  # the sheets of pairs tell of January 2019 again
        if summary and first < row["start"] <= last and row["people"]:
            (returns if row["movement"] == "return" else arrivals)[row["destination"]] += row["people"]
    return {code: arrivals[code] - returns[code] for code in GOVERNORATES}


def part_of(ledger: Ledger, part: str, code: str, window: str = "") -> float | None:
    """Return the value of one part of the account of a place (``total``: of all), if it has one."""
    stem = {"end": "stock.in", "start": "stock.start"}.get(part, part)
    if code == "total":
        stem = stem.removesuffix(".in")
    figure = ledger.get(f"displaced.{stem}.{code}" + (f".{window}" if window else ""))
    return None if figure is None else figure.value


def closing(ledger: Ledger, code: str, window: str = "") -> float | None:
    """Return by how many people the account of a place does not close; None where it has none.

    Where nobody tells of returns there is no figure of them: who left is among the departures. Arrivals have one of their own
    only where the account begins later than the flow.
    """
    signs = {"start": 1, "arrivals": 1, "unreported": 1, "departures": -1, "returns": -1, "end": -1}
    values = {part: part_of(ledger, part, code, window) for part in signs}
    if values["arrivals"] is None:
        values["arrivals"] = part_of(ledger, "flow" if code == "total" else "flow.to", code, window)
    if any(values[part] is None for part in ("start", "arrivals", "departures", "end")):
        return None
    return sum(sign * (values[part] or 0.0) for part, sign in signs.items())


def windows(ledger: Ledger) -> list[str]:
    """Return the months of which the ledger has accounts."""
    return sorted({i.rsplit(".", 1)[1] for i in ledger.figures if i.startswith("displaced.stock.start.SY01.")})


def score_of(said: Mapping[str, float], truth: Mapping[str, float]) -> Score:
    """Return how far the people that something says lie from the truth."""
    error = np.array([said[code] - truth[code] for code in GOVERNORATES])
    return Score(float(np.sqrt((error**2).mean())), float(np.abs(error).mean()))


def accounts_say(ledger: Ledger, window: str) -> dict[str, tuple[float, float, float]]:
    """Return value, low and high of the stock of each governorate at the end of a month."""
    out = {}
    for code in GOVERNORATES:
        figure = ledger.get(f"displaced.stock.in.{code}.{window}")
        if figure is None or figure.value is None or figure.low is None or figure.high is None:
            raise LookupError(f"displaced.stock.in.{code}.{window} has no value with an interval")
        out[code] = (figure.value, figure.low, figure.high)
    return out


def score_accounts(said: Mapping[str, tuple[float, float, float]], truth: Mapping[str, float]) -> Score:
    """Return the score of values with intervals."""
    plain = score_of({code: v for code, (v, _, _) in said.items()}, truth)
    inside = [low <= truth[code] <= high for code, (_, low, high) in said.items()]
    return Score(
        plain.rmse, plain.mae, float(np.mean(inside)), float(np.mean([high - low for _, low, high in said.values()]))
    )


def between(first: Stock, middle: Stock, last: Stock, folder: Folder) -> dict[str, float]:
    """Return the stocks on the straight line from one stock to a later one."""
    share = (middle.day - first.day) / (last.day - first.day)
    early, late = reported(folder, first.day), reported(folder, last.day)
    return {code: early[code] + share * (late[code] - early[code]) for code in GOVERNORATES}


def rivals(truths: Folder, known: str, asked: str, later: str = "") -> dict[str, dict[str, float]]:
    """Return what simple rules say of a stock: carried forward, raw flows, and between its neighbours where both are known."""
    first, target = STOCKS[known], STOCKS[asked]
    carried = reported(truths, first.day)
    raw = moved(truths, first.day, target.day)
    out = {"carried forward": carried, "and raw flows": {c: carried[c] + raw[c] for c in GOVERNORATES}}
    if later:
        out["a straight line"] = between(first, target, STOCKS[later], truths)
    return out


def _closes(name: str, ledger: Ledger) -> bool:
    months = windows(ledger)
    pairs = [(code, window) for code in (*GOVERNORATES, "total") for window in ("", *months)]
    gaps = [closing(ledger, code, window) for code, window in pairs]
    missing = sum(g is None for g in gaps)
    worst = max((abs(g) for g in gaps if g is not None), default=float("inf"))
    print(
        f"{name}: {len(pairs) - missing} accounts of {len(pairs)} (15 places, {len(months)} months and the whole time)"
    )
    return report("  the worst of them does not close by", worst, 0.5, "") and not missing


def _accounts(ledger: Ledger) -> None:
    parts = ("start", "arrivals", "unreported", "departures", "returns", "end", "residual")
    print("  place" + "".join(f"{part:>12}" for part in parts) + "  does not close by")
    for code in (*GOVERNORATES, "total"):
        values = [part_of(ledger, part, code) for part in parts]
        cells = ["—" if value is None else f"{value:,.0f}" for value in values]
        print(f"  {code:<5}" + "".join(f"{cell:>12}" for cell in cells) + f"  {closing(ledger, code)}")


def _asked(name: str, ledger: Ledger, truths: Folder, known: str, asked: str, later: str = "") -> bool:
    truth = reported(truths, STOCKS[asked].day)
    said = accounts_say(ledger, STOCKS[asked].window)
    ours = score_accounts(said, truth)
    others = {rule: score_of(values, truth) for rule, values in rivals(truths, known, asked, later).items()}
    print(f"{name}: the stocks of {STOCKS[asked].window}, 14 governorates")
    for code in GOVERNORATES:
        value, low, high = said[code]
        out = "" if low <= truth[code] <= high else "  outside"
        print(f"  {code}  told {truth[code]:>10,.0f}  accounts {value:>10,.0f} ({low:,.0f} to {high:,.0f}){out}")
    for rule, score in {"accounts": ours, **others}.items():
        print(f"  {rule:<16} {score}")
    best = min(score.rmse for score in others.values())
    print(f"  ratio to the best of the simple rules {ours.rmse / best:.2f}")
    return report("  RMSE of the accounts against carrying forward", ours.rmse, others["carried forward"].rmse, "")


def run() -> bool:
    """Run it; return whether the accounts close and foretell no worse than carrying the last stock forward."""
    if why := ready():
        print(f"SKIPPED: {why}; real accounts are not measured")
        return True
    base = make_base(CRISES / "base")
    folders = {
        "all": with_stocks(base, CRISES / "all", BEFORE_REVIEW),
        "without 2018": with_stocks(base, CRISES / "without-2018", ("2017", "2019")),
        "without 2018 and 2019": with_stocks(base, CRISES / "without-2018-2019", ("2017",)),
        "review": with_stocks(base, CRISES / "review", (*BEFORE_REVIEW, "review"), "2019-04-30"),
        "without the review": with_stocks(base, CRISES / "review-without", BEFORE_REVIEW, "2019-04-30"),
    }
    truths, ledgers, kept = read_folder(folders["review"]), {}, True
    for name, root in folders.items():
        start = time.perf_counter()
        _, ledgers[name] = count(root)
        print(f"\n{name}: counted in {time.perf_counter() - start:.1f} s")
        kept &= _closes(name, ledgers[name])
        _accounts(ledgers[name])
    kept &= _asked("without 2018", ledgers["without 2018"], truths, "2017", "2018", "2019")
    for asked in ("2018", "2019"):
        kept &= _asked("without 2018 and 2019", ledgers["without 2018 and 2019"], truths, "2017", asked)
    return _asked("without the review", ledgers["without the review"], truths, "2019", "review") and kept
