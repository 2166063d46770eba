"""The versions of a letter: for each addressee, for the press, on one page, as a card; and what an embargo keeps back."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nuzuh import pipeline, pipeline_letters
from nuzuh.terms.errors import DataError
from nuzuh.terms.moments import When, reached, read_moment
from tests.golden.shown import shown
from tests.letters import REFERENCES, SIGNED, TEXTS, TOML, letter_folder, rewrite

DAY = dt.date(2020, 3, 6)
CODES = ("en", "ar", "tr")
WHO = ("un", "eu", "tr")
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="SKIPPED: no pdftotext here")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = letter_folder(tmp_path_factory.mktemp("versions"))
    pipeline_letters.letter(root, "open", DAY, every_pdf=True)
    return root / "private" / "letters" / "open"


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_every_version_is_there_in_every_language(built: Path) -> None:
    kinds = [
        f"{kind}.{code}.{ending}"
        for kind in ("letter", "press", "brief")
        for code in CODES
        for ending in ("html", "pdf")
    ]
    kinds += [f"to/{who}.{code}.{ending}" for who in WHO for code in CODES for ending in ("html", "pdf")]
    kinds += [f"press.{code}.txt" for code in CODES] + [f"card.{code}.{e}" for code in CODES for e in ("png", "txt")]
    made = {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()}
    assert {name for name in made if not name.startswith("bundle")} == set(kinds)
    assert {"bundle.zip", "bundle/SHA256SUMS", "bundle/text.ar.md"} <= made


def test_pdfs_for_addressees_come_when_asked_for(tmp_path: Path) -> None:
    """They take most of the time of a long letter; the pages are always there."""
    root = letter_folder(tmp_path)
    pipeline_letters.letter(root, "open", DAY)
    base = root / "private" / "letters" / "open"
    assert {p.suffix for p in (base / "to").iterdir()} == {".html"}
    assert "to/un.en.pdf" not in (base / "letter.en.html").read_text("utf-8")


def test_the_version_for_an_addressee_names_them_alone_and_their_calls_first(built: Path) -> None:
    lines = shown((built / "to" / "un.en.html").read_text("utf-8")).splitlines()
    letter = lines[lines.index("To") : lines.index("We await your answer.")]
    assert letter[:3] == ["To", "The Secretary-General", "Dear Secretary-General,"]
    assert letter[-5:] == [
        "What we ask of you",
        "Bring tents first.",
        "What we ask of others",
        "Open the border.",
        "To: The High Representative; The President of Turkey",
    ]


def test_without_a_salutation_of_its_own_it_has_that_of_the_letter(built: Path) -> None:
    for code, salutation in (("en", "Your Excellencies,"), ("ar", "أصحاب المعالي،"), ("tr", "Ekselansları,")):
        assert salutation in shown((built / "to" / f"eu.{code}.html").read_text("utf-8")).splitlines()
        assert salutation not in shown((built / "to" / f"un.{code}.html").read_text("utf-8")).splitlines()


def test_calls_keep_the_number_that_they_have_in_the_open_letter(built: Path) -> None:
    page = (built / "to" / "un.tr.html").read_text("utf-8")
    assert re.findall(r'<li value="(\d)">', page) == ["2", "1"]
    assert re.findall(r'<li value="(\d)">', (built / "letter.tr.html").read_text("utf-8")) == ["1", "2"]


@pytest.mark.parametrize("code", CODES)
def test_text_and_notes_are_otherwise_the_same(built: Path, code: str) -> None:
    pages = [built / f"letter.{code}.html", *(built / "to" / f"{who}.{code}.html" for who in WHO)]
    texts = [re.findall(r"(?s)</header>\n.*?<h2>", p.read_text("utf-8"))[0] for p in pages]
    bodies = {text.partition("</p>\n")[2] for text in texts}
    assert len(bodies) == 1
    notes = {tuple(re.findall(r'<li id="(e\d)"><a href="(?:\.\./)+([^"]+)">', p.read_text("utf-8"))) for p in pages}
    (one,) = notes
    assert [anchor for anchor, _ in one] == ["e1", "e2"]
    assert one[0][1] == f"evidence.{code}.html#reference.bosnia"


@pytest.mark.parametrize("code", CODES)
def test_every_figure_leads_to_its_note(built: Path, code: str) -> None:
    page = (built / "to" / f"eu.{code}.html").read_text("utf-8")
    cited = re.findall(r'<a class="fig" href="#(e\d)">', page)
    assert cited == ["e1", "e2"]
    assert all(f'id="{note}"' in page for note in cited)


@needs_pdftotext
def test_the_pdf_says_the_same(built: Path) -> None:
    text = pdf_text(built / "to" / "un.en.pdf")
    assert (
        text.index("Dear Secretary-General,") < text.index("What we ask of you") < text.index("What we ask of others")
    )
    assert "The High Representative" not in text[: text.index("What we ask of you")]
    assert re.search(r"2\.\s+Bring tents first\..*1\.\s+Open the border\.", text, re.S)


def test_the_notice_to_the_press(built: Path) -> None:
    text = (built / "press.en.txt").read_text("utf-8")
    parts = [part.split("\n")[0] for part in text.split("\n\n")]
    assert parts[:3] == ["Notice to the press", "Free for publication", "Nowhere to go"]
    assert "- Refugees from Bosnia (31 December 1995): 769,753. Source: Statistics of 1995\n" in text
    assert (
        "1. Open the border.\n   To: The High Representative; The President of Turkey\n2. Bring tents first.\n" in text
    )
    assert "Signed by 3 organisations\none of them is not named for its safety" in text
    assert text.endswith("\n\nContact: Press desk, press@example.org\n")
    assert "\r" not in text


def test_no_name_of_a_protected_signatory_stands_anywhere(built: Path) -> None:
    for path in built.rglob("*"):
        if path.is_file():
            assert b"Quiet Friends" not in path.read_bytes(), path
    with zipfile.ZipFile(built / "bundle.zip") as packed:
        assert not [n for n in packed.namelist() if b"Quiet" in packed.read(n)]


def test_the_names_of_signatories_begin_on_one_side_in_all_scripts(built: Path) -> None:
    """An Arabic name in an English list stood at the far side of its column."""
    page = (built / "letter.en.html").read_text("utf-8")
    assert "<li><bdi>جمعية الغوث</bdi></li>" in page
    assert '<li dir="auto">' not in page


@pytest.mark.parametrize("code", CODES)
def test_the_brief_is_one_page(built: Path, code: str) -> None:
    assert pages_of((built / f"brief.{code}.pdf").read_bytes()) == 1


@needs_pdftotext
@pytest.mark.parametrize(("calls", "words"), [(8, 12), (14, 20), (30, 60)])
def test_the_brief_is_one_page_however_long_the_letter(tmp_path: Path, calls: int, words: int) -> None:
    """Type gets smaller; what does not fit even so stands in the letter, and the brief says how much that is."""
    long = "people " * words
    more = "".join(
        f'[[calls]]\nid = "c{n}"\nto = ["un"]\ntext = {{ en = "{long}.", ar = "{"ناس " * words}", tr = "{long}." }}\n'
        for n in range(calls)
    )
    toml = TOML.format(embargo="").replace("[press]", f"{more}\n[press]")
    root = letter_folder(tmp_path, {"letters/open/letter.toml": toml})
    pipeline_letters.letter(root, "open", DAY)
    for code in CODES:
        path = root / "private" / "letters" / "open" / f"brief.{code}.pdf"
        assert pages_of(path.read_bytes()) == 1
    text = pdf_text(root / "private" / "letters" / "open" / "brief.en.pdf")
    listed = len(re.findall(r"(?m)^\s*\d+\.\s", text))
    left = re.search(r"(\d+) more calls stand in the letter", text)
    assert listed + (int(left[1]) if left else 0) == calls + 2
    assert bool(left) is (calls > 8)


@pytest.mark.parametrize("code", CODES)
def test_a_card_is_a_picture_of_1200_by_630_with_words_for_it(built: Path, code: str) -> None:
    picture = (built / f"card.{code}.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    words = (built / f"card.{code}.txt").read_text("utf-8").strip()
    page = (built / f"letter.{code}.html").read_text("utf-8")
    assert f'<meta property="og:image:alt" content="{words}">' in page
    assert f'<meta property="og:image" content="card.{code}.png">' in page
    assert "769" in words


def test_key_figures_are_chosen_in_letter_toml(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    rewrite(
        root, "letters/open/letter.toml", "date = 2020-03-06", 'date = 2020-03-06\nkey_figures = ["reference.kosovo"]'
    )
    pipeline_letters.letter(root, "open", DAY)
    base = root / "private" / "letters" / "open"
    assert "more than 848,000" in (base / "card.en.txt").read_text("utf-8")
    assert "769,753" not in (base / "press.en.txt").read_text("utf-8")


def test_a_key_figure_that_is_not_there_is_told_at_its_line(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    rewrite(
        root, "letters/open/letter.toml", "date = 2020-03-06", 'date = 2020-03-06\nkey_figures = ["reference.kosvo"]'
    )
    with pytest.raises(DataError) as raised:
        pipeline_letters.letter(root, "open", DAY)
    (problem,) = [p for p in raised.value.problems if p.severity == "error"]
    assert (problem.file, problem.line, problem.column) == ("letters/open/letter.toml", 2, "key_figures")
    assert "reference.kosovo" in problem.suggestion


def test_a_number_typed_into_a_headline_or_salutation_is_refused(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    rewrite(root, "letters/open/letter.toml", "Nowhere to go", "900,000 flee")
    rewrite(root, "letters/open/letter.toml", "Dear Secretary-General,", "Dear Secretary-General of 193 states,")
    with pytest.raises(DataError) as raised:
        pipeline_letters.letter(root, "open", DAY)
    found = {p.value for p in raised.value.problems if p.severity == "error"}
    assert {"900,000", "193"} <= {re.sub(r"[^\d,]", "", value) for value in found}


def test_waivers_stand_in_the_evidence_of_every_version_frozen_or_not(tmp_path: Path) -> None:
    root = letter_folder(tmp_path)
    closing = "closing: We await your answer.\n"
    rewrite(root, "letters/open/letter.en.md", closing, f"{closing}waivers:\n- half | Ann Example | they told us so\n")
    rewrite(
        root, "letters/open/letter.en.md", "People had nowhere", "Of the families half told us that people had nowhere"
    )
    for frozen in (False, True):
        if frozen:
            pipeline_letters.freeze(root, "open", DAY)
        pipeline_letters.letter(root, "open", DAY)
        for page in ("letter.en.html", "to/un.en.html"):
            text = shown((root / "private" / "letters" / "open" / page).read_text("utf-8"))
            assert "“half”: Ann Example answers for it: they told us so" in text
    evidence = (root / "letters" / "open" / "frozen" / "evidence.json").read_text("utf-8")
    assert '"reason": "they told us so"' in evidence


# The embargo


@pytest.mark.parametrize(
    ("embargo", "published", "ended"),
    [
        ("2020-03-06", "2020-03-05", False),
        ("2020-03-06", "2020-03-06", True),
        ("2020-03-06", "2020-03-06T00:00+03:00", True),
        ("2020-03-06T14:00:00+01:00", "2020-03-05", False),
        ("2020-03-06T14:00:00+01:00", "2020-03-06", False),
        ("2020-03-06T14:00:00+01:00", "2020-03-07", True),
        ("2020-03-06T00:00:00+01:00", "2020-03-06", True),
        ("2020-03-06T14:00:00+01:00", "2020-03-06T12:59:59+00:00", False),
        ("2020-03-06T14:00:00+01:00", "2020-03-06T13:00:00+00:00", True),
        ("2020-03-06T14:00:00+01:00", "2020-03-06T16:00:00+03:00", True),
        ("2020-03-06T14:00:00+01:00", "2020-03-06T15:59:59+03:00", False),
    ],
)
def test_when_an_embargo_ends(embargo: str, published: str, ended: bool) -> None:
    at = read_moment(published)
    assert at is not None
    moment = at if isinstance(at, dt.datetime) else None
    assert reached(read_moment(embargo), When(moment.date() if moment else at, moment)) is ended


def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    root = letter_folder(tmp_path, embargo="2020-03-06T14:00:00")
    with pytest.raises(DataError) as raised:
        pipeline_letters.letter(root, "open", DAY)
    (problem,) = [p for p in raised.value.problems if p.severity == "error"]
    assert (problem.line, problem.column) == (2, "embargo")
    assert "zone" in problem.message
    assert "2020-02-06T14:00:00+01:00" in problem.suggestion


def texts_of(public: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of every file: of PDFs what can be copied out of them, of zips and workbooks what is packed."""
    for path in sorted(p for p in public.rglob("*") if p.is_file()):
        name, content = path.relative_to(public).as_posix(), path.read_bytes()
        yield name, f"{name} {content.decode('utf-8', 'replace')}"
        if path.suffix == ".pdf":
            yield name, pdf_text(path)
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                for inside in packed.namelist():
                    yield f"{name}:{inside}", f"{inside} {packed.read(inside).decode('utf-8', 'replace')}"


@needs_pdftotext
@pytest.mark.parametrize("frozen", [False, True])
def test_nothing_of_a_letter_under_embargo_is_in_public(tmp_path: Path, frozen: bool) -> None:
    changes: dict[str, str | None] = {
        f"letters/hidden-plea/{name}": (letter_folder(tmp_path / "copy") / "letters" / "open" / name).read_text("utf-8")
        for name in ("letter.en.md", "letter.ar.md", "letter.tr.md", "signatories.csv")
    }
    changes["letters/hidden-plea/letter.toml"] = TOML.format(embargo="embargo = 2020-03-06T14:00:00+01:00")
    left_out = dict.fromkeys(
        f"letters/open/{name}" for name in ("letter.toml", "letter.en.md", "letter.ar.md", "letter.tr.md")
    )
    root = letter_folder(tmp_path / "f", {**left_out, **changes, "letters/open/signatories.csv": None})
    if frozen:
        pipeline_letters.freeze(root, "hidden-plea", DAY)
    words = [
        "hidden-plea", "Protect the displaced", "احموا النازحين", "Küçük krizin",
        "جمعية الغوث", "Open the border", "Nowhere to go", "press@example.org",
    ]  # fmt: skip
    early = dt.datetime(2020, 3, 6, 12, 59, tzinfo=dt.UTC)
    pipeline.build(root, DAY, moment=early)
    public = root / "public"
    assert [(name, word) for name, text in texts_of(public) for word in words if word in text] == []
    pipeline.build(root, DAY)  # the day alone is too little to say
    assert [(name, word) for name, text in texts_of(public) for word in words if word in text] == []
    pipeline.build(root, DAY, moment=dt.datetime(2020, 3, 6, 13, 0, tzinfo=dt.UTC))
    found = {word for _, text in texts_of(public) for word in words if word in text}
    assert found == set(words)
    assert (public / "letters" / "hidden-plea" / "frozen.zip").is_file() is frozen


def with_held_letter(root: Path, **changes: str) -> Path:
    """Write the small crisis with a second letter under embargo, which alone cites a reference and is measured by one."""
    extra = 'seen,Zzlabel,زز,Zztr,stock,"812,345",people,1999-06-30,Zzplace,refugees,Zzcitation\n'
    measure = "tests,Yylabel,يي,Yytr,stock,3,people,1999-06-30,Yyplace,refugees,Yycitation\n"
    cites = {code: f'{text}\n{{{{ figure("reference.seen", "people") }}}}\n' for code, text in TEXTS.items()}
    held = {f"letters/held/letter.{code}.md": text for code, text in cites.items()}
    toml = TOML.format(embargo="embargo = 2020-03-09").replace(
        'id = "tents"', 'id = "tents"\nmeasure = "reference.tests"\ntarget = 5'
    )
    given = {"references.csv": REFERENCES + extra + measure, "letters/held/letter.toml": toml}
    return letter_folder(root, held | given | changes)


@needs_pdftotext
def test_a_reference_that_only_a_letter_under_embargo_cites_is_held_back_with_it(tmp_path: Path) -> None:
    withdrawn = "id,kind,date,reason_en,by,texts,note\nseen,reference,2020-03-05,Wrong,Editor,letters/held,\n"
    for number, changes in enumerate(({}, {"retractions.csv": withdrawn})):
        root = with_held_letter(tmp_path / str(number), **changes)
        pipeline.build(root, DAY)
        words = ["Zzcitation", "Zzlabel", "Zzplace", "812,345", "812345", "Yycitation", "letters/held"]
        said = {word for _, text in texts_of(root / "public") for word in words if word in text}
        assert said == set()
        assert "Statistics of 1995" in (root / "public" / "evidence.en.html").read_text("utf-8")


def test_a_reference_that_the_report_cites_too_is_public(tmp_path: Path) -> None:
    text = '---\ntitle: T\n---\n\n{{ figure("reference.seen", "people") }}.\n'
    root = with_held_letter(tmp_path, **{f"reports/report.{code}.md": text for code in ("en", "ar", "tr")})
    pipeline.build(root, DAY)
    evidence = (root / "public" / "evidence.en.html").read_text("utf-8")
    assert "Zzcitation" in evidence
    assert "Yycitation" not in evidence


def test_a_letter_under_embargo_may_be_measured_by_its_own_figure(tmp_path: Path) -> None:
    """To hold it back is no reason to say that there is no such figure."""
    root = with_held_letter(tmp_path, **{"letters/held/signatories.csv": SIGNED})
    rewrite(root, "letters/held/letter.toml", "reference.tests", "letter.held.signatories")
    assert not [p for p in pipeline.build(root, DAY).problems if p.severity == "error"]


def test_the_notice_says_until_when_it_is_held_back(tmp_path: Path) -> None:
    root = letter_folder(tmp_path, embargo="2020-03-09T14:00:00+01:00")
    pipeline_letters.letter(root, "open", DAY)
    base = root / "private" / "letters" / "open"
    assert "Embargoed until 9 March 2020, 14:00 (UTC+01:00)" in (base / "press.en.txt").read_text("utf-8")
    assert "Ambargo bitişi: 9 Mart 2020, saat 14:00 (UTC+01:00)" in (base / "press.tr.html").read_text("utf-8")
    pipeline_letters.letter(root, "open", DAY, dt.datetime(2020, 3, 9, 13, tzinfo=dt.UTC))
    assert "Free for publication since 9 March 2020" in (base / "press.en.txt").read_text("utf-8")
