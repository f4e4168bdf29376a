"""Bootstrap intervals of scores."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import confusion_matrix

from satsyn_core.evaluation.segmentation.intervals import RESAMPLES, ScoreIntervals, score_intervals
from satsyn_core.evaluation.segmentation.scores import Scores


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


def test_intervals_are_those_of_resampling_whole_matrices_and_many_classes_take_little_memory() -> None:
    draws, classes, count = np.random.default_rng(0), 120, 200
    blocks = np.zeros((count, classes, classes), np.int64)
    for block in blocks:
        shown = draws.choice(20, 3, replace=False)
        block[np.ix_(shown, shown)] = draws.integers(0, 100, (3, 3))
    kept = [sparse.csr_array(block) for block in blocks]
    tracemalloc.start()
    try:
        found = score_intervals(kept)
        needed = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == score_intervals(list(blocks))
    assert needed < blocks.nbytes / 5
    rng, chances = np.random.default_rng(0), np.full(count, 1 / count)
    samples = [Scores(np.tensordot(rng.multinomial(count, chances), blocks, axes=1)) for _ in range(RESAMPLES)]
    expected = np.nanquantile([one.mean_iou for one in samples], [0.025, 0.975])
    assert found.mean_iou is not None
    np.testing.assert_allclose([found.mean_iou.low, found.mean_iou.high], expected, rtol=1e-12)
