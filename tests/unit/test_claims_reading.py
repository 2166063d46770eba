"""Finished texts of every kind, and a zoo of files that are none."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
import typst

from nuzuh.claims.reading import of_bytes, read_document
from nuzuh.formats.raw import UnreadableFile
from nuzuh.terms.errors import UsageError
from tests.claimed import word_file

BODY = "More than one\nmillion people fled.\n\n- tents\n- food\n"


def texts(name: str, data: bytes) -> list[str]:
    return [passage.text for passage in of_bytes(name, data).passages]


def pdf(body: str, header: str = "") -> bytes:
    return typst.compile(f"#set page(width: 12cm, height: 10cm)\n{header}\n{body}".encode())


def test_lines_of_a_paragraph_are_one_and_keep_their_places() -> None:
    document = of_bytes("a.txt", BODY.encode())
    assert [p.flat for p in document.passages] == ["More than one million people fled.", "- tents", "- food"]
    first = document.passages[0]
    assert first.spots[first.flat.index("million")] == (0, 2, 1)
    assert document.passages[2].spots[0] == (0, 5, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_in_the_encodings_of_the_field(encoding: str) -> None:
    text = "نزح أكثر من مليون شخص منذ شباط 2019 باتجاه الحدود."
    document = of_bytes("a.txt", text.encode(encoding))
    assert document.passages[0].text == text
    assert document.passages[0].language == "ar"
    assert bool(document.notes) == (encoding == "cp1256")


def test_turkish_of_windows() -> None:
    document = of_bytes("a.txt", "Bir milyondan fazla kişi yerinden edildi; çoğu açıkta uyuyor.".encode("cp1254"))
    assert "kişi" in document.passages[0].text
    assert document.passages[0].language == "tr"


def test_each_paragraph_has_its_language() -> None:
    text = (
        "The people fled and are in need.\n\nنزح الناس من بيوتهم\n\nİnsanlar evlerinden kaçtı ve yardım bekliyor.\n\n12"
    )
    assert [p.language for p in of_bytes("a.md", text.encode()).passages] == ["en", "ar", "tr", "tr"]


def test_marks_that_nobody_sees_are_left_out() -> None:
    document = of_bytes("a.txt", "نحو \u2066586,000\u2069 شخصًا".encode())
    assert document.passages[0].text == "نحو 586,000 شخصا"
    assert document.passages[0].spots[4] == (0, 1, 6)


def test_markdown_without_its_signs_addresses_and_comments() -> None:
    text = "# Title\n<!-- 5,000\npeople -->\nWe are **50** [bodies](https://example.org/2020/99).\n"
    assert texts("a.md", text.encode()) == ["# Title", "We are   50   [bodies" + " " * 30 + "."]


def test_a_page_without_scripts_and_notes() -> None:
    page = (
        "<!doctype html><html><head><title>x</title><style>a{width:70%}</style></head><body><p>About 586&#44;000"
        "<sup>2</sup>\n people<br>fled &amp; <b>slept</b></p><ul><li>one</li><li>two</li></ul>"
        "<script>var n = 5</script><div style='display:none'>9,000</div></body></html>"
    )
    document = of_bytes("a.html", page.encode())
    assert [" ".join(p.flat.split()) for p in document.passages] == ["About 586,000 people fled & slept", "one", "two"]
    first = document.passages[0]
    assert first.spots[first.text.index("people")] == (0, 2, 2)


def test_a_page_that_does_not_close_its_elements() -> None:
    assert texts("a.htm", b"<p>one<p>two<style>x</p><svg><g>3") == ["one", "two"]


def test_word_paragraphs_are_lines() -> None:
    bold = (
        "<w:p><w:r><w:t>About 586</w:t></w:r><w:r><w:t>,000</w:t></w:r><w:r><w:rPr><w:vertAlign "
        "w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>"
    )
    gone = "<w:p><w:del><w:r><w:delText>5</w:delText><w:t>7</w:t></w:r></w:del><w:r><w:t>one</w:t><w:br/><w:t>million</w:t></w:r></w:p>"
    document = of_bytes("a.docx", word_file("Letter", "", body=bold + gone))
    assert [p.flat for p in document.passages] == ["Letter", "About 586,000", "one million"]
    assert [p.spots[0][1] for p in document.passages] == [1, 3, 4]


def test_notes_of_a_word_file_come_after_its_text() -> None:
    note = word_file("Source: OCHA")
    with zipfile.ZipFile(io.BytesIO(note)) as archive:
        content = archive.read("word/document.xml")
    document = of_bytes("a.docx", word_file("Text", **{"word__footnotes.xml": content}))
    assert [p.text for p in document.passages] == ["Text", "Source: OCHA"]


def test_pdf_pages_lines_and_notes() -> None:
    body = (
        "About 586,000#super[2] people had fled by then, and more than one million others were at "
        "risk.\n\nNext.\n#pagebreak()\nPage two: 5 tents."
    )
    document = of_bytes("a.pdf", pdf(body))
    flat = [" ".join(p.flat.split()) for p in document.passages]
    assert flat[0] == "About 586,000 people had fled by then, and more than one million others were at risk."
    assert flat[1:] == ["Next.", "Page two: 5 tents."]
    assert document.passages[2].spots[0][:2] == (2, 1)


def test_pdf_heads_and_feet_are_left_out() -> None:
    header = "#set page(footer: context [Joint letter 2020 #counter(page).display()])"
    document = of_bytes("a.pdf", pdf("One.\n\nTwo.\n\nThree.\n#pagebreak()\nFour.\n\nFive.\n\nSix.", header))
    shown = " ".join(p.flat for p in document.passages)
    assert shown.split() == ["One.", "Two.", "Three.", "Four.", "Five.", "Six."]


def test_arabic_of_a_pdf_is_read_from_the_right() -> None:
    body = '#set text(font: "Noto Sans Arabic", lang: "ar", dir: rtl)\nنزح 586,000 شخص حتى 2 شباط 2020، بينهم (عددهم 59) من UNHCR Idlib.'
    from nuzuh.render import fonts

    folder = Path(fonts.__file__).parent / "fonts"
    data = typst.compile(f"#set page(width: 20cm)\n{body}".encode(), font_paths=[str(folder)])
    text = " ".join(of_bytes("a.pdf", data).passages[0].flat.split())
    assert "586,000 شخص حتى 2 شباط 2020،" in text
    assert "UNHCR Idlib" in text


ENTITY = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>"


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (2**26 + 2))
    return buffer.getvalue()


def with_body(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", content)
    return buffer.getvalue()


def other_archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    return buffer.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF whose user password is not empty, as its junk of a check value shows."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + table
    return out + b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % start


ZOO = {
    "locked.pdf": (locked_pdf(), "protected by a password"),
    "empty.txt": (b"", "empty"),
    "blank.md": (b" \n\n\t", "empty"),
    "comment.md": (b"<!-- 5 -->", "no text"),
    "page.html": (b"<html><script>5</script></html>", "no text"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "before 2007"),
    "locked.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
    "rich.rtf": (b"{\\rtf1 hello}", "RTF"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture"),
    "letter.odt": (other_archive(), "not read"),
    "table.csv": (b"a,b\n1,2\n", "not read"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj", "broken"),
    "none.pdf": (b"hello there", "is none"),
    "none.docx": (b"hello there", "is none"),
    "cut.docx": (word_file("x" * 5000)[:-40], "not read"),
    "entities.docx": (with_body(ENTITY), "entities"),
    "torn.docx": (with_body(b"<w:document"), "broken"),
    "bomb.docx": (bomb(), "more than 64 MiB"),
    "drawn.pdf": (typst.compile(b"#rect(width: 3cm)"), "scan"),
    "bytes.txt": (b"abc\0\0\0def" * 50, "workbook or a picture"),
}


@pytest.mark.parametrize("name", ZOO)
def test_what_is_no_text_says_why(name: str) -> None:
    data, words = ZOO[name]
    with pytest.raises(UnreadableFile) as caught:
        of_bytes(name, data)
    assert words in caught.value.fault.message
    assert caught.value.fault.suggestion


def test_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    with pytest.raises(UsageError, match=r"no file .*letter\.txt"):
        read_document(path)
    path.write_bytes(b"")
    with pytest.raises(UsageError, match=r"letter\.txt: The file is empty"):
        read_document(path)


@pytest.mark.parametrize("cut", [20, 200, 900, -30])
def test_a_pdf_that_was_cut_off_never_raises_anything_else(cut: int) -> None:
    data = pdf("Some text of a letter. 586,000 people.")[:cut]
    with contextlib.suppress(UnreadableFile):
        assert of_bytes("a.pdf", data).passages
