"""A table is one file, a folder of files, or both: ``places.csv``, ``places/*.csv``, ``places/*.xlsx``."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuzuh import pipeline
from nuzuh.folder.records import read_folder
from nuzuh.folder.sheets import TABLES, files_of
from tests.folders import SOUND, TABLE_FILES, Content, workbook, write_folder

HEADS = {name: SOUND[file].splitlines()[0] for name, file in TABLE_FILES.items()}


def told(root: Path) -> list[tuple[str, str, int | None, str]]:
    return [
        (("?" if p.severity == "warning" else "") + p.rule, p.file, p.line, p.message)
        for p in read_folder(root).problems
    ]


@pytest.mark.parametrize("table", sorted(set(TABLE_FILES) - {"signatories"}))
def test_a_table_may_stand_at_the_top_or_in_a_folder_or_be_cut_in_two(tmp_path: Path, table: str) -> None:
    head, *rows = SOUND[TABLE_FILES[table]].splitlines()
    whole, first, last = "\n".join([head, *rows]), "\n".join([head, *rows[:1]]), "\n".join([head, *rows[1:]])
    places: list[dict[str, Content | None]] = [
        {f"{table}.csv": whole},
        {f"{table}/one.csv": whole},
        {f"{table}/1.csv": first, f"{table}/2.csv": last},
        {f"{table}.csv": first, f"{table}/2.csv": last},
        {f"{table}/all.xlsx": workbook((table, [line.split(",") for line in whole.splitlines() if '"' not in line]))},
    ]
    expected = read_folder(write_folder(tmp_path / "sound"))
    for number, change in enumerate(places[: 4 if '"' in whole else 5]):
        folder = read_folder(write_folder(tmp_path / str(number), {TABLE_FILES[table]: None} | change))
        assert folder.problems == []
        assert folder.counts == expected.counts
        drop = ["_file", "_sheet", "_line"]
        assert folder.tables[table].drop(drop).equals(expected.tables[table].drop(drop))
        assert set(folder.digests) >= {file for file, content in change.items() if content}


def test_the_file_at_the_top_comes_first_then_the_folder_by_name(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "f", {"places/b.csv": HEADS["places"], "places/a.xlsx": b"", "places/~$a.xlsx": b""})
    assert [p.relative_to(root).as_posix() for p in files_of(root, "places")] == [
        "places.csv",
        "places/a.xlsx",
        "places/b.csv",
    ]


@pytest.mark.parametrize(
    ("table", "file", "row", "column"),
    [
        ("places", "places/new.csv", "SY0101,2,SY01,Again,,,,,,cod", "code"),
        ("sources", "sources/new.csv", "ngo,Again,,ngo,B,,,", "code"),
        ("references", "references/new.csv", "bosnia,Again,stock,5,people,1995-12-31,,,Bosnia,refugees,A book,", "id"),
        ("arrivals", "arrivals/new.csv", "a1,2020-02-03,,SY02,SY0101,15,,,press,2020-02-05,,", "id"),
    ],
)
def test_a_code_is_unique_over_the_files_and_both_are_named(
    tmp_path: Path, table: str, file: str, row: str, column: str
) -> None:
    root = write_folder(tmp_path / "f", {file: f"{HEADS[table]}\n{row}\n"})
    key = row.partition(",")[0]
    line = 2 + [r.partition(",")[0] for r in SOUND[TABLE_FILES[table]].splitlines()[1:]].index(key)
    stands = f"{key} stands already in {TABLE_FILES[table]}, line {line}."
    assert [t for t in told(root) if t[0] != "?row.repeated"][:1] == [("key.repeated", file, 2, stands)]
    assert column in HEADS[table].split(",")


def test_a_code_of_one_file_is_known_to_the_others(tmp_path: Path) -> None:
    changes = {
        "places/new.csv": "code,level,parent,name_en\nSY0103,2,SY01,Jisr\n",
        "sources/new.csv": "code,name_en,grade\nradio,Radio,D\n",
        "arrivals/new.csv": "id,start,destination,amount,source\nn1,2020-02-03,SY0103,15,radio\n",
    }
    root = write_folder(tmp_path / "f", dict(changes))
    assert told(root) == []
    _, ledger = pipeline.count(root)
    figure = ledger.figures["displaced.flow.to.SY0103"]
    assert [(s["source"], s["value"]) for s in figure.said] == [("radio", 15)]
    assert figure.value == pytest.approx(15, abs=2)  # a mean over draws


def test_a_folder_alone_is_enough_for_a_table_that_is_needed(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "f", {"sources.csv": None, "sources/all.csv": SOUND["sources.csv"]})
    assert told(root) == []


def test_a_correction_names_the_file_that_it_means(tmp_path: Path) -> None:
    """``places.csv`` means the file at the top, though places/places.csv ends in the same way."""
    changes = {
        "places/places.csv": "code,level,parent,name_en\nSY0103,2,SY01,Jisr\n",
        "corrections.csv": "table,file,line,id,column,expect,value,reason,by,date\n"
        "places,places.csv,2,,name_en,Syria,Syrian Arab Republic,Its name,Editor,\n"
        "places,places/places.csv,2,,name_en,Jisr,Jisr ash-Shughur,Its name,Editor,\n",
    }
    root = write_folder(tmp_path / "f", dict(changes))
    assert told(root) == []
    names = dict(read_folder(root).tables["places"].select("code", "name_en").iter_rows())
    assert (names["SY"], names["SY0103"]) == ("Syrian Arab Republic", "Jisr ash-Shughur")


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("place.csv", "Is it places? Rename it, or move it into places/."),
        ("places.xls", "Save it as .csv or .xlsx."),
        ("places/old.ods", "Save it as .csv or .xlsx."),
        ("incident/a.csv", "Is it incidents? Rename it."),
        (
            "data.csv",
            "A table is one file or a folder of files that bears its name: places.csv, sources.csv, arrivals/ …",
        ),
    ],
)
def test_a_file_that_is_not_read_is_told_with_what_to_do(tmp_path: Path, file: str, hint: str) -> None:
    problems = read_folder(write_folder(tmp_path / "f", {file: SOUND["places.csv"]})).problems
    unread = file if not file.startswith("incident/") else "incident"
    assert [(p.rule, p.file, p.suggestion) for p in problems] == [("file.unread", unread, hint)]


def test_every_table_has_a_page_and_a_sheet_in_the_template(tmp_path: Path) -> None:
    import datetime as dt

    import openpyxl

    from nuzuh.folder.begin import make_folder
    from tests.conftest import ROOT

    make_folder(tmp_path / "new", dt.date(2020, 2, 6))
    book = openpyxl.load_workbook(tmp_path / "new" / "private" / "template.xlsx")
    assert book.sheetnames == ["README", *TABLES]
    assert [t for t in TABLES if not (ROOT / "docs" / "tables" / f"{t}.md").is_file()] == []
