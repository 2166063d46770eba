"""What a poll says, from its folder to its figures: tiny polls whose every number can be counted on paper."""

from __future__ import annotations

import csv
import io
import json
import re
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
DECLARED = "".join(f'[[answers]]\nquestion = "back"\nname = "{name}"\n' for name in ("no", "yes", "maybe"))
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
    found = asked(many((60, {"back": "no"}), (20, {"back": "yes"}), (4, {"back": "maybe"})), SETTINGS + DECLARED)
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
    found = asked(rows, files=form)  # the form does not say it, but the answers show it
    assert [found["by"][f"aid.{a}"]["status"] for a in ("yes", "no", "dk")] == told


def test_no_test_is_told_of_a_table_with_a_hidden_cell(asked):
    rows = [*PEOPLE, *many((3, {"sex": "f", "back": "maybe"}))]
    found = asked(rows, SETTINGS + 'publish = ["back"]\ngroups = ["sex"]\n' + DECLARED)
    assert found["tests"] == []


def test_nothing_in_public_holds_what_is_hidden(asked):
    rows = [*PEOPLE, *many((3, {"sex": "f", "back": "maybe"}))]
    found = asked(rows, SETTINGS + 'publish = ["back"]\ngroups = ["sex"]\n' + DECLARED, command="build")
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
        said = f'Of {{{{ base("{figure}") }}}}, {{{{ figure("{figure}") }}}} said so.\n'
        return {"letters/open/letter.en.md": head + said}

    rows = many((60, {"back": "no"}), (20, {"back": "yes"}), (4, {"back": "maybe"}))
    found = asked(rows, SETTINGS + DECLARED, letter("poll.back.back.no"), command="letter open")
    assert found["status"] == 0
    html = next(Path(f) for f in found["files"] if f.endswith("letter.en.html")).read_text()
    assert "71.4%" in html
    found = asked(rows, SETTINGS + DECLARED, letter("poll.back.back.maybe"), command="letter open")
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


# --- what would tell all the same --------------------------------------------------------------------------------------


def form_with(*questions: tuple[str, str, str], **lists: list[str]) -> dict[str, bytes]:
    """Return a form: type, name and relevant of its questions, and the codes of its lists."""
    survey = [["type", "name", "label", "relevant"], *([t, n, n, r] for t, n, r in questions)]
    choices = [["list_name", "name", "label"], *([name, c, c] for name, codes in lists.items() for c in codes)]
    return {"polls/back/form.xlsx": workbook(survey=survey, choices=choices)}


def test_an_answer_of_nobody_does_not_tell_a_hidden_base(asked):
    form = form_with(("select_one t", "town", ""), ("select_one s", "sex", ""), t=["a", "b", "e"], s=["f", "m", "x"])
    rows = many((30, {"town": "a", "sex": "f"}), (30, {"town": "b", "sex": "m"}), (3, {"town": "a", "sex": "x"}))
    found = asked(rows, SETTINGS + 'groups = ["sex", "town"]\n', form)
    assert {f["of"] for n, f in found["by"].items() if n.endswith(".by.sex.x")} == {None}


def test_a_follow_up_of_several_answers_tells_none_of_them(asked):
    lists = {"a": ["yes", "partly", "no"], "b": ["yes", "no"]}
    form = form_with(("select_one a", "aid", ""), ("select_one b", "enough", "${aid} != 'no'"), **lists)
    rows = many(
        (30, {"aid": "yes", "enough": "yes"}), (30, {"aid": "yes", "enough": "no"}),
        (20, {"aid": "partly", "enough": "no"}), (4, {"aid": "no", "enough": ""}),
    )  # fmt: skip
    found = asked(rows, files=form)
    assert found["by"]["aid.no"]["value"] is None
    whole, shown = 84, [f for a in ("yes", "partly") if (f := found["by"][f"aid.{a}"])["value"] is not None]
    base = found["by"]["enough.yes"]["of"]
    assert base is None or len(shown) < 2, (base, whole)
    assert base is None


def test_intervals_do_not_tell_what_is_hidden_by_stratum(asked):
    rows = many(
        (3, {"where": "a", "back": "no"}), (37, {"where": "a", "back": "yes"}),
        (14, {"where": "b", "back": "no"}), (16, {"where": "b", "back": "yes"}),
    )  # fmt: skip
    settings = SETTINGS + 'publish = ["back"]\ngroups = ["where"]\n[design]\nstrata = ["where"]\n' + DECLARED
    found = asked(rows, settings)
    no = found["by"]["back.no"]
    assert no["value"] is not None
    assert (no["low"], no["high"], no["poll"]["deff"], no["poll"]["n_effective"]) == (None, None, None, None)
    assert "poll.muted" in {p["rule"] for p in found["problems"]}


def test_averages_by_group_do_not_tell_of_one_person_without_a_group(asked):
    rows = many(
        (20, {"sex": "f", "income": "100"}), (20, {"sex": "m", "income": "200"}), (1, {"sex": "", "income": "9999"})
    )
    found = asked(rows, SETTINGS + 'publish = ["income"]\ngroups = ["sex"]\n')
    assert found["by"]["income.mean"]["value"] is not None
    assert [found["by"][f"income.mean.by.sex.{s}"]["value"] for s in "fm"] == [None, None]


def test_a_poll_of_which_nobody_says_when_it_ended_waits_for_the_delay(asked):
    late = {"crisis.toml": SOUND["crisis.toml"].replace("smallest_cell", "delay_days = 30\nsmallest_cell")}
    settings = SETTINGS.replace("first_day = 2020-02-10\nlast_day = 2020-02-12\n", "")
    found = asked(PEOPLE, settings, late, command="build")
    assert not (Path(found["root"]) / "public" / "polls").exists()


def test_the_public_form_names_no_interviewer_and_no_camp(asked):
    questions = (("select_one w", "interviewer", ""), ("select_one c", "cluster", ""), ("select_one b", "back", ""))
    form = form_with(*questions, ("deviceid", "deviceid", ""), w=["Ahmad", "Layla"], c=["SY0102C"], b=["no", "yes"])
    rows = [
        r | {"interviewer": "Ahmad", "cluster": "SY0102C"} for r in many((20, {"back": "no"}), (20, {"back": "yes"}))
    ]
    found = asked(rows, SETTINGS, form, command="build")
    public = Path(found["root"]) / "public"
    told = (public / "polls/back/form.csv").read_text("utf-8-sig") + (public / "data/figures.json").read_text()
    assert "poll.back.back.no" in told
    for word in ("Ahmad", "SY0102C", "deviceid", "interviewer"):
        assert word not in told


def test_what_people_wrote_themselves_is_not_named_where_it_is_hidden(asked):
    rows = [{"friend": f"Khaled {i}", "back": "no"} for i in range(8)]
    rows += many((20, {"friend": "nobody", "back": "no"}), (20, {"friend": "nobody", "back": "yes"}))
    found = asked(rows, command="build")
    assert "Khaled" not in (Path(found["root"]) / "public/data/figures.json").read_text()


def test_two_answers_with_one_name_are_an_error(asked):
    found = asked(many((30, {"q": "not sure"}), (20, {"q": "not-sure"})))
    assert [p["rule"] for p in found["problems"] if p["severity"] == "error"] == ["poll.repeated"]


def test_a_repeat_counts_people_asked_not_rows(asked):
    """One family of twelve is one person asked: the shares of its camp would be about them."""
    survey = [
        ["type", "name", "label"], ["select_one c", "camp", "Camp"], ["begin_repeat", "member", "Member"],
        ["select_one a", "age", "Age"], ["end_repeat"],
    ]  # fmt: skip
    choices = [
        ["list_name", "name", "label"],
        *(["c", c, c] for c in "xyz"),
        *(["a", a, a] for a in ("child", "adult")),
    ]
    main = [["camp", "_index", "_uuid", "_id"]]
    members = [["age", "_parent_index", "_index", "_parent_table_name"]]
    for number in range(1, 42):
        main.append(["z" if number == 41 else "xy"[number % 2], number, f"u-{number}", number])
        for k in range(12 if number == 41 else 2):
            members.append(["child" if number == 41 or k else "adult", number, len(members), "back"])
    files = {"polls/back/form.xlsx": workbook(survey=survey, choices=choices)}
    files |= {"polls/back/responses.csv": None, "polls/back/responses.xlsx": workbook(back=main, member=members)}
    found = asked([], SETTINGS + 'publish = ["age"]\ngroups = ["camp"]\n', files)
    values = {n: f["value"] for n, f in found["by"].items() if n.startswith("age.child")}
    assert values["age.child"] is not None
    assert values["age.child.by.camp.z"] is None


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('[[join]]\nquestion = "bak"\nanswers = ["no"]\nname = "x"\nlabel.en = "X"', "bak, which is no question"),
        (
            '[[join]]\nquestion = "back"\nanswers = ["yes"]\nname = "no"\nlabel.en = "X"',
            "no is an answer to back already",
        ),
    ],
)
def test_joins_that_cannot_be_are_told(asked, settings, message):
    found = asked(PEOPLE, SETTINGS + settings + "\n")
    assert [message in p["message"] for p in found["problems"] if p["severity"] == "error"] == [True]


def test_weights_know_that_places_were_joined(asked, capsys):
    rows = many((20, {"where": "SY0101", "back": "no"}), (20, {"where": "SY0102C", "back": "yes"}))
    join = '[[join]]\nquestion = "where"\nanswers = ["SY0101", "SY0102"]\nname = "both"\nlabel.en = "Both"\n'
    settings = (
        SETTINGS + 'publish = ["back"]\n[weights]\nplaces = "where"\n[[questions]]\nname = "where"\nkind = "place"\n'
    )
    found = asked(rows, settings + join)
    assert shares(found, "back.no") == [50]


@pytest.mark.parametrize("name", ["plan", "going back"])
def test_a_poll_has_a_name_that_makes_an_address(tmp_path, capsys, name):
    root = write_folder(tmp_path / "f", {**SOUND, f"polls/{name}/poll.toml": SETTINGS})
    assert cli.run(["check", str(root), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert "poll.name" in {p["rule"] for p in problems}


def test_one_person_asked_is_hidden_and_stops_nothing(tmp_path, capsys):
    root = write_folder(tmp_path / "f", {**SOUND, "polls/back/responses.csv": answers([{"back": "no"}])})
    assert cli.run(["build", str(root)]) == 0
    assert '"poll.back.back.no"' not in (root / "public/data/figures.json").read_text()


def test_a_number_that_stands_for_no_answer_must_be_one(asked):
    found = asked(many((20, {"size": "4"}), (20, {"size": "-999"})), SETTINGS + '[responses]\nno_numbers = ["-999"]\n')
    assert (found["by"]["size.mean"]["value"], found["by"]["size.mean"]["of"]) == (4, 20)
    found = asked(many((20, {"size": "4"})), SETTINGS + '[responses]\nno_numbers = ["minus"]\n')
    (problem,) = [p for p in found["problems"] if p["severity"] == "error"]
    assert (problem["column"], problem["value"]) == ("responses.no_numbers", "minus")
    assert problem["line"] is not None


def test_the_method_of_a_poll_names_only_figures_that_can_be_traced(asked, capsys):
    found = asked(PEOPLE, command="build")
    page = (Path(found["root"]) / "public/polls/back/poll.en.html").read_text()
    (figure,) = set(re.findall(r"nuzuh trace ([\w.-]+)", page))
    assert cli.run(["trace", figure, str(found["root"])]) == 0
    (Path(found["root"]) / "polls/back/responses.csv").unlink()
    claim = '[[printed]]\ntext = "90.6%"\nof = 150\n'
    (Path(found["root"]) / "polls/back/poll.toml").write_text(SETTINGS + claim, "utf-8")
    assert cli.run(["build", str(found["root"])]) == 0
    assert "nuzuh trace" not in (Path(found["root"]) / "public/polls/back/poll.en.html").read_text()
