"""All figures of an issue in one ledger, and the way from each of them down to files and lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt
import polars as pl

from nuzuh.evidence.figure import Figure, Records
from nuzuh.terms.amounts import fold_digits

if TYPE_CHECKING:
    from nuzuh.evidence.retracted import Withdrawn

SCHEMA_ID = "figures.schema.json"
_SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_DAY = {"type": "string", "format": "date"}
_REQUIRED = (
    *("id", "value", "low", "high", "level", "unit", "metric", "period"),
    *("date", "place", "population", "method", "sources", "records", "status", "label"),
)
_RETRACTED = {
    "type": "array",
    "items": {"type": "string"},
    "description": "what the figure used and was withdrawn since; only where anything was",
}
_TABLES = ("arrivals", "populations")
_PIECES = 1 << 50  # names of pieces of the accounts come after those of all reported numbers


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of one issue by id, in order.

    ``before`` has those that used what was ``withdrawn`` since, as they were (see `nuzuh.evidence.retracted`).
    """

    figures: Mapping[str, Figure]
    before: Mapping[str, Figure] = field(default_factory=dict)
    withdrawn: tuple[Withdrawn, ...] = ()

    def __getitem__(self, figure_id: str) -> Figure:
        return self.figures[figure_id]

    def get(self, figure_id: str) -> Figure | None:
        """Return the figure of an id, or None."""
        return self.figures.get(figure_id)

    def of(self, metric: str, role: str, *, windowed: bool = False, population: str = "displaced") -> list[Figure]:
        """Return the figures of a kind, in the order of their ids."""
        return [
            f
            for f in self.figures.values()
            if (f.metric, f.role, f.windowed, f.population) == (metric, role, windowed, population)
        ]

    def labelled(self, labels: Mapping[str, Mapping[str, str]]) -> Ledger:
        """Return the ledger with each figure's label per language."""
        return replace(self, figures={i: replace(f, label=labels.get(i, {})) for i, f in self.figures.items()})


def ledger_of(figures: Iterable[Figure]) -> Ledger:
    """Return a ledger of figures, sorted by id."""
    return Ledger({f.id: f for f in sorted(figures, key=lambda f: f.id)})


def figures_of(
    counted: pl.DataFrame, tables: Mapping[str, pl.DataFrame], digests: Mapping[str, str], method: str
) -> list[Figure]:
    """Return figures with the digests of their records, from the frame of a method.

    Parameters
    ----------
    counted : pl.DataFrame
        As ``nuzuh.displaced.triangulate.Counted.figures``.
    tables : mapping of str to pl.DataFrame
        Records of the crisis folder with ``_file``, ``_sheet``, ``_line``.
    digests : mapping of str to str
        SHA-256 of each input file.
    method : str
        Name of the method, where the frame has no column ``method``. Its columns ``level``, ``unreported``, ``silent`` and
        ``present_rows`` (further rows, of populations) are read when they are there.
    """
    lines = {
        name: RecordLines(tables[name], digests) for name in counted["table"].drop_nulls().unique() if name in tables
    }
    out = []
    for row in counted.iter_rows(named=True):
        rows = row["rows"] or []
        present = row.get("present_rows") or []
        behind = ((row["table"], rows), ("populations", present))
        records = tuple(lines[table].digest(table, positions) for table, positions in behind if positions)
        out.append(
            Figure(
                id=row["id"],
                value=row["value"],
                low=row["low"],
                high=row["high"],
                quantifier=row["quantifier"] or "exactly",
                level=row.get("level"),
                metric=row["metric"],
                population=row["population"],
                start=row["start"],
                end=row["end"],
                date=row["date"],
                accuracy=row["accuracy"] or "day",
                place=row["place"] or "",
                origin=row["origin"] or "",
                method=row.get("method") or method,
                sources=tuple(row["sources"] or ()),
                records=records,
                said=tuple(row["said"] or ()),
                gap=row["gap"] or "",
                adds=_adds(row),
                role=row["role"],
                windowed=row["windowed"],
                unreported=row.get("unreported"),
                silent=row.get("silent"),
            )
        )
    return out


def _adds(row: Mapping[str, Any]) -> dict[str, npt.NDArray[np.int64]]:
    """Return which numbers each number of a figure adds up: reported ones, kept apart by table, or pieces of the accounts."""
    away = _TABLES.index(row["table"]) << 40
    lists = {kind: row[f"{kind}_parts"] for kind in ("value", "low", "high")}
    lists |= {f"said.{i}": s["parts"] for i, s in enumerate(row["said"] or ())}
    out = {kind: np.array(parts, dtype=np.int64) + away for kind, parts in lists.items() if parts}
    if row.get("method") == "accounts" and "value" in out:
        out["value"] += _PIECES
    return out


def reference_figures(references: pl.DataFrame, digests: Mapping[str, str], languages: Sequence[str]) -> list[Figure]:
    """Return the published figures of other crises, as ``reference.<id>``; their labels come with them."""
    lines = RecordLines(references, digests)
    out = []
    for index, row in enumerate(references.iter_rows(named=True)):
        labels = {code: row.get(f"label_{code}") for code in languages}
        some = next(v for k, v in row.items() if k.startswith("label_") and v)
        out.append(
            Figure(
                id=f"reference.{row['id']}",
                value=row["amount_value"],
                low=row["amount_low"],
                high=row["amount_high"],
                quantifier=row["amount_quantifier"] or "exactly",
                unit=row["unit"] or "people",
                metric=row["metric"],
                population=row["population"],
                start=row["start"],
                end=row["end"],
                date=row["date"],
                accuracy=row["date__accuracy"] or "day",
                place=row["place"] or "",
                method="as published",
                records=(lines.digest("references", [index]),),
                role="reference",
                citation=row["citation"],
                link=row["link"] or "",
                kind=row.get("population_kind") or "",
                counts=row.get("counts") or "",
                residents=row.get("residents_value"),
                of=None if row.get("of") is None else float(row["of"]),
                weighted=bool(row.get("weighted")),
                decimals=_decimals(row["amount"]) if row["unit"] == "percent" else 1,
                label={k: v or some for k, v in labels.items()},
            )
        )
    return out


def _decimals(written: str) -> int:
    """Return how many decimals a percentage was written with; zeros at its end count."""
    part = fold_digits(written).replace("٫", ".").strip(" %٪").partition(".")[2]
    return len(part) if part.isdigit() or not part else 1


class RecordLines:
    """Where each row of a table stands, and digests of sets of rows (see `Records`)."""

    def __init__(self, table: pl.DataFrame, digests: Mapping[str, str]) -> None:
        self._files = table["_file"].to_list()
        self._keys = (
            table.select(pl.concat_str("_file", "_sheet", pl.col("_line").cast(pl.String), separator="\t"))
            .to_series()
            .to_list()
        )
        self._digests = digests

    def digest(self, table: str, rows: Sequence[int]) -> Records:
        """Return the number and the digest of a set of rows of the table."""
        unique = sorted(set(rows))
        files = sorted({self._files[i] for i in unique})
        head = "".join(f"{self._digests[f]}  {f}\n" for f in files)
        body = "\n".join(sorted(self._keys[i] for i in unique))
        return Records(table, len(unique), hashlib.sha256(f"{head}{body}\n".encode()).hexdigest())


def to_json(ledger: Ledger, issue: Mapping[str, Any]) -> bytes:
    """Return the ledger as JSON, with what is said of the issue; same ledger, same bytes."""
    document = {"$schema": SCHEMA_ID, **issue, "figures": [f.as_dict() for f in ledger.figures.values()]}
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def json_schema() -> bytes:
    """Return the JSON Schema of the ledger, published beside it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Figures of one issue of a displacement report",
        "type": "object",
        "required": ["crisis", "as_of", "figures"],
        "properties": {
            "crisis": {"type": "string"},
            "as_of": _DAY,
            "figures": {"type": "array", "items": _figure_schema()},
            "retracted": {
                "type": "array",
                "items": {"type": "object", "required": ["id", "kind", "date", "reason"]},
                "description": "what was withdrawn, why and when; only where anything was",
            },
        },
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n"


def _figure_schema() -> dict[str, Any]:
    """Return the JSON Schema of one figure."""
    number = {"type": ["number", "null"]}
    text = {"type": ["string", "null"]}
    return {
        "type": "object",
        "required": _REQUIRED,
        "properties": dict.fromkeys(("place", "origin", "citation", "link"), text)
        | {
            "id": {"type": "string", "pattern": r"^\S+$"},
            "value": number,
            "low": number,
            "high": number,
            "quantifier": {"enum": ["exactly", "about", "more than", "less than", "between", None]},
            "level": {
                "type": ["number", "null"],
                "exclusiveMinimum": 0,
                "exclusiveMaximum": 1,
                "description": "null: low and high are a range over sources, not a probability interval",
            },
            "unit": {"type": "string"},
            "metric": {"enum": ["stock", "flow", "share", "index"]},
            "period": {
                "type": ["object", "null"],
                "required": ["start", "end"],
                "properties": {"start": _DAY, "end": _DAY},
                "description": "half-open: end is the day after",
            },
            "date": {"type": ["string", "null"], "format": "date"},
            "date_accuracy": {"enum": ["day", "week", "month", "year", None]},
            "population": {"type": "string"},
            "method": {"type": "string"},
            "sources": {"type": "array", "items": {"type": "string"}},
            "records": {"type": "array", "items": _records_schema()},
            "status": {"enum": ["published", "suppressed", "disputed"]},
            "unreported": _SHARE | {"description": "share of the value in places and times of which no report speaks"},
            "silent": _SHARE
            | {
                "description": "of arrivals in a period: share of all known arrivals in parts that no report speaks of then"
            },
            "group": {"type": "string"},
            "of": number | {"description": "denominator of a share: people who answered, counted or asked"},
            "of_quantifier": {"enum": ["exactly", "about", None], "description": "about: reported so, or rounded"},
            "weighted": {"type": "boolean", "description": "weighted by its source: no count of people gives it"},
            "poll": _poll_schema(),
            "unknown": {"enum": ["unknown", "not_covered", "no_access", None]},
            "label": {"type": "object", "additionalProperties": {"type": "string"}},
            "retracted": _RETRACTED,
            "said": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["source", "value"],
                    "properties": {"source": {"type": "string"}, "value": number, "of": number}
                    | dict.fromkeys(("quantifier", "start", "end", "of_quantifier"), text),
                },
            },
        },
    }


def _poll_schema() -> dict[str, Any]:
    """Return the JSON Schema of what stands behind a number of a poll."""
    kinds = dict.fromkeys(("poll", "question", "answer", "by", "group", "method"), "string")
    kinds |= dict.fromkeys(("df", "deff", "n_effective"), "number") | dict.fromkeys(("fixed", "weighted"), "boolean")
    return {
        "type": "object",
        "required": [*kinds],
        "properties": {name: {"type": [kind, "null"]} for name, kind in kinds.items()},
    }


def _records_schema() -> dict[str, Any]:
    """Return the JSON Schema of the rows behind a figure."""
    return {
        "type": "object",
        "required": ["table", "count", "sha256"],
        "properties": {
            "table": {"type": "string"},
            "count": {"type": "integer", "minimum": 1},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
    }
