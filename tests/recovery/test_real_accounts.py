"""Stocks of Syria that were left out come back from the accounts of the other stocks and the flows; every account closes."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import balance

from nuzuh.evidence.ledger import Ledger
from nuzuh.folder.records import Folder, read_folder
from nuzuh.pipeline import count

WHY = balance.ready()
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(bool(WHY), reason=WHY),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return balance.make_base(tmp_path_factory.mktemp("base") / "c")


@pytest.fixture(scope="module")
def whole(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, Ledger]:
    root = balance.with_stocks(base, tmp_path_factory.mktemp("whole") / "c", balance.BEFORE_REVIEW)
    return read_folder(root), count(root)[1]


@pytest.fixture(scope="module")
def gapped(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The stock of August 2017 is left out, those before and after are there."""
    return count(balance.with_stocks(base, tmp_path_factory.mktemp("gapped") / "c", ("2017", "2019")))[1]


@pytest.fixture(scope="module")
def ended(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """All stocks after that of October 2016 are left out."""
    return count(balance.with_stocks(base, tmp_path_factory.mktemp("ended") / "c", ("2017",)))[1]


def test_the_stocks_and_flows_are_those_of_the_workbooks(whole: tuple[Folder, Ledger]) -> None:
    folder, _ = whole
    days = [balance.STOCKS[name].day for name in balance.BEFORE_REVIEW]
    assert [round(sum(balance.reported(folder, day).values())) for day in days] == [6_325_978, 6_150_005, 6_183_919]
    flows = balance.moved(folder, balance.STOCKS["2018"].day, balance.STOCKS["2019"].day)
    assert sum(flows.values()) == pytest.approx(2_635_252 - 188_386, abs=1)


@pytest.mark.parametrize("folder", ["whole", "gapped", "ended"])
def test_accounts_close_to_the_person(folder: str, request: pytest.FixtureRequest) -> None:
    made = request.getfixturevalue(folder)
    ledger = made[1] if isinstance(made, tuple) else made
    months = balance.windows(ledger)
    assert len(months) == 27  # from the first stock to the end: November 2016 to January 2019
    open_ones = {
        (code, month): gap
        for code in balance.GOVERNORATES
        for month in ("", *months)
        if (gap := balance.closing(ledger, code, month)) is None or abs(gap) > 0.5
    }
    assert open_ones == {}


def test_reported_stocks_lie_in_the_accounts(whole: tuple[Folder, Ledger]) -> None:
    """Where a stock was told, the account of its month ends near it: nearer than the year before did."""
    folder, ledger = whole
    for name in ("2018", "2019"):
        truth = balance.reported(folder, balance.STOCKS[name].day)
        said = balance.score_accounts(balance.accounts_say(ledger, balance.STOCKS[name].window), truth)
        assert said.rmse < balance.score_of(balance.reported(folder, balance.STOCKS["2017"].day), truth).rmse / 2


def test_a_stock_between_two_comes_back(whole: tuple[Folder, Ledger], gapped: Ledger) -> None:
    truth = balance.reported(whole[0], balance.STOCKS["2018"].day)
    said = balance.score_accounts(balance.accounts_say(gapped, balance.STOCKS["2018"].window), truth)
    rules = balance.rivals(whole[0], "2017", "2018", "2019")
    assert said.rmse < balance.score_of(rules["carried forward"], truth).rmse
    assert said.rmse < balance.score_of(rules["and raw flows"], truth).rmse / 2
    assert said.coverage is not None
    assert said.coverage >= 0.7


@pytest.mark.parametrize("asked", ["2018", "2019"])
def test_a_stock_after_the_last_one_comes_back(whole: tuple[Folder, Ledger], ended: Ledger, asked: str) -> None:
    truth = balance.reported(whole[0], balance.STOCKS[asked].day)
    said = balance.score_accounts(balance.accounts_say(ended, balance.STOCKS[asked].window), truth)
    rules = balance.rivals(whole[0], "2017", asked)
    assert said.rmse < balance.score_of(rules["and raw flows"], truth).rmse / 2
    # Nothing in one stock tells how many of those who arrive had been counted there before: carrying forward is hard to beat.
    assert said.rmse < balance.score_of(rules["carried forward"], truth).rmse * 1.3
    assert said.coverage is not None
    assert said.coverage >= 0.7
