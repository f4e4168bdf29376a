"""Train/evaluate segmentation."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...satsyn_core.contract.agreement_scheme import AGREEMENT
from ...satsyn_core.contract.declarations import train_evaluate_segmentation
from ..styles import show_classes_of_output
from .base import JobAlgorithm

_PAIRS = (
    ("imagery", "landcover"),
    ("validation_imagery", "validation_landcover"),
    ("test_imagery", "test_landcover"),
)


class TrainEvaluateSegmentationAlgorithm(JobAlgorithm):
    """`satsyn:trainevaluatesegmentation`."""

    job = train_evaluate_segmentation.JOB
    group_name = "Segmentation"

    def missing(self, given: set[str], parameters: dict[str, Any]) -> str:
        label = self.label
        for imagery, landcover in _PAIRS:
            if (imagery in given) != (landcover in given):
                has, lacks = (imagery, landcover) if imagery in given else (landcover, imagery)
                return f"{label(has)} needs {label(lacks)}: choose both or neither."
        if "model" not in given and not {"training_set", "imagery"} & given:
            return (
                f"There is nothing to train on: choose a {label('training_set')}, or {label('imagery')} with its land "
                "cover."
            )
        if "model" in given and not {"training_set", "imagery", "test_imagery"} & given:
            return f"There is nothing to evaluate the model on: choose {label('imagery')} with its land cover."
        if ("model" in given) == ("output" in given):
            both = "leave one of them empty" if "model" in given else "choose one of them"
            return f"{label('output')} is trained and written, {label('model')} is only evaluated: {both}."
        return ""

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Style the difference raster with the names and colours of its classes."""
        if outputs.get("DIFFERENCE"):
            show_classes_of_output(outputs["DIFFERENCE"], AGREEMENT, context, feedback)
