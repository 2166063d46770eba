"""Feed the file readers with damaged files and see that each comes out as tables or as a reason.

    uv run python scripts/fuzz_readers.py --minutes 10 --seed 1 [--corpus DIR] [--keep DIR] [--import]

Seeds are made here: small files of every kind that is read; `--corpus` adds the files of a folder (up to 400 kB each).
Each case is one seed damaged at random: bits flipped, cut, spliced, parts of packages tampered with. It is read in a worker
process with a bound on memory and a limit of time. Counted as a failure: a crash of the process, an exception other than
UnreadableFile, a case that takes too long or too much memory, a line of a sheet that is lost or comes twice.
With `--import` each file is imported into a crisis made for it, as the table of its seed or one chosen by its number: it must
come out as rows that `nuzuh check` reads as the import said, or as an error of ours and an unchanged folder; nothing else.
Exit status 1 on any failure; `--keep` writes the failing files. The same seed gives the same cases.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import os
import random
import re
import resource
import selectors
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

MEMORY = 3 * 2**30  # bytes of address space of a worker
GROWTH = 1 * 2**30  # bytes of resident memory that one small file may take
SECONDS = 20.0
SLOW = 5.0  # seconds; told and kept, no failure
LARGEST_SEED = 400_000
ENDINGS = (
    *(".csv", ".tsv", ".txt", "", ".hxl", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".json", ".jsonl", ".geojson"),
    *(".parquet", ".arrow", ".zip", ".gz", ".pdf", ".html"),
)
TOKENS = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b'"',
        b'""',
        b",",
        b";",
        b"\t",
        b"\r",
        b"\n",
        b"\r\n",
        b"sep=,\n",
        b"#adm1",
        b"????",
    ),
    *(
        b"<",
        b">",
        b"]]>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"&b;",
        b"[" * 2000,
        b"{" * 500,
        b'{"a":',
        b"NaN",
        b"1e999",
    ),
    *(
        b"PK\x03\x04",
        b"PAR1",
        b"ARROW1",
        b"\x1f\x8b",
        b"%PDF-",
        b"\xd0\xcf\x11\xe0",
        b"Total",
        "إدلب".encode(),
        b"9" * 400,
    ),
)
NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"16384",
    b"65536",
    b"1048576",
    b"2147483648",
    b"4294967296",
    b"99999999999999999999",
)
CELLS = (
    ("Displacement", None, None),
    ("district", "place", "people"),
    ("Harim", "Atma", 120),
    ("Harim", "إدلب", 80.5),
    ("Total", None, 200.5),
    ("Source: field",),
)
CRISIS = {
    "crisis.toml": """code = "fuzzed"
languages = ["en"]
start = 2010-01-01
as_of = 2026-01-01
published = 2026-01-02
place = "SY"
household_size = 5.0

[name]
en = "A crisis of damaged files"
""",
    "places.csv": """code,level,parent,name_en,name_ar
SY,0,,Syria,سوريا
SY01,1,SY,Idleb,إدلب
SY07,1,SY,Aleppo,حلب
SY0101,2,SY01,Harim,حارم
SY010101,3,SY0101,Dana,الدانا
C1001,4,SY010101,Atma,أطمة
""",
    "sources.csv": "code,name_en,grade\nfield,Field reports,B\n",
    "letters/open/letter.toml": "date = 2020-03-06\n",
}


SENT = {
    "places": "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM3_EN,ADM3_PCODE,lat,lon\n"
    "Idleb,إدلب,SY01,Harim,SY0101,Dana,SY010101,36.2,36.7\nIdleb,إدلب,SY01,Ariha,SY0102,Ariha,SY010201,35.8,36.6\n",
    "arrivals": "Flow of displaced people,,,,,\nMonth,Year,From Governorate,To District,To Pcode,IDPs arrived\n"
    'January,2020,Aleppo,Harim,SY0101,"1,200"\nFebruary,2020,Idleb,Dana,SY010101,about 300\nTotal,,,,,1500\n',
    "populations": "As of 15 February 2020\n\nAdmin2Name_en,Admin2Pcode,Location,IDPs_Jan_2020,IDPs_Feb_2020,Returnees,Female IDPs\n"
    "Harim,SY0101,Atma,100,120, -   ,60\nHarim,SY0101,Dana (north),50,,3,25\nTotal,,,150,120,3,85\n",
    "arrivals2": ",2019,,2020\nGovernorate,Nov,Dec,Jan\nIdleb,10,20,30\nAleppo,4,5,6\nTotal,14,25,36\n",
    "references": "year,coo_name,coa_name,refugees,returned_refugees\n1995,Bosnia,Germany,100,3\n1996,Bosnia,Germany,90.0,\n",
    "incidents": "event_id_cnty,event_date,event_type,admin1,admin2,location,latitude,longitude,fatalities,notes\n"
    "SYR1,03 February 2020,Battles,Idleb,Harim,Atma,36.3,36.7,4,shelling\n",
    "activities": "Organisation,Org type,Cluster,Activity,Status,District,People targeted,People reached\n"
    "Helpers,NGO,Shelter,Tents,Ongoing,Harim,100,60\nHelpers,NGO,WASH,Water,Done,Dana,-,10\n",
    "activities2": "Governorate,Education,Health,Shelter/NFI,Total reached\nIdleb,5,9,3,17\nAleppo,1,2,3,6\n",
    "arrivals3": "start;intake/Date of arrival;intake/Destination District;intake/Number of individuals;_id;_uuid;_submission_time;"
    "_validation_status\n2020-02-02T10:00;2020-02-01;Harim;12;1;a-1;2020-02-02T10:06:00;Approved\n"
    "2020-02-02T11:00;2020-02-02;Dana;5;2;a-2;2020-02-02T11:06:00;Not approved\n",
    "signatories": "اسم المنظمة,Name,Country,Date signed\nجمعية,Helpers,Turkey,2020-03-01\n,Others,Syria,\n",
    "place_decisions": "pcode,name,decided by\nSY0101,Harem City,Amal\nC1001,Atmeh,Amal\n",
    "sources": "code,name_en,organisation,grade,published\na,A list,Helpers,B,2020-01-01\n",
    "populations2": "Where,How many,When\n#adm2+code,#affected+idps,#date\nSY0101,12,2020-02-01\nSY07,13,2020-02-01\n",
}
"""A file for most tables, as others lay them out."""
KEPT_ASIDE = ("survey.rejected", "row.blank", "row.code")


def worker(*, imports: bool) -> None:
    """Read, or import, the files whose names come in, one a line, and say how each went."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    treat = imported if imports else read
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            answer = treat(path)
        except BaseException:
            answer = "failed " + traceback.format_exc().replace("\n", "\\n")
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
        if grown > GROWTH:
            answer = f"failed memory: {grown / 2**20:.0f} MiB"
        print(answer, flush=True)


def read(path: Path) -> str:
    """Read a file as grids, tables and surveys."""
    from nuzuh.formats.grids import UnreadableFile, read_grids
    from nuzuh.formats.kobo import is_form, survey_of
    from nuzuh.formats.layout import tables_of

    try:
        grids = read_grids(path)
    except UnreadableFile as error:
        return refused(error.fault.rule, error.fault.message, error.fault.suggestion)
    for grid in grids:
        check(grid, tables_of(grid))
    survey_of(grids)
    is_form(grids)
    return "read"


def refused(rule: str, message: str, suggestion: str) -> str:
    """Return the answer for a file that is refused: with a reason, and not for want of memory."""
    if "memory" in message or not message or not suggestion:
        return f"failed memory: {message}"
    return f"refused {rule}"


def imported(path: Path) -> str:
    """Import a file into a crisis of its own and check what became of its rows and of the folder."""
    from nuzuh.folder.records import read_folder
    from nuzuh.intake.bring import TABLES, Wishes, bring
    from nuzuh.terms.errors import DataError

    number, likely = re.findall("^([0-9]+)([a-z_]*)", path.name)[0]
    table = likely or TABLES[int(number) % len(TABLES)]
    day = "start" if table == "arrivals" else "date"
    fixed = {day: "2020-02-01"} if table in ("arrivals", "populations") else {}
    with tempfile.TemporaryDirectory() as folder:
        crisis = Path(folder)
        for name, content in CRISIS.items():
            (crisis / name).parent.mkdir(parents=True, exist_ok=True)
            (crisis / name).write_text(content, "utf-8")
        try:
            done = bring(crisis, str(path), table, Wishes(name="sent", fixed=fixed))
        except DataError as error:
            left = {str(f.relative_to(crisis)) for f in crisis.rglob("*") if f.is_file()}
            assert left == set(CRISIS), "a refused file changed the folder"
            worst = min(error.problems, key=lambda p: p.severity, default=None)
            return refused(worst.rule, worst.message, worst.suggestion) if worst else "failed: no reason"
        assert done.read == done.accepted + done.rejected, "accepted + rejected"
        assert all(s.read == s.accepted + s.rejected for s in done.sheets), "accepted + rejected of a sheet"
        assert 0 < done.accepted <= done.read
        kept = read_folder(crisis)
        mine = kept.checked[table]
        at = next(i for i, s in enumerate(mine.sheets) if (crisis / s.file).samefile(done.files[0]))
        bad = int(mine.bad[(mine.cells["_sheet"] == at).to_numpy()].sum())
        height = int((mine.cells["_sheet"] == at).sum())
        assert height == done.written, f"{height} rows are read, {done.written} were written"
        assert not done.rejected or any(p.severity == "error" or p.rule in KEPT_ASIDE for p in done.problems), (
            "not told"
        )
        assert bool(bad) <= bool(done.rejected), f"{bad} rejected rows of {done.rejected} that were told"
    return f"imported {table}"


def check(grid: object, tables: list) -> None:  # type: ignore[type-arg]
    """Check that every line of the sheet stands in one place and one place only."""
    lines = grid.cells["_line"].to_list()  # type: ignore[attr-defined]
    assert lines == sorted(set(lines)), "lines of the sheet"
    found: Counter[int] = Counter()
    for table in tables:
        assert len(table.header) == len(table.above) == table.rows.width - 1
        assert not table.hashtags or len(table.hashtags) == len(table.header)
        found.update(table.rows["_line"].to_list())
        found.update(table.totals["_line"].to_list())
        found.update(line for line, _ in (*table.banner, *table.below))
        found.update(row.line for row in table.broken if row.rule == "row.long")
    assert set(found) <= set(lines), "a line that the sheet has not"
    assert max(found.values(), default=1) == 1, "a line twice"
    heads = len(set(lines) - set(found))
    assert not tables or heads <= 6 * len(tables), f"{heads} lines lost"


def seeds() -> list[tuple[str, bytes]]:
    """Make one small file of every kind."""
    import polars as pl
    import xlsxwriter

    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in CELLS)
    hxl = "Org,Province,Number\n#org,#adm1,#affected\nX,Coast,100\nY,Hills,200\n"
    quoted = '"a";"b"\n"1;2";"line\nbreak"\n"x ""y""";""\n'
    objects = '{"count":2,"next":null,"results":[{"_id":1,"a/b":"x","r":[{"r/n":1},{"r/n":2}]},{"_id":2,"_validation_status":{}}]}'
    point = '{"type":"Feature","properties":{"n":1},"geometry":{"type":"Point","coordinates":[36,35]}}'
    points = f'{{"type":"FeatureCollection","features":[{point}]}}'
    frame = pl.DataFrame({"a": ["x", None], "b": [1.5, 2.0], "c": [[1, 2], []], "d": [{"e": 1}, {"e": None}]})
    frame = frame.with_columns(pl.lit("2020-02-01").str.to_date().alias("day"))
    parquet, arrow, book = io.BytesIO(), io.BytesIO(), io.BytesIO()
    frame.write_parquet(parquet)
    frame.write_ipc(arrow)
    written = xlsxwriter.Workbook(book, {"in_memory": True})
    for name in ("one", "two"):
        page = written.add_worksheet(name)
        for line, row in enumerate(CELLS):
            for column, cell in enumerate(row):
                page.write(line, column, cell)
        page.merge_range("A9:C9", "merged")
        page.merge_range("A11:A13", "down")
        page.write_formula("B11", "=1/0", None, "#DIV/0!")
        page.write_formula("C12", "=A1", None, "")
    written.close()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Form.csv", "SubmissionDate,people,KEY\n2020,3,uuid:1\n2020,4,uuid:2\n")
        archive.writestr("Form-r.csv", "age,PARENT_KEY,KEY\n4,uuid:1,uuid:1/r[1]\n")
        archive.writestr("__MACOSX/._Form.csv", b"\0")
    return [
        *(("a.csv", text.encode()), ("b.csv", text.encode("utf-16")), ("c.csv", text.encode("cp1256", "replace"))),
        *(("d.csv", hxl.encode()), ("e.csv", quoted.encode()), ("f.txt", text.encode()), ("g.json", objects.encode())),
        *(
            ("h.json", b'[["a","b"],["#org",""],["x",1]]'),
            ("i.geojson", points.encode()),
            ("j.jsonl", b'{"a":1}\n{"a":2}\n'),
        ),
        *(("k.parquet", parquet.getvalue()), ("l.arrow", arrow.getvalue()), ("m.xlsx", book.getvalue())),
        *(("n.ods", opendocument()), ("o.zip", packed.getvalue()), ("p.csv.gz", gzip.compress(text.encode(), mtime=0))),
    ]


def opendocument() -> bytes:
    """Make a small spreadsheet of LibreOffice by hand."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell/>"
            if cell is None
            else f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
            if isinstance(cell, int | float)
            else f'<table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + '</table:table-row><table:table-row table:number-rows-repeated="3">'
        + '<table:table-cell table:number-columns-repeated="9"/></table:table-row>'
        for row in CELLS
    )
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="one">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return made.getvalue()


def damaged(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return the bytes with some damage."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        with contextlib.suppress(Exception):
            return tampered(data, others, chance)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        data = one_damage(data, others, chance)
    return data


def one_damage(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return the bytes with one thing wrong."""
    if not data:
        return chance.choice(others)
    at = chance.randrange(len(data))
    end = min(len(data), at + chance.choice((1, 2, 4, 16, 64, 1024)))
    match chance.randrange(9):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + bytes([chance.choice((0, 1, 127, 128, 255))]) + data[at + 1 :]
        case 2:
            return data[:at]
        case 3:
            return data[:at] + data[end:]
        case 4:
            return data[:end] + data[at:end] * chance.choice((1, 2, 50)) + data[end:]
        case 5:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            return data[:at] + other[start : start + 4096] + data[at:]
        case 6:
            return data[:at] + chance.choice(TOKENS) + data[at:]
        case 7:
            found = list(re.finditer(rb"[0-9]+", data[at : at + 10_000]))
            if not found:
                return data[:at] + chance.choice(TOKENS) + data[at:]
            one = chance.choice(found)
            return data[: at + one.start()] + chance.choice(NUMBERS) + data[at + one.end() :]
        case _:
            return data[:at] + chance.randbytes(end - at) + data[end:]


def tampered(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return the package with one or two of its parts damaged, packed properly again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part.filename: package.read(part) for part in package.infolist() if part.file_size < 4_000_000}
    likely = [name for name in parts if re.search(r"sheet|workbook|content|shared|styles|\.csv", name)] or list(parts)
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(likely)
        for _ in range(chance.choice((1, 1, 3, 10))):
            parts[name] = one_damage(parts.get(name, b""), others, chance)
        if chance.random() < 0.05:
            del parts[name]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


class Worker:
    """A worker process that is started anew when it is lost."""

    def __init__(self, *options: str) -> None:
        self.options = options
        self.process: subprocess.Popen[str] | None = None

    def ask(self, path: Path) -> str:
        """Return the answer for a file: read, refused … or failed …."""
        if self.process is None or self.process.poll() is not None:
            environment = {**os.environ, "POLARS_MAX_THREADS": "1", "RUST_BACKTRACE": "0", "MALLOC_ARENA_MAX": "2"}
            self.process = subprocess.Popen(
                [sys.executable, __file__, "--worker", *self.options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=environment,
            )
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        before = self.seconds()
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            for _ in range(10):  # a busy machine is no hang
                if selector.select(SECONDS):
                    break
                if self.seconds() - before > SECONDS:
                    self.stop()
                    return f"failed hang: more than {SECONDS:.0f} s"
            else:
                self.stop()
                return f"failed hang: idle for {10 * SECONDS:.0f} s"
        answer = self.process.stdout.readline().rstrip("\n")
        if not answer:
            status = self.process.wait()
            self.process = None
            return f"failed crash: status {status}"
        return answer

    def seconds(self) -> float:
        """Return the time that the process has computed so far; 0 before its first case and where it is not told."""
        path = Path(f"/proc/{self.process.pid}/stat") if self.process else Path("/none")
        if not path.exists():
            return 0.0
        user, system = path.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def keep(folder: Path | None, path: Path) -> None:
    """Copy a file into the folder of those to look at."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path.name).write_bytes(path.read_bytes())


def main() -> int:
    """Run the cases and print how they went."""
    parser = argparse.ArgumentParser(description="Feed the file readers with damaged files.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--import", dest="imports", action="store_true")
    parser.add_argument("--worker", action="store_true")
    options = parser.parse_args()
    if options.worker:
        worker(imports=options.imports)
        return 0
    files = seeds() + ([(f"{name}.csv", text.encode()) for name, text in SENT.items()] * 3 if options.imports else [])
    for folder in options.corpus:
        found = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= LARGEST_SEED)
        files += [(path.name, path.read_bytes()) for path in found]
    chance = random.Random(options.seed)
    others = [data for _, data in files]
    counts: Counter[str] = Counter()
    slowest, failures, reader = (0.0, ""), [], Worker(*(["--import"] if options.imports else []))
    end = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        for case in range(10**9):
            if time.monotonic() > end:
                break
            name, data = files[case % len(files)] if case < len(files) else chance.choice(files)
            if case >= len(files):
                data = damaged(data, others, chance)
                if chance.random() < 0.1:
                    name = f"x{chance.choice(ENDINGS)}"
            likely = Path(name).stem.rstrip("123") if options.imports and case % 4 else ""
            likely = likely if likely in SENT else ""
            path = Path(folder) / f"{case}{likely}{''.join(Path(name).suffixes[-2:])}".replace(" ", "").replace(
                "\n", ""
            )
            path.write_bytes(data)
            started = reader.seconds()
            answer = reader.ask(path)
            took = reader.seconds() - started
            slowest = max(slowest, (took, name))
            if took > SLOW and not answer.startswith("failed"):
                print(f"case {case} ({name}): slow, {took:.1f} s: {answer}", flush=True)
                keep(options.keep, path)
            counts[answer.split()[0] if answer.startswith("failed") else " ".join(answer.split()[:2])] += 1
            if answer.startswith("failed"):
                failures.append((case, name, answer))
                print(f"case {case} ({name}): {answer[-1500:]}", flush=True)
                keep(options.keep, path)
            path.unlink()
    reader.stop()
    print(f"{sum(counts.values())} cases of {len(files)} seeds; slowest {slowest[0]:.1f} s ({slowest[1]})")
    for name, count in counts.most_common():
        print(f"{count:8} {name}")
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
