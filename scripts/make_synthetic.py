"""Write the crisis folder of an invented country: no real place, person or event.

    python scripts/make_synthetic.py examples/synthetic --places 120 --arrivals 1500 --seed 1

The same arguments give the same bytes. People flee attacked governorates in waves, to places that are near,
large and quiet (gravity); six sources then report what they saw of it, each in its own way: weekly per
community, monthly per subdistrict, cumulative for the country, in households, with a bias, and as hearsay.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

from nuzuh.folder.columns import specification
from nuzuh.terms.chance import stream

START = dt.date(2023, 1, 1)
FIRST_WEEK = dt.date(2023, 1, 2)
WEEKS = 56
WEST, SOUTH, EAST, NORTH = -20.0, -35.0, -14.0, -30.0  # open South Atlantic: no land
HOUSEHOLD = 5.2
SOURCES = """\
code,name_en,name_ar,name_tr,organisation,kind,grade,link,published,licence,protected,note
registry,Monthly displacement registry,السجل الشهري للنزوح,Aylık yerinden edilme kaydı,Samplimar Registry,un,A,,,CC0-1.0,,Invented
focal-points,Weekly focal points,نقاط الاتصال الأسبوعية,Haftalık odak noktaları,Samplimar Watch,informant,B,,,CC0-1.0,,Invented
sitrep,Situation reports,تقارير الحالة,Durum raporları,Samplimar Registry,un,B,,,CC0-1.0,,Invented
relief-lists,Distribution lists,قوائم التوزيع,Dağıtım listeleri,Samplimar Relief,ngo,C,,,CC0-1.0,yes,Invented
council,Announcements,إعلانات المحافظات,Vilayet duyuruları,Samplimar Council,government,D,,,CC0-1.0,,Invented
hearsay,Unsigned posts,منشورات غير موقعة,İmzasız paylaşımlar,,media,F,,,,,Invented
"""
REFERENCES = """\
id,label_en,label_ar,label_tr,metric,amount,unit,date,start,end,place,population,citation,link,note
flood-2011,Displaced by an invented flood in 2011,النازحون بسبب فيضان متخيل عام 2011,2011 hayali selinde yerinden edilenler,\
stock,"64,000",people,2011-12-31,,,Samplimar,internally displaced people,Invented: there is no such publication.,,
quake-2017,Movements after an invented earthquake in 2017,حركات النزوح بعد زلزال متخيل عام 2017,2017 hayali depreminden sonraki hareketler,\
flow,"38,500",people,,2017-01-01,2018-01-01,Samplimar,internally displaced people,Invented: there is no such publication.,,
"""
NOTHING = pl.Series([None], dtype=pl.String)

_SYLLABLES = [
    ("Zv Pl Qu Vr Gl Tch Shl Kn Dw Thr Mj Fl Bz Sk", "زف بل كو فر غل تش شل كن دو ثر مج فل بز سك",
     "Zv Pl Kü Vr Gl Ç Şl Kn Dv Tr Mc Fl Bz Sk"),
    ("a o i u e", "ا و ي و ي", "a ö ı ü e"),
    ("m nk rv x lt sp gh d", "م نك رف كس لت سب غ د", "m nk rv ks lt sp ğ d"),
]  # fmt: skip
"""Beginnings, middles and ends of syllables, in English, Arabic and Turkish spelling."""


@dataclass(frozen=True)
class Land:
    """The invented country: the gazetteer, and where each place stands in it.

    Attributes
    ----------
    places : pl.DataFrame
        One row per place, outermost first: the columns of ``places.csv``.
    above : numpy.ndarray, shape (places, 4)
        Row of the country, governorate, district and subdistrict of every place (itself where it is one).
    """

    places: pl.DataFrame
    above: np.ndarray

    def rows(self, level: int) -> np.ndarray:
        """Return the rows of the places of a level."""
        return np.flatnonzero(self.places["level"] == str(level))

    def codes(self, rows: np.ndarray) -> pl.Series:
        """Return the codes of rows; null for a row below 0."""
        return self.places["code"].gather(np.maximum(rows, 0)).zip_with(pl.Series(rows >= 0), NOTHING)


@dataclass(frozen=True)
class Truth:
    """Groups of people who fled together, one element each; places are rows of the gazetteer."""

    day: np.ndarray
    origin: np.ndarray
    destination: np.ndarray
    people: np.ndarray


def invented_names(seed: int, count: int) -> tuple[list[str], list[str], list[str]]:
    """Return as many different invented names in English, Arabic and Turkish spelling."""
    parts = [list(zip(*(spelling.split() for spelling in part), strict=True)) for part in _SYLLABLES]
    syllables = [tuple(map("".join, zip(*three, strict=True))) for three in product(*parts)]
    chance = stream(seed, "names").random((2, 2 * count + 100))
    first, second = (chance * len(syllables)).astype(int)
    names: dict[str, tuple[str, str]] = {}
    for a, b in zip(first, second, strict=True):
        if len(names) == count:
            break
        english, arabic, turkish = (syllables[a][i] + syllables[b][i].lower() for i in range(3))
        names.setdefault(english, (arabic, turkish))
    return list(names), [n[0] for n in names.values()], [n[1] for n in names.values()]


def make_land(seed: int, count: int) -> Land:
    """Return a country of so many places, of levels 0 (country) to 4 (communities) and 5 (sites)."""
    sizes = [1, max(3, round(count**0.295)), max(6, round(count**0.46)), max(12, round(count**0.63))]
    sites = max(4, count // 30)
    sizes += [max(30, count - sum(sizes) - sites), sites]
    level = np.repeat(np.arange(6), sizes)
    first = np.cumsum([0, *sizes])
    parent = np.full(len(level), -1)
    draw = stream(seed, "tree").random(len(level))
    for depth in range(1, 6):
        rows = np.arange(first[depth], first[depth + 1])
        above = min(depth - 1, 3)  # communities and sites both lie in subdistricts
        some = (draw[rows] * sizes[above]).astype(int)
        some[: sizes[above]] = np.arange(sizes[above])[: len(rows)]  # every place has at least one in it
        parent[rows] = first[above] + np.sort(some)
    lat, lon = _coordinates(seed, level, parent, first)
    above = np.full((len(level), 4), -1)
    for row, up in enumerate(parent):
        above[row] = above[up] if up >= 0 else -1
        if level[row] < 4:
            above[row, level[row]] = row
    return Land(_gazetteer(seed, level, parent, lat, lon, above), above)


def _coordinates(seed: int, level: np.ndarray, parent: np.ndarray, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return latitude and longitude: governorates on a jittered grid, everything else around its parent."""
    spread = np.array([0.0, 0.0, 0.75, 0.35, 0.18, 0.12])[level]
    x, y = (stream(seed, "coordinates").random((2, len(level))) * 2 - 1) * spread
    x[0], y[0] = (WEST + EAST) / 2, (SOUTH + NORTH) / 2
    governorates = np.arange(first[1], first[2])
    wide = int(np.ceil(np.sqrt(len(governorates))))
    x[governorates] = WEST + (np.arange(len(governorates)) % wide + 0.5) * (EAST - WEST) / wide
    y[governorates] = NORTH - (np.arange(len(governorates)) // wide + 0.5) * (NORTH - SOUTH) / wide
    for depth in range(2, 6):
        rows = np.arange(first[depth], first[depth + 1])
        x[rows] += x[parent[rows]]
        y[rows] += y[parent[rows]]
    return np.clip(y, SOUTH, NORTH).round(4), np.clip(x, WEST, EAST).round(4)


def _codes(level: np.ndarray, parent: np.ndarray) -> list[str]:
    codes: list[str] = []
    counts: dict[int, int] = {}
    for row, (depth, up) in enumerate(zip(level.tolist(), parent.tolist(), strict=True)):
        key = up if depth < 4 else -depth
        counts[key] = counts.get(key, 0) + 1
        number = counts[key]
        codes.append(
            "ZZ" if row == 0 else f"{codes[up]}{number:02d}" if depth < 4 else f"{' CS'[depth - 3]}{number:04d}"
        )
    return codes


def _gazetteer(
    seed: int, level: np.ndarray, parent: np.ndarray, lat: np.ndarray, lon: np.ndarray, above: np.ndarray
) -> pl.DataFrame:
    codes = _codes(level, parent)
    english, arabic, turkish = invented_names(seed, len(level))
    english[0], arabic[0], turkish[0] = "Samplimar", "سامبليمار", "Samplimar"
    for row in np.flatnonzero(level == 5):
        english[row], arabic[row], turkish[row] = (
            f"{english[row]} Site",
            f"موقع {arabic[row]}",
            f"{turkish[row]} Alanı",
        )
    chance = stream(seed, "gazetteer").random((3, len(level)))
    people = np.where(level == 4, 450 / (0.02 + chance[0]) ** 1.2, 0).round().astype(int)
    for depth in range(3, -1, -1):
        inside = level == 4
        sums = np.bincount(above[inside, depth], weights=people[inside], minlength=len(level)).astype(int)
        people = np.where(level == depth, sums, people)
    closed = (level == 4) & (chance[1] < 0.02)
    closed[np.flatnonzero(level == 4)[[5, 11]]] = True
    other = [n.replace("Tch", "Ch").replace("w", "v").replace("gh", "g") for n in english]
    alias = [o if o != n and c < 0.5 else None for o, n, c in zip(other, english, chance[2], strict=True)]
    return _table(
        "places", code=codes, level=level, parent=[codes[p] if p >= 0 else None for p in parent],
        name_en=english, name_ar=arabic, name_tr=turkish, also_named=alias, lat=lat, lon=lon,
        population=pl.Series(people).cast(pl.String).zip_with(pl.Series(level < 5), NOTHING),
        protected=["yes" if c else None for c in closed],
    )  # fmt: skip


def flee(seed: int, land: Land, groups: int) -> Truth:
    """Return the groups of people who fled, by waves of attacks and by gravity.

    The share of a week and district in all groups is its population times the intensity of attacks on its
    governorate; the chance of a destination is ``population^0.8 · exp(-distance/120 km) · quiet``.
    """
    districts = land.rows(2)
    intensity = _attacks(seed, land)[:, np.searchsorted(land.rows(1), land.above[districts, 1])]
    people = land.places["population"].cast(pl.Int64).fill_null(2000).to_numpy()
    shares = np.cumsum((intensity * people[districts]).ravel())
    chance = stream(seed, "flight").random((5, groups))
    at = np.minimum(np.searchsorted(shares, chance[0] * shares[-1], side="right"), len(shares) - 1)
    week, district = np.divmod(at, len(districts))
    ends = np.concatenate([land.rows(4), land.rows(5)])
    weights = _gravity(land, districts, ends, people, intensity.mean(axis=0))
    reach = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1) + np.arange(len(districts))[:, None]
    goal = np.searchsorted(reach.ravel(), district + chance[1] * (1 - 1e-9), side="right") % len(ends)
    households = 1 + np.floor(-4 * np.log1p(-chance[2])) * np.where(chance[3] < 0.05, 8, 1)
    size = np.ceil(households * HOUSEHOLD * (0.8 + 0.4 * chance[4])).astype(np.int64)
    day = 7 * week + (stream(seed, "day").random(groups) * 7).astype(np.int64)
    return Truth(day, districts[district], ends[goal], size)


def _attacks(seed: int, land: Land) -> np.ndarray:
    """Return the intensity of attacks, shape (weeks, governorates): four waves on the southern third."""
    governorates = land.rows(1)
    lat = land.places["lat"].cast(pl.Float64).to_numpy()[governorates]
    hit = np.argsort(lat, kind="stable")[: max(2, len(governorates) // 3)]
    weeks = np.arange(WEEKS)[:, None]
    out = np.full((WEEKS, len(governorates)), 0.002)
    chance = stream(seed, "attacks").random((4, 2, len(hit)))
    for wave, (delay, force) in enumerate(chance):
        begin = 3 + 13 * wave + np.floor(4 * delay)
        since = weeks - begin
        out[:, hit] += np.where(since >= 0, (0.2 + force) * np.exp(-np.maximum(since, 0) / 4), 0)
    return out


def _gravity(
    land: Land, districts: np.ndarray, ends: np.ndarray, people: np.ndarray, attacks: np.ndarray
) -> np.ndarray:
    lat, lon = (land.places[c].cast(pl.Float64).to_numpy() for c in ("lat", "lon"))
    north = (lat[ends] - lat[districts][:, None]) * 111.2
    east = (lon[ends] - lon[districts][:, None]) * 111.2 * np.cos(np.radians(lat[ends]))
    by_district = np.zeros(len(lat))
    by_district[districts] = attacks
    quiet = np.where(by_district[land.above[ends, 2]] > 0.01, 0.1, 1.0)
    return people[ends] ** 0.8 * np.exp(-np.hypot(north, east) / 120) * quiet


def _day(offset: np.ndarray | list[int]) -> pl.Series:
    """Return days as dates from days after the first week's Monday."""
    return pl.Series(np.datetime64(FIRST_WEEK) + np.asarray(offset).astype("timedelta64[D]")).cast(pl.Date)


def _iso(offset: np.ndarray | list[int]) -> pl.Series:
    return _day(offset).dt.to_string("%Y-%m-%d")


def _summed(keys: list[np.ndarray], people: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the distinct keys in order, and the people of each."""
    names = [f"k{i}" for i in range(len(keys))]
    frame = pl.DataFrame(dict(zip(names, keys, strict=True))).with_columns(people=pl.Series(people))
    sums = frame.group_by(names).agg(pl.col("people").sum()).sort(names)
    return [sums[n].to_numpy() for n in names], sums["people"].to_numpy()


def _grouped(number: pl.Expr) -> pl.Expr:
    """Return whole numbers with commas between the thousands."""
    text = number.cast(pl.Int64).cast(pl.String)
    for _ in range(3):
        text = text.str.replace(r"^(\d+)(\d{3})", "$1,$2")
    return text


def worded(numbers: np.ndarray, chance: np.ndarray, plain: float) -> pl.Series:
    """Return numbers as field reports write them: a share of them plain, the others with a quantifier."""
    rest = (chance - plain) / (1 - plain)
    number = pl.col("n")
    rounded = pl.when(number < 100).then(number).otherwise((number / 50).round() * 50)
    low, high = (number * 0.9).floor(), (number * 1.1).ceil() + 1
    ways = [
        (0.0, number.cast(pl.String)), (0.4, "~" + _grouped(rounded)),
        (0.55, "more than " + _grouped((number * 0.95).floor())),
        (0.7, "between " + _grouped(low) + " and " + _grouped(high)), (0.8, "less than " + _grouped(high)),
        (0.9, _grouped(number)),
    ]  # fmt: skip
    chosen = pl.coalesce(*(pl.when(pl.col("c") < limit).then(text) for limit, text in ways),
                         "about " + rounded.cast(pl.Int64).cast(pl.String))  # fmt: skip
    return pl.DataFrame({"n": numbers.astype(np.int64), "c": rest}).select(chosen).to_series()


def _table(table: str, prefix: str = "", /, **columns: object) -> pl.DataFrame:
    """Return rows with all columns of a table of the crisis folder, null where not given, with ids."""
    frame = pl.DataFrame({c: v for c, v in columns.items() if not isinstance(v, str)})
    frame = frame.with_columns(pl.lit(v).alias(c) for c, v in columns.items() if isinstance(v, str))
    if prefix:
        number = pl.int_range(1, frame.height + 1).cast(pl.String).str.zfill(len(str(frame.height)))
        frame = frame.with_columns(id=pl.lit(f"{prefix}-") + number)
    names = [c.name for c in specification(table).for_languages(("en", "ar", "tr"))]
    return frame.select(
        (pl.col(c) if c in frame.columns else pl.lit(None, dtype=pl.String)).cast(pl.String).alias(c) for c in names
    )


def focal_points(seed: int, land: Land, truth: Truth, count: int) -> pl.DataFrame:
    """Return weekly rows per community and origin, some cells unknown, and some reported twice."""
    chance = stream(seed, "focal points: origin").random(len(truth.day))
    origin = np.where(chance < 0.5, truth.origin, np.where(chance < 0.82, land.above[truth.origin, 1], -1))
    (week, origin, goal), people = _summed([truth.day // 7, origin, truth.destination], truth.people)
    silent, again = count // 25, count // 100
    order = np.argsort(stream(seed, "focal points: reach").random(len(week)), kind="stable")
    kept = np.sort(order[: max(count - silent - again, 1)])
    week, origin, goal, people = (a[kept] for a in (week, origin, goal, people))
    chance = stream(seed, "focal points: report").random((3, len(week)))
    amount = worded(np.maximum(1, (people * (0.85 + 0.2 * chance[0])).round()), chance[1], 0.88)
    rows = pl.DataFrame({
        "week": week, "origin": land.codes(origin), "destination": land.codes(goal), "people": people,
        "amount": amount, "destination_name": land.places["name_en"].gather(goal), "delay": 2,
    })  # fmt: skip
    later = np.sort(np.argsort(chance[2] + (week > WEEKS - 4), kind="stable")[:again])
    second = rows[later].with_columns(amount=pl.col("people").cast(pl.String), delay=16)
    both = pl.concat([rows, second, _silent(seed, land, silent)], how="diagonal_relaxed")
    both = both.sort("week", "destination", maintain_order=True)
    days = 7 * both["week"].to_numpy()
    return _table(
        "arrivals", "fp", start=_iso(days), end=_iso(days + 7), source="focal-points",
        reported=_iso(days + 7 + both["delay"].to_numpy()),
        **{c: both[c] for c in ("origin", "destination", "destination_name", "amount", "coverage")},
    )  # fmt: skip


def _silent(seed: int, land: Land, count: int) -> pl.DataFrame:
    """Return rows without an amount: no access where attacks were worst, not covered or unknown elsewhere."""
    ends = land.rows(4)
    danger = _attacks(seed, land)[:, np.searchsorted(land.rows(1), land.above[ends, 1])]
    chance = stream(seed, "focal points: silence").random((2, *danger.shape))
    rank = chance[0] / (danger + 0.02)
    week, at = np.divmod(np.sort(np.argsort(rank, axis=None, kind="stable")[:count]), len(ends))
    why = np.select([danger[week, at] > 0.2, chance[1][week, at] < 0.5], ["no_access", "not_covered"], "unknown")
    return pl.DataFrame({
        "week": week, "destination": land.codes(ends[at]), "coverage": why, "delay": 0,
        "destination_name": land.places["name_en"].gather(ends[at]),
    })  # fmt: skip


def _months(days: np.ndarray) -> np.ndarray:
    """Return months after January 2023 of days after the first week's Monday."""
    return (np.datetime64(FIRST_WEEK) + days.astype("timedelta64[D]")).astype("datetime64[M]").astype(int) - 53 * 12


def _month(months: np.ndarray, form: str) -> pl.Series:
    first = (np.datetime64("2023-01") + months.astype("timedelta64[M]")).astype("datetime64[D]")
    return pl.Series(first).cast(pl.Date).dt.to_string(form)


def registry(seed: int, land: Land, truth: Truth) -> pl.DataFrame:
    """Return monthly totals per subdistrict, nearly complete, every other month with parts by origin."""
    subdistrict, governorate = land.above[truth.destination, 3], land.above[truth.origin, 1]
    nowhere = np.full(len(truth.day), -1)
    frames = []
    for origin in (nowhere, governorate):
        (month, goal, source), people = _summed([_months(truth.day), subdistrict, origin], truth.people)
        seen = stream(seed, "registry").random(len(month)) if origin is nowhere else np.full(len(month), 0.5)
        amount = np.maximum(1, (people * (0.97 + 0.06 * seen)).round()).astype(np.int64)
        codes = {"origin": land.codes(source), "destination": land.codes(goal)}
        frames.append(pl.DataFrame({"month": month, **codes, "goal": goal, "amount": amount}))
    frame = pl.concat(frames).filter(pl.col("origin").is_null() | (pl.col("month") % 2 == 0))
    frame = frame.sort("month", "destination", "origin", nulls_last=False)
    month = frame["month"].to_numpy()
    return _table(
        "arrivals", "reg", start=_month(month, "%Y-%m"), reported=_month(month + 1, "%Y-%m-10"),
        source="registry", origin=frame["origin"], destination=frame["destination"], amount=frame["amount"],
        destination_name=land.places["name_ar"].gather(frame["goal"]),
    )  # fmt: skip


def situation_reports(seed: int, truth: Truth) -> pl.DataFrame:
    """Return cumulative totals of the country every two weeks, in the words of three languages."""
    ends = np.arange(14, 7 * WEEKS + 1, 14)
    total = np.array([truth.people[truth.day < e].sum() for e in ends])
    rounded = np.maximum(100, (total * (0.96 + 0.05 * stream(seed, "sitrep").random(len(ends))) / 100).round() * 100)
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    ways: list[Callable[[int], str]] = [
        lambda n: f"more than {n:,}",
        lambda n: f"~{n:,}",
        lambda n: f"أكثر من {n}".translate(digits),
        lambda n: f"yaklaşık {n}",
        lambda n: f"{n}".translate(digits),
    ]
    return _table(
        "arrivals",
        "sitrep",
        start=str(START),
        end=_iso(ends),
        destination="ZZ",
        destination_name="Samplimar",
        source="sitrep",
        reported=_iso(ends + 3),
        amount=[ways[i % 5](int(n)) for i, n in enumerate(rounded)],
        note="Cumulative, includes repeated moves; each issue replaces the one before.",
    )


def relief_lists(seed: int, land: Land, truth: Truth, count: int) -> pl.DataFrame:
    """Return households per community and two weeks, where relief was handed out."""
    reached = stream(seed, "relief: reach").random(land.places.height)[truth.destination] < 0.3
    (turn, goal), people = _summed([truth.day[reached] // 14, truth.destination[reached]], truth.people[reached])
    kept = np.sort(np.argsort(stream(seed, "relief: lists").random(len(turn)), kind="stable")[:count])
    turn, goal, people = turn[kept], goal[kept], people[kept]
    chance = stream(seed, "relief: report").random((3, len(turn)))
    size = pl.Series((4.6 + 1.2 * chance[0]).round(1)).cast(pl.String)
    households = np.maximum(1, (people / HOUSEHOLD * (0.8 + 0.3 * chance[1])).round())
    return _table(
        "arrivals",
        "relief",
        start=_day(14 * turn).dt.to_string("%d/%m/%Y"),
        end=_day(14 * turn + 14).dt.to_string("%d/%m/%Y"),
        destination=land.codes(goal),
        destination_name=land.places["name_tr"].gather(goal),
        amount=pl.Series(households.astype(np.int64)).cast(pl.String),
        unit="households",
        household_size=size.zip_with(pl.Series(chance[2] < 0.3), NOTHING),
        source="relief-lists",
        reported=_day(14 * turn + 16).dt.to_string("%d/%m/%Y"),
    )


def council(seed: int, land: Land, truth: Truth) -> pl.DataFrame:
    """Return monthly totals per governorate, half as high again as what happened."""
    (month, goal), people = _summed([_months(truth.day), land.above[truth.destination, 1]], truth.people)
    chance = stream(seed, "council").random((2, len(month)))
    amount = worded((people * (1.4 + 0.2 * chance[0])).round(), chance[1], 0.2)
    return _table(
        "arrivals",
        "council",
        start=_month(month, "%Y-%m-01"),
        end=_month(month + 1, "%Y-%m-01"),
        destination=land.codes(goal),
        destination_name=land.places["name_en"].gather(goal),
        amount=amount,
        source="council",
        reported=_month(month + 1, "%Y-%m-05"),
    )


def hearsay(seed: int, land: Land) -> pl.DataFrame:
    """Return a dozen rows that nobody can judge."""
    month = np.arange(12)
    goal = np.where(month % 3 == 0, 0, land.rows(1)[month % len(land.rows(1))])
    amount = (10 ** (3 + 3 * stream(seed, "hearsay").random(12))).astype(int)
    return _table(
        "arrivals",
        "hearsay",
        start=_month(month, "%Y-%m"),
        destination=land.codes(goal),
        amount=[f"some {n:,}" for n in amount.tolist()],
        source="hearsay",
        reported=_month(month + 1, "%Y-%m-02"),
    )


def stocks(seed: int, land: Land, truth: Truth) -> dict[str, pl.DataFrame]:
    """Return people present per subdistrict every three months, and in sites with the capacity of these."""
    days = [dt.date(2023, 3, 31), dt.date(2023, 6, 30), dt.date(2023, 9, 30), dt.date(2023, 12, 31)]
    at, sites = land.above[truth.destination, 3], land.rows(5)
    counts, held = [], []
    for day in days:
        age = (day - FIRST_WEEK).days - truth.day
        stay = np.where(age >= 0, 0.5 + 0.5 * np.exp(-age / 240.0), 0.0) * truth.people
        counts.append(np.bincount(at, weights=stay, minlength=land.places.height).round()[land.rows(3)])
        held.append(np.bincount(truth.destination, weights=stay, minlength=land.places.height).round()[sites])
    room = (np.max(held, axis=0) * (0.5 + 0.8 * stream(seed, "capacity").random(len(sites))) / 50).round() * 50 + 50
    by_place = _stock("reg-stock", land, days, land.rows(3), np.array(counts), "displaced", "registry")
    returned = _stock("reg-back", land, days[2:], land.rows(3), np.array(counts[2:]) * 0.15, "returnees", "registry")
    in_sites = _stock("site", land, days, sites, np.array(held), "displaced", "relief-lists")
    capacity = _stock("site-room", land, days[:1], sites, room[None, :], "capacity", "relief-lists")
    return {"registry": pl.concat([by_place, returned]), "sites": pl.concat([in_sites, capacity])}


def _stock(
    prefix: str,
    land: Land,
    days: list[dt.date],
    rows: np.ndarray,
    amounts: np.ndarray,
    kind: str,
    source: str,
) -> pl.DataFrame:
    place = np.tile(rows, len(days))
    return _table(
        "populations", prefix, date=[str(d) for d in days for _ in rows], place=land.codes(place),
        place_name=land.places["name_en"].gather(place), population=kind, source=source,
        amount=pl.Series(amounts.ravel().round().astype(np.int64)),
    )  # fmt: skip


def signatories(seed: int) -> pl.DataFrame:
    """Return twenty invented organisations, two of them protected."""
    kinds = [
        ("Relief Circle", "حلقة إغاثة", "Yardım Halkası"),
        ("Water Committee", "لجنة مياه", "Su Komitesi"),
        ("Women's Network", "شبكة نساء", "Kadın Ağı"),
        ("Legal Clinic", "عيادة قانونية", "Hukuk Kliniği"),
        ("Teachers' Union", "اتحاد معلمي", "Öğretmenler Birliği"),
    ]
    english, arabic, turkish = invented_names(seed + 1, 20)
    kind = [kinds[i % 5] for i in range(20)]
    names = [f"{en} {k[0]}" for en, k in zip(english, kind, strict=True)]
    short = ["".join(word[0] for word in name.split()) + name[1].upper() for name in names]
    return _table(
        "signatories", name=names, name_en=names, country="Samplimar",
        name_ar=[f"{k[1]} {ar}" for ar, k in zip(arabic, kind, strict=True)],
        name_tr=[f"{tr} {k[2]}" for tr, k in zip(turkish, kind, strict=True)],
        acronym=[s if i % 3 == 0 else None for i, s in enumerate(short)],
        signed=[str(dt.date(2024, 2, 1) + dt.timedelta(days=i // 2)) for i in range(20)],
        language=[("en", "ar", "tr")[i % 3] for i in range(20)],
        protected=["yes" if i in (6, 13) else None for i in range(20)],
    )  # fmt: skip


SETTINGS = """\
# Written by scripts/make_synthetic.py: every place, organisation and number in this folder is invented.
code = "samplimar"
languages = ["en", "ar", "tr"]
start = 2023-01-01
as_of = 2024-01-31
published = 2024-02-14
number = 1
place = "ZZ"
household_size = 5.2
household_size_low = 4.6
household_size_high = 5.8
synthetic = "Invented data for demonstration: no real place, person or event."

[name]
en = "Displacement in Samplimar"
ar = "النزوح في سامبليمار"
tr = "Samplimar'da yerinden edilme"

[publisher]
name = "Demonstration of nuzuh"

[count]
period = "month"

[reading]
date_order = "day/month/year"

[disclosure]
smallest_cell = 10
rounding = "idmc"
finest_level = 3
"""


def write_csv(frame: pl.DataFrame, path: Path, encoding: str = "utf-8", separator: str = ",") -> None:
    """Write a table as text in an encoding; UTF-16 is little-endian with its mark."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if encoding == "utf-8":
        frame.write_csv(path, separator=separator)
        return
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    path.write_bytes(mark + frame.write_csv(separator=separator).encode(encoding))


def write_workbook(frame: pl.DataFrame, path: Path) -> None:
    """Write a table as a workbook, its dates as dates; the same table gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"constant_memory": False}) as book:
        book.set_properties({"created": dt.datetime(2024, 2, 14)})
        sheet = book.add_worksheet("arrivals")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, frame.columns)
        for line, row in enumerate(frame.iter_rows(named=True), 1):
            for column, (name, cell) in enumerate(row.items()):
                if cell is None:
                    continue
                if name in ("start", "end", "reported"):
                    sheet.write_datetime(line, column, dt.datetime.fromisoformat(cell), day)
                elif name == "amount" and cell.isdigit():
                    sheet.write_number(line, column, int(cell))
                else:
                    sheet.write_string(line, column, cell)


def make(folder: Path, places: int, arrivals: int, seed: int) -> None:
    """Write the crisis folder; files that it does not make stay as they are."""
    land = make_land(seed, places)
    truth = flee(seed, land, round(arrivals * 1.6))
    folder.mkdir(parents=True, exist_ok=True)
    monthly, cumulative, biased = (
        registry(seed, land, truth),
        situation_reports(seed, truth),
        council(seed, land, truth),
    )
    lists, rumours = relief_lists(seed, land, truth, arrivals // 12), hearsay(seed, land)
    others = sum(f.height for f in (monthly, cumulative, biased, lists, rumours))
    weekly = focal_points(seed, land, truth, max(arrivals - others, arrivals // 3))
    for name, text in (("crisis.toml", SETTINGS), ("sources.csv", SOURCES), ("references.csv", REFERENCES)):
        (folder / name).write_text(text, "utf-8", newline="\n")
    write_csv(land.places, folder / "places.csv")
    write_csv(weekly, folder / "arrivals" / "focal-points.csv")
    write_csv(monthly, folder / "arrivals" / "registry.csv", "windows-1256")
    write_csv(cumulative, folder / "arrivals" / "sitrep.csv")
    write_csv(lists, folder / "arrivals" / "relief-lists.csv", "utf-16-le", ";")
    write_workbook(biased, folder / "arrivals" / "council.xlsx")
    write_csv(rumours, folder / "arrivals" / "hearsay.csv")
    for name, frame in stocks(seed, land, truth).items():
        write_csv(frame, folder / "populations" / f"{name}.csv")
    write_csv(signatories(seed), folder / "letters" / "open-letter" / "signatories.csv")


def main() -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--places", type=int, default=120)
    parser.add_argument("--arrivals", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    make(wanted.folder, wanted.places, wanted.arrivals, wanted.seed)


if __name__ == "__main__":
    main()
