from __future__ import annotations

import numpy as np

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.trainingset.synthesis.label_filter import FilterModel, PixelFilter, UsualLoss, pixel_loss


def _certain(classes: np.ndarray, probability: float, count: int = 3) -> np.ndarray:
    """Probabilities (count, h, w) with `probability` for these classes and the rest shared out."""
    rest = (1 - probability) / (count - 1)
    return np.stack([np.where(classes == index, probability, rest) for index in range(count)])


def test_only_pixels_that_contradict_their_label_with_high_loss_are_ignored() -> None:
    labels = np.array([[0, 0, 0, 1, UNKNOWN]], np.uint8)
    predicted = np.array([[0, 1, 2, 1, 2]])
    probabilities = _certain(predicted, 0.9)
    # The third pixel is mistaken too, but hardly: the network is nearly as sure of the label.
    probabilities[:, 0, 2] = (0.45, 0.05, 0.5)
    label_filter = PixelFilter(
        FilterModel("model", "digest", lambda image: probabilities), np.array([1.0, 1.0, np.inf]), 1.25
    )
    kept, ignored_share = label_filter.apply(np.zeros((3, 1, 5)), labels)
    assert kept.tolist() == [[0, UNKNOWN, 0, 1, UNKNOWN]]
    assert ignored_share == 0.25


def test_a_class_that_is_always_hard_keeps_its_pixels() -> None:
    labels = np.full((4, 4), 2, np.uint8)
    probabilities = _certain(np.zeros((4, 4), int), 0.9)
    usual = UsualLoss(3)
    usual.add(probabilities, labels)
    label_filter = PixelFilter(FilterModel("model", "digest", lambda image: probabilities), usual.result(), 1.25)
    kept, ignored_share = label_filter.apply(np.zeros((3, 4, 4)), labels)
    np.testing.assert_array_equal(kept, labels)
    assert ignored_share == 0


def test_usual_loss_is_the_mean_over_the_pixels_of_each_class() -> None:
    labels = np.array([[0, 0, 1, UNKNOWN]], np.uint8)
    probabilities = np.array([[[0.5, 0.25, 0.1, 0.1]], [[0.5, 0.75, 0.9, 0.9]]])
    usual = UsualLoss(2)
    usual.add(probabilities[:, :, :2], labels[:, :2])
    usual.add(probabilities[:, :, 2:], labels[:, 2:])
    np.testing.assert_allclose(usual.result(), [(np.log(2) + np.log(4)) / 2, -np.log(0.9)])
    assert pixel_loss(probabilities, labels)[0, 3] == 0
