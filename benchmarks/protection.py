"""Can a hidden cell of a poll's tables be worked out from those that are published? Two hundred random polls.

    python -m benchmarks protection

The attacker sees what a reader sees: which answers and groups there are, the bases, the shares, and which cells are
hidden. He writes one linear program for all tables of a poll and asks of each hidden cell how low and how high it can be.
Nothing of his is shared with the code under test.
"""

import sys
import time
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from nuzuh.poll.published import Protected, protect_tables
from nuzuh.terms.chance import stream

POLLS, SMALLEST, SEED = 200, 10, 20_260_101
SECONDS = 5.0  # of a processor, for one poll of 150 people
GROUPS = {"sex": 2, "place": 6, "origin": 12, "age": 4}
EXACT, TOLERANCE = 1.0, 1e-6
Floats = npt.NDArray[np.float64]
Name = tuple[str, str | None, str | None, str | None]  # variable, by, value, group
Poll = tuple[pl.DataFrame, list[tuple[str, str | None]], dict[str, str]]


def make_poll(seed: int, people: int | None = None) -> Poll:
    """Invent the answers of a poll, its tables, and its questions with several options."""
    chance = stream(seed, "benchmark.protection")
    people = people or int(chance.integers(60, 400))

    def answers(many: int, silent: float) -> pl.Series:
        share = chance.gamma(1.0, 1.0, many)
        code = np.searchsorted(np.cumsum(share / share.sum())[:-1], chance.random(people))
        gone = chance.random(people) < silent
        return pl.Series([None if g else f"a{c:02}" for g, c in zip(gone, code, strict=True)], dtype=pl.String)

    columns = {name: answers(many, chance.choice([0.0, 0.02])) for name, many in GROUPS.items()}
    questions = [f"q{k:02}" for k in range(12)]
    columns |= {name: answers(int(chance.integers(3, 9)), 0.1 * chance.random()) for name in questions}
    options = {}
    for name in ("m0", "m1"):
        many = int(chance.integers(4, 8))
        chosen = chance.random((people, many)) < 0.1 + 0.6 * chance.random(many)
        chosen[~chosen.any(axis=1), 0] = True
        gone = chance.random(people) < 0.05
        for k in range(many):
            columns[f"{name}/{k}"] = pl.Series(
                [None if g else bool(c) for g, c in zip(gone, chosen[:, k], strict=True)]
            )
            options[f"{name}/{k}"] = name
    alone = [*GROUPS, *questions, "m0", "m1"]
    by = [(name, group) for name in (*questions, "m0", "m1") for group in GROUPS]
    return pl.DataFrame(columns), [*((name, None) for name in alone), *by], options


@dataclass
class View:
    """What is published: of each line of a table the base, or the share of it, or that it is hidden."""

    asked: int
    bases: dict[Name, int | None]
    shares: dict[Name, Fraction | None]
    silent: dict[str, int | None]
    options: dict[str, str]


def view_of(answers: pl.DataFrame, found: Protected, options: dict[str, str], *, complement: bool = True) -> View:
    """Return what a reader sees; without complementary suppression on request."""
    view = View(len(answers), {}, {}, {}, options)
    for row in found.cells.iter_rows(named=True):
        hidden = row["hidden"] and (complement or row["why"] != "others")
        if row["what"] == "silent":
            view.silent[row["variable"]] = None if hidden else row["count"]
            continue
        name = (row["variable"], row["by"], row["value"], row["group"])
        if row["what"] == "base":
            view.bases[name] = None if hidden else row["count"]
        else:
            base = view.bases[row["variable"], row["by"], None, row["group"]]
            share = None if hidden else Fraction(row["count"], base) if base else Fraction(0)
            view.shares[name] = share
    return view


Who = frozenset[tuple[str, str | None]]  # answers that somebody gave; None: gave none
ANY = "*"  # gave one


class Attacker:
    """What follows from a view: unknown numbers of people, and lowest and highest sums of them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.places: dict[Who, int] = {}
        self.known: dict[int, int] = {}
        self.rows: list[tuple[dict[int, float], float]] = []  # factors, highest sum; the lowest is 0
        self.values: dict[str, dict[str, None]] = {}
        for variable, _, value, _ in view.shares:
            self.values.setdefault(variable, {})[str(value)] = None
        tables = dict.fromkeys((variable, by) for variable, by, _, _ in view.bases)
        for variable, by in tables:
            for group in [None] if by is None else [*self.values[by], None]:
                self.line(variable, by, group)
            if by is not None:
                self.across(variable, by)
        self.read()
        self.several(tables)

    def family(self, variable: str) -> str:
        return self.view.options.get(variable, variable)

    def at(self, *who: tuple[str, str | None]) -> int:
        return self.places.setdefault(frozenset(who), len(self.places))

    def add(self, parts: list[int], whole: list[int], most: float = 0.0) -> None:
        factors: dict[int, float] = {}
        for sign, places in ((1.0, parts), (-1.0, whole)):
            for place in places:
                factors[place] = factors.get(place, 0.0) + sign
        self.rows.append((factors, most))

    def line(self, variable: str, by: str | None, group: str | None) -> None:
        """A group consists of those who answered and the others; those who answered of those who gave each answer."""
        rest = [] if by is None else [(by if group is not None else self.family(by), group)]
        base, silent = (self.at((self.family(variable), mark), *rest) for mark in (ANY, None))
        self.add([base, silent], [self.at(*rest)])
        if variable in self.values:
            self.add([self.at((variable, value), *rest) for value in self.values[variable]], [base])

    def across(self, variable: str, by: str) -> None:
        """Everybody with an answer is in a group or in none."""
        groups = [*((by, group) for group in self.values[by]), (self.family(by), None)]
        rows = [(variable, value) for value in self.values.get(variable, {})]
        for row in (*rows, (self.family(variable), ANY), (self.family(variable), None)):
            self.add([self.at(row, group) for group in groups], [self.at(row)])

    def several(self, tables: dict[tuple[str, str | None], None]) -> None:
        """Whoever answers a question with several options chooses one at least."""
        for question in dict.fromkeys(self.view.options.values()):
            options = [o for o, q in self.view.options.items() if q == question]
            for by in dict.fromkeys(b for o, b in tables if o == options[0]):
                for group in [[]] if by is None else [[(by, g)] for g in self.values[by]]:
                    self.add([self.at((o, "yes"), *group) for o in options], [self.at((question, ANY), *group)], np.inf)

    def read(self) -> None:
        """Take down what is published."""
        self.known[self.at()] = self.view.asked
        for variable, count in self.view.silent.items():
            if count is not None:
                self.known[self.at((self.family(variable), None))] = count
        for (variable, by, _, group), base in self.view.bases.items():
            if base is not None:
                rest = [] if by is None else [(by, group)]
                self.known[self.at((self.family(variable), ANY), *rest)] = base
        for (variable, by, value, group), share in self.view.shares.items():
            base = self.view.bases[variable, by, None, group]
            if share is not None and base is not None:
                rest = [] if by is None else [(by, group)]
                self.known[self.at((variable, value), *rest)] = int(share * base)

    def secret(self) -> dict[Name, int]:
        """Return the places of the hidden cells."""
        out = {}
        for name, number in (*self.view.bases.items(), *self.view.shares.items()):
            variable, by, value, group = name
            if number is None:
                who = (self.family(variable), ANY) if value is None else (variable, value)
                out[name] = self.at(who, *([] if by is None else [(by, group)]))
        return out

    def bounds(self) -> tuple[Floats, Floats]:
        """Return what follows from each sum alone, again and again: subtraction, without a linear program."""
        low, high = np.zeros(len(self.places)), np.full(len(self.places), float(self.view.asked))
        for place, count in self.known.items():
            low[place] = high[place] = count
        matrix, top = self.matrix()
        entry = matrix.tocoo()
        row, column, plus = entry.row, entry.col, entry.data > 0
        for _ in range(200):
            before = low.copy(), high.copy()
            least = np.where(plus, low[column], -high[column])
            most = np.where(plus, high[column], -low[column])
            rest_least = np.bincount(row, least)[row] - least
            rest_most = np.bincount(row, most)[row] - most
            upper, lower = top[row] - rest_least, -rest_most
            np.minimum.at(high, column, np.where(plus, upper, -lower))
            np.maximum.at(low, column, np.where(plus, lower, -upper))
            if (before[0] == low).all() and (before[1] == high).all():
                break
        return low, high

    def matrix(self) -> tuple[csr_array, Floats]:
        entries = [(r, c, f) for r, (factors, _) in enumerate(self.rows) for c, f in factors.items()]
        rows, columns, factors = (np.array(e) for e in zip(*entries, strict=True))
        shape = (len(self.rows), len(self.places))
        return csr_array((factors, (rows, columns)), shape=shape), np.array([most for _, most in self.rows])

    def ranges(self, goal: dict[int, tuple[float, float]]) -> tuple[Floats, Floats]:
        """Return for each place how low and how high it can be, exact where the goal (height, width) is not reached."""
        least, most = self.bounds()
        matrix, top = self.matrix()
        rules = LinearConstraint(matrix, 0.0, top)
        low, high = np.full(len(least), np.inf), np.full(len(least), -np.inf)
        asked = np.array(sorted(goal))
        height, width = (np.array([goal[p][k] for p in asked]) for k in (0, 1))
        chance = stream(SEED, "benchmark.protection.attack")

        def solve(aim: Floats) -> None:
            found = milp(aim, bounds=Bounds(least, most), constraints=rules)
            if found.x is None:
                raise RuntimeError(f"the published tables contradict each other: {found.message}")
            np.minimum(low, found.x, out=low)
            np.maximum(high, found.x, out=high)

        def open_() -> npt.NDArray[np.int64]:
            short = (high[asked] < height - TOLERANCE) | (high[asked] - low[asked] < width - TOLERANCE)
            return asked[short]

        idle, before = 0, len(asked) + 1
        while (left := open_()).size and idle < 8:
            idle, before = (0 if left.size < before else idle + 1), left.size
            aim = np.zeros(len(least))
            aim[left] = -(chance.random(left.size) ** 4)
            solve(aim if chance.random() < 0.7 else -aim)
        for place in open_():
            for sign in (-1.0, 1.0):
                aim = np.zeros(len(least))
                aim[place] = sign
                solve(aim)
        return low, high


@dataclass(frozen=True)
class Outcome:
    """What an attack found: cells worked out exactly, cells known too well; seconds of a processor for the protection."""

    cells: int
    hidden: int
    small: int
    short: int
    by_subtraction: int  # of the small cells alone, without complementary suppression
    exact: int
    narrow: int
    seconds: float


Range = tuple[float, float]


def goals(found: Protected, smallest: int) -> dict[Name, Range]:
    """Return of each hidden cell how high it must be able to be, and how wide its range must be."""
    few, other = (float(smallest), float(max(2, -(-smallest // 2)))), (0.0, 2.0)
    hidden = found.cells.filter("hidden", pl.col("what") != "silent")
    return {
        (r["variable"], r["by"], r["value"], r["group"]): few if r["why"] == "small" else other
        for r in hidden.iter_rows(named=True)
    }


def attack(view: View, goal: dict[Name, Range]) -> dict[Name, Range]:
    """Return of each hidden cell how low and how high it can be: exactly, or enough for the goal."""
    attacker = Attacker(view)
    secret = attacker.secret()
    if not secret:
        return {}
    low, high = attacker.ranges({place: goal[name] for name, place in secret.items()})
    return {name: (float(low[place]), float(high[place])) for name, place in secret.items()}


def reached(found: Range, goal: Range) -> bool:
    """Return whether a range is as high and as wide as it must be."""
    return found[1] >= goal[0] - TOLERANCE and found[1] - found[0] >= goal[1] - TOLERANCE


def one(seed: int, people: int | None = None) -> Outcome:
    """Protect a random poll and attack it."""
    answers, tables, options = make_poll(seed, people)
    start = time.process_time()
    found = protect_tables(answers, tables, smallest=SMALLEST, options=options)
    seconds = time.process_time() - start
    bare = Attacker(view_of(answers, found, options, complement=False))
    low, high = bare.bounds()
    goal = goals(found, SMALLEST)
    ranges = attack(view_of(answers, found, options), goal)
    shown = found.cells.filter(pl.col("what") != "silent")
    return Outcome(
        cells=len(shown),
        hidden=int(shown["hidden"].sum()),
        small=shown.filter(why="small").height,
        short=int(shown["short"].sum()),
        by_subtraction=sum(bool(high[p] - low[p] < EXACT) for p in bare.secret().values()),
        exact=sum(top - bottom < EXACT for bottom, top in ranges.values()),
        narrow=sum(not reached(r, goal[name]) for name, r in ranges.items()),
        seconds=seconds,
    )


def run() -> bool:
    """Attack all polls; False if a hidden cell is recovered or the protection of a poll of 150 people takes too long."""
    found = []
    for seed in range(POLLS):
        found.append(one(seed))
        if sys.stdout.isatty():
            print(f"\r{seed + 1} of {POLLS}", end="", flush=True)
    typical = [one(seed, 150) for seed in range(POLLS, POLLS + 5)]
    total = {name: sum(getattr(o, name) for o in found) for name in Outcome.__dataclass_fields__}
    leaky = sum(o.by_subtraction > 0 for o in found)
    seconds, limit = sorted(o.seconds for o in found), max(o.seconds for o in typical)
    print(
        f"protection: {POLLS} polls, 12 questions, two with several options, by {', '.join(GROUPS)}; smallest {SMALLEST}"
    )
    print(f"  {total['cells']:,} cells, {total['small']:,} small, {total['hidden']:,} hidden")
    print(f"  only small ones hidden: {total['by_subtraction']:,} worked out by subtraction, in {leaky} polls")
    print(
        f"  as published: {total['exact']} worked out, {total['narrow']} known too well, {total['short']} said to be so"
    )
    print(
        f"  seconds of a processor: median {seconds[POLLS // 2]:.1f}, highest {seconds[-1]:.1f}; "
        f"150 people {limit:.1f} (limit {SECONDS:.0f})"
    )
    return total["exact"] == 0 and total["narrow"] <= total["short"] and limit <= SECONDS


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
