"""`nuzuh claims` on a small folder: what it says of a finished text, where, and with what exit status."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import typst

from nuzuh import cli
from tests.claimed import word_file
from tests.conftest import ROOT
from tests.folders import write_folder

VERDICTS = {"supported", "contradicted", "not attainable", "not comparable", "not in evidence", "inconsistent"}
POLL = """asked = 150
[title]
en = "Would you go back?"
[[printed]]
text = "90.6%"
of = 150
label.en = "would not go back"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("small"), {"polls/return/poll.toml": POLL})


def run(folder: Path, text: str | bytes, name: str = "text.txt", more: Sequence[str] = ()) -> tuple[int, Path]:
    path = folder.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return cli.run(["claims", str(path), str(folder), *more]), path


def found(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, name: str = "text.txt"
) -> tuple[int, list[dict]]:
    status, _ = run(folder, text, name, ["--json"])
    return status, json.loads(capsys.readouterr().out)["claims"]


def test_true_numbers_are_supported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "In January 2020 about 1,500 people were displaced to Idlib. We, 3 organisations, say so."
    status, claims = found(folder, capsys, text)
    assert status == 0
    assert {c["verdict"] for c in claims} == {"supported"}
    assert [c["figure"] for c in claims if c["kind"] == "number"] == [
        "displaced.flow.to.SY01.2020-01",
        "letter.open.signatories",
    ]


def test_a_wrong_number_is_contradicted_by_the_figure_of_the_same_place_and_time(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, claims = found(folder, capsys, "In January 2020 about 5,100 people were displaced to Idlib.")
    number = next(c for c in claims if c["kind"] == "number")
    assert status == 1
    assert (number["verdict"], number["line"], number["column"]) == ("contradicted", 1, 17)
    assert "1,500" in number["reason"]
    assert "nuzuh trace" in number["suggestion"]


def test_every_claim_has_its_keys_and_a_known_verdict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, claims = found(
        folder, capsys, "Most fled. More than 5,000 people fled, more than in Bosnia. 90.6% would not go back."
    )
    assert {"line", "column", "text", "kind", "verdict", "reason", "figure"} <= set(claims[0])
    assert {c["verdict"] for c in claims} <= VERDICTS


def test_what_is_only_not_in_evidence_does_not_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, claims = found(folder, capsys, "About 70,000 people have been displaced.")
    assert status == 0
    assert claims[0]["verdict"] == "not in evidence"
    assert "since when? which area?" in claims[0]["reason"]


def test_the_poll_of_the_folder_says_of_how_many(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, claims = found(folder, capsys, "90.6% of those who fled would not go back.")
    assert status == 1
    assert claims[0]["verdict"] == "not attainable"


def test_a_word_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = word_file("Dear all,", "In January 2020 about 5,100 people were displaced to Idlib.")
    status, claims = found(folder, capsys, data, "text.docx")
    assert status == 1
    assert next(c for c in claims if c["kind"] == "number")["line"] == 2


def test_the_built_letter_of_the_folder_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["letter", "open", str(folder)]) == 0
    for name in ("letter.en.html", "letter.en.pdf"):
        capsys.readouterr()
        status = cli.run(["claims", str(folder / "private" / "letters" / "open" / name), str(folder), "--json"])
        said = json.loads(capsys.readouterr().out)
        assert status == 0, said["claims"]
        assert said["counts"]["supported"] > 3
        assert any(c["figure"] == "reference.bosnia" and c["verdict"] == "supported" for c in said["claims"])


def test_on_the_terminal_the_worst_comes_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, path = run(folder, "Most of them fled.\n\nIn January 2020 about 5,100 people were displaced to Idlib.")
    shown = capsys.readouterr().out
    assert status == 1
    assert shown.startswith(f"contradicted: {path}, line 3, column 17")
    assert shown.index("5,100") < shown.index("“Most")
    assert "1 contradicted, 0 inconsistent" in shown


def test_the_language_can_be_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = run(folder, "1.500", more=["--lang", "tr", "--json"])
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert status == 0
    assert [c["language"] for c in claims] == ["tr"]


@pytest.mark.parametrize("name", ["text.png", "text.pdf", "text.docx", "text.txt"])
def test_what_cannot_be_read_says_so_and_fails(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, path = run(folder, b"", name)
    assert status == 2
    assert f"{path}: The file is empty." in capsys.readouterr().err


def test_the_commands_of_the_manual(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(folder, tmp_path / "my-crisis")
    text = "In January 2020 about 1,500 people were displaced to Idlib."
    (tmp_path / "letter.docx").write_bytes(word_file(text))
    (tmp_path / "letter.txt").write_text(text)
    (tmp_path / "letter.pdf").write_bytes(typst.compile(text.encode()))
    monkeypatch.chdir(tmp_path)
    found = re.findall(r"(?m)^ {4}nuzuh (.+)$", (ROOT / "docs" / "methods" / "claims.md").read_text("utf-8"))
    assert len(found) == 3
    for command in found:
        assert cli.run(shlex.split(command)) == 0, command


def test_same_text_same_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "More than 5,000 people fled, more than in Bosnia, from Harim and Aleppo. 90.6% would not go back."
    assert found(folder, capsys, text) == found(folder, capsys, text)
