"""Intersection over union of classes."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, jaccard_score

from satsyn_core.learning.iou import class_iou, mean_iou


def test_classes_that_the_truth_does_not_show_count_for_nothing() -> None:
    rng = np.random.default_rng(0)
    truth, predicted = rng.integers(0, 3, 200), rng.integers(0, 4, 200)
    matrix = confusion_matrix(truth, predicted, labels=range(5))
    expected = jaccard_score(truth, predicted, labels=range(3), average=None)
    np.testing.assert_allclose(class_iou(matrix), [*expected, np.nan, np.nan])
    assert mean_iou(matrix) == pytest.approx(expected.mean())


def test_nothing_has_no_mean() -> None:
    assert np.isnan(mean_iou(np.zeros((3, 3), np.int64)))
