"""Exports of KoboToolbox and ODK, and submissions fetched over HTTP."""

import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
import xlsxwriter

from nuzuh.formats.fetch import fetch_pages
from nuzuh.formats.grids import UnreadableFile, read_bytes
from nuzuh.formats.kobo import is_form, survey_of

PAGE = "https://kobo.example/api/v2/assets/a/data.json"


def survey(data, name):
    return survey_of(read_bytes(data if isinstance(data, bytes) else data.encode(), name))


def workbook(**sheets):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    book.close()
    return made.getvalue()


def test_a_csv_of_kobo():
    found = survey(
        '"place";"people";"_id";"_uuid";"_submission_time";"_validation_status";"_index"\n'
        '"atma";"3";"11";"u1";"2020-02-01";"Approved";"1"\n'
        '"dana";"4";"12";"u2";"2020-02-01";"";"2"\n'
        '"dana";"4";"13";"u3";"2020-02-01";"On Hold";"3"\n'
        '"dana";"4";"14";"u4";"2020-02-01";"validation_status_not_approved";"4"\n'
        '"dana";"4";"15";"u5";"2020-02-01";"maybe";"5"\n',
        "a.csv",
    )
    assert found.system == "kobo"
    assert found.main.rows.height == 5
    assert found.status.rows() == [(2, "approved"), (3, None), (4, "on hold"), (5, "rejected"), (6, None)]
    assert [(fault.rule, fault.value, fault.line) for fault in found.faults] == [("status.unknown", "maybe", 6)]


def test_repeats_of_a_workbook_know_their_submissions():
    data = workbook(
        intake=[
            ["place", "_id", "_uuid", "_submission_time", "_index"],
            ["atma", 11, "u1", "x", 1],
            ["dana", 12, "u2", "x", 2],
        ],
        people=[
            ["age", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
            [30, 1, "intake", 2, "u2"],
            [4, 2, "intake", 1, "u1"],
            [5, 3, "intake", 9, "u9"],
        ],
        teeth=[["n", "_index", "_parent_table_name", "_parent_index"], [7, 1, "people", 2]],
    )
    found = survey(data, "a.xlsx")
    assert found.main.sheet == "intake"
    people, teeth = found.repeats
    assert (people.parent, teeth.parent) == ("intake", "people")
    assert people.links.rows() == [(2, 3), (3, 2), (4, None)]
    assert teeth.links.rows() == [(2, 3)]
    assert [(fault.rule, fault.line) for fault in found.faults] == [("repeat.orphan", 4)]


def test_a_page_of_the_api_with_repeats():
    page = {
        "count": 2,
        "next": None,
        "results": [
            {"_id": 1, "_uuid": "u1", "_submission_time": "t", "g/place": "atma", "_validation_status": {}},
            {
                "_id": 2,
                "_uuid": "u2",
                "_submission_time": "t",
                "g/place": "dana",
                "_attachments": [{"id": 1}],
                "g/people": [{"g/people/age": 4}, {"g/people/age": 5}],
                "_validation_status": {"uid": "validation_status_approved", "label": "Approved"},
            },
        ],
    }
    found = survey(json.dumps(page), "a.json")
    assert found.main.header[:4] == ("_id", "_uuid", "_submission_time", "g/place")
    assert found.status["status"].to_list() == [None, "approved"]
    (people,) = found.repeats
    assert people.laid.header[0] == "g/people/age"
    assert people.links["_parent_line"].to_list() == [3, 3]


def test_an_archive_of_odk_central():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "intake.csv",
            "SubmissionDate,g-place,meta-instanceID,KEY,ReviewState\nt,atma,u1,u1,approved\nt,dana,u2,u2,\n",
        )
        archive.writestr("intake-people.csv", "age,PARENT_KEY,KEY\n4,u2,u2/people[1]\n")
        archive.writestr("intake-people-teeth.csv", "n,PARENT_KEY,KEY\n7,u2/people[1],u2/people[1]/teeth[1]\n")
    found = survey(made.getvalue(), "intake.zip")
    assert (found.system, found.main.sheet) == ("odk", "intake")
    assert found.status["status"].to_list() == ["approved", None]
    assert [(repeat.laid.sheet, repeat.parent) for repeat in found.repeats] == [
        ("intake-people", "intake"),
        ("intake-people-teeth", "intake-people"),
    ]
    assert [repeat.links["_parent_line"][0] for repeat in found.repeats] == [3, 2]


def test_odata():
    page = {
        "value": [
            {
                "__id": "u1",
                "__system": {"submissionDate": "t", "reviewState": "rejected"},
                "place": "atma",
                "people": [{"age": 4, "__id": "p"}],
            },
        ],
        "@odata.nextLink": "https://x?$skiptoken=1",
    }
    found = survey(json.dumps(page), "a.json")
    assert found.system == "odk"
    assert found.status["status"].to_list() == ["rejected"]
    assert found.repeats[0].links["_parent_line"].to_list() == [2]
    assert [fault.rule for fault in found.main.faults] == ["pages.missing"]


def test_a_cleaned_export_with_other_keys():
    data = workbook(
        main=[["row_id", "place", "uuid", "index"], [1, "atma", "u1", 1], [2, "dana", "u2", 2]],
        roster=[["row_id", "age", "uuid", "_parent_index", "_index"], [1, 30, "u2", 2, 1], [2, 4, "u1", 1, 2]],
    )
    found = survey(data, "a.xlsx")
    assert (found.system, found.main.sheet) == ("cleaned", "main")
    assert found.repeats[0].links["_parent_line"].to_list() == [3, 2]


def test_a_repeat_alone_is_told():
    found = survey("age,_index,_parent_table_name,_parent_index\n4,1,intake,1\n5,2,intake,1\n", "a.csv")
    assert [fault.rule for fault in found.faults] == ["repeat.alone"]


def test_a_plain_table_is_no_survey():
    assert survey("place,people\nAtma,3\n", "a.csv") is None


def test_a_form_is_no_export():
    form = workbook(
        survey=[["type", "name", "label::English"], ["integer", "age", "Age?"]],
        choices=[["list_name", "name", "label"]],
    )
    assert is_form(read_bytes(form, "a.xlsx"))
    assert is_form(read_bytes(workbook(SURVEY=[["TYPE", "NAME", "HINT"], ["text", "a", "b"]]), "a.xlsx"))
    assert not is_form(read_bytes(workbook(survey=[["place", "people"], ["Atma", 3]]), "a.xlsx"))
    assert not is_form(read_bytes(b"type,name,label\ntext,a,b\n", "a.csv"))


# --- over HTTP ------------------------------------------------------------------------------------------------------


def answering(*pages, seen=None):
    left = list(pages)

    def answer(request):
        if seen is not None:
            seen.append(request)
        page = left.pop(0) if len(left) > 1 else left[0]
        return page if isinstance(page, httpx.Response) else httpx.Response(200, json=page)

    return httpx.MockTransport(answer)


def test_all_pages_are_fetched_with_the_token():
    seen = []
    pages = (
        {"count": 3, "next": f"{PAGE}?start=2", "results": [{"_id": 1}, {"_id": 2}]},
        {"count": 3, "next": None, "results": [{"_id": 3}]},
    )
    whole = json.loads(fetch_pages(PAGE, "secret", answering(*pages, seen=seen)))
    assert whole == {"count": 3, "next": None, "previous": None, "results": [{"_id": 1}, {"_id": 2}, {"_id": 3}]}
    assert [str(request.url) for request in seen] == [PAGE, f"{PAGE}?start=2"]
    assert {request.headers["Authorization"] for request in seen} == {"Token secret"}


def test_odk_central_gets_its_token_as_bearer():
    seen = []
    url = "https://odk.example/v1/projects/1/forms/a.svc/Submissions?$expand=*"
    fetch_pages(url, "secret", answering({"value": []}, seen=seen))
    assert seen[0].headers["Authorization"] == "Bearer secret"


def test_pages_of_odata():
    pages = ({"value": [{"__id": "a"}], "@odata.nextLink": f"{PAGE}?b"}, {"value": [{"__id": "b"}]})
    assert json.loads(fetch_pages(PAGE, None, answering(*pages)))["value"] == [{"__id": "a"}, {"__id": "b"}]


def loop(request):
    number = int(request.url.params.get("n", "0"))
    return httpx.Response(200, json={"count": 9, "next": f"{PAGE}?n={number % 2 + 1}", "results": []})


def slow(request):
    raise httpx.ReadTimeout("slow")


def gone(request):
    raise httpx.ConnectError("no route to host")


@pytest.mark.parametrize(
    ("transport", "rule"),
    [
        (answering({"count": 1, "next": "https://evil.example/x", "results": []}), "http.elsewhere"),
        (answering({"count": 1, "next": "https://kobo.example:8443/x", "results": []}), "http.elsewhere"),
        (answering({"count": 1, "next": 7, "results": []}), "http.pages"),
        (answering(httpx.Response(302, headers={"Location": "https://evil.example/"})), "http.elsewhere"),
        (answering(httpx.Response(302, headers={"Location": PAGE})), "http.redirect"),
        (answering({"count": 5, "next": None, "results": [{"_id": 1}]}), "http.count"),
        (answering(httpx.Response(401)), "http.401"),
        (answering(httpx.Response(403)), "http.403"),
        (answering(httpx.Response(404)), "http.404"),
        (answering(httpx.Response(418)), "http.refused"),
        (answering(httpx.Response(503)), "http.server"),
        (answering(httpx.Response(200, text="<html>")), "http.answer"),
        (answering(httpx.Response(200, json={"detail": "x"})), "http.answer"),
        (httpx.MockTransport(loop), "http.pages"),
        (httpx.MockTransport(slow), "http.timeout"),
        (httpx.MockTransport(gone), "http.unreachable"),
    ],
)
def test_what_goes_wrong_is_told_without_the_token(transport, rule):
    with pytest.raises(UnreadableFile) as caught:
        fetch_pages(PAGE, "secret", transport)
    assert caught.value.fault.rule == rule
    assert "secret" not in str(caught.value.fault)


def test_no_token_goes_over_plain_http():
    for url, rule in (
        ("http://kobo.example/x", "http.insecure"),
        ("ftp://x", "http.address"),
        ("file:///x", "http.address"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            fetch_pages(url, "secret", answering({"results": []}))
        assert caught.value.fault.rule == rule


def test_too_much_is_not_taken(monkeypatch):
    monkeypatch.setattr("nuzuh.formats.fetch.LARGEST_ANSWER", 1000)
    with pytest.raises(UnreadableFile) as caught:
        fetch_pages(PAGE, None, answering({"results": ["x" * 2000]}))
    assert caught.value.fault.rule == "http.too_large"


def test_a_real_server():
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.headers.get("Authorization") != "Token t":
                self.send_error(401)
                return
            first = "start" not in self.path
            page = {
                "count": 2,
                "next": "/data.json?start=1" if first else None,
                "results": [{"_id": 1 if first else 2}],
            }
            body = json.dumps(page).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_port}/data.json"
            (grid,) = read_bytes(fetch_pages(url, "t"), "x.json")
            with pytest.raises(UnreadableFile, match="token"):
                fetch_pages(url, "wrong")
        finally:
            server.shutdown()
            thread.join()
    assert grid.cells["c0"].to_list() == ["_id", "1", "2"]
