"""The PDFs before an independent validator: PDF/UA-1."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import page
import pytest

PDFS = [
    *(f"report.{code}.pdf" for code in ("en", "ar", "tr")),
    *(
        f"letters/security-council/{kind}.{code}.pdf"
        for kind in ("letter", "to/eu", "press", "brief")
        for code in ("en", "ar", "tr")
    ),
]


@pytest.mark.parametrize("name", PDFS)
def test_pdf_is_accessible(idlib: Path, name: str) -> None:
    assert page.is_pdf_compliant_bytes((idlib / "public" / name).read_bytes(), profile="ua1")


def test_synthetic_pdf_says_that_it_is_invented_and_is_accessible(synthetic: Path) -> None:
    pdf = (synthetic / "public" / "report.ar.pdf").read_bytes()
    assert page.is_pdf_compliant_bytes(pdf, profile="ua1")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="SKIPPED: no pdftotext here; text of PDFs not checked")
@pytest.mark.parametrize(("language", "words"), [("en", "948,000"), ("tr", "948.000"), ("ar", "948,000")])
def test_numbers_can_be_found_in_the_text(idlib: Path, language: str, words: str) -> None:
    path = idlib / "public" / f"report.{language}.pdf"
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    assert words in text
