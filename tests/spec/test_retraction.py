"""A source that has to be withdrawn: what used it, what is true without it, and the mark on every text that used it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import polars as pl
import pytest

from nuzuh import cli, pipeline, pipeline_calls, pipeline_letters
from nuzuh.folder.records import read_folder
from nuzuh.render import pdf
from nuzuh.terms.wording import words
from tests.conftest import copy_of
from tests.folders import SOUND, write_folder
from tests.tiny import tiny

HEAD = "id,kind,date,reason_en,reason_ar,reason_tr,by,texts"
PRESS = "press,source,2020-03-05,The paper withdrew it.,سحبته الصحيفة.,Gazete geri çekti.,The editors,"
LETTER = """---
title: Protect the displaced in {c}
---
{{{{ figure("displaced.flow.to.SY0101", "people") }}}} came, in all {{{{ figure("displaced.flow.total") }}}}.

In an earlier war, {{{{ figure("reference.bosnia", "people") }}}} had fled.
"""
QUIET = '---\ntitle: A letter without a number in {c}\n---\nOn {{{{ day("2020-02-29") }}}} people had nowhere to go.\n'
CODES = ("en", "ar", "tr")
MARK = {"en": "Corrected on 5 March 2020", "ar": "صُحّح في", "tr": "5 Mart 2020 tarihinde düzeltildi"}
DAY = pipeline.dt.date(2020, 3, 6)


def in_three(text: str) -> str:
    """Return settings or letter.toml with the Arabic and Turkish that the English has."""
    out = re.sub(r'(?m)^(name|text)\.en = "(.*)"$', r'\1.en = "\2"\n\1.ar = "\2 ar"\n\1.tr = "\2 tr"', text)
    return out.replace('["en"]', '["en", "ar", "tr"]').replace(
        'en = "A small', 'ar = "أزمة"\ntr = "Kriz"\nen = "A small'
    )


def written(root: Path, *rows: str, **more: str | None) -> Path:
    """Write the small folder in three languages, with a letter that cites its figures and one that cites none."""
    toml = in_three(SOUND["letters/open/letter.toml"])
    letters = {
        f"letters/{name}/letter.{c}.md": text.format(c=c)
        for name, text in (("open", LETTER), ("quiet", QUIET))
        for c in CODES
    }
    files: dict[str, str | None] = {
        "crisis.toml": in_three(SOUND["crisis.toml"]),
        "letters/open/letter.toml": toml,
        "letters/quiet/letter.toml": toml,
        **letters,
    }
    if rows:
        files["retractions.csv"] = "\n".join([HEAD, *rows]) + "\n"
    return write_folder(root, files | more)


def figures(root: Path) -> dict[str, dict[str, Any]]:
    document = json.loads((root / "public/data/figures.json").read_bytes())
    return {f["id"]: f for f in document["figures"]}


@pytest.fixture
def plain_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs as the Typst source that they are made of: what a reader sees stands in it as it is."""
    monkeypatch.setattr(pdf, "_compile", lambda source, files, wishes: b"%PDF" + source.encode())


# What used it


def test_what_used_a_source_is_listed_down_to_line_and_column(tmp_path: Path) -> None:
    found = pipeline_calls.retract(written(tmp_path / "f"), "press", DAY, "Withdrawn.")
    assert found["rows"] == [{"table": "arrivals", "file": "arrivals/arrivals.csv", "sheet": "", "line": 7}]
    rows = {f["id"]: f["rows"] for f in found["figures"]}
    assert rows["displaced.flow.to.SY0101"] == [{"file": "arrivals/arrivals.csv", "sheet": "", "line": 7}]
    cited = [(c["file"], c["line"], c["column"], c["figure"]) for c in found["cited"]]
    for code in CODES:
        assert (f"letters/open/letter.{code}.md", 4, 1, "displaced.flow.to.SY0101") in cited
        assert (f"letters/open/letter.{code}.md", 4, 65, "displaced.flow.total") in cited
    assert {c["text"] for c in found["cited"]} == {"letters/open"}
    assert found["texts"] == ["report", "letters/open"]


def test_the_value_without_it_is_counted_again_and_not_subtracted(tmp_path: Path) -> None:
    root = written(tmp_path / "f")
    found = {f["id"]: f for f in pipeline_calls.retract(root, "press", DAY)["figures"]}
    text = (root / "arrivals/arrivals.csv").read_text("utf-8")
    (root / "arrivals/arrivals.csv").write_text(
        "\n".join(line for line in text.splitlines() if ",press," not in line), "utf-8"
    )
    pipeline.build(root, DAY)
    truth = figures(root)
    changed = 0
    for ident, told in found.items():
        if told["without"] is None:
            assert ident not in truth
        else:
            assert {k: truth[ident][k] for k in ("value", "low", "high")} == {
                k: told["without"][k] for k in ("value", "low", "high")
            }
            changed += told["now"] != told["without"]
    assert changed > 10


def test_a_figure_that_only_it_carried_vanishes(tmp_path: Path) -> None:
    root = tiny(tmp_path / "f", "2020-02-01,2020-02-08,B,A1,300,study", "2020-02-01,2020-02-08,B,A2,500,un")
    found = {f["id"]: f for f in pipeline_calls.retract(root, "study", DAY)["figures"]}
    assert found["displaced.flow.to.A1"]["change"] == "vanishes"
    assert found["displaced.flow.to.A1"]["without"] is None
    assert found["displaced.flow.to.A1"]["now"]["value"] > 0
    assert found["displaced.flow.to.A2"]["rests_on_it"] is False  # it moves with the accounts
    assert found["displaced.flow.to.A2"]["rows"] == []


def test_a_published_figure_of_another_crisis_and_what_is_compared_with_it(tmp_path: Path) -> None:
    found = pipeline_calls.retract(written(tmp_path / "f"), "bosnia", DAY)
    assert found["retracted"]["kind"] == "reference"
    assert [f["id"] for f in found["figures"]] == ["reference.bosnia"]
    assert found["rows"] == [{"table": "references", "file": "references.csv", "sheet": "", "line": 2}]
    assert len(found["cited"]) == 3
    assert pipeline_calls.retract(tmp_path / "f", "reference.bosnia", DAY)["figures"] == found["figures"]


def test_an_unknown_source_is_refused_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["retract", "pres", str(written(tmp_path / "f"))]) == 2
    assert "Did you mean press?" in capsys.readouterr().err


def test_pages_that_show_it_and_frozen_texts_that_cite_it_are_listed(tmp_path: Path) -> None:
    root = written(tmp_path / "f")
    pipeline_letters.freeze(root, "open", DAY)
    pipeline.build(root, DAY)
    before = (root / "letters/open/frozen/figures.json").read_bytes()
    found = pipeline_calls.retract(root, "press", DAY)
    cited = ["displaced.flow.to.SY0101", "displaced.flow.total"]
    assert {f["text"] for f in found["frozen"]} == {"letters/open"}
    assert {f["file"] for f in found["frozen"]} >= {f"letters/open/frozen/{n}.json" for n in ("evidence", "figures")}
    assert all(f["figures"] == cited for f in found["frozen"])
    assert "public/report.ar.html" in found["pages"]
    assert "public/letters/open/letter.tr.html" in found["pages"]
    assert "public/letters/quiet/letter.tr.html" not in found["pages"]
    assert (root / "letters/open/frozen/figures.json").read_bytes() == before


@pytest.mark.usefixtures("plain_pdf")
def test_a_frozen_letter_is_marked_and_stays_as_it_was_sent(tmp_path: Path) -> None:
    root = written(tmp_path / "f")
    pipeline_letters.freeze(root, "open", DAY)
    pipeline.build(root, DAY)
    before = (root / "public/letters/open/frozen/text.en.md").read_bytes()
    (root / "retractions.csv").write_text(f"{HEAD}\n{PRESS}\n", "utf-8")
    problems = [p for p in pipeline.build(root, DAY).problems if p.rule.startswith("frozen.")]
    assert {p.severity for p in problems} == {"warning"}
    assert (root / "public/letters/open/frozen/text.en.md").read_bytes() == before
    for name in ("letter", "press", "brief", "to/un"):
        for ending in ("html", "pdf"):
            page = (root / f"public/letters/open/{name}.en.{ending}").read_text("utf-8")
            assert MARK["en"] in page, (name, ending)


def test_an_expression_over_two_lines_and_one_in_quotes_of_toml_are_found(tmp_path: Path) -> None:
    letter = LETTER.format(c="en").replace(
        '{{ figure("reference.bosnia", "people") }}', '{{ figure("reference.bosnia",\n"people") }}'
    )
    toml = in_three(SOUND["letters/open/letter.toml"]).replace(
        "Protect civilians.", '{{ figure(\\"reference.bosnia\\") }} fled.', 1
    )
    root = written(tmp_path / "f", **{"letters/open/letter.en.md": letter, "letters/open/letter.toml": toml})
    cited = [(c["file"], c["line"]) for c in pipeline_calls.retract(root, "bosnia", DAY)["cited"]]
    assert ("letters/open/letter.en.md", 6) in cited
    assert [file for file, _ in cited].count("letters/open/letter.toml") == 1


# The erratum


def test_the_erratum_is_drafted_in_each_language_and_no_input_is_touched(tmp_path: Path) -> None:
    root = written(tmp_path / "f")
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    found = pipeline_calls.retract(root, "press", DAY, "The paper withdrew it.")
    assert {p: p.read_bytes() for p in before} == before
    folder = root / "private/errata/press"
    assert sorted(p.name for p in folder.iterdir()) == [
        "erratum.ar.md",
        "erratum.en.md",
        "erratum.tr.md",
        "retractions.csv",
    ]
    english = (folder / "erratum.en.md").read_text("utf-8")
    assert "# Erratum: Daily press" in english
    assert "we said about 1,400 (1,100–1,900); without it, it is about 1,200 (970–1,600)." in english
    assert "letters/open/letter.tr.md, line 4, column 65" in english
    assert "1.400" in (folder / "erratum.tr.md").read_text("utf-8")
    arabic = (folder / "erratum.ar.md").read_text("utf-8")
    assert "\u20661,100–1,900\u2069" in arabic
    row = next(csv.DictReader(io.StringIO((folder / "retractions.csv").read_text("utf-8"))))
    assert row == found["row"]
    assert (row["id"], row["kind"], row["texts"], row["reason_ar"], row["by"]) == (
        "press",
        "source",
        "report|letters/open",
        "…",
        "…",
    )


def test_the_row_that_is_printed_is_one_that_can_be_read_once_it_is_filled_in(tmp_path: Path) -> None:
    root = written(tmp_path / "f")
    pipeline_calls.retract(root, "press", DAY, "Withdrawn.")
    text = (root / "private/errata/press/retractions.csv").read_text("utf-8")
    (root / "retractions.csv").write_text(text.replace("…", "So it is."), "utf-8")
    folder = read_folder(root)
    assert [p for p in folder.problems if p.severity == "error"] == []
    assert [(r.ident, r.kind, r.texts) for r in folder.retractions] == [("press", "source", ("report", "letters/open"))]


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("pres,source,2020-03-05,Why.,,,Me,", "id", "retraction.unknown"),
        ("bosnia,source,2020-03-05,Why.,,,Me,", "id", "retraction.unknown"),
        ("press,,,Why.,,,Me,", "date", "cell.missing"),
        ("press,,2020-03-05,,,,Me,", "reason_en", "cell.missing"),
        ("press,,2020-03-05,Why.,,,,", "by", "cell.missing"),
    ],
)
def test_a_retraction_says_what_when_why_and_who(tmp_path: Path, row: str, column: str, rule: str) -> None:
    found = [p for p in read_folder(written(tmp_path / "f", row)).problems if p.file == "retractions.csv"]
    assert [(p.line, p.column, p.rule) for p in found] == [(2, column, rule)]


def test_a_wrong_kind_is_told(tmp_path: Path) -> None:
    found = [
        p
        for p in read_folder(written(tmp_path / "f", "bosnia,,2020-03-05,Why.,,,Me,")).problems
        if p.rule == "retraction.unknown"
    ]
    assert found[0].suggestion == "It is a reference: write that into kind."


# The mark


def test_its_rows_no_longer_count_and_are_still_accounted_for(tmp_path: Path) -> None:
    folder = read_folder(written(tmp_path / "f", PRESS))
    assert (folder.counts["arrivals"].read, folder.counts["arrivals"].accepted) == (6, 6)
    assert folder.tables["arrivals"].height == 5
    assert folder.complete["arrivals"].height == 6


def test_trace_shows_the_withdrawn_rows_and_why(tmp_path: Path) -> None:
    rows = pipeline.trace(written(tmp_path / "f", PRESS), "displaced.flow.to.SY0101", DAY)["rows"]
    mine = [r for r in rows if r["source"] == "press"]
    assert [(r["line"], r["used"]) for r in mine] == [(7, False)]
    assert mine[0]["why"].startswith("retracted on 2020-03-05: The paper withdrew it. Before: used")
    assert [r["line"] for r in rows if r["used"]] == [2, 4]


def test_trace_of_a_figure_that_vanished_shows_what_it_rested_on(tmp_path: Path) -> None:
    root = written(tmp_path / "f", "bosnia,reference,2020-03-05,Why.,,,Me,")
    trace = pipeline.trace(root, "reference.bosnia", DAY)
    assert (trace["figure"]["status"], trace["published"]["status"]) == ("disputed", "disputed")
    assert [(r["file"], r["line"], r["used"]) for r in trace["rows"]] == [("references.csv", 2, False)]


def unmarked(public: Path, languages: tuple[str, ...] = CODES) -> list[str]:
    """Return the pages, PDFs and data files without the mark of 5 March; letters that used nothing are asked elsewhere."""
    out = []
    for path in sorted(p for p in public.rglob("*") if p.is_file()):
        name, ending = path.relative_to(public).as_posix(), path.suffix
        code = path.name.split(".")[-2] if path.name.count(".") > 1 else languages[0]
        content = path.read_bytes()
        if ending in (".html", ".xml", ".pdf", ".txt"):
            marked = MARK[code] in re.sub("[\u2066-\u2069]", "", content.decode("utf-8"))
        elif ending == ".parquet":
            marked = bool(pl.read_parquet(io.BytesIO(content))["retracted"].drop_nulls().len())
        elif ending == ".xlsx":
            marked = any(
                b"retracted" in ZipFile(io.BytesIO(content)).read(n) for n in ZipFile(io.BytesIO(content)).namelist()
            )
        elif ending in (".json", ".geojson", ".csv"):
            marked = "retracted" in content.decode("utf-8")
        else:
            marked = ending == ".css"
        out += [] if marked else [name]
    return out


@pytest.mark.usefixtures("plain_pdf")
def test_no_text_that_used_the_source_lacks_the_mark(tmp_path: Path) -> None:
    root = written(tmp_path / "f", PRESS)
    pipeline.build(root, DAY)
    quiet = [n for n in unmarked(root / "public") if n.startswith("letters/quiet/")]
    assert unmarked(root / "public") == quiet
    assert {n.split(".")[1] for n in quiet if n.endswith(".pdf")} == set(CODES)  # these used nothing, and bear no mark


@pytest.mark.usefixtures("plain_pdf")
def test_a_real_crisis_bears_the_mark_everywhere(tmp_path: Path) -> None:
    root = copy_of("idlib", tmp_path)
    rows = ["ocha-nws,source,2020-03-05,Why,لماذا,Neden,Me,", "return-2020,poll,2020-03-05,Copied,نُسخ,Kopya,Me,"]
    (root / "retractions.csv").write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    pipeline.build(root, DAY)
    without = [n for n in unmarked(root / "public") if "form." not in n]  # a questionnaire holds no answers
    assert without == []
    assert (root / "public/letters/security-council/letter.ar.pdf").is_file()


def test_without_a_retraction_there_is_no_mark(tmp_path: Path) -> None:
    root = written(tmp_path / "f")
    pipeline.build(root, DAY)
    assert list((root / "public").glob("errata*")) == []
    for path in (root / "public").rglob("*.html"):
        assert 'class="banner notice"' not in path.read_text("utf-8")
    assert "retracted" not in (root / "public/data/figures.csv").read_text("utf-8")
    assert all("retracted" not in f for f in figures(root).values())


def test_the_data_say_which_figures_and_why_and_fit_their_schema(tmp_path: Path) -> None:
    root = written(tmp_path / "f", PRESS, "bosnia,reference,2020-03-05,Wrong table.,,,Me,")
    pipeline.build(root, DAY)
    document = json.loads((root / "public/data/figures.json").read_bytes())
    jsonschema.validate(document, json.loads((root / "public/data/figures.schema.json").read_bytes()))
    assert [(r["id"], r["kind"], r["date"], r["reason"]["en"]) for r in document["retracted"]] == [
        ("bosnia", "reference", "2020-03-05", "Wrong table."),
        ("press", "source", "2020-03-05", "The paper withdrew it."),
    ]
    assert "Me" not in json.dumps(document["retracted"])
    assert figures(root)["displaced.flow.total"]["retracted"] == ["press"]
    assert figures(root)["displaced.flow.total"]["sources"] == ["ngo"]
    lost = figures(root)["reference.bosnia"]
    assert (lost["status"], lost["value"], lost["retracted"]) == ("disputed", 769753, ["bosnia"])


def test_a_letter_says_what_it_said_and_what_is_true_now(tmp_path: Path) -> None:
    root = written(tmp_path / "f", PRESS, "bosnia,reference,2020-03-05,Wrong table,,,Me,")
    problems = pipeline.build(root, DAY).problems
    page = (root / "public/letters/open/letter.en.html").read_text("utf-8")
    notice = re.search(r'<div class="banner notice".*?</div>', page, re.DOTALL)
    assert notice
    assert "we said about 1,400 (1,100–1,900); without it, it is about 1,200 (970–1,600)." in notice[0]
    assert "Refugees from Bosnia: we said 769,753; without it there is no number." in notice[0]
    assert 'href="../../errata.en.html"' in notice[0]
    told = [(p.file, p.line, p.rule, p.severity) for p in problems if p.rule == "letter.retracted"]
    assert told == [(f"letters/open/letter.{c}.md", 6, "letter.retracted", "warning") for c in sorted(CODES)]


def test_a_letter_that_was_rewritten_keeps_its_mark(tmp_path: Path) -> None:
    root = written(tmp_path / "f", PRESS + "letters/quiet|report")
    pipeline.build(root, DAY)
    for code in CODES:
        page = re.sub("[\u2066-\u2069]", "", (root / f"public/letters/quiet/letter.{code}.html").read_text("utf-8"))
        assert MARK[code] in page
    assert "An earlier version of this text used it." in (root / "public/letters/quiet/letter.en.html").read_text(
        "utf-8"
    )


def test_the_page_of_corrections_leads_to_each_text(tmp_path: Path) -> None:
    root = written(tmp_path / "f", PRESS)
    pipeline.build(root, DAY)
    page = (root / "public/errata.tr.html").read_text("utf-8")
    assert 'href="letters/open/letter.tr.html"' in page
    assert "letters/quiet" not in page
    assert 'href="report.tr.html"' in page
    assert "1.400" in page
    assert "errata.tr.html" in (root / "public/feed.tr.xml").read_text("utf-8")


def test_of_a_source_that_is_not_named_neither_name_nor_numbers_are_told(tmp_path: Path) -> None:
    sources = SOUND["sources.csv"].replace(
        "press,Daily press,The Daily Paper,media,D,,,", "gazette,Daily press,The Daily Paper,media,D,,,yes"
    )
    rows = {n: t.replace(",press,", ",gazette,") for n, t in SOUND.items() if n.startswith("arrivals")}
    row = PRESS.replace("press,", "gazette,").replace("The paper withdrew it.", "It was false.")
    root = written(tmp_path / "f", row, **rows, **{"sources.csv": sources})
    pipeline.build(root, DAY)  # the gate itself refuses the name
    page = (root / "public/errata.en.html").read_text("utf-8")
    assert words("en").say("withheld") in page
    assert "we said" not in (root / "public/letters/open/letter.en.html").read_text("utf-8")
    assert figures(root)["displaced.flow.total"]["retracted"] == ["withheld"]
    assert "Daily press" not in page


def test_calls_told_by_it_or_measured_by_its_figures_bear_the_mark(tmp_path: Path) -> None:
    toml = in_three(SOUND["letters/open/letter.toml"]) + 'measure = "displaced.flow.total"\ntarget = 2000\n'
    head = "call,addressee,event,date,said_by,source,evidence"
    rows = [",un,sent,2020-03-01,observed,,https://example.org/s", "protect,un,acted,2020-03-02,third_party,press,"]
    more = {"letters/open/letter.toml": toml, "letters/open/responses.csv": "\n".join([head, *rows]) + "\n"}
    root = written(tmp_path / "f", PRESS, **more)
    pipeline.build(root, DAY)
    document = json.loads((root / "public/letters/open/calls.json").read_bytes())
    assert [r["id"] for r in document["retracted"]] == ["press"]
    assert document["cells"][0]["observed"]["state"] == "sent"  # what it told no longer counts
    for code in CODES:
        page = re.sub("[\u2066-\u2069]", "", (root / f"public/letters/open/calls.{code}.html").read_text("utf-8"))
        assert MARK[code] in page
    assert "retracted" in (root / "public/letters/open/calls.csv").read_text("utf-8").splitlines()[0]
    assert "letters/open/calls" in pipeline_calls.retract(root, "press", DAY)["texts"]


def test_a_protected_entry_told_by_it_gives_nothing_away(tmp_path: Path, plain_pdf: None) -> None:
    rows = (
        "call,addressee,event,date,said_by,source,evidence,protected",
        ",un,sent,2020-03-01,observed,,https://example.org/s,",
        "protect,un,acted,2020-03-02,third_party,press,https://example.org/x,yes",
    )
    root = written(tmp_path, **{"letters/open/responses.csv": "\n".join(rows) + "\n"})
    assert "letters/open/calls" not in pipeline_calls.retract(root, "press", DAY)["texts"]
    (root / "retractions.csv").write_text(f"{HEAD}\n{PRESS}\n", "utf-8")
    pipeline.build(root, DAY)
    assert "retracted" not in json.loads((root / "public/letters/open/calls.json").read_bytes())
    assert "Daily press" not in (root / "public/letters/open/calls.en.html").read_text("utf-8")


def test_a_source_that_nothing_used_stood_nowhere(tmp_path: Path, plain_pdf: None) -> None:
    sources = SOUND["sources.csv"] + "spare,Spare,Spare,ngo,B,,,\n"
    root = written(tmp_path, PRESS.replace("press", "spare", 1), **{"sources.csv": sources})
    pipeline.build(root, DAY)
    page = (root / "public/errata.en.html").read_text("utf-8")
    assert words("en").say("retraction-where") not in page
    assert words("en").say("erratum-none") in page


def test_two_sources_that_are_not_named_are_two_entries_of_the_feed(tmp_path: Path, plain_pdf: None) -> None:
    sources = SOUND["sources.csv"] + "".join(
        f"{code},Guarded {code},Guarded,ngo,B,,,yes\n" for code in ("q-one", "q-two")
    )
    rows = [PRESS.replace("press", code, 1) for code in ("q-one", "q-two")]
    root = written(tmp_path, *rows, **{"sources.csv": sources})
    pipeline.build(root, DAY)
    ids = re.findall("<id>(.*)</id>", (root / "public/feed.en.xml").read_text("utf-8"))
    assert len(set(ids)) == len(ids)


def test_a_retraction_of_a_day_to_come_is_told(tmp_path: Path) -> None:
    root = written(tmp_path, PRESS.replace("2020-03-05", "2020-06-01"))
    (problem,) = [p for p in pipeline.check(root, DAY)[1] if p.rule == "retraction.after"]
    assert (problem.file, problem.line, problem.column, problem.severity) == ("retractions.csv", 2, "date", "warning")


def test_a_figure_that_there_is_no_more_measures_no_call(tmp_path: Path) -> None:
    toml = in_three(SOUND["letters/open/letter.toml"]) + 'measure = "reference.bosnia"\ntarget = 2000\n'
    responses = "call,addressee,event,date,said_by,evidence\n,un,sent,2020-03-01,observed,https://example.org/s\n"
    more = {"letters/open/letter.toml": toml, "letters/open/responses.csv": responses}
    root = written(tmp_path / "f", "bosnia,reference,2020-03-05,Wrong table.,,,Me,", **more)
    pipeline.build(root, DAY)
    document = json.loads((root / "public/letters/open/calls.json").read_bytes())
    assert document["calls"][0]["measure"]["met"] == "unknown"
    assert "769,753" not in (root / "public/letters/open/calls.en.html").read_text("utf-8")
    assert [r["id"] for r in document["retracted"]] == ["bosnia"]


def test_with_every_source_withdrawn_the_issue_is_still_built(tmp_path: Path) -> None:
    root = written(tmp_path / "f", PRESS, "ngo,source,2020-03-05,Invented.,,,Me,")
    pipeline.build(root, DAY)
    assert figures(root)["displaced.flow.total"]["status"] == "disputed"
    assert "in all" in (root / "public/letters/open/letter.en.html").read_text("utf-8")
    report = (root / "public/report.en.html").read_text("utf-8")
    assert "about 2,100" not in re.sub(r'<div class="banner notice".*?</div></div>', "", report, flags=re.DOTALL)


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    root = written(tmp_path / "f", PRESS)
    pipeline.build(root, DAY)
    before = {p: p.read_bytes() for p in (root / "public").rglob("*") if p.is_file()}
    pipeline.build(root, DAY)
    assert {p: p.read_bytes() for p in (root / "public").rglob("*") if p.is_file()} == before


def test_retracting_again_what_is_recorded_says_the_same(tmp_path: Path) -> None:
    root = written(tmp_path / "f")
    first = pipeline_calls.retract(root, "press", DAY)
    (root / "retractions.csv").write_text(f"{HEAD}\n{PRESS}\n", "utf-8")
    again = pipeline_calls.retract(root, "press", DAY)
    assert again["figures"] == first["figures"]
    assert again["cited"] == first["cited"]


def test_the_command_prints_the_row_to_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = written(tmp_path / "f")
    assert cli.run(["retract", "press", str(root), "--reason", "Withdrawn, so they say"]) == 0
    said = capsys.readouterr()
    assert 'press,source,2020-03-06,"Withdrawn, so they say",…,…,…,report|letters/open,' in said.out
    assert "letters/open/letter.en.md, line 4, column 1" in said.err
    assert cli.run(["retract", "press", str(root), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {
        "retracted",
        "rows",
        "figures",
        "cited",
        "texts",
        "frozen",
        "polls",
        "comparisons",
        "pages",
        "row",
        "files",
    } == set(told)
