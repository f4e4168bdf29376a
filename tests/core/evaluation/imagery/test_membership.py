"""The membership test against distances with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.membership import TrainingDistances, closer_auc, distances_among, membership_test


def test_auc_counts_pairs_and_ties_half() -> None:
    assert closer_auc(np.array([1.0, 3.0]), np.array([2.0, 3.0])) == pytest.approx((2 + 0.5) / 4)


def test_unlike_imagery_is_at_chance_and_copies_are_found() -> None:
    draws = np.random.default_rng(2)
    unseen, training, honest = (draws.gamma(9, size=150) for _ in range(3))
    known = TrainingDistances(training, 2)
    fair = membership_test(honest, unseen, known)
    assert fair is not None
    assert fair.synthetic.low < 0.5 < fair.synthetic.high
    assert fair.training.low < 0.5 < fair.training.high
    copied = membership_test(np.where(np.arange(150) < 45, 0.1, honest), unseen, known)
    assert copied is not None
    assert copied.synthetic.low > 0.5
    assert copied.unusually_close.value > 0.25
    assert f"{copied.synthetic.value:.2f}" in copied.finding
    assert membership_test(honest, unseen[:0], known) is None


def test_training_patches_are_compared_with_those_of_other_scenes() -> None:
    distances = np.array([[0.0, 1, 5], [1, 0, 4], [5, 4, 0]])
    assert distances_among(distances, ["a", "a", "b"]).tolist() == [5, 4, 4]
    assert distances_among(distances, ["a", "a", "a"]).tolist() == [1, 1, 4]
    assert not len(distances_among(np.zeros((1, 1)), ["a"]))


def test_the_control_says_what_training_patches_were_compared_with() -> None:
    distances = np.random.default_rng(2).gamma(9, size=(3, 40))
    one, two = (membership_test(*distances[:2], TrainingDistances(distances[2], scenes)) for scenes in (1, 2))
    assert one is not None and two is not None
    assert "the others of the only training scene" in one.control and "other training scenes" not in one.control
    assert "those of the other training scenes" in two.control
    assert [found.to_json()["compared_with_other_scenes"] for found in (one, two)] == [False, True]
