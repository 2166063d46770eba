"""Whatever the files of a crisis folder hold, it is read, every row is accounted for, and no rejected row is lost."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nuzuh.folder.records import Folder, read_folder
from nuzuh.folder.rejects import write_rejects
from nuzuh.folder.settings import read_settings
from nuzuh.folder.toml import read_toml
from nuzuh.places.gazetteer import circles, lineage
from tests.folders import SOUND, TABLE_FILES, Content, workbook, write_folder

QUICK = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
PIECES = [
    *(
        "",
        " ",
        "0",
        "-1",
        "1000",
        "1.000",
        "~5",
        "300-400",
        "١٢",
        "????",
        "#REF!",
        "2020-02-01",
        "03/04/2020",
        "2020-13",
    ),
    *("SY", "SY01", "SY0102", "sy01", "ngo", "households", "percent", "share", "flow", "no_access", "yes", "G", "95"),
    *(
        '"',
        '""',
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "a\nb",
        "\ufeff",
        "\u200f",
        "\0",
        "line",
        "id",
        "code",
        "https://x",
        "…",
    ),
]
CELLS = st.sampled_from(PIECES) | st.text(max_size=8)


def read(changes: dict[str, Content | None]) -> tuple[Folder, dict[tuple[str, str], list[dict[str, str]]]]:
    """Read a spoilt folder, hold what must always hold of it, and return it with its rejected rows by file and sheet."""
    with tempfile.TemporaryDirectory() as directory:
        root = write_folder(Path(directory), changes)
        folder = read_folder(root)
        write_rejects(folder, folder.problems)
        kept = {}
        for path in (root / "private" / "rejected").rglob("*.csv"):
            file, _, sheet = (
                path.relative_to(root / "private" / "rejected").as_posix().removesuffix(".csv").partition("~")
            )
            rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
            kept[file, sheet] = list(rows)
    for name, counts in folder.counts.items():
        assert counts.accepted + counts.rejected == counts.read
        assert folder.tables[name].height == counts.accepted
    for table in folder.checked.values():
        for index, sheet in enumerate(table.sheets):
            mine = (table.cells["_sheet"] == index).to_numpy()
            lines = [*table.cells["_line"].filter(pl.Series(mine & table.bad)), *(b.line for b in sheet.raw.broken)]
            assert sorted(int(k["line"]) for k in kept.get((sheet.file, sheet.sheet), [])) == sorted(lines)
            assert sheet.raw.rows.height == mine.sum()
    assert all(k["problems"] for rows in kept.values() for k in rows)
    assert all(p.file and p.rule and p.message and p.suggestion for p in folder.problems)
    return folder, kept


@QUICK
@given(st.sampled_from(sorted(TABLE_FILES)), st.binary(max_size=200) | st.text(max_size=200))
@example("places", b"PK\x03\x04")
@example("arrivals", b"code,level\n\xff\xfe\x00")
@example("sources", "line,problems,as_read,line,line (4)\n1,2,3,4,5")
def test_any_file_may_stand_for_a_table(table, content):
    read({TABLE_FILES[table]: content})


@QUICK
@given(st.sampled_from(sorted(TABLE_FILES)), st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=5))
def test_any_rows_may_stand_under_the_headings(table, rows):
    head = SOUND[TABLE_FILES[table]].splitlines()[0]
    read({TABLE_FILES[table]: "\n".join([head, *(",".join(row) for row in rows)])})


@st.composite
def spoilt(draw):
    """Draw a sound folder with up to six cells replaced, in any of its tables, in any format."""
    tables = {name: list(csv.reader(io.StringIO(SOUND[file]))) for name, file in TABLE_FILES.items()}
    for _ in range(draw(st.integers(1, 6))):
        rows = tables[draw(st.sampled_from(sorted(tables)))]
        row = draw(st.integers(0, len(rows) - 1))
        rows[row][draw(st.integers(0, len(rows[row]) - 1))] = draw(CELLS)
    delimiter, encoding = draw(st.sampled_from([(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")]))
    changes = {}
    for name, rows in tables.items():
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
        changes[TABLE_FILES[name]] = out.getvalue().encode(encoding, "replace")
    return changes


@settings(QUICK, max_examples=25)
@given(spoilt())
def test_no_row_is_lost_whatever_stands_in_a_cell(changes):
    folder, _ = read(changes)
    again, _ = read(changes)
    assert folder.problems == again.problems


@QUICK
@given(st.integers(1, 6), st.sampled_from(["id", "start", "origin", "destination", "amount", "source", "link"]), CELLS)
def test_a_rejected_row_stands_whole(row, column, value):
    rows = list(csv.DictReader(io.StringIO(SOUND["arrivals/arrivals.csv"])))
    rows[row - 1][column] = value
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    _, kept = read({"arrivals/arrivals.csv": out.getvalue()})
    for found in kept.get(("arrivals/arrivals.csv", ""), []):
        if found["line"] == str(row + 1) and not found.get("as_read"):
            assert found[column].strip() == value.strip("\t\n\v\f\r \x85\xa0\u2028\u2029\u3000").strip()


@settings(QUICK, max_examples=15)
@given(st.lists(st.lists(st.none() | st.integers() | st.floats() | st.booleans() | st.dates(dt.date(1900, 1, 1))
                         | st.sampled_from([p for p in PIECES if "\0" not in p]), max_size=6), max_size=5))  # fmt: skip
def test_any_cells_may_stand_in_a_workbook(rows):
    head = ["id", "start", "destination", "amount", "source", "note"]
    read({"arrivals/more.xlsx": workbook(("Jan", [head, *rows]), ("Feb", rows))})


TOML = st.lists(st.sampled_from([*SOUND["crisis.toml"].splitlines(), *SOUND["letters/open/letter.toml"].splitlines(),
                                 "code = [", "name = 5", "name.en = 3", "[[name]]", "calls = 1", "[calls.text]",
                                 "place = {a = 1}", 'languages = ["xx"]', "start = 1", "[disclosure.x]"]), max_size=12)  # fmt: skip


@settings(QUICK, max_examples=100)
@given(TOML.map("\n".join), st.binary(max_size=40) | st.none(), st.sampled_from(["crisis", "letter"]))
def test_any_settings_are_read_or_refused(text, more, spec):
    content = text.encode() + (more or b"")
    with tempfile.TemporaryDirectory() as directory:
        root = write_folder(Path(directory), {"crisis.toml": content})
        values, problems = read_toml(root / "crisis.toml", "crisis.toml", spec)
        assert values or problems
        assert all(p.rule.startswith("settings.") and p.message for p in problems)
        if spec == "crisis":
            read_settings(root)


@QUICK
@given(st.dictionaries(st.sampled_from("ABCDEF"), st.none() | st.sampled_from("ABCDEFG")))
def test_places_outside_circles_have_a_finite_lineage(parents):
    ring = circles(parents)
    for code in parents:
        path, at = [], parents[code]
        while at in parents and at not in path:
            path.append(at)
            at = parents[at]
        assert (code in ring) == (code in path)
    frame = pl.DataFrame({"code": list(parents), "parent": list(parents.values()), "level": [1] * len(parents)},
                         schema={"code": pl.String, "parent": pl.String, "level": pl.Int64})  # fmt: skip
    bad = set(ring)
    while more := {c for c, p in parents.items() if c not in bad and p in bad}:
        bad |= more
    pairs = lineage(frame.filter(~pl.col("code").is_in(sorted(bad))))
    assert pairs.filter(pl.col("code") == pl.col("ancestor")).height == len(parents) - len(bad)
