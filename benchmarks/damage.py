"""Damage and repeats looked for in 1,000,000 rows: sound, damaged, and with texts that are all different."""

import sys

from benchmarks.national import failed, report, timed

ROWS = 1_000_000
LIMITS = {"sound": 5.0, "damaged": 5.0, "all texts broken, all different": 20.0, "all texts Arabic, all different": 5.0}

_CODE = """
import sys, time
import numpy as np, polars as pl
from nuzuh.intake.damage import repair
from nuzuh.intake.totals import check_totals
from nuzuh.intake.twice import same_rows

n = int(sys.argv[1])
chance = np.random.default_rng(1)
codes = np.array([f"SY{a:02d}{b:02d}{c:02d}" for a in range(1, 15) for b in range(6) for c in range(4)])
arabic = ["حلب", "الرقة", "إدلب", "حمص", "دمشق"]
broken = {a: a.encode().decode("latin-1") for a in arabic}
at, parts = chance.integers(0, len(codes), n), chance.integers(0, 300, (4, n))
def one_of(words, k):
    return np.array(words)[chance.integers(0, len(words), n) if k is None else k % len(words)]
columns = {
    "id": [f"r{i}" for i in range(n)], "admin3Pcode": codes[at], "name_en": [f"Place {i % 500}" for i in at],
    "name_ar": one_of(arabic, at), "date": (np.datetime64("2020-01-01") + chance.integers(0, 700, n)).astype(str),
    "men": parts[0].astype(str), "women": parts[1].astype(str), "boys": parts[2].astype(str), "girls": parts[3].astype(str),
    "total people": parts.sum(0).astype(str), "age group": one_of(["0-4", "5-11", "12-17", "18-59", "60+"], None),
    "source": one_of(["ocha", "reach", "sarc"], None), "note": one_of(["fled after shelling", "moved to camp", ""], None),
}
headings = list(columns)
rows = pl.DataFrame({f"c{i}": pl.Series(list(c), dtype=pl.String) for i, c in enumerate(columns.values())})
rows = rows.with_columns(pl.col("c12").replace("", None)).with_row_index("_line", offset=2)
some = pl.Series(chance.random(n) < 0.3)
def spoilt(column, by):
    return pl.when(some).then(by).otherwise(pl.col(column)).alias(column)
tables = {
    "sound": rows,
    "damaged": rows.with_columns(
        spoilt("c3", pl.col("c3").replace(broken)), spoilt("c5", pl.lit("-")), spoilt("c1", pl.col("c1").str.slice(3)),
        spoilt("c10", pl.lit("2020-05-11")), spoilt("c9", pl.lit("7")), spoilt("c2", pl.lit("???")),
    ),
    "all texts broken, all different": rows.with_columns(c3=pl.col("c3").replace(broken) + " " + pl.col("c0")),
    "all texts Arabic, all different": rows.with_columns(c3=pl.col("c3") + "، قرية " + pl.col("c0")),
}
known = {c: 3 for c in codes.tolist()}
for name, table in tables.items():
    start = time.perf_counter()
    done = repair(table, headings, codes=known, levels={"c1": 3})
    found = [*done.findings, *check_totals(done.rows, rows.clear(), headings), *same_rows(done.rows, headings)]
    print(name, time.perf_counter() - start, ",".join(sorted({f.rule for f in found})), sep="|")
"""
_FOUND = {
    "sound": set(),
    "damaged": {"text.mojibake", "number.blank", "range.date", "sum.differs"},
    "all texts broken, all different": {"text.mojibake"},
    "all texts Arabic, all different": set(),
}


def run() -> bool:
    """Run it; return whether all limits were kept and the damage was found, and none in sound rows."""
    done = timed(sys.executable, "-c", _CODE, str(ROWS))
    if done.status:
        return failed("damage", done)
    kept = True
    for line in done.out.splitlines():
        name, seconds, rules = line.split("|")
        kept &= report(f"damage in {ROWS:,} rows: {name}", float(seconds), LIMITS[name], "s")
        found = {rule for rule in rules.split(",") if rule}
        if not found >= _FOUND[name] or (not _FOUND[name] and found):
            print(f"  found: {rules or 'nothing'}")
            kept = False
    return kept
