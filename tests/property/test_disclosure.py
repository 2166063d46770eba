"""Nothing hidden can be worked out from what is published: an attacker who knows everything but the numbers fails.

The attacker knows the gazetteer, every row's place, time and source, and how figures come about; he lacks only the
reported numbers. All that he reads in figures.json (values, both ends of ranges, statements of each source) is then a
system of linear equations in the reported numbers, and he solves it exactly.

How he knows which numbers a figure adds up is found out here without the help of the code under test: the k-th smallest
number of all rows is counted as itself plus 2**(16 + k), so that the upper bits of each figure spell its rows.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from fractions import Fraction

import numpy as np
import polars as pl
import pytest

from nuzuh.displaced import triangulate
from nuzuh.evidence.disclosure import Rules, release
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import figures_of, to_json

START, END = dt.date(2020, 1, 1), dt.date(2020, 4, 1)
NUMBERS = ("people_low", "people", "people_high")


def gazetteer(dice: random.Random) -> pl.DataFrame:
    rows = [("SY", None, 0)]
    for one in range(dice.randint(1, 3)):
        rows.append((f"G{one}", "SY", 1))
        rows += [(f"G{one}D{two}", f"G{one}", 2) for two in range(dice.randint(0, 4))]
    return pl.DataFrame(rows, schema={"code": pl.String, "parent": pl.String, "level": pl.Int64}, orient="row")


def amounts(dice: random.Random) -> tuple[float, float, float]:
    value = float(dice.choice([0, 1, 3, 4, 7, 9, 10, 12, 15, 20, 30, 50, 80, 120, 400, dice.randint(1, 2000)]))
    spread = dice.choice([0, 0, 0, 1, 5])
    return max(0.0, value - spread), value, value + spread


def crisis(dice: random.Random) -> tuple[dict[str, pl.DataFrame], frozenset[str]]:
    """Return a small random crisis and its protected places."""
    places = gazetteer(dice)
    codes = places["code"].to_list()
    sources = pl.DataFrame(
        {"code": ["X", "Y", "Z"], "grade": ["A", "B", dice.choice("CF")], "published": [None] * 3},
        schema_overrides={"published": pl.Date},
    )
    arrivals = []
    origins = dice.choice([[None], [None, None, *codes]])
    for line in range(dice.randint(3, 9)):
        start = START + dt.timedelta(days=30 * dice.randint(0, 2))
        days = dice.choice([7, 28, 30, 30, 60])
        origin = dice.choice(origins)
        end = min(END, start + dt.timedelta(days=days))
        low, value, high = amounts(dice)
        arrivals.append((dice.choice(codes), origin, start, end, low, value, high, dice.choice("XXXYYZ"), line))
    if dice.random() < 0.4:  # running totals
        ends = sorted(dice.sample(range(20, 90), 3))
        running = sorted(amounts(dice)[1] for _ in ends)
        for day, total in zip(ends, running, strict=True):
            arrivals.append(
                ("SY", None, START, START + dt.timedelta(days=day), total, total, total, "Y", len(arrivals))
            )
    populations = []
    for line in range(dice.choice([0, 0, 0, 4])):
        low, value, high = amounts(dice)
        day = START + dt.timedelta(days=dice.randint(0, 89))
        populations.append((dice.choice(codes), day, low, value, high, dice.choice("XY"), line))
    return {
        "places": places,
        "sources": sources,
        "arrivals": _arrivals(arrivals),
        "populations": _populations(populations),
    }, frozenset(dice.sample(codes[1:], dice.choice([0, 0, 0, min(1, len(codes) - 1)])))


def _arrivals(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    schema = {
        "destination": pl.String,
        "origin": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        **dict.fromkeys(NUMBERS, pl.Float64),
        "source": pl.String,
        "_line": pl.Int64,
    }
    return _reported(pl.DataFrame(rows, schema=schema, orient="row"), "arrivals.csv").with_columns(
        movement=pl.lit("displacement"), counts=pl.lit("movements")
    )


def _populations(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    schema = {
        "place": pl.String,
        "date": pl.Date,
        **dict.fromkeys(NUMBERS, pl.Float64),
        "source": pl.String,
        "_line": pl.Int64,
    }
    return _reported(pl.DataFrame(rows, schema=schema, orient="row"), "p.csv").with_columns(
        population=pl.lit("displaced")
    )


def _reported(frame: pl.DataFrame, file: str) -> pl.DataFrame:
    return frame.with_columns(
        quantifier=pl.lit("exactly"),
        coverage=pl.lit("reported"),
        reported=pl.lit(None, dtype=pl.Date),
        date_accuracy=pl.lit("day"),
        _file=pl.lit(file),
        _sheet=pl.lit(""),
    )


def counted(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    scope = triangulate.Scope("SY", START, END, "month", 2)
    return triangulate.count(
        tables["arrivals"], tables["populations"], tables["sources"], tables["places"], scope
    ).figures


def with_bits(tables: dict[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], int]:
    """Return the crisis with the k-th smallest reported number raised by 2**(16 + k); equal ends stay equal."""
    keys = sorted(
        (value, table, row)
        for table in ("arrivals", "populations")
        for row, values in enumerate(tables[table].select(NUMBERS).iter_rows())
        for value in set(values)
    )
    bit = {(table, row, value): value + 2.0 ** (16 + k) for k, (value, table, row) in enumerate(keys)}
    assert len(bit) <= 36
    out = dict(tables)
    for table in ("arrivals", "populations"):
        columns = {
            name: [bit[table, row, v] for row, v in enumerate(tables[table][name].to_list())] for name in NUMBERS
        }
        out[table] = tables[table].with_columns(**{n: pl.Series(v, dtype=pl.Float64) for n, v in columns.items()})
    return out, len(bit)


def bits(value: float, width: int) -> list[int]:
    return [int(value) >> (16 + k) & 1 for k in range(width)]


def echelon(rows: list[list[int]]) -> list[list[Fraction]]:
    """Return a basis of what follows from the rows, by plain elimination with fractions."""
    basis: list[list[Fraction]] = []
    for row in rows:
        left = reduced([Fraction(x) for x in row], basis)
        if any(left):
            lead = next(x for x in left if x)
            basis.append([x / lead for x in left])
    return basis


def reduced(row: list[Fraction], basis: list[list[Fraction]]) -> list[Fraction]:
    for known in basis:
        at = next(i for i, x in enumerate(known) if x)
        if row[at]:
            factor = row[at]
            row = [x - factor * y for x, y in zip(row, known, strict=True)]
    return row


def attacked(seed: int) -> tuple[int, list[str]]:
    """Return how many figures of a random crisis are hidden, and which of them the attacker works out."""
    dice = random.Random(seed)
    tables, protected = crisis(dice)
    spelled, width = with_bits(tables)
    shapes = counted(spelled)
    lower = pl.element().struct.with_fields(pl.element().struct["value"] % 2**16)
    frame = shapes.with_columns(pl.col("value", "low", "high") % 2**16, pl.col("said").list.eval(lower))
    figures = figures_of(frame, tables, {"arrivals.csv": "0" * 64, "p.csv": "0" * 64}, "preferred")
    ledger = release(figures, tables["places"], Rules(10, "none", 2, protected))
    public = {f["id"]: f for f in json.loads(to_json(ledger, {}))["figures"]}
    truth = {row["id"]: row for row in frame.iter_rows(named=True)}
    secret, rows = {}, []
    for shape in shapes.iter_rows(named=True):
        ident, real, shown = shape["id"], truth[shape["id"]], public.get(shape["id"], {"value": None})
        if shape["value"] is None:
            continue
        if shown["value"] is None:
            secret[ident] = bits(shape["value"], width)
            continue
        said = {s["source"] for s in shown["said"]}
        pairs = [(shape[k], shown[k], real[k], f"{ident} {k}") for k in ("value", "low", "high")]
        pairs += [
            (s["value"], s["value"] if s["source"] in said else None, r["value"], f"{ident} {s['source']}")
            for s, r in zip(shape["said"] or (), real["said"] or (), strict=True)
        ]
        for spelling, seen, amount, name in pairs:
            if seen is not None:
                assert not 0 < amount < 10, f"{name} publishes {amount}"
                rows.append(bits(spelling, width))
            elif 0 < amount < 10:
                secret[name] = bits(spelling, width)
    basis = echelon(rows)
    return len(secret), [i for i, row in secret.items() if not any(reduced([Fraction(x) for x in row], basis))]


@pytest.mark.parametrize("block", range(10))
def test_an_attacker_who_lacks_only_the_numbers_works_out_no_hidden_one(block: int) -> None:
    hidden = 0
    for seed in range(15 * block, 15 * block + 15):
        count, revealed = attacked(seed)
        assert not revealed, f"crisis {seed}: {revealed}"
        hidden += count
    assert hidden > 15


def test_the_attacker_is_no_fool() -> None:
    """He does work out the one hidden part of a published whole: 100 = 60 + 35 + 5."""
    basis = echelon([[1, 1, 1], [1, 0, 0], [0, 1, 0]])
    assert not any(reduced([Fraction(0), Fraction(0), Fraction(1)], basis))
    assert np.linalg.matrix_rank(np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0]])) == len(basis)


# Accounts: the attacker also knows that start + arrivals + unreported − departures − returns = end, and that nobody both
# departs and comes unreported: who knows the difference of the two knows both.

WINDOWS = ("2020-01", "2020-02", "2020-03")
Spelled = dict[str, dict[str, int]]  # id of a figure -> how often each unknown stands in it


class Accounts:
    """A random crisis as accounts: figures, and what an attacker knows of how each comes about."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.places = dice, gazetteer(dice)
        parents = dict(self.places.select("code", "parent").iter_rows())
        self.leaves: dict[str, list[str]] = {code: [] for code in parents}
        for code in parents.keys() - set(parents.values()):
            at: str | None = code
            while at is not None:
                self.leaves[at].append(code)
                at = parents[at]
        self.amounts: dict[str, float] = {}
        self.figures: list[Figure] = []
        self.spelled: Spelled = {}
        begins = dice.choice([0, 0, 1])  # accounts begin with the first count of those present
        for code in parents:
            for number in (*range(3), None):
                self.flow(code, number)
                self.account(code, number, begins)
        self.twins([c for c in parents if len(c) <= 2])

    def people(self, name: str, choices: list[int]) -> float:
        """Return the people of a piece, thrown when first asked for."""
        if name not in self.amounts:
            self.amounts[name] = float(self.dice.choice([*choices, self.dice.randint(1, 2000)]))
        return self.amounts[name]

    def summed(self, names: list[str], choices: list[int]) -> tuple[float, dict[str, int]]:
        return sum(self.people(n, choices) for n in names), dict.fromkeys(names, 1)

    def arrived(self, code: str, numbers: list[int]) -> tuple[float, dict[str, int]]:
        return self.summed([f"a {c} {n}" for c in self.leaves[code] for n in numbers], [0, 0, 3, 8, 10, 15, 40, 200])

    def present(self, code: str, edge: int) -> tuple[float, dict[str, int]]:
        return self.summed([f"s {c} {edge}" for c in self.leaves[code]], [0, 5, 12, 30, 100, 100, 104])

    def add(
        self, stem: str, code: str, number: int | None, role: str, value: float, spelled: dict[str, int], **more: str
    ) -> None:
        window = "" if number is None else f".{WINDOWS[number]}"
        ident = f"displaced.{stem}{'' if code == 'SY' else code}{window}"
        known = sorted(self.amounts)
        names = [] if role in ("residual", "unreported", "departures") else [known.index(n) for n in spelled]
        adds = {"value": np.array(names, dtype=np.int64)} if names else {}
        given = {"metric": "flow", "method": "accounts", "place": code, "role": role, "windowed": number is not None}
        self.figures.append(Figure(ident, value, adds=adds, **(given | more)))  # type: ignore[arg-type]
        self.spelled[ident] = spelled

    def flow(self, code: str, number: int | None) -> None:
        numbers = list(range(3)) if number is None else [number]
        for leaf in self.leaves["SY"]:  # all names are known before any is used
            for n in range(4):
                self.arrived(leaf, [n])
                self.present(leaf, n)
                self.summed([f"r {leaf} {n}"], [0, 0, 0, 0, 4, 20])
        role = "total" if code == "SY" else "to"
        self.add("flow.total" if code == "SY" else "flow.to.", code, number, role, *self.arrived(code, numbers))

    def account(self, code: str, number: int | None, begins: int) -> None:
        if number is not None and number < begins:
            return
        numbers = list(range(begins, 3)) if number is None else [number]
        start, end = self.present(code, numbers[0]), self.present(code, numbers[-1] + 1)
        arrived = self.arrived(code, numbers)
        back = self.summed([f"r {c} {n}" for c in self.leaves[code] for n in numbers], [])
        net = start[0] + arrived[0] - back[0] - end[0]
        difference: dict[str, int] = {}
        for part, times in ((end, 1), (start, -1), (arrived, -1), (back, 1)):
            for name in part[1]:
                difference[name] = difference.get(name, 0) + times
        difference = {n: c for n, c in difference.items() if c}
        own = {f"d {code} {number}": 1}
        top = code == "SY"
        stem = {role: f"{role}.total" if top else f"{role}." for role in ("arrivals", "returns", "departures")}
        whole = "total" if top else ""
        self.add("stock.total" if top else "stock.in.", code, number, whole or "to", *end, metric="stock")
        self.add(f"stock.start.{whole}", code, number, "start", *start, metric="stock")
        if number is None and begins:
            self.add(stem["arrivals"], code, number, "arrivals", *arrived)
        self.add(stem["returns"], code, number, "returns", *back)
        self.add(stem["departures"], code, number, "departures", max(net, 0), own)
        self.add(f"unreported.{whole}", code, number, "unreported", max(-net, 0), own | difference)
        self.add(f"residual.{whole}", code, number, "residual", -net, difference)

    def twins(self, codes: list[str]) -> None:
        """Add the transparent method's figures: other numbers, of the same people."""
        for figure in [f for f in self.figures if f.role in ("to", "total") and not f.windowed and f.place in codes]:
            value = (figure.value or 0) + self.dice.choice([0, 0, 1, 30])
            given = {"metric": figure.metric, "place": figure.place, "role": "preferred"}
            self.figures.append(Figure(f"preferred.{figure.id}", value, **given))  # type: ignore[arg-type]


def attacked_accounts(seed: int) -> tuple[int, int, list[str]]:
    """Return how many figures are hidden and shown, and which of the hidden the attacker works out."""
    dice = random.Random(seed)
    crisis = Accounts(dice)
    codes = crisis.places["code"].to_list()[1:]
    protected = frozenset(dice.sample(codes, dice.choice([0, 0, min(1, len(codes))])))
    ledger = release(crisis.figures, crisis.places, Rules(10, "none", 2, protected))
    public = {f["id"]: f["value"] for f in json.loads(to_json(ledger, {}))["figures"]}
    unknown = sorted({name for spelled in crisis.spelled.values() for name in spelled})
    rows = {ident: [spelled.get(n, 0) for n in unknown] for ident, spelled in crisis.spelled.items()}
    for figure in crisis.figures:
        value = public.get(figure.id)
        assert value is None or not 0 < abs(value) < 10, f"{figure.id} publishes {value}"
        twin = f"preferred.{figure.id}"
        assert value is not None or public.get(twin) is None, f"{twin} is shown, {figure.id} is not"
    basis = echelon([row for ident, row in rows.items() if public.get(ident) is not None])
    hidden = {ident for ident in rows if public.get(ident) is None}
    secret = hidden | {  # one of the two is zero: their difference gives both away
        ident.replace(role, "residual") for ident in hidden for role in ("departures", "unreported") if role in ident
    }
    found = [i for i in sorted(secret) if any(rows[i]) and not any(reduced([Fraction(x) for x in rows[i]], basis))]
    return len(hidden), len(rows) - len(hidden), found


@pytest.mark.parametrize("block", range(5))
def test_an_attacker_who_knows_that_accounts_close_works_out_no_hidden_number(block: int) -> None:
    hidden = shown = 0
    for seed in range(12 * block, 12 * block + 12):
        lost, left, revealed = attacked_accounts(seed)
        assert not revealed, f"crisis {seed}: {revealed}"
        hidden, shown = hidden + lost, shown + left
    assert hidden > 100
    assert shown > hidden / 4
