"""The ledger: its schema, digests that anyone can work out again, labels in every language."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from nuzuh import ledgers, pipeline
from nuzuh.displaced import together, triangulate
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.labels import label, with_labels
from nuzuh.evidence.ledger import Ledger, json_schema, ledger_of, to_json
from nuzuh.folder.names import Names
from nuzuh.folder.records import read_folder
from nuzuh.terms.wording import words
from tests.folders import SOUND, replaced, write_folder

PUBLISHED = dt.date(2020, 3, 6)
ISSUE = {"crisis": "small", "as_of": "2020-02-29"}


@cache
def counted(root: Path) -> Ledger:
    return pipeline.count(root)[1]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("small"))


def valid(document: bytes) -> None:
    checker = jsonschema.Draft202012Validator(
        json.loads(json_schema()), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    checker.check_schema(json.loads(json_schema()))
    assert [e.message for e in checker.iter_errors(json.loads(document))] == []


def test_counted_and_public_figures_fit_the_schema(small: Path) -> None:
    folder = read_folder(small)
    valid(to_json(counted(small), ISSUE))
    public = ledgers.public_of(folder, PUBLISHED)
    assert {f.status for f in public.figures.values()} >= {"published"}
    valid(to_json(public, ISSUE))


def test_hidden_and_unknown_figures_fit_the_schema() -> None:
    valid(to_json(ledger_of([Figure("a", None, status="suppressed"), Figure("b", None, gap="no_access")]), ISSUE))


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "a b"},
        {"value": "12"},
        {"metric": "people"},
        {"status": "secret"},
        {"unknown": "maybe"},
        {"level": 1.5},
        {"period": {"start": "2020-01-01"}},
    ],
)
def test_the_schema_is_strict(broken: dict[str, object]) -> None:
    document = json.loads(to_json(ledger_of([Figure("a", 1.0)]), ISSUE))
    document["figures"][0] |= broken
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, json.loads(json_schema()))


def test_the_same_ledger_gives_the_same_bytes() -> None:
    one, two = Figure("a", 1.0), Figure("b", 2.0)
    assert to_json(ledger_of([one, two]), ISSUE) == to_json(ledger_of([two, one]), ISSUE)


def digest_by_hand(root: Path, rows: list[tuple[str, str, int]]) -> str:
    """The recipe of `Records`, written down a second time."""
    names = sorted({file for file, _, _ in rows})
    head = [f"{hashlib.sha256((root / name).read_bytes()).hexdigest()}  {name}" for name in names]
    body = sorted("\t".join((file, sheet, str(line))) for file, sheet, line in rows)
    return hashlib.sha256(("\n".join([*head, *body]) + "\n").encode()).hexdigest()


def test_anyone_with_the_files_works_out_the_digest(small: Path) -> None:
    figure = counted(small)["displaced.flow.to.SY0101"]
    (records,) = figure.records
    traced = pipeline.trace(small, figure.id, PUBLISHED)["rows"]
    rows = [(r["file"], r["sheet"], r["line"]) for r in traced if r["used"]]
    assert (records.table, records.count) == ("arrivals", len(rows))
    assert records.sha256 == digest_by_hand(small, rows)


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        (replaced("arrivals/arrivals.csv", "1000,people", "1001,people"), False),
        (replaced("arrivals/arrivals.csv", '"tents, food"', "tents"), False),  # the file has changed
        (replaced("arrivals/arrivals.csv", "a1,2020-01-01,2020-02-01", "a1,2019-01-01,2019-02-01"), False),
        (replaced("sources.csv", "Daily press", "Weekly press"), True),
        ({}, True),
    ],
)
def test_the_digest_changes_with_rows_and_files(tmp_path: Path, changed: dict[str, str], kept: bool) -> None:
    ident = "displaced.flow.to.SY0101"
    before = counted(write_folder(tmp_path / "one"))[ident].records
    after = counted(write_folder(tmp_path / "two", changed))[ident].records
    assert (before == after) is kept


def test_every_figure_with_a_value_has_records(small: Path) -> None:
    lost = [f.id for f in counted(small).figures.values() if f.value is not None and not f.records]
    assert lost == []


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_every_figure_has_a_label_in_every_language(small: Path, language: str) -> None:
    if not (files("nuzuh.terms") / "words" / f"{language}.ftl").is_file():
        pytest.skip(f"{language}.ftl is not written yet")
    folder = read_folder(small)
    labelled = with_labels(ledger_of(counted(small).figures.values()), Names(folder.tables["places"]), [language])
    for figure in labelled.figures.values():
        bare = label(figure, words(language), lambda code: code) if figure.role not in ("reference", "letter") else "x"
        assert bare.strip()
        assert "{" not in bare
        assert figure.label
    assert len({label(f, words(language), str) for f in labelled.figures.values() if f.role == "to"}) > 1


def test_a_label_says_stock_and_flow_apart() -> None:
    say = words("en")
    month = {"start": dt.date(2020, 1, 1), "end": dt.date(2020, 2, 1), "place": "A"}
    flow = Figure("x", 1.0, role="to", **month)  # type: ignore[arg-type]
    stock = Figure("x", 1.0, role="to", metric="stock", date=dt.date(2020, 1, 31), place="A")
    assert label(flow, say, str) == "Arrivals of displaced people in A, January 2020"
    assert label(stock, say, str) == "Displaced people present in A, as of 31 January 2020"


def test_no_two_figures_of_an_issue_share_a_label(small: Path) -> None:
    figures = [f for f in counted(small).figures.values() if f.role not in ("reference", "letter")]
    labels = [(f.label["en"], f.windowed) for f in figures]
    twice = sorted({x for x in labels if labels.count(x) > 1})
    assert not twice


def test_ids_have_every_metric_and_roles(small: Path) -> None:
    ledger = counted(small)
    assert [f.id for f in ledger.of("flow", "total")] == ["displaced.flow.total"]
    assert ledger.get("displaced.flow.nowhere") is None
    assert ledger["displaced.flow.total"].method == together.METHOD
    assert ledger["preferred.displaced.flow.total"].method == triangulate.METHOD
    assert "reference.bosnia" in ledger.figures
    assert ledger["letter.open.signatories"].value == 3
    assert SOUND["letters/open/signatories.csv"].count("\n") == 4
