"""Whatever a text is, its claims stand where they say, have a known verdict, and come out the same again."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh.claims.claim import WORST_FIRST
from nuzuh.claims.reading import of_bytes
from nuzuh.formats.raw import UnreadableFile
from tests.claimed import claims, word_file

WORDS = st.sampled_from(
    [
        *(
            "150",
            "586,000",
            "1.2 million",
            "one million",
            "90.6%",
            "136 of 150",
            "more than",
            "about",
            "since",
            "1 December 2019",
            "2020",
        ),
        *(
            "people",
            "were displaced",
            "refugees",
            "Bosnia",
            "Kosovo",
            "than in",
            "we asked",
            "organisations",
            "Signatories:",
            "of whom",
        ),
        *("مليون", "٩٠٫٦٪", "نزح", "شخص", "منذ", "شباط 2019", "سألنا", "منظمة", "الموقعون:", "البوسنة", "أكثر من"),
        *(
            "bir milyon",
            "%90,6",
            "kişi",
            "yerinden edildi",
            "Şubat 2019'dan",
            "kuruluş",
            "İmzalayan:",
            "Bosna'dan",
            "fazla",
        ),
        *("Idlib", "Atma,", "Sarmada", "-", "–", "\n", "\n\n", ".", ":", "1.", "|", "\t", "<p>", "**", "(", ")"),
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_claim_stands_where_it_says(text: str) -> None:
    with contextlib.suppress(UnreadableFile):
        found = claims(text)
        lines = text.split("\n")
        for claim in found:
            assert claim.verdict in WORST_FIRST
            assert claim.reason
            if claim.kind != "list":
                assert lines[claim.line - 1][claim.column - 1] == claim.text[0]
        assert found == claims(text)


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_the_same_paragraphs_in_a_word_file_claim_the_same(text: str) -> None:
    flat = " ".join(text.split())
    with contextlib.suppress(UnreadableFile):
        plain = [
            (c.text, c.verdict) for c in claims(f"Dear all,\n\n{flat}".replace("–", "-"), "a.txt") if c.kind == "number"
        ]
        word = [
            (c.text, c.verdict)
            for c in claims(word_file("Dear all,", flat.replace("–", "-")), "a.docx")
            if c.kind == "number"
        ]
        assert plain == word


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_text_or_refused(data: bytes, name: str) -> None:
    with contextlib.suppress(UnreadableFile):
        assert of_bytes(name, data).passages


@given(st.sampled_from(["%PDF-1.4\n", "PK\x03\x04", "<html>", "{\\rtf"]), st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_files_that_begin_like_a_known_kind(start: str, rest: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        assert of_bytes("a", start.encode("latin-1") + rest).passages
