"""Train/evaluate segmentation."""

from __future__ import annotations

from ..satsyn_core.jobs import train_evaluate_segmentation
from .algorithm import JobAlgorithm


class TrainEvaluateSegmentationAlgorithm(JobAlgorithm):
    """`satsyn:trainevaluatesegmentation`."""

    job = train_evaluate_segmentation.JOB
    group_name = "Segmentation"
