"""What a poll says, from its folder to its figures: tiny polls whose every number can be counted on paper."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from nuzuh import cli
from tests.folders import SOUND, write_folder
from tests.polls import CHOICES, SURVEY, workbook

SETTINGS = """first_day = 2020-02-10
last_day = 2020-02-12
by = ["ngo"]
mode = "phone"
chosen = "chance"
places_chosen = "all"
title.en = "Going back"
"""
Row = dict[str, str]


def answers(rows: list[Row]) -> str:
    """Return rows as an export of KoboToolbox: semicolons, everything in quotes."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    names += ["_id", "_uuid", "_submission_time", "_validation_status", "_index"]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(names)
    for number, row in enumerate(rows, 1):
        own = {
            "_id": str(number),
            "_uuid": f"u-{number}",
            "_submission_time": "2020-02-11T10:00:00",
            "_index": str(number),
        }
        writer.writerow([(own | row).get(name, "") for name in names])
    return buffer.getvalue()


def many(*groups: tuple[int, Row]) -> list[Row]:
    """Return so many people of each kind."""
    return [dict(row) for count, row in groups for _ in range(count)]


@pytest.fixture
def asked(tmp_path, capsys):
    """Write a poll into a small crisis and return what ``nuzuh poll back --json`` prints."""

    def ask(rows: list[Row], settings: str = SETTINGS, files: dict[str, str] | None = None, command: str = "poll"):
        own = {"polls/back/poll.toml": settings, "polls/back/responses.csv": answers(rows)}
        root = write_folder(tmp_path / "f", {**SOUND, **own, **(files or {})})
        arguments = {"poll": ["poll", "back", str(root), "--json"], "build": ["build", str(root), "--json"]}
        status = cli.run(arguments.get(command, [*command.split(), str(root), "--json"]))
        found = json.loads(capsys.readouterr().out)
        found["status"], found["root"] = status, root
        found["by"] = {f["id"].removeprefix("poll.back."): f for f in found.get("figures", []) if isinstance(f, dict)}
        return found

    return ask


def shares(found, *names: str) -> list[float | None]:
    return [None if (v := found["by"][n]["value"]) is None else round(v, 2) for n in names]


# --- what a share is ---------------------------------------------------------------------------------------------------


def test_a_share_is_of_those_who_answered(asked):
    found = asked(many((30, {"back": "no"}), (15, {"back": "yes"}), (5, {"back": ""})))
    assert shares(found, "back.no", "back.yes") == [66.67, 33.33]
    assert found["by"]["back.no"]["of"] == 45
    assert [found["by"][n]["value"] for n in ("asked", "answered")] == [50, 50]


def test_the_interval_of_136_of_150_is_that_of_korn_and_graubard(asked):
    found = asked(many((136, {"back": "no"}), (14, {"back": "yes"})))
    no = found["by"]["back.no"]
    assert (round(no["low"], 1), round(no["high"], 1), no["level"]) == (84.8, 94.8, 0.95)
    assert no["poll"]["method"] == "korn-graubard"


def test_of_those_we_asked_there_is_no_interval(asked):
    found = asked(many((136, {"back": "no"}), (14, {"back": "yes"})), SETTINGS.replace('"chance"', '"convenience"'))
    no = found["by"]["back.no"]
    assert (no["low"], no["high"], no["level"]) == (None, None, None)
    assert found["of"] == "those asked"
    assert round(no["value"], 1) == 90.7


def test_several_answers_each_have_their_share_of_those_who_answered(asked):
    rows = many(
        (20, {"needs": "tent food", "needs/tent": "1", "needs/food": "1", "needs/water": "0"}),
        (20, {"needs": "food", "needs/tent": "0", "needs/food": "1", "needs/water": "0"}),
        (20, {"needs": "water", "needs/tent": "0", "needs/food": "0", "needs/water": "1"}),
        (10, {"needs": "", "needs/tent": "", "needs/food": "", "needs/water": ""}),
    )
    found = asked(rows)
    assert shares(found, "needs.tent", "needs.food", "needs.water") == [33.33, 66.67, 33.33]
    assert found["by"]["needs.tent"]["of"] == 60


def test_answers_that_count_as_none_are_in_no_base(asked):
    rows = many(
        (30, {"back": "no", "needs": "a", "needs/a": "1", "needs/b": "0", "needs/refused": "0"}),
        (20, {"back": "yes", "needs": "a b", "needs/a": "1", "needs/b": "1", "needs/refused": "0"}),
        (10, {"back": "refused", "needs": "refused", "needs/a": "0", "needs/b": "0", "needs/refused": "1"}),
    )
    found = asked(rows, SETTINGS + '[responses]\nno_answer = ["refused"]\n')
    assert shares(found, "back.no", "back.yes", "needs.a", "needs.b") == [60, 40, 100, 40]
    assert {found["by"][n]["of"] for n in ("back.no", "needs.b")} == {50}
    assert found["by"]["answered"]["value"] == 60


def test_a_number_has_an_average(asked):
    found = asked(many((20, {"size": "4"}), (20, {"size": "0"}), (5, {"size": ""})))
    assert found["by"]["size.mean"]["value"] == 2
    assert found["by"]["size.mean"]["of"] == 40


def test_what_the_review_did_not_approve_does_not_count_unless_the_poll_says_so(asked):
    rows = many(
        (20, {"back": "no"}), (20, {"back": "yes"}), (10, {"back": "yes", "_validation_status": "Not approved"})
    )
    assert asked(rows)["by"]["back.no"]["value"] == 50
    found = asked(rows, SETTINGS + '[responses]\ncount = "all"\n')
    assert found["by"]["back.no"]["value"] == 40


def test_an_interview_sent_twice_is_one_person_asked(asked):
    rows = many((20, {"back": "no"}), (20, {"back": "yes"}))
    found = asked([*rows, rows[0] | {"_uuid": "u-1"}, rows[0] | {"_validation_status": "Not approved"}])
    assert [found["by"][n]["value"] for n in ("asked", "answered")] == [41, 40]
    assert found["submissions"] == {"read": 42, "counted": 40, "left_out": 2}


def test_without_settings_a_poll_is_of_those_asked_and_its_questions_are_guessed(tmp_path, capsys):
    files = {**SOUND, "polls/back/responses.csv": answers(many((30, {"back": "no"}), (20, {"back": "yes"})))}
    root = write_folder(tmp_path / "f", files)
    assert cli.run(["poll", "back", str(root), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    values = {f["id"]: f["value"] for f in found["figures"]}
    assert values["poll.back.back.no"] == 60
    assert found["of"] == "those asked"


def test_codes_that_look_like_numbers_are_answers_where_the_poll_says_so(asked):
    settings = SETTINGS + '[[questions]]\nname = "aid"\nkind = "one"\nlabel.en = "Did you get aid?"\n'
    settings += '[[answers]]\nquestion = "aid"\nname = "1"\nlabel.en = "Yes"\n'
    found = asked(many((20, {"aid": "1"}), (60, {"aid": "2"})), settings)
    assert shares(found, "aid.1", "aid.2") == [25, 75]
    assert found["by"]["aid.1"]["label"]["en"] == "Going back: “Did you get aid?” – Yes"


# --- groups, joins, places, weights -----------------------------------------------------------------------------------

PEOPLE = many(
    (24, {"sex": "f", "back": "no"}), (16, {"sex": "f", "back": "yes"}),
    (30, {"sex": "m", "back": "no"}), (30, {"sex": "m", "back": "yes"}),
)  # fmt: skip


def test_groups_have_their_own_base_and_degrees_of_freedom(asked):
    found = asked(PEOPLE, SETTINGS + 'publish = ["back"]\ngroups = ["sex"]\n')
    assert shares(found, "back.no.by.sex.f", "back.no.by.sex.m") == [60, 50]
    assert [found["by"][f"back.no.by.sex.{s}"]["of"] for s in "fm"] == [40, 60]
    assert [found["by"][f"back.no.by.sex.{s}"]["poll"]["df"] for s in "fm"] == [39, 59]
    (test,) = found["tests"]
    assert (test["question"], test["by"], test["n"]) == ("back", "sex", 100)
    assert 0.3 < test["p"] < 0.4  # Pearson's chi-square is 0.97 with one degree of freedom


def test_answers_can_be_joined(asked):
    rows = many((20, {"back": "no"}), (12, {"back": "maybe"}), (8, {"back": "later"}))
    join = '[[join]]\nquestion = "back"\nanswers = ["maybe", "later"]\nname = "open"\nlabel.en = "Undecided"\n'
    found = asked(rows, SETTINGS + join)
    assert shares(found, "back.no", "back.open") == [50, 50]
    assert "back.maybe" not in found["by"]


def test_places_are_no_finer_than_the_crisis_allows(asked):
    rows = many((25, {"where": "SY0101", "back": "no"}), (25, {"where": "SY0102C", "back": "yes"}))
    place = '[[questions]]\nname = "where"\nkind = "place"\n'
    found = asked(rows, SETTINGS + 'publish = ["where"]\n' + place)
    assert set(found["by"]) == {"asked", "answered", "where.SY0101", "where.SY0102"}
    assert found["by"]["where.SY0102"]["label"]["en"].endswith("Maarrat")


def test_weights_are_fitted_to_the_people_whom_the_accounts_count(asked, capsys):
    rows = many(
        (20, {"where": "SY0101", "back": "no"}), (20, {"where": "SY0101", "back": "yes"}),
        (40, {"where": "SY0102C", "back": "no"}),
    )  # fmt: skip
    settings = SETTINGS + 'publish = ["back", "where"]\n[design]\nstrata = ["where"]\n[weights]\nplaces = "where"\n'
    found = asked(rows, settings + '[[questions]]\nname = "where"\nkind = "place"\n')
    assert cli.run(["count", str(found["root"]), "--json"]) == 0
    counted = {f["id"]: f["value"] for f in json.loads(capsys.readouterr().out)["figures"]}
    near, far = counted["displaced.stock.in.SY0101"], counted["displaced.stock.in.SY0102"]
    no = found["by"]["back.no"]
    assert no["value"] == pytest.approx(100 * (near / 2 + far) / (near + far), rel=1e-3)
    assert no["poll"]["weighted"]
    assert found["by"]["where.SY0101"]["poll"]["fixed"]


# --- what is hidden ----------------------------------------------------------------------------------------------------


def test_a_small_answer_is_hidden_and_so_is_another_that_would_reveal_it(asked):
    found = asked(many((60, {"back": "no"}), (20, {"back": "yes"}), (4, {"back": "maybe"})))
    assert [found["by"][f"back.{a}"]["status"] for a in ("no", "yes", "maybe")] == [
        "published",
        "suppressed",
        "suppressed",
    ]
    hidden = found["by"]["back.maybe"]
    assert (hidden["value"], hidden["low"], hidden["high"], hidden["records"]) == (None, None, None, [])
    assert hidden["of"] == 84
    assert (hidden["poll"]["deff"], hidden["poll"]["n_effective"], hidden["poll"]["df"]) == (None, None, None)


def test_a_small_rest_is_as_revealing_as_a_small_answer(asked):
    rows = many(
        (60, {"needs": "a", "needs/a": "1", "needs/b": "1"}), (3, {"needs": "b", "needs/a": "0", "needs/b": "1"})
    )
    found = asked(rows)
    assert found["by"]["needs.a"]["status"] == "suppressed"


def test_the_base_of_a_follow_up_does_not_tell_a_hidden_answer(asked):
    """Fourteen got aid, six did not know; fourteen answered whether it was enough, which only those with aid were asked."""
    survey = [
        ["type", "name", "label", "relevant"],
        ["select_one yn", "aid", "Did you get aid?", ""],
        ["select_one yn", "enough", "Was it enough?", "${aid} = 'yes'"],
    ]
    choices = [["list_name", "name", "label"], *(["yn", name, name] for name in ("yes", "no", "dk"))]
    rows = many(
        (14, {"aid": "yes", "enough": "no"}), (80, {"aid": "no", "enough": ""}), (6, {"aid": "dk", "enough": ""})
    )
    form = {"polls/back/form.xlsx": workbook(survey=survey, choices=choices)}
    found = asked(rows, files=form)
    told = [found["by"][f"aid.{a}"]["status"] for a in ("yes", "no", "dk")]
    assert (told, found["by"]["enough.no"]["of"]) == (["published", "suppressed", "suppressed"], 14)
    form = {"polls/back/form.xlsx": workbook(survey=[row[:3] for row in survey], choices=choices)}
    found = asked(rows, files=form)  # nobody knows that the second question follows from the first
    told = [found["by"][f"aid.{a}"]["status"] for a in ("yes", "no", "dk")]
    assert (told, found["by"]["enough.no"]["of"]) == (["suppressed", "published", "suppressed"], 14)


def test_no_test_is_told_of_a_table_with_a_hidden_cell(asked):
    rows = [*PEOPLE, *many((3, {"sex": "f", "back": "maybe"}))]
    found = asked(rows, SETTINGS + 'publish = ["back"]\ngroups = ["sex"]\n')
    assert found["tests"] == []


def test_nothing_in_public_holds_what_is_hidden(asked):
    rows = [*PEOPLE, *many((3, {"sex": "f", "back": "maybe"}))]
    found = asked(rows, SETTINGS + 'publish = ["back"]\ngroups = ["sex"]\n', command="build")
    assert found["status"] == 0
    public = Path(found["root"]) / "public"
    ledger = json.loads((public / "data" / "figures.json").read_text())["figures"]
    mine = {f["id"]: f for f in ledger if f["id"].startswith("poll.")}
    assert mine["poll.back.back.maybe"]["status"] == "suppressed"
    table = list(csv.DictReader((public / "polls/back/tables.csv").read_text("utf-8-sig").splitlines()))
    assert [r["value"] for r in table if r["answer"] == "maybe"] == [""] * 3
    bases = {(r["by"], r["group"]): r["answered"] for r in table if r["answer"] == "maybe"}
    assert bases == {("", ""): "103", ("sex", "f"): "43", ("sex", "m"): "60"}


def test_a_poll_within_the_delay_is_not_published(asked):
    late = {"crisis.toml": SOUND["crisis.toml"].replace("smallest_cell", "delay_days = 30\nsmallest_cell")}
    found = asked(PEOPLE, files=late, command="build")
    public = Path(found["root"]) / "public"
    assert not (public / "polls").exists()
    assert "poll.back" not in (public / "data" / "figures.json").read_text()


# --- what follows from it ---------------------------------------------------------------------------------------------


def test_a_letter_can_cite_a_poll_and_not_what_is_hidden(asked):
    def letter(figure: str) -> dict[str, str]:
        head = "---\ntitle: Protect\nsalutation: Sir,\nclosing: Yours.\n---\n"
        return {"letters/open/letter.en.md": head + f'They said {{{{ figure("{figure}") }}}}.\n'}

    rows = many((60, {"back": "no"}), (20, {"back": "yes"}), (4, {"back": "maybe"}))
    found = asked(rows, files=letter("poll.back.back.no"), command="letter open")
    assert found["status"] == 0
    html = next(Path(f) for f in found["files"] if f.endswith("letter.en.html")).read_text()
    assert "71.4%" in html
    found = asked(rows, files=letter("poll.back.back.maybe"), command="letter open")
    assert found["status"] == 1
    assert "hidden" in found["problems"][0]["message"]


def test_a_number_is_traced_to_its_lines(asked):
    rows = many((12, {"back": "no"}), (12, {"back": "yes"}), (2, {"back": ""}))
    found = asked(rows, command="trace poll.back.back.no")
    assert [r["line"] for r in found["rows"] if r["used"]] == list(range(2, 26))
    assert found["rows"][0] | {"why": ""} == {
        "file": "polls/back/responses.csv", "sheet": "", "line": 2, "source": "", "amount": "no", "used": True, "why": "",
    }  # fmt: skip


def test_a_percentage_that_was_printed_elsewhere_is_tested(asked):
    claim = '[[printed]]\ntext = "90.6%"\nof = 150\n[[printed]]\ntext = "90.7 %"\nof = 150\n'
    found = asked(PEOPLE, SETTINGS + claim)
    first, second = found["checks"]
    assert (first["claim"], first["n"], first["verdict"]) == ("90.6%", 150, "not attainable")
    assert "136 of 150" in first["reason"]
    assert "135 of 149" in first["reason"]
    assert second["verdict"] == "attainable"


# --- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "rule", "value"),
    [
        ('publish = ["bak"]', "poll.question", "bak"),
        ('groups = ["needs"]', "poll.group", "needs"),
        ('places = ["SY0199"]', "poll.place", "SY0199"),
        ('groups = ["sx"]', "poll.question", "sx"),
        ('[design]\nstrata = ["town"]', "poll.design", ""),
        ('[[join]]\nquestion = "back"\nanswers = ["never"]\nname = "x"\nlabel.en = "X"', "poll.answer", "never"),
        ('[weights]\nplaces = "sex"', "poll.design", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(asked, settings, rule, value):
    rows = [r | {"needs": "a b", "needs/a": "1", "needs/b": "1"} for r in PEOPLE]
    found = asked(rows, SETTINGS + settings + "\n")
    assert found["status"] == 1
    (problem,) = [p for p in found["problems"] if p["severity"] == "error"]
    assert (problem["file"], problem["rule"], problem["value"]) == ("polls/back/poll.toml", rule, value)
    assert problem["line"] is not None
    assert problem["suggestion"]


def test_who_asked_is_a_source(asked):
    found = asked(PEOPLE, SETTINGS.replace('by = ["ngo"]', 'by = ["ngoo"]'))
    (problem,) = [p for p in found["problems"] if p["severity"] == "error"]
    assert (problem["rule"], problem["line"], problem["suggestion"]) == ("poll.source", 3, "Did you mean ngo?")


def test_check_lists_the_problems_of_polls(asked):
    found = asked(PEOPLE, SETTINGS + 'publish = ["bak"]\n', command="check")
    assert found["status"] == 1
    assert [p["rule"] for p in found["problems"] if p["file"].startswith("polls/")] == ["poll.question"]


def test_a_poll_that_is_not_there_is_told_by_name(tmp_path, capsys):
    root = write_folder(tmp_path / "f", {**SOUND, "polls/back/poll.toml": SETTINGS})
    assert cli.run(["poll", "bak", str(root)]) == 2
    assert "Did you mean back?" in capsys.readouterr().err


# --- bringing answers in -----------------------------------------------------------------------------------------------


def test_responses_are_kept_as_they_came(tmp_path, capsys):
    root = write_folder(tmp_path / "f")
    export = tmp_path / "Export of 12 Feb.csv"
    export.write_text(answers(many((20, {"back": "no"}), (15, {"back": "yes"}))), encoding="utf-8")
    assert cli.run(["import", str(export), str(root), "--as", "responses", "--poll", "back", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["submissions"] == {"read": 35, "counted": 35, "left_out": 0}
    assert [(q["question"], q["kind"], q["headings"]) for q in found["questions"]] == [("back", "one", ["back"])]
    assert (root / "polls/back/responses.csv").read_bytes() == export.read_bytes()
    assert cli.run(["import", str(export), str(root), "--as", "responses", "--poll", "back"]) == 2
    assert "--replace" in capsys.readouterr().err
    assert cli.run(["import", str(export), str(root), "--as", "responses", "--poll", "back", "--replace"]) == 0


@pytest.mark.parametrize("poll", ["", "plan", "a b", "../up"])
def test_responses_need_the_name_of_a_poll(tmp_path, capsys, poll):
    root = write_folder(tmp_path / "f")
    (tmp_path / "r.csv").write_text(answers(many((20, {"back": "no"}))), encoding="utf-8")
    assert cli.run(["import", str(tmp_path / "r.csv"), str(root), "--as", "responses", f"--poll={poll}"]) == 2
    assert "--poll NAME" in capsys.readouterr().err


def test_a_form_is_linted_without_a_poll(tmp_path, capsys):
    rows = [[*row] for row in SURVEY]
    rows[11][4] = "${agree} = 'yess'"
    (tmp_path / "form.xlsx").write_bytes(workbook(survey=rows, choices=CHOICES))
    assert cli.run(["poll", "form", "--lint", str(tmp_path / "form.xlsx"), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    (wrong,) = [p for p in found if "yess" in p["message"]]
    assert (wrong["sheet"], wrong["column"], wrong["line"]) == ("survey", "relevant", 12)


def test_check_lints_a_form_with_which_nobody_has_been_asked_yet(tmp_path, capsys):
    survey = [["type", "name", "label"], ["text", "phone", "What is your phone number?"]]
    form = {"polls/back/form.xlsx": workbook(survey=survey, choices=[["list_name", "name", "label"]])}
    root = write_folder(tmp_path / "f", {**SOUND, **form})
    assert cli.run(["check", str(root), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["problems"]
    assert ("person.phone", "warning") in {(p["rule"], p["severity"]) for p in found}


def test_a_form_that_somebody_else_made_is_not_written_over(asked, capsys):
    question = '[[questions]]\nname = "back"\nlabel.en = "Back?"\n[[answers]]\nquestion = "back"\nname = "no"\nlabel.en = "No"\n'
    question += '[[answers]]\nquestion = "back"\nname = "yes"\nlabel.en = "Yes"\n'
    found = asked(PEOPLE, SETTINGS + question)
    assert cli.run(["poll", "form", "back", str(found["root"])]) == 0
    (found["root"] / "polls/back/poll.toml").write_text(
        SETTINGS + question.replace("Back?", "Would you go back?"), "utf-8"
    )
    capsys.readouterr()
    assert cli.run(["poll", "form", "back", str(found["root"])]) == 2
    assert "answers may have been collected with it" in capsys.readouterr().err


def test_a_plan_says_what_clusters_cost(capsys):
    assert (
        cli.run(["poll", "plan", "--people", "150", "--clusters", "25", "--icc", "0.1", "--margin", "10", "--json"])
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert (found["everybody"]["deff"], round(found["everybody"]["effective"])) == (1.5, 100)
    assert found["everybody"]["shares"][0]["needed"]["people"] == 174
    assert cli.run(["poll", "plan", "--teams", "2"]) == 2
    capsys.readouterr()
    places = ["poll", "plan", "--people", "144", "--places", "6", "--teams", "2", "--days", "2", "--json"]
    assert cli.run(places) == 0
    assert json.loads(capsys.readouterr().out)["everybody"]["df"] == 18
    assert cli.run([*places, "--places-by-chance"]) == 0
    assert json.loads(capsys.readouterr().out)["everybody"]["df"] == 5
