"""What an import understands, keeps, mends and refuses: a file per case that a person can read.

The crisis is that of ``tests/folders.py``: SY > SY01, SY02 > SY0101 Harim, SY0102 Maarrat > SY0102C Camp.
"""

from __future__ import annotations

import csv
import http.server
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from nuzuh.cli import run
from nuzuh.folder.records import read_folder
from nuzuh.intake.bring import Wishes, bring
from nuzuh.intake.outcome import Imported
from nuzuh.terms.errors import DataError, UsageError
from tests.folders import SOUND, write_folder

Rows = Sequence[Sequence[object]]


@pytest.fixture
def crisis(tmp_path: Path) -> Path:
    """A crisis with a gazetteer and sources, and nothing reported yet."""
    kept = ("crisis.toml", "places.csv", "sources.csv")
    return write_folder(tmp_path / "crisis", {name: None for name in SOUND if name not in kept})


def sent(folder: Path, name: str, *lines: str) -> str:
    """Return the path of a CSV file that somebody sent."""
    path = folder.parent / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def book(folder: Path, name: str, sheets: Mapping[str, Rows]) -> str:
    """Return the path of a workbook that somebody sent."""
    path = folder.parent / name
    with xlsxwriter.Workbook(path) as workbook:
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(i, j, cell)
    return str(path)


def table(folder: Path, file: str) -> list[dict[str, str]]:
    """Return the rows of a table that an import wrote."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def gives(done: Imported, sheet: int = 0) -> dict[str, str]:
    """Return heading -> what it gives, of one sheet."""
    reading = done.sheets[sheet].reading
    assert reading is not None
    return {use.heading: use.gives for use in reading.uses}


def rules(done: Imported) -> list[str]:
    """Return the rules of the problems found."""
    return [p.rule for p in done.problems]


def test_the_tables_own_columns_are_taken_as_they_are(crisis: Path) -> None:
    file = sent(
        crisis,
        "week 5.csv",
        "start,end,origin,destination,destination_name,amount,source",
        "2020-01-27,2020-02-03,SY02,SY0101,Harem,about 300,ngo",
    )
    done = bring(crisis, file, "arrivals")
    assert (done.read, done.accepted, done.rejected) == (1, 1, 0)
    [row] = table(crisis, "arrivals/week-5.csv")
    assert row["destination_name"] == "Harem"
    assert row["id"] == "week-5-2"
    frame = read_folder(crisis).tables["arrivals"]
    assert frame.select("people", "quantifier").row(0) == (300.0, "about")


def test_a_table_under_a_banner_with_a_totals_row(crisis: Path) -> None:
    file = sent(
        crisis,
        "idps.csv",
        "Displaced people in camps and towns as of 15 February 2020,,,",
        ",,,",
        "Admin2Name_en,Admin2Pcode,IDPs (individuals),Female IDPs",
        "Harim,SY0101,100,60",
        "Maarrat,SY0102,50,20",
        "Total,,150,80",
    )
    done = bring(crisis, file, "populations")
    assert done.read == done.accepted == 2
    assert gives(done)["IDPs (individuals)"] == "amount"
    assert gives(done)["Female IDPs"] == ""  # counts only part of the people
    assert [row["line"] for row in done.sheets[0].totals] == [6]
    assert done.sheets[0].sums[0] | {"fixed": {}} == {
        "heading": "IDPs (individuals)",
        "fixed": {},
        "sum": 150.0,
        "own_total": 150.0,
    }
    rows = table(crisis, "populations/idps.csv")
    assert [(r["place"], r["place_name"], r["date"], r["amount"]) for r in rows] == [
        ("SY0101", "Harim", "2020-02-15", "100"),
        ("SY0102", "Maarrat", "2020-02-15", "50"),
    ]


def test_a_source_that_the_file_does_not_name_is_a_source_of_its_own(crisis: Path) -> None:
    file = sent(crisis, "list.csv", "Admin2Pcode,IDPs_Jan_2020", "SY0101,10")
    bring(crisis, file, "populations")
    [row] = table(crisis, "populations/list.csv")
    [source] = table(crisis, "sources/list.csv")
    assert row["source"] == source["code"] == "list"
    assert source["grade"] == "F"  # nobody has judged it yet
    assert (row["date"], row["date_accuracy"]) == ("2020-01", "month")


def test_several_counts_become_a_row_each(crisis: Path) -> None:
    file = sent(
        crisis, "w.csv", "Admin2Pcode,IDPs_Jan_2020,Returnees_Jan_2020,IDPs_HH_Jan_2020", "SY0101,10,,2", "SY0102,4,3,1"
    )
    done = bring(crisis, file, "populations")
    rows = [(r["place"], r["population"], r["amount"]) for r in table(crisis, "populations/w.csv")]
    assert rows == [("SY0101", "displaced", "10"), ("SY0102", "displaced", "4"), ("SY0102", "returnees", "3")]
    assert gives(done)["IDPs_HH_Jan_2020"] == ""  # the same people, counted as households


def test_quarters_of_one_town_become_places_of_their_own(crisis: Path) -> None:
    file = sent(
        crisis,
        "quarters.csv",
        "Admin2Pcode,Location,IDPs_2020",
        "SY0101,Harim,10",
        "SY0101,Harim (north),5",
        "SY0102_2,Maarrat (camp road),7",
    )
    done = bring(crisis, file, "populations")
    assert [r["place"] for r in table(crisis, "populations/quarters.csv")] == [
        "SY0101-harim",
        "SY0101-harim-north",
        "SY0102_2",
    ]
    assert [(r["parent"], r["level"]) for r in table(crisis, "places/quarters.csv")] == [
        ("SY0101", "3"),
        ("SY0101", "3"),
        ("SY0102", "3"),
    ]
    assert "places.parts" in rules(done)
    assert done.accepted == 3


def test_names_are_found_where_there_is_no_code_and_stay_beside_it(crisis: Path) -> None:
    file = sent(
        crisis,
        "n.csv",
        "Date,Governorate,District,Number of IDPs",
        "2020-02-01,ادلب,حارم,7",
        "2020-02-01,Idlib,Nowhere,9",
    )
    done = bring(crisis, file, "populations")
    first, second = table(crisis, "populations/n.csv")
    assert (first["place"], first["place_name"]) == ("SY0101", "حارم")
    assert (second["place"], second["place_name"]) == (
        "SY01",
        "Nowhere",
    )  # counted at the governorate that the row names
    assert (done.accepted, done.rejected) == (2, 0)
    assert any(p.rule == "place.wider" and p.line == 3 for p in done.problems)


def test_a_name_that_nothing_explains_is_rejected_at_its_line(crisis: Path) -> None:
    file = sent(crisis, "n.csv", "Date,District,Number of IDPs", "2020-02-01,Harim,7", "2020-02-01,Nowhere,9")
    done = bring(crisis, file, "populations")
    assert (done.accepted, done.rejected) == (1, 1)
    assert [(p.line, p.value) for p in done.problems if p.severity == "error"] == [(3, "Nowhere")]


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Arrivals in week 6 of 2020", "2020-W06", None),
        ("IDP flow February 2020", "2020-02", None),
        ("Arrivals 2020-02-03 to 2020-02-09", "2020-02-03", "2020-02-10"),
    ],
)
def test_the_period_of_a_flow_stands_over_it(crisis: Path, title: str, start: str, end: str | None) -> None:
    file = sent(crisis, "f.csv", f'"{title}",', "Admin2Pcode,Individuals", "SY0101,7")
    bring(crisis, file, "arrivals")
    [row] = table(crisis, "arrivals/f.csv")
    assert (row["start"], row.get("end")) == (start, end)


def test_as_of_a_day_says_nothing_of_when_people_moved(crisis: Path) -> None:
    file = sent(crisis, "f.csv", '"Arrivals, as of 5 February 2020",', "Admin2Pcode,Individuals", "SY0101,7")
    with pytest.raises(DataError) as caught:
        bring(crisis, file, "arrivals")
    assert "when" in caught.value.problems[-1].message


def test_last_days_are_in_the_period(crisis: Path) -> None:
    file = sent(crisis, "f.csv", "Admin2Pcode,Arrivals,Start date,End date", "SY0101,7,2020-02-03,2020-02-09")
    bring(crisis, file, "arrivals")
    [row] = table(crisis, "arrivals/f.csv")
    assert (row["start"], row["end"]) == ("2020-02-03", "2020-02-10")


def test_days_are_read_by_the_order_that_the_column_shows(crisis: Path) -> None:
    lines = ("Admin2Pcode,IDPs,Date", "SY0101,7,03/02/2020", "SY0102,8,13/02/2020")
    done = bring(crisis, sent(crisis, "d.csv", *lines), "populations")
    assert [r["date"] for r in table(crisis, "populations/d.csv")] == ["2020-02-03", "2020-02-13"]
    assert "date.order" in rules(done)
    with pytest.raises(DataError):  # here nothing tells
        bring(crisis, sent(crisis, "e.csv", lines[0], lines[1]), "populations")


def test_a_persons_answer_heals_a_row_without_another_import(crisis: Path) -> None:
    file = sent(crisis, "n.csv", "Date,District,Number of IDPs", "2020-02-01,Nowhere,9", "2020-02-01,Harim,9")
    bring(crisis, file, "populations")
    assert read_folder(crisis).counts["populations"].rejected == 1
    (crisis / "place_decisions.csv").write_text("name,code,decided_by\nNowhere,SY0102,Amal\n", "utf-8")
    assert read_folder(crisis).counts["populations"].rejected == 0


def test_a_list_copied_from_last_month_is_of_the_month_that_it_adds_up_to(crisis: Path) -> None:
    (crisis / "places.csv").write_text(
        "code,level,parent,name_en\nSY,0,,Syria\n" + "".join(f"SY0{i},1,SY,Land{i}x\n" for i in range(1, 6)), "utf-8"
    )
    listed = [[f"Land{i}x", f"SY0{i}", 10 * i] for i in range(1, 6)]
    summary = [[f"Land{i}x", 1, 7 * i, 10 * i] for i in range(1, 6)]
    file = book(
        crisis,
        "flows.xlsx",
        {
            "November_IDPflow": [["Mohafaza", "Mohafaza PCODE", "IDP_Flow"], *listed],
            "IDPFlow_Summary": [[None, 2019, None, 2020], ["Governorate", "November", "December", "January"], *summary],
        },
    )
    done = bring(crisis, file, "arrivals")
    assert {r["start"] for r in table(crisis, "arrivals/flows.csv")} == {"2020-01"}
    reading = done.sheets[0].reading
    assert reading is not None
    assert "IDPFlow_Summary" in reading.fixed["start"][1]
    assert "November" in reading.fixed["start"][1]
    assert [s.imported for s in done.sheets] == [True, False]


def test_returns_are_kept_apart_from_displacement(crisis: Path) -> None:
    file = sent(crisis, "r.csv", "Admin2Pcode,Returnee arrivals,Month,Year", "SY0101,12,January,2020")
    bring(crisis, file, "arrivals")
    [row] = table(crisis, "arrivals/r.csv")
    assert (row["movement"], row["start"]) == ("return", "2020-01")


def test_a_cross_table_of_months(crisis: Path) -> None:
    file = sent(
        crisis, "IDP flow.csv", "Governorate,Nov 2019,Dec 2019,Jan 2020,Total", "Idlib,1,2,3,6", "Aleppo,4,,6,10"
    )
    done = bring(crisis, file, "arrivals")
    rows = [(r["destination"], r["start"], r["amount"]) for r in table(crisis, "arrivals/idp-flow.csv")]
    assert rows == [
        ("SY01", "2019-11", "1"),
        ("SY01", "2019-12", "2"),
        ("SY01", "2020-01", "3"),
        ("SY02", "2019-11", "4"),
        ("SY02", "2020-01", "6"),
    ]
    assert done.read == done.accepted == 2


def test_a_gazetteer_of_the_common_codes(crisis: Path) -> None:
    (crisis / "places.csv").unlink()
    file = sent(
        crisis,
        "cod.csv",
        "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM0_EN,ADM0_AR,ADM0_PCODE,AREA_SQKM",
        "Harim,حارم,SY0703,Idleb,ادلب,SY07,سوريا,Syria,SY,12.5",
        "Ariha,أريحا,SY0704,Idleb,ادلب,SY07,سوريا,Syria,SY,13.5",
    )
    done = bring(crisis, file, "places")
    rows = [(r["code"], r["level"], r["parent"], r["name_en"], r["name_ar"]) for r in table(crisis, "places/cod.csv")]
    assert rows == [
        ("SY", "0", "", "Syria", "سوريا"),  # the columns had changed places
        ("SY07", "1", "SY", "Idleb", "ادلب"),
        ("SY0703", "2", "SY07", "Harim", "حارم"),
        ("SY0704", "2", "SY07", "Ariha", "أريحا"),
    ]
    assert "language.swapped" in rules(done)


@pytest.mark.parametrize(
    "header",
    [
        "admin1Name_en,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode",
        "Admin1Name_En,Admin1Pcode,Admin2Name_En,Admin2Name_Ar,Admin2Pcode",
        "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE",
        "adm1_en,adm1_pcode,adm2_en,adm2_ar,adm2_pcode",
        "ADM1_EN,ADM1_PCODE,NAME_EN,NAME_AR,PCODE",
        "#adm1+name+en,#adm1+code,#adm2+name+en,#adm2+name+ar,#adm2+code",
        "Governorate,Governorate Pcode,District,District (Arabic),District Pcode",
        "state_name_en,state_code,locality_name_en,locality_name_ar,locality_code",
    ],
)
def test_the_published_styles_of_headings(crisis: Path, header: str) -> None:
    (crisis / "places.csv").unlink()
    file = sent(crisis, "g.csv", header, "Idleb,SY07,Harim,حارم,SY0703", "Idleb,SY07,Ariha,أريحا,SY0704")
    bring(crisis, file, "places")
    rows = [(r["code"], r["parent"], r["name_en"], r["name_ar"]) for r in table(crisis, "places/g.csv")]
    assert rows == [
        ("SY07", "", "Idleb", ""),
        ("SY0703", "SY07", "Harim", "حارم"),
        ("SY0704", "SY07", "Ariha", "أريحا"),
    ]


def test_hashtags_name_the_columns(crisis: Path) -> None:
    file = sent(
        crisis,
        "hxl.csv",
        "Wo,Wie viele,Wann",
        "#adm2 +code,#affected +ind +idps,#date +occurred",
        "SY0101,12,2020-02-01",
    )
    done = bring(crisis, file, "populations")
    assert gives(done) == {"Wo": "place@2", "Wie viele": "amount", "Wann": "date"}


def test_places_of_the_file_are_added_where_they_are_sound(crisis: Path) -> None:
    file = sent(
        crisis,
        "new.csv",
        "Admin1Pcode,Admin1Name,Admin2Pcode,Admin2Name,IDPs_2020",
        "SY01,Idlib,SY0109,Jisr,5",
        "SY01,Idlib,SY0199,Harim,5",  # that name is SY0101's: more likely a slip of the keyboard
    )
    done = bring(crisis, file, "populations")
    assert [r["code"] for r in table(crisis, "places/new.csv")] == ["SY0109"]
    assert (done.accepted, done.rejected) == (1, 1)


def test_the_next_file_of_the_layout_is_read_by_the_edited_mapping(crisis: Path) -> None:
    lines = ("Admin2Pcode,IDPs_2020,Remarks", "SY0101,10,windy")
    bring(crisis, sent(crisis, "one.csv", *lines), "populations")
    mapping = crisis / "mappings/one.toml"
    text = mapping.read_text("utf-8")
    assert 'gives = "note"' in text
    mapping.write_text(text.replace('gives = "note"', 'gives = ""'), "utf-8")
    done = bring(crisis, sent(crisis, "two.csv", *lines), "populations")
    assert gives(done)["Remarks"] == ""
    assert done.sheets[0].reading is not None
    assert done.sheets[0].reading.mapping == "mappings/one.toml"
    assert done.changes == []


def test_drift_of_a_layout_is_told(crisis: Path) -> None:
    bring(crisis, sent(crisis, "one.csv", "Admin2Pcode,IDPs,Date,Note", "SY0101,10,2020-02-01,x"), "populations")
    done = bring(crisis, sent(crisis, "two.csv", "Admin2Pcode,IDPs,Date,Team", "SY0101,11,2020-02-02,A"), "populations")
    assert done.changes == ['The file: "Note" is gone; it gave note', 'The file: "Team" is new; it is not read']
    assert done.accepted == 1


def test_a_broken_mapping_is_told_and_passed_over(crisis: Path) -> None:
    (crisis / "mappings").mkdir()
    (crisis / "mappings/bad.toml").write_text("table = [", "utf-8")
    done = bring(crisis, sent(crisis, "one.csv", "Admin2Pcode,IDPs_2020", "SY0101,10"), "populations")
    assert "mapping.format" in rules(done)
    assert done.accepted == 1


def test_an_import_writes_over_its_own_file_but_not_over_a_persons(crisis: Path) -> None:
    file = sent(crisis, "one.csv", "Admin2Pcode,IDPs_2020", "SY0101,10")
    first = bring(crisis, file, "populations")
    before = {f: f.read_bytes() for f in first.files}
    bring(crisis, file, "populations")
    assert {f: f.read_bytes() for f in first.files} == before
    written = crisis / "populations/one.csv"
    written.write_text(written.read_text("utf-8").replace("10", "11"), "utf-8")
    with pytest.raises(UsageError, match="--replace"):
        bring(crisis, file, "populations")
    bring(crisis, file, "populations", Wishes(replace=True))


@pytest.mark.parametrize(
    ("lines", "as_table", "reason"),
    [
        (("ADM1_EN,ADM1_PCODE,AREA_SQKM", "Idleb,SY01,12", "Aleppo,SY02,13"), "populations", "boundaries"),
        (("Admin2Pcode,IDPs", "SY0101,10"), "populations", "when"),
        (("Date,IDPs", "2020-01-01,10"), "populations", "where"),
        (("Admin2Pcode,Date", "SY0101,2020-01-01"), "arrivals", "how many"),
        (("Location,Country Length", "AFG,2"), "places", "names of places"),
        (("Admin2Pcode,IDPs_2020", "UA0101,10"), "populations", "UA0101 is no code"),
    ],
)
def test_what_does_not_hold_the_table_is_refused_with_the_reason(
    crisis: Path, lines: tuple[str, ...], as_table: str, reason: str
) -> None:
    before = sorted(p for p in crisis.rglob("*"))
    with pytest.raises(DataError) as caught:
        bring(crisis, sent(crisis, "odd.csv", *lines), as_table)
    told = str(caught.value) + " ".join(p.message for p in caught.value.problems)
    assert reason in told
    assert sorted(p for p in crisis.rglob("*")) == before


def test_what_is_the_same_in_all_rows_can_be_given(crisis: Path) -> None:
    file = sent(crisis, "odd.csv", "Admin2Pcode,IDPs", "SY0101,10")
    bring(crisis, file, "populations", Wishes(fixed={"date": "2020-02-03", "source": "ngo"}))
    [row] = table(crisis, "populations/odd.csv")
    assert (row["date"], row["source"]) == ("2020-02-03", "ngo")
    assert not (crisis / "sources").exists()
    assert 'fixed = { date = "2020-02-03", source = "ngo" }' in (crisis / "mappings/odd.toml").read_text("utf-8")


def test_a_form_is_not_its_answers(crisis: Path) -> None:
    form = {
        "survey": [["type", "name", "label"], ["integer", "people", "How many?"]],
        "choices": [["list_name", "name", "label"], ["yn", "yes", "Yes"]],
    }
    with pytest.raises(DataError) as caught:
        bring(crisis, book(crisis, "form.xlsx", form), "arrivals")
    assert caught.value.problems[0].rule == "file.form"


KOBO = """start;intake/Date of arrival;intake/Destination District;intake/Individuals;_id;_uuid;_submission_time;_validation_status
2020-02-02T10:00;2020-02-01;Harim;12;1;aaaa-1;2020-02-02T10:06:00;Approved
2020-02-02T11:00;2020-02-02;Maarrat;5;2;aaaa-2;2020-02-02T11:06:00;
2020-02-02T12:00;2020-02-02;Maarrat;99;3;aaaa-3;2020-02-02T12:06:00;Not approved"""


def test_submissions_of_an_intake_form(crisis: Path) -> None:
    done = bring(crisis, sent(crisis, "kobo.csv", KOBO), "arrivals")
    rows = table(crisis, "arrivals/kobo.csv")
    assert [(r["id"], r["start"], r["destination"], r["destination_name"], r["amount"]) for r in rows] == [
        ("aaaa-1", "2020-02-01", "SY0101", "Harim", "12"),
        ("aaaa-2", "2020-02-02", "SY0102", "Maarrat", "5"),
    ]
    assert (done.read, done.accepted, done.rejected) == (3, 2, 1)  # one was rejected in the survey's own review
    assert "survey.rejected" in rules(done)
    assert "aaaa-3" in (crisis / "private/rejected/import-kobo.csv").read_text("utf-8")


def test_repeats_of_a_form_beside_their_submission(crisis: Path) -> None:
    main = [
        ["Date of arrival", "District", "_id", "_uuid", "_submission_time", "_index"],
        ["2020-02-01", "Harim", 1, "aaaa-1", "2020-02-02T10:06:00", 1],
        ["2020-02-03", "Maarrat", 2, "aaaa-2", "2020-02-04T10:06:00", 2],
    ]
    groups = [
        ["Governorate of origin", "Number of individuals", "_index", "_parent_table_name", "_parent_index"],
        ["Aleppo", 12, 1, "intake", 1],
        ["Idlib", 3, 2, "intake", 1],
        ["Aleppo", 5, 3, "intake", 2],
    ]
    file = book(crisis, "kobo.xlsx", {"intake": main, "groups": groups})
    done = bring(crisis, file, "arrivals")
    rows = table(crisis, "arrivals/kobo.csv")
    assert [(r["origin"], r["destination"], r["start"], r["amount"]) for r in rows] == [
        ("SY02", "SY0101", "2020-02-01", "12"),
        ("SY01", "SY0101", "2020-02-01", "3"),
        ("SY02", "SY0102", "2020-02-03", "5"),
    ]
    assert done.read == done.accepted == 3


class _Kobo(http.server.BaseHTTPRequestHandler):
    """Two pages of submissions behind a token."""

    def do_GET(self) -> None:
        second = "start=1" in self.path
        body = {
            "count": 2,
            "next": None if second else f"http://{self.headers['Host']}/data.json?start=1",
            "previous": None,
            "results": [{"_id": 1 + second, "_uuid": f"u-{second}", "_submission_time": "2020-02-02", "Date": "2020-02-01",
                         "intake/District": "Harim", "intake/Individuals": "7"}],
        }  # fmt: skip
        allowed = self.headers.get("Authorization") == "Token secret"
        self.send_response(200 if allowed else 401)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode() if allowed else b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def kobo() -> Iterator[str]:
    """The address of a server of submissions."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Kobo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/intake/data.json"
    server.shutdown()
    server.server_close()


def test_submissions_over_http(crisis: Path, kobo: str) -> None:
    done = bring(crisis, kobo, "arrivals", token="secret")
    assert done.read == done.accepted == 2
    with pytest.raises(DataError, match="cannot be read"):
        bring(crisis, kobo, "arrivals", token="wrong")


def test_a_folder_of_flee(crisis: Path) -> None:
    for name, text in {
        "input_csv/locations.csv": "#name,region,country,latitude,longitude,location_type,conflict_date,population\n"
        "Gao,Gao,Mali,16.2,-0.04,conflict_zone,0,86633\nMentao,Soum,Burkina_Faso,13.9,-1.6,camp,0,1894\n",
        "input_csv/routes.csv": "#name1,name2,distance,forced_redirection\nGao,Mentao,487,0\n",
        "input_csv/closures.csv": "#closure_type,name1,name2,closure_start,closure_end\ncountry,Mali,Burkina_Faso,0,22\n",
        "input_csv/conflicts.csv": "#Day,Gao\n0,1\n1,1\n",
        "input_csv/sim_period.csv": "StartDate,2012-02-29\nLength,300\n",
        "source_data/data_layout.csv": "total,refugees.csv\nMentao,bf-mentao.csv\n",
        "source_data/refugees.csv": "2012-02-29,0\n2012-03-24,4091\n",
        "source_data/bf-mentao.csv": "2012-02-29,0\n2012-03-24,4091\n",
    }.items():
        path = crisis.parent / "mali2012" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name in ("places", "routes", "access", "populations"):
        done = bring(crisis, str(crisis.parent / "mali2012"), name)
        assert (done.rejected, done.accepted > 0) == (0, True), name
    assert [r["amount"] for r in table(crisis, "populations/mali2012.csv")] == ["0", "4091"]
    [closed] = table(crisis, "access/mali2012.csv")
    assert (closed["start"], closed["end"], closed["status"]) == ("2012-02-29", "2012-03-22", "closed")


def test_who_does_what_where(crisis: Path) -> None:
    file = sent(
        crisis,
        "3W.csv",
        "Organisation,Org type,Cluster,Activity,Status,District,People targeted,People reached",
        "Helpers United,NGO,Shelter,Tents,Ongoing,Harim,100,60",
    )
    bring(crisis, file, "activities")
    [row] = table(crisis, "activities/3w.csv")
    assert (row["organisation"], row["cluster"], row["place"], row["place_name"], row["people_reached"]) == (
        "Helpers United",
        "Shelter",
        "SY0101",
        "Harim",
        "60",
    )


def test_people_reached_by_cluster_and_a_total_below_its_largest(crisis: Path) -> None:
    rows = [
        ["Governorate", "Education", "Health", "Shelter/NFI", "Total reached"],
        ["Idlib", 5, 9, 3, 4],
        ["Aleppo", 1, 2, 3, 3],
    ]
    done = bring(crisis, book(crisis, "r.xlsx", {"People_Reached": rows}), "activities")
    out = [(r["place"], r["cluster"], r["people_reached"]) for r in table(crisis, "activities/r.csv")]
    assert out[:2] == [("SY01", "Education", "5"), ("SY01", "Health", "9")]
    assert "sum.below_part" in rules(done)


def test_figures_by_year_and_country_as_references(crisis: Path) -> None:
    file = sent(
        crisis, "year-end.csv", "year,coo_name,refugees,returned_refugees", "1995,Bosnia,100,3", "1996,Bosnia,90.0,"
    )
    bring(crisis, file, "references")
    rows = table(crisis, "references/year-end.csv")
    assert [(r["id"], r["metric"], r["amount"], r["date"], r["start"]) for r in rows] == [
        ("refugees-bosnia-1995", "stock", "100", "1995-12-31", ""),
        ("returned-refugees-bosnia-1995", "flow", "3", "", "1995-01-01"),
        ("refugees-bosnia-1996", "stock", "90", "1996-12-31", ""),
    ]


def test_spellings_of_places_become_decisions(crisis: Path) -> None:
    bring(
        crisis, sent(crisis, "spellings.csv", "pcode,name", "SY0101,Harem City", "SY0102,Al Maara"), "place_decisions"
    )
    [first, _] = table(crisis, "place_decisions/spellings.csv")
    assert first == {"name": "Harem City", "code": "SY0101", "decided_by": "spellings.csv"}


def test_the_command_prints_one_object_and_says_what_it_did(crisis: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sent(crisis, "one.csv", "Admin2Pcode,IDPs_2020,Team", "SY0101,10,A", "XX,3,B")
    assert run(["import", file, str(crisis), "--as", "populations", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["accepted"], told["rejected"], told["written"]) == (2, 1, 1, 2)
    assert [c["gives"] for c in told["sheets"][0]["columns"]] == ["place@2", "amount", ""]
    assert run(["import", file, str(crisis), "--as", "populations"]) == 0
    shown = capsys.readouterr()
    assert "2 rows read, 1 accepted, 1 rejected" in shown.out
    assert "one.toml" in shown.err
    assert run(["import", file, str(crisis), "--as", "nonsense"]) == 2
    assert run(["import", file, str(crisis), "--as", "populations", "--set", "colour=red"]) == 2
    assert run(["import", file, str(crisis), "--as", "populations", "--set", "date"]) == 2
    assert run(["import", str(crisis.parent / "none.csv"), str(crisis), "--as", "populations"]) == 1


def test_who_reports_in_words_becomes_a_source_each(crisis: Path) -> None:
    lines = ("Admin2Pcode,IDPs_2020,Data source", "SY0101,10,Camp Cluster", "SY0102,4,ACU", "SY02,3,")
    bring(crisis, sent(crisis, "s.csv", *lines), "populations")
    assert [r["source"] for r in table(crisis, "populations/s.csv")] == ["camp-cluster", "acu", "s"]
    assert [(r["code"], r["grade"]) for r in table(crisis, "sources/s.csv")] == [
        ("s", "F"),
        ("camp-cluster", "F"),
        ("acu", "F"),
    ]


def test_a_slip_among_known_sources_makes_no_new_source(crisis: Path) -> None:
    lines = ("start,destination,amount,source", "2020-02-01,SY0101,10,ngo", "2020-02-02,SY0101,11,ngoo")
    done = bring(crisis, sent(crisis, "s.csv", *lines), "arrivals")
    assert (done.accepted, done.rejected) == (1, 1)
    assert not (crisis / "sources").exists()


def test_the_day_of_the_interview_is_the_day_of_a_count_without_one(crisis: Path) -> None:
    lines = (
        "start;today;District;Number of IDPs;_id;_uuid;_submission_time",
        "2020-02-02T10:00;2020-02-02;Harim;12;1;aaaa-1;2020-02-05T10:06:00",
    )
    bring(crisis, sent(crisis, "k.csv", *lines), "populations")
    [row] = table(crisis, "populations/k.csv")
    assert (row["date"], row["place"]) == ("2020-02-02", "SY0101")
