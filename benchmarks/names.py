"""Place names against a gazetteer: how many are right, beside hdx-python-country and plain string distance; how fast."""

import hashlib
import random
import sys
import time

import polars as pl

from benchmarks.national import OUT, ROOT, failed, report, timed

DATA = ROOT.parent / "shared" / "data"
LEVELS = {"governorate": 1, "district": 2, "subdistrict": 3}
NAMES, LIMIT_SECONDS, LIMIT_START, LIMIT_MIB = 100_000, 10, 1.0, 500
_LETTERS = "aeioumnlrtskh"

_SPEED = """
import pathlib, sys, time
import polars as pl
from nuzuh.places.match import Matcher
places, names = pl.read_parquet(sys.argv[1]), pl.read_parquet(sys.argv[2])
start = time.perf_counter()
matcher = Matcher(places)
matcher.match(pl.DataFrame({"name": ["Atma"]}))
ready = time.perf_counter()
matcher.match(names)
print(ready - start, time.perf_counter() - ready)
"""
_PEER = """
import sys
import polars as pl
from hdx.location.adminlevel import AdminLevel
places, asked = pl.read_parquet(sys.argv[1]), pl.read_parquet(sys.argv[2])
known = places.select("code", "name", "top").iter_rows()
rows = [{"Location": "SYR", "P-Code": c, "Name": n} | ({"Parent P-Code": p} if asked["top"][0] else {}) for c, n, p in known]
level = AdminLevel(admin_config={}, admin_level=2)
level.setup_from_iterable(rows)
out = []
for name, top in asked.select("name", "top").iter_rows():
    code, _ = level.get_pcode("SYR", name, parent=top) if top else level.get_pcode("SYR", name)
    out.append(code)
pl.DataFrame({"code": out}, schema={"code": pl.String}).write_parquet(sys.argv[3])
"""


def gazetteer() -> pl.DataFrame:
    """Return the places of Syria: communities in English only, areas in English and Arabic."""
    folder = DATA / "gazetteer"
    communities = pl.read_csv(folder / "derived_syr_communities.csv", infer_schema_length=0).select(
        code="pcode",
        level=pl.lit(4, dtype=pl.Int64),
        parent="adm3_pcode",
        name_en="name_en",
        lat=pl.col("latitude").cast(pl.Float64, strict=False),
        lon=pl.col("longitude").cast(pl.Float64, strict=False),
        population=pl.col("population").cast(pl.Float64, strict=False),
    )
    parts = [
        pl.DataFrame(
            {"code": ["SY"], "level": [0], "parent": [None], "name_en": ["Syria"], "name_ar": ["سوريا"]},
            schema_overrides={"parent": pl.String},
        )
    ]
    for level, parent in ((1, "ADM0_PCODE"), (2, "ADM1_PCODE"), (3, "ADM2_PCODE")):
        areas = pl.read_csv(folder / f"ocha_cod_2018_syr_admin{level}.csv", infer_schema_length=0)
        parts.append(
            areas.select(
                code="PCODE",
                level=pl.lit(level, dtype=pl.Int64),
                parent=pl.lit("SY") if level == 1 else pl.col(parent),
                name_en="NAME_EN",
                name_ar="NAME_AR",
            )
        )
    return pl.concat([*parts, communities], how="diagonal_relaxed")


def communities() -> pl.DataFrame:
    """Return spellings of communities: ``name``, ``truth``, ``within`` (the subdistrict), ``top`` (the governorate)."""
    spellings = pl.read_csv(DATA / "names" / "community_spellings.csv").rename({"pcode": "truth"})
    parents = gazetteer().select(truth="code", within="parent")
    return spellings.join(parents, on="truth").with_columns(top=pl.col("within").str.head(4))


def incidents(language: str) -> pl.DataFrame:
    """Return names of places of incidents whose label can be trusted; ``within`` is the governorate."""
    rows = pl.read_csv(DATA / "names" / "incident_places_weak_labels.csv", infer_schema_length=0)
    sure = (pl.col("dist_km").cast(pl.Float64) <= 1) & (pl.col("name_similarity").cast(pl.Float64) >= 0.6)
    named = rows.filter(sure & pl.col(f"location_{language}").is_not_null())
    top = gazetteer().select(nearest_pcode="code", within=pl.col("parent").str.head(4))
    return named.join(top, on="nearest_pcode").select(
        name=f"location_{language}", truth="nearest_pcode", within="within", top="within"
    )


def aliases() -> pl.DataFrame:
    """Return aliases of areas, with their level."""
    rows = pl.read_csv(DATA / "names" / "admin_aliases.csv")
    return rows.select("name", level=pl.col("level").replace_strict(LEVELS), truth="ocha_pcode")


def judged(matcher, frame: pl.DataFrame, *, within: bool) -> pl.DataFrame:
    """Return for each name whether the first answer, the match is right, it is listed among three, or silently wrong."""
    hints = [c for c in ("level",) if c in frame.columns]
    answers = matcher.match(frame.select("name", *hints, *(["within"] if within else [])))
    truth = frame["truth"]
    codes = answers["candidates"].list.eval(pl.element().struct.field("code"))
    matched = answers["status"] == "matched"
    first = (codes.list.first() == truth).fill_null(value=False)
    near = pl.DataFrame({"codes": codes.list.head(3), "truth": truth})
    listed = near.select(pl.col("codes").list.contains(pl.col("truth")).fill_null(value=False)).to_series()
    right = matched & (answers["code"] == truth).fill_null(value=False)
    return pl.DataFrame(
        {
            "truth": truth,
            "first": first,
            "right": right,
            "listed": (answers["status"] == "ambiguous") & listed,
            "wrong": matched & ~right,
        }
    )


def noisy(count: int) -> list[str]:
    """Return spellings of the files with a letter lost, doubled or changed in nine of ten."""
    chance = random.Random(1)
    known = [*communities()["name"], *incidents("en")["name"], *incidents("ar")["name"], *gazetteer()["name_en"]]
    return [_spoilt(chance.choice(known), chance) for _ in range(count)]


def _spoilt(text: str, chance: random.Random) -> str:
    if len(text) < 4 or chance.random() < 0.1:
        return text
    at, what = chance.randrange(len(text)), chance.random()
    instead = chance.choice(_LETTERS) if what < 0.4 else "" if what < 0.7 else text[at] * 2
    return text[:at] + instead + text[at + 1 :]


def held_out(code: str) -> bool:
    """Return whether a place is of the half by which nothing was set."""
    return hashlib.sha256(code.encode()).digest()[-1] % 2 == 1


def _plain(places: pl.DataFrame, frame: pl.DataFrame) -> pl.Series:
    """Return the place that is nearest by plain string distance."""
    from rapidfuzz import fuzz, process

    out = []
    short = places.with_columns(pl.col("name").str.replace(r" \(.*", ""))
    by_top = {top: dict(part.select("code", "name").iter_rows()) for (top,), part in short.group_by("top")}
    for name, top in frame.select("name", "top").iter_rows():
        found = process.extractOne(name, by_top[top], scorer=fuzz.ratio, processor=str.casefold)
        out.append(found[2] if found else None)
    return pl.Series(out, dtype=pl.String)


def peer(places: pl.DataFrame, frame: pl.DataFrame) -> pl.Series | None:
    """Return what hdx-python-country matches each name with; None where it cannot be installed."""
    import shutil
    import subprocess

    python = OUT / "peer-names" / "bin" / "python"
    try:
        if not python.is_file():
            subprocess.run([sys.executable, "-m", "venv", str(OUT / "peer-names")], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "-q", "hdx-python-country", "polars"]
            subprocess.run(install, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(OUT / "peer-names", ignore_errors=True)
        print(f"SKIPPED: hdx-python-country cannot be installed: {error}")
        return None
    files = [OUT / f"peer-{what}.parquet" for what in ("places", "asked", "found")]
    short = places.select("code", pl.col("name").str.replace(r" \(.*", ""), "top")
    short.write_parquet(files[0])
    frame.select("name", "top").write_parquet(files[1])
    run = timed(str(python), "-c", _PEER, *map(str, files))
    if run.status:
        print(f"SKIPPED: hdx-python-country does not run: {run.err.strip().splitlines()[-1]}")
        return None
    return pl.read_parquet(files[2])["code"]


def accuracy(matcher) -> bool:
    """Print how many names are right, over all and over the half by which nothing was set."""
    kept = True
    cases = [
        ("communities, subdistrict given", communities(), True, "first", 0.98),
        ("incidents in English, governorate given", incidents("en"), True, "answered", 0.95),
        ("incidents in Arabic, governorate given", incidents("ar"), True, "answered", 0.92),
        ("incidents in English, nothing given", incidents("en"), False, "", 0.0),
        ("incidents in Arabic, nothing given", incidents("ar"), False, "", 0.0),
        ("aliases of areas, level given", aliases(), False, "answered", 0.95),
        ("aliases of areas, nothing given", aliases().drop("level"), False, "answered", 0.95),
    ]
    for what, frame, within, column, least in cases:
        found = judged(matcher, frame, within=within).with_columns(answered=pl.col("right") | pl.col("listed"))
        half = found.filter(pl.col("truth").map_elements(held_out, return_dtype=pl.Boolean))
        ok = found["wrong"].mean() <= 0.02 and (not column or found[column].mean() >= least)
        kept &= ok
        told = " ".join(
            f"{c} {100 * found[c].mean():5.1f} ({100 * half[c].mean():5.1f})"
            for c in ("first", "right", "answered", "wrong")
        )
        print(f"{what:<42} n {found.height:5d}  {told}{'' if ok else '  MISSED'}")
    print("  per cent of the names; in brackets the half of the places by which nothing was set")
    return kept


def beside(matcher, places: pl.DataFrame) -> None:
    """Print the share of right answers of plain distance and of hdx-python-country on the same names."""
    towns = places.filter(pl.col("level") == 4).select("code", name="name_en", top=pl.col("parent").str.head(4))
    for what, frame in (("English", incidents("en")), ("Arabic", incidents("ar"))):
        ours = judged(matcher, frame, within=True)
        theirs = {"plain string distance": _plain(towns, frame), "hdx-python-country": peer(towns, frame)}
        told = f"right {100 * ours['right'].mean():.1f}, silently wrong {100 * ours['wrong'].mean():.1f}"
        print(f"incidents in {what}, governorate given: nuzuh {told}")
        for name, codes in theirs.items():
            if codes is None:
                continue
            right = (codes == frame["truth"]).fill_null(value=False)
            wrong = codes.is_not_null() & ~right
            print(f"  {name:<40} right {100 * right.mean():.1f}, silently wrong {100 * wrong.mean():.1f}")
    rows = aliases()
    for level in (2, 3):
        asked = rows.filter(pl.col("level") == level).with_columns(top=pl.lit(None, dtype=pl.String))
        mine = places.filter(pl.col("level") == level)
        both = [mine.select("code", name=f"name_{lang}", top=pl.col("parent").str.head(4)) for lang in ("ar", "en")]
        areas = pl.concat(both)
        ours = judged(matcher, asked, within=False)
        codes = peer(areas, asked)
        if codes is not None:
            right = (codes == asked["truth"]).fill_null(value=False)
            wrong = codes.is_not_null() & ~right
            print(
                f"aliases of level {level}: nuzuh right {100 * ours['right'].mean():.1f}, silently wrong {100 * ours['wrong'].mean():.1f}; "
                f"hdx-python-country right {100 * right.mean():.1f}, silently wrong {100 * wrong.mean():.1f}"
            )


def speed(places: pl.DataFrame) -> bool:
    """Time 100,000 names in a process of their own, and the command for one name."""
    files = OUT / "names-places.parquet", OUT / "names-asked.parquet"
    places.write_parquet(files[0])
    pl.DataFrame({"name": noisy(NAMES)}).write_parquet(files[1])
    run = timed(sys.executable, "-c", _SPEED, *map(str, files))
    if run.status:
        return failed("100,000 names", run)
    start, seconds = (float(x) for x in run.out.split())
    kept = report(f"{NAMES:,} names against {places.height:,} places", seconds, LIMIT_SECONDS, "s")
    kept &= report("  made ready and one name", start, LIMIT_START, "s")
    kept &= report("  peak memory", run.peak / 2**20, LIMIT_MIB, "MiB")
    crisis = OUT / "names-crisis"
    crisis.mkdir(exist_ok=True)
    (crisis / "crisis.toml").write_bytes((ROOT / "examples" / "idlib" / "crisis.toml").read_bytes())
    places.with_columns(pl.col("population").cast(pl.Int64)).write_csv(crisis / "places.csv")
    one = timed(sys.executable, "-m", "nuzuh", "place", "Atma", "--crisis", str(crisis))
    return (
        failed("nuzuh place Atma", one)
        if one.status
        else report("nuzuh place Atma, whole process", one.seconds, 2, "s") and kept
    )


def run() -> bool:
    """Run everything; return whether all limits were kept."""
    if not (DATA / "names").is_dir():
        print(f"SKIPPED: {DATA} is not here, so names are not measured")
        return True
    from nuzuh.places.match import Matcher

    OUT.mkdir(exist_ok=True)
    places = gazetteer()
    start = time.perf_counter()
    matcher = Matcher(places)
    print(f"{'gazetteer made ready':<58} {time.perf_counter() - start:8.2f} s")
    kept = accuracy(matcher)
    beside(matcher, places)
    return speed(places) and kept
