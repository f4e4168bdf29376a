"""Confidence intervals of scores: bootstrap over spatial blocks, because neighbouring pixels are not independent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .scores import Scores

RESAMPLES = 1000
"""Bootstrap samples."""

LEVEL = 0.95
"""Share of the samples' scores that an interval holds."""

FEWEST_BLOCKS = 5
"""With fewer blocks a bootstrap says nothing."""


@dataclass(frozen=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True)
class ScoreIntervals:
    """Intervals of the scores of a segmentation; all empty if there are too few blocks.

    Attributes:
        mean_iou: of the mean IoU.
        accuracy: of the overall accuracy.
        iou: of each class's IoU by class index, without absent classes.
    """

    mean_iou: Interval | None = None
    accuracy: Interval | None = None
    iou: Mapping[int, Interval] = field(default_factory=dict)

    def to_json(self, names: Sequence[str]) -> dict[str, list[float]]:
        """Return lower and upper bound by score; `names` are those of the classes (K)."""
        by_score = {
            "mean_iou": self.mean_iou,
            "overall_accuracy": self.accuracy,
            **{f"iou {names[index]}": interval for index, interval in self.iou.items()},
        }
        return {name: [interval.low, interval.high] for name, interval in by_score.items() if interval is not None}


def score_intervals(matrices: Sequence[NDArray[np.integer] | sparse.csr_array], seed: int = 0) -> ScoreIntervals:
    """Return the intervals of mean IoU, overall accuracy and each class's IoU.

    Args:
        matrices: confusion matrix (K, K) of each spatial block.
        seed: of the resampling.
    """
    if len(matrices) < FEWEST_BLOCKS:
        return ScoreIntervals()
    classes = matrices[0].shape[0]
    blocks = sparse.vstack([sparse.csr_array(matrix).reshape((1, -1)) for matrix in matrices], format="csr")
    samples = _resample(blocks.astype(np.int64), classes, np.random.default_rng(seed))
    # The samples' matrices are dropped one by one: 1,000 of many classes are larger than the blocks.
    mean_iou, accuracy, iou = zip(*((one.mean_iou, one.accuracy, one.iou) for one in samples), strict=True)
    by_class = [_interval(values) for values in np.transpose(iou)]
    return ScoreIntervals(
        mean_iou=_interval(mean_iou),
        accuracy=_interval(accuracy),
        iou={index: interval for index, interval in enumerate(by_class) if interval is not None},
    )


def _resample(blocks: sparse.csr_array, classes: int, rng: np.random.Generator) -> Iterator[Scores]:
    """Yield the scores of bootstrap samples of blocks (n, K K)."""
    count = blocks.shape[0]
    chances = np.full(count, 1 / count)
    for _ in range(RESAMPLES):
        # How often each block is drawn, instead of the draws themselves: one product adds up a whole sample.
        yield Scores((rng.multinomial(count, chances) @ blocks).reshape(classes, classes))


def _interval(values: Sequence[float] | NDArray[np.float64]) -> Interval | None:
    """Return the interval of a score of the samples (n,); None if no sample has one."""
    if np.isnan(values).all():
        return None
    low, high = np.nanquantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))
