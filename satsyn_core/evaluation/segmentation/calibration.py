"""Calibration of a segmentation: whether its confidence matches its accuracy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 15
"""Bins of equal width of the confidence, as in Guo et al. 2017."""


class Calibration:
    """Counts of confidence against correctness, streamed: memory does not grow with the pixels."""

    def __init__(self) -> None:
        self.pixels = np.zeros(BINS, np.int64)
        self.correct = np.zeros(BINS, np.int64)
        self.confidence = np.zeros(BINS)

    def add(self, confidence: NDArray[np.floating], correct: NDArray[np.bool_]) -> None:
        """Count pixels: the confidence (n,), 0 to 1, in the predicted class, and whether that class is the true one."""
        bins = np.clip(np.ceil(confidence * BINS).astype(np.int64) - 1, 0, BINS - 1)
        self.pixels += np.bincount(bins, minlength=BINS)
        self.correct += np.bincount(bins[correct], minlength=BINS)
        self.confidence += np.bincount(bins, weights=confidence, minlength=BINS)

    @property
    def error(self) -> float:
        """Expected calibration error: mean absolute difference of confidence and accuracy, 0 to 1 (L1 norm)."""
        total = self.pixels.sum()
        return float(np.abs(self.confidence - self.correct).sum() / total) if total else float("nan")

    def to_json(self) -> dict[str, Any]:
        """Return the error and its curve as JSON-compatible values."""
        filled = self.pixels > 0
        return {
            "expected_calibration_error": self.error,
            "mean_confidence": (self.confidence[filled] / self.pixels[filled]).tolist(),
            "accuracy": (self.correct[filled] / self.pixels[filled]).tolist(),
            "pixels": self.pixels[filled].tolist(),
        }
