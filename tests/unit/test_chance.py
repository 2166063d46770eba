import numpy as np
import pytest

from nuzuh.terms.chance import stream

PINNED_RAW = [16009783244109135771, 5491271353349700353, 899952241335082572]
PINNED = [0.8678920887142575, 0.297682416550458, 0.04878650875943469]


def test_the_same_name_gives_the_same_numbers() -> None:
    assert np.array_equal(stream(7, "arrivals").random(100), stream(7, "arrivals").random(100))


@pytest.mark.parametrize(("seed", "decision"), [(7, "routes"), (8, "arrivals"), (7, "Arrivals"), (7, "arrivals ")])
def test_another_name_or_seed_gives_other_numbers(seed: int, decision: str) -> None:
    ours, theirs = stream(7, "arrivals").random(1000), stream(seed, decision).random(1000)
    assert not (ours == theirs).any()
    assert abs(np.corrcoef(ours, theirs)[0, 1]) < 0.15


def test_one_stream_does_not_move_another() -> None:
    alone = stream(7, "arrivals").random(10)
    first, second = stream(7, "routes"), stream(7, "arrivals")
    first.random(1000)
    assert np.array_equal(second.random(10), alone)


def test_the_numbers_stay_the_same_in_every_version() -> None:
    assert stream(1, "arrivals").bit_generator.random_raw(3).tolist() == PINNED_RAW
    assert stream(1, "arrivals").random(3).tolist() == PINNED


def test_names_in_any_script() -> None:
    assert stream(1, "نزوح").random() != stream(1, "göç").random()


@pytest.mark.parametrize(("seed", "decision"), [(-1, "arrivals"), (1, "")])
def test_refused(seed: int, decision: str) -> None:
    with pytest.raises(ValueError, match=r"seed|name"):
        stream(seed, decision)
