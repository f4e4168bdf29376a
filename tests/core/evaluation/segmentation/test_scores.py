from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from sklearn.metrics import confusion_matrix, f1_score, jaccard_score, precision_score, recall_score

from satsyn_core.evaluation.segmentation.calibration import BINS, Calibration
from satsyn_core.evaluation.segmentation.intervals import score_intervals
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


def test_calibration_error_is_that_of_torchmetrics(truth: np.ndarray) -> None:
    from satsyn_core.learning.optional_packages import torchmetrics

    logits = torch.randn(len(truth), 5, generator=torch.Generator().manual_seed(2))
    probabilities = logits.softmax(1)
    calibration = Calibration()
    for part in np.array_split(np.arange(len(truth)), 7):
        confidence, found = probabilities[part].max(1)
        calibration.add(confidence.numpy(), found.numpy() == truth[part])
    measure = torchmetrics("functional").calibration_error
    expected = measure(probabilities, torch.from_numpy(truth), "multiclass", n_bins=BINS, norm="l1", num_classes=5)
    assert calibration.error == pytest.approx(float(expected), abs=1e-6)


def test_intervals_hold_the_score_and_narrow_with_more_blocks(truth: np.ndarray, predicted: np.ndarray) -> None:
    def interval(blocks: int) -> tuple[float, float]:
        parts = zip(np.array_split(truth, blocks), np.array_split(predicted, blocks), strict=True)
        matrices = [confusion_matrix(one, other, labels=range(5)) for one, other in parts]
        found = score_intervals(matrices * (40 // blocks))["overall_accuracy"]
        return found.low, found.high

    low, high = interval(40)
    assert low < np.mean(truth == predicted) < high
    assert high - low < 0.05


def test_few_blocks_give_no_interval() -> None:
    assert score_intervals([np.eye(3, dtype=int)] * 4) == {}
