"""What the report says in running text: bound as a letter is, shown at the top of page and PDF, the same in each language."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nuzuh import pipeline
from nuzuh.terms.errors import DataError
from tests.folders import SOUND, write_folder

TEXT = """---
title: What changed
waivers:
- most | Ann Example | as the helpers said
---
In {{ month("2020-02") }} {{ figure("displaced.flow.to.SY01", "people") }} had arrived in Idlib since the count began.

The helpers said that **most** families came on foot. See [the map](#map).
"""
FRESH = dt.date(2020, 3, 6)


def test_it_stands_at_the_top_with_links_to_the_evidence(tmp_path: Path) -> None:
    pipeline.build(write_folder(tmp_path, {"reports/report.en.md": TEXT}), FRESH)
    page = (tmp_path / "public/report.en.html").read_text("utf-8")
    assert page.index("What changed") < page.index('id="h-key"')
    assert re.search(
        r'<a class="fig" href="evidence\.en\.html#displaced\.flow\.to\.SY01">[^<]+ people</a> had arrived', page
    )
    assert "Ann Example answers for it: as the helpers said" in page.replace("\u2068", "").replace("\u2069", "")
    evidence = (tmp_path / "public/evidence.en.html").read_text("utf-8")
    assert 'id="displaced.flow.to.SY01"' in evidence
    assert "“most”: Ann Example answers for it: as the helpers said" in evidence


def test_what_a_letter_waives_is_printed_on_the_evidence_page(tmp_path: Path) -> None:
    text = SOUND["letters/open/letter.en.md"].replace(
        "---\n\nOn", "waivers:\n- half | Ann | a quotation\n---\n\nHalf\n\nOn"
    )
    assert "waivers" in text
    pipeline.build(write_folder(tmp_path, {"letters/open/letter.en.md": text}), FRESH)
    assert "“half”: Ann answers for it: a quotation" in (tmp_path / "public/evidence.en.html").read_text("utf-8")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_pdf_says_it_too(tmp_path: Path) -> None:
    pipeline.build(write_folder(tmp_path, {"reports/report.en.md": TEXT}), FRESH)
    command = ["pdftotext", "-l", "1", str(tmp_path / "public/report.en.pdf"), "-"]
    text = " ".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    assert "What changed" in text
    assert "Ann Example" in text


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("most", "half", "letter.typed_number"),
        ("displaced.flow.to.SY01", "displaced.flow.to.SY99", "letter.figure"),
        ("title: What changed", "titel: What changed", "letter.front"),
        ("title: What changed", "salutation: Sir,", "letter.front"),
    ],
)  # fmt: skip
def test_its_errors_stop_the_build_and_check_lists_them(tmp_path: Path, old: str, new: str, rule: str) -> None:
    root = write_folder(tmp_path, {"reports/report.en.md": TEXT.replace(old, new).replace("- half", "- most")})
    with pytest.raises(DataError) as caught:
        pipeline.build(root, FRESH)
    assert rule in {p.rule for p in caught.value.problems if p.file == "reports/report.en.md"}
    assert rule in {p.rule for p in pipeline.check(root, FRESH)[1] if p.file == "reports/report.en.md"}


def test_languages_and_files_that_are_lacking_or_unknown_are_told(tmp_path: Path) -> None:
    crisis = SOUND["crisis.toml"].replace('languages = ["en"]', 'languages = ["en", "tr"]')
    files = {"crisis.toml": crisis, "reports/report.en.md": TEXT, "reports/raport.tr.md": "x"}
    found = pipeline.check(write_folder(tmp_path, files), FRESH)[1]
    told = {(p.file, p.rule, p.severity) for p in found if p.file.startswith("reports/")}
    assert ("reports/report.tr.md", "letter.language", "warning") in told
    assert ("reports/raport.tr.md", "file.unread", "warning") in told


def test_languages_say_the_same(tmp_path: Path) -> None:
    crisis = SOUND["crisis.toml"].replace('languages = ["en"]', 'languages = ["en", "tr"]')
    turkish = '---\ntitle: Neler değişti\n---\n{{ month("2020-01") }} ayında kimse gelmedi.\n\nÇoğu yürüyerek geldi.\n'
    files = {"crisis.toml": crisis, "reports/report.en.md": TEXT, "reports/report.tr.md": turkish}
    found = [p for p in pipeline.check(write_folder(tmp_path, files), FRESH)[1] if p.rule == "letter.parity"]
    assert {(p.file, p.line) for p in found} == {("reports/report.tr.md", 4)}
    assert len(found) == 2


def test_a_figure_of_a_letter_under_embargo_is_not_told_early(tmp_path: Path) -> None:
    text = '{{ figure("letter.open.signatories") }} signed.\n'
    toml = SOUND["letters/open/letter.toml"].replace("date = 2020-03-06", "date = 2020-03-06\nembargo = 2020-03-20")
    root = write_folder(tmp_path, {"reports/report.en.md": text, "letters/open/letter.toml": toml})
    with pytest.raises(DataError):
        pipeline.build(root, FRESH)
    assert pipeline.build(root, dt.date(2020, 3, 20)).files
