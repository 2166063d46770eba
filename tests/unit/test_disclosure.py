"""The gate: what is hidden, how it is rounded, what is refused, and that public/ is never half an issue."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuzuh import ledgers
from nuzuh.evidence import disclosure
from nuzuh.evidence.disclosure import Rules, public_end, publish, release, rules_of
from nuzuh.evidence.figure import Figure
from nuzuh.evidence.ledger import to_json
from nuzuh.evidence.recover import Known
from nuzuh.evidence.rounding import round_people
from nuzuh.folder.names import secrets_of
from nuzuh.folder.records import read_folder
from nuzuh.terms.errors import DataError
from tests.folders import replaced, write_folder

PLACES = pl.DataFrame(
    {
        "code": ["SY", "A", "B", "C", "A1", "A2"],
        "parent": [None, "SY", "SY", "SY", "A", "A"],
        "level": [0, 1, 1, 1, 2, 2],
    }
)
OPEN = Rules(10, "none", 3)


def total(value: float, **more: object) -> Figure:
    given: dict[str, object] = {"low": value, "high": value, "place": "SY", "role": "total", **more}
    return Figure("displaced.flow.total", value, **given)  # type: ignore[arg-type]


def to(place: str, value: float, **more: object) -> Figure:
    given: dict[str, object] = {"low": value, "high": value, "place": place, "role": "to", **more}
    return Figure(f"displaced.flow.to.{place}", value, **given)  # type: ignore[arg-type]


def hidden(figures: list[Figure], rules: Rules = OPEN) -> set[str]:
    ledger = release(figures, PLACES, rules)
    return {i.removeprefix("displaced.flow.") for i, f in ledger.figures.items() if f.status == "suppressed"}


def test_a_small_cell_is_hidden_whole() -> None:
    shown = release([to("A", 9, sources=("x",), said=(said("x", 9),))], PLACES, OPEN)["displaced.flow.to.A"].as_dict()
    assert (shown["value"], shown["low"], shown["high"], shown["status"]) == (None, None, None, "suppressed")
    assert (shown["said"], shown["records"], shown["quantifier"]) == ([], [], None)


def said(source: str, value: float) -> dict[str, object]:
    return {"source": source, "value": value, "quantifier": "exactly", "start": None, "end": None}


def test_zero_and_ten_are_no_small_cells() -> None:
    assert hidden([to("A", 0), to("B", 10)]) == set()


def test_the_smallest_other_part_is_hidden_too() -> None:
    """100 = 5 + 35 + 60: without B's 35 too, A's 5 would be 100 − 35 − 60."""
    assert hidden([total(100), to("A", 5), to("B", 35), to("C", 60)]) == {"to.A", "to.B"}


def test_parts_that_are_small_together_take_a_third_with_them() -> None:
    """68 = 3 + 5 + 60: the difference 8 is itself a small number; so C goes, and A and B stay hidden."""
    assert hidden([total(68), to("A", 3), to("B", 5), to("C", 60)]) == {"to.A", "to.B", "to.C"}


def test_a_zero_hides_nothing() -> None:
    """65 = 5 + 0 + 60: B's zero would not help; C's 60 does."""
    assert hidden([total(65), to("A", 5), to("B", 0), to("C", 60)]) == {"to.A", "to.C"}


def test_a_whole_with_one_part_goes_with_it() -> None:
    assert hidden([total(5), to("A", 5)]) == {"total", "to.A"}


def test_a_hidden_part_is_not_betrayed_by_its_own_parts() -> None:
    """105 = B 5 + A 100, A = 40 + 60: hiding A is of no use while 40 + 60 can be read below it."""
    lost = hidden([total(105), to("A", 100), to("B", 5), to("A1", 40), to("A2", 60)])
    assert {"to.A", "to.B"} <= lost
    assert {"to.A1", "to.A2"} & lost


def test_what_a_source_says_betrays_no_hidden_number() -> None:
    """Source y says 7 of A, 50 of B and 60 of C, 117 in all: its 117 is withheld where the 7 is."""
    rows = {"A": 1, "B": 2, "C": 3}
    parts = [to(p, v, said=(said("y", v),), adds=adds(rows[p])) for p, v in (("A", 7), ("B", 50), ("C", 60))]
    whole = total(500, said=(said("y", 117),), adds={"value": [9], "low": [9], "high": [9], "said.0": [1, 2, 3]})
    ledger = release([whole, *parts], PLACES, OPEN)
    shown = [s["value"] for f in ledger.figures.values() for s in f.said]
    assert ledger["displaced.flow.total"].value == 500
    assert 117 not in shown or len(shown) < 3


def adds(row: int) -> dict[str, list[int]]:
    return {kind: [row] for kind in ("value", "low", "high", "said.0")}


def test_a_small_end_of_a_range_is_not_published() -> None:
    shown = release([to("A", 50, low=3)], PLACES, OPEN)["displaced.flow.to.A"]
    assert (shown.value, shown.low, shown.high) == (50, None, None)


def test_a_small_statement_is_not_published() -> None:
    figure = to("A", 50, said=(said("x", 50), said("y", 3), said("z", 0)))
    shown = release([figure], PLACES, OPEN)["displaced.flow.to.A"]
    assert [s["source"] for s in shown.said] == ["x", "z"]


def test_a_smallest_cell_of_zero_hides_nothing() -> None:
    assert hidden([total(5), to("A", 5)], Rules(0, "none", 3)) == set()


def test_references_and_letters_are_never_hidden() -> None:
    ledger = release([Figure("reference.x", 3.0, role="reference", place="Bosnia")], PLACES, OPEN)
    assert ledger["reference.x"].value == 3


def test_places_finer_than_allowed_are_left_out() -> None:
    pair = Figure("displaced.flow.from.A1.to.B", 50.0, place="B", origin="A1", role="pair")
    ledger = release([total(100), to("A", 60), to("A1", 60), pair], PLACES, Rules(10, "none", 1))
    assert list(ledger.figures) == ["displaced.flow.to.A", "displaced.flow.total"]


def test_a_proof_names_the_sums_that_reveal() -> None:
    """1 + 2 + 3 and 1 + 2 reveal 3; of the third sum nothing is needed."""
    known = Known([{1: 1, 2: 1, 3: 1}, {1: 1, 2: 1}, {4: 1}])
    assert known.proof({3: 1}) == [0, 1]
    assert known.proof({1: 1}) is None
    assert known.proof({}) == []


PROTECTED = {
    **replaced(
        "places.csv", "SY0102C,5,SY0102,Camp,مخيم,35.70,36.70,,,cod", "SY0102C,5,SY0102,Al-Amal & Co,مخيم الأمل,,,,,cod"
    ),
}


def test_protected_places_and_sources_stand_nowhere_in_the_ledger(tmp_path: Path) -> None:
    """The subdistrict SY0102 and all in it, and the source that reports it, are protected."""
    changes = {
        **replaced(
            "places.csv", "SY0102,2,SY01,Maarrat,المعرة,35.64,36.67,,,cod", "SY0102,2,SY01,Maarrat,المعرة,,,,yes,cod"
        ),
        **replaced(
            "sources.csv",
            "ngo,Field reports,Helpers United,ngo,B,https://example.org/ngo,2020-03-01,",
            "ngo,Field reports,Helpers United,ngo,B,https://example.org/ngo,2020-03-01,yes",
        ),
    }
    folder = read_folder(write_folder(tmp_path, changes))
    text = to_json(ledgers.public_of(folder, dt.date(2020, 3, 6)), {}).decode()
    assert "displaced.flow.to.SY01" in text
    for word in ("SY0102", "Maarrat", "المعرة", "Camp", "ngo", "Field reports", "Helpers United"):
        assert f'"{word}' not in text.replace("Helpers United, ", ""), word
        assert f".{word}" not in text, word
    secrets = secrets_of(folder)
    assert {"SY0102", "Maarrat", "SY0102C", "Camp", "Field reports"} <= set(secrets)


def test_what_lies_in_a_protected_place_is_protected() -> None:
    places = PLACES.with_columns(protected=pl.col("code") == "A")
    sources = pl.DataFrame({"code": ["x"], "protected": [None]}, schema_overrides={"protected": pl.Boolean})
    assert rules_of(10, "none", 3, places, sources).protected_places == {"A", "A1", "A2"}


def test_a_protected_source_is_said_not_named() -> None:
    figure = to("A", 50, sources=("x", "y"), said=(said("x", 50), said("y", 60)))
    shown = release([figure], PLACES, Rules(10, "none", 3, frozenset(), frozenset({"x"})))["displaced.flow.to.A"]
    assert shown.sources == ("withheld", "y")
    assert [s["source"] for s in shown.said] == ["withheld", "y"]


def test_the_delay() -> None:
    end, published = dt.date(2020, 3, 1), dt.date(2020, 3, 6)
    assert public_end(end, published, 0) == end
    assert public_end(end, published, 14) == dt.date(2020, 2, 21)
    assert public_end(end, published, 2) == end


@settings(deadline=None)
@given(
    st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9),
    st.sampled_from(["idmc", "none", "5", "10", "100", "1000"]),
    st.sampled_from(["exactly", "about", "more than", "less than", "between"]),
)  # fmt: skip
def test_rounding_keeps_order_and_words(a: int, b: int, c: int, rounding: str, quantifier: str) -> None:
    low, value, high = sorted((a, b, c))
    figure = to("A", float(value), low=float(low), high=float(high), quantifier=quantifier)
    shown = release([figure], PLACES, Rules(0, rounding, 3))["displaced.flow.to.A"]
    assert shown.value is not None
    assert shown.low is not None
    assert shown.high is not None
    assert shown.low <= shown.value <= shown.high
    if quantifier == "more than":
        assert shown.value <= value
    elif quantifier == "less than":
        assert shown.value >= value
    elif value:
        assert shown.value > 0, "nobody is not few"
    assert (shown.value == 0) >= (value == 0)


@pytest.mark.parametrize(
    ("value", "rounding", "quantifier", "rounded"),
    [
        (52_910, "idmc", "exactly", 53_000),
        (99_500, "idmc", "exactly", 100_000),
        (100_499, "idmc", "exactly", 100_000),
        (586_400, "idmc", "more than", 586_000),
        (586_400, "idmc", "less than", 587_000),
        (948_000, "idmc", "more than", 948_000),
        (14, "idmc", "exactly", 14),
        (40, "100", "exactly", 100),
        (40, "100", "more than", 0),
        (0, "1000", "exactly", 0),
        (None, "idmc", "exactly", None),
    ],
)
def test_rounding(value: float | None, rounding: str, quantifier: str, rounded: float | None) -> None:
    assert round_people(value, rounding, quantifier) == rounded


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("index.html", "<p>\nSigned by Quiet Friends.", 2),
        ("index.html", "<p>Signed by Quiet\nFriends.", 1),
        ("index.html", "<p>Signed by <b>Quiet</b> Friends.", 1),
        ("index.html", "<p>\n\nQUIET FRIENDS", 3),
        ("index.html", "<p>Bread &amp; Roses", 1),
        ("index.html", "<p>the Women&#39;s Union", 1),
        ("map.svg", "<text>Bread &amp; Roses</text>", 1),
        ("a/b.json", '{\n"name": "the \\"Free\\" Clinic"}', 2),
        ("feed.xml", "<title>\u2068Quiet Friends\u2069</title>", 1),
        ("figures.csv", 'id\n"the ""Free"" Clinic"', 2),
        ("index.html", "<p>SY0102", 1),
    ],
)
def test_protected_words_are_refused_with_file_and_line(tmp_path: Path, name: str, content: str, line: int) -> None:
    words = ("Quiet Friends", "Bread & Roses", "Women's Union", 'the "Free" Clinic', "SY0102")
    with pytest.raises(DataError) as caught:
        publish(tmp_path, {name: content.encode(), "other.html": b"fine"}, dict.fromkeys(words, "a secret"))
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.rule) == (f"public/{name}", line, "disclosure.protected")
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("content", ["SY0102C and SY010", "quietfriends", "a salt lake", "base64,SY0102"])
def test_other_words_pass(tmp_path: Path, content: str) -> None:
    publish(tmp_path, {"index.html": content.encode()}, dict.fromkeys(("SY0102", "Quiet Friends", "Salt"), "a secret"))
    assert (tmp_path / "public/index.html").read_text() == content


def test_an_issue_replaces_the_one_before(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": b"1", "gone.html": b"1"}, {})
    assert publish(tmp_path, {"a.html": b"2", "d/b.html": b"2"}, {}) == [
        tmp_path / "public/a.html",
        tmp_path / "public/d/b.html",
    ]
    assert tree(tmp_path) == {"public/a.html": b"2", "public/d/b.html": b"2"}


def tree(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_without_an_atomic_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"a.html": b"1"}, {})
    monkeypatch.setattr(disclosure, "_exchange", lambda one, other: False)
    publish(tmp_path, {"a.html": b"2"}, {})
    assert tree(tmp_path) == {"public/a.html": b"2"}


def test_a_system_without_renameat2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure.ctypes, "CDLL", lambda *a, **k: object())
    publish(tmp_path, {"a.html": b"1"}, {})
    publish(tmp_path, {"a.html": b"2"}, {})
    assert tree(tmp_path) == {"public/a.html": b"2"}


def test_what_killed_builds_left_is_swept(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f".nuzuh-{dead.pid}", f".nuzuh-{os.getpid()}", f".nuzuh-{os.getppid()}"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.html").write_text("half")
    publish(tmp_path, {"a.html": b"1"}, {})
    assert tree(tmp_path) == {f".nuzuh-{os.getppid()}/half.html": b"half", "public/a.html": b"1"}


def test_an_issue_that_lost_its_name_in_a_crash_comes_back(tmp_path: Path) -> None:
    """Killed between the two renames of a file system without exchange; then a build is refused: the old issue stands."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".nuzuh-old-{dead.pid}").mkdir()
    (tmp_path / f".nuzuh-old-{dead.pid}" / "a.html").write_bytes(b"old")
    disclosure._sweep(tmp_path)
    assert tree(tmp_path) == {"public/a.html": b"old"}


_PUBLISHER = """
import sys
from pathlib import Path
from nuzuh.evidence.disclosure import publish
root = Path(sys.argv[1])
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    publish(root, {f"f{i}.html": b"%d" % turn for i in range(12)}, {})
"""


_KILLER = """
import os, random, signal, sys, time
from pathlib import Path
from nuzuh.evidence.disclosure import publish
root, dice = Path(sys.argv[1]), random.Random(1)
for round in range(50):
    child = os.fork()
    if not child:
        turn = 0
        while True:
            turn += 1
            publish(root, {f"f{i}.html": b"%d %d" % (round, turn) for i in range(12)}, {})
    time.sleep(dice.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    issue = {p.name: p.read_bytes() for p in (root / "public").iterdir()}
    assert len(issue) == 12, (round, issue)
    assert len(set(issue.values())) == 1, (round, issue)
print(len(list(root.glob(".nuzuh-*"))))
"""


def test_kill_minus_nine_never_leaves_half_an_issue(tmp_path: Path) -> None:
    """A process that publishes one issue after the other is killed 50 times at random moments."""
    publish(tmp_path, {f"f{i}.html": b"0" for i in range(12)}, {})
    run = subprocess.run([sys.executable, "-c", _KILLER, str(tmp_path)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    publish(tmp_path, {"a.html": b"last"}, {})
    assert tree(tmp_path) == {"public/a.html": b"last"}


def test_a_reader_never_sees_two_issues_at_once(tmp_path: Path) -> None:
    """While a child publishes, every look through one open folder sees files of one issue only."""
    publish(tmp_path, {f"f{i}.html": b"0" for i in range(12)}, {})
    child = subprocess.Popen([sys.executable, "-c", _PUBLISHER, str(tmp_path)], stdout=subprocess.PIPE)
    assert child.stdout
    child.stdout.readline()
    try:
        for _ in range(200):
            assert (tmp_path / "public").is_dir()
            assert (tmp_path / "public/f11.html").exists()
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def test_suppressed_figures_keep_what_they_are(tmp_path: Path) -> None:
    """Hidden is not unknown: the figure stands in the ledger with its place and period, and says that it is hidden."""
    figure = replace(to("A", 5), start=dt.date(2020, 1, 1), end=dt.date(2020, 2, 1))
    (shown,) = json.loads(to_json(release([figure], PLACES, OPEN), {}))["figures"]
    assert (shown["status"], shown["unknown"], shown["place"]) == ("suppressed", None, "A")
    assert shown["period"] == {"start": "2020-01-01", "end": "2020-02-01"}


def test_what_is_forgotten_no_longer_follows() -> None:
    """1 + 2 + 3 and 1 + 2 tell 3; without 1 + 2 they do not; 3 told by 3 + 4 and 4 is told still."""
    sums = [{1: 1, 2: 1, 3: 1}, {1: 1, 2: 1}, {3: 1, 4: 1}, {4: 1}]
    known = Known(sums)
    assert known.proof({3: 1})
    known.forget([1])
    assert known.proof({3: 1}) == [2, 3]
    assert known.proof({1: 1, 2: 1}) == [0, 2, 3]
    known.forget([3])
    assert known.proof({3: 1}) is None
    assert known.proof({1: 1, 2: 1, 3: 1}) == [0]


def test_a_suppressed_figure_says_nothing_of_what_is_in_it() -> None:
    shown = release([to("A", 9, unreported=0.5, silent=0.25)], PLACES, OPEN)["displaced.flow.to.A"]
    assert (shown.status, shown.unreported, shown.silent) == ("suppressed", None, None)


@pytest.mark.parametrize(("whole", "smallest", "shown"), [(1000.0, 10, 0.25), (1000.0, 26, None), (390.0, 10, None)])
def test_a_silent_share_is_too_coarse_for_a_small_cell_or_not_shown(
    whole: float, smallest: int, shown: float | None
) -> None:
    """Half a step of 5 % of 1,000 are 25 people, of 390 not 10: from the share and the whole a smaller cell could be read off."""
    month = Figure(
        "displaced.flow.to.A.2020-01", 200.0, low=200.0, high=200.0, place="A", role="to", windowed=True, silent=0.25
    )
    ledger = release([to("A", whole), month], PLACES, replace(OPEN, smallest_cell=smallest))
    assert ledger["displaced.flow.to.A.2020-01"].silent == shown
    assert release([month], PLACES, OPEN)["displaced.flow.to.A.2020-01"].silent is None


@settings(max_examples=60, deadline=None)
@given(
    sums=st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=5, unique=True), min_size=1, max_size=12),
    gone=st.lists(st.sets(st.integers(0, 11), max_size=3), max_size=4),
    asked=st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=5, unique=True), min_size=1, max_size=6),
)
def test_forgetting_is_as_never_having_known(
    sums: list[list[int]], gone: list[set[int]], asked: list[list[int]]
) -> None:
    every = [dict.fromkeys(names, 1) for names in sums]
    known = Known(every)
    lost: set[int] = set()
    for some in gone:
        fresh = {n for n in some if n < len(every)}
        known.forget(fresh)
        lost |= fresh
        other = Known([s for n, s in enumerate(every) if n not in lost])
        for names in asked:
            proof = known.proof(dict.fromkeys(names, 1))
            assert (proof is None) == (other.proof(dict.fromkeys(names, 1)) is None)
            assert not lost.intersection(proof or ())
