"""The data of an issue, as files that others read: JSON, CSV, workbook, Parquet, GeoJSON."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import msgspec
import polars as pl
import xlsxwriter

from nuzuh.evidence.ledger import SCHEMA_ID, json_schema, to_json
from nuzuh.evidence.retracted import lead
from nuzuh.report.accounts import PARTS, accounts_of
from nuzuh.report.issue import Issue
from nuzuh.terms.wording import words

DATA_FILES = (
    ("data/figures.json", "data-json"),
    ("data/figures.csv", "data-csv"),
    ("data/figures.xlsx", "data-xlsx"),
    ("data/figures.parquet", "data-parquet"),
    ("data/places.geojson", "data-geojson"),
)
PAIRS, ACCOUNTS = "data/pairs.csv", "data/accounts.csv"
COLUMNS = (
    ("id", "Stable name of the figure; `nuzuh trace ID` lists its rows"),
    ("value", "Point, in unit; empty when unknown or suppressed"),
    ("low", "Low end of the interval, or lowest value over the sources"),
    ("high", "High end of the interval, or highest value over the sources"),
    ("level", "Probability that low and high enclose the truth; empty for a range over sources, which has none"),
    ("quantifier", "How the value is meant: exactly, about, more than, less than, between"),
    ("unit", "What is counted"),
    ("metric", "stock: people on a day; flow: movements in a period. Never add the two"),
    ("start", "First day of the period of a flow"),
    ("end", "The day after the last one of the period (half-open)"),
    ("date", "Day of a stock"),
    ("place", "Code of the place"),
    ("place_name", "Its name"),
    ("origin", "Code of the place that people left, where known"),
    ("origin_name", "Its name"),
    ("population", "Of whom"),
    ("method", "How the value came about"),
    ("sources", "Codes of the sources, the preferred first, separated by ;"),
    ("rows", "Number of rows behind it"),
    ("status", "published, suppressed or disputed"),
    ("unknown", "Why a value is unknown: unknown, not_covered, no_access"),
    ("unreported", "Share of the value (0 to 1) in places and times of which no report speaks"),
    ("silent", "Of arrivals in a period: share of all known arrivals in parts that no report speaks of then"),
    ("label", "What it is"),
)


def listed_files(issue: Issue) -> list[tuple[str, str]]:
    """Return the data files that an issue has, each with the key of the words that say what it holds."""
    files = list(DATA_FILES)
    if issue.ledger.of("flow", "pair"):
        files.append((PAIRS, "data-pairs"))
    if accounts_of(issue.ledger):
        files.append((ACCOUNTS, "data-accounts"))
    return files


def data_files(issue: Issue) -> dict[str, bytes]:
    """Return the data files of an issue by their path below ``public/``."""
    frame = with_marks(figure_table(issue), issue)
    settings = issue.folder.settings
    about: dict[str, Any] = {
        "crisis": settings.code,
        "title": dict(settings.name),
        "as_of": settings.as_of.isoformat(),
        "published": issue.published.isoformat(),
        "synthetic": settings.synthetic or None,
    }
    if issue.ledger.withdrawn:
        about["retracted"] = [one.as_dict() for one in issue.ledger.withdrawn]
    more = {PAIRS: pair_table, ACCOUNTS: account_table}
    return {
        **{name: _csv(with_marks(more[name](issue), issue)) for name, _ in listed_files(issue) if name in more},
        "data/figures.json": to_json(issue.ledger, about),
        f"data/{SCHEMA_ID}": json_schema(),
        "data/figures.csv": _csv(frame),
        "data/figures.xlsx": _workbook(frame, issue),
        "data/figures.parquet": _parquet(frame),
        "data/places.geojson": _geojson(issue),
    }


def figure_table(issue: Issue) -> pl.DataFrame:
    """Return the public figures as one table, in the columns of `COLUMNS`."""
    language = issue.languages[0]
    schema = {
        name: pl.Float64
        if name in ("value", "low", "high", "level", "unreported", "silent")
        else pl.Date
        if name in ("start", "end", "date")
        else pl.Int64
        if name == "rows"
        else pl.String
        for name, _ in COLUMNS
    }
    rows = [
        (
            f.id,
            f.value,
            f.low,
            f.high,
            f.level,
            f.quantifier if f.value is not None else None,
            f.unit,
            f.metric,
            f.start,
            f.end,
            f.date,
            f.place or None,
            issue.places(f.place, language) if f.place else None,
            f.origin or None,
            issue.places(f.origin, language) if f.origin else None,
            f.population,
            f.method,
            ";".join(f.sources) or None,
            sum(r.count for r in f.records),
            f.status,
            f.gap or None,
            None if f.unreported is None else round(f.unreported, 4),
            None if f.silent is None else round(f.silent, 2),
            f.label.get(language),
        )
        for f in issue.ledger.figures.values()
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")


def with_marks(frame: pl.DataFrame, issue: Issue) -> pl.DataFrame:
    """Return a table with what the figures of each row used and was withdrawn since, as ``retracted``, where anything was.

    A row is that of a figure (``id``), or of the account of a place (``place`` and ``period``).
    """
    if not issue.ledger.withdrawn:
        return frame
    marks = {i: ";".join(f.retracted) for i, f in issue.ledger.figures.items() if f.retracted}
    if "id" in frame.columns:
        return frame.with_columns(
            pl.col("id").replace_strict(marks, default=None, return_dtype=pl.String).alias("retracted")
        )
    found = []
    for account in accounts_of(issue.ledger):
        parts = [m for f in account.parts.values() for m in (f.retracted if f else ())]
        found.append(";".join(dict.fromkeys(parts)) or None)
    return frame.with_columns(pl.Series("retracted", found, dtype=pl.String))


def pair_table(issue: Issue) -> pl.DataFrame:
    """Return the published flows from place to place, a row each."""
    language = issue.languages[0]
    rows = [
        {
            "origin": f.origin,
            "origin_name": issue.place_name(f.origin, language),
            "place": f.place,
            "place_name": issue.place_name(f.place, language),
            "start": f.start,
            "end": f.end,
            "value": f.value,
            "low": f.low,
            "high": f.high,
            "level": f.level,
            "quantifier": f.quantifier if f.value is not None else None,
            "status": f.status,
            "id": f.id,
        }
        for w in (False, True)
        for f in issue.ledger.of("flow", "pair", windowed=w)
    ]
    types = {"start": pl.Date, "end": pl.Date, **dict.fromkeys(("value", "low", "high", "level"), pl.Float64)}
    return pl.DataFrame(rows, schema={name: types.get(name, pl.String) for name in rows[0]} if rows else {})


def account_table(issue: Issue) -> pl.DataFrame:
    """Return the published accounts, a row per place and period; each number with its low and high where it has them."""
    language = issue.languages[0]
    schema: dict[str, Any] = {"place": pl.String, "place_name": pl.String, "period": pl.String}
    schema |= {"start": pl.Date, "end": pl.Date}
    names = [part.replace("-", "_") for part in PARTS]
    schema |= {f"{name}{kind}": pl.Float64 for name in names for kind in ("", "_low", "_high")}
    rows = []
    for account in accounts_of(issue.ledger):
        row: list[Any] = [account.place or None, issue.place_name(account.place, language), account.window or None]
        row += account.period or (None, None)
        for part in PARTS:
            figure = account.parts.get(part)
            row += [figure.value, figure.low, figure.high] if figure else [None] * 3
        rows.append(tuple(row))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _csv(frame: pl.DataFrame) -> bytes:
    """Return a table as CSV: whole numbers without decimals, shares and averages with one."""
    shares = {"level", "unreported", "silent"} if "level" in frame.columns else set()
    people = [name for name, kind in frame.schema.items() if kind == pl.Float64 and name not in shares]
    buffer = io.BytesIO()
    number = pl.col(people)
    whole = number.round(0).cast(pl.Int64).cast(pl.String)
    told = pl.when(number == number.round(0)).then(whole).otherwise(number.round(1).cast(pl.String))
    frame.with_columns(told).write_csv(buffer, include_bom=True)
    return buffer.getvalue()


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def _workbook(frame: pl.DataFrame, issue: Issue) -> bytes:
    """Return a workbook with a README sheet and the figures; the same bytes for the same issue."""
    settings = issue.folder.settings
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties(
            {"title": settings.title(issue.languages[0]), "created": dt.datetime.combine(issue.published, dt.time())}
        )
        bold = book.add_format({"bold": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet("README")
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 100, wrap)
        lines = [
            (settings.title(issue.languages[0]), settings.synthetic),
            ("as of", settings.as_of.isoformat()),
            ("published", issue.published.isoformat()),
            ("", ""),
            *COLUMNS,
            *(("retracted", lead(one, words(issue.languages[0]))) for one in issue.ledger.withdrawn),
        ]
        for number, (left, right) in enumerate(lines):
            about.write_string(number, 0, left, bold)
            about.write_string(number, 1, right)
        formats: Any = dict.fromkeys(("value", "low", "high"), "[<1000]General;#,##0") | dict.fromkeys(
            ("start", "end", "date"), "yyyy-mm-dd"
        )
        frame.write_excel(
            book, "figures", table_style="Table Style Light 1", freeze_panes=(1, 1), column_formats=formats
        )
    return buffer.getvalue()


def _geojson(issue: Issue) -> bytes:
    """Return a point per place with its whole-period figures, in WGS 84."""
    by_place: dict[str, dict[str, Any]] = {}
    for figure in issue.ledger.figures.values():
        if not figure.windowed and figure.role in ("to", "total") and figure.status == "published":
            name = f"{figure.population}.{figure.metric}"
            by_place.setdefault(figure.place, {})[name] = figure.as_dict()["value"]
            if figure.retracted:
                marks = {
                    **dict.fromkeys(by_place[figure.place].get("retracted", ())),
                    **dict.fromkeys(figure.retracted),
                }
                by_place[figure.place]["retracted"] = list(marks)
    features = []
    for row in issue.public_places().sort("code").iter_rows(named=True):
        if row["code"] in by_place and row["lat"] is not None and row["lon"] is not None:
            names = {f"name_{code}": issue.places(row["code"], code) for code in issue.languages}
            features.append(
                {
                    "type": "Feature",
                    "id": row["code"],
                    "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
                    "properties": {"code": row["code"], "level": row["level"], **names, **by_place[row["code"]]},
                }
            )
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if issue.ledger.withdrawn:
        collection["retracted"] = [one.as_dict() for one in issue.ledger.withdrawn]
    return msgspec.json.format(msgspec.json.encode(collection), indent=1) + b"\n"
