"""What is left when hardly anything of a file can be taken: nothing lost, nothing broken, the reason said."""

import time
from pathlib import Path

import pytest

from nuzuh.folder.records import read_folder
from nuzuh.folder.rejects import write_rejects
from nuzuh.formats.grids import read_bytes
from nuzuh.formats.layout import tables_of
from nuzuh.intake.bring import Wishes, bring
from nuzuh.terms.errors import DataError, UsageError
from tests.spec.test_import import crisis, rules, sent, table

__all__ = ["crisis"]


def test_a_file_without_a_table_says_what_to_do(crisis: Path) -> None:
    with pytest.raises(DataError) as caught:
        bring(crisis, sent(crisis, "one.csv", "Name,Pcode"), "places")
    [problem] = caught.value.problems
    assert (problem.severity, problem.message) == ("error", "The sheet has a header, but no rows.")


def test_places_that_are_all_known_leave_no_empty_file(crisis: Path) -> None:
    file = sent(crisis, "cod.csv", "ADM2_EN,ADM2_PCODE", "Harim,SY0101", "Maarrat,SY0102")
    with pytest.raises(DataError, match="stand in the gazetteer already"):
        bring(crisis, file, "places")
    assert not (crisis / "places").exists()
    assert not read_folder(crisis).problems


def test_rows_without_anything_that_is_read_are_kept_aside(crisis: Path) -> None:
    (crisis / "letters/open").mkdir(parents=True)
    (crisis / "letters/open/letter.toml").write_text("date = 2020-03-06\n", "utf-8")
    file = sent(crisis, "who.csv", "Name,Country,Shoe size", "Helpers,Syria,41", ",,42", "Others,Syria,43")
    done = bring(crisis, file, "signatories")
    assert (done.read, done.accepted, done.rejected, done.written) == (3, 2, 1, 2)
    assert "row.blank" in rules(done)
    assert "3,,,42" in (crisis / "private/rejected/import-who.csv").read_text("utf-8")
    assert read_folder(crisis).counts["signatories"].read == 2
    with pytest.raises(DataError, match="nothing was imported"):
        bring(crisis, sent(crisis, "who.csv", "Name,Country,Shoe size", ",,42"), "signatories")


def test_rows_of_a_gazetteer_without_a_code_are_told_and_kept_aside(crisis: Path) -> None:
    file = sent(
        crisis, "g.csv", "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE", "Idlib,SY01,Jisr,SY0109", "Idlib,SY01,Nowhere,"
    )
    done = bring(crisis, file, "places")
    assert (done.read, done.accepted, done.rejected) == (2, 1, 1)
    [told] = [p for p in done.problems if p.rule == "row.code"]
    assert (told.line, told.message) == (3, "1 row was without the code of a place; it stands in private/rejected/.")
    assert "3,Idlib,SY01,Nowhere," in (crisis / "private/rejected/import-g.csv").read_text("utf-8")


def test_a_row_with_a_cell_too_many_is_told_and_kept_aside(crisis: Path) -> None:
    file = sent(crisis, "w.csv", "Admin2Pcode,IDPs_2020,Note", "SY0101,10,x", "SY0102,1,200,y", "SY0102,7,")
    done = bring(crisis, file, "populations")
    assert (done.read, done.accepted, done.rejected) == (3, 2, 1)
    [told] = [p for p in done.problems if p.rule == "row.long"]
    assert (told.file, told.line, told.severity) == ("w.csv", 3, "error")
    kept = crisis / "private/rejected/import-w.csv"
    assert "SY0102\t1\t200\ty" in kept.read_text("utf-8")
    folder = read_folder(crisis)
    write_rejects(folder, folder.problems)
    assert kept.exists()  # a check does not throw away what only the import knows


@pytest.mark.parametrize("name", ["a/b", "../x", ".hidden", "~$x", "a:b"])
def test_the_name_of_an_import_is_one_of_a_file(crisis: Path, name: str) -> None:
    file = sent(crisis, "w.csv", "Admin2Pcode,IDPs_2020", "SY0101,10")
    with pytest.raises(UsageError, match="--name"):
        bring(crisis, file, "populations", Wishes(name=name))


def test_places_that_an_import_added_are_added_again_by_the_next(crisis: Path) -> None:
    lines = ("Admin1Pcode,Admin2Pcode,Admin2Name,IDPs_2020", "SY01,SY0109,Jisr,5", ",,Jisr,7")
    first = bring(crisis, sent(crisis, "new.csv", *lines), "populations")
    before = {f: f.read_bytes() for f in first.files}
    again = bring(crisis, sent(crisis, "new.csv", *lines), "populations")
    assert {f: f.read_bytes() for f in first.files} == before
    assert (again.accepted, again.rejected) == (first.accepted, first.rejected) == (2, 0)
    assert [r["place"] for r in table(crisis, "populations/new.csv")] == ["SY0109", "SY0109"]


def test_camp_12_is_a_name_and_no_code(crisis: Path) -> None:
    with (crisis / "places.csv").open("a", encoding="utf-8") as places:
        places.write("SY0101C1,5,SY0101,Camp 1,,,,,,cod\nSY0101C2,5,SY0101,Camp 12,,,,,,cod\n")
    file = sent(crisis, "camps.csv", "Camp,Camp Pcode,IDPs_2020", "Camp 1,SY0101C1,5", "Camp 12,SY0101C2,6")
    done = bring(crisis, file, "populations")
    assert done.accepted == 2
    assert [(r["place"], r["place_name"]) for r in table(crisis, "populations/camps.csv")] == [
        ("SY0101C1", "Camp 1"),
        ("SY0101C2", "Camp 12"),
    ]


def test_many_numbers_above_a_wide_header_take_no_minutes() -> None:
    rows = [[1 + i * j % 97 for j in range(600)] for i in range(30)]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    header = [f"h{j}" for j in range(600)]
    wide = "\n".join(",".join(map(str, cells)) for cells in [sums, *rows, header, *rows])
    started = time.process_time()
    [laid] = tables_of(read_bytes(wide.encode(), "wide.csv")[0])
    assert time.process_time() - started < 15  # it was a minute
    assert (laid.header_line, laid.totals.height) == (32, 31)
    assert laid.totals["_why"][0] == "numbers above the header; 600 of 600 are the sums of their columns"


def test_a_title_with_a_comma_over_a_blank_line_is_no_heading(crisis: Path) -> None:
    title = "Displaced people by district, as of 15 February 2020"
    file = sent(crisis, "t.csv", title, "", "Admin1 Name,Admin2 Name,Admin2 Pcode,IDPs", "Idlib,Harim,SY0101,7")
    bring(crisis, file, "populations")
    [row] = table(crisis, "populations/t.csv")
    assert row["date"] == "2020-02-15"


def test_many_rows_that_may_be_totals_take_no_minutes() -> None:
    rows = [f"Area,Town {i} Total,,{i}" if i % 10 == 0 else f"Area,Town {i},who,{i}" for i in range(20_000)]
    sent_in = "\n".join(["area,name,org,people", *rows, f"Area,Area Total,,{sum(range(20_000))}"])
    started = time.process_time()
    [laid] = tables_of(read_bytes(sent_in.encode(), "towns.csv")[0])
    assert time.process_time() - started < 8  # it was the square of the rows: 12 s, and hours for a million
    assert laid.totals["_line"].to_list() == [20_002]
