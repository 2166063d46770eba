"""A national crisis (7,500 places, 1,000,000 arrivals) and the worked example, against limits and libhxl."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "benchmarks" / "out"
NATIONAL = OUT / "national"
PLACES, ARRIVALS = 7_500, 1_000_000
PEER_ROWS = 50_000
GIB = 2**30

_READ = "import sys, pathlib; from nuzuh.folder.records import read_folder; " \
    "f = read_folder(pathlib.Path(sys.argv[1])); print(sum(c.read for c in f.counts.values()))"  # fmt: skip
_PEER = """
import sys, time, hxl
codes = open(sys.argv[2], encoding="utf-8").read()
schema = [
    ["#valid_tag", "#valid_required", "#valid_unique", "#valid_datatype", "#valid_value+list"],
    ["#meta+id", "true", "true", "", ""],
    ["#date+start", "true", "", "date", ""],
    ["#date+end", "", "", "date", ""],
    ["#adm+dest+code", "true", "", "", codes],
    ["#adm+origin+code", "", "", "", codes],
    ["#meta+coverage", "", "", "", "reported|unknown|not_covered|no_access"],
    ["#meta+source", "true", "", "", "focal-points"],
    ["#date+reported", "", "", "date", ""],
]
wrong = []
start = time.perf_counter()
hxl.schema(schema, callback=wrong.append).validate(hxl.data(sys.argv[1], hxl.InputOptions(allow_local=True)))
print(len(wrong), time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Run:
    """One finished child: exit status, seconds on the wall, peak memory in bytes, what it printed."""

    status: int
    seconds: float
    peak: int
    out: str
    err: str


def timed(*command: str) -> Run:
    """Run a command as a child in a process of its own, so that the peak is that of this child alone."""
    with subprocess.Popen(
        [sys.executable, "-c", _METER, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    ) as child:  # fmt: skip
        out, err = child.communicate()
    seconds, peak = (float(x) for x in err.rsplit("\n", 2)[1].split())
    return Run(child.returncode, seconds, int(peak) * 1024, out, err.rsplit("\n", 2)[0])


_METER = """
import resource, subprocess, sys, time
start = time.perf_counter()
status = subprocess.call(sys.argv[1:])
seconds = time.perf_counter() - start
sys.stderr.write(f"\\n{seconds} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}\\n")
sys.exit(status)
"""


def report(what: str, value: float, limit: float, unit: str) -> bool:
    """Print a measured value with its ratio to a limit."""
    kept = value <= limit
    note = "" if kept else "  MISSED"
    print(f"{what:<58} {value:8.2f} {unit:<3} limit {limit:g}  ratio {value / limit:.2f}{note}")
    return kept


def failed(what: str, run: Run) -> bool:
    """Print that a child failed, with the end of what it said."""
    said = " | ".join((run.err or run.out).strip().splitlines()[-3:])
    print(f"{what:<58} FAILED with status {run.status}: {said}")
    return False


def make() -> None:
    """Make the national crisis, unless this version of the script has made it already."""
    script = ROOT / "scripts" / "make_synthetic.py"
    mark = OUT / "national.sha256"
    digest = hashlib.sha256(script.read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == digest:
        return
    shutil.rmtree(NATIONAL, ignore_errors=True)
    size = ["--places", str(PLACES), "--arrivals", str(ARRIVALS), "--seed", "1"]
    subprocess.run([sys.executable, str(script), str(NATIONAL), *size], check=True)
    shutil.rmtree(NATIONAL / "letters")  # a list of signatories without a letter is an error
    mark.write_text(digest)


def reading() -> bool:
    """Read and check the national crisis; then libhxl on some of its rows."""
    run = timed(sys.executable, "-c", _READ, str(NATIONAL))
    if run.status:
        return failed("read and check, national", run)
    rows = int(run.out)
    kept = report(f"read and check, {rows:,} rows", run.seconds, 10, "s")
    kept &= report("read and check, peak memory", run.peak / GIB, 2.5, "GiB")
    peer = libhxl()
    if peer:
        ours = rows / run.seconds
        theirs = f"libhxl {peer:,.0f} (on {PEER_ROWS:,} rows)"
        print(f"{'rows per second':<58} {ours:8,.0f}     {theirs}  ratio {ours / peer:.1f}")
    return kept


def libhxl() -> float | None:
    """Return the rows per second that libhxl validates; None when it cannot be installed."""
    python = peer_python()
    if python is None:
        return None
    table, codes = OUT / "peer.csv", OUT / "peer-codes.txt"
    _write_peer_rows(table, codes)
    run = timed(str(python), "-c", _PEER, str(table), str(codes))
    if run.status:
        print(f"SKIPPED: libhxl does not run: {run.err.strip().splitlines()[-1]}")
        return None
    wrong, seconds = run.out.split()
    if int(wrong):
        print(f"libhxl finds {wrong} faults in rows that have none")
    return PEER_ROWS / float(seconds)


def peer_python() -> Path | None:
    """Return the interpreter of an environment with libhxl in it; None when it cannot be installed."""
    python = OUT / "peer" / "bin" / "python"
    try:
        if not python.is_file():
            subprocess.run([sys.executable, "-m", "venv", str(OUT / "peer")], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "-q", "libhxl", "six", "setuptools"]
            subprocess.run(install, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(OUT / "peer", ignore_errors=True)
        print(f"SKIPPED: libhxl cannot be installed: {error}")
        return None
    return python


def _write_peer_rows(table: Path, codes: Path) -> None:
    """Write the first rows of the weekly reports with HXL hashtags, and all place codes."""
    from nuzuh.folder.columns import specification

    tags = ",".join(column.hxl for column in specification("arrivals").columns)
    with (NATIONAL / "arrivals" / "focal-points.csv").open(encoding="utf-8") as rows:
        lines = [next(rows), f"{tags}\n", *(line for line, _ in zip(rows, range(PEER_ROWS), strict=False))]
    table.write_text("".join(lines), "utf-8")
    places = (NATIONAL / "places.csv").read_text("utf-8").splitlines()[1:]
    codes.write_text("|".join(line.split(",", 1)[0] for line in places), "utf-8")


def building() -> bool:
    """Build the national issue, and the worked example twice."""
    nuzuh = [sys.executable, "-m", "nuzuh", "build"]
    kept = True
    run = timed(*nuzuh, str(NATIONAL))
    if run.status:
        kept = failed("nuzuh build, national", run)
    else:
        kept &= report("nuzuh build, national", run.seconds, 90, "s")
        kept &= report("nuzuh build, national, peak memory", run.peak / GIB, 4, "GiB")
    example = OUT / "idlib"
    shutil.rmtree(example, ignore_errors=True)
    shutil.copytree(
        ROOT / "examples" / "idlib", example, ignore=shutil.ignore_patterns("public", "private", ".nuzuh-*")
    )
    trees = []
    for turn in ("first", "second"):
        run = timed(*nuzuh, str(example))
        if run.status:
            return failed(f"nuzuh build, examples/idlib, {turn} time", run)
        kept &= report(f"nuzuh build, examples/idlib, {turn} time", run.seconds, 10, "s")
        trees.append(_tree(example / "public"))
    different = sorted({p for p, _ in trees[0].items() ^ trees[1].items()})
    print(f"{'public/ of both builds':<58} {len(trees[0])} files, {len(different)} differ {different[:5] or ''}")
    return kept and not different and bool(trees[0])


def _tree(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def run() -> bool:
    """Run everything; return whether all limits were kept."""
    OUT.mkdir(exist_ok=True)
    start = time.perf_counter()
    make()
    print(f"{'made the national crisis, or found it made':<58} {time.perf_counter() - start:8.2f} s")
    kept = reading()
    return building() and kept
