"""Percentages that no count of people gives are told where they are reported and where a letter prints them.

135 of 150 are 90.0 %, 136 are 90.7 %: 90.6 % of 150 is not attainable; of 149 it is (135).
"""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import pytest

from nuzuh import ledgers, pipeline, pipeline_letters
from nuzuh.evidence.figure import Figure, FromPoll
from nuzuh.evidence.ledger import ledger_of
from nuzuh.folder.records import read_folder
from nuzuh.poll.found import find, judge
from nuzuh.poll.sentences import verdict
from nuzuh.statement.attainable import RULE, unattainable_rows
from nuzuh.statement.bind import Binder
from nuzuh.terms.errors import Problem
from nuzuh.terms.wording import words
from tests.folders import SOUND, write_folder

DAY = dt.date(2020, 3, 6)
REASON = (
    "90.6% of 150 is not attainable by rounding to nearest: 135 of 150 is 90.0%, 136 of 150 is 90.7%. "
    "It fits 136 of 150 if cut off after the first decimal, or 135 of 149 if one of the 150 did not answer."
)
REFERENCES = "id,label_en,metric,unit,date,population,citation,amount,of,weighted"
GROUPS = "date,place,group,source,amount,of,share,weighted"


def references(*rows: str) -> str:
    """Return a table of shares, each row being id, amount, of and weighted, and of a number of people asked."""
    lines = [f"{r.split(',')[0]},Share,share,percent,2020,residents,A poll,{r.partition(',')[2]}" for r in rows]
    asked = "asked,FromPoll,stock,people,2020,residents,A poll,150,,"
    return "\n".join([REFERENCES, *lines, asked, "bosnia,Bosnia,stock,people,1995,refugees,A book,769753,,"]) + "\n"


def groups(*rows: str) -> str:
    lines = [f"2020-02-20,SY0101,g{number},ngo,{row}" for number, row in enumerate(rows)]
    return "\n".join([GROUPS, *lines]) + "\n"


def told(problems: list[Problem]) -> list[tuple[str, int | None, str, str, str]]:
    mine = [p for p in problems if p.rule == RULE]
    assert {p.severity for p in mine} <= {"warning"}
    assert all(p.suggestion for p in mine)
    return [(p.file, p.line, p.column, p.value, p.message) for p in mine]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("a,90.6,150,", True),
        ("a,90.6 %,150,", True),
        ("a,٩٠٫٦,150,no", True),
        ("a,90.60,149,", False),  # 135 of 149 is 90.604
        ("a,90.61,149,", True),
        ("a,90.6,149,", False),
        ("a,91,150,", False),
        ("a,91.0,150,", True),
        ("a,90.7,150,", False),
        ("a,90.6,150,yes", False),
        ("a,90.6,,", False),
        ("a,100,1,", False),
    ],
)
def test_published_percentages(tmp_path: Path, row: str, found: bool) -> None:
    folder = read_folder(write_folder(tmp_path, {"references.csv": references(row)}))
    assert [p for p in folder.problems if p.file == "references.csv"] == []
    rows = told(unattainable_rows(folder))
    assert len(rows) == found
    assert [r[:4] for r in rows] == [("references.csv", 2, "amount", row.split(",")[1])] * found


def test_the_sentence_and_the_place(tmp_path: Path) -> None:
    """The check prints the sentence; the row stays, and the issue is built."""
    root = write_folder(tmp_path, {"references.csv": references("a,90.6,150,"), "groups.csv": groups(",150,90.6,")})
    folder, problems = pipeline.check(root, DAY)
    assert told(problems) == [
        ("references.csv", 2, "amount", "90.6", REASON),
        ("groups.csv", 2, "share", "90.6", REASON),
    ]
    assert folder.counts["references"].rejected == folder.counts["groups"].rejected == 0
    assert "figure.unattainable" in (root / "private" / "problems.csv").read_text("utf-8")
    assert told(pipeline.build(root, DAY).problems) == told(problems)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",150,90.6,", REASON),
        ("136,150,90.6,", "136 of 150 is 90.7% by rounding to nearest, not 90.6%."),
        ("136,150,90.7,", ""),
        (",149,90.6,", ""),
        (",150,91,", ""),
        (",about 150,90.6,", ""),
        ("about 136,150,90.6,", ""),
        (",150,90.6,yes", ""),
        ("150,150,100,", ""),
        ("0,150,,", ""),
        (",,90.6,", ""),
        (",139,90.65,", ""),  # the report says about 140
        (",86,90.698,", ""),
        (",20,90.65,", "90.65% of 20 is not attainable"),
    ],
)
def test_reported_shares(tmp_path: Path, row: str, said: str) -> None:
    folder = read_folder(write_folder(tmp_path, {"groups.csv": groups(row)}))
    assert folder.counts["groups"].accepted == 1
    rows = told(unattainable_rows(folder))
    assert len(rows) == bool(said)
    assert all(said in r[4] for r in rows)


def test_a_share_that_rounding_once_more_spoils(tmp_path: Path) -> None:
    """126 of 139 is 90.647 %, reported as 90.65 %, printed as 90.7 %, which no count of 139 is: told, unless people are rounded."""
    settings = SOUND["crisis.toml"] + 'rounding = "none"\n'
    folder = read_folder(write_folder(tmp_path, {"groups.csv": groups(",139,90.65,"), "crisis.toml": settings}))
    assert [r[4][:62] for r in told(unattainable_rows(folder))] == [
        "The report prints one decimal. 90.7% of 139 is not attainable "
    ]


def test_rejected_rows_are_not_tested(tmp_path: Path) -> None:
    folder = read_folder(write_folder(tmp_path, {"groups.csv": groups("160,150,90.6,")}))
    assert (folder.counts["groups"].rejected, unattainable_rows(folder)) == (1, [])


LEDGER = ledger_of(
    [
        Figure("return", 90.6, unit="percent", metric="share", of=150),
        Figure("whole", 91.0, unit="percent", metric="share", of=150, decimals=0),
        Figure("weighted", 90.6, unit="percent", metric="share", of=150, weighted=True),
        Figure("rough", 90.6, unit="percent", metric="share", of=150, quantifier="about"),
        Figure("loose", 90.6, unit="percent", metric="share", of=150, of_quantifier="about"),
        Figure("poll", 100 * 136 / 150, 84.8, 94.8, level=0.95, unit="percent", of=150, asked=FromPoll("p")),
        Figure(
            "poll.weighted", 90.6, 84.8, 94.8, level=0.95, unit="percent", of=150, asked=FromPoll("p", weighted=True)
        ),
        Figure("model", 90.6, 84.8, 94.8, level=0.9, unit="percent", of=150),
        Figure("bare", 90.6, unit="percent", metric="share", date=dt.date(1995, 1, 1), accuracy="year"),
        Figure("people", 150.0, metric="stock"),
        Figure("others", 149.0, metric="stock"),
    ]
)


def bound(text: str, language: str = "en") -> list[tuple[int | None, str, str, str]]:
    problems = Binder(LEDGER, language, str).bind("letter.md", text, 5)[1]
    assert {p.rule for p in problems} <= {RULE, "letter.base"}, problems
    return [(p.line, p.column, p.value, p.message) for p in problems if p.rule == RULE]


@pytest.mark.parametrize(
    "text",
    [
        'Now {{ figure("return") }} want to return.',
        'Now {{ figure("return") }} of {{ figure("people", "people") }}.',
        'Now {{ figure("bare") }} of {{ figure("people", "people") }}.',
        'Now {{ figure("return", "number") }} per cent.',
        'Now {{ name("90.6% of 150 people") }}.',
    ],
)
def test_what_a_letter_prints(text: str) -> None:
    """Of the figure's own people though the text names none, of those that the text names, and in a typed name."""
    ((line, column, value, message),) = bound(f"First.\n{text}")
    assert (line, column) == (6, "5")
    assert value.startswith("90.6")
    assert message == REASON


@pytest.mark.parametrize(
    "text",
    [
        *(f'{{{{ figure("{name}") }}}} agree.' for name in ("whole", "weighted", "rough", "loose", "poll", "bare")),
        *(f'{{{{ figure("{name}") }}}} agree.' for name in ("poll.weighted", "model", "people")),
        '{{ figure("weighted") }} of {{ figure("people", "people") }}',
        '{{ figure("poll.weighted") }} of {{ figure("people", "people") }}',
        '{{ figure("poll") }} of {{ figure("people", "people") }}',
        '{{ figure("bare") }} of {{ figure("others", "people") }}',
        '{{ period("bare") }}: {{ figure("people", "people") }}',
        '{{ figure("bare") }} of women; {{ figure("people", "people") }}',
    ],
)
def test_what_a_letter_may_print(text: str) -> None:
    assert bound(text) == []


def test_a_figure_of_other_people_than_the_text_says() -> None:
    """The figure is of 150, the text says 149: the first is told, and 135 of 149 is no reason to be silent."""
    assert [m for *_, m in bound('{{ figure("return") }} of {{ figure("others", "people") }}')] == [REASON]
    assert [c for _, c, *_ in bound('{{ figure("poll") }} of {{ figure("others", "people") }}')] == ["1"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", '{{ figure("people") }} kişinin {{ figure("bare") }} kısmı'),
        ("ar", 'سألنا {{ figure("people", "people") }}. قال {{ figure("bare") }} منهم نعم.'),
    ],
)
def test_letters_in_other_languages(language: str, text: str) -> None:
    ((line, _, value, message),) = bound(text, language)
    assert (line, message) == (5, REASON)
    assert "90" in value


def test_in_a_folder_the_letter_and_its_calls_are_tested(tmp_path: Path) -> None:
    root = write_folder(
        tmp_path,
        {
            "references.csv": references("a,90.6,,", "b,90.6,150,yes"),
            "letters/open/letter.en.md": SOUND["letters/open/letter.en.md"].replace(
                "had fled.",
                'had fled.\nWe asked {{ figure("reference.asked", "people") }}. {{ figure("reference.a") }} agree.',
            ),
            "letters/open/letter.toml": SOUND["letters/open/letter.toml"].replace(
                "Protect civilians.", "Hear {{ figure('reference.a') }} of {{ figure('reference.asked') }} people."
            ),
        },
    )
    _, problems = pipeline.check(root, DAY)
    assert [(f, line, column) for f, line, column, *_ in told(problems)] == [
        ("letters/open/letter.en.md", 9, "53"),
        ("letters/open/letter.toml", 10, "17"),
    ]
    assert [p.rule for p in problems if p.rule != RULE] == []
    assert told(pipeline_letters.letter(root, "open", DAY).problems) == told(problems)


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_what_the_report_prints_with_its_people_was_tested(tmp_path: Path, language: str) -> None:
    """Every percentage with an n on the pages is that of a figure; if it is not attainable, its row was told."""
    labels = f'languages = ["{language}"]'
    shares = ["60,150,,", ",150,90.6,", ",150,91,", "135,149,90.6,", ",80,52.5,", "71,90,,", ",64,12.6,"]
    lines = [GROUPS]
    for number, row in enumerate(shares):
        lines += [f"2020-02-20,SY0101,g{number},ngo,{row}", f"2020-02-20,SY0101,g{number},press,{row}"]
    files = {
        "crisis.toml": SOUND["crisis.toml"].replace('languages = ["en"]', labels).replace("en =", f"{language} ="),
        "groups.csv": "\n".join(lines) + "\n",
        **dict.fromkeys(("letters/open/letter.toml", "letters/open/letter.en.md", "letters/open/signatories.csv")),
    }
    root = write_folder(tmp_path, files)
    problems = pipeline.build(root, DAY).problems
    rows = {(p.value, int(p.message.split(" of ")[1].split(" ")[0])) for p in problems if p.rule == RULE}
    assert rows == {("90.6", 150), ("12.6", 64)}
    ledger = ledgers.public_of(read_folder(root), DAY)
    say = words(language)
    known = {
        (re.sub(r"[^0-9.,]", "", say.percent(s["value"] / 100, s["decimals"])), s["of"])
        for f in ledger.figures.values()
        for s in f.said
        if s.get("of_quantifier") == "exactly"
    }
    text = "\n\n".join(
        html.unescape(re.sub(r"<[^>]+>", "\n\n", page.read_text("utf-8"))) for page in (root / "public").rglob("*.html")
    )
    printed = [f for f in find(text, language) if f.n and f.kind == "share"]
    assert len(printed) >= 5
    for found in printed:
        judged = judge(found)
        assert judged
        number = re.sub(r"[^0-9.,]", "", found.text)
        assert (number, found.n) in known, found
        if verdict(judged) == "not attainable":
            assert (number.replace(",", "."), found.n) in rows
