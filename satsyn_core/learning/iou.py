"""Intersection over union of classes, from a confusion matrix."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def class_iou(matrix: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the intersection over union of each class (K,); NaN for a class that the truth does not show.

    Args:
        matrix: pixels (K, K), rows the truth, columns the prediction.
    """
    truth, predicted = matrix.sum(axis=1).astype(np.float64), matrix.sum(axis=0).astype(np.float64)
    hits = np.diagonal(matrix).astype(np.float64)
    found = np.full(len(matrix), np.nan)
    np.divide(hits, truth + predicted - hits, out=found, where=truth > 0)
    return found


def mean_iou(matrix: NDArray[np.integer]) -> float:
    """Return the mean intersection over union of the classes that the truth shows; NaN if it shows none.

    Args:
        matrix: see `class_iou`.
    """
    shown = class_iou(matrix)[matrix.sum(axis=1) > 0]
    return float(shown.mean()) if len(shown) else float("nan")
