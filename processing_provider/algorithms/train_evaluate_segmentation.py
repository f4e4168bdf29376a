"""Train/evaluate segmentation."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...satsyn_core.contract.agreement_scheme import AGREEMENT
from ...satsyn_core.contract.declarations import train_evaluate_segmentation
from ..styles import show_classes_of_output
from .base import JobAlgorithm


class TrainEvaluateSegmentationAlgorithm(JobAlgorithm):
    """`satsyn:trainevaluatesegmentation`."""

    job = train_evaluate_segmentation.JOB
    group_name = "Segmentation"

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Style the difference raster with the names and colours of its classes."""
        if outputs.get("DIFFERENCE"):
            show_classes_of_output(outputs["DIFFERENCE"], AGREEMENT, context, feedback)
