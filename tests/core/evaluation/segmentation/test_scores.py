"""Scores against those of scikit-learn."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, f1_score, jaccard_score, precision_score, recall_score

from satsyn_core.evaluation.segmentation.scores import Scores


@pytest.fixture
def truth() -> np.ndarray:
    return np.random.default_rng(0).choice(5, 4000, p=[0.5, 0.3, 0.15, 0.05, 0])


@pytest.fixture
def predicted(truth: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.where(rng.random(truth.shape) < 0.7, truth, rng.integers(0, 5, truth.shape))


def test_scores_are_those_of_scikit_learn(truth: np.ndarray, predicted: np.ndarray) -> None:
    scores = Scores(confusion_matrix(truth, predicted, labels=range(5)))
    known = range(4)
    options = {"labels": known, "average": None}
    np.testing.assert_allclose(scores.iou[:4], jaccard_score(truth, predicted, **options))
    np.testing.assert_allclose(scores.f1[:4], f1_score(truth, predicted, **options))
    np.testing.assert_allclose(scores.precision[:4], precision_score(truth, predicted, **options))
    np.testing.assert_allclose(scores.recall[:4], recall_score(truth, predicted, **options))
    assert scores.mean_iou == pytest.approx(jaccard_score(truth, predicted, labels=known, average="macro"))
    assert scores.weighted_iou == pytest.approx(jaccard_score(truth, predicted, labels=known, average="weighted"))
    assert scores.accuracy == pytest.approx(np.mean(truth == predicted))


def test_a_class_that_the_truth_lacks_is_named_and_in_no_mean(truth: np.ndarray, predicted: np.ndarray) -> None:
    measured = Scores(confusion_matrix(truth, predicted, labels=range(5))).to_json(["a", "b", "c", "d", "e"])
    assert measured["absent_classes"] == ["e"]
    assert measured["classes"]["e"]["iou"] is None
    assert measured["mean_iou"] == pytest.approx(np.mean([measured["classes"][name]["iou"] for name in "abcd"]))
    json.dumps(measured, allow_nan=False)


def test_scores_of_a_small_matrix_are_those_by_hand() -> None:
    scores = Scores(np.array([[8, 2, 0], [1, 4, 0], [0, 0, 0]]))
    np.testing.assert_allclose(scores.iou, [8 / 11, 4 / 7, np.nan])
    np.testing.assert_allclose(scores.precision, [8 / 9, 4 / 6, np.nan])
    np.testing.assert_allclose(scores.recall, [0.8, 0.8, np.nan])
    assert scores.mean_iou == pytest.approx((8 / 11 + 4 / 7) / 2)
    assert scores.accuracy == pytest.approx(12 / 15)
