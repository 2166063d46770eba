"""What was exported and is read again gives the same records, whatever the accepted rows hold."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nuzuh import cli, pipeline
from nuzuh.folder.records import Folder, read_folder
from nuzuh.formats.grids import read_grids
from nuzuh.intake.export import export
from tests.conftest import copy_of
from tests.folders import write_folder
from tests.property.test_folder import QUICK

TEXTS = st.sampled_from(
    [
        *(
            "",
            "=1+1",
            '"',
            "a,b",
            "a;b",
            "حارم",
            "x\ny",
            "_x0041_",
            "'5",
            "007",
            "1e5",
            "#tag",
            "TRUE",
            "yes",
            "2020-01-01",
            "-",
        )
    ]
) | st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=6)
AMOUNTS = st.sampled_from(
    [
        *(
            "",
            "0",
            "1200",
            "1,200",
            "~1,200",
            "more than 500",
            "300-400",
            "5439.768292683",
            "1.05E5",
            "0.125",
            "١٢٠٠",
            "12 000",
            "n/a",
        )
    ]
)
DAYS = st.sampled_from(["2020-01-05", "2020-01", "2020-W04", "2020-02-06", "06/02/2020"])
ROWS = st.fixed_dictionaries(
    {
        "start": DAYS,
        "movement": st.sampled_from(["", "return", "displacement"]),
        "origin": st.sampled_from(["", "SY02", "SY0102"]),
        "origin_name": TEXTS,
        "destination": st.sampled_from(["SY0101", "SY0102C"]),
        "destination_name": TEXTS,
        "amount": AMOUNTS,
        "unit": st.sampled_from(["", "people", "households"]),
        "household_size": st.sampled_from(["", "5", "4.25"]),
        "coverage": st.sampled_from(["", "unknown", "no_access"]),
        "source": st.sampled_from(["ngo", "press"]),
        "reported": st.sampled_from(["", "2020-03-01", "2020-03"]),
        "note": TEXTS,
    }
)
# The text of an amount may change (1,200 is written as 1200), what it means may not; Parquet rounds vague days down.
APART = ("_file", "_sheet", "_line", "amount", "end__end", "end__accuracy", "start__end", "start__accuracy")


def again(root: Path, table: str, form: str) -> Folder:
    """Export a table, put the file in the place of the table's own files, and read the folder again."""
    done = export(read_folder(root), table, form)
    for path in [*(root / table).glob("*"), *root.glob(f"{table}.*")]:
        path.unlink()
    (root / table).mkdir(exist_ok=True)
    if form != "parquet":
        (root / table / f"again.{form}").write_bytes(done.content)
        return read_folder(root)
    (root / "again.parquet").write_bytes(done.content)
    [grid] = read_grids(root / "again.parquet")
    (root / "again.parquet").unlink()
    grid.cells.drop("_line").write_csv(root / table / "again.csv", include_header=False)
    return read_folder(root)


def same(before: Folder, after: Folder, table: str, apart: tuple[str, ...]) -> None:
    assert after.counts[table].rejected == 0, [p for p in after.problems if p.severity == "error"]
    old, new = (f.tables[table] for f in (before, after))
    columns = [c for c in old.columns if c not in apart]
    for column in columns:
        assert new[column].to_list() == old[column].to_list(), column


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
@QUICK
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
@example(
    rows=[
        {
            "start": "2020-01",
            "destination": "SY0101",
            "amount": "1,200",
            "source": "ngo",
            "note": "=1+1",
            "reported": "2020-03",
        }
    ]
)
def test_arrivals_come_back_as_they_went(form, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, sorted({k for r in rows for k in r}))
    writer.writeheader()
    writer.writerows(rows)
    with tempfile.TemporaryDirectory() as directory:
        root = write_folder(Path(directory), {"arrivals/arrivals.csv": out.getvalue(), "corrections.csv": None})
        settings = (root / "crisis.toml").read_text("utf-8")
        (root / "crisis.toml").write_text(settings + '[reading]\ndate_order = "day/month/year"\n', "utf-8")
        before = read_folder(root)
        vague = ("reported__end", "reported__accuracy") if form == "parquet" else ()
        if not before.tables["arrivals"].height:
            return
        same(before, again(root, "arrivals", form), "arrivals", (*APART, *vague))


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("table", ["places", "sources", "arrivals", "populations", "references"])
@pytest.mark.parametrize("name", ["idlib", "synthetic"])
def test_the_examples_come_back_and_count_the_same(tmp_path, name, table, form):
    root = copy_of(name, tmp_path)
    before = read_folder(root)
    assert before.tables[table].height
    apart = [*APART, "population"] if table == "places" else APART
    same(before, again(root, table, form), table, (*apart, *(c for c in before.tables[table].columns if "__" in c)))


def test_a_figure_is_the_same_after_export_and_import(tmp_path):
    """The whole way: exported as each format, brought in again by the command, counted: the same figures."""
    root = copy_of("synthetic", tmp_path)
    _, ledger = pipeline.count(root)
    before = {i: (f.value, f.low, f.high, f.quantifier) for i, f in ledger.figures.items()}
    for form in ("csv", "xlsx", "parquet"):
        copy = copy_of("synthetic", tmp_path / form)
        done, _ = pipeline.export(copy, "arrivals", tmp_path / f"sent.{form}", "")
        for path in (copy / "arrivals").glob("*"):
            path.unlink()
        assert cli.run(["import", str(done), str(copy), "--as", "arrivals"]) == 0
        _, ledger = pipeline.count(copy)
        assert {i: (f.value, f.low, f.high, f.quantifier) for i, f in ledger.figures.items()} == before, form


def test_the_frame_is_not_changed_by_writing_it(tmp_path):
    root = write_folder(tmp_path / "f")
    folder = read_folder(root)
    before = {name: frame.clone() for name, frame in folder.tables.items()}
    for form in ("csv", "xlsx", "parquet", "geojson"):
        export(folder, "arrivals", form)
    assert all(pl.DataFrame.equals(folder.tables[name], frame) for name, frame in before.items())
