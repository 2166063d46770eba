"""A joint letter: what may be written, what is refused, and what comes out on the page and in the PDF."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from nuzuh import ledgers, pipeline
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import Ledger, ledger_of
from nuzuh.folder.records import read_folder
from nuzuh.render.document import document, heading
from nuzuh.render.pdf import compile_pdf
from nuzuh.statement.bind import Binder
from nuzuh.statement.binding import Bound
from nuzuh.statement.letter import Letter
from nuzuh.statement.passages import CLOSE, OPEN
from nuzuh.statement.reading import read_letters
from nuzuh.statement.setting import to_html, to_typst, to_typst_inline
from nuzuh.terms.errors import DataError, Problem
from tests.folders import SOUND, write_folder

JANUARY = {"start": dt.date(2020, 1, 1), "end": dt.date(2020, 2, 1)}
LEDGER = ledger_of(
    [
        Figure("flow", 948_000.0, quantifier="more than", sources=("un", "withheld"), **JANUARY),  # type: ignore[arg-type]
        Figure("one", 1.0, metric="stock", date=dt.date(2020, 2, 29)),
        Figure(
            "share", 12.5, unit="percent", metric="share", date=dt.date(1995, 1, 1), accuracy="year", citation="Ann"
        ),
        Figure("few", None, status="suppressed"),
        Figure("gap", None, gap="no_access"),
        Figure("bare", 5.0),
    ]
)


def bind(text: str, language: str = "en") -> tuple[Bound, list[Problem]]:
    return Binder(LEDGER, language, lambda f: f.citation or "; ".join(f.sources)).bind("letter.md", text)


def plain(text: str, language: str = "en") -> str:
    bound, problems = bind(text, language)
    assert not problems, problems
    return bound.plain()


def refused(text: str, language: str = "en") -> list[tuple[str, int | None, str, str]]:
    return [(p.rule, p.line, p.column, p.value) for p in bind(text, language)[1]]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{{ figure("flow") }}', "more than 948,000"),
        ('{{ figure("flow", "people") }}', "more than 948,000 people"),
        ('{{ figure("flow", "number") }}', "948,000"),
        ('{{figure("one","people")}}', "1 person"),
        ('{{ figure("share") }}', "12.5%"),
        ('{{ period("flow") }}', "January 2020"),
        ('{{ period("one") }}', "29 February 2020"),
        ('{{ period("share") }}', "1995"),
        ('{{ month("one") }}', "February 2020"),
        ('{{ sources("flow") }}', "un; withheld"),
        ('{{ sources("share") }}', "Ann"),
        ('{{ day("2020-02-06") }}', "6 February 2020"),
        ('{{ name("Resolution 2254") }}', "Resolution 2254"),
        ("{{ figure(“flow”) }}", "more than 948,000"),
    ],
)
def test_what_may_be_written(written: str, read: str) -> None:
    assert plain(f"Now {written}.") == f"Now {read}."


@pytest.mark.parametrize(
    ("language", "amount", "people"),
    [
        ("tr", r"948\.000", r"948\.000"),
        ("ar", "أكثر من .*948[,٬]000", "948[,٬]000"),
    ],
)
def test_amounts_in_other_languages(language: str, amount: str, people: str) -> None:
    assert re.search(amount, plain('{{ figure("flow") }}', language))
    assert re.search(people, plain('{{ figure("flow", "people") }}', language))
    assert plain('{{ figure("one", "people") }}', language) != plain('{{ figure("one") }}', language)


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        ('{{ figure("flwo") }}', "letter.figure", '{{ figure("flwo") }}'),
        ('{{ figure("few") }}', "letter.figure", '{{ figure("few") }}'),
        ('{{ figure("gap") }}', "letter.figure", '{{ figure("gap") }}'),
        ('{{ figure("flow", "loud") }}', "letter.expression", '{{ figure("flow", "loud") }}'),
        ('{{ figure("share", "people") }}', "letter.expression", '{{ figure("share", "people") }}'),
        ('{{ period("flow", "people") }}', "letter.expression", '{{ period("flow", "people") }}'),
        ('{{ period("bare") }}', "letter.expression", '{{ period("bare") }}'),
        ('{{ sources("bare") }}', "letter.expression", '{{ sources("bare") }}'),
        ('{{ shout("flow") }}', "letter.expression", '{{ shout("flow") }}'),
        ("{{ figure(flow) }}", "letter.expression", "{{ figure(flow) }}"),
        ("{{ }}", "letter.expression", "{{ }}"),
        ('{{ day("6 February") }}', "letter.day", '{{ day("6 February") }}'),
        ('so {{ figure("flow") and on', "letter.braces", "{{"),
        ("so }} on", "letter.braces", "{{"),
        ("900 died", "letter.typed_number", "900"),
        ("9٬000 or ٩٠٠", "letter.typed_number", "9٬000"),
        ("over 900,000!", "letter.typed_number", "900,000"),
        ("ninety-5", "letter.typed_number", "ninety"),
        ("½ of them", "letter.typed_number", "½"),
        ("a million", "letter.typed_number", "million"),
        ("Hundreds of", "letter.typed_number", "Hundreds"),
        ("two thousand", "letter.typed_number", "thousand"),
        ("&#57;00 died", "letter.typed_number", "57"),
        ("[x](https://e.org '900 died')", "letter.typed_number", "900"),
        ("300. families", "letter.typed_number", "300"),
        ("`900`", "letter.typed_number", "900"),
    ],
)
def test_what_is_refused(text: str, rule: str, value: str) -> None:
    found = refused(f"First line.\n{text}")
    assert (rule, 2) in [(r, line) for r, line, _, _ in found], found
    assert [v for _, _, _, v in found if value in v]


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "نزح مليون شخص"), ("ar", "والآلاف"), ("tr", "bir milyondan fazla"), ("tr", "yüzlerce")],
)
def test_number_words_of_other_languages_are_refused(language: str, text: str) -> None:
    assert [rule for rule, *_ in refused(text, language)] == ["letter.typed_number"]


@pytest.mark.parametrize(
    "text",
    [
        "1. first\n2. second",
        "- a\n    1. nested\n    12) nested",
        "> 1. quoted",
        "[report](https://example.org/2020/02)",
        "see <https://example.org/2020> and https://example.org/a?b=9",
        '{{ name("Resolution 2254") }}',
        "no number at all",
    ],
)
def test_what_is_no_typed_number(text: str) -> None:
    assert refused(text) == []


def test_a_problem_has_its_line_and_column() -> None:
    assert refused('this\nand {{ figure("x") }} 5')[0][1:3] == (2, "5")
    assert refused('this\nand {{ figure("x") }} 5')[1][1:3] == (2, "23")


def test_a_near_figure_is_suggested() -> None:
    assert bind('{{ figure("flwo") }}')[1][0].suggestion == "Did you mean flow or few?"


CONSTRUCTS = {
    "heading": ("# Title", "<h2>Title</h2>"),
    "lower heading": ("### Title\n#### Lower", "<h2>Title</h2>\n<h3>Lower</h3>"),
    "empty heading": ("#\n\na", "<p>a</p>"),
    "emphasis": ("*a* **b** ***c***", "<em>a</em> <strong>b</strong>"),
    "link": ("[a](https://e.org/x?y=z&w)", '<a href="https://e.org/x?y=z&amp;w">a</a>'),
    "bold link": ("[**a** b](https://e.org)", "<strong>a</strong> b</a>"),
    "address": ("<https://e.org>", '<a href="https://e.org">https://e.org</a>'),
    "mail": ("[a](mailto:a@e.org)", '<a href="mailto:a@e.org">a</a>'),
    "quote": ("> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>"),
    "empty quote": (">", "<blockquote>"),
    "code": ("`a#b`", "<code>a#b</code>"),
    "fence": ("```\na = #b\nc\n```", "<pre><code>a = #b\nc\n</code></pre>"),
    "rule": ("a\n\n---\n\nb", "<hr"),
    "hard break": ("a  \nb\\\nc", "a<br"),
    "list": ("- a\n- b\n  - c\n    1. d", "<ol>\n<li>d</li>"),
    "loose list": ("- a\n\n  more\n\n- b", "<li>\n<p>a</p>\n<p>more</p>"),
    "empty item": ("-\n- a", "<li></li>"),
    "numbered": ("3. a\n4. b", '<ol start="3">'),
    "raw block": ("<script>alert()</script>", "&lt;script&gt;alert()&lt;/script&gt;"),
    "raw inline": ("a <b onclick=x>b</b>", "&lt;b onclick=x&gt;"),
    "picture": ("![a](https://e.org/t.png)", '<a href="https://e.org/t.png">a</a>'),
    "script link": ("[a](javascript:alert())", "[a](javascript:alert())"),
    "signs": (r"# $ * \" \\ @a <l> ~ _ ` ' = + - / #let x", "<h2>$ *"),
    "typst": ('#import "x" #sys.inputs $a^b$ @ref <label> //c /*d*/', "#import &quot;x&quot;"),
    "entity": ("&lt;b&gt; &amp; &copy;", "&lt;b&gt; &amp; ©"),
    "marks": (f"a {OPEN}x{CLOSE} b", "a \ufffdx\ufffd b"),
    "arabic": ("**نص** عربي", "<strong>نص</strong> عربي"),
    "figure": ('**{{ figure("flow") }}**', '<strong><a class="fig" href="#e1">more than 948,000<sup>1</sup></a></strong>'),
    "figure in a heading": ('## {{ figure("flow") }}', '<h2><a class="fig" href="#e1">'),
    "figure in a link": ('[{{ figure("flow") }}](https://e.org)', '<a href="https://e.org">more than 948,000<sup>1</sup></a>'),
    "figure in code": ('`{{ figure("flow") }}`', "<code>more than 948,000</code>"),
    "name in a title": ("[a](https://e.org '{{ name(\"x & y\") }}')", 'title="x &amp; y"'),
    "name in an address": ('[a](https://e.org/{{name("x")}})', 'href="https://e.org/x"'),
    "hostile name": ('{{ name("<script>$#*\\") }}', "&lt;script&gt;$#*\\"),
    "nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_markdown_on_the_page(name: str) -> None:
    text, html = CONSTRUCTS[name]
    bound, problems = bind(text)
    assert not problems
    out = to_html(bound, {"flow": 1})
    assert html in out
    assert not re.search(r"[\ue000\ue001]", out)
    assert "<script" not in out
    assert "<img" not in out


def test_markdown_in_the_pdf() -> None:
    """All constructs in one document, each also inside a list and as a call: Typst compiles it."""
    body = [heading(1, "A letter")]
    for text, _ in CONSTRUCTS.values():
        bound, _ = bind(text)
        body += to_typst(bound, {"flow": 1})
        body.append(f"#enum({to_typst_inline(bound, {'flow': 1})})")
        nested, _ = bind("\n".join(["- x", *(f"  {line}" for line in text.split("\n"))]))
        body += to_typst(nested, {"flow": 1})
    body.append('#[#par("note") <e1>]')
    assert not re.search(r"[\ue000\ue001]", "".join(body))
    source = document('# $ " \\ <script>', "en", "ltr", "* _ #", body)
    assert compile_pdf(source, dt.datetime(2020, 3, 6, tzinfo=dt.UTC)).startswith(b"%PDF")


def test_lines_of_code_stay_lines_in_the_pdf() -> None:
    assert to_typst(bind("```\na\nb\n```")[0], {}) == ['#raw("a" + "\\n" + "b", block: true)']


HOSTILE = '<script>alert("x")</script> # $ * \\ "quoted" _ @a'
TOML = """date = 2020-03-06
%s
[[addressees]]
id = "un"
name.en = '%s'

[[calls]]
id = "c"
to = ["un"]
text.en = '%s'
"""
BODY = """---
title: %s
salutation: %s
closing: Of {{ figure("reference.bosnia", "number") }} in {{ period("reference.bosnia") }}.
---

We are {{ figure("letter.open.signatories") }}; {{ figure("displaced.flow.to.SY01", "people") }} came.
"""


def spoilt(call: str = HOSTILE, embargo: str = "") -> dict[str, str]:
    name = f'"{HOSTILE.replace(chr(34), chr(34) * 2)}"'
    return {
        "letters/open/letter.toml": TOML % (embargo, HOSTILE, call),
        "letters/open/letter.en.md": BODY % (HOSTILE, HOSTILE),
        "letters/open/signatories.csv": SOUND["letters/open/signatories.csv"]
        + f"{name},,,,2020-03-04,\n, par(x),,,,2020-03-04,\n".replace(", par(x)", '", par(x)"', 1),
    }


@cache
def built(root: Path) -> dict[str, bytes]:
    pipeline.build(root, dt.date(2020, 3, 6))
    public = root / "public"
    return {str(p.relative_to(public)): p.read_bytes() for p in public.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(write_folder(tmp_path_factory.mktemp("hostile"), spoilt()))


def test_hostile_text_is_shown_not_run(issue: dict[str, bytes]) -> None:
    page = issue["letters/open/letter.en.html"].decode()
    assert page.count("&lt;script&gt;") >= 5
    bodies = re.sub(r"<script[^>]*>.*?</script>", "", page, flags=re.DOTALL)
    assert "alert(&#34;x&#34;)" in bodies or "alert(&quot;x&quot;)" in bodies
    assert 'alert("x")' not in page
    assert "<script>alert" not in issue["feed.en.xml"].decode()
    assert issue["letters/open/letter.en.pdf"].startswith(b"%PDF")


def test_each_number_links_to_its_evidence(issue: dict[str, bytes]) -> None:
    page = issue["letters/open/letter.en.html"].decode()
    targets = re.findall(r'class="fig" href="#(e\d+)"', page)
    assert targets
    for target in targets:
        assert page.count(f'id="{target}"') == 1
    evidence = issue["evidence.en.html"].decode()
    cited = re.findall(r'evidence\.en\.html#([^"]+)"', page)
    assert {"displaced.flow.to.SY01", "letter.open.signatories", "reference.bosnia"} <= set(cited)
    for ident in cited:
        assert f'id="{ident}"' in evidence, ident


def test_protected_signatories_are_counted_and_not_named(issue: dict[str, bytes]) -> None:
    page = issue["letters/open/letter.en.html"].decode()
    assert "Signed by 5 organisations" in page
    assert "one of them is not named" in page
    assert [name for name, content in issue.items() if b"Quiet Friends" in content] == []


def test_a_letter_that_names_a_protected_signatory_is_not_published(tmp_path: Path) -> None:
    text = SOUND["letters/open/letter.en.md"] + "\nWe, Quiet\nFriends, say so.\n"
    with pytest.raises(DataError) as caught:
        pipeline.build(write_folder(tmp_path, {"letters/open/letter.en.md": text}), dt.date(2020, 3, 6))
    assert {p.rule for p in caught.value.problems} == {"disclosure.protected"}
    assert not (tmp_path / "public").exists()


def test_nothing_of_a_letter_under_embargo_is_public(tmp_path: Path) -> None:
    changes = spoilt("Act.", "embargo = 2020-03-20") | {"letters/open/letter.en.md": BODY % ("Secret plea", "Sir,")}
    files = built(write_folder(tmp_path, changes))
    assert [n for n in files if n.startswith("letters/")] == []
    assert [n for n, content in files.items() if b"Secret plea" in content or b"letter.open" in content] == []
    later = pipeline.build(tmp_path, dt.date(2020, 3, 20)).files
    assert tmp_path / "public/letters/open/letter.en.html" in later


def letters(root: Path) -> tuple[dict[str, Letter], list[Problem]]:
    folder, _ = pipeline.count(root)
    return read_letters(folder, ledgers.public_of(folder, dt.date(2020, 3, 6)))


def test_figures_of_the_title_count_as_cited(tmp_path: Path) -> None:
    text = BODY.replace("title: %s", 'title: Of {{ figure("reference.bosnia", "number") }}') % "Sir,"
    found, problems = letters(write_folder(tmp_path, {"letters/open/letter.en.md": text}))
    assert not problems
    version = found["open"].versions["en"]
    assert version.title == "Of 769,753"
    assert version.cited()[0] == "reference.bosnia"


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("letter.toml", 'to = ["un"]', 'to = ["eu"]', "letter.addressee"),
        ("letter.toml", 'name.en = "The Secretary-General"', 'name.tr = "x"', "letter.language"),
        ("letter.toml", 'text.en = "Protect civilians."', 'text.en = "Protect 5 civilians."', "letter.typed_number"),
        ("letter.toml", "date = 2020-03-06", "", "settings.missing"),
        ("letter.en.md", "title: Protect", "titel: Protect", "letter.front"),
        ("letter.en.md", "title: Protect the displaced\n", "", "letter.title"),
        ("letter.en.md", "closing: We await", "closing: We 5 await", "letter.typed_number"),
    ],
)
def test_faults_of_a_letter_keep_it_out(tmp_path: Path, file: str, old: str, new: str, rule: str) -> None:
    name = f"letters/open/{file}"
    assert SOUND[name].count(old) == 1
    found, problems = letters(write_folder(tmp_path, {name: SOUND[name].replace(old, new)}))
    assert rule in {p.rule for p in problems}
    assert all(p.file == name for p in problems)
    assert "open" not in found


def test_an_empty_ledger_has_no_figures() -> None:
    assert (
        Binder(Ledger({}), "en", str).bind("f", '{{ figure("x") }}')[1][0].suggestion
        == "`nuzuh count` lists all figures."
    )


def test_figures_of_days_after_the_letter_are_told_once(tmp_path: Path) -> None:
    toml = SOUND["letters/open/letter.toml"].replace("date = 2020-03-06", "date = 2020-01-06")
    text = SOUND["letters/open/letter.en.md"].replace(
        "In an earlier war,", 'In all, {{ figure("displaced.flow.total", "people") }} fled. In an earlier war,'
    )
    files = {"letters/open/letter.toml": toml, "letters/open/letter.en.md": text}
    folder = read_folder(write_folder(tmp_path / "f", files))
    _, problems = read_letters(folder, ledgers.public_of(folder, dt.date(2020, 3, 6)))
    later = [p for p in problems if p.rule == "letter.later"]
    assert [(p.file, p.line, p.severity) for p in later] == [("letters/open/letter.toml", 1, "warning")]
    assert "displaced.flow.total (2020-02-29)" in later[0].message
