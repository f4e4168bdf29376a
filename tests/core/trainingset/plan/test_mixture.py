from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.trainingset.plan.mixture import mixture


@pytest.mark.parametrize("percent", [0, 1, 10, 33, 50, 99.5, 100])
@pytest.mark.parametrize("chips", [1, 7, 200, 1001])
def test_exactly_the_share_is_replaced(chips: int, percent: float) -> None:
    mixed = mixture(chips, percent, "replace", seed=3)
    expected = int(percent / 100 * chips + 0.5)
    assert mixed.copies.sum() == expected
    assert mixed.copies.max() <= 1
    assert mixed.real.sum() == chips - expected
    assert not (mixed.real & (mixed.copies > 0)).any()


@pytest.mark.parametrize(("percent", "fewest", "most"), [(100, 1, 1), (150, 1, 2), (200, 2, 2), (310, 3, 4)])
def test_over_a_hundred_percent_every_chip_has_several_versions(percent: float, fewest: int, most: int) -> None:
    mixed = mixture(40, percent, "replace", seed=3)
    assert mixed.copies.sum() == round(40 * percent / 100)
    assert (mixed.copies.min(), mixed.copies.max()) == (fewest, most)
    assert not mixed.real.any()


def test_adding_keeps_every_real_chip() -> None:
    mixed = mixture(40, 25, "add", seed=3)
    assert mixed.real.all()
    assert mixed.copies.sum() == 10


def test_a_larger_share_holds_the_smaller_one_and_the_seed_draws() -> None:
    some, more, others = (mixture(500, p, "replace", s).copies > 0 for p, s in ((20, 1), (30, 1), (20, 2)))
    assert (more | ~some).all()
    assert np.count_nonzero(some & others) < 60
