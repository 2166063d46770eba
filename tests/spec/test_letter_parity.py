"""The versions of a letter say the same in every language; each difference has a file, a line and a column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import ledger_of
from nuzuh.folder.records import read_folder
from nuzuh.statement.reading import read_letters
from nuzuh.terms.errors import Problem
from tests.folders import SOUND, write_folder

MONTHS = {"start": dt.date(2020, 1, 1), "end": dt.date(2020, 2, 1)}
LEDGER = ledger_of(
    [
        Figure("flow", 948_000.0, quantifier="more than", **MONTHS),  # type: ignore[arg-type]
        Figure("other", 512_000.0, **MONTHS),  # type: ignore[arg-type]
        Figure("stock", 2_714_000.0, metric="stock", date=dt.date(2020, 2, 29)),
    ]
)
TEXTS: Mapping[str, str] = {
    "en": """---
title: Protect the displaced
salutation: Sir,
---
## What happened

In {{ period("flow") }} {{ figure("flow", "people") }} fled. {{ figure("other", "people") }} came to Idlib.

Nothing else is in this paragraph.

On {{ day("2020-02-29") }} {{ figure("stock", "people") }} were living in displacement. {{ name("Resolution 2254") }} is in force.
""",
    "ar": """---
title: احموا النازحين
salutation: سيدي،
---
## ما حدث

نزح {{ figure("flow", "people") }} في {{ month("2020-01") }}. ووصل إلى إدلب {{ figure("other", "people") }}.

لا شيء غير ذلك في هذه الفقرة.

كان {{ figure("stock", "people") }} يعيشون في النزوح في {{ day("2020-02-29") }}. و{{ name("القرار ٢٢٥٤") }} نافذ.
""",
    "tr": """---
title: Yerinden edilenleri koruyun
salutation: Efendim,
---
## Olanlar

{{ month("flow") }} içinde {{ figure("flow", "people") }} kaçtı. İdlib'e {{ figure("other") }} kişi geldi.

Bu paragrafta başka bir şey yok.

{{ day("2020-02-29") }} günü {{ figure("stock", "people") }} yerinden edilmiş olarak yaşıyordu. {{ name("2254 sayılı karar") }} yürürlükte.
""",
}
TOML = """date = 2020-03-06

[[addressees]]
id = "un"
name.en = "The Secretary-General"
name.ar = "الأمين العام"
name.tr = "Genel Sekreter"

[[calls]]
id = "help"
to = ["un"]
text.en = "Help the {{ figure("flow", "people") }} who fled."
text.ar = "ساعدوا {{ figure("flow", "people") }} ممن نزحوا."
text.tr = "Kaçan {{ figure("flow", "people") }} için yardım edin."
""".replace('figure("flow", "people")', "figure('flow', 'people')")


def problems(root: Path, changes: Mapping[str, str] | None = None) -> list[Problem]:
    files = {f"letters/open/letter.{c}.md": t for c, t in TEXTS.items()} | {"letters/open/letter.toml": TOML}
    crisis = SOUND["crisis.toml"].replace('languages = ["en"]', 'languages = ["en", "ar", "tr"]')
    folder = read_folder(write_folder(root, files | {"crisis.toml": crisis} | dict(changes or {})))
    return [p for p in read_letters(folder, LEDGER)[1] if p.file.startswith("letters/")]


def changed(language: str, old: str, new: str) -> dict[str, str]:
    assert TEXTS[language].count(old) == 1
    return {f"letters/open/letter.{language}.md": TEXTS[language].replace(old, new)}


def test_versions_that_say_the_same_have_no_differences(tmp_path: Path) -> None:
    """Also where a month is a period in one and a month in another, and where the order in a sentence differs."""
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "line", "says"),
    [
        ("tr", '{{ figure("other") }} kişi', "insanlar", 7, "is missing here: letters/open/letter.en.md, line 7"),
        ("en", '{{ figure("other", "people") }}', "Many", 7, "is missing here: letters/open/letter.ar.md, line 7"),
        ("ar", 'figure("other", "people")', 'figure("stock", "people")', 7, "stands where letters/open/letter.en.md, line 7, has"),
        ("tr", 'figure("flow", "people")', 'figure("flow", "number")', 7, "stands where"),
        ("tr", 'day("2020-02-29")', 'day("2020-02-28")', 11, "stands where"),
        ("ar", 'month("2020-01")', 'month("2020-02")', 7, "stands where"),
        ("ar", "٢٢٥٤", "٢٢٤٥", 11, "stands where"),
        ("tr", "Bu paragrafta", '{{ figure("stock") }}. Bu paragrafta', 9, "nowhere in letters/open/letter.en.md"),
        ("tr", "salutation: Efendim,\n", "", 1, "salutation"),
        ("ar", "احموا النازحين", 'احموا {{ figure("flow", "people") }}', 2, "nowhere in"),
    ],
)  # fmt: skip
def test_a_difference_is_told_at_the_version_that_stands_alone(
    tmp_path: Path, language: str, old: str, new: str, line: int, says: str
) -> None:
    found = [p for p in problems(tmp_path, changed(language, old, new)) if p.rule == "letter.parity"]
    assert [(p.file, p.line) for p in found] == [(f"letters/open/letter.{language}.md", line)]
    assert says in found[0].message


def test_figures_of_two_sentences_keep_their_order(tmp_path: Path) -> None:
    text = TEXTS["tr"].replace('figure("flow", "people")', "X").replace('figure("other")', 'figure("flow", "people")')
    found = problems(tmp_path, {"letters/open/letter.tr.md": text.replace("X", 'figure("other")')})
    assert [(p.file, p.line) for p in found] == [("letters/open/letter.tr.md", 7)]
    assert "before" in found[0].message


def test_paragraphs_keep_their_order(tmp_path: Path) -> None:
    parts = TEXTS["ar"].split("\n\n")
    parts[1], parts[3] = parts[3].strip(), parts[1]
    found = problems(tmp_path, {"letters/open/letter.ar.md": "\n\n".join(parts)})
    assert found
    assert {p.rule for p in found} == {"letter.parity"}
    assert {p.file for p in found} == {"letters/open/letter.ar.md"}


def test_a_paragraph_without_figures_that_is_gone_is_a_warning(tmp_path: Path) -> None:
    found = problems(tmp_path, changed("tr", "Bu paragrafta başka bir şey yok.\n\n", ""))
    assert [(p.severity, p.file, p.rule) for p in found] == [("warning", "letters/open/letter.tr.md", "letter.parity")]


def test_calls_say_the_same(tmp_path: Path) -> None:
    toml = TOML.replace("Kaçan {{ figure('flow', 'people') }} için", "Kaçanlar için")
    found = problems(tmp_path, {"letters/open/letter.toml": toml})
    assert [(p.file, p.line, p.severity) for p in found] == [("letters/open/letter.toml", 14, "error")]


def test_an_unknown_figure_is_told_once_and_is_no_difference(tmp_path: Path) -> None:
    texts = {f"letters/open/letter.{c}.md": t.replace('figure("other"', 'figure("othr"') for c, t in TEXTS.items()}
    assert [p.rule for p in problems(tmp_path, texts)] == ["letter.figure"] * 3


def test_a_version_may_lack_a_waived_text(tmp_path: Path) -> None:
    text = TEXTS["en"].replace(
        "salutation: Sir,", "salutation: Sir,\nwaivers:\n- half | Ann Example | as a witness said"
    )
    assert (
        problems(tmp_path, {"letters/open/letter.en.md": text.replace("Nothing else", "Half a life, and nothing else")})
        == []
    )


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_a_paragraph_that_one_version_lacks_is_told_of_that_one_though_it_be_the_first(
    tmp_path: Path, language: str
) -> None:
    gone = {"en": "Nothing else is", "ar": "لا شيء غير", "tr": "Bu paragrafta"}[language]
    line = next(row for row in TEXTS[language].split("\n") if row.startswith(gone))
    (found,) = problems(tmp_path, changed(language, line + "\n\n", ""))
    assert (found.file, found.line) == (f"letters/open/letter.{language}.md", 7)
    assert "has no partner here" in found.message


def test_a_headline_that_lacks_a_language_is_told_at_its_line(tmp_path: Path) -> None:
    toml = f'{TOML}\n[press]\nheadline.en = "Nowhere to go"\nheadline.ar = "لا مكان"\n'
    (found,) = problems(tmp_path, {"letters/open/letter.toml": toml})
    assert found.line == toml.split("\n").index('headline.en = "Nowhere to go"') + 1
    assert found.message == "en has a headline, tr has none."


def test_a_call_that_was_not_translated_is_told_at_its_own_line(tmp_path: Path) -> None:
    call = 'text.en = "Open the border to the wounded."\ntext.ar = "Open the border to the wounded."\n'
    toml = f'{TOML}\n[[calls]]\nid = "open"\nto = ["un"]\n{call}text.tr = "Sınırı yaralılara açın."\n'
    (found,) = problems(tmp_path, {"letters/open/letter.toml": toml})
    assert (found.rule, found.line) == ("letter.language", toml[: toml.index('text.ar = "Open')].count("\n") + 1)
