"""A frozen letter: the same bytes everywhere, checked by anyone, and whatever changes afterwards is told, never shown as if it were."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from nuzuh import cli, pipeline, pipeline_letters
from nuzuh.folder.records import read_folder
from nuzuh.statement.frozen import bundle, canonical
from nuzuh.statement.since import withdrawn_sources
from nuzuh.terms.errors import DataError, Problem, UsageError
from tests.letters import CRISIS, REFERENCES, SIGNED, letter_folder, rewrite

DAY = dt.date(2020, 3, 6)
TOML = "letters/open/letter.toml"


def freeze(root: Path, *, again: bool = False) -> Path:
    pipeline_letters.freeze(root, "open", DAY, again=again)
    return root / "letters" / "open" / "frozen"


def read(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def told(root: Path, rule: str = "frozen.") -> list[Problem]:
    """Return the problems of the freeze that `nuzuh letter` gives, whether it stops or not."""
    try:
        problems = pipeline_letters.letter(root, "open", DAY).problems
    except DataError as error:
        problems = error.problems
    return [p for p in problems if p.rule.startswith(rule)]


def test_frozen_twice_in_other_places_and_processes_it_is_the_same(tmp_path: Path) -> None:
    one = read(freeze(letter_folder(tmp_path / "one")))
    two = letter_folder(tmp_path / "elsewhere" / "two")
    for name in ("letters/open/letter.en.md", "letters/open/letter.ar.md", TOML):
        path = two / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # a spreadsheet or editor of another system
        os.utime(path, (0, 0))
    environment = {
        **os.environ,
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
    }
    command = [sys.executable, "-m", "nuzuh", "letter", "freeze", "open", "two"]
    subprocess.run(command, cwd=two.parent, env=environment, check=True, capture_output=True)
    assert read(two / "letters" / "open" / "frozen") == one


def test_frozen_again_as_it_is_nothing_is_written(tmp_path: Path) -> None:
    folder = freeze(letter_folder(tmp_path))
    before = {p: p.stat().st_mtime_ns for p in folder.iterdir()}
    assert freeze(tmp_path) == folder
    assert {p: p.stat().st_mtime_ns for p in folder.iterdir()} == before
    assert not (folder.parent / "superseded").exists()


def test_the_bundle_that_would_be_frozen_is_the_one_that_is(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    pipeline_letters.letter(root, "open", DAY)
    draft = read(root / "private" / "letters" / "open" / "bundle")
    assert read(freeze(root)) == draft


def test_the_text_is_plain_markdown_with_its_numbers(tmp_path: Path) -> None:
    text = (freeze(letter_folder(tmp_path)) / "text.en.md").read_text("utf-8")
    assert text == (
        "# Protect the displaced of the small crisis\n\n6 March 2020\n\nTo:\n\n- The Secretary-General\n- The High Representative\n"
        "- The President of Turkey\n\nYour Excellencies,\n\nPeople had nowhere to go on 29 February 2020.\n"
        "In an earlier war, 769,753 people were refugees.\n\nIn another one, more than 848,000 people were.\n\n## We call\n\n"
        "1. Open the border.\n\n   To: The High Representative; The President of Turkey\n\n2. Bring *tents* first.\n\n"
        "   To: The Secretary-General\n\nWe await your answer.\n"
    )
    assert canonical(text) == text


def test_what_the_bundle_holds(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    folder = freeze(root)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (manifest["format"], manifest["languages"], manifest["date"]) == (
        "nuzuh-letter/1",
        ["en", "ar", "tr"],
        "2020-03-06",
    )
    for code, text in manifest["texts"].items():
        assert text["sha256"] == hashlib.sha256((folder / f"text.{code}.md").read_bytes()).hexdigest()
    figures = json.loads((folder / "figures.json").read_text("utf-8"))["figures"]
    pipeline.build(root, DAY)
    published = json.loads((root / "public" / "data" / "figures.json").read_text("utf-8"))["figures"]
    assert figures == [f for f in published if f["id"] in ("reference.bosnia", "reference.kosovo")]
    evidence = json.loads((folder / "evidence.json").read_text("utf-8"))
    assert [n["figure"] for n in evidence["notes"]] == ["reference.bosnia", "reference.kosovo"]
    assert evidence["notes"][0]["records"] == figures[0]["records"]
    assert evidence["signatories"] == {"named": 2, "protected": 1}
    assert (folder / "signatories.csv").read_text("utf-8").splitlines()[1:] == [
        "Helpers United,,,,HU,https://example.org/hu",
        "جمعية الغوث,,,,,",
    ]


def test_nothing_in_it_tells_of_the_machine_or_of_the_protected(tmp_path: Path) -> None:
    """Not even a digest of the list that names them: names could be tried against it."""
    root = letter_folder(tmp_path, {"letters/open/letter.en.md": None})
    text = '---\ntitle: We are many\n---\nWe are {{ figure("letter.open.signatories") }}.\n'
    for code in ("en", "ar", "tr"):
        (root / "letters" / "open" / f"letter.{code}.md").write_text(text, "utf-8")
    folder = freeze(root)
    digest = hashlib.sha256((root / "letters" / "open" / "signatories.csv").read_bytes()).hexdigest()
    every = b"".join(read(folder).values())
    assert str(tmp_path).encode() not in every
    assert b"Quiet" not in every
    assert digest.encode() not in every
    figure = json.loads((folder / "figures.json").read_text("utf-8"))["figures"][0]
    assert (figure["value"], figure["records"]) == (3, [])


def test_anyone_can_check_it_without_nuzuh(tmp_path: Path) -> None:
    folder = freeze(letter_folder(tmp_path))
    if shutil.which("sha256sum") is None:
        pytest.skip("SKIPPED: no sha256sum here")
    subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)
    (folder / "text.en.md").write_text("other", "utf-8")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, check=False, capture_output=True, text=True)
    assert "text.en.md: FAILED" in done.stdout


def test_verify_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = letter_folder(tmp_path / "f")
    folder = freeze(root)
    pipeline.build(root, DAY)
    public = root / "public" / "letters" / "open"
    for arguments in (["open", str(root)], [str(folder)], [str(public / "frozen")], [str(public / "frozen.zip")]):
        capsys.readouterr()
        assert cli.run(["letter", "verify", *arguments, "--json"]) == 0, arguments
        found = json.loads(capsys.readouterr().out)
        assert {f["status"] for f in found["files"]} == {"as frozen"}
        assert found["problems"] == []
        assert found["digest"] == hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    away = tmp_path / "away"
    shutil.copytree(folder, away)
    shutil.rmtree(root)
    (away / "text.tr.md").write_bytes((away / "text.tr.md").read_bytes() + b" ")
    (away / "new.txt").write_bytes(b"")
    (away / "README.txt").unlink()
    assert cli.run(["letter", "verify", str(away)]) == 1
    out, err = capsys.readouterr()
    assert {"changed: text.tr.md", "added: new.txt", "missing: README.txt", "as frozen: text.en.md"} <= set(
        out.splitlines()
    )
    assert "text.tr.md is not as it was frozen." in err


@pytest.mark.parametrize("what", ["nowhere", "letters/open"])
def test_what_is_no_frozen_letter_is_wrong_usage(tmp_path: Path, what: str) -> None:
    root = letter_folder(tmp_path)
    given = what if what == "nowhere" else str(root / what)
    assert cli.run(["letter", "verify", given, str(root)]) in (1, 2)


def test_a_folder_that_is_no_bundle_is_not_called_one_full_of_added_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = letter_folder(tmp_path)
    folder = freeze(root)
    assert cli.run(["letter", "verify", str(root)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(folder) in err.replace("\n", "")
    assert "Remove it" not in err


def test_a_zip_that_cannot_be_read_is_the_one_thing_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cut.zip").write_bytes(b"PK")
    assert cli.run(["letter", "verify", str(tmp_path / "cut.zip"), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [p["file"] for p in found["problems"]] == ["cut.zip"]
    assert (found["files"], found["digest"]) == ([], "")


def test_a_text_changed_together_with_all_digests_still_differs_from_its_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = freeze(letter_folder(tmp_path))
    files = {name: content for name, content in read(folder).items() if name not in ("manifest.json", "SHA256SUMS")}
    files["text.tr.md"] = files["text.tr.md"].replace(b"769.753", b"969.753")
    for name, content in bundle(json.loads(files["letter.json"]), files).items():
        (folder / name).write_bytes(content)
    assert cli.run(["letter", "verify", str(folder), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [p["file"] for p in found["problems"]] == ["text.tr.md"]
    assert {"file": "text.tr.md", "status": "changed"} in found["files"]


def test_a_bundle_that_was_tampered_with_stops_the_letter(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    rewrite(freeze(root), "text.en.md", "769,753", "969,753")
    (problem,) = told(root)
    assert (problem.file, problem.rule, problem.severity) == (
        "letters/open/frozen/text.en.md",
        "frozen.changed",
        "error",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Protect the displaced of the small crisis", "Save the displaced of the small crisis"),
        ("769,753 people", "969,753 people"),
        ('"id": "un"', '"id": "../../un"'),
        ('"tr"\n  ],\n  "name"', '"../x"\n  ],\n  "name"'),
    ],
)
def test_a_bundle_whose_parts_are_not_its_text_is_refused_though_its_digests_are_right(
    tmp_path: Path, old: str, new: str
) -> None:
    root = letter_folder(tmp_path)
    folder = freeze(root)
    files = {name: content for name, content in read(folder).items() if name not in ("manifest.json", "SHA256SUMS")}
    changed = files["letter.json"].decode().replace(old, new)
    assert changed != files["letter.json"].decode()
    forged = bundle(json.loads(changed), {**files, "letter.json": changed.encode()})
    for name, content in forged.items():
        (folder / name).write_bytes(content)
    assert {p.rule for p in told(root)} & {"frozen.text", "frozen.format"}
    assert not (root / "private" / "letters").exists()


# What changes after the freeze


def test_nothing_changed_nothing_is_told(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    assert told(root) == []
    pipeline.build(root, DAY)
    page = (root / "public" / "letters" / "open" / "letter.en.html").read_text("utf-8")
    assert "What changed" not in page
    assert hashlib.sha256((root / "letters/open/frozen/text.en.md").read_bytes()).hexdigest() in page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"more than 848,000"', '"more than 850,000"', ("more than 848,000", "more than 850,000")),
        ('"more than 848,000"', '"848,000"', ("more than 848,000", "848,000 (")),
        ("1999-06-30", "1999-07-30", ("30 June 1999", "30 July 1999")),
    ],
)
def test_a_figure_that_changed_is_told_with_both_values(
    tmp_path: Path, old: str, new: str, said: tuple[str, str]
) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    rewrite(root, "references.csv", old, new)
    (problem,) = told(root)
    assert (problem.file, problem.line, problem.value) == ("letters/open/letter.en.md", 10, "reference.kosovo")
    assert problem.severity == "error"
    assert f"Frozen: {said[0]}" in problem.message or said[0] in problem.message.split("now:")[0]
    assert said[1] in problem.message.split("now:")[1]
    with pytest.raises(DataError):
        pipeline.build(root, DAY)
    assert not (root / "public").exists()


def test_a_figure_that_is_gone_is_told(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    (root / "references.csv").write_text("\n".join(REFERENCES.splitlines()[:2]) + "\n", "utf-8")
    (problem,) = told(root)
    assert (problem.rule, problem.severity) == ("frozen.gone", "error")
    assert "more than 848,000" in problem.message


def test_a_figure_that_is_hidden_now_is_told(tmp_path: Path) -> None:
    text = '---\ntitle: Few\n---\n{{ figure("displaced.flow.to.SY0102C") }} came.\n'
    sources = letter_folder(tmp_path / "look")
    known = {f for f in pipeline.count(sources)[1].figures if f.startswith("displaced.flow.to.")}
    ident = "displaced.flow.to.SY0101"
    assert ident in known
    files = {
        f"letters/open/letter.{c}.md": text.replace("displaced.flow.to.SY0102C", ident) for c in ("en", "ar", "tr")
    }
    root = letter_folder(tmp_path / "f", files)
    freeze(root)
    rewrite(root, "crisis.toml", "smallest_cell = 10", "smallest_cell = 100000")
    (problem,) = told(root)
    assert (problem.rule, problem.severity) == ("frozen.hidden", "error")


def test_a_source_that_was_withdrawn_is_told(tmp_path: Path) -> None:
    text = '---\ntitle: Many\n---\n{{ figure("displaced.flow.total") }} came.\n'
    root = letter_folder(tmp_path, {f"letters/open/letter.{c}.md": text for c in ("en", "ar", "tr")})
    freeze(root)
    sources = (root / "sources.csv").read_text("utf-8")
    (root / "sources.csv").write_text(sources.replace("ngo,Field reports", "field,Field reports"), "utf-8")
    for table in ("arrivals/arrivals.csv", "populations/populations.csv"):
        path = root / table
        path.write_text(path.read_text("utf-8").replace(",ngo,", ",field,"), "utf-8")
    (problem,) = told(root)
    assert (problem.rule, problem.value, problem.severity) == ("frozen.source", "ngo", "error")


def test_a_source_that_stands_in_the_table_of_retractions_is_withdrawn(tmp_path: Path) -> None:
    folder = read_folder(letter_folder(tmp_path))
    rows = pl.DataFrame({"id": ["ngo", "bosnia", "press"], "kind": ["source", "reference", None]})
    assert withdrawn_sources(folder) == set()
    assert withdrawn_sources(replace(folder, tables={**folder.tables, "retractions": rows})) == {"ngo", "press"}


def test_what_a_person_accepted_is_shown_with_a_notice_never_with_new_numbers(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    rewrite(root, "references.csv", "more than 848,000", "more than 850,000")
    accepted = '\n[[accepted]]\nwhat = "reference.kosovo"\nreason.en = "Counted anew after the letter was sent."\nby = "The editor"\n'
    with (root / TOML).open("a", encoding="utf-8") as stream:
        stream.write(accepted)
    (problem,) = told(root)
    assert problem.severity == "warning"
    pipeline.build(root, DAY)
    base = root / "public" / "letters" / "open"
    for code, heading in (("en", "What changed since"), ("ar", "ما تغيّر منذ"), ("tr", "sonra değişenler")):
        for page in (f"letter.{code}.html", f"to/un.{code}.html", f"press.{code}.html", f"brief.{code}.html"):
            text = (base / page).read_text("utf-8")
            notice, _, rest = text.partition("</section>")
            assert heading in notice
            assert "850" in notice
            assert "Counted anew after the letter was sent." in notice
            assert "850" not in rest.replace("base64", "").split("<footer")[0], page
            assert "848" in rest
    assert "more than 848,000" in (base / "card.en.txt").read_text("utf-8") or "769,753" in (
        base / "card.en.txt"
    ).read_text("utf-8")
    assert "Now: more than 850,000" in (base / "press.en.txt").read_text("utf-8")


def test_the_reason_stands_in_the_language_of_the_page(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    rewrite(root, "references.csv", "more than 848,000", "more than 850,000")
    with (root / TOML).open("a", encoding="utf-8") as stream:
        stream.write('\n[[accepted]]\nwhat = "reference.kosovo"\nby = "The editor"\n')
        stream.write('reason = { en = "Counted anew.", tr = "Yeniden sayıldı." }\n')
    pipeline_letters.letter(root, "open", DAY)
    base = root / "private" / "letters" / "open"
    for code, reason in (("en", "Counted anew."), ("tr", "Yeniden sayıldı."), ("ar", "Counted anew.")):
        assert reason in (base / f"letter.{code}.html").read_text("utf-8")


def test_a_letter_that_counts_those_who_sign_it_is_warned_of(tmp_path: Path) -> None:
    text = '---\ntitle: We are many\n---\nWe are {{ figure("letter.open.signatories") }}.\n'
    root = letter_folder(tmp_path, {f"letters/open/letter.{c}.md": text for c in ("en", "ar", "tr")})
    result, _ = pipeline_letters.freeze(root, "open", DAY)
    (problem,) = [p for p in result.problems if p.rule == "letter.counts_itself"]
    assert (problem.file, problem.line, problem.severity) == ("letters/open/letter.en.md", 4, "warning")


def test_frozen_again_it_says_the_new_numbers_and_keeps_the_old_bundle(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    old = read(freeze(root))
    rewrite(root, "references.csv", "more than 848,000", "more than 850,000")
    with pytest.raises(UsageError, match="--again"):
        freeze(root)
    new = read(freeze(root, again=True))
    assert b"850,000" in new["text.en.md"]
    assert read(root / "letters" / "open" / "superseded" / "1") == old
    assert told(root) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("letters/open/letter.en.md", "In another one,", "In yet another one,", 10),
        ("letters/open/letter.en.md", "title: Protect the", "title: Save the", 2),
        ("letters/open/letter.ar.md", "ننتظر جوابكم.", "ننتظر ردكم.", 4),
        ("letters/open/letter.tr.md", "mülteciydi.\n\n", "mülteciydi.\n\nBir satır daha.\n\n", 10),
        (TOML, "Open the border.", "Close the border.", 19),
        (TOML, "The High Representative", "The Low Representative", 10),
        (TOML, 'to = ["un"]', 'to = ["un", "eu"]', 23),
        (TOML, "Dear Secretary-General,", "Dear Sir,", 6),
        (TOML, "date = 2020-03-06", "date = 2020-03-07", 1),
    ],
)
def test_a_text_that_was_edited_is_told_at_its_line(tmp_path: Path, file: str, old: str, new: str, line: int) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    rewrite(root, file, old, new)
    (problem,) = told(root)
    assert (problem.file, problem.line, problem.rule, problem.severity) == (file, line, "frozen.text", "error")
    assert "Frozen: " in problem.message
    assert "; now: " in problem.message


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (TOML, "Nowhere to go", "No place at all", 28),
        (TOML, "date = 2020-03-06", 'date = 2020-03-06\nkey_figures = ["reference.kosovo"]', 2),
        ("letters/open/letter.en.md", "closing: We", "waivers:\n- nowhere | Ann | seen\nclosing: We", 4),
    ],
)
def test_what_is_frozen_and_not_signed_is_told_too(tmp_path: Path, file: str, old: str, new: str, line: int) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    rewrite(root, file, old, new)
    (problem,) = told(root)
    assert (problem.file, problem.rule, problem.severity, problem.line) == (file, "frozen.beside", "warning", line)
    press = (root / "private" / "letters" / "open" / "press.en.txt").read_text("utf-8")
    assert "Nowhere to go" in press
    rewrite(root, file, new, old)
    assert told(root) == []


def test_a_language_that_the_crisis_has_no_more_is_told(tmp_path: Path) -> None:
    """It was a crash: there are no labels in it."""
    root = letter_folder(tmp_path)
    freeze(root)
    less = CRISIS.replace('["en", "ar", "tr"]', '["en", "ar"]').replace('tr = "Küçük bir kriz"\n', "")
    (root / "crisis.toml").write_text(less, "utf-8")
    (problem,) = told(root)
    assert (problem.file, problem.rule) == ("letters/open/frozen/text.tr.md", "frozen.language")
    with pytest.raises(DataError):
        pipeline.build(root, DAY)


def test_with_faulty_settings_no_figure_is_said_to_be_gone(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    (root / "crisis.toml").write_text(CRISIS.replace("household_size = 5.0", "household_size = -5.0"), "utf-8")
    assert [p.rule for p in pipeline.check(root, DAY)[1] if p.rule.startswith("frozen.")] == []


def test_another_way_to_say_the_same_figure_is_an_edit(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    rewrite(root, "letters/open/letter.en.md", '"reference.bosnia", "people"', '"reference.bosnia"')
    (problem,) = told(root)
    assert (problem.line, problem.rule) == (8, "frozen.text")


def test_line_ends_and_decomposed_letters_are_no_edit(tmp_path: Path) -> None:
    import unicodedata

    root = letter_folder(tmp_path)
    freeze(root)
    for code in ("en", "ar", "tr"):
        path = root / "letters" / "open" / f"letter.{code}.md"
        path.write_bytes(unicodedata.normalize("NFD", path.read_text("utf-8")).replace("\n", "\r\n").encode())
    assert told(root) == []


def test_a_draft_with_faults_does_not_hide_the_frozen_letter(tmp_path: Path) -> None:
    """A typed number in an edited text is told as an edit; the frozen text has none."""
    root = letter_folder(tmp_path)
    freeze(root)
    rewrite(root, "letters/open/letter.en.md", "In another one,", "900 died. In another one,")
    (problem,) = told(root, "")
    assert problem.rule == "frozen.text"


# Who signs


def test_signing_is_no_change_of_the_text(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    digest = json.loads((freeze(root) / "manifest.json").read_text("utf-8"))["texts"]["en"]["sha256"]
    (root / "letters/open/signatories.csv").write_text(SIGNED + "New Friends,NF,,,2020-03-05,\n", "utf-8")
    (problem,) = told(root)
    assert (problem.rule, problem.severity) == ("frozen.signed", "warning")
    pipeline.build(root, DAY)
    page = (root / "public" / "letters" / "open" / "letter.en.html").read_text("utf-8")
    assert "New Friends" in page
    assert "Signed by 4 organisations" in page
    assert digest in page
    freeze(root)  # no other text: nothing to confirm
    assert (
        json.loads((root / "letters/open/frozen/manifest.json").read_text("utf-8"))["texts"]["en"]["sha256"] == digest
    )


def test_a_row_beside_those_of_the_letter_is_no_other_figure(tmp_path: Path) -> None:
    """Signed since, and a reference was added that no text cites: the signatures carry over."""
    root = letter_folder(tmp_path)
    before = read(freeze(root))
    more = "more,More,المزيد,Daha,stock,5,people,1999-06-30,Kosovo,refugees,Statistics\n"
    (root / "references.csv").write_text(REFERENCES + more, "utf-8")
    (root / "letters/open/signatories.csv").write_text(f"{SIGNED}New Friends,,,,2020-03-05,\n", "utf-8")
    after = read(freeze(root))
    assert after["signatories.csv"] != before["signatories.csv"]
    assert after["text.en.md"] == before["text.en.md"]


def test_who_does_not_sign_any_more_is_told(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    (root / "letters/open/signatories.csv").write_text(SIGNED.replace("جمعية الغوث,,,,2020-03-02,\n", ""), "utf-8")
    (problem,) = told(root)
    assert (problem.rule, problem.severity, problem.value) == ("frozen.signatory", "warning", "جمعية الغوث")
    assert problem.line == 3


def test_who_is_protected_now_is_not_published_in_the_bundle(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    (root / "letters/open/signatories.csv").write_text(SIGNED.replace("2020-03-02,", "2020-03-02,yes"), "utf-8")
    (problem,) = told(root)
    assert (problem.rule, problem.severity) == ("frozen.protected", "error")
    assert "الغوث" not in problem.message + problem.value
    freeze(root)
    assert told(root) == []
    pipeline.build(root, DAY)


@pytest.mark.parametrize("name", ["Helpers Unified", "Helpers United"])
def test_who_is_protected_now_under_another_name_is_not_published_either(tmp_path: Path, name: str) -> None:
    root = letter_folder(tmp_path)
    freeze(root)
    old, link = "Helpers United,HU,Turkey,", "https://example.org/hu,2020-03-01,"
    rewrite(root, "letters/open/signatories.csv", f"{old}{link}", f"{name},HU,Turkey,{link}yes")
    assert ("frozen.protected", "error") in {(p.rule, p.severity) for p in told(root)}
    with pytest.raises(DataError):
        pipeline.build(root, DAY)


def test_a_letter_that_says_how_many_signed(tmp_path: Path) -> None:
    """More is what it is for; fewer makes it say what is not so."""
    text = '---\ntitle: We are many\n---\nWe are {{ figure("letter.open.signatories") }}.\n'
    root = letter_folder(tmp_path, {f"letters/open/letter.{c}.md": text for c in ("en", "ar", "tr")})
    freeze(root)
    signed = root / "letters/open/signatories.csv"
    signed.write_text(SIGNED + "New Friends,NF,,,2020-03-05,\n", "utf-8")
    assert {p.severity for p in told(root)} == {"warning"}
    signed.write_text("\n".join(SIGNED.splitlines()[:-1]) + "\n", "utf-8")
    assert [(p.severity, p.value) for p in told(root, "frozen.figure")] == [("error", "letter.open.signatories")]


def test_a_later_day_of_the_data_is_no_change(tmp_path: Path) -> None:
    text = '---\ntitle: We are many\n---\nWe are {{ figure("letter.open.signatories") }}.\n'
    root = letter_folder(tmp_path, {f"letters/open/letter.{c}.md": text for c in ("en", "ar", "tr")})
    freeze(root)
    (root / "crisis.toml").write_text(CRISIS.replace("as_of = 2020-02-29", "as_of = 2020-03-05"), "utf-8")
    assert told(root) == []
