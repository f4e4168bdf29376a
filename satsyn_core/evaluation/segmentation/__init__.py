"""Predictions and true land cover in, scores out.

`evaluate_sources` reads scenes window by window, predicts them, and adds each prediction to a `SegmentationEvaluation`:
confusion matrices of spatial blocks, calibration, and example tiles. From these come the `SegmentationResult`, with
`Scores` and their bootstrap intervals, and, where wanted, difference rasters.
"""

from __future__ import annotations

from .calibration import Calibration
from .difference import difference, difference_writer
from .evaluate import SegmentationEvaluation, evaluate_sources
from .examples import ExampleTile, ExampleTiles
from .intervals import Interval, ScoreIntervals, score_intervals
from .result import SegmentationResult
from .scores import Scores

__all__ = [
    "Calibration",
    "ExampleTile",
    "ExampleTiles",
    "Interval",
    "ScoreIntervals",
    "Scores",
    "SegmentationEvaluation",
    "SegmentationResult",
    "difference",
    "difference_writer",
    "evaluate_sources",
    "score_intervals",
]
