"""How sure scores are: bootstrap over spatial blocks, since neighbouring pixels are no independent trials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .scores import Scores

RESAMPLES = 1000
LEVEL = 0.95
FEWEST_BLOCKS = 5
"""With fewer blocks there is nothing to resample."""


@dataclass(frozen=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


def score_intervals(matrices: Sequence[NDArray[np.integer]], seed: int = 0) -> dict[str, Interval]:
    """Return intervals of mean IoU, overall accuracy and each class's IoU (`iou 0`, `iou 1`, ...).

    Args:
        matrices: confusion matrix (K, K) of each spatial block.
        seed: of the resampling.
    """
    if len(matrices) < FEWEST_BLOCKS:
        return {}
    blocks = np.stack(matrices).astype(np.int64)
    rng = np.random.default_rng(seed)
    found: dict[str, list[float]] = {}
    measures: dict[str, Callable[[Scores], float]] = {
        "mean_iou": lambda scores: scores.mean_iou,
        "overall_accuracy": lambda scores: scores.accuracy,
    }
    for _ in range(RESAMPLES):
        # How often each block is drawn, instead of the draws: one product for all of them.
        times = rng.multinomial(len(blocks), np.full(len(blocks), 1 / len(blocks)))
        scores = Scores(np.tensordot(times, blocks, axes=1))
        for name, measure in measures.items():
            found.setdefault(name, []).append(measure(scores))
        for index, value in enumerate(scores.iou):
            found.setdefault(f"iou {index}", []).append(float(value))
    return {name: _interval(values) for name, values in found.items() if not np.isnan(values).all()}


def _interval(values: Sequence[float]) -> Interval:
    low, high = np.nanquantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))
