"""Whoever reads all of ``public/`` cannot work a hidden number of a poll out: an attacker who shares no code with the gate."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

from nuzuh import cli
from nuzuh.terms.chance import stream
from tests.folders import SOUND, write_folder
from tests.spec.test_poll import SETTINGS, answers

QUESTIONS = {"back": ["no", "safe", "yes", "unsure"], "shelter": ["tent", "house", "camp", "open", "car"]}
NEEDS = ["food", "water", "tent"]
GROUPS = {"sex": ["f", "m"], "town": ["a", "b", "c", "d"]}
NONE = "(none)"
SMALLEST = 10


def poll(seed: int) -> list[dict[str, str]]:
    """Return the answers of a random poll: some give none, some answers and groups are rare."""
    chance = stream(seed, "test.public")
    people = int(chance.integers(70, 170))

    def drawn(options: list[str], silent: float) -> list[str]:
        share = chance.dirichlet(np.full(len(options), 0.9))
        found = chance.choice(options, people, p=share)
        return ["" if gone else str(one) for one, gone in zip(found, chance.random(people) < silent, strict=True)]

    columns = {name: drawn(options, 0.02) for name, options in {**QUESTIONS, **GROUPS}.items()}
    rows = [{name: column[i] for name, column in columns.items()} for i in range(people)]
    often = chance.uniform(0.02, 0.9, len(NEEDS))
    for row in rows:
        chosen = [n for n, share in zip(NEEDS, often, strict=True) if chance.random() < share] or ["food"]
        row["needs"] = " ".join(chosen)
        row |= {f"needs/{n}": str(int(n in chosen)) for n in NEEDS}
    return rows


class Attacker:
    """Everything that the published numbers say, as equations between counts of people that are not below 0."""

    def __init__(self, people: int) -> None:
        self.cells: dict[tuple[str, ...], int] = {}
        self.rows: list[dict[int, float]] = []
        self.right: list[float] = []
        self.people = people

    def at(self, *key: str) -> int:
        return self.cells.setdefault(key, len(self.cells))

    def say(self, terms: dict[int, float], value: float) -> None:
        self.rows.append(terms)
        self.right.append(value)

    def table(self, question: str, options: list[str], by: str) -> None:
        """Add a table: its cells add up to the answers, to the groups, and to everybody."""
        every, groups = [*options, NONE], [*GROUPS[by], NONE]
        for a in every:
            cells = {self.at(question, a, by, g): 1.0 for g in groups}
            self.say(cells | {self.at(question, a): -1.0}, 0)
        for g in groups:
            cells = {self.at(question, a, by, g): 1.0 for a in every}
            self.say(cells | {self.at(by, g): -1.0}, 0)
        self.say({self.at(question, a): 1.0 for a in every}, self.people)
        self.say({self.at(by, g): 1.0 for g in groups}, self.people)

    def told(self, question: str, options: list[str], figure: dict) -> None:
        """Add what a share says: how many answered, and unless it is hidden how many of them so."""
        asked, base = figure["poll"], figure["of"]
        where = (asked["by"], asked["group"]) if asked["by"] else ()
        if base is not None:
            self.say({self.at(question, a, *where): 1.0 for a in options}, base)
        if figure["value"] is None:
            return
        answer = asked["answer"] if question in QUESTIONS else "yes"
        self.say({self.at(question, answer, *where): 1.0}, round(figure["value"] * base / 100))

    def range(self, *key: str) -> tuple[float, float]:
        width, target = len(self.cells), self.at(*key)
        matrix = np.zeros((len(self.rows), width))
        for i, row in enumerate(self.rows):
            for cell, factor in row.items():
                matrix[i, cell] += factor
        cost = np.zeros(width)
        cost[target] = 1
        ends = [linprog(sign * cost, A_eq=matrix, b_eq=self.right, method="highs") for sign in (1, -1)]
        assert all(end.status == 0 for end in ends)
        return float(ends[0].fun), -float(ends[1].fun)


def variables() -> Iterator[tuple[str, list[str]]]:
    yield from QUESTIONS.items()
    yield from ((f"needs/{n}", ["yes", "no"]) for n in NEEDS)


def column(figure: dict) -> str:
    asked = figure["poll"]
    return asked["question"] if asked["question"] in QUESTIONS else f"{asked['question']}/{asked['answer']}"


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_no_hidden_number_follows_from_what_is_published(tmp_path, capsys, seed):
    rows = poll(seed)
    settings = SETTINGS + 'publish = ["back", "shelter", "needs"]\ngroups = ["sex", "town"]\n'
    files = {"polls/back/poll.toml": settings, "polls/back/responses.csv": answers(rows)}
    root = write_folder(tmp_path / "f", {**SOUND, **files})
    assert cli.run(["build", str(root)]) == 0
    ledger = json.loads((root / "public/data/figures.json").read_text())["figures"]
    figures = [f for f in ledger if f.get("poll", {}).get("question")]
    shown, hidden = ([f for f in figures if (f["status"] == s)] for s in ("published", "suppressed"))
    attacker = Attacker(len(rows))
    options = dict(variables())
    for question, own in options.items():
        for by in GROUPS:
            attacker.table(question, own, by)
    for figure in figures:
        attacker.told(column(figure), options[column(figure)], figure)
    assert hidden
    for figure in hidden:
        asked = figure["poll"]
        answer = asked["answer"] if asked["question"] in QUESTIONS else "yes"
        where = (asked["by"], asked["group"]) if asked["by"] else ()
        low, high = attacker.range(column(figure), answer, *where)
        assert high - low > 1, figure["id"]
    same_elsewhere(root, hidden)
    assert all(not 0 < round(f["value"] * f["of"] / 100) < SMALLEST for f in shown)


def same_elsewhere(root: Path, hidden: list[dict]) -> None:
    """Check that no other file of the poll says more of a hidden number than the ledger does."""
    table = {
        r["id"]: r for r in csv.DictReader((root / "public/polls/back/tables.csv").read_text("utf-8-sig").splitlines())
    }
    for figure in hidden:
        row = table[figure["id"]]
        assert [row[k] for k in ("value", "low", "high", "design_effect")] == [""] * 4
