import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest

from nuzuh.folder.records import Folder, read_folder
from nuzuh.poll.files import write_poll_form

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "synthetic"


def make(folder: Path, *arguments: str) -> list[Path]:
    script = ROOT / "scripts" / "make_synthetic.py"
    subprocess.run([sys.executable, str(script), str(folder), *arguments], check=True, timeout=120)
    return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())


def contents(file: Path) -> dict[str, bytes]:
    """Members of a workbook (zlib differs between machines), else the whole file."""
    if file.suffix != ".xlsx":
        return {"": file.read_bytes()}
    with ZipFile(file) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.fixture(scope="module")
def example() -> Folder:
    return read_folder(EXAMPLE)


def test_the_script_writes_the_example_again(tmp_path: Path) -> None:
    files = make(tmp_path, "--places", "120", "--arrivals", "1500", "--seed", "1")
    assert Path("arrivals/council.xlsx") in files
    assert [f for f in files if contents(tmp_path / f) != contents(EXAMPLE / f)] == []


def test_the_script_of_the_poll_writes_its_answers_again(tmp_path: Path) -> None:
    poll = EXAMPLE / "polls" / "going-back"
    (tmp_path / "poll.toml").write_bytes((poll / "poll.toml").read_bytes())
    script = ROOT / "scripts" / "make_poll.py"
    subprocess.run([sys.executable, str(script), str(tmp_path), "--seed", "1"], check=True, timeout=120)
    for name in ("responses.csv", "cleaning.csv"):
        assert (tmp_path / name).read_bytes() == (poll / name).read_bytes(), name


def test_the_form_of_the_poll_is_what_its_settings_make(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("public", "private", "form.xlsx", "responses.csv"))
    files, problems = write_poll_form(read_folder(folder), "going-back", dt.date(2024, 2, 14))
    assert contents(files[0]) == contents(EXAMPLE / "polls" / "going-back" / "form.xlsx")
    assert [p.message for p in problems] == []


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first, second, other = tmp_path / "first", tmp_path / "second", tmp_path / "other"
    files = make(first, "--places", "60", "--arrivals", "400", "--seed", "5")
    make(second, "--places", "60", "--arrivals", "400", "--seed", "5")
    make(other, "--places", "60", "--arrivals", "400", "--seed", "6")
    assert all((first / f).read_bytes() == (second / f).read_bytes() for f in files)
    weekly = Path("arrivals/focal-points.csv")
    assert (first / weekly).read_bytes() != (other / weekly).read_bytes()
    assert [p for p in read_folder(other).problems if p.severity == "error"] == []


def test_the_example_has_no_errors(example: Folder) -> None:
    assert [(p.file, p.rule) for p in example.problems] == [("arrivals/registry.csv", "encoding.windows-1256")]
    assert example.counts["arrivals"].accepted == 1500
    assert example.counts["places"].accepted == 120
    assert example.counts["signatories"].accepted == 20
    assert example.settings.synthetic


def test_the_example_has_something_of_everything(example: Folder) -> None:
    arrivals, places = example.tables["arrivals"], example.tables["places"]
    populations, sources = example.tables["populations"], example.tables["sources"]
    assert set(sources["grade"]) == {"A", "B", "C", "D", "F"}
    assert arrivals["source"].n_unique() == sources.height == 6
    assert set(arrivals["quantifier"]) == {"exactly", "about", "more than", "less than", "between", "unknown"}
    assert set(arrivals["coverage"]) == {"reported", "unknown", "not_covered", "no_access"}
    assert set(arrivals["unit"]) == {"people", "households"}
    assert set(populations["population"]) == {"displaced", "returnees", "capacity"}
    assert set(places["level"]) == set(range(6))
    assert arrivals.filter(pl.col("people") < 10).height > 50
    assert sources["protected"].sum() == 1
    assert places["protected"].sum() >= 2
    assert example.tables["signatories"]["protected"].sum() == 2


def test_the_example_lies_in_the_open_ocean(example: Folder) -> None:
    places = example.tables["places"]
    assert places["lat"].is_between(-35, -30).all()
    assert places["lon"].is_between(-20, -14).all()
