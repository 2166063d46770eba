"""`nuzuh import` of 1,000,000 rows laid out as nuzuh does not, checked; beside it libhxl validating the same rows."""

import csv
import datetime as dt
import itertools
import shutil
import sys

import numpy as np
import polars as pl

from benchmarks.national import GIB, NATIONAL, OUT, failed, make, peer_python, report, timed

ROWS, PEER_ROWS = 1_000_000, 50_000
FILE = OUT / "Displaced people by community.csv"
CRISIS = OUT / "import-crisis"
_LEVELS = range(1, 5)
_FIRST = dt.date(2023, 1, 2)
HEADER = [*(part for n in _LEVELS for part in (f"Admin{n} Name", f"Admin{n} Pcode")), "Assessment Date", "Nb of IDPs"]
_TAGS = [*(part for n in _LEVELS for part in (f"#adm{n}+name", f"#adm{n}+code")), "#date", "#affected+idps"]

_PEER = """
import sys, time, hxl
codes = open(sys.argv[2], encoding="utf-8").read()
schema = [
    ["#valid_tag", "#valid_required", "#valid_datatype", "#valid_value+list", "#valid_unique+key"],
    *[[f"#adm{n}+code", "true", "", codes, ""] for n in (1, 2, 3, 4)],
    *[[f"#adm{n}+name", "true", "", "", ""] for n in (1, 2, 3, 4)],
    ["#date", "true", "date", "", ""],
    ["#affected+idps", "true", "number", "", ""],
    ["#adm4+code", "", "", "", "#adm4+code,#date"],
]
wrong = []
start = time.perf_counter()
hxl.schema(schema, callback=wrong.append).validate(hxl.data(sys.argv[1], hxl.InputOptions(allow_local=True)))
print(len(wrong), time.perf_counter() - start)
"""


def towns() -> pl.DataFrame:
    """Return the communities of the national crisis: name and code of each level, ``n1``, ``p1`` … ``n4``, ``p4``."""
    places = pl.read_csv(NATIONAL / "places.csv", infer_schema=False)
    frame = places.filter(pl.col("level") == "4").select(p4="code", n4="name_en", p3="parent")
    for n in (3, 2, 1):
        wider = places.select(
            pl.col("code").alias(f"p{n}"), pl.col("name_en").alias(f"n{n}"), pl.col("parent").alias(f"p{n - 1}")
        )
        frame = frame.join(wider, on=f"p{n}", how="left", maintain_order="left")
    return frame.select(part for n in _LEVELS for part in (f"n{n}", f"p{n}"))


def write_file() -> int:
    """Write the file as somebody would send it, and the crisis that has its places; return the sum of its people."""
    shutil.rmtree(CRISIS, ignore_errors=True)
    CRISIS.mkdir(parents=True)
    for name in ("crisis.toml", "places.csv", "sources.csv"):
        shutil.copy(NATIONAL / name, CRISIS / name)
    places = towns()
    at = pl.int_range(ROWS, eager=True)
    people = pl.Series((25_000 * np.random.default_rng(1).random(ROWS) ** 6).astype(int))  # 25,000 distinct amounts
    days = pl.select(pl.lit(_FIRST) + pl.duration(days=pl.lit(at // places.height))).to_series()
    rows = places[at % places.height].with_columns(days.alias("day"), people.alias("people"))
    total = int(people.sum())
    with FILE.open("wb") as stream:
        stream.write(b"Displaced people by community, assessed daily\n\n")
        rows.rename(dict(zip(rows.columns, HEADER, strict=True))).write_csv(stream)
        stream.write(f"Total,,,,,,,,,{total}\n".encode())
    return total


def importing(total: int) -> bool:
    """Import the file; check that every row is there and that the people add up."""
    run = timed(
        sys.executable, "-m", "nuzuh", "import", str(FILE), str(CRISIS), "--as", "populations", "--name", "sent"
    )
    if run.status:
        return failed("nuzuh import", run)
    written = pl.read_csv(CRISIS / "populations" / "sent.csv", infer_schema=False)
    kept = report(f"nuzuh import, {ROWS:,} rows, the whole process", run.seconds, 10, "s")
    kept &= report("nuzuh import, peak memory", run.peak / GIB, 2.5, "GiB")
    told = f"{ROWS:,} rows read, {ROWS:,} accepted, 0 rejected" in run.out
    whole = written.height == ROWS and int(written["amount"].cast(pl.Int64).sum()) == total
    print(
        f"{'every row accepted, and the people are those of the totals row':<58} {'yes' if told and whole else 'NO: ' + run.out}"
    )
    if peer := libhxl():
        ours = ROWS / run.seconds
        print(
            f"{'rows per second':<58} {ours:8,.0f}     libhxl {peer:,.0f} (on {PEER_ROWS:,} rows)  ratio {ours / peer:.1f}"
        )
    return kept and told and whole


def libhxl() -> float | None:
    """Return the rows per second that libhxl validates; None when it cannot be installed."""
    python = peer_python()
    if python is None:
        return None
    table, codes = OUT / "peer-import.csv", OUT / "peer-codes.txt"
    with FILE.open(encoding="utf-8", newline="") as sent, table.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.reader(sent)
        next(rows), next(rows)
        writer = csv.writer(stream)
        writer.writerow(next(rows))
        writer.writerow(_TAGS)
        writer.writerows(itertools.islice(rows, PEER_ROWS))
    known = towns()
    codes.write_text("|".join(c for n in _LEVELS for c in known[f"p{n}"].unique(maintain_order=True)), "utf-8")
    run = timed(str(python), "-c", _PEER, str(table), str(codes))
    if run.status:
        print(f"SKIPPED: libhxl does not run: {run.err.strip().splitlines()[-1]}")
        return None
    wrong, seconds = run.out.split()
    if int(wrong):
        print(f"libhxl finds {wrong} faults in rows that have none")
    return PEER_ROWS / float(seconds)


def run() -> bool:
    """Run it; return whether all limits were kept."""
    OUT.mkdir(exist_ok=True)
    make()
    return importing(write_file())
