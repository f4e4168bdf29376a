"""The result of a segmentation's evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .calibration import Calibration
from .examples import ExampleTile
from .intervals import ScoreIntervals
from .scores import Scores


@dataclass(frozen=True)
class SegmentationResult:
    """What was measured of a segmentation.

    Attributes:
        class_names: K names.
        scores: over all pixels.
        calibration: confidence against correctness.
        intervals: of the scores.
        intervals_method: how the intervals were computed, in words.
        sources: scores of each raster with labelled pixels, by name.
        worst, best: tiles of lowest and of highest accuracy, the most extreme first.
    """

    class_names: tuple[str, ...]
    scores: Scores
    calibration: Calibration
    intervals: ScoreIntervals
    intervals_method: str
    sources: Mapping[str, Scores]
    worst: tuple[ExampleTile, ...]
    best: tuple[ExampleTile, ...]

    def to_json(self) -> dict[str, Any]:
        """Return everything that was measured as JSON-compatible values."""
        return {
            **self.scores.to_json(self.class_names),
            "calibration": self.calibration.to_json(),
            "intervals_95": self.intervals.to_json(self.class_names),
            "intervals_method": self.intervals_method,
            "sources": {
                name: {"mean_iou": scores.mean_iou, "overall_accuracy": scores.accuracy}
                for name, scores in self.sources.items()
            },
        }
