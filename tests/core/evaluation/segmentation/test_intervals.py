"""Bootstrap intervals of scores."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from satsyn_core.evaluation.segmentation.intervals import ScoreIntervals, score_intervals


@pytest.fixture
def truth() -> np.ndarray:
    return np.random.default_rng(0).choice(5, 4000, p=[0.5, 0.3, 0.15, 0.05, 0])


@pytest.fixture
def predicted(truth: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.where(rng.random(truth.shape) < 0.7, truth, rng.integers(0, 5, truth.shape))


def test_intervals_hold_the_score_and_narrow_with_more_blocks(truth: np.ndarray, predicted: np.ndarray) -> None:
    def interval(blocks: int) -> tuple[float, float]:
        parts = zip(np.array_split(truth, blocks), np.array_split(predicted, blocks), strict=True)
        matrices = [confusion_matrix(one, other, labels=range(5)) for one, other in parts]
        found = score_intervals(matrices * (40 // blocks)).accuracy
        assert found is not None
        return found.low, found.high

    low, high = interval(40)
    assert low < np.mean(truth == predicted) < high
    assert high - low < 0.05


def test_few_blocks_give_no_interval() -> None:
    found = score_intervals([np.eye(3, dtype=int)] * 4)
    assert found == ScoreIntervals()
    assert found.to_json(["a", "b", "c"]) == {}


def test_equal_blocks_have_intervals_without_width_and_absent_classes_have_none() -> None:
    found = score_intervals([np.array([[3, 1, 0], [0, 2, 0], [0, 0, 0]])] * 5)
    assert found.to_json(["a", "b", "c"]) == {
        "mean_iou": [pytest.approx(17 / 24)] * 2,
        "overall_accuracy": [pytest.approx(5 / 6)] * 2,
        "iou a": [pytest.approx(3 / 4)] * 2,
        "iou b": [pytest.approx(2 / 3)] * 2,
    }
