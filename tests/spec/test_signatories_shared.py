"""Real organisations, whose lists stand beside the project; without them nothing is tested."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nuzuh.organisations.match import duplicates_of
from nuzuh.organisations.partners import partners_of
from nuzuh.organisations.paste import pasted
from nuzuh.organisations.reading import read_organisation
from tests.conftest import ROOT

HERE = Path(__file__).parents[3] / "shared" / "data" / "letters"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HERE.is_dir(), reason=f"{HERE} is not here: lists of real organisations are not tested"),
]


def column(file: str, name: str) -> list[str]:
    with (HERE / file).open(encoding="utf-8", newline="") as stream:
        return [row[name] for row in csv.DictReader(stream)]


def test_rows_of_coara_are_found_to_be_834_organisations() -> None:
    names = column("coara_signatories.csv", "Organization")
    found = {(d.first, d.second) for d in duplicates_of([read_organisation(n) for n in names])}
    truth = {(a, b) for a, b in found if names[a] == names[b]}
    repeated = sum(names.count(n) - 1 for n in set(names))
    assert len(names) - repeated == 834
    assert len(truth) / len(found) >= 0.97
    assert {b for _, b in truth} | {a for a, _ in truth} == {i for i, n in enumerate(names) if names.count(n) > 1}


def test_the_right_latin_name_is_among_the_first_three() -> None:
    rows = [
        (latin, arabic)
        for latin, arabic in zip(
            column("ngo_names_latin_arabic.csv", "latin_name"),
            column("ngo_names_latin_arabic.csv", "arabic_name"),
            strict=True,
        )
        if latin and arabic
    ]
    latin = [read_organisation(n) for n, _ in rows]
    found = partners_of([read_organisation(n) for _, n in rows], latin)
    near = {i: {rows[j][0].casefold() for j in part["second"]} for (i,), part in found.group_by("first")}
    asked = [i for i in range(len(rows)) if not latin[i].only_acronym]
    assert sum(rows[i][0].casefold() in near.get(i, set()) for i in asked) / len(asked) >= 0.8


def test_the_list_of_the_worked_example_as_it_was_pasted() -> None:
    found = pasted((HERE / "idlib_signatories_as_pasted.txt").read_text("utf-8"))
    with (ROOT / "examples/idlib/letters/security-council/signatories.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        cleaned = list(csv.DictReader(stream))
    assert len(found) == len(cleaned)
    both = [read_organisation(p.name, p.acronym, p.also) for p in found]
    both += [read_organisation(row["name"], row["acronym"]) for row in cleaned]
    pairs = {(d.first, d.second - len(found)) for d in duplicates_of(both) if d.first < len(found) <= d.second}
    assert {b for _, b in pairs} == set(range(len(cleaned)))
    assert len(pairs) == len(cleaned)
