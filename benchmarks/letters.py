"""Letters: of faults planted in sound letters in three languages, how many are found at their line; false alarms in sound ones."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.national import report
from nuzuh.evidence.figure import Figure, FromPoll
from nuzuh.evidence.ledger import Ledger, ledger_of
from nuzuh.folder.records import Folder, read_folder
from nuzuh.statement.reading import read_letters
from nuzuh.terms.errors import Problem

DATA = Path(__file__).parent / "letters_data"
LANGUAGES = ("en", "ar", "tr")
FOUND, FALSE, SECONDS = 0.95, 1.0, 3.0
LETTERS, PARAGRAPHS = 7, 11  # per language: as many paragraphs as fill about two pages
_FRONT = {
    "en": "---\ntitle: An appeal from the north-west\nsalutation: Your Excellencies,\nclosing: We await your answer.\n---\n\n",
    "ar": "---\ntitle: نداء من الشمال الغربي\nsalutation: أصحاب السعادة،\nclosing: ننتظر ردّكم.\n---\n\n",
    "tr": "---\ntitle: Kuzeybatıdan bir çağrı\nsalutation: Ekselansları,\nclosing: Yanıtınızı bekliyoruz.\n---\n\n",
}
_TOML = """date = 2020-03-06

[[addressees]]
id = "un"
name.en = "The Secretary-General"
name.ar = "الأمين العام"
name.tr = "Genel Sekreter"

[[calls]]
id = "protect"
to = ["un"]
text.en = "Protect civilians, and let aid pass."
text.ar = "احموا المدنيين ودعوا المساعدات تمر."
text.tr = "Sivilleri koruyun, yardımın geçmesine izin verin."
"""
_CRISIS = """code = "appeal"
languages = ["en", "ar", "tr"]
start = 2019-12-01
as_of = 2020-02-29
place = "SY"
name.en = "Appeal"
name.ar = "نداء"
name.tr = "Çağrı"
"""
_WAIVERS = (
    "waivers:\n- {word} | | as it was said",
    "waivers:\n- {word} | Ann Example |",
    "waivers:\n- zzz | Ann Example | quoted",
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: its kind, the language, the texts of the letter with it, and the file and line where it stands."""

    kind: str
    language: str
    texts: Mapping[str, str]
    file: str
    line: int


def ledger() -> Ledger:
    """Return invented figures of the kinds that letters cite."""
    asked = FromPoll("return-2020", "return", "no")
    whole = {"start": dt.date(2019, 12, 1), "end": dt.date(2020, 2, 27)}
    days = {"start": dt.date(2020, 2, 3), "end": dt.date(2020, 2, 4)}

    def flow(ident: str, value: float, quantifier: str, **more: object) -> Figure:
        return Figure(ident, value, value, value, quantifier, sources=("un",), label=_label(ident), **more)  # type: ignore[arg-type]

    def stock(ident: str, value: float, population: str, day: dt.date) -> Figure:
        role = "reference" if ident.startswith("reference.") else ""
        more = {"metric": "stock", "population": population, "kind": population, "date": day, "role": role}
        return Figure(ident, value, value, value, label=_label(ident), sources=("un",), **more)  # type: ignore[arg-type]

    return ledger_of(
        [
            flow("displaced.flow.total", 948_000.0, "more than", **whole),
            flow("displaced.flow.to.SY07", 512_000.0, "about", **whole),
            stock("displaced.stock.total", 2_714_000.0, "displaced", dt.date(2020, 2, 29)),
            stock("displaced.stock.in.SY07", 1_125_000.0, "displaced", dt.date(2020, 2, 29)),
            stock("reference.bosnia-1995-idps", 1_097_800.0, "displaced", dt.date(1995, 12, 31)),
            stock("reference.bosnia-1993-idps", 1_290_000.0, "displaced", dt.date(1993, 12, 31)),
            stock("reference.bosnia-1995-refugees", 769_753.0, "refugees", dt.date(1995, 12, 31)),
            Figure("letter.appeal.signatories", 59.0, 59.0, 59.0, unit="organisations", metric="stock", population="signatories"),
            Figure("poll.return-2020.asked", 150.0, metric="stock", role="poll", asked=FromPoll("return-2020"), **days),  # type: ignore[arg-type]
            Figure(
                "poll.return-2020.return.no", 90.6, unit="percent", metric="share", role="poll", of=149.0, asked=asked,
                label=_label("return"), **days,  # type: ignore[arg-type]
            ),
        ]
    )  # fmt: skip


def _label(ident: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, ident)


def letters() -> list[dict[str, str]]:
    """Return the sound letters: each the same paragraphs in three languages, in another order and choice."""
    parts = {c: (DATA / f"sound.{c}.md").read_text("utf-8").strip().split("\n\n") for c in LANGUAGES}
    count = len(parts["en"])
    out = []
    for number in range(LETTERS):
        chosen = [(number * 5 + step * (3 + number % 2 * 4)) % count for step in range(PARAGRAPHS)]
        out.append(
            {c: _FRONT[c] + "\n\n".join(_wrapped(parts[c][i]) for i in dict.fromkeys(chosen)) for c in LANGUAGES}
        )
    return out


def _wrapped(paragraph: str, width: int = 110) -> str:
    """Return a paragraph over several lines, as in an editor; expressions are kept whole."""
    lines, line = [], ""
    for word in paragraph.replace("{{ ", "{{\x00").replace(', "', ',\x00"').replace(" }}", "\x00}}").split(" "):
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line]).replace("\x00", " ")


def planted(sound: list[dict[str, str]]) -> Iterator[Planted]:
    """Yield letters with a fault each."""
    for language in LANGUAGES:
        rows = (DATA / f"faults.{language}.tsv").read_text("utf-8").strip().splitlines()
        for number, row in enumerate(rows):
            kind, sentence = row.split("\t")
            texts = dict(sound[number % len(sound)])
            lines = texts[language].split("\n")
            blank = [i for i, line in enumerate(lines) if not line and i > 6]
            at = blank[number % len(blank)]  # the sentence becomes the last line of a paragraph
            if kind in ("base", "refused", "stock_flow", "flow_stock", "quantifier"):
                lines[at:at] = ["", sentence]
                at += 1
            else:
                lines[at:at] = [sentence]
            yield Planted(kind, language, texts | {language: "\n".join(lines)}, f"letter.{language}.md", at + 1)
        yield from _unequal(sound, language)
        for number, waiver in enumerate(_WAIVERS):
            texts = dict(sound[number])
            lines = texts[language].split("\n")
            lines[4:4] = waiver.format(word=lines[7].split()[0]).split("\n")
            yield Planted("waiver", language, texts | {language: "\n".join(lines)}, f"letter.{language}.md", 6)


def _unequal(sound: list[dict[str, str]], language: str) -> Iterator[Planted]:
    """Yield letters one language of which says something else than the others."""
    swaps = [
        ('{{ figure("displaced.flow.total", "people") }}', '{{ figure("displaced.flow.to.SY07", "people") }}'),
        ('{{ figure("displaced.stock.total", "people") }}', ""),
        ('{{ day("2020-01-14") }}', '{{ day("2020-01-24") }}'),
        ('{{ figure("letter.appeal.signatories") }}', '{{ figure("letter.appeal.signatories") }} {{ figure("displaced.stock.total") }}'),
        ("2254", "2245"),
        ('{{ day("2020-02-06") }}', ""),
    ]  # fmt: skip
    for old, new in swaps:
        texts = next(dict(t) for t in sound if old in t[language])
        line = texts[language][: texts[language].index(old)].count("\n") + 1
        changed = texts[language].replace(old, new, 1)
        yield Planted("parity", language, texts | {language: changed}, f"letter.{language}.md", line)


def problems_of(folder: Folder, texts: Mapping[str, str], figures: Ledger) -> list[Problem]:
    """Return what is found in a letter."""
    for language, text in texts.items():
        (folder.root / "letters" / "appeal" / f"letter.{language}.md").write_text(text, "utf-8")
    return read_letters(folder, figures)[1]


def _folder(root: Path) -> Folder:
    (root / "letters" / "appeal").mkdir(parents=True)
    (root / "letters" / "appeal" / "letter.toml").write_text(_TOML, "utf-8")
    (root / "crisis.toml").write_text(_CRISIS, "utf-8")
    (root / "places.csv").write_text("code,level,name_en\nSY,0,Syria\n", "utf-8")
    (root / "sources.csv").write_text(
        "code,name_en,name_ar,name_tr,kind,grade\nun,United,الأمم,Birleşmiş,un,A\n", "utf-8"
    )
    return read_folder(root)


def _at(problem: Problem, fault: Planted, texts: Mapping[str, str]) -> bool:
    """Return whether a problem tells of a fault; a figure that is gone is told of anywhere in its paragraph."""
    if not problem.file.endswith(fault.file) or problem.line is None:
        return False
    if fault.kind != "parity":
        return problem.line == fault.line and problem.rule != "letter.parity"
    lines = texts[fault.language].split("\n")
    low, high = sorted((problem.line, fault.line))
    return all(lines[i - 1].strip() for i in range(low, high + 1) if i <= len(lines))


def run() -> bool:
    """Print what is found, per kind and language, and what is told of sound letters."""
    sound, figures = letters(), ledger()
    with tempfile.TemporaryDirectory() as place:
        folder = _folder(Path(place))
        false: Counter[str] = Counter()
        for number, texts in enumerate(sound, 1):
            for problem in problems_of(folder, texts, figures):
                false[problem.file[-5:-3]] += 1
                print(f"  false alarm, letter {number}: {problem.file}:{problem.line} {problem.rule} {problem.value}")
        found: Counter[tuple[str, str]] = Counter()
        asked: Counter[tuple[str, str]] = Counter()
        quiet = {(p.file, p.line, p.value) for texts in sound for p in problems_of(folder, texts, figures)}
        for fault in planted(sound):
            asked[fault.kind, fault.language] += 1
            told = [p for p in problems_of(folder, fault.texts, figures) if _at(p, fault, fault.texts)]
            if [p for p in told if (p.file, p.line, p.value) not in quiet]:
                found[fault.kind, fault.language] += 1
            else:
                print(
                    f"  missed: {fault.kind}, {fault.file}:{fault.line} {fault.texts[fault.language].split(chr(10))[fault.line - 1][:90]}"
                )
        long = {c: "\n\n".join([sound[0][c], *(t[c].split("---\n")[2] for t in sound[1:5])]) for c in LANGUAGES}
        begin = time.perf_counter()
        problems_of(folder, long, figures)
        seconds = time.perf_counter() - begin
    kinds = list(dict.fromkeys(kind for kind, _ in asked))
    for kind in kinds:
        print(f"  {kind:12}" + "".join(f"  {c} {found[kind, c]}/{asked[kind, c]}" for c in LANGUAGES))
    versions = len(sound) * len(LANGUAGES)
    print(
        f"  found {found.total()} of {asked.total()} faults, {found.total() / asked.total():.1%}; {versions} sound versions"
    )
    missed = report("faults not found at their line", 1 - found.total() / asked.total(), 1 - FOUND, "")
    alarms = report("false alarms per sound version of two pages", false.total() / versions, FALSE, "")
    quick = report("ten pages in three languages checked", seconds, SECONDS, "s")
    return missed and alarms and quick
