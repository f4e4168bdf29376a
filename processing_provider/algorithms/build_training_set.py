"""Build mixed training set."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...satsyn_core.contract.declarations import build_training_set
from ..split_layers import load_splits
from .base import JobAlgorithm


class BuildTrainingSetAlgorithm(JobAlgorithm):
    """`satsyn:buildtrainingset`."""

    job = build_training_set.JOB
    group_name = "Training sets"

    def missing(self, given: set[str], parameters: dict[str, Any]) -> str:
        image = parameters.get("STYLE") == "image"
        if image and "style_image" not in given:
            return f"{self.label('style')} is image: choose a {self.label('style_image')}."
        return ""

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Load the chips as a layer, coloured by split."""
        load_splits(outputs["OUTPUT"], context)
