from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.learning.iou import mean_iou
from satsyn_core.study.statistics import estimate_difference, estimate_score, holm, mean_iou_of


def _matrices(accuracy: NDArray[np.float64], seed: int = 0) -> NDArray[np.int64]:
    """Return confusion matrices (seeds, blocks, 2, 2) in which so large a share of each class is right."""
    rng = np.random.default_rng(seed)
    right = np.clip(np.round(1000 * (accuracy + rng.normal(0, 0.004, accuracy.shape))), 0, 1000).astype(np.int64)
    wrong = 1000 - right
    return np.stack([np.stack([right, wrong], -1), np.stack([wrong, right], -1)], -2)


def test_mean_iou_of_many_matrices_is_that_of_each() -> None:
    matrices = np.array([[[5, 1, 0], [2, 8, 0], [0, 0, 0]], [[1, 0, 0], [0, 0, 0], [3, 0, 4]]])

    assert mean_iou_of(matrices) == pytest.approx([mean_iou(one) for one in matrices])


def test_a_difference_that_all_seeds_and_blocks_show_is_found() -> None:
    base = np.full((3, 20), 0.7)

    found = estimate_difference(_matrices(base + 0.1, 1), _matrices(base, 2))

    assert found.low > 0
    assert found.p < 0.01
    assert found.low < found.mean < found.high
    assert len(found.by_seed) == 3


def test_a_difference_of_one_seed_in_three_is_not_found() -> None:
    base = np.full((3, 20), 0.7)
    better = base + np.array([[0.15], [-0.02], [0.0]])

    found = estimate_difference(_matrices(better, 1), _matrices(base, 2))

    assert found.low < 0 < found.high
    assert found.seed_error > found.ground_error
    assert found.detectable > found.mean


def test_more_comparisons_make_fewer_differences_detectable_and_leave_the_interval() -> None:
    ours, theirs = _matrices(np.full((3, 20), 0.8), 1), _matrices(np.full((3, 20), 0.7), 2)

    alone, one_of_many = estimate_difference(ours, theirs), estimate_difference(ours, theirs, 10)

    assert one_of_many.detectable > 1.1 * alone.detectable
    assert (one_of_many.low, one_of_many.high, one_of_many.p) == (alone.low, alone.high, alone.p)


def test_a_difference_that_few_blocks_show_is_uncertain_even_if_all_seeds_agree() -> None:
    base = np.full((3, 6), 0.7)
    better = base + np.array([0.25, 0, 0, 0, 0, 0])

    found = estimate_difference(_matrices(better, 1), _matrices(base, 2))

    assert found.ground_error > found.seed_error
    assert found.low < 0


def test_the_interval_of_a_score_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    covered = 0
    for trial in range(60):
        seeds, blocks = rng.normal(0, 0.02, (3, 1)), rng.normal(0, 0.05, (1, 12))
        estimate = estimate_difference(
            _matrices(0.7 + seeds + blocks * 0, trial), _matrices(0.7 + 0 * seeds + 0 * blocks)
        )
        covered += estimate.low <= 0 <= estimate.high
    assert covered >= 53


@pytest.mark.parametrize(("of_seeds", "of_ground"), [(0.03, 0.0), (0.03, 0.05), (0.02, 0.08)])
def test_two_seeds_find_a_difference_where_there_is_none_no_oftener_than_they_say(
    of_seeds: float, of_ground: float
) -> None:
    rng = np.random.default_rng(5)
    found = 0
    for trial in range(200):
        ground = rng.normal(0, of_ground, 12) / 2
        ours, theirs = (0.7 + rng.normal(0, of_seeds, (2, 1)) + sign * ground for sign in (1, -1))
        found += estimate_difference(_matrices(ours, 2 * trial), _matrices(theirs, 2 * trial + 1)).p < 0.05
    # 5 % of 200, and two standard errors of such a count.
    assert found <= 16


def test_two_seeds_are_enough_where_the_ground_decides() -> None:
    rng = np.random.default_rng(0)
    base, ground = np.full((2, 40), 0.7), rng.normal(0, 0.05, 40)

    found = estimate_difference(_matrices(base + 0.1 + ground, 1), _matrices(base, 2))

    assert found.ground_error > 4 * found.seed_error
    assert found.low > 0


@pytest.mark.parametrize("blocks", [1, 20])
def test_a_single_seed_tells_no_interval(blocks: int) -> None:
    found = estimate_score(_matrices(np.full((1, blocks), 0.7)))

    assert not found.is_certain
    assert np.isnan(found.p)


def test_a_single_block_of_ground_leaves_the_chance_of_the_seeds() -> None:
    found = estimate_score(_matrices(np.full((3, 1), 0.7)))

    assert found.low < found.mean < found.high


def test_holm_corrects_for_the_number_of_known_p_values() -> None:
    assert holm([0.01, 0.04, 0.03, float("nan")])[:3] == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == pytest.approx([1.0, 1.0])
