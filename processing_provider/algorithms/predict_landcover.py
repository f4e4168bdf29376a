"""Predict land cover."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...satsyn_core.contract.bundled import BUNDLED_SEGMENTATION
from ...satsyn_core.contract.class_scheme import ClassScheme
from ...satsyn_core.contract.declarations import predict_landcover
from ...satsyn_core.contract.model_metadata import read_metadata
from ..styles import show_classes_of_output
from .base import JobAlgorithm


class PredictLandCoverAlgorithm(JobAlgorithm):
    """`satsyn:predictlandcover`."""

    job = predict_landcover.JOB
    group_name = "Segmentation"

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Style the land cover with the names and colours of the model's classes."""
        scheme = ClassScheme.from_json(read_metadata(self.values["model"] or BUNDLED_SEGMENTATION)["class_scheme"])
        show_classes_of_output(outputs["OUTPUT"], scheme, context, feedback, self.origin)
