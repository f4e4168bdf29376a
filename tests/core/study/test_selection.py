from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.study.selection import choose_chips, harder_first, mask_hardness, share_of_chips
from satsyn_core.study.treatment import Treatment

SAME = np.zeros(20)


def test_the_chips_of_a_smaller_share_are_among_those_of_a_larger_one() -> None:
    small, large = share_of_chips(40, 10, seed=3), share_of_chips(40, 50, seed=3)

    assert (len(small), len(large)) == (4, 20)
    assert set(small) < set(large)
    assert len(share_of_chips(40, 0.1, seed=3)) == 1
    assert list(share_of_chips(40, 100, seed=3)) == list(range(40))


@pytest.mark.parametrize(
    ("treatment", "real", "synthetic"),
    [
        (Treatment(), 20, 0),
        (Treatment("replace", 30), 14, 6),
        (Treatment("add", 150), 20, 30),
        (Treatment("synthetic", 200), 0, 40),
        (Treatment("synthetic", 50), 0, 10),
    ],
)
def test_a_mixture_has_exactly_its_numbers_of_chips(treatment: Treatment, real: int, synthetic: int) -> None:
    chosen = choose_chips(treatment, SAME, seed=1)

    assert (chosen.real.sum(), chosen.copies.sum()) == (real, synthetic)
    assert chosen.copies.max(initial=0) <= treatment.versions


def test_hard_masks_get_more_versions_of_the_same_total() -> None:
    hardness = np.arange(20.0)

    copies = choose_chips(Treatment("add", 100, hard=True), hardness, seed=1).copies

    assert copies.sum() == 20
    assert copies[19] == 2
    assert copies[0] == 0
    assert (np.diff(copies) >= 0).mean() > 0.9


def test_no_mask_gets_more_versions_than_there_are() -> None:
    assert harder_first(np.arange(5.0), 10, 2).max() == 2


def test_a_mask_of_a_class_with_high_loss_is_hard() -> None:
    counts = np.array([[10, 0, 0], [0, 10, 0], [5, 5, 0]])

    assert mask_hardness(counts, np.array([0.1, 0.9, np.inf])).tolist() == pytest.approx([0.1, 0.9, 0.5])
