"""The invented crises of the benchmarks: their truth holds, their folders are sound, their figures are named as others rely on."""

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from benchmarks.alone import alone_of
from benchmarks.crises import KINDS, OUTSIDE, TOP, Truth, make_truth, outline_of
from benchmarks.recovery import SCHEMA, Run, coverage, ratios, score, squares
from benchmarks.reports import make_crisis

from nuzuh import pipeline

ONE_OF_EACH = range(len(KINDS))


@pytest.fixture(scope="module", params=[0, 3, 16, 23])
def truth(request: pytest.FixtureRequest) -> Truth:
    return make_truth(outline_of(request.param))


def test_everybody_in_the_stocks_came_and_left_by_a_move(truth: Truth) -> None:
    assert (truth.stocks()[-1] == truth.after).all()  # moves added up against where the households are
    assert truth.stocks().min() >= 0
    accounts = truth.accounts()
    moved = pl.col("stock_start") + pl.col("arrivals") - pl.col("departures") - pl.col("returns")
    assert accounts.filter(moved != pl.col("stock_end")).is_empty()
    assert accounts.select(pl.col("arrivals").sum() > 0).item()


def test_the_accounts_of_a_period_go_on_in_the_next(truth: Truth) -> None:
    for _, place in truth.accounts().group_by("place", maintain_order=True):
        assert place["stock_start"][1:].to_list() == place["stock_end"][:-1].to_list()


def test_flows_by_origin_add_up_to_the_totals(truth: Truth) -> None:
    assert truth.flows()["people"].sum() == truth.totals()["flow"].sum()
    assert truth.flows().filter(pl.col("origin") == pl.col("place")).is_empty()
    per_origin = sum(truth.flow(TOP, (truth.outline.start, truth.outline.end), leaf) for leaf in truth.leaves)
    assert per_origin == truth.totals()["flow"].sum()


def test_people_move_in_households(truth: Truth) -> None:
    size = truth.moves["people"].sum() / truth.moves["households"].sum()
    assert 3 < size < 7
    assert (truth.moves["people"] >= truth.moves["households"]).all()
    assert OUTSIDE not in truth.moves["origin"]


def test_the_hundred_crises_are_as_announced() -> None:
    outlines = [outline_of(seed) for seed in range(100)]
    assert {len(o.windows) for o in outlines} >= {4, 6, 20, 30}
    assert min(len(o.windows) for o in outlines) >= 4
    assert max(len(o.windows) for o in outlines) <= 30
    assert {o.depth for o in outlines} == {1, 2, 3}
    assert {o.period for o in outlines} == {"week", "month"}
    assert all(sum(o.kinds[0] == kind for o in outlines) in (11, 12) for kind in KINDS)
    assert sum(len(o.kinds) == 2 for o in outlines) == 25
    assert all(len(set(o.kinds)) == len(o.kinds) for o in outlines)
    for seed in range(0, 100, 7):
        assert 4 <= make_truth(outlines[seed]).places.height - 1 <= 40


@pytest.mark.parametrize("seed", [1, 16])
def test_the_same_seed_gives_the_same_bytes(seed: int) -> None:
    assert make_crisis(seed).files == make_crisis(seed).files
    assert make_crisis(seed).files["places.csv"] != make_crisis(seed + 9).files["places.csv"]


@pytest.mark.parametrize("seed", ONE_OF_EACH)
def test_the_folder_of_every_kind_has_no_errors(seed: int, tmp_path: Path) -> None:
    crisis = make_crisis(seed)
    crisis.write(tmp_path)
    folder, problems = pipeline.check(tmp_path, dt.date(2030, 1, 1))
    assert [(p.file, p.line, p.rule) for p in problems if p.severity == "error"] == []
    kinds = set(crisis.truth.outline.kinds)
    assert bool(folder.tables["arrivals"].height) == ("stocks" not in kinds)
    assert bool(folder.tables["populations"].height) == bool({"stocks", "both"} & kinds)


def test_kinds_do_what_they_say(tmp_path: Path) -> None:
    read = {}
    for seed, kind in enumerate(KINDS):
        make_crisis(seed).write(tmp_path / kind)
        read[kind] = pipeline.check(tmp_path / kind, dt.date(2030, 1, 1))[0].tables["arrivals"]
    came = read["aggregate"].filter(pl.col("movement") == "displacement")
    assert set(came["destination"].str.len_chars()) == {2}  # X1: governorates only
    assert read["pairs"]["origin"].null_count() < read["pairs"].height
    assert {"households"} <= set(read["households"]["unit"])
    assert {"about", "more than", "between"} <= set(read["households"]["quantifier"])
    keys = ["destination", "origin", "start", "end"]
    double = read["double"]
    sources = [{tuple(r) for r in part.select(*keys, "people").iter_rows()} for _, part in double.group_by("source")]
    assert any(a != b and len(a & b) > 0.5 * min(len(a), len(b)) for a in sources for b in sources)
    assert any(abs(np.log(s.factor)) > 0.2 for s in make_crisis(KINDS.index("biased")).sources)


def test_a_source_alone_says_what_its_rows_add_up_to(tmp_path: Path) -> None:
    crisis = make_crisis(0)
    crisis.write(tmp_path)
    tables = pipeline.check(tmp_path, dt.date(2030, 1, 1))[0].tables
    alone = alone_of(crisis.truth, tables)
    outline = crisis.truth.outline
    whole = next(s for s in crisis.sources if not s.missing and s.first == outline.start and s.last == outline.end)
    rows = tables["arrivals"].filter((pl.col("source") == whole.code) & (pl.col("movement") == "displacement"))
    assert alone.flow(whole.code, TOP, (outline.start, outline.end)) == rows["people"].sum()
    town = rows["destination"][0]
    week = outline.windows[0]
    there = rows.filter((pl.col("destination") == town) & (pl.col("start") >= week[0]) & (pl.col("end") <= week[1]))
    assert alone.flow(whole.code, town, week) == there["people"].sum()
    assert alone.flow("nobody", town, week) is None


def test_figures_are_scored_under_the_names_that_the_plan_gives_them() -> None:
    flows, both = score(0), score(6)
    assert not flows.fault
    week = outline_of(0).windows[0][0]
    names = {"displaced.flow.total", "displaced.flow.to.X1", f"displaced.flow.total.{week:%G-W%V}"}
    assert names <= set(flows.rows["id"])
    assert {"flow total", "flow into places", "flow total per period"} <= set(flows.rows["family"])
    assert {"stock total", "stock of places per period"} <= set(both.rows["family"])
    assert any(i.startswith("displaced.stock.in.") for i in both.rows["id"])
    assert flows.rows["said"].null_count() < flows.rows.height


def made_up(value: float, said: list[float], truth: float = 100.0) -> Run:
    rows = [
        (1, "plain", "plain", "flow total", "f", truth, value, 90.0, 120.0, 0.9, 100.0, f"s{i}", number, "BA"[i])
        for i, number in enumerate(said)
    ]
    return Run(1, pl.DataFrame(rows, schema=SCHEMA, orient="row"), 0.1)


def test_scores_can_be_checked_by_hand() -> None:
    rows = made_up(110.0, [80.0, 140.0]).rows
    found = ratios(squares(rows), ["kind"]).row(0, named=True)
    assert found["rmse"] == pytest.approx(0.10)
    assert found["to_best"] == pytest.approx(10 / 20)  # the best source is 20 off
    assert found["to_graded"] == pytest.approx(10 / 40)
    assert found["to_mean"] == pytest.approx(10 / 10)  # their mean is 110
    inside = coverage(rows, ["kind"]).row(0, named=True)
    assert (inside["figures"], inside["inside"], inside["alike"]) == (1, 1.0, 1.0)
    assert coverage(made_up(110.0, [80.0], truth=80.0).rows, ["kind"])["inside"][0] == 0.0
