"""`nuzuh place`, `place_decisions.csv`, and rows that name a place without its code."""

import json

import polars as pl
import pytest

from nuzuh.cli import run
from nuzuh.folder.records import read_folder
from tests.folders import SOUND

DECISIONS = "name,within,kind,code,decided_by,decided_on,note\n"
PLACES = (
    SOUND["places.csv"]
    + "C1,4,SY0101,Dana,,36.21,36.77,,,cod\nC2,4,SY0102,Dana,,35.66,36.71,,,cod\nC3,4,SY0101,Sarmada,,,,,,cod\n"
)
ARRIVALS = "id,start,end,origin,origin_name,destination,destination_name,amount,source\n"


def write(root, **files: str):
    for name, content in (SOUND | {"places.csv": PLACES} | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "crisis")


def call(capsys, *arguments):
    status = run([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_json_has_the_promised_keys(folder, capsys):
    status, out, _ = call(capsys, "place", "سرمدا", "Dana", "--crisis", folder, "--json")
    assert status == 0
    first, second = json.loads(out)["places"]
    assert {"query", "status", "code", "name", "score", "reason", "candidates"} <= set(first)
    assert (first["query"], first["status"], first["code"]) == ("سرمدا", "matched", "C3")
    assert set(first["candidates"][0]) == {"code", "name", "level", "parent", "score"}
    assert (second["status"], second["code"]) == ("ambiguous", None)
    assert {c["code"] for c in second["candidates"][:2]} == {"C1", "C2"}


def test_within_narrows(folder, capsys):
    _, out, _ = call(capsys, "place", "Dana", "--within", "SY0101", "--crisis", folder, "--json")
    assert json.loads(out)["places"][0]["code"] == "C1"


@pytest.mark.parametrize(
    "arguments",
    [
        ["Dana", "--within", "SY99"],
        [],
        ["Dana", "--level", "7"],
        ["--file", "FILE"],
        ["--file", "FILE", "--column", "nowhere"],
        ["--file", "nothing.csv", "--column", "town"],
        ["--file", "FILE", "--column", "town", "--out", "FILE"],
        ["--file", "FILE", "--column", "town", "--out", "x.pdf"],
        ["Dana", "--file", "FILE", "--column", "town"],
    ],
)
def test_wrong_usage(folder, tmp_path, capsys, arguments):
    file = tmp_path / "report.csv"
    file.write_text("town\nDana\n", "utf-8")
    given = [str(file) if a == "FILE" else a for a in arguments]
    status, _, err = call(capsys, "place", *given, "--crisis", folder)
    assert status == 2
    assert err.strip()
    assert file.read_text("utf-8") == "town\nDana\n"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_column_is_matched_with_the_help_of_the_others(folder, tmp_path, capsys, ending):
    file = tmp_path / "report.csv"
    file.write_text("who,place,district,people\na,Dana,Harim,5\nb,Dana,,6\nc,,,7\nd,سرمدا,,8\n", "utf-8")
    out = tmp_path / f"coded.{ending}"
    status, text, _ = call(
        capsys, "place", "--file", file, "--column", "place", "--crisis", folder, "--out", out, "--json"
    )
    assert status == 0
    told = json.loads(text)
    assert told["used"] == [{"column": "district", "use": "area", "why": "its heading says level 2"}]
    assert told["counts"] == {"matched": 2, "ambiguous": 1, "none": 0, "empty": 1, "broken": 0}
    assert [u["query"] for u in told["unclear"]] == ["Dana"]
    table = pl.read_csv(out, infer_schema_length=0) if ending == "csv" else pl.read_excel(out)
    assert table.columns == [
        *("who", "place", "place_code", "place_status", "place_score", "place_candidates"), "district", "people"
    ]  # fmt: skip
    assert table["place_code"].to_list() == ["C1", None, None, "C3"]
    assert table["place_status"].to_list() == ["matched", "ambiguous", None, "matched"]
    assert table["people"].cast(pl.String).to_list() == ["5", "6", "7", "8"]
    assert "C1 Dana" in table["place_candidates"][1]


def test_by_default_the_file_is_written_beside(folder, tmp_path, capsys):
    file = tmp_path / "report.csv"
    file.write_text("place,in\nDana,SY0102\nDana,Harim\nDana,Atlantis\n", "utf-8")
    status, _, err = call(
        capsys, "place", "--file", file, "--column", "place", "--within-column", "in", "--crisis", folder
    )
    assert status == 0
    assert "Atlantis" in err
    table = pl.read_csv(tmp_path / "report.places.csv", infer_schema_length=0)
    assert table["place_code"].to_list() == ["C2", "C1", None]


def test_rows_get_their_code_from_a_match_or_a_decision(tmp_path):
    rows = (
        "r1,2020-01-01,2020-02-01,,,,Sarmada,10,ngo\nr2,2020-01-01,2020-02-01,,,,Dana,20,ngo\n"
        "r3,2020-01-01,2020-02-01,,Jabal al-Zawiya,SY0101,,30,ngo\nr4,2020-01-01,2020-02-01,,,,,40,ngo\n"
        "r5,2020-01-01,2020-02-01,,,,Adana,50,ngo\n"
    )
    decisions = f"{DECISIONS}adana,,,C1,the coalition,2020-02-07,asked the reporter\n"
    files = {
        "arrivals/arrivals.csv": ARRIVALS + rows,
        "place_decisions.csv": decisions,
        "corrections.csv": "table,column,reason,by\n",
    }
    folder = read_folder(write(tmp_path / "crisis", **files))
    kept = dict(folder.tables["arrivals"].select("id", "destination").iter_rows())
    assert kept == {"r1": "C3", "r3": "SY0101", "r5": "C1"}
    assert folder.tables["arrivals"]["destination_name"].to_list() == ["Sarmada", None, "Adana"]
    counts = folder.counts["arrivals"]
    assert (counts.read, counts.accepted, counts.rejected) == (5, 3, 2)
    found = {(p.line, p.column, p.rule, p.severity) for p in folder.problems if p.file.startswith("arrivals")}
    assert found == {
        (2, "destination_name", "place.by_name", "warning"),
        (3, "destination_name", "place.ambiguous", "error"),
        (4, "origin_name", "place.unknown_name", "warning"),
        (5, "destination", "cell.missing", "error"),
    }
    unsure = next(p for p in folder.problems if p.rule == "place.ambiguous")
    assert "C1" in unsure.suggestion
    assert "C2" in unsure.suggestion
    assert "place_decisions.csv" in unsure.suggestion


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ("Dana,,,,me,,", "decision.code", "code"),
        ("Dana,,outside,C1,me,,", "decision.code", "code"),
        ("Dana,,,C9,me,,", "places.unknown", "code"),
        ("Dana,SY9,,C1,me,,", "places.unknown", "within"),
        ("Dana,,village,C1,me,,", "choice.unknown", "kind"),
        ("Dana,,,C1,,,", "cell.missing", "decided_by"),
        (",,,C1,me,,", "cell.missing", "name"),
        ("ADANA,,,C1,me,,", "decision.repeated", "name"),
    ],
)
def test_faults_of_decisions(tmp_path, row, rule, column):
    decisions = f"{DECISIONS}Adana,,,C1,me,2020-02-07,\n{row}\n"
    folder = read_folder(write(tmp_path / "crisis", **{"place_decisions.csv": decisions}))
    found = [(p.line, p.rule, p.column) for p in folder.problems if p.file == "place_decisions.csv"]
    assert found == [(3, rule, column)]
    assert folder.counts["place_decisions"].rejected == 1


def test_a_decision_of_the_folder_is_used(tmp_path, capsys):
    decisions = f"{DECISIONS}Dana,,,C2,the coalition,2020-02-07,\nGhouta,,area,,me,,\n"
    folder = write(tmp_path / "crisis", **{"place_decisions.csv": decisions})
    _, out, _ = call(capsys, "place", "dana", "Ghouta", "--crisis", folder, "--json")
    first, second = json.loads(out)["places"]
    assert (first["status"], first["code"]) == ("matched", "C2")
    assert first["reason"].startswith("decided by the coalition 2020-02-07")
    assert (second["status"], second["code"]) == ("none", None)


def test_the_area_in_another_column_narrows_by_name_in_any_script(folder, tmp_path, capsys):
    file = tmp_path / "seen.csv"
    file.write_text("name,District\nDana,Harim\nDana,المعرة\nDana,\n", "utf-8")
    status, _, _ = call(capsys, "place", "--file", file, "--column", "name", "--crisis", folder)
    assert status == 0
    out = pl.read_csv(tmp_path / "seen.places.csv")
    assert out["place_code"].to_list() == ["C1", "C2", None]
    assert out["place_status"].to_list() == ["matched", "matched", "ambiguous"]


def test_a_name_that_lies_elsewhere_than_its_row_says_is_doubted(folder, tmp_path, capsys):
    file = tmp_path / "seen.csv"
    file.write_text("name,District\nSarmada,Maarrat\n", "utf-8")  # Sarmada lies in Harim
    call(capsys, "place", "--file", file, "--column", "name", "--crisis", folder)
    [row] = pl.read_csv(tmp_path / "seen.places.csv").iter_rows(named=True)
    assert row["place_status"] == "ambiguous"
    assert row["place_code"] is None
    assert "C3 Sarmada" in row["place_candidates"]


def test_a_column_under_a_banner(folder, tmp_path, capsys):
    file = tmp_path / "seen.csv"
    file.write_text("List of towns (draft),,\n,,\nTown,District,People\nDana,Harim,4\nSarmada,Harim,5\n", "utf-8")
    status, _, err = call(capsys, "place", "--file", file, "--column", "Town", "--crisis", folder)
    assert status == 0, err
    assert pl.read_csv(tmp_path / "seen.places.csv")["place_code"].to_list() == ["C1", "C3"]
