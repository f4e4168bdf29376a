"""Scores of a segmentation, computed from one confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...learning.iou import class_iou, mean_iou


@dataclass(frozen=True)
class Scores:
    """Scores of a confusion matrix. The scores of a class that is absent from the truth are NaN and count in no mean.

    Attributes:
        matrix: pixels (K, K), rows the truth, columns the prediction.
    """

    matrix: NDArray[np.integer]

    @property
    def truth(self) -> NDArray[np.float64]:
        """Pixels of each class in the truth (K,)."""
        found: NDArray[np.float64] = self.matrix.sum(axis=1).astype(np.float64)
        return found

    @property
    def predicted(self) -> NDArray[np.float64]:
        """Pixels of each class in the prediction (K,)."""
        found: NDArray[np.float64] = self.matrix.sum(axis=0).astype(np.float64)
        return found

    @property
    def hits(self) -> NDArray[np.float64]:
        """Pixels of each class (K,) on which truth and prediction agree."""
        return np.diagonal(self.matrix).astype(np.float64)

    @property
    def present(self) -> NDArray[np.bool_]:
        """Which classes the truth holds (K,)."""
        return self.truth > 0

    @property
    def iou(self) -> NDArray[np.float64]:
        """Intersection over union of each class (K,)."""
        return class_iou(self.matrix)

    @property
    def f1(self) -> NDArray[np.float64]:
        """F1 score of each class (K,)."""
        return self._of_present(2 * self.hits, self.truth + self.predicted)

    @property
    def recall(self) -> NDArray[np.float64]:
        """Share of each class's true pixels that are found (K,)."""
        return self._of_present(self.hits, self.truth)

    @property
    def precision(self) -> NDArray[np.float64]:
        """Share of each class's predicted pixels that are true (K,); 0 where none is predicted."""
        return self._of_present(self.hits, np.maximum(self.predicted, 1))

    @property
    def mean_iou(self) -> float:
        """Mean IoU over the classes that the truth holds; NaN without any."""
        return mean_iou(self.matrix)

    @property
    def accuracy(self) -> float:
        """Share of all pixels on which truth and prediction agree; NaN without pixels."""
        return float(self.hits.sum() / self.truth.sum()) if self.truth.sum() else float("nan")

    @property
    def weighted_iou(self) -> float:
        """IoU of the classes weighted by their pixels in the truth."""
        shares = self.truth[self.present] / max(self.truth.sum(), 1)
        return float((shares * self.iou[self.present]).sum()) if self.present.any() else float("nan")

    def to_json(self, names: Sequence[str]) -> dict[str, Any]:
        """Return all scores as JSON-compatible values.

        Args:
            names: of the classes (K).
        """
        per_class = {
            name: {
                "iou": _number(self.iou[index]),
                "f1": _number(self.f1[index]),
                "precision": _number(self.precision[index]),
                "recall": _number(self.recall[index]),
                "pixels": int(self.truth[index]),
            }
            for index, name in enumerate(names)
        }
        return {
            "mean_iou": _number(self.mean_iou),
            "overall_accuracy": _number(self.accuracy),
            "frequency_weighted_iou": _number(self.weighted_iou),
            "classes": per_class,
            "absent_classes": [name for name, present in zip(names, self.present, strict=True) if not present],
            "pixels": int(self.truth.sum()),
            "confusion_matrix": self.matrix.tolist(),
        }

    def _of_present(self, part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.full(len(part), np.nan)
        np.divide(part, whole, out=found, where=self.present)
        return found


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
