"""Every command that the README and the tour show works as shown."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from nuzuh import cli
from tests.conftest import ROOT, copy_of


def commands(name: str) -> list[list[str]]:
    text = (ROOT / name).read_text("utf-8")
    return [shlex.split(found[1]) for found in re.finditer(r"(?m)^ {4}(?:\.venv/bin/)?nuzuh (.+)$", text)]


def test_readme_from_new_to_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples" / "received", tmp_path / "examples" / "received")
    monkeypatch.chdir(tmp_path)
    found = commands("README.md")
    first = ["new", "check", "new", "import", "place", "count", "trace"]
    write = ["letter", "claims", "signatories", "letter", "letter", "calls", "retract"]
    assert [c[0] for c in found] == [*first, "poll", "poll", "poll", *write, "build"]
    for arguments in found:
        assert cli.run(arguments) == 0, arguments
    assert (tmp_path / "my-crisis" / "public" / "index.html").is_file()


def test_readme_promise_of_an_ambiguous_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy_of("idlib", tmp_path)
    path = folder / "arrivals" / "ocha.csv"
    path.write_text(path.read_text("utf-8").replace("2019-05-01,2019-05-17", "03/04/2020,2019-05-17", 1), "utf-8")
    assert cli.run(["check", str(folder)]) == 1
    assert "arrivals/ocha.csv, line 2, start" in capsys.readouterr().err


def test_tour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").mkdir()
    for example in ("idlib", "synthetic"):
        copy_of(example, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    found = commands("docs/tour.md")
    before = {"check", "count", "trace", "build", "export", "place", "poll"}
    assert {c[0] for c in found} == before | {"letter", "signatories", "calls", "retract"}
    for arguments in found:
        assert cli.run(arguments) == 0, arguments


@pytest.mark.parametrize(("page", "example"), [("calls", "synthetic"), ("retraction", "idlib")])
def test_pages_of_methods(page: str, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").mkdir()
    copy_of(example, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    found = commands(f"docs/methods/{page}.md")
    assert found
    for arguments in found:
        assert cli.run(arguments) == 0, arguments


def test_freeze(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").mkdir()
    copy_of("idlib", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    found = commands("docs/methods/freeze.md")
    assert [c[:2] for c in found] == [
        ["letter", "security-council"],
        ["letter", "freeze"],
        ["letter", "verify"],
        ["letter", "verify"],
    ]
    for arguments in found:
        assert cli.run(arguments) == 0, arguments


@pytest.mark.parametrize("name", ["README.md", "docs/tour.md", "CONTRIBUTING.md"])
def test_files_that_are_named_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for path in re.findall(r"`((?:src|docs|tests|scripts|examples)/[\w./-]+\.\w+)`", text):
        assert "/public/" in path or (ROOT / path).is_file(), path
    for path in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / name).parent / path).exists(), path
