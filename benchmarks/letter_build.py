"""How long a letter of ten pages in three languages takes to check and to build, part by part, against a limit of 3 s.

    python -m benchmarks letter-build

The letter has its text in English, Arabic and Turkish, each about ten pages of A4 with some forty cited figures, seven
addressees, nine calls and sixty signatories. The folder around it is small: what is measured is the letter. Beside it, apart,
stands the time of the worked example, most of which is the counting of the folder.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from nuzuh import ledgers
from nuzuh.folder.records import read_folder
from nuzuh.statement.canonical import bundle_of
from nuzuh.statement.files import letter_files
from nuzuh.statement.frozen import verify
from nuzuh.statement.reading import read_letters
from nuzuh.terms.moments import When

SECONDS = 3.0
PAGES, WHO, CALLS, SIGNED = 10, ("us", "tr", "de", "fr", "uk", "un", "eu"), 9, 60
DAY = dt.date(2020, 3, 6)
CRISES = tuple(f"crisis-{n}" for n in range(1, 9))
PARAGRAPHS = {
    "en": "On {day} families of village {letter} slept in the open, in unfinished buildings and in tents that were full already. "
    "The roads out of it were bombed, and the nearest clinic had closed. In the crisis that we recall here, {figure} "
    "were refugees on {period}, by the count of {sources}. That is a count of one day, and it is no measure of what people "
    "went through before it; those who were there told us of nights without light, of children who had stopped speaking, and of "
    "neighbours whom nobody had seen again. We set it down because it is known, and because somebody counted.",
    "ar": "في {day} نامت عائلات القرية {letter} في العراء وفي أبنية لم يكتمل بناؤها وفي خيام ضاقت من قبل بمن فيها. كانت الطرق "
    "الخارجة منها تُقصف، وكان أقرب مستوصف قد أُغلق. في الأزمة التي نستعيدها هنا كان عدد اللاجئين {figure} في {period} بحسب "
    "{sources}. ذلك إحصاء ليوم بعينه، وليس مقياسًا لما عاشه الناس قبله؛ حدّثنا من كانوا هناك عن ليالٍ بلا ضوء، وعن أطفال "
    "كفّوا عن الكلام، وعن جيران لم يرهم أحد بعد ذلك. نثبته هنا لأنه معروف، ولأن أحدًا ما أحصاه.",
    "tr": "{day} günü {letter} köyünün aileleri açıkta, inşaatı bitmemiş binalarda ve çoktan dolmuş çadırlarda uyudu. Köyden çıkan "
    "yollar bombalanıyordu, en yakın sağlık ocağı kapanmıştı. Burada andığımız krizde, {period} tarihinde {figure} mülteciydi; "
    "kaynak: {sources}. Bu, bir günün sayımıdır ve insanların ondan önce yaşadıklarının ölçüsü değildir; orada olanlar bize "
    "ışıksız geceleri, konuşmayı bırakan çocukları ve bir daha kimsenin görmediği komşuları anlattı. Bunu buraya yazıyoruz, çünkü "
    "biliniyor ve çünkü birileri saydı.",
}
TITLES = {
    "en": "People in the small crisis have nowhere left to flee to",
    "ar": "لم يبقَ للناس في الأزمة الصغيرة مكان يفرّون إليه",
    "tr": "Küçük krizde insanların kaçacak yeri kalmadı",
}
CALLED = {
    "en": "Open the borders to people in flight and give them shelter",
    "ar": "افتحوا الحدود أمام الفارّين وامنحوهم المأوى",
    "tr": "Sınırları kaçanlara açın ve onlara barınak sağlayın",
}
_T = TypeVar("_T")


def write_letter(root: Path, paragraphs: int) -> None:
    """Write the folder with its letter."""
    base = root / "letters" / "long"
    base.mkdir(parents=True)
    names = "\n".join(f'name.{code} = "{title}"' for code, title in TITLES.items())
    (root / "crisis.toml").write_text(
        f'code = "small"\nlanguages = ["en", "ar", "tr"]\nstart = 2020-01-01\nas_of = 2020-02-29\n{names}\n', "utf-8"
    )
    (root / "places.csv").write_text("code,level,parent,name_en\nSY,0,,Syria\nSY01,1,SY,Idlib\n", "utf-8")
    (root / "sources.csv").write_text("code,name_en,kind,grade\nun,United Office,un,A\n", "utf-8")
    (root / "arrivals.csv").write_text(
        "start,end,origin,destination,amount,source\n2020-01-01,2020-02-01,SY,SY01,1000,un\n", "utf-8"
    )
    head = "id,label_en,label_ar,label_tr,metric,amount,unit,date,place,population,citation"
    rows = [
        f'{name},Refugees of {name},لاجئو {name},{name} mültecileri,stock,"{n}93,600",people,19{90 + n}-12-31,Far,refugees,Statistics {n}'
        for n, name in enumerate(CRISES, 1)
    ]
    (root / "references.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    signed = [f"Organisation {chr(65 + n % 26)}{chr(97 + n // 26)} for relief" for n in range(SIGNED)]
    (base / "signatories.csv").write_text("\n".join(["name", *signed]) + "\n", "utf-8")
    toml = ["date = 2020-03-06"]
    for ident in WHO:
        toml += ["[[addressees]]", f'id = "{ident}"']
        toml += [
            f'{key}.{code} = "{ident.upper()}: {TITLES[code]}"' for key in ("name", "salutation") for code in TITLES
        ]
    for n in range(CALLS):
        to = ", ".join(f'"{who}"' for who in WHO[n % 7 : n % 7 + 3])
        toml += ["[[calls]]", f'id = "call-{n}"', f"to = [{to}]"]
        toml += [f'text.{code} = "{words} ({chr(97 + n)})."' for code, words in CALLED.items()]
    (base / "letter.toml").write_text("\n".join(toml) + "\n", "utf-8")
    for code, words in PARAGRAPHS.items():
        parts = []
        for n in range(paragraphs):
            name = f"reference.{CRISES[n % len(CRISES)]}"
            parts.append(
                words.format(
                    day=f'{{{{ day("2020-02-{n % 28 + 1:02}") }}}}',
                    letter=f"{chr(65 + n % 26)}{chr(97 + n // 26)}",
                    figure=f'{{{{ figure("{name}", "people") }}}}',
                    period=f'{{{{ period("{name}") }}}}',
                    sources=f'{{{{ sources("{name}") }}}}',
                )
            )
        (base / f"letter.{code}.md").write_text(
            f"---\ntitle: {TITLES[code]}\n---\n" + "\n\n".join(parts) + "\n", "utf-8"
        )


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def run() -> bool:
    """Print the times, and return whether checking and building a letter keep the limit.

    Beside them stands the whole command, with the start of the process and the counting of the folder.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "small"
        write_letter(root, 48)
        seconds = _parts(root)
        print(f"checked and built: {seconds:.2f} s; limit {SECONDS:g} s; {seconds / SECONDS:.2f} of it")
        whole = min(_command(root, "long") for _ in range(3))
        print(f"nuzuh letter, the whole command, best of three: {whole:.2f} s")
        example = Path(__file__).parents[1] / "examples" / "idlib"
        print(f"nuzuh letter in examples/idlib, most of it counting: {_copied(example, Path(folder)):.2f} s")
    return seconds <= SECONDS


def _parts(root: Path) -> float:
    """Print how long each part takes in a process that has started; return the time of checking and building in seconds."""
    crisis = _timed("reading the folder", lambda: read_folder(root))
    ledger = _timed("counting it", lambda: ledgers.public_of(crisis, DAY))
    begin = time.perf_counter()
    letters, problems = _timed("checking the letter: binding, parity", lambda: read_letters(crisis, ledger))
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise SystemExit(f"The letter of the benchmark has errors: {errors[0]}")
    letter = letters["long"]
    when = When(DAY)
    _timed("building all but PDFs for addressees", lambda: letter_files(letter, crisis, ledger, when, every_pdf=False))
    bundle = _timed("building the bundle", lambda: bundle_of(letter, crisis, ledger))
    seconds = time.perf_counter() - begin
    _timed("verifying the bundle", lambda: verify(bundle))
    files = _timed("building all, PDFs for addressees too", lambda: letter_files(letter, crisis, ledger, when))
    kinds = {ending: sum(n.endswith(ending) for n in files) for ending in (".html", ".pdf", ".png")}
    pages = ", ".join(f"{c} {pages_of(files[f'letters/long/letter.{c}.pdf'])}" for c in letter.versions)
    print(f"pages of the open letter: {pages}; files: {kinds}")
    return seconds


def _timed(what: str, work: Callable[[], _T]) -> _T:
    begin, busy = time.perf_counter(), time.process_time()
    done = work()
    print(f"  {time.perf_counter() - begin:6.2f} s, of a processor {time.process_time() - busy:5.2f} s  {what}")
    return done


def _command(root: Path, name: str) -> float:
    begin = time.perf_counter()
    arguments = [sys.executable, "-m", "nuzuh", "letter", name, str(root), "--published", DAY.isoformat()]
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - begin


def _copied(example: Path, target: Path) -> float:
    copy = Path(shutil.copytree(example, target / "idlib", ignore=shutil.ignore_patterns("public", "private")))
    return _command(copy, "security-council")


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
